/*
 * format: values to printed text. See format.h.
 *
 * One row of `kinds` is one format. A format gets a datum of a kind it takes (others have been
 * printed as text before) and its own digits or -1, and returns text in the arena. Numbers are
 * rounded here and nowhere else, by the profile's rule; only num.c knows digits.
 */
#include "format.h"

enum { FORMAT_MAX_DIGITS = 30 };

typedef struct Call {
    Arena *arena;
    const FormatProfile *profile;
    int digits;               /* -1: not given */
    Str argument;
} Call;

/* What stands in the parentheses behind a format's name. */
typedef enum Parameter { TAKES_NOTHING, TAKES_DIGITS, TAKES_WORDS } Parameter;

struct FormatKind {
    const char *name;
    DatumKind takes;
    bool numeric;             /* prints a number in digits, that columns align */
    Parameter parameter;
    Str (*apply)(const Call *c, Datum d);
};

static unsigned digits_or(const Call *c, unsigned standard) {
    return c->digits < 0 ? standard : (unsigned)c->digits;
}

/* ---- digits ---- */

/* "-1234567.50" to "-1.234.567,50" */
static Str group_digits(Arena *a, Str plain) {
    Buf b = buf_new(a);
    size_t sign = plain.n && plain.p[0] == '-';
    size_t dot = str_find(plain, STR("."), 0);
    size_t whole = dot == SIZE_MAX ? plain.n : dot;
    for (size_t i = 0; i < whole; i++) {
        if (i > sign && (whole - i) % 3 == 0) buf_byte(&b, '.');
        buf_byte(&b, plain.p[i]);
    }
    if (dot != SIZE_MAX) {
        buf_byte(&b, ',');
        buf_str(&b, str_sub(plain, dot + 1, plain.n));
    }
    return buf_view(&b);
}

Str format_grouped(Arena *a, Num n, unsigned digits, Rounding rule) {
    return group_digits(a, num_digits(a, n, digits, rule));
}

/* "12.50" to "12.5", "12.00" to "12" */
static Str without_trailing_zeros(Str plain) {
    if (str_find(plain, STR("."), 0) == SIZE_MAX) return plain;
    while (plain.p[plain.n - 1] == '0') plain.n--;
    if (plain.p[plain.n - 1] == '.') plain.n--;
    return plain;
}

/* At most `most` decimals, as few as say the same. */
static Str shortest_digits(Arena *a, Num n, unsigned most, Rounding rule) {
    return without_trailing_zeros(num_digits(a, n, most, rule));
}

static Str plain_number(const Call *c, Num n) {
    if (c->digits >= 0) return num_digits(c->arena, n, (unsigned)c->digits, c->profile->rounding);
    return shortest_digits(c->arena, n, 2, c->profile->rounding);
}

static Str format_number(const Call *c, Datum d) {
    return group_digits(c->arena, plain_number(c, d.number));
}

/* "80%" of "80% Dokumen": the rest of the unit may stand apart. */
static Str format_amount(const Call *c, Datum d) {
    Str digits = format_number(c, d);
    bool percent = d.text.n && d.text.p[0] == '%';
    return percent ? str_printf(c->arena, "%.*s%%", STR_ARG(digits)) : digits;
}

static Str decimal_comma(Arena *a, Str plain) {
    Str s = str_copy(a, plain);
    size_t dot = str_find(s, STR("."), 0);
    if (dot != SIZE_MAX) ((char *)s.p)[dot] = ',';
    return s;
}

/* As it is written: a year, a number of a decision. */
static Str format_plain(const Call *c, Datum d) {
    enum { WRITTEN = 18 };
    if (c->digits >= 0) return decimal_comma(c->arena, plain_number(c, d.number));
    return decimal_comma(c->arena,
                         shortest_digits(c->arena, d.number, WRITTEN, c->profile->rounding));
}

static Str format_index(const Call *c, Datum d) {
    return decimal_comma(c->arena,
                         num_digits(c->arena, d.number, digits_or(c, 4), c->profile->rounding));
}

