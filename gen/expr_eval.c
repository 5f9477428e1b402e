/*
 * expr_eval: exact values of bound expressions.
 *
 * Undefined goes through everything that needs its value and keeps its reason; an empty cell
 * becomes undefined in arithmetic ("Realisasi kosong"). Named figures are computed once, a derived
 * column that refers to others remembers its last row: definitions that refer twice to each other
 * would otherwise cost two to the power of their number.
 */
#include "expr_internal.h"

/* ---- words ---- */

Str expr_column_title(const Sheet *sheet, size_t column) {
    const Column *c = sheet_column(sheet, column);
    return c->title.n ? c->title : c->name;
}

Str expr_title(const Expr *x) {
    if (x->kind != EXPR_NAME) return STR("");
    const NameNode *n = &x->as.name;
    switch (n->meaning) {
    case MEANS_COLUMN:
    case MEANS_VARIABLE_COLUMN: return expr_column_title(n->sheet, n->index);
    case MEANS_DERIVED:
    case MEANS_VARIABLE_DERIVED: return n->derived->title.n ? n->derived->title : n->derived->name;
    case MEANS_NAMED: return n->named->title.n ? n->named->title : n->named->name;
    case MEANS_VARIABLE:
    case MEANS_FACT:
    case MEANS_TABLE:
    case MEANS_NOTHING: break;
    }
    return n->segments[n->count - 1];
}

Str expr_defined_title(const Expr *x) {
    return expr_title(x);
}

static Datum undefined_because(const Eval *e, const Expr *x, const char *what) {
    Str title = expr_title(x);
    return calc_undefined(str_printf(e->a, "%.*s%s%s", STR_ARG(title), title.n ? " " : "", what));
}

/* A value that is needed: EMPTY becomes UNDEFINED with its reason. */
static Datum needed(const Eval *e, const Expr *x, Datum d) {
    if (d.kind != DATUM_EMPTY) return d;
    return undefined_because(e, x, x->kind == EXPR_NAME ? "kosong" : "nilai kosong");
}

/* A place in the data that x looks at, for messages. */
static Loc cell_of(const Expr *x, const Frame *f) {
    Loc loc = LOC_NONE;
    switch (x->kind) {
    case EXPR_NAME:
        if (x->as.name.meaning != MEANS_COLUMN) return LOC_NONE;
        for (unsigned i = x->as.name.frame; i > 0; i--) f = f->outer;
        return f->has_row ? sheet_cell(f->sheet, f->row, x->as.name.index).loc : LOC_NONE;
    case EXPR_CALL:
        if (expr_over_rows(x)) return LOC_NONE;
        for (size_t i = 0; !loc.source && i < x->as.call.count; i++) {
            if (x->as.call.args[i]) loc = cell_of(x->as.call.args[i], f);
        }
        return loc;
    case EXPR_NOT:
    case EXPR_NEGATE: return cell_of(x->as.pair.left, f);
    case EXPR_BINARY:
        loc = cell_of(x->as.pair.left, f);
        return loc.source ? loc : cell_of(x->as.pair.right, f);
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_TRUTH: break;
    }
    return loc;
}

Datum expr_overflow(const Eval *e, const Expr *x, const Frame *f) {
    Diag *g = diag_add(e->d, ERROR_, "angka-luap", x->loc,
                       "hasil \"%.*s\" terlalu besar untuk dihitung tepat.", STR_ARG(x->text));
    diag_fix(e->d, g, "Periksa datanya, atau bulatkan bagian-bagiannya dengan bulatkan(x, n).");
    Loc cell = cell_of(x, f);
    if (cell.source) diag_see(e->d, g, cell, "nilainya berasal dari sini.");
    return calc_undefined(STR("terlalu besar"));
}

/* ---- definitions ---- */

static Frame base_frame(const Scope *s) {
    bool own = s->rows != NULL;
    return (Frame){
        .sheet = s->sheet, .has_row = s->sheet && !s->aggregate, .row = s->row,
        .run = own ? s->rows : s->table_rows, .run_count = own ? s->row_count : s->table_row_count,
        .table_rows = s->table_rows, .table_count = s->table_row_count,
        .stay = s->rows_stay,
    };
}

