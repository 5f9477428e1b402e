/*
 * data: laporan.json to Data: facts checked, tables read, prose named. Everything that is wrong is
 * reported before anything else is looked at.
 */
#include "data_internal.h"

static const char *const KEYS[] = {
    "tata_letak", "gaya", "tahun", "tempat", "tanggal", "nomor", "logo", "instansi", "pemerintah",
    "pejabat", "fakta", "metadata", "data", "prosa", "lampiran", "tabel", "angka", "kolom_turunan",
    "skala", "audit", "bagan", "pohon", "abaikan",
};
/* What is no fact: decoded here or by layout. */
static const char *const NO_FACTS[] = {
    "data", "prosa", "lampiran", "tabel", "angka", "kolom_turunan", "skala", "audit", "bagan", "pohon",
    "abaikan",
};
#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { FIRST_YEAR = 1945, LAST_YEAR = 2999 };

static bool is_one_of(Str s, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(s, names[i])) return true;
    }
    return false;
}

/* ---- names ---- */

/* A name that expressions can speak: letters, digits, '-' and '_', a letter first. */
static bool check_name(const Member *m, const char *what, Diags *d) {
    bool ok = m->key.n > 0;
    for (size_t i = 0; i < m->key.n && ok; i++) {
        char c = m->key.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        ok = letter || (i && ((c >= '0' && c <= '9') || c == '-' || c == '_'));
    }
    if (ok) return true;
    Str shown = str_excerpt(diags_arena(d), m->key, 40);
    Diag *g = diag_add(d, ERROR_, "nama-salah", m->key_loc, "nama %s \"%.*s\" tidak sah", what,
                       STR_ARG(shown));
    diag_fix(d, g, "Nama diawali huruf, lalu huruf, angka, - atau _.");
    return false;
}

/* ---- facts ---- */

static bool is_date_key(Str key) {
    return str_is(key, "tanggal") || str_starts(key, STR("tanggal_"));
}

/* Every scalar below can become a Datum. */
static bool check_fact(Arena *a, Str key, const Value *v, Diags *d) {
    bool ok = true;
    Num x;
    Date date;
    switch (v->kind) {
    case VALUE_NULL:
    case VALUE_BOOL: return true;
    case VALUE_NUMBER:
        if (number_literal(a, v->text, &x)) return true;
        diag_add(d, ERROR_, "fakta-salah", v->loc, "bilangan di luar jangkauan");
        return false;
    case VALUE_STRING: {
        if (!is_date_key(key) || data_date(v->text, &date) || !str_trim(v->text).n) return true;
        Str shown = str_excerpt(diags_arena(d), v->text, 40);
        Diag *g = diag_add(d, ERROR_, "tanggal-salah", v->loc, "\"%.*s\" bukan tanggal yang ada",
                           STR_ARG(shown));
        diag_fix(d, g, "Tulis seperti 2024-01-31, 31 Januari 2024 atau Januari 2024.");
        return false;
    }
    case VALUE_ARRAY:
        diag_add(d, ERROR_, "fakta-salah", v->loc,
                 "fakta harus teks, bilangan, true/false atau objek, bukan larik");
        return false;
    case VALUE_OBJECT:
        for (size_t i = 0; i < v->count; i++) {
            ok = check_fact(a, v->members[i].key, v->members[i].value, d) && ok;
        }
        return ok;
    }
    return false;
}

static bool check_facts(Arena *a, const Value *root, Diags *d) {
    bool ok = true;
    for (size_t i = 0; i < root->count; i++) {
        const Member *m = &root->members[i];
        bool fact =
            is_one_of(m->key, KEYS, COUNT(KEYS)) && !is_one_of(m->key, NO_FACTS, COUNT(NO_FACTS));
        if (fact) ok = check_fact(a, m->key, m->value, d) && ok;
    }
    return ok;
}

static const Value *step(const Value *v, Str key) {
    if (v->kind != VALUE_OBJECT) return NULL;
    for (size_t i = 0; i < v->count; i++) {
        if (str_eq(v->members[i].key, key)) return v->members[i].value;
    }
    return NULL;
}

