/*
 * build_list: lists of contents, tables, figures and appendices. One paragraph an entry: its number
 * hanging, its title, dots, the page; all of it one link to where it leads.
 *
 * Numbers of one level stand in one column, whose room is estimated from average widths of
 * letters: the faces are not known here, and a room somewhat too wide does no harm.
 */
#include "build_internal.h"

enum { DEPTH_DEFAULT = 3, DEPTH_MOST = 4 };

/* ---- which entries ---- */

static unsigned list_depth(unsigned depth) {
    if (!depth) return DEPTH_DEFAULT;
    return depth > DEPTH_MOST ? DEPTH_MOST : depth;
}

static bool entry_listed(const Entry *e, ListOf which, unsigned depth) {
    const PartSpec *part = e->part->spec;
    switch (which) {
    case LIST_OF_CONTENTS:
        if (e->kind == ENTRY_PART) return part->in_contents;
        /* a heading without a number is listed only where chapters or plain texts have none */
        return e->kind == ENTRY_HEADING && part->in_contents && e->level < depth
            && (e->number.n || part->kind == PART_CHAPTER || part->kind == PART_PLAIN);
    case LIST_OF_TABLES:
        return e->kind == ENTRY_TABLE;
    case LIST_OF_FIGURES:
        return e->kind == ENTRY_FIGURE;
    case LIST_OF_APPENDICES:
        return e->kind == ENTRY_PART && part->kind == PART_APPENDIX;
    }
    return false;
}

bool list_is_empty(const Build *b, ListOf which, unsigned depth) {
    for (size_t i = 0; i < b->entry_count; i++) {
        if (entry_listed(&b->entries[i], which, list_depth(depth))) return false;
    }
    return true;
}

/* ---- the column of numbers ---- */

/* Thousandths of the type size: a little more than serif and sans faces have on average. */
static Len letter_width(char c) {
    if (c == 'I' || c == 'i' || c == 'l' || c == '.' || c == ' ' || c == ')') return 290;
    if (c >= '0' && c <= '9') return 556;
    if (c >= 'A' && c <= 'Z') return 720;
    return 540;
}

static Len estimated_width(Str text, const TextSpec *spec) {
    int64_t width = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool continues = ((unsigned char)text.p[i] & 0xC0) == 0x80;
        if (!continues) width += letter_width(text.p[i]);
    }
    width = width * spec->size / 1000;
    if (spec->bold) width += width / 16;
    return (Len)width;
}

static const TextSpec *level_spec(Build *b, const Entry *e, ListOf which) {
    static const char *const names[] = {"isi_1", "isi_2", "isi_3", "isi_4"};
    if (which != LIST_OF_CONTENTS) return styles_named(b, "isi_daftar");
    return styles_named(b, names[e->level < DEPTH_MOST ? e->level : DEPTH_MOST - 1]);
}

/* Room of the numbers of each level, a gap behind them included; 'BAB I' and 'Lampiran 1' are
 * columns of their own. */
typedef struct Rooms {
    Len of[DEPTH_MOST][2];
} Rooms;

static Len *room_of(Rooms *rooms, const Entry *e) {
    bool appendix = e->kind == ENTRY_PART && e->part->spec->kind == PART_APPENDIX;
    return &rooms->of[e->level][appendix];
}

static Rooms number_rooms(Build *b, ListOf which, unsigned depth) {
    Rooms rooms = {0};
    for (size_t i = 0; i < b->entry_count; i++) {
        const Entry *e = &b->entries[i];
        if (!e->number.n || !entry_listed(e, which, depth)) continue;
        const TextSpec *spec = level_spec(b, e, which);
        Len room = estimated_width(text_upper(b->a, spec, e->number), spec) + spec->size / 2;
        Len *widest = room_of(&rooms, e);
        if (room > *widest) *widest = room;
    }
    return rooms;
}

/* ---- entries ---- */

