/*
 * build_table_rows: rows made when they are pulled, from figures_row() and figures_cell(). Nothing
 * is kept of a row outside the arena it was pulled into.
 */
#include "build_table.h"

typedef struct RowWork {
    const TablePlan *p;
    Arena *a;
    size_t index;
    FigureRow row;
    Elem *tr;                 /* NULL: a carry row, which is a repeat */
    uint32_t counter;
    DocCell *cells;
    size_t count;
} RowWork;

/* ---- cells ---- */

static Elem *row_elem(RowWork *w, Role role, Elem *parent) {
    return parent ? elem_new(w->a, &w->counter, role, parent) : NULL;
}

static DocCell *cell_add(RowWork *w, Role role, CellClass class, VAlign valign, size_t column,
                         size_t col_span, size_t row_span) {
    DocCell *cell = &w->cells[w->count++];
    Elem *elem = row_elem(w, role, w->tr);
    if (elem) {
        elem->col_span = (uint16_t)col_span;
        elem->row_span = (uint32_t)row_span;
        if (role == ROLE_TH) elem->scope = SCOPE_ROW;
    }
    *cell = (DocCell){
        .column = (uint16_t)column, .col_span = (uint16_t)col_span, .row_span = (uint32_t)row_span,
        .elem = elem, .repeat_label = row_span > 1,
        .style = table_cell_style(w->p, class, valign, column, col_span),
    };
    return cell;
}

static void cell_text(RowWork *w, DocCell *cell, Str text, const TextStyle *style,
                      const ParaStyle *para, bool nobreak, Loc loc) {
    Block *block = arena_alloc(w->a, sizeof *block);
    block->kind = BLOCK_PARA;
    block->elem = cell->elem;
    block->loc = loc;
    block->u.para = table_cell_para(w->a, text, style, para, nobreak, loc);
    cell->blocks = block;
    cell->block_count = 1;
}

/* A number of rows is no amount of the column it stands in. */
Str table_datum_text(const TablePlan *p, size_t column, FigureRowKind kind, Arena *a, Datum d) {
    Format format = kind == FIGURE_COUNT ? (Format){.digits = -1} : p->columns[column].format;
    return format_apply(a, format, &p->b->style->format, d);
}

static Str datum_text(RowWork *w, const ColumnPlan *c, Datum d) {
    return table_datum_text(w->p, (size_t)(c - w->p->columns), w->row.kind, w->a, d);
}

/* ---- body rows ---- */

Datum table_cell_datum(const TablePlan *p, size_t row, size_t column, Arena *a) {
    const ColumnSpec *spec = p->columns[column].spec;
    if (spec->row_number) {
        int64_t number = (int64_t)figures_row(p->figures, row).number;
        return (Datum){.kind = DATUM_NUMBER, .number = num_int(number)};
    }
    if (!spec->expr) return (Datum){.kind = DATUM_TEXT};     /* filled in by hand */
    return figures_cell(p->figures, row, column, a);
}

const RulePlan *table_rule(const TablePlan *p, size_t row, size_t column, Arena *a) {
    const ColumnPlan *c = &p->columns[column];
    for (size_t i = 0; i < c->rule_count; i++) {
        Datum d = figures_eval(p->figures, row, c->rules[i].when, a);
        if (d.kind == DATUM_BOOL && d.boolean) return &c->rules[i];
    }
    return NULL;
}

/* Ids of the heads above and of the cell that names the row. */
static void name_heads(RowWork *w, Elem *elem, const ColumnPlan *c, const Elem *naming) {
    if (!c->head_count) return;
    elem->headers = c->heads;
    elem->header_count = c->head_count;
    if (!naming || naming == elem) return;
    Str *heads = arena_array(w->a, c->head_count + 1u, sizeof *heads);
    memcpy(heads, c->heads, c->head_count * sizeof *heads);
    heads[c->head_count] = naming->id;
    elem->headers = heads;
    elem->header_count = (uint16_t)(c->head_count + 1);
}

/* Whether the table's rows go on below line `row` without a rule. */
static bool flush_below(const TablePlan *p, size_t row) {
    size_t column = p->spec->flush_column;
    return column != SIZE_MAX && row + 1 < p->rows && figures_span(p->figures, row + 1, column) == 0;
}

/* The cell's own style where a rule's background or the missing rule below makes it differ. */
static void change_style(RowWork *w, DocCell *cell, bool flush, const RulePlan *rule) {
    bool filled = rule && !rule->spec->fill.none;
    if (!flush && !filled) return;
    CellStyle *style = arena_alloc(w->a, sizeof *style);
    *style = *cell->style;
    if (flush) style->bottom = (RuleSpec){0, {0, 0, 0, true}};
    if (filled) style->fill = rule->spec->fill;
    cell->style = style;
}

