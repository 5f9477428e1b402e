/*
 * table_piece: the rows of a plan placed in a grid, and the flow moved on behind them.
 *
 * A span that crosses the piece's end is closed there: as much of its text stands here as fits its
 * part; the rest goes on in the next piece, or, when all of it stood, its label stands there again.
 */
#include "table_internal.h"

typedef struct Placing {
    TableFlow *t;
    Arena *arena;             /* the piece's */
    Grid grid;
    size_t y_cap;
    Elem **closed;
    size_t closed_count, closed_cap;
    RowStore **stores;
    size_t store_count, store_cap;
    const Flow **notes;
    size_t note_count, note_cap;
} Placing;

static void use_store(Placing *p, RowStore *s) {
    for (size_t i = p->store_count; i > 0; i--) {
        if (p->stores[i - 1] == s) return;
    }
    p->stores = arena_room(p->arena, p->stores, p->store_count, &p->store_cap, sizeof(RowStore *));
    p->stores[p->store_count++] = s;
    s->pieces++;
}

static void close_elem(Placing *p, Elem *e) {
    if (!e) return;
    p->closed = arena_room(p->arena, p->closed, p->closed_count, &p->closed_cap, sizeof(Elem *));
    p->closed[p->closed_count++] = e;
}

static void add_notes(Placing *p, const Flow *flow, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        const BoxMore *more = flow->boxes[i].notes_height ? flow->boxes[i].more : NULL;
        for (size_t k = 0; more && k < more->note_count; k++) {
            p->notes = arena_room(p->arena, p->notes, p->note_count, &p->note_cap, sizeof(Flow *));
            p->notes[p->note_count++] = &more->notes[k];
        }
    }
}

static void end_row(Placing *p, Len height) {
    Grid *g = &p->grid;
    g->y = arena_room(p->arena, g->y, g->rows + 1, &p->y_cap, sizeof(Len));
    g->y[g->rows + 1] = g->y[g->rows] + height;
    g->rows++;
}

static Placed *place(Placing *p, CellBox *box, size_t row, size_t row_end, PaintAs as) {
    Grid *g = &p->grid;
    g->cells = arena_room(p->arena, g->cells, g->count, &g->cap, sizeof *g->cells);
    Placed *c = &g->cells[g->count++];
    *c = (Placed){.box = box, .flow = &box->flow, .from = box->done, .to = box->flow.count,
                  .row = row, .row_end = row_end, .as = as, .whole = box->done == 0, .lead = box->lead};
    return c;
}

/* ---- rows that stand as they are: head, carry, heads of groups again ---- */

static void place_fixed(Placing *p, RowBox *row, Len height, size_t rows_left, PaintAs as) {
    for (size_t i = 0; i < row->cell_count; i++) {
        CellBox *box = &row->cells[i];
        size_t rows = box->row_span < rows_left ? box->row_span : rows_left;
        place(p, box, p->grid.rows, p->grid.rows + rows, as);
        if (as == PAINT_CONTENT) add_notes(p, &box->flow, 0, box->flow.count);
    }
    end_row(p, height);
}

static void place_carry(Placing *p, size_t index, bool incoming, Len height) {
    TableFlow *t = p->t;
    if (!height) return;
    if (!t->store) t->store = table_store_new(t);
    DocRow row = {0};
    t->doc->body.carry(t->doc->body.self, index, incoming, t->store->arena, &row);
    RowBox *box = table_set_row(t, t->store->arena, &row, 1);
    use_store(p, t->store);
    place_fixed(p, box, height > box->height ? height : box->height, 1, PAINT_CONTENT);
    close_elem(p, row.elem);
}

static void place_groups(Placing *p) {
    TableFlow *t = p->t;
    if (!t->store) t->store = table_store_new(t);
    for (unsigned level = 0; level < t->doc->body.levels; level++) {
        DocRow row;
        if (!table_group_again(t, level, t->store->arena, &row)) continue;
        RowBox *box = table_set_row(t, t->store->arena, &row, 1);
        use_store(p, t->store);
        place_fixed(p, box, box->height, 1, PAINT_REPEAT);
    }
}

