/*
 * layout_part: the parts of a document in printing order. The lampiran stand where the descriptor
 * has its first, in the order and choice of laporan.json's list, which may bring parts of its own.
 */
#include "layout_internal.h"

static const char *const KIND_NAMES[] = {"sampul", "awal", "bab", "lampiran", "polos"};

/* By PartKind. */
static const struct { bool title, contents; size_t page; } KIND_DEFAULTS[] = {
    [PART_COVER] = {false, false, offsetof(Style, cover)},
    [PART_FRONT] = {true, true, offsetof(Style, front)},
    [PART_CHAPTER] = {true, true, offsetof(Style, body)},
    [PART_APPENDIX] = {true, true, offsetof(Style, appendix)},
    [PART_PLAIN] = {false, false, offsetof(Style, plain)},
};
static const PartKind KINDS[] = {PART_COVER, PART_FRONT, PART_CHAPTER, PART_APPENDIX, PART_PLAIN};

static bool read_kind(Reader *r, const Value *v, PartKind *out) {
    size_t i;
    if (!read_choice(r, v, KIND_NAMES, COUNT(KIND_NAMES), &i))
        return false;
    *out = KINDS[i];
    return true;
}

static bool read_title(Reader *r, const Value *v, const Field *f, void *out) {
    PartSpec *p = out;
    Str text;
    return read_str(r, v, f, &text) && inlines_read(r, text, v->loc, &p->title, &p->title_count);
}

static bool read_page(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    PartSpec *p = out;
    const PageSpec base = p->page;
    return page_read(r, v, &base, &p->page);
}

static bool read_content(Reader *r, const Value *v, const Field *f, void *out) {
    PartSpec *p = out;
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    r->page = &p->page;
    return specs_read(r, v, &p->content, &p->content_count);
}

/* "halaman" before "isi": sections inside start from the part's page. */
static const Field PART_FIELDS[] = {
    ELSEWHERE("jenis"),
    NEEDED("id", read_str, PartSpec, id),
    {"judul", read_title, 0, false},
    FIELD("tampilkan_judul", read_bool, PartSpec, show_title),
    FIELD("masuk_daftar_isi", read_bool, PartSpec, in_contents),
    FIELD("mulai_nomor", read_bool, PartSpec, restart_numbering),
    FIELD("hilang_bila_kosong", read_bool, PartSpec, omit_empty),
    ELSEWHERE("bila_ada"),
    ELSEWHERE("bila_tidak_ada"),
    FIELD("bila", read_condition, PartSpec, condition),
    {"halaman", read_page, 0, false},
    {"isi", read_content, 0, true},
};

/* ---- one part ---- */

typedef struct Parts {
    Reader *r;
    PartSpec *items;
    size_t count;
    const Value *list;        /* laporan.json's "lampiran", or NULL */
    bool *wanted;             /* of its names: whether a part of that id was found */
    bool placed;              /* the list was printed */
    const Value *all;         /* "bagian" */
} Parts;

static bool unique(Parts *p, const PartSpec *part, const Value *v) {
    for (size_t i = 0; i < p->count; i++)
        if (str_eq(p->items[i].id, part->id)) {
            const Value *id = value_get(v, "id");
            Diag *d = diag_add(p->r->d, ERROR_, "nama-ganda", id ? id->loc : v->loc,
                               "id bagian \"%.*s\" sudah dipakai", STR_ARG(part->id));
            diag_see(p->r->d, d, p->items[i].loc, "bagian yang memakainya");
            diag_fix(p->r->d, d, "Beri salah satunya id lain.");
            return false;
        }
    return true;
}

static void add_part(Parts *p, const Value *v, PartKind kind) {
    Reader *r = p->r;
    PartSpec *part = &p->items[p->count];
    const PageSpec *page = (const PageSpec *)((const char *)r->style + KIND_DEFAULTS[kind].page);
    *part = (PartSpec){.kind = kind, .loc = v->loc, .page = *page,
                       .show_title = KIND_DEFAULTS[kind].title,
                       .in_contents = KIND_DEFAULTS[kind].contents};
    r->scope = (Scope){.names = r->names};
    bool ok = fields_read(r, v, PART_FIELDS, COUNT(PART_FIELDS), part) && unique(p, part, v);
    if (KIND_DEFAULTS[kind].title && !value_get(v, "judul"))
        ok = layout_error(r, "kunci-hilang", v->loc, "bagian ini memerlukan \"judul\"");
    p->count += ok;
}

