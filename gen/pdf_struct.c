/*
 * The structure tree. Invariants: an open record's number is in its parent's kids exactly once; a
 * record is linked into its parent's list of open ones; the parent of an open record is open.
 */
#include "pdf_struct.h"

enum {
    INLINE_KIDS = 2, CHUNK_KIDS = 15, RECORD_BLOCK = 256, KEY_BLOCK = 4096,
    CLOSED = -1,              /* as Elem.object: content that comes all the same begins a new one */
    LEAF_KEYS = 64,
};

typedef enum KidKind { KID_ELEMENT, KID_CONTENT, KID_ANNOTATION } KidKind;

typedef struct Kid {
    uint32_t page;
    uint32_t sequence : 30;
    uint32_t kind : 2;
    uint32_t number;          /* the element's or annotation's object; content: its MCID */
    uint32_t other;           /* element: Elem.order; else: the page's object */
} Kid;

typedef struct KidChunk KidChunk;
struct KidChunk {
    KidChunk *next;
    Kid kids[CHUNK_KIDS];
};

typedef struct Record Record;
struct Record {
    Elem *elem;
    Record *parent, *child, *last_child, *before, *after;   /* open ones only; after: also the free list */
    uint32_t number, slot;
    uint32_t count;           /* of kids */
    uint32_t contents;        /* kids that are no elements */
    Kid first[INLINE_KIDS];
    KidChunk *chunks, *last;
    Len box[4];
    const char *numbering;    /* of a list, once its first mark was seen */
    bool boxed;
};

typedef struct Named { Str id; uint32_t number; } Named;

struct PdfTree {
    Arena *arena;
    PdfFile *file;
    uint32_t root;
    Record **blocks;
    size_t block_count, block_cap;
    Record *free_records;
    KidChunk *free_chunks;
    Record *top, *last_top;   /* open records without a parent */
    uint32_t top_number;
    uint32_t **keys;
    size_t key_blocks;
    uint32_t key_count;
    Named *ids;
    size_t id_count, id_cap;
};

PdfTree *pdf_tree(Arena *a, PdfFile *f) {
    PdfTree *t = arena_alloc(a, sizeof *t);
    t->arena = a;
    t->file = f;
    t->root = pdf_reserve(f);
    return t;
}

/* ---- records ---- */

static void add_block(PdfTree *t) {
    t->blocks = arena_room(t->arena, t->blocks, t->block_count, &t->block_cap, sizeof *t->blocks);
    Record *block = arena_array(t->arena, RECORD_BLOCK, sizeof *block);
    uint32_t base = (uint32_t)t->block_count * RECORD_BLOCK;
    t->blocks[t->block_count++] = block;
    for (uint32_t i = RECORD_BLOCK; i-- > 0;) {
        block[i].slot = base + i + 1;
        block[i].after = t->free_records;
        t->free_records = &block[i];
    }
}

static PdfFamily family_of(Role role) {
    if (role == ROLE_TD) return FAMILY_CELL;
    if (role == ROLE_TH) return FAMILY_HEAD;
    return role == ROLE_TR ? FAMILY_ROW : FAMILY_PLAIN;
}

static Record *new_record(PdfTree *t, Elem *e) {
    if (!t->free_records) add_block(t);
    Record *r = t->free_records;
    t->free_records = r->after;
    *r = (Record){.elem = e, .slot = r->slot, .number = pdf_reserve_in(t->file, family_of(e->role))};
    e->object = r->slot;
    return r;
}

static Record *open_record(const PdfTree *t, const Elem *e) {
    if (e->object == 0 || e->object == (uint32_t)CLOSED) return NULL;
    uint32_t index = e->object - 1;
    return &t->blocks[index / RECORD_BLOCK][index % RECORD_BLOCK];
}

static void free_record(PdfTree *t, Record *r) {
    r->elem->object = (uint32_t)CLOSED;
    if (r->chunks) {
        r->last->next = t->free_chunks;
        t->free_chunks = r->chunks;
    }
    r->after = t->free_records;
    t->free_records = r;
}

