/*
 * layout: a descriptor (layouts/X.json) and its style profile (layouts/gaya/Y.json), typed.
 *
 * Everything that is seen is decided here; no agency's choice is in C. Kinds, functions, formats,
 * columns and names are resolved while reading: an unknown key, a wrong type, a missing column is
 * an error with its place and the nearest right name. layouts/README.md documents every key.
 */
#ifndef LAKIP_LAYOUT_H
#define LAKIP_LAYOUT_H

#include "measure.h"
#include "prose.h"

/* ================= style profile (gaya) ================= */

/* A named text style of the profile ("badan", "judul_bab", "sel", ...): type and paragraph at once. */
typedef struct TextSpec {
    Str name;
    Str family;
    bool bold, italic, underline, small_caps, upper;
    bool tabular;             /* tabular figures where the face has them */
    Len size, leading;        /* leading: baseline to baseline */
    Colour colour;
    Colour fill;              /* of a table cell whose style was chosen by a rule; .none: the table's */
    Align align;
    Len first_indent, left_indent, right_indent;
    Len space_before, space_after;
    bool hyphenate;
    bool keep_with_next;
    uint8_t widow, orphan;    /* least lines after / before a page break */
    Loc loc;
} TextSpec;

/* Heading level: its style and how its number is made. */
typedef struct HeadingSpec {
    const TextSpec *style;
    Str prefix;               /* number template (see Style): "BAB {romawi}"; empty: no number */
    bool own_line;            /* the number stands on a line of its own ("BAB I" / "PENDAHULUAN") */
    Len number_width;         /* hanging number; 0: run in with a space */
} HeadingSpec;

typedef struct ListSpec {     /* marks by nesting depth; deeper lists take the last */
    Str ordered[4];           /* number templates: "{nomor}.", "{huruf}." */
    Str bullet[4];
    Len indent;               /* of each depth */
    Len mark_gap;             /* between mark and text */
    bool mark_right;          /* marks aligned on the dot */
} ListSpec;

/* A header or footer: three places, each a template. They are bound with three text variables, in
 * this order: halaman, jumlah_halaman, judul_bab. A loop's variable follows those of the loops
 * around it. */
typedef struct MarginalSpec {
    const TextSpec *style;
    const Template *left, *centre, *right;    /* NULL: nothing */
    Len distance;             /* baseline (header) or cap line (footer) from the paper's edge */
    RuleSpec rule;            /* towards the text; width 0: none */
    bool on_first;            /* also on a section's first page */
} MarginalSpec;

/* Columns for initials at the foot of every page: a head line over an empty box each. */
typedef struct InitialsSpec {
    const Template **titles;
    size_t count;
    Align place;
    Len width, height;        /* of one box */
    Len distance;             /* of their lower edge from the paper's */
    RuleSpec rule;
    const TextSpec *style;
    Loc loc;
} InitialsSpec;

typedef struct PageSpec {
    Len width, height;        /* of the paper as it lies */
    Len top, bottom, left, right;
    const MarginalSpec *header, *footer;      /* NULL: none */
    const InitialsSpec *initials;             /* NULL: none */
    Numbering numbering;      /* of the page label */
    bool duplex;              /* "bolak_balik": printed on both sides, margins mirrored on the back */
    bool turned;              /* lies on its side in the binding of upright pages, or the reverse */
    PageSide opens;           /* "mulai_di": of what has this page; counts when duplex */
} PageSpec;

typedef struct TableStyle {
    Str name;
    const TextSpec *head, *body, *number_row, *group, *total, *caption, *note;
    RuleSpec outer, head_rule, row_rule, column_rule, total_rule;
    Colour head_fill, zebra_fill, group_fill, total_fill;   /* .none: plain */
    Len pad_x, pad_y;
    Len space_before, space_after;          /* -1: as before its caption */
    bool caption_above;
    Str continued;            /* "(lanjutan)" */
    Len min_size;             /* floor when a table is set smaller to fit */
} TableStyle;

