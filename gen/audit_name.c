/*
 * audit_name: names that are probably one name.
 *
 * Only distinct values are compared, each with its neighbours in alphabetical order and in the
 * order of their reversed letters: a slip of the pen leaves the beginning or the end alone. So the
 * cost is that of sorting, not of comparing everything with everything.
 *
 * A slip is rare beside the right spelling. So a pair is told only when one of the two comes much
 * less often, and where nearly all names stand once, or many pairs are alike, the column says so in
 * one note: names of villages are close to each other, and a thousand warnings hide the one.
 * Nothing is said of many names that each stand once: chance alone makes some of them close.
 */
#include "audit_internal.h"

#include <stdlib.h>

enum {
    NEIGHBOURS = 6,
    FEWEST_LETTERS = 4,       /* of a name that is compared at all */
    SHORTEST = 5,             /* word that can be misspelt: APBN and APBD are two */
    SURE = 6,                 /* from here on a word's slip need be rare only RARE times */
    ACRONYM = 5,              /* longest word in capitals that stands for itself */
    RARE = 2,                 /* times that the usual spelling comes oftener */
    VERY_RARE = 5,            /* the same beside a five-letter word */
    LONG_NAME = 9,
    PAIRS = 10,               /* alike in one column; or one in NAMES_A_PAIR of its names */
    NAMES_A_PAIR = 50,
    MANY = 1000,              /* names that each stand once: some are close by chance alone */
};

static bool is_letter(unsigned char c) {
    return (c >= 'a' && c <= 'z') || c >= 0x80;
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
        if (is_letter((unsigned char)c) || text_digit(c)) buf_byte(&b, c);
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
    uint64_t hash;            /* of text */
    uint32_t signs;           /* which letters and digits key has, one bit for each of 32 kinds */
    bool is_word;             /* has enough letters to be a name */
    Loc first;                /* where it first stands */
} NameCount;

typedef struct NameList {
    Arena *a;
    NameCount *items;
    size_t count, room, rows; /* distinct values; cells that hold one */
    uint32_t *slots;          /* a hash table of positions in items, from 1 on */
    size_t mask;
} NameList;

static NameList list_of(const Audit *t, size_t most) {
    size_t slots = 16;
    while (slots < most * 2) slots *= 2;
    return (NameList){.a = t->a,
                      .slots = arena_array(t->a, slots, sizeof(uint32_t)),
                      .mask = slots - 1};
}

/* FNV-1a. The order of the table is never seen: names are sorted before they are compared. */
static uint64_t hash_of(Str s) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return h ^ h >> 32;
}

static NameCount *new_name(NameList *list) {
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 64;
        list->items = arena_grow(list->a, list->items, list->room * sizeof(NameCount),
                                 room * sizeof(NameCount));
        list->room = room;
    }
    return &list->items[list->count++];
}

static void add_name(NameList *list, Str text, Loc loc) {
    if (!text.n || list->rows >= UINT32_MAX) return;
    uint64_t hash = hash_of(text);
    size_t at = hash & list->mask;
    list->rows++;
    for (; list->slots[at]; at = (at + 1) & list->mask) {
        NameCount *known = &list->items[list->slots[at] - 1];
        if (known->hash != hash || !str_eq(known->text, text)) continue;
        known->count++;
        return;
    }
    *new_name(list) = (NameCount){.text = text, .count = 1, .hash = hash, .first = loc};
    list->slots[at] = (uint32_t)list->count;
}

static Str reversed(Arena *a, Str s) {
    char *p = arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++) p[i] = s.p[s.n - 1 - i];
    return (Str){p, s.n};
}

static void describe(Arena *a, NameCount *name) {
    size_t letters = 0;
    name->key = name_key(a, name->text);
    name->reversed = reversed(a, name->key);
    for (size_t i = 0; i < name->key.n; i++) {
        unsigned char c = (unsigned char)name->key.p[i];
        name->signs |= UINT32_C(1) << (c & 31);
        letters += is_letter(c);
    }
    name->is_word = letters >= FEWEST_LETTERS;      /* "20" and "20%" are figures, not names */
}

/* A column whose every cell is another name has no spelling to be measured against. */
static bool repeats(const NameList *list) {
    return list->count * 2 <= list->rows;
}

/* False: many names that each stand once. */
static bool column_names(const Audit *t, const Sheet *sheet, size_t column, NameList *list) {
    size_t rows = sheet_rows(sheet);
    *list = list_of(t, rows);
    for (size_t row = 0; row < rows; row++) {
        Datum d = sheet_cell(sheet, row, column);
        if (d.kind == DATUM_TEXT) add_name(list, d.text, d.loc);
        if (list->count > MANY && list->count * 2 > rows) return false;
    }
    return list->count <= MANY || repeats(list);
}

