/* num: exact arithmetic, rounding by name, digits. Expected values are worked out by hand. */
#include "num.h"
#include "one_arena.h"

#include <gmp.h>

/* "12.5" or "-7/3" */
static Num num(const char *text) {
    Str s = str_of(text);
    size_t bar = str_find(s, STR("/"), 0);
    Num n, d, q;
    if (bar == SIZE_MAX) {
        if (!num_parse(arena, s, &n)) fail_msg("not a number: %s", text);
        return n;
    }
    assert_true(num_parse(arena, str_sub(s, 0, bar), &n));
    assert_true(num_parse(arena, str_sub(s, bar + 1, s.n), &d));
    assert_true(num_div(arena, n, d, &q));
    return q;
}

static void is_num(Num x, const char *expected) {
    Str got = num_debug(arena, x);
    if (!str_is(got, expected)) fail_msg("got %.*s, expected %s", STR_ARG(got), expected);
    assert_int_equal(num_cmp(x, num(expected)), 0);
}

static const char *power_of_ten(unsigned n) {
    char *p = arena_alloc(arena, n + 2);
    memset(p, '0', n + 1);
    p[0] = '1';
    return p;
}

/* ---- reading and printing ---- */

static void test_parse(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"0", "0"}, {"-0", "0"}, {"00", "0"}, {"0.000", "0"}, {"007", "7"}, {"1.50", "1.5"},
        {"-0.25", "-0.25"}, {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"9223372036854775808", "9223372036854775808"},
        {"1000000000000000000000000", "1000000000000000000000000"},
        {"123456789012345678901234.5", "123456789012345678901234.5"},
        {"0.000000000000000000001", "0.000000000000000000001"},
        {"100000000000000000000.00", "100000000000000000000"},
        {"3621313745811000.55", "3621313745811000.55"},
        {"0000000000000000000000000000001.10", "1.1"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) is_num(num(table[i][0]), table[i][1]);
}

static void test_parse_refuses(void **state) {
    (void)state;
    static const char *const table[] = {
        "", "-", ".", "1.", ".5", "-.5", "1.2.3", "1,5", "1e5", "+1", " 1", "1 ", "--1", "0x1", "1-",
        "nan", "inf", "\xD9\xA1",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Num out = num_int(42);
        if (num_parse(arena, str_of(table[i]), &out)) fail_msg("accepted: %s", table[i]);
        assert_int_equal(out.mantissa, 42);
    }
}

static void test_parse_range(void **state) {
    (void)state;
    Num x;
    assert_true(num_parse(arena, str_of(power_of_ten(19728)), &x));      /* < 2^65536 = 2.0e19728 */
    assert_false(num_parse(arena, str_of(power_of_ten(19729)), &x));
    assert_false(num_parse(arena, str_of(power_of_ten(1000000)), &x));
    Str tiny = str_printf(arena, "0.%0*d", 19728, 1);
    assert_true(num_parse(arena, tiny, &x));
    assert_false(num_parse(arena, str_printf(arena, "0.%0*d", 19729, 1), &x));
    assert_true(num_parse(arena, str_printf(arena, "0.%0*d", 100000, 0), &x));
    assert_true(num_is_zero(x));
}

typedef struct DigitsRow {
    const char *x;
    unsigned digits;
    Rounding rule;
    const char *expected;
} DigitsRow;

