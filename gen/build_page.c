/*
 * build_page: parts to sections: pages, their numbers, headers and footers.
 *
 * A part is one section, or several where it turns pages: what stands before and after a
 * SPEC_SECTION are sections of their own. Every part has its own headers, so that the running
 * chapter title is known here.
 */
#include "build_internal.h"

typedef struct PartBuild {
    Build *b;
    Flow flow;
    Blocks children;          /* of the open section */
    const PageSpec *page;
    PageSetup *setup;
    bool begun;               /* a section of the part is closed: what follows opens no chapter */
    bool restart;             /* the next section to be closed begins the numbers anew */
} PartBuild;

/* ---- headers and footers ---- */

/* What only paging knows is filled in as these and then exchanged for page references. They cannot
 * come from data: control characters are refused there. */
#define MARK_PAGE "\x01"
#define MARK_PAGES "\x02"

static void late_run(Runs *runs, const char *target, Loc loc) {
    Run *run = runs_add(runs, RUN_PAGE_REF, 0, loc);
    run->target = str_of(target);
}

static void marginal_text(Runs *runs, Str text, Loc loc) {
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != MARK_PAGE[0] && text.p[i] != MARK_PAGES[0]) continue;
        runs_text(runs, str_sub(text, from, i), 0, false, loc);
        late_run(runs, text.p[i] == MARK_PAGE[0] ? TARGET_THIS_PAGE : TARGET_LAST_PAGE, loc);
        from = i + 1;
    }
    runs_text(runs, str_sub(text, from, text.n), 0, false, loc);
}

static const Para *marginal_place(Build *b, const MarginalSpec *spec, const Template *t,
                                  Align align, const Scope *scope) {
    if (!t) return NULL;
    Runs runs = runs_new(b, spec->style, scope, NULL);
    marginal_text(&runs, text_template(b, t, scope, b->d), t->loc);
    Para *para = arena_alloc(b->a, sizeof *para);
    *para = runs_para(
        &runs,
        styles_para(b, spec->style,
                    (ParaChange){.aligned = true, .align = align, .flat = true, .tight = true}));
    return para;
}

static const Marginal *marginal(Build *b, const MarginalSpec *spec, bool opens_part) {
    if (!spec) return NULL;
    const Variable variables[] = {
        /* in layout.h's order */
        {.name = STR("halaman"),
         .type = TYPE_TEXT,
         .value = {.kind = DATUM_TEXT, .text = STR(MARK_PAGE)}},
        {.name = STR("jumlah_halaman"),
         .type = TYPE_TEXT,
         .value = {.kind = DATUM_TEXT, .text = STR(MARK_PAGES)}},
        {.name = STR("judul_bab"),
         .type = TYPE_TEXT,
         .value = {.kind = DATUM_TEXT, .text = b->chapter_title}},
    };
    Scope scope = b->base;
    scope.variables = variables;
    scope.variable_count = sizeof variables / sizeof *variables;
    Marginal *m = arena_alloc(b->a, sizeof *m);
    m->left = marginal_place(b, spec, spec->left, ALIGN_LEFT, &scope);
    m->centre = marginal_place(b, spec, spec->centre, ALIGN_CENTRE, &scope);
    m->right = marginal_place(b, spec, spec->right, ALIGN_RIGHT, &scope);
    m->distance = spec->distance;
    m->rule = spec->rule;
    m->on_first = spec->on_first || !opens_part;
    return m;
}

static PageSetup *page_setup(Build *b, const PageSpec *spec, bool opens_part, bool comes_back) {
    PageSetup *s = arena_alloc(b->a, sizeof *s);
    *s = (PageSetup){
        .width = spec->width, .height = spec->height, .top = spec->top, .bottom = spec->bottom,
        .left = spec->left, .right = spec->right, .numbering = spec->numbering,
        .header = marginal(b, spec->header, opens_part),
        .footer = marginal(b, spec->footer, opens_part),
        .duplex = spec->duplex, .turned = spec->turned,
        .opens = spec->duplex && !comes_back ? spec->opens : SIDE_ANY,
        .stamp = box_initials(b, spec->initials),
        .stamp_distance = spec->initials ? spec->initials->distance : 0,
    };
    return s;
}

