/* report: the stages in order. See report.h. */
#include "report.h"

#include "audit.h"
#include "build.h"
#include "compute.h"
#include "data.h"
#include "layout.h"
#include "page.h"

typedef struct Work {
    Arena *arena;
    const ReportOptions *options;
    ReportResult *result;
    Diags *diags;
    Fonts *fonts;
    Setter *setter;
    const Doc *doc;
} Work;

static void tell(const Work *w, const char *stage, size_t done) {
    const ReportProgress *p = &w->options->progress;
    if (p->step) p->step(p->self, stage, done);
}

static bool failed(const Work *w) {
    return diags_count(w->diags, ERROR_) > 0 ||
           (w->options->strict && diags_count(w->diags, WARNING_) > 0);
}

/* The report's own fonts (found below its folder, fonts/ as a rule) come before the program's, and these
 * before Debian's. */
static Fonts *open_fonts(const Work *w, const Style *style) {
    Str *places = arena_array(w->arena, 4, sizeof *places);
    places[0] = w->options->folder;
    places[1] = w->options->fonts;
    places[2] = STR("/usr/share/fonts/truetype");
    places[3] = STR("/usr/share/fonts/opentype");
    Fonts *fonts = fonts_new(w->arena, places, 4, w->diags);
    for (size_t i = 0; fonts && i < style->font_count; i++)
        fonts_named(fonts, style->fonts[i].family, style->fonts[i].loc);
    return fonts;
}

static void pages_done(void *self, size_t done) {
    tell(self, "menata halaman", done);
}

/* Sets every page and hands it to the sink. */
static bool set_pages(Work *w, const PageSink *sink) {
    Setter *setter = w->setter;
    const PageProgress progress = {w, pages_done};
    bool ok = page_all(setter, w->arena, w->doc, sink, &progress, &w->result->pages, w->diags);
    w->result->tables = w->doc->table_count;
    diags_settle(w->diags);
    return ok && !failed(w);
}

static bool swallow_page(void *self, const Page *page) {
    (void)self;
    (void)page;
    return true;
}

static void swallow_close(void *self, Elem *elem) {
    (void)self;
    (void)elem;
}

static bool check_pages(Work *w) {
    const PageSink nowhere = {NULL, swallow_page, swallow_close};
    return set_pages(w, &nowhere);
}

static bool trace_pages(Work *w) {
    Buf out = buf_new(w->arena);
    TracePainter *trace = trace_begin(w->arena, &out);
    const PageSink sink = trace_sink(trace);
    bool ok = set_pages(w, &sink);
    trace_end(trace);
    w->result->printed = buf_view(&out);
    return ok;
}

static bool paint_pages(Work *w) {
    Output *out = output_open(w->arena, w->options->output, w->diags);
    if (!out) return false;
    PdfPainter *pdf = pdf_begin(w->arena, out, w->doc, w->fonts, w->options->pdf, w->diags);
    if (!pdf) return false;
    const PageSink sink = pdf_sink(pdf);
    if (!set_pages(w, &sink)) return false;
    tell(w, "menulis berkas", 0);
    return pdf_end(pdf) && !failed(w) && output_commit(out, w->diags);
}

static bool finish(Work *w) {
    const ReportOptions *o = w->options;
    if (o->print == PRINT_DOC) {
        Buf out = buf_new(w->arena);
        doc_print(w->doc, &out);
        w->result->printed = buf_view(&out);
        return true;
    }
    tell(w, "menata halaman", 0);
    if (o->print == PRINT_PAGES) return trace_pages(w);
    return o->output ? paint_pages(w) : check_pages(w);
}

/* A draft bears its marks, the final report its seal: build has made both. */
static bool mark(Work *w) {
    Doc *doc = arena_alloc(w->arena, sizeof *doc);
    *doc = *w->doc;
    w->doc = doc;
    if (!w->options->pdf.draft) {
        doc->draft = NULL;
        return true;
    }
    doc->seal = NULL;
    if (doc->draft) return true;
    Diag *d = diag_add(w->diags, ERROR_, "gaya-tanpa-konsep", LOC_NONE,
                       "gaya laporan ini tidak mengatur tampilan konsep");
    diag_fix(w->diags, d, "Tambahkan \"konsep\" di gaya: tulisan dan gaya teksnya.");
    return false;
}

bool report_run(Arena *a, const ReportOptions *o, ReportResult *result, Diags *d) {
    Work w = {a, o, result, d, NULL, NULL, NULL};
    *result = (ReportResult){0};
    Folder *folder = arena_alloc(a, sizeof *folder);
    *folder = (Folder){o->folder, o->allow_outside, 0};

    tell(&w, "membaca data", 0);
    const Data *data = data_read(a, folder, d);
    if (!data || failed(&w)) return false;
    tell(&w, "membaca tata letak", 0);
    const Layout *layout = layout_read(a, data, (LayoutPath){o->layouts, o->held}, d);
    if (!layout || failed(&w)) return false;
    tell(&w, "menghitung", 0);
    const Figures *figures = compute(a, layout, data, d);
    if (!figures) return false;
    if (o->print == PRINT_FIGURES) {
        Buf out = buf_new(a);
        figures_print(figures, &out);
        result->printed = buf_view(&out);
        return !failed(&w);
    }
    tell(&w, "memeriksa angka", 0);
    audit(a, layout, figures, data, d);
    if (failed(&w) && o->output) return false;
    tell(&w, "menyusun dokumen", 0);
    w.fonts = open_fonts(&w, layout->style);
    w.setter = w.fonts ? setter_new(a, w.fonts, d) : NULL;
    if (!w.setter) return false;
    w.doc = build(a, layout, figures, data, w.setter, d);
    return w.doc && mark(&w) && finish(&w) && !failed(&w);
}
