/* para: lines by hand in a monospaced face, and what must hold for any text, width, alignment. */
#include "para.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <hb-subset.h>
#include <sys/stat.h>

typedef struct World {
    Arena *a;
    Diags *d;
    Setter *s;
} World;

static int begin(void **state) {
    World *w = calloc(1, sizeof *w);
    w->a = arena_new();
    w->d = diags_new(w->a, 0);
    w->s = setter_new(w->a, fonts_new(w->a, NULL, 0, w->d), w->d);
    assert_non_null(w->s);
    *state = w;
    return 0;
}

static int end(void **state) {
    World *w = *state;
    arena_free(w->a);
    free(w);
    return 0;
}

/* Liberation Mono: 1229/2048 em a character: 6,001 pt at 10 pt. */
static const TextStyle mono = {.family = {"Liberation Mono", 15}, .size = PT(10)};
static const TextStyle serif = {.family = {"Liberation Serif", 16}, .size = PT(11)};
static const TextStyle bold = {.family = {"Liberation Serif", 16}, .size = PT(11), .bold = true};
enum { CELL = 6001 };

#define CARLITO "/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf"

static ParaStyle style_of(Align align) {
    return (ParaStyle){
        .align = align, .leading = PT(14), .stretch = 50, .shrink = 33, .decimal = ','};
}

static Lines set_runs(World *w, const Run *runs, size_t count, const ParaStyle *style,
                      Len measure) {
    Para p = {.style = style, .runs = runs, .run_count = count};
    return para_set(w->s, w->a, &p, NULL, measure);
}

static Lines set_text(World *w, const char *text, const TextStyle *type, const ParaStyle *style,
                      Len measure) {
    Run run = {.kind = RUN_TEXT, .text = str_of(text), .style = type};
    return set_runs(w, &run, 1, style, measure);
}

static Str text_of(Arena *a, const Line *l) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < l->count; i++) {
        if (l->items[i].kind == ITEM_TEXT) buf_str(&b, l->items[i].u.text.text);
    }
    return buf_view(&b);
}

/* "one |two" : lines joined with '|'; a hyphen that was set is shown as '~'. */
static Str shown(Arena *a, const Lines *lines) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < lines->count; i++) {
        const Line *l = &lines->lines[i];
        if (i) buf_byte(&b, '|');
        buf_str(&b, str_trim(text_of(a, l)));
        for (size_t k = 0; k < l->count; k++) {
            if (l->items[k].kind == ITEM_TEXT && l->items[k].u.text.soft_hyphen) buf_byte(&b, '~');
        }
    }
    return (Str){buf_terminated(&b), b.n};
}

static void lines_are(World *w, const Lines *lines, const char *expected) {
    Str got = shown(w->a, lines);
    if (!str_is(got, expected))
        print_message("expected %s\n     got %.*s\n", expected, STR_ARG(got));
    assert_true(str_is(got, expected));
}

/* ---- by hand ---- */

/* The smallest sum of squares is not what filling line by line gives ("aaa bb|cc|ddddd"): what two
 * lines lack is 3 and 1 characters, not 0 and 4. */
static void ragged_lines_are_even(void **state) {
    World *w = *state;
    ParaStyle left = style_of(ALIGN_LEFT);
    Lines l = set_text(w, "aaa bb cc ddddd", &mono, &left, 6 * CELL);
    lines_are(w, &l, "aaa|bb cc|ddddd");
    assert_int_equal(l.lines[0].items[0].x, 0);
    ParaStyle right = style_of(ALIGN_RIGHT);
    l = set_text(w, "aaa bb cc ddddd", &mono, &right, 6 * CELL);
    lines_are(w, &l, "aaa|bb cc|ddddd");
    assert_int_equal(l.lines[0].items[0].x, 6 * CELL - 18003); /* 3 x 1229 x 10000 / 2048 = 18003 */
    ParaStyle centre = style_of(ALIGN_CENTRE);
    l = set_text(w, "aaa bb cc ddddd", &mono, &centre, 6 * CELL);
    assert_int_equal(l.lines[0].items[0].x, (6 * CELL - 18003) / 2);
}

/* Never more lines than needed: a table's rows are as low as they can be. */
static void ragged_lines_are_few(void **state) {
    World *w = *state;
    ParaStyle left = style_of(ALIGN_LEFT);
    Lines l = set_text(w, "aa aa aa aa aa aa", &mono, &left, 8 * CELL + 10);
    lines_are(w, &l, "aa aa aa|aa aa aa");
    l = set_text(w, "a a a bbbbbb", &mono, &left, 6 * CELL);
    lines_are(w, &l, "a a a|bbbbbb");
}

/* Two lines of 13 characters in 14: the one space of the first takes what the line lacks. */
static void justified_lines_reach_the_edge(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_JUSTIFY);
    Lines l = set_text(w, "aaaaaa bbbbbb cc dddd eeeeee ff", &mono, &s, 13 * CELL + 2000);
    lines_are(w, &l, "aaaaaa bbbbbb|cc dddd|eeeeee ff");
    const Item *first = &l.lines[0].items[0];
    assert_int_equal(first->u.text.space_extra, 13 * CELL + 2000 - (36006 + 6001 + 36006));
    assert_int_equal(first->x + first->width, 13 * CELL + 2000);
    /* The second line would need a space of four times its width: it stays ragged. */
    assert_int_equal(l.lines[1].items[0].u.text.space_extra, 0);
    /* The last line is never stretched. */
    assert_int_equal(l.lines[2].items[0].u.text.space_extra, 0);
}

