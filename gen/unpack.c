/* unpack: a PDF's attachments and pages through libqpdf. See unpack.h. */
#include "unpack.h"

#include "unpack_text.h"

#include <qpdf/qpdf-c.h>

struct Unpack {
    qpdf_data qpdf;
    Str path;
    size_t pages;
    UnpackFont **fonts;       /* met so far */
    size_t font_count, font_cap;
    Arena *arena;
};

static void close_qpdf(void *handle) {
    qpdf_data q = handle;
    qpdf_cleanup(&q);
}

static bool refused(Unpack *u, const char *what, Diags *d) {
    Diag *g = diag_file(d, ERROR_, "pdf-tak-terbaca", u->path, "%s.", what);
    diag_fix(d, g, "Pakai berkas PDF yang ditulis lakip dan belum rusak.");
    return false;
}

Unpack *unpack_open(Arena *a, const char *path, Diags *d) {
    Unpack *u = arena_alloc(a, sizeof *u);
    u->arena = a;
    u->path = str_of(path);
    u->qpdf = qpdf_init();
    if (!u->qpdf) arena_out_of_memory(a);
    arena_defer(a, close_qpdf, u->qpdf);
    qpdf_silence_errors(u->qpdf);
    qpdf_set_suppress_warnings(u->qpdf, QPDF_TRUE);
    QPDF_ERROR_CODE status = qpdf_read(u->qpdf, path, NULL);
    if (status & QPDF_ERRORS || qpdf_has_error(u->qpdf)) {
        qpdf_get_error(u->qpdf);
        refused(u, "berkas ini tidak dapat dibaca sebagai PDF", d);
        return NULL;
    }
    int pages = qpdf_get_num_pages(u->qpdf);
    if (pages < 0 || qpdf_has_error(u->qpdf)) {
        qpdf_get_error(u->qpdf);
        refused(u, "halaman PDF ini tidak dapat dihitung", d);
        return NULL;
    }
    u->pages = (size_t)pages;
    return u;
}

size_t unpack_pages(const Unpack *u) {
    return u->pages;
}

/* ---- objects ---- */

static bool is_dict(Unpack *u, qpdf_oh oh) {
    return qpdf_oh_is_dictionary(u->qpdf, oh);
}

static qpdf_oh key_of(Unpack *u, qpdf_oh dict, const char *key) {
    return qpdf_oh_get_key(u->qpdf, dict, key);
}

/* A string object's text as UTF-8 in `a`; empty when it is none. */
static Str text_of(Unpack *u, Arena *a, qpdf_oh oh) {
    if (!qpdf_oh_is_string(u->qpdf, oh)) return STR("");
    Str s = str_copy(a, str_of(qpdf_oh_get_utf8_value(u->qpdf, oh)));
    return utf8_valid(s, NULL) ? s : STR("");
}

/* The library's malloc'ed bytes become the arena's. */
static Str taken(Arena *a, unsigned char *bytes, size_t n) {
    if (!bytes) return STR("");
    arena_defer(a, free, bytes);
    return (Str){(const char *)bytes, n};
}

static bool stream_bytes(Unpack *u, Arena *a, qpdf_oh stream, Str *out) {
    if (!qpdf_oh_is_stream(u->qpdf, stream)) return false;
    unsigned char *bytes = NULL;
    size_t n = 0;
    QPDF_BOOL whole = QPDF_FALSE;
    QPDF_ERROR_CODE status =
        qpdf_oh_get_stream_data(u->qpdf, stream, qpdf_dl_generalized, &whole, &bytes, &n);
    *out = taken(a, bytes, n);
    if (qpdf_has_error(u->qpdf)) qpdf_get_error(u->qpdf);
    return !(status & QPDF_ERRORS) && whole;
}

/* ---- attachments ---- */

enum { MAX_FILES = 10000, MAX_DEPTH = 16 };

typedef struct Files {
    Arena *arena;
    UnpackedFile *items;
    size_t count, most_bytes;
    bool broken, too_large;
} Files;

