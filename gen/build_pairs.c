/*
 * build_pairs: label : value, a list whose labels hang. A value is a text or blocks of its own
 * (paragraphs, lists of several depths); rows part over pages like any others.
 *
 * An empty column stands for the indents around, where there are any.
 */
#include "build_grid.h"

enum { PAIR_LABEL, PAIR_COLON, PAIR_VALUE, PAIR_COLUMNS };

typedef struct PairStyles {
    const TextSpec *label, *value;
} PairStyles;

static Block *pair_para(Flow *f, Blocks *out, const TextSpec *spec, Elem *elem, Loc loc,
                        Runs *runs) {
    Block *block = blocks_add(f->b, out, BLOCK_PARA, elem, loc);
    *runs = runs_new(f->b, spec, f->scope, elem);
    return block;
}

static void pair_text(Flow *f, Blocks *out, const TextSpec *spec, const Template *t, Elem *elem) {
    if (!t) return;
    Runs runs;
    Block *block = pair_para(f, out, spec, elem, t->loc, &runs);
    runs_template(&runs, t);
    block->u.para = runs_para(&runs, styles_para(f->b, spec, (ParaChange){.flat = true}));
}

static void pair_colon(Flow *f, Blocks *out, const TextSpec *spec, Elem *elem, Loc loc) {
    Runs runs;
    Block *block = pair_para(f, out, spec, elem, loc, &runs);
    runs_text(&runs, STR(":"), 0, false, loc);
    ParaChange change = {.flat = true, .aligned = true, .align = ALIGN_CENTRE};
    block->u.para = runs_para(&runs, styles_para(f->b, spec, change));
}

static void pair_row(Flow *f, Grid *g, size_t row, const PairNode *node, PairStyles styles,
                     Elem *list) {
    const Pair *pair = node->pair;
    size_t first = g->column_count - PAIR_COLUMNS;
    Elem *item = build_elem(f->b, ROLE_LI, list);
    Elem *label = build_elem(f->b, ROLE_LBL, item);
    Elem *body = build_elem(f->b, ROLE_LBODY, item);
    Flow head = *f;
    head.scope = node->label_scope;
    pair_text(&head, grid_cell(g, row, first + PAIR_LABEL), styles.label, pair->label, label);
    pair_colon(f, grid_cell(g, row, first + PAIR_COLON), styles.label, label, pair->label->loc);
    Flow inner = *f;
    inner.out = grid_cell(g, row, first + PAIR_VALUE);
    inner.parent = body;
    inner.text = styles.value;
    inner.left = inner.right = 0;
    inner.measure = f->measure / 2;
    inner.list_depth = 0;
    inner.nested = true;
    pair_text(&inner, inner.out, styles.value, pair->value, body);
    build_nodes(&inner, node->content);
    grid_row(g, row, VALIGN_TOP);
}

static void pair_columns(Grid *g, const Spec *spec, Len indent, Len em) {
    DocColumn *columns = g->columns;
    if (indent > 0)
        *columns++ = (DocColumn){.width_kind = WIDTH_FIXED, .width = indent, .align = ALIGN_LEFT};
    columns[PAIR_LABEL] = (DocColumn){.width_kind = spec->width ? WIDTH_FIXED : WIDTH_AUTO,
                                      .width = spec->width,
                                      .align = ALIGN_LEFT};
    columns[PAIR_COLON] =
        (DocColumn){.width_kind = WIDTH_FIXED, .width = em * 3 / 2, .align = ALIGN_CENTRE};
    columns[PAIR_VALUE] = (DocColumn){.width_kind = WIDTH_SHARE, .share = 100, .align = ALIGN_LEFT};
}

void pairs_block(Flow *f, const Node *node) {
    Build *b = f->b;
    const Spec *spec = node->spec;
    if (!node->pair_count) return;
    const TextSpec *common = styles_named(b, "pasangan");
    PairStyles styles = {.value = spec->style ? spec->style : common};
    styles.label = spec->label_style ? spec->label_style : styles.value;
    Len indent = f->left + spec->indent;
    Grid g = grid_new(b, PAIR_COLUMNS + (indent > 0), node->pair_count);
    g.pad_y = styles.value->space_after / 2;     /* a row's last paragraph ends with its row */
    pair_columns(&g, spec, indent, styles.label->size);
    Elem *list = build_elem(b, ROLE_L, f->parent);
    for (size_t i = 0; i < node->pair_count; i++)
        pair_row(f, &g, i, &node->pairs[i], styles, list);
    grid_block(&g, f->out, spec->loc)->u.table.space_after = common->space_after;
}
