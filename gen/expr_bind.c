/*
 * expr_bind: what names mean, which function is called, and whether the types fit.
 *
 * References to derived columns and named figures bind their definitions first; the chain of
 * definitions under way (Path) shows a cycle. A definition is bound once: later references and
 * later expr_bind() calls in the same shape take its result, without repeating its diagnostics.
 */
#include "expr_internal.h"

/* The definitions being bound, innermost first. */
typedef struct Path Path;
struct Path {
    const Root *root;
    Str name;
    const Path *outer;
};

/* Tables whose columns are visible, innermost first; as Frame when it runs. */
typedef struct Place Place;
struct Place {
    const Sheet *sheet;       /* NULL: none */
    bool has_row;             /* false: only functions over rows may look at columns */
    const Place *outer;
};

typedef struct Binder {
    Arena *a;
    Diags *d;
    const Names *names;
    const Scope *scope;
    const Path *path;
    uint16_t total;           /* height of the highest definition referred to */
    bool refers;
} Binder;

static bool bind(Binder *b, Expr *x, const Place *at);
static bool bind_root(Arena *a, Expr *x, const Scope *scope, const Path *path, Diags *d);

/* ---- words for messages ---- */

const char *expr_type_name(Type t) {
    switch (t) {
    case TYPE_NUMBER: return "bilangan";
    case TYPE_TEXT: return "teks";
    case TYPE_BOOL: return "benar/salah";
    case TYPE_DATE: return "tanggal";
    case TYPE_ANY: break;
    }
    return "nilai";
}

static Type column_type(const Column *c) {
    switch (c->type) {
    case COLUMN_TEXT:
    case COLUMN_GRADE: return TYPE_TEXT;
    case COLUMN_DATE: return TYPE_DATE;
    case COLUMN_INTEGER:
    case COLUMN_DECIMAL:
    case COLUMN_RUPIAH:
    case COLUMN_PERCENT:
    case COLUMN_MEASURE: break;
    }
    return TYPE_NUMBER;
}

static Type datum_type(const Datum *d) {
    switch (d->kind) {
    case DATUM_NUMBER: return TYPE_NUMBER;
    case DATUM_TEXT: return TYPE_TEXT;
    case DATUM_BOOL: return TYPE_BOOL;
    case DATUM_DATE: return TYPE_DATE;
    case DATUM_EMPTY:
    case DATUM_UNDEFINED: break;
    }
    return TYPE_ANY;
}

static bool fits(Type have, Type want) {
    return have == want || have == TYPE_ANY || want == TYPE_ANY;
}

bool expr_is_name(const Expr *x) {
    return x && x->kind == EXPR_NAME;
}

static bool wrong_type(const Binder *b, const Expr *x, Type want, const char *where) {
    Diag *g = diag_add(b->d, ERROR_, "tipe", x->loc, "%s harus %s, tetapi \"%.*s\" adalah %s.",
                       where, expr_type_name(want), STR_ARG(x->text), expr_type_name(x->type));
    if (x->kind == EXPR_NAME && x->as.name.meaning == MEANS_COLUMN && x->type == TYPE_TEXT) {
        const Column *c = sheet_column(x->as.name.sheet, x->as.name.index);
        diag_fix(b->d, g,
                 "Nyatakan tipe kolom itu di laporan.json (bulat, desimal, rupiah, persen, "
                 "bersatuan, tanggal).");
        diag_see(b->d, g, c->loc, "kolom \"%.*s\" ada di sini.", STR_ARG(c->name));
    }
    return false;
}

/* ---- nearest names ---- */

typedef struct Words {
    Arena *a;
    Str *list;
    size_t count, cap;
} Words;

static void add_word(Words *w, Str s) {
    w->list = arena_room(w->a, w->list, w->count, &w->cap, sizeof *w->list);
    w->list[w->count++] = s;
}

static void add_columns(Words *w, const Names *names, const Sheet *sheet) {
    for (size_t i = 0; i < sheet_columns(sheet); i++) add_word(w, sheet_column(sheet, i)->name);
    for (size_t i = 0; i < names->derived_count; i++) {
        if (str_eq(names->derived[i].table, sheet_name(sheet))) add_word(w, names->derived[i].name);
    }
}

static Words visible_words(const Binder *b, const Place *at) {
    Words w = {.a = b->a};
    for (; at; at = at->outer) {
        if (at->sheet) add_columns(&w, b->names, at->sheet);
    }
    for (size_t i = 0; i < b->scope->variable_count; i++) add_word(&w, b->scope->variables[i].name);
    for (size_t i = 0; i < b->names->named_count; i++) add_word(&w, b->names->named[i].name);
    if (b->names->data) {
        size_t count;
        const Str *names = data_names(b->names->data, b->a, &count);
        for (size_t i = 0; i < count; i++) add_word(&w, names[i]);
    }
    return w;
}

/* A longer name that `name` is the beginning of: pejabat.kepala.nama for pejabat.kepala. */
static Str named_within(Words w, Str name) {
    for (size_t i = 0; i < w.count; i++) {
        Str s = w.list[i];
        if (s.n > name.n && str_starts(s, name) && s.p[name.n] == '.') return s;
    }
    return STR("");
}