static void add_file(Unpack *u, Files *f, qpdf_oh spec) {
    UnpackedFile file = {STR(""), STR("")};
    if (is_dict(u, spec)) {
        qpdf_oh embedded = key_of(u, spec, "/EF");
        file.name = text_of(u, f->arena, key_of(u, spec, "/UF"));
        if (!is_dict(u, embedded) || !stream_bytes(u, f->arena, key_of(u, embedded, "/F"), &file.bytes))
            file.name = STR("");
    }
    if (file.bytes.n > f->most_bytes) f->too_large = f->broken = true;
    if (!file.name.n || f->count == MAX_FILES) f->broken = true;
    else f->items[f->count++] = file;
}

/* A node of the name tree (ISO 32000-1, 7.9.6): pairs of name and file, or further nodes. */
static void walk_names(Unpack *u, Files *f, qpdf_oh node, unsigned depth) {
    if (depth == MAX_DEPTH || f->broken || !is_dict(u, node)) {
        f->broken = true;
        return;
    }
    qpdf_oh names = key_of(u, node, "/Names"), kids = key_of(u, node, "/Kids");
    int n = qpdf_oh_is_array(u->qpdf, names) ? qpdf_oh_get_array_n_items(u->qpdf, names) : 0;
    for (int i = 1; i < n && !f->broken; i += 2) add_file(u, f, qpdf_oh_get_array_item(u->qpdf, names, i));
    n = qpdf_oh_is_array(u->qpdf, kids) ? qpdf_oh_get_array_n_items(u->qpdf, kids) : 0;
    for (int i = 0; i < n && !f->broken; i++)
        walk_names(u, f, qpdf_oh_get_array_item(u->qpdf, kids, i), depth + 1);
}

/* A draft says in its Info dictionary that it is one (pdf_meta.c). */
static bool without_sources(Unpack *u, Diags *d) {
    const char *status = qpdf_get_info_key(u->qpdf, "/Status");
    if (status && !strcmp(status, "konsep")) {
        Diag *g = diag_file(d, ERROR_, "konsep", u->path,
                            "PDF ini sebuah konsep: konsep tidak membawa sumbernya, jadi tidak dapat diperiksa.");
        diag_fix(d, g, "Periksa hasil akhirnya, yang disusun tanpa --konsep.");
        return false;
    }
    Diag *g = diag_file(d, ERROR_, "tanpa-sumber", u->path, "PDF ini tidak membawa sumbernya.");
    diag_fix(d, g, "Susun sebagai PDF/A-3 (bawaan; PDF/A-1 dan PDF/A-2 tanpa lampiran) dan tanpa --tanpa-sumber "
                   "supaya data dan naskah terlampir.");
    return false;
}

bool unpack_files(Unpack *u, Arena *a, const UnpackedFile **files, size_t *count, Diags *d) {
    qpdf_oh names = key_of(u, qpdf_get_root(u->qpdf), "/Names");
    qpdf_oh tree = is_dict(u, names) ? key_of(u, names, "/EmbeddedFiles") : names;
    Files f = {.arena = a, .items = arena_array(a, MAX_FILES, sizeof *f.items),
               .most_bytes = (size_t)diags_limit(d, LIMIT_FILE) << 20};
    if (is_dict(u, tree)) walk_names(u, &f, tree, 0);
    if (f.too_large) {        /* a kilobyte can unpack to that much */
        Diag *g = diag_file(d, ERROR_, "berkas-besar", u->path, "satu lampiran PDF ini lebih dari %u MiB",
                            diags_limit(d, LIMIT_FILE));
        diag_fix_limit(d, g, LIMIT_FILE);
        return false;
    }
    if (f.broken) return refused(u, "lampiran PDF ini rusak atau lebih dari 10.000 berkas", d);
    if (f.count == 0) return without_sources(u, d);
    *files = f.items;
    *count = f.count;
    return true;
}

/* ---- pages ---- */

