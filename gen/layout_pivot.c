/*
 * layout_pivot: columns by value. {"tiap": "tahun", "kolom": [...]} among a table's columns stands
 * for its columns once for each value of that data column, under a head of that value: whole numbers
 * in their order (a year may be missing in the first rows), words in that of first appearance. A
 * cell is that of the row with this value and with the table row's key (the table's own "tiap"):
 * long data become a wide table.
 *
 * The columns are rewritten before they are read, so that everything else about them is as ever.
 */
#include "layout_internal.h"

#include <string.h>

enum { MOST_VALUES = 200 };

typedef struct Pivot {
    Reader *r;
    Str key;                  /* column whose values are the rows */
    Str by;                   /* column whose values are the heads */
    size_t column;            /* of `by` */
    const Value *block;
} Pivot;

/* ---- the values ---- */

static bool seen(const Pivot *p, size_t row) {
    Str text = sheet_text(p->r->sheet, row, p->column);
    for (size_t i = 0; i < row; i++)
        if (str_eq(sheet_text(p->r->sheet, i, p->column), text))
            return true;
    return false;
}

/* The value as an expression; empty after a diagnostic. */
static Str value_expr(const Pivot *p, size_t row) {
    Datum d = sheet_cell(p->r->sheet, row, p->column);
    Str text = sheet_text(p->r->sheet, row, p->column);
    if (d.kind == DATUM_NUMBER && num_is_integer(d.number))
        return num_debug(p->r->a, d.number);
    if (d.kind == DATUM_TEXT && memchr(text.p, '"', text.n) == NULL)
        return str_printf(p->r->a, "\"%.*s\"", STR_ARG(text));
    layout_error(p->r, "nilai-salah", d.loc,
                 "nilai \"%.*s\" tidak dapat menjadi kepala kolom: diharapkan teks tanpa kutip ganda atau "
                 "bilangan bulat", STR_ARG(text));
    return (Str){NULL, 0};
}

/* ---- each cell has one row ---- */

typedef struct Place { Str key, by; size_t row; } Place;

static int by_place(const void *x, const void *y) {
    const Place *p = x, *q = y;
    int order = str_cmp(p->key, q->key);
    if (!order) order = str_cmp(p->by, q->by);
    return order ? order : p->row < q->row ? -1 : p->row > q->row;
}

/* Of two rows for one cell the second would not be seen: an error, with which the table goes on. */
static void check_one_row_a_cell(const Pivot *p) {
    Reader *r = p->r;
    size_t rows = sheet_rows(r->sheet), count = 0, key;
    if (!sheet_find_column(r->sheet, p->key, &key)) return;               /* said by the table */
    Place *places = arena_array(r->a, rows, sizeof *places);
    for (size_t row = 0; row < rows; row++) {
        if (sheet_cell(r->sheet, row, p->column).kind == DATUM_EMPTY) continue;
        places[count++] =
            (Place){sheet_text(r->sheet, row, key), sheet_text(r->sheet, row, p->column), row};
    }
    if (count) qsort(places, count, sizeof *places, by_place);
    for (size_t i = 1; i < count; i++) {
        const Place *a = &places[i - 1], *b = &places[i];
        if (!str_eq(a->key, b->key) || !str_eq(a->by, b->by)) continue;
        Diag *d = diag_add(r->d, ERROR_, "baris-kembar", sheet_cell(r->sheet, b->row, key).loc,
                           "\"%.*s\" dengan %.*s %.*s sudah ada; satu sel hanya memuat satu baris",
                           STR_ARG(b->key), STR_ARG(p->by), STR_ARG(b->by));
        diag_see(r->d, d, sheet_cell(r->sheet, a->row, key).loc, "yang pertama ada di sini");
        diag_fix(r->d, d, "Bedakan isi kolom \"%.*s\", atau pakai kolom lain (misalnya kode) sebagai \"tiap\" tabel itu.",
                 STR_ARG(p->key));
        return;
    }
}

/* ---- rewriting ---- */

static const Value *text_value(Reader *r, Str text, Loc loc) {
    Value *v = arena_alloc(r->a, sizeof *v);
    *v = (Value){.kind = VALUE_STRING, .loc = loc, .text = text};
    return v;
}

/* The value's head above those that the column has anyway. */
static const Value *heads(const Pivot *p, const Value *own, Str head) {
    Reader *r = p->r;
    size_t more = !own ? 0 : own->kind == VALUE_ARRAY ? own->count : 1;
    const Value **items = arena_array(r->a, more + 1, sizeof *items);
    items[0] = text_value(r, head, p->block->loc);
    for (size_t i = 0; i < more; i++)
        items[i + 1] = own->kind == VALUE_ARRAY ? own->items[i] : own;
    Value *v = arena_alloc(r->a, sizeof *v);
    *v = (Value){.kind = VALUE_ARRAY, .loc = p->block->loc, .items = items, .count = more + 1};
    return v;
}

static const Value *cell_value(const Pivot *p, const Value *cell, Str value) {
    if (cell->kind != VALUE_STRING)
        return cell;
    return text_value(p->r, str_printf(p->r->a, "pertama(%.*s, [%.*s] = %.*s dan [%.*s] = baris.[%.*s])",
                                       STR_ARG(cell->text), STR_ARG(p->by), STR_ARG(value), STR_ARG(p->key),
                                       STR_ARG(p->key)), cell->loc);
}

