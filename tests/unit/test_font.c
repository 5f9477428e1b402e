/* font: finding by the name inside the file, refusing, falling back, shaping like HarfBuzz. */
#include "font.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <hb.h>

#define SERIF "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"

typedef struct World {
    Arena *a;
    Diags *d;
    Fonts *f;
    char folder[64];
} World;

static int begin(void **state) {
    World *w = calloc(1, sizeof *w);
    w->a = arena_new();
    w->d = diags_new(w->a, 0);
    memcpy(w->folder, "/tmp/lakip-font-XXXXXX", 23);
    assert_non_null(mkdtemp(w->folder));
    Str folder = str_of(w->folder);
    w->f = fonts_new(w->a, &folder, 1, w->d);
    *state = w;
    return 0;
}

static int end(void **state) {
    World *w = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", w->folder);
    assert_int_equal(system(command), 0);
    arena_free(w->a);
    free(w);
    return 0;
}

static Str read_all(Arena *a, const char *path) {
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    fseek(in, 0, SEEK_END);
    size_t n = (size_t)ftell(in);
    rewind(in);
    char *p = arena_alloc(a, n + 1);
    assert_int_equal(fread(p, 1, n, in), n);
    fclose(in);
    return (Str){p, n};
}

static void write_file(World *w, const char *name, Str bytes) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fwrite(bytes.p, 1, bytes.n, out);
    fclose(out);
}

static const Diag *only_diag(World *w, Severity severity, const char *code) {
    assert_int_equal(diags_kept(w->d), 1);
    const Diag *g = diags_get(w->d, 0);
    assert_int_equal(g->severity, severity);
    assert_string_equal(g->code, code);
    return g;
}

static bool says(Str message, const char *part) {
    return str_find(message, str_of(part), 0) != SIZE_MAX;
}

/* ---- finding ---- */

