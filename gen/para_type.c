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
        t->hyphen_units = (int32_t)hyphen->advance;
        t->hyphen = face_scale(t->face, hyphen->advance, t->size);
    }
    if (s->type_count == s->type_cap)
        setter_grow(s, (void **)&s->types, &s->type_cap, sizeof *s->types);
    s->types[s->type_count++] = t;
    t->plain = t;
    if (t->face) t->plain = type_for(s, t, STR(" -."), LOC_NONE);
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
    t.leader = NULL;
    t.base = base;
    t.face = face;
    t.size = size;
    t.rise = rise;
    t.capitals = capitals;
    if (capitals) t.features &= ~(unsigned)SHAPE_SMALL_CAPS;
    return add_type(s, t);
}

/* ---- what a face lacks ---- */

static bool already_told(Setter *s, uint32_t c) {
    for (size_t i = 0; i < s->told_count; i++) {
        if (s->told[i] == c) return true;
    }
    *SCRATCH(s, told, told_count, told_cap) = c;
    return false;
}

void type_tell_missing(Setter *s, Loc at, Str character, const Face *missing, const Face *other) {
    const char *p = character.p;
    uint32_t c = utf8_next(&p, character.p + character.n);
    if (already_told(s, c)) return;
    if (other) {
        diag_add(s->diags, WARNING_, "huruf-pengganti", at,
                 "Huruf \"%.*s\" (U+%04X) tidak ada dalam fon %.*s; dipakai %.*s.",
                 STR_ARG(character), (unsigned)c, STR_ARG(face_name(missing)),
                 STR_ARG(face_name(other)));
        return;
    }
    Diag *g = diag_add(s->diags, ERROR_, "huruf-tidak-ada", at,
                       "Huruf \"%.*s\" (U+%04X) tidak ada dalam fon mana pun.", STR_ARG(character),
                       (unsigned)c);
    diag_fix(s->diags, g,
             "Ganti hurufnya, atau letakkan fon yang memilikinya di folder fonts/ laporan.");
}

static bool sets(Setter *s, const Type *type, const Face *face, Str text) {
    return !font_shape(s->fonts, s->arena, face, text, type->features)->missing;
}

/* One face must have them all: the text is one item. The first that stands in for any of them and
 * has the others, too. */
const Type *type_for(Setter *s, const Type *type, Str text, Loc mention) {
    if (sets(s, type, type->face, text)) return type;
    Str lacking = {NULL, 0};
    for (const char *p = text.p, *end = text.p + text.n; p < end;) {
        const char *from = p;
        uint32_t c = utf8_next(&p, end);
        if (face_has(type->face, c)) continue;
        const Face *face = font_fallback(s->fonts, type->face, c);
        if (face && sets(s, type, face, text))
            return type_variant(s, type, face, type->size, type->rise, type->capitals);
        if (!lacking.n) lacking = (Str){from, (size_t)(p - from)};
    }
    if (lacking.n) type_tell_missing(s, mention, lacking, type->face, NULL);
    return type;
}
