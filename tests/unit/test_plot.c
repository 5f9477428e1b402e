/*
 * plot: axes on round numbers, lengths that are exact, points on the circle. Expectations are worked
 * out by hand; sines to nine decimals are from tables.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plot.h"

static Num number(Arena *a, const char *digits) {
    Num n;
    assert_true(num_parse(a, str_of(digits), &n));
    return n;
}

static void test_axes(void **state) {
    (void)state;
    static const struct { const char *least, *most, *low, *high, *step; unsigned steps, decimals; } rows[] = {
        {"0", "154", "0", "200", "50", 4, 0},
        {"0", "98", "0", "100", "20", 5, 0},
        {"0", "0.9233", "0", "1", "0.2", 5, 1},
        {"0.2", "0.31", "0", "0.4", "0.1", 4, 1},
        {"-3", "7", "-4", "8", "2", 6, 0},
        {"-12", "-1", "-12", "0", "2", 6, 0},
        {"0", "6796834585", "0", "8000000000", "2000000000", 4, 0},
        {"0", "0", "0", "1", "1", 1, 0},
        {"0", "100", "0", "100", "20", 5, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena *a = arena_new();
        PlotAxis axis;
        assert_true(plot_axis(a, number(a, rows[i].least), number(a, rows[i].most), 6, &axis));
        assert_int_equal(num_cmp(axis.low, number(a, rows[i].low)), 0);
        assert_int_equal(num_cmp(axis.high, number(a, rows[i].high)), 0);
        assert_int_equal(num_cmp(axis.step, number(a, rows[i].step)), 0);
        assert_int_equal(axis.steps, rows[i].steps);
        assert_int_equal(axis.decimals, rows[i].decimals);
        assert_int_equal(num_cmp(plot_mark(a, &axis, axis.steps), axis.high), 0);
        arena_free(a);
    }
}

/* |length * whole - value * axis| is at most half of the whole: nearest thousandth of a point. */
static void test_lengths(void **state) {
    (void)state;
    uint32_t seed = 99;
    for (int i = 0; i < 2000; i++) {
        Arena *a = arena_new();
        seed = seed * 1664525u + 1013904223u;
        int64_t value = seed >> 4, length = 1000 + (seed >> 7) % 500000;
        PlotAxis axis;
        assert_true(plot_axis(a, num_int(0), num_int(value), 6, &axis));
        int64_t high;
        assert_true(num_to_int64(axis.high, &high));
        int64_t off = 2 * (plot_length(a, &axis, num_int(value), (Len)length) * high - value * length);
        assert_true(off <= high && off >= -high);
        arena_free(a);
    }
}

static void test_points(void **state) {
    (void)state;
    static const struct { int64_t turn; Len x, y; } rows[] = {
        {0, 0, -100000000}, {PLOT_TURN / 4, 100000000, 0}, {PLOT_TURN / 2, 0, 100000000},
        {PLOT_TURN * 3 / 4, -100000000, 0}, {PLOT_TURN / 8, 70710678, -70710678},
        {PLOT_TURN * 5 / 8, -70710678, 70710678},
        {PLOT_TURN / 16, 38268343, -92387953},        /* sin and cos of 22.5 degrees */
        {-PLOT_TURN / 16, -38268343, -92387953},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        PlotPoint p = plot_point(100000000, rows[i].turn);
        assert_in_range(p.x - rows[i].x + 2, 0, 4);
        assert_in_range(p.y - rows[i].y + 2, 0, 4);
    }
}

/* The middle of a cubic quarter of a circle is off the circle by less than 0.03 percent. */
static void test_arcs(void **state) {
    (void)state;
    for (int64_t from = 0; from < PLOT_TURN; from += PLOT_TURN / 7) {
        PlotPoint p0 = plot_point(100000, from), p[3];
        plot_arc(100000, from, from + PLOT_TURN / 4, p);
        int64_t x = (p0.x + 3 * (int64_t)p[0].x + 3 * (int64_t)p[1].x + p[2].x) / 8;
        int64_t y = (p0.y + 3 * (int64_t)p[0].y + 3 * (int64_t)p[1].y + p[2].y) / 8;
        int64_t square = x * x + y * y;
        assert_true(square > INT64_C(9994000000) && square < INT64_C(10006000000));
    }
}

static void test_shares(void **state) {
    (void)state;
    Arena *a = arena_new();
    int64_t turn;
    assert_true(plot_share(a, num_int(1), num_int(4), &turn));
    assert_true(turn == PLOT_TURN / 4);
    assert_false(plot_share(a, num_int(1), num_int(0), &turn));
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_axes), cmocka_unit_test(test_lengths), cmocka_unit_test(test_points),
        cmocka_unit_test(test_arcs), cmocka_unit_test(test_shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
