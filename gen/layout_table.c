/*
 * layout_table: definitions of tables. Each expression is bound in the scope it will be evaluated
 * in (layout.h, TableSpec): titles and notes without a row, cells in a row, totals over rows.
 */
#include "layout_internal.h"

#include <string.h>

/* ---- scopes ---- */

typedef enum Standing { NO_ROW, IN_ROW, OVER_ROWS } Standing;

static Scope stand(Reader *r, Standing s) {
    Scope before = r->scope;
    r->scope.sheet = s == NO_ROW ? NULL : r->sheet;
    r->scope.aggregate = s == OVER_ROWS;
    return before;
}

static bool template_standing(Reader *r, const Value *v, const Field *f, void *out, Standing s) {
    Scope before = stand(r, s);
    bool ok = read_template(r, v, f, out);
    r->scope = before;
    return ok;
}

bool table_read_title(Reader *r, const Value *v, const Field *f, void *out) {
    return template_standing(r, v, f, out, NO_ROW);
}

static bool read_row_template(Reader *r, const Value *v, const Field *f, void *out) {
    return template_standing(r, v, f, out, IN_ROW);
}

static bool read_end_title(Reader *r, const Value *v, const Field *f, void *out) {
    return template_standing(r, v, f, out, OVER_ROWS);
}

static bool read_row_expr(Reader *r, const Value *v, const Field *f, void *out) {
    Scope before = stand(r, IN_ROW);
    bool ok = read_expr(r, v, f, out);
    r->scope = before;
    return ok;
}

bool table_read_filter(Reader *r, const Value *v, const Field *f, void *out) {
    Scope before = stand(r, IN_ROW);
    bool ok = read_condition(r, v, f, out);
    r->scope = before;
    return ok;
}

bool unknown_column(Reader *r, Loc loc, Str name) {
    size_t count = sheet_columns(r->sheet);
    Str *names = arena_array(r->a, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = sheet_column(r->sheet, i)->name;
    return unknown_name(r, loc, "kolom", name, names, count);
}

/* ---- columns ---- */

typedef struct ColumnDraft {
    ColumnSpec spec;
    const Value *cell;        /* "isi" */
    Type type;
    bool empty;               /* "kosong" */
    bool has_align;
} ColumnDraft;

static bool read_cell(Reader *r, const Value *v, const Field *f, void *out) {
    ColumnDraft *c = out;
    Str ignored;
    if (!read_str(r, v, f, &ignored))
        return false;
    c->cell = v;
    Scope before = stand(r, IN_ROW);
    c->spec.expr = expr_read(r, v->text, v->loc, &c->type);
    r->scope = before;
    return c->spec.expr != NULL;
}

/* "auto", a length, or "2fr": hundredths of a share. */
static bool read_width(Reader *r, const Value *v, const Field *f, void *out) {
    ColumnSpec *c = out;
    Str text;
    Len share;
    if (!read_str(r, v, f, &text))
        return false;
    text = str_trim(text);
    if (str_is(text, "auto")) {
        c->width_kind = WIDTH_AUTO;
        return true;
    }
    if (str_ends(text, STR("fr"))
        && length_parse(str_printf(r->a, "%.*spt", STR_ARG(str_sub(text, 0, text.n - 2))), &share)
        && share >= 10 && share <= 1000000) {
        c->width_kind = WIDTH_SHARE;
        c->share = (unsigned)share / 10;
        return true;
    }
    c->width_kind = WIDTH_FIXED;
    if (length_parse(text, &c->width) && c->width > 0)
        return true;
    Str shown = str_excerpt(r->a, text, 40);
    return layout_error(r, "ukuran-salah", v->loc,
                        "lebar kolom harus \"auto\", ukuran (\"3cm\") atau bagian (\"2fr\"), "
                        "ditemukan \"%.*s\"", STR_ARG(shown));
}

static bool read_column_align(Reader *r, const Value *v, const Field *f, void *out) {
    ColumnDraft *c = out;
    c->has_align = true;
    return read_align(r, v, f, &c->spec.align);
}

static bool read_column_format(Reader *r, const Value *v, const Field *f, void *out) {
    ColumnSpec *c = out;
    c->has_format = true;
    return read_format(r, v, f, &c->format);
}

static bool read_merge(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"sama", "sendiri", "kosong"};
    static const MergeKind kinds[] = {MERGE_EQUAL, MERGE_ALONE, MERGE_BLANK};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(MergeKind *)out = kinds[i];
    return true;
}

