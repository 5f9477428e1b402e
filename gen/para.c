/*
 * para: paragraphs set. See para_internal.h for the stages.
 *
 * A table's cell is most often one line; it is set without looking for cuts.
 */
#include "para_internal.h"

Setter *setter_new(Arena *a, Fonts *fonts, Diags *d) {
    Setter *s = arena_alloc(a, sizeof *s);
    s->arena = a;
    s->fonts = fonts;
    s->diags = d;
    s->hyphenator = hyphenator_new(a, d);
    return s->hyphenator ? s : NULL;
}

Fonts *setter_fonts(Setter *s) {
    return s->fonts;
}

Diags *setter_diags(Setter *s) {
    return s->diags;
}

void setter_grow(Setter *s, void **array, size_t *cap, size_t size) {
    size_t more = *cap ? *cap * 2 : 64;
    if (more > SIZE_MAX / size) arena_out_of_memory(s->arena);
    *array = arena_grow(s->arena, *array, *cap * size, more * size);
    *cap = more;
}

/* ---- before setting ---- */

/* A paragraph with its style completed. */
typedef struct Job {
    Para para;
    ParaStyle style;
    Measure measure;
} Job;

enum { STRETCH = 50, SHRINK = 33 }; /* of a word space, in percent, where the style does not say */

static void begin(Setter *s, Arena *a, const Para *p, Len measure, Job *j) {
    j->para = *p;
    j->style = *p->style;
    j->para.style = &j->style;
    if (!j->style.stretch && !j->style.shrink) {
        j->style.stretch = STRETCH;
        j->style.shrink = SHRINK;
    }
    Measure m = {measure, j->style.left_indent, j->style.left_indent + j->style.first_indent,
                 j->style.right_indent};
    if (p->mark && !p->mark_right) {
        Len behind = p->mark_left + line_mark_width(s, a, p->mark);
        if (p->mark->text.n && behind > m.first) m.first = behind;
    }
    j->measure = m;
    parts_make(s, a, &j->para, &j->measure);
    s->base = s->part_count ? s->parts[0].type : NULL;
    if (!s->base && p->mark && p->mark->style) s->base = type_of(s, p->mark->style, p->mark->loc);
    if (s->base && !s->base->face) s->base = NULL;
}

/* ---- decimal marks ---- */

/* Where byte `at` of a word stands. */
static int64_t place_in(const Part *p, size_t at) {
    int64_t units = 0;
    for (size_t g = 0; g < p->shaped->count && p->shaped->glyphs[g].cluster < at; g++) {
        units += p->shaped->glyphs[g].advance;
    }
    return p->x + face_scale(p->type->face, units, p->type->size);
}

static bool digit_at(Str text, size_t i) {
    return i < text.n && text.p[i] >= '0' && text.p[i] <= '9';
}

/* The last decimal mark with a digit behind it; without one, the end of the last figure. */
static bool find_mark(const Part *p, char mark, bool marked, size_t *at) {
    for (size_t i = p->text.n; i-- > 0;) {
        bool here = marked ? p->text.p[i] == mark && digit_at(p->text, i + 1)
                           : digit_at(p->text, i);
        if (!here) continue;
        *at = marked ? i : i + 1;
        return true;
    }
    return false;
}

/* What stands before the mark, into *before; false when there is no figure. */
static bool before_mark(const Setter *s, char mark, int64_t *before) {
    for (int marked = 1; marked >= 0; marked--) {
        for (size_t i = s->part_count; i-- > 0;) {
            const Part *p = &s->parts[i];
            size_t at;
            if (p->kind != PART_WORD || !find_mark(p, mark, marked, &at)) continue;
            *before = place_in(p, at);
            return true;
        }
    }
    return false;
}

/* "n/a", a dash: text without a figure stands in the middle of the column, as its figures do. */
static void centre_without_figure(Setter *s, Job *j) {
    int64_t before;
    if (j->style.align == ALIGN_DECIMAL && !before_mark(s, j->style.decimal, &before))
        j->style.align = ALIGN_CENTRE;
}

/* ---- setting ---- */

static bool has_break(const Setter *s) {
    for (size_t i = 0; i < s->part_count; i++) {
        if (s->parts[i].kind == PART_BREAK) return true;
    }
    return false;
}

/* Is it all words and spaces, that sums of widths tell all about? */
static bool plain(const Setter *s) {
    for (size_t i = 0; i < s->part_count; i++) {
        if (s->parts[i].kind != PART_WORD && s->parts[i].kind != PART_SPACE) return false;
    }
    return true;
}

