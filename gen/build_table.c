/*
 * build_table: a table's frame: columns, caption, notes, styles of cells; Markdown tables; rows
 * that stand in memory. Heads are in build_table_head.c, rows that are pulled in build_table_rows.c.
 */
#include "build_table.h"

/* ---- styles of cells ---- */

static RuleSpec no_rule(void) {
    return (RuleSpec){0, {0, 0, 0, true}};
}

static CellStyle cell_style(const TableStyle *t, CellClass c) {
    CellStyle s = {.pad_x = t->pad_x,
                   .pad_y = t->pad_y,
                   .fill.none = true,
                   .top = no_rule(),
                   .bottom = t->row_rule,
                   .left = t->column_rule,
                   .right = t->column_rule};
    switch (c) {
    case CELL_HEAD:
        s.fill = t->head_fill;
        s.bottom = t->column_rule;
        break;
    case CELL_HEAD_LAST:
        s.fill = t->head_fill;
        s.bottom = t->head_rule;
        break;
    case CELL_BODY:
        break;
    case CELL_ZEBRA:
        s.fill = t->zebra_fill;
        break;
    case CELL_GROUP:
        s.fill = t->group_fill;
        break;
    case CELL_TOTAL:
        s.fill = t->total_fill;
        s.top = t->total_rule;
        break;
    case CELL_CLASSES:
        break;
    }
    return s;
}

/* The table's outer rules are its own: cells have none at its edges. */
CellStyles *table_cell_styles(Build *b, const TableStyle *style) {
    CellStyles *all = arena_alloc(b->a, sizeof *all);
    for (unsigned i = 0; i < CELL_CLASSES * 3 * 4; i++) {
        unsigned c = i / 12, v = i / 4 % 3, left = i / 2 % 2, right = i % 2;
        CellStyle s = cell_style(style, (CellClass)c);
        s.valign = (VAlign)v;
        if (left) s.left = no_rule();
        if (right) s.right = no_rule();
        all->styles[c][v][left][right] = s;
    }
    return all;
}

const CellStyle *table_edge_style(const CellStyles *s, CellClass c, VAlign v, bool left, bool right) {
    return &s->styles[c][v][left][right];
}

static bool joined(const TablePlan *p, size_t column) {
    return p->columns[column].spec->joined;
}

size_t table_joined(const TablePlan *p, size_t column) {
    size_t span = 1;
    while (column + span < p->column_count && joined(p, column + span)) span++;
    return span;
}

const CellStyle *table_cell_style(const TablePlan *p, CellClass c, VAlign v, size_t column, size_t span) {
    size_t end = column + span;
    return table_edge_style(p->cells, c, v, column == 0 || joined(p, column),
                            end >= p->column_count || joined(p, end));
}

/* ---- rows that stand in memory ---- */

static void static_row(void *self, size_t index, Arena *a, DocRow *out) {
    (void)a;
    *out = ((const DocRow *)self)[index];
}

void table_static_rows(DocRows *rows, DocRow *items, size_t count) {
    *rows = (DocRows){.count = count, .self = items, .row = static_row, .standing = items};
}

/* ---- caption and notes ---- */

static Block *block_new(Build *b, Elem *elem, Loc loc) {
    Block *block = arena_alloc(b->a, sizeof *block);
    block->kind = BLOCK_PARA;
    block->elem = elem;
    block->loc = loc;
    return block;
}

/* The number and a gap; the title follows. */
static Runs caption_runs(Build *b, const TextSpec *spec, const Scope *scope, const Entry *entry,
                         Elem *elem) {
    Runs runs = runs_new(b, spec, scope, elem);
    runs_text(&runs, entry->number, 0, true, entry->loc);
    return runs;
}

static Block *caption_block(Build *b, const Runs *runs, Loc loc) {
    Block *block = block_new(b, runs->elem, loc);
    block->u.para =
        runs_para(runs, styles_para(b, runs->spec, (ParaChange){.keep_with_next = true}));
    return block;
}