static bool numeric(Reader *r, Type type, Loc loc, const char *what) {
    if (type == TYPE_NUMBER || type == TYPE_ANY)
        return true;
    layout_error(r, "bukan-angka", loc,
                 "%s harus menghasilkan angka; nyatakan tipe kolomnya (bulat, desimal, rupiah, persen, "
                 "bersatuan) di bawah \"data\" di laporan.json", what);
    return false;
}

/* true: the function over the column's own cells; or a rule of its own. */
static const Expr *read_end_cell(Reader *r, const Value *v, const Field *f, const ColumnDraft *c,
                                 const char *function) {
    Str text = v->text;
    if (c->cell && !c->spec.expr)
        return NULL;          /* "isi" has an error of its own */
    if (v->kind == VALUE_BOOL && c->cell) {
        text = str_printf(r->a, "%s(%.*s)", function, STR_ARG(c->cell->text));
        if (!numeric(r, c->type, c->cell->loc, "kolom yang dijumlahkan"))
            return NULL;
    } else if (v->kind == VALUE_BOOL) {
        layout_error(r, "nilai-salah", v->loc, "\"%s\": true memerlukan \"isi\"", f->key);
        return NULL;
    } else if (!value_expect(v, VALUE_STRING, f->key, r->d)) {
        return NULL;
    }
    Scope before = stand(r, OVER_ROWS);
    const Expr *e = expr_read(r, text, v->loc, NULL);
    r->scope = before;
    return e;
}

static bool read_total(Reader *r, const Value *v, const Field *f, void *out) {
    ColumnDraft *c = out;
    if (v->kind == VALUE_BOOL && !v->boolean)
        return true;
    c->spec.total = read_end_cell(r, v, f, c, "jumlah");
    return c->spec.total != NULL;
}

static bool read_mean(Reader *r, const Value *v, const Field *f, void *out) {
    ColumnDraft *c = out;
    if (v->kind == VALUE_BOOL && !v->boolean)
        return true;
    c->spec.mean = read_end_cell(r, v, f, c, "rata_rata");
    return c->spec.mean != NULL;
}

enum { MAX_GROUP_TITLES = 3 };

static bool read_group_titles(Reader *r, const Value *v, const Field *f, void *out) {
    ColumnSpec *c = out;
    bool list = v->kind == VALUE_ARRAY;
    size_t count = list ? v->count : 1;
    if (count == 0 || count > MAX_GROUP_TITLES)
        return layout_error(r, "nilai-salah", v->loc, "\"%s\" paling banyak %d tingkat", f->key,
                            MAX_GROUP_TITLES);
    bool ok = true;
    for (size_t i = 0; i < count; i++)
        ok = table_read_title(r, list ? v->items[i] : v, f, &c->group_titles[i]) && ok;
    c->group_title_count = count;
    return ok;
}

static const Field RULE_FIELDS[] = {
    NEEDED("bila", table_read_filter, CellRule, when),
    NEEDED("gaya", read_text_style, CellRule, style),
};

typedef struct CellRules {
    const CellRule *items;
    size_t count;
} CellRules;

static bool read_rules(Reader *r, const Value *v, const char *key, CellRules *out) {
    if (!value_expect(v, VALUE_ARRAY, key, r->d))
        return false;
    CellRule *rules = arena_array(r->a, v->count, sizeof *rules);
    bool ok = true;
    for (size_t i = 0; i < v->count; i++) {
        rules[i].loc = v->items[i]->loc;
        ok = fields_read(r, v->items[i], RULE_FIELDS, COUNT(RULE_FIELDS), &rules[i]) && ok;
    }
    *out = (CellRules){rules, v->count};
    return ok;
}

static bool read_column_rules(Reader *r, const Value *v, const Field *f, void *out) {
    ColumnDraft *c = out;
    CellRules rules = {0};
    bool ok = read_rules(r, v, f->key, &rules);
    c->spec.rules = rules.items;
    c->spec.rule_count = rules.count;
    return ok;
}

static bool read_explained(Reader *r, const Value *v, const Field *f, void *out) {
    bool explained;
    if (!read_bool(r, v, f, &explained))
        return false;
    *(bool *)out = !explained;
    return true;
}

