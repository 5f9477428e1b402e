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
 * (`s.indikator`), named figures (angka), facts. Inside an aggregate's second argument the
 * aggregate's table comes first, and `baris.X` is the row outside.
 */
#ifndef LAKIP_EXPR_H
#define LAKIP_EXPR_H

#include "format.h"

typedef struct Expr Expr;

typedef enum Type { TYPE_NUMBER, TYPE_TEXT, TYPE_BOOL, TYPE_DATE, TYPE_ANY } Type;

/* A derived column of a table: one definition that computes, prints and is printed as a formula. */
typedef struct Derived {
    Str table;                /* the data table it belongs to */
    Str name;
    Str title;
    const Expr *expr;
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

/* All that names can mean. */
typedef struct Names {
    const Data *data;
    const Derived *derived;
    size_t derived_count;
    const Named *named;
    size_t named_count;
} Names;

/* Where an expression stands. */
typedef struct Scope {
    const Names *names;
    const Sheet *sheet;       /* the table whose columns are visible by bare name; NULL: none */
    bool aggregate;           /* true: a total's scope: bare columns only inside jumlah() etc. */
    const uint32_t *rows;     /* the rows an aggregate without a table runs over (a group); NULL: all */
    size_t row_count;
    size_t row;               /* the current row of `sheet` when !aggregate */
    const Variable *variables;
    size_t variable_count;
} Scope;

/* Syntax. `loc` is the place of `text` in its source, so that errors point into it. NULL after a
 * diagnostic. Nesting is limited (128). */
const Expr *expr_parse(Arena *a, Str text, Loc loc, Diags *d);
/* Resolves every name and function and checks types in the scope's shape (row numbers and values
 * are not looked at). False after diagnostics with the nearest right names. Must be called before
 * expr_eval. */
bool expr_bind(Arena *a, const Expr *e, const Scope *scope, Type *type, Diags *d);
/* Exact. An undefined operand makes the result undefined (with its reason); empty cells count as
 * nothing in aggregates and as undefined in arithmetic. Overflow adds a diagnostic and is
 * undefined. Memory of the result is in `a`. */
Datum expr_eval(Arena *a, const Expr *e, const Scope *scope, Diags *d);
/* The formula in words, for printing below a table: "Realisasi / Pagu x 100%". */
Str expr_formula(Arena *a, const Expr *e, const Scope *scope);
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
Str template_fill(Arena *a, const Template *t, const Scope *scope, const FormatProfile *p, Diags *d);
Str template_part_fill(Arena *a, const TemplatePart *t, const Scope *scope, const FormatProfile *p,
                       Diags *d);

#endif
