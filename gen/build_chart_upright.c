/*
 * build_chart_upright: columns side by side, stacked columns and lines: one band for each row, the
 * figures upwards. Labels of figures are left out where they would touch; they stay in the text
 * alternative.
 */
#include "build_chart.h"

enum { HEIGHT = 185000, SMALLEST = 6000, GAP = 4000, WIDEST = 48000 };

static const Colour GRID = {0xc8, 0xcc, 0xd2, false};

typedef struct Upright {
    Chart *h;
    Len band;                 /* of a row */
    Len label_size;           /* of the rows' names */
    Len labels_height;
    bool turned;              /* they are read from below */
    Len value_size;           /* of the figures; 0: they do not fit */
} Upright;

static Len band_left(const Upright *u, size_t row) {
    return u->h->left + (Len)((int64_t)u->h->width * (int64_t)row / (int64_t)u->h->rows);
}

static Len height_of(Chart *h, Num value) {
    return h->top + h->height - plot_length(h->b->a, &h->axis, value, h->height);
}

/* ---- frame ---- */

static void paint_marks(Chart *h) {
    for (unsigned i = 0; i <= h->axis.steps; i++) {
        Num mark = plot_mark(h->b->a, &h->axis, i);
        Len y = height_of(h, mark);
        Pen pen = num_is_zero(mark) ? pen_line(INK, 800) : pen_line(GRID, 400);
        canvas_stroke(h->c, h->left, y, h->left + h->width, y, pen);
        chart_text(h, chart_mark(h, i), ALIGN_RIGHT, h->left - GAP, y, h->size, INK);
    }
}

static Len label_room(const Upright *u) {
    return u->band - GAP;
}

/* Names too wide for their bands are read from below, long ones on several lines. */
static void turn_labels(Upright *u) {
    enum { LONGEST = 95000 };
    Chart *h = u->h;
    u->turned = true;
    u->label_size = h->size;
    u->labels_height = 0;
    for (size_t row = 0; row < h->rows; row++) {
        Len width = chart_text_width(h, h->labels[row], u->label_size) + 20;
        if (width > u->labels_height) u->labels_height = width;
    }
    if (u->labels_height > LONGEST) u->labels_height = LONGEST;
}

/* The largest size at which no word of the rows' names is wider than its band. */
static void fit_labels(Upright *u) {
    Chart *h = u->h;
    Arena *scratch = arena_child(h->b->a);
    for (u->label_size = h->size; u->label_size > SMALLEST; u->label_size -= 250) {
        LabelStyle style = label_style(h->b, u->label_size, ALIGN_CENTRE, INK);
        Len widest = 0;
        for (size_t row = 0; row < h->rows; row++) {
            Para p = label_para(h->b, style, h->labels[row], false);
            Len width = para_widths(h->b->setter, scratch, &p).min;
            if (width > widest) widest = width;
        }
        if (widest <= label_room(u)) break;
    }
    arena_free(scratch);
    if (u->label_size <= SMALLEST) {
        turn_labels(u);
        return;
    }
    LabelStyle style = label_style(h->b, u->label_size, ALIGN_CENTRE, INK);
    for (size_t row = 0; row < h->rows; row++) {
        Para p = label_para(h->b, style, h->labels[row], false);
        Len height = label_height(h->b, &p, label_room(u));
        if (height > u->labels_height) u->labels_height = height;
    }
}

static void paint_turned(const Upright *u) {
    Chart *h = u->h;
    LabelStyle style = label_upright(h->b, u->label_size, ALIGN_RIGHT, INK);
    for (size_t row = 0; row < h->rows; row++) {
        Para p = label_para(h->b, style, h->labels[row], false);
        Len thick = label_height(h->b, &p, u->labels_height);
        canvas_text(h->c, p, band_left(u, row) + (u->band - thick) / 2, h->top + h->height + GAP, u->labels_height);
    }
}

static void paint_labels(const Upright *u) {
    Chart *h = u->h;
    if (u->turned) {
        paint_turned(u);
        return;
    }
    LabelStyle style = label_style(h->b, u->label_size, ALIGN_CENTRE, INK);
    for (size_t row = 0; row < h->rows; row++)
        canvas_text(h->c, label_para(h->b, style, h->labels[row], false), band_left(u, row) + GAP / 2,
                    h->top + h->height + GAP, label_room(u));
}

