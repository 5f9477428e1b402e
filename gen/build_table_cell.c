/*
 * build_table_cell: what stands in one cell: a paragraph, an image, or a list whose items are the
 * lines of the cell's text.
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

/* ---- images ---- */

/* Files are read before the document is: what they say about themselves is said once, and they are
 * attached like all the others. */
void table_load_images(const TablePlan *p) {
    ArenaMark mark;
    Arena *scratch = arena_child(p->b->a);
    size_t rows = figures_rows(p->figures);
    arena_alloc(scratch, 1);
    mark = arena_mark(scratch);
    for (size_t c = 0; c < p->column_count; c++) {
        for (size_t row = 0; p->columns[c].spec->image_width && row < rows; row++) {
            if (figures_row(p->figures, row).kind != FIGURE_BODY) continue;
            Datum d = table_cell_datum(p, row, c, scratch);
            if (d.kind == DATUM_TEXT && d.text.n) image_load(p->b, str_copy(p->b->a, d.text), d.loc);
            arena_reset(scratch, mark);
        }
    }
    arena_free(scratch);
}

bool table_cell_image(const TablePlan *p, Arena *a, DocCell *cell, const ColumnPlan *c, size_t row, Datum file) {
    const Image *image = image_load(p->b, file.text, file.loc);
    if (!image || !image->width) return false;
    uint32_t counter = cell->elem->order + 1;
    Datum alt = figures_eval(p->figures, row, c->spec->image_alt, a);
    Block *block = arena_alloc(a, sizeof *block);
    block->kind = BLOCK_IMAGE;
    block->loc = file.loc;
    block->elem = elem_new(a, &counter, ROLE_FIGURE, cell->elem);
    bool said = alt.kind != DATUM_EMPTY && !(alt.kind == DATUM_TEXT && !alt.text.n);
    block->elem->alt = said ? format_apply(a, (Format){.digits = -1}, &p->b->style->format, alt) : file.text;
    int64_t height = (int64_t)c->spec->image_width * image->height / image->width;
    block->u.image.image = image;
    block->u.image.width = c->spec->image_width;
    block->u.image.height = height < 1 ? 1 : height > PT(10000) ? PT(10000) : (Len)height;
    block->u.image.align = ALIGN_CENTRE;
    cell->blocks = block;
    cell->block_count = 1;
    return true;
}
