/*
 * build_internal: what the files of build share.
 *
 * Three passes, each once. Unfold: conditions are decided and loops written out, so that only
 * nodes are left (build_unfold.c). Number: every title, heading, table and figure becomes an Entry
 * in document order, with its number, label and plain title (build_number.c). Build: nodes to
 * blocks; each numbered thing takes the next entry, so that a number is made in one place only and
 * references forward are as good as references back.
 *
 * Elements are made in reading order: an element before its children, a block's before the next's.
 *
 * Much prose (Spec.text) is built twice: once here, part by part, for its messages and for what it
 * counts, and again each part when its pages are set (build_later.c). What is being built lives in
 * Build.a; what the document shares, styles and images and the sections of headings, in Build.keep.
 */
#ifndef LAKIP_BUILD_INTERNAL_H
#define LAKIP_BUILD_INTERNAL_H

#include "build.h"
#include "image.h"

/* ---- the unfolded layout ---- */

typedef struct Node Node;
typedef struct Nodes {
    const Node *items;
    size_t count;
} Nodes;

typedef struct PairNode {     /* a row of SPEC_PAIRS */
    const Pair *pair;
    const Scope *label_scope;
    Nodes content;
} PairNode;

struct Node {                 /* never SPEC_WHEN or SPEC_LOOP */
    const Spec *spec;
    const Scope *scope;
    Nodes children;
    const PairNode *pairs;
    size_t pair_count;
};

typedef struct PartNode {
    const PartSpec *spec;
    const Scope *scope;
    Nodes content;
    bool omitted;             /* every list in it is empty */
} PartNode;

/* ---- numbers and labels ---- */

typedef enum EntryKind { ENTRY_PART, ENTRY_HEADING, ENTRY_TABLE, ENTRY_FIGURE } EntryKind;

typedef struct Entry {
    EntryKind kind;
    const PartNode *part;
    unsigned level;           /* part 0, headings from 1 */
    Str number;               /* "BAB I", "1.1.", "Tabel 3.2"; empty: none */
    Str title;                /* plain text */
    Str reference;            /* what lihat() prints */
    Str label;                /* its block's, unique */
    Str wanted;               /* as written or the table's name; empty: made from the title */
    bool titled;              /* the title is there, and nothing else of these */
    bool repeatable;          /* the same name may come again (a table printed twice) */
    Loc loc;
    const ProseInline *inlines;   /* the title: one of these two */
    size_t inline_count;
    const Template *template;
    const Scope *scope;
} Entry;

/* Words of number templates. */
typedef struct NumberValues {
    int64_t own, chapter, appendix;       /* chapter, appendix 0: not in one */
    int64_t levels[6];
} NumberValues;

/* ---- the work at hand ---- */

typedef struct Blocks {
    Block *items;
    size_t count, cap;
} Blocks;

typedef struct Build {
    Arena *a, *keep;
    const Layout *layout;
    const Style *style;
    const Figures *figures;
    const Data *data;
    Diags *d;
    Setter *setter;           /* of the texts in drawings */
    Scope base;
    PartNode *parts;
    size_t part_count;
    Entry *entries;
    size_t entry_count, entry_cap;
    size_t next_entry;        /* of the build pass */
    struct Index *labels;     /* label to entry */
    struct Index *fields;     /* how often each official signs in a field; NULL: none yet */
    struct StyleCache *styles;
    struct ImageCache *images;
    uint32_t counter;         /* of elements */
    Elem *root;
    Blocks sections;
    size_t tables, notes;
    size_t turns;             /* of loops, taken or not */
    const PartNode *part;     /* being built */
    Elem *part_elem;
    Elem *sects[7];           /* open sections of headings by depth from 1 */
    unsigned depth;           /* of the last heading: H1 is 1 */
    Elem **all_sects;         /* in order; built again, a heading takes the one it had */
    size_t sect_count, sect_cap;
    struct Ends *ends;        /* of a part that is built again; NULL: it is not */
    Str chapter_title;
    HeadingSpec plain_heading;    /* for levels that the profile says nothing about */
} Build;

