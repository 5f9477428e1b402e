/*
 * The Top DICT is walked once; offsets in it are five-byte integers (hb-subset reserves them so), so
 * that they can be raised in place when a FontMatrix moves everything behind the Top DICT.
 */
#include "pdf_cff.h"

#include <string.h>

enum {
    OP_CHARSET = 15, OP_ENCODING = 16, OP_CHAR_STRINGS = 17, OP_PRIVATE = 18, ESCAPE = 12,
    OP_FONT_MATRIX = 256 + 7, OP_ROS = 256 + 30, OP_FD_ARRAY = 256 + 36, OP_FD_SELECT = 256 + 37,
    OFFSETS_MOST = 8, LONG = 29,
};

typedef struct Dict {
    size_t offsets[OFFSETS_MOST];     /* places of the five-byte operands that lead elsewhere */
    size_t offset_count;
    size_t charset, char_strings, fd_array;   /* places of those operands; 0: none */
    bool cid, matrix, strange;
} Dict;

typedef struct Index {
    size_t count, start, end;         /* the whole INDEX */
    unsigned size;                    /* of an offset */
} Index;

typedef struct Cff {
    unsigned char *p;
    size_t n;
} Cff;

static size_t number_at(const Cff *c, size_t at, unsigned size) {
    size_t value = 0;
    for (unsigned i = 0; i < size; i++) value = value << 8 | (at + i < c->n ? c->p[at + i] : 0u);
    return value;
}

static void put_number_at(Cff *c, size_t at, unsigned size, size_t value) {
    for (unsigned i = size; i-- > 0; value >>= 8) c->p[at + i] = (unsigned char)value;
}

/* Where item `i` begins (and item i - 1 ends). */
static size_t item_at(const Cff *c, const Index *x, size_t i) {
    return x->start + 2 + (x->count + 1) * x->size + number_at(c, x->start + 3 + i * x->size, x->size);
}

static bool read_index(const Cff *c, size_t at, Index *x) {
    *x = (Index){.start = at, .count = number_at(c, at, 2), .end = at + 2};
    if (at > c->n || c->n - at < 2) return false;
    if (!x->count) return true;
    x->size = (unsigned)number_at(c, at + 2, 1);
    if (x->size < 1 || x->size > 4 || c->n - at < 3 + (x->count + 1) * x->size) return false;
    x->end = item_at(c, x, x->count);
    return x->end <= c->n && x->end > at;
}

/* ---- a DICT ---- */

/* Bytes of the operand at `at`; 0: an operator. */
static size_t operand_length(const Cff *c, size_t at, size_t end) {
    unsigned b = c->p[at];
    if (b <= 21) return 0;
    if (b == 28) return 3;
    if (b == LONG) return 5;
    if (b != 30) return b < 247 ? 1 : 2;
    size_t n = 1;                     /* nibbles up to one of 15 */
    while (at + n < end && (c->p[at + n] & 15) != 15 && c->p[at + n] >> 4 != 15) n++;
    return n + 1;
}

static void note_offset(const Cff *c, Dict *d, size_t operand) {
    if (c->p[operand] != LONG || d->offset_count == OFFSETS_MOST) d->strange = true;
    else d->offsets[d->offset_count++] = operand + 1;
}

/* `last`: the operator's last operand. */
static void note_operator(const Cff *c, Dict *d, unsigned op, size_t last) {
    if (op == OP_ROS) d->cid = true;
    if (op == OP_FONT_MATRIX) d->matrix = true;
    bool leads = op == OP_CHARSET || op == OP_ENCODING || op == OP_CHAR_STRINGS || op == OP_PRIVATE ||
                 op == OP_FD_ARRAY || op == OP_FD_SELECT;
    if (!leads || !last) return;
    bool predefined = (op == OP_CHARSET || op == OP_ENCODING) && c->p[last] != LONG;
    if (predefined) return;
    note_offset(c, d, last);
    if (op == OP_CHARSET) d->charset = last + 1;
    if (op == OP_CHAR_STRINGS) d->char_strings = last + 1;
    if (op == OP_FD_ARRAY) d->fd_array = last + 1;
}

static void read_dict(const Cff *c, size_t at, size_t end, Dict *d) {
    *d = (Dict){0};
    size_t last = 0;
    while (at < end) {
        size_t n = operand_length(c, at, end);
        if (n) {
            last = at;
            at += n;
            continue;
        }
        unsigned op = c->p[at++];
        if (op == ESCAPE && at < end) op = 256u + c->p[at++];
        note_operator(c, d, op, last);
        last = 0;
    }
    if (at != end) d->strange = true;
}

/* ---- CIDs ---- */

/* A charset that gives each glyph its own id, in the room of the one that is there: it is never longer
 * (one range of format 2 has five bytes, two glyphs of format 0 three, one range of format 1 four). */
