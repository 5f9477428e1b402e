/*
 * unpack_text: the tokens of content streams and CMaps (ISO 32000-1, 7.2 and 7.8.2), and what the
 * text operators make of them. Whatever is malformed is passed over; nothing is trusted.
 */
#include "unpack_text.h"

/* ---- tokens ---- */

typedef enum TokenKind { TOKEN_END, TOKEN_WORD, TOKEN_NAME, TOKEN_NUMBER, TOKEN_STRING, TOKEN_MARK } TokenKind;

typedef struct Token {
    TokenKind kind;
    Str text;                 /* word, name without '/', decoded string, mark: [ ] << >> */
    int64_t number;           /* in thousandths */
} Token;

typedef struct Reader {
    Arena *arena;
    const char *p, *end;
} Reader;

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c) {
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '/' || c == '%' ||
           c == '{' || c == '}';
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static Str hex_string(Reader *r) {
    Buf b = buf_new(r->arena);
    int high = -1;
    while (r->p < r->end && *r->p != '>') {
        int v = hex_digit(*r->p++);
        if (v < 0) continue;
        if (high < 0) {
            high = v;
        } else {
            buf_byte(&b, (char)(high << 4 | v));
            high = -1;
        }
    }
    if (high >= 0) buf_byte(&b, (char)(high << 4));
    if (r->p < r->end) r->p++;
    return buf_view(&b);
}

/* Behind a backslash: a letter's control character, up to three octal digits, or the byte itself. */
static void escape(Reader *r, Buf *b) {
    static const char letters[] = "nrtbf", bytes[] = "\n\r\t\b\f";
    char c = *r->p++;
    const char *at = strchr(letters, c);
    if (c && at) {
        buf_byte(b, bytes[at - letters]);
    } else if (c >= '0' && c <= '7') {
        int v = c - '0';
        for (int i = 0; i < 2 && r->p < r->end && *r->p >= '0' && *r->p <= '7'; i++) v = v * 8 + *r->p++ - '0';
        buf_byte(b, (char)v);
    } else if (c == '\r') {
        if (r->p < r->end && *r->p == '\n') r->p++;
    } else if (c != '\n') {
        buf_byte(b, c);
    }
}

static Str literal_string(Reader *r) {
    Buf b = buf_new(r->arena);
    for (int depth = 1; r->p < r->end;) {
        char c = *r->p++;
        if (c == '\\') {
            if (r->p < r->end) escape(r, &b);
            continue;
        }
        if (c == '(') depth++;
        if (c == ')' && --depth == 0) break;
        buf_byte(&b, c);
    }
    return buf_view(&b);
}

/* "-12.345" as thousandths; longer fractions are cut, larger numbers end at the limit. */
static bool number_of(Str word, int64_t *out) {
    int64_t v = 0;
    int decimals = -1;
    bool minus = word.n && word.p[0] == '-', any = false;
    for (size_t i = minus || (word.n && word.p[0] == '+'); i < word.n; i++) {
        char c = word.p[i];
        if (c == '.' && decimals < 0) {
            decimals = 0;
        } else if (c >= '0' && c <= '9') {
            any = true;
            if (decimals >= 3 || v > INT32_MAX) continue;
            v = v * 10 + c - '0';
            if (decimals >= 0) decimals++;
        } else {
            return false;
        }
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 3; i++) v *= 10;
    *out = minus ? -v : v;
    return any;
}

static Token mark(Reader *r, size_t n) {
    Token t = {TOKEN_MARK, {r->p, n}, 0};
    r->p += n;
    return t;
}

static Token word(Reader *r, TokenKind kind) {
    const char *begin = r->p;
    while (r->p < r->end && !is_space(*r->p) && !is_delimiter(*r->p)) r->p++;
    Token t = {kind, {begin, (size_t)(r->p - begin)}, 0};
    if (kind == TOKEN_WORD && number_of(t.text, &t.number)) t.kind = TOKEN_NUMBER;
    return t;
}

static Token next(Reader *r) {
    while (r->p < r->end && (is_space(*r->p) || *r->p == '%')) {
        if (*r->p == '%') {
            while (r->p < r->end && *r->p != '\n' && *r->p != '\r') r->p++;
        } else {
            r->p++;
        }
    }
    if (r->p == r->end) return (Token){TOKEN_END, {NULL, 0}, 0};
    bool twice = r->p + 1 < r->end && r->p[1] == *r->p;
    switch (*r->p) {
    case '/': r->p++; return word(r, TOKEN_NAME);
    case '(': r->p++; return (Token){TOKEN_STRING, literal_string(r), 0};
    case '<':
        if (twice) return mark(r, 2);
        r->p++;
        return (Token){TOKEN_STRING, hex_string(r), 0};
    case '>': return mark(r, twice ? 2 : 1);
    case '[': case ']': case '{': case '}': case ')': return mark(r, 1);
    }
    return word(r, TOKEN_WORD);
}

bool unpack_same_content(Arena *a, Str x, Str y) {
    Reader p = {a, x.p, x.p + x.n}, q = {a, y.p, y.p + y.n};
    for (;;) {
        Token t = next(&p), u = next(&q);
        if (t.kind != u.kind) return false;
        if (t.kind == TOKEN_END) return true;
        if (t.kind == TOKEN_NUMBER ? t.number != u.number : !str_eq(t.text, u.text)) return false;
    }
}

/* ---- ToUnicode ---- */

/* A text of one code is a ligature's letters; ISO 32000-1, 9.10.3 ends it at 512 bytes. Entries that say
 * the same codes again and again are taken this often at most. */
enum { CODES = 1 << 16, TEXT_BYTES = 512, MOST_ENTRIES = 4 * CODES };

static uint32_t code_of(Str s) {
    uint32_t v = 0;
    for (size_t i = 0; i < s.n && i < 2; i++) v = v << 8 | (unsigned char)s.p[i];
    return v;
}

static Str utf16_text(Arena *a, Str s, uint32_t add) {
    Buf b = buf_new(a);
    s = str_sub(s, 0, TEXT_BYTES);
    for (size_t i = 0; i + 1 < s.n; i += 2) {
        uint32_t c = (uint32_t)(unsigned char)s.p[i] << 8 | (unsigned char)s.p[i + 1];
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < s.n) {
            uint32_t low = (uint32_t)(unsigned char)s.p[i + 2] << 8 | (unsigned char)s.p[i + 3];
            c = 0x10000 + ((c & 0x3FF) << 10) + (low & 0x3FF);
            i += 2;
        }
        if (i + 2 >= s.n) c += add;   /* a range counts in its last character */
        buf_utf8(&b, c);
    }
    return buf_view(&b);
}