static qpdf_oh page_fonts(Unpack *u, size_t page) {
    qpdf_oh resources = key_of(u, qpdf_get_page_n(u->qpdf, page), "/Resources");
    return is_dict(u, resources) ? key_of(u, resources, "/Font") : qpdf_oh_new_null(u->qpdf);
}

/* The font of a name on this page, read once however many pages use it. */
static const UnpackFont *font_named(void *self, Str name) {
    UnpackPage *p = self;
    Unpack *u = p->unpack;
    char key[64];
    if (name.n + 2 > sizeof key) return NULL;
    key[0] = '/';
    memcpy(key + 1, name.p, name.n);
    key[name.n + 1] = '\0';
    qpdf_oh fonts = page_fonts(u, p->page);
    if (!is_dict(u, fonts)) return NULL;
    qpdf_oh font = key_of(u, fonts, key);
    if (!is_dict(u, font)) return NULL;
    int id = qpdf_oh_get_object_id(u->qpdf, font);
    for (size_t i = 0; i < u->font_count; i++) {
        if (u->fonts[i]->id == id) return u->fonts[i];
    }
    Str map;
    if (!stream_bytes(u, u->arena, key_of(u, font, "/ToUnicode"), &map)) return NULL;
    u->fonts = arena_room(u->arena, u->fonts, u->font_count, &u->font_cap, sizeof *u->fonts);
    return u->fonts[u->font_count++] = unpack_font(u->arena, id, map);
}

static bool page_content(Unpack *u, Arena *a, size_t page, Str *out) {
    unsigned char *bytes = NULL;
    size_t n = 0;
    QPDF_ERROR_CODE status = qpdf_oh_get_page_content_data(u->qpdf, qpdf_get_page_n(u->qpdf, page), &bytes, &n);
    *out = taken(a, bytes, n);
    if (qpdf_has_error(u->qpdf)) qpdf_get_error(u->qpdf);
    return !(status & QPDF_ERRORS);
}

bool unpack_text(Unpack *u, Arena *a, size_t page, const TextPiece **pieces, size_t *count, Diags *d) {
    Str content;
    if (!page_content(u, a, page, &content))
        return refused(u, "isi satu halaman PDF ini tidak dapat dibaca", d);
    UnpackPage self = {u, page};
    unpack_pieces(a, content, font_named, &self, pieces, count);
    qpdf_oh_release_all(u->qpdf);
    return true;
}

static Str without_tag(Str name) {
    if (name.n && name.p[0] == '/') name = str_sub(name, 1, name.n);
    return name.n > 7 && name.p[6] == '+' ? str_sub(name, 7, name.n) : name;
}

bool unpack_fonts(Unpack *u, Arena *a, size_t page, const Str **fonts, size_t *count) {
    enum { MAX_FONTS = 256 };
    Str *out = arena_array(a, MAX_FONTS, sizeof *out);
    size_t n = 0;
    qpdf_oh dict = page_fonts(u, page);
    if (is_dict(u, dict)) {
        qpdf_oh_begin_dict_key_iter(u->qpdf, dict);
        while (n < MAX_FONTS && qpdf_oh_dict_more_keys(u->qpdf)) {
            Str key = str_copy(a, str_of(qpdf_oh_dict_next_key(u->qpdf)));
            qpdf_oh font = key_of(u, dict, key.p);
            if (!is_dict(u, font)) continue;
            qpdf_oh base = key_of(u, font, "/BaseFont");
            if (!qpdf_oh_is_name(u->qpdf, base)) continue;
            out[n++] = without_tag(str_copy(a, str_of(qpdf_oh_get_name(u->qpdf, base))));
        }
    }
    *fonts = out;
    *count = n;
    return n > 0;
}

/* ---- two files side by side ---- */

enum { MAX_NESTING = 64 };

struct UnpackPair {
    Unpack *x, *y;
    Arena *arena, *scratch;
    struct SamePair { int x, y; } *seen;      /* numbers of objects that were compared */
    size_t seen_count, seen_cap;
};

