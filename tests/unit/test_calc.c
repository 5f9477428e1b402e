/*
 * calc: every worked example of the field notes, part (b), each with its source, and the functions
 * beside them, as expressions. Percentages of the examples are ratios here: 124,00 is 1.24.
 */
#include "calc.h"
#include "calc_scale.h"
#include "figures_fixture.h"

typedef struct Line {
    const char *text, *value, *source;
} Line;

static const Line examples[] = {
    /* Positive: R/T */
    {"capaian(20, 24.8)", "1.24", "Way Kanan report"},
    {"capaian(target = 20, realisasi = 24.8)", "1.24", "named parameters"},
    /* Negative, LAN: (2T-R)/T */
    {"capaian(5, 4, \"negatif\")", "1.2", "Way Kanan report"},
    {"capaian(5, 12, \"negatif\")", "-0.4",
     "Way Kanan report; andhika201 lakip_helper.php prints -40"},
    {"capaian(5, 12, \"negatif\", batas_bawah = 0)", "0", "naufalpi floors to 0"},
    {"lantai(capaian(5, 12, \"negatif\"), 0)", "0", "the same, by lantai()"},
    /* Negative, ratio: T/R */
    {"capaian(5, 4, \"negatif_rasio\")", "1.25", "wp-eval quarterly, monev:10312"},
    {"bulatkan(capaian(5, 12, \"negatif_rasio\"), 4)", "0.4167", "wp-eval quarterly, monev:10312"},
    {"capaian(5, 0, \"negatif_rasio\")", "n/a: realisasi nol", "R=0 is undefined"},
    /* Negative, saving: (T-R)/T; to be avoided, so it has no word of its own */
    {"(5 - 4) / 5", "0.2", "wp-eval annual, monev:10369"},
    {"(5 - 5) / 5", "0", "target met and yet 0: why it is avoided"},
    /* Range */
    {"bulatkan(capaian_rentang(80, 90, 92), 4)", "1.0222", "PANRB SKP, vajnr/eqrv page110"},
    {"capaian_rentang(80, 90, 70)", "0.875", "PANRB SKP, vajnr/eqrv page110"},
    {"capaian_rentang(80, 90, 85)", "1", "inside = 100 [K]"},
    {"capaian_rentang(80, 90, 80)", "1", "a bound is inside"},
    {"capaian_rentang(80, 90, 90)", "1", "a bound is inside"},
    {"capaian(80, 70, \"rentang\", sampai = 90)", "0.875", "the same by direction"},
    {"capaian(80, 70, \"rentang\")", "n/a: rentang tanpa batas atas", "never guessed"},
    {"capaian_rentang(90, 80, 85)", "n/a: rentang terbalik", "never guessed"},
    /* Negative, range: 1 + (1 - R/T), nearest bound */
    {"bulatkan(capaian_rentang(7, 8, 6.5, \"negatif\"), 4)", "1.0714",
     "PANRB SKP page110: 7-8 months, 6,5"},
    {"capaian_rentang(7, 8, 9, \"negatif\")", "0.875", "PANRB SKP page110: 7-8 months, 9"},
    {"capaian(7, 9, \"rentang_negatif\", sampai = 8)", "0.875", "the same by direction"},
    /* Cap */
    {"jika(capaian(20, 24.8) > 1.1, 1.2, capaian(20, 24.8))", "1.2",
     "PANRB SKP page101: >110 becomes 120"},
    {"batasi(capaian(20, 24.8), 1)", "1", "kwanter/sakip SakipService.php:279: min(..., 100)"},
    {"capaian(20, 24.8, batas_atas = 120%)", "1.2", "cap as a parameter"},
    {"capaian(20, 24.8, batas_atas = 110%)", "1.1", "cap as a parameter"},
    {"capaian(20, 15, batas_atas = 100%)", "0.75", "below its cap"},
    /* T = 0 must be declared */
    {"capaian(0, 0)", "n/a: target nol", "andhika201, naufalpi: null"},
    {"capaian(0, 3)", "n/a: target nol", "never guessed"},
    {"capaian(0, 0, target_nol = 1)", "1", "\"0 kasus\", R0: declare 100"},
    {"capaian(0, 0, target_nol = 0)", "0", "kwanter, kaizer26: 0"},
    {"capaian(0, 0, \"negatif\", target_nol = 1)", "1", "wp-eval annual negative: 100"},
    {"capaian(0, 3, \"negatif\")", "n/a: target nol", "wp-eval quarterly's 0 came from 0 === 0.0"},
    /* Grades */
    {"capaian_predikat(\"BB\", \"B\")", "0.8", "andhika201 satuan_predikat: BB to B is 4/5"},
    {"urutan_predikat(\"D\")", "1", "andhika201 satuan_predikat"},
    {"urutan_predikat(\"AA\")", "7", "andhika201 satuan_predikat"},
    {"capaian_predikat(\"BB\", \"E\")", "n/a: \"E\" bukan predikat", "no such grade"},
    {"bulatkan(capaian(66.16, 68.20), 4)", "1.0308", "Way Kanan: score 68,20 against 66,16"},
    /* Cumulative */
    {"capaian(24, akumulasi(\"jumlah\", 5, 6, 7, 8))", "13/12",
     "wp-eval monev:12235: 26, T24 = 108,33"},
    {"bulatkan(capaian(24, akumulasi(\"jumlah\", 5, 6, 7, 8)), 4)", "1.0833", "the same, rounded"},
    {"capaian(10, akumulasi(\"terakhir\", 5, 6, 7, 8))", "0.8", "wp-eval monev: last 8, T10"},
    {"akumulasi(\"maksimum\", 5, 9, 7, 8)", "9", "wp-eval monev:12310: non-additive takes max"},
    {"akumulasi(\"rata_rata\", 5, 6, 7, 8)", "6.5", "mean of the periods"},
    {"akumulasi(\"minimum\", 5, 9, 7, 8)", "5", "least of the periods"},
    /* Penyerapan */
    {"bulatkan(penyerapan(855830897000, 734881464333), 4)", "0.8587", "PMK 214/2017"},
    {"penyerapan(0, 5)", "n/a: pagu nol", "no budget, no absorption"},
    /* Efisiensi */
    {"bulatkan(efisiensi_keluaran(12.78, 1, 9.50), 4)", "0.2567",
     "PMK 214/2017: (12,78-9,50)/12,78"},
    {"efisiensi_keluaran(0, 1, 5)", "n/a: pagu kali capaian nol", "nothing due"},
    /* Nilai efisiensi */
    {"bulatkan(nilai_efisiensi(3.992%), 4)", "0.5998", "50+E/20x50: E3,992 = 59,98"},
    {"nilai_efisiensi(25.67%)", "1", "E clamped to 20: 100"},
    {"bulatkan(nilai_efisiensi(25.67%, \"tanpa_batas\"), 4)", "1.1418", "unclamped"},
    {"bulatkan(nilai_efisiensi(efisiensi_keluaran(12.78, 1, 9.50), \"tanpa_batas\"), 4)", "1.1416",
     "PMK 214/2017: the exact E, unclamped"},
    {"nilai_efisiensi(-25%)", "0", "clamped below"},
    {"nilai_efisiensi(0)", "0.5", "no saving: 50"},
    /* Nilai implementasi */
    {"bulatkan(nilai_implementasi(95.53%, 99.61%, 99.72%, 59.98%), 4)", "0.8793",
     "LAKIP Puslatbang KMP LAN 2021: 87,93"},
    {"nilai_kinerja_anggaran(1, 1)", "1", "PMK 214/2017 [K]: the weights come to one"},
    /* Capaian against serapan */
    {"selisih(98.95%, 94.42%)", "0.0453", "naufalpi CapaianKinerjaService: 98,95-94,42 = 4,53"},
    {"simpulan_efisiensi(98.95%, 94.42%)", "\"cukup efisien\"", "naufalpi: within 5"},
    {"simpulan_efisiensi(99.43%, 94.42%)", "\"efisien\"", "naufalpi: above 5"},
    {"simpulan_efisiensi(99.42%, 94.42%)", "\"cukup efisien\"", "exactly 5 is within"},
    {"simpulan_efisiensi(80%, 94.42%)", "\"kurang efisien\"", "below -5"},
    /* Golden: Way Kanan */
    {"bulatkan(6417534877 / 6796834585, 4)", "0.9442", "Way Kanan Tabel 3.4 repaired: 94,42"},
    {"bulatkan(27392460 / 27393385, 5)", "0.99997", "Way Kanan prints 100"},
    {"capaian(80, 90)", "1.125", "Barito Selatan prints 900 %"},
};

