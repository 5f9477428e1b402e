/* The same folder composed to its last page, and every page printed. */
#include "build.h"
#include "fuzz_folder.h"
#include "json_mutate.h"
#include "page.h"
#include "paint.h"

/* Opened once: the faces are the same for every input. */
static Fonts *faces(void) {
    static Fonts *fonts;
    static const Str places[] = {{"fonts", 5}, {"/usr/share/fonts/truetype", 25}};
    Arena *a = fonts ? NULL : arena_new();
    if (!fonts && !(fonts = fonts_new(a, places, 2, diags_new(a, 0)))) abort();
    return fonts;
}

static void body(Arena *a, Str bytes, Diags *d) {
    const Data *data = folder_data(a, bytes, d);
    const Layout *layout = data ? layout_read(a, data, (LayoutPath){STR("layouts")}, d) : NULL;
    const Figures *figures = layout ? compute(a, layout, data, d) : NULL;
    if (!figures) return;
    Setter *setter = setter_new(a, faces(), d);
    const Doc *doc = build(a, layout, figures, data, setter, d);
    if (!doc && diags_count(d, ERROR_) == 0) abort();
    if (!doc) return;
    Buf out = buf_new(a);
    TracePainter *trace = trace_begin(a, &out);
    const PageSink sink = trace_sink(trace);
    if (!page_all(setter, a, doc, &sink, NULL, NULL, d) && diags_count(d, ERROR_) == 0) abort();
    trace_end(trace);
}
FUZZ(body)
