/*
 * audit_total: what a sheet brings along into its CSV. Its last line "Jumlah" is a row like any other: every
 * sum over the column doubles, and no figure contradicts another. So are the numbers of its columns.
 */
#include "audit_internal.h"

enum { LEAST_ROWS = 3 };      /* above a last row that may be their sum without saying so */

static bool is_total_word(Str cell) {
    static const char *const words[] = {
        "jumlah", "total", "subtotal", "sub total", "sub jumlah", "jumlah total", "jumlah seluruhnya",
        "jumlah keseluruhan", "total seluruhnya", "total keseluruhan", "grand total",
    };
    while (cell.n && (cell.p[cell.n - 1] == ':' || cell.p[cell.n - 1] == ' ')) cell.n--;
    if (cell.n < 5 || !memchr("jJtTsSgG", cell.p[0], 8)) return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_eq_nocase(cell, str_of(words[i]))) return true;
    }
    return false;
}

static bool is_summed(ColumnType type) {
    return type == COLUMN_INTEGER || type == COLUMN_DECIMAL || type == COLUMN_RUPIAH;
}

/* The first figure of a row that sums would count. */
static bool figure_of(const Sheet *sheet, size_t row, Loc *loc) {
    for (size_t i = 0; i < sheet_columns(sheet); i++) {
        if (!is_summed(sheet_column(sheet, i)->type)) continue;
        Datum d = sheet_cell(sheet, row, i);
        if (d.kind != DATUM_NUMBER) continue;
        *loc = d.loc;
        return true;
    }
    return false;
}

static bool says_total(const Sheet *sheet, size_t row) {
    for (size_t i = 0; i < sheet_columns(sheet); i++) {
        ColumnType type = sheet_column(sheet, i)->type;
        if (type == COLUMN_TEXT && is_total_word(sheet_text(sheet, row, i))) return true;
    }
    return false;
}

/* Whether the last row's cell is just what the rows above come to. */
static bool is_sum_of_rest(Arena *work, const Sheet *sheet, size_t column) {
    size_t last = sheet_rows(sheet) - 1, counted = 0;
    Datum end = sheet_cell(sheet, last, column);
    if (end.kind != DATUM_NUMBER || num_is_zero(end.number)) return false;
    Num sum = num_int(0);
    for (size_t row = 0; row < last; row++) {
        Datum d = sheet_cell(sheet, row, column);
        if (d.kind != DATUM_NUMBER || num_is_zero(d.number)) continue;
        if (!num_add(work, sum, d.number, &sum)) return false;
        counted++;
    }
    return counted >= LEAST_ROWS && num_cmp(sum, end.number) == 0;
}

static void say(const Audit *t, Loc loc, const char *why) {
    Diag *g = diag_add(t->d, WARNING_, "baris-jumlah", loc,
                       "baris ini tampaknya baris jumlah (%s), dan akan ikut dijumlahkan", why);
    diag_fix(t->d, g, "Hapus baris itu dari data; jumlah dihitung program (\"jumlah\" dan \"baris_akhir\").");
}

/* "1;2;3;4" below the heads, as forms number their columns. Where every column is a number it may as well
 * be a first row of figures. */
static void check_column_numbers(const Audit *t, const Sheet *sheet) {
    size_t columns = sheet_columns(sheet), texts = 0;
    for (size_t i = 0; i < columns; i++) {
        Num n;
        Str cell = sheet_text(sheet, 0, i);
        bool digits = cell.n && cell.p[0] >= '1' && cell.p[0] <= '9';
        if (!digits || !num_parse(t->a, cell, &n) || num_cmp(n, num_int((int64_t)i + 1)) != 0) return;
        texts += sheet_column(sheet, i)->type == COLUMN_TEXT;
    }
    if (columns < 2 || !texts) return;
    Diag *g = diag_add(t->d, WARNING_, "nomor-kolom", sheet_cell(sheet, 0, 0).loc,
                       "baris ini tampaknya nomor kolom (1, 2, ...), dan akan dihitung sebagai data");
    diag_fix(t->d, g, "Hapus baris itu dari data; nomor kolom dicetak dengan \"nomor_kolom\" di tabelnya.");
}

static void check_last(const Audit *t, const Sheet *sheet) {
    Arena *work = arena_child(t->a);
    for (size_t i = 0; i < sheet_columns(sheet); i++) {
        if (sheet_column(sheet, i)->type != COLUMN_RUPIAH || !is_sum_of_rest(work, sheet, i)) continue;
        say(t, sheet_cell(sheet, sheet_rows(sheet) - 1, i).loc, "angkanya sama dengan jumlah baris-baris di atasnya");
        break;
    }
    arena_free(work);
}

void audit_totals(const Audit *t, const Sheet *sheet) {
    size_t rows = sheet_rows(sheet);
    bool said = false;
    if (!rows) {
        Diag *g = diag_add(t->d, WARNING_, "tabel-kosong", sheet_loc(sheet), "tabel data \"%.*s\" tidak punya baris",
                           STR_ARG(sheet_name(sheet)));
        diag_fix(t->d, g, "Isi barisnya di bawah judul kolom.");
        return;
    }
    check_column_numbers(t, sheet);
    for (size_t row = 0; row < rows; row++) {
        Loc loc;
        said = says_total(sheet, row) && figure_of(sheet, row, &loc);
        if (said) say(t, loc, "namanya mengatakan demikian");
    }
    if (!said && rows > LEAST_ROWS) check_last(t, sheet);
}
