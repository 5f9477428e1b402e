/*
 * A document made by hand: pages with every kind of item and structure, for the PDF painter's tests.
 * Deliberately without the stages before it: what is wrong here is the painter's fault.
 */
#ifndef LAKIP_TESTS_SPECIMEN_H
#define LAKIP_TESTS_SPECIMEN_H

#include "image.h"
#include "paint.h"

enum { MOST_ITEMS = 4000 };

typedef struct Hand {
    Arena *arena;
    Fonts *fonts;
    Diags *diags;
    uint32_t counter;
    Elem *root;
    Item items[MOST_ITEMS];
    size_t count;
    const Face *serif, *bold, *cff;
} Hand;

static inline Hand *hand_new(Arena *a) {
    Hand *h = arena_alloc(a, sizeof *h);
    h->arena = a;
    h->diags = diags_new(a, 0);
    h->fonts = fonts_new(a, NULL, 0, h->diags);
    h->serif = font_face(h->fonts, STR("Liberation Serif"), false, false, LOC_NONE);
    h->bold = font_face(h->fonts, STR("Liberation Serif"), true, false, LOC_NONE);
    h->cff = font_face(h->fonts, STR("TeX Gyre Bonum"), false, false, LOC_NONE);
    h->root = elem_new(a, &h->counter, ROLE_DOCUMENT, NULL);
    return h;
}

static inline Elem *hand_elem(Hand *h, Role role, Elem *parent) {
    return elem_new(h->arena, &h->counter, role, parent);
}

static inline Item *hand_item(Hand *h, ItemKind kind, Elem *e, Len x, Len y) {
    Item *i = &h->items[h->count++];
    *i = (Item){.kind = kind, .elem = e, .x = x, .y = y};
    return i;
}

static inline Item *hand_text(Hand *h, Elem *e, const Face *face, Len size, Len x, Len y, const char *text) {
    Item *i = hand_item(h, ITEM_TEXT, e, x, y);
    Shaped *s = font_shape(h->fonts, h->arena, face, str_of(text), 0);
    i->u.text.face = face;
    i->u.text.size = size;
    i->u.text.text = str_of(text);
    i->u.text.glyphs = s->glyphs;
    i->u.text.count = s->count;
    i->width = face_scale(face, s->advance, size);
    i->height = size;
    return i;
}

static inline Item *hand_fill(Hand *h, Elem *e, Artifact kind, Len x, Len y, Len width, Len height, uint8_t grey) {
    Item *i = hand_item(h, ITEM_FILL, e, x, y);
    i->artifact = kind;
    i->width = width;
    i->height = height;
    i->u.fill.colour = (Colour){grey, grey, grey, false};
    return i;
}

static inline void hand_link(Hand *h, Elem *e, const Item *over, const char *target, uint32_t group) {
    Item *i = hand_item(h, ITEM_LINK, e, over->x, over->y - over->height);
    i->width = over->width;
    i->height = over->height;
    i->u.link.target = str_of(target);
    i->u.link.group = group;
}

static inline void hand_anchor(Hand *h, Elem *e, Len y, const char *label, const char *bookmark, uint8_t level) {
    Item *i = hand_item(h, ITEM_ANCHOR, e, 0, y);
    i->u.anchor.label = str_of(label);
    i->u.anchor.bookmark = str_of(bookmark);
    i->u.anchor.level = level;
}

static inline Page hand_page(Hand *h, size_t index, const char *prefix, Numbering numbering, unsigned number) {
    Page p = {.index = index, .label_prefix = str_of(prefix), .numbering = numbering, .number = number,
              .width = 595276, .height = 841890, .items = h->items, .count = h->count};
    h->count = 0;
    return p;
}

#endif
