/*
 * expr_formula: a bound expression in words, from the same tree that computes: "Realisasi / Pagu".
 *
 * Every piece knows how loosely it binds, and gets parentheses where it stands inside something
 * that binds tighter. A function prints by its row's `formula` in calc.c.
 */
#include "expr_internal.h"

/* How tightly a piece binds, loosest first. */
typedef enum Bond {
    BOND_PHRASE,
    BOND_OR,
    BOND_AND,
    BOND_NOT,
    BOND_COMPARE,
    BOND_SUM,
    BOND_PRODUCT,
    BOND_ATOM
} Bond;

typedef struct Piece {
    Str text;
    Bond bond;
} Piece;

static Piece piece(Arena *a, const Expr *x);

/* Pieces carry marks for what stands above and below a fraction bar: OVER numerator UNDER denominator
 * END. Parentheses that only a line of text needs stand as OPEN and CLOSE. What comes from the data
 * has no such characters (leaf). */
enum { OVER = 1, UNDER, END, OPEN, CLOSE };

static Str leaf(Arena *a, Str text) {
    Str s = str_copy(a, text);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= OVER && s.p[i] <= CLOSE) ((char *)s.p)[i] = ' ';
    return s;
}

/* On one line: "(Realisasi − Target) / Target". */
static Str in_line(Arena *a, Str marked) {
    static const char *const shown[] = {[OVER] = "", [UNDER] = " / ", [END] = "", [OPEN] = "(", [CLOSE] = ")"};
    Buf b = buf_new(a);
    for (size_t i = 0; i < marked.n; i++) {
        char c = marked.p[i];
        if (c >= OVER && c <= CLOSE) buf_cstr(&b, shown[(int)c]);
        else buf_byte(&b, c);
    }
    return buf_view(&b);
}

static Str soft(Arena *a, Piece p, Bond at_least) {
    return p.bond >= at_least ? p.text : str_printf(a, "%c%.*s%c", OPEN, STR_ARG(p.text), CLOSE);
}

static Str fraction(Arena *a, Str over, Str under) {
    return str_printf(a, "%c%.*s%c%.*s%c", OVER, STR_ARG(over), UNDER, STR_ARG(under), END);
}

static Str wrapped(Arena *a, Piece p, Bond at_least) {
    return p.bond >= at_least ? p.text : str_printf(a, "(%.*s)", STR_ARG(p.text));
}

static Str with_comma(Arena *a, Str digits) {
    Str s = str_copy(a, digits);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.') ((char *)s.p)[i] = ',';
    }
    return s;
}

/* ---- operators ---- */

static const struct { const char *sign; Bond bond; } operators[] = {
    [OP_OR] = {"atau", BOND_OR}, [OP_AND] = {"dan", BOND_AND}, [OP_EQ] = {"=", BOND_COMPARE},
    [OP_NE] = {"≠", BOND_COMPARE}, [OP_LT] = {"<", BOND_COMPARE}, [OP_LE] = {"≤", BOND_COMPARE},
    [OP_GT] = {">", BOND_COMPARE}, [OP_GE] = {"≥", BOND_COMPARE}, [OP_ADD] = {"+", BOND_SUM},
    [OP_SUB] = {"−", BOND_SUM}, [OP_MUL] = {"×", BOND_PRODUCT}, [OP_DIV] = {"/", BOND_PRODUCT},
};

/* A column of the row that a function over rows is called for, and one of the rows it runs over. */
static bool is_column(const Expr *x, bool outside) {
    const NameNode *n = &x->as.name;
    return x->kind == EXPR_NAME && (n->meaning == MEANS_COLUMN || n->meaning == MEANS_DERIVED) &&
           (n->frame > 0) == outside;
}

/* kode = baris.kode: looked up by that column. */
static bool is_same_in_both(const PairNode *n) {
    bool meet = (is_column(n->left, false) && is_column(n->right, true)) ||
                (is_column(n->left, true) && is_column(n->right, false));
    return n->op == OP_EQ && meet && str_eq_nocase(expr_title(n->left), expr_title(n->right));
}

