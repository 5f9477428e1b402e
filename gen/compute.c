/*
 * compute: tables of figures. See compute.h.
 *
 * A table keeps the order of its rows, the lines it prints, and totals; a body cell is evaluated
 * when it is asked for. Arrays of rows live as long as the figures and never change once a table is
 * made: expressions may remember what they came to over them (Scope.rows_stay).
 */
#include "compute_internal.h"

/* ---- scopes ---- */

Scope table_scope(const FigureTable *t) {
    return (Scope){
        .names = &t->figures->layout->names,
        .sheet = t->spec->sheet,
        .table_rows = t->kept ? t->kept : t->order,
        .table_row_count = t->kept    ? t->kept_count
                           : t->order ? t->count
                                      : 0,
        .rows_stay = true,
        .variables = t->variables,
        .variable_count = t->variable_count,
    };
}

static size_t sheet_row(const FigureTable *t, size_t place) {
    return t->order ? t->order[place] : place;
}

/* The rows [from, to) as printed. Groups and running totals have a list. */
static Scope rows_scope(const FigureTable *t, size_t from, size_t to) {
    Scope s = table_scope(t);
    if (!t->order) return s;
    s.rows = t->order + from;
    s.row_count = to - from;
    s.row = from < to ? t->order[from] : 0;
    return s;
}

static Scope totals_scope(const FigureTable *t, size_t from, size_t to) {
    Scope s = rows_scope(t, from, to);
    s.aggregate = true;
    return s;
}

/* ---- cells ---- */

Datum table_exact_cell(const FigureTable *t, size_t place, size_t column, Arena *a, Diags *d) {
    const ColumnSpec *c = &t->spec->columns[column];
    if (c->row_number) return calc_number(num_int((int64_t)place + 1));
    if (!c->expr) return (Datum){.kind = DATUM_EMPTY};
    Scope s = table_scope(t);
    s.row = sheet_row(t, place);
    Datum v = expr_eval(a, c->expr, &s, d);
    return c->blank_missing && v.kind == DATUM_UNDEFINED ? (Datum){.kind = DATUM_EMPTY} : v;
}

static Datum body_cell(const FigureTable *t, size_t place, size_t column, Arena *a) {
    Datum d = table_exact_cell(t, place, column, a, t->figures->ignored);
    if (d.kind == DATUM_NUMBER && t->shares && t->shares[column])
        d.number = t->shares[column][place];
    return d;
}

static const Expr *column_total(const TableSpec *spec, size_t column) {
    return spec->columns[column].total;
}

static Datum *totals_of(const FigureTable *t, size_t from, size_t to, bool means, Diags *d) {
    Arena *a = t->figures->arena;
    Datum *values = arena_array(a, t->spec->column_count, sizeof *values);
    Scope s = totals_scope(t, from, to);
    for (size_t i = 0; i < t->spec->column_count; i++) {
        const Expr *e = means ? t->spec->columns[i].mean : column_total(t->spec, i);
        if (e) values[i] = expr_eval(a, e, &s, d);
    }
    return values;
}

/* How many rows, as text: the column's own format is for its figures. */
static Datum *count_of(const FigureTable *t) {
    Arena *a = t->figures->arena;
    size_t columns = t->spec->column_count, at = columns ? columns - 1 : 0;
    Datum *values = arena_array(a, columns, sizeof *values);
    for (size_t i = 0; i < columns; i++) {
        if (column_total(t->spec, i)) at = i;
    }
    if (columns)
        values[at] = calc_text(format_grouped(a, num_int((int64_t)t->count), 0, ROUND_HALF_UP));
    return values;
}

static Str filled(const FigureTable *t, const Template *title, const Scope *s, Diags *d) {
    if (!title) return STR("");
    return template_fill(t->figures->arena, title, s, &t->figures->layout->style->format, d);
}

