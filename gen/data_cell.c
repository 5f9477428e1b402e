/*
 * data_cell: one cell's text by its column's type. What the type does not allow is refused with
 * the text as it stands there, what was expected, and what it may have meant.
 */
#include "data_internal.h"

enum { SHOWN = 40 };

const char *column_type_name(ColumnType t) {
    switch (t) {
    case COLUMN_TEXT: return "teks";
    case COLUMN_INTEGER: return "bulat";
    case COLUMN_DECIMAL: return "desimal";
    case COLUMN_RUPIAH: return "rupiah";
    case COLUMN_PERCENT: return "persen";
    case COLUMN_MEASURE: return "bersatuan";
    case COLUMN_DATE: return "tanggal";
    case COLUMN_GRADE: return "predikat";
    }
    return "";
}

/* The cell at hand. */
typedef struct Cell {
    Arena *a;
    const Column *c;
    Str text;                 /* trimmed */
    Loc loc;
    Diags *d;
} Cell;

/* ---- messages ---- */

static Diag *refuse(const Cell *cell, const char *why) {
    Str shown = str_excerpt(diags_arena(cell->d), cell->text, SHOWN);
    Diag *g = diag_add(cell->d, ERROR_, "sel-salah", cell->loc,
                       "\"%.*s\" tidak sah di kolom \"%.*s\" (%s): %s", STR_ARG(shown),
                       STR_ARG(cell->c->name), column_type_name(cell->c->type), why);
    if (cell->c->loc.source && cell->c->loc.source != cell->loc.source) {
        diag_see(cell->d, g, cell->c->loc, "kolom ini dinyatakan bertipe %s di sini",
                 column_type_name(cell->c->type));
    }
    return g;
}

static bool refuse_with(const Cell *cell, const char *why, const char *fix) {
    diag_fix(cell->d, refuse(cell, why), "%s", fix);
    return false;
}

bool cell_refuse_empty(const Column *c, Loc loc, Diags *d) {
    Diag *g = diag_add(d, ERROR_, "sel-kosong", loc,
                       "sel kosong, padahal kolom \"%.*s\" wajib diisi", STR_ARG(c->name));
    if (c->loc.source && c->loc.source != loc.source) {
        diag_see(d, g, c->loc, "dinyatakan wajib di sini");
    }
    return false;
}

/* ---- what any column may hold ---- */

bool cell_is_empty(Str s) {
    if (s.n > 3) return false;
    return !s.n || str_is(s, "-") || str_is(s, "\xE2\x80\x93") || str_is(s, "\xE2\x80\x94") ||
           str_is(s, "\xE2\x88\x92");
}

static bool is_excel_error(Str s) {
    static const char *const errors[] = {
        "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!",
    };
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        if (str_is(s, errors[i])) return true;
    }
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '#') return false;
    }
    return s.n > 2;           /* ##### : the column was too narrow when it was exported */
}

/* ---- numbers ---- */

static bool is_number_char(char c) {
    return text_digit(c) || c == '.' || c == ',';
}

/* Spaces that do not break: between number and unit, and between groups of digits. */
static size_t fixed_space(Str s, size_t at) {
    Str rest = str_sub(s, at, s.n);
    if (str_starts(rest, STR("\xC2\xA0"))) return 2;
    if (str_starts(rest, STR("\xE2\x80\xAF")) || str_starts(rest, STR("\xE2\x80\x89"))) return 3;
    return 0;
}

static Str skip_spaces(Str s) {
    for (;;) {
        size_t k = s.n && s.p[0] == ' ' ? 1 : fixed_space(s, 0);
        if (!k) return s;
        s = str_sub(s, k, s.n);
    }
}