static Piece binary_piece(Arena *a, const Expr *x) {
    const PairNode *n = &x->as.pair;
    Bond bond = operators[n->op].bond;
    if (is_same_in_both(n)) {
        Str title = leaf(a, expr_title(n->left));
        return (Piece){str_printf(a, "%.*s sama", STR_ARG(title)), BOND_COMPARE};
    }
    if (n->op == OP_DIV) {
        Str over = soft(a, piece(a, n->left), BOND_PRODUCT), under = soft(a, piece(a, n->right), BOND_ATOM);
        return (Piece){fraction(a, over, under), BOND_PRODUCT};
    }
    bool keeps_order = n->op == OP_SUB || n->op == OP_DIV || bond == BOND_COMPARE;
    Str left = wrapped(a, piece(a, n->left), bond);
    Str right = wrapped(a, piece(a, n->right), keeps_order ? bond + 1 : bond);
    return (Piece){
        str_printf(a, "%.*s %s %.*s", STR_ARG(left), operators[n->op].sign, STR_ARG(right)), bond};
}

/* ---- functions ---- */

/* Of a formula as calc.c writes it: the loosest operator outside parentheses. */
static Bond bond_of(Str formula) {
    Bond bond = BOND_ATOM;
    int open = 0;
    for (size_t i = 0; i < formula.n; i++) {
        Str rest = str_sub(formula, i, formula.n);
        open += (rest.p[0] == '(') - (rest.p[0] == ')');
        if (open || rest.p[0] == ')') continue;
        Bond here = BOND_ATOM;
        if (str_starts(rest, STR(" × ")) || str_starts(rest, STR(" / "))) here = BOND_PRODUCT;
        if (str_starts(rest, STR(" + ")) || str_starts(rest, STR(" − "))) here = BOND_SUM;
        if (str_starts(rest, STR(", ")) || str_starts(rest, STR(" bila "))) here = BOND_PHRASE;
        if (here < bond) bond = here;
    }
    return bond;
}

static Str argument(Arena *a, const CallNode *c, size_t i, Bond at_least) {
    if (i >= c->count || !c->args[i]) return STR("?");
    return wrapped(a, piece(a, c->args[i]), at_least);
}

static void add_all_arguments(Buf *b, Arena *a, const CallNode *c) {
    for (size_t i = 0; i < c->count; i++) {
        if (i) buf_cstr(b, ", ");
        buf_str(b, argument(a, c, i, BOND_PHRASE));
    }
}

/* {n}: the argument as an atom; [n]: as it is; [*]: all of them */
static Str filled_line(Arena *a, const CallNode *c, Str formula) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < formula.n; i++) {
        char sign = formula.p[i];
        bool slot = (sign == '{' || sign == '[') && i + 2 < formula.n;
        if (!slot) {
            buf_byte(&b, sign);
            continue;
        }
        char which = formula.p[i + 1];
        if (which == '*') add_all_arguments(&b, a, c);
        else
            buf_str(&b,
                    argument(a, c, (size_t)(which - '1'), sign == '{' ? BOND_ATOM : BOND_PHRASE));
        i += 2;
    }
    return buf_view(&b);
}

/* Where an operand of the " / " at `at` begins or ends: at a looser sign outside parentheses. */
static size_t operand_end(Str f, size_t at, int step) {
    static const char *const signs[] = {" + ", " − ", " × ", " / "};
    int open = 0;
    for (size_t i = at; i < f.n; i += (size_t)step) {
        Str rest = str_sub(f, i, f.n);
        open += (rest.p[0] == '(') - (rest.p[0] == ')');
        for (size_t k = 0; k < (step < 0 ? 2u : 4u) && open == 0; k++)
            if (str_starts(rest, str_of(signs[k]))) return step < 0 ? i + strlen(signs[k]) : i;
    }
    return step < 0 ? 0 : f.n;
}

/* Without parentheses that hold all of it. */
static Str bare(Str operand) {
    int open = 0;
    for (size_t i = 0; i < operand.n; i++) {
        open += (operand.p[i] == '(') - (operand.p[i] == ')');
        if (open == 0 && i + 1 < operand.n) return operand;
    }
    return operand.n > 2 && operand.p[0] == '(' ? str_sub(operand, 1, operand.n - 1) : operand;
}

static Str filled_operand(Arena *a, const CallNode *c, Str operand) {
    Str inside = bare(operand);
    if (operand.n == 3 && operand.p[0] == '{' && operand.p[1] != '*') {
        size_t i = (size_t)(operand.p[1] - '1');
        return i < c->count && c->args[i] ? soft(a, piece(a, c->args[i]), BOND_ATOM) : STR("?");
    }
    Str text = filled_line(a, c, inside);
    return inside.n == operand.n ? text : str_printf(a, "%c%.*s%c", OPEN, STR_ARG(text), CLOSE);
}

