/*
 * font_shape: text of one face to glyphs. HarfBuzz does it; what it did is kept.
 *
 * Prose repeats its words, so words are kept in a hash table. Tables are full of figures that never
 * come twice, so figures are put together from the ten digits and their company, pair by pair: a
 * pair is usable when HarfBuzz sets it as two glyphs that differ from the single ones by the first
 * one's advance alone. Any other text of figures goes through HarfBuzz like the rest.
 *
 * Invariant: a kept Shaped never moves and never changes, save for what its user hangs on it.
 */
#include "font_internal.h"

#include <hb.h>
#include <hb-ot.h>

enum { KEPT_MAX = 1 << 16, KEPT_BYTES = 64, FIRST_SLOTS = 1 << 11 };

typedef struct Word {
    Shaped shaped;
    uint32_t hash;
    const Face *face;
    unsigned features;
    Str text;
} Word;

struct Shaper {
    hb_buffer_t *buffer;
    hb_language_t language;
    Word **slots;             /* open addressing; at most half full */
    size_t slot_count, kept;
};

static void close_buffer(void *buffer) {
    hb_buffer_destroy(buffer);
}

Shaper *shaper_new(Arena *a) {
    Shaper *s = arena_alloc(a, sizeof *s);
    s->slot_count = FIRST_SLOTS;
    s->slots = arena_array(a, s->slot_count, sizeof(Word *));
    arena_watch();
    s->language = hb_language_from_string("id", -1);
    s->buffer = hb_buffer_create();
    arena_defer(a, close_buffer, s->buffer);
    arena_watched(a);
    return s;
}

/* ---- HarfBuzz ---- */

static int figure_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    switch (c) {
    case '.': return 10;
    case ',': return 11;
    case '-': return 12;
    case '%': return 13;
    case '(': return 14;
    case ')': return 15;
    }
    return -1;
}

static const char figure_chars[FIGURE_COUNT + 1] = "0123456789.,-%()";

static bool all_figures(Str text) {
    for (size_t i = 0; i < text.n; i++) {
        if (figure_of(text.p[i]) < 0) return false;
    }
    return text.n > 0;
}

