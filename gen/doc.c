/*
 * doc: elements and the printed form of a document.
 *
 * Printed form: one line a node, two spaces a level; what is at its default is not said. Lengths
 * are points with three decimals. An element is printed as its path below the Document.
 */
#include "doc.h"

static const char *const role_names[] = {
    [ROLE_DOCUMENT] = "Document",
    [ROLE_PART] = "Part",
    [ROLE_SECT] = "Sect",
    [ROLE_DIV] = "Div",
    [ROLE_H1] = "H1",
    [ROLE_H2] = "H2",
    [ROLE_H3] = "H3",
    [ROLE_H4] = "H4",
    [ROLE_H5] = "H5",
    [ROLE_H6] = "H6",
    [ROLE_P] = "P",
    [ROLE_L] = "L",
    [ROLE_LI] = "LI",
    [ROLE_LBL] = "Lbl",
    [ROLE_LBODY] = "LBody",
    [ROLE_TOC] = "TOC",
    [ROLE_TOCI] = "TOCI",
    [ROLE_REFERENCE] = "Reference",
    [ROLE_TABLE] = "Table",
    [ROLE_THEAD] = "THead",
    [ROLE_TBODY] = "TBody",
    [ROLE_TFOOT] = "TFoot",
    [ROLE_TR] = "TR",
    [ROLE_TH] = "TH",
    [ROLE_TD] = "TD",
    [ROLE_CAPTION] = "Caption",
    [ROLE_FIGURE] = "Figure",
    [ROLE_FORMULA] = "Formula",
    [ROLE_NOTE] = "Note",
    [ROLE_LINK] = "Link",
    [ROLE_SPAN] = "Span",
    [ROLE_BLOCK_QUOTE] = "BlockQuote",
    [ROLE_FORM] = "Form",
};

const char *role_name(Role r) {
    return role_names[r];
}

Elem *elem_new(Arena *a, uint32_t *counter, Role role, Elem *parent) {
    Elem *e = arena_alloc(a, sizeof *e);
    e->role = role;
    e->parent = parent;
    e->order = (*counter)++;
    return e;
}

/* ---- words ---- */

static void put_indent(Buf *b, unsigned depth) {
    for (unsigned i = 0; i < depth; i++) buf_cstr(b, "  ");
}

static void put_len(Buf *b, Len v) {
    int64_t n = v < 0 ? -(int64_t)v : v;
    buf_printf(b, "%s%lld", v < 0 ? "-" : "", (long long)(n / 1000));
    if (n % 1000 == 0) return;
    char digits[4];
    snprintf(digits, sizeof digits, "%03d", (int)(n % 1000));
    size_t k = 3;
    while (digits[k - 1] == '0') k--;
    buf_byte(b, '.');
    buf_add(b, digits, k);
}

static void put_named_len(Buf *b, const char *name, Len v) {
    if (!v) return;
    buf_printf(b, " %s=", name);
    put_len(b, v);
}

static void put_quoted(Buf *b, Str s) {
    buf_byte(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') buf_printf(b, "\\%c", c);
        else if (c == '\n') buf_cstr(b, "\\n");
        else if (c < 0x20 || c == 0x7F) buf_printf(b, "\\x%02x", c);
        else buf_byte(b, (char)c);
    }
    buf_byte(b, '"');
}

static void put_named(Buf *b, const char *name, Str s) {
    if (!s.n) return;
    buf_printf(b, " %s=", name);
    put_quoted(b, s);
}

static void put_flag(Buf *b, const char *name, bool on) {
    if (on) buf_printf(b, " %s", name);
}

static void put_colour(Buf *b, const char *name, Colour c) {
    if (c.none) return;
    buf_printf(b, " %s=#%02x%02x%02x", name, c.r, c.g, c.b);
}

static void put_rule(Buf *b, const char *name, RuleSpec r) {
    if (!r.width) return;
    put_named_len(b, name, r.width);
    if (r.colour.r || r.colour.g || r.colour.b) put_colour(b, "rule-colour", r.colour);
}

static const char *align_name(Align a) {
    switch (a) {
    case ALIGN_JUSTIFY: return "justify";
    case ALIGN_LEFT: return "left";
    case ALIGN_CENTRE: return "centre";
    case ALIGN_RIGHT: return "right";
    case ALIGN_DECIMAL: return "decimal";
    }
    return "?";
}

static const char *valign_name(VAlign a) {
    switch (a) {
    case VALIGN_TOP: return "top";
    case VALIGN_MIDDLE: return "middle";
    case VALIGN_BOTTOM: return "bottom";
    }
    return "?";
}

