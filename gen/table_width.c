/*
 * table_width: column widths.
 *
 * Fixed columns have what the layout says. Automatic ones get at least their longest word; what is
 * left is dealt out so that the rows come out low: by water-filling first (short columns on one
 * line, long ones in proportion to what they hold), then by moving width between columns as long
 * as the estimated height of sample rows falls. Columns by share divide what is left after that.
 *
 * Measured are the head, the first 2,000 rows and then so many, evenly spread, that no more than
 * 4,000 are measured; a later row with a longer word has it hyphenated or broken, never cut off.
 */
#include "table_width.h"

enum {
    MEASURE_ALL = 2000, MEASURE_MORE = 2000,
    ESTIMATE_ROWS = 64,       /* rows whose height guides the dealing out */
    ESTIMATE_BUDGET = 1500000,    /* cells looked at while moving width about */
    RAGGED_LOSS = 107,        /* a ragged line is so much less than full, in percent */
    SPANS_NOTED = 2000,       /* different ranges of columns whose spanning cells are measured */
    WIDEST = 100000000,       /* 100,000 pt: wider than any page, and sums of it do not overflow */
};

/* ---- measuring ---- */

typedef struct CellWidths {
    Len least, min, max;
    Len before, after;        /* of the decimal mark; both 0: not decimal */
} CellWidths;

static Len larger(Len x, Len y) {
    return x > y ? x : y;
}

static EstimateText *estimate_text(Measuring *m) {
    if (!m->estimating) return NULL;
    EstimateText *e = arena_alloc(m->arena, sizeof *e);
    e->next = m->texts;
    m->texts = e;
    return e;
}

static void measure_para(Measuring *m, const Block *block, bool rotated, CellWidths *w) {
    const Para *p = &block->u.para;
    if (rotated) {
        w->least += p->style->leading;
        w->min += p->style->leading;
        w->max += p->style->leading;
        return;
    }
    ParaWidths pw = para_widths(m->table->set.setter, m->scratch, p);
    Len *widths[] = {&pw.least, &pw.min, &pw.max, &pw.before_mark, &pw.after_mark};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        if (*widths[i] > WIDEST) *widths[i] = WIDEST;
    }
    w->least = larger(w->least, pw.least);
    w->min = larger(w->min, pw.min);
    w->max = larger(w->max, pw.max);
    if (p->style->align == ALIGN_DECIMAL) {
        w->before = larger(w->before, pw.before_mark);
        w->after = larger(w->after, pw.after_mark);
    }
    EstimateText *e = estimate_text(m);
    if (e) *e = (EstimateText){e->next, pw.max, p->style->leading};
}

static void measure_object(Measuring *m, Len width, Len height, CellWidths *w) {
    w->least = larger(w->least, width / 4);       /* images shrink to their cell */
    w->min = larger(w->min, width / 2);
    w->max = larger(w->max, width);
    EstimateText *e = estimate_text(m);
    if (e) *e = (EstimateText){e->next, 0, height};
}

/* A table in a cell is as wide as the cell, and no less than its words want. */
static void measure_nested(Measuring *m, const Block *table, CellWidths *w) {
    Len least = table_least_width(m->table->set.setter, m->scratch, table);
    w->least = larger(w->least, least);
    w->min = larger(w->min, least);
    w->max = larger(w->max, least);
}

static void measure_blocks(Measuring *m, const Block *blocks, size_t count, bool rotated,
                           CellWidths *w) {
    for (size_t i = 0; i < count; i++) {
        const Block *b = &blocks[i];
        switch (b->kind) {
        case BLOCK_PARA:
            measure_para(m, b, rotated || b->u.para.style->upright, w);
            break;
        case BLOCK_IMAGE:
            measure_object(m, b->u.image.width, b->u.image.height, w);
            break;
        case BLOCK_DRAWING:
            measure_object(m, b->u.drawing.width, b->u.drawing.height, w);
            break;
        case BLOCK_GROUP:
            measure_blocks(m, b->u.group.children, b->u.group.count, rotated, w);
            break;
        case BLOCK_TABLE:
            measure_nested(m, b, w);
            break;
        case BLOCK_RULE:
        case BLOCK_SPACE:
        case BLOCK_PAGE_BREAK:
        case BLOCK_SECTION:
        case BLOCK_PARTS:
            break;
        }
    }
}

