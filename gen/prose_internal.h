/*
 * prose_internal: what the parts of prose share. Markdown becomes a flat list of events first
 * (prose.c, inside md4c's callbacks, where nothing may be jumped over), then a tree
 * (prose_tree.c, prose_inline.c).
 *
 * Holes are the placeholders {{ ... }}. md4c sees letters in their place, as long as they are, so
 * that underscores, pipes and asterisks inside them survive and every offset stays what it was.
 */
#ifndef LAKIP_PROSE_INTERNAL_H
#define LAKIP_PROSE_INTERNAL_H

#include "prose.h"

enum {
    PROSE_MAX_DEPTH = 40,           /* nested blocks: about 20 lists in lists */
    PROSE_MAX_COLUMNS = 128,        /* of a table: md4c's own limit */
    PROSE_MAX_EVENTS = 1 << 20,
    PROSE_MAX_BYTES = 16 << 20,
    PROSE_MAX_HOLE = 4096,          /* bytes of one placeholder */
};

typedef struct Hole { uint32_t from, to; } Hole;    /* of "{{" and behind "}}" */

typedef enum EventOp { EVENT_ENTER, EVENT_LEAVE, EVENT_SPAN, EVENT_UNSPAN, EVENT_TEXT } EventOp;
typedef enum SpanKind { SPAN_ITALIC, SPAN_BOLD, SPAN_LINK, SPAN_IMAGE, SPAN_CODE } SpanKind;
typedef enum TextKind {
    TEXT_PLAIN, TEXT_ENTITY, TEXT_CODE, TEXT_HTML, TEXT_HARD_BREAK, TEXT_SOFT_BREAK
} TextKind;

/* There may be a million: the small ones are packed. */
typedef struct Event {
    EventOp op : 4;
    ProseKind block : 5;      /* ENTER, LEAVE */
    SpanKind span : 4;
    TextKind text_kind : 4;
    ProseAlign align : 4;
    unsigned level : 4;       /* heading */
    bool ordered : 1, tight : 1, head : 1;
    char delimiter;
    uint32_t offset;          /* of `text` in Marked.text; UINT32_MAX: not part of it */
    uint32_t children;        /* ENTER: blocks directly below */
    Str text;                 /* text as written; a link's address, an image's file */
    Str title;                /* of an image */
    int64_t start;
} Event;

/* A Markdown text on its way. */
typedef struct Marked {
    Arena *arena, *tree;      /* for what stays: texts and placeholders, nodes */
    Diags *diags;
    Str text;
    Loc place;                /* of the text as a whole */
    bool exact;               /* text[i] stands at place.offset + i */
    const Hole *holes;
    size_t hole_count;
    Event *events;
    size_t event_count, event_cap;
    bool failed;              /* an error was reported */
} Marked;

Loc marked_loc(const Marked *m, size_t offset, size_t length);
/* Reports an error and remembers that there was one. */
Diag *marked_error(Marked *m, const char *code, Loc loc, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* ---- prose.c ---- */

/* The text with its holes hidden, and the holes. */
char *prose_mask(Marked *m, Arena *scratch);
/* A text that is too large is an error. */
bool prose_fits(Marked *m);

/* ---- prose_inline.c ---- */

typedef struct InlineList {
    const ProseInline *items;
    size_t count;
} InlineList;

typedef struct InlineBuf {
    ProseInline *items;
    size_t count, cap;
} InlineBuf;
void inline_add(Arena *a, InlineBuf *list, ProseInline item);

/* The first placeholder that ends behind `offset`; hole_count: none. */
size_t hole_from(const Marked *m, size_t offset);
/* Reads the text and span events from *at on, up to the next block event. */
InlineList inline_read(Marked *m, size_t *at);
/* A block function's placeholder, {{ tabel("x") }}: its name and argument stand in name and text. */
bool inline_is_insert(const ProseInline *i);
/* Takes a trailing {#label} off. */
Str inline_take_label(InlineList *list);

/* ---- prose_left.c: what looks like Markdown but is printed as it stands, or dropped ---- */

/* A line's plain text at its beginning; `continues`: it goes on from the line above. */
void left_line(Marked *m, Str line, size_t offset, bool continues);
void left_text(Marked *m, Str text, size_t offset);
void left_heading(Marked *m, const Prose *heading);
void left_row(Marked *m, const Prose *row);

/* ---- prose_tree.c ---- */

void prose_tree(Marked *m, Prose *root);

#endif
