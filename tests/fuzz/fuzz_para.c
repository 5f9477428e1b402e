/* Any text in any width: all of it is set, in the order of the source, within the measure unless
 * the line says otherwise. The first bytes choose width, alignment and hyphenation. */
#include "fuzz.h"
#include "para.h"

#include <string.h>

static const TextStyle type = {.family = {"Liberation Serif", 16}, .size = PT(10)};

static bool plain(char c) {
    return (unsigned char)c > ' ' && (unsigned char)c < 127;
}

/* The printable ASCII of the lines must be the source's. */
static void compare(const Lines *l, Str source) {
    size_t at = 0;
    for (size_t i = 0; i < l->count; i++) {
        for (size_t k = 0; k < l->lines[i].count; k++) {
            const Item *t = &l->lines[i].items[k];
            if (t->kind != ITEM_TEXT) continue;
            for (size_t c = 0; c < t->u.text.text.n; c++) {
                if (!plain(t->u.text.text.p[c])) continue;
                while (at < source.n && !plain(source.p[at])) at++;
                if (at >= source.n || source.p[at++] != t->u.text.text.p[c]) abort();
            }
        }
    }
    while (at < source.n && !plain(source.p[at])) at++;
    if (at != source.n) abort();
}

static void body(Arena *a, Str bytes, Diags *d) {
    if (bytes.n < 4) return;
    const unsigned char *u = (const unsigned char *)bytes.p;
    const Source *source = fuzz_source(a, str_sub(bytes, 3, bytes.n), d);
    if (!source) return;
    Setter *s = setter_new(a, fonts_new(a, NULL, 0, d), d);
    if (!s) return;
    ParaStyle style = {.align = (Align)(u[1] % 5),
                       .leading = PT(12),
                       .hyphenate = u[2] & 1,
                       .protrude = u[2] & 2,
                       .expand = u[2] & 4 ? 20 : 0,
                       .decimal = ',',
                       .first_indent = u[2] & 8 ? PT(10) : 0};
    Run run = {.kind = RUN_TEXT,
               .text = source->text,
               .style = &type,
               .loc = loc_at(source, 0, source->text.n),
               .nobreak = u[2] & 16};
    Para p = {.style = &style, .runs = &run, .run_count = 1};
    Len measure = u[0] * 2000;
    Lines l = para_set(s, a, &p, NULL, measure);
    compare(&l, source->text);
    for (size_t i = 0; i < l.count; i++) {
        Len most = measure > style.first_indent ? measure : style.first_indent;
        if (!l.lines[i].overfull && l.lines[i].width > most + PT(5)) abort(); /* hanging marks */
    }
    ParaWidths w = para_widths(s, a, &p);
    if (w.least > w.min || w.min > w.max) abort();
    para_set_decimal(s, a, &p, NULL, measure, measure / 2);
}
FUZZ(body)
