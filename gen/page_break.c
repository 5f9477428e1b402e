/*
 * page_break: the cheapest sequence of pages for a run of boxes.
 *
 * Each page costs what it leaves empty, squared in percent, and what flow.h says of the break at
 * its end. The sequence with the least sum is found by looking at every page that could begin at
 * each possible break (as Knuth and Plass do for lines), so that a page may stay a line short when
 * that spares the next one a widow. The last page of a section costs nothing for being short,
 * unless it holds hardly anything; before a table, what it costs depends on what the table can do
 * with the room that is left.
 *
 * A figure that text may overtake can be put off to the head of the next page: lines behind it fill the
 * page instead. So a page begins at a box, or with a figure put off and then at a box.
 *
 * Where a stretch goes on behind the boxes that are there, every page that reaches their end may be
 * part of the cheapest sequence. What comes before the last break that the ways to all of these
 * pages have in common is the same for each of them: those ends are sure.
 */
#include "page_internal.h"

enum {
    COST_SCRAP = 120,         /* a last page with less than a tenth of its room used */
    COST_OVERTAKE = 40,       /* a figure put off: as bad as a fifteenth of a page left empty */
    COST_INTERRUPT = 100,     /* where it parts a paragraph or a list: a tenth */
    STRETCH_SHARE = 4,        /* a space grows by a quarter at most */
    LEAST_OVERTAKING = 2,     /* lines */
};

/* Where a page begins: at a box, maybe below a figure put off; or the sheet at hand, begun before. */
typedef struct Begun {
    size_t from;
    bool put_off, open;
} Begun;

typedef struct Node {         /* a page that may begin at a box */
    int64_t cost;             /* of the cheapest pages before it */
    Begun before;             /* the one just before it */
    size_t figure, behind;    /* put off to this page: boxes [figure, behind); behind 0: none */
    bool last;                /* it reaches the end of an open stretch */
} Node;

typedef struct Breaking {
    const Pager *p;
    const Stretch *s;
    Node *nodes;              /* count + 1 */
    Node *put_off;            /* as many, of pages that begin with a figure; NULL: there is none */
    Node end;                 /* of the cheapest way to the end of the last page */
    bool end_closes;
    bool open_reaches;        /* the sheet at hand reaches the end of an open stretch */
} Breaking;

Len box_space(const Box *box, bool page_empty, bool at_start) {
    if (page_empty && !at_start) return 0;
    return box->space;
}

Len box_stretch(const Box *box) {
    return box->kind == BOX_SPACE ? 0 : box->space / STRETCH_SHARE;
}

static int64_t emptiness(const Pager *p, int64_t left) {
    int64_t room = p->room > 0 ? p->room : 1;
    if (left < 0) left = 0;
    return left * 100 / room * (left * 100 / room);
}

/* A page on its way: boxes from `from` on, as far as they fit. */
typedef struct Filling {
    Len used, shown;          /* with and without the spaces at its end */
    Len notes, stretch;
    bool empty, at_start, first_note;
} Filling;

static Filling begin_page(const Pager *p, bool open) {
    if (open && p->sheet) {
        return (Filling){.used = p->sheet->used,
                         .shown = p->sheet->used,
                         .notes = p->sheet->notes_height,
                         .empty = p->sheet->used == 0,
                         .at_start = p->at_start,
                         .first_note = p->sheet->notes_height == 0};
    }
    return (Filling){.empty = true, .at_start = open && p->at_start, .first_note = true};
}

/* Adds a box; false when the page is too full for it. */
static bool add_box(const Pager *p, Filling *f, const Box *box) {
    if (box->kind == BOX_SPACE && f->empty && !f->at_start) return true;
    Len space = box_space(box, f->empty, f->at_start);
    Len notes = f->notes;
    if (box->notes_height) notes += pager_note_extra(p, box->notes_height, f->first_note);
    int64_t used = (int64_t)f->used + space + box->height;
    bool fits = used + notes <= p->room;
    if (!fits && box->kind != BOX_SPACE && !f->empty) return false;
    if (!f->empty) f->stretch += box_stretch(box);
    f->used = used > INT32_MAX / 4 ? INT32_MAX / 4 : (Len)used;
    f->notes = notes;
    if (box->notes_height) f->first_note = false;
    if (box->kind != BOX_SPACE) f->shown = f->used;
    if (box->kind == BOX_SPACE && box->fill) f->shown = f->used;
    f->empty = false;
    return true;
}