static void indents(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    s.left_indent = 2 * CELL;
    s.first_indent = 2 * CELL;
    s.right_indent = CELL;
    Lines l = set_text(w, "aaaa bbbb cccc", &mono, &s, 12 * CELL + 10);
    lines_are(w, &l, "aaaa|bbbb cccc");
    assert_int_equal(l.lines[0].items[0].x, 4 * CELL);
    assert_int_equal(l.lines[1].items[0].x, 2 * CELL);
}

/* Liberation Serif 11 pt: ascent 9,802, descent 2,379; a leading of 14 leaves 1,819, shared out. */
static void baselines_are_even(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    Lines l = set_text(w, "satu dua tiga empat lima enam tujuh delapan", &serif, &s, PT(60));
    assert_true(l.count > 2);
    for (size_t i = 0; i < l.count; i++) {
        assert_int_equal(l.lines[i].ascent, 9802 + 909);
        assert_int_equal(l.lines[i].ascent + l.lines[i].descent, PT(14));
    }
    assert_int_equal(l.height, (Len)l.count * PT(14));
}

static void breaks_and_empty_lines(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    Run runs[] = {
        {.kind = RUN_TEXT, .text = STR("satu "), .style = &mono},
        {.kind = RUN_BREAK},
        {.kind = RUN_BREAK},
        {.kind = RUN_TEXT, .text = STR(" dua"), .style = &mono},
        {.kind = RUN_BREAK},
    };
    Lines l = set_runs(w, runs, 5, &s, PT(200));
    lines_are(w, &l, "satu||dua");
    assert_int_equal(l.height, 3 * PT(14));
    l = set_text(w, "", &mono, &s, PT(200));
    assert_int_equal(l.count, 0);
    l = set_text(w, " \n\t ", &mono, &s, PT(200));
    assert_int_equal(l.count, 0);
    l = set_text(w, "  satu \n dua\t\ttiga ", &mono, &s, PT(200));
    lines_are(w, &l, "satu dua tiga");
}

/* ---- where a line may end ---- */

/* '|' marks every place where a line may end; nowhere else, as long as the piece fits. */
static const char *const pieces[] = {
    "menurut|Pasal 3|ayat (2)|huruf a|dan|Pasal 14",
    "Peraturan|Menteri|Nomor 53|Tahun|2014",
    "sebanyak|12 orang|dan|3 unit|serta|98,70 persen|atau|5 %|lagi",
    "senilai|Rp 1,5 juta|rupiah",
    "senilai|Rp1.234.567|dari|Rp6.796.834.585,00",
    "pada|31 Desember|2023|di|kantor",
    "golongan|IV/c|dan|III/d|ke|atas",
    "Kab/|Kota|dan/|atau|Desa/|Kelurahan",
    "program-|program|dan|cita-|cita|itu",
    "oleh|dr. Wati|dan|Drs. Amin|serta|H. Umar",
    "a.n. Kepala|Dinas",
    "atas|A. Budi|dan|M. Ali|saja",
    "NIP 19700101 199003 1 001|ada",
    "lihat|Tabel 3.2|dan|Gambar IV|di|Bab II|ini",
    "tahun|2021-2026|itu",
    "ke-3|dan|e-SAKIP|serta|s.d. 2023",
    "nomor|050/257/IV.12|itu",
    "Peraturan|Nomor|PER/09/M.PAN/5/2007|tentang|pedoman",
    "pukul|08.30|pagi",
    "satu\xC2\xA0"
    "dua|tiga",
    "satu\xE2\x80\x8B|dua",
    "baik\xE2\x80\x94|buruk",
    "antara|\xE2\x80\x9Csatu|dua\xE2\x80\x9D|tiga",
    "5 (lima)|tahunan",
    "terdiri|dari|7|(tujuh)|kampung",
    "seluas|3.921 km2|lebih",
    "di|Jl. Sudirman|Kec. Baru",
};

static Str plain_of(Arena *a, Str row) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < row.n; i++) {
        bool space = row.p[i] == '|' && i && !strchr("-/", row.p[i - 1]) &&
                     (unsigned char)row.p[i - 1] < 0x80;
        if (row.p[i] != '|') buf_byte(&b, row.p[i]);
        else if (space || str_ends(str_sub(row, 0, i), STR("\xE2\x80\x9D"))) buf_byte(&b, ' ');
    }
    return (Str){buf_terminated(&b), b.n};
}

/* Is there a '|' in the row after so many bytes that are not? Unseen marks are not set. */
static bool may_end(Str row, Str line_end) {
    size_t n = 0;
    for (size_t i = 0; i < row.n; i++) {
        if (row.p[i] == '|') {
            if (n == line_end.n) return true;
            if (i && !strchr("-/", row.p[i - 1]) &&
                !str_ends(str_sub(row, 0, i), STR("\xE2\x80\x8B")) &&
                !str_ends(str_sub(row, 0, i), STR("\xE2\x80\x94")))
                n++;
            if (n == line_end.n) return true;
        } else if (str_starts(str_sub(row, i, row.n), STR("\xE2\x80\x8B"))) {
            i += 2;
        } else if (str_starts(str_sub(row, i, row.n), STR("\xC2\xA0"))) {
            i += 1;
            n++;
        } else {
            n++;
        }
    }
    return n == line_end.n;
}