static const Line others[] = {
    {"pertumbuhan(200, 250)", "0.25", "growth"},
    {"pertumbuhan(0, 250)", "n/a: nilai awal nol", "growth from nothing"},
    {"bagian(26, 221)", "2/17", "share"},
    {"bagian(26, 0)", "n/a: jumlah seluruhnya nol", "share of nothing"},
    {"naik_turun(1, 2)", "\"naik\"", ""},
    {"naik_turun(2, 1)", "\"turun\"", ""},
    {"naik_turun(2, 2.0)", "\"tetap\"", ""},
    {"tercapai(1)", "\"tercapai\"", "exactly the target"},
    {"tercapai(0.9999)", "\"tidak tercapai\"", ""},
    {"tercapai(0.9, 0.9)", "\"tercapai\"", "another threshold"},
    {"simpulan_capaian(1.01)", "\"melampaui target\"", ""},
    {"simpulan_capaian(100%)", "\"mencapai target\"", ""},
    {"simpulan_capaian(99%)", "\"tidak mencapai target\"", ""},
    {"terkecil(3, 1, 2)", "1", ""},
    {"terbesar(3, 1, 2, 9, 4, 5, 6, 7, 8, 1, 1, 1)", "9", "more than the table's parameters"},
    {"bulatkan(2.5, 0)", "3", "the profile's rule: half up"},
    {"bulatkan(2.5, 0, \"setengah_ke_genap\")", "2", ""},
    {"bulatkan(-2.5, 0)", "-3", "away from zero"},
    {"bulatkan(2.9, 0, \"potong\")", "2", ""},
    {"bulatkan(2.1, 0, \"naik\")", "3", ""},
    {"bulatkan(1234, -2)", "1200", ""},
    {"bulatkan(1, 0.5)", "n/a: banyaknya desimal bukan bilangan bulat -30 sampai 30", ""},
    {"bulatkan(1, 1000)", "n/a: banyaknya desimal bukan bilangan bulat -30 sampai 30", ""},
    {"abs(-3.5)", "3.5", ""},
    {"jika(2 > 1, \"ya\", \"tidak\")", "\"ya\"", ""},
    {"jika(1 / 0 > 1, \"ya\", \"tidak\")", "n/a: pembagi nol",
     "an undefined condition decides nothing"},
    {"jika(benar, 1, 1 / 0)", "1", "the other branch is not looked at"},
    {"pilih(2, 1, \"satu\", 2, \"dua\", \"lain\")", "\"dua\"", ""},
    {"pilih(5, 1, \"satu\", 2, \"dua\", \"lain\")", "\"lain\"", ""},
    {"bila_kosong(1 / 0, 7)", "7", ""},
    {"bila_kosong(3, 7)", "3", ""},
    {"terdefinisi(1 / 0)", "salah", ""},
    {"kosong(\"\")", "benar", ""},
    {"kosong(\"a\")", "salah", ""},
    {"mengandung(\"Desa Mandiri\", \"Mandiri\")", "benar", ""},
    {"diawali(\"Desa Mandiri\", \"Desa\")", "benar", ""},
    {"mengandung(jika(1 / 0 > 1, \"a\", \"b\"), \"a\")", "n/a: pembagi nol", "no text at all"},
    {"tahun(tanggal(\"2023-12-31\"))", "2023", ""},
    {"bulan(tanggal(\"31 Desember 2023\"))", "12", ""},
    {"tanggal(\"kemarin\")", "n/a: \"kemarin\" bukan tanggal", ""},
    {"tanggal(\"2023-02-01\") < tanggal(\"2023-10-01\")", "benar", "dates, not text"},
};

