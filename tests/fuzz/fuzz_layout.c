/* Descriptors and profiles: read, bound and computed, or messages. */
#include "compute.h"
#include "fuzz_folder.h"
#include "json_mutate.h"

static void body(Arena *a, Str bytes, Diags *d) {
    const Data *data = folder_data(a, bytes, d);
    const Layout *layout = data ? layout_read(a, data, (LayoutPath){STR("layouts")}, d) : NULL;
    if (!layout && diags_count(d, ERROR_) == 0) abort();
    if (layout && !compute(a, layout, data, d) && diags_count(d, ERROR_) == 0) abort();
}
FUZZ(body)
