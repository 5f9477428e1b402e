/*
 * table: the public functions, and what is set once for the whole table. See table_internal.h for
 * the parts.
 */
#include "table_internal.h"

static Flow set_around(TableFlow *t, const Block *blocks, size_t count) {
    FlowSetting set = {
        .setter = t->set.setter, .arena = t->arena, .measure = table_width(t),
        .note_measure = t->set.measure, .page_room = t->set.page_room, .mark_x = -1, .scale = 1000,
    };
    return flow_set(&set, blocks, count);
}

static void set_caption(TableFlow *t) {
    if (t->doc->caption) {
        t->caption = set_around(t, t->doc->caption, 1);
        t->caption_height = t->caption.height + t->caption.space_after;
    }
    if (t->doc->caption_continued) {
        t->continued = set_around(t, t->doc->caption_continued, 1);
        t->continued_height = t->continued.height + t->continued.space_after;
    }
}

/* Heights of the head's rows; a span's surplus goes to the last row it spans. */
static void head_heights(TableFlow *t) {
    for (size_t r = 0; r < t->head_rows; r++) t->head_heights[r] = t->head[r].height;
    for (size_t end = 1; end <= t->head_rows; end++) {
        for (size_t r = 0; r < end; r++) {
            for (size_t i = 0; i < t->head[r].cell_count; i++) {
                const CellBox *box = &t->head[r].cells[i];
                if (box->row_span < 2 || r + box->row_span != end) continue;
                Len need = cell_need(box);
                for (size_t k = r; k < end; k++) need -= t->head_heights[k];
                if (need > 0) t->head_heights[end - 1] += need;
            }
        }
    }
}

static void set_head(TableFlow *t) {
    t->head_rows = t->doc->head_count;
    t->head = arena_array(t->arena, t->head_rows, sizeof *t->head);
    t->head_heights = arena_array(t->arena, t->head_rows, sizeof *t->head_heights);
    for (size_t r = 0; r < t->head_rows; r++) {
        t->head[r] = *table_set_row(t, t->arena, &t->doc->head[r], t->head_rows - r);
    }
    head_heights(t);
    for (size_t r = 0; r < t->head_rows; r++) t->head_height += t->head_heights[r];
}

/* A head that takes most of the page would leave the rows no room on later pages. */
static bool check_head(TableFlow *t) {
    Len before = t->caption_height + t->head_height;
    t->head_repeats = before <= t->set.page_room / 2;
    if (before <= t->set.page_room / 10 * 9) return true;
    Diags *d = setter_diags(t->set.setter);
    Diag *diag =
        diag_add(d, ERROR_, "kepala-tabel-tinggi", t->block->loc,
                 "kepala tabel setinggi %lld mm tidak menyisakan tempat untuk baris pada halaman",
                 (long long)before / 2835);
    diag_fix(d, diag, "Perpendek judul kolom atau lebarkan kolomnya");
    return false;
}

TableFlow *table_begin(const TableSetting *set, Arena *a, const Block *block) {
    TableFlow *t = arena_alloc(a, sizeof *t);
    t->set = *set;
    t->arena = a;
    t->scratch = arena_child(a);
    arena_alloc(t->scratch, 1);           /* a block that stays when the scratch is reset */
    t->block = block;
    t->doc = &block->u.table;
    t->columns = t->doc->column_count;
    t->scale = 1000;
    t->carry_in = t->carry_out = -1;
    t->spans = arena_array(a, t->columns, sizeof(Span *));
    t->parts = arena_array(a, 1, sizeof *t->parts);
    t->parts[0] = (struct TablePart){0, t->columns};
    t->part_count = 1;
    if (!t->columns || !table_widths(t)) return NULL;
    set_caption(t);
    set_head(t);
    return check_head(t) ? t : NULL;
}

void table_keep_tail(TableFlow *t, Len tail, size_t rows) {
    t->tail = tail;
    t->tail_rows = tail ? rows : 0;
}

TableBid table_bid(TableFlow *t, Len room, bool force) {
    ArenaMark mark = arena_mark(t->scratch);
    Plan plan = table_plan(t, room, force);
    arena_reset(t->scratch, mark);
    return (TableBid){plan.cost, plan.starts, plan.finishes};
}

bool table_take(TableFlow *t, Arena *a, Len room, bool force, Piece *out) {
    if (t->waiting_count) {
        table_take_waiting(t, a, out);
        return true;
    }
    ArenaMark mark = arena_mark(t->scratch);
    Plan plan = table_plan(t, room, force);
    if (plan.starts) table_place(t, a, &plan, out);
    arena_reset(t->scratch, mark);
    return plan.starts;
}

bool table_waits(const TableFlow *t) {
    return t->waiting_count > 0;
}

void table_release(TableFlow *t, const Piece *piece) {
    for (size_t i = 0; i < piece->store_count; i++) {
        piece->stores[i]->pieces--;
        table_store_unuse(t, piece->stores[i]);
    }
}

Len table_left(const TableFlow *t) {
    return t->left;
}

Len table_width(const TableFlow *t) {
    if (t->part_count < 2) return t->edges[t->columns];
    return t->doc->width > 0 && t->doc->width < t->set.measure ? t->doc->width : t->set.measure;
}
