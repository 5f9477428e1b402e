/*
 * data_sheet: one table: its heads matched with the declared columns, its cells decoded once.
 *
 * The rows stay where they were read (the CSV's fields, or JSON values); text and places are
 * derived from them. Only what costs to decode is kept apart: a number or date is 9 bytes a cell,
 * a filled-down column 4 more. So 83,771 rows of five columns add about five megabytes.
 */
#include "data_internal.h"

enum { SCALE_EMPTY = 254, SCALE_BIG = 255 };      /* instead of a scale 0..18 */

typedef struct Store {
    int64_t *mantissa;        /* NULL: text. Dates: year, month, day in decimal places */
    uint8_t *scale;
    Num *bigs;                /* SCALE_BIG: mantissa is an index here */
    size_t big_count, big_cap;
    uint32_t *from;           /* fill_down: the row whose cell stands here */
} Store;

struct Sheet {
    Str name, title, origin;
    Loc loc;
    const Source *source;
    const Value *audit;
    Column *columns;
    Store *stores;
    size_t column_count, rows;
    const Csv *csv;           /* rows from a CSV (the head is its row 0), or */
    const Value **values;     /* rows * column_count values; NULL: missing */
    Loc *row_locs;            /* with values: where each row stands */
};

/* ---- a cell as it is written ---- */

static CsvField field_at(const Sheet *t, size_t row, size_t column) {
    return csv_field(t->csv, row + 1, column);
}

static Loc cell_loc(const Sheet *t, size_t row, size_t column) {
    if (t->csv) return csv_loc(t->csv, field_at(t, row, column));
    const Value *v = t->values[row * t->column_count + column];
    return v ? v->loc : t->row_locs[row];
}

Str sheet_text(const Sheet *t, size_t row, size_t column) {
    if (t->csv) return str_trim(csv_text(t->csv, field_at(t, row, column)));
    const Value *v = t->values[row * t->column_count + column];
    return v ? str_trim(v->text) : STR("");
}

static bool decode_written(Arena *a, const Sheet *t, const Column *c, size_t row, size_t column,
                           Datum *out, Diags *d) {
    Loc loc = cell_loc(t, row, column);
    if (!t->csv) {
        const Value *v = t->values[row * t->column_count + column];
        if (v) return cell_decode_value(a, c, v, out, d);
    }
    return data_decode(a, c, sheet_text(t, row, column), loc, out, d);
}

/* ---- storing decoded cells ---- */

static int64_t packed_date(Date date) {
    return date.year * 10000 + date.month * 100 + date.day;
}

static Date unpacked_date(int64_t n) {
    return (Date){(int16_t)(n / 10000), (uint8_t)(n / 100 % 100), (uint8_t)(n % 100)};
}

static void store_number(Arena *a, Store *s, size_t row, Num x) {
    if (!x.big) {
        s->mantissa[row] = x.mantissa;
        s->scale[row] = x.scale;
        return;
    }
    s->bigs = arena_room(a, s->bigs, s->big_count, &s->big_cap, sizeof *s->bigs);
    s->mantissa[row] = (int64_t)s->big_count;
    s->scale[row] = SCALE_BIG;
    s->bigs[s->big_count++] = x;
}

static void store(Arena *a, Store *s, size_t row, const Datum *cell) {
    if (!s->mantissa) return;
    if (cell->kind == DATUM_NUMBER) {
        store_number(a, s, row, cell->number);
    } else if (cell->kind == DATUM_DATE) {
        s->mantissa[row] = packed_date(cell->date);
        s->scale[row] = 0;
    } else {
        s->scale[row] = SCALE_EMPTY;
    }
}

/* The row whose cell stands at `row` of a fill_down column. */
static size_t written_row(const Sheet *t, size_t row, size_t column) {
    return t->stores[column].from ? t->stores[column].from[row] : row;
}

/* A blank of a fill_down column: the cell above goes on. False after a diagnostic. */
static bool fill_from_above(Sheet *t, size_t row, size_t column, Diags *d) {
    Store *s = &t->stores[column];
    const Column *c = &t->columns[column];
    s->from[row] = row ? s->from[row - 1] : 0;
    if (s->mantissa) {
        s->mantissa[row] = row ? s->mantissa[row - 1] : 0;
        s->scale[row] = row ? s->scale[row - 1] : SCALE_EMPTY;
    }
    bool nothing_above = c->required && cell_is_empty(sheet_text(t, s->from[row], column));
    return nothing_above ? cell_refuse_empty(c, cell_loc(t, row, column), d) : true;
}

