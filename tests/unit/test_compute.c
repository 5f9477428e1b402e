/*
 * compute: order, groups, totals, spans, running totals, formulas, against tables made by hand. The
 * budget rows are those of Way Kanan and Barito Selatan, with what their README says they come to.
 */
#include "calc.h"
#include "compute.h"
#include "figures_fixture.h"


/* ---- a layout made by hand ---- */

typedef struct Bench {
    Arena *a;
    Diags *d;
    Style style;
    Layout layout;
    TableSpec spec;
    ColumnSpec columns[16];
    GroupSpec groups[4];
    EndRow ends[4];
    Derived derived[8];
    Named named[8];
    const Figures *figures;
    const FigureTable *t;
} Bench;

static const Expr *parsed(Bench *b, const char *text) {
    const Expr *e = expr_parse(b->a, str_of(text), LOC_NONE, b->d);
    if (!e) fixture_fail(b->a, b->d, text);
    return e;
}

static const Template *template(Bench *b, const char *text) {
    if (!text) return NULL;
    const Template *t = template_parse(b->a, str_of(text), LOC_NONE, b->d);
    if (!t) fixture_fail(b->a, b->d, text);
    return t;
}

static Bench *bench(const FixtureTable *tables, size_t count, const char *table) {
    Arena *a = arena_new();
    Bench *b = arena_alloc(a, sizeof *b);
    b->a = a;
    b->d = diags_new(a, 0);
    b->style.format =
        (FormatProfile){.rounding = ROUND_HALF_UP, .empty = STR("-"), .undefined = STR("n/a")};
    const Data *data = fixture_data(a, NULL, tables, count);
    b->spec = (TableSpec){.name = str_of(table),
                          .sheet = data_sheet(data, str_of(table)),
                          .columns = b->columns,
                          .groups = b->groups,
                          .ends = b->ends};
    b->layout = (Layout){.style = &b->style, .tables = &b->spec, .table_count = 1,
                         .names = {.data = data, .derived = b->derived, .named = b->named}};
    return b;
}

static ColumnSpec *column(Bench *b, const char *expr, const char *total, const char *mean) {
    ColumnSpec *c = &b->columns[b->spec.column_count++];
    c->name = str_of(expr ? expr : "nomor");
    c->row_number = !expr;
    c->expr = expr ? parsed(b, expr) : NULL;
    c->total = total ? parsed(b, total) : NULL;
    c->mean = mean ? parsed(b, mean) : NULL;
    return c;
}

static void derived(Bench *b, const char *name, const char *title, const char *text) {
    b->derived[b->layout.names.derived_count++] = (Derived){.table = b->spec.name,
                                                            .name = str_of(name),
                                                            .title = str_of(title),
                                                            .expr = parsed(b, text)};
}

static void group(Bench *b, const char *by, const char *head, const char *foot) {
    b->groups[b->spec.group_count++] =
        (GroupSpec){.by = parsed(b, by), .head = template(b, head), .foot = template(b, foot)};
}

static void end_row(Bench *b, EndRowKind kind, const char *title) {
    b->ends[b->spec.end_count++] = (EndRow){.kind = kind, .title = template(b, title)};
}

static void bind_expr(Bench *b, const Expr *e, const Scope *s) {
    if (e && !expr_bind(b->a, e, s, NULL, b->d))
        fixture_fail(b->a, b->d, "an expression of the table was refused");
}

static void bind_template(Bench *b, const Template *t, const Scope *s) {
    if (t && !template_bind(b->a, t, s, b->d))
        fixture_fail(b->a, b->d, "a template of the table was refused");
}

static void bind_all(Bench *b, const Variable *variables, size_t count) {
    Scope row = {.names = &b->layout.names,
                 .sheet = b->spec.sheet,
                 .variables = variables,
                 .variable_count = count};
    Scope total = row;
    total.aggregate = true;
    for (size_t i = 0; i < b->spec.column_count; i++) {
        bind_expr(b, b->columns[i].expr, &row);
        bind_expr(b, b->columns[i].total, &total);
        bind_expr(b, b->columns[i].mean, &total);
    }
    for (size_t i = 0; i < b->spec.group_count; i++) {
        bind_expr(b, b->groups[i].by, &row);
        bind_template(b, b->groups[i].head, &row);
        bind_template(b, b->groups[i].foot, &row);
    }
    for (size_t i = 0; i < b->spec.end_count; i++) bind_template(b, b->ends[i].title, &total);
    bind_expr(b, b->spec.filter, &row);
    bind_expr(b, b->spec.sort, &row);
    Scope none = {.names = &b->layout.names};
    for (size_t i = 0; i < b->layout.names.named_count; i++) bind_expr(b, b->named[i].expr, &none);
}

