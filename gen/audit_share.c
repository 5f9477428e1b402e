/* audit_share: shares that do not come to 100%, in printed tables and in data. */
#include "audit_internal.h"

static void check_table(const Audit *t, const TableSpec *spec) {
    const FigureTable *table = figures_table(t->figures, spec);
    Arena *work = arena_child(t->a);
    for (size_t i = 0; table && i < spec->column_count; i++) {
        Num sum;
        if (!figures_rounded_shares(table, i, work, &sum)) continue;
        Format f = spec->columns[i].has_format ? spec->columns[i].format
                                               : expr_format(spec->columns[i].expr);
        Str shown = format_apply(t->a, format_of("persen", f.digits < 0 ? 2 : f.digits), t->profile,
                                 calc_number(sum));
        Str name = spec->columns[i].name, table_name = spec->name;
        Diag *g = diag_add(t->d, NOTE_, "bagian-bulat", spec->columns[i].loc,
                           "bagian-bagian kolom \"%.*s\" tabel \"%.*s\" "
                           "berjumlah %.*s sesudah dibulatkan, bukan 100%%",
                           STR_ARG(name), STR_ARG(table_name), STR_ARG(shown));
        diag_fix(t->d, g,
                 "Tulis \"sisa_terbesar\": true pada \"angka\" di gaya bila harus tepat 100%%.");
    }
    arena_free(work);
}

void audit_shares(const Audit *t) {
    for (size_t i = 0; i < t->layout->table_count; i++) {
        const TableSpec *spec = &t->layout->tables[i];
        if (!spec->in_loop && spec->sheet) check_table(t, spec);
    }
}

/* ---- declared ---- */

typedef struct SharesSum {
    Num sum, slack;           /* slack: what rounding may explain */
    size_t count;
    Loc first;
} SharesSum;

/* Half a unit of the last digit written. */
static bool add_slack(const Audit *t, const Column *c, Str text, Num *slack) {
    Num half = num_decimal(5, 1);
    unsigned digits = decimals_written(c, text) + (c->type == COLUMN_PERCENT ? 2 : 0);
    for (unsigned i = 0; i < digits; i++) {
        if (!num_mul(t->a, half, num_decimal(1, 1), &half)) return false;
    }
    return num_add(t->a, *slack, half, slack);
}

static bool sum_shares(const Audit *t, const Sheet *sheet, size_t column, SharesSum *s) {
    *s = (SharesSum){.sum = num_int(0), .slack = num_int(0)};
    for (size_t row = 0; row < sheet_rows(sheet); row++) {
        Datum d = sheet_cell(sheet, row, column);
        if (d.kind != DATUM_NUMBER) continue;
        if (!num_add(t->a, s->sum, d.number, &s->sum)) return false;
        if (!add_slack(t, sheet_column(sheet, column), sheet_text(sheet, row, column), &s->slack))
            return false;
        if (!s->count++) s->first = d.loc;
    }
    return s->count > 0;
}

static void check_column(const Audit *t, const Sheet *sheet, size_t column) {
    const Column *c = sheet_column(sheet, column);
    Num whole = num_int(c->type == COLUMN_PERCENT ? 1 : 100), gap;
    SharesSum s;
    if (!sum_shares(t, sheet, column, &s) || num_cmp(s.sum, whole) == 0) return;
    if (!num_sub(t->a, s.sum, whole, &gap) || !num_abs(t->a, gap, &gap)) return;
    bool rounding = num_cmp(gap, s.slack) <= 0;
    Str shown = shown_value(t, c, s.sum, -1);
    Diag *g = diag_add(t->d, rounding ? NOTE_ : ERROR_, "bagian-bulat", s.first,
                       "bagian-bagian kolom \"%.*s\" berjumlah %.*s, bukan "
                       "100%%%s",
                       STR_ARG(c->name), STR_ARG(shown), rounding ? " (akibat pembulatan)" : "");
    if (rounding)
        diag_fix(t->d, g,
                 "Hitung bagiannya dari jumlahnya, dengan \"sisa_terbesar\" di gaya bila harus "
                 "tepat 100%%.");
    else diag_fix(t->d, g, "Periksa bagian-bagian itu.");
}

void audit_declared_shares(const Audit *t, const Sheet *sheet, const Value *columns) {
    if (!columns || !value_expect(columns, VALUE_ARRAY, "\"bagian\"", t->d)) return;
    for (size_t i = 0; i < columns->count; i++) {
        const Value *v = columns->items[i];
        size_t column;
        if (!value_expect(v, VALUE_STRING, "kolom \"bagian\"", t->d)) continue;
        if (column_by_name(t, sheet, v->text, v->loc, &column)) check_column(t, sheet, column);
    }
}
