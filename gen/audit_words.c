/*
 * audit_words: number words read back, numbers as prose writes them, and where the two stand side
 * by side and disagree: "3 (enam)".
 */
#include "audit_internal.h"

/* ---- words ---- */

typedef enum WordKind {
    WORD_NONE,
    WORD_UNIT,
    WORD_TEN,
    WORD_HUNDRED,
    WORD_POWER,
    WORD_POINT,
    WORD_MINUS
} WordKind;

typedef struct NumberWord {
    const char *word;
    WordKind kind;
    int value; /* UNIT: value; TEN: what it adds or times; HUNDRED, POWER: "se-" forms have 1 */
    unsigned zeros;           /* POWER: of ten */
} NumberWord;

enum { TIMES_TEN = 0, PLUS_TEN = 1 };

static const NumberWord number_words[] = {
    {"nol", WORD_UNIT, 0, 0},          {"satu", WORD_UNIT, 1, 0},
    {"dua", WORD_UNIT, 2, 0},          {"tiga", WORD_UNIT, 3, 0},
    {"empat", WORD_UNIT, 4, 0},        {"lima", WORD_UNIT, 5, 0},
    {"enam", WORD_UNIT, 6, 0},         {"tujuh", WORD_UNIT, 7, 0},
    {"delapan", WORD_UNIT, 8, 0},      {"sembilan", WORD_UNIT, 9, 0},
    {"sepuluh", WORD_UNIT, 10, 0},     {"sebelas", WORD_UNIT, 11, 0},
    {"belas", WORD_TEN, PLUS_TEN, 0},  {"puluh", WORD_TEN, TIMES_TEN, 0},
    {"ratus", WORD_HUNDRED, 0, 0},     {"seratus", WORD_HUNDRED, 1, 0},
    {"ribu", WORD_POWER, 0, 3},        {"seribu", WORD_POWER, 1, 3},
    {"juta", WORD_POWER, 0, 6},        {"sejuta", WORD_POWER, 1, 6},
    {"miliar", WORD_POWER, 0, 9},      {"milyar", WORD_POWER, 0, 9},
    {"triliun", WORD_POWER, 0, 12},    {"trilyun", WORD_POWER, 0, 12},
    {"kuadriliun", WORD_POWER, 0, 15}, {"kuintiliun", WORD_POWER, 0, 18},
    {"koma", WORD_POINT, 0, 0},        {"minus", WORD_MINUS, 0, 0},
};

static Str take_word(Str *s) {
    size_t from = 0;
    while (from < s->n &&
           (s->p[from] == ' ' || s->p[from] == '\n' || s->p[from] == '\r' || s->p[from] == '\t'))
        from++;
    size_t end = from;
    while (end < s->n && text_letter(s->p[end])) end++;
    Str word = str_sub(*s, from, end);
    *s = str_sub(*s, end, s->n);
    return word;
}

static const NumberWord *find_word(Str word) {
    for (size_t i = 0; i < sizeof number_words / sizeof number_words[0]; i++) {
        if (str_eq_nocase(word, str_of(number_words[i].word))) return &number_words[i];
    }
    return NULL;
}

/* A number under way: `group` is what the next power of a thousand multiplies. */
typedef struct Reading {
    Arena *a;
    Num total;
    int64_t group, unit; /* unit: the last small number, that "belas", "puluh", "ratus" change */
    bool any, after_point, minus;
    Buf decimals;
} Reading;

static bool add_power(Reading *r, const NumberWord *w) {
    int64_t thousands = r->group + r->unit + w->value;
    Num power = num_int(1), part;
    for (unsigned i = 0; i < w->zeros; i++) {
        if (!num_mul(r->a, power, num_int(10), &power)) return false;
    }
    r->group = r->unit = 0;
    if (!num_mul(r->a, power, num_int(thousands ? thousands : 1), &part)) return false;
    return num_add(r->a, r->total, part, &r->total);
}

static bool add_word(Reading *r, const NumberWord *w) {
    if (r->after_point) {
        if (w->kind != WORD_UNIT || w->value > 9) return false;
        buf_byte(&r->decimals, (char)('0' + w->value));
        return true;
    }
    switch (w->kind) {
    case WORD_UNIT:
        r->group += r->unit;
        r->unit = w->value;
        break;
    case WORD_TEN: r->unit = w->value == PLUS_TEN ? r->unit + 10 : r->unit * 10; break;
    case WORD_HUNDRED:
        r->group += w->value ? r->unit : 0;
        r->unit = w->value ? 100 : r->unit * 100;
        break;
    case WORD_POWER: return add_power(r, w);
    case WORD_POINT: r->after_point = true; return r->any;
    case WORD_MINUS: r->minus = true; return !r->any;
    case WORD_NONE: return false;
    }
    return true;
}

static bool finish(Reading *r, Num *out) {
    Num n;
    if (!num_add(r->a, r->total, num_int(r->group + r->unit), &n)) return false;
    if (r->decimals.n) {
        Num fraction;
        Str digits = buf_view(&r->decimals);
        if (!num_parse(r->a, str_printf(r->a, "0.%.*s", STR_ARG(digits)), &fraction)) return false;
        if (!num_add(r->a, n, fraction, &n)) return false;
    }
    return r->minus ? num_neg(r->a, n, out) : (*out = n, true);
}

