/*
 * prose_tree: events to the tree of blocks. Recursion is as deep as blocks nest, which the recorder
 * has limited.
 */
#include "prose_internal.h"

typedef struct Tree {
    Marked *m;
    size_t at;                /* the next event */
    unsigned lists;           /* open lists */
} Tree;

static void read_block(Tree *t, Prose *out);

static Loc widen(Loc whole, Loc part) {
    if (!whole.source)
        return part;
    if (!part.source)
        return whole;
    uint32_t end = part.offset + part.length;
    if (end > whole.offset + whole.length)
        whole.length = end - whole.offset;
    return whole;
}

/* A paragraph is set as a whole: its length bounds what that costs. */
static void check_length(Tree *t, const Prose *p) {
    size_t bytes = 0;
    uint32_t most = diags_limit(t->m->diags, LIMIT_CELL);
    for (size_t i = 0; i < p->inline_count; i++) bytes += p->inlines[i].text.n;
    if (bytes >> 10 < most) return;
    Diag *g = marked_error(t->m, "alinea-panjang", p->loc, "alinea ini lebih dari %u KiB", most);
    diag_fix_limit(t->m->diags, g, LIMIT_CELL);
}

static void take_inlines(Tree *t, Prose *out) {
    InlineList list = inline_read(t->m, &t->at);
    if (out->kind == PROSE_CODE && list.count && list.items[list.count - 1].kind == INLINE_BREAK)
        list.count--;         /* the end of the last line */
    if (out->kind == PROSE_HEADING || out->kind == PROSE_PARAGRAPH)
        out->label = inline_take_label(&list);
    out->inlines = list.items;
    out->inline_count = list.count;
    for (size_t i = 0; i < list.count; i++)
        out->loc = widen(out->loc, list.items[i].loc);
    check_length(t, out);
}

static void misplaced_inserts(Tree *t, const Prose *p) {
    for (size_t i = 0; i < p->inline_count; i++) {
        if (!inline_is_insert(&p->inlines[i]))
            continue;
        Diag *diag = marked_error(t->m, "sisipan-salah", p->inlines[i].loc,
                                  "%.*s(...) harus berdiri sendiri dalam satu paragraf",
                                  STR_ARG(p->inlines[i].name));
        diag_fix(t->m->diags, diag, "Beri baris kosong di atas dan di bawahnya");
    }
}

/* A paragraph that is one block function is an insert; a label belongs to an image alone. */
static void finish_paragraph(Tree *t, Prose *p) {
    if (p->inline_count == 1 && inline_is_insert(&p->inlines[0])) {
        p->kind = PROSE_INSERT;
        p->name = p->inlines[0].name;
        p->argument = p->inlines[0].text;
        p->inlines = NULL;
        p->inline_count = 0;
        return;
    }
    misplaced_inserts(t, p);
}

/* ---- captions ---- */

static const Str CAPTION = {"Tabel:", 6};

static bool is_caption(const Prose *p) {
    return p->kind == PROSE_PARAGRAPH && p->inline_count > 0
           && p->inlines[0].kind == INLINE_TEXT && str_starts(p->inlines[0].text, CAPTION);
}

/* The paragraph's text without "Tabel:" becomes the table's. */
static void take_caption(const Prose *paragraph, Prose *table) {
    ProseInline *first = (ProseInline *)&paragraph->inlines[0];
    Str rest = str_sub(first->text, CAPTION.n, first->text.n);
    size_t blank = 0;
    while (blank < rest.n && rest.p[blank] == ' ')
        blank++;
    first->text = str_sub(rest, blank, rest.n);
    table->label = paragraph->label;
    table->inlines = paragraph->inlines + (first->text.n == 0 ? 1 : 0);
    table->inline_count = paragraph->inline_count - (first->text.n == 0 ? 1 : 0);
}

