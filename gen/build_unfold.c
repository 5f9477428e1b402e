/*
 * build_unfold: conditions decided, loops written out. What is left is printed as it stands, each
 * node with the scope of its placeholders.
 */
#include "build_internal.h"

typedef struct NodeList {
    Node *items;
    size_t count, cap;
} NodeList;

static Node *list_add(Build *b, NodeList *list) {
    list->items = arena_room(b->a, list->items, list->count, &list->cap, sizeof *list->items);
    list->items[list->count] = (Node){0};
    return &list->items[list->count++];
}

/* Only a plain "true": what has no value is no reason to print. */
static bool holds(Build *b, Arena *a, const Expr *condition, const Scope *scope) {
    if (!condition) return true;
    Datum d = expr_eval(a, condition, scope, b->d);
    return d.kind == DATUM_BOOL && d.boolean;
}

static void unfold_into(Build *b, NodeList *list, const Spec *specs, size_t count,
                        const Scope *scope);

static Nodes unfold_all(Build *b, const Spec *specs, size_t count, const Scope *scope) {
    NodeList list = {0};
    unfold_into(b, &list, specs, count, scope);
    return (Nodes){list.items, list.count};
}

/* ---- loops ---- */

/* The scope inside: the loops around, then this one's row. */
static Scope *loop_scope(Arena *a, const Spec *loop, const Scope *around, size_t row) {
    Variable *variables = arena_array(a, around->variable_count + 1, sizeof *variables);
    if (around->variable_count) {
        memcpy(variables, around->variables, around->variable_count * sizeof *variables);
    }
    variables[around->variable_count] =
        (Variable){.name = loop->name, .sheet = loop->sheet, .row = row};
    Scope *scope = arena_alloc(a, sizeof *scope);
    *scope = *around;
    scope->variables = variables;
    scope->variable_count = around->variable_count + 1;
    return scope;
}

/* The filter also knows the row's columns by their bare names. */
static bool loop_takes(Build *b, Arena *scratch, const Spec *loop, const Scope *inside,
                       size_t row) {
    Scope filter = *inside;
    filter.sheet = loop->sheet;
    filter.row = row;
    filter.aggregate = false;
    return holds(b, scratch, loop->condition, &filter);
}

/* What a cell is compared by: its text, or its figures as they are written out exactly. */
static Str cell_key(Build *b, const Sheet *sheet, size_t row, size_t column) {
    Datum d = sheet_cell(sheet, row, column);
    if (d.kind == DATUM_TEXT) return d.text;
    if (d.kind == DATUM_NUMBER) return num_debug(b->a, d.number);
    return sheet_text(sheet, row, column);
}

/* Loops in loops multiply: beyond the limit no loop turns any more. */
static bool may_turn(Build *b, const Spec *loop) {
    uint32_t most = diags_limit(b->d, LIMIT_TURNS);
    if (b->turns > most) return false;
    if (b->turns++ < most) return true;
    Diag *g = diag_add(b->d, ERROR_, "ulangan", loop->loc, "\"ulang\" berputar lebih dari %u kali seluruhnya", most);
    diag_fix_limit(b->d, g, LIMIT_TURNS);
    return false;
}

/* The first row of a value that a loop turns for: a blank one would be a heading without a name. */
static void check_named(Build *b, const Spec *loop, size_t row) {
    Datum d = sheet_cell(loop->sheet, row, loop->distinct_column);
    if (d.kind != DATUM_EMPTY || d.loc.length) return;
    Diag *g = diag_add(b->d, WARNING_, "sel-gabungan", d.loc, "sel ini kosong, padahal bagian laporan diulang menurutnya");
    diag_fix(b->d, g, "%s", MERGED_CELLS_FIX);
    diag_see(b->d, g, loop->loc, "ulangannya dinyatakan di sini");
}

/* Rows that the filter refuses leave nothing behind. */
static void unfold_loop(Build *b, NodeList *list, const Spec *loop, const Scope *around) {
    Index *seen = index_new(b->a);
    Arena *scratch = arena_child(b->a);
    ArenaMark mark = arena_mark(scratch);
    size_t rows = sheet_rows(loop->sheet);
    for (size_t row = 0; row < rows && may_turn(b, loop); row++) {
        bool takes = loop_takes(b, scratch, loop, loop_scope(scratch, loop, around, row), row);
        arena_reset(scratch, mark);
        if (takes && loop->distinct_column != SIZE_MAX) {
            index_put(seen, cell_key(b, loop->sheet, row, loop->distinct_column), &takes);
            if (takes) check_named(b, loop, row);
        }
        if (!takes) continue;
        unfold_into(b, list, loop->children, loop->child_count,
                    loop_scope(b->a, loop, around, row));
    }
    arena_free(scratch);
}

/* ---- nodes ---- */

