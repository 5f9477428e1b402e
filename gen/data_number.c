/*
 * data_number: digits with marks, as people write them, to plain digits.
 *
 * A grouping mark parts three digits each, and a grouped number does not begin with 0: so 0.836 in
 * a column with decimal commas is an error, not 836. What is not certain is refused, never guessed;
 * the guesses go into the message.
 */
#include "data_internal.h"

/* ---- marks ---- */

typedef struct Marks {
    char group, fraction;     /* '\0': none */
} Marks;

static size_t count_char(Str s, char c) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == c;
    return n;
}

static bool last_mark_is(Str s, char c, char other) {
    for (size_t i = s.n; i-- > 0;) {
        if (s.p[i] == c || s.p[i] == other) return s.p[i] == c;
    }
    return false;
}

/* In a mixed column a lone mark is the fraction's; of two kinds the last one is. */
static Marks marks_of(Str s, DecimalMark mark) {
    switch (mark) {
    case MARK_COMMA: return (Marks){'.', ','};
    case MARK_DOT: return (Marks){',', '.'};
    case MARK_EITHER: break;
    }
    size_t dots = count_char(s, '.'), commas = count_char(s, ',');
    if (dots && commas) return last_mark_is(s, '.', ',') ? (Marks){',', '.'} : (Marks){'.', ','};
    if (dots + commas == 1) return (Marks){'\0', dots ? '.' : ','};
    return (Marks){dots ? '.' : ',', '\0'};
}

/* Copies the whole part's digits; groups must be of three, the first of one to three without 0. */
static NumberFault plain_whole(Str s, char group, char *out, size_t *n) {
    size_t run = 0, groups = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (text_digit(s.p[i])) {
            out[(*n)++] = s.p[i];
            run++;
            continue;
        }
        if (s.p[i] != group) return FAULT_NO_NUMBER;
        if (groups ? run != 3 : run < 1 || run > 3) return FAULT_GROUPS;
        groups++;
        run = 0;
    }
    if (!s.n) return FAULT_FRACTION;
    if (groups && (run != 3 || s.p[0] == '0')) return FAULT_GROUPS;
    return FAULT_NONE;
}

NumberFault number_plain(Str s, DecimalMark mark, char *out, size_t *n) {
    Marks m = marks_of(s, mark);
    const char *point = m.fraction ? memchr(s.p, m.fraction, s.n) : NULL;
    size_t whole = point ? (size_t)(point - s.p) : s.n;
    *n = 0;
    NumberFault fault = plain_whole(str_sub(s, 0, whole), m.group, out, n);
    if (fault != FAULT_NONE || !point) return fault;
    if (whole + 1 == s.n) return FAULT_FRACTION;
    out[(*n)++] = '.';
    for (size_t i = whole + 1; i < s.n; i++) {
        if (!text_digit(s.p[i])) {
            return s.p[i] == '.' || s.p[i] == ',' ? FAULT_FRACTION : FAULT_NO_NUMBER;
        }
        out[(*n)++] = s.p[i];
    }
    return FAULT_NONE;
}

/* ---- readings ---- */

/* Plain digits "1234567.5" as "1.234.567,5" (or the other way round). */
static Str with_marks(Arena *a, Str plain, DecimalMark mark) {
    char group = mark == MARK_DOT ? ',' : '.', fraction = mark == MARK_DOT ? '.' : ',';
    Buf b = buf_new(a);
    while (plain.n > 1 && plain.p[0] == '0' && text_digit(plain.p[1])) {
        plain = str_sub(plain, 1, plain.n);
    }
    size_t whole = str_find(plain, STR("."), 0);
    if (whole == SIZE_MAX) whole = plain.n;
    for (size_t i = 0; i < plain.n; i++) {
        if (i && i < whole && (whole - i) % 3 == 0 && mark != MARK_EITHER) buf_byte(&b, group);
        buf_byte(&b, i == whole ? fraction : plain.p[i]);
    }
    return buf_view(&b);
}

/* Every group but the first made three digits long by zeros behind: 65.00.000 as 65.000.000. */
static bool padded_groups(Arena *a, Str s, char group, Str *out) {
    Buf b = buf_new(a);
    for (size_t i = 0, index = 0; i <= s.n; index++) {
        size_t end = str_find(s, (Str){&group, 1}, i);
        if (end == SIZE_MAX) end = s.n;
        Str digits = str_sub(s, i, end);
        if (!digits.n || digits.n > 3) return false;
        buf_str(&b, digits);
        for (size_t k = digits.n; index && k < 3; k++) buf_byte(&b, '0');
        i = end + 1;
    }
    *out = buf_view(&b);
    return true;
}

static Str only_digits(Arena *a, Str s) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < s.n; i++) {
        if (text_digit(s.p[i])) buf_byte(&b, s.p[i]);
    }
    return buf_view(&b);
}

size_t number_readings(Arena *a, Str s, DecimalMark mark, Str readings[2]) {
    Marks m = mark == MARK_DOT ? (Marks){',', '.'} : (Marks){'.', ','};
    char *plain = arena_alloc(a, s.n + 1);
    size_t n;
    for (size_t i = 0; i < s.n; i++) {
        if (!text_digit(s.p[i]) && s.p[i] != '.' && s.p[i] != ',') return 0;
    }
    if (s.n && s.p[0] == m.fraction && count_char(s, m.fraction) == 1 && !count_char(s, m.group) &&
        s.n > 1) {
        readings[0] = str_printf(a, "0%.*s", STR_ARG(s));       /* ,5 */
        return 1;
    }
    DecimalMark other = mark == MARK_DOT ? MARK_COMMA : MARK_DOT;
    if (mark != MARK_EITHER && number_plain(s, other, plain, &n) == FAULT_NONE) {
        readings[0] = with_marks(a, (Str){plain, n}, mark);     /* 0.9233 or 1,234,567.00 */
        return 1;
    }
    if (count_char(s, m.fraction) || count_char(s, m.group) < 2) return 0;
    Str padded, stripped = with_marks(a, only_digits(a, s), mark);
    readings[0] = stripped;
    if (!padded_groups(a, s, m.group, &padded)) return 1;
    readings[0] = with_marks(a, padded, mark);
    readings[1] = stripped;
    return str_eq(readings[0], stripped) ? 1 : 2;
}

/* ---- JSON numbers ---- */

enum { MAX_EXPONENT = 1000 };

static bool power_of_ten(Arena *a, unsigned exponent, Num *out) {
    char digits[MAX_EXPONENT + 1];
    memset(digits, '0', exponent + 1);
    digits[0] = '1';
    return num_parse(a, (Str){digits, exponent + 1}, out);
}

bool number_literal(Arena *a, Str literal, Num *out) {
    size_t e = 0;
    while (e < literal.n && literal.p[e] != 'e' && literal.p[e] != 'E') e++;
    Num mantissa, power;
    if (!num_parse(a, str_sub(literal, 0, e), &mantissa)) return false;
    if (e == literal.n) {
        *out = mantissa;
        return true;
    }
    Str digits = str_sub(literal, e + 1, literal.n);
    bool negative = digits.n && digits.p[0] == '-';
    if (digits.n && (negative || digits.p[0] == '+')) digits = str_sub(digits, 1, digits.n);
    unsigned exponent = 0;
    for (size_t i = 0; i < digits.n; i++) {
        exponent = exponent * 10 + (unsigned)(digits.p[i] - '0');
        if (exponent > MAX_EXPONENT) return false;
    }
    if (!power_of_ten(a, exponent, &power)) return false;
    return negative ? num_div(a, mantissa, power, out) : num_mul(a, mantissa, power, out);
}
