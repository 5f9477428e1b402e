/* text: slices, UTF-8, nearest words, the growing buffer. */
#include "text.h"
#include "one_arena.h"

static void is(Str s, const char *expected) {
    if (!str_is(s, expected)) fail_msg("got \"%.*s\", expected \"%s\"", STR_ARG(s), expected);
}

static void test_slices(void **state) {
    (void)state;
    Str s = STR("realisasi-anggaran");
    assert_true(str_eq(s, str_of("realisasi-anggaran")) && !str_eq(s, STR("realisasi")));
    Str nothing = {NULL, 0};
    assert_true(str_eq(nothing, STR("")) && str_of(NULL).n == 0);
    assert_true(str_ends(nothing, STR("")) && str_starts(nothing, nothing) && !str_trim(nothing).n);
    assert_true(utf8_valid(nothing, NULL) && !utf8_count(nothing) && !str_upper(arena, nothing).n);
    assert_true(str_eq_nocase(STR("Pagu"), STR("pAGU")) && !str_eq_nocase(STR("pagu"), STR("pagi")));
    assert_true(str_starts(s, STR("real")) && !str_starts(STR("re"), STR("real")));
    assert_true(str_ends(s, STR("anggaran")) && !str_ends(STR("an"), STR("anggaran")));
    is(str_sub(s, 10, 99), "anggaran");
    is(str_sub(s, 5, 3), "");
    is(str_sub(s, 99, 100), "");
    assert_true(str_cmp(STR("a"), STR("b")) < 0 && str_cmp(STR("ab"), STR("a")) > 0);
    assert_true(str_cmp(STR("a"), STR("a")) == 0 && str_cmp(STR("\xC3"), STR("z")) > 0);
    assert_int_equal(str_find(s, STR("a"), 0), 2);
    assert_int_equal(str_find(s, STR("a"), 3), 6);
    assert_int_equal(str_find(s, STR("xyz"), 0), SIZE_MAX);
    assert_int_equal(str_find(s, STR(""), 4), 4);
    assert_int_equal(str_find(s, STR("a"), 99), SIZE_MAX);
    is(str_printf(arena, "%d %s", 5, "x"), "5 x");
    Str copy = str_copy(arena, str_sub(s, 0, 4));
    assert_int_equal(copy.p[4], '\0');
}

static void test_trim(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {" a ", "a"}, {"\t\r\n\v\f a b \n", "a b"}, {"\xC2\xA0 x\xC2\xA0\xC2\xA0", "x"}, {"", ""}, {"  ", ""},
        {"\xC2", "\xC2"}, {"\xA0", "\xA0"}, {"\xC3\xA0", "\xC3\xA0"},      /* a grave ends in A0 too */
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) is(str_trim(str_of(table[i][0])), table[i][1]);
    assert_int_equal(str_trim((Str){"\0 ", 2}).n, 1);
}

static void test_distance(void **state) {
    (void)state;
    static const struct { const char *a, *b; unsigned distance; } table[] = {
        {"", "", 0}, {"pagu", "pagu", 0}, {"pagu", "Pagu", 0}, {"pagu", "pgu", 1}, {"pagu", "paggu", 1},
        {"pagu", "pahu", 1}, {"pagu", "apgu", 1}, {"SEMENGIK", "SEMENGGUK", 2}, {"Orang", "Orsng", 1},
        {"", "abc", 3}, {"kitten", "sitting", 3},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Str a = str_of(table[i].a), b = str_of(table[i].b);
        assert_int_equal(str_distance(a, b, 10), table[i].distance);
        assert_int_equal(str_distance(b, a, 10), table[i].distance);
    }
    assert_int_equal(str_distance(STR("realisasi"), STR("capaian"), 3), 4);      /* cut off */
}

static void test_nearest(void **state) {
    (void)state;
    const Str names[] = {STR("tahun"), STR("tanggal"), STR("tempat"), STR("pagu"), STR("pagi")};
    is(str_nearest(STR("tahunn"), names, 5), "tahun");
    is(str_nearest(STR("tangal"), names, 5), "tanggal");
    is(str_nearest(STR("pag"), names, 5), "pagu");       /* the first of equals */
    is(str_nearest(STR("pagi"), names, 5), "pagi");
    is(str_nearest(STR("instansi"), names, 5), "");
    is(str_nearest(STR("x"), names, 0), "");
}

static void test_utf8(void **state) {
    (void)state;
    static const struct { const char *bytes; bool valid; size_t characters; } table[] = {
        {"abc", true, 3}, {"\xC3\xA9", true, 1}, {"\xE2\x80\x93", true, 1}, {"\xF0\x9F\x98\x80", true, 1},
        {"\xEF\xBF\xBD", true, 1}, {"\xF4\x8F\xBF\xBF", true, 1},
        {"\x80", false, 1}, {"\xC3", false, 1}, {"\xC0\x80", false, 2}, {"\xC1\xBF", false, 2},
        {"\xE0\x80\x80", false, 3}, {"\xED\xA0\x80", false, 3}, {"\xF4\x90\x80\x80", false, 4},
        {"\xF5\x80\x80\x80", false, 4}, {"\xE2\x80", false, 2}, {"a\xFFz", false, 3}, {"\xF0\x80\x80\x80", false, 4},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Str s = str_of(table[i].bytes);
        assert_int_equal(utf8_valid(s, NULL), table[i].valid);
        assert_int_equal(utf8_count(s), table[i].characters);
    }
    size_t bad = 0;
    assert_false(utf8_valid(STR("\xC3\xA9" "ab\xC3"), &bad));
    assert_int_equal(bad, 4);
}