static Datum scoped_value(Arena *a, const Expr *x, const Scope *s, Diags *d) {
    Eval e = {a, d, s};
    Frame f = base_frame(s);
    return expr_value(&e, x, &f);
}

/* A named figure: it depends on data alone. */
static Datum named_value(const Eval *e, const Expr *x) {
    Root *r = x->root;
    if (!r->remembered) {
        Scope scope = {.names = r->names};
        r->last = calc_keep(r->arena, scoped_value(e->a, x, &scope, e->d));
        r->remembered = true;
    }
    return r->last;
}

static bool same_rows(const Root *r, const Scope *s) {
    return r->row == s->row && r->rows == s->table_rows && r->row_count == s->table_row_count
        && (!s->table_rows || s->rows_stay);
}

static Datum derived_value(const Eval *e, const Expr *x, const Scope *s) {
    Root *r = x->root;
    if (!r->refers) return scoped_value(e->a, x, s, e->d);
    if (!r->remembered || !same_rows(r, s)) {
        Datum d = scoped_value(e->a, x, s, e->d);
        arena_reset(r->arena, (ArenaMark){0});
        r->last = calc_keep(r->arena, d);
        r->row = s->row;
        r->rows = s->table_rows;
        r->row_count = s->table_row_count;
        r->remembered = true;
    }
    return calc_keep(e->a, r->last);
}

static Datum derived_in_frame(const Eval *e, const NameNode *n, const Frame *f) {
    Scope s = {.names = e->scope->names,
               .sheet = f->sheet,
               .row = f->row,
               .table_rows = f->table_rows,
               .table_row_count = f->table_count,
               .rows_stay = f->stay};
    return derived_value(e, n->derived->expr, &s);
}

static Datum derived_of_variable(const Eval *e, const NameNode *n, const Variable *v) {
    Scope s = {.names = e->scope->names, .sheet = v->sheet, .row = v->row};
    return derived_value(e, n->derived->expr, &s);
}

/* ---- names ---- */

static Datum variable_value(const Eval *e, const Expr *x) {
    const NameNode *n = &x->as.name;
    if (n->variable >= e->scope->variable_count)
        return calc_undefined(STR("peubah tidak ada di sini"));
    const Variable *v = &e->scope->variables[n->variable];
    if (n->meaning == MEANS_VARIABLE) return v->value;
    if (v->sheet != n->sheet || v->row >= sheet_rows(v->sheet))
        return calc_undefined(STR("peubah tidak ada di sini"));
    if (n->meaning == MEANS_VARIABLE_COLUMN) return sheet_cell(v->sheet, v->row, n->index);
    return derived_of_variable(e, n, v);
}

static Datum name_value(const Eval *e, const Expr *x, const Frame *f) {
    const NameNode *n = &x->as.name;
    switch (n->meaning) {
    case MEANS_COLUMN:
    case MEANS_DERIVED:
        for (unsigned i = n->frame; i > 0; i--) f = f->outer;
        if (f->row >= sheet_rows(f->sheet)) return calc_undefined(STR("tidak ada baris"));
        return n->meaning == MEANS_COLUMN ? sheet_cell(f->sheet, f->row, n->index)
                                          : derived_in_frame(e, n, f);
    case MEANS_VARIABLE:
    case MEANS_VARIABLE_COLUMN:
    case MEANS_VARIABLE_DERIVED: return variable_value(e, x);
    case MEANS_NAMED: return named_value(e, n->named->expr);
    case MEANS_FACT: return n->fact;
    case MEANS_TABLE:
    case MEANS_NOTHING: break;
    }
    return calc_undefined(STR("nama tanpa nilai"));
}

/* ---- operators ---- */

static Datum logic_value(const Eval *e, const Expr *x, const Frame *f) {
    bool decides = x->as.pair.op == OP_OR;      /* true decides "atau", false decides "dan" */
    Datum left = needed(e, x->as.pair.left, expr_value(e, x->as.pair.left, f));
    if (left.kind == DATUM_BOOL && left.boolean == decides) return left;
    Datum right = needed(e, x->as.pair.right, expr_value(e, x->as.pair.right, f));
    if (right.kind == DATUM_BOOL && right.boolean == decides) return right;
    return left.kind == DATUM_UNDEFINED ? left : right;
}