/* "Tabel 3.4 (lanjutan)": a repeat, so no element. */
static Block *continued_block(Build *b, const TableStyle *style, const Scope *scope,
                              const Entry *entry) {
    Runs runs = caption_runs(b, style->caption, scope, entry, NULL);
    runs_text(&runs, STR(" "), 0, false, entry->loc);
    runs_text(&runs, style->continued, 0, false, entry->loc);
    return caption_block(b, &runs, entry->loc);
}

typedef struct Notes {
    Block *items;
    size_t count, cap;
} Notes;

static Block *note_add(Build *b, Notes *notes, Block block) {
    Blocks list = {notes->items, notes->count, notes->cap};
    Block *added = blocks_add(b, &list, BLOCK_PARA, NULL, LOC_NONE);
    *added = block;
    *notes = (Notes){list.items, list.count, list.cap};
    return added;
}

static void note_line(Flow *f, Notes *notes, const TableStyle *style, Str before, const Template *t,
                      Str text) {
    Build *b = f->b;
    Block *block = block_new(b, build_elem(b, ROLE_P, f->parent), t ? t->loc : LOC_NONE);
    Runs runs = runs_new(b, style->note, f->scope, block->elem);
    runs_text(&runs, before, 0, false, block->loc);
    if (t) runs_template(&runs, t);
    else runs_text(&runs, text, 0, false, block->loc);
    block->u.para = runs_para(&runs, styles_para(b, style->note, (ParaChange){0}));
    note_add(b, notes, *block);
}

static void note_formulas(Flow *f, Notes *notes, const TablePlan *p) {
    size_t count;
    const Str *lines = figures_formulas(p->figures, f->b->a, &count);
    for (size_t i = 0; i < count; i++) {
        note_line(f, notes, p->style, f->b->style->words.formula, NULL, lines[i]);
    }
}

/* How many rows a mean leaves out. */
static void note_exclusions(Flow *f, Notes *notes, const TablePlan *p) {
    size_t count;
    const Str *lines = figures_exclusions(p->figures, f->b->a, &count);
    for (size_t i = 0; i < count; i++) {
        note_line(f, notes, p->style, f->b->style->words.note, NULL, lines[i]);
    }
}

/* ---- tables from data ---- */

static DocColumn doc_column(const ColumnSpec *c) {
    return (DocColumn){
        .width_kind = c->width_kind, .width = c->width, .share = c->share, .align = c->align,
        .joined = c->joined, .loc = c->loc};
}

/* The first column of words heads its rows; rather one whose every row has a cell of its own. */
static size_t naming_column(const TableSpec *spec) {
    size_t merged = SIZE_MAX;
    for (size_t i = 0; i < spec->column_count; i++) {
        const ColumnSpec *c = &spec->columns[i];
        if (!c->expr || c->row_number) continue;
        if (c->align != ALIGN_LEFT && c->align != ALIGN_JUSTIFY) continue;
        if (c->merge == MERGE_NONE) return i;
        if (merged == SIZE_MAX) merged = i;
    }
    return merged;
}

static Format column_format(const ColumnSpec *c) {
    if (c->has_format) return c->format;
    return c->expr ? expr_format(c->expr) : (Format){.digits = -1};
}

static void plan_rules(TablePlan *p, ColumnPlan *c, ParaChange change) {
    size_t own = c->spec->rule_count;
    c->rule_count = own + p->spec->rule_count;
    RulePlan *rules = arena_array(p->b->a, c->rule_count, sizeof *rules);
    for (size_t i = 0; i < c->rule_count; i++) {
        const CellRule *rule = i < own ? &c->spec->rules[i] : &p->spec->rules[i - own];
        rules[i] = (RulePlan){rule->when, rule->style, styles_text(p->b, rule->style, 0),
                              styles_para(p->b, rule->style, change)};
    }
    c->rules = rules;
}

