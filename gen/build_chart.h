/*
 * build_chart: what the kinds of charts share: the data, decided once, and the frame around the
 * plot. Every length of a figure comes from plot.h.
 */
#ifndef LAKIP_BUILD_CHART_H
#define LAKIP_BUILD_CHART_H

#include "build_draw.h"
#include "plot.h"

typedef struct Cell {
    bool known;
    Num value;
    Str text;                 /* as it prints */
} Cell;

typedef struct Chart {
    Flow *f;
    Build *b;
    const DrawingSpec *spec;
    Canvas *c;                /* of the page at hand */
    size_t rows, series;
    Str *labels, *titles;     /* of rows, of series */
    Cell *cells;              /* row by row */
    Num least, most;          /* of what the axis must hold */
    PlotAxis axis;
    Len size;                 /* of type */
    Len line;                 /* one line of it */
    Len left, top, width, height;     /* of the plot on the canvas */
    Canvas *pieces;
    size_t piece_count;
} Chart;

static inline const Cell *chart_cell(const Chart *h, size_t row, size_t series) {
    return &h->cells[row * h->series + series];
}

/* The fill of a series: solid, or hatched from the third on, so that grey prints tell them apart. */
void chart_area(Chart *h, size_t series, Len x, Len y, Len width, Len height);
Colour chart_colour(const Chart *h, size_t series);
/* Text of one line with its middle at (x, y), its left end there, or its right end there. */
void chart_text(Chart *h, Str text, Align align, Len x, Len y, Len size, Colour colour);
/* The same on white: lines of the frame do not run through figures. */
void chart_figure(Chart *h, Str text, Align align, Len x, Len y, Len size);
Len chart_text_width(Chart *h, Str text, Len size);
/* The finest axis of at most so many steps. */
bool chart_axis(Chart *h, unsigned most_steps);
/* A mark on the axis as it prints. */
Str chart_mark(Chart *h, unsigned step);
/* Of the widest mark. */
Len chart_marks_width(Chart *h);
/* The mark of a point on a line: a circle, a square, a diamond, a triangle. */
void chart_point(Chart *h, size_t series, Len x, Len y);
Pen chart_line_pen(const Chart *h, size_t series);
/* Swatches with the series' titles in rows across `width`; the height they take. `paint` false: only
 * measured. */
Len chart_legend(Chart *h, Len y, Len width, bool paint);
/* The total of a row, and how it prints. */
bool chart_total(const Chart *h, size_t row, Num *out);
Str chart_print(const Chart *h, size_t series, Num value);
Canvas *chart_page(Chart *h, Len width, Len height);

/* The kinds, each on its own canvas of at most this room. */
void chart_upright(Chart *h, Len width, Len room);    /* columns, stacked, lines */
void chart_bars(Chart *h, Len width, Len room);
void chart_pie(Chart *h, Len width, Len room);

#endif
