/*
 * audit_unfilled: what an office has yet to write stands in angle brackets, "<nama kepala dinas>", in any of
 * the report's files; each is told of at its place, so that the list of findings is the list of what is left
 * to do.
 */
#include "audit_internal.h"

typedef struct Seen {
    const Source **list;
    size_t count, cap;
} Seen;

static void check_source(const Audit *t, Seen *seen, const Source *s) {
    for (size_t i = 0; i < seen->count; i++) {
        if (seen->list[i] == s) return;
    }
    seen->list = arena_room(t->a, seen->list, seen->count, &seen->cap, sizeof *seen->list);
    seen->list[seen->count++] = s;
    for (Str found = str_unfilled(s->text, 0); found.n;
         found = str_unfilled(s->text, (size_t)(found.p - s->text.p) + found.n)) {
        Str shown = shortened(t, found);
        Diag *g = diag_add(t->d, WARNING_, "belum-diisi", loc_at(s, (size_t)(found.p - s->text.p), found.n),
                           "belum diisi: %.*s", STR_ARG(shown));
        diag_fix(t->d, g, "Ganti dengan isinya, tanpa tanda < dan >.");
    }
}

void audit_unfilled(const Audit *t) {
    Seen seen = {0};
    if (t->data->source) check_source(t, &seen, t->data->source);
    for (size_t i = 0; i < t->data->sheet_count; i++) {
        const Source *s = sheet_source(t->data->sheets[i]);
        if (s) check_source(t, &seen, s);
    }
    for (size_t i = 0; i < t->layout->text_count; i++) check_source(t, &seen, t->layout->texts[i]);
}