static int64_t page_cost(const Pager *p, const Filling *f) {
    int64_t left = (int64_t)p->room - f->shown - f->notes;
    return emptiness(p, left <= f->stretch ? 0 : left);
}

Len page_left(const Pager *p, const Box *boxes, size_t count, Len *stretch) {
    Filling f = begin_page(p, true);
    for (size_t i = 0; i < count; i++) add_box(p, &f, &boxes[i]);
    *stretch = f.stretch;
    return p->room - f.shown - f.notes;
}

/* What the last page costs, and whether what follows needs a new one. */
static int64_t last_page_cost(const Breaking *b, const Filling *f, bool only_page, bool *closes) {
    const Pager *p = b->p;
    *closes = false;
    if (!b->s->table) {
        bool scrap = !only_page && f->shown < p->room / 10;
        return scrap ? COST_SCRAP : 0;
    }
    Len space = f->empty ? 0 : b->s->table_space;
    TableBid bid = table_bid(b->s->table, p->room - f->used - space - f->notes, f->empty);
    if (bid.starts) return bid.cost;
    *closes = true;
    return page_cost(p, f) + (b->s->table_keeps ? BREAK_NEVER : 0);
}

static Node *node_of(const Breaking *b, Begun page) {
    return page.put_off ? &b->put_off[page.from] : &b->nodes[page.from];
}

static void reach(Node *n, Begun page, int64_t cost, size_t figure, size_t behind) {
    if (cost >= n->cost) return;
    n->cost = cost;
    n->before = page;
    n->figure = figure;
    n->behind = behind;
}

/* What follows the boxes of an open stretch may come to stand on this page. */
static void reaches_on(Breaking *b, Begun page) {
    if (page.open) b->open_reaches = true;
    else node_of(b, page)->last = true;
}

static void reach_end(Breaking *b, const Filling *f, Begun page, int64_t cost) {
    bool closes = false;
    if (b->s->open) {
        reaches_on(b, page);
        cost += page_cost(b->p, f);
    } else {
        cost += last_page_cost(b, f, page.open && !b->s->continued, &closes);
    }
    if (cost < b->end.cost) b->end_closes = closes;
    reach(&b->end, page, cost, 0, 0);
}

/* The lines behind the figure at `figure` that may fill the page up to it. Only lines of text, and none
 * below which the text may not be parted: a heading stops them. */
static void put_off(Breaking *b, const Filling *before, Begun page, size_t figure, int64_t cost) {
    const Box *boxes = b->s->boxes;
    size_t count = b->s->count, behind = figure;
    while (behind < count && boxes[behind].floats == boxes[figure].floats) behind++;
    Filling f = *before;
    for (size_t i = behind; i + 1 < count; i++) {
        Box box = boxes[i];
        const Box *next = &boxes[i + 1];
        if (box.kind != BOX_LINE || box.floats || next->cost >= BREAK_NEVER) return;
        if (i == behind && box.more) box.space = box.more->overtaking;
        if (!add_box(b->p, &f, &box)) return;
        bool good = next->kind == BOX_LINE && next->cost < BREAK_BEFORE_LIST;
        if (!good || i + 1 - behind < LEAST_OVERTAKING) continue;
        int64_t more = (int64_t)next->cost + COST_OVERTAKE + (next->inside ? COST_INTERRUPT : 0);
        reach(&b->put_off[i + 1], page, cost + page_cost(b->p, &f) + more, figure, behind);
    }
    if (b->s->open) reaches_on(b, page);
}

/* Every page that begins so. */
static void try_pages(Breaking *b, Begun page, Filling f, int64_t before) {
    const Pager *p = b->p;
    for (size_t i = page.from; i < b->s->count; i++) {
        if (!add_box(p, &f, &b->s->boxes[i])) return;
        if (i + 1 == b->s->count) {
            reach_end(b, &f, page, before);
        } else if (!f.empty) {
            const Box *next = &b->s->boxes[i + 1];
            reach(&b->nodes[i + 1], page, before + page_cost(p, &f) + next->cost, 0, 0);
            bool figure = next->floats && next->floats != b->s->boxes[i].floats;
            if (figure) put_off(b, &f, page, i + 1, before);
        }
        if (f.used + f.notes > p->room) return;
    }
}

