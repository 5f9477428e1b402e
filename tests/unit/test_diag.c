/* diag: places, order, limits, and the two ways findings are printed. */
#include "one_arena.h"

static Diags *diags;
static const Source first = {.name = {"data/a.csv", 10}, .text = {"satu;dua\n\xC3\xA9\xC3\xA9;x\n\nakhir", 21}};
static const Source second = {.name = {"laporan.json", 12}, .text = {"{}", 2}};

static int fresh(void **state) {
    (void)state;
    diags = diags_new(arena, 0);
    return 0;
}

static void test_positions(void **state) {
    (void)state;
    static const struct { size_t offset; unsigned line, column; } table[] = {
        {0, 1, 1}, {5, 1, 6}, {8, 1, 9}, {9, 2, 1}, {11, 2, 2}, {13, 2, 3}, {14, 2, 4}, {15, 2, 5}, {16, 3, 1},
        {17, 4, 1}, {21, 4, 5}, {99, 4, 5},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Position at = loc_position(loc_at(&first, table[i].offset, 0));
        assert_int_equal(at.line, table[i].line);
        assert_int_equal(at.column, table[i].column);
    }
    Position none = loc_position(LOC_NONE);
    assert_true(none.line == 1 && none.column == 1);
}

static void test_within(void **state) {
    (void)state;
    Loc whole = loc_at(&first, 0, 8), part = loc_within(whole, str_sub(first.text, 5, 8));
    assert_true(part.source == &first && part.offset == 5 && part.length == 3);
    part = loc_within(whole, STR("elsewhere"));
    assert_true(part.offset == 0 && part.length == 8);
    assert_null(loc_within(LOC_NONE, STR("x")).source);
}

static void test_printing(void **state) {
    (void)state;
    Diag *g = diag_add(diags, ERROR_, "angka-salah", loc_at(&first, 11, 2), "\"%s\" bukan bilangan", "x\n\x1B[2Jy");
    diag_fix(diags, g, "Tulis %d.", 5);
    diag_see(diags, g, loc_at(&second, 1, 1), "dinyatakan di sini");
    diag_fix(diags, diag_add(diags, WARNING_, "aneh", LOC_NONE, "Selesai?"), "Ya.");
    diag_file(diags, NOTE_, "catat", STR("data/b.csv"), "dibaca");
    assert_string_equal(said(arena, diags),
        "data/a.csv:2:2: galat: \"x  [2Jy\" bukan bilangan. Tulis 5.\n"
        "    laporan.json:1:2: dinyatakan di sini\n"
        "peringatan: Selesai? Ya.\n"
        "data/b.csv: catatan: dibaca\n");
    Buf b = buf_new(arena);
    diags_print_json(diags, &b);
    assert_string_equal(buf_terminated(&b),
        "[\n {\"tingkat\": \"galat\", \"kode\": \"angka-salah\", \"tempat\": {\"berkas\": \"data/a.csv\", \"baris\": 2, \"kolom\": 2}, "
        "\"pesan\": \"\\\"x\\u000a\\u001b[2Jy\\\" bukan bilangan\", \"saran\": \"Tulis 5.\", "
        "\"terkait\": {\"berkas\": \"laporan.json\", \"baris\": 1, \"kolom\": 2}, \"pesan_terkait\": \"dinyatakan di sini\"},\n"
        " {\"tingkat\": \"peringatan\", \"kode\": \"aneh\", \"tempat\": {\"berkas\": \"\"}, \"pesan\": \"Selesai?\", \"saran\": \"Ya.\"},\n"
        " {\"tingkat\": \"catatan\", \"kode\": \"catat\", \"tempat\": {\"berkas\": \"data/b.csv\"}, \"pesan\": \"dibaca\"}\n]\n");
}

/* One wrong cell that several figures read is told of once; whoever asks whether errors came hears of each. */
static void test_said_once(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) diag_fix(diags, diag_add(diags, ERROR_, "kata", loc_at(&first, 0, 4), "\"satu\" salah."), "Saran %d.", i);
    diag_add(diags, ERROR_, "kata", loc_at(&first, 5, 3), "\"satu\" salah.");
    diag_add(diags, ERROR_, "kata", loc_at(&second, 0, 4), "\"satu\" salah.");
    diag_add(diags, ERROR_, "kata", loc_at(&first, 0, 4), "\"satu\" lain.");
    for (int i = 0; i < 2; i++) diag_add(diags, WARNING_, "kata", loc_at(&second, 1, 1), "ulang.");
    assert_int_equal(diags_count(diags, ERROR_), 6);
    assert_string_equal(said(arena, diags),
        "data/a.csv:1:1: galat: \"satu\" salah. Saran 0.\n"
        "data/a.csv:1:6: galat: \"satu\" salah.\n"
        "laporan.json:1:1: galat: \"satu\" salah.\n"
        "data/a.csv:1:1: galat: \"satu\" lain.\n"
        "laporan.json:1:2: peringatan: ulang.\n"
        "laporan.json:1:2: peringatan: ulang.\n");
}

