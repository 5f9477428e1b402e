/*
 * PNG (ISO/IEC 15948). Chunks are walked and the packed rows are counted here, so that a file which
 * passes can be handed on as it is; pixels are unpacked by libpng, which knows interlacing, sixteen
 * bits and every kind of transparency (libharu's own PNG reader garbles sixteen bits).
 */
#include "image_kinds.h"

#include <png.h>
#include <zlib.h>

typedef struct Png {
    uint32_t width, height;
    uint8_t depth, type, interlace;
    Str palette, transparency;
    size_t packed;            /* bytes in all IDAT */
    uint64_t most_pixels;
} Png;

enum { TYPE_GREY = 0, TYPE_RGB = 2, TYPE_PALETTE = 3, TYPE_GREY_ALPHA = 4, TYPE_RGB_ALPHA = 6 };

static uint32_t big_endian(const char *p) {
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 | (uint32_t)u[2] << 8 | u[3];
}

typedef struct Chunk {
    Str type, data;
} Chunk;

static const char cut_off[] = "berkasnya terpotong";

/* The chunk at *offset, which moves past it. NULL, or what is wrong. */
static const char *next_chunk(Str bytes, size_t *offset, Chunk *out) {
    if (bytes.n - *offset < 12) return cut_off;
    const char *p = bytes.p + *offset;
    uint32_t n = big_endian(p);
    if (n > bytes.n - *offset - 12) return cut_off;
    *out = (Chunk){{p + 4, 4}, {p + 8, n}};
    uint32_t sum = (uint32_t)crc32(0, (const Bytef *)(p + 4), n + 4);
    if (sum != big_endian(p + 8 + n)) return "jumlah pemeriksanya (CRC) tidak cocok";
    *offset += 12 + (size_t)n;
    return NULL;
}

static unsigned channels(uint8_t type) {
    switch (type) {
    case TYPE_GREY: case TYPE_PALETTE: return 1;
    case TYPE_GREY_ALPHA: return 2;
    case TYPE_RGB: return 3;
    case TYPE_RGB_ALPHA: return 4;
    }
    return 0;
}

static bool depth_allowed(uint8_t type, uint8_t depth) {
    switch (type) {
    case TYPE_GREY: return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case TYPE_PALETTE: return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case TYPE_RGB: case TYPE_GREY_ALPHA: case TYPE_RGB_ALPHA: return depth == 8 || depth == 16;
    }
    return false;
}

static const char *read_head(Str data, Png *png) {
    if (data.n != 13) return "kepalanya (IHDR) rusak";
    png->width = big_endian(data.p);
    png->height = big_endian(data.p + 4);
    png->depth = (uint8_t)data.p[8];
    png->type = (uint8_t)data.p[9];
    png->interlace = (uint8_t)data.p[12];
    if (!depth_allowed(png->type, png->depth) || data.p[10] || data.p[11] || png->interlace > 1) {
        return "jenis warnanya tidak dikenal";
    }
    return image_check_size(png->width, png->height, png->most_pixels);
}

static const char *read_chunks(Str bytes, Png *png) {
    size_t offset = 8;
    Chunk c;
    const char *wrong = next_chunk(bytes, &offset, &c);
    if (wrong) return wrong;
    if (!str_is(c.type, "IHDR")) return "kepalanya (IHDR) tidak ada";
    if ((wrong = read_head(c.data, png))) return wrong;
    for (;;) {
        if ((wrong = next_chunk(bytes, &offset, &c))) return wrong;
        if (str_is(c.type, "PLTE")) png->palette = c.data;
        else if (str_is(c.type, "tRNS")) png->transparency = c.data;
        else if (str_is(c.type, "IDAT")) png->packed += c.data.n;
        else if (str_is(c.type, "IEND")) break;
    }
    if (!png->packed) return "tidak ada isi gambarnya (IDAT)";
    bool odd = png->palette.n == 0 || png->palette.n % 3 || png->palette.n > 768;
    return png->type == TYPE_PALETTE && odd ? "palet warnanya rusak" : NULL;
}

static Str packed_rows(Arena *a, Str bytes, const Png *png) {
    char *all = arena_alloc(a, png->packed + 1);
    size_t offset = 8, n = 0;
    Chunk c;
    while (!next_chunk(bytes, &offset, &c) && !str_is(c.type, "IEND")) {
        if (!str_is(c.type, "IDAT") || !c.data.n) continue;
        memcpy(all + n, c.data.p, c.data.n);
        n += c.data.n;
    }
    return (Str){all, n};
}

/* ---- counting the rows ---- */

typedef struct Pass { uint8_t x, y, dx, dy; } Pass;

