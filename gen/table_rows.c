/*
 * table_rows: rows pulled from the document, their cells set, and the arenas they live in.
 *
 * A row is pulled for setting once: its elements are met by the painter through its items, so a
 * second pull would make a second row of the structure.
 */
#include "table_internal.h"

/* ---- stores ---- */

RowStore *table_store_new(TableFlow *t) {
    RowStore *s = t->free_stores;
    if (s) {
        t->free_stores = s->next;
        s->next = NULL;
        return s;
    }
    s = arena_alloc(t->arena, sizeof *s);
    s->arena = arena_child(t->arena);
    return s;
}

void table_store_unuse(TableFlow *t, RowStore *s) {
    if (s->waiting || s->pieces || s == t->store) return;
    arena_reset(s->arena, (ArenaMark){NULL, 0, NULL});
    s->next = t->free_stores;
    t->free_stores = s;
}

/* ---- cells ---- */

Len cell_content_height(const Flow *flow, size_t from, size_t to) {
    int64_t height = 0;
    for (size_t i = from; i < to; i++) {
        height += flow->boxes[i].height;
        if (i > from) height += flow->boxes[i].space;
    }
    return height > INT32_MAX / 4 ? INT32_MAX / 4 : (Len)height;
}

Len cell_need(const CellBox *box) {
    return box->lead + cell_content_height(&box->flow, box->done, box->flow.count) + 2 * box->pad_y;
}

/* Width that the cell has on paper: the least it has in any part of a split table. */
static Len width_of(const TableFlow *t, size_t column, size_t span) {
    size_t to = column + span;
    if (t->part_count < 2) return t->edges[to] - t->edges[column];
    size_t stub = t->parts[0].from;
    Len least = 0;
    for (size_t p = 0; p < t->part_count; p++) {
        size_t from = column > t->parts[p].from ? column : t->parts[p].from;
        size_t end = to < t->parts[p].to ? to : t->parts[p].to;
        Len width = end > from ? t->edges[end] - t->edges[from] : 0;
        if (column < stub) width += t->edges[to < stub ? to : stub] - t->edges[column];
        if (width > 0 && (!least || width < least)) least = width;
    }
    return least;
}

FlowSetting cell_setting(const TableFlow *t, Arena *a, Len measure, Len mark_x) {
    return (FlowSetting){
        .setter = t->set.setter, .arena = a, .measure = measure > 0 ? measure : 0,
        .note_measure = t->set.measure, .page_room = t->set.page_room, .mark_x = mark_x,
        .whole_words = true, .scale = t->scale,
    };
}

/* Lines that run upwards, side by side from left to right, as one box. */
static void turn_lines(const Lines *lines, Len measure, Arena *a, Box *box) {
    ItemList list = {.arena = a};
    Len x = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const Line *line = &lines->lines[i];
        x += line->ascent;
        for (size_t k = 0; k < line->count; k++) {
            const Item *from = &line->items[k];
            Item *to = items_add(&list);
            *to = *from;
            to->x = x + from->y;
            to->y = measure - from->x;
            if (from->kind == ITEM_TEXT) {
                to->u.text.rotated = true;
            } else {
                to->y -= from->width;
                to->width = from->height;
                to->height = from->width;
            }
        }
        x += line->descent;
    }
    box->kind = BOX_OBJECT;
    box->items = list.items;
    box->count = (uint32_t)list.count;
    box->height = measure;
}

/* Turned text takes as many lines as the cell is wide, and so is as low as it can be. */
static Flow turned_para(TableFlow *t, Arena *a, const Block *block, Len room) {
    Para p = t->scale == 1000 ? block->u.para : flow_scaled(a, &block->u.para, t->scale);
    ParaWidths w = para_widths(t->set.setter, a, &p);
    Len leading = p.style->leading > 0 ? p.style->leading : 1;
    int64_t fits = room / leading > 1 ? room / leading : 1;
    int64_t measure = (w.max + fits - 1) / fits;
    if (measure < w.min) measure = w.min;
    if (measure > t->set.page_room / 2) measure = t->set.page_room / 2;
    Lines lines = para_set(t->set.setter, a, &p, block->elem, (Len)measure);
    while ((int64_t)lines.count > fits && measure < w.max && measure < t->set.page_room / 2) {
        measure += measure / 8 + 1000;
        lines = para_set(t->set.setter, a, &p, block->elem, (Len)measure);
    }
    Box *box = arena_alloc(a, sizeof *box);
    turn_lines(&lines, (Len)measure, a, box);
    box->dx = (room - lines.height) / 2;
    return (Flow){box, 1, box->height, 0};
}

/* A paragraph somewhere in the cell's blocks that can be turned. */
static const Block *only_para(const Block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].kind == BLOCK_PARA) return &blocks[i];
        if (blocks[i].kind != BLOCK_GROUP) continue;
        const Block *found = only_para(blocks[i].u.group.children, blocks[i].u.group.count);
        if (found) return found;
    }
    return NULL;
}

