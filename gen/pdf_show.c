/*
 * Showing text (ISO 32000-1, 9.4). The pen is followed in billionths of a point, exactly as a
 * viewer moves it by /W and TJ numbers; where the setter's place differs by half a TJ unit or more
 * (kerning, justified spaces), a TJ number makes up for it, so errors never add up.
 */
#include "pdf_show.h"

enum { NANO = 1000000 };      /* billionths in a thousandth of a point */

void pdf_show_begin(PdfShow *s, Len height) {
    s->out.n = 0;
    s->height = height;
    s->fill = (Colour){0, 0, 0, false};
    s->font = NULL;
    s->size = 0;
    s->expand = 0;
    s->in_text = s->rotated = s->run_open = false;
}

static int64_t channel(uint8_t c) {
    return ((int64_t)c * 2000 + 255) / 510;
}

void pdf_show_fill(PdfShow *s, Colour c) {
    if (c.r == s->fill.r && c.g == s->fill.g && c.b == s->fill.b) return;
    pdf_show_end_run(s);
    s->fill = c;
    Buf *b = &s->out;
    put_len(b, channel(c.r));
    if (c.r == c.g && c.g == c.b) {
        buf_cstr(b, " g\n");
        return;
    }
    buf_byte(b, ' ');
    put_len(b, channel(c.g));
    buf_byte(b, ' ');
    put_len(b, channel(c.b));
    buf_cstr(b, " rg\n");
}

/* ---- runs: strings and adjustments ---- */

static void end_string(PdfShow *s) {
    if (s->string_open) buf_byte(&s->run, ')');
    s->string_open = false;
}

void pdf_show_end_run(PdfShow *s) {
    if (!s->run_open) return;
    end_string(s);
    s->run_open = false;
    if (s->run.n == 0) return;
    if (s->adjusted) buf_byte(&s->out, '[');
    buf_add(&s->out, s->run.p, s->run.n);
    buf_cstr(&s->out, s->adjusted ? "]TJ\n" : "Tj\n");
}

static void begin_run(PdfShow *s) {
    s->run.n = 0;
    s->run_open = true;
    s->adjusted = s->string_open = false;
}

/* What a move along the line comes to under Tz (which scales glyphs, spaces and TJ numbers). */
static int64_t expanded(const PdfShow *s, int64_t move) {
    return s->expand ? move + move * s->expand / 1000 : move;
}

/* A TJ number moves the pen left by so many thousandths of the size. */
static void adjust(PdfShow *s, int64_t gap) {
    int64_t unit = expanded(s, (int64_t)s->size * 1000), half = unit / 2;
    int64_t n = gap >= 0 ? (gap + half) / unit : -((-gap + half) / unit);
    if (n == 0) return;
    end_string(s);
    put_int(&s->run, -n);
    s->adjusted = true;
    s->pen += n * unit;
}

static void put_code(PdfShow *s, uint16_t glyph) {
    if (!s->string_open) buf_byte(&s->run, '(');
    s->string_open = true;
    put_string_byte(&s->run, glyph >> 8);
    put_string_byte(&s->run, glyph & 0xFF);
}

/* ---- text objects ---- */

void pdf_show_end_text(PdfShow *s) {
    if (!s->in_text) return;
    pdf_show_end_run(s);
    buf_cstr(&s->out, "ET\n");
    s->in_text = false;
}

void pdf_show_in_text(PdfShow *s, bool rotated) {
    if (s->in_text && s->rotated == rotated) return;
    pdf_show_end_text(s);
    buf_cstr(&s->out, "BT\n");
    s->in_text = true;
    s->placed = false;
    s->rotated = rotated;
    s->line_x = s->line_y = s->pen = 0;
}

static void set_font(PdfShow *s, const PdfFont *font, Len size) {
    if (s->font == font && s->size == size) return;
    pdf_show_end_run(s);
    s->font = font;
    s->size = size;
    buf_cstr(&s->out, "/F");
    put_int(&s->out, font->index);
    buf_byte(&s->out, ' ');
    put_len(&s->out, size);
    buf_cstr(&s->out, " Tf\n");
}

static void set_expand(PdfShow *s, int16_t expand) {
    if (s->expand == expand) return;
    pdf_show_end_run(s);
    s->expand = expand;
    put_len(&s->out, (1000 + expand) * 100);
    buf_cstr(&s->out, " Tz\n");
}

static void put_pair(Buf *b, int64_t x, int64_t y) {
    put_len(b, x);
    buf_byte(b, ' ');
    put_len(b, y);
}

/* Rotated lines are placed by Tm, whose x then runs upwards along the page. */
static void go_to(PdfShow *s, int64_t x, int64_t y) {
    pdf_show_end_run(s);
    if (s->rotated) {
        buf_cstr(&s->out, "0 1 -1 0 ");
        put_pair(&s->out, x, y);
        buf_cstr(&s->out, " Tm\n");
    } else {
        put_pair(&s->out, x - s->line_x, y - s->line_y);
        buf_cstr(&s->out, " Td\n");
    }
    s->line_x = x;
    s->line_y = y;
    s->pen = 0;
    s->placed = true;
}

