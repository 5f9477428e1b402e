/* file: staying inside the folder, decoding text, results that appear whole or not at all. */
#include "file.h"
#include "said.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static Arena *arena;
static Diags *diags;
static char root[] = "/tmp/lakip-test-file-XXXXXX";
static Folder folder;

static const char *at(const char *name) {
    return str_cstr(arena, str_printf(arena, "%s/%s", root, name));
}

static void put(const char *name, const char *bytes, size_t n) {
    int fd = open(at(name), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), (ssize_t)n);
    close(fd);
}

static int open_folder(void **state) {
    (void)state;
    arena = arena_new();
    if (!mkdtemp(root)) return -1;
    mkdir(at("laporan"), 0755);
    mkdir(at("laporan/data"), 0755);
    mkdir(at("luar"), 0755);
    put("rahasia.txt", "rahasia", 7);
    put("luar/berkas.csv", "luar", 4);
    put("laporan/data/idm.csv", "a;b\n1;2\n", 8);
    put("laporan/kosong.csv", "", 0);
    if (symlink("data/idm.csv", at("laporan/taut-dalam.csv"))) return -1;
    if (symlink("../rahasia.txt", at("laporan/taut-luar.csv"))) return -1;
    if (symlink("../luar", at("laporan/taut-folder"))) return -1;
    if (symlink("putar", at("laporan/putar"))) return -1;
    return mkfifo(at("laporan/pipa"), 0644);
}

static int close_folder(void **state) {
    (void)state;
    int failed = system(str_cstr(arena, str_printf(arena, "rm -rf %s", root)));
    arena_free(arena);
    return failed;
}

static int fresh(void **state) {
    (void)state;
    diags = diags_new(arena, 0);
    folder = (Folder){str_of(at("laporan")), false, 0};
    return 0;
}

/* ---- reading ---- */

static void test_reads(void **state) {
    (void)state;
    static const char *const paths[] = {"data/idm.csv", "./data//idm.csv", "taut-dalam.csv"};
    for (size_t i = 0; i < 3; i++) {
        Str bytes;
        assert_true(file_read(arena, &folder, str_of(paths[i]), LOC_NONE, &bytes, diags));
        assert_true(str_is(bytes, "a;b\n1;2\n"));
        assert_true(file_exists(arena, &folder, str_of(paths[i])));
    }
    Str bytes;
    assert_true(file_read(arena, &folder, STR("kosong.csv"), LOC_NONE, &bytes, diags));
    assert_int_equal(bytes.n, 0);
    assert_int_equal(diags_kept(diags), 0);
}

