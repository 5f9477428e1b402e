/*
 * pdf_image: images as XObjects, each written once. JPEG goes in as it is; so does a PNG whose
 * compressed rows PDF can read (no alpha, not interlaced, at most 8 bits).
 */
#ifndef LAKIP_PDF_IMAGE_H
#define LAKIP_PDF_IMAGE_H

#include "image.h"
#include "pdf.h"

typedef struct PdfImages PdfImages;

PdfImages *pdf_images(Arena *a, PdfFile *f, Diags *d);
/* Its number in the resources' names (/I0, /I1, ...); writes it when it is new. */
uint32_t pdf_image_of(PdfImages *all, const Image *image);
/* "/XObject<</I0 5 0 R...>>" */
void pdf_images_resources(PdfImages *all, Buf *b);

#endif
