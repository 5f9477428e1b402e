/*
 * audit_group: groups without a name. Of cells that a spreadsheet merged only the first has its text in the
 * CSV; where a table groups by such a column, the rows below are a group of their own, and the subtotal
 * above it lacks them. "-" says that nothing is meant.
 */
#include "audit_internal.h"

typedef struct Nameless {
    size_t rows, named;
    Loc first;
} Nameless;

static Nameless find_nameless(const Audit *t, const FigureTable *table, const Expr *by) {
    Nameless found = {0};
    Arena *work = arena_child(t->a);
    for (size_t row = 0; row < figures_rows(table); row++) {
        if (figures_row(table, row).kind != FIGURE_BODY) continue;
        Datum d = figures_eval(table, row, by, work);
        bool blank = d.kind == DATUM_EMPTY && d.loc.source && !d.loc.length;
        if (blank && (!found.rows++ || d.loc.offset < found.first.offset)) found.first = d.loc;
        found.named += calc_is_defined(d);
        arena_reset(work, (ArenaMark){0});
    }
    arena_free(work);
    return found;
}

static void check_table(const Audit *t, const TableSpec *spec) {
    const FigureTable *table = figures_table(t->figures, spec);
    for (size_t i = 0; table && i < spec->group_count; i++) {
        Nameless found = find_nameless(t, table, spec->groups[i].by);
        if (!found.rows || !found.named) continue;
        Str name = spec->name;
        Diag *g = diag_add(t->d, WARNING_, "sel-gabungan", found.first,
                           "sel ini kosong, padahal tabel \"%.*s\" mengelompokkan menurutnya: %zu baris masuk kelompok "
                           "tanpa nama", STR_ARG(name), found.rows);
        diag_fix(t->d, g, "%s", MERGED_CELLS_FIX);
        diag_see(t->d, g, spec->groups[i].loc, "kelompoknya dinyatakan di sini");
    }
}

void audit_groups(const Audit *t) {
    for (size_t i = 0; i < t->layout->table_count; i++) {
        const TableSpec *spec = &t->layout->tables[i];
        if (!spec->in_loop && spec->sheet) check_table(t, spec);
    }
}
