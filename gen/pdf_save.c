/*
 * The file's own shape: numbers, object streams, cross-reference, trailer.
 *
 * libharu's saver cannot write object streams, forward output or offsets past 2 GB, and it holds
 * every object until the end; this one keeps only where the objects stand. Invariant: each number is
 * placed at most once; one that was reserved and never written is free.
 */
#include "pdf_pack.h"

#include <libdeflate.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <zlib.h>

enum {
    RUN_MOST = 256,           /* numbers taken for a family at once; few at first */
    TRY_EVERY = 16,           /* packs */
    FEW = 16,                 /* so many objects are not worth a stream of their own */
    MAX_OBJECTS = 8388607,    /* ISO 19005-2 and -3, 6.1.13 */
};

/* Measured on 83,771 rows (71 MB to pack): libdeflate at level 6 takes 0.41 s, zlib at the level that
 * packs as well 0.67 s. zlib is left for the cross-reference alone, which is packed as it is made. */
enum { LEVEL_MANY = 6, LEVEL_FEW = 7, LEVEL_XREF = 6, LARGE = 1 << 16, MOST_ROOM = 1 << 20 };

/* Objects that follow each other in number and place: directly in the file (count 1, their offset),
 * or in an object stream from an index on. Tables give long ones: of a million rows a few thousand. */
typedef struct Stretch {
    uint32_t number, count;
    uint64_t offset;          /* direct */
    uint32_t stream, index;   /* packed: stream is not 0 */
} Stretch;

typedef struct Family {
    PdfPack pack;
    uint32_t next, end, run;  /* numbers set aside; how many the last time */
    size_t written;           /* packs */
    bool table;               /* the last trial's result */
} Family;

struct PdfFile {
    Arena *arena;
    Output *out;
    const PdfRules *rules;
    uint32_t next;
    Stretch *stretches;
    size_t stretch_count, stretch_cap;
    Family families[FAMILIES];
    Family *open;             /* whose object is being put */
    Buf packed, entries, squeezed, other, scratch;
    struct libdeflate_compressor *many, *few;    /* for what comes by the thousand, and for the rest */
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

const PdfRules *pdf_file_rules(const PdfFile *f) {
    return f->rules;
}

/* ---- bytes ---- */

static void emit(PdfFile *f, const void *bytes, size_t n) {
    output_write(f->out, bytes, n);
    sha256_update(&f->hash, n, bytes);
}

static void emit_buf(PdfFile *f, const Buf *b) {
    emit(f, b->p, b->n);
}

static void free_compressor(void *handle) {
    libdeflate_free_compressor(handle);
}

static struct libdeflate_compressor *new_compressor(Arena *a, int level) {
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);
    if (!c) arena_out_of_memory(a);
    arena_defer(a, free_compressor, c);
    return c;
}

/* A file of many megabytes: the room for it is the system's, which gives only as much as is written. */
static void squeeze_large(struct libdeflate_compressor *c, Str bytes, size_t most, Buf *to) {
    Arena *scratch = arena_child(to->arena);
    char *room = malloc(most);
    if (!room) arena_out_of_memory(scratch);
    arena_defer(scratch, free, room);
    buf_add(to, room, libdeflate_zlib_compress(c, bytes.p, bytes.n, room, most));
    arena_free(scratch);
}

/* The bytes packed, in `to`. */
static void squeeze(struct libdeflate_compressor *c, Str bytes, Buf *to) {
    size_t most = libdeflate_zlib_compress_bound(c, bytes.n);
    to->n = 0;
    if (most > MOST_ROOM) {
        squeeze_large(c, bytes, most, to);
        return;
    }
    if (most > to->cap) buf_room(to, most + most / 2);
    to->n = libdeflate_zlib_compress(c, bytes.p, bytes.n, to->p, most);
}

/* ---- places and numbers ---- */

