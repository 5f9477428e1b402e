/*
 * table_plan: how many rows the next piece takes.
 *
 * Every place where the piece could end within the room has a cost, on the scale of flow.h (a page
 * left empty by n percent costs n * n); the cheapest is taken, the later one of equals. Nothing is
 * changed here save that rows are pulled into the window.
 */
#include "table_internal.h"

enum {
    COST_CUT = 700,           /* a row cut by its lines: as bad as a quarter of a page left empty */
    COST_CROSS = 60,          /* a span that crosses the break */
    COST_CROSS_ONE = 120,     /* with one row alone on either side */
    COST_LABEL_CUT = 180,     /* and whose text is parted by it */
    COST_SHORT_CUT = 500,     /* which is so short that it could stand whole on either page */
    SHORT_LABEL_SHARE = 4,    /* up to this part of a page */
    COST_SMALL_START = 150,   /* one row alone below the head */
    COST_SMALL_REST = 100,    /* hardly a row left for the next page */
    COST_LONE_REST = 800,     /* one, with its totals: as bad as a quarter of a page left empty */
    COST_AFTER_FIRST = 40,    /* one row of its group alone below the group's head */
    COST_PARTED = 300,        /* a table parted that fits one page */
    TAIL_MOVES = 4,           /* room left empty costs so much less where no page is saved by it */
    COST_MORE_PAGES = 5000,   /* as long as no page is lost by it */
};

typedef struct SpanRun {      /* a span while the rows are walked over */
    const CellBox *box;       /* NULL: none in this column */
    bool repeats;             /* only its label stands here, which need not fit */
    Len need, above;          /* above: the rows it has had on this page */
    size_t rows_left;         /* 0: it ends in the row at hand */
    size_t rows;              /* it has had here; a span from the page before counts from 2 */
} SpanRun;

typedef struct Walk {
    TableFlow *t;
    Len avail;                /* room for rows */
    bool force;
    bool tail_moves;          /* all its rows fit, but not what follows: the next page is there anyway */
    Len rest;                 /* then: how high they are, with what follows */
    bool fits_one_page;       /* a table that is one; labels and their texts part like paragraphs */
    SpanRun *runs;
    Len *heights;
    size_t cap;
    Plan best;
} Walk;

static int64_t emptiness(const Walk *w, int64_t left) {
    if (left < 0) left = 0;
    int64_t room = w->t->set.page_room > 0 ? w->t->set.page_room : 1;
    return left * 100 / room * (left * 100 / room) / (w->tail_moves ? TAIL_MOVES : 1);
}

/* The later parts of a split table have the continued caption also beside the first rows. */
Len table_caption_room(const TableFlow *t) {
    if (t->begun) return t->continued_height;
    bool both = t->part_count > 1 && t->continued_height > t->caption_height;
    return both ? t->continued_height : t->caption_height;
}

Len table_before_rows(const TableFlow *t) {
    Len height = table_caption_room(t);
    if (!t->begun || t->head_repeats) height += t->head_height;
    return height;
}

Len span_need(const Span *s) {
    if (!s->repeats) return cell_need(s->box);
    return s->label.count ? s->label.height + 2 * s->box->pad_y : 0;
}

static bool keeps_with_next(const RowBox *r) {
    return r->row.keep_with_next || r->row.kind == ROW_GROUP_HEAD;
}

static bool keeps_with_previous(const RowBox *r) {
    return r->row.keep_with_previous || r->row.kind == ROW_SUBTOTAL || r->row.kind == ROW_TOTAL;
}

/* ---- spans on the way ---- */

static void open_runs(Walk *w) {
    for (size_t c = 0; c < w->t->columns; c++) {
        const Span *s = w->t->spans[c];
        if (s) w->runs[c] = (SpanRun){s->box, s->repeats, span_need(s), 0, s->rows_left, 2};
    }
}

/* The row's height with the surplus of the spans that end in it. Spans that end here keep a
 * rows_left of 0 until advance(). */
static Len step_row(Walk *w, const RowBox *r) {
    for (size_t i = 0; r->spans && !r->cut && i < r->cell_count; i++) {
        const CellBox *cell = &r->cells[i];
        if (cell->row_span < 2) continue;
        w->runs[cell->column] = (SpanRun){cell, false, cell_need(cell), 0, cell->row_span, 0};
    }
    Len height = r->height;
    for (size_t c = 0; c < w->t->columns; c++) {
        SpanRun *run = &w->runs[c];
        if (!run->box) continue;
        run->rows_left--;
        if (!run->rows_left && run->need - run->above > height) height = run->need - run->above;
    }
    return height;
}

static void advance(Walk *w, Len height) {
    for (size_t c = 0; c < w->t->columns; c++) {
        SpanRun *run = &w->runs[c];
        run->above += height;
        run->rows++;
        if (!run->rows_left) run->box = NULL;
    }
}

