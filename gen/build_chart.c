/* build_chart: see build_chart.h. Data, colours, legend, and the chart in words. */
#include "build_chart.h"

enum { SMALLEST = 6000, LARGEST = 8500, SWATCH = 7000, KEY_GAP = 5000 };

/* ---- data ---- */

static Str *row_labels(Chart *h, const FigureTable *t) {
    Str *labels = arena_array(h->b->a, h->rows, sizeof *labels);
    for (size_t row = 0; row < h->rows; row++) {
        Datum value;
        labels[row] = drawing_cell(h->b, h->spec, t, row, 0, &value);
    }
    return labels;
}

static Str *series_titles(Chart *h) {
    Str *titles = arena_array(h->b->a, h->series, sizeof *titles);
    for (size_t i = 0; i < h->series; i++) {
        const Template *title = h->spec->table->columns[i + 1].title;
        titles[i] = title ? text_template(h->b, title, h->f->scope, h->b->d) : (Str){0};
    }
    return titles;
}

static Cell *row_cells(Chart *h, const FigureTable *t) {
    Cell *cells = arena_array(h->b->a, h->rows * h->series, sizeof *cells);
    for (size_t i = 0; i < h->rows * h->series; i++) {
        Datum d;
        cells[i].text = drawing_cell(h->b, h->spec, t, i / h->series, 1 + i % h->series, &d);
        cells[i].known = d.kind == DATUM_NUMBER;
        if (cells[i].known) cells[i].value = d.number;
    }
    return cells;
}

bool chart_total(const Chart *h, size_t row, Num *out) {
    *out = num_int(0);
    for (size_t i = 0; i < h->series; i++) {
        const Cell *cell = chart_cell(h, row, i);
        if (cell->known && !num_add(h->b->a, *out, cell->value, out)) return false;
    }
    return true;
}

static Format series_format(const Chart *h, size_t series) {
    const ColumnSpec *c = &h->spec->table->columns[series + 1];
    return c->has_format ? c->format : expr_format(c->expr);
}

Str chart_print(const Chart *h, size_t series, Num value) {
    Datum d = {.kind = DATUM_NUMBER, .number = value, .loc = LOC_NONE};
    return format_apply(h->b->a, series_format(h, series), &h->b->style->format, d);
}

/* As the first series prints, with no more decimals than the marks need. */
Str chart_mark(Chart *h, unsigned step) {
    Format format = series_format(h, 0);
    Str name = format.kind ? format_name(h->b->a, format) : (Str){0};
    bool percent = str_starts(name, STR("persen"));
    if (!format.kind || !format_is_numeric(format)) format = format_of("bilangan", 0);
    int decimals = (int)h->axis.decimals;
    format.digits = percent ? (decimals > 2 ? decimals - 2 : 0) : decimals;
    Datum d = {.kind = DATUM_NUMBER, .number = plot_mark(h->b->a, &h->axis, step), .loc = LOC_NONE};
    return format_apply(h->b->a, format, &h->b->style->format, d);
}

Len chart_marks_width(Chart *h) {
    Len most = 0;
    for (unsigned i = 0; i <= h->axis.steps; i++) {
        Len width = chart_text_width(h, chart_mark(h, i), h->size);
        if (width > most) most = width;
    }
    return most;
}

/* ---- the axis ---- */

static void widen(Num value, Num *least, Num *most) {
    if (num_cmp(value, *least) < 0) *least = value;
    if (num_cmp(value, *most) > 0) *most = value;
}

bool chart_axis(Chart *h, unsigned most_steps) {
    return plot_axis(h->b->a, h->least, h->most, most_steps, &h->axis);
}

static bool find_axis(Chart *h) {
    Num total;
    h->least = h->most = num_int(0);
    for (size_t row = 0; row < h->rows; row++) {
        if (h->spec->kind == DRAWING_STACKED) {
            if (!chart_total(h, row, &total)) return false;
            widen(total, &h->least, &h->most);
            continue;
        }
        for (size_t i = 0; i < h->series; i++)
            if (chart_cell(h, row, i)->known) widen(chart_cell(h, row, i)->value, &h->least, &h->most);
    }
    return chart_axis(h, 6);
}

