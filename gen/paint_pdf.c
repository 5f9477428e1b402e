/*
 * The PDF painter: pages in any order to a file that is written as they come. Everything of a page
 * that must outlive it is its number, its label and the places on it.
 */
#include "pdf_font.h"
#include "pdf_meta.h"
#include "pdf_page.h"

enum { FAN = 50 };            /* pages below a node of the page tree */

typedef struct Seen {         /* a page that was painted */
    uint32_t number;          /* its object; 0: not yet */
    uint32_t label;           /* index + 1 of its numbering */
    uint32_t count;           /* its own number in that numbering */
} Seen;

typedef struct LabelKind {
    Str prefix;
    Numbering numbering;
} LabelKind;

struct PdfPainter {
    Arena *arena;
    PdfFile *file;
    PdfCatalog *catalog;
    PdfPages pages;
    const Doc *doc;
    PdfOptions options;
    Diags *diags;
    Seen *seen;
    size_t seen_cap, page_count;
    uint32_t *nodes;          /* of the page tree: object numbers, one for FAN pages */
    size_t node_cap;
    LabelKind *labels;
    size_t label_count, label_cap;
};

static PdfMeta meta(const PdfPainter *p) {
    return (PdfMeta){p->arena, p->file, p->catalog, p->doc,
                     p->options.producer.n ? p->options.producer : STR("lakip")};
}

/* The sources go in first, while there is nothing else in memory: the table of a million rows takes as
 * much again to be packed. */
static void write_sources(const PdfPainter *p) {
    PdfMeta m = meta(p);
    if (pdf_file_rules(p->file)->attachments && p->options.attach) pdf_meta_attach(&m);
}

PdfPainter *pdf_begin(Arena *a, Output *out, const Doc *doc, Fonts *fonts, PdfOptions options, Diags *d) {
    PdfPainter *p = arena_alloc(a, sizeof *p);
    if (options.draft) options.level = PDF_PLAIN;
    const PdfRules *rules = pdf_rules(options.level);
    p->arena = a;
    p->doc = doc;
    p->options = options;
    p->diags = d;
    p->file = pdf_file(a, out, rules);
    p->catalog = pdf_catalog(a, p->file);
    write_sources(p);
    p->pages = (PdfPages){.arena = a, .file = p->file, .fonts = pdf_fonts(a, p->file, fonts),
                          .images = pdf_images(a, p->file, d),
                          .tree = rules->tagged ? pdf_tree(a, p->file) : NULL,
                          .resources = pdf_reserve(p->file)};
    p->pages.links = pdf_links(a, p->file, p->pages.tree);
    if (rules->version > '4') p->pages.fields = pdf_fields(a, p->file, p->pages.tree);
    pdf_pages_begin(&p->pages);
    return p;
}

/* ---- pages ---- */

static Seen *seen(PdfPainter *p, size_t index) {
    if (index >= p->seen_cap) {
        size_t cap = p->seen_cap ? p->seen_cap * 2 : 256;
        while (cap <= index) cap *= 2;
        p->seen = arena_grow(p->arena, p->seen, p->seen_cap * sizeof(Seen), cap * sizeof(Seen));
        p->seen_cap = cap;
    }
    if (index >= p->page_count) p->page_count = index + 1;
    return &p->seen[index];
}

static uint32_t node_of(PdfPainter *p, size_t index) {
    size_t node = index / FAN;
    if (node >= p->node_cap) {
        size_t cap = p->node_cap ? p->node_cap * 2 : 16;
        while (cap <= node) cap *= 2;
        p->nodes = arena_grow(p->arena, p->nodes, p->node_cap * sizeof *p->nodes, cap * sizeof *p->nodes);
        p->node_cap = cap;
    }
    if (!p->nodes[node]) p->nodes[node] = pdf_reserve(p->file);
    return p->nodes[node];
}

static uint32_t label_kind(PdfPainter *p, Str prefix, Numbering numbering) {
    for (size_t i = p->label_count; i-- > 0;) {
        if (p->labels[i].numbering == numbering && str_eq(p->labels[i].prefix, prefix)) return (uint32_t)i + 1;
    }
    p->labels = arena_room(p->arena, p->labels, p->label_count, &p->label_cap, sizeof *p->labels);
    p->labels[p->label_count] = (LabelKind){str_copy(p->arena, prefix), numbering};
    return (uint32_t)++p->label_count;
}

static bool take_page(void *self, const Page *page) {
    PdfPainter *p = self;
    uint32_t parent = node_of(p, page->index);
    Seen *s = seen(p, page->index);
    s->number = pdf_reserve(p->file);
    s->label = label_kind(p, page->label_prefix, page->numbering);
    s->count = page->number;
    pdf_pages_add(&p->pages, page, s->number, parent);
    return true;
}

static void take_close(void *self, Elem *elem) {
    PdfPainter *p = self;
    if (p->pages.tree) pdf_tree_close(p->pages.tree, elem);
}

PageSink pdf_sink(PdfPainter *p) {
    return (PageSink){p, take_page, take_close};
}