static bool decode_cell(Arena *a, Sheet *t, size_t row, size_t column, Diags *d) {
    const Column *c = &t->columns[column];
    Store *s = &t->stores[column];
    Datum cell;
    if (s->from) {
        if (!sheet_text(t, row, column).n) return fill_from_above(t, row, column, d);
        s->from[row] = (uint32_t)row;
    }
    if (!decode_written(a, t, c, row, column, &cell, d)) return false;
    store(a, s, row, &cell);
    return true;
}

static bool decode_cells(Arena *a, Sheet *t, Diags *d) {
    bool ok = true;
    t->stores = arena_array(a, t->column_count, sizeof *t->stores);
    for (size_t k = 0; k < t->column_count; k++) {
        ColumnType type = t->columns[k].type;
        if (t->columns[k].fill_down) t->stores[k].from = arena_array(a, t->rows, sizeof(uint32_t));
        if (type == COLUMN_TEXT || type == COLUMN_GRADE) continue;
        t->stores[k].mantissa = arena_array(a, t->rows, sizeof(int64_t));
        t->stores[k].scale = arena_array(a, t->rows, 1);
    }
    for (size_t row = 0; row < t->rows; row++) {
        for (size_t k = 0; k < t->column_count; k++) ok = decode_cell(a, t, row, k, d) && ok;
    }
    return ok;
}

/* ---- heads and columns ---- */

typedef struct Head {
    Str name;
    Loc loc;
} Head;

/* The heads as `a, b, c`, not too many. */
static Str listed_heads(Arena *a, const Head *heads, size_t count) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < count && i < 20; i++) {
        buf_printf(&b, "%s\"%.*s\"", i ? ", " : "", STR_ARG(heads[i].name));
    }
    if (count > 20) buf_cstr(&b, ", ...");
    return buf_view(&b);
}

static bool find_head(const Head *heads, size_t count, Str name, size_t *out) {
    for (size_t i = 0; i < count; i++) {
        if (!str_eq(heads[i].name, name)) continue;
        *out = i;
        return true;
    }
    return false;
}

/* A head that goes on behind the name, or is written in other letters: "Pagu (Rp)". */
static Str head_like(const Str *names, size_t count, Str name) {
    Str near = str_nearest(name, names, count);
    for (size_t i = 0; i < count && !near.n; i++) {
        if (names[i].n > name.n && str_eq_nocase(str_sub(names[i], 0, name.n), name)) near = names[i];
    }
    return near;
}

/* Excel set to another country's separators puts a whole line into column A, and saves it as one cell. */
static bool is_stacked(Str cell) {
    return str_find(cell, STR(";"), 0) != SIZE_MAX;
}

static void fix_stacked(Diag *g, Diags *d) {
    diag_fix(d, g, "Semua kolom menumpuk di kolom A. Pisahkan di Excel dengan Data, Text to Columns, titik koma; "
                   "lalu simpan lagi.");
}

static bool refuse_missing(const Sheet *t, const Member *m, const Head *heads, size_t count,
                           Diags *d) {
    Arena *a = diags_arena(d);
    Str *names = arena_array(a, count, sizeof *names), shown = str_excerpt(a, m->key, 60);
    for (size_t i = 0; i < count; i++) names[i] = heads[i].name;
    Str near = head_like(names, count, str_trim(m->key)), all = listed_heads(a, heads, count);
    size_t at = 0;
    Diag *g = diag_add(d, ERROR_, "kolom-hilang", m->key_loc, "kolom \"%.*s\" tidak ada di %.*s",
                       STR_ARG(shown), STR_ARG(t->source->name));
    bool foreign = count == 1 && memchr(heads[0].name.p, '|', heads[0].name.n);
    if (count == 1 && is_stacked(heads[0].name)) fix_stacked(g, d);
    else if (foreign) diag_fix(d, g, "Pemisah | tidak dikenal; simpan CSV dengan pemisah titik koma.");
    else if (!near.n) diag_fix(d, g, "Yang ada: %.*s.", STR_ARG(all));
    else
        diag_fix(d, g, "Maksud Anda \"%.*s\"? Samakan keduanya, atau tulis \"%.*s\": {\"nama\": \"%.*s\", \"tipe\": ...}.",
                 STR_ARG(near), STR_ARG(near), STR_ARG(shown));
    if (count && (!near.n || find_head(heads, count, near, &at))) {
        diag_see(d, g, heads[at].loc, "judul kolom di sini");
    }
    return false;
}