UnpackPair *unpack_pair(Arena *a, Unpack *x, Unpack *y) {
    UnpackPair *p = arena_alloc(a, sizeof *p);
    *p = (UnpackPair){.x = x, .y = y, .arena = a, .scratch = arena_child(a)};
    return p;
}

/* Remembered before they are compared: objects may lead back to themselves. */
static bool seen(UnpackPair *p, qpdf_oh x, qpdf_oh y) {
    struct SamePair at = {qpdf_oh_get_object_id(p->x->qpdf, x), qpdf_oh_get_object_id(p->y->qpdf, y)};
    if (!at.x || !at.y) return false;
    for (size_t i = p->seen_count; i-- > 0;) {
        if (p->seen[i].x == at.x && p->seen[i].y == at.y) return true;
    }
    p->seen = arena_room(p->arena, p->seen, p->seen_count, &p->seen_cap, sizeof *p->seen);
    p->seen[p->seen_count++] = at;
    return false;
}

static bool same_object(UnpackPair *p, qpdf_oh x, qpdf_oh y, unsigned depth);

static bool same_key(UnpackPair *p, qpdf_oh x, qpdf_oh y, const char *key, unsigned depth) {
    return same_object(p, key_of(p->x, x, key), key_of(p->y, y, key), depth);
}

static bool any_of(Str key, const char *const *names) {
    for (size_t i = 0; names && names[i]; i++) {
        if (str_is(key, names[i])) return true;
    }
    return false;
}

/* The keys in their order, but for some. */
static const Str *keys_of(UnpackPair *p, Unpack *u, qpdf_oh dict, const char *const *but, size_t *count) {
    Str *keys = NULL;
    size_t cap = 0;
    *count = 0;
    qpdf_oh_begin_dict_key_iter(u->qpdf, dict);
    while (qpdf_oh_dict_more_keys(u->qpdf)) {
        Str key = str_copy(p->scratch, str_of(qpdf_oh_dict_next_key(u->qpdf)));
        if (any_of(key, but)) continue;
        keys = arena_room(p->scratch, keys, *count, &cap, sizeof *keys);
        keys[(*count)++] = key;
    }
    return keys;
}

static bool same_dict(UnpackPair *p, qpdf_oh x, qpdf_oh y, const char *const *but, unsigned depth) {
    size_t n, m;
    const Str *keys = keys_of(p, p->x, x, but, &n), *others = keys_of(p, p->y, y, but, &m);
    bool same = n == m;
    for (size_t i = 0; i < n && same; i++)
        same = str_eq(keys[i], others[i]) && same_key(p, x, y, keys[i].p, depth);
    return same;
}

static bool same_array(UnpackPair *p, qpdf_oh x, qpdf_oh y, unsigned depth) {
    int n = qpdf_oh_get_array_n_items(p->x->qpdf, x);
    bool same = n == qpdf_oh_get_array_n_items(p->y->qpdf, y);
    for (int i = 0; i < n && same; i++)
        same = same_object(p, qpdf_oh_get_array_item(p->x->qpdf, x, i), qpdf_oh_get_array_item(p->y->qpdf, y, i), depth);
    return same;
}

/* The bytes as far as they can be unpacked: how a file packs them is its own affair. */
static bool same_stream(UnpackPair *p, qpdf_oh x, qpdf_oh y, unsigned depth) {
    static const char *const packing[] = {"/Length", "/Filter", "/DecodeParms", NULL};
    Str bytes = STR(""), others = STR("");
    bool whole = stream_bytes(p->x, p->scratch, x, &bytes), other_whole = stream_bytes(p->y, p->scratch, y, &others);
    return whole == other_whole && str_eq(bytes, others) &&
           same_dict(p, qpdf_oh_get_dict(p->x->qpdf, x), qpdf_oh_get_dict(p->y->qpdf, y), packing, depth);
}

