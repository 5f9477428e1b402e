/*
 * build_chart_pie: slices from the top, clockwise, in the order of the rows; beside them every row
 * with its figure and its share. A slice large enough bears its share, so that nobody needs to
 * tell colours apart.
 */
#include "build_chart.h"

enum { HEIGHT = 150000, SWATCH = 8000, GAP = 5000, APART = 24000 };

typedef struct Pie {
    Chart *h;
    Num whole;
    Len radius, x, y;         /* of the centre */
} Pie;

static bool whole_of(Pie *p) {
    Chart *h = p->h;
    p->whole = num_int(0);
    for (size_t row = 0; row < h->rows; row++) {
        const Cell *cell = chart_cell(h, row, 0);
        if (cell->known && !num_add(h->b->a, p->whole, cell->value, &p->whole)) return false;
    }
    return num_sign(p->whole) > 0;
}

static Str share_text(const Pie *p, size_t row) {
    Datum d = {.kind = DATUM_NUMBER, .loc = LOC_NONE};
    const Cell *cell = chart_cell(p->h, row, 0);
    if (!cell->known || !num_div(p->h->b->a, cell->value, p->whole, &d.number)) return (Str){0};
    return format_apply(p->h->b->a, format_of("persen", 2), &p->h->b->style->format, d);
}

static void curve_to(const Pie *p, int64_t from, int64_t to) {
    PlotPoint arc[3];
    while (from < to) {
        int64_t next = from + PLOT_TURN / 8 < to ? from + PLOT_TURN / 8 : to;
        plot_arc(p->radius, from, next, arc);
        canvas_curve(p->h->c, (Len[]){p->x + arc[0].x, p->x + arc[1].x, p->x + arc[2].x},
                     (Len[]){p->y + arc[0].y, p->y + arc[1].y, p->y + arc[2].y});
        from = next;
    }
}

static int64_t cross(PlotPoint a, PlotPoint b) {
    return (int64_t)a.x * b.y - (int64_t)a.y * b.x;
}

/* Whether a point lies within the slice, not only within the circle. */
static bool in_slice(const Pie *p, PlotPoint at, int64_t from, int64_t to) {
    PlotPoint start = plot_point(p->radius, from), end = plot_point(p->radius, to);
    bool behind = cross(start, at) >= 0, before = cross(at, end) >= 0;
    Len edge = p->radius - GAP / 2;
    if ((int64_t)at.x * at.x + (int64_t)at.y * at.y > (int64_t)edge * edge) return false;
    return to - from > PLOT_TURN / 2 ? behind || before : behind && before;
}

/* Whether all corners of the share, centred at `at`, do. */
static bool share_fits(const Pie *p, Str share, PlotPoint at, int64_t from, int64_t to) {
    Len width = chart_text_width(p->h, share, p->h->size) / 2 + GAP / 4, height = p->h->size * 2 / 5;
    for (int corner = 0; corner < 4; corner++) {
        PlotPoint c = {at.x + (corner & 1 ? width : -width), at.y + (corner & 2 ? height : -height)};
        if (!in_slice(p, c, from, to)) return false;
    }
    return true;
}

static void paint_slice(const Pie *p, size_t row, int64_t from, int64_t to) {
    Chart *h = p->h;
    Colour fill = chart_colour(h, row);
    PlotPoint start = plot_point(p->radius, from);
    bool all = to - from >= PLOT_TURN;
    if (to <= from) return;
    if (all) {
        canvas_move(h->c, p->x + start.x, p->y + start.y);
    } else {
        canvas_move(h->c, p->x, p->y);
        canvas_line(h->c, p->x + start.x, p->y + start.y);
    }
    curve_to(p, from, to);
    canvas_close(h->c);
    canvas_paint(h->c, (Pen){fill, PAPER, 1000, false});
    Str share = share_text(p, row);
    PlotPoint middle = all ? (PlotPoint){0, 0} : plot_point(p->radius * 13 / 20, from + (to - from) / 2);
    if (all || share_fits(p, share, middle, from, to))
        chart_text(h, share, ALIGN_CENTRE, p->x + middle.x, p->y + middle.y, h->size, colour_on(fill));
}