static void note_span(Measuring *m, size_t from, size_t span, const CellWidths *w) {
    for (size_t i = 0; i < m->span_count; i++) {
        SpanNeed *s = &m->spans[i];
        if (s->from != from || s->count != span) continue;
        s->least = larger(s->least, w->least);
        s->min = larger(s->min, w->min);
        return;
    }
    if (m->span_count == SPANS_NOTED) return;
    m->spans = arena_room(m->arena, m->spans, m->span_count, &m->span_cap, sizeof *m->spans);
    m->spans[m->span_count++] = (SpanNeed){from, span, w->least, w->min};
}

static void note_column(ColumnWidths *c, const CellWidths *w, Len pads) {
    c->least = larger(c->least, w->least + pads);
    c->min = larger(c->min, w->min + pads);
    c->max = larger(c->max, w->max + pads);
    c->pads = larger(c->pads, pads);
    c->sum += w->max + pads;
    c->cells++;
    c->before = larger(c->before, w->before);
    c->after = larger(c->after, w->after);
}

static void measure_cell(Measuring *m, const DocCell *cell, EstimateRow *row) {
    if (cell->column >= m->table->columns) return;
    size_t span = cell->col_span > 1 ? cell->col_span : 1;
    if (span > m->table->columns - cell->column) span = m->table->columns - cell->column;
    CellWidths w = {0};
    m->estimating = row != NULL && cell->row_span <= 1;
    m->texts = NULL;
    measure_blocks(m, cell->blocks, cell->block_count, cell->rotated, &w);
    Len pads = cell->style ? 2 * cell->style->pad_x : 0;
    if (span == 1) {
        note_column(&m->columns[cell->column], &w, pads);
    } else {
        CellWidths padded = {w.least + pads, w.min + pads, w.max + pads, 0, 0};
        note_span(m, cell->column, span, &padded);
    }
    if (m->estimating && m->texts) {
        EstimateCell *e = arena_alloc(m->arena, sizeof *e);
        *e = (EstimateCell){row->cells, cell->column, span, pads,
                            cell->style ? 2 * cell->style->pad_y : 0, m->texts};
        row->cells = e;
        m->estimate_cells++;
    }
}

static void measure_row(Measuring *m, const DocRow *row, bool estimate) {
    EstimateRow *e = NULL;
    if (estimate && m->row_count < ESTIMATE_ROWS) e = &m->rows[m->row_count++];
    for (size_t i = 0; i < row->cell_count; i++) measure_cell(m, &row->cells[i], e);
}

static void measure_body(Measuring *m) {
    const DocRows *body = &m->table->doc->body;
    size_t later = body->count > MEASURE_ALL ? body->count - MEASURE_ALL : 0;
    size_t step = later > MEASURE_MORE ? (later + MEASURE_MORE - 1) / MEASURE_MORE : 1;
    size_t first = body->count < MEASURE_ALL ? body->count : MEASURE_ALL;
    size_t every = (first + ESTIMATE_ROWS - 1) / ESTIMATE_ROWS;
    for (size_t i = 0; i < body->count; i += i < MEASURE_ALL ? 1 : step) {
        ArenaMark mark = arena_mark(m->scratch);
        DocRow row = {0};
        body->row(body->self, i, m->scratch, &row);
        measure_row(m, &row, i < MEASURE_ALL && i % every == 0);
        arena_reset(m->scratch, mark);
    }
}

static void measure_carry(Measuring *m) {
    const DocRows *body = &m->table->doc->body;
    for (int incoming = 0; body->carry && body->count && incoming < 2; incoming++) {
        ArenaMark mark = arena_mark(m->scratch);
        DocRow row = {0};
        body->carry(body->self, body->count - 1, incoming, m->scratch, &row);
        measure_row(m, &row, false);
        arena_reset(m->scratch, mark);
    }
}

