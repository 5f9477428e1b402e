/*
 * expr: the language (values, places of errors, types), definitions, functions over rows, formulas
 * and templates. Line tables; expectations derived by hand.
 */
#include "calc.h"
#include "expr.h"
#include "figures_fixture.h"

static const FixtureTable tables[] = {
    {"anggaran", "{\"pagu\": \"rupiah\", \"realisasi\": \"rupiah\", \"tw\": \"bersatuan\"}",
     "program;kegiatan;pagu;realisasi;tw\n"
     "A;satu;100;90;50 Dokumen\n"
     "B;dua;200;100;75 Dokumen\n"
     "A;tiga;300;-;80 Orang\n"
     "C;empat;0;0;-\n"},
    {"pk", "{\"target\": \"rupiah\"}", "program;target\nA;400\nB;200\nC;0\n"},
    {"iku-renstra", "{\"2023\": {\"tipe\": \"desimal\", \"nama\": \"2023\"}}",
     "indikator;2023;Nama Unit\nIDM;0,6608;Bidang I\nIKE;0,6333;Bidang II\n"},
};
enum { TABLES = sizeof tables / sizeof tables[0] };

static const char *const facts = "{\"visi\": \"Unggul\", \"jumlah_desa\": 221}";

typedef struct World {
    Arena *a;
    Names names;
    Derived derived[12];
    Named named[8];
} World;

static const Expr *parsed(Arena *a, const char *text) {
    Diags *d = diags_new(a, 0);
    const Expr *e = expr_parse(a, str_of(text), LOC_NONE, d);
    if (!e) fixture_fail(a, d, text);
    return e;
}

static void add_derived(World *w, const char *table, const char *name, const char *title,
                        const char *text) {
    w->derived[w->names.derived_count++] = (Derived){.table = str_of(table),
                                                     .name = str_of(name),
                                                     .title = str_of(title),
                                                     .expr = parsed(w->a, text)};
}

static void add_named(World *w, const char *name, const char *title, const char *text) {
    w->named[w->names.named_count++] =
        (Named){.name = str_of(name), .title = str_of(title), .expr = parsed(w->a, text)};
}

static World *world(void) {
    Arena *a = arena_new();
    World *w = arena_alloc(a, sizeof *w);
    w->a = a;
    w->names = (Names){
        .data = fixture_data(a, facts, tables, TABLES), .derived = w->derived, .named = w->named};
    add_derived(w, "anggaran", "serapan", "Serapan", "realisasi / pagu");
    add_derived(w, "anggaran", "bagian_pagu", "Bagian", "pagu / jumlah(pagu)");
    add_derived(w, "anggaran", "kum", "Kumulatif", "kumulatif(pagu)");
    add_derived(w, "anggaran", "ke", "Peringkat", "peringkat(pagu)");
    add_derived(w, "anggaran", "milik_pk", "PK", "jumlah(pk.target, program = baris.program)");
    add_named(w, "total", "pagu anggaran", "jumlah(anggaran.pagu)");
    add_named(w, "serap", "penyerapan anggaran", "jumlah(anggaran.realisasi) / total");
    add_named(w, "hampa", "", "1 / 0");
    return w;
}

static Scope row_scope(const World *w, const char *table, size_t row) {
    return (Scope){
        .names = &w->names, .sheet = data_sheet(w->names.data, str_of(table)), .row = row};
}

/* ---- values ---- */

typedef struct Line { const char *text, *value; } Line;

