/*
 * A page (ISO 32000-1, 14.6 to 14.8). Fills that belong to no figure are decoration: they are
 * gathered, joined and painted first, areas below rules, so that the text above is one run of
 * marked content after the other. Invariant: BDC and EMC stand within one text object or outside
 * all of them, never across its ends.
 */
#include "pdf_page.h"

typedef struct Rule {
    Len x0, y0, x1, y1;       /* PDF's coordinates */
    Colour colour;
    Artifact artifact;
} Rule;

typedef struct Linked {
    uint32_t group;
    Elem *elem;
    Str target;
    PdfRect *pieces;
    size_t count, cap;
} Linked;

typedef struct Work {
    PdfPages *shared;
    PdfShow *show;
    const Page *page;
    Arena *scratch;
    PdfSpot at;
    bool marked;              /* BDC is open, for: */
    Elem *elem;
    Artifact artifact;
    uint32_t *parents;        /* of each MCID: its element's object */
    size_t parent_count, parent_cap;
    Linked *links;
    size_t link_count, link_cap;
    Buf annotations;          /* references to the page's */
} Work;

/* ---- marked content ---- */

static const char *const artifact_types[] = {
    [ARTIFACT_NONE] = "/Artifact BMC\n",
    [ARTIFACT_PAGINATION] = "/Artifact<</Type/Pagination>>BDC\n",
    [ARTIFACT_LAYOUT] = "/Artifact<</Type/Layout>>BDC\n",
    [ARTIFACT_WATERMARK] = "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\n",
    [ARTIFACT_BACKGROUND] = "/Artifact<</Type/Background>>BDC\n",
};

static void end_mark(Work *w) {
    if (!w->marked) return;
    pdf_show_end_run(w->show);
    buf_cstr(&w->show->out, "EMC\n");
    w->marked = false;
}

static void add_parent(Work *w, uint32_t number) {
    w->parents = arena_room(w->scratch, w->parents, w->parent_count, &w->parent_cap,
                            sizeof *w->parents);
    w->parents[w->parent_count++] = number;
}

/* What follows belongs to `e`, or is an artifact. True: it did already. */
static bool mark(Work *w, Elem *e, Artifact artifact) {
    if (!w->shared->tree) return true;
    if (w->marked && w->elem == e && (e || w->artifact == artifact)) return true;
    end_mark(w);
    pdf_show_end_run(w->show);
    Buf *b = &w->show->out;
    if (e) {
        uint32_t mcid = (uint32_t)w->parent_count;
        add_parent(w, pdf_tree_content(w->shared->tree, e, w->at, mcid));
        w->at.sequence++;
        buf_byte(b, '/');
        buf_cstr(b, role_name(e->role));
        buf_cstr(b, "<</MCID ");
        put_int(b, mcid);
        buf_cstr(b, ">>BDC\n");
    } else {
        buf_cstr(b, artifact_types[artifact]);
    }
    w->marked = true;
    w->elem = e;
    w->artifact = artifact;
    return false;
}

/* Painting that is no text: outside of BT and ET. */
static void mark_graphics(Work *w, Elem *e, Artifact artifact) {
    if (w->show->in_text) {
        end_mark(w);
        pdf_show_end_text(w->show);
    }
    mark(w, e, artifact);
}

static Len up(const Work *w, int64_t y) {
    return (Len)(w->page->height - y);
}

static void put_point(Buf *b, Len x, Len y) {
    put_len(b, x);
    buf_byte(b, ' ');
    put_len(b, y);
    buf_byte(b, ' ');
}

static void put_rect(Buf *b, Len x0, Len y0, Len x1, Len y1) {
    put_point(b, x0, y0);
    put_point(b, x1 - x0, y1 - y0);
    buf_cstr(b, "re\n");
}

/* ---- decoration ---- */

static bool in_figure(const Elem *e) {
    while (e && e->role != ROLE_FIGURE && e->role != ROLE_FORMULA) e = e->parent;
    return e != NULL;
}

static bool is_decoration(const Item *item) {
    return item->kind == ITEM_FILL && !in_figure(item->elem);
}