/* Where blocks go, and what surrounds them. Copied for what is nested. */
typedef struct Flow {
    Build *b;
    Blocks *out;
    const Blocks *section;    /* where prose may be built later: the section's own blocks */
    Elem *parent;
    const Scope *scope;
    const TextSpec *text;     /* of paragraphs */
    Len left, right;          /* indents of what stands around */
    Len measure;              /* between the margins, indents not taken off */
    Len height;               /* of the page between the margins */
    const Str *ordered;       /* list marks by depth; NULL: the profile's */
    unsigned list_depth;
    bool nested;              /* in a list or quote: headings are no headings */
} Flow;

Block *blocks_add(Build *b, Blocks *blocks, BlockKind kind, Elem *elem, Loc loc);
Elem *build_elem(Build *b, Role role, Elem *parent);

/* ---- build_seal.c: hash of the sources, marks of a draft; after the attachments are known ---- */

void seal_build(Build *b, Doc *doc);

/* ---- build_style.c: styles of the profile as doc styles, shared ---- */

enum { TEXT_BOLD = 1, TEXT_ITALIC = 2, TEXT_UNDERLINE = 4, TEXT_CODE = 8, TEXT_RAISED = 16 };

typedef struct ParaChange {   /* how a paragraph departs from its named style */
    Len left, right;          /* added */
    bool flat;                /* no first-line indent */
    bool tight;               /* no space before and after */
    bool aligned;             /* `align` counts */
    Align align;
    bool keep_with_next;
} ParaChange;

struct StyleCache *styles_new(Build *b);
/* The named style, or what stands in for it (layout.h). Never NULL. */
const TextSpec *styles_named(Build *b, const char *name);
const TextStyle *styles_text(Build *b, const TextSpec *spec, unsigned change);
const ParaStyle *styles_para(Build *b, const TextSpec *spec, ParaChange change);
const TableStyle *styles_table(Build *b);            /* of Markdown tables */

/* ---- build_text.c: runs and paragraphs ---- */

typedef struct Runs {
    Build *b;
    const TextSpec *spec;
    const Scope *scope;
    Elem *elem;               /* of the paragraph: parent of links */
    unsigned change;          /* of every run: TEXT_... */
    Run *items;
    size_t count, cap;
    Str link;                 /* the address of the last run, so that its neighbours join it */
    Elem *link_elem;
} Runs;

Runs runs_new(Build *b, const TextSpec *spec, const Scope *scope, Elem *elem);
Run *runs_add(Runs *r, RunKind kind, unsigned change, Loc loc);
/* Text as it is; a newline is a forced break. */
void runs_text(Runs *r, Str text, unsigned change, bool nobreak, Loc loc);
void runs_inlines(Runs *r, const ProseInline *inlines, size_t count);
void runs_template(Runs *r, const Template *t);
Para runs_para(const Runs *r, const ParaStyle *style);

/* Filled text of a placeholder, with a warning when it is undefined. */
Str text_placeholder(Build *b, const TemplatePart *part, const Scope *scope, Diags *d);
Str text_template(Build *b, const Template *t, const Scope *scope, Diags *d);
Str text_plain(Build *b, const ProseInline *inlines, size_t count, const Scope *scope, Diags *d);
/* A figure or a date: not to be broken over lines. */
bool text_is_figure(Str text);
Str text_upper(Arena *a, const TextSpec *spec, Str text);

/* A paragraph of the flow from inlines, in a style, with a new element. */
Block *text_para(Flow *f, const TextSpec *spec, Role role, const ProseInline *inlines, size_t count,
                 ParaChange change, Loc loc);
/* The flow's indents as a change. */
ParaChange flow_change(const Flow *f);

/* A title or heading: the part's own (level 0) or below it. Takes the next entry. */
void text_heading(Flow *f, EntryKind kind, const ProseInline *inlines, size_t count, Loc loc);
/* A hanging number: the number and a space. */
Str text_mark(Build *b, const TextSpec *spec, Str number);
/* "BAB I Pendahuluan" */
Str text_entry_line(Build *b, const Entry *entry);

