/* audit_internal: what audit's files share. */
#ifndef LAKIP_AUDIT_INTERNAL_H
#define LAKIP_AUDIT_INTERNAL_H

#include "audit.h"
#include "calc.h"

typedef struct Audit {
    Arena *a;
    const Layout *layout;
    const Figures *figures;
    const Data *data;
    Diags *d;
    const FormatProfile *profile;
    int64_t year;             /* of the report; 0: not known */
} Audit;

/* ---- audit_show.c ---- */

/* A value as its column's cells are written: 94,42% ; 1.234.567 ; 0,7304. digits -1: as exact, up
 * to 2. */
Str shown_value(const Audit *t, const Column *c, Num n, int digits);
/* How many decimals a number shows as it is written in the column's notation. */
unsigned decimals_written(const Column *c, Str text);
/* The value in the column's written unit (percent: times 100), rounded to `digits`. */
bool written_value(const Audit *t, const Column *c, Num n, unsigned digits, Num *out);
/* Cut to about `most` bytes, at a word. */
Str shortened(const Audit *t, Str s);

/* ---- audit_name.c ---- */

/* A name without what does not tell names apart: letters' size, signs, a leading "program". */
Str name_key(Arena *a, Str name);
void audit_similar(const Audit *t, const Sheet *sheet, size_t column);
void audit_similar_units(const Audit *t, const Sheet *sheet);

/* ---- audit_sheet.c: without a declaration ---- */

void audit_sheet(const Audit *t, const Sheet *sheet);
/* Whether some target of this row has another unit than its realisasi. */
bool audit_units_differ(const Audit *t, const Sheet *sheet, size_t row);

/* ---- audit_total.c: totals among the rows, tables without any ---- */

void audit_totals(const Audit *t, const Sheet *sheet);

/* ---- audit_rule.c: what tables declare ---- */

void audit_rules(const Audit *t, const Sheet *sheet);
/* ---- audit_pair.c: rules about two tables ---- */
void audit_equal_sums(const Audit *t, const Sheet *sheet, const Value *rules);
void audit_complete(const Audit *t, const Sheet *sheet, const Value *rules);
/* A column named in a rule; false after a diagnostic. */
bool rule_column(const Audit *t, const Sheet *sheet, const Value *rule, const char *key,
                 size_t *out);
bool column_by_name(const Audit *t, const Sheet *sheet, Str name, Loc loc, size_t *out);

/* ---- audit_words.c ---- */

/* The number that number words at the front of `s` say, and the rest. False: none. */
bool words_number(Arena *a, Str s, Num *out, Str *rest);
/* "3 (enam)" anywhere in text; places by `loc`, which `text` stands at. */
void audit_counts(const Audit *t, Str text, Loc loc);
/* A digit at `at` that does not belong to a longer sign: 5A, 1.2.3, 12/2023, 31-12. */
bool number_begins(Str s, size_t at);
/* A number written at the front of s in Indonesian notation: its length, or 0. */
size_t written_number(Arena *a, Str s, Num *out, unsigned *decimals);

/* ---- audit_prose.c ---- */

void audit_prose(const Audit *t);

/* ---- audit_unfilled.c ---- */

void audit_unfilled(const Audit *t);

/* ---- audit_group.c ---- */

void audit_groups(const Audit *t);

/* ---- audit_share.c ---- */

void audit_shares(const Audit *t);
void audit_declared_shares(const Audit *t, const Sheet *sheet, const Value *columns);

#endif
