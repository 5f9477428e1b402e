/*
 * audit_rule: what a table declares about itself: printed cells, printed sums and means, quarters,
 * conditions. See audit.h for the vocabulary.
 */
#include "audit_internal.h"

/* ---- columns and expressions of rules ---- */

bool column_by_name(const Audit *t, const Sheet *sheet, Str name, Loc loc, size_t *out) {
    if (sheet_find_column(sheet, name, out)) return true;
    size_t n = sheet_columns(sheet);
    Str *names = arena_array(t->a, n, sizeof *names), table = sheet_name(sheet);
    for (size_t i = 0; i < n; i++) names[i] = sheet_column(sheet, i)->name;
    Diag *g = diag_add(t->d, ERROR_, "nama-tak-dikenal", loc,
                       "tabel \"%.*s\" tidak punya kolom \"%.*s\"", STR_ARG(table), STR_ARG(name));
    Str near = str_nearest(name, names, n);
    diag_near(t->d, g, near);
    return false;
}

bool rule_column(const Audit *t, const Sheet *sheet, const Value *rule, const char *key,
                 size_t *out) {
    Str name;
    if (!value_text(rule, key, &name, t->d)) return false;
    return column_by_name(t, sheet, name, value_get(rule, key)->loc, out);
}

static const Expr *rule_expr(const Audit *t, const Sheet *sheet, const Value *v, bool aggregate,
                             Type want) {
    Type type;
    Scope scope = {.names = &t->layout->names, .sheet = sheet, .aggregate = aggregate};
    if (!value_expect(v, VALUE_STRING, "aturan audit", t->d)) return NULL;
    const Expr *e = expr_parse(t->a, v->text, v->loc, t->d);
    if (!e || !expr_bind(t->a, e, &scope, &type, t->d)) return NULL;
    if (type == want || type == TYPE_ANY) return e;
    diag_add(t->d, ERROR_, "tipe", v->loc, "\"%.*s\" harus menghasilkan %s", STR_ARG(v->text),
             want == TYPE_NUMBER ? "bilangan" : "benar atau salah");
    return NULL;
}

/* ---- printed cells ---- */

typedef struct Printed {
    const Sheet *sheet;
    size_t column;
    const Expr *expr;         /* NULL: no such rule, or a wrong one */
    bool has_cap;
    Num cap;
    Loc loc;                  /* of the rule */
} Printed;

static Printed read_printed(const Audit *t, const Sheet *sheet, size_t column) {
    static const char *const keys[] = {"tercetak", "batas", "mirip"};
    const Column *c = sheet_column(sheet, column);
    Printed p = {.sheet = sheet, .column = column};
    bool unused;
    if (!c->audit || !value_expect(c->audit, VALUE_OBJECT, "\"audit\" kolom", t->d)) return p;
    if (!value_only_keys(c->audit, keys, sizeof keys / sizeof keys[0], t->d)) return p;
    if (!value_bool_or(c->audit, "mirip", &unused, t->d)) return p;
    const Value *rule = value_get(c->audit, "tercetak"), *cap = value_get(c->audit, "batas");
    if (cap) {
        Datum d = {0};
        if (!value_expect(cap, VALUE_STRING, "\"batas\"", t->d)) return p;
        if (!data_decode(t->a, c, cap->text, cap->loc, &d, t->d) || d.kind != DATUM_NUMBER)
            return p;
        p.has_cap = true;
        p.cap = d.number;
    }
    if (!rule) return p;
    p.expr = rule_expr(t, sheet, rule, false, TYPE_NUMBER);
    p.loc = rule->loc;
    return p;
}

/* What the cell should have been; false when it is right or cannot be told. */
static bool wrong_cell(const Audit *t, const Printed *p, size_t row, Arena *a, Datum cell,
                       Num *right) {
    const Column *c = sheet_column(p->sheet, p->column);
    if (cell.kind != DATUM_NUMBER || audit_units_differ(t, p->sheet, row)) return false;
    Scope scope = {.names = &t->layout->names, .sheet = p->sheet, .row = row};
    Datum d = expr_eval(a, p->expr, &scope, t->d);
    if (d.kind != DATUM_NUMBER) return false;
    if (p->has_cap && num_cmp(cell.number, p->cap) == 0 && num_cmp(d.number, p->cap) >= 0)
        return false;
    unsigned digits = decimals_written(c, sheet_text(p->sheet, row, p->column));
    Num written, computed;
    if (!written_value(t, c, cell.number, digits, &written) ||
        !written_value(t, c, d.number, digits, &computed))
        return false;
    *right = d.number;
    return num_cmp(written, computed) != 0;
}