/* Follows a dotted path; *last is its last key. */
static const Value *follow(const Value *v, Str path, Str *last) {
    for (size_t from = 0; v;) {
        size_t dot = str_find(path, STR("."), from);
        *last = str_sub(path, from, dot);
        v = step(v, *last);
        if (dot == SIZE_MAX) break;
        from = dot + 1;
    }
    return v;
}

static const Value *find_fact(const Data *data, Str path, Str *last) {
    const Value *facts = value_get(data->root, "fakta");
    size_t dot = str_find(path, STR("."), 0);
    Str first = str_sub(path, 0, dot);
    bool structure = is_one_of(first, NO_FACTS, COUNT(NO_FACTS));
    const Value *v = structure ? NULL : follow(data->root, path, last);
    return v || !facts ? v : follow(facts, path, last);
}

bool data_fact(const Data *data, Str path, Datum *out) {
    Str key = path;
    const Value *v = find_fact(data, path, &key);
    if (!v) return false;
    Datum fact = {.loc = v->loc};
    switch (v->kind) {
    case VALUE_ARRAY:
    case VALUE_OBJECT: return false;
    case VALUE_NULL: break;
    case VALUE_BOOL:
        fact.kind = DATUM_BOOL;
        fact.boolean = v->boolean;
        break;
    case VALUE_NUMBER:
        fact.kind = DATUM_NUMBER;
        if (!number_literal(data->facts, v->text, &fact.number)) return false;
        break;
    case VALUE_STRING:
        if (!str_trim(v->text).n) break;
        fact.kind = is_date_key(key) && data_date(v->text, &fact.date) ? DATUM_DATE : DATUM_TEXT;
        if (fact.kind == DATUM_TEXT) fact.text = v->text;
        break;
    }
    *out = fact;
    return true;
}

/* ---- the report's own facts ---- */

static bool check_officials(const Value *root, Diags *d) {
    static const char *const keys[] = {"jabatan", "nama", "pangkat", "nip", "awalan", "atas_nama",
                                       "untuk_beliau"};
    static const char *const prefixes[] = {"a.n.", "Plt.", "Plh.", "Pj."};
    const Value *all = NULL;
    bool ok = value_object_or(root, "pejabat", &all, d);
    for (size_t i = 0; all && i < all->count; i++) {
        const Member *m = &all->members[i];
        Str text;
        size_t choice;
        ok = check_name(m, "pejabat", d) && ok;
        if (!value_expect(m->value, VALUE_OBJECT, "pejabat", d)) {
            ok = false;
            continue;
        }
        ok = value_only_keys(m->value, keys, COUNT(keys), d) && ok;
        ok = value_text(m->value, "jabatan", &text, d) && ok;
        ok = value_text(m->value, "nama", &text, d) && ok;
        ok = value_text_or(m->value, "pangkat", &text, d) && ok;
        ok = value_text_or(m->value, "nip", &text, d) && ok;
        ok = value_text_or(m->value, "atas_nama", &text, d) && ok;
        ok = value_text_or(m->value, "untuk_beliau", &text, d) && ok;
        const Value *prefix = value_get(m->value, "awalan");
        if (prefix) ok = value_choice(prefix, prefixes, COUNT(prefixes), &choice, d) && ok;
    }
    return ok;
}

/* An object of facts of which some must be there as texts. */
static bool check_body(const Value *root, const char *key, const char *const *required,
                       size_t count, Diags *d) {
    const Value *body;
    Str text;
    if (!value_object(root, key, &body, d)) return false;
    bool ok = true;
    for (size_t i = 0; i < count; i++) ok = value_text(body, required[i], &text, d) && ok;
    return ok;
}

