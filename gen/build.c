/*
 * build: the passes in order, one function for each kind of spec, what the file says about itself
 * and what it carries along.
 */
#include "build_internal.h"

/* ---- blocks and elements ---- */

Block *blocks_add(Build *b, Blocks *blocks, BlockKind kind, Elem *elem, Loc loc) {
    blocks->items = arena_room(b->a, blocks->items, blocks->count, &blocks->cap,
                               sizeof *blocks->items);
    Block *block = &blocks->items[blocks->count++];
    *block = (Block){.kind = kind, .elem = elem, .loc = loc};
    return block;
}

Elem *build_elem(Build *b, Role role, Elem *parent) {
    Elem *elem = elem_new(b->a, &b->counter, role, parent);
    if (b->ends) later_note(b, elem);
    return elem;
}

/* ---- specs to blocks ---- */

static void build_prose(Flow *f, const Node *node) {
    const Spec *spec = node->spec;
    Flow inner = *f;
    if (spec->style) inner.text = spec->style;
    if (spec->ordered[0].n) inner.ordered = spec->ordered;
    if (spec->prose) prose_blocks(&inner, spec->prose);
    else if (spec->text) later_text(&inner, spec->text);
    f->parent = inner.parent;       /* a heading inside goes on behind it */
}

static void build_table(Flow *f, const Node *node) {
    table_block(f, node->spec->table);
}

static void build_text(Flow *f, const Node *node) {
    const Spec *spec = node->spec;
    text_para(f, spec->style ? spec->style : f->text, ROLE_P, spec->inlines, spec->inline_count,
              flow_change(f), spec->loc);
}

static void build_heading(Flow *f, const Node *node) {
    text_heading(f, ENTRY_HEADING, node->spec->inlines, node->spec->inline_count, node->spec->loc);
}

static void build_space(Flow *f, const Node *node) {
    Block *block = blocks_add(f->b, f->out, BLOCK_SPACE, NULL, node->spec->loc);
    if (node->spec->fill) block->u.space.fill = 1;
    else block->u.space.height = node->spec->height;
}

static void build_rule(Flow *f, const Node *node) {
    Block *block = blocks_add(f->b, f->out, BLOCK_RULE, NULL, node->spec->loc);
    block->u.rule.rule = node->spec->rule;
    block->u.rule.space_before = block->u.rule.space_after = f->text->leading / 2;
}

static void build_page_break(Flow *f, const Node *node) {
    blocks_add(f->b, f->out, BLOCK_PAGE_BREAK, NULL, node->spec->loc);
}

static void build_group(Flow *f, const Node *node) {
    Blocks children = {0};
    Flow inner = *f;
    inner.out = &children;
    build_nodes(&inner, node->children);
    f->parent = inner.parent;       /* a heading inside goes on behind it */
    if (!children.count) return;
    Block *group = blocks_add(f->b, f->out, BLOCK_GROUP, NULL, node->spec->loc);
    group->u.group.children = children.items;
    group->u.group.count = children.count;
    group->u.group.keep_together = true;
}

/* Only reached inside a group or a pair: a part's own sections are opened by build_page.c. */
static void build_section(Flow *f, const Node *node) {
    Diag *d = diag_add(f->b->d, ERROR_, "seksi-di-dalam", node->spec->loc,
                       "halaman tidak dapat berganti di dalam kelompok atau pasangan");
    diag_fix(f->b->d, d, "Taruh \"seksi\" langsung di dalam isi bagian.");
}

static void build_node(Flow *f, const Node *node) {
    switch (node->spec->kind) {
    case SPEC_PROSE: build_prose(f, node); return;
    case SPEC_TABLE: build_table(f, node); return;
    case SPEC_TEXT: build_text(f, node); return;
    case SPEC_HEADING: build_heading(f, node); return;
    case SPEC_LIST_OF: list_of(f, node); return;
    case SPEC_SIGNATURES: sign_block(f, node); return;
    case SPEC_LETTERHEAD: sign_letterhead(f, node); return;
    case SPEC_IMAGE: image_block(f, node); return;
    case SPEC_SPACE: build_space(f, node); return;
    case SPEC_RULE: build_rule(f, node); return;
    case SPEC_PAGE_BREAK: build_page_break(f, node); return;
    case SPEC_GROUP: build_group(f, node); return;
    case SPEC_PAIRS: pairs_block(f, node); return;
    case SPEC_DRAWING: drawing_block(f, node->spec->drawing); return;
    case SPEC_SECTION: build_section(f, node); return;
    case SPEC_WHEN:
    case SPEC_LOOP: return;         /* unfolded */
    }
}

