/*
 * calc: the functions of expressions, one row each in a table: name, parameters, result type,
 * function, and the formula that is printed for it. Each row's comment names the source of its rule
 * (a regulation, or part (b) of the field notes; [K]: general knowledge, a profile may differ).
 *
 * Ratios, not percentages: capaian(20, 24.8) is 1,24. A value without a meaning (no target, 0/0) is
 * UNDEFINED and carries its reason; whoever calls a function passes only defined values, except for
 * optional parameters that were not given and for functions that `sees_nothing`.
 */
#ifndef LAKIP_CALC_H
#define LAKIP_CALC_H

#include "data.h"

enum { CALC_MAX_PARAMS = 8 };

/* A function's result. Failure (overflow) is reported by the caller, who knows the place. */
typedef enum CalcStatus { CALC_OK, CALC_OVERFLOW } CalcStatus;

/* A word that a parameter may be, and the formula printed when it stands there (or NULL). */
typedef struct CalcWord {
    const char *word, *formula;
} CalcWord;

typedef struct CalcParam {
    const char *name;         /* also for `name = value` in a call */
    char type;                /* 'n' number, 't' text, 'b' truth, 'd' date, 'x' any */
    const CalcWord *words;    /* the only texts allowed, ended by {NULL}; NULL: any */
    const char *note;         /* printed behind the formula when given: "paling tinggi {}" */
} CalcParam;

typedef enum CalcForm {
    CALC_SCALAR,              /* values to a value */
    CALC_IF,                  /* jika: evaluates one branch only */
    CALC_SWITCH,              /* pilih(x, v1, r1, v2, r2, ..., otherwise) */
    CALC_OTHERWISE,           /* bila_kosong(x, otherwise) */
    CALC_SCALE,               /* predikat(x, "scale") */
    CALC_FOLD,                /* over rows: `values` row expressions, then a condition */
    CALC_COUNT,               /* hitung(), hitung(table), hitung(condition), both */
    CALC_RUNNING,             /* kumulatif(x [, condition]): up to this row */
    CALC_RANK,                /* peringkat(x [, order [, condition]]): this row among all */
} CalcForm;

/* A fold under way. The caller zeroes it, sets `arena` and `rounding`, and frees `sums` never. */
typedef struct CalcFold {
    Arena *arena;             /* for the result and what a fold must remember */
    Arena *sums;              /* running sums that have become ratios; replaced now and then */
    Num sum, weight;
    size_t count, since;
    Datum best;
    Datum *items;             /* values remembered, 1 or 2 a row */
    size_t item_count, item_cap;
} CalcFold;

typedef struct CalcFunction {
    const char *name;
    CalcForm form;
    uint8_t required, params_count;   /* parameters that must be given; that there are */
    bool repeat;              /* the last parameter may come again and again */
    bool sees_nothing;        /* gets EMPTY and UNDEFINED too */
    uint8_t values;           /* CALC_FOLD: row expressions before the condition */
    char result;              /* as CalcParam.type; 'x': the type of its first 'x' argument */
    const char *formula;      /* "{2} / {1}"; {1} gets parentheses where needed, [1] never */
    CalcParam params[CALC_MAX_PARAMS];
    /* args: one a parameter, EMPTY when not given; count: how many there are (repeat) */
    CalcStatus (*scalar)(Arena *a, const Datum *args, size_t count, Rounding rounding, Datum *out);
    /* a row's values, then the end. Values live until the next row only. */
    CalcStatus (*step)(CalcFold *f, const Datum *values);
    CalcStatus (*finish)(CalcFold *f, Datum *out);
} CalcFunction;

const CalcFunction *calc_find(Str name);
/* The two parts of the table: over values (calc.c), over rows (calc_fold.c). */
const CalcFunction *calc_scalars(size_t *count);
const CalcFunction *calc_folds(size_t *count);

/* A parameter's text that must be one of its words; false after a diagnostic. */
bool calc_word_allowed(const CalcParam *p, Str text, Loc loc, Diags *d);

Datum calc_number(Num n);
Datum calc_text(Str s);
Datum calc_truth(bool b);
Datum calc_undefined(Str reason);
/* A copy whose memory is in `a`. */
Datum calc_keep(Arena *a, Datum d);
/* Order of two values of one kind: numbers, dates, texts bytewise, false before true. */
int calc_compare(Datum x, Datum y);
bool calc_is_defined(Datum d);

/* The n-th root of x >= 0, cut to `digits` decimals: integer Newton, exact to the last digit. */
bool calc_root(Arena *a, Num x, unsigned n, unsigned digits, Num *out);

#endif