/* A rule's first division becomes a fraction; in a phrase it stays on the line. */
static Str filled(Arena *a, const CallNode *c, Str formula) {
    size_t at = SIZE_MAX;
    int open = 0;
    for (size_t i = 0; i < formula.n && at == SIZE_MAX; i++) {
        open += (formula.p[i] == '(') - (formula.p[i] == ')');
        if (open == 0 && str_starts(str_sub(formula, i, formula.n), STR(" / "))) at = i;
    }
    if (at == SIZE_MAX || bond_of(formula) < BOND_SUM) return filled_line(a, c, formula);
    size_t from = operand_end(formula, at - 1, -1), to = operand_end(formula, at + 3, 1);
    Str before = filled_line(a, c, str_sub(formula, 0, from)), after = filled_line(a, c, str_sub(formula, to, formula.n));
    Str over = filled_operand(a, c, str_sub(formula, from, at)), under = filled_operand(a, c, str_sub(formula, at + 3, to));
    Str middle = fraction(a, over, under);
    return str_printf(a, "%.*s%.*s%.*s", STR_ARG(before), STR_ARG(middle), STR_ARG(after));
}

/* Does the column that chooses among words hold this one anywhere? */
static bool word_occurs(const Expr *arg, const char *word) {
    const NameNode *n = &arg->as.name;
    if (arg->kind != EXPR_NAME || n->meaning != MEANS_COLUMN) return true;
    for (size_t row = 0; row < sheet_rows(n->sheet); row++) {
        if (str_is(sheet_cell(n->sheet, row, n->index).text, word)) return true;
    }
    return false;
}

static Str as_percent(Arena *a, Piece p, bool percent) {
    if (!percent || p.bond == BOND_PHRASE) return p.text;
    Str text = wrapped(a, p, BOND_PRODUCT);
    return str_printf(a, "%.*s × 100%%", STR_ARG(text));
}

/* The formulas of all words that the data choose: "R / T (positif); T / R (negatif_rasio)" */
static Piece formulas_by_word(Arena *a, const CallNode *c, const CalcParam *p, const Expr *arg,
                              bool percent) {
    Buf b = buf_new(a);
    for (const CalcWord *w = p->words; w->word; w++) {
        if (!w->formula || !word_occurs(arg, w->word)) continue;
        Str formula = str_of(w->formula);
        Str text = as_percent(a, (Piece){filled(a, c, formula), bond_of(formula)}, percent);
        buf_printf(&b, "%s%.*s (%s)", b.n ? "; " : "", STR_ARG(text), w->word);
    }
    return (Piece){buf_view(&b), BOND_PHRASE};
}

static const char *formula_of_word(const CalcParam *p, const Expr *arg) {
    if (arg->kind != EXPR_STRING) return NULL;
    for (const CalcWord *w = p->words; w->word; w++) {
        if (str_is(arg->as.string, w->word)) return w->formula;
    }
    return NULL;
}

static Piece function_base(Arena *a, const CallNode *c, bool percent) {
    const CalcFunction *f = c->function;
    Str formula = str_of(f->formula);
    for (size_t i = 0; i < f->params_count; i++) {
        const CalcParam *p = &f->params[i];
        const Expr *arg = i < c->count ? c->args[i] : NULL;
        if (!arg || !p->words || !p->words[0].formula) continue;
        if (arg->kind != EXPR_STRING) return formulas_by_word(a, c, p, arg, percent);
        formula = str_of(formula_of_word(p, arg));
    }
    Piece base = {filled(a, c, formula), bond_of(formula)};
    if (!percent) return base;
    return (Piece){as_percent(a, base, true), base.bond < BOND_PRODUCT ? base.bond : BOND_PRODUCT};
}

/* "paling tinggi 120%": literal numbers of a percentage are said as percentages */
static Str noted(Arena *a, const char *note, const Expr *arg, bool percent) {
    Str value = piece(a, arg).text, digits;
    Num hundredfold;
    bool literal = arg->kind == EXPR_NUMBER && percent &&
                   num_mul(a, arg->as.number, num_int(100), &hundredfold);
    if (literal && num_exact_digits(a, hundredfold, 18, &digits)) {
        Str shown = with_comma(a, digits);
        value = str_printf(a, "%.*s%%", STR_ARG(shown));
    }
    Str text = str_of(note);
    size_t slot = str_find(text, STR("{}"), 0);
    Str before = str_sub(text, 0, slot),
        after = slot == SIZE_MAX ? STR("") : str_sub(text, slot + 2, text.n);
    return str_printf(a, ", %.*s%.*s%.*s", STR_ARG(before), STR_ARG(value), STR_ARG(after));
}