static bool read_cell_image(Reader *r, const Value *v, const Field *f, void *out) {
    static const Field fields[] = {
        NEEDED("lebar", read_length, ColumnSpec, image_width),
        NEEDED("alt", read_row_expr, ColumnSpec, image_alt),
    };
    return value_expect(v, VALUE_OBJECT, f->key, r->d) && fields_read(r, v, fields, COUNT(fields), out);
}

/* "isi" comes before what depends on it. */
static const Field COLUMN_FIELDS[] = {
    {"isi", read_cell, 0, false},
    FIELD("nomor", read_bool, ColumnDraft, spec.row_number),
    FIELD("kosong", read_bool, ColumnDraft, empty),
    FIELD("nama", read_str, ColumnDraft, spec.name),
    FIELD("judul", table_read_title, ColumnDraft, spec.title),
    FIELD("format", read_column_format, ColumnDraft, spec),
    FIELD("lebar", read_width, ColumnDraft, spec),
    {"rata", read_column_align, 0, false},
    FIELD("rata_tegak", read_valign, ColumnDraft, spec.valign),
    FIELD("gabung", read_merge, ColumnDraft, spec.merge),
    {"jumlah", read_total, 0, false},
    {"rata_rata", read_mean, 0, false},
    FIELD("di_bawah", read_group_titles, ColumnDraft, spec),
    FIELD("gaya", read_text_style, ColumnDraft, spec.style),
    FIELD("tegak", read_bool, ColumnDraft, spec.rotated_head),
    FIELD("sambung", read_bool, ColumnDraft, spec.joined),
    FIELD("kosong_bila_tak_ada", read_bool, ColumnDraft, spec.blank_missing),
    FIELD("butir", read_pattern, ColumnDraft, spec.item_mark),
    FIELD("rumus", read_explained, ColumnDraft, spec.unexplained),
    FIELD("gambar", read_cell_image, ColumnDraft, spec),
    {"gaya_bila", read_column_rules, 0, false},
    ELSEWHERE("bila_ada"),
    ELSEWHERE("bila_tidak_ada"),
};

/* "jumlah_pegawai", where nobody gave a title, for readers: "Jumlah pegawai". */
static Str readable(Arena *a, Str title, Str name) {
    if (!str_eq(title, name) || name.n == 0)
        return title;
    char *copy = str_cstr(a, name);
    for (size_t i = 0; i < name.n; i++)
        if (copy[i] == '_')
            copy[i] = ' ';
    if (copy[0] >= 'a' && copy[0] <= 'z')
        copy[0] = (char)(copy[0] - 'a' + 'A');
    return (Str){copy, name.n};
}

/* The data or derived column that "isi" simply names. */
static void name_column(Reader *r, ColumnDraft *c) {
    Str cell = str_trim(c->cell->text);
    if (cell.n > 2 && cell.p[0] == '[' && cell.p[cell.n - 1] == ']')
        cell = str_sub(cell, 1, cell.n - 1);
    Str title = cell;
    size_t column;
    const Derived *derived = derived_find(r->names, sheet_name(r->sheet), cell);
    bool plain = sheet_find_column(r->sheet, cell, &column);
    if (plain)
        title = sheet_column(r->sheet, column)->title;
    else if (derived)
        title = derived->title;
    if ((plain || derived) && c->spec.name.n == 0)
        c->spec.name = cell;
    if (!c->spec.title)
        c->spec.title = template_literal(
            r->a, plain || derived ? readable(r->a, title, cell) : readable(r->a, c->spec.name, c->spec.name),
            c->cell->loc);
}

static Align type_align(Type type) {
    switch (type) {
    case TYPE_NUMBER: return ALIGN_RIGHT;
    case TYPE_BOOL: return ALIGN_CENTRE;
    case TYPE_TEXT:
    case TYPE_DATE:
    case TYPE_ANY: return ALIGN_LEFT;
    }
    return ALIGN_LEFT;
}

static DatumKind type_kind(Type type) {
    switch (type) {
    case TYPE_NUMBER: return DATUM_NUMBER;
    case TYPE_TEXT: return DATUM_TEXT;
    case TYPE_BOOL: return DATUM_BOOL;
    case TYPE_DATE: return DATUM_DATE;
    case TYPE_ANY: return DATUM_EMPTY;
    }
    return DATUM_EMPTY;
}

