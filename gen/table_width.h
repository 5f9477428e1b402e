/* What table_width.c measures before it deals out widths. */
#ifndef LAKIP_TABLE_WIDTH_H
#define LAKIP_TABLE_WIDTH_H

#include "table_internal.h"

typedef struct ColumnWidths {
    Len least, min, max;      /* with hyphenation; whole words; on one line. Padding included */
    Len pads;
    int64_t sum, cells;       /* of the cells' widths on one line */
    Len before, after;        /* of the decimal mark */
} ColumnWidths;

typedef struct SpanNeed {
    size_t from, count;
    Len least, min;
} SpanNeed;

/* Sample rows for estimated heights: each paragraph by its width on one line. */
typedef struct EstimateText {
    struct EstimateText *next;
    Len natural, leading;
} EstimateText;

typedef struct EstimateCell {
    struct EstimateCell *next;
    size_t column, span;
    Len pads, pads_y;
    EstimateText *texts;
} EstimateCell;

typedef struct EstimateRow {
    EstimateCell *cells;
} EstimateRow;

typedef struct Measuring {
    TableFlow *table;
    Arena *arena, *scratch;
    ColumnWidths *columns;
    SpanNeed *spans;
    size_t span_count, span_cap;
    EstimateRow *rows;
    size_t row_count, estimate_cells;
    bool estimating;
    EstimateText *texts;      /* of the cell being measured */
} Measuring;

void table_measure(Measuring *m, TableFlow *t, Arena *scratch);

#endif
