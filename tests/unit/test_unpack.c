/* unpack: codes and pieces of text of a page's content; PDF files that are not what they say. */
#include "said.h"
#include "unpack_text.h"

#include <stdio.h>
#include <unistd.h>

/* ---- text ---- */

static const UnpackFont *only_font(void *self, Str name) {
    return name.n ? self : NULL;
}

/* Every piece as "x,y:text" in points, parted by '|'. */
static Str pieces_of(Arena *a, const char *cmap, Str content) {
    UnpackFont *font = unpack_font(a, 1, str_of(cmap));
    const TextPiece *pieces;
    size_t count;
    unpack_pieces(a, content, only_font, font, &pieces, &count);
    Buf out = buf_new(a);
    for (size_t i = 0; i < count; i++) {
        buf_printf(&out, "%s%d,%d:%.*s", i ? "|" : "", pieces[i].x / 1000, pieces[i].y / 1000,
                   STR_ARG(pieces[i].text));
    }
    return str_copy(a, buf_view(&out));
}

#define CMAP "1 beginbfrange <0001> <001A> <0061> endbfrange 2 beginbfchar <0020> <00660069> <0021> <D83DDE00> endbfchar"

static const struct { const char *name, *cmap, *content, *want; } texts[] = {
    {"a range and two characters", CMAP, "/F 1 Tf BT 1 0 0 1 72 700 Tm <000100020020> Tj ET", "72,700:abfi"},
    {"beyond the basic plane", CMAP, "/F 1 Tf BT <0021> Tj", "0,0:\xF0\x9F\x98\x80"},
    {"moved by Td", CMAP, "/F 1 Tf BT 10 20 Td <0001> Tj 5 -2.5 Td [<0002> -3 (\\000\\003)] TJ", "10,20:a|15,17:bc"},
    {"no font", CMAP, "BT <0001> Tj", ""},
    {"an odd last byte", CMAP, "/F 1 Tf BT <00010002> Tj <03> Tj", "0,0:ab"},
    {"a string that does not end", CMAP, "/F 1 Tf BT (\\000\\001", "0,0:a"},
    {"a range backwards", "1 beginbfrange <0005> <0001> <0061> endbfrange", "/F 1 Tf BT <0003> Tj", ""},
    {"half a surrogate", "1 beginbfchar <0001> <D83D> endbfchar", "/F 1 Tf BT <0001> Tj", "0,0:\xEF\xBF\xBD"},
};

static void test_texts(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Arena *a = arena_new();
        Str got = pieces_of(a, texts[i].cmap, str_of(texts[i].content));
        if (!str_is(got, texts[i].want))
            fail_msg("%s: \"%.*s\" instead of \"%s\"", texts[i].name, STR_ARG(got), texts[i].want);
        arena_free(a);
    }
}

/* Ranges over all codes again and again, with texts of any length: bounded all the same. */
static void test_greedy_map(void **state) {
    (void)state;
    Arena *a = arena_new();
    Buf map = buf_new(a);
    buf_cstr(&map, "beginbfrange ");
    for (int i = 0; i < 2000; i++) buf_cstr(&map, "<0000> <FFFF> <0061> ");
    buf_cstr(&map, "endbfrange 1 beginbfchar <0001> <");
    for (int i = 0; i < 100000; i++) buf_cstr(&map, "0061");
    buf_cstr(&map, "> endbfchar");
    Str got = pieces_of(a, buf_terminated(&map), STR("/F 1 Tf BT <0001> Tj"));
    assert_true(got.n < 1000);
    arena_free(a);
}

/* ---- files ---- */

static char path[40];

static int make_file(void **state) {
    (void)state;
    snprintf(path, sizeof path, "/tmp/lakip-unpack-XXXXXX");
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state) {
    (void)state;
    return unlink(path);
}

/* Objects in a row; without a cross-reference table libqpdf looks for them itself. */
#define HEAD "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R "
#define PAGES                                                                                       \
    ">> endobj\n2 0 obj << /Type /Pages /Kids [ 3 0 R ] /Count 1 >> endobj\n"                        \
    "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >> endobj\n"
