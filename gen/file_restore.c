/*
 * file_restore: folders made and filled by the program. Names come from a PDF and are not trusted:
 * only plain relative paths, each part created here or a real folder, no symbolic link followed.
 */
#include "file_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_PARTS = 16 };

bool file_is_folder(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_empty(const char *path) {
    DIR *dir = opendir(path);
    if (!dir) return false;
    size_t n = 0;
    while (readdir(dir)) n++;
    closedir(dir);
    return n <= 2;            /* . and .. */
}

bool file_new_folder(Arena *a, Str folder, Diags *d) {
    const char *path = str_cstr(a, folder);
    if (mkdir(path, 0777) == 0) return true;
    bool there = errno == EEXIST;
    if (there && is_empty(path)) return true;
    if (there && !file_is_folder(path)) {
        Diag *g = diag_file(d, ERROR_, "folder-tak-jadi", folder, "ini berkas, bukan folder.");
        diag_fix(d, g, "Pilih nama yang belum ada.");
        return false;
    }
    Diag *g = diag_file(d, ERROR_, "folder-tak-jadi", folder, there ? "folder ini sudah ada dan berisi." : "folder ini tidak dapat dibuat.");
    diag_fix(d, g, there ? "Pilih folder yang belum ada, supaya tidak ada berkas yang tertimpa."
                         : "Periksa bahwa folder di atasnya ada dan dapat ditulisi.");
    return false;
}

/* A part that is no part of a plain path: empty, ".", "..", or with control characters. */
static bool bad_part(Str part) {
    if (!part.n || str_is(part, ".") || str_is(part, "..")) return true;
    for (size_t i = 0; i < part.n; i++) {
        if ((unsigned char)part.p[i] < 0x20 || part.p[i] == '\\') return true;
    }
    return false;
}

/* Opens (making it when needed) the folder `part` below `at`; -1 when that cannot be. */
static int enter(Arena *a, int at, Str part) {
    const char *name = str_cstr(a, part);
    if (mkdirat(at, name, 0777) != 0 && errno != EEXIST) return -1;
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool write_all(int fd, Str bytes) {
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes = str_sub(bytes, (size_t)n, bytes.n);
    }
    return true;
}

static bool write_here(Arena *a, int at, Str name, Str bytes) {
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(at, str_cstr(a, name), flags, 0666);
    if (fd < 0) return false;
    bool good = write_all(fd, bytes);
    return close(fd) == 0 && good;
}

static bool write_below(Arena *a, int at, Str relative, Str bytes, unsigned depth) {
    size_t slash = str_find(relative, STR("/"), 0);
    Str part = str_sub(relative, 0, slash);
    if (depth == MAX_PARTS || bad_part(part)) return false;
    if (slash == SIZE_MAX) return write_here(a, at, part, bytes);
    int below = enter(a, at, part);
    if (below < 0) return false;
    bool good = write_below(a, below, str_sub(relative, slash + 1, relative.n), bytes, depth + 1);
    close(below);
    return good;
}

bool file_write_new(Arena *a, Str folder, Str relative, Str bytes, Diags *d) {
    int at = open(str_cstr(a, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = at >= 0 && write_below(a, at, relative, bytes, 0);
    if (at >= 0) close(at);
    if (!good) {
        Diag *g = diag_file(d, ERROR_, "berkas-tak-jadi", relative, "berkas ini tidak dapat ditulis ke \"%.*s\".", STR_ARG(folder));
        diag_fix(d, g, "Namanya harus berada di dalam folder itu dan belum ada, dan diska harus cukup.");
    }
    return good;
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *at) {
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

static void remove_tree(void *path) {
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* The process that made a folder "lakip-PID-XXXXXX"; 0: it is no such name. */
static long folder_owner(const char *name) {
    Str s = str_of(name);
    long pid = 0;
    if (s.n < 14 || !str_starts(s, STR("lakip-")) || s.p[s.n - 7] != '-') return 0;
    for (size_t i = 6; i < s.n - 7; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || pid > INT_MAX / 10) return 0;
        pid = pid * 10 + (s.p[i] - '0');
    }
    return pid <= INT_MAX ? pid : 0;
}

/* Ours, and nobody's any more: as a result's temporary file, a folder in use is locked. */
static void remove_stale_folder(const char *path) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct stat st;
    if (fd < 0) return;
    bool ours = fstat(fd, &st) == 0 && st.st_uid == geteuid();
    if (ours && flock(fd, LOCK_EX | LOCK_NB) == 0) remove_tree((void *)path);
    close(fd);
}

static void remove_stale_folders(const char *place) {
    DIR *dir = opendir(place);
    if (!dir) return;
    for (const struct dirent *e; (e = readdir(dir));) {
        char path[PATH_MAX];
        long pid = folder_owner(e->d_name);
        int n = snprintf(path, sizeof path, "%s/%s", place, e->d_name);
        if (pid && n > 0 && (size_t)n < sizeof path && file_process_gone(pid)) remove_stale_folder(path);
    }
    closedir(dir);
}

typedef struct TemporaryFolder {
    const char *path;
    int lock;
} TemporaryFolder;

static void remove_temporary(void *handle) {
    TemporaryFolder *t = handle;
    remove_tree((void *)t->path);
    if (t->lock >= 0) close(t->lock);
}

const char *file_temporary_folder(Arena *a, Diags *d) {
    const char *place = getenv("TMPDIR");
    if (!place || !*place) place = "/tmp";
    remove_stale_folders(place);
    TemporaryFolder *t = arena_alloc(a, sizeof *t);
    char *path = str_cstr(a, str_printf(a, "%s/lakip-%ld-XXXXXX", place, (long)getpid()));
    if (!mkdtemp(path)) {
        Diag *g = diag_file(d, ERROR_, "folder-tak-jadi", str_of(place), "folder sementara tidak dapat dibuat di sini.");
        diag_fix(d, g, "Periksa ruang diska, atau sebut tempat lain dengan TMPDIR.");
        return NULL;
    }
    *t = (TemporaryFolder){path, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (t->lock >= 0) flock(t->lock, LOCK_EX | LOCK_NB);
    arena_defer(a, remove_temporary, t);
    return path;
}