static Datum not_value(const Eval *e, const Expr *x, const Frame *f) {
    Datum d = needed(e, x->as.pair.left, expr_value(e, x->as.pair.left, f));
    return d.kind == DATUM_BOOL ? calc_truth(!d.boolean) : d;
}

static bool holds(Operator op, int order) {
    switch (op) {
    case OP_EQ: return order == 0;
    case OP_NE: return order != 0;
    case OP_LT: return order < 0;
    case OP_LE: return order <= 0;
    case OP_GT: return order > 0;
    case OP_GE: return order >= 0;
    case OP_OR:
    case OP_AND:
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV: break;
    }
    return false;
}

/* An empty cell equals "" and another empty cell; it has no place among numbers. */
static Datum compare_value(const Eval *e, const Expr *x, const Frame *f) {
    const PairNode *n = &x->as.pair;
    Datum left = expr_value(e, n->left, f), right = expr_value(e, n->right, f);
    bool text = n->left->type == TYPE_TEXT || n->right->type == TYPE_TEXT;
    bool both_empty = left.kind == DATUM_EMPTY && right.kind == DATUM_EMPTY;
    if (text || both_empty) {
        if (left.kind == DATUM_EMPTY) left = calc_text(STR(""));
        if (right.kind == DATUM_EMPTY) right = calc_text(STR(""));
    }
    left = needed(e, n->left, left);
    right = needed(e, n->right, right);
    if (left.kind == DATUM_UNDEFINED) return left;
    if (right.kind == DATUM_UNDEFINED) return right;
    if (left.kind != right.kind) return calc_truth(n->op == OP_NE);
    return calc_truth(holds(n->op, calc_compare(left, right)));
}

static Datum joined(const Eval *e, Datum left, Datum right) {
    return calc_text(str_printf(e->a, "%.*s%.*s", STR_ARG(left.text), STR_ARG(right.text)));
}

static Datum arithmetic_value(const Eval *e, const Expr *x, const Frame *f) {
    const PairNode *n = &x->as.pair;
    Datum left = needed(e, n->left, expr_value(e, n->left, f));
    if (left.kind == DATUM_UNDEFINED) return left;
    Datum right = needed(e, n->right, expr_value(e, n->right, f));
    if (right.kind == DATUM_UNDEFINED) return right;
    if (x->type == TYPE_TEXT && left.kind == DATUM_TEXT && right.kind == DATUM_TEXT)
        return joined(e, left, right);
    if (left.kind != DATUM_NUMBER || right.kind != DATUM_NUMBER)
        return undefined_because(e, x, "bukan bilangan");
    Num out = num_int(0);
    bool good = false;
    switch (n->op) {
    case OP_ADD: good = num_add(e->a, left.number, right.number, &out); break;
    case OP_SUB: good = num_sub(e->a, left.number, right.number, &out); break;
    case OP_MUL: good = num_mul(e->a, left.number, right.number, &out); break;
    case OP_DIV:
        if (num_is_zero(right.number))
            return undefined_because(e, n->right, expr_is_name(n->right) ? "nol" : "pembagi nol");
        good = num_div(e->a, left.number, right.number, &out);
        break;
    case OP_OR:
    case OP_AND:
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE: break;
    }
    return good ? calc_number(out) : expr_overflow(e, x, f);
}

static Datum negated(const Eval *e, const Expr *x, const Frame *f) {
    Datum d = needed(e, x->as.pair.left, expr_value(e, x->as.pair.left, f));
    if (d.kind != DATUM_NUMBER) return d;
    return num_neg(e->a, d.number, &d.number) ? d : expr_overflow(e, x, f);
}

static Datum pair_value(const Eval *e, const Expr *x, const Frame *f) {
    switch (x->as.pair.op) {
    case OP_OR:
    case OP_AND: return logic_value(e, x, f);
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE: return compare_value(e, x, f);
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV: break;
    }
    return arithmetic_value(e, x, f);
}

/* ---- calls ---- */

/* A text that comes from data may be none of the words a parameter allows. */
static bool allowed(const Eval *e, const CalcFunction *fn, size_t i, const Expr *arg,
                    const Datum *d) {
    const CalcParam *p = &fn->params[i < fn->params_count ? i : fn->params_count - 1u];
    if (!p->words || d->kind != DATUM_TEXT || arg->kind == EXPR_STRING) return true;
    return calc_word_allowed(p, d->text, d->loc.source ? d->loc : arg->loc, e->d);
}