static bool check_column(Reader *r, const Value *v, const ColumnDraft *c) {
    if ((c->cell != NULL) + c->spec.row_number + c->empty != 1)
        return layout_error(r, "nilai-salah", v->loc,
                            "kolom memerlukan salah satu: \"isi\", \"nomor\": true atau \"kosong\": true");
    if (c->spec.joined && (c->spec.title || c->spec.group_title_count))
        return layout_error(r, "nilai-salah", v->loc,
                            "kolom \"sambung\" berkepala bersama kolom di kirinya: hapus \"judul\" dan \"di_bawah\"");
    const Value *format = value_get(v, "format");
    if (format && c->cell && c->type != TYPE_ANY && !format_takes(c->spec.format, type_kind(c->type)))
        return layout_error(r, "format-salah", format->loc, "format \"%.*s\" tidak cocok untuk isi kolom ini: %s", STR_ARG(format->text),
                            c->type == TYPE_TEXT ? "isinya teks; nyatakan tipe kolomnya di bawah \"data\" di laporan.json"
                            : c->type == TYPE_BOOL ? "isinya benar atau salah; pakai ya_tidak"
                            : c->type == TYPE_DATE ? "isinya tanggal" : "isinya angka");
    return true;
}

static bool read_column(Reader *r, const Value *v, ColumnSpec *out) {
    ColumnDraft c = {.spec = {.align = ALIGN_LEFT, .loc = v->loc}, .type = TYPE_TEXT};
    if (!fields_read(r, v, COLUMN_FIELDS, COUNT(COLUMN_FIELDS), &c) || !check_column(r, v, &c))
        return false;
    if (c.cell)
        name_column(r, &c);
    else if (!c.spec.title)
        c.spec.title = template_literal(r->a, (Str){NULL, 0}, v->loc);
    c.spec.items = value_get(v, "butir") != NULL;
    if (!c.has_align)
        c.spec.align = c.spec.row_number ? ALIGN_CENTRE : type_align(c.type);
    *out = c.spec;
    return true;
}

/* A joined column stands below the same heads as the one it joins. */
static bool join_columns(Reader *r, ColumnSpec *columns, size_t count) {
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        if (!columns[i].joined)
            continue;
        if (i == 0) {
            ok = layout_error(r, "nilai-salah", columns[i].loc, "kolom pertama tidak dapat \"sambung\"");
            continue;
        }
        memcpy(columns[i].group_titles, columns[i - 1].group_titles, sizeof columns[i].group_titles);
        columns[i].group_title_count = columns[i - 1].group_title_count;
        columns[i].rotated_head = columns[i - 1].rotated_head;
    }
    return ok;
}

static const Field SERIES_FIELDS[] = {
    {"isi", read_cell, 0, true},
    FIELD("judul", table_read_title, ColumnDraft, spec.title),
    FIELD("format", read_column_format, ColumnDraft, spec),
};

/* An object, or "isi" alone. */
bool table_read_series(Reader *r, const Value *v, bool number, ColumnSpec *out) {
    ColumnDraft c = {.spec = {.align = ALIGN_LEFT, .loc = v->loc}, .type = TYPE_ANY};
    bool ok = v->kind == VALUE_OBJECT
        ? fields_read(r, v, SERIES_FIELDS, COUNT(SERIES_FIELDS), &c) && check_column(r, v, &c)
        : read_cell(r, v, &SERIES_FIELDS[0], &c);
    if (!ok || (number && !numeric(r, c.type, c.cell->loc, "deret")))
        return false;
    name_column(r, &c);
    *out = c.spec;
    return true;
}

static bool read_columns(Reader *r, const Value *v, const Field *f, void *out) {
    TableSpec *t = out;
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    if (v->count == 0)
        return layout_error(r, "nilai-salah", v->loc, "tabel memerlukan paling sedikit satu kolom");
    v = pivot_columns(r, v, t->distinct_name);
    if (!v)
        return false;
    ColumnSpec *columns = arena_array(r->a, v->count, sizeof *columns);
    size_t n = 0;
    bool ok = true;
    for (size_t i = 0; i < v->count; i++)
        if (v->items[i]->kind != VALUE_OBJECT || is_there(r, v->items[i]))
            ok = read_column(r, v->items[i], &columns[n++]) && ok;
    if (n == 0)
        return layout_error(r, "nilai-salah", v->loc, "tidak ada kolom tabel ini di laporan");
    t->columns = columns;
    t->column_count = n;
    return join_columns(r, columns, n) && ok;
}

/* ---- columns of a table that says none: all of the data's ---- */

