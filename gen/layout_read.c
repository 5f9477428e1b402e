/*
 * layout_read: the readers of single values, and the one loop that decodes every object.
 */
#include "layout_internal.h"

#include <string.h>

/* ---- reporting ---- */

bool layout_error(Reader *r, const char *code, Loc loc, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str message = str_vprintf(r->a, format, args);
    va_end(args);
    diag_add(r->d, ERROR_, code, loc, "%.*s", STR_ARG(message));
    return false;
}

bool unknown_name(Reader *r, Loc loc, const char *what, Str name, const Str *names, size_t count) {
    Str shown = str_excerpt(r->a, name, 40);
    Diag *d = diag_add(r->d, ERROR_, "nama-asing", loc, "%s \"%.*s\" tidak ada", what,
                       STR_ARG(shown));
    Str near = str_nearest(name, names, count);
    if (!diag_near(r->d, d, near) && count > 0 && count <= 24) {
        Buf b = buf_new(r->a);
        for (size_t i = 0; i < count; i++)
            buf_printf(&b, "%s%.*s", i ? ", " : "", STR_ARG(names[i]));
        Str all = buf_view(&b);
        diag_fix(r->d, d, "Yang ada: %.*s.", STR_ARG(all));
    }
    return false;
}

/* ---- objects ---- */

static bool check_keys(Reader *r, const Value *object, const Field *fields, size_t count,
                       const Field *more, size_t more_count) {
    const char **keys = arena_array(r->a, count + more_count + 1, sizeof *keys);
    for (size_t i = 0; i < count; i++)
        keys[i] = fields[i].key;
    for (size_t i = 0; i < more_count; i++)
        keys[count + i] = more[i].key;
    return value_only_keys(object, keys, count + more_count, r->d);
}

static bool missing(Reader *r, const Value *object, const char *key) {
    Loc brace = object->loc;
    brace.length = brace.length ? 1 : 0;
    Diag *d = diag_add(r->d, ERROR_, "kunci-hilang", brace,
                       "kunci wajib \"%s\" tidak ada di objek ini", key);
    diag_fix(r->d, d, "Tambahkan \"%s\".", key);
    return false;
}

bool fields_read_with(Reader *r, const Value *object, const Field *fields, size_t count,
                      const Field *more, size_t more_count, void *out) {
    if (!value_expect(object, VALUE_OBJECT, "nilai ini", r->d))
        return false;
    bool ok = check_keys(r, object, fields, count, more, more_count);
    for (size_t i = 0; i < count; i++) {
        const Field *f = &fields[i];
        const Value *v = value_get(object, f->key);
        if (!v)
            ok = (!f->required || missing(r, object, f->key)) && ok;
        else if (f->read)
            ok = f->read(r, v, f, (char *)out + f->at) && ok;
    }
    return ok;
}

bool fields_read(Reader *r, const Value *object, const Field *fields, size_t count, void *out) {
    return fields_read_with(r, object, fields, count, NULL, 0, out);
}

/* ---- plain values ---- */

static bool expect(Reader *r, const Value *v, const Field *f, ValueKind kind) {
    return value_expect(v, kind, str_cstr(r->a, str_printf(r->a, "\"%s\"", f->key)), r->d);
}

bool read_str(Reader *r, const Value *v, const Field *f, void *out) {
    if (!expect(r, v, f, VALUE_STRING))
        return false;
    *(Str *)out = v->text;
    return true;
}

bool read_bool(Reader *r, const Value *v, const Field *f, void *out) {
    if (!expect(r, v, f, VALUE_BOOL))
        return false;
    *(bool *)out = v->boolean;
    return true;
}

static bool whole(Reader *r, const Value *v, const Field *f, int64_t max, int64_t *out) {
    if (!expect(r, v, f, VALUE_NUMBER))
        return false;
    int64_t n = 0;
    bool ok = v->text.n > 0 && v->text.n <= 9;
    for (size_t i = 0; i < v->text.n && ok; i++) {
        ok = v->text.p[i] >= '0' && v->text.p[i] <= '9';
        n = n * 10 + (v->text.p[i] - '0');
    }
    if (!ok || n > max) {
        Str shown = str_excerpt(r->a, v->text, 40);
        return layout_error(r, "nilai-salah", v->loc,
                            "\"%s\" harus bilangan bulat dari 0 sampai %lld, ditemukan %.*s", f->key,
                            (long long)max, STR_ARG(shown));
    }
    *out = n;
    return true;
}

