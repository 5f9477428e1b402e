/*
 * para_hang: how far a mark at a line's edge hangs into the margin, so that the edge looks even.
 * After the settings of the microtype package for Times (R. Schlicht), rounded.
 */
#include "para_internal.h"

typedef struct Hang {
    uint16_t out, in;         /* thousandths of the mark's width, at a line's end and beginning */
} Hang;

static const Hang ascii[128] = {
    ['-'] = {500, 0}, ['.'] = {700, 0}, [','] = {500, 0}, [';'] = {300, 0},   [':'] = {400, 0},
    ['!'] = {100, 0}, ['?'] = {100, 0}, ['/'] = {100, 0}, ['"'] = {400, 400}, ['\''] = {500, 500},
    ['('] = {0, 150}, [')'] = {150, 0}, ['A'] = {50, 50}, ['T'] = {50, 50},   ['V'] = {50, 50},
    ['W'] = {50, 50}, ['Y'] = {50, 50},
};

/* U+2010 to U+201F: their third bytes begin at 0x90. */
static const Hang dashes_and_quotes[16] = {
    [0x0] = {500, 0},         /* hyphen */
    [0x3] = {300, 300},       /* en dash */
    [0x4] = {200, 200},       /* em dash */
    [0x8] = {500, 500}, [0x9] = {500, 500},      /* single quotes */
    [0xC] = {400, 400}, [0xD] = {400, 400},      /* double quotes */
};

static Hang hang_of(const char *p, size_t n) {
    unsigned char c = (unsigned char)p[0];
    if (c < 128) return ascii[c];
    if (n == 3 && c == 0xE2 && p[1] == '\x80' && ((unsigned char)p[2] & 0xF0) == 0x90) {
        return dashes_and_quotes[(unsigned char)p[2] & 0x0F];
    }
    return (Hang){0, 0};
}

static Len width_of(const Type *type, const Glyph *g, uint16_t share) {
    if (!share) return 0;
    return face_scale(type->face, (int64_t)g->advance * share / 1000, type->size);
}

Len hang_out(const Type *type, Str text, const Shaped *shaped) {
    if (!shaped->count || !text.n) return 0;
    size_t n = text.n >= 3 && (unsigned char)text.p[text.n - 1] >= 0x80 ? 3 : 1;
    return width_of(type, &shaped->glyphs[shaped->count - 1], hang_of(text.p + text.n - n, n).out);
}

Len hang_in(const Type *type, Str text, const Shaped *shaped) {
    if (!shaped->count || !text.n) return 0;
    return width_of(type, &shaped->glyphs[0], hang_of(text.p, text.n < 3 ? 1 : 3).in);
}
