/*
 * expr_parse: text to a tree, by recursive descent. See expr.h for the language.
 *
 * The first error ends the parse: after it nothing is known about what follows. Nesting is limited
 * (the stack), and so is the height of long chains, which the later stages walk recursively.
 */
#include "expr_internal.h"

typedef enum TokenKind {
    TOKEN_END, TOKEN_NUMBER, TOKEN_STRING, TOKEN_NAME, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_COMMA,
    TOKEN_OPERATOR, TOKEN_AND, TOKEN_OR, TOKEN_NOT, TOKEN_BAD
} TokenKind;

typedef struct Token {
    TokenKind kind;
    Operator op;
    Str text;
} Token;

typedef struct Parser {
    Arena *a;
    Diags *d;
    Str text;
    Loc loc;
    size_t at;                /* behind the current token */
    size_t end;               /* of the token before it */
    Token token;
    unsigned nesting;
} Parser;

/* ---- places ---- */

Loc expr_place(Loc whole, Str text, Str part) {
    Loc inside = loc_within(whole, part);
    bool verbatim = inside.source != whole.source || inside.offset != whole.offset ||
                    inside.length != whole.length;
    if (verbatim || !whole.source || !part.p || part.p < text.p || part.p > text.p + text.n)
        return inside;
    /* the text was copied out of its source: find it again there */
    Str source = whole.source->text;
    size_t at =
        str_find(str_sub(source, whole.offset, (size_t)whole.offset + whole.length), text, 0);
    if (at == SIZE_MAX || !text.n) return whole;
    return loc_at(whole.source, whole.offset + at + (size_t)(part.p - text.p), part.n);
}

static Loc place(const Parser *p, Str part) {
    return expr_place(p->loc, p->text, part);
}

static Str here(const Parser *p) {
    return str_sub(p->text, p->at, p->at);
}

/* ---- tokens ---- */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static char peek(const Parser *p, size_t ahead) {
    return p->at + ahead < p->text.n ? p->text.p[p->at + ahead] : '\0';
}

/* Bytes of a letter beyond ASCII at `at`; 0 when what stands there is none. */
static size_t wide_letter(Str s, size_t at) {
    if (at >= s.n || (unsigned char)s.p[at] < 0x80) return 0;
    const char *q = s.p + at;
    uint32_t c = utf8_next(&q, s.p + s.n);
    bool letter = c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c < 0x2000 || c > 0x2FFF) && c != 0xFFFD;
    return letter ? (size_t)(q - (s.p + at)) : 0;
}

static size_t name_char(Str s, size_t at) {
    if (at < s.n && (is_letter(s.p[at]) || text_digit(s.p[at]))) return 1;
    return wide_letter(s, at);
}

/* [at, end) of one segment: letters, digits, '_', and '-' between them; or [anything]. */
static size_t segment_end(Str s, size_t at) {
    if (at < s.n && s.p[at] == '[') {
        size_t close = str_find(s, STR("]"), at);
        return close == SIZE_MAX ? at : close + 1;
    }
    for (size_t n; at < s.n; at += n) {
        n = name_char(s, at);
        if (!n && s.p[at] == '-' && name_char(s, at + 1)) n = 1;
        if (!n) break;
    }
    return at;
}

static void bad(Parser *p, Str what, const char *message) {
    diag_add(p->d, ERROR_, "ungkapan", place(p, what), "%s", message);
    p->token = (Token){TOKEN_BAD, OP_OR, what};
}

static void take(Parser *p, TokenKind kind, size_t length) {
    p->token = (Token){kind, OP_OR, str_sub(p->text, p->at, p->at + length)};
    p->at += length;
}

/* "1.000" and "1.250" are read differently by everybody: refused. */
static bool ambiguous_number(Str s) {
    size_t dot = str_find(s, STR("."), 0);
    return dot != SIZE_MAX && dot <= 3 && s.n - dot == 4 && s.p[s.n - 1] == '0' && s.p[0] != '0';
}

