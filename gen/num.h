/*
 * num: exact numbers. A Num is a ratio of two integers; it never passes through binary floating
 * point. Decimals from the data (an integer and a scale) stay small and need no memory; quotients
 * become ratios of big integers in the caller's arena (limbs worked on by GMP's mpn layer, which
 * allocates nothing).
 *
 * Every operation that can leave the range (NUM_MAX_BITS bits above or below the fraction bar)
 * or divide by zero returns false and leaves *out alone; the caller knows the place and says so.
 * Rounding happens only in num_round() and num_digits(), by a named rule.
 */
#ifndef LAKIP_NUM_H
#define LAKIP_NUM_H

#include "text.h"

enum {
    NUM_MAX_BITS = 65536,     /* an exact mean of some two thousand quotients of rupiah amounts */
    NUM_MAX_PLACES = 1000,    /* digits asked for beyond these count as these */
};

typedef struct NumBig NumBig;
typedef struct Num {
    int64_t mantissa;         /* value = mantissa / 10^scale when big is NULL */
    const NumBig *big;        /* otherwise a reduced ratio */
    uint8_t scale;            /* 0..18, trailing zeros removed */
} Num;

/* The rule by which a number is rounded where it is printed. */
typedef enum Rounding {
    ROUND_HALF_UP,            /* setengah_menjauhi_nol: 0,5 -> 1; -0,5 -> -1 (the schools' rule) */
    ROUND_HALF_EVEN,          /* setengah_ke_genap */
    ROUND_DOWN,               /* potong: towards zero */
    ROUND_UP,                 /* naik: away from zero */
} Rounding;

Num num_int(int64_t value);
/* value = mantissa / 10^scale, scale <= 18 */
Num num_decimal(int64_t mantissa, unsigned scale);
/* Digits, optional leading '-', one optional '.' and nothing else; any length up to the range. */
bool num_parse(Arena *a, Str digits, Num *out);

bool num_add(Arena *a, Num x, Num y, Num *out);
bool num_sub(Arena *a, Num x, Num y, Num *out);
bool num_mul(Arena *a, Num x, Num y, Num *out);
bool num_div(Arena *a, Num x, Num y, Num *out);      /* false also when y is zero */
bool num_neg(Arena *a, Num x, Num *out);
bool num_abs(Arena *a, Num x, Num *out);
bool num_floor(Arena *a, Num x, Num *out);
int num_cmp(Num x, Num y);                           /* exact; -1, 0, 1 */
int num_sign(Num x);
bool num_is_zero(Num x);
bool num_is_integer(Num x);
/* True and the value when x is an integer that fits. */
bool num_to_int64(Num x, int64_t *out);

/* Negative `digits` round before the point: -3 to thousands. */
bool num_round(Arena *a, Num x, int digits, Rounding rule, Num *out);
/* Rounded to `digits` decimals, always that many: "-1234.50". A zero result has no sign. */
Str num_digits(Arena *a, Num x, unsigned digits, Rounding rule);
/* The exact decimal digits when the number has a finite expansion of at most `max` decimals;
 * otherwise false. */
bool num_exact_digits(Arena *a, Num x, unsigned max, Str *out);
/* "7/3" or "1.5": for --cetak=angka and messages of last resort. */
Str num_debug(Arena *a, Num x);

/* A copy whose memory is in `a`. */
Num num_keep(Arena *a, Num x);

#endif
