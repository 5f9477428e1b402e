/*
 * data: the figures and facts of one report, read from its folder.
 *
 * laporan.json names everything: the agency, the year, officials, tables with their files and
 * typed columns, prose files. A cell is decoded by its column's declared type; a cell that is not
 * what its column says is an error at its place. Every Datum knows where it stands.
 *
 * Inside the program a percentage is a ratio: "98,70%" in a column of type persen is 0,987.
 *
 * laporan.json's vocabulary (layouts/README.md explains it to users):
 *
 *   tata_letak*, tahun*, tempat*, tanggal*, gaya, nomor, logo   texts; tahun a whole number
 *   instansi* {nama*, ...}, pemerintah* {nama*, daerah*, ...}   objects of facts
 *   pejabat {kepala: {jabatan*, nama*, pangkat, nip, awalan: a.n.|Plt.|Plh.|Pj., atas_nama}, ...}
 *   fakta {...}, metadata {...}                                 free facts: scalars, nested objects
 *   data {name: "file" | {berkas | baris, judul, sumber, kolom, audit}}
 *     berkas   a CSV, or a JSON file: an array of objects, its keys the columns
 *     baris    the rows themselves: [[...], ...] in the order of "kolom"
 *     kolom    {head: "type" | {tipe, nama, judul, satuan, tanda_desimal, wajib, kosong, rentang,
 *              audit}}
 *   prosa {name: "file"}
 *   lampiran, tabel, angka, kolom_turunan, skala, audit         decoded by layout, from Data.root
 *
 * A fact's name is its path: instansi.nama, pejabat.kepala.nip, tahun. What stands below "fakta"
 * is also found without that word. A text below a key that is or begins with "tanggal" is a date.
 */
#ifndef LAKIP_DATA_H
#define LAKIP_DATA_H

#include "file.h"
#include "num.h"
#include "value.h"

typedef struct Date {
    int16_t year;
    uint8_t month, day;       /* day 0: only month and year are known; month 0: only the year */
} Date;

typedef enum DatumKind {
    DATUM_EMPTY,              /* nothing was written, or '-' */
    DATUM_UNDEFINED,          /* a computation without a meaning: no target, 0/0; text says why */
    DATUM_NUMBER,
    DATUM_TEXT,
    DATUM_BOOL,
    DATUM_DATE,
} DatumKind;

typedef struct Datum {
    DatumKind kind;
    bool boolean;
    Date date;
    Num number;
    Str text;                 /* text; a number's unit ("Dokumen"); the reason of UNDEFINED */
    Loc loc;                  /* where it is written; LOC_NONE for a computed value */
} Datum;

typedef enum ColumnType {
    COLUMN_TEXT,              /* teks */
    COLUMN_INTEGER,           /* bulat: dots group thousands; a fraction is an error */
    COLUMN_DECIMAL,           /* desimal: comma before the fraction, dots group (see DecimalMark) */
    COLUMN_RUPIAH,            /* rupiah: like desimal; "Rp", "Rp." before and ",-" behind allowed */
    COLUMN_PERCENT,           /* persen: like desimal, '%' allowed; divided by 100 */
    COLUMN_MEASURE,           /* bersatuan: a number with a unit behind it: "50 Dokumen"; "80%" is
                                 80 of unit "%", "75% Dokumen" 75 of "% Dokumen" */
    COLUMN_DATE,              /* tanggal: 2023-01-31, 31/01/2023, 31 Januari 2023 */
    COLUMN_GRADE,             /* predikat: AA, A, BB, B, CC, C, D as text */
} ColumnType;

/* What marks the fraction. Offices' exports mix both in one column (IDM: 0.9233 beside 0,8360). */
typedef enum DecimalMark {
    MARK_COMMA,               /* koma (default): dot groups thousands, three digits each */
    MARK_DOT,                 /* titik: comma groups thousands */
    MARK_EITHER,              /* koma_atau_titik: a lone mark is the fraction's */
} DecimalMark;

typedef struct Column {
    Str name;                 /* as in the file's first row (or by "nama") */
    Str title;                /* for people; the name when not given */
    Loc loc;                  /* its declaration; the file's head cell when not declared */
    ColumnType type;
    DecimalMark mark;
    Str unit;                 /* satuan, or empty */
    bool required;            /* wajib: an empty cell is an error */
    bool fill_down;           /* "kosong": "seperti_atas": blank means the cell above goes on */
    bool has_min, has_max;
    Num min, max;             /* rentang, by the column's type (persen: ratios): warned outside */
    const Value *audit;       /* "audit": the column's rules, decoded by audit; or NULL */
} Column;

/* What to do about a blank cell where something is named after it. */
#define MERGED_CELLS_FIX "Bila selnya digabung di Excel, nyatakan kolomnya {\"kosong\": \"seperti_atas\"} di " \
                         "laporan.json; bila memang tidak berisi, tulis -."

typedef struct Sheet Sheet;   /* a data table: rows of typed cells */

typedef struct ProseFile {    /* a named text file of prose */
    Str name, file;
    Loc loc;
} ProseFile;

typedef struct Data {
    Folder folder;
    const Source *source;     /* laporan.json */
    const Value *root;        /* its tree: the facts, by dotted path */
    Arena *facts;             /* where numbers among the facts are made */
    Str layout, style;        /* names; style may be empty (the layout's default) */
    Loc layout_loc, style_loc;
    const Sheet *const *sheets;
    size_t sheet_count;
    const ProseFile *prose;
    size_t prose_count;
} Data;

/* Reads laporan.json and every table it names. NULL after diagnostics (all of them). */
const Data *data_read(Arena *a, const Folder *folder, Diags *d);

const Sheet *data_sheet(const Data *data, Str name);           /* NULL when there is none */
/* A fact by dotted path: "instansi.nama". Dates (tanggal) come as dates. False when there is none
 * or it is no scalar. */
bool data_fact(const Data *data, Str path, Datum *out);
/* Every table name, fact path and column, for "maksud Anda ...?" */
const Str *data_names(const Data *data, Arena *a, size_t *count);

Str sheet_name(const Sheet *t);
Str sheet_title(const Sheet *t);                                /* "judul", or empty */
Str sheet_origin(const Sheet *t);                               /* "sumber", or empty */
const Value *sheet_audit(const Sheet *t);                       /* "audit", or NULL */
Loc sheet_loc(const Sheet *t);                                  /* its entry in laporan.json */
const Source *sheet_source(const Sheet *t);
size_t sheet_rows(const Sheet *t);
size_t sheet_columns(const Sheet *t);
const Column *sheet_column(const Sheet *t, size_t column);
bool sheet_find_column(const Sheet *t, Str name, size_t *out);
/* Constant time. The number is decoded already; text and unit borrow from the table. A blank cell
 * of a fill_down column is the cell above, with that one's place. */
Datum sheet_cell(const Sheet *t, size_t row, size_t column);
Str sheet_text(const Sheet *t, size_t row, size_t column);      /* as written there, trimmed */

/* Decoding one cell, shared with tests and fuzzers. False after a diagnostic. An empty required
 * cell is an error also where fill_down might help: that is the sheet's affair. */
bool data_decode(Arena *a, const Column *c, Str text, Loc loc, Datum *out, Diags *d);
/* 2023-01-31, 31/01/2023, 31-01-2023, "31 Januari 2023", "Januari 2023", 2023 */
bool data_date(Str text, Date *out);

const char *column_type_name(ColumnType t);                     /* "rupiah" */

#endif