static void check_lines(const Line *lines, size_t count) {
    Names names = {.rounding = ROUND_HALF_UP};
    Scope scope = {.names = &names};
    for (size_t i = 0; i < count; i++) {
        Arena *a = arena_new();
        fixture_expect(a, lines[i].text, &scope, lines[i].value);
        arena_free(a);
    }
}

static void test_examples(void **state) {
    (void)state;
    check_lines(examples, sizeof examples / sizeof examples[0]);
}

static void test_others(void **state) {
    (void)state;
    check_lines(others, sizeof others / sizeof others[0]);
}

/* ---- over rows ---- */

static const FixtureTable tables[] = {
    /* Barito Selatan report: capaian of three sasaran */
    {"sasaran", "{\"persen\": \"persen\"}",
     "no;nama;persen\n1;Tata kelola;96,98\n2;Kemiskinan;99,9\n3;PMKS;99,97\n"},
    /* {100, 50}, {90}: mean of means 82,50; flat 80,00 */
    {"kelompok", "{\"capaian\": \"persen\", \"bobot\": \"bulat\"}",
     "sasaran;capaian;bobot\nA;100;1\nA;50;1\nB;90;1\n"},
    /* weights 2:1 on 75 and 90 */
    {"bobot", "{\"capaian\": \"persen\", \"bobot\": \"bulat\"}", "capaian;bobot\n75;2\n90;1\n"},
    /* PMK 214: three outputs 1,22 0,80 1,42 */
    {"keluaran", "{\"ck\": \"desimal\"}", "ck\n1,22\n0,80\n1,42\n"},
    {"efisiensi", "{\"pagu\": \"rupiah\", \"ck\": \"desimal\", \"realisasi\": \"rupiah\"}",
     "pagu;ck;realisasi\n6.000.000;1,00;4.000.000\n6.780.000;1,00;5.500.000\n"},
    {"nilai", "{\"x\": \"desimal\", \"kapan\": \"tanggal\"}",
     "nama;x;kapan\nc;3;2023-03-01\na;-;2023-01-01\nb;1;2023-12-01\nc;2;2023-02-01\n"},
    {"hampa", "{\"x\": \"desimal\"}", "nama;x\na;-\n"},
    {"catatan", "{}", "nama;ket\na;batal\nb;-\nc;jadi\n"},
};

