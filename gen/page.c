/*
 * page: sections one after the other. The boxes of a section are parted into pages between its
 * tables; tables flow through as many pages as they need. Small tables are boxes like any other.
 */
#include "page_internal.h"

enum {
    SMALL_TABLE_SHARE = 3,    /* a table up to this part of a page is never parted */
    SMALL_TABLE_ROWS = 200,   /* with more rows than this it is not asked how high it is */
    LEAST_AREA = 20000,       /* of a text area, in either direction */
    GAP_SHARE = 6,            /* text overtakes a figure that would leave so much of a page empty */
    LEAST_OVERTAKING = 3,     /* lines */
};

typedef struct Section {
    Pager *p;
    Hold *hold;               /* of the boxes */
    Box *boxes;
    size_t count;
    TableUse *next_table;     /* begun for the box at `next_index`, because what stands above it */
    size_t next_index;        /* depends on what it can do */
    bool turned;              /* a table's own pages: there is no other paper for it */
} Section;

static void run_section(Pager *p, const Block *section);

/* ---- the setup of pages ---- */

static bool use_setup(Pager *p, const PageSetup *setup, Loc loc) {
    p->setup = setup;
    p->measure = setup->width - setup->left - setup->right;
    p->room = setup->height - setup->top - setup->bottom;
    if (p->measure >= LEAST_AREA && p->room >= LEAST_AREA) return true;
    Diag *diag = diag_add(p->diags, ERROR_, "margin-terlalu-besar", loc,
                          "margin halaman tidak menyisakan tempat untuk isi");
    diag_fix(p->diags, diag, "Kecilkan margin atau pakai kertas yang lebih besar");
    p->failed = true;
    return false;
}

