/*
 * text: slices of UTF-8, a growing buffer, code points.
 *
 * A Str borrows: it never owns its bytes and is not NUL-terminated. A Buf grows in an arena.
 * All text inside the program is valid UTF-8; decoders repair or refuse what is not.
 */
#ifndef LAKIP_TEXT_H
#define LAKIP_TEXT_H

#include "arena.h"

#include <stdarg.h>
#include <stdint.h>

typedef struct Str {
    const char *p;
    size_t n;
} Str;

#define STR(literal) ((Str){"" literal, sizeof(literal) - 1})

/* Of one byte, whatever the locale; every byte of a character beyond ASCII counts as a letter. */
static inline bool text_digit(char c) {
    return c >= '0' && c <= '9';
}
static inline bool text_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

Str str_of(const char *cstr);                    /* NULL gives the empty slice */
bool str_eq(Str a, Str b);
bool str_is(Str a, const char *cstr);
bool str_eq_nocase(Str a, Str b);                /* ASCII letters only */
int str_cmp(Str a, Str b);                       /* bytewise, like strcmp */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
Str str_sub(Str s, size_t from, size_t to);      /* [from, to), clipped to s */
Str str_trim(Str s);                             /* ASCII white space and U+00A0 at both ends */
Str str_copy(Arena *a, Str s);                   /* NUL-terminated copy */
char *str_cstr(Arena *a, Str s);
Str str_printf(Arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str str_vprintf(Arena *a, const char *format, va_list args);
/* For messages: at most `most` characters of s, "..." behind what was cut off; white space and
 * control characters become single spaces. */
Str str_excerpt(Arena *a, Str s, size_t most);
/* Index of the first `needle` at or after `from`, or SIZE_MAX. */
size_t str_find(Str s, Str needle, size_t from);
/* What an office has yet to write, as in "<nama kepala dinas>": words in angle brackets on one line, a letter
 * first. No address, no HTML tag with attributes, no comparison in a formula, none with '\\' or '`' before it.
 * The first at or after `from`, with its brackets; empty when there is none. */
Str str_unfilled(Str s, size_t from);
/* Damerau-Levenshtein distance, at most `limit` + 1 (larger is cut off). ASCII case ignored. */
unsigned str_distance(Str a, Str b, unsigned limit);
/* The candidate nearest to `word`, for "maksud Anda ...?"; empty when none is near. */
Str str_nearest(Str word, const Str *candidates, size_t count);

/* For printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) (int)(s).n, (s).p

/* ---- UTF-8 ---- */

/* Decodes one code point at *p (< end) and moves past it. A malformed byte gives U+FFFD and moves
 * one byte. */
uint32_t utf8_next(const char **p, const char *end);
/* Writes 1 to 4 bytes, returns how many. Surrogates and values past U+10FFFF become U+FFFD. */
size_t utf8_put(uint32_t code_point, char out[4]);
bool utf8_valid(Str s, size_t *bad_offset);
size_t utf8_count(Str s);
Str str_upper(Arena *a, Str s);                  /* ASCII and Latin-1 letters */
Str str_lower(Arena *a, Str s);

/* ---- growing buffer ---- */

typedef struct Buf {
    Arena *arena;
    char *p;
    size_t n, cap;
} Buf;

Buf buf_new(Arena *a);
void buf_room(Buf *b, size_t more);              /* room for so many more bytes, and no more than that */
void buf_byte(Buf *b, char c);
void buf_add(Buf *b, const void *bytes, size_t n);
void buf_str(Buf *b, Str s);
void buf_cstr(Buf *b, const char *s);
void buf_utf8(Buf *b, uint32_t code_point);
void buf_printf(Buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(Buf *b, const char *format, va_list args);
Str buf_view(const Buf *b);                      /* valid until the buffer grows */
char *buf_terminated(Buf *b);                    /* the same bytes with a NUL behind them */

#endif
