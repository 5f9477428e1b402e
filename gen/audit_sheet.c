/*
 * audit_sheet: what no table needs to ask for: ranges, units, realisasi above pagu, dates of
 * another year, names that look alike, counts in words.
 */
#include "audit_internal.h"

/* ---- columns that belong together by name: target_tw1 and realisasi_tw1 ---- */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static size_t find_nocase(Str s, const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= s.n; i++) {
        size_t k = 0;
        while (k < n && lower(s.p[i + k]) == word[k]) k++;
        if (k == n) return i;
    }
    return SIZE_MAX;
}

/* The column named like `column`, with `word` in it replaced by "realisasi". */
static bool counterpart(Arena *a, const Sheet *sheet, size_t column, const char *word,
                        size_t *out) {
    Str name = sheet_column(sheet, column)->name;
    size_t at = find_nocase(name, word);
    if (at == SIZE_MAX) return false;
    Str before = str_sub(name, 0, at), after = str_sub(name, at + strlen(word), name.n);
    Str wanted = str_printf(a, "%.*srealisasi%.*s", STR_ARG(before), STR_ARG(after));
    for (size_t i = 0; i < sheet_columns(sheet); i++) {
        if (!str_eq_nocase(sheet_column(sheet, i)->name, wanted)) continue;
        *out = i;
        return i != column;
    }
    return false;
}

/* ---- units ---- */

static bool has_unit(const Column *c) {
    return c->type == COLUMN_MEASURE || c->unit.n;
}

/* "Orang" and "orang " are one unit; "% Orang" is another. */
static bool same_unit(Arena *a, Str x, Str y) {
    if (str_eq(x, y)) return true;
    return (x.n && x.p[0] == '%') == (y.n && y.p[0] == '%') &&
           str_eq(name_key(a, x), name_key(a, y));
}

static bool unit_pair(const Audit *t, const Sheet *sheet, size_t target, size_t *actual) {
    if (!has_unit(sheet_column(sheet, target))) return false;
    return counterpart(t->a, sheet, target, "target", actual) &&
           has_unit(sheet_column(sheet, *actual));
}

static bool mixed(const Audit *t, Datum x, Datum y) {
    return x.kind == DATUM_NUMBER && y.kind == DATUM_NUMBER && !same_unit(t->a, x.text, y.text);
}

bool audit_units_differ(const Audit *t, const Sheet *sheet, size_t row) {
    size_t actual;
    for (size_t i = 0; i < sheet_columns(sheet); i++) {
        if (unit_pair(t, sheet, i, &actual) &&
            mixed(t, sheet_cell(sheet, row, i), sheet_cell(sheet, row, actual)))
            return true;
    }
    return false;
}

static void say_mixed(const Audit *t, const Sheet *sheet, size_t row, size_t target,
                      size_t actual) {
    Str x = shortened(t, sheet_text(sheet, row, target)),
        y = shortened(t, sheet_text(sheet, row, actual));
    Diag *g = diag_add(t->d, WARNING_, "satuan-campur", sheet_cell(sheet, row, actual).loc,
                       "satuan realisasi \"%.*s\" berbeda dari satuan target \"%.*s\"", STR_ARG(y),
                       STR_ARG(x));
    diag_fix(t->d, g,
             "Nyatakan target dan realisasi dalam satuan yang sama; capaian dari satuan berbeda "
             "tidak bermakna.");
    diag_see(t->d, g, sheet_cell(sheet, row, target).loc, "targetnya ada di sini");
}

static void check_units(const Audit *t, const Sheet *sheet) {
    Arena *work = arena_child(t->a);
    Audit scratch = *t;
    scratch.a = work;
    for (size_t i = 0; i < sheet_columns(sheet); i++) {
        size_t actual;
        if (!unit_pair(t, sheet, i, &actual)) continue;
        for (size_t row = 0; row < sheet_rows(sheet); row++) {
            if (mixed(&scratch, sheet_cell(sheet, row, i), sheet_cell(sheet, row, actual)))
                say_mixed(t, sheet, row, i, actual);
            arena_reset(work, (ArenaMark){0});
        }
    }
    arena_free(work);
}

/* ---- realisasi above pagu ---- */

static void say_above(const Audit *t, const Sheet *sheet, size_t row, size_t budget,
                      size_t actual) {
    Str x = shortened(t, sheet_text(sheet, row, budget)),
        y = shortened(t, sheet_text(sheet, row, actual));
    Str name = sheet_column(sheet, budget)->name;
    Diag *g = diag_add(t->d, WARNING_, "melebihi-pagu", sheet_cell(sheet, row, actual).loc,
                       "realisasi %.*s melebihi %.*s %.*s", STR_ARG(y), STR_ARG(name), STR_ARG(x));
    diag_fix(t->d, g, "Periksa kedua angka itu.");
    diag_see(t->d, g, sheet_cell(sheet, row, budget).loc, "%.*s ada di sini", STR_ARG(name));
}