static void fill_ends(FigureTable *t, Diags *d) {
    const TableSpec *spec = t->spec;
    t->ends = arena_array(t->figures->arena, spec->end_count, sizeof *t->ends);
    Scope s = totals_scope(t, 0, t->count);
    for (size_t i = 0; i < spec->end_count; i++) {
        t->ends[i].title = filled(t, spec->ends[i].title, &s, d);
        switch (spec->ends[i].kind) {
        case END_TOTAL: t->ends[i].values = totals_of(t, 0, t->count, false, d); break;
        case END_MEAN: t->ends[i].values = totals_of(t, 0, t->count, true, d); break;
        case END_COUNT: t->ends[i].values = count_of(t); break;
        }
    }
}

static void fill_groups(FigureTable *t, Diags *d) {
    for (size_t i = 0; i < t->group_count; i++) {
        Group *g = &t->groups[i];
        const GroupSpec *spec = &t->spec->groups[g->level];
        if (!spec->head && !spec->foot) continue;
        Scope s = rows_scope(t, g->from, g->to);
        g->head = filled(t, spec->head, &s, d);
        g->foot = filled(t, spec->foot, &s, d);
        g->totals = totals_of(t, g->from, g->to, false, d);
    }
}

/* ---- lines ---- */

typedef struct Lines {
    Line *items;
    size_t count;
} Lines;

static void add_line(Lines *l, FigureRowKind kind, size_t index) {
    l->items[l->count++] = (Line){(uint8_t)kind, (uint32_t)index};
}

static FigureRowKind end_kind(EndRowKind kind) {
    switch (kind) {
    case END_TOTAL: return FIGURE_TOTAL;
    case END_MEAN: return FIGURE_MEAN;
    case END_COUNT: break;
    }
    return FIGURE_COUNT;
}

/* Feet of the groups open down to `level`, innermost first. */
static void close_groups(const FigureTable *t, Lines *lines, const size_t *open, size_t levels,
                         size_t level) {
    for (size_t i = levels; i-- > level;) {
        if (t->spec->groups[i].foot) add_line(lines, FIGURE_GROUP_FOOT, open[i]);
    }
}

static void list_lines(FigureTable *t) {
    const TableSpec *spec = t->spec;
    Lines lines = {0};
    if (!spec->group_count) {
        t->line_count = t->count + spec->end_count;
        return;
    }
    Arena *a = t->figures->arena;
    size_t *open = arena_array(a, spec->group_count, sizeof *open), depth = 0, next = 0;
    lines.items = arena_array(a, t->count + 2 * t->group_count + spec->end_count, sizeof(Line));
    for (size_t place = 0; place < t->count; place++) {
        if (next < t->group_count && t->groups[next].from == place) {
            close_groups(t, &lines, open, depth, t->groups[next].level);
            for (; next < t->group_count && t->groups[next].from == place; next++) {
                open[t->groups[next].level] = next;
                depth = t->groups[next].level + 1u;
                if (spec->groups[t->groups[next].level].head)
                    add_line(&lines, FIGURE_GROUP_HEAD, next);
            }
        }
        add_line(&lines, FIGURE_BODY, place);
    }
    close_groups(t, &lines, open, depth, 0);
    for (size_t i = 0; i < spec->end_count; i++) add_line(&lines, end_kind(spec->ends[i].kind), i);
    t->lines = lines.items;
    t->line_count = lines.count;
}

static Line line_at(const FigureTable *t, size_t row) {
    if (t->lines) return t->lines[row];
    if (row < t->count) return (Line){FIGURE_BODY, (uint32_t)row};
    return (Line){(uint8_t)end_kind(t->spec->ends[row - t->count].kind),
                  (uint32_t)(row - t->count)};
}

/* ---- spans ---- */

static bool equal_cells(Datum x, Datum y) {
    return x.kind == y.kind && calc_compare(x, y) == 0;
}

static bool joins(MergeKind merge, Datum above, Datum here) {
    return merge == MERGE_BLANK ? here.kind == DATUM_EMPTY : equal_cells(above, here);
}