static bool check_heads(const Head *heads, size_t count, Diags *d) {
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        size_t before;
        if (!heads[i].name.n) {
            Diag *g = diag_add(d, ERROR_, "judul-kosong", heads[i].loc, "judul kolom ke-%zu kosong",
                               i + 1);
            diag_fix(d, g, "Beri judul di baris pertama.");
            ok = false;
        } else if (find_head(heads, i, heads[i].name, &before)) {
            Diag *g = diag_add(d, ERROR_, "judul-ganda", heads[i].loc,
                               "judul kolom \"%.*s\" ada dua kali", STR_ARG(heads[i].name));
            diag_see(d, g, heads[before].loc, "yang pertama di sini");
            ok = false;
        }
    }
    return ok;
}

static bool check_names(const Sheet *t, Diags *d) {
    bool ok = true;
    for (size_t i = 0; i < t->column_count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (!str_eq(t->columns[i].name, t->columns[k].name)) continue;
            Diag *g = diag_add(d, ERROR_, "nama-ganda", t->columns[i].loc,
                               "dua kolom bernama \"%.*s\"", STR_ARG(t->columns[i].name));
            diag_see(d, g, t->columns[k].loc, "yang pertama di sini");
            ok = false;
            break;
        }
    }
    return ok;
}

/* Columns in the order of the heads, typed by the declarations (NULL: all text). */
static bool match_columns(Arena *a, Sheet *t, const Head *heads, size_t count,
                          const Value *declared, Diags *d) {
    if (!check_heads(heads, count, d)) return false;
    bool ok = true;
    t->columns = arena_array(a, count, sizeof *t->columns);
    t->column_count = count;
    for (size_t i = 0; i < count; i++) {
        t->columns[i] =
            (Column){.name = heads[i].name, .title = heads[i].name, .loc = heads[i].loc};
    }
    for (size_t i = 0; declared && i < declared->count; i++) {
        const Member *m = &declared->members[i];
        size_t at;
        Column c;
        ok = column_decode(a, m, &c, d) && ok;
        if (find_head(heads, count, str_trim(m->key), &at)) t->columns[at] = c;
        else ok = refuse_missing(t, m, heads, count, d);
    }
    return check_names(t, d) && ok;
}

/* ---- rows from a CSV ---- */

/* Fields of a row without the empty ones at its end, as Excel adds them. */
static size_t filled_fields(const Csv *csv, size_t row) {
    size_t n = csv_fields(csv, row);
    while (n && !csv_text(csv, csv_field(csv, row, n - 1)).n) n--;
    return n;
}

static bool refuse_row(const Sheet *t, size_t row, size_t fields, Loc head, Diags *d) {
    const Csv *csv = t->csv;
    size_t at = fields > t->column_count ? t->column_count : fields - 1;
    Loc loc = csv_loc(csv, csv_field(csv, row, at));
    Diag *g = diag_add(d, ERROR_, "baris-salah", loc,
                       "baris ini berisi %zu sel, padahal judulnya %zu kolom", fields, t->column_count);
    diag_see(d, g, head, "baris judul di sini");
    if (fields > t->column_count) {
        diag_fix(d, g, "Bila ada pemisah di dalam sebuah sel, apit sel itu dengan kutip ganda.");
    } else if (fields == 1 && is_stacked(csv_text(csv, csv_field(csv, row, 0)))) {
        fix_stacked(g, d);
    } else {
        diag_fix(d, g, "Tambahkan sel yang kurang (boleh kosong), atau apit sel yang terputus "
                       "dengan kutip ganda.");
    }
    return false;
}

enum { ROWS_SAID = 5, TITLE_ROWS = 10 };

static bool check_rows(const Sheet *t, Diags *d) {
    const Csv *csv = t->csv;
    size_t wrong = 0;
    for (size_t row = 1; row < csv->rows; row++) {
        size_t fields = csv_fields(csv, row);
        if (fields > t->column_count) {
            size_t filled = filled_fields(csv, row);
            if (filled <= t->column_count) continue;
            fields = filled;
        }
        if (fields == t->column_count || ++wrong > ROWS_SAID) continue;
        refuse_row(t, row, fields, csv_loc(csv, csv_field(csv, 0, 0)), d);
    }
    if (wrong > ROWS_SAID) {
        diag_file(d, ERROR_, "baris-salah", t->source->name,
                  "dan %zu baris lain yang banyaknya sel tidak sama dengan judulnya",
                  wrong - ROWS_SAID);
    }
    return wrong == 0;
}

