/*
 * data: cells by their types, dates, facts, tables from CSV and JSON, and what is said about
 * mistakes. Excerpts are from two published reports (LKjIP Way Kanan 2023, LAKIP Barito Selatan
 * 2023), their misprints included.
 */
#include "data.h"
#include "said.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static Arena *arena;
static Diags *diags;
static char root[] = "/tmp/lakip-test-data-XXXXXX";

static int open_folder(void **state) {
    (void)state;
    arena = arena_new();
    return arena && mkdtemp(root) ? 0 : -1;
}

static int close_folder(void **state) {
    (void)state;
    int failed = system(str_cstr(arena, str_printf(arena, "rm -rf %s", root)));
    arena_free(arena);
    return failed;
}

static void put(const char *name, Str bytes) {
    int fd = open(str_cstr(arena, str_printf(arena, "%s/%s", root, name)), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.p, bytes.n), (ssize_t)bytes.n);
    close(fd);
}

static const Data *read_folder(void) {
    diags = diags_new(arena, 0);
    Folder folder = {str_of(root), false, 0};
    return data_read(arena, &folder, diags);
}

#define HEAD "{\"tata_letak\": \"lkjip\", \"tahun\": 2023, \"tempat\": \"Kota\", \"tanggal\": \"2024-01-31\",\n" \
             "\"instansi\": {\"nama\": \"Dinas\"}, \"pemerintah\": {\"nama\": \"Pemkab\", \"daerah\": \"Kab\"}"

/* A report with this behind the required facts: ", ..." or "". */
static const Data *report(const char *more) {
    put("laporan.json", str_printf(arena, HEAD "%s}", more));
    return read_folder();
}

/* The table "t" of a report whose only data is x.csv with these columns. */
static const Sheet *table(const char *columns, const char *csv) {
    put("x.csv", str_of(csv));
    const Data *data = report(str_cstr(arena, str_printf(arena, ",\n\"data\": {\"t\": {\"berkas\": \"x.csv\", \"kolom\": {%s}}}", columns)));
    return data ? data_sheet(data, STR("t")) : NULL;
}

/* ---- cells ---- */

/* "1.5 Dokumen" (a number and its unit), 'text', a date, or - for empty */
static Str shown(Datum x) {
    if (x.kind == DATUM_EMPTY) return STR("-");
    if (x.kind == DATUM_TEXT) return str_printf(arena, "'%.*s'", STR_ARG(x.text));
    if (x.kind == DATUM_DATE) return str_printf(arena, "%d-%d-%d", x.date.year, x.date.month, x.date.day);
    if (x.kind == DATUM_BOOL) return x.boolean ? STR("ya") : STR("tidak");
    Str n = num_debug(arena, x.number);
    return x.text.n ? str_printf(arena, "%.*s %.*s", STR_ARG(n), STR_ARG(x.text)) : n;
}

typedef struct CellRow {
    ColumnType type;
    DecimalMark mark;
    const char *text, *expected;      /* expected: shown(), or "! part of the message" */
} CellRow;

static void check_cells(const CellRow *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Column c = {.name = STR("k"), .title = STR("k"), .type = rows[i].type, .mark = rows[i].mark};
        Datum out;
        diags = diags_new(arena, 0);
        Source source = {.name = STR("x"), .text = str_of(rows[i].text)};
        bool ok = data_decode(arena, &c, source.text, loc_at(&source, 0, source.text.n), &out, diags);
        const char *expected = rows[i].expected;
        if (expected[0] == '!') {
            if (ok) fail_msg("accepted: %s", rows[i].text);
            SAYS(arena, diags, expected + 2);
        } else {
            if (!ok) fail_msg("refused: %s", said(arena, diags));
            Str got = shown(out);
            if (!str_is(got, expected)) fail_msg("%s: %.*s, expected %s", rows[i].text, STR_ARG(got), expected);
        }
    }
}
#define CHECK_CELLS(table) check_cells(table, sizeof table / sizeof table[0])

#define NBSP "\xC2\xA0"

static void test_numbers_with_decimal_commas(void **state) {
    (void)state;
    static const CellRow rows[] = {
        {COLUMN_RUPIAH, MARK_COMMA, "1.977.761.700", "1977761700"},
        {COLUMN_RUPIAH, MARK_COMMA, "Rp. 2.015.561.700,-", "2015561700"},
        {COLUMN_RUPIAH, MARK_COMMA, "Rp2.015.561.700,00", "2015561700"},
        {COLUMN_RUPIAH, MARK_COMMA, "RP 1.000", "1000"},
        {COLUMN_RUPIAH, MARK_COMMA, "Rp" NBSP "1.000,5", "1000.5"},
        {COLUMN_RUPIAH, MARK_COMMA, "-Rp1.000", "-1000"},
        {COLUMN_RUPIAH, MARK_COMMA, "Rp -1.000,50", "-1000.5"},
        {COLUMN_RUPIAH, MARK_COMMA, "\xE2\x88\x92" "5", "-5"},
        {COLUMN_RUPIAH, MARK_COMMA, "41615400", "41615400"},
        {COLUMN_RUPIAH, MARK_COMMA, "50.000.000,00", "50000000"},
        {COLUMN_RUPIAH, MARK_COMMA, NBSP " 7 " NBSP, "7"},
        {COLUMN_RUPIAH, MARK_COMMA, "1" NBSP "234" NBSP "567", "1234567"},
        {COLUMN_RUPIAH, MARK_COMMA, "Rp -", "-"},
        {COLUMN_RUPIAH, MARK_COMMA, " Rp-   ", "-"},
        {COLUMN_RUPIAH, MARK_COMMA, "0", "0"},
        {COLUMN_RUPIAH, MARK_COMMA, "1.000.000.000.000.000.000.000.000", "1000000000000000000000000"},
        {COLUMN_DECIMAL, MARK_COMMA, "0,6333", "0.6333"},
        {COLUMN_DECIMAL, MARK_COMMA, "-0,25", "-0.25"},
        {COLUMN_DECIMAL, MARK_COMMA, "1234567,5", "1234567.5"},
        {COLUMN_DECIMAL, MARK_COMMA, "12.345", "12345"},
        {COLUMN_DECIMAL, MARK_COMMA, "0,123456789012345678901", "0.123456789012345678901"},
        {COLUMN_DECIMAL, MARK_COMMA, "", "-"},
        {COLUMN_DECIMAL, MARK_COMMA, "-", "-"},
        {COLUMN_DECIMAL, MARK_COMMA, "\xE2\x80\x93", "-"},
        {COLUMN_DECIMAL, MARK_COMMA, " \xE2\x80\x94 ", "-"},
        {COLUMN_PERCENT, MARK_COMMA, "98,70%", "0.987"},
        {COLUMN_PERCENT, MARK_COMMA, "99", "0.99"},
        {COLUMN_PERCENT, MARK_COMMA, "900 %", "9"},
        {COLUMN_PERCENT, MARK_COMMA, "-12,5" NBSP "%", "-0.125"},
        {COLUMN_PERCENT, MARK_COMMA, "0,000000000000000001", "0.00000000000000000001"},
        {COLUMN_INTEGER, MARK_COMMA, "34.000", "34000"},
        {COLUMN_INTEGER, MARK_COMMA, "-5", "-5"},
        {COLUMN_INTEGER, MARK_COMMA, "24,00", "24"},
    };
    CHECK_CELLS(rows);
}

