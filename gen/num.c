/*
 * num: exact decimals and ratios. See num.h.
 *
 * Invariant (canonical form): a value that is a decimal of at most 18 places whose digits fit 64
 * bits is small (big == NULL, trailing zeros removed); every other value is a big ratio, reduced,
 * its denominator positive. So equal values have equal representations.
 *
 * Big integers are worked on in Nats, which have fixed room for the product of two operands and
 * live on the stack. GMP's mpn layer allocates nothing at these sizes (its own scratch stays below
 * its alloca limit), so that no operation can abort for want of memory.
 */
#include "num.h"

#include <gmp.h>

_Static_assert(GMP_NUMB_BITS == 64, "limbs of 64 bits without nails");
_Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t), "a mantissa fills one limb");

enum {
    MAX_LIMBS = NUM_MAX_BITS / 64,
    PLACES_LIMBS = 64,        /* more than 10^NUM_MAX_PLACES needs */
    NAT_LIMBS = 2 * MAX_LIMBS + PLACES_LIMBS,
    SMALL_SCALE = 18,
    MAX_DIGITS = NUM_MAX_BITS / 32 * 10,      /* 10 / 32 > log10(2): longer ones are too big */
    PRINT_DIGITS = NAT_LIMBS * 20,            /* a limb has at most 20 digits */
};

static const int64_t POW10[SMALL_SCALE + 1] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
    100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
    10000000000000000, 100000000000000000, 1000000000000000000,
};

struct NumBig {
    bool negative;
    uint32_t nn, dn;          /* limbs of the numerator and the denominator behind it */
    mp_limb_t limb[];
};

/* ---- natural numbers ---- */

/* No leading zero limb; zero has n == 0. */
typedef struct Limbs {
    const mp_limb_t *p;
    mp_size_t n;
} Limbs;

typedef struct Nat {
    mp_size_t n;
    mp_limb_t limb[NAT_LIMBS];
} Nat;

static Limbs view(const Nat *x) {
    return (Limbs){x->limb, x->n};
}

static bool is_one(Limbs x) {
    return x.n == 1 && x.p[0] == 1;
}

static mp_size_t without_leading_zeros(const mp_limb_t *p, mp_size_t n) {
    while (n && p[n - 1] == 0) n--;
    return n;
}

static size_t bits(Limbs x) {
    if (!x.n) return 0;
    return (size_t)x.n * 64 - (size_t)__builtin_clzl(x.p[x.n - 1]);
}

static void nat_set(Nat *r, Limbs x) {
    r->n = x.n;
    if (x.n) mpn_copyi(r->limb, x.p, x.n);
}

static void nat_mul(Nat *r, Limbs x, Limbs y) {
    if (!x.n || !y.n) {
        r->n = 0;
        return;
    }
    if (x.n >= y.n) mpn_mul(r->limb, x.p, x.n, y.p, y.n);
    else mpn_mul(r->limb, y.p, y.n, x.p, x.n);
    r->n = without_leading_zeros(r->limb, x.n + y.n);
}

static int limbs_cmp(Limbs x, Limbs y) {
    if (x.n != y.n) return x.n < y.n ? -1 : 1;
    return x.n ? mpn_cmp(x.p, y.p, x.n) : 0;
}

/* r = x + y, r may be either's own. */
static void nat_add(Nat *r, Limbs x, Limbs y) {
    Limbs longer = x.n >= y.n ? x : y, shorter = x.n >= y.n ? y : x;
    mp_limb_t carry = 0;
    if (shorter.n) carry = mpn_add(r->limb, longer.p, longer.n, shorter.p, shorter.n);
    else nat_set(r, longer);
    r->n = longer.n;
    if (carry) r->limb[r->n++] = carry;
}

/* r = x - y where x >= y. */
static void nat_sub(Nat *r, Limbs x, Limbs y) {
    if (y.n) mpn_sub(r->limb, x.p, x.n, y.p, y.n);
    else nat_set(r, x);
    r->n = without_leading_zeros(r->limb, x.n);
}