static void add_kid(PdfTree *t, Record *r, Kid k) {
    if (r->count < INLINE_KIDS) {
        r->first[r->count++] = k;
        return;
    }
    uint32_t place = (r->count - INLINE_KIDS) % CHUNK_KIDS;
    if (place == 0) {
        KidChunk *c = t->free_chunks;
        if (c) t->free_chunks = c->next;
        else c = arena_alloc(t->arena, sizeof *c);
        c->next = NULL;
        if (r->last) r->last->next = c;
        else r->chunks = c;
        r->last = c;
    }
    r->last->kids[place] = k;
    r->count++;
}

static void link_open(PdfTree *t, Record *r, Record *parent) {
    Record **first = parent ? &parent->child : &t->top, **last = parent ? &parent->last_child : &t->last_top;
    r->parent = parent;
    r->before = *last;
    r->after = NULL;
    if (*last) (*last)->after = r;
    else *first = r;
    *last = r;
}

static void unlink_open(PdfTree *t, Record *r) {
    if (r->before) r->before->after = r->after;
    else if (r->parent) r->parent->child = r->after;
    else t->top = r->after;
    if (r->after) r->after->before = r->before;
    else if (r->parent) r->parent->last_child = r->before;
    else t->last_top = r->before;
}

static Record *meet(PdfTree *t, Elem *e, PdfSpot at) {
    Record *first = open_record(t, e), *below = NULL;
    if (first) return first;
    for (; e; e = e->parent) {           /* upwards until an element that is known already */
        Record *r = open_record(t, e);
        bool known = r != NULL;
        if (!known) r = new_record(t, e);
        if (!first) first = r;
        if (below) {
            link_open(t, below, r);
            add_kid(t, r, (Kid){at.page, at.sequence & 0x3FFFFFFF, KID_ELEMENT, below->number,
                                below->elem->order});
        }
        if (known) return first;
        below = r;
    }
    link_open(t, below, NULL);
    t->top_number = below->number;
    return first;
}

uint32_t pdf_tree_meet(PdfTree *t, Elem *e, PdfSpot at) {
    return meet(t, e, at)->number;
}

uint32_t pdf_tree_content(PdfTree *t, Elem *e, PdfSpot at, uint32_t mcid) {
    Record *r = meet(t, e, at);
    r->contents++;
    add_kid(t, r, (Kid){at.page, at.sequence & 0x3FFFFFFF, KID_CONTENT, mcid, at.page_number});
    return r->number;
}

uint32_t pdf_tree_annotation(PdfTree *t, Elem *e, PdfSpot at, uint32_t annotation) {
    Record *r = meet(t, e, at);
    r->contents++;
    add_kid(t, r, (Kid){at.page, at.sequence & 0x3FFFFFFF, KID_ANNOTATION, annotation, at.page_number});
    return r->number;
}

/* ---- attributes learnt from content ---- */

static Len least(Len a, Len b) { return a < b ? a : b; }
static Len most(Len a, Len b) { return a > b ? a : b; }

void pdf_tree_box(PdfTree *t, Elem *e, Len x0, Len y0, Len x1, Len y1) {
    for (; e; e = e->parent) {
        if (e->role != ROLE_FIGURE && e->role != ROLE_FORMULA) continue;
        Record *r = open_record(t, e);
        if (!r) return;
        Len box[4] = {x0, y0, x1, y1};
        for (int i = 0; i < 4 && r->boxed; i++) box[i] = i < 2 ? least(box[i], r->box[i]) : most(box[i], r->box[i]);
        memcpy(r->box, box, sizeof box);
        r->boxed = true;
    }
}

