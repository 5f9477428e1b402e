/*
 * prose: Markdown through md4c. This file finds the placeholders, hides their insides from md4c and
 * records what md4c calls out as events; the rest is prose_tree.c and prose_inline.c.
 *
 * Callbacks allocate with arena_try_alloc() only and make md4c stop with a code of Stop: jumping
 * over md4c's frames would leak what it holds.
 */
#include "prose_internal.h"

#include <md4c.h>
#include <string.h>

typedef enum Stop { STOP_MEMORY = 1, STOP_DEPTH, STOP_EVENTS } Stop;

typedef struct Recorder {
    Marked *m;
    Arena *scratch;           /* events die with it */
    const char *buffer;       /* what md4c reads */
    size_t buffer_size;
    size_t skip;              /* bytes of the buffer before the text's own */
    size_t origin;            /* where the buffer's text begins in Marked.text */
    uint32_t open[PROSE_MAX_DEPTH];     /* ENTER events of the open blocks */
    size_t depth;
    bool implicit;            /* inside a paragraph that md4c leaves out: a tight item's text */
    bool in_head;
    int stop;                 /* why it stopped: md4c does not always hand the code through */
} Recorder;

Loc marked_loc(const Marked *m, size_t offset, size_t length) {
    if (!m->exact)
        return m->place;
    return loc_at(m->place.source, m->place.offset + offset, length);
}

Diag *marked_error(Marked *m, const char *code, Loc loc, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str message = str_vprintf(m->arena, format, args);
    va_end(args);
    m->failed = true;
    return diag_add(m->diags, ERROR_, code, loc, "%.*s", STR_ARG(message));
}

/* ---- placeholders ---- */

static bool pair_at(Str s, size_t i, char c) {
    return i + 1 < s.n && s.p[i] == c && s.p[i + 1] == c;
}

/* A paragraph ends at a blank line; so does the hope for a closing "}}". */
static bool blank_line_at(Str s, size_t i) {
    if (s.p[i] != '\n')
        return false;
    do
        i++;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r'));
    return i >= s.n || s.p[i] == '\n';
}

/* The end of the placeholder that opens at `from`, 0 when it does not close; *stop is how far was
 * looked. With `strings`, what stands in "..." closes nothing. */
static size_t hole_end(Str s, size_t from, bool strings, size_t *stop) {
    bool quoted = false;
    size_t i = from + 2;
    for (; i < s.n && i - from < PROSE_MAX_HOLE && !blank_line_at(s, i); i++) {
        if (quoted && s.p[i] == '\\' && i + 1 < s.n)
            i++;
        else if (s.p[i] == '"')
            quoted = strings && !quoted;
        else if (!quoted && pair_at(s, i, '}'))
            return i + 2;
        else if (!quoted && pair_at(s, i, '{'))
            break;
    }
    *stop = i;
    return 0;
}

static void holes_find(Marked *m) {
    Hole *holes = NULL;
    size_t count = 0, cap = 0;
    for (size_t i = 0; i + 3 < m->text.n;) {
        if (!pair_at(m->text, i, '{')) {
            i++;
            continue;
        }
        size_t stop = i + 2;
        size_t end = hole_end(m->text, i, true, &stop);
        if (end == 0)         /* an unclosed string: the expression's parser will say so */
            end = hole_end(m->text, i, false, &stop);
        if (end == 0) {
            i = stop;
            continue;
        }
        holes = arena_room(m->tree, holes, count, &cap, sizeof *holes);
        holes[count++] = (Hole){(uint32_t)i, (uint32_t)end};
        i = end;
    }
    m->holes = holes;
    m->hole_count = count;
}

static void holes_hide(const Marked *m, char *copy) {
    for (size_t i = 0; i < m->hole_count; i++)
        memset(copy + m->holes[i].from, 'x', m->holes[i].to - m->holes[i].from);
}

/* ---- recording ---- */