/* Groups parted by spaces that do not break, as grouping marks; without any the text itself. */
static Str group_spaces(Arena *a, Str s, DecimalMark mark) {
    size_t i = 0;
    while (i < s.n && (unsigned char)s.p[i] < 0x80) i++;
    if (i == s.n || mark == MARK_EITHER) return s;
    Buf b = buf_new(a);
    for (i = 0; i < s.n;) {
        size_t k = fixed_space(s, i);
        bool between = k && i && text_digit(s.p[i - 1]) && i + k < s.n && text_digit(s.p[i + k]);
        if (between) buf_byte(&b, mark == MARK_DOT ? ',' : '.');
        else buf_add(&b, s.p + i, k ? k : 1);
        i += k ? k : 1;
    }
    return buf_view(&b);
}

static bool take(Str *s, Str prefix) {
    if (!str_starts(*s, prefix)) return false;
    *s = str_sub(*s, prefix.n, s->n);
    return true;
}

static bool take_minus(Str *s) {
    return take(s, STR("-")) || take(s, STR("\xE2\x88\x92"));
}

static bool take_rupiah(Str *s) {
    if (s->n < 2 || !str_eq_nocase(str_sub(*s, 0, 2), STR("Rp"))) return false;
    *s = str_sub(*s, 2, s->n);
    take(s, STR("."));
    *s = skip_spaces(*s);
    return true;
}

/* ",-" behind whole rupiah */
static void drop_rupiah_tail(Str *s) {
    static const char *const tails[] = {",-", ",\xE2\x80\x93", ",\xE2\x80\x94"};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        Str tail = str_of(tails[i]);
        if (!str_ends(*s, tail)) continue;
        s->n -= tail.n;
        return;
    }
}

/* The length of digits and marks at the front. A mark at their end belongs to what follows. */
static size_t number_length(Str s) {
    size_t n = 0;
    while (n < s.n && is_number_char(s.p[n])) n++;
    return n;
}

Str cell_unit(Str s) {
    take_minus(&s);
    size_t n = 0;
    for (size_t k; n < s.n; n += k) {
        k = fixed_space(s, n);
        bool between = k && n && text_digit(s.p[n - 1]) && n + k < s.n && text_digit(s.p[n + k]);
        if (is_number_char(s.p[n])) k = 1;
        else if (!between) break;
    }
    return skip_spaces(str_sub(s, n, s.n));
}

/* "-Jan" behind the 1 of 1.1, "/Mei": a spreadsheet took the number for a day and a month. */
static bool turned_into_date(Str rest) {
    static const char *const months[] = {"jan", "feb", "mar", "apr", "mei", "may", "jun", "jul",
                                         "agu", "agt", "aug", "sep", "okt", "oct", "nov", "des", "dec"};
    if (rest.n < 4 || (rest.p[0] != '-' && rest.p[0] != '/')) return false;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        if (str_eq_nocase(str_sub(rest, 1, 4), str_of(months[i]))) return true;
    }
    return false;
}

/* Digits and marks are expected; says what else stands there. */
static bool refuse_not_number(const Cell *cell, Str body) {
    Str rest = str_sub(body, number_length(body), body.n), s = cell->text;
    if (is_excel_error(s)) {
        return refuse_with(cell, "galat dari Excel",
                           "Perbaiki sel itu di Excel, lalu ekspor ulang.");
    }
    if (s.p[0] == '(' && s.p[s.n - 1] == ')') {
        return refuse_with(cell, "bilangan negatif ditulis dengan tanda minus",
                           s.n > 4 ? "Ganti tanda kurung dengan -."      /* (1) to (99) */
                                   : "Ganti tanda kurung dengan -. Bila baris ini nomor kolom, hapus barisnya.");
    }
    if (turned_into_date(rest)) {
        return refuse_with(cell, "tampaknya diubah Excel menjadi tanggal",
                           "Ubah format sel menjadi angka, ketik ulang nilainya, lalu ekspor ulang.");
    }
    if (rest.n < body.n && rest.n > 1 && (rest.p[0] == 'E' || rest.p[0] == 'e') &&
        (text_digit(rest.p[1]) || rest.p[1] == '+' || rest.p[1] == '-')) {
        return refuse_with(cell, "bentuk ilmiah dari Excel, angkanya sudah terpotong",
                           "Ubah format sel menjadi angka biasa, lalu ekspor ulang.");
    }
    if (str_is(str_trim(rest), "%")) {
        return refuse_with(cell, "tanda % hanya untuk kolom persen",
                           "Hapus tanda itu, atau nyatakan tipe kolomnya \"persen\".");
    }
    if (take_rupiah(&s)) {
        return refuse_with(cell, "Rp hanya untuk kolom rupiah",
                           "Hapus Rp, atau nyatakan tipe kolomnya \"rupiah\".");
    }
    if (rest.n && rest.n < body.n && rest.p[0] == ' ' && text_digit(rest.p[rest.n - 1])) {
        return refuse_with(cell, "ada spasi di antara angka", "Hapus spasinya.");
    }
    if (rest.n && rest.n < body.n) {
        return refuse_with(cell, "ada teks di belakang bilangan",
                           "Hapus teks itu, atau nyatakan tipe kolomnya \"bersatuan\".");
    }
    return refuse_with(cell, "diharapkan bilangan", "Tulis bilangan, atau - bila tidak ada.");
}