static bool row_has(const Csv *csv, size_t row, Str text) {
    for (size_t k = 0; k < csv_fields(csv, row); k++) {
        if (str_eq(str_trim(csv_text(csv, csv_field(csv, row, k))), text)) return true;
    }
    return false;
}

static bool row_has_all(const Csv *csv, size_t row, const Value *declared) {
    for (size_t i = 0; i < declared->count; i++) {
        if (!row_has(csv, row, str_trim(declared->members[i].key))) return false;
    }
    return true;
}

/* The row with the heads when a sheet's own title stands above them; 0: they are where they must
 * be, or nowhere. */
static size_t heads_below(const Csv *csv, const Value *declared) {
    if (!declared || !declared->count) {
        return csv->rows > 1 && filled_fields(csv, 0) == 1 && filled_fields(csv, 1) > 1;
    }
    for (size_t row = 0; row < csv->rows && row <= TITLE_ROWS; row++) {
        if (row_has_all(csv, row, declared)) return row;
    }
    return 0;
}

static bool refuse_title(const Csv *csv, size_t row, Diags *d) {
    Loc heads = csv_loc(csv, csv_field(csv, row, 0));
    Diag *g = diag_add(d, ERROR_, "judul-di-bawah", csv_loc(csv, csv_field(csv, 0, 0)),
                       "ini bukan baris judul kolom; judul kolomnya tampaknya di baris %u",
                       loc_position(heads).line);
    diag_see(d, g, heads, "judul kolom di sini");
    diag_fix(d, g, "Hapus baris-baris di atas judul kolom, lalu ekspor ulang.");
    return false;
}

static bool read_csv(Arena *a, Sheet *t, const Value *declared, Diags *d) {
    t->csv = value_from_csv(a, t->source, d);
    if (!t->csv) return false;
    size_t below = heads_below(t->csv, declared), count = filled_fields(t->csv, 0);
    if (below) return refuse_title(t->csv, below, d);
    Head *heads = arena_array(a, count, sizeof *heads);
    for (size_t i = 0; i < count; i++) {
        CsvField head = csv_field(t->csv, 0, i);
        heads[i] = (Head){str_trim(csv_text(t->csv, head)), csv_loc(t->csv, head)};
    }
    t->rows = t->csv->rows - 1;
    bool ok = match_columns(a, t, heads, count, declared, d);
    if (!t->column_count || !check_rows(t, d)) return false;
    return decode_cells(a, t, d) && ok;
}

/* ---- rows from JSON ---- */

static bool make_rows(Arena *a, Sheet *t, const Value *rows, ValueKind kind, const char *what,
                      Diags *d) {
    bool ok = true;
    if (rows->count > diags_limit(d, LIMIT_ROWS)) {
        Diag *g = diag_add(d, ERROR_, "csv-batas", rows->items[diags_limit(d, LIMIT_ROWS)]->loc,
                           "lebih dari %u baris", diags_limit(d, LIMIT_ROWS));
        diag_fix_limit(d, g, LIMIT_ROWS);
        return false;
    }
    t->rows = rows->count;
    t->row_locs = arena_array(a, rows->count, sizeof *t->row_locs);
    for (size_t i = 0; i < rows->count; i++) {
        ok = value_expect(rows->items[i], kind, what, d) && ok;
        t->row_locs[i] = rows->items[i]->loc;
        t->row_locs[i].length = 1;
    }
    return ok;
}

static void take_object(Sheet *t, size_t row, const Value *object, const Head *heads) {
    for (size_t i = 0; i < object->count; i++) {
        size_t at;
        bool same = i < t->column_count && str_eq(heads[i].name, object->members[i].key);
        if (same) at = i;
        else if (!find_head(heads, t->column_count, object->members[i].key, &at)) continue;
        t->values[row * t->column_count + at] = object->members[i].value;
    }
}

