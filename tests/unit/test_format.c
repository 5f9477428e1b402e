/* format: line tables. Expectations are written by hand from EYD V and KBBI. */
#include "format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const FormatProfile modern = {
    .rounding = ROUND_HALF_UP, .rupiah = RUPIAH_MODERN, .empty = {"-", 1}, .undefined = {"n/a", 3},
};

static Num number(Arena *a, const char *text) {
    Num n, divisor;
    Str s = str_of(text);
    size_t slash = str_find(s, STR("/"), 0);
    assert_true(num_parse(a, str_sub(s, 0, slash), &n));
    if (slash != SIZE_MAX) {
        assert_true(num_parse(a, str_sub(s, slash + 1, s.n), &divisor));
        assert_true(num_div(a, n, divisor, &n));
    }
    return n;
}

static void assert_text(Str got, const char *expected, const char *what) {
    if (!str_is(got, expected))
        fail_msg("%s: got \"%.*s\", expected \"%s\"", what, STR_ARG(got), expected);
}

static Format parsed(Arena *a, const char *text) {
    Format f = {0};
    Diags *d = diags_new(a, 0);
    if (text && !format_parse(a, str_of(text), LOC_NONE, &f, d))
        fail_msg("format %s refused", text);
    return f;
}

typedef struct NumberLine { const char *number, *format, *printed; } NumberLine;

static const NumberLine numbers[] = {
    {"1234567.89", NULL, "1.234.567,89"},
    {"1234567", NULL, "1.234.567"},
    {"100", NULL, "100"},
    {"999", NULL, "999"},
    {"1000", NULL, "1.000"},
    {"0", NULL, "0"},
    {"-1234.5", NULL, "−1.234,5"},
    {"1/3", NULL, "0,33"},
    {"0.6333", NULL, "0,6333"},
    {"1.005", NULL, "1,005"},
    {"1.005", "bilangan", "1,01"},
    {"-0.001", NULL, "−0,001"},
    {"-0.001", "bilangan", "0"},
    {"0.1234567", NULL, "0,12"},
    {"1234567", "bilangan(2)", "1.234.567,00"},
    {"24.8", "bilangan(0)", "25"},
    {"-2.5", "bilangan(0)", "−3"},
    {"1000000000000000000000000", "bilangan", "1.000.000.000.000.000.000.000.000"},
    {"2023", "polos", "2023"},
    {"-1234.5678", "polos", "−1234,5678"},
    {"6796834585", "rupiah", "Rp6.796.834.585"},
    {"1234567", "rupiah(2)", "Rp1.234.567,00"},
    {"1234567.5", "rupiah", "Rp1.234.567,50"},
    {"1234567.5", "rupiah(0)", "Rp1.234.568"},
    {"-65000", "rupiah", "−Rp65.000"},
    {"6417534877/6796834585", "persen", "94,42%"},
    {"27392460/27393385", "persen(3)", "99,997%"},
    {"1", "persen", "100,00%"},
    {"1.125", "persen(1)", "112,5%"},
    {"734881464333/855830897000", "persen_polos(2)", "85,87"},
    {"0.73038", "indeks", "0,7304"},
    {"1234.5", "indeks(1)", "1234,5"},
    {"0.6333", "indeks(2)", "0,63"},
    {"0", "terbilang", "nol"},
    {"1", "urutan", "kesatu"},
    {"2", "urutan", "kedua"},
    {"11", "urutan", "kesebelas"},
    {"21", "urutan", "kedua puluh satu"},
    {"0", "urutan", "nol"},
    {"-3", "urutan", "minus tiga"},
    {"10", "terbilang", "sepuluh"},
    {"11", "terbilang", "sebelas"},
    {"12", "terbilang", "dua belas"},
    {"19", "terbilang", "sembilan belas"},
    {"20", "terbilang", "dua puluh"},
    {"99", "terbilang", "sembilan puluh sembilan"},
    {"100", "terbilang", "seratus"},
    {"101", "terbilang", "seratus satu"},
    {"111", "terbilang", "seratus sebelas"},
    {"200", "terbilang", "dua ratus"},
    {"1000", "terbilang", "seribu"},
    {"1001", "terbilang", "seribu satu"},
    {"1100", "terbilang", "seribu seratus"},
    {"2011", "terbilang", "dua ribu sebelas"},
    {"11000", "terbilang", "sebelas ribu"},
    {"21000", "terbilang", "dua puluh satu ribu"},
    {"101000", "terbilang", "seratus satu ribu"},
    {"1000000", "terbilang", "satu juta"},
    {"1001000", "terbilang", "satu juta seribu"},
    {"6796834585", "terbilang",
     "enam miliar tujuh ratus sembilan puluh enam juta delapan ratus tiga puluh empat ribu lima "
     "ratus "
     "delapan puluh lima"},
    {"1000000000000", "terbilang", "satu triliun"},
    {"1000000000000000", "terbilang", "satu kuadriliun"},
    {"1000000000000000001", "terbilang", "satu kuintiliun satu"},
    {"1000000000000000000000000", "terbilang", "satu septiliun"},
    {"1000000000000000000000000000000000000", "terbilang",
     "satu nol nol nol nol nol nol nol nol nol nol nol nol nol nol nol nol nol nol nol nol nol nol "
     "nol nol "
     "nol nol nol nol nol nol nol nol nol nol nol nol"},
    {"-7", "terbilang", "minus tujuh"},
    {"98.52", "terbilang", "sembilan puluh delapan koma lima dua"},
    {"0.7304", "terbilang", "nol koma tujuh tiga nol empat"},
    {"-0.05", "terbilang", "minus nol koma nol lima"},
    {"1/3", "terbilang", "nol koma tiga tiga"},
    {"1/3", "terbilang(3)", "nol koma tiga tiga tiga"},
    {"15000000", "terbilang_rupiah", "lima belas juta rupiah"},
    {"1000.5", "terbilang_rupiah", "seribu rupiah lima puluh sen"},
    {"1000.05", "terbilang_rupiah", "seribu rupiah lima sen"},
    {"1000.5", "terbilang_rupiah(0)", "seribu satu rupiah"},
    {"24", "angka_terbilang", "24 (dua puluh empat)"},
    {"1234.5", "angka_terbilang", "1.234,5 (seribu dua ratus tiga puluh empat koma lima)"},
    {"4", "romawi", "IV"},
    {"2023", "romawi", "MMXXIII"},
    {"3999", "romawi", "MMMCMXCIX"},
    {"49", "romawi_kecil", "xlix"},
    {"4000", "romawi", "4000"},
    {"0", "romawi", "0"},
    {"1.5", "romawi", "1,5"},
    {"1", "huruf", "a"},
    {"26", "huruf", "z"},
    {"27", "huruf", "aa"},
    {"702", "huruf", "zz"},
    {"703", "huruf_besar", "AAA"},
    {"-3", "huruf", "−3"},
    {"2023", "tanggal", "2.023"}, /* a number is no date: it prints as a number */
};