/* With as many decimals as show that it differs, at least two. */
static void say_wrong_cell(const Audit *t, const Printed *p, size_t row, Num right) {
    const Column *c = sheet_column(p->sheet, p->column);
    Str text = sheet_text(p->sheet, row, p->column);
    unsigned digits = decimals_written(c, text);
    if (c->type == COLUMN_PERCENT && digits < 2) digits = 2;
    Str quoted = shortened(t, text), value = shown_value(t, c, right, (int)digits);
    Diag *g = diag_add(t->d, ERROR_, "tercetak", sheet_cell(p->sheet, row, p->column).loc,
                       "\"%.*s\" tercetak di kolom \"%.*s\", sedangkan hitungannya %.*s",
                       STR_ARG(quoted), STR_ARG(c->name), STR_ARG(value));
    diag_fix(t->d, g, "Perbaiki sel ini atau angka yang menghasilkannya.");
    diag_see(t->d, g, p->loc, "rumusnya ada di sini");
}

static void check_printed(const Audit *t, const Printed *p) {
    Arena *work = arena_child(t->a);
    Audit scratch = *t;
    scratch.a = work;
    for (size_t row = 0; row < sheet_rows(p->sheet); row++) {
        Num right;
        if (wrong_cell(&scratch, p, row, work, sheet_cell(p->sheet, row, p->column), &right))
            say_wrong_cell(t, p, row, right);
        arena_reset(work, (ArenaMark){0});
    }
    arena_free(work);
}

/* ---- printed sums and means ---- */

typedef struct Summary {
    Num sum, repaired;
    size_t count, wrong;
} Summary;

/* Both of the column as it stands and with the cells that a "tercetak" rule finds wrong put
 * right. */
static bool summarize(const Audit *t, const Printed *p, Summary *s) {
    *s = (Summary){.sum = num_int(0), .repaired = num_int(0)};
    for (size_t row = 0; row < sheet_rows(p->sheet); row++) {
        Datum d = sheet_cell(p->sheet, row, p->column);
        if (d.kind != DATUM_NUMBER) continue;
        Num right = d.number;
        s->wrong += p->expr && wrong_cell(t, p, row, t->a, d, &right);
        if (!num_add(t->a, s->sum, d.number, &s->sum)) return false;
        if (!num_add(t->a, s->repaired, right, &s->repaired)) return false;
        s->count++;
    }
    return true;
}

static bool averaged(const Audit *t, Num *sum, size_t count, bool mean) {
    return !mean || (count && num_div(t->a, *sum, num_int((int64_t)count), sum));
}

static void say_wrong_total(const Audit *t, const Printed *p, const Summary *s,
                            const Value *printed, bool mean, unsigned digits) {
    const Column *c = sheet_column(p->sheet, p->column);
    if (c->type == COLUMN_PERCENT && digits < 2) digits = 2;
    Str quoted = shortened(t, printed->text), value = shown_value(t, c, s->sum, (int)digits);
    Diag *g = diag_add(t->d, ERROR_, "tercetak", printed->loc,
                       "%s kolom \"%.*s\" tercetak %.*s, sedangkan %zu baris yang terisi "
                       "menghasilkan %.*s",
                       mean ? "rata-rata" : "jumlah", STR_ARG(c->name), STR_ARG(quoted), s->count,
                       STR_ARG(value));
    if (!s->wrong) {
        diag_fix(t->d, g, "Pakai hasil hitungan, atau lengkapi barisnya.");
        return;
    }
    Str repaired = shown_value(t, c, s->repaired, (int)digits);
    diag_fix(t->d, g, "Sesudah %zu sel yang salah di kolom itu diperbaiki hasilnya %.*s.", s->wrong,
             STR_ARG(repaired));
}

