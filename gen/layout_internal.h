/*
 * layout_internal: what the files of layout share.
 *
 * An object is decoded by a table with a row a key (Field): its name, how it is read, where it goes.
 * A key without a row is an error with the nearest right name. Readers report and go on, so that
 * one run names every mistake.
 *
 * Definitions of a program's own descriptor may speak of data that this report does not have: such a
 * table, figure or column is an error only where it is used. What the report folder itself defines
 * must be right as it stands.
 */
#ifndef LAKIP_LAYOUT_INTERNAL_H
#define LAKIP_LAYOUT_INTERNAL_H

#include "calc_scale.h"
#include "layout.h"

/* ---- the work at hand ---- */

typedef enum Reading { READING_NOT_YET, READING_NOW, READING_DONE, READING_FAILED } Reading;

typedef struct NamedTable {   /* a definition under "tabel" */
    Str name;
    const Value *value;
    Loc loc;                  /* of its name */
    bool own;                 /* written in the report folder */
    Reading state;
    const TableSpec *spec;
} NamedTable;

typedef struct NamedDrawing { /* a definition under "bagan" or "pohon" */
    Str name;
    const Value *value;
    bool tree, own;
    Reading state;
    const DrawingSpec *spec;
} NamedDrawing;

typedef struct Reader {
    Arena *a;
    Diags *d;
    const Data *data;
    LayoutPath where;
    const Source **own;       /* sources from the report folder */
    size_t own_count;
    Layout *layout;
    Style *style;
    const Value *families;    /* the profile's "huruf" */
    Names *names;
    NamedTable *tables;
    size_t table_count;
    NamedDrawing *drawings;
    size_t drawing_count;
    TableSpec *specs;         /* layout->tables; room for all, so that none moves */
    const Sheet *sheet;       /* of the table at hand */
    Scope scope;              /* what an expression read now may name */
    bool in_loop;
    const PageSpec *page;     /* of the part at hand */
    size_t prose_bytes;       /* read so far */
} Reader;

/* ---- decoding ---- */

typedef struct Field Field;
typedef bool ReadField(Reader *r, const Value *v, const Field *f, void *out);

struct Field {
    const char *key;
    ReadField *read;          /* NULL: known here, read elsewhere */
    size_t at;                /* of the place in the struct being filled */
    bool required;
};

#define FIELD(key, read, type, member) {key, read, offsetof(type, member), false}
#define NEEDED(key, read, type, member) {key, read, offsetof(type, member), true}
#define ELSEWHERE(key) {key, NULL, 0, false}
#define COUNT(array) (sizeof (array) / sizeof *(array))

/* Every key of `object` must have a row; each row's value is read in the order of the rows. */
bool fields_read(Reader *r, const Value *object, const Field *fields, size_t count, void *out);
/* The same with a second table of keys that are known but read elsewhere. */
bool fields_read_with(Reader *r, const Value *object, const Field *fields, size_t count,
                      const Field *more, size_t more_count, void *out);

/* Readers; `out` points at the type named. */
ReadField read_str;           /* Str */
ReadField read_bool;          /* bool */
ReadField read_count;         /* int64_t, 0 or more */
ReadField read_small;         /* unsigned, 0 to 1000 */
ReadField read_length;        /* Len, 0 or more */
ReadField read_indent;        /* Len, of either sign */
ReadField read_colour;        /* Colour */
ReadField read_rule;          /* RuleSpec */
ReadField read_align;         /* Align */
ReadField read_valign;        /* VAlign */
ReadField read_numbering;     /* Numbering */
ReadField read_format;        /* Format */
ReadField read_template;      /* const Template *, bound */
ReadField read_expr;          /* const Expr *, bound, of any type */
ReadField read_condition;     /* const Expr *, bound, a truth */
ReadField read_text_style;    /* const TextSpec * */
ReadField read_pattern;       /* Str: a number template */
ReadField read_ordered;       /* Str[4]: number templates of list marks, by depth */

/* One of `names` by its index. */
bool read_choice(Reader *r, const Value *v, const char *const *names, size_t count, size_t *out);

/* "2,5cm" in thousandths of a point; false when it is none. */
bool length_parse(Str text, Len *out);

/* ---- reporting ---- */