static const char *numbering_name(Numbering n) {
    switch (n) {
    case NUMBER_NONE: return "none";
    case NUMBER_ARABIC: return "1";
    case NUMBER_ROMAN: return "I";
    case NUMBER_ROMAN_SMALL: return "i";
    case NUMBER_LETTER: return "a";
    case NUMBER_LETTER_BIG: return "A";
    }
    return "?";
}

/* "Sect/L/LI": the ancestors below the Document. */
static void put_path(Buf *b, const Elem *e) {
    if (e->parent && e->parent->parent) {
        put_path(b, e->parent);
        buf_byte(b, '/');
    }
    buf_cstr(b, role_name(e->role));
}

static void put_headers(Buf *b, const Elem *e) {
    if (!e->header_count) return;
    buf_cstr(b, " headers=");
    for (size_t i = 0; i < e->header_count; i++) {
        buf_printf(b, "%s%.*s", i ? "," : "", STR_ARG(e->headers[i]));
    }
}

static void put_elem(Buf *b, const Elem *e) {
    static const char *const scopes[] = {"", "column", "row", "both"};
    buf_byte(b, ' ');
    if (!e) {
        buf_cstr(b, "(artifact)");
        return;
    }
    put_path(b, e);
    if (e->scope != SCOPE_NONE) buf_printf(b, " scope=%s", scopes[e->scope]);
    put_named(b, "id", e->id);
    put_headers(b, e);
    put_named(b, "title", e->title);
    put_named(b, "alt", e->alt);
    put_named(b, "lang", e->lang);
}

/* ---- text ---- */

static void put_text_style(Buf *b, const TextStyle *s) {
    buf_printf(b, " [%.*s ", STR_ARG(s->family));
    put_len(b, s->size);
    put_flag(b, "bold", s->bold);
    put_flag(b, "italic", s->italic);
    put_flag(b, "underline", s->underline);
    put_flag(b, "small-caps", s->small_caps);
    put_flag(b, "tabular", s->tabular);
    put_named_len(b, "rise", s->rise);
    if (s->colour.r || s->colour.g || s->colour.b) put_colour(b, "colour", s->colour);
    buf_byte(b, ']');
}

static void put_block(Buf *b, const Block *block, unsigned depth);

static const char *run_name(RunKind k) {
    switch (k) {
    case RUN_TEXT: return "text";
    case RUN_BREAK: return "break";
    case RUN_LEADER: return "leader";
    case RUN_TAB: return "tab";
    case RUN_PAGE_REF: return "page-ref";
    case RUN_FOOTNOTE: return "footnote";
    case RUN_IMAGE: return "image";
    }
    return "?";
}

static void put_run(Buf *b, const char *what, const Run *r, const TextStyle *before, unsigned depth) {
    put_indent(b, depth);
    buf_cstr(b, what);
    if (r->text.n) {
        buf_byte(b, ' ');
        put_quoted(b, r->text);
    }
    if (r->style && r->style != before) put_text_style(b, r->style);
    if (r->elem) put_elem(b, r->elem);
    put_named(b, "target", r->target);
    if (r->image) put_named(b, "image", r->image->name);
    put_named_len(b, "width", r->width);
    put_flag(b, "nobreak", r->nobreak);
    buf_byte(b, '\n');
    if (r->note) put_block(b, r->note, depth + 1);
}

static void put_para_style(Buf *b, const ParaStyle *s) {
    buf_printf(b, " %s", align_name(s->align));
    put_named_len(b, "leading", s->leading);
    put_named_len(b, "first", s->first_indent);
    put_named_len(b, "left", s->left_indent);
    put_named_len(b, "right", s->right_indent);
    put_named_len(b, "before", s->space_before);
    put_named_len(b, "after", s->space_after);
    put_flag(b, "hyphenate", s->hyphenate);
    put_flag(b, "keep-next", s->keep_with_next);
    put_flag(b, "keep", s->keep_together);
    if (s->widow || s->orphan) buf_printf(b, " lines=%u/%u", s->widow, s->orphan);
    put_flag(b, "upright", s->upright);
}

static void put_para_runs(Buf *b, const Para *p, unsigned depth) {
    const TextStyle *before = NULL;
    if (p->mark) {
        put_run(b, p->mark_right ? "mark-right" : "mark", p->mark, NULL, depth);
        before = p->mark->style;
    }
    for (size_t i = 0; i < p->run_count; i++) {
        put_run(b, run_name(p->runs[i].kind), &p->runs[i], before, depth);
        if (p->runs[i].style) before = p->runs[i].style;
    }
}

