/* Images: every kind is measured, painted and looked at again through poppler; what is cut off or
 * bent is refused. */
#include "said.h"
#include "specimen.h"

#include <jpeglib.h>
#include <png.h>
#include <unistd.h>

enum { SIDE = 16 };           /* pixels */

/* ---- files made here ---- */

static Str whole_file(Arena *a, FILE *f) {
    long n = ftell(f);
    char *p = arena_alloc(a, (size_t)n);
    rewind(f);
    assert_int_equal(fread(p, 1, (size_t)n, f), (size_t)n);
    fclose(f);
    return (Str){p, (size_t)n};
}

/* A solid colour: red 200, green 100, blue 50 (grey 150), half transparent where there is alpha. */
static const uint8_t red = 200, green = 100, blue = 50, grey = 150, half = 128;

static size_t pixel_bytes(png_byte row[8], int type, int depth) {
    const uint8_t rgba[4] = {red, green, blue, half}, ga[2] = {grey, half};
    bool coloured = type & PNG_COLOR_MASK_COLOR;
    size_t n = (coloured ? 3 : 1) + ((type & PNG_COLOR_MASK_ALPHA) ? 1u : 0u), at = 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t v = coloured ? (i < 3 ? rgba[i] : half) : ga[i];
        row[at++] = v;
        if (depth == 16) row[at++] = v;      /* 0xVVVV is the same share of 65535 */
    }
    return at;
}

typedef enum Trns { TRNS_NONE, TRNS_PALETTE, TRNS_COLOUR } Trns;

static void fill_row(png_byte *row, int type, int depth) {
    if (type == PNG_COLOR_TYPE_PALETTE || depth < 8) {
        /* index or grey level 1 of 2^depth, packed */
        unsigned byte = 0;
        for (int bit = 0; bit < 8; bit += depth) byte = byte << depth | 1;
        memset(row, (int)byte, SIDE);
        return;
    }
    png_byte pixel[8];
    size_t n = pixel_bytes(pixel, type, depth);
    for (size_t x = 0; x < SIDE; x++) memcpy(row + x * n, pixel, n);
}

static Str make_png(Arena *a, int type, int depth, bool interlaced, Trns trns) {
    FILE *f = tmpfile();
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, f);
    png_set_IHDR(png, info, SIDE, SIDE, depth, type, interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    const png_color palette[2] = {{0, 0, 0}, {red, green, blue}};
    const png_byte clear[2] = {255, half};
    png_color_16 key = {.red = red, .green = green, .blue = blue, .gray = grey};
    if (type == PNG_COLOR_TYPE_PALETTE) png_set_PLTE(png, info, palette, 2);
    if (trns == TRNS_PALETTE) png_set_tRNS(png, info, clear, 2, NULL);
    if (trns == TRNS_COLOUR) png_set_tRNS(png, info, NULL, 0, &key);
    png_write_info(png, info);
    png_byte row[SIDE * 8];
    fill_row(row, type, depth);
    for (int pass = png_set_interlace_handling(png); pass > 0; pass--) {
        for (int y = 0; y < SIDE; y++) png_write_row(png, row);
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return whole_file(a, f);
}

static Str make_jpeg(Arena *a, int components, bool progressive) {
    FILE *f = tmpfile();
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, f);
    jpeg.image_width = jpeg.image_height = SIDE;
    jpeg.input_components = components;
    jpeg.in_color_space = components == 1 ? JCS_GRAYSCALE : components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 95, TRUE);
    if (progressive) jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    unsigned char row[SIDE * 4];
    /* Adobe's CMYK is stored inverted: light of cyan, magenta, yellow; no black. */
    const unsigned char rgb[4] = {red, green, blue, 255};
    for (int x = 0; x < SIDE; x++) {
        for (int k = 0; k < components; k++) row[x * components + k] = components == 1 ? grey : rgb[k];
    }
    JSAMPROW rows[1] = {row};
    while (jpeg.next_scanline < SIDE) jpeg_write_scanlines(&jpeg, rows, 1);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    return whole_file(a, f);
}

/* ---- measured, painted, looked at ---- */

/* The colour in the middle of a page that holds nothing but the image. */
static void painted_colour(Arena *a, const Image *image, PdfLevel level, uint8_t rgb[3]) {
    Hand *h = hand_new(a);
    Doc doc = {.info = {.title = STR("Gambar"), .language = STR("id-ID")}, .root = h->root};
    Elem *figure = hand_elem(h, ROLE_FIGURE, h->root);
    figure->alt = STR("warna");
    Item *i = hand_item(h, ITEM_IMAGE, figure, 0, 0);
    i->width = i->height = PT(32);
    i->u.image = image;
    Page page = {.width = PT(32), .height = PT(32), .items = h->items, .count = 1, .number = 1};
    char path[] = "/tmp/lakip-image-XXXXXX";
    close(mkstemp(path));
    Output *out = output_open(a, path, h->diags);
    PdfPainter *p = pdf_begin(a, out, &doc, h->fonts, (PdfOptions){.level = level}, h->diags);
    PageSink sink = pdf_sink(p);
    sink.page(sink.self, &page);
    assert_true(pdf_end(p) && output_commit(out, h->diags));
    Str command = str_printf(a, "qpdf --check %s >/dev/null && pdftoppm -r 72 %s", path, path);
    FILE *ppm = popen(str_cstr(a, command), "r");
    unsigned char pixels[64 + 32 * 32 * 3];
    size_t n = fread(pixels, 1, sizeof pixels, ppm);
    assert_int_equal(pclose(ppm), 0);
    assert_true(n > 32 * 32 * 3);
    memcpy(rgb, pixels + n - 32 * 16 * 3 - 16 * 3, 3);
    unlink(path);
}

