/*
 * arena: a chain of blocks, newest first, and a chain of closers, newest first.
 *
 * Invariant: a mark names the newest block, how much of it was used and the newest closer; every
 * younger block and closer can be undone without looking at older ones.
 */
#include "arena.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SIZES = 3, ALIGNMENT = 16 };

/* Of blocks: an arena begins with a small one, because many hold little. */
static const size_t block_sizes[SIZES] = {1 << 12, 1 << 14, 1 << 16};

/* Pages and rows come and go by arenas; handing their blocks to the system and back each time would
 * cost more than setting them. Not where a tool watches for memory used after it was freed. */
#ifdef __SANITIZE_ADDRESS__
enum { MOST_SPARES = 0 };
#else
enum { MOST_SPARES = 4 };
#endif

typedef struct ArenaBlock ArenaBlock;
struct ArenaBlock {
    ArenaBlock *older;
    size_t size, used;        /* of the bytes behind this head */
};
_Static_assert(sizeof(ArenaBlock) % 8 == 0, "block head keeps alignment");

#define HEAD_BYTES ((sizeof(ArenaBlock) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

typedef struct Closer Closer;
struct Closer {
    Closer *older;
    void (*close)(void *);
    void *handle;             /* NULL close: taken back */
    bool sound;               /* not to be called once memory ran out */
};

typedef struct Spare {
    ArenaBlock *newest;
    size_t count;
} Spare;

struct Arena {
    ArenaBlock *newest;
    Closer *closers;
    Arena *parent, *root;
    Closer *in_parent;        /* the parent's closer that frees this child */
    Spare spare[SIZES];       /* the root's: blocks given back by any of its family, to be used again */
    jmp_buf *on_oom;
    bool ran_out;             /* the root's: memory was short once */
    const volatile int *stop;  /* the root's: not 0: no more blocks; NULL: none */
};

static char *block_bytes(ArenaBlock *b) {
    return (char *)b + HEAD_BYTES;
}

Arena *arena_new(void) {
    Arena *a = calloc(1, sizeof(Arena));
    if (a) a->root = a;
    return a;
}

static void free_as_child(void *child) {
    Arena *a = child;
    a->in_parent = NULL;
    arena_free(a);
}

Arena *arena_child(Arena *parent) {
    Arena *a = arena_new();
    if (!a) arena_out_of_memory(parent);
    a->parent = parent;
    a->root = parent->root;
    Closer *c = arena_try_alloc(parent, sizeof *c);
    if (!c) {
        free(a);
        arena_out_of_memory(parent);
    }
    *c = (Closer){parent->closers, free_as_child, a, false};
    parent->closers = c;
    a->in_parent = c;
    return a;
}

/* SIZES: not one of the usual sizes. */
static size_t size_index(size_t size) {
    size_t i = 0;
    while (i < SIZES && block_sizes[i] != size) i++;
    return i;
}

static void give_back(Arena *root, ArenaBlock *b) {
    size_t i = size_index(b->size);
    if (i == SIZES || root->spare[i].count >= MOST_SPARES) {
        free(b);
        return;
    }
    b->older = root->spare[i].newest;
    root->spare[i].newest = b;
    root->spare[i].count++;
}

static void undo_to(Arena *a, const ArenaBlock *block, size_t used, const Closer *closer) {
    while (a->closers != closer) {
        Closer c = *a->closers;
        a->closers = c.older;
        if (c.close && !(c.sound && a->root->ran_out)) c.close(c.handle);
    }
    while (a->newest != block) {
        ArenaBlock *b = a->newest;
        a->newest = b->older;
        give_back(a->root, b);
    }
    if (a->newest) a->newest->used = used;
}

void arena_free(Arena *a) {
    if (!a) return;
    if (a->in_parent) a->in_parent->close = NULL;
    undo_to(a, NULL, 0, NULL);
    for (size_t i = 0; i < SIZES; i++) {
        while (a->spare[i].newest) {
            ArenaBlock *b = a->spare[i].newest;
            a->spare[i].newest = b->older;
            free(b);
        }
    }
    free(a);
}

/* The next larger than the newest block's, as large as what is asked for needs. */
static size_t next_size(const Arena *a, size_t wanted) {
    size_t i = a->newest ? size_index(a->newest->size) + 1 : 0;
    if (i >= SIZES) i = SIZES - 1;
    while (i < SIZES && block_sizes[i] < wanted) i++;
    return i;
}