/* What stands behind the last dot; all of a name without any. */
static Str last_part(Str name) {
    size_t from = name.n;
    while (from && name.p[from - 1] != '.') from--;
    return str_sub(name, from, name.n);
}

/* instansi.alamat and instansi.nama are two facts of one thing, however near the whole names are. */
static Str near_name(Words w, Str name) {
    Str near = str_nearest(name, w.list, w.count), part = last_part(name), other = last_part(near);
    Str before = str_sub(name, 0, name.n - part.n);
    bool siblings = before.n && str_eq(before, str_sub(near, 0, near.n - other.n));
    return siblings && !str_nearest(part, &other, 1).n ? STR("") : near;
}

/* Of the objects of facts that every report may have. */
static bool is_in_object(Str name) {
    static const char *const objects[] = {"instansi", "pemerintah", "pejabat", "fakta", "metadata"};
    size_t dot = str_find(name, STR("."), 0);
    for (size_t i = 0; dot != SIZE_MAX && i < sizeof objects / sizeof *objects; i++)
        if (str_is(str_sub(name, 0, dot), objects[i])) return true;
    return false;
}

static void fix_missing_fact(const Binder *b, Diag *g, Str name) {
    Str part = last_part(name), object = str_sub(name, 0, name.n - part.n - 1);
    diag_fix(b->d, g, "Periksa ejaannya, atau tambahkan \"%.*s\" di bawah \"%.*s\" di laporan.json.",
             STR_ARG(part), STR_ARG(object));
}

enum { MOST_LISTED = 20 };

static void fix_by_list(const Binder *b, Diag *g, Words w) {
    Buf list = buf_new(b->a);
    for (size_t i = 0; i < w.count; i++) buf_printf(&list, "%s%.*s", i ? ", " : "", STR_ARG(w.list[i]));
    diag_fix(b->d, g, "Yang ada: %.*s.", STR_ARG(buf_view(&list)));
}

static bool unknown(const Binder *b, Loc loc, const char *what, Str name, Words w) {
    const char *code = str_is(STR("fungsi"), what) ? "fungsi-tak-dikenal" : "nama-tak-dikenal";
    Diag *g = diag_add(b->d, ERROR_, code, loc, "%s \"%.*s\" tidak dikenal.", what, STR_ARG(name));
    Str near = near_name(w, name), within = named_within(w, name);
    bool is_name = str_is(STR("nama"), what);
    size_t minus = str_find(name, STR("-"), 0);
    if (within.n) diag_fix(b->d, g, "Sebut isinya, misalnya \"%.*s\".", STR_ARG(within));
    else if (diag_near(b->d, g, near)) return false;
    else if (minus != SIZE_MAX)
        diag_fix(b->d, g, "Untuk pengurangan, beri spasi di kedua sisi tanda kurang.");
    else if (str_is(name, "nomor") || str_is(name, "logo"))
        diag_fix(b->d, g, "Tambahkan \"%.*s\" di laporan.json.", STR_ARG(name));
    else if (is_name && is_in_object(name)) fix_missing_fact(b, g, name);
    else if (!is_name && w.count && w.count <= MOST_LISTED) fix_by_list(b, g, w);
    else if (is_name && str_find(name, STR("."), 0) == SIZE_MAX)
        diag_fix(b->d, g, "Periksa ejaannya; fakta baru ditulis di laporan.json: \"fakta\": {\"%.*s\": \"...\"}.",
                 STR_ARG(name));
    return false;
}

/* ---- definitions ---- */

static bool cycle(const Binder *b, const Expr *x, const Root *root, Str name) {
    Str chain = name;
    for (const Path *p = b->path; p; p = p->outer) {
        chain = str_printf(b->a, "%.*s → %.*s", STR_ARG(p->name), STR_ARG(chain));
        if (p->root == root) break;
    }
    diag_add(b->d, ERROR_, "rumus-melingkar", x->loc, "rumus melingkar: %.*s.", STR_ARG(chain));
    return false;
}

/* Binds the definition that x refers to and takes its type. */
static bool bind_definition(Binder *b, Expr *x, const Expr *definition, const Sheet *sheet,
                            Str name) {
    Expr *e = (Expr *)definition;     /* binding completes the node it was given */
    if (!e) return false;             /* its syntax was wrong; that has been said */
    if (e->root->state == BIND_RUNNING) return cycle(b, x, e->root, name);
    Path path = {e->root, name, b->path};
    Scope scope = {.names = b->names, .sheet = sheet};
    if (!bind_root(b->a, e, &scope, &path, b->d)) return false;
    if (e->total > b->total) b->total = e->total;
    x->type = e->type;
    b->refers = true;
    return true;
}

static const Derived *find_derived(const Names *names, const Sheet *sheet, Str name) {
    for (size_t i = 0; i < names->derived_count; i++) {
        const Derived *d = &names->derived[i];
        if (str_eq(d->name, name) && str_eq(d->table, sheet_name(sheet))) return d;
    }
    return NULL;
}

/* ---- names ---- */

