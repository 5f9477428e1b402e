/*
 * build_draw: what the drawings share: a canvas of paths and texts, the palette, the data of a
 * drawing as texts. A drawing is one BLOCK_DRAWING, or several when a tree runs over pages.
 */
#ifndef LAKIP_BUILD_DRAW_H
#define LAKIP_BUILD_DRAW_H

#include "build_internal.h"

/* ---- texts ---- */

typedef struct LabelStyle {   /* of a drawing's texts: one size, one alignment */
    const TextStyle *plain, *bold;
    const ParaStyle *para;
} LabelStyle;

/* In the profile's style for drawings, of another size and colour. */
LabelStyle label_style(Build *b, Len size, Align align, Colour colour);
/* The size that the profile gives them. */
Len label_size(Build *b);
Para label_para(Build *b, LabelStyle style, Str text, bool bold);
/* Read from below: the width of canvas_text() is then its height. */
LabelStyle label_upright(Build *b, Len size, Align align, Colour colour);
/* On one line. */
Len label_width(Build *b, LabelStyle style, Str text, bool bold);
Len label_height(Build *b, const Para *p, Len width);

/* ---- canvas ---- */

typedef struct Canvas {
    Build *b;
    Draw *items;
    size_t count, cap;
    Len width, height;
} Canvas;

typedef struct Pen { Colour fill, stroke; Len width; bool dashed; } Pen;

void canvas_move(Canvas *c, Len x, Len y);
void canvas_line(Canvas *c, Len x, Len y);
void canvas_curve(Canvas *c, const Len x[3], const Len y[3]);
void canvas_close(Canvas *c);
void canvas_paint(Canvas *c, Pen pen);
void canvas_rect(Canvas *c, Len x, Len y, Len width, Len height, Pen pen);
void canvas_stroke(Canvas *c, Len x0, Len y0, Len x1, Len y1, Pen pen);
void canvas_text(Canvas *c, Para text, Len x, Len y, Len width);

/* ---- colours ---- */

extern const Colour INK, PAPER;
Pen pen_line(Colour colour, Len width);
Pen pen_fill(Colour colour);
/* Text that can be read on it: INK or PAPER. */
Colour colour_on(Colour fill);

/* ---- data ---- */

const FigureTable *drawing_figures(Flow *f, const DrawingSpec *spec);
/* Body rows, and a cell's value as it prints. */
size_t drawing_rows(const FigureTable *t);
Str drawing_cell(Build *b, const DrawingSpec *spec, const FigureTable *t, size_t row, size_t column, Datum *value);

/* ---- what is drawn ---- */

typedef struct Drawing {
    Canvas *pieces;           /* a page each; none after a diagnostic */
    size_t count;
    Str alt;
} Drawing;

/* Room: the measure, and a page less its caption. */
Drawing draw_tree(Flow *f, const DrawingSpec *spec, const FigureTable *t, Len width, Len height);
/* A formula with fraction bars; too wide for the measure, on lines of text. */
void draw_formula(Flow *f, const DrawingSpec *spec);
Drawing draw_chart(Flow *f, const DrawingSpec *spec, const FigureTable *t, Len width, Len height);

#endif