static const Line constants[] = {
    {"1 + 2 * 3", "7"},
    {"(1 + 2) * 3", "9"},
    {"10 - 3 - 2", "5"},
    {"100 / 10 / 2", "5"},
    {"-2 * -3", "6"},
    {"- - 2", "2"},
    {"1 - -1", "2"},
    {"0.5 + 0.25", "0.75"},
    {"1/3 + 1/3 + 1/3", "1"},
    {"1 / 3", "1/3"},
    {"50%", "0.5"},
    {"110% - 0.1", "1"},
    {"1 / 0", "n/a: pembagi nol"},
    {"1 / (2 - 2) + 5", "n/a: pembagi nol"},
    {"1 < 2", "benar"},
    {"2 <= 1", "salah"},
    {"1 = 1.0", "benar"},
    {"1 <> 1", "salah"},
    {"'a' = \"a\"", "benar"},
    {"\"a\" < \"b\"", "benar"},
    {"\"a\" + \"b\"", "\"ab\""},
    {"benar dan salah", "salah"},
    {"benar atau 1 / 0 > 1", "benar"},
    {"1 / 0 > 1 atau benar", "benar"},
    {"salah dan 1 / 0 > 1", "salah"},
    {"benar dan 1 / 0 > 1", "n/a: pembagi nol"},
    {"bukan salah", "benar"},
    {"bukan 1 > 2 dan benar", "benar"},
    {"1 > 2 atau 2 > 1 dan benar", "benar"},
    {"999999999999999999999999 + 1", "1000000000000000000000000"},
    {"1000000000000000000000000 * 1000000000000000000000000",
     "1000000000000000000000000000000000000000000000000"},
    {"tahun", "2023"},
    {"tahun - 1", "2022"},
    {"instansi.nama", "\"Dinas Contoh\""},
    {"fakta.visi", "\"Unggul\""},
    {"fakta.jumlah_desa / 2", "110.5"},
    {"tahun(tanggal)", "2024"},
    {"tanggal", "2024-1-31"},
    {"total", "600"},
    {"serap", "19/60"},
    {"hampa", "n/a: pembagi nol"},
    {"total + hampa", "n/a: pembagi nol"},
    {"jumlah(anggaran.pagu)", "600"},
    {"jumlah(anggaran.serapan)", "1.4"},
    {"rata_rata(anggaran.serapan)", "0.7"},
    {"hitung(anggaran, program = \"A\")", "2"},
    {"jumlah(anggaran.pagu, program = \"A\" dan pagu > 100)", "300"},
    {"jumlah(anggaran.pagu - anggaran.realisasi)", "110"},
    {"jumlah(anggaran.bagian_pagu)", "1"},
    {"jumlah(anggaran.pagu, realisasi > 95)", "200"},
    {"maksimum(anggaran.kum)", "600"},
    {"jumlah(anggaran.pagu, program = fakta.visi)", "0"},
    {"jumlah(iku-renstra.2023)", "1.2941"},
    {"jumlah(iku-renstra.[2023])", "1.2941"},
    {"pertama(iku-renstra.[Nama Unit])", "\"Bidang I\""},
    {"hitung(pk, jumlah(anggaran.pagu, program = baris.program) = target)", "3"},
    {"jumlah(pk.target, hitung(anggaran, program = baris.program) > 1)", "400"},
    {"predikat(1, \"x\")", "!"},
};

static void test_constants(void **state) {
    (void)state;
    World *w = world();
    Scope scope = {.names = &w->names};
    for (size_t i = 0; i < sizeof constants / sizeof constants[0]; i++) {
        fixture_expect(w->a, constants[i].text, &scope, constants[i].value);
    }
    arena_free(w->a);
}

typedef struct RowLine { const char *text, *values[4]; } RowLine;

static const RowLine rows[] = {
    {"pagu", {"100", "200", "300", "0"}},
    {"realisasi", {"90", "100", "-", "0"}},
    {"serapan", {"0.9", "0.5", "n/a: realisasi kosong", "n/a: pagu nol"}},
    {"realisasi / pagu * 100", {"90", "50", "n/a: realisasi kosong", "n/a: pagu nol"}},
    {"bila_kosong(realisasi, 0) / 10", {"9", "10", "0", "0"}},
    {"kosong(realisasi)", {"salah", "salah", "benar", "salah"}},
    {"realisasi = realisasi", {"benar", "benar", "benar", "benar"}},
    {"realisasi > 95", {"salah", "benar", "n/a: realisasi kosong", "salah"}},
    {"program = \"A\"", {"benar", "salah", "benar", "salah"}},
    {"bagian_pagu", {"1/6", "1/3", "0.5", "0"}},
    {"kum", {"100", "300", "600", "600"}},
    {"ke", {"3", "2", "1", "4"}},
    {"peringkat(pagu, \"naik\")", {"2", "3", "4", "1"}},
    {"peringkat(pagu, syarat = (program = baris.program))", {"2", "1", "1", "1"}},
    {"peringkat(realisasi)", {"2", "1", "n/a: nilai kosong", "3"}},
    {"kumulatif(pagu, program = baris.program)", {"100", "200", "400", "0"}},
    {"kumulatif(realisasi)", {"90", "190", "190", "190"}},
    {"milik_pk", {"400", "200", "400", "0"}},
    {"jumlah(pagu)", {"600", "600", "600", "600"}},
    {"jumlah(pagu, program = baris.program)", {"400", "200", "400", "0"}},
    {"hitung(program = baris.program)", {"2", "1", "2", "1"}},
    {"hitung()", {"4", "4", "4", "4"}},
    {"satuan(tw)", {"\"Dokumen\"", "\"Dokumen\"", "\"Orang\"", "\"\""}},
    {"baris.pagu", {"100", "200", "300", "0"}},
    {"capaian(pagu, realisasi)", {"0.9", "0.5", "n/a: realisasi kosong", "n/a: target nol"}},
    {"capaian(pagu, realisasi, target_nol = 1)", {"0.9", "0.5", "n/a: realisasi kosong", "1"}},
    {"akumulasi(\"jumlah\", pagu, realisasi)", {"190", "300", "300", "0"}},
};

static void test_rows(void **state) {
    (void)state;
    World *w = world();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t row = 0; row < 4; row++) {
            Scope scope = row_scope(w, "anggaran", row);
            fixture_expect(w->a, rows[i].text, &scope, rows[i].values[row]);
        }
    }
    arena_free(w->a);
}