/* ---- likeness ---- */

/* The first word of s; the rest behind it. */
static Str take_word(Str *s) {
    size_t end = str_find(*s, STR(" "), 0);
    Str word = str_sub(*s, 0, end);
    *s = end == SIZE_MAX ? STR("") : str_sub(*s, end + 1, s->n);
    return word;
}

static bool has_digit(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (text_digit(s.p[i])) return true;
    }
    return false;
}

/* Whether `word` of a key stands in capitals in the text the key is of. */
static bool in_capitals(Str text, Str word) {
    for (size_t at = 0; at + word.n <= text.n; at++) {
        size_t i = 0;
        while (i < word.n && text.p[at + i] == word.p[i] - ('a' - 'A')) i++;
        if (i == word.n) return true;
    }
    return false;
}

/* Words that count or number tell things apart: "Bidang I" and "Bidang II", "tahap 1" and "tahap
 * 2"; and so do short ones and acronyms. */
static bool word_may_be_misspelt(const NameCount *of, Str word) {
    return word.n >= SHORTEST && !has_digit(word) &&
           (word.n > ACRONYM || !in_capitals(of->text, word));
}

static unsigned bits(uint32_t x) {
    unsigned n = 0;
    for (; x; x &= x - 1) n++;
    return n;
}

/* How many times rarer than the other one of x and y must be to be its slip; 0: two names.
 * Same words but for one or two letters in long ones. */
static size_t alike(const NameCount *x, const NameCount *y) {
    Str p = x->key, q = y->key;
    unsigned limit = p.n >= LONG_NAME && q.n >= LONG_NAME ? 2 : 1;
    size_t gap = p.n > q.n ? p.n - q.n : q.n - p.n, times = RARE;
    if (!x->is_word || !y->is_word || gap > limit) return 0;
    if (str_eq(p, q)) return 1;            /* only letters' size or signs differ */
    if (bits(x->signs ^ y->signs) > 2 * limit || str_distance(p, q, limit) > limit) return 0;
    while (p.n && q.n) {
        Str a = take_word(&p), b = take_word(&q);
        if (str_eq(a, b)) continue;
        if (!word_may_be_misspelt(x, a) || !word_may_be_misspelt(y, b)) return 0;
        if (a.n < SURE || b.n < SURE) times = VERY_RARE;
    }
    return p.n == q.n ? times : 0;
}

/* Whatever stands fewer times is the slip. */
typedef struct Likeness {
    const NameCount *rare, *usual;
    bool told;                /* rare enough beside the usual one */
} Likeness;

typedef struct Likenesses {
    Likeness *items;
    size_t count, room;
} Likenesses;

static bool stands_before(const NameCount *x, const NameCount *y) {
    return x->first.offset < y->first.offset;
}

static void add_pair(const Audit *t, Likenesses *pairs, const NameCount *x, const NameCount *y,
                     size_t times) {
    bool x_is_rare = x->count < y->count || (x->count == y->count && stands_before(y, x));
    const NameCount *rare = x_is_rare ? x : y, *usual = x_is_rare ? y : x;
    if (pairs->count == pairs->room) {
        size_t room = pairs->room ? pairs->room * 2 : 16;
        pairs->items = arena_grow(t->a, pairs->items, pairs->room * sizeof(Likeness),
                                  room * sizeof(Likeness));
        pairs->room = room;
    }
    pairs->items[pairs->count++] = (Likeness){rare, usual, rare->count * times <= usual->count};
}

/* A name on its way through sorting: its first eight bytes, at hand, nearly always decide. */
typedef struct SortItem {
    uint64_t head;
    Str text;
    NameCount *name;
} SortItem;

static uint64_t head_of(Str s) {
    uint64_t h = 0;
    for (size_t i = 0; i < 8; i++) h = h << 8 | (i < s.n ? (unsigned char)s.p[i] : 0);
    return h;
}

static int in_order(const void *x, const void *y) {
    const SortItem *a = x, *b = y;
    if (a->head != b->head) return a->head < b->head ? -1 : 1;
    int c = str_cmp(a->text, b->text);
    return c ? c : str_cmp(a->name->text, b->name->text);
}

static void sort_names(SortItem *sorted, const NameList *list, bool from_behind) {
    for (size_t i = 0; i < list->count; i++) {
        NameCount *name = &list->items[i];
        Str text = from_behind ? name->reversed : name->key;
        sorted[i] = (SortItem){head_of(text), text, name};
    }
    qsort(sorted, list->count, sizeof *sorted, in_order);
}