/* A column or derived column of `sheet` by name. *bound: whether there is one. */
static bool bind_member(Binder *b, Expr *x, const Sheet *sheet, Str name, bool of_variable,
                        bool *bound) {
    NameNode *n = &x->as.name;
    size_t column;
    const Derived *derived = find_derived(b->names, sheet, name);
    *bound = true;
    n->sheet = sheet;
    if (sheet_find_column(sheet, name, &column)) {
        n->meaning = of_variable ? MEANS_VARIABLE_COLUMN : MEANS_COLUMN;
        n->index = column;
        x->type = column_type(sheet_column(sheet, column));
        return true;
    }
    if (derived) {
        n->meaning = of_variable ? MEANS_VARIABLE_DERIVED : MEANS_DERIVED;
        n->derived = derived;
        return bind_definition(b, x, derived->expr, sheet, name);
    }
    *bound = false;
    return true;
}

static bool needs_function(const Binder *b, const Expr *x, const Place *at) {
    if (at->has_row) return true;
    Diag *g = diag_add(b->d, ERROR_, "kolom-tanpa-baris", x->loc,
                       "kolom \"%.*s\" berbeda di tiap baris; di sini tidak ada barisnya.",
                       STR_ARG(x->text));
    diag_fix(b->d, g, "Pakai jumlah(%.*s), rata_rata(%.*s), pertama(%.*s), dan sebagainya.",
             STR_ARG(x->text), STR_ARG(x->text), STR_ARG(x->text));
    return false;
}

static void look_up(Expr *x, unsigned frame) {
    x->as.name.frame = frame;
    x->reach = (uint8_t)(frame + 1);
}

/* Inside a function over another table's rows a bare name means that table's column. One that only
 * the row outside has would compare the row with itself and always be true: it must say baris. */
static bool says_outer(const Binder *b, const Expr *x, const Place *inner, const Place *found) {
    if (inner == found || !inner->sheet || inner->sheet == found->sheet) return true;
    Str table = sheet_name(inner->sheet), name = x->text;
    Diag *g = diag_add(b->d, ERROR_, "kolom-baris-luar", x->loc,
                       "tabel \"%.*s\" tidak punya kolom \"%.*s\"; yang ada kolom baris di luarnya.",
                       STR_ARG(table), STR_ARG(name));
    diag_fix(b->d, g, "Tulis baris.%.*s bila baris di luar yang dimaksud, atau perbaiki nama kolomnya.",
             STR_ARG(name));
    return false;
}

/* Bare name: a column of the frames, innermost first. */
static bool bind_in_frames(Binder *b, Expr *x, const Place *at, bool *bound) {
    const Place *inner = at;
    unsigned frame = 0;
    *bound = false;
    for (; at; at = at->outer, frame++) {
        if (!at->sheet) continue;
        if (!bind_member(b, x, at->sheet, x->as.name.segments[0], false, bound)) return false;
        if (!*bound) continue;
        look_up(x, frame);
        return says_outer(b, x, inner, at) && needs_function(b, x, at);
    }
    return true;
}

static const Variable *find_variable(const Binder *b, Str name, size_t *index) {
    for (size_t i = b->scope->variable_count; i-- > 0;) {    /* the innermost loop's first */
        if (!str_eq(b->scope->variables[i].name, name)) continue;
        *index = i;
        return &b->scope->variables[i];
    }
    return NULL;
}

static bool row_variable_alone(const Binder *b, const Expr *x, const Variable *v) {
    Diag *g = diag_add(b->d, ERROR_, "tipe", x->loc, "\"%.*s\" adalah baris, bukan nilai.",
                       STR_ARG(x->text));
    if (sheet_columns(v->sheet)) {
        Str first = sheet_column(v->sheet, 0)->name;
        diag_fix(b->d, g, "Sebut kolomnya, misalnya \"%.*s.%.*s\".", STR_ARG(v->name),
                 STR_ARG(first));
    }
    return false;
}

static bool bind_variable(Binder *b, Expr *x, const Variable *v, size_t index) {
    NameNode *n = &x->as.name;
    n->variable = index;
    x->variable = true;
    if (!v->sheet) {
        if (n->count > 1) return unknown(b, x->loc, "nama", x->text, (Words){0});
        n->meaning = MEANS_VARIABLE;
        x->type = v->type;
        return true;
    }
    if (n->count == 1) return row_variable_alone(b, x, v);
    bool bound;
    if (!bind_member(b, x, v->sheet, n->segments[1], true, &bound)) return false;
    if (bound && n->count == 2) return true;
    Words w = {.a = b->a};
    add_columns(&w, b->names, v->sheet);
    return unknown(b, x->loc, "kolom", n->segments[1], w);
}

static bool bind_named(Binder *b, Expr *x, bool *bound) {
    NameNode *n = &x->as.name;
    *bound = true;
    for (size_t i = 0; n->count == 1 && i < b->names->named_count; i++) {
        const Named *named = &b->names->named[i];
        if (!str_eq(named->name, n->segments[0])) continue;
        n->meaning = MEANS_NAMED;
        n->named = named;
        return bind_definition(b, x, named->expr, NULL, named->name);
    }
    *bound = false;
    return true;
}

