/*
 * Object streams: plain ones, and tables with a predictor.
 */
#include "pdf_pack.h"

enum {
    PLAIN_MOST = 200,         /* what a reader must unpack to see one object */
    TABLE_MOST = 1000,
    TABLE_BYTES = 1 << 16,
    SLACK = 4,                /* digits that later objects may have more than the first */
    PAIR = 16,                /* room of "number offset" in the list */
    REFERENCE = 12,           /* room of the longest, "8388607 0 R " */
};

void pdf_pack_init(PdfPack *p, Arena *a, PdfPackKind kind) {
    p->kind = kind;
    p->most = kind == PACK_PLAIN ? PLAIN_MOST : TABLE_MOST;
    p->numbers = arena_array(a, p->most, sizeof *p->numbers);
    p->offsets = arena_array(a, p->most, sizeof *p->offsets);
    p->body = buf_new(a);
    pdf_pack_clear(p);
}

void pdf_pack_clear(PdfPack *p) {
    p->count = 0;
    p->body.n = 0;
}

Buf *pdf_pack_open(PdfPack *p, uint32_t number) {
    p->numbers[p->count] = number;
    p->offsets[p->count] = p->body.n;
    return &p->body;
}

bool pdf_pack_close(PdfPack *p) {
    buf_byte(&p->body, '\n');
    p->count++;
    return p->count == p->most || (p->kind != PACK_PLAIN && p->body.n > TABLE_BYTES);
}

Str pdf_pack_object(const PdfPack *p, size_t i) {
    size_t end = i + 1 < p->count ? p->offsets[i + 1] : p->body.n;
    return (Str){p->body.p + p->offsets[i], end - p->offsets[i] - 1};
}

static void put_pair(Buf *b, uint32_t number, size_t offset) {
    put_int(b, number);
    buf_byte(b, ' ');
    put_int(b, (int64_t)offset);
    buf_byte(b, ' ');
}

/* ---- as a table ---- */

/* Blanks up to the next multiple of `width` from `start`. */
static void pad(Buf *b, size_t start, size_t width) {
    static const char blanks[64] = "                                                                ";
    size_t over = (b->n - start) % width;
    for (size_t left = over ? width - over : 0; left;) {
        size_t n = left < sizeof blanks ? left : sizeof blanks;
        buf_add(b, blanks, n);
        left -= n;
    }
}

/* "[1 0 R 2 0 R]" with each reference in a column of its own. */
static void put_columns(Buf *b, Str array) {
    size_t start = b->n, from = 1;
    buf_byte(b, '[');
    for (size_t i = 1; i < array.n; i++) {
        if (array.p[i] != 'R') continue;
        pad(b, start, REFERENCE);
        buf_add(b, array.p + from, i + 1 - from);
        from = i + 2;
    }
    buf_cstr(b, " ]");
}

static size_t row_width(const PdfPack *p) {
    size_t first = p->kind == PACK_REFERENCES ? REFERENCE * 5 : pdf_pack_object(p, 0).n + 1 + SLACK;
    size_t unit = p->kind == PACK_REFERENCES ? REFERENCE : PAIR;
    return (first + unit - 1) / unit * unit;
}

/* Each byte becomes its difference to the one above; 2 in front says so. */
static void put_rows(Buf *out, const Buf *from, size_t width, char *above) {
    for (size_t row = 0; row < from->n; row += width) {
        buf_byte(out, 2);
        size_t at = out->n;
        buf_add(out, from->p + row, width);
        for (size_t i = 0; i < width; i++) out->p[at + i] = (char)(out->p[at + i] - above[i]);
        memcpy(above, from->p + row, width);
    }
}

static void encode_table(const PdfPack *p, Buf *bytes, Buf *entries) {
    Arena *scratch = arena_child(bytes->arena);
    Buf list = buf_new(scratch), body = buf_new(scratch);
    size_t width = row_width(p);
    for (size_t i = 0; i < p->count; i++) {
        put_pair(&list, p->numbers[i], body.n);
        pad(&list, 0, PAIR);
        if (p->kind == PACK_REFERENCES) put_columns(&body, pdf_pack_object(p, i));
        else buf_str(&body, pdf_pack_object(p, i));
        buf_byte(&body, '\n');
        pad(&body, 0, width);
    }
    pad(&list, 0, width);
    char *above = arena_alloc(scratch, width);
    put_rows(bytes, &list, width, above);
    put_rows(bytes, &body, width, above);
    put_number(entries, "First", (int64_t)list.n);
    buf_cstr(entries, "/DecodeParms<</Predictor 12");
    put_number(entries, "Columns", (int64_t)width);
    buf_cstr(entries, ">>");
    arena_free(scratch);
}

void pdf_pack_encode(const PdfPack *p, bool table, Buf *bytes, Buf *entries) {
    bytes->n = entries->n = 0;
    buf_cstr(entries, "/Type/ObjStm");
    put_number(entries, "N", (int64_t)p->count);
    if (table) {
        encode_table(p, bytes, entries);
        return;
    }
    for (size_t i = 0; i < p->count; i++) put_pair(bytes, p->numbers[i], p->offsets[i]);
    put_number(entries, "First", (int64_t)bytes->n);
    buf_room(bytes, p->body.n);
    buf_str(bytes, buf_view(&p->body));
}