/* Whether each line's cell belongs to the one above: unless a group or a line of another kind comes
 * between, or, for equal cells, the merged column to the left (`held`) begins anew there. A blank
 * says itself that the cell above goes on, whatever begins beside it. */
static void find_joins(const FigureTable *t, size_t column, const bool *fresh, const uint8_t *held,
                       uint8_t *joined) {
    Arena *work[2] = {arena_child(t->figures->arena), arena_child(t->figures->arena)};
    MergeKind merge = t->spec->columns[column].merge;
    Datum above = {0};
    bool body_above = false;
    for (size_t row = 0; row < t->line_count; row++) {
        Line l = line_at(t, row);
        bool body = l.kind == FIGURE_BODY;
        if (body) {
            arena_reset(work[row % 2], (ArenaMark){0});
            Datum here = table_exact_cell(t, l.index, column, work[row % 2], t->figures->ignored);
            bool may = body_above && !fresh[l.index]
                && (merge != MERGE_EQUAL || !held || held[row]);
            joined[row] = may && joins(merge, above, here);
            above = here;
        }
        body_above = body;
    }
    arena_free(work[0]);
    arena_free(work[1]);
}

static uint32_t *lengths_of(const FigureTable *t, const uint8_t *joined) {
    uint32_t *spans = arena_array(t->figures->arena, t->line_count, sizeof *spans), length = 1;
    for (size_t row = t->line_count; row-- > 0;) {
        spans[row] = joined[row] ? 0 : length;
        length = joined[row] ? length + 1 : 1;
    }
    return spans;
}

static bool merges(const TableSpec *spec) {
    for (size_t i = 0; i < spec->column_count; i++) {
        if (spec->columns[i].merge != MERGE_NONE) return true;
    }
    return false;
}

static bool any(const uint8_t *joined, size_t count) {
    return count && memchr(joined, 1, count);
}

/* A column whose equal cells are all parted by one on its left that is new in every row: it would
 * merge by itself, so the descriptor hardly means it so. */
static void check_parted(const FigureTable *t, Arena *work, size_t column, size_t left, const bool *fresh,
                         const uint8_t *joined, Diags *d) {
    if (any(joined, t->line_count)) return;
    uint8_t *alone = arena_array(work, t->line_count, sizeof *alone);
    find_joins(t, column, fresh, NULL, alone);
    if (!any(alone, t->line_count)) return;
    Diag *g = diag_add(d, NOTE_, "gabung-terputus", t->spec->columns[column].loc,
                       "sel kolom ini tidak pernah bergabung: kolom ber-\"gabung\" di kirinya berganti lebih dahulu");
    diag_see(d, g, t->spec->columns[left].loc, "kolom di kirinya");
    diag_fix(d, g, "Hapus \"gabung\" kolom di kirinya itu, atau tulis \"gabung\": \"sendiri\" di sini.");
}

static void find_spans(FigureTable *t, Diags *d) {
    const TableSpec *spec = t->spec;
    if (!merges(spec)) return;
    Arena *work = arena_child(t->figures->arena);
    bool *fresh = arena_array(work, t->count, sizeof *fresh);
    for (size_t i = 0; i < t->group_count; i++) fresh[t->groups[i].from] = true;
    uint8_t *held = NULL;
    size_t left = 0;
    t->spans = arena_array(t->figures->arena, spec->column_count, sizeof *t->spans);
    for (size_t i = 0; i < spec->column_count; i++) {
        if (spec->columns[i].merge == MERGE_NONE) continue;
        uint8_t *joined = arena_array(work, t->line_count, sizeof *joined);
        find_joins(t, i, fresh, held, joined);
        t->spans[i] = lengths_of(t, joined);
        if (held && spec->columns[i].merge == MERGE_EQUAL) check_parted(t, work, i, left, fresh, joined, d);
        if (spec->columns[i].merge == MERGE_ALONE) continue;
        if (!held || any(held, t->line_count)) left = i;      /* else what parts that one parts this */
        held = joined;
    }
    arena_free(work);
}

