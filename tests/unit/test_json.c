/* json: places and digits of every value, messages for every mistake people make, typed getters. */
#include "value.h"
#include "one_arena.h"

static Diags *diags;

static const Value *read_json(const char *text) {
    diags = diags_new(arena, 0);
    return value_from_json(arena, exact_source("x.json", str_of(text)), diags);
}

/* ---- the tree ---- */

/* Every value as "kind@line:column=text", depth first; members with their key's place before. */
static void print_tree(Buf *b, const Value *v) {
    Position at = loc_position(v->loc);
    buf_printf(b, "%s@%u:%u+%u", value_kind_name(v->kind), at.line, at.column, v->loc.length);
    if (v->text.n) buf_printf(b, "=%.*s", STR_ARG(v->text));
    if (v->kind == VALUE_BOOL) buf_cstr(b, v->boolean ? "=ya" : "=tidak");
    buf_byte(b, '\n');
    for (size_t i = 0; i < v->count; i++) {
        if (v->kind == VALUE_OBJECT) {
            const Member *m = &v->members[i];
            Position k = loc_position(m->key_loc);
            buf_printf(b, "%.*s@%u:%u: ", STR_ARG(m->key), k.line, k.column);
            print_tree(b, m->value);
        } else {
            print_tree(b, v->items[i]);
        }
    }
}

static void test_places_and_digits(void **state) {
    (void)state;
    const Value *v = read_json("{\n  \"pagu\": 3621313745811000.55,\r\n\t\"a\\\"b\": [0.1, -2, 1e3, true, null, {}, []],\n"
                               "  \"s\\u00e9\" : \"x\\ny\", \"\xC3\xA9\": \"\xC3\xA9\xC3\xA9\", \"Pagu\": 9007199254740993\n}\n");
    assert_non_null(v);
    Buf b = buf_new(arena);
    print_tree(&b, v);
    assert_string_equal(buf_terminated(&b),
        "objek@1:1+141\n"
        "pagu@2:3: bilangan@2:11+19=3621313745811000.55\n"
        "a\"b@3:2: larik@3:10+34\n"
        "bilangan@3:11+3=0.1\n"
        "bilangan@3:16+2=-2\n"
        "bilangan@3:20+3=1e3\n"
        "true/false@3:25+4=ya\n"
        "null@3:31+4\n"
        "objek@3:37+2\n"
        "larik@3:41+2\n"
        "s\xC3\xA9@4:3: teks@4:15+6=x\ny\n"
        "\xC3\xA9@4:23: teks@4:28+6=\xC3\xA9\xC3\xA9\n"
        "Pagu@4:34: bilangan@4:42+16=9007199254740993\n");
    assert_non_null(value_get(v, "pagu"));
    assert_null(value_get(v, "PAGU"));
}

static void test_text_points_into_the_source(void **state) {
    (void)state;
    const Value *v = read_json("{\"isi\": \"jumlah(pagu)\"}");
    const Value *text = value_get(v, "isi");
    Loc inner = loc_within(v->loc, str_sub(text->text, 7, 11));
    assert_int_equal(loc_position(inner).column, 17);
    assert_int_equal(inner.length, 4);
}

static void test_scalars_alone(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"12", "bilangan@1:1+2=12\n"}, {" true", "true/false@1:2+4=ya\n"}, {"\"\"", "teks@1:1+2\n"},
        {"-0.5E-2", "bilangan@1:1+7=-0.5E-2\n"}, {"null\n", "null@1:1+4\n"}, {"1e999999", "bilangan@1:1+8=1e999999\n"},
        {"\"\\ud83d\\ude00\\/\\\\\"", "teks@1:1+18=\xF0\x9F\x98\x80/\\\n"},
        {"123456789012345678901234567890123456789012345678901234567890",
         "bilangan@1:1+60=123456789012345678901234567890123456789012345678901234567890\n"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const Value *v = read_json(table[i][0]);
        assert_non_null(v);
        Buf b = buf_new(arena);
        print_tree(&b, v);
        assert_string_equal(buf_terminated(&b), table[i][1]);
    }
}