static Event *record(Recorder *r, EventOp op, int *stop) {
    Marked *m = r->m;
    if (m->event_count == PROSE_MAX_EVENTS) {
        *stop = STOP_EVENTS;
        return NULL;
    }
    if (m->event_count == m->event_cap) {
        size_t cap = m->event_cap ? m->event_cap * 2 : 64;
        Event *events = arena_try_alloc(r->scratch, cap * sizeof *events);
        if (!events) {
            *stop = STOP_MEMORY;
            return NULL;
        }
        if (m->event_count > 0)
            memcpy(events, m->events, m->event_count * sizeof *events);
        m->events = events;
        m->event_cap = cap;
    }
    Event *e = &m->events[m->event_count++];
    *e = (Event){.op = op, .offset = UINT32_MAX};
    return e;
}

/* Bytes from md4c: a slice of the text when they are part of it, otherwise a copy. */
static bool take_text(Recorder *r, Event *e, Str *out, const char *p, size_t n) {
    if (p && p >= r->buffer && p + n <= r->buffer + r->buffer_size) {
        size_t at = (size_t)(p - r->buffer);
        size_t drop = at < r->skip ? r->skip - at : 0;
        drop = drop < n ? drop : n;
        size_t offset = r->origin + at + drop - r->skip;
        *out = str_sub(r->m->text, offset, offset + (n - drop));
        if (out == &e->text)
            e->offset = (uint32_t)offset;
        return true;
    }
    char *copy = arena_try_alloc(r->m->arena, n + 1);
    if (!copy)
        return false;
    if (n > 0)
        memcpy(copy, p, n);
    *out = (Str){copy, n};
    return true;
}

static int enter(Recorder *r, ProseKind kind, Event **out) {
    int stop = 0;
    if (r->depth == PROSE_MAX_DEPTH)
        return STOP_DEPTH;
    if (r->depth > 0)
        r->m->events[r->open[r->depth - 1]].children++;
    Event *e = record(r, EVENT_ENTER, &stop);
    if (!e)
        return stop;
    e->block = kind;
    r->open[r->depth++] = (uint32_t)(r->m->event_count - 1);
    *out = e;
    return 0;
}

static int leave(Recorder *r) {
    int stop = 0;
    Event *e = record(r, EVENT_LEAVE, &stop);
    if (!e)
        return stop;
    r->depth--;
    e->block = r->m->events[r->open[r->depth]].block;
    return 0;
}

/* The text of a tight list's item comes without a paragraph around it: one is put there. */
static int open_implicit(Recorder *r) {
    if (r->implicit || r->depth == 0 || r->m->events[r->open[r->depth - 1]].block != PROSE_ITEM)
        return 0;
    Event *e;
    int stop = enter(r, PROSE_PARAGRAPH, &e);
    r->implicit = stop == 0;
    return stop;
}

static int close_implicit(Recorder *r) {
    if (!r->implicit)
        return 0;
    r->implicit = false;
    return leave(r);
}

static ProseAlign cell_align(MD_ALIGN align) {
    switch (align) {
    case MD_ALIGN_DEFAULT: return ALIGN_DEFAULT_;
    case MD_ALIGN_LEFT: return ALIGN_LEFT_;
    case MD_ALIGN_CENTER: return ALIGN_CENTRE_;
    case MD_ALIGN_RIGHT: return ALIGN_RIGHT_;
    }
    return ALIGN_DEFAULT_;
}

