/*
 * table_nested: tables that stand in a cell. A cell's flow keeps them whole as boxes; here each
 * becomes boxes that can be painted: one, or, when it is higher than a page, one for each page,
 * every one with its head.
 *
 * What such a table closes, closes with its box. Its rows live as long as the row around them.
 */
#include "table_internal.h"

/* No page turns, and no columns go to other pages, for the sake of a cell. */
static const Block *within_cell(Arena *a, const Block *block) {
    if (block->u.table.too_wide == WIDE_ERROR) return block;
    Block *copy = arena_alloc(a, sizeof *copy);
    *copy = *block;
    copy->u.table.too_wide = WIDE_SHRINK;
    return copy;
}

typedef struct Nested {
    Arena *arena;
    Box *boxes;
    size_t count, cap;
} Nested;

static Box *add_box(Nested *n, const Box *from) {
    n->boxes = arena_room(n->arena, n->boxes, n->count, &n->cap, sizeof *n->boxes);
    Box *box = &n->boxes[n->count++];
    *box = *from;
    return box;
}

static void add_piece(Nested *n, const Box *table, const Piece *piece, bool first) {
    Box *box = add_box(n, table);
    box->kind = BOX_OBJECT;
    box->items = piece->items;
    box->count = (uint32_t)piece->count;
    box->height = piece->height;
    box->more = NULL;
    BoxMore *more = box_more(n->arena, box);
    if (first) {
        more->anchors = table->more->anchors;
        more->anchor_count = table->more->anchor_count;
    } else {
        box->space = 0;
        box->cost = 0;
    }
    Flow *notes = arena_array(n->arena, piece->note_count, sizeof *notes);
    for (size_t i = 0; i < piece->note_count; i++) {
        notes[i] = *piece->notes[i];
        box->notes_height += notes[i].height;
    }
    more->notes = notes;
    more->note_count = piece->note_count;
    more->closed = piece->closed;
    more->closed_count = piece->closed_count;
}

static void add_table(Nested *n, const TableFlow *t, const Box *box, Len measure) {
    TableSetting set = {t->set.setter, measure, t->set.page_room};
    TableFlow *flow = table_begin(&set, n->arena, within_cell(n->arena, box->more->block));
    if (!flow) return;        /* said */
    Len room = t->set.page_room / 10 * 9;
    Piece piece = {0};
    for (bool first = true; !piece.last; first = false) {
        if (!table_take(flow, n->arena, room, true, &piece)) return;
        add_piece(n, box, &piece, first);
    }
}

static bool has_tables(const Flow *flow) {
    for (size_t i = 0; i < flow->count; i++) {
        if (flow->boxes[i].kind == BOX_TABLE) return true;
    }
    return false;
}

Flow table_nested(TableFlow *t, Arena *a, Flow flow, Len measure) {
    if (!has_tables(&flow)) return flow;
    t->nests = true;
    Nested n = {.arena = a};
    for (size_t i = 0; i < flow.count; i++) {
        if (flow.boxes[i].kind == BOX_TABLE) add_table(&n, t, &flow.boxes[i], measure);
        else add_box(&n, &flow.boxes[i]);
    }
    Flow out = {.boxes = n.boxes, .count = n.count, .space_after = flow.space_after};
    out.height = cell_content_height(&out, 0, out.count);
    return out;
}
