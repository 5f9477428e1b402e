/*
 * build_table_transposed: a table on its side. Each column of the definition is a printed row, named
 * by its title; each row of data is a printed column, headed by its cell of the first column. The
 * last rows (sums, means) are the last columns.
 */
#include "build_table.h"

enum { MOST_ROWS = 200 };     /* nobody can read more beside one another */

static bool rows_fit(const TablePlan *p, size_t rows) {
    if (rows > 0 && rows <= MOST_ROWS) return true;
    diag_add(p->b->d, ERROR_, "tabel-terlalu-besar", p->spec->loc,
             "tabel \"%.*s\" yang dibalik mempunyai %zu baris data; yang dapat dicetak: 1 sampai %d",
             STR_ARG(p->spec->name), rows, MOST_ROWS);
    return false;
}

static Block *cell_block(TablePlan *p, Elem *elem, Para para, Loc loc) {
    Block *block = arena_alloc(p->b->a, sizeof *block);
    block->kind = BLOCK_PARA;
    block->elem = elem;
    block->loc = loc;
    block->u.para = para;
    return block;
}

static DocCell *add_cell(TablePlan *p, DocRow *row, DocCell *cells, Role role, CellClass class, size_t columns) {
    Elem *elem = build_elem(p->b, role, row->elem);
    size_t at = row->cell_count++;
    VAlign valign = class == CELL_HEAD_LAST ? VALIGN_MIDDLE : VALIGN_TOP;
    cells[at] = (DocCell){.block_count = 1, .column = (uint16_t)at, .col_span = 1, .row_span = 1, .elem = elem,
                          .style = table_edge_style(p->cells, class, valign, at == 0, at + 1 >= columns)};
    row->cells = cells;
    return &cells[at];
}

static void title_cell(TablePlan *p, DocCell *cell, const TextSpec *spec, const Template *title, Str text,
                       ParaChange change) {
    Runs runs = runs_new(p->b, spec, p->scope, cell->elem);
    if (title) runs_template(&runs, title);
    else runs_text(&runs, text, 0, false, p->spec->loc);
    cell->blocks = cell_block(p, cell->elem, runs_para(&runs, styles_para(p->b, spec, change)), p->spec->loc);
}

static bool is_end(FigureRow row) {
    return row.kind != FIGURE_BODY;
}

/* The text of a column in a line: an end row says only what it has. */
static Str line_text(const TablePlan *p, size_t line, size_t column, Datum *d) {
    FigureRow row = figures_row(p->figures, line);
    *d = is_end(row) ? figures_cell(p->figures, line, column, p->b->a)
                     : table_cell_datum(p, line, column, p->b->a);
    if (is_end(row) && d->kind == DATUM_EMPTY) return (Str){NULL, 0};
    return table_datum_text(p, column, row.kind, p->b->a, *d);
}

static DocRow head_row(TablePlan *p, Elem *section, size_t lines) {
    DocRow row = {.kind = ROW_HEAD, .elem = build_elem(p->b, ROLE_TR, section), .unbreakable = true,
                  .keep_with_next = true};
    DocCell *cells = arena_array(p->b->a, lines + 1, sizeof *cells);
    for (size_t i = 0; i <= lines; i++) {
        DocCell *cell = add_cell(p, &row, cells, ROLE_TH, CELL_HEAD_LAST, lines + 1);
        cell->elem->scope = SCOPE_COLUMN;
        if (i == 0) {
            title_cell(p, cell, p->style->head, p->spec->columns[0].title, (Str){0}, (ParaChange){.flat = true});
            continue;
        }
        FigureRow line = figures_row(p->figures, i - 1);
        Datum d;
        Str text = is_end(line) ? line.title : line_text(p, i - 1, 0, &d);
        title_cell(p, cell, p->style->head, NULL, text, (ParaChange){.flat = true});
    }
    return row;
}