/* ---- spans ---- */

static void place_span(Placing *p, Span *s) {
    s->placed = p->grid.count;
    Placed *c =
        place(p, s->box, p->grid.rows, p->grid.rows, s->repeats ? PAINT_REPEAT : PAINT_CONTENT);
    if (s->repeats) {
        *c = (Placed){.box = s->box,
                      .flow = &s->label,
                      .to = s->label.count,
                      .row = c->row,
                      .as = PAINT_REPEAT,
                      .whole = true};
    }
    use_store(p, s->from->store);
}

static Len part_height(const Placing *p, const Span *s) {
    return p->grid.y[p->grid.rows] - p->grid.y[p->grid.cells[s->placed].row];
}

/* The span's last row stands: its element is done when the row it began in is. */
static void finish_span(Placing *p, size_t column) {
    Span *s = p->t->spans[column];
    Placed *c = &p->grid.cells[s->placed];
    c->row_end = p->grid.rows;
    if (!s->repeats) add_notes(p, c->flow, c->from, c->to);
    else c->to = cell_fitting(c->flow, 0, part_height(p, s) - 2 * s->box->pad_y, false);
    p->t->spans[column] = NULL;
    s->from->store->waiting--;
    if (--s->from->open_spans == 0 && s->from->placed) close_elem(p, s->from->row.elem);
}

static void begin_spans(Placing *p, RowBox *row) {
    for (size_t i = 0; i < row->cell_count; i++) {
        CellBox *box = &row->cells[i];
        if (box->row_span < 2) continue;
        Span *s = arena_alloc(row->store->arena, sizeof *s);
        *s = (Span){.box = box, .from = row, .rows_left = box->row_span};
        if (p->t->spans[box->column]) finish_span(p, box->column);    /* the data let two overlap */
        row->open_spans++;
        row->store->waiting++;
        p->t->spans[box->column] = s;
        place_span(p, s);
    }
}

/* Closes a span at the piece's end; it goes on in the next. */
static void part_span(Placing *p, Span *s) {
    Placed *c = &p->grid.cells[s->placed];
    c->row_end = p->grid.rows;
    c->to = c->from + cell_fitting(c->flow, c->from, part_height(p, s) - 2 * s->box->pad_y, false);
    s->crossed = true;
    if (s->repeats) return;
    add_notes(p, c->flow, c->from, c->to);
    s->box->done = c->to;
    if (c->to < c->flow->count) {
        c->whole = false;
        return;
    }
    s->repeats = true;
    s->label = table_label(p->t, s);
}

static void step_spans(Placing *p) {
    for (size_t c = 0; c < p->t->columns; c++) {
        Span *s = p->t->spans[c];
        if (s && --s->rows_left == 0) finish_span(p, c);
    }
}

/* ---- body rows ---- */

static void place_row(Placing *p, RowBox *row, Len height) {
    use_store(p, row->store);
    if (row->spans && !row->cut) begin_spans(p, row);
    for (size_t i = 0; i < row->cell_count; i++) {
        CellBox *box = &row->cells[i];
        if (box->row_span > 1) continue;
        place(p, box, p->grid.rows, p->grid.rows + 1, PAINT_CONTENT);
        if (row->notes_height) add_notes(p, &box->flow, box->done, box->flow.count);
    }
    end_row(p, height);
    step_spans(p);
    row->store->waiting--;
    row->placed = true;
    if (row->open_spans == 0) close_elem(p, row->row.elem);
}

static void shorten(RowBox *row) {
    row->cut = true;
    row->height = row->notes_height = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        const CellBox *box = &row->cells[i];
        for (size_t k = box->done; k < box->flow.count; k++) {
            row->notes_height += box->flow.boxes[k].notes_height;
        }
        if (box->row_span > 1 || box->done == box->flow.count) continue;
        Len need = cell_need(box);
        if (need > row->height) row->height = need;
    }
}