/* ---- the end ---- */

static size_t pages_in(const PdfPainter *p, size_t first, size_t last) {
    size_t n = 0;
    for (size_t i = first; i < last && i < p->page_count; i++) n += p->seen[i].number != 0;
    return n;
}

static void write_node(PdfPainter *p, size_t node) {
    size_t first = node * FAN, last = first + FAN;
    Buf *b = pdf_open(p->file, p->nodes[node]);
    buf_cstr(b, "<</Type/Pages/Parent ");
    put_ref(b, pdf_catalog_pages(p->catalog));
    put_number(b, "Count", (int64_t)pages_in(p, first, last));
    buf_cstr(b, "/Kids[");
    for (size_t i = first; i < last && i < p->page_count; i++) {
        if (!p->seen[i].number) continue;
        put_ref(b, p->seen[i].number);
        buf_byte(b, ' ');
    }
    buf_cstr(b, "]>>");
    pdf_close(p->file);
}

static void write_page_tree(PdfPainter *p) {
    size_t nodes = (p->page_count + FAN - 1) / FAN;
    for (size_t i = 0; i < nodes; i++) {
        if (p->nodes[i]) write_node(p, i);
    }
    Buf *b = pdf_open(p->file, pdf_catalog_pages(p->catalog));
    buf_cstr(b, "<</Type/Pages");
    put_number(b, "Count", (int64_t)pages_in(p, 0, p->page_count));
    buf_cstr(b, "/Kids[");
    for (size_t i = 0; i < nodes; i++) {
        if (!p->nodes[i]) continue;
        put_ref(b, p->nodes[i]);
        buf_byte(b, ' ');
    }
    buf_cstr(b, "]>>");
    pdf_close(p->file);
}

/* One entry for each run of pages that count on. */
static void write_labels(PdfPainter *p) {
    const Seen *before = NULL;
    for (size_t i = 0; i < p->page_count; i++) {
        const Seen *s = &p->seen[i];
        if (!s->number) continue;
        bool counts_on = before && s->label == before->label && s->count == before->count + 1;
        const LabelKind *kind = &p->labels[s->label - 1];
        if (before && s->label == before->label && kind->numbering == NUMBER_NONE) counts_on = true;
        if (!counts_on) pdf_catalog_label(p->catalog, i, kind->numbering, kind->prefix, s->count);
        before = s;
    }
}

static bool write_structure(PdfPainter *p) {
    if (!p->pages.tree) return true;
    pdf_catalog_refer(p->catalog, "StructTreeRoot", pdf_tree_finish(p->pages.tree));
    pdf_catalog_true(p->catalog, "MarkInfo", "Marked");
    return true;
}

static void write_resources(PdfPainter *p) {
    Buf *b = pdf_open(p->file, p->pages.resources);
    buf_cstr(b, "<<");
    pdf_fonts_resources(p->pages.fonts, b);
    pdf_images_resources(p->pages.images, b);
    buf_cstr(b, ">>");
    pdf_close(p->file);
}

static bool write_metadata(PdfPainter *p) {
    PdfMeta m = meta(p);
    pdf_meta_write(&m);
    return !pdf_file_rules(p->file)->part || pdf_meta_intent(&m, p->diags);
}

static bool objects_within_limit(PdfPainter *p, bool within) {
    if (within) return true;
    Diag *g = diag_add(p->diags, ERROR_, "pdf-terlalu-besar", LOC_NONE,
                       "PDF ini memerlukan %zu objek; PDF/A mengizinkan paling banyak 8.388.607",
                       pdf_objects(p->file));
    diag_fix(p->diags, g, "Bagi laporan menjadi beberapa berkas, atau pakai --pdfa=tidak");
    return false;
}

static void write_fields(PdfPainter *p) {
    uint32_t form = p->pages.fields ? pdf_fields_finish(p->pages.fields) : 0;
    if (form) pdf_catalog_refer(p->catalog, "AcroForm", form);
}

bool pdf_end(PdfPainter *p) {
    bool good = pdf_links_finish(p->pages.links, p->diags);
    good &= write_structure(p);
    write_fields(p);
    write_page_tree(p);
    write_labels(p);
    size_t count;
    const PdfBookmark *marks = pdf_links_bookmarks(p->pages.links, &count);
    pdf_catalog_outline(p->catalog, marks, count);
    good &= pdf_fonts_write(p->pages.fonts, p->diags);
    write_resources(p);
    good &= write_metadata(p);
    pdf_catalog_text(p->catalog, "Lang", p->doc->info.language.n ? p->doc->info.language : STR("id-ID"));
    pdf_catalog_true(p->catalog, "ViewerPreferences", "DisplayDocTitle");
    good &= pdf_catalog_write(p->catalog, p->diags);
    bool within = pdf_finish(p->file, pdf_catalog_root(p->catalog), pdf_catalog_info(p->catalog));
    return objects_within_limit(p, within) && good && !diags_count(p->diags, ERROR_);
}
