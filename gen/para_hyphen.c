/*
 * para_hyphen: the syllables of an Indonesian word. First the reviewed exceptions, then the patterns
 * of Debian's hyph_id_ID.
 *
 * Invariant: no piece without a vowel, none of fewer than two letters.
 */
#include "para_internal.h"

#include "file.h"
#include "para_pattern.h"

#include <unistd.h>

#define PATTERNS_FOLDER "/usr/share/hyphen"
#define PATTERNS_FILE "hyph_id_ID.dic"
#define PATTERNS PATTERNS_FOLDER "/" PATTERNS_FILE

enum { LETTERS_MIN = 5, PIECE_MIN = 2 };

struct Hyphenator {
    Patterns *patterns;
};

Hyphenator *hyphenator_new(Arena *a, Diags *d) {
    if (access(PATTERNS, R_OK) != 0) {
        Diag *g = diag_file(d, ERROR_, "pola-penggalan", STR(PATTERNS),
                            "Pola pemenggalan kata tidak ada.");
        diag_fix(d, g, "Pasang paket Debian hyphen-id.");
        return NULL;
    }
    Folder folder = {.path = STR(PATTERNS_FOLDER), .allow_outside = true};
    Str text;
    if (!file_read(a, &folder, STR(PATTERNS_FILE), LOC_NONE, &text, d)) return NULL;
    Hyphenator *h = arena_alloc(a, sizeof *h);
    h->patterns = patterns_new(a, text);
    return h;
}

/* ---- which words ---- */

static bool one_of(Str s, const char *const *marks, size_t count, bool at_end, size_t *n) {
    for (size_t i = 0; i < count; i++) {
        Str mark = str_of(marks[i]);
        if (at_end ? str_ends(s, mark) : str_starts(s, mark)) {
            *n = mark.n;
            return true;
        }
    }
    return false;
}

static bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool ends_are_letters(Str w) {
    return w.n && is_ascii_letter(w.p[0]) && is_ascii_letter(w.p[w.n - 1]);
}

static Str without_punctuation(Str w) {
    if (ends_are_letters(w)) return w;
    static const char *const opening[] = {"(",       "[", "\"", "'", "\xE2\x80\x9C", "\xE2\x80\x98",
                                          "\xC2\xAB"};
    static const char *const closing[] = {
        ")", "]", "\"", "'", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", ".", ",", ";", ":",
        "!", "?", "-",  "/", "\xE2\x80\x93", "\xE2\x80\xA6", "*",
    };
    size_t n;
    while (one_of(w, opening, sizeof opening / sizeof *opening, false, &n)) w = str_sub(w, n, w.n);
    while (one_of(w, closing, sizeof closing / sizeof *closing, true, &n)) w.n -= n;
    return w;
}

static bool is_capital(uint32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

static bool is_letter(uint32_t c) {
    return is_capital(c) || (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}

Str hyphenator_core(Str word, Capitals *capitals) {
    Str core = without_punctuation(word);
    const char *p = core.p, *end = core.p + core.n;
    size_t letters = 0;
    *capitals = CAPITALS_NONE;
    for (; p < end; letters++) {
        uint32_t c = utf8_next(&p, end);
        if (!is_letter(c)) return STR("");
        if (is_capital(c)) *capitals = letters ? CAPITALS_MANY : CAPITALS_FIRST;
    }
    return letters < LETTERS_MIN || letters > LETTERS_MAX ? STR("") : core;
}

/* ---- where ---- */

static bool is_vowel(unsigned char c) {
    return strchr("aeiou", c) || c >= 0xE0;
}

static bool has_vowel(const unsigned char *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (is_vowel(p[i])) return true;
    }
    return false;
}

static void spell(Str word, Spelling *l) {
    const char *p = word.p, *end = p + word.n;
    l->n = 0;
    while (p < end && l->n < LETTERS_MAX) {
        l->at[l->n] = (uint16_t)(p - word.p);
        uint32_t c = utf8_next(&p, end);
        l->c[l->n++] = (unsigned char)(is_capital(c) ? c + 32 : c);
    }
    l->c[l->n] = 0;
}

static bool ask_exceptions(const Spelling *l, bool *breaks) {
    const char *known = hyphen_exception((Str){(const char *)l->c, l->n});
    if (!known) return false;
    for (size_t i = 0; *known; known++) {
        if (*known == '-') breaks[i - 1] = true;
        else i++;
    }
    return true;
}

/* The patterns for the first n letters. */
static void ask_patterns(const Hyphenator *h, const Spelling *l, size_t n, bool *breaks) {
    patterns_breaks(h->patterns, l->c, n, breaks);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < PIECE_MIN || i + PIECE_MIN >= n) breaks[i] = false;
    }
}

/* A break that leaves a piece without a vowel is none (me-nye-leng-ga-ra-k-an). */
static void reject_vowelless(const Spelling *l, bool *breaks) {
    size_t from = 0, last = SIZE_MAX;
    for (size_t i = 0; i + 1 < l->n; i++) {
        if (!breaks[i]) continue;
        if (has_vowel(l->c + from, i + 1 - from)) {
            last = i;
            from = i + 1;
        } else {
            breaks[i] = false;
        }
    }
    if (last != SIZE_MAX && !has_vowel(l->c + from, l->n - from)) breaks[last] = false;
}

size_t hyphenator_points(const Hyphenator *h, Str word, uint16_t *points, size_t max) {
    Spelling l;
    bool breaks[LETTERS_MAX + 1] = {false};
    size_t n = 0;
    spell(word, &l);
    if (l.n < LETTERS_MIN) return 0;
    if (!ask_exceptions(&l, breaks)) {
        size_t nya = syllables_before_nya(&l);
        ask_patterns(h, &l, nya ? nya : l.n, breaks);
        if (nya) breaks[nya - 1] = true;
        reject_vowelless(&l, breaks);
        syllables_mend(&l, breaks);
        reject_vowelless(&l, breaks);
    }
    for (size_t i = PIECE_MIN - 1; i + PIECE_MIN < l.n && n < max; i++) {
        if (breaks[i]) points[n++] = l.at[i + 1];
    }
    return n;
}

/* ---- for tests ---- */

static void put_syllables(const Hyphenator *h, Buf *out, Str piece) {
    uint16_t points[LETTERS_MAX];
    Capitals capitals;
    Str core = hyphenator_core(piece, &capitals);
    if (capitals != CAPITALS_NONE) core.n = 0;            /* as within a sentence */
    size_t n = core.n ? hyphenator_points(h, core, points, LETTERS_MAX) : 0, from = 0;
    size_t lead = core.n ? (size_t)(core.p - piece.p) : 0;
    for (size_t i = 0; i < n; i++) {
        buf_str(out, str_sub(piece, from, lead + points[i]));
        buf_byte(out, '-');
        from = lead + points[i];
    }
    buf_str(out, str_sub(piece, from, piece.n));
}

Str para_hyphenate(Setter *s, Arena *a, Str word) {
    Buf out = buf_new(a);
    size_t from = 0, n;
    Follow follow = FOLLOW_FREE;
    for (; (n = word_piece(word, from, &follow)); from += n) {
        if (follow == FOLLOW_FREE)
            put_syllables(s->hyphenator, &out, str_sub(word, from, from + n));
        else buf_str(&out, str_sub(word, from, from + n));
    }
    if (follow == FOLLOW_FREE) put_syllables(s->hyphenator, &out, str_sub(word, from, word.n));
    else buf_str(&out, str_sub(word, from, word.n));
    return (Str){buf_terminated(&out), out.n};
}
