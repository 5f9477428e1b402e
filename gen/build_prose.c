/*
 * build_prose: Markdown's blocks to the document's.
 *
 * A list is L > LI > Lbl + LBody. An item of one paragraph keeps its text in LBody itself; where
 * there are more, each is a P. The first paragraph of an item hangs the mark.
 */
#include "build_internal.h"

static void prose_block(Flow *f, const Prose *p);

static void prose_children(Flow *f, const Prose *p) {
    for (size_t i = 0; i < p->child_count; i++) prose_block(f, &p->children[i]);
}

/* ---- lists ---- */

static Str list_mark(const Flow *f, const Prose *list, size_t index) {
    Build *b = f->b;
    size_t at = f->list_depth > 4 ? 3 : f->list_depth - 1;
    if (!list->ordered) return b->style->lists.bullet[at];
    int64_t n = list->start + (int64_t)index;
    NumberValues v = {.own = n, .levels = {n}};
    bool complete;
    const Str *ordered = f->ordered ? f->ordered : b->style->lists.ordered;
    Str mark = number_fill(b, ordered[at], &v, &complete);
    return n ? mark : STR("0.");
}

/* Hangs the mark on a paragraph that was set `indent` further in. */
static void hang_mark(Flow *f, Block *block, const TextSpec *spec, Str text, Elem *label) {
    const ListSpec *lists = &f->b->style->lists;
    Run *mark = arena_alloc(f->b->a, sizeof *mark);
    *mark = (Run){.kind = RUN_TEXT,
                  .text = text,
                  .style = styles_text(f->b, spec, 0),
                  .elem = label,
                  .nobreak = true};
    Para *para = &block->u.para;
    para->mark = mark;
    para->mark_left = spec->left_indent + f->left - lists->indent;
    para->mark_width = lists->indent - lists->mark_gap;
    para->mark_right = lists->mark_right;
}

static size_t count_paragraphs(const Prose *item) {
    size_t count = 0;
    for (size_t i = 0; i < item->child_count; i++)
        count += item->children[i].kind == PROSE_PARAGRAPH;
    return count;
}

/* A paragraph of an item; `mark` only for its first. */
static void item_para(Flow *f, const Prose *p, Elem *elem, Str mark, Elem *label) {
    const TextSpec *spec = styles_named(f->b, "butir");
    Block *block = blocks_add(f->b, f->out, BLOCK_PARA, elem, p ? p->loc : LOC_NONE);
    Runs runs = runs_new(f->b, spec, f->scope, elem);
    if (p) runs_inlines(&runs, p->inlines, p->inline_count);
    ParaChange change = flow_change(f);
    change.flat = true;
    block->u.para = runs_para(&runs, styles_para(f->b, spec, change));
    if (label) hang_mark(f, block, spec, mark, label);
}

static void list_item(Flow *f, const Prose *item, Elem *list, Str mark) {
    Build *b = f->b;
    Elem *li = build_elem(b, ROLE_LI, list);
    Elem *label = build_elem(b, ROLE_LBL, li);
    Elem *body = build_elem(b, ROLE_LBODY, li);
    bool single = count_paragraphs(item) == 1;
    size_t next = 0;
    f->parent = body;
    const Prose *first = item->child_count ? &item->children[0] : NULL;
    if (first && first->kind == PROSE_PARAGRAPH && !number_lone_image(first)) next = 1;
    else first = NULL;
    item_para(f, first, single || !first ? body : build_elem(b, ROLE_P, body), mark, label);
    for (size_t i = next; i < item->child_count; i++) {
        const Prose *p = &item->children[i];
        if (p->kind == PROSE_PARAGRAPH && !number_lone_image(p)) {
            item_para(f, p, build_elem(b, ROLE_P, body), (Str){0}, NULL);
        } else {
            prose_block(f, p);
        }
    }
}

/* What introduces a list stays with its first item. */
static void keep_introduction(Flow *f, size_t before) {
    if (!before || f->list_depth > 1) return;
    Block *intro = &f->out->items[before - 1];
    if (intro->kind != BLOCK_PARA || !intro->u.para.run_count) return;
    Str text = intro->u.para.runs[intro->u.para.run_count - 1].text;
    if (!str_ends(str_trim(text), STR(":"))) return;
    ParaStyle *style = arena_alloc(f->b->a, sizeof *style);
    *style = *intro->u.para.style;
    style->keep_with_next = true;
    intro->u.para.style = style;
}