static Piece scalar_piece(Arena *a, const CallNode *c, bool percent) {
    Piece base = function_base(a, c, percent);
    for (size_t i = 0; i < c->function->params_count && i < c->count; i++) {
        const char *note = c->function->params[i].note;
        if (!note || !c->args[i]) continue;
        Str more = noted(a, note, c->args[i], percent);
        base = (Piece){str_printf(a, "%.*s%.*s", STR_ARG(base.text), STR_ARG(more)), BOND_PHRASE};
    }
    return base;
}

/* A table as readers know it: by its title, when that needs no filling. */
static Str table_words(Arena *a, const Sheet *table) {
    Str title = sheet_title(table);
    bool plain = title.n && str_find(title, STR("{{"), 0) == SIZE_MAX;
    return leaf(a, plain ? title : sheet_name(table));
}

static Piece count_piece(Arena *a, const CallNode *c) {
    if (!c->counts_rows) return (Piece){filled(a, c, str_of(c->function->formula)), BOND_ATOM};
    Str table = c->table ? table_words(a, c->table) : STR("");
    return (Piece){str_printf(a, "banyaknya baris%s%.*s", table.n ? " " : "", STR_ARG(table)),
                   BOND_ATOM};
}

/* Values of another table, found by the row outside. A count names its table anyway. */
static bool looks_up(const CallNode *c) {
    return c->sheet && !c->counts_rows && c->condition->reach > 1;
}

static Piece call_piece(Arena *a, const Expr *x, bool percent) {
    const CallNode *c = &x->as.call;
    Piece p = c->function->form == CALC_COUNT ? count_piece(a, c) : scalar_piece(a, c, percent);
    if (!c->condition) return p;
    Str condition = piece(a, c->condition).text;
    if (looks_up(c) && !percent) {
        Str table = table_words(a, c->sheet);
        p.text = str_printf(a, "%.*s dari %.*s", STR_ARG(p.text), STR_ARG(table));
    }
    return (Piece){str_printf(a, "%.*s bila %.*s", STR_ARG(p.text), STR_ARG(condition)),
                   BOND_PHRASE};
}

/* ---- all ---- */

/* Inside a function over rows, a column of the row outside says whose it is. */
static Str name_words(Arena *a, const Expr *x) {
    Str title = leaf(a, expr_title(x));
    return is_column(x, true) ? str_printf(a, "%.*s baris ini", STR_ARG(title)) : title;
}

static Piece piece(Arena *a, const Expr *x) {
    Piece p = {STR(""), BOND_ATOM};
    switch (x->kind) {
    case EXPR_NUMBER: p.text = with_comma(a, x->text); break;
    case EXPR_STRING: p.text = leaf(a, str_printf(a, "\"%.*s\"", STR_ARG(x->as.string))); break;
    case EXPR_TRUTH: p.text = x->text; break;
    case EXPR_NAME: p.text = name_words(a, x); break;
    case EXPR_CALL: p = call_piece(a, x, false); break;
    case EXPR_NOT:
        p.text = wrapped(a, piece(a, x->as.pair.left), BOND_NOT);
        p = (Piece){str_printf(a, "bukan %.*s", STR_ARG(p.text)), BOND_NOT};
        break;
    case EXPR_NEGATE:
        p.text = wrapped(a, piece(a, x->as.pair.left), BOND_ATOM);
        p = (Piece){str_printf(a, "−%.*s", STR_ARG(p.text)), BOND_PRODUCT};
        break;
    case EXPR_BINARY: p = binary_piece(a, x); break;
    }
    return p;
}

/* What a name stands for when it has a definition of its own. */
static const Expr *definition(const Expr *x) {
    while (x->kind == EXPR_NAME) {
        const NameNode *n = &x->as.name;
        bool derived = n->meaning == MEANS_DERIVED || n->meaning == MEANS_VARIABLE_DERIVED;
        if (derived) x = n->derived->expr;
        else if (n->meaning == MEANS_NAMED) x = n->named->expr;
        else break;
    }
    return x;
}