/* A total's scope over a group's rows; derived columns' own sums go on over the whole table. */
static void test_groups(void **state) {
    (void)state;
    static const uint32_t group[] = {0, 2}, printed[] = {2, 0, 1};
    static const Line lines[] = {
        {"jumlah(pagu)", "400"},
        {"jumlah(realisasi) / jumlah(pagu)", "0.225"},
        {"hitung()", "2"},
        {"jumlah(bagian_pagu)", "2/3"},
        {"jumlah(anggaran.pagu)", "600"},
        {"terakhir(kegiatan)", "\"tiga\""},
        {"hitung(realisasi)", "1"},
        {"pagu", "!"},
        {"serapan", "!"},
        {"jumlah(kum)", "700"},
        {"baris.pagu", "!"},
        {"kumulatif(pagu)", "!"},
    };
    World *w = world();
    Scope scope = row_scope(w, "anggaran", 0);
    scope.aggregate = true;
    scope.rows = group;
    scope.row_count = 2;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        fixture_expect(w->a, lines[i].text, &scope, lines[i].value);
    }
    /* the rows printed are filtered and sorted: 300, 100, 200 */
    Scope body = row_scope(w, "anggaran", 0);
    body.table_rows = printed;
    body.table_row_count = 3;
    body.rows_stay = true;
    fixture_expect(w->a, "kumulatif(pagu)", &body, "400");
    fixture_expect(w->a, "kum", &body, "400");
    fixture_expect(w->a, "bagian_pagu", &body, "1/6");
    fixture_expect(w->a, "hitung()", &body, "3");
    fixture_expect(w->a, "pertama(kegiatan)", &body, "\"tiga\"");
    fixture_expect(w->a, "hitung(anggaran)", &body, "4");
    body.row = 3;
    fixture_expect(w->a, "kum", &body, "n/a: baris tidak dicetak");
    arena_free(w->a);
}