/* ---- colours ---- */

/* Light and dark by turns, and told apart by eyes that do not see red or green. */
static const Colour default_palette[] = {
    {0x1f, 0x4e, 0x79, false}, {0xf2, 0xb1, 0x34, false}, {0x2a, 0x8c, 0x82, false},
    {0xb9, 0xd3, 0xea, false}, {0x8a, 0x2f, 0x55, false}, {0xd9, 0xd9, 0xd9, false},
};

static const Colour *palette(const Chart *h, size_t *count) {
    *count = h->b->style->palette_count;
    if (*count) return h->b->style->palette;
    *count = sizeof default_palette / sizeof *default_palette;
    return default_palette;
}

Colour chart_colour(const Chart *h, size_t series) {
    size_t count;
    const Colour *colours = palette(h, &count);
    return colours[series % count];
}

/* ---- hatching ---- */

typedef enum Hatch { HATCH_NONE, HATCH_DOWN, HATCH_UP, HATCH_ACROSS, HATCH_KINDS } Hatch;

static Hatch hatch_of(const Chart *h, size_t series) {
    if (h->b->style->no_hatch) return HATCH_NONE;
    return series < 2 ? HATCH_NONE : (Hatch)(1 + (series - 2) % (HATCH_KINDS - 1));
}

/* Diagonals c = x - y (down) or x + y (up) of a rectangle, cut off at its edges. */
static void hatch_area(Canvas *canvas, Hatch hatch, Len x, Len y, Len width, Len height, Pen pen) {
    enum { APART = 4000 };
    for (Len at = APART / 2; hatch == HATCH_ACROSS && at < height; at += APART * 3 / 4)
        canvas_stroke(canvas, x, y + at, x + width, y + at, pen);
    if (hatch != HATCH_DOWN && hatch != HATCH_UP) return;
    for (Len at = APART - height; at < width; at += APART) {
        Len from = at < 0 ? -at : 0, to = height < width - at ? height : width - at;
        Len y0 = hatch == HATCH_DOWN ? y + from : y + height - from;
        Len y1 = hatch == HATCH_DOWN ? y + to : y + height - to;
        canvas_stroke(canvas, x + at + from, y0, x + at + to, y1, pen);
    }
}

void chart_area(Chart *h, size_t series, Len x, Len y, Len width, Len height) {
    Colour fill = chart_colour(h, series);
    if (width <= 0 || height <= 0) return;
    canvas_rect(h->c, x, y, width, height, pen_fill(fill));
    hatch_area(h->c, hatch_of(h, series), x, y, width, height, pen_line(colour_on(fill), 450));
    canvas_rect(h->c, x, y, width, height, pen_line(INK, 350));
}

/* ---- texts ---- */

Len chart_text_width(Chart *h, Str text, Len size) {
    return label_width(h->b, label_style(h->b, size, ALIGN_LEFT, INK), text, false);
}

void chart_text(Chart *h, Str text, Align align, Len x, Len y, Len size, Colour colour) {
    Para p = label_para(h->b, label_style(h->b, size, ALIGN_LEFT, colour), text, false);
    Len width = chart_text_width(h, text, size) + 20, height = label_height(h->b, &p, width);
    Len left = align == ALIGN_CENTRE ? x - width / 2 : align == ALIGN_RIGHT ? x - width : x;
    canvas_text(h->c, p, left, y - height / 2, width);
}

void chart_figure(Chart *h, Str text, Align align, Len x, Len y, Len size) {
    Len width = chart_text_width(h, text, size) + 1000;
    Len left = align == ALIGN_CENTRE ? x - width / 2 : align == ALIGN_RIGHT ? x - width + 500 : x - 500;
    if (text.n) canvas_rect(h->c, left, y - size / 2, width, size, pen_fill(PAPER));
    chart_text(h, text, align, x, y, size, INK);
}

/* ---- points and lines ---- */

