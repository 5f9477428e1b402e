/*
 * layout_spec: blocks. Each kind is a row of KINDS: the key that names it, its other keys, and what
 * is left to do when these have been read. A new kind is a row, its fields, and a case in build.
 */
#include "layout_internal.h"

static bool spec_read(Reader *r, const Value *v, Spec *out, bool *skip);

/* ---- readers of the keys that name a block ---- */

static bool read_prose(Reader *r, const Value *v, const Field *f, void *out) {
    Spec *s = out;
    if (v->kind == VALUE_OBJECT)
        return true;          /* finish_prose */
    if (!read_str(r, v, f, &s->name))
        return false;
    return prose_use(r, s->name, v->loc, s);
}

static bool read_table(Reader *r, const Value *v, const Field *f, void *out) {
    Str name;
    const TableSpec **table = out;
    if (v->kind == VALUE_OBJECT)
        *table = table_inline(r, v);
    else
        *table = read_str(r, v, f, &name) ? table_named(r, name, v->loc) : NULL;
    return *table != NULL;
}

static bool read_drawing(Reader *r, const Value *v, const Field *f, const DrawingSpec **out, bool tree) {
    Str name;
    if (v->kind == VALUE_OBJECT)
        *out = drawing_inline(r, tree, v);
    else
        *out = read_str(r, v, f, &name) ? drawing_named(r, tree, name, v->loc) : NULL;
    return *out != NULL;
}

static bool read_chart(Reader *r, const Value *v, const Field *f, void *out) {
    return read_drawing(r, v, f, out, false);
}

static bool read_tree(Reader *r, const Value *v, const Field *f, void *out) {
    return read_drawing(r, v, f, out, true);
}

static bool read_formula(Reader *r, const Value *v, const Field *f, void *out) {
    Str name;
    const DrawingSpec **drawing = out;
    *drawing = read_str(r, v, f, &name) ? formula_named(r, name, v->loc) : NULL;
    return *drawing != NULL;
}

static bool read_inlines(Reader *r, const Value *v, const Field *f, void *out) {
    Spec *s = out;
    Str text;
    return read_str(r, v, f, &text) && inlines_read(r, text, v->loc, &s->inlines, &s->inline_count);
}

static bool read_list_of(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"isi", "tabel", "gambar", "lampiran"};
    static const ListOf lists[] = {
        LIST_OF_CONTENTS, LIST_OF_TABLES, LIST_OF_FIGURES, LIST_OF_APPENDICES,
    };
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(ListOf *)out = lists[i];
    return true;
}

static bool read_image(Reader *r, const Value *v, const Field *f, void *out) {
    Spec *s = out;
    static const Field fields[] = {FIELD("logo", read_bool, Spec, logo)};
    if (v->kind == VALUE_OBJECT)
        return fields_read(r, v, fields, COUNT(fields), s);
    return read_str(r, v, f, &s->file);
}

/* A length, or "isi": a share of what is left. */
static bool read_space(Reader *r, const Value *v, const Field *f, void *out) {
    Spec *s = out;
    if (v->kind == VALUE_STRING && str_is(v->text, "isi")) {
        s->fill = true;
        return true;
    }
    return read_length(r, v, f, &s->height);
}

static bool read_true(Reader *r, const Value *v, const Field *f, void *out) {
    bool ignored;
    (void)out;
    if (!read_bool(r, v, f, &ignored))
        return false;
    return ignored || layout_error(r, "nilai-salah", v->loc, "\"%s\" hanya dapat true", f->key);
}

static bool read_children(Reader *r, const Value *v, const Field *f, void *out) {
    Spec *s = out;
    return value_expect(v, VALUE_ARRAY, f->key, r->d) && specs_read(r, v, &s->children, &s->child_count);
}

static bool read_otherwise(Reader *r, const Value *v, const Field *f, void *out) {
    Spec *s = out;
    return value_expect(v, VALUE_ARRAY, f->key, r->d)
           && specs_read(r, v, &s->otherwise, &s->otherwise_count);
}

static bool read_level(Reader *r, const Value *v, const Field *f, void *out) {
    unsigned *level = out;
    if (!read_small(r, v, f, level))
        return false;
    if (*level >= 1 && *level <= 6)
        return true;
    return layout_error(r, "nilai-salah", v->loc, "\"%s\" harus dari 1 sampai 6", f->key);
}

/* ---- signatures ---- */

