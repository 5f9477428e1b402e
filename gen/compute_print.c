/*
 * compute_print: --cetak=angka, and the formula lines below tables. One line a row, cells parted by
 * " | ": stable, so that golden tests and diff can read it. A number that has no short decimals
 * prints as its ratio, with six decimals behind.
 */
#include "compute_internal.h"

enum { SHORT_DECIMALS = 12, ROUNDED_DECIMALS = 6 };

static void print_number(Buf *out, Num n) {
    Str digits;
    if (num_exact_digits(out->arena, n, SHORT_DECIMALS, &digits)) {
        buf_str(out, digits);
        return;
    }
    Str exact = num_debug(out->arena, n),
        rounded = num_digits(out->arena, n, ROUNDED_DECIMALS, ROUND_HALF_UP);
    buf_printf(out, "%.*s ~ %.*s", STR_ARG(exact), STR_ARG(rounded));
}

/* Text stands on one line and between bars. */
static void print_text(Buf *out, Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n') buf_cstr(out, "\\n");
        else if (s.p[i] == '|' || s.p[i] == '\\') buf_printf(out, "\\%c", s.p[i]);
        else buf_byte(out, s.p[i]);
    }
}

static void print_datum(Buf *out, Datum d) {
    switch (d.kind) {
    case DATUM_EMPTY: buf_byte(out, '-'); break;
    case DATUM_UNDEFINED: buf_printf(out, "n/a (%.*s)", STR_ARG(d.text)); break;
    case DATUM_TEXT: print_text(out, d.text); break;
    case DATUM_BOOL: buf_cstr(out, d.boolean ? "benar" : "salah"); break;
    case DATUM_DATE: buf_str(out, format_date(out->arena, d.date)); break;
    case DATUM_NUMBER:
        print_number(out, d.number);
        if (d.text.n) buf_printf(out, " %.*s", STR_ARG(d.text));
        break;
    }
}

static void print_cells(Buf *out, const FigureTable *t, size_t row) {
    for (size_t column = 0; column < t->spec->column_count; column++) {
        buf_cstr(out, " | ");
        print_datum(out, figures_cell(t, row, column, out->arena));
        size_t span = figures_span(t, row, column);
        if (span == 0) buf_cstr(out, " ^");
        else if (span > 1) buf_printf(out, " v%zu", span);
    }
    buf_byte(out, '\n');
}

static void print_row(Buf *out, const FigureTable *t, size_t row) {
    FigureRow r = figures_row(t, row);
    switch (r.kind) {
    case FIGURE_GROUP_HEAD:
        buf_printf(out, "  kelompok %u: %.*s\n", r.level + 1, STR_ARG(r.title));
        return;
    case FIGURE_BODY: buf_printf(out, "  %zu", r.number); break;
    case FIGURE_GROUP_FOOT:
        buf_printf(out, "  akhir kelompok %u: %.*s", r.level + 1, STR_ARG(r.title));
        break;
    case FIGURE_TOTAL: buf_printf(out, "  jumlah: %.*s", STR_ARG(r.title)); break;
    case FIGURE_MEAN: buf_printf(out, "  rata-rata: %.*s", STR_ARG(r.title)); break;
    case FIGURE_COUNT: buf_printf(out, "  banyaknya: %.*s", STR_ARG(r.title)); break;
    }
    print_cells(out, t, row);
}

static void print_table(Buf *out, const FigureTable *t) {
    Str name = t->spec->name;
    size_t count, rows = figures_rows(t);
    buf_printf(out, "tabel %.*s\n", STR_ARG(name));
    Arena *scratch = arena_child(t->figures->arena);
    for (size_t row = 0; row < rows; row++) {
        Buf line = buf_new(scratch);
        print_row(&line, t, row);
        buf_str(out, buf_view(&line));
        arena_reset(scratch, (ArenaMark){0});
    }
    arena_free(scratch);
    const Str *formulas = figures_formulas(t, out->arena, &count);
    for (size_t i = 0; i < count; i++) buf_printf(out, "  rumus: %.*s\n", STR_ARG(formulas[i]));
    const Str *exclusions = figures_exclusions(t, out->arena, &count);
    for (size_t i = 0; i < count; i++) buf_printf(out, "  catatan: %.*s\n", STR_ARG(exclusions[i]));
}

void figures_print(const Figures *f, Buf *out) {
    Scope scope = {.names = &f->layout->names};
    for (size_t i = 0; i < f->layout->names.named_count; i++) {
        const Named *n = &f->layout->names.named[i];
        buf_printf(out, "angka %.*s", STR_ARG(n->name));
        if (n->title.n) buf_printf(out, " (%.*s)", STR_ARG(n->title));
        buf_cstr(out, ": ");
        print_datum(out, expr_eval(out->arena, n->expr, &scope, f->ignored));
        buf_byte(out, '\n');
    }
    for (const FigureTable *t = f->tables; t; t = t->next) print_table(out, t);
}

/* ---- formulas ---- */

