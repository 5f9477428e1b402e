/* A cell of every column type: first byte chooses type and decimal mark. */
#include "data.h"
#include "fuzz.h"

static void body(Arena *a, Str bytes, Diags *d) {
    if (bytes.n < 1) return;
    unsigned choice = (unsigned char)bytes.p[0];
    Column column = {.name = STR("kolom"), .title = STR("Kolom"), .type = (ColumnType)(choice % 8),
                     .mark = (DecimalMark)(choice / 8 % 3), .required = choice >= 128};
    const Source *s = fuzz_source(a, str_sub(bytes, 1, bytes.n), d);
    if (!s) return;
    Datum out;
    bool good = data_decode(a, &column, s->text, loc_at(s, 0, s->text.n), &out, d);
    if (!good && diags_count(d, ERROR_) == 0) abort();
    if (good && out.kind == DATUM_NUMBER) num_debug(a, out.number);
}
FUZZ(body)
