/* csv: rows of located fields as offices export them; every mistake with its place. */
#include "value.h"
#include "one_arena.h"

static Diags *diags;

static const Csv *read_csv(Str text) {
    diags = diags_new(arena, 0);
    return value_from_csv(arena, exact_source("x.csv", text), diags);
}

/* The delimiter, then every row as [line:column text|...] */
static const char *shown(Str text) {
    const Csv *csv = read_csv(text);
    if (!csv) return said(arena, diags);
    Buf b = buf_new(arena);
    buf_printf(&b, "%s", csv->delimiter == '\t' ? "tab" : csv->delimiter == ';' ? ";" : ",");
    for (size_t r = 0; r < csv->rows; r++) {
        buf_cstr(&b, " [");
        for (size_t i = 0; i < csv_fields(csv, r); i++) {
            Position at = loc_position(csv_loc(csv, csv_field(csv, r, i)));
            Str s = csv_text(csv, csv_field(csv, r, i));
            buf_printf(&b, "%s%u:%u %.*s", i ? "|" : "", at.line, at.column, STR_ARG(s));
        }
        buf_byte(&b, ']');
    }
    return buf_terminated(&b);
}

static void test_rows(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"a;b\n1;2\n", "; [1:1 a|1:3 b] [2:1 1|2:3 2]"},
        {"a;b\r\n1;2", "; [1:1 a|1:3 b] [2:1 1|2:3 2]"},
        {"a,b\n1,2\n", ", [1:1 a|1:3 b] [2:1 1|2:3 2]"},
        {"a\tb\n1\t\n", "tab [1:1 a|1:3 b] [2:1 1|2:3 ]"},
        {"a\tb\n\t2\n", "tab [1:1 a|1:3 b] [2:1 |2:2 2]"},
        {"a;b;c\n;;3\n1;;\n", "; [1:1 a|1:3 b|1:5 c] [2:1 |2:2 |2:3 3] [3:1 1|3:3 |3:4 ]"},
        {"a;b\n\n  \r\n1;2\n;\n ; \n\n", "; [1:1 a|1:3 b] [4:1 1|4:3 2]"},
        {"satu\ndua\n", "; [1:1 satu] [2:1 dua]"},
        {" a ; b\t;\t c \n", "; [1:2 a|1:6 b|1:11 c]"},
        {"kode,uraian,pagu\r\n1,\"dua\nbaris\",3\n\n 4 ,lima, \"6\" \n",
         ", [1:1 kode|1:6 uraian|1:13 pagu] [2:1 1|2:3 dua\nbaris|3:8 3] [5:2 4|5:5 lima|5:11 6]"},
        {"a;b\n\"x;y\";\"\"\n", "; [1:1 a|1:3 b] [2:1 x;y|2:7 ]"},
        {"a;b\n\"kata \"\"kutip\"\"\";\"\"\"\"\n", "; [1:1 a|1:3 b] [2:1 kata \"kutip\"|2:18 \"]"},
        {"a;b\n\" spasi \";\"\"\"dua\"\"\"\n", "; [1:1 a|1:3 b] [2:1  spasi |2:11 \"dua\"]"},
        {"a;b\nKabel 5\" hitam;3\"\n", "; [1:1 a|1:3 b] [2:1 Kabel 5\" hitam|2:16 3\"]"},
        {"kec\xC3\xA9;\xC3\xA9;b\n", "; [1:1 kec\xC3\xA9|1:6 \xC3\xA9|1:8 b]"},
        {"sep=,\r\na,b;c\n", ", [2:1 a|2:3 b;c]"},
        {"sep=\t\na\tb\n", "tab [2:1 a|2:3 b]"},
        {"Daftar\na\tb\n1\t2\n", "tab [1:1 Daftar] [2:1 a|2:3 b] [3:1 1|3:3 2]"},
        {"nama\nA, S.Sos.\nB, S.E.\n", "; [1:1 nama] [2:1 A, S.Sos.] [3:1 B, S.E.]"},
        {"separuh;b\n", "; [1:1 separuh|1:9 b]"},
        {"a\rb\r", "; [1:1 a] [1:3 b]"},
        {"nilai;satuan\n0,5;%\n1,5;%\n", "; [1:1 nilai|1:7 satuan] [2:1 0,5|2:5 %] [3:1 1,5|3:5 %]"},
        {"no,uraian\n1,satu; dua; tiga\n2,empat\n", ", [1:1 no|1:4 uraian] [2:1 1|2:3 satu; dua; tiga] [3:1 2|3:3 empat]"},
        {"no,\"uraian; lengkap\"\n1,\"a; b\"\n", ", [1:1 no|1:4 uraian; lengkap] [2:1 1|2:3 a; b]"},
        {"\"a \"\"b\"\", c\";d\n1;2\n", "; [1:1 a \"b\", c|1:14 d] [2:1 1|2:3 2]"},
        {"nama, lengkap;kota\nA;B\nC, D;E\n", "; [1:1 nama, lengkap|1:15 kota] [2:1 A|2:3 B] [3:1 C, D|3:6 E]"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_string_equal(shown(str_of(table[i][0])), table[i][1]);
    }
}

