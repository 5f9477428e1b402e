/*
 * font_find: from a family's name to the file that has it.
 *
 * Reading every font of a system takes longer than setting a report, so a folder's files are opened
 * in two rounds: first those whose file name begins like the family ("LiberationSerif-..." for
 * "Liberation Serif"), which is nearly always enough; then the rest, at once where there are few
 * (a report's own fonts/), else only when no folder has the family by its file name.
 *
 * Invariant: files are known in the order of folders, then of paths; the order of the directory
 * never shows.
 */
#include "font_internal.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <hb.h>
#include <hb-ot.h>

enum {
    FEW_FILES = 24,           /* as many are read without a hint from their names */
    DEPTH_MAX = 6, FILES_MAX = 20000, FACES_MAX = 64,
    NAME_MAX_BYTES = 128
};

typedef struct File {
    Str path;                 /* NUL-terminated */
    Str squashed;             /* file name in small letters, without blanks and marks */
    bool system, described;
    const FaceFile *faces;
    size_t face_count;
} File;

typedef struct FontFolder {
    Str path;
    bool system, walked;
    File *files;
    size_t count, cap, seen;
} FontFolder;

struct Finder {
    Arena *arena;
    Diags *diags;
    FontFolder *folders;
    size_t folder_count;
};

static const char *const system_folders[] = {
    "/usr/share/fonts/truetype", "/usr/share/fonts/opentype", "/usr/share/texmf/fonts/opentype",
    "/usr/local/share/fonts",
};
enum { SYSTEM_FOLDERS = sizeof system_folders / sizeof *system_folders };

static const struct { const char *family, *package; } packages[] = {
    {"Liberation", "fonts-liberation2"},
    {"Carlito", "fonts-crosextra-carlito"},
    {"Caladea", "fonts-crosextra-caladea"},
    {"TeX Gyre", "fonts-texgyre"},
    {"DejaVu", "fonts-dejavu-core"},
    {"Noto", "fonts-noto-core"},
};

Str font_package(Str family) {
    for (size_t i = 0; i < sizeof packages / sizeof *packages; i++) {
        Str head = str_of(packages[i].family);
        if (family.n >= head.n && str_eq_nocase(str_sub(family, 0, head.n), head))
            return str_of(packages[i].package);
    }
    return STR("");
}

/* Families that offices name and may not be passed on, with free ones as wide. */
static const struct { const char *family, *free; } equals[] = {
    {"Times New Roman", "Liberation Serif"}, {"Arial", "Liberation Sans"},
    {"Courier New", "Liberation Mono"},      {"Calibri", "Carlito"},
    {"Cambria", "Caladea"},                  {"Bookman Old Style", "TeX Gyre Bonum"},
};

Str font_equal(Str family) {
    for (size_t i = 0; i < sizeof equals / sizeof *equals; i++) {
        if (str_eq_nocase(family, str_of(equals[i].family))) return str_of(equals[i].free);
    }
    return STR("");
}

/* ---- folders ---- */

static bool is_system(Str path) {
    return str_starts(path, STR("/usr/"));
}

static void add_folder(Finder *f, Str path) {
    while (path.n > 1 && path.p[path.n - 1] == '/') path.n--;
    if (path.n == 0) return;
    for (size_t i = 0; i < f->folder_count; i++) {
        if (str_eq(f->folders[i].path, path)) return;
    }
    f->folders[f->folder_count++] =
        (FontFolder){.path = str_copy(f->arena, path), .system = is_system(path)};
}

Finder *finder_new(Arena *a, const Str *folders, size_t count, Diags *d) {
    Finder *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->diags = d;
    f->folders = arena_array(a, count + SYSTEM_FOLDERS, sizeof *f->folders);
    for (size_t i = 0; i < count; i++) add_folder(f, folders[i]);
    for (size_t i = 0; i < SYSTEM_FOLDERS; i++) add_folder(f, str_of(system_folders[i]));
    return f;
}

static Str squash(Arena *a, Str s) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) buf_byte(&b, c);
    }
    return buf_view(&b);
}