/* ---- columns ---- */

static Len column_width(const Upright *u) {
    Chart *h = u->h;
    Len many = h->spec->kind == DRAWING_COLUMNS ? (Len)h->series : 1;
    Len width = u->band * 3 / 4 / many, widest = many > 1 ? WIDEST * 3 / 4 : WIDEST;
    return width < widest ? width : widest;
}

/* Figures as large as their columns are wide, or none. */
static void fit_values(Upright *u) {
    Chart *h = u->h;
    Len room = h->spec->kind == DRAWING_LINES || h->series == 1 ? u->band : column_width(u);
    for (u->value_size = h->size; u->value_size >= SMALLEST; u->value_size -= 250) {
        Len widest = 0;
        for (size_t i = 0; i < h->rows * h->series; i++) {
            Len width = chart_text_width(h, h->cells[i].text, u->value_size);
            if (width > widest) widest = width;
        }
        if (widest <= room - (room == u->band ? 4000 : 1000)) return;
    }
    u->value_size = 0;
}

static void paint_column(const Upright *u, size_t row, size_t series, Len x, Len width) {
    Chart *h = u->h;
    const Cell *cell = chart_cell(h, row, series);
    Len zero = height_of(h, num_int(0)), lift = u->value_size * 3 / 5 + 1500;
    if (!cell->known) {
        if (u->value_size) chart_figure(h, cell->text, ALIGN_CENTRE, x + width / 2, zero - lift, u->value_size);
        return;
    }
    Len y = height_of(h, cell->value);
    bool below = num_sign(cell->value) < 0;
    chart_area(h, series, x, below ? zero : y, width, below ? y - zero : zero - y);
    if (u->value_size)
        chart_figure(h, cell->text, ALIGN_CENTRE, x + width / 2, below ? y + lift : y - lift, u->value_size);
}

static void paint_columns(const Upright *u) {
    Chart *h = u->h;
    Len width = column_width(u), all = width * (Len)h->series;
    for (size_t row = 0; row < h->rows; row++)
        for (size_t i = 0; i < h->series; i++)
            paint_column(u, row, i, band_left(u, row) + (u->band - all) / 2 + width * (Len)i, width);
}

/* ---- stacked ---- */

/* Each part from where the one below ends, so that rounding leaves no gap between them. */
static void paint_stack(const Upright *u, size_t row) {
    Chart *h = u->h;
    Len width = column_width(u), x = band_left(u, row) + (u->band - width) / 2, from = height_of(h, num_int(0));
    Num sum = num_int(0);
    for (size_t i = 0; i < h->series; i++) {
        const Cell *cell = chart_cell(h, row, i);
        if (!cell->known || !num_add(h->b->a, sum, cell->value, &sum)) continue;
        Len to = height_of(h, sum), size = h->size;
        chart_area(h, i, x, to, width, from - to);
        if (from - to > size * 3 / 2 && chart_text_width(h, cell->text, size) + 6000 < width) {
            Len w = chart_text_width(h, cell->text, size) + 3000, middle = (from + to) / 2;
            Colour fill = chart_colour(h, i);
            canvas_rect(h->c, x + (width - w) / 2, middle - size * 3 / 5, w, size * 6 / 5, pen_fill(fill));
            chart_text(h, cell->text, ALIGN_CENTRE, x + width / 2, middle, size, colour_on(fill));
        }
        from = to;
    }
    Str total = chart_print(h, 0, sum);
    if (h->series > 1 && chart_text_width(h, total, h->size) < u->band)
        chart_figure(h, total, ALIGN_CENTRE, x + width / 2, from - h->size * 3 / 5 - 1500, h->size);
}

/* ---- lines ---- */

typedef struct Spot { Len x, y, width, height; } Spot;

/* A figure above its point, or below it; not at all where others stand. */
static bool place_value(const Upright *u, Spot *spots, size_t *count, Str text, Len x, Len y) {
    Chart *h = u->h;
    Len width = chart_text_width(h, text, u->value_size), height = u->value_size, lift = height * 3 / 5 + 3500;
    for (int side = 0; side < 2; side++) {
        Len middle = side ? y + lift : y - lift;
        Spot s = {x - width / 2, middle - height / 2, width, height};
        bool free = s.y + s.height < h->top + h->height;
        for (size_t i = 0; i < *count && free; i++) {
            const Spot *o = &spots[i];
            free = s.x >= o->x + o->width || o->x >= s.x + s.width || s.y >= o->y + o->height || o->y >= s.y + s.height;
        }
        if (!free) continue;
        spots[(*count)++] = s;
        chart_figure(h, text, ALIGN_CENTRE, x, middle, u->value_size);
        return true;
    }
    return false;
}

