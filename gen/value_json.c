/*
 * value_json: JSON to located Values. The only file that knows cJSON.
 *
 * cJSON keeps neither places nor digits, so its tree and the source are walked in lockstep: the
 * tree says what a value is, the source where it stands and how it was written. The text was
 * checked by the letter before (value_check.c), so the walk never meets a surprise.
 */
#include "value_internal.h"

#include <cjson/cJSON.h>

typedef struct Walk {
    Arena *a;
    const Source *source;
    const char *p, *end;      /* p: behind what was consumed */
    Diags *d;
    bool ok;
} Walk;

static const Value *walk_value(Walk *w, const cJSON *node);

static void skip_any(Walk *w, const char *of) {
    while (w->p < w->end && strchr(of, *w->p)) w->p++;      /* no NUL: the text was checked */
}

static void skip_space(Walk *w) {
    skip_any(w, " \n\r\t");
}

static Loc place(const Walk *w, const char *from) {
    return loc_at(w->source, (size_t)(from - w->source->text.p), (size_t)(w->p - from));
}

/* Consumes a string. Its text is the source's own bytes where no escape was written, so that
 * places inside it can be named; cJSON's decoding otherwise. */
static Str walk_string(Walk *w, const char *decoded) {
    const char *begin = ++w->p;
    bool escaped = false;
    for (; *w->p != '"'; w->p++) {
        if (*w->p != '\\') continue;
        escaped = true;
        w->p++;
    }
    Str raw = {begin, (size_t)(w->p++ - begin)};
    return escaped ? str_copy(w->a, str_of(decoded)) : raw;
}

/* ---- duplicate keys ---- */

typedef struct KeyAt {
    Str key;
    size_t index;
} KeyAt;

static int by_key(const void *x, const void *y) {
    const KeyAt *a = x, *b = y;
    int c = str_cmp(a->key, b->key);
    return c ? c : (a->index > b->index) - (a->index < b->index);
}

static void refuse_duplicates(Walk *w, const Member *members, size_t count) {
    if (count < 2) return;
    ArenaMark mark = arena_mark(w->a);
    KeyAt *keys = arena_array(w->a, count, sizeof *keys);
    for (size_t i = 0; i < count; i++) keys[i] = (KeyAt){members[i].key, i};
    qsort(keys, count, sizeof *keys, by_key);
    bool found = false;
    for (size_t i = 1; i < count && !found; i++) found = str_eq(keys[i - 1].key, keys[i].key);
    for (size_t i = 1; found && i < count; i++) {
        if (!str_eq(keys[i - 1].key, keys[i].key)) continue;
        Str shown = str_excerpt(w->a, keys[i].key, 60);
        Diag *g = diag_add(w->d, ERROR_, "json-kunci-ganda", members[keys[i].index].key_loc,
                           "kunci \"%.*s\" ditulis dua kali", STR_ARG(shown));
        diag_see(w->d, g, members[keys[i - 1].index].key_loc, "yang sebelumnya di sini");
        w->ok = false;
    }
    if (!found) arena_reset(w->a, mark);        /* diagnostics may live behind the mark */
}

/* ---- the tree ---- */

static void walk_members(Walk *w, const cJSON *node, Value *out, size_t count) {
    Member *members = arena_array(w->a, count, sizeof *members);
    size_t i = 0;
    const cJSON *child;
    cJSON_ArrayForEach(child, node) {
        skip_space(w);
        const char *from = w->p;
        Str key = walk_string(w, child->string);
        Loc key_loc = place(w, from);
        skip_space(w);
        w->p++;                                 /* : */
        members[i++] = (Member){key, key_loc, walk_value(w, child)};
        skip_space(w);
        if (*w->p == ',') w->p++;
    }
    out->members = members;
    refuse_duplicates(w, members, count);
}

static void walk_items(Walk *w, const cJSON *node, Value *out, size_t count) {
    const Value **items = arena_array(w->a, count, sizeof *items);
    size_t i = 0;
    const cJSON *child;
    cJSON_ArrayForEach(child, node) {
        items[i++] = walk_value(w, child);
        skip_space(w);
        if (*w->p == ',') w->p++;
    }
    out->items = items;
}

static void walk_nested(Walk *w, const cJSON *node, Value *out) {
    size_t count = 0;
    for (const cJSON *child = node->child; child; child = child->next) count++;
    out->count = count;
    w->p++;
    if (cJSON_IsObject(node)) {
        out->kind = VALUE_OBJECT;
        walk_members(w, node, out, count);
    } else {
        out->kind = VALUE_ARRAY;
        walk_items(w, node, out, count);
    }
    skip_space(w);
    w->p++;
}

static const Value *walk_value(Walk *w, const cJSON *node) {
    Value *out = arena_alloc(w->a, sizeof *out);
    skip_space(w);
    const char *from = w->p;
    if (cJSON_IsObject(node) || cJSON_IsArray(node)) {
        walk_nested(w, node, out);
    } else if (cJSON_IsString(node)) {
        out->kind = VALUE_STRING;
        out->text = walk_string(w, node->valuestring);
    } else if (cJSON_IsNumber(node)) {
        out->kind = VALUE_NUMBER;
        skip_any(w, "0123456789+-.eE");
        out->text = (Str){from, (size_t)(w->p - from)};
    } else {
        out->kind = cJSON_IsNull(node) ? VALUE_NULL : VALUE_BOOL;
        out->boolean = cJSON_IsTrue(node);
        skip_any(w, "truefalsn");
    }
    out->loc = place(w, from);
    return out;
}

/* cJSON's tree, freed also when memory runs out during the walk. */
static void free_tree(void *handle) {
    cJSON **tree = handle;
    cJSON_Delete(*tree);
    *tree = NULL;
}

const Value *value_from_json(Arena *a, const Source *source, Diags *d) {
    if (!value_check_json(a, source, d)) return NULL;
    cJSON **tree = arena_alloc(a, sizeof *tree);
    arena_defer(a, free_tree, tree);
    *tree = cJSON_ParseWithLengthOpts(source->text.p, source->text.n, NULL, false);
    if (!*tree) arena_out_of_memory(a);         /* the text is right: nothing else can fail */
    Walk w = {a, source, source->text.p, source->text.p + source->text.n, d, true};
    const Value *root = walk_value(&w, *tree);
    free_tree(tree);
    return w.ok ? root : NULL;
}