static void test_variables(void **state) {
    (void)state;
    World *w = world();
    const Sheet *pk = data_sheet(w->names.data, STR("pk"));
    const Sheet *anggaran = data_sheet(w->names.data, STR("anggaran"));
    Variable v[] = {
        {.name = STR("p"), .sheet = pk, .row = 1},
        {.name = STR("n"), .value = calc_number(num_int(7)), .type = TYPE_NUMBER},
        {.name = STR("s"), .sheet = anggaran, .row = 1},
    };
    Scope scope = {.names = &w->names, .variables = v, .variable_count = 3};
    static const Line lines[] = {
        {"p.target", "200"},
        {"p.program", "\"B\""},
        {"n + 1", "8"},
        {"s.serapan", "0.5"},
        {"jumlah(anggaran.pagu, program = p.program)", "200"},
        {"p.tujuan", "!"},
        {"p", "!"},
        {"n.x", "!"},
        {"q.target", "!"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        fixture_expect(w->a, lines[i].text, &scope, lines[i].value);
    }
    /* bound once, evaluated for each turn of the loop: nothing of an earlier turn stays */
    Diags *d = diags_new(w->a, 0);
    const Expr *e = parsed(w->a, "jumlah(anggaran.pagu, program = p.program) + s.serapan");
    static const char *const expected[] = {"400.5", "200.5", "0.5"};
    for (size_t i = 0; i < 3; i++) {
        v[0].row = i;
        assert_true(expr_bind(w->a, e, &scope, NULL, d));
        Str got = fixture_show(w->a, expr_eval(w->a, e, &scope, d));
        if (!str_is(got, expected[i])) fail_msg("turn %zu: %.*s", i, STR_ARG(got));
    }
    arena_free(w->a);
}

/* ---- errors ---- */

typedef struct ErrorLine {
    const char *text;
    unsigned column, length;  /* where, from 1 */
    const char *said;
} ErrorLine;

static const ErrorLine errors[] = {
    {"pagu +", 7, 0, "ungkapan terputus"},
    {"pagu + * 2", 8, 1, "\"*\" tidak diharapkan"},
    {"(pagu", 6, 0, "ungkapan terputus: diharapkan \")\""},
    {"pagu realisasi", 6, 9, "\"realisasi\" tidak diharapkan"},
    {"jumlah(pagu", 12, 0, "diharapkan \",\" atau \")\""},
    {"pagu == 1", 6, 2, "ditulis \"=\""},
    {"pagu != 1", 6, 2, "ditulis \"<>\""},
    {"program = \xE2\x80\x9C""A\xE2\x80\x9D", 11, 3, "kutip harus lurus"},
    {"program = \"A", 11, 2, "tidak ditutup"},
    {"pagu > 1.000.000", 8, 9, "titik ribuan"},
    {"pagu > 1.000", 8, 5, "titik ribuan"},
    {"pagu > 12.250", 8, 6, "titik ribuan"},
    {"2023x", 1, 5, "kurung siku"},
    {"pagu ? 1", 6, 1, "tanda \"?\" tidak dikenal"},
    {"1 < pagu < 2", 10, 1, "satu perbandingan"},
    {"pagu.", 5, 1, "sesudah titik"},
    {"[pagu", 1, 5, "tidak ditutup dengan \"]\""},
    {"", 1, 0, "ungkapan kosong"},
    {"pagi / realisasi", 1, 4, "Maksud Anda \"pagu\"?"},
    {"realisasi / pago", 13, 4, "Maksud Anda \"pagu\"?"},
    {"seraapan * 2", 1, 8, "Maksud Anda \"serapan\"?"},
    {"totl", 1, 4, "Maksud Anda \"total\"?"},
    {"pagu-realisasi", 1, 14, "spasi di kedua sisi"},
    {"jumlah(anggaran.pago)", 8, 13, "Maksud Anda \"pagu\"?"},
    {"jumlah(angaran.pagu)", 8, 12, "Maksud Anda \"anggaran.pagu\"?"},
    {"anggaran.pagu", 1, 13, "jumlah(anggaran.pagu)"},
    {"anggaran", 1, 8, "adalah tabel"},
    {"instansi.nam", 1, 12, "Maksud Anda \"instansi.nama\"?"},
    {"instansi.alamat", 1, 15, "atau tambahkan \"alamat\" di bawah \"instansi\" di laporan.json"},
    {"pejabat.kepala.nip", 1, 18, "atau tambahkan \"nip\" di bawah \"pejabat.kepala\" di laporan.json"},
    {"jumlah(anggaran.sasaran_strategis)", 8, 26, "Yang ada: program, "},
    {"jumlh(pagu)", 1, 5, "Maksud Anda \"jumlah\"?"},
    {"pagu + program", 8, 7, "harus bilangan, tetapi \"program\" adalah teks"},
    {"program > 5", 1, 11, "tidak dapat dibandingkan"},
    {"jika(pagu, 1, 2)", 6, 4, "harus benar/salah"},
    {"jika(pagu > 1, 1, \"a\")", 19, 3, "harus bilangan"},
    {"capaian(pagu)", 1, 13, "argumen \"realisasi\" belum diberikan"},
    {"abs(1, 2)", 8, 1, "terlalu banyak argumen"},
    {"jika(pagu > 0,9, 1, 2)", 21, 1, "pecahan di dalam rumus memakai titik: 0.9"},
    {"instansi", 1, 8, "Sebut isinya, misalnya \"instansi."},
    {"antahberantah", 1, 13, "\"fakta\": {\"antahberantah\": \"...\"}"},
    {"capaian(pagu, realisasi, arah = \"negativ\")", 33, 9, "Maksud Anda \"negatif\"?"},
    {"capaian(pagu, realisasi, target = 1)", 26, 10, "dua kali"},
    {"capaian(target = pagu, realisasi)", 24, 9, "sesudah yang bernama"},
    {"akumulasi(\"rata\", pagu)", 11, 6, "Pilihannya: jumlah, terakhir, rata_rata"},
    {"jumlah(program)", 8, 7, "harus bilangan"},
    {"jumlah(anggaran.pagu + pk.target)", 24, 9, "milik tabel lain"},
    {"jumlah(pk.target, realisasi = baris.realisasi)", 19, 9, "Tulis baris.realisasi"},
    {"kumulatif(anggaran.pagu)", 1, 24, "di dalam baris tabelnya sendiri"},
    {"predikat(pagu, \"lima\")", 16, 6, "skala \"lima\" tidak dikenal"},
    {"predikat(pagu, program)", 16, 7, "ditulis langsung"},
    {"pilih(pagu, 1, \"a\")", 1, 19, "belum diberikan"},
    {"pilih(pagu, 1, \"a\", 2, \"b\")", 1, 27, "pasangan"},
};

static void test_errors(void **state) {
    (void)state;
    World *w = world();
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        const ErrorLine *l = &errors[i];
        Diags *d = diags_new(w->a, 0);
        Source *s = arena_alloc(w->a, sizeof *s);
        *s = (Source){.name = STR("uji"), .text = str_of(l->text)};
        Scope scope = row_scope(w, "anggaran", 0);
        const Expr *e = expr_parse(w->a, s->text, loc_at(s, 0, s->text.n), d);
        bool good = e && expr_bind(w->a, e, &scope, NULL, d);
        Buf out = buf_new(w->a);
        diags_print(d, &out);
        if (good || diags_count(d, ERROR_) != 1)
            fail_msg("%s: %zu errors\n%.*s", l->text, diags_count(d, ERROR_), (int)out.n, out.p);
        const Diag *g = diags_get(d, 0);
        if (loc_position(g->loc).column != l->column || (l->length && g->loc.length != l->length)
            || str_find(buf_view(&out), str_of(l->said), 0) == SIZE_MAX) {
            fail_msg("%s: at %u+%u, said\n%.*s", l->text, loc_position(g->loc).column,
                     g->loc.length, (int)out.n, out.p);
        }
    }
    arena_free(w->a);
}

/* A text that was copied out of its file is found again there. */
static void test_place_of_copies(void **state) {
    (void)state;
    Arena *a = arena_new();
    Diags *d = diags_new(a, 0);
    Source s = {.name = STR("tata.json"), .text = STR("{\"rumus\": \"pagu + ? 1\"}")};
    Str copy = str_copy(a, STR("pagu + ? 1"));
    assert_null(expr_parse(a, copy, loc_at(&s, 10, 12), d));
    assert_int_equal(loc_position(diags_get(d, 0)->loc).column, 19);
    arena_free(a);
}

