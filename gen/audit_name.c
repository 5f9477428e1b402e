/*
 * audit_name: names that are probably one name.
 *
 * Only distinct values are compared, each with its neighbours in alphabetical order and in the
 * order of their reversed letters: a slip of the pen leaves the beginning or the end alone. So the
 * cost is that of sorting, not of comparing everything with everything.
 */
#include "audit_internal.h"

#include <stdlib.h>

enum { NEIGHBOURS = 6, SHORTEST = 4, LONG_NAME = 9 };

static bool is_letter(unsigned char c) {
    return (c >= 'a' && c <= 'z') || c >= 0x80;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static Str without_word(Str key, const char *word) {
    Str w = str_of(word);
    return str_starts(key, w) && key.n > w.n ? str_sub(key, w.n, key.n) : key;
}

Str name_key(Arena *a, Str name) {
    Str lower = str_lower(a, name);
    Buf b = buf_new(a);
    for (size_t i = 0; i < lower.n; i++) {
        char c = lower.p[i];
        if (is_letter((unsigned char)c) || is_digit(c)) buf_byte(&b, c);
        else if (b.n && b.p[b.n - 1] != ' ') buf_byte(&b, ' ');
    }
    Str key = str_trim(buf_view(&b));
    return without_word(without_word(without_word(key, "program "), "sub kegiatan "), "kegiatan ");
}

/* ---- distinct values ---- */

typedef struct NameCount {
    Str text, key, reversed;
    size_t count;
    size_t rank;              /* by key */
    Loc first;                /* where it first stands */
} NameCount;

typedef struct NameList {
    NameCount *items;
    size_t count, rows;       /* distinct values; cells that hold one */
} NameList;

static int by_text(const void *x, const void *y) {
    const NameCount *a = x, *b = y;
    int c = str_cmp(a->text, b->text);
    return c ? c : a->first.offset < b->first.offset ? -1 : a->first.offset > b->first.offset;
}

static int by_key(const void *x, const void *y) {
    const NameCount *a = *(const NameCount *const *)x, *b = *(const NameCount *const *)y;
    int c = str_cmp(a->key, b->key);
    return c ? c : str_cmp(a->text, b->text);
}

static int by_reversed(const void *x, const void *y) {
    const NameCount *a = *(const NameCount *const *)x, *b = *(const NameCount *const *)y;
    int c = str_cmp(a->reversed, b->reversed);
    return c ? c : str_cmp(a->text, b->text);
}

static Str reversed(Arena *a, Str s) {
    char *p = arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++) p[i] = s.p[s.n - 1 - i];
    return (Str){p, s.n};
}

/* Equal texts become one, with their count and first place. */
static void join_equal(Arena *a, NameList *list) {
    size_t n = 0;
    if (list->count) qsort(list->items, list->count, sizeof *list->items, by_text);
    for (size_t i = 0; i < list->count; i++) {
        if (n && str_eq(list->items[n - 1].text, list->items[i].text)) list->items[n - 1].count++;
        else list->items[n++] = list->items[i];
    }
    list->count = n;
    for (size_t i = 0; i < n; i++) {
        list->items[i].key = name_key(a, list->items[i].text);
        list->items[i].reversed = reversed(a, list->items[i].key);
    }
}

static void add_name(NameList *list, Str text, Loc loc) {
    if (text.n) list->items[list->count++] = (NameCount){.text = text, .count = 1, .first = loc};
}

/* A column whose every cell is another name has no spelling to be measured against. */
static bool repeats(const NameList *list) {
    return list->count * 2 <= list->rows;
}

static NameList column_names(const Audit *t, const Sheet *sheet, size_t column) {
    NameList list = {.items = arena_array(t->a, sheet_rows(sheet), sizeof(NameCount))};
    for (size_t row = 0; row < sheet_rows(sheet); row++) {
        Datum d = sheet_cell(sheet, row, column);
        if (d.kind == DATUM_TEXT) add_name(&list, d.text, d.loc);
    }
    list.rows = list.count;
    join_equal(t->a, &list);
    return list;
}

/* ---- likeness ---- */

/* The first word of s; the rest behind it. */
static Str take_word(Str *s) {
    size_t end = str_find(*s, STR(" "), 0);
    Str word = str_sub(*s, 0, end);
    *s = end == SIZE_MAX ? STR("") : str_sub(*s, end + 1, s->n);
    return word;
}

/* Words that count or number tell things apart: "Bidang I" and "Bidang II", "tahap 1" and "tahap
 * 2". */