/* Which of ours a block of md4c is; false: it is passed over. */
static bool block_kind(MD_BLOCKTYPE type, ProseKind *kind) {
    switch (type) {
    case MD_BLOCK_DOC: *kind = PROSE_ROOT; return true;
    case MD_BLOCK_QUOTE: *kind = PROSE_QUOTE; return true;
    case MD_BLOCK_UL: *kind = PROSE_LIST; return true;
    case MD_BLOCK_OL: *kind = PROSE_LIST; return true;
    case MD_BLOCK_LI: *kind = PROSE_ITEM; return true;
    case MD_BLOCK_HR: *kind = PROSE_RULE; return true;
    case MD_BLOCK_H: *kind = PROSE_HEADING; return true;
    case MD_BLOCK_CODE: *kind = PROSE_CODE; return true;
    case MD_BLOCK_HTML: *kind = PROSE_PARAGRAPH; return true;
    case MD_BLOCK_P: *kind = PROSE_PARAGRAPH; return true;
    case MD_BLOCK_TABLE: *kind = PROSE_TABLE; return true;
    case MD_BLOCK_THEAD: return false;
    case MD_BLOCK_TBODY: return false;
    case MD_BLOCK_TR: *kind = PROSE_ROW; return true;
    case MD_BLOCK_TH: *kind = PROSE_CELL; return true;
    case MD_BLOCK_TD: *kind = PROSE_CELL; return true;
    }
    return false;
}

static int enter_block(Recorder *r, MD_BLOCKTYPE type, const void *detail) {
    ProseKind kind;
    if (type == MD_BLOCK_THEAD)
        r->in_head = true;
    if (!block_kind(type, &kind))
        return 0;
    int stop = close_implicit(r);
    if (stop)
        return stop;
    Event *e;
    stop = enter(r, kind, &e);
    if (stop)
        return stop;
    if (type == MD_BLOCK_H)
        e->level = ((const MD_BLOCK_H_DETAIL *)detail)->level & 7;      /* 1 to 6 */
    if (type == MD_BLOCK_UL)
        e->tight = ((const MD_BLOCK_UL_DETAIL *)detail)->is_tight != 0;
    if (type == MD_BLOCK_OL) {
        const MD_BLOCK_OL_DETAIL *o = detail;
        e->ordered = true;
        e->tight = o->is_tight != 0;
        e->start = o->start;
        e->delimiter = o->mark_delimiter;
    }
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        e->align = cell_align(((const MD_BLOCK_TD_DETAIL *)detail)->align);
    e->head = r->in_head;
    return 0;
}

static int leave_block(Recorder *r, MD_BLOCKTYPE type) {
    ProseKind kind;
    if (type == MD_BLOCK_THEAD)
        r->in_head = false;
    if (!block_kind(type, &kind))
        return 0;
    int stop = close_implicit(r);
    return stop ? stop : leave(r);
}

static bool span_kind(MD_SPANTYPE type, SpanKind *kind) {
    switch (type) {
    case MD_SPAN_EM: *kind = SPAN_ITALIC; return true;
    case MD_SPAN_STRONG: *kind = SPAN_BOLD; return true;
    case MD_SPAN_A: *kind = SPAN_LINK; return true;
    case MD_SPAN_IMG: *kind = SPAN_IMAGE; return true;
    case MD_SPAN_CODE: *kind = SPAN_CODE; return true;
    case MD_SPAN_DEL:
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U: return false;     /* extensions that are not asked for */
    }
    return false;
}

static int span_event(Recorder *r, EventOp op, MD_SPANTYPE type, const void *detail) {
    SpanKind kind;
    if (!span_kind(type, &kind))
        return 0;
    int stop = open_implicit(r);
    if (stop)
        return stop;
    Event *e = record(r, op, &stop);
    if (!e)
        return stop;
    e->span = kind;
    if (op == EVENT_UNSPAN)
        return 0;
    if (type == MD_SPAN_A) {
        const MD_SPAN_A_DETAIL *link = detail;
        if (!take_text(r, e, &e->text, link->href.text, link->href.size))
            return STOP_MEMORY;
    }
    if (type == MD_SPAN_IMG) {
        const MD_SPAN_IMG_DETAIL *image = detail;
        if (!take_text(r, e, &e->text, image->src.text, image->src.size)
            || !take_text(r, e, &e->title, image->title.text, image->title.size))
            return STOP_MEMORY;
    }
    return 0;
}

