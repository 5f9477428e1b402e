/*
 * expr_rows: functions over rows.
 *
 * A closed call (one that looks at nothing outside its rows) is computed once for its rows and
 * remembered; so are running sums (a mark every few rows) and sorted values for ranks. A condition
 * `column = something outside` finds its rows through an index instead of walking the table for
 * every row outside. All of it only saves time: the results are those of a plain walk.
 */
#include "expr_internal.h"

enum { RUNNING_STEP = 32, INDEX_FROM = 64 };

typedef struct Rows {
    const uint32_t *list;     /* NULL: 0, 1, 2, ... */
    size_t count;
} Rows;

static size_t row_at(Rows r, size_t i) {
    return r.list ? r.list[i] : i;
}

static Rows all_rows(const Sheet *sheet) {
    return (Rows){NULL, sheet_rows(sheet)};
}

/* The rows a call runs over where it stands. */
static Rows rows_here(const CallNode *c, const Frame *f) {
    if (c->table || !f->run) return all_rows(c->sheet);
    return (Rows){f->run, f->run_count};
}

static Frame open_frame(const CallNode *c, const Frame *f) {
    Frame inside = {.sheet = c->sheet, .has_row = true, .outer = f};
    if (c->table) return inside;
    inside.run = inside.table_rows = f->table_rows;
    inside.run_count = inside.table_count = f->table_count;
    inside.stay = f->stay;
    return inside;
}

/* May what was computed over these rows be kept? A group's own rows come once and go. */
static bool worth_keeping(Rows r, const Frame *f) {
    return !r.list || (f->stay && r.list == f->table_rows);
}

static bool kept_for(const RowsMemo *m, Rows r) {
    return m->rows == r.list && m->count == r.count;
}

static bool condition_holds(const Eval *e, const CallNode *c, const Frame *inside) {
    if (!c->condition) return true;
    Datum d = expr_value(e, c->condition, inside);
    return d.kind == DATUM_BOOL && d.boolean;
}

/* ---- the index of a condition ---- */

static bool column_of_rows(const Expr *x) {
    return x->kind == EXPR_NAME && x->as.name.meaning == MEANS_COLUMN && x->as.name.frame == 0 &&
           x->type == TYPE_TEXT;
}

static bool from_outside(const Expr *x) {
    if (x->kind == EXPR_STRING) return true;
    if (x->kind != EXPR_NAME) return false;
    bool of_row = x->as.name.meaning == MEANS_COLUMN || x->as.name.meaning == MEANS_DERIVED;
    return !of_row || x->as.name.frame > 0;
}

/* column = outside, alone or among what "dan" joins */
static bool find_key(const Expr *x, const Expr **column, const Expr **key) {
    if (!x || x->kind != EXPR_BINARY) return false;
    const PairNode *n = &x->as.pair;
    if (n->op == OP_AND) return find_key(n->left, column, key) || find_key(n->right, column, key);
    if (n->op != OP_EQ) return false;
    *column = column_of_rows(n->left) ? n->left : n->right;
    *key = *column == n->left ? n->right : n->left;
    return column_of_rows(*column) && from_outside(*key);
}

typedef struct Key {
    const Sheet *sheet;
    size_t column;
    Rows rows;                /* that the index is made of */
} Key;

static Str key_text(const Key *k, uint32_t row) {
    Datum d = sheet_cell(k->sheet, row, k->column);
    return d.kind == DATUM_TEXT ? d.text : STR("");
}

/* Of two places among the rows. */
static int by_text(const void *x, const void *y, void *arg) {
    const Key *key = arg;
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    Str left = key_text(key, (uint32_t)row_at(key->rows, a));
    Str right = key_text(key, (uint32_t)row_at(key->rows, b));
    int c = str_cmp(left, right);
    return c ? c : a < b ? -1 : a > b;
}

