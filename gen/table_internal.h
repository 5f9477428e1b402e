/*
 * What the files of table share: the flow's state, rows as they wait to be placed.
 *
 *   table.c        begins a flow: columns, caption, head, notes; the public functions
 *   table_width.c  column widths
 *   table_rows.c   rows pulled, set, stored and let go
 *   table_nested.c tables in a cell
 *   table_items.c  items of neighbouring cells side by side
 *   table_plan.c   how many rows the next piece takes, and what that costs
 *   table_piece.c  the piece: rows placed, spans opened and closed, state moved on
 *   table_torn.c   words and figures torn for want of width, said once a column
 *   table_text.c   rows of labels and texts as boxes of a page
 *   table_draw.c   fills, rules and text of placed cells
 */
#ifndef LAKIP_TABLE_INTERNAL_H
#define LAKIP_TABLE_INTERNAL_H

#include "table.h"

/* ---- rows ---- */

/* The arena of rows that were pulled together. Freed when no row waits in it, no span that began
 * in it is open, and every piece that shows it is out. */
typedef struct RowStore RowStore;
struct RowStore {
    Arena *arena;
    size_t waiting;           /* rows and open spans */
    size_t pieces;            /* taken and not yet released */
    RowStore *next;           /* in the list of free stores */
};

typedef struct CellBox {
    const DocCell *cell;
    Flow flow;
    size_t done;              /* boxes placed on earlier pages */
    size_t items;             /* aligned with its neighbours' one by one; 0: none */
    const size_t *item_ends;  /* boxes up to the end of each */
    Len lead;                 /* by how much what is left begins lower than a neighbour's */
    size_t column, col_span, row_span;      /* clipped to the table */
    Len width;                /* of the cell, padding included */
    Len pad_x, pad_y;
    bool rotated;
} CellBox;

typedef struct RowBox {
    DocRow row;
    CellBox *cells;
    size_t cell_count;
    Len height;               /* of the cells that span one row, and min_height */
    Len notes_height;
    bool spans;               /* some cell spans more than one row */
    bool cut;                 /* its upper part stands on an earlier page */
    bool placed;              /* whole; its element ends when its spans do */
    size_t open_spans;        /* that began here and are not closed: its element waits for them */
    RowStore *store;
} RowBox;

/* A cell that spans rows, some of them placed. */
typedef struct Span {
    size_t placed;            /* its place in the grid of the piece at hand */
    CellBox *box;
    RowBox *from;             /* the row it began in */
    size_t rows_left;
    bool crossed;             /* part of it stands on an earlier page */
    bool repeats;             /* its text is done: what stands here is its label again */
    Flow label;               /* the label with its mark of continuation */
} Span;

struct TableFlow {
    TableSetting set;
    Arena *arena;
    Arena *scratch;           /* reset by whoever used it */
    const Block *block;
    const DocTable *doc;
    Len tail;                 /* room for what follows the last rows, and how many go with it */
    size_t tail_rows;
    uint32_t scale;           /* of type and padding, in thousandths */
    size_t columns;
    Len *edges;               /* columns + 1, from the table's left */
    Len *mark_x;              /* by column: of the decimal mark; -1: none */
    Len left;

    bool nests;               /* some cell holds a table */
    struct Tear *tears;       /* two a column, of words and of figures; NULL: none */

    RowBox *head;
    Len *head_heights;
    size_t head_rows;
    Len head_height;
    bool head_repeats;        /* false: too high to stand on every page */
    Flow caption, continued;
    Len caption_height, continued_height; /* gaps included */

    RowBox **rows;            /* pulled, not yet placed */
    size_t row_count, row_cap;
    size_t next;              /* index of the next row to pull */
    Span **spans;             /* by first column: open at the start of the next piece */
    bool begun;               /* a piece was taken */
    bool ended;               /* the last piece was taken */
    RowStore *store;          /* of rows being pulled now */
    RowStore *free_stores;
    Len carry_out, carry_in;  /* heights reserved for carry rows; -1: not measured */

