/* text: slices, UTF-8, growing buffer. See text.h. */
#include "text.h"

#include <stdio.h>
#include <string.h>

/* ---- slices ---- */

Str str_of(const char *cstr) {
    return (Str){cstr, cstr ? strlen(cstr) : 0};
}

bool str_eq(Str a, Str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(Str a, const char *cstr) {
    return str_eq(a, str_of(cstr));
}

/* Behind the last byte; the empty slice may have no bytes at all, and NULL + 0 is undefined. */
static const char *str_end(Str s) {
    return s.n ? s.p + s.n : s.p;
}

static char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_eq_nocase(Str a, Str b) {
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++) {
        if (ascii_lower(a.p[i]) != ascii_lower(b.p[i])) return false;
    }
    return true;
}

int str_cmp(Str a, Str b) {
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    if (c) return c;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts(Str s, Str prefix) {
    return s.n >= prefix.n && str_eq((Str){s.p, prefix.n}, prefix);
}

bool str_ends(Str s, Str suffix) {
    return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, s.n), suffix);
}

Str str_sub(Str s, size_t from, size_t to) {
    if (to > s.n) to = s.n;
    if (from > to) from = to;
    return (Str){s.p ? s.p + from : NULL, to - from};
}

static bool ascii_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t space_at_start(Str s) {
    if (!s.n) return 0;
    if (ascii_space(s.p[0])) return 1;
    return s.p[0] == '\xC2' && str_starts(s, STR("\xC2\xA0")) ? 2 : 0;
}

static size_t space_at_end(Str s) {
    if (!s.n) return 0;
    if (ascii_space(s.p[s.n - 1])) return 1;
    return s.p[s.n - 1] == '\xA0' && str_ends(s, STR("\xC2\xA0")) ? 2 : 0;
}

Str str_trim(Str s) {
    size_t k;
    while ((k = space_at_start(s))) s = str_sub(s, k, s.n);
    while ((k = space_at_end(s))) s.n -= k;
    return s;
}

char *str_cstr(Arena *a, Str s) {
    return arena_strndup(a, s.p, s.n);
}

Str str_copy(Arena *a, Str s) {
    return (Str){str_cstr(a, s), s.n};
}

Str str_vprintf(Arena *a, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0) return STR("");
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, args);
    return (Str){p, (size_t)n};
}

Str str_printf(Arena *a, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str s = str_vprintf(a, format, args);
    va_end(args);
    return s;
}

size_t str_find(Str s, Str needle, size_t from) {
    if (from > s.n || needle.n > s.n - from) return SIZE_MAX;
    if (!needle.n) return from;
    const char *p = memmem(s.p + from, s.n - from, needle.p, needle.n);
    return p ? (size_t)(p - s.p) : SIZE_MAX;
}

enum { DISTANCE_MAX = 64 };

/* What two words begin and end with alike does not part them. */
static void drop_common_ends(Str *a, Str *b) {
    size_t most = a->n < b->n ? a->n : b->n, front = 0, back = 0;
    while (front < most && ascii_lower(a->p[front]) == ascii_lower(b->p[front])) front++;
    *a = str_sub(*a, front, a->n);
    *b = str_sub(*b, front, b->n);
    most -= front;
    while (back < most && ascii_lower(a->p[a->n - 1 - back]) == ascii_lower(b->p[b->n - 1 - back]))
        back++;
    *a = str_sub(*a, 0, a->n - back);
    *b = str_sub(*b, 0, b->n - back);
}