static void test_cycles(void **state) {
    (void)state;
    World *w = world();
    add_derived(w, "anggaran", "x", "", "y + 1");
    add_derived(w, "anggaran", "y", "", "z + 1");
    add_derived(w, "anggaran", "z", "", "jumlah(anggaran.x)");
    add_named(w, "aku", "", "aku + 1");
    static const struct { const char *text, *said;
    } lines[] = {
        {"x", "rumus melingkar: x \xE2\x86\x92 y \xE2\x86\x92 z \xE2\x86\x92 x"},
        {"aku", "rumus melingkar: aku \xE2\x86\x92 aku"},
    };
    for (size_t i = 0; i < 2; i++) {
        Diags *d = diags_new(w->a, 0);
        Scope scope = row_scope(w, "anggaran", 0);
        assert_true(str_is(fixture_eval(w->a, lines[i].text, &scope, d), "!"));
        Buf out = buf_new(w->a);
        diags_print(d, &out);
        assert_int_equal(diags_count(d, ERROR_), 1);
        if (str_find(buf_view(&out), str_of(lines[i].said), 0) == SIZE_MAX)
            fail_msg("%.*s", (int)out.n, out.p);
        /* said once: what refers to a definition that failed fails without a word */
        assert_true(str_is(fixture_eval(w->a, lines[i].text, &scope, d), "!"));
        assert_int_equal(diags_count(d, ERROR_), 1);
    }
    arena_free(w->a);
}

static void test_limits(void **state) {
    (void)state;
    Arena *a = arena_new();
    Names names = {0};
    Scope scope = {.names = &names};
    Buf deep = buf_new(a), chain = buf_new(a), minus = buf_new(a), nots = buf_new(a),
        calls = buf_new(a);
    for (int i = 0; i < 100000; i++) {
        buf_byte(&deep, '(');
        buf_cstr(&chain, "1 + ");
        buf_cstr(&minus, "- ");
        buf_cstr(&nots, "bukan ");
        buf_cstr(&calls, "abs(");
    }
    buf_byte(&chain, '1');
    Buf *all[] = {&deep, &chain, &minus, &nots, &calls};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        Diags *d = diags_new(a, 0);
        assert_null(expr_parse(a, buf_view(all[i]), LOC_NONE, d));
        assert_int_equal(diags_count(d, ERROR_), 1);
    }
    chain.n = 4 * 400 - 3;    /* "1 + 1 + ... + 1", 400 terms */
    Diags *d = diags_new(a, 0);
    assert_true(str_is(fixture_eval(a, buf_terminated(&chain), &scope, d), "400"));
    arena_free(a);
}

/* Overflow: an error with the place of the expression and of the cell. */
static void test_overflow(void **state) {
    (void)state;
    enum { ZEROS = 900, BITS = 2989 };       /* 10^900 has 2990 bits */
    Arena *a = arena_new();
    Buf csv = buf_new(a), b = buf_new(a);
    buf_cstr(&csv, "n\n1");
    for (int i = 0; i < ZEROS; i++) buf_byte(&csv, '0');
    FixtureTable big = {"x", "{\"n\": \"bulat\"}", buf_terminated(&csv)};
    Names names = {.data = fixture_data(a, NULL, &big, 1)};
    Scope scope = {.names = &names, .sheet = data_sheet(names.data, STR("x"))};
    for (int i = 0; i < NUM_MAX_BITS / BITS + 1; i++) buf_cstr(&b, i ? " * n" : "n");
    Diags *d = diags_new(a, 0);
    Str got = fixture_eval(a, buf_terminated(&b), &scope, d);
    if (!str_is(got, "n/a: terlalu besar")) fixture_fail(a, d, str_cstr(a, got));
    assert_int_equal(diags_count(d, ERROR_), 1);
    assert_string_equal(diags_get(d, 0)->code, "angka-luap");
    assert_int_equal(loc_position(diags_get(d, 0)->related).line, 2);
    arena_free(a);
}

/* Every definition refers twice to the one before: without memory 2^60 steps. */
static void test_no_blow_up(void **state) {
    (void)state;
    Arena *a = arena_new();
    enum { DEEP = 60 };
    Derived *derived = arena_array(a, DEEP, sizeof *derived);
    Named *named = arena_array(a, DEEP, sizeof *named);
    Names names = {.data = fixture_data(a, facts, tables, TABLES),
                   .derived = derived,
                   .derived_count = DEEP,
                   .named = named,
                   .named_count = DEEP};
    for (int i = 0; i < DEEP; i++) {
        Str before = i ? str_printf(a, "d%d - d%d + pagu", i - 1, i - 1) : STR("pagu");
        derived[i] = (Derived){.table = STR("anggaran"),
                               .name = str_printf(a, "d%d", i),
                               .expr = parsed(a, str_cstr(a, before))};
        before = i ? str_printf(a, "(n%d + n%d) / 2", i - 1, i - 1) : STR("jumlah(anggaran.pagu)");
        named[i] = (Named){.name = str_printf(a, "n%d", i), .expr = parsed(a, str_cstr(a, before))};
    }
    Scope scope = {.names = &names, .sheet = data_sheet(names.data, STR("anggaran")), .row = 1};
    fixture_expect(a, "d59", &scope, "200");
    fixture_expect(a, "n59", &scope, "600");
    fixture_expect(a, "jumlah(anggaran.d59)", &scope, "600");
    arena_free(a);
}

