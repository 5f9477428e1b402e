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
 * Where a stretch goes on behind the boxes that are there, every page that reaches their end may be
 * part of the cheapest sequence. What comes before the last break that the ways to all of these
 * pages have in common is the same for each of them: those ends are sure.
 */
#include "page_internal.h"

enum {
    COST_SCRAP = 120,         /* a last page with less than a tenth of its room used */
    STRETCH_SHARE = 4,        /* a space grows by a quarter at most */
};

typedef struct Node {
    int64_t cost;             /* of the cheapest pages up to a break above this box */
    size_t from;              /* the box that the page before it begins with */
    bool from_open;           /* that page is the sheet at hand, begun before */
    bool last;                /* a page that begins here reaches the end of an open stretch */
} Node;

typedef struct Breaking {
    const Pager *p;
    const Stretch *s;
    Node *nodes;              /* count + 1 */
    int64_t end_cost;         /* of the cheapest way to the end of the last page */
    size_t end_from;
    bool end_open, end_closes;
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

static void reach_end(Breaking *b, const Filling *f, size_t from, bool open, int64_t cost) {
    bool closes = false;
    if (b->s->open) {
        if (open) b->open_reaches = true;
        else b->nodes[from].last = true;
        cost += page_cost(b->p, f);
    } else {
        cost += last_page_cost(b, f, open && !b->s->continued, &closes);
    }
    if (cost >= b->end_cost) return;
    b->end_cost = cost;
    b->end_from = from;
    b->end_open = open;
    b->end_closes = closes;
}

static void reach(Breaking *b, size_t to, size_t from, bool open, int64_t cost) {
    Node *n = &b->nodes[to];
    if (cost >= n->cost) return;
    *n = (Node){.cost = cost, .from = from, .from_open = open};
}

/* Every page that begins with box `from`. */
static void try_pages(Breaking *b, size_t from, bool open, int64_t before) {
    const Pager *p = b->p;
    Filling f = begin_page(p, open);
    for (size_t i = from; i < b->s->count; i++) {
        if (!add_box(p, &f, &b->s->boxes[i])) return;
        if (i + 1 == b->s->count) {
            reach_end(b, &f, from, open, before);
        } else if (!f.empty) {
            const Box *next = &b->s->boxes[i + 1];
            reach(b, i + 1, from, open, before + page_cost(p, &f) + next->cost);
        }
        if (f.used + f.notes > p->room) return;
    }
}

static Breaks trace_back(const Breaking *b, Arena *scratch) {
    size_t count = 0;
    size_t from = b->end_from;
    bool open = b->end_open;
    while (!open) {
        count++;
        const Node *n = &b->nodes[from];
        from = n->from;
        open = n->from_open;
    }
    Breaks r = {arena_array(scratch, count + 1, sizeof(size_t)), count, b->end_closes};
    from = b->end_from;
    for (open = b->end_open; !open;) {
        r.ends[--count] = from;
        const Node *n = &b->nodes[from];
        from = n->from;
        open = n->from_open;
    }
    return r;
}

/* The last break that the ways to all pages at the end of an open stretch have in common becomes the
 * end. Ways only lead back: from the last of their breaks on, each is replaced by the one before it
 * until a single one is left. */
static void common_end(Breaking *b) {
    size_t left = 0;
    bool root = b->open_reaches;
    for (size_t i = 0; i < b->s->count; i++) left += b->nodes[i].last;
    for (size_t i = b->s->count; i-- > 0 && !root;) {
        const Node *n = &b->nodes[i];
        if (!n->last) continue;
        if (left == 1) {
            b->end_from = i;
            b->end_open = false;
            return;
        }
        left--;
        if (n->from_open) root = true;
        else if (!b->nodes[n->from].last) left++;
        b->nodes[n->from].last = true;
    }
    b->end_open = true;
}

/* When they have none in common and the stretch cannot be looked at any further, the first half of
 * the cheapest way must do. */
static Breaks open_end(Breaking *b, Arena *scratch, bool forced) {
    Breaking common = *b;
    common_end(&common);
    if (!common.end_open || !forced) return trace_back(&common, scratch);
    Breaks r = trace_back(b, scratch);
    r.count /= 2;
    return r;
}

Breaks page_breaks(const Pager *p, Arena *scratch, const Stretch *s, bool forced) {
    Breaking b = {.p = p, .s = s, .end_cost = INT64_MAX};
    b.nodes = arena_array(scratch, s->count + 1, sizeof *b.nodes);
    for (size_t i = 0; i <= s->count; i++) b.nodes[i].cost = INT64_MAX;
    Filling now = begin_page(p, true);
    if (s->count == 0) {
        reach_end(&b, &now, 0, true, 0);
        return trace_back(&b, scratch);
    }
    /* The sheet at hand may end before anything is added to it. */
    if (p->sheet && !now.empty) reach(&b, 0, 0, true, page_cost(p, &now) + s->boxes[0].cost);
    try_pages(&b, 0, true, 0);
    for (size_t i = 0; i < s->count; i++) {
        if (b.nodes[i].cost < INT64_MAX) try_pages(&b, i, false, b.nodes[i].cost);
    }
    return s->open ? open_end(&b, scratch, forced) : trace_back(&b, scratch);
}
