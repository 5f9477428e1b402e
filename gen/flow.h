/*
 * flow: blocks and a measure to a column of boxes, the smallest things that a page or a cell takes
 * whole: a line, an image, a rule, a space. Tables stay whole here, with their notes as boxes behind them; page lets them flow.
 *
 * Space between two blocks is the larger of the one's space_after and the other's space_before.
 * What it costs to part two boxes is said on the lower one: widows, orphans, headings, list
 * introductions, groups and signatures are all costs of a break.
 */
#ifndef LAKIP_FLOW_H
#define LAKIP_FLOW_H

#include "para.h"

/* Costs of a break, on the scale of page.c: a page left empty by n percent costs n * n. */
enum {
    BREAK_IN_PARA = 4,        /* between paragraphs is a little better than inside one */
    BREAK_AFTER_HYPHEN = 1000, /* as a page without its last third: for a hyphen never more */
    BREAK_IN_LIST = 3,
    BREAK_LONE_ITEM = 80,     /* above a list's last line, when that is an item of its own */
    BREAK_BEFORE_LIST = 2000, /* between a paragraph and the list it leads to */
    BREAK_IN_GROUP = 15000,   /* a group that would fit one page */
    BREAK_WIDOW = 20000,      /* widows and orphans */
    BREAK_NEVER = 1000000,    /* below a heading, above a signature: where nothing else is left */
};

typedef enum BoxKind {
    BOX_LINE, BOX_OBJECT, BOX_SPACE, BOX_TABLE, BOX_PAGE_BREAK, BOX_SECTION
} BoxKind;

typedef struct Box Box;
typedef struct Flow {
    Box *boxes;
    size_t count;
    Len height;               /* all boxes with the spaces between them, tables not counted */
    Len space_after;          /* wanted below the last box */
} Flow;

struct Box {
    const Item *items;        /* where they stand: (dx, dy) from the flow's left, the box's top */
    uint32_t count;
    uint32_t cost;            /* of a page break above it */
    Len dx, dy;
    Len space;                /* above it; dropped where a page begins by itself */
    Len height;
    Len notes_height;         /* of its footnotes; 0: none */
    BoxKind kind;
    uint16_t fill;            /* BOX_SPACE: share of what is left on the page */
    bool hyphenated;          /* ends with a hyphen of ours */
    bool inside;              /* what is above it belongs to the same paragraph or list */
    bool whole;               /* BOX_TABLE: on one page when it fits one at all */
    uint16_t floats;          /* boxes of one figure or table that text may overtake; 0: none */
    struct BoxMore *more;     /* what few boxes have; NULL: nothing */
};

typedef struct BoxMore {
    const Flow *notes;        /* footnotes whose marks stand here */
    size_t note_count;
    const Block **anchors;    /* blocks with a label or bookmark that begin here */
    size_t anchor_count;
    const Block *block;       /* BOX_TABLE, BOX_SECTION: that block */
    Len overtaking;           /* behind what text may overtake: its space above when it does */
    Len least_width;          /* BOX_TABLE: page's memory of what it needs, plus 1; 0: not asked */
    size_t table_notes;       /* BOX_TABLE: so many boxes behind it are its notes */
    const Line *torn;         /* its line, when that ends in a torn word */
    unsigned keep_rows;       /* BOX_TABLE: its last rows that what follows takes along */
    Elem *const *closed;      /* elements that end with this box (rows of a small table) */
    size_t closed_count;
} BoxMore;

/* The box's own, made when it has none yet. */
BoxMore *box_more(Arena *a, Box *box);

typedef struct FlowSetting {
    Setter *setter;
    Arena *arena;             /* boxes and lines live here */
    Len measure;
    Len note_measure;         /* footnotes stand at the page's foot, not in the cell */
    Len page_room;            /* height of an empty page: images shrink to it */
    Len mark_x;               /* ALIGN_DECIMAL: where the mark stands; negative: no such column */
    bool whole_words;         /* ragged text is hyphenated only where a word would not fit */
    uint32_t scale;           /* of type and distances, in thousandths */
} FlowSetting;

Flow flow_set(const FlowSetting *set, const Block *blocks, size_t count);

/* The same bit by bit, for what is too long to stand in memory at once. Blocks are added at the end,
 * boxes that are done with are dropped at the front. What a block's boxes consist of lives in the
 * arena it was added with, which has to live as long as they do; so has the block itself. */
typedef struct FlowStream FlowStream;
FlowStream *flow_begin(Arena *a, const FlowSetting *set);     /* set->arena is not used */
void flow_append(FlowStream *f, Arena *a, const Block *block);
void flow_finish(FlowStream *f, Arena *a);            /* no block follows */
/* The boxes that are there. Another call below may move them. */
Box *flow_boxes(const FlowStream *f, size_t *count);
/* So many of them stay as they are, whatever is added behind. */
size_t flow_settled(const FlowStream *f);
/* Whether the last block still waits for a box: then it has to live on. */
bool flow_waits(const FlowStream *f);
void flow_drop(FlowStream *f, size_t count);
/* Other boxes, one at least, in the place of one. */
void flow_replace(FlowStream *f, size_t index, const Flow *with);

Flow flow_lines(const FlowSetting *set, const Lines *lines);      /* of lines set elsewhere */

/* A paragraph with type and distances scaled. */
Para flow_scaled(Arena *a, const Para *p, uint32_t scale);
Len flow_scaled_len(Len len, uint32_t scale);

/* ---- items put where they belong ---- */

typedef struct ItemList {
    Arena *arena;
    Item *items;
    size_t count, cap;
} ItemList;

Item *items_add(ItemList *list);                      /* zeroed */
void items_fill(ItemList *list, Len x, Len y, Len w, Len h, Colour colour, Artifact artifact);

/* How boxes are painted: as what they are, or as a repeat that belongs to no element. */
typedef enum PaintAs { PAINT_CONTENT, PAINT_REPEAT } PaintAs;
void flow_paint(ItemList *list, const Box *box, Len x, Len y, PaintAs as);

#endif