/* What the program itself adds to the page. */
typedef struct Words {
    Str source, note, formula;    /* "Sumber: ", before the lines below a table */
    Str nip;                  /* "NIP " */
    Str on_behalf, passed_on; /* "a.n.", "u.b." in signatures */
    Str excluded;             /* rows that a mean leaves out: {judul}, {dihitung}, {tanpa_nilai} */
    Str unfilled;             /* "**Belum diisi:** "; empty: what is missing is left out, only reported */
    Str page;                 /* above the page numbers of a list of contents; empty: nothing */
} Words;

/* What a draft shows on every page. */
typedef struct DraftSpec {
    Str text;                 /* across the page, behind its text */
    const TextSpec *style;
    const MarginalSpec *footer;   /* NULL: none */
} DraftSpec;

typedef struct FontName { Str family; Loc loc; } FontName;     /* as "huruf" names it */

typedef struct Style {
    Str name;
    const Source *source;
    const FontName *fonts;
    size_t font_count;
    PageSpec cover, front, body, appendix, plain; /* by PartKind; a part may turn or change its own */
    const TextSpec *texts;
    size_t text_count;
    HeadingSpec chapter, appendix_heading, headings[6];   /* headings[0] is level 1 below a chapter */
    HeadingSpec front_heading;
    ListSpec lists;
    const TableStyle *tables;
    size_t table_count;
    const Colour *palette;    /* of charts' series; none: build's own */
    size_t palette_count;
    const Colour *tree_fills; /* of boxes by level; none: build's own */
    size_t tree_fill_count;
    bool no_hatch;            /* series are told apart by colour alone */
    FormatProfile format;
    /* Number templates. Between braces: bab (the chapter's number), nomor (its own), romawi,
     * romawi_kecil, huruf, huruf_besar (its own, written so), 1 to 6 (the counter of that heading
     * level), a, A, i, I (short for huruf, huruf_besar, romawi_kecil, romawi: list marks), lampiran
     * (the appendix's number). Outside chapters {bab} and the mark behind it are left out. */
    Str caption_table, caption_figure;        /* "Tabel {bab}.{nomor}" */
    Str caption_table_appendix, caption_figure_appendix;  /* "Tabel L{lampiran}.{nomor}" */
    Str caption_gap;          /* between number and title; "\n": the title on a line of its own */
    Str reference_table, reference_figure, reference_table_appendix, reference_figure_appendix;
    Str reference_appendix, reference_chapter;            /* "Bab {romawi}" */
    Str reference_heading[6];                             /* "Subbab {bab}.{1}" */
    Words words;
    const DraftSpec *draft;   /* "konsep"; NULL: the profile has no drafts */
    const MarginalSpec *seal; /* "sidik": on the last page; bound, as the draft's footer, with one text
                               * variable, sidik. NULL: none */
    Str language;             /* "id-ID" */
    uint16_t stretch, shrink; /* limits of a word space in percent of its natural width */
    bool protrusion;
    bool sign_fields;         /* every signature has an empty field for an electronic one */
    /* How far letters may go to keep word spaces even, in thousandths: wider or narrower in any
     * justified line; wider where spaces would pass their limits; and then apart, of the size. */
    struct Letters {
        uint16_t usual, most, apart;
    } letters;
    Len leader_gap;           /* distance of the leader dots */
    const Value *raw;         /* for features decoded elsewhere */
} Style;

/* Names that build asks for, each with what stands in when the profile has none: badan (always
 * there); butir, kutipan, kode, catatan_kaki, ttd, pasangan (badan); ttd_nama, ttd_jabatan (ttd);
 * keterangan_gambar (the first table style's caption); kop_1 to kop_4, by line (the one before;
 * badan); isi_1 to isi_4, levels of daftar isi, and isi_daftar, entries of the other lists (isi_1;
 * badan). Of table styles: naskah for tables written in Markdown (baku). */
const TextSpec *style_text(const Style *s, Str name);          /* NULL: unknown */
const TableStyle *style_table(const Style *s, Str name);

/* ================= descriptor ================= */