static Datum scalar_value(const Eval *e, const Expr *x, const Frame *f) {
    const CallNode *c = &x->as.call;
    const CalcFunction *fn = c->function;
    Datum few[CALC_MAX_PARAMS] = {0}, out = {0};
    Datum *args = c->count <= CALC_MAX_PARAMS ? few : arena_array(e->a, c->count, sizeof *args);
    for (size_t i = 0; i < c->count; i++) {
        if (!c->args[i]) continue;
        args[i] = expr_value(e, c->args[i], f);
        if (!allowed(e, fn, i, c->args[i], &args[i]))
            return calc_undefined(STR("kata tidak dikenal"));
        if (fn->sees_nothing) continue;
        bool must = i < fn->required || i >= fn->params_count;
        if (must) args[i] = needed(e, c->args[i], args[i]);
        if (args[i].kind == DATUM_UNDEFINED) return args[i];
    }
    if (fn->scalar(e->a, args, c->count, e->scope->names->rounding, &out) == CALC_OVERFLOW)
        return expr_overflow(e, x, f);
    return out;
}

static Datum if_value(const Eval *e, const Expr *x, const Frame *f) {
    const CallNode *c = &x->as.call;
    Datum d = needed(e, c->args[0], expr_value(e, c->args[0], f));
    if (d.kind != DATUM_BOOL) return d;
    return expr_value(e, c->args[d.boolean ? 1 : 2], f);
}

static Datum switch_value(const Eval *e, const Expr *x, const Frame *f) {
    const CallNode *c = &x->as.call;
    Datum d = needed(e, c->args[0], expr_value(e, c->args[0], f));
    if (d.kind == DATUM_UNDEFINED) return d;
    for (size_t i = 1; i + 1 < c->count; i += 2) {
        Datum v = expr_value(e, c->args[i], f);
        if (v.kind == d.kind && calc_compare(v, d) == 0) return expr_value(e, c->args[i + 1], f);
    }
    return expr_value(e, c->args[c->count - 1], f);
}

static Datum otherwise_value(const Eval *e, const Expr *x, const Frame *f) {
    Datum d = expr_value(e, x->as.call.args[0], f);
    return calc_is_defined(d) ? d : expr_value(e, x->as.call.args[1], f);
}

static Datum scale_value(const Eval *e, const Expr *x, const Frame *f) {
    const CallNode *c = &x->as.call;
    Datum d = needed(e, c->args[0], expr_value(e, c->args[0], f));
    if (d.kind != DATUM_NUMBER) return d;
    const ScaleBand *band = scale_band(e->a, c->scale, d.number);
    if (band) return calc_text(band->label);
    return calc_undefined(str_printf(e->a, "di luar skala %.*s", STR_ARG(c->scale->name)));
}

static Datum call_value(const Eval *e, const Expr *x, const Frame *f) {
    switch (x->as.call.function->form) {
    case CALC_SCALAR: return scalar_value(e, x, f);
    case CALC_IF: return if_value(e, x, f);
    case CALC_SWITCH: return switch_value(e, x, f);
    case CALC_OTHERWISE: return otherwise_value(e, x, f);
    case CALC_SCALE: return scale_value(e, x, f);
    case CALC_FOLD:
    case CALC_COUNT:
    case CALC_RUNNING:
    case CALC_RANK: break;
    }
    return expr_rows_value(e, x, f);
}

Datum expr_value(const Eval *e, const Expr *x, const Frame *f) {
    switch (x->kind) {
    case EXPR_NUMBER: return calc_number(x->as.number);
    case EXPR_STRING: return calc_text(x->as.string);
    case EXPR_TRUTH: return calc_truth(x->as.truth);
    case EXPR_NAME: return name_value(e, x, f);
    case EXPR_CALL: return call_value(e, x, f);
    case EXPR_NOT: return not_value(e, x, f);
    case EXPR_NEGATE: return negated(e, x, f);
    case EXPR_BINARY: return pair_value(e, x, f);
    }
    return (Datum){0};
}

Datum expr_eval(Arena *a, const Expr *e, const Scope *scope, Diags *d) {
    return scoped_value(a, e, scope, d);
}
