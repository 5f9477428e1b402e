/*
 * value_check: is this text JSON, and if not, where and what was expected there?
 *
 * Runs before cJSON, which says only "no" and accepts too much. People write this JSON by hand:
 * the mistakes they make (a comma too many or missing, single quotes, comments, dots in numbers,
 * one backslash in a path) each have a message of their own.
 *
 * Every check_ function leaves p behind what it accepted, or returns false after a diagnostic.
 */
#include "value_internal.h"

enum { MAX_NUMBER = 60 };      /* cJSON reads no longer number */

typedef struct Check {
    Arena *a;
    const Source *source;
    const char *p, *end;
    unsigned depth;
    bool after_number;        /* the last value was one: a digit behind a comma is its fraction */
    Diags *d;
} Check;

static bool check_value(Check *c);

/* ---- messages ---- */

static Loc place(const Check *c, const char *from, size_t n) {
    return loc_at(c->source, (size_t)(from - c->source->text.p), n);
}

static Diag *wrong(const Check *c, const char *at, size_t n, const char *message) {
    return diag_add(c->d, ERROR_, "json-salah", place(c, at, n), "%s", message);
}

static bool is_word(char ch) {
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
           ch == '_' || (unsigned char)ch >= 0x80;
}

static Str word_here(const Check *c) {
    const char *q = c->p;
    while (q < c->end && (is_word(*q) || *q == '.' || *q == '-' || *q == '+')) q++;
    if (q == c->p && q < c->end) utf8_next(&q, c->end);
    return (Str){c->p, (size_t)(q - c->p)};
}

static Str found_here(const Check *c) {
    if (c->p == c->end) return STR("akhir berkas");
    Str word = str_excerpt(c->a, word_here(c), 30);
    return str_printf(c->a, "\"%.*s\"", STR_ARG(word));
}

static Diag *expected(const Check *c, const char *what) {
    Str found = found_here(c);
    return diag_add(c->d, ERROR_, "json-salah", place(c, c->p, c->p < c->end),
                    "diharapkan %s, ditemukan %.*s", what, STR_ARG(found));
}

/* Mistakes that can stand anywhere a token is expected. Null when it is none of them. */
static Diag *known_mistake(const Check *c) {
    static const struct { Str begin; const char *message, *fix; } table[] = {
        {{"'", 1}, "teks diapit kutip tunggal", "Ganti ' dengan kutip ganda \"."},
        {{"\xE2\x80\x9C", 3}, "teks diapit kutip lengkung", "Ganti dengan kutip ganda lurus \"."},
        {{"\xE2\x80\x9D", 3}, "teks diapit kutip lengkung", "Ganti dengan kutip ganda lurus \"."},
        {{"\xE2\x80\x98", 3}, "teks diapit kutip lengkung", "Ganti dengan kutip ganda lurus \"."},
        {{"//", 2}, "JSON tidak mengenal komentar", "Hapus komentar ini."},
        {{"/*", 2}, "JSON tidak mengenal komentar", "Hapus komentar ini."},
        {{"#", 1}, "JSON tidak mengenal komentar", "Hapus komentar ini."},
        {{";", 1}, "titik koma bukan pemisah", "Ganti dengan koma."},
        {{"=", 1}, "tanda = bukan pemisah", "Ganti dengan titik dua."},
    };
    Str rest = {c->p, (size_t)(c->end - c->p)};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (!str_starts(rest, table[i].begin)) continue;
        Diag *g = wrong(c, c->p, table[i].begin.n, table[i].message);
        diag_fix(c->d, g, "%s", table[i].fix);
        return g;
    }
    return NULL;
}

/* ---- tokens ---- */

static void skip_space(Check *c) {
    while (c->p < c->end && (*c->p == ' ' || *c->p == '\n' || *c->p == '\r' || *c->p == '\t')) {
        c->p++;
    }
}

static bool at_char(const Check *c, char ch) {
    return c->p < c->end && *c->p == ch;
}

static bool is_digit(const Check *c) {
    return c->p < c->end && *c->p >= '0' && *c->p <= '9';
}

static void skip_digits(Check *c) {
    while (is_digit(c)) c->p++;
}