static Run *link_run(Runs *r, RunKind kind, const Entry *e, Elem *link) {
    Run *run = runs_add(r, kind, 0, LOC_NONE);
    run->target = e->label;
    run->elem = link;
    return run;
}

static const Run *entry_mark(Runs *r, const Entry *e, Elem *link) {
    Run *mark = arena_alloc(r->b->a, sizeof *mark);
    *mark = (Run){.kind = RUN_TEXT,
                  .style = styles_text(r->b, r->spec, 0),
                  .elem = link,
                  .text = text_mark(r->b, r->spec, e->number),
                  .target = e->label,
                  .nobreak = true};
    return mark;
}

static void list_entry(Flow *f, Elem *toc, const Entry *e, ListOf which, Len room) {
    Build *b = f->b;
    const TextSpec *spec = level_spec(b, e, which);
    Elem *item = build_elem(b, ROLE_TOCI, toc);
    Elem *link = build_elem(b, ROLE_LINK, build_elem(b, ROLE_REFERENCE, item));
    Block *block = blocks_add(b, f->out, BLOCK_PARA, item, e->loc);
    Runs runs = runs_new(b, spec, f->scope, item);
    bool hangs = e->number.n && room;
    const Run *mark = hangs ? entry_mark(&runs, e, link) : NULL;
    link_run(&runs, RUN_TEXT, e, link)->text = text_upper(b->a, spec, e->title);
    link_run(&runs, RUN_LEADER, e, link);
    link_run(&runs, RUN_PAGE_REF, e, link);
    ParaChange change = flow_change(f);
    if (hangs) change.left += room;
    block->u.para = runs_para(&runs, styles_para(b, spec, change));
    block->u.para.mark = mark;
    block->u.para.mark_left = hangs ? spec->left_indent + f->left : 0;
    block->u.para.mark_width = hangs ? room : 0;
}

/* "Halaman" above the numbers. */
static void list_head(Flow *f) {
    Str word = f->b->style->words.page;
    if (!word.n) return;
    const TextSpec *spec = styles_named(f->b, "isi_daftar");
    Block *block =
        blocks_add(f->b, f->out, BLOCK_PARA, build_elem(f->b, ROLE_P, f->parent), LOC_NONE);
    Runs runs = runs_new(f->b, spec, f->scope, block->elem);
    runs_text(&runs, word, 0, false, LOC_NONE);
    ParaChange change = {.aligned = true, .align = ALIGN_RIGHT, .right = -spec->right_indent,
                         .keep_with_next = true};
    block->u.para = runs_para(&runs, styles_para(f->b, spec, change));
}

static void list_nothing(Flow *f, const Spec *spec) {
    const TextSpec *text = styles_named(f->b, "badan");
    if (spec->inline_count) {
        text_para(f, text, ROLE_P, spec->inlines, spec->inline_count, flow_change(f), spec->loc);
        return;
    }
    Block *block =
        blocks_add(f->b, f->out, BLOCK_PARA, build_elem(f->b, ROLE_P, f->parent), spec->loc);
    Runs runs = runs_new(f->b, text, f->scope, block->elem);
    runs_text(&runs, f->b->style->format.empty, 0, false, spec->loc);
    block->u.para = runs_para(&runs, styles_para(f->b, text, flow_change(f)));
}

void list_of(Flow *f, const Node *node) {
    Build *b = f->b;
    ListOf which = node->spec->list_of;
    unsigned depth = list_depth(node->spec->level);
    if (list_is_empty(b, which, depth)) {
        list_nothing(f, node->spec);
        return;
    }
    Rooms rooms = number_rooms(b, which, depth);
    list_head(f);
    Elem *toc = build_elem(b, ROLE_TOC, f->parent);
    for (size_t i = 0; i < b->entry_count; i++) {
        const Entry *e = &b->entries[i];
        if (entry_listed(e, which, depth)) list_entry(f, toc, e, which, *room_of(&rooms, e));
    }
}
