/*
 * file: reading a report folder's files. See file.h.
 *
 * A path is resolved twice: realpath() says where it leads, so that a link inside the folder may
 * point elsewhere inside it; then the resolved path is walked from the folder's descriptor without
 * following any link, so that nobody can exchange a part of it in between.
 */
#include "file_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HARD_MAX_BYTES = 1 << 30 };     /* a Loc counts in 32 bits */

/* ---- causes ---- */

Str file_cause(Arena *a, int error) {
    static const struct { int error; const char *text; } causes[] = {
        {ENOENT, "tidak ada"},
        {ENOTDIR, "bagian jalurnya bukan folder"},
        {EISDIR, "itu sebuah folder"},
        {EACCES, "izin ditolak"},
        {EPERM, "tidak diizinkan"},
        {EROFS, "tempat itu hanya dapat dibaca"},
        {ENOSPC, "ruang penyimpanan penuh"},
        {EDQUOT, "jatah penyimpanan habis"},
        {EFBIG, "berkas terlalu besar bagi sistem berkas"},
        {EIO, "media penyimpanan gagal dibaca atau ditulis"},
        {ELOOP, "tautan simboliknya berputar-putar atau berganti"},
        {ENAMETOOLONG, "namanya terlalu panjang"},
        {EMFILE, "terlalu banyak berkas terbuka"},
        {ENFILE, "terlalu banyak berkas terbuka"},
        {EBUSY, "sedang dipakai"},
        {ETXTBSY, "sedang dipakai"},
        {ENXIO, "tidak ada yang membaca di ujung lain"},
        {EPIPE, "pembacanya sudah menutup"},
        {ENOMEM, "memori habis"},
        {EINVAL, "jenis berkas itu tidak didukung"},
    };
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
        if (causes[i].error == error) return str_of(causes[i].text);
    }
    return str_printf(a, "galat sistem nomor %d", error);
}

/* ---- opening safely ---- */

/* A file being asked for; collects what a message needs. */
typedef struct Request {
    Arena *a;
    const Folder *folder;
    Str path;                 /* as written */
    Loc mention;
    Diags *d;                 /* NULL: only asking */
} Request;

static Diag *refuse(const Request *r, const char *code, const char *what) {
    if (r->mention.source) {
        return diag_add(r->d, ERROR_, code, r->mention, "berkas \"%.*s\" %s", STR_ARG(r->path),
                        what);
    }
    Str full = str_printf(r->a, "%.*s/%.*s", STR_ARG(r->folder->path), STR_ARG(r->path));
    return diag_file(r->d, ERROR_, code, full, "berkas ini %s", what);
}

static bool leads_up(Str path) {
    for (size_t i = 0; i < path.n;) {
        size_t end = str_find(path, STR("/"), i);
        if (end == SIZE_MAX) end = path.n;
        if (str_is(str_sub(path, i, end), "..")) return true;
        i = end + 1;
    }
    return false;
}

/* A path as such, before the file system is asked. */
static bool path_allowed(const Request *r) {
    if (!r->path.n || memchr(r->path.p, '\0', r->path.n)) {
        if (r->d) refuse(r, "berkas-jalur", "tidak bernama");
        return false;
    }
    for (size_t i = 0; i < r->path.n; i++) {
        if ((unsigned char)r->path.p[i] >= ' ') continue;
        if (r->d) {
            Diag *g = refuse(r, "berkas-jalur", "bernama dengan karakter kendali");
            diag_fix(r->d, g, "Di antara nama folder dan nama berkas tulis /, bukan garis miring terbalik.");
        }
        return false;
    }
    if (r->folder->allow_outside) return true;
    bool absolute = r->path.p[0] == '/';
    if (!absolute && !leads_up(r->path)) return true;
    if (r->d) {
        Diag *g = refuse(r, "berkas-luar",
                         absolute ? "memakai jalur mutlak, padahal harus di dalam "
                                    "folder laporan"
                                  : "keluar dari folder laporan dengan \"..\"");
        diag_fix(r->d, g,
                 "Salin berkas itu ke dalam folder laporan, atau jalankan dengan --izinkan-luar.");
    }
    return false;
}

static char *full_path(const Request *r) {
    if (r->path.p[0] == '/') return str_cstr(r->a, r->path);
    Str s = str_printf(r->a, "%.*s/%.*s", STR_ARG(r->folder->path), STR_ARG(r->path));
    return str_cstr(r->a, s);
}

/* Opens `path`, a resolved path below `folder` without links, following none. */
static int open_beneath(const char *folder, char *path) {
    int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (at >= 0) {
        char *slash = strchr(path, '/');
        int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
        if (slash) *slash = '\0';
        int next = openat(at, path, slash ? flags | O_DIRECTORY : flags);
        int error = errno;
        close(at);
        errno = error;
        if (!slash) return next;
        at = next;
        path = slash + 1;
    }
    return -1;
}

