/*
 * page: sections one after the other. The boxes of a section are parted into pages between its
 * tables; tables flow through as many pages as they need. Small tables are boxes like any other.
 *
 * Memory is bounded in pages: of a long stretch of boxes only the next pages stand in memory
 * (page_window.c). Its pages are placed as soon as nothing that follows can move their ends
 * (page_break.c), so that they are those that the whole stretch would have been parted into.
 */
#include "page_internal.h"

enum {
    ALONG_SHARE = 6,          /* up to this part of a page goes along with a table on other paper */
    SMALL_TABLE_SHARE = 3,    /* a table up to this part of a page is never parted */
    SMALL_TABLE_ROWS = 200,   /* with more rows than this it is not asked how high it is */
    LEAST_AREA = 20000,       /* of a text area, in either direction */
    AHEAD = 16,               /* pages of boxes that are looked at together, at first */
    MOST_AHEAD = 128,         /* at most; then ends are settled that could yet have moved */
    BEHIND = 3,               /* what may yet stand on a page: a figure, text overtaking it */
};

typedef struct Section {
    Pager *p;
    Window w;
    bool continued;           /* pages of the stretch at hand are done */
    unsigned ahead;
    TableUse *next_table;     /* begun for the box at `next_index`, because what stands above it */
    size_t next_index;        /* depends on what it can do */
    bool turned;              /* a table's own pages: there is no other paper for it */
} Section;

static void run_section(Pager *p, const Block *section);

/* ---- the setup of pages ---- */

/* The margin at the binding is on the other side there. */
static const PageSetup *back_of(Pager *p, const PageSetup *setup) {
    if (!setup->duplex) return setup;
    PageSetup *back = arena_alloc(p->arena, sizeof *back);            /* sheets may wait long */
    *back = *setup;
    if (setup->turned) {
        back->top = setup->bottom;
        back->bottom = setup->top;
    } else {
        back->left = setup->right;
        back->right = setup->left;
    }
    return back;
}

static bool use_setup(Pager *p, const PageSetup *setup, Loc loc) {
    p->setup = setup;
    p->back = back_of(p, setup);
    p->measure = setup->width - setup->left - setup->right;
    p->room = setup->height - setup->top - setup->bottom;
    if (p->measure >= LEAST_AREA && p->room >= LEAST_AREA) return true;
    Diag *diag = diag_add(p->diags, ERROR_, "margin-terlalu-besar", loc,
                          "margin halaman tidak menyisakan tempat untuk isi");
    diag_fix(p->diags, diag, "Kecilkan margin atau pakai kertas yang lebih besar");
    p->failed = true;
    return false;
}

static void finish_all(Pager *p) {
    while (p->sheet) pager_finish_sheet(p, false);
}

/* ---- tables as boxes ---- */

static TableUse *begin_table(Pager *p, const Block *block, Hold *hold) {
    TableSetting set = {p->setter, p->measure, p->room};
    TableFlow *flow = table_begin(&set, hold->arena, block);
    if (!flow) {
        p->failed = true;
        return NULL;
    }
    TableUse *use = arena_alloc(hold->arena, sizeof *use);
    *use = (TableUse){.flow = flow, .hold = hold};
    return use;
}

/* A table whole on one page becomes an ordinary box. */
static void make_object(Arena *a, Box *box, TableFlow *flow) {
    Piece piece;
    if (!table_take(flow, a, INT32_MAX / 2, true, &piece)) return;
    Flow *notes = arena_array(a, piece.note_count, sizeof *notes);
    box->notes_height = 0;
    for (size_t i = 0; i < piece.note_count; i++) {
        notes[i] = *piece.notes[i];
        box->notes_height += notes[i].height;
    }
    box->kind = BOX_OBJECT;
    box->items = piece.items;
    box->count = (uint32_t)piece.count;
    box->height = piece.height;
    box->more->notes = notes;
    box->more->note_count = piece.note_count;
    box->more->closed = piece.closed;
    box->more->closed_count = piece.closed_count;
}