/* EYD V: Rp1.234.567,00, nothing between; the older custom: Rp. 1.234.567,- */
static Str format_rupiah(const Call *c, Datum d) {
    Arena *a = c->arena;
    Rounding rule = c->profile->rounding;
    bool whole = str_find(shortest_digits(a, d.number, 2, rule), STR("."), 0) == SIZE_MAX;
    Str plain = num_digits(a, d.number, digits_or(c, whole ? 0 : 2), rule);
    const char *sign = "";
    if (plain.p[0] == '-') {
        sign = "-";
        plain = str_sub(plain, 1, plain.n);
    }
    Str grouped = group_digits(a, plain);
    bool fraction = str_find(plain, STR("."), 0) != SIZE_MAX;
    switch (c->profile->rupiah) {
    case RUPIAH_MODERN: return str_printf(a, "%sRp%.*s", sign, STR_ARG(grouped));
    case RUPIAH_OLD:
        return str_printf(a, "%sRp. %.*s%s", sign, STR_ARG(grouped), fraction ? "" : ",-");
    }
    return grouped;
}

static Str percent_digits(const Call *c, Datum d) {
    Num percent;
    if (!num_mul(c->arena, d.number, num_int(100), &percent)) return num_debug(c->arena, d.number);
    return format_grouped(c->arena, percent, digits_or(c, 2), c->profile->rounding);
}

static Str format_percent(const Call *c, Datum d) {
    Str digits = percent_digits(c, d);
    /* U+00A0: the sign never starts a line */
    return str_printf(c->arena, "%.*s%s%%", STR_ARG(digits),
                      c->profile->percent_space ? "\xC2\xA0" : "");
}

/* ---- words ---- */

static const char *const units[] = {"nol",  "satu",  "dua",     "tiga",     "empat",   "lima",
                                    "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"};

/* The names of KBBI, by powers of a thousand. */
static const char *const thousands[] = {
    "", "ribu", "juta", "miliar", "triliun", "kuadriliun", "kuintiliun", "sekstiliun", "septiliun",
    "oktiliun", "noniliun", "desiliun"
};
enum { THOUSANDS = sizeof thousands / sizeof thousands[0] };

static void add_word(Buf *b, const char *word) {
    if (b->n) buf_byte(b, ' ');
    buf_cstr(b, word);
}

/* 1 to 999 */
static void add_hundreds(Buf *b, unsigned n) {
    if (n >= 200) add_word(b, units[n / 100]);
    if (n >= 100) add_word(b, n >= 200 ? "ratus" : "seratus");
    n %= 100;
    if (n >= 20) {
        add_word(b, units[n / 10]);
        add_word(b, "puluh");
        n %= 10;
    } else if (n >= 12) {
        add_word(b, units[n - 10]);
        add_word(b, "belas");
        n = 0;
    }
    if (n) add_word(b, units[n]);
}

static void add_digit_words(Buf *b, Str digits) {
    for (size_t i = 0; i < digits.n; i++) add_word(b, units[digits.p[i] - '0']);
}

/* Digits without a leading zero (or "0"). Past the names we have, digit by digit. */
static void add_whole(Buf *b, Str digits) {
    if (str_is(digits, "0") || digits.n > 3 * THOUSANDS) {
        add_digit_words(b, digits);
        return;
    }
    size_t at = 0;
    while (at < digits.n) {
        size_t power = (digits.n - at - 1) / 3, end = digits.n - 3 * power;
        unsigned group = 0;
        for (; at < end; at++) group = group * 10 + (unsigned)(digits.p[at] - '0');
        if (group == 1 && power == 1) {
            add_word(b, "seribu");
        } else if (group) {
            add_hundreds(b, group);
            if (power) add_word(b, thousands[power]);
        }
    }
}

/* "-1234.50" in words */
static Str words_of(Arena *a, Str plain) {
    Buf b = buf_new(a);
    if (plain.p[0] == '-') {
        add_word(&b, "minus");
        plain = str_sub(plain, 1, plain.n);
    }
    size_t dot = str_find(plain, STR("."), 0);
    add_whole(&b, str_sub(plain, 0, dot));
    if (dot != SIZE_MAX) {
        add_word(&b, "koma");
        add_digit_words(&b, str_sub(plain, dot + 1, plain.n));
    }
    return buf_view(&b);
}

Str format_words(Arena *a, Num n, Rounding rule, unsigned max_decimals) {
    return words_of(a, shortest_digits(a, n, max_decimals, rule));
}

/* As many decimals as given; else exact where that is short; else two. */
static Str telling_digits(const Call *c, Num n) {
    Str exact;
    if (c->digits < 0 && num_exact_digits(c->arena, n, 6, &exact))
        return without_trailing_zeros(exact);
    return plain_number(c, n);
}

