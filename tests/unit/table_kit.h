/*
 * table_kit: tables made by hand. A table is an array of rows of cells; the rows are handed out as
 * the document does it, into the arena of whoever pulls them, elements included, so that memory
 * let go too early shows under ASan.
 */
#ifndef LAKIP_TEST_TABLE_KIT_H
#define LAKIP_TEST_TABLE_KIT_H

#include "kit.h"

typedef struct KitCell {
    const char *text;         /* words; "|" parts paragraphs; NULL: an empty cell */
    uint32_t row_span;
    uint16_t col_span, column;
    bool repeat_label, rotated;
    const CellStyle *style;   /* NULL: the kit's */
    const ParaStyle *para;
    const Block *blocks;      /* one block instead of the text */
} KitCell;

typedef struct KitRow {
    RowKind kind;
    KitCell *cells;
    size_t count;
    bool keep_with_next, keep_with_previous, page_break_before, align_items;
    size_t pulled;            /* how often */
} KitRow;

typedef struct KitTable {
    Kit *kit;
    KitRow *rows;
    size_t row_count;
    Elem *table, *tbody;
    DocColumn *columns;
    size_t column_count;
    DocRow *head;
    size_t head_count;
    bool carries;
} KitTable;

static inline void kit_fill_row(KitTable *t, const KitRow *from, Elem *parent, Arena *a,
                                DocRow *out) {
    Kit *k = t->kit;
    *out = (DocRow){.kind = from->kind,
                    .cell_count = from->count,
                    .keep_with_next = from->keep_with_next,
                    .keep_with_previous = from->keep_with_previous,
                    .page_break_before = from->page_break_before,
                    .align_items = from->align_items};
    out->elem = elem_new(a, &k->counter, ROLE_TR, parent);
    DocCell *cells = arena_array(a, from->count, sizeof *cells);
    for (size_t i = 0; i < from->count; i++) {
        const KitCell *c = &from->cells[i];
        cells[i] = (DocCell){.column = c->column,
                             .col_span = c->col_span ? c->col_span : 1,
                             .row_span = c->row_span ? c->row_span : 1,
                             .repeat_label = c->repeat_label,
                             .rotated = c->rotated,
                             .style = c->style ? c->style : &k->cell};
        cells[i].elem = elem_new(a, &k->counter, ROLE_TD, out->elem);
        cells[i].blocks = c->blocks;
        cells[i].block_count = c->blocks != NULL;
        if (!c->text || c->blocks) continue;
        Str rest = str_of(c->text);
        Block *blocks = arena_array(a, rest.n + 1, sizeof *blocks);
        size_t count = 0;
        while (rest.n) {
            size_t end = str_find(rest, STR("|"), 0);
            if (end == SIZE_MAX) end = rest.n;
            blocks[count] = kit_para_in(k, a, str_cstr(a, str_sub(rest, 0, end)), cells[i].elem);
            if (c->para) blocks[count].u.para.style = c->para;
            count++;
            rest = str_sub(rest, end < rest.n ? end + 1 : end, rest.n);
        }
        cells[i].blocks = blocks;
        cells[i].block_count = count;
    }
    out->cells = cells;
}

static void kit_row(void *self, size_t index, Arena *a, DocRow *out) {
    KitTable *t = self;
    t->rows[index].pulled++;
    kit_fill_row(t, &t->rows[index], t->tbody, a, out);
}

static inline KitTable *kit_table(Kit *k, size_t columns, size_t rows) {
    KitTable *t = arena_alloc(k->arena, sizeof *t);
    t->kit = k;
    t->table = kit_elem(k, ROLE_TABLE, NULL);
    t->tbody = kit_elem(k, ROLE_TBODY, t->table);
    t->columns = arena_array(k->arena, columns, sizeof *t->columns);
    t->column_count = columns;
    t->rows = arena_array(k->arena, rows, sizeof *t->rows);
    t->row_count = rows;
    return t;
}

/* One cell a column: texts parted by tabs. */
static inline void kit_set_row(KitTable *t, KitRow *row, RowKind kind, const char *texts) {
    Arena *a = t->kit->arena;
    *row = (KitRow){.kind = kind, .cells = arena_array(a, t->column_count, sizeof(KitCell))};
    Str rest = str_of(texts);
    for (size_t c = 0; c < t->column_count && rest.p; c++) {
        size_t end = str_find(rest, STR("\t"), 0);
        if (end == SIZE_MAX) end = rest.n;
        row->cells[row->count++] =
            (KitCell){.text = str_cstr(a, str_sub(rest, 0, end)), .column = (uint16_t)c};
        if (end == rest.n) break;
        rest = str_sub(rest, end + 1, rest.n);
    }
}

static inline void kit_head(KitTable *t, const KitRow *rows, size_t count) {
    Kit *k = t->kit;
    Elem *thead = kit_elem(k, ROLE_THEAD, t->table);
    t->head = arena_array(k->arena, count, sizeof *t->head);
    t->head_count = count;
    for (size_t i = 0; i < count; i++) kit_fill_row(t, &rows[i], thead, k->arena, &t->head[i]);
}

static inline Block kit_table_block(KitTable *t) {
    Block b = {.kind = BLOCK_TABLE, .elem = t->table};
    b.u.table = (DocTable){.columns = t->columns, .column_count = t->column_count, .head = t->head,
                           .head_count = t->head_count, .body = {.count = t->row_count, .self = t, .row = kit_row}};
    b.u.table.outer = (RuleSpec){1000, {0, 0, 0, false}};
    return b;
}

#endif