static bool font_suffix(Str name) {
    static const char *const suffixes[] = {".ttf", ".otf", ".ttc", ".otc"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (name.n > 4 && str_eq_nocase(str_sub(name, name.n - 4, name.n), str_of(suffixes[i])))
            return true;
    }
    return false;
}

static void add_file(Finder *f, FontFolder *folder, Str path, Str name) {
    folder->files = arena_room(f->arena, folder->files, folder->count, &folder->cap,
                               sizeof *folder->files);
    folder->files[folder->count++] =
        (File){.path = path, .squashed = squash(f->arena, name), .system = folder->system};
}

static void walk(Finder *f, FontFolder *folder, Str path, unsigned depth);

static void meet(Finder *f, FontFolder *folder, Str path, const struct dirent *e, unsigned depth) {
    Str name = str_of(e->d_name);
    if (name.n == 0 || name.p[0] == '.') return;
    Str whole = str_printf(f->arena, "%.*s/%s", STR_ARG(path), e->d_name);
    struct stat st;
    /* A link in a report's folder could lead out of it; the system's own folders are trusted. */
    int got = folder->system ? stat(whole.p, &st) : lstat(whole.p, &st);
    if (got != 0) return;
    if (S_ISDIR(st.st_mode)) {
        walk(f, folder, whole, depth + 1);
    } else if (S_ISREG(st.st_mode) && font_suffix(name) && utf8_valid(whole, NULL)) {
        add_file(f, folder, whole, name);
    }
}

static void close_directory(void *dir) {
    closedir(dir);
}

static void walk(Finder *f, FontFolder *folder, Str path, unsigned depth) {
    if (depth > DEPTH_MAX) return;
    const char *terminated = str_cstr(f->arena, path);
    Arena *handles = arena_child(f->arena);
    DIR *dir = opendir(terminated);
    if (dir) {
        arena_defer(handles, close_directory, dir);
        const struct dirent *e;
        while (folder->seen++ < FILES_MAX && (e = readdir(dir))) meet(f, folder, path, e, depth);
    }
    arena_free(handles);
}

static int by_path(const void *x, const void *y) {
    return str_cmp(((const File *)x)->path, ((const File *)y)->path);
}

static void know(Finder *f, FontFolder *folder) {
    if (folder->walked) return;
    folder->walked = true;
    walk(f, folder, folder->path, 0);
    if (folder->count) qsort(folder->files, folder->count, sizeof *folder->files, by_path);
}

/* ---- files ---- */

typedef struct Mapping {
    void *bytes;
    size_t n;
} Mapping;

static void unmap(void *p) {
    Mapping *m = p;
    munmap(m->bytes, m->n);
    free(m);
}

static hb_blob_t *map_blob(int fd, size_t n) {
    Mapping *m = malloc(sizeof *m);
    if (!m) return NULL;
    *m = (Mapping){mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0), n};
    if (m->bytes == MAP_FAILED) {
        free(m);
        return NULL;
    }
    return hb_blob_create(m->bytes, (unsigned)n, HB_MEMORY_MODE_READONLY, m, unmap);
}

static hb_blob_t *read_blob(int fd, size_t n) {
    char *bytes = malloc(n);
    size_t have = 0;
    while (bytes && have < n) {
        ssize_t k = read(fd, bytes + have, n - have);
        if (k <= 0) break;
        have += (size_t)k;
    }
    if (!bytes || have == 0) {
        free(bytes);
        return NULL;
    }
    return hb_blob_create(bytes, (unsigned)have, HB_MEMORY_MODE_READONLY, bytes, free);
}

/* System fonts are mapped: of 400 KB only the tables that are used are touched. Others are read,
 * since a mapped file that somebody shortens would kill us. */
hb_blob_t *font_blob(const char *path, bool system) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (system ? 0 : O_NOFOLLOW));
    if (fd < 0) return NULL;
    struct stat st;
    hb_blob_t *blob = NULL;
    bool fits = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 12 &&
                st.st_size < (off_t)1 << 28;
    if (fits) blob = system ? map_blob(fd, (size_t)st.st_size) : read_blob(fd, (size_t)st.st_size);
    close(fd);
    if (blob && hb_blob_get_length(blob) == 0) {
        hb_blob_destroy(blob);
        blob = NULL;
    }
    return blob;
}