/* ---- making a table ---- */

static bool check_cells(const FigureTable *t, Diags *d) {
    size_t errors = diags_count(d, ERROR_);
    Arena *scratch = arena_child(t->figures->arena);
    ArenaMark mark = arena_mark(scratch);
    for (size_t place = 0; place < t->count; place++) {
        for (size_t column = 0; column < t->spec->column_count; column++) {
            table_exact_cell(t, place, column, scratch, d);
        }
        arena_reset(scratch, mark);
    }
    arena_free(scratch);
    return diags_count(d, ERROR_) == errors;
}

/* Running totals walk a list of rows. */
static bool needs_list(const TableSpec *spec) {
    return spec->group_count || spec->carried_out || spec->carried_in;
}

static FigureTable *new_table(const Figures *f, const TableSpec *spec, const Variable *variables,
                              size_t count) {
    FigureTable *t = arena_alloc(f->arena, sizeof *t);
    Variable *copy = arena_array(f->arena, count, sizeof *copy);
    if (count) memcpy(copy, variables, count * sizeof *copy);
    t->figures = f;
    t->spec = spec;
    t->variables = copy;
    t->variable_count = count;
    return t;
}

static const FigureTable *make_table(const Figures *f, const TableSpec *spec,
                                     const Variable *variables, size_t count, Diags *d) {
    FigureTable *t = new_table(f, spec, variables, count);
    size_t errors = diags_count(d, ERROR_);
    RowOrder order;
    Scope all = table_scope(t);
    bool good = order_rows(f->arena, spec, &all, needs_list(spec), &order, d);
    t->count = order.count;
    if (spec->group_count) {
        order_groups(f->arena, spec, &all, order.rows, t->count, &t->groups, &t->group_count, d);
    }
    t->order = order.rows;
    t->kept = order.kept;
    t->kept_count = order.kept_count;
    list_lines(t);
    good = check_cells(t, d) && good;
    fill_groups(t, d);
    fill_ends(t, d);
    find_shares(t);
    find_spans(t, d);
    return good && diags_count(d, ERROR_) == errors ? t : NULL;
}

static bool check_named(const Figures *f, Diags *d) {
    size_t errors = diags_count(d, ERROR_);
    Scope scope = {.names = &f->layout->names};
    Arena *scratch = arena_child(f->arena);
    for (size_t i = 0; i < f->layout->names.named_count; i++) {
        expr_eval(scratch, f->layout->names.named[i].expr, &scope, d);
    }
    arena_free(scratch);
    return diags_count(d, ERROR_) == errors;
}

const Figures *compute(Arena *a, const Layout *layout, const Data *data, Diags *d) {
    Figures *f = arena_alloc(a, sizeof *f);
    *f = (Figures){.arena = a, .layout = layout, .data = data, .ignored = diags_new(a, 1)};
    bool good = check_named(f, d);
    for (size_t i = layout->table_count; i-- > 0;) {
        const TableSpec *spec = &layout->tables[i];
        if (spec->in_loop || !spec->sheet) continue;
        FigureTable *t = (FigureTable *)make_table(f, spec, NULL, 0, d);
        if (!t) {
            good = false;
            continue;
        }
        t->next = f->tables;
        f->tables = t;
    }
    return good ? f : NULL;
}

/* ---- asking ---- */

const FigureTable *figures_table(const Figures *f, const TableSpec *spec) {
    for (const FigureTable *t = f->tables; t; t = t->next) {
        if (t->spec == spec) return t;
    }
    return NULL;
}

const FigureTable *figures_table_in(const Figures *f, const TableSpec *spec,
                                    const Variable *variables, size_t variable_count, Diags *d) {
    const FigureTable *t = spec->in_loop ? NULL : figures_table(f, spec);
    return t ? t : make_table(f, spec, variables, variable_count, d);
}

