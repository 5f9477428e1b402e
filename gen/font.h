/*
 * font: faces found by family and style, shaped by HarfBuzz. Font units become thousandths of a
 * point only when a size is applied.
 *
 * A face is known by the family name inside its file (TTF, OTF, TTC), not by the file's name. It is
 * looked for in the folders given, in their order, then in Debian's font folders. A face whose OS/2
 * fsType forbids embedding (or subsetting) is refused with its name. A broken file is passed over;
 * it never does more harm than an error message.
 */
#ifndef LAKIP_FONT_H
#define LAKIP_FONT_H

#include "diag.h"
#include "measure.h"

typedef struct Fonts Fonts;
typedef struct Face Face;

/* `folders`: searched in order, each with what lies below it, before Debian's own. Nothing is read
 * until a face is asked for. */
Fonts *fonts_new(Arena *a, const Str *folders, size_t count, Diags *d);

/* The files below a folder (one of those given, or within one) that hold a face of the family, in order. */
typedef struct FontFile {
    Str path;
    bool installable;         /* its owner lets anyone have the whole file (OS/2 fsType 0), not only embed it */
} FontFile;
const FontFile *fonts_files(Fonts *f, Str folder, Str family, size_t *count);

/* The family's name is written there: what is to be said about it stands there, and names the mention as a
 * second place. Where it is named twice, the first counts. */
void fonts_named(Fonts *f, Str family, Loc where);

/* The face for a style. A missing style is a warning and yields the nearest of the family; a
 * missing family is an error (once for each name, with the nearest installed family and its Debian package
 * where known) and yields NULL. */
const Face *font_face(Fonts *f, Str family, bool bold, bool italic, Loc mention);
/* A face that has `code_point`, tried in the fallback order; NULL when none has. Silent. */
const Face *font_fallback(Fonts *f, const Face *instead_of, uint32_t code_point);

Str face_name(const Face *face);                     /* PostScript name */
Str face_file(const Face *face);
unsigned face_upem(const Face *face);
Len face_ascent(const Face *face, Len size);         /* positive */
Len face_descent(const Face *face, Len size);        /* positive */
Len face_cap_height(const Face *face, Len size);
Len face_x_height(const Face *face, Len size);
/* An underline: its thickness, and how far its middle lies below the baseline (positive). */
Len face_underline(const Face *face, Len size, Len *thickness);
bool face_has(const Face *face, uint32_t code_point);
bool face_has_small_caps(const Face *face);
Len face_scale(const Face *face, int64_t units, Len size);   /* rounded half up */
/* Number of faces opened so far and each of them, in order of first use (the painter embeds
 * them). */
size_t fonts_opened(const Fonts *f);
const Face *fonts_get(const Fonts *f, size_t index);
unsigned face_index(const Face *face);               /* its place in that order */
/* For the painter: the hb_face_t of this face, as void * so that hb.h stays in few files. */
void *face_handle(const Face *face);

typedef struct Glyph {
    uint16_t id;
    int16_t x_offset, y_offset;   /* font units */
    int32_t advance;              /* font units, kerning included */
    uint32_t cluster;             /* byte offset in the shaped text */
} Glyph;

typedef struct Shaped {
    const Glyph *glyphs;
    size_t count;
    int64_t advance;              /* font units */
    bool missing;                 /* the face lacks a glyph for some of it */
    bool kept;                    /* as long as the Fonts: the same text gives the same Shaped */
    void *more;                   /* of a kept one: what its user wants to remember; NULL at first */
} Shaped;

enum { SHAPE_TABULAR = 1, SHAPE_SMALL_CAPS = 2, SHAPE_NO_LIGATURES = 4 };
/* Shapes one piece of text of one face (Latin script, left to right, Indonesian): a word. Words are
 * kept per face and features as long as there is room; what is not kept lives in `a`. Figures such
 * as "1.234.567,89" are put together from measured pairs and never kept. Tabular text that is nothing
 * but figures is set without kerning, so that columns stand. */
Shaped *font_shape(Fonts *f, Arena *a, const Face *face, Str text, unsigned features);

/* Where `more` of a kept Shaped may point: memory that lives as long. */
Arena *fonts_memory(Fonts *f);

#endif
