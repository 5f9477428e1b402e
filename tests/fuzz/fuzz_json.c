/* JSON: whatever comes, a located tree or a message. */
#include "fuzz.h"
#include "value.h"

static void body(Arena *a, Str bytes, Diags *d) {
    const Source *s = fuzz_source(a, bytes, d);
    if (s && !value_from_json(a, s, d) && diags_count(d, ERROR_) == 0) abort();
}
FUZZ(body)
