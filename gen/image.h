/*
 * image: PNG and JPEG files checked and measured (doc needs their size, the painter their bytes).
 * A file that is no complete PNG or JPEG is an error that names it; pixels are limited.
 */
#ifndef LAKIP_IMAGE_H
#define LAKIP_IMAGE_H

#include "doc.h"

/* NULL after a diagnostic at `mention`. `bytes` must live as long as the image. */
const Image *image_measure(Arena *a, Str name, Str bytes, Loc mention, Diags *d);

#endif
