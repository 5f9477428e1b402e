/*
 * file_output: a result that appears whole or not at all.
 *
 * It is written to ".NAME.lakip-PID.tmp" beside its target, synced, and renamed over it. The
 * writer holds a lock on that file, so that a later run can tell the remains of a killed run (no
 * lock, no such process) from a result under way. A pipe or a terminal is written to directly.
 *
 * A program that is told to end (Ctrl+C, a session that closes) takes the temporary file back first; only
 * SIGKILL and a power cut leave one.
 */
#include "file_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_BYTES = 256 << 10, NAME_KEPT = 200, TEMP_TRIES = 100 };

struct Output {
    Arena *a;
    Str path;                 /* as the user wrote it */
    char *name;               /* of the result within its folder */
    char *temp;               /* of the temporary file; NULL: written directly */
    int folder, file;         /* descriptors; -1: none */
    int error;                /* the first failure's errno */
    uint64_t offset;
    size_t used;
    char *buffer;
};

/* ---- temporary files ---- */

/* The temporary file that stands now (the last one, should there be several), for signal handlers: they
 * can reach nothing else. */
static struct {
    volatile sig_atomic_t stands;
    int folder;
    const char *name;
} under_way;

void output_take_back(void) {
    if (under_way.stands) unlinkat(under_way.folder, under_way.name, 0);
}

static Str temp_prefix(Arena *a, const char *name) {
    return str_printf(a, ".%.*s.lakip-", NAME_KEPT, name);
}

/* The process that made a temporary file of this prefix; 0: it is no such file. */
static long temp_owner(Str prefix, const char *name) {
    Str s = str_of(name);
    if (!str_starts(s, prefix) || !str_ends(s, STR(".tmp"))) return 0;
    s = str_sub(s, prefix.n, s.n - 4);
    long pid = 0;
    for (size_t i = 0; i < s.n && s.p[i] != '-'; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || pid > INT_MAX / 10) return 0;
        pid = pid * 10 + (s.p[i] - '0');
    }
    return pid <= INT_MAX ? pid : 0;
}

bool file_process_gone(long pid) {
    return pid == (long)getpid() || (kill((pid_t)pid, 0) != 0 && errno == ESRCH);
}

static void remove_if_stale(int folder, const char *name) {
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) unlinkat(folder, name, 0);
    close(fd);
}

static void remove_remains(const Output *o, Str prefix) {
    int fd = openat(o->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) {
        if (fd >= 0) close(fd);
        return;
    }
    for (const struct dirent *e; (e = readdir(dir));) {
        long pid = temp_owner(prefix, e->d_name);
        if (pid && file_process_gone(pid)) remove_if_stale(o->folder, e->d_name);
    }
    closedir(dir);
}