/* ---- build_later.c ---- */

/* A text of the layout, now or (at the top of a section) part by part when its pages are set. */
void later_text(Flow *f, const ProseText *text);
/* A part (see prose_part), bound in `scope`. It has been read before: nothing is said. */
const Prose *later_read(const Build *b, Arena *a, Arena *tree, const ProseText *text, size_t index,
                        const Scope *scope);
/* An element was made. */
void later_note(Build *b, Elem *elem);

/* ---- build_unfold.c ---- */

void unfold(Build *b);

/* ---- build_number.c ---- */

void number_all(Build *b);
/* The next entry of the build pass; its kind is known to the caller. */
const Entry *number_next(Build *b, EntryKind kind);
/* NULL after a diagnostic with the nearest label. */
const Entry *number_find(Build *b, Str label, Loc loc);
/* A number template filled. *complete: nothing was missing outside chapters. */
Str number_fill_in(Arena *a, Str template, const NumberValues *v, bool *complete);
Str number_fill(Build *b, Str template, const NumberValues *v, bool *complete);
const HeadingSpec *number_heading_spec(const Build *b, PartKind part, unsigned level);
/* A paragraph that is one image and nothing else: the image, otherwise NULL. */
const ProseInline *number_lone_image(const Prose *p);

/* ---- build_index.c: text to number ---- */

typedef struct Index Index;
Index *index_new(Arena *a);
/* The number kept for `key`, 0 and *added when it is new. Good until the next call. */
size_t *index_put(Index *x, Str key, bool *added);
bool index_get(const Index *x, Str key, size_t *value);

/* ---- build_list.c ---- */

void list_of(Flow *f, const Node *node);
bool list_is_empty(const Build *b, ListOf which, unsigned depth);

/* ---- build_prose.c ---- */

void prose_blocks(Flow *f, const Prose *root);

/* ---- build_table.c (build_table.h) ---- */

void table_block(Flow *f, const TableSpec *spec);
/* A table whose rows stand in memory. */
void table_static_rows(DocRows *rows, DocRow *items, size_t count);
void table_prose(Flow *f, const Prose *p);

/* ---- build_sign.c: pieces made of tables without rules ---- */

void sign_block(Flow *f, const Node *node);
void sign_letterhead(Flow *f, const Node *node);

/* ---- build_box.c ---- */

Block *box_signature(Flow *f, Blocks *out, const BoxSpec *spec, Elem *parent, Loc loc);
/* NULL: no columns for initials. */
const Block *box_initials(Build *b, const InitialsSpec *spec);

/* ---- build_pairs.c ---- */

void pairs_block(Flow *f, const Node *node);

/* ---- build_image.c ---- */

/* NULL after a diagnostic. The same file is read once. */
const Image *image_load(Build *b, Str file, Loc loc);
void image_block(Flow *f, const Node *node);
/* An image alone in its paragraph, from Markdown. */
void image_figure(Flow *f, const ProseInline *in, Loc loc);
/* What stands for an image where it cannot be seen; a warning and its name when nothing was written. */
Str image_alt(Build *b, const ProseInline *in);
/* Images read so far; NULL where a file was none. */
size_t image_count(const Build *b);
const Image *image_nth(const Build *b, size_t index);
/* False: there is no logo. */
bool image_logo(Build *b, Str *file, Loc *loc);

/* The style of captions below figures, and one that is a repeat (no element) when `parent` is NULL. */
const TextSpec *image_caption_style(Build *b);
void image_caption(Flow *f, const Entry *entry, const Template *caption, Elem *parent, Loc loc);

/* ---- build_draw.c (build_draw.h) ---- */

void drawing_block(Flow *f, const DrawingSpec *spec);

/* ---- build_page.c ---- */

void page_part(Build *b, const PartNode *part);

/* ---- build.c ---- */

void build_nodes(Flow *f, Nodes nodes);

#endif