static void run(Bench *b) {
    bind_all(b, NULL, 0);
    b->figures = compute(b->a, &b->layout, b->layout.names.data, b->d);
    if (!b->figures) fixture_fail(b->a, b->d, "not computed");
    b->t = figures_table(b->figures, &b->spec);
    assert_non_null(b->t);
}

/* One line a row: kind letter, title or number, cells. */
static Str drawn(Bench *b, const FigureTable *t) {
    static const char kinds[] = {'h', ' ', 'f', 'T', 'M', 'C'};
    Buf out = buf_new(b->a);
    for (size_t row = 0; row < figures_rows(t); row++) {
        FigureRow r = figures_row(t, row);
        buf_byte(&out, kinds[r.kind]);
        if (r.kind == FIGURE_GROUP_HEAD || r.kind == FIGURE_GROUP_FOOT)
            buf_printf(&out, "%u", r.level);
        if (r.kind != FIGURE_BODY) buf_printf(&out, "%.*s", STR_ARG(r.title));
        for (size_t c = 0; r.kind != FIGURE_GROUP_HEAD && c < b->spec.column_count; c++) {
            Str cell = fixture_show(b->a, figures_cell(t, row, c, b->a));
            size_t span = figures_span(t, row, c);
            buf_printf(&out, "|%.*s", STR_ARG(cell));
            if (span != 1) buf_printf(&out, "'%zu", span);
        }
        buf_byte(&out, '\n');
    }
    return buf_view(&out);
}

static void assert_drawn(Bench *b, const char *expected) {
    Str got = drawn(b, b->t);
    if (!str_is(got, expected)) fail_msg("got\n%.*sexpected\n%s", STR_ARG(got), expected);
}

/* ---- small tables ---- */

static const FixtureTable small[] = {
    {"t", "{\"n\": \"bulat\"}", "p;k;n\nA;x;1\nB;x;2\nA;y;3\nB;x;4\nA;x;5\nC;z;-\n"},
};

static void test_plain(void **state) {
    (void)state;
    Bench *b = bench(small, 1, "t");
    column(b, NULL, NULL, NULL);
    column(b, "p", NULL, NULL);
    column(b, "n", "jumlah(n)", "rata_rata(n)");
    column(b, "n / jumlah(n)", "jumlah(n) / jumlah(t.n)", NULL);
    end_row(b, END_TOTAL, "Jumlah");
    end_row(b, END_MEAN, "Rata-rata");
    end_row(b, END_COUNT, "{{ hitung() }} baris");
    run(b);
    assert_drawn(
        b,
        " |1|\"A\"|1|1/15\n |2|\"B\"|2|2/15\n |3|\"A\"|3|0.2\n |4|\"B\"|4|4/15\n |5|\"A\"|5|1/3\n"
        " |6|\"C\"|-|n/a: n kosong\nTJumlah|-|-|15|1\nMRata-rata|-|-|3|-\nC6 baris|-|-|-|\"6\"\n");
    arena_free(b->a);
}

/* Rows gather in groups in order of first appearance; subtotals are the groups' own. */
static void test_groups(void **state) {
    (void)state;
    Bench *b = bench(small, 1, "t");
    column(b, NULL, NULL, NULL);
    column(b, "n", "jumlah(n)", NULL);
    group(b, "p", "{{ p }}", "Jumlah {{ p }}");
    group(b, "k", NULL, "{{ p }}-{{ k }}");
    end_row(b, END_TOTAL, "Semua");
    run(b);
    assert_drawn(b, "h0A\n |1|1\n |2|5\nf1A-x|-|6\n |3|3\nf1A-y|-|3\nf0Jumlah A|-|9\n"
                    "h0B\n |4|2\n |5|4\nf1B-x|-|6\nf0Jumlah B|-|6\n"
                    "h0C\n |6|-\nf1C-z|-|0\nf0Jumlah C|-|0\nTSemua|-|15\n");
    assert_int_equal(figures_row(b->t, 2).row, 4);       /* A;x;5 stands fifth in the data */
    arena_free(b->a);
}