static bool wrong_number(const Check *c, const char *begin, const char *why, const char *fix) {
    Check at = *c;
    at.p = begin;
    Str word = word_here(&at), shown = str_excerpt(c->a, word, 40);
    Diag *g = diag_add(c->d, ERROR_, "json-salah", place(c, begin, word.n),
                       "bilangan %.*s tidak sah: %s", STR_ARG(shown), why);
    diag_fix(c->d, g, "%s", fix);
    return false;
}

static bool check_number(Check *c) {
    const char *begin = c->p;
    if (at_char(c, '-')) c->p++;
    if (!is_digit(c)) {
        return wrong_number(c, begin, "harus diawali angka", "Tulis misalnya 0.5 atau 15.");
    }
    bool zero = *c->p == '0';
    const char *digits = c->p;
    skip_digits(c);
    if (zero && c->p - digits > 1) {
        return wrong_number(c, begin, "tidak boleh diawali nol",
                            "Hapus nol di depan, atau tulis sebagai teks \"...\".");
    }
    if (at_char(c, '.')) {
        c->p++;
        if (!is_digit(c)) {
            return wrong_number(c, begin, "titik harus diikuti angka", "Hapus titiknya.");
        }
        skip_digits(c);
        if (at_char(c, '.')) {
            return wrong_number(c, begin, "bilangan JSON tidak memakai titik ribuan",
                                "Hapus titik-titiknya, atau tulis sebagai teks \"...\".");
        }
    }
    if (at_char(c, 'e') || at_char(c, 'E')) {
        c->p++;
        if (at_char(c, '+') || at_char(c, '-')) c->p++;
        if (!is_digit(c)) {
            return wrong_number(c, begin, "pangkatnya tidak ada", "Tulis tanpa pangkat.");
        }
        skip_digits(c);
    }
    if (c->p < c->end && (is_word(*c->p) || *c->p == '.' || *c->p == '%')) {
        return wrong_number(c, begin, "diikuti huruf atau tanda lain",
                            "Tulis sebagai teks dalam kutip ganda.");
    }
    if (c->p - begin > MAX_NUMBER) {
        return wrong_number(c, begin, "terlalu panjang", "Tulis sebagai teks dalam kutip ganda.");
    }
    c->after_number = true;
    return true;
}

static int hex_value(char ch) {
    if (ch >= '0' && ch <= '9') return ch - '0';
    if (ch >= 'a' && ch <= 'f') return ch - 'a' + 10;
    if (ch >= 'A' && ch <= 'F') return ch - 'A' + 10;
    return -1;
}

/* The four digits behind "\u" at p, or -1. */
static int32_t hex4(const Check *c, const char *p) {
    if (c->end - p < 6 || p[0] != '\\' || p[1] != 'u') return -1;
    int32_t code = 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex_value(p[i]);
        if (digit < 0) return -1;
        code = code * 16 + digit;
    }
    return code;
}

static bool check_unicode_escape(Check *c) {
    int32_t code = hex4(c, c->p);
    if (code < 0) {
        wrong(c, c->p, 2, "\\u harus diikuti empat angka heksadesimal");
        return false;
    }
    bool lone = code >= 0xDC00 && code < 0xE000;
    size_t length = 6;
    if (code >= 0xD800 && code < 0xDC00) {
        int32_t low = hex4(c, c->p + 6);
        lone = low < 0xDC00 || low >= 0xE000;
        length = 12;
    }
    if (lone) {
        wrong(c, c->p, 6, "separuh pasangan surogat UTF-16 tanpa pasangannya");
        return false;
    }
    if ((code < 0x20 && code != '\n' && code != '\t' && code != '\r') || code == 0x7F) {
        wrong(c, c->p, 6, "karakter kendali tidak boleh ada dalam teks");
        return false;
    }
    c->p += length;
    return true;
}

