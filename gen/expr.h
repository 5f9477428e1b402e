/*
 * expr: the small language of figures, the same in the layout's columns and conditions, in named
 * figures and in the prose's {{ }}. Parsed and typed when it is read, evaluated exactly.
 *
 *   realisasi / pagu                      capaian(target, realisasi)
 *   jumlah(realisasi-anggaran.pagu)       rata_rata(idm-desa.idm)
 *   hitung(idm-desa, status = "MAJU")     jumlah(realisasi-anggaran.pagu, program = baris.program)
 *   tahun - 1     instansi.nama           jika(capaian >= 1, "tercapai", "tidak tercapai")
 *   ... dan ... atau bukan ...            = <> < <= > >=      + - * /     "teks"     0.5
 *
 * A name may contain '-' between letters (realisasi-anggaran); a minus sign therefore stands
 * between spaces. Fractions in an expression are written with a dot: commas part arguments.
 * `| format` behind an expression in a template says how it is printed.
 *
 * Names are resolved in this order: the row's columns (data and derived), loop variables
 * (`s.indikator`), named figures (angka), facts. Inside an aggregate's arguments the aggregate's
 * table comes first, then the row outside, which `baris.X` always means.
 *
 * A name that is no such word stands in brackets: [2023], [Nama Desa], iku-renstra.[2023].
 * 90% is 0.9. An aggregate's first argument may be any expression of a row:
 * jumlah(pagu - realisasi), rata_rata(bulatkan(anggaran.serapan, 4)). Parameters may be named:
 * capaian(target, realisasi, arah = "negatif", target_nol = 1). All functions: calc.h.
 */
#ifndef LAKIP_EXPR_H
#define LAKIP_EXPR_H

#include "format.h"

typedef struct Expr Expr;
struct Scale;                 /* calc_scale.h */

typedef enum Type { TYPE_NUMBER, TYPE_TEXT, TYPE_BOOL, TYPE_DATE, TYPE_ANY } Type;

/* A derived column of a table: one definition that computes, prints and is printed as a formula. */
typedef struct Derived {
    Str table;                /* the data table it belongs to */
    Str name;
    Str title;
    const Expr *expr;         /* NULL: its syntax was wrong, and that was said */
    Format format;            /* kind NULL: none given */
    Loc loc;
} Derived;

/* A named figure: {{ serapan }} */
typedef struct Named {
    Str name;
    Str title;                /* its name in prose, for the audit: "penyerapan anggaran" */
    const Expr *expr;
    Format format;            /* its default format */
    Loc loc;
} Named;

/* A variable of a loop: a row of a table, or a value. */
typedef struct Variable {
    Str name;
    const Sheet *sheet;       /* NULL: a plain value */
    size_t row;
    Datum value;
    Type type;
} Variable;

/* All that names can mean. The arrays must neither move nor change after the first binding, and the
 * data never change: what a definition came to is remembered. */
typedef struct Names {
    const Data *data;
    const Derived *derived;
    size_t derived_count;
    const Named *named;
    size_t named_count;
    const struct Scale *scales;   /* of predikat(x, "name"); each passed scale_check() */
    size_t scale_count;
    Rounding rounding;        /* of bulatkan() */
} Names;

/* Where an expression stands. */
typedef struct Scope {
    const Names *names;
    const Sheet *sheet;       /* the table whose columns are visible by bare name; NULL: none */
    bool aggregate;           /* true: a total's scope: bare columns only inside jumlah() etc. */
    /* The rows an aggregate without a table runs over (a group); NULL: table_rows. */
    const uint32_t *rows;
    size_t row_count;
    /* All the rows printed: what aggregates inside derived columns run over; NULL: all. */
    const uint32_t *table_rows;
    size_t table_row_count;
    bool rows_stay;           /* both outlive the expressions and never change: what comes of them
                               * may be remembered */
    size_t row;               /* the current row of `sheet` when !aggregate */
    const Variable *variables;
    size_t variable_count;
} Scope;

/* Syntax. The tree borrows `text`. `loc` is the place of `text` in its source, so that errors point
 * into it. NULL after a diagnostic. Nesting is limited (128). */
const Expr *expr_parse(Arena *a, Str text, Loc loc, Diags *d);
/* Resolves every name and function and checks types in the scope's shape (row numbers and values
 * are not looked at). False after diagnostics with the nearest right names. Must be called before
 * expr_eval. */
bool expr_bind(Arena *a, const Expr *e, const Scope *scope, Type *type, Diags *d);
/* Exact. An undefined operand makes the result undefined (with its reason); empty cells count as
 * nothing in aggregates and as undefined in arithmetic. Overflow adds a diagnostic and is
 * undefined. Memory of the result is in `a`. */
Datum expr_eval(Arena *a, const Expr *e, const Scope *scope, Diags *d);
/* The formula in words, for printing below a table: "Realisasi / Pagu", and as a percentage
 * "Realisasi / Pagu × 100%". Empty for a plain column. Bound expressions only. */
Str expr_formula(Arena *a, const Expr *e, bool percent);
/* The same with fractions as such: texts and fractions in a row. NULL for a plain column. */
typedef struct FormulaPart FormulaPart;
struct FormulaPart {
    Str text;                 /* or, when empty: */
    const FormulaPart *over, *under;
    FormulaPart *next;
};
const FormulaPart *expr_formula_parts(Arena *a, const Expr *e, bool percent);
/* The title of what it names (column, derived column, named figure); empty when it is no name. */
Str expr_defined_title(const Expr *e);
/* How its value prints when nothing else is said: a named figure's format, persen for columns of
 * percentages and what keeps their kind; else the default of the datum. Bound expressions only. */
Format expr_format(const Expr *e);
Loc expr_loc(const Expr *e);

/* ---- templates: literal text with {{ expression | format }} ---- */

typedef struct TemplatePart {
    Str literal;              /* when expr is NULL */
    const Expr *expr;
    const Format *formats;    /* applied left to right; none: default */
    size_t format_count;
    Loc loc;
} TemplatePart;

typedef struct Template {
    const TemplatePart *parts;
    size_t count;
    Loc loc;
} Template;

const Template *template_parse(Arena *a, Str text, Loc loc, Diags *d);
/* One placeholder's inside: `expression | format`. */
bool template_placeholder(Arena *a, Str text, Loc loc, TemplatePart *out, Diags *d);
bool template_bind(Arena *a, const Template *t, const Scope *scope, Diags *d);
/* Also checks that its formats take what the expression gives. */
bool template_part_bind(Arena *a, const TemplatePart *t, const Scope *scope, Diags *d);
Str template_fill(Arena *a, const Template *t, const Scope *scope, const FormatProfile *p,
                  Diags *d);
Str template_part_fill(Arena *a, const TemplatePart *t, const Scope *scope, const FormatProfile *p,
                       Diags *d);

#endif
