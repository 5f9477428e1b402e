/*
 * doc: the document tree. No numbers, no names to look up: only text, style and structure.
 *
 * Every node points at its Elem, the node of the PDF's structure tree (ISO 32000-1, 14.7) that its
 * painted content belongs to. An Elem without a parent is the Document.
 *
 * The rows of a table are a sequence that is pulled, not an array: a million rows never stand in
 * memory at once. A pulled row lives in the arena it was pulled into. So are the blocks of much prose.
 */
#ifndef LAKIP_DOC_H
#define LAKIP_DOC_H

#include "diag.h"
#include "measure.h"

/* ---- structure ---- */

typedef enum Role {
    ROLE_DOCUMENT, ROLE_PART, ROLE_SECT, ROLE_DIV, ROLE_H1, ROLE_H2, ROLE_H3, ROLE_H4, ROLE_H5,
    ROLE_H6, ROLE_P, ROLE_L, ROLE_LI, ROLE_LBL, ROLE_LBODY, ROLE_TOC, ROLE_TOCI, ROLE_REFERENCE,
    ROLE_TABLE, ROLE_THEAD, ROLE_TBODY, ROLE_TFOOT, ROLE_TR, ROLE_TH, ROLE_TD, ROLE_CAPTION,
    ROLE_FIGURE, ROLE_FORMULA, ROLE_NOTE, ROLE_LINK, ROLE_SPAN, ROLE_BLOCK_QUOTE, ROLE_FORM,
} Role;

typedef enum HeadScope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW, SCOPE_BOTH } HeadScope;

typedef struct Elem Elem;
struct Elem {
    Role role;
    Elem *parent;
    Str title, alt, lang;     /* empty: none */
    uint32_t row_span;        /* cells; 0 means 1 */
    HeadScope scope;          /* TH */
    Str id;                   /* of a TH, when cells name their heads */
    const Str *headers;       /* TD: ids of its TH */
    uint16_t header_count, col_span;
    uint32_t order;           /* place among all elements in document order, given by elem_new */
    uint32_t object;          /* for the painter alone: 0 until it has met the element */
};

/* ---- text ---- */

typedef struct TextStyle {
    Str family;
    bool bold, italic, underline, small_caps, tabular;
    Len size;
    Len rise;                 /* of the baseline (superscript) */
    Colour colour;
} TextStyle;

typedef enum RunKind {
    RUN_TEXT,
    RUN_BREAK,                /* a forced line break */
    RUN_LEADER,               /* fills the line with dots up to the right edge (daftar isi) */
    RUN_TAB,                  /* moves to `width` from the paragraph's left edge */
    RUN_PAGE_REF,             /* the page label of `target`, known after paging; reserves width */
    RUN_FOOTNOTE,             /* `text` is the mark; `note` is set at the page's foot */
    RUN_IMAGE,                /* an image as high as a word */
} RunKind;

typedef struct Block Block;
typedef struct Image Image;

/* Targets of a RUN_PAGE_REF that are no Block's label. */
#define TARGET_THIS_PAGE ""           /* the label of the page it stands on */
#define TARGET_LAST_PAGE "#akhir"     /* the number of the last page in this run of numbers */

typedef struct Run {
    RunKind kind;
    Str text;
    const TextStyle *style;
    Elem *elem;               /* NULL: the paragraph's own */
    Str target;               /* link or page reference: a Block's label; "https:..." a web address */
    const Block *note;
    const Image *image;
    Len width;
    bool nobreak;             /* no line break inside (names, numbers) */
    Loc loc;
} Run;

typedef struct ParaStyle {
    Align align;
    Len leading;              /* baseline to baseline */
    Len first_indent, left_indent, right_indent;
    Len space_before, space_after;
    bool hyphenate;
    bool keep_with_next, keep_together;
    uint8_t widow, orphan;
    uint16_t stretch, shrink; /* word space limits, percent of natural */
    bool protrude;
    uint16_t expand;          /* letters may be so many thousandths wider or narrower (justified) */
    uint16_t expand_most;     /* so many where the spaces' limits do not suffice; never less */
    uint16_t track;           /* and then so many thousandths of the size apart */
    Len leader_gap;
    bool upright;             /* false; true: set turned by 90 degrees (head cells) */
    char decimal;             /* ALIGN_DECIMAL: ',' */
} ParaStyle;

typedef struct Para {
    const ParaStyle *style;
    const Run *runs;
    size_t run_count;
    const Run *mark;          /* list mark or heading number hanging left of the text, or NULL */
    Len mark_left, mark_width;/* where it stands (from the block's left) and its room */
    bool mark_right;          /* set flush right in its room */
} Para;

/* ---- images and drawings ---- */

