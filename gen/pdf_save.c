/*
 * The file's own shape: numbers, object streams, cross-reference, trailer.
 *
 * libharu's saver cannot write object streams, forward output or offsets past 2 GB, and it holds
 * every object until the end; this one keeps eight bytes an object. Invariants: each number is
 * placed at most once; the packed stream under way is written when it is full or at the end.
 */
#include "pdf.h"

#include <nettle/sha2.h>
#include <zlib.h>

enum {
    PACK_MAX = 200,           /* objects in an object stream: what a reader must unpack to see one */
    CHUNK = 4096,             /* places in a block */
    MAX_OBJECTS = 8388607,    /* ISO 19005-2 and -3, 6.1.13 */
    LEVEL = 9,
};

/* Where an object stands: its kind in the top two bits; an offset, or stream << 16 | index. */
typedef uint64_t Place;
#define PLACE_DIRECT (UINT64_C(1) << 62)
#define PLACE_PACKED (UINT64_C(2) << 62)
#define PLACE_BITS (PLACE_DIRECT - 1)

struct PdfFile {
    Arena *arena;
    Output *out;
    const PdfRules *rules;
    uint32_t next;
    Place **chunks;
    size_t chunk_count;
    uint32_t pack_number[PACK_MAX];
    size_t pack_offset[PACK_MAX];
    size_t packed;
    Buf body, squeezed, scratch;
    z_stream deflater;
    struct sha256_ctx hash;
};

static const PdfRules rules_of[] = {
    [PDF_PLAIN] = {'7', 0, 0, false, true, true, true, false, false},
    [PDF_A1B] = {'4', '1', 'B', false, false, false, false, false, true},
    [PDF_A2A] = {'7', '2', 'A', true, true, true, true, false, false},
    [PDF_A2B] = {'7', '2', 'B', false, true, true, true, false, false},
    [PDF_A3A] = {'7', '3', 'A', true, true, true, true, true, false},
};

const PdfRules *pdf_rules(PdfLevel level) {
    return &rules_of[level];
}

/* ---- bytes ---- */

static void emit(PdfFile *f, const void *bytes, size_t n) {
    output_write(f->out, bytes, n);
    sha256_update(&f->hash, n, bytes);
}

static void emit_buf(PdfFile *f, const Buf *b) {
    emit(f, b->p, b->n);
}

static void end_deflater(void *handle) {
    deflateEnd(handle);
}

/* The bytes deflated, in f->squeezed. */
static Str squeeze(PdfFile *f, Str bytes) {
    z_stream *z = &f->deflater;
    Buf *b = &f->squeezed;
    b->n = 0;
    deflateReset(z);
    z->next_in = (Bytef *)(uintptr_t)bytes.p;
    size_t left = bytes.n;
    int status = Z_OK;
    char block[1 << 14];
    while (status != Z_STREAM_END) {
        if (z->avail_in == 0 && left) {
            z->avail_in = left > 1u << 30 ? 1u << 30 : (uInt)left;
            left -= z->avail_in;
        }
        z->next_out = (Bytef *)block;
        z->avail_out = sizeof block;
        status = deflate(z, left ? Z_NO_FLUSH : Z_FINISH);
        buf_add(b, block, sizeof block - z->avail_out);
    }
    return buf_view(b);
}

/* ---- places ---- */

static Place *place(PdfFile *f, uint32_t number) {
    size_t chunk = number / CHUNK;
    if (chunk >= f->chunk_count) {
        size_t count = chunk * 2 + 8;
        f->chunks = arena_grow(f->arena, f->chunks, f->chunk_count * sizeof *f->chunks,
                               count * sizeof *f->chunks);
        f->chunk_count = count;
    }
    if (!f->chunks[chunk]) f->chunks[chunk] = arena_array(f->arena, CHUNK, sizeof(Place));
    return &f->chunks[chunk][number % CHUNK];
}

static Place place_of(const PdfFile *f, uint32_t number) {
    size_t chunk = number / CHUNK;
    return chunk < f->chunk_count && f->chunks[chunk] ? f->chunks[chunk][number % CHUNK] : 0;
}

uint32_t pdf_reserve(PdfFile *f) {
    return f->next++;
}

uint32_t pdf_next(const PdfFile *f) {
    return f->next;
}

