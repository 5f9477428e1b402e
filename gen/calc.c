/*
 * calc: the scalar functions and the table of all. See calc.h.
 *
 * A function is a few Num operations in a chain; CHECK leaves with CALC_OVERFLOW when one of them
 * leaves the range. Division by zero never reaches num_div(): each rule says what it means.
 */
#include "calc.h"

#define CHECK(ok) do { if (!(ok)) return CALC_OVERFLOW; } while (0)

/* ---- datums ---- */

Datum calc_number(Num n) {
    return (Datum){.kind = DATUM_NUMBER, .number = n};
}

Datum calc_text(Str s) {
    return (Datum){.kind = DATUM_TEXT, .text = s};
}

Datum calc_truth(bool b) {
    return (Datum){.kind = DATUM_BOOL, .boolean = b};
}

Datum calc_undefined(Str reason) {
    return (Datum){.kind = DATUM_UNDEFINED, .text = reason};
}

bool calc_is_defined(Datum d) {
    return d.kind != DATUM_EMPTY && d.kind != DATUM_UNDEFINED;
}

Datum calc_keep(Arena *a, Datum d) {
    if (d.kind == DATUM_NUMBER) d.number = num_keep(a, d.number);
    if (d.text.n) d.text = str_copy(a, d.text);
    return d;
}

static int order(int64_t x, int64_t y) {
    return x < y ? -1 : x > y;
}

static int compare_dates(Date x, Date y) {
    if (x.year != y.year) return order(x.year, y.year);
    return x.month != y.month ? order(x.month, y.month) : order(x.day, y.day);
}

int calc_compare(Datum x, Datum y) {
    if (x.kind != y.kind) return order(x.kind, y.kind);
    switch (x.kind) {
    case DATUM_NUMBER: return num_cmp(x.number, y.number);
    case DATUM_DATE: return compare_dates(x.date, y.date);
    case DATUM_TEXT: return str_cmp(x.text, y.text);
    case DATUM_BOOL: return order(x.boolean, y.boolean);
    case DATUM_EMPTY:
    case DATUM_UNDEFINED: break;
    }
    return 0;
}

static CalcStatus give(Datum d, Datum *out) {
    *out = d;
    return CALC_OK;
}

static CalcStatus give_number(Num n, Datum *out) {
    return give(calc_number(n), out);
}

/* x / y, undefined with `reason` when y is zero */
static CalcStatus ratio(Arena *a, Num x, Num y, Str reason, Datum *out) {
    Num q;
    if (num_is_zero(y)) return give(calc_undefined(reason), out);
    CHECK(num_div(a, x, y, &q));
    return give_number(q, out);
}

static Num smaller(Num x, Num y) {
    return num_cmp(x, y) <= 0 ? x : y;
}

static Num larger(Num x, Num y) {
    return num_cmp(x, y) >= 0 ? x : y;
}

/* ---- capaian ---- */

enum { POSITIVE, NEGATIVE, NEGATIVE_RATIO, RANGE, RANGE_NEGATIVE };

static const CalcWord directions[] = {
    [POSITIVE] = {"positif", "{2} / {1}"},
    [NEGATIVE] = {"negatif", "(2 × {1} − {2}) / {1}"},
    [NEGATIVE_RATIO] = {"negatif_rasio", "{1} / {2}"},
    [RANGE] = {"rentang", "{2} / {1} di bawah rentang, {2} / {7} di atasnya, 1 di dalamnya"},
    [RANGE_NEGATIVE] = {"rentang_negatif",
                        "1 + (1 − {2} / batas terdekat) di luar rentang, 1 di dalamnya"},
    {0},
};

static size_t word_index(const CalcWord *words, Str text) {
    size_t i = 0;
    while (words[i].word && !str_is(text, words[i].word)) i++;
    return i;
}

/* (2T - R) / T: LAN's rule for what should fall. T 5, R 4 gives 120; R 12 gives -40. */
static CalcStatus lan_negative(Arena *a, Num target, Num actual, Datum *out) {
    Num twice, above, q;
    CHECK(num_mul(a, target, num_int(2), &twice));
    CHECK(num_sub(a, twice, actual, &above));
    CHECK(num_div(a, above, target, &q));
    return give_number(q, out);
}

