/*
 * Which kind of file it is, by its first bytes; the rest is the kinds' own.
 */
#include "image_kinds.h"

const char image_too_large[] = "pikselnya terlalu banyak";

const char *image_check_size(uint32_t width, uint32_t height, uint64_t most_pixels) {
    if (!width || !height) return "lebarnya atau tingginya nol";
    if ((uint64_t)width * height > most_pixels) return image_too_large;
    return NULL;
}

static bool is_png(Str bytes) {
    return str_starts(bytes, STR("\x89PNG\r\n\x1A\n"));
}

static bool is_jpeg(Str bytes) {
    return str_starts(bytes, STR("\xFF\xD8\xFF"));
}

static const char *read_kind(Arena *a, Image *image, uint64_t most_pixels) {
    if (image->bytes.n == 0) return "berkasnya kosong";
    if (is_png(image->bytes)) {
        image->kind = IMAGE_PNG;
        return image_read_png(a, image, most_pixels);
    }
    if (is_jpeg(image->bytes)) {
        image->kind = IMAGE_JPEG;
        return image_read_jpeg(image, most_pixels);
    }
    return "isinya bukan PNG atau JPEG";
}

const Image *image_measure(Arena *a, Str name, Str bytes, Loc mention, Diags *d) {
    Image *image = arena_alloc(a, sizeof *image);
    image->name = name;
    image->bytes = bytes;
    uint32_t most = diags_limit(d, LIMIT_PIXELS);
    const char *wrong = read_kind(a, image, (uint64_t)most * 1000000);
    if (!wrong) return image;
    if (wrong == image_too_large) {
        Diag *g = diag_add(d, ERROR_, "gambar-besar", mention, "gambar \"%.*s\" lebih dari %u juta piksel",
                           STR_ARG(name), most);
        diag_fix_limit(d, g, LIMIT_PIXELS);
        return NULL;
    }
    Diag *g = diag_add(d, ERROR_, "gambar-rusak", mention, "gambar \"%.*s\" tidak dapat dipakai: %s",
                       STR_ARG(name), wrong);
    diag_fix(d, g, "Simpan ulang gambar itu sebagai PNG atau JPEG (RGB atau abu-abu)");
    return NULL;
}

bool image_pixels(Arena *a, const Image *image, Str *pixels, uint8_t *components, Str *alpha) {
    *alpha = (Str){NULL, 0};
    switch (image->kind) {
    case IMAGE_PNG: return image_png_pixels(a, image, pixels, components, alpha);
    case IMAGE_JPEG: return image_jpeg_pixels(a, image, pixels, components);
    }
    return false;
}
