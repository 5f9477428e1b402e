/*
 * Mutations that keep JSON mostly whole, so that the fuzzers of descriptors get behind the decoder:
 * a value is replaced by another of the same input or by one that hurts, removed, doubled, or has
 * its inside changed by libFuzzer. One step in eight is libFuzzer's own.
 */
#ifndef JSON_MUTATE_H
#define JSON_MUTATE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *x, size_t xn, const uint8_t *y, size_t yn, uint8_t *out,
                                 size_t max, unsigned seed);

enum { SPANS = 4096, DEPTH = 64 };

typedef struct Span { size_t from, to; } Span;

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static int is_bare(uint8_t c) {
    return c == '-' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* The values of a text (keys too), in the order in which they end. */
static size_t find_spans(const uint8_t *p, size_t n, Span *spans) {
    size_t open[DEPTH], depth = 0, count = 0;
    for (size_t i = 0; i < n && count < SPANS;) {
        size_t from = i++;
        if (p[from] == '{' || p[from] == '[') {
            if (depth < DEPTH) open[depth++] = from;
        } else if (p[from] == '}' || p[from] == ']') {
            if (depth) spans[count++] = (Span){open[--depth], i};
        } else if (p[from] == '"') {
            while (i < n && p[i] != '"') i += p[i] == '\\' ? 2 : 1;
            if (i > n) i = n;
            if (i < n) i++;
            spans[count++] = (Span){from, i};
        } else if (is_bare(p[from])) {
            while (i < n && is_bare(p[i])) i++;
            spans[count++] = (Span){from, i};
        }
    }
    return count;
}

/* `size` bytes with `at` replaced by `n` bytes; unchanged when there is no room. */
static size_t replace(uint8_t *data, size_t size, size_t max, Span at, const void *bytes, size_t n) {
    if (size - (at.to - at.from) + n > max) return size;
    uint8_t *copy = malloc(n + 1);
    if (!copy) abort();
    memcpy(copy, bytes, n);
    memmove(data + at.from + n, data + at.to, size - at.to);
    memcpy(data + at.from, copy, n);
    free(copy);
    return size - (at.to - at.from) + n;
}

static const char *const HURTING[] = {
    "0", "-1", "1", "999999999", "1e99", "true", "false", "null", "\"\"", "[]", "{}", "\"0pt\"", "\"0,001pt\"",
    "\"200in\"", "\"-200in\"", "\"isi\"", "\"tidak\"", "\"ya\"", "\"1fr\"", "\"0fr\"", "\"999fr\"", "\"100%\"", "\"{{ 1 }}\"",
    "\"{{ tahun }}\"", "\"{{ lihat(\\\"galeri\\\") }}\"", "\"{{ tabel(\\\"desa\\\") }}\"", "\"1/0\"", "\"nomor\"", "\"kegiatan\"",
    "\"pagu\"", "\"jumlah(kegiatan.pagu)\"", "\"a\\nb\"", "\"kata \\u00e9 kata-kata pertanggungjawaban\"", "\"koma\"", "\"penuh\"",
    "\"badan\"", "\"a4-resmi\"", "[[]]", "[{}]", "\"#ff0000\"", "\"{1}{2}\"", "\"desa\"", "\"mendatar\"", "\"F4\"", "\"# a\\n\\n- b\"",
};
enum { HURTS = sizeof HURTING / sizeof *HURTING };

static size_t remove_span(uint8_t *data, size_t size, size_t max, Span at) {
    while (at.to < size && (data[at.to] == ' ' || data[at.to] == '\n')) at.to++;
    if (at.to < size && (data[at.to] == ',' || data[at.to] == ':')) at.to++;
    return replace(data, size, max, at, "", 0);
}

static size_t double_span(uint8_t *data, size_t size, size_t max, Span at) {
    size_t n = at.to - at.from;
    uint8_t *copy = malloc(n + 1);
    if (!copy) abort();
    copy[0] = ',';
    memcpy(copy + 1, data + at.from, n);
    size = replace(data, size, max, (Span){at.to, at.to}, copy, n + 1);
    free(copy);
    return size;
}

/* libFuzzer changes what stands between a string's quotes, or a bare word. */
static size_t change_inside(uint8_t *data, size_t size, size_t max, Span at) {
    if (data[at.from] == '"' && at.to - at.from >= 2) at = (Span){at.from + 1, at.to - 1};
    uint8_t inside[512];
    size_t n = at.to - at.from;
    if (n > 256) n = 256;
    memcpy(inside, data + at.from, n);
    size_t now = LLVMFuzzerMutate(inside, n, sizeof inside);
    return replace(data, size, max, (Span){at.from, at.from + n}, inside, now);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed) {
    static Span spans[SPANS];
    uint32_t r = seed;
    size_t n = find_spans(data, size, spans);
    if (!n || next_random(&r) % 8 == 0) return LLVMFuzzerMutate(data, size, max);
    Span at = spans[next_random(&r) % n], other = spans[next_random(&r) % n];
    const char *hurt = HURTING[next_random(&r) % HURTS];
    switch (next_random(&r) % 8) {
    case 0: case 1: return replace(data, size, max, at, data + other.from, other.to - other.from);
    case 2: case 3: return replace(data, size, max, at, hurt, strlen(hurt));
    case 4: return remove_span(data, size, max, at);
    case 5: return double_span(data, size, max, at);
    case 6: case 7: break;
    }
    return change_inside(data, size, max, at);
}

/* A value of one input in the place of a value of the other. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *x, size_t xn, const uint8_t *y, size_t yn, uint8_t *out,
                                 size_t max, unsigned seed) {
    static Span xs[SPANS], ys[SPANS];
    uint32_t r = seed;
    size_t xc = find_spans(x, xn, xs), yc = find_spans(y, yn, ys);
    if (xn > max) xn = max;
    memcpy(out, x, xn);
    if (!xc || !yc) return xn;
    Span to = xs[next_random(&r) % xc], from = ys[next_random(&r) % yc];
    return to.to <= xn ? replace(out, xn, max, to, y + from.from, from.to - from.from) : xn;
}

#endif