/* A decimal column is as wide as its widest halves; what it holds beside figures counts as ever. */
static void join_decimals(Measuring *m) {
    for (size_t c = 0; c < m->table->columns; c++) {
        ColumnWidths *col = &m->columns[c];
        Len both = col->before + col->after;
        if (!both) continue;
        both += col->pads;
        col->least = larger(col->least, both);
        col->min = larger(col->min, both);
        col->max = larger(col->max, both);
    }
}

/* What a spanning cell needs beyond its columns' own needs is added to them, by their width. */
static void widen_for_span(Measuring *m, const SpanNeed *s) {
    int64_t least = 0, min = 0, max = 0;
    size_t open = 0;
    for (size_t c = s->from; c < s->from + s->count; c++) {
        least += m->columns[c].least;
        min += m->columns[c].min;
        if (m->table->doc->columns[c].width_kind == WIDTH_FIXED) continue;
        max += m->columns[c].max + 1;
        open++;
    }
    if (!open) return;
    for (size_t c = s->from; c < s->from + s->count; c++) {
        ColumnWidths *col = &m->columns[c];
        if (m->table->doc->columns[c].width_kind == WIDTH_FIXED) continue;
        int64_t part = col->max + 1;
        if (s->least > least) col->least += (Len)((s->least - least) * part / max) + 1;
        if (s->min > min) col->min += (Len)((s->min - min) * part / max) + 1;
    }
    for (size_t c = s->from; c < s->from + s->count; c++) {
        ColumnWidths *col = &m->columns[c];
        col->min = larger(col->min, col->least);
        col->max = larger(col->max, col->min);
    }
}

static int by_span(const void *x, const void *y) {
    const SpanNeed *p = x, *q = y;
    if (p->count != q->count) return p->count < q->count ? -1 : 1;
    return p->from < q->from ? -1 : p->from > q->from;
}

static void join_spans(Measuring *m) {
    if (!m->span_count) return;
    qsort(m->spans, m->span_count, sizeof *m->spans, by_span);
    for (size_t i = 0; i < m->span_count; i++) widen_for_span(m, &m->spans[i]);
}

static bool only_fixed(const DocTable *doc) {
    for (size_t c = 0; c < doc->column_count; c++) {
        if (doc->columns[c].width_kind != WIDTH_FIXED || doc->columns[c].align == ALIGN_DECIMAL) {
            return false;
        }
    }
    return true;
}

void table_measure(Measuring *m, TableFlow *t, Arena *scratch) {
    *m = (Measuring){.table = t, .arena = scratch, .scratch = arena_child(scratch)};
    m->columns = arena_array(scratch, t->columns, sizeof *m->columns);
    m->rows = arena_array(scratch, ESTIMATE_ROWS, sizeof *m->rows);
    for (size_t r = 0; r < t->doc->head_count; r++) measure_row(m, &t->doc->head[r], true);
    if (!only_fixed(t->doc)) {
        measure_body(m);
        measure_carry(m);
    }
    join_decimals(m);
    join_spans(m);
    arena_free(m->scratch);
}

/* ---- estimated heights ---- */

static int64_t estimate_cell(const EstimateCell *cell, const Len *widths) {
    int64_t inner = -cell->pads, height = cell->pads_y;
    for (size_t c = cell->column; c < cell->column + cell->span; c++) inner += widths[c];
    if (inner < 1000) inner = 1000;
    for (const EstimateText *t = cell->texts; t; t = t->next) {
        int64_t lines = 1;
        if (t->natural > inner) {
            lines = ((int64_t)t->natural * RAGGED_LOSS / 100 + inner - 1) / inner;
        }
        height += lines * t->leading;
    }
    return height;
}

static int64_t estimate(const Measuring *m, const Len *widths) {
    int64_t total = 0;
    for (size_t r = 0; r < m->row_count; r++) {
        int64_t height = 0;
        for (const EstimateCell *c = m->rows[r].cells; c; c = c->next) {
            int64_t h = estimate_cell(c, widths);
            if (h > height) height = h;
        }
        total += height;
    }
    return total;
}

