/*
 * value: a located tree decoded from JSON, with typed getters that say what is wrong.
 *
 * After decoding nothing knows JSON or cJSON. Every value has its place; numbers keep their
 * literal digits (cJSON's doubles are never used). Keys of an object keep their order.
 */
#ifndef LAKIP_VALUE_H
#define LAKIP_VALUE_H

#include "diag.h"

typedef enum ValueKind {
    VALUE_NULL, VALUE_BOOL, VALUE_NUMBER, VALUE_STRING, VALUE_ARRAY, VALUE_OBJECT
} ValueKind;

typedef struct Value Value;
typedef struct Member {
    Str key;
    Loc key_loc;
    const Value *value;
} Member;

struct Value {
    ValueKind kind;
    Loc loc;
    bool boolean;
    Str text;                 /* string: decoded; number: its literal digits */
    const Value *const *items;  /* array */
    const Member *members;    /* object */
    size_t count;             /* of items or members */
};

/* Decodes a JSON text (value_json.c). Refuses what cJSON lets through: trailing text, 01,
 * duplicate keys, control characters, depth over 200. NULL after a diagnostic. Lives in `a`. */
const Value *value_from_json(Arena *a, const Source *source, Diags *diags);

/* The member's value, or NULL. Exact, case-sensitive. No diagnostic. */
const Value *value_get(const Value *object, const char *key);

/* Each getter returns false after a diagnostic that names the key, what was found and expected.
 * `where` is the object, `key` the member; a missing member is an error ("kunci wajib"). The _or
 * forms leave *out alone and return true when the member is missing. */
bool value_text(const Value *where, const char *key, Str *out, Diags *d);
bool value_text_or(const Value *where, const char *key, Str *out, Diags *d);
bool value_bool_or(const Value *where, const char *key, bool *out, Diags *d);
bool value_int(const Value *where, const char *key, int64_t min, int64_t max, int64_t *out,
               Diags *d);
bool value_int_or(const Value *where, const char *key, int64_t min, int64_t max, int64_t *out,
                  Diags *d);
bool value_array(const Value *where, const char *key, const Value **out, Diags *d);
bool value_array_or(const Value *where, const char *key, const Value **out, Diags *d);
bool value_object(const Value *where, const char *key, const Value **out, Diags *d);
bool value_object_or(const Value *where, const char *key, const Value **out, Diags *d);
/* The value itself must be of this kind. */
bool value_expect(const Value *v, ValueKind kind, const char *what, Diags *d);
/* One of `names`, by index; the message lists them and the nearest. */
bool value_choice(const Value *v, const char *const *names, size_t count, size_t *out, Diags *d);
/* Every key must be in `keys`; each other one is an error with the nearest right name. */
bool value_only_keys(const Value *object, const char *const *keys, size_t count, Diags *d);

const char *value_kind_name(ValueKind k);            /* Indonesian: "teks", "larik", ... */

/* ---- CSV (value_csv.c): rows of located fields ---- */

typedef struct CsvField {     /* its raw text in source->text, quotes and spaces included */
    uint32_t offset, length;
} CsvField;

/* A quoted field with doubled quotes inside: the only kind whose text had to be copied. */
typedef struct CsvEscaped {
    uint32_t offset;          /* of its CsvField */
    Str text;
} CsvEscaped;

typedef struct Csv {
    const Source *source;
    char delimiter;           /* found by looking: ';' ',' or tab */
    const uint32_t *begins;   /* where each field begins, and one more a row: behind its end */
    const uint32_t *row_start;      /* row r: begins[row_start[r] .. row_start[r + 1] - 1] */
    size_t rows;              /* blank lines and rows of empty fields are no rows */
    const CsvEscaped *escaped;      /* by offset */
    size_t escaped_count;
} Csv;

enum { CSV_MAX_CELLS = 40000000 };

/* NULL after a diagnostic: empty file, NUL bytes (binary), an unclosed or stray quote, limits
 * passed. Lives in `a`. A first line "sep=;" (Excel) names the delimiter and is no row. */
const Csv *value_from_csv(Arena *a, const Source *source, Diags *diags);
size_t csv_fields(const Csv *csv, size_t row);       /* how many */
CsvField csv_field(const Csv *csv, size_t row, size_t column);
/* Without quotes and without white space around; borrows from the source nearly always. */
Str csv_text(const Csv *csv, CsvField field);
Loc csv_loc(const Csv *csv, CsvField field);

#endif