static bool one_line(const Setter *s, const Measure *m) {
    return parts_width(s) <= fit_width(m, true) && !has_break(s);
}

static Cut end_of(const Setter *s) {
    return (Cut){.part = (uint32_t)s->part_count, .next = (uint32_t)s->part_count, .forced = true,
                 .end = parts_width(s), .end_plain = parts_width(s), .next_x = parts_width(s)};
}

/* A paragraph of more lines than a Len can measure (a word of 10 MB) is as high as a Len can say. */
static void add_up(Lines *out, Line *lines, size_t count) {
    *out = (Lines){.lines = lines, .count = count};
    int64_t height = 0;
    for (size_t i = 0; i < count; i++) {
        height += lines[i].ascent + lines[i].descent;
        if (lines[i].width > out->width) out->width = lines[i].width;
    }
    out->height = height > INT32_MAX ? INT32_MAX : (Len)height;
}

/* Spaces within their limit; at need six times as far: 100 x 6 x 6. */
enum { TOLERANCE = 100, TIMES_AT_NEED = 6, TOLERANCE_AT_NEED = 3600 };

typedef struct Pass {
    CutLevel level;
    FitPass fit;
} Pass;

enum { PASSES = 3 };

/* First within a tolerance, at last whatever it costs. Ragged text is first tried without hyphens
 * and reckons its own tolerance. */
static size_t passes_of(const ParaStyle *style, Pass out[PASSES]) {
    bool justify = style->align == ALIGN_JUSTIFY;
    CutLevel most = style->hyphenate ? CUT_SYLLABLES : CUT_WORDS;
    size_t n = 0;
    out[n++] = (Pass){justify ? most : CUT_WORDS, {.tolerance = TOLERANCE}};
    if (justify) out[n++] = (Pass){most, {.tolerance = TOLERANCE_AT_NEED, .need = true}};
    out[n++] = (Pass){most, {.need = true, .last = true}};
    return n;
}

static Reach reach_of(const Setter *s, const ParaStyle *style, const FitPass *pass) {
    if (style->align != ALIGN_JUSTIFY || pass->last || !plain(s)) return (Reach){.any = true};
    int times = pass->need ? TIMES_AT_NEED : 1;
    return (Reach){.stretch = style->stretch * times + 1, .shrink = style->shrink,
                   .wider = style->expand, .hang = s->base->size / 2,
                   .narrower = pass->need ? style->expand_most : style->expand};
}

static uint32_t fit(Setter *s, Arena *a, const Job *j) {
    Pass passes[PASSES];
    size_t count = passes_of(&j->style, passes);
    const Room room = {fit_width(&j->measure, true), fit_width(&j->measure, false)};
    uint32_t last = 0;
    Reach before = {.any = false};
    for (size_t i = 0; i < count && !last; i++) {
        const Reach reach = reach_of(s, &j->style, &passes[i].fit);
        if (i == 0 || !before.any || passes[i].level != passes[i - 1].level)
            cuts_make(s, a, &j->style, passes[i].level, room, reach);
        before = reach;
        last = fit_lines(s, &j->style, &j->measure, s->base->size, passes[i].fit);
    }
    return last;
}

static void set_many(Setter *s, Arena *a, const Job *j, Elem *elem, Lines *out) {
    uint32_t last = fit(s, a, j);
    size_t count = 0;
    for (uint32_t n = last; s->nodes[n].cut; n = s->nodes[n].before) count++;
    Line *lines = arena_array(a, count, sizeof *lines);
    /* Nodes lead backwards; their cuts, written down first, lead forwards. */
    uint32_t *cuts = arena_array(a, count, sizeof *cuts);
    size_t at = count;
    for (uint32_t n = last; s->nodes[n].cut; n = s->nodes[n].before)
        cuts[--at] = s->nodes[n].cut - 1;
    for (size_t i = 0; i < count; i++) {
        const Cut *from = i ? &s->cuts[cuts[i - 1]] : NULL;
        line_set(s, a, &j->para, elem, &j->measure, from, &s->cuts[cuts[i]], &lines[i]);
    }
    add_up(out, lines, count);
}

Lines para_set(Setter *s, Arena *a, const Para *p, Elem *elem, Len measure) {
    Job j;
    Lines out = {0};
    begin(s, a, p, measure, &j);
    if (!s->base) return out;
    centre_without_figure(s, &j);
    if (!one_line(s, &j.measure)) {
        set_many(s, a, &j, elem, &out);
        return out;
    }
    Line *line = arena_alloc(a, sizeof *line);
    Cut end = end_of(s);
    line_set(s, a, &j.para, elem, &j.measure, NULL, &end, line);
    add_up(&out, line, 1);
    return out;
}

