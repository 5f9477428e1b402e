/*
 * layout_draw: definitions of charts ("bagan") and trees ("pohon"). What they draw is read as the
 * columns of a table without a name (layout.h, DrawingSpec).
 */
#include "layout_internal.h"

#include <string.h>

typedef struct Draft {
    TableSpec table;
    DrawingSpec drawing;
    ColumnSpec label, node, parent;
    const ColumnSpec *series; /* or lines, or levels */
    size_t series_count;
    bool has_lines, has_levels;
} Draft;

/* ---- what is drawn ---- */

static bool read_kind(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"kolom", "batang", "bertumpuk", "garis", "lingkaran"};
    static const DrawingKind kinds[] = {
        DRAWING_COLUMNS, DRAWING_BARS, DRAWING_STACKED, DRAWING_LINES, DRAWING_PIE,
    };
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(DrawingKind *)out = kinds[i];
    return true;
}

static bool read_one(Reader *r, const Value *v, const Field *f, void *out) {
    return value_expect(v, VALUE_STRING, f->key, r->d) && table_read_series(r, v, false, out);
}

static bool read_several(Reader *r, const Value *v, const Field *f, Draft *d, bool number) {
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    if (v->count == 0)
        return layout_error(r, "nilai-salah", v->loc, "\"%s\" memerlukan paling sedikit satu isi", f->key);
    ColumnSpec *columns = arena_array(r->a, v->count, sizeof *columns);
    bool ok = true;
    for (size_t i = 0; i < v->count; i++)
        ok = table_read_series(r, v->items[i], number, &columns[i]) && ok;
    d->series = columns;
    d->series_count = v->count;
    return ok;
}

static bool read_series(Reader *r, const Value *v, const Field *f, void *out) {
    return read_several(r, v, f, out, true);
}

static bool read_lines(Reader *r, const Value *v, const Field *f, void *out) {
    ((Draft *)out)->has_lines = true;
    return read_several(r, v, f, out, false);
}

static bool read_levels(Reader *r, const Value *v, const Field *f, void *out) {
    ((Draft *)out)->has_levels = true;
    return read_several(r, v, f, out, false);
}

/* Of all series that have none of their own: kept at the label until all is read. */
static bool read_series_format(Reader *r, const Value *v, const Field *f, void *out) {
    ColumnSpec *label = out;
    label->has_format = true;
    return read_format(r, v, f, &label->format);
}

static const Field CHART_FIELDS[] = {
    NEEDED("jenis", read_kind, Draft, drawing.kind),
    {"data", NULL, 0, true},
    NEEDED("label", read_one, Draft, label),
    {"seri", read_series, 0, true},
    FIELD("format", read_series_format, Draft, label),
    FIELD("sumbu", table_read_title, Draft, drawing.axis),
    FIELD("tinggi", read_length, Draft, drawing.height),
    FIELD("bila", table_read_filter, Draft, table.filter),
    FIELD("urut", table_read_sort, Draft, table),
    FIELD("teratas", read_count, Draft, table.top),
    FIELD("judul", table_read_title, Draft, drawing.caption),
    FIELD("alt", table_read_title, Draft, drawing.alt),
    FIELD("id", read_str, Draft, drawing.name),
};

static const Field TREE_FIELDS[] = {
    {"data", NULL, 0, true},
    FIELD("simpul", read_one, Draft, node),
    FIELD("induk", read_one, Draft, parent),
    {"baris", read_lines, 0, false},
    {"tingkat", read_levels, 0, false},
    FIELD("bila", table_read_filter, Draft, table.filter),
    FIELD("urut", table_read_sort, Draft, table),
    FIELD("judul", table_read_title, Draft, drawing.caption),
    FIELD("alt", table_read_title, Draft, drawing.alt),
    FIELD("id", read_str, Draft, drawing.name),
};

/* ---- columns ---- */