void chart_point(Chart *h, size_t series, Len x, Len y) {
    static const struct { int count; Len x[4], y[4]; } shapes[] = {
        {4, {-2200, 2200, 2200, -2200}, {-2200, -2200, 2200, 2200}},
        {4, {0, 3000, 0, -3000}, {-3000, 0, 3000, 0}},
        {3, {0, 2900, -2900, 0}, {-2900, 2300, 2300, 0}},
    };
    Pen pen = {chart_colour(h, series), INK, 400, false};
    if (series % 4 == 0) {
        PlotPoint p = plot_point(2500, 0), arc[3];
        canvas_move(h->c, x + p.x, y + p.y);
        for (int64_t turn = 0; turn < PLOT_TURN; turn += PLOT_TURN / 4) {
            plot_arc(2500, turn, turn + PLOT_TURN / 4, arc);
            canvas_curve(h->c, (Len[]){x + arc[0].x, x + arc[1].x, x + arc[2].x}, (Len[]){y + arc[0].y, y + arc[1].y, y + arc[2].y});
        }
    } else {
        const int shape = (int)(series % 4) - 1;
        canvas_move(h->c, x + shapes[shape].x[0], y + shapes[shape].y[0]);
        for (int i = 1; i < shapes[shape].count; i++) canvas_line(h->c, x + shapes[shape].x[i], y + shapes[shape].y[i]);
    }
    canvas_close(h->c);
    canvas_paint(h->c, pen);
}

Pen chart_line_pen(const Chart *h, size_t series) {
    Pen pen = pen_line(chart_colour(h, series), 1400);
    pen.dashed = series % 2 == 1;
    return pen;
}

/* ---- legend ---- */

static void paint_key(Chart *h, size_t series, Len x, Len middle) {
    if (h->spec->kind == DRAWING_LINES) {
        canvas_stroke(h->c, x - SWATCH / 2, middle, x + SWATCH * 3 / 2, middle, chart_line_pen(h, series));
        chart_point(h, series, x + SWATCH / 2, middle);
    } else {
        chart_area(h, series, x, middle - SWATCH / 2, SWATCH, SWATCH);
    }
}

static Len entry_width(Chart *h, size_t series) {
    return SWATCH + KEY_GAP + chart_text_width(h, h->titles[series], h->size);
}

/* How many entries from `first` on stand in one row, and how wide it is. */
static size_t legend_row(Chart *h, size_t first, Len width, Len *taken) {
    enum { APART = 16000 };
    size_t end = first;
    *taken = 0;
    while (end < h->series) {
        Len more = entry_width(h, end) + (end > first ? APART : 0);
        if (end > first && *taken + more > width) break;
        *taken += more;
        end++;
    }
    return end;
}

Len chart_legend(Chart *h, Len y, Len width, bool paint) {
    enum { APART = 16000 };
    Len line = h->line * 5 / 4, taken, height = 0;
    if (h->series < 2) return 0;
    for (size_t first = 0; first < h->series;) {
        size_t end = legend_row(h, first, width, &taken);
        Len x = (width - taken) / 2, middle = y + height + line / 2;
        for (size_t i = first; paint && i < end; i++) {
            paint_key(h, i, x, middle);
            chart_text(h, h->titles[i], ALIGN_LEFT, x + SWATCH + KEY_GAP, middle, h->size, INK);
            x += entry_width(h, i) + APART;
        }
        height += line;
        first = end;
    }
    return height;
}

/* ---- in words ---- */

static const char *const kind_words[] = {
    [DRAWING_COLUMNS] = "Bagan kolom", [DRAWING_BARS] = "Bagan batang", [DRAWING_STACKED] = "Bagan bertumpuk",
    [DRAWING_LINES] = "Bagan garis", [DRAWING_PIE] = "Bagan lingkaran", [DRAWING_TREE] = "Pohon", [DRAWING_FORMULA] = "Rumus",
};