static const Value *fact_object(const Value *root, Str path) {
    const Value *v = root;
    for (size_t from = 0; v && from <= path.n;) {
        size_t dot = str_find(path, STR("."), from);
        size_t to = dot == SIZE_MAX ? path.n : dot;
        Str key = str_sub(path, from, to);
        const Value *next = NULL;
        for (size_t i = 0; v->kind == VALUE_OBJECT && i < v->count; i++)
            if (str_eq(v->members[i].key, key))
                next = v->members[i].value;
        v = next;
        from = to + 1;
    }
    return v && v->kind == VALUE_OBJECT ? v : NULL;
}

static bool unknown_official(Reader *r, Str path, Loc loc) {
    const Value *all = value_get(r->data->root, "pejabat");
    size_t count = all && all->kind == VALUE_OBJECT ? all->count : 0;
    Str *names = arena_array(r->a, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = str_printf(r->a, "pejabat.%.*s", STR_ARG(all->members[i].key));
    return unknown_name(r, loc, "pejabat", path, names, count);
}

static bool read_official_path(Reader *r, const Value *v, const Field *f, void *out) {
    Str *path = out;
    if (!read_str(r, v, f, path))
        return false;
    const Value *official = fact_object(r->data->root, *path);
    if (!official)
        return unknown_official(r, *path, v->loc);
    static const char *const needed[] = {"jabatan", "nama"};
    bool ok = true;
    for (size_t i = 0; i < COUNT(needed); i++)
        if (!value_get(official, needed[i])) {
            Loc brace = loc_at(official->loc.source, official->loc.offset, 1);
            Diag *d = diag_add(r->d, ERROR_, "kunci-hilang", brace,
                               "%.*s memerlukan \"%s\" untuk blok tanda tangan", STR_ARG(*path), needed[i]);
            diag_see(r->d, d, v->loc, "dipakai di sini");
            ok = false;
        }
    return ok;
}

static const Field BOX_FIELDS[] = {
    NEEDED("teks", read_template, BoxSpec, text),
    NEEDED("lebar", read_length, BoxSpec, width),
    NEEDED("tinggi", read_length, BoxSpec, height),
    FIELD("letak", read_align, BoxSpec, place),
    FIELD("garis", read_rule, BoxSpec, rule),
    FIELD("gaya", read_text_style, BoxSpec, style),
};

static bool read_box(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    BoxSpec *box = arena_alloc(r->a, sizeof *box);
    *box = (BoxSpec){.place = ALIGN_CENTRE};
    *(const BoxSpec **)out = box;
    return fields_read(r, v, BOX_FIELDS, COUNT(BOX_FIELDS), box);
}

static bool read_sign_field(Reader *r, const Value *v, const Field *f, void *out) {
    Official *o = out;
    if (!read_bool(r, v, f, &o->field)) return false;
    o->no_field = !o->field;
    return true;
}

static const Field OFFICIAL_FIELDS[] = {
    FIELD("kotak", read_box, Official, box),
    {"bidang", read_sign_field, 0, false},
    NEEDED("pejabat", read_official_path, Official, path),
    FIELD("kepala_teks", read_template, Official, heading),
};

static bool read_official(Reader *r, const Value *v, const Field *f, Official *out) {
    out->loc = v->loc;
    if (v->kind == VALUE_OBJECT)
        return fields_read(r, v, OFFICIAL_FIELDS, COUNT(OFFICIAL_FIELDS), out);
    return read_official_path(r, v, f, &out->path);
}

static bool read_officials(Reader *r, const Value *v, const Field *f, void *out) {
    Spec *s = out;
    bool list = v->kind == VALUE_ARRAY;
    size_t count = list ? v->count : 1;
    if (count == 0)
        return layout_error(r, "nilai-salah", v->loc, "\"%s\" memerlukan paling sedikit satu pejabat",
                            f->key);
    Official *officials = arena_array(r->a, count, sizeof *officials);
    bool ok = true;
    for (size_t i = 0; i < count; i++)
        ok = read_official(r, list ? v->items[i] : v, f, &officials[i]) && ok;
    s->officials = officials;
    s->official_count = count;
    return ok;
}

/* ---- letterhead ---- */

static const Field LINE_FIELDS[] = {
    {"teks", read_inlines, 0, true},
    FIELD("gaya", read_text_style, Spec, style),
};

static bool read_lines(Reader *r, const Value *v, const Field *f, void *out) {
    Spec *s = out;
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    Spec *lines = arena_array(r->a, v->count, sizeof *lines);
    bool ok = true;
    for (size_t i = 0; i < v->count; i++) {
        const Value *line = v->items[i];
        lines[i] = (Spec){.kind = SPEC_TEXT, .loc = line->loc};
        if (line->kind == VALUE_OBJECT)
            ok = fields_read(r, line, LINE_FIELDS, COUNT(LINE_FIELDS), &lines[i]) && ok;
        else
            ok = read_inlines(r, line, f, &lines[i]) && ok;
    }
    s->children = lines;
    s->child_count = v->count;
    return ok;
}

/* ---- label : value ---- */

static bool read_pair_content(Reader *r, const Value *v, const Field *f, void *out) {
    Pair *p = out;
    return value_expect(v, VALUE_ARRAY, f->key, r->d) && specs_read(r, v, &p->content, &p->content_count);
}

/* A file that is one list: a pair for each item. */
static bool read_pair_items(Reader *r, const Value *v, const Field *f, void *out) {
    Pair *p = out;
    Str name;
    const Prose *prose = read_str(r, v, f, &name) ? prose_named(r, name, v->loc) : NULL;
    if (!prose)
        return false;
    if (prose->child_count != 1 || prose->children[0].kind != PROSE_LIST)
        return layout_error(r, "naskah-bukan-daftar", v->loc,
                            "naskah \"%.*s\" harus berisi satu daftar saja: tiap butirnya "
                            "menjadi satu baris",
                            STR_ARG(name));
    p->items = &prose->children[0];
    return true;
}

/* "label" is read by itself: beside a list it knows the item's number. */
static const Field PAIR_FIELDS[] = {
    FIELD("nilai", read_template, Pair, value),
    {"isi", read_pair_content, 0, false},
    {"butir", read_pair_items, 0, false},
    {"label", NULL, 0, true},
};
static const Field PAIR_CONDITIONS[] = {ELSEWHERE("bila_ada"), ELSEWHERE("bila_tidak_ada")};

static bool read_pair_label(Reader *r, const Value *pair, Pair *out) {
    const Value *label = value_get(pair, "label");
    Scope outer = r->scope;
    if (value_get(pair, "butir"))
        push_number(r, STR("nomor"));
    bool ok = read_template(r, label, &(const Field){"label", NULL, 0, true}, &out->label);
    r->scope = outer;
    return ok;
}

static bool read_pair(Reader *r, const Value *v, Pair *out) {
    bool ok = fields_read_with(r, v, PAIR_FIELDS, COUNT(PAIR_FIELDS), PAIR_CONDITIONS,
                               COUNT(PAIR_CONDITIONS), out);
    if (v->kind != VALUE_OBJECT)
        return ok;
    if (value_get(v, "label"))
        ok = read_pair_label(r, v, out) && ok;
    static const char *const contents[] = {"nilai", "isi", "butir"};
    size_t count = 0;
    for (size_t i = 0; i < COUNT(contents); i++)
        count += value_get(v, contents[i]) != NULL;
    if (count != 1)
        return layout_error(r, "nilai-salah", v->loc,
                            "pasangan memerlukan \"nilai\", \"isi\" atau \"butir\"");
    return ok;
}

static bool read_pairs(Reader *r, const Value *v, const Field *f, void *out) {
    Spec *s = out;
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    Pair *pairs = arena_array(r->a, v->count, sizeof *pairs);
    size_t count = 0;
    bool ok = true;
    for (size_t i = 0; i < v->count; i++) {
        const Value *one = v->items[i];
        if (one->kind != VALUE_OBJECT || is_there(r, one))
            ok = read_pair(r, one, &pairs[count++]) && ok;
    }
    s->pairs = pairs;
    s->pair_count = count;
    return ok;
}

/* ---- what opens a scope: loops and sections ---- */

static bool read_loop_sheet(Reader *r, const Value *v, const Field *f, void *out) {
    Str name;
    if (!read_str(r, v, f, &name))
        return false;
    const Sheet *sheet = data_sheet(r->data, name);
    *(const Sheet **)out = sheet;
    if (sheet)
        return true;
    Str *names = arena_array(r->a, r->data->sheet_count, sizeof *names);
    for (size_t i = 0; i < r->data->sheet_count; i++)
        names[i] = sheet_name(r->data->sheets[i]);
    return unknown_name(r, v->loc, "data", name, names, r->data->sheet_count);
}

static bool read_distinct(Reader *r, const Value *v, const Field *f, void *out) {
    Spec *s = out;
    Str name;
    if (!read_str(r, v, f, &name) || !s->sheet)
        return false;
    if (sheet_find_column(s->sheet, name, &s->distinct_column))
        return true;
    size_t count = sheet_columns(s->sheet);
    Str *names = arena_array(r->a, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = sheet_column(s->sheet, i)->name;
    return unknown_name(r, v->loc, "kolom", name, names, count);
}

enum { MOST_LOOPS = 16 };     /* in one another: each turn carries the variables of all around it */

/* A row's own columns are named plainly in the loop's condition, through the variable inside. */
static bool finish_loop(Reader *r, const Value *v, Spec *s) {
    const Value *filter = value_get(v, "bila"), *content = value_get(v, "isi");
    Scope before = r->scope;
    bool in_loop = r->in_loop, ok = true;
    if (!s->sheet)
        return false;
    if (before.variable_count >= MOST_LOOPS)
        return layout_error(r, "ulang-dalam", s->loc, "\"ulang\" bersarang lebih dari %d tingkat", MOST_LOOPS);
    r->scope.sheet = s->sheet;
    r->scope.aggregate = false;
    if (filter)
        ok = read_condition(r, filter, &(const Field){"bila", NULL, 0, false}, &s->condition);
    r->scope.sheet = NULL;
    r->in_loop = true;
    push_variable(r, s->name, s->sheet);
    ok = read_children(r, content, &(const Field){"isi", NULL, 0, false}, s) && ok;
    r->scope = before;
    r->in_loop = in_loop;
    return ok;
}

static bool read_section_page(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    PageSpec base = *r->page;
    base.opens = SIDE_ANY;    /* the part has opened already */
    return page_read(r, v, &base, out);
}

static bool finish_section(Reader *r, const Value *v, Spec *s) {
    const PageSpec *outer = r->page;
    r->page = &s->page;
    bool ok = read_children(r, value_get(v, "isi"), &(const Field){"isi", NULL, 0, false}, s);
    r->page = outer;
    return ok;
}

/* ---- prose that a row names ---- */

/* "s.naskah": a column of the data that a loop around runs over. SIZE_MAX: the data have none, but a
 * derived column of that name stands in with nothing. */
static const Sheet *loop_column(Reader *r, const Value *path, size_t *column) {
    if (!path || !value_expect(path, VALUE_STRING, "\"kolom\"", r->d))
        return NULL;
    size_t dot = str_find(path->text, STR("."), 0);
    Str root = str_sub(path->text, 0, dot == SIZE_MAX ? path->text.n : dot);
    Str name = dot == SIZE_MAX ? STR("") : str_sub(path->text, dot + 1, path->text.n);
    for (size_t i = r->scope.variable_count; i-- > 0;) {
        const Variable *x = &r->scope.variables[i];
        if (!x->sheet || !str_eq(x->name, root))
            continue;
        if (sheet_find_column(x->sheet, name, column))
            return x->sheet;
        Str table = sheet_name(x->sheet);
        *column = SIZE_MAX;
        if (derived_find(r->names, table, name))
            return x->sheet;
        layout_error(r, "nama-tak-dikenal", path->loc, "data \"%.*s\" tidak punya kolom \"%.*s\"",
                     STR_ARG(table), STR_ARG(name));
        return NULL;
    }
    layout_error(r, "nama-tak-dikenal", path->loc,
                 "\"%.*s\" bukan kolom peubah \"ulang\", mis. \"s.naskah\"", STR_ARG(path->text));
    return NULL;
}

static bool named_before(const Sheet *sheet, size_t row, size_t column) {
    Str name = sheet_text(sheet, row, column);
    for (size_t i = 0; i < row; i++)
        if (str_eq(sheet_text(sheet, i, column), name))
            return true;
    return false;
}

/* Every prose that the column names is read here, each printed only in turns whose cell names it. */
static bool prose_by_column(Reader *r, const Value *path, Spec *s) {
    size_t column;
    const Sheet *sheet = loop_column(r, path, &column);
    if (!sheet)
        return false;
    size_t rows = column == SIZE_MAX ? 0 : sheet_rows(sheet);
    Spec *all = arena_array(r->a, rows, sizeof *all);
    bool ok = true;
    for (size_t row = 0; row < rows; row++) {
        if (sheet_cell(sheet, row, column).kind != DATUM_TEXT || named_before(sheet, row, column))
            continue;
        Str name = sheet_text(sheet, row, column);
        Spec *one = &all[s->child_count];
        *one = (Spec){.kind = SPEC_PROSE, .loc = s->loc, .name = name, .style = s->style,
                      .distinct_column = SIZE_MAX};
        memcpy(one->ordered, s->ordered, sizeof one->ordered);
        bool read = prose_use(r, name, sheet_cell(sheet, row, column).loc, one);
        Str rule = str_printf(r->a, "%.*s = \"%.*s\"", STR_ARG(path->text), STR_ARG(name));
        one->condition = read ? condition_read(r, rule, path->loc) : NULL;
        ok = ok && one->condition;
        s->child_count += one->condition != NULL;
    }
    s->children = all;
    s->kind = SPEC_WHEN;      /* without a condition of its own */
    return ok;
}

static bool finish_prose(Reader *r, const Value *v, Spec *s) {
    static const Field fields[] = {{"kolom", NULL, 0, true}};
    const Value *source = value_get(v, "prosa");
    if (source->kind != VALUE_OBJECT)
        return true;
    return fields_read(r, source, fields, COUNT(fields), s)
           && prose_by_column(r, value_get(source, "kolom"), s);
}

/* ---- what is missing ---- */

/* Below what the block holds stands a paragraph that says so, in the profile's words. */
static bool finish_unfilled(Reader *r, const Value *v, Spec *s) {
    const Value *what = value_get(v, "belum_diisi");
    Spec *all = arena_array(r->a, s->child_count + 1, sizeof *all);
    if (s->child_count)
        memcpy(all, s->children, s->child_count * sizeof *all);
    Spec *said = &all[s->child_count];
    *said = (Spec){.kind = SPEC_TEXT, .loc = s->loc, .style = s->style, .distinct_column = SIZE_MAX};
    Str text = str_printf(r->a, "%.*s%.*s", STR_ARG(r->style->words.unfilled), STR_ARG(what->text));
    s->children = all;
    s->child_count++;
    return inlines_read(r, text, what->loc, &said->inlines, &said->inline_count);
}

/* ---- images: the report's logo ---- */

static bool finish_image(Reader *r, const Value *v, Spec *s) {
    (void)r;
    if (s->logo)
        return true;
    return s->file.n > 0 || layout_error(r, "nilai-salah", v->loc, "gambar memerlukan nama berkas");
}

/* True when the block shows a logo and the report has none: then it is left out. */
static bool without_logo(const Reader *r, Spec *s) {
    const Value *logo = value_get(r->data->root, "logo");
    bool there = logo && logo->kind == VALUE_STRING && logo->text.n > 0;
    if (s->logo && there)
        s->file = logo->text;
    if (s->logo && !there && s->kind == SPEC_LETTERHEAD)
        s->logo = false;
    return s->logo && !there;
}

/* ---- the kinds ---- */

static const Field PROSE_FIELDS[] = {
    {"prosa", read_prose, 0, true},
    FIELD("gaya", read_text_style, Spec, style),
    FIELD("bernomor", read_ordered, Spec, ordered),
};
static const Field UNFILLED_FIELDS[] = {
    NEEDED("belum_diisi", read_template, Spec, unfilled),
    FIELD("gaya", read_text_style, Spec, style),
    {"isi", read_children, 0, false},
};
static const Field TABLE_FIELDS[] = {NEEDED("tabel", read_table, Spec, table)};
static const Field CHART_FIELDS[] = {NEEDED("bagan", read_chart, Spec, drawing)};
static const Field FORMULA_FIELDS[] = {NEEDED("rumus", read_formula, Spec, drawing)};
static const Field TREE_FIELDS[] = {NEEDED("pohon", read_tree, Spec, drawing)};
static const Field TEXT_FIELDS[] = {
    {"teks", read_inlines, 0, true},
    FIELD("gaya", read_text_style, Spec, style),
};
static const Field LIST_FIELDS[] = {
    NEEDED("daftar", read_list_of, Spec, list_of),
    FIELD("tingkat", read_level, Spec, level),
    {"bila_kosong", read_inlines, 0, false},
};
static const Field SIGNATURE_FIELDS[] = {
    {"ttd", read_officials, 0, true},
    FIELD("jarak", read_length, Spec, signature_gap),
    FIELD("letak", read_align, Spec, place),
};
static const Field LETTERHEAD_FIELDS[] = {
    {"kop", read_lines, 0, true},
    FIELD("logo", read_bool, Spec, logo),
};
static const Field IMAGE_FIELDS[] = {
    {"gambar", read_image, 0, true},
    FIELD("lebar", read_length, Spec, width),
    FIELD("tinggi", read_length, Spec, height),
    NEEDED("alt", read_template, Spec, alt),
    FIELD("judul", read_template, Spec, caption),
    FIELD("id", read_str, Spec, name),
};
static const Field SPACE_FIELDS[] = {{"spasi", read_space, 0, true}};
static const Field RULE_FIELDS[] = {NEEDED("garis", read_rule, Spec, rule)};
static const Field BREAK_FIELDS[] = {{"halaman_baru", read_true, 0, true}};
static const Field GROUP_FIELDS[] = {{"utuh", read_children, 0, true}};
static const Field LOOP_FIELDS[] = {
    NEEDED("ulang", read_loop_sheet, Spec, sheet),
    NEEDED("sebagai", read_str, Spec, name),
    {"tiap", read_distinct, 0, false},
    ELSEWHERE("bila"),
    {"isi", NULL, 0, true},
};
static const Field PAIRS_FIELDS[] = {
    {"pasangan", read_pairs, 0, true},
    FIELD("lebar", read_length, Spec, width),
    FIELD("inden", read_length, Spec, indent),
    FIELD("gaya", read_text_style, Spec, style),
    FIELD("gaya_label", read_text_style, Spec, label_style),
};
static const Field SECTION_FIELDS[] = {
    NEEDED("seksi", read_section_page, Spec, page),
    {"isi", NULL, 0, true},
};
static const Field HEADING_FIELDS[] = {
    {"judul", read_inlines, 0, true},
    FIELD("tingkat", read_level, Spec, level),
    FIELD("id", read_str, Spec, name),
};
static const Field WHEN_FIELDS[] = {
    NEEDED("bila", read_condition, Spec, condition),
    {"isi", read_children, 0, true},
    {"selainnya", read_otherwise, 0, false},
};

typedef struct Kind {
    const char *key;
    SpecKind kind;
    const Field *fields;
    size_t field_count;
    bool (*finish)(Reader *r, const Value *v, Spec *s);
    bool own_condition;       /* "bila" is one of its own keys */
} Kind;

/* Keys that other kinds use as well ("judul", "bila") come last. */
static const Kind KINDS[] = {
    {"prosa", SPEC_PROSE, PROSE_FIELDS, COUNT(PROSE_FIELDS), finish_prose, false},
    {"belum_diisi", SPEC_WHEN, UNFILLED_FIELDS, COUNT(UNFILLED_FIELDS), finish_unfilled, false},
    {"tabel", SPEC_TABLE, TABLE_FIELDS, COUNT(TABLE_FIELDS), NULL, false},
    {"bagan", SPEC_DRAWING, CHART_FIELDS, COUNT(CHART_FIELDS), NULL, false},
    {"rumus", SPEC_DRAWING, FORMULA_FIELDS, COUNT(FORMULA_FIELDS), NULL, false},
    {"pohon", SPEC_DRAWING, TREE_FIELDS, COUNT(TREE_FIELDS), NULL, false},
    {"teks", SPEC_TEXT, TEXT_FIELDS, COUNT(TEXT_FIELDS), NULL, false},
    {"daftar", SPEC_LIST_OF, LIST_FIELDS, COUNT(LIST_FIELDS), NULL, false},
    {"ttd", SPEC_SIGNATURES, SIGNATURE_FIELDS, COUNT(SIGNATURE_FIELDS), NULL, false},
    {"kop", SPEC_LETTERHEAD, LETTERHEAD_FIELDS, COUNT(LETTERHEAD_FIELDS), NULL, false},
    {"gambar", SPEC_IMAGE, IMAGE_FIELDS, COUNT(IMAGE_FIELDS), finish_image, false},
    {"spasi", SPEC_SPACE, SPACE_FIELDS, COUNT(SPACE_FIELDS), NULL, false},
    {"garis", SPEC_RULE, RULE_FIELDS, COUNT(RULE_FIELDS), NULL, false},
    {"halaman_baru", SPEC_PAGE_BREAK, BREAK_FIELDS, COUNT(BREAK_FIELDS), NULL, false},
    {"utuh", SPEC_GROUP, GROUP_FIELDS, COUNT(GROUP_FIELDS), NULL, false},
    {"ulang", SPEC_LOOP, LOOP_FIELDS, COUNT(LOOP_FIELDS), finish_loop, true},
    {"pasangan", SPEC_PAIRS, PAIRS_FIELDS, COUNT(PAIRS_FIELDS), NULL, false},
    {"seksi", SPEC_SECTION, SECTION_FIELDS, COUNT(SECTION_FIELDS), finish_section, false},
    {"judul", SPEC_HEADING, HEADING_FIELDS, COUNT(HEADING_FIELDS), NULL, false},
    {"bila", SPEC_WHEN, WHEN_FIELDS, COUNT(WHEN_FIELDS), NULL, true},
};

static const Field COMMON_FIELDS[] = {
    ELSEWHERE("bila_ada"), ELSEWHERE("bila_tidak_ada"), ELSEWHERE("bila"),
};

static const Kind *find_kind(const Value *v) {
    for (size_t i = 0; i < COUNT(KINDS); i++)
        if (value_get(v, KINDS[i].key) && (KINDS[i].fields != WHEN_FIELDS || value_get(v, "isi")))
            return &KINDS[i];
    return NULL;
}

/* The message is about the key that is nearest to a kind's. */
static bool unknown_kind(Reader *r, const Value *v) {
    Str names[COUNT(KINDS)];
    for (size_t i = 0; i < COUNT(KINDS); i++)
        names[i] = str_of(KINDS[i].key);
    if (v->count == 0)
        return layout_error(r, "blok-kosong", v->loc, "blok ini kosong");
    const Member *m = v->members;
    for (size_t i = 0; i < v->count; i++)
        if (str_nearest(v->members[i].key, names, COUNT(KINDS)).n) {
            m = &v->members[i];
            break;
        }
    return unknown_name(r, m->key_loc, "jenis blok", m->key, names, COUNT(KINDS));
}

static void defaults(Spec *s) {
    s->distinct_column = SIZE_MAX;
    s->place = ALIGN_RIGHT;
    if (s->kind == SPEC_SIGNATURES)
        length_parse(STR("2.2cm"), &s->signature_gap);
    if (s->kind == SPEC_HEADING)
        s->level = 1;
}

static bool spec_read(Reader *r, const Value *v, Spec *out, bool *skip) {
    if (v->kind == VALUE_STRING) {
        Str shown = str_excerpt(r->a, v->text, 40);
        Diag *d = diag_add(r->d, ERROR_, "jenis-salah", v->loc, "blok harus objek, ditemukan teks");
        diag_fix(r->d, d, "Tulis {\"teks\": \"%.*s\"}.", STR_ARG(shown));
        return false;
    }
    if (!value_expect(v, VALUE_OBJECT, "blok", r->d))
        return false;
    if (!is_there(r, v)) {
        *skip = true;
        return true;
    }
    const Kind *k = find_kind(v);
    if (!k)
        return unknown_kind(r, v);
    *out = (Spec){.kind = k->kind, .loc = v->loc};
    defaults(out);
    bool ok = fields_read_with(r, v, k->fields, k->field_count, COMMON_FIELDS,
                               COUNT(COMMON_FIELDS) - k->own_condition, out);
    if (ok && k->finish)
        ok = k->finish(r, v, out);
    const Value *condition = value_get(v, "bila");
    if (condition && !k->own_condition)
        ok = read_condition(r, condition, &(const Field){"bila", NULL, 0, false}, &out->condition) && ok;
    *skip = ok && without_logo(r, out);
    return ok;
}

bool specs_read(Reader *r, const Value *array, const Spec **out, size_t *count) {
    if (!value_expect(array, VALUE_ARRAY, "\"isi\"", r->d))
        return false;
    Spec *specs = arena_array(r->a, array->count, sizeof *specs);
    size_t n = 0;
    bool ok = true;
    for (size_t i = 0; i < array->count; i++) {
        bool skip = false;
        bool good = spec_read(r, array->items[i], &specs[n], &skip);
        ok = ok && good;
        n += good && !skip;
    }
    *out = specs;
    *count = n;
    return ok;
}