/* The scope of a label beside item `number`: the variables around, then nomor. */
static const Scope *label_scope(Build *b, const Scope *around, int64_t number) {
    size_t n = around->variable_count;
    Variable *variables = arena_array(b->a, n + 1, sizeof *variables);
    if (n) memcpy(variables, around->variables, n * sizeof *variables);
    variables[n] = (Variable){.name = STR("nomor"), .type = TYPE_NUMBER,
                              .value = {.kind = DATUM_NUMBER, .number = num_int(number),
                                        .loc = LOC_NONE}};
    Scope *scope = arena_alloc(b->a, sizeof *scope);
    *scope = *around;
    scope->variables = variables;
    scope->variable_count = n + 1;
    return scope;
}

/* An item's blocks as a prose of their own. */
static Nodes unfold_item(Build *b, const Prose *item, const Scope *scope) {
    Spec *spec = arena_alloc(b->a, sizeof *spec);
    *spec = (Spec){.kind = SPEC_PROSE, .prose = item, .loc = item->loc};
    Node *node = arena_alloc(b->a, sizeof *node);
    *node = (Node){.spec = spec, .scope = scope};
    return (Nodes){node, 1};
}

static void unfold_pair(Build *b, PairNode **at, const Pair *pair, const Scope *scope) {
    if (!pair->items) {
        Nodes content = unfold_all(b, pair->content, pair->content_count, scope);
        *(*at)++ = (PairNode){pair, scope, content};
        return;
    }
    const Prose *list = pair->items;
    for (size_t i = 0; i < list->child_count; i++) {
        int64_t number = (list->ordered ? list->start : 1) + (int64_t)i;
        *(*at)++ = (PairNode){pair, label_scope(b, scope, number),
                              unfold_item(b, &list->children[i], scope)};
    }
}

static void unfold_pairs(Build *b, Node *node) {
    const Spec *spec = node->spec;
    for (size_t i = 0; i < spec->pair_count; i++)
        node->pair_count += spec->pairs[i].items ? spec->pairs[i].items->child_count : 1;
    PairNode *pairs = arena_array(b->a, node->pair_count, sizeof *pairs), *at = pairs;
    for (size_t i = 0; i < spec->pair_count; i++) unfold_pair(b, &at, &spec->pairs[i], node->scope);
    node->pairs = pairs;
}

static void unfold_node(Build *b, NodeList *list, const Spec *spec, const Scope *scope) {
    Node node = {.spec = spec, .scope = scope};
    node.children = unfold_all(b, spec->children, spec->child_count, scope);
    unfold_pairs(b, &node);
    *list_add(b, list) = node;
}

/* Says what is missing, at the row of the loop around if there is one. */
static void report_unfilled(Build *b, const Spec *spec, const Scope *scope) {
    Str what = template_fill(b->a, spec->unfilled, scope, &b->style->format, b->d);
    Loc loc = spec->loc;
    for (size_t i = scope->variable_count; i-- > 0;) {
        const Variable *x = &scope->variables[i];
        if (!x->sheet) continue;
        loc = sheet_cell(x->sheet, x->row, 0).loc;
        break;
    }
    diag_add(b->d, WARNING_, "belum-diisi", loc, "belum diisi: %.*s", STR_ARG(what));
}

static void unfold_when(Build *b, NodeList *list, const Spec *spec, const Scope *scope) {
    if (!holds(b, b->a, spec->condition, scope)) {
        unfold_into(b, list, spec->otherwise, spec->otherwise_count, scope);
        return;
    }
    if (spec->unfilled) report_unfilled(b, spec, scope);
    if (!spec->unfilled || b->style->words.unfilled.n)
        unfold_into(b, list, spec->children, spec->child_count, scope);
}

static void unfold_spec(Build *b, NodeList *list, const Spec *spec, const Scope *scope) {
    switch (spec->kind) {
    case SPEC_LOOP:
        unfold_loop(b, list, spec, scope);
        return;
    case SPEC_WHEN:
        unfold_when(b, list, spec, scope);
        return;
    case SPEC_PROSE:
    case SPEC_TABLE:
    case SPEC_TEXT:
    case SPEC_HEADING:
    case SPEC_LIST_OF:
    case SPEC_SIGNATURES:
    case SPEC_LETTERHEAD:
    case SPEC_IMAGE:
    case SPEC_SPACE:
    case SPEC_RULE:
    case SPEC_PAGE_BREAK:
    case SPEC_GROUP:
    case SPEC_PAIRS:
    case SPEC_DRAWING:
    case SPEC_SECTION:
        if (holds(b, b->a, spec->condition, scope)) unfold_node(b, list, spec, scope);
        return;
    }
}

static void unfold_into(Build *b, NodeList *list, const Spec *specs, size_t count,
                        const Scope *scope) {
    for (size_t i = 0; i < count; i++) unfold_spec(b, list, &specs[i], scope);
}

void unfold(Build *b) {
    b->parts = arena_array(b->a, b->layout->part_count, sizeof *b->parts);
    for (size_t i = 0; i < b->layout->part_count; i++) {
        const PartSpec *spec = &b->layout->parts[i];
        if (!holds(b, b->a, spec->condition, &b->base)) continue;
        b->parts[b->part_count++] = (PartNode){
            .spec = spec, .scope = &b->base,
            .content = unfold_all(b, spec->content, spec->content_count, &b->base),
        };
    }
}
