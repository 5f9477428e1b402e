/*
 * build_table: what the head and the rows of one table share. Everything that does not change from
 * row to row is made once; a pulled row is made in the arena it is pulled into and keeps nothing.
 *
 * Orders of elements: the row with index i takes its TR and cells from base + i * stride on, so
 * that a row pulled twice has the same elements, and rows pulled in any order stand in theirs.
 */
#ifndef LAKIP_BUILD_TABLE_H
#define LAKIP_BUILD_TABLE_H

#include "build_internal.h"

typedef enum CellClass {
    CELL_HEAD,                /* a head row that has another one below it */
    CELL_HEAD_LAST, CELL_BODY, CELL_ZEBRA, CELL_GROUP, CELL_TOTAL,
    CELL_CLASSES
} CellClass;

typedef struct CellStyles {
    CellStyle styles[CELL_CLASSES][3][2][2]; /* by VAlign, at the left edge, at the right edge */
} CellStyles;

typedef struct RulePlan {     /* of a CellRule, for one column */
    const Expr *when;
    const TextSpec *spec;
    const TextStyle *text;
    const ParaStyle *para;
} RulePlan;

typedef struct ColumnPlan {
    const ColumnSpec *spec;
    const TextSpec *text;
    Format format;
    const TextStyle *body_text;
    const ParaStyle *body_para, *total_para;
    Str groups[3];            /* heads above its title, filled */
    const RulePlan *rules;    /* the column's, then the table's */
    size_t rule_count;
    Len item_indent;          /* room for the marks of items; 0: they have none */
    bool naming;              /* its cells name their rows */
    const Str *heads;         /* ids of the head cells above, when heads have several rows */
    uint16_t head_count;
} ColumnPlan;

typedef struct TablePlan {
    Build *b;
    const TableSpec *spec;
    const TableStyle *style;
    const FigureTable *figures;
    const Scope *scope;
    CellStyles *cells;
    ColumnPlan *columns;
    size_t column_count;
    bool items;               /* some cells are lists: as many items stand aligned one by one */
    size_t rows, first_end;   /* rows before first_end belong to body, the others to foot */
    Elem *body, *foot;        /* TBody, TFoot or NULL */
    uint32_t body_base, foot_base, stride;
    const TextStyle *group_text, *total_text;
    const ParaStyle **group_paras;        /* by level */
    const ParaStyle *label_para;          /* of total rows */
    Str carried_out, carried_in;
    Str id;                   /* of the table: beginning of its cells' ids */
} TablePlan;

CellStyles *table_cell_styles(Build *b, const TableStyle *style);
/* No rule stands at the table's edges, which have the outer one, nor between joined columns. */
const CellStyle *table_cell_style(const TablePlan *p, CellClass c, VAlign v, size_t column, size_t span);
const CellStyle *table_edge_style(const CellStyles *s, CellClass c, VAlign v, bool left, bool right);
/* How many columns from `column` on share its head. */
size_t table_joined(const TablePlan *p, size_t column);
/* A paragraph of text whose lines are parted by forced breaks. */
Para table_cell_para(Arena *a, Str text, const TextStyle *style, const ParaStyle *para, bool nobreak, Loc loc);
/* The lines of a text as a list in the cell, which has an element. */
void table_cell_items(Arena *a, DocCell *cell, const ColumnPlan *c, Str text, const TextStyle *style,
                      const ParaStyle *para, Loc loc);
/* The image that the cell names; false where there is none. They have been loaded before. */
bool table_cell_image(const TablePlan *p, Arena *a, DocCell *cell, const ColumnPlan *c, size_t row, Datum file);
void table_load_images(const TablePlan *p);
/* A value as a column prints it. */
Str table_datum_text(const TablePlan *p, size_t column, FigureRowKind kind, Arena *a, Datum d);
/* A body cell's value: the running number, nothing where a hand is to write, or the figure. */
Datum table_cell_datum(const TablePlan *p, size_t row, size_t column, Arena *a);
/* The first rule that holds for the row, or NULL. */
const RulePlan *table_rule(const TablePlan *p, size_t row, size_t column, Arena *a);
/* The head's rows, head ids into p->columns. `elem`: the Table. */
void table_head(TablePlan *p, Elem *elem, DocTable *out);
/* The body as rows to be pulled. */
void table_rows(TablePlan *p, Elem *elem, DocTable *out);
/* Columns, head and body of a table whose columns are printed as rows. */
void table_transposed(TablePlan *p, Elem *elem, DocTable *out);

#endif
