/*
 * tree: places worked out by hand, and what must hold for any tree: no two boxes overlap, nothing
 * leaves the outline, a parent stands in the middle of its children.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tree.h"

static const TreeGaps gaps = {10, 20, 4, 8};

static void ordered(Arena *a, TreeNode *nodes, size_t count) {
    size_t bad;
    assert_true(tree_order(a, nodes, count, &bad));
}

static void test_by_hand(void **state) {
    (void)state;
    Arena *a = arena_new();
    /* 0 over 1 and 2; 3 and 4 below 2. Boxes of 40 by 12. */
    TreeNode n[] = {{.parent = SIZE_MAX, .width = 40, .height = 12}, {.parent = 0, .width = 40, .height = 12},
                    {.parent = 0, .width = 40, .height = 12}, {.parent = 2, .width = 40, .height = 12},
                    {.parent = 2, .width = 40, .height = 12}};
    ordered(a, n, 5);
    TreeSize s = tree_place(a, n, 0, 0, SIZE_MAX, NULL, 0, gaps);
    /* 3 at 0 and 4 at 50 about the middle of 2; 1 is kept off 2 by its own level only. */
    static const Len x[] = {25, 0, 50, 25, 75}, y[] = {0, 32, 32, 64, 64};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(n[i].x, x[i]);
        assert_int_equal(n[i].y, y[i]);
    }
    assert_int_equal(s.width, 115);
    assert_int_equal(s.height, 76);
    arena_free(a);
}

static void test_stack(void **state) {
    (void)state;
    Arena *a = arena_new();
    TreeNode n[] = {{.parent = SIZE_MAX, .width = 40, .height = 12}, {.parent = 0, .width = 40, .height = 10},
                    {.parent = 0, .width = 40, .height = 14}};
    ordered(a, n, 3);
    TreeSize s = tree_place(a, n, 0, 0, SIZE_MAX, NULL, 1, gaps);
    assert_int_equal(n[1].x, 8);
    assert_int_equal(n[1].y, 16);
    assert_int_equal(n[2].y, 30);
    assert_true(n[1].stacked && n[2].stacked && !n[0].stacked);
    assert_int_equal(s.width, 48);
    assert_int_equal(s.height, 44);
    arena_free(a);
}

/* A narrow subtree between two wide ones stands in the middle between them. */
static void test_even(void **state) {
    (void)state;
    Arena *a = arena_new();
    TreeNode n[8] = {{.parent = SIZE_MAX, .width = 10, .height = 10}};
    static const size_t parents[] = {SIZE_MAX, 0, 0, 0, 1, 1, 3, 3};
    for (size_t i = 0; i < 8; i++) n[i] = (TreeNode){.parent = parents[i], .width = 10, .height = 10};
    ordered(a, n, 8);
    tree_place(a, n, 0, 0, SIZE_MAX, NULL, 0, gaps);
    assert_int_equal(n[2].x - n[1].x, n[3].x - n[2].x);
    arena_free(a);
}

static void test_circle(void **state) {
    (void)state;
    Arena *a = arena_new();
    TreeNode n[] = {{.parent = SIZE_MAX}, {.parent = 2}, {.parent = 1}};
    size_t bad = 0;
    assert_false(tree_order(a, n, 3, &bad));
    assert_int_equal(bad, 1);
    arena_free(a);
}

/* ---- any tree ---- */

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static bool shown(const TreeNode *n, const bool *cut, size_t root, size_t first, size_t end, size_t i) {
    for (size_t at = i; at != root; at = n[at].parent) {
        size_t up = n[at].parent;
        if (up == SIZE_MAX || (up != root && cut[up])) return false;
        if (up != root) continue;
        size_t place = 0;
        while (n[root].children[place] != at) place++;
        if (place < first || place >= end) return false;
    }
    return true;
}

static bool overlap(const TreeNode *p, const TreeNode *q) {
    return p->x < q->x + q->width && q->x < p->x + p->width
        && p->y < q->y + q->box_height && q->y < p->y + p->box_height;
}

static void check(const TreeNode *n, size_t count, const bool *seen, TreeSize size) {
    for (size_t i = 0; i < count; i++) {
        if (!seen[i] || n[i].hidden) continue;
        assert_true(n[i].x >= 0 && n[i].x + n[i].width <= size.width);
        assert_true(n[i].y >= 0 && n[i].y + n[i].box_height <= size.height);
        assert_true(n[i].box_height >= n[i].height);
        for (size_t k = i + 1; k < count; k++) {
            if (seen[k] && !n[k].hidden) assert_false(overlap(&n[i], &n[k]));
        }
    }
}

static void test_any(void **state) {
    (void)state;
    enum { MOST = 60, ROUNDS = 400 };
    uint32_t seed = 4711;
    for (int round = 0; round < ROUNDS; round++) {
        Arena *a = arena_new();
        TreeNode n[MOST];
        bool cut[MOST], seen[MOST];
        size_t count = 1 + next_random(&seed) % MOST;
        for (size_t i = 0; i < count; i++) {
            n[i] = (TreeNode){.parent = i ? next_random(&seed) % i : SIZE_MAX,
                              .width = (Len)(1 + next_random(&seed) % 50), .height = (Len)(1 + next_random(&seed) % 40)};
            cut[i] = next_random(&seed) % 8 == 0;
        }
        n[0].hidden = next_random(&seed) % 4 == 0;
        if (n[0].hidden) n[0].width = n[0].height = 0;
        ordered(a, n, count);
        size_t first = round % 3 ? 0 : n[0].child_count / 2, end = round % 2 ? SIZE_MAX : n[0].child_count;
        for (unsigned fold = 0; fold <= n[0].below + 1; fold++) {
            TreeSize size = tree_place(a, n, 0, first, end, cut, fold, gaps);
            for (size_t i = 0; i < count; i++) seen[i] = shown(n, cut, 0, first, end, i);
            check(n, count, seen, size);
        }
        arena_free(a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand), cmocka_unit_test(test_stack), cmocka_unit_test(test_even),
        cmocka_unit_test(test_circle), cmocka_unit_test(test_any),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