/* MERGE_EQUAL stays inside the merged cells to the left; MERGE_ALONE looks at its own column only. */
typedef enum MergeKind { MERGE_NONE, MERGE_EQUAL, MERGE_ALONE, MERGE_BLANK } MergeKind;

/* The first rule whose condition holds for a row gives its cells their style. */
typedef struct CellRule { const Expr *when; const TextSpec *style; Loc loc; } CellRule;

typedef struct ColumnSpec {
    Str name;                 /* "nama": for totals and references */
    const Template *title;
    const Template *group_titles[3];  /* "di_bawah": heads above this one, outermost first; neighbours
                               * whose filled texts are equal share one head */
    size_t group_title_count;
    const Expr *expr;         /* NULL: running number ("nomor") or empty column */
    bool row_number;
    Format format;
    bool has_format;
    WidthKind width_kind;
    Len width;                /* fixed */
    unsigned share;           /* hundredths of a share */
    Align align;
    VAlign valign;
    MergeKind merge;
    const Expr *total;        /* in groups and at the end; NULL: nothing */
    const Expr *mean;         /* in mean rows */
    const TextSpec *style;    /* NULL: the table style's */
    bool rotated_head;
    bool joined;              /* "sambung": one head with the column to the left, no rule between them
                               * (a number and its unit) */
    bool blank_missing;       /* a cell without a value is printed as an empty one */
    bool unexplained;         /* "rumus": false: no formula line of this column below the table */
    bool items;               /* "butir": each line of a cell is an item ... */
    Str item_mark;            /* ... with this mark, or with a number by the pattern; empty: none */
    Len image_width;          /* "gambar": cells name image files, printed so wide; 0: they do not */
    const Expr *image_alt;    /* what such an image shows, by row */
    const CellRule *rules;    /* before the table's */
    size_t rule_count;
    Loc loc;
} ColumnSpec;                 /* expr NULL and !row_number: an empty column, filled in by hand */

typedef struct GroupSpec {
    const Expr *by;
    const Template *head;     /* NULL: no head row */
    const Template *foot;     /* NULL: no subtotal row */
    bool page_break;
    Loc loc;
} GroupSpec;

typedef enum EndRowKind { END_TOTAL, END_MEAN, END_COUNT } EndRowKind;
typedef struct EndRow { EndRowKind kind; const Template *title; Loc loc; } EndRow;

typedef struct TableSpec {
    Str name;
    const Sheet *sheet;
    bool in_loop;             /* written inside a loop: filter, caption ... may name its variables */
    const Template *caption;  /* NULL: no caption and no number */
    const Template *source_line;              /* "Sumber: ..." */
    const Template *note;
    bool formula_line;        /* print the formulas of derived columns below */
    const ColumnSpec *columns;
    size_t column_count;
    const GroupSpec *groups;
    size_t group_count;
    const EndRow *ends;
    size_t end_count;
    bool number_row;          /* 1 2 3 ... below the head */
    const Expr *filter;       /* "bila": rows kept */
    const Expr *sort;         /* "urut" */
    bool sort_descending;
    int64_t top;              /* "teratas": 0 all */
    const TableStyle *style;
    Str distinct_name;
    const Expr *distinct;     /* "tiap": only the first row of each value */
    size_t flush_column;      /* "menyatu": no rules between the rows that a cell of this column spans;
                               * SIZE_MAX: none */
    const CellRule *rules;
    size_t rule_count;
    bool transposed;          /* "balik": each column a row */
    const Template *carried_out, *carried_in; /* jumlah dipindahkan / pindahan; NULL: none */
    TooWide too_wide;
    unsigned stub_columns;
    Loc loc;
} TableSpec;

/* A drawing made of data. Its rows and values are a table's, so that filter, order and exactness are
 * the same; the table has no name, caption or style.
 *   charts: the first column says what each row is, the others are a series each
 *   trees:  with `levels` a column a level, outermost first, equal neighbours being one node;
 *           otherwise a node a row: its name, its parent's name, then its lines of text
 *   formulas: no table; the definition that `formula` names, with fraction bars */