static void check_budget(const Audit *t, const Sheet *sheet, size_t budget, size_t actual) {
    for (size_t row = 0; row < sheet_rows(sheet); row++) {
        Datum x = sheet_cell(sheet, row, budget), y = sheet_cell(sheet, row, actual);
        bool both = x.kind == DATUM_NUMBER && y.kind == DATUM_NUMBER;
        if (both && num_cmp(y.number, x.number) > 0) say_above(t, sheet, row, budget, actual);
    }
}

static void check_budgets(const Audit *t, const Sheet *sheet) {
    static const char *const words[] = {"pagu", "anggaran"};
    for (size_t i = 0; i < sheet_columns(sheet); i++) {
        size_t actual;
        if (sheet_column(sheet, i)->type != COLUMN_RUPIAH) continue;
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
            bool found = counterpart(t->a, sheet, i, words[w], &actual);
            if (found && sheet_column(sheet, actual)->type == COLUMN_RUPIAH)
                check_budget(t, sheet, i, actual);
        }
    }
}

/* ---- a point that was meant as a comma ---- */

static bool is_grouped(Str text) {
    return str_find(text, STR("."), 0) != SIZE_MAX && str_find(text, STR(","), 0) == SIZE_MAX;
}

/* Whether `high` is a hundred times `low` and more, and only its cell has a point: "86.705" beside "85,00". */
static bool is_far_above(Arena *work, Datum high, Str high_text, Datum low, Str low_text) {
    Num far;
    return num_cmp(low.number, num_int(0)) > 0 && is_grouped(high_text) && !is_grouped(low_text) &&
           num_mul(work, low.number, num_int(100), &far) && num_cmp(high.number, far) >= 0;
}

static void check_points(const Audit *t, const Sheet *sheet, size_t target, size_t actual) {
    Arena *work = arena_child(t->a);
    for (size_t row = 0; row < sheet_rows(sheet); row++) {
        Datum x = sheet_cell(sheet, row, target), y = sheet_cell(sheet, row, actual);
        if (x.kind != DATUM_NUMBER || y.kind != DATUM_NUMBER) continue;
        Str target_text = sheet_text(sheet, row, target), text = sheet_text(sheet, row, actual);
        bool above = is_far_above(work, y, text, x, target_text);
        if (!above && !is_far_above(work, x, target_text, y, text)) continue;
        Datum high = above ? y : x, low = above ? x : y;
        Str shown = shortened(t, above ? text : target_text);
        Diag *g = diag_add(t->d, WARNING_, "titik-ribuan", high.loc, "titik di \"%.*s\" dibaca sebagai pemisah ribuan", STR_ARG(shown));
        diag_see(t->d, g, low.loc, "%s di sini jauh lebih kecil", above ? "targetnya" : "realisasinya");
        diag_fix(t->d, g, "Bila yang dimaksud pecahan, tulis dengan koma.");
        arena_reset(work, (ArenaMark){0});
    }
    arena_free(work);
}

static void check_pairs_of_points(const Audit *t, const Sheet *sheet) {
    for (size_t i = 0; i < sheet_columns(sheet); i++) {
        size_t actual;
        if (sheet_column(sheet, i)->type != COLUMN_DECIMAL || !counterpart(t->a, sheet, i, "target", &actual)) continue;
        if (sheet_column(sheet, actual)->type == COLUMN_DECIMAL) check_points(t, sheet, i, actual);
    }
}

/* ---- ranges ---- */

static void check_range(const Audit *t, const Sheet *sheet, size_t column) {
    const Column *c = sheet_column(sheet, column);
    if (!c->has_min && !c->has_max) return;
    for (size_t row = 0; row < sheet_rows(sheet); row++) {
        Datum d = sheet_cell(sheet, row, column);
        bool below = d.kind == DATUM_NUMBER && c->has_min && num_cmp(d.number, c->min) < 0;
        bool above = d.kind == DATUM_NUMBER && c->has_max && num_cmp(d.number, c->max) > 0;
        if (!below && !above) continue;
        Str text = shortened(t, sheet_text(sheet, row, column)),
            edge = shown_value(t, c, below ? c->min : c->max, -1);
        Diag *g = diag_add(t->d, WARNING_, "di-luar-rentang", d.loc,
                           "\"%.*s\" di kolom \"%.*s\" %s %.*s", STR_ARG(text), STR_ARG(c->name),
                           below ? "kurang dari" : "lebih dari", STR_ARG(edge));
        diag_fix(t->d, g, "Perbaiki selnya, atau ubah \"rentang\" kolom itu.");
        diag_see(t->d, g, c->loc, "rentangnya dinyatakan di sini");
    }
}

