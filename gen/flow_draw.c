/*
 * flow_draw: drawings to items, and type set smaller. The paths between two texts of a drawing
 * become one ITEM_PATH; its texts become lines of text.
 */
#include "flow_internal.h"

static const TextStyle *scaled_text(Arena *a, const TextStyle *from, uint32_t scale) {
    if (!from) return NULL;
    TextStyle *to = arena_alloc(a, sizeof *to);
    *to = *from;
    to->size = flow_scaled_len(from->size, scale);
    to->rise = flow_scaled_len(from->rise, scale);
    return to;
}

static const Run *scaled_runs(Arena *a, const Run *from, size_t count, uint32_t scale) {
    Run *to = arena_array(a, count, sizeof *to);
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
        to[i].width = flow_scaled_len(from[i].width, scale);
        bool same = i > 0 && from[i].style == from[i - 1].style;
        to[i].style = same ? to[i - 1].style : scaled_text(a, from[i].style, scale);
    }
    return to;
}

Para flow_scaled(Arena *a, const Para *p, uint32_t scale) {
    Para scaled = *p;
    ParaStyle *style = arena_alloc(a, sizeof *style);
    *style = *p->style;
    Len *lens[] = {&style->leading, &style->first_indent, &style->left_indent, &style->right_indent,
                   &style->space_before, &style->space_after, &style->leader_gap};
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        *lens[i] = flow_scaled_len(*lens[i], scale);
    }
    scaled.style = style;
    scaled.runs = scaled_runs(a, p->runs, p->run_count, scale);
    if (p->mark) scaled.mark = scaled_runs(a, p->mark, 1, scale);
    scaled.mark_left = flow_scaled_len(p->mark_left, scale);
    scaled.mark_width = flow_scaled_len(p->mark_width, scale);
    return scaled;
}

/* An item of a line whose baseline is `down`: read from below, the line's beginning at the bottom. */
static void turn(Item *item, const Draw *d, Len down, uint32_t scale) {
    Len along = item->x;
    item->x = down + item->y;
    item->y = flow_scaled_len(d->y[0], scale) + flow_scaled_len(d->x[1], scale) - along;
    if (item->kind == ITEM_TEXT) item->u.text.rotated = true;
}

static void add_text(const FlowSetting *set, const Draw *d, Elem *elem, uint32_t scale,
                     ItemList *list) {
    Para p = scale == 1000 ? d->text : flow_scaled(set->arena, &d->text, scale);
    Lines lines = para_set(set->setter, set->arena, &p, elem, flow_scaled_len(d->x[1], scale));
    Len y = p.style->upright ? 0 : flow_scaled_len(d->y[0], scale);
    for (size_t i = 0; i < lines.count; i++) {
        const Line *line = &lines.lines[i];
        for (size_t k = 0; k < line->count; k++) {
            Item *item = items_add(list);
            *item = line->items[k];
            if (p.style->upright) turn(item, d, y + line->ascent, scale);
            else item->y += y + line->ascent;
            item->x += flow_scaled_len(d->x[0], scale);
        }
        y += line->ascent + line->descent;
    }
}

static const Draw *scaled_path(Arena *a, const Draw *from, size_t count, uint32_t scale) {
    if (scale == 1000) return from;
    Draw *to = arena_array(a, count, sizeof *to);
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
        for (size_t k = 0; k < 3; k++) {
            to[i].x[k] = flow_scaled_len(from[i].x[k], scale);
            to[i].y[k] = flow_scaled_len(from[i].y[k], scale);
        }
        to[i].line_width = flow_scaled_len(from[i].line_width, scale);
    }
    return to;
}

void flow_drawing(const FlowSetting *set, const Block *block, Box *box) {
    Len width = block->u.drawing.width, height = block->u.drawing.height;
    uint32_t scale = flow_fitting(set, width, height);
    const Draw *draws = block->u.drawing.items;
    size_t count = block->u.drawing.count;
    ItemList list = {.arena = set->arena};
    for (size_t i = 0; i < count;) {
        if (draws[i].kind == DRAW_TEXT) {
            add_text(set, &draws[i++], block->elem, scale, &list);
            continue;
        }
        size_t from = i;
        while (i < count && draws[i].kind != DRAW_TEXT) i++;
        Item *item = items_add(&list);
        *item = (Item){.kind = ITEM_PATH, .elem = block->elem};
        item->width = flow_scaled_len(width, scale);
        item->height = flow_scaled_len(height, scale);
        item->u.path.items = scaled_path(set->arena, &draws[from], i - from, scale);
        item->u.path.count = i - from;
    }
    if (block->u.drawing.field) {
        Item *item = items_add(&list);
        *item = (Item){.kind = ITEM_FIELD, .elem = block->u.drawing.field->elem};
        item->width = flow_scaled_len(width, scale);
        item->height = flow_scaled_len(height, scale);
        item->u.field = block->u.drawing.field;
    }
    box->items = list.items;
    box->count = (uint32_t)list.count;
    box->height = flow_scaled_len(height, scale);
    box->dx = flow_aligned(set->measure, flow_scaled_len(width, scale), block->u.drawing.align);
}