static Len widest_piece(World *w, Str row) {
    Len most = 0;
    size_t from = 0;
    while (from <= row.n) {
        size_t to = str_find(row, STR("|"), from);
        if (to == SIZE_MAX) to = row.n;
        Item i = para_text_item(w->s, w->a, str_sub(row, from, to), &mono, NULL);
        if (i.width > most) most = i.width;
        from = to + 1;
    }
    return most;
}

static void lines_end_where_they_may(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        Str row = str_of(pieces[i]), plain = plain_of(w->a, row);
        size_t seen = 0;
        for (Len width = widest_piece(w, row) + 10; width < (Len)plain.n * CELL; width += 2000) {
            Lines l = set_text(w, plain.p, &mono, &s, width);
            size_t at = 0;
            for (size_t k = 0; k + 1 < l.count; k++) {
                at += text_of(w->a, &l.lines[k]).n;
                Str upto = str_sub(plain, 0, at);
                if (!may_end(row, upto))
                    print_message("%s broken: %.*s\n", pieces[i], STR_ARG(shown(w->a, &l)));
                assert_true(may_end(row, upto));
                assert_false(l.lines[k].overfull);
                seen++;
            }
        }
        assert_true(seen > 0);
    }
}

/* A column too narrow for what belongs together parts it after all, words before letters. */
static void narrow_columns(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    Lines l = set_text(w, "31 Desember 2023", &mono, &s, 8 * CELL + 10);
    lines_are(w, &l, "31|Desember|2023");
    l = set_text(w, "pertanggungjawaban", &mono, &s, 12 * CELL);
    lines_are(w, &l, "pertanggung~|jawaban");   /* the first line is full to the last character */
    assert_true(l.lines[0].hyphenated);
    l = set_text(w, "PERTANGGUNGJAWABAN", &mono, &s, 12 * CELL);
    assert_int_equal(l.count, 2);
    l = set_text(w, "Rp6.796.834.585", &mono, &s, 9 * CELL);
    lines_are(w, &l, "Rp6.796.|834.585");         /* behind a stop, since nine letters fit */
    assert_true(l.lines[0].overfull);
    assert_true(l.lines[0].width <= 9 * CELL);
    l = set_text(w, "xyz", &mono, &s, 10); /* not even a letter fits: still an end, and said */
    assert_int_equal(l.count, 3);
    assert_true(l.lines[0].overfull);
}

/* The number of a letter, of many parts, may end a justified line behind a stroke; never the year
 * alone, nor one part before the stroke. */
static void long_numbers_part_at_need(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_JUSTIFY);
    size_t parted = 0;
    for (Len width = 26 * CELL; width < 60 * CELL; width += 500) {
        Lines l = set_text(w, "Peraturan Menteri Nomor PER/09/M.PAN/5/2007 tentang pedoman umum",
                           &mono, &s, width);
        for (size_t i = 0; i + 1 < l.count; i++) {
            Str t = text_of(w->a, &l.lines[i]);
            assert_false(str_ends(t, STR("PER/")) || str_ends(t, STR("/5/")));
            parted += str_ends(t, STR("/"));
            assert_false(l.lines[i].overfull);
        }
    }
    assert_true(parted > 0);
    Lines l = set_text(w, "pada tanggal ini, 12/03/2023", &mono, &s, 26 * CELL);
    assert_true(str_is(text_of(w->a, &l.lines[1]), "12/03/2023"));
}

/* "aaaaaa bbbbbb" is 13 characters in a room of 13 and 6 pt more. The space may take half its
 * width, 3 of the 6 pt. Letters wider by 50 and apart by 20 thousandths would give 78.013 x 0.05 = 3.9 and
 * 10 gaps x 10 pt x 0.02 = 2 pt; the 3 that are needed are 0.508 of that: 26 and 11 thousandths. */
static void letters_help_where_spaces_do_not_suffice(void **state) {
    World *w = *state;
    static const struct { uint16_t usual, most, apart; int expand, units; Len least, space;
    } cases[] = {
        {0, 0, 0, 0, 0, 6000, 6000},
        {0, 50, 20, 26, 22, 2800, 3001},
        {0, 50, 0, 39, 0, 2900, 3001},
        {0, 0, 20, 0, 40, 3900, 4100},            /* all that there is: 2 pt */
        {100, 100, 20, 76, 0, 0, 80},             /* the usual suffices: 6 / 78.013 */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ParaStyle s = style_of(ALIGN_JUSTIFY);
        s.expand = cases[i].usual;
        s.expand_most = cases[i].most;
        s.track = cases[i].apart;
        Lines l = set_text(w, "aaaaaa bbbbbb cccccccccc", &mono, &s, 13 * CELL + 6000);
        lines_are(w, &l, "aaaaaa bbbbbb|cccccccccc");
        const Item *t = &l.lines[0].items[0];
        assert_int_equal(t->u.text.expand, cases[i].expand);
        assert_int_equal(t->u.text.glyphs[0].advance, 1229 + cases[i].units);
        assert_int_equal(t->u.text.glyphs[5].advance, 1229);       /* the space says enough */
        assert_int_equal(t->u.text.glyphs[12].advance, 1229);      /* so does the edge */
        assert_true(t->u.text.space_extra >= cases[i].least - 50);
        assert_true(t->u.text.space_extra <= cases[i].space);
        assert_int_equal(t->x + t->width, 13 * CELL + 6000);
        assert_false(l.lines[0].overfull);
    }
}