typedef enum DrawingKind {
    DRAWING_COLUMNS, DRAWING_BARS, DRAWING_STACKED, DRAWING_LINES, DRAWING_PIE, DRAWING_TREE,
    DRAWING_FORMULA,
} DrawingKind;

typedef struct DrawingSpec {
    DrawingKind kind;
    Str name;
    const TableSpec *table;
    const Expr *formula;
    bool levels;
    const Template *caption, *alt;            /* NULL: none */
    const Template *axis;     /* what the figures on the axis are; NULL: nothing */
    Len height;               /* of a chart; 0: by its kind */
    Loc loc;
} DrawingSpec;

typedef struct BoxSpec {      /* a box in a signature's room: meterai, code of an e-signature */
    const Template *text;
    Len width, height;
    Align place;
    RuleSpec rule;            /* width 0: no border */
    const TextSpec *style;    /* NULL: ttd_kotak */
} BoxSpec;

/* A signature. Build reads the facts below its path: jabatan, nama, and when they are there awalan
 * ("a.n.", "Plt.", "Plh.", "Pj.": printed before jabatan), atas_nama (with awalan a.n.: a line of
 * its own above jabatan: "a.n. BUPATI"), untuk_beliau (the office between, that passes it on:
 * "Sekretaris", "u.b."), pangkat, nip. */
typedef struct Official {
    Str path;                 /* "pejabat.kepala" */
    const Template *heading;  /* place and date, "Mengetahui,"; \n parts lines; NULL: none */
    const BoxSpec *box;       /* NULL: none */
    bool field, no_field;     /* an empty field for an electronic signature, in the box or its room, or
                                 none; neither: as the profile says */
    Loc loc;
} Official;

typedef enum SpecKind {
    SPEC_PROSE,               /* prosa: a prose file by name */
    SPEC_TABLE,               /* tabel: a TableSpec */
    SPEC_TEXT,                /* teks: one paragraph, inline Markdown and placeholders, in a style */
    SPEC_HEADING,             /* judul: level, text */
    SPEC_LIST_OF,             /* daftar: isi, tabel, gambar, lampiran; level: depth of daftar isi
                               * (1: parts only; 0: 3); inlines: what stands there when it is empty */
    SPEC_SIGNATURES,          /* ttd: one official, or several side by side */
    SPEC_LETTERHEAD,          /* kop: logo, double rule; children: its lines, SPEC_TEXT each */
    SPEC_IMAGE,               /* gambar: file (or the logo), width, alternative text, caption */
    SPEC_SPACE,               /* spasi: a length, or a share of what is left ("isi") */
    SPEC_RULE,                /* garis */
    SPEC_PAGE_BREAK,          /* halaman_baru */
    SPEC_GROUP,               /* utuh: kept together */
    SPEC_WHEN,                /* bila ... isi ... selainnya */
    SPEC_LOOP,                /* ulang: a data table's rows (distinct values of a column) as a variable */
    SPEC_PAIRS,               /* pasangan: label : value lines, hanging */
    SPEC_DRAWING,             /* bagan, pohon: a DrawingSpec */
    SPEC_SECTION,             /* seksi: other paper or orientation for its contents */
} SpecKind;

typedef enum ListOf { LIST_OF_CONTENTS, LIST_OF_TABLES, LIST_OF_FIGURES, LIST_OF_APPENDICES } ListOf;

typedef struct Spec Spec;

/* A row, or with `items` a row for each item of that list: its label then knows a number more than
 * the loops around, nomor. */
typedef struct Pair {
    const Template *label, *value;
    const Prose *items;       /* PROSE_LIST */
    const Spec *content;
    size_t content_count;
} Pair;