    /* WIDE_SPLIT: the column ranges that take turns; one part when the table is not split. Where all of a
     * table's parts fit one page they stand there beneath each other; else each has a page, and the
     * pieces of later parts wait while those before them are taken. */
    struct TablePart { size_t from, to; } *parts;
    size_t part_count;
    Piece *waiting;
    size_t waiting_count;
};

/* ---- between the files ---- */

/* table_width.c: edges, mark_x, scale, parts. False after a diagnostic. */
bool table_widths(TableFlow *t);

/* table_rows.c */
RowBox *table_set_row(TableFlow *t, Arena *a, const DocRow *row, size_t rows_left);
RowBox *table_row(TableFlow *t, size_t index_in_window);   /* pulls as needed; NULL: no such row */
void table_drop_rows(TableFlow *t, size_t count);
RowStore *table_store_new(TableFlow *t);
void table_store_unuse(TableFlow *t, RowStore *s);
Len cell_content_height(const Flow *flow, size_t from, size_t to);
Len cell_need(const CellBox *box);            /* what is not done yet, with padding */
Flow table_label(TableFlow *t, const Span *span);
FlowSetting cell_setting(const TableFlow *t, Arena *a, Len measure, Len mark_x);

/* table_nested.c: the flow with its tables set, `measure` wide. */
Flow table_nested(TableFlow *t, Arena *a, Flow flow, Len measure);

/* table_items.c */
void items_align(TableFlow *t, Arena *a, RowBox *row);
/* How many boxes of each cell that spans one row stand in `room`, padding included. */
size_t *row_fitting(const RowBox *row, Arena *a, Len room, bool careful);
/* The row was cut: what is left of its cells keeps its distances. */
void items_cut(RowBox *row);

/* table_torn.c */
void table_note_torn(TableFlow *t, const CellBox *box);
void table_say_torn(TableFlow *t);            /* all rows are set */

/* table_plan.c */
typedef struct Plan {
    size_t rows;              /* taken whole */
    Len *heights;             /* of each row taken; with the surplus of spans */
    Len extra;                /* the last row grows by it, for the text of crossing spans */
    Len cut;                  /* height of the upper part of the row below them; 0: it is not cut */
    Len cut_room;             /* what that part was chosen for */
    bool careful;             /* it leaves neither widow nor orphan */
    Len carry_out, carry_in;  /* heights; 0: no such row */
    bool groups;              /* the heads of the groups that go on here stand again */
    bool starts, finishes;
    bool stacked;             /* all parts of the columns stand beneath each other in this piece */
    bool forced_break;        /* the next row wants a new page */
    int64_t cost;
} Plan;
Plan table_plan(TableFlow *t, Len room, bool force);       /* lives in t->scratch */
/* How many boxes from `from` on fit in `room`, without leaving a widow or orphan when avoidable. */
size_t cell_fitting(const Flow *flow, size_t from, Len room, bool careful);
Len table_caption_room(const TableFlow *t);   /* of the next piece */
Len table_before_rows(const TableFlow *t);    /* its caption and head */
Len table_part_gap(const TableFlow *t);       /* between parts beneath each other */
Len span_need(const Span *s);

/* The groups that go on in the first row of the window: the head of each again, in `a`; false: none of that
 * level does. */
bool table_group_again(TableFlow *t, unsigned level, Arena *a, DocRow *out);

/* table_piece.c */
void table_place(TableFlow *t, Arena *a, const Plan *plan, Piece *out);
void table_take_waiting(TableFlow *t, Arena *a, Piece *out);


/* table_draw.c: a cell that has got its place. Rows and columns are edges of the piece's grid. */
typedef struct Placed {
    const CellBox *box;
    const DocCell *cell;
    const Flow *flow;
    size_t from, to;          /* boxes of the flow */
    Len lead;                 /* above the first of them */
    size_t row, row_end;
    PaintAs as;
    bool whole;               /* all of its text stands here: it may be centred */
} Placed;

typedef struct Grid {
    const TableFlow *table;
    Placed *cells;
    size_t count, cap;
    Len *y;                   /* row edges */
    size_t rows;
    const struct TablePart *part;
} Grid;
void table_draw(const Grid *grid, ItemList *out);

#endif