static void test_digits(void **state) {
    (void)state;
    static const DigitsRow table[] = {
        {"0", 0, ROUND_HALF_UP, "0"},           {"0", 2, ROUND_HALF_UP, "0.00"},
        {"1234.5", 2, ROUND_HALF_UP, "1234.50"}, {"-1234.5", 2, ROUND_HALF_UP, "-1234.50"},
        {"0.5", 0, ROUND_HALF_UP, "1"},         {"-0.5", 0, ROUND_HALF_UP, "-1"},
        {"0.5", 0, ROUND_HALF_EVEN, "0"},       {"-0.5", 0, ROUND_HALF_EVEN, "0"},
        {"1.5", 0, ROUND_HALF_EVEN, "2"},       {"2.5", 0, ROUND_HALF_EVEN, "2"},
        {"2.5", 0, ROUND_HALF_UP, "3"},         {"-2.5", 0, ROUND_HALF_UP, "-3"},
        {"2.51", 0, ROUND_HALF_EVEN, "3"},      {"-2.51", 0, ROUND_HALF_EVEN, "-3"},
        {"0.05", 1, ROUND_HALF_EVEN, "0.0"},    {"0.15", 1, ROUND_HALF_EVEN, "0.2"},
        {"-0.004", 2, ROUND_HALF_UP, "0.00"},   {"-0.005", 2, ROUND_HALF_UP, "-0.01"},
        {"1.999", 2, ROUND_DOWN, "1.99"},       {"-1.999", 2, ROUND_DOWN, "-1.99"},
        {"1.001", 2, ROUND_UP, "1.01"},         {"-1.001", 2, ROUND_UP, "-1.01"},
        {"1.01", 2, ROUND_UP, "1.01"},          {"99.995", 2, ROUND_HALF_UP, "100.00"},
        {"1/3", 4, ROUND_HALF_UP, "0.3333"},    {"2/3", 4, ROUND_HALF_UP, "0.6667"},
        {"-2/3", 0, ROUND_HALF_UP, "-1"},       {"-1/3", 0, ROUND_HALF_UP, "0"},
        {"-1/3", 0, ROUND_UP, "-1"},            {"2/3", 0, ROUND_DOWN, "0"},
        {"1/7", 30, ROUND_HALF_UP, "0.142857142857142857142857142857"},
        {"1/6", 2, ROUND_HALF_EVEN, "0.17"},    {"7", 25, ROUND_DOWN, "7.0000000000000000000000000"},
        {"100000000000000000000000.005", 2, ROUND_HALF_UP, "100000000000000000000000.01"},
        {"100000000000000000000000.005", 2, ROUND_HALF_EVEN, "100000000000000000000000.00"},
        {"-99999999999999999999.5", 0, ROUND_HALF_UP, "-100000000000000000000"},
        {"6417534877/6796834585", 4, ROUND_HALF_UP, "0.9442"},       /* Way Kanan 2023: 94,42 % */
        {"-9223372036854775808", 1, ROUND_DOWN, "-9223372036854775808.0"},
        {"0.000000000000000000001", 21, ROUND_DOWN, "0.000000000000000000001"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const DigitsRow *row = &table[i];
        Str got = num_digits(arena, num(row->x), row->digits, row->rule);
        if (!str_is(got, row->expected)) {
            fail_msg("%s to %u: %.*s, expected %s", row->x, row->digits, STR_ARG(got), row->expected);
        }
    }
}

static void test_digits_are_limited(void **state) {
    (void)state;
    Str s = num_digits(arena, num("1/3"), 4000000000u, ROUND_DOWN);
    assert_int_equal(s.n, 2 + NUM_MAX_PLACES);
    assert_int_equal(num_digits(arena, num_int(1), 4000000000u, ROUND_DOWN).n, 2 + NUM_MAX_PLACES);
}

static void test_round(void **state) {
    (void)state;
    static const struct { const char *x; int digits; Rounding rule; const char *expected; } table[] = {
        {"1234567", -3, ROUND_HALF_UP, "1235000"},  {"-1234500", -3, ROUND_HALF_EVEN, "-1234000"},
        {"1234500", -3, ROUND_HALF_UP, "1235000"},  {"499", -3, ROUND_HALF_UP, "0"},
        {"-499", -3, ROUND_UP, "-1000"},            {"9223372036854775807", -19, ROUND_HALF_UP,
                                                     "10000000000000000000"},
        {"9223372036854775807", -18, ROUND_HALF_UP, "9000000000000000000"},
        {"4999999999999999999", -19, ROUND_HALF_UP, "0"},
        {"5000000000000000000", -19, ROUND_HALF_UP, "10000000000000000000"},
        {"1/3", 2, ROUND_UP, "0.34"},               {"-1/3", 2, ROUND_DOWN, "-0.33"},
        {"10/3", -1, ROUND_UP, "10"},               {"0.123456789012345678", 17, ROUND_HALF_UP,
                                                     "0.12345678901234568"},
        {"12.5", 5, ROUND_DOWN, "12.5"},            {"1", -1000, ROUND_DOWN, "0"},
        {"-9223372036854775808", 0, ROUND_UP, "-9223372036854775808"},
        {"1000000000000000000000.25", 1, ROUND_HALF_EVEN, "1000000000000000000000.2"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Num got;
        assert_true(num_round(arena, num(table[i].x), table[i].digits, table[i].rule, &got));
        is_num(got, table[i].expected);
    }
}

static void test_floor(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"2.7", "2"}, {"-2.7", "-3"}, {"-3", "-3"}, {"7/3", "2"}, {"-7/3", "-3"}, {"-1/3", "-1"},
        {"1/3", "0"}, {"123456789012345678901234.9", "123456789012345678901234"},
        {"-123456789012345678901234.1", "-123456789012345678901235"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Num got;
        assert_true(num_floor(arena, num(table[i][0]), &got));
        is_num(got, table[i][1]);
    }
}

static void test_exact_digits(void **state) {
    (void)state;
    Str s;
    assert_true(num_exact_digits(arena, num("1/8"), 3, &s));
    assert_true(str_is(s, "0.125"));
    assert_false(num_exact_digits(arena, num("1/8"), 2, &s));
    assert_false(num_exact_digits(arena, num("1/3"), 1000, &s));
    assert_true(num_exact_digits(arena, num("-12"), 0, &s));
    assert_true(str_is(s, "-12"));
    assert_true(num_exact_digits(arena, num("1/33554432"), 25, &s));     /* 2^-25 */
    assert_true(str_is(s, "0.0000000298023223876953125"));
    assert_false(num_exact_digits(arena, num("1/33554432"), 24, &s));
}

/* ---- arithmetic ---- */

typedef bool (*Operation)(Arena *, Num, Num, Num *);

static void test_operations(void **state) {
    (void)state;
    static const struct { Operation f; const char *x, *y, *expected; } table[] = {
        {num_add, "0.1", "0.2", "0.3"},            {num_add, "1.5", "-0.5", "1"},
        {num_add, "9223372036854775807", "1", "9223372036854775808"},
        {num_add, "9223372036854775808", "-1", "9223372036854775807"},
        {num_add, "9000000000000000000", "0.000000000000000001", "9000000000000000000.000000000000000001"},
        {num_add, "1/3", "1/6", "0.5"},            {num_add, "1/3", "-1/3", "0"},
        {num_add, "-1/3", "1/7", "-4/21"},         {num_add, "1/3", "2/3", "1"},
        {num_sub, "-9223372036854775808", "-9223372036854775808", "0"},
        {num_sub, "0", "-9223372036854775808", "9223372036854775808"},
        {num_sub, "0.3", "0.1", "0.2"},            {num_sub, "1/3", "1/2", "-1/6"},
        {num_mul, "1.5", "1.5", "2.25"},           {num_mul, "-3", "1/3", "-1"},
        {num_mul, "1000000000000", "1000000000000", "1000000000000000000000000"},
        {num_mul, "0.0000000001", "0.0000000001", "0.00000000000000000001"},
        {num_mul, "0.000000000000000005", "0.2", "0.000000000000000001"},
        {num_mul, "2/3", "9/4", "1.5"},            {num_mul, "1/3", "0", "0"},
        {num_mul, "-9223372036854775808", "-1", "9223372036854775808"},
        {num_div, "1", "8", "0.125"},              {num_div, "10", "4", "2.5"},
        {num_div, "-7", "3", "-7/3"},              {num_div, "7", "-3", "-7/3"},
        {num_div, "0", "-3", "0"},                 {num_div, "1/3", "1/3", "1"},
        {num_div, "0.5", "0.25", "2"},             {num_div, "24.8", "20", "1.24"},
        {num_div, "1000000000000000000000000", "10", "100000000000000000000000"},
        {num_div, "1", "100000000000000000000", "0.00000000000000000001"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Num got;
        assert_true(table[i].f(arena, num(table[i].x), num(table[i].y), &got));
        is_num(got, table[i].expected);
    }
}

static void test_thirds_make_one(void **state) {
    (void)state;
    Num third = num("1/3"), sum = num_int(0);
    for (int i = 0; i < 3; i++) assert_true(num_add(arena, sum, third, &sum));
    assert_null(sum.big);
    assert_int_equal(sum.mantissa, 1);
    assert_int_equal(sum.scale, 0);
}

static void test_sign_functions(void **state) {
    (void)state;
    Num x;
    assert_true(num_neg(arena, num_int(INT64_MIN), &x));
    is_num(x, "9223372036854775808");
    assert_true(num_neg(arena, x, &x));
    assert_null(x.big);
    assert_true(num_abs(arena, num("-1/3"), &x));
    is_num(x, "1/3");
    assert_true(num_abs(arena, num("0.5"), &x));
    is_num(x, "0.5");
    assert_int_equal(num_sign(num("-1/3")), -1);
    assert_int_equal(num_sign(num("0")), 0);
    assert_true(num_is_integer(num("1000000000000000000000000")));
    assert_false(num_is_integer(num("0.5")));
    assert_false(num_is_integer(num("1/3")));
    int64_t i = 5;
    assert_false(num_to_int64(num("0.5"), &i));
    assert_false(num_to_int64(num("9223372036854775808"), &i));
    assert_int_equal(i, 5);
    assert_true(num_to_int64(num("-12.00"), &i));
    assert_int_equal(i, -12);
}

static void test_compare(void **state) {
    (void)state;
    static const char *const ascending[] = {
        "-1000000000000000000000000", "-9223372036854775808", "-1", "-1/3", "-0.333", "0",
        "0.000000000000000000001", "0.333", "1/3", "0.334", "1", "9223372036854775807",
        "9223372036854775808", "1000000000000000000000000",
    };
    size_t n = sizeof ascending / sizeof ascending[0];
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            assert_int_equal(num_cmp(num(ascending[i]), num(ascending[j])), (i > j) - (i < j));
        }
    }
}