/* quotient and remainder of x / y, y > 0; none of the results is an operand. */
static void nat_div(Nat *quotient, Nat *remainder, Limbs x, Limbs y) {
    if (x.n < y.n) {
        quotient->n = 0;
        nat_set(remainder, x);
    } else if (y.n == 1) {
        remainder->limb[0] = mpn_divrem_1(quotient->limb, 0, x.p, x.n, y.p[0]);
        remainder->n = remainder->limb[0] != 0;
        quotient->n = without_leading_zeros(quotient->limb, x.n);
    } else {
        mpn_tdiv_qr(quotient->limb, remainder->limb, 0, x.p, x.n, y.p, y.n);
        quotient->n = without_leading_zeros(quotient->limb, x.n - y.n + 1);
        remainder->n = without_leading_zeros(remainder->limb, y.n);
    }
}

/* r = x / y, which leaves no remainder. */
static void nat_div_exact(Nat *r, Limbs x, Limbs y) {
    if (is_one(y)) {
        nat_set(r, x);
        return;
    }
    Nat remainder;
    nat_div(r, &remainder, x, y);
}

/* Removes the factors of two and returns how many there were; x > 0. */
static mp_bitcnt_t take_twos(Nat *x) {
    mp_bitcnt_t twos = mpn_scan1(x->limb, 0);
    mp_size_t whole = (mp_size_t)(twos / 64);
    unsigned rest = (unsigned)(twos % 64);
    if (whole) mpn_copyi(x->limb, x->limb + whole, x->n - whole);
    x->n -= whole;
    if (rest) mpn_rshift(x->limb, x->limb, x->n, rest);
    x->n = without_leading_zeros(x->limb, x->n);
    return twos;
}

static void give_twos(Nat *x, mp_bitcnt_t twos) {
    mp_size_t whole = (mp_size_t)(twos / 64);
    unsigned rest = (unsigned)(twos % 64);
    if (rest) {
        mp_limb_t carry = mpn_lshift(x->limb, x->limb, x->n, rest);
        if (carry) x->limb[x->n++] = carry;
    }
    if (whole) {
        mpn_copyd(x->limb + whole, x->limb, x->n);
        mpn_zero(x->limb, whole);
        x->n += whole;
    }
}

static void nat_gcd(Nat *r, Limbs x, Limbs y) {
    if (!x.n || !y.n) {
        nat_set(r, x.n ? x : y);
    } else if (x.n == 1 || y.n == 1) {
        Limbs one = x.n == 1 ? x : y, other = x.n == 1 ? y : x;
        r->limb[0] = mpn_gcd_1(other.p, other.n, one.p[0]);
        r->n = 1;
    } else {
        Nat u, v;             /* mpn_gcd wants odd operands, the longer one first, and eats both */
        nat_set(&u, x);
        nat_set(&v, y);
        mp_bitcnt_t twos_u = take_twos(&u), twos_v = take_twos(&v);
        Nat *longer = u.n >= v.n ? &u : &v, *shorter = u.n >= v.n ? &v : &u;
        r->n = mpn_gcd(r->limb, longer->limb, longer->n, shorter->limb, shorter->n);
        give_twos(r, twos_u < twos_v ? twos_u : twos_v);
    }
}

static void nat_pow10(Nat *r, unsigned exponent) {
    r->limb[0] = (mp_limb_t)POW10[exponent % SMALL_SCALE];
    r->n = 1;
    for (unsigned i = exponent / SMALL_SCALE; i; i--) {
        mp_limb_t carry = mpn_mul_1(r->limb, r->limb, r->n, (mp_limb_t)POW10[SMALL_SCALE]);
        if (carry) r->limb[r->n++] = carry;
    }
}

/* ---- small numbers ---- */

static uint64_t magnitude(int64_t m) {
    return m < 0 ? 0 - (uint64_t)m : (uint64_t)m;
}

static Num small(int64_t mantissa, unsigned scale) {
    if (scale) {
        if (!mantissa) scale = 0;
        while (scale && mantissa % 10 == 0) {
            mantissa /= 10;
            scale--;
        }
    }
    return (Num){mantissa, NULL, (uint8_t)scale};
}

static bool signed_fits(bool negative, uint64_t m, int64_t *out) {
    if (m > (uint64_t)INT64_MAX + negative) return false;
    *out = negative ? (int64_t)(0 - m) : (int64_t)m;
    return true;
}

Num num_int(int64_t value) {
    return (Num){value, NULL, 0};
}