static bool same_colour(Colour a, Colour b) {
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static bool upright(const Rule *r) {
    return r->y1 - r->y0 > r->x1 - r->x0;
}

/* Below this a fill is a rule, above it an area. */
static bool is_area(const Item *item) {
    return item->width >= PT(3) && item->height >= PT(3);
}

/* Whether they lie on one line (upright or level), as wide, and look alike. */
static bool same_line(const Rule *a, const Rule *b) {
    if (!same_colour(a->colour, b->colour) || a->artifact != b->artifact || upright(a) != upright(b)) return false;
    return upright(a) ? a->x0 == b->x0 && a->x1 == b->x1 : a->y0 == b->y0 && a->y1 == b->y1;
}

/* Rules on one line that touch become one: a table's borders come cell by cell. */
static bool join(Rule *a, const Rule *b) {
    if (upright(a) ? b->y0 > a->y1 || b->y1 < a->y0 : b->x0 > a->x1 || b->x1 < a->x0) return false;
    if (b->x0 < a->x0) a->x0 = b->x0;
    if (b->y0 < a->y0) a->y0 = b->y0;
    if (b->x1 > a->x1) a->x1 = b->x1;
    if (b->y1 > a->y1) a->y1 = b->y1;
    return true;
}

typedef struct Rules {
    Rule *rules;
    size_t count;
    uint32_t *newest;         /* open hash table by line: index + 1 of the rule that came last on it */
    size_t mask;
} Rules;

static size_t line_hash(const Rule *r) {
    uint64_t a = (uint32_t)(upright(r) ? r->x0 : r->y0), b = (uint32_t)(upright(r) ? r->x1 : r->y1);
    uint64_t h = (a * 2 + upright(r)) * UINT64_C(0x9E3779B97F4A7C15) ^ b * UINT64_C(0xC2B2AE3D27D4EB4F);
    return (size_t)(h >> 32);
}

static void add_rule(Rules *all, Rule r) {
    size_t i = line_hash(&r) & all->mask;
    while (all->newest[i] && !same_line(&all->rules[all->newest[i] - 1], &r)) i = (i + 1) & all->mask;
    if (all->newest[i] && join(&all->rules[all->newest[i] - 1], &r)) return;
    all->rules[all->count++] = r;
    all->newest[i] = (uint32_t)all->count;
}

static Rule rule_of(const Work *w, const Item *i) {
    Artifact kind = i->elem || i->artifact == ARTIFACT_NONE ? ARTIFACT_LAYOUT : i->artifact;
    return (Rule){i->x, up(w, (int64_t)i->y + i->height), i->x + i->width, up(w, i->y), i->u.fill.colour, kind};
}

static Rules gather(Work *w, bool areas, size_t most) {
    Rules all = {arena_array(w->scratch, most, sizeof(Rule)), 0, NULL, 255};
    while (all.mask < most * 2) all.mask = all.mask * 2 + 1;
    all.newest = arena_array(w->scratch, all.mask + 1, sizeof *all.newest);
    for (size_t i = 0; i < w->page->count; i++) {
        const Item *item = &w->page->items[i];
        if (!is_decoration(item) || is_area(item) != areas || item->u.fill.colour.none) continue;
        if (areas) all.rules[all.count++] = rule_of(w, item);
        else add_rule(&all, rule_of(w, item));
    }
    return all;
}

static void paint_rules(Work *w, const Rules *all) {
    Buf *b = &w->show->out;
    for (size_t i = 0; i < all->count; i++) {
        const Rule *r = &all->rules[i];
        mark_graphics(w, NULL, r->artifact);
        pdf_show_fill(w->show, r->colour);
        put_rect(b, r->x0, r->y0, r->x1, r->y1);
        bool more = i + 1 < all->count && same_colour(r->colour, r[1].colour) && r->artifact == r[1].artifact;
        if (!more) buf_cstr(b, "f\n");
    }
}

static void paint_decoration(Work *w) {
    size_t most = 0;
    for (size_t i = 0; i < w->page->count; i++) most += is_decoration(&w->page->items[i]);
    if (!most) return;
    Rules areas = gather(w, true, most);
    paint_rules(w, &areas);
    Rules rules = gather(w, false, most);
    paint_rules(w, &rules);
}

/* ---- drawings and images ---- */

static void put_stroke_colour(Buf *b, Colour c) {
    const uint8_t channels[3] = {c.r, c.g, c.b};
    for (int i = 0; i < 3; i++) {
        put_len(b, ((int64_t)channels[i] * 2000 + 255) / 510);
        buf_byte(b, ' ');
    }
    buf_cstr(b, "RG\n");
}

static void put_paint(Work *w, const Draw *d) {
    Buf *b = &w->show->out;
    bool fill = !d->fill.none, stroke = !d->stroke.none && d->line_width > 0;
    if (fill && stroke) buf_cstr(b, "B\n");
    else if (fill) buf_cstr(b, "f\n");
    else buf_cstr(b, stroke ? "S\n" : "n\n");
}

/* Colours and widths must be said before the path begins: they stand in the DRAW_PAINT behind it. */
static void put_path_state(Work *w, const Draw *d) {
    Buf *b = &w->show->out;
    if (!d->fill.none) pdf_show_fill(w->show, d->fill);
    if (d->stroke.none || d->line_width <= 0) return;
    put_stroke_colour(b, d->stroke);
    put_len(b, d->line_width);
    buf_cstr(b, " w ");
    if (d->dashed) {
        buf_byte(b, '[');
        put_len(b, (int64_t)d->line_width * 3);
        buf_cstr(b, "]0 d\n");
    } else {
        buf_cstr(b, "[]0 d\n");
    }
}

static void put_segment(Work *w, const Item *item, const Draw *d) {
    Buf *b = &w->show->out;
    int points = d->kind == DRAW_CURVE ? 3 : 1;
    if (d->kind == DRAW_CLOSE) {
        buf_cstr(b, "h\n");
        return;
    }
    if (d->kind == DRAW_RECT) {
        Len x = item->x + d->x[0], y = item->y + d->y[0];
        put_rect(b, x, up(w, (int64_t)y + d->y[1]), x + d->x[1], up(w, y));
        return;
    }
    for (int i = 0; i < points; i++) put_point(b, item->x + d->x[i], up(w, (int64_t)item->y + d->y[i]));
    buf_cstr(b, d->kind == DRAW_MOVE ? "m\n" : d->kind == DRAW_LINE ? "l\n" : "c\n");
}

static void paint_path(Work *w, const Item *item) {
    const Draw *items = item->u.path.items;
    size_t count = item->u.path.count, first = 0;
    Buf *b = &w->show->out;
    mark_graphics(w, item->elem, item->artifact);
    Colour before = w->show->fill;
    buf_cstr(b, "q\n");
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind != DRAW_PAINT) continue;
        put_path_state(w, &items[i]);
        for (; first < i; first++) put_segment(w, item, &items[first]);
        put_paint(w, &items[i]);
        first = i + 1;
    }
    buf_cstr(b, "Q\n");
    w->show->fill = before;
}