static void test_mistakes(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"", "x.csv:1:1: galat: berkas CSV ini kosong. Baris pertamanya harus berisi judul kolom.\n"},
        {"\n \n\r\n", "x.csv:1:1: galat: berkas CSV ini kosong"},
        {";;\n;;\n", "x.csv:1:1: galat: berkas CSV ini kosong"},
        {"a;b\n1;\"buka\n3;4\n", "x.csv:2:3: galat: sel berkutip yang dibuka di sini tidak ditutup"},
        {"\"", "x.csv:1:1: galat: sel berkutip yang dibuka di sini tidak ditutup"},
        {"a;\n  \"", "x.csv:2:3: galat: sel berkutip"},
        {"a;b\n\"satu\" dua;2\n3;4\n", "x.csv:2:6: galat: sesudah kutip penutup ini masih ada teks"},
        {"a;b\n\"satu\" dua;2\n3;\"4\"\n", "x.csv:2:6: galat: sesudah kutip penutup ini masih ada teks"},
        {"a;b\n1;\"5\"\" kabel\"\"\n2;3\n", "x.csv:2:3: galat: sel berkutip yang dibuka di sini tidak ditutup"},
        {"a;b\n1;\"x\"y\"\n", "x.csv:2:5: galat: sesudah kutip penutup ini masih ada teks"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (read_csv(str_of(table[i][0]))) fail_msg("accepted: %s", table[i][0]);
        SAYS(arena, diags, table[i][1]);
        assert_int_equal(diags_kept(diags), 1);
    }
    assert_null(read_csv((Str){"a;b\n1;\0", 7}));
    SAYS(arena, diags, "x.csv:2:3: galat: berkas biner");
}

enum { CELL = 1024 << 10 };   /* the usual limit of a cell, in bytes */

static void test_limits(void **state) {
    (void)state;
    size_t n = 10 << 20;
    char *big = arena_alloc(arena, n);
    memset(big, 'x', n);
    memcpy(big, "a;b\n1;", 6);
    assert_null(read_csv((Str){big, n}));
    SAYS(arena, diags, "x.csv:2:3: galat: sel yang dimulai di sini lebih dari 1024 KiB");
    big[CELL + 5] = '\n';
    big[CELL + 6] = '\n';
    const Csv *csv = read_csv((Str){big, CELL + 7});
    assert_non_null(csv);
    assert_int_equal(csv_text(csv, csv_field(csv, 1, 1)).n, CELL - 1);
    memset(big, ';', n);
    memcpy(big, "a", 1);
    assert_null(read_csv((Str){big, 5001}));
    SAYS(arena, diags, "x.csv:1:5002: galat: lebih dari 5000 kolom dalam satu baris");
    assert_non_null(read_csv((Str){big, 5000}));
    for (size_t i = 0; i < n; i++) big[i] = i & 1 ? '\n' : 'x';
    assert_null(read_csv((Str){big, n}));
    SAYS(arena, diags, "x.csv:5000001:1: galat: lebih dari 5000000 baris");
}

