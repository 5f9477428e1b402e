/*
 * para: a paragraph and a measure to lines. Total-fit breaking (Knuth and Plass, Breaking
 * Paragraphs into Lines, 1981), Indonesian hyphenation (patterns of hyph_id_ID, with an exception
 * list), the same algorithm for ragged text in narrow cells.
 */
#ifndef LAKIP_PARA_H
#define LAKIP_PARA_H

#include "pages.h"

typedef struct Setter Setter;

/* What setting text needs. Lives in `a`. NULL after a diagnostic (hyphenation file missing). */
Setter *setter_new(Arena *a, Fonts *fonts, Diags *d);

typedef struct Line {
    const Item *items;        /* x from the block's left edge; y = 0 on the baseline */
    size_t count;
    Len ascent, descent;      /* around the baseline: leading shared out, or a larger item */
    Len width;                /* of the set text, from the block's left edge */
    const Block *const *notes;    /* footnotes whose marks stand in this line */
    size_t note_count;
    bool hyphenated;
    bool overfull;
    bool torn_figure;         /* and between its digits */
    Str torn;                 /* the word that ends here between two letters; empty: none */
    Len torn_width;           /* of that word in one piece */
} Line;

typedef struct Lines {
    const Line *lines;
    size_t count;
    Len height;               /* sum of ascents and descents, at most INT32_MAX */
    Len width;                /* of the widest line */
} Lines;

/* Never fails: a word wider than the measure is broken between letters as the last resort.
 * `elem` is the paragraph's own element (runs without one belong to it; NULL: artifact).
 * A RUN_PAGE_REF becomes an ITEM_PAGE_REF whose room is the run's width; `page` fills it in and
 * closes the gap: a line's items must stay side by side, in this order. */
Lines para_set(Setter *s, Arena *a, const Para *p, Elem *elem, Len measure);

/* For automatic columns: the width of the longest piece between break points that are no
 * hyphenation (min), of the longest piece when words may be hyphenated too (least), and of the
 * paragraph on one line (max), indents included; for decimal alignment also what stands before and
 * after the comma (nothing when there is no figure: such text is centred). */
typedef struct ParaWidths {
    Len least, min, max;
    Len before_mark, after_mark;
} ParaWidths;
ParaWidths para_widths(Setter *s, Arena *scratch, const Para *p);
/* ALIGN_DECIMAL: the mark is put `mark_x` from the block's left edge; text without a figure in the
 * middle of the measure, where a column's figures stand. */
Lines para_set_decimal(Setter *s, Arena *a, const Para *p, Elem *elem, Len measure, Len mark_x);

/* One line of text at its natural width: page numbers filled in late, marginals. */
Item para_text_item(Setter *s, Arena *a, Str text, const TextStyle *style, Elem *elem);

/* The break points of one word ("pem-ber-da-ya-an"), for tests. */
Str para_hyphenate(Setter *s, Arena *a, Str word);

Fonts *setter_fonts(Setter *s);
Diags *setter_diags(Setter *s);

#endif