/* ---- formulas ---- */

static void test_formulas(void **state) {
    (void)state;
    static const struct { const char *text; bool percent; const char *formula;
    } lines[] = {
        {"realisasi / pagu", true, "realisasi / pagu × 100%"},
        {"realisasi / pagu", false, "realisasi / pagu"},
        {"serapan", true, "realisasi / pagu × 100%"},
        {"serapan * 2", false, "Serapan × 2"},
        {"pagu", true, ""},
        {"(pagu - realisasi) / pagu", true, "(pagu − realisasi) / pagu × 100%"},
        {"pagu - (realisasi - 1)", false, "pagu − (realisasi − 1)"},
        {"pagu - realisasi", true, "(pagu − realisasi) × 100%"},
        {"pagu / (realisasi * 2)", false, "pagu / (realisasi × 2)"},
        {"capaian(pagu, realisasi)", true, "realisasi / pagu × 100%"},
        {"capaian(pagu, realisasi, \"negatif\")", true, "(2 × pagu − realisasi) / pagu × 100%"},
        {"capaian(pagu, realisasi, batas_atas = 1.2)", true,
         "realisasi / pagu × 100%, paling tinggi 120%"},
        {"capaian(pagu, realisasi, target_nol = 1)", true,
         "realisasi / pagu × 100%, 100% bila target nol"},
        {"capaian(pagu + 1, realisasi)", false, "realisasi / (pagu + 1)"},
        {"jumlah(realisasi) / jumlah(pagu)", true, "jumlah realisasi / jumlah pagu × 100%"},
        {"jumlah(pagu, program = \"A\") / 2", false, "(jumlah pagu bila program = \"A\") / 2"},
        {"rata_rata(pagu - realisasi)", false, "rata-rata (pagu − realisasi)"},
        {"hitung(anggaran)", false, "banyaknya baris anggaran"},
        {"total / 0.5", false, "pagu anggaran / 0,5"},
        {"jika(pagu > 1 dan bukan program = \"A\", 1, 2)", false,
         "1 bila pagu > 1 dan bukan program = \"A\", selainnya 2"},
        {"jumlah(pagu, program = baris.program)", false, "jumlah pagu dari anggaran bila program sama"},
        {"jumlah(pagu, baris.program = program dan pagu > 1)", false,
         "jumlah pagu dari anggaran bila program sama dan pagu > 1"},
        {"hitung(anggaran, pagu > baris.realisasi)", false,
         "banyaknya baris anggaran bila pagu > realisasi baris ini"},
        {"jumlah(pagu, pagu <> baris.pagu)", false, "jumlah pagu dari anggaran bila pagu ≠ pagu baris ini"},
        {"jumlah(pagu, program = program)", false, "jumlah pagu bila program = program"},
        {"terbesar(pagu, realisasi)", false, "yang terbesar dari pagu, realisasi"},
        {"-pagu", false, "−pagu"},
    };
    World *w = world();
    Scope scope = row_scope(w, "anggaran", 0);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Diags *d = diags_new(w->a, 0);
        const Expr *e = parsed(w->a, lines[i].text);
        if (!expr_bind(w->a, e, &scope, NULL, d)) fixture_fail(w->a, d, lines[i].text);
        Str got = expr_formula(w->a, e, lines[i].percent);
        if (!str_is(got, lines[i].formula)) fail_msg("%s: %.*s", lines[i].text, STR_ARG(got));
    }
    arena_free(w->a);
}

/* Directions that come from the data: only those that occur are printed. */
static void test_formulas_by_direction(void **state) {
    (void)state;
    static const FixtureTable t[] = {
        {"iku", "{\"T\": \"desimal\", \"R\": \"desimal\"}",
         "T;R;arah\n5;4;negatif\n20;24,8;positif\n5;4;negatif\n3;0;salah_tulis\n"}};
    Arena *a = arena_new();
    Names names = {.data = fixture_data(a, NULL, t, 1)};
    Scope scope = {.names = &names, .sheet = data_sheet(names.data, STR("iku"))};
    Diags *d = diags_new(a, 0);
    const Expr *e = parsed(a, "capaian(T, R, arah)");
    assert_true(expr_bind(a, e, &scope, NULL, d));
    Str formula = expr_formula(a, e, true);
    assert_true(str_is(formula, "R / T × 100% (positif); (2 × T − R) / T × 100% (negatif)"));
    assert_true(str_is(fixture_show(a, expr_eval(a, e, &scope, d)), "1.2"));
    scope.row = 1;
    assert_true(str_is(fixture_show(a, expr_eval(a, e, &scope, d)), "1.24"));
    assert_int_equal(diags_count(d, ERROR_), 0);
    scope.row = 3;            /* a word that no rule knows is an error at its cell, never a guess */
    assert_true(str_is(fixture_show(a, expr_eval(a, e, &scope, d)), "n/a: kata tidak dikenal"));
    assert_int_equal(loc_position(diags_get(d, 0)->loc).line, 5);
    arena_free(a);
}

