/*
 * compute_order: which rows a table prints, and in which order.
 *
 * Filter, then sort (stable; rows without a key last), then the first n, then groups. Groups keep
 * the order of their first appearance and gather their rows, so that a program that comes twice in
 * the data is one group. Everything is linear in rows, but for the sort.
 */
#include "compute_internal.h"

/* ---- filter ---- */

static bool kept(const TableSpec *spec, Scope *scope, size_t row, Arena *scratch, Diags *d) {
    if (!spec->filter) return true;
    scope->row = row;
    Datum v = expr_eval(scratch, spec->filter, scope, d);
    return v.kind == DATUM_BOOL && v.boolean;
}

static size_t filter_rows(Arena *a, const TableSpec *spec, const Scope *at, uint32_t *order,
                          Diags *d) {
    Scope scope = *at;
    Arena *scratch = arena_child(a);
    ArenaMark mark = arena_mark(scratch);
    size_t n = 0, rows = sheet_rows(spec->sheet);
    for (size_t i = 0; i < rows; i++) {
        if (kept(spec, &scope, i, scratch, d)) order[n++] = (uint32_t)i;
        arena_reset(scratch, mark);
    }
    arena_free(scratch);
    return n;
}

/* ---- sort ---- */

typedef struct SortItem {
    Datum key;
    uint32_t row, place;
} SortItem;

static int by_sort_key(const void *x, const void *y, void *descending) {
    const SortItem *a = x, *b = y;
    bool a_has = calc_is_defined(a->key), b_has = calc_is_defined(b->key);
    if (a_has != b_has) return a_has ? -1 : 1;
    int c = a_has ? calc_compare(a->key, b->key) : 0;
    if (c) return *(const bool *)descending ? -c : c;
    return a->place < b->place ? -1 : a->place > b->place;
}

static void sort_rows(Arena *a, const TableSpec *spec, const Scope *at, uint32_t *order,
                      size_t count, Diags *d) {
    Scope scope = *at;
    Arena *keys = arena_child(a);
    SortItem *items = arena_array(keys, count, sizeof *items);
    bool descending = spec->sort_descending;
    for (size_t i = 0; i < count; i++) {
        scope.row = order[i];
        items[i] = (SortItem){expr_eval(keys, spec->sort, &scope, d), order[i], (uint32_t)i};
    }
    if (count) qsort_r(items, count, sizeof *items, by_sort_key, &descending);
    for (size_t i = 0; i < count; i++) order[i] = items[i].row;
    arena_free(keys);
}

/* ---- keys ---- */

/* Ids of (id of the group outside, key), given in order of first appearance. */
typedef struct KeyMap {
    Arena *arena;
    struct KeySlot { uint32_t id, outer; Str key; } *slots;   /* id from 1; 0: free */
    size_t capacity, used;
} KeyMap;

static uint64_t hash(uint32_t outer, Str key) {
    uint64_t h = 1469598103934665603u ^ outer;
    for (size_t i = 0; i < key.n; i++) h = (h ^ (unsigned char)key.p[i]) * 1099511628211u;
    return h ^ h >> 32;
}

static struct KeySlot *find_slot(const KeyMap *m, uint32_t outer, Str key) {
    size_t at = (size_t)hash(outer, key) & (m->capacity - 1);
    while (m->slots[at].id && (m->slots[at].outer != outer || !str_eq(m->slots[at].key, key))) {
        at = (at + 1) & (m->capacity - 1);
    }
    return &m->slots[at];
}

static void grow(KeyMap *m) {
    KeyMap bigger = {m->arena, NULL, m->capacity ? m->capacity * 2 : 64, m->used};
    bigger.slots = arena_array(m->arena, bigger.capacity, sizeof *bigger.slots);
    for (size_t i = 0; i < m->capacity; i++) {
        if (m->slots[i].id) *find_slot(&bigger, m->slots[i].outer, m->slots[i].key) = m->slots[i];
    }
    *m = bigger;
}

static uint32_t key_id(KeyMap *m, uint32_t outer, Str key) {
    if (m->used * 2 >= m->capacity) grow(m);
    struct KeySlot *s = find_slot(m, outer, key);
    if (!s->id) *s = (struct KeySlot){(uint32_t)++m->used, outer, str_copy(m->arena, key)};
    return s->id;
}

/* Bytes that are equal exactly when the values are. */
static Str key_bytes(Arena *a, Datum d) {
    switch (d.kind) {
    case DATUM_TEXT: return str_printf(a, "t%.*s", STR_ARG(d.text));
    case DATUM_NUMBER: return num_debug(a, d.number);
    case DATUM_BOOL: return d.boolean ? STR("b1") : STR("b0");
    case DATUM_DATE: return str_printf(a, "d%d-%d-%d", d.date.year, d.date.month, d.date.day);
    case DATUM_EMPTY:
    case DATUM_UNDEFINED: break;
    }
    return STR("-");
}

/* ---- the first row of each value ---- */

static size_t distinct_rows(Arena *a, const TableSpec *spec, const Scope *at, uint32_t *order,
                            size_t count, Diags *d) {
    Scope scope = *at;
    KeyMap map = {arena_child(a), NULL, 0, 0};
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        scope.row = order[i];
        size_t before = map.used;
        key_id(&map, 0, key_bytes(map.arena, expr_eval(map.arena, spec->distinct, &scope, d)));
        if (map.used > before) order[n++] = order[i];
    }
    arena_free(map.arena);
    return n;
}