static bool bind_fact(Binder *b, Expr *x) {
    NameNode *n = &x->as.name;
    if (!b->names->data) return false;
    Str path = n->segments[0];
    for (size_t i = 1; i < n->count; i++)
        path = str_printf(b->a, "%.*s.%.*s", STR_ARG(path), STR_ARG(n->segments[i]));
    if (!data_fact(b->names->data, path, &n->fact)) return false;
    n->meaning = MEANS_FACT;
    x->type = datum_type(&n->fact);
    return true;
}

/* baris.X: the row outside the function over rows (or this row, where there is none). */
static bool bind_outer_row(Binder *b, Expr *x, const Place *at) {
    NameNode *n = &x->as.name;
    unsigned frame = at->outer ? 1 : 0;
    const Place *row = at->outer ? at->outer : at;
    bool bound = false;
    if (n->count != 2 || !row->sheet || !row->has_row) {
        Diag *g = diag_add(b->d, ERROR_, "nama-tak-dikenal", x->loc,
                           "\"%.*s\": di sini tidak ada baris luar.", STR_ARG(x->text));
        if (n->count == 2 && b->scope->variable_count) {
            Str loop = b->scope->variables[b->scope->variable_count - 1].name;
            diag_fix(b->d, g, "Di dalam \"ulang\" barisnya bernama %.*s: %.*s.%.*s.", STR_ARG(loop), STR_ARG(loop),
                     STR_ARG(n->segments[1]));
        }
        return false;
    }
    if (!bind_member(b, x, row->sheet, n->segments[1], false, &bound)) return false;
    if (bound) {
        look_up(x, frame);
        return true;
    }
    Words w = {.a = b->a};
    add_columns(&w, b->names, row->sheet);
    return unknown(b, x->loc, "kolom", n->segments[1], w);
}

static bool outside_function(const Binder *b, const Expr *x) {
    Diag *g = diag_add(b->d, ERROR_, "kolom-tanpa-fungsi", x->loc,
                       "\"%.*s\" adalah satu kolom penuh, bukan satu nilai.", STR_ARG(x->text));
    diag_fix(b->d, g, "Pakai di dalam fungsi: jumlah(%.*s), rata_rata(%.*s), terakhir(%.*s), ...",
             STR_ARG(x->text), STR_ARG(x->text), STR_ARG(x->text));
    return false;
}

/* table.column */
static bool bind_table_column(Binder *b, Expr *x, const Place *at, const Sheet *sheet) {
    NameNode *n = &x->as.name;
    bool bound = false;
    if (n->count == 2 && !bind_member(b, x, sheet, n->segments[1], false, &bound)) return false;
    if (!bound) {
        Words w = {.a = b->a};
        add_columns(&w, b->names, sheet);
        Str table = sheet_name(sheet);
        Str what = str_printf(b->a, "kolom tabel %.*s", STR_ARG(table));
        return unknown(b, x->loc, str_cstr(b->a, what), n->segments[1], w);
    }
    if (!at->outer) return outside_function(b, x);
    if (at->sheet == sheet) {
        look_up(x, 0);
        return true;
    }
    Str running = at->sheet ? sheet_name(at->sheet) : STR("");
    Diag *g = diag_add(b->d, ERROR_, "kolom-tabel-lain", x->loc,
                       "fungsi ini menjalani tabel \"%.*s\"; \"%.*s\" milik tabel lain.",
                       STR_ARG(running), STR_ARG(x->text));
    diag_fix(b->d, g, "Satu fungsi menjalani satu tabel; baris di luarnya disebut baris.KOLOM.");
    return false;
}

static bool bind_dotted(Binder *b, Expr *x, const Place *at) {
    NameNode *n = &x->as.name;
    size_t index;
    const Variable *v = find_variable(b, n->segments[0], &index);
    if (v) return bind_variable(b, x, v, index);
    if (str_is(n->segments[0], "baris")) return bind_outer_row(b, x, at);
    const Sheet *sheet = b->names->data ? data_sheet(b->names->data, n->segments[0]) : NULL;
    if (sheet && (at->outer || !bind_fact(b, x))) return bind_table_column(b, x, at, sheet);
    if (bind_fact(b, x)) return true;
    return unknown(b, x->loc, "nama", x->text, visible_words(b, at));
}

static bool bind_name(Binder *b, Expr *x, const Place *at) {
    NameNode *n = &x->as.name;
    bool bound;
    size_t index;
    if (n->count > 1) return bind_dotted(b, x, at);
    if (!bind_in_frames(b, x, at, &bound)) return false;
    if (bound) return true;
    const Variable *v = find_variable(b, n->segments[0], &index);
    if (v) return bind_variable(b, x, v, index);
    if (!bind_named(b, x, &bound)) return false;
    if (bound) return true;
    if (bind_fact(b, x)) return true;
    if (b->names->data && data_sheet(b->names->data, n->segments[0])) {
        diag_add(b->d, ERROR_, "tipe", x->loc,
                 "\"%.*s\" adalah tabel, bukan nilai; sebut kolomnya di dalam fungsi.",
                 STR_ARG(x->text));
        return false;
    }
    return unknown(b, x->loc, "nama", x->text, visible_words(b, at));
}

/* ---- operators ---- */

static void inherit(Expr *x, const Expr *child, unsigned frames_opened) {
    if (!child) return;
    uint8_t reach = child->reach > frames_opened ? (uint8_t)(child->reach - frames_opened) : 0;
    if (reach > x->reach) x->reach = reach;
    x->variable |= child->variable;
}

