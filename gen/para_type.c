/*
 * para_type: a text style with its face, and the faces that stand in for what a face lacks.
 *
 * Types are found by what a style says, not by where it lies: styles of pulled table rows may be
 * gone and their memory used again.
 */
#include "para_internal.h"

static bool same_colour(Colour a, Colour b) {
    return a.r == b.r && a.g == b.g && a.b == b.b && a.none == b.none;
}

static bool same_style(const TextStyle *a, const TextStyle *b) {
    return a->size == b->size && a->rise == b->rise && a->bold == b->bold &&
           a->italic == b->italic && a->underline == b->underline &&
           a->small_caps == b->small_caps && a->tabular == b->tabular &&
           same_colour(a->colour, b->colour) && str_eq(a->family, b->family);
}

static Type *add_type(Setter *s, Type like) {
    Type *t = arena_alloc(s->arena, sizeof *t);
    *t = like;
    if (t->face) {
        Shaped *space = font_shape(s->fonts, s->arena, t->face, STR(" "), t->features);
        Shaped *hyphen = font_shape(s->fonts, s->arena, t->face, STR("-"), t->features);
        if (space->count == 1) t->space_glyph = space->glyphs[0];
        t->space = face_scale(t->face, space->advance, t->size);
        t->hyphen = face_scale(t->face, hyphen->advance, t->size);
    }
    if (s->type_count == s->type_cap)
        setter_grow(s, (void **)&s->types, &s->type_cap, sizeof *s->types);
    s->types[s->type_count++] = t;
    return t;
}

const Type *type_of(Setter *s, const TextStyle *style, Loc mention) {
    if (s->last_type && same_style(&s->last_type->style, style)) return s->last_type;
    for (size_t i = 0; i < s->type_count; i++) {
        const Type *t = s->types[i];
        if (!t->base && same_style(&t->style, style)) return s->last_type = t;
    }
    Type t = {.style = *style, .size = style->size, .rise = style->rise};
    t.style.family = str_copy(s->arena, style->family);
    t.face = font_face(s->fonts, t.style.family, style->bold, style->italic, mention);
    if (style->tabular) t.features |= SHAPE_TABULAR;
    if (style->small_caps && t.face && face_has_small_caps(t.face)) t.features |= SHAPE_SMALL_CAPS;
    return s->last_type = add_type(s, t);
}

const Type *type_variant(Setter *s, const Type *base, const Face *face, Len size, Len rise,
                         bool capitals) {
    if (base->face == face && base->size == size && base->rise == rise &&
        base->capitals == capitals)
        return base;
    for (size_t i = 0; i < s->type_count; i++) {
        const Type *t = s->types[i];
        if (t->base == base && t->face == face && t->size == size && t->rise == rise &&
            t->capitals == capitals)
            return t;
    }
    Type t = *base;
    t.base = base;
    t.face = face;
    t.size = size;
    t.rise = rise;
    t.capitals = capitals;
    if (capitals) t.features &= ~(unsigned)SHAPE_SMALL_CAPS;
    return add_type(s, t);
}