/* Marks of items need about an em; numbers one and a half. */
static Len item_indent(const ColumnSpec *c, const TextSpec *text) {
    if (!c->item_mark.n) return 0;
    bool numbered = str_find(c->item_mark, STR("{"), 0) != SIZE_MAX;
    return numbered ? text->size * 3 / 2 : text->size * 9 / 10;
}

static void plan_columns(TablePlan *p) {
    Build *b = p->b;
    size_t naming = naming_column(p->spec);
    p->column_count = p->spec->column_count;
    p->columns = arena_array(b->a, p->column_count, sizeof *p->columns);
    for (size_t i = 0; i < p->column_count; i++) {
        const ColumnSpec *spec = &p->spec->columns[i];
        ParaChange change = {.aligned = true, .align = spec->align, .flat = true};
        const TextSpec *text = spec->style ? spec->style : p->style->body;
        ParaChange total = change;
        change.left = item_indent(spec, text);
        p->columns[i] = (ColumnPlan){
            .spec = spec,
            .text = text,
            .format = column_format(spec),
            .body_text = styles_text(b, text, 0),
            .body_para = styles_para(b, text, change),
            .total_para = styles_para(b, p->style->total, total),
            .item_indent = change.left,
            .naming = i == naming,
        };
        plan_rules(p, &p->columns[i], change);
        if (spec->items) p->items = true;
    }
}

/* A table in a loop has figures for each turn of it. */
static const FigureTable *table_figures(Flow *f, const TableSpec *spec) {
    if (!spec->in_loop) return figures_table(f->b->figures, spec);
    return figures_table_in(f->b->figures, spec, f->scope->variables, f->scope->variable_count, f->b->d);
}

static TablePlan *plan_new(Flow *f, const TableSpec *spec, const FigureTable *figures) {
    Build *b = f->b;
    TablePlan *p = arena_alloc(b->a, sizeof *p);
    *p = (TablePlan){.b = b, .spec = spec, .style = spec->style, .scope = f->scope,
                     .figures = figures,
                     .cells = table_cell_styles(b, spec->style),
                     .id = str_printf(b->a, "t%zu", b->tables)};
    plan_columns(p);
    return p;
}

static void table_frame(const TableStyle *style, DocTable *out) {
    out->outer = style->outer;
    out->min_size = style->min_size;
    out->continued = style->continued;
    Len space = style->caption->space_before;
    out->space_before = style->space_before < 0 ? space : style->space_before;
    out->space_after = style->space_after < 0 ? space : style->space_after;
}

static void table_columns(Build *b, const TableSpec *spec, DocTable *out) {
    DocColumn *columns = arena_array(b->a, spec->column_count, sizeof *columns);
    for (size_t i = 0; i < spec->column_count; i++) columns[i] = doc_column(&spec->columns[i]);
    out->columns = columns;
    out->column_count = spec->column_count;
}

/* Above as the table's caption, or below as the first of its notes. */
static void place_caption(Build *b, const TableStyle *style, Block *caption, Notes *notes,
                          DocTable *out) {
    if (style->caption_above) out->caption = caption;
    else note_add(b, notes, *caption);
}

static void data_caption(Flow *f, const TablePlan *p, Block *table, Notes *notes) {
    Build *b = f->b;
    if (!p->spec->caption) return;
    const Entry *entry = number_next(b, ENTRY_TABLE);
    table->label = entry->label;
    Runs runs = caption_runs(b, p->style->caption, f->scope, entry,
                             build_elem(b, ROLE_CAPTION, table->elem));
    runs_text(&runs, b->style->caption_gap, 0, false, entry->loc);
    runs_template(&runs, p->spec->caption);
    place_caption(b, p->style, caption_block(b, &runs, p->spec->loc), notes, &table->u.table);
    table->u.table.caption_continued = continued_block(b, p->style, f->scope, entry);
}