static void test_order(void **state) {
    (void)state;
    Bench *b = bench(small, 1, "t");
    column(b, "p", NULL, NULL);
    column(b, "n", "jumlah(n)", NULL);
    column(b, "kumulatif(n)", NULL, NULL);
    b->spec.filter = parsed(b, "k <> \"y\"");
    b->spec.sort = parsed(b, "n");
    b->spec.sort_descending = true;
    end_row(b, END_TOTAL, "Jumlah");
    run(b);
    assert_drawn(
        b, " |\"A\"|5|5\n |\"B\"|4|9\n |\"B\"|2|11\n |\"A\"|1|12\n |\"C\"|-|12\nTJumlah|-|12|-\n");
    arena_free(b->a);

    b = bench(small, 1, "t");
    column(b, "p", NULL, NULL);
    column(b, "n / jumlah(n)", "jumlah(n)", NULL);       /* a share of what is printed */
    b->spec.sort = parsed(b, "p");
    b->spec.top = 4;
    end_row(b, END_TOTAL, "Jumlah");
    run(b);
    assert_drawn(b, " |\"A\"|1/11\n |\"A\"|3/11\n |\"A\"|5/11\n |\"B\"|2/11\nTJumlah|-|11\n");
    arena_free(b->a);
}

static void test_spans(void **state) {
    (void)state;
    static const FixtureTable t[] = {
        {"t", NULL, "a;b;c\nx;1;p\nx;1;\ny;1;q\ny;2;\ny;2;\n;;r\n"},
    };
    Bench *b = bench(t, 1, "t");
    column(b, "a", NULL, NULL)->merge = MERGE_EQUAL;
    column(b, "b", NULL, NULL)->merge = MERGE_EQUAL;
    column(b, "c", NULL, NULL)->merge = MERGE_BLANK;
    column(b, "b", NULL, NULL);
    run(b);
    /* b's third 1 begins anew with y; c's blanks go on, though b changes beside them */
    assert_drawn(b, " |\"x\"'2|\"1\"'2|\"p\"'2|\"1\"\n |\"x\"'0|\"1\"'0|-'0|\"1\"\n "
                    "|\"y\"'3|\"1\"|\"q\"'3|\"1\"\n"
                    " |\"y\"'0|\"2\"'2|-'0|\"2\"\n |\"y\"'0|\"2\"'0|-'0|\"2\"\n |-|-|\"r\"|-\n");
    arena_free(b->a);

    b = bench(t, 1, "t"); /* by itself, b's 1 goes on over a's change; and parts nothing to its right */
    column(b, "a", NULL, NULL)->merge = MERGE_EQUAL;
    column(b, "b", NULL, NULL)->merge = MERGE_ALONE;
    run(b);
    assert_drawn(b, " |\"x\"'2|\"1\"'3\n |\"x\"'0|\"1\"'0\n |\"y\"'3|\"1\"'0\n |\"y\"'0|\"2\"'2\n"
                    " |\"y\"'0|\"2\"'0\n |-|-\n");
    assert_int_equal(diags_kept(b->d), 0);
    arena_free(b->a);

    static const FixtureTable each[] = {{"t", NULL, "n;a\n1;x\n2;x\n3;x\n"}};
    b = bench(each, 1, "t"); /* n is new in every row: nothing to its right can merge, and that is said */
    column(b, "n", NULL, NULL)->merge = MERGE_EQUAL;
    column(b, "a", NULL, NULL)->merge = MERGE_EQUAL;
    run(b);
    assert_drawn(b, " |\"1\"|\"x\"\n |\"2\"|\"x\"\n |\"3\"|\"x\"\n");
    assert_int_equal(diags_count(b->d, NOTE_), 1);
    arena_free(b->a);

    b = bench(t, 1, "t"); /* a group ends what goes on: its first blank has nothing above it */
    column(b, "c", NULL, NULL)->merge = MERGE_BLANK;
    group(b, "b", NULL, NULL);
    run(b);
    assert_drawn(b, " |\"p\"'2\n |-'0\n |\"q\"\n |-'2\n |-'0\n |\"r\"\n");
    arena_free(b->a);

    b = bench(t, 1, "t"); /* the second blank of c at b = 2 joins the first: both begin with b */
    column(b, "a", NULL, NULL)->merge = MERGE_EQUAL;
    group(b, "b", NULL, NULL);
    run(b);
    assert_drawn(b, " |\"x\"'2\n |\"x\"'0\n |\"y\"\n |\"y\"'2\n |\"y\"'0\n |-\n");
    arena_free(b->a);
}

