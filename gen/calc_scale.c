/*
 * calc_scale: see calc_scale.h.
 *
 * After scale_check() the bands stand upwards and do not overlap, so that the band of a value is
 * the first whose high end it does not pass, or, when it lies in the gap below that band, the one
 * that `gap` names.
 */
#include "calc_scale.h"

#include <stdlib.h>

const Scale *scale_find(const Scale *scales, size_t count, Str name) {
    for (size_t i = 0; i < count; i++) {
        if (str_eq(scales[i].name, name)) return &scales[i];
    }
    return NULL;
}

/* ---- order ---- */

static int upwards(const void *x, const void *y) {
    const ScaleBand *a = x, *b = y;
    if (a->has_low != b->has_low) return a->has_low ? 1 : -1;
    int c = a->has_low ? num_cmp(a->low, b->low) : 0;
    if (c) return c;
    if (a->low_excluded != b->low_excluded) return a->low_excluded ? 1 : -1;
    if (a->has_high != b->has_high) return a->has_high ? -1 : 1;
    return a->has_high ? num_cmp(a->high, b->high) : 0;
}

/* ---- checking ---- */

static Str shown(Arena *a, Num n) {
    Str digits;
    if (!num_exact_digits(a, n, 18, &digits)) return num_debug(a, n);
    Buf b = buf_new(a);
    for (size_t i = 0; i < digits.n; i++) buf_byte(&b, digits.p[i] == '.' ? ',' : digits.p[i]);
    return buf_view(&b);
}

static bool inside_out(Arena *a, const ScaleBand *b, Diags *d) {
    if (!b->has_low || !b->has_high) return false;
    int c = num_cmp(b->low, b->high);
    if (c < 0 || (c == 0 && !b->low_excluded && !b->high_excluded)) return false;
    Str low = shown(a, b->low), high = shown(a, b->high);
    diag_add(d, ERROR_, "skala-pita", b->loc,
             "pita \"%.*s\" tidak memuat nilai apa pun: dari %.*s sampai %.*s.", STR_ARG(b->label),
             STR_ARG(low), STR_ARG(high));
    return true;
}

static Diag *between(Arena *a, const Scale *s, const ScaleBand *below, const ScaleBand *above,
                     const char *code, Str what, Diags *d) {
    (void)a;
    Diag *g = diag_add(d, ERROR_, code, above->loc, "skala \"%.*s\" %.*s.", STR_ARG(s->name),
                       STR_ARG(what));
    diag_see(d, g, below->loc, "pita \"%.*s\" ada di sini.", STR_ARG(below->label));
    return g;
}

/* The bands share a value. */
static bool overlap(const ScaleBand *below, const ScaleBand *above) {
    if (!below->has_high || !above->has_low) return true;
    int c = num_cmp(above->low, below->high);
    return c < 0 || (c == 0 && !above->low_excluded && !below->high_excluded);
}

static bool adjoin(const ScaleBand *below, const ScaleBand *above) {
    return num_cmp(above->low, below->high) == 0 && below->high_excluded != above->low_excluded;
}

/* Does rounding to the scale's digits leave nothing between the bands? The first rounded value past
 * the lower band's end must belong to the upper band. */
static bool rounding_closes(Arena *a, const Scale *s, const ScaleBand *below,
                            const ScaleBand *above) {
    Num unit = num_int(1), tenth = num_decimal(1, 1), next, last;
    for (int i = 0; i < s->digits; i++) {
        if (!num_mul(a, unit, tenth, &unit)) return false;
    }
    if (!num_round(a, below->high, s->digits, ROUND_DOWN, &last)) return false;
    if (num_cmp(last, below->high) > 0 && !num_sub(a, last, unit, &last))
        return false; /* below zero */
    next = last;
    bool in_lower = true;
    while (in_lower) {
        if (!num_add(a, next, unit, &next)) return false;
        int c = num_cmp(next, below->high);
        in_lower = c < 0 || (c == 0 && !below->high_excluded);
    }
    if (below->high_excluded && num_cmp(last, below->high) == 0) next = last;
    int c = num_cmp(next, above->low);
    return c > 0 || (c == 0 && !above->low_excluded);
}

