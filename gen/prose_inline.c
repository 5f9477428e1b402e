/*
 * prose_inline: text and span events to inlines: styles, links, images, entities, placeholders.
 *
 * Neighbouring pieces of the same style that also stand side by side in the file become one again;
 * a piece never crosses a line end, so that its place is exact.
 */
#include "prose_internal.h"

#include <string.h>

/* ---- what is open at the moment ---- */

typedef struct State {
    Marked *m;
    InlineBuf out;
    unsigned bold, italic, code;
    Str link;
    Str html;                 /* the tag that was complained of, so that its end is not */
    bool unfilled;            /* the line before was one in angle brackets, which md4c takes for HTML */
} State;

void inline_add(Arena *a, InlineBuf *list, ProseInline item) {
    list->items = arena_room(a, list->items, list->count, &list->cap, sizeof *list->items);
    list->items[list->count++] = item;
}

static ProseInline styled(const State *s, ProseInlineKind kind, Loc loc) {
    return (ProseInline){.kind = kind, .bold = s->bold > 0, .italic = s->italic > 0,
                         .code = s->code > 0, .link = s->link, .loc = loc};
}

static bool same_style(const ProseInline *x, const ProseInline *y) {
    return x->bold == y->bold && x->italic == y->italic && x->code == y->code
           && str_eq(x->link, y->link);
}

static void add_text(State *s, Str text, Loc loc) {
    if (text.n == 0)
        return;
    ProseInline item = styled(s, INLINE_TEXT, loc);
    item.text = text;
    ProseInline *last = s->out.count ? &s->out.items[s->out.count - 1] : NULL;
    if (last && last->kind == INLINE_TEXT && last->text.p + last->text.n == text.p
        && same_style(last, &item)) {
        last->text.n += text.n;
        if (s->m->exact)
            last->loc.length += (uint32_t)text.n;
        return;
    }
    inline_add(s->m->tree, &s->out, item);
}

/* ---- entities ---- */

typedef struct Entity { const char *name; uint32_t code_point; } Entity;

/* Those that people type; any other stays as it was written, as CommonMark has it. */
static const Entity ENTITIES[] = {
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0},
    {"shy", 0xAD}, {"ensp", 0x2002}, {"emsp", 0x2003}, {"thinsp", 0x2009}, {"ndash", 0x2013},
    {"mdash", 0x2014}, {"hellip", 0x2026}, {"bull", 0x2022}, {"middot", 0xB7}, {"lsquo", 0x2018},
    {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"laquo", 0xAB}, {"raquo", 0xBB},
    {"deg", 0xB0}, {"plusmn", 0xB1}, {"times", 0xD7}, {"divide", 0xF7}, {"minus", 0x2212},
    {"le", 0x2264}, {"ge", 0x2265}, {"ne", 0x2260}, {"asymp", 0x2248}, {"sum", 0x2211},
    {"radic", 0x221A}, {"infin", 0x221E}, {"permil", 0x2030}, {"frac12", 0xBD}, {"frac14", 0xBC},
    {"frac34", 0xBE}, {"sup2", 0xB2}, {"sup3", 0xB3}, {"sect", 0xA7}, {"para", 0xB6},
    {"copy", 0xA9}, {"reg", 0xAE}, {"trade", 0x2122}, {"euro", 0x20AC}, {"larr", 0x2190},
    {"rarr", 0x2192}, {"uarr", 0x2191}, {"darr", 0x2193}, {"check", 0x2713}, {"cross", 0x2717},
};

/* "&#1234;" and "&#x4D2;"; 0 when it is none. */
static uint32_t numeric_entity(Str s) {
    bool hex = s.n > 3 && (s.p[2] == 'x' || s.p[2] == 'X');
    uint32_t value = 0;
    for (size_t i = hex ? 3 : 2; i + 1 < s.n; i++) {
        char c = s.p[i];
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10) : 99;
        if (digit >= (hex ? 16u : 10u))
            return 0;
        value = value * (hex ? 16 : 10) + digit;
        if (value > 0x10FFFF)
            return 0xFFFD;
    }
    return value < 0x20 ? 0xFFFD : value;     /* control characters cannot be printed */
}