static void check_colour(Arena *a, Str bytes, PdfLevel level, const uint8_t expected[3], int tolerance,
                         const char *name) {
    Diags *d = diags_new(a, 0);
    const Image *image = image_measure(a, str_of(name), bytes, LOC_NONE, d);
    if (!image) fail_msg("%s", said(a, d));
    assert_int_equal(image->width, SIDE);
    assert_int_equal(image->height, SIDE);
    uint8_t rgb[3];
    painted_colour(a, image, level, rgb);
    for (int i = 0; i < 3; i++) {
        if (rgb[i] <= expected[i] + tolerance && rgb[i] + tolerance >= expected[i]) continue;
        fail_msg("%s: painted %d %d %d, expected %d %d %d", name, rgb[0], rgb[1], rgb[2], expected[0], expected[1],
                 expected[2]);
    }
}

#define RGB {200, 100, 50}
#define OVER_WHITE {227, 177, 152}    /* (c * 128 + 255 * 127) / 255 */

static void every_png(void **state) {
    (void)state;
    static const struct { const char *name; int type, depth; Trns trns; uint8_t rgb[3]; } kinds[] = {
        {"grey 1", PNG_COLOR_TYPE_GRAY, 1, TRNS_NONE, {255, 255, 255}},
        {"grey 2", PNG_COLOR_TYPE_GRAY, 2, TRNS_NONE, {85, 85, 85}},
        {"grey 4", PNG_COLOR_TYPE_GRAY, 4, TRNS_NONE, {17, 17, 17}},
        {"grey 8", PNG_COLOR_TYPE_GRAY, 8, TRNS_NONE, {150, 150, 150}},
        {"grey 16", PNG_COLOR_TYPE_GRAY, 16, TRNS_NONE, {150, 150, 150}},
        {"grey alpha 8", PNG_COLOR_TYPE_GRAY_ALPHA, 8, TRNS_NONE, {202, 202, 202}},
        {"grey alpha 16", PNG_COLOR_TYPE_GRAY_ALPHA, 16, TRNS_NONE, {202, 202, 202}},
        {"grey, one level clear", PNG_COLOR_TYPE_GRAY, 8, TRNS_COLOUR, {255, 255, 255}},
        {"RGB 8", PNG_COLOR_TYPE_RGB, 8, TRNS_NONE, RGB},
        {"RGB 16", PNG_COLOR_TYPE_RGB, 16, TRNS_NONE, RGB},
        {"RGB, one colour clear", PNG_COLOR_TYPE_RGB, 8, TRNS_COLOUR, {255, 255, 255}},
        {"RGB alpha 8", PNG_COLOR_TYPE_RGB_ALPHA, 8, TRNS_NONE, OVER_WHITE},
        {"RGB alpha 16", PNG_COLOR_TYPE_RGB_ALPHA, 16, TRNS_NONE, OVER_WHITE},
        {"palette 1", PNG_COLOR_TYPE_PALETTE, 1, TRNS_NONE, RGB},
        {"palette 4", PNG_COLOR_TYPE_PALETTE, 4, TRNS_NONE, RGB},
        {"palette 8", PNG_COLOR_TYPE_PALETTE, 8, TRNS_NONE, RGB},
        {"palette alpha", PNG_COLOR_TYPE_PALETTE, 8, TRNS_PALETTE, OVER_WHITE},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Arena *a = arena_new();
        for (int interlaced = 0; interlaced < 2; interlaced++) {
            Str bytes = make_png(a, kinds[i].type, kinds[i].depth, interlaced, kinds[i].trns);
            check_colour(a, bytes, PDF_A3A, kinds[i].rgb, 2, kinds[i].name);
        }
        arena_free(a);
    }
}

/* PDF/A-1 knows no transparency: what was half clear stands on white. */
static void flattened_for_pdfa1(void **state) {
    (void)state;
    Arena *a = arena_new();
    const uint8_t expected[3] = OVER_WHITE;
    check_colour(a, make_png(a, PNG_COLOR_TYPE_RGB_ALPHA, 8, false, TRNS_NONE), PDF_A1B, expected, 2, "flat");
    arena_free(a);
}

