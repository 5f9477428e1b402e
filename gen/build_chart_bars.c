/*
 * build_chart_bars: bars to the right, one group for each row, its name on the left. As many rows as a
 * page holds; the next page goes on with the same axis.
 */
#include "build_chart.h"

enum { BAR = 10000, GAP = 4000, BETWEEN = 8000 };

static const Colour GRID = {0xc8, 0xcc, 0xd2, false};

typedef struct Bars {
    Chart *h;
    Len names;                /* room of the rows' names */
    Len bar;                  /* how thick one is */
    Len values;               /* room behind the longest bar, and before the negative ones */
    Len top, bottom;          /* what a page needs besides its rows */
    Len legend;
} Bars;

static LabelStyle name_style(const Bars *s) {
    return label_style(s->h->b, s->h->size, ALIGN_RIGHT, INK);
}

static Len row_height(const Bars *s, size_t row) {
    Para p = label_para(s->h->b, name_style(s), s->h->labels[row], false);
    Len name = label_height(s->h->b, &p, s->names), bars = s->bar * (Len)s->h->series;
    return (name > bars ? name : bars) + BETWEEN;
}

static Len widest_name(Chart *h) {
    Len most = 0;
    for (size_t row = 0; row < h->rows; row++) {
        Len width = chart_text_width(h, h->labels[row], h->size);
        if (width > most) most = width;
    }
    return most + 20;
}

static Len widest_value(Chart *h) {
    Len most = 0;
    for (size_t i = 0; i < h->rows * h->series; i++) {
        Len width = chart_text_width(h, h->cells[i].text, h->size);
        if (width > most) most = width;
    }
    return most + GAP;
}

static Len x_of(Chart *h, Num value) {
    return h->left + plot_length(h->b->a, &h->axis, value, h->width);
}

/* Room for the figures beside the bars and half of the outermost marks; marks that do not touch. */
static void fit_axis(Bars *s, Len width) {
    Chart *h = s->h;
    for (unsigned steps = 6; steps >= 2; steps--) {
        chart_axis(h, steps);
        Len mark = chart_marks_width(h), beside = s->values > mark / 2 + GAP ? s->values : mark / 2 + GAP;
        h->left = s->names + GAP + (num_sign(h->axis.low) < 0 ? beside : 0);
        h->width = width - h->left - beside;
        if (h->width < width / 4) h->width = width / 4;
        if ((mark + GAP) * (Len)h->axis.steps <= h->width) return;
    }
}

static void paint_marks(Chart *h) {
    for (unsigned i = 0; i <= h->axis.steps; i++) {
        Len x = x_of(h, plot_mark(h->b->a, &h->axis, i));
        canvas_stroke(h->c, x, h->top, x, h->top + h->height, pen_line(GRID, 400));
        chart_text(h, chart_mark(h, i), ALIGN_CENTRE, x, h->top + h->height + h->line * 3 / 4, h->size, INK);
    }
}

static void paint_bar(const Bars *s, size_t row, size_t series, Len y) {
    Chart *h = s->h;
    const Cell *cell = chart_cell(h, row, series);
    Len zero = x_of(h, num_int(0)), x = cell->known ? x_of(h, cell->value) : zero, middle = y + s->bar / 2;
    if (x > zero) chart_area(h, series, zero, y, x - zero, s->bar);
    if (x < zero) chart_area(h, series, x, y, zero - x, s->bar);
    if (x < zero) chart_figure(h, cell->text, ALIGN_RIGHT, x - GAP * 3 / 4, middle, h->size);
    else chart_figure(h, cell->text, ALIGN_LEFT, x + GAP * 3 / 4, middle, h->size);
}

static void paint_row(const Bars *s, size_t row, Len y, Len height) {
    Chart *h = s->h;
    Para p = label_para(h->b, name_style(s), h->labels[row], false);
    Len name = label_height(h->b, &p, s->names), bars = s->bar * (Len)h->series;
    canvas_text(h->c, p, 0, y + (height - name) / 2, s->names);
    for (size_t i = 0; i < h->series; i++) paint_bar(s, row, i, y + (height - bars) / 2 + s->bar * (Len)i);
}

/* The rows from `first` on that have room: one at least. */
static size_t page_end(const Bars *s, size_t first, Len room, Len *height) {
    size_t end = first;
    *height = 0;
    while (end < s->h->rows) {
        Len more = row_height(s, end);
        if (end > first && *height + more > room) break;
        *height += more;
        end++;
    }
    return end;
}

static void paint_page(Bars *s, size_t first, size_t end, Len width, Len height) {
    Chart *h = s->h;
    chart_page(h, width, s->top + height + s->bottom);
    h->top = s->top;
    h->height = height;
    if (h->spec->axis)
        chart_text(h, text_template(h->b, h->spec->axis, h->f->scope, h->b->d), ALIGN_LEFT, h->left, h->line / 2, h->size, INK);
    paint_marks(h);
    Len y = h->top;
    for (size_t row = first; row < end; row++) {
        Len more = row_height(s, row);
        paint_row(s, row, y, more);
        y += more;
    }
    Len zero = x_of(h, num_int(0));
    canvas_stroke(h->c, zero, h->top, zero, h->top + h->height, pen_line(INK, 800));
    if (s->legend) chart_legend(h, h->c->height - s->legend, width, true);
}

/* A height asked for is shared out among the bars. */
static void fit_bars(Bars *s) {
    enum { THICKEST = 24000 };
    Chart *h = s->h;
    if (!h->spec->height) return;
    Len rows = (h->spec->height - s->top - s->bottom) / (Len)h->rows - BETWEEN, bar = rows / (Len)h->series;
    s->bar = bar < h->size ? h->size : bar > THICKEST ? THICKEST : bar;
}

void chart_bars(Chart *h, Len width, Len room) {
    Bars s = {.h = h, .bar = h->size > BAR ? h->size : BAR, .names = widest_name(h), .values = widest_value(h)};
    if (s.names > width * 2 / 5) s.names = width * 2 / 5;
    fit_axis(&s, width);
    s.legend = chart_legend(h, 0, width, false);
    s.top = h->spec->axis ? h->line * 3 / 2 : 0;
    s.bottom = h->line * 3 / 2 + (s.legend ? s.legend + GAP : 0);
    fit_bars(&s);
    for (size_t first = 0; first < h->rows;) {
        Len height;
        size_t end = page_end(&s, first, room - s.top - s.bottom, &height);
        paint_page(&s, first, end, width, height);
        first = end;
    }
}
