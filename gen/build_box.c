/*
 * build_box: drawn boxes that a hand or a stamp fills: for a meterai or an electronic signature's
 * code in a signature's room, and the columns of initials at a page's foot.
 */
#include "build_internal.h"

static Draw box_rect(Len x, Len width, Len height, Len line) {
    Draw d = {.kind = DRAW_RECT};
    d.x[0] = x + line / 2;
    d.y[0] = line / 2;
    d.x[1] = width - line;
    d.y[1] = height - line;
    return d;
}

static Draw box_stroke(RuleSpec rule) {
    return (Draw){.kind = DRAW_PAINT, .stroke = rule.colour, .fill = {.none = true},
                  .line_width = rule.width};
}

static Draw box_text(Build *b, const TextSpec *spec, Str text, Elem *elem, Len x, Len y,
                     Len width) {
    Runs runs = runs_new(b, spec, &b->base, elem);
    runs_text(&runs, text, 0, false, LOC_NONE);
    ParaChange change = {.flat = true, .tight = true, .aligned = true, .align = ALIGN_CENTRE};
    Draw d = {.kind = DRAW_TEXT, .text = runs_para(&runs, styles_para(b, spec, change))};
    d.x[0] = x;
    d.x[1] = width;
    d.y[0] = y;
    return d;
}

static Len text_height(const TextSpec *spec, Str text) {
    Len lines = 1;
    for (size_t i = 0; i < text.n; i++) lines += text.p[i] == '\n';
    return lines * spec->leading;
}

static Str one_line(Arena *a, Str text) {
    Buf out = buf_new(a);
    for (size_t i = 0; i < text.n; i++) buf_byte(&out, text.p[i] == '\n' ? ' ' : text.p[i]);
    return buf_view(&out);
}

static Block *box_block(Build *b, Blocks *out, Draw *draws, size_t count, Elem *elem, Loc loc) {
    Block *block = blocks_add(b, out, BLOCK_DRAWING, elem, loc);
    block->u.drawing.items = draws;
    block->u.drawing.count = count;
    return block;
}

Block *box_signature(Flow *f, Blocks *out, const BoxSpec *spec, Elem *parent, Loc loc) {
    Build *b = f->b;
    const TextSpec *style = spec->style ? spec->style : styles_named(b, "ttd_kotak");
    Str text = text_template(b, spec->text, f->scope, b->d);
    Elem *elem = build_elem(b, ROLE_FIGURE, parent);
    elem->alt = one_line(b->a, text);
    Draw *draws = arena_array(b->a, 3, sizeof *draws);
    size_t n = 0;
    if (spec->rule.width) {
        draws[n++] = box_rect(0, spec->width, spec->height, spec->rule.width);
        draws[n++] = box_stroke(spec->rule);
    }
    Len above = (spec->height - text_height(style, text)) / 2;
    draws[n++] = box_text(b, style, text, elem, 0, above > 0 ? above : 0, spec->width);
    Block *block = box_block(b, out, draws, n, elem, loc);
    block->u.drawing.width = spec->width;
    block->u.drawing.height = spec->height;
    block->u.drawing.align = spec->place;
    return block;
}

/* A head line over an empty box for each who initials. */
const Block *box_initials(Build *b, const InitialsSpec *spec) {
    if (!spec) return NULL;
    const TextSpec *style = spec->style;
    Len line = spec->rule.width, band = style->leading + PT(3);
    Draw *draws = arena_array(b->a, spec->count * 4, sizeof *draws);
    size_t n = 0;
    for (size_t i = 0; i < spec->count; i++) {
        Len x = (Len)i * (spec->width - line);
        Str title = text_template(b, spec->titles[i], &b->base, b->d);
        draws[n++] = box_rect(x, spec->width, band, line);
        draws[n++] = box_rect(x, spec->width, spec->height, line);
        draws[n++] = box_stroke(spec->rule);
        draws[n++] = box_text(b, style, title, NULL, x, PT(3) / 2, spec->width);
    }
    Blocks out = {0};
    Block *block = box_block(b, &out, draws, n, NULL, spec->loc);
    block->u.drawing.width = (Len)spec->count * (spec->width - line) + line;
    block->u.drawing.height = spec->height;
    block->u.drawing.align = spec->place;
    return block;
}