typedef enum ImageKind { IMAGE_PNG, IMAGE_JPEG } ImageKind;
struct Image {
    ImageKind kind;
    Str name, bytes;          /* the file as it is; checked and measured by image.c */
    uint32_t width, height;   /* pixels */
    uint8_t components, depth;
    bool alpha, interlaced;
};

typedef enum DrawKind { DRAW_MOVE, DRAW_LINE, DRAW_CURVE, DRAW_CLOSE, DRAW_RECT, DRAW_PAINT, DRAW_TEXT } DrawKind;
typedef struct Draw {
    DrawKind kind;
    Len x[3], y[3];           /* from the drawing's top left, y downwards; RECT: x,y and w,h in [1] */
    Colour fill, stroke;      /* DRAW_PAINT ends the path */
    Len line_width;
    bool dashed;
    Para text;                /* DRAW_TEXT: set within width x[1] at x[0], y[0] = top of first line; a
                               * style that is upright: turned, x[1] high, its lines from left to right */
} Draw;

/* An empty field for an electronic signature, which the office's signer fills in later. */
typedef struct SignField {
    Str name, title;          /* "ttd-kepala", "Tanda tangan elektronik ..." */
    Elem *elem;               /* ROLE_FORM */
} SignField;

/* ---- tables ---- */

typedef struct DocColumn {
    WidthKind width_kind;
    Len width;                /* fixed */
    uint32_t share;           /* hundredths */
    Align align;
    bool joined;              /* goes on with what stands in the column to the left: a number and its unit */
    Loc loc;                  /* in the descriptor; LOC_NONE: it is not declared there */
} DocColumn;

typedef struct CellStyle {
    VAlign valign;
    Colour fill;
    Len pad_x, pad_y;
    RuleSpec top, bottom, left, right;
} CellStyle;

typedef struct DocCell {
    const Block *blocks;      /* one paragraph, most often */
    size_t block_count;
    uint32_t row_span;        /* at least 1; covered cells are not in the row */
    uint16_t col_span, column;     /* at least 1; its first column */
    const CellStyle *style;
    Elem *elem;               /* TH or TD; NULL in a layout table */
    bool rotated;             /* text stands upright, read from below */
    bool repeat_label;        /* when its span crosses a page, its text stands again */
} DocCell;

typedef enum RowKind {
    ROW_HEAD, ROW_COLUMN_NUMBERS, ROW_GROUP_HEAD, ROW_BODY, ROW_SUBTOTAL, ROW_TOTAL, ROW_CARRY
} RowKind;

typedef struct DocRow {
    RowKind kind;
    const DocCell *cells;
    size_t cell_count;
    Elem *elem;               /* TR; its parent THEAD, TBODY or TFOOT */
    bool keep_with_next;      /* group head */
    bool keep_with_previous;  /* subtotal, total */
    bool unbreakable;
    bool page_break_before;
    bool align_items;         /* cells with as many blocks stand aligned block by block (a list of
                                 indicators and the list of their targets) */
    Len min_height;
} DocRow;

/* Rows pulled one by one. `row` fills *out in `a`; index counts from 0; calls may repeat. */
typedef struct DocRows {
    size_t count;
    void *self;
    void (*row)(void *self, size_t index, Arena *a, DocRow *out);
    /* 'jumlah dipindahkan' after row `index` (incoming false) or 'jumlah pindahan' before the row
     * that follows it (incoming true). NULL: none. */
    void (*carry)(void *self, size_t index, bool incoming, Arena *a, DocRow *out);
    /* The head of the group of `level` (from 0, the outermost, to below `levels`) that began above row
     * `index` and goes on in it, as it stands again on a page that begins there; false: there is none. */
    bool (*group)(void *self, size_t index, unsigned level, Arena *a, DocRow *out);
    unsigned levels;          /* 0: none */
    const DocRow *standing;   /* the same rows where they all stand in memory; NULL: they do not */
} DocRows;

typedef struct DocTable {
    const DocColumn *columns;
    size_t column_count;
    const DocRow *head;       /* repeated on every page */
    size_t head_count;
    DocRows body;
    const Block *caption;     /* above; NULL: none */
    const Block *caption_continued;     /* above on later pages */
    const Block *notes;       /* below: source, formulas */
    size_t note_count;
    RuleSpec outer;
    Len width;                /* 0: the measure */
    Align align;              /* of a narrower table */
    TooWide too_wide;
    Len min_size;             /* WIDE_SHRINK: floor of the type size */
    size_t stub_columns;      /* WIDE_SPLIT: repeated in every part of a row */
    Str continued;            /* behind a span's label that stands again on the next page: "(lanjutan)" */
    Len space_before, space_after;
} DocTable;

/* ---- pages ---- */

typedef struct Marginal {     /* header or footer */
    const Para *left, *centre, *right;      /* NULL: nothing */
    Len distance;             /* baseline of its first line from the paper's edge */
    RuleSpec rule;
    bool on_first;
} Marginal;