/* What follows a list is a paragraph's distance away, not an item's. */
static void space_behind_list(Flow *f) {
    if (f->list_depth || !f->out->count) return;
    Block *last = &f->out->items[f->out->count - 1];
    if (last->kind != BLOCK_PARA || last->u.para.style->space_after >= f->text->space_after) return;
    ParaStyle *style = arena_alloc(f->b->a, sizeof *style);
    *style = *last->u.para.style;
    style->space_after = f->text->space_after;
    last->u.para.style = style;
}

static void prose_list(Flow *f, const Prose *p) {
    Flow inner = *f;
    inner.list_depth++;
    inner.nested = true;
    inner.left += f->b->style->lists.indent;
    keep_introduction(&inner, f->out->count);
    Elem *list = build_elem(f->b, ROLE_L, f->parent);
    for (size_t i = 0; i < p->child_count; i++) {
        list_item(&inner, &p->children[i], list, list_mark(&inner, p, i));
    }
    space_behind_list(f);
}

/* ---- other blocks ---- */

static void prose_quote(Flow *f, const Prose *p) {
    Flow inner = *f;
    inner.parent = build_elem(f->b, ROLE_BLOCK_QUOTE, f->parent);
    inner.text = styles_named(f->b, "kutipan");
    inner.nested = true;
    prose_children(&inner, p);
}

static void prose_heading(Flow *f, const Prose *p) {
    if (!f->nested) {
        text_heading(f, ENTRY_HEADING, p->inlines, p->inline_count, p->loc);
        return;
    }
    /* inside a list or quote it is a bold line: an outline has no place for it */
    Build *b = f->b;
    Block *block = blocks_add(b, f->out, BLOCK_PARA, build_elem(b, ROLE_P, f->parent), p->loc);
    Runs runs = runs_new(b, f->text, f->scope, block->elem);
    runs.change = TEXT_BOLD;
    runs_inlines(&runs, p->inlines, p->inline_count);
    ParaChange change = flow_change(f);
    change.keep_with_next = true;
    block->u.para = runs_para(&runs, styles_para(b, f->text, change));
}

static void prose_paragraph(Flow *f, const Prose *p) {
    const ProseInline *image = number_lone_image(p);
    if (image) image_figure(f, image, p->loc);
    else text_para(f, f->text, ROLE_P, p->inlines, p->inline_count, flow_change(f), p->loc);
}

static void prose_code(Flow *f, const Prose *p) {
    text_para(f, styles_named(f->b, "kode"), ROLE_P, p->inlines, p->inline_count, flow_change(f),
              p->loc);
}

static void prose_rule(Flow *f, const Prose *p) {
    Block *block = blocks_add(f->b, f->out, BLOCK_RULE, NULL, p->loc);
    block->u.rule.rule = styles_table(f->b)->row_rule;
    if (!block->u.rule.rule.width) block->u.rule.rule.width = PT(1) / 2;
    block->u.rule.space_before = block->u.rule.space_after = f->text->leading / 2;
}

/* Block functions: what a placeholder alone in its paragraph may ask for. */
static void prose_insert(Flow *f, const Prose *p) {
    const DrawingSpec *drawing = layout_drawing(f->b->layout, p->name, p->argument);
    if (drawing) {
        drawing_block(f, drawing);
        return;
    }
    const TableSpec *table =
        str_is(p->name, "tabel") ? layout_table(f->b->layout, p->argument) : NULL;
    if (table) {
        table_block(f, table);
        return;
    }
    diag_add(f->b->d, ERROR_, "tabel-tidak-dikenal", p->loc, "tidak ada tabel \"%.*s\"",
             STR_ARG(p->argument));
}

static void prose_block(Flow *f, const Prose *p) {
    switch (p->kind) {
    case PROSE_HEADING:
        prose_heading(f, p);
        break;
    case PROSE_PARAGRAPH:
        prose_paragraph(f, p);
        break;
    case PROSE_LIST:
        prose_list(f, p);
        break;
    case PROSE_QUOTE:
        prose_quote(f, p);
        break;
    case PROSE_TABLE:
        table_prose(f, p);
        break;
    case PROSE_RULE:
        prose_rule(f, p);
        break;
    case PROSE_CODE:
        prose_code(f, p);
        break;
    case PROSE_INSERT:
        prose_insert(f, p);
        break;
    case PROSE_ITEM:
    case PROSE_ROW:
    case PROSE_CELL:
    case PROSE_ROOT:
        prose_children(f, p);
        break;
    }
}

void prose_blocks(Flow *f, const Prose *root) {
    prose_children(f, root);
}
