/* Numbers: parsing and printing agree; arithmetic keeps its laws. */
#include "fuzz.h"
#include "num.h"

static void body(Arena *a, Str bytes, Diags *d) {
    (void)d;
    size_t cut = str_find(bytes, STR(" "), 0);
    if (cut == SIZE_MAX) cut = bytes.n;
    Num x, y, z, back;
    if (!num_parse(a, str_sub(bytes, 0, cut), &x)) return;
    Str digits;
    if (num_exact_digits(a, x, 2000, &digits)) {
        if (!num_parse(a, digits, &back) || num_cmp(x, back) != 0) abort();
    }
    if (!num_parse(a, str_sub(bytes, cut + 1, bytes.n), &y)) return;
    if (num_add(a, x, y, &z) && num_sub(a, z, y, &back) && num_cmp(back, x) != 0) abort();
    if (!num_is_zero(y) && num_div(a, x, y, &z) && num_mul(a, z, y, &back) && num_cmp(back, x) != 0) abort();
    num_digits(a, x, 3, ROUND_HALF_EVEN);
}
FUZZ(body)
