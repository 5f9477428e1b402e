/*
 * build_table_head: head rows. A column's title stands below the heads it is grouped under
 * ('di_bawah'); equal neighbours share one cell, and a title without further heads reaches down to
 * the last row. Joined columns share the head of the one they join. The row of column numbers 1 2 3
 * ... is part of the head, but heads nothing.
 */
#include "build_table.h"

static size_t groups_of(const TablePlan *p, size_t column) {
    return p->spec->columns[column].group_title_count;
}

static size_t head_rows(const TablePlan *p) {
    size_t most = 0;
    for (size_t i = 0; i < p->column_count; i++) {
        if (groups_of(p, i) > most) most = groups_of(p, i);
    }
    return most + 1;
}

/* Whether the column stands under the same heads as its left neighbour down to this row. */
static bool same_group(const TablePlan *p, size_t column, size_t row) {
    if (column == 0 || groups_of(p, column - 1) <= row) return false;
    for (size_t i = 0; i <= row; i++) {
        if (!str_eq(p->columns[column].groups[i], p->columns[column - 1].groups[i])) return false;
    }
    return true;
}

static size_t group_span(const TablePlan *p, size_t column, size_t row) {
    size_t span = 1;
    while (column + span < p->column_count && groups_of(p, column + span) > row
           && same_group(p, column + span, row)) span++;
    return span;
}

static Block *head_text(TablePlan *p, const TextSpec *spec, Elem *elem, const Template *title,
                        Str text) {
    Build *b = p->b;
    Block *block = arena_alloc(b->a, sizeof *block);
    block->kind = BLOCK_PARA;
    block->elem = elem;
    block->loc = title ? title->loc : p->spec->loc;
    Runs runs = runs_new(b, spec, p->scope, elem);
    if (title) runs_template(&runs, title);
    else runs_text(&runs, text, 0, false, block->loc);
    block->u.para = runs_para(&runs, styles_para(b, spec, (ParaChange){.flat = true}));
    return block;
}

static void name_head(TablePlan *p, size_t column, size_t span, Elem *elem) {
    for (size_t i = column; i < column + span; i++) {
        ColumnPlan *c = &p->columns[i];
        Str *heads = arena_grow(p->b->a, (void *)c->heads, c->head_count * sizeof *heads,
                                (c->head_count + 1u) * sizeof *heads);
        heads[c->head_count++] = elem->id;
        c->heads = heads;
    }
}

typedef struct HeadRow {
    TablePlan *p;
    Elem *elem;
    DocCell *cells;
    size_t count;
    size_t row, rows;         /* of title rows */
    bool numbered;            /* a row of numbers follows */
} HeadRow;

static DocCell *head_cell(HeadRow *h, Role role, size_t column, size_t span, size_t row_span) {
    TablePlan *p = h->p;
    bool last = h->row + row_span >= h->rows && !h->numbered;
    Elem *elem = build_elem(p->b, role, h->elem);
    elem->col_span = (uint16_t)span;
    elem->row_span = (uint32_t)row_span;
    DocCell *cell = &h->cells[h->count++];
    *cell = (DocCell){
        .block_count = 1,
        .column = (uint16_t)column,
        .col_span = (uint16_t)span,
        .row_span = (uint32_t)row_span,
        .elem = elem,
        .style = table_cell_style(p, last ? CELL_HEAD_LAST : CELL_HEAD, VALIGN_MIDDLE, column, span),
    };
    return cell;
}

static void title_cell(HeadRow *h, size_t column, size_t span, size_t row_span,
                       const Template *title, Str text) {
    TablePlan *p = h->p;
    DocCell *cell = head_cell(h, ROLE_TH, column, span, row_span);
    cell->elem->scope = SCOPE_COLUMN;
    if (h->rows > 1) {
        cell->elem->id =
            str_printf(p->b->a, "%.*s-%zu-%zu", STR_ARG(p->id), h->row + 1, column + 1);
        name_head(p, column, span, cell->elem);
    }
    cell->rotated = title && p->spec->columns[column].rotated_head;
    cell->blocks = head_text(p, p->style->head, cell->elem, title, text);
}

static HeadRow head_row(TablePlan *p, Elem *section, size_t row, size_t rows, bool numbered) {
    return (HeadRow){.p = p,
                     .elem = build_elem(p->b, ROLE_TR, section),
                     .row = row,
                     .rows = rows,
                     .cells = arena_array(p->b->a, p->column_count, sizeof(DocCell)),
                     .numbered = numbered};
}

static DocRow title_row(TablePlan *p, Elem *section, size_t row, size_t rows, bool numbered) {
    HeadRow h = head_row(p, section, row, rows, numbered);
    for (size_t c = 0; c < p->column_count; c++) {
        const ColumnSpec *spec = &p->spec->columns[c];
        size_t groups = groups_of(p, c);
        if (row == groups && !spec->joined) {
            title_cell(&h, c, table_joined(p, c), rows - row, spec->title, (Str){0});
        } else if (row < groups && !same_group(p, c, row)) {
            title_cell(&h, c, group_span(p, c, row), 1, NULL, p->columns[c].groups[row]);
        }
    }
    return (DocRow){.kind = ROW_HEAD, .cells = h.cells, .cell_count = h.count, .elem = h.elem,
                    .unbreakable = true, .keep_with_next = true};
}

static DocRow number_row(TablePlan *p, Elem *section) {
    HeadRow h = head_row(p, section, 0, 1, false);
    size_t number = 0;
    for (size_t c = 0; c < p->column_count; c += table_joined(p, c)) {
        DocCell *cell = head_cell(&h, ROLE_TD, c, table_joined(p, c), 1);
        Str text = str_printf(p->b->a, "%zu", ++number);
        cell->blocks = head_text(p, p->style->number_row, cell->elem, NULL, text);
    }
    return (DocRow){.kind = ROW_COLUMN_NUMBERS,
                    .cells = h.cells,
                    .cell_count = h.count,
                    .elem = h.elem,
                    .unbreakable = true,
                    .keep_with_next = true};
}

/* Equal heads are equal as they are printed. */
static void fill_groups(TablePlan *p) {
    for (size_t c = 0; c < p->column_count; c++) {
        for (size_t i = 0; i < groups_of(p, c); i++) {
            const Template *title = p->spec->columns[c].group_titles[i];
            p->columns[c].groups[i] = text_template(p->b, title, p->scope, p->b->d);
        }
    }
}

void table_head(TablePlan *p, Elem *elem, DocTable *out) {
    fill_groups(p);
    size_t rows = head_rows(p);
    bool numbered = p->spec->number_row;
    Elem *section = build_elem(p->b, ROLE_THEAD, elem);
    DocRow *head = arena_array(p->b->a, rows + 1, sizeof *head);
    for (size_t i = 0; i < rows; i++) head[i] = title_row(p, section, i, rows, numbered);
    if (numbered) head[rows] = number_row(p, section);
    out->head = head;
    out->head_count = rows + numbered;
}
