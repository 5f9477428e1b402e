/*
 * calc_fold: functions over rows. See calc.h.
 *
 * step() gets each row's values, finish() gives the result. A value lives only until the next row:
 * what is remembered is copied with calc_keep(). Sums of ratios grow limbs at every addition; they
 * live in an arena of their own that is replaced now and then, so that memory stays flat.
 */
#include "calc.h"

#include <stdlib.h>

#define CHECK(ok) do { if (!(ok)) return CALC_OVERFLOW; } while (0)

enum { SUMS_BETWEEN_CLEANING = 64 };

static void clean_sums(CalcFold *f) {
    Arena *fresh = arena_child(f->arena);
    f->sum = num_keep(fresh, f->sum);
    f->weight = num_keep(fresh, f->weight);
    if (f->sums) arena_free(f->sums);
    f->sums = fresh;
    f->since = 0;
}

static Arena *sums_arena(const CalcFold *f) {
    return f->sums ? f->sums : f->arena;
}

/* *sum (one of the fold's own) plus x */
static bool add_to(CalcFold *f, Num *sum, Num x) {
    if (!num_add(sums_arena(f), *sum, x, sum)) return false;
    if (sum->big && ++f->since >= SUMS_BETWEEN_CLEANING) clean_sums(f);
    return true;
}

static Datum *remember(CalcFold *f, Datum d) {
    f->items = arena_room(f->arena, f->items, f->item_count, &f->item_cap, sizeof *f->items);
    f->items[f->item_count] = calc_keep(f->arena, d);
    return &f->items[f->item_count++];
}

static CalcStatus give(Datum d, Datum *out) {
    *out = d;
    return CALC_OK;
}

static CalcStatus nothing(Datum *out) {
    return give(calc_undefined(STR("tidak ada nilai")), out);
}

static CalcStatus give_sum(CalcFold *f, Num n, Datum *out) {
    return give(calc_number(num_keep(f->arena, n)), out);
}

/* ---- sums and means ---- */

static CalcStatus sum_step(CalcFold *f, const Datum *v) {
    f->count++;
    CHECK(add_to(f, &f->sum, v[0].number));
    return CALC_OK;
}

static CalcStatus sum_finish(CalcFold *f, Datum *out) {
    return give_sum(f, f->sum, out);
}

static CalcStatus divided(CalcFold *f, Num sum, Num by, Str reason, Datum *out) {
    Num q;
    if (num_is_zero(by)) return give(calc_undefined(reason), out);
    CHECK(num_div(f->arena, sum, by, &q));
    return give(calc_number(q), out);
}

static CalcStatus mean_finish(CalcFold *f, Datum *out) {
    if (!f->count) return nothing(out);
    return divided(f, f->sum, num_int((int64_t)f->count), STR(""), out);
}

/* sum of w x c over sum of w */
static CalcStatus weighted_step(CalcFold *f, const Datum *v) {
    Num product;
    f->count++;
    CHECK(add_to(f, &f->weight, v[1].number));
    CHECK(num_mul(sums_arena(f), v[0].number, v[1].number, &product));
    CHECK(add_to(f, &f->sum, product));
    return CALC_OK;
}

static CalcStatus weighted_finish(CalcFold *f, Datum *out) {
    if (!f->count) return nothing(out);
    return divided(f, f->sum, f->weight, STR("jumlah bobot nol"), out);
}

/* PMK 214/PMK.02/2017: sum of (PAK x CK - RAK) over sum of PAK x CK */
static CalcStatus efficiency_step(CalcFold *f, const Datum *v) {
    Num due, saved;
    f->count++;
    CHECK(num_mul(sums_arena(f), v[0].number, v[1].number, &due));
    CHECK(add_to(f, &f->weight, due));
    CHECK(num_mul(sums_arena(f), v[0].number, v[1].number, &due));
    CHECK(num_sub(sums_arena(f), due, v[2].number, &saved));
    CHECK(add_to(f, &f->sum, saved));
    return CALC_OK;
}

static CalcStatus efficiency_finish(CalcFold *f, Datum *out) {
    if (!f->count) return nothing(out);
    return divided(f, f->sum, f->weight, STR("pagu kali capaian nol"), out);
}

/* ---- mean of the groups' means ---- */

static CalcStatus pair_step(CalcFold *f, const Datum *v) {
    remember(f, v[1]);
    remember(f, v[0]);
    return CALC_OK;
}

