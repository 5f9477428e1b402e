/*
 * font: faces by style, their measures, the fallback order. Finding is font_find.c, shaping
 * font_shape.c.
 *
 * Invariant: a style (family, bold, italic) is resolved once; what it resolved to (nothing, too)
 * and what was said about it never change afterwards.
 */
#include "font_internal.h"

#include <hb.h>
#include <hb-ot.h>

typedef struct Style {
    Str family;
    bool bold, italic;
    const Face *face;         /* NULL: not to be had */
    bool told;                /* the user knows */
    const FaceFile *file;     /* found, though perhaps refused */
} Style;

struct Fonts {
    Arena *arena;
    Diags *diags;
    Finder *finder;
    Shaper *shaper;
    Face **faces;
    size_t face_count, face_cap;
    Style *styles;
    size_t style_count, style_cap;
    struct Named { Str family; Loc where; } *named;
    size_t named_count, named_cap;
};

Fonts *fonts_new(Arena *a, const Str *folders, size_t count, Diags *d) {
    Fonts *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->diags = d;
    f->finder = finder_new(a, folders, count, d);
    f->shaper = shaper_new(a);
    return f;
}

Shaper *fonts_shaper(Fonts *f) {
    return f->shaper;
}

Arena *fonts_memory(Fonts *f) {
    return f->arena;
}

/* ---- opening ---- */

static int32_t metric(hb_font_t *font, hb_ot_metrics_tag_t tag, int32_t otherwise, unsigned upem) {
    hb_position_t p;
    if (!hb_ot_metrics_get_position(font, tag, &p)) return otherwise;
    int32_t limit = 4 * (int32_t)upem;
    return p < -limit || p > limit ? otherwise : p;
}

static void read_metrics(Face *face) {
    const unsigned em = face->upem;
    const int32_t e = (int32_t)em;
    face->ascent = metric(face->font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, e * 4 / 5, em);
    face->descent = -metric(face->font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -e / 5, em);
    if (face->ascent <= 0) face->ascent = e * 4 / 5;
    if (face->descent < 0) face->descent = e / 5;
    face->cap_height = metric(face->font, HB_OT_METRICS_TAG_CAP_HEIGHT, e * 7 / 10, em);
    face->x_height = metric(face->font, HB_OT_METRICS_TAG_X_HEIGHT, e / 2, em);
    face->underline = -metric(face->font, HB_OT_METRICS_TAG_UNDERLINE_OFFSET, -e / 10, em);
    face->thickness = metric(face->font, HB_OT_METRICS_TAG_UNDERLINE_SIZE, e / 20, em);
    if (face->thickness <= 0) face->thickness = e / 20;
}

static bool has_feature(hb_face_t *hb, hb_tag_t wanted) {
    hb_tag_t tags[64];
    unsigned at = 0;
    for (;;) {
        unsigned n = 64;
        unsigned total = hb_ot_layout_table_get_feature_tags(hb, HB_OT_TAG_GSUB, at, &n, tags);
        for (unsigned i = 0; i < n; i++) {
            if (tags[i] == wanted) return true;
        }
        at += n;
        if (n == 0 || at >= total) return false;
    }
}

static Str post_script_name(Arena *a, hb_face_t *hb, const FaceFile *file) {
    char name[128];
    unsigned n = sizeof name;
    hb_ot_name_get_utf8(hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &n, name);
    Buf b = buf_new(a);
    for (unsigned i = 0; i < n && name[i]; i++) {
        if (name[i] > ' ' && name[i] <= '~' && !strchr("[](){}<>/%#", name[i]))
            buf_byte(&b, name[i]);
    }
    if (b.n == 0) {
        for (size_t i = 0; i < file->family.n; i++) {
            char c = file->family.p[i];
            if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
                buf_byte(&b, c);
        }
    }
    if (b.n == 0) buf_cstr(&b, "TanpaNama");
    return (Str){buf_terminated(&b), b.n};
}

static void close_font(void *font) {
    hb_font_destroy(font);
}

static void close_face(void *face) {
    hb_face_destroy(face);
}

/* Only outlines can be embedded: glyf or CFF. */
static bool has_outlines(hb_face_t *hb) {
    static const hb_tag_t tags[] = {HB_TAG('g', 'l', 'y', 'f'), HB_TAG('C', 'F', 'F', ' ')};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        hb_blob_t *table = hb_face_reference_table(hb, tags[i]);
        unsigned n = hb_blob_get_length(table);
        hb_blob_destroy(table);
        if (n) return true;
    }
    return false;
}

static const Face *already_open(const Fonts *f, const FaceFile *file) {
    for (size_t i = 0; i < f->face_count; i++) {
        if (f->faces[i]->file == file) return f->faces[i];
    }
    return NULL;
}