/* Inside: 1. Outside: actual against the nearest bound; turned round when less is better. */
static CalcStatus against_range(Arena *a, Num low, Num high, Num actual, bool negative,
                                Datum *out) {
    Num q, bound = num_cmp(actual, high) > 0 ? high : low;
    bool inside = num_cmp(actual, low) >= 0 && num_cmp(actual, high) <= 0;
    if (num_cmp(low, high) > 0) return give(calc_undefined(STR("rentang terbalik")), out);
    if (inside) return give_number(num_int(1), out);
    if (num_is_zero(bound)) return give(calc_undefined(STR("batas rentang nol")), out);
    CHECK(num_div(a, actual, bound, &q));
    if (negative) CHECK(num_sub(a, num_int(2), q, &q));
    return give_number(q, out);
}

/* field (b) "Range" and "Negative, range"; inside = 100 [K] */
static CalcStatus range_achievement(Arena *a, const Datum *args, size_t count, Rounding r,
                                    Datum *out) {
    (void)count;
    (void)r;
    bool negative = args[3].kind == DATUM_TEXT && str_is(args[3].text, "negatif");
    return against_range(a, args[0].number, args[1].number, args[2].number, negative, out);
}

static CalcStatus by_direction(Arena *a, const Datum *args, size_t direction, Datum *out) {
    Num target = args[0].number, actual = args[1].number;
    switch (direction) {
    case NEGATIVE: return lan_negative(a, target, actual, out);
    case NEGATIVE_RATIO: return ratio(a, target, actual, STR("realisasi nol"), out);
    case RANGE:
    case RANGE_NEGATIVE:
        if (args[6].kind != DATUM_NUMBER)
            return give(calc_undefined(STR("rentang tanpa batas atas")), out);
        return against_range(a, target, args[6].number, actual, direction == RANGE_NEGATIVE, out);
    }
    return ratio(a, actual, target, STR("target nol"), out);
}

/* field (b) "Positive", "Negative, LAN", "Negative, ratio", "Cap", "T=0" */
static CalcStatus achievement(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)count;
    (void)r;
    size_t direction = args[2].kind == DATUM_TEXT ? word_index(directions, args[2].text) : POSITIVE;
    bool range = direction == RANGE || direction == RANGE_NEGATIVE;
    if (num_is_zero(args[0].number) && !range) {
        *out = args[5].kind == DATUM_NUMBER ? calc_number(args[5].number)
                                            : calc_undefined(STR("target nol"));
    } else {
        CHECK(by_direction(a, args, direction, out) == CALC_OK);
    }
    if (out->kind != DATUM_NUMBER) return CALC_OK;
    if (args[3].kind == DATUM_NUMBER) out->number = smaller(out->number, args[3].number);
    if (args[4].kind == DATUM_NUMBER) out->number = larger(out->number, args[4].number);
    return CALC_OK;
}

/* D = 1 ... AA = 7; 0 for anything else */
static int grade_ordinal(Str grade) {
    static const char *const grades[] = {"D", "C", "CC", "B", "BB", "A", "AA"};
    for (int i = 0; i < 7; i++) {
        if (str_is(grade, grades[i])) return i + 1;
    }
    return 0;
}

static Datum unknown_grade(Arena *a, Str found) {
    return calc_undefined(str_printf(a, "\"%.*s\" bukan predikat", STR_ARG(found)));
}

/* field (b) "Grades": ordinals of the units' catalogue; BB to B is 4/5 = 80 */
static CalcStatus grade_achievement(Arena *a, const Datum *args, size_t count, Rounding r,
                                    Datum *out) {
    (void)count;
    (void)r;
    int target = grade_ordinal(args[0].text), actual = grade_ordinal(args[1].text);
    if (!target || !actual) return give(unknown_grade(a, args[target ? 1 : 0].text), out);
    return ratio(a, num_int(actual), num_int(target), STR(""), out);
}

static CalcStatus grade_value(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)count;
    (void)r;
    int n = grade_ordinal(args[0].text);
    return give(n ? calc_number(num_int(n)) : unknown_grade(a, args[0].text), out);
}

/* ---- quarters ---- */

enum { ACCUMULATE_SUM, ACCUMULATE_LAST, ACCUMULATE_MEAN, ACCUMULATE_MAX, ACCUMULATE_MIN };