static void every_jpeg(void **state) {
    (void)state;
    static const struct { const char *name; int components; bool progressive; uint8_t rgb[3]; } kinds[] = {
        {"grey", 1, false, {150, 150, 150}},
        {"YCbCr", 3, false, RGB},
        {"progressive", 3, true, RGB},
        {"CMYK", 4, false, RGB},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Arena *a = arena_new();
        check_colour(a, make_jpeg(a, kinds[i].components, kinds[i].progressive), PDF_A3A, kinds[i].rgb, 4,
                     kinds[i].name);
        arena_free(a);
    }
}

/* ---- what is refused ---- */

static const char *refusal(Arena *a, Str bytes) {
    Diags *d = diags_new(a, 0);
    const Image *image = image_measure(a, STR("logo.png"), bytes, LOC_NONE, d);
    return image ? NULL : said(a, d);
}

static void cut_off_anywhere(void **state) {
    (void)state;
    Arena *a = arena_new();
    const Str files[] = {make_png(a, PNG_COLOR_TYPE_RGB, 8, false, TRNS_NONE),
                         make_png(a, PNG_COLOR_TYPE_RGB_ALPHA, 16, true, TRNS_NONE), make_jpeg(a, 3, false),
                         make_jpeg(a, 1, true)};
    for (size_t f = 0; f < 4; f++) {
        assert_null(refusal(a, files[f]));
        for (size_t n = 0; n < files[f].n; n++) {
            /* a copy of exactly that size, so that the sanitizer sees a byte too far */
            char *cut = malloc(n + 1);
            memcpy(cut, files[f].p, n);
            if (!refusal(a, (Str){cut, n})) fail_msg("file %zu cut to %zu of %zu bytes passed", f, n, files[f].n);
            free(cut);
        }
    }
    arena_free(a);
}

/* Any byte changed: refused or still painted, never a crash. */
static void bent_anywhere(void **state) {
    (void)state;
    Arena *a = arena_new();
    const Str files[] = {make_png(a, PNG_COLOR_TYPE_PALETTE, 4, true, TRNS_PALETTE), make_jpeg(a, 4, false)};
    for (size_t f = 0; f < 2; f++) {
        for (size_t i = 0; i < files[f].n; i++) {
            for (int flip = 1; flip < 256; flip *= 5) {
                Arena *b = arena_child(a);
                Str bent = str_copy(b, files[f]);
                ((char *)(uintptr_t)bent.p)[i] ^= (char)flip;
                Diags *d = diags_new(b, 0);
                const Image *image = image_measure(b, STR("x"), bent, LOC_NONE, d);
                Str pixels, alpha;
                uint8_t components;
                if (image && image->width <= 4096 && image->height <= 4096) {
                    image_pixels(b, image, &pixels, &components, &alpha);
                }
                arena_free(b);
            }
        }
    }
    arena_free(a);
}

static Str with_crc(Arena *a, Str png, size_t at, const char *bytes, size_t n) {
    Str copy = str_copy(a, png);
    char *p = (char *)(uintptr_t)copy.p;
    memcpy(p + at, bytes, n);
    uint32_t sum = 0xFFFFFFFF;               /* CRC-32 over "IHDR" and its 13 bytes */
    for (size_t i = 12; i < 29; i++) {
        sum ^= (unsigned char)p[i];
        for (int k = 0; k < 8; k++) sum = sum & 1 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
    }
    sum = ~sum;
    for (int i = 0; i < 4; i++) p[29 + i] = (char)(sum >> (24 - 8 * i));
    return copy;
}

static void refused_by_name_and_reason(void **state) {
    (void)state;
    Arena *a = arena_new();
    Str png = make_png(a, PNG_COLOR_TYPE_RGB, 8, false, TRNS_NONE);
    const struct { Str bytes; const char *reason; } cases[] = {
        {STR(""), "berkasnya kosong"},
        {STR("GIF89a......................"), "bukan PNG atau JPEG"},
        {STR("\xFF\xD8\xFF\xD9"), "tidak ada isi gambarnya"},
        {with_crc(a, png, 16, "\x00\x00\x00\x00", 4), "nol"},
        {with_crc(a, png, 16, "\x00\x01\x86\xA0\x00\x01\x86\xA0", 8), "100 juta piksel"},
        {with_crc(a, png, 16, "\x00\x00\x00\x10\x00\x00\x00\x11", 8), "baris gambarnya kurang"},
        {with_crc(a, png, 24, "\x05", 1), "jenis warnanya"},
        {with_crc(a, png, 25, "\x03", 1), "palet"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *message = refusal(a, cases[i].bytes);
        assert_non_null(message);
        assert_non_null(strstr(message, "logo.png"));
        if (!strstr(message, cases[i].reason)) fail_msg("\"%s\" not in: %s", cases[i].reason, message);
    }
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_png),
        cmocka_unit_test(flattened_for_pdfa1),
        cmocka_unit_test(every_jpeg),
        cmocka_unit_test(cut_off_anywhere),
        cmocka_unit_test(bent_anywhere),
        cmocka_unit_test(refused_by_name_and_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