static void automatic_setting(Reader *r, const Column *column, ColumnSpec *c) {
    const char *format = NULL;
    switch (column->type) {
    case COLUMN_TEXT: c->align = ALIGN_LEFT; break;
    case COLUMN_INTEGER: c->align = ALIGN_RIGHT; format = "bilangan(0)"; break;
    case COLUMN_DECIMAL: c->align = ALIGN_DECIMAL; break;
    case COLUMN_RUPIAH: c->align = ALIGN_DECIMAL; format = "bilangan"; break;
    case COLUMN_PERCENT: c->align = ALIGN_DECIMAL; format = "persen(2)"; break;
    case COLUMN_MEASURE: c->align = ALIGN_LEFT; break;
    case COLUMN_DATE: c->align = ALIGN_LEFT; format = "tanggal"; break;
    case COLUMN_GRADE: c->align = ALIGN_CENTRE; break;
    }
    if (format)
        c->has_format = format_parse(r->a, str_of(format), column->loc, &c->format, r->d);
}

static bool automatic_columns(Reader *r, TableSpec *t) {
    size_t count = sheet_columns(r->sheet);
    ColumnSpec *columns = arena_array(r->a, count, sizeof *columns);
    Scope before = stand(r, IN_ROW);
    bool ok = count > 0;
    for (size_t i = 0; i < count; i++) {
        const Column *column = sheet_column(r->sheet, i);
        ColumnSpec *c = &columns[i];
        *c = (ColumnSpec){.name = column->name, .loc = column->loc};
        c->title = template_literal(r->a, readable(r->a, column->title, column->name), column->loc);
        c->expr = expr_read(r, str_printf(r->a, "[%.*s]", STR_ARG(column->name)), column->loc, NULL);
        automatic_setting(r, column, c);
        ok = c->expr != NULL && ok;
    }
    r->scope = before;
    t->columns = columns;
    t->column_count = count;
    return ok;
}

/* ---- groups and last rows ---- */

static const Field GROUP_FIELDS[] = {
    NEEDED("menurut", read_row_expr, GroupSpec, by),
    FIELD("kepala", read_row_template, GroupSpec, head),
    FIELD("jumlah", read_row_template, GroupSpec, foot),
    FIELD("halaman_baru", read_bool, GroupSpec, page_break),
};

static bool read_groups(Reader *r, const Value *v, const Field *f, void *out) {
    TableSpec *t = out;
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    GroupSpec *groups = arena_array(r->a, v->count, sizeof *groups);
    bool ok = true;
    for (size_t i = 0; i < v->count; i++) {
        groups[i].loc = v->items[i]->loc;
        ok = fields_read(r, v->items[i], GROUP_FIELDS, COUNT(GROUP_FIELDS), &groups[i]) && ok;
    }
    t->groups = groups;
    t->group_count = v->count;
    return ok;
}

static bool read_end_kind(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"jumlah", "rata_rata", "hitung"};
    static const EndRowKind kinds[] = {END_TOTAL, END_MEAN, END_COUNT};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(EndRowKind *)out = kinds[i];
    return true;
}

static const Field END_FIELDS[] = {
    NEEDED("jenis", read_end_kind, EndRow, kind),
    NEEDED("judul", read_end_title, EndRow, title),
};

static bool read_ends(Reader *r, const Value *v, const Field *f, void *out) {
    TableSpec *t = out;
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    EndRow *ends = arena_array(r->a, v->count, sizeof *ends);
    bool ok = true;
    for (size_t i = 0; i < v->count; i++) {
        ends[i].loc = v->items[i]->loc;
        ok = fields_read(r, v->items[i], END_FIELDS, COUNT(END_FIELDS), &ends[i]) && ok;
    }
    t->ends = ends;
    t->end_count = v->count;
    return ok;
}

/* ---- the table ---- */

static const Field SORT_FIELDS[] = {
    NEEDED("menurut", read_row_expr, TableSpec, sort),
    FIELD("turun", read_bool, TableSpec, sort_descending),
};

bool table_read_sort(Reader *r, const Value *v, const Field *f, void *out) {
    TableSpec *t = out;
    if (v->kind == VALUE_OBJECT)
        return fields_read(r, v, SORT_FIELDS, COUNT(SORT_FIELDS), t);
    return read_row_expr(r, v, f, &t->sort);
}

static const Field CARRY_FIELDS[] = {
    NEEDED("keluar", table_read_title, TableSpec, carried_out),
    NEEDED("masuk", table_read_title, TableSpec, carried_in),
};