void build_nodes(Flow *f, Nodes nodes) {
    const Scope *scope = f->scope;
    for (size_t i = 0; i < nodes.count; i++) {
        f->scope = nodes.items[i].scope;
        build_node(f, &nodes.items[i]);
    }
    f->scope = scope;
}

/* ---- what the file says about itself ---- */

static Str fact(Build *b, const char *path) {
    Datum d;
    if (!data_fact(b->data, str_of(path), &d) || d.kind != DATUM_TEXT) return (Str){0};
    return d.text;
}

/* "2024-01-31", "2024-01" or "2024", as far as it is known. */
static Str iso_date(Arena *a, Date d) {
    if (!d.month) return str_printf(a, "%04d", d.year);
    if (!d.day) return str_printf(a, "%04d-%02u", d.year, d.month);
    return str_printf(a, "%04d-%02u-%02u", d.year, d.month, d.day);
}

static DocInfo build_info(Build *b) {
    const Layout *l = b->layout;
    DocInfo info = {
        .title = text_template(b, l->title, &b->base, b->d),
        .author = fact(b, "instansi.nama"),
        .subject = text_template(b, l->subject, &b->base, b->d),
        .keywords = text_template(b, l->keywords, &b->base, b->d),
        .creator = STR("lakip"),
        .classification = fact(b, "metadata.klasifikasi"),
        .retention = fact(b, "metadata.retensi"),
        .language = b->style->language,
    };
    if (l->title && !str_trim(info.title).n) {      /* PDF/UA-1, 7.1: a file is known by its title */
        Diag *g = diag_add(b->d, ERROR_, "judul-kosong", l->title->loc, "judul dokumen menjadi kosong");
        diag_fix(b->d, g, "Isi \"judul\" tata letak dengan nama laporan ini.");
    }
    Datum d;
    int64_t year;
    if (data_fact(b->data, STR("tahun"), &d) && d.kind == DATUM_NUMBER
        && num_to_int64(d.number, &year) && year > 0 && year < 10000) {
        info.year = (int16_t)year;
    }
    if (data_fact(b->data, STR("tanggal"), &d) && d.kind == DATUM_DATE)
        info.date = iso_date(b->a, d.date);
    return info;
}

/* ---- what it carries along ---- */

typedef struct Files {
    Build *b;
    struct Attachment *items;
    size_t count, cap;
    Index *seen;
} Files;