static void test_numbers(void **state) {
    (void)state;
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        const NumberLine *l = &numbers[i];
        Datum d = {.kind = DATUM_NUMBER, .number = number(a, l->number)};
        assert_text(format_apply(a, parsed(a, l->format), &modern, d), l->printed, l->number);
    }
    arena_free(a);
}

static void test_profiles(void **state) {
    (void)state;
    static const struct {
        RupiahStyle style;
        bool space;
        Rounding rule;
        const char *number, *format, *printed;
    } lines[] = {
        {RUPIAH_OLD, false, ROUND_HALF_UP, "2015561700", "rupiah", "Rp. 2.015.561.700,-"},
        {RUPIAH_OLD, false, ROUND_HALF_UP, "1234567", "rupiah(2)", "Rp. 1.234.567,00"},
        {RUPIAH_OLD, false, ROUND_HALF_UP, "-5", "rupiah", "−Rp. 5,-"},
        {RUPIAH_MODERN, true, ROUND_HALF_UP, "0.9442", "persen", "94,42\xC2\xA0%"},
        {RUPIAH_MODERN, false, ROUND_HALF_EVEN, "2.5", "bilangan(0)", "2"},
        {RUPIAH_MODERN, false, ROUND_DOWN, "0.99997", "persen(2)", "99,99%"},
        {RUPIAH_MODERN, false, ROUND_UP, "0.999901", "persen(2)", "100,00%"},
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        FormatProfile p = modern;
        p.rupiah = lines[i].style;
        p.percent_space = lines[i].space;
        p.rounding = lines[i].rule;
        Datum d = {.kind = DATUM_NUMBER, .number = number(a, lines[i].number)};
        assert_text(format_apply(a, parsed(a, lines[i].format), &p, d), lines[i].printed,
                    lines[i].number);
    }
    arena_free(a);
}