void pdf_taken(PdfFile *f, uint32_t next) {
    f->next = next;
}

size_t pdf_objects(const PdfFile *f) {
    return f->next - 1;
}

const PdfRules *pdf_file_rules(const PdfFile *f) {
    return f->rules;
}

/* ---- objects ---- */

PdfFile *pdf_file(Arena *a, Output *out, const PdfRules *rules) {
    PdfFile *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->out = out;
    f->rules = rules;
    f->next = 1;
    f->body = buf_new(a);
    f->squeezed = buf_new(a);
    f->scratch = buf_new(a);
    sha256_init(&f->hash);
    if (deflateInit(&f->deflater, LEVEL) != Z_OK) arena_out_of_memory(a);
    arena_defer(a, end_deflater, &f->deflater);
    char head[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    head[7] = rules->version;
    emit(f, head, sizeof head - 1);
    return f;
}

static void begin_direct(PdfFile *f, uint32_t number) {
    *place(f, number) = PLACE_DIRECT | output_offset(f->out);
    f->scratch.n = 0;
    put_int(&f->scratch, number);
    buf_cstr(&f->scratch, " 0 obj\n");
    emit_buf(f, &f->scratch);
}

void pdf_stream(PdfFile *f, uint32_t number, Str entries, Str bytes, Squeeze how) {
    if (how == SQUEEZE) bytes = squeeze(f, bytes);
    begin_direct(f, number);
    f->scratch.n = 0;
    buf_cstr(&f->scratch, "<<");
    buf_str(&f->scratch, entries);
    if (how == SQUEEZE) buf_cstr(&f->scratch, "/Filter/FlateDecode");
    put_number(&f->scratch, "Length", (int64_t)bytes.n);
    buf_cstr(&f->scratch, ">>\nstream\r\n");
    emit_buf(f, &f->scratch);
    emit(f, bytes.p, bytes.n);
    static const char tail[] = "\nendstream\nendobj\n";
    emit(f, tail, sizeof tail - 1);
}

/* Writes the object stream under way (ISO 32000-1, 7.5.7). */
static void flush_pack(PdfFile *f) {
    if (!f->packed) return;
    uint32_t number = pdf_reserve(f);
    Arena *scratch = arena_child(f->arena);
    Buf all = buf_new(scratch), entries = buf_new(scratch);
    for (size_t i = 0; i < f->packed; i++) {
        put_int(&all, f->pack_number[i]);
        buf_byte(&all, ' ');
        put_int(&all, (int64_t)f->pack_offset[i]);
        buf_byte(&all, ' ');
        *place(f, f->pack_number[i]) = PLACE_PACKED | (uint64_t)number << 16 | i;
    }
    buf_cstr(&entries, "/Type/ObjStm");
    put_number(&entries, "N", (int64_t)f->packed);
    put_number(&entries, "First", (int64_t)all.n);
    buf_add(&all, f->body.p, f->body.n);
    pdf_stream(f, number, buf_view(&entries), buf_view(&all), SQUEEZE);
    arena_free(scratch);
    f->packed = 0;
    f->body.n = 0;
}

Buf *pdf_open(PdfFile *f, uint32_t number) {
    f->pack_number[f->packed] = number;
    f->pack_offset[f->packed] = f->body.n;
    return &f->body;
}

void pdf_close(PdfFile *f) {
    buf_byte(&f->body, '\n');
    if (f->rules->packed) {
        if (++f->packed == PACK_MAX) flush_pack(f);
        return;
    }
    begin_direct(f, f->pack_number[0]);
    buf_cstr(&f->body, "endobj\n");
    emit_buf(f, &f->body);
    f->body.n = 0;
}

void pdf_object(PdfFile *f, uint32_t number, Str value) {
    buf_str(pdf_open(f, number), value);
    pdf_close(f);
}

/* ---- the end ---- */

void pdf_digest(const PdfFile *f, uint8_t out[16]) {
    struct sha256_ctx so_far = f->hash;
    sha256_digest(&so_far, 16, out);
}

/* What trailer and cross-reference stream share. The id is made of the content alone. */
static void put_trailer(PdfFile *f, Buf *b, uint32_t root, uint32_t info) {
    uint8_t id[16];
    pdf_digest(f, id);
    put_number(b, "Size", f->next);
    buf_cstr(b, "/Root ");
    put_ref(b, root);
    buf_cstr(b, "/Info ");
    put_ref(b, info);
    buf_cstr(b, "/ID[");
    put_hex(b, id, sizeof id);
    put_hex(b, id, sizeof id);
    buf_byte(b, ']');
}

static void put_startxref(PdfFile *f, uint64_t offset) {
    f->scratch.n = 0;
    buf_cstr(&f->scratch, "startxref\n");
    put_int(&f->scratch, (int64_t)offset);
    buf_cstr(&f->scratch, "\n%%EOF\n");
    emit_buf(f, &f->scratch);
}

static void put_digits(Buf *b, uint64_t value, unsigned digits) {
    char text[20];
    for (unsigned i = digits; i-- > 0; value /= 10) text[i] = (char)('0' + value % 10);
    buf_add(b, text, digits);
}

static void classic_table(PdfFile *f, uint32_t root, uint32_t info) {
    uint64_t start = output_offset(f->out);
    Buf *b = &f->body;
    b->n = 0;
    buf_cstr(b, "xref\n0 ");
    put_int(b, f->next);
    buf_cstr(b, "\n0000000000 65535 f \n");
    for (uint32_t i = 1; i < f->next; i++) {
        Place p = place_of(f, i);
        put_digits(b, p & PLACE_BITS, 10);
        buf_cstr(b, p ? " 00000 n \n" : " 65535 f \n");
    }
    buf_cstr(b, "trailer\n<<");
    put_trailer(f, b, root, info);
    buf_cstr(b, ">>\n");
    emit_buf(f, b);
    put_startxref(f, start);
}

static unsigned bytes_for(uint64_t largest) {
    unsigned n = 1;
    while (largest >>= 8) n++;
    return n;
}

/* One row: kind, place, index; `w` bytes for the place. */
static void xref_row(Place p, unsigned w, uint8_t row[12]) {
    unsigned kind = (unsigned)(p >> 62);
    uint64_t bits = p & PLACE_BITS;
    uint64_t middle = kind == 2 ? bits >> 16 : bits;
    row[0] = (uint8_t)kind;
    for (unsigned i = w; i > 0; i--, middle >>= 8) row[i] = (uint8_t)middle;
    row[w + 1] = kind == 2 ? (uint8_t)bits : 0;     /* the index is below PACK_MAX */
}
_Static_assert(PACK_MAX <= 256, "an index is one byte");

/* ISO 32000-1, 7.5.8, with PNG's Up predictor: rows differ little from the one above. */
static void xref_stream(PdfFile *f, uint32_t root, uint32_t info) {
    uint32_t number = pdf_reserve(f);
    uint64_t start = output_offset(f->out);
    *place(f, number) = PLACE_DIRECT | start;
    unsigned w = bytes_for(start > f->next ? start : f->next);
    uint8_t above[12] = {0}, row[12], coded[13] = {2};
    Arena *scratch = arena_child(f->arena);
    Buf rows = buf_new(scratch), entries = buf_new(scratch);
    for (uint32_t i = 0; i < f->next; i++) {
        xref_row(place_of(f, i), w, row);
        for (unsigned k = 0; k < w + 2; k++) coded[k + 1] = (uint8_t)(row[k] - above[k]);
        memcpy(above, row, sizeof above);
        buf_add(&rows, coded, w + 3);
    }
    buf_cstr(&entries, "/Type/XRef/W[1 ");
    put_int(&entries, w);
    buf_cstr(&entries, " 1]");
    put_trailer(f, &entries, root, info);
    buf_cstr(&entries, "/DecodeParms<</Predictor 12");
    put_number(&entries, "Columns", w + 2);
    buf_cstr(&entries, ">>");
    pdf_stream(f, number, buf_view(&entries), buf_view(&rows), SQUEEZE);
    arena_free(scratch);
    put_startxref(f, start);
}

bool pdf_finish(PdfFile *f, uint32_t root, uint32_t info) {
    if (f->rules->packed) {
        flush_pack(f);
        xref_stream(f, root, info);
    } else {
        classic_table(f, root, info);
    }
    return f->next - 1 <= MAX_OBJECTS;
}