/* ---- dealing out ---- */

typedef struct Dealing {
    Measuring *m;
    const DocColumn *columns;
    size_t count;
    Len *lo, *hi, *width;     /* by column */
    bool *bound;              /* scratch: share columns that have their least */
    int64_t room;
    bool has_shares;
    int64_t share_room, least_shares;     /* of all columns by share together */
    int64_t budget;           /* of estimating */
} Dealing;

static bool is_auto(const Dealing *d, size_t c) {
    return d->columns[c].width_kind == WIDTH_AUTO;
}

static bool is_share(const Dealing *d, size_t c) {
    return d->columns[c].width_kind == WIDTH_SHARE;
}

static int64_t root(int64_t n) {
    int64_t r = 0;
    for (int64_t bit = (int64_t)1 << 31; bit; bit >>= 1) {
        if ((r + bit) <= INT32_MAX && (r + bit) * (r + bit) <= n) r += bit;
    }
    return r;
}

/* How much a column wants to be wide: between what it holds on average and at most. */
static int64_t demand(const ColumnWidths *c) {
    int64_t mean = c->cells ? c->sum / c->cells : 0;
    return root((mean + 1) * ((int64_t)c->max + 1)) + 1;
}

static Len clamped(int64_t v, Len lo, Len hi) {
    return v < lo ? lo : v > hi ? (hi > lo ? hi : lo) : (Len)v;
}

static int64_t fill_to(Dealing *d, int64_t level) {
    int64_t sum = 0;
    for (size_t c = 0; c < d->count; c++) {
        if (!is_auto(d, c)) continue;
        int64_t wish = demand(&d->m->columns[c]) * level >> 12;
        d->width[c] = clamped(wish, d->lo[c], d->hi[c]);
        sum += d->width[c];
    }
    return sum;
}

static void water_fill(Dealing *d, int64_t room) {
    int64_t below = 0, above = (int64_t)1 << 26;
    while (above - below > 1) {
        int64_t middle = (below + above) / 2;
        if (fill_to(d, middle) <= room) below = middle;
        else above = middle;
    }
    fill_to(d, below);
}

/* Adds `surplus` to the automatic columns in proportion to their widths. */
static void spread(Dealing *d, int64_t surplus) {
    int64_t sum = 0, given = 0;
    size_t last = SIZE_MAX;
    for (size_t c = 0; c < d->count; c++) {
        if (is_auto(d, c)) sum += d->width[c];
    }
    if (sum <= 0 || surplus <= 0) return;
    for (size_t c = 0; c < d->count; c++) {
        if (!is_auto(d, c)) continue;
        int64_t part = surplus * d->width[c] / sum;
        d->width[c] += (Len)part;
        given += part;
        if (last == SIZE_MAX || d->width[c] > d->width[last]) last = c;
    }
    d->width[last] += (Len)(surplus - given);
}

/* Columns by share divide `room` in proportion; one whose words need more has that first. */
static void share_out(Dealing *d, int64_t room) {
    bool *set = d->bound;
    for (size_t c = 0; c < d->count; c++) set[c] = false;
    for (bool again = true; again;) {
        int64_t shares = 0, left = room;
        again = false;
        for (size_t c = 0; c < d->count; c++) {
            if (!is_share(d, c)) continue;
            if (set[c]) left -= d->width[c];
            else shares += d->columns[c].share ? d->columns[c].share : 1;
        }
        for (size_t c = 0; c < d->count && !again; c++) {
            if (!is_share(d, c) || set[c]) continue;
            int64_t share = d->columns[c].share ? d->columns[c].share : 1;
            d->width[c] = (Len)(left * share / shares);
            if (d->width[c] < d->lo[c]) {
                d->width[c] = d->lo[c];
                set[c] = again = true;
            }
        }
    }
}

/* ---- moving width about ---- */