static void test_numbers_with_other_marks(void **state) {
    (void)state;
    static const CellRow rows[] = {
        {COLUMN_DECIMAL, MARK_DOT, "0.9233", "0.9233"},
        {COLUMN_DECIMAL, MARK_DOT, "1,234,567.89", "1234567.89"},
        {COLUMN_DECIMAL, MARK_DOT, "1" NBSP "234.5", "1234.5"},
        {COLUMN_RUPIAH, MARK_DOT, "1,234", "1234"},
        {COLUMN_DECIMAL, MARK_EITHER, "0.9233", "0.9233"},
        {COLUMN_DECIMAL, MARK_EITHER, "0,8360", "0.836"},
        {COLUMN_DECIMAL, MARK_EITHER, "0.836", "0.836"},
        {COLUMN_DECIMAL, MARK_EITHER, "1.234", "1.234"},
        {COLUMN_DECIMAL, MARK_EITHER, "1.234.567", "1234567"},
        {COLUMN_DECIMAL, MARK_EITHER, "1.234,5", "1234.5"},
        {COLUMN_DECIMAL, MARK_EITHER, "1,234.5", "1234.5"},
        {COLUMN_DECIMAL, MARK_EITHER, "1,234,567.5", "1234567.5"},
        {COLUMN_DECIMAL, MARK_EITHER, "7", "7"},
        {COLUMN_DECIMAL, MARK_EITHER, "1.23.4", "! pemisah ribuan memisahkan tiga-tiga angka"},
        {COLUMN_DECIMAL, MARK_EITHER, "1.234,5.6", "! tidak sah"},
        {COLUMN_DECIMAL, MARK_DOT, "0,9233", "! koma memisahkan tiga-tiga angka, titik menandai pecahan. Maksudnya 0.9233?"},
        {COLUMN_DECIMAL, MARK_DOT, "1.234.567", "! Maksudnya 1,234,567?"},
    };
    CHECK_CELLS(rows);
}

static void test_numbers_refused(void **state) {
    (void)state;
    static const CellRow rows[] = {
        {COLUMN_RUPIAH, MARK_COMMA, "65.00.000", "! \"65.00.000\" tidak sah di kolom \"k\" (rupiah): titik memisahkan tiga-tiga angka, "
                                                 "koma menandai pecahan. Maksudnya 65.000.000 atau 6.500.000?\n"},
        {COLUMN_RUPIAH, MARK_COMMA, "257.5465.00", "! Maksudnya 257.546.500?\n"},
        {COLUMN_DECIMAL, MARK_COMMA, "0.9233", "! Maksudnya 0,9233? Bila titik memang menandai pecahan di kolom ini, "
                                               "nyatakan \"tanda_desimal\": \"titik\".\n"},
        {COLUMN_DECIMAL, MARK_COMMA, "0.836", "! Maksudnya 0,836?"},
        {COLUMN_DECIMAL, MARK_COMMA, "012.345", "! titik memisahkan tiga-tiga angka"},
        {COLUMN_DECIMAL, MARK_COMMA, "1,234,567.00", "! Maksudnya 1.234.567,00?"},
        {COLUMN_DECIMAL, MARK_COMMA, "1.234.5", "! Maksudnya 1.234.500 atau 12.345?"},
        {COLUMN_DECIMAL, MARK_COMMA, "1..234", "! titik memisahkan tiga-tiga angka"},
        {COLUMN_DECIMAL, MARK_COMMA, ".234", "! titik memisahkan tiga-tiga angka"},
        {COLUMN_DECIMAL, MARK_COMMA, "1.234.", "! titik memisahkan tiga-tiga angka"},
        {COLUMN_DECIMAL, MARK_COMMA, ",5", "! tanda pecahan hanya satu, di antara angka. Maksudnya 0,5?"},
        {COLUMN_DECIMAL, MARK_COMMA, "5,", "! tanda pecahan hanya satu, di antara angka"},
        {COLUMN_DECIMAL, MARK_COMMA, "1,2,3", "! tanda pecahan hanya satu"},
        {COLUMN_DECIMAL, MARK_COMMA, "1,234.5", "! Maksudnya 1.234,5?"},
        {COLUMN_RUPIAH, MARK_COMMA, "1,234", "! pecahan tiga angka pada rupiah meragukan. Bila koma memisahkan ribuan"},
        {COLUMN_RUPIAH, MARK_DOT, "12.345", "! pecahan tiga angka pada rupiah meragukan. Bila titik memisahkan ribuan"},
        {COLUMN_RUPIAH, MARK_COMMA, "(1.234)", "! bilangan negatif ditulis dengan tanda minus"},
        {COLUMN_RUPIAH, MARK_COMMA, "(4)", "! Ganti tanda kurung dengan -. Bila baris ini nomor kolom, hapus barisnya."},
        {COLUMN_INTEGER, MARK_COMMA, "1-Jan", "! tampaknya diubah Excel menjadi tanggal. Ubah format"},
        {COLUMN_INTEGER, MARK_COMMA, "2/Mei", "! tampaknya diubah Excel menjadi tanggal. Ubah format"},
        {COLUMN_INTEGER, MARK_COMMA, "80-90", "! ada teks di belakang bilangan"},
        {COLUMN_RUPIAH, MARK_COMMA, "1.234-", "! ada teks di belakang bilangan"},
        {COLUMN_RUPIAH, MARK_COMMA, "--5", "! diharapkan bilangan"},
        {COLUMN_RUPIAH, MARK_COMMA, "+5", "! diharapkan bilangan"},
        {COLUMN_RUPIAH, MARK_COMMA, "lima", "! diharapkan bilangan. Tulis bilangan, atau - bila tidak ada."},
        {COLUMN_RUPIAH, MARK_COMMA, "1,97776E+09", "! bentuk ilmiah dari Excel"},
        {COLUMN_RUPIAH, MARK_COMMA, "#REF!", "! galat dari Excel"},
        {COLUMN_TEXT, MARK_COMMA, "#N/A", "! galat dari Excel"},
        {COLUMN_TEXT, MARK_COMMA, "########", "! galat dari Excel"},
        {COLUMN_DECIMAL, MARK_COMMA, "50%", "! tanda % hanya untuk kolom persen"},
        {COLUMN_DECIMAL, MARK_COMMA, "Rp50", "! Rp hanya untuk kolom rupiah"},
        {COLUMN_INTEGER, MARK_COMMA, "12 Orang", "! ada teks di belakang bilangan. Hapus teks itu, atau nyatakan tipe kolomnya \"bersatuan\"."},
        {COLUMN_INTEGER, MARK_COMMA, "1 234", "! ada spasi di antara angka"},
        {COLUMN_INTEGER, MARK_COMMA, "1,5", "! diharapkan bilangan bulat"},
        {COLUMN_INTEGER, MARK_COMMA, "\xD9\xA1", "! diharapkan bilangan"},
    };
    CHECK_CELLS(rows);
    Buf b = buf_new(arena);
    for (int i = 0; i < 200000; i++) buf_byte(&b, '9');
    CellRow huge = {COLUMN_DECIMAL, MARK_COMMA, buf_terminated(&b), "! bilangan terlalu panjang"};
    check_cells(&huge, 1);
}

