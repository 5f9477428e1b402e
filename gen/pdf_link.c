/*
 * Links and places. Labels are looked up in an open hash table; the waiting annotations are a list.
 */
#include "pdf_link.h"

typedef struct Named {
    Str label;                /* empty: a free slot */
    Str title;                /* the bookmark's text, if it has one */
    PdfPlace place;
} Named;

typedef struct Waiting Waiting;
struct Waiting {
    Waiting *next;
    uint32_t number, page_number, key;
    Str target;
    const PdfRect *pieces;
    size_t count;
};

struct PdfLinks {
    Arena *arena, *scratch;
    PdfFile *file;
    PdfTree *tree;
    Named *named;
    size_t named_count, named_cap;
    Waiting *first, **last;
    PdfBookmark *bookmarks;
    size_t bookmark_count, bookmark_cap;
};

PdfLinks *pdf_links(Arena *a, PdfFile *f, PdfTree *tree) {
    PdfLinks *l = arena_alloc(a, sizeof *l);
    l->arena = a;
    l->scratch = arena_child(a);
    l->file = f;
    l->tree = tree;
    l->last = &l->first;
    return l;
}

/* ---- places ---- */

static size_t hash(Str s) {
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
    return (size_t)(h ^ h >> 32);
}

static Named *slot(const PdfLinks *l, Str label) {
    size_t i = hash(label) & (l->named_cap - 1);
    while (l->named[i].label.n && !str_eq(l->named[i].label, label)) i = (i + 1) & (l->named_cap - 1);
    return &l->named[i];
}

static void make_room(PdfLinks *l) {
    if (l->named_count * 2 < l->named_cap) return;
    Named *old = l->named;
    size_t old_cap = l->named_cap;
    l->named_cap = old_cap ? old_cap * 2 : 64;
    l->named = arena_array(l->arena, l->named_cap, sizeof *l->named);
    for (size_t i = 0; i < old_cap; i++) {
        if (old[i].label.n) *slot(l, old[i].label) = old[i];
    }
}

static void add_bookmark(PdfLinks *l, PdfPlace at, Str text, unsigned level) {
    l->bookmarks = arena_room(l->arena, l->bookmarks, l->bookmark_count, &l->bookmark_cap,
                              sizeof *l->bookmarks);
    l->bookmarks[l->bookmark_count++] = (PdfBookmark){str_copy(l->arena, text), level ? level : 1, at};
}

/* The first place of a label counts. */
void pdf_links_anchor(PdfLinks *l, PdfPlace at, Str label, Str bookmark, unsigned level) {
    if (bookmark.n) add_bookmark(l, at, bookmark, level);
    if (!label.n) return;
    make_room(l);
    Named *n = slot(l, label);
    if (n->label.n) return;
    *n = (Named){str_copy(l->arena, label), str_copy(l->arena, bookmark), at};
    l->named_count++;
}

/* ---- annotations ---- */

static bool is_address(Str target) {
    return str_starts(target, STR("https:")) || str_starts(target, STR("http:")) ||
           str_starts(target, STR("mailto:"));
}

/* A URI is 7-bit (ISO 32000-1, 12.6.4.7): the rest is percent-encoded. */
static Str ascii_address(Arena *a, Str address) {
    static const char digits[] = "0123456789ABCDEF";
    Buf b = buf_new(a);
    for (size_t i = 0; i < address.n; i++) {
        unsigned char c = (unsigned char)address.p[i];
        char escaped[3] = {'%', digits[c >> 4], digits[c & 15]};
        if (c > 0x20 && c < 0x7F) buf_byte(&b, (char)c);
        else buf_add(&b, escaped, 3);
    }
    return buf_view(&b);
}

static void put_corner(Buf *b, Len x, Len y) {
    put_len(b, x);
    buf_byte(b, ' ');
    put_len(b, y);
}

static void put_area(Buf *b, const PdfRect *pieces, size_t count) {
    PdfRect all = pieces[0];
    for (size_t i = 1; i < count; i++) {
        if (pieces[i].x0 < all.x0) all.x0 = pieces[i].x0;
        if (pieces[i].y0 < all.y0) all.y0 = pieces[i].y0;
        if (pieces[i].x1 > all.x1) all.x1 = pieces[i].x1;
        if (pieces[i].y1 > all.y1) all.y1 = pieces[i].y1;
    }
    buf_cstr(b, "/Rect[");
    put_corner(b, all.x0, all.y0);
    buf_byte(b, ' ');
    put_corner(b, all.x1, all.y1);
    buf_byte(b, ']');
}