static const CalcWord accumulations[] = {
    [ACCUMULATE_SUM] = {"jumlah", "jumlah triwulan"},
    [ACCUMULATE_LAST] = {"terakhir", "triwulan terakhir"},
    [ACCUMULATE_MEAN] = {"rata_rata", "rata-rata triwulan"},
    [ACCUMULATE_MAX] = {"maksimum", "triwulan tertinggi"},
    [ACCUMULATE_MIN] = {"minimum", "triwulan terendah"},
    {0},
};

/* field (b) "Cumulative": sum, else last; a non-additive total may take the highest. Quarters
 * without a value count as nothing. */
static CalcStatus accumulate(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)r;
    Num sum = num_int(0), last = sum, high = sum, low = sum, mean;
    int64_t n = 0;
    for (size_t i = 1; i < count; i++) {
        if (args[i].kind != DATUM_NUMBER) continue;
        last = args[i].number;
        CHECK(num_add(a, sum, last, &sum));
        high = n ? larger(high, last) : last;
        low = n ? smaller(low, last) : last;
        n++;
    }
    if (!calc_is_defined(args[0])) return give(calc_undefined(STR("cara akumulasi kosong")), out);
    if (!n) return give(calc_undefined(STR("belum ada triwulan yang terisi")), out);
    switch (word_index(accumulations, args[0].text)) {
    case ACCUMULATE_LAST: return give_number(last, out);
    case ACCUMULATE_MAX: return give_number(high, out);
    case ACCUMULATE_MIN: return give_number(low, out);
    case ACCUMULATE_MEAN:
        CHECK(num_div(a, sum, num_int(n), &mean));
        return give_number(mean, out);
    }
    return give_number(sum, out);
}

/* ---- budget ---- */

/* PMK 214/PMK.02/2017: realisasi anggaran / pagu anggaran */
static CalcStatus absorption(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)count;
    (void)r;
    return ratio(a, args[1].number, args[0].number, STR("pagu nol"), out);
}

/* PMK 214/PMK.02/2017 for one output: (PAK x CK - RAK) / (PAK x CK) */
static CalcStatus output_efficiency(Arena *a, const Datum *args, size_t count, Rounding r,
                                    Datum *out) {
    (void)count;
    (void)r;
    Num due, saved;
    CHECK(num_mul(a, args[0].number, args[1].number, &due));
    CHECK(num_sub(a, due, args[2].number, &saved));
    return ratio(a, saved, due, STR("pagu kali capaian nol"), out);
}

static const CalcWord limits[] = {
    {"dibatasi", "50% + {1} / 20% × 50%, paling rendah 0, paling tinggi 100%"},
    {"tanpa_batas", "50% + {1} / 20% × 50%"},
    {0},
};

/* PMK 214/PMK.02/2017: 50% + E / 20% x 50%; E within +-20%, the value within 0 and 100% [K] */
static CalcStatus efficiency_value(Arena *a, const Datum *args, size_t count, Rounding r,
                                   Datum *out) {
    (void)count;
    (void)r;
    Num e = args[0].number, fifth = num_decimal(2, 1), least = num_decimal(-2, 1),
        half = num_decimal(5, 1);
    if (!(args[1].kind == DATUM_TEXT && str_is(args[1].text, "tanpa_batas"))) {
        e = smaller(larger(e, least), fifth);
    }
    CHECK(num_div(a, e, fifth, &e));
    CHECK(num_mul(a, e, half, &e));
    CHECK(num_add(a, e, half, &e));
    return give_number(e, out);
}

static CalcStatus weigh(Arena *a, const Datum *args, const int *thousandths, size_t count,
                        Datum *out) {
    Num sum = num_int(0), part;
    for (size_t i = 0; i < count; i++) {
        CHECK(num_mul(a, args[i].number, num_decimal(thousandths[i], 3), &part));
        CHECK(num_add(a, sum, part, &sum));
    }
    return give_number(sum, out);
}

/* field (b) "Nilai implementasi" [K]: penyerapan, konsistensi, capaian keluaran, nilai efisiensi */
static CalcStatus implementation_value(Arena *a, const Datum *args, size_t count, Rounding r,
                                       Datum *out) {
    (void)count;
    (void)r;
    static const int weights[] = {97, 182, 435, 286};
    return weigh(a, args, weights, 4, out);
}