unsigned str_distance(Str a, Str b, unsigned limit) {
    if (a.n > DISTANCE_MAX || b.n > DISTANCE_MAX) return str_eq_nocase(a, b) ? 0 : limit + 1;
    drop_common_ends(&a, &b);
    if ((a.n > b.n ? a.n - b.n : b.n - a.n) > limit) return limit + 1;
    unsigned rows[3][DISTANCE_MAX + 1];
    unsigned *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b.n; j++) last[j] = (unsigned)j;
    for (size_t i = 1; i <= a.n; i++) {
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= b.n; j++) {
            char x = ascii_lower(a.p[i - 1]), y = ascii_lower(b.p[j - 1]);
            unsigned best = last[j - 1] + (x != y);
            if (last[j] + 1 < best) best = last[j] + 1;
            if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
            bool swapped =
                i > 1 && j > 1 && x == ascii_lower(b.p[j - 2]) && ascii_lower(a.p[i - 2]) == y;
            if (swapped && before[j - 2] + 1 < best) best = before[j - 2] + 1;
            now[j] = best;
        }
        unsigned *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[b.n] > limit ? limit + 1 : last[b.n];
}

/* What begins with '<' here; empty when it is something else. */
static Str unfilled_at(Str s, size_t at) {
    enum { LONGEST = 300 };
    char before = at ? s.p[at - 1] : ' ';
    if (before == '\\' || before == '`' || at + 1 == s.n || !text_letter(s.p[at + 1])) return (Str){0};
    for (size_t i = at + 1; i < s.n && i - at < LONGEST; i++) {
        if (s.p[i] == '>' && (s.p[i - 1] == ' ' || (i + 1 < s.n && (text_letter(s.p[i + 1]) || text_digit(s.p[i + 1]))))) break;
        if (s.p[i] == '>') return str_sub(s, at, i + 1);
        if ((unsigned char)s.p[i] < 0x20 || strchr("<={}@;|\"\\", s.p[i])) break;
        if (str_starts(str_sub(s, i, s.n), STR("://"))) break;
    }
    return (Str){0};
}

Str str_unfilled(Str s, size_t from) {
    while (from < s.n) {
        const char *mark = memchr(s.p + from, '<', s.n - from);
        if (!mark) break;
        from = (size_t)(mark - s.p);
        Str found = unfilled_at(s, from++);
        if (found.n) return found;
    }
    return (Str){0};
}

Str str_nearest(Str word, const Str *candidates, size_t count) {
    Str best = STR("");
    unsigned limit = word.n < 4 ? 1 : word.n < 8 ? 2 : 3;
    for (size_t i = 0; i < count; i++) {
        unsigned d = str_distance(word, candidates[i], limit);
        if (d <= limit) {
            best = candidates[i];
            if (d == 0) break;
            limit = d - 1;    /* from now on only a nearer one */
        }
    }
    return best;
}

/* ---- UTF-8 ---- */

static unsigned sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    if (lead >= 0xF0 && lead < 0xF5) return 4;
    return 0;
}

/* The code point at p and its length, or length 0 when malformed (overlong, surrogate, cut off). */
static uint32_t decode(const char *p, const char *end, unsigned *length) {
    const unsigned char *u = (const unsigned char *)p;
    unsigned n = sequence_length(u[0]);
    *length = 0;
    if (n == 0 || (size_t)(end - p) < n) return 0xFFFD;
    if (n == 1) {
        *length = 1;
        return u[0];
    }
    uint32_t c = u[0] & (0x7Fu >> n);
    for (unsigned i = 1; i < n; i++) {
        if ((u[i] & 0xC0) != 0x80) return 0xFFFD;
        c = c << 6 | (u[i] & 0x3F);
    }
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return 0xFFFD;
    *length = n;
    return c;
}

uint32_t utf8_next(const char **p, const char *end) {
    unsigned n;
    uint32_t c = decode(*p, end, &n);
    *p += n ? n : 1;
    return c;
}