Num num_decimal(int64_t mantissa, unsigned scale) {
    return small(mantissa, scale);
}

/* ---- ratios ---- */

/* A Num seen as a reduced ratio; small numbers stand in `own`. */
typedef struct Ratio {
    bool negative;
    Limbs n, d;
    mp_limb_t own[2];
} Ratio;

static void ratio_of(Ratio *r, Num x) {
    if (x.big) {
        r->negative = x.big->negative;
        r->n = (Limbs){x.big->limb, x.big->nn};
        r->d = (Limbs){x.big->limb + x.big->nn, x.big->dn};
        return;
    }
    r->negative = x.mantissa < 0;
    r->own[0] = magnitude(x.mantissa);
    r->own[1] = (mp_limb_t)POW10[x.scale];
    if (x.scale) {            /* never zero: it has no trailing zeros */
        mp_limb_t common = mpn_gcd_1(&r->own[0], 1, r->own[1]);
        r->own[0] /= common;
        r->own[1] /= common;
    }
    r->n = (Limbs){&r->own[0], r->own[0] != 0};
    r->d = (Limbs){&r->own[1], 1};
}

/* The power of ten that the reduced denominator d divides, or -1 when there is none up to 18. */
static int decimal_places(Limbs d) {
    if (d.n != 1) return -1;
    uint64_t rest = d.p[0];
    int twos = __builtin_ctzl(rest), fives = 0;
    rest >>= twos;
    while (rest % 5 == 0) {
        rest /= 5;
        fives++;
    }
    int places = twos > fives ? twos : fives;
    return rest == 1 && places <= SMALL_SCALE ? places : -1;
}

static bool as_small(bool negative, Limbs n, Limbs d, Num *out) {
    if (n.n > 1) return false;
    int places = decimal_places(d);
    if (places < 0) return false;
    uint64_t m;
    int64_t mantissa;
    if (__builtin_mul_overflow(n.n ? n.p[0] : 0, (uint64_t)POW10[places] / d.p[0], &m)) {
        return false;
    }
    if (!signed_fits(negative, m, &mantissa)) return false;
    *out = (Num){mantissa, NULL, (uint8_t)places};
    return true;
}

/* Stores a reduced ratio in its canonical form. False when it leaves the range. */
static bool store(Arena *a, bool negative, Limbs n, Limbs d, Num *out) {
    if (as_small(negative, n, d, out)) return true;
    if (bits(n) > NUM_MAX_BITS || bits(d) > NUM_MAX_BITS) return false;
    NumBig *big = arena_alloc(a, sizeof *big + (size_t)(n.n + d.n) * sizeof big->limb[0]);
    big->negative = negative;
    big->nn = (uint32_t)n.n;
    big->dn = (uint32_t)d.n;
    mpn_copyi(big->limb, n.p, n.n);
    mpn_copyi(big->limb + n.n, d.p, d.n);
    *out = (Num){0, big, 0};
    return true;
}

static bool store_reducing(Arena *a, bool negative, const Nat *n, const Nat *d, Num *out) {
    Nat common, rn, rd;
    nat_gcd(&common, view(n), view(d));
    nat_div_exact(&rn, view(n), view(&common));
    nat_div_exact(&rd, view(d), view(&common));
    return store(a, negative, view(&rn), view(&rd), out);
}

/* value = m / 10^scale, scale <= 36 */
static bool store_wide(Arena *a, __int128 m, unsigned scale, Num *out) {
    if (!m) scale = 0;
    while (scale && m % 10 == 0) {
        m /= 10;
        scale--;
    }
    if (scale <= SMALL_SCALE && m >= INT64_MIN && m <= INT64_MAX) {
        *out = (Num){(int64_t)m, NULL, (uint8_t)scale};
        return true;
    }
    unsigned __int128 u = m < 0 ? 0 - (unsigned __int128)m : (unsigned __int128)m;
    Nat n, d;
    n.limb[0] = (mp_limb_t)u;
    n.limb[1] = (mp_limb_t)(u >> 64);
    n.n = without_leading_zeros(n.limb, 2);
    nat_pow10(&d, scale);
    return store_reducing(a, m < 0, &n, &d, out);
}

/* ---- arithmetic ---- */

