/*
 * build_formula: the definition of a figure as a formula with real fractions: "Capaian = Realisasi /
 * Target × 100%" with a bar for the division. It is printed from the tree that computes
 * (expr_formula.c), never typed.
 *
 * A piece is measured around its axis: the middle of a line of text, the bar of a fraction.
 */
#include "build_draw.h"

enum { BAR = 600, GAP = 2000, OVERHANG = 2500, AROUND = 3500 };

typedef struct Extent { Len width, above, below; } Extent;

typedef struct Setting {
    Build *b;
    LabelStyle style;
    Len line;
} Setting;

static Len wider(Len x, Len y) {
    return x > y ? x : y;
}

static Extent measure_row(const Setting *s, const FormulaPart *part);

static Extent measure_part(const Setting *s, const FormulaPart *part) {
    if (part->text.n) return (Extent){label_width(s->b, s->style, part->text, false) + 20, s->line / 2, s->line / 2};
    Extent over = measure_row(s, part->over), under = measure_row(s, part->under);
    return (Extent){wider(over.width, under.width) + 2 * (OVERHANG + AROUND), GAP + over.above + over.below,
                    GAP + under.above + under.below};
}

static Extent measure_row(const Setting *s, const FormulaPart *part) {
    Extent all = {0, s->line / 2, s->line / 2};
    for (; part; part = part->next) {
        Extent e = measure_part(s, part);
        all = (Extent){all.width + e.width, wider(all.above, e.above), wider(all.below, e.below)};
    }
    return all;
}

static void paint_row(const Setting *s, Canvas *c, const FormulaPart *part, Len x, Len axis);

static void paint_fraction(const Setting *s, Canvas *c, const FormulaPart *part, Len x, Len axis, Len width) {
    Extent over = measure_row(s, part->over), under = measure_row(s, part->under);
    canvas_stroke(c, x + AROUND, axis, x + width - AROUND, axis, pen_line(INK, BAR));
    paint_row(s, c, part->over, x + (width - over.width) / 2, axis - GAP - over.below);
    paint_row(s, c, part->under, x + (width - under.width) / 2, axis + GAP + under.above);
}

static void paint_row(const Setting *s, Canvas *c, const FormulaPart *part, Len x, Len axis) {
    for (; part; part = part->next) {
        Extent e = measure_part(s, part);
        if (part->text.n) canvas_text(c, label_para(s->b, s->style, part->text, false), x, axis - s->line / 2, e.width);
        else paint_fraction(s, c, part, x, axis, e.width);
        x += e.width;
    }
}

static bool is_percent(Build *b, const Expr *e) {
    Format format = expr_format(e);
    return format.kind && str_starts(format_name(b->a, format), STR("persen"));
}

/* "Capaian = " before the rest. */
static const FormulaPart *with_title(Build *b, const Expr *e, Str *title, bool percent) {
    Str name = expr_defined_title(e);
    FormulaPart *first = arena_alloc(b->a, sizeof *first);
    char *copy = str_cstr(b->a, name);
    if (name.n && copy[0] >= 'a' && copy[0] <= 'z') copy[0] = (char)(copy[0] - 'a' + 'A');
    *title = (Str){copy, name.n};
    first->text = str_printf(b->a, "%s = ", copy);
    first->next = (FormulaPart *)expr_formula_parts(b->a, e, percent);
    return first;
}

static LabelStyle text_style(Flow *f) {
    LabelStyle style = label_style(f->b, f->text->size, ALIGN_LEFT, INK);
    style.plain = style.bold = styles_text(f->b, f->text, 0);
    return style;
}

static void on_lines(Flow *f, Str text, Loc loc) {
    Build *b = f->b;
    Block *block = blocks_add(b, f->out, BLOCK_PARA, build_elem(b, ROLE_P, f->parent), loc);
    Runs runs = runs_new(b, f->text, f->scope, block->elem);
    runs_text(&runs, text, 0, false, loc);
    ParaChange change = flow_change(f);
    change.aligned = true;
    change.align = ALIGN_CENTRE;
    block->u.para = runs_para(&runs, styles_para(b, f->text, change));
}

void draw_formula(Flow *f, const DrawingSpec *spec) {
    Build *b = f->b;
    Str title;
    bool percent = is_percent(b, spec->formula);
    Str line = expr_formula(b->a, spec->formula, percent);
    const FormulaPart *parts = with_title(b, spec->formula, &title, percent);
    Str said = str_printf(b->a, "%.*s = %.*s", STR_ARG(title), STR_ARG(line));
    Setting s = {.b = b, .line = f->text->size * 6 / 5};
    Extent all = {0};
    if (b->setter) {
        s.style = text_style(f);
        all = measure_row(&s, parts);
    }
    if (!b->setter || all.width > f->measure - f->left - f->right) {
        on_lines(f, said, spec->loc);
        return;
    }
    Canvas c = {.b = b, .width = all.width, .height = all.above + all.below};
    paint_row(&s, &c, parts, 0, all.above);
    Block *block = blocks_add(b, f->out, BLOCK_DRAWING, build_elem(b, ROLE_FORMULA, f->parent), spec->loc);
    block->elem->alt = said;
    block->u.drawing.items = c.items;
    block->u.drawing.count = c.count;
    block->u.drawing.width = c.width;
    block->u.drawing.height = c.height;
    block->u.drawing.align = ALIGN_CENTRE;
    block->u.drawing.space_before = block->u.drawing.space_after = f->text->leading / 2;
}