/* Not every row has every value. */
static Member blank_missing(Reader *r, Loc loc) {
    Value *v = arena_alloc(r->a, sizeof *v);
    *v = (Value){.kind = VALUE_BOOL, .loc = loc, .boolean = true};
    return (Member){STR("kosong_bila_tak_ada"), loc, v};
}

/* A copy of the column for one value. */
static const Value *column_for(const Pivot *p, const Value *column, Str value, Str head) {
    Reader *r = p->r;
    if (column->kind != VALUE_OBJECT)
        return column;
    Member *members = arena_array(r->a, column->count + 2, sizeof *members);
    size_t count = 0;
    for (size_t i = 0; i < column->count; i++) {
        Member m = column->members[i];
        if (str_is(m.key, "di_bawah"))
            continue;
        if (str_is(m.key, "isi"))
            m.value = cell_value(p, m.value, value);
        members[count++] = m;
    }
    const Value *joined = value_get(column, "sambung");
    if (!joined || joined->kind != VALUE_BOOL || !joined->boolean)
        members[count++] = (Member){STR("di_bawah"), column->loc, heads(p, value_get(column, "di_bawah"), head)};
    if (!value_get(column, "kosong_bila_tak_ada")) members[count++] = blank_missing(r, column->loc);
    Value *v = arena_alloc(r->a, sizeof *v);
    *v = (Value){.kind = VALUE_OBJECT, .loc = column->loc, .members = members, .count = count};
    return v;
}

/* ---- blocks ---- */

typedef struct Columns {
    const Value **items;
    size_t count, cap;
} Columns;

static void add_column(Reader *r, Columns *list, const Value *column) {
    list->items = arena_room(r->a, list->items, list->count, &list->cap, sizeof *list->items);
    list->items[list->count++] = column;
}

/* The rows where values appear first. False after a diagnostic. */
static bool first_rows(const Pivot *p, size_t *rows, size_t *count) {
    *count = 0;
    for (size_t row = 0; row < sheet_rows(p->r->sheet); row++) {
        if (sheet_cell(p->r->sheet, row, p->column).kind == DATUM_EMPTY || seen(p, row))
            continue;
        if (*count == MOST_VALUES)
            return layout_error(p->r, "nilai-salah", p->block->loc,
                                "kolom \"%.*s\" mempunyai lebih dari %d nilai berbeda", STR_ARG(p->by), MOST_VALUES);
        rows[(*count)++] = row;
    }
    return true;
}

/* Numbers in their order; it stays as it is when some value is none. */
static void order_rows(const Pivot *p, size_t *rows, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (sheet_cell(p->r->sheet, rows[i], p->column).kind != DATUM_NUMBER)
            return;
    for (size_t i = 1; i < count; i++) {
        size_t row = rows[i], k = i;
        Num value = sheet_cell(p->r->sheet, row, p->column).number;
        for (; k > 0 && num_cmp(sheet_cell(p->r->sheet, rows[k - 1], p->column).number, value) > 0; k--)
            rows[k] = rows[k - 1];
        rows[k] = row;
    }
}

static bool add_values(Pivot *p, const Value *columns, Columns *out) {
    size_t rows[MOST_VALUES], count;
    if (!first_rows(p, rows, &count))
        return false;
    order_rows(p, rows, count);
    for (size_t k = 0; k < count; k++) {
        Str value = value_expr(p, rows[k]);
        if (value.n == 0)
            return false;
        Str head = sheet_text(p->r->sheet, rows[k], p->column);
        for (size_t i = 0; i < columns->count; i++)
            add_column(p->r, out, column_for(p, columns->items[i], value, head));
    }
    return true;
}

static bool add_block(Reader *r, const Value *block, Str key, Columns *out) {
    static const Field fields[] = {ELSEWHERE("tiap"), ELSEWHERE("kolom")};
    const Value *columns;
    Pivot p = {.r = r, .key = key, .block = block};
    if (!fields_read(r, block, fields, COUNT(fields), NULL) || !value_text(block, "tiap", &p.by, r->d)
        || !value_array(block, "kolom", &columns, r->d))
        return false;
    if (!sheet_find_column(r->sheet, p.by, &p.column))
        return unknown_column(r, value_get(block, "tiap")->loc, p.by);
    if (key.n == 0)
        return layout_error(r, "kunci-hilang", block->loc,
                            "kolom menurut nilai memerlukan \"tiap\" pada tabelnya: kolom data yang menjadi baris");
    check_one_row_a_cell(&p);
    return add_values(&p, columns, out);
}

const Value *pivot_columns(Reader *r, const Value *columns, Str key) {
    Columns list = {0};
    bool ok = true;
    for (size_t i = 0; i < columns->count; i++) {
        const Value *item = columns->items[i];
        if (item->kind == VALUE_OBJECT && value_get(item, "tiap"))
            ok = add_block(r, item, key, &list) && ok;
        else
            add_column(r, &list, item);
    }
    if (!ok)
        return NULL;
    if (list.count == 0) {
        layout_error(r, "nilai-salah", columns->loc, "tabel ini tidak mempunyai kolom: datanya kosong");
        return NULL;
    }
    Value *v = arena_alloc(r->a, sizeof *v);
    *v = (Value){.kind = VALUE_ARRAY, .loc = columns->loc, .items = list.items, .count = list.count};
    return v;
}
