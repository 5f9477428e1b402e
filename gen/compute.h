/*
 * compute: Layout x Data to Figures. Order of rows, groups, totals and means are computed once;
 * a cell's value is computed when it is asked for, exactly, from the same definition that is
 * printed as a formula. After this nothing is looked up by name.
 */
#ifndef LAKIP_COMPUTE_H
#define LAKIP_COMPUTE_H

#include "layout.h"

typedef struct Figures Figures;
typedef struct FigureTable FigureTable;

typedef enum FigureRowKind {
    FIGURE_GROUP_HEAD, FIGURE_BODY, FIGURE_GROUP_FOOT, FIGURE_TOTAL, FIGURE_MEAN, FIGURE_COUNT
} FigureRowKind;

typedef struct FigureRow {
    FigureRowKind kind;
    unsigned level;           /* of a group, 0 outermost */
    size_t number;            /* body: running number from 1 */
    size_t row;               /* body: row of the sheet; group rows: the group's first row */
    size_t end;               /* index into TableSpec.ends */
    Str title;                /* head, foot, total...: filled template, empty for body rows */
} FigureRow;

/* Checks every cell of every table outside loops once (overflow, words that no function knows) and
 * computes totals and named figures. NULL after diagnostics. */
const Figures *compute(Arena *a, const Layout *layout, const Data *data, Diags *d);

const FigureTable *figures_table(const Figures *f, const TableSpec *spec);
/* A table inside a loop (in_loop), for one turn of it. It lives as long as the figures. Checked
 * like the others; NULL after diagnostics. */
const FigureTable *figures_table_in(const Figures *f, const TableSpec *spec,
                                    const Variable *variables, size_t variable_count, Diags *d);
size_t figures_rows(const FigureTable *t);
FigureRow figures_row(const FigureTable *t, size_t row);
/* The head of the group of `level` that holds this row and began above it; empty: none does, or it has
 * no head. */
Str figures_head(const FigureTable *t, size_t row, unsigned level);
/* The value of a column in any row; totals and means in theirs; the rows counted in the last column
 * with a total (else the last). A group's head has its group's totals. Memory in `a`. */
Datum figures_cell(const FigureTable *t, size_t row, size_t column, Arena *a);
/* Another expression of the table, in the row of a body line. */
Datum figures_eval(const FigureTable *t, size_t row, const Expr *e, Arena *a);
/* How many rows from `row` on this body cell spans (merge): 1 for itself alone, 0 when a cell above
 * covers it. */
size_t figures_span(const FigureTable *t, size_t row, size_t column);
/* The running total of a column up to and including the last body row at or above `row` (carried
 * forward). Asked for rows downwards, each costs only the rows since the last. */
Datum figures_running(const FigureTable *t, size_t row, size_t column, Arena *a);
/* Whether a column of percentages comes to exactly 100% and, printed, does not: then what its
 * printed shares come to (a ratio). */
bool figures_rounded_shares(const FigureTable *t, size_t column, Arena *a, Num *sum);
/* The formula lines of computed columns: "Serapan = Realisasi / Pagu × 100%" */
const Str *figures_formulas(const FigureTable *t, Arena *a, size_t *count);

/* What means leave out, in the profile's words: how many rows were counted and how many have no
 * value. One line a column of a mean row that misses rows. A mean row whose title is a
 * template with a figure in it says so itself, and gets none. */
const Str *figures_exclusions(const FigureTable *t, Arena *a, size_t *count);

/* --cetak=angka: every table's rows and every named figure, exact. */
void figures_print(const Figures *f, Buf *out);

#endif