/* The upper part of a row; its lower part stays in the window. */
static void place_cut(Placing *p, RowBox *row, const Plan *plan) {
    use_store(p, row->store);
    if (row->spans && !row->cut) begin_spans(p, row);
    const size_t *taken = row_fitting(row, p->t->scratch, plan->cut_room, plan->careful);
    for (size_t i = 0; i < row->cell_count; i++) {
        CellBox *box = &row->cells[i];
        if (box->row_span > 1) continue;
        Placed *c = place(p, box, p->grid.rows, p->grid.rows + 1, PAINT_CONTENT);
        c->to = c->from + taken[i];
        if (c->to < box->flow.count) c->whole = false;
        add_notes(p, &box->flow, c->from, c->to);
        box->done = c->to;
    }
    items_cut(row);
    end_row(p, plan->cut);
    shorten(row);
}

static void place_body(Placing *p, const Plan *plan) {
    TableFlow *t = p->t;
    for (size_t c = 0; c < t->columns; c++) {
        if (t->spans[c]) place_span(p, t->spans[c]);
    }
    for (size_t i = 0; i < plan->rows; i++) {
        Len extra = i + 1 == plan->rows ? plan->extra : 0;
        place_row(p, t->rows[i], plan->heights[i] + extra);
    }
    if (plan->cut) place_cut(p, t->rows[plan->rows], plan);
    for (size_t c = 0; c < t->columns; c++) {
        if (t->spans[c]) part_span(p, t->spans[c]);
    }
}

/* ---- the piece ---- */

/* Rows of tables in cells are closed with the boxes that hold them. */
static void close_nested(Placing *p) {
    for (size_t i = 0; p->t->nests && i < p->grid.count; i++) {
        const Placed *c = &p->grid.cells[i];
        for (size_t k = c->from; k < c->to && c->as == PAINT_CONTENT; k++) {
            const BoxMore *more = c->flow->boxes[k].more;
            for (size_t e = 0; more && e < more->closed_count; e++) close_elem(p, more->closed[e]);
        }
    }
}

static void paint_flow(ItemList *items, const Flow *flow, Len x, Len y, PaintAs as) {
    for (size_t i = 0; i < flow->count; i++) {
        if (i) y += flow->boxes[i].space;
        flow_paint(items, &flow->boxes[i], x, y, as);
        y += flow->boxes[i].height;
    }
}

static void paint_caption(Placing *p, ItemList *items, bool first) {
    const TableFlow *t = p->t;
    if (first) {
        add_notes(p, &t->caption, 0, t->caption.count);
        paint_flow(items, &t->caption, t->left, 0, PAINT_CONTENT);
    } else {
        paint_flow(items, &t->continued, t->left, 0, PAINT_REPEAT);
    }
}

/* The items of one part of the columns; a table that is not split has one. */
static void draw_part(Placing *p, Arena *arena, size_t part, bool first, Piece *out) {
    TableFlow *t = p->t;
    ItemList items = {.arena = arena};
    paint_caption(p, &items, first && part == 0);
    p->grid.part = &t->parts[part];
    table_draw(&p->grid, &items);
    *out = (Piece){.items = items.items, .count = items.count, .height = p->grid.y[p->grid.rows]};
}

/* The parts beneath each other as one piece. */
static void draw_stacked(Placing *p, bool first, Piece *out) {
    TableFlow *t = p->t;
    ItemList all = {.arena = p->arena};
    Len y = 0, gap = table_part_gap(t);
    for (size_t part = 0; part < t->part_count; part++) {
        Piece one;
        if (part) y += gap;
        draw_part(p, p->arena, part, first, &one);
        for (size_t i = 0; i < one.count; i++) {
            Item *item = items_add(&all);
            *item = one.items[i];
            item->y += y;
        }
        y += one.height;
    }
    *out = (Piece){.items = all.items, .count = all.count, .height = y};
}