static const Line over_rows[] = {
    {"bulatkan(rata_rata(sasaran.persen), 4)", "0.9895", "Barito Selatan report: 98,95"},
    {"rata_rata_kelompok(kelompok.capaian, kelompok.sasaran)", "0.825", "mean of means 82,50"},
    {"rata_rata(kelompok.capaian)", "0.8", "flat 80,00"},
    {"rata_rata_tertimbang(bobot.capaian, bobot.bobot)", "0.8",
     "weights 2:1 on 75 and 90 = 80,00 [K]"},
    /* (1,22 x 0,80 x 1,42)^(1/3) = 1.38592^(1/3) = 1.11492... */
    {"bulatkan(rata_rata_geometrik(keluaran.ck), 4)", "1.1149",
     "PMK 214/2017: 111,49 (the scan prints 111,60)"},
    {"efisiensi(efisiensi.pagu, efisiensi.ck, efisiensi.realisasi)", "164/639",
     "PMK 214/2017: (12,78-9,50)/12,78"},
    {"jumlah(nilai.x)", "6", "an empty cell counts as nothing"},
    {"rata_rata(nilai.x)", "2", "and is not in the mean's count"},
    {"hitung(nilai)", "4", "rows"},
    {"hitung(nilai.x)", "3", "values"},
    {"hitung(nilai, nama = \"c\")", "2", "rows that"},
    {"hitung(nilai.x > 1)", "2", "the condition alone"},
    {"hitung_terdefinisi(nilai.x)", "3", ""},
    {"hitung_takterdefinisi(nilai.x)", "1", "the rows that averages leave out"},
    {"hitung_takterdefinisi(1 / (nilai.x - 1))", "2", "empty, and divided by zero"},
    {"minimum(nilai.x)", "1", ""},
    {"maksimum(nilai.x, nama <> \"c\")", "1", "with a condition"},
    {"maksimum(nilai.kapan)", "2023-12-1", "the latest date"},
    {"minimum(nilai.nama)", "\"a\"", "the first word"},
    {"pertama(nilai.x)", "3", ""},
    {"terakhir(nilai.x)", "2", ""},
    {"terakhir(nilai.x, nama = \"a\")", "n/a: tidak ada nilai", "all empty"},
    {"median(nilai.x)", "2", ""},
    {"median(nilai.x, x > 1)", "2.5", "between two"},
    {"jumlah_unik(nilai.nama)", "3", ""},
    {"gabung(nilai.nama)", "\"c, a, b, dan c\"", "EYD"},
    {"gabung(nilai.nama, x > 1)", "\"c dan c\"", ""},
    {"rata_rata(hampa.x)", "n/a: tidak ada nilai", ""},
    {"jumlah(hampa.x)", "0", ""},
    {"hitung(catatan, mengandung(ket, \"bata\"))", "1", ""},
    {"hitung(catatan, bukan mengandung(ket, \"batal\"))", "2", "an empty cell has no such word"},
    {"hitung(catatan, bukan diawali(ket, \"ba\"))", "2", ""},
    {"maksimum(hampa.x)", "n/a: tidak ada nilai", ""},
    {"jumlah(nilai.x * 2, kapan >= tanggal(\"2023-02-01\"))", "12", "any expression of a row"},
};

