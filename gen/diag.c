/* diag: places and messages. See diag.h. */
#include "diag_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- places ---- */

Loc loc_at(const Source *s, size_t offset, size_t length) {
    return (Loc){s, (uint32_t)offset, (uint32_t)length};
}

Loc loc_within(Loc whole, Str part) {
    if (!whole.source || !part.p) return whole;
    const char *begin = whole.source->text.p, *end = begin + whole.source->text.n;
    if (part.p < begin || part.p + part.n > end) return whole;
    return loc_at(whole.source, (size_t)(part.p - begin), part.n);
}

/* The line last counted to: messages come in the order of their places, and each goes on from there. */
typedef struct Counter {
    const Source *source;
    const char *line;         /* where line `number` begins */
    unsigned number;
} Counter;

static Position count_to(Counter *c, Loc loc) {
    Position at = {1, 1};
    if (!loc.source || !loc.source->text.n) return at;
    Str text = loc.source->text;
    const char *end = text.p + (loc.offset < text.n ? loc.offset : text.n);
    if (c->source != loc.source || c->line > end) *c = (Counter){loc.source, text.p, 1};
    for (const char *p = c->line; p < end && (p = memchr(p, '\n', (size_t)(end - p)));) {
        c->number++;
        c->line = ++p;
    }
    at.line = c->number;
    at.column += (unsigned)utf8_count((Str){c->line, (size_t)(end - c->line)});
    return at;
}

Position loc_position(Loc loc) {
    return count_to(&(Counter){0}, loc);
}

/* ---- collecting ---- */

Diags *diags_new(Arena *a, size_t limit) {
    Diags *d = arena_alloc(a, sizeof *d);
    d->arena = a;
    d->limit = limit;
    d->limits = limits_usual();
    return d;
}

void diags_set_limits(Diags *d, Limits limits) {
    d->limits = limits;
}

Limits diags_limits(const Diags *d) {
    return d->limits;
}

uint32_t diags_limit(const Diags *d, Limit which) {
    return d->limits.of[which];
}

static size_t count_code(Diags *d, const char *code) {
    for (size_t i = 0; i < d->code_count; i++) {
        if (strcmp(d->codes[i].code, code) == 0) return ++d->codes[i].count;
    }
    d->codes = arena_room(d->arena, d->codes, d->code_count, &d->code_cap, sizeof *d->codes);
    d->codes[d->code_count++] = (CodeCount){code, 1};
    return 1;
}

/* Room for one more; beyond the limit of its code, the spare one. */
static Diag *new_diag(Diags *d, Severity severity, const char *code) {
    d->severities[severity]++;
    if (count_code(d, code) > d->limit && d->limit) {
        d->dropped++;
        return &d->spare;
    }
    Entry *e = arena_alloc(d->arena, sizeof *e);
    e->diag.severity = severity;
    e->diag.code = code;
    e->acceptance = NOT_ACCEPTED;
    d->entries = arena_room(d->arena, d->entries, d->kept, &d->cap, sizeof *d->entries);
    e->order = d->kept;
    d->entries[d->kept++] = e;
    return &e->diag;
}

/* One wrong cell may be read for several figures: each counts, for whoever asks whether errors came, but is told
 * of once. */
static bool said_before(const Diags *d, const Diag *g) {
    for (size_t i = 0; i + 1 < d->kept; i++) {
        const Diag *o = &d->entries[i]->diag;
        if (o->loc.source == g->loc.source && o->loc.offset == g->loc.offset && o->severity == ERROR_ &&
            strcmp(o->code, g->code) == 0 && str_eq(o->message, g->message))
            return true;
    }
    return false;
}

Diag *diag_add(Diags *d, Severity severity, const char *code, Loc loc, const char *format, ...) {
    Diag *g = new_diag(d, severity, code);
    if (g == &d->spare) return g;
    g->loc = loc;
    va_list args;
    va_start(args, format);
    g->message = str_vprintf(d->arena, format, args);
    va_end(args);
    if (severity == ERROR_ && loc.source && said_before(d, g)) {
        d->kept--;
        return &d->spare;
    }
    diag_match(d, g);
    return g;
}

