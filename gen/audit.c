/* audit: everything that is looked at, in the order in which it says something. See audit.h. */
#include "audit_internal.h"

static int64_t report_year(const Data *data) {
    Datum d;
    int64_t year;
    return data_fact(data, STR("tahun"), &d) && d.kind == DATUM_NUMBER &&
                   num_to_int64(d.number, &year)
               ? year
               : 0;
}

void audit(Arena *a, const Layout *layout, const Figures *figures, const Data *data, Diags *d) {
    Audit t = {
        .a = arena_child(a), .layout = layout, .figures = figures, .data = data, .d = d,
        .profile = &layout->style->format, .year = report_year(data),
    };
    for (size_t i = 0; i < data->sheet_count; i++) {
        audit_sheet(&t, data->sheets[i]);
        audit_rules(&t, data->sheets[i]);
    }
    audit_groups(&t);
    audit_shares(&t);
    audit_prose(&t);
    audit_unfilled(&t);
    arena_free(t.a);
}
