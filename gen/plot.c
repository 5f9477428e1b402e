/* plot: see plot.h. */
#include "plot.h"

/* ---- axes ---- */

enum { LEAST_POWER = -12, MOST_POWER = 40 };

/* digit * 10^power */
static bool step_of(Arena *a, int digit, int power, Num *out) {
    *out = num_decimal(digit, power < 0 ? (unsigned)-power : 0);
    for (int i = 0; i < power; i++)
        if (!num_mul(a, *out, num_int(10), out)) return false;
    return true;
}

/* Steps from zero out to what holds `value`, as a signed number. */
static bool steps_to(Arena *a, Num value, Num step, bool up, int64_t *out) {
    Num q;
    if (!num_div(a, value, step, &q)) return false;
    if (up && !num_neg(a, q, &q)) return false;
    if (!num_floor(a, q, &q) || !num_to_int64(q, out)) return false;
    if (up) *out = -*out;
    return true;
}

static bool try_step(Arena *a, Num least, Num most, int digit, int power, unsigned most_steps, PlotAxis *out) {
    int64_t from, to;
    Num step;
    if (!step_of(a, digit, power, &step)) return false;
    if (!steps_to(a, least, step, false, &from) || !steps_to(a, most, step, true, &to)) return false;
    if (from < -(int64_t)most_steps || to - from > (int64_t)most_steps) return false;
    if (to == from) to = from + 1;
    *out = (PlotAxis){.step = step, .steps = (unsigned)(to - from), .decimals = power < 0 ? (unsigned)-power : 0};
    return num_mul(a, step, num_int(from), &out->low) && num_mul(a, step, num_int(to), &out->high);
}

bool plot_axis(Arena *a, Num least, Num most, unsigned most_steps, PlotAxis *out) {
    static const int digits[] = {1, 2, 5};
    if (num_sign(least) > 0) least = num_int(0);
    if (num_sign(most) < 0) most = num_int(0);
    if (num_is_zero(least) && num_is_zero(most)) return try_step(a, least, most, 1, 0, most_steps, out);
    for (int power = LEAST_POWER; power <= MOST_POWER; power++)
        for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
            if (try_step(a, least, most, digits[i], power, most_steps, out)) return true;
    return false;
}

Num plot_mark(Arena *a, const PlotAxis *axis, unsigned step) {
    Num mark = axis->low, up;
    if (num_mul(a, axis->step, num_int(step), &up)) num_add(a, axis->low, up, &mark);
    return mark;
}

Len plot_length(Arena *a, const PlotAxis *axis, Num value, Len length) {
    Num over, whole, ratio, exact, rounded;
    int64_t out = 0;
    bool ok = num_sub(a, value, axis->low, &over) && num_sub(a, axis->high, axis->low, &whole)
           && num_div(a, over, whole, &ratio) && num_mul(a, ratio, num_int(length), &exact)
           && num_round(a, exact, 0, ROUND_HALF_UP, &rounded) && num_to_int64(rounded, &out);
    if (!ok || out < INT32_MIN || out > INT32_MAX) return 0;
    return (Len)out;
}

/* ---- slices ---- */

bool plot_share(Arena *a, Num part, Num whole, int64_t *turn) {
    Num ratio, exact, rounded;
    return num_div(a, part, whole, &ratio) && num_mul(a, ratio, num_int(PLOT_TURN), &exact)
        && num_round(a, exact, 0, ROUND_HALF_UP, &rounded) && num_to_int64(rounded, turn);
}

#define ONE ((int64_t)1 << 30)

/* x * y of numbers that count in ONEs. */
static int64_t times(int64_t x, int64_t y) {
    return (x * y + (ONE >> 1)) >> 30;
}

/* Of an eighth of a turn at most: turn * 2 pi, then the series. */
static int64_t radians(int64_t turn) {
    return times(turn, INT64_C(6746518852));  /* 2 pi in ONEs */
}

static int64_t sine(int64_t turn) {
    int64_t x = radians(turn), square = times(x, x), term = x, sum = x;
    for (int n = 2; n <= 12; n += 2) {
        term = -times(term, square) / (n * (n + 1));
        sum += term;
    }
    return sum;
}

static int64_t cosine(int64_t turn) {
    int64_t x = radians(turn), square = times(x, x), term = ONE, sum = ONE;
    for (int n = 1; n <= 11; n += 2) {
        term = -times(term, square) / (n * (n + 1));
        sum += term;
    }
    return sum;
}

/* Any angle: its quarter, and within that the nearer axis. */
static void direction(int64_t turn, int64_t *sin_, int64_t *cos_) {
    turn = ((turn % PLOT_TURN) + PLOT_TURN) % PLOT_TURN;
    int64_t quarter = turn / (PLOT_TURN / 4), rest = turn % (PLOT_TURN / 4);
    bool over = rest > PLOT_TURN / 8;
    int64_t small = over ? PLOT_TURN / 4 - rest : rest;
    int64_t s = over ? cosine(small) : sine(small), c = over ? sine(small) : cosine(small);
    static const int turned[4] = {0, 1, 0, 1};
    static const int sin_sign[4] = {1, 1, -1, -1}, cos_sign[4] = {1, -1, -1, 1};
    *sin_ = sin_sign[quarter] * (turned[quarter] ? c : s);
    *cos_ = cos_sign[quarter] * (turned[quarter] ? s : c);
}

PlotPoint plot_point(Len radius, int64_t turn) {
    int64_t s, c;
    direction(turn, &s, &c);
    return (PlotPoint){(Len)times(s, radius), (Len)-times(c, radius)};
}

/* A circle's arc as a cubic: handles of 4/3 tan(angle / 4) radii along the tangents. */
void plot_arc(Len radius, int64_t from, int64_t to, PlotPoint out[3]) {
    int64_t s, c, s0, c0, s1, c1;
    direction((to - from) / 4, &s, &c);
    int64_t handle = radius * (4 * s) / (3 * c);
    direction(from, &s0, &c0);
    direction(to, &s1, &c1);
    PlotPoint start = plot_point(radius, from), end = plot_point(radius, to);
    out[0] = (PlotPoint){start.x + (Len)times(c0, handle), start.y + (Len)times(s0, handle)};
    out[1] = (PlotPoint){end.x - (Len)times(c1, handle), end.y - (Len)times(s1, handle)};
    out[2] = end;
}