static bool bind_logic(Binder *b, Expr *x) {
    PairNode *n = &x->as.pair;
    const char *where = x->kind == EXPR_NOT ? "yang di belakang \"bukan\""
                        : n->op == OP_AND   ? "kedua sisi \"dan\""
                                            : "kedua sisi \"atau\"";
    x->type = TYPE_BOOL;
    if (!fits(n->left->type, TYPE_BOOL)) return wrong_type(b, n->left, TYPE_BOOL, where);
    if (n->right && !fits(n->right->type, TYPE_BOOL))
        return wrong_type(b, n->right, TYPE_BOOL, where);
    return true;
}

static bool bind_compare(Binder *b, Expr *x) {
    PairNode *n = &x->as.pair;
    x->type = TYPE_BOOL;
    if (!fits(n->left->type, n->right->type)) {
        diag_add(b->d, ERROR_, "tipe", x->loc,
                 "%s (\"%.*s\") tidak dapat dibandingkan dengan %s (\"%.*s\").",
                 expr_type_name(n->left->type), STR_ARG(n->left->text),
                 expr_type_name(n->right->type), STR_ARG(n->right->text));
        return false;
    }
    bool ordered = n->op != OP_EQ && n->op != OP_NE;
    if (ordered && n->left->type == TYPE_BOOL)
        return wrong_type(b, n->left, TYPE_NUMBER, "yang dibandingkan");
    return true;
}

static bool bind_arithmetic(Binder *b, Expr *x) {
    PairNode *n = &x->as.pair;
    bool text =
        n->op == OP_ADD && n->right && n->left->type == TYPE_TEXT && n->right->type == TYPE_TEXT;
    x->type = text ? TYPE_TEXT : TYPE_NUMBER;
    if (text) return true;
    if (!fits(n->left->type, TYPE_NUMBER))
        return wrong_type(b, n->left, TYPE_NUMBER, "yang dihitung");
    if (n->right && !fits(n->right->type, TYPE_NUMBER))
        return wrong_type(b, n->right, TYPE_NUMBER, "yang dihitung");
    return true;
}

static bool bind_pair(Binder *b, Expr *x, const Place *at) {
    PairNode *n = &x->as.pair;
    bool good = bind(b, n->left, at);
    if (n->right) good = bind(b, n->right, at) && good;
    inherit(x, n->left, 0);
    inherit(x, n->right, 0);
    if (!good) return false;
    switch (n->op) {
    case OP_OR:
    case OP_AND: return bind_logic(b, x);
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE: return bind_compare(b, x);
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV: break;
    }
    return bind_arithmetic(b, x);
}

/* ---- calls ---- */

static Type param_type(char letter) {
    switch (letter) {
    case 'n': return TYPE_NUMBER;
    case 't': return TYPE_TEXT;
    case 'b': return TYPE_BOOL;
    case 'd': return TYPE_DATE;
    }
    return TYPE_ANY;
}

static bool bad_call(const Binder *b, Loc loc, const CalcFunction *f, const char *what) {
    Buf use = buf_new(b->a);
    for (size_t i = 0; i < f->params_count; i++) {
        buf_printf(&use, "%s%s%s", i == f->required ? "[" : "", i ? ", " : "", f->params[i].name);
    }
    buf_printf(&use, "%s%s", f->repeat ? ", ..." : "", f->required < f->params_count ? "]" : "");
    Str text = buf_view(&use);
    Diag *g = diag_add(b->d, ERROR_, "argumen", loc, "%s", what);
    diag_fix(b->d, g, "Pemakaian: %s(%.*s).", f->name, STR_ARG(text));
    return false;
}

/* `name = value`, where the function has such a parameter */
static const CalcParam *named_param(const CalcFunction *f, const Expr *given) {
    if (given->kind != EXPR_BINARY || given->as.pair.op != OP_EQ) return NULL;
    const Expr *left = given->as.pair.left;
    if (left->kind != EXPR_NAME || left->as.name.count != 1) return NULL;
    for (size_t i = 0; i < f->params_count; i++) {
        if (str_is(left->as.name.segments[0], f->params[i].name)) return &f->params[i];
    }
    return NULL;
}

/* A condition `pagu = 5` of a function over rows is no parameter named pagu. */
static bool takes_named(const CalcFunction *f) {
    return f->form == CALC_SCALAR || f->form == CALC_RANK;
}

/* Whether a comma between two arguments was meant as that of 0,9. */
static bool has_decimal_comma(const CallNode *c) {
    for (size_t i = 1; i < c->given_count; i++) {
        Loc loc = c->given[i]->loc;
        if (!loc.source || loc.offset < 2) continue;
        const char *p = loc.source->text.p + loc.offset;
        if (p[-1] == ',' && text_digit(p[-2]) && text_digit(p[0])) return true;
    }
    return false;
}