enum { OPEN_FAILED = -1, OPEN_LEAVES = -2 };

/* A descriptor, or why not; errno tells about OPEN_FAILED. */
static int open_inside(const Request *r) {
    const char *full = full_path(r);
    if (r->folder->allow_outside) return open(full, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    char folder[PATH_MAX], path[PATH_MAX];
    const char *base = r->folder->path.n ? str_cstr(r->a, r->folder->path) : "/";
    if (!realpath(base, folder) || !realpath(full, path)) return OPEN_FAILED;
    size_t n = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    if (strncmp(path, folder, n) != 0 || (path[n] != '/' && path[n] != '\0')) return OPEN_LEAVES;
    if (path[n] == '\0' || path[n + 1] == '\0') {
        errno = EISDIR;
        return OPEN_FAILED;
    }
    return open_beneath(folder, path + n + 1);
}

enum { NAMES_MAX = 4096 };    /* a folder with more files gets no suggestion */

static int by_bytes(const void *x, const void *y) {
    return str_cmp(*(const Str *)x, *(const Str *)y);
}

/* The names in a folder, sorted: the directory's own order must not show. */
static size_t folder_names(Arena *a, const char *folder, Str *names) {
    DIR *dir = opendir(folder);
    if (!dir) return 0;
    size_t n = 0;
    for (const struct dirent *e; (e = readdir(dir));) {
        if (e->d_name[0] == '.') continue;
        if (n == NAMES_MAX) {
            n = 0;
            break;
        }
        size_t length = strlen(e->d_name);
        char *copy = arena_try_alloc(a, length);    /* no jump while the directory is open */
        if (!copy) break;
        memcpy(copy, e->d_name, length);
        names[n++] = (Str){copy, length};
    }
    closedir(dir);
    qsort(names, n, sizeof *names, by_bytes);
    return n;
}

/* A name with one more ending, as an editor that hides endings writes it: laporan.json.txt. */
static Str with_ending(Str word, const Str *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Str name = names[i];
        if (name.n <= word.n + 1 || name.n > word.n + 5 || name.p[word.n] != '.') continue;
        if (str_eq_nocase(str_sub(name, 0, word.n), word)) return name;
    }
    return STR("");
}

/* The file in the same folder whose name is nearest to a missing one's. */
static Str nearest_file(const Request *r) {
    char *folder = full_path(r), *slash = strrchr(folder, '/');
    if (!slash) return STR("");
    Str word = str_copy(r->a, str_of(slash + 1));
    slash[1] = '\0';
    Str *names = arena_array(r->a, NAMES_MAX, sizeof *names);
    size_t count = folder_names(r->a, folder, names);
    Str near = str_nearest(word, names, count);
    if (!near.n) near = with_ending(word, names, count);
    Str parent = str_sub(r->path, 0, r->path.n > word.n ? r->path.n - word.n : 0);
    return near.n ? str_printf(r->a, "%.*s%.*s", STR_ARG(parent), STR_ARG(near)) : near;
}

/* The report folder itself is missing, or is a file. True after a diagnostic. */
static bool folder_is_wrong(const Request *r) {
    struct stat st;
    Str folder = r->folder->path;
    if (r->mention.source || !folder.n) return false;
    bool there = stat(str_cstr(r->a, folder), &st) == 0;
    if (there ? S_ISDIR(st.st_mode) : errno != ENOENT && errno != ENOTDIR) return false;
    Diag *g = diag_file(r->d, ERROR_, "folder-salah", folder, there ? "ini berkas, bukan folder" : "folder ini tidak ditemukan");
    Str parent = str_ends(folder, STR("/laporan.json")) ? str_sub(folder, 0, folder.n - 13) : STR("");
    if (there && parent.n) diag_fix(r->d, g, "Sebut foldernya saja: %.*s.", STR_ARG(parent));
    else diag_fix(r->d, g, "Sebut folder yang berisi %.*s.", STR_ARG(r->path));
    return true;
}

static bool is_workbook(Str name) {
    static const char *const endings[] = {".xlsx", ".xls", ".xlsm", ".ods"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        Str ending = str_of(endings[i]);
        if (name.n > ending.n && str_eq_nocase(str_sub(name, name.n - ending.n, name.n), ending)) return true;
    }
    return false;
}

static void say_missing(const Request *r) {
    Diag *g = refuse(r, "berkas-hilang", "tidak ditemukan");
    Str near = nearest_file(r);
    if (memchr(r->path.p, '\\', r->path.n)) {
        diag_fix(r->d, g, "Di antara nama folder dan nama berkas tulis /, bukan \\.");
    } else if (is_workbook(near) && !is_workbook(r->path)) {
        diag_fix(r->d, g, "Yang ada \"%.*s\"; simpan tabel itu dari Excel sebagai \"CSV UTF-8\" bernama \"%.*s\".",
                 STR_ARG(near), STR_ARG(r->path));
    } else if (near.n && !r->mention.source) {
        diag_fix(r->d, g, "Yang ada \"%.*s\"; ganti namanya menjadi \"%.*s\".", STR_ARG(near),
                 STR_ARG(r->path));
    } else if (!diag_near(r->d, g, near)) {
        diag_fix(r->d, g, "Periksa nama dan letaknya di dalam folder laporan.");
    }
}