static const char *numbering_of(Str mark) {
    const char *p = mark.p, *end = mark.p + mark.n;
    while (p < end && *p == '(') p++;
    if (p == end) return NULL;
    if (*p >= '0' && *p <= '9') return "Decimal";
    if (*p == 'i' && end - p > 1 && (p[1] == 'i' || p[1] == '.' || p[1] == ')')) return "LowerRoman";
    if (*p == 'I' && end - p > 1 && (p[1] == 'I' || p[1] == '.' || p[1] == ')')) return "UpperRoman";
    if (*p >= 'a' && *p <= 'z') return "LowerAlpha";
    if (*p >= 'A' && *p <= 'Z') return "UpperAlpha";
    uint32_t c = utf8_next(&p, end);
    if (c == 0x25A0 || c == 0x25AA || c == 0x25A1) return "Square";
    return c == 0x25CB || c == 0x25E6 ? "Circle" : "Disc";
}

void pdf_tree_mark(PdfTree *t, Elem *e, Str mark) {
    if (e->role != ROLE_LBL) return;
    while (e && e->role != ROLE_L) e = e->parent;
    Record *r = e ? open_record(t, e) : NULL;
    if (r && !r->numbering) r->numbering = numbering_of(mark);
}

/* ---- writing an element ---- */

static const char *const scope_names[] = {
    [SCOPE_NONE] = NULL, [SCOPE_COLUMN] = "Column", [SCOPE_ROW] = "Row", [SCOPE_BOTH] = "Both",
};

static void put_table_attributes(Buf *b, const Elem *e) {
    const char *scope = e->role == ROLE_TH ? scope_names[e->scope] : NULL;
    if (!scope && e->col_span < 2 && e->row_span < 2 && !e->header_count) return;
    buf_cstr(b, "/A<</O/Table");
    if (scope) {
        buf_cstr(b, "/Scope/");
        buf_cstr(b, scope);
    }
    if (e->col_span > 1) put_number(b, "ColSpan", e->col_span);
    if (e->row_span > 1) put_number(b, "RowSpan", e->row_span);
    if (e->header_count) {
        buf_cstr(b, "/Headers[");
        for (size_t i = 0; i < e->header_count; i++) put_bytes(b, e->headers[i]);
        buf_byte(b, ']');
    }
    buf_cstr(b, ">>");
}

static void put_box_attributes(Buf *b, const Record *r) {
    if (!r->boxed) return;
    buf_cstr(b, "/A<</O/Layout/Placement/Block/BBox[");
    for (int i = 0; i < 4; i++) {
        if (i) buf_byte(b, ' ');
        put_len(b, r->box[i]);
    }
    buf_cstr(b, "]>>");
}

static void put_attributes(Buf *b, const Record *r) {
    switch (r->elem->role) {
    case ROLE_TH: case ROLE_TD: put_table_attributes(b, r->elem); return;
    case ROLE_FIGURE: case ROLE_FORMULA: put_box_attributes(b, r); return;
    case ROLE_L:
        if (!r->numbering) return;
        buf_cstr(b, "/A<</O/List/ListNumbering/");
        buf_cstr(b, r->numbering);
        buf_cstr(b, ">>");
        return;
    case ROLE_DOCUMENT: case ROLE_PART: case ROLE_SECT: case ROLE_DIV: case ROLE_H1: case ROLE_H2:
    case ROLE_H3: case ROLE_H4: case ROLE_H5: case ROLE_H6: case ROLE_P: case ROLE_LI: case ROLE_LBL:
    case ROLE_LBODY: case ROLE_TOC: case ROLE_TOCI: case ROLE_REFERENCE: case ROLE_TABLE:
    case ROLE_THEAD: case ROLE_TBODY: case ROLE_TFOOT: case ROLE_TR: case ROLE_CAPTION: case ROLE_NOTE:
    case ROLE_LINK: case ROLE_SPAN: case ROLE_BLOCK_QUOTE: case ROLE_FORM:
        return;
    }
}

/* Content before content by place; elements among themselves by the document's order, because
 * pages may come in any order. */
static int by_order(const void *x, const void *y) {
    const Kid *a = x, *b = y;
    return a->other < b->other ? -1 : a->other > b->other;
}