static bool word_may_be_misspelt(Str x, Str y) {
    if (x.n < SHORTEST || y.n < SHORTEST) return false;
    for (size_t i = 0; i < x.n; i++) {
        if (is_digit(x.p[i])) return false;
    }
    for (size_t i = 0; i < y.n; i++) {
        if (is_digit(y.p[i])) return false;
    }
    return true;
}

static bool has_letters(Str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += is_letter((unsigned char)s.p[i]);
    return n >= SHORTEST;
}

/* Same words but for one or two letters in long ones. "20" and "20%" are figures, not names. */
static bool alike(Str x, Str y) {
    unsigned limit = x.n >= LONG_NAME && y.n >= LONG_NAME ? 2 : 1;
    size_t gap = x.n > y.n ? x.n - y.n : y.n - x.n;
    if (!has_letters(x) || !has_letters(y)) return false;
    if (str_eq(x, y)) return true;         /* only letters' size or signs differ */
    if (gap > limit || str_distance(x, y, limit) > limit) return false;
    while (x.n && y.n) {
        Str a = take_word(&x), b = take_word(&y);
        if (str_eq(a, b)) continue;
        if (!word_may_be_misspelt(a, b)) return false;
    }
    return x.n == y.n;
}

/* Whatever stands fewer times is the slip. */
static void say_alike(const Audit *t, const char *what, const NameCount *x, const NameCount *y) {
    bool x_is_rare =
        x->count < y->count || (x->count == y->count && x->first.offset > y->first.offset);
    const NameCount *rare = x_is_rare ? x : y, *usual = x_is_rare ? y : x;
    Diag *g = diag_add(t->d, WARNING_, "nama-mirip", rare->first,
                       "%s \"%.*s\" (%zu kali) mirip \"%.*s\" (%zu kali)", what,
                       STR_ARG(rare->text), rare->count, STR_ARG(usual->text), usual->count);
    diag_fix(t->d, g, "Samakan penulisannya bila keduanya satu nama.");
    diag_see(t->d, g, usual->first, "\"%.*s\" ada di sini", STR_ARG(usual->text));
}

static void compare_near(const Audit *t, const char *what, NameCount **sorted, size_t count,
                         bool second_time) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && j <= i + NEIGHBOURS; j++) {
            const NameCount *x = sorted[i], *y = sorted[j];
            size_t apart = x->rank > y->rank ? x->rank - y->rank : y->rank - x->rank;
            if (second_time && apart <= NEIGHBOURS) continue;
            if (alike(x->key, y->key)) say_alike(t, what, x, y);
        }
    }
}

static void find_alike(const Audit *t, const char *what, const NameList *list) {
    NameCount **sorted = arena_array(t->a, list->count, sizeof *sorted);
    for (size_t i = 0; i < list->count; i++) sorted[i] = &list->items[i];
    if (!list->count) return;
    qsort(sorted, list->count, sizeof *sorted, by_key);
    for (size_t i = 0; i < list->count; i++) sorted[i]->rank = i;
    compare_near(t, what, sorted, list->count, false);
    qsort(sorted, list->count, sizeof *sorted, by_reversed);
    compare_near(t, what, sorted, list->count, true);
}

void audit_similar(const Audit *t, const Sheet *sheet, size_t column) {
    ArenaMark mark = arena_mark(t->a);
    NameList list = column_names(t, sheet, column);
    if (repeats(&list)) find_alike(t, "nama", &list);
    arena_reset(t->a, mark);
}

/* "% Dokumen" and "Dokumen" are other units, not other spellings. */
static Str unit_word(Str unit) {
    return str_starts(unit, STR("%")) ? str_trim(str_sub(unit, 1, unit.n)) : unit;
}

void audit_similar_units(const Audit *t, const Sheet *sheet) {
    ArenaMark mark = arena_mark(t->a);
    size_t measures = 0;
    for (size_t i = 0; i < sheet_columns(sheet); i++)
        measures += sheet_column(sheet, i)->type == COLUMN_MEASURE;
    NameList list = {.items = arena_array(t->a, measures * sheet_rows(sheet), sizeof(NameCount))};
    for (size_t row = 0; measures && row < sheet_rows(sheet); row++) {
        for (size_t i = 0; i < sheet_columns(sheet); i++) {
            if (sheet_column(sheet, i)->type != COLUMN_MEASURE) continue;
            Datum d = sheet_cell(sheet, row, i);
            if (d.kind == DATUM_NUMBER) add_name(&list, unit_word(d.text), d.loc);
        }
    }
    join_equal(t->a, &list);
    find_alike(t, "satuan", &list);
    arena_reset(t->a, mark);
}
