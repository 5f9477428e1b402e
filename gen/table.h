/*
 * table: a DocTable and a measure to pieces of positioned items, one piece a page. It never calls
 * page: page asks for as much as fits.
 *
 * Invariants: no two cells overlap; column edges meet; each cell's text is set exactly once as
 * content, save the repeats (head rows, labels of spans that cross a page), which are artifacts;
 * a total row never stands alone on a page, a group head never at its foot.
 *
 * Memory is bounded in rows: rows are pulled once for the widths (of automatic columns) and once
 * for setting, into arenas that are freed when the pages with their pieces are out.
 */
#ifndef LAKIP_TABLE_H
#define LAKIP_TABLE_H

#include "para.h"

typedef struct TableFlow TableFlow;

/* Measures the columns for `measure` and sets the head; `page_room` is the height of an empty page.
 * NULL after a diagnostic: too wide for every means its DocTable allows. Lives in `a`, and no piece
 * may outlive it. */
TableFlow *table_begin(Setter *s, Arena *a, const Block *table, Len measure, Len page_room);

/* The least width that breaks no word, at full type size. For WIDE_TURN and WIDE_PAPER, which page
 * decides before it begins the table. */
Len table_least_width(Setter *s, Arena *scratch, const Block *table);

typedef struct Piece {        /* what stands on one page, from y = 0 downwards */
    const Item *items;
    size_t count;
    Len height;
    const Block *const *notes;    /* footnotes */
    size_t note_count;
    Elem *const *closed;      /* elements that end with this piece, children before parents */
    size_t closed_count;
    bool page_break;          /* what follows begins a new page */
    struct RowStore *const *stores;   /* for table_release */
    size_t store_count;
} Piece;

/* How hard to try. NICE: break between rows that may be parted. SPLIT: also cut one row by its
 * lines. FORCE: something always fits (for an empty page). */
typedef enum TakeHow { TAKE_NICE, TAKE_SPLIT, TAKE_FORCE } TakeHow;

/* The next piece of at most `room` high, caption and head included; *more: rows are left.
 * False: nothing sensible fits in this room; nothing was taken. */
bool table_take(TableFlow *t, Arena *a, Len room, TakeHow how, Piece *out, bool *more);
/* The piece has been delivered: its rows may leave memory. Once for each piece taken. */
void table_release(TableFlow *t, const Piece *piece);

/* Height of all that is left when it stands on one page, or -1 when it is more than `limit`. */
Len table_rest(TableFlow *t, Len limit);
/* Left edge within the measure, and width that the table really takes. */
Len table_left(const TableFlow *t);
Len table_width(const TableFlow *t);

#endif
