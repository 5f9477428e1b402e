/*
 * para_pattern: the patterns stay as their file's text; a hash table finds them by their letters.
 * Most of what is asked for is no pattern, and most letters begin none: two bits for every hash say
 * so (nearly always), before the table is looked into.
 *
 * Invariant: no two slots have the same letters (the later line counts), and at least half of all
 * slots are empty.
 */
#include "para_pattern.h"

#include <string.h>

enum { WORD_MOST = 128, BITS = 1 << 17 };

typedef struct Bits {
    uint64_t of[BITS / 64];
} Bits;

struct Patterns {
    Str text;
    uint32_t *slots;          /* 1 + where a pattern begins in text; 0: none */
    size_t mask;
    Bits whole, begun;        /* hashes of patterns, and of what they begin with */
};

static uint32_t hash_more(uint32_t h, unsigned char letter) {
    return (h ^ letter) * UINT32_C(16777619);
}

static size_t slot_from(const Patterns *p, uint32_t hash) {
    return (hash ^ hash >> 15) & p->mask;
}

static void set_bit(Bits *b, uint32_t hash) {
    size_t i = (hash ^ hash >> 15) & (BITS - 1);
    b->of[i / 64] |= UINT64_C(1) << i % 64;
}

static bool has_bit(const Bits *b, uint32_t hash) {
    size_t i = (hash ^ hash >> 15) & (BITS - 1);
    return b->of[i / 64] >> i % 64 & 1;
}

static bool is_end(const Patterns *p, size_t at) {
    return at >= p->text.n || (unsigned char)p->text.p[at] <= ' ';
}

static Str line_at(const Patterns *p, size_t from) {
    size_t end = from;
    while (!is_end(p, end)) end++;
    return str_sub(p->text, from, end);
}

/* Whether the letters of the pattern that begins at `at` are these. */
static bool has_letters(const Patterns *p, size_t at, const unsigned char *letters, size_t n) {
    size_t found = 0;
    for (; !is_end(p, at); at++) {
        unsigned char c = (unsigned char)p->text.p[at];
        if (text_digit((char)c)) continue;
        if (found == n || letters[found++] != c) return false;
    }
    return found == n;
}

/* The slot of these letters, or the empty one where they would go. */
static uint32_t *slot_of(const Patterns *p, uint32_t hash, const unsigned char *letters, size_t n) {
    size_t at = slot_from(p, hash);
    for (; p->slots[at]; at = (at + 1) & p->mask) {
        if (has_letters(p, p->slots[at] - 1, letters, n)) break;
    }
    return &p->slots[at];
}

static void add_pattern(Patterns *p, Str line) {
    unsigned char letters[WORD_MOST];
    size_t n = 0;
    uint32_t hash = 0;
    for (size_t i = 0; i < line.n; i++) {
        unsigned char c = (unsigned char)line.p[i];
        if (text_digit((char)c)) continue;
        if (n == WORD_MOST) return;
        letters[n++] = c;
        hash = hash_more(hash, c);
        set_bit(&p->begun, hash);
    }
    *slot_of(p, hash, letters, n) = (uint32_t)(line.p - p->text.p) + 1;
    set_bit(&p->whole, hash);
}

/* Settings (LEFTHYPHENMIN 2) and remarks are no patterns, nor is the first line, the encoding. */
static bool is_pattern(Str line) {
    return line.n && line.p[0] != '%' && line.p[0] != '#' && !(line.p[0] >= 'A' && line.p[0] <= 'Z') &&
           !memchr(line.p, '/', line.n);
}

Patterns *patterns_new(Arena *a, Str text) {
    size_t lines = 1, slots = 64;
    if (text.n >= UINT32_MAX) text.n = 0;
    for (size_t i = 0; i < text.n; i++) lines += text.p[i] == '\n';
    while (slots < lines * 2) slots *= 2;
    Patterns *p = arena_alloc(a, sizeof *p);
    memset(p, 0, sizeof *p);
    p->text = text;
    p->slots = arena_array(a, slots, sizeof *p->slots);
    p->mask = slots - 1;
    size_t at = str_find(text, STR("\n"), 0);
    while (at < text.n) {
        Str line = line_at(p, ++at);
        if (is_pattern(line)) add_pattern(p, line);
        at = str_find(text, STR("\n"), at + line.n);
    }
    return p;
}

/* The digits of the pattern that begins at `at`, where its letters stand in the word. */
static void raise_gaps(const Patterns *p, size_t at, unsigned char *gaps) {
    for (; !is_end(p, at); at++) {
        unsigned char c = (unsigned char)p->text.p[at];
        if (!text_digit((char)c)) gaps++;
        else if (c > *gaps) *gaps = c;
    }
}

void patterns_breaks(const Patterns *p, const unsigned char *letters, size_t n, bool *breaks) {
    unsigned char word[WORD_MOST], gaps[WORD_MOST + 1] = {0};      /* gaps[i]: before word[i] */
    if (n > WORD_MOST - 2) return;
    word[0] = word[n + 1] = '.';
    memcpy(word + 1, letters, n);
    for (size_t from = 0; from < n + 2; from++) {
        uint32_t hash = 0;
        for (size_t to = from; to < n + 2; to++) {
            hash = hash_more(hash, word[to]);
            if (!has_bit(&p->begun, hash)) break;
            if (!has_bit(&p->whole, hash)) continue;
            uint32_t found = *slot_of(p, hash, word + from, to + 1 - from);
            if (found) raise_gaps(p, found - 1, gaps + from);
        }
    }
    for (size_t i = 0; i < n; i++) breaks[i] = gaps[i + 2] & 1;
}
