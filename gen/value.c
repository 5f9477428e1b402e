/*
 * value: typed getters. Each says where, what was found and what was expected.
 */
#include "value.h"

enum { SHOWN = 40 };          /* characters of a text that a message quotes */

const char *value_kind_name(ValueKind k) {
    switch (k) {
    case VALUE_NULL: return "null";
    case VALUE_BOOL: return "true/false";
    case VALUE_NUMBER: return "bilangan";
    case VALUE_STRING: return "teks";
    case VALUE_ARRAY: return "larik";
    case VALUE_OBJECT: return "objek";
    }
    return "";
}

/* ---- messages ---- */

/* What stands there: its kind and, where short, its text. */
static Str found(Arena *a, const Value *v) {
    Str text = str_excerpt(a, v->text, SHOWN);
    switch (v->kind) {
    case VALUE_BOOL: return v->boolean ? STR("true") : STR("false");
    case VALUE_NUMBER: return str_printf(a, "bilangan %.*s", STR_ARG(text));
    case VALUE_STRING: return str_printf(a, "teks \"%.*s\"", STR_ARG(text));
    case VALUE_NULL:
    case VALUE_ARRAY:
    case VALUE_OBJECT: break;
    }
    return str_of(value_kind_name(v->kind));
}

static Diag *wrong_kind(const Value *v, const char *what, const char *expected, Diags *d) {
    Str there = found(diags_arena(d), v);
    return diag_add(d, ERROR_, "jenis-salah", v->loc, "%s harus %s, ditemukan %.*s", what, expected,
                    STR_ARG(there));
}

static const char *key_name(Diags *d, const char *key) {
    return str_cstr(diags_arena(d), str_printf(diags_arena(d), "\"%s\"", key));
}

/* The names as `"a", "b" atau "c"`. */
static Str listed(Arena *a, const char *const *names, size_t count) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < count; i++) {
        if (i) buf_cstr(&b, i + 1 == count ? " atau " : ", ");
        buf_printf(&b, "\"%s\"", names[i]);
    }
    return buf_view(&b);
}

static Str nearest(Arena *a, Str word, const char *const *names, size_t count) {
    Str *candidates = arena_array(a, count, sizeof *candidates);
    for (size_t i = 0; i < count; i++) candidates[i] = str_of(names[i]);
    return str_nearest(word, candidates, count);
}

/* ---- members ---- */

const Value *value_get(const Value *object, const char *key) {
    if (object->kind != VALUE_OBJECT) return NULL;
    for (size_t i = 0; i < object->count; i++) {
        if (str_is(object->members[i].key, key)) return object->members[i].value;
    }
    return NULL;
}

static bool is_number(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    }
    return s.n > 0;
}

bool value_expect(const Value *v, ValueKind kind, const char *what, Diags *d) {
    if (v->kind == kind) return true;
    Diag *g = wrong_kind(v, what, value_kind_name(kind), d);
    Str text = str_excerpt(diags_arena(d), v->text, SHOWN);
    if (kind == VALUE_STRING && v->kind == VALUE_NUMBER) {
        diag_fix(d, g, "Apit dengan kutip ganda: \"%.*s\".", STR_ARG(v->text));
    } else if (kind == VALUE_ARRAY) {
        diag_fix(d, g, "Apit dengan kurung siku: [ ... ].");
    } else if (kind == VALUE_NUMBER && v->kind == VALUE_STRING && is_number(v->text)) {
        diag_fix(d, g, "Hapus kutipnya: %.*s.", STR_ARG(text));
    } else if (kind == VALUE_BOOL) {
        diag_fix(d, g, "Tulis true atau false, tanpa kutip.");
    }
    return false;
}

/* The member of that kind. NULL when it is missing or, after a diagnostic, of another kind. */
static const Value *optional(const Value *where, const char *key, ValueKind kind, bool *ok,
                             Diags *d) {
    const Value *v = value_get(where, key);
    *ok = !v || value_expect(v, kind, key_name(d, key), d);
    return *ok ? v : NULL;
}

static const Value *required(const Value *where, const char *key, ValueKind kind, Diags *d) {
    bool ok;
    const Value *v = optional(where, key, kind, &ok, d);
    if (!v && ok) {
        Loc begin = where->loc;
        begin.length = 1;     /* the brace: the whole object would be a long place */
        Diag *g = diag_add(d, ERROR_, "kunci-hilang", begin,
                           "kunci wajib \"%s\" tidak ada di objek ini", key);
        diag_fix(d, g, "Tambahkan \"%s\" (%s).", key, value_kind_name(kind));
    }
    return v;
}

bool value_text(const Value *where, const char *key, Str *out, Diags *d) {
    const Value *v = required(where, key, VALUE_STRING, d);
    if (v) *out = v->text;
    return v;
}

