/*
 * figures_fixture: a report folder made of literals, read by data.c, for tests of figures. The
 * folder is a temporary one and is gone when fixture_read() returns.
 */
#ifndef LAKIP_FIGURES_FIXTURE_H
#define LAKIP_FIGURES_FIXTURE_H

#include "compute.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

typedef struct FixtureTable {
    const char *name;
    const char *columns;      /* JSON object of typed columns, or NULL: all text */
    const char *csv;
} FixtureTable;

static void fixture_write(const char *folder, const char *name, Str text) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text.p, 1, text.n, f), text.n);
    fclose(f);
}

static void fixture_remove(const char *folder, const char *name) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    remove(path);
}

static Str fixture_json(Arena *a, const char *facts, const FixtureTable *tables, size_t count) {
    Buf b = buf_new(a);
    buf_cstr(&b, "{\"tata_letak\": \"lkjip\", \"tahun\": 2023, \"tempat\": \"Blambangan Umpu\", "
                 "\"tanggal\": \"2024-01-31\", \"instansi\": {\"nama\": \"Dinas Contoh\"}, "
                 "\"pemerintah\": {\"nama\": \"Pemerintah Kabupaten Contoh\", \"daerah\": "
                 "\"Kabupaten Contoh\"}");
    if (facts) buf_printf(&b, ", \"fakta\": %s", facts);
    buf_cstr(&b, ", \"data\": {");
    for (size_t i = 0; i < count; i++) {
        buf_printf(&b, "%s\"%s\": {\"berkas\": \"%s.csv\"", i ? ", " : "", tables[i].name,
                   tables[i].name);
        if (tables[i].columns) buf_printf(&b, ", \"kolom\": %s", tables[i].columns);
        buf_byte(&b, '}');
    }
    buf_cstr(&b, "}}");
    return buf_view(&b);
}

/* NULL after diagnostics. */
static const Data *fixture_read(Arena *a, const char *facts, const FixtureTable *tables,
                                size_t count, Diags *d) {
    char folder[] = "/tmp/lakip-figures-XXXXXX", name[80];
    assert_non_null(mkdtemp(folder));
    fixture_write(folder, "laporan.json", fixture_json(a, facts, tables, count));
    for (size_t i = 0; i < count; i++) {
        snprintf(name, sizeof name, "%s.csv", tables[i].name);
        fixture_write(folder, name, str_of(tables[i].csv));
    }
    Folder *f = arena_alloc(a, sizeof *f);
    *f = (Folder){.path = str_copy(a, str_of(folder))};
    const Data *data = data_read(a, f, d);
    for (size_t i = 0; i < count; i++) {
        snprintf(name, sizeof name, "%s.csv", tables[i].name);
        fixture_remove(folder, name);
    }
    fixture_remove(folder, "laporan.json");
    rmdir(folder);
    return data;
}

static void fixture_fail(Arena *a, Diags *d, const char *what) {
    Buf out = buf_new(a);
    diags_print(d, &out);
    fail_msg("%s\n%.*s", what, STR_ARG(buf_view(&out)));
}

static const Data *fixture_data(Arena *a, const char *facts, const FixtureTable *tables,
                                size_t count) {
    Diags *d = diags_new(a, 0);
    const Data *data = fixture_read(a, facts, tables, count, d);
    if (!data) fixture_fail(a, d, "the fixture's data were refused");
    return data;
}

/* "3/7", "1.24" */
static inline Num fixture_number(Arena *a, const char *text) {
    Num n, divisor;
    Str s = str_of(text);
    size_t slash = str_find(s, STR("/"), 0);
    assert_true(num_parse(a, str_sub(s, 0, slash), &n));
    if (slash != SIZE_MAX) {
        assert_true(num_parse(a, str_sub(s, slash + 1, s.n), &divisor));
        assert_true(num_div(a, n, divisor, &n));
    }
    return n;
}

/* A value in short: "3/7", "1.24", "\"teks\"", "benar", "-", "n/a: target nol", "2023-1-31". */
static Str fixture_show(Arena *a, Datum d) {
    Str exact;
    switch (d.kind) {
    case DATUM_EMPTY: return STR("-");
    case DATUM_UNDEFINED: return str_printf(a, "n/a: %.*s", STR_ARG(d.text));
    case DATUM_TEXT: return str_printf(a, "\"%.*s\"", STR_ARG(d.text));
    case DATUM_BOOL: return d.boolean ? STR("benar") : STR("salah");
    case DATUM_DATE: return str_printf(a, "%d-%d-%d", d.date.year, d.date.month, d.date.day);
    case DATUM_NUMBER: break;
    }
    return num_exact_digits(a, d.number, 40, &exact) ? exact : num_debug(a, d.number);
}

/* Binds and evaluates; diagnostics in `d`. A failure to parse or bind shows as "!". */
static Str fixture_eval(Arena *a, const char *text, const Scope *scope, Diags *d) {
    Type type;
    const Expr *e = expr_parse(a, str_of(text), LOC_NONE, d);
    if (!e || !expr_bind(a, e, scope, &type, d)) return STR("!");
    return fixture_show(a, expr_eval(a, e, scope, d));
}

static inline void fixture_expect(Arena *a, const char *text, const Scope *scope,
                                  const char *expected) {
    Diags *d = diags_new(a, 0);
    Str got = fixture_eval(a, text, scope, d);
    if (str_is(got, expected)) return;
    Buf out = buf_new(a);
    diags_print(d, &out);
    fail_msg("%s\n  got      %.*s\n  expected %s\n%.*s", text, STR_ARG(got), expected,
             STR_ARG(buf_view(&out)));
}

#endif