static void set_cell(TableFlow *t, Arena *a, const DocCell *cell, size_t rows_left, CellBox *box) {
    box->cell = cell;
    box->column = cell->column < t->columns ? cell->column : t->columns - 1;
    box->col_span = cell->col_span > 1 ? cell->col_span : 1;
    if (box->col_span > t->columns - box->column) box->col_span = t->columns - box->column;
    box->row_span = cell->row_span > 1 ? cell->row_span : 1;
    if (box->row_span > rows_left) box->row_span = rows_left;
    box->width = width_of(t, box->column, box->col_span);
    if (cell->style) {
        box->pad_x = flow_scaled_len(cell->style->pad_x, t->scale);
        box->pad_y = flow_scaled_len(cell->style->pad_y, t->scale);
    }
    Len inner = box->width - 2 * box->pad_x;
    const Block *para = only_para(cell->blocks, cell->block_count);
    box->rotated = para && (cell->rotated || para->u.para.style->upright);
    if (box->rotated) {
        box->flow = turned_para(t, a, para, inner);
    } else {
        Len mark_x = box->col_span == 1 ? t->mark_x[box->column] : -1;
        FlowSetting set = cell_setting(t, a, inner, mark_x);
        box->flow = table_nested(t, a, flow_set(&set, cell->blocks, cell->block_count), set.measure);
        table_note_torn(t, box);
    }
}

RowBox *table_set_row(TableFlow *t, Arena *a, const DocRow *row, size_t rows_left) {
    RowBox *box = arena_alloc(a, sizeof *box);
    box->row = *row;
    box->cells = arena_array(a, row->cell_count, sizeof *box->cells);
    box->cell_count = row->cell_count;
    box->height = flow_scaled_len(row->min_height, t->scale);
    for (size_t i = 0; i < row->cell_count; i++) {
        set_cell(t, a, &row->cells[i], rows_left, &box->cells[i]);
    }
    if (row->align_items) items_align(t, a, box);
    for (size_t i = 0; i < row->cell_count; i++) {
        CellBox *cell = &box->cells[i];
        for (size_t k = 0; k < cell->flow.count; k++) {
            box->notes_height += cell->flow.boxes[k].notes_height;
        }
        if (cell->row_span > 1) {
            box->spans = true;
            continue;
        }
        Len need = cell_need(cell);
        if (need > box->height) box->height = need;
    }
    return box;
}

/* ---- the window ---- */

static void pull(TableFlow *t) {
    const DocRows *body = &t->doc->body;
    if (!t->store) t->store = table_store_new(t);
    DocRow row = {0};
    body->row(body->self, t->next, t->store->arena, &row);
    RowBox *box = table_set_row(t, t->store->arena, &row, body->count - t->next);
    box->store = t->store;
    t->store->waiting++;
    t->rows = arena_room(t->arena, t->rows, t->row_count, &t->row_cap, sizeof *t->rows);
    t->rows[t->row_count++] = box;
    t->next++;
}

RowBox *table_row(TableFlow *t, size_t index) {
    while (index >= t->row_count) {
        if (t->next >= t->doc->body.count) return NULL;
        pull(t);
    }
    return t->rows[index];
}

void table_drop_rows(TableFlow *t, size_t count) {
    t->row_count -= count;
    if (t->row_count) memmove(t->rows, t->rows + count, t->row_count * sizeof *t->rows);
}

/* ---- labels that stand again ---- */

/* In a column of numbers too narrow for the mark, the label alone says enough. */
static bool mark_fits(const FlowSetting *set, const Para *p, const Run *mark) {
    Para alone = {.style = p->style, .runs = mark, .run_count = 1};
    Para shown = set->scale == 1000 ? alone : flow_scaled(set->arena, &alone, set->scale);
    return para_widths(set->setter, set->arena, &shown).max <= set->measure;
}

/* The span's blocks again, belonging to nothing, with the mark of continuation behind the last. */
Flow table_label(TableFlow *t, const Span *span) {
    const DocCell *cell = span->box->cell;
    Arena *a = span->from->store->arena;
    if (!cell->repeat_label || span->box->rotated) {
        return cell->repeat_label ? span->box->flow : (Flow){0};
    }
    Block *blocks = arena_array(a, cell->block_count, sizeof *blocks);
    for (size_t i = 0; i < cell->block_count; i++) blocks[i] = cell->blocks[i];
    Block *last = cell->block_count ? &blocks[cell->block_count - 1] : NULL;
    FlowSetting set = cell_setting(t, a, span->box->width - 2 * span->box->pad_x, -1);
    if (last && last->kind == BLOCK_PARA && last->u.para.run_count && t->doc->continued.n) {
        size_t count = last->u.para.run_count;
        Run *runs = arena_array(a, count + 1, sizeof *runs);
        memcpy(runs, last->u.para.runs, count * sizeof *runs);
        runs[count] = (Run){.kind = RUN_TEXT, .style = runs[count - 1].style};
        runs[count].text = str_printf(a, " %.*s", STR_ARG(t->doc->continued));
        if (mark_fits(&set, &last->u.para, &runs[count])) {
            last->u.para.runs = runs;
            last->u.para.run_count = count + 1;
        }
    }
    return flow_set(&set, blocks, cell->block_count);
}