static void test_overflow_and_zero(void **state) {
    (void)state;
    Num x = num(power_of_ten(19000)), out = num_int(42);
    assert_false(num_mul(arena, x, x, &out));
    assert_false(num_div(arena, num_int(1), num_int(0), &out));
    assert_int_equal(out.mantissa, 42);
    Num inverse;
    assert_true(num_div(arena, num_int(1), x, &inverse));
    assert_false(num_mul(arena, inverse, inverse, &out));
    assert_false(num_add(arena, inverse, x, &out));      /* numerator of 38,001 digits */
    assert_int_equal(out.mantissa, 42);
    assert_true(num_mul(arena, inverse, x, &out));
    assert_int_equal(out.mantissa, 1);
    assert_int_equal(num_cmp(inverse, x), -1);
}

/* sum of 1/k for k = 1 .. 10 is 7381/2520 (Wolstenholme) */
static void test_harmonic_sum(void **state) {
    (void)state;
    Num sum = num_int(0), term;
    for (int64_t k = 1; k <= 10; k++) {
        assert_true(num_div(arena, num_int(1), num_int(k), &term));
        assert_true(num_add(arena, sum, term, &sum));
    }
    is_num(sum, "7381/2520");
}

static void test_keep(void **state) {
    (void)state;
    Arena *other = arena_new();
    Num x, y;
    assert_true(num_parse(other, STR("123456789012345678901234567890.125"), &x));
    y = num_keep(arena, x);
    Num small = num_keep(arena, num_decimal(150, 2));
    arena_free(other);
    is_num(y, "123456789012345678901234567890.125");
    is_num(small, "1.5");
}