/* The character an entity stands for; the entity itself when it is not known. */
static Str entity_text(Arena *a, Str s) {
    uint32_t code_point = 0;
    if (s.n > 3 && s.p[1] == '#')
        code_point = numeric_entity(s);
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES && code_point == 0; i++)
        if (s.n > 2 && str_is(str_sub(s, 1, s.n - 1), ENTITIES[i].name))
            code_point = ENTITIES[i].code_point;
    if (code_point == 0)
        return s;
    char bytes[4];
    size_t n = utf8_put(code_point, bytes);
    return str_copy(a, (Str){bytes, n});
}

/* An address or a title, in which md4c leaves entities as they are. */
static Str attribute(Arena *a, Str s) {
    if (s.n == 0 || !memchr(s.p, '&', s.n))
        return s;
    Buf b = buf_new(a);
    for (size_t i = 0; i < s.n;) {
        const char *end = s.p[i] == '&' ? memchr(s.p + i, ';', s.n - i < 12 ? s.n - i : 12) : NULL;
        size_t next = end ? (size_t)(end - s.p) + 1 : i + 1;
        Str piece = str_sub(s, i, next);
        buf_str(&b, end ? entity_text(a, piece) : piece);
        i = next;
    }
    return buf_view(&b);
}

static bool has_hole(const Marked *m, size_t offset, size_t size) {
    size_t i = hole_from(m, offset);
    return i < m->hole_count && m->holes[i].from < offset + size;
}

/* ---- HTML, which is refused with what to write instead ---- */

static const struct { const char *tag, *instead; } HTML[] = {
    {"br", "Akhiri baris dengan \\ untuk berganti baris"},
    {"b", "Tulis **tebal**"},
    {"strong", "Tulis **tebal**"},
    {"i", "Tulis *miring*"},
    {"em", "Tulis *miring*"},
    {"u", "Tulis **tebal** atau *miring*; garis bawah adalah urusan gaya"},
    {"a", "Tulis [teks](https://alamat)"},
    {"img", "Tulis ![teks alternatif](berkas.png)"},
    {"table", "Tulis tabel dengan garis tegak |, atau sisipkan data dengan {{ tabel(\"nama\") }}"},
    {"ul", "Awali tiap butir dengan \"- \""},
    {"ol", "Awali tiap butir dengan \"1. \""},
    {"li", "Awali tiap butir dengan \"- \" atau \"1. \""},
    {"p", "Pisahkan paragraf dengan baris kosong"},
    {"h1", "Tulis # Judul"},
    {"h2", "Tulis ## Judul"},
    {"h3", "Tulis ### Judul"},
    {"sup", "Pakai huruf pangkat, misalnya ² atau ³"},
    {"sub", "Pakai huruf bawah, misalnya ₂"},
    {"center", "Perataan adalah urusan gaya; di tata letak: {\"teks\": ..., \"gaya\": \"tengah\"}"},
};

static Str tag_name(Str html) {
    size_t from = str_starts(html, STR("</")) ? 2 : 1;
    size_t to = from;
    while (to < html.n && ((html.p[to] | 32) >= 'a' ? (html.p[to] | 32) <= 'z'
                                                    : html.p[to] >= '0' && html.p[to] <= '9'))
        to++;
    return str_sub(html, from, to);
}

/* "<tugas dan fungsi>", still to be written: two words at least, or it were a tag that nobody knows. */
static bool is_unfilled(const Marked *m, const Event *e) {
    Str text = str_trim(e->text), tag = tag_name(text);
    for (size_t i = 0; i < sizeof HTML / sizeof *HTML; i++)
        if (str_eq_nocase(tag, str_of(HTML[i].tag)))
            return false;
    bool hole = e->offset != UINT32_MAX && has_hole(m, e->offset, e->text.n);
    return !hole && str_find(text, STR(" "), 0) != SIZE_MAX && str_eq(str_unfilled(text, 0), text);
}

