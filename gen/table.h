/*
 * table: a DocTable and a measure to rows of positioned items, cut where a page ends. It never
 * calls page: page asks for as much as fits.
 *
 * Invariants: no two cells overlap; column edges meet; each cell's text is set exactly once save
 * the repeats asked for (head rows, labels of spans that cross a page); a total row never stands
 * alone on a page, a group head never at its foot.
 */
#ifndef LAKIP_TABLE_H
#define LAKIP_TABLE_H

#include "para.h"

typedef struct TableFlow TableFlow;

/* Measures columns (automatic ones by all rows up to a stated sample, then checks). `measure` is
 * the width at hand. Never NULL. Lives in `a`. */
TableFlow *table_begin(Setter *s, Arena *a, const Block *table, Len measure);

typedef struct Piece {        /* what stands on one page, from y = 0 downwards */
    const Item *items;
    size_t count;
    Len height;
    const Block *const *notes;    /* footnotes */
    size_t note_count;
} Piece;

/* The next piece of at most `room` high, caption and head included, into `a`. With `whole_page`
 * something always fits (a row taller than a page is split by lines). *more: rows are left.
 * False: nothing sensible fits in this room (try a fresh page). */
bool table_take(TableFlow *t, Arena *a, Len room, bool whole_page, Piece *out, bool *more);
/* Least room that a first piece needs: caption, head and first rows that must stay together. */
Len table_least(TableFlow *t);
/* Elements finished by the pieces taken so far, to be closed in the sink when their page is out. */
Elem *table_closed(TableFlow *t);
/* Width that the table really takes. */
Len table_width(const TableFlow *t);

#endif
