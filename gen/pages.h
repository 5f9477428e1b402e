/*
 * pages: what stands where. Types only. Origin is the page's top left corner, y downwards,
 * everything in thousandths of a point. Nothing moves after this.
 *
 * Each item names the structure element it belongs to (elem), or is an artifact.
 *
 * Pages are handed to a sink as they close, so that they can leave memory. Pages with references
 * to later pages (daftar isi) are handed over when these are known: a page carries its own index,
 * and the sink must take them in any order.
 */
#ifndef LAKIP_PAGES_H
#define LAKIP_PAGES_H

#include "doc.h"
#include "font.h"

typedef enum ItemKind {
    ITEM_TEXT, ITEM_FILL, ITEM_PATH, ITEM_IMAGE, ITEM_LINK,
    ITEM_ANCHOR,              /* a place to jump to; label and bookmark both empty: paints nothing,
                                 but makes its element known (an empty cell) */
    ITEM_FIELD,               /* an empty signature field */
    ITEM_PAGE_REF,            /* made by para, replaced by text in page: no sink ever sees one */
} ItemKind;

/* What becomes of the room that a page's label leaves: nothing (behind a leader the label stands at
 * the right); or the line is closed up towards its left, middle or right, or its spaces take it. */
typedef enum RefGap { GAP_KEPT, GAP_LEFT, GAP_MIDDLE, GAP_RIGHT, GAP_SPACES } RefGap;

typedef enum Artifact {
    ARTIFACT_NONE, ARTIFACT_PAGINATION, ARTIFACT_LAYOUT, ARTIFACT_BACKGROUND,
    ARTIFACT_WATERMARK        /* painted before all others */
} Artifact;

typedef struct Item {
    ItemKind kind;
    Artifact artifact;        /* when elem is NULL */
    Elem *elem;
    Len x, y;                 /* text: left end of the baseline; others: top left */
    Len width, height;
    union {
        struct {
            const Face *face;
            Len size;
            Colour colour;
            Str text;         /* what was set: source text of the glyphs */
            const Glyph *glyphs;
            size_t count;
            Len space_extra;  /* added to the advance of each space glyph (justification) */
            int16_t expand;   /* thousandths by which every glyph is wider (or narrower): Tz */
            bool soft_hyphen; /* the last glyph is a hyphen that the source does not have */
            bool rotated;     /* read from below: the baseline runs upwards from (x, y) */
            bool diagonal;    /* x runs along the page's rising diagonal, y downwards from it, both from
                                 the page's centre (watermarks) */
        } text;
        struct { Colour colour; } fill;               /* a filled rectangle: rules too */
        struct { const Draw *items; size_t count; } path;  /* no DRAW_TEXT left in it */
        const Image *image;
        struct { Str target; uint32_t group; } link;   /* group: pieces of one link share it */
        struct { Str label; Str bookmark; uint8_t level; } anchor;
        const SignField *field;
        struct {              /* width = room */
            Str target;
            const TextStyle *style;
            Loc loc;
            RefGap gap;
            uint32_t before, after;   /* items of its line on either side of it in the list */
        } page_ref;
    } u;
} Item;

typedef struct Page {
    size_t index;             /* from 0, in the finished document */
    Str label;                /* "ii", "12", "Lampiran-3" */
    Str label_prefix;         /* the same in parts, for the PDF's page labels */
    Numbering numbering;
    unsigned number;
    Len width, height;
    const Item *items;
    size_t count;
} Page;

/* From corner to corner, rounded down; of a page that has an area. */
static inline Len page_diagonal(const Page *page) {
    int64_t w = page->width, h = page->height, square = w * w + h * h, root = w + h;
    for (int64_t next; (next = (root + square / root) / 2) < root;) root = next;
    return (Len)root;
}

/* Who takes the pages: the PDF painter or the trace. */
typedef struct PageSink {
    void *self;
    /* A finished page. Its memory is the caller's and may be gone after the call. */
    bool (*page)(void *self, const Page *page);
    /* No further content will come for this element (and its children): a table row is done.
     * Elements that are never closed are done at the end. */
    void (*close)(void *self, Elem *elem);
} PageSink;

#endif