size_t figures_rows(const FigureTable *t) {
    return t->line_count;
}

static FigureRow group_row(const FigureTable *t, Line l) {
    const Group *g = &t->groups[l.index];
    Str title = l.kind == FIGURE_GROUP_HEAD ? g->head : g->foot;
    return (FigureRow){.kind = (FigureRowKind)l.kind,
                       .level = g->level,
                       .row = sheet_row(t, g->from),
                       .title = title};
}

FigureRow figures_row(const FigureTable *t, size_t row) {
    Line l = line_at(t, row);
    switch ((FigureRowKind)l.kind) {
    case FIGURE_BODY:
        return (FigureRow){
            .kind = FIGURE_BODY, .number = l.index + (size_t)1, .row = sheet_row(t, l.index)};
    case FIGURE_GROUP_HEAD:
    case FIGURE_GROUP_FOOT: return group_row(t, l);
    case FIGURE_TOTAL:
    case FIGURE_MEAN:
    case FIGURE_COUNT: break;
    }
    return (FigureRow){
        .kind = (FigureRowKind)l.kind, .end = l.index, .title = t->ends[l.index].title};
}

/* The innermost group that holds the printed row at `place`: groups stand in the order of their heads. */
static size_t group_around(const FigureTable *t, size_t place) {
    size_t low = 0, high = t->group_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (t->groups[middle].from <= place) low = middle;
        else high = middle;
    }
    return low;
}

Str figures_head(const FigureTable *t, size_t row, unsigned level) {
    Line l = line_at(t, row);
    size_t at = l.index;
    unsigned below = 0;       /* levels from this one on begin in the row itself */
    switch ((FigureRowKind)l.kind) {
    case FIGURE_BODY:
        if (!t->group_count) return (Str){0};
        at = group_around(t, l.index);
        below = t->groups[at].level + 1;
        break;
    case FIGURE_GROUP_HEAD: below = t->groups[at].level; break;
    case FIGURE_GROUP_FOOT: below = t->groups[at].level + 1; break;
    case FIGURE_TOTAL:
    case FIGURE_MEAN:
    case FIGURE_COUNT: break;
    }
    if (level >= below) return (Str){0};
    while (t->groups[at].level > level) at = t->groups[at].outer;
    return t->groups[at].head;
}

Datum figures_cell(const FigureTable *t, size_t row, size_t column, Arena *a) {
    Line l = line_at(t, row);
    switch ((FigureRowKind)l.kind) {
    case FIGURE_BODY: return body_cell(t, l.index, column, a);
    case FIGURE_GROUP_HEAD:
    case FIGURE_GROUP_FOOT: return t->groups[l.index].totals[column];
    case FIGURE_TOTAL:
    case FIGURE_MEAN:
    case FIGURE_COUNT: break;
    }
    return t->ends[l.index].values[column];
}

Datum figures_eval(const FigureTable *t, size_t row, const Expr *e, Arena *a) {
    Scope s = table_scope(t);
    s.row = sheet_row(t, line_at(t, row).index);
    return expr_eval(a, e, &s, t->figures->ignored);
}

size_t figures_span(const FigureTable *t, size_t row, size_t column) {
    return t->spans && t->spans[column] ? t->spans[column][row] : 1;
}

/* Printed rows up to and including line `row`. */
static size_t places_through(const FigureTable *t, size_t row) {
    for (size_t i = row + 1; i-- > 0;) {
        Line l = line_at(t, i);
        if (l.kind == FIGURE_BODY) return l.index + (size_t)1;
    }
    return 0;
}

Datum figures_running(const FigureTable *t, size_t row, size_t column, Arena *a) {
    const Expr *total = column_total(t->spec, column);
    if (!total || row >= t->line_count) return (Datum){.kind = DATUM_EMPTY};
    Scope s = totals_scope(t, 0, places_through(t, row));
    return expr_eval(a, total, &s, t->figures->ignored);
}