static void put_para(Buf *b, const Para *p, unsigned depth) {
    put_para_style(b, p->style);
    if (p->mark) {
        put_named_len(b, "mark-left", p->mark_left);
        put_named_len(b, "mark-width", p->mark_width);
    }
    buf_byte(b, '\n');
    put_para_runs(b, p, depth + 1);
}

/* ---- tables ---- */

static const char *row_name(RowKind k) {
    switch (k) {
    case ROW_HEAD: return "head";
    case ROW_COLUMN_NUMBERS: return "numbers";
    case ROW_GROUP_HEAD: return "group";
    case ROW_BODY: return "row";
    case ROW_SUBTOTAL: return "subtotal";
    case ROW_TOTAL: return "total";
    case ROW_CARRY: return "carry";
    }
    return "?";
}

static void put_cell(Buf *b, const DocCell *c, unsigned depth) {
    put_indent(b, depth);
    buf_printf(b, "cell %u", c->column);
    if (c->col_span > 1 || c->row_span > 1) buf_printf(b, " span=%ux%u", c->col_span, c->row_span);
    put_elem(b, c->elem);
    buf_printf(b, " %s", valign_name(c->style->valign));
    put_colour(b, "fill", c->style->fill);
    put_named_len(b, "pad-x", c->style->pad_x);
    put_named_len(b, "pad-y", c->style->pad_y);
    put_rule(b, "rule-top", c->style->top);
    put_rule(b, "rule-bottom", c->style->bottom);
    put_rule(b, "rule-left", c->style->left);
    put_rule(b, "rule-right", c->style->right);
    put_flag(b, "rotated", c->rotated);
    put_flag(b, "repeat-label", c->repeat_label);
    buf_byte(b, '\n');
    for (size_t i = 0; i < c->block_count; i++) put_block(b, &c->blocks[i], depth + 1);
}

static void put_row(Buf *b, const DocRow *r, unsigned depth) {
    put_indent(b, depth);
    buf_cstr(b, row_name(r->kind));
    put_elem(b, r->elem);
    put_flag(b, "keep-next", r->keep_with_next);
    put_flag(b, "keep-previous", r->keep_with_previous);
    put_flag(b, "unbreakable", r->unbreakable);
    put_flag(b, "new-page", r->page_break_before);
    put_named_len(b, "min-height", r->min_height);
    buf_byte(b, '\n');
    for (size_t i = 0; i < r->cell_count; i++) put_cell(b, &r->cells[i], depth + 1);
}

/* A pulled row lives only while it is printed. */
static void put_pulled_rows(Buf *b, const DocRows *rows, unsigned depth) {
    Arena *a = arena_child(b->arena);
    ArenaMark mark = arena_mark(a);
    for (size_t i = 0; i < rows->count; i++) {
        DocRow row = {0};
        rows->row(rows->self, i, a, &row);
        put_row(b, &row, depth);
        arena_reset(a, mark);
    }
    arena_free(a);
}

static void put_column(Buf *b, const DocColumn *c, unsigned depth) {
    put_indent(b, depth);
    buf_cstr(b, "column");
    switch (c->width_kind) {
    case WIDTH_AUTO:
        buf_cstr(b, " auto");
        break;
    case WIDTH_FIXED:
        put_named_len(b, "width", c->width);
        break;
    case WIDTH_SHARE:
        buf_printf(b, " share=%u", c->share);
        break;
    }
    buf_printf(b, " %s\n", align_name(c->align));
}

static const char *too_wide_name(TooWide t) {
    switch (t) {
    case WIDE_ERROR: return "error";
    case WIDE_SHRINK: return "shrink";
    case WIDE_TURN: return "turn";
    case WIDE_PAPER: return "paper";
    case WIDE_SPLIT: return "split";
    }
    return "?";
}