static const char *rule_of_groups(DecimalMark mark) {
    switch (mark) {
    case MARK_COMMA: return "titik memisahkan tiga-tiga angka, koma menandai pecahan";
    case MARK_DOT: return "koma memisahkan tiga-tiga angka, titik menandai pecahan";
    case MARK_EITHER: return "pemisah ribuan memisahkan tiga-tiga angka";
    }
    return "";
}

static bool refuse_marks(const Cell *cell, Str body, NumberFault fault) {
    const char *why = fault == FAULT_GROUPS ? rule_of_groups(cell->c->mark)
                                            : "tanda pecahan hanya satu, di antara angka";
    Diag *g = refuse(cell, why);
    Str readings[2];
    size_t n = number_readings(diags_arena(cell->d), body, cell->c->mark, readings);
    if (n == 2) {
        diag_fix(cell->d, g, "Maksudnya %.*s atau %.*s?", STR_ARG(readings[0]),
                 STR_ARG(readings[1]));
    } else if (n == 1) {
        bool swapped = fault == FAULT_GROUPS && cell->c->mark == MARK_COMMA &&
                       str_find(readings[0], STR(","), 0) != SIZE_MAX;
        diag_fix(cell->d, g,
                 swapped ? "Maksudnya %.*s? Bila titik memang menandai pecahan di kolom ini, "
                           "nyatakan \"tanda_desimal\": \"titik\"."
                         : "Maksudnya %.*s?",
                 STR_ARG(readings[0]));
    }
    return false;
}

/* "1,234" in rupiah with decimal commas: a fraction of three digits is more likely a foreign
 * grouping, and a factor of a thousand. */
static bool doubtful_rupiah(const Column *c, Str body) {
    char fraction = c->mark == MARK_DOT ? '.' : ',';
    const char *point = memchr(body.p, fraction, body.n);
    if (c->type != COLUMN_RUPIAH || c->mark == MARK_EITHER || !point) return false;
    size_t whole = (size_t)(point - body.p);
    return body.n - whole == 4 && whole <= 3 && body.p[0] != '0';
}

/* Digits and marks to a Num. */
static bool decode_digits(const Cell *cell, Str body, Num *out) {
    char room[64], *plain = body.n < sizeof room ? room : arena_alloc(cell->a, body.n + 1);
    size_t n;
    if (!body.n || number_length(body) < body.n || !is_number_char(body.p[0])) {
        return refuse_not_number(cell, body);
    }
    NumberFault fault = number_plain(body, cell->c->mark, plain, &n);
    if (fault == FAULT_NO_NUMBER) return refuse_not_number(cell, body);
    if (fault != FAULT_NONE) return refuse_marks(cell, body, fault);
    if (doubtful_rupiah(cell->c, body)) {
        return refuse_with(cell, "pecahan tiga angka pada rupiah meragukan",
                           cell->c->mark == MARK_COMMA
                               ? "Bila koma memisahkan ribuan, ganti dengan titik."
                               : "Bila titik memisahkan ribuan, ganti dengan koma.");
    }
    if (num_parse(cell->a, (Str){plain, n}, out)) return true;
    return refuse_with(cell, "bilangan terlalu panjang", "Periksa apakah beberapa sel tergabung.");
}

