/*
 * drawings through all stages up to the document: lengths against the figures, labels against each
 * other and the drawing's edges, and what stands in for the picture. Type is Liberation Sans, out of
 * the program's own profile.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "build.h"

typedef struct Report {
    Arena *a;
    Diags *d;
    Setter *setter;
    const Doc *doc;
} Report;

static void write_file(Str folder, const char *name, Str text) {
    char path[512];
    snprintf(path, sizeof path, "%.*s/%s", STR_ARG(folder), name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    for (size_t i = 0; i < text.n; i++) fputc(text.p[i] == '\'' ? '"' : text.p[i], f);
    fclose(f);
}

static const char report_json[] =
    "{'tata_letak':'uji','tahun':2023,'tempat':'Kota','tanggal':'2024-01-31','instansi':{'nama':'Dinas'},"
    "'pemerintah':{'nama':'Pemerintah','daerah':'Kabupaten'},"
    "'data':{'d':{'berkas':'d.csv','kolom':{%s}}},"
    "'prosa':{'p':'p.md'},";

static const char layout_json[] =
    "{'nama':'uji','judul':'Uji','gaya':'a4-resmi','bagian':[{'jenis':'bab','id':'x','judul':'Bab',"
    "%s'isi':[{'prosa':'p'}]}]}";

/* Quotes are written as ' in `definitions` (what laporan.json says further) and in the files. `page`
 * is a key of the chapter with its comma, or empty. */
static Report report_on(const char *page, const char *csv, const char *definitions, const char *prose) {
    static const char *const names[] = {"laporan.json", "uji.json", "d.csv", "p.md"};
    Report r = {.a = arena_new()};
    r.d = diags_new(r.a, 0);
    const char *where = getenv("TMPDIR");
    char *path = str_cstr(r.a, str_printf(r.a, "%s/lakip-drawing-XXXXXX", where ? where : "/tmp"));
    assert_non_null(mkdtemp(path));
    Str folder = str_of(path);
    const char *types = str_starts(str_of(csv), STR("n;")) ? "'a':'desimal','b':'desimal','c':'desimal'" : "";
    Str head = str_printf(r.a, report_json, types);
    write_file(folder, names[0], str_printf(r.a, "%.*s%s}", STR_ARG(head), definitions));
    write_file(folder, names[1], str_printf(r.a, layout_json, page));
    write_file(folder, names[2], str_of(csv));
    write_file(folder, names[3], str_of(prose));
    Folder opened = {.path = folder};
    r.setter = setter_new(r.a, fonts_new(r.a, (Str[]){STR("fonts")}, 1, r.d), r.d);
    const Data *data = data_read(r.a, &opened, r.d);
    const Layout *layout = data ? layout_read(r.a, data, (LayoutPath){.program_layouts = STR("layouts")}, r.d) : NULL;
    const Figures *figures = layout ? compute(r.a, layout, data, r.d) : NULL;
    if (figures) r.doc = build(r.a, layout, figures, data, r.setter, r.d);
    for (size_t i = 0; i < 4; i++) unlink(str_cstr(r.a, str_printf(r.a, "%s/%s", path, names[i])));
    rmdir(path);
    return r;
}

static Report report(const char *csv, const char *definitions, const char *prose) {
    return report_on("", csv, definitions, prose);
}

static Str messages(Report *r) {
    Buf out = buf_new(r->a);
    diags_print(r->d, &out);
    return (Str){buf_terminated(&out), out.n};
}

/* ---- the drawings of a document ---- */

enum { MOST = 64 };

typedef struct Found { const Block *items[MOST]; size_t count; } Found;

static void find(const Block *blocks, size_t count, Found *out) {
    for (size_t i = 0; i < count; i++) {
        const Block *b = &blocks[i];
        if (b->kind == BLOCK_DRAWING && out->count < MOST) out->items[out->count++] = b;
        if (b->kind == BLOCK_GROUP) find(b->u.group.children, b->u.group.count, out);
        if (b->kind == BLOCK_SECTION) find(b->u.section.children, b->u.section.count, out);
    }
}