/* Knuth, The Art of Computer Programming 2, 4.5.1: with g = gcd(d1, d2) only g can still have a
 * factor in common with the new numerator, so that adding a small ratio to a large one is cheap. */
static bool add_ratios(Arena *a, const Ratio *x, const Ratio *y, Num *out) {
    Nat g, xd, yd, left, right, sum;
    nat_gcd(&g, x->d, y->d);
    nat_div_exact(&xd, x->d, view(&g));
    nat_div_exact(&yd, y->d, view(&g));
    nat_mul(&left, x->n, view(&yd));
    nat_mul(&right, y->n, view(&xd));
    bool negative = x->negative;
    if (x->negative == y->negative) {
        nat_add(&sum, view(&left), view(&right));
    } else if (limbs_cmp(view(&left), view(&right)) >= 0) {
        nat_sub(&sum, view(&left), view(&right));
    } else {
        nat_sub(&sum, view(&right), view(&left));
        negative = y->negative;
    }
    if (!sum.n) {
        *out = num_int(0);
        return true;
    }
    Nat common, n, rest, d;
    nat_gcd(&common, view(&sum), view(&g));
    nat_div_exact(&n, view(&sum), view(&common));
    nat_div_exact(&rest, y->d, view(&common));
    nat_mul(&d, view(&xd), view(&rest));
    return store(a, negative, view(&n), view(&d), out);
}

bool num_add(Arena *a, Num x, Num y, Num *out) {
    if (!x.big && !y.big) {
        int64_t m;
        if (x.scale == y.scale && !__builtin_add_overflow(x.mantissa, y.mantissa, &m)) {
            *out = small(m, x.scale);
            return true;
        }
        unsigned scale = x.scale > y.scale ? x.scale : y.scale;
        __int128 wide = (__int128)x.mantissa * POW10[scale - x.scale] +
                        (__int128)y.mantissa * POW10[scale - y.scale];
        if (wide >= INT64_MIN && wide <= INT64_MAX) {
            *out = small((int64_t)wide, scale);
            return true;
        }
        return store_wide(a, wide, scale, out);
    }
    Ratio rx, ry;
    ratio_of(&rx, x);
    ratio_of(&ry, y);
    return add_ratios(a, &rx, &ry, out);
}

bool num_sub(Arena *a, Num x, Num y, Num *out) {
    if (!y.big && y.mantissa != INT64_MIN) {
        return num_add(a, x, (Num){-y.mantissa, NULL, y.scale}, out);
    }
    Ratio rx, ry;
    ratio_of(&rx, x);
    ratio_of(&ry, y);
    ry.negative = !ry.negative;
    return add_ratios(a, &rx, &ry, out);
}

/* Cancels crosswise before multiplying: the product of reduced ratios is then reduced. */
static bool mul_ratios(Arena *a, const Ratio *x, const Ratio *y, Num *out) {
    if (!x->n.n || !y->n.n) {
        *out = num_int(0);
        return true;
    }
    Nat g, part, other, n, d;
    nat_gcd(&g, x->n, y->d);
    nat_div_exact(&part, x->n, view(&g));
    Nat yd;
    nat_div_exact(&yd, y->d, view(&g));
    nat_gcd(&g, y->n, x->d);
    nat_div_exact(&other, y->n, view(&g));
    nat_mul(&n, view(&part), view(&other));
    nat_div_exact(&part, x->d, view(&g));
    nat_mul(&d, view(&part), view(&yd));
    return store(a, x->negative != y->negative, view(&n), view(&d), out);
}

bool num_mul(Arena *a, Num x, Num y, Num *out) {
    if (!x.big && !y.big) {
        int64_t m;
        unsigned scale = (unsigned)x.scale + y.scale;
        if (scale <= SMALL_SCALE && !__builtin_mul_overflow(x.mantissa, y.mantissa, &m)) {
            *out = small(m, scale);
            return true;
        }
        return store_wide(a, (__int128)x.mantissa * y.mantissa, scale, out);
    }
    Ratio rx, ry;
    ratio_of(&rx, x);
    ratio_of(&ry, y);
    return mul_ratios(a, &rx, &ry, out);
}

bool num_div(Arena *a, Num x, Num y, Num *out) {
    if (num_is_zero(y)) return false;
    Ratio rx, ry;
    ratio_of(&rx, x);
    ratio_of(&ry, y);
    Limbs n = ry.n;
    ry.n = ry.d;
    ry.d = n;
    return mul_ratios(a, &rx, &ry, out);
}