static void take_number(Parser *p) {
    size_t n = 0;
    while (text_digit(peek(p, n))) n++;
    if (peek(p, n) == '.' && text_digit(peek(p, n + 1))) {
        for (n++; text_digit(peek(p, n));) n++;
    }
    Str digits = str_sub(p->text, p->at, p->at + n);
    if (peek(p, n) == '.' || ambiguous_number(digits)) {
        while (text_digit(peek(p, n)) || peek(p, n) == '.') n++;
        bad(p, str_sub(p->text, p->at, p->at + n),
            "bilangan dengan titik ribuan: di dalam ungkapan ditulis tanpa titik (1000000), dan "
            "titik hanya "
            "untuk pecahan (0.5).");
        return;
    }
    if (peek(p, n) == '%') n++;
    if (name_char(p->text, p->at + n)) {
        bad(p, str_sub(p->text, p->at, segment_end(p->text, p->at + n)),
            "nama tidak boleh diawali angka; tulis di dalam kurung siku, misalnya [2023].");
        return;
    }
    take(p, TOKEN_NUMBER, n);
}

static void take_string(Parser *p) {
    char quote[2] = {p->text.p[p->at], '\0'};
    size_t close = str_find(p->text, str_of(quote), p->at + 1);
    if (close == SIZE_MAX)
        bad(p, str_sub(p->text, p->at, p->text.n), "teks tidak ditutup dengan tanda kutip.");
    else take(p, TOKEN_STRING, close + 1 - p->at);
}

static void take_name(Parser *p) {
    size_t end = segment_end(p->text, p->at);
    if (end == p->at) {
        bad(p, str_sub(p->text, p->at, p->text.n), "nama tidak ditutup dengan \"]\".");
        return;
    }
    while (end < p->text.n && p->text.p[end] == '.') {
        size_t next = segment_end(p->text, end + 1);
        if (next == end + 1) {
            bad(p, str_sub(p->text, end, end + 1), "sesudah titik diharapkan nama.");
            return;
        }
        end = next;
    }
    take(p, TOKEN_NAME, end - p->at);
    if (str_is(p->token.text, "dan")) p->token.kind = TOKEN_AND;
    if (str_is(p->token.text, "atau")) p->token.kind = TOKEN_OR;
    if (str_is(p->token.text, "bukan")) p->token.kind = TOKEN_NOT;
}

/* Signs that other languages write, and typographic ones that came with a paste. */
static bool foreign_sign(Parser *p) {
    static const struct { const char *sign, *message;
    } signs[] = {
        {"==", "sama dengan ditulis \"=\"."},
        {"!=", "tidak sama dengan ditulis \"<>\"."},
        {"&&", "ditulis \"dan\"."},
        {"||", "ditulis \"atau\"."},
        {"!", "ditulis \"bukan\"."},
        {"\xE2\x80\x9C", "tanda kutip harus lurus: \"teks\"."},
        {"\xE2\x80\x9D", "tanda kutip harus lurus: \"teks\"."},
        {"\xE2\x80\x98", "tanda kutip harus lurus: 'teks'."},
        {"\xE2\x80\x99", "tanda kutip harus lurus: 'teks'."},
        {"\xC3\x97", "perkalian ditulis \"*\"."},
        {"\xC3\xB7", "pembagian ditulis \"/\"."},
        {"\xE2\x88\x92", "pengurangan ditulis \"-\" dengan spasi di kedua sisinya."},
        {"\xE2\x89\xA5", "ditulis \">=\"."},
        {"\xE2\x89\xA4", "ditulis \"<=\"."},
        {"\xE2\x89\xA0", "ditulis \"<>\"."},
        {"=>", "ditulis \">=\"."},
        {"=<", "ditulis \"<=\"."},
        {";", "argumen dipisah koma, dan teks diapit kutip."},
    };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        Str sign = str_of(signs[i].sign);
        if (!str_starts(str_sub(p->text, p->at, p->text.n), sign)) continue;
        bad(p, str_sub(p->text, p->at, p->at + sign.n), signs[i].message);
        return true;
    }
    return false;
}

