/* one_arena: the fixture of the floor's and the decoders' tests: one arena, and text to read in it. */
#ifndef LAKIP_TEST_ONE_ARENA_H
#define LAKIP_TEST_ONE_ARENA_H

#include "said.h"

static Arena *arena;

static int open_arena(void **state) {
    (void)state;
    arena = arena_new();
    return arena ? 0 : -1;
}

static int close_arena(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

/* The text in a block of just its size, so that a sanitizer sees every byte read behind it. */
static inline const Source *exact_source(const char *name, Str text) {
    Source *s = arena_alloc(arena, sizeof *s);
    char *exact = malloc(text.n ? text.n : 1);
    assert_non_null(exact);
    if (text.n) memcpy(exact, text.p, text.n);
    arena_defer(arena, free, exact);
    *s = (Source){.name = str_of(name), .text = {exact, text.n}};
    return s;
}

#endif
