/* data_column: a column's declaration in laporan.json: a type's name, or an object with more. */
#include "data_internal.h"

/* In the order of ColumnType. */
static const char *const TYPES[] = {
    "teks", "bulat", "desimal", "rupiah", "persen", "bersatuan", "tanggal", "predikat",
};
static const char *const MARKS[] = {"koma", "titik", "koma_atau_titik"};
static const char *const BLANKS[] = {"seperti_atas"};
static const char *const KEYS[] = {
    "tipe", "nama", "judul", "satuan", "tanda_desimal", "wajib", "kosong", "rentang", "audit",
};
#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static bool decode_type(const Value *v, Column *out, Diags *d) {
    size_t choice;
    if (!value_choice(v, TYPES, COUNT(TYPES), &choice, d)) return false;
    out->type = (ColumnType)choice;
    return true;
}

static bool optional_choice(const Value *where, const char *key, const char *const *names,
                            size_t count, size_t *out, Diags *d) {
    const Value *v = value_get(where, key);
    return !v || value_choice(v, names, count, out, d);
}

/* One bound, read as a cell of this column would be; null leaves that side open. */
static bool decode_bound(Arena *a, const Column *c, const Value *v, bool *has, Num *out, Diags *d) {
    Column optional = *c;
    Datum bound;
    optional.required = false;
    if (!cell_decode_value(a, &optional, v, &bound, d)) return false;
    *has = bound.kind == DATUM_NUMBER;
    if (*has) *out = bound.number;
    if (*has || bound.kind == DATUM_EMPTY) return true;
    diag_add(d, ERROR_, "rentang-salah", v->loc,
             "batas rentang harus bilangan, padahal kolom ini bertipe %s",
             column_type_name(c->type));
    return false;
}

static bool decode_range(Arena *a, const Value *where, Column *out, Diags *d) {
    const Value *range = NULL;
    if (!value_array_or(where, "rentang", &range, d)) return false;
    if (!range) return true;
    if (range->count != 2) {
        diag_add(d, ERROR_, "rentang-salah", range->loc,
                 "\"rentang\" harus dua batas, misalnya [\"0\", \"100\"]");
        return false;
    }
    bool low = decode_bound(a, out, range->items[0], &out->has_min, &out->min, d);
    bool high = decode_bound(a, out, range->items[1], &out->has_max, &out->max, d);
    if (low && high && out->has_min && out->has_max && num_cmp(out->min, out->max) > 0) {
        diag_add(d, ERROR_, "rentang-salah", range->loc,
                 "batas bawah rentang melebihi batas atasnya");
        return false;
    }
    return low && high;
}

static bool decode_object(Arena *a, const Value *v, Column *out, Diags *d) {
    bool ok = value_only_keys(v, KEYS, COUNT(KEYS), d);
    const Value *type = value_get(v, "tipe");
    if (type) ok = decode_type(type, out, d) && ok;
    size_t mark = MARK_COMMA, blank = SIZE_MAX;
    ok = value_text_or(v, "nama", &out->name, d) && ok;
    ok = value_text_or(v, "judul", &out->title, d) && ok;
    ok = value_text_or(v, "satuan", &out->unit, d) && ok;
    ok = value_bool_or(v, "wajib", &out->required, d) && ok;
    ok = optional_choice(v, "tanda_desimal", MARKS, COUNT(MARKS), &mark, d) && ok;
    ok = optional_choice(v, "kosong", BLANKS, COUNT(BLANKS), &blank, d) && ok;
    out->mark = (DecimalMark)mark;
    out->fill_down = blank == 0;
    out->audit = value_get(v, "audit");
    return ok && decode_range(a, v, out, d);
}

bool column_decode(Arena *a, const Member *declared, Column *out, Diags *d) {
    const Value *v = declared->value;
    *out = (Column){.name = declared->key, .loc = declared->key_loc};
    bool ok;
    if (v->kind == VALUE_STRING) ok = decode_type(v, out, d);
    else ok = value_expect(v, VALUE_OBJECT, "kolom", d) && decode_object(a, v, out, d);
    if (!out->title.n) out->title = declared->key;
    if (!out->name.n) out->name = declared->key;
    return ok;
}