/* A file's name and what is quoted can neither move the cursor nor turn letters round. */
static void test_hidden_marks(void **state) {
    (void)state;
    static const struct { const char *said, *want; } table[] = {
        {"a\xE2\x80\xAE" "b", "a\xEF\xBF\xBD" "b"},             /* U+202E */
        {"a\xE2\x81\xA7" "b", "a\xEF\xBF\xBD" "b"},             /* U+2067 */
        {"a\xC2\x9B" "2Jb", "a\xEF\xBF\xBD" "2Jb"},              /* CSI */
        {"a\x9B" "b", "a\xEF\xBF\xBD" "b"},                      /* no UTF-8 */
        {"a\xE2\x80\xA8" "b", "a\xEF\xBF\xBD" "b"},             /* a line separator */
        {"\xC3\xA9 \xE2\x80\x93 \xE2\x82\xAC", "\xC3\xA9 \xE2\x80\x93 \xE2\x82\xAC"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Diags *d = diags_new(arena, 0);
        diag_file(d, ERROR_, "x", str_printf(arena, "%s\n.csv", table[i].said), "%s", table[i].said);
        Str want = str_printf(arena, "%s .csv: galat: %s\n", table[i].want, table[i].want);
        assert_string_equal(said(arena, d), want.p);
    }
}

/* JSON is UTF-8 (RFC 8259, 8.1), however a folder is named. */
static void test_json_of_a_strange_name(void **state) {
    (void)state;
    diag_file(diags, ERROR_, "x", STR("a\x9B\xC3\xA9.csv"), "b");
    Buf b = buf_new(arena);
    diags_print_json(diags, &b);
    assert_string_equal(buf_terminated(&b), "[\n {\"tingkat\": \"galat\", \"kode\": \"x\", \"tempat\": "
                        "{\"berkas\": \"a\xEF\xBF\xBD\xC3\xA9.csv\"}, \"pesan\": \"b\"}\n]\n");
}

/* Places are counted on from one message to the next, back again, and in another file. */
static void test_many_places(void **state) {
    (void)state;
    Source one = {.name = STR("satu"), .text = STR("a\nbb\nccc\n\ndddd")}, other = {.name = STR("dua"), .text = STR("x\ny")};
    Diags *d = diags_new(arena, 0);
    const Loc places[] = {loc_at(&one, 0, 1), loc_at(&one, 3, 1), loc_at(&one, 9, 1), loc_at(&other, 2, 1),
                          loc_at(&one, 13, 1), loc_at(&one, 5, 1), loc_at(&one, 1, 1), loc_at(&one, 100, 1)};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) diag_add(d, ERROR_, "x", places[i], "y");
    assert_string_equal(said(arena, d),
                        "satu:1:1: galat: y\nsatu:2:2: galat: y\nsatu:4:1: galat: y\ndua:2:1: galat: y\n"
                        "satu:5:4: galat: y\nsatu:3:1: galat: y\nsatu:1:2: galat: y\nsatu:5:5: galat: y\n");
}

static void test_nothing_to_say(void **state) {
    (void)state;
    Buf b = buf_new(arena);
    diags_print_json(diags, &b);
    assert_string_equal(buf_terminated(&b), "[]\n");
    assert_string_equal(said(arena, diags), "");
}

static void test_limit(void **state) {
    (void)state;
    diags = diags_new(arena, 2);
    for (int i = 0; i < 5; i++) {
        Diag *g = diag_add(diags, ERROR_, "a", LOC_NONE, "a%d", i);
        diag_fix(diags, g, "perbaiki");
        diag_see(diags, g, LOC_NONE, "lihat");
    }
    diag_file(diags, WARNING_, "b", STR("x"), "b");
    assert_int_equal(diags_count(diags, ERROR_), 5);
    assert_int_equal(diags_count(diags, WARNING_), 1);
    assert_int_equal(diags_kept(diags), 3);
    assert_string_equal(said(arena, diags), "galat: a0. perbaiki\n    lihat\ngalat: a1. perbaiki\n    lihat\n"
                                            "x: peringatan: b\ndan 3 temuan sejenis lainnya\n");
    assert_ptr_equal(diags_arena(diags), arena);
}