static void take_sign(Parser *p) {
    static const struct { const char *sign; TokenKind kind; Operator op; } signs[] = {
        {"<>", TOKEN_OPERATOR, OP_NE}, {"<=", TOKEN_OPERATOR, OP_LE}, {">=", TOKEN_OPERATOR, OP_GE},
        {"<", TOKEN_OPERATOR, OP_LT}, {">", TOKEN_OPERATOR, OP_GT}, {"=", TOKEN_OPERATOR, OP_EQ},
        {"+", TOKEN_OPERATOR, OP_ADD}, {"-", TOKEN_OPERATOR, OP_SUB}, {"*", TOKEN_OPERATOR, OP_MUL},
        {"/", TOKEN_OPERATOR, OP_DIV}, {"(", TOKEN_OPEN, OP_OR}, {")", TOKEN_CLOSE, OP_OR},
        {",", TOKEN_COMMA, OP_OR},
    };
    if (foreign_sign(p)) return;
    Str rest = str_sub(p->text, p->at, p->text.n);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (!str_starts(rest, str_of(signs[i].sign))) continue;
        take(p, signs[i].kind, strlen(signs[i].sign));
        p->token.op = signs[i].op;
        return;
    }
    const char *q = rest.p;
    utf8_next(&q, rest.p + rest.n);
    Str sign = str_sub(rest, 0, (size_t)(q - rest.p));
    diag_add(p->d, ERROR_, "ungkapan", place(p, sign),
             "tanda \"%.*s\" tidak dikenal di dalam ungkapan.", STR_ARG(sign));
    p->token = (Token){TOKEN_BAD, OP_OR, sign};
}

static void next(Parser *p) {
    p->end = p->at;
    Str rest = str_sub(p->text, p->at, p->text.n);
    while (rest.n && (strchr(" \t\r\n", rest.p[0]) || str_starts(rest, STR("\xC2\xA0")))) {
        size_t n = (unsigned char)rest.p[0] == 0xC2 ? 2 : 1;
        rest = str_sub(rest, n, rest.n);
        p->at += n;
    }
    char c = peek(p, 0);
    if (p->at >= p->text.n) p->token = (Token){TOKEN_END, OP_OR, here(p)};
    else if (text_digit(c)) take_number(p);
    else if (c == '"' || c == '\'') take_string(p);
    else if (c == '[' || name_char(p->text, p->at)) take_name(p);
    else take_sign(p);
}

/* ---- nodes ---- */

static Expr *parse_or(Parser *p);

static Str written(const Parser *p, const char *from) {
    return (Str){from, (size_t)(p->text.p + p->end - from)};
}

static Expr *node(Parser *p, ExprKind kind, const char *from) {
    Expr *x = arena_alloc(p->a, sizeof *x);
    x->kind = kind;
    x->text = written(p, from);
    x->loc = place(p, x->text);
    x->height = 1;
    return x;
}

static Expr *unexpected(Parser *p, const char *expected) {
    if (p->token.kind == TOKEN_BAD) return NULL;
    if (p->token.kind == TOKEN_END) {
        diag_add(p->d, ERROR_, "ungkapan", place(p, p->token.text),
                 "ungkapan terputus: diharapkan %s.", expected);
    } else {
        diag_add(p->d, ERROR_, "ungkapan", place(p, p->token.text),
                 "\"%.*s\" tidak diharapkan di sini: diharapkan %s.", STR_ARG(p->token.text),
                 expected);
    }
    return NULL;
}

static bool raise(Parser *p, Expr *x, const Expr *child) {
    if (!child) return true;
    if (child->height >= x->height) x->height = (uint16_t)(child->height + 1);
    if (x->height <= EXPR_MAX_HEIGHT) return true;
    diag_add(p->d, ERROR_, "ungkapan", x->loc,
             "ungkapan terlalu panjang; pecah menjadi beberapa angka bernama.");
    return false;
}

static Expr *pair(Parser *p, ExprKind kind, Operator op, Expr *left, Expr *right,
                  const char *from) {
    Expr *x = node(p, kind, from);
    x->as.pair = (PairNode){op, left, right};
    return raise(p, x, left) && raise(p, x, right) ? x : NULL;
}

