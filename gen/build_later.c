/*
 * build_later: prose that does not stand in memory. It is built once with the rest, part by part, for
 * its messages, its images and what it counts, and forgotten; what the work at hand knew at the
 * beginning of each part is kept, so that the part can be built again alone when its pages are set.
 */
#include "build_internal.h"

/* What one part hands on to the next. */
typedef struct Mark {
    uint32_t counter;
    size_t next_entry, tables, notes, sect_count;
    Elem *sects[7];
    unsigned depth;
    Elem *parent;
} Mark;

typedef struct Later {
    Build *b;
    Flow flow;
    const ProseText *text;
    const PartNode *part;
    Elem *part_elem;
    Str chapter_title;
    Mark *marks;              /* one a part */
} Later;

/* Elements of the part at hand whose parents live elsewhere. */
typedef struct Ends {
    Elem **items;
    size_t count, cap;
} Ends;

void later_note(Build *b, Elem *elem) {
    Role above = elem->parent->role;
    if (above != ROLE_SECT && above != ROLE_PART) return;
    Ends *e = b->ends;
    e->items = arena_room(b->a, e->items, e->count, &e->cap, sizeof *e->items);
    e->items[e->count++] = elem;
}

/* The first reading had the same limits; it is past its errors. */
static Diags *quiet_like(Arena *a, const Diags *d) {
    Diags *quiet = diags_new(a, 1);
    diags_set_limits(quiet, diags_limits(d));
    return quiet;
}

const Prose *later_read(const Build *b, Arena *a, Arena *tree, const ProseText *text, size_t index,
                        const Scope *scope) {
    static const Prose nothing = {.kind = PROSE_ROOT};
    Diags *quiet = quiet_like(tree, b->d);
    const Prose *part = prose_part(a, tree, text, index, quiet);
    if (!part) return &nothing;
    prose_bind(a, part, scope, quiet);
    return part;
}

/* ---- the first time ---- */

static Mark mark_of(const Build *b, Elem *parent) {
    Mark m = {.counter = b->counter, .next_entry = b->next_entry, .tables = b->tables,
              .notes = b->notes, .sect_count = b->sect_count, .depth = b->depth, .parent = parent};
    memcpy(m.sects, b->sects, sizeof m.sects);
    return m;
}

typedef struct Labels {
    Str *items;
    size_t count, cap;
} Labels;

static void gather(Build *b, Labels *l, const Block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Block *block = &blocks[i];
        if (block->label.n) {
            l->items = arena_room(b->keep, l->items, l->count, &l->cap, sizeof *l->items);
            l->items[l->count++] = block->label;
        }
        if (block->kind == BLOCK_GROUP) {
            gather(b, l, block->u.group.children, block->u.group.count);
        }
    }
}

/* Builds a part into an arena that goes at once; what it counted stays. */
static void build_once(Flow *f, const ProseText *text, size_t index, Labels *labels) {
    Build *b = f->b, now = *b;
    Blocks blocks = {0};
    Flow flow = *f;
    now.a = arena_child(b->keep);
    flow.b = &now;
    flow.out = &blocks;
    prose_blocks(&flow, later_read(&now, now.a, now.a, text, index, f->scope));
    f->parent = flow.parent;
    gather(b, labels, blocks.items, blocks.count);
    arena_free(now.a);
    now.a = b->a;
    *b = now;
}

/* ---- again ---- */

static void build_again(void *self, size_t index, Arena *a, DocPart *out) {
    const Later *l = self;
    const Mark *mark = &l->marks[index];
    Build *b = arena_alloc(a, sizeof *b);       /* rows of tables are pulled through it */
    Ends *ends = arena_alloc(a, sizeof *ends);
    Blocks blocks = {0};
    Flow flow = l->flow;
    *b = *l->b;
    b->a = a;
    b->d = quiet_like(a, b->d);
    b->ends = ends;
    b->part = l->part;
    b->part_elem = l->part_elem;
    b->chapter_title = l->chapter_title;
    b->counter = mark->counter;
    b->next_entry = mark->next_entry;
    b->tables = mark->tables;
    b->notes = mark->notes;
    b->sect_count = mark->sect_count;
    b->depth = mark->depth;
    memcpy(b->sects, mark->sects, sizeof b->sects);
    flow.b = b;
    flow.out = &blocks;
    flow.parent = mark->parent;
    Arena *tree = arena_child(a);
    prose_blocks(&flow, later_read(b, a, tree, l->text, index, flow.scope));
    arena_free(tree);
    *out = (DocPart){blocks.items, blocks.count, ends->items, ends->count};
}

static void build_now(Flow *f, const ProseText *text) {
    for (size_t i = 0; i < text->part_count; i++) {
        prose_blocks(f, later_read(f->b, f->b->a, f->b->a, text, i, f->scope));
    }
}

void later_text(Flow *f, const ProseText *text) {
    if (f->out != f->section) {
        build_now(f, text);
        return;
    }
    Build *b = f->b;
    Labels labels = {0};
    Later *l = arena_alloc(b->keep, sizeof *l);
    *l = (Later){.b = b, .flow = *f, .text = text, .part = b->part, .part_elem = b->part_elem,
                 .chapter_title = b->chapter_title};
    l->marks = arena_array(b->keep, text->part_count, sizeof *l->marks);
    for (size_t i = 0; i < text->part_count; i++) {
        l->marks[i] = mark_of(b, f->parent);
        build_once(f, text, i, &labels);
    }
    Block *block = blocks_add(b, f->out, BLOCK_PARTS, NULL, loc_at(text->source, 0, 0));
    block->u.parts.count = text->part_count;
    block->u.parts.self = l;
    block->u.parts.part = build_again;
    block->u.parts.labels = labels.items;
    block->u.parts.label_count = labels.count;
}