static void test_too_many_cells(void **state) {
    (void)state;
    Arena *a = arena_child(arena);
    size_t n = (size_t)CSV_MAX_CELLS + 10;
    char *big = arena_alloc(a, n);
    memset(big, ';', n);
    Source s = {.name = STR("x.csv"), .text = {big, n}};
    diags = diags_new(arena, 0);
    assert_null(value_from_csv(a, &s, diags));
    SAYS(arena, diags, "lebih dari 40000000 sel");
    arena_free(a);
}

/* Cut off anywhere, a text is read or refused without a byte read behind its end. */
static void test_cut_off_anywhere(void **state) {
    (void)state;
    Str whole = STR("kode;uraian\r\n\"1\";\"dua \"\"baris\"\"\nlagi\"\n\n 4 ; \"6\" \r\n;\"\"\n");
    for (size_t n = 0; n <= whole.n; n++) {
        const Csv *csv = read_csv(str_sub(whole, 0, n));
        assert_true(csv ? diags_kept(diags) == 0 : diags_kept(diags) == 1);
        for (size_t r = 0; csv && r < csv->rows; r++) {
            for (size_t i = 0; i < csv_fields(csv, r); i++) csv_text(csv, csv_field(csv, r, i));
        }
    }
}

/* All short texts over the alphabet that matters: no crash, and every field lies inside the text. */
static void test_every_short_text(void **state) {
    (void)state;
    static const char alphabet[] = "a;\" \n\r,";
    for (unsigned code = 0; code < 7 * 7 * 7 * 7 * 7 * 7; code++) {
        ArenaMark mark = arena_mark(arena);
        char text[6];
        unsigned rest = code;
        for (int i = 0; i < 6; i++, rest /= 7) text[i] = alphabet[rest % 7];
        const Csv *csv = read_csv((Str){text, 6});
        assert_true(csv || diags_kept(diags) == 1);
        size_t last = 0;
        for (size_t r = 0; csv && r < csv->rows; r++) {
            for (size_t i = 0; i < csv_fields(csv, r); i++) {
                CsvField f = csv_field(csv, r, i);
                assert_true(f.offset >= last);
                last = f.offset + f.length;
                assert_true(last <= 6);
                assert_true(csv_text(csv, f).n <= f.length);
            }
        }
        arena_reset(arena, mark);
    }
}

static void test_many_rows(void **state) {
    (void)state;
    Buf b = buf_new(arena);
    buf_cstr(&b, "kode;desa;kecamatan;pagu;realisasi\n");
    for (int i = 0; i < 200000; i++) {
        buf_printf(&b, "18.08.%06d;DESA %d;\"KEC. %d\";1.%03d.000;%d,%02d\n", i, i, i % 300, i % 1000, i, i % 100);
    }
    const Csv *csv = read_csv(buf_view(&b));
    assert_non_null(csv);
    assert_int_equal(csv->rows, 200001);
    assert_int_equal(csv_fields(csv, 200000), 5);
    assert_true(str_is(csv_text(csv, csv_field(csv, 200000, 0)), "18.08.199999"));
    assert_true(str_is(csv_text(csv, csv_field(csv, 200000, 2)), "KEC. 199"));
    assert_true(str_is(csv_text(csv, csv_field(csv, 200000, 4)), "199999,99"));
    assert_int_equal(loc_position(csv_loc(csv, csv_field(csv, 200000, 4))).line, 200001);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_too_many_cells),
        cmocka_unit_test(test_cut_off_anywhere),
        cmocka_unit_test(test_every_short_text),
        cmocka_unit_test(test_many_rows),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