static bool check_escape(Check *c) {
    if (c->end - c->p < 2) {
        c->p = c->end;        /* the string is not closed: its loop says so */
        return true;
    }
    char ch = c->p[1];
    if (ch == 'u') return check_unicode_escape(c);
    if (ch == 'b' || ch == 'f') {
        Diag *g = wrong(c, c->p, 2, "karakter kendali tidak boleh ada dalam teks");
        diag_fix(c->d, g, "Garis miring terbalik ditulis dua kali (\\\\); jalur berkas memakai /.");
        return false;
    }
    if (!strchr("\"\\/nrt", ch) || !ch) {
        Diag *g = wrong(c, c->p, 2, "garis miring terbalik di dalam teks harus digandakan");
        diag_fix(c->d, g, "Tulis \\\\ untuk satu garis miring terbalik; jalur berkas memakai /.");
        return false;
    }
    c->p += 2;
    return true;
}

static bool check_string(Check *c) {
    const char *begin = c->p++;
    while (c->p < c->end && *c->p != '"') {
        unsigned char ch = (unsigned char)*c->p;
        if (ch == '\\') {
            if (!check_escape(c)) return false;
        } else if (ch == '\n' || ch == '\r') {
            break;
        } else if (ch < 0x20 || ch == 0x7F) {
            wrong(c, c->p, 1, ch == '\t' ? "tab di dalam teks harus ditulis \\t"
                                         : "karakter kendali tidak boleh ada dalam teks");
            return false;
        } else {
            c->p++;
        }
    }
    if (!at_char(c, '"')) {
        Diag *g = wrong(c, begin, (size_t)(c->p - begin),
                        "teks yang dibuka di sini tidak ditutup pada baris ini");
        diag_fix(c->d, g, "Tambahkan kutip ganda penutup; ganti baris di dalam teks ditulis \\n.");
        return false;
    }
    c->p++;
    return true;
}

/* "True", "None", NaN, text without quotes */
static bool wrong_word(Check *c) {
    static const char *const meant[][2] = {
        {"True", "true"},      {"TRUE", "true"},   {"ya", "true"},     {"benar", "true"},
        {"False", "false"},    {"FALSE", "false"}, {"tidak", "false"}, {"salah", "false"},
        {"None", "null"},      {"NULL", "null"},   {"Null", "null"},   {"nil", "null"},
        {"undefined", "null"}, {"kosong", "null"},
    };
    Str word = word_here(c), shown = str_excerpt(c->a, word, 30);
    Diag *g = diag_add(c->d, ERROR_, "json-salah", place(c, c->p, word.n),
                       "kata %.*s tidak dikenal di sini", STR_ARG(shown));
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++) {
        if (str_is(word, meant[i][0])) {
            diag_fix(c->d, g, "Tulis %s, atau apit dengan kutip ganda bila teks.", meant[i][1]);
            return false;
        }
    }
    if (str_is(word, "NaN") || str_is(word, "Infinity") || str_is(word, "inf")) {
        diag_fix(c->d, g, "JSON tidak punya bilangan seperti itu; tulis null.");
    } else {
        diag_fix(c->d, g, "Apit dengan kutip ganda bila teks.");
    }
    return false;
}

static bool check_word(Check *c) {
    static const char *const words[] = {"true", "false", "null"};
    Str word = word_here(c);
    for (size_t i = 0; i < 3; i++) {
        if (!str_is(word, words[i])) continue;
        c->p += word.n;
        return true;
    }
    return wrong_word(c);
}

/* ---- arrays and objects ---- */

static bool not_closed(Check *c, const char *open, const char *last, const char *what) {
    Diag *g;
    if (c->p == c->end) {
        g = wrong(c, open, 1,
                  *open == '{' ? "kurung { ini tidak ditutup" : "kurung [ ini tidak ditutup");
        diag_fix(c->d, g, "Tambahkan %c di tempatnya.", *open == '{' ? '}' : ']');
        return false;
    }
    if (*c->p == '"' || *c->p == '{' || *c->p == '[' || is_word(*c->p) || *c->p == '-') {
        g = wrong(c, last, 1, "koma kurang sesudah ini");      /* where it ends */
        diag_fix(c->d, g, "Tambahkan koma di antara dua unsur.");
        return false;
    }
    if (known_mistake(c)) return false;
    g = expected(c, what);
    diag_see(c->d, g, place(c, open, 1), "kurung ini yang sedang terbuka");
    return false;
}

