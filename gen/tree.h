/*
 * tree: where the boxes of a tree stand. Lengths in, places out; no text, no colours.
 *
 * Levels hang below each other, a parent is centred over its children, and subtrees are set as close
 * as their outlines allow (Reingold and Tilford, Tidier Drawings of Trees, 1981; outlines of boxes
 * of any size as by van der Ploeg, Drawing Non-Layered Tidy Trees, 2014). Small subtrees between
 * large ones are spread evenly, as Buchheim, Juenger and Leipert (2002) want it: the places furthest
 * left and those furthest right obey the same inequalities, and so does their mean.
 *
 * A node whose subtree is at most `fold` levels deep stacks its children below it, one under the
 * other and indented, so that any tree becomes as narrow as it must.
 *
 * Invariant: no two boxes overlap; boxes side by side are at least gap_x apart, a stack's gap_stack.
 */
#ifndef LAKIP_TREE_H
#define LAKIP_TREE_H

#include "arena.h"
#include "measure.h"

#include <stddef.h>

enum { TREE_DEEPEST = 60 };   /* levels; a deeper tree is refused by tree_order */

typedef struct TreeNode {
    size_t parent;            /* SIZE_MAX: a root */
    Len width, height;        /* of its box */
    bool hidden;              /* a root that joins several: takes no room, has no lines */
    /* made by tree_order */
    const size_t *children;
    size_t child_count;
    unsigned depth;           /* root 0 */
    unsigned below;           /* levels below it */
    /* made by tree_place */
    Len x, y;                 /* top left */
    Len box_height;           /* at least height: boxes of one level are equally high */
    bool stacked;             /* stands in its parent's stack */
} TreeNode;

typedef struct TreeGaps {
    Len x, y;                 /* between neighbours, between levels */
    Len stack, indent;        /* between boxes of a stack, and how far it is indented */
} TreeGaps;

typedef struct TreeSize { Len width, height; } TreeSize;

/* Children in the order of the nodes, depths. False when parents go round in a circle or the tree
 * is deeper than TREE_DEEPEST: *bad is a node of it. */
bool tree_order(Arena *a, TreeNode *nodes, size_t count, size_t *bad);

/* Places `root` and what hangs below it, its outline's top left at (0, 0). Of the root's own children
 * only those from `first` to before `end`. Nodes marked in `cut` (may be NULL) show no children. */
TreeSize tree_place(Arena *scratch, TreeNode *nodes, size_t root, size_t first, size_t end,
                    const bool *cut, unsigned fold, TreeGaps gaps);

#endif