/* What is no word at all: every byte of it is set, in lines that hold it, without hanging. */
static void monstrous_words(void **state) {
    World *w = *state;
    static const char *const stuff[] = {"a",  "xyzzy-plugh/", "\xE2\x9C\x93", "A/",
                                        "9.", "\xC3\xA9t/",   "Xyzzy/"};
    for (size_t i = 0; i < sizeof stuff / sizeof *stuff; i++) {
        Buf b = buf_new(w->a);
        while (b.n < 100000) buf_cstr(&b, stuff[i]);
        ParaStyle s = style_of(i % 2 ? ALIGN_JUSTIFY : ALIGN_LEFT);
        s.hyphenate = true;
        Lines l = set_text(w, buf_terminated(&b), &serif, &s, PT(200));
        size_t bytes = 0;
        for (size_t k = 0; k < l.count; k++) {
            bytes += text_of(w->a, &l.lines[k]).n;
            assert_true(l.lines[k].width <= PT(200));
        }
        assert_int_equal(bytes, b.n);
    }
}

/* ---- hyphens ---- */

static const char prose[] = "Penyelenggaraan pemerintahan yang akuntabel merupakan sebuah "
                            "keharusan yang perlu dilaksanakan dalam usaha "
                            "mewujudkan visi dan misi pembangunan daerah serta aspirasi masyarakat "
                            "dalam mencapai masa depan yang lebih "
                            "baik. Berkaitan dengan hal itu, diperlukan pengembangan dan penerapan "
                            "sistem pertanggungjawaban yang tepat, "
                            "jelas dan terukur, sehingga penyelenggaraan pemerintahan dan "
                            "pembangunan dapat berlangsung secara berdaya "
                            "guna dan berhasil guna. Laporan Kinerja Instansi Pemerintah Kabupaten "
                            "Way Kanan Tahun 2023 disusun menurut "
                            "Peraturan Menteri Nomor 53 Tahun 2014 dan menyajikan pengukuran "
                            "kinerja, evaluasi, serta analisis capaian.";

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* With a capital in `prose`, but no names. */
static const char *const nouns[] = {"Peraturan", "Pemerintah", "Penyelenggaraan", "Laporan",
                                    "Kinerja",   "Instansi",   "Kabupaten",       "Menteri",
                                    "Nomor"};

static void hyphens_keep_the_rules(void **state) {
    World *w = *state;
    size_t hyphens = 0;
    for (Len width = PT(150); width <= PT(460); width += PT(1)) {
        ParaStyle s = style_of(ALIGN_JUSTIFY);
        s.hyphenate = true;
        Lines l = set_text(w, prose, &serif, &s, width);
        int in_a_row = 0;
        for (size_t i = 0; i < l.count; i++) {
            in_a_row = l.lines[i].hyphenated ? in_a_row + 1 : 0;
            assert_true(in_a_row <= 2);
            assert_false(l.lines[i].overfull);
            if (!l.lines[i].hyphenated) continue;
            hyphens++;
            /* The hyphenated word is no name: it is small or begins a sentence; or it is a noun of
             * a title. */
            Str t = text_of(w->a, &l.lines[i]);
            size_t word = t.n;
            while (word && letter(t.p[word - 1])) word--;
            bool small = t.p[word] >= 'a', first = word == 0 && i == 0,
                 after_stop = word > 2 && t.p[word - 2] == '.';
            bool title = false;
            for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
                title |= str_starts(str_of(nouns[k]), str_trim(str_sub(t, word, t.n)));
            assert_true(small || first || after_stop || title);
        }
        assert_true(l.count < 2 || !l.lines[l.count - 2].hyphenated ||
                    str_find(text_of(w->a, &l.lines[l.count - 1]), STR(" "), 0) != SIZE_MAX);
    }
    assert_true(hyphens > 100);
}

/* In a text of nothing but words, syllables are looked for only where a line can end. After a break
 * in the text they are all looked for: the lines must be the same. */
static void syllables_are_found_where_lines_end(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_JUSTIFY);
    s.hyphenate = s.protrude = true;
    s.expand = 30;
    s.expand_most = 50;
    const Run plain = {.kind = RUN_TEXT, .text = str_of(prose), .style = &serif};
    const Run runs[] = {{.kind = RUN_TEXT, .text = {"a", 1}, .style = &serif},
                        {.kind = RUN_BREAK, .style = &serif}, plain};
    size_t hyphens = 0;
    for (Len width = PT(120); width <= PT(460); width += 1700) {
        Lines l = set_runs(w, &plain, 1, &s, width), all = set_runs(w, runs, 3, &s, width);
        assert_int_equal(all.count, l.count + 1);
        for (size_t i = 0; i < l.count; i++) {
            Str a = text_of(w->a, &l.lines[i]), b = text_of(w->a, &all.lines[i + 1]);
            assert_true(str_eq(a, b));
            hyphens += l.lines[i].hyphenated;
        }
    }
    assert_true(hyphens > 100);
}

/* ---- what must hold for any text ---- */