static void finds_by_the_name_inside(void **state) {
    World *w = *state;
    static const struct { const char *family; bool bold, italic; const char *name; } rows[] = {
        {"Liberation Serif", false, false, "LiberationSerif"},
        {"Liberation Serif", true, false, "LiberationSerif-Bold"},
        {"liberation serif", false, true, "LiberationSerif-Italic"},
        {"Liberation Serif", true, true, "LiberationSerif-BoldItalic"},
        {"Liberation Sans", false, false, "LiberationSans"},
        {"Carlito", true, false, "Carlito-Bold"},
        {"TeX Gyre Bonum", false, true, "TeXGyreBonum-Italic"},
        {"DejaVu Sans", false, false, "DejaVuSans"},
        {"DejaVu Sans", true, true, "DejaVuSans-BoldOblique"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Face *face =
            font_face(w->f, str_of(rows[i].family), rows[i].bold, rows[i].italic, LOC_NONE);
        assert_non_null(face);
        assert_true(str_is(face_name(face), rows[i].name));
    }
    assert_int_equal(diags_kept(w->d), 0);
    assert_int_equal(fonts_opened(w->f), sizeof rows / sizeof *rows);
    assert_ptr_equal(fonts_get(w->f, 0),
                     font_face(w->f, STR("Liberation Serif"), false, false, LOC_NONE));
}

/* The report's own file comes before the system's, whatever it is called. */
static void own_file_comes_first(void **state) {
    World *w = *state;
    write_file(w, "huruf-kantor.ttf", read_all(w->a, SERIF));
    const Face *face = font_face(w->f, STR("Liberation Serif"), false, false, LOC_NONE);
    assert_non_null(face);
    assert_true(str_starts(face_file(face), str_of(w->folder)));
    /* The bold is not in the folder: the system's is better than a warning. */
    face = font_face(w->f, STR("Liberation Serif"), true, false, LOC_NONE);
    assert_true(str_is(face_name(face), "LiberationSerif-Bold"));
    assert_int_equal(diags_kept(w->d), 0);
}

static void missing_family_is_said_once(void **state) {
    World *w = *state;
    assert_null(font_face(w->f, STR("Liberation Serf"), false, false, LOC_NONE));
    assert_null(font_face(w->f, STR("Liberation Serf"), true, false, LOC_NONE));
    const Diag *g = only_diag(w, ERROR_, "fon-tidak-ada");
    assert_true(says(g->message, "Liberation Serf"));
    assert_true(says(g->fix, "fonts-liberation2"));
}

/* Where the profile names a family, there the message stands, whatever the letters' case; it shows the use
 * too. A family that nobody named is said where it is used. */
static void message_stands_where_the_family_is_named(void **state) {
    World *w = *state;
    Source profile = {STR("gaya.json"), STR("\"Tiada Satu\""), STR("")};
    Source prose = {STR("prosa.md"), STR("Kata"), STR("")};
    fonts_named(w->f, STR("Tiada Satu"), loc_at(&profile, 0, 12));
    fonts_named(w->f, STR("Tiada Satu"), loc_at(&profile, 5, 1));
    assert_null(font_face(w->f, STR("tiada satu"), false, false, loc_at(&prose, 0, 4)));
    assert_null(font_face(w->f, STR("Tiada Dua"), false, false, loc_at(&prose, 0, 4)));
    assert_int_equal(diags_kept(w->d), 2);
    const Diag *g = diags_get(w->d, 0);
    assert_ptr_equal(g->loc.source, &profile);
    assert_int_equal(g->loc.offset, 0);
    assert_ptr_equal(g->related.source, &prose);
    assert_ptr_equal(diags_get(w->d, 1)->loc.source, &prose);
    assert_null(diags_get(w->d, 1)->related.source);
}

static void nearest_family_is_named(void **state) {
    World *w = *state;
    assert_null(font_face(w->f, STR("Karlito"), false, false, LOC_NONE));
    assert_true(says(only_diag(w, ERROR_, "fon-tidak-ada")->fix, "\"Carlito\""));
}

/* A file made from Liberation Serif whose name table and OS/2 table are changed in place. */
static size_t table_at(Str font, const char *tag) {
    const unsigned char *u = (const unsigned char *)font.p;
    for (unsigned i = 0; i < (unsigned)(u[4] << 8 | u[5]); i++) {
        const unsigned char *r = u + 12 + 16 * i;
        if (memcmp(r, tag, 4) == 0)
            return (size_t)r[8] << 24 | (size_t)r[9] << 16 | (size_t)r[10] << 8 | r[11];
    }
    fail();
    return 0;
}

/* "Liberation" becomes "Maharation" wherever the name table has it, in both encodings. */
static void rename_family(Str font) {
    char *p = (char *)font.p;
    for (size_t i = 0; i + 20 < font.n; i++) {
        if (memcmp(p + i, "Liberation", 10) == 0) memcpy(p + i, "Maha", 4);
        if (memcmp(p + i, "L\0i\0b\0e\0r\0a\0t", 13) == 0) memcpy(p + i, "M\0a\0h\0a", 7);
    }
}

static void forbidden_is_refused_by_name(void **state) {
    World *w = *state;
    Str font = read_all(w->a, SERIF);
    rename_family(font);
    char *os2 = (char *)font.p + table_at(font, "OS/2");
    os2[8] = 0;
    os2[9] = 2;
    write_file(w, "maharation.ttf", font);
    assert_null(font_face(w->f, STR("Maharation Serif"), false, false, LOC_NONE));
    const Diag *g = only_diag(w, ERROR_, "fon-terlarang");
    assert_true(says(g->message, "Maharation Serif"));
    assert_true(says(g->message, "maharation.ttf"));
}

static void missing_style_warns(void **state) {
    World *w = *state;
    Str font = read_all(w->a, SERIF);
    rename_family(font);
    write_file(w, "a.ttf", font);
    const Face *face = font_face(w->f, STR("Maharation Serif"), true, false, LOC_NONE);
    assert_non_null(face);
    assert_ptr_equal(face, font_face(w->f, STR("Maharation Serif"), false, false, LOC_NONE));
    const Diag *g = only_diag(w, WARNING_, "fon-gaya");
    assert_true(says(g->message, "tebal"));
}

/* Cut off, zeroed and scribbled over: an error or a face, never a crash. */
static void broken_files_do_no_harm(void **state) {
    World *w = *state;
    Str font = read_all(w->a, SERIF);
    rename_family(font);
    write_file(w, "kosong.ttf", STR(""));
    write_file(w, "sampah.otf", STR("ini bukan berkas fon sama sekali, hanya teks biasa saja"));
    write_file(w, "kepala.ttc", STR("ttcf\0\1\0\0\xff\xff\xff\xff\0\0\0\0"));
    write_file(w, "potong.ttf", str_sub(font, 0, 3000));
    uint32_t seed = 12345;
    char name[32];
    for (int k = 0; k < 12; k++) {
        char *copy = arena_strndup(w->a, font.p, font.n);
        for (int i = 0; i < 4000; i++) {
            seed = seed * 1664525u + 1013904223u;
            copy[300 + (seed >> 8) % (font.n - 300)] = (char)(seed >> 3);
        }
        snprintf(name, sizeof name, "coret%02d.ttf", k);
        write_file(w, name, (Str){copy, font.n});
    }
    const Face *face = font_face(w->f, STR("Maharation Serif"), false, false, LOC_NONE);
    if (face) {
        Shaped *s = font_shape(w->f, w->a, face, STR("Pertanggungjawaban 1.234"), 0);
        assert_true(s->count > 0);
    } else {
        assert_true(diags_count(w->d, ERROR_) > 0);
    }
    assert_true(diags_count(w->d, WARNING_) >= 3);
}

static void fallback_has_the_glyph(void **state) {
    World *w = *state;
    const Face *face = font_face(w->f, STR("TeX Gyre Bonum"), false, false, LOC_NONE);
    assert_false(face_has(face, 0x2713));
    const Face *other = font_fallback(w->f, face, 0x2713); /* a check mark: only DejaVu has it */
    assert_non_null(other);
    assert_true(face_has(other, 0x2713));
    assert_null(font_fallback(w->f, face, 0xE123));
    assert_int_equal(diags_kept(w->d), 0);
}

/* ---- measures ---- */

/* hhea and OS/2 of Liberation Serif 2.1: ascender 1825, descender -443, cap height 1341 of 2048. */
static void measures(void **state) {
    World *w = *state;
    const Face *face = font_face(w->f, STR("Liberation Serif"), false, false, LOC_NONE);
    assert_int_equal(face_upem(face), 2048);
    assert_int_equal(face_ascent(face, PT(11)), 9802);          /* 1825 * 11000 / 2048 = 9802,25 */
    assert_int_equal(face_descent(face, PT(11)), 2379);         /* 443: 2379,39 */
    assert_int_equal(face_scale(face, 1024, PT(11)), 5500);
    assert_int_equal(face_scale(face, -1024, PT(11)), -5500);
    assert_int_equal(face_scale(face, 1, 1024), 1);             /* 0,5 goes up */
    assert_int_equal(face_scale(face, -1, 1024), 0);
    assert_true(face_cap_height(face, PT(10)) > face_x_height(face, PT(10)));
    Len thickness;
    assert_true(face_underline(face, PT(11), &thickness) > 0);
    assert_true(thickness > 0);
}

/* ---- shaping ---- */

static void same_as_harfbuzz(World *w, const Face *face, Str text, unsigned features) {
    Shaped *s = font_shape(w->f, w->a, face, text, features);
    hb_font_t *font = hb_font_create(face_handle(face));
    hb_buffer_t *b = hb_buffer_create();
    hb_buffer_add_utf8(b, text.p, (int)text.n, 0, (int)text.n);
    hb_buffer_set_direction(b, HB_DIRECTION_LTR);
    hb_buffer_set_script(b, HB_SCRIPT_LATIN);
    hb_buffer_set_language(b, hb_language_from_string("id", -1));
    hb_shape(font, b, NULL, 0);
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(b, &n);
    assert_int_equal(s->count, n);
    int64_t sum = 0;
    for (unsigned i = 0; i < n; i++) {
        assert_int_equal(s->glyphs[i].id, info[i].codepoint);
        assert_int_equal(s->glyphs[i].advance, at[i].x_advance);
        assert_int_equal(s->glyphs[i].cluster, info[i].cluster);
        sum += at[i].x_advance;
    }
    assert_int_equal(s->advance, sum);
    hb_buffer_destroy(b);
    hb_font_destroy(font);
}

static void shapes_like_harfbuzz(void **state) {
    World *w = *state;
    static const char *const families[] = {"Liberation Serif", "Liberation Sans", "Carlito",
                                           "TeX Gyre Bonum"};
    static const char *const words[] = {
        "efisiensi",
        "AVATAR",
        "Pertanggungjawaban",
        "Rp1.234.567,00",
        "1.119.111,17",
        "(6.417.534.877)",
        "94,42%",
        "-11,-77",
        "fi",
        "Wilayah,",
        "\xC3\xA9tat",
        "2023",
        "7,7.4.1-(1)%",
        "0",
    };
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const Face *face = font_face(w->f, str_of(families[i]), false, false, LOC_NONE);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            same_as_harfbuzz(w, face, str_of(words[k]), 0);
        uint32_t seed = 99;
        for (int k = 0; k < 500; k++) {
            char figures[12];
            for (size_t c = 0; c < sizeof figures; c++) {
                seed = seed * 1664525u + 1013904223u;
                figures[c] = "0123456789.,-%()"[seed >> 28];
            }
            same_as_harfbuzz(w, face, (Str){figures, 1 + (seed >> 8) % 12}, 0);
        }
    }
}

