/*
 * limit: how much is taken in before a message says that it is too much. Far beyond any report, so that
 * files from many hands cannot use up a machine; each can be set (--batas-NAME=N).
 *
 * Only what is said here is a matter of taste. Bounds that a library or the C stack sets stand where they
 * are kept (README lists both).
 */
#ifndef LAKIP_LIMIT_H
#define LAKIP_LIMIT_H

#include <stdint.h>

typedef enum Limit {
    LIMIT_FILE,               /* MiB of one file */
    LIMIT_DEPTH,              /* nested brackets of JSON */
    LIMIT_ROWS,               /* of one table */
    LIMIT_COLUMNS,
    LIMIT_CELL,               /* KiB of one cell or paragraph */
    LIMIT_TURNS,              /* of all loops (ulang) of a descriptor, those in loops counted each time */
    LIMIT_PAGES,
    LIMIT_PIXELS,             /* millions, of one image */
    LIMIT_NESTING,            /* parentheses and calls of one expression */
    LIMIT_SECONDS,            /* of processor time; 0: none */
    LIMIT_MEMORY,             /* MiB; 0: none */
    LIMIT_COUNT
} Limit;

typedef struct LimitRow {
    const char *name;         /* "baris": --batas-baris=N */
    const char *unit;         /* "baris satu tabel" */
    uint32_t usual, least, most;
} LimitRow;

extern const LimitRow limit_rows[LIMIT_COUNT];

typedef struct Limits { uint32_t of[LIMIT_COUNT]; } Limits;

Limits limits_usual(void);

#endif
