/* PDF files as `buka` and `verifikasi` read them: attachments, text, fonts and what is painted, or a message. */
#include "fuzz.h"
#include "unpack.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* The library opens a path; the bytes stay in memory (a disk would set the pace). */
static const char *put(Str bytes) {
    static char path[40];
    static int fd = -1;
    if (fd < 0) {
        fd = memfd_create("pdf", MFD_CLOEXEC);
        if (fd < 0) abort();
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    }
    if (ftruncate(fd, 0) != 0 || pwrite(fd, bytes.p, bytes.n, 0) != (ssize_t)bytes.n) abort();
    return path;
}

enum { PAGES = 8 };

static void body(Arena *a, Str bytes, Diags *d) {
    Unpack *u = unpack_open(a, put(bytes), d);
    if (!u) {
        if (diags_count(d, ERROR_) == 0) abort();
        return;
    }
    const UnpackedFile *files;
    UnpackPair *itself = unpack_pair(a, u, u);
    size_t count;
    if (!unpack_files(u, a, &files, &count, d) && diags_count(d, ERROR_) == 0) abort();
    for (size_t page = 0; page < unpack_pages(u) && page < PAGES; page++) {
        const TextPiece *pieces;
        const Str *fonts;
        if (unpack_text(u, a, page, &pieces, &count, d)) {
            for (size_t i = 0; i < count; i++) {
                if (!pieces[i].text.n || !utf8_valid(pieces[i].text, NULL)) abort();
            }
        }
        unpack_fonts(u, a, page, &fonts, &count);
        unpack_same_page(itself, page);
        unpack_added(itself, page);
    }
}
FUZZ(body)