static Found drawings(Report *r) {
    Found f = {.count = 0};
    if (!r->doc) fail_msg("%s", messages(r).p);
    find(r->doc->blocks, r->doc->block_count, &f);
    return f;
}

typedef struct Area { Len left, top, right, bottom; } Area;

/* What the letters of a text take. */
static Area text_area(Report *r, const Draw *d) {
    Lines lines = para_set(r->setter, r->a, &d->text, NULL, d->x[1]);
    Len from = INT32_MAX, to = 0;
    for (size_t i = 0; i < lines.count; i++)
        for (size_t k = 0; k < lines.lines[i].count; k++) {
            const Item *item = &lines.lines[i].items[k];
            if (item->x < from) from = item->x;
            if (item->x + item->width > to) to = item->x + item->width;
        }
    if (d->text.style->upright)
        return (Area){d->x[0], d->y[0] + d->x[1] - to, d->x[0] + lines.height, d->y[0] + d->x[1] - from};
    return (Area){d->x[0] + from, d->y[0], d->x[0] + to, d->y[0] + lines.height};
}

static Str text_of(Report *r, const Draw *d) {
    Buf out = buf_new(r->a);
    for (size_t i = 0; i < d->text.run_count; i++) {
        if (d->text.runs[i].kind == RUN_BREAK) buf_byte(&out, '/');
        else buf_str(&out, d->text.runs[i].text);
    }
    return (Str){buf_terminated(&out), out.n};
}