static void body_cell(RowWork *w, size_t column, size_t span, CellClass class) {
    const ColumnPlan *c = &w->p->columns[column];
    DocCell *cell =
        cell_add(w, c->naming ? ROLE_TH : ROLE_TD, class, c->spec->valign, column, 1, span);
    if (c->naming && c->head_count) {
        cell->elem->id = str_printf(w->a, "%.*s-b%zu", STR_ARG(w->p->id), w->index + 1);
    }
    Datum d = table_cell_datum(w->p, w->index, column, w->a);
    const RulePlan *rule = table_rule(w->p, w->index, column, w->a);
    change_style(w, cell, flush_below(w->p, w->index + span - 1), rule);
    const TextStyle *style = rule ? rule->text : c->body_text;
    const ParaStyle *para = rule ? rule->para : c->body_para;
    Str text = text_upper(w->a, rule ? rule->spec : c->text, datum_text(w, c, d));
    if (c->spec->image_width && d.kind == DATUM_TEXT && text.n
        && table_cell_image(w->p, w->a, cell, c, w->index, d)) return;
    if (c->spec->items && d.kind == DATUM_TEXT && text.n) {
        table_cell_items(w->a, cell, c, text, style, para, d.loc);
        return;
    }
    bool whole = d.kind == DATUM_NUMBER && str_find(text, STR(" "), 0) == SIZE_MAX;
    cell_text(w, cell, text, style, para, whole, d.loc);
}

static size_t body_span(const RowWork *w, size_t column) {
    const TablePlan *p = w->p;
    if (p->columns[column].spec->merge == MERGE_NONE) return 1;
    return figures_span(p->figures, w->index, column);
}

/* A row none of whose cells is its own is a row all the same: a line high, so that nobody takes the
 * rows that a span stands for as one. */
static Len bare_height(const RowWork *w) {
    for (size_t i = 0; i < w->count; i++) {
        if (w->cells[i].row_span < 2) return 0;
    }
    const TableStyle *style = w->p->style;
    return w->p->columns[0].body_para->leading + 2 * style->pad_y;
}

static void body_row(RowWork *w, DocRow *out) {
    const TablePlan *p = w->p;
    CellClass class = w->row.number % 2 ? CELL_BODY : CELL_ZEBRA;
    for (size_t c = 0; c < p->column_count; c++) {
        size_t span = body_span(w, c);
        if (span) body_cell(w, c, span, class);
    }
    const Elem *naming = NULL;
    for (size_t i = 0; i < w->count; i++) {
        if (p->columns[w->cells[i].column].naming) naming = w->cells[i].elem;
    }
    for (size_t i = 0; i < w->count; i++) {
        name_heads(w, w->cells[i].elem, &p->columns[w->cells[i].column], naming);
    }
    out->kind = ROW_BODY;
    out->min_height = bare_height(w);
    out->align_items = p->items;
}

/* ---- rows of groups, totals and means ---- */

static void group_cell(RowWork *w, Str title) {
    const TablePlan *p = w->p;
    DocCell *cell = cell_add(w, ROLE_TH, CELL_GROUP, VALIGN_MIDDLE, 0, p->column_count, 1);
    size_t level = w->row.level < p->spec->group_count ? w->row.level : 0;
    cell_text(w, cell, text_upper(w->a, p->style->group, title), p->group_text,
              p->group_paras[level], false, LOC_NONE);
}

static void group_head(RowWork *w, DocRow *out) {
    const TablePlan *p = w->p;
    group_cell(w, w->row.title);
    out->kind = ROW_GROUP_HEAD;
    out->keep_with_next = true;
    out->page_break_before = w->index > 0 && p->spec->groups[w->row.level].page_break;
}

/* Whether a column has something to say in this row. */
static bool speaks(const RowWork *w, size_t column, Datum d) {
    const ColumnSpec *spec = w->p->columns[column].spec;
    if (d.kind != DATUM_EMPTY) return true;
    return w->row.kind == FIGURE_MEAN ? spec->mean != NULL
                                      : w->row.kind != FIGURE_COUNT && spec->total;
}