static void test_below_zero(void **state) {
    (void)state;
    static const struct { const char *number, *unit, *format, *minus, *hyphen, *accounts;
    } lines[] = {
        {"-1234.5", "", NULL, "−1.234,5", "-1.234,5", "(1.234,5)"},
        {"-1234.5", "", "bilangan(2)", "−1.234,50", "-1.234,50", "(1.234,50)"},
        {"-65000", "", "rupiah", "−Rp65.000", "-Rp65.000", "(Rp65.000)"},
        {"-0.05", "", "persen(2)", "−5,00%", "-5,00%", "(5,00%)"},
        {"-50", "Orang", NULL, "−50 Orang", "-50 Orang", "(50 Orang)"},
        {"-5", "", "angka_terbilang", "−5 (minus lima)", "-5 (minus lima)", "−5 (minus lima)"},
        {"-5", "", "terbilang", "minus lima", "minus lima", "minus lima"},
        {"-0.001", "", "bilangan(2)", "0,00", "0,00", "0,00"},
        {"5", "", "bilangan(2)", "5,00", "5,00", "5,00"},
    };
    static const NegativeStyle styles[] = {NEGATIVE_MINUS, NEGATIVE_HYPHEN, NEGATIVE_PARENTHESES};
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const char *printed[] = {lines[i].minus, lines[i].hyphen, lines[i].accounts};
        for (size_t k = 0; k < 3; k++) {
            FormatProfile p = modern;
            p.negative = styles[k];
            Datum d = {.kind = DATUM_NUMBER, .number = number(a, lines[i].number),
                       .text = str_of(lines[i].unit)};
            assert_text(format_apply(a, parsed(a, lines[i].format), &p, d), printed[k],
                        lines[i].number);
        }
    }
    arena_free(a);
}

static void test_dates(void **state) {
    (void)state;
    static const struct { Date date; const char *format, *printed; } lines[] = {
        {{2023, 1, 3}, NULL, "3 Januari 2023"},
        {{2023, 12, 31}, "tanggal", "31 Desember 2023"},
        {{2023, 1, 0}, "tanggal", "Januari 2023"},
        {{2023, 0, 0}, "tanggal", "2023"},
        {{2023, 8, 17}, "bulan_tahun", "Agustus 2023"},
        {{2023, 8, 17}, "bulan", "Agustus"},
        {{2023, 8, 17}, "tahun", "2023"},
        {{2023, 8, 17}, "tanggal_angka", "17-08-2023"},
        {{1945, 8, 17}, "hari", "Jumat"},
        {{2024, 2, 29}, "hari", "Kamis"},
        {{2023, 1, 1}, "hari", "Minggu"},
        {{2023, 1, 0}, "hari", "Januari 2023"},
        {{2023, 1, 3}, "kapital", "3 JANUARI 2023"},
        {{2023, 1, 3}, "rupiah", "3 Januari 2023"},
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Datum d = {.kind = DATUM_DATE, .date = lines[i].date};
        assert_text(format_apply(a, parsed(a, lines[i].format), &modern, d), lines[i].printed,
                    lines[i].printed);
    }
    arena_free(a);
}

static void test_texts(void **state) {
    (void)state;
    static const struct { const char *text, *format, *printed; } lines[] = {
        {"Way Kanan", NULL, "Way Kanan"},
        {"Way Kanan", "kapital", "WAY KANAN"},
        {"Way Kanan", "huruf_kecil", "way kanan"},
        {"PROGRAM PENATAAN DESA DAN KELURAHAN", "judul", "Program Penataan Desa dan Kelurahan"},
        {"di mana/ke mana", "judul", "Di Mana/ke Mana"},
        {"meningkat dari tahun lalu", "kalimat", "Meningkat dari tahun lalu"},
        {"\xC3\xA9tude", "kalimat", "\xC3\x89tude"},
        {"", "kalimat", ""},
        {"", "judul", ""},
        {"sepuluh", "persen", "sepuluh"},
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Datum d = {.kind = DATUM_TEXT, .text = str_of(lines[i].text)};
        assert_text(format_apply(a, parsed(a, lines[i].format), &modern, d), lines[i].printed,
                    lines[i].text);
    }
    arena_free(a);
}

static void test_nothing_truth_units(void **state) {
    (void)state;
    Arena *a = arena_new();
    Format percent = parsed(a, "persen(1)"), upper = parsed(a, "kapital");
    assert_text(format_apply(a, percent, &modern, (Datum){.kind = DATUM_EMPTY}), "-", "empty");
    assert_text(format_apply(a, upper, &modern, (Datum){.kind = DATUM_UNDEFINED}), "n/a",
                "undefined");
    Datum yes = {.kind = DATUM_BOOL, .boolean = true}, no = {.kind = DATUM_BOOL};
    assert_text(format_apply(a, (Format){0}, &modern, yes), "ya", "true");
    assert_text(format_apply(a, parsed(a, "ya_tidak"), &modern, no), "tidak", "false");
    Format words = parsed(a, "ya_tidak(\"tercapai/tidak tercapai\")");
    assert_text(format_apply(a, words, &modern, yes), "tercapai", "true in words");
    assert_text(format_apply(a, words, &modern, no), "tidak tercapai", "false in words");
    Datum papers = {.kind = DATUM_NUMBER, .number = num_int(50), .text = STR("Dokumen")};
    assert_text(format_apply(a, (Format){0}, &modern, papers), "50 Dokumen", "unit");
    papers.text = STR("% Dokumen");
    assert_text(format_apply(a, (Format){0}, &modern, papers), "50% Dokumen", "percent unit");
    Datum whole = papers, part = papers;
    whole.text = STR("Dokumen");
    part.text = STR("% Dokumen");
    assert_text(format_apply(a, parsed(a, "takaran"), &modern, whole), "50", "takaran");
    assert_text(format_apply(a, parsed(a, "takaran(1)"), &modern, part), "50,0%", "takaran(1)");
    assert_text(format_apply(a, parsed(a, "bilangan(1)"), &modern, papers), "50,0",
                "format drops the unit");
    arena_free(a);
}