static Len first_box(const CellBox *cell, Len above) {
    if (cell->done == cell->flow.count) return 0;
    return cell->flow.boxes[cell->done].height + 2 * cell->pad_y - above;
}

/* What spans cost that cross a break here; *extra: by how much the last row grows so that their
 * text stands whole on this page. */
static int64_t crossing(const Walk *w, Len left, Len *extra) {
    int64_t cost = 0;
    Len limit = w->t->set.page_room / 10;
    if (limit > left) limit = left;
    *extra = 0;
    for (size_t c = 0; c < w->t->columns; c++) {
        const SpanRun *run = &w->runs[c];
        if (!run->box) continue;
        Len missing = run->need - run->above;
        int64_t crossed = run->rows == 1 || run->rows_left == 1 ? COST_CROSS_ONE : COST_CROSS;
        if (cost < crossed) cost = crossed;
        if (missing <= limit) {
            if (missing > *extra) *extra = missing;
            continue;
        }
        /* Rows that are high by their spans alone would show nothing here. */
        bool nothing = !run->repeats && run->above < first_box(run->box, 0);
        bool brief = !run->repeats && run->need <= w->t->set.page_room / SHORT_LABEL_SHARE;
        int64_t parted = nothing ? BREAK_WIDOW : brief ? COST_SHORT_CUT : COST_LABEL_CUT;
        if (cost < parted) cost = parted;
    }
    return cost;
}

/* ---- candidates ---- */

static void offer(Walk *w, Plan candidate) {
    if (candidate.cost > w->best.cost) return;
    candidate.starts = true;
    w->best = candidate;
}

static int64_t keep_cost(const Walk *w, const RowBox *above, const RowBox *below,
                         size_t rows_below) {
    if (keeps_with_next(above) || keeps_with_previous(below)) return BREAK_NEVER;
    if (rows_below < w->t->tail_rows) return BREAK_NEVER;
    return 0;
}

/* What it costs to leave so little for the next page. */
static int64_t rest_cost(TableFlow *t, size_t rows, size_t rows_below) {
    enum { LOOKED_AT = 4 };   /* a row and its totals are hardly more */
    if (rows_below > LOOKED_AT) return 0;
    size_t body = 0;
    for (size_t i = 0; i < rows_below; i++) {
        if (!keeps_with_previous(table_row(t, rows + i))) body++;
    }
    return body == 1 ? COST_LONE_REST : rows_below <= 2 ? COST_SMALL_REST : 0;
}

/* A break below `rows` rows, `used` high. */
static void offer_break(Walk *w, size_t rows, const RowBox *above, const RowBox *below, Len used,
                        Len carry) {
    TableFlow *t = w->t;
    size_t first = t->next - t->row_count, rows_below = t->doc->body.count - first - rows;
    Plan p = {.rows = rows, .carry_out = carry};
    Len left = w->avail - used - carry;
    p.cost = crossing(w, left, &p.extra);
    if (below->row.page_break_before) {
        p.forced_break = true;
        p.cost = 0;
        offer(w, p);
        return;
    }
    p.cost += keep_cost(w, above, below, rows_below);
    p.cost += emptiness(w, left - p.extra);
    if (w->tail_moves && w->rest - used > t->set.page_room) p.cost += COST_MORE_PAGES;
    if (w->fits_one_page) p.cost += COST_PARTED;
    if (!t->begun && rows == 1) p.cost += COST_SMALL_START;
    p.cost += rest_cost(t, rows, rows_below);
    if (rows > 1 && table_row(t, rows - 2)->row.kind == ROW_GROUP_HEAD) p.cost += COST_AFTER_FIRST;
    offer(w, p);
}

size_t cell_fitting(const Flow *flow, size_t from, Len room, bool careful) {
    size_t n = 0;
    Len height = 0;
    for (size_t i = from; i < flow->count; i++) {
        height += flow->boxes[i].height + (i > from ? flow->boxes[i].space : 0);
        if (height > room) break;
        n++;
    }
    if (n == flow->count - from || !careful) return n;
    while (n > 1 && flow->boxes[from + n].cost >= BREAK_IN_GROUP) n--;
    return n;
}

/* A careful cut leaves two lines of a text on either side, if it has as many. */
static bool cut_reads_well(const Flow *flow, size_t from, size_t fitting) {
    size_t left = flow->count - from;
    if (fitting == left || flow->boxes[from].kind != BOX_LINE) return true;
    return fitting >= 2 && flow->boxes[from + fitting].cost < BREAK_IN_GROUP;
}

/* What a cut of the row at hand would do. */
typedef struct Cut {
    Len height;
    bool progress, rest, reads_well;
} Cut;