bool value_text_or(const Value *where, const char *key, Str *out, Diags *d) {
    bool ok;
    const Value *v = optional(where, key, VALUE_STRING, &ok, d);
    if (v) *out = v->text;
    return ok;
}

bool value_bool_or(const Value *where, const char *key, bool *out, Diags *d) {
    bool ok;
    const Value *v = optional(where, key, VALUE_BOOL, &ok, d);
    if (v) *out = v->boolean;
    return ok;
}

bool value_array(const Value *where, const char *key, const Value **out, Diags *d) {
    const Value *v = required(where, key, VALUE_ARRAY, d);
    if (v) *out = v;
    return v;
}

bool value_array_or(const Value *where, const char *key, const Value **out, Diags *d) {
    bool ok;
    const Value *v = optional(where, key, VALUE_ARRAY, &ok, d);
    if (v) *out = v;
    return ok;
}

bool value_object(const Value *where, const char *key, const Value **out, Diags *d) {
    const Value *v = required(where, key, VALUE_OBJECT, d);
    if (v) *out = v;
    return v;
}

bool value_object_or(const Value *where, const char *key, const Value **out, Diags *d) {
    bool ok;
    const Value *v = optional(where, key, VALUE_OBJECT, &ok, d);
    if (v) *out = v;
    return ok;
}

/* ---- whole numbers ---- */

/* False when it is no whole number or does not fit. */
static bool whole_number(Str digits, int64_t *out) {
    bool negative = digits.n && digits.p[0] == '-';
    int64_t n = 0;
    for (size_t i = negative; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9') return false;
        int digit = digits.p[i] - '0';
        if (__builtin_mul_overflow(n, 10, &n)) return false;
        if (__builtin_add_overflow(n, negative ? -digit : digit, &n)) return false;
    }
    *out = n;
    return true;
}

static bool int_of(const Value *v, const char *key, int64_t min, int64_t max, int64_t *out,
                   Diags *d) {
    int64_t n;
    if (whole_number(v->text, &n) && n >= min && n <= max) {
        *out = n;
        return true;
    }
    Str there = found(diags_arena(d), v);
    diag_add(d, ERROR_, "nilai-salah", v->loc,
             "\"%s\" harus bilangan bulat dari %lld sampai %lld, ditemukan %.*s", key,
             (long long)min, (long long)max, STR_ARG(there));
    return false;
}

bool value_int(const Value *where, const char *key, int64_t min, int64_t max, int64_t *out,
               Diags *d) {
    const Value *v = required(where, key, VALUE_NUMBER, d);
    return v && int_of(v, key, min, max, out, d);
}

bool value_int_or(const Value *where, const char *key, int64_t min, int64_t max, int64_t *out,
                  Diags *d) {
    bool ok;
    const Value *v = optional(where, key, VALUE_NUMBER, &ok, d);
    return v ? int_of(v, key, min, max, out, d) : ok;
}

/* ---- names ---- */

bool value_choice(const Value *v, const char *const *names, size_t count, size_t *out, Diags *d) {
    if (v->kind == VALUE_STRING) {
        for (size_t i = 0; i < count; i++) {
            if (!str_is(v->text, names[i])) continue;
            *out = i;
            return true;
        }
    }
    Arena *a = diags_arena(d);
    Str there = found(a, v), right = listed(a, names, count),
        near = nearest(a, v->text, names, count);
    Diag *g =
        diag_add(d, ERROR_, "pilihan-salah", v->loc, "%.*s tidak dikenal di sini; pilihannya %.*s",
                 STR_ARG(there), STR_ARG(right));
    diag_near(d, g, near);
    return false;
}

static void refuse_key(const Member *m, const char *const *keys, size_t count, Diags *d) {
    Arena *a = diags_arena(d);
    Str shown = str_excerpt(a, m->key, SHOWN), near = nearest(a, m->key, keys, count);
    Diag *g = diag_add(d, ERROR_, "kunci-asing", m->key_loc, "kunci \"%.*s\" tidak dikenal",
                       STR_ARG(shown));
    if (!diag_near(d, g, near)) {
        Str right = listed(a, keys, count);
        diag_fix(d, g, "Yang dikenal di sini: %.*s.", STR_ARG(right));
    }
}

bool value_only_keys(const Value *object, const char *const *keys, size_t count, Diags *d) {
    bool ok = true;
    for (size_t i = 0; object->kind == VALUE_OBJECT && i < object->count; i++) {
        const Member *m = &object->members[i];
        bool known = false;
        for (size_t k = 0; k < count && !known; k++) known = str_is(m->key, keys[k]);
        if (!known) refuse_key(m, keys, count, d);
        ok = ok && known;
    }
    return ok;
}