/* ---- widths ---- */

/* Widest piece between the cuts made. */
static int64_t widest_piece(const Setter *s, const Measure *m) {
    int64_t from = 0, most = 0;
    for (size_t i = 0; i < s->cut_count; i++) {
        int64_t w = s->cuts[i].end - from + (from ? m->left : m->first);
        if (w > most) most = w;
        from = s->cuts[i].next_x;
    }
    return most + m->right;
}

static int64_t widest_line(const Setter *s, const Measure *m) {
    int64_t from = 0, most = 0;
    for (size_t i = 0; i <= s->part_count; i++) {
        if (i < s->part_count && s->parts[i].kind != PART_BREAK) continue;
        int64_t w = s->parts[i].x - from + (from ? m->left : m->first);
        if (w > most) most = w;
        from = s->parts[i].x;
    }
    return most + m->right;
}

static Len clamp(int64_t w) {
    return w > INT32_MAX ? INT32_MAX : w < 0 ? 0 : (Len)w;
}

/* Words shorter than this many times the type's size need not be hyphenated to be narrow. */
enum { LEAST_EMS = 4 };

ParaWidths para_widths(Setter *s, Arena *scratch, const Para *p) {
    Job j;
    ParaWidths w = {0};
    const Reach all = {.any = true};
    begin(s, scratch, p, INT32_MAX / 2, &j);
    if (!s->base) return w;
    w.max = clamp(widest_line(s, &j.measure));
    if (s->part_count == 1) {
        w.min = w.max;
    } else {
        cuts_make(s, scratch, &j.style, CUT_WORDS, (Room){INT64_MAX, INT64_MAX}, all);
        w.min = clamp(widest_piece(s, &j.measure));
    }
    w.least = w.min;
    int64_t enough = (int64_t)LEAST_EMS * s->base->size;
    if (w.min > enough + j.measure.left + j.measure.right) {
        cuts_make(s, scratch, &j.style, CUT_WORDS, (Room){enough, enough}, all);
        w.least = clamp(widest_piece(s, &j.measure));
    }
    if (w.min > w.max) w.min = w.max;     /* a piece with its hyphen is wider than the whole */
    if (w.least > w.min) w.least = w.min;
    int64_t before;
    if (j.style.align == ALIGN_DECIMAL && before_mark(s, j.style.decimal, &before)) {
        w.before_mark = clamp(before);
        w.after_mark = clamp(parts_width(s) - before);
    }
    return w;
}

Lines para_set_decimal(Setter *s, Arena *a, const Para *p, Elem *elem, Len measure, Len mark_x) {
    Job j;
    begin(s, a, p, measure, &j);
    if (!s->base) return (Lines){0};
    int64_t before;
    if (!before_mark(s, j.style.decimal, &before)) return para_set(s, a, p, elem, measure);
    int64_t x = mark_x - before;
    if (has_break(s) || x < 0 || x + parts_width(s) > measure)
        return para_set(s, a, p, elem, measure);
    j.style.align = ALIGN_LEFT;
    j.measure = (Measure){measure, (Len)x, (Len)x, 0};
    Line *line = arena_alloc(a, sizeof *line);
    Cut end = end_of(s);
    line_set(s, a, &j.para, elem, &j.measure, NULL, &end, line);
    Lines out;
    add_up(&out, line, 1);
    return out;
}

/* ---- single items ---- */

Item para_text_item(Setter *s, Arena *a, Str text, const TextStyle *style, Elem *elem) {
    const Type *type = type_of(s, style, LOC_NONE);
    if (type->face) type = type_for(s, type, text, LOC_NONE);
    Item i = {.kind = ITEM_TEXT, .elem = elem, .artifact = elem ? ARTIFACT_NONE : ARTIFACT_LAYOUT};
    i.u.text.text = str_copy(a, text);
    i.u.text.size = type->size;
    i.u.text.colour = style->colour;
    i.u.text.face = type->face;
    i.y = -type->rise;
    i.height = type->size;
    if (!type->face) return i;
    Shaped *shaped = font_shape(s->fonts, a, type->face, i.u.text.text, type->features);
    i.width = face_scale(type->face, shaped->advance, type->size);
    i.u.text.glyphs = shaped->glyphs;
    i.u.text.count = shaped->count;
    return i;
}
