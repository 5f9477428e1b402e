/* What the audit costs beside reading: audit_cost FOLDER LAYOUTS. Prints seconds of each and the ratio. */
#include "audit.h"

#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int count, char **words) {
    if (count != 3) return 2;
    Arena *a = arena_new();
    Diags *d = diags_new(a, 100);
    const Folder folder = {str_of(words[1]), false, 0};
    double begun = now();
    const Data *data = data_read(a, &folder, d);
    double read = now();
    const Layout *layout = data ? layout_read(a, data, (LayoutPath){.program_layouts = str_of(words[2])},
                                                d) : NULL;
    const Figures *figures = layout ? compute(a, layout, data, d) : NULL;
    if (!figures) return 1;
    double computed = now();
    audit(a, layout, figures, data, d);
    double audited = now();
    printf("reading %.3f s, computing %.3f s, audit %.3f s: audit / reading %.2f\n", read - begun,
           computed - read, audited - computed, (audited - computed) / (read - begun));
    arena_free(a);
    return 0;
}