static void paint_line(const Upright *u, size_t series) {
    Chart *h = u->h;
    Pen pen = chart_line_pen(h, series);
    bool under_way = false;
    for (size_t row = 0; row < h->rows; row++) {
        const Cell *cell = chart_cell(h, row, series);
        if (!cell->known && under_way) canvas_paint(h->c, pen);
        if (cell->known) {
            Len x = band_left(u, row) + u->band / 2, y = height_of(h, cell->value);
            if (under_way) canvas_line(h->c, x, y);
            else canvas_move(h->c, x, y);
        }
        under_way = cell->known;
    }
    if (under_way) canvas_paint(h->c, pen);
}

static void paint_lines(const Upright *u) {
    Chart *h = u->h;
    Spot *spots = arena_array(h->b->a, 2 * h->rows * h->series, sizeof *spots);
    size_t count = 0;
    for (size_t i = 0; i < h->series; i++) paint_line(u, i);
    for (size_t k = 0; k < h->rows * h->series; k++) {
        const Cell *cell = &h->cells[k];
        if (!cell->known) continue;
        Len x = band_left(u, k / h->series) + u->band / 2, y = height_of(h, cell->value);
        chart_point(h, k % h->series, x, y);
        spots[count++] = (Spot){x - 2500, y - 2500, 5000, 5000};
    }
    for (size_t k = 0; k < h->rows * h->series && u->value_size; k++) {
        const Cell *cell = &h->cells[k];
        if (cell->known)
            place_value(u, spots, &count, cell->text, band_left(u, k / h->series) + u->band / 2, height_of(h, cell->value));
    }
}

/* ---- all of it ---- */

static bool has_negative(const Chart *h) {
    return num_sign(h->axis.low) < 0;
}

/* At least some letters of a name must have room in a band. */
static bool too_dense(Chart *h, Len band) {
    if (band >= 4 * SMALLEST) return false;
    Diag *d = diag_add(h->b->d, ERROR_, "bagan-terlalu-rapat", h->spec->loc,
                       "%zu baris tidak muat berdampingan di bagan ini", h->rows);
    diag_fix(h->b->d, d, "Pakai \"jenis\": \"batang\", atau batasi barisnya dengan \"teratas\" atau \"bila\".");
    return true;
}

void chart_upright(Chart *h, Len width, Len room) {
    Upright u = {.h = h};
    h->left = chart_marks_width(h) + GAP;
    h->width = width - h->left;
    u.band = h->width / (Len)h->rows;
    if (too_dense(h, u.band)) return;
    fit_labels(&u);
    Len height = h->spec->height ? h->spec->height : HEIGHT + u.labels_height;
    if (height > room) height = room;
    chart_page(h, width, height);
    fit_values(&u);
    Len legend = chart_legend(h, 0, width, false), title = h->spec->axis ? h->line * 3 / 2 : 0;
    h->top = title + h->line * 3 / 2;
    Len bottom = GAP + u.labels_height + (legend ? legend + (u.turned ? 2 : 1) * GAP : 0) + (has_negative(h) ? h->line : 0);
    h->height = height - h->top - bottom;
    if (h->height < 3 * h->line) h->height = 3 * h->line;
    h->c->height = h->top + h->height + bottom;
    if (title)
        chart_text(h, text_template(h->b, h->spec->axis, h->f->scope, h->b->d), ALIGN_LEFT, 0, h->line / 2, h->size, INK);
    paint_marks(h);
    if (h->spec->kind == DRAWING_COLUMNS) paint_columns(&u);
    if (h->spec->kind == DRAWING_LINES) paint_lines(&u);
    for (size_t row = 0; h->spec->kind == DRAWING_STACKED && row < h->rows; row++) paint_stack(&u, row);
    Len zero = height_of(h, num_int(0));
    canvas_stroke(h->c, h->left, zero, h->left + h->width, zero, pen_line(INK, 800));
    paint_labels(&u);
    if (legend) chart_legend(h, h->c->height - legend, width, true);
}
