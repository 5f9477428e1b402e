/*
 * diag_accept: warnings that a report accepts. See diag.h.
 *
 * A warning is matched when it is added, so that strict runs (--ketat) do not stop at what is known.
 * Whether an acceptance covers as many as it says is known only at the end: then it stands or falls
 * as a whole. Nothing accepted is forgotten: it stays among the findings, with its reason.
 */
#include "diag_internal.h"

#include <string.h>

void diags_accept(Diags *d, Acceptance a) {
    if (d->acceptance_count == d->acceptance_cap) {
        size_t had = d->acceptance_cap, cap = had ? had * 2 : 8;
        d->acceptances = arena_grow(d->arena, d->acceptances, had * sizeof *d->acceptances,
                                    cap * sizeof *d->acceptances);
        d->found = arena_grow(d->arena, d->found, had * sizeof *d->found, cap * sizeof *d->found);
        d->acceptance_cap = cap;
    }
    d->found[d->acceptance_count] = 0;
    d->acceptances[d->acceptance_count++] = a;
}

size_t diags_accepted(const Diags *d) {
    return d->accepted;
}

void diags_show_accepted(Diags *d, bool shown) {
    d->shows_accepted = shown;
}

/* ---- matching ---- */

/* The line of the file that the place begins in. */
static Str line_of(Loc loc) {
    if (!loc.source) return (Str){NULL, 0};
    Str text = loc.source->text;
    size_t from = loc.offset < text.n ? loc.offset : text.n, to = from;
    while (from > 0 && text.p[from - 1] != '\n') from--;
    while (to < text.n && text.p[to] != '\n') to++;
    return str_sub(text, from, to);
}

static bool contains(Str whole, Str part) {
    return !part.n || str_find(whole, part, 0) != SIZE_MAX;
}

static bool covers(const Acceptance *a, const Diag *g) {
    if (!str_is(a->code, g->code)) return false;
    if (a->file.n && !str_eq(a->file, g->loc.source ? g->loc.source->name : g->file)) return false;
    return contains(g->message, a->contains) || contains(line_of(g->loc), a->contains);
}

void diag_match(Diags *d, Diag *g) {
    if (g->severity != WARNING_) return;
    for (size_t i = 0; i < d->acceptance_count; i++) {
        if (!covers(&d->acceptances[i], g)) continue;
        d->entries[d->kept - 1]->acceptance = i;
        g->accepted = d->acceptances[i].reason;
        d->found[i]++;
        d->accepted++;
        d->severities[WARNING_]--;
        return;
    }
}

/* ---- settling ---- */

static void void_acceptance(Diags *d, size_t index) {
    for (size_t i = 0; i < d->kept; i++) {
        if (d->entries[i]->acceptance != index) continue;
        d->entries[i]->acceptance = NOT_ACCEPTED;
        d->entries[i]->diag.accepted = (Str){NULL, 0};
        d->accepted--;
        d->severities[WARNING_]++;
    }
}

static void say_void(Diags *d, const Acceptance *a, size_t found) {
    if (!found) {
        Diag *g = diag_add(d, WARNING_, "abaikan-tak-terpakai", a->loc,
                           "tidak ada peringatan \"%.*s\" seperti yang disebut di sini", STR_ARG(a->code));
        diag_fix(d, g, "Hapus dari \"abaikan\" bila sudah diperbaiki, atau sesuaikan \"kode\", \"berkas\" "
                       "dan \"memuat\".");
        return;
    }
    Diag *g = diag_add(d, WARNING_, "abaikan-tak-cocok", a->loc,
                       "disebut %zu peringatan \"%.*s\", ditemukan %zu; semuanya tetap dilaporkan", a->expected,
                       STR_ARG(a->code), found);
    diag_fix(d, g, "Periksa mana yang baru, lalu sesuaikan \"jumlah\".");
}

/* How many of a code were not even kept, since there are too many: nobody looked at them. */
static size_t dropped(const Diags *d, Str code) {
    for (size_t i = 0; i < d->code_count; i++) {
        if (!str_is(code, d->codes[i].code)) continue;
        return d->limit && d->codes[i].count > d->limit ? d->codes[i].count - d->limit : 0;
    }
    return 0;
}

void diags_settle(Diags *d) {
    if (d->settled) return;
    d->settled = true;
    for (size_t i = 0; i < d->acceptance_count; i++) {
        const Acceptance *a = &d->acceptances[i];
        size_t found = d->found[i] ? d->found[i] + dropped(d, a->code) : 0;
        if (found == a->expected) continue;
        void_acceptance(d, i);
        say_void(d, a, found);
    }
}

/* ---- by code ---- */

void diags_print_codes(const Diags *d, Buf *out) {
    bool first = true;
    for (size_t c = 0; c < d->code_count; c++) {
        size_t n = 0;
        for (size_t i = 0; i < d->kept; i++) {
            const Diag *g = &d->entries[i]->diag;
            n += g->severity == WARNING_ && !g->accepted.n && strcmp(g->code, d->codes[c].code) == 0;
        }
        if (n) n += dropped(d, str_of(d->codes[c].code));
        if (n) buf_printf(out, "%s%zu %s", first ? "" : ", ", n, d->codes[c].code);
        if (n) first = false;
    }
}
