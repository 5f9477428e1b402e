/*
 * compute_share: shares that come to 100% as they are printed (Hare and Niemeyer's largest
 * remainder): every share is cut, and the units that are missing go to the largest remainders.
 *
 * Only for a column printed in percent whose exact values come to one. That is looked at cheaply
 * first: the sum of the rounded values must be near.
 */
#include "compute_internal.h"

#include <stdlib.h>

enum { MOST_SHARES = 5000 };

typedef struct Part {
    Num value, cut, rest;
    size_t place;
} Part;

/* Decimals of the ratio that the column prints; -1: it prints no percentage. */
static int share_digits(const FigureTable *t, size_t column, Arena *a) {
    const ColumnSpec *c = &t->spec->columns[column];
    if (!c->expr || c->row_number) return -1;
    Format f = c->has_format ? c->format : expr_format(c->expr);
    if (!str_starts(format_name(a, f), STR("persen"))) return -1;
    return (f.digits < 0 ? 2 : f.digits) + 2;
}

/* Whether a sum of n rounded values may be that of shares: off by less than a unit each, whatever
 * the rule. */
static bool near_one(Arena *a, Num sum, int digits, size_t n) {
    Num unit = num_int(1), gap, most;
    for (int i = 0; i < digits; i++) {
        if (!num_mul(a, unit, num_decimal(1, 1), &unit)) return false;
    }
    if (!num_sub(a, sum, num_int(1), &gap) || !num_abs(a, gap, &gap)) return false;
    return num_mul(a, unit, num_int((int64_t)n), &most) && num_cmp(gap, most) <= 0;
}

static bool shares_are_whole(const FigureTable *t, size_t column, Rounding rule, Arena *a,
                             Num *rounded_sum) {
    int digits = share_digits(t, column, a);
    Num rounded = num_int(0), exact = num_int(0), r;
    size_t n = 0;
    if (digits < 0 || t->count > MOST_SHARES) return false;
    for (size_t place = 0; place < t->count; place++) {
        Datum d = table_exact_cell(t, place, column, a, t->figures->ignored);
        if (d.kind != DATUM_NUMBER) continue;
        if (num_sign(d.number) < 0 || !num_round(a, d.number, digits, rule, &r) ||
            !num_add(a, rounded, r, &rounded))
            return false;
        n++;
    }
    *rounded_sum = rounded;
    if (n < 2 || !near_one(a, rounded, digits, n)) return false;
    for (size_t place = 0; place < t->count; place++) {
        Datum d = table_exact_cell(t, place, column, a, t->figures->ignored);
        if (d.kind == DATUM_NUMBER && !num_add(a, exact, d.number, &exact)) return false;
    }
    return num_cmp(exact, num_int(1)) == 0;
}

static int by_rest(const void *x, const void *y) {
    const Part *a = x, *b = y;
    int c = num_cmp(b->rest, a->rest);
    return c ? c : a->place < b->place ? -1 : a->place > b->place;
}

/* Cuts every share; *missing is how many units they lack together. */
static bool cut_shares(const FigureTable *t, size_t column, int digits, Arena *a, Part *parts,
                       size_t *count, int64_t *missing) {
    Num sum = num_int(0), gap;
    for (size_t place = 0; place < t->count; place++) {
        Datum d = table_exact_cell(t, place, column, a, t->figures->ignored);
        if (d.kind != DATUM_NUMBER) continue;
        Part *p = &parts[(*count)++];
        *p = (Part){.value = d.number, .place = place};
        if (!num_round(a, p->value, digits, ROUND_DOWN, &p->cut) ||
            !num_sub(a, p->value, p->cut, &p->rest))
            return false;
        if (!num_add(a, sum, p->cut, &sum)) return false;
    }
    if (!num_sub(a, num_int(1), sum, &gap)) return false;
    for (int i = 0; i < digits; i++) {
        if (!num_mul(a, gap, num_int(10), &gap)) return false;
    }
    return num_to_int64(gap, missing);
}

static Num *even_shares(const FigureTable *t, size_t column, int digits, Arena *work) {
    Part *parts = arena_array(work, t->count, sizeof *parts);
    Num *out = arena_array(t->figures->arena, t->count, sizeof *out), unit = num_int(1);
    size_t count = 0;
    int64_t missing;
    if (!cut_shares(t, column, digits, work, parts, &count, &missing)) return NULL;
    for (int i = 0; i < digits; i++) {
        if (!num_mul(work, unit, num_decimal(1, 1), &unit)) return NULL;
    }
    qsort(parts, count, sizeof *parts, by_rest);
    for (size_t i = 0; i < count; i++) {
        if ((int64_t)i < missing && !num_add(work, parts[i].cut, unit, &parts[i].cut)) return NULL;
        out[parts[i].place] = num_keep(t->figures->arena, parts[i].cut);
    }
    return out;
}

void find_shares(FigureTable *t) {
    const FormatProfile *p = &t->figures->layout->style->format;
    if (!p->largest_remainder) return;
    Arena *work = arena_child(t->figures->arena);
    for (size_t i = 0; i < t->spec->column_count; i++) {
        Num sum;
        int digits = share_digits(t, i, work);
        if (!shares_are_whole(t, i, p->rounding, work, &sum)) continue;
        if (!t->shares)
            t->shares = arena_array(t->figures->arena, t->spec->column_count, sizeof *t->shares);
        t->shares[i] = even_shares(t, i, digits, work);
    }
    arena_free(work);
}

bool figures_rounded_shares(const FigureTable *t, size_t column, Arena *a, Num *sum) {
    if (t->shares && t->shares[column]) return false;
    return shares_are_whole(t, column, t->figures->layout->style->format.rounding, a, sum)
        && num_cmp(*sum, num_int(1)) != 0;
}
