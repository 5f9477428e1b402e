/*
 * arena: the memory of one document.
 *
 * Everything a stage makes lives in an Arena and dies with it. Handles of foreign libraries are
 * registered with arena_defer() and closed in reverse order, so that one arena_free() undoes
 * everything, also after an error half-way.
 *
 * Memory that runs out: no caller checks for NULL. arena_alloc() jumps (longjmp) to the recovery
 * point that arena_on_oom() named; `report` sets it, says so in one message and frees the arena.
 * Code that runs inside a foreign library's callback must not be jumped over: it uses
 * arena_try_alloc(), which returns NULL, and makes the library stop.
 */
#ifndef LAKIP_ARENA_H
#define LAKIP_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Arena Arena;

/* A new, empty arena. Owned by the caller (arena_free). NULL when there is no memory. */
Arena *arena_new(void);

/* An arena whose life ends with `parent`'s and which shares its recovery point. It may be freed
 * earlier with arena_free(). Never NULL. */
Arena *arena_child(Arena *parent);

/* Runs the closers, last registered first, and frees every byte. NULL is allowed. */
void arena_free(Arena *a);

/* `size` zeroed bytes, aligned for any type. Never NULL (see above). Size 0 gives a valid pointer. */
void *arena_alloc(Arena *a, size_t size);
void *arena_try_alloc(Arena *a, size_t size);

/* Like arena_alloc(count * size), but an overflowing product counts as memory run out. */
void *arena_array(Arena *a, size_t count, size_t size);

/* A copy of `old_size` bytes in a block of `new_size`; grows in place when `old` was the arena's
 * newest block. Bytes past old_size are zero. */
void *arena_grow(Arena *a, void *old, size_t old_size, size_t new_size);

/* Room for one more element: `items` itself while count < *cap, else an array of twice the room, the
 * first `count` elements moved there. *cap becomes the new room. */
void *arena_more(Arena *a, void *items, size_t count, size_t *cap, size_t size);
static inline void *arena_room(Arena *a, void *items, size_t count, size_t *cap, size_t size) {
    return count < *cap ? items : arena_more(a, items, count, cap, size);
}

/* A NUL-terminated copy of n bytes. */
char *arena_strndup(Arena *a, const char *s, size_t n);

/* close(handle) runs when the arena is freed (or reset to an earlier mark). */
void arena_defer(Arena *a, void (*close)(void *handle), void *handle);

/* The same, but not once memory ran out: HarfBuzz crashes when it takes a face apart whose tables it
 * had no memory for. The program ends then, and the system takes back what is left. */
void arena_defer_sound(Arena *a, void (*close)(void *handle), void *handle);

/* Scratch use: everything allocated (and deferred) after the mark is undone by arena_reset(). */
typedef struct ArenaMark {
    void *block;
    size_t used;
    void *closer;
} ArenaMark;
ArenaMark arena_mark(const Arena *a);
void arena_reset(Arena *a, ArenaMark mark);

/* The point to jump to when memory runs out; the previous one is returned, to be restored.
 * Without any, the arena calls abort(). */
jmp_buf *arena_on_oom(Arena *a, jmp_buf *where);

/* From the moment *flag is not 0 this arena and its children get no further block: the work ends as it
 * would for want of memory. */
void arena_stop_when(Arena *a, const volatile int *flag);

/* HarfBuzz goes on without what it found no memory for, as if a font had no such table. So calls to it
 * stand between these two: malloc() sets errno when it fails (POSIX), and nothing in between clears it. */
void arena_watch(void);
void arena_watched(Arena *a);

/* For libraries' allocations that failed: jumps as arena_alloc() would. */
_Noreturn void arena_out_of_memory(Arena *a);

#endif