static Str marked(Arena *a, const Expr *e, bool percent) {
    const Expr *x = definition(e);
    if (x->kind == EXPR_NAME) return STR("");
    if (x->kind == EXPR_CALL) return call_piece(a, x, percent).text;
    return as_percent(a, piece(a, x), percent);
}

Str expr_formula(Arena *a, const Expr *e, bool percent) {
    return in_line(a, marked(a, e, percent));
}

/* ---- with fraction bars ---- */

static void text_part(FormulaPart ***last, Arena *a, Buf *b) {
    if (!b->n) return;
    FormulaPart *part = arena_alloc(a, sizeof *part);
    part->text = str_copy(a, buf_view(b));
    **last = part;
    *last = &part->next;
    b->n = 0;
}

static const FormulaPart *read_parts(Arena *a, Str text, size_t *at, char until) {
    FormulaPart *first = NULL, **last = &first;
    Buf b = buf_new(a);
    while (*at < text.n) {
        char c = text.p[(*at)++];
        if (c == until) break;
        if (c != OVER) {
            if (c < OVER || c > CLOSE) buf_byte(&b, c);
            continue;
        }
        text_part(&last, a, &b);
        FormulaPart *part = arena_alloc(a, sizeof *part);
        part->over = read_parts(a, text, at, UNDER);
        part->under = read_parts(a, text, at, END);
        *last = part;
        last = &part->next;
    }
    text_part(&last, a, &b);
    return first;
}

const FormulaPart *expr_formula_parts(Arena *a, const Expr *e, bool percent) {
    Str text = marked(a, e, percent);
    size_t at = 0;
    return read_parts(a, text, &at, 0);
}

/* ---- the format of its own ---- */

/* Functions whose result is of the kind of an argument: which one. */
static size_t kind_argument(const CalcFunction *f) {
    static const struct { const char *name; size_t argument;
    } rows[] = {
        {"jumlah", 0},
        {"rata_rata", 0},
        {"rata_rata_tertimbang", 0},
        {"rata_rata_kelompok", 0},
        {"rata_rata_geometrik", 0},
        {"minimum", 0},
        {"maksimum", 0},
        {"pertama", 0},
        {"terakhir", 0},
        {"median", 0},
        {"kumulatif", 0},
        {"bulatkan", 0},
        {"abs", 0},
        {"batasi", 0},
        {"lantai", 0},
        {"terkecil", 0},
        {"terbesar", 0},
        {"selisih", 0},
        {"bila_kosong", 0},
        {"jika", 1},
        {"pilih", 2},
        {"akumulasi", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (str_is(str_of(f->name), rows[i].name)) return rows[i].argument;
    }
    return SIZE_MAX;
}

static Format name_format(const NameNode *n) {
    Format none = {.digits = -1};
    switch (n->meaning) {
    case MEANS_NAMED: return n->named->format.kind ? n->named->format : expr_format(n->named->expr);
    case MEANS_DERIVED:
    case MEANS_VARIABLE_DERIVED:
        return n->derived->format.kind ? n->derived->format : expr_format(n->derived->expr);
    case MEANS_COLUMN:
    case MEANS_VARIABLE_COLUMN:
        if (sheet_column(n->sheet, n->index)->type == COLUMN_PERCENT)
            return format_of("persen", -1);
        break;
    case MEANS_FACT: return format_of("polos", -1);      /* 2023 is a year, not 2.023 */
    case MEANS_VARIABLE:
    case MEANS_TABLE:
    case MEANS_NOTHING: break;
    }
    return none;
}

Format expr_format(const Expr *e) {
    Format none = {.digits = -1};
    switch (e->kind) {
    case EXPR_NAME: return name_format(&e->as.name);
    case EXPR_NEGATE: return expr_format(e->as.pair.left);
    case EXPR_CALL: {
        size_t i = kind_argument(e->as.call.function);
        return i < e->as.call.count && e->as.call.args[i] ? expr_format(e->as.call.args[i]) : none;
    }
    case EXPR_BINARY: {
        bool sum = e->as.pair.op == OP_ADD || e->as.pair.op == OP_SUB;
        return sum ? expr_format(e->as.pair.left) : none;
    }
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_TRUTH:
    case EXPR_NOT: break;
    }
    return none;
}
