/*
 * table_draw: placed cells to items: fills first, then rules, then text.
 *
 * Every edge between two cells has one rule, the heavier of what its two sides ask for; edges that
 * continue each other with the same rule are one rectangle. Rules are centred on their edge.
 */
#include "table_internal.h"

typedef struct Edges {
    RuleSpec *across;         /* (rows + 1) x columns: above row r in column c */
    RuleSpec *down;           /* rows x (columns + 1): left of column c in row r */
    size_t rows, columns;
} Edges;

/* ---- where columns are: parts of a split table show the stub and a range ---- */

static Len column_edge(const Grid *g, size_t edge) {
    const TableFlow *t = g->table;
    size_t stub = t->part_count > 1 ? t->parts[0].from : 0;
    if (t->part_count < 2 || edge <= stub) return t->left + t->edges[edge];
    size_t from = g->part->from, to = g->part->to;
    size_t within = edge < from ? from : edge > to ? to : edge;
    return t->left + t->edges[stub] + t->edges[within] - t->edges[from];
}

/* Content stands in the first part that shows the cell; in later ones it is a repeat. */
static PaintAs paint_as(const Grid *g, const CellBox *box, PaintAs as) {
    const TableFlow *t = g->table;
    if (t->part_count < 2 || g->part == &t->parts[0]) return as;
    size_t stub = t->parts[0].from;
    bool before = box->column < stub || box->column < g->part->from;
    return before ? PAINT_REPEAT : as;
}

/* ---- fills ---- */

static bool same_colour(Colour a, Colour b) {
    return a.none == b.none && a.r == b.r && a.g == b.g && a.b == b.b;
}

static void draw_fills(const Grid *g, ItemList *out) {
    size_t first = out->count;
    for (size_t i = 0; i < g->count; i++) {
        const Placed *c = &g->cells[i];
        const CellStyle *style = c->box->cell->style;
        if (!style || style->fill.none) continue;
        Len x = column_edge(g, c->box->column),
            end = column_edge(g, c->box->column + c->box->col_span);
        Len y = g->y[c->row], bottom = g->y[c->row_end];
        Item *last = out->count > first ? &out->items[out->count - 1] : NULL;
        if (last && last->x + last->width == x && last->y == y && last->height == bottom - y
            && same_colour(last->u.fill.colour, style->fill)) {
            last->width += end - x;
            continue;
        }
        items_fill(out, x, y, end - x, bottom - y, style->fill, ARTIFACT_BACKGROUND);
    }
}

/* ---- rules ---- */

static void heavier(RuleSpec *edge, RuleSpec rule) {
    if (!rule.colour.none && rule.width > edge->width) *edge = rule;
}

static bool same_rule(RuleSpec a, RuleSpec b) {
    return a.width == b.width && (a.width == 0 || same_colour(a.colour, b.colour));
}

static void cell_edges(Edges *e, const Placed *c) {
    const CellStyle *style = c->box->cell->style;
    if (!style) return;
    size_t left = c->box->column, right = left + c->box->col_span;
    for (size_t col = left; col < right; col++) {
        heavier(&e->across[c->row * e->columns + col], style->top);
        heavier(&e->across[c->row_end * e->columns + col], style->bottom);
    }
    for (size_t row = c->row; row < c->row_end; row++) {
        heavier(&e->down[row * (e->columns + 1) + left], style->left);
        heavier(&e->down[row * (e->columns + 1) + right], style->right);
    }
}

static void outer_edges(Edges *e, RuleSpec outer) {
    for (size_t col = 0; col < e->columns; col++) {
        heavier(&e->across[col], outer);
        heavier(&e->across[e->rows * e->columns + col], outer);
    }
    for (size_t row = 0; row < e->rows; row++) {
        heavier(&e->down[row * (e->columns + 1)], outer);
        heavier(&e->down[row * (e->columns + 1) + e->columns], outer);
    }
}

/* The widest rule that meets a corner from above or below: horizontal rules reach over it. */
static Len corner(const Edges *e, size_t row, size_t edge) {
    Len above = row ? e->down[(row - 1) * (e->columns + 1) + edge].width : 0;
    Len below = row < e->rows ? e->down[row * (e->columns + 1) + edge].width : 0;
    return above > below ? above : below;
}