/* Where width can be moved from and to: each automatic column, and all columns by share as one. */
static bool can_move(const Dealing *d, size_t place) {
    return place == d->count ? d->has_shares : is_auto(d, place);
}

/* Adds `by` (or takes it away, when negative) if the place can bear it. */
static bool move(Dealing *d, size_t place, int64_t by) {
    if (place == d->count) {
        if (d->share_room + by < d->least_shares) return false;
        d->share_room += by;
        share_out(d, d->share_room);
        return true;
    }
    int64_t width = d->width[place] + by;
    if (by < 0 ? width < d->lo[place] : d->width[place] >= d->hi[place]) return false;
    d->width[place] = (Len)width;
    return true;
}

static void move_back(Dealing *d, size_t place, int64_t by) {
    if (place == d->count) {
        d->share_room += by;
        share_out(d, d->share_room);
    } else {
        d->width[place] += (Len)by;
    }
}

static bool try_move(Dealing *d, size_t from, size_t to, int64_t step, int64_t *best) {
    if (!move(d, from, -step)) return false;
    if (!move(d, to, step)) {
        move_back(d, from, step);
        return false;
    }
    int64_t height = estimate(d->m, d->width);
    d->budget -= (int64_t)d->m->estimate_cells + 1;
    if (height < *best) {
        *best = height;
        return true;
    }
    move_back(d, to, -step);
    move_back(d, from, step);
    return false;
}

/* Moves width from place to place while the estimated rows get lower. */
static void improve(Dealing *d) {
    int64_t best = estimate(d->m, d->width);
    for (int64_t step = d->room / 8; step >= PT(2); step /= 2) {
        for (bool moved = true; moved && d->budget > 0;) {
            moved = false;
            for (size_t from = 0; from <= d->count; from++) {
                for (size_t to = 0; to <= d->count && d->budget > 0; to++) {
                    if (from == to || !can_move(d, from) || !can_move(d, to)) continue;
                    if (try_move(d, from, to, step, &best)) moved = true;
                }
            }
        }
    }
}

static void deal(Dealing *d) {
    int64_t fixed = 0, most = 0, used = 0;
    bool autos = false;
    for (size_t c = 0; c < d->count; c++) {
        if (is_auto(d, c)) {
            autos = true;
            most += d->hi[c];
        } else if (is_share(d, c)) {
            d->has_shares = true;
            d->least_shares += d->lo[c];
        } else {
            fixed += d->width[c] = d->lo[c];
        }
    }
    int64_t room = d->room - fixed - d->least_shares;
    if (autos) water_fill(d, room);
    for (size_t c = 0; c < d->count; c++) {
        if (is_auto(d, c)) used += d->width[c];
    }
    d->share_room = d->room - fixed - used;
    if (d->has_shares) share_out(d, d->share_room);
    if (autos && (d->has_shares || most > room)) improve(d);
    if (autos && !d->has_shares) spread(d, d->share_room);
}

/* ---- too wide ---- */

static const char *table_words(TableFlow *t, Arena *scratch) {
    Str name = t->block->label;
    return name.n ? str_cstr(scratch, str_printf(scratch, "tabel \"%.*s\"", STR_ARG(name))) : "tabel";
}

/* What was not tried yet. */
static const char *too_wide_advice(TooWide tried) {
    switch (tried) {
    case WIDE_SHRINK:
        return "Sudah dikecilkan sampai batas \"ukuran_terkecil\" gaya tabelnya. Kurangi kolom, atau isi "
               "\"terlalu_lebar\" tabel itu dengan \"putar\", \"kertas\" atau \"belah\"";
    case WIDE_TURN:
        return "Halaman yang diputar pun tidak cukup. Kurangi kolom, atau isi \"terlalu_lebar\" tabel itu dengan "
               "\"kecilkan\", \"kertas\" atau \"belah\"";
    case WIDE_PAPER:
        return "Kertas terbesar pun tidak cukup. Kurangi kolom, atau isi \"terlalu_lebar\" tabel itu dengan "
               "\"kecilkan\" atau \"belah\"";
    case WIDE_SPLIT:
        return "Perkecil kolom yang terlebar atau kolom-kolom tetap (\"kolom_tetap\") tabel itu";
    case WIDE_ERROR:
        break;
    }
    return "Kurangi kolom, kecilkan hurufnya, atau isi \"terlalu_lebar\" tabel itu dengan "
           "\"kecilkan\", \"putar\", \"kertas\" atau \"belah\"";
}

