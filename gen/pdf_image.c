/*
 * Image XObjects (ISO 32000-1, 8.9). libharu's own image code is not used: it turns 16-bit PNG into
 * garbage, takes an empty JPEG, leaves soft masks unpacked and decodes what could go in as it is.
 */
#include "pdf_image.h"

typedef struct Placed {
    const Image *image;
    uint32_t object;
} Placed;

struct PdfImages {
    Arena *arena;
    PdfFile *file;
    Diags *diags;
    Placed *placed;
    size_t count, cap;
};

PdfImages *pdf_images(Arena *a, PdfFile *f, Diags *d) {
    PdfImages *all = arena_alloc(a, sizeof *all);
    *all = (PdfImages){.arena = a, .file = f, .diags = d};
    return all;
}

static void put_head(Buf *b, const Image *image) {
    buf_cstr(b, "/Type/XObject/Subtype/Image");
    put_number(b, "Width", image->width);
    put_number(b, "Height", image->height);
}

static void put_device(Buf *b, unsigned components, unsigned depth) {
    buf_cstr(b, components == 1 ? "/ColorSpace/DeviceGray" : "/ColorSpace/DeviceRGB");
    put_number(b, "BitsPerComponent", depth);
}

static void put_indexed(Buf *b, Str palette, unsigned depth) {
    buf_cstr(b, "/ColorSpace[/Indexed/DeviceRGB ");
    put_int(b, (int64_t)palette.n / 3 - 1);
    put_hex(b, (const uint8_t *)palette.p, palette.n);
    buf_byte(b, ']');
    put_number(b, "BitsPerComponent", depth);
}

static void put_predictor(Buf *b, const ImageRows *rows, uint32_t width) {
    buf_cstr(b, "/Filter/FlateDecode/DecodeParms<</Predictor 15");
    put_number(b, "Colors", rows->components);
    put_number(b, "BitsPerComponent", rows->depth);
    put_number(b, "Columns", width);
    buf_cstr(b, ">>");
}

static void write_rows(PdfImages *all, Arena *scratch, const Image *image, const ImageRows *rows, uint32_t number) {
    Buf entries = buf_new(scratch);
    put_head(&entries, image);
    if (rows->palette.n) put_indexed(&entries, rows->palette, rows->depth);
    else put_device(&entries, rows->components, rows->depth);
    if (rows->masked && !rows->palette.n) {
        buf_cstr(&entries, "/Mask[");
        for (size_t i = 0; i < 2u * rows->components; i++) {
            if (i) buf_byte(&entries, ' ');
            put_int(&entries, rows->mask[i / 2]);
        }
        buf_byte(&entries, ']');
    }
    put_predictor(&entries, rows, image->width);
    pdf_stream(all->file, number, buf_view(&entries), rows->deflated, SQUEEZED_ALREADY);
}

static void write_jpeg(PdfImages *all, Arena *scratch, const Image *image, uint32_t number) {
    Buf entries = buf_new(scratch);
    put_head(&entries, image);
    put_device(&entries, image->components, 8);
    buf_cstr(&entries, "/Filter/DCTDecode");
    pdf_stream(all->file, number, buf_view(&entries), image->bytes, SQUEEZED_ALREADY);
}

/* White shines through where the file may hold no transparency. */
static void flatten(Str pixels, uint8_t components, Str alpha) {
    unsigned char *p = (unsigned char *)(uintptr_t)pixels.p;
    for (size_t i = 0; i < alpha.n; i++) {
        unsigned opaque = (unsigned char)alpha.p[i];
        for (size_t k = 0; k < components; k++, p++) {
            *p = (unsigned char)((*p * opaque + 255u * (255u - opaque) + 127u) / 255u);
        }
    }
}

static uint32_t write_mask(PdfImages *all, Arena *scratch, const Image *image, Str alpha) {
    uint32_t number = pdf_reserve(all->file);
    Buf entries = buf_new(scratch);
    put_head(&entries, image);
    put_device(&entries, 1, 8);
    pdf_stream(all->file, number, buf_view(&entries), alpha, SQUEEZE);
    return number;
}

static bool write_pixels(PdfImages *all, Arena *scratch, const Image *image, uint32_t number) {
    Str pixels, alpha;
    uint8_t components;
    if (!image_pixels(scratch, image, &pixels, &components, &alpha)) return false;
    uint32_t mask = 0;
    if (alpha.n && pdf_file_rules(all->file)->transparency) mask = write_mask(all, scratch, image, alpha);
    else if (alpha.n) flatten(pixels, components, alpha);
    Buf entries = buf_new(scratch);
    put_head(&entries, image);
    put_device(&entries, components, 8);
    if (mask) {
        buf_cstr(&entries, "/SMask ");
        put_ref(&entries, mask);
    }
    pdf_stream(all->file, number, buf_view(&entries), pixels, SQUEEZE);
    return true;
}

static void write_image(PdfImages *all, const Image *image, uint32_t number) {
    Arena *scratch = arena_child(all->arena);
    ImageRows rows;
    bool good = true;
    if (image->kind == IMAGE_JPEG && image->components < 4) write_jpeg(all, scratch, image, number);
    else if (image_rows(scratch, image, &rows)) write_rows(all, scratch, image, &rows, number);
    else good = write_pixels(all, scratch, image, number);
    arena_free(scratch);
    if (good) return;
    diag_file(all->diags, ERROR_, "gambar-rusak", image->name, "isi gambar tidak dapat dibaca");
}

uint32_t pdf_image_of(PdfImages *all, const Image *image) {
    for (size_t i = 0; i < all->count; i++) {
        if (all->placed[i].image == image) return (uint32_t)i;
    }
    all->placed = arena_room(all->arena, all->placed, all->count, &all->cap, sizeof *all->placed);
    uint32_t number = pdf_reserve(all->file);
    all->placed[all->count] = (Placed){image, number};
    write_image(all, image, number);
    return (uint32_t)all->count++;
}

void pdf_images_resources(PdfImages *all, Buf *b) {
    if (!all->count) return;
    buf_cstr(b, "/XObject<<");
    for (size_t i = 0; i < all->count; i++) {
        buf_cstr(b, "/I");
        put_int(b, (int64_t)i);
        buf_byte(b, ' ');
        put_ref(b, all->placed[i].object);
    }
    buf_cstr(b, ">>");
}