static int by_key(const void *x, const void *y) {
    return calc_compare(*(const Datum *)x, *(const Datum *)y);
}

static CalcStatus group_means_finish(CalcFold *f, Datum *out) {
    size_t pairs = f->item_count / 2, groups = 0;
    Num means = num_int(0), mean;
    if (!pairs) return nothing(out);
    qsort(f->items, pairs, 2 * sizeof *f->items, by_key);
    for (size_t i = 0, end; i < pairs; i = end, groups++) {
        Num sum = num_int(0);
        for (end = i; end < pairs && by_key(&f->items[2 * i], &f->items[2 * end]) == 0; end++) {
            CHECK(num_add(f->arena, sum, f->items[2 * end + 1].number, &sum));
        }
        CHECK(num_div(f->arena, sum, num_int((int64_t)(end - i)), &mean));
        CHECK(num_add(f->arena, means, mean, &means));
    }
    return divided(f, means, num_int((int64_t)groups), STR(""), out);
}

/* ---- the one that stands out ---- */

static CalcStatus take(CalcFold *f, Datum d) {
    f->best = calc_keep(f->arena, d);
    f->count++;
    return CALC_OK;
}

static CalcStatus least_step(CalcFold *f, const Datum *v) {
    return f->count && calc_compare(v[0], f->best) >= 0 ? CALC_OK : take(f, v[0]);
}

static CalcStatus most_step(CalcFold *f, const Datum *v) {
    return f->count && calc_compare(v[0], f->best) <= 0 ? CALC_OK : take(f, v[0]);
}

static CalcStatus first_step(CalcFold *f, const Datum *v) {
    return f->count ? CALC_OK : take(f, v[0]);
}

/* Only the newest is kept: small values need no copy, text of cells lives as long as the data. */
static CalcStatus last_step(CalcFold *f, const Datum *v) {
    f->count++;
    f->best = v[0];
    if (v[0].number.big || !v[0].loc.source) f->best = calc_keep(f->arena, v[0]);
    return CALC_OK;
}

static CalcStatus best_finish(CalcFold *f, Datum *out) {
    return f->count ? give(f->best, out) : nothing(out);
}

/* ---- sorted values ---- */

static CalcStatus remember_step(CalcFold *f, const Datum *v) {
    remember(f, v[0]);
    return CALC_OK;
}

static void sort_items(CalcFold *f) {
    if (f->item_count) qsort(f->items, f->item_count, sizeof *f->items, by_key);
}

static CalcStatus median_finish(CalcFold *f, Datum *out) {
    size_t n = f->item_count;
    Num sum, half;
    if (!n) return nothing(out);
    sort_items(f);
    if (n % 2) return give(f->items[n / 2], out);
    CHECK(num_add(f->arena, f->items[n / 2 - 1].number, f->items[n / 2].number, &sum));
    CHECK(num_div(f->arena, sum, num_int(2), &half));
    return give(calc_number(half), out);
}

static CalcStatus distinct_finish(CalcFold *f, Datum *out) {
    int64_t n = 0;
    sort_items(f);
    for (size_t i = 0; i < f->item_count; i++)
        n += !i || by_key(&f->items[i - 1], &f->items[i]) != 0;
    return give(calc_number(num_int(n)), out);
}

/* PMK 214/PMK.02/2017, capaian keluaran of several outputs: the n-th root of the product. A root is
 * seldom a ratio: it is cut to ROOT_DIGITS decimals, which only a rounding to as many could
 * show. */
enum { ROOT_DIGITS = 12 };

static CalcStatus geometric_finish(CalcFold *f, Datum *out) {
    Num product = num_int(1), root;
    if (!f->item_count) return nothing(out);
    for (size_t i = 0; i < f->item_count; i++) {
        if (num_sign(f->items[i].number) < 0)
            return give(calc_undefined(STR("ada nilai negatif")), out);
        CHECK(num_mul(f->arena, product, f->items[i].number, &product));
    }
    CHECK(f->item_count <= 1000);
    CHECK(calc_root(f->arena, product, (unsigned)f->item_count, ROOT_DIGITS, &root));
    return give(calc_number(root), out);
}