static bool number_glyphs(Cff *c, const Dict *top) {
    size_t at = number_at(c, top->charset, 4);
    Index glyphs;
    if (!read_index(c, number_at(c, top->char_strings, 4), &glyphs) || at >= c->n) return false;
    size_t count = glyphs.count;
    if (count < 2) return true;
    unsigned format = c->p[at];
    size_t room = format == 0 ? 1 + 2 * (count - 1)
                : format == 1 && number_at(c, at + 3, 1) == count - 2 ? 4 : 5;
    if (format > 2 || c->n - at < room) return false;
    put_number_at(c, at + 1, 2, 1);
    if (room < 5) return true;
    c->p[at] = 2;
    put_number_at(c, at + 3, 2, count - 2);
    return true;
}

/* ---- the matrix ---- */

/* 1 / upem as a real: a point and digits, two a byte, up to a nibble of 15. */
static size_t put_fraction(unsigned char *out, unsigned upem) {
    enum { PLACES = 13 };
    uint64_t n = (UINT64_C(10000000000000) + upem / 2) / upem;
    unsigned char nibble[PLACES + 3] = {10};
    for (size_t i = PLACES; i > 0; i--, n /= 10) nibble[i] = (unsigned char)(n % 10);
    size_t count = PLACES + 1;
    while (nibble[count - 1] == 0) count--;
    nibble[count++] = 15;
    if (count % 2) nibble[count++] = 15;
    out[0] = 30;
    for (size_t i = 0; i < count / 2; i++) out[1 + i] = (unsigned char)(nibble[2 * i] << 4 | nibble[2 * i + 1]);
    return 1 + count / 2;
}

/* [1/upem 0 0 1/upem 0 0] FontMatrix */
static size_t put_matrix(unsigned char *out, unsigned upem) {
    static const unsigned char zeros[2] = {139, 139};
    size_t n = 0;
    for (int i = 0; i < 2; i++) {
        n += put_fraction(out + n, upem);
        memcpy(out + n, zeros, sizeof zeros);
        n += sizeof zeros;
    }
    out[n++] = ESCAPE;
    out[n++] = OP_FONT_MATRIX - 256;
    return n;
}

/* The FDs' Private DICTs move too. False when one has a matrix, which would be multiplied, or is strange. */
static bool raise_fonts(Cff *c, size_t fd_array, size_t by) {
    Index fonts;
    if (!read_index(c, fd_array, &fonts)) return false;
    for (int pass = 0; pass < 2; pass++) {           /* nothing changes before all are known */
        for (size_t i = 0; i < fonts.count; i++) {
            Dict d;
            size_t from = item_at(c, &fonts, i), to = item_at(c, &fonts, i + 1);
            if (from > to || to > c->n) return false;
            read_dict(c, from, to, &d);
            if (d.strange || d.matrix) return false;
            if (!pass) continue;
            for (size_t k = 0; k < d.offset_count; k++)
                put_number_at(c, d.offsets[k], 4, number_at(c, d.offsets[k], 4) + by);
        }
    }
    return true;
}

static bool add_matrix(Arena *a, Cff *c, const Index *tops, const Dict *top, unsigned upem) {
    unsigned char matrix[40];
    size_t length = put_matrix(matrix, upem), begin = item_at(c, tops, 0), old = tops->end - begin;
    unsigned size = old + length + 1 > 255 ? 2 : 1;
    size_t head = 3 + 2 * size, by = head + old + length - (tops->end - tops->start);
    if (old + length > 60000) return false;
    if (top->fd_array && !raise_fonts(c, number_at(c, top->fd_array, 4), by)) return false;
    for (size_t k = 0; k < top->offset_count; k++)
        put_number_at(c, top->offsets[k], 4, number_at(c, top->offsets[k], 4) + by);
    Cff out = {arena_alloc(a, c->n + by), c->n + by};
    memcpy(out.p, c->p, tops->start);
    size_t at = tops->start;
    put_number_at(&out, at, 2, 1);
    out.p[at + 2] = (unsigned char)size;
    put_number_at(&out, at + 3, size, 1);
    put_number_at(&out, at + 3 + size, size, old + length + 1);
    memcpy(out.p + at + head, c->p + begin, old);
    memcpy(out.p + at + head + old, matrix, length);
    memcpy(out.p + at + head + old + length, c->p + tops->end, c->n - tops->end);
    *c = out;
    return true;
}

bool pdf_cff_mend(Arena *a, Str program, unsigned upem, Str *out) {
    *out = program;
    if (program.n < 4 || upem == 0) return false;
    Cff c = {arena_alloc(a, program.n), program.n};
    memcpy(c.p, program.p, program.n);
    Index names, tops;
    if (!read_index(&c, c.p[2], &names) || !read_index(&c, names.end, &tops) || tops.count != 1) return false;
    Dict top;
    read_dict(&c, item_at(&c, &tops, 0), tops.end, &top);
    if (top.strange || !top.char_strings) return false;
    bool number = top.cid && top.charset, matrix = upem != 1000 && !top.matrix;
    if (number && !number_glyphs(&c, &top)) return false;
    if (matrix && !add_matrix(a, &c, &tops, &top, upem)) return false;
    if (number || matrix) *out = (Str){(const char *)c.p, c.n};
    return true;
}