static uint32_t next(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static Str random_text(Arena *a, uint32_t *seed, size_t words) {
    static const char *const stock[] = {
        "kinerja",
        "dan",
        "yang",
        "penyelenggaraan",
        "pemerintahan",
        "di",
        "Kabupaten",
        "Way",
        "Kanan",
        "6.796.834.585",
        "Rp1.234.567,00",
        "(94,42%)",
        "program-program",
        "Kab/Kota",
        "pertanggungjawaban,",
        "DSPMD",
        "tahun",
        "2023",
        "pemberdayaan.",
        "Pasal",
        "3",
        "\xE2\x80\x9Cmutu\xE2\x80\x9D",
        "a",
        "ketenagakerjaan;",
        "IV/c",
        "31",
        "Desember",
        "efisiensi",
        "masyarakat:",
        "dr.",
        "H.",
        "caf\xC3\xA9",
        "x\xC2\xADy",
        "https://lampung.go.id/a/b",
        "WAW",
        "To.",
    };
    Buf b = buf_new(a);
    for (size_t i = 0; i < words; i++) {
        if (i) buf_byte(&b, ' ');
        buf_cstr(&b, stock[next(seed) % (sizeof stock / sizeof *stock)]);
    }
    return (Str){buf_terminated(&b), b.n};
}

static Str without_soft_hyphens(Arena *a, Str s) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < s.n; i++) {
        if (str_starts(str_sub(s, i, s.n), STR("\xC2\xAD"))) i++;
        else buf_byte(&b, s.p[i]);
    }
    return buf_view(&b);
}

static Str all_text(Arena *a, const Lines *l) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < l->count; i++) buf_str(&b, text_of(a, &l->lines[i]));
    return buf_view(&b);
}

static void check_line(const Line *l, const ParaStyle *s, Len measure, bool last) {
    enum {
        HANG = 5500
    }; /* protrusion never more than half a hyphen's or a stop's width and a quote's */
    Len allowed = s->protrude && s->align == ALIGN_JUSTIFY ? HANG : 0;
    for (size_t i = 0; i < l->count; i++) {
        const Item *t = &l->items[i];
        if (t->kind != ITEM_TEXT) continue;
        assert_true(l->overfull || t->x + t->width <= measure + allowed);
        assert_true(t->x >= -allowed);
        int64_t advance = 0;
        for (size_t g = 0; g < t->u.text.count; g++) {
            advance += t->u.text.glyphs[g].advance;
            assert_true(t->u.text.glyphs[g].cluster <= t->u.text.text.n);
            if (g) assert_true(t->u.text.glyphs[g].cluster >= t->u.text.glyphs[g - 1].cluster);
        }
        Len space = 2750;     /* of Liberation Serif and its bold at 11 pt */
        assert_true(t->u.text.space_extra <= 3 * space);
        assert_true(t->u.text.space_extra >= -space * 36 / 100);
        if (last) assert_true(t->u.text.space_extra <= 0);
    }
}

static void any_text(void **state) {
    World *w = *state;
    uint32_t seed = 2023;
    for (int k = 0; k < 1500; k++) {
        ArenaMark mark = arena_mark(w->a);
        ParaStyle s = style_of((Align)(next(&seed) % 4));
        s.hyphenate = next(&seed) % 2;
        s.protrude = next(&seed) % 2;
        s.first_indent = (Len)(next(&seed) % 3) * PT(9);
        Str text = random_text(w->a, &seed, 1 + next(&seed) % 60);
        size_t half = text.n / 2;
        while (half < text.n && text.p[half] != ' ') half++;
        Run runs[2] = {
            {.kind = RUN_TEXT, .text = str_sub(text, 0, half), .style = &serif},
            {.kind = RUN_TEXT, .text = str_sub(text, half, text.n), .style = &bold},
        };
        Len measure = (Len)(PT(50) + (Len)(next(&seed) % 400000));
        Lines l = set_runs(w, runs, 2, &s, measure), again = set_runs(w, runs, 2, &s, measure);
        Str source = without_soft_hyphens(w->a, text), got = all_text(w->a, &l);
        if (!str_eq(source, got))
            print_message("source %.*s\n   got %.*s\n", STR_ARG(source), STR_ARG(got));
        assert_true(str_eq(source, got));
        Len height = 0;
        for (size_t i = 0; i < l.count; i++) {
            check_line(&l.lines[i], &s, measure, i + 1 == l.count);
            height += l.lines[i].ascent + l.lines[i].descent;
        }
        assert_int_equal(height, l.height);
        assert_true(str_eq(shown(w->a, &l), shown(w->a, &again)));
        /* What para_widths says is true: at its width there is one line. */
        Para p = {.style = &s, .runs = runs, .run_count = 2};
        ParaWidths widths = para_widths(w->s, w->a, &p);
        assert_int_equal(set_runs(w, runs, 2, &s, widths.max).count, 1);
        assert_true(widths.least <= widths.min && widths.min <= widths.max);
        Lines narrow = set_runs(w, runs, 2, &s, widths.min + PT(1));
        for (size_t i = 0; i < narrow.count; i++) {
            if (narrow.lines[i].overfull)
                print_message("at %d: %.*s\n", widths.min + PT(1), STR_ARG(shown(w->a, &narrow)));
            assert_false(narrow.lines[i].overfull);
        }
        (void)mark;
    }
}

/* ---- optimal ---- */

enum { MANY = 12 };

typedef struct Words {
    int64_t width[MANY], space;
    size_t n;
} Words;

/* TeX: the Program, section 108. */
static int64_t badness(int64_t t, int64_t s) {
    if (t == 0) return 0;
    if (s <= 0) return 10000;
    int64_t r = t * 297 / s;
    return r > 1290 ? 10000 : (r * r * r + 131072) / 262144;
}

static int64_t unevenness(int64_t t, int64_t s) {
    if (t == 0) return 0;
    return s <= 0 ? 10000 : t * t * 100 / (s * s);
}

