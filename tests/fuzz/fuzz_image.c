/* PNG and JPEG files: measured or refused. */
#include "fuzz.h"
#include "image.h"

static void body(Arena *a, Str bytes, Diags *d) {
    if (!image_measure(a, STR("gambar"), bytes, LOC_NONE, d) && diags_count(d, ERROR_) == 0) abort();
}
FUZZ(body)