static TextKind text_kind(MD_TEXTTYPE type) {
    switch (type) {
    case MD_TEXT_NORMAL: return TEXT_PLAIN;
    case MD_TEXT_NULLCHAR: return TEXT_PLAIN;
    case MD_TEXT_BR: return TEXT_HARD_BREAK;
    case MD_TEXT_SOFTBR: return TEXT_SOFT_BREAK;
    case MD_TEXT_ENTITY: return TEXT_ENTITY;
    case MD_TEXT_CODE: return TEXT_CODE;
    case MD_TEXT_HTML: return TEXT_HTML;
    case MD_TEXT_LATEXMATH: return TEXT_PLAIN;
    }
    return TEXT_PLAIN;
}

static int text_event(Recorder *r, MD_TEXTTYPE type, const char *text, size_t size) {
    int stop = open_implicit(r);
    if (stop)
        return stop;
    Event *e = record(r, EVENT_TEXT, &stop);
    if (!e)
        return stop;
    e->text_kind = text_kind(type);
    return take_text(r, e, &e->text, text, size) ? 0 : STOP_MEMORY;
}

/* ---- md4c's callbacks; nothing is recorded once one has stopped ---- */

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *self) {
    Recorder *r = self;
    return r->stop ? r->stop : (r->stop = enter_block(r, type, detail));
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *self) {
    (void)detail;
    Recorder *r = self;
    return r->stop ? r->stop : (r->stop = leave_block(r, type));
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *self) {
    Recorder *r = self;
    return r->stop ? r->stop : (r->stop = span_event(r, EVENT_SPAN, type, detail));
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *self) {
    Recorder *r = self;
    return r->stop ? r->stop : (r->stop = span_event(r, EVENT_UNSPAN, type, detail));
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
    Recorder *r = self;
    return r->stop ? r->stop : (r->stop = text_event(r, type, text, size));
}

/* ---- parsing ---- */

static void say_stopped(Marked *m, int stop) {
    Loc loc = m->place;
    for (size_t i = m->event_count; i-- > 0;)     /* the last place md4c had reached */
        if (m->events[i].offset != UINT32_MAX) {
            loc = marked_loc(m, m->events[i].offset, 1);
            break;
        }
    switch ((Stop)stop) {
    case STOP_MEMORY:
        return;               /* said where memory ran out */
    case STOP_DEPTH:
        marked_error(m, "prosa-terlalu-dalam", loc,
                     "daftar atau kutipan bersarang lebih dari %d tingkat", PROSE_MAX_DEPTH / 2);
        return;
    case STOP_EVENTS:
        marked_error(m, "prosa-terlalu-besar", loc, "naskah ini terlalu besar untuk satu berkas");
        return;
    }
}

/* One run of md4c over text[from, to); `prefix` bytes of ',' go before it, so that nothing at its
 * beginning is taken for a block. */
static bool parse(Marked *m, Arena *scratch, const char *masked, size_t from, size_t to,
                  size_t prefix) {
    size_t size = prefix + (to - from);
    char *buffer = arena_alloc(scratch, size + 1);
    memset(buffer, ',', prefix);
    memcpy(buffer + prefix, masked + from, to - from);
    Recorder r = {.m = m, .scratch = scratch, .buffer = buffer, .buffer_size = size,
                  .skip = prefix, .origin = from};
    const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = on_enter_block, .leave_block = on_leave_block,
        .enter_span = on_enter_span, .leave_span = on_leave_span, .text = on_text,
    };
    int result = md_parse(buffer, (MD_SIZE)size, &parser, &r);
    if (r.stop == STOP_MEMORY || (result < 0 && r.stop == 0))
        arena_out_of_memory(m->arena);
    if (r.stop != 0)
        say_stopped(m, r.stop);
    return r.stop == 0;
}

char *prose_mask(Marked *m, Arena *scratch) {
    holes_find(m);
    char *masked = arena_strndup(scratch, m->text.p, m->text.n);
    holes_hide(m, masked);
    return masked;
}

bool prose_fits(Marked *m) {
    if (m->text.n <= PROSE_MAX_BYTES)
        return true;
    marked_error(m, "prosa-terlalu-besar", m->place, "naskah lebih dari %d MB", PROSE_MAX_BYTES >> 20);
    return false;
}

