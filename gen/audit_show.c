/* audit_show: values and texts as findings quote them. */
#include "audit_internal.h"

enum { QUOTED = 60 };

Str shortened(const Audit *t, Str s) {
    return str_excerpt(t->a, s, QUOTED);
}

Str shown_value(const Audit *t, const Column *c, Num n, int digits) {
    Datum d = calc_number(n);
    Format f = {.digits = digits};
    switch (c->type) {
    case COLUMN_PERCENT: f = format_of("persen", digits); break;
    case COLUMN_RUPIAH: f = format_of("rupiah", digits); break;
    case COLUMN_TEXT:
    case COLUMN_INTEGER:
    case COLUMN_DECIMAL:
    case COLUMN_MEASURE:
    case COLUMN_DATE:
    case COLUMN_GRADE:
        if (digits >= 0) f = format_of("bilangan", digits);
        break;
    }
    return format_apply(t->a, f, t->profile, d);
}

static size_t digits_behind(Str s, size_t mark) {
    size_t n = 0;
    while (mark + 1 + n < s.n && s.p[mark + 1 + n] >= '0' && s.p[mark + 1 + n] <= '9') n++;
    return n;
}

unsigned decimals_written(const Column *c, Str text) {
    size_t commas = 0, dots = 0, comma = 0, dot = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == ',') commas++, comma = i;
        if (text.p[i] == '.' && i > 0 && text.p[i - 1] >= '0' && text.p[i - 1] <= '9')
            dots++, dot = i;
    }
    switch (c->mark) {
    case MARK_COMMA: return commas ? (unsigned)digits_behind(text, comma) : 0;
    case MARK_DOT: return dots ? (unsigned)digits_behind(text, dot) : 0;
    case MARK_EITHER: break;
    }
    if (commas + dots != 1) return 0;
    return (unsigned)digits_behind(text, commas ? comma : dot);
}

bool written_value(const Audit *t, const Column *c, Num n, unsigned digits, Num *out) {
    if (c->type == COLUMN_PERCENT && !num_mul(t->a, n, num_int(100), &n)) return false;
    return num_round(t->a, n, (int)digits, t->profile->rounding, out);
}
