/* said: what the diagnostics say, for comparing with one expected line. */
#ifndef LAKIP_TEST_SAID_H
#define LAKIP_TEST_SAID_H

#include "diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static inline const char *said(Arena *a, const Diags *d) {
    Buf b = buf_new(a);
    diags_print(d, &b);
    return buf_terminated(&b);
}

/* Fails unless every part (up to NULL) stands in what was said, in this order. */
static inline void says(Arena *a, const Diags *d, const char *const *parts) {
    const char *all = said(a, d), *p = all;
    for (; *parts; parts++) {
        const char *found = strstr(p, *parts);
        if (!found) fail_msg("not said: %s\nsaid: %s", *parts, all);
        p = found + strlen(*parts);
    }
}

#define SAYS(a, d, ...) says(a, d, (const char *const[]){__VA_ARGS__, NULL})

#endif