/* ---- templates ---- */

static const FormatProfile profile = {
    .rounding = ROUND_HALF_UP, .rupiah = RUPIAH_MODERN, .empty = {"-", 1}, .undefined = {"n/a", 3},
};

static void test_templates(void **state) {
    (void)state;
    static const Line lines[] = {
        {"Tahun {{ tahun }}", "Tahun 2023"},
        {"{{ pagu | rupiah }} dan {{serapan|persen(1)}}", "Rp200 dan 50,0%"},
        {"{{ tahun | terbilang | kapital }}", "DUA RIBU DUA PULUH TIGA"},
        {"{{ jumlah(anggaran.pagu) | angka_terbilang }}", "600 (enam ratus)"},
        {"tanpa isian", "tanpa isian"},
        {"", ""},
        {"\\{{ bukan isian \\}}", "{{ bukan isian }}"},
        {"{{ jika(pagu > 150, \"}} | besar\", 'kecil') | kapital }}", "}} | BESAR"},
        {"{{ tanggal | tanggal }}", "31 Januari 2024"},
        {"{{ tw }}", "75 Dokumen"},
        {"{{ hitung(iku-renstra.[Nama Unit]) }}", "2"},
    };
    World *w = world();
    Scope scope = row_scope(w, "anggaran", 1);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Diags *d = diags_new(w->a, 0);
        const Template *t = template_parse(w->a, str_of(lines[i].text), LOC_NONE, d);
        if (!t || !template_bind(w->a, t, &scope, d)) fixture_fail(w->a, d, lines[i].text);
        Str got = template_fill(w->a, t, &scope, &profile, d);
        if (!str_is(got, lines[i].value)) fail_msg("%s: %.*s", lines[i].text, STR_ARG(got));
        assert_int_equal(diags_count(d, ERROR_), 0);
    }
    arena_free(w->a);
}

static const ErrorLine template_errors[] = {
    {"Pagu {{ pagu", 6, 2, "tidak ditutup dengan }}"},
    {"{{ }}", 0, 0, "isian kosong"},
    {"Nilai {{ pago | rupiah }}", 10, 4, "Maksud Anda \"pagu\"?"},
    {"Nilai {{ pagu | rupaih }}", 17, 6, "Maksud Anda \"rupiah\"?"},
    {"{{ pagu | }}", 0, 0, "tidak dikenal"},
    {"{{ program | rupiah }}", 4, 16, "format rupiah tidak menerima teks"},
    {"{{ pagu | rupiah | terbilang }}", 4, 25, "tidak menerima teks hasil format sebelumnya"},
    {"{{ pagu + }} dan {{ 1 + }}", 0, 0, "terputus"},
};

static void test_template_errors(void **state) {
    (void)state;
    World *w = world();
    Scope scope = row_scope(w, "anggaran", 1);
    for (size_t i = 0; i < sizeof template_errors / sizeof template_errors[0]; i++) {
        const ErrorLine *l = &template_errors[i];
        Diags *d = diags_new(w->a, 0);
        Source s = {.name = STR("uji.md"), .text = str_of(l->text)};
        const Template *t = template_parse(w->a, s.text, loc_at(&s, 0, s.text.n), d);
        assert_false(t && template_bind(w->a, t, &scope, d));
        Buf out = buf_new(w->a);
        diags_print(d, &out);
        unsigned column = loc_position(diags_get(d, 0)->loc).column;
        bool placed =
            !l->column || (column == l->column && diags_get(d, 0)->loc.length == l->length);
        if (!placed || str_find(buf_view(&out), str_of(l->said), 0) == SIZE_MAX) {
            fail_msg("%s: at %u+%u\n%.*s", l->text, column, diags_get(d, 0)->loc.length, (int)out.n,
                     out.p);
        }
    }
    arena_free(w->a);
}

/* ---- properties ---- */

/* Remembered results equal a plain walk: sums by key through the index against sums by hand;
 * running sums and ranks in any order of asking; everything independent of the order of rows. */