/* Rows of one text stand together, in their order. */
static void make_index(RowsMemo *m, Key *key) {
    size_t n = key->rows.count;
    if (m->index && m->index_list == key->rows.list && m->index_count == n) return;
    arena_reset(m->index_arena, (ArenaMark){0});
    m->by_key = NULL;
    m->index = arena_array(m->index_arena, n, sizeof *m->index);
    for (size_t i = 0; i < n; i++) m->index[i] = (uint32_t)i;
    qsort_r(m->index, n, sizeof *m->index, by_text, key);
    for (size_t i = 0; i < n; i++) m->index[i] = (uint32_t)row_at(key->rows, m->index[i]);
    m->index_list = key->rows.list;
    m->index_count = n;
}

/* How many rows of the index have a text below (or, with `through`, up to) this one. */
static size_t index_bound(const RowsMemo *m, const Key *key, size_t n, Str text, bool through) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = str_cmp(key_text(key, m->index[middle]), text);
        if (c < 0 || (through && c == 0)) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Narrows `rows` to those that the condition's key leaves, in order. */
static Rows narrowed(const Eval *e, const CallNode *c, Rows rows, const Frame *f,
                     const Frame *inside) {
    const Expr *column, *key;
    bool few = rows.count < INDEX_FROM || !worth_keeping(rows, f);
    if (few || !find_key(c->condition, &column, &key)) return rows;
    Datum d = expr_value(e, key, inside);
    if (d.kind != DATUM_TEXT && d.kind != DATUM_EMPTY) return rows;
    Key k = {c->sheet, column->as.name.index, rows};
    Str text = d.kind == DATUM_TEXT ? d.text : STR("");
    make_index(c->memo, &k);
    size_t from = index_bound(c->memo, &k, rows.count, text, false);
    size_t to = index_bound(c->memo, &k, rows.count, text, true);
    return (Rows){c->memo->index + from, to - from};
}

/* ---- folds ---- */

typedef struct Walk {
    const Expr *x;
    const CallNode *call;
    Eval eval;                /* of a row: its arena is emptied behind each */
    Frame inside;
    CalcFold fold;
} Walk;

/* One row's values. False: overflow, reported. */
static bool fold_row(Walk *w) {
    const CallNode *c = w->call;
    Datum values[CALC_MAX_PARAMS];
    for (size_t i = 0; i < c->function->values; i++) {
        values[i] = expr_value(&w->eval, c->args[i], &w->inside);
        if (!c->function->sees_nothing && !calc_is_defined(values[i])) return true;
    }
    if (c->function->step(&w->fold, values) == CALC_OK) return true;
    expr_overflow(&w->eval, w->x, &w->inside);
    return false;
}

static bool count_row(Walk *w) {
    const CallNode *c = w->call;
    w->fold.count +=
        c->counts_rows || calc_is_defined(expr_value(&w->eval, c->args[0], &w->inside));
    return true;
}

static bool walk_rows(Walk *w, Rows rows, size_t from, bool (*each)(Walk *)) {
    ArenaMark mark = arena_mark(w->eval.a);
    for (size_t i = from; i < rows.count; i++) {
        w->inside.row = row_at(rows, i);
        if (condition_holds(&w->eval, w->call, &w->inside) && !each(w)) return false;
        arena_reset(w->eval.a, mark);
    }
    return true;
}

static Datum walked(const Eval *e, const Expr *x, const Frame *f, Rows rows, Arena *work) {
    const CallNode *c = &x->as.call;
    bool counting = c->function->form == CALC_COUNT;
    Walk w = {.x = x,
              .call = c,
              .eval = {arena_child(work), e->d, e->scope},
              .inside = open_frame(c, f),
              .fold = {.arena = work}};
    Datum out = {0};
    if (counting && c->counts_rows && !c->condition)
        return calc_number(num_int((int64_t)rows.count));
    if (!walk_rows(&w, rows, 0, counting ? count_row : fold_row))
        return calc_undefined(STR("terlalu besar"));
    if (counting) return calc_number(num_int((int64_t)w.fold.count));
    if (c->function->finish(&w.fold, &out) == CALC_OVERFLOW) return expr_overflow(e, x, f);
    return out;
}