static bool read_carry(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    return fields_read(r, v, CARRY_FIELDS, COUNT(CARRY_FIELDS), out);
}

static bool read_table_style(Reader *r, const Value *v, const Field *f, void *out) {
    Str name;
    if (!read_str(r, v, f, &name))
        return false;
    const TableStyle *style = style_table(r->style, name);
    *(const TableStyle **)out = style;
    if (style)
        return true;
    Str *names = arena_array(r->a, r->style->table_count, sizeof *names);
    for (size_t i = 0; i < r->style->table_count; i++)
        names[i] = r->style->tables[i].name;
    return unknown_name(r, v->loc, "gaya tabel", name, names, r->style->table_count);
}

static bool read_too_wide(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"galat", "kecilkan", "putar", "kertas", "belah"};
    static const TooWide kinds[] = {WIDE_ERROR, WIDE_SHRINK, WIDE_TURN, WIDE_PAPER, WIDE_SPLIT};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(TooWide *)out = kinds[i];
    return true;
}

static bool read_table_rules(Reader *r, const Value *v, const Field *f, void *out) {
    TableSpec *t = out;
    CellRules rules = {0};
    bool ok = read_rules(r, v, f->key, &rules);
    t->rules = rules.items;
    t->rule_count = rules.count;
    return ok;
}

/* A column of the data, by its name. */
static bool read_distinct(Reader *r, const Value *v, const Field *f, void *out) {
    TableSpec *t = out;
    size_t column;
    if (!read_str(r, v, f, &t->distinct_name))
        return false;
    if (!sheet_find_column(r->sheet, t->distinct_name, &column))
        return unknown_column(r, v->loc, t->distinct_name);
    Scope before = stand(r, IN_ROW);
    t->distinct = expr_read(r, str_printf(r->a, "[%.*s]", STR_ARG(t->distinct_name)), v->loc, NULL);
    r->scope = before;
    return t->distinct != NULL;
}

/* A column of the table, which must be one that merges. */
static bool read_flush(Reader *r, const Value *v, const Field *f, void *out) {
    TableSpec *t = out;
    Str name;
    if (!read_str(r, v, f, &name))
        return false;
    for (size_t i = 0; i < t->column_count; i++) {
        if (!str_eq(t->columns[i].name, name))
            continue;
        t->flush_column = i;
        if (t->columns[i].merge != MERGE_NONE)
            return true;
        return layout_error(r, "nilai-salah", v->loc, "kolom \"%.*s\" harus punya \"gabung\"", STR_ARG(name));
    }
    Str *names = arena_array(r->a, t->column_count, sizeof *names);
    for (size_t i = 0; i < t->column_count; i++)
        names[i] = t->columns[i].name;
    return unknown_name(r, v->loc, "kolom", name, names, t->column_count);
}

static const Field TABLE_FIELDS[] = {
    {"data", NULL, 0, true},
    {"tiap", read_distinct, 0, false},
    FIELD("id", read_str, TableSpec, name),
    FIELD("judul", table_read_title, TableSpec, caption),
    FIELD("sumber", table_read_title, TableSpec, source_line),
    FIELD("catatan", table_read_title, TableSpec, note),
    FIELD("rumus", read_bool, TableSpec, formula_line),
    {"kolom", read_columns, 0, false},
    {"kelompok", read_groups, 0, false},
    {"baris_akhir", read_ends, 0, false},
    FIELD("nomor_kolom", read_bool, TableSpec, number_row),
    FIELD("bila", table_read_filter, TableSpec, filter),
    {"urut", table_read_sort, 0, false},
    FIELD("teratas", read_count, TableSpec, top),
    FIELD("gaya", read_table_style, TableSpec, style),
    {"pindahan", read_carry, 0, false},
    FIELD("terlalu_lebar", read_too_wide, TableSpec, too_wide),
    FIELD("kolom_tetap", read_small, TableSpec, stub_columns),
    {"menyatu", read_flush, 0, false},
    {"gaya_bila", read_table_rules, 0, false},
    FIELD("balik", read_bool, TableSpec, transposed),
};

/* What laporan.json says of the data themselves: "judul", "sumber". */
static const Template *data_line(Reader *r, Str sheet, const char *key) {
    const Value *all = value_get(r->data->root, "data");
    const Value *entry = all ? value_get(all, str_cstr(r->a, sheet)) : NULL;
    const Value *line = entry && entry->kind == VALUE_OBJECT ? value_get(entry, key) : NULL;
    if (!line || line->kind != VALUE_STRING)
        return NULL;
    Scope before = stand(r, NO_ROW);
    const Template *t = template_read(r, line->text, line->loc);
    r->scope = before;
    return t;
}