static void test_remembered(void **state) {
    (void)state;
    enum { ROWS = 500, KEYS = 23 };
    Arena *a = arena_new();
    Buf csv = buf_new(a);
    static int64_t x[ROWS], key[ROWS], by_key[KEYS];
    uint64_t seed = 99;
    memset(by_key, 0, sizeof by_key);
    buf_cstr(&csv, "k;x\n");
    for (int i = 0; i < ROWS; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        key[i] = (int64_t)(seed >> 33) % KEYS;
        x[i] = (int64_t)(seed >> 40) % 1000;
        by_key[key[i]] += x[i];
        buf_printf(&csv, "k%d;%d\n", (int)key[i], (int)x[i]);
    }
    FixtureTable t = {"t", "{\"x\": \"bulat\"}", buf_terminated(&csv)};
    Names names = {.data = fixture_data(a, NULL, &t, 1)};
    Diags *d = diags_new(a, 0);
    Scope scope = {.names = &names, .sheet = data_sheet(names.data, STR("t"))};
    const Expr *sum = parsed(a, "jumlah(t.x, k = baris.k)"),
               *own = parsed(a, "jumlah(x, k = baris.k)");
    const Expr *run = parsed(a, "kumulatif(x)"), *rank = parsed(a, "peringkat(x)");
    const Expr *part_run = parsed(a, "kumulatif(x, k = baris.k)");
    const Expr *part_rank = parsed(a, "peringkat(x, syarat = (k = baris.k))");
    const Expr *above = parsed(a, "hitung(t, k = baris.k dan x > baris.x)");
    assert_true(expr_bind(a, part_run, &scope, NULL, d) && expr_bind(a, part_rank, &scope, NULL, d));
    assert_true(expr_bind(a, above, &scope, NULL, d));
    assert_true(expr_bind(a, sum, &scope, NULL, d) && expr_bind(a, own, &scope, NULL, d));
    assert_true(expr_bind(a, run, &scope, NULL, d) && expr_bind(a, rank, &scope, NULL, d));
    for (int step = 0; step < ROWS; step++) {
        int i = step * 187 % ROWS;        /* any order */
        int64_t n, before = 0, better = 0, before_own = 0, better_own = 0;
        scope.row = (size_t)i;
        for (int j = 0; j < ROWS; j++) {
            if (j <= i) before += x[j];
            if (j <= i && key[j] == key[i]) before_own += x[j];
            better += x[j] > x[i];
            better_own += x[j] > x[i] && key[j] == key[i];
        }
        assert_true(num_to_int64(expr_eval(a, part_run, &scope, d).number, &n) && n == before_own);
        assert_true(num_to_int64(expr_eval(a, part_rank, &scope, d).number, &n));
        assert_int_equal(n, better_own + 1);
        assert_true(num_to_int64(expr_eval(a, above, &scope, d).number, &n) && n == better_own);
        assert_true(num_to_int64(expr_eval(a, sum, &scope, d).number, &n) && n == by_key[key[i]]);
        assert_true(num_to_int64(expr_eval(a, own, &scope, d).number, &n) && n == by_key[key[i]]);
        assert_true(num_to_int64(expr_eval(a, run, &scope, d).number, &n) && n == before);
        assert_true(num_to_int64(expr_eval(a, rank, &scope, d).number, &n) && n == better + 1);
    }
    /* any order of the rows gives the same sum, and prefixes of a list its running totals */
    static uint32_t order[ROWS];
    for (uint32_t i = 0; i < ROWS; i++) order[i] = (i * 187 + 5) % ROWS;
    Scope part = {.names = &names,
                  .sheet = scope.sheet,
                  .aggregate = true,
                  .rows = order,
                  .table_rows = order,
                  .table_row_count = ROWS,
                  .rows_stay = true};
    Scope body = {.names = &names, .sheet = scope.sheet, .table_rows = order, .rows_stay = true};
    for (size_t most = 100; most <= ROWS; most += 400) {     /* two lists after one another */
        body.table_row_count = most;
        for (size_t place = 0; place < most; place += 7) {
            int64_t n, sum_own = 0, before_own = 0;
            body.row = order[place];
            for (size_t j = 0; j < most; j++) {
                if (key[order[j]] != key[body.row]) continue;
                sum_own += x[order[j]];
                if (j <= place) before_own += x[order[j]];
            }
            assert_true(num_to_int64(expr_eval(a, own, &body, d).number, &n) && n == sum_own);
            assert_true(num_to_int64(expr_eval(a, part_run, &body, d).number, &n) && n == before_own);
        }
    }
    const Expr *all = parsed(a, "jumlah(x)");
    assert_true(expr_bind(a, all, &part, NULL, d));
    static const size_t prefixes[] = {10, 40, 41, 499, 500, 3, 100, 500};
    for (size_t p = 0; p < sizeof prefixes / sizeof prefixes[0]; p++) {
        int64_t n, expected = 0;
        for (size_t i = 0; i < prefixes[p]; i++) expected += x[order[i]];
        part.row_count = prefixes[p];
        assert_true(num_to_int64(expr_eval(a, all, &part, d).number, &n) && n == expected);
    }
    assert_int_equal(diags_count(d, ERROR_), 0);
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constants),  cmocka_unit_test(test_rows),
        cmocka_unit_test(test_groups),     cmocka_unit_test(test_variables),
        cmocka_unit_test(test_errors),     cmocka_unit_test(test_place_of_copies),
        cmocka_unit_test(test_cycles),     cmocka_unit_test(test_limits),
        cmocka_unit_test(test_overflow),   cmocka_unit_test(test_no_blow_up),
        cmocka_unit_test(test_formulas),   cmocka_unit_test(test_formulas_by_direction),
        cmocka_unit_test(test_templates),  cmocka_unit_test(test_template_errors),
        cmocka_unit_test(test_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