static void add_stretch(PdfFile *f, Stretch r) {
    Stretch *last = f->stretch_count ? &f->stretches[f->stretch_count - 1] : NULL;
    if (last && r.stream && last->stream == r.stream && last->number + last->count == r.number &&
        last->index + last->count == r.index) {
        last->count += r.count;
        return;
    }
    f->stretches = arena_room(f->arena, f->stretches, f->stretch_count, &f->stretch_cap,
                              sizeof *f->stretches);
    f->stretches[f->stretch_count++] = r;
}

static int by_number(const void *x, const void *y) {
    const Stretch *a = x, *b = y;
    return a->number < b->number ? -1 : a->number > b->number;
}

static void sort_stretches(PdfFile *f) {
    if (f->stretch_count) qsort(f->stretches, f->stretch_count, sizeof *f->stretches, by_number);
}

uint32_t pdf_reserve(PdfFile *f) {
    return f->next++;
}

uint32_t pdf_reserve_in(PdfFile *f, PdfFamily family) {
    Family *g = &f->families[family];
    if (family == FAMILY_PLAIN || !f->rules->packed) return pdf_reserve(f);
    if (g->next == g->end) {
        g->run = g->run ? g->run * 2 : 4;
        if (g->run > RUN_MOST) g->run = RUN_MOST;
        g->next = f->next;
        g->end = f->next += g->run;
    }
    return g->next++;
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

/* ---- objects ---- */

static const PdfPackKind pack_kinds[FAMILIES] = {
    [FAMILY_PLAIN] = PACK_PLAIN, [FAMILY_CELL] = PACK_TABLE, [FAMILY_HEAD] = PACK_TABLE,
    [FAMILY_ROW] = PACK_TABLE, [FAMILY_PARENTS] = PACK_REFERENCES,
};

PdfFile *pdf_file(Arena *a, Output *out, const PdfRules *rules) {
    PdfFile *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->out = out;
    f->rules = rules;
    f->next = 1;
    f->packed = f->entries = f->squeezed = f->other = f->scratch = buf_new(a);
    for (int i = 0; i < FAMILIES; i++) pdf_pack_init(&f->families[i].pack, a, pack_kinds[i]);
    sha256_init(&f->hash);
    f->many = new_compressor(a, LEVEL_MANY);
    f->few = new_compressor(a, LEVEL_FEW);
    char head[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    head[7] = rules->version;
    emit(f, head, sizeof head - 1);
    return f;
}

static void place_here(PdfFile *f, uint32_t number) {
    add_stretch(f, (Stretch){number, 1, output_offset(f->out), 0, 0});
}

static void begin_direct(PdfFile *f, uint32_t number) {
    place_here(f, number);
    f->scratch.n = 0;
    put_int(&f->scratch, number);
    buf_cstr(&f->scratch, " 0 obj\n");
    emit_buf(f, &f->scratch);
}

static void emit_stream(PdfFile *f, uint32_t number, Str entries, Str bytes) {
    begin_direct(f, number);
    f->scratch.n = 0;
    buf_cstr(&f->scratch, "<<");
    buf_str(&f->scratch, entries);
    put_number(&f->scratch, "Length", (int64_t)bytes.n);
    buf_cstr(&f->scratch, ">>\nstream\r\n");
    emit_buf(f, &f->scratch);
    emit(f, bytes.p, bytes.n);
    static const char tail[] = "\nendstream\nendobj\n";
    emit(f, tail, sizeof tail - 1);
}

static void emit_squeezed(PdfFile *f, uint32_t number, Str entries, const Buf *squeezed) {
    f->packed.n = 0;
    buf_str(&f->packed, entries);
    buf_cstr(&f->packed, "/Filter/FlateDecode");
    emit_stream(f, number, buf_view(&f->packed), buf_view(squeezed));
}

/* With memory of its own: there are few of them, and a table of a million rows may be one. */
static void large_stream(PdfFile *f, uint32_t number, Str entries, Str bytes) {
    Arena *scratch = arena_child(f->arena);
    Buf squeezed = buf_new(scratch);
    buf_room(&squeezed, libdeflate_zlib_compress_bound(f->many, bytes.n));
    squeeze(f->many, bytes, &squeezed);
    emit_squeezed(f, number, entries, &squeezed);
    arena_free(scratch);
}

void pdf_stream(PdfFile *f, uint32_t number, Str entries, Str bytes, Squeeze how) {
    switch (how) {
    case SQUEEZE_NOT: case SQUEEZED_ALREADY: emit_stream(f, number, entries, bytes); return;
    case SQUEEZE:
        if (bytes.n > LARGE) {
            large_stream(f, number, entries, bytes);
            return;
        }
        squeeze(f->few, bytes, &f->squeezed);
        break;
    case SQUEEZE_PAGE: squeeze(f->many, bytes, &f->squeezed); break;
    }
    emit_squeezed(f, number, entries, &f->squeezed);
}

static void squeeze_pack(PdfFile *f, const PdfPack *p, bool table, Buf *entries, Buf *to) {
    pdf_pack_encode(p, table, &f->packed, entries);
    squeeze(f->many, buf_view(&f->packed), to);
}

/* As a table or plainly, whatever was smaller when both were tried last. */
static void write_pack(PdfFile *f, Family *g) {
    PdfPack *p = &g->pack;
    uint32_t number = pdf_reserve(f);
    for (size_t i = 0; i < p->count; i++) {
        add_stretch(f, (Stretch){p->numbers[i], 1, 0, number, (uint32_t)i});
    }
    bool may = p->kind != PACK_PLAIN, both = may && g->written++ % TRY_EVERY == 0;
    squeeze_pack(f, p, may && (both || g->table), &f->entries, &f->squeezed);
    if (both) {
        Buf plain_entries = buf_new(f->arena);
        squeeze_pack(f, p, false, &plain_entries, &f->other);
        g->table = f->squeezed.n <= f->other.n;
        emit_squeezed(f, number, buf_view(g->table ? &f->entries : &plain_entries),
                      g->table ? &f->squeezed : &f->other);
    } else {
        emit_squeezed(f, number, buf_view(&f->entries), &f->squeezed);
    }
    pdf_pack_clear(p);
}

Buf *pdf_open_in(PdfFile *f, uint32_t number, PdfFamily family) {
    f->open = &f->families[f->rules->packed ? family : FAMILY_PLAIN];
    return pdf_pack_open(&f->open->pack, number);
}

Buf *pdf_open(PdfFile *f, uint32_t number) {
    return pdf_open_in(f, number, FAMILY_PLAIN);
}

void pdf_close(PdfFile *f) {
    PdfPack *p = &f->open->pack;
    if (f->rules->packed) {
        if (pdf_pack_close(p)) write_pack(f, f->open);
        return;
    }
    begin_direct(f, p->numbers[0]);
    buf_cstr(&p->body, "\nendobj\n");
    emit_buf(f, &p->body);
    pdf_pack_clear(p);
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

/* A handful of a family goes in with the rest. */
static void flush_families(PdfFile *f) {
    for (int i = FAMILIES - 1; i >= 0; i--) {
        PdfPack *p = &f->families[i].pack;
        if (i == FAMILY_PLAIN ? p->count : p->count > FEW) {
            write_pack(f, &f->families[i]);
            continue;
        }
        for (size_t k = 0; k < p->count; k++) pdf_object(f, p->numbers[k], pdf_pack_object(p, k));
        pdf_pack_clear(p);
    }
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
    Buf *b = &f->packed;
    sort_stretches(f);
    b->n = 0;
    buf_cstr(b, "xref\n0 ");
    put_int(b, f->next);
    buf_cstr(b, "\n0000000000 65535 f \n");
    const Stretch *r = f->stretches, *end = f->stretches + f->stretch_count;
    for (uint32_t i = 1; i < f->next; i++) {
        bool used = r < end && r->number == i;
        put_digits(b, used ? r++->offset : 0, 10);
        buf_cstr(b, used ? " 00000 n \n" : " 65535 f \n");
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

enum { ROW_MOST = 12 };

/* One row: kind, place in `w` bytes, index in two. A free number's generation says: never again. */
static void xref_row(const Stretch *r, uint32_t number, unsigned w, uint8_t row[ROW_MOST]) {
    uint64_t middle = !r ? 0 : r->stream ? r->stream : r->offset;
    unsigned last = !r ? 0xFFFF : r->stream ? r->index + (number - r->number) : 0;
    row[0] = !r ? 0 : r->stream ? 2 : 1;
    for (unsigned i = w; i > 0; i--, middle >>= 8) row[i] = (uint8_t)middle;
    row[w + 1] = (uint8_t)(last >> 8);
    row[w + 2] = (uint8_t)last;
}

static void end_deflater(void *handle) {
    deflateEnd(handle);
}

static void feed(z_stream *z, Str rows, bool end, Buf *to) {
    char block[1 << 14];
    z->next_in = (Bytef *)(uintptr_t)rows.p;
    z->avail_in = (uInt)rows.n;
    do {
        z->next_out = (Bytef *)block;
        z->avail_out = sizeof block;
        deflate(z, end ? Z_FINISH : Z_NO_FLUSH);
        buf_add(to, block, sizeof block - z->avail_out);
    } while (z->avail_out == 0);
}

/* All rows with PNG's Up predictor: they differ little from the one above. */
static void squeeze_rows(PdfFile *f, unsigned w) {
    z_stream *z = arena_alloc(f->arena, sizeof *z);
    if (deflateInit(z, LEVEL_XREF) != Z_OK) arena_out_of_memory(f->arena);
    arena_defer(f->arena, end_deflater, z);
    uint8_t above[ROW_MOST] = {0}, row[ROW_MOST], coded[ROW_MOST + 1] = {2};
    const Stretch *r = f->stretches, *end = f->stretches + f->stretch_count;
    f->packed.n = f->squeezed.n = 0;
    for (uint32_t i = 0; i < f->next; i++) {
        while (r < end && i >= r->number + r->count) r++;
        xref_row(r < end && i >= r->number ? r : NULL, i, w, row);
        for (unsigned k = 0; k < w + 3; k++) coded[k + 1] = (uint8_t)(row[k] - above[k]);
        memcpy(above, row, sizeof above);
        buf_add(&f->packed, coded, w + 4);
        if (f->packed.n < 1 << 16) continue;
        feed(z, buf_view(&f->packed), false, &f->squeezed);
        f->packed.n = 0;
    }
    feed(z, buf_view(&f->packed), true, &f->squeezed);
}

/* ISO 32000-1, 7.5.8. */
static void xref_stream(PdfFile *f, uint32_t root, uint32_t info) {
    uint32_t number = pdf_reserve(f);
    uint64_t start = output_offset(f->out);
    place_here(f, number);
    sort_stretches(f);
    unsigned w = bytes_for(start > f->next ? start : f->next);
    squeeze_rows(f, w);
    Buf *b = &f->entries;
    b->n = 0;
    buf_cstr(b, "/Type/XRef/W[1 ");
    put_int(b, w);
    buf_cstr(b, " 2]");
    put_trailer(f, b, root, info);
    buf_cstr(b, "/DecodeParms<</Predictor 12");
    put_number(b, "Columns", w + 3);
    buf_cstr(b, ">>");
    emit_squeezed(f, number, buf_view(b), &f->squeezed);
    put_startxref(f, start);
}

bool pdf_finish(PdfFile *f, uint32_t root, uint32_t info) {
    if (f->rules->packed) {
        flush_families(f);
        xref_stream(f, root, info);
    } else {
        classic_table(f, root, info);
    }
    return !f->rules->part || f->next - 1 <= MAX_OBJECTS;
}
