/* font_internal: what font.c, font_find.c and font_shape.c share. */
#ifndef LAKIP_FONT_INTERNAL_H
#define LAKIP_FONT_INTERNAL_H

#include "font.h"

typedef struct hb_face_t hb_face_t;
typedef struct hb_font_t hb_font_t;
typedef struct hb_buffer_t hb_buffer_t;
typedef struct hb_blob_t hb_blob_t;

/* What a file says about one of its faces. */
typedef struct FaceFile {
    Str path;
    unsigned index;           /* in a collection */
    Str family, typographic;  /* name ids 1 and 16 (or 1 again) */
    uint16_t weight, width;   /* OS/2: 400 is regular, 700 bold; 5 is normal width */
    bool italic;
    bool no_embedding, no_subsetting, installable;
    bool system;              /* lies below /usr: nobody truncates it under our feet */
} FaceFile;

/* ---- font_find.c ---- */

typedef struct Finder Finder;
Finder *finder_new(Arena *a, const Str *folders, size_t count, Diags *d);
/* The face of this family whose style is nearest; NULL when no folder has the family. */
const FaceFile *finder_find(Finder *f, Str family, bool bold, bool italic);
const FontFile *finder_files(Finder *f, Str below, Str family, size_t *count);
/* Every family known after a search that found nothing. */
const Str *finder_families(Finder *f, size_t *count);
/* The file's bytes as a blob, NULL when it cannot be read. */
hb_blob_t *font_blob(const char *path, bool system);
Str font_package(Str family);                        /* Debian package, empty: unknown */
/* A free family as wide as this one ("Liberation Serif" for "Times New Roman"), or empty. */
Str font_equal(Str family);

/* ---- font_shape.c ---- */

/* Characters that figures consist of. Their pairs are measured once. */
enum { FIGURE_COUNT = 16 };
typedef struct FigureTable {
    bool known[FIGURE_COUNT], usable[FIGURE_COUNT];
    uint16_t id[FIGURE_COUNT];
    int32_t advance[FIGURE_COUNT];
    bool pair_known[FIGURE_COUNT][FIGURE_COUNT], pair_usable[FIGURE_COUNT][FIGURE_COUNT];
    int16_t kern[FIGURE_COUNT][FIGURE_COUNT];
} FigureTable;

typedef struct Shaper Shaper;
Shaper *shaper_new(Arena *a);

/* ---- font.c ---- */

struct Face {
    Arena *arena;
    unsigned index;
    const FaceFile *file;
    Str name;
    hb_face_t *hb;
    hb_font_t *font;
    unsigned upem;
    int32_t ascent, descent, cap_height, x_height, underline, thickness;   /* font units */
    bool small_caps;
    FigureTable *figures[2];  /* proportional, tabular; NULL until used */
};

Shaper *fonts_shaper(Fonts *f);

#endif