static bool same_object(UnpackPair *p, qpdf_oh x, qpdf_oh y, unsigned depth) {
    qpdf_data q = p->x->qpdf, r = p->y->qpdf;
    if (depth == MAX_NESTING || qpdf_oh_get_type_code(q, x) != qpdf_oh_get_type_code(r, y)) return false;
    if (seen(p, x, y)) return true;
    if (qpdf_oh_is_stream(q, x)) return same_stream(p, x, y, depth + 1);
    if (qpdf_oh_is_dictionary(q, x)) return same_dict(p, x, y, NULL, depth + 1);
    if (qpdf_oh_is_array(q, x)) return same_array(p, x, y, depth + 1);
    Str value = str_copy(p->scratch, str_of(qpdf_oh_unparse_resolved(q, x)));
    return str_is(value, qpdf_oh_unparse_resolved(r, y));
}

static void done_with_page(UnpackPair *p) {
    qpdf_oh_release_all(p->x->qpdf);
    qpdf_oh_release_all(p->y->qpdf);
    arena_reset(p->scratch, (ArenaMark){0});
}

bool unpack_same_page(UnpackPair *p, size_t page) {
    static const char *const frame[] = {"/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Resources"};
    qpdf_oh x = qpdf_get_page_n(p->x->qpdf, page), y = qpdf_get_page_n(p->y->qpdf, page);
    size_t before = p->seen_count;
    bool same = true;
    for (size_t i = 0; i < sizeof frame / sizeof *frame && same; i++) same = same_key(p, x, y, frame[i], 0);
    Str content, other;
    same = same && page_content(p->x, p->scratch, page, &content) && page_content(p->y, p->scratch, page, &other) &&
           unpack_same_content(p->scratch, content, other);
    if (!same) p->seen_count = before;        /* the next page that uses the same object differs, too */
    done_with_page(p);
    return same;
}

/* Its own or its field's: /Sig. */
static bool is_signature(Unpack *u, qpdf_oh annotation) {
    qpdf_oh type = key_of(u, annotation, "/FT"), parent = key_of(u, annotation, "/Parent");
    if (!qpdf_oh_is_name(u->qpdf, type) && is_dict(u, parent)) type = key_of(u, parent, "/FT");
    return qpdf_oh_is_name(u->qpdf, type) && str_is(str_of(qpdf_oh_get_name(u->qpdf, type)), "/Sig");
}

/* A link or field that the sources make, as far as it can be seen. */
static bool same_annotation(UnpackPair *p, qpdf_oh x, qpdf_oh y) {
    static const char *const visible[] = {"/Subtype", "/Rect", "/F", "/Border", "/BS", "/C", "/AP"};
    for (size_t i = 0; i < sizeof visible / sizeof *visible; i++) {
        if (!is_dict(p->y, y) || !same_key(p, x, y, visible[i], 0)) return false;
    }
    return true;
}

Str unpack_added(UnpackPair *p, size_t page) {
    Unpack *u = p->x;
    qpdf_oh list = key_of(u, qpdf_get_page_n(u->qpdf, page), "/Annots"),
            other = key_of(p->y, qpdf_get_page_n(p->y->qpdf, page), "/Annots");
    int n = qpdf_oh_is_array(u->qpdf, list) ? qpdf_oh_get_array_n_items(u->qpdf, list) : 0;
    int m = qpdf_oh_is_array(p->y->qpdf, other) ? qpdf_oh_get_array_n_items(p->y->qpdf, other) : 0;
    Str added = STR("");
    for (int i = 0, k = 0; i < n && !added.n; i++) {
        qpdf_oh annotation = qpdf_oh_get_array_item(u->qpdf, list, i);
        bool dict = is_dict(u, annotation);
        if (dict && k < m && same_annotation(p, annotation, qpdf_oh_get_array_item(p->y->qpdf, other, k))) k++;
        else if (dict && is_signature(u, annotation)) k += k < m && is_signature(p->y, qpdf_oh_get_array_item(p->y->qpdf, other, k));
        else added = dict ? without_tag(str_copy(p->arena, str_of(qpdf_oh_get_name(u->qpdf, key_of(u, annotation, "/Subtype"))))) : STR("?");
    }
    done_with_page(p);
    return added;
}