static void test_measures_dates_grades_texts(void **state) {
    (void)state;
    static const CellRow rows[] = {
        {COLUMN_MEASURE, MARK_COMMA, "50 Dokumen", "50 Dokumen"},
        {COLUMN_MEASURE, MARK_COMMA, "80%", "80 %"},
        {COLUMN_MEASURE, MARK_COMMA, "75% Dokumen", "75 % Dokumen"},
        {COLUMN_MEASURE, MARK_COMMA, "75 %Dokumen", "75 %Dokumen"},
        {COLUMN_MEASURE, MARK_COMMA, "34.000 KPM", "34000 KPM"},
        {COLUMN_MEASURE, MARK_COMMA, "59.228" NBSP "Jiwa", "59228 Jiwa"},
        {COLUMN_MEASURE, MARK_COMMA, "1" NBSP "500 Jiwa", "1500 Jiwa"},
        {COLUMN_MEASURE, MARK_COMMA, "-2,5 poin", "-2.5 poin"},
        {COLUMN_MEASURE, MARK_COMMA, "12", "12"},
        {COLUMN_MEASURE, MARK_COMMA, "-", "-"},
        {COLUMN_MEASURE, MARK_COMMA, "Dokumen", "! diharapkan bilangan dan satuannya"},
        {COLUMN_MEASURE, MARK_COMMA, "6.50 KPM", "! titik memisahkan tiga-tiga angka"},
        {COLUMN_DATE, MARK_COMMA, "31 Januari 2023", "2023-1-31"},
        {COLUMN_DATE, MARK_COMMA, "31/02/2023", "! bukan tanggal yang ada"},
        {COLUMN_DATE, MARK_COMMA, "-", "-"},
        {COLUMN_GRADE, MARK_COMMA, "BB", "'BB'"},
        {COLUMN_GRADE, MARK_COMMA, " CC ", "'CC'"},
        {COLUMN_GRADE, MARK_COMMA, "bb", "! diharapkan predikat"},
        {COLUMN_GRADE, MARK_COMMA, "E", "! Pilihannya AA, A, BB, B, CC, C atau D."},
        {COLUMN_TEXT, MARK_COMMA, "  Kab/Kota\n(dua baris) ", "'Kab/Kota\n(dua baris)'"},
        {COLUMN_TEXT, MARK_COMMA, "#1", "'#1'"},
        {COLUMN_TEXT, MARK_COMMA, "-", "-"},
        {COLUMN_TEXT, MARK_COMMA, "--", "'--'"},
    };
    CHECK_CELLS(rows);
}

static void test_dates(void **state) {
    (void)state;
    static const struct { const char *text; int year, month, day; } good[] = {
        {"2023-01-31", 2023, 1, 31}, {"31/01/2023", 2023, 1, 31}, {"31-01-2023", 2023, 1, 31},
        {"1/2/2023", 2023, 2, 1}, {"31.12.2023", 2023, 12, 31}, {"31 Januari 2023", 2023, 1, 31},
        {"3 PEBRUARI 2023", 2023, 2, 3}, {"3  Nop. 2023", 2023, 11, 3}, {"Januari 2023", 2023, 1, 0},
        {"Mei 2023", 2023, 5, 0}, {"2023", 2023, 0, 0}, {"2023-02", 2023, 2, 0}, {" 29 Februari 2024 ", 2024, 2, 29},
        {"29/02/2000", 2000, 2, 29},
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        Date d = {0, 0, 0};
        if (!data_date(str_of(good[i].text), &d)) fail_msg("refused: %s", good[i].text);
        assert_int_equal(d.year, good[i].year);
        assert_int_equal(d.month, good[i].month);
        assert_int_equal(d.day, good[i].day);
    }
    static const char *const bad[] = {
        "", "31", "31 Januari", "31/01/23", "01/31/2023", "29/02/2023", "29 Februari 1900", "0/1/2023", "1/0/2023",
        "2023-1-31", "2023-13-01", "2023-00-01", "2023-01-32", "2023-01-00", "31-01/2023", "31 Jauari 2023", "32 Januari 2023",
        "1700", "20233", "2023-01-31x", "Januari2023x", "31/01/2023 10:00", "-2023",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        Date d;
        if (data_date(str_of(bad[i]), &d)) fail_msg("accepted: %s", bad[i]);
    }
}

/* ---- facts ---- */

static const char *fact(const Data *data, const char *path) {
    Datum x;
    return data_fact(data, str_of(path), &x) ? str_cstr(arena, shown(x)) : "tidak ada";
}