/* One of the warnings that the report accepts. */
static bool accept_warning(const Value *entry, Diags *d) {
    static const char *const keys[] = {"kode", "berkas", "memuat", "jumlah", "alasan"};
    enum { MOST = 1000 };
    Acceptance a = {.loc = entry->loc};
    int64_t expected = 1;
    if (!value_expect(entry, VALUE_OBJECT, "unsur \"abaikan\"", d)) return false;
    bool ok = value_only_keys(entry, keys, COUNT(keys), d);
    ok = value_text(entry, "kode", &a.code, d) && ok;
    ok = value_text_or(entry, "berkas", &a.file, d) && ok;
    ok = value_text_or(entry, "memuat", &a.contains, d) && ok;
    ok = value_int_or(entry, "jumlah", 1, MOST, &expected, d) && ok;
    ok = value_text(entry, "alasan", &a.reason, d) && ok;
    if (ok && !str_trim(a.reason).n) {
        Diag *g = diag_add(d, ERROR_, "nilai-salah", value_get(entry, "alasan")->loc, "alasan ini kosong");
        diag_fix(d, g, "Tulis mengapa peringatan ini benar dan boleh tetap: pembaca tahun depan tidak mengingatnya.");
        return false;
    }
    if (!ok) return false;
    a.expected = (size_t)expected;
    diags_accept(d, a);
    return true;
}

static bool accept_warnings(const Value *root, Diags *d) {
    const Value *list = NULL;
    bool ok = value_array_or(root, "abaikan", &list, d);
    for (size_t i = 0; list && i < list->count; i++) ok = accept_warning(list->items[i], d) && ok;
    return ok;
}

/* What an archive asks for; an office may add facts of its own beside it. */
static bool check_metadata(const Value *root, Diags *d) {
    const Value *metadata = NULL;
    Str text;
    if (!value_object_or(root, "metadata", &metadata, d)) return false;
    if (!metadata) return true;
    bool ok = value_text_or(metadata, "klasifikasi", &text, d);
    return value_text_or(metadata, "retensi", &text, d) && ok;
}

static bool check_optional_objects(const Value *root, Diags *d) {
    static const char *const keys[] = {
        "fakta", "tabel", "angka", "kolom_turunan", "skala", "audit", "bagan", "pohon",
    };
    const Value *object;
    bool ok = true;
    for (size_t i = 0; i < COUNT(keys); i++) ok = value_object_or(root, keys[i], &object, d) && ok;
    ok = check_metadata(root, d) && ok;
    return value_array_or(root, "lampiran", &object, d) && ok;
}

static bool read_head(Arena *a, Data *data, Diags *d) {
    static const char *const agency[] = {"nama"}, *const government[] = {"nama", "daerah"};
    const Value *root = data->root, *v;
    int64_t year;
    Str text;
    bool ok = value_only_keys(root, KEYS, COUNT(KEYS), d);
    ok = accept_warnings(root, d) && ok;
    ok = value_text(root, "tata_letak", &data->layout, d) && ok;
    ok = value_text_or(root, "gaya", &data->style, d) && ok;
    if ((v = value_get(root, "tata_letak"))) data->layout_loc = v->loc;
    if ((v = value_get(root, "gaya"))) data->style_loc = v->loc;
    ok = value_int(root, "tahun", FIRST_YEAR, LAST_YEAR, &year, d) && ok;
    ok = value_text(root, "tempat", &text, d) && ok;
    ok = value_text(root, "tanggal", &text, d) && ok;
    ok = value_text_or(root, "nomor", &text, d) && ok;
    ok = value_text_or(root, "logo", &text, d) && ok;
    ok = check_body(root, "instansi", agency, COUNT(agency), d) && ok;
    ok = check_body(root, "pemerintah", government, COUNT(government), d) && ok;
    ok = check_officials(root, d) && ok;
    ok = check_optional_objects(root, d) && ok;
    return check_facts(a, root, d) && ok;
}

/* ---- files named ---- */

/* Says why a file that is only named here could not be read later. */
static bool check_file(Arena *a, const Folder *folder, const Value *path, Diags *d) {
    Str bytes;
    return file_exists(a, folder, path->text) ||
           file_read(a, folder, path->text, path->loc, &bytes, d);
}

