/*
 * build_index: text to number, by open addressing. What is found does not depend on the order of
 * the table's slots, so nothing here can change the output.
 */
#include "build_internal.h"

typedef struct Slot {
    Str key;
    size_t value;
    bool used;
} Slot;

struct Index {
    Arena *a;
    Slot *slots;
    size_t capacity, count;   /* capacity: a power of two */
};

Index *index_new(Arena *a) {
    Index *x = arena_alloc(a, sizeof *x);
    x->a = a;
    x->capacity = 64;
    x->slots = arena_array(a, x->capacity, sizeof *x->slots);
    return x;
}

/* FNV-1a, 64 bits. */
static uint64_t hash(Str key) {
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < key.n; i++) h = (h ^ (unsigned char)key.p[i]) * 1099511628211u;
    return h ^ (h >> 32);
}

static Slot *slot_of(const Index *x, Str key) {
    size_t i = (size_t)hash(key) & (x->capacity - 1);
    while (x->slots[i].used && !str_eq(x->slots[i].key, key)) i = (i + 1) & (x->capacity - 1);
    return &x->slots[i];
}

static void index_widen(Index *x) {
    Slot *old = x->slots;
    size_t count = x->capacity;
    x->capacity *= 2;
    x->slots = arena_array(x->a, x->capacity, sizeof *x->slots);
    for (size_t i = 0; i < count; i++) {
        if (old[i].used) *slot_of(x, old[i].key) = old[i];
    }
}

size_t *index_put(Index *x, Str key, bool *added) {
    if ((x->count + 1) * 2 > x->capacity) index_widen(x);
    Slot *slot = slot_of(x, key);
    *added = !slot->used;
    if (*added) {
        *slot = (Slot){key, 0, true};
        x->count++;
    }
    return &slot->value;
}

bool index_get(const Index *x, Str key, size_t *value) {
    const Slot *slot = slot_of(x, key);
    if (slot->used) *value = slot->value;
    return slot->used;
}