bool read_count(Reader *r, const Value *v, const Field *f, void *out) {
    return whole(r, v, f, 999999999, out);
}

bool read_small(Reader *r, const Value *v, const Field *f, void *out) {
    int64_t n;
    if (!whole(r, v, f, 1000, &n))
        return false;
    *(unsigned *)out = (unsigned)n;
    return true;
}

bool read_choice(Reader *r, const Value *v, const char *const *names, size_t count, size_t *out) {
    return value_choice(v, names, count, out, r->d);
}

/* ---- lengths ---- */

/* Thousandths of a point in a unit, as a ratio. */
static const struct { const char *name; int64_t over, under; } UNITS[] = {
    {"pt", 1000, 1}, {"mm", 360000, 127}, {"cm", 3600000, 127}, {"in", 72000, 1},
};

enum { LENGTH_MAX = 14400000 };       /* 200 inches: the largest page of PDF */

static bool length_signed(Str text, Len *out) {
    bool negative = text.n > 0 && text.p[0] == '-';
    int64_t digits = 0, scale = 1;
    bool mark = false, any = false;
    size_t i = negative ? 1 : 0;
    for (; i < text.n; i++) {
        char c = text.p[i];
        if ((c == ',' || c == '.') && !mark && any) {
            mark = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        if (digits > 99999999)
            return false;
        digits = digits * 10 + (c - '0');
        scale *= mark ? 10 : 1;
        any = true;
    }
    Str unit = str_trim(str_sub(text, i, text.n));
    for (size_t u = 0; any && u < COUNT(UNITS); u++) {
        if (!str_is(unit, UNITS[u].name))
            continue;
        int64_t under = UNITS[u].under * scale;
        int64_t value = (digits * UNITS[u].over + under / 2) / under;
        if (value > LENGTH_MAX)
            return false;
        *out = (Len)(negative ? -value : value);
        return true;
    }
    return false;
}

bool length_parse(Str text, Len *out) {
    return length_signed(str_trim(text), out) && *out >= 0;
}

static bool bad_length(Reader *r, const Value *v, const char *key) {
    Str shown = str_excerpt(r->a, v->text, 40);
    Diag *d = diag_add(r->d, ERROR_, "ukuran-salah", v->loc, "\"%s\" harus ukuran, ditemukan \"%.*s\"",
                       key, STR_ARG(shown));
    diag_fix(r->d, d, "Tulis angka dengan satuan cm, mm, pt atau in, misalnya \"2,5cm\".");
    return false;
}

bool read_length(Reader *r, const Value *v, const Field *f, void *out) {
    if (v->kind == VALUE_NUMBER)
        return bad_length(r, v, f->key);
    if (!expect(r, v, f, VALUE_STRING))
        return false;
    return length_parse(v->text, out) || bad_length(r, v, f->key);
}

bool read_indent(Reader *r, const Value *v, const Field *f, void *out) {
    if (v->kind == VALUE_NUMBER)
        return bad_length(r, v, f->key);
    if (!expect(r, v, f, VALUE_STRING))
        return false;
    return length_signed(str_trim(v->text), out) || bad_length(r, v, f->key);
}

/* ---- colours and rules ---- */

static const Str NONE = {"tidak", 5};

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static bool colour_parse(Str s, Colour *out) {
    if (str_eq(s, NONE)) {
        *out = (Colour){0, 0, 0, true};
        return true;
    }
    uint8_t part[3];
    if (s.n != 7 || s.p[0] != '#')
        return false;
    for (size_t i = 0; i < 3; i++) {
        int high = hex_digit(s.p[1 + 2 * i]), low = hex_digit(s.p[2 + 2 * i]);
        if (high < 0 || low < 0)
            return false;
        part[i] = (uint8_t)(high * 16 + low);
    }
    *out = (Colour){part[0], part[1], part[2], false};
    return true;
}

bool read_colour(Reader *r, const Value *v, const Field *f, void *out) {
    if (!expect(r, v, f, VALUE_STRING))
        return false;
    if (colour_parse(v->text, out))
        return true;
    Str shown = str_excerpt(r->a, v->text, 40);
    return layout_error(r, "warna-salah", v->loc,
                        "\"%s\" harus warna \"#rrggbb\" atau \"tidak\", ditemukan \"%.*s\"", f->key,
                        STR_ARG(shown));
}

bool read_rule(Reader *r, const Value *v, const Field *f, void *out) {
    if (!expect(r, v, f, VALUE_STRING))
        return false;
    RuleSpec *rule = out;
    *rule = (RuleSpec){0, {0, 0, 0, false}};
    if (str_eq(v->text, NONE))
        return true;
    Str text = str_trim(v->text);
    size_t hash = str_find(text, STR("#"), 0);
    Str width = hash == SIZE_MAX ? text : str_trim(str_sub(text, 0, hash));
    Str colour = hash == SIZE_MAX ? STR("#000000") : str_sub(text, hash, text.n);
    if (length_parse(width, &rule->width) && colour_parse(colour, &rule->colour))
        return true;
    Str shown = str_excerpt(r->a, v->text, 40);
    return layout_error(r, "garis-salah", v->loc,
                        "\"%s\" harus garis seperti \"0,5pt\" atau \"0,5pt #808080\", atau "
                        "\"tidak\"; ditemukan \"%.*s\"", f->key, STR_ARG(shown));
}

/* ---- small vocabularies ---- */

static const char *const ALIGN_NAMES[] = {"penuh", "kiri", "tengah", "kanan", "koma"};
static const Align ALIGNS[] = {
    ALIGN_JUSTIFY, ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_DECIMAL,
};

bool read_align(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    size_t i;
    if (!read_choice(r, v, ALIGN_NAMES, COUNT(ALIGN_NAMES), &i))
        return false;
    *(Align *)out = ALIGNS[i];
    return true;
}

static const char *const VALIGN_NAMES[] = {"atas", "tengah", "bawah"};
static const VAlign VALIGNS[] = {VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM};

bool read_valign(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    size_t i;
    if (!read_choice(r, v, VALIGN_NAMES, COUNT(VALIGN_NAMES), &i))
        return false;
    *(VAlign *)out = VALIGNS[i];
    return true;
}

static const char *const NUMBERING_NAMES[] = {
    "tidak", "angka", "romawi", "romawi_kecil", "huruf", "huruf_besar",
};
static const Numbering NUMBERINGS[] = {
    NUMBER_NONE, NUMBER_ARABIC, NUMBER_ROMAN, NUMBER_ROMAN_SMALL, NUMBER_LETTER, NUMBER_LETTER_BIG,
};

bool read_numbering(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    size_t i;
    if (!read_choice(r, v, NUMBERING_NAMES, COUNT(NUMBERING_NAMES), &i))
        return false;
    *(Numbering *)out = NUMBERINGS[i];
    return true;
}

/* ---- number templates: "BAB {romawi}" ---- */

static const Str COUNTERS[] = {
    {"nomor", 5}, {"romawi", 6}, {"romawi_kecil", 12}, {"huruf", 5}, {"huruf_besar", 11},
    {"bab", 3}, {"lampiran", 8}, {"I", 1}, {"i", 1}, {"a", 1}, {"A", 1},
    {"1", 1}, {"2", 1}, {"3", 1}, {"4", 1}, {"5", 1}, {"6", 1},
};

static bool is_counter(Str s) {
    for (size_t i = 0; i < COUNT(COUNTERS); i++)
        if (str_eq(s, COUNTERS[i]))
            return true;
    return false;
}

bool read_pattern(Reader *r, const Value *v, const Field *f, void *out) {
    if (!expect(r, v, f, VALUE_STRING))
        return false;
    for (size_t i = 0; i < v->text.n; i++) {
        if (v->text.p[i] != '{')
            continue;
        size_t end = str_find(v->text, STR("}"), i);
        if (end == SIZE_MAX)
            return layout_error(r, "pola-salah", v->loc, "kurung { di pola nomor tidak ditutup");
        Str counter = str_sub(v->text, i + 1, end);
        if (!is_counter(counter))
            return unknown_name(r, v->loc, "pencacah", counter, COUNTERS, COUNT(COUNTERS));
        i = end;
    }
    *(Str *)out = v->text;
    return true;
}

/* ---- formats, expressions, templates ---- */

bool read_format(Reader *r, const Value *v, const Field *f, void *out) {
    return expect(r, v, f, VALUE_STRING) && format_parse(r->a, v->text, v->loc, out, r->d);
}

const Template *template_read(Reader *r, Str text, Loc loc) {
    const Template *t = template_parse(r->a, text, loc, r->d);
    if (!t)
        return NULL;
    return template_bind(r->a, t, &r->scope, r->d) ? t : NULL;
}

const Template *template_literal(Arena *a, Str text, Loc loc) {
    TemplatePart *part = arena_alloc(a, sizeof *part);
    *part = (TemplatePart){.literal = text, .loc = loc};
    Template *t = arena_alloc(a, sizeof *t);
    *t = (Template){part, text.n > 0 ? 1 : 0, loc};
    return t;
}

bool read_template(Reader *r, const Value *v, const Field *f, void *out) {
    if (!expect(r, v, f, VALUE_STRING))
        return false;
    const Template *t = template_read(r, v->text, v->loc);
    *(const Template **)out = t;
    return t != NULL;
}

const Expr *expr_read(Reader *r, Str text, Loc loc, Type *type) {
    const Expr *e = expr_parse(r->a, text, loc, r->d);
    Type any;
    if (!e)
        return NULL;
    return expr_bind(r->a, e, &r->scope, type ? type : &any, r->d) ? e : NULL;
}

bool read_expr(Reader *r, const Value *v, const Field *f, void *out) {
    if (!expect(r, v, f, VALUE_STRING))
        return false;
    const Expr *e = expr_read(r, v->text, v->loc, NULL);
    *(const Expr **)out = e;
    return e != NULL;
}

const Expr *condition_read(Reader *r, Str text, Loc loc) {
    Type type = TYPE_ANY;
    const Expr *e = expr_read(r, text, loc, &type);
    if (e && type != TYPE_BOOL && type != TYPE_ANY) {
        Diag *d = diag_add(r->d, ERROR_, "bukan-syarat", expr_loc(e),
                           "syarat harus menghasilkan benar atau salah");
        diag_fix(r->d, d, "Tulis perbandingan, misalnya \"pagu > 0\".");
        return NULL;
    }
    return e;
}

bool read_condition(Reader *r, const Value *v, const Field *f, void *out) {
    if (!expect(r, v, f, VALUE_STRING))
        return false;
    const Expr *e = condition_read(r, v->text, v->loc);
    *(const Expr **)out = e;
    return e != NULL;
}

bool inlines_read(Reader *r, Str text, Loc loc, const ProseInline **out, size_t *count) {
    return prose_inlines(r->a, text, loc, out, count, r->d) && inlines_bind(r, *out, *count);
}

/* ---- names of the profile ---- */

bool read_text_style(Reader *r, const Value *v, const Field *f, void *out) {
    if (!expect(r, v, f, VALUE_STRING))
        return false;
    const TextSpec *spec = style_text(r->style, v->text);
    *(const TextSpec **)out = spec;
    if (spec)
        return true;
    Str *names = arena_array(r->a, r->style->text_count, sizeof *names);
    for (size_t i = 0; i < r->style->text_count; i++)
        names[i] = r->style->texts[i].name;
    return unknown_name(r, v->loc, "gaya teks", v->text, names, r->style->text_count);
}

/* ---- loop variables ---- */

static Variable *push(Reader *r, Variable v) {
    size_t n = r->scope.variable_count;
    Variable *all = arena_array(r->a, n + 1, sizeof *all);
    if (n > 0)
        memcpy(all, r->scope.variables, n * sizeof *all);
    all[n] = v;
    r->scope.variables = all;
    r->scope.variable_count = n + 1;
    return &all[n];
}

const Variable *push_variable(Reader *r, Str name, const Sheet *sheet) {
    return push(r, (Variable){.name = name, .sheet = sheet, .type = TYPE_TEXT,
                              .value = {.kind = DATUM_TEXT, .loc = LOC_NONE}});
}

const Variable *push_number(Reader *r, Str name) {
    return push(r, (Variable){.name = name, .type = TYPE_NUMBER,
                              .value = {.kind = DATUM_NUMBER, .number = num_int(0), .loc = LOC_NONE}});
}
