/*
 * diag: where something stands, and what is to be said about it.
 *
 * A Loc is a byte range of a Source; line and column are computed only when a message is printed.
 * Columns count characters, from 1. What can fail returns bool and has already added a Diag.
 *
 * A message says what was found and what was expected (`message`), and what to do (`fix`, one
 * sentence). Both are Indonesian.
 */
#ifndef LAKIP_DIAG_H
#define LAKIP_DIAG_H

#include "limit.h"
#include "text.h"

/* A decoded file. `text` is UTF-8 whatever the file's encoding was: places are as in the file. */
typedef struct Source {
    Str name;                 /* as shown to the user: relative to the report folder */
    Str text;
    Str bytes;                /* the file itself, before it was decoded */
} Source;

typedef struct Loc {
    const Source *source;     /* NULL: no place; only `file` (or nothing) is printed */
    uint32_t offset, length;  /* bytes in source->text */
} Loc;

#define LOC_NONE ((Loc){NULL, 0, 0})

Loc loc_at(const Source *s, size_t offset, size_t length);
/* The place of `part`, a slice that points into `whole`'s own text. */
Loc loc_within(Loc whole, Str part);

typedef struct Position {
    unsigned line, column;    /* from 1; column in characters */
} Position;
Position loc_position(Loc loc);

typedef enum Severity { NOTE_, WARNING_, ERROR_ } Severity;   /* catatan, peringatan, galat */

typedef struct Diag {
    Severity severity;
    const char *code;         /* stable short name for programs: "angka-salah" */
    Loc loc;
    Str file;                 /* used when loc.source is NULL */
    Str message, fix;         /* fix may be empty */
    Loc related;              /* a second place, or LOC_NONE */
    Str related_message;
    Str accepted;             /* why the report lives with this warning; empty: it does not */
} Diag;

typedef struct Diags Diags;

/* Diagnostics live in `a`. At most `limit` of each code are kept (0: all); the rest are counted. */
Diags *diags_new(Arena *a, size_t limit);
/* The limits beyond which something is said: whoever can pass one has to say so here anyway. The usual
 * ones until others are set. */
void diags_set_limits(Diags *d, Limits limits);
Limits diags_limits(const Diags *d);
uint32_t diags_limit(const Diags *d, Limit which);
/* The fix of a message that a limit was passed: which option raises it. */
void diag_fix_limit(Diags *d, Diag *which, Limit limit);
/* Adds one and returns it, for diag_fix() and diag_see(). Never NULL. */
Diag *diag_add(Diags *d, Severity severity, const char *code, Loc loc, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The same for a file as a whole (missing, unreadable). */
Diag *diag_file(Diags *d, Severity severity, const char *code, Str file, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void diag_fix(Diags *d, Diag *which, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* "Maksud Anda ...?" of a name that str_nearest() found; false where it found none. */
bool diag_near(Diags *d, Diag *which, Str near);
void diag_see(Diags *d, Diag *which, Loc related, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Where the parts of a message may be made: lives as long as the diagnostics. */
Arena *diags_arena(Diags *d);

size_t diags_count(const Diags *d, Severity severity);     /* also those beyond the limit */
size_t diags_kept(const Diags *d);
const Diag *diags_get(const Diags *d, size_t index);
/* ---- warnings that a report accepts (diag_accept.c) ---- */

/* Warnings that somebody looked at, found true and lets stand, with a reason. An acceptance covers
 * as many warnings as it says and no other number: one more, and all of them are reported. */
typedef struct Acceptance {
    Str code;
    Str file;                 /* empty: any */
    Str contains;             /* in the line of the place or in the message; empty: any */
    size_t expected;
    Str reason;
    Loc loc;                  /* where it is written */
} Acceptance;

/* For warnings that are added from now on. The first acceptance that matches takes a warning. */
void diags_accept(Diags *d, Acceptance a);
/* All warnings are known: acceptances that cover another number than they say are void, their
 * warnings count again, and a warning says so. Once is enough; again is harmless. */
void diags_settle(Diags *d);
/* Not among diags_count(). */
size_t diags_accepted(const Diags *d);
/* Whether diags_print() shows the accepted ones, too; at first it does not. JSON always has them. */
void diags_show_accepted(Diags *d, bool shown);
/* "19 satuan-campur, 2 nama-mirip": the warnings that count, by code. */
void diags_print_codes(const Diags *d, Buf *out);

/* Orders by: source in order of first mention, then offset. Stable. */
void diags_sort(Diags *d);

/* "berkas:baris:kolom: galat: pesan. Saran." one line each, related places indented below. */
void diags_print(const Diags *d, Buf *out);
void diags_print_json(const Diags *d, Buf *out);

#endif
