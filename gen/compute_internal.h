/* compute_internal: what compute's files share. */
#ifndef LAKIP_COMPUTE_INTERNAL_H
#define LAKIP_COMPUTE_INTERNAL_H

#include "calc.h"
#include "compute.h"

/* A run of printed rows [from, to) with equal keys. */
typedef struct Group {
    unsigned level;
    uint32_t from, to;
    uint32_t outer;           /* the group around it; of level 0: anything */
    Str head, foot;           /* filled; empty where the layout has none */
    Datum *totals;            /* one a column; NULL when nobody prints them */
} Group;

/* One printed row. */
typedef struct Line {
    uint8_t kind;             /* FigureRowKind */
    uint32_t index;           /* place among the printed rows; of groups; of ends: by kind */
} Line;

typedef struct EndValues {
    Str title;
    Datum *values;            /* one a column */
} EndValues;

struct FigureTable {
    const Figures *figures;
    const TableSpec *spec;
    const Variable *variables;
    size_t variable_count;
    const uint32_t *order;    /* rows of the sheet as printed; NULL: all, as they stand */
    size_t count;
    const uint32_t *kept;     /* before "tiap" left out repeats: what functions over rows see */
    size_t kept_count;
    const Line *lines;        /* NULL: the body, then the ends */
    size_t line_count;
    Group *groups;
    size_t group_count;
    EndValues *ends;
    uint32_t **spans;         /* by column; NULL: not merged. By line: rows spanned */
    Num **shares;             /* by column; NULL: none. By place: the share as it is printed */
    const FigureTable *next;
};

struct Figures {
    Arena *arena;
    const Layout *layout;
    const Data *data;
    Diags *ignored;           /* what lazy evaluation says again */
    const FigureTable *tables;
};

/* Rows kept, sorted and cut (compute_order.c). False after diagnostics. `scope` has the table. */
typedef struct RowOrder {
    uint32_t *rows;           /* as printed; NULL: all, as they stand */
    size_t count;
    uint32_t *kept;           /* of "tiap": all that the filter kept; else NULL */
    size_t kept_count;
} RowOrder;
bool order_rows(Arena *a, const TableSpec *spec, const Scope *scope, bool list_needed,
                RowOrder *out, Diags *d);

/* Gathers rows of equal keys, in order of first appearance, level by level, and lists the groups in
 * the order of their heads. Reorders `order`. */
void order_groups(Arena *a, const TableSpec *spec, const Scope *scope, uint32_t *order,
                  size_t count, Group **groups, size_t *group_count, Diags *d);

Scope table_scope(const FigureTable *t);
Datum table_exact_cell(const FigureTable *t, size_t place, size_t column, Arena *a, Diags *d);

/* Shares as printed (compute_share.c), where the profile asks for it. */
void find_shares(FigureTable *t);

#endif