/* Demerits of the lines given by `ends` (bit i: a line ends behind word i), or -1. */
static int64_t demerits(const Words *w, unsigned ends, int64_t measure) {
    int64_t sum = 0;
    int before = 2;
    size_t from = 0;
    for (size_t i = 0; i < w->n; i++) {
        bool last = i + 1 == w->n;
        if (!last && !(ends >> i & 1)) continue;
        int64_t natural = 0, spaces = (int64_t)(i - from) * w->space;
        for (size_t k = from; k <= i; k++) natural += w->width[k];
        int64_t lacks = measure - natural - spaces, bad;
        int fitness = 2;
        if (lacks < 0) {
            bad = badness(-lacks, spaces * 33 / 100);
            if (-lacks > spaces * 33 / 100) return -1;
            if (bad > 12) fitness = 3;
        } else {
            bad = last ? 0 : unevenness(lacks, spaces * 50 / 100);
            fitness = bad > 99 ? 0 : bad > 12 ? 1 : 2;
        }
        if (bad > 100) return -1;
        sum += (50 + bad) * (50 + bad);
        if (fitness - before > 1 || before - fitness > 1) sum += 10000;
        if (last && from > 0 && lacks > 0 && natural + spaces < 3 * 11000) sum += 20000;
        if (last && from == i) sum += 40000;
        before = fitness;
        from = i + 1;
    }
    return sum;
}

static void no_other_lines_are_better(void **state) {
    World *w = *state;
    static const char *const stock[] = {"kinerja", "dan",        "pemerintah", "yang",
                                        "di",      "masyarakat", "daerah",     "untuk"};
    uint32_t seed = 5;
    int compared = 0;
    for (int k = 0; k < 1000; k++) {
        Words words = {.space = para_text_item(w->s, w->a, STR(" "), &serif, NULL).width,
                       .n = MANY};
        Buf b = buf_new(w->a);
        size_t ends_at[MANY];
        for (size_t i = 0; i < MANY; i++) {
            const char *word = stock[next(&seed) % 8];
            words.width[i] = para_text_item(w->s, w->a, str_of(word), &serif, NULL).width;
            if (i) buf_byte(&b, ' ');
            buf_cstr(&b, word);
            ends_at[i] = b.n;
        }
        Len measure = (Len)(PT(150) + (Len)(next(&seed) % 200000));
        int64_t best = -1;
        for (unsigned ends = 0; ends < 1u << (MANY - 1); ends++) {
            int64_t d = demerits(&words, ends, measure);
            if (d >= 0 && (best < 0 || d < best)) best = d;
        }
        if (best < 0) continue;
        ParaStyle s = style_of(ALIGN_JUSTIFY);
        Lines l = set_text(w, buf_terminated(&b), &serif, &s, measure);
        unsigned chosen = 0;
        size_t at = 0, word = 0;
        for (size_t i = 0; i + 1 < l.count; i++) {
            at += text_of(w->a, &l.lines[i]).n;
            while (ends_at[word] + 1 < at) word++;
            chosen |= 1u << word;
        }
        assert_int_equal(demerits(&words, chosen, measure), best);
        compared++;
    }
    assert_true(compared > 50);
}

/* ---- more than text ---- */

static const Item *find(const Line *l, ItemKind kind, size_t which) {
    for (size_t i = 0; i < l->count; i++) {
        if (l->items[i].kind == kind && which-- == 0) return &l->items[i];
    }
    return NULL;
}

static void leaders_stand_on_one_grid(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    s.leader_gap = PT(5);
    s.right_indent = PT(40);
    Len dot_x = -1;
    static const char *const titles[] = {"Bab I", "Latar Belakang",
                                         "Gambaran umum organisasi perangkat daerah ini"};
    for (size_t i = 0; i < 3; i++) {
        Run runs[] = {
            {.kind = RUN_TEXT, .text = str_of(titles[i]), .style = &serif},
            {.kind = RUN_LEADER, .style = &serif},
            {.kind = RUN_PAGE_REF, .target = STR("bab-1"), .style = &serif, .width = PT(20)},
        };
        Lines l = set_runs(w, runs, 3, &s, PT(160));
        const Line *last = &l.lines[l.count - 1];
        const Item *ref = find(last, ITEM_PAGE_REF, 0);
        assert_non_null(ref);
        assert_int_equal(ref->x + ref->width, PT(160));
        assert_true(str_is(ref->u.page_ref.target, "bab-1"));
        const Item *dots = find(last, ITEM_TEXT, 1);
        assert_non_null(dots);
        assert_null(dots->elem);
        assert_int_equal(dots->artifact, ARTIFACT_LAYOUT);
        assert_true(dots->x + dots->width <= ref->x);
        if (dot_x >= 0) assert_int_equal((dots->x - dot_x) % PT(5), 0);
        dot_x = dots->x;
        for (size_t k = 0; k + 1 < l.count; k++) assert_true(l.lines[k].width <= PT(120));
    }
}

static void tabs_move_to_their_place(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_JUSTIFY);
    Run runs[] = {
        {.kind = RUN_TEXT, .text = STR("Nama jabatan"), .style = &serif},
        {.kind = RUN_TAB, .width = PT(90), .style = &serif},
        {.kind = RUN_TEXT, .text = STR(": Kepala Dinas"), .style = &serif},
    };
    Lines l = set_runs(w, runs, 3, &s, PT(300));
    assert_int_equal(l.count, 1);
    assert_int_equal(find(&l.lines[0], ITEM_TEXT, 1)->x, PT(90));
}