Diag *diag_file(Diags *d, Severity severity, const char *code, Str file, const char *format, ...) {
    Diag *g = new_diag(d, severity, code);
    if (g == &d->spare) return g;
    g->file = str_copy(d->arena, file);
    va_list args;
    va_start(args, format);
    g->message = str_vprintf(d->arena, format, args);
    va_end(args);
    diag_match(d, g);
    return g;
}

void diag_fix_limit(Diags *d, Diag *which, Limit limit) {
    const LimitRow *row = &limit_rows[limit];
    if (d->limits.of[limit] < row->most)
        diag_fix(d, which, "Bila memang sebesar itu, naikkan batasnya dengan --batas-%s=N.", row->name);
    else diag_fix(d, which, "Batas ini sudah yang paling besar.");
}

void diag_fix(Diags *d, Diag *which, const char *format, ...) {
    if (which == &d->spare) return;
    va_list args;
    va_start(args, format);
    which->fix = str_vprintf(d->arena, format, args);
    va_end(args);
}

bool diag_near(Diags *d, Diag *which, Str near) {
    if (near.n) diag_fix(d, which, "Maksud Anda \"%.*s\"?", STR_ARG(near));
    return near.n > 0;
}

void diag_see(Diags *d, Diag *which, Loc related, const char *format, ...) {
    if (which == &d->spare) return;
    which->related = related;
    va_list args;
    va_start(args, format);
    which->related_message = str_vprintf(d->arena, format, args);
    va_end(args);
}

Arena *diags_arena(Diags *d) {
    return d->arena;
}

size_t diags_count(const Diags *d, Severity severity) {
    return d->severities[severity];
}

size_t diags_kept(const Diags *d) {
    return d->kept;
}

const Diag *diags_get(const Diags *d, size_t index) {
    return &d->entries[index]->diag;
}

/* ---- order ---- */

static bool same_file(const Diag *a, const Diag *b) {
    if (a->loc.source || b->loc.source) return a->loc.source == b->loc.source;
    return str_eq(a->file, b->file);
}