typedef struct PageSetup {
    Len width, height, top, bottom, left, right;
    const Marginal *header, *footer;        /* NULL: none */
    const Block *stamp;       /* a drawing between the margins on every page; NULL: none */
    Len stamp_distance;       /* of its lower edge from the paper's */
    Numbering numbering;      /* of the labels */
    Str label_prefix;         /* "Lampiran-" */
    bool restart;             /* numbering starts at 1 */
    bool duplex;              /* backs (every second page) have mirrored margins */
    bool turned;              /* the binding is at the top, not at the left */
    PageSide opens;           /* a blank page comes before it where need be */
    VAlign valign;            /* of short contents */
    RuleSpec note_rule;       /* above the footnotes; width 0: half a point, black */
    Len note_rule_length, note_gap;         /* 0: a third of the measure, 6 pt */
} PageSetup;

/* ---- blocks ---- */

typedef enum BlockKind {
    BLOCK_PARA, BLOCK_TABLE, BLOCK_RULE, BLOCK_IMAGE, BLOCK_DRAWING, BLOCK_SPACE, BLOCK_PAGE_BREAK,
    BLOCK_GROUP, BLOCK_SECTION,
    BLOCK_PARTS,              /* a sequence of blocks in a section that is pulled part by part */
} BlockKind;

/* A part of a BLOCK_PARTS. It lives in the arena it was pulled into, its elements too: they have to be
 * closed before that goes. */
typedef struct DocPart {
    const Block *blocks;
    size_t count;
    Elem *const *ends;        /* its elements whose parents live elsewhere */
    size_t end_count;
} DocPart;

struct Block {
    BlockKind kind;
    Elem *elem;               /* NULL: an artifact */
    Loc loc;
    Str label;                /* where references and links lead; empty: none */
    Str bookmark;             /* the outline's text; empty: none */
    uint8_t bookmark_level;   /* from 1 */
    union {
        Para para;
        DocTable table;
        struct { RuleSpec rule; Len gap; RuleSpec second; Len space_before, space_after; } rule;
        struct { const Image *image; Len width, height; Align align; Len space_before, space_after; } image;
        struct {
            const Draw *items; size_t count; Len width, height; Align align; Len space_before, space_after;
            const SignField *field;     /* lies over it; NULL: none */
        } drawing;
        struct { Len height; uint16_t fill; } space;    /* fill: share of what is left on the page */
        struct {
            const Block *children; size_t count;
            bool keep_together;         /* on one page when it fits one at all */
            uint8_t keep_lines_before;  /* never parted from so many lines above it (signatures) */
            bool keep_with_next;
        } group;
        struct { const PageSetup *setup; const Block *children; size_t count; } section;
        struct {
            size_t count;               /* of parts */
            void *self;
            /* Fills *out in `a`; calls may repeat: they give equal blocks, and elements that are
             * the same to a painter only when the first ones have not been painted. */
            void (*part)(void *self, size_t index, Arena *a, DocPart *out);
            const Str *labels;          /* of all blocks in it */
            size_t label_count;
        } parts;
    } u;
};

typedef struct DocInfo {
    Str title, author, subject, keywords, creator, language;
    Str classification, retention;        /* of the archive; empty: not said */
    int16_t year;
    Str date;                 /* "2024-01-31": the report's own date; never the clock */
} DocInfo;

typedef struct DraftMarks {   /* on every page of a draft */
    const Para *watermark;    /* set along the page's rising diagonal, behind everything */
    const Marginal *footer;   /* a line of its own at the foot; NULL: none */
} DraftMarks;

typedef struct Doc {
    DocInfo info;
    const DraftMarks *draft;  /* NULL: not a draft, or the profile has none */
    const Marginal *seal;     /* a line of its own at the foot of the last page; NULL: none */
    Elem *root;               /* ROLE_DOCUMENT */
    const Block *blocks;      /* sections only */
    size_t block_count;
    uint32_t elem_count;
    size_t table_count;       /* in cells too; none of the grids of labels and signatures */
    const struct Attachment {
        Str name, mime, bytes, description;
        bool data;            /* AFRelationship Data (figures) or Source */
    } *attachments;
    size_t attachment_count;
} Doc;

/* A new element in document order (doc.c); its order is *counter, which then counts it. `counter`
 * is the document's: 0 for the Document itself. The elements of a table's rows are made when the row
 * is pulled, out of a range of orders kept free for it: a row pulled twice gives two sets of
 * elements with equal orders, which are the same elements. Orders below a cell (a list in it) are
 * compared among siblings only. */
Elem *elem_new(Arena *a, uint32_t *counter, Role role, Elem *parent);
const char *role_name(Role r);                       /* "H1": the PDF's standard type */

/* --cetak=dokumen (doc.c): one line a node, indented. */
void doc_print(const Doc *doc, Buf *out);

#endif
