/*
 * What the files of page share.
 *
 *   page.c          sections: boxes and tables in order, page_all
 *   page_window.c   the boxes of a section that stand in memory
 *   page_break.c    where boxes are parted: the cheapest sequence of pages
 *   page_sheet.c    the sheet being filled: boxes, pieces, footnotes; finishing it
 *   page_deliver.c  labels, references, marginals; sheets that wait; the sink
 *   page_check.c    references without a target, before anything is set
 */
#ifndef LAKIP_PAGE_INTERNAL_H
#define LAKIP_PAGE_INTERNAL_H

#include "page.h"

/* An arena that several sheets need; it goes back to the pool when the last use is over. */
typedef struct Hold Hold;
struct Hold {
    Arena *arena;
    size_t uses;
    Elem *const *ends;        /* elements that live there: they end with it */
    size_t end_count;
    Hold *next;               /* in the pool */
};

/* A table on its way through the pages. */
typedef struct TableUse {
    TableFlow *flow;
    Hold *hold;
    bool own_hold;            /* nothing but the table lives there */
    size_t waiting;           /* sheets with its pieces that wait: later ones must wait too, since
                                 elements close in order */
    bool blocked;             /* while the waiting sheets are looked through */
} TableUse;

typedef struct PieceUse { TableUse *table; Piece piece; } PieceUse;

typedef struct Fill { size_t item; uint32_t share; } Fill;

typedef struct Sheet Sheet;
struct Sheet {
    Page page;
    const PageSetup *setup;
    Hold *own;                /* items, marginals */
    ItemList items;
    Len used;                 /* from the top of the text area */
    Hold **holds;
    size_t hold_count, hold_cap;
    PieceUse *pieces;         /* of tables that flow over pages */
    PieceUse *late;           /* of sheets before, whose notes go on here: released with this one */
    size_t late_count;
    bool lent;                /* the next sheet releases the pieces */
    size_t piece_count, piece_cap;
    Elem **closed;            /* when it is out */
    size_t closed_count, closed_cap;
    const Flow **notes;       /* footnotes */
    size_t note_count, note_cap;
    size_t note_from;         /* boxes of the first one that stood on the page before */
    Len notes_height;         /* with rule and gap; 0: none */
    Fill *fills;
    size_t fill_count, fill_cap;
    bool first;               /* of its section */
    bool last;                /* of the document */
    size_t run;               /* of page numbers */
    size_t next_ref;          /* items before it have no unknown reference */
    Sheet *next;
};

typedef struct Place {        /* where a label is */
    Str label;
    Str page;                 /* the page's label; known when `found` */
    bool found;
} Place;

typedef struct NumberRun { unsigned last; bool over; } NumberRun;

typedef struct Pager {
    Setter *setter;
    Arena *arena;
    Diags *diags;
    const Doc *doc;
    const PageSink *sink;
    const PageProgress *progress;
    bool failed;              /* nothing goes to the sink any more */
    bool stopped;             /* and no page is begun any more */

    Place *places;            /* open hashing; every label of the document */
    size_t place_cap, place_count;

    const PageSetup *setup;   /* of the section at hand */
    const PageSetup *back;    /* the same on the back of a sheet of paper; `setup` itself: no other */
    Len measure, room;        /* of its text area */
    bool section_start;       /* no sheet of this section has been begun */
    bool at_start;            /* the next box begins a part or follows a page break by will */
    const Elem *part;         /* of the last section: pages turned within a part do not begin it */
    unsigned number;
    NumberRun *runs;
    size_t run_count, run_cap;
    size_t page_count, done;
    Sheet *sheet;             /* being filled; NULL: the next box begins a new one */
    const Flow **carried;     /* footnotes that go on on the next sheet */
    size_t carried_count, carried_from;
    Sheet *newest;            /* kept back until it is known whether it is the last */
    Sheet *waiting, **waiting_end;
    Hold *pool;
    Sheet *free_sheets;
} Pager;