/* "Bagan kolom. Mandiri: 2022 10, 2023 26; Maju: ..." */
static Str in_words(const Chart *h, Str axis) {
    Buf out = buf_new(h->b->a);
    buf_cstr(&out, kind_words[h->spec->kind]);
    if (axis.n) buf_printf(&out, ", %.*s", STR_ARG(axis));
    buf_cstr(&out, ". ");
    for (size_t row = 0; row < h->rows; row++) {
        buf_printf(&out, "%s%.*s:", row ? "; " : "", STR_ARG(h->labels[row]));
        for (size_t i = 0; i < h->series; i++) {
            if (i) buf_byte(&out, ',');
            if (h->series > 1) buf_printf(&out, " %.*s", STR_ARG(h->titles[i]));
            buf_printf(&out, " %.*s", STR_ARG(chart_cell(h, row, i)->text));
        }
    }
    buf_byte(&out, '.');
    return buf_view(&out);
}

/* ---- what cannot be drawn ---- */

static bool nothing_to_draw(Chart *h) {
    Diag *d = diag_add(h->b->d, WARNING_, "bagan-kosong", h->spec->loc, "bagan ini tidak punya data, lalu dilewati");
    diag_fix(h->b->d, d, "Isi datanya, atau beri bagan ini syarat \"bila\".");
    return false;
}

static bool negative_part(Chart *h, const Cell *cell, size_t row) {
    Diag *d = diag_add(h->b->d, ERROR_, "bagan-negatif", h->spec->loc, "nilai \"%.*s\" negatif (%.*s): bukan bagian dari keseluruhan",
                       STR_ARG(h->labels[row]), STR_ARG(cell->text));
    diag_fix(h->b->d, d, "Pakai \"jenis\": \"kolom\" atau \"batang\".");
    return false;
}

static bool out_of_range(Chart *h) {
    diag_add(h->b->d, ERROR_, "bagan-di-luar-jangkauan", h->spec->loc, "nilai bagan ini terlalu besar atau terlalu kecil");
    return false;
}

static bool can_draw(Chart *h) {
    bool parts = h->spec->kind == DRAWING_PIE || h->spec->kind == DRAWING_STACKED, any = false;
    for (size_t i = 0; i < h->rows * h->series; i++) {
        const Cell *cell = &h->cells[i];
        any |= cell->known;
        if (parts && cell->known && num_sign(cell->value) < 0) return negative_part(h, cell, i / h->series);
    }
    if (!any) return nothing_to_draw(h);
    return find_axis(h) || out_of_range(h);
}

/* ---- all of it ---- */

Canvas *chart_page(Chart *h, Len width, Len height) {
    h->pieces = arena_grow(h->b->a, h->pieces, h->piece_count * sizeof *h->pieces,
                           (h->piece_count + 1) * sizeof *h->pieces);
    h->c = &h->pieces[h->piece_count++];
    *h->c = (Canvas){.b = h->b, .width = width, .height = height};
    return h->c;
}

static Len type_size(Build *b) {
    Len size = label_size(b);
    if (size > LARGEST) size = LARGEST;
    return size < SMALLEST ? SMALLEST : size;
}

Drawing draw_chart(Flow *f, const DrawingSpec *spec, const FigureTable *t, Len width, Len height) {
    Chart h = {.f = f, .b = f->b, .spec = spec, .rows = drawing_rows(t), .series = spec->table->column_count - 1};
    h.size = type_size(f->b);
    h.line = h.size * 6 / 5;
    h.labels = row_labels(&h, t);
    h.titles = series_titles(&h);
    h.cells = row_cells(&h, t);
    if (!can_draw(&h)) return (Drawing){0};
    switch (spec->kind) {
    case DRAWING_BARS: chart_bars(&h, width, height); break;
    case DRAWING_PIE: chart_pie(&h, width, height); break;
    case DRAWING_COLUMNS:
    case DRAWING_STACKED:
    case DRAWING_LINES: chart_upright(&h, width, height); break;
    case DRAWING_TREE:
    case DRAWING_FORMULA: break;
    }
    Str axis = spec->axis ? text_template(f->b, spec->axis, f->scope, f->b->d) : (Str){0};
    return (Drawing){h.pieces, h.piece_count, in_words(&h, axis)};
}