static int by_place(const void *x, const void *y) {
    const Kid *a = x, *b = y;
    if (a->page != b->page) return a->page < b->page ? -1 : 1;
    if (a->sequence != b->sequence) return a->sequence < b->sequence ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* The kids one after the other, without a copy. */
typedef struct Walk {
    const Record *record;
    const KidChunk *chunk;
    uint32_t next;
} Walk;

static const Kid *next_kid(Walk *w) {
    const Record *r = w->record;
    if (w->next == r->count) return NULL;
    uint32_t i = w->next++;
    if (i < INLINE_KIDS) return &r->first[i];
    uint32_t place = (i - INLINE_KIDS) % CHUNK_KIDS;
    if (place == 0) w->chunk = i == INLINE_KIDS ? r->chunks : w->chunk->next;
    return &w->chunk->kids[place];
}

/* Puts the kids in their order where they are not in it already. */
static void sort_kids(PdfTree *t, Record *r) {
    int (*compare)(const void *, const void *) = r->contents ? by_place : by_order;
    Walk w = {.record = r};
    const Kid *before = next_kid(&w), *k;
    while ((k = next_kid(&w)) && compare(before, k) <= 0) before = k;
    if (!k) return;
    Arena *scratch = arena_child(t->arena);
    Kid *all = arena_array(scratch, r->count, sizeof *all);
    w = (Walk){.record = r};
    for (uint32_t i = 0; i < r->count; i++) all[i] = *next_kid(&w);
    qsort(all, r->count, sizeof *all, compare);
    w = (Walk){.record = r};
    for (uint32_t i = 0; i < r->count; i++) *(Kid *)(uintptr_t)next_kid(&w) = all[i];
    arena_free(scratch);
}

static void put_kid(Buf *b, const Kid *k, uint32_t page_number) {
    switch ((KidKind)k->kind) {
    case KID_ELEMENT:
        put_ref(b, k->number);
        return;
    case KID_CONTENT:
        if (k->other == page_number) {
            put_int(b, k->number);
            return;
        }
        buf_cstr(b, "<</Type/MCR/Pg ");
        put_ref(b, k->other);
        put_number(b, "MCID", k->number);
        buf_cstr(b, ">>");
        return;
    case KID_ANNOTATION:
        buf_cstr(b, "<</Type/OBJR");
        if (k->other != page_number) {
            buf_cstr(b, "/Pg ");
            put_ref(b, k->other);
        }
        buf_cstr(b, "/Obj ");
        put_ref(b, k->number);
        buf_cstr(b, ">>");
        return;
    }
}

/* The first content's page is said once. */
static uint32_t page_of(const Record *r) {
    Walk w = {.record = r};
    for (const Kid *k; r->contents && (k = next_kid(&w));) {
        if (k->kind != KID_ELEMENT) return k->other;
    }
    return 0;
}

static void put_kids(PdfTree *t, Buf *b, Record *r) {
    if (r->count == 0) return;
    sort_kids(t, r);
    uint32_t page = page_of(r);
    if (page) {
        buf_cstr(b, "/Pg ");
        put_ref(b, page);
    }
    buf_cstr(b, r->count > 1 ? "/K[" : "/K ");
    buf_room(b, (size_t)r->count * 12);
    Walk w = {.record = r};
    for (const Kid *k = next_kid(&w); k;) {
        put_kid(b, k, page);
        if ((k = next_kid(&w))) buf_byte(b, ' ');
    }
    if (r->count > 1) buf_byte(b, ']');
}

static void put_key_text(Buf *b, const char *key, Str text) {
    if (!text.n) return;
    buf_cstr(b, key);
    put_text(b, text);
}

static void remember_id(PdfTree *t, Str id, uint32_t number) {
    t->ids = arena_room(t->arena, t->ids, t->id_count, &t->id_cap, sizeof *t->ids);
    t->ids[t->id_count++] = (Named){str_copy(t->arena, id), number};
}

/* A note must have an id (PDF/UA-1, 7.9); others have one where cells name them. */
static void put_id(PdfTree *t, Buf *b, const Record *r) {
    Str id = r->elem->id;
    if (!id.n && r->elem->role == ROLE_NOTE) id = str_printf(t->arena, "catatan-%u", r->number);
    if (!id.n) return;
    buf_cstr(b, "/ID");
    put_bytes(b, id);
    remember_id(t, id, r->number);
}

static void write_record(PdfTree *t, Record *r) {
    const Elem *e = r->elem;
    Buf *b = pdf_open_in(t->file, r->number, family_of(e->role));
    buf_cstr(b, "<</S/");
    buf_cstr(b, role_name(e->role));
    buf_cstr(b, "/P ");
    put_ref(b, r->parent ? r->parent->number : t->root);
    put_attributes(b, r);
    put_id(t, b, r);
    put_key_text(b, "/T", e->title);
    put_key_text(b, "/Alt", e->alt);
    put_key_text(b, "/Lang", e->lang);
    put_kids(t, b, r);
    buf_cstr(b, ">>");
    pdf_close(t->file);
}

/* The subtree, deepest first, without recursion: depth is the document's, not ours. */
static void write_below(PdfTree *t, Record *top) {
    Record *r = top;
    for (;;) {
        while (r->child) r = r->child;
        Record *parent = r->parent;
        bool last = r == top;
        write_record(t, r);
        unlink_open(t, r);
        free_record(t, r);
        if (last) return;
        r = parent;
    }
}

void pdf_tree_close(PdfTree *t, Elem *e) {
    Record *r = open_record(t, e);
    if (r) write_below(t, r);
}

/* ---- parent tree, ids, root ---- */

uint32_t pdf_tree_key(PdfTree *t, uint32_t number) {
    uint32_t key = t->key_count++;
    size_t block = key / KEY_BLOCK;
    if (block >= t->key_blocks) {
        size_t count = block * 2 + 4;
        t->keys = arena_grow(t->arena, t->keys, t->key_blocks * sizeof *t->keys, count * sizeof *t->keys);
        t->key_blocks = count;
    }
    if (!t->keys[block]) t->keys[block] = arena_array(t->arena, KEY_BLOCK, sizeof(uint32_t));
    t->keys[block][key % KEY_BLOCK] = number;
    return key;
}

static void put_limits(Buf *b, uint32_t from, uint32_t to) {
    buf_cstr(b, "/Limits[");
    put_int(b, from);
    buf_byte(b, ' ');
    put_int(b, to);
    buf_byte(b, ']');
}

static uint32_t write_leaf(PdfTree *t, uint32_t from, uint32_t to) {
    uint32_t number = pdf_reserve(t->file);
    Buf *b = pdf_open(t->file, number);
    buf_cstr(b, "<<");
    put_limits(b, from, to - 1);
    buf_cstr(b, "/Nums[");
    for (uint32_t key = from; key < to; key++) {
        if (key > from) buf_byte(b, ' ');
        put_int(b, key);
        buf_byte(b, ' ');
        put_ref(b, t->keys[key / KEY_BLOCK][key % KEY_BLOCK]);
    }
    buf_cstr(b, "]>>");
    pdf_close(t->file);
    return number;
}

static void put_kid_refs(Buf *b, const uint32_t *kids, size_t n) {
    buf_cstr(b, "/Kids[");
    for (size_t i = 0; i < n; i++) {
        if (i) buf_byte(b, ' ');
        put_ref(b, kids[i]);
    }
    buf_byte(b, ']');
}

/* A number tree of as many levels as its keys need; the root has no limits. */
static uint32_t write_parent_tree(PdfTree *t) {
    size_t n = (t->key_count + LEAF_KEYS - 1) / LEAF_KEYS;
    uint32_t *nodes = arena_array(t->arena, n + 1, sizeof *nodes);
    for (size_t i = 0; i < n; i++) {
        uint32_t from = (uint32_t)i * LEAF_KEYS, to = from + LEAF_KEYS;
        nodes[i] = write_leaf(t, from, to < t->key_count ? to : t->key_count);
    }
    uint64_t reach = LEAF_KEYS;          /* keys below one node */
    for (; n > LEAF_KEYS; reach *= LEAF_KEYS) {
        size_t above = (n + LEAF_KEYS - 1) / LEAF_KEYS;
        for (size_t i = 0; i < above; i++) {
            size_t first = i * LEAF_KEYS, count = n - first < LEAF_KEYS ? n - first : LEAF_KEYS;
            uint64_t from = first * reach, to = (first + count) * reach;
            uint32_t number = pdf_reserve(t->file);
            Buf *b = pdf_open(t->file, number);
            buf_cstr(b, "<<");
            put_limits(b, (uint32_t)from, (uint32_t)(to < t->key_count ? to : t->key_count) - 1);
            put_kid_refs(b, nodes + first, count);
            buf_cstr(b, ">>");
            pdf_close(t->file);
            nodes[i] = number;
        }
        n = above;
    }
    uint32_t root = pdf_reserve(t->file);
    Buf *b = pdf_open(t->file, root);
    buf_cstr(b, "<<");
    if (n) put_kid_refs(b, nodes, n);
    else buf_cstr(b, "/Nums[]");
    buf_cstr(b, ">>");
    pdf_close(t->file);
    return root;
}

static int by_id(const void *x, const void *y) {
    return str_cmp(((const Named *)x)->id, ((const Named *)y)->id);
}

/* One level of leaves is enough: ids are given to head cells of hard tables and to notes. */
static uint32_t write_id_tree(PdfTree *t) {
    if (!t->id_count) return 0;
    qsort(t->ids, t->id_count, sizeof *t->ids, by_id);
    size_t n = (t->id_count + LEAF_KEYS - 1) / LEAF_KEYS;
    uint32_t *leaves = arena_array(t->arena, n, sizeof *leaves);
    for (size_t i = 0; i < n; i++) {
        const Named *first = t->ids + i * LEAF_KEYS;
        size_t count = t->id_count - i * LEAF_KEYS < LEAF_KEYS ? t->id_count - i * LEAF_KEYS : LEAF_KEYS;
        leaves[i] = pdf_reserve(t->file);
        Buf *b = pdf_open(t->file, leaves[i]);
        buf_cstr(b, "<</Limits[");
        put_bytes(b, first->id);
        put_bytes(b, first[count - 1].id);
        buf_cstr(b, "]/Names[");
        for (size_t k = 0; k < count; k++) {
            put_bytes(b, first[k].id);
            put_ref(b, first[k].number);
            buf_byte(b, ' ');
        }
        buf_cstr(b, "]>>");
        pdf_close(t->file);
    }
    uint32_t root = pdf_reserve(t->file);
    Buf *b = pdf_open(t->file, root);
    buf_cstr(b, "<<");
    put_kid_refs(b, leaves, n);
    buf_cstr(b, ">>");
    pdf_close(t->file);
    return root;
}

uint32_t pdf_tree_finish(PdfTree *t) {
    while (t->top) write_below(t, t->top);
    uint32_t parents = write_parent_tree(t), ids = write_id_tree(t);
    Buf *b = pdf_open(t->file, t->root);
    buf_cstr(b, "<</Type/StructTreeRoot");
    if (t->top_number) {
        buf_cstr(b, "/K ");
        put_ref(b, t->top_number);
    }
    buf_cstr(b, "/ParentTree ");
    put_ref(b, parents);
    put_number(b, "ParentTreeNextKey", t->key_count);
    if (ids) {
        buf_cstr(b, "/IDTree ");
        put_ref(b, ids);
    }
    buf_cstr(b, ">>");
    pdf_close(t->file);
    return t->root;
}