/* The keys of all rows, in the order in which they first appear. */
static bool collect_heads(Arena *a, const Value *rows, Head **heads, size_t *count, Diags *d) {
    size_t cap = 0;
    *heads = NULL;
    *count = 0;
    for (size_t r = 0; r < rows->count; r++) {
        const Value *object = rows->items[r];
        for (size_t i = 0; i < object->count; i++) {
            const Member *m = &object->members[i];
            size_t at;
            if (i < *count && str_eq((*heads)[i].name, m->key)) continue;
            if (find_head(*heads, *count, m->key, &at)) continue;
            if (*count == diags_limit(d, LIMIT_COLUMNS)) {
                Diag *g = diag_add(d, ERROR_, "csv-batas", m->key_loc, "lebih dari %zu kolom", *count);
                diag_fix_limit(d, g, LIMIT_COLUMNS);
                return false;
            }
            *heads = arena_room(a, *heads, *count, &cap, sizeof **heads);
            (*heads)[(*count)++] = (Head){m->key, m->key_loc};
        }
    }
    return true;
}

static bool room_for_values(Arena *a, Sheet *t, Loc loc, Diags *d) {
    if (t->column_count && t->rows > CSV_MAX_CELLS / t->column_count) {
        diag_add(d, ERROR_, "csv-batas", loc, "lebih dari %d sel", CSV_MAX_CELLS);
        return false;
    }
    t->values = arena_array(a, t->rows * t->column_count, sizeof *t->values);
    return true;
}

static Head *declared_heads(Arena *a, const Value *declared, size_t *count) {
    *count = declared ? declared->count : 0;
    Head *heads = arena_array(a, *count, sizeof *heads);
    for (size_t i = 0; i < *count; i++) {
        heads[i] = (Head){declared->members[i].key, declared->members[i].key_loc};
    }
    return heads;
}

static bool refuse_no_columns(Loc loc, Diags *d) {
    loc.length = 1;
    Diag *g = diag_add(d, ERROR_, "kolom-hilang", loc, "tabel ini tidak punya kolom");
    diag_fix(d, g, "Sebut kolomnya di \"kolom\", misalnya \"kolom\": {\"uraian\": \"teks\"}.");
    return false;
}

static bool read_objects(Arena *a, Sheet *t, const Value *rows, const Value *declared, Diags *d) {
    Head *heads;
    size_t count;
    if (!value_expect(rows, VALUE_ARRAY, "isi berkas data", d)) return false;
    if (!make_rows(a, t, rows, VALUE_OBJECT, "baris data", d)) return false;
    if (!collect_heads(a, rows, &heads, &count, d)) return false;
    if (!count) heads = declared_heads(a, declared, &count);
    if (!count) return refuse_no_columns(rows->loc, d);
    bool ok = match_columns(a, t, heads, count, declared, d);
    if (!t->column_count || !room_for_values(a, t, rows->loc, d)) return false;
    for (size_t i = 0; i < rows->count; i++) take_object(t, i, rows->items[i], heads);
    return decode_cells(a, t, d) && ok;
}

static bool read_json(Arena *a, Sheet *t, const Value *declared, Diags *d) {
    const Value *rows = value_from_json(a, t->source, d);
    return rows && read_objects(a, t, rows, declared, d);
}

static bool take_array(Sheet *t, size_t row, const Value *array, Diags *d) {
    if (array->count != t->column_count) {
        diag_add(d, ERROR_, "baris-salah", t->row_locs[row],
                 "baris ini berisi %zu sel, padahal \"kolom\" menyebut %zu", array->count,
                 t->column_count);
        return false;
    }
    for (size_t i = 0; i < array->count; i++) {
        t->values[row * t->column_count + i] = array->items[i];
    }
    return true;
}

/* "baris": the rows stand in laporan.json itself; "kolom" gives their order. */
static bool read_inline(Arena *a, Sheet *t, const Value *rows, const Value *declared, Diags *d) {
    size_t count;
    Head *heads = declared_heads(a, declared, &count);
    if (!count) return refuse_no_columns(t->loc, d);
    bool ok = match_columns(a, t, heads, count, declared, d);
    if (!make_rows(a, t, rows, VALUE_ARRAY, "baris", d) || !t->column_count) return false;
    if (!room_for_values(a, t, rows->loc, d)) return false;
    for (size_t i = 0; i < rows->count; i++) ok = take_array(t, i, rows->items[i], d) && ok;
    return ok && decode_cells(a, t, d);
}

/* ---- an entry of "data" ---- */