static void join_captions(Prose *out) {
    Prose *children = (Prose *)out->children;
    size_t kept = 0;
    for (size_t i = 0; i < out->child_count; i++) {
        if (i + 1 < out->child_count && is_caption(&children[i])
            && children[i + 1].kind == PROSE_TABLE)
            take_caption(&children[i], &children[i + 1]);
        else
            children[kept++] = children[i];
    }
    out->child_count = kept;
}

/* Only an image, a heading and a caption can be referred to. */
static void check_labels(Tree *t, const Prose *out) {
    for (size_t i = 0; i < out->child_count; i++) {
        const Prose *p = &out->children[i];
        bool image = p->inline_count == 1 && p->inlines[0].kind == INLINE_IMAGE;
        if (p->kind != PROSE_PARAGRAPH || p->label.n == 0 || image)
            continue;
        Diag *diag = marked_error(t->m, "label-salah", p->loc,
                                  "label {#%.*s} berdiri pada paragraf biasa", STR_ARG(p->label));
        diag_fix(t->m->diags, diag, "Label milik judul, gambar, atau \"Tabel: ...\" tepat di atas "
                                    "tabel");
    }
}

/* ---- blocks ---- */

static void read_children(Tree *t, Prose *out, size_t count) {
    Prose *children = arena_array(t->m->tree, count, sizeof *children);
    size_t n = 0;
    while (t->m->events[t->at].op != EVENT_LEAVE) {
        read_block(t, &children[n++]);
        Prose *last = &children[n - 1];
        if (last->kind == PROSE_PARAGRAPH && last->inline_count == 0)
            n--;              /* a comment of the author's */
        else
            out->loc = widen(out->loc, last->loc);
    }
    out->children = children;
    out->child_count = n;
    if (out->kind == PROSE_ROOT || out->kind == PROSE_ITEM || out->kind == PROSE_QUOTE)
        join_captions(out);
    check_labels(t, out);
}

static void start_list(Tree *t, const Event *e, Prose *out) {
    out->level = ++t->lists;
    out->ordered = e->ordered;
    out->tight = e->tight;
    out->start = e->start;
    out->delimiter = e->delimiter;
}

static bool holds_blocks(ProseKind kind) {
    switch (kind) {
    case PROSE_LIST: case PROSE_ITEM: case PROSE_QUOTE: case PROSE_TABLE: case PROSE_ROW:
    case PROSE_ROOT:
        return true;
    case PROSE_HEADING: case PROSE_PARAGRAPH: case PROSE_CELL: case PROSE_RULE: case PROSE_CODE:
    case PROSE_INSERT:
        return false;
    }
    return false;
}

/* From an ENTER event to behind its LEAVE. */
static void read_block(Tree *t, Prose *out) {
    const Event e = t->m->events[t->at++];
    *out = (Prose){.kind = e.block, .level = e.level, .align = e.align};
    if (e.block == PROSE_LIST)
        start_list(t, &e, out);
    if (e.block == PROSE_TABLE)               /* md4c knows one head row at most */
        out->head_rows = t->m->events[t->at].head ? 1 : 0;
    if (holds_blocks(e.block))
        read_children(t, out, e.children);
    else
        take_inlines(t, out);
    t->at++;                  /* its LEAVE */
    if (e.block == PROSE_ROW)
        left_row(t->m, out);
    if (e.block == PROSE_HEADING)
        left_heading(t->m, out);
    if (e.block == PROSE_LIST)
        t->lists--;
    if (e.block == PROSE_PARAGRAPH)
        finish_paragraph(t, out);
    else if (e.block == PROSE_HEADING || e.block == PROSE_CELL)
        misplaced_inserts(t, out);
}

void prose_tree(Marked *m, Prose *root) {
    Tree t = {.m = m};
    if (m->event_count == 0) {
        *root = (Prose){.kind = PROSE_ROOT, .loc = m->place};
        return;
    }
    read_block(&t, root);
}
