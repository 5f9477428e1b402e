/*
 * JPEG (ISO/IEC 10918-1): markers are walked from the first to the end of the image. The file goes
 * into the PDF as it is, so only what PDF's DCTDecode reads is let through: baseline, extended and
 * progressive Huffman, 8 bits, 1, 3 or 4 components.
 */
#include "image_kinds.h"

#include <jpeglib.h>
#include <setjmp.h>

static const char cut_off[] = "berkasnya terpotong";

static unsigned byte_at(Str s, size_t i) {
    return (unsigned char)s.p[i];
}

/* Start of frame, by kind; DHT (C4), JPG (C8) and DAC (CC) lie between them. */
static bool is_frame(unsigned marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static const char *read_frame(Str data, unsigned marker, Image *image, uint64_t most_pixels) {
    if (marker > 0xC2) return "jenis JPEG ini (lossless atau aritmetik) tidak dikenal PDF";
    if (data.n < 6) return cut_off;
    if (image->width) return "berisi lebih dari satu gambar";
    image->depth = (uint8_t)byte_at(data, 0);
    image->height = byte_at(data, 1) << 8 | byte_at(data, 2);
    image->width = byte_at(data, 3) << 8 | byte_at(data, 4);
    image->components = (uint8_t)byte_at(data, 5);
    if (image->depth != 8) return "lebih dari 8 bit tiap warna";
    if (image->components != 1 && image->components != 3 && image->components != 4) {
        return "jumlah komponen warnanya tidak dikenal";
    }
    return image_check_size(image->width, image->height, most_pixels);
}

/* Past the coded data of a scan: to the next marker that is neither a stuffed byte nor a restart. */
static size_t after_scan(Str bytes, size_t at) {
    while (at + 1 < bytes.n) {
        const char *p = memchr(bytes.p + at, 0xFF, bytes.n - at - 1);
        if (!p) return bytes.n;
        at = (size_t)(p - bytes.p);
        unsigned next = byte_at(bytes, at + 1);
        if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) return at;
        at += next == 0xFF ? 1 : 2;
    }
    return bytes.n;
}

const char *image_read_jpeg(Image *image, uint64_t most_pixels) {
    Str bytes = image->bytes;
    bool scanned = false;
    size_t at = 2;
    for (;;) {
        while (at + 1 < bytes.n && byte_at(bytes, at) == 0xFF && byte_at(bytes, at + 1) == 0xFF) at++;
        if (at + 2 > bytes.n) return cut_off;
        if (byte_at(bytes, at) != 0xFF) return "susunannya rusak";
        unsigned marker = byte_at(bytes, at + 1);
        at += 2;
        if (marker == 0xD9) break;
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) continue;
        if (at + 2 > bytes.n) return cut_off;
        size_t length = byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
        if (length < 2 || length > bytes.n - at) return cut_off;
        Str data = {bytes.p + at + 2, length - 2};
        at += length;
        if (is_frame(marker)) {
            const char *wrong = read_frame(data, marker, image, most_pixels);
            if (wrong) return wrong;
        }
        if (marker == 0xDA) {
            if (!image->width) return "kepalanya (SOF) tidak ada";
            scanned = true;
            at = after_scan(bytes, at);
        }
    }
    return scanned ? NULL : "tidak ada isi gambarnya";
}

/* ---- pixels, for CMYK ---- */

typedef struct Refusal {
    struct jpeg_error_mgr base;   /* first: libjpeg hands back a pointer to it */
    jmp_buf out;
} Refusal;

static void refuse(j_common_ptr reader) {
    longjmp(((Refusal *)reader->err)->out, 1);
}

static void keep_quiet(j_common_ptr reader) {
    (void)reader;
}

/* Ink to light. Adobe's files hold the inks inverted, others hold them as they are. */
static void row_to_rgb(const unsigned char *inks, unsigned char *rgb, size_t width, bool inverted) {
    for (size_t i = 0; i < width; i++) {
        unsigned black = inverted ? inks[4 * i + 3] : 255u - inks[4 * i + 3];
        for (int k = 0; k < 3; k++) {
            unsigned light = inverted ? inks[4 * i + (size_t)k] : 255u - inks[4 * i + (size_t)k];
            rgb[3 * i + (size_t)k] = (unsigned char)((light * black + 127) / 255);
        }
    }
}

/* No arena call happens between setjmp and the library's end: everything is allocated before. */
static bool decode_rows(const Image *image, unsigned char *row, unsigned char *rgb) {
    struct jpeg_decompress_struct reader;
    Refusal refusal;
    reader.err = jpeg_std_error(&refusal.base);
    refusal.base.error_exit = refuse;
    refusal.base.output_message = keep_quiet;
    if (setjmp(refusal.out)) {
        jpeg_destroy_decompress(&reader);
        return false;
    }
    jpeg_create_decompress(&reader);
    jpeg_mem_src(&reader, (const unsigned char *)image->bytes.p, image->bytes.n);
    jpeg_read_header(&reader, TRUE);
    reader.out_color_space = JCS_CMYK;
    jpeg_start_decompress(&reader);
    bool inverted = reader.saw_Adobe_marker;
    bool fits = reader.output_width == image->width && reader.output_height == image->height;
    while (fits && reader.output_scanline < reader.output_height) {
        unsigned char *to = rgb + (size_t)reader.output_scanline * image->width * 3;
        jpeg_read_scanlines(&reader, &row, 1);
        row_to_rgb(row, to, image->width, inverted);
    }
    if (fits) jpeg_finish_decompress(&reader);
    jpeg_destroy_decompress(&reader);
    return fits;
}

bool image_jpeg_pixels(Arena *a, const Image *image, Str *pixels, uint8_t *components) {
    if (image->components != 4) return false;
    size_t size = (size_t)image->width * image->height * 3;
    unsigned char *row = arena_array(a, image->width, 4), *rgb = arena_alloc(a, size);
    *pixels = (Str){(char *)rgb, size};
    *components = 3;
    return decode_rows(image, row, rgb);
}