/* The page begins with the figure, and the space below that goes along. */
static void try_put_off(Breaking *b, size_t from) {
    const Node *n = &b->put_off[from];
    Filling f = begin_page(b->p, false);
    for (size_t i = n->figure; i < n->behind; i++) {
        if (!add_box(b->p, &f, &b->s->boxes[i])) return;
    }
    Len below = b->s->boxes[n->behind].space, space = b->s->boxes[from].space;
    if (below > space) f.used += below - space;
    try_pages(b, (Begun){.from = from, .put_off = true}, f, n->cost);
}

static Breaks trace_back(const Breaking *b, Arena *scratch) {
    size_t count = 0;
    for (Begun p = b->end.before; !p.open; p = node_of(b, p)->before) count++;
    Breaks r = {arena_array(scratch, count + 1, sizeof *r.ends), count, b->end_closes};
    for (Begun p = b->end.before; !p.open; p = node_of(b, p)->before) {
        const Node *n = node_of(b, p);
        r.ends[--count] = (PageEnd){p.from, n->figure, n->behind};
    }
    return r;
}

/* One way fewer: its break gives way to the one before it. True when that leads to the sheet at hand. */
static bool step_back(Breaking *b, const Node *n, size_t *left) {
    --*left;
    if (n->before.open) return true;
    Node *before = node_of(b, n->before);
    if (!before->last) ++*left;
    before->last = true;
    return false;
}

/* The last break that the ways to all pages at the end of an open stretch have in common becomes the
 * end. Ways only lead back: from the last of their breaks on, each is replaced by the one before it
 * until a single one is left. */
static void common_end(Breaking *b) {
    size_t left = 0;
    bool root = b->open_reaches;
    for (size_t i = 0; i < b->s->count; i++) {
        left += b->nodes[i].last;
        if (b->put_off) left += b->put_off[i].last;
    }
    for (size_t i = b->s->count; i-- > 0 && !root;) {
        for (int off = b->put_off ? 1 : 0; off >= 0 && !root; off--) {
            Begun page = {.from = i, .put_off = off};
            const Node *n = node_of(b, page);
            if (!n->last) continue;
            if (left == 1) {
                b->end.before = page;
                return;
            }
            root = step_back(b, n, &left);
        }
    }
    b->end.before = (Begun){.open = true};
}

/* When they have none in common and the stretch cannot be looked at any further, the first half of
 * the cheapest way must do. */
static Breaks open_end(Breaking *b, Arena *scratch, bool forced) {
    Breaking common = *b;
    common_end(&common);
    if (!common.end.before.open || !forced) return trace_back(&common, scratch);
    Breaks r = trace_back(b, scratch);
    r.count /= 2;
    return r;
}

static Node *unreached(Arena *scratch, size_t count) {
    Node *nodes = arena_array(scratch, count, sizeof *nodes);
    for (size_t i = 0; i < count; i++) nodes[i].cost = INT64_MAX;
    return nodes;
}

static bool any_figure(const Stretch *s) {
    for (size_t i = 0; i < s->count; i++) {
        if (s->boxes[i].floats) return true;
    }
    return false;
}

Breaks page_breaks(const Pager *p, Arena *scratch, const Stretch *s, bool forced) {
    Breaking b = {.p = p, .s = s, .end.cost = INT64_MAX};
    b.nodes = unreached(scratch, s->count + 1);
    if (any_figure(s)) b.put_off = unreached(scratch, s->count + 1);
    Filling now = begin_page(p, true);
    Begun open = {.open = true};
    if (s->count == 0) {
        reach_end(&b, &now, open, 0);
        return trace_back(&b, scratch);
    }
    /* The sheet at hand may end before anything is added to it. */
    if (p->sheet && !now.empty) {
        reach(&b.nodes[0], open, page_cost(p, &now) + s->boxes[0].cost, 0, 0);
        if (s->boxes[0].floats) put_off(&b, &now, open, 0, 0);
    }
    try_pages(&b, open, now, 0);
    for (size_t i = 0; i < s->count; i++) {
        if (b.put_off && b.put_off[i].cost < INT64_MAX) try_put_off(&b, i);
        if (b.nodes[i].cost < INT64_MAX)
            try_pages(&b, (Begun){.from = i}, begin_page(p, false), b.nodes[i].cost);
    }
    return s->open ? open_end(&b, scratch, forced) : trace_back(&b, scratch);
}