/* ---- page_sheet.c ---- */
Sheet *pager_sheet(Pager *p);                 /* the sheet at hand, begun when there is none */
Len pager_used(const Pager *p);
Len pager_notes_height(const Pager *p);       /* of the sheet at hand */
Len pager_note_extra(const Pager *p, Len notes, bool first);   /* room they take, rule included */
void sheet_hold(Sheet *s, Hold *h);
/* Adds a box below what is there, `space` further down. */
void sheet_box(Pager *p, const Box *box, Len space);
void sheet_piece(Pager *p, TableUse *t, const Piece *piece, const Box *table, Len space);
/* Closes the sheet at hand, if any. `filled`: broken because it is full. */
void pager_finish_sheet(Pager *p, bool filled);
Hold *hold_new(Pager *p);
void hold_drop(Pager *p, Hold *h);

/* ---- page_deliver.c ---- */
void pager_new_run(Pager *p);
Str page_label(Arena *a, const PageSetup *setup, unsigned number);
void deliver(Pager *p, Sheet *s);             /* now, or as soon as it can */
void deliver_waiting(Pager *p);
void deliver_last(Pager *p);                  /* what deliver() kept back: no sheet follows */

/* ---- page_window.c ---- */

/* Boxes [from, to) consist of what lives in `hold`; where text has overtaken a figure, the ranges of
 * several batches overlap. */
typedef struct Batch {
    Hold *hold;
    size_t from, to;
} Batch;

/* A section's blocks become boxes a few pages ahead of the page being filled, and leave memory when
 * the pages that they stand on are out. Indices count from the first box that is left. */
typedef struct Window {
    Pager *p;
    Hold *own;
    FlowStream *flow;
    const Block *section;     /* whose label and bookmark belong to the first box; NULL: said */
    const Block *blocks;      /* still to come */
    size_t block_count;
    size_t next_part;         /* of the first of them, a BLOCK_PARTS */
    Box *boxes;
    size_t count;
    size_t settled;           /* so many boxes stay as they are */
    Batch *batches;
    size_t batch_count, batch_cap;
    bool whole;               /* the last box is here */
} Window;

void window_open(Window *w, Pager *p, const Block *blocks, size_t count);
void window_more(Window *w);                  /* the next few blocks; not when it is whole */
/* What the table at `index` depends on is settled: what stands below it, too. */
bool window_knows(const Window *w, size_t index);
void window_drop(Window *w, size_t count);    /* boxes that are placed */
/* A box gives way to others that live in its own hold. */
void window_replace(Window *w, size_t index, const Flow *with);
Hold *window_hold(const Window *w, size_t index);
void window_mix(Window *w, size_t from, size_t to);       /* boxes that changed places */
void window_close(Window *w);

/* ---- page_check.c ---- */
/* Collects every label and reports references that lead nowhere. */
void pager_check(Pager *p);
/* The same for the references of blocks that were pulled since. */
void pager_check_blocks(Pager *p, const Block *blocks, size_t count);
Place *pager_place(const Pager *p, Str label);    /* NULL: no such label */
/* Reports a target that leads nowhere, once. */
void pager_expect(Pager *p, Str target, Loc loc);

/* ---- page_break.c ---- */
typedef struct Stretch {      /* a run of boxes without a streamed table or forced break */
    const Box *boxes;
    size_t count;
    TableFlow *table;         /* what follows, or NULL: the section or a forced break */
    Len table_space;
    bool table_keeps;         /* the last box may not be parted from the table */
    bool continued;           /* pages of it are done: its last page is not its only one */
    bool open;                /* it goes on behind these boxes */
} Stretch;

/* Where a page ends: above box `at`; when `behind` is not 0 boxes [figure, behind), which stand above
 * that, are put off to the next page's head. */
typedef struct PageEnd { size_t at, figure, behind; } PageEnd;

/* Where pages end; the last page stays open (or, when `closes`, ends as well, because what follows needs a new one). Of an open stretch
 * only those ends are named that stay whatever follows; with `forced`, likely ones too. */
typedef struct Breaks {
    PageEnd *ends;
    size_t count;
    bool closes;
} Breaks;
Breaks page_breaks(const Pager *p, Arena *scratch, const Stretch *s, bool forced);

/* The room a box takes below `used`: its space counts unless the page begins with it by itself. */
Len box_space(const Box *box, bool page_empty, bool at_start);
/* By how much the space above a box may grow to fill a page. */
Len box_stretch(const Box *box);
/* What boxes [0, count) leave of the page that they fill from now on, and how much of that their
 * spaces can take up. */
Len page_left(const Pager *p, const Box *boxes, size_t count, Len *stretch);

#endif