/* Labels lie inside the drawing and leave each other alone. `slack`: leading around the letters. */
static void check_labels(Report *r, const Block *b, const char *what) {
    enum { SLACK = 1500 };
    Area areas[512];
    const Draw *texts[512];
    size_t count = 0;
    for (size_t i = 0; i < b->u.drawing.count; i++) {
        const Draw *d = &b->u.drawing.items[i];
        if (d->kind != DRAW_TEXT || count == 512 || !text_of(r, d).n) continue;
        Area a = text_area(r, d);
        texts[count] = d;
        areas[count++] = (Area){a.left, a.top + SLACK, a.right, a.bottom - SLACK};
        if (a.left < -30 || a.right > b->u.drawing.width + 30 || a.top + SLACK < 0
            || a.bottom - SLACK > b->u.drawing.height)
            fail_msg("%s: \"%s\" leaves the drawing", what, text_of(r, d).p);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            if (areas[i].left < areas[k].right && areas[k].left < areas[i].right && areas[i].top < areas[k].bottom
                && areas[k].top < areas[i].bottom)
                fail_msg("%s: \"%s\" touches \"%s\"", what, text_of(r, texts[i]).p, text_of(r, texts[k]).p);
}

/* ---- charts ---- */

static bool is_colour(Colour c, uint8_t red, uint8_t green, uint8_t blue) {
    return !c.none && c.r == red && c.g == green && c.b == blue;
}

/* Rectangles painted in the first colour of the profile's palette, swatches of the legend left out. */
static size_t bars_of(const Block *b, bool upright, Len *out) {
    size_t n = 0;
    for (size_t i = 0; i + 1 < b->u.drawing.count; i++) {
        const Draw *d = &b->u.drawing.items[i];
        if (d->kind != DRAW_RECT || !is_colour(d[1].fill, 0x1f, 0x4e, 0x79)) continue;
        out[n++] = upright ? d->y[1] : d->x[1];
    }
    return n;
}

static void test_lengths(void **state) {
    (void)state;
    static const int64_t values[] = {8123, 7, 4999, 1234567, 90000, 333333};
    static const char *const kinds[] = {"kolom", "batang"};
    for (size_t k = 0; k < 2; k++) {
        Report r = report("n;a;b;c\nS;8123;;\nD;7;;\nT;4999;;\nE;1234567;;\nL;90000;;\nN;333333;;\n",
                          k ? "'bagan':{'g':{'jenis':'batang','data':'d','label':'n','seri':['a'],'judul':'G'}}"
                            : "'bagan':{'g':{'jenis':'kolom','data':'d','label':'n','seri':['a'],'judul':'G'}}",
                          "{{ bagan('g') }}\n");
        Found f = drawings(&r);
        Len lengths[16];
        assert_int_equal(f.count, 1);
        assert_int_equal(bars_of(f.items[0], k == 0, lengths), 6);
        for (size_t i = 0; i < 6; i++) {
            for (size_t m = 0; m < 6; m++) {
                int64_t error = 2 * (lengths[i] * values[m] - lengths[m] * values[i]);
                if (error > values[i] + values[m] || -error > values[i] + values[m])
                    fail_msg("%s: %d and %d are not as %lld to %lld", kinds[k], lengths[i], lengths[m],
                             (long long)values[i], (long long)values[m]);
            }
        }
        arena_free(r.a);
    }
}

static void test_words(void **state) {
    (void)state;
    Report r = report("n;a;b;c\nSatu;1,5;2;\nDua;-3;;\n",
                      "'bagan':{'g':{'jenis':'kolom','data':'d','label':'n','sumbu':'Orang','judul':'Isi {{ tahun }}',"
                      "'seri':[{'isi':'a','judul':'Lama','format':'bilangan(1)'},{'isi':'b','judul':'Baru'}]}}",
                      "Lihat {{ lihat('g') }}.\n\n{{ bagan('g') }}\n");
    Found f = drawings(&r);
    assert_int_equal(f.count, 1);
    const Elem *figure = f.items[0]->elem;
    assert_int_equal(figure->role, ROLE_FIGURE);
    assert_string_equal(str_cstr(r.a, figure->alt),
                        "Isi 2023. Bagan kolom, Orang. Satu: Lama 1,5, Baru 2; Dua: Lama −3,0, Baru –.");
    Buf out = buf_new(r.a);
    doc_print(r.doc, &out);
    assert_true(str_find(buf_view(&out), STR("Gambar 1.1"), 0) != SIZE_MAX);
    arena_free(r.a);
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static Str random_rows(Arena *a, uint32_t *seed, size_t rows, bool negative) {
    static const char *const words[] = {"Sangat Tertinggal", "Maju", "Pemberdayaan Masyarakat Kampung", "Way Tuba", "A"};
    Buf b = buf_new(a);
    buf_cstr(&b, "n;a;b;c\n");
    for (size_t i = 0; i < rows; i++) {
        buf_printf(&b, "%s %zu", words[next_random(seed) % 5], i);
        for (int k = 0; k < 3; k++) {
            uint32_t digits = 1 + next_random(seed) % 7, value = next_random(seed);
            for (uint32_t m = digits; m < 7; m++) value /= 10;
            bool minus = negative && next_random(seed) % 4 == 0;
            if (next_random(seed) % 9 == 0) buf_cstr(&b, ";");
            else buf_printf(&b, ";%s%u", minus ? "-" : "", value + 1);
        }
        buf_byte(&b, '\n');
    }
    return buf_view(&b);
}

static void test_labels(void **state) {
    (void)state;
    static const char *const kinds[] = {"kolom", "batang", "bertumpuk", "garis", "lingkaran"};
    uint32_t seed = 17;
    for (int round = 0; round < 60; round++) {
        Arena *a = arena_new();
        const char *kind = kinds[round % 5];
        bool parts = round % 5 == 2 || round % 5 == 4;
        const char *series = round % 5 == 4 ? "'a'" : round % 3 == 0 ? "'a'" : round % 3 == 1 ? "'a','b'" : "'a','b','c'";
        Str definition = str_printf(a, "'bagan':{'g':{'jenis':'%s','data':'d','label':'n','seri':[%s],'judul':'G'}}",
                                    kind, series);
        Str rows = random_rows(a, &seed, 1 + next_random(&seed) % 14, !parts);
        Report r = report(str_cstr(a, rows), str_cstr(a, definition), "{{ bagan('g') }}\n");
        Found f = drawings(&r);
        for (size_t i = 0; i < f.count; i++) check_labels(&r, f.items[i], str_cstr(a, str_printf(a, "%s %d\n%.*s", kind, round, STR_ARG(rows))));
        arena_free(r.a);
        arena_free(a);
    }
}

static void test_refused(void **state) {
    (void)state;
    static const struct { const char *csv, *definition, *says; } rows[] = {
        {"n;a;b;c\nS;-1;;\n", "'bagan':{'g':{'jenis':'lingkaran','data':'d','label':'n','seri':['a'],'judul':'G'}}", "negatif"},
        {"n;a;b;c\nS;1;;\n", "'bagan':{'g':{'jenis':'lingkaran','data':'d','label':'n','seri':['a','b']}}", "satu deret"},
        {"n;a;b;c\nS;1;;\n", "'bagan':{'g':{'jenis':'donat','data':'d','label':'n','seri':['a']}}", "lingkaran"},
        {"n;a;b;c\nS;1;;\n", "'bagan':{'g':{'jenis':'kolom','data':'d','label':'n','seri':['n']}}", "angka"},
        {"n;a;b;c\nS;;;\n", "'bagan':{'g':{'jenis':'kolom','data':'d','label':'n','seri':['a']}}", "tidak punya data"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Report r = report(rows[i].csv, rows[i].definition, "{{ bagan('g') }}\n");
        Str said = messages(&r);
        if (str_find(said, str_of(rows[i].says), 0) == SIZE_MAX) fail_msg("not said: %s\n%s", rows[i].says, said.p);
        arena_free(r.a);
    }
}

/* ---- trees ---- */

#define TREE "'pohon':{'t':{'data':'d','simpul':'s','induk':'i','baris':['x','y'],'judul':'T'}}"

static void test_tree_words(void **state) {
    (void)state;
    Report r = report("s;i;x;y\nk;;Kepala;1 orang\nb;a;Bidang;\na;k;Sekretaris;\nc;k;Staf;2 orang\n", TREE, "{{ pohon('t') }}\n");
    Found f = drawings(&r);
    assert_int_equal(f.count, 1);
    assert_string_equal(str_cstr(r.a, f.items[0]->elem->alt),
                        "T. Di bawah Kepala: Sekretaris; Staf, 2 orang. Di bawah Sekretaris: Bidang.");
    check_labels(&r, f.items[0], "tree");
    arena_free(r.a);
}

static void test_tree_refused(void **state) {
    (void)state;
    static const struct { const char *csv, *says; } rows[] = {
        {"s;i;x;y\na;;A;\na;;B;\n", "ada dua kali"},
        {"s;i;x;y\na;b;A;\n", "bukan simpul mana pun"},
        {"s;i;x;y\na;b;A;\nb;a;B;\n", "melingkar"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Report r = report(rows[i].csv, TREE, "{{ pohon('t') }}\n");
        assert_null(r.doc);
        Str said = messages(&r);
        if (str_find(said, str_of(rows[i].says), 0) == SIZE_MAX) fail_msg("not said: %s\n%s", rows[i].says, said.p);
        arena_free(r.a);
    }
}

static size_t times_shown(Report *r, const Found *f, Str text) {
    size_t times = 0;
    for (size_t i = 0; i < f->count; i++)
        for (size_t k = 0; k < f->items[i]->u.drawing.count; k++) {
            const Draw *d = &f->items[i]->u.drawing.items[k];
            times += d->kind == DRAW_TEXT && str_eq(text_of(r, d), text);
        }
    return times;
}

/* Large trees: every node is shown, no type is below 6 pt, and each page keeps to the text area. */
static void test_tree_pages(void **state) {
    (void)state;
    static const size_t sizes[] = {12, 90, 400};
    uint32_t seed = 5;
    for (size_t s = 0; s < 3; s++) {
        Arena *a = arena_new();
        Buf csv = buf_new(a);
        buf_cstr(&csv, "s;i;x;y\n0;;Nama 0;\n");
        for (size_t i = 1; i < sizes[s]; i++)
            buf_printf(&csv, "%zu;%u;Nama %zu;Uraian singkat kegiatan\n", i, next_random(&seed) % (uint32_t)(i < 9 ? i : 9 + (i - 9) / 6), i);
        Report r = report(buf_terminated(&csv), TREE, "{{ pohon('t') }}\n");
        Found f = drawings(&r);
        assert_true(f.count > 0 && (s == 0) == (f.count == 1));
        for (size_t i = 0; i < f.count; i++) {
            check_labels(&r, f.items[i], "tree");
            assert_true(f.items[i]->u.drawing.width <= PT(445) && f.items[i]->u.drawing.height <= PT(701));
            for (size_t k = 0; k < f.items[i]->u.drawing.count; k++) {
                const Draw *d = &f.items[i]->u.drawing.items[k];
                if (d->kind == DRAW_TEXT) assert_true(d->text.runs[0].style->size >= PT(6));
            }
        }
        for (size_t i = 0; i < sizes[s]; i++) {
            Str text = i ? str_printf(a, "Nama %zu/Uraian singkat kegiatan", i) : STR("Nama 0");
            if (!times_shown(&r, &f, text)) fail_msg("%zu of %zu is not shown", i, sizes[s]);
        }
        arena_free(r.a);
        arena_free(a);
    }
}

/* On a page that lies a tree grows to the type around it, 12 pt, and to two thirds of the page; on a page
 * that stands it keeps to the type of drawings, 9 pt. */
static void test_tree_grows(void **state) {
    (void)state;
    static const struct {
        const char *page;
        unsigned children;
        Len size, most_height;
    } rows[] = {
        {"", 3, PT(9), PT(200)},
        {"'halaman':{'orientasi':'mendatar'},", 3, PT(12), PT(269)},
        {"'halaman':{'kertas':'A3','orientasi':'mendatar'},", 8, PT(12), PT(434)},
        {"'halaman':{'kertas':'A5','orientasi':'mendatar'},", 60, 0, PT(400)},   /* 0: no larger than 9 pt */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena *a = arena_new();
        Buf csv = buf_new(a);
        buf_cstr(&csv, "s;i;x;y\n0;;Kepala Dinas;\n");
        for (unsigned k = 1; k <= rows[i].children; k++) buf_printf(&csv, "%u;0;Bidang Penataan Desa;%u orang\n", k, k);
        Report r = report_on(rows[i].page, buf_terminated(&csv), TREE, "{{ pohon('t') }}\n");
        Found f = drawings(&r);
        assert_true(f.count > 0);
        check_labels(&r, f.items[0], "tree");
        assert_true(f.items[0]->u.drawing.height <= rows[i].most_height);
        for (size_t k = 0; k < f.items[0]->u.drawing.count; k++) {
            const Draw *d = &f.items[0]->u.drawing.items[k];
            if (d->kind != DRAW_TEXT) continue;
            if (rows[i].size) assert_int_equal(d->text.runs[0].style->size, rows[i].size);
            else assert_true(d->text.runs[0].style->size <= PT(9));
        }
        arena_free(r.a);
        arena_free(a);
    }
}

static void test_levels(void **state) {
    (void)state;
    Report r = report("x;y;z\nT1;S1;P1\nT1;S1;P2\n;S2;P3\nT2;S1;P1\n",
                      "'pohon':{'t':{'data':'d','tingkat':['x','y','z'],'judul':'T'}}", "{{ pohon('t') }}\n");
    Found f = drawings(&r);
    assert_string_equal(str_cstr(r.a, f.items[0]->elem->alt),
                        "T. T1; T2. Di bawah T1: S1; S2. Di bawah S1: P1; P2. Di bawah S2: P3. Di bawah T2: S1. Di bawah S1: P1.");
    arena_free(r.a);
}

/* ---- formulas ---- */

static void test_formula(void **state) {
    (void)state;
    Report r = report("n;a;b;c\nS;4;1;\n",
                      "'angka':{'sisa':{'rumus':'(jumlah(d.a) - jumlah(d.b)) / (jumlah(d.a) / 2)','judul':'sisa','format':'persen(2)'}}",
                      "{{ rumus('sisa') }}\n");
    Found f = drawings(&r);
    assert_int_equal(f.count, 1);
    assert_int_equal(f.items[0]->elem->role, ROLE_FORMULA);
    assert_string_equal(str_cstr(r.a, f.items[0]->elem->alt), "Sisa = (jumlah a − jumlah b) / (jumlah a / 2) × 100%");
    static const char *const texts[] = {"Sisa = ", "jumlah a − jumlah b", "jumlah a", "2", " × 100%"};
    size_t text = 0, bars = 0;
    for (size_t i = 0; i < f.items[0]->u.drawing.count; i++) {
        const Draw *d = &f.items[0]->u.drawing.items[i];
        bars += d->kind == DRAW_LINE;
        if (d->kind == DRAW_TEXT) assert_string_equal(text_of(&r, d).p, texts[text++]);
    }
    assert_int_equal(text, 5);
    assert_int_equal(bars, 2);
    check_labels(&r, f.items[0], "formula");
    arena_free(r.a);
}

/* A slice bears its share where all of it lies within the slice; the key beside it always does. */
static void test_slices(void **state) {
    (void)state;
    Report r = report("n;a;b;c\nS;60;;\nT;30;;\nU;7;;\nV;3;;\n",
                      "'bagan':{'g':{'jenis':'lingkaran','data':'d','label':'n','seri':['a'],'judul':'G'}}",
                      "{{ bagan('g') }}\n");
    Found f = drawings(&r);
    assert_int_equal(times_shown(&r, &f, STR("60,00%")), 2);
    assert_int_equal(times_shown(&r, &f, STR("30,00%")), 2);
    assert_int_equal(times_shown(&r, &f, STR("7,00%")), 1);
    assert_int_equal(times_shown(&r, &f, STR("3,00%")), 1);
    arena_free(r.a);
}

static void test_formula_of_a_rule(void **state) {
    (void)state;
    Report r = report("n;a;b;c\nS;4;1;\n",
                      "'kolom_turunan':{'d':{'naik':{'rumus':'pertumbuhan(a, b)','judul':'Naik','format':'persen(2)'}}}",
                      "{{ rumus('d.naik') }}\n");
    Found f = drawings(&r);
    assert_string_equal(str_cstr(r.a, f.items[0]->elem->alt), "Naik = (b − a) / a × 100%");
    assert_int_equal(times_shown(&r, &f, STR("b − a")), 1);
    assert_int_equal(times_shown(&r, &f, STR("a")), 1);
    arena_free(r.a);
}

static void test_formula_unknown(void **state) {
    (void)state;
    Report r = report("n;a;b;c\nS;4;1;\n", "'angka':{'sisa':{'rumus':'jumlah(d.a)'}}", "{{ rumus('siso') }}\n");
    assert_null(r.doc);
    assert_true(str_find(messages(&r), STR("sisa"), 0) != SIZE_MAX);
    arena_free(r.a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths), cmocka_unit_test(test_words), cmocka_unit_test(test_labels), cmocka_unit_test(test_slices),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_tree_words), cmocka_unit_test(test_tree_refused),
        cmocka_unit_test(test_tree_pages), cmocka_unit_test(test_tree_grows), cmocka_unit_test(test_levels),
        cmocka_unit_test(test_formula), cmocka_unit_test(test_formula_of_a_rule), cmocka_unit_test(test_formula_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