static bool read_file(Arena *a, const Folder *folder, Sheet *t, Str path, Loc mention,
                      const Value *declared, Diags *d) {
    t->source = file_source(a, folder, path, mention, d);
    if (!t->source) return false;
    bool json = path.n > 5 && str_eq_nocase(str_sub(path, path.n - 5, path.n), STR(".json"));
    return json ? read_json(a, t, declared, d) : read_csv(a, t, declared, d);
}

static bool read_described(Arena *a, const Folder *folder, Sheet *t, const Value *v, Diags *d) {
    static const char *const keys[] = {"berkas", "baris", "judul", "sumber", "kolom", "audit"};
    const Value *declared = NULL, *rows = NULL, *file = value_get(v, "berkas");
    Str path = STR("");
    bool ok = value_only_keys(v, keys, sizeof keys / sizeof keys[0], d);
    ok = value_text_or(v, "judul", &t->title, d) && ok;
    ok = value_text_or(v, "sumber", &t->origin, d) && ok;
    ok = value_object_or(v, "kolom", &declared, d) && ok;
    ok = value_array_or(v, "baris", &rows, d) && ok;
    t->audit = value_get(v, "audit");
    if (file && value_get(v, "baris")) {
        diag_add(d, ERROR_, "kunci-asing", file->loc,
                 "tabel memakai \"berkas\" atau \"baris\", tidak keduanya");
        return false;
    }
    if (rows) return read_inline(a, t, rows, declared, d) && ok;
    if (!value_text(v, "berkas", &path, d)) return false;
    return read_file(a, folder, t, path, file->loc, declared, d) && ok;
}

const Sheet *sheet_read(Arena *a, const Folder *folder, const Member *entry, Diags *d) {
    Sheet *t = arena_alloc(a, sizeof *t);
    const Value *v = entry->value;
    t->name = entry->key;
    t->loc = entry->key_loc;
    t->source = entry->key_loc.source;
    if (v->kind == VALUE_STRING) {
        return read_file(a, folder, t, v->text, v->loc, NULL, d) ? t : NULL;
    }
    if (v->kind == VALUE_OBJECT) return read_described(a, folder, t, v, d) ? t : NULL;
    value_expect(v, VALUE_OBJECT, "tabel data", d);
    return NULL;
}

/* ---- access ---- */

Str sheet_name(const Sheet *t) {
    return t->name;
}

Str sheet_title(const Sheet *t) {
    return t->title;
}

Str sheet_origin(const Sheet *t) {
    return t->origin;
}

const Value *sheet_audit(const Sheet *t) {
    return t->audit;
}

Loc sheet_loc(const Sheet *t) {
    return t->loc;
}

const Source *sheet_source(const Sheet *t) {
    return t->source;
}

size_t sheet_rows(const Sheet *t) {
    return t->rows;
}

size_t sheet_columns(const Sheet *t) {
    return t->column_count;
}

const Column *sheet_column(const Sheet *t, size_t column) {
    return &t->columns[column];
}

bool sheet_find_column(const Sheet *t, Str name, size_t *out) {
    for (size_t i = 0; i < t->column_count; i++) {
        if (!str_eq(t->columns[i].name, name)) continue;
        *out = i;
        return true;
    }
    return false;
}

static Datum text_cell(const Sheet *t, size_t row, size_t column) {
    Str text = sheet_text(t, row, column);
    Datum cell = {.loc = cell_loc(t, row, column)};
    if (!cell_is_empty(text)) {
        cell.kind = DATUM_TEXT;
        cell.text = text;
    }
    return cell;
}

Datum sheet_cell(const Sheet *t, size_t row, size_t column) {
    const Store *s = &t->stores[column];
    const Column *c = &t->columns[column];
    size_t written = written_row(t, row, column);
    if (!s->mantissa) return text_cell(t, written, column);
    Datum cell = {.loc = cell_loc(t, written, column)};
    if (s->scale[row] == SCALE_EMPTY) return cell;
    if (c->type == COLUMN_DATE) {
        cell.kind = DATUM_DATE;
        cell.date = unpacked_date(s->mantissa[row]);
        return cell;
    }
    cell.kind = DATUM_NUMBER;
    if (s->scale[row] == SCALE_BIG) cell.number = s->bigs[s->mantissa[row]];
    else cell.number = (Num){s->mantissa[row], NULL, s->scale[row]};
    if (c->type == COLUMN_MEASURE) cell.text = cell_unit(sheet_text(t, written, column));
    if (!cell.text.n) cell.text = c->unit;
    return cell;
}
