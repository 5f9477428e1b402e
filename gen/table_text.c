/*
 * table_text: a table in form alone to boxes of text.
 *
 * Labels and what they label (Menimbang : a. bahwa ...) are a table only because they stand side by
 * side; they read, and part, like paragraphs. A row becomes the boxes of its highest cell; what
 * stands beside goes with the first of them, which is not parted from those that it reaches down to.
 */
#include "table_internal.h"

/* The cell that the row's breaks are those of. */
static size_t leading_cell(const RowBox *r) {
    size_t best = 0;
    for (size_t i = 1; i < r->cell_count; i++) {
        if (cell_need(&r->cells[i]) >= cell_need(&r->cells[best])) best = i;
    }
    return best;
}

static bool reads_like_text(const RowBox *r) {
    if (r->row.unbreakable || r->spans || !r->cell_count) return false;
    size_t leading = leading_cell(r);
    for (size_t i = 0; i < r->cell_count; i++) {
        const CellBox *cell = &r->cells[i];
        if (cell->rotated || (cell->cell->style && cell->cell->style->valign != VALIGN_TOP))
            return false;
        for (size_t k = 0; i != leading && k < cell->flow.count; k++) {
            if (cell->flow.boxes[k].notes_height || cell->flow.boxes[k].kind == BOX_TABLE)
                return false;
        }
    }
    return r->cells[leading].flow.count > 0 && r->height == cell_need(&r->cells[leading]);
}

static Len cell_x(const TableFlow *t, const CellBox *cell) {
    return t->left + t->edges[cell->column] + cell->pad_x;
}

/* The other cells' items and the box's own, in the order of the cells. Returns how far down the
 * others reach. */
static Len put_beside(const TableFlow *t, Arena *a, const RowBox *r, size_t leading, Box *first) {
    ItemList items = {.arena = a};
    Len deepest = 0;
    for (size_t i = 0; i < r->cell_count; i++) {
        const CellBox *cell = &r->cells[i];
        Len y = 0;
        for (size_t k = 0; i == leading && k < first->count; k++) {
            *items_add(&items) = first->items[k];
        }
        for (size_t k = 0; i != leading && k < cell->flow.count; k++) {
            const Box *box = &cell->flow.boxes[k];
            if (k) y += box->space;
            flow_paint(&items, box, cell_x(t, cell) - first->dx, y - first->dy, PAINT_CONTENT);
            y += box->height;
        }
        if (y > deepest) deepest = y;
    }
    first->items = items.items;
    first->count = (uint32_t)items.count;
    return deepest;
}

/* The row's boxes, `space` below what is above them. */
static void add_row(const TableFlow *t, Arena *a, const RowBox *r, Len space, uint32_t cost,
                    Box *boxes) {
    size_t leading = leading_cell(r);
    const CellBox *cell = &r->cells[leading];
    memcpy(boxes, cell->flow.boxes, cell->flow.count * sizeof *boxes);
    for (size_t i = 0; i < cell->flow.count; i++) boxes[i].dx += cell_x(t, cell);
    boxes[0].space = space;
    boxes[0].cost = cost;
    Len beside = put_beside(t, a, r, leading, &boxes[0]), y = boxes[0].height;
    for (size_t i = 1; i < cell->flow.count && y < beside; i++) {
        boxes[i].cost = BREAK_NEVER;
        y += boxes[i].space + boxes[i].height;
    }
}

bool table_as_text(TableFlow *t, Arena *a, Flow *out) {
    *out = (Flow){0};
    size_t rows = t->doc->body.count;
    if (t->block->elem || t->head_rows || t->doc->caption || t->begun || !rows) return false;
    for (size_t i = 0; i < rows; i++) {
        const RowBox *r = table_row(t, i);
        if (!reads_like_text(r)) return false;
        out->count += r->cells[leading_cell(r)].flow.count;
    }
    out->boxes = arena_array(a, out->count, sizeof *out->boxes);
    size_t n = 0;
    for (size_t i = 0; i < rows; i++) {
        const RowBox *r = table_row(t, i), *above = i ? table_row(t, i - 1) : NULL;
        const CellBox *cell = &r->cells[leading_cell(r)];
        uint32_t cost = above && above->row.keep_with_next ? BREAK_NEVER : 0;
        add_row(t, a, r, out->space_after + cell->pad_y, cost, &out->boxes[n]);
        n += cell->flow.count;
        out->space_after = cell->pad_y;
    }
    table_say_torn(t);
    return true;
}
