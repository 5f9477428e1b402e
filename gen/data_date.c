/* data_date: dates as offices write them. Nothing is read from the clock or the locale. */
#include "data_internal.h"

enum { FIRST_YEAR = 1800, LAST_YEAR = 2999 };

/* Names, with the older spellings and the usual abbreviations. */
typedef struct MonthName {
    const char *name;
    uint8_t month;
} MonthName;

static const MonthName MONTHS[] = {
    {"Januari", 1}, {"Februari", 2}, {"Maret", 3}, {"April", 4}, {"Mei", 5}, {"Juni", 6},
    {"Juli", 7}, {"Agustus", 8}, {"September", 9}, {"Oktober", 10}, {"November", 11},
    {"Desember", 12}, {"Pebruari", 2}, {"Nopember", 11}, {"Jan", 1}, {"Feb", 2}, {"Peb", 2},
    {"Mar", 3}, {"Apr", 4}, {"Jun", 6}, {"Jul", 7}, {"Agu", 8}, {"Agt", 8}, {"Ags", 8}, {"Sep", 9},
    {"Okt", 10}, {"Nov", 11}, {"Nop", 11}, {"Des", 12},
};

/* Takes up to `most` digits off the front; how many there were. */
static size_t take_digits(Str *s, size_t most, unsigned *out) {
    size_t n = 0;
    *out = 0;
    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9') {
        if (n == most) return 0;
        *out = *out * 10 + (unsigned)(s->p[n++] - '0');
    }
    *s = str_sub(*s, n, s->n);
    return n;
}

static bool take_char(Str *s, char c) {
    if (!s->n || s->p[0] != c) return false;
    *s = str_sub(*s, 1, s->n);
    return true;
}

static bool take_month_name(Str *s, unsigned *month) {
    size_t n = 0;
    while (n < s->n && s->p[n] != ' ' && s->p[n] != '.') n++;
    Str word = str_sub(*s, 0, n);
    for (size_t i = 0; i < sizeof MONTHS / sizeof MONTHS[0]; i++) {
        if (!str_eq_nocase(word, str_of(MONTHS[i].name))) continue;
        *s = str_sub(*s, n, s->n);
        take_char(s, '.');
        *month = MONTHS[i].month;
        return true;
    }
    return false;
}

static unsigned days_in(unsigned month, unsigned year) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

/* month 0: only the year; day 0: only the month. */
static bool make_date(unsigned year, unsigned month, unsigned day, Date *out) {
    if (year < FIRST_YEAR || year > LAST_YEAR || month > 12) return false;
    if (day && (!month || day > days_in(month, year))) return false;
    *out = (Date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}

static bool take_year_end(Str *s, unsigned *year) {
    return take_digits(s, 4, year) == 4 && s->n == 0;
}

static void skip_spaces(Str *s) {
    while (take_char(s, ' ')) continue;
}

/* "Januari 2023" */
static bool month_and_year(Str s, unsigned day, Date *out) {
    unsigned month, year;
    if (!take_month_name(&s, &month)) return false;
    skip_spaces(&s);
    return take_year_end(&s, &year) && make_date(year, month, day, out);
}

/* "01-31" behind "2023-" */
static bool rest_of_iso(Str s, unsigned year, Date *out) {
    unsigned month, day;
    if (take_digits(&s, 2, &month) != 2 || !month) return false;
    if (!s.n) return make_date(year, month, 0, out);
    return take_char(&s, '-') && take_digits(&s, 2, &day) == 2 && day && !s.n &&
           make_date(year, month, day, out);
}

bool data_date(Str text, Date *out) {
    Str s = str_trim(text);
    unsigned first, month, year;
    size_t n = take_digits(&s, 4, &first);
    if (n == 0) return month_and_year(s, 0, out);
    if (n == 4) {
        if (!s.n) return make_date(first, 0, 0, out);
        return take_char(&s, '-') && rest_of_iso(s, first, out);
    }
    if (n > 2 || !first) return false;
    char mark = s.n ? s.p[0] : '\0';
    if (mark == '/' || mark == '-' || mark == '.') {
        take_char(&s, mark);
        return take_digits(&s, 2, &month) && month && take_char(&s, mark) &&
               take_year_end(&s, &year) && make_date(year, month, first, out);
    }
    if (mark != ' ') return false;
    skip_spaces(&s);
    return month_and_year(s, first, out);
}