/* ---- what a file says ---- */

static Str name_of(Arena *a, hb_face_t *hb, hb_ot_name_id_t id) {
    char name[NAME_MAX_BYTES];
    unsigned n = sizeof name;
    hb_ot_name_get_utf8(hb, id, hb_language_from_string("en", -1), &n, name);
    if (n >= sizeof name) n = sizeof name - 1;
    Str s = {name, n};
    return utf8_valid(s, NULL) ? str_copy(a, str_trim(s)) : STR("");
}

static uint16_t word_at(const char *table, unsigned n, unsigned at) {
    if (at + 2 > n) return 0;
    const unsigned char *u = (const unsigned char *)table + at;
    return (uint16_t)(u[0] << 8 | u[1]);
}

/* OS/2: usWeightClass at 4, usWidthClass at 6, fsType at 8, fsSelection at 62 (OpenType 1.9). */
static void read_os2(hb_face_t *hb, FaceFile *out) {
    hb_blob_t *blob = hb_face_reference_table(hb, HB_TAG('O', 'S', '/', '2'));
    unsigned n;
    const char *t = hb_blob_get_data(blob, &n);
    out->weight = word_at(t, n, 4);
    out->width = word_at(t, n, 6);
    unsigned type = word_at(t, n, 8), selection = word_at(t, n, 62);
    hb_blob_destroy(blob);
    out->no_embedding = (type & 0xF) == 2 || (type & 0x200);
    out->no_subsetting = (type & 0x100) != 0;
    out->installable = (type & 0x30F) == 0;
    out->italic = (selection & 0x201) != 0;     /* ITALIC or OBLIQUE */
    if ((selection & 0x20) && out->weight < 600) out->weight = 700;
    if (out->weight < 1 || out->weight > 1000) out->weight = selection & 0x20 ? 700 : 400;
    if (out->width < 1 || out->width > 9) out->width = 5;
}

static void close_face(void *face) {
    hb_face_destroy(face);
}

static void close_blob(void *blob) {
    hb_blob_destroy(blob);
}

static bool describe_face(Arena *a, Arena *handles, hb_blob_t *blob, unsigned index,
                          const File *file, FaceFile *out) {
    hb_face_t *hb = hb_face_create(blob, index);
    arena_defer_sound(handles, close_face, hb);
    *out = (FaceFile){.path = file->path, .index = index, .system = file->system};
    out->family = name_of(a, hb, HB_OT_NAME_ID_FONT_FAMILY);
    out->typographic = name_of(a, hb, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY);
    if (!out->typographic.n) out->typographic = out->family;
    if (!out->family.n) out->family = out->typographic;
    read_os2(hb, out);
    return out->family.n > 0;
}

static void describe(Finder *f, File *file) {
    if (file->described) return;
    file->described = true;
    Arena *handles = arena_child(f->arena);
    arena_watch();
    hb_blob_t *blob = font_blob(file->path.p, file->system);
    arena_watched(f->arena);
    if (blob) arena_defer(handles, close_blob, blob);
    unsigned count = blob ? hb_face_count(blob) : 0;
    if (count > FACES_MAX) count = FACES_MAX;
    FaceFile *faces = arena_array(f->arena, count, sizeof *faces);
    for (unsigned i = 0; i < count; i++) {
        if (describe_face(f->arena, handles, blob, i, file, &faces[file->face_count]))
            file->face_count++;
    }
    arena_watched(f->arena);
    arena_free(handles);
    file->faces = faces;
    if (file->face_count == 0 && !file->system) {
        Diag *g = diag_file(f->diags, WARNING_, "fon-rusak", file->path,
                            "Berkas fon ini rusak; dilewati.");
        diag_fix(f->diags, g, "Ganti dengan salinan yang utuh atau hapus dari folder.");
    }
}

/* ---- choosing ---- */