static TableSpec *next_spec(Reader *r, Str name, Loc loc) {
    TableSpec *t = &r->specs[r->layout->table_count];
    *t = (TableSpec){.name = name, .loc = loc, .sheet = r->sheet, .in_loop = r->in_loop,
                     .flush_column = SIZE_MAX, .style = style_table(r->style, STR("baku"))};
    return t;
}

const Sheet *table_sheet(Reader *r, const Value *v, const char *what) {
    const Value *name = value_get(v, "data");
    if (!name || !value_expect(name, VALUE_STRING, "\"data\"", r->d)) {
        if (!name)
            layout_error(r, "kunci-hilang", v->loc, "%s memerlukan \"data\"", what);
        return NULL;
    }
    const Sheet *sheet = data_sheet(r->data, name->text);
    if (sheet)
        return sheet;
    Str *names = arena_array(r->a, r->data->sheet_count, sizeof *names);
    for (size_t i = 0; i < r->data->sheet_count; i++)
        names[i] = sheet_name(r->data->sheets[i]);
    unknown_name(r, name->loc, "data", name->text, names, r->data->sheet_count);
    return NULL;
}

/* Each row becomes a column: there is no place for what stands between or around rows. */
static bool check_transposed(Reader *r, const Value *v, const TableSpec *t) {
    static const char *const keys[] = {"kelompok", "pindahan", "nomor_kolom", "menyatu"};
    for (size_t i = 0; t->transposed && i < COUNT(keys); i++)
        if (value_get(v, keys[i]))
            return layout_error(r, "nilai-salah", value_get(v, keys[i])->loc,
                                "\"%s\" tidak dapat dipakai bersama \"balik\"", keys[i]);
    for (size_t i = 0; t->transposed && i < t->column_count; i++)
        if (t->columns[i].image_width)
            return layout_error(r, "nilai-salah", t->columns[i].loc,
                                "kolom \"gambar\" tidak dapat dipakai bersama \"balik\"");
    return true;
}

TableSpec *table_keep(Reader *r, const TableSpec *read, Loc loc) {
    TableSpec *t = next_spec(r, (Str){NULL, 0}, loc);
    const TableSpec frame = *t;
    *t = *read;
    t->sheet = frame.sheet;
    t->in_loop = frame.in_loop;
    t->flush_column = frame.flush_column;
    t->style = frame.style;
    t->loc = loc;
    r->layout->table_count++;
    return t;
}

/* Reads a definition into the next place of layout->tables. */
static const TableSpec *read_table(Reader *r, const Value *v, Str name, Loc loc) {
    if (!value_expect(v, VALUE_OBJECT, "tabel", r->d))
        return NULL;
    const Sheet *outer = r->sheet;
    r->sheet = table_sheet(r, v, "tabel");
    TableSpec *t = next_spec(r, name, loc);
    bool ok = r->sheet && fields_read(r, v, TABLE_FIELDS, COUNT(TABLE_FIELDS), t);
    ok = ok && check_transposed(r, v, t);
    if (ok && !t->columns)
        ok = automatic_columns(r, t);
    if (ok && !t->source_line)
        t->source_line = data_line(r, sheet_name(r->sheet), "sumber");
    r->sheet = outer;
    r->layout->table_count += ok;
    return ok ? t : NULL;
}

const TableSpec *table_inline(Reader *r, const Value *v) {
    return read_table(r, v, (Str){NULL, 0}, v->loc);
}

/* ---- by name ---- */

void tables_register(Reader *r, const Value *descriptor) {
    const Value *all = value_get(descriptor, "tabel");
    if (!all || !value_expect(all, VALUE_OBJECT, "\"tabel\"", r->d))
        return;
    r->tables = arena_array(r->a, all->count, sizeof *r->tables);
    r->table_count = all->count;
    for (size_t i = 0; i < all->count; i++) {
        const Member *m = &all->members[i];
        r->tables[i] = (NamedTable){.name = m->key, .value = m->value, .loc = m->key_loc,
                                    .own = is_own(r, m->key_loc)};
    }
}