static void check_total(const Audit *t, const Audit *quiet, const Printed *p, const Value *printed,
                        bool mean) {
    const Column *c = sheet_column(p->sheet, p->column);
    Datum d = {0};
    Summary s;
    Num written, computed;
    if (!value_expect(printed, VALUE_STRING, "angka tercetak", t->d)) return;
    if (!data_decode(t->a, c, printed->text, printed->loc, &d, t->d) || d.kind != DATUM_NUMBER)
        return;
    if (!summarize(quiet, p, &s) || !averaged(t, &s.sum, s.count, mean) ||
        !averaged(t, &s.repaired, s.count, mean))
        return;
    unsigned digits = decimals_written(c, printed->text);
    if (!written_value(t, c, d.number, digits, &written) ||
        !written_value(t, c, s.sum, digits, &computed))
        return;
    if (num_cmp(written, computed) != 0) say_wrong_total(t, p, &s, printed, mean, digits);
}

static void check_totals(const Audit *t, const Sheet *sheet, const Value *rules, bool mean) {
    if (!rules || !value_expect(rules, VALUE_OBJECT, mean ? "\"rata_rata\"" : "\"jumlah\"", t->d))
        return;
    for (size_t i = 0; i < rules->count; i++) {
        const Member *m = &rules->members[i];
        size_t column;
        if (!column_by_name(t, sheet, m->key, m->key_loc, &column)) continue;
        Audit quiet = *t;
        quiet.d = diags_new(t->a, 1);        /* what the column's own rule says has been said */
        Printed p = read_printed(&quiet, sheet, column);
        check_total(t, &quiet, &p, m->value, mean);
    }
}

/* ---- quarters ---- */

enum { MOST_QUARTERS = 12 };

typedef struct Quarters {
    size_t columns[MOST_QUARTERS], count, year_column;
    bool has_year_column;
    Num year;
    Str way;
} Quarters;

static bool read_quarter_columns(const Audit *t, const Sheet *sheet, const Value *list, Quarters *q) {
    if (!list->count || list->count > MOST_QUARTERS) {
        Diag *g = diag_add(t->d, ERROR_, "triwulan", list->loc, "di sini %zu kolom, padahal triwulan (atau bulan) 1 sampai %d",
                           list->count, (int)MOST_QUARTERS);
        diag_fix(t->d, g, "Sebut kolom-kolom setahun, misalnya [\"tw1\", \"tw2\", \"tw3\", \"tw4\"].");
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        const Value *v = list->items[i];
        if (!value_expect(v, VALUE_STRING, "kolom triwulan", t->d)) return false;
        if (!column_by_name(t, sheet, v->text, v->loc, &q->columns[q->count])) return false;
        q->count++;
    }
    return true;
}

static bool read_quarters(const Audit *t, const Sheet *sheet, const Value *rule, Quarters *q) {
    static const char *const keys[] = {"kolom", "setahun", "cara"};
    const Value *list;
    Str year;
    *q = (Quarters){.way = STR("jumlah")};
    if (!value_expect(rule, VALUE_OBJECT, "\"triwulan\"", t->d) ||
        !value_only_keys(rule, keys, 3, t->d))
        return false;
    if (!value_array(rule, "kolom", &list, t->d) || !value_text(rule, "setahun", &year, t->d))
        return false;
    if (!value_text_or(rule, "cara", &q->way, t->d)) return false;
    const CalcFunction *f = calc_find(STR("akumulasi"));
    const Value *way = value_get(rule, "cara");
    if (way && !calc_word_allowed(&f->params[0], way->text, way->loc, t->d)) return false;
    if (!read_quarter_columns(t, sheet, list, q)) return false;
    q->has_year_column = sheet_find_column(sheet, year, &q->year_column);
    if (q->has_year_column) return true;
    Datum d = {0};
    const Value *v = value_get(rule, "setahun");
    if (!year.n || !(year.p[0] >= '0' && year.p[0] <= '9'))
        return column_by_name(t, sheet, year, v->loc, &q->year_column);
    if (!data_decode(t->a, sheet_column(sheet, q->columns[0]), year, v->loc, &d, t->d))
        return false;
    q->year = d.number;
    return d.kind == DATUM_NUMBER;
}