/* ---- glyphs ---- */

static void begin_actual(PdfShow *s, Str text) {
    pdf_show_end_run(s);
    buf_cstr(&s->out, "/Span<</ActualText");
    put_utf16_hex(&s->out, text, true);
    buf_cstr(&s->out, ">>BDC\n");
    begin_run(s);
}

static void end_actual(PdfShow *s) {
    pdf_show_end_run(s);
    buf_cstr(&s->out, "EMC\n");
    s->said_actual = true;
    begin_run(s);
}

typedef struct Cluster {
    size_t first, end;        /* glyphs */
    Str text;
} Cluster;

static Cluster cluster_at(const Item *item, size_t first) {
    const Glyph *g = item->u.text.glyphs;
    size_t count = item->u.text.count, end = first + 1;
    while (end < count && g[end].cluster == g[first].cluster) end++;
    size_t stop = end < count ? g[end].cluster : item->u.text.text.n;
    return (Cluster){first, end, str_sub(item->u.text.text, g[first].cluster, stop)};
}

/* Whether the codes alone tell a reader the cluster's text. */
static bool note(PdfShow *s, const Item *item, const Cluster *c) {
    const Glyph *g = item->u.text.glyphs;
    PdfFont *font = (PdfFont *)(uintptr_t)s->font;
    bool said = pdf_font_note(s->fonts, font, g[c->first].id, c->text);
    for (size_t i = c->first + 1; i < c->end; i++) {
        pdf_font_note(s->fonts, font, g[i].id, (Str){"", 0});
        said = false;
    }
    return said;
}

/* Glyphs raised or lowered against the baseline (marks). */
static void set_rise(PdfShow *s, int64_t units) {
    pdf_show_end_run(s);
    put_len(&s->out, units * s->size / s->font->upem);
    buf_cstr(&s->out, " Ts\n");
    begin_run(s);
}

static int64_t nano(const PdfShow *s, int64_t units) {
    return expanded(s, units * s->size * NANO / s->font->upem);
}

/* `place`: where the glyph's origin belongs, before its own offset. */
static void show_glyph(PdfShow *s, const Glyph *g, int64_t place) {
    if (g->id >= s->font->glyph_count) return;
    if (g->y_offset) set_rise(s, g->y_offset);
    int64_t gap = place + (g->x_offset ? nano(s, g->x_offset) : 0) - s->pen;
    int64_t half = (int64_t)s->size * 500;
    if (gap >= half || gap <= -half) adjust(s, gap);
    put_code(s, g->id);
    s->pen += expanded(s, (int64_t)s->font->width[g->id] * s->size);
    if (g->y_offset) set_rise(s, 0);
}

static void show_glyphs(PdfShow *s, const Item *item, int64_t place) {
    const Glyph *g = item->u.text.glyphs;
    int64_t units = 0, extra = 0;
    size_t count = item->u.text.count;
    for (size_t i = 0; i < count;) {
        Cluster c = cluster_at(item, i);
        bool hyphen = item->u.text.soft_hyphen && c.end == count;
        if (hyphen) c.text = STR("-");
        bool said = note(s, item, &c) && !hyphen;
        bool actual = !said && s->tagged;
        if (actual) begin_actual(s, hyphen ? STR("\xC2\xAD") : c.text);
        for (; i < c.end; i++) {
            show_glyph(s, &g[i], place + nano(s, units) + extra);
            units += g[i].advance;
            if (g[i].id == s->font->space) extra += (int64_t)item->u.text.space_extra * NANO;
        }
        if (actual) end_actual(s);
    }
}

/* A place on the same line that a TJ number may lead to: not back, nor farther than a few blanks. */
static bool reachable(const PdfShow *s, int64_t x, int64_t y) {
    if (s->rotated ? x != s->line_x : y != s->line_y) return false;
    int64_t gap = (s->rotated ? y - s->line_y : x - s->line_x) * NANO - s->pen;
    int64_t size = (int64_t)s->size * NANO;
    return gap > -size && gap < 4 * size;
}

void pdf_show_text(PdfShow *s, const Item *item, bool follows) {
    if (item->u.text.count == 0 || item->u.text.size <= 0) return;
    int64_t x = item->x, y = (int64_t)s->height - item->y;
    bool rotated = item->u.text.rotated;
    pdf_show_in_text(s, rotated);
    set_font(s, pdf_font_of(s->fonts, item->u.text.face), item->u.text.size);
    set_expand(s, item->u.text.expand);
    pdf_show_fill(s, item->u.text.colour);
    if (!follows || !s->placed || !reachable(s, x, y)) go_to(s, x, y);
    if (!s->run_open) begin_run(s);
    s->said_actual = false;
    int64_t along = rotated ? y - s->line_y : x - s->line_x;
    show_glyphs(s, item, along * NANO);
}
