/*
 * layout_find: descriptors and profiles by name: the report folder's first, then the program's; each
 * may derive from another, which is read before it and merged below it.
 *
 * A file that derives from its own name means the next one on the way: a report's lkjip.json may
 * begin with "turunan_dari": "lkjip".
 */
#include "layout_internal.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DERIVATION = 8 };

typedef struct Place {        /* where files may lie, in order */
    const Folder *folder;
    bool own;
} Place;

typedef struct Search {
    Reader *r;
    Place places[2];
    const char *subfolder;    /* "" or "gaya/" */
    const char *what;         /* "tata letak", "gaya" */
    MergeSources *merge;
    struct { Str path; size_t place; } seen[MAX_DERIVATION];
    size_t depth;
} Search;

bool is_own(const Reader *r, Loc loc) {
    if (loc.source == r->data->source)
        return true;
    for (size_t i = 0; i < r->own_count; i++)
        if (r->own[i] == loc.source)
            return true;
    return false;
}

static void remember_own(Reader *r, const Source *source) {
    size_t bytes = r->own_count * sizeof *r->own;
    r->own = arena_grow(r->a, r->own, bytes, bytes + sizeof *r->own);
    r->own[r->own_count++] = source;
}

/* ---- what there is, for "Maksud Anda ...?" ---- */

static int by_bytes(const void *x, const void *y) {
    return str_cmp(*(const Str *)x, *(const Str *)y);
}

typedef struct Found {
    Str *names;
    size_t count, cap;
} Found;

static void add_names(const Search *s, Found *found, size_t place) {
    Arena *a = s->r->a;
    Str path = str_printf(a, "%.*s/%s", STR_ARG(s->places[place].folder->path), s->subfolder);
    DIR *dir = opendir(str_cstr(a, path));
    if (!dir)
        return;
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        Str file = str_of(entry->d_name);
        if (!str_ends(file, STR(".json")) || str_is(file, "laporan.json"))
            continue;
        found->names =
            arena_room(a, found->names, found->count, &found->cap, sizeof *found->names);
        found->names[found->count++] = str_copy(a, str_sub(file, 0, file.n - 5));
    }
    closedir(dir);
}

/* The report's own file with an ending too many, as editors that hide endings write it. */
static bool has_ending_too_many(const Search *s, Str name, Loc mention) {
    Reader *r = s->r;
    Str path = str_printf(r->a, "%s%.*s.json", s->subfolder, STR_ARG(name));
    Str twice = str_printf(r->a, "%.*s.txt", STR_ARG(path));
    if (!file_exists(r->a, s->places[0].folder, twice))
        return false;
    Diag *g = diag_add(r->d, ERROR_, "nama-tak-dikenal", mention, "%s \"%.*s\" tidak ada; yang ada berkas \"%.*s\"",
                       s->what, STR_ARG(name), STR_ARG(twice));
    diag_fix(r->d, g, "Ganti nama berkas itu menjadi \"%.*s\".", STR_ARG(path));
    return true;
}

static const Value *not_found(const Search *s, Str name, Loc mention) {
    Found found = {NULL, 0, 0};
    if (has_ending_too_many(s, name, mention))
        return NULL;
    for (size_t i = 0; i < COUNT(s->places); i++)
        add_names(s, &found, i);
    if (found.count > 1)
        qsort(found.names, found.count, sizeof *found.names, by_bytes);
    unknown_name(s->r, mention, s->what, name, found.names, found.count);
    return NULL;
}

/* ---- reading ---- */

static bool safe_name(Str name) {
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                  || c == '-' || c == '_';
        if (!ok)
            return false;
    }
    return name.n > 0 && name.n <= 100;
}

static bool visited(const Search *s, Str path, size_t place) {
    for (size_t i = 0; i < s->depth; i++)
        if (s->seen[i].place == place && str_eq(s->seen[i].path, path))
            return true;
    return false;
}

static const Value *read_one(Search *s, Str name, Loc mention, const Source **source);