/* Labels with their texts become boxes of text. What follows may want the last lines for itself. */
static bool make_text(Section *s, size_t index, Arena *a, TableFlow *flow) {
    Flow text;
    const Box *table = &s->w.boxes[index];
    if (table->whole || !table_as_text(flow, a, &text)) return false;
    Box *first = text.boxes;
    first->space += table->space;
    first->cost = table->cost;
    if (table->more->anchor_count) {
        BoxMore *more = box_more(a, first);
        more->anchors = table->more->anchors;
        more->anchor_count = table->more->anchor_count;
    }
    for (size_t i = 1; i < text.count; i++) {
        if (text.count - i < table->more->keep_rows) first[i].cost = BREAK_NEVER;
    }
    window_replace(&s->w, index, &text);
    size_t behind = index + text.count;
    if (behind < s->w.count) s->w.boxes[behind].space += text.space_after;
    return true;
}

static bool wants_own_page(const Section *s, size_t index) {
    const Box *box = &s->w.boxes[index];
    TooWide way = box->more->block->u.table.too_wide;
    if (s->turned) return false;
    if (way != WIDE_TURN && way != WIDE_PAPER) return false;
    BoxMore *more = box->more;
    if (!more->least_width) {
        Arena *a = window_hold(&s->w, index)->arena;
        more->least_width = table_least_width(s->p->setter, a, more->block) + 1;
    }
    return more->least_width - 1 > s->p->measure;
}

/* Begins the table at `index`; one that is small or has to stay whole becomes a box. True when it
 * is one now. */
static bool settle_small(Section *s, size_t index) {
    Box *box = &s->w.boxes[index];
    if (box->kind != BOX_TABLE) return true;
    size_t rows = box->more->block->u.table.body.count;
    if (rows > SMALL_TABLE_ROWS || wants_own_page(s, index)) return false;
    Hold *hold = window_hold(&s->w, index);
    if (!s->next_table || s->next_index != index) {
        s->next_table = begin_table(s->p, box->more->block, hold);
        s->next_index = index;
    }
    if (!s->next_table) {
        *box = (Box){.kind = BOX_OBJECT, .cost = box->cost};      /* said; go on without it */
        return true;
    }
    Len limit = box->whole ? s->p->room : s->p->room / SMALL_TABLE_SHARE;
    if (!make_text(s, index, hold->arena, s->next_table->flow)) {
        if (table_rest(s->next_table->flow, limit) < 0) return false;
        make_object(hold->arena, box, s->next_table->flow);
    }
    s->next_table = NULL;
    return true;
}

/* Height of what may not be parted from the table at `index` below it. */
static Len tail_of(const Section *s, size_t index) {
    int64_t tail = 0;
    for (size_t i = index + 1; i < s->w.count && s->w.boxes[i].kind != BOX_TABLE; i++) {
        const Box *box = &s->w.boxes[i];
        uint32_t holds = i == index + 1 ? BREAK_NEVER : BREAK_IN_GROUP;
        if (box->cost < holds) break;
        tail += box->space + box->height;
    }
    return tail > s->p->room / 2 ? 0 : (Len)tail;
}

/* Boxes that are placed leave the window. */
static void drop(Section *s, size_t count) {
    window_drop(&s->w, count);
    if (s->next_index < count) s->next_table = NULL;
    s->next_index -= count;
}

/* ---- boxes ---- */

/* The sheet at hand needs what the box consists of. */
static void lend(const Section *s, size_t index) {
    for (size_t i = 0; i < s->w.batch_count; i++) {
        const Batch *b = &s->w.batches[i];
        if (b->from <= index && index < b->to) sheet_hold(s->p->sheet, b->hold);
    }
}

static void place_boxes(Section *s, size_t from, size_t to, bool fill) {
    Pager *p = s->p;
    Len stretch = 0, left = 0, given = 0;
    int64_t sum = 0;
    if (fill) left = page_left(p, s->w.boxes + from, to - from, &stretch);
    if (left < 0 || left > stretch) left = 0;
    for (size_t i = from; i < to; i++) {
        const Box *box = &s->w.boxes[i];
        bool empty = pager_used(p) == 0;
        if (box->kind == BOX_SPACE && empty && !p->at_start) continue;
        Len space = box_space(box, empty, p->at_start);
        if (!empty && left) {
            sum += box_stretch(box);
            Len upto = (Len)(left * sum / stretch);
            space += upto - given;
            given = upto;
        }
        sheet_box(p, box, space);
        lend(s, i);
    }
}