static void refuse_html(State *s, Str html, Loc loc) {
    Str tag = tag_name(html);
    if (s->unfilled && html.p[0] != '<' && str_trim(html).n) {
        Diag *diag = marked_error(s->m, "prosa-html", loc, "baris ini menempel pada baris dalam kurung < > di atasnya");
        diag_fix(s->m->diags, diag, "Beri baris kosong di antaranya, atau ganti baris < > itu dengan isinya");
    }
    if (str_trim(html).n)
        s->unfilled = false;
    if (str_starts(html, STR("<!--")) || str_trim(html).n == 0)
        return;               /* a comment of the author's is not printed */
    if (html.p[0] != '<' || (str_starts(html, STR("</")) && str_eq_nocase(tag, s->html)))
        return;               /* the rest of what was complained of */
    s->html = tag;
    Str shown = str_sub(html, 0, html.n < 40 ? html.n : 40);
    Diag *diag = marked_error(s->m, "prosa-html", loc, "HTML tidak diterima: %.*s",
                              STR_ARG(str_trim(shown)));
    for (size_t i = 0; i < sizeof HTML / sizeof *HTML; i++)
        if (str_eq_nocase(tag, str_of(HTML[i].tag))) {
            diag_fix(s->m->diags, diag, "%s", HTML[i].instead);
            return;
        }
    diag_fix(s->m->diags, diag, "Tulis dengan Markdown; tanda < biasa ditulis \\<");
}

/* ---- placeholders ---- */

typedef struct Call {
    Str name, argument;       /* the text between the quotes, escapes undone */
    Str raw;                  /* as written; same as argument when nothing was escaped */
} Call;

static bool name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
           || c == '-';
}

/* "name("text")" and nothing else. */
static bool text_call(Arena *a, Str s, Call *out) {
    size_t i = 0;
    while (i < s.n && name_byte(s.p[i]))
        i++;
    out->name = str_sub(s, 0, i);
    Str rest = str_trim(str_sub(s, i, s.n));
    if (out->name.n == 0 || rest.n < 4 || rest.p[0] != '(' || rest.p[rest.n - 1] != ')')
        return false;
    rest = str_trim(str_sub(rest, 1, rest.n - 1));
    if (rest.n < 2 || rest.p[0] != '"' || rest.p[rest.n - 1] != '"')
        return false;
    out->raw = str_sub(rest, 1, rest.n - 1);
    Buf b = buf_new(a);
    for (size_t k = 0; k < out->raw.n; k++) {
        char c = out->raw.p[k];
        if (c == '"')
            return false;     /* a second text: not this shape */
        if (c == '\\' && k + 1 < out->raw.n)
            c = out->raw.p[++k];
        buf_byte(&b, c);
    }
    out->argument = b.n == out->raw.n ? out->raw : buf_view(&b);
    return true;
}

/* The functions that are not figures: what they are called and what they become. */
static const struct { const char *name; ProseInlineKind kind; } SPECIAL[] = {
    {"tabel", INLINE_PLACEHOLDER}, {"bagan", INLINE_PLACEHOLDER}, {"pohon", INLINE_PLACEHOLDER},
    {"rumus", INLINE_PLACEHOLDER},
    {"lihat", INLINE_REFERENCE},
    {"halaman", INLINE_PAGE_REFERENCE},
    {"catatan", INLINE_FOOTNOTE},
};

static const char *special_call(Str inner, ProseInlineKind *kind) {
    for (size_t i = 0; i < sizeof SPECIAL / sizeof *SPECIAL; i++) {
        Str name = str_of(SPECIAL[i].name);
        Str rest = str_trim(str_sub(inner, name.n, inner.n));
        if (str_starts(inner, name) && rest.n > 0 && rest.p[0] == '(') {
            *kind = SPECIAL[i].kind;
            return SPECIAL[i].name;
        }
    }
    return NULL;
}