static void put_table(Buf *b, const DocTable *t, unsigned depth) {
    buf_printf(b, " rows=%zu", t->body.count);
    put_named_len(b, "width", t->width);
    if (t->width) buf_printf(b, " %s", align_name(t->align));
    put_rule(b, "outer", t->outer);
    if (t->too_wide != WIDE_ERROR) buf_printf(b, " too-wide=%s", too_wide_name(t->too_wide));
    put_named_len(b, "min-size", t->min_size);
    if (t->stub_columns) buf_printf(b, " stub=%zu", t->stub_columns);
    put_flag(b, "carry", t->body.carry != NULL);
    buf_byte(b, '\n');
    if (t->caption) put_block(b, t->caption, depth + 1);
    if (t->caption_continued) {
        put_indent(b, depth + 1);
        buf_cstr(b, "continued\n");
        put_block(b, t->caption_continued, depth + 2);
    }
    for (size_t i = 0; i < t->column_count; i++) put_column(b, &t->columns[i], depth + 1);
    for (size_t i = 0; i < t->head_count; i++) put_row(b, &t->head[i], depth + 1);
    put_pulled_rows(b, &t->body, depth + 1);
    for (size_t i = 0; i < t->note_count; i++) put_block(b, &t->notes[i], depth + 1);
}

/* ---- drawings ---- */

static void put_draw(Buf *b, const Draw *d, unsigned depth) {
    static const char *const names[] = {
        [DRAW_MOVE] = "move", [DRAW_LINE] = "line", [DRAW_CURVE] = "curve", [DRAW_CLOSE] = "close",
        [DRAW_RECT] = "rect", [DRAW_PAINT] = "paint", [DRAW_TEXT] = "text",
    };
    static const unsigned points[] = {
        [DRAW_MOVE] = 1, [DRAW_LINE] = 1, [DRAW_CURVE] = 3, [DRAW_CLOSE] = 0,
        [DRAW_RECT] = 2, [DRAW_PAINT] = 0, [DRAW_TEXT] = 2,
    };
    put_indent(b, depth);
    buf_cstr(b, names[d->kind]);
    for (unsigned i = 0; i < points[d->kind]; i++) {
        buf_byte(b, ' ');
        put_len(b, d->x[i]);
        buf_byte(b, ',');
        put_len(b, d->y[i]);
    }
    if (d->kind == DRAW_PAINT) {
        put_colour(b, "fill", d->fill);
        if (d->line_width) put_colour(b, "stroke", d->stroke);
        put_named_len(b, "line", d->line_width);
        put_flag(b, "dashed", d->dashed);
    }
    if (d->kind == DRAW_TEXT) put_para(b, &d->text, depth);
    else buf_byte(b, '\n');
}

/* ---- blocks ---- */

static void put_box(Buf *b, Len width, Len height, Align align, Len before, Len after) {
    buf_byte(b, ' ');
    put_len(b, width);
    buf_byte(b, 'x');
    put_len(b, height);
    buf_printf(b, " %s", align_name(align));
    put_named_len(b, "before", before);
    put_named_len(b, "after", after);
}

static void put_marginal(Buf *b, const char *name, const Marginal *m, unsigned depth) {
    if (!m) return;
    put_indent(b, depth);
    buf_cstr(b, name);
    put_named_len(b, "distance", m->distance);
    put_rule(b, "rule", m->rule);
    put_flag(b, "on-first", m->on_first);
    buf_byte(b, '\n');
    const Para *places[] = {m->left, m->centre, m->right};
    for (size_t i = 0; i < 3; i++) {
        if (!places[i]) continue;
        put_indent(b, depth + 1);
        buf_cstr(b, i == 0 ? "left:" : i == 1 ? "centre:" : "right:");
        put_para(b, places[i], depth + 1);
    }
}

static void put_setup(Buf *b, const PageSetup *s, unsigned depth) {
    buf_byte(b, ' ');
    put_len(b, s->width);
    buf_byte(b, 'x');
    put_len(b, s->height);
    put_named_len(b, "top", s->top);
    put_named_len(b, "bottom", s->bottom);
    put_named_len(b, "left", s->left);
    put_named_len(b, "right", s->right);
    buf_printf(b, " numbering=%s", numbering_name(s->numbering));
    put_named(b, "prefix", s->label_prefix);
    put_flag(b, "restart", s->restart);
    if (s->valign != VALIGN_TOP) buf_printf(b, " %s", valign_name(s->valign));
    buf_byte(b, '\n');
    put_marginal(b, "header", s->header, depth + 1);
    put_marginal(b, "footer", s->footer, depth + 1);
}

static const char *block_name(BlockKind k) {
    switch (k) {
    case BLOCK_PARA: return "para";
    case BLOCK_TABLE: return "table";
    case BLOCK_RULE: return "rule";
    case BLOCK_IMAGE: return "image";
    case BLOCK_DRAWING: return "drawing";
    case BLOCK_SPACE: return "space";
    case BLOCK_PAGE_BREAK: return "page-break";
    case BLOCK_GROUP: return "group";
    case BLOCK_SECTION: return "section";
    case BLOCK_PARTS: return "parts";
    }
    return "?";
}