/* The first rows of a list that stays: a running total at the foot of a page. */
static bool first_rows(const CallNode *c, Rows r, const Frame *f) {
    return c->closed && c->function->form == CALC_FOLD && r.list && f->stay &&
           r.list == f->table_rows && r.count < f->table_count;
}

/* Goes on with the fold where the last shorter request ended. */
static Datum prefix_value(const Eval *e, const Expr *x, const Frame *f, Rows rows) {
    const CallNode *c = &x->as.call;
    RowsMemo *m = c->memo;
    if (!m->prefix_arena || m->prefix_list != rows.list || m->prefix_done > rows.count) {
        if (m->prefix_arena) arena_free(m->prefix_arena);
        m->prefix_arena = arena_child(m->arena);
        m->prefix = (CalcFold){.arena = m->prefix_arena};
        m->prefix_list = rows.list;
        m->prefix_done = 0;
    }
    Arena *row = arena_child(e->a);
    Walk w = {.x = x,
              .call = c,
              .eval = {row, e->d, e->scope},
              .inside = open_frame(c, f),
              .fold = m->prefix};
    bool good = walk_rows(&w, rows, m->prefix_done, fold_row);
    arena_free(row);
    m->prefix = w.fold;
    m->prefix_done = rows.count;
    Datum out = {0};
    if (!good) m->prefix_list = NULL;
    if (!good || c->function->finish(&m->prefix, &out) == CALC_OVERFLOW)
        return expr_overflow(e, x, f);
    return calc_keep(e->a, out);
}

/* Whether what comes out depends on nothing outside but the key of its condition. */
static bool only_key_outside(const CallNode *c) {
    const Expr *column, *key;
    const Expr *x = c->condition;
    bool plain = x && x->kind == EXPR_BINARY && x->as.pair.op == OP_EQ;
    if (!plain || !find_key(x, &column, &key)) return false;
    for (size_t i = 0; i + 1 < c->function->params_count; i++) {
        const Expr *arg = c->args[i];
        bool table = arg && arg->kind == EXPR_NAME && arg->as.name.meaning == MEANS_TABLE;
        if (!arg || table || arg == c->condition) continue;
        if (arg->reach > 1 || arg->variable) return false;
    }
    return true;
}

/* Where the result of narrowed rows is remembered; NULL: nowhere. */
static Datum **place_of_key(const CallNode *c, Rows rows) {
    RowsMemo *m = c->memo;
    bool narrow = m->index && rows.list >= m->index && rows.list < m->index + m->index_count;
    if (!narrow || !rows.count || !only_key_outside(c)) return NULL;
    if (!m->by_key) m->by_key = arena_array(m->index_arena, m->index_count, sizeof *m->by_key);
    return &m->by_key[rows.list - m->index];
}

static Datum *keep_by_key(const CallNode *c, Datum d) {
    Datum *kept = arena_alloc(c->memo->index_arena, sizeof *kept);
    *kept = calc_keep(c->memo->index_arena, d);
    return kept;
}

static Datum fold_value(const Eval *e, const Expr *x, const Frame *f) {
    const CallNode *c = &x->as.call;
    RowsMemo *m = c->memo;
    Rows rows = rows_here(c, f);
    bool keep = c->closed && worth_keeping(rows, f);
    if (keep && m->has_value && kept_for(m, rows)) return m->value;
    if (first_rows(c, rows, f)) return prefix_value(e, x, f, rows);
    Frame inside = open_frame(c, f);
    Rows few = narrowed(e, c, rows, f, &inside);
    Datum **by_key = place_of_key(c, few);
    if (by_key && *by_key) return calc_keep(e->a, **by_key);
    Arena *work = arena_child(e->a);
    Datum out = calc_keep(e->a, walked(e, x, f, few, work));
    arena_free(work);
    if (by_key) *by_key = keep_by_key(c, out);
    if (keep) {
        m->value = calc_keep(m->arena, out);
        m->rows = rows.list;
        m->count = rows.count;
        m->has_value = true;
    }
    return out;
}