static void draw_across(const Grid *g, const Edges *e, size_t row, ItemList *out) {
    for (size_t col = 0; col < e->columns;) {
        const RuleSpec rule = e->across[row * e->columns + col];
        size_t end = col + 1;
        while (end < e->columns && same_rule(rule, e->across[row * e->columns + end])) end++;
        if (rule.width) {
            Len x = column_edge(g, col), x_end = column_edge(g, end);
            Len from = x - corner(e, row, col) / 2, to = x_end + corner(e, row, end) / 2;
            if (x_end > x) {
                items_fill(out, from, g->y[row] - rule.width / 2, to - from, rule.width,
                           rule.colour, ARTIFACT_LAYOUT);
            }
        }
        col = end;
    }
}

static void draw_down(const Grid *g, const Edges *e, size_t edge, ItemList *out) {
    size_t stride = e->columns + 1;
    for (size_t row = 0; row < e->rows;) {
        const RuleSpec rule = e->down[row * stride + edge];
        size_t end = row + 1;
        while (end < e->rows && same_rule(rule, e->down[end * stride + edge])) end++;
        if (rule.width) {
            items_fill(out, column_edge(g, edge) - rule.width / 2, g->y[row], rule.width,
                       g->y[end] - g->y[row], rule.colour, ARTIFACT_LAYOUT);
        }
        row = end;
    }
}

/* In a split table the edges of columns that this part does not show lie on those it does. */
static bool shows_edge(const Grid *g, size_t edge) {
    const TableFlow *t = g->table;
    if (t->part_count < 2) return true;
    return edge <= t->parts[0].from || (edge > g->part->from && edge <= g->part->to);
}

static void draw_rules(const Grid *g, ItemList *out) {
    const TableFlow *t = g->table;
    ArenaMark mark = arena_mark(t->scratch);
    Edges e = {.rows = g->rows, .columns = t->columns};
    e.across = arena_array(t->scratch, (e.rows + 1) * e.columns, sizeof *e.across);
    e.down = arena_array(t->scratch, e.rows * (e.columns + 1), sizeof *e.down);
    for (size_t i = 0; i < g->count; i++) cell_edges(&e, &g->cells[i]);
    outer_edges(&e, t->doc->outer);
    if (t->part_count > 1) {
        for (size_t row = 0; row < e.rows; row++) {
            heavier(&e.down[row * (e.columns + 1) + g->part->to], t->doc->outer);
        }
    }
    for (size_t row = 0; row <= e.rows && e.rows; row++) draw_across(g, &e, row, out);
    for (size_t edge = 0; edge <= e.columns; edge++) {
        if (shows_edge(g, edge)) draw_down(g, &e, edge, out);
    }
    arena_reset(t->scratch, mark);
}

/* ---- text ---- */

static Len text_top(const Grid *g, const Placed *c, Len content) {
    const CellBox *box = c->box;
    Len top = g->y[c->row] + box->pad_y;
    Len left = g->y[c->row_end] - g->y[c->row] - 2 * box->pad_y - content;
    if (!c->whole || left <= 0 || !box->cell->style) return top;
    switch (box->cell->style->valign) {
    case VALIGN_TOP:
        return top;
    case VALIGN_MIDDLE:
        return top + left / 2;
    case VALIGN_BOTTOM:
        return top + left;
    }
    return top;
}

/* A cell without content still stands in the structure. */
static void mention(ItemList *out, Elem *elem, Len x, Len y) {
    if (elem) *items_add(out) = (Item){.kind = ITEM_ANCHOR, .elem = elem, .x = x, .y = y};
}

static void draw_cell(const Grid *g, const Placed *c, ItemList *out) {
    const CellBox *box = c->box;
    Len x = column_edge(g, box->column) + box->pad_x;
    Len right = column_edge(g, box->column + box->col_span);
    if (right <= x - box->pad_x) return;
    PaintAs as = paint_as(g, box, c->as);
    if (c->from == c->to) {
        bool empty = c->flow->count == 0;
        if (empty && as == PAINT_CONTENT) mention(out, box->cell->elem, x, g->y[c->row]);
        return;
    }
    Len y = text_top(g, c, cell_content_height(c->flow, c->from, c->to)) + c->lead;
    for (size_t i = c->from; i < c->to; i++) {
        const Box *b = &c->flow->boxes[i];
        if (i > c->from) y += b->space;
        flow_paint(out, b, x, y, as);
        y += b->height;
    }
}

void table_draw(const Grid *g, ItemList *out) {
    draw_fills(g, out);
    draw_rules(g, out);
    for (size_t i = 0; i < g->count; i++) draw_cell(g, &g->cells[i], out);
}