static bool check_tree(Reader *r, const Value *v, const Draft *d) {
    bool nodes = d->node.expr && d->parent.expr && d->has_lines;
    bool some = d->node.expr || d->parent.expr || d->has_lines;
    if (d->has_levels ? !some : nodes)
        return true;
    Diag *g = diag_add(r->d, ERROR_, "nilai-salah", v->loc,
                       "pohon memerlukan \"simpul\", \"induk\" dan \"baris\", atau \"tingkat\" saja");
    diag_fix(r->d, g, "Tulis kolom nama simpul, kolom nama induknya dan isi kotaknya; atau "
                      "satu kolom untuk tiap tingkat.");
    return false;
}

static void columns_keep(Reader *r, Draft *d) {
    const bool tree = d->drawing.kind == DRAWING_TREE;
    size_t before = !tree ? 1 : d->has_levels ? 0 : 2, count = before + d->series_count;
    ColumnSpec *columns = arena_array(r->a, count, sizeof *columns);
    if (!tree)
        columns[0] = d->label;
    if (tree && !d->has_levels) {
        columns[0] = d->node;
        columns[1] = d->parent;
    }
    for (size_t i = 0; i < d->series_count; i++) {
        columns[before + i] = d->series[i];
        if (tree || d->series[i].has_format || !d->label.has_format)
            continue;
        columns[before + i].format = d->label.format;
        columns[before + i].has_format = true;
    }
    if (!tree)
        columns[0].has_format = false;
    d->table.columns = columns;
    d->table.column_count = count;
}

static bool one_series(Reader *r, const Value *v, const Draft *d) {
    if (d->drawing.kind != DRAWING_PIE || d->series_count == 1)
        return true;
    return layout_error(r, "nilai-salah", v->loc, "bagan lingkaran hanya punya satu deret");
}

static const DrawingSpec *read_drawing(Reader *r, bool tree, const Value *v, Str name, Loc loc) {
    const char *what = tree ? "pohon" : "bagan";
    if (!value_expect(v, VALUE_OBJECT, what, r->d))
        return NULL;
    Draft d = {.drawing = {.kind = tree ? DRAWING_TREE : DRAWING_COLUMNS, .name = name, .loc = loc}};
    const Sheet *outer = r->sheet;
    r->sheet = table_sheet(r, v, what);
    bool ok = r->sheet && (tree ? fields_read(r, v, TREE_FIELDS, COUNT(TREE_FIELDS), &d)
                                : fields_read(r, v, CHART_FIELDS, COUNT(CHART_FIELDS), &d));
    ok = ok && (tree ? check_tree(r, v, &d) : one_series(r, v, &d));
    DrawingSpec *spec = NULL;
    if (ok) {
        columns_keep(r, &d);
        d.drawing.table = table_keep(r, &d.table, loc);
        d.drawing.levels = d.has_levels;
        spec = arena_alloc(r->a, sizeof *spec);
        *spec = d.drawing;
    }
    r->sheet = outer;
    return spec;
}

const DrawingSpec *drawing_inline(Reader *r, bool tree, const Value *v) {
    return read_drawing(r, tree, v, (Str){NULL, 0}, v->loc);
}

/* ---- by name ---- */

static const char *const KEYS[] = {"bagan", "pohon"};

void drawings_register(Reader *r, const Value *descriptor) {
    const Value *all[COUNT(KEYS)];
    size_t most = 0;
    for (size_t k = 0; k < COUNT(KEYS); k++) {
        all[k] = value_get(descriptor, KEYS[k]);
        if (all[k] && !value_expect(all[k], VALUE_OBJECT, KEYS[k], r->d))
            all[k] = NULL;
        most += all[k] ? all[k]->count : 0;
    }
    r->drawings = arena_array(r->a, most, sizeof *r->drawings);
    for (size_t k = 0; k < COUNT(KEYS); k++)
        for (size_t i = 0; all[k] && i < all[k]->count; i++) {
            const Member *m = &all[k]->members[i];
            r->drawings[r->drawing_count++] = (NamedDrawing){.name = m->key, .value = m->value,
                                                             .tree = k == 1, .own = is_own(r, m->key_loc)};
        }
}

static void drawing_keep(Reader *r, const DrawingSpec *spec) {
    Layout *l = r->layout;
    size_t bytes = l->drawing_count * sizeof *l->drawings;
    const DrawingSpec **all = arena_grow(r->a, (void *)l->drawings, bytes, bytes + sizeof *all);
    all[l->drawing_count++] = spec;
    l->drawings = all;
}