static bool with_sign(Arena *a, Num x, bool negative, Num *out) {
    Ratio r;
    ratio_of(&r, x);
    return store(a, negative && r.n.n, r.n, r.d, out);
}

bool num_neg(Arena *a, Num x, Num *out) {
    if (!x.big && x.mantissa != INT64_MIN) {
        *out = (Num){-x.mantissa, NULL, x.scale};
        return true;
    }
    return with_sign(a, x, num_sign(x) > 0, out);
}

bool num_abs(Arena *a, Num x, Num *out) {
    if (num_sign(x) >= 0) {
        *out = x;
        return true;
    }
    return num_neg(a, x, out);
}

/* ---- comparing ---- */

int num_sign(Num x) {
    if (x.big) return x.big->negative ? -1 : 1;
    return (x.mantissa > 0) - (x.mantissa < 0);
}

bool num_is_zero(Num x) {
    return !x.big && x.mantissa == 0;
}

bool num_is_integer(Num x) {
    if (!x.big) return x.scale == 0;
    return is_one((Limbs){x.big->limb + x.big->nn, x.big->dn});
}

bool num_to_int64(Num x, int64_t *out) {
    if (x.big || x.scale) return false;
    *out = x.mantissa;
    return true;
}

static int cmp_ratios(Num x, Num y) {
    Ratio rx, ry;
    Nat left, right;
    ratio_of(&rx, x);
    ratio_of(&ry, y);
    nat_mul(&left, rx.n, ry.d);
    nat_mul(&right, ry.n, rx.d);
    int c = limbs_cmp(view(&left), view(&right));
    c = (c > 0) - (c < 0);
    return rx.negative ? -c : c;
}

int num_cmp(Num x, Num y) {
    if (!x.big && !y.big) {
        unsigned scale = x.scale > y.scale ? x.scale : y.scale;
        __int128 left = (__int128)x.mantissa * POW10[scale - x.scale];
        __int128 right = (__int128)y.mantissa * POW10[scale - y.scale];
        return (left > right) - (left < right);
    }
    int sx = num_sign(x), sy = num_sign(y);
    if (sx != sy) return sx < sy ? -1 : 1;
    return cmp_ratios(x, y);
}

/* ---- rounding ---- */

/* Whether a magnitude goes up: `half` says how the rest compares with one half. */
static bool goes_up(Rounding rule, bool odd, bool rest, int half) {
    switch (rule) {
    case ROUND_HALF_UP: return half >= 0;
    case ROUND_HALF_EVEN: return half > 0 || (half == 0 && odd);
    case ROUND_DOWN: return false;
    case ROUND_UP: return rest;
    }
    return false;
}

/* q = u / 10^places rounded; places <= 18. */
static uint64_t round_magnitude(uint64_t u, unsigned places, Rounding rule) {
    uint64_t unit = (uint64_t)POW10[places], q = u / unit, rest = u % unit;
    if (!rest) return q;
    int half = (rest > unit - rest) - (rest < unit - rest);
    return q + goes_up(rule, q & 1, true, half);
}

/* q = |x| * 10^digits rounded. */
static void round_ratio(Nat *q, Num x, int digits, Rounding rule) {
    Ratio r;
    Nat power, scaled, rest, twice;
    ratio_of(&r, x);
    nat_pow10(&power, (unsigned)(digits < 0 ? -digits : digits));
    if (digits >= 0) {
        nat_mul(&scaled, r.n, view(&power));
        nat_div(q, &rest, view(&scaled), r.d);
        nat_set(&scaled, r.d);
    } else {
        nat_mul(&scaled, r.d, view(&power));
        nat_div(q, &rest, r.n, view(&scaled));
    }
    nat_add(&twice, view(&rest), view(&rest));
    int half = limbs_cmp(view(&twice), view(&scaled));
    bool odd = q->n && (q->limb[0] & 1);
    if (goes_up(rule, odd, rest.n != 0, half)) {
        mp_limb_t one = 1;
        nat_add(q, view(q), (Limbs){&one, 1});
    }
}