/* PMK 214/PMK.02/2017 [K]: a third implementation, two thirds benefit (33,3 and 66,7 percent) */
static CalcStatus budget_performance(Arena *a, const Datum *args, size_t count, Rounding r,
                                     Datum *out) {
    (void)count;
    (void)r;
    static const int weights[] = {333, 667};
    return weigh(a, args, weights, 2, out);
}

/* field (b) "Capaian - serapan": above 5 points efficient, within 5 points enough */
static CalcStatus efficiency_word(Arena *a, const Datum *args, size_t count, Rounding r,
                                  Datum *out) {
    (void)count;
    (void)r;
    Num gap, edge = args[2].kind == DATUM_NUMBER ? args[2].number : num_decimal(5, 2), under;
    CHECK(num_sub(a, args[0].number, args[1].number, &gap));
    CHECK(num_neg(a, edge, &under));
    if (num_cmp(gap, edge) > 0) return give(calc_text(STR("efisien")), out);
    return give(calc_text(num_cmp(gap, under) < 0 ? STR("kurang efisien") : STR("cukup efisien")),
                out);
}

/* ---- comparing ---- */

static CalcStatus growth(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)count;
    (void)r;
    Num more;
    CHECK(num_sub(a, args[1].number, args[0].number, &more));
    return ratio(a, more, args[0].number, STR("nilai awal nol"), out);
}

static CalcStatus difference(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)count;
    (void)r;
    Num n;
    CHECK(num_sub(a, args[0].number, args[1].number, &n));
    return give_number(n, out);
}

static CalcStatus share(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)count;
    (void)r;
    return ratio(a, args[0].number, args[1].number, STR("jumlah seluruhnya nol"), out);
}

static CalcStatus up_or_down(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    int c = num_cmp(args[1].number, args[0].number);
    return give(calc_text(c > 0 ? STR("naik") : c < 0 ? STR("turun") : STR("tetap")), out);
}

static int against_goal(const Datum *args) {
    return num_cmp(args[0].number, args[1].kind == DATUM_NUMBER ? args[1].number : num_int(1));
}

static CalcStatus reached(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    return give(calc_text(against_goal(args) >= 0 ? STR("tercapai") : STR("tidak tercapai")), out);
}

static CalcStatus reached_words(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    int c = against_goal(args);
    return give(calc_text(c > 0 ? STR("melampaui target") : c < 0 ? STR("tidak mencapai target")
                                                                 : STR("mencapai target")), out);
}

/* ---- plain arithmetic ---- */

static CalcStatus capped(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    return give_number(smaller(args[0].number, args[1].number), out);
}

static CalcStatus floored(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    return give_number(larger(args[0].number, args[1].number), out);
}

static CalcStatus smallest(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)r;
    Num n = args[0].number;
    for (size_t i = 1; i < count; i++) n = smaller(n, args[i].number);
    return give_number(n, out);
}

static CalcStatus largest(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)r;
    Num n = args[0].number;
    for (size_t i = 1; i < count; i++) n = larger(n, args[i].number);
    return give_number(n, out);
}

static const CalcWord rounding_rules[] = {
    [ROUND_HALF_UP] = {"setengah_menjauhi_nol", NULL},
    [ROUND_HALF_EVEN] = {"setengah_ke_genap", NULL},
    [ROUND_DOWN] = {"potong", NULL},
    [ROUND_UP] = {"naik", NULL},
    {0},
};

enum { MAX_ROUND_DIGITS = 30 };

static CalcStatus rounded(Arena *a, const Datum *args, size_t count, Rounding rule, Datum *out) {
    (void)count;
    int64_t digits;
    Num n;
    bool fits = num_to_int64(args[1].number, &digits);
    if (!fits || digits < -MAX_ROUND_DIGITS || digits > MAX_ROUND_DIGITS) {
        return give(calc_undefined(STR("banyaknya desimal bukan bilangan bulat -30 sampai 30")),
                    out);
    }
    if (args[2].kind == DATUM_TEXT) rule = (Rounding)word_index(rounding_rules, args[2].text);
    CHECK(num_round(a, args[0].number, (int)digits, rule, &n));
    return give_number(n, out);
}

