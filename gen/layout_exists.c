/*
 * layout_exists: "bila_ada" and "bila_tidak_ada": what this report has, decided while reading, so that
 * a part about data that a report lacks is not even decoded.
 */
#include "layout_internal.h"

/* The keys of laporan.json that may be asked for, with what stands below them. */
static const Str ROOTS[] = {
    {"prosa", 5}, {"data", 4}, {"lampiran", 8}, {"logo", 4}, {"nomor", 5}, {"tempat", 6},
    {"tanggal", 7}, {"tahun", 5}, {"instansi", 8}, {"pemerintah", 10}, {"pejabat", 7},
    {"fakta", 5},
};

static bool known_root(Str root) {
    for (size_t i = 0; i < COUNT(ROOTS); i++)
        if (str_eq(root, ROOTS[i]))
            return true;
    return false;
}

static bool has_prose(const Data *data, Str name) {
    for (size_t i = 0; i < data->prose_count; i++)
        if (str_eq(data->prose[i].name, name))
            return true;
    return false;
}

/* Lampiran are named by a text, or are an object with an id. */
static bool has_appendix(const Data *data, Str name) {
    const Value *list = value_get(data->root, "lampiran");
    for (size_t i = 0; list && list->kind == VALUE_ARRAY && i < list->count; i++) {
        const Value *v = list->items[i];
        const Value *id = v->kind == VALUE_OBJECT ? value_get(v, "id") : v;
        if (id && id->kind == VALUE_STRING && str_eq(id->text, name))
            return true;
    }
    return false;
}

static const Value *below(const Value *v, Str key) {
    for (size_t i = 0; v && v->kind == VALUE_OBJECT && i < v->count; i++)
        if (str_eq(v->members[i].key, key))
            return v->members[i].value;
    return NULL;
}

static bool has_path(const Data *data, Str path) {
    const Value *v = data->root;
    for (size_t from = 0; v && from <= path.n;) {
        size_t dot = str_find(path, STR("."), from);
        size_t to = dot == SIZE_MAX ? path.n : dot;
        v = below(v, str_sub(path, from, to));
        from = to + 1;
    }
    return v && v->kind != VALUE_NULL && !(v->kind == VALUE_STRING && v->text.n == 0);
}

/* A table of data, or a column of it ("capaian.target_akhir"), from the file or derived. */
static bool has_data(const Reader *r, Str name) {
    size_t dot = str_find(name, STR("."), 0), column;
    if (dot == SIZE_MAX)
        return data_sheet(r->data, name) != NULL;
    Str table = str_sub(name, 0, dot), wanted = str_sub(name, dot + 1, name.n);
    const Sheet *sheet = data_sheet(r->data, table);
    return sheet && (sheet_find_column(sheet, wanted, &column)
                     || derived_find(r->names, table, wanted) != NULL);
}

static bool exists(Reader *r, const Value *name) {
    if (!value_expect(name, VALUE_STRING, "nama yang diperiksa", r->d))
        return false;
    Str path = name->text;
    size_t dot = str_find(path, STR("."), 0);
    Str root = str_sub(path, 0, dot == SIZE_MAX ? path.n : dot);
    Str rest = dot == SIZE_MAX ? (Str){path.p + path.n, 0} : str_sub(path, dot + 1, path.n);
    if (!known_root(root))
        return unknown_name(r, name->loc, "kunci laporan.json", root, ROOTS, COUNT(ROOTS));
    if (rest.n > 0 && str_is(root, "prosa"))
        return has_prose(r->data, rest);
    if (rest.n > 0 && str_is(root, "data"))
        return has_data(r, rest);
    if (rest.n > 0 && str_is(root, "lampiran"))
        return has_appendix(r->data, rest);
    return has_path(r->data, path);
}

/* One name, or several: how many of them are there. */
static size_t count_there(Reader *r, const Value *v, size_t *all) {
    *all = 1;
    if (v->kind != VALUE_ARRAY)
        return exists(r, v);
    size_t there = 0;
    for (size_t i = 0; i < v->count; i++)
        there += exists(r, v->items[i]);
    *all = v->count;
    return there;
}

bool is_there(Reader *r, const Value *object) {
    size_t all;
    const Value *needs = value_get(object, "bila_ada");
    const Value *lacks = value_get(object, "bila_tidak_ada");
    if (needs && count_there(r, needs, &all) < all)
        return false;
    return !lacks || count_there(r, lacks, &all) == 0;
}