static int clip_places(int digits) {
    if (digits > NUM_MAX_PLACES) return NUM_MAX_PLACES;
    return digits < -NUM_MAX_PLACES ? -NUM_MAX_PLACES : digits;
}

bool num_round(Arena *a, Num x, int digits, Rounding rule, Num *out) {
    digits = clip_places(digits);
    if (!x.big && x.scale <= digits) {
        *out = x;
        return true;
    }
    bool negative = num_sign(x) < 0;
    if (!x.big && digits >= 0) {      /* q is less than the mantissa: it fits */
        uint64_t q = round_magnitude(magnitude(x.mantissa), (unsigned)(x.scale - digits), rule);
        *out = small(negative ? -(int64_t)q : (int64_t)q, (unsigned)digits);
        return true;
    }
    Nat q, power, n;
    round_ratio(&q, x, digits, rule);
    nat_pow10(&power, (unsigned)(digits < 0 ? -digits : digits));
    if (digits >= 0) return store_reducing(a, negative, &q, &power, out);
    nat_mul(&n, view(&q), view(&power));
    mp_limb_t one = 1;
    return store(a, negative && n.n, view(&n), (Limbs){&one, 1}, out);
}

bool num_floor(Arena *a, Num x, Num *out) {
    return num_round(a, x, 0, num_sign(x) < 0 ? ROUND_UP : ROUND_DOWN, out);
}

/* ---- digits ---- */

/* Writes the digits of q so that they end at `end`; returns where they begin. */
static char *write_digits(char *end, uint64_t q) {
    do {
        *--end = (char)('0' + q % 10);
        q /= 10;
    } while (q);
    return end;
}

/* The decimal digits of q as text in `room` (PRINT_DIGITS long). Destroys q. (mpn_get_str and
 * mpn_set_str would allocate.) */
static Str nat_digits(Nat *q, char *room) {
    char *end = room + PRINT_DIGITS, *p = end;
    while (q->n) {
        uint64_t low = mpn_divrem_1(q->limb, 0, q->limb, q->n, (mp_limb_t)POW10[SMALL_SCALE]);
        q->n = without_leading_zeros(q->limb, q->n);
        char *chunk = p - SMALL_SCALE;
        p = write_digits(p, low);
        while (q->n && p > chunk) *--p = '0';
    }
    if (p == end) *--p = '0';
    return (Str){p, (size_t)(end - p)};
}

/* The digits of q, the last `places` of them behind the point, then `zeros` more. */
static Str place_point(Arena *a, bool negative, Str q, size_t places, size_t zeros) {
    size_t lead = q.n <= places ? places + 1 - q.n : 0;      /* zeros before: at least "0." */
    size_t whole = lead + q.n - places, fraction = places + zeros;
    bool any = !(q.n == 1 && q.p[0] == '0');
    char *text = arena_alloc(a, whole + fraction + 3), *to = text;
    if (negative && any) *to++ = '-';
    for (size_t i = 0; i < lead + q.n; i++) {
        if (i == whole) *to++ = '.';
        *to++ = i < lead ? '0' : q.p[i - lead];
    }
    if (zeros && !places) *to++ = '.';
    memset(to, '0', zeros);
    return (Str){text, (size_t)(to + zeros - text)};
}

Str num_digits(Arena *a, Num x, unsigned digits, Rounding rule) {
    if (digits > NUM_MAX_PLACES) digits = NUM_MAX_PLACES;
    bool negative = num_sign(x) < 0;
    if (!x.big) {
        unsigned places = x.scale < digits ? x.scale : digits;
        uint64_t q = round_magnitude(magnitude(x.mantissa), x.scale - places, rule);
        char room[20], *begin = write_digits(room + sizeof room, q);
        Str text = {begin, (size_t)(room + sizeof room - begin)};
        return place_point(a, negative, text, places, digits - places);
    }
    Nat q;
    char room[PRINT_DIGITS];
    round_ratio(&q, x, (int)digits, rule);
    return place_point(a, negative, nat_digits(&q, room), digits, 0);
}

