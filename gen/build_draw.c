/*
 * build_draw: drawings to blocks, with number, caption and a text in place of the picture. See
 * build_draw.h.
 */
#include "build_draw.h"

const Colour INK = {0x20, 0x20, 0x20, false}, PAPER = {0xff, 0xff, 0xff, false};
static const Colour NOTHING = {0, 0, 0, true};

/* ---- texts ---- */

/* The profile's "bagan", or what its tables are set in. */
static const TextSpec *label_spec(Build *b) {
    const TextSpec *spec = style_text(b->style, STR("bagan"));
    return spec ? spec : styles_table(b)->body;
}

Len label_size(Build *b) {
    return label_spec(b)->size;
}

static const TextStyle *label_text(Build *b, const TextSpec *spec, Len size, Colour colour, unsigned change) {
    TextStyle *style = arena_alloc(b->a, sizeof *style);
    *style = *styles_text(b, spec, change);
    style->size = size;
    style->colour = colour;
    return style;
}

LabelStyle label_style(Build *b, Len size, Align align, Colour colour) {
    const TextSpec *spec = label_spec(b);
    ParaStyle *para = arena_alloc(b->a, sizeof *para);
    *para = (ParaStyle){.align = align, .leading = (Len)((int64_t)size * 6 / 5), .widow = 1, .orphan = 1,
                        .stretch = b->style->stretch, .shrink = b->style->shrink};
    return (LabelStyle){label_text(b, spec, size, colour, 0), label_text(b, spec, size, colour, TEXT_BOLD), para};
}

LabelStyle label_upright(Build *b, Len size, Align align, Colour colour) {
    LabelStyle style = label_style(b, size, align, colour);
    ParaStyle *para = arena_alloc(b->a, sizeof *para);
    *para = *style.para;
    para->upright = true;
    style.para = para;
    return style;
}

/* A newline parts lines; all of them bold or none. */
Para label_para(Build *b, LabelStyle style, Str text, bool bold) {
    size_t most = 1;
    for (size_t i = 0; i < text.n; i++) most += text.p[i] == '\n' ? 2 : 0;
    Run *runs = arena_array(b->a, most, sizeof *runs);
    size_t count = 0;
    const TextStyle *look = bold ? style.bold : style.plain;
    for (size_t from = 0; from <= text.n;) {
        size_t at = str_find(text, STR("\n"), from), to = at == SIZE_MAX ? text.n : at;
        runs[count++] = (Run){.kind = RUN_TEXT, .text = str_sub(text, from, to), .style = look};
        if (at != SIZE_MAX) runs[count++] = (Run){.kind = RUN_BREAK, .style = look};
        from = to + 1;
    }
    return (Para){.style = style.para, .runs = runs, .run_count = count};
}

Len label_width(Build *b, LabelStyle style, Str text, bool bold) {
    Arena *scratch = arena_child(b->a);
    Para p = label_para(b, style, text, bold);
    Len width = para_widths(b->setter, scratch, &p).max;
    arena_free(scratch);
    return width;
}

Len label_height(Build *b, const Para *p, Len width) {
    Arena *scratch = arena_child(b->a);
    Len height = para_set(b->setter, scratch, p, NULL, width).height;
    arena_free(scratch);
    return height;
}

/* ---- canvas ---- */

static Draw *canvas_add(Canvas *c, DrawKind kind) {
    c->items = arena_room(c->b->a, c->items, c->count, &c->cap, sizeof *c->items);
    Draw *d = &c->items[c->count++];
    *d = (Draw){.kind = kind, .fill = NOTHING, .stroke = NOTHING};
    return d;
}

static Draw *canvas_point(Canvas *c, DrawKind kind, Len x, Len y) {
    Draw *d = canvas_add(c, kind);
    d->x[0] = x;
    d->y[0] = y;
    return d;
}

void canvas_move(Canvas *c, Len x, Len y) {
    canvas_point(c, DRAW_MOVE, x, y);
}

void canvas_line(Canvas *c, Len x, Len y) {
    canvas_point(c, DRAW_LINE, x, y);
}

void canvas_curve(Canvas *c, const Len x[3], const Len y[3]) {
    Draw *d = canvas_add(c, DRAW_CURVE);
    for (size_t i = 0; i < 3; i++) {
        d->x[i] = x[i];
        d->y[i] = y[i];
    }
}

void canvas_close(Canvas *c) {
    canvas_add(c, DRAW_CLOSE);
}

void canvas_paint(Canvas *c, Pen pen) {
    Draw *d = canvas_add(c, DRAW_PAINT);
    d->fill = pen.fill;
    d->stroke = pen.stroke;
    d->line_width = pen.width;
    d->dashed = pen.dashed;
}

void canvas_rect(Canvas *c, Len x, Len y, Len width, Len height, Pen pen) {
    Draw *d = canvas_point(c, DRAW_RECT, x, y);
    d->x[1] = width;
    d->y[1] = height;
    canvas_paint(c, pen);
}

void canvas_stroke(Canvas *c, Len x0, Len y0, Len x1, Len y1, Pen pen) {
    canvas_move(c, x0, y0);
    canvas_line(c, x1, y1);
    canvas_paint(c, pen);
}

void canvas_text(Canvas *c, Para text, Len x, Len y, Len width) {
    Draw *d = canvas_point(c, DRAW_TEXT, x, y);
    d->x[1] = width;
    d->text = text;
}