/* NULL when the file is broken or cannot be read any more. */
static const Face *open_face(Fonts *f, const FaceFile *file) {
    const Face *open = already_open(f, file);
    if (open) return open;
    arena_watch();
    hb_blob_t *blob = font_blob(file->path.p, file->system);
    arena_watched(f->arena);
    if (!blob) return NULL;
    hb_face_t *hb = hb_face_create(blob, file->index);
    hb_blob_destroy(blob);
    arena_defer_sound(f->arena, close_face, hb);
    unsigned upem = hb_face_get_upem(hb);
    bool good = upem >= 16 && upem <= 16384 && hb_face_get_glyph_count(hb) > 0 && has_outlines(hb);
    arena_watched(f->arena);
    if (!good) return NULL;
    hb_font_t *font = hb_font_create(hb);
    arena_defer_sound(f->arena, close_font, font);
    hb_font_set_scale(font, (int)upem, (int)upem);

    Face *face = arena_alloc(f->arena, sizeof *face);
    *face = (Face){
        .arena = f->arena, .index = (unsigned)f->face_count, .file = file, .hb = hb, .font = font, .upem = upem};
    face->name = post_script_name(f->arena, hb, file);
    face->small_caps = has_feature(hb, HB_TAG('s', 'm', 'c', 'p'));
    read_metrics(face);
    arena_watched(f->arena);
    f->faces = arena_room(f->arena, f->faces, f->face_count, &f->face_cap, sizeof *f->faces);
    f->faces[f->face_count++] = face;
    return face;
}

/* ---- styles ---- */

static const char *style_name(bool bold, bool italic) {
    return bold ? italic ? "tebal miring" : "tebal" : italic ? "miring" : "tegak";
}

static bool same_style(const Style *s, Str family, bool bold, bool italic) {
    return s->bold == bold && s->italic == italic && str_eq_nocase(s->family, family);
}

/* The style, resolved but silent. */
static Style *resolve(Fonts *f, Str family, bool bold, bool italic) {
    for (size_t i = 0; i < f->style_count; i++) {
        if (same_style(&f->styles[i], family, bold, italic)) return &f->styles[i];
    }
    Style s = {.family = str_copy(f->arena, family), .bold = bold, .italic = italic};
    s.file = finder_find(f->finder, family, bold, italic);
    if (s.file && !s.file->no_embedding && !s.file->no_subsetting) s.face = open_face(f, s.file);
    f->styles = arena_room(f->arena, f->styles, f->style_count, &f->style_cap, sizeof *f->styles);
    f->styles[f->style_count] = s;
    return &f->styles[f->style_count++];
}

static bool family_told(const Fonts *f, Str family) {
    for (size_t i = 0; i < f->style_count; i++) {
        if (f->styles[i].told && str_eq_nocase(f->styles[i].family, family)) return true;
    }
    return false;
}

void fonts_named(Fonts *f, Str family, Loc where) {
    f->named = arena_room(f->arena, f->named, f->named_count, &f->named_cap, sizeof *f->named);
    f->named[f->named_count++] = (struct Named){family, where};
}

/* Where a message on the family stands; the mention, or nothing, goes to *used. */
static Loc family_place(const Fonts *f, Str family, Loc mention, Loc *used) {
    *used = LOC_NONE;
    for (size_t i = 0; i < f->named_count; i++) {
        if (!str_eq_nocase(f->named[i].family, family)) continue;
        *used = mention;
        return f->named[i].where;
    }
    return mention;
}

static void see_use(Fonts *f, Diag *g, Loc used) {
    if (used.source) diag_see(f->diags, g, used, "dipakai di sini");
}

static void tell_missing(Fonts *f, Str family, Loc mention) {
    Loc used, place = family_place(f, family, mention, &used);
    Diag *g = diag_add(f->diags, ERROR_, "fon-tidak-ada", place,
                       "Fon \"%.*s\" tidak ditemukan.", STR_ARG(family));
    see_use(f, g, used);
    size_t count;
    const Str *known = finder_families(f->finder, &count);
    Str near = str_nearest(family, known, count), package = font_package(family),
        same = font_equal(family);
    if (package.n) {
        diag_fix(
            f->diags, g,
            "Pasang paket Debian %.*s, atau letakkan berkas TTF/OTF-nya di folder fonts/ laporan.",
            STR_ARG(package));
    } else if (same.n) {
        diag_fix(f->diags, g,
                 "Tulis \"%.*s\" (sama lebarnya) di bawah \"huruf\" gaya, atau letakkan berkas TTF/OTF-nya di "
                 "folder fonts/ laporan.",
                 STR_ARG(same));
    } else if (near.n) {
        diag_fix(f->diags, g,
                 "Maksud Anda \"%.*s\"? Kalau bukan, letakkan berkas TTF/OTF-nya di folder fonts/ "
                 "laporan.",
                 STR_ARG(near));
    } else {
        diag_fix(f->diags, g, "Letakkan berkas TTF/OTF-nya di folder fonts/ laporan.");
    }
}