static void test_facts(void **state) {
    (void)state;
    put("logo.png", STR("x"));
    put("bab-1.md", STR("x"));
    const Data *data = report(", \"logo\": \"logo.png\", \"prosa\": {\"bab-1\": \"bab-1.md\"}, \"pejabat\": {\"kepala\": "
                              "{\"jabatan\": \"Kepala\", \"nama\": \"NAMA\", \"awalan\": \"Plt.\"}},\n"
                              "\"fakta\": {\"visi\": \"Maju\", \"batas\": 0.9, \"besar\": 1.5e3, \"kecil\": 25E-4, \"ya\": true,\n"
                              "\"nol\": null, \"tanggal_rapat\": \"3 Mei 2023\", \"dalam\": {\"sekali\": {\"x\": -1}}, \"tahun\": 1}");
    if (!data) fail_msg("%s", said(arena, diags));
    static const char *const table_of[][2] = {
        {"tahun", "2023"}, {"tempat", "'Kota'"}, {"tanggal", "2024-1-31"}, {"instansi.nama", "'Dinas'"},
        {"pejabat.kepala.awalan", "'Plt.'"}, {"fakta.visi", "'Maju'"}, {"visi", "'Maju'"}, {"batas", "0.9"},
        {"besar", "1500"}, {"kecil", "0.0025"}, {"ya", "ya"}, {"nol", "-"}, {"tanggal_rapat", "2023-5-3"},
        {"dalam.sekali.x", "-1"}, {"fakta.dalam.sekali.x", "-1"}, {"fakta.tahun", "1"},
        {"instansi", "tidak ada"}, {"prosa.bab-1", "tidak ada"}, {"instansi.nama.x", "tidak ada"}, {"", "tidak ada"},
        {".", "tidak ada"}, {"instansi.", "tidak ada"}, {"tiada", "tidak ada"}, {"Tahun", "tidak ada"},
    };
    for (size_t i = 0; i < sizeof table_of / sizeof table_of[0]; i++) {
        assert_string_equal(fact(data, table_of[i][0]), table_of[i][1]);
    }
    assert_true(str_is(data->layout, "lkjip"));
    assert_int_equal(data->style.n, 0);
    assert_int_equal(data->prose_count, 1);
    assert_true(str_is(data->prose[0].file, "bab-1.md"));
    assert_int_equal(loc_position(data->layout_loc).column, 16);
    size_t count;
    const Str *names = data_names(data, arena, &count);
    assert_true(str_is(str_nearest(STR("instansi.nam"), names, count), "instansi.nama"));
    assert_true(str_is(str_nearest(STR("vissi"), names, count), "visi"));
    assert_true(str_is(str_nearest(STR("dalam.sekaly.x"), names, count), "dalam.sekali.x"));
}