static bool extra_comma(Check *c, const char *comma) {
    Diag *g = wrong(c, comma, 1, "koma berlebih: sesudahnya tidak ada unsur lagi");
    diag_fix(c->d, g, "Hapus koma ini.");
    return false;
}

/* Behind an element: a comma and more (true, *more), or the closing bracket. */
static bool check_next(Check *c, const char *open, char close, const char *what, bool *more) {
    const char *last = c->p - 1;
    skip_space(c);
    *more = at_char(c, ',');
    if (!*more && !at_char(c, close)) return not_closed(c, open, last, what);
    const char *mark = c->p++;
    if (!*more) return true;
    skip_space(c);
    return at_char(c, close) || at_char(c, ',') ? extra_comma(c, mark) : true;
}

static bool check_array(Check *c) {
    const char *open = c->p++;
    skip_space(c);
    bool more = !at_char(c, ']');
    if (!more) c->p++;
    while (more) {
        if (c->p == c->end) return not_closed(c, open, open, "");
        if (!check_value(c)) return false;
        if (!check_next(c, open, ']', "koma atau ]", &more)) return false;
    }
    return true;
}

static bool check_key(Check *c) {
    if (at_char(c, '"')) return check_string(c);
    if (known_mistake(c)) return false;
    if (c->after_number && is_digit(c)) {
        Diag *g = expected(c, "kunci dalam kutip ganda");
        diag_fix(c->d, g, "Pecahan dalam JSON memakai titik: 1.5, bukan 1,5.");
        return false;
    }
    expected(c, "kunci dalam kutip ganda");
    return false;
}

static bool check_member(Check *c) {
    if (!check_key(c)) return false;
    skip_space(c);
    if (!at_char(c, ':')) {
        if (!known_mistake(c)) expected(c, "titik dua sesudah kunci");
        return false;
    }
    c->p++;
    skip_space(c);
    c->after_number = false;
    return check_value(c);
}

static bool check_object(Check *c) {
    const char *open = c->p++;
    skip_space(c);
    bool more = !at_char(c, '}');
    if (!more) c->p++;
    c->after_number = false;
    while (more) {
        if (c->p == c->end) return not_closed(c, open, open, "");
        if (!check_member(c)) return false;
        if (!check_next(c, open, '}', "koma atau }", &more)) return false;
    }
    return true;
}

static bool check_value(Check *c) {
    if (c->p == c->end) {
        expected(c, "nilai");
        return false;
    }
    c->after_number = false;
    char ch = *c->p;
    if (ch == '{' || ch == '[') {
        uint32_t most = diags_limit(c->d, LIMIT_DEPTH);
        if (++c->depth > most) {
            Diag *g = diag_add(c->d, ERROR_, "json-dalam", place(c, c->p, 1),
                               "kurung bersarang lebih dari %u tingkat", most);
            diag_fix_limit(c->d, g, LIMIT_DEPTH);
            return false;
        }
        bool ok = ch == '{' ? check_object(c) : check_array(c);
        c->depth--;
        return ok;
    }
    if (ch == '"') return check_string(c);
    if (ch == '-' || ch == '.' || ch == '+' || is_digit(c)) return check_number(c);
    if (known_mistake(c)) return false;
    if (is_word(ch)) return check_word(c);
    expected(c, "nilai");
    return false;
}

bool value_check_json(Arena *a, const Source *source, Diags *d) {
    Check c = {.a = a, .source = source, .p = source->text.p, .d = d};
    c.end = source->text.n ? c.p + source->text.n : c.p;
    skip_space(&c);
    if (c.p == c.end) {
        diag_add(d, ERROR_, "json-salah", loc_at(source, 0, 0),
                 "berkas kosong, padahal diharapkan JSON");
        return false;
    }
    if (!check_value(&c)) return false;
    skip_space(&c);
    if (c.p == c.end) return true;
    Diag *g = expected(&c, "akhir berkas");
    diag_fix(d, g, "Periksa kurung penutup yang berlebih di atas tempat ini.");
    return false;
}