bool words_number(Arena *a, Str s, Num *out, Str *rest) {
    Reading r = {.a = a, .total = num_int(0), .decimals = buf_new(a)};
    *rest = s;
    for (;;) {
        const NumberWord *w = find_word(take_word(&s));
        if (!w || r.group > INT32_MAX || r.unit > INT32_MAX || !add_word(&r, w)) break;
        r.any = true;
        *rest = s;
    }
    return r.any && !(r.after_point && !r.decimals.n) && finish(&r, out);
}

/* ---- digits ---- */

/* "1.234.567,89": dots part three digits each, a comma comes before the fraction. */
size_t written_number(Arena *a, Str s, Num *out, unsigned *decimals) {
    Buf plain = buf_new(a);
    size_t i = 0;
    while (i < s.n && text_digit(s.p[i])) buf_byte(&plain, s.p[i++]);
    size_t first = i;
    if (!i || i > 30) return 0;
    while (first <= 3 && i + 3 < s.n && s.p[i] == '.' && text_digit(s.p[i + 1]) &&
           text_digit(s.p[i + 2]) && text_digit(s.p[i + 3]) && !(i + 4 < s.n && text_digit(s.p[i + 4]))) {
        buf_add(&plain, s.p + i + 1, 3);
        i += 4;
    }
    *decimals = 0;
    if (i + 1 < s.n && s.p[i] == ',' && text_digit(s.p[i + 1])) {
        buf_byte(&plain, '.');
        for (i++; i < s.n && text_digit(s.p[i]); i++, (*decimals)++) buf_byte(&plain, s.p[i]);
    }
    return num_parse(a, buf_view(&plain), out) ? i : 0;
}

/* ---- side by side ---- */

bool number_begins(Str s, size_t at) {
    if (!text_digit(s.p[at])) return false;    /* at < s.n. NOLINT(clang-analyzer-core.NullDereference) */
    if (!at) return true;
    char before = s.p[at - 1];
    if (at >= 2 && str_eq_nocase(str_sub(s, at - 2, at), STR("Rp"))) return true;
    return !text_digit(before) && !text_letter(before) && before != '.' && before != ',' &&
           before != '/' && before != '-';
}

static size_t skip_any(Str s, size_t at, const char *any) {
    while (at < s.n && s.p[at] && strchr(any, s.p[at])) at++;
    return at;
}

/* The text in the parentheses that follow a number ("3 **(enam)**", "95 % (...)"); empty: none. */
static Str parenthesis(Str s, size_t at) {
    at = skip_any(s, at, " %*_\n");
    if (at >= s.n || s.p[at] != '(') return STR("");
    enum { LONGEST = 400 };
    size_t close = str_find(str_sub(s, 0, at + LONGEST), STR(")"), at);
    if (close == SIZE_MAX) return STR("");
    at = skip_any(s, at + 1, " *_");
    return str_sub(s, at, close);
}

static bool only_unit(Str rest) {
    static const char *const units[] = {"persen", "rupiah"};
    Str word = take_word(&rest);
    bool known = !word.n;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        known |= str_eq_nocase(word, str_of(units[i]));
    return known && skip_any(rest, 0, " *_.,\n") == rest.n;
}

static void compare(const Audit *t, Arena *work, Str text, size_t at, size_t length, Num digits,
                    Loc loc) {
    Str words = parenthesis(text, at + length), rest;
    Num said;
    if (!words.n || !words_number(work, words, &said, &rest) || !only_unit(rest)) return;
    if (num_cmp(said, digits) == 0) return;
    Str number = str_sub(text, at, at + length);
    Str shown = shortened(t, str_trim(words)), right = format_words(t->a, digits, ROUND_HALF_UP, 6);
    Loc place = loc_within(loc, str_sub(text, at, (size_t)(words.p + words.n - text.p) + 1));
    Diag *g = diag_add(t->d, ERROR_, "kata-angka", place, "%.*s tidak sama dengan \"%.*s\"",
                       STR_ARG(number), STR_ARG(shown));
    diag_fix(t->d, g, "Tulis %.*s (%.*s), atau {{ ... | angka_terbilang }}.", STR_ARG(number),
             STR_ARG(right));
}

void audit_counts(const Audit *t, Str text, Loc loc) {
    if (!memchr(text.p ? text.p : "", '(', text.n)) return;
    Arena *work = arena_child(t->a);
    for (size_t at = 0; at < text.n;) {
        if (str_starts(str_sub(text, at, text.n), STR("{{"))) {
            size_t close = str_find(text, STR("}}"), at);
            at = close == SIZE_MAX ? text.n : close + 2;
            continue;
        }
        size_t length = 0;
        Num digits;
        unsigned decimals;
        if (number_begins(text, at))
            length = written_number(work, str_sub(text, at, text.n), &digits, &decimals);
        if (length) compare(t, work, text, at, length, digits, loc);
        at += length ? length : 1;
    }
    arena_free(work);
}