/* ---- lampiran ---- */

static Str part_id(const Value *v) {
    const Value *id = v->kind == VALUE_OBJECT ? value_get(v, "id") : NULL;
    return id && id->kind == VALUE_STRING ? id->text : (Str){NULL, 0};
}

static bool is_appendix(const Value *v) {
    const Value *kind = v->kind == VALUE_OBJECT ? value_get(v, "jenis") : NULL;
    return kind && kind->kind == VALUE_STRING && str_is(kind->text, "lampiran");
}

static const Value *find_appendix(const Parts *p, Str id) {
    for (size_t i = 0; i < p->all->count; i++)
        if (is_appendix(p->all->items[i]) && str_eq(part_id(p->all->items[i]), id))
            return p->all->items[i];
    return NULL;
}

static void unknown_appendix(Parts *p, const Value *name) {
    size_t count = 0;
    Str *names = arena_array(p->r->a, p->all->count, sizeof *names);
    for (size_t i = 0; i < p->all->count; i++)
        if (is_appendix(p->all->items[i]))
            names[count++] = part_id(p->all->items[i]);
    unknown_name(p->r, name->loc, "lampiran", name->text, names, count);
}

/* A name from the list: the descriptor's part of that id, whose needs must be met. */
static void add_listed(Parts *p, const Value *name) {
    Reader *r = p->r;
    const Value *v = find_appendix(p, name->text);
    if (!v) {
        unknown_appendix(p, name);
    } else if (!is_there(r, v)) {
        const Value *needs = value_get(v, "bila_ada");
        Diag *d = diag_add(r->d, ERROR_, "lampiran-tanpa-isi", name->loc,
                           "isi lampiran \"%.*s\" tidak ada di laporan ini", STR_ARG(name->text));
        if (needs && needs->kind == VALUE_STRING)
            diag_fix(r->d, d, "Lengkapi \"%.*s\", atau hapus nama ini.", STR_ARG(needs->text));
        diag_see(r->d, d, v->loc, "lampirannya didefinisikan di sini");
    } else {
        add_part(p, v, PART_APPENDIX);
    }
}

static void add_list(Parts *p) {
    if (p->placed)
        return;
    p->placed = true;
    for (size_t i = 0; i < p->list->count; i++) {
        const Value *v = p->list->items[i];
        PartKind kind = PART_APPENDIX;
        const Value *said = v->kind == VALUE_OBJECT ? value_get(v, "jenis") : NULL;
        if (v->kind == VALUE_STRING)
            add_listed(p, v);
        else if (value_expect(v, VALUE_OBJECT, "lampiran", p->r->d)
                 && (!said || read_kind(p->r, said, &kind)) && is_there(p->r, v))
            add_part(p, v, kind);
    }
}

/* ---- all parts ---- */

static void add_one(Parts *p, const Value *v) {
    Reader *r = p->r;
    PartKind kind;
    if (!value_expect(v, VALUE_OBJECT, "bagian", r->d))
        return;
    const Value *said = value_get(v, "jenis");
    if (!said) {
        layout_error(r, "kunci-hilang", v->loc, "bagian ini memerlukan \"jenis\"");
        return;
    }
    if (!read_kind(r, said, &kind))
        return;
    if (kind == PART_APPENDIX && p->list)
        add_list(p);
    else if (is_there(r, v))
        add_part(p, v, kind);
}

void parts_read(Reader *r, const Value *descriptor) {
    const Value *all = value_get(descriptor, "bagian");
    const Value *list = value_get(r->data->root, "lampiran");
    if (!all || !value_expect(all, VALUE_ARRAY, "\"bagian\"", r->d))
        return;
    if (list && !value_expect(list, VALUE_ARRAY, "\"lampiran\"", r->d))
        return;
    Parts p = {.r = r, .list = list, .all = all};
    p.items = arena_array(r->a, all->count + (list ? list->count : 0), sizeof *p.items);
    for (size_t i = 0; i < all->count; i++)
        add_one(&p, all->items[i]);
    if (list)
        add_list(&p);
    r->layout->parts = p.items;
    r->layout->part_count = p.count;
}
