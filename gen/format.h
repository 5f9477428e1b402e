/*
 * format: values to printed text. A row in format.c's table is a format: its name, what it takes,
 * its parameters, its function. Rounding happens here and only here.
 *
 *   bilangan(n)      1.234.567,89         thousands by dots, n decimals (default: exact to 2)
 *   polos            1234567,89           as written: years, facts
 *   (no format)      0,6333               exact to 6 decimals, else 2
 *   rupiah(n)        Rp1.234.567,00       by the profile: modern (Rp1.234) or lama (Rp. 1.234,-)
 *   persen(n)        94,42%               times 100 (default 2); persen_polos without sign
 *   indeks(n)        0,7304               n decimals (default 4), no grouping
 *   terbilang        enam miliar ...      number words; decimals as "koma lima dua"
 *   terbilang_rupiah ... rupiah
 *   angka_terbilang  24 (dua puluh empat)
 *   romawi, romawi_kecil, huruf, huruf_besar
 *   tanggal          3 Januari 2023 ; tanggal_angka 03-01-2023 ; bulan_tahun  Januari 2023 ;
 *                    bulan, tahun ; hari  Selasa
 *   kapital, huruf_kecil, judul, kalimat  (text: the last makes the first letter big)
 *   ya_tidak("a/b")  (truth: the words for it, "ya/tidak" when not given)
 */
#ifndef LAKIP_FORMAT_H
#define LAKIP_FORMAT_H

#include "data.h"

typedef enum RupiahStyle { RUPIAH_MODERN, RUPIAH_OLD } RupiahStyle;

/* A figure below zero: U+2212, as wide as a digit and never taken for a hyphen; the hyphen of the
 * keyboard; or the custom of accounts, (1.234). */
typedef enum NegativeStyle {
    NEGATIVE_MINUS,
    NEGATIVE_HYPHEN,
    NEGATIVE_PARENTHESES
} NegativeStyle;

/* The profile's choices that formats depend on. */
typedef struct FormatProfile {
    Rounding rounding;
    RupiahStyle rupiah;
    NegativeStyle negative;
    Str empty;                /* what prints for nothing: "-" */
    Str undefined;            /* what prints for an undefined value: "n/a" */
    bool percent_space;       /* "94,42 %" */
    bool largest_remainder;   /* shares that come to 100% do so as printed too */
} FormatProfile;

typedef struct FormatKind FormatKind;
typedef struct Format {
    const FormatKind *kind;   /* NULL: the default for the datum's kind */
    int digits;               /* -1: the format's default */
    Str argument;             /* e.g. a word for TRUE; usually empty */
} Format;

/* Parses "persen(2)". False after a diagnostic with the nearest name. */
bool format_parse(Arena *a, Str text, Loc loc, Format *out, Diags *d);
/* Never fails: a datum that does not fit prints as text; an empty or undefined one by profile. */
Str format_apply(Arena *a, Format f, const FormatProfile *p, Datum d);
/* What the format accepts, checked where expressions are typed. Formats of text take anything. */
bool format_takes(Format f, DatumKind kind);
bool format_is_numeric(Format f);
/* A format that the program itself knows by name; digits -1: its default. */
Format format_of(const char *name, int digits);
Str format_name(Arena *a, Format f);
const Str *format_names(Arena *a, size_t *count);

/* For tests, and where the name is fixed. */
Str format_words(Arena *a, Num n, Rounding rule, unsigned max_decimals);  /* terbilang */
Str format_roman(Arena *a, int64_t n);
Str format_letters(Arena *a, int64_t n);             /* 1 = a, 27 = aa */
Str format_date(Arena *a, Date d);
Str format_grouped(Arena *a, Num n, unsigned digits, Rounding rule);

#endif