/* ---- running sums ---- */

static Rows window_rows(const CallNode *c, const Frame *f) {
    if (!f->table_rows) return all_rows(c->sheet);
    return (Rows){f->table_rows, f->table_count};
}

/* A row's place among the rows, from 1; 0 when it is none of them. */
static size_t place_of(const RowsMemo *m, Rows rows, size_t row) {
    if (!rows.list) return row + 1;
    if (m->place) return m->place[row];
    for (size_t i = 0; i < rows.count; i++) {
        if (rows.list[i] == row) return i + 1;
    }
    return 0;
}

/* Adds the rows [from, to) to *sum. */
static bool add_rows(const Eval *e, const Expr *x, Rows rows, size_t from, size_t to, Frame *inside,
                     Num *sum) {
    const CallNode *c = &x->as.call;
    for (size_t i = from; i < to; i++) {
        inside->row = row_at(rows, i);
        if (!condition_holds(e, c, inside)) continue;
        Datum d = expr_value(e, c->args[0], inside);
        if (d.kind == DATUM_NUMBER && !num_add(e->a, *sum, d.number, sum)) return false;
    }
    return true;
}

static bool make_marks(const Eval *e, const Expr *x, Rows rows, Frame *inside) {
    RowsMemo *m = x->as.call.memo;
    Arena *work = arena_child(e->a);
    Eval here = {work, e->d, e->scope};
    Num sum = num_int(0);
    m->marks = arena_array(m->arena, rows.count / RUNNING_STEP + 1, sizeof *m->marks);
    for (size_t i = 0; i < rows.count; i += RUNNING_STEP) {
        size_t to = i + RUNNING_STEP < rows.count ? i + RUNNING_STEP : rows.count;
        m->marks[i / RUNNING_STEP] = num_keep(m->arena, sum);
        if (!add_rows(&here, x, rows, i, to, inside, &sum)) return false;
        sum = num_keep(e->a, sum);
        arena_reset(work, (ArenaMark){0});
    }
    arena_free(work);
    return true;
}

static void forget_window(RowsMemo *m, Rows rows) {
    arena_reset(m->arena, (ArenaMark){0});
    m->has_value = false;
    m->place = NULL;
    m->marks = m->ranks = NULL;
    m->rows = rows.list;
    m->count = rows.count;
}

static bool prepare_running(const Eval *e, const Expr *x, const Frame *f, Rows rows,
                            Frame *inside) {
    const CallNode *c = &x->as.call;
    RowsMemo *m = c->memo;
    if (!worth_keeping(rows, f) || (m->has_window && kept_for(m, rows))) return true;
    forget_window(m, rows);
    if (rows.list) {
        m->place = arena_array(m->arena, sheet_rows(c->sheet), sizeof *m->place);
        for (size_t i = 0; i < rows.count; i++) m->place[rows.list[i]] = (uint32_t)(i + 1);
    }
    m->has_window = true;
    return !c->closed || make_marks(e, x, rows, inside);
}