/* What stands around the digits by the column's type. False after a diagnostic. */
static bool strip_number(const Cell *cell, Str *body, bool *negative, Str *unit) {
    ColumnType type = cell->c->type;
    *negative = take_minus(body);
    if (type == COLUMN_RUPIAH) {
        take_rupiah(body);
        if (!*negative) *negative = take_minus(body);
        drop_rupiah_tail(body);
    } else if (type == COLUMN_PERCENT && str_ends(*body, STR("%"))) {
        body->n--;
        *body = str_trim(*body);
    } else if (type == COLUMN_MEASURE) {
        *unit = cell_unit(*body);
        body->n -= unit->n;
        *body = str_trim(*body);
        if (!body->n) {
            return refuse_with(cell, "diharapkan bilangan dan satuannya, misalnya 50 Dokumen",
                               "Tulis bilangannya, atau nyatakan tipe kolomnya \"teks\".");
        }
    }
    *body = group_spaces(cell->a, *body, cell->c->mark);
    return true;
}

/* Divides by 100 exactly and nearly always cheaply. */
static bool hundredth(Arena *a, Num *x) {
    if (x->big || x->scale > 16) return num_div(a, *x, num_int(100), x);
    *x = num_decimal(x->mantissa, x->scale + 2u);
    return true;
}

static bool finish_number(const Cell *cell, Num x, Str unit, Datum *out) {
    if (cell->c->type == COLUMN_INTEGER && !num_is_integer(x)) {
        return refuse_with(cell, "diharapkan bilangan bulat",
                           "Nyatakan tipe kolomnya \"desimal\" bila pecahan benar.");
    }
    if (cell->c->type == COLUMN_PERCENT && !hundredth(cell->a, &x)) {
        return refuse_with(cell, "bilangan di luar jangkauan", "Periksa bilangannya.");
    }
    if (!unit.n) unit = cell->c->unit;
    *out = (Datum){.kind = DATUM_NUMBER, .number = x, .text = unit, .loc = cell->loc};
    return true;
}

static bool decode_number(const Cell *cell, Datum *out) {
    Str body = cell->text, unit = STR("");
    bool negative;
    Num x;
    if (!strip_number(cell, &body, &negative, &unit)) return false;
    if (cell->c->type == COLUMN_RUPIAH && (!body.n || cell_is_empty(body))) {
        *out = (Datum){.loc = cell->loc};       /* "Rp -": Excel's way to write nothing */
        return true;
    }
    if (!decode_digits(cell, body, &x)) return false;
    if (negative && !num_neg(cell->a, x, &x)) return false;
    return finish_number(cell, x, unit, out);
}

/* ---- dates, grades ---- */

static size_t leading_digits(Str s) {
    size_t n = 0;
    while (n < s.n && text_digit(s.p[n])) n++;
    return n;
}

/* 10/1/24, 24-Jan-24: which century, and often which of the first two is the month, is a guess. */
static bool has_short_year(Str s) {
    if (s.n < 6 || leading_digits(s) > 2) return false;
    char before = s.p[s.n - 3];
    return text_digit(s.p[s.n - 1]) && text_digit(s.p[s.n - 2]) && (before == '/' || before == '-' || before == ' ');
}