static void test_rows(void **state) {
    (void)state;
    Arena *a = arena_new();
    const Data *data = fixture_data(a, NULL, tables, sizeof tables / sizeof tables[0]);
    Names names = {.data = data, .rounding = ROUND_HALF_UP};
    Scope scope = {.names = &names};
    for (size_t i = 0; i < sizeof over_rows / sizeof over_rows[0]; i++) {
        fixture_expect(a, over_rows[i].text, &scope, over_rows[i].value);
    }
    arena_free(a);
}

/* ---- roots ---- */

static void test_roots(void **state) {
    (void)state;
    static const struct { const char *x; unsigned n, digits; const char *root; } lines[] = {
        {"4", 2, 0, "2"}, {"2", 2, 10, "1.4142135623"}, {"27", 3, 5, "3"}, {"26", 3, 0, "2"},
        {"1.38592", 3, 6, "1.114926"}, {"0", 5, 4, "0"}, {"0.0000001", 2, 3, "0"}, {"7", 1, 0, "7"},
        {"1000000000000000000000000", 2, 2, "1000000000000"}, {"1/4", 2, 4, "0.5"},
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Num root;
        assert_true(
            calc_root(a, fixture_number(a, lines[i].x), lines[i].n, lines[i].digits, &root));
        Str got = fixture_show(a, calc_number(root));
        if (!str_is(got, lines[i].root))
            fail_msg("root %u of %s: %.*s", lines[i].n, lines[i].x, STR_ARG(got));
    }
    arena_free(a);
}

/* ---- scales ---- */