static bool is_percent(Arena *a, const ColumnSpec *c) {
    Format f = c->has_format ? c->format : expr_format(c->expr);
    return str_starts(format_name(a, f), STR("persen"));
}

/* The column's name for people, on one line: its definition's title, or, where that is no more than
 * its name, what its head says. */
static Str column_title(const FigureTable *t, const ColumnSpec *c, Arena *a) {
    Str defined = expr_defined_title(c->expr);
    bool titled = defined.n && !str_eq(defined, c->name);
    if (titled || !c->title) return defined.n ? defined : c->name;
    Scope s = table_scope(t);
    Str filled =
        template_fill(a, c->title, &s, &t->figures->layout->style->format, t->figures->ignored);
    Str line = str_copy(a, str_trim(filled));
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '\n') ((char *)line.p)[i] = ' ';
    }
    return line;
}

/* ---- what means leave out ---- */

static bool says_figures(const Template *title) {
    for (size_t i = 0; title && i < title->count; i++) {
        if (title->parts[i].expr) return true;
    }
    return false;
}

static bool has_silent_mean(const TableSpec *spec) {
    for (size_t i = 0; i < spec->end_count; i++) {
        if (spec->ends[i].kind == END_MEAN && !says_figures(spec->ends[i].title)) return true;
    }
    return false;
}

static size_t rows_without_value(const FigureTable *t, size_t column) {
    Arena *scratch = arena_child(t->figures->arena);
    ArenaMark mark = arena_mark(scratch);
    size_t n = 0;
    for (size_t place = 0; place < t->count; place++) {
        n += !calc_is_defined(table_exact_cell(t, place, column, scratch, t->figures->ignored));
        arena_reset(scratch, mark);
    }
    arena_free(scratch);
    return n;
}

/* Where columns below different heads share a title, theirs tell them apart: "Realisasi (2022)". */
static Str mean_title(const FigureTable *t, size_t column, Arena *a) {
    const ColumnSpec *c = &t->spec->columns[column];
    Str title = column_title(t, c, a);
    bool shared = false;
    for (size_t i = 0; i < t->spec->column_count && !shared; i++) {
        const ColumnSpec *other = &t->spec->columns[i];
        shared = i != column && other->mean && other->expr && str_eq(column_title(t, other, a), title);
    }
    if (!shared || !c->group_title_count) return title;
    Scope s = table_scope(t);
    Buf out = buf_new(a);
    buf_printf(&out, "%.*s (", STR_ARG(title));
    for (size_t i = 0; i < c->group_title_count; i++) {
        if (i) buf_cstr(&out, ", ");
        buf_str(&out, template_fill(a, c->group_titles[i], &s, &t->figures->layout->style->format,
                                    t->figures->ignored));
    }
    buf_byte(&out, ')');
    return buf_view(&out);
}

/* The profile's sentence with what it names in braces. */
static Str exclusion_line(const FigureTable *t, size_t column, size_t without, Arena *a) {
    const struct { const char *name; Str text; } parts[] = {
        {"{judul}", mean_title(t, column, a)},
        {"{dihitung}", format_grouped(a, num_int((int64_t)(t->count - without)), 0, ROUND_HALF_UP)},
        {"{tanpa_nilai}", format_grouped(a, num_int((int64_t)without), 0, ROUND_HALF_UP)},
    };
    Str sentence = t->figures->layout->style->words.excluded;
    Buf out = buf_new(a);
    for (size_t at = 0; at < sentence.n;) {
        Str rest = str_sub(sentence, at, sentence.n);
        size_t k = 0;
        while (k < sizeof parts / sizeof *parts && !str_starts(rest, str_of(parts[k].name))) k++;
        if (k < sizeof parts / sizeof *parts) {
            buf_str(&out, parts[k].text);
            at += str_of(parts[k].name).n;
        } else {
            buf_byte(&out, sentence.p[at++]);
        }
    }
    return buf_view(&out);
}

const Str *figures_exclusions(const FigureTable *t, Arena *a, size_t *count) {
    Str *lines = arena_array(a, t->spec->column_count, sizeof *lines);
    *count = 0;
    if (!has_silent_mean(t->spec)) return lines;
    for (size_t i = 0; i < t->spec->column_count; i++) {
        const ColumnSpec *c = &t->spec->columns[i];
        size_t without = c->mean && c->expr ? rows_without_value(t, i) : 0;
        if (!without) continue;
        lines[(*count)++] = exclusion_line(t, i, without, a);
    }
    return lines;
}

const Str *figures_formulas(const FigureTable *t, Arena *a, size_t *count) {
    Str *lines = arena_array(a, t->spec->column_count, sizeof *lines);
    *count = 0;
    for (size_t i = 0; i < t->spec->column_count; i++) {
        const ColumnSpec *c = &t->spec->columns[i];
        if (!c->expr || c->unexplained) continue;
        Str formula = expr_formula(a, c->expr, is_percent(a, c));
        if (!formula.n) continue;
        Str title = column_title(t, c, a);
        lines[(*count)++] = str_printf(a, "%.*s = %.*s", STR_ARG(title), STR_ARG(formula));
    }
    return lines;
}