static CalcStatus absolute(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)count;
    (void)r;
    Num n;
    CHECK(num_abs(a, args[0].number, &n));
    return give_number(n, out);
}

/* ---- text, dates, nothing ---- */

/* An empty cell has the text "", as in comparisons: rows without a note are no rows with one. */
static CalcStatus contains(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    for (size_t i = 0; i < 2; i++)
        if (args[i].kind == DATUM_UNDEFINED) return give(args[i], out);
    return give(calc_truth(str_find(args[0].text, args[1].text, 0) != SIZE_MAX), out);
}

static CalcStatus begins(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    for (size_t i = 0; i < 2; i++)
        if (args[i].kind == DATUM_UNDEFINED) return give(args[i], out);
    return give(calc_truth(str_starts(args[0].text, args[1].text)), out);
}

static CalcStatus date_year(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    return give_number(num_int(args[0].date.year), out);
}

static CalcStatus date_month(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    int month = args[0].date.month;
    return give(month ? calc_number(num_int(month)) : calc_undefined(STR("tanggal tanpa bulan")),
                out);
}

static CalcStatus date_of(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)count;
    (void)r;
    Datum d = {.kind = DATUM_DATE};
    if (data_date(args[0].text, &d.date)) return give(d, out);
    return give(calc_undefined(str_printf(a, "\"%.*s\" bukan tanggal", STR_ARG(args[0].text))),
                out);
}

static CalcStatus is_empty(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    bool blank = args[0].kind == DATUM_TEXT && !args[0].text.n;
    return give(calc_truth(args[0].kind == DATUM_EMPTY || blank), out);
}

static CalcStatus is_defined(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    return give(calc_truth(calc_is_defined(args[0])), out);
}

static CalcStatus unit_of(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    if (args[0].kind == DATUM_UNDEFINED) return give(args[0], out);
    return give(calc_text(args[0].text), out);
}

/* "Dokumen" of "80% Dokumen", nothing of an empty cell: what is counted, without the sign that stands at the number. */
static CalcStatus thing_of(Arena *a, const Datum *args, size_t count, Rounding r, Datum *out) {
    (void)a;
    (void)count;
    (void)r;
    if (args[0].kind == DATUM_UNDEFINED) return give(args[0], out);
    Str unit = args[0].text;
    if (unit.n && unit.p[0] == '%') unit = str_trim(str_sub(unit, 1, unit.n));
    return give(calc_text(unit), out);
}

/* ---- roots ---- */

static bool power(Arena *a, Num x, unsigned n, Num *out) {
    Num p = num_int(1);
    for (unsigned i = 0; i < n; i++) {
        if (!num_mul(a, p, x, &p)) return false;
    }
    *out = p;
    return true;
}

/* The largest integer whose n-th power is at most whole; Newton falls to it from above. */
static bool integer_root(Arena *a, Num whole, unsigned n, Num *out) {
    size_t digits = num_digits(a, whole, 0, ROUND_DOWN).n;
    Num x, before, step;
    if (!power(a, num_int(10), (unsigned)((digits + n - 1) / n), &x)) return false;
    do {
        before = x;
        if (!power(a, x, n - 1, &step) || !num_div(a, whole, step, &step)) return false;
        if (!num_floor(a, step, &step)) return false;
        if (!num_mul(a, x, num_int(n - 1), &x) || !num_add(a, x, step, &x)) return false;
        if (!num_div(a, x, num_int(n), &x) || !num_floor(a, x, &x)) return false;
    } while (num_cmp(x, before) < 0);
    *out = before;
    return true;
}

bool calc_root(Arena *a, Num x, unsigned n, unsigned digits, Num *out) {
    Num unit, scaled, root;
    if (num_is_zero(x) || n == 1) {
        *out = x;
        return true;
    }
    if (!power(a, num_int(10), digits, &unit) || !power(a, unit, n, &scaled)) return false;
    if (!num_mul(a, x, scaled, &scaled) || !num_floor(a, scaled, &scaled)) return false;
    if (num_is_zero(scaled)) {
        *out = num_int(0);
        return true;
    }
    return integer_root(a, scaled, n, &root) && num_div(a, root, unit, out);
}

/* ---- the table ---- */

static const CalcWord range_signs[] = {{"positif", NULL}, {"negatif", NULL}, {0}};
static const CalcWord rank_orders[] = {{"turun", NULL}, {"naik", NULL}, {0}};