static Expr *parse_number(Parser *p) {
    Str digits = p->token.text;
    bool percent = str_ends(digits, STR("%"));
    if (percent) digits.n--;
    next(p);
    Expr *x = node(p, EXPR_NUMBER, digits.p);
    bool good = num_parse(p->a, digits, &x->as.number);
    if (good && percent) good = num_div(p->a, x->as.number, num_int(100), &x->as.number);
    if (good) return x;
    diag_add(p->d, ERROR_, "ungkapan", x->loc, "bilangan \"%.*s\" terlalu panjang.",
             STR_ARG(digits));
    return NULL;
}

static Str unbracketed(Str segment) {
    bool bracketed = segment.n >= 2 && segment.p[0] == '[';
    return bracketed ? str_trim(str_sub(segment, 1, segment.n - 1)) : segment;
}

static Expr *name_node(Parser *p, Str text) {
    enum { MOST = 16 };
    Str segments[MOST];
    size_t count = 0;
    Expr *x = node(p, EXPR_NAME, text.p);
    for (size_t at = 0; at < text.n && count < MOST; count++) {
        size_t end = segment_end(text, at);
        segments[count] = unbracketed(str_sub(text, at, end));
        at = end + 1;
    }
    Str *kept = arena_array(p->a, count, sizeof *kept);
    memcpy(kept, segments, count * sizeof *kept);
    x->as.name = (NameNode){.segments = kept, .count = count};
    return x;
}

static Expr *truth_node(Parser *p, Str text, bool truth) {
    Expr *x = node(p, EXPR_TRUTH, text.p);
    x->as.truth = truth;
    return x;
}

enum { MOST_ARGUMENTS = 64 };

static Expr *parse_call(Parser *p, Str name) {
    Expr *args[MOST_ARGUMENTS];
    size_t count = 0;
    next(p);
    while (p->token.kind != TOKEN_CLOSE || count) {
        if (count == MOST_ARGUMENTS) return unexpected(p, "paling banyak 64 argumen");
        if (!(args[count++] = parse_or(p))) return NULL;
        if (p->token.kind == TOKEN_CLOSE) break;
        if (p->token.kind != TOKEN_COMMA) return unexpected(p, "\",\" atau \")\"");
        next(p);
    }
    next(p);
    Expr *x = node(p, EXPR_CALL, name.p);
    Expr **kept = arena_array(p->a, count, sizeof *kept);
    for (size_t i = 0; i < count; i++) {
        kept[i] = args[i];
        if (!raise(p, x, args[i])) return NULL;
    }
    x->as.call = (CallNode){.name = name, .given = kept, .given_count = count};
    return x;
}

static Expr *parse_name(Parser *p) {
    Str text = p->token.text;
    next(p);
    bool adjacent = p->token.kind == TOKEN_OPEN && p->token.text.p == text.p + text.n;
    if (adjacent) return parse_call(p, text);
    if (str_is(text, "benar") || str_is(text, "salah"))
        return truth_node(p, text, str_is(text, "benar"));
    return name_node(p, text);
}

static Expr *parse_parenthesis(Parser *p) {
    next(p);
    Expr *x = parse_or(p);
    if (!x) return NULL;
    if (p->token.kind != TOKEN_CLOSE) return unexpected(p, "\")\"");
    next(p);
    return x;
}

static Expr *parse_primary(Parser *p) {
    Str text = p->token.text;
    Expr *x;
    switch (p->token.kind) {
    case TOKEN_NUMBER: return parse_number(p);
    case TOKEN_NAME: return parse_name(p);
    case TOKEN_OPEN: return parse_parenthesis(p);
    case TOKEN_STRING:
        next(p);
        x = node(p, EXPR_STRING, text.p);
        x->as.string = str_sub(text, 1, text.n - 1);
        return x;
    case TOKEN_END:
    case TOKEN_CLOSE:
    case TOKEN_COMMA:
    case TOKEN_OPERATOR:
    case TOKEN_AND:
    case TOKEN_OR:
    case TOKEN_NOT:
    case TOKEN_BAD: break;
    }
    return unexpected(p, "nama, bilangan, teks atau \"(\"");
}

