/*
 * build_grid: tables for layout, without rules and without table elements: their paragraphs carry
 * the structure.
 */
#ifndef LAKIP_BUILD_GRID_H
#define LAKIP_BUILD_GRID_H

#include "build_internal.h"

typedef struct Grid {
    Build *b;
    DocColumn *columns;
    size_t column_count;
    DocRow *rows;
    size_t row_count;
    Blocks *cells;            /* row by row */
    Len pad_x, pad_y;
} Grid;

Grid grid_new(Build *b, size_t columns, size_t rows);
Blocks *grid_cell(Grid *g, size_t row, size_t column);
/* The row's cells are full. */
void grid_row(Grid *g, size_t row, VAlign valign);
/* All rows are made. */
Block *grid_block(Grid *g, Blocks *out, Loc loc);

#endif
