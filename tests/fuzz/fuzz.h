/* Shared by the fuzzers: bytes to a Source, in an arena of their own. Memory that runs out ends the
 * input, as it ends a report. */
#ifndef FUZZ_H
#define FUZZ_H

#include "file.h"

#include <stdlib.h>
#include <unistd.h>

typedef void FuzzBody(Arena *a, Str bytes, Diags *d);

static inline int fuzz_run(const uint8_t *bytes, size_t n, FuzzBody *body) {
    Arena *a = arena_new();
    jmp_buf oom;
    if (a && !setjmp(oom)) {
        arena_on_oom(a, &oom);
        Diags *d = diags_new(a, 50);
        Str copy = {arena_strndup(a, (const char *)bytes, n), n};
        body(a, copy, d);
        Buf out = buf_new(a);
        diags_sort(d);
        diags_print(d, &out);
        diags_print_json(d, &out);
    }
    arena_free(a);
    return 0;
}

/* As the program reads text: encodings, BOMs, binary garbage refused. */
static inline const Source *fuzz_source(Arena *a, Str bytes, Diags *d) {
    return file_source_from(a, STR("masukan"), bytes, d);
}

/* Where a fuzzer's files stand: in memory, if the system has such a folder, for a disk would set the pace. */
static inline const char *fuzz_place(void) {
    const char *place = getenv("TMPDIR");
    if (place && *place) return place;
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

#define FUZZ(body)                                                       \
    int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);          \
    int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {         \
        return fuzz_run(bytes, n, body);                                 \
    }

#endif