static bool say_too_wide(TableFlow *t, Arena *scratch, int64_t need, int64_t room) {
    Diags *d = setter_diags(t->set.setter);
    const int64_t mm = 2835;  /* thousandths of a point */
    Diag *diag = diag_add(
        d, ERROR_, "tabel-terlalu-lebar", t->block->loc,
        "%s dengan %zu kolom perlu lebar paling sedikit %lld mm, tetapi hanya tersedia %lld mm",
        table_words(t, scratch), t->columns, (long long)((need + mm - 1) / mm),
        (long long)(room / mm));
    diag_fix(d, diag, "%s", too_wide_advice(t->doc->too_wide));
    return false;
}

static int64_t sum_of(const Len *lens, size_t count) {
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += lens[i];
    return sum;
}

static Len smallest_size(const Block *blocks, size_t count, Len smallest) {
    for (size_t i = 0; i < count; i++) {
        const Block *b = &blocks[i];
        if (b->kind == BLOCK_GROUP) {
            smallest = smallest_size(b->u.group.children, b->u.group.count, smallest);
        }
        if (b->kind != BLOCK_PARA) continue;
        for (size_t r = 0; r < b->u.para.run_count; r++) {
            const TextStyle *style = b->u.para.runs[r].style;
            if (style && style->size > 0 && (!smallest || style->size < smallest)) {
                smallest = style->size;
            }
        }
    }
    return smallest;
}

/* The scale at which the smallest type of the table is as small as its layout allows. */
static uint32_t least_scale(TableFlow *t, Arena *scratch) {
    Len floor = t->doc->min_size > 0 ? t->doc->min_size : PT(6), smallest = 0;
    DocRow row = {0};
    if (t->doc->body.count) t->doc->body.row(t->doc->body.self, 0, scratch, &row);
    for (size_t i = 0; i < row.cell_count; i++) {
        smallest = smallest_size(row.cells[i].blocks, row.cells[i].block_count, smallest);
    }
    for (size_t r = 0; r < t->doc->head_count; r++) {
        for (size_t i = 0; i < t->doc->head[r].cell_count; i++) {
            const DocCell *cell = &t->doc->head[r].cells[i];
            smallest = smallest_size(cell->blocks, cell->block_count, smallest);
        }
    }
    if (smallest <= floor) return 1000;
    return (uint32_t)((int64_t)floor * 1000 / smallest);
}

static void scale_columns(Dealing *d, uint32_t scale, bool whole_words, int64_t cap) {
    for (size_t c = 0; c < d->count; c++) {
        const ColumnWidths *col = &d->m->columns[c];
        int64_t lo = whole_words ? col->min : col->least < cap ? col->least : cap;
        if (d->columns[c].width_kind == WIDTH_FIXED) lo = d->columns[c].width;
        d->lo[c] = (Len)(lo * scale / 1000) + (scale == 1000 ? 0 : 1);
        bool fixed = d->columns[c].width_kind == WIDTH_FIXED;
        d->hi[c] = fixed ? d->lo[c] : larger(d->lo[c], flow_scaled_len(col->max, scale));
    }
}

/* A single word that is wider than this is broken between letters rather than refused. */
static int64_t word_cap(const TableFlow *t, int64_t room) {
    int64_t cap = room / (int64_t)t->columns;
    return cap > room / 5 ? cap : room / 5;
}

