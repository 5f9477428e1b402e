/*
 * prose: Markdown (md4c: CommonMark and tables) to located blocks and runs, with placeholders.
 *
 * A run's Loc points into the file. A placeholder {{ ... }} is parsed (expr) but not evaluated
 * here: its scope is known only where the layout uses the prose. A paragraph that is nothing but
 * one placeholder {{ tabel("x") }} becomes a PROSE_INSERT.
 *
 * Invariants: text is a slice of the source wherever Markdown left it as written, and its Loc is
 * exact; quotes and dashes stay as they were typed; no HTML gets through; nesting is limited.
 */
#ifndef LAKIP_PROSE_H
#define LAKIP_PROSE_H

#include "expr.h"

typedef enum ProseInlineKind {
    INLINE_TEXT,
    INLINE_PLACEHOLDER,       /* part: expression and formats */
    INLINE_REFERENCE,         /* {{ lihat("realisasi") }}: name = the label; becomes "Tabel 3.2" */
    INLINE_PAGE_REFERENCE,    /* {{ halaman("realisasi") }} */
    INLINE_FOOTNOTE,          /* {{ catatan("...") }}: text = its Markdown-free text, template */
    INLINE_BREAK,             /* hard line break */
    INLINE_IMAGE,             /* name = path, text = alternative text, note = its caption or NULL */
} ProseInlineKind;

typedef struct ProseInline {
    ProseInlineKind kind;
    bool bold, italic, underline, code;
    Str text;
    Str name;
    Str link;                 /* inside a link: "https:...", "mailto:..." or "#label" */
    TemplatePart part;
    const Template *note;     /* INLINE_FOOTNOTE, INLINE_IMAGE */
    Loc loc;
} ProseInline;

typedef enum ProseKind {
    PROSE_HEADING,            /* level 1..6; label from a trailing {#label} when given */
    PROSE_PARAGRAPH,          /* one image alone: label from {#label} behind it */
    PROSE_LIST,               /* ordered or not; children are PROSE_ITEM */
    PROSE_ITEM,
    PROSE_QUOTE,
    PROSE_TABLE,              /* children PROSE_ROW, of PROSE_CELL; head_rows first. inlines: its
                               * caption, from a paragraph "Tabel: ... {#label}" directly before it */
    PROSE_ROW,
    PROSE_CELL,
    PROSE_RULE,
    PROSE_CODE,               /* a preformatted block: lines as inlines parted by INLINE_BREAK */
    PROSE_INSERT,             /* a block function: name = "tabel", "bagan", "pohon" or "rumus", argument its label */
    PROSE_ROOT,               /* the whole text */
} ProseKind;

typedef enum ProseAlign { ALIGN_DEFAULT_, ALIGN_LEFT_, ALIGN_CENTRE_, ALIGN_RIGHT_ } ProseAlign;

typedef struct Prose Prose;
struct Prose {
    ProseKind kind;
    Loc loc;
    unsigned level;           /* heading level; list: nesting depth from 1 */
    bool ordered, tight;
    int64_t start;            /* first number of an ordered list */
    char delimiter;           /* '.' or ')' as written */
    unsigned head_rows;
    ProseAlign align;         /* of a cell */
    Str label;                /* of a heading, table or image */
    Str name, argument;       /* of an insert */
    const ProseInline *inlines;
    size_t inline_count;
    const Prose *children;
    size_t child_count;
};

/* A PROSE_ROOT with the top-level blocks. NULL after diagnostics (all of them). */
const Prose *prose_read(Arena *a, const Source *source, Diags *d);

/* A text that does not stand in memory as a tree: its parts are read one by one, as often as they are
 * wanted. A part begins at a heading or a paragraph of the top level; where it ends, nothing is open. */
typedef struct ProseText {
    const Source *source;
    const uint32_t *cuts;     /* part i is source->text[cuts[i], cuts[i + 1]) */
    size_t part_count;
    unsigned highest;         /* level of its headings, for who has read them; 0: none */
} ProseText;

/* Parts of about `size` bytes. The whole is one part where a line like "[name]: address" may give links
 * all over the text their address. NULL after a diagnostic. */
ProseText *prose_cut(Arena *a, const Source *source, size_t size, Diags *d);
/* A PROSE_ROOT, as prose_read() gives one: its nodes live in `tree`, what they hold of texts and
 * placeholders in `a`. */
const Prose *prose_part(Arena *a, Arena *tree, const ProseText *text, size_t index, Diags *d);

/* Binds every placeholder below `p`. False after diagnostics. */
bool prose_bind(Arena *a, const Prose *p, const Scope *scope, Diags *d);
bool prose_bind_inlines(Arena *a, const ProseInline *items, size_t count, const Scope *scope, Diags *d);

/* Inline Markdown of a short text from the layout (no blocks): "**Jumlah** {{ program }}"; a line
 * end is an INLINE_BREAK. `loc` is the place of `text`. False after diagnostics. */
bool prose_inlines(Arena *a, Str text, Loc loc, const ProseInline **out, size_t *count, Diags *d);

#endif
