/*
 * measure: lengths, colours and the small vocabulary of setting that layout, doc, pages and the
 * painters share.
 */
#ifndef LAKIP_MEASURE_H
#define LAKIP_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

typedef int32_t Len;          /* thousandths of a point (1 pt = 1/72 inch) */
#define PT(points) ((Len)((points) * 1000))

typedef struct Colour {
    uint8_t r, g, b;
    bool none;                /* no colour: nothing is painted */
} Colour;

typedef enum Align { ALIGN_JUSTIFY, ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_DECIMAL } Align;
typedef enum VAlign { VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM } VAlign;

typedef enum Numbering {
    NUMBER_NONE, NUMBER_ARABIC, NUMBER_ROMAN, NUMBER_ROMAN_SMALL, NUMBER_LETTER, NUMBER_LETTER_BIG
} Numbering;

/* Where a section opens when the paper is printed on both sides: page 1 is a right-hand one. */
typedef enum PageSide { SIDE_ANY, SIDE_LEFT, SIDE_RIGHT } PageSide;

/* How a column gets its width: by content, as said, or a share of what is left. */
typedef enum WidthKind { WIDTH_AUTO, WIDTH_FIXED, WIDTH_SHARE } WidthKind;

/* What becomes of a table that is too wide for its page. */
typedef enum TooWide { WIDE_ERROR, WIDE_SHRINK, WIDE_TURN, WIDE_PAPER, WIDE_SPLIT } TooWide;

typedef struct RuleSpec {
    Len width;
    Colour colour;
} RuleSpec;

#endif
