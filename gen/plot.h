/*
 * plot: exact figures to lengths: axes on round numbers, bars, slices. No floating point: a length is
 * the exact ratio rounded once, half up, to a thousandth of a point; sines are a series in whole
 * numbers, good to a part in 2^28.
 */
#ifndef LAKIP_PLOT_H
#define LAKIP_PLOT_H

#include "measure.h"
#include "num.h"

/* From low to high in `steps` steps, each 1, 2 or 5 times a power of ten; zero is on it. */
typedef struct PlotAxis {
    Num low, high, step;
    unsigned steps;
    unsigned decimals;        /* that print every mark exactly */
} PlotAxis;

/* The finest axis of at most `most_steps` (2 or more) steps that holds both. False: out of range. */
bool plot_axis(Arena *a, Num least, Num most, unsigned most_steps, PlotAxis *out);
/* The mark `step` steps above low. */
Num plot_mark(Arena *a, const PlotAxis *axis, unsigned step);
/* How far `value` lies from low when the whole axis is `length` long. */
Len plot_length(Arena *a, const PlotAxis *axis, Num value, Len length);

/* ---- slices ---- */

#define PLOT_TURN ((int64_t)1 << 30)          /* a whole turn, clockwise from the top */

typedef struct PlotPoint { Len x, y; } PlotPoint;     /* y downwards, from the centre */

/* part / whole of a turn. False when whole is zero or out of range. */
bool plot_share(Arena *a, Num part, Num whole, int64_t *turn);
PlotPoint plot_point(Len radius, int64_t turn);
/* The control points of the arc from `from` to `to`, at most a quarter of a turn, and its end. */
void plot_arc(Len radius, int64_t from, int64_t to, PlotPoint out[3]);

#endif