/* ---- properties over generated numbers ---- */

static uint64_t next_random(uint64_t *state) {        /* xorshift64* (Vigna 2016) */
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545F4914F6CDD1Dull;
}

/* Decimals, integers at the borders of 64 bits, ratios, and numbers of many limbs. */
static Num random_num(uint64_t *seed) {
    uint64_t r = next_random(seed);
    int64_t m = (int64_t)(next_random(seed) >> (r >> 8 & 63));
    if (r & 1) m = -m;
    Num x = num_decimal(m, (unsigned)(r >> 16) % 19), y;
    switch (r >> 1 & 7) {
    case 0: return num_int(m % 100);
    case 1: return num_decimal(m % 100000, 2);
    case 2: return num_int(r & 1 ? INT64_MIN + (m & 1) : INT64_MAX);
    case 3:
        y = num_int((int64_t)(next_random(seed) % 1000000) + 1);
        assert_true(num_div(arena, x, y, &x));
        return x;
    case 4:
        for (int i = 0; i < 5; i++) {
            y = num_decimal((int64_t)(next_random(seed) >> 1), (unsigned)i);
            assert_true(num_mul(arena, x, y, &x));
        }
        return x;
    case 5:
        for (int i = 0; i < 12; i++) {
            y = num_int((int64_t)(next_random(seed) >> 1) + 1);
            assert_true(i & 1 ? num_mul(arena, x, y, &x) : num_div(arena, x, y, &x));
        }
        return x;
    default: return x;
    }
}

static void same(Num x, Num y) {
    if (num_cmp(x, y) != 0 || (x.big == NULL) != (y.big == NULL) || x.scale != y.scale) {
        Str sx = num_debug(arena, x), sy = num_debug(arena, y);
        fail_msg("%.*s is not %.*s", STR_ARG(sx), STR_ARG(sy));
    }
}

static Num must(Operation f, Num x, Num y) {
    Num out;
    assert_true(f(arena, x, y, &out));
    return out;
}