/* ---- figures put off ---- */

static void reverse(Box *boxes, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        Box box = boxes[i];
        boxes[i] = boxes[count - 1 - i];
        boxes[count - 1 - i] = box;
    }
}

/* Lets text overtake the figure [figure, behind): its lines up to `at` stand above it now. Returns
 * where the page ends. The space below the figure goes with it. */
static size_t put_off(Section *s, size_t figure, size_t behind, size_t at) {
    Box *boxes = s->w.boxes, *first = &boxes[behind], *after = &boxes[at];
    if (after->space < first->space) after->space = first->space;
    if (first->more) first->space = first->more->overtaking;
    reverse(boxes + figure, behind - figure);
    reverse(boxes + behind, at - behind);
    reverse(boxes + figure, at - figure);
    window_mix(&s->w, figure, at);
    return figure + at - behind;
}

/* ---- stretches ---- */

/* Whether all that may yet come to stand on the page that ends above `end` is there. */
static bool enough_behind(const Section *s, size_t end, size_t to) {
    int64_t height = 0, most = (int64_t)s->p->room * BEHIND;
    for (size_t i = end; i < to && height < most; i++) {
        height += s->w.boxes[i].space + s->w.boxes[i].height;
    }
    return height >= most;
}

/* Parts boxes [from, to) into pages as far as they are sure. Returns where the next page begins;
 * *again: footnotes came along, or the order changed: count anew from there. */
static size_t run_pages(Section *s, size_t from, size_t to, bool open, bool *again) {
    Pager *p = s->p;
    Arena *scratch = arena_child(p->arena);
    Stretch run = {.boxes = s->w.boxes + from, .count = to - from, .open = open,
                   .continued = s->continued};
    if (!open && s->next_table && s->next_index == to) {
        run.table = s->next_table->flow;
        run.table_space = s->w.boxes[to].space;
        run.table_keeps = s->w.boxes[to].cost >= BREAK_NEVER && to > 0;
    }
    Breaks breaks = page_breaks(p, scratch, &run, s->ahead >= MOST_AHEAD);
    size_t start = from;
    *again = false;
    for (size_t i = 0; i < breaks.count && !*again; i++) {
        const PageEnd e = breaks.ends[i];
        size_t end = from + e.at;
        if (open && !enough_behind(s, end, to)) break;
        if (e.behind) end = put_off(s, from + e.figure, from + e.behind, end);
        place_boxes(s, start, end, true);
        pager_finish_sheet(p, true);
        start = end;
        *again = p->sheet != NULL || e.behind;
        s->continued = !*again;
    }
    if (!*again && !open) {
        place_boxes(s, start, to, false);
        if (breaks.closes) pager_finish_sheet(p, true);
        start = to;
    }
    arena_free(scratch);
    return start;
}

/* The boxes up to `to`; the last page stays open for the table behind them, if any. An open stretch
 * goes on behind `to`: returns how far it came. */
static size_t run_stretch(Section *s, size_t to, bool open) {
    size_t from = 0;
    for (bool again = true; again && !s->p->stopped;) from = run_pages(s, from, to, open, &again);
    if (!open) s->continued = false;
    return from;
}

/* ---- tables ---- */

static void run_table(Section *s, TableUse *use, size_t index) {
    Pager *p = s->p;
    const Box *box = &s->w.boxes[index];
    Piece piece = {0};
    Len top = 0;              /* of the first part of the rows at hand: the others stand beside it */
    for (bool first = true; !piece.last && !p->stopped;) {
        bool empty = pager_used(p) == 0, beside = table_waits(use->flow);
        Len space = first ? box_space(box, empty, p->at_start) : beside ? top : 0;
        if (!beside) top = pager_used(p) + space;
        Len room = p->room - pager_used(p) - space - pager_notes_height(p);
        Sheet *sheet = pager_sheet(p);
        if (!table_take(use->flow, sheet->own->arena, room, empty, &piece)) {
            pager_finish_sheet(p, true);
            continue;
        }
        sheet_piece(p, use, &piece, first ? box : NULL, space);
        lend(s, index);
        first = false;
        if (!piece.last || piece.alone) pager_finish_sheet(p, true);
    }
}