static void total_cell(RowWork *w, size_t column, Datum d) {
    const TablePlan *p = w->p;
    const ColumnPlan *c = &p->columns[column];
    DocCell *cell = cell_add(w, ROLE_TD, CELL_TOTAL, VALIGN_MIDDLE, column, 1, 1);
    Str text = speaks(w, column, d) ? datum_text(w, c, d) : (Str){0};
    cell_text(w, cell, text, p->total_text, c->total_para, true, d.loc);
    if (cell->elem) name_heads(w, cell->elem, c, NULL);
}

/* The label spans the columns before the first that says something; `value` tells what they say. */
static void total_cells(RowWork *w, Str label, Datum (*value)(RowWork *w, size_t column)) {
    const TablePlan *p = w->p;
    Datum *data = arena_array(w->a, p->column_count, sizeof *data);
    size_t first = p->column_count;
    for (size_t c = p->column_count; c-- > 0;) {
        data[c] = value(w, c);
        if (speaks(w, c, data[c])) first = c;
    }
    size_t span = first ? first : 1;
    DocCell *cell = cell_add(w, ROLE_TH, CELL_TOTAL, VALIGN_MIDDLE, 0, span, 1);
    label = text_upper(w->a, p->style->total, label);
    if (!first) {       /* a sum in the very first column stands behind its label */
        Str text = datum_text(w, &p->columns[0], data[0]);
        label = str_printf(w->a, "%.*s: %.*s", STR_ARG(label), STR_ARG(text));
    }
    cell_text(w, cell, label, p->total_text, p->label_para, false, LOC_NONE);
    for (size_t c = span; c < p->column_count; c++) total_cell(w, c, data[c]);
}

static Datum figure_value(RowWork *w, size_t column) {
    return figures_cell(w->p->figures, w->index, column, w->a);
}

static void total_row(RowWork *w, DocRow *out, RowKind kind) {
    total_cells(w, w->row.title, figure_value);
    out->kind = kind;
    out->keep_with_previous = true;
    out->unbreakable = true;
}

/* ---- pulling ---- */

static bool in_foot(const TablePlan *p, size_t index) {
    return p->foot && index >= p->first_end;
}

static uint32_t row_order(const TablePlan *p, size_t index) {
    return in_foot(p, index) ? p->foot_base + (uint32_t)(index - p->first_end) * p->stride
                             : p->body_base + (uint32_t)index * p->stride;
}

/* A group without a head row begins its page at its first row. */
static bool begins_page(const TablePlan *p, size_t index) {
    if (!index) return false;
    FigureRow before = figures_row(p->figures, index - 1);
    if (before.kind != FIGURE_GROUP_FOOT || before.level >= p->spec->group_count) return false;
    const GroupSpec *group = &p->spec->groups[before.level];
    return group->page_break && !group->head;
}

static void pull(void *self, size_t index, Arena *a, DocRow *out) {
    const TablePlan *p = self;
    RowWork w = {.p = p, .a = a, .index = index, .row = figures_row(p->figures, index),
                 .counter = row_order(p, index),
                 .cells = arena_array(a, p->column_count, sizeof(DocCell))};
    w.tr = row_elem(&w, ROLE_TR, in_foot(p, index) ? p->foot : p->body);
    *out = (DocRow){.elem = w.tr};
    switch (w.row.kind) {
    case FIGURE_GROUP_HEAD:
        group_head(&w, out);
        break;
    case FIGURE_BODY:
        body_row(&w, out);
        out->page_break_before = begins_page(p, index);
        break;
    case FIGURE_GROUP_FOOT:
        total_row(&w, out, ROW_SUBTOTAL);
        break;
    case FIGURE_TOTAL:
    case FIGURE_MEAN:
    case FIGURE_COUNT:
        total_row(&w, out, ROW_TOTAL);
        break;
    }
    out->cells = w.cells;
    out->cell_count = w.count;
}

/* ---- what stands again on the next page ---- */

static bool group_again(void *self, size_t index, unsigned level, Arena *a, DocRow *out) {
    const TablePlan *p = self;
    Str title = figures_head(p->figures, index, level);
    if (!title.n) return false;
    RowWork w = {.p = p, .a = a, .index = index, .row = {.kind = FIGURE_GROUP_HEAD, .level = level},
                 .cells = arena_array(a, 1, sizeof(DocCell))};
    Str mark = p->style->continued;
    group_cell(&w, mark.n ? str_printf(a, "%.*s %.*s", STR_ARG(title), STR_ARG(mark)) : title);
    *out = (DocRow){.kind = ROW_GROUP_HEAD, .cells = w.cells, .cell_count = w.count};
    return true;
}