/* ---- mistakes ---- */

static void test_mistakes(void **state) {
    (void)state;
    static const struct { const char *json, *said; } table[] = {
        {"", "x.json:1:1: galat: berkas kosong, padahal diharapkan JSON\n"},
        {" \n\t ", "x.json:1:1: galat: berkas kosong, padahal diharapkan JSON\n"},
        {"{\"a\": 1,\n}", "x.json:1:8: galat: koma berlebih: sesudahnya tidak ada unsur lagi. Hapus koma ini.\n"},
        {"[1, 2, ]", "x.json:1:6: galat: koma berlebih"},
        {"[1,,2]", "x.json:1:3: galat: koma berlebih"},
        {"{\n \"a\": 1\n \"b\": 2}", "x.json:2:7: galat: koma kurang sesudah ini. Tambahkan koma"},
        {"[\"a\" \"b\"]", "x.json:1:4: galat: koma kurang"},
        {"{'a': 1}", "x.json:1:2: galat: teks diapit kutip tunggal. Ganti ' dengan kutip ganda"},
        {"{\"a\": 'b'}", "x.json:1:7: galat: teks diapit kutip tunggal"},
        {"{\xE2\x80\x9C" "a\xE2\x80\x9D: 1}", "x.json:1:2: galat: teks diapit kutip lengkung"},
        {"{\"a\": 1} // catatan", "x.json:1:10: galat: diharapkan akhir berkas, ditemukan \"/\""},
        {"{ // catatan\n\"a\": 1}", "x.json:1:3: galat: JSON tidak mengenal komentar. Hapus komentar ini.\n"},
        {"{\"a\": 1, /* x */ \"b\": 2}", "x.json:1:10: galat: JSON tidak mengenal komentar"},
        {"{\"a\": 1 # x\n}", "x.json:1:9: galat: JSON tidak mengenal komentar"},
        {"{\"a\": 01}", "x.json:1:7: galat: bilangan 01 tidak sah: tidak boleh diawali nol"},
        {"{\"a\": .5}", "x.json:1:7: galat: bilangan .5 tidak sah: harus diawali angka"},
        {"{\"a\": +5}", "x.json:1:7: galat: bilangan +5 tidak sah"},
        {"{\"a\": 5.}", "x.json:1:7: galat: bilangan 5. tidak sah: titik harus diikuti angka"},
        {"{\"a\": 1.977.761.700}", "x.json:1:7: galat: bilangan 1.977.761.700 tidak sah: bilangan JSON tidak memakai titik ribuan"},
        {"{\"a\": 0,5}", "x.json:1:9: galat: diharapkan kunci dalam kutip ganda, ditemukan \"5\". Pecahan dalam JSON memakai titik"},
        {"{\"a\": 50%}", "x.json:1:7: galat: bilangan 50 tidak sah: diikuti huruf atau tanda lain"},
        {"{\"a\": 1e}", "x.json:1:7: galat: bilangan 1e tidak sah: pangkatnya tidak ada"},
        {"{\"a\": -}", "x.json:1:7: galat: bilangan - tidak sah"},
        {"{\"a\": True}", "x.json:1:7: galat: kata True tidak dikenal di sini. Tulis true"},
        {"{\"a\": NaN}", "x.json:1:7: galat: kata NaN tidak dikenal di sini. JSON tidak punya bilangan"},
        {"{\"a\": trueish}", "x.json:1:7: galat: kata trueish tidak dikenal"},
        {"{\"a\": Dinas}", "x.json:1:7: galat: kata Dinas tidak dikenal di sini. Apit dengan kutip ganda"},
        {"{a: 1}", "x.json:1:2: galat: diharapkan kunci dalam kutip ganda, ditemukan \"a\""},
        {"{\"a\" 1}", "x.json:1:6: galat: diharapkan titik dua sesudah kunci, ditemukan \"1\""},
        {"{\"a\"= 1}", "x.json:1:5: galat: tanda = bukan pemisah. Ganti dengan titik dua."},
        {"{\"a\": 1; \"b\": 2}", "x.json:1:8: galat: titik koma bukan pemisah. Ganti dengan koma."},
        {"{\"a\": }", "x.json:1:7: galat: diharapkan nilai, ditemukan \"}\""},
        {"{\"a\":", "x.json:1:6: galat: diharapkan nilai, ditemukan akhir berkas"},
        {"{\"a\": [1, 2\n", "x.json:1:7: galat: kurung [ ini tidak ditutup. Tambahkan ] di tempatnya."},
        {"{\"a\": 1", "x.json:1:1: galat: kurung { ini tidak ditutup"},
        {"{", "x.json:1:1: galat: kurung { ini tidak ditutup"},
        {"[1}", "x.json:1:3: galat: diharapkan koma atau ], ditemukan \"}\"\n    x.json:1:1: kurung ini"},
        {"{\"a\": \"b\n}", "x.json:1:7: galat: teks yang dibuka di sini tidak ditutup pada baris ini"},
        {"\"", "x.json:1:1: galat: teks yang dibuka"}, {"\"a\\", "x.json:1:1: galat: teks yang dibuka"},
        {"\"a\\\"", "x.json:1:1: galat: teks yang dibuka"},
        {"\"a\tb\"", "x.json:1:3: galat: tab di dalam teks harus ditulis \\t"},
        {"\"data\\idm.csv\"", "x.json:1:6: galat: garis miring terbalik di dalam teks harus digandakan"},
        {"\"\\u12\"", "x.json:1:2: galat: \\u harus diikuti empat angka heksadesimal"},
        {"\"\\u12g4\"", "x.json:1:2: galat: \\u harus diikuti"},
        {"\"\\u0000\"", "x.json:1:2: galat: karakter kendali"}, {"\"\\u001b\"", "x.json:1:2: galat: karakter kendali"},
        {"\"\\b\"", "x.json:1:2: galat: karakter kendali tidak boleh ada dalam teks. Garis miring terbalik ditulis dua kali (\\\\); jalur berkas memakai /."},
        {"\"\\ud800\"", "x.json:1:2: galat: separuh pasangan surogat"},
        {"\"\\ud800\\u0041\"", "x.json:1:2: galat: separuh pasangan surogat"},
        {"\"x\\udc00\"", "x.json:1:3: galat: separuh pasangan surogat"},
        {"1 2", "x.json:1:3: galat: diharapkan akhir berkas, ditemukan \"2\""},
        {"{}}", "x.json:1:3: galat: diharapkan akhir berkas, ditemukan \"}\". Periksa kurung penutup"},
        {"{\"a\": 1, \"b\": 2, \"a\": 3}", "x.json:1:18: galat: kunci \"a\" ditulis dua kali\n    x.json:1:2: yang sebelumnya di sini\n"},
        {"{\"a\": 1, \"\\u0061\": 3}", "x.json:1:10: galat: kunci \"a\" ditulis dua kali"},
        {"[{\"k\": {\"x\": 1, \"x\": 2}}]", "x.json:1:17: galat: kunci \"x\" ditulis dua kali"},
        {"1234567890123456789012345678901234567890123456789012345678901", "bilangan 1234567890123456789012345678901234567890... tidak sah: terlalu panjang"},
        {"\x01", "x.json:1:1: galat: diharapkan nilai"},
        {"\xEF\xBB\xBF{}", "x.json:1:1: galat: kata"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (read_json(table[i].json)) fail_msg("accepted: %s", table[i].json);
        SAYS(arena, diags, table[i].said);
    }
}

/* Cut off anywhere, a JSON text is refused with one message and never read past its end. */
static void test_cut_off_anywhere(void **state) {
    (void)state;
    Str whole = STR("{\"a\": [1.5e-3, true, null, \"x\\u00e9\\ud83d\\ude00\\n\"], \"b\": {\"c\": false}}");
    for (size_t n = 0; n < whole.n; n++) {
        diags = diags_new(arena, 0);
        assert_null(value_from_json(arena, exact_source("x.json", str_sub(whole, 0, n)), diags));
        assert_int_equal(diags_kept(diags), 1);
    }
    assert_non_null(value_from_json(arena, exact_source("x.json", whole), diags));
}

static void test_depth(void **state) {
    (void)state;
    char *deep = arena_alloc(arena, 200001);
    memset(deep, '[', 100000);
    memset(deep + 100000, ']', 100000);
    assert_null(read_json(deep));
    SAYS(arena, diags, "x.json:1:201: galat: kurung bersarang lebih dari 200 tingkat");
    diags = diags_new(arena, 0);
    assert_non_null(value_from_json(arena, exact_source("x.json", (Str){deep + 100000 - 200, 400}), diags));
    assert_null(value_from_json(arena, exact_source("x.json", (Str){deep + 100000 - 201, 402}), diags));
}

static void test_many_members(void **state) {
    (void)state;
    Buf b = buf_new(arena);
    buf_byte(&b, '{');
    for (int i = 0; i < 100000; i++) buf_printf(&b, "%s\"k%d\":%d", i ? "," : "", i * 7919 % 100000, i);
    size_t last = b.n;
    buf_cstr(&b, ",\"k5\":0}");
    assert_null(read_json(buf_terminated(&b)));
    assert_int_equal(diags_kept(diags), 1);
    assert_int_equal(diags_get(diags, 0)->loc.offset, last + 1);
}

/* ---- getters ---- */

static const char OBJECT[] = "{\"teks\": \"isi\", \"tahun\": 2023, \"besar\": 99999999999999999999,\n"
                             " \"pecah\": 1.5, \"ada\": true, \"larik\": [1], \"objek\": {}, \"nol\": null}";

static void test_getters(void **state) {
    (void)state;
    const Value *v = read_json(OBJECT), *sub = NULL;
    Str text = STR("awal");
    bool yes = false;
    int64_t n = 7;
    assert_true(value_text(v, "teks", &text, diags));
    assert_true(str_is(text, "isi"));
    assert_true(value_int(v, "tahun", 1945, 2100, &n, diags));
    assert_int_equal(n, 2023);
    assert_true(value_bool_or(v, "ada", &yes, diags));
    assert_true(yes);
    assert_true(value_array(v, "larik", &sub, diags) && sub->count == 1);
    assert_true(value_object(v, "objek", &sub, diags) && sub->count == 0);
    assert_true(value_array_or(v, "larik", &sub, diags) && sub->kind == VALUE_ARRAY);
    assert_true(value_object_or(v, "objek", &sub, diags) && sub->kind == VALUE_OBJECT);
    assert_int_equal(diags_kept(diags), 0);
    sub = v;
    assert_true(value_text_or(v, "tiada", &text, diags) && str_is(text, "isi"));
    assert_true(value_int_or(v, "tiada", 0, 1, &n, diags) && n == 2023);
    assert_true(value_bool_or(v, "tiada", &yes, diags) && yes);
    assert_true(value_array_or(v, "tiada", &sub, diags) && sub == v);
    assert_true(value_object_or(v, "tiada", &sub, diags) && sub == v);
    assert_int_equal(diags_kept(diags), 0);
}

static void test_getters_complain(void **state) {
    (void)state;
    const Value *v = read_json(OBJECT), *sub = v;
    Str text = STR("awal");
    bool yes = true;
    int64_t n = 7;
    assert_false(value_text(v, "tiada", &text, diags));
    assert_false(value_text(v, "tahun", &text, diags));
    assert_false(value_text_or(v, "larik", &text, diags));
    assert_false(value_int(v, "teks", 0, 9, &n, diags));
    assert_false(value_int(v, "tahun", 1, 12, &n, diags));
    assert_false(value_int(v, "pecah", 1, 12, &n, diags));
    assert_false(value_int_or(v, "besar", INT64_MIN, INT64_MAX, &n, diags));
    assert_false(value_bool_or(v, "nol", &yes, diags));
    assert_false(value_array(v, "objek", &sub, diags));
    assert_false(value_object(v, "ada", &sub, diags));
    assert_true(str_is(text, "awal") && n == 7 && yes && sub == v);
    SAYS(arena, diags,
         "x.json:1:1: galat: kunci wajib \"tiada\" tidak ada di objek ini. Tambahkan \"tiada\" (teks).\n",
         "x.json:1:26: galat: \"tahun\" harus teks, ditemukan bilangan 2023. Apit dengan kutip ganda: \"2023\".\n",
         "x.json:2:38: galat: \"larik\" harus teks, ditemukan larik\n",
         "x.json:1:10: galat: \"teks\" harus bilangan, ditemukan teks \"isi\"\n",
         "x.json:1:26: galat: \"tahun\" harus bilangan bulat dari 1 sampai 12, ditemukan bilangan 2023\n",
         "\"pecah\" harus bilangan bulat dari 1 sampai 12, ditemukan bilangan 1.5\n",
         "\"besar\" harus bilangan bulat", "ditemukan bilangan 99999999999999999999\n",
         "\"nol\" harus true/false, ditemukan null. Tulis true atau false, tanpa kutip.\n",
         "\"objek\" harus larik, ditemukan objek. Apit dengan kurung siku: [ ... ].\n",
         "\"ada\" harus objek, ditemukan true\n");
}

static void test_choice_and_keys(void **state) {
    (void)state;
    static const char *const names[] = {"koma", "titik", "koma_atau_titik"};
    size_t chosen = 9;
    const Value *v = read_json("\"titik\"");
    assert_true(value_choice(v, names, 3, &chosen, diags));
    assert_int_equal(chosen, 1);
    v = read_json("\"titk\"");
    assert_false(value_choice(v, names, 3, &chosen, diags));
    SAYS(arena, diags, "teks \"titk\" tidak dikenal di sini; pilihannya \"koma\", \"titik\" atau \"koma_atau_titik\". "
                       "Maksud Anda \"titik\"?");
    v = read_json("3");
    assert_false(value_choice(v, names, 3, &chosen, diags));
    SAYS(arena, diags, "bilangan 3 tidak dikenal");
    assert_int_equal(chosen, 1);
    v = read_json("{\"koma\": 1, \"titick\": 2,\n \"zzz\": 3}");
    assert_false(value_only_keys(v, names, 3, diags));
    SAYS(arena, diags, "x.json:1:13: galat: kunci \"titick\" tidak dikenal. Maksud Anda \"titik\"?\n",
         "x.json:2:2: galat: kunci \"zzz\" tidak dikenal. Yang dikenal di sini: \"koma\", \"titik\"");
    v = read_json("{\"koma\": 1}");
    assert_true(value_only_keys(v, names, 3, diags));
}

static void test_says_what_to_do(void **state) {
    (void)state;
    static const struct { const char *json; ValueKind kind; const char *said; } table[] = {
        {"\"2024\"", VALUE_NUMBER, "ditemukan teks \"2024\". Hapus kutipnya: 2024.\n"},
        {"\"dua\"", VALUE_NUMBER, "ditemukan teks \"dua\"\n"},
        {"\"ya\"", VALUE_BOOL, "ditemukan teks \"ya\". Tulis true atau false, tanpa kutip.\n"},
        {"{}", VALUE_ARRAY, "ditemukan objek. Apit dengan kurung siku: [ ... ].\n"},
        {"7", VALUE_STRING, "ditemukan bilangan 7. Apit dengan kutip ganda: \"7\".\n"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const Value *v = read_json(table[i].json);
        assert_false(value_expect(v, table[i].kind, "x", diags));
        SAYS(arena, diags, table[i].said);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_and_digits),
        cmocka_unit_test(test_text_points_into_the_source),
        cmocka_unit_test(test_scalars_alone),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_cut_off_anywhere),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_many_members),
        cmocka_unit_test(test_getters),
        cmocka_unit_test(test_getters_complain),
        cmocka_unit_test(test_choice_and_keys),
        cmocka_unit_test(test_says_what_to_do),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