static void test_properties(void **state) {
    (void)state;
    uint64_t seed = 20230131;
    for (int i = 0; i < 20000; i++) {
        ArenaMark mark = arena_mark(arena);
        Num x = random_num(&seed), y = random_num(&seed), z = random_num(&seed);
        Num sum = must(num_add, x, y), product = must(num_mul, x, y);
        same(must(num_sub, sum, y), x);
        same(must(num_add, y, x), sum);
        same(must(num_mul, y, x), product);
        same(must(num_mul, sum, z), must(num_add, must(num_mul, x, z), must(num_mul, y, z)));
        same(must(num_add, sum, z), must(num_add, x, must(num_add, y, z)));
        if (!num_is_zero(y)) same(must(num_mul, must(num_div, x, y), y), x);
        assert_int_equal(num_cmp(x, y), num_sign(must(num_sub, x, y)));
        arena_reset(arena, mark);
    }
}

static void test_rounding_properties(void **state) {
    (void)state;
    static const Rounding rules[] = {ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP};
    uint64_t seed = 31012023;
    for (int i = 0; i < 20000; i++) {
        ArenaMark mark = arena_mark(arena);
        Num x = random_num(&seed), once, twice, read, minus, unit = num_int(1);
        Rounding rule = rules[i & 3];
        int digits = (int)(next_random(&seed) % 12) - 4;
        assert_true(num_round(arena, x, digits, rule, &once));
        assert_true(num_round(arena, once, digits, rule, &twice));
        same(once, twice);
        for (int k = digits; k > 0; k--) unit = must(num_div, unit, num_int(10));
        for (int k = digits; k < 0; k++) unit = must(num_mul, unit, num_int(10));
        Num off = must(num_sub, once, x), distance;
        assert_true(num_abs(arena, off, &distance));
        if (rule == ROUND_HALF_UP || rule == ROUND_HALF_EVEN) distance = must(num_add, distance, distance);
        else assert_int_not_equal(num_cmp(distance, unit), 0);
        assert_true(num_cmp(distance, unit) <= 0);
        assert_true(num_neg(arena, x, &minus));
        assert_true(num_round(arena, minus, digits, rule, &twice));
        same(must(num_add, once, twice), num_int(0));         /* all four rules are symmetric */
        if (digits >= 0) {
            Str s = num_digits(arena, x, (unsigned)digits, rule);
            assert_true(num_parse(arena, s, &read));
            same(read, once);
        }
        arena_reset(arena, mark);
    }
}

/* GMP may abort the program when its own scratch memory runs out: it must never ask for any. */
static void *no_memory(size_t n) {
    (void)n;
    fail_msg("GMP allocates");
    return NULL;
}

static void *no_regrowth(void *p, size_t old, size_t n) {
    (void)p;
    (void)old;
    return no_memory(n);
}

static void no_free(void *p, size_t n) {
    (void)p;
    (void)n;
}

static void test_gmp_never_allocates(void **state) {
    (void)state;
    void *(*allocate)(size_t), *(*again)(void *, size_t, size_t);
    void (*release)(void *, size_t);
    mp_get_memory_functions(&allocate, &again, &release);
    mp_set_memory_functions(no_memory, no_regrowth, no_free);
    Str nines = str_printf(arena, "%s", power_of_ten(19727));
    memset((char *)(uintptr_t)nines.p, '7', nines.n);
    Num x, y, z;
    assert_true(num_parse(arena, nines, &x));
    assert_true(num_parse(arena, str_printf(arena, "0.%.*s", 9800, nines.p), &y));
    assert_true(num_sub(arena, x, num_int(10), &z));
    assert_true(num_div(arena, x, z, &z));               /* nearly 1, both parts at the limit */
    assert_int_equal(num_cmp(x, z), 1);
    assert_int_equal(num_digits(arena, x, 0, ROUND_DOWN).n, 19728);
    assert_int_equal(num_digits(arena, z, 900, ROUND_DOWN).n, 902);
    assert_true(num_debug(arena, z).n > 39000);
    assert_true(num_mul(arena, y, y, &y));
    assert_true(num_add(arena, y, y, &y));
    assert_false(num_mul(arena, y, z, &y));
    assert_false(num_add(arena, z, y, &y));
    mp_set_memory_functions(allocate, again, release);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_parse_refuses),
        cmocka_unit_test(test_parse_range),
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_digits_are_limited),
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_floor),
        cmocka_unit_test(test_exact_digits),
        cmocka_unit_test(test_operations),
        cmocka_unit_test(test_thirds_make_one),
        cmocka_unit_test(test_sign_functions),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_overflow_and_zero),
        cmocka_unit_test(test_harmonic_sum),
        cmocka_unit_test(test_keep),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_rounding_properties),
        cmocka_unit_test(test_gmp_never_allocates),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