struct Spec {
    SpecKind kind;
    Loc loc;
    const TextSpec *style;    /* NULL: the kind's default */
    Str name;                 /* prose name; label of an image; loop variable */
    const Prose *prose;       /* SPEC_PROSE: already read; or */
    const ProseText *text;    /* read and found right, but to be read again, part by part */
    const TableSpec *table;
    const DrawingSpec *drawing;
    const ProseInline *inlines;   /* SPEC_TEXT, SPEC_HEADING */
    size_t inline_count;
    unsigned level;
    ListOf list_of;
    const Official *officials;
    size_t official_count;
    Len signature_gap;        /* room for the signature */
    Align place;              /* SPEC_SIGNATURES: of a single one */
    Str file;                 /* image: relative to the report folder */
    bool logo;                /* letterhead: with logo; image: the report's logo, `file` is its path */
    Len width, height;        /* image (0: by the other side, or natural), space (height) */
    RuleSpec rule;
    bool fill;                /* space: takes what is left on the page */
    const Template *alt, *caption;
    const Template *unfilled; /* SPEC_WHEN: what the report lacks where this is printed; NULL: nothing */
    const Expr *condition;    /* SPEC_WHEN (NULL: always); SPEC_LOOP: filter; other kinds: print only when true */
    const Sheet *sheet;       /* SPEC_LOOP */
    size_t distinct_column;   /* SPEC_LOOP: rows with a new value only; SIZE_MAX: each row */
    const Pair *pairs;
    size_t pair_count;
    Len indent;               /* SPEC_PAIRS: of the labels; `width`: their room, 0: the widest's */
    const TextSpec *label_style;  /* SPEC_PAIRS: NULL: as the values */
    Str ordered[4];           /* SPEC_PROSE: its own list marks; empty: the profile's */
    PageSpec page;            /* SPEC_SECTION */
    const Spec *children;     /* isi */
    size_t child_count;
    const Spec *otherwise;    /* selainnya */
    size_t otherwise_count;
};

typedef enum PartKind {
    PART_COVER,               /* sampul: no number, no marginals */
    PART_FRONT,               /* awal: i, ii, iii */
    PART_CHAPTER,             /* bab */
    PART_APPENDIX,            /* lampiran */
    PART_PLAIN,               /* polos: a document without chapters (a decision) */
} PartKind;

typedef struct PartSpec {
    PartKind kind;
    Str id;                   /* for references; lampiran are ordered by laporan.json's list of ids */
    const ProseInline *title;
    size_t title_count;
    bool show_title, in_contents;
    PageSpec page;            /* the profile's for this kind, with this part's changes */
    bool restart_numbering;   /* it begins anew anyway where the kind of number changes */
    bool omit_empty;          /* the part is left out when every daftar in it is empty */
    const Expr *condition;    /* NULL: always */
    const Spec *content;
    size_t content_count;
    Loc loc;
} PartSpec;

typedef struct Layout {
    Str name;
    const Source *source;
    const Style *style;
    const Template *title, *subject, *keywords;    /* document information */
    const PartSpec *parts;    /* in printing order, lampiran already in laporan.json's order */
    size_t part_count;
    const TableSpec *tables;
    size_t table_count;
    const DrawingSpec *const *drawings;       /* those with a name */
    size_t drawing_count;
    const Source **texts;     /* the files of prose that it prints */
    size_t text_count, text_cap;
    Names names;              /* derived columns and named figures */
    const Value *audit;       /* "audit": rules for the whole report, decoded by audit; or NULL */
} Layout;

/* The table of that name: for {{ tabel("x") }} in prose. Data without a definition have an automatic
 * one here when some prose names them. NULL: unknown (layout_read has said so already). */
const TableSpec *layout_table(const Layout *layout, Str name);

/* The drawing of that name below the key "bagan" or "pohon", or the formula ("rumus") that prose
 * prints; NULL: unknown. */
const DrawingSpec *layout_drawing(const Layout *layout, Str key, Str name);

/* Where descriptors are looked for: the report folder first, then this folder. */
typedef struct LayoutPath {
    Str program_layouts;
    size_t held;              /* bytes of prose that may stand in memory as trees; 0: the usual */
} LayoutPath;

/* Reads the layout and style that `data` names, and the prose the layout uses; binds every
 * expression. NULL after diagnostics (all of them). */
const Layout *layout_read(Arena *a, const Data *data, LayoutPath where, Diags *d);

#endif