static bool shrink(TableFlow *t, Dealing *d, Arena *scratch) {
    uint32_t floor = least_scale(t, scratch);
    int64_t need = sum_of(d->lo, d->count);
    uint32_t scale = (uint32_t)(d->room * 998 / need);
    if (scale < floor) scale = floor;
    t->scale = scale;
    scale_columns(d, scale, true, 0);
    if (sum_of(d->lo, d->count) <= d->room) return true;
    scale_columns(d, scale, false, word_cap(t, d->room));
    if (sum_of(d->lo, d->count) <= d->room) return true;
    return say_too_wide(t, scratch, sum_of(d->lo, d->count), d->room);
}

static bool hyphenate(TableFlow *t, Dealing *d, Arena *scratch) {
    scale_columns(d, 1000, false, word_cap(t, d->room));
    int64_t need = sum_of(d->lo, d->count);
    if (need <= d->room) return true;
    return say_too_wide(t, scratch, need, d->room);
}

/* ---- columns on several pages ---- */

/* Ranges of columns behind the stub, each as many as `room` takes and about `target` wide. Returns
 * how many ranges; 0 when one column alone is too wide. */
static size_t part_columns(TableFlow *t, const Dealing *d, size_t stub, int64_t room, int64_t target) {
    size_t parts = 0;
    for (size_t c = stub; c < t->columns;) {
        size_t from = c;
        int64_t used = 0;
        while (c < t->columns && used + d->width[c] <= room
               && (c == from || used + d->width[c] / 2 <= target)) {
            used += d->width[c++];
        }
        if (c == from) return 0;
        t->parts[parts++] = (struct TablePart){from, c};
    }
    return parts;
}

/* What a part leaves of the measure goes to its columns, by their width. */
static void fill_part(Dealing *d, const struct TablePart *part, int64_t room) {
    int64_t sum = 0, used = 0;
    for (size_t c = part->from; c < part->to; c++) {
        used += d->width[c];
        if (d->columns[c].width_kind != WIDTH_FIXED) sum += d->width[c];
    }
    int64_t surplus = room - used;
    for (size_t c = part->from; c < part->to && sum > 0; c++) {
        if (d->columns[c].width_kind == WIDTH_FIXED) continue;
        int64_t share = surplus * d->width[c] / sum;
        sum -= d->width[c];
        surplus -= share;
        d->width[c] += (Len)share;
    }
}

static Len wished(const Dealing *d, size_t c) {
    Len wish = d->hi[c] < d->room / 5 ? d->hi[c] : (Len)(d->room / 5);
    bool stays = d->columns[c].width_kind == WIDTH_FIXED;
    return stays ? d->lo[c] : larger(d->lo[c], wish);
}

/* The stub is as wide as is good for its rows, unless that takes a third of each page. */
static bool stub_is_easy(const Dealing *d, size_t stub) {
    int64_t wishes = 0;
    for (size_t c = 0; c < stub; c++) wishes += wished(d, c);
    return wishes <= d->room / 3;
}

/* The stub stands on every page, the other columns on as few as hold them in fair widths: divided
 * evenly, unless all widths are fixed and leave nothing to make even. */
static bool split(TableFlow *t, Dealing *d, Arena *scratch) {
    size_t stub = t->doc->stub_columns < t->columns ? t->doc->stub_columns : 0;
    int64_t stub_width = 0, others = 0, widest = 0;
    bool fixed = true, easy = stub_is_easy(d, stub);
    for (size_t c = 0; c < t->columns; c++) {
        d->width[c] = c < stub && !easy ? d->lo[c] : wished(d, c);
        if (c >= stub && d->columns[c].width_kind != WIDTH_FIXED) fixed = false;
        if (c < stub) stub_width += d->width[c];
        else others += d->width[c];
        if (c >= stub && d->width[c] > widest) widest = d->width[c];
    }
    int64_t room = d->room - stub_width;
    if (stub_width > d->room / 2) return say_too_wide(t, scratch, stub_width * 2, d->room);
    if (widest > room) return say_too_wide(t, scratch, stub_width + widest, d->room);
    t->parts = arena_array(t->arena, t->columns + 1, sizeof *t->parts);
    size_t least = part_columns(t, d, stub, room, room);
    bool even = !fixed && part_columns(t, d, stub, room, others / (int64_t)least) == least;
    if (!even) part_columns(t, d, stub, room, room);
    t->part_count = least;
    for (size_t i = 0; i < least; i++) fill_part(d, &t->parts[i], room);
    return true;
}