static bool add_block(Arena *a, size_t size) {
    if (a->root->stop && *a->root->stop) return false;
    size_t i = next_size(a, size), bytes = i < SIZES ? block_sizes[i] : size;
    if (bytes > SIZE_MAX - HEAD_BYTES) return false;
    ArenaBlock *b = i < SIZES ? a->root->spare[i].newest : NULL;
    if (b) {
        a->root->spare[i].newest = b->older;
        a->root->spare[i].count--;
    } else {
        b = malloc(HEAD_BYTES + bytes);
    }
    if (!b) return false;
    *b = (ArenaBlock){a->newest, bytes, 0};
    a->newest = b;
    return true;
}

void *arena_try_alloc(Arena *a, size_t size) {
    if (size > SIZE_MAX - ALIGNMENT) return NULL;
    size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (rounded == 0) rounded = ALIGNMENT;
    if (!a->newest || a->newest->size - a->newest->used < rounded) {
        if (!add_block(a, rounded)) return NULL;
    }
    char *p = block_bytes(a->newest) + a->newest->used;
    a->newest->used += rounded;
    memset(p, 0, rounded);
    return p;
}

void *arena_alloc(Arena *a, size_t size) {
    void *p = arena_try_alloc(a, size);
    if (!p) arena_out_of_memory(a);
    return p;
}

void *arena_array(Arena *a, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) arena_out_of_memory(a);
    return arena_alloc(a, count * size);
}

void *arena_grow(Arena *a, void *old, size_t old_size, size_t new_size) {
    if (new_size <= old_size) return old;
    size_t rounded = (old_size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ArenaBlock *b = a->newest;
    if (old && old_size && b && (char *)old + rounded == block_bytes(b) + b->used) {
        size_t more = new_size > rounded ? (new_size - rounded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : 0;
        if (b->size - b->used >= more) {
            memset(block_bytes(b) + b->used, 0, more);
            b->used += more;
            return old;
        }
    }
    void *p = arena_alloc(a, new_size);
    if (old && old_size) memcpy(p, old, old_size);
    return p;
}

void *arena_more(Arena *a, void *items, size_t count, size_t *cap, size_t size) {
    enum { FIRST_BYTES = 256, FIRST = 8 };
    size_t first = FIRST_BYTES / size < FIRST ? FIRST_BYTES / size : FIRST;
    size_t more = *cap ? *cap * 2 : first ? first : 1;
    if (more > SIZE_MAX / size) arena_out_of_memory(a);
    void *grown = arena_grow(a, items, count * size, more * size);
    *cap = more;
    return grown;
}

char *arena_strndup(Arena *a, const char *s, size_t n) {
    char *p = arena_alloc(a, n + 1);
    if (n) memcpy(p, s, n);
    return p;
}

static void defer(Arena *a, void (*close)(void *), void *handle, bool sound) {
    Closer *c = arena_try_alloc(a, sizeof *c);
    if (!c) {
        if (!sound) close(handle);      /* the handle is ours from the moment we were asked */
        arena_out_of_memory(a);
    }
    *c = (Closer){a->closers, close, handle, sound};
    a->closers = c;
}

void arena_defer(Arena *a, void (*close)(void *), void *handle) {
    defer(a, close, handle, false);
}

void arena_defer_sound(Arena *a, void (*close)(void *), void *handle) {
    defer(a, close, handle, true);
}

ArenaMark arena_mark(const Arena *a) {
    return (ArenaMark){a->newest, a->newest ? a->newest->used : 0, a->closers};
}

void arena_reset(Arena *a, ArenaMark mark) {
    undo_to(a, mark.block, mark.used, mark.closer);
}

jmp_buf *arena_on_oom(Arena *a, jmp_buf *where) {
    jmp_buf *before = a->on_oom;
    a->on_oom = where;
    return before;
}

void arena_stop_when(Arena *a, const volatile int *flag) {
    a->root->stop = flag;
}

_Noreturn void arena_out_of_memory(Arena *a) {
    a->root->ran_out = true;
    for (; a; a = a->parent) {
        if (a->on_oom) longjmp(*a->on_oom, 1);
    }
    abort();
}

void arena_watch(void) {
    errno = 0;
}

void arena_watched(Arena *a) {
    if (errno == ENOMEM) arena_out_of_memory(a);
}