static bool decode_date(const Cell *cell, Datum *out) {
    *out = (Datum){.kind = DATUM_DATE, .loc = cell->loc};
    if (data_date(cell->text, &out->date)) return true;
    if (cell->text.n == 5 && leading_digits(cell->text) == 5) {
        return refuse_with(cell, "angka tanggal dari Excel",
                           "Ubah format sel menjadi tanggal (31/01/2023), lalu ekspor ulang.");
    }
    if (has_short_year(cell->text)) {
        return refuse_with(cell, "tahunnya hanya dua angka", "Tulis tahun dengan empat angka: 31/01/2023.");
    }
    return refuse_with(cell, "bukan tanggal yang ada",
                       "Tulis seperti 2023-01-31, 31/01/2023 atau 31 Januari 2023.");
}

static bool decode_grade(const Cell *cell, Datum *out) {
    static const char *const grades[] = {"AA", "A", "BB", "B", "CC", "C", "D"};
    for (size_t i = 0; i < sizeof grades / sizeof grades[0]; i++) {
        if (!str_is(cell->text, grades[i])) continue;
        *out = (Datum){.kind = DATUM_TEXT, .text = cell->text, .loc = cell->loc};
        return true;
    }
    return refuse_with(cell, "diharapkan predikat", "Pilihannya AA, A, BB, B, CC, C atau D.");
}

/* ---- a cell ---- */

bool data_decode(Arena *a, const Column *c, Str text, Loc loc, Datum *out, Diags *d) {
    Cell cell = {a, c, str_trim(text), loc, d};
    *out = (Datum){.loc = loc};
    if (cell_is_empty(cell.text)) return c->required ? cell_refuse_empty(c, loc, d) : true;
    switch (c->type) {
    case COLUMN_TEXT:
        if (cell.text.p[0] == '#' && is_excel_error(cell.text)) {
            return refuse_not_number(&cell, cell.text);
        }
        *out = (Datum){.kind = DATUM_TEXT, .text = cell.text, .loc = loc};
        return true;
    case COLUMN_INTEGER:
    case COLUMN_DECIMAL:
    case COLUMN_RUPIAH:
    case COLUMN_PERCENT:
    case COLUMN_MEASURE: {
        bool ok = decode_number(&cell, out);
        if (ok && out->kind == DATUM_EMPTY && c->required) return cell_refuse_empty(c, loc, d);
        return ok;
    }
    case COLUMN_DATE: return decode_date(&cell, out);
    case COLUMN_GRADE: return decode_grade(&cell, out);
    }
    return false;
}

static bool is_numeric(ColumnType t) {
    return t != COLUMN_TEXT && t != COLUMN_DATE && t != COLUMN_GRADE;
}

static bool too_long(const Value *v, Diags *d) {
    uint32_t most = diags_limit(d, LIMIT_CELL);
    if (v->text.n >> 10 < most) return false;
    Diag *g = diag_add(d, ERROR_, "csv-batas", v->loc, "sel yang dimulai di sini lebih dari %u KiB", most);
    diag_fix_limit(d, g, LIMIT_CELL);
    return true;
}

bool cell_decode_value(Arena *a, const Column *c, const Value *v, Datum *out, Diags *d) {
    Cell cell = {a, c, v->text, v->loc, d};
    Num x;
    switch (v->kind) {
    case VALUE_NULL: return data_decode(a, c, STR(""), v->loc, out, d);
    case VALUE_STRING: return !too_long(v, d) && data_decode(a, c, v->text, v->loc, out, d);
    case VALUE_NUMBER:
        if (!is_numeric(c->type)) return data_decode(a, c, v->text, v->loc, out, d);
        if (number_literal(a, v->text, &x)) return finish_number(&cell, x, STR(""), out);
        return refuse_with(&cell, "bilangan di luar jangkauan", "Periksa bilangannya.");
    case VALUE_BOOL:
    case VALUE_ARRAY:
    case VALUE_OBJECT: break;
    }
    cell.text = str_of(value_kind_name(v->kind));
    return refuse_with(&cell, "diharapkan teks, bilangan, atau null",
                       "Satu sel berisi satu nilai.");
}