/* Another machine's process of the same number may be writing here: then a further name. */
static bool create_temp(Output *o, Str prefix) {
    for (int i = 0; i < TEMP_TRIES; i++) {
        Str name = i ? str_printf(o->a, "%.*s%ld-%d.tmp", STR_ARG(prefix), (long)getpid(), i)
                     : str_printf(o->a, "%.*s%ld.tmp", STR_ARG(prefix), (long)getpid());
        o->temp = str_cstr(o->a, name);
        o->file =
            openat(o->folder, o->temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (o->file >= 0 || errno != EEXIST) break;
    }
    if (o->file < 0) {
        o->temp = NULL;
        return false;
    }
    flock(o->file, LOCK_EX | LOCK_NB);      /* without locks the process number decides */
    under_way.folder = o->folder;
    under_way.name = o->temp;
    under_way.stands = 1;
    return true;
}

/* ---- opening and closing ---- */

/* The temporary file is no more, or has become the result. */
static void forget_temp(Output *o) {
    if (under_way.name == o->temp) under_way.stands = 0;
    o->temp = NULL;
}

static void discard(void *handle) {
    Output *o = handle;
    if (o->temp) unlinkat(o->folder, o->temp, 0);
    forget_temp(o);
    if (o->file >= 0) close(o->file);
    if (o->folder >= 0) close(o->folder);
    o->file = o->folder = -1;
}

static Output *refuse(Output *o, const char *code, const char *what, int error, Diags *d) {
    Str cause = file_cause(o->a, error);
    Diag *g = diag_file(d, ERROR_, code, o->path, "%s: %.*s", what, STR_ARG(cause));
    if (error == ENOSPC || error == EDQUOT) {
        diag_fix(d, g, "Kosongkan ruang penyimpanan, lalu jalankan lagi.");
    } else if (error == EACCES || error == EROFS || error == EPERM) {
        diag_fix(d, g, "Pilih tempat lain dengan -o, atau minta izin menulis di folder itu.");
    } else if (error == ENOENT || error == ENOTDIR) {
        diag_fix(d, g, "Buat foldernya dahulu, atau pilih tempat lain dengan -o.");
    }
    discard(o);
    return NULL;
}

static Output *open_directly(Output *o, const char *path, Diags *d) {
    o->file = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (o->file < 0) return refuse(o, "hasil-gagal", "hasil tidak dapat ditulis ke sini", errno, d);
    int flags = fcntl(o->file, F_GETFL);
    if (flags >= 0) fcntl(o->file, F_SETFL, flags & ~O_NONBLOCK);
    return o;
}

/* Opens the folder and a temporary file in it for the result `path`, which is no link. */
static Output *open_beside(Output *o, const char *path, const struct stat *older, Diags *d) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    Str folder = slash ? (Str){path, (size_t)(slash - path) + 1} : STR(".");
    if (!*name) return refuse(o, "hasil-gagal", "hasil harus bernama berkas", EISDIR, d);
    o->name = arena_strndup(o->a, name, strlen(name));
    o->folder = open(str_cstr(o->a, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (o->folder < 0) return refuse(o, "hasil-gagal", "folder hasil tidak dapat dibuka", errno, d);
    Str prefix = temp_prefix(o->a, name);
    remove_remains(o, prefix);
    if (!create_temp(o, prefix)) {
        return refuse(o, "hasil-gagal", "hasil tidak dapat ditulis di folder ini", errno, d);
    }
    if (older) fchmod(o->file, older->st_mode & 0777);
    return o;
}

Output *output_open(Arena *a, const char *path, Diags *d) {
    Output *o = arena_alloc(a, sizeof *o);
    *o = (Output){.a = a, .path = str_copy(a, str_of(path)), .folder = -1, .file = -1};
    o->buffer = arena_alloc(a, BUFFER_BYTES);
    arena_defer(a, discard, o);
    struct stat older;
    char target[PATH_MAX];
    if (!*path) return refuse(o, "hasil-gagal", "hasil harus bernama berkas", ENOENT, d);
    if (stat(path, &older) != 0) {
        if (errno != ENOENT) return refuse(o, "hasil-gagal", "hasil tidak dapat ditulis", errno, d);
        return open_beside(o, path, NULL, d);
    }
    if (S_ISFIFO(older.st_mode) || S_ISCHR(older.st_mode)) return open_directly(o, path, d);
    if (!S_ISREG(older.st_mode)) {
        return refuse(o, "hasil-gagal", "hasil tidak dapat ditulis",
                      S_ISDIR(older.st_mode) ? EISDIR : EINVAL, d);
    }
    if (!realpath(path, target)) {
        return refuse(o, "hasil-gagal", "hasil tidak dapat ditulis", errno, d);
    }
    return open_beside(o, target, &older, d);
}

/* ---- writing ---- */

static void write_out(Output *o, const char *p, size_t n) {
    while (n && !o->error) {
        ssize_t written = write(o->file, p, n);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            o->error = errno;
            return;
        }
        p += written;
        n -= (size_t)written;
    }
}

static void flush(Output *o) {
    write_out(o, o->buffer, o->used);
    o->used = 0;
}

void output_write(Output *o, const void *bytes, size_t n) {
    o->offset += n;
    if (o->error || !n) return;
    if (n > BUFFER_BYTES - o->used) flush(o);
    if (n >= BUFFER_BYTES) {
        write_out(o, bytes, n);
        return;
    }
    memcpy(o->buffer + o->used, bytes, n);
    o->used += n;
}

uint64_t output_offset(const Output *o) {
    return o->offset;
}

bool output_failed(const Output *o) {
    return o->error != 0;
}

static void remember(Output *o, int result) {
    if (result != 0 && !o->error) o->error = errno;
}

bool output_commit(Output *o, Diags *d) {
    flush(o);
    if (o->temp && !o->error) remember(o, fsync(o->file));
    if (o->temp && !o->error) remember(o, renameat(o->folder, o->temp, o->folder, o->name));
    if (o->error) {
        refuse(o, "hasil-gagal", "hasil gagal ditulis", o->error, d);
        return false;
    }
    if (o->temp) fsync(o->folder);      /* the rename itself; some file systems cannot */
    forget_temp(o);
    discard(o);
    return true;
}