/* Way Kanan personil: a blank belongs to the cell above; 33 / 18 / 33, printed as 33 / 33 / 33. */
static void test_personil(void **state) {
    (void)state;
    static const FixtureTable t[] = {
        {"personil", "{\"jml\": \"bulat\", \"jml_pangkat\": \"bulat\"}",
         "no;jabatan;jml;pangkat;jml_pangkat\n1;Kepala Dinas;1;Pembina Utama Muda "
         "(IVc);1\n2;Sekretaris;1;Pembina (IV/a);1\n"
         "3;Kabid;3;Pembina (IV/a);1\n;;;Penata Tk. I (III/d);2\n4;Kasubbag;2;Penata (III/c);2\n"},
    };
    Bench *b = bench(t, 1, "personil");
    column(b, "no", NULL, NULL)->merge = MERGE_BLANK;
    column(b, "jabatan", NULL, NULL)->merge = MERGE_BLANK;
    column(b, "jml", "jumlah(jml)", NULL)->merge = MERGE_BLANK;
    column(b, "jml_pangkat", "jumlah(jml_pangkat)", NULL);
    end_row(b, END_TOTAL, "Jumlah");
    run(b);
    assert_drawn(
        b, " |\"1\"|\"Kepala Dinas\"|1|1\n |\"2\"|\"Sekretaris\"|1|1\n |\"3\"'2|\"Kabid\"'2|3'2|1\n"
           " |-'0|-'0|-'0|2\n |\"4\"|\"Kasubbag\"|2|2\nTJumlah|-|-|7|7\n");
    arena_free(b->a);
}