static const Prose *read_range(Arena *a, Arena *tree, const Source *source, size_t from, size_t to,
                               Diags *d) {
    Marked m = {.arena = a, .tree = tree, .diags = d, .text = str_sub(source->text, from, to), .exact = true,
                .place = loc_at(source, from, 0)};
    if (!prose_fits(&m))
        return NULL;
    Arena *scratch = arena_child(tree);
    Prose *root = arena_alloc(tree, sizeof *root);
    if (parse(&m, scratch, prose_mask(&m, scratch), 0, m.text.n, 0))
        prose_tree(&m, root);
    arena_free(scratch);
    return m.failed ? NULL : root;
}

const Prose *prose_part(Arena *a, Arena *tree, const ProseText *text, size_t index, Diags *d) {
    return read_range(a, tree, text->source, text->cuts[index], text->cuts[index + 1], d);
}

const Prose *prose_read(Arena *a, const Source *source, Diags *d) {
    const Prose *root = read_range(a, a, source, 0, source->text.n, d);
    if (root && root->child_count == 0) {
        Diag *g = diag_file(d, WARNING_, "naskah-kosong", source->name, "naskah ini kosong");
        diag_fix(d, g, "Isi naskahnya, atau hapus namanya dari \"prosa\" di laporan.json.");
    }
    return root;
}

/* Whether `text` stands at `loc` byte for byte, or directly behind a quote there. */
static bool exact_place(Str text, Loc *loc) {
    if (!loc->source || text.n == 0)
        return false;
    Str whole = loc->source->text;
    for (size_t shift = 0; shift < 2; shift++) {
        size_t at = loc->offset + shift;
        if (at + text.n <= whole.n && memcmp(whole.p + at, text.p, text.n) == 0) {
            *loc = loc_at(loc->source, at, text.n);
            return true;
        }
    }
    return false;
}

static void append(Marked *m, InlineBuf *list, const ProseInline *items, size_t count) {
    for (size_t i = 0; i < count; i++)
        inline_add(m->tree, list, items[i]);
}

/* What a line that was parsed alone says, behind a break when it is not the first. */
static void append_line(Marked *m, InlineBuf *list, bool first) {
    size_t at = 0;
    while (at < m->event_count && m->events[at].op == EVENT_ENTER)
        at++;
    InlineList line = inline_read(m, &at);
    if (!first)
        inline_add(m->tree, list, (ProseInline){.kind = INLINE_BREAK, .loc = m->place});
    append(m, list, line.items, line.count);
}

bool prose_inlines(Arena *a, Str text, Loc loc, const ProseInline **out, size_t *count, Diags *d) {
    Marked m = {.arena = a, .tree = a, .diags = d, .text = text, .place = loc};
    m.exact = exact_place(text, &m.place);
    InlineBuf list = {NULL, 0, 0};
    if (text.n > PROSE_MAX_HOLE * 16) {
        marked_error(&m, "prosa-terlalu-besar", loc, "teks ini terlalu panjang");
        return false;
    }
    Arena *scratch = arena_child(a);
    char *masked = prose_mask(&m, scratch);
    for (size_t from = 0; from <= text.n;) {
        const char *newline = memchr(masked + from, '\n', text.n - from);
        size_t to = newline ? (size_t)(newline - masked) : text.n;
        m.event_count = 0;
        if (!parse(&m, scratch, masked, from, to, 1))
            break;
        append_line(&m, &list, from == 0);
        from = to + 1;
    }
    arena_free(scratch);
    for (size_t i = 0; i < list.count; i++)
        if (inline_is_insert(&list.items[i]))
            marked_error(&m, "sisipan-salah", list.items[i].loc,
                         "%.*s(...) adalah blok, tidak dapat berdiri di dalam teks",
                         STR_ARG(list.items[i].name));
    *out = list.items;
    *count = list.count;
    return !m.failed;
}