/* Outside of any loop that uses it. */
static const TableSpec *read_alone(Reader *r, NamedTable *t) {
    Scope scope = r->scope;
    bool in_loop = r->in_loop;
    r->scope = (Scope){.names = r->names};
    r->in_loop = false;
    t->state = READING_NOW;
    t->spec = read_table(r, t->value, t->name, t->loc);
    t->state = t->spec ? READING_DONE : READING_FAILED;
    r->scope = scope;
    r->in_loop = in_loop;
    return t->spec;
}

void tables_read_own(Reader *r) {
    for (size_t i = 0; i < r->table_count; i++)
        if (r->tables[i].own && r->tables[i].state == READING_NOT_YET)
            read_alone(r, &r->tables[i]);
}

/* A general table about data that this report lacks. */
static bool lacks_data(Reader *r, const NamedTable *t, Loc loc) {
    const Value *name = value_get(t->value, "data");
    if (!name || name->kind != VALUE_STRING || data_sheet(r->data, name->text))
        return false;
    Diag *d = diag_add(r->d, ERROR_, "data-hilang", loc,
                       "tabel \"%.*s\" memerlukan data \"%.*s\", yang tidak ada di laporan.json",
                       STR_ARG(t->name), STR_ARG(name->text));
    diag_fix(r->d, d, "Tambahkan \"%.*s\" di bawah \"data\", atau hapus tabel ini.", STR_ARG(name->text));
    diag_see(r->d, d, t->loc, "tabelnya didefinisikan di sini");
    return true;
}

static const TableSpec *automatic(Reader *r, const Sheet *sheet) {
    Scope scope = r->scope;
    const Sheet *outer = r->sheet;
    r->scope = (Scope){.names = r->names};
    r->sheet = sheet;
    TableSpec *t = next_spec(r, sheet_name(sheet), sheet_loc(sheet));
    t->in_loop = false;
    t->caption = data_line(r, t->name, "judul");
    t->source_line = data_line(r, t->name, "sumber");
    t->too_wide = WIDE_SHRINK;
    bool ok = automatic_columns(r, t);
    r->scope = scope;
    r->sheet = outer;
    r->layout->table_count += ok;
    return ok ? t : NULL;
}

static const TableSpec *unknown_table(Reader *r, Str name, Loc loc) {
    size_t count = 0;
    Str *names = arena_array(r->a, r->table_count + r->data->sheet_count, sizeof *names);
    for (size_t i = 0; i < r->table_count; i++)
        names[count++] = r->tables[i].name;
    for (size_t i = 0; i < r->data->sheet_count; i++)
        names[count++] = sheet_name(r->data->sheets[i]);
    unknown_name(r, loc, "tabel", name, names, count);
    return NULL;
}

/* A general table whose columns this report's data does not have: what was said stands in a file that is
 * not the office's; this says what the office can do. */
static void say_unfit(Reader *r, const NamedTable *t) {
    const Value *name = value_get(t->value, "data");
    const Sheet *sheet = name && name->kind == VALUE_STRING ? data_sheet(r->data, name->text) : NULL;
    if (!sheet)
        return;
    Diag *d = diag_add(r->d, ERROR_, "data-lain", sheet_loc(sheet),
                       "data \"%.*s\" tidak cocok untuk tabel \"%.*s\" tata letak ini", STR_ARG(name->text),
                       STR_ARG(t->name));
    diag_fix(r->d, d, "Samakan nama kolomnya, atau tulis tabel \"%.*s\" sendiri di laporan.json.", STR_ARG(t->name));
    diag_see(r->d, d, t->loc, "tabelnya didefinisikan di sini");
}

const TableSpec *table_named(Reader *r, Str name, Loc loc) {
    for (size_t i = 0; i < r->table_count; i++) {
        NamedTable *t = &r->tables[i];
        if (!str_eq(t->name, name))
            continue;
        if (t->state == READING_DONE || t->state == READING_FAILED)
            return t->spec;
        if (!t->own && lacks_data(r, t, loc))
            return NULL;
        const TableSpec *read = read_alone(r, t);
        if (!read && !t->own)
            say_unfit(r, t);
        return read;
    }
    const TableSpec *made = layout_table(r->layout, name);
    if (made)
        return made;
    const Sheet *sheet = data_sheet(r->data, name);
    return sheet ? automatic(r, sheet) : unknown_table(r, name, loc);
}

const TableSpec *layout_table(const Layout *layout, Str name) {
    for (size_t i = 0; i < layout->table_count && name.n > 0; i++)
        if (str_eq(layout->tables[i].name, name))
            return &layout->tables[i];
    return NULL;
}