/* Each slice begins where the sum of those before it ends: the last ends at the top. */
static void paint_slices(const Pie *p) {
    Chart *h = p->h;
    Num sum = num_int(0);
    int64_t from = 0, to;
    for (size_t row = 0; row < h->rows; row++) {
        const Cell *cell = chart_cell(h, row, 0);
        if (!cell->known || !num_add(h->b->a, sum, cell->value, &sum)) continue;
        if (!plot_share(h->b->a, sum, p->whole, &to)) continue;
        paint_slice(p, row, from, to);
        from = to;
    }
}

/* ---- the rows beside it ---- */

typedef struct Key { Len names, values, shares; } Key;

static Len wider(Len most, Len width) {
    return width > most ? width : most;
}

static Key key_widths(const Pie *p, Len room) {
    Chart *h = p->h;
    Key k = {0, 0, 0};
    for (size_t row = 0; row < h->rows; row++) {
        k.names = wider(k.names, chart_text_width(h, h->labels[row], h->size) + 40);
        k.values = wider(k.values, chart_text_width(h, chart_cell(h, row, 0)->text, h->size) + 40);
        k.shares = wider(k.shares, chart_text_width(h, share_text(p, row), h->size) + 40);
    }
    Len most = room - SWATCH - 3 * GAP - k.values - k.shares;
    if (k.names > most) k.names = most;
    if (k.names < h->size * 4) k.names = h->size * 4;
    return k;
}

static Len key_width(const Key *k) {
    return SWATCH + GAP + k->names + 2 * GAP + k->values + 2 * GAP + k->shares;
}

static Len key_row_height(const Pie *p, const Key *k, size_t row) {
    Para para = label_para(p->h->b, label_style(p->h->b, p->h->size, ALIGN_LEFT, INK), p->h->labels[row], false);
    return label_height(p->h->b, &para, k->names) + p->h->line / 2;
}

static Len key_height(const Pie *p, const Key *k) {
    Len height = 0;
    for (size_t row = 0; row < p->h->rows; row++) height += key_row_height(p, k, row);
    return height;
}

static void paint_key(const Pie *p, const Key *k, Len x, Len y) {
    Chart *h = p->h;
    for (size_t row = 0; row < h->rows; row++) {
        Len height = key_row_height(p, k, row), middle = y + height / 2, at = x + SWATCH + GAP;
        canvas_rect(h->c, x, middle - SWATCH / 2, SWATCH, SWATCH, (Pen){chart_colour(h, row), INK, 350, false});
        Para name = label_para(h->b, label_style(h->b, h->size, ALIGN_LEFT, INK), h->labels[row], false);
        canvas_text(h->c, name, at, y + h->line / 4, k->names);
        at += k->names + 2 * GAP + k->values;
        chart_text(h, chart_cell(h, row, 0)->text, ALIGN_RIGHT, at, middle, h->size, INK);
        chart_text(h, share_text(p, row), ALIGN_RIGHT, at + 2 * GAP + k->shares, middle, h->size, INK);
        y += height;
    }
}

static void no_whole(Chart *h) {
    Diag *d = diag_add(h->b->d, WARNING_, "bagan-kosong", h->spec->loc, "jumlah bagan lingkaran ini nol, lalu dilewati");
    diag_fix(h->b->d, d, "Isi datanya, atau beri bagan ini syarat \"bila\".");
}

static void too_many(Chart *h) {
    Diag *d = diag_add(h->b->d, ERROR_, "bagan-terlalu-rapat", h->spec->loc, "%zu potongan tidak muat di bagan lingkaran",
                       h->rows);
    diag_fix(h->b->d, d, "Pakai \"jenis\": \"batang\", atau batasi barisnya dengan \"teratas\" atau \"bila\".");
}

void chart_pie(Chart *h, Len width, Len room) {
    Pie p = {.h = h};
    if (!whole_of(&p)) {
        no_whole(h);
        return;
    }
    Len height = h->spec->height ? h->spec->height : HEIGHT;
    if (height > room) height = room;
    if (height > width / 2) height = width / 2;
    Key k = key_widths(&p, width - height - APART);
    Len keys = key_height(&p, &k);
    if (keys > room) {
        too_many(h);
        return;
    }
    chart_page(h, width, keys > height ? keys : height);
    p.radius = height / 2 - 1000;
    Len left = (width - height - APART - key_width(&k)) / 2;
    if (left < 0) left = 0;
    p.x = left + height / 2;
    p.y = h->c->height / 2;
    paint_slices(&p);
    paint_key(&p, &k, left + height + APART, (h->c->height - keys) / 2);
}