static void test_stays_inside(void **state) {
    (void)state;
    static const struct { const char *path, *code; } table[] = {
        {"/etc/passwd", "berkas-luar"},        {"../rahasia.txt", "berkas-luar"},
        {"data/../../rahasia.txt", "berkas-luar"}, {"data/..", "berkas-luar"},
        {"taut-luar.csv", "berkas-luar"},      {"taut-folder/berkas.csv", "berkas-luar"},
        {"putar", "berkas-gagal"},             {"pipa", "berkas-jenis"},
        {"data", "berkas-jenis"},              {".", "berkas-gagal"},
        {"", "berkas-jalur"},                  {"tiada.csv", "berkas-hilang"},
        {"data/idm.csv/x", "berkas-gagal"},    {"..", "berkas-luar"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Str bytes = STR("untouched");
        Diags *d = diags_new(arena, 0);
        assert_false(file_read(arena, &folder, str_of(table[i].path), LOC_NONE, &bytes, d));
        assert_false(file_exists(arena, &folder, str_of(table[i].path)));
        assert_int_equal(diags_kept(d), 1);
        assert_string_equal(diags_get(d, 0)->code, table[i].code);
        assert_true(str_is(bytes, "untouched"));
    }
    assert_false(file_exists(arena, &folder, (Str){"data\0/idm.csv", 13}));
}

static void test_outside_when_allowed(void **state) {
    (void)state;
    folder.allow_outside = true;
    Str bytes;
    assert_true(file_read(arena, &folder, STR("../rahasia.txt"), LOC_NONE, &bytes, diags));
    assert_true(str_is(bytes, "rahasia"));
    assert_true(file_read(arena, &folder, str_of(at("rahasia.txt")), LOC_NONE, &bytes, diags));
    assert_true(file_read(arena, &folder, STR("taut-folder/berkas.csv"), LOC_NONE, &bytes, diags));
    assert_false(file_exists(arena, &folder, STR("pipa")));
}

static void test_missing_names_the_nearest(void **state) {
    (void)state;
    const Source *json = file_source_from(arena, STR("laporan.json"),
                                          STR("{\n  \"berkas\": \"data/idn.csv\"}"), diags);
    Loc mention = loc_at(json, 14, 14);
    Str bytes;
    assert_false(file_read(arena, &folder, STR("data/idn.csv"), mention, &bytes, diags));
    SAYS(arena, diags, "laporan.json:2:13: galat: berkas \"data/idn.csv\" tidak ditemukan",
         "Maksud Anda \"data/idm.csv\"?");
    assert_true(file_write_new(arena, folder.path, STR("data/anggaran.xlsx"), STR("PK"), diags));
    assert_false(file_read(arena, &folder, STR("data/anggaran.csv"), mention, &bytes, diags));
    SAYS(arena, diags, "Yang ada \"data/anggaran.xlsx\"; simpan tabel itu dari Excel sebagai \"CSV UTF-8\"");
    assert_false(file_read(arena, &folder, STR("data\\idm.csv"), mention, &bytes, diags));
    SAYS(arena, diags, "\"data\\idm.csv\" tidak ditemukan. Di antara nama folder dan nama berkas tulis /, bukan \\.");
}

static void test_missing_names_a_file_with_an_ending_too_many(void **state) {
    (void)state;
    Str bytes;
    assert_true(file_write_new(arena, folder.path, STR("catatan.json.txt"), STR("{}"), diags));
    assert_false(file_read(arena, &folder, STR("catatan.json"), LOC_NONE, &bytes, diags));
    SAYS(arena, diags, "laporan/catatan.json: galat: berkas ini tidak ditemukan. Yang ada \"catatan.json.txt\"; "
                       "ganti namanya menjadi \"catatan.json\".");
    assert_false(file_read(arena, &folder, STR("prosa\tembusan.md"), LOC_NONE, &bytes, diags));
    SAYS(arena, diags, "karakter kendali. Di antara nama folder dan nama berkas tulis /");
}

static void test_size_limit(void **state) {
    (void)state;
    folder.max_bytes = 7;
    Str bytes;
    assert_false(file_read(arena, &folder, STR("data/idm.csv"), LOC_NONE, &bytes, diags));
    SAYS(arena, diags, "laporan/data/idm.csv: galat:", "berukuran 8 bita, melebihi batas 7 bita");
    folder.max_bytes = 8;
    assert_true(file_read(arena, &folder, STR("data/idm.csv"), LOC_NONE, &bytes, diags));
}

/* ---- decoding ---- */

#define BYTES(literal) literal, sizeof(literal) - 1

static void test_decodes(void **state) {
    (void)state;
    static const struct { const char *bytes; size_t n; const char *text, *code; } table[] = {
        {BYTES("caf\xC3\xA9"), "caf\xC3\xA9", NULL},
        {BYTES("\xEF\xBB\xBF" "a;b"), "a;b", NULL},
        {BYTES("a\tb\r\n\v\f"), "a\tb\r\n\v\f", NULL},
        {BYTES("Rp\xA0" "5 \x96 \x93ya\x94 \x80"),
         "Rp\xC2\xA0" "5 \xE2\x80\x93 \xE2\x80\x9Cya\xE2\x80\x9D \xE2\x82\xAC", "berkas-windows-1252"},
        {BYTES("potong \xC3"), "potong \xC3\x83", "berkas-windows-1252"},
        {BYTES("\xFF\xFE" "a\0\xE9\0"), "a\xC3\xA9", NULL},
        {BYTES("\xFE\xFF\0a\xD8\x3D\xDE\x00"), "a\xF0\x9F\x98\x80", NULL},
        {BYTES("\xFF\xFE"), "", NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Diags *d = diags_new(arena, 0);
        const Source *s = file_source_from(arena, STR("x"), (Str){table[i].bytes, table[i].n}, d);
        assert_non_null(s);
        assert_true(str_is(s->text, table[i].text));
        assert_true(str_eq(s->bytes, (Str){table[i].bytes, table[i].n}));
        assert_int_equal(diags_kept(d), table[i].code != NULL);
        if (table[i].code) assert_string_equal(diags_get(d, 0)->code, table[i].code);
        assert_int_equal(diags_count(d, ERROR_), 0);
    }
}

static void test_refuses_what_is_no_text(void **state) {
    (void)state;
    static const struct { const char *bytes; size_t n; const char *said; } table[] = {
        {BYTES("PK\3\4..."), "x: galat: ini berkas Excel atau Word (atau arsip ZIP), padahal diperlukan teks. Simpan"},
        {BYTES("\xD0\xCF\x11\xE0\xA1"), "x: galat: ini berkas Excel atau Word lama"},
        {BYTES("%PDF-1.7\n"), "x: galat: ini berkas PDF, padahal"},
        {BYTES("PK\3"), "x:1:3: galat: karakter kendali 0x03"},
        {BYTES("a\nb\0c"), "x:2:2: galat: berkas biner"},
        {BYTES("teks yang panjang sekali\x7F"), "x:1:25: galat: karakter kendali 0x7F"},
        {BYTES("\x1B[31m"), "x:1:1: galat: karakter kendali 0x1B"},
        {BYTES("caf\xC3\xA9 rusak \xE9!"), "x:1:12: galat: UTF-8 rusak di tempat ini (bita 0xE9)"},
        {BYTES("\xEF\xBB\xBF" "a\xE9"), "x:1:2: galat: UTF-8 rusak"},
        {BYTES("ab\x81"), "x:1:3: galat: bita di sini bukan UTF-8 dan bukan Windows-1252"},
        {BYTES("\xFF\xFE" "a\0\x00\xD8"), "x:1:2: galat: UTF-16 rusak"},
        {BYTES("\xFF\xFE" "a\0b"), "x:1:2: galat: UTF-16 rusak"},
        {BYTES("\xFF\xFE" "a\0\0\0"), "x:1:2: galat: berkas biner"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Diags *d = diags_new(arena, 0);
        assert_null(file_source_from(arena, STR("x"), (Str){table[i].bytes, table[i].n}, d));
        SAYS(arena, d, table[i].said);
        assert_int_equal(diags_count(d, ERROR_), 1);
    }
}

/* Every place in a line must be looked at, also the ones read eight bytes at a time. */
static void test_finds_a_control_character_anywhere(void **state) {
    (void)state;
    static const char bad[] = {0x00, 0x01, 0x08, 0x0E, 0x1F, 0x7F};
    for (size_t i = 0; i < 40; i++) {
        for (size_t k = 0; k < sizeof bad; k++) {
            char line[40];
            memset(line, i & 1 ? ' ' : '~', sizeof line);
            line[i] = bad[k];
            Diags *d = diags_new(arena, 0);
            assert_null(file_source_from(arena, STR("x"), (Str){line, sizeof line}, d));
            assert_int_equal(diags_get(d, 0)->loc.offset, i);
        }
    }
}

/* ---- results ---- */

static Str content(const char *path) {
    Folder all = {str_of(root), true, 0};
    Str bytes = STR("<none>");
    file_read(arena, &all, str_of(path), LOC_NONE, &bytes, diags_new(arena, 0));
    return bytes;
}

static bool exists(const char *name) {
    struct stat st;
    return lstat(at(name), &st) == 0;
}

static const char *own_temp(const char *result) {
    return str_cstr(arena, str_printf(arena, ".%s.lakip-%ld.tmp", result, (long)getpid()));
}

static void test_result_appears_at_commit(void **state) {
    (void)state;
    put("hasil.pdf", "lama", 4);
    chmod(at("hasil.pdf"), 0640);
    Arena *a = arena_child(arena);
    Output *o = output_open(a, at("hasil.pdf"), diags);
    assert_non_null(o);
    char *big = arena_alloc(a, 600000);
    memset(big, 'x', 600000);
    output_write(o, "awal", 4);
    output_write(o, big, 600000);
    for (int i = 0; i < 100000; i++) output_write(o, "0123456", 7);
    assert_int_equal(output_offset(o), 4 + 600000 + 700000);
    assert_true(str_is(content(at("hasil.pdf")), "lama"));
    assert_true(output_commit(o, diags));
    Str got = content(at("hasil.pdf"));
    assert_int_equal(got.n, 1300004);
    assert_memory_equal(got.p, "awalxxx", 7);
    assert_memory_equal(got.p + 600004, "01234560", 8);
    struct stat st;
    stat(at("hasil.pdf"), &st);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_false(exists(own_temp("hasil.pdf")));
    arena_free(a);
    assert_int_equal(content(at("hasil.pdf")).n, 1300004);
}

static void test_result_discarded(void **state) {
    (void)state;
    put("hasil2.pdf", "lama", 4);
    Arena *a = arena_child(arena);
    Output *o = output_open(a, at("hasil2.pdf"), diags);
    output_write(o, "baru", 4);
    assert_true(exists(own_temp("hasil2.pdf")));
    arena_free(a);
    assert_false(exists(own_temp("hasil2.pdf")));
    assert_true(str_is(content(at("hasil2.pdf")), "lama"));
}

static void test_result_through_a_link(void **state) {
    (void)state;
    put("luar/asli.pdf", "lama", 4);
    assert_int_equal(symlink("luar/asli.pdf", at("taut.pdf")), 0);
    Output *o = output_open(arena, at("taut.pdf"), diags);
    output_write(o, "baru", 4);
    assert_true(output_commit(o, diags));
    assert_true(str_is(content(at("luar/asli.pdf")), "baru"));
    struct stat st;
    assert_int_equal(lstat(at("taut.pdf"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
}

static void test_remains_are_removed(void **state) {
    (void)state;
    put(".sisa.pdf.lakip-2000000000.tmp", "x", 1);      /* no process has this number */
    put(".sisa.pdf.lakip-1.tmp", "x", 1);               /* alive */
    put(".sisa.pdf.lakip-.tmp", "x", 1);
    put(".sisa.pdf.lakip-2x.tmp", "x", 1);
    put(".lain.pdf.lakip-2000000000.tmp", "x", 1);
    put(own_temp("sisa.pdf"), "x", 1);                  /* of an earlier process of our number */
    Arena *a = arena_child(arena);
    Output *first = output_open(a, at("sisa.pdf"), diags);
    Output *second = output_open(a, at("sisa.pdf"), diags);
    output_write(first, "satu", 4);
    output_write(second, "dua", 3);
    assert_false(exists(".sisa.pdf.lakip-2000000000.tmp"));
    assert_true(exists(".sisa.pdf.lakip-1.tmp"));
    assert_true(exists(".sisa.pdf.lakip-.tmp"));
    assert_true(exists(".sisa.pdf.lakip-2x.tmp"));
    assert_true(exists(".lain.pdf.lakip-2000000000.tmp"));
    assert_true(output_commit(first, diags));
    assert_true(str_is(content(at("sisa.pdf")), "satu"));
    assert_true(output_commit(second, diags));
    assert_true(str_is(content(at("sisa.pdf")), "dua"));
    arena_free(a);
}

static void test_result_refused(void **state) {
    (void)state;
    static const struct { const char *path, *said; } table[] = {
        {"tiada/hasil.pdf", "folder hasil tidak dapat dibuka: tidak ada. Buat foldernya dahulu"},
        {"luar", "hasil tidak dapat ditulis: itu sebuah folder"},
        {"luar/", "hasil tidak dapat ditulis: itu sebuah folder"},
        {"baru/", "hasil harus bernama berkas"},
        {"rahasia.txt/x.pdf", "hasil tidak dapat ditulis: bagian jalurnya bukan folder"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        Diags *d = diags_new(arena, 0);
        assert_null(output_open(arena, at(table[i].path), d));
        SAYS(arena, d, table[i].path, "galat: ", table[i].said);
    }
    assert_null(output_open(arena, "", diags));
    if (getuid() == 0) return;      /* to root no folder is closed */
    mkdir(at("tertutup"), 0555);
    Diags *d = diags_new(arena, 0);
    assert_null(output_open(arena, at("tertutup/x.pdf"), d));
    SAYS(arena, d, "hasil tidak dapat ditulis di folder ini: izin ditolak");
}

static void test_full_disk(void **state) {
    (void)state;
    Output *o = output_open(arena, "/dev/full", diags);
    assert_non_null(o);
    output_write(o, "x", 1);
    assert_false(output_failed(o));      /* still in the buffer */
    char *big = arena_alloc(arena, 1 << 20);
    output_write(o, big, 1 << 20);
    assert_true(output_failed(o));
    output_write(o, "y", 1);
    assert_int_equal(output_offset(o), (1 << 20) + 2);
    assert_false(output_commit(o, diags));
    SAYS(arena, diags, "/dev/full: galat: hasil gagal ditulis: ruang penyimpanan penuh",
         "Kosongkan ruang");
}

static void test_pipe_without_reader(void **state) {
    (void)state;
    assert_null(output_open(arena, at("laporan/pipa"), diags));
    SAYS(arena, diags, "tidak ada yang membaca di ujung lain");
    int reader = open(at("laporan/pipa"), O_RDONLY | O_NONBLOCK);
    Output *o = output_open(arena, at("laporan/pipa"), diags);
    output_write(o, "lewat", 5);
    assert_true(output_commit(o, diags));
    char got[8] = "";
    assert_int_equal(read(reader, got, sizeof got), 5);
    assert_string_equal(got, "lewat");
    close(reader);
}

/* ---- lists of names, new folders ---- */

static void test_lists_what_is_below(void **state) {
    (void)state;
    mkdir(at("awal"), 0755);
    mkdir(at("awal/data"), 0755);
    mkdir(at("awal/kosong"), 0755);
    put("awal/b.txt", "", 0);
    put("awal/BACA.txt", "", 0);
    put("awal/.sisa", "", 0);
    put("awal/data/z.csv", "", 0);
    assert_int_equal(symlink("../b.txt", at("awal/data/a.csv")), 0);
    assert_int_equal(symlink("tiada", at("awal/putus")), 0);
    static const char *const expected[] = {"BACA.txt", "b.txt", "data/a.csv", "data/z.csv"};
    const Str *names;
    size_t count;
    assert_true(file_list(arena, str_of(at("awal")), &names, &count, diags));
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) assert_true(str_is(names[i], expected[i]));
    assert_int_equal(symlink(".", at("awal/putar")), 0);
    assert_true(file_list(arena, str_of(at("awal")), &names, &count, diags));      /* it ends */
    assert_true(count > 4 && count < 100);
    assert_int_equal(diags_kept(diags), 0);
    assert_false(file_list(arena, str_of(at("tiada")), &names, &count, diags));
    SAYS(arena, diags, "folder ini tidak dapat dibaca: tidak ada");
}

static void test_new_folder(void **state) {
    (void)state;
    assert_true(file_new_folder(arena, str_of(at("folder-baru")), diags));
    assert_true(file_new_folder(arena, str_of(at("folder-baru")), diags));
    assert_int_equal(diags_kept(diags), 0);
    assert_false(file_new_folder(arena, str_of(at("laporan")), diags));
    SAYS(arena, diags, "folder ini sudah ada dan berisi");
    fresh(NULL);
    assert_false(file_new_folder(arena, str_of(at("rahasia.txt")), diags));
    SAYS(arena, diags, "ini berkas, bukan folder");
    fresh(NULL);
    assert_false(file_new_folder(arena, str_of(at("tiada/di/sini")), diags));
    SAYS(arena, diags, "folder ini tidak dapat dibuat");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_reads, fresh),
        cmocka_unit_test_setup(test_stays_inside, fresh),
        cmocka_unit_test_setup(test_outside_when_allowed, fresh),
        cmocka_unit_test_setup(test_missing_names_the_nearest, fresh),
        cmocka_unit_test_setup(test_missing_names_a_file_with_an_ending_too_many, fresh),
        cmocka_unit_test_setup(test_size_limit, fresh),
        cmocka_unit_test_setup(test_decodes, fresh),
        cmocka_unit_test_setup(test_refuses_what_is_no_text, fresh),
        cmocka_unit_test_setup(test_finds_a_control_character_anywhere, fresh),
        cmocka_unit_test_setup(test_lists_what_is_below, fresh),
        cmocka_unit_test_setup(test_new_folder, fresh),
        cmocka_unit_test_setup(test_result_appears_at_commit, fresh),
        cmocka_unit_test_setup(test_result_discarded, fresh),
        cmocka_unit_test_setup(test_result_through_a_link, fresh),
        cmocka_unit_test_setup(test_remains_are_removed, fresh),
        cmocka_unit_test_setup(test_result_refused, fresh),
        cmocka_unit_test_setup(test_full_disk, fresh),
        cmocka_unit_test_setup(test_pipe_without_reader, fresh),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