static void check_quarter_row(const Audit *t, const Sheet *sheet, const Quarters *q, size_t row,
                              Arena *a) {
    Datum args[MOST_QUARTERS + 1] = {calc_text(q->way)}, sum = {0};
    for (size_t i = 0; i < q->count; i++) args[i + 1] = sheet_cell(sheet, row, q->columns[i]);
    Datum year = q->has_year_column ? sheet_cell(sheet, row, q->year_column) : calc_number(q->year);
    const CalcFunction *f = calc_find(STR("akumulasi"));
    if (f->scalar(a, args, q->count + 1, t->profile->rounding, &sum) != CALC_OK) return;
    if (sum.kind != DATUM_NUMBER || year.kind != DATUM_NUMBER ||
        num_cmp(sum.number, year.number) == 0)
        return;
    const Column *c = sheet_column(sheet, q->columns[0]);
    Str got = shown_value(t, c, sum.number, -1), want = shown_value(t, c, year.number, -1);
    Diag *g = diag_add(t->d, ERROR_, "triwulan", q->has_year_column ? year.loc : args[1].loc,
                       "triwulan menghasilkan %.*s (%.*s), sedangkan setahun %.*s", STR_ARG(got),
                       STR_ARG(q->way), STR_ARG(want));
    diag_fix(t->d, g, "Samakan triwulan dan tahunnya, atau perbaiki \"cara\".");
    if (q->has_year_column)
        diag_see(t->d, g, sheet_cell(sheet, row, q->columns[0]).loc, "triwulannya ada di sini");
}

static void check_quarters(const Audit *t, const Sheet *sheet, const Value *rule) {
    Quarters q;
    if (!rule || !read_quarters(t, sheet, rule, &q)) return;
    Arena *work = arena_child(t->a);
    for (size_t row = 0; row < sheet_rows(sheet); row++) {
        check_quarter_row(t, sheet, &q, row, work);
        arena_reset(work, (ArenaMark){0});
    }
    arena_free(work);
}

/* ---- conditions ---- */

static void check_truth(const Audit *t, const Sheet *sheet, const Value *rule) {
    static const char *const keys[] = {"rumus", "pesan"};
    Str text, message = STR("");
    if (!value_expect(rule, VALUE_OBJECT, "aturan \"benar\"", t->d) ||
        !value_only_keys(rule, keys, 2, t->d))
        return;
    if (!value_text(rule, "rumus", &text, t->d) || !value_text_or(rule, "pesan", &message, t->d))
        return;
    const Expr *e = rule_expr(t, sheet, value_get(rule, "rumus"), true, TYPE_BOOL);
    if (!e) return;
    Scope scope = {.names = &t->layout->names, .sheet = sheet, .aggregate = true};
    Datum d = expr_eval(t->a, e, &scope, t->d);
    if (d.kind == DATUM_BOOL && d.boolean) return;
    Diag *g = diag_add(t->d, ERROR_, "tidak-benar", value_get(rule, "rumus")->loc,
                       "\"%.*s\" tidak terpenuhi%s%.*s", STR_ARG(text),
                       d.kind == DATUM_UNDEFINED ? ": " : "", STR_ARG(d.text));
    if (message.n) diag_fix(t->d, g, "%.*s", STR_ARG(message));
}

static void check_truths(const Audit *t, const Sheet *sheet, const Value *rules) {
    if (!rules || !value_expect(rules, VALUE_ARRAY, "\"benar\"", t->d)) return;
    for (size_t i = 0; i < rules->count; i++) check_truth(t, sheet, rules->items[i]);
}

/* ---- all of a table ---- */

void audit_rules(const Audit *t, const Sheet *sheet) {
    static const char *const keys[] = {"jumlah",  "rata_rata", "sama",  "benar",
                                       "lengkap", "triwulan",  "bagian"};
    for (size_t i = 0; i < sheet_columns(sheet); i++) {
        Printed p = read_printed(t, sheet, i);
        if (p.expr) check_printed(t, &p);
    }
    const Value *rules = sheet_audit(sheet);
    if (!rules || !value_expect(rules, VALUE_OBJECT, "\"audit\" tabel", t->d)) return;
    if (!value_only_keys(rules, keys, sizeof keys / sizeof keys[0], t->d)) return;
    check_totals(t, sheet, value_get(rules, "jumlah"), false);
    check_totals(t, sheet, value_get(rules, "rata_rata"), true);
    check_quarters(t, sheet, value_get(rules, "triwulan"));
    check_truths(t, sheet, value_get(rules, "benar"));
    audit_equal_sums(t, sheet, value_get(rules, "sama"));
    audit_complete(t, sheet, value_get(rules, "lengkap"));
    audit_declared_shares(t, sheet, value_get(rules, "bagian"));
}