static bool too_deep(Parser *p) {
    uint32_t most = diags_limit(p->d, LIMIT_NESTING);
    if (p->nesting < most) return false;
    Diag *g = diag_add(p->d, ERROR_, "ungkapan", place(p, p->token.text),
                       "ungkapan bersarang terlalu dalam (paling dalam %u).", most);
    diag_fix_limit(p->d, g, LIMIT_NESTING);
    return true;
}

/* Everything that nests passes here. */
static Expr *parse_unary(Parser *p) {
    const char *from = p->token.text.p;
    if (too_deep(p)) return NULL;
    p->nesting++;
    Expr *x;
    if (p->token.kind == TOKEN_OPERATOR && p->token.op == OP_SUB) {
        next(p);
        x = parse_unary(p);
        if (x) x = pair(p, EXPR_NEGATE, OP_SUB, x, NULL, from);
    } else {
        x = parse_primary(p);
    }
    p->nesting--;
    return x;
}

static bool at_operator(const Parser *p, Operator first, Operator last) {
    return p->token.kind == TOKEN_OPERATOR && p->token.op >= first && p->token.op <= last;
}

static Expr *parse_chain(Parser *p, Operator first, Operator last, Expr *(*part)(Parser *)) {
    const char *from = p->token.text.p;
    Expr *x = part(p);
    while (x && at_operator(p, first, last)) {
        Operator op = p->token.op;
        next(p);
        Expr *right = part(p);
        x = right ? pair(p, EXPR_BINARY, op, x, right, from) : NULL;
    }
    return x;
}

static Expr *parse_product(Parser *p) {
    return parse_chain(p, OP_MUL, OP_DIV, parse_unary);
}

static Expr *parse_sum(Parser *p) {
    return parse_chain(p, OP_ADD, OP_SUB, parse_product);
}

static Expr *parse_comparison(Parser *p) {
    const char *from = p->token.text.p;
    Expr *x = parse_sum(p);
    if (!x || !at_operator(p, OP_EQ, OP_GE)) return x;
    Operator op = p->token.op;
    next(p);
    Expr *right = parse_sum(p);
    if (!right) return NULL;
    if (at_operator(p, OP_EQ, OP_GE))
        return unexpected(p, "satu perbandingan; gabungkan dengan \"dan\"");
    return pair(p, EXPR_BINARY, op, x, right, from);
}

static Expr *parse_not(Parser *p) {
    const char *from = p->token.text.p;
    if (p->token.kind != TOKEN_NOT) return parse_comparison(p);
    if (too_deep(p)) return NULL;
    p->nesting++;
    next(p);
    Expr *x = parse_not(p);
    p->nesting--;
    return x ? pair(p, EXPR_NOT, OP_AND, x, NULL, from) : NULL;
}

static Expr *parse_and(Parser *p) {
    const char *from = p->token.text.p;
    Expr *x = parse_not(p);
    while (x && p->token.kind == TOKEN_AND) {
        next(p);
        Expr *right = parse_not(p);
        x = right ? pair(p, EXPR_BINARY, OP_AND, x, right, from) : NULL;
    }
    return x;
}

static Expr *parse_or(Parser *p) {
    const char *from = p->token.text.p;
    Expr *x = parse_and(p);
    while (x && p->token.kind == TOKEN_OR) {
        next(p);
        Expr *right = parse_and(p);
        x = right ? pair(p, EXPR_BINARY, OP_OR, x, right, from) : NULL;
    }
    return x;
}

const Expr *expr_parse(Arena *a, Str text, Loc loc, Diags *d) {
    Parser p = {.a = a, .d = d, .text = text, .loc = loc};
    if (!str_trim(text).n) {
        diag_add(d, ERROR_, "ungkapan", loc, "ungkapan kosong: diharapkan nama atau hitungan.");
        return NULL;
    }
    next(&p);
    Expr *x = parse_or(&p);
    if (!x) return NULL;
    if (p.token.kind != TOKEN_END) return unexpected(&p, "tanda hitung, atau akhir ungkapan");
    x->root = arena_alloc(a, sizeof *x->root);
    return x;
}

Loc expr_loc(const Expr *e) {
    return e->loc;
}