static ScaleBand band(Arena *a, const char *low, const char *high, const char *label) {
    ScaleBand b = {.label = str_of(label)};
    if (low && *low == '>') b.low_excluded = true, low++;
    if (high && *high == '<') b.high_excluded = true, high++;
    if (low) b.has_low = true, b.low = fixture_number(a, low);
    if (high) b.has_high = true, b.high = fixture_number(a, high);
    return b;
}

/* 91-100 / 76-90 / 66-75 / 51-65 / <=50: the five-band scale attributed to Permendagri 86/2017 */
static Scale five_bands(Arena *a) {
    ScaleBand *b = arena_array(a, 5, sizeof *b);
    b[0] = band(a, "91", "100", "Sangat Tinggi");
    b[1] = band(a, "76", "90", "Tinggi");
    b[2] = band(a, "66", "75", "Sedang");
    b[3] = band(a, "51", "65", "Rendah");
    b[4] = band(a, NULL, "50", "Sangat Rendah");
    return (Scale){
        .name = STR("lima"), .percent = true, .bands = b, .count = 5, .outside = OUTSIDE_NEAREST};
}

static Str refusals(Arena *a, Scale *s) {
    Diags *d = diags_new(a, 0);
    Buf out = buf_new(a);
    bool good = scale_check(a, s, d);
    assert_int_equal(good, diags_count(d, ERROR_) == 0);
    diags_print(d, &out);
    return buf_view(&out);
}

static void assert_said(Str text, const char *part) {
    if (str_find(text, str_of(part), 0) == SIZE_MAX)
        fail_msg("not said: %s\nin: %.*s", part, STR_ARG(text));
}

static void test_scale_holes(void **state) {
    (void)state;
    Arena *a = arena_new();
    Scale five = five_bands(a);
    assert_said(refusals(a, &five),
                "nilai di antara 90 dan 91 tidak masuk pita \"Tinggi\" maupun \"Sangat Tinggi\"");
    five.gap = GAP_ROUND;
    assert_int_equal(refusals(a, &five).n, 0);
    five.digits = 1;
    assert_said(refusals(a, &five), "Pembulatan sampai 1 desimal tidak menutupnya");
    five.gap = GAP_UP;
    assert_int_equal(refusals(a, &five).n, 0);
    five.outside = OUTSIDE_REFUSED;
    assert_said(refusals(a, &five), "nilai di atas 100 tidak masuk pita mana pun");

    /* "LAN 239/2003" as adapted in the Way Kanan report: >100, 75-<100, 55-<75, <55 */
    ScaleBand lan[] = {band(a, ">100", NULL, "Sangat Berhasil"), band(a, "75", "<100", "Berhasil"),
                       band(a, "55", "<75", "Cukup"), band(a, NULL, "<55", "Tidak Berhasil")};
    Scale adapted = {.name = STR("LAN"), .bands = lan, .count = 4};
    assert_said(refusals(a, &adapted),
                "tepat 100 tidak masuk pita \"Berhasil\" maupun \"Sangat Berhasil\"");
    lan[3].low_excluded =
        false; /* sorted upwards: the top band now takes 100 too (wp-eval: >=100) */
    assert_int_equal(refusals(a, &adapted).n, 0);

    /* below zero too: whole numbers fall into -1 and 0; -1 itself is lost when the band ends at
     * -1,5 */
    ScaleBand minus[] = {band(a, NULL, "-1", "Turun"), band(a, "0", NULL, "Naik")};
    Scale signs = {.name = STR("tanda"), .bands = minus, .count = 2, .gap = GAP_ROUND};
    assert_int_equal(refusals(a, &signs).n, 0);
    minus[0].high = fixture_number(a, "-1.5");
    assert_said(refusals(a, &signs), "nilai di antara -1,5 dan 0");

    ScaleBand both[] = {band(a, NULL, "90", "A"), band(a, "90", NULL, "B")};
    Scale twice = {.name = STR("dua"), .bands = both, .count = 2};
    assert_said(refusals(a, &twice), "bertumpang tindih mulai 90");
    ScaleBand wrong[] = {band(a, "5", "3", "A")};
    Scale inverted = {.name = STR("balik"), .bands = wrong, .count = 1};
    assert_said(refusals(a, &inverted), "tidak memuat nilai apa pun");
    Scale none = {.name = STR("hampa")};
    assert_said(refusals(a, &none), "tidak punya pita");
    arena_free(a);
}

