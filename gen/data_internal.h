/* data_internal: what the files of module `data` share. */
#ifndef LAKIP_DATA_INTERNAL_H
#define LAKIP_DATA_INTERNAL_H

#include "data.h"

/* ---- data_number.c: digits with marks ---- */

typedef enum NumberFault {
    FAULT_NONE,
    FAULT_GROUPS,             /* marks that do not part three digits each */
    FAULT_FRACTION,           /* the fraction's mark twice, at an end, or before a grouping mark */
    FAULT_NO_NUMBER,          /* something else than digits and marks */
} NumberFault;

/* Digits and marks (no sign) to plain digits "1234.5" in `out`, with room for s.n + 1 bytes. */
NumberFault number_plain(Str s, DecimalMark mark, char *out, size_t *n);
/* What a text with faulty marks may have meant, in the column's own notation: none, one or two. */
size_t number_readings(Arena *a, Str s, DecimalMark mark, Str readings[2]);
/* A JSON number's literal; exponents up to 1000. */
bool number_literal(Arena *a, Str literal, Num *out);

/* ---- data_cell.c ---- */

/* '', '-' and its longer relatives. */
bool cell_is_empty(Str trimmed);
/* A cell given as a JSON value. */
bool cell_decode_value(Arena *a, const Column *c, const Value *v, Datum *out, Diags *d);
/* Says that a required cell is empty; false. */
bool cell_refuse_empty(const Column *c, Loc loc, Diags *d);
/* The unit behind the number of a column of type bersatuan. */
Str cell_unit(Str trimmed);

/* ---- data_column.c ---- */

/* One column's declaration: a type's name or an object. False after diagnostics. */
bool column_decode(Arena *a, const Member *declared, Column *out, Diags *d);

/* ---- data_sheet.c ---- */

/* One entry of laporan.json's "data". NULL after diagnostics. */
const Sheet *sheet_read(Arena *a, const Folder *folder, const Member *entry, Diags *d);

#endif