/* Columns of figures stand when every digit is as wide as the others. */
static void tabular_figures_are_even(void **state) {
    World *w = *state;
    static const char *const families[] = {"Liberation Serif", "Carlito", "TeX Gyre Bonum"};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const Face *face = font_face(w->f, str_of(families[i]), false, false, LOC_NONE);
        int64_t wide = font_shape(w->f, w->a, face, STR("1.111.111"), SHAPE_TABULAR)->advance;
        assert_int_equal(font_shape(w->f, w->a, face, STR("7.470.747"), SHAPE_TABULAR)->advance,
                         wide);
        assert_int_equal(font_shape(w->f, w->a, face, STR("0.888.888"), SHAPE_TABULAR)->advance,
                         wide);
    }
}

static void words_are_kept(void **state) {
    World *w = *state;
    const Face *face = font_face(w->f, STR("Liberation Serif"), false, false, LOC_NONE);
    Shaped *first = font_shape(w->f, w->a, face, STR("kinerja"), 0);
    char other[] = "kinerja";
    assert_ptr_equal(first, font_shape(w->f, w->a, face, str_of(other), 0));
    assert_ptr_not_equal(first, font_shape(w->f, w->a, face, str_of(other), SHAPE_NO_LIGATURES));
    assert_true(first->kept);
    /* More words than the first table has room for: still found. */
    char word[24];
    for (int i = 0; i < 5000; i++) {
        snprintf(word, sizeof word, "kata%dx", i);
        font_shape(w->f, w->a, face, str_of(word), 0);
    }
    assert_ptr_equal(first, font_shape(w->f, w->a, face, STR("kinerja"), 0));
    assert_false(font_shape(w->f, w->a, face, STR("12.345"), 0)->kept);
}