static void test_scale_bands(void **state) {
    (void)state;
    static const struct { ScaleGap gap; const char *x, *label;
    } lines[] = {
        {GAP_ROUND, "0.9049", "Tinggi"},   {GAP_ROUND, "0.905", "Sangat Tinggi"},
        {GAP_ROUND, "0.9", "Tinggi"},      {GAP_UP, "0.9001", "Sangat Tinggi"},
        {GAP_DOWN, "0.9099", "Tinggi"},    {GAP_UP, "0.91", "Sangat Tinggi"},
        {GAP_UP, "1.12", "Sangat Tinggi"}, {GAP_UP, "-3", "Sangat Rendah"},
        {GAP_UP, "0.5", "Sangat Rendah"},  {GAP_DOWN, "0.505", "Sangat Rendah"},
        {GAP_UP, "2/3", "Sedang"},
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Scale s = five_bands(a);
        s.gap = lines[i].gap;
        assert_int_equal(refusals(a, &s).n, 0);
        const ScaleBand *b = scale_band(a, &s, fixture_number(a, lines[i].x));
        assert_non_null(b);
        if (!str_is(b->label, lines[i].label)) fail_msg("%s: %.*s", lines[i].x, STR_ARG(b->label));
    }
    Scale s = five_bands(a);
    s.gap = GAP_ROUND;
    s.outside = OUTSIDE_UNDEFINED;
    assert_int_equal(refusals(a, &s).n, 0);
    assert_null(scale_band(a, &s, fixture_number(a, "1.12")));
    Names names = {.scales = &s, .scale_count = 1};
    Scope scope = {.names = &names};
    fixture_expect(a, "predikat(89.5%, \"lima\")", &scope, "\"Tinggi\"");
    fixture_expect(a, "predikat(112%, \"lima\")", &scope, "n/a: di luar skala lima");
    fixture_expect(a, "predikat(89.5%, \"limo\")", &scope, "!");
    arena_free(a);
}

/* Rounding never moves a value across a band twice: when rounding to fewer digits has put it into
 * another band, rounding again leaves it there. */
static void test_scale_rounding(void **state) {
    (void)state;
    Arena *a = arena_new();
    Scale s = five_bands(a);
    s.gap = GAP_ROUND;
    assert_int_equal(refusals(a, &s).n, 0);
    for (int64_t thousandths = 0; thousandths <= 101000; thousandths += 7) {
        ArenaMark mark = arena_mark(a);
        Num once, twice, x = num_decimal(thousandths, 5);
        assert_true(num_round(a, x, 2, ROUND_HALF_UP, &once));
        assert_true(num_round(a, once, 2, ROUND_HALF_UP, &twice));
        assert_ptr_equal(scale_band(a, &s, x), scale_band(a, &s, once));
        assert_ptr_equal(scale_band(a, &s, once), scale_band(a, &s, twice));
        arena_reset(a, mark);
    }
    arena_free(a);
}

/* From fine to coarse, a value crosses at most one edge and never back: edges in whole percents are
 * kept by every rounding to two digits of the ratio or more. */