/* "A, B, dan C" in order of appearance (EYD V: a comma before "dan" from three on) */
static CalcStatus join_finish(CalcFold *f, Datum *out) {
    Buf b = buf_new(f->arena);
    size_t n = f->item_count;
    for (size_t i = 0; i < n; i++) {
        if (i) buf_cstr(&b, i + 1 < n ? ", " : n > 2 ? ", dan " : " dan ");
        buf_str(&b, f->items[i].text);
    }
    return n ? give(calc_text(buf_view(&b)), out) : nothing(out);
}

/* ---- how many have a value ---- */

static CalcStatus defined_step(CalcFold *f, const Datum *v) {
    f->count += calc_is_defined(v[0]);
    return CALC_OK;
}

static CalcStatus undefined_step(CalcFold *f, const Datum *v) {
    f->count += !calc_is_defined(v[0]);
    return CALC_OK;
}

static CalcStatus count_finish(CalcFold *f, Datum *out) {
    return give(calc_number(num_int((int64_t)f->count)), out);
}

/* ---- the table ---- */

#define FOLD(title, n, kind, text)                                                                 \
    .name = title, .form = CALC_FOLD, .required = n, .params_count = n + 1, .values = n,           \
    .result = kind, .formula = text
#define ONE(kind) .params = {{"nilai", kind, NULL, NULL}, {"syarat", 'b', NULL, NULL}}

static const CalcFunction folds[] = {
    {FOLD("jumlah", 1, 'n', "jumlah {1}"), ONE('n'), .step = sum_step, .finish = sum_finish},
    {FOLD("rata_rata", 1, 'n', "rata-rata {1}"), ONE('n'), .step = sum_step, .finish = mean_finish},
    /* field (b) "Average": weighted */
    {FOLD("rata_rata_tertimbang", 2, 'n', "jumlah ({1} × {2}) / jumlah {2}"), .step = weighted_step,
     .finish = weighted_finish,
     .params = {{"nilai", 'n', NULL, NULL},
                {"bobot", 'n', NULL, NULL},
                {"syarat", 'b', NULL, NULL}}},
    /* field (b) "Average": mean per sasaran, then the agency's */
    {FOLD("rata_rata_kelompok", 2, 'n', "rata-rata dari rata-rata {1} per {2}"), .step = pair_step,
     .finish = group_means_finish,
     .params = {{"nilai", 'n', NULL, NULL},
                {"kelompok", 'x', NULL, NULL},
                {"syarat", 'b', NULL, NULL}}},
    {FOLD("rata_rata_geometrik", 1, 'n', "rata-rata geometrik {1}"), ONE('n'),
     .step = remember_step, .finish = geometric_finish},
    {FOLD("efisiensi", 3, 'n', "jumlah ({1} × {2} − {3}) / jumlah ({1} × {2})"),
     .step = efficiency_step, .finish = efficiency_finish,
     .params = {{"pagu", 'n', NULL, NULL},
                {"capaian", 'n', NULL, NULL},
                {"realisasi", 'n', NULL, NULL},
                {"syarat", 'b', NULL, NULL}}},
    {FOLD("minimum", 1, 'x', "{1} terendah"), ONE('x'), .step = least_step, .finish = best_finish},
    {FOLD("maksimum", 1, 'x', "{1} tertinggi"), ONE('x'), .step = most_step, .finish = best_finish},
    {FOLD("pertama", 1, 'x', "{1} pertama"), ONE('x'), .step = first_step, .finish = best_finish},
    {FOLD("terakhir", 1, 'x', "{1} terakhir"), ONE('x'), .step = last_step, .finish = best_finish},
    {FOLD("median", 1, 'n', "median {1}"), ONE('n'), .step = remember_step,
     .finish = median_finish},
    {FOLD("jumlah_unik", 1, 'n', "banyaknya {1} yang berbeda"), ONE('x'), .step = remember_step,
     .finish = distinct_finish},
    {FOLD("gabung", 1, 't', "daftar {1}"), ONE('t'), .step = remember_step, .finish = join_finish},
    {FOLD("hitung_terdefinisi", 1, 'n', "banyaknya {1} yang bernilai"), ONE('x'),
     .sees_nothing = true, .step = defined_step, .finish = count_finish},
    {FOLD("hitung_takterdefinisi", 1, 'n', "banyaknya {1} yang tidak bernilai"), ONE('x'),
     .sees_nothing = true, .step = undefined_step, .finish = count_finish},
};

const CalcFunction *calc_folds(size_t *count) {
    *count = sizeof folds / sizeof folds[0];
    return folds;
}
