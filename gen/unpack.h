/*
 * unpack: what a PDF written by lakip carries: its attached sources, and the text on its pages.
 *
 * Reading PDF is libqpdf's work (C API): any file may come, hostile ones end in a message. The text
 * is taken from the operators that paint writes (Tf, Td, Tm, Tj, TJ) through each font's ToUnicode
 * (ISO 32000-1, 9.10.3); other programs' files give what they give.
 */
#ifndef LAKIP_UNPACK_H
#define LAKIP_UNPACK_H

#include "diag.h"
#include "measure.h"

typedef struct Unpack Unpack;

typedef struct UnpackedFile {
    Str name;                 /* as attached: "data/sarana.csv"; UTF-8, not to be trusted as a path */
    Str bytes;
} UnpackedFile;

typedef struct TextPiece {    /* what one positioning operator is followed by */
    Str text;
    Len x, y;                 /* of its baseline's left end, from the page's lower left corner */
} TextPiece;

/* NULL after a diagnostic: not readable, no PDF, encrypted. Lives in `a`. */
Unpack *unpack_open(Arena *a, const char *path, Diags *d);

/* The attached files in the order of the name tree EmbeddedFiles. False after a diagnostic. */
bool unpack_files(Unpack *u, Arena *a, const UnpackedFile **files, size_t *count, Diags *d);

size_t unpack_pages(const Unpack *u);
/* The text of a page (from 0) in the order in which it is painted. */
bool unpack_text(Unpack *u, Arena *a, size_t page, const TextPiece **pieces, size_t *count, Diags *d);
/* The base fonts of a page without their subset tags, in the order of their names. */
bool unpack_fonts(Unpack *u, Arena *a, size_t page, const Str **fonts, size_t *count);

/* ---- two files side by side ---- */

typedef struct UnpackPair UnpackPair;

UnpackPair *unpack_pair(Arena *a, Unpack *x, Unpack *y);
/* Whether a page (from 0) is painted by the same operators, with the same fonts and images, in the same
 * frame. What a page shares with one that was asked for before is looked at once. */
bool unpack_same_page(UnpackPair *p, size_t page);
/* What lies on x's page that y's has not (the annotation's type: "FreeText"); empty: nothing, or the
 * appearance of an electronic signature. */
Str unpack_added(UnpackPair *p, size_t page);

#endif