static bool read_prose_files(Arena *a, Data *data, Diags *d) {
    const Value *all = NULL;
    bool ok = value_object_or(data->root, "prosa", &all, d);
    if (!all) return ok;
    ProseFile *files = arena_array(a, all->count, sizeof *files);
    for (size_t i = 0; i < all->count; i++) {
        const Member *m = &all->members[i];
        ok = check_name(m, "naskah", d) && ok;
        bool text = value_expect(m->value, VALUE_STRING, "naskah", d);
        ok = text && check_file(a, &data->folder, m->value, d) && ok;
        files[i] = (ProseFile){m->key, m->value->text, m->value->loc};
    }
    data->prose = files;
    data->prose_count = all->count;
    return ok;
}

static bool read_sheets(Arena *a, Data *data, Diags *d) {
    const Value *all = NULL;
    bool ok = value_object_or(data->root, "data", &all, d);
    if (!all) return ok;
    const Sheet **sheets = arena_array(a, all->count, sizeof *sheets);
    for (size_t i = 0; i < all->count; i++) {
        ok = check_name(&all->members[i], "tabel data", d) && ok;
        sheets[i] = sheet_read(a, &data->folder, &all->members[i], d);
        ok = sheets[i] && ok;
    }
    data->sheets = sheets;
    data->sheet_count = all->count;
    return ok;
}

const Data *data_read(Arena *a, const Folder *folder, Diags *d) {
    Data *data = arena_alloc(a, sizeof *data);
    data->folder = *folder;
    data->facts = a;
    data->source = file_source(a, folder, STR("laporan.json"), LOC_NONE, d);
    if (!data->source) return NULL;
    data->root = value_from_json(a, data->source, d);
    if (!data->root || !value_expect(data->root, VALUE_OBJECT, "laporan.json", d)) return NULL;
    bool ok = read_head(a, data, d);
    const Value *logo = value_get(data->root, "logo");
    if (logo && logo->kind == VALUE_STRING) ok = check_file(a, folder, logo, d) && ok;
    ok = read_prose_files(a, data, d) && ok;
    ok = read_sheets(a, data, d) && ok;
    return ok ? data : NULL;
}

/* ---- looking up ---- */

const Sheet *data_sheet(const Data *data, Str name) {
    for (size_t i = 0; i < data->sheet_count; i++) {
        if (str_eq(sheet_name(data->sheets[i]), name)) return data->sheets[i];
    }
    return NULL;
}

typedef struct NameList {
    Arena *a;
    Str *names;
    size_t count, cap;
} NameList;

static void add_name(NameList *l, Str name) {
    l->names = arena_room(l->a, l->names, l->count, &l->cap, sizeof *l->names);
    l->names[l->count++] = name;
}

/* The paths of all scalars below v. */
static void add_facts(NameList *l, Str prefix, const Value *v) {
    for (size_t i = 0; i < v->count; i++) {
        const Member *m = &v->members[i];
        if (!prefix.n && is_one_of(m->key, NO_FACTS, COUNT(NO_FACTS))) continue;
        Str path =
            prefix.n ? str_printf(l->a, "%.*s.%.*s", STR_ARG(prefix), STR_ARG(m->key)) : m->key;
        if (m->value->kind == VALUE_OBJECT) add_facts(l, path, m->value);
        else if (m->value->kind != VALUE_ARRAY) add_name(l, path);
    }
}

const Str *data_names(const Data *data, Arena *a, size_t *count) {
    NameList l = {.a = a};
    for (size_t i = 0; i < data->sheet_count; i++) {
        const Sheet *t = data->sheets[i];
        add_name(&l, sheet_name(t));
        for (size_t k = 0; k < sheet_columns(t); k++) {
            Str column = sheet_column(t, k)->name;
            add_name(&l, str_printf(a, "%.*s.%.*s", STR_ARG(sheet_name(t)), STR_ARG(column)));
        }
    }
    add_facts(&l, STR(""), data->root);
    const Value *facts = value_get(data->root, "fakta");
    for (size_t i = 0; facts && i < facts->count; i++) {
        const Member *m = &facts->members[i];
        if (m->value->kind == VALUE_OBJECT) add_facts(&l, m->key, m->value);
        else add_name(&l, m->key);
    }
    *count = l.count;
    return l.names;
}
