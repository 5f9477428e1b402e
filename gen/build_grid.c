/* build_grid: see build_grid.h. */
#include "build_grid.h"

Grid grid_new(Build *b, size_t columns, size_t rows) {
    return (Grid){
        .b = b, .column_count = columns, .row_count = rows,
        .columns = arena_array(b->a, columns, sizeof(DocColumn)),
        .rows = arena_array(b->a, rows, sizeof(DocRow)),
        .cells = arena_array(b->a, columns * rows, sizeof(Blocks)),
    };
}

Blocks *grid_cell(Grid *g, size_t row, size_t column) {
    return &g->cells[row * g->column_count + column];
}

static const CellStyle *grid_style(Grid *g, VAlign valign) {
    CellStyle *style = arena_alloc(g->b->a, sizeof *style);
    style->valign = valign;
    style->fill.none = true;
    style->pad_x = g->pad_x;
    style->pad_y = g->pad_y;
    return style;
}

void grid_row(Grid *g, size_t row, VAlign valign) {
    const CellStyle *style = grid_style(g, valign);
    DocCell *cells = arena_array(g->b->a, g->column_count, sizeof *cells);
    for (size_t c = 0; c < g->column_count; c++) {
        const Blocks *blocks = grid_cell(g, row, c);
        cells[c] = (DocCell){.blocks = blocks->items, .block_count = blocks->count, .col_span = 1,
                             .row_span = 1, .column = (uint16_t)c, .style = style};
    }
    g->rows[row].kind = ROW_BODY;
    g->rows[row].cells = cells;
    g->rows[row].cell_count = g->column_count;
}

Block *grid_block(Grid *g, Blocks *out, Loc loc) {
    Block *block = blocks_add(g->b, out, BLOCK_TABLE, NULL, loc);
    DocTable *t = &block->u.table;
    t->columns = g->columns;
    t->column_count = g->column_count;
    t->too_wide = WIDE_SHRINK;
    table_static_rows(&t->body, g->rows, g->row_count);
    return block;
}