static void tell_refused(Fonts *f, const Style *s, Loc mention) {
    const FaceFile *file = s->file;
    Loc used, place = family_place(f, s->family, mention, &used);
    Diag *g;
    if (file->no_embedding || file->no_subsetting) {
        g = diag_add(f->diags, ERROR_, "fon-terlarang", place,
                     "Fon \"%.*s\" (%.*s) melarang %s dalam dokumen.", STR_ARG(s->family),
                     STR_ARG(file->path),
                     file->no_embedding ? "penyematan" : "penyematan sebagian hurufnya");
        diag_fix(f->diags, g, "Pakai fon lain yang boleh disematkan, misalnya Liberation Serif.");
    } else {
        g = diag_add(f->diags, ERROR_, "fon-rusak", place,
                     "Berkas fon \"%.*s\" (%.*s) rusak atau tanpa garis huruf.", STR_ARG(s->family),
                     STR_ARG(file->path));
        diag_fix(f->diags, g, "Ganti berkas itu dengan salinan yang utuh.");
    }
    see_use(f, g, used);
}

static bool style_met(const Style *s) {
    bool bold = s->file->weight >= 600;
    return bold == s->bold && s->file->italic == s->italic;
}

const Face *font_face(Fonts *f, Str family, bool bold, bool italic, Loc mention) {
    Style *s = resolve(f, family, bold, italic);
    if (s->told) return s->face;
    if (!s->file) {
        if (!family_told(f, family)) tell_missing(f, family, mention);
    } else if (!s->face) {
        tell_refused(f, s, mention);
    } else if (!style_met(s)) {
        Loc used, place = family_place(f, family, mention, &used);
        Diag *g = diag_add(f->diags, WARNING_, "fon-gaya", place,
                           "Fon \"%.*s\" tidak punya huruf %s; dipakai %.*s.", STR_ARG(family),
                           style_name(bold, italic), STR_ARG(s->face->name));
        diag_fix(f->diags, g, "Tambahkan berkas gaya itu ke folder fonts/ laporan.");
        see_use(f, g, used);
    }
    s->told = true;
    return s->face;
}

const Face *font_fallback(Fonts *f, const Face *instead_of, uint32_t code_point) {
    static const char *const families[] = {"Liberation Serif", "Liberation Sans", "DejaVu Sans"};
    bool bold = instead_of && instead_of->file->weight >= 600;
    bool italic = instead_of && instead_of->file->italic;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const Face *face = resolve(f, str_of(families[i]), bold, italic)->face;
        if (face && face_has(face, code_point)) return face;
    }
    for (size_t i = 0; i < f->face_count; i++) {
        if (face_has(f->faces[i], code_point)) return f->faces[i];
    }
    return NULL;
}

const FontFile *fonts_files(Fonts *f, Str folder, Str family, size_t *count) {
    return finder_files(f->finder, folder, family, count);
}

/* ---- asking a face ---- */

Str face_name(const Face *face) {
    return face->name;
}

Str face_file(const Face *face) {
    return face->file->path;
}

unsigned face_upem(const Face *face) {
    return face->upem;
}

Len face_scale(const Face *face, int64_t units, Len size) {
    int64_t em = face->upem, n = 2 * units * size + em, d = 2 * em;
    int64_t q = n / d;
    if (n < 0 && q * d != n) q--;
    return q > INT32_MAX ? INT32_MAX : q < INT32_MIN ? INT32_MIN : (Len)q;
}

Len face_ascent(const Face *face, Len size) {
    return face_scale(face, face->ascent, size);
}

Len face_descent(const Face *face, Len size) {
    return face_scale(face, face->descent, size);
}

Len face_cap_height(const Face *face, Len size) {
    return face_scale(face, face->cap_height, size);
}

Len face_x_height(const Face *face, Len size) {
    return face_scale(face, face->x_height, size);
}

Len face_underline(const Face *face, Len size, Len *thickness) {
    *thickness = face_scale(face, face->thickness, size);
    return face_scale(face, face->underline, size);
}

bool face_has(const Face *face, uint32_t code_point) {
    hb_codepoint_t glyph = 0;
    arena_watch();
    bool has = hb_font_get_nominal_glyph(face->font, code_point, &glyph);
    arena_watched(face->arena);
    return has && glyph != 0;
}

bool face_has_small_caps(const Face *face) {
    return face->small_caps;
}

size_t fonts_opened(const Fonts *f) {
    return f->face_count;
}

const Face *fonts_get(const Fonts *f, size_t index) {
    return f->faces[index];
}

unsigned face_index(const Face *face) {
    return face->index;
}

void *face_handle(const Face *face) {
    return face->hb;
}