static void put_blocks(Buf *b, const Block *blocks, size_t count, unsigned depth);

static void put_parts(Buf *b, const Block *block, unsigned depth) {
    Arena *scratch = arena_child(b->arena);
    for (size_t i = 0; i < block->u.parts.count; i++) {
        DocPart part;
        block->u.parts.part(block->u.parts.self, i, scratch, &part);
        put_blocks(b, part.blocks, part.count, depth);
        arena_reset(scratch, (ArenaMark){0});
    }
    arena_free(scratch);
}

static void put_blocks(Buf *b, const Block *blocks, size_t count, unsigned depth) {
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].kind == BLOCK_PARTS) put_parts(b, &blocks[i], depth);
        else put_block(b, &blocks[i], depth);
    }
}

static void put_group(Buf *b, const Block *block, unsigned depth) {
    put_flag(b, "keep", block->u.group.keep_together);
    if (block->u.group.keep_lines_before) {
        buf_printf(b, " keep-lines-before=%u", block->u.group.keep_lines_before);
    }
    put_flag(b, "keep-next", block->u.group.keep_with_next);
    buf_byte(b, '\n');
    put_blocks(b, block->u.group.children, block->u.group.count, depth + 1);
}

static void put_block(Buf *b, const Block *block, unsigned depth) {
    put_indent(b, depth);
    buf_cstr(b, block_name(block->kind));
    put_elem(b, block->elem);
    put_named(b, "label", block->label);
    put_named(b, "bookmark", block->bookmark);
    if (block->bookmark.n) buf_printf(b, " level=%u", block->bookmark_level);
    switch (block->kind) {
    case BLOCK_PARA:
        put_para(b, &block->u.para, depth);
        break;
    case BLOCK_TABLE:
        put_table(b, &block->u.table, depth);
        break;
    case BLOCK_RULE:
        put_rule(b, "width", block->u.rule.rule);
        put_named_len(b, "gap", block->u.rule.gap);
        put_rule(b, "second", block->u.rule.second);
        put_named_len(b, "before", block->u.rule.space_before);
        put_named_len(b, "after", block->u.rule.space_after);
        buf_byte(b, '\n');
        break;
    case BLOCK_IMAGE:
        put_named(b, "file", block->u.image.image->name);
        put_box(b, block->u.image.width, block->u.image.height, block->u.image.align,
                block->u.image.space_before, block->u.image.space_after);
        buf_byte(b, '\n');
        break;
    case BLOCK_DRAWING:
        put_box(b, block->u.drawing.width, block->u.drawing.height, block->u.drawing.align,
                block->u.drawing.space_before, block->u.drawing.space_after);
        if (block->u.drawing.field) put_named(b, "field", block->u.drawing.field->name);
        buf_byte(b, '\n');
        for (size_t i = 0; i < block->u.drawing.count; i++) {
            put_draw(b, &block->u.drawing.items[i], depth + 1);
        }
        break;
    case BLOCK_SPACE:
        put_named_len(b, "height", block->u.space.height);
        if (block->u.space.fill) buf_printf(b, " fill=%u", block->u.space.fill);
        buf_byte(b, '\n');
        break;
    case BLOCK_PAGE_BREAK:
        buf_byte(b, '\n');
        break;
    case BLOCK_GROUP:
        put_group(b, block, depth);
        break;
    case BLOCK_SECTION:
        put_setup(b, block->u.section.setup, depth);
        put_blocks(b, block->u.section.children, block->u.section.count, depth + 1);
        break;
    case BLOCK_PARTS:
        break;
    }
}

void doc_print(const Doc *doc, Buf *out) {
    buf_cstr(out, "document");
    put_named(out, "title", doc->info.title);
    put_named(out, "author", doc->info.author);
    put_named(out, "subject", doc->info.subject);
    put_named(out, "keywords", doc->info.keywords);
    put_named(out, "language", doc->info.language);
    put_named(out, "date", doc->info.date);
    buf_byte(out, '\n');
    put_blocks(out, doc->blocks, doc->block_count, 1);
    for (size_t i = 0; i < doc->attachment_count; i++) {
        const struct Attachment *at = &doc->attachments[i];
        buf_cstr(out, "  attachment");
        put_named(out, "name", at->name);
        buf_printf(out, " %.*s %zu bytes%s\n", STR_ARG(at->mime), at->bytes.n, at->data ? " data" : "");
    }
}