/* ---- dates ---- */

/* The year of most dates of the column, when nearly all have it. */
static int usual_year(const Sheet *sheet, size_t column) {
    int year = 0;
    size_t votes = 0, same = 0, all = 0;
    for (size_t row = 0; row < sheet_rows(sheet); row++) { /* Boyer and Moore's majority vote */
        Datum d = sheet_cell(sheet, row, column);
        if (d.kind != DATUM_DATE) continue;
        if (!votes) year = d.date.year;
        votes = d.date.year == year ? votes + 1 : votes - 1;
        all++;
    }
    for (size_t row = 0; row < sheet_rows(sheet); row++) {
        Datum d = sheet_cell(sheet, row, column);
        same += d.kind == DATUM_DATE && d.date.year == year;
    }
    return all > 3 && same * 5 >= all * 4 ? year : 0;
}

static void check_dates(const Audit *t, const Sheet *sheet, size_t column) {
    int year = usual_year(sheet, column);
    for (size_t row = 0; year && row < sheet_rows(sheet); row++) {
        Datum d = sheet_cell(sheet, row, column);
        if (d.kind != DATUM_DATE || d.date.year == year) continue;
        Str text = shortened(t, sheet_text(sheet, row, column));
        Diag *g = diag_add(t->d, WARNING_, "tahun-lain", d.loc,
                           "tanggal \"%.*s\" bertahun %d, sedangkan yang lain %d", STR_ARG(text),
                           d.date.year, year);
        diag_fix(t->d, g, "Periksa tahunnya.");
    }
}

/* ---- directions ---- */

/* Where other rows say "positif", an empty cell was rather forgotten than meant: it counts as positif. */
static void check_directions(const Audit *t, const Sheet *sheet, size_t column) {
    Loc said = LOC_NONE;
    for (size_t row = 0; row < sheet_rows(sheet) && !said.source; row++) {
        Datum d = sheet_cell(sheet, row, column);
        if (d.kind == DATUM_TEXT && str_is(d.text, "positif")) said = d.loc;
    }
    for (size_t row = 0; row < sheet_rows(sheet) && said.source; row++) {
        Datum d = sheet_cell(sheet, row, column);
        if (d.kind != DATUM_EMPTY) continue;
        Diag *g = diag_add(t->d, WARNING_, "arah-kosong", d.loc, "arah baris ini kosong, jadi dihitung sebagai positif");
        diag_see(t->d, g, said, "di sini \"positif\" ditulis");
        diag_fix(t->d, g, "Tulis positif, negatif, atau arah lainnya.");
    }
}

/* ---- text ---- */

static bool allows_likeness(const Column *c) {
    const Value *v =
        c->audit && c->audit->kind == VALUE_OBJECT ? value_get(c->audit, "mirip") : NULL;
    return !v || v->kind != VALUE_BOOL || v->boolean;
}

static void check_words(const Audit *t, const Sheet *sheet, size_t column) {
    for (size_t row = 0; row < sheet_rows(sheet); row++) {
        Datum d = sheet_cell(sheet, row, column);
        if (d.kind == DATUM_TEXT) audit_counts(t, d.text, d.loc);
    }
}

static void check_text(const Audit *t, const Sheet *sheet, size_t column) {
    if (str_eq_nocase(sheet_column(sheet, column)->name, STR("arah"))) check_directions(t, sheet, column);
    if (allows_likeness(sheet_column(sheet, column))) audit_similar(t, sheet, column);
    check_words(t, sheet, column);
}

static void check_column(const Audit *t, const Sheet *sheet, size_t column) {
    switch (sheet_column(sheet, column)->type) {
    case COLUMN_TEXT: check_text(t, sheet, column); break;
    case COLUMN_DATE: check_dates(t, sheet, column); break;
    case COLUMN_INTEGER:
    case COLUMN_DECIMAL:
    case COLUMN_RUPIAH:
    case COLUMN_PERCENT:
    case COLUMN_MEASURE: check_range(t, sheet, column); break;
    case COLUMN_GRADE: break;
    }
}

void audit_sheet(const Audit *t, const Sheet *sheet) {
    for (size_t i = 0; i < sheet_columns(sheet); i++) check_column(t, sheet, i);
    check_units(t, sheet);
    audit_similar_units(t, sheet);
    check_budgets(t, sheet);
    check_pairs_of_points(t, sheet);
    audit_totals(t, sheet);
}