static void paint_fill(Work *w, const Item *item) {
    if (item->u.fill.colour.none) return;
    mark_graphics(w, item->elem, item->artifact);
    pdf_show_fill(w->show, item->u.fill.colour);
    Rule r = rule_of(w, item);
    put_rect(&w->show->out, r.x0, r.y0, r.x1, r.y1);
    buf_cstr(&w->show->out, "f\n");
}

static void paint_image(Work *w, const Item *item) {
    Buf *b = &w->show->out;
    uint32_t name = pdf_image_of(w->shared->images, item->u.image);
    mark_graphics(w, item->elem, item->artifact);
    buf_cstr(b, "q ");
    put_len(b, item->width);
    buf_cstr(b, " 0 0 ");
    put_len(b, item->height);
    buf_byte(b, ' ');
    put_point(b, item->x, up(w, (int64_t)item->y + item->height));
    buf_cstr(b, "cm/I");
    put_int(b, name);
    buf_cstr(b, " Do Q\n");
}

/* ---- links and places ---- */

static Linked *linked(Work *w, const Item *item) {
    for (size_t i = 0; i < w->link_count; i++) {
        if (item->u.link.group && w->links[i].group == item->u.link.group) return &w->links[i];
    }
    w->links = arena_room(w->scratch, w->links, w->link_count, &w->link_cap, sizeof *w->links);
    w->links[w->link_count] = (Linked){item->u.link.group, item->elem, item->u.link.target, NULL, 0, 0};
    return &w->links[w->link_count++];
}