static const char *mime_of(Str name) {
    static const struct {
        const char *ending, *mime;
    } rows[] = {
        {".json", "application/json"}, {".csv", "text/csv"},   {".md", "text/markdown"},
        {".png", "image/png"},         {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"},
        {".txt", "text/plain"},
        {".ttf", "font/ttf"},          {".otf", "font/otf"},   {".ttc", "font/collection"},
        {".otc", "font/collection"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = strlen(rows[i].ending);
        if (name.n >= n
            && str_eq_nocase(str_sub(name, name.n - n, name.n), str_of(rows[i].ending))) {
            return rows[i].mime;
        }
    }
    return "application/octet-stream";
}

static void file_add(Files *f, Str name, Str bytes, const char *description, bool data) {
    bool added;
    index_put(f->seen, name, &added);
    if (!added) return;
    f->items = arena_room(f->b->a, f->items, f->count, &f->cap, sizeof *f->items);
    f->items[f->count++] =
        (struct Attachment){name, str_of(mime_of(name)), bytes, str_of(description), data};
}

/* The very bytes that were read: whoever changes the file meanwhile does not change what is attached. */
static void file_source_add(Files *f, const Source *source, const char *description, bool data) {
    if (source) file_add(f, source->name, source->bytes, description, data);
}

enum { FONT_MOST = 8 << 20 };         /* a bigger file would weigh more than the report */

/* The report's own fonts: without them it could not be set again on another machine. Those which may
 * only be embedded are not ours to hand on. */
static void font_add(Files *f, const FontFile *font) {
    Build *b = f->b;
    const Folder *folder = &b->data->folder;
    Str name = str_sub(font->path, folder->path.n + 1, font->path.n), bytes;
    bool has = index_get(f->seen, name, &(size_t){0});
    if (has || !file_exists(b->a, folder, name)) return;
    if (!file_read(b->a, folder, name, LOC_NONE, &bytes, b->d)) return;
    if (font->installable && bytes.n <= FONT_MOST) {
        file_add(f, name, bytes, "Fon", true);
        return;
    }
    bool added;
    index_put(f->seen, name, &added);
    Diag *g = diag_file(b->d, NOTE_, "fon-tak-terlampir", name, "Fon ini tidak dilampirkan ke PDF: %s.",
                        font->installable ? "lebih besar dari 8 MiB"
                                          : "lisensinya (OS/2 fsType) hanya membolehkan penyematan");
    diag_fix(b->d, g, "Simpan berkas itu bersama arsip: lakip verifikasi di komputer lain memerlukannya.");
}

static void build_fonts(Files *f) {
    Build *b = f->b;
    Fonts *fonts = b->setter ? setter_fonts(b->setter) : NULL;
    for (size_t i = 0; fonts && i < b->style->text_count; i++) {
        size_t count;
        const FontFile *files = fonts_files(fonts, b->data->folder.path, b->style->texts[i].family, &count);
        for (size_t k = 0; k < count; k++) font_add(f, &files[k]);
    }
}

/* NULL: nothing prints it. */
static const Source *text_source(const Build *b, Str name) {
    for (size_t i = 0; i < b->layout->text_count; i++) {
        if (str_eq(b->layout->texts[i]->name, name)) return b->layout->texts[i];
    }
    return NULL;
}

static void build_attachments(Build *b, Doc *doc) {
    Files f = {.b = b, .seen = index_new(b->a)};
    file_source_add(&f, b->data->source, "Keterangan laporan", false);
    for (size_t i = 0; i < b->data->sheet_count; i++) {
        file_source_add(&f, sheet_source(b->data->sheets[i]), "Data laporan", true);
    }
    for (size_t i = 0; i < b->data->prose_count; i++) {
        const ProseFile *p = &b->data->prose[i];
        const Source *source = text_source(b, p->file);
        Str bytes;
        if (source) {
            file_source_add(&f, source, "Naskah", false);
            continue;
        }
        if (!file_exists(b->a, &b->data->folder, p->file)) continue;
        if (file_read(b->a, &b->data->folder, p->file, p->loc, &bytes, b->d)) {
            file_add(&f, p->file, bytes, "Naskah", false);
        }
    }
    file_source_add(&f, b->layout->source, "Tata letak", false);
    file_source_add(&f, b->style->source, "Gaya", false);
    for (size_t i = 0; i < image_count(b); i++) {
        const Image *image = image_nth(b, i);
        if (image) file_add(&f, image->name, image->bytes, "Gambar", false);
    }
    build_fonts(&f);
    doc->attachments = f.items;
    doc->attachment_count = f.count;
}

/* ---- the passes ---- */

static Build *build_new(Arena *a, const Layout *layout, const Figures *figures, const Data *data,
                        Diags *d) {
    Build *b = arena_alloc(a, sizeof *b);
    b->a = b->keep = a;
    b->layout = layout;
    b->style = layout->style;
    b->figures = figures;
    b->data = data;
    b->d = d;
    b->base = (Scope){.names = &layout->names};
    b->styles = styles_new(b);
    b->plain_heading = (HeadingSpec){.style = styles_named(b, "badan")};
    b->labels = index_new(a);
    return b;
}

const Doc *build(Arena *a, const Layout *layout, const Figures *figures, const Data *data,
                 Setter *setter, Diags *d) {
    size_t before = diags_count(d, ERROR_);
    Build *b = build_new(a, layout, figures, data, d);
    b->setter = setter;
    unfold(b);
    number_all(b);
    b->root = build_elem(b, ROLE_DOCUMENT, NULL);
    for (size_t i = 0; i < b->part_count; i++) {
        if (!b->parts[i].omitted) page_part(b, &b->parts[i]);
    }
    Doc *doc = arena_alloc(a, sizeof *doc);
    doc->info = build_info(b);
    build_attachments(b, doc);
    seal_build(b, doc);
    doc->root = b->root;
    doc->blocks = b->sections.items;
    doc->block_count = b->sections.count;
    doc->elem_count = b->counter;
    doc->table_count = b->tables;
    return diags_count(d, ERROR_) == before ? doc : NULL;
}
