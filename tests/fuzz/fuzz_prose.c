/* Markdown with placeholders. */
#include "fuzz.h"
#include "prose.h"

static void body(Arena *a, Str bytes, Diags *d) {
    const Source *s = fuzz_source(a, bytes, d);
    if (s && !prose_read(a, s, d) && diags_count(d, ERROR_) == 0) abort();
}
FUZZ(body)
