/*
 * audit_pair: what two tables must agree in: sums by key and in all, and which names there are.
 * Keys are matched without what does not tell names apart (name_key), by sorting.
 */
#include "audit_internal.h"

#include <stdlib.h>

typedef struct Entry {
    Str key, text;
    Num sum;
    size_t row;               /* first */
    const struct Entry *other;    /* of the other table; NULL: missing there */
} Entry;

typedef struct Side {
    const Sheet *sheet;
    size_t value, by;         /* columns; by SIZE_MAX: no key */
    Entry *entries;           /* by key */
    size_t count;
    Num total;
} Side;

static int by_key(const void *x, const void *y) {
    const Entry *a = x, *b = y;
    int c = str_cmp(a->key, b->key);
    return c ? c : a->row < b->row ? -1 : a->row > b->row;
}

static int by_row(const void *x, const void *y) {
    const Entry *a = *(const Entry *const *)x, *b = *(const Entry *const *)y;
    return a->row < b->row ? -1 : a->row > b->row;
}

/* One entry a key, with the sum of its rows. */
static bool join_entries(const Audit *t, Side *s) {
    size_t n = 0;
    if (s->count) qsort(s->entries, s->count, sizeof *s->entries, by_key);
    for (size_t i = 0; i < s->count; i++) {
        if (!n || !str_eq(s->entries[n - 1].key, s->entries[i].key))
            s->entries[n++] = s->entries[i];
        else if (!num_add(t->a, s->entries[n - 1].sum, s->entries[i].sum, &s->entries[n - 1].sum))
            return false;
    }
    s->count = n;
    return true;
}

static bool collect(const Audit *t, Side *s) {
    size_t rows = sheet_rows(s->sheet);
    s->entries = arena_array(t->a, rows, sizeof *s->entries);
    s->total = num_int(0);
    s->count = 0;
    for (size_t row = 0; row < rows; row++) {
        Datum v =
            s->value == SIZE_MAX ? calc_number(num_int(0)) : sheet_cell(s->sheet, row, s->value);
        Num n = v.kind == DATUM_NUMBER ? v.number : num_int(0);
        if (!num_add(t->a, s->total, n, &s->total)) return false;
        Str text = s->by == SIZE_MAX ? STR("") : sheet_text(s->sheet, row, s->by);
        Datum key = s->by == SIZE_MAX ? (Datum){0} : sheet_cell(s->sheet, row, s->by);
        if (key.kind == DATUM_TEXT) text = key.text;      /* a filled-down cell's */
        if (!text.n || key.kind == DATUM_EMPTY) continue;
        s->entries[s->count++] =
            (Entry){.key = name_key(t->a, text), .text = text, .sum = n, .row = row};
    }
    return join_entries(t, s);
}

static void match(Side *x, Side *y) {
    for (size_t i = 0, j = 0; i < x->count && j < y->count;) {
        int c = str_cmp(x->entries[i].key, y->entries[j].key);
        if (c == 0) {
            x->entries[i].other = &y->entries[j];
            y->entries[j].other = &x->entries[i];
        }
        i += c <= 0;
        j += c >= 0;
    }
}

/* In the order of the table. */
static Entry **in_order(const Audit *t, const Side *s) {
    Entry **list = arena_array(t->a, s->count, sizeof *list);
    for (size_t i = 0; i < s->count; i++) list[i] = &s->entries[i];
    if (s->count) qsort(list, s->count, sizeof *list, by_row);
    return list;
}

/* ---- missing names ---- */

static void say_missing(const Audit *t, const Side *here, const Side *there, const Entry *e) {
    Str text = shortened(t, e->text), table = sheet_name(there->sheet);
    Str *keys = arena_array(t->a, there->count, sizeof *keys);
    for (size_t i = 0; i < there->count; i++) keys[i] = there->entries[i].key;
    Str near = str_nearest(e->key, keys, there->count);
    Diag *g = diag_add(t->d, WARNING_, "tidak-ada-pasangan",
                       sheet_cell(here->sheet, e->row, here->by).loc,
                       "\"%.*s\" tidak ada di tabel \"%.*s\"", STR_ARG(text), STR_ARG(table));
    diag_fix(t->d, g, "Tambahkan di sana, atau samakan namanya.");
    for (size_t i = 0; near.n && i < there->count; i++) {
        if (!str_eq(there->entries[i].key, near)) continue;
        Str other = shortened(t, there->entries[i].text);
        diag_see(t->d, g, sheet_cell(there->sheet, there->entries[i].row, there->by).loc,
                 "yang paling mirip: \"%.*s\"", STR_ARG(other));
    }
}

static void say_all_missing(const Audit *t, const Side *here, const Side *there) {
    Entry **list = in_order(t, here);
    for (size_t i = 0; i < here->count; i++) {
        if (!list[i]->other) say_missing(t, here, there, list[i]);
    }
}

/* ---- reading a rule ---- */

