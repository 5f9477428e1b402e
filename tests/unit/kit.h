/*
 * kit: documents made by hand for the tests of table and page, and a sink that keeps what it gets.
 *
 * Type is Liberation Sans at 10 pt on 12 pt, so that heights are easily reckoned.
 */
#ifndef LAKIP_TEST_KIT_H
#define LAKIP_TEST_KIT_H

#include "page.h"
#include "said.h"

typedef struct Kept {         /* a page as it was delivered, copied */
    Page page;
    Item *items;
} Kept;

typedef struct Kit {
    Arena *arena;
    Diags *diags;
    Fonts *fonts;
    Setter *setter;
    Elem *root;
    uint32_t counter;
    TextStyle text;
    ParaStyle para;
    CellStyle cell;
    PageSetup setup;
    Kept *pages;              /* by index */
    size_t page_count, page_cap;
    size_t delivered;
    Elem **closed;            /* in the order they were closed */
    size_t closed_count, closed_cap;
} Kit;

static Kit *kit_new(void) {
    Arena *a = arena_new();
    Kit *k = arena_alloc(a, sizeof *k);
    k->arena = a;
    k->diags = diags_new(a, 0);
    k->fonts = fonts_new(a, NULL, 0, k->diags);
    k->setter = setter_new(a, k->fonts, k->diags);
    k->root = elem_new(a, &k->counter, ROLE_DOCUMENT, NULL);
    k->text = (TextStyle){.family = STR("Liberation Sans"), .size = PT(10)};
    k->para = (ParaStyle){
        .align = ALIGN_LEFT, .leading = PT(12), .widow = 2, .orphan = 2, .decimal = ','};
    k->cell = (CellStyle){.fill = {.none = true}, .pad_x = PT(4), .pad_y = PT(2)};
    RuleSpec rule = {500, {0, 0, 0, false}};
    k->cell.top = k->cell.bottom = k->cell.left = k->cell.right = rule;
    k->setup = (PageSetup){.width = PT(400), .height = PT(400), .top = PT(50), .bottom = PT(50),
                           .left = PT(50), .right = PT(50), .numbering = NUMBER_ARABIC};
    return k;
}

static inline void kit_free(Kit *k) {
    arena_free(k->arena);
}

static inline Elem *kit_elem(Kit *k, Role role, Elem *parent) {
    return elem_new(k->arena, &k->counter, role, parent ? parent : k->root);
}

static inline Run *kit_run(Kit *k, Arena *a, const char *text) {
    Run *r = arena_alloc(a, sizeof *r);
    *r = (Run){.kind = RUN_TEXT, .text = str_copy(a, str_of(text)), .style = &k->text};
    return r;
}

/* A paragraph with its own element below `parent`, in arena `a`. */
static inline Block kit_para_in(Kit *k, Arena *a, const char *text, Elem *parent) {
    Block b = {.kind = BLOCK_PARA, .elem = elem_new(a, &k->counter, ROLE_P, parent)};
    b.u.para = (Para){.style = &k->para, .runs = kit_run(k, a, text), .run_count = 1};
    return b;
}

static inline Block kit_para(Kit *k, const char *text) {
    return kit_para_in(k, k->arena, text, k->root);
}

/* A paragraph of `lines` lines, each its own forced line: "NAME.1", "NAME.2" ... */
static inline Block kit_lines(Kit *k, const char *name, unsigned lines) {
    Block b = kit_para(k, name);
    Run *runs = arena_array(k->arena, 2 * lines, sizeof *runs);
    for (unsigned i = 0; i < lines; i++) {
        runs[2 * i] =
            *kit_run(k, k->arena, str_cstr(k->arena, str_printf(k->arena, "%s.%u", name, i + 1)));
        runs[2 * i + 1] = (Run){.kind = RUN_BREAK, .style = &k->text};
    }
    b.u.para.runs = runs;
    b.u.para.run_count = 2 * lines - 1;
    return b;
}

static inline ParaStyle *kit_style(Kit *k) {
    ParaStyle *s = arena_alloc(k->arena, sizeof *s);
    *s = k->para;
    return s;
}

static inline Block kit_section(Kit *k, const PageSetup *setup, const Block *children,
                                size_t count) {
    Block b = {.kind = BLOCK_SECTION, .elem = kit_elem(k, ROLE_SECT, NULL)};
    b.u.section.setup = setup;
    b.u.section.children = children;
    b.u.section.count = count;
    return b;
}

/* ---- the sink ---- */

static bool kit_page(void *self, const Page *page) {
    Kit *k = self;
    if (page->index >= k->page_cap) {
        size_t cap = (page->index + 1) * 2;
        k->pages =
            arena_grow(k->arena, k->pages, k->page_cap * sizeof *k->pages, cap * sizeof *k->pages);
        k->page_cap = cap;
    }
    Kept *kept = &k->pages[page->index];
    assert_null(kept->items);             /* no page twice */
    kept->page = *page;
    kept->page.label = str_copy(k->arena, page->label);
    kept->items = arena_array(k->arena, page->count, sizeof(Item));
    for (size_t i = 0; i < page->count; i++) {
        kept->items[i] = page->items[i];
        if (page->items[i].kind == ITEM_TEXT) {
            kept->items[i].u.text.text = str_copy(k->arena, page->items[i].u.text.text);
            size_t count = page->items[i].u.text.count;
            Glyph *glyphs = arena_array(k->arena, count, sizeof *glyphs);
            if (count) memcpy(glyphs, page->items[i].u.text.glyphs, count * sizeof *glyphs);
            kept->items[i].u.text.glyphs = glyphs;
        }
        assert_int_not_equal(page->items[i].kind, ITEM_PAGE_REF);
    }
    if (page->index >= k->page_count) k->page_count = page->index + 1;
    k->delivered++;
    return true;
}

