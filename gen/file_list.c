/*
 * file_list: the names of a folder's files, in byte order, the same on every file system. Links are followed (a
 * program's own folder may be installed as links); what begins with '.' is no file of anybody's.
 */
#include "file_internal.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { DEEPEST = 4 };         /* links may lead to where they stand */

typedef struct List {
    Arena *a;
    Str *names;
    size_t count, cap;
} List;

static int by_name(const void *x, const void *y) {
    return str_cmp(*(const Str *)x, *(const Str *)y);
}

/* Adds what is below `path`, each name behind `prefix`. False with errno when a folder cannot be read. */
static bool list_below(List *l, Str path, Str prefix, unsigned depth) {
    DIR *dir = opendir(str_cstr(l->a, path));
    if (!dir) return false;
    bool good = true;
    for (const struct dirent *e; good && (e = readdir(dir));) {
        if (e->d_name[0] == '.') continue;
        Str here = str_printf(l->a, "%.*s/%s", STR_ARG(path), e->d_name);
        Str name = str_printf(l->a, "%.*s%s", STR_ARG(prefix), e->d_name);
        struct stat st;
        if (stat(here.p, &st) != 0) continue;
        if (S_ISDIR(st.st_mode) && depth < DEEPEST) {
            good = list_below(l, here, str_printf(l->a, "%.*s/", STR_ARG(name)), depth + 1);
        } else if (S_ISREG(st.st_mode)) {
            l->names = arena_room(l->a, l->names, l->count, &l->cap, sizeof *l->names);
            l->names[l->count++] = name;
        }
    }
    int error = errno;
    closedir(dir);
    errno = error;
    return good;
}

bool file_list(Arena *a, Str folder, const Str **names, size_t *count, Diags *d) {
    List l = {.a = a};
    if (!list_below(&l, folder, STR(""), 0)) {
        Str cause = file_cause(a, errno);
        diag_file(d, ERROR_, "folder-tak-terbaca", folder, "folder ini tidak dapat dibaca: %.*s", STR_ARG(cause));
        return false;
    }
    if (l.count) qsort(l.names, l.count, sizeof *l.names, by_name);
    *names = l.names;
    *count = l.count;
    return true;
}