static void missing_glyphs_are_known(void **state) {
    World *w = *state;
    const Face *face = font_face(w->f, STR("Liberation Serif"), false, false, LOC_NONE);
    assert_true(font_shape(w->f, w->a, face, STR("a\xE2\x9C\x93z"), 0)->missing);
    assert_false(font_shape(w->f, w->a, face, STR("az"), 0)->missing);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finds_by_the_name_inside, begin, end),
        cmocka_unit_test_setup_teardown(own_file_comes_first, begin, end),
        cmocka_unit_test_setup_teardown(missing_family_is_said_once, begin, end),
        cmocka_unit_test_setup_teardown(message_stands_where_the_family_is_named, begin, end),
        cmocka_unit_test_setup_teardown(nearest_family_is_named, begin, end),
        cmocka_unit_test_setup_teardown(forbidden_is_refused_by_name, begin, end),
        cmocka_unit_test_setup_teardown(missing_style_warns, begin, end),
        cmocka_unit_test_setup_teardown(broken_files_do_no_harm, begin, end),
        cmocka_unit_test_setup_teardown(fallback_has_the_glyph, begin, end),
        cmocka_unit_test_setup_teardown(measures, begin, end),
        cmocka_unit_test_setup_teardown(shapes_like_harfbuzz, begin, end),
        cmocka_unit_test_setup_teardown(tabular_figures_are_even, begin, end),
        cmocka_unit_test_setup_teardown(words_are_kept, begin, end),
        cmocka_unit_test_setup_teardown(missing_glyphs_are_known, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
