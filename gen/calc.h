/*
 * calc: the functions of expressions, one row each in a table: name, argument types, result type,
 * function. Each row's comment names the source of its rule (regulation, or field.md part b).
 *
 * Aggregates run over a column: jumlah, rata_rata, hitung, minimum, maksimum, terakhir, ...
 * Scalars: capaian and its variants, bulatkan, jika, pilih, abs, ...
 */
#ifndef LAKIP_CALC_H
#define LAKIP_CALC_H

#include "data.h"

/* A function's result. Failure (overflow) is reported by the caller, who knows the place. */
typedef enum CalcStatus { CALC_OK, CALC_OVERFLOW } CalcStatus;

typedef struct CalcFunction {
    const char *name;
    bool aggregate;           /* its first argument is a column (or a table, for hitung) */
    uint8_t min_args, max_args;
    char args[8];             /* 'n' number, 't' text, 'b' bool, 'd' date, 'x' any; last repeats */
    char result;              /* the same letters; 'x': the type of the second argument */
    const char *formula;      /* how the formula line prints it: "{1} / {2}" */
    CalcStatus (*scalar)(Arena *a, const Datum *args, size_t count, Rounding rounding, Datum *out);
    /* aggregates: `next` yields each row's value, false at the end */
    CalcStatus (*fold)(Arena *a, bool (*next)(void *state, Datum *value), void *state, Datum *out);
} CalcFunction;

const CalcFunction *calc_find(Str name);
const CalcFunction *calc_all(size_t *count);

#endif