static bool other_sheet(const Audit *t, const Value *rule, Side *other) {
    Str name;
    if (!value_text(rule, "tabel", &name, t->d)) return false;
    other->sheet = data_sheet(t->data, name);
    if (other->sheet) return true;
    Str *names = arena_array(t->a, t->data->sheet_count, sizeof *names);
    for (size_t i = 0; i < t->data->sheet_count; i++) names[i] = sheet_name(t->data->sheets[i]);
    Diag *g = diag_add(t->d, ERROR_, "nama-tak-dikenal", value_get(rule, "tabel")->loc,
                       "tabel \"%.*s\" tidak ada", STR_ARG(name));
    Str near = str_nearest(name, names, t->data->sheet_count);
    diag_near(t->d, g, near);
    return false;
}

/* ---- sums that must be equal ---- */

static void say_unequal(const Audit *t, Loc loc, Loc related, const Side *here, const Side *there,
                        Str what, Num x, Num y) {
    const Column *c = sheet_column(here->sheet, here->value);
    Num gap;
    if (!num_sub(t->a, x, y, &gap)) return;
    Str mine = shown_value(t, c, x, -1), other = shown_value(t, c, y, -1),
        more = shown_value(t, c, gap, -1);
    Str table = sheet_name(there->sheet), name = sheet_column(there->sheet, there->value)->name;
    Diag *g = diag_add(t->d, ERROR_, "jumlah-berbeda", loc,
                       "%.*s: %.*s berjumlah %.*s, sedangkan %.*s di tabel \"%.*s\" %.*s "
                       "(selisih %.*s)",
                       STR_ARG(what), STR_ARG(c->name), STR_ARG(mine), STR_ARG(name),
                       STR_ARG(table), STR_ARG(other), STR_ARG(more));
    diag_fix(t->d, g, "Samakan kedua tabel.");
    if (related.source) diag_see(t->d, g, related, "angka pembandingnya ada di sini");
}

static void compare_keys(const Audit *t, const Side *x, const Side *y) {
    Entry **list = in_order(t, x);
    for (size_t i = 0; i < x->count; i++) {
        const Entry *e = list[i], *o = e->other;
        if (!o || num_cmp(e->sum, o->sum) == 0) continue;
        Str what = shortened(t, e->text);
        say_unequal(t, sheet_cell(x->sheet, e->row, x->value).loc,
                    sheet_cell(y->sheet, o->row, y->value).loc, x, y, what, e->sum, o->sum);
    }
}

static void equal_sums(const Audit *t, const Sheet *sheet, const Value *rule) {
    static const char *const keys[] = {"kolom", "tabel", "kolom_lain", "menurut", "menurut_lain"};
    Side x = {.sheet = sheet, .by = SIZE_MAX}, y = {.by = SIZE_MAX};
    if (!value_expect(rule, VALUE_OBJECT, "aturan \"sama\"", t->d) ||
        !value_only_keys(rule, keys, 5, t->d))
        return;
    if (!rule_column(t, sheet, rule, "kolom", &x.value) || !other_sheet(t, rule, &y)) return;
    if (!rule_column(t, y.sheet, rule, "kolom_lain", &y.value)) return;
    if (value_get(rule, "menurut")) {
        const char *other = value_get(rule, "menurut_lain") ? "menurut_lain" : "menurut";
        if (!rule_column(t, sheet, rule, "menurut", &x.by) ||
            !rule_column(t, y.sheet, rule, other, &y.by))
            return;
    }
    if (!collect(t, &x) || !collect(t, &y)) return;
    match(&x, &y);
    say_all_missing(t, &x, &y);
    say_all_missing(t, &y, &x);
    compare_keys(t, &x, &y);
    if (num_cmp(x.total, y.total) != 0) {
        say_unequal(t, value_get(rule, "kolom")->loc, LOC_NONE, &x, &y, STR("seluruhnya"), x.total,
                    y.total);
    }
}

void audit_equal_sums(const Audit *t, const Sheet *sheet, const Value *rules) {
    if (!rules || !value_expect(rules, VALUE_ARRAY, "\"sama\"", t->d)) return;
    for (size_t i = 0; i < rules->count; i++) equal_sums(t, sheet, rules->items[i]);
}

/* ---- names that must be in both ---- */

static void complete(const Audit *t, const Sheet *sheet, const Value *rule) {
    static const char *const keys[] = {"kolom", "tabel", "kolom_lain"};
    Side x = {.sheet = sheet, .value = SIZE_MAX}, y = {.value = SIZE_MAX};
    if (!value_expect(rule, VALUE_OBJECT, "aturan \"lengkap\"", t->d) ||
        !value_only_keys(rule, keys, 3, t->d))
        return;
    if (!rule_column(t, sheet, rule, "kolom", &x.by) || !other_sheet(t, rule, &y)) return;
    const char *other = value_get(rule, "kolom_lain") ? "kolom_lain" : "kolom";
    if (!rule_column(t, y.sheet, rule, other, &y.by) || !collect(t, &x) || !collect(t, &y)) return;
    match(&x, &y);
    say_all_missing(t, &x, &y);
    say_all_missing(t, &y, &x);
}

void audit_complete(const Audit *t, const Sheet *sheet, const Value *rules) {
    if (!rules || !value_expect(rules, VALUE_ARRAY, "\"lengkap\"", t->d)) return;
    for (size_t i = 0; i < rules->count; i++) complete(t, sheet, rules->items[i]);
}