static FlowSetting section_setting(const Pager *p, Arena *a) {
    return (FlowSetting){.setter = p->setter,
                         .arena = a,
                         .measure = p->measure,
                         .note_measure = p->measure,
                         .page_room = p->room,
                         .mark_x = -1,
                         .scale = 1000};
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
static void make_object(Section *s, Box *box, TableFlow *flow) {
    Arena *a = s->hold->arena;
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
static bool make_text(Section *s, size_t index, TableFlow *flow) {
    Arena *a = s->hold->arena;
    Flow text;
    const Box *table = &s->boxes[index];
    if (table->whole || !table_as_text(flow, a, &text)) return false;
    Box *boxes = arena_array(a, s->count - 1 + text.count, sizeof *boxes);
    memcpy(boxes, s->boxes, index * sizeof *boxes);
    memcpy(boxes + index, text.boxes, text.count * sizeof *boxes);
    memcpy(boxes + index + text.count, table + 1, (s->count - index - 1) * sizeof *boxes);
    Box *first = &boxes[index];
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
    s->count += text.count - 1;
    if (index + text.count < s->count) boxes[index + text.count].space += text.space_after;
    s->boxes = boxes;
    return true;
}

static bool wants_own_page(const Section *s, const Box *box) {
    TooWide way = box->more->block->u.table.too_wide;
    if (s->turned) return false;
    if (way != WIDE_TURN && way != WIDE_PAPER) return false;
    BoxMore *more = box->more;
    if (!more->least_width) {
        more->least_width = table_least_width(s->p->setter, s->hold->arena, more->block) + 1;
    }
    return more->least_width - 1 > s->p->measure;
}

/* Begins the table at `index`; one that is small or has to stay whole becomes a box. True when it
 * is one now. */
static bool settle_small(Section *s, size_t index) {
    Box *box = &s->boxes[index];
    if (box->kind != BOX_TABLE) return true;
    size_t rows = box->more->block->u.table.body.count;
    if (rows > SMALL_TABLE_ROWS || wants_own_page(s, box)) return false;
    if (!s->next_table || s->next_index != index) {
        s->next_table = begin_table(s->p, box->more->block, s->hold);
        s->next_index = index;
    }
    if (!s->next_table) {
        *box = (Box){.kind = BOX_OBJECT, .cost = box->cost};      /* said; go on without it */
        return true;
    }
    Len limit = box->whole ? s->p->room : s->p->room / SMALL_TABLE_SHARE;
    if (!make_text(s, index, s->next_table->flow)) {
        if (table_rest(s->next_table->flow, limit) < 0) return false;
        make_object(s, box, s->next_table->flow);
    }
    s->next_table = NULL;
    return true;
}

/* Height of what may not be parted from the table at `index` below it. */
static Len tail_of(const Section *s, size_t index) {
    int64_t tail = 0;
    for (size_t i = index + 1; i < s->count && s->boxes[i].kind != BOX_TABLE; i++) {
        const Box *box = &s->boxes[i];
        uint32_t holds = i == index + 1 ? BREAK_NEVER : BREAK_IN_GROUP;
        if (box->cost < holds) break;
        tail += box->space + box->height;
    }
    return tail > s->p->room / 2 ? 0 : (Len)tail;
}

/* ---- boxes ---- */

static void place_boxes(Section *s, size_t from, size_t to, bool fill) {
    Pager *p = s->p;
    Len stretch = 0, left = 0, given = 0;
    int64_t sum = 0;
    if (fill) left = page_left(p, s->boxes + from, to - from, &stretch);
    if (left < 0 || left > stretch) left = 0;
    for (size_t i = from; i < to; i++) {
        const Box *box = &s->boxes[i];
        bool empty = pager_used(p) == 0;
        if (box->kind == BOX_SPACE && empty && !p->at_start) continue;
        Len space = box_space(box, empty, p->at_start);
        if (!empty && left) {
            sum += box_stretch(box);
            Len upto = (Len)(left * sum / stretch);
            space += upto - given;
            given = upto;
        }
        sheet_box(p, box, space, s->hold);
    }
}

/* ---- figures that do not fit ---- */

/* How many boxes behind the figure at `figure` fit what the page [start, figure) leaves empty.
 * Only lines of text, and none below which the text may not be parted: a heading stops them. */
static size_t text_behind(const Section *s, size_t start, size_t figure, size_t behind, size_t to) {
    const Pager *p = s->p;
    Len stretch, left = page_left(p, s->boxes + start, figure - start, &stretch);
    if (left < p->room / GAP_SHARE) return 0;
    size_t fitting = 0;
    for (size_t i = behind; i + 1 < to; i++) {
        const Box *box = &s->boxes[i], *next = &s->boxes[i + 1];
        if (box->kind != BOX_LINE || box->floats || next->cost >= BREAK_NEVER) break;
        Len height =
            box->space + box->height + box->notes_height + (box->notes_height ? PT(20) : 0);
        if (height > left) break;
        left -= height;
        if (next->kind == BOX_LINE && next->cost < BREAK_BEFORE_LIST) fitting = i + 1 - behind;
    }
    return fitting >= LEAST_OVERTAKING ? fitting : 0;
}

static void reverse(Box *boxes, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        Box box = boxes[i];
        boxes[i] = boxes[count - 1 - i];
        boxes[count - 1 - i] = box;
    }
}

/* Lets text overtake the figure that the page [start, figure) has no room for. Returns where the
 * page ends now. */
static size_t overtake(Section *s, size_t start, size_t figure, size_t to) {
    uint16_t id = s->boxes[figure].floats;
    size_t behind = figure;
    while (behind < to && s->boxes[behind].floats == id) behind++;
    if (!id || behind == to) return figure;
    size_t count = text_behind(s, start, figure, behind, to);
    if (!count) return figure;
    /* The space below the figure goes with it. */
    Box *after = &s->boxes[behind + count];
    if (after->space < s->boxes[behind].space) after->space = s->boxes[behind].space;
    reverse(s->boxes + figure, behind - figure);
    reverse(s->boxes + behind, count);
    reverse(s->boxes + figure, behind - figure + count);
    return figure + count;
}

/* Parts boxes [from, to) into pages; the last page stays open for the table behind them, if any. */
static void run_stretch(Section *s, size_t from, size_t to) {
    Pager *p = s->p;
    bool again = true;
    while (again && !p->stopped) {
        Arena *scratch = arena_child(p->arena);
        Stretch run = {.boxes = s->boxes + from, .count = to - from};
        if (s->next_table && s->next_index == to) {
            run.table = s->next_table->flow;
            run.table_space = s->boxes[to].space;
            run.table_keeps = s->boxes[to].cost >= BREAK_NEVER && to > 0;
        }
        Breaks breaks = page_breaks(p, scratch, &run);
        size_t start = from;
        again = false;
        for (size_t i = 0; i < breaks.count && !again; i++) {
            size_t end = from + breaks.ends[i], moved = overtake(s, start, end, to);
            place_boxes(s, start, moved, true);
            pager_finish_sheet(p, true);
            start = moved;
            /* Footnotes came along, or the order changed: count anew. */
            again = p->sheet != NULL || moved != end;
        }
        from = start;
        if (!again) {
            place_boxes(s, start, to, false);
            if (breaks.closes) pager_finish_sheet(p, true);
        }
        arena_free(scratch);
    }
}

/* ---- tables ---- */

static void run_table(Pager *p, TableUse *use, const Box *box) {
    Piece piece = {0};
    for (bool first = true; !piece.last && !p->stopped;) {
        bool empty = pager_used(p) == 0;
        Len space = first ? box_space(box, empty, p->at_start) : 0;
        Len room = p->room - pager_used(p) - space - pager_notes_height(p);
        Sheet *sheet = pager_sheet(p);
        if (!table_take(use->flow, sheet->own->arena, room, empty, &piece)) {
            pager_finish_sheet(p, true);
            continue;
        }
        sheet_piece(p, use, &piece, first ? box : NULL, space);
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
    setup->top = from->left;
    setup->right = from->top;
    setup->bottom = from->right;
    setup->left = from->bottom;
    return setup;
}

static void run_boxes(Section *s);

/* The table and its notes as a section of their own on the other paper. */
static void run_on_own_pages(Section *s, size_t index) {
    Pager *p = s->p;
    const PageSetup *before = p->setup;
    const Block *table = s->boxes[index].more->block;
    finish_all(p);
    if (use_setup(p, other_paper(s, &s->boxes[index]), table->loc)) {
        Hold *hold = hold_new(p);
        FlowSetting set = section_setting(p, hold->arena);
        Flow flow = flow_set(&set, table, 1);
        Section own = {.p = p, .hold = hold, .boxes = flow.boxes, .count = flow.count, .turned = true};
        p->at_start = true;
        run_boxes(&own);
        finish_all(p);
        hold_drop(p, hold);
    }
    use_setup(p, before, table->loc);
    p->at_start = true;
}

/* Tables that have to stay whole below the one at `index`: a signature takes its rows along. */
static void settle_tail(Section *s, size_t index) {
    for (size_t i = index + 1; i < s->count; i++) {
        const Box *box = &s->boxes[i];
        if (box->cost < (i == index + 1 ? BREAK_NEVER : BREAK_IN_GROUP)) return;
        if (box->kind == BOX_TABLE && (!box->whole || !settle_small(s, i))) return;
    }
}

/* Begins the table at `index`, unless it has become a box. */
static void meet_table(Section *s, size_t index) {
    Pager *p = s->p;
    if (wants_own_page(s, &s->boxes[index])) return;
    settle_tail(s, index);
    if (settle_small(s, index)) return;
    Box *box = &s->boxes[index];
    if (!s->next_table || s->next_index != index) {
        Hold *hold = hold_new(p);
        s->next_table = begin_table(p, box->more->block, hold);
        s->next_index = index;
        if (!s->next_table) {
            hold_drop(p, hold);
            *box = (Box){.kind = BOX_OBJECT};
            return;
        }
    }
    table_keep_tail(s->next_table->flow, tail_of(s, index), box->more->keep_rows);
}

static void run_met_table(Section *s) {
    TableUse *use = s->next_table;
    run_table(s->p, use, &s->boxes[s->next_index]);
    s->next_table = NULL;
    if (use->hold != s->hold) hold_drop(s->p, use->hold);
}

/* ---- sections ---- */

/* The next box from `from` on that ends a stretch of boxes. */
static size_t stretch_end(Section *s, size_t from) {
    size_t i = from;
    for (; i < s->count; i++) {
        if (s->boxes[i].kind == BOX_TABLE) meet_table(s, i);
        BoxKind kind = s->boxes[i].kind;
        if (kind == BOX_TABLE || kind == BOX_PAGE_BREAK || kind == BOX_SECTION) break;
    }
    return i;
}

static void run_boxes(Section *s) {
    Pager *p = s->p;
    for (size_t from = 0; from < s->count && !p->stopped;) {
        size_t to = stretch_end(s, from);
        run_stretch(s, from, to);
        if (to == s->count) return;
        switch (s->boxes[to].kind) {
        case BOX_TABLE:
            if (s->next_table && s->next_index == to) {
                run_met_table(s);
            } else {
                run_on_own_pages(s, to);
                to += s->boxes[to].more->table_notes;
            }
            break;
        case BOX_PAGE_BREAK:
            finish_all(p);
            p->at_start = true;
            break;
        case BOX_SECTION:
            run_section(p, s->boxes[to].more->block);
            p->at_start = true;
            break;
        case BOX_LINE: case BOX_OBJECT: case BOX_SPACE:
            break;
        }
        from = to + 1;
    }
}

/* A section's own label and bookmark belong to its first box. */
static void anchor_section(Arena *a, const Block *block, Flow *flow) {
    if ((!block->label.n && !block->bookmark.n) || !flow->count) return;
    Box *first = &flow->boxes[0];
    BoxMore *more = box_more(a, first);
    const Block **anchors = arena_array(a, more->anchor_count + 1, sizeof *anchors);
    anchors[0] = block;
    if (more->anchor_count) {
        memcpy(anchors + 1, more->anchors, more->anchor_count * sizeof *anchors);
    }
    more->anchors = anchors;
    more->anchor_count++;
}

static void run_section(Pager *p, const Block *block) {
    const PageSetup *before = p->setup;
    finish_all(p);
    p->section_start = p->at_start = true;
    if (use_setup(p, block->u.section.setup, block->loc)) {
        Hold *hold = hold_new(p);
        FlowSetting set = section_setting(p, hold->arena);
        Flow flow = flow_set(&set, block->u.section.children, block->u.section.count);
        anchor_section(hold->arena, block, &flow);
        Section s = {.p = p, .hold = hold, .boxes = flow.boxes, .count = flow.count};
        run_boxes(&s);
        finish_all(p);
        hold_drop(p, hold);
        deliver_waiting(p);
    }
    p->section_start = false;
    if (before) use_setup(p, before, block->loc);
}

static void count_tables(const Block *blocks, size_t count, size_t *tables) {
    for (size_t i = 0; i < count; i++) {
        const Block *b = &blocks[i];
        if (b->kind == BLOCK_TABLE && b->elem) ++*tables;
        if (b->kind == BLOCK_GROUP) count_tables(b->u.group.children, b->u.group.count, tables);
        if (b->kind == BLOCK_SECTION) {
            count_tables(b->u.section.children, b->u.section.count, tables);
        }
    }
}

bool page_all(Setter *s, Arena *a, const Doc *doc, const PageSink *sink,
              const PageProgress *progress, PageCount *count, Diags *d) {
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
    if (count) {
        *count = (PageCount){p.page_count, 0};
        count_tables(doc->blocks, doc->block_count, &count->tables);
    }
    return !p.failed && diags_count(d, ERROR_) == errors;
}