static Str format_terbilang(const Call *c, Datum d) {
    return words_of(c->arena, telling_digits(c, d.number));
}

/* 1 kesatu, 2 kedua, 11 kesebelas: only whole numbers from 1 have a place in an order. */
static Str format_ordinal(const Call *c, Datum d) {
    Str plain = num_digits(c->arena, d.number, 0, c->profile->rounding);
    Str words = words_of(c->arena, plain);
    bool counts = num_cmp(d.number, num_int(0)) > 0 && !str_is(plain, "0");
    return counts ? str_printf(c->arena, "ke%.*s", STR_ARG(words)) : words;
}

/* Fractions of a rupiah are sen. */
static Str format_terbilang_rupiah(const Call *c, Datum d) {
    Arena *a = c->arena;
    Str plain = num_digits(a, d.number, digits_or(c, 2) ? 2 : 0, c->profile->rounding);
    size_t dot = str_find(plain, STR("."), 0);
    Str sen = dot == SIZE_MAX ? STR("00") : str_sub(plain, dot + 1, plain.n);
    Str whole = str_sub(plain, 0, dot);
    Str words = words_of(a, whole);
    if (str_is(sen, "00")) return str_printf(a, "%.*s rupiah", STR_ARG(words));
    if (sen.p[0] == '0') sen = str_sub(sen, 1, sen.n);
    Str sen_words = words_of(a, sen);
    return str_printf(a, "%.*s rupiah %.*s sen", STR_ARG(words), STR_ARG(sen_words));
}

static Str format_digits_and_words(const Call *c, Datum d) {
    Str plain = telling_digits(c, d.number);
    Str digits = group_digits(c->arena, plain), words = words_of(c->arena, plain);
    return str_printf(c->arena, "%.*s (%.*s)", STR_ARG(digits), STR_ARG(words));
}

/* ---- numerals ---- */

enum { ROMAN_MAX = 3999 };