static void test_rounding_crosses_once(void **state) {
    (void)state;
    static const Rounding rules[] = {ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP};
    Arena *a = arena_new();
    ScaleBand *b = arena_array(a, 4, sizeof *b);
    b[0] = band(a, "100", NULL, "Baik Sekali");
    b[1] = band(a, "75", "<100", "Baik");
    b[2] = band(a, "55", "<75", "Cukup");
    b[3] = band(a, NULL, "<55", "Kurang");
    Scale s = {.name = STR("lan"), .percent = true, .bands = b, .count = 4};
    assert_int_equal(refusals(a, &s).n, 0);
    size_t crossed = 0;
    for (int64_t millionths = 540000; millionths <= 1010000; millionths += 13) {
        for (size_t rule = 0; rule < 4; rule++) {
            ArenaMark mark = arena_mark(a);
            Num x = num_decimal(millionths, 6);
            const ScaleBand *at = scale_band(a, &s, x);
            size_t changes = 0;
            for (int digits = 5; digits >= 2; digits--) {
                assert_true(num_round(a, x, digits, rules[rule], &x));
                const ScaleBand *now = scale_band(a, &s, x);
                assert_true(now >= at && now <= at + 1);      /* edges belong to the band above */
                changes += now != at;
                at = now;
            }
            assert_true(changes <= 1);
            crossed += changes;
            arena_reset(a, mark);
        }
    }
    assert_true(crossed > 0);
    arena_free(a);
}

/* ---- the table itself ---- */

static void test_rows_of_the_table(void **state) {
    (void)state;
    size_t scalars, folds;
    const CalcFunction *f = calc_scalars(&scalars), *g = calc_folds(&folds);
    for (size_t i = 0; i < scalars + folds; i++) {
        const CalcFunction *x = i < scalars ? &f[i] : &g[i - scalars];
        assert_ptr_equal(calc_find(str_of(x->name)), x);     /* no name twice */
        assert_true(x->required <= x->params_count && x->params_count <= CALC_MAX_PARAMS);
        for (size_t p = 0; p < x->params_count; p++) assert_non_null(x->params[p].name);
        assert_non_null(x->formula);
        assert_int_equal(x->form == CALC_SCALAR, x->scalar != NULL);
        assert_int_equal(x->form == CALC_FOLD,
                         x->step != NULL && x->finish != NULL && x->values > 0);
    }
    assert_null(calc_find(STR("sum")));
}

/* Scaling a target and realisasi alike keeps the capaian. That sums do not depend on the order of
 * rows is test_compute's. */
static void test_properties(void **state) {
    (void)state;
    static const char *const directions[] = {"positif", "negatif", "negatif_rasio"};
    uint64_t seed = 7;
    Names names = {.rounding = ROUND_HALF_UP};
    Scope scope = {.names = &names};
    for (int i = 0; i < 300; i++) {
        Arena *a = arena_new();
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        unsigned t = (unsigned)(seed >> 40) % 100000 + 1, r = (unsigned)(seed >> 20) % 100000 + 1;
        unsigned k = (unsigned)(seed >> 50) % 999 + 2;
        const char *direction = directions[i % 3];
        Str x = str_printf(a, "capaian(%u, %u, \"%s\")", t, r, direction);
        Str y =
            str_printf(a, "capaian(%u * %u / 1000, %u * %u / 1000, \"%s\")", t, k, r, k, direction);
        Diags *d = diags_new(a, 0);
        Str left = fixture_eval(a, str_cstr(a, x), &scope, d),
            right = fixture_eval(a, str_cstr(a, y), &scope, d);
        if (!str_eq(left, right))
            fail_msg("%.*s: %.*s and %.*s", STR_ARG(y), STR_ARG(left), STR_ARG(right));
        arena_free(a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),       cmocka_unit_test(test_others),
        cmocka_unit_test(test_rows),           cmocka_unit_test(test_roots),
        cmocka_unit_test(test_scale_holes),    cmocka_unit_test(test_scale_bands),
        cmocka_unit_test(test_scale_rounding), cmocka_unit_test(test_rows_of_the_table),
        cmocka_unit_test(test_properties),     cmocka_unit_test(test_rounding_crosses_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
