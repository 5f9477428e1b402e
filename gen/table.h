/*
 * table: a DocTable and a measure to pieces of positioned items, one piece a page. It never calls
 * page: page asks for as much as fits.
 *
 * Invariants: no two cells overlap; column edges meet; each cell's text is set exactly once as
 * content, save the repeats (head rows, heads of groups and labels of spans that cross a page), which
 * are artifacts;
 * a total row never stands alone on a page, a group head never at its foot.
 *
 * Memory is bounded in rows: rows are pulled once for the widths (of automatic columns) and once
 * for setting, into arenas that are freed when the pages with their pieces are out.
 */
#ifndef LAKIP_TABLE_H
#define LAKIP_TABLE_H

#include "flow.h"

typedef struct TableFlow TableFlow;

typedef struct TableSetting {
    Setter *setter;
    Len measure;
    Len page_room;            /* height of an empty page */
} TableSetting;

/* Measures the columns and sets caption and head; the notes are the caller's. NULL after a diagnostic: too wide for
 * every means its DocTable allows. Lives in `a`; no piece may outlive it. */
TableFlow *table_begin(const TableSetting *set, Arena *a, const Block *table);

/* What follows the table needs `tail` on the page of its last rows, and takes so many of them
 * along (a signature). */
void table_keep_tail(TableFlow *t, Len tail, size_t rows);

/* The least width that breaks no word, at full type size. For WIDE_TURN and WIDE_PAPER, which page
 * decides before it begins the table. */
Len table_least_width(Setter *s, Arena *scratch, const Block *table);

typedef struct Piece {        /* what stands on one page, from y = 0 downwards */
    const Item *items;
    size_t count;
    Len height;
    const Flow *const *notes; /* footnotes, set */
    size_t note_count;
    Elem *const *closed;      /* elements that end with this piece, children before parents */
    size_t closed_count;
    bool alone;               /* what follows begins a new page */
    bool last;                /* no rows are left */
    struct RowStore **stores; /* for table_release */
    size_t store_count;
} Piece;

/* What the next piece would cost in `room`, on the scale of flow.h's breaks; `starts` is false when
 * it is better to begin it on a new page. With `force`, for an empty page, something always
 * fits. */
typedef struct TableBid {
    int64_t cost;
    bool starts;
    bool finishes;            /* all that is left fits */
} TableBid;
TableBid table_bid(TableFlow *t, Len room, bool force);

/* The next piece of at most `room` high, caption and head included. False when it is better to
 * begin it on a new page: nothing was taken. */
bool table_take(TableFlow *t, Arena *a, Len room, bool force, Piece *out);
/* Labels and texts that are a table in form alone, as boxes that part like paragraphs; the first one's
 * space and cost, and what else is said of the table, are the caller's to add. Nothing may be taken any
 * more. False: it is no such table. */
bool table_as_text(TableFlow *t, Arena *a, Flow *out);
/* The next piece is another part of the columns of rows whose first part was taken. */
bool table_waits(const TableFlow *t);
/* The piece has been delivered: its rows may leave memory. Once for each piece taken, in order. */
void table_release(TableFlow *t, const Piece *piece);

/* Height of all that is left when it stands on one page, or -1 when it is more than `limit`. */
Len table_rest(TableFlow *t, Len limit);
/* Left edge within the measure, and width that the table really takes. */
Len table_left(const TableFlow *t);
Len table_width(const TableFlow *t);

#endif