static Datum running_value(RowWork *w, size_t column) {
    if (!w->p->columns[column].spec->total) return (Datum){.kind = DATUM_EMPTY};
    return figures_running(w->p->figures, w->index, column, w->a);
}

static void carry(void *self, size_t index, bool incoming, Arena *a, DocRow *out) {
    const TablePlan *p = self;
    RowWork w = {.p = p, .a = a, .index = index, .row = {.kind = FIGURE_TOTAL},
                 .cells = arena_array(a, p->column_count, sizeof(DocCell))};
    total_cells(&w, incoming ? p->carried_in : p->carried_out, running_value);
    *out =
        (DocRow){.kind = ROW_CARRY, .cells = w.cells, .cell_count = w.count, .unbreakable = true};
}

/* ---- the sequence ---- */

static size_t first_end_row(const TablePlan *p) {
    size_t i = p->rows;
    while (i > 0) {
        FigureRowKind kind = figures_row(p->figures, i - 1).kind;
        if (kind != FIGURE_TOTAL && kind != FIGURE_MEAN && kind != FIGURE_COUNT) break;
        i--;
    }
    return i;
}

/* Nothing to print: one row that says so. */
static void empty_body(TablePlan *p, DocTable *out) {
    Build *b = p->b;
    DocRow *row = arena_alloc(b->a, sizeof *row);
    RowWork w = {.p = p, .a = b->a, .counter = b->counter,
                 .cells = arena_array(b->a, 1, sizeof(DocCell))};
    w.tr = row_elem(&w, ROLE_TR, p->body);
    DocCell *cell = cell_add(&w, ROLE_TD, CELL_BODY, VALIGN_TOP, 0, p->column_count, 1);
    cell_text(&w, cell, b->style->format.empty, p->columns[0].body_text, p->columns[0].body_para,
              false, p->spec->loc);
    b->counter = w.counter;
    *row = (DocRow){.kind = ROW_BODY, .cells = w.cells, .cell_count = 1, .elem = w.tr};
    table_static_rows(&out->body, row, 1);
}

/* Keeps the orders of `rows` rows free. False, with a diagnostic: more than can be numbered. */
static bool reserve(TablePlan *p, size_t rows, uint32_t *base) {
    Build *b = p->b;
    uint64_t end = b->counter + (uint64_t)rows * p->stride;
    *base = b->counter;
    if (end >= UINT32_MAX) {
        diag_add(b->d, ERROR_, "tabel-terlalu-besar", p->spec->loc,
                 "tabel \"%.*s\" mempunyai terlalu banyak sel", STR_ARG(p->spec->name));
        return false;
    }
    b->counter = (uint32_t)end;
    return true;
}

static void plan_labels(TablePlan *p) {
    Build *b = p->b;
    p->group_text = styles_text(b, p->style->group, 0);
    p->total_text = styles_text(b, p->style->total, 0);
    p->label_para = styles_para(b, p->style->total, (ParaChange){.flat = true});
    p->group_paras = arena_array(b->a, p->spec->group_count + 1, sizeof *p->group_paras);
    for (size_t i = 0; i < p->spec->group_count; i++) {
        Len indent = (Len)i * p->style->group->size;      /* an em a level */
        p->group_paras[i] =
            styles_para(b, p->style->group, (ParaChange){.flat = true, .left = indent});
    }
}

void table_rows(TablePlan *p, Elem *elem, DocTable *out) {
    Build *b = p->b;
    plan_labels(p);
    p->rows = figures_rows(p->figures);
    p->first_end = first_end_row(p);
    p->stride = (uint32_t)p->column_count + 1;
    p->body = build_elem(b, ROLE_TBODY, elem);
    if (!p->rows) {
        empty_body(p, out);
        return;
    }
    if (!reserve(p, p->first_end, &p->body_base)) return;
    if (p->first_end && p->first_end < p->rows) {
        p->foot = build_elem(b, ROLE_TFOOT, elem);
        if (!reserve(p, p->rows - p->first_end, &p->foot_base)) return;
    } else if (!p->first_end) {       /* only totals: they are the body */
        if (!reserve(p, p->rows, &p->body_base)) return;
    }
    out->body = (DocRows){.count = p->rows, .self = p, .row = pull, .group = group_again,
                          .levels = (unsigned)p->spec->group_count};
    if (!p->spec->carried_out && !p->spec->carried_in) return;
    p->carried_out = text_template(b, p->spec->carried_out, p->scope, b->d);
    p->carried_in = text_template(b, p->spec->carried_in, p->scope, b->d);
    out->body.carry = carry;
}