static void add_link(Work *w, const Item *item) {
    Linked *l = linked(w, item);
    l->pieces = arena_room(w->scratch, l->pieces, l->count, &l->cap, sizeof *l->pieces);
    l->pieces[l->count++] = (PdfRect){item->x, up(w, (int64_t)item->y + item->height),
                                      item->x + item->width, up(w, item->y)};
}

/* An annotation must have a Link element (PDF/UA-1, 7.18.5). A link in an artifact has none: it is
 * painted, but cannot be followed. */
static Elem *link_element(Elem *e) {
    while (e && e->role != ROLE_LINK) e = e->parent;
    return e;
}

static void add_anchor(Work *w, const Item *item) {
    PdfPlace at = {w->at.page, w->at.page_number, up(w, item->y)};
    Str label = item->u.anchor.label, bookmark = item->u.anchor.bookmark;
    pdf_links_anchor(w->shared->links, at, label, bookmark, item->u.anchor.level);
    if (label.n || bookmark.n || !item->elem || !w->shared->tree) return;
    pdf_tree_meet(w->shared->tree, item->elem, w->at);
    w->at.sequence++;
}

static void add_annotation(Work *w, uint32_t number) {
    w->at.sequence++;
    if (w->annotations.n) buf_byte(&w->annotations, ' ');
    put_ref(&w->annotations, number);
}

static void add_field(Work *w, const Item *item) {
    if (!w->shared->fields) return;
    PdfRect area = {item->x, up(w, (int64_t)item->y + item->height), item->x + item->width, up(w, item->y)};
    Elem *e = w->shared->tree ? item->elem : NULL;
    add_annotation(w, pdf_fields_add(w->shared->fields, w->at, e, item->u.field, area));
}

static void write_links(Work *w) {
    for (size_t i = 0; i < w->link_count; i++) {
        const Linked *l = &w->links[i];
        Elem *e = w->shared->tree ? link_element(l->elem) : NULL;
        if (w->shared->tree && !e) continue;
        uint32_t number = pdf_links_add(w->shared->links, w->at, e, l->target, l->pieces, l->count);
        add_annotation(w, number);
    }
}

/* ---- the page ---- */

/* After an ActualText the element goes on in marked content of its own: poppler takes the end of a
 * span inside for the end of the whole. */
static void paint_text(Work *w, const Item *item) {
    if (item->u.text.count == 0) return;
    pdf_show_in_text(w->show, item->u.text.rotated);
    bool follows = mark(w, item->elem, item->artifact);
    if (!follows && item->elem) pdf_tree_mark(w->shared->tree, item->elem, item->u.text.text);
    pdf_show_text(w->show, item, follows);
    if (w->marked && w->show->said_actual) end_mark(w);
}

/* ET must not part a BDC from its EMC: whatever would end the text object ends the mark first. */
static void before_text(Work *w, const Item *item) {
    bool outside = w->marked && !w->show->in_text;
    bool turns = w->show->in_text && w->show->rotated != item->u.text.rotated;
    if (outside || turns) end_mark(w);
}

/* Turned about the page's centre, in a graphics state of its own. */
static void paint_watermark(Work *w, const Item *item) {
    const Page *page = w->page;
    int64_t length = page_diagonal(page), across = page->width * INT64_C(1000) / length,
            upwards = page->height * INT64_C(1000) / length;
    PdfShow *show = w->show;
    mark_graphics(w, NULL, item->artifact);
    const PdfShow before = *show;
    const int64_t matrix[] = {across, upwards, -upwards, across, page->width / 2, page->height / 2};
    buf_cstr(&show->out, "q ");
    for (size_t i = 0; i < sizeof matrix / sizeof *matrix; i++) {
        put_len(&show->out, matrix[i]);
        buf_byte(&show->out, ' ');
    }
    buf_cstr(&show->out, "cm\n");
    show->height = 0;
    pdf_show_in_text(show, false);
    pdf_show_text(show, item, false);
    pdf_show_end_text(show);
    buf_cstr(&show->out, "Q\n");
    end_mark(w);
    show->height = before.height;
    show->fill = before.fill;
    show->font = before.font;
    show->size = before.size;
    show->expand = before.expand;
}

static bool is_watermark(const Item *item) {
    return item->kind == ITEM_TEXT && item->u.text.diagonal;
}