static void test_mistakes_in_the_head(void **state) {
    (void)state;
    put("logo.png", STR("x"));
    static const struct { const char *more, *said; } rows[] = {
        {", \"tahunn\": 2023", "laporan.json:2:83: galat: kunci \"tahunn\" tidak dikenal. Maksud Anda \"tahun\"?"},
        {", \"gaya\": 3", "laporan.json:2:91: galat: \"gaya\" harus teks, ditemukan bilangan 3"},
        {", \"logo\": \"logo.pgn\"", "laporan.json:2:91: galat: berkas \"logo.pgn\" tidak ditemukan. Maksud Anda \"logo.png\"?"},
        {", \"prosa\": {\"bab 1\": \"logo.png\"}", "nama naskah \"bab 1\" tidak sah. Nama diawali huruf"},
        {", \"prosa\": {\"bab-1\": \"tiada.md\"}", "laporan.json:2:102: galat: berkas \"tiada.md\" tidak ditemukan"},
        {", \"prosa\": {\"bab-1\": 1}", "naskah harus teks, ditemukan bilangan 1"},
        {", \"prosa\": []", "\"prosa\" harus objek, ditemukan larik"},
        {", \"lampiran\": {}", "\"lampiran\" harus larik, ditemukan objek"},
        {", \"fakta\": {\"x\": [1]}", "fakta harus teks, bilangan, true/false atau objek, bukan larik"},
        {", \"fakta\": {\"x\": 1e999999}", "laporan.json:2:98: galat: bilangan di luar jangkauan"},
        {", \"fakta\": {\"tanggal\": \"31 Februari 2023\"}", "\"31 Februari 2023\" bukan tanggal yang ada. Tulis seperti"},
        {", \"pejabat\": {\"kepala\": {\"jabatan\": \"x\"}}", "kunci wajib \"nama\" tidak ada di objek ini"},
        {", \"pejabat\": {\"kepala\": {\"jabatan\": \"x\", \"nama\": \"y\", \"awalan\": \"an\"}}", "teks \"an\" tidak dikenal di sini; pilihannya \"a.n.\""},
        {", \"pejabat\": {\"kepala\": {\"jabatan\": \"x\", \"nama\": \"y\", \"pangkt\": \"z\"}}", "kunci \"pangkt\" tidak dikenal. Maksud Anda \"pangkat\"?"},
        {", \"data\": {\"t\": 5}", "tabel data harus objek, ditemukan bilangan 5"},
        {", \"data\": {\"1t\": {\"baris\": [], \"kolom\": {\"a\": \"teks\"}}}", "nama tabel data \"1t\" tidak sah"},
        {", \"data\": {\"t\": {}}", "kunci wajib \"berkas\" tidak ada"},
        {", \"data\": {\"t\": {\"berkas\": \"a\", \"baris\": []}}", "\"berkas\" atau \"baris\", tidak keduanya"},
        {", \"data\": {\"t\": {\"berkas\": \"../x.csv\"}}", "keluar dari folder laporan"},
        {", \"data\": {\"t\": \"tiada.csv\"}", "laporan.json:2:97: galat: berkas \"tiada.csv\" tidak ditemukan"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (report(rows[i].more)) fail_msg("accepted: %s", rows[i].more);
        SAYS(arena, diags, rows[i].said);
        assert_int_equal(diags_count(diags, ERROR_), 1);
    }
    put("laporan.json", STR("{\"gaya\": \"x\", \"tahun\": 20230}"));
    assert_null(read_folder());
    SAYS(arena, diags, "kunci wajib \"tata_letak\"", "\"tahun\" harus bilangan bulat dari 1945 sampai 2999",
         "kunci wajib \"tempat\"", "kunci wajib \"tanggal\"", "kunci wajib \"instansi\"", "kunci wajib \"pemerintah\"");
    put("laporan.json", STR("[]"));
    assert_null(read_folder());
    SAYS(arena, diags, "laporan.json harus objek, ditemukan larik");
    unlink(str_cstr(arena, str_printf(arena, "%s/laporan.json", root)));
    assert_null(read_folder());
    SAYS(arena, diags, "/laporan.json: galat: berkas ini tidak ditemukan");
}

/* ---- tables ---- */

/* Every cell: rows as [a|b|c] */
static const char *rows_of(const Sheet *t) {
    if (!t) return said(arena, diags);
    Buf b = buf_new(arena);
    for (size_t r = 0; r < sheet_rows(t); r++) {
        for (size_t k = 0; k < sheet_columns(t); k++) {
            buf_byte(&b, k ? '|' : '[');
            buf_str(&b, shown(sheet_cell(t, r, k)));
        }
        buf_byte(&b, ']');
    }
    return buf_terminated(&b);
}

static void is_sum(const Sheet *t, const char *column, const char *expected) {
    size_t k;
    assert_true(sheet_find_column(t, str_of(column), &k));
    Num sum = num_int(0);
    for (size_t r = 0; r < sheet_rows(t); r++) {
        Datum x = sheet_cell(t, r, k);
        if (x.kind == DATUM_NUMBER) assert_true(num_add(arena, sum, x.number, &sum));
    }
    Str got = num_debug(arena, sum);
    if (!str_is(got, expected)) fail_msg("%s: %.*s, expected %s", column, STR_ARG(got), expected);
}

static void test_table_from_csv(void **state) {
    (void)state;
    const Sheet *t = table("\"pagu\": \"rupiah\", \"persen\": {\"tipe\": \"persen\", \"judul\": \"%\", \"rentang\": [\"0\", 100]},\n"
                           "\"2023\": {\"nama\": \"kini\", \"tipe\": \"bersatuan\", \"satuan\": \"Orang\"}, \"tgl\": \"tanggal\"",
                           "uraian;pagu;persen;2023;tgl;;\r\n\r\n\"Belanja; barang\";Rp. 1.500,-;98,70%;7;3 Mei 2023;;\n"
                           "-;-;;8 Unit;2023;\r\n;;;;\nakhir;123456789012345678901234;0;-;\n");
    assert_string_equal(rows_of(t), "['Belanja; barang'|1500|0.987|7 Orang|2023-5-3][-|-|-|8 Unit|2023-0-0]"
                                    "['akhir'|123456789012345678901234|0|-|-]");
    const Column *c = sheet_column(t, 2);
    assert_true(c->has_min && c->has_max && num_is_zero(c->min) && num_cmp(c->max, num_int(1)) == 0);
    assert_true(str_is(c->title, "%") && str_is(c->name, "persen"));
    c = sheet_column(t, 3);
    assert_true(str_is(c->name, "kini") && str_is(c->title, "2023") && str_is(c->unit, "Orang"));
    assert_string_equal(column_type_name(c->type), "bersatuan");
    assert_true(str_is(sheet_text(t, 0, 1), "Rp. 1.500,-"));
    Position at = loc_position(sheet_cell(t, 2, 1).loc);
    assert_int_equal(at.line, 6);
    assert_int_equal(at.column, 7);
    assert_true(str_is(sheet_name(t), "t") && str_is(sheet_source(t)->name, "x.csv"));
    assert_int_equal(loc_position(sheet_loc(t)).line, 3);
    size_t k = 99;
    assert_false(sheet_find_column(t, STR("2023"), &k));
    assert_int_equal(k, 99);
}

static void test_fill_down(void **state) {
    (void)state;
    const Sheet *t = table("\"no\": {\"tipe\": \"bulat\", \"kosong\": \"seperti_atas\"}, \"jabatan\": {\"kosong\": \"seperti_atas\", \"wajib\": true},"
                           " \"jml\": \"bulat\"",
                           "no;jabatan;jml;pangkat\n3;Kabid;3;Pembina\n;;;Penata\n4;-;;Pengatur\n");
    (void)t;
    SAYS(arena, diags, "x.csv:4:3: galat: sel kosong, padahal kolom \"jabatan\" wajib diisi", "laporan.json:3:", "dinyatakan wajib di sini");
    t = table("\"no\": {\"tipe\": \"bulat\", \"kosong\": \"seperti_atas\"}, \"jabatan\": {\"kosong\": \"seperti_atas\", \"wajib\": true},"
              " \"jml\": \"bulat\"",
              "no;jabatan;jml;pangkat\n3;Kabid;3;Pembina\n;;;Penata\n-;Kasi;;Pengatur\n;;1;Juru\n");
    assert_string_equal(rows_of(t), "[3|'Kabid'|3|'Pembina'][3|'Kabid'|-|'Penata'][-|'Kasi'|-|'Pengatur'][-|'Kasi'|1|'Juru']");
    assert_int_equal(loc_position(sheet_cell(t, 1, 1).loc).line, 2);
    assert_int_equal(sheet_text(t, 1, 1).n, 0);
    t = table("\"a\": {\"kosong\": \"seperti_atas\", \"wajib\": true}", "a;b\n;1\n;2\nx;3\n");
    assert_null(t);
    SAYS(arena, diags, "x.csv:2:1: galat: sel kosong", "x.csv:3:1: galat: sel kosong");
    assert_int_equal(diags_count(diags, ERROR_), 2);
}

static void test_table_from_json(void **state) {
    (void)state;
    put("x.json", STR("[{\"nama\": \"A\", \"nilai\": 98.7, \"pagu\": \"1.000\"},\n {\"pagu\": 123456789012345678901, \"nama\": null},\n"
                      " {\"nilai\": \"12,5%\", \"lain\": 5, \"nama\": \"\\u0042\"}]"));
    const Data *data = report(", \"data\": {\"t\": {\"berkas\": \"x.json\", \"judul\": \"Judul\", \"sumber\": \"S\", \"audit\": {\"a\": 1}, \"kolom\": {"
                              "\"nilai\": \"persen\", \"pagu\": {\"tipe\": \"rupiah\", \"audit\": {\"b\": 1}}}}}");
    const Sheet *t = data ? data_sheet(data, STR("t")) : NULL;
    assert_string_equal(rows_of(t), "['A'|0.987|1000|-][-|-|123456789012345678901|-]['B'|0.125|-|'5']");
    assert_true(str_is(sheet_title(t), "Judul") && str_is(sheet_origin(t), "S"));
    assert_non_null(value_get(sheet_audit(t), "a"));
    assert_non_null(value_get(sheet_column(t, 2)->audit, "b"));
    Position at = loc_position(sheet_cell(t, 1, 2).loc);
    assert_true(at.line == 2 && at.column == 11);
    at = loc_position(sheet_cell(t, 1, 1).loc);
    assert_true(at.line == 2 && at.column == 2);
    static const struct { const char *json, *said; } rows[] = {
        {"{}", "x.json:1:1: galat: isi berkas data harus larik, ditemukan objek"},
        {"[]", "x.json:1:1: galat: tabel ini tidak punya kolom"},
        {"[{}, {}]", "tabel ini tidak punya kolom"},
        {"[{\"a\": 1}, 2]", "x.json:1:12: galat: baris data harus objek, ditemukan bilangan 2"},
        {"[{\"a\": [1]}]", "x.json:1:8: galat: \"larik\" tidak sah di kolom \"a\" (teks): diharapkan teks, bilangan, atau null"},
        {"[{\"a\": true}]", "diharapkan teks, bilangan, atau null"},
        {"[{\"a\": 1,}]", "x.json:1:9: galat: koma berlebih"},
        {"[{\"\": 1}]", "x.json:1:3: galat: judul kolom ke-1 kosong"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        put("x.json", str_of(rows[i].json));
        if (report(", \"data\": {\"t\": \"x.json\"}")) fail_msg("accepted: %s", rows[i].json);
        SAYS(arena, diags, rows[i].said);
    }
    put("x.json", STR("[{\"a\": 1e9999}, {\"a\": 15e-1}]"));
    assert_null(report(", \"data\": {\"t\": {\"berkas\": \"x.json\", \"kolom\": {\"a\": \"bulat\"}}}"));
    SAYS(arena, diags, "\"1e9999\" tidak sah", "bilangan di luar jangkauan", "\"15e-1\" tidak sah", "diharapkan bilangan bulat");
    put("x.json", STR("[]"));
    data = report(", \"data\": {\"t\": {\"berkas\": \"x.json\", \"kolom\": {\"a\": \"bulat\"}}}");
    assert_int_equal(sheet_rows(data_sheet(data, STR("t"))), 0);
    assert_int_equal(sheet_columns(data_sheet(data, STR("t"))), 1);
}

static void test_table_within_laporan(void **state) {
    (void)state;
    const Data *data = report(", \"data\": {\"t\": {\"kolom\": {\"uraian\": \"teks\", \"nilai\": \"desimal\"}, \"baris\": [[\"a\", 1.5], [\"b\", \"2,5\"], [null, null]]}}");
    if (!data) fail_msg("%s", said(arena, diags));
    assert_string_equal(rows_of(data_sheet(data, STR("t"))), "['a'|1.5]['b'|2.5][-|-]");
    assert_null(report(", \"data\": {\"t\": {\"kolom\": {\"a\": \"teks\"}, \"baris\": [[\"a\", 1]]}}"));
    SAYS(arena, diags, "baris ini berisi 2 sel, padahal \"kolom\" menyebut 1");
    assert_null(report(", \"data\": {\"t\": {\"baris\": [[\"a\", 1]]}}"));
    SAYS(arena, diags, "tabel ini tidak punya kolom");
    assert_null(report(", \"data\": {\"t\": {\"kolom\": {\"a\": \"teks\"}, \"baris\": [1]}}"));
    SAYS(arena, diags, "baris harus larik, ditemukan bilangan 1");
}

static void test_mistakes_in_tables(void **state) {
    (void)state;
    static const struct { const char *columns, *csv, *said; } rows[] = {
        {"\"pagu\": \"rupiah\"", "uraian;paguu\na;1\n",
         "laporan.json:3:45: galat: kolom \"pagu\" tidak ada di x.csv. Maksud Anda \"paguu\"? Samakan "
         "keduanya, atau tulis \"paguu\": {\"nama\": \"pagu\", \"tipe\": ...}.\n    x.csv:1:8: judul kolom di sini"},
        {"\"pagu\": \"rupiah\"", "uraian;PAGU (Rp)\na;1\n", "Maksud Anda \"PAGU (Rp)\"? Samakan keduanya"},
        {"\"pagu\": \"rupiah\"", "uraian;Pagu\na;1\n", "Maksud Anda \"Pagu\"? Samakan keduanya"},
        {"\"anggaran\": \"rupiah\"", "uraian;pagu\na;1\n", "Yang ada: \"uraian\", \"pagu\".\n    x.csv:1:1: judul kolom di sini"},
        {"\"b\": \"bulat\"", "a|b\n1|2\n", "kolom \"b\" tidak ada di x.csv. Pemisah | tidak dikenal"},
        {"", "a;b;a\n1;2;3\n", "x.csv:1:5: galat: judul kolom \"a\" ada dua kali\n    x.csv:1:1: yang pertama"},
        {"", "a;;c\n1;2;3\n", "x.csv:1:3: galat: judul kolom ke-2 kosong"},
        {"\"a\": {\"nama\": \"b\"}", "a;b\n1;2\n", "galat: dua kolom bernama \"b\""},
        {"", "a;b\n1;2\n3;4;lebih\n5\n", "x.csv:3:5: galat: baris ini berisi 3 sel, padahal judulnya 2 kolom"},
        {"", "a;b\n\"5;6\"\n", "x.csv:2:1: galat: baris ini berisi 1 sel, padahal judulnya 2 kolom. Semua kolom menumpuk di kolom A"},
        {"", "a;b\n5\n", "x.csv:2:1: galat: baris ini berisi 1 sel, padahal judulnya 2 kolom. Tambahkan sel yang kurang"},
        {"", "a;b\n1\n2\n3\n4\n5\n6\n7\n", "x.csv: galat: dan 2 baris lain yang banyaknya sel tidak sama dengan judulnya"},
        {"\"b\": \"bulat\"", "Daftar;;\n\nKota Contoh\na;b\n1;2\n",
         "x.csv:1:1: galat: ini bukan baris judul kolom; judul kolomnya tampaknya di baris 4. Hapus"},
        {"", "Daftar;\na;b\n1;2\n", "judul kolomnya tampaknya di baris 2"},
        {"\"a\": \"uang\"", "a;b\n1;2\n", "teks \"uang\" tidak dikenal di sini; pilihannya \"teks\", \"bulat\""},
        {"\"a\": {\"jenis\": \"bulat\"}", "a;b\n1;2\n", "kunci \"jenis\" tidak dikenal"},
        {"\"a\": {\"kosong\": \"nol\"}", "a;b\n1;2\n", "teks \"nol\" tidak dikenal di sini; pilihannya \"seperti_atas\""},
        {"\"a\": {\"tanda_desimal\": \"koma_titik\"}", "a;b\n1;2\n", "teks \"koma_titik\" tidak dikenal"},
        {"\"a\": {\"tipe\": \"bulat\", \"rentang\": [\"0\"]}", "a;b\n1;2\n", "\"rentang\" harus dua batas"},
        {"\"a\": {\"tipe\": \"bulat\", \"rentang\": [5, 1]}", "a;b\n1;2\n", "batas bawah rentang melebihi batas atasnya"},
        {"\"a\": {\"tipe\": \"teks\", \"rentang\": [\"a\", \"b\"]}", "a;b\n1;2\n", "batas rentang harus bilangan"},
        {"\"a\": {\"tipe\": \"bulat\", \"wajib\": true}", "a;b\n;2\n-;3\n", "x.csv:2:1: galat: sel kosong, padahal kolom \"a\" wajib diisi"},
        {"\"a\": {\"tipe\": \"rupiah\", \"wajib\": true}", "a;b\nRp -;2\n", "x.csv:2:1: galat: sel kosong"},
        {"\"a\": \"tanggal\"", "a;b\n45327;2\n", "x.csv:2:1: galat: \"45327\" tidak sah di kolom \"a\" (tanggal): angka tanggal dari Excel. Ubah"},
        {"\"a\": \"tanggal\"", "a;b\n10/1/24;2\n", "tahunnya hanya dua angka. Tulis tahun dengan empat angka"},
        {"\"a\": \"tanggal\"", "a;b\n24-Jan-24;2\n", "tahunnya hanya dua angka"},
        {"\"a\": \"tanggal\"", "a;b\n2023-13-31;2\n", "bukan tanggal yang ada"},
        {"", "", "x.csv:1:1: galat: berkas CSV ini kosong"},
        {"", "a;b\n1;\"2\n", "x.csv:2:3: galat: sel berkutip yang dibuka di sini tidak ditutup"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (table(rows[i].columns, rows[i].csv)) fail_msg("accepted: %s", rows[i].csv);
        SAYS(arena, diags, rows[i].said);
    }
}

static void test_everything_is_reported(void **state) {
    (void)state;
    assert_null(table("\"x\": \"bulat\", \"b\": \"bulat\", \"c\": \"persen\"", "a;b;c\n1;dua;3\n4;5;enam\n7;8,5;9\n"));
    SAYS(arena, diags, "kolom \"x\" tidak ada", "x.csv:2:3: galat: \"dua\"", "x.csv:3:5: galat: \"enam\"", "x.csv:4:3: galat: \"8,5\"");
    assert_int_equal(diags_count(diags, ERROR_), 4);
}

/* ---- excerpts of the real files ---- */

static void test_way_kanan_budget(void **state) {
    (void)state;
    static const char columns[] = "\"pagu\": {\"tipe\": \"rupiah\", \"wajib\": true}, \"realisasi\": \"rupiah\", \"persen_tercetak\": \"persen\"";
    static const char csv[] =
        "program;kegiatan;pagu;realisasi;persen_tercetak\n"
        "PROGRAM PENUNJANG;Penyusunan Dokumen Perencanaan Perangkat Daerah;1.126.000;1.114.600;99\n"
        "PROGRAM PENUNJANG;Koordinasi, lalu \"\"\"\"lagi\"\"\"\";65.00.000;64.985.000;99\n"
        "PROGRAM DESA;Pembinaan;41615400;257.5465.00;93\n"
        "PROGRAM DESA;Tanpa realisasi;50.000.000,00;-;-\n";
    assert_null(table(columns, csv));
    SAYS(arena, diags, "x.csv:3:49: galat: \"65.00.000\" tidak sah di kolom \"pagu\" (rupiah): titik memisahkan tiga-tiga angka",
         "Maksudnya 65.000.000 atau 6.500.000?\n    laporan.json:3:", "kolom ini dinyatakan bertipe rupiah di sini",
         "x.csv:4:33: galat: \"257.5465.00\" tidak sah", "Maksudnya 257.546.500?");
    assert_int_equal(diags_count(diags, ERROR_), 2);
}

static void test_way_kanan_idm(void **state) {
    (void)state;
    const Sheet *t = table("\"no\": \"bulat\", \"idm\": {\"tipe\": \"desimal\", \"tanda_desimal\": \"koma_atau_titik\", \"rentang\": [\"0\", \"1\"]}",
                           "no;desa;kecamatan;idm;status\n1;GUNUNG LABUHAN;GUNUNG LABUHAN;0.9233;MANDIRI\n"
                           "2;WAY TUBA;GUNUNG LABUHAN;0.8378;MANDIRI\n3;PISANG BARU;BUMI AGUNG;0,8360;MANDIRI\n");
    is_sum(t, "idm", "2.5971");
    is_sum(t, "no", "6");
    assert_null(table("\"idm\": \"desimal\"", "no;idm\n1;0.9233\n2;0,8360\n"));
    SAYS(arena, diags, "x.csv:2:3: galat: \"0.9233\"", "Maksudnya 0,9233?");
}

static void test_way_kanan_others(void **state) {
    (void)state;
    const Sheet *t = table("\"persen_2022\": \"persen\", \"2022\": {\"tipe\": \"bulat\", \"nama\": \"lalu\"}",
                           "klasifikasi;2022;persen_2022\nMANDIRI;10;4,57%\nMAJU;53;24,20%\nBERKEMBANG;154;70,32%\n");
    is_sum(t, "persen_2022", "0.9909");
    is_sum(t, "lalu", "217");
    t = table("\"2021\": \"desimal\", \"2022\": \"desimal\"",
              "tujuan\tindikator\tsasaran\t2021\t2022\nMeningkatkan\tNilai\t\t58,64\t59,64\nMeningkatnya\tIndeks\t\t0,6558\t0,6583\n");
    is_sum(t, "2021", "59.2958");
    assert_string_equal(rows_of(t), "['Meningkatkan'|'Nilai'|-|58.64|59.64]['Meningkatnya'|'Indeks'|-|0.6558|0.6583]");
    t = table("\"sebelum\": \"rupiah\", \"setelah\": \"rupiah\"",
              "program,sebelum,setelah,ket\nPenunjang,2.822.773.034,2.682.564.785,APBD\nKerjasama,44.342.000,44.342.000,APBD\n"
              "Administrasi,1.714.857.800,1.978.457.800,APBD\nPemberdayaan,1.770.629.500,2.091.470.000,APBD\n");
    is_sum(t, "sebelum", "6352602334");
    is_sum(t, "setelah", "6796834585");
    t = table("\"no\": \"bulat\", \"jumlah\": \"bulat\"", "no;jenis_barang;jumlah\n1;Randis Roda 4 (empat);3\n2;Kursi \x96 lipat;6\n");
    assert_string_equal(rows_of(t), "[1|'Randis Roda 4 (empat)'|3][2|'Kursi \xE2\x80\x93 lipat'|6]");
    SAYS(arena, diags, "x.csv:3:9: catatan: berkas ini bukan UTF-8; dibaca sebagai Windows-1252");
}

static void test_barito_selatan(void **state) {
    (void)state;
    const Sheet *t = table("\"target\": \"bersatuan\", \"realisasi\": \"bersatuan\", \"tercetak\": \"persen\"",
                           "no;indikator;target;realisasi;tercetak\n1;A;50 Dokumen;35 Dokumen;70%\n1;B;80% Dokumen;90% Dokumen;900%\n"
                           "2;C;100% Keluarga;450 KPM;98,70%\n2;D;100% Orang;59.228 Jiwa;100%\n3;E;80 Dokumen;75 %Dokumen;93,75%\n"
                           "3;F;100% Dokumen;-;-\n3;G;100 Orsng;100 Orsng;100%\n");
    assert_string_equal(rows_of(t), "['1'|'A'|50 Dokumen|35 Dokumen|0.7]['1'|'B'|80 % Dokumen|90 % Dokumen|9]"
                                    "['2'|'C'|100 % Keluarga|450 KPM|0.987]['2'|'D'|100 % Orang|59228 Jiwa|1]"
                                    "['3'|'E'|80 Dokumen|75 %Dokumen|0.9375]['3'|'F'|100 % Dokumen|-|-]"
                                    "['3'|'G'|100 Orsng|100 Orsng|1]");
    t = table("\"anggaran\": \"rupiah\"", "no;tw1;tw2;anggaran\n1.;30%;20%;35.000.000\n1.;B;B;4.220.188.334\n2.;20;20;86.785.529.600\n");
    is_sum(t, "anggaran", "91040717934");
    t = table("\"anggaran_murni\": \"rupiah\", \"anggaran_perubahan\": \"rupiah\"",
              "program;kegiatan;anggaran_murni;anggaran_perubahan\nPEMBERDAYAAN;Lembaga;1.020.000.000;2.040.000.000\n"
              "PENATAAN DESA;Penataan;20.000.000;20.000.000\nADMINISTRASI;Pembinaan;87.823.779.600;87.923.779.600\n");
    is_sum(t, "anggaran_murni", "88863779600");
    is_sum(t, "anggaran_perubahan", "89983779600");
    t = table("\"persen\": \"persen\"", "no;sasaran;persen\n1;Terwujudnya;96,98\n2;Menurunnya;99,9\n3;Meningkatnya;99,97\n");
    is_sum(t, "persen", "2.9685");        /* mean 98,95 % */
}

static void test_way_kanan_personnel(void **state) {
    (void)state;
    const Sheet *t = table("\"no\": {\"tipe\": \"bulat\", \"kosong\": \"seperti_atas\"}, \"jabatan\": {\"kosong\": \"seperti_atas\"},"
                           "\"jml\": \"bulat\", \"jml_pangkat\": \"bulat\", \"jml_pendidikan\": \"bulat\"",
                           "no;jabatan;jml;pangkat;jml_pangkat;pendidikan;jml_pendidikan\n1;Kepala Dinas;1;Pembina Utama Muda (IVc);1;S2;1\n"
                           "3;Kabid;3;Pembina (IV/a);1;S2;2\n;;;Penata Tk. I (III/d);2;S1;1\n5;JF. Ahli Muda;6;Pembina (IV/a);2;S2;2\n"
                           ";;;Penata Tk. I (III/d);3;S1;3\n;;;Penata Muda Tk.1 (III/b);1;;\n");
    is_sum(t, "jml", "10");               /* blanks below are no further persons */
    is_sum(t, "no", "22");
    is_sum(t, "jml_pendidikan", "9");
    assert_true(str_is(sheet_cell(t, 5, 1).text, "JF. Ahli Muda"));
    assert_int_equal(sheet_cell(t, 5, 6).kind, DATUM_EMPTY);
}

static void test_many_errors_and_rows(void **state) {
    (void)state;
    Buf b = buf_new(arena);
    buf_cstr(&b, "no;nilai\n");
    for (int i = 0; i < 100000; i++) buf_printf(&b, "%d;salah\n", i);
    put("x.csv", buf_view(&b));
    put("laporan.json", str_printf(arena, HEAD ", \"data\": {\"t\": {\"berkas\": \"x.csv\", \"kolom\": {\"nilai\": \"bulat\"}}}}"));
    diags = diags_new(arena, 20);
    Folder folder = {str_of(root), false, 0};
    assert_null(data_read(arena, &folder, diags));
    assert_int_equal(diags_kept(diags), 20);
    assert_int_equal(diags_count(diags, ERROR_), 100000);
    SAYS(arena, diags, "x.csv:2:3", "x.csv:21:4", "dan 99980 temuan sejenis lainnya");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_with_decimal_commas),
        cmocka_unit_test(test_numbers_with_other_marks),
        cmocka_unit_test(test_numbers_refused),
        cmocka_unit_test(test_measures_dates_grades_texts),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_facts),
        cmocka_unit_test(test_mistakes_in_the_head),
        cmocka_unit_test(test_table_from_csv),
        cmocka_unit_test(test_fill_down),
        cmocka_unit_test(test_table_from_json),
        cmocka_unit_test(test_table_within_laporan),
        cmocka_unit_test(test_mistakes_in_tables),
        cmocka_unit_test(test_everything_is_reported),
        cmocka_unit_test(test_way_kanan_budget),
        cmocka_unit_test(test_way_kanan_idm),
        cmocka_unit_test(test_way_kanan_others),
        cmocka_unit_test(test_way_kanan_personnel),
        cmocka_unit_test(test_barito_selatan),
        cmocka_unit_test(test_many_errors_and_rows),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