Str format_roman(Arena *a, int64_t n) {
    static const struct { int value; const char *letters;
    } steps[] = {
        {1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
        {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"},
    };
    if (n < 1 || n > ROMAN_MAX) return str_printf(a, "%lld", (long long)n);
    Buf b = buf_new(a);
    for (size_t i = 0; n > 0; i++) {
        for (; n >= steps[i].value; n -= steps[i].value) buf_cstr(&b, steps[i].letters);
    }
    return buf_view(&b);
}

Str format_letters(Arena *a, int64_t n) {
    if (n < 1) return str_printf(a, "%lld", (long long)n);
    char letters[16];
    size_t at = sizeof letters;
    for (; n > 0; n = (n - 1) / 26) letters[--at] = (char)('a' + (n - 1) % 26);
    return str_copy(a, (Str){letters + at, sizeof letters - at});
}

/* Numerals count: what is no integer prints as a number. */
static Str numeral(const Call *c, Datum d, Str (*make)(Arena *, int64_t), bool upper) {
    int64_t n;
    if (!num_to_int64(d.number, &n)) return format_number(c, d);
    Str s = make(c->arena, n);
    return upper ? str_upper(c->arena, s) : str_lower(c->arena, s);
}

static Str format_roman_big(const Call *c, Datum d) {
    return numeral(c, d, format_roman, true);
}

static Str format_roman_small(const Call *c, Datum d) {
    return numeral(c, d, format_roman, false);
}

static Str format_letter_small(const Call *c, Datum d) {
    return numeral(c, d, format_letters, false);
}

static Str format_letter_big(const Call *c, Datum d) {
    return numeral(c, d, format_letters, true);
}

/* ---- dates ---- */

static const char *const months[] = {
    "", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember"
};

static const char *month_name(Date d) {
    return d.month <= 12 ? months[d.month] : "";
}

Str format_date(Arena *a, Date d) {
    if (!d.month) return str_printf(a, "%d", d.year);
    if (!d.day) return str_printf(a, "%s %d", month_name(d), d.year);
    return str_printf(a, "%d %s %d", d.day, month_name(d), d.year);
}

/* Sakamoto's rule for the Gregorian calendar; 0 is Sunday. */
static unsigned weekday(Date d) {
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    int year = d.year - (d.month < 3);
    int day = year + year / 4 - year / 100 + year / 400 + shift[d.month - 1] + d.day;
    return (unsigned)(((day % 7) + 7) % 7);
}

static Str format_full_date(const Call *c, Datum d) {
    return format_date(c->arena, d.date);
}

static Str format_month_year(const Call *c, Datum d) {
    return format_date(c->arena, (Date){d.date.year, d.date.month, 0});
}

static Str format_month(const Call *c, Datum d) {
    return d.date.month ? str_of(month_name(d.date)) : format_full_date(c, d);
}

static Str format_year(const Call *c, Datum d) {
    return str_printf(c->arena, "%d", d.date.year);
}

static Str format_weekday(const Call *c, Datum d) {
    static const char *const names[] = {"Minggu", "Senin", "Selasa", "Rabu",
                                        "Kamis",  "Jumat", "Sabtu"};
    bool full = d.date.day && d.date.month && d.date.month <= 12;
    return full ? str_of(names[weekday(d.date)]) : format_full_date(c, d);
}

static Str format_date_digits(const Call *c, Datum d) {
    if (!d.date.day || !d.date.month) return format_full_date(c, d);
    return str_printf(c->arena, "%02d-%02d-%04d", d.date.day, d.date.month, d.date.year);
}

/* ---- text ---- */

static Str format_upper(const Call *c, Datum d) {
    return str_upper(c->arena, d.text);
}

static Str format_lower(const Call *c, Datum d) {
    return str_lower(c->arena, d.text);
}

static Str first_upper(Arena *a, Str s) {
    const char *p = s.p;
    if (!s.n) return s;
    utf8_next(&p, s.p + s.n);
    size_t first = (size_t)(p - s.p);
    Str upper = str_upper(a, str_sub(s, 0, first)), rest = str_sub(s, first, s.n);
    return str_printf(a, "%.*s%.*s", STR_ARG(upper), STR_ARG(rest));
}

static Str format_sentence(const Call *c, Datum d) {
    return first_upper(c->arena, d.text);
}

/* EYD: words of no weight of their own stay small inside a title. */
static bool small_word(Str word) {
    static const char *const small[] = {
        "atau", "bagi", "dalam", "dan",   "dari",    "dengan",   "di",    "ke",   "kepada",
        "oleh", "pada", "para",  "serta", "tentang", "terhadap", "untuk", "yang",
    };
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++) {
        if (str_is(word, small[i])) return true;
    }
    return false;
}

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static Str format_title(const Call *c, Datum d) {
    Str s = str_lower(c->arena, d.text);
    Buf b = buf_new(c->arena);
    for (size_t i = 0; i < s.n;) {
        size_t end = i;
        while (end < s.n && is_word_byte(s.p[end])) end++;
        Str word = str_sub(s, i, end);
        if (!word.n) buf_byte(&b, s.p[end++]);
        else buf_str(&b, i && small_word(word) ? word : first_upper(c->arena, word));
        i = end;
    }
    return buf_view(&b);
}

/* ---- truth ---- */

/* ya_tidak("tercapai/tidak tercapai"): the words for true and false */
static Str format_truth(const Call *c, Datum d) {
    Str words = c->argument.n ? c->argument : STR("ya/tidak");
    size_t slash = str_find(words, STR("/"), 0);
    if (d.boolean) return str_sub(words, 0, slash);
    return slash == SIZE_MAX ? STR("") : str_sub(words, slash + 1, words.n);
}

/* ---- the table ---- */

static const FormatKind kinds[] = {
    {"bilangan", DATUM_NUMBER, true, TAKES_DIGITS, format_number},
    {"takaran", DATUM_NUMBER, true, TAKES_DIGITS, format_amount},
    {"polos", DATUM_NUMBER, true, TAKES_DIGITS, format_plain},
    {"rupiah", DATUM_NUMBER, true, TAKES_DIGITS, format_rupiah},
    {"persen", DATUM_NUMBER, true, TAKES_DIGITS, format_percent},
    {"persen_polos", DATUM_NUMBER, true, TAKES_DIGITS, percent_digits},
    {"indeks", DATUM_NUMBER, true, TAKES_DIGITS, format_index},
    {"terbilang", DATUM_NUMBER, false, TAKES_DIGITS, format_terbilang},
    {"terbilang_rupiah", DATUM_NUMBER, false, TAKES_DIGITS, format_terbilang_rupiah},
    {"angka_terbilang", DATUM_NUMBER, false, TAKES_DIGITS, format_digits_and_words},
    {"urutan", DATUM_NUMBER, false, TAKES_NOTHING, format_ordinal},
    {"romawi", DATUM_NUMBER, false, TAKES_NOTHING, format_roman_big},
    {"romawi_kecil", DATUM_NUMBER, false, TAKES_NOTHING, format_roman_small},
    {"huruf", DATUM_NUMBER, false, TAKES_NOTHING, format_letter_small},
    {"huruf_besar", DATUM_NUMBER, false, TAKES_NOTHING, format_letter_big},
    {"tanggal", DATUM_DATE, false, TAKES_NOTHING, format_full_date},
    {"tanggal_angka", DATUM_DATE, false, TAKES_NOTHING, format_date_digits},
    {"bulan_tahun", DATUM_DATE, false, TAKES_NOTHING, format_month_year},
    {"bulan", DATUM_DATE, false, TAKES_NOTHING, format_month},
    {"tahun", DATUM_DATE, false, TAKES_NOTHING, format_year},
    {"hari", DATUM_DATE, false, TAKES_NOTHING, format_weekday},
    {"kapital", DATUM_TEXT, false, TAKES_NOTHING, format_upper},
    {"huruf_kecil", DATUM_TEXT, false, TAKES_NOTHING, format_lower},
    {"judul", DATUM_TEXT, false, TAKES_NOTHING, format_title},
    {"kalimat", DATUM_TEXT, false, TAKES_NOTHING, format_sentence},
    {"ya_tidak", DATUM_BOOL, false, TAKES_WORDS, format_truth},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

const Str *format_names(Arena *a, size_t *count) {
    Str *names = arena_array(a, KINDS, sizeof *names);
    for (size_t i = 0; i < KINDS; i++) names[i] = str_of(kinds[i].name);
    *count = KINDS;
    return names;
}

static const FormatKind *find_kind(Str name) {
    for (size_t i = 0; i < KINDS; i++) {
        if (str_is(name, kinds[i].name)) return &kinds[i];
    }
    return NULL;
}

Format format_of(const char *name, int digits) {
    return (Format){.kind = find_kind(str_of(name)), .digits = digits};
}

bool format_takes(Format f, DatumKind kind) {
    if (!f.kind || kind == DATUM_EMPTY || kind == DATUM_UNDEFINED) return true;
    return f.kind->takes == kind || f.kind->takes == DATUM_TEXT;
}

bool format_is_numeric(Format f) {
    return f.kind && f.kind->numeric;
}

Str format_name(Arena *a, Format f) {
    if (!f.kind) return STR("");
    if (f.kind->parameter == TAKES_DIGITS && f.digits >= 0) {
        return str_printf(a, "%s(%d)", f.kind->name, f.digits);
    }
    if (f.argument.n) return str_printf(a, "%s(\"%.*s\")", f.kind->name, STR_ARG(f.argument));
    return str_of(f.kind->name);
}

/* ---- applying ---- */

/* Formats write "-"; the profile says how that prints. Only a figure goes into parentheses. */
static Str with_profile_sign(const Call *c, Str text, bool figure) {
    if (!text.n || text.p[0] != '-') return text;
    Str rest = str_sub(text, 1, text.n);
    NegativeStyle style = c->profile->negative;
    if (style == NEGATIVE_PARENTHESES && !figure) style = NEGATIVE_MINUS;
    switch (style) {
    case NEGATIVE_MINUS: return str_printf(c->arena, "\xE2\x88\x92%.*s", STR_ARG(rest));
    case NEGATIVE_HYPHEN: break;
    case NEGATIVE_PARENTHESES: return str_printf(c->arena, "(%.*s)", STR_ARG(rest));
    }
    return text;
}

/* A number with its unit ("50 Dokumen", "80%"), a date, ... without any format. A target of 0,6333
 * is not cut to 0,63; what has no short end, such as a mean, is. */
static Str plain_text(const Call *c, Datum d) {
    switch (d.kind) {
    case DATUM_EMPTY: return c->profile->empty;
    case DATUM_UNDEFINED: return c->profile->undefined;
    case DATUM_TEXT: return d.text;
    case DATUM_BOOL: return d.boolean ? STR("ya") : STR("tidak");
    case DATUM_DATE: return format_date(c->arena, d.date);
    case DATUM_NUMBER: break;
    }
    Str digits = group_digits(c->arena, telling_digits(c, d.number));
    if (!d.text.n) return with_profile_sign(c, digits, true);
    const char *gap = d.text.p[0] == '%' ? "" : " ";
    Str text = str_printf(c->arena, "%.*s%s%.*s", STR_ARG(digits), gap, STR_ARG(d.text));
    return with_profile_sign(c, text, true);
}

Str format_apply(Arena *a, Format f, const FormatProfile *p, Datum d) {
    Call c = {a, p, f.digits, f.argument};
    Call plain = {a, p, -1, STR("")};
    if (!f.kind || d.kind == DATUM_EMPTY || d.kind == DATUM_UNDEFINED) return plain_text(&plain, d);
    if (f.kind->takes == DATUM_NUMBER && d.kind == DATUM_NUMBER)
        return with_profile_sign(&c, f.kind->apply(&c, d), f.kind->numeric);
    if (f.kind->takes == d.kind) return f.kind->apply(&c, d);
    Str text = plain_text(&plain, d);
    if (f.kind->takes != DATUM_TEXT) return text;
    return f.kind->apply(&c, (Datum){.kind = DATUM_TEXT, .text = text});
}

/* ---- parsing ---- */

static bool unknown_format(Arena *a, Str name, Loc loc, Diags *d) {
    size_t count;
    const Str *names = format_names(a, &count);
    Diag *g = diag_add(d, ERROR_, "format-tak-dikenal", loc_within(loc, name),
                       "format \"%.*s\" tidak dikenal.", STR_ARG(name));
    Str near = str_nearest(name, names, count);
    if (!diag_near(d, g, near)) diag_fix(d, g, "Daftar format ada di layouts/README.md.");
    return false;
}

static bool bad_parameter(Str found, Loc loc, const char *expected, Diags *d) {
    diag_add(d, ERROR_, "format-parameter", loc_within(loc, found),
             "parameter format \"%.*s\" tidak dapat dipakai: yang diharapkan %s.", STR_ARG(found),
             expected);
    return false;
}

static bool parse_digits(Str text, Loc loc, int *out, Diags *d) {
    int n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool digit = text.p[i] >= '0' && text.p[i] <= '9';
        n = digit ? n * 10 + (text.p[i] - '0') : FORMAT_MAX_DIGITS + 1;
        if (n > FORMAT_MAX_DIGITS)
            return bad_parameter(text, loc, "banyaknya desimal, 0 sampai 30", d);
    }
    if (!text.n) return bad_parameter(text, loc, "banyaknya desimal, 0 sampai 30", d);
    *out = n;
    return true;
}

static bool parse_words(Str text, Loc loc, Str *out, Diags *d) {
    bool quoted =
        text.n >= 2 && (text.p[0] == '"' || text.p[0] == '\'') && text.p[text.n - 1] == text.p[0];
    if (!quoted) return bad_parameter(text, loc, "teks dalam tanda kutip", d);
    *out = str_sub(text, 1, text.n - 1);
    return true;
}

static bool parse_parameter(Str inside, Loc loc, Format *out, Diags *d) {
    switch (out->kind->parameter) {
    case TAKES_NOTHING: return bad_parameter(inside, loc, "tanpa parameter", d);
    case TAKES_DIGITS: return parse_digits(inside, loc, &out->digits, d);
    case TAKES_WORDS: return parse_words(inside, loc, &out->argument, d);
    }
    return false;
}

bool format_parse(Arena *a, Str text, Loc loc, Format *out, Diags *d) {
    text = str_trim(text);
    size_t open = str_find(text, STR("("), 0);
    Str name = str_trim(str_sub(text, 0, open));
    Format f = {.kind = find_kind(name), .digits = -1};
    if (!f.kind) return unknown_format(a, name, loc, d);
    if (open != SIZE_MAX) {
        if (text.p[text.n - 1] != ')') {
            diag_add(d, ERROR_, "format-parameter", loc_within(loc, text),
                     "format \"%.*s\" tidak ditutup dengan \")\".", STR_ARG(text));
            return false;
        }
        if (!parse_parameter(str_trim(str_sub(text, open + 1, text.n - 1)), loc, &f, d))
            return false;
    }
    *out = f;
    return true;
}