/* Sorts the arguments given into one place a parameter, the repeated ones behind. */
static bool place_arguments(Binder *b, Expr *x) {
    CallNode *c = &x->as.call;
    const CalcFunction *f = c->function;
    size_t places = f->params_count > c->given_count ? f->params_count : c->given_count;
    bool named_before = false;
    c->args = arena_array(b->a, places, sizeof *c->args);
    c->count = f->params_count;
    for (size_t i = 0; i < c->given_count; i++) {
        const CalcParam *p = takes_named(f) ? named_param(f, c->given[i]) : NULL;
        size_t slot = p ? (size_t)(p - f->params) : i;
        if (!p && named_before)
            return bad_call(b, c->given[i]->loc, f,
                            "argumen tanpa nama tidak boleh sesudah yang bernama.");
        if (slot >= f->params_count && !f->repeat)
            return bad_call(b, c->given[i]->loc, f,
                            has_decimal_comma(c)
                                ? "terlalu banyak argumen (pecahan di dalam rumus memakai titik: 0.9)."
                                : "terlalu banyak argumen.");
        if (c->args[slot])
            return bad_call(b, c->given[i]->loc, f, "argumen ini diberikan dua kali.");
        named_before |= p != NULL;
        c->args[slot] = p ? c->given[i]->as.pair.right : c->given[i];
        if (slot >= c->count) c->count = slot + 1;
    }
    for (size_t i = 0; i < f->required; i++) {
        if (c->args[i]) continue;
        Str what = str_printf(b->a, "argumen \"%s\" belum diberikan.", f->params[i].name);
        return bad_call(b, x->loc, f, str_cstr(b->a, what));
    }
    return true;
}

static const CalcParam *param_of(const CalcFunction *f, size_t argument) {
    return &f->params[argument < f->params_count ? argument : f->params_count - 1u];
}

static bool check_argument(Binder *b, const CalcFunction *f, const Expr *arg, size_t i) {
    const CalcParam *p = param_of(f, i);
    Type want = param_type(p->type);
    if (!fits(arg->type, want)) {
        Str where = str_printf(b->a, "argumen \"%s\" dari %s", p->name, f->name);
        return wrong_type(b, arg, want, str_cstr(b->a, where));
    }
    return arg->kind != EXPR_STRING || calc_word_allowed(p, arg->as.string, arg->loc, b->d);
}

static bool bind_arguments(Binder *b, Expr *x, const Place *at) {
    CallNode *c = &x->as.call;
    bool good = true;
    for (size_t i = 0; i < c->count; i++) {
        if (!c->args[i]) continue;
        good = bind(b, c->args[i], at) && check_argument(b, c->function, c->args[i], i) && good;
        inherit(x, c->args[i], 0);
    }
    return good;
}

/* The arguments [from], [from + step], ... are the results: all of one type. */
static bool same_types(Binder *b, Expr *x, size_t from, size_t step, Type *type) {
    CallNode *c = &x->as.call;
    for (size_t i = from; i < c->count; i += step) {
        if (*type == TYPE_ANY) *type = c->args[i]->type;
        if (!fits(c->args[i]->type, *type))
            return wrong_type(b, c->args[i], *type, "hasil yang dipilih");
    }
    return true;
}

static bool bind_switch(Binder *b, Expr *x) {
    CallNode *c = &x->as.call;
    Type value = c->args[0]->type, result = TYPE_ANY;
    if (c->count % 2)
        return bad_call(b, x->loc, c->function,
                        "pilih() memerlukan pasangan nilai dan hasil, lalu hasil selainnya.");
    for (size_t i = 1; i + 1 < c->count; i += 2) {
        if (!fits(c->args[i]->type, value))
            return wrong_type(b, c->args[i], value, "nilai yang dicocokkan");
    }
    if (!same_types(b, x, 2, 2, &result)) return false;
    if (!fits(c->args[c->count - 1]->type, result))
        return wrong_type(b, c->args[c->count - 1], result, "hasil selainnya");
    x->type = result == TYPE_ANY ? c->args[c->count - 1]->type : result;
    return true;
}

static bool bind_scale(Binder *b, Expr *x) {
    CallNode *c = &x->as.call;
    const Expr *name = c->args[1];
    x->type = TYPE_TEXT;
    if (name->kind != EXPR_STRING) {
        diag_add(b->d, ERROR_, "argumen", name->loc,
                 "nama skala ditulis langsung sebagai teks: predikat(nilai, \"nama skala\").");
        return false;
    }
    c->scale = scale_find(b->names->scales, b->names->scale_count, name->as.string);
    if (c->scale) return true;
    Words w = {.a = b->a};
    for (size_t i = 0; i < b->names->scale_count; i++) add_word(&w, b->names->scales[i].name);
    return unknown(b, name->loc, "skala", name->as.string, w);
}

static bool bind_values_call(Binder *b, Expr *x, const Place *at) {
    CallNode *c = &x->as.call;
    Type result = TYPE_ANY;
    if (!bind_arguments(b, x, at)) return false;
    switch (c->function->form) {
    case CALC_IF:
        if (!same_types(b, x, 1, 1, &result)) return false;
        break;
    case CALC_OTHERWISE:
        if (!same_types(b, x, 0, 1, &result)) return false;
        break;
    case CALC_SWITCH: return bind_switch(b, x);
    case CALC_SCALE: return bind_scale(b, x);
    case CALC_SCALAR:
    case CALC_FOLD:
    case CALC_COUNT:
    case CALC_RUNNING:
    case CALC_RANK: result = param_type(c->function->result); break;
    }
    x->type = result;
    return true;
}