static void cut_cell(Cut *cut, const CellBox *cell, Len above, size_t n) {
    size_t left = cell->flow.count - cell->done;
    if (!left) return;
    if (!cut_reads_well(&cell->flow, cell->done, n)) cut->reads_well = false;
    if (n < left) cut->rest = true;
    if (!n) return;
    cut->progress = true;
    Len height = cell_content_height(&cell->flow, cell->done, cell->done + n) + 2 * cell->pad_y
               + cell->lead - above;
    if (height > cut->height) cut->height = height;
}

/* The row at hand cut so that its upper part stays within `room`. */
static Cut cut_row(const Walk *w, const RowBox *r, Len room, bool careful) {
    Cut cut = {.reads_well = true};
    const size_t *taken = row_fitting(r, w->t->scratch, room, careful);
    for (size_t i = 0; i < r->cell_count; i++) {
        if (r->cells[i].row_span < 2) cut_cell(&cut, &r->cells[i], 0, taken[i]);
    }
    for (size_t c = 0; c < w->t->columns; c++) {
        const SpanRun *run = &w->runs[c];
        if (!run->box || run->rows_left || run->repeats) continue;
        const CellBox *box = run->box;
        Len above = run->above - 2 * box->pad_y;
        cut_cell(&cut, box, run->above, cell_fitting(&box->flow, box->done, above + room, careful));
    }
    return cut;
}

static void offer_cut(Walk *w, size_t rows, RowBox *r, Len used, Len carry, bool careful) {
    if (careful && r->row.unbreakable) return;
    Len room = w->avail - used - carry - r->notes_height;
    if (room <= 0) return;
    Cut cut = cut_row(w, r, room, careful);
    if (!cut.progress || !cut.rest || (careful && !cut.reads_well)) return;
    size_t rows_below = w->t->doc->body.count - (w->t->next - w->t->row_count) - rows;
    if (cut.height <= 0) cut.height = room;       /* all of it stands beside rows above */
    Plan p = {
        .rows = rows, .cut = cut.height, .cut_room = room, .careful = careful, .carry_out = carry};
    p.cost = COST_CUT + emptiness(w, room - cut.height);
    if (w->fits_one_page) p.cost += COST_PARTED;
    if (!careful) p.cost += BREAK_IN_GROUP;
    if (rows_below < w->t->tail_rows) p.cost += BREAK_NEVER;
    offer(w, p);
}

/* Nothing fits even an empty page: one box of each cell stands there anyway. */
static void take_anyway(Walk *w, const RowBox *r) {
    Len least = 0;
    for (size_t i = 0; i < r->cell_count; i++) {
        bool waits = r->cells[i].row_span > 1 || r->cells[i].lead > 0;
        Len first = waits ? 0 : first_box(&r->cells[i], 0);
        if (first > least) least = first;
    }
    for (size_t c = 0; c < w->t->columns; c++) {
        const SpanRun *run = &w->runs[c];
        if (!run->box || run->rows_left || run->repeats) continue;
        Len first = first_box(run->box, run->above);
        if (first > least) least = first;
    }
    Len room = least > w->avail ? least : w->avail;
    Cut cut = cut_row(w, r, room, false);
    Plan p = {.cost = BREAK_NEVER};
    if (cut.rest) {
        p.cut = room;
        p.cut_room = room;
    } else {
        p.rows = 1;
        p.finishes = !table_row(w->t, 1);
        if (w->heights[0] > room) w->heights[0] = room;
    }
    offer(w, p);
}

static void need_heights(Walk *w, size_t count) {
    if (count <= w->cap) return;
    size_t cap = w->cap ? w->cap * 2 : 64;
    w->heights = arena_grow(w->t->scratch, w->heights, w->cap * sizeof(Len), cap * sizeof(Len));
    w->cap = cap;
}

/* The row that does not fit whole. */
static void overflow(Walk *w, size_t rows, RowBox *r, Len used, Len carry) {
    offer_cut(w, rows, r, used, carry, true);
    if (!w->force || w->best.starts) return;
    offer_cut(w, rows, r, used, carry, false);
    if (w->best.starts) return;
    /* Rows that leave no room for the sum carried forward go without it. */
    if (rows > 0) offer(w, (Plan){.rows = rows, .cost = BREAK_NEVER});
    else take_anyway(w, r);
}

/* Walks rows until the room is full, offering every break on the way. */
static void walk(Walk *w, Len carry) {
    TableFlow *t = w->t;
    Len used = 0;
    RowBox *r = table_row(t, 0);
    for (size_t i = 0; r; i++) {
        need_heights(w, i + 2);
        w->heights[i] = step_row(w, r);
        if (w->heights[i] > w->avail - used - r->notes_height) {
            overflow(w, i, r, used, carry);
            return;
        }
        used += w->heights[i] + r->notes_height;
        advance(w, w->heights[i]);
        RowBox *below = table_row(t, i + 1);
        if (below && used + carry <= w->avail) {
            offer_break(w, i + 1, r, below, used, carry);
            if (below->row.page_break_before) return;
        }
        r = below;
    }
    if (used + t->tail <= w->avail || (w->force && !w->best.starts)) {
        offer(w, (Plan){.rows = t->row_count, .finishes = true});
    }
}