static void kit_close(void *self, Elem *elem) {
    Kit *k = self;
    if (k->closed_count == k->closed_cap) {
        size_t cap = k->closed_cap ? k->closed_cap * 2 : 64;
        k->closed =
            arena_grow(k->arena, k->closed, k->closed_cap * sizeof(Elem *), cap * sizeof(Elem *));
        k->closed_cap = cap;
    }
    k->closed[k->closed_count++] = elem;
}

static bool kit_run_sections(Kit *k, const Block *sections, size_t count) {
    Doc doc = {.root = k->root, .blocks = sections, .block_count = count};
    PageSink sink = {k, kit_page, kit_close};
    k->page_count = k->delivered = k->closed_count = 0;
    k->pages = NULL;
    k->page_cap = 0;
    return page_all(k->setter, arena_child(k->arena), &doc, &sink, NULL, NULL, k->diags);
}

/* Blocks in one section. */
static inline bool kit_run_blocks(Kit *k, const Block *blocks, size_t count) {
    Block section = kit_section(k, &k->setup, blocks, count);
    return kit_run_sections(k, &section, 1);
}

/* ---- looking at pages ---- */

static inline bool kit_text_is(const Item *i, const char *text) {
    return i->kind == ITEM_TEXT && str_is(str_trim(i->u.text.text), text);
}

/* The text item, or NULL. */
static inline const Item *kit_find(const Kit *k, size_t page, const char *text) {
    if (page >= k->page_count) return NULL;
    for (size_t i = 0; i < k->pages[page].page.count; i++) {
        if (kit_text_is(&k->pages[page].items[i], text)) return &k->pages[page].items[i];
    }
    return NULL;
}

/* The page that shows a text, or -1. */
static inline int kit_page_of(const Kit *k, const char *text) {
    for (size_t p = 0; p < k->page_count; p++) {
        if (kit_find(k, p, text)) return (int)p;
    }
    return -1;
}

/* The content of a page as words joined by blanks, artifacts left out. */
static inline const char *kit_content(Kit *k, size_t page) {
    Buf b = buf_new(k->arena);
    for (size_t i = 0; page < k->page_count && i < k->pages[page].page.count; i++) {
        const Item *item = &k->pages[page].items[i];
        if (item->kind != ITEM_TEXT || !item->elem) continue;
        if (b.n) buf_byte(&b, ' ');
        buf_str(&b, str_trim(item->u.text.text));
    }
    return buf_terminated(&b);
}

/* ---- a small source of chance: the same everywhere ---- */

typedef struct Dice { uint64_t state; } Dice;

static inline uint32_t dice(Dice *d, uint32_t below) {
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(d->state >> 33) % below;
}

/* ---- what holds of every page ---- */

typedef struct KitArea { Len left, right, top, bottom; } KitArea;

/* What an item covers. A line of text: its figures stand on the baseline, eight tenths of its size
 * high; read from below, they stand to the left of it. */
static inline KitArea kit_area(const Item *i) {
    if (i->kind != ITEM_TEXT) return (KitArea){i->x, i->x + i->width, i->y, i->y + i->height};
    Len high = i->u.text.size / 10 * 8;
    if (i->u.text.rotated) return (KitArea){i->x - high, i->x, i->y - i->width, i->y};
    return (KitArea){i->x, i->x + i->width, i->y - high, i->y};
}

static inline bool kit_meet(KitArea a, KitArea b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/* Nothing leaves the text area, no two texts overlap. */
static inline void kit_check_page(const Kit *k, size_t p, uint64_t seed) {
    const Kept *page = &k->pages[p];
    for (size_t i = 0; i < page->page.count; i++) {
        const Item *a = &page->items[i];
        if (a->kind == ITEM_ANCHOR) continue;
        KitArea area = kit_area(a);
        Len over = a->kind == ITEM_FILL ? 1000 : 0;       /* rules are centred on the edge */
        if (area.left + over < k->setup.left || area.right - over > k->setup.width - k->setup.right
            || area.top + over < k->setup.top || area.bottom - over > k->setup.height - k->setup.bottom) {
            fail_msg("seed %llu, page %zu: item %zu (%d, %d, %d x %d) leaves the text area",
                     (unsigned long long)seed, p, i, a->x, a->y, a->width, a->height);
        }
        for (size_t n = i + 1; n < page->page.count; n++) {
            const Item *b = &page->items[n];
            if (a->kind == ITEM_TEXT && b->kind == ITEM_TEXT && kit_meet(area, kit_area(b))) {
                fail_msg("seed %llu, page %zu: '%.*s' and '%.*s' overlap", (unsigned long long)seed,
                         p, STR_ARG(a->u.text.text), STR_ARG(b->u.text.text));
            }
        }
    }
}

#endif
