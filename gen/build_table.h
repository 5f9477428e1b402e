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

typedef struct ColumnPlan {
    const ColumnSpec *spec;
    const TextSpec *text;
    Format format;
    const TextStyle *body_text;
    const ParaStyle *body_para, *total_para;
    Str groups[3];            /* heads above its title, filled */
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
const CellStyle *table_cell_style(const CellStyles *s, CellClass c, VAlign v, size_t column,
                                  size_t span, size_t columns);
/* The head's rows, head ids into p->columns. `elem`: the Table. */
void table_head(TablePlan *p, Elem *elem, DocTable *out);
/* The body as rows to be pulled. */
void table_rows(TablePlan *p, Elem *elem, DocTable *out);

#endif