static const Pass whole = {0, 0, 1, 1};
static const Pass adam7[7] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                              {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

static uint32_t lines(uint32_t size, uint8_t first, uint8_t step) {
    return size > first ? (size - first + step - 1) / step : 0;
}

static const char *check_rows(Arena *a, z_stream *z, const Png *png, const Pass *pass) {
    uint64_t columns = lines(png->width, pass->x, pass->dx), rows = lines(png->height, pass->y, pass->dy);
    if (!columns) return NULL;
    size_t row = (size_t)((columns * channels(png->type) * png->depth + 7) / 8) + 1;
    Bytef *bytes = arena_alloc(a, row);
    for (uint64_t i = 0; i < rows; i++) {
        z->next_out = bytes;
        z->avail_out = (uInt)row;
        int status = inflate(z, Z_SYNC_FLUSH);
        if (z->avail_out && status == Z_STREAM_END) return "baris gambarnya kurang";
        if (z->avail_out) return status == Z_OK || status == Z_BUF_ERROR ? cut_off : "isinya tidak dapat dimekarkan";
        if (bytes[0] > 4) return "ada baris dengan penyaring yang tidak dikenal";
    }
    return NULL;
}

/* Whether the packed rows give exactly what the head tells. */
static const char *check_packed(Arena *a, Str packed, const Png *png) {
    z_stream z = {0};
    if (packed.n > UINT32_MAX) return "terlalu besar";
    z.next_in = (Bytef *)(uintptr_t)packed.p;
    z.avail_in = (uInt)packed.n;
    if (inflateInit(&z) != Z_OK) return "memori tidak cukup";
    const char *wrong = NULL;
    if (!png->interlace) wrong = check_rows(a, &z, png, &whole);
    for (int i = 0; png->interlace && i < 7 && !wrong; i++) wrong = check_rows(a, &z, png, &adam7[i]);
    inflateEnd(&z);
    return wrong;
}

const char *image_read_png(Arena *a, Image *image, uint64_t most_pixels) {
    Png png = {.most_pixels = most_pixels};
    const char *wrong = read_chunks(image->bytes, &png);
    if (wrong) return wrong;
    Arena *scratch = arena_child(a);
    wrong = check_packed(scratch, packed_rows(scratch, image->bytes, &png), &png);
    arena_free(scratch);
    image->width = png.width;
    image->height = png.height;
    image->depth = png.depth;
    image->components = png.type == TYPE_GREY || png.type == TYPE_GREY_ALPHA ? 1 : 3;
    bool one_colour = png.transparency.n && png.type != TYPE_PALETTE;
    image->alpha = png.type == TYPE_GREY_ALPHA || png.type == TYPE_RGB_ALPHA ||
                   (png.transparency.n && !one_colour);
    image->interlaced = png.interlace;
    return wrong;
}

/* ---- for the painter ---- */

static uint16_t sample(Str s, size_t i) {
    return (uint16_t)((unsigned char)s.p[2 * i] << 8 | (unsigned char)s.p[2 * i + 1]);
}

bool image_rows(Arena *a, const Image *image, ImageRows *out) {
    Png png = {.most_pixels = UINT64_MAX};       /* it was measured */
    if (image->kind != IMAGE_PNG || image->alpha || image->interlaced || image->depth > 8) return false;
    if (read_chunks(image->bytes, &png)) return false;
    *out = (ImageRows){.deflated = packed_rows(a, image->bytes, &png), .depth = png.depth,
                       .components = (uint8_t)channels(png.type)};
    if (png.type == TYPE_PALETTE) out->palette = png.palette;
    out->masked = png.transparency.n >= 2u * out->components;
    for (size_t i = 0; out->masked && i < out->components; i++) out->mask[i] = sample(png.transparency, i);
    return true;
}

/* libpng's simplified reader holds no longjmp of its own across our frames. */
bool image_png_pixels(Arena *a, const Image *image, Str *pixels, uint8_t *components, Str *alpha) {
    png_image reader = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&reader, image->bytes.p, image->bytes.n)) return false;
    reader.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;     /* sixteen bits are no other colours */
    bool grey = image->components == 1;
    reader.format = grey ? PNG_FORMAT_GA : PNG_FORMAT_RGBA;
    size_t step = grey ? 2 : 4, count = (size_t)image->width * image->height;
    unsigned char *all = arena_try_alloc(a, count * step);
    if (!all || !png_image_finish_read(&reader, NULL, all, 0, NULL)) {
        png_image_free(&reader);
        if (!all) arena_out_of_memory(a);
        return false;
    }
    *components = (uint8_t)(step - 1);
    unsigned char *colour = arena_alloc(a, count * (step - 1)), *opaque = arena_alloc(a, count);
    bool clear = false;
    for (size_t i = 0; i < count; i++) {
        memcpy(colour + i * (step - 1), all + i * step, step - 1);
        opaque[i] = all[i * step + step - 1];
        clear |= opaque[i] != 255;
    }
    *pixels = (Str){(char *)colour, count * (step - 1)};
    if (clear) *alpha = (Str){(char *)opaque, count};
    return true;
}