/* Shapes into the buffer. */
static const hb_glyph_info_t *run(Shaper *s, Arena *a, const Face *face, Str text,
                                  unsigned features, unsigned *count,
                                  const hb_glyph_position_t **positions) {
    hb_feature_t list[4];
    unsigned n = 0;
    if (features & SHAPE_TABULAR) {
        list[n++] = (hb_feature_t){HB_TAG('t', 'n', 'u', 'm'), 1, 0, UINT32_MAX};
        if (all_figures(text))
            list[n++] = (hb_feature_t){HB_TAG('k', 'e', 'r', 'n'), 0, 0, UINT32_MAX};
    }
    if (features & SHAPE_SMALL_CAPS)
        list[n++] = (hb_feature_t){HB_TAG('s', 'm', 'c', 'p'), 1, 0, UINT32_MAX};
    if (features & SHAPE_NO_LIGATURES)
        list[n++] = (hb_feature_t){HB_TAG('l', 'i', 'g', 'a'), 0, 0, UINT32_MAX};
    arena_watch();
    hb_buffer_clear_contents(s->buffer);
    hb_buffer_set_direction(s->buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(s->buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_language(s->buffer, s->language);
    int length = text.n > INT32_MAX ? INT32_MAX : (int)text.n;
    hb_buffer_add_utf8(s->buffer, text.p, length, 0, length);
    hb_shape(face->font, s->buffer, list, n);
    arena_watched(a);
    if (!hb_buffer_allocation_successful(s->buffer)) arena_out_of_memory(a);
    *positions = hb_buffer_get_glyph_positions(s->buffer, count);
    return hb_buffer_get_glyph_infos(s->buffer, count);
}

static int16_t offset(hb_position_t p) {
    return (int16_t)(p > INT16_MAX ? INT16_MAX : p < INT16_MIN ? INT16_MIN : p);
}

static void shape(Shaper *s, Arena *a, const Face *face, Str text, unsigned features, Shaped *out) {
    unsigned n;
    const hb_glyph_position_t *at;
    const hb_glyph_info_t *info = run(s, a, face, text, features, &n, &at);
    Glyph *glyphs = arena_array(a, n, sizeof *glyphs);
    *out = (Shaped){.glyphs = glyphs, .count = n};
    for (unsigned i = 0; i < n; i++) {
        bool missing = info[i].codepoint == 0 || info[i].codepoint > UINT16_MAX;
        glyphs[i] = (Glyph){(uint16_t)(missing ? 0 : info[i].codepoint), offset(at[i].x_offset),
                            offset(at[i].y_offset), at[i].x_advance, info[i].cluster};
        out->advance += at[i].x_advance;
        if (missing) out->missing = true;
    }
}

/* ---- figures ---- */

static void measure_single(Shaper *s, Arena *a, const Face *face, unsigned features, FigureTable *t,
                           int c) {
    unsigned n;
    const hb_glyph_position_t *at;
    const hb_glyph_info_t *info = run(s, a, face, (Str){&figure_chars[c], 1}, features, &n, &at);
    t->known[c] = true;
    t->usable[c] = n == 1 && info[0].codepoint && info[0].codepoint <= UINT16_MAX &&
                   !at[0].x_offset && !at[0].y_offset;
    if (!t->usable[c]) return;
    t->id[c] = (uint16_t)info[0].codepoint;
    t->advance[c] = at[0].x_advance;
}

static void measure_pair(Shaper *s, Arena *a, const Face *face, unsigned features, FigureTable *t,
                         int c, int e) {
    const char pair[2] = {figure_chars[c], figure_chars[e]};
    unsigned n;
    const hb_glyph_position_t *at;
    const hb_glyph_info_t *info = run(s, a, face, (Str){pair, 2}, features, &n, &at);
    t->pair_known[c][e] = true;
    if (n != 2 || info[0].codepoint != t->id[c] || info[1].codepoint != t->id[e]) return;
    if (at[0].x_offset || at[0].y_offset || at[1].x_offset || at[1].y_offset) return;
    int32_t kern = at[0].x_advance - t->advance[c];
    if (at[1].x_advance != t->advance[e] || kern < INT16_MIN || kern > INT16_MAX) return;
    t->kern[c][e] = (int16_t)kern;
    t->pair_usable[c][e] = true;
}

/* NULL when this face does something of its own with these figures. */
static Shaped *shape_figures(Fonts *f, Arena *a, const Face *face, Str text, unsigned features) {
    FigureTable **place = &((Face *)face)->figures[features & SHAPE_TABULAR ? 1 : 0];
    if (!*place) *place = arena_alloc(fonts_memory(f), sizeof **place);
    FigureTable *t = *place;
    Shaper *s = fonts_shaper(f);
    struct {
        Shaped shaped;
        Glyph glyphs[];
    } *made = arena_alloc(a, sizeof *made + text.n * sizeof(Glyph));
    int64_t advance = 0;
    int before = -1;
    for (size_t i = 0; i < text.n; i++) {
        int c = figure_of(text.p[i]);
        if (!t->known[c]) measure_single(s, a, face, features, t, c);
        if (!t->usable[c]) return NULL;
        if (before >= 0) {
            if (!t->pair_known[before][c]) measure_pair(s, a, face, features, t, before, c);
            if (!t->pair_usable[before][c]) return NULL;
            made->glyphs[i - 1].advance += t->kern[before][c];
            advance += t->kern[before][c];
        }
        made->glyphs[i] = (Glyph){t->id[c], 0, 0, t->advance[c], (uint32_t)i};
        advance += t->advance[c];
        before = c;
    }
    made->shaped = (Shaped){.glyphs = made->glyphs, .count = text.n, .advance = advance};
    return &made->shaped;
}

/* ---- kept words ---- */

static uint32_t hash_of(const Face *face, unsigned features, Str text) {
    uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)(face->index * 8 + features);
    for (size_t i = 0; i < text.n; i++) h = (h ^ (unsigned char)text.p[i]) * 0x100000001b3u;
    return (uint32_t)(h ^ h >> 32);
}

static Word **slot_of(const Shaper *s, uint32_t hash, const Face *face, unsigned features,
                      Str text) {
    size_t at = hash & (s->slot_count - 1);
    for (;; at = (at + 1) & (s->slot_count - 1)) {
        const Word *w = s->slots[at];
        if (!w) break;
        if (w->hash == hash && w->face == face && w->features == features && str_eq(w->text, text))
            break;
    }
    return &s->slots[at];
}

static void make_room(Shaper *s, Arena *a) {
    size_t old_count = s->slot_count;
    Word **old = s->slots;
    s->slots = arena_array(a, old_count * 4, sizeof(Word *));
    s->slot_count = old_count * 4;
    for (size_t i = 0; i < old_count; i++) {
        if (old[i])
            *slot_of(s, old[i]->hash, old[i]->face, old[i]->features, old[i]->text) = old[i];
    }
}

Shaped *font_shape(Fonts *f, Arena *a, const Face *face, Str text, unsigned features) {
    if (!(features & SHAPE_SMALL_CAPS) && all_figures(text)) {
        Shaped *figures = shape_figures(f, a, face, text, features);
        if (figures) return figures;
    }
    Shaper *s = fonts_shaper(f);
    uint32_t hash = hash_of(face, features, text);
    Word **slot = slot_of(s, hash, face, features, text);
    if (*slot) return &(*slot)->shaped;
    if (text.n > KEPT_BYTES || s->kept >= KEPT_MAX) {
        Shaped *once = arena_alloc(a, sizeof *once);
        shape(s, a, face, text, features, once);
        return once;
    }
    Arena *keep = fonts_memory(f);
    if (s->kept * 2 >= s->slot_count) {
        make_room(s, keep);
        slot = slot_of(s, hash, face, features, text);
    }
    Word *w = arena_alloc(keep, sizeof *w);
    *w = (Word){.hash = hash, .face = face, .features = features, .text = str_copy(keep, text)};
    shape(s, keep, face, w->text, features, &w->shaped);
    w->shaped.kept = true;
    *slot = w;
    s->kept++;
    return &w->shaped;
}
