/*
 * paint_trace: pages as text, one line an item: what --cetak=halaman prints and what golden tests
 * compare.
 *
 *   halaman 3 "iii" 595.280 x 841.890
 *     teks 85.040 120.500 [H1] "KATA PENGANTAR" LiberationSerif-Bold 14.000 #000000
 *
 * Lengths are points with three decimals, written from integers. In brackets stand the roles from
 * the outermost down, without the grouping ones (Document, Part, Sect, Div), or the kind of
 * artifact. Pages may come in any order and are written in the document's.
 */
#include "paint.h"

#include <inttypes.h>

typedef struct TracedPage {
    size_t index;
    Str text;
} TracedPage;

struct TracePainter {
    Arena *arena;
    Buf *out;
    TracedPage *pages;
    size_t count, cap;
};

static void put_len(Buf *b, Len len) {
    int64_t v = len;
    if (v < 0) {
        buf_byte(b, '-');
        v = -v;
    }
    buf_printf(b, "%" PRId64 ".%03" PRId64, v / 1000, v % 1000);
}

static void put_lens(Buf *b, const Len *lens, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buf_byte(b, ' ');
        put_len(b, lens[i]);
    }
}

static void put_colour(Buf *b, Colour c) {
    if (c.none) buf_cstr(b, " -");
    else buf_printf(b, " #%02x%02x%02x", c.r, c.g, c.b);
}

static void put_quoted(Buf *b, Str s) {
    buf_cstr(b, " \"");
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') buf_byte(b, '\\');
        if (c < 0x20) buf_printf(b, "\\x%02x", c);
        else buf_byte(b, (char)c);
    }
    buf_byte(b, '"');
}

/* Roles that only group say little about one item. */
static bool groups_only(Role r) {
    return r == ROLE_DOCUMENT || r == ROLE_PART || r == ROLE_SECT || r == ROLE_DIV;
}

static void put_roles(Buf *b, const Elem *e, bool *first) {
    if (!e) return;
    put_roles(b, e->parent, first);
    if (groups_only(e->role)) return;
    if (!*first) buf_byte(b, '/');
    buf_cstr(b, role_name(e->role));
    *first = false;
}

static void put_owner(Buf *b, const Item *it) {
    static const char *const artifacts[] = {"", "halaman", "tata letak", "latar", "cap air"};
    bool first = true;
    buf_cstr(b, " [");
    if (it->elem) put_roles(b, it->elem, &first);
    else buf_printf(b, "-%s", artifacts[it->artifact]);
    buf_byte(b, ']');
}

static void put_text(Buf *b, const Item *it) {
    put_quoted(b, it->u.text.text);
    buf_byte(b, ' ');
    buf_str(b, face_name(it->u.text.face));
    put_lens(b, &it->u.text.size, 1);
    put_colour(b, it->u.text.colour);
    if (it->u.text.space_extra) {
        buf_cstr(b, " spasi");
        put_lens(b, &it->u.text.space_extra, 1);
    }
    if (it->u.text.expand) buf_printf(b, " lebar %d", it->u.text.expand);
    if (it->u.text.soft_hyphen) buf_cstr(b, " hubung");
    if (it->u.text.rotated) buf_cstr(b, " tegak");
    if (it->u.text.diagonal) buf_cstr(b, " diagonal");
}

static void put_draw(Buf *b, const Draw *d) {
    switch (d->kind) {
    case DRAW_MOVE:
        buf_cstr(b, " m");
        break;
    case DRAW_LINE:
        buf_cstr(b, " l");
        break;
    case DRAW_CURVE:
        buf_cstr(b, " c");
        break;
    case DRAW_CLOSE:
        buf_cstr(b, " h");
        return;
    case DRAW_RECT:
        buf_cstr(b, " re");
        break;
    case DRAW_PAINT:
        buf_cstr(b, d->dashed ? " cat putus-putus" : " cat");
        put_colour(b, d->fill);
        put_colour(b, d->stroke);
        put_lens(b, &d->line_width, 1);
        return;
    case DRAW_TEXT:
        buf_cstr(b, " teks");
        break;
    }
    size_t points = d->kind == DRAW_CURVE ? 3 : d->kind == DRAW_RECT ? 2 : 1;
    for (size_t i = 0; i < points; i++) {
        put_lens(b, &d->x[i], 1);
        put_lens(b, &d->y[i], 1);
    }
}

