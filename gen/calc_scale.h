/*
 * calc_scale: predicates from bands, as data. Each value falls into exactly one band: a scale with
 * a hole, an overlap or an open end is refused by name, unless it says how that is closed.
 */
#ifndef LAKIP_CALC_SCALE_H
#define LAKIP_CALC_SCALE_H

#include "data.h"

typedef struct ScaleBand {
    Str label;                /* "Sangat Tinggi" */
    bool has_low, has_high;   /* a missing bound is open to that side: everything below, above */
    bool low_excluded, high_excluded;     /* "> 90" instead of ">= 90" */
    Num low, high;
    Loc loc;
} ScaleBand;

/* What becomes of a value between two bands. */
typedef enum ScaleGap {
    GAP_REFUSED,              /* the scale is an error */
    GAP_UP,                   /* "naik": to the band above */
    GAP_DOWN,                 /* "turun": to the band below */
    GAP_ROUND,                /* "bulatkan": values are rounded to `digits` first */
} ScaleGap;

/* What becomes of a value beyond the lowest or highest bound. */
typedef enum ScaleOutside {
    OUTSIDE_REFUSED,          /* the scale is an error */
    OUTSIDE_NEAREST,          /* "pita_terdekat" */
    OUTSIDE_UNDEFINED,        /* "tak_terdefinisi": no predicate, with that reason */
} ScaleOutside;

typedef struct Scale {
    Str name;
    Loc loc;
    bool percent;             /* bounds are in percent: a ratio is multiplied by 100 first */
    ScaleBand *bands;         /* in any order; scale_check() sorts them upwards */
    size_t count;
    ScaleGap gap;
    int digits;               /* GAP_ROUND */
    Rounding rounding;
    ScaleOutside outside;
} Scale;

/* Sorts the bands and names every hole, overlap and open end. False after diagnostics. Must be
 * called before scale_band(). */
bool scale_check(Arena *a, Scale *s, Diags *d);

/* The band of x, or NULL (only outside the scale, or when x leaves the range). */
const ScaleBand *scale_band(Arena *a, const Scale *s, Num x);

const Scale *scale_find(const Scale *scales, size_t count, Str name);

#endif