static void refuse_hole(Arena *a, const Scale *s, const ScaleBand *below, const ScaleBand *above,
                        Diags *d) {
    Str from = shown(a, below->high), to = shown(a, above->low);
    Str what =
        str_eq(from, to)
            ? str_printf(a, "berlubang: tepat %.*s tidak masuk pita \"%.*s\" maupun \"%.*s\"",
                         STR_ARG(from), STR_ARG(below->label), STR_ARG(above->label))
            : str_printf(a,
                         "berlubang: nilai di antara %.*s dan %.*s tidak masuk pita \"%.*s\" "
                         "maupun \"%.*s\"",
                         STR_ARG(from), STR_ARG(to), STR_ARG(below->label), STR_ARG(above->label));
    Diag *g = between(a, s, below, above, "skala-berlubang", what, d);
    if (s->gap == GAP_ROUND) {
        diag_fix(d, g,
                 "Pembulatan sampai %d desimal tidak menutupnya; kurangi desimalnya atau ubah "
                 "batas pita.",
                 s->digits);
    } else {
        diag_fix(d, g,
                 "Tulis \"celah\": \"naik\", \"turun\" atau \"bulatkan\", atau ubah batas pita.");
    }
}

static bool check_neighbours(Arena *a, const Scale *s, const ScaleBand *below,
                             const ScaleBand *above, Diags *d) {
    if (overlap(below, above)) {
        Str what = above->has_low ? shown(a, above->low) : STR("batas yang tidak ditulis");
        between(a, s, below, above, "skala-tumpang-tindih",
                str_printf(a, "bertumpang tindih mulai %.*s: pita \"%.*s\" dan \"%.*s\"",
                           STR_ARG(what), STR_ARG(below->label), STR_ARG(above->label)),
                d);
        return false;
    }
    if (adjoin(below, above)) return true;
    switch (s->gap) {
    case GAP_UP:
    case GAP_DOWN: return true;
    case GAP_ROUND:
        if (rounding_closes(a, s, below, above)) return true;
        break;
    case GAP_REFUSED: break;
    }
    refuse_hole(a, s, below, above, d);
    return false;
}

static bool check_end(Arena *a, const Scale *s, const ScaleBand *b, bool top, Diags *d) {
    if (!(top ? b->has_high : b->has_low) || s->outside != OUTSIDE_REFUSED) return true;
    Str edge = shown(a, top ? b->high : b->low);
    Diag *g = diag_add(d, ERROR_, "skala-berlubang", b->loc,
                       "skala \"%.*s\" berlubang: nilai di %s %.*s tidak masuk pita mana pun.",
                       STR_ARG(s->name), top ? "atas" : "bawah", STR_ARG(edge));
    diag_fix(d, g,
             "Hapus \"%s\" pada pita \"%.*s\", atau tulis \"luar\": \"pita_terdekat\" atau "
             "\"tak_terdefinisi\".",
             top ? "sampai" : "dari", STR_ARG(b->label));
    return false;
}

bool scale_check(Arena *a, Scale *s, Diags *d) {
    bool good = true;
    if (!s->count) {
        diag_add(d, ERROR_, "skala-kosong", s->loc, "skala \"%.*s\" tidak punya pita.",
                 STR_ARG(s->name));
        return false;
    }
    qsort(s->bands, s->count, sizeof *s->bands, upwards);
    for (size_t i = 0; i < s->count; i++) good &= !inside_out(a, &s->bands[i], d);
    if (!good) return false;
    for (size_t i = 1; i < s->count; i++) {
        good &= check_neighbours(a, s, &s->bands[i - 1], &s->bands[i], d);
    }
    good &= check_end(a, s, &s->bands[0], false, d);
    good &= check_end(a, s, &s->bands[s->count - 1], true, d);
    return good;
}

/* ---- use ---- */

static bool not_above(const ScaleBand *b, Num x) {
    if (!b->has_high) return true;
    int c = num_cmp(x, b->high);
    return c < 0 || (c == 0 && !b->high_excluded);
}

static bool not_below(const ScaleBand *b, Num x) {
    if (!b->has_low) return true;
    int c = num_cmp(x, b->low);
    return c > 0 || (c == 0 && !b->low_excluded);
}

const ScaleBand *scale_band(Arena *a, const Scale *s, Num x) {
    if (s->percent && !num_mul(a, x, num_int(100), &x)) return NULL;
    if (s->gap == GAP_ROUND && !num_round(a, x, s->digits, s->rounding, &x)) return NULL;
    size_t i = 0;
    while (i < s->count && !not_above(&s->bands[i], x)) i++;
    bool nearest = s->outside == OUTSIDE_NEAREST;
    if (i == s->count) return nearest ? &s->bands[i - 1] : NULL;
    if (not_below(&s->bands[i], x)) return &s->bands[i];
    if (i == 0) return nearest ? &s->bands[0] : NULL;
    return s->gap == GAP_DOWN ? &s->bands[i - 1] : &s->bands[i];
}