/* Outside of any loop that uses it. */
static const DrawingSpec *read_alone(Reader *r, NamedDrawing *n) {
    if (n->state != READING_NOT_YET)
        return n->spec;
    Scope scope = r->scope;
    bool in_loop = r->in_loop;
    r->scope = (Scope){.names = r->names};
    r->in_loop = false;
    n->spec = read_drawing(r, n->tree, n->value, n->name, n->value->loc);
    n->state = n->spec ? READING_DONE : READING_FAILED;
    r->scope = scope;
    r->in_loop = in_loop;
    if (n->spec)
        drawing_keep(r, n->spec);
    return n->spec;
}

void drawings_read_own(Reader *r) {
    for (size_t i = 0; i < r->drawing_count; i++)
        if (r->drawings[i].own)
            read_alone(r, &r->drawings[i]);
}

const DrawingSpec *drawing_named(Reader *r, bool tree, Str name, Loc loc) {
    Str *names = arena_array(r->a, r->drawing_count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < r->drawing_count; i++) {
        if (r->drawings[i].tree != tree)
            continue;
        if (str_eq(r->drawings[i].name, name))
            return read_alone(r, &r->drawings[i]);
        names[count++] = r->drawings[i].name;
    }
    unknown_name(r, loc, KEYS[tree], name, names, count);
    return NULL;
}

/* ---- formulas ---- */

static bool no_formula(Reader *r, Str name, Loc loc) {
    const Names *n = r->names;
    Str *names = arena_array(r->a, n->derived_count + n->named_count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < n->derived_count; i++)
        names[count++] = str_printf(r->a, "%.*s.%.*s", STR_ARG(n->derived[i].table), STR_ARG(n->derived[i].name));
    for (size_t i = 0; i < n->named_count; i++)
        names[count++] = n->named[i].name;
    return unknown_name(r, loc, "angka atau kolom turunan", name, names, count);
}

/* The name as an expression where it means its definition. */
static const Expr *formula_expr(Reader *r, Str name, Loc loc) {
    size_t dot = str_find(name, STR("."), 0);
    Str table = dot == SIZE_MAX ? (Str){NULL, 0} : str_sub(name, 0, dot);
    Str column = dot == SIZE_MAX ? name : str_sub(name, dot + 1, name.n);
    bool known = derived_find(r->names, table, column) != NULL;
    for (size_t i = 0; i < r->names->named_count && table.n == 0; i++)
        known |= str_eq(r->names->named[i].name, name);
    if (!known) {
        no_formula(r, name, loc);
        return NULL;
    }
    Scope before = r->scope;
    r->scope = (Scope){.names = r->names, .sheet = table.n ? data_sheet(r->data, table) : NULL};
    const Expr *e = expr_read(r, column, loc, NULL);
    r->scope = before;
    return e;
}

const DrawingSpec *formula_named(Reader *r, Str name, Loc loc) {
    const DrawingSpec *made = layout_drawing(r->layout, STR("rumus"), name);
    if (made)
        return made;
    const Expr *e = formula_expr(r, name, loc);
    if (!e)
        return NULL;
    DrawingSpec *spec = arena_alloc(r->a, sizeof *spec);
    *spec = (DrawingSpec){.kind = DRAWING_FORMULA, .name = name, .formula = e, .loc = loc};
    drawing_keep(r, spec);
    return spec;
}

static const char *key_of(DrawingKind kind) {
    switch (kind) {
    case DRAWING_TREE: return "pohon";
    case DRAWING_FORMULA: return "rumus";
    case DRAWING_COLUMNS:
    case DRAWING_BARS:
    case DRAWING_STACKED:
    case DRAWING_LINES:
    case DRAWING_PIE: return "bagan";
    }
    return "bagan";
}

const DrawingSpec *layout_drawing(const Layout *layout, Str key, Str name) {
    for (size_t i = 0; i < layout->drawing_count && name.n > 0; i++) {
        const DrawingSpec *d = layout->drawings[i];
        if (str_is(key, key_of(d->kind)) && str_eq(d->name, name))
            return d;
    }
    return NULL;
}
