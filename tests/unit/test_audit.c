/*
 * audit: each rule with a table that breaks it and one that keeps it. The two reports' own mistakes
 * are here with the figures that their data's README states.
 */
#include "audit.h"
#include "audit_internal.h"
#include "figures_fixture.h"


typedef struct Check {
    Arena *a;
    Diags *d;
    Style style;
    Layout layout;
    const Data *data;
    TableSpec spec;
    ColumnSpec columns[4];
    Named named[4];
    Spec specs[2];
    PartSpec part;
    Prose prose;
} Check;

static Check *new_check(void) {
    Arena *a = arena_new();
    Check *c = arena_alloc(a, sizeof *c);
    c->a = a;
    c->d = diags_new(arena_child(a), 0);
    c->style.format =
        (FormatProfile){.rounding = ROUND_HALF_UP, .empty = STR("-"), .undefined = STR("n/a")};
    c->layout = (Layout){.style = &c->style, .names = {.named = c->named}};
    return c;
}

static Str findings(Check *c) {
    c->layout.names.data = c->data;
    const Figures *figures = compute(c->a, &c->layout, c->data, c->d);
    assert_non_null(figures);
    audit(c->a, &c->layout, figures, c->data, c->d);
    Buf out = buf_new(c->a);
    diags_sort(c->d);
    diags_print(c->d, &out);
    return buf_view(&out);
}

/* Tables with their "audit" are written as JSON here: {"name": {...}} goes into laporan.json. */
static Check *check_of(const FixtureTable *tables, size_t count) {
    Check *c = new_check();
    c->data = fixture_data(c->a, NULL, tables, count);
    return c;
}

static void assert_said(Str text, const char *part) {
    if (str_find(text, str_of(part), 0) == SIZE_MAX)
        fail_msg("not said: %s\nin:\n%.*s", part, STR_ARG(text));
}

static void assert_not_said(Str text, const char *part) {
    if (str_find(text, str_of(part), 0) != SIZE_MAX)
        fail_msg("said: %s\nin:\n%.*s", part, STR_ARG(text));
}

/* ---- directions ---- */