static void value_cell(TablePlan *p, DocCell *cell, size_t line, size_t column) {
    const ColumnPlan *c = &p->columns[column];
    Datum d;
    Str text = line_text(p, line, column, &d);
    bool end = is_end(figures_row(p->figures, line));
    const RulePlan *rule = end ? NULL : table_rule(p, line, column, p->b->a);
    if (rule && !rule->spec->fill.none) {
        CellStyle *style = arena_alloc(p->b->a, sizeof *style);
        *style = *cell->style;
        style->fill = rule->spec->fill;
        cell->style = style;
    }
    const TextStyle *style = rule ? rule->text : end ? p->total_text : c->body_text;
    const ParaStyle *para = rule ? rule->para : end ? c->total_para : c->body_para;
    text = text_upper(p->b->a, rule ? rule->spec : c->text, text);
    if (c->spec->items && !end && d.kind == DATUM_TEXT && text.n) {
        table_cell_items(p->b->a, cell, c, text, style, para, d.loc);
        return;
    }
    cell->blocks = cell_block(p, cell->elem,
                              table_cell_para(p->b->a, text, style, para, d.kind == DATUM_NUMBER, d.loc), d.loc);
}

/* A total's cell in a column of totals: the heavy rule stands on its left instead of above it. */
static void turn_total(TablePlan *p, DocCell *cell, const CellStyle *beside, bool first) {
    CellStyle *style = arena_alloc(p->b->a, sizeof *style);
    *style = *cell->style;
    if (first) style->left = style->top;
    style->top = beside->top;
    style->bottom = beside->bottom;
    cell->style = style;
}

static DocRow column_row(TablePlan *p, Elem *section, size_t column, size_t lines) {
    DocRow row = {.kind = ROW_BODY, .elem = build_elem(p->b, ROLE_TR, section), .align_items = p->items};
    DocCell *cells = arena_array(p->b->a, lines + 1, sizeof *cells);
    CellClass class = column % 2 ? CELL_BODY : CELL_ZEBRA;
    DocCell *name = add_cell(p, &row, cells, ROLE_TH, class, lines + 1);
    name->elem->scope = SCOPE_ROW;
    title_cell(p, name, p->style->body, p->spec->columns[column].title, (Str){0},
               (ParaChange){.flat = true, .aligned = true, .align = ALIGN_LEFT});
    for (size_t i = 0; i < lines; i++) {
        bool end = is_end(figures_row(p->figures, i));
        DocCell *cell = add_cell(p, &row, cells, ROLE_TD, end ? CELL_TOTAL : class, lines + 1);
        if (end) turn_total(p, cell, name->style, !i || !is_end(figures_row(p->figures, i - 1)));
        value_cell(p, cell, i, column);
    }
    return row;
}

static void columns_of(TablePlan *p, size_t lines, DocTable *out) {
    DocColumn *columns = arena_array(p->b->a, lines + 1, sizeof *columns);
    for (size_t i = 0; i <= lines; i++)
        columns[i] = (DocColumn){.width_kind = WIDTH_AUTO, .align = ALIGN_LEFT};
    const ColumnSpec *first = &p->spec->columns[0];
    columns[0].width_kind = first->width_kind;
    columns[0].width = first->width;
    columns[0].share = first->share;
    out->columns = columns;
    out->column_count = lines + 1;
}

void table_transposed(TablePlan *p, Elem *elem, DocTable *out) {
    size_t lines = figures_rows(p->figures), rows = p->column_count - 1;
    columns_of(p, rows_fit(p, lines) ? lines : 0, out);
    if (out->column_count < 2) return;
    p->total_text = styles_text(p->b, p->style->total, 0);
    DocRow *head = arena_alloc(p->b->a, sizeof *head);
    *head = head_row(p, build_elem(p->b, ROLE_THEAD, elem), lines);
    out->head = head;
    out->head_count = 1;
    Elem *body = build_elem(p->b, ROLE_TBODY, elem);
    DocRow *all = arena_array(p->b->a, rows + 1, sizeof *all);
    for (size_t c = 1; c <= rows; c++) all[c - 1] = column_row(p, body, c, lines);
    table_static_rows(&out->body, all, rows);
}