static void test_order(void **state) {
    (void)state;
    static const struct { const Source *source; size_t offset; const char *message; } table[] = {
        {&second, 1, "d"}, {&first, 9, "g"}, {&second, 0, "a"}, {&first, 0, "e"}, {&second, 0, "b"},
        {&first, 9, "h"}, {&second, 0, "c"}, {&first, 5, "f"},
    };
    for (size_t i = 0; i < 8; i++) {
        diag_add(diags, NOTE_, "x", loc_at(table[i].source, table[i].offset, 0), "%s", table[i].message);
    }
    diag_file(diags, NOTE_, "x", STR("z"), "i");
    diags_sort(diags);
    diags_sort(diags);
    for (size_t i = 0; i < 9; i++) assert_int_equal(diags_get(diags, i)->message.p[0], 'a' + (int)i);
}

/* Two warnings and an error of one code: only the warnings are accepted, as many as were said. */
static void test_accepted(void **state) {
    (void)state;
    static const struct {
        const char *code, *file, *contains;
        size_t expected, warnings, accepted;
    } table[] = {
        {"a", "", "", 2, 1, 2},           /* the third warning is of another code */
        {"a", "", "", 1, 4, 0},           /* one too many: all three, and that it does not fit */
        {"a", "", "", 3, 4, 0},
        {"a", "y", "", 1, 4, 0},          /* no such file */
        {"a", "", "kedua", 1, 2, 1},      /* by the message */
        {"c", "", "", 1, 4, 0},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Diags *d = diags_new(arena, 0);
        diags_accept(d, (Acceptance){.code = str_of(table[i].code), .file = str_of(table[i].file),
                                     .contains = str_of(table[i].contains),
                                     .expected = table[i].expected, .reason = STR("karena")});
        diag_file(d, WARNING_, "a", STR("x"), "pertama");
        diag_file(d, WARNING_, "a", STR("x"), "kedua");
        diag_file(d, WARNING_, "b", STR("x"), "ketiga");
        diag_file(d, ERROR_, "a", STR("x"), "galat");
        diags_settle(d);
        diags_settle(d);
        assert_int_equal(diags_count(d, WARNING_), table[i].warnings);
        assert_int_equal(diags_accepted(d), table[i].accepted);
        assert_int_equal(diags_count(d, ERROR_), 1);
    }
}

/* The place's line tells one row from another; what was dropped for being too much is not accepted. */
static void test_accepted_places(void **state) {
    (void)state;
    static const Source rows = {.name = {"d.csv", 5}, .text = {"satu;1\ndua;2\n", 13}};
    Diags *d = diags_new(arena, 2);
    diags_accept(d, (Acceptance){.code = STR("a"), .file = STR("d.csv"), .contains = STR("dua"),
                                 .expected = 1, .reason = STR("karena")});
    diag_add(d, WARNING_, "a", loc_at(&rows, 5, 1), "x");
    diag_add(d, WARNING_, "a", loc_at(&rows, 11, 1), "x");
    assert_int_equal(diags_accepted(d), 1);
    assert_int_equal(diags_get(d, 0)->accepted.n, 0);
    assert_true(str_is(diags_get(d, 1)->accepted, "karena"));
    assert_string_equal(said(arena, d), "d.csv:1:6: peringatan: x\n"
                        "1 peringatan diterima menurut laporan.json; --semua menampilkannya\n");
    diag_add(d, WARNING_, "a", loc_at(&rows, 11, 1), "x");
    diags_settle(d);
    assert_int_equal(diags_accepted(d), 0);
    assert_int_equal(diags_count(d, WARNING_), 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_positions, fresh),
        cmocka_unit_test_setup(test_within, fresh),
        cmocka_unit_test_setup(test_printing, fresh),
        cmocka_unit_test_setup(test_said_once, fresh),
        cmocka_unit_test(test_hidden_marks),
        cmocka_unit_test_setup(test_json_of_a_strange_name, fresh),
        cmocka_unit_test(test_many_places),
        cmocka_unit_test_setup(test_nothing_to_say, fresh),
        cmocka_unit_test_setup(test_limit, fresh),
        cmocka_unit_test_setup(test_order, fresh),
        cmocka_unit_test_setup(test_accepted, fresh),
        cmocka_unit_test_setup(test_accepted_places, fresh),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