/* ---- calls over rows ---- */

bool expr_over_rows(const Expr *x) {
    if (x->kind != EXPR_CALL || !x->as.call.function) return false;
    switch (x->as.call.function->form) {
    case CALC_FOLD:
    case CALC_COUNT:
    case CALC_RUNNING:
    case CALC_RANK: return true;
    case CALC_SCALAR:
    case CALC_IF:
    case CALC_SWITCH:
    case CALC_OTHERWISE:
    case CALC_SCALE: break;
    }
    return false;
}

static bool calls_over_rows(const Expr *x) {
    const CalcFunction *f = calc_find(x->as.call.name);
    return f && (f->form == CALC_FOLD || f->form == CALC_COUNT || f->form == CALC_RUNNING ||
                 f->form == CALC_RANK);
}

/* The first table.column in x, not looking into functions over rows inside it. */
static const Sheet *table_named(const Binder *b, const Expr *x) {
    const Sheet *t = NULL;
    size_t index;
    switch (x->kind) {
    case EXPR_NAME:
        if (x->as.name.count != 2 || !b->names->data ||
            find_variable(b, x->as.name.segments[0], &index))
            return NULL;
        return data_sheet(b->names->data, x->as.name.segments[0]);
    case EXPR_CALL:
        if (calls_over_rows(x)) return NULL;
        for (size_t i = 0; !t && i < x->as.call.given_count; i++)
            t = table_named(b, x->as.call.given[i]);
        return t;
    case EXPR_NOT:
    case EXPR_NEGATE: return table_named(b, x->as.pair.left);
    case EXPR_BINARY:
        t = table_named(b, x->as.pair.left);
        return t ? t : table_named(b, x->as.pair.right);
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_TRUTH: break;
    }
    return NULL;
}

static const Sheet *nearest_sheet(const Place *at) {
    while (at && !at->sheet) at = at->outer;
    return at ? at->sheet : NULL;
}

static bool no_table(const Binder *b, const Expr *x) {
    Str name = x->as.call.name;
    Diag *g = diag_add(b->d, ERROR_, "tanpa-tabel", x->loc,
                       "%.*s(...) tidak tahu tabel mana yang dijalani.", STR_ARG(name));
    diag_fix(b->d, g, "Sebut tabelnya, misalnya %.*s(nama-tabel.kolom).", STR_ARG(name));
    return false;
}

/* hitung(): the table by its bare name comes first, or nothing, or a condition, or a value. */
static void read_count(Binder *b, CallNode *c) {
    Expr *first = c->args[0];
    bool bare = expr_is_name(first) && first->as.name.count == 1 && b->names->data;
    c->table = bare ? data_sheet(b->names->data, first->as.name.segments[0]) : NULL;
    c->counts_rows = true;
    if (c->table) {
        first->as.name.meaning = MEANS_TABLE;
        first->as.name.sheet = c->table;
    } else if (first) {
        c->table = table_named(b, first);
        c->counts_rows = false;
    }
}

/* Binds the row expressions in the frame opened; the arguments [0, values) and then the
 * condition. */
static bool bind_row_expressions(Binder *b, Expr *x, const Place *inside, size_t from, size_t to) {
    CallNode *c = &x->as.call;
    bool good = true;
    for (size_t i = from; i < to; i++) {
        if (!c->args[i]) continue;
        good = bind(b, c->args[i], inside) && check_argument(b, c->function, c->args[i], i) && good;
        inherit(x, c->args[i], 1);
    }
    return good;
}

static bool needs_row(const Binder *b, const Expr *x, const Place *at) {
    CallNode const *c = &x->as.call;
    bool window = c->function->form == CALC_RUNNING || c->function->form == CALC_RANK;
    if (!window) return true;
    if (!c->table && at->sheet && at->has_row) return true;
    Diag *g = diag_add(b->d, ERROR_, "tanpa-baris", x->loc,
                       "%s(...) hanya ada di dalam baris tabelnya sendiri.", c->function->name);
    diag_fix(b->d, g, "Pakai di kolom tabel atau di kolom turunan, dengan nama kolom saja.");
    return false;
}

static bool bind_rows_call(Binder *b, Expr *x, const Place *at) {
    CallNode *c = &x->as.call;
    const CalcFunction *f = c->function;
    size_t values = f->form == CALC_FOLD ? f->values : 1;
    if (f->form == CALC_COUNT) {
        read_count(b, c);
    } else {
        for (size_t i = 0; !c->table && i < values; i++) c->table = table_named(b, c->args[i]);
    }
    c->sheet = c->table ? c->table : nearest_sheet(at);
    if (!c->sheet) return no_table(b, x);
    if (!needs_row(b, x, at)) return false;
    Place inside = {c->sheet, true, at};
    size_t from = f->form == CALC_COUNT && c->counts_rows ? 1 : 0;
    bool good = bind_row_expressions(b, x, &inside, from, f->params_count);
    if (f->form == CALC_RANK && c->args[1] && c->args[1]->kind != EXPR_STRING) {
        return bad_call(b, c->args[1]->loc, f,
                        "urutan ditulis langsung sebagai \"turun\" atau \"naik\".");
    }
    if (!good) return false;
    c->condition = c->args[f->params_count - 1u];
    if (f->form == CALC_COUNT && !c->counts_rows && c->args[0]->type == TYPE_BOOL &&
        !c->condition) {
        c->condition = c->args[0];
        c->counts_rows = true;
    }
    c->closed = x->reach == 0 && !x->variable;
    c->memo = arena_alloc(b->a, sizeof *c->memo);
    c->memo->arena = arena_child(b->a);
    c->memo->index_arena = arena_child(b->a);
    x->type = f->result == 'x' ? c->args[0]->type : param_type(f->result);
    /* a window, and rows without a table of their own, depend on the frame they stand in */
    bool window = f->form == CALC_RUNNING || f->form == CALC_RANK;
    if ((window || !c->table) && x->reach == 0) x->reach = 1;
    return true;
}