static Len carry_height(TableFlow *t, bool incoming) {
    if (!t->doc->body.carry || !t->doc->body.count) return 0;
    Len *known = incoming ? &t->carry_in : &t->carry_out;
    if (*known >= 0) return *known;
    ArenaMark mark = arena_mark(t->scratch);
    DocRow row = {0};
    t->doc->body.carry(t->doc->body.self, t->doc->body.count - 1, incoming, t->scratch, &row);
    *known = row.cell_count ? table_set_row(t, t->scratch, &row, 1)->height : 0;
    arena_reset(t->scratch, mark);
    return *known;
}

bool table_group_again(TableFlow *t, unsigned level, Arena *a, DocRow *out) {
    size_t first = t->next - t->row_count;
    *out = (DocRow){0};
    return t->begun && first < t->doc->body.count
        && t->doc->body.group(t->doc->body.self, first, level, a, out);
}

/* Of the group heads that stand again above the next rows. With what stands above them they take at most
 * half a page: the rows go on without them else. */
static Len groups_height(TableFlow *t, Len before) {
    ArenaMark mark = arena_mark(t->scratch);
    Len height = 0;
    for (unsigned level = 0; level < t->doc->body.levels; level++) {
        DocRow row;
        if (table_group_again(t, level, t->scratch, &row)) height += table_set_row(t, t->scratch, &row, 1)->height;
    }
    arena_reset(t->scratch, mark);
    return before + height <= t->set.page_room / 2 ? height : 0;
}

Len table_part_gap(const TableFlow *t) {
    return t->doc->space_before > t->doc->space_after ? t->doc->space_before : t->doc->space_after;
}

/* Whether all parts stand beneath each other: here, or, when there is too little room, on the next page.
 * Rows are as high in every part. */
typedef enum Stacking { APART, STACKED, STACKED_LATER } Stacking;

static Stacking stacking(TableFlow *t, Len room, bool force) {
    if (t->part_count < 2 || t->begun) return APART;
    Len height = table_rest(t, force ? room : t->set.page_room);
    return height < 0 ? APART : height <= room ? STACKED : STACKED_LATER;
}

Plan table_plan(TableFlow *t, Len room, bool force) {
    Walk w = {.t = t, .force = force};
    w.runs = arena_array(t->scratch, t->columns, sizeof *w.runs);
    need_heights(&w, 1);
    Len carry_in = t->begun ? carry_height(t, true) : 0;
    Len before = table_before_rows(t) + carry_in, groups = groups_height(t, before);
    w.avail = room - before - groups;
    w.fits_one_page =
        t->block->elem && !t->begun && table_rest(t, t->set.page_room) >= 0;
    Len rest = t->tail ? table_rest(t, room + t->tail) : -1;
    w.tail_moves = rest > room;
    w.rest = rest;
    w.best.cost = force ? INT64_MAX : emptiness(&w, room);
    Stacking parts = stacking(t, room, force);
    if (parts != STACKED_LATER && (w.avail > 0 || force)) {
        open_runs(&w);
        walk(&w, carry_height(t, false));
    }
    w.best.carry_in = carry_in;
    w.best.groups = groups > 0;
    w.best.stacked = parts == STACKED && w.best.finishes;
    w.best.heights = w.heights;
    return w.best;
}

Len table_rest(TableFlow *t, Len limit) {
    bool parted = t->part_count > 1;
    if (t->ended || (parted && t->begun)) return -1;
    ArenaMark mark = arena_mark(t->scratch);
    Walk w = {.t = t};
    w.runs = arena_array(t->scratch, t->columns, sizeof *w.runs);
    open_runs(&w);
    int64_t height = table_before_rows(t) + (t->begun ? carry_height(t, true) : 0);
    height += groups_height(t, (Len)height);
    int64_t notes = t->tail;
    RowBox *r;
    for (size_t i = 0; height + notes <= limit && (r = table_row(t, i)) != NULL; i++) {
        if (i && r->row.page_break_before) height = (int64_t)limit + 1;
        if (height > limit) break;
        Len row = step_row(&w, r);
        advance(&w, row);
        height += row;
        notes += r->notes_height;
    }
    if (parted) height = height * (int64_t)t->part_count + table_part_gap(t) * (int64_t)(t->part_count - 1);
    height += notes;
    arena_reset(t->scratch, mark);
    return height <= limit ? (Len)height : -1;
}