#define END "\ntrailer << /Root 1 0 R /Size 20 >>\n"
/* Found by fuzzing: a page whose content has no byte at all. */
#define NO_CONTENT "4 0 obj << /Length 0 >> stream\n\nendstream endobj\n"
#define FILE_A                                                                                      \
    "6 0 obj << /Type /Filespec /UF (a.csv) /EF << /F 7 0 R >> >> endobj\n"                          \
    "7 0 obj << /Length 2 >> stream\nhi\nendstream endobj\n"

static const struct { const char *name, *bytes, *said; size_t files; } pdfs[] = {
    {"an attachment", HEAD "/Names << /EmbeddedFiles << /Names [ (a) 6 0 R ] >> >> " PAGES NO_CONTENT FILE_A END, NULL, 1},
    {"not a PDF", "halo", "pdf-tak-terbaca", 0},
    {"nothing", "", "pdf-tak-terbaca", 0},
    {"no attachment", HEAD PAGES NO_CONTENT END, "tanpa-sumber", 0},
    {"a name tree in a circle",
     HEAD "/Names << /EmbeddedFiles 5 0 R >> " PAGES NO_CONTENT "5 0 obj << /Kids [ 5 0 R ] >> endobj" END,
     "pdf-tak-terbaca", 0},
    {"a name without a file", HEAD "/Names << /EmbeddedFiles << /Names [ (a) 9 0 R ] >> >> " PAGES NO_CONTENT END,
     "pdf-tak-terbaca", 0},
    {"an unknown filter",
     HEAD "/Names << /EmbeddedFiles << /Names [ (a) 6 0 R ] >> >> " PAGES NO_CONTENT
          "6 0 obj << /UF (a.csv) /EF << /F 7 0 R >> >> endobj\n"
          "7 0 obj << /Length 2 /Filter /Lain >> stream\nhi\nendstream endobj\n" END,
     "pdf-tak-terbaca", 0},
};

static void put(const char *bytes) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_true(fputs(bytes, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static bool has_code(const Diags *d, const char *code) {
    for (size_t i = 0; i < diags_kept(d); i++) {
        if (strcmp(diags_get(d, i)->code, code) == 0) return true;
    }
    return false;
}

static void test_files(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof pdfs / sizeof *pdfs; i++) {
        Arena *a = arena_new();
        Diags *d = diags_new(a, 0);
        put(pdfs[i].bytes);
        Unpack *u = unpack_open(a, path, d);
        const UnpackedFile *files;
        const TextPiece *pieces;
        size_t count = 0, piece_count;
        bool ok = u && unpack_files(u, a, &files, &count, d);
        if (u && unpack_pages(u)) assert_true(unpack_text(u, a, 0, &pieces, &piece_count, d));
        if (ok != !pdfs[i].said || count != pdfs[i].files) fail_msg("%s: %zu files", pdfs[i].name, count);
        if (pdfs[i].said && !has_code(d, pdfs[i].said)) fail_msg("%s: no %s", pdfs[i].name, pdfs[i].said);
        arena_free(a);
    }
}

/* However little of it there is in the PDF. */
static void test_large_file(void **state) {
    (void)state;
    enum { BYTES = 1500000 };
    Arena *a = arena_new();
    char *zeros = arena_alloc(a, BYTES + 1);
    memset(zeros, '0', BYTES);
    Str pdf = str_printf(a, "%s6 0 obj << /UF (a.csv) /EF << /F 7 0 R >> >> endobj\n7 0 obj << /Length %d >> stream\n%s\n"
                            "endstream endobj\n%s", HEAD "/Names << /EmbeddedFiles << /Names [ (a) 6 0 R ] >> >> " PAGES NO_CONTENT,
                         BYTES, zeros, END);
    put(pdf.p);
    for (uint32_t most = 1; most <= 2; most++) {
        Diags *d = diags_new(a, 0);
        Limits limits = limits_usual();
        limits.of[LIMIT_FILE] = most;
        diags_set_limits(d, limits);
        Unpack *u = unpack_open(a, path, d);
        const UnpackedFile *files;
        size_t count;
        assert_non_null(u);
        assert_int_equal(unpack_files(u, a, &files, &count, d), most == 2);
        if (most == 1) SAYS(a, d, "satu lampiran PDF ini lebih dari 1 MiB", "--batas-berkas=N");
    }
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_greedy_map),
        cmocka_unit_test_setup_teardown(test_files, make_file, remove_file),
        cmocka_unit_test_setup_teardown(test_large_file, make_file, remove_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
