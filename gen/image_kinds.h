/* Internal to image: one reader a kind of file. */
#ifndef LAKIP_IMAGE_KINDS_H
#define LAKIP_IMAGE_KINDS_H

#include "image.h"

/* Fills the image from its bytes. NULL, or what is wrong with the file (Indonesian, lower case). */
const char *image_read_png(Arena *a, Image *image, uint64_t most_pixels);
const char *image_read_jpeg(Image *image, uint64_t most_pixels);

bool image_png_pixels(Arena *a, const Image *image, Str *pixels, uint8_t *components, Str *alpha);
bool image_jpeg_pixels(Arena *a, const Image *image, Str *pixels, uint8_t *components);

/* Checked before anything is unpacked. NULL, or what is wrong. */
extern const char image_too_large[];
const char *image_check_size(uint32_t width, uint32_t height, uint64_t most_pixels);

#endif
