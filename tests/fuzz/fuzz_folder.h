/*
 * A folder for fuzzers of whole reports: samples/galeri (every kind of block and table), whose
 * descriptor is the input before the first 0xFF byte; a profile derived from a4-resmi is what follows.
 */
#ifndef FUZZ_FOLDER_H
#define FUZZ_FOLDER_H

#include "data.h"
#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char folder_path[200];

static void folder_remove(void) {
    char command[300];
    snprintf(command, sizeof command, "rm -rf %s", folder_path);
    if (system(command) != 0) abort();
}

static void folder_make(void) {
    static int made;
    char command[600];
    if (made++) return;
    snprintf(folder_path, sizeof folder_path, "%s/lakip-fuzz-folder-XXXXXX", fuzz_place());
    if (!mkdtemp(folder_path) || atexit(folder_remove) != 0) abort();
    snprintf(command, sizeof command, "cp -r samples/galeri/* %s && mkdir %s/gaya", folder_path, folder_path);
    if (system(command) != 0) abort();
}

static void folder_put(Arena *a, const char *name, Str bytes) {
    Str file = str_printf(a, "%s/%s", folder_path, name);
    int fd = open(str_cstr(a, file), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n) abort();
    close(fd);
}

/* The folder's data, with descriptor and profile put in their places. */
static const Data *folder_data(Arena *a, Str bytes, Diags *d) {
    folder_make();
    size_t cut = str_find(bytes, STR("\xFF"), 0);
    Str profile = str_sub(bytes, cut == SIZE_MAX ? bytes.n : cut + 1, bytes.n);
    folder_put(a, "galeri.json", str_sub(bytes, 0, cut));
    folder_put(a, "gaya/uji.json", profile);
    Folder *folder = arena_alloc(a, sizeof *folder);
    *folder = (Folder){str_of(folder_path), false, 0};
    return data_read(a, folder, d);
}

#endif