static void footnotes_and_links(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    Elem para = {.role = ROLE_P}, link = {.role = ROLE_LINK, .parent = &para};
    Block note = {.kind = BLOCK_PARA};
    Run runs[] = {
        {.kind = RUN_TEXT, .text = STR("menurut data"), .style = &mono},
        {.kind = RUN_FOOTNOTE, .text = STR("1"), .style = &mono, .note = &note},
        {.kind = RUN_TEXT, .text = STR(" pada "), .style = &mono},
        {.kind = RUN_TEXT,
         .text = STR("laman resmi dinas"),
         .style = &mono,
         .target = STR("https://x.go.id"),
         .elem = &link},
    };
    Para p = {.style = &s, .runs = runs, .run_count = 4};
    Lines l = para_set(w->s, w->a, &p, &para, 21 * CELL);
    assert_int_equal(l.count, 2);
    assert_int_equal(l.lines[0].note_count, 1);
    assert_ptr_equal(l.lines[0].notes[0], &note);
    assert_int_equal(l.lines[1].note_count, 0);
    const Item *mark = find(&l.lines[0], ITEM_TEXT, 1);
    assert_true(str_is(mark->u.text.text, "1"));
    assert_true(mark->y < 0 && mark->u.text.size < PT(10));
    const Item *box = find(&l.lines[1], ITEM_LINK, 0);
    assert_non_null(box);
    assert_ptr_equal(box->elem, &link);
    assert_true(box->y < 0 && box->y + box->height > 0);
    assert_ptr_equal(find(&l.lines[0], ITEM_TEXT, 0)->elem, &para);
    /* In a narrow column the link's boxes are one group. */
    l = para_set(w->s, w->a, &p, &para, 12 * CELL);
    uint32_t group = 0;
    size_t boxes = 0;
    for (size_t i = 0; i < l.count; i++) {
        box = find(&l.lines[i], ITEM_LINK, 0);
        if (!box) continue;
        if (boxes++) assert_int_equal(box->u.link.group, group);
        group = box->u.link.group;
    }
    assert_true(boxes >= 2);
}

static void underlines(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    TextStyle under = mono;
    under.underline = true;
    Lines l = set_text(w, "NAMA LENGKAP", &under, &s, PT(300));
    const Item *rule = find(&l.lines[0], ITEM_FILL, 0), *text = find(&l.lines[0], ITEM_TEXT, 0);
    assert_non_null(rule);
    assert_int_equal(rule->x, text->x);
    assert_int_equal(rule->width, text->width);
    assert_true(rule->y > 0 && rule->height > 0);
    assert_null(rule->elem);
}

static void marks_hang(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    s.left_indent = PT(30);
    Run mark = {.kind = RUN_TEXT, .text = STR("10."), .style = &mono},
        body = {.kind = RUN_TEXT, .text = STR("isi butir"), .style = &mono};
    Para p = {.style = &s,
              .runs = &body,
              .run_count = 1,
              .mark = &mark,
              .mark_left = PT(5),
              .mark_width = PT(20),
              .mark_right = true};
    Lines l = para_set(w->s, w->a, &p, NULL, PT(200));
    const Item *m = find(&l.lines[0], ITEM_TEXT, 0), *t = find(&l.lines[0], ITEM_TEXT, 1);
    assert_int_equal(m->x + m->width, PT(25));
    assert_int_equal(t->x, PT(30));
    p.mark_right = false;
    l = para_set(w->s, w->a, &p, NULL, PT(200));
    assert_int_equal(find(&l.lines[0], ITEM_TEXT, 0)->x, PT(5));
    p.run_count = 0;          /* an empty item still shows its mark */
    l = para_set(w->s, w->a, &p, NULL, PT(200));
    assert_int_equal(l.count, 1);
}

static void decimals_stand_on_their_mark(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_DECIMAL);
    static const struct { const char *text; int before; } rows[] = {
        {"12,50", 2}, {"1.234,5", 5}, {"7", 1}, {"98,70%", 2}, {"(3,1)", 2}, {"12%", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Run run = {.kind = RUN_TEXT, .text = str_of(rows[i].text), .style = &mono};
        Para p = {.style = &s, .runs = &run, .run_count = 1};
        ParaWidths v = para_widths(w->s, w->a, &p);
        assert_in_range(v.before_mark, rows[i].before * CELL - 5, rows[i].before * CELL + 5);
        assert_in_range(v.before_mark + v.after_mark, v.max - 5, v.max + 5);
        Lines l = para_set_decimal(w->s, w->a, &p, NULL, PT(100), PT(60));
        assert_int_equal(l.lines[0].items[0].x, PT(60) - v.before_mark);
    }
    static const char *const texts[] = {"n/a", "-", "belum"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Run run = {.kind = RUN_TEXT, .text = str_of(texts[i]), .style = &mono};
        Para p = {.style = &s, .runs = &run, .run_count = 1};
        ParaWidths v = para_widths(w->s, w->a, &p);
        assert_int_equal(v.before_mark + v.after_mark, 0);
        Lines l = para_set_decimal(w->s, w->a, &p, NULL, PT(100), PT(60));
        assert_int_equal(l.lines[0].items[0].x, (PT(100) - v.max) / 2);
        assert_int_equal(para_set(w->s, w->a, &p, NULL, PT(100)).lines[0].items[0].x,
                         (PT(100) - v.max) / 2);
    }
}