/* ---- rows in order ---- */

bool order_rows(Arena *a, const TableSpec *spec, const Scope *scope, bool list_needed,
                RowOrder *out, Diags *d) {
    size_t rows = sheet_rows(spec->sheet), errors = diags_count(d, ERROR_);
    bool cut = spec->top > 0 && (uint64_t)spec->top < rows;
    *out = (RowOrder){.count = rows};
    if (!spec->filter && !spec->distinct && !spec->sort && !cut && !list_needed) return true;
    uint32_t *list = arena_array(a, rows, sizeof *list);
    size_t n = filter_rows(a, spec, scope, list, d);
    if (spec->distinct) {
        out->kept = memcpy(arena_array(a, n, sizeof *list), list, n * sizeof *list);
        out->kept_count = n;
        n = distinct_rows(a, spec, scope, list, n, d);
    }
    if (spec->sort) sort_rows(a, spec, scope, list, n, d);
    if (spec->top > 0 && (uint64_t)spec->top < n) n = (size_t)spec->top;
    out->rows = list;
    out->count = n;
    return diags_count(d, ERROR_) == errors;
}

/* ---- groups: gathering ---- */

/* The group ids of one level for every place, within those of the level outside (or NULL). */
static uint32_t level_ids(const TableSpec *spec, size_t level, const Scope *at,
                          const uint32_t *order, size_t count, const uint32_t *outer, uint32_t *ids,
                          Arena *work, Diags *d) {
    Scope scope = *at;
    KeyMap map = {.arena = arena_child(work)};
    Arena *scratch = arena_child(work);
    ArenaMark mark = arena_mark(scratch);
    for (size_t i = 0; i < count; i++) {
        scope.row = order[i];
        Datum key = expr_eval(scratch, spec->groups[level].by, &scope, d);
        ids[i] = key_id(&map, outer ? outer[i] : 0, key_bytes(scratch, key));
        arena_reset(scratch, mark);
    }
    return (uint32_t)map.used;
}

/* Stable counting sort of `places` by ids[place]. */
static void sort_by_id(Arena *work, uint32_t *places, size_t count, const uint32_t *ids,
                       uint32_t most) {
    size_t *start = arena_array(work, (size_t)most + 2, sizeof *start);
    uint32_t *sorted = arena_array(work, count, sizeof *sorted);
    for (size_t i = 0; i < count; i++) start[ids[i] + 1]++;
    for (size_t i = 1; i < (size_t)most + 2; i++) start[i] += start[i - 1];
    for (size_t i = 0; i < count; i++) sorted[start[ids[places[i]]]++] = places[i];
    if (count) memcpy(places, sorted, count * sizeof *places);
}

typedef struct GroupList {
    Arena *arena;
    Group *items;
    size_t count, cap;
} GroupList;

static void add_group(GroupList *l, unsigned level, size_t from, size_t outer) {
    l->items = arena_room(l->arena, l->items, l->count, &l->cap, sizeof *l->items);
    l->items[l->count++] = (Group){.level = level, .from = (uint32_t)from, .outer = (uint32_t)outer};
}

/* Groups in the order of their heads: outer before inner, at the place where they begin. */
static void list_groups(GroupList *list, const TableSpec *spec, uint32_t *const *ids,
                        const uint32_t *places, size_t count, size_t *open) {
    for (size_t i = 0; i < count; i++) {
        bool fresh = i == 0;
        for (unsigned level = 0; level < spec->group_count; level++) {
            fresh = fresh || ids[level][places[i]] != ids[level][places[i - 1]];
            if (!fresh) continue;
            if (i) list->items[open[level]].to = (uint32_t)i;
            open[level] = list->count;
            add_group(list, level, i, level ? open[level - 1] : 0);
        }
    }
    for (unsigned level = 0; count && level < spec->group_count; level++) {
        list->items[open[level]].to = (uint32_t)count;
    }
}

void order_groups(Arena *a, const TableSpec *spec, const Scope *scope, uint32_t *order,
                  size_t count, Group **groups, size_t *group_count, Diags *d) {
    Arena *work = arena_child(a);
    size_t levels = spec->group_count;
    uint32_t **ids = arena_array(work, levels, sizeof *ids);
    uint32_t *most = arena_array(work, levels, sizeof *most);
    uint32_t *places = arena_array(work, count, sizeof *places),
             *rows = arena_array(work, count, sizeof *rows);
    for (size_t level = 0; level < levels; level++) {
        ids[level] = arena_array(work, count, sizeof **ids);
        most[level] = level_ids(spec, level, scope, order, count, level ? ids[level - 1] : NULL,
                                ids[level], work, d);
    }
    for (size_t i = 0; i < count; i++) places[i] = (uint32_t)i;
    for (size_t level = levels; level-- > 0;)
        sort_by_id(work, places, count, ids[level], most[level]);
    for (size_t i = 0; i < count; i++) rows[i] = order[places[i]];
    GroupList list = {.arena = a};
    list_groups(&list, spec, ids, places, count, arena_array(work, levels, sizeof(size_t)));
    if (count) memcpy(order, rows, count * sizeof *order);
    *groups = list.items;
    *group_count = list.count;
    arena_free(work);
}