/* ---- colours ---- */

Pen pen_line(Colour colour, Len width) {
    return (Pen){.fill = NOTHING, .stroke = colour, .width = width};
}

Pen pen_fill(Colour colour) {
    return (Pen){.fill = colour, .stroke = NOTHING};
}

/* By how bright the eye sees it (the weights of Rec. 709, in ten thousandths). */
Colour colour_on(Colour fill) {
    int bright = (2126 * fill.r + 7152 * fill.g + 722 * fill.b) / 10000;
    return fill.none || bright > 140 ? INK : PAPER;
}

/* ---- data ---- */

const FigureTable *drawing_figures(Flow *f, const DrawingSpec *spec) {
    return figures_table_in(f->b->figures, spec->table, f->scope->variables, f->scope->variable_count, f->b->d);
}

size_t drawing_rows(const FigureTable *t) {
    return figures_rows(t);   /* it has neither groups nor last rows */
}

Str drawing_cell(Build *b, const DrawingSpec *spec, const FigureTable *t, size_t row, size_t column, Datum *value) {
    const ColumnSpec *c = &spec->table->columns[column];
    *value = figures_cell(t, row, column, b->a);
    Format format = c->has_format ? c->format : expr_format(c->expr);
    return format_apply(b->a, format, &b->style->format, *value);
}

/* ---- blocks ---- */

static void piece_add(Flow *f, const Canvas *c, Elem *figure, Loc loc) {
    Block *block = blocks_add(f->b, f->out, BLOCK_DRAWING, figure, loc);
    block->u.drawing.items = c->items;
    block->u.drawing.count = c->count;
    block->u.drawing.width = c->width;
    block->u.drawing.height = c->height;
    block->u.drawing.align = ALIGN_CENTRE;
    block->u.drawing.space_before = f->text->leading / 2;
    block->u.drawing.space_after = f->text->leading / 4;
}

static Block *group_add(Flow *f, const Blocks *children, bool together, Loc loc) {
    Block *group = blocks_add(f->b, f->out, BLOCK_GROUP, NULL, loc);
    group->u.group.children = children->items;
    group->u.group.count = children->count;
    group->u.group.keep_together = together;
    return group;
}

static Str alt_of(Flow *f, const DrawingSpec *spec, Str data) {
    Build *b = f->b;
    const Template *title = spec->alt ? spec->alt : spec->caption;
    if (!title) return data;
    Str said = text_template(b, title, f->scope, b->d);
    return str_printf(b->a, "%.*s%s%.*s", STR_ARG(said), str_ends(said, STR(".")) ? " " : ". ", STR_ARG(data));
}

/* One page of it with its caption; the first has the number, the others repeat it. */
static void piece_with_caption(Flow *f, const DrawingSpec *spec, const Drawing *d, size_t i, const Entry *entry,
                               Elem *parent) {
    Build *b = f->b;
    Blocks children = {0};
    Flow inner = *f;
    inner.out = &children;
    Elem *figure = build_elem(b, ROLE_FIGURE, parent);
    figure->alt = i == 0 ? alt_of(f, spec, d->alt) : styles_table(b)->continued;
    piece_add(&inner, &d->pieces[i], figure, spec->loc);
    if (entry) image_caption(&inner, entry, spec->caption, i == 0 ? parent : NULL, spec->loc);
    Block *group = group_add(f, &children, true, spec->loc);
    if (entry && d->count == 1) group->label = entry->label;
}

/* A drawing of one page may wait for room while text goes on; several pages stay where they are. */
static void drawing_add(Flow *f, const DrawingSpec *spec, const Drawing *d, const Entry *entry) {
    Elem *parent = entry ? build_elem(f->b, ROLE_DIV, f->parent) : f->parent;
    Blocks pieces = {0};
    Flow inner = *f;
    if (d->count > 1) inner.out = &pieces;
    for (size_t i = 0; i < d->count; i++) piece_with_caption(&inner, spec, d, i, entry, parent);
    if (d->count < 2) return;
    Block *all = group_add(f, &pieces, false, spec->loc);
    if (entry) all->label = entry->label;
}

enum { CAPTION_ROOM = 60 };   /* points of a page kept for a figure's caption */

void drawing_block(Flow *f, const DrawingSpec *spec) {
    Build *b = f->b;
    if (spec->kind == DRAWING_FORMULA) {
        draw_formula(f, spec);
        return;
    }
    const Entry *entry = spec->caption ? number_next(b, ENTRY_FIGURE) : NULL;
    const FigureTable *figures = b->setter ? drawing_figures(f, spec) : NULL;
    Len width = f->measure - f->left - f->right, height = f->height - PT(CAPTION_ROOM);
    if (!figures || width < PT(20) || height < PT(20)) return;
    Drawing d = {0};
    switch (spec->kind) {
    case DRAWING_FORMULA:
        return;
    case DRAWING_TREE:
        d = draw_tree(f, spec, figures, width, height);
        break;
    case DRAWING_COLUMNS:
    case DRAWING_BARS:
    case DRAWING_STACKED:
    case DRAWING_LINES:
    case DRAWING_PIE:
        d = draw_chart(f, spec, figures, width, height);
        break;
    }
    if (d.count) drawing_add(f, spec, &d, entry);
}