static void add_special(State *s, Str inner, Loc loc, const char *name, ProseInlineKind kind) {
    Call call;
    Marked *m = s->m;
    if (!text_call(m->arena, inner, &call) || str_trim(call.argument).n == 0) {
        Diag *diag = marked_error(m, "isian-salah", loc, "%s(...) memerlukan satu teks dalam kutip",
                                  name);
        diag_fix(m->diags, diag, kind == INLINE_FOOTNOTE
                                     ? "Tulis {{ catatan(\"isi catatan kaki\") }}"
                                     : "Tulis misalnya {{ %s(\"realisasi-anggaran\") }}", name);
        return;
    }
    ProseInline item = styled(s, kind, loc);
    item.name = call.argument;
    if (kind == INLINE_PLACEHOLDER) {         /* a block function */
        item.name = call.name;
        item.text = call.argument;
    }
    if (kind == INLINE_FOOTNOTE) {
        Loc inside = str_eq(call.raw, call.argument) && m->exact
                         ? marked_loc(m, (size_t)(call.raw.p - m->text.p), call.raw.n) : loc;
        item.name = (Str){NULL, 0};
        item.text = call.argument;
        item.note = template_parse(m->arena, call.argument, inside, m->diags);
        m->failed |= item.note == NULL;
    }
    inline_add(m->tree, &s->out, item);
}

static void add_hole(State *s, Hole h) {
    Marked *m = s->m;
    Str inner = str_trim(str_sub(m->text, h.from + 2, h.to - 2));
    Loc loc = marked_loc(m, h.from, h.to - h.from);
    if (inner.n == 0) {
        Diag *diag = marked_error(m, "isian-salah", loc, "isian ini kosong");
        diag_fix(m->diags, diag, "Tulis misalnya {{ tahun }}; kurung kurawal biasa ditulis \\{\\{");
        return;
    }
    ProseInlineKind kind;
    const char *special = special_call(inner, &kind);
    if (special) {
        add_special(s, inner, loc, special, kind);
        return;
    }
    ProseInline item = styled(s, INLINE_PLACEHOLDER, loc);
    item.text = str_sub(m->text, h.from, h.to);
    Loc inside = marked_loc(m, (size_t)(inner.p - m->text.p), inner.n);
    if (template_placeholder(m->arena, inner, inside, &item.part, m->diags))
        inline_add(m->tree, &s->out, item);
    else
        m->failed = true;
}

bool inline_is_insert(const ProseInline *i) {
    return i->kind == INLINE_PLACEHOLDER && i->name.n > 0;
}