static void finish_piece(Placing *p, Piece *out, bool last) {
    out->notes = p->notes;
    out->note_count = p->note_count;
    out->closed = (Elem *const *)p->closed;
    out->closed_count = p->closed_count;
    out->stores = p->stores;
    out->store_count = p->store_count;
    out->last = last;
}

static void *kept(Arena *a, const void *bytes, size_t count) {
    void *copy = arena_alloc(a, count);
    if (count) memcpy(copy, bytes, count);
    return copy;
}

/* The next of the pieces that wait. What it is released by may not live in what is released. */
void table_take_waiting(TableFlow *t, Arena *a, Piece *out) {
    *out = *t->waiting++;
    t->waiting_count--;
    out->closed = kept(a, out->closed, out->closed_count * sizeof *out->closed);
    out->stores = kept(a, out->stores, out->store_count * sizeof *out->stores);
}

/* Pieces of later parts wait in a row store, and carry what the whole piece closes. */
static void queue_parts(Placing *p, bool first, bool finishes, bool forced_break, Piece *out) {
    TableFlow *t = p->t;
    if (!t->store) t->store = table_store_new(t);
    use_store(p, t->store);
    t->waiting = arena_array(t->store->arena, t->part_count, sizeof *t->waiting);
    t->waiting_count = t->part_count - 1;
    for (size_t i = 1; i < t->part_count; i++) {
        draw_part(p, t->store->arena, i, first, &t->waiting[i - 1]);
        t->waiting[i - 1].alone = true;
    }
    Piece *last = &t->waiting[t->waiting_count - 1];
    p->closed = kept(t->store->arena, p->closed, p->closed_count * sizeof *p->closed);
    p->stores = kept(t->store->arena, p->stores, p->store_count * sizeof *p->stores);
    out->notes = p->notes;
    out->note_count = p->note_count;
    p->note_count = 0;
    finish_piece(p, last, finishes);
    last->alone = forced_break || !finishes;
    out->alone = true;
}

void table_place(TableFlow *t, Arena *a, const Plan *plan, Piece *out) {
    Placing p = {.t = t, .arena = a, .grid.table = t};
    bool first = !t->begun;
    size_t index = t->next - t->row_count;        /* of the first row in the window */
    p.grid.y = arena_room(a, NULL, 0, &p.y_cap, sizeof(Len));
    p.grid.y[0] = table_caption_room(t);
    if (first || t->head_repeats) {
        for (size_t r = 0; r < t->head_rows; r++) {
            place_fixed(&p, &t->head[r], t->head_heights[r], t->head_rows - r,
                        first ? PAINT_CONTENT : PAINT_REPEAT);
        }
    }
    bool inside = t->row_count && t->rows[0]->cut;
    if (plan->carry_in) place_carry(&p, inside ? index : index - 1, true, plan->carry_in);
    if (plan->groups) place_groups(&p);
    place_body(&p, plan);
    if (plan->carry_out && !plan->finishes) {
        place_carry(&p, plan->cut ? index + plan->rows : index + plan->rows - 1, false,
                    plan->carry_out);
    }
    close_nested(&p);
    if (plan->finishes) close_elem(&p, t->block->elem);
    table_drop_rows(t, plan->rows);
    t->begun = true;
    t->ended = plan->finishes;
    if (t->ended) table_say_torn(t);
    if (plan->stacked) draw_stacked(&p, first, out);
    else draw_part(&p, a, 0, first, out);
    if (t->part_count > 1 && !plan->stacked) {
        queue_parts(&p, first, plan->finishes, plan->forced_break, out);
    } else {
        finish_piece(&p, out, plan->finishes);
        out->alone = plan->forced_break;
    }
    RowStore *done = t->store;
    t->store = NULL;
    if (done) table_store_unuse(t, done);
}