/* How far a face is from what is wanted; UINT_MAX: another family. */
static unsigned distance(const FaceFile *face, Str family, bool bold, bool italic) {
    bool exact = str_eq_nocase(face->family, family);
    if (!exact && !str_eq_nocase(face->typographic, family)) return UINT32_MAX;
    unsigned wanted = bold ? 700 : 400;
    unsigned weight = face->weight > wanted ? face->weight - wanted : wanted - face->weight;
    unsigned width = face->width > 5 ? face->width - 5u : 5u - face->width;
    return (face->italic != italic) * 1000u + weight + width * 150u + !exact;
}

static void look_at(const File *file, Str family, bool bold, bool italic, const FaceFile **best,
                    unsigned *least) {
    for (size_t i = 0; i < file->face_count; i++) {
        unsigned d = distance(&file->faces[i], family, bold, italic);
        if (d < *least) {
            *least = d;
            *best = &file->faces[i];
        }
    }
}

static const FaceFile *search(Finder *f, FontFolder *folder, Str family, Str squashed, bool all,
                              bool bold, bool italic, unsigned *least) {
    const FaceFile *best = NULL;
    know(f, folder);
    if (folder->count <= FEW_FILES) all = true;
    for (size_t i = 0; i < folder->count; i++) {
        if (all || str_starts(folder->files[i].squashed, squashed)) describe(f, &folder->files[i]);
        look_at(&folder->files[i], family, bold, italic, &best, least);
    }
    return best;
}

/* A family found in one folder hides the same family in later ones, unless these have the very
 * style that is missing. */
static const FaceFile *search_all(Finder *f, Str family, Str squashed, bool all, bool bold,
                                  bool italic) {
    enum { OTHER_STYLE = 250 };
    const FaceFile *best = NULL;
    unsigned least = UINT32_MAX;
    for (size_t i = 0; i < f->folder_count; i++) {
        unsigned d = UINT32_MAX;
        const FaceFile *found = search(f, &f->folders[i], family, squashed, all, bold, italic, &d);
        if (found && (!best || d < OTHER_STYLE)) {
            best = found;
            least = d;
        }
        if (least < OTHER_STYLE) break;
    }
    return best;
}

const FaceFile *finder_find(Finder *f, Str family, bool bold, bool italic) {
    Str squashed = squash(f->arena, family);
    const FaceFile *found = search_all(f, family, squashed, false, bold, italic);
    return found ? found : search_all(f, family, squashed, true, bold, italic);
}

static bool has_family(const File *file, Str family, bool *installable) {
    bool has = false;
    *installable = true;
    for (size_t i = 0; i < file->face_count; i++) {
        has |= distance(&file->faces[i], family, false, false) != UINT32_MAX;
        *installable &= file->faces[i].installable;
    }
    return has;
}

const FontFile *finder_files(Finder *f, Str below, Str family, size_t *count) {
    Str within = str_printf(f->arena, "%.*s/", STR_ARG(below)), squashed = squash(f->arena, family);
    FontFile *files = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < f->folder_count; i++) {
        FontFolder *folder = &f->folders[i];
        unsigned least = UINT32_MAX;
        if (!str_eq(folder->path, below) && !str_starts(folder->path, within)) continue;
        search(f, folder, family, squashed, false, false, false, &least);
        for (size_t k = 0; k < folder->count; k++) {
            FontFile file = {.path = folder->files[k].path};
            if (!has_family(&folder->files[k], family, &file.installable)) continue;
            files = arena_room(f->arena, files, n, &cap, sizeof *files);
            files[n++] = file;
        }
    }
    *count = n;
    return files;
}

const Str *finder_families(Finder *f, size_t *count) {
    size_t total = 0, n = 0;
    for (size_t i = 0; i < f->folder_count; i++) {
        for (size_t k = 0; k < f->folders[i].count; k++) total += f->folders[i].files[k].face_count;
    }
    Str *names = arena_array(f->arena, total, sizeof *names);
    for (size_t i = 0; i < f->folder_count; i++) {
        for (size_t k = 0; k < f->folders[i].count; k++) {
            const File *file = &f->folders[i].files[k];
            for (size_t j = 0; j < file->face_count; j++) names[n++] = file->faces[j].family;
        }
    }
    *count = n;
    return names;
}