size_t utf8_put(uint32_t c, char out[4]) {
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

bool utf8_valid(Str s, size_t *bad_offset) {
    const char *p = s.p, *end = str_end(s);
    while (p < end) {
        unsigned n;
        decode(p, end, &n);
        if (!n) {
            if (bad_offset) *bad_offset = (size_t)(p - s.p);
            return false;
        }
        p += n;
    }
    return true;
}

size_t utf8_count(Str s) {
    const char *p = s.p, *end = str_end(s);
    size_t n = 0;
    for (; p < end; n++) utf8_next(&p, end);
    return n;
}

static bool latin1_letter(uint32_t c) {
    return c != 0xD7 && c != 0xF7;
}

static uint32_t upper(uint32_t c) {
    if (c >= 'a' && c <= 'z') return c - 32;
    if (c >= 0xE0 && c <= 0xFE && latin1_letter(c)) return c - 32;
    return c;
}

static uint32_t lower(uint32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c >= 0xC0 && c <= 0xDE && latin1_letter(c)) return c + 32;
    return c;
}

static Str mapped(Arena *a, Str s, uint32_t (*map)(uint32_t)) {
    Buf b = buf_new(a);
    const char *p = s.p, *end = str_end(s);
    while (p < end) buf_utf8(&b, map(utf8_next(&p, end)));
    return (Str){buf_terminated(&b), b.n};
}

Str str_upper(Arena *a, Str s) {
    return mapped(a, s, upper);
}

Str str_lower(Arena *a, Str s) {
    return mapped(a, s, lower);
}

Str str_excerpt(Arena *a, Str s, size_t most) {
    Buf b = buf_new(a);
    const char *p = s.p, *end = str_end(s);
    bool space = false;
    for (size_t n = 0; p < end; n++) {
        if (n == most) {
            buf_cstr(&b, "...");
            break;
        }
        uint32_t c = utf8_next(&p, end);
        bool blank = c <= ' ' || c == 0x7F;
        if (!blank) buf_utf8(&b, c);
        else if (!space) buf_byte(&b, ' ');
        space = blank;
    }
    return (Str){buf_terminated(&b), b.n};
}

/* ---- growing buffer ---- */

Buf buf_new(Arena *a) {
    return (Buf){a, NULL, 0, 0};
}

static void reserve(Buf *b, size_t more) {
    if (more > SIZE_MAX / 2 - b->n) arena_out_of_memory(b->arena);
    size_t need = b->n + more;
    if (need <= b->cap) return;
    size_t cap = b->cap ? b->cap * 2 : 64;
    while (cap < need) cap *= 2;
    b->p = arena_grow(b->arena, b->p, b->cap, cap);
    b->cap = cap;
}

void buf_room(Buf *b, size_t more) {
    if (more <= b->cap - b->n) return;
    if (more > SIZE_MAX / 2 - b->n) arena_out_of_memory(b->arena);
    b->p = arena_grow(b->arena, b->p, b->n, b->n + more);
    b->cap = b->n + more;
}

void buf_byte(Buf *b, char c) {
    if (b->n == b->cap) reserve(b, 1);
    b->p[b->n++] = c;
}

void buf_add(Buf *b, const void *bytes, size_t n) {
    if (!n) return;
    reserve(b, n);
    memcpy(b->p + b->n, bytes, n);
    b->n += n;
}

void buf_str(Buf *b, Str s) {
    buf_add(b, s.p, s.n);
}

void buf_cstr(Buf *b, const char *s) {
    buf_add(b, s, strlen(s));
}

void buf_utf8(Buf *b, uint32_t code_point) {
    char bytes[4];
    buf_add(b, bytes, utf8_put(code_point, bytes));
}

void buf_vprintf(Buf *b, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n <= 0) return;
    reserve(b, (size_t)n + 1);
    vsnprintf(b->p + b->n, (size_t)n + 1, format, args);
    b->n += (size_t)n;
}

void buf_printf(Buf *b, const char *format, ...) {
    va_list args;
    va_start(args, format);
    buf_vprintf(b, format, args);
    va_end(args);
}

Str buf_view(const Buf *b) {
    return (Str){b->p, b->n};
}

char *buf_terminated(Buf *b) {
    reserve(b, 1);
    b->p[b->n] = '\0';
    return b->p;
}
