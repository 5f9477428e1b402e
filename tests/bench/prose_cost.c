/*
 * What setting prose costs beside shaping it alone: prose_cost FILE.md ... . Every paragraph of the
 * files goes once through HarfBuzz in one piece, and once through para_set with the limits of the
 * a4-resmi profile (its words shaped and kept as in a report), in turns, from cold each time. Also
 * with every word shaped alone and kept, which is less than setting can do with. Medians of the CPU
 * time, and the ratios of neighbours. Exits with 1 when setting costs more than twice the shaping.
 */
#include "file.h"
#include "para.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 31, PARAGRAPHS_MAX = 2000 };

static const TextStyle serif = {.family = {"Liberation Serif", 16}, .size = PT(12)};
static const ParaStyle body = {
    .align = ALIGN_JUSTIFY, .leading = 16400, .hyphenate = true, .stretch = 40, .shrink = 30,
    .protrude = true, .expand = 30, .expand_most = 50, .track = 20};
enum { MEASURE = 445039 };    /* 157 mm */

typedef struct Prose {
    Str of[PARAGRAPHS_MAX];
    size_t count;
} Prose;

/* Lines that belong together, without headings, tables and lists' marks. */
static void gather(Arena *a, Str text, Prose *p) {
    Buf b = buf_new(a);
    for (size_t from = 0; from <= text.n;) {
        size_t end = str_find(text, STR("\n"), from);
        if (end == SIZE_MAX) end = text.n;
        Str line = str_trim(str_sub(text, from, end));
        from = end + 1;
        bool apart = !line.n || strchr("#|<", line.p[0]);
        if (apart && b.n && p->count < PARAGRAPHS_MAX) {
            p->of[p->count++] = str_copy(a, buf_view(&b));
            b = buf_new(a);
        }
        if (apart) continue;
        if (b.n) buf_byte(&b, ' ');
        buf_str(&b, line);
    }
    if (b.n && p->count < PARAGRAPHS_MAX) p->of[p->count++] = str_copy(a, buf_view(&b));
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void shape_whole(Fonts *f, Arena *a, const Face *face, Str text) {
    font_shape(f, a, face, text, 0);
}

static void shape_words(Fonts *f, Arena *a, const Face *face, Str text) {
    for (size_t from = 0; from < text.n;) {
        size_t end = str_find(text, STR(" "), from);
        if (end == SIZE_MAX) end = text.n;
        if (end > from) font_shape(f, a, face, str_sub(text, from, end), 0);
        from = end + 1;
    }
}

typedef void Shape(Fonts *f, Arena *a, const Face *face, Str text);

/* CPU seconds of one way from cold; the face itself is read before the clock starts. */
static double once(const Prose *p, Shape *shape, size_t *lines) {
    Arena *a = arena_new();
    Diags *d = diags_new(a, 100);
    Fonts *fonts = fonts_new(a, NULL, 0, d);
    const Face *face = font_face(fonts, serif.family, false, false, LOC_NONE);
    Setter *s = setter_new(a, fonts, d);
    if (!face || !s) exit(2);
    font_shape(fonts, a, face, STR("x"), 0);
    double begun = seconds();
    for (size_t i = 0; i < p->count; i++) {
        Run run = {.kind = RUN_TEXT, .text = p->of[i], .style = &serif};
        Para para = {.style = &body, .runs = &run, .run_count = 1};
        if (shape) shape(fonts, a, face, p->of[i]);
        else *lines += para_set(s, a, &para, NULL, MEASURE).count;
    }
    double took = seconds() - begun;
    arena_free(a);
    return took;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *of) {
    qsort(of, ROUNDS, sizeof *of, by_size);
    return of[ROUNDS / 2];
}

int main(int count, char **files) {
    Arena *a = arena_new();
    Diags *d = diags_new(a, 100);
    const Folder here = {.path = STR("."), .allow_outside = true};
    Prose *p = arena_alloc(a, sizeof *p);
    for (int i = 1; i < count; i++) {
        Str text;
        if (!file_read(a, &here, str_of(files[i]), LOC_NONE, &text, d)) return 2;
        gather(a, text, p);
    }
    double whole[ROUNDS], words[ROUNDS], set[ROUNDS], ratio[ROUNDS], least[ROUNDS];
    size_t lines = 0, bytes = 0;
    for (size_t i = 0; i < p->count; i++) bytes += p->of[i].n;
    for (int i = 0; i < ROUNDS; i++) {
        whole[i] = once(p, shape_whole, NULL);
        lines = 0;
        set[i] = once(p, NULL, &lines);
        words[i] = once(p, shape_words, NULL);
        ratio[i] = set[i] / whole[i];
        least[i] = set[i] / words[i];
    }
    double r = median(ratio);
    printf("prose of %zu kB in %zu paragraphs and %zu lines: shaping alone %.2f ms, setting %.2f ms:"
           " setting / shaping %.2f (words shaped once and kept %.2f ms: %.2f)\n",
           bytes / 1000, p->count, lines, median(whole) * 1e3, median(set) * 1e3, r,
           median(words) * 1e3, median(least));
    arena_free(a);
    return r > 2;
}