/* ---- sections ---- */

/* What was built for the open section becomes a block of the document. */
static void section_close(PartBuild *p) {
    if (!p->children.count) return;
    Build *b = p->b;
    Block *block = blocks_add(b, &b->sections, BLOCK_SECTION, b->part_elem, b->part->spec->loc);
    p->setup->restart = p->restart;
    p->restart = false;
    p->begun = true;
    block->u.section.setup = p->setup;
    block->u.section.children = p->children.items;
    block->u.section.count = p->children.count;
    p->children = (Blocks){0};
}

/* `comes_back`: to the page around a section that was closed, which has opened on its side. */
static void section_open(PartBuild *p, const PageSpec *page, bool comes_back) {
    p->page = page;
    p->setup = page_setup(p->b, page, !p->begun, comes_back);
    p->flow.section = p->flow.out = &p->children;
    p->flow.measure = page->width - page->left - page->right;
    p->flow.height = page->height - page->top - page->bottom;
}

static void part_nodes(PartBuild *p, Nodes nodes) {
    for (size_t i = 0; i < nodes.count; i++) {
        const Node *node = &nodes.items[i];
        if (node->spec->kind != SPEC_SECTION) {
            build_nodes(&p->flow, (Nodes){node, 1});
            continue;
        }
        const PageSpec *around = p->page;
        section_close(p);
        section_open(p, &node->spec->page, false);
        part_nodes(p, node->children);
        section_close(p);
        section_open(p, around, true);
    }
}

/* ---- parts ---- */

/* Numbers begin anew where their kind changes: i, ii, iii, then 1, 2, 3. */
static bool begins_anew(const Build *b, const PartSpec *spec) {
    Numbering before = NUMBER_NONE;
    for (const PartNode *p = b->parts; p < b->part; p++) {
        if (!p->omitted && p->spec->page.numbering != NUMBER_NONE) before = p->spec->page.numbering;
    }
    return spec->restart_numbering
        || (spec->page.numbering != NUMBER_NONE && spec->page.numbering != before);
}

/* A part without a printed title is led to by what stands first in it. */
static void anchor_part(PartBuild *p, const Entry *entry) {
    Build *b = p->b;
    Block *anchor = blocks_add(b, &p->children, BLOCK_SPACE, NULL, b->part->spec->loc);
    anchor->label = entry->label;
    if (!entry->title.n) return;
    anchor->bookmark = text_entry_line(b, entry);
    anchor->bookmark_level = 1;
}

static void part_title(PartBuild *p) {
    Build *b = p->b;
    const PartSpec *spec = b->part->spec;
    if (spec->show_title) {
        text_heading(&p->flow, ENTRY_PART, spec->title, spec->title_count, spec->loc);
    } else {
        anchor_part(p, number_next(b, ENTRY_PART));
    }
}

void page_part(Build *b, const PartNode *part) {
    const PartSpec *spec = part->spec;
    const Entry *entry = b->next_entry < b->entry_count ? &b->entries[b->next_entry] : NULL;
    b->part = part;
    b->part_elem = build_elem(b, ROLE_PART, b->root);
    b->part_elem->title = b->chapter_title = entry ? entry->title : (Str){0};
    b->depth = 0;
    memset(b->sects, 0, sizeof b->sects);
    PartBuild p = {.b = b, .restart = begins_anew(b, spec)};
    p.flow = (Flow){
        .b = b, .parent = b->part_elem, .scope = part->scope, .text = styles_named(b, "badan")};
    section_open(&p, &spec->page, false);
    part_title(&p);
    part_nodes(&p, part->content);
    section_close(&p);
}