static int by_place(const void *x, const void *y) {
    const Entry *a = *(const Entry *const *)x, *b = *(const Entry *const *)y;
    if (a->source_order != b->source_order) return a->source_order < b->source_order ? -1 : 1;
    uint32_t p = a->diag.loc.offset, q = b->diag.loc.offset;
    if (a->diag.loc.source && p != q) return p < q ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

void diags_sort(Diags *d) {
    for (size_t i = 0; i < d->kept; i++) {
        size_t j = 0;
        while (!same_file(&d->entries[j]->diag, &d->entries[i]->diag)) j++;
        d->entries[i]->source_order = j;
    }
    if (d->kept) qsort(d->entries, d->kept, sizeof *d->entries, by_place);
}

/* ---- printing ---- */

static const char *const severity_names[] = {
    [NOTE_] = "catatan", [WARNING_] = "peringatan", [ERROR_] = "galat"
};

/* C1 controls, separators of lines, and what turns the order of letters round. */
static bool moves_cursor(uint32_t c) {
    return (c >= 0x80 && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* A message is one line, whatever it quotes from the data and however a file is named: nothing in it
 * may move the cursor or show letters where they do not stand. */
static void print_text(Buf *out, Str s) {
    for (const char *p = s.p, *end = s.p + s.n; s.n && p < end;) {
        const char *from = p;
        uint32_t c = utf8_next(&p, end);
        if (c < 0x20 || c == 0x7F) buf_byte(out, ' ');
        else if (c == 0xFFFD || moves_cursor(c)) buf_utf8(out, 0xFFFD);
        else buf_str(out, (Str){from, (size_t)(p - from)});
    }
}

static void print_place(Buf *out, Counter *counter, Loc loc, Str file) {
    Str name = loc.source ? loc.source->name : file;
    if (!name.n) return;
    print_text(out, name);
    if (loc.source) {
        Position at = count_to(counter, loc);
        buf_printf(out, ":%u:%u", at.line, at.column);
    }
    buf_cstr(out, ": ");
}

static void print_sentences(Buf *out, Str message, Str fix) {
    print_text(out, message);
    if (!fix.n) return;
    bool ended = message.n && strchr(".?!", message.p[message.n - 1]);
    buf_cstr(out, ended ? " " : ". ");
    print_text(out, fix);
}

void diags_print(const Diags *d, Buf *out) {
    Counter main_place = {0}, related = {0};
    for (size_t i = 0; i < d->kept; i++) {
        const Diag *g = &d->entries[i]->diag;
        if (g->accepted.n && !d->shows_accepted) continue;
        print_place(out, &main_place, g->loc, g->file);
        buf_printf(out, "%s%s: ", severity_names[g->severity], g->accepted.n ? " yang diterima" : "");
        print_sentences(out, g->message, g->fix);
        buf_byte(out, '\n');
        if (g->related_message.n) {
            buf_cstr(out, "    ");
            print_place(out, &related, g->related, STR(""));
            print_text(out, g->related_message);
            buf_byte(out, '\n');
        }
        if (g->accepted.n) {
            buf_cstr(out, "    alasan: ");
            print_text(out, g->accepted);
            buf_byte(out, '\n');
        }
    }
    if (d->dropped) buf_printf(out, "dan %zu temuan sejenis lainnya\n", d->dropped);
    if (d->accepted && !d->shows_accepted) {
        buf_printf(out, "%zu peringatan diterima menurut laporan.json; --semua menampilkannya\n", d->accepted);
    }
}

static void json_string(Buf *out, Str s) {
    buf_byte(out, '"');
    for (const char *p = s.p, *end = s.p + s.n; s.n && p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (c == '"' || c == '\\') buf_printf(out, "\\%c", (char)c);
        else if (c < 0x20) buf_printf(out, "\\u%04x", c);
        else buf_utf8(out, c);
    }
    buf_byte(out, '"');
}

static void json_place(Buf *out, Counter *counter, Loc loc, Str file) {
    Position at = count_to(counter, loc);
    buf_cstr(out, "{\"berkas\": ");
    json_string(out, loc.source ? loc.source->name : file);
    if (loc.source) buf_printf(out, ", \"baris\": %u, \"kolom\": %u", at.line, at.column);
    buf_byte(out, '}');
}

void diags_print_json(const Diags *d, Buf *out) {
    Counter main_place = {0}, related = {0};
    buf_cstr(out, "[");
    for (size_t i = 0; i < d->kept; i++) {
        const Diag *g = &d->entries[i]->diag;
        buf_cstr(out, i ? ",\n " : "\n ");
        buf_printf(out, "{\"tingkat\": \"%s\", \"kode\": \"%s\", \"tempat\": ",
                   severity_names[g->severity], g->code);
        json_place(out, &main_place, g->loc, g->file);
        buf_cstr(out, ", \"pesan\": ");
        json_string(out, g->message);
        if (g->fix.n) {
            buf_cstr(out, ", \"saran\": ");
            json_string(out, g->fix);
        }
        if (g->related_message.n) {
            buf_cstr(out, ", \"terkait\": ");
            json_place(out, &related, g->related, STR(""));
            buf_cstr(out, ", \"pesan_terkait\": ");
            json_string(out, g->related_message);
        }
        if (g->accepted.n) {
            buf_cstr(out, ", \"diterima\": ");
            json_string(out, g->accepted);
        }
        buf_byte(out, '}');
    }
    buf_cstr(out, d->kept ? "\n]\n" : "]\n");
}