/* Paper for a table that does not fit: the page turned, or the next larger one, turned too when it
 * must be. Margins turn with the paper, so that the binding stays where it is. */
static PageSetup *other_paper(const Section *s, const Box *box) {
    PageSetup *setup = arena_alloc(s->p->arena, sizeof *setup);       /* sheets may wait long */
    const PageSetup *from = s->p->setup;
    *setup = *from;
    setup->restart = false;
    setup->valign = VALIGN_TOP;
    if (box->more->block->u.table.too_wide == WIDE_PAPER) {
        /* Two sheets side by side: A4 becomes A3, folio becomes double folio. */
        bool upright = from->height >= from->width;
        setup->width = upright ? from->width * 2 : from->width;
        setup->height = upright ? from->height : from->height * 2;
        return setup;
    }
    setup->width = from->height;
    setup->height = from->width;
    setup->turned = !from->turned;
    setup->top = from->left;
    setup->right = from->top;
    setup->bottom = from->right;
    setup->left = from->bottom;
    return setup;
}

static void run_boxes(Section *s);

/* So little stands above a table on other paper, on a page of its own (a heading, a line that leads to
 * it), that it goes along. */
static bool goes_along(const Section *s, size_t index) {
    const Pager *p = s->p;
    int64_t height = 0;
    if (p->sheet || p->section_start || s->w.boxes[index].kind != BOX_TABLE) return false;
    if (s->next_table && s->next_index == index) return false;
    for (size_t i = 0; i < index; i++) {
        if (s->w.boxes[i].notes_height) return false;
        height += s->w.boxes[i].space + s->w.boxes[i].height;
    }
    return index > 0 && height <= p->room / ALONG_SHARE;
}

/* The table and its notes as a section of their own on the other paper, with `along` boxes above it. */
static void run_on_own_pages(Section *s, size_t index, size_t along) {
    Pager *p = s->p;
    const PageSetup *before = p->setup;
    const Block *table = s->w.boxes[index].more->block;
    finish_all(p);
    if (use_setup(p, other_paper(s, &s->w.boxes[index]), table->loc)) {
        place_boxes(s, 0, along, false);
        Section own = {.p = p, .turned = true};
        window_open(&own.w, p, table, 1);
        run_boxes(&own);
        finish_all(p);
        window_close(&own.w);
    }
    use_setup(p, before, table->loc);
}

/* Tables that have to stay whole below the one at `index`: a signature takes its rows along. */
static void settle_tail(Section *s, size_t index) {
    for (size_t i = index + 1; i < s->w.count; i++) {
        const Box *box = &s->w.boxes[i];
        if (box->cost < (i == index + 1 ? BREAK_NEVER : BREAK_IN_GROUP)) return;
        if (box->kind == BOX_TABLE && (!box->whole || !settle_small(s, i))) return;
    }
}

/* Begins the table at `index`, unless it has become a box. */
static void meet_table(Section *s, size_t index) {
    Pager *p = s->p;
    if (wants_own_page(s, index)) return;
    settle_tail(s, index);
    if (settle_small(s, index)) return;
    Box *box = &s->w.boxes[index];
    if (!s->next_table || s->next_index != index) {
        Hold *hold = hold_new(p);
        s->next_table = begin_table(p, box->more->block, hold);
        s->next_index = index;
        if (!s->next_table) {
            hold_drop(p, hold);
            *box = (Box){.kind = BOX_OBJECT};
            return;
        }
        s->next_table->own_hold = true;
    }
    table_keep_tail(s->next_table->flow, tail_of(s, index), box->more->keep_rows);
}

static void run_met_table(Section *s) {
    TableUse *use = s->next_table;
    run_table(s, use, s->next_index);
    s->next_table = NULL;
    if (use->own_hold) hold_drop(s->p, use->hold);
}

/* ---- sections ---- */