/* The file itself says from what it derives. */
static const Value *with_base(Search *s, const Value *v) {
    const Value *from = value_get(v, "turunan_dari");
    if (!from)
        return s->merge(s->r->a, NULL, v);
    if (!value_expect(from, VALUE_STRING, "\"turunan_dari\"", s->r->d))
        return NULL;
    const Source *ignored;
    const Value *base = read_one(s, from->text, from->loc, &ignored);
    return base ? s->merge(s->r->a, base, v) : NULL;
}

/* A whole descriptor under the name of one of the program's is as general as that one: a folder
 * restored from a PDF has the descriptor of its day in it. */
static bool stands_for_program(const Search *s, Str path, const Value *v) {
    return !value_get(v, "turunan_dari") && file_exists(s->r->a, s->places[1].folder, path);
}

/* A copy that kept the name of what it was copied from. */
static void check_own_name(const Search *s, Str path, const Value *v) {
    const Value *name = value_get(v, "nama");
    Str stem = str_sub(path, strlen(s->subfolder), path.n - 5);
    if (!name || name->kind != VALUE_STRING || str_eq(name->text, stem))
        return;
    Diag *g = diag_add(s->r->d, WARNING_, "nama-lain", name->loc, "nama %s ini \"%.*s\", padahal berkasnya \"%.*s\"",
                       s->what, STR_ARG(name->text), STR_ARG(path));
    diag_fix(s->r->d, g, "Samakan: \"nama\": \"%.*s\".", STR_ARG(stem));
}

static const Value *read_at(Search *s, size_t place, Str path, Loc mention, const Source **source) {
    Reader *r = s->r;
    *source = file_source(r->a, s->places[place].folder, path, mention, r->d);
    if (!*source)
        return NULL;
    const Value *v = value_from_json(r->a, *source, r->d);
    if (!v || !value_expect(v, VALUE_OBJECT, s->what, r->d))
        return NULL;
    if (s->places[place].own)
        check_own_name(s, path, v);
    if (s->places[place].own && !stands_for_program(s, path, v))
        remember_own(r, *source);
    return with_base(s, v);
}

static const Value *read_one(Search *s, Str name, Loc mention, const Source **source) {
    Reader *r = s->r;
    if (!safe_name(name)) {
        Str shown = str_excerpt(r->a, name, 40);
        layout_error(r, "nama-salah", mention, "\"%.*s\" bukan nama %s: hanya huruf, angka, - dan _",
                     STR_ARG(shown), s->what);
        return NULL;
    }
    Str path = str_printf(r->a, "%s%.*s.json", s->subfolder, STR_ARG(name));
    for (size_t i = 0; i < COUNT(s->places); i++) {
        if (visited(s, path, i) || !file_exists(r->a, s->places[i].folder, path))
            continue;
        if (s->depth == MAX_DERIVATION) {
            layout_error(r, "turunan-terlalu-dalam", mention, "turunan %s lebih dari %d tingkat",
                         s->what, MAX_DERIVATION);
            return NULL;
        }
        s->seen[s->depth].path = path;
        s->seen[s->depth++].place = i;
        return read_at(s, i, path, mention, source);
    }
    for (size_t i = 0; i < COUNT(s->places); i++)
        if (visited(s, path, i)) {
            layout_error(r, "turunan-melingkar", mention, "%s \"%.*s\" diturunkan dari dirinya sendiri",
                         s->what, STR_ARG(name));
            return NULL;
        }
    return not_found(s, name, mention);
}

const Value *source_find(Reader *r, const char *subfolder, const char *what, Str name, Loc mention,
                         MergeSources *merge, const Source **source) {
    Folder *program = arena_alloc(r->a, sizeof *program);
    *program = (Folder){.path = r->where.program_layouts};
    Search s = {.r = r, .subfolder = subfolder, .what = what, .merge = merge,
                .places = {{&r->data->folder, true}, {program, false}}};
    return read_one(&s, name, mention, source);
}