static Datum running_value(const Eval *e, const Expr *x, const Frame *f) {
    const CallNode *c = &x->as.call;
    RowsMemo *m = c->memo;
    Rows rows = window_rows(c, f);
    Frame inside = open_frame(c, f);
    Num sum = num_int(0);
    if (!prepare_running(e, x, f, rows, &inside)) return expr_overflow(e, x, f);
    bool kept = worth_keeping(rows, f);
    size_t place = place_of(kept ? m : &(RowsMemo){0}, rows, f->row), from = 0;
    if (!place) return calc_undefined(STR("baris tidak dicetak"));
    if (kept && m->marks) {
        from = (place - 1) / RUNNING_STEP * RUNNING_STEP;
        sum = m->marks[from / RUNNING_STEP];
    }
    size_t to = place;
    if (kept && !m->marks) {  /* only the rows that the condition's key leaves */
        Rows few = narrowed(e, c, rows, f, &inside);
        if (few.list != rows.list) {
            for (to = 0; to < few.count && place_of(m, rows, few.list[to]) <= place;) to++;
            rows = few;
        }
    }
    if (!add_rows(e, x, rows, from, to, &inside, &sum)) return expr_overflow(e, x, f);
    return calc_number(sum);
}

/* ---- ranks ---- */

static int upwards(const void *x, const void *y) {
    return num_cmp(*(const Num *)x, *(const Num *)y);
}

/* The values of all rows that have one, upwards, in `a`. */
static size_t collect_ranks(const Eval *e, const Expr *x, Rows rows, const Frame *f, Frame *inside,
                            Arena *a, Num **out) {
    const CallNode *c = &x->as.call;
    Arena *work = arena_child(e->a);
    Eval here = {work, e->d, e->scope};
    size_t n = 0;
    rows = narrowed(e, c, rows, f, inside);
    Num *ranks = arena_array(a, rows.count, sizeof *ranks);
    for (size_t i = 0; i < rows.count; i++) {
        inside->row = row_at(rows, i);
        if (condition_holds(&here, c, inside)) {
            Datum d = expr_value(&here, c->args[0], inside);
            if (d.kind == DATUM_NUMBER) ranks[n++] = num_keep(a, d.number);
        }
        arena_reset(work, (ArenaMark){0});
    }
    arena_free(work);
    if (n) qsort(ranks, n, sizeof *ranks, upwards);
    *out = ranks;
    return n;
}

/* How many values lie below x (or, with `through`, are at most x). */
static size_t rank_bound(const Num *ranks, size_t n, Num x, bool through) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = num_cmp(ranks[middle], x);
        if (c < 0 || (through && c == 0)) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* 1 for the best; equal values share the better rank (1, 2, 2, 4). */
static Datum rank_value(const Eval *e, const Expr *x, const Frame *f) {
    const CallNode *c = &x->as.call;
    RowsMemo *m = c->memo;
    Rows rows = window_rows(c, f);
    Frame inside = open_frame(c, f);
    bool up = c->args[1] && str_is(c->args[1]->as.string, "naik");
    Num *ranks = m->ranks;
    size_t n = m->rank_count;
    inside.row = f->row;
    Datum own = expr_value(e, c->args[0], &inside);
    if (own.kind != DATUM_NUMBER)
        return own.kind == DATUM_EMPTY ? calc_undefined(STR("nilai kosong")) : own;
    if (!c->closed || !worth_keeping(rows, f)) {
        n = collect_ranks(e, x, rows, f, &inside, e->a, &ranks);
    } else if (!m->has_window || !kept_for(m, rows)) {
        forget_window(m, rows);
        n = m->rank_count = collect_ranks(e, x, rows, f, &inside, m->arena, &m->ranks);
        ranks = m->ranks;
        m->has_window = true;
    }
    size_t before =
        up ? rank_bound(ranks, n, own.number, false) : n - rank_bound(ranks, n, own.number, true);
    return calc_number(num_int((int64_t)before + 1));
}

Datum expr_rows_value(const Eval *e, const Expr *x, const Frame *f) {
    switch (x->as.call.function->form) {
    case CALC_RUNNING: return running_value(e, x, f);
    case CALC_RANK: return rank_value(e, x, f);
    case CALC_FOLD:
    case CALC_COUNT:
    case CALC_SCALAR:
    case CALC_IF:
    case CALC_SWITCH:
    case CALC_OTHERWISE:
    case CALC_SCALE: break;
    }
    return fold_value(e, x, f);
}
