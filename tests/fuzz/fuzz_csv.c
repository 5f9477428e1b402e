/* CSV: every field inside the text, or a message. */
#include "fuzz.h"
#include "value.h"

static void body(Arena *a, Str bytes, Diags *d) {
    const Source *s = fuzz_source(a, bytes, d);
    const Csv *csv = s ? value_from_csv(a, s, d) : NULL;
    if (s && !csv && diags_count(d, ERROR_) == 0) abort();
    for (size_t r = 0; csv && r < csv->rows; r++) {
        for (size_t i = 0; i < csv_fields(csv, r); i++) {
            CsvField f = csv_field(csv, r, i);
            if ((size_t)f.offset + f.length > s->text.n) abort();
            Str text = csv_text(csv, f);
            if (text.n && !utf8_valid(text, NULL)) abort();
            loc_position(csv_loc(csv, f));
        }
    }
}
FUZZ(body)
