/*
 * page_window: the boxes of a section that stand in memory. Blocks are set a batch at a time, each
 * batch in an arena of its own, which goes when the last sheet with something of it is out.
 */
#include "page_internal.h"

enum {
    BATCH_BOXES = 60,         /* about two pages of text */
    BATCH_BLOCKS = 16,
};

void window_open(Window *w, Pager *p, const Block *blocks, size_t count) {
    Hold *own = hold_new(p);
    FlowSetting set = {.setter = p->setter,
                       .measure = p->measure,
                       .note_measure = p->measure,
                       .page_room = p->room,
                       .mark_x = -1,
                       .scale = 1000};
    *w = (Window){.p = p, .own = own, .blocks = blocks, .block_count = count};
    w->flow = flow_begin(own->arena, &set);
}

static Batch *add_batch(Window *w) {
    w->batches =
        arena_room(w->own->arena, w->batches, w->batch_count, &w->batch_cap, sizeof *w->batches);
    Batch *b = &w->batches[w->batch_count++];
    *b = (Batch){hold_new(w->p), w->count, w->count};
    return b;
}

/* A section's own label and bookmark belong to its first box. */
static void anchor_section(Window *w, Arena *a) {
    const Block *block = w->section;
    w->section = NULL;
    if (!block->label.n && !block->bookmark.n) return;
    BoxMore *more = box_more(a, &w->boxes[0]);
    const Block **anchors = arena_array(a, more->anchor_count + 1, sizeof *anchors);
    anchors[0] = block;
    if (more->anchor_count) {
        memcpy(anchors + 1, more->anchors, more->anchor_count * sizeof *anchors);
    }
    more->anchors = anchors;
    more->anchor_count++;
}

static void append(Window *w, Arena *a, const Block *block) {
    flow_append(w->flow, a, block);
    w->boxes = flow_boxes(w->flow, &w->count);
}

/* The next part of the BLOCK_PARTS at hand. */
static void append_part(Window *w, Hold *hold) {
    const Block *block = w->blocks;
    DocPart part;
    block->u.parts.part(block->u.parts.self, w->next_part++, hold->arena, &part);
    pager_check_blocks(w->p, part.blocks, part.count);
    for (size_t i = 0; i < part.count; i++) append(w, hold->arena, &part.blocks[i]);
    hold->ends = part.ends;
    hold->end_count = part.end_count;
}

static void next_block(Window *w) {
    w->blocks++;
    w->block_count--;
    w->next_part = 0;
}

/* A few blocks, or one part. */
static void fill_batch(Window *w, Hold *hold) {
    size_t from = w->count;
    for (size_t n = 0; w->block_count > 0; n++) {
        if (n == BATCH_BLOCKS || w->count - from >= BATCH_BOXES) return;
        if (w->blocks->kind != BLOCK_PARTS) {
            append(w, hold->arena, w->blocks);
            next_block(w);
            continue;
        }
        if (n > 0) return;
        if (w->next_part < w->blocks->u.parts.count) append_part(w, hold);
        if (w->next_part >= w->blocks->u.parts.count) next_block(w);
        return;
    }
}

/* A block whose label still waits for a box stays with that box. */
void window_more(Window *w) {
    Batch *batch = add_batch(w);
    fill_batch(w, batch->hold);
    batch->to = w->count + (flow_waits(w->flow) ? 1 : 0);
    w->whole = w->block_count == 0;
    if (w->whole) flow_finish(w->flow, batch->hold->arena);
    w->boxes = flow_boxes(w->flow, &w->count);
    w->settled = w->whole ? w->count : flow_settled(w->flow);
    if (w->section && w->count) anchor_section(w, batch->hold->arena);
}

bool window_knows(const Window *w, size_t index) {
    for (size_t i = index + 1; !w->whole; i++) {
        if (i >= w->settled) return false;
        if (w->boxes[i].cost < (i == index + 1 ? BREAK_NEVER : BREAK_IN_GROUP)) break;
    }
    return index < w->settled;
}

void window_drop(Window *w, size_t count) {
    if (!count) return;
    flow_drop(w->flow, count);
    w->boxes = flow_boxes(w->flow, &w->count);
    w->settled -= count;
    size_t kept = 0;
    for (size_t i = 0; i < w->batch_count; i++) {
        Batch b = w->batches[i];
        if (b.to <= count) {
            hold_drop(w->p, b.hold);
            continue;
        }
        b.from = b.from > count ? b.from - count : 0;
        b.to -= count;
        w->batches[kept++] = b;
    }
    w->batch_count = kept;
}

void window_replace(Window *w, size_t index, const Flow *with) {
    flow_replace(w->flow, index, with);
    w->boxes = flow_boxes(w->flow, &w->count);
    size_t more = with->count - 1;
    w->settled += more;
    for (size_t i = 0; i < w->batch_count; i++) {
        Batch *b = &w->batches[i];
        if (b->from > index) b->from += more;
        if (b->to > index) b->to += more;
    }
}

Hold *window_hold(const Window *w, size_t index) {
    for (size_t i = 0; i < w->batch_count; i++) {
        if (w->batches[i].from <= index && index < w->batches[i].to) return w->batches[i].hold;
    }
    return w->own;
}

void window_mix(Window *w, size_t from, size_t to) {
    for (size_t i = 0; i < w->batch_count; i++) {
        Batch *b = &w->batches[i];
        if (b->to <= from || b->from >= to) continue;
        if (b->from > from) b->from = from;
        if (b->to < to) b->to = to;
    }
}

void window_close(Window *w) {
    for (size_t i = 0; i < w->batch_count; i++) hold_drop(w->p, w->batches[i].hold);
    hold_drop(w->p, w->own);
    *w = (Window){0};
}
