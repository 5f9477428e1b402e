/*
 * tree: see tree.h. An outline is a list of slabs from top to bottom: how far a subtree reaches to
 * the left and right between two heights, from its root's left edge. A slab of a child begins at its
 * parent's box: the lines that join them lie in it.
 */
#include "tree.h"

#include <string.h>

/* ---- order ---- */

static bool rooted(const TreeNode *nodes, size_t count, size_t i, unsigned *depth) {
    *depth = 0;
    for (size_t up = nodes[i].parent; up != SIZE_MAX; up = nodes[up].parent) {
        if (up >= count || ++*depth > TREE_DEEPEST) return false;
    }
    return true;
}

static void count_levels(TreeNode *nodes, size_t i) {
    unsigned below = 0;
    for (size_t up = nodes[i].parent; up != SIZE_MAX; up = nodes[up].parent) {
        below++;
        if (nodes[up].below < below) nodes[up].below = below;
    }
}

bool tree_order(Arena *a, TreeNode *nodes, size_t count, size_t *bad) {
    size_t *places = arena_array(a, count, sizeof *places);
    for (size_t i = 0; i < count; i++) {
        nodes[i].child_count = 0;
        nodes[i].below = 0;
        if (!rooted(nodes, count, i, &nodes[i].depth)) {
            *bad = i;
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (nodes[i].parent != SIZE_MAX) nodes[nodes[i].parent].child_count++;
        count_levels(nodes, i);
    }
    for (size_t i = 0, at = 0; i < count; i++) {
        nodes[i].children = &places[at];
        at += nodes[i].child_count;
        nodes[i].child_count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (nodes[i].parent == SIZE_MAX) continue;
        TreeNode *up = &nodes[nodes[i].parent];
        ((size_t *)up->children)[up->child_count++] = i;
    }
    return true;
}

/* ---- outlines ---- */

typedef struct Slab { Len top, bottom, left, right; } Slab;

typedef struct Outline {
    Slab *slabs;
    size_t count;
} Outline;

typedef struct Placing {
    Arena *a;
    TreeNode *nodes;
    size_t root, first, end;
    const bool *cut;
    unsigned fold;
    TreeGaps gaps;
    Len level_top[TREE_DEEPEST + 2];      /* of boxes that are not stacked, by depth below the root */
    Len level_height[TREE_DEEPEST + 2];
} Placing;

static Len least(Len x, Len y) {
    return x < y ? x : y;
}

static Len most(Len x, Len y) {
    return x > y ? x : y;
}

/* How far right of `left` the other must stand so that nothing comes nearer than `gap`. */
static Len apart(const Outline *left, const Outline *right, Len gap) {
    Len shift = INT32_MIN;
    for (size_t i = 0, k = 0; i < left->count && k < right->count;) {
        const Slab *l = &left->slabs[i], *r = &right->slabs[k];
        if (l->top < r->bottom && r->top < l->bottom) shift = most(shift, l->right + gap - r->left);
        if (l->bottom <= r->bottom) i++;
        else k++;
    }
    return shift;
}

/* The next height at which either outline begins or ends. */
static Len next_edge(const Outline *o, size_t at, Len y) {
    if (at >= o->count) return INT32_MAX;
    return o->slabs[at].top > y ? o->slabs[at].top : o->slabs[at].bottom;
}

/* Both outlines in one, the second moved by `shift`. */
static Outline joined(Arena *a, const Outline *x, const Outline *y, Len shift) {
    Outline out = {arena_array(a, 2 * (x->count + y->count) + 1, sizeof(Slab)), 0};
    Len at = INT32_MIN;
    for (size_t i = 0, k = 0; i < x->count || k < y->count;) {
        Len to = least(next_edge(x, i, at), next_edge(y, k, at));
        bool in_x = i < x->count && x->slabs[i].top <= at, in_y = k < y->count && y->slabs[k].top <= at;
        Slab s = {at, to, INT32_MAX, INT32_MIN};
        if (in_x) s = (Slab){at, to, x->slabs[i].left, x->slabs[i].right};
        if (in_y) {
            s.left = least(s.left, y->slabs[k].left + shift);
            s.right = most(s.right, y->slabs[k].right + shift);
        }
        if ((in_x || in_y) && to > at) out.slabs[out.count++] = s;
        at = to;
        while (i < x->count && x->slabs[i].bottom <= at) i++;
        while (k < y->count && y->slabs[k].bottom <= at) k++;
    }
    return out;
}

static void mirror(Outline *o) {
    for (size_t i = 0; i < o->count; i++) {
        Len left = o->slabs[i].left;
        o->slabs[i].left = -o->slabs[i].right;
        o->slabs[i].right = -left;
    }
}

/* ---- children ---- */

typedef struct Children { const size_t *at; size_t count; } Children;

static Children children_of(const Placing *p, size_t node) {
    const TreeNode *n = &p->nodes[node];
    if (p->cut && p->cut[node] && node != p->root) return (Children){NULL, 0};
    if (node != p->root) return (Children){n->children, n->child_count};
    size_t end = p->end < n->child_count ? p->end : n->child_count;
    size_t first = p->first < end ? p->first : end;
    return (Children){n->children + first, end - first};
}

static bool stacks(const Placing *p, size_t node) {
    return p->nodes[node].below <= p->fold;
}

static void move(const Placing *p, size_t node, Len dx, Len dy) {
    Children c = children_of(p, node);
    p->nodes[node].x += dx;
    p->nodes[node].y += dy;
    for (size_t i = 0; i < c.count; i++) move(p, c.at[i], dx, dy);
}

/* ---- stacks ---- */

/* The node at (0, 0), its children below; what room it takes. */
static TreeSize place_stack(const Placing *p, size_t node) {
    TreeNode *n = &p->nodes[node];
    Children c = children_of(p, node);
    Len indent = n->hidden ? 0 : p->gaps.indent;
    TreeSize size = {n->hidden ? 0 : n->width, n->hidden ? 0 : n->height};
    n->x = n->y = 0;
    n->box_height = n->height;
    for (size_t i = 0; i < c.count; i++) {
        TreeSize inner = place_stack(p, c.at[i]);
        if (size.height > 0) size.height += p->gaps.stack;
        move(p, c.at[i], indent, size.height);
        p->nodes[c.at[i]].stacked = true;
        size.width = most(size.width, indent + inner.width);
        size.height += inner.height;
    }
    return size;
}

/* ---- levels ---- */

static void measure_levels(Placing *p, size_t node, unsigned depth) {
    TreeNode *n = &p->nodes[node];
    n->stacked = false;
    if (!n->hidden) p->level_height[depth] = most(p->level_height[depth], n->height);
    if (stacks(p, node)) return;
    Children c = children_of(p, node);
    for (size_t i = 0; i < c.count; i++) measure_levels(p, c.at[i], depth + 1);
}

static void stand_levels(Placing *p) {
    for (unsigned d = 0; d <= TREE_DEEPEST; d++) {
        Len height = p->level_height[d];
        p->level_top[d + 1] = p->level_top[d] + height + (height > 0 ? p->gaps.y : 0);
    }
}

/* The node's own slab: from its parent's box down. */
static Outline own_outline(const Placing *p, unsigned depth, Len width, Len height) {
    Outline o = {arena_alloc(p->a, sizeof(Slab)), 1};
    Len top = depth ? p->level_top[depth - 1] + p->level_height[depth - 1] : 0;
    o.slabs[0] = (Slab){top, p->level_top[depth] + most(height, 1), 0, width};
    return o;
}

static Outline place_node(Placing *p, size_t node, unsigned depth);

/* The places of the children's left edges, furthest left: the first at 0. */
static void pack(const Placing *p, const Outline *outlines, size_t count, Len *at) {
    Outline all = outlines[0];
    at[0] = 0;
    for (size_t i = 1; i < count; i++) {
        at[i] = apart(&all, &outlines[i], p->gaps.x);
        all = joined(p->a, &all, &outlines[i], at[i]);
    }
}

/* The mean of the places furthest left and furthest right. */
static Outline spread(const Placing *p, Outline *outlines, size_t count, Len *at) {
    Len *back = arena_array(p->a, count, sizeof *back);
    Outline *turned = arena_array(p->a, count, sizeof *turned);
    pack(p, outlines, count, at);
    for (size_t i = 0; i < count; i++) {
        turned[i] = outlines[count - 1 - i];
        mirror(&turned[i]);
    }
    pack(p, turned, count, back);
    for (size_t i = 0; i < count; i++) mirror(&turned[i]);
    Len last = at[count - 1];
    for (size_t i = 0; i < count; i++) {
        int64_t sum = (int64_t)at[i] + last - back[count - 1 - i];
        at[i] = (Len)((sum - (sum & 1)) / 2);
    }
    Outline all = outlines[0];
    for (size_t i = 1; i < count; i++) all = joined(p->a, &all, &outlines[i], at[i]);
    return all;
}

/* From the children's own left edge to the node's. */
static Outline place_over(Placing *p, size_t node, unsigned depth) {
    TreeNode *n = &p->nodes[node];
    Children c = children_of(p, node);
    Outline *outlines = arena_array(p->a, c.count, sizeof *outlines);
    Len *at = arena_array(p->a, c.count, sizeof *at);
    for (size_t i = 0; i < c.count; i++) outlines[i] = place_node(p, c.at[i], depth + 1);
    Outline below = spread(p, outlines, c.count, at);
    const TreeNode *first = &p->nodes[c.at[0]], *last = &p->nodes[c.at[c.count - 1]];
    int64_t middle = ((int64_t)at[0] + first->width / 2 + at[c.count - 1] + last->width / 2) / 2;
    Len shift = (Len)(n->width / 2 - middle);
    for (size_t i = 0; i < c.count; i++) move(p, c.at[i], at[i] + shift, 0);
    n->box_height = p->level_height[depth];
    n->x = 0;
    n->y = p->level_top[depth];
    Outline own = n->hidden ? (Outline){NULL, 0} : own_outline(p, depth, n->width, n->box_height);
    return joined(p->a, &own, &below, shift);
}

/* The node's left edge at 0; heights already in place. */
static Outline place_node(Placing *p, size_t node, unsigned depth) {
    TreeNode *n = &p->nodes[node];
    if (!stacks(p, node) && children_of(p, node).count) return place_over(p, node, depth);
    TreeSize size = place_stack(p, node);
    if (!n->hidden && p->level_height[depth] > n->height) {
        Len more = p->level_height[depth] - n->height;
        Children c = children_of(p, node);
        for (size_t i = 0; i < c.count; i++) move(p, c.at[i], 0, more);
        n->box_height += more;
        size.height += more;
    }
    move(p, node, 0, p->level_top[depth]);
    return own_outline(p, depth, size.width, size.height);
}

TreeSize tree_place(Arena *scratch, TreeNode *nodes, size_t root, size_t first, size_t end,
                    const bool *cut, unsigned fold, TreeGaps gaps) {
    Placing p = {.a = scratch, .nodes = nodes, .root = root, .first = first, .end = end, .cut = cut,
                 .fold = fold, .gaps = gaps};
    measure_levels(&p, root, 0);
    stand_levels(&p);
    Outline o = place_node(&p, root, 0);
    TreeSize size = {0, 0};
    Len left = INT32_MAX, right = INT32_MIN;
    for (size_t i = 0; i < o.count; i++) {
        left = least(left, o.slabs[i].left);
        right = most(right, o.slabs[i].right);
        size.height = most(size.height, o.slabs[i].bottom);
    }
    if (o.count) size.width = right - left;
    move(&p, root, o.count ? -left : 0, 0);
    return size;
}
