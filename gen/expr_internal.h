/*
 * expr_internal: the tree that expr's files share. Only expr_*.c include it.
 *
 * A node is made by expr_parse.c (kind, text, children), completed by expr_bind.c (type, what its
 * name means) and read by the others. Binding again in a scope of the same shape changes nothing.
 *
 * Rows stand in frames: frame 0 is the innermost. A scope has one frame; a function over rows opens
 * another for its arguments. A column knows how many frames up its row is.
 */
#ifndef LAKIP_EXPR_INTERNAL_H
#define LAKIP_EXPR_INTERNAL_H

#include "calc.h"
#include "calc_scale.h"
#include "expr.h"

enum {
    EXPR_MAX_HEIGHT = 500,    /* of one tree, long chains included */
    EXPR_MAX_TOTAL = 1000,    /* with the definitions it refers to */
};

typedef enum ExprKind {
    EXPR_NUMBER, EXPR_STRING, EXPR_TRUTH, EXPR_NAME, EXPR_CALL, EXPR_NOT, EXPR_NEGATE, EXPR_BINARY
} ExprKind;

typedef enum Operator {
    OP_OR, OP_AND, OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_ADD, OP_SUB, OP_MUL, OP_DIV
} Operator;

typedef enum Meaning {
    MEANS_NOTHING,            /* not bound */
    MEANS_COLUMN,             /* index: column, of the row `frame` frames up */
    MEANS_DERIVED,            /* derived, of that row */
    MEANS_VARIABLE,           /* index: variable with a plain value */
    MEANS_VARIABLE_COLUMN,    /* variable, index: column of its row */
    MEANS_VARIABLE_DERIVED,
    MEANS_NAMED,
    MEANS_FACT,
    MEANS_TABLE,              /* first argument of hitung() */
} Meaning;

typedef struct NameNode {
    const Str *segments;      /* "realisasi-anggaran", "pagu" */
    size_t count;
    Meaning meaning;
    unsigned frame;
    size_t variable, index;
    const Sheet *sheet;       /* of the column or table */
    const Derived *derived;
    const Named *named;
    Datum fact;
} NameNode;

/* What a call over rows remembers, for the rows it was made for: data never change after reading.
 * See expr_rows.c. */
typedef struct RowsMemo {
    Arena *arena;
    bool has_value, has_window;
    const uint32_t *rows;     /* NULL: all */
    size_t count;
    Datum value;              /* of a closed call */
    uint32_t *place;          /* kumulatif: a sheet row's place in `rows`, from 1 */
    Num *marks;               /* kumulatif: sums before every RUNNING_STEP rows */
    Num *ranks;               /* peringkat: values, upwards */
    size_t rank_count;
    Arena *index_arena;
    uint32_t *index;          /* the rows of index_list by the text of the condition's column */
    const uint32_t *index_list;
    size_t index_count;
    Datum **by_key;           /* results by where a text's rows begin in the index */
    Arena *prefix_arena;      /* a fold over the first rows of a list, to be gone on with */
    const uint32_t *prefix_list;
    size_t prefix_done;
    CalcFold prefix;
} RowsMemo;

typedef struct CallNode {
    Str name;
    Expr **given;             /* as written */
    size_t given_count;
    const CalcFunction *function;
    Expr **args;              /* one a parameter, NULL when not given; then the repeated ones */
    size_t count;
    Expr *condition;          /* over rows: or NULL */
    const Sheet *table;       /* over rows: the table named; NULL: the scope's own */
    const Sheet *sheet;       /* over rows: the table run over */
    bool counts_rows;         /* hitung() of all rows or of a condition */
    bool closed;              /* depends on no row and variable outside */
    const Scale *scale;
    RowsMemo *memo;
} CallNode;

typedef struct PairNode {     /* NOT and NEGATE have `left` alone */
    Operator op;
    Expr *left, *right;
} PairNode;

/* Of a whole expression: how it was bound, and what it last came to. */
typedef enum BindState { BIND_NEW, BIND_RUNNING, BIND_DONE, BIND_FAILED } BindState;

typedef struct Root {
    BindState state;
    const Names *names;
    const Sheet *sheet;
    bool aggregate;
    const Variable *variables;
    size_t variable_count;
    bool refers;              /* to derived columns: worth remembering its last row */
    Arena *arena;             /* of the memo; child of the binding's */
    bool remembered;          /* last: the value for `row` with `rows` */
    size_t row;
    const uint32_t *rows;
    size_t row_count;
    Datum last;
} Root;

struct Expr {
    ExprKind kind;
    Type type;
    Loc loc;
    uint16_t height;          /* of the tree below */
    uint16_t total;           /* with the definitions it refers to */
    uint8_t reach;            /* frames above this place that it looks into: 0 none, 1 innermost */
    bool variable;            /* depends on a loop variable */
    Root *root;               /* the top node's; NULL below */
    Str text;                 /* as written */
    union {
        Num number;
        Str string;
        bool truth;
        NameNode name;
        CallNode call;
        PairNode pair;
    } as;
};

/* The rows that stand open around a place. */
typedef struct Frame Frame;
struct Frame {
    const Sheet *sheet;       /* NULL: no row here */
    bool has_row;             /* false in a total's scope */
    size_t row;
    const uint32_t *run;      /* what a function over rows runs over here */
    const uint32_t *table_rows;   /* what those of derived columns do */
    size_t run_count, table_count;
    bool stay;                /* those arrays never change */
    const Frame *outer;
};

typedef struct Eval {
    Arena *a;
    Diags *d;
    const Scope *scope;
} Eval;

Datum expr_value(const Eval *e, const Expr *x, const Frame *f);
Datum expr_overflow(const Eval *e, const Expr *x, const Frame *f);
/* x's value over rows: folds, counts, running sums, ranks (expr_rows.c) */
Datum expr_rows_value(const Eval *e, const Expr *x, const Frame *f);

/* The place of `part`, a slice of `text`, which stands at `whole`. */
Loc expr_place(Loc whole, Str text, Str part);

const char *expr_type_name(Type t);
Str expr_column_title(const Sheet *sheet, size_t column);
/* "Pagu" for a column, "" for what has no name */
Str expr_title(const Expr *x);
bool expr_over_rows(const Expr *x);
bool expr_is_name(const Expr *x);

#endif