/* The first hole that ends behind `offset`. */
size_t hole_from(const Marked *m, size_t offset) {
    size_t low = 0, high = m->hole_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->holes[middle].to <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- text ---- */

/* Between placeholders: what was meant as one but never closes. */
static void add_plain(State *s, size_t from, size_t to) {
    Str text = str_sub(s->m->text, from, to);
    size_t at = str_find(text, STR("{{"), 0);
    if (at != SIZE_MAX) {
        Diag *diag = marked_error(s->m, "isian-terbuka", marked_loc(s->m, from + at, 2),
                                  "isian dibuka dengan {{ tetapi tidak ditutup dengan }}");
        diag_fix(s->m->diags, diag, "Tutup dengan }} di paragraf yang sama, atau tulis \\{\\{");
    }
    left_text(s->m, text, from);
    add_text(s, text, marked_loc(s->m, from, to - from));
}

static void add_source(State *s, size_t offset, size_t size) {
    const Marked *m = s->m;
    size_t at = offset, end = offset + size;
    for (size_t i = hole_from(m, offset); i < m->hole_count && m->holes[i].from < end; i++) {
        if (m->holes[i].from < at || m->holes[i].to > end)
            continue;
        add_plain(s, at, m->holes[i].from);
        add_hole(s, m->holes[i]);
        at = m->holes[i].to;
    }
    add_plain(s, at, end);
}

/* Where an event's text stands in its block. */
typedef enum LinePlace { INSIDE_LINE, FIRST_LINE, NEXT_LINE } LinePlace;

static void add_event_text(State *s, const Event *e, LinePlace place) {
    Marked *m = s->m;
    Loc loc = e->offset == UINT32_MAX ? m->place : marked_loc(m, e->offset, e->text.n);
    switch (e->text_kind) {
    case TEXT_PLAIN:
        if (e->offset == UINT32_MAX) {
            add_text(s, e->text, loc);
            break;
        }
        if (place != INSIDE_LINE)
            left_line(m, e->text, e->offset, place == NEXT_LINE);
        add_source(s, e->offset, e->text.n);
        break;
    case TEXT_ENTITY:
        if (e->offset != UINT32_MAX && has_hole(m, e->offset, e->text.n))
            add_source(s, e->offset, e->text.n);
        else
            add_text(s, entity_text(m->arena, e->text), loc);
        break;
    case TEXT_CODE:
        if (str_is(e->text, "\n"))
            inline_add(m->tree, &s->out, styled(s, INLINE_BREAK, loc));
        else
            add_text(s, e->text, loc);
        break;
    case TEXT_HTML:
        if (is_unfilled(m, e)) {
            add_text(s, str_trim(e->text), loc);
            s->unfilled = true;
        } else {
            refuse_html(s, e->text, loc);
        }
        break;
    case TEXT_HARD_BREAK:
        inline_add(m->tree, &s->out, styled(s, INLINE_BREAK, loc));
        break;
    case TEXT_SOFT_BREAK:
        add_text(s, STR(" "), loc);
        break;
    }
}

/* ---- spans ---- */

static bool allowed_link(Str href) {
    static const char *const schemes[] = {"https://", "http://", "mailto:", "#"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_starts(href, str_of(schemes[i])))
            return true;
    return false;
}

static Loc attribute_loc(const Marked *m, const Event *e) {
    return e->offset == UINT32_MAX ? m->place : marked_loc(m, e->offset, e->text.n);
}

static void open_link(State *s, const Event *e) {
    Marked *m = s->m;
    Str href = attribute(m->arena, e->text);
    if (e->offset != UINT32_MAX && has_hole(m, e->offset, e->text.n)) {
        marked_error(m, "tautan-salah", attribute_loc(m, e),
                     "isian tidak dapat berdiri di dalam alamat tautan");
    } else if (!allowed_link(href)) {
        Diag *diag = marked_error(m, "tautan-salah", attribute_loc(m, e),
                                  "alamat tautan \"%.*s\" tidak dikenal", STR_ARG(href));
        diag_fix(m->diags, diag, "Mulailah dengan https://, mailto: atau # (label)");
    }
    s->link = href;
}

/* Alternative text is plain: only the words count. Moves *at behind the image's end. */
static Str alternative_text(Marked *m, size_t *at) {
    Buf b = buf_new(m->arena);
    size_t depth = 1;
    for (; *at < m->event_count && depth > 0; ++*at) {
        const Event *e = &m->events[*at];
        if (e->op == EVENT_SPAN && e->span == SPAN_IMAGE)
            depth++;
        if (e->op == EVENT_UNSPAN && e->span == SPAN_IMAGE)
            depth--;
        if (e->op == EVENT_ENTER || e->op == EVENT_LEAVE)
            break;
        if (e->op != EVENT_TEXT)
            continue;
        bool line_end = e->text_kind == TEXT_SOFT_BREAK || e->text_kind == TEXT_HARD_BREAK;
        if (e->text_kind == TEXT_ENTITY)
            buf_str(&b, entity_text(m->arena, e->text));
        else
            buf_str(&b, line_end ? STR(" ") : e->text);
    }
    return buf_view(&b);
}

static void add_image(State *s, size_t *at) {
    Marked *m = s->m;
    const Event *e = &m->events[*at];
    Loc loc = attribute_loc(m, e);
    ++*at;
    ProseInline item = styled(s, INLINE_IMAGE, loc);
    item.name = attribute(m->arena, e->text);
    item.text = alternative_text(m, at);
    if (str_find(item.text, STR("{{"), 0) != SIZE_MAX)
        marked_error(m, "isian-salah", loc, "isian tidak dapat berdiri di dalam teks alternatif");
    if (str_trim(item.text).n == 0) {
        Diag *diag = marked_error(m, "gambar-tanpa-alt", loc, "gambar ini tidak punya teks alternatif");
        diag_fix(m->diags, diag, "Tulis apa yang tampak pada gambar: ![teks alternatif](%.*s)",
                 STR_ARG(item.name));
    }
    if (e->title.n > 0) {
        Str title = attribute(m->arena, e->title);
        bool inside = title.p >= m->text.p && title.p < m->text.p + m->text.n;
        Loc title_loc = inside ? marked_loc(m, (size_t)(title.p - m->text.p), title.n) : loc;
        item.note = template_parse(m->arena, title, title_loc, m->diags);
        m->failed |= item.note == NULL;
    }
    inline_add(m->tree, &s->out, item);
}

static void open_span(State *s, const Event *e) {
    switch (e->span) {
    case SPAN_ITALIC: s->italic++; break;
    case SPAN_BOLD: s->bold++; break;
    case SPAN_LINK: open_link(s, e); break;
    case SPAN_CODE: s->code++; break;
    case SPAN_IMAGE: break;   /* add_image */
    }
}

static void close_span(State *s, SpanKind span) {
    switch (span) {
    case SPAN_ITALIC: s->italic--; break;
    case SPAN_BOLD: s->bold--; break;
    case SPAN_LINK: s->link = (Str){NULL, 0}; break;
    case SPAN_CODE: s->code--; break;
    case SPAN_IMAGE: break;
    }
}

InlineList inline_read(Marked *m, size_t *at) {
    State s = {.m = m};
    LinePlace place = FIRST_LINE;
    while (*at < m->event_count) {
        const Event *e = &m->events[*at];
        if (e->op == EVENT_ENTER || e->op == EVENT_LEAVE)
            break;
        if (e->op == EVENT_SPAN && e->span == SPAN_IMAGE) {
            add_image(&s, at);
            continue;
        }
        if (e->op == EVENT_SPAN)
            open_span(&s, e);
        else if (e->op == EVENT_UNSPAN)
            close_span(&s, e->span);
        else
            add_event_text(&s, e, place);
        place = e->op == EVENT_TEXT && e->text_kind == TEXT_SOFT_BREAK ? NEXT_LINE : INSIDE_LINE;
        ++*at;
    }
    return (InlineList){s.out.items, s.out.count};
}

/* ---- labels ---- */

Str inline_take_label(InlineList *list) {
    Str none = {NULL, 0};
    if (list->count == 0 || list->items[list->count - 1].kind != INLINE_TEXT)
        return none;
    ProseInline *last = (ProseInline *)&list->items[list->count - 1];
    Str text = str_trim(last->text);
    if (last->code || text.n < 4 || text.p[text.n - 1] != '}')
        return none;
    size_t from = text.n - 1;
    while (from > 0 && name_byte(text.p[from - 1]))
        from--;
    if (from < 2 || text.p[from - 1] != '#' || text.p[from - 2] != '{' || from == text.n - 1)
        return none;
    Str label = str_sub(text, from, text.n - 1);
    Str before = str_sub(text, 0, from - 2);
    while (before.n > 0 && before.p[before.n - 1] == ' ')
        before.n--;
    size_t lead = (size_t)(text.p - last->text.p);
    last->text = str_sub(last->text, 0, before.n ? lead + before.n : 0);
    if (last->text.n == 0)
        list->count--;
    else if (last->loc.length > last->text.n)
        last->loc.length = (uint32_t)last->text.n;
    return label;
}
