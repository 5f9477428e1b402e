/*
 * table_items: cells of a row whose blocks stand side by side, item by item (a list of indicators
 * and the list of their targets).
 *
 * Every item begins at the same height in all cells that have as many. A row that is cut keeps
 * this: no cell begins an item that a neighbour leaves to the next page, and there what is left of
 * the cells stands as far apart in height as it did (a cell's `lead`).
 */
#include "table_internal.h"

/* Each block of the cell by itself, with the space above its first box wanted. */
static void set_blocks(TableFlow *t, Arena *a, CellBox *box, Flow *flows) {
    Len mark_x = box->col_span == 1 ? t->mark_x[box->column] : -1;
    FlowSetting set = cell_setting(t, a, box->width - 2 * box->pad_x, mark_x);
    for (size_t i = 0; i < box->cell->block_count; i++) {
        flows[i] = table_nested(t, a, flow_set(&set, &box->cell->blocks[i], 1), set.measure);
    }
}

/* The blocks' boxes one after the other, block i beginning `top[i]` below the first. */
static Flow joined(Arena *a, const Flow *flows, const Len *top, size_t count) {
    Flow all = {0};
    for (size_t i = 0; i < count; i++) all.count += flows[i].count;
    all.boxes = arena_array(a, all.count, sizeof *all.boxes);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < flows[i].count; k++) {
            Box *box = &all.boxes[n++];
            *box = flows[i].boxes[k];
            if (k == 0 && n > 1) box->space = top[i] - all.height;
            if (n > 1) all.height += box->space;
            all.height += box->height;
        }
    }
    return all;
}

static const size_t *ends_of(Arena *a, const Flow *flows, size_t count) {
    size_t *ends = arena_array(a, count, sizeof *ends), end = 0;
    for (size_t i = 0; i < count; i++) ends[i] = end += flows[i].count;
    return ends;
}

static Len gap_above(const Flow *above, const Flow *flow) {
    Len before = flow->count ? flow->boxes[0].space : 0;
    return before > above->space_after ? before : above->space_after;
}

/* Cells with `count` blocks each: every block begins where the lowest of its neighbours can. */
static void align_cells(TableFlow *t, Arena *a, RowBox *row, size_t count) {
    Flow **flows = arena_array(a, row->cell_count, sizeof *flows);
    Len *top = arena_array(a, count, sizeof *top);
    for (size_t i = 0; i < row->cell_count; i++) {
        CellBox *cell = &row->cells[i];
        if (cell->cell->block_count != count || cell->rotated || cell->row_span > 1) continue;
        flows[i] = arena_array(a, count, sizeof *flows[i]);
        set_blocks(t, a, cell, flows[i]);
    }
    for (size_t b = 1; b < count; b++) {
        for (size_t i = 0; i < row->cell_count; i++) {
            if (!flows[i]) continue;
            Len lowest =
                top[b - 1] + flows[i][b - 1].height + gap_above(&flows[i][b - 1], &flows[i][b]);
            if (lowest > top[b]) top[b] = lowest;
        }
    }
    for (size_t i = 0; i < row->cell_count; i++) {
        if (!flows[i]) continue;
        row->cells[i].flow = joined(a, flows[i], top, count);
        row->cells[i].items = count;
        row->cells[i].item_ends = ends_of(a, flows[i], count);
    }
}

void items_align(TableFlow *t, Arena *a, RowBox *row) {
    for (size_t i = 0; i < row->cell_count; i++) {
        size_t count = row->row.cells[i].block_count;
        bool seen = count < 2;
        for (size_t k = 0; k < i && !seen; k++) seen = row->row.cells[k].block_count == count;
        if (!seen) align_cells(t, a, row, count);
    }
}

/* ---- rows that are cut ---- */

/* How many items begin in the first `boxes` boxes. */
static size_t begun(const CellBox *cell, size_t boxes) {
    if (boxes == cell->flow.count) return cell->items;
    size_t n = 0;
    while (n < cell->items && (n ? cell->item_ends[n - 1] : 0) < boxes) n++;
    return n;
}

/* The cells aligned with cell i, if it is the first of them; else none. */
static bool leads_group(const RowBox *row, size_t i) {
    if (!row->cells[i].items) return false;
    for (size_t k = 0; k < i; k++) {
        if (row->cells[k].items == row->cells[i].items) return false;
    }
    return true;
}

static void begin_together(const RowBox *row, size_t items, size_t *taken) {
    size_t together = items;
    for (size_t i = 0; i < row->cell_count; i++) {
        const CellBox *cell = &row->cells[i];
        if (cell->items != items) continue;
        size_t here = begun(cell, cell->done + taken[i]);
        if (here < together) together = here;
    }
    for (size_t i = 0; i < row->cell_count; i++) {
        const CellBox *cell = &row->cells[i];
        if (cell->items != items) continue;
        size_t end = together ? cell->item_ends[together - 1] : 0;
        if (end < cell->done) end = cell->done;
        if (cell->done + taken[i] > end) taken[i] = end - cell->done;
    }
}

size_t *row_fitting(const RowBox *row, Arena *a, Len room, bool careful) {
    size_t *taken = arena_array(a, row->cell_count, sizeof *taken);
    for (size_t i = 0; i < row->cell_count; i++) {
        const CellBox *cell = &row->cells[i];
        if (cell->row_span > 1) continue;
        taken[i] = cell_fitting(&cell->flow, cell->done, room - 2 * cell->pad_y - cell->lead, careful);
    }
    for (size_t i = 0; i < row->cell_count; i++) {
        if (leads_group(row, i)) begin_together(row, row->cells[i].items, taken);
    }
    return taken;
}

/* Where the first box that is left stood in the whole cell. */
static Len height_of_next(const CellBox *cell) {
    if (!cell->done) return 0;
    return cell_content_height(&cell->flow, 0, cell->done) + cell->flow.boxes[cell->done].space;
}

static void lead_group(RowBox *row, size_t items) {
    Len least = INT32_MAX;
    for (size_t i = 0; i < row->cell_count; i++) {
        const CellBox *cell = &row->cells[i];
        if (cell->items != items || cell->done == cell->flow.count) continue;
        Len next = height_of_next(cell);
        if (next < least) least = next;
    }
    for (size_t i = 0; i < row->cell_count; i++) {
        CellBox *cell = &row->cells[i];
        if (cell->items != items) continue;
        cell->lead = cell->done < cell->flow.count ? height_of_next(cell) - least : 0;
    }
}

void items_cut(RowBox *row) {
    for (size_t i = 0; i < row->cell_count; i++) {
        if (leads_group(row, i)) lead_group(row, row->cells[i].items);
    }
}
