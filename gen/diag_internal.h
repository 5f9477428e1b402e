/* What the files of diag share. */
#ifndef LAKIP_DIAG_INTERNAL_H
#define LAKIP_DIAG_INTERNAL_H

#include "diag.h"

#define NOT_ACCEPTED SIZE_MAX

typedef struct Entry {
    Diag diag;
    size_t order;             /* of arrival: makes sorting stable */
    size_t source_order;
    size_t acceptance;        /* index, or NOT_ACCEPTED */
} Entry;

typedef struct CodeCount {
    const char *code;
    size_t count;
} CodeCount;

struct Diags {
    Arena *arena;
    size_t limit;
    Entry **entries;
    size_t kept, cap;
    CodeCount *codes;
    size_t code_count, code_cap;
    size_t severities[3];
    size_t dropped;
    Limits limits;
    Diag spare;               /* stands for every dropped one: nothing is written for it */

    Acceptance *acceptances;
    size_t *found;            /* by acceptance: warnings it covers */
    size_t acceptance_count, acceptance_cap;
    size_t accepted;          /* warnings */
    bool settled, shows_accepted;
};

/* The finding is complete but for its fix: accepted, if an acceptance covers it (diag_accept.c). */
void diag_match(Diags *d, Diag *g);

#endif