/* ---- the whole ---- */

static void set_marks(TableFlow *t, const Measuring *m) {
    for (size_t c = 0; c < t->columns; c++) {
        const ColumnWidths *col = &m->columns[c];
        Len before = flow_scaled_len(col->before, t->scale),
            after = flow_scaled_len(col->after, t->scale);
        Len inner = t->edges[c + 1] - t->edges[c] - flow_scaled_len(col->pads, t->scale);
        Len spare = larger(0, inner - before - after);
        bool beside = c + 1 < t->columns && t->doc->columns[c + 1].joined;
        t->mark_x[c] = before + after == 0 ? -1 : before + (beside ? spare : spare / 2);
    }
}

static void set_edges(TableFlow *t, const Dealing *d) {
    t->edges[0] = 0;
    for (size_t c = 0; c < t->columns; c++) t->edges[c + 1] = t->edges[c] + d->width[c];
    Len width = t->edges[t->columns];
    if (t->part_count > 1) width = (Len)d->room;
    t->left = t->doc->align == ALIGN_JUSTIFY || width >= t->set.measure ? 0
        : t->doc->align == ALIGN_CENTRE ? (t->set.measure - width) / 2
        : t->doc->align == ALIGN_RIGHT ? t->set.measure - width : 0;
}

bool table_widths(TableFlow *t) {
    Arena *scratch = arena_child(t->arena);
    Measuring m;
    table_measure(&m, t, scratch);
    Dealing d = {.m = &m, .columns = t->doc->columns, .count = t->columns};
    d.lo = arena_array(scratch, t->columns, sizeof *d.lo);
    d.hi = arena_array(scratch, t->columns, sizeof *d.hi);
    d.width = arena_array(scratch, t->columns, sizeof *d.width);
    d.bound = arena_array(scratch, t->columns, sizeof *d.bound);
    d.budget = ESTIMATE_BUDGET;
    d.room = t->doc->width > 0 && t->doc->width < t->set.measure ? t->doc->width : t->set.measure;
    t->edges = arena_array(t->arena, t->columns + 1, sizeof *t->edges);
    t->mark_x = arena_array(t->arena, t->columns, sizeof *t->mark_x);
    scale_columns(&d, 1000, true, 0);
    bool fits = sum_of(d.lo, d.count) <= d.room, dealt = false;
    if (!fits) {
        switch (t->doc->too_wide) {
        case WIDE_TURN: case WIDE_PAPER:      /* and too wide even so */
            fits = t->doc->min_size > 0 ? shrink(t, &d, scratch) : hyphenate(t, &d, scratch);
            break;
        case WIDE_SHRINK:
            fits = shrink(t, &d, scratch);
            break;
        case WIDE_SPLIT:
            fits = dealt = split(t, &d, scratch);
            break;
        case WIDE_ERROR:
            fits = hyphenate(t, &d, scratch);
            break;
        }
    }
    if (fits && !dealt) deal(&d);
    if (fits) {
        set_edges(t, &d);
        set_marks(t, &m);
    }
    arena_free(scratch);
    return fits;
}

Len table_least_width(Setter *s, Arena *a, const Block *table) {
    Arena *scratch = arena_child(a);
    TableFlow t = {.set.setter = s, .arena = scratch, .block = table, .doc = &table->u.table,
                   .columns = table->u.table.column_count};
    Measuring m;
    table_measure(&m, &t, scratch);
    int64_t sum = 0;
    for (size_t c = 0; c < t.columns; c++) {
        const DocColumn *column = &t.doc->columns[c];
        sum += column->width_kind == WIDTH_FIXED ? column->width : m.columns[c].min;
    }
    arena_free(scratch);
    return sum >= INT32_MAX ? INT32_MAX - 1 : (Len)sum;
}