static void test_every_code_point(void **state) {
    (void)state;
    for (uint32_t c = 0; c < 0x110005; c++) {
        char bytes[4];
        const char *p = bytes;
        size_t n = utf8_put(c, bytes);
        uint32_t expected = c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? 0xFFFD : c;
        if (utf8_next(&p, bytes + n) != expected || p != bytes + n) fail_msg("U+%04X", c);
    }
}

static void test_letters(void **state) {
    (void)state;
    is(str_upper(arena, STR("kab. \xC3\xA9\xC3\xB7\xC3\xBF 1")), "KAB. \xC3\x89\xC3\xB7\xC3\xBF 1");
    is(str_lower(arena, STR("KAB. \xC3\x89\xC3\x97 1")), "kab. \xC3\xA9\xC3\x97 1");
}

/* The first of each text and the first behind it. */
static void test_unfilled(void **state) {
    (void)state;
    static const char *const table[][3] = {
        {"Kepala <Nama Dinas>", "<Nama Dinas>", ""},
        {"<NIP>, <nama, gelar> dan <x 1>", "<NIP>", "<nama, gelar>"},
        {"<Kabupaten/Kota>", "<Kabupaten/Kota>", ""},
        {"\"<a\", \"b>\"", "", ""},                      /* two texts of JSON */
        {"<a;b>", "", ""},                              /* two cells */
        {"<a\nb>", "", ""},
        {"Kepala Dinas\\n<Nama>", "<Nama>", ""},         /* as JSON writes a new line */
        {"a<b dan c>d", "", ""}, {"a < b dan c > d", "", ""}, {"a <b dan c > d", "", ""},
        {"<> <1> < a> <a", "", ""},
        {"<https://contoh.example>", "", ""}, {"<surel@contoh.example>", "", ""},
        {"<a href=x>", "", ""}, {"</u> <!-- isi --> <u>", "<u>", ""},
        {"\\<bukan ini> `<maupun ini>` <ini>", "<ini>", ""},
        {"<isi {{ x }} dahulu>", "", ""},
        {"<a <b>", "<b>", ""},
        {"<\xC3\xA9 a>", "<\xC3\xA9 a>", ""},
        {"", "", ""}, {"<", "", ""}, {">", "", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Str s = str_of(table[i][0]), first = str_unfilled(s, 0);
        is(first, table[i][1]);
        is(str_unfilled(s, first.n ? (size_t)(first.p - s.p) + first.n : s.n), table[i][2]);
    }
    Buf long_one = buf_new(arena);
    buf_cstr(&long_one, "<");
    for (int i = 0; i < 1000; i++) buf_cstr(&long_one, "isi ");
    buf_cstr(&long_one, "x>");
    is(str_unfilled(buf_view(&long_one), 0), "");
}

static void test_excerpt(void **state) {
    (void)state;
    is(str_excerpt(arena, STR("pendek"), 6), "pendek");
    is(str_excerpt(arena, STR("panjang"), 6), "panjan...");
    is(str_excerpt(arena, STR("\xC3\xA9\xC3\xA9\xC3\xA9"), 2), "\xC3\xA9\xC3\xA9...");
    is(str_excerpt(arena, STR("a\n\t b\x1B[31m"), 20), "a b [31m");
    is(str_excerpt(arena, STR(""), 3), "");
}

static void test_buffer(void **state) {
    (void)state;
    Buf b = buf_new(arena);
    for (int i = 0; i < 1000; i++) {
        buf_printf(&b, "%d,", i);
        arena_alloc(arena, 1);        /* it can never grow in place */
    }
    buf_byte(&b, '!');
    buf_utf8(&b, 0xE9);
    buf_str(&b, STR("x"));
    buf_cstr(&b, "yz");
    buf_add(&b, NULL, 0);
    assert_int_equal(b.n, 10 * 2 + 90 * 3 + 900 * 4 + 1 + 2 + 1 + 2);
    assert_memory_equal(b.p, "0,1,2,", 6);
    assert_true(str_ends(buf_view(&b), STR("998,999,!\xC3\xA9xyz")));
    assert_int_equal(buf_terminated(&b)[b.n], '\0');
    Buf empty = buf_new(arena);
    assert_string_equal(buf_terminated(&empty), "");
    assert_int_equal(buf_view(&empty).n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slices),
        cmocka_unit_test(test_trim),
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_unfilled),
        cmocka_unit_test(test_excerpt),
        cmocka_unit_test(test_buffer),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