static void paint_watermarks(Work *w) {
    for (size_t i = 0; i < w->page->count; i++) {
        if (is_watermark(&w->page->items[i])) paint_watermark(w, &w->page->items[i]);
    }
}

static void note_box(Work *w, const Item *item) {
    if (!item->elem || !w->shared->tree) return;
    Len top = item->y, height = item->height;
    if (item->kind == ITEM_TEXT) {
        top = item->y - item->u.text.size;
        height = item->u.text.size;
    }
    pdf_tree_box(w->shared->tree, item->elem, item->x, up(w, (int64_t)top + height), item->x + item->width,
                 up(w, top));
}

static void paint_item(Work *w, const Item *item) {
    switch (item->kind) {
    case ITEM_TEXT:
        if (is_watermark(item)) return;
        before_text(w, item);
        paint_text(w, item);
        note_box(w, item);
        return;
    case ITEM_FILL:
        if (is_decoration(item)) return;
        paint_fill(w, item);
        note_box(w, item);
        return;
    case ITEM_PATH:
        paint_path(w, item);
        note_box(w, item);
        return;
    case ITEM_IMAGE:
        paint_image(w, item);
        note_box(w, item);
        return;
    case ITEM_LINK: add_link(w, item); return;
    case ITEM_ANCHOR: add_anchor(w, item); return;
    case ITEM_FIELD: add_field(w, item); return;
    case ITEM_PAGE_REF: return;
    }
}

static uint32_t write_parents(Work *w) {
    uint32_t number = pdf_reserve_in(w->shared->file, FAMILY_PARENTS);
    Buf *b = pdf_open_in(w->shared->file, number, FAMILY_PARENTS);
    for (size_t i = 0; i < w->parent_count; i++) {
        buf_byte(b, i ? ' ' : '[');
        put_ref(b, w->parents[i]);
    }
    buf_byte(b, ']');
    pdf_close(w->shared->file);
    return pdf_tree_key(w->shared->tree, number);
}

static void write_page(Work *w, uint32_t number, uint32_t parent, uint32_t contents) {
    write_links(w);
    bool has_key = w->shared->tree && w->parent_count;
    uint32_t key = has_key ? write_parents(w) : 0;
    Buf *b = pdf_open(w->shared->file, number);
    buf_cstr(b, "<</Type/Page/Parent ");
    put_ref(b, parent);
    buf_cstr(b, "/MediaBox[0 0 ");
    put_len(b, w->page->width);
    buf_byte(b, ' ');
    put_len(b, w->page->height);
    buf_cstr(b, "]/Resources ");
    put_ref(b, w->shared->resources);
    buf_cstr(b, "/Contents ");
    put_ref(b, contents);
    if (w->shared->tree) buf_cstr(b, "/Tabs/S");
    if (has_key) put_number(b, "StructParents", key);
    if (w->annotations.n) {
        buf_cstr(b, "/Annots[");
        buf_str(b, buf_view(&w->annotations));
        buf_byte(b, ']');
    }
    buf_cstr(b, ">>");
    pdf_close(w->shared->file);
}

void pdf_pages_begin(PdfPages *p) {
    p->show = (PdfShow){.out = buf_new(p->arena), .run = buf_new(p->arena), .fonts = p->fonts,
                        .tagged = p->tree != NULL};
    p->scratch = arena_child(p->arena);
}

void pdf_pages_add(PdfPages *p, const Page *page, uint32_t number, uint32_t parent) {
    ArenaMark before = arena_mark(p->scratch);
    Work w = {.shared = p, .show = &p->show, .page = page, .scratch = p->scratch};
    w.annotations = buf_new(p->scratch);
    w.at = (PdfSpot){(uint32_t)page->index, number, 0};
    pdf_show_begin(&p->show, page->height);
    paint_watermarks(&w);
    paint_decoration(&w);
    for (size_t i = 0; i < page->count; i++) paint_item(&w, &page->items[i]);
    end_mark(&w);
    pdf_show_end_text(&p->show);
    uint32_t contents = pdf_reserve(p->file);
    pdf_stream(p->file, contents, (Str){"", 0}, buf_view(&p->show.out), SQUEEZE_PAGE);
    write_page(&w, number, parent, contents);
    arena_reset(p->scratch, before);
}