static void test_running(void **state) {
    (void)state;
    Bench *b = bench(small, 1, "t");
    column(b, "p", NULL, NULL);
    column(b, "n", "jumlah(n)", NULL);
    column(b, "n", "jumlah(n) / hitung(n)", NULL);
    group(b, "p", "{{ p }}", NULL);
    b->spec.carried_out = template(b, "Dipindahkan");
    run(b);
    static const struct { size_t row; const char *sum, *mean;
    } lines[] = {
        {0, "0", "n/a: pembagi nol"},
        {1, "1", "1"},
        {2, "4", "2"},
        {3, "9", "3"},
        {4, "9", "3"},
        {6, "15", "3"},
        {8, "15", "3"},
        {2, "4", "2"},
        {5, "11", "2.75"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Str sum = fixture_show(b->a, figures_running(b->t, lines[i].row, 1, b->a));
        Str mean = fixture_show(b->a, figures_running(b->t, lines[i].row, 2, b->a));
        if (!str_is(sum, lines[i].sum) || !str_is(mean, lines[i].mean)) {
            fail_msg("row %zu: %.*s, %.*s", lines[i].row, STR_ARG(sum), STR_ARG(mean));
        }
    }
    assert_int_equal(figures_running(b->t, 3, 0, b->a).kind, DATUM_EMPTY);
    arena_free(b->a);
}

static void test_exclusions(void **state) {
    (void)state;
    for (int said = 0; said < 2; said++) {
        Bench *b = bench(small, 1, "t");
        b->style.words.excluded = STR("{judul}: {dihitung} terhitung, {tanpa_nilai} tidak, {x}.");
        column(b, "n", "jumlah(n)", "rata_rata(n)")->title = template(b, "Nilai");
        column(b, "1 / (n - 1)", NULL, "rata_rata(1 / (n - 1))");
        column(b, "p", NULL, NULL);
        end_row(b, END_MEAN, said ? "Rata-rata dari {{ hitung(n) }} baris" : "Rata-rata");
        Scope s = {.names = &b->layout.names, .sheet = b->spec.sheet};
        bind_template(b, b->columns[0].title, &s);
        run(b);
        size_t count;
        const Str *lines = figures_exclusions(b->t, b->a, &count);
        assert_int_equal(count, said ? 0 : 2);
        if (!said) {
            assert_true(str_is(lines[0], "Nilai: 5 terhitung, 1 tidak, {x}."));
            assert_true(str_is(lines[1], "1 / (n - 1): 4 terhitung, 2 tidak, {x}."));
        }
        arena_free(b->a);
    }
}

/* A table inside a loop: each turn has its own rows. */
static void test_loop(void **state) {
    (void)state;
    Bench *b = bench(small, 1, "t");
    column(b, "n", "jumlah(n)", NULL);
    b->spec.filter = parsed(b, "p = s.p");
    b->spec.in_loop = true;
    end_row(b, END_TOTAL, "Jumlah {{ s.p }}");
    Variable v = {.name = STR("s"), .sheet = b->spec.sheet};
    bind_all(b, &v, 1);
    b->figures = compute(b->a, &b->layout, b->layout.names.data, b->d);
    assert_non_null(b->figures);
    assert_null(figures_table(b->figures, &b->spec));
    static const char *const expected[] = {" |1\n |3\n |5\nTJumlah A|9\n",
                                           " |2\n |4\nTJumlah B|6\n"};
    const FigureTable *turns[2];
    for (size_t i = 0; i < 2; i++) {
        v.row = i;
        turns[i] = figures_table_in(b->figures, &b->spec, &v, 1, b->d);
        assert_non_null(turns[i]);
    }
    for (size_t i = 0; i < 2; i++) {     /* both still hold */
        b->t = turns[i];
        assert_drawn(b, expected[i]);
    }
    arena_free(b->a);
}

static void test_errors(void **state) {
    (void)state;
    static const FixtureTable t[] = {
        {"t", "{\"T\": \"bulat\", \"R\": \"bulat\"}", "T;R;arah\n5;4;negatif\n5;4;negativ\n"}};
    Bench *b = bench(t, 1, "t");
    column(b, "capaian(T, R, arah)", NULL, NULL);
    bind_all(b, NULL, 0);
    assert_null(compute(b->a, &b->layout, b->layout.names.data, b->d));
    assert_int_equal(diags_count(b->d, ERROR_), 1);
    assert_int_equal(loc_position(diags_get(b->d, 0)->loc).line, 3);
    arena_free(b->a);
}

static void test_formulas_and_print(void **state) {
    (void)state;
    static const FixtureTable t[] = {
        {"a",
         "{\"pagu\": {\"tipe\": \"rupiah\", \"judul\": \"Pagu\"}, "
         "\"realisasi\": {\"tipe\": \"rupiah\", \"judul\": \"Realisasi\"}}",
         "k;pagu;realisasi\nsatu|dua;300;100\ntiga;0;0\n"}};
    Bench *b = bench(t, 1, "a");
    derived(b, "serapan", "Serapan", "realisasi / pagu");
    b->named[b->layout.names.named_count++] = (Named){
        .name = STR("total"), .title = STR("pagu anggaran"), .expr = parsed(b, "jumlah(a.pagu)")};
    column(b, "k", NULL, NULL);
    ColumnSpec *c = column(b, "serapan", "jumlah(realisasi) / jumlah(pagu)", NULL);
    c->has_format = true;
    c->format = format_of("persen", 2);
    c = column(b, "pagu - realisasi", NULL, NULL);
    c->title = template(b, "Sisa\npagu");
    column(b, "pagu + realisasi", NULL, NULL)->unexplained = true;
    end_row(b, END_TOTAL, "Jumlah");
    Scope none = {.names = &b->layout.names, .sheet = b->spec.sheet};
    bind_template(b, c->title, &none);
    run(b);
    size_t count;
    const Str *lines = figures_formulas(b->t, b->a, &count);
    assert_int_equal(count, 2);
    assert_true(str_is(lines[0], "Serapan = Realisasi / Pagu × 100%"));
    assert_true(str_is(lines[1], "Sisa pagu = Pagu − Realisasi"));
    Buf out = buf_new(b->a);
    figures_print(b->figures, &out);
    static const char *const expected =
        "angka total (pagu anggaran): 300\n"
        "tabel a\n"
        "  1 | satu\\|dua | 1/3 ~ 0.333333 | 200 | 400\n"
        "  2 | tiga | n/a (Pagu nol) | 0 | 0\n"
        "  jumlah: Jumlah | - | 1/3 ~ 0.333333 | - | -\n"
        "  rumus: Serapan = Realisasi / Pagu × 100%\n"
        "  rumus: Sisa pagu = Pagu − Realisasi\n";
    if (!str_is(buf_view(&out), expected)) fail_msg("%.*s", (int)out.n, out.p);
    arena_free(b->a);
}

/* ---- the two reports ---- */

/* Way Kanan: each programme's rows add to its PK figure; 6.796.834.585 and 6.417.534.877, 94,42 %.
 * The first programme's seventeen rows are given as one, with the sums the README states for
 * all. */
static void test_way_kanan(void **state) {
    (void)state;
    static const FixtureTable t[] = {
        {"realisasi", "{\"pagu\": \"rupiah\", \"realisasi\": \"rupiah\"}",
         "program;pagu;realisasi\n"
         "Penunjang;2.682.564.785;2.550.000.000\n"
         "Kerjasama;44.342.000;40.000.000\n"
         "Administrasi;1.978.457.800;1.827.534.877\n"
         "Pemberdayaan;2.091.470.000;2.000.000.000\n"},
        {"pk", "{\"sebelum\": \"rupiah\", \"setelah\": \"rupiah\"}",
         "program;sebelum;setelah\n"
         "Penunjang;2.822.773.034;2.682.564.785\nKerjasama;44.342.000;44.342.000\n"
         "Administrasi;1.714.857.800;1.978.457.800\nPemberdayaan;1.770.629.500;2.091.470.000\n"},
    };
    Bench *b = bench(t, 2, "pk");
    column(b, "sebelum", "jumlah(sebelum)", NULL);
    column(b, "setelah", "jumlah(setelah)", NULL);
    column(b, "setelah - jumlah(realisasi.pagu, program = baris.program)",
           "jumlah(setelah) - jumlah(realisasi.pagu)", NULL);
    column(b, "setelah", "bulatkan(jumlah(realisasi.realisasi) / jumlah(setelah), 4)", NULL);
    end_row(b, END_TOTAL, "Jumlah");
    run(b);
    size_t last = figures_rows(b->t) - 1;
    assert_true(str_is(fixture_show(b->a, figures_cell(b->t, last, 0, b->a)), "6352602334"));
    assert_true(str_is(fixture_show(b->a, figures_cell(b->t, last, 1, b->a)), "6796834585"));
    assert_true(str_is(fixture_show(b->a, figures_cell(b->t, last, 3, b->a)), "0.9442"));
    for (size_t row = 0; row <= last; row++) {
        assert_true(str_is(fixture_show(b->a, figures_cell(b->t, row, 2, b->a)), "0"));
    }
    arena_free(b->a);
}

/* Barito Selatan's PK: a programme that comes twice is one group; 91.101.382.088
 * and 92.749.182.088. */
static void test_barito(void **state) {
    (void)state;
    static const FixtureTable t[] = {
        {"pk", "{\"murni\": \"rupiah\", \"perubahan\": \"rupiah\"}",
         "program;murni;perubahan\n"
         "LEMBAGA;1.020.000.000;2.040.000.000\nPENATAAN;20.000.000;20.000.000\n"
         "ADMINISTRASI;87.823.779.600;87.923.779.600\nKERJASAMA;25.000.000;25.000.000\n"
         "PENATAAN;898.102.488;925.902.488\nREHABILITASI;172.200.000;86.300.000\n"
         "REHABILITASI;525.100.000;611.000.000\nJAMINAN;10.000.000;10.000.000\nJAMINAN;274.000.000;"
         "774.000.000\n"
         "SOSIAL;95.000.000;95.000.000\nSOSIAL;35.000.000;35.000.000\nSISA;203.200.000;203.200."
         "000\n"},
    };
    Bench *b = bench(t, 1, "pk");
    column(b, "murni", "jumlah(murni)", NULL);
    column(b, "perubahan", "jumlah(perubahan)", NULL);
    group(b, "program", NULL, "{{ program }}");
    end_row(b, END_TOTAL, "Jumlah");
    run(b);
    Str text = drawn(b, b->t);
    assert_true(str_find(text, STR("f0PENATAAN|918102488|945902488\n"), 0) != SIZE_MAX);
    assert_true(str_find(text, STR("TJumlah|91101382088|92749182088\n"), 0) != SIZE_MAX);
    assert_int_equal(figures_rows(b->t), 12 + 8 + 1);
    arena_free(b->a);
}

/* ---- properties ---- */

/* Whatever the order of the rows, the groups' sums and the total stay; the parts are the whole. */
static void test_order_of_rows(void **state) {
    (void)state;
    enum { ROWS = 60 };
    Str seen[3];
    for (unsigned turn = 0; turn < 3; turn++) {
        Arena *work = arena_new();
        Buf csv = buf_new(work);
        buf_cstr(&csv, "p;n\n");
        for (unsigned i = 0; i < ROWS; i++) {
            unsigned k = turn == 0 ? i : turn == 1 ? ROWS - 1 - i : i * 7 % ROWS;
            buf_printf(&csv, "p%u;%u,%02u\n", k % 5, k * 37, k);
        }
        FixtureTable t = {"t", "{\"n\": \"desimal\"}", buf_terminated(&csv)};
        Bench *b = bench(&t, 1, "t");
        column(b, "n", "jumlah(n)", NULL);
        column(b, "n / jumlah(n)", "jumlah(n) / jumlah(t.n)", NULL);
        b->spec.sort = parsed(b, "p");
        group(b, "p", NULL, "{{ p }}");
        end_row(b, END_TOTAL, "Jumlah");
        run(b);
        Buf out = buf_new(b->a);
        Num parts = num_int(0);
        for (size_t row = 0; row < figures_rows(b->t); row++) {
            Datum share = figures_cell(b->t, row, 1, b->a);
            if (figures_row(b->t, row).kind == FIGURE_BODY) {
                assert_true(num_add(b->a, parts, share.number, &parts));
                continue;
            }
            Str cell = fixture_show(b->a, figures_cell(b->t, row, 0, b->a));
            buf_printf(&out, "%.*s ", STR_ARG(cell));
        }
        assert_int_equal(num_cmp(parts, num_int(1)), 0);
        seen[turn] = (Str){strndup(out.p, out.n), out.n};
        arena_free(b->a);
        arena_free(work);
    }
    assert_true(str_eq(seen[0], seen[1]) && str_eq(seen[0], seen[2]));
    for (size_t i = 0; i < 3; i++) free((char *)seen[i].p);
}

/* 100,000 rows, grouped twice, with sums, shares, ranks and running totals: anything quadratic would take
 * minutes. */
static void test_many_rows(void **state) {
    (void)state;
    enum { ROWS = 100000 };
    Arena *work = arena_new();
    Buf csv = buf_new(work);
    buf_cstr(&csv, "p;k;n\n");
    for (unsigned i = 0; i < ROWS; i++)
        buf_printf(&csv, "p%u;k%u;%u\n", i / 100, i % 7, i * 31 % 1000);
    FixtureTable t = {"t", "{\"n\": \"bulat\"}", buf_terminated(&csv)};
    Bench *b = bench(&t, 1, "t");
    column(b, "p", NULL, NULL)->merge = MERGE_EQUAL;
    column(b, "n", "jumlah(n)", NULL);
    column(b, "n / jumlah(n)", "jumlah(n) / jumlah(t.n)", NULL);
    column(b, "peringkat(n)", NULL, NULL);
    column(b, "kumulatif(n)", NULL, NULL);
    column(b, "jumlah(t.n, p = baris.p)", NULL, NULL);
    group(b, "p", NULL, "{{ p }}");
    group(b, "k", NULL, "{{ k }}");
    end_row(b, END_TOTAL, "Jumlah");
    run(b);
    for (size_t row = 0; row < figures_rows(b->t); row += 40) figures_running(b->t, row, 1, b->a);
    assert_int_equal(figures_rows(b->t), ROWS + 1000 + 7000 + 1);
    arena_free(b->a);
    arena_free(work);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),         cmocka_unit_test(test_groups),
        cmocka_unit_test(test_order),         cmocka_unit_test(test_spans),
        cmocka_unit_test(test_personil),      cmocka_unit_test(test_running),
        cmocka_unit_test(test_exclusions),    cmocka_unit_test(test_loop),
        cmocka_unit_test(test_errors),        cmocka_unit_test(test_formulas_and_print),
        cmocka_unit_test(test_way_kanan),     cmocka_unit_test(test_barito),
        cmocka_unit_test(test_order_of_rows), cmocka_unit_test(test_many_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
