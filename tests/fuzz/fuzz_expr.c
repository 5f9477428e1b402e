/* Expressions and templates: parsed, bound to no names, printed; never a crash. */
#include "expr.h"
#include "fuzz.h"

static void body(Arena *a, Str bytes, Diags *d) {
    const Source *s = fuzz_source(a, bytes, d);
    if (!s) return;
    const Names names = {0};
    const Scope scope = {.names = &names};
    const Expr *e = expr_parse(a, s->text, loc_at(s, 0, s->text.n), d);
    Type type;
    if (e && expr_bind(a, e, &scope, &type, d)) {
        expr_eval(a, e, &scope, d);
        expr_formula(a, e, true);
    }
    const Template *t = template_parse(a, s->text, loc_at(s, 0, s->text.n), d);
    const FormatProfile profile = {.empty = STR("-"), .undefined = STR("n/a")};
    if (t && template_bind(a, t, &scope, d)) template_fill(a, t, &scope, &profile, d);
}
FUZZ(body)
