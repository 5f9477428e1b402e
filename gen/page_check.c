/*
 * page_check: labels and references, looked through before anything is set, so that a reference
 * that leads nowhere is an error at its own place. The rows of tables are seen only when they are
 * pulled; their references are checked then, and labels inside them cannot be referred to.
 */
#include "page_internal.h"

static uint32_t hash(Str s) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 16777619u;
    return h;
}

/* The place of a label, or the free one where it would be. */
static Place *slot(const Pager *p, Str label) {
    size_t i = hash(label) & (p->place_cap - 1);
    while (p->places[i].label.n && !str_eq(p->places[i].label, label)) {
        i = (i + 1) & (p->place_cap - 1);
    }
    return &p->places[i];
}

Place *pager_place(const Pager *p, Str label) {
    if (!p->place_cap || !label.n) return NULL;
    Place *place = slot(p, label);
    return place->label.n ? place : NULL;
}

static Place *add_place(Pager *p, Str label) {
    if (p->place_count * 2 >= p->place_cap) {
        Place *old = p->places;
        size_t old_cap = p->place_cap;
        p->place_cap = old_cap ? old_cap * 2 : 64;
        p->places = arena_array(p->arena, p->place_cap, sizeof *p->places);
        for (size_t i = 0; i < old_cap; i++) {
            if (old[i].label.n) *slot(p, old[i].label) = old[i];
        }
    }
    Place *place = slot(p, label);
    if (!place->label.n) p->place_count++;
    place->label = label;
    return place;
}

static bool is_web_address(Str target) {
    return str_starts(target, STR("http://")) || str_starts(target, STR("https://"))
        || str_starts(target, STR("mailto:"));
}

void pager_expect(Pager *p, Str target, Loc loc) {
    if (!target.n || is_web_address(target) || str_is(target, TARGET_LAST_PAGE)) return;
    if (pager_place(p, target)) return;
    Diag *diag =
        diag_add(p->diags, ERROR_, "rujukan-tanpa-tujuan", loc,
                 "rujukan ke '%.*s' tidak mempunyai tujuan dalam laporan", STR_ARG(target));
    Str *labels = arena_array(p->arena, p->place_count + 1, sizeof *labels);
    size_t count = 0;
    for (size_t i = 0; i < p->place_cap; i++) {
        if (p->places[i].label.n) labels[count++] = p->places[i].label;
    }
    Str near = str_nearest(target, labels, count);
    diag_near(p->diags, diag, near);
    *add_place(p, target) = (Place){target, STR("?"), true};      /* said once */
    p->failed = true;
}

/* ---- every block but those in rows that are pulled ---- */

typedef void Visit(Pager *p, const Block *block);

static void each_block(Pager *p, const Block *blocks, size_t count, Visit *visit);

static void each_note(Pager *p, const Para *para, Visit *visit) {
    for (size_t i = 0; i < para->run_count; i++) {
        if (para->runs[i].note) each_block(p, para->runs[i].note, 1, visit);
    }
}

static void each_in_rows(Pager *p, const DocRow *rows, size_t count, Visit *visit) {
    for (size_t r = 0; r < count; r++) {
        for (size_t c = 0; c < rows[r].cell_count; c++) {
            each_block(p, rows[r].cells[c].blocks, rows[r].cells[c].block_count, visit);
        }
    }
}

static void each_in_table(Pager *p, const DocTable *t, Visit *visit) {
    if (t->caption) each_block(p, t->caption, 1, visit);
    each_block(p, t->notes, t->note_count, visit);
    each_in_rows(p, t->head, t->head_count, visit);
    if (t->body.standing) each_in_rows(p, t->body.standing, t->body.count, visit);
}

static void each_block(Pager *p, const Block *blocks, size_t count, Visit *visit) {
    for (size_t i = 0; i < count; i++) {
        const Block *b = &blocks[i];
        visit(p, b);
        switch (b->kind) {
        case BLOCK_PARA:
            each_note(p, &b->u.para, visit);
            break;
        case BLOCK_TABLE:
            each_in_table(p, &b->u.table, visit);
            break;
        case BLOCK_GROUP:
            each_block(p, b->u.group.children, b->u.group.count, visit);
            break;
        case BLOCK_SECTION:
            each_block(p, b->u.section.children, b->u.section.count, visit);
            break;
        case BLOCK_PARTS:         /* see collect_label() and pager_check_blocks() */
        case BLOCK_RULE:
        case BLOCK_IMAGE:
        case BLOCK_DRAWING:
        case BLOCK_SPACE:
        case BLOCK_PAGE_BREAK:
            break;
        }
    }
}

static void collect_label(Pager *p, const Block *block) {
    if (block->label.n) add_place(p, block->label);
    if (block->kind != BLOCK_PARTS) return;
    for (size_t i = 0; i < block->u.parts.label_count; i++) add_place(p, block->u.parts.labels[i]);
}

static void check_runs(Pager *p, const Para *para) {
    for (size_t i = 0; i < para->run_count; i++) {
        pager_expect(p, para->runs[i].target, para->runs[i].loc);
    }
}

static void check_references(Pager *p, const Block *block) {
    if (block->kind == BLOCK_PARA) check_runs(p, &block->u.para);
    if (block->kind != BLOCK_DRAWING) return;
    for (size_t i = 0; i < block->u.drawing.count; i++) {
        check_runs(p, &block->u.drawing.items[i].text);
    }
}

void pager_check_blocks(Pager *p, const Block *blocks, size_t count) {
    each_block(p, blocks, count, check_references);
}

void pager_check(Pager *p) {
    each_block(p, p->doc->blocks, p->doc->block_count, collect_label);
    each_block(p, p->doc->blocks, p->doc->block_count, check_references);
}