static void test_empty_direction(void **state) {
    (void)state;
    static const struct { const char *csv, *want; } table[] = {
        {"target;arah\n1;positif\n2;\n3;negatif\n", "t.csv:3:3: peringatan: arah baris ini kosong, jadi dihitung sebagai positif"},
        {"target;Arah\n1;\n2;positif\n", "t.csv:2:3: peringatan: arah baris ini kosong"},
        {"target;arah\n1;\n2;negatif\n", NULL},        /* the office writes the unusual one alone */
        {"target;arah\n1;positif\n2;negatif\n", NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const FixtureTable t = {"t", NULL, table[i].csv};
        Check *c = check_of(&t, 1);
        Str said = findings(c);
        if (table[i].want) assert_said(said, table[i].want);
        else assert_not_said(said, "arah baris");
        arena_free(c->a);
    }
}

/* ---- Barito Selatan's measurement table as printed, the columns that matter ---- */

static const char *const barito =
    "no;target;realisasi;persen_tercetak\n"
    "1;50 Dokumen;35 Dokumen;70%\n1;80% Dokumen;100% Dokumen;100%\n1;80% Lembaga;72 "
    "Lembaga;90%\n1;40% Unit;-;-\n"
    "1;80% Dokumen;90% Dokumen;900%\n1;100% Laporan;100% Laporan;100%\n1;100% Dokumen;-;-\n1;30% "
    "Desa;-;-\n"
    "2;80 Dokumen;80 Dokumen;100%\n2;80 Dokumen;80 Dokumen;100%\n2;80 Dokumen;80 Dokumen;100%\n"
    "2;100 Orsng;100 Orsng;100%\n2;270 Orang;270 Orang;100%\n2;80 Dokumen;75 %Dokumen;93,75%\n"
    "2;211 Orang;211 Orang;100%\n2;75% Dokumen;100% Dokumen;100%\n2;90% Dokumen;100% Dokumen;100%\n"
    "2;100% Dokumen;100% Dokumen;100%\n2;75% Dokumen;100% Dokumen;100%\n2;100% Orang;95% "
    "Orang;95%\n"
    "3;75% Dokumen;24 Orang;96%\n3;100% Orang;7 Orang;100%\n3;100% Orang;8 Orang;100%\n3;100% "
    "Orang;2 Orang;100%\n"
    "3;100% Orang;1000 PPKS;100%\n3;100% Orang;34.000 KPM;100%\n3;100% Keluarga;24 KPM;100%\n"
    "3;100% Keluarga;450 KPM;98,70%\n3;100% Sertifikat;4 LKS;100%\n3;100% Keluarga;627 KPM;100%\n"
    "3;100% Orang;6500 KPM;100%\n3;100% Orang;200 Orang;100%\n4;100% Orang;59.228 Jiwa;100%\n"
    "4;100% Orang;24 Orang;100%\n4;100% Makam;1 Makam;100%\n";

static void test_barito(void **state) {
    (void)state;
    FixtureTable t = {
        "ukur",
        "{\"target\": \"bersatuan\", \"realisasi\": \"bersatuan\", \"persen_tercetak\": {\"tipe\": "
        "\"persen\", \"rentang\": [\"0\", \"200\"], \"audit\": {\"tercetak\": \"capaian(target, "
        "realisasi)\", "
        "\"batas\": \"100%\"}}}, \"audit\": {\"rata_rata\": {\"persen_tercetak\": \"119,50%\"}}",
        barito};
    Check *c = check_of(&t, 1);
    Str said = findings(c);
    assert_said(said, "ukur.csv:6:27: galat: \"900%\" tercetak di kolom \"persen_tercetak\", "
                      "sedangkan hitungannya 112,50%");
    assert_said(
        said,
        "ukur.csv:6:27: peringatan: \"900%\" di kolom \"persen_tercetak\" lebih dari 200,00%");
    assert_said(said, "rata-rata kolom \"persen_tercetak\" tercetak 119,50%, sedangkan 32 baris "
                      "yang terisi menghasilkan 123,23%");
    assert_said(said, "Sesudah 1 sel yang salah di kolom itu diperbaiki hasilnya 98,62%");
    assert_said(said, "ukur.csv:22:15: peringatan: satuan realisasi \"24 Orang\" berbeda dari "
                      "satuan target \"75% Dokumen\"");
    assert_said(said, "ukur.csv:15:14: peringatan: satuan realisasi \"75 %Dokumen\" berbeda dari "
                      "satuan target \"80 Dokumen\"");
    assert_said(said, "satuan \"Orsng\" (2 kali) mirip \"Orang\"");
    assert_int_equal(diags_count(c->d, ERROR_), 2);
    assert_not_said(said, "sedangkan hitungannya 125");      /* 100 is printed at the cap */
    assert_not_said(said, "\"KPM\"");
    arena_free(c->a);
}

/* ---- Way Kanan ---- */

static void test_way_kanan(void **state) {
    (void)state;
    static const FixtureTable tables[] = {
        {"realisasi",
         "{\"pagu\": \"rupiah\", \"realisasi\": \"rupiah\", \"persen\": {\"tipe\": \"persen\", "
         "\"audit\": "
         "{\"tercetak\": \"realisasi / pagu\"}}}, \"audit\": {\"sama\": [{\"kolom\": \"pagu\", "
         "\"menurut\": \"program\", "
         "\"tabel\": \"pk\", \"kolom_lain\": \"setelah\"}]}",
         "program;pagu;realisasi;persen\n"
         "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA;27.393.385;27.392.460;100\n"
         "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA;1.126.000;1.114.600;99\n"
         "PROGRAM PENINGKATAN KERJASAMA DESA;44.342.000;43.000.000;97\n"},
        {"pk", "{\"setelah\": \"rupiah\"}",
         "program;setelah\nPenunjang Urusan Pemerintahan Daerah "
         "Kabupaten/Kota;28.519.385\nPeningkatan Kerjasama Desa;44.342.000\n"},
        {"personil",
         "{\"jml\": \"bulat\", \"jml_pangkat\": \"bulat\"}, \"audit\": {\"jumlah\": {\"jml\": "
         "\"33\", \"jml_pangkat\": \"33\"}}",
         "jabatan;jml;jml_pangkat\nKepala "
         "Dinas;1;1\nSekretaris;1;1\nKabid;3;1\n;;2\nKasubbag;2;2\nJF;6;1\n;;3\n;;1\n;;1\n"
         "Staf;5;2\n;;1\n;;1\n;;1\nHonorer;15;-\n"},
        {"kelas", "{\"persen\": \"persen\"}, \"audit\": {\"bagian\": [\"persen\"]}",
         "kelas;persen\nMANDIRI;11,76%\nMAJU;43,89%\nBERKEMBANG;44,34%\n"},
    };
    Check *c = check_of(tables, 4);
    Str said = findings(c);
    assert_said(
        said,
        "jumlah kolom \"jml_pangkat\" tercetak 33, sedangkan 13 baris yang terisi menghasilkan 18");
    assert_not_said(said, "kolom \"jml\" tercetak");
    assert_said(
        said,
        "catatan: bagian-bagian kolom \"persen\" berjumlah 99,99%, bukan 100% (akibat pembulatan)");
    assert_int_equal(diags_count(c->d, ERROR_), 1);
    assert_int_equal(diags_count(c->d, WARNING_),
                     0); /* programmes match, cells round to what is printed */
    arena_free(c->a);
}

/* ---- every rule broken and kept ---- */

static void test_equal_sums(void **state) {
    (void)state;
    static const FixtureTable tables[] = {
        {"r",
         "{\"pagu\": \"rupiah\"}, \"audit\": {\"sama\": [{\"kolom\": \"pagu\", \"menurut\": "
         "\"program\", \"tabel\": \"pk\", "
         "\"kolom_lain\": \"nilai\", \"menurut_lain\": \"nama\"}]}",
         "program;pagu\nA;100\nB;50\nA;20\nDesa Wisata;7\n"},
        {"pk", "{\"nilai\": \"rupiah\"}", "nama;nilai\nProgram A;130\nB;50\nDesa Wisatta;7\n"},
    };
    Check *c = check_of(tables, 2);
    Str said = findings(c);
    assert_said(said, "r.csv:2:3: galat: A: pagu berjumlah Rp120, sedangkan nilai di tabel \"pk\" "
                      "Rp130 (selisih −Rp10)");
    assert_said(said, "    pk.csv:2:11: angka pembandingnya ada di sini");
    assert_said(said,
                "galat: seluruhnya: pagu berjumlah Rp177, sedangkan nilai di tabel \"pk\" Rp187");
    assert_said(said, "r.csv:5:1: peringatan: \"Desa Wisata\" tidak ada di tabel \"pk\"");
    assert_said(said, "    pk.csv:4:1: yang paling mirip: \"Desa Wisatta\"");
    assert_said(said, "pk.csv:4:1: peringatan: \"Desa Wisatta\" tidak ada di tabel \"r\"");
    assert_int_equal(diags_count(c->d, ERROR_), 2);
    arena_free(c->a);
}

static void test_quarters_and_truths(void **state) {
    (void)state;
    static const FixtureTable tables[] = {
        {"ra",
         "{\"tw1\": \"bersatuan\", \"tw2\": \"bersatuan\", \"tw3\": \"bersatuan\", \"tw4\": "
         "\"bersatuan\"}, \"audit\": "
         "{\"triwulan\": {\"kolom\": [\"tw1\", \"tw2\", \"tw3\", \"tw4\"], \"setahun\": \"100%\"}, "
         "\"benar\": "
         "[{\"rumus\": \"hitung() = 3\"}, {\"rumus\": \"jumlah(tw1) > 1000\", \"pesan\": \"Periksa "
         "triwulan I.\"}]}",
         "nama;tw1;tw2;tw3;tw4\nx;30%;30%;20%;20%\ny;30%;30%;20%;10%\nz;-;-;-;-\n"},
        {"th",
         "{\"a\": \"bulat\", \"b\": \"bulat\", \"t\": \"bulat\"}, \"audit\": {\"triwulan\": "
         "{\"kolom\": [\"a\", \"b\"], "
         "\"setahun\": \"t\", \"cara\": \"terakhir\"}}",
         "a;b;t\n5;8;8\n5;8;13\n"},
    };
    Check *c = check_of(tables, 2);
    Str said = findings(c);
    assert_said(said,
                "ra.csv:3:3: galat: triwulan menghasilkan 90 (jumlah), sedangkan setahun 100");
    assert_said(said,
                "th.csv:3:5: galat: triwulan menghasilkan 8 (terakhir), sedangkan setahun 13");
    assert_said(said, "\"jumlah(tw1) > 1000\" tidak terpenuhi. Periksa triwulan I.");
    assert_int_equal(diags_count(c->d, ERROR_), 3);
    arena_free(c->a);
}

static void test_complete(void **state) {
    (void)state;
    static const FixtureTable tables[] = {
        {"renstra", "{}, \"audit\": {\"lengkap\": [{\"kolom\": \"indikator\", \"tabel\": \"pk\"}]}",
         "indikator\nIndeks Desa Membangun\nNilai IKE\nNilai SAKIP\n"},
        {"pk", NULL, "indikator\nIndeks desa membangun\nNilai SAKIP\nNilai IKS\n"},
    };
    Check *c = check_of(tables, 2);
    Str said = findings(c);
    assert_said(said, "renstra.csv:3:1: peringatan: \"Nilai IKE\" tidak ada di tabel \"pk\"");
    assert_said(said, "pk.csv:4:1: peringatan: \"Nilai IKS\" tidak ada di tabel \"renstra\"");
    assert_int_equal(diags_count(c->d, WARNING_), 2);
    arena_free(c->a);
}

static void test_undeclared(void **state) {
    (void)state;
    static const FixtureTable tables[] = {
        {"a",
         "{\"pagu\": \"rupiah\", \"realisasi\": \"rupiah\", \"kapan\": \"tanggal\", \"n\": "
         "{\"tipe\": \"desimal\", "
         "\"rentang\": [\"0\", \"1\"]}}",
         "kec;pagu;realisasi;kapan;n;ket\n"
         "UMPU SEMENGIK;100;90;2023-01-01;0,5;3 (tiga) orang\nUMPU "
         "SEMENGIK;100;101;2023-02-01;1,5;4 (lima) unit\n"
         "UMPU "
         "SEMENGGUK;100;100;2023-03-01;-0,1;a\nBARADATU;5;5;2032-04-01;1;b\nBARADATU;5;5;2023-04-"
         "01;0;c\n"
         "BARADATU;5;5;2023-05-01;0;d\n"},
        {"bidang", NULL,
         "nama\n20%\n20%\n20\n20\nBidang I\nBidang II\nBidang I\nBidang II\ntahap 1\ntahap 2\ntahap 1\ntahap 2\n"},
        {"sah", "{\"x\": {\"audit\": {\"mirip\": false}}}",
         "x\nSuka Jaya\nSuka Raya\nSuka Jaya\nSuka Raya\n"},
    };
    Check *c = check_of(tables, 3);
    Str said = findings(c);
    assert_said(
        said,
        "a.csv:4:1: peringatan: nama \"UMPU SEMENGGUK\" (1 kali) mirip \"UMPU SEMENGIK\" (2 kali)");
    assert_said(said, "    a.csv:2:1: \"UMPU SEMENGIK\" ada di sini");
    assert_said(said, "a.csv:3:19: peringatan: realisasi 101 melebihi pagu 100");
    assert_said(said, "a.csv:3:34: peringatan: \"1,5\" di kolom \"n\" lebih dari 1");
    assert_said(said, "\"-0,1\" di kolom \"n\" kurang dari 0");
    assert_said(said, "tanggal \"2032-04-01\" bertahun 2032, sedangkan yang lain 2023");
    assert_said(said, "a.csv:3:38: galat: 4 tidak sama dengan \"lima\". Tulis 4 (empat)");
    assert_not_said(said, "Bidang");
    assert_not_said(said, "tahap");
    assert_not_said(said, "Suka");
    assert_int_equal(diags_count(c->d, ERROR_), 1);
    assert_int_equal(diags_count(c->d, WARNING_), 5);
    arena_free(c->a);
}

/* ---- likely slips ---- */

static Str repeated_names(Arena *a, const char *names) {
    Buf b = buf_new(a);
    buf_cstr(&b, "x\n");
    Str rest = str_of(names);
    while (rest.n) {                /* "4 UMPU|9 UMPA": so many rows of each */
        size_t bar = str_find(rest, STR("|"), 0);
        Str part = str_sub(rest, 0, bar);
        size_t space = str_find(part, STR(" "), 0);
        for (int n = atoi(part.p); n > 0; n--) {
            buf_str(&b, str_sub(part, space + 1, part.n));
            buf_byte(&b, '\n');
        }
        rest = bar == SIZE_MAX ? STR("") : str_sub(rest, bar + 1, rest.n);
    }
    return buf_view(&b);
}

static void test_likely_slips(void **state) {
    (void)state;
    static const struct { const char *names, *warned, *noted;
    } lines[] = {
        {"4 UMPU SEMENGGUK|9 UMPU SEMENGIK", "\"UMPU SEMENGGUK\" (4 kali)", NULL},
        {"5 UMPU SEMENGGUK|9 UMPU SEMENGIK", NULL, NULL},              /* 9 < 2 times 5 */
        {"2 Orsng|21 Orang", "\"Orsng\" (2 kali)", NULL},
        {"2 Orsng|9 Orang", NULL, NULL},                               /* 9 < 5 times 2 */
        {"2 ORSNG|21 ORANG", NULL, NULL},                              /* may be an acronym */
        {"1 Dana APBN|40 Dana APBD", NULL, NULL},
        {"1 Dana BKKBN|40 Dana BKKBD", NULL, NULL},
        {"1 Dana Bankeu|40 Dana Bankau", "\"Dana Bankeu\"", NULL},
        {"1 Suka Maju|3 SUKA MAJU", "\"Suka Maju\" (1 kali)", NULL},
        {"2 Suka Maju|2 SUKA MAJU", "\"SUKA MAJU\" (2 kali)", NULL},   /* one name, whatever */
        {"1 Banjar Sari|1 Bandar Sari|1 Way Tuba", NULL, "1 pasang"},  /* each stands once */
        {"1 Banjar Sari|1 Way Tuba", NULL, NULL},
        /* a e i o u: ten pairs are told, fifteen are what names of this column look like */
        {"1 Sukaraja|9 Sukareja|9 Sukarija|9 Sukaroja|9 Sukaruja", "\"Sukaraja\"", NULL},
        {"1 Sukaraja|9 Sukareja|9 Sukarija|9 Sukaroja|9 Sukaruja|9 Sukaryja", NULL, "15 pasang"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Arena *a = arena_new();
        const FixtureTable table = {"t", "{}",
                                    str_cstr(a, repeated_names(a, lines[i].names))};
        Check *c = check_of(&table, 1);
        Str said = findings(c);
        bool warned = str_find(said, STR(" mirip \""), 0) != SIZE_MAX,
             noted = str_find(said, STR("berdekatan"), 0) != SIZE_MAX;
        if (warned != !!lines[i].warned || noted != !!lines[i].noted)
            fail_msg("%s:\n%.*s", lines[i].names, STR_ARG(said));
        if (warned) assert_said(said, lines[i].warned);
        if (noted) assert_said(said, lines[i].noted);
        arena_free(c->a);
        arena_free(a);
    }
}

static void test_wrong_rules(void **state) {
    (void)state;
    static const struct { const char *audit, *said;
    } lines[] = {
        {"{\"jumlahh\": {}}", "jumlahh"},
        {"{\"jumlah\": {\"pago\": \"1\"}}", "Maksud Anda \"pagu\"?"},
        {"{\"jumlah\": {\"pagu\": \"1.2.3\"}}", "1.2.3"},
        {"{\"sama\": [{\"kolom\": \"pagu\", \"tabel\": \"tt\", \"kolom_lain\": \"x\"}]}",
         "tabel \"tt\" tidak ada"},
        {"{\"sama\": [{\"kolom\": \"pagu\"}]}", "tabel"},
        {"{\"benar\": [{\"rumus\": \"jumlah(pago) = 1\"}]}", "Maksud Anda \"pagu\"?"},
        {"{\"benar\": [{\"rumus\": \"jumlah(pagu)\"}]}", "harus menghasilkan benar atau salah"},
        {"{\"triwulan\": {\"kolom\": [\"pagu\"], \"setahun\": \"x\"}}", "tidak punya kolom \"x\""},
        {"{\"triwulan\": {\"kolom\": [], \"setahun\": \"1\"}}", "di sini 0 kolom, padahal triwulan (atau bulan) 1 sampai 12"},
        {"{\"triwulan\": {\"kolom\": [\"pagu\", \"pagu\", \"pagu\", \"pagu\", \"pagu\", \"pagu\", \"pagu\", \"pagu\", "
         "\"pagu\", \"pagu\", \"pagu\", \"pagu\", \"pagu\"], \"setahun\": \"1\"}}", "di sini 13 kolom"},
        {"{\"triwulan\": {\"kolom\": [\"pagu\"], \"setahun\": \"1\", \"cara\": \"juml\"}}",
         "Maksud Anda \"jumlah\"?"},
        {"{\"bagian\": \"pagu\"}", "larik"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char columns[400];
        snprintf(columns, sizeof columns, "{\"pagu\": \"rupiah\"}, \"audit\": %s", lines[i].audit);
        FixtureTable t = {"t", columns, "a;pagu\nx;1\n"};
        Check *c = check_of(&t, 1);
        Str said = findings(c);
        assert_said(said, lines[i].said);
        assert_true(diags_count(c->d, ERROR_) > 0);
        arena_free(c->a);
    }
}

/* ---- words ---- */

static void test_words(void **state) {
    (void)state;
    static const struct { const char *words, *number, *rest;
    } lines[] = {
        {"tiga", "3", ""},
        {"sebelas", "11", ""},
        {"dua belas", "12", ""},
        {"dua puluh satu", "21", ""},
        {"seratus sebelas", "111", ""},
        {"seribu seratus", "1100", ""},
        {"dua ratus dua puluh satu", "221", ""},
        {"sembilan puluh delapan koma sembilan lima", "98.95", ""},
        {"minus lima", "-5", ""},
        {"nol", "0", ""},
        {"enam miliar tujuh ratus sembilan puluh enam juta delapan ratus tiga puluh empat ribu "
         "lima ratus delapan puluh lima rupiah",
         "6796834585", " rupiah"},
        {"seratus ribu", "100000", ""},
        {"Enam", "6", ""},
        {"satu kuintiliun satu", "1000000000000000001", ""},
        {"sepuluh ribu dua", "10002", ""},
        {"juta", "1000000", ""},
        {"lima belas juta rupiah", "15000000", " rupiah"},
        {"satu ratus ratus ratus ratus ratus ratus ratus ratus ratus ratus", "10000000000",
         " ratus ratus ratus ratus ratus"},      /* no number: read as far as it fits */
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Num n;
        Str rest;
        if (!words_number(a, str_of(lines[i].words), &n, &rest))
            fail_msg("no number: %s", lines[i].words);
        Str shown = fixture_show(a, calc_number(n));
        if (!str_is(shown, lines[i].number) || !str_is(rest, lines[i].rest))
            fail_msg("%s: %.*s", lines[i].words, STR_ARG(shown));
    }
    Num n;
    Str rest;
    assert_false(words_number(a, STR("meja"), &n, &rest));
    assert_false(words_number(a, STR(""), &n, &rest));
    assert_false(words_number(a, STR("lima koma"), &n, &rest));
    /* what is written in words reads back */
    uint64_t seed = 5;
    for (int i = 0; i < 500; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        Num x = num_decimal((int64_t)(seed >> (1 + seed % 60)), (unsigned)(seed % 5));
        Str words = format_words(a, x, ROUND_HALF_UP, 6);
        assert_true(words_number(a, words, &n, &rest));
        if (num_cmp(n, x) != 0) fail_msg("%.*s", STR_ARG(words));
    }
    arena_free(a);
}

/* ---- prose ---- */

static Check *prose_check(const char *text) {
    static const FixtureTable t[] = {{"a", "{\"pagu\": \"rupiah\", \"realisasi\": \"rupiah\"}",
                                      "k;pagu;realisasi\nx;6.796.834.585;6.417.534.877\n"}};
    Check *c = check_of(t, 1);
    Source *s = arena_alloc(c->a, sizeof *s);
    *s = (Source){.name = STR("bab.md"), .text = str_of(text)};
    c->prose = (Prose){.kind = PROSE_PARAGRAPH, .loc = loc_at(s, 0, 1)};
    c->specs[0] = (Spec){.kind = SPEC_PROSE, .prose = &c->prose};
    c->part = (PartSpec){.content = c->specs, .content_count = 1};
    c->layout.parts = &c->part;
    c->layout.part_count = 1;
    static const char *const named[][3] = {
        {"pagu", "pagu anggaran", "jumlah(a.pagu)"},
        {"serapan", "penyerapan anggaran", "jumlah(a.realisasi) / jumlah(a.pagu)"},
        {"desa", "jumlah kampung", "221"}};
    static const char *const formats[] = {"rupiah", "persen", "bilangan"};
    c->layout.names.data = c->data;
    for (size_t i = 0; i < 3; i++) {
        const Expr *e = expr_parse(c->a, str_of(named[i][2]), LOC_NONE, c->d);
        c->named[i] = (Named){.name = str_of(named[i][0]),
                              .title = str_of(named[i][1]),
                              .expr = e,
                              .format = format_of(formats[i], -1)};
    }
    c->layout.names.named_count = 3;
    Scope scope = {.names = &c->layout.names};
    for (size_t i = 0; i < 3; i++)
        assert_true(expr_bind(c->a, c->named[i].expr, &scope, NULL, c->d));
    return c;
}

static void test_prose(void **state) {
    (void)state;
    static const struct { const char *text, *said;
    } lines[] = {
        {"menggunakan 3 (enam) Sasaran",
         "bab.md:1:13: galat: 3 tidak sama dengan \"enam\". Tulis 3 (tiga)"},
        {"3 **(enam)** dan", "3 tidak sama dengan"},
        {"sebanyak 221 (dua ratus dua puluh satu) kampung", NULL},
        {"6 (Enam) Indikator", NULL},
        {"sebesar Rp15.000.000 (lima belas juta rupiah)", NULL},
        {"sebesar Rp15.000.000 (lima puluh juta rupiah)", "15.000.000 tidak sama dengan"},
        {"98,95 % (sembilan puluh delapan koma sembilan lima persen)", NULL},
        {"98,95 % (seratus persen)", "98,95 tidak sama dengan"},
        {"pasal 3 (satu-satunya yang berlaku)", NULL},
        {"Tahun 2023 (dua kali)", NULL},
        {"{{ 3 }} (enam)", NULL},
        {"nomor 12/3 (enam)", NULL},
        {"penyerapan anggaran mencapai 94,42%", NULL},
        {"Penyerapan anggaran tahun 2023 sebesar 94,4 persen", NULL},
        {"penyerapan anggaran 98,95 %", "bab.md:1:21: peringatan: penyerapan anggaran 98,95 % "
                                        "diketik, sedangkan hitungannya 94,42%. "
                                        "Ganti dengan {{ serapan }}."},
        {"penyerapan anggaran tahun 2022 sebesar 91,00%", NULL},
        {"Pada tahun 2022 penyerapan anggaran 91,00%", NULL},
        {"penyerapan anggaran {{ serapan }} dari 95%", NULL},
        {"penyerapan anggaran. Target 95%", NULL},
        {"pagu anggaran Rp6.796.834.585 dan", NULL},
        {"pagu anggaran sebesar Rp6.796.834.858",
         "pagu anggaran 6.796.834.858 diketik, sedangkan hitungannya Rp6.796.834.585"},
        {"jumlah kampung 221", NULL},
        {"jumlah kampung adalah 212", "jumlah kampung 212 diketik, sedangkan hitungannya 221"},
        {"jumlah kampung\n\n4. Berikutnya", NULL},
        {"jumlah kampung\n4. Berikutnya", NULL},
        {"jumlah kampung tahun 2023", NULL},
        {"Buntok, 3 Januari 2032",
         "bab.md:1:19: peringatan: tanggal bertahun 2032 di laporan tahun 2023"},
        {"Buntok, 3 Januari 2024", NULL},
        {"Tahun Anggaran 2013", "tahun anggaran 2013 di laporan tahun 2023"},
        {"Tahun Anggaran 2022", NULL},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Check *c = prose_check(lines[i].text);
        Str said = findings(c);
        if (lines[i].said) assert_said(said, lines[i].said);
        else if (said.n) fail_msg("%s:\n%.*s", lines[i].text, STR_ARG(said));
        arena_free(c->a);
    }
}

static void test_required_parts(void **state) {
    (void)state;
    Check *c = prose_check("# Capaian\nDibanding TAHUN LALU naik.");
    Source *s = arena_alloc(c->a, sizeof *s);
    *s = (Source){
        .name = STR("tata.json"),
        .text = STR("{\"bagian_wajib\": [{\"nama\": \"tahun sebelumnya\", \"kata\": [\"tahun lalu\"]}, "
                    "{\"nama\": \"standar nasional\", \"kata\": [\"standar nasional\", \"nasional\"], \"dasar\": "
                    "\"53/2014\"}]}")};
    c->layout.audit = value_from_json(c->a, s, c->d);
    assert_non_null(c->layout.audit);
    Str said = findings(c);
    assert_said(said, "peringatan: belum diisi: standar nasional (53/2014). Tambahkan bagian itu di naskah; ia dikenali "
                      "dari kata \"standar nasional\", \"nasional\".");
    assert_not_said(said, "tahun sebelumnya");
    arena_free(c->a);
}

/* An Excel of another country writes 86.705 for 86,705; here that is a thousand times as much. */
static void test_points_for_commas(void **state) {
    (void)state;
    static const struct { const char *row, *want; } table[] = {
        {"85,00;86.705", "t.csv:2:7: peringatan: titik di \"86.705\" dibaca sebagai pemisah ribuan. Bila yang dimaksud pecahan, tulis dengan koma.\n"
                         "    t.csv:2:1: targetnya di sini jauh lebih kecil\n"},
        {"85.250;86,7", "t.csv:2:1: peringatan: titik di \"85.250\""},
        {"85.250;86.705", NULL},           /* both thousands */
        {"85.250;84000", NULL}, {"850;86.705,5", NULL}, {"900;86.705", NULL},
        {"0;86.705", NULL}, {"-;86.705", NULL}, {"85,00;-", NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Arena *a = arena_new();
        Str csv = str_printf(a, "target;realisasi\n%s\n", table[i].row);
        const FixtureTable t = {"t", "{\"target\": \"desimal\", \"realisasi\": \"desimal\"}", csv.p};
        Check *c = check_of(&t, 1);
        Str text = findings(c);
        if (table[i].want) assert_said(text, table[i].want);
        else if (text.n) fail_msg("%s:\n%.*s", table[i].row, STR_ARG(text));
        arena_free(c->a);
        arena_free(a);
    }
}

/* What stands in angle brackets is still to be written: each is told of once, at its place. */
static void test_unfilled(void **state) {
    (void)state;
    const FixtureTable t = {"t", NULL, "indikator;sebab\nIndeks;<sebab tercapai>\n<Nama indikator>;-\nNilai < 5;lebih > 3\n"};
    Check *c = check_of(&t, 1);
    Source *s = arena_alloc(c->a, sizeof *s);
    *s = (Source){.name = STR("bab.md"), .text = STR("# Tugas\n\nTugasnya <uraikan tugas>. \\<Ini dicetak> <https://contoh.example>\n")};
    const Source *texts[] = {s};
    c->layout.texts = texts;
    c->layout.text_count = 1;
    Str said = findings(c);
    assert_string_equal(str_cstr(c->a, said),
        "t.csv:2:8: peringatan: belum diisi: <sebab tercapai>. Ganti dengan isinya, tanpa tanda < dan >.\n"
        "t.csv:3:1: peringatan: belum diisi: <Nama indikator>. Ganti dengan isinya, tanpa tanda < dan >.\n"
        "bab.md:3:10: peringatan: belum diisi: <uraikan tugas>. Ganti dengan isinya, tanpa tanda < dan >.\n");
    arena_free(c->a);
}

/* ---- shares of a printed table ---- */

static const char *const IDM_CLASSES = "kelas;n\nMANDIRI;26\nMAJU;97\nBERKEMBANG;98\n";

static Check *share_check(const char *csv, bool largest_remainder) {
    const FixtureTable t[] = {{"k", "{\"n\": \"bulat\"}", csv}};
    Check *c = check_of(t, 1);
    c->layout.names.data = c->data;
    c->style.format.largest_remainder = largest_remainder;
    const Expr *e = expr_parse(c->a, STR("n / jumlah(n)"), LOC_NONE, c->d);
    c->columns[0] = (ColumnSpec){
        .name = STR("porsi"), .expr = e, .has_format = true, .format = format_of("persen", 2)};
    c->spec = (TableSpec){.name = STR("status"),
                          .sheet = data_sheet(c->data, STR("k")),
                          .columns = c->columns,
                          .column_count = 1};
    c->layout.tables = &c->spec;
    c->layout.table_count = 1;
    Scope scope = {.names = &c->layout.names, .sheet = c->spec.sheet};
    assert_true(expr_bind(c->a, e, &scope, NULL, c->d));
    return c;
}

/* idm classes: 11,76 / 43,89 / 44,34 come to 99,99 */
static void test_shares(void **state) {
    (void)state;
    Check *c = share_check(IDM_CLASSES, false);
    assert_said(findings(c), "bagian-bagian kolom \"porsi\" tabel \"status\" berjumlah 99,99% "
                             "sesudah dibulatkan, bukan 100%");
    arena_free(c->a);
    c = share_check(IDM_CLASSES, true);
    assert_int_equal(findings(c).n, 0);
    const Figures *f = compute(c->a, &c->layout, c->data, c->d);
    static const char *const printed[] = {"0.1177", "0.4389",
                                          "0.4434"}; /* 11,7647 has the largest remainder */
    for (size_t i = 0; i < 3; i++) {
        Str got = fixture_show(c->a, figures_cell(figures_table(f, &c->spec), i, 0, c->a));
        if (!str_is(got, printed[i])) fail_msg("%zu: %.*s", i, STR_ARG(got));
    }
    arena_free(c->a);
}

/* Cut instead of rounded, six equal shares of 16,66 lack four units: more than half a unit each. */
static void test_cut_shares(void **state) {
    (void)state;
    static const char *const six = "kelas;n\na;1\nb;1\nc;1\nd;1\ne;1\nf;1\n";
    Check *c = share_check(six, false);
    c->style.format.rounding = ROUND_DOWN;
    assert_said(findings(c), "berjumlah 99,96% sesudah dibulatkan, bukan 100%");
    arena_free(c->a);
    c = share_check(six, true);
    c->style.format.rounding = ROUND_DOWN;
    const Figures *f = compute(c->a, &c->layout, c->data, c->d);
    for (size_t i = 0; i < 6; i++) {
        Str got = fixture_show(c->a, figures_cell(figures_table(f, &c->spec), i, 0, c->a));
        if (!str_is(got, i < 4 ? "0.1667" : "0.1666")) fail_msg("%zu: %.*s", i, STR_ARG(got));
    }
    arena_free(c->a);
}

/* 100,000 rows: anything quadratic would take minutes (make bench says what auditing costs). */
static void test_many_rows(void **state) {
    (void)state;
    Arena *work = arena_new();
    Buf csv = buf_new(work);
    buf_cstr(&csv, "program;kecamatan;target;realisasi;pagu;realisasi_pagu;persen\n");
    for (unsigned i = 0; i < 100000; i++) {
        buf_printf(&csv, "Program %c%c%u;Kecamatan %u;%u Dokumen;%u Dokumen;%u.000;%u.000;50\n",
                   'A' + (char)(i % 26), 'a' + (char)(i / 26 % 26), i % 9000, i % 30,
                   2 * (i % 50) + 2, i % 50 + 1, i % 900 + 100, i % 100 + 1);
    }
    FixtureTable t = {"t",
                      "{\"target\": \"bersatuan\", \"realisasi\": \"bersatuan\", \"pagu\": "
                      "\"rupiah\", \"realisasi_pagu\": "
                      "\"rupiah\", \"persen\": {\"tipe\": \"persen\", \"audit\": {\"tercetak\": "
                      "\"realisasi / target\"}}}",
                      buf_terminated(&csv)};
    Check *c = new_check();
    c->data = fixture_data(c->a, NULL, &t, 1);
    findings(c);
    assert_int_equal(diags_count(c->d, ERROR_), 0);
    arena_free(c->a);
    arena_free(work);
}

/* "Jumlah" among the rows, by its name or by its figure; rows that only begin like one. */
static void test_totals_among_the_rows(void **state) {
    (void)state;
    static const struct { const char *csv, *said; } lines[] = {
        {"uraian;pagu\na;1\nb;2\nJumlah :;3\n", "t.csv:4:10: peringatan: baris ini tampaknya baris jumlah (namanya"},
        {"uraian;pagu\na;1\nTOTAL;9\nb;2\n", "t.csv:3:7: peringatan: baris ini tampaknya baris jumlah (namanya"},
        {"uraian;pagu\na;1\nb;2\nc;3\n;6\n", "t.csv:5:2: peringatan: baris ini tampaknya baris jumlah (angkanya"},
        {"uraian;pagu\n1;2\na;5\n", "t.csv:2:1: peringatan: baris ini tampaknya nomor kolom (1, 2, ...)"},
        {"uraian;pagu;sisa\n1;2;3\na;5;6\n", "t.csv:2:1: peringatan: baris ini tampaknya nomor kolom"},
        {"uraian;pagu;sisa\n1;2;4\na;5;6\n", NULL},
        {"uraian;pagu;sisa\na;5;6\n1;2;3\n", NULL},
        {"pagu;uraian\n1;Satu\n", NULL},
        {"pagu\n1\n2\n", NULL},
        {"uraian;pagu\n", "peringatan: tabel data \"t\" tidak punya baris"},
        {"uraian;pagu\na;1\nb;2\nc;3\nd;7\n", NULL},
        {"uraian;pagu\na;1\nb;2\nc;3\n", NULL},
        {"uraian;pagu\nJumlah desa mandiri;24\nTotal fertility rate;2\n", NULL},
        {"uraian;pagu\nJumlah;-\na;5\n", NULL},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        FixtureTable t = {"t", "{\"pagu\": \"rupiah\"}", lines[i].csv};
        Check *c = check_of(&t, 1);
        Str said = findings(c);
        if (lines[i].said) assert_said(said, lines[i].said);
        assert_int_equal(diags_count(c->d, WARNING_), lines[i].said != NULL);
        arena_free(c->a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_direction),
        cmocka_unit_test(test_totals_among_the_rows),
        cmocka_unit_test(test_barito),      cmocka_unit_test(test_way_kanan),
        cmocka_unit_test(test_equal_sums),  cmocka_unit_test(test_quarters_and_truths),
        cmocka_unit_test(test_complete),    cmocka_unit_test(test_undeclared),
        cmocka_unit_test(test_wrong_rules), cmocka_unit_test(test_words),
        cmocka_unit_test(test_prose),       cmocka_unit_test(test_required_parts),
        cmocka_unit_test(test_points_for_commas), cmocka_unit_test(test_unfilled),
        cmocka_unit_test(test_shares),      cmocka_unit_test(test_many_rows),
        cmocka_unit_test(test_likely_slips), cmocka_unit_test(test_cut_shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