static void data_notes(Flow *f, const TablePlan *p, Notes *notes) {
    const Words *words = &f->b->style->words;
    const TableSpec *spec = p->spec;
    if (spec->source_line)
        note_line(f, notes, p->style, words->source, spec->source_line, (Str){0});
    if (spec->note) note_line(f, notes, p->style, words->note, spec->note, (Str){0});
    note_exclusions(f, notes, p);
    if (spec->formula_line) note_formulas(f, notes, p);
}

/* Cells are numbered in 16 bits, and nobody can read so many. */
static bool columns_fit(Build *b, const TableSpec *spec) {
    enum { MOST = 1000 };
    if (spec->column_count > 0 && spec->column_count <= MOST) return true;
    diag_add(b->d, ERROR_, "tabel-terlalu-besar", spec->loc,
             "tabel \"%.*s\" mempunyai %zu kolom; yang dapat dicetak: 1 sampai %d",
             STR_ARG(spec->name), spec->column_count, MOST);
    return false;
}

void table_block(Flow *f, const TableSpec *spec) {
    Build *b = f->b;
    const FigureTable *figures = columns_fit(b, spec) ? table_figures(f, spec) : NULL;
    if (!figures) return;
    b->tables++;
    Block *table =
        blocks_add(b, f->out, BLOCK_TABLE, build_elem(b, ROLE_TABLE, f->parent), spec->loc);
    TablePlan *p = plan_new(f, spec, figures);
    Notes notes = {0};
    DocTable *out = &table->u.table;
    table_frame(p->style, out);
    out->too_wide = spec->too_wide;
    out->stub_columns = spec->stub_columns;
    data_caption(f, p, table, &notes);
    if (spec->transposed) {
        table_transposed(p, table->elem, out);
    } else {
        table_columns(b, spec, out);
        table_head(p, table->elem, out);
        table_load_images(p);
        table_rows(p, table->elem, out);
    }
    data_notes(f, p, &notes);
    out->notes = notes.items;
    out->note_count = notes.count;
}

/* ---- tables written in Markdown ---- */

static Align prose_align(ProseAlign align, Align otherwise) {
    switch (align) {
    case ALIGN_DEFAULT_: return otherwise;
    case ALIGN_LEFT_: return ALIGN_LEFT;
    case ALIGN_CENTRE_: return ALIGN_CENTRE;
    case ALIGN_RIGHT_: return ALIGN_RIGHT;
    }
    return otherwise;
}

static size_t prose_columns(const Prose *p) {
    size_t most = 1;
    for (size_t i = 0; i < p->child_count; i++) {
        if (p->children[i].child_count > most) most = p->children[i].child_count;
    }
    return most;
}

typedef struct ProseTable {
    Flow *f;
    const Prose *p;
    const TableStyle *style;
    CellStyles *cells;
    size_t columns;
} ProseTable;

static Block *prose_cell_block(const ProseTable *t, const Prose *cell, Elem *elem, bool head) {
    Build *b = t->f->b;
    const TextSpec *spec = head ? t->style->head : t->style->body;
    Block *block = block_new(b, elem, cell ? cell->loc : LOC_NONE);
    Runs runs = runs_new(b, spec, t->f->scope, elem);
    if (cell) runs_inlines(&runs, cell->inlines, cell->inline_count);
    ParaChange change = {.flat = true, .aligned = true, .align = spec->align};
    if (cell) change.align = prose_align(cell->align, spec->align);
    block->u.para = runs_para(&runs, styles_para(b, spec, change));
    return block;
}

static DocCell prose_cell(const ProseTable *t, const Prose *row, size_t column, Elem *tr,
                          CellClass class) {
    Build *b = t->f->b;
    bool head = class == CELL_HEAD || class == CELL_HEAD_LAST;
    Elem *elem = build_elem(b, head ? ROLE_TH : ROLE_TD, tr);
    if (head) elem->scope = SCOPE_COLUMN;
    const Prose *cell = column < row->child_count ? &row->children[column] : NULL;
    return (DocCell){
        .blocks = prose_cell_block(t, cell, elem, head),
        .block_count = 1,
        .elem = elem,
        .col_span = 1,
        .row_span = 1,
        .column = (uint16_t)column,
        .style = table_edge_style(t->cells, class, head ? VALIGN_MIDDLE : VALIGN_TOP, column == 0,
                                  column + 1 >= t->columns),
    };
}