static void put_link(Buf *b, const Item *it) {
    put_quoted(b, it->u.link.target);
    buf_printf(b, " %" PRIu32, it->u.link.group);
}

static void put_item(Buf *b, const Item *it) {
    static const char *const names[] = {
        [ITEM_TEXT] = "teks", [ITEM_FILL] = "isi", [ITEM_PATH] = "gambar", [ITEM_IMAGE] = "citra",
        [ITEM_LINK] = "tautan", [ITEM_ANCHOR] = "jangkar", [ITEM_PAGE_REF] = "rujukan",
        [ITEM_FIELD] = "bidang",
    };
    buf_printf(b, "  %s", names[it->kind]);
    put_lens(b, (Len[]){it->x, it->y}, 2);
    if (it->kind != ITEM_TEXT && it->kind != ITEM_ANCHOR) {
        put_lens(b, (Len[]){it->width, it->height}, 2);
    }
    put_owner(b, it);
    switch (it->kind) {
    case ITEM_TEXT:
        put_text(b, it);
        break;
    case ITEM_FILL:
        put_colour(b, it->u.fill.colour);
        break;
    case ITEM_PATH:
        for (size_t i = 0; i < it->u.path.count; i++) put_draw(b, &it->u.path.items[i]);
        break;
    case ITEM_IMAGE:
        put_quoted(b, it->u.image->name);
        break;
    case ITEM_LINK:
        put_link(b, it);
        break;
    case ITEM_ANCHOR:
        put_quoted(b, it->u.anchor.label);
        if (it->u.anchor.bookmark.n) {
            buf_printf(b, " %u", it->u.anchor.level);
            put_quoted(b, it->u.anchor.bookmark);
        }
        break;
    case ITEM_FIELD:
        put_quoted(b, it->u.field->name);
        break;
    case ITEM_PAGE_REF:
        put_quoted(b, it->u.page_ref.target);
        break;
    }
    buf_byte(b, '\n');
}

static bool trace_page(void *self, const Page *page) {
    TracePainter *t = self;
    Buf b = buf_new(t->arena);
    buf_printf(&b, "halaman %zu", page->index + 1);
    put_quoted(&b, page->label);
    put_lens(&b, &page->width, 1);
    buf_cstr(&b, " x");
    put_lens(&b, &page->height, 1);
    buf_byte(&b, '\n');
    for (size_t i = 0; i < page->count; i++) put_item(&b, &page->items[i]);
    t->pages = arena_room(t->arena, t->pages, t->count, &t->cap, sizeof *t->pages);
    t->pages[t->count++] = (TracedPage){page->index, buf_view(&b)};
    return true;
}

static void trace_close(void *self, Elem *elem) {
    (void)self;               /* the trace keeps nothing of an element */
    (void)elem;
}

TracePainter *trace_begin(Arena *a, Buf *out) {
    TracePainter *t = arena_alloc(a, sizeof *t);
    t->arena = a;
    t->out = out;
    return t;
}

PageSink trace_sink(TracePainter *t) {
    return (PageSink){t, trace_page, trace_close};
}

static int by_index(const void *x, const void *y) {
    const TracedPage *p = x, *q = y;
    return p->index < q->index ? -1 : p->index > q->index;
}

void trace_end(TracePainter *t) {
    if (t->count) qsort(t->pages, t->count, sizeof *t->pages, by_index);
    for (size_t i = 0; i < t->count; i++) buf_str(t->out, t->pages[i].text);
}