static void compare_near(const Audit *t, Likenesses *pairs, const SortItem *sorted, size_t count,
                         bool second_time) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && j <= i + NEIGHBOURS; j++) {
            const NameCount *x = sorted[i].name, *y = sorted[j].name;
            size_t apart = x->rank > y->rank ? x->rank - y->rank : y->rank - x->rank;
            if (second_time && apart <= NEIGHBOURS) continue;
            size_t times = alike(x, y);
            if (times) add_pair(t, pairs, x, y, times);
        }
    }
}

static Likenesses find_alike(const Audit *t, const NameList *list) {
    Likenesses pairs = {0};
    SortItem *sorted = arena_array(t->a, list->count, sizeof *sorted);
    if (!list->count) return pairs;
    for (size_t i = 0; i < list->count; i++) describe(t->a, &list->items[i]);
    sort_names(sorted, list, false);
    for (size_t i = 0; i < list->count; i++) sorted[i].name->rank = i;
    compare_near(t, &pairs, sorted, list->count, false);
    sort_names(sorted, list, true);
    compare_near(t, &pairs, sorted, list->count, true);
    return pairs;
}

/* ---- saying so ---- */

static void say_alike(const Audit *t, const char *what, const Likeness *pair) {
    const NameCount *rare = pair->rare, *usual = pair->usual;
    Diag *g = diag_add(t->d, WARNING_, "nama-mirip", rare->first,
                       "%s \"%.*s\" (%zu kali) mirip \"%.*s\" (%zu kali)", what,
                       STR_ARG(rare->text), rare->count, STR_ARG(usual->text), usual->count);
    diag_fix(t->d, g, "Samakan penulisannya bila keduanya satu nama.");
    diag_see(t->d, g, usual->first, "\"%.*s\" ada di sini", STR_ARG(usual->text));
}

/* The likeliest slip: the rarest beside its usual spelling, then whatever stands first. */
static const Likeness *likeliest(const Likenesses *pairs) {
    const Likeness *best = &pairs->items[0];
    for (size_t i = 1; i < pairs->count; i++) {
        const Likeness *p = &pairs->items[i];
        size_t mine = p->usual->count * best->rare->count,
               its = best->usual->count * p->rare->count;
        if (mine > its || (mine == its && stands_before(p->rare, best->rare))) best = p;
    }
    return best;
}

static void say_close(const Audit *t, const char *what, Str where, const Likenesses *pairs) {
    const Likeness *p = likeliest(pairs);
    Diag *g = diag_add(t->d, NOTE_, "nama-berdekatan", p->rare->first,
                       "%s di %.*s berdekatan: %zu pasang hanya berbeda satu dua huruf, misalnya "
                       "\"%.*s\" (%zu kali) dan \"%.*s\" (%zu kali)",
                       what, STR_ARG(where), pairs->count, STR_ARG(p->rare->text), p->rare->count,
                       STR_ARG(p->usual->text), p->usual->count);
    diag_fix(t->d, g, "Periksa ejaannya; bila semuanya memang berbeda, nyatakan \"mirip\": false.");
}

static void say(const Audit *t, const char *what, Str where, const NameList *list,
                const Likenesses *pairs, bool all_once) {
    size_t most = list->count / NAMES_A_PAIR > PAIRS ? list->count / NAMES_A_PAIR : PAIRS;
    if (pairs->count && (all_once || pairs->count > most)) {
        say_close(t, what, where, pairs);
        return;
    }
    for (size_t i = 0; i < pairs->count; i++) {
        if (pairs->items[i].told) say_alike(t, what, &pairs->items[i]);
    }
}

void audit_similar(const Audit *t, const Sheet *sheet, size_t column) {
    ArenaMark mark = arena_mark(t->a);
    NameList list;
    if (column_names(t, sheet, column, &list)) {
        Likenesses pairs = find_alike(t, &list);
        Str name = sheet_column(sheet, column)->name;
        say(t, "nama", str_printf(t->a, "kolom \"%.*s\"", STR_ARG(name)), &list, &pairs,
            !repeats(&list));
    }
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
    NameList list = list_of(t, measures * sheet_rows(sheet));
    for (size_t row = 0; measures && row < sheet_rows(sheet); row++) {
        for (size_t i = 0; i < sheet_columns(sheet); i++) {
            if (sheet_column(sheet, i)->type != COLUMN_MEASURE) continue;
            Datum d = sheet_cell(sheet, row, i);
            if (d.kind == DATUM_NUMBER) add_name(&list, unit_word(d.text), d.loc);
        }
    }
    Likenesses pairs = find_alike(t, &list);
    Str table = sheet_name(sheet);
    say(t, "satuan", str_printf(t->a, "tabel \"%.*s\"", STR_ARG(table)), &list, &pairs, false);
    arena_reset(t->a, mark);
}