bool layout_error(Reader *r, const char *code, Loc loc, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* "X \"name\" tidak ada" with the nearest of `names`, or all of them. */
bool unknown_name(Reader *r, Loc loc, const char *what, Str name, const Str *names, size_t count);

/* ---- expressions and templates ---- */

const Template *template_read(Reader *r, Str text, Loc loc);
const Template *template_literal(Arena *a, Str text, Loc loc);
const Expr *expr_read(Reader *r, Str text, Loc loc, Type *type);
const Expr *condition_read(Reader *r, Str text, Loc loc);
/* Inline Markdown, bound. */
bool inlines_read(Reader *r, Str text, Loc loc, const ProseInline **out, size_t *count);
const Variable *push_variable(Reader *r, Str name, const Sheet *sheet);
const Variable *push_number(Reader *r, Str name);

/* ---- layout_merge.c ---- */

/* `base` with what `over` says, object into object to `depth` levels; deeper it replaces. */
const Value *value_merge(Arena *a, const Value *base, const Value *over, unsigned depth);

/* ---- layout_find.c ---- */

/* Reads NAME.json: the report folder's first, then the program's, with whatever it derives from
 * merged in by `merge` (base, derived). NULL after a diagnostic at `mention`. */
typedef const Value *MergeSources(Arena *a, const Value *base, const Value *over);
const Value *source_find(Reader *r, const char *subfolder, const char *what, Str name, Loc mention,
                         MergeSources *merge, const Source **source);
bool is_own(const Reader *r, Loc loc);

/* ---- layout_style.c ---- */

/* Finds the profile and its rules for numbers; style_read() needs the names for the rest. */
const Value *style_begin(Reader *r, Str name, Loc mention);
bool style_read(Reader *r, const Value *profile);
bool page_read(Reader *r, const Value *v, const PageSpec *base, PageSpec *out);

/* ---- layout_seal.c ---- */

ReadField read_seal;          /* const MarginalSpec *, NULL when false */
ReadField read_draft;         /* const DraftSpec * */

/* ---- layout_names.c ---- */

/* Fills r->names with the scales, derived columns and named figures of a merged descriptor. */
bool names_read(Reader *r, const Value *descriptor);
const Derived *derived_find(const Names *names, Str table, Str name);

/* ---- layout_exists.c ---- */

/* "bila_ada" and "bila_tidak_ada" of a part, block or figure: whether it is there at all. */
bool is_there(Reader *r, const Value *object);

/* ---- layout_table.c ---- */

void tables_register(Reader *r, const Value *descriptor);
/* Those of the report folder, used or not. */
void tables_read_own(Reader *r);
/* By name; data without a definition give an automatic table. NULL after a diagnostic at `loc`. */
const TableSpec *table_named(Reader *r, Str name, Loc loc);
/* A definition written where it is used. */
const TableSpec *table_inline(Reader *r, const Value *v);

/* Says that the table at hand has no such column of data. */
bool unknown_column(Reader *r, Loc loc, Str name);

/* ---- layout_pivot.c ---- */

/* The columns with each {"tiap", "kolom"} written out, once for each value of its column; `key` is
 * the table's "tiap". NULL after a diagnostic. */
const Value *pivot_columns(Reader *r, const Value *columns, Str key);

/* What drawings read as tables do: the rows kept and their order, and one column from its "isi". */
ReadField table_read_filter;  /* const Expr * */
ReadField table_read_sort;    /* TableSpec */
ReadField table_read_title;   /* const Template *, without a row */
bool table_read_series(Reader *r, const Value *v, bool number, ColumnSpec *out);
/* The data that `v` names; NULL after a diagnostic. */
const Sheet *table_sheet(Reader *r, const Value *v, const char *what);
/* A place in layout->tables for what was read from r->sheet. */
TableSpec *table_keep(Reader *r, const TableSpec *read, Loc loc);

/* ---- layout_draw.c ---- */

void drawings_register(Reader *r, const Value *descriptor);
void drawings_read_own(Reader *r);
/* By name, or a definition written where it is used. NULL after a diagnostic. */
const DrawingSpec *drawing_named(Reader *r, bool tree, Str name, Loc loc);
/* "serapan" (a figure) or "capaian.serapan" (a derived column) as a formula. */
const DrawingSpec *formula_named(Reader *r, Str name, Loc loc);
const DrawingSpec *drawing_inline(Reader *r, bool tree, const Value *v);

/* ---- layout_prose.c ---- */

/* The prose file of that name, read and bound in r->scope. NULL after a diagnostic at `loc`. */
const Prose *prose_named(Reader *r, Str name, Loc loc);
/* The same for printing, as the spec's tree or, when the report has much prose, its text. */
bool prose_use(Reader *r, Str name, Loc loc, Spec *s);
enum {
    PROSE_HELD = 1 << 18,     /* bytes of a report's prose that stand in memory as trees */
    PROSE_PART = 1 << 13,     /* of the others, read so much at a time: about three pages */
};
bool inlines_bind(Reader *r, const ProseInline *items, size_t count);

/* ---- layout_spec.c, layout_part.c ---- */

bool specs_read(Reader *r, const Value *array, const Spec **out, size_t *count);
void parts_read(Reader *r, const Value *descriptor);

#endif
