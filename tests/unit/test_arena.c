/* arena: zeroed memory, marks, closers in reverse order, children, memory that runs out. */
#include "arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static char closed[64];       /* the letters of the closers that ran, in order */

static void close_letter(void *letter) {
    size_t n = strlen(closed);
    assert_true(n + 1 < sizeof closed);
    closed[n] = *(const char *)letter;
    closed[n + 1] = '\0';
}

static void defer(Arena *a, const char *letter) {
    arena_defer(a, close_letter, (void *)(uintptr_t)letter);
}

static int forget(void **state) {
    (void)state;
    closed[0] = '\0';
    return 0;
}

static void test_memory_is_zeroed_and_aligned(void **state) {
    (void)state;
    Arena *a = arena_new();
    for (size_t size = 0; size < 300000; size = size * 3 + 1) {
        ArenaMark mark = arena_mark(a);
        for (int round = 0; round < 2; round++) {       /* the second time in used memory */
            unsigned char *p = arena_alloc(a, size);
            assert_int_equal((uintptr_t)p % 16, 0);
            for (size_t i = 0; i < size; i++) assert_int_equal(p[i], 0);
            memset(p, 0xAA, size);
            arena_reset(a, mark);
        }
    }
    arena_free(a);
    arena_free(NULL);
}

static void test_blocks_do_not_overlap(void **state) {
    (void)state;
    Arena *a = arena_new();
    unsigned char *blocks[500];
    for (size_t i = 0; i < 500; i++) {
        blocks[i] = arena_alloc(a, i * 7);
        memset(blocks[i], (int)(i & 0xFF), i * 7);
    }
    for (size_t i = 0; i < 500; i++) {
        for (size_t k = 0; k < i * 7; k++) assert_int_equal(blocks[i][k], i & 0xFF);
    }
    arena_free(a);
}

static void test_grow(void **state) {
    (void)state;
    Arena *a = arena_new();
    char *p = arena_alloc(a, 10);
    memcpy(p, "0123456789", 10);
    char *same = arena_grow(a, p, 10, 40);
    assert_ptr_equal(same, p);                          /* it was the newest */
    assert_memory_equal(same, "0123456789\0\0", 12);
    arena_alloc(a, 1);
    char *moved = arena_grow(a, same, 40, 80);
    assert_ptr_not_equal(moved, same);
    assert_memory_equal(moved, "0123456789\0\0", 12);
    for (size_t i = 40; i < 80; i++) assert_int_equal(moved[i], 0);
    assert_ptr_equal(arena_grow(a, moved, 80, 5), moved);
    assert_non_null(arena_grow(a, NULL, 0, 5));
    char *big = arena_grow(a, moved, 80, 1 << 20);
    assert_memory_equal(big, "0123456789", 10);
    assert_string_equal(arena_strndup(a, "abcdef", 3), "abc");
    arena_free(a);
}

static void test_closers_run_backwards(void **state) {
    (void)state;
    Arena *a = arena_new();
    defer(a, "a");
    ArenaMark mark = arena_mark(a);
    defer(a, "b");
    arena_alloc(a, 100000);
    defer(a, "c");
    arena_reset(a, mark);
    assert_string_equal(closed, "cb");
    defer(a, "d");
    arena_free(a);
    assert_string_equal(closed, "cbda");
}

static void test_children(void **state) {
    (void)state;
    Arena *parent = arena_new(), *first = arena_child(parent), *second = arena_child(parent);
    defer(parent, "p");
    defer(first, "1");
    defer(second, "2");
    arena_free(first);
    assert_string_equal(closed, "1");
    arena_free(parent);
    assert_string_equal(closed, "1p2");
}

static void test_reset_frees_a_child_made_after_the_mark(void **state) {
    (void)state;
    Arena *parent = arena_new();
    ArenaMark mark = arena_mark(parent);
    defer(arena_child(parent), "x");
    arena_reset(parent, mark);
    assert_string_equal(closed, "x");
    arena_free(parent);
    assert_string_equal(closed, "x");
}

static void test_memory_runs_out(void **state) {
    (void)state;
    Arena *parent = arena_new(), *child = arena_child(parent);
    jmp_buf here;
    volatile int jumps = 0;
    assert_null(arena_on_oom(parent, &here));
    if (setjmp(here) == 0) {
        arena_array(child, SIZE_MAX / 2, 3);            /* the product overflows */
    } else if (++jumps == 1) {
        arena_alloc(child, SIZE_MAX - 4);               /* the child asks its parent where to go */
    } else if (jumps == 2) {
        arena_out_of_memory(parent);
    }
    assert_int_equal(jumps, 3);
    assert_null(arena_try_alloc(child, SIZE_MAX - 4));
    assert_null(arena_try_alloc(child, SIZE_MAX));
    assert_ptr_equal(arena_on_oom(parent, NULL), &here);
    assert_non_null(arena_alloc(child, 5));             /* still usable */
    arena_free(parent);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_is_zeroed_and_aligned),
        cmocka_unit_test(test_blocks_do_not_overlap),
        cmocka_unit_test(test_grow),
        cmocka_unit_test_setup(test_closers_run_backwards, forget),
        cmocka_unit_test_setup(test_children, forget),
        cmocka_unit_test_setup(test_reset_frees_a_child_made_after_the_mark, forget),
        cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