static void missing_characters_are_named(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    Source source = {.name = STR("bab-1.md"), .text = STR("Ya \xE2\x9C\x93 dan \xE2\x9C\x93 serta \xEE\x84\xA3.")};
    Run run = {.kind = RUN_TEXT,
               .text = source.text,
               .style = &serif,
               .loc = loc_at(&source, 0, source.text.n)};
    Lines l = set_runs(w, &run, 1, &s, PT(300));
    assert_int_equal(l.count, 1);
    assert_int_equal(diags_kept(w->d), 2);
    const Diag *g = diags_get(w->d, 0);
    assert_int_equal(g->severity, WARNING_);
    assert_true(str_find(g->message, STR("U+2713"), 0) != SIZE_MAX);
    assert_int_equal(loc_position(g->loc).column, 4);
    assert_int_equal(diags_get(w->d, 1)->severity, ERROR_);
    assert_true(str_eq(text_of(w->a, &l.lines[0]), source.text));
}

static void missing_family_sets_nothing(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    TextStyle none = {.family = STR("Tidak Ada Sama Sekali"), .size = PT(10)};
    assert_int_equal(set_text(w, "teks", &none, &s, PT(100)).count, 0);
    assert_int_equal(diags_count(w->d, ERROR_), 1);
}

static void small_capitals(void **state) {
    World *w = *state;
    ParaStyle s = style_of(ALIGN_LEFT);
    TextStyle small = serif;
    small.small_caps = true;
    Lines l = set_text(w, "Bab Satu", &small, &s, PT(300));
    assert_int_equal(l.count, 1);
    assert_true(find(&l.lines[0], ITEM_TEXT, 1)->u.text.size < PT(11));
}

/* A face with small letters only, as its owner might subset it: found before the whole family. */
static void write_letters_only(const char *folder) {
    hb_blob_t *whole = hb_blob_create_from_file_or_fail(CARLITO);
    assert_non_null(whole);
    hb_face_t *face = hb_face_create(whole, 0);
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    hb_set_add_range(hb_subset_input_unicode_set(in), 'a', 'z');
    hb_face_t *letters = hb_subset_or_fail(face, in);
    hb_blob_t *bytes = hb_face_reference_blob(letters);
    unsigned n;
    const char *p = hb_blob_get_data(bytes, &n);
    char path[96];
    snprintf(path, sizeof path, "%s/letters.ttf", folder);
    FILE *out = fopen(path, "wb");
    assert_int_equal(fwrite(p, 1, n, out), n);
    fclose(out);
    hb_blob_destroy(bytes);
    hb_face_destroy(letters);
    hb_subset_input_destroy(in);
    hb_face_destroy(face);
    hb_blob_destroy(whole);
}

static void every_glyph_is_one(const Item *i) {
    assert_true(i->u.text.count > 0);
    for (size_t g = 0; g < i->u.text.count; g++) assert_int_not_equal(i->u.text.glyphs[g].id, 0);
}

/* Spaces, hyphens, dots, labels and list marks are the program's own: no face need have them. */
static void faces_without_them_lend_them(void **state) {
    World *w = *state;
    char folder[] = "/tmp/lakip-para-XXXXXX";
    assert_non_null(mkdtemp(folder));
    write_letters_only(folder);
    Str where = str_of(folder);
    Setter *s = setter_new(w->a, fonts_new(w->a, &where, 1, w->d), w->d);
    ParaStyle style = style_of(ALIGN_JUSTIFY);
    style.hyphenate = true;
    TextStyle letters = serif;
    letters.family = STR("Carlito");
    Run mark = {.kind = RUN_TEXT, .text = STR("1)"), .style = &letters};
    Run runs[] = {
        {.kind = RUN_TEXT, .text = STR("pertanggungjawaban penye\u00adleng\u00adgaraan pertanggungjawaban"),
         .style = &letters},
        {.kind = RUN_LEADER, .style = &letters},
        {.kind = RUN_PAGE_REF, .target = STR("bab-1"), .style = &letters},
    };
    Para p = {.style = &style, .runs = runs, .run_count = 3, .mark = &mark, .mark_width = PT(20)};
    Lines l = para_set(s, w->a, &p, NULL, PT(150));
    assert_true(l.count > 1);
    for (size_t i = 0; i < l.count; i++) {
        for (size_t k = 0; k < l.lines[i].count; k++) {
            const Item *item = &l.lines[i].items[k];
            if (item->kind != ITEM_TEXT) continue;
            every_glyph_is_one(item);
            assert_false(item->u.text.soft_hyphen);
        }
    }
    Item label = para_text_item(s, w->a, STR("Rp12.000"), &letters, NULL);
    every_glyph_is_one(&label);
    assert_true(label.width > PT(20));
    assert_int_equal(diags_count(w->d, ERROR_), 0);
    para_text_item(s, w->a, STR("\U000F0000"), &letters, NULL);
    assert_int_equal(diags_count(w->d, ERROR_), 1);
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        T(ragged_lines_are_even),
        T(ragged_lines_are_few),
        T(justified_lines_reach_the_edge),
        T(indents),
        T(baselines_are_even),
        T(breaks_and_empty_lines),
        T(lines_end_where_they_may),
        T(narrow_columns), T(long_numbers_part_at_need),
        T(letters_help_where_spaces_do_not_suffice), T(syllables_are_found_where_lines_end), T(monstrous_words),
        T(hyphens_keep_the_rules),
        T(any_text),
        T(no_other_lines_are_better),
        T(leaders_stand_on_one_grid),
        T(tabs_move_to_their_place),
        T(footnotes_and_links),
        T(underlines),
        T(marks_hang),
        T(decimals_stand_on_their_mark),
        T(missing_characters_are_named),
        T(faces_without_them_lend_them),
        T(missing_family_sets_nothing),
        T(small_capitals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
