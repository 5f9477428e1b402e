/*
 * build_table_cell: what stands in one cell: a paragraph, or a list whose items are the lines of the
 * cell's text.
 *
 * A list in a cell is L > LI > Lbl + LBody below the TD, as it is in prose. Where the items of
 * neighbouring cells are aligned one by one, each cell keeps its own list: a table cannot say in
 * its structure that the second item here belongs to the second there, but both lists have as many
 * items, and their items are read in the same order. Pages part the items, not the list: what is
 * painted of it on the next page belongs to the same elements.
 */
#include "build_table.h"

static size_t count_lines(Str text) {
    size_t lines = 1;
    for (size_t i = 0; i < text.n; i++) lines += text.p[i] == '\n';
    return lines;
}

Para table_cell_para(Arena *a, Str text, const TextStyle *style, const ParaStyle *para, bool nobreak,
                     Loc loc) {
    if (!text.n) return (Para){.style = para};
    Run *runs = arena_array(a, count_lines(text) * 2, sizeof *runs);
    size_t count = 0, from = 0, at;
    do {
        at = str_find(text, STR("\n"), from);
        Str line = str_sub(text, from, at == SIZE_MAX ? text.n : at);
        if (count) runs[count++] = (Run){.kind = RUN_BREAK, .style = style, .loc = loc};
        if (line.n)
            runs[count++] = (Run){
                .kind = RUN_TEXT, .style = style, .text = line, .nobreak = nobreak, .loc = loc};
        from = at + 1;
    } while (at != SIZE_MAX);
    return (Para){.style = para, .runs = runs, .run_count = count};
}

/* ---- items ---- */

static const Run *item_mark(Arena *a, const ColumnPlan *c, const TextStyle *style, Elem *label, size_t n) {
    NumberValues v = {.own = (int64_t)n, .levels = {(int64_t)n}};
    bool complete;
    Run *mark = arena_alloc(a, sizeof *mark);
    *mark = (Run){.kind = RUN_TEXT, .style = style, .elem = label, .nobreak = true,
                  .text = number_fill_in(a, c->spec->item_mark, &v, &complete)};
    return mark;
}

/* Below a cell orders only count on from its own: nothing but siblings is compared, and nobody
 * knows how many items the cell of a row not yet pulled will have. */
void table_cell_items(Arena *a, DocCell *cell, const ColumnPlan *c, Str text, const TextStyle *style,
                      const ParaStyle *para, Loc loc) {
    size_t count = count_lines(text), from = 0;
    uint32_t counter = cell->elem->order + 1;
    Elem *list = elem_new(a, &counter, ROLE_L, cell->elem);
    Block *blocks = arena_array(a, count, sizeof *blocks);
    for (size_t i = 0; i < count; i++) {
        size_t at = str_find(text, STR("\n"), from);
        Str line = str_sub(text, from, at == SIZE_MAX ? text.n : at);
        Elem *item = elem_new(a, &counter, ROLE_LI, list);
        Elem *label = c->item_indent ? elem_new(a, &counter, ROLE_LBL, item) : NULL;
        blocks[i].kind = BLOCK_PARA;
        blocks[i].elem = elem_new(a, &counter, ROLE_LBODY, item);
        blocks[i].loc = loc;
        blocks[i].u.para = table_cell_para(a, line, style, para, false, loc);
        if (label) {
            blocks[i].u.para.mark = item_mark(a, c, style, label, i + 1);
            blocks[i].u.para.mark_width = c->item_indent;
        }
        from = at + 1;
    }
    cell->blocks = blocks;
    cell->block_count = count;
}
