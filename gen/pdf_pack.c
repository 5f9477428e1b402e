/*
 * Object streams: plain ones, and tables with a predictor.
 */
#include "pdf_pack.h"

enum {
    PLAIN_MOST = 200,         /* what a reader must unpack to see one object */
    TABLE_MOST = 1000,
    TABLE_BYTES = 1 << 17,
    SLACK = 4,                /* digits that later objects may have more than the first */
    PAIR = 16,                /* room of "number offset" in the list */
};

void pdf_pack_init(PdfPack *p, Arena *a, bool tabular) {
    p->tabular = tabular;
    p->most = tabular ? TABLE_MOST : PLAIN_MOST;
    p->numbers = arena_array(a, p->most, sizeof *p->numbers);
    p->offsets = arena_array(a, p->most, sizeof *p->offsets);
    p->body = buf_new(a);
    pdf_pack_clear(p);
}

void pdf_pack_clear(PdfPack *p) {
    p->count = 0;
    p->body.n = 0;
    p->width = 0;
}

static void pad(Buf *b, size_t width) {
    static const char blanks[64] = "                                                                ";
    size_t over = b->n % width;
    for (size_t left = over ? width - over : 0; left;) {
        size_t n = left < sizeof blanks ? left : sizeof blanks;
        buf_add(b, blanks, n);
        left -= n;
    }
}

Buf *pdf_pack_open(PdfPack *p, uint32_t number) {
    p->numbers[p->count] = number;
    p->offsets[p->count] = p->body.n;
    return &p->body;
}

bool pdf_pack_close(PdfPack *p) {
    buf_byte(&p->body, '\n');
    if (p->tabular) {
        if (!p->width) p->width = (p->body.n + SLACK + PAIR - 1) / PAIR * PAIR;
        pad(&p->body, p->width);
    }
    p->count++;
    return p->count == p->most || (p->tabular && p->body.n > TABLE_BYTES);
}

static void put_pair(const PdfPack *p, size_t i, Buf *b) {
    put_int(b, p->numbers[i]);
    buf_byte(b, ' ');
    put_int(b, (int64_t)p->offsets[i]);
    buf_byte(b, ' ');
}

/* Each byte becomes its difference to the one above; 2 in front says so. */
static void put_rows(Buf *out, const char *from, size_t n, size_t width, char *above) {
    for (size_t row = 0; row < n; row += width) {
        buf_byte(out, 2);
        size_t at = out->n;
        buf_add(out, from + row, width);
        for (size_t i = 0; i < width; i++) out->p[at + i] = (char)(out->p[at + i] - above[i]);
        memcpy(above, from + row, width);
    }
}

static void encode_table(const PdfPack *p, Buf *bytes, Buf *entries) {
    Arena *scratch = arena_child(bytes->arena);
    Buf list = buf_new(scratch);
    for (size_t i = 0; i < p->count; i++) {
        put_pair(p, i, &list);
        pad(&list, PAIR);
    }
    pad(&list, p->width);
    char *above = arena_alloc(scratch, p->width);
    put_rows(bytes, list.p, list.n, p->width, above);
    put_rows(bytes, p->body.p, p->body.n, p->width, above);
    put_number(entries, "First", (int64_t)list.n);
    buf_cstr(entries, "/DecodeParms<</Predictor 12");
    put_number(entries, "Columns", (int64_t)p->width);
    buf_cstr(entries, ">>");
    arena_free(scratch);
}

void pdf_pack_encode(const PdfPack *p, Buf *bytes, Buf *entries) {
    buf_cstr(entries, "/Type/ObjStm");
    put_number(entries, "N", (int64_t)p->count);
    if (p->tabular) {
        encode_table(p, bytes, entries);
        return;
    }
    for (size_t i = 0; i < p->count; i++) put_pair(p, i, bytes);
    put_number(entries, "First", (int64_t)bytes->n);
    buf_add(bytes, p->body.p, p->body.n);
}