/* The next box that ends a stretch of boxes, or (*open) one that is far enough ahead. */
static size_t stretch_end(Section *s, bool *open) {
    Window *w = &s->w;
    int64_t height = 0, most = (int64_t)s->p->room * s->ahead;
    *open = false;
    for (size_t i = 0;; i++) {
        while (!w->whole && i >= w->settled) window_more(w);
        if (i == w->count) return i;
        while (w->boxes[i].kind == BOX_TABLE && !window_knows(w, i)) window_more(w);
        if (w->boxes[i].kind == BOX_TABLE) meet_table(s, i);
        const Box *box = &w->boxes[i];
        if (box->kind == BOX_TABLE || box->kind == BOX_PAGE_BREAK || box->kind == BOX_SECTION) {
            return i;
        }
        *open = !w->whole && height > most;
        if (*open) return i;
        height += box->space + box->height;
    }
}

/* What ends the stretch; `along` boxes above it are not placed yet. */
static void run_end(Section *s, size_t at, size_t along) {
    Pager *p = s->p;
    switch (s->w.boxes[at].kind) {
    case BOX_TABLE:
        if (s->next_table && s->next_index == at) {
            run_met_table(s);
        } else {
            run_on_own_pages(s, at, along);
            at += s->w.boxes[at].more->table_notes;
        }
        break;
    case BOX_PAGE_BREAK:
        finish_all(p);
        p->at_start = true;
        break;
    case BOX_SECTION:
        run_section(p, s->w.boxes[at].more->block);
        p->at_start = false;
        break;
    case BOX_LINE: case BOX_OBJECT: case BOX_SPACE:
        break;
    }
    drop(s, at + 1);
}

static void run_boxes(Section *s) {
    bool open;
    s->ahead = AHEAD;
    while (!s->p->stopped) {
        size_t to = stretch_end(s, &open);
        bool along = !open && to < s->w.count && goes_along(s, to);
        size_t done = along ? 0 : run_stretch(s, to, open);
        if (!open && to == s->w.count) return;
        if (!open) {
            run_end(s, to, along ? to : 0);
        } else {
            if (done) s->ahead = AHEAD;           /* one hard place is no reason to look far for ever */
            else if (s->ahead < MOST_AHEAD) s->ahead *= 2;
            drop(s, done);
            deliver_waiting(s->p);
        }
    }
}

/* An empty page, numbered with those before it, where what comes would open on the wrong side. */
static void open_on_side(Pager *p, const PageSetup *setup, const PageSetup *before, Loc loc) {
    bool right = p->page_count % 2 == 0;
    if (setup->opens == SIDE_ANY || right == (setup->opens == SIDE_RIGHT)) return;
    PageSetup *blank = arena_alloc(p->arena, sizeof *blank);
    *blank = *setup;
    blank->restart = false;
    blank->header = blank->footer = NULL;
    blank->stamp = NULL;
    blank->numbering = before ? before->numbering : NUMBER_NONE;
    if (before) blank->label_prefix = before->label_prefix;
    if (!use_setup(p, blank, loc)) return;
    pager_sheet(p);
    finish_all(p);
}

static void run_section(Pager *p, const Block *block) {
    const PageSetup *before = p->setup;
    finish_all(p);
    open_on_side(p, block->u.section.setup, before, block->loc);
    p->section_start = true;
    p->at_start = !block->elem || block->elem != p->part;
    p->part = block->elem;
    if (use_setup(p, block->u.section.setup, block->loc)) {
        Section s = {.p = p};
        window_open(&s.w, p, block->u.section.children, block->u.section.count);
        s.w.section = block;
        run_boxes(&s);
        finish_all(p);
        window_close(&s.w);
        deliver_waiting(p);
    }
    p->section_start = false;
    if (before) use_setup(p, before, block->loc);
}

bool page_all(Setter *s, Arena *a, const Doc *doc, const PageSink *sink,
              const PageProgress *progress, size_t *pages, Diags *d) {
    size_t errors = diags_count(d, ERROR_);
    Pager p = {.setter = s, .arena = a, .diags = d, .doc = doc, .sink = sink, .progress = progress};
    p.waiting_end = &p.waiting;
    pager_check(&p);
    pager_new_run(&p);
    for (size_t i = 0; i < doc->block_count && !p.stopped; i++) {
        if (doc->blocks[i].kind == BLOCK_SECTION) run_section(&p, &doc->blocks[i]);
    }
    deliver_last(&p);
    p.runs[p.run_count - 1].over = true;
    deliver_waiting(&p);
    if (pages) *pages = p.page_count;
    return !p.failed && diags_count(d, ERROR_) == errors;
}