static void say_not_opened(const Request *r, int outcome, int error) {
    if (outcome == OPEN_LEAVES) {
        Diag *g =
            refuse(r, "berkas-luar", "adalah tautan simbolik yang keluar dari folder laporan");
        diag_fix(r->d, g,
                 "Salin berkas itu ke dalam folder laporan, atau jalankan dengan --izinkan-luar.");
        return;
    }
    if (folder_is_wrong(r)) return;
    struct stat st;
    if (error == ENOENT && lstat(full_path(r), &st) == 0 && S_ISLNK(st.st_mode)) {
        refuse(r, "berkas-hilang", "adalah tautan simbolik yang tujuannya tidak ada");
        return;
    }
    if (error == ENOENT) {
        say_missing(r);
        return;
    }
    Str cause = file_cause(r->a, error);
    refuse(r, "berkas-gagal",
           str_cstr(r->a, str_printf(r->a, "tidak dapat dibuka: %.*s", STR_ARG(cause))));
}

static size_t size_limit(const Request *r) {
    size_t usual = (size_t)(r->d ? diags_limit(r->d, LIMIT_FILE) : limit_rows[LIMIT_FILE].usual) << 20;
    size_t limit = r->folder->max_bytes ? r->folder->max_bytes : usual;
    return limit < HARD_MAX_BYTES ? limit : HARD_MAX_BYTES;
}

/* A descriptor of a regular file of bearable size, or -1 after a diagnostic. */
static int open_regular(const Request *r, size_t *size) {
    if (!path_allowed(r)) return -1;
    int fd = open_inside(r), error = errno;
    if (fd < 0) {
        if (r->d) say_not_opened(r, fd, error);
        return -1;
    }
    struct stat st;
    const char *why = NULL;
    if (fstat(fd, &st) != 0) why = "tidak dapat diperiksa";
    else if (S_ISDIR(st.st_mode)) why = "adalah folder, padahal diperlukan berkas";
    else if (!S_ISREG(st.st_mode)) why = "bukan berkas biasa (perangkat, pipa, atau soket)";
    if (why) {
        if (r->d) refuse(r, "berkas-jenis", why);
    } else if ((uint64_t)st.st_size > size_limit(r)) {
        why = "besar";
        if (r->d) {
            Diag *g = refuse(r, "berkas-besar", str_cstr(r->a, str_printf(r->a,
                   "berukuran %llu bita, melebihi batas %zu bita", (unsigned long long)st.st_size,
                   size_limit(r))));
            diag_fix_limit(r->d, g, LIMIT_FILE);
        }
    }
    if (!why) {
        *size = (size_t)st.st_size;
        return fd;
    }
    close(fd);
    return -1;
}

/* ---- reading ---- */

static void close_descriptor(void *handle) {
    int *fd = handle;
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

bool file_read(Arena *a, const Folder *folder, Str relative, Loc mention, Str *bytes, Diags *d) {
    Request r = {a, folder, relative, mention, d};
    size_t size = 0, n = 0;
    int *fd = arena_alloc(a, sizeof *fd);        /* closed also when memory runs out below */
    *fd = -1;
    arena_defer(a, close_descriptor, fd);
    *fd = open_regular(&r, &size);
    if (*fd < 0) return false;
    char *p = arena_alloc(a, size + 1);
    while (n < size) {
        ssize_t got = read(*fd, p + n, size - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            Str cause = file_cause(a, errno);
            close_descriptor(fd);
            refuse(&r, "berkas-gagal",
                   str_cstr(a, str_printf(a, "tidak dapat dibaca: %.*s", STR_ARG(cause))));
            return false;
        }
        if (got == 0) break;  /* it shrank meanwhile: what is there is read */
        n += (size_t)got;
    }
    close_descriptor(fd);
    *bytes = (Str){p, n};
    return true;
}

const Source *file_source(Arena *a, const Folder *folder, Str relative, Loc mention, Diags *d) {
    Str bytes;
    if (!file_read(a, folder, relative, mention, &bytes, d)) return NULL;
    return file_source_from(a, relative, bytes, d);
}

const Source *file_source_from(Arena *a, Str name, Str bytes, Diags *d) {
    Source *source = arena_alloc(a, sizeof *source);
    source->name = str_copy(a, name);
    return file_decode(a, source, bytes, d) ? source : NULL;
}

bool file_exists(Arena *a, const Folder *folder, Str relative) {
    Request r = {a, folder, relative, LOC_NONE, NULL};
    size_t size;
    int fd = open_regular(&r, &size);
    if (fd < 0) return false;
    close(fd);
    return true;
}