UnpackFont *unpack_font(Arena *a, int id, Str cmap) {
    UnpackFont *f = arena_alloc(a, sizeof *f);
    f->id = id;
    f->text = arena_array(a, CODES, sizeof *f->text);
    Reader r = {a, cmap.p, cmap.p + cmap.n};
    int take = 0, have = 0;   /* strings of an entry: 2 in bfchar, 3 in bfrange */
    Str entry[3];
    uint32_t entries = 0;
    for (Token t = next(&r); t.kind != TOKEN_END && entries < MOST_ENTRIES; t = next(&r)) {
        if (t.kind == TOKEN_WORD) {
            take = str_is(t.text, "beginbfchar") ? 2 : str_is(t.text, "beginbfrange") ? 3 : 0;
            have = 0;
        }
        if (t.kind != TOKEN_STRING || !take) continue;
        entry[have++] = t.text;
        if (have < take) continue;
        have = 0;
        uint32_t first = code_of(entry[0]), last = take == 3 ? code_of(entry[1]) : first;
        for (uint32_t c = first; c <= last; c++, entries++)
            f->text[c] = utf16_text(a, entry[take - 1], c - first);
    }
    return f;
}

/* ---- text operators ---- */

typedef struct Pieces {
    Arena *arena;
    TextPiece *items;
    size_t count, cap;
    Buf now;                  /* the piece under way */
    Len x, y;
} Pieces;

static void end_piece(Pieces *p) {
    if (!p->now.n) return;
    p->items = arena_room(p->arena, p->items, p->count, &p->cap, sizeof *p->items);
    p->items[p->count++] = (TextPiece){str_copy(p->arena, buf_view(&p->now)), p->x, p->y};
    p->now.n = 0;
}

static void show(Pieces *p, const UnpackFont *font, Str codes) {
    for (size_t i = 0; font && i + 1 < codes.n; i += 2) {
        buf_str(&p->now, font->text[code_of(str_sub(codes, i, i + 2))]);
    }
}

static Len bounded(int64_t v) {
    return (Len)(v > INT32_MAX ? INT32_MAX : v < INT32_MIN ? INT32_MIN : v);
}

static void move(Pieces *p, int64_t x, int64_t y) {
    end_piece(p);
    p->x = bounded(x);
    p->y = bounded(y);
}

enum { MAX_OPERANDS = 8 };

void unpack_pieces(Arena *a, Str content, const UnpackFont *(*find)(void *self, Str name), void *self,
                   const TextPiece **pieces, size_t *count) {
    Pieces p = {.arena = a, .now = buf_new(a)};
    Reader r = {a, content.p, content.p + content.n};
    const UnpackFont *font = NULL;
    Str name = STR("");
    int64_t n[MAX_OPERANDS] = {0};
    size_t have = 0;
    for (Token t = next(&r); t.kind != TOKEN_END; t = next(&r)) {
        if (t.kind == TOKEN_NUMBER) {
            if (have == MAX_OPERANDS) {
                memmove(n, n + 1, (MAX_OPERANDS - 1) * sizeof *n);
                have--;
            }
            n[have++] = t.number;
            continue;
        }
        if (t.kind == TOKEN_NAME) name = t.text;
        if (t.kind == TOKEN_STRING) show(&p, font, t.text);
        if (t.kind != TOKEN_WORD) continue;
        if (str_is(t.text, "Tf")) font = find(self, name);
        if (str_is(t.text, "BT")) move(&p, 0, 0);
        if (str_is(t.text, "Td") && have >= 2) move(&p, p.x + n[have - 2], p.y + n[have - 1]);
        if (str_is(t.text, "Tm") && have >= 2) move(&p, n[have - 2], n[have - 1]);
        have = 0;
    }
    end_piece(&p);
    *pieces = p.items;
    *count = p.count;
}