/* How many decimals the reduced denominator needs, at most `max`; -1 when more or endless. */
static int finite_places(Limbs d, unsigned max) {
    Nat rest, quotient, remainder;
    mp_limb_t five = 5;
    nat_set(&rest, d);
    mp_bitcnt_t twos = take_twos(&rest);
    unsigned fives = 0;
    while (!is_one(view(&rest))) {
        nat_div(&quotient, &remainder, view(&rest), (Limbs){&five, 1});
        if (remainder.n || ++fives > max) return -1;
        nat_set(&rest, view(&quotient));
    }
    if (twos > max) return -1;
    return (int)(twos > fives ? twos : fives);
}

bool num_exact_digits(Arena *a, Num x, unsigned max, Str *out) {
    int places = x.scale;
    if (max > NUM_MAX_PLACES) max = NUM_MAX_PLACES;
    if (x.big) places = finite_places((Limbs){x.big->limb + x.big->nn, x.big->dn}, max);
    if (places < 0 || (unsigned)places > max) return false;
    *out = num_digits(a, x, (unsigned)places, ROUND_DOWN);
    return true;
}

Str num_debug(Arena *a, Num x) {
    Str exact;
    if (num_exact_digits(a, x, 40, &exact)) return exact;
    Ratio r;
    Nat part;
    char room[PRINT_DIGITS];
    ratio_of(&r, x);
    nat_set(&part, r.n);
    Str n = str_copy(a, nat_digits(&part, room));
    nat_set(&part, r.d);
    Str d = nat_digits(&part, room);
    return str_printf(a, "%s%.*s/%.*s", r.negative ? "-" : "", STR_ARG(n), STR_ARG(d));
}

/* ---- reading, keeping ---- */

/* Checks the shape; counts the digits behind the point; `first` is the first digit. */
static bool number_shape(Str s, size_t first, size_t *point) {
    *point = SIZE_MAX;
    for (size_t i = first; i < s.n; i++) {
        if (s.p[i] == '.') {
            if (*point != SIZE_MAX) return false;
            *point = i;
        } else if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
    }
    return first < s.n && *point != first && *point != s.n - 1;
}

/* n = the digits of s, without its point and leading zeros. False when there are too many. */
static bool nat_parse(Nat *n, Str s) {
    size_t count = 0;
    unsigned in_chunk = 0;
    uint64_t chunk = 0;
    n->n = 0;
    for (size_t i = 0; i <= s.n; i++) {
        bool digit = i < s.n && s.p[i] != '.';
        if (digit && (count || s.p[i] != '0')) {
            if (++count > MAX_DIGITS) return false;
            chunk = chunk * 10 + (uint64_t)(s.p[i] - '0');
            in_chunk++;
        }
        if (in_chunk == SMALL_SCALE || (i == s.n && in_chunk)) {
            mp_limb_t carry = 0;
            if (n->n) {
                carry = mpn_mul_1(n->limb, n->limb, n->n, (mp_limb_t)POW10[in_chunk]);
                carry += mpn_add_1(n->limb, n->limb, n->n, chunk);
            } else {
                carry = chunk;
            }
            if (carry) n->limb[n->n++] = carry;
            chunk = in_chunk = 0;
        }
    }
    return true;
}

bool num_parse(Arena *a, Str s, Num *out) {
    bool negative = s.n && s.p[0] == '-';
    size_t point;
    if (!number_shape(s, negative, &point)) return false;
    s = str_sub(s, negative, s.n);
    if (point != SIZE_MAX) {
        point -= negative;
        while (s.p[s.n - 1] == '0') s.n--;       /* stops at the point at the latest */
    }
    size_t places = point == SIZE_MAX ? 0 : s.n - point - 1;
    Nat n, d;
    if (places > MAX_DIGITS || !nat_parse(&n, s)) return false;
    if (n.n == 0 || (n.n == 1 && places <= SMALL_SCALE && n.limb[0] <= INT64_MAX)) {
        int64_t m = n.n ? (int64_t)n.limb[0] : 0;
        *out = small(negative ? -m : m, (unsigned)places);
        return true;
    }
    nat_pow10(&d, (unsigned)places);
    return store_reducing(a, negative, &n, &d, out);
}

Num num_keep(Arena *a, Num x) {
    Num kept = x;
    if (x.big) {
        size_t bytes = sizeof *x.big + ((size_t)x.big->nn + x.big->dn) * sizeof x.big->limb[0];
        NumBig *big = arena_alloc(a, bytes);
        memcpy(big, x.big, bytes);
        kept.big = big;
    }
    return kept;
}
