/*
 * LD_PRELOAD for tests/sweep.sh: the n-th allocation after main() began, and with LAKIP_FAIL_ON
 * every later one, finds no memory.
 *
 *   LAKIP_FAIL_AT=n        which (0 or none: all succeed)
 *   LAKIP_FAIL_ON=1        memory stays short
 *   LAKIP_COUNT_TO=file    at the end: how many allocations were asked for, how many still
 *                          live, how many of these are of 64 KiB or more
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

enum { BIG = 1 << 16 };          /* an arena's block, a mapped buffer */

static long count, live, big, fail_at;
static int armed, stays;

static int refused(void) {
    if (!armed) return 0;
    count++;
    if (!fail_at || (stays ? count < fail_at : count != fail_at)) return 0;
    errno = ENOMEM;
    return 1;
}

static void *given(void *p) {
    if (p && armed) live++, big += malloc_usable_size(p) >= BIG;
    return p;
}

void *malloc(size_t n) {
    return refused() ? NULL : given(__libc_malloc(n));
}

void *calloc(size_t n, size_t size) {
    return refused() ? NULL : given(__libc_calloc(n, size));
}

void *realloc(void *old, size_t n) {
    if (refused()) return NULL;
    int was_big = old && malloc_usable_size(old) >= BIG;
    void *p = __libc_realloc(old, n);
    if (!old) return given(p);
    if (p && armed) big += (malloc_usable_size(p) >= BIG) - was_big;
    return p;
}

void *memalign(size_t to, size_t n) {
    return refused() ? NULL : given(__libc_memalign(to, n));
}

void *aligned_alloc(size_t to, size_t n) {
    return memalign(to, n);
}

int posix_memalign(void **p, size_t to, size_t n) {
    void *got = memalign(to, n);
    if (!got) return ENOMEM;
    *p = got;
    return 0;
}

void free(void *p) {
    if (p && armed) live--, big -= malloc_usable_size(p) >= BIG;
    __libc_free(p);
}

static void report(void) {
    const char *to = getenv("LAKIP_COUNT_TO");
    char line[64];
    armed = 0;
    int fd = to ? open(to, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;
    if (fd < 0) return;
    int n = snprintf(line, sizeof line, "%ld %ld %ld\n", count, live, big);
    if (write(fd, line, (size_t)n) != n) abort();
    close(fd);
}

typedef int Main(int, char **, char **);
static Main *real_main;

static int counted_main(int argc, char **argv, char **env) {
    const char *at = getenv("LAKIP_FAIL_AT");
    fail_at = at ? atol(at) : 0;
    stays = getenv("LAKIP_FAIL_ON") != NULL;
    armed = 1;
    int status = real_main(argc, argv, env);
    report();
    return status;
}

int __libc_start_main(Main *main_, int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end) {
    int (*real)(Main *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *) =
        (int (*)(Main *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *))
            dlsym(RTLD_NEXT, "__libc_start_main");
    real_main = main_;
    return real(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}