#define SCALAR(title, need, all)                                                                   \
    .name = title, .form = CALC_SCALAR, .required = need, .params_count = all

static const CalcFunction scalars[] = {
    {SCALAR("capaian", 2, 7), .result = 'n', .formula = "{2} / {1}", .scalar = achievement,
     .params = {{"target", 'n', NULL, NULL},
                {"realisasi", 'n', NULL, NULL},
                {"arah", 't', directions, NULL},
                {"batas_atas", 'n', NULL, "paling tinggi {}"},
                {"batas_bawah", 'n', NULL, "paling rendah {}"},
                {"target_nol", 'n', NULL, "{} bila target nol"},
                {"sampai", 'n', NULL, NULL}}},
    {SCALAR("capaian_rentang", 3, 4), .result = 'n', .scalar = range_achievement,
     .formula = "{3} / {1} di bawah rentang, {3} / {2} di atasnya, 1 di dalamnya",
     .params = {{"bawah", 'n', NULL, NULL},
                {"atas", 'n', NULL, NULL},
                {"realisasi", 'n', NULL, NULL},
                {"arah", 't', range_signs, NULL}}},
    {SCALAR("capaian_predikat", 2, 2), .result = 'n', .formula = "urutan {2} / urutan {1}",
     .scalar = grade_achievement,
     .params = {{"target", 't', NULL, NULL}, {"realisasi", 't', NULL, NULL}}},
    {SCALAR("urutan_predikat", 1, 1), .result = 'n', .formula = "urutan {1}", .scalar = grade_value,
     .params = {{"predikat", 't', NULL, NULL}}},
    {SCALAR("akumulasi", 2, 2), .repeat = true, .sees_nothing = true, .result = 'n',
     .scalar = accumulate, .formula = "jumlah triwulan",
     .params = {{"cara", 't', accumulations, NULL}, {"nilai", 'n', NULL, NULL}}},
    {SCALAR("penyerapan", 2, 2), .result = 'n', .formula = "{2} / {1}", .scalar = absorption,
     .params = {{"pagu", 'n', NULL, NULL}, {"realisasi", 'n', NULL, NULL}}},
    {SCALAR("efisiensi_keluaran", 3, 3), .result = 'n',
     .formula = "({1} × {2} − {3}) / ({1} × {2})", .scalar = output_efficiency,
     .params = {{"pagu", 'n', NULL, NULL},
                {"capaian", 'n', NULL, NULL},
                {"realisasi", 'n', NULL, NULL}}},
    {SCALAR("nilai_efisiensi", 1, 2), .result = 'n',
     .formula = "50% + {1} / 20% × 50%, paling rendah 0, paling tinggi 100%", .scalar = efficiency_value,
     .params = {{"efisiensi", 'n', NULL, NULL}, {"batas", 't', limits, NULL}}},
    {SCALAR("nilai_implementasi", 4, 4), .result = 'n', .scalar = implementation_value,
     .formula = "9,7% × {1} + 18,2% × {2} + 43,5% × {3} + 28,6% × {4}",
     .params = {{"penyerapan", 'n', NULL, NULL},
                {"konsistensi", 'n', NULL, NULL},
                {"keluaran", 'n', NULL, NULL},
                {"nilai_efisiensi", 'n', NULL, NULL}}},
    {SCALAR("nilai_kinerja_anggaran", 2, 2), .result = 'n', .formula = "33,3% × {1} + 66,7% × {2}",
     .scalar = budget_performance,
     .params = {{"implementasi", 'n', NULL, NULL}, {"manfaat", 'n', NULL, NULL}}},
    {SCALAR("simpulan_efisiensi", 2, 3), .result = 't', .formula = "simpulan dari {1} − {2}",
     .scalar = efficiency_word,
     .params = {{"capaian", 'n', NULL, NULL},
                {"penyerapan", 'n', NULL, NULL},
                {"ambang", 'n', NULL, NULL}}},
    {SCALAR("pertumbuhan", 2, 2), .result = 'n', .formula = "({2} − {1}) / {1}", .scalar = growth,
     .params = {{"lama", 'n', NULL, NULL}, {"baru", 'n', NULL, NULL}}},
    {SCALAR("selisih", 2, 2), .result = 'n', .formula = "{1} − {2}", .scalar = difference,
     .params = {{"dari", 'n', NULL, NULL}, {"dikurangi", 'n', NULL, NULL}}},
    {SCALAR("bagian", 2, 2), .result = 'n', .formula = "{1} / {2}", .scalar = share,
     .params = {{"nilai", 'n', NULL, NULL}, {"jumlah", 'n', NULL, NULL}}},
    {SCALAR("naik_turun", 2, 2), .result = 't',
     .formula = "naik, turun, atau tetap dari {1} ke {2}", .scalar = up_or_down,
     .params = {{"lama", 'n', NULL, NULL}, {"baru", 'n', NULL, NULL}}},
    {SCALAR("tercapai", 1, 2), .result = 't', .formula = "tercapai bila {1} paling sedikit 100%",
     .scalar = reached,
     .params = {{"capaian", 'n', NULL, NULL}, {"ambang", 'n', NULL, "di sini {}"}}},
    {SCALAR("simpulan_capaian", 1, 2), .result = 't', .formula = "{1} terhadap target",
     .scalar = reached_words,
     .params = {{"capaian", 'n', NULL, NULL}, {"ambang", 'n', NULL, "ambang {}"}}},
    {SCALAR("batasi", 2, 2), .result = 'n', .formula = "[1], paling tinggi [2]", .scalar = capped,
     .params = {{"nilai", 'n', NULL, NULL}, {"atas", 'n', NULL, NULL}}},
    {SCALAR("lantai", 2, 2), .result = 'n', .formula = "[1], paling rendah [2]", .scalar = floored,
     .params = {{"nilai", 'n', NULL, NULL}, {"bawah", 'n', NULL, NULL}}},
    {SCALAR("terkecil", 1, 1), .repeat = true, .result = 'n', .formula = "yang terkecil dari [*]",
     .scalar = smallest, .params = {{"nilai", 'n', NULL, NULL}}},
    {SCALAR("terbesar", 1, 1), .repeat = true, .result = 'n', .formula = "yang terbesar dari [*]",
     .scalar = largest, .params = {{"nilai", 'n', NULL, NULL}}},
    {SCALAR("bulatkan", 2, 3), .result = 'n', .formula = "{1} dibulatkan sampai [2] desimal",
     .scalar = rounded,
     .params = {{"nilai", 'n', NULL, NULL},
                {"desimal", 'n', NULL, NULL},
                {"cara", 't', rounding_rules, NULL}}},
    {SCALAR("abs", 1, 1), .result = 'n', .formula = "nilai mutlak {1}", .scalar = absolute,
     .params = {{"nilai", 'n', NULL, NULL}}},
    {SCALAR("mengandung", 2, 2), .sees_nothing = true, .result = 'b', .formula = "{1} mengandung {2}", .scalar = contains,
     .params = {{"teks", 't', NULL, NULL}, {"bagian", 't', NULL, NULL}}},
    {SCALAR("diawali", 2, 2), .sees_nothing = true, .result = 'b', .formula = "{1} diawali {2}", .scalar = begins,
     .params = {{"teks", 't', NULL, NULL}, {"awalan", 't', NULL, NULL}}},
    {SCALAR("tanggal", 1, 1), .result = 'd', .formula = "tanggal {1}", .scalar = date_of,
     .params = {{"teks", 't', NULL, NULL}}},
    {SCALAR("tahun", 1, 1), .result = 'n', .formula = "tahun {1}", .scalar = date_year,
     .params = {{"tanggal", 'd', NULL, NULL}}},
    {SCALAR("bulan", 1, 1), .result = 'n', .formula = "bulan {1}", .scalar = date_month,
     .params = {{"tanggal", 'd', NULL, NULL}}},
    {SCALAR("satuan", 1, 1), .sees_nothing = true, .result = 't', .formula = "satuan {1}", .scalar = unit_of,
     .params = {{"nilai", 'n', NULL, NULL}}},
    {SCALAR("satuan_benda", 1, 1), .sees_nothing = true, .result = 't', .formula = "satuan {1}", .scalar = thing_of,
     .params = {{"nilai", 'n', NULL, NULL}}},
    {SCALAR("kosong", 1, 1), .sees_nothing = true, .result = 'b', .formula = "{1} kosong",
     .scalar = is_empty, .params = {{"nilai", 'x', NULL, NULL}}},
    {SCALAR("terdefinisi", 1, 1), .sees_nothing = true, .result = 'b', .formula = "{1} terdefinisi",
     .scalar = is_defined, .params = {{"nilai", 'x', NULL, NULL}}},
    {.name = "jika",
     .form = CALC_IF,
     .required = 3,
     .params_count = 3,
     .result = 'x',
     .formula = "[2] bila [1], selainnya [3]",
     .params = {{"syarat", 'b', NULL, NULL}, {"ya", 'x', NULL, NULL}, {"tidak", 'x', NULL, NULL}}},
    {.name = "pilih",
     .form = CALC_SWITCH,
     .required = 4,
     .params_count = 4,
     .repeat = true,
     .result = 'x',
     .formula = "menurut {1}",
     .params = {{"nilai", 'x', NULL, NULL},
                {"bila", 'x', NULL, NULL},
                {"maka", 'x', NULL, NULL},
                {"selainnya", 'x', NULL, NULL}}},
    {.name = "bila_kosong",
     .form = CALC_OTHERWISE,
     .required = 2,
     .params_count = 2,
     .result = 'x',
     .formula = "[1], atau [2] bila kosong",
     .params = {{"nilai", 'x', NULL, NULL}, {"pengganti", 'x', NULL, NULL}}},
    {.name = "predikat",
     .form = CALC_SCALE,
     .required = 2,
     .params_count = 2,
     .result = 't',
     .formula = "predikat {1}",
     .params = {{"nilai", 'n', NULL, NULL}, {"skala", 't', NULL, NULL}}},
    {.name = "hitung",
     .form = CALC_COUNT,
     .required = 0,
     .params_count = 2,
     .result = 'n',
     .formula = "banyaknya [1]",
     .params = {{"tabel", 'x', NULL, NULL}, {"syarat", 'b', NULL, NULL}}},
    {.name = "kumulatif",
     .form = CALC_RUNNING,
     .required = 1,
     .params_count = 2,
     .result = 'n',
     .formula = "jumlah {1} sampai baris ini",
     .params = {{"nilai", 'n', NULL, NULL}, {"syarat", 'b', NULL, NULL}}},
    {.name = "peringkat",
     .form = CALC_RANK,
     .required = 1,
     .params_count = 3,
     .result = 'n',
     .formula = "peringkat {1}",
     .params = {{"nilai", 'n', NULL, NULL},
                {"urutan", 't', rank_orders, NULL},
                {"syarat", 'b', NULL, NULL}}},
};
enum { SCALARS = sizeof scalars / sizeof scalars[0] };

