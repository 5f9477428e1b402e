/*
 * Expressions and templates over the data of samples/galeri: parsed, bound, evaluated in a row and
 * outside, their formulas and patterns printed. What binds gives a value, what does not says why.
 */
#include "expr.h"
#include "fuzz.h"

static const Data *gallery(void) {
    static const Data *data;
    static const Folder folder = {{"samples/galeri", 14}, false, 0};
    Arena *a = data ? NULL : arena_new();
    if (!data && !(data = data_read(a, &folder, diags_new(a, 0)))) abort();
    return data;
}

static const Expr *parsed(Arena *a, const char *text, Diags *d) {
    const Expr *e = expr_parse(a, str_of(text), LOC_NONE, d);
    if (!e) abort();
    return e;
}

static void try_expr(Arena *a, const Source *s, const Scope *scope, Diags *d) {
    const Expr *e = expr_parse(a, s->text, loc_at(s, 0, s->text.n), d);
    Type type;
    size_t errors = diags_count(d, ERROR_);
    if (!e && !errors) abort();
    if (!e) return;
    if (!expr_bind(a, e, scope, &type, d)) {
        if (diags_count(d, ERROR_) == errors) abort();
        return;
    }
    Datum value = expr_eval(a, e, scope, d);
    const FormatProfile profile = {.empty = STR("-"), .undefined = STR("n/a")};
    format_apply(a, expr_format(e), &profile, value);
    expr_formula(a, e, true);
    expr_formula_parts(a, e, false);
    expr_defined_title(e);
}

static void body(Arena *a, Str bytes, Diags *d) {
    const Source *s = fuzz_source(a, bytes, d);
    if (!s) return;
    const Data *data = gallery();
    Derived derived[] = {{.table = STR("kegiatan"), .name = STR("serapan"), .title = STR("Serapan"),
                          .expr = parsed(a, "terpakai / pagu", d)}};
    Named named[] = {{.name = STR("total"), .title = STR("Total"), .expr = parsed(a, "jumlah(kegiatan.pagu)", d)}};
    const Names names = {.data = data, .derived = derived, .derived_count = 1, .named = named, .named_count = 1};
    const Variable loop = {.name = STR("s"), .sheet = data->sheets[0], .row = 1, .type = TYPE_TEXT};
    const Scope outside = {.names = &names, .variables = &loop, .variable_count = 1};
    Scope inside = outside;
    inside.sheet = data->sheets[0];
    try_expr(a, s, &outside, d);
    try_expr(a, s, &inside, d);
    inside.aggregate = true;
    try_expr(a, s, &inside, d);
    const FormatProfile profile = {.empty = STR("-"), .undefined = STR("n/a")};
    const Template *t = template_parse(a, s->text, loc_at(s, 0, s->text.n), d);
    if (t && template_bind(a, t, &outside, d)) template_fill(a, t, &outside, &profile, d);
}
FUZZ(body)