static DocRow prose_row(const ProseTable *t, const Prose *row, Elem *section, CellClass class) {
    Build *b = t->f->b;
    bool head = class == CELL_HEAD || class == CELL_HEAD_LAST;
    DocRow out = {.kind = head ? ROW_HEAD : ROW_BODY, .elem = build_elem(b, ROLE_TR, section)};
    DocCell *cells = arena_array(b->a, t->columns, sizeof *cells);
    for (size_t i = 0; i < t->columns; i++) cells[i] = prose_cell(t, row, i, out.elem, class);
    out.cells = cells;
    out.cell_count = t->columns;
    return out;
}

static void prose_rows(const ProseTable *t, Elem *table, DocTable *out) {
    Build *b = t->f->b;
    const Prose *p = t->p;
    size_t heads = p->head_rows < p->child_count ? p->head_rows : p->child_count;
    DocRow *rows = arena_array(b->a, p->child_count, sizeof *rows);
    /* A head without a body is not allowed (PDF/UA-1, 7.2); its cells are heads all the same. */
    Elem *section = heads ? build_elem(b, heads < p->child_count ? ROLE_THEAD : ROLE_TBODY, table) : NULL;
    for (size_t i = 0; i < p->child_count; i++) {
        if (i == heads) section = build_elem(b, ROLE_TBODY, table);
        CellClass class = i + 1 == heads ? CELL_HEAD_LAST : i < heads ? CELL_HEAD
                        : (i - heads) % 2 ? CELL_ZEBRA : CELL_BODY;
        rows[i] = prose_row(t, &p->children[i], section, class);
    }
    out->head = rows;
    out->head_count = heads;
    table_static_rows(&out->body, rows + heads, p->child_count - heads);
}

static void prose_caption(const ProseTable *t, Block *table, Notes *notes) {
    Build *b = t->f->b;
    if (!t->p->inline_count) return;
    const Entry *entry = number_next(b, ENTRY_TABLE);
    table->label = entry->label;
    Runs runs = caption_runs(b, t->style->caption, t->f->scope, entry,
                             build_elem(b, ROLE_CAPTION, table->elem));
    runs_text(&runs, b->style->caption_gap, 0, false, entry->loc);
    runs_inlines(&runs, t->p->inlines, t->p->inline_count);
    place_caption(b, t->style, caption_block(b, &runs, t->p->loc), notes, &table->u.table);
    table->u.table.caption_continued = continued_block(b, t->style, t->f->scope, entry);
}

void table_prose(Flow *f, const Prose *p) {
    Build *b = f->b;
    b->tables++;
    ProseTable t = {f, p, styles_table(b), NULL, prose_columns(p)};
    t.cells = table_cell_styles(b, t.style);
    Block *table = blocks_add(b, f->out, BLOCK_TABLE, build_elem(b, ROLE_TABLE, f->parent), p->loc);
    DocTable *out = &table->u.table;
    DocColumn *columns = arena_array(b->a, t.columns, sizeof *columns);
    for (size_t i = 0; i < t.columns; i++)
        columns[i] = (DocColumn){.width_kind = WIDTH_AUTO, .align = ALIGN_LEFT};
    out->columns = columns;
    out->column_count = t.columns;
    Notes notes = {0};
    table_frame(t.style, out);
    out->too_wide = WIDE_SHRINK;
    prose_caption(&t, table, &notes);
    prose_rows(&t, table->elem, out);
    out->notes = notes.items;
    out->note_count = notes.count;
}
