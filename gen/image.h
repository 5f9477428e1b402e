/*
 * image: PNG and JPEG files checked and measured (doc needs their size, the painter their bytes).
 *
 * A file that is no complete PNG or JPEG is an error that names it and what is wrong: cut off, a
 * wrong checksum, rows that do not unpack to the size its head tells, a kind of JPEG that PDF cannot
 * hold. More pixels than LIMIT_PIXELS are not taken.
 */
#ifndef LAKIP_IMAGE_H
#define LAKIP_IMAGE_H

#include "doc.h"

/* NULL after a diagnostic at `mention`. `bytes` must live as long as the image. */
const Image *image_measure(Arena *a, Str name, Str bytes, Loc mention, Diags *d);

/* ---- for the painter ---- */

/* The compressed rows as they are (PNG's filters in front of each row), colour tables included.
 * Only for a PNG that is neither interlaced, nor has alpha, nor more than 8 bits. */
typedef struct ImageRows {
    Str deflated;             /* zlib stream; rows with a filter byte in front */
    uint8_t components, depth;
    Str palette;              /* RGB triples; empty: none */
    bool masked;              /* this one colour is transparent: */
    uint16_t mask[3];
} ImageRows;
bool image_rows(Arena *a, const Image *image, ImageRows *out);

/* Any image as 8-bit rows: 1 or 3 components a pixel, and 8-bit alpha where it has any (else empty).
 * False when a library refuses it. */
bool image_pixels(Arena *a, const Image *image, Str *pixels, uint8_t *components, Str *alpha);

#endif
