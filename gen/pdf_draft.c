/*
 * The draft's mark: an artifact (watermark) that shines through, in the document's first face.
 */
#include "pdf_draft.h"

#include <nettle/sha2.h>

enum { BIG = 110000, SMALL = 14000, BELOW = 34000 };   /* sizes and distance, thousandths of a point */

struct PdfDraft {
    Arena *arena;
    Fonts *fonts;
    uint32_t state;           /* object: an eighth opaque */
    Str lines[2];
    Shaped *shaped[2];        /* once there is a face */
    const Face *face;
};

Str pdf_short_hash(Arena *a, const Doc *doc) {
    struct sha256_ctx hash;
    uint8_t digest[4];
    sha256_init(&hash);
    for (size_t i = 0; i < doc->attachment_count; i++) {
        const struct Attachment *file = &doc->attachments[i];
        sha256_update(&hash, file->name.n, (const uint8_t *)file->name.p);
        sha256_update(&hash, 1, (const uint8_t *)"");
        sha256_update(&hash, file->bytes.n, (const uint8_t *)file->bytes.p);
    }
    sha256_digest(&hash, sizeof digest, digest);
    return str_printf(a, "%02x%02x%02x%02x", digest[0], digest[1], digest[2], digest[3]);
}

PdfDraft *pdf_draft(Arena *a, PdfFile *f, Fonts *fonts, const Doc *doc) {
    PdfDraft *d = arena_alloc(a, sizeof *d);
    d->arena = a;
    d->fonts = fonts;
    d->lines[0] = STR("KONSEP");
    d->lines[1] = str_printf(a, "sidik sumber %.*s", STR_ARG(pdf_short_hash(a, doc)));
    d->state = pdf_reserve(f);
    pdf_object(f, d->state, STR("<</Type/ExtGState/ca .125>>"));
    return d;
}

static void shape_lines(PdfDraft *d) {
    d->face = fonts_get(d->fonts, 0);
    for (int i = 0; i < 2; i++) d->shaped[i] = font_shape(d->fonts, d->arena, d->face, d->lines[i], 0);
}

static void put_line(const PdfDraft *d, PdfShow *s, int line) {
    PdfFont *font = pdf_font_of(s->fonts, d->face);
    const Shaped *shaped = d->shaped[line];
    buf_byte(&s->out, '(');
    for (size_t i = 0; i < shaped->count; i++) {
        const Glyph *g = &shaped->glyphs[i];
        size_t end = i + 1 < shaped->count ? g[1].cluster : d->lines[line].n;
        pdf_font_note(s->fonts, font, g->id, str_sub(d->lines[line], g->cluster, end));
        put_string_byte(&s->out, g->id >> 8);
        put_string_byte(&s->out, g->id & 0xFF);
    }
    buf_cstr(&s->out, ")Tj\n");
}

static void put_size(PdfShow *s, const PdfFont *font, Len size) {
    buf_cstr(&s->out, "/F");
    put_int(&s->out, font->index);
    buf_byte(&s->out, ' ');
    put_len(&s->out, size);
    buf_cstr(&s->out, " Tf\n");
}

/* Upwards to the right by 45 degrees, the big line's middle in the middle of the page. */
void pdf_draft_paint(PdfDraft *d, PdfShow *s, Len width, Len height) {
    if (!d->face && !fonts_opened(d->fonts)) return;
    if (!d->face) shape_lines(d);
    const PdfFont *font = pdf_font_of(s->fonts, d->face);
    Len big = width < height ? width / 5 : height / 5;
    if (big > BIG) big = BIG;
    int64_t half = face_scale(d->face, d->shaped[0]->advance, big) / 2;
    Buf *b = &s->out;
    buf_cstr(b, "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\nq/G0 gs 0 g\nBT\n");
    put_size(s, font, big);
    buf_cstr(b, ".707 .707 -.707 .707 ");
    put_len(b, width / 2 - (half - big / 3) * 707 / 1000);
    buf_byte(b, ' ');
    put_len(b, height / 2 - (half + big / 3) * 707 / 1000);
    buf_cstr(b, " Tm\n");
    put_line(d, s, 0);
    put_size(s, font, SMALL);
    buf_cstr(b, "0 -");
    put_len(b, BELOW);
    buf_cstr(b, " Td\n");
    put_line(d, s, 1);
    buf_cstr(b, "ET\nQ\nEMC\n");
}

void pdf_draft_resources(const PdfDraft *d, Buf *b) {
    buf_cstr(b, "/ExtGState<</G0 ");
    put_ref(b, d->state);
    buf_cstr(b, ">>");
}