/* Upper left, upper right, lower left, lower right: the order that viewers expect. */
static void put_quads(Buf *b, const PdfRect *pieces, size_t count) {
    buf_cstr(b, "/QuadPoints[");
    for (size_t i = 0; i < count; i++) {
        const PdfRect *r = &pieces[i];
        const Len x[4] = {r->x0, r->x1, r->x0, r->x1}, y[4] = {r->y1, r->y1, r->y0, r->y0};
        for (int k = 0; k < 4; k++) {
            if (i || k) buf_byte(b, ' ');
            put_corner(b, x[k], y[k]);
        }
    }
    buf_byte(b, ']');
}

static void put_action(Buf *b, Str address) {
    buf_cstr(b, "/A<</S/URI/URI");
    put_bytes(b, address);
    buf_cstr(b, ">>/Contents");
    put_text(b, address);
}

/* What a screen reader says of it: the place's title, or its page. */
static void put_place(Buf *b, Arena *scratch, const Named *n) {
    buf_cstr(b, "/Dest[");
    put_ref(b, n->place.page_number);
    buf_cstr(b, "/XYZ null ");
    put_len(b, n->place.top);
    buf_cstr(b, " null]/Contents");
    put_text(b, n->title.n ? str_printf(scratch, "Ke %.*s", STR_ARG(n->title))
                           : str_printf(scratch, "Ke lembar %u", n->place.page + 1));
}

static void write_annotation(PdfLinks *l, const Waiting *w, const Named *n) {
    const PdfRules *rules = pdf_file_rules(l->file);
    ArenaMark before = arena_mark(l->scratch);
    Buf *b = pdf_open(l->file, w->number);
    buf_cstr(b, "<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4");
    put_area(b, w->pieces, w->count);
    if (w->count > 1 && rules->version > '5') put_quads(b, w->pieces, w->count);
    buf_cstr(b, "/P ");
    put_ref(b, w->page_number);
    if (rules->tagged) put_number(b, "StructParent", w->key);
    if (n) put_place(b, l->scratch, n);
    else put_action(b, ascii_address(l->scratch, w->target));
    buf_cstr(b, ">>");
    pdf_close(l->file);
    arena_reset(l->scratch, before);
}

static void keep_waiting(PdfLinks *l, Waiting w) {
    Waiting *kept = arena_alloc(l->arena, sizeof *kept);
    PdfRect *pieces = arena_array(l->arena, w.count, sizeof *pieces);
    memcpy(pieces, w.pieces, w.count * sizeof *pieces);
    *kept = w;
    kept->pieces = pieces;
    kept->target = str_copy(l->arena, w.target);
    kept->next = NULL;
    *l->last = kept;
    l->last = &kept->next;
}

uint32_t pdf_links_add(PdfLinks *l, PdfSpot at, Elem *elem, Str target, const PdfRect *pieces, size_t count) {
    Waiting w = {NULL, pdf_reserve(l->file), at.page_number, 0, target, pieces, count};
    if (elem) w.key = pdf_tree_key(l->tree, pdf_tree_annotation(l->tree, elem, at, w.number));
    if (is_address(target)) {
        write_annotation(l, &w, NULL);
        return w.number;
    }
    const Named *n = l->named_cap ? slot(l, target) : NULL;
    if (n && n->label.n) write_annotation(l, &w, n);
    else keep_waiting(l, w);
    return w.number;
}

/* ---- the end ---- */

static int by_page(const void *x, const void *y) {
    const PdfBookmark *a = x, *b = y;
    if (a->place.page != b->place.page) return a->place.page < b->place.page ? -1 : 1;
    if (a->place.top != b->place.top) return a->place.top > b->place.top ? -1 : 1;
    return a->level < b->level ? -1 : a->level > b->level;
}

bool pdf_links_finish(PdfLinks *l, Diags *d) {
    bool good = true;
    for (const Waiting *w = l->first; w; w = w->next) {
        const Named *n = l->named_cap ? slot(l, w->target) : NULL;
        if (n && n->label.n) {
            write_annotation(l, w, n);
            continue;
        }
        Diag *g = diag_add(d, ERROR_, "tautan-buntu", LOC_NONE, "tautan ke \"%.*s\" tidak punya tujuan",
                           STR_ARG(w->target));
        diag_fix(d, g, "Beri label itu pada judul, tabel, atau gambar yang dituju");
        good = false;
    }
    if (l->bookmark_count) qsort(l->bookmarks, l->bookmark_count, sizeof *l->bookmarks, by_page);
    return good;
}

const PdfBookmark *pdf_links_bookmarks(PdfLinks *l, size_t *count) {
    *count = l->bookmark_count;
    return l->bookmarks;
}