const CalcFunction *calc_scalars(size_t *count) {
    *count = SCALARS;
    return scalars;
}

const CalcFunction *calc_find(Str name) {
    size_t count;
    const CalcFunction *folds = calc_folds(&count);
    for (size_t i = 0; i < count; i++) {
        if (str_is(name, folds[i].name)) return &folds[i];
    }
    for (size_t i = 0; i < SCALARS; i++) {
        if (str_is(name, scalars[i].name)) return &scalars[i];
    }
    return NULL;
}

bool calc_word_allowed(const CalcParam *p, Str text, Loc loc, Diags *d) {
    if (!p->words) return true;
    Str near = STR("");
    unsigned nearest = 3;
    for (const CalcWord *w = p->words; w->word; w++) {
        if (str_is(text, w->word)) return true;
        unsigned distance = str_distance(text, str_of(w->word), 3);
        if (distance < nearest) {
            nearest = distance;
            near = str_of(w->word);
        }
    }
    Diag *g = diag_add(d, ERROR_, "kata-tak-dikenal", loc, "%s \"%.*s\" tidak dikenal.", p->name,
                       STR_ARG(text));
    if (diag_near(d, g, near)) return false;
    enum { ROOM = 200 };
    char list[ROOM] = "";
    size_t n = 0;
    for (const CalcWord *w = p->words; w->word && n < ROOM - 40; w++) {
        n += (size_t)snprintf(list + n, ROOM - n, "%s%s", n ? ", " : "", w->word);
    }
    diag_fix(d, g, "Pilihannya: %s.", list);
    return false;
}