static void test_parsing(void **state) {
    (void)state;
    static const struct { const char *text; bool good; const char *said; } lines[] = {
        {"persen", true, "persen"},
        {" persen ( 2 ) ", true, "persen(2)"},
        {"bilangan(30)", true, "bilangan(30)"},
        {"bilangan(31)", false, "31"},
        {"bilangan(99999999999999999999)", false, "99999999999999999999"},
        {"bilangan(-1)", false, "-1"},
        {"bilangan()", false, "banyaknya desimal"},
        {"persen(2", false, "tidak ditutup"},
        {"romawi(2)", false, "tanpa parameter"},
        {"persn", false, "Maksud Anda \"persen\"?"},
        {"rupaih", false, "Maksud Anda \"rupiah\"?"},
        {"", false, "tidak dikenal"},
        {"ya_tidak('ada/tidak ada')", true, "ya_tidak(\"ada/tidak ada\")"},
        {"ya_tidak(ada)", false, "tanda kutip"},
        {"ya_tidak(\")", false, "tanda kutip"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Arena *a = arena_new();
        Diags *d = diags_new(a, 0);
        Format f = {0};
        bool good = format_parse(a, str_of(lines[i].text), LOC_NONE, &f, d);
        assert_int_equal(good, lines[i].good);
        if (good) {
            assert_text(format_name(a, f), lines[i].said, lines[i].text);
            assert_int_equal(diags_count(d, ERROR_), 0);
        } else {
            Buf out = buf_new(a);
            diags_print(d, &out);
            assert_int_equal(diags_count(d, ERROR_), 1);
            assert_true(str_find(buf_view(&out), str_of(lines[i].said), 0) != SIZE_MAX);
        }
        arena_free(a);
    }
}

static void test_error_place(void **state) {
    (void)state;
    Arena *a = arena_new();
    Diags *d = diags_new(a, 0);
    Source s = {.name = STR("uji.json"), .text = STR("{{ x | rupaih(2) }}")};
    Format f;
    assert_false(format_parse(a, str_sub(s.text, 7, 16), loc_at(&s, 3, 13), &f, d));
    Position at = loc_position(diags_get(d, 0)->loc);
    assert_int_equal(at.column, 8);
    assert_int_equal(diags_get(d, 0)->loc.length, 6);
    arena_free(a);
}

static void test_takes(void **state) {
    (void)state;
    Arena *a = arena_new();
    assert_true(format_takes(parsed(a, "persen"), DATUM_NUMBER));
    assert_false(format_takes(parsed(a, "persen"), DATUM_TEXT));
    assert_true(format_takes(parsed(a, "persen"), DATUM_EMPTY));
    assert_true(format_takes(parsed(a, "kapital"), DATUM_DATE));
    assert_false(format_takes(parsed(a, "tanggal"), DATUM_NUMBER));
    assert_true(format_takes((Format){0}, DATUM_BOOL));
    assert_true(format_is_numeric(parsed(a, "rupiah")));
    assert_false(format_is_numeric(parsed(a, "terbilang")));
    arena_free(a);
}

/* Rounding to n digits and again to n digits changes nothing; whole numbers to 10^18 have words of
 * the words list alone. */
static void test_properties(void **state) {
    (void)state;
    Arena *a = arena_new();
    uint64_t seed = 2023;
    for (int i = 0; i < 500; i++) {
        ArenaMark mark = arena_mark(a);
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        Num n = num_decimal((int64_t)(seed >> 20), (unsigned)(seed % 7));
        for (int rule = ROUND_HALF_UP; rule <= ROUND_UP; rule++) {
            Num once, twice;
            assert_true(num_round(a, n, 2, (Rounding)rule, &once));
            assert_true(num_round(a, once, 2, (Rounding)rule, &twice));
            assert_int_equal(num_cmp(once, twice), 0);
            Str x = format_grouped(a, n, 2, (Rounding)rule),
                y = format_grouped(a, once, 2, (Rounding)rule);
            assert_true(str_eq(x, y));
        }
        arena_reset(a, mark);
    }
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_profiles),
        cmocka_unit_test(test_below_zero),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_nothing_truth_units),
        cmocka_unit_test(test_parsing),
        cmocka_unit_test(test_error_place),
        cmocka_unit_test(test_takes),
        cmocka_unit_test(test_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