static bool unknown_function(const Binder *b, const Expr *x) {
    Words w = {.a = b->a};
    size_t count;
    const CalcFunction *f = calc_scalars(&count);
    for (size_t i = 0; i < count; i++) add_word(&w, str_of(f[i].name));
    f = calc_folds(&count);
    for (size_t i = 0; i < count; i++) add_word(&w, str_of(f[i].name));
    return unknown(b, loc_at(x->loc.source, x->loc.offset, x->as.call.name.n), "fungsi",
                   x->as.call.name, w);
}

static bool bind_call(Binder *b, Expr *x, const Place *at) {
    CallNode *c = &x->as.call;
    c->function = calc_find(c->name);
    c->table = NULL;
    c->condition = NULL;
    c->memo = NULL;
    if (!c->function) return unknown_function(b, x);
    if (!place_arguments(b, x)) return false;
    return expr_over_rows(x) ? bind_rows_call(b, x, at) : bind_values_call(b, x, at);
}

/* ---- all ---- */

static bool bind(Binder *b, Expr *x, const Place *at) {
    x->reach = 0;
    x->variable = false;
    switch (x->kind) {
    case EXPR_NUMBER: x->type = TYPE_NUMBER; return true;
    case EXPR_STRING: x->type = TYPE_TEXT; return true;
    case EXPR_TRUTH: x->type = TYPE_BOOL; return true;
    case EXPR_NAME: return bind_name(b, x, at);
    case EXPR_CALL: return bind_call(b, x, at);
    case EXPR_NOT:
    case EXPR_BINARY: return bind_pair(b, x, at);
    case EXPR_NEGATE: return bind_pair(b, x, at);
    }
    return false;
}

static bool same_variables(const Root *r, const Scope *s) {
    if (r->variable_count != s->variable_count) return false;
    for (size_t i = 0; i < s->variable_count; i++) {
        const Variable *x = &r->variables[i], *y = &s->variables[i];
        if (!str_eq(x->name, y->name) || x->sheet != y->sheet || x->type != y->type) return false;
    }
    return true;
}

static bool same_shape(const Root *r, const Scope *s) {
    return r->names == s->names && r->sheet == s->sheet && r->aggregate == s->aggregate &&
           same_variables(r, s);
}

static void remember_shape(Arena *a, Root *r, const Scope *s) {
    Variable *copy = arena_array(a, s->variable_count, sizeof *copy);
    if (s->variable_count) memcpy(copy, s->variables, s->variable_count * sizeof *copy);
    r->names = s->names;
    r->sheet = s->sheet;
    r->aggregate = s->aggregate;
    r->variables = copy;
    r->variable_count = s->variable_count;
    r->remembered = false;
    r->arena = arena_child(a);
}

static bool bind_root(Arena *a, Expr *x, const Scope *scope, const Path *path, Diags *d) {
    Root *r = x->root;
    if (r->state != BIND_NEW && same_shape(r, scope)) return r->state == BIND_DONE;
    remember_shape(a, r, scope);
    r->state = BIND_RUNNING;
    Binder b = {.a = a, .d = d, .names = scope->names, .scope = scope, .path = path};
    Place at = {scope->sheet, scope->sheet && !scope->aggregate, NULL};
    bool good = bind(&b, x, &at);
    x->total = (uint16_t)(x->height + b.total);
    if (good && x->total > EXPR_MAX_TOTAL) {
        diag_add(d, ERROR_, "ungkapan", x->loc, "rumus merujuk terlalu dalam ke rumus lain.");
        good = false;
    }
    r->refers = b.refers;
    r->state = good ? BIND_DONE : BIND_FAILED;
    return good;
}

/* The name of the definition that e is, for the path of a cycle. */
static Str definition_name(const Names *names, const Expr *e) {
    for (size_t i = 0; i < names->named_count; i++) {
        if (names->named[i].expr == e) return names->named[i].name;
    }
    for (size_t i = 0; i < names->derived_count; i++) {
        if (names->derived[i].expr == e) return names->derived[i].name;
    }
    return STR("");
}

bool expr_bind(Arena *a, const Expr *e, const Scope *scope, Type *type, Diags *d) {
    Expr *x = (Expr *)e;      /* binding completes the node it was given */
    Path path = {x->root, definition_name(scope->names, e), NULL};
    if (!bind_root(a, x, scope, &path, d)) return false;
    if (type) *type = x->type;
    return true;
}
