/* The PDF painter on pages made by hand, read back with qpdf and poppler. */
#include "pdf.h"
#include "said.h"
#include "specimen.h"

#include <unistd.h>

/* ---- the specimen: contents first in the document, last to be painted ---- */

static Elem *toc_line;

static Page contents_page(Hand *h) {
    Elem *part = hand_elem(h, ROLE_SECT, h->root), *toc = hand_elem(h, ROLE_TOC, part);
    Elem *item = hand_elem(h, ROLE_TOCI, toc), *ref = hand_elem(h, ROLE_REFERENCE, item);
    toc_line = hand_elem(h, ROLE_LINK, ref);
    Item *line = hand_text(h, toc_line, h->serif, PT(11), PT(72), PT(100), "BAB I PENDAHULUAN");
    hand_link(h, toc_line, line, "bab1", 7);
    Item *number = hand_text(h, toc_line, h->serif, PT(11), PT(500), PT(100), "1");
    hand_link(h, toc_line, number, "bab1", 7);
    return hand_page(h, 0, "", NUMBER_ROMAN_SMALL, 1);
}

static Page prose_page(Hand *h, Elem *chapter, Elem **tail) {
    hand_anchor(h, chapter, PT(60), "bab1", "BAB I PENDAHULUAN \xE2\x80\x94 umum", 1);
    Elem *head = hand_elem(h, ROLE_H1, chapter), *para = hand_elem(h, ROLE_P, chapter);
    hand_text(h, head, h->bold, PT(16), PT(72), PT(80), "BAB I (PENDAHULUAN) \\ fi");
    Item *line = hand_text(h, para, h->serif, PT(11), PT(72), PT(110), "Akuntabilitas AVATAR penyeleng-");
    line->u.text.soft_hyphen = true;
    line->u.text.space_extra = 1234;
    hand_text(h, para, h->serif, PT(11), PT(72), PT(125), "garaan pemerintahan, lihat ");
    Elem *link = hand_elem(h, ROLE_LINK, para);
    Item *address = hand_text(h, link, h->serif, PT(11), PT(200), PT(125), "situs resmi");
    hand_link(h, link, address, "https://contoh.go.id/sakip?a=(b)", 0);
    hand_text(h, para, h->cff, PT(11), PT(72), PT(140), "huruf CFF \xC3\xA9\xE2\x80\x9C\xE2\x80\x9D fl ffi.");
    Elem *list = hand_elem(h, ROLE_L, chapter);
    for (int i = 0; i < 2; i++) {
        Elem *li = hand_elem(h, ROLE_LI, list), *mark = hand_elem(h, ROLE_LBL, li);
        Elem *body = hand_elem(h, ROLE_LBODY, li);
        hand_text(h, mark, h->serif, PT(11), PT(72), PT(170 + 15 * i), i ? "2." : "1.");
        hand_text(h, body, h->serif, PT(11), PT(90), PT(170 + 15 * i), i ? "butir kedua" : "butir pertama");
    }
    *tail = hand_elem(h, ROLE_P, chapter);
    hand_text(h, *tail, h->serif, PT(11), PT(72), PT(700), "Alinea yang berlanjut ");
    hand_text(h, NULL, h->serif, PT(9), PT(290), PT(810), "1")->artifact = ARTIFACT_PAGINATION;
    return hand_page(h, 1, "", NUMBER_ARABIC, 1);
}

static const char *const cells[4][3] = {
    {"No.", "Program", "Pagu"}, {"1", "Pemberdayaan", "1.234.567"}, {"2", "Pembinaan", ""}, {"", "Jumlah", "1.234.567"},
};

/* A table: head, two rows (one with an empty cell), a total whose first cell spans two columns. */
static Elem *table(Hand *h, Elem *chapter, Elem **closed) {
    Elem *t = hand_elem(h, ROLE_TABLE, chapter), *caption = hand_elem(h, ROLE_CAPTION, t);
    hand_text(h, caption, h->serif, PT(10), PT(72), PT(200), "Tabel 1.1 Pagu");
    Elem *parts[3] = {hand_elem(h, ROLE_THEAD, t), hand_elem(h, ROLE_TBODY, t), hand_elem(h, ROLE_TFOOT, t)};
    for (int r = 0; r < 4; r++) {
        Elem *row = hand_elem(h, ROLE_TR, parts[r == 0 ? 0 : r == 3 ? 2 : 1]);
        if (r == 1) *closed = row;
        hand_fill(h, NULL, ARTIFACT_BACKGROUND, PT(72), PT(210 + 20 * r), PT(300), PT(20), r % 2 ? 255 : 230);
        for (int c = r == 3; c < 3; c++) {
            Elem *cell = hand_elem(h, ROLE_TD, row);
            if (r == 0 || (r == 3 && c == 1)) cell->role = ROLE_TH;
            if (cell->role == ROLE_TH) cell->scope = r == 0 ? SCOPE_COLUMN : SCOPE_ROW;
            if (r == 3 && c == 1) cell->col_span = 2;
            hand_fill(h, NULL, ARTIFACT_LAYOUT, PT(72 + 100 * c), PT(210 + 20 * r), PT(100), 500, 0);
            hand_fill(h, NULL, ARTIFACT_LAYOUT, PT(72 + 100 * c), PT(210 + 20 * r), 500, PT(20), 0);
            if (*cells[r][c]) hand_text(h, cell, h->serif, PT(10), PT(75 + 100 * c), PT(224 + 20 * r), cells[r][c]);
            else hand_item(h, ITEM_ANCHOR, cell, PT(75 + 100 * c), PT(224 + 20 * r));
        }
    }
    return t;
}

static const SignField signature_field = {STR("ttd-kepala"), STR("Tanda tangan elektronik (Kepala)"), NULL};

/* Twice the same official: two fields, two names. */
static void signatures(Hand *h, Elem *chapter) {
    static SignField fields[2];
    for (int i = 0; i < 2; i++) {
        fields[i] = signature_field;
        fields[i].elem = hand_elem(h, ROLE_FORM, chapter);
        Item *item = hand_item(h, ITEM_FIELD, fields[i].elem, PT(300), PT(500 + 80 * i));
        item->width = PT(120);
        item->height = PT(60);
        item->u.field = &fields[i];
    }
}

static Page table_page(Hand *h, Elem *chapter, Elem *tail, Elem **closed) {
    static const Draw drawing[] = {
        {.kind = DRAW_RECT, .x = {PT(10), PT(40)}, .y = {PT(10), PT(20)}},
        {.kind = DRAW_PAINT, .fill = {200, 100, 0, false}, .stroke = {0, 0, 0, false}, .line_width = 750},
        {.kind = DRAW_MOVE, .x = {0}, .y = {0}},
        {.kind = DRAW_CURVE, .x = {PT(10), PT(20), PT(30)}, .y = {PT(5), PT(25), PT(40)}},
        {.kind = DRAW_LINE, .x = {PT(60)}, .y = {PT(40)}},
        {.kind = DRAW_PAINT, .fill = {0, 0, 0, true}, .stroke = {0, 0, 90, false}, .line_width = 1000, .dashed = true},
    };
    hand_text(h, tail, h->serif, PT(11), PT(72), PT(80), "sampai halaman ini.");
    hand_anchor(h, NULL, PT(150), "rincian", "Rincian", 2);
    table(h, chapter, closed);
    Elem *figure = hand_elem(h, ROLE_FIGURE, chapter);
    figure->alt = STR("Bagan: garis naik");
    Item *path = hand_item(h, ITEM_PATH, figure, PT(72), PT(400));
    path->width = PT(60);
    path->height = PT(40);
    path->u.path.items = drawing;
    path->u.path.count = sizeof drawing / sizeof *drawing;
    hand_text(h, figure, h->serif, PT(8), PT(140), PT(410), "naik")->u.text.rotated = true;
    signatures(h, chapter);
    hand_text(h, NULL, h->serif, PT(9), PT(290), PT(810), "2")->artifact = ARTIFACT_PAGINATION;
    return hand_page(h, 2, "", NUMBER_ARABIC, 2);
}

static const struct Attachment sources[] = {
    {STR("laporan.json"), STR("application/json"), STR("{\"tahun\": 2023}"), STR("Laporan"), false},
    {STR("data/pagu.csv"), STR("text/csv"), STR("program;pagu\nPembinaan;1\n"), STR("Pagu"), true},
    {STR("data/\xC3\xA9.csv"), STR("text/csv"), STR("a\n1\n"), STR("Lain"), true},
};

static Doc specimen_doc(Hand *h) {
    return (Doc){.info = {.title = STR("Laporan Kinerja & Capaian \xE2\x80\x93 2023"), .author = STR("Dinas <Contoh>"),
                          .subject = STR("Tahun 2023"), .keywords = STR("LKjIP"), .creator = STR("lakip"),
                          .language = STR("id-ID"), .year = 2023, .date = STR("2024-01-31"),
                          .classification = STR("000.8.6"), .retention = STR("5 tahun")},
                 .root = h->root, .attachments = sources, .attachment_count = 3};
}

/* Paints the specimen: the contents page last. */
static bool paint_specimen(Arena *a, const char *path, PdfLevel level, Diags **said) {
    Hand *h = hand_new(a);
    Doc doc = specimen_doc(h);
    *said = h->diags;
    Output *out = output_open(a, path, h->diags);
    if (!out) return false;
    PdfPainter *p = pdf_begin(a, out, &doc, h->fonts, (PdfOptions){.level = level, .attach = true}, h->diags);
    PageSink sink = pdf_sink(p);
    Elem *closed = NULL;
    Elem *first = hand_elem(h, ROLE_SECT, h->root);      /* holds the contents, painted last */
    Elem *chapter = hand_elem(h, ROLE_SECT, h->root), *tail;
    Page page = prose_page(h, chapter, &tail);
    sink.page(sink.self, &page);
    page = table_page(h, chapter, tail, &closed);
    sink.page(sink.self, &page);
    sink.close(sink.self, closed);
    Elem *root = h->root;
    h->root = first;
    page = contents_page(h);
    h->root = root;
    sink.page(sink.self, &page);
    return pdf_end(p) && output_commit(out, h->diags);
}

/* ---- tests ---- */

static const char *const level_names[] = {"tidak", "1b", "2a", "2b", "3a"};

static int run(Arena *a, const char *format, const char *path) {
    Buf b = buf_new(a);
    buf_printf(&b, format, path);
    return system(buf_terminated(&b));
}

static void valid_at_every_level(void **state) {
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        Arena *a = arena_new();
        Diags *d;
        char path[] = "/tmp/lakip-test-XXXXXX";
        close(mkstemp(path));
        assert_true(paint_specimen(a, path, (PdfLevel)i, &d));
        assert_int_equal(run(a, "qpdf --check %s >/dev/null", path), 0);
        assert_int_equal(run(a, "! pdffonts %s | tail -n +3 | grep -v 'yes yes yes'", path), 0);
        unlink(path);
        arena_free(a);
    }
}

static Str slurp(Arena *a, const char *command_or_path, bool command) {
    FILE *f = command ? popen(command_or_path, "r") : fopen(command_or_path, "rb");
    Buf b = buf_new(a);
    char block[4096];
    size_t n;
    assert_non_null(f);
    while ((n = fread(block, 1, sizeof block, f)) > 0) buf_add(&b, block, n);
    if (command) assert_int_equal(pclose(f), 0);
    else fclose(f);
    return (Str){buf_terminated(&b), b.n};
}

static Str output_of(Arena *a, const char *format, const char *path) {
    Buf b = buf_new(a);
    buf_printf(&b, format, path);
    return slurp(a, buf_terminated(&b), true);
}

/* ---- spelling ---- */

static void lengths(void **state) {
    (void)state;
    static const struct { int64_t thousandths; const char *spelled; } cases[] = {
        {0, "0"}, {1, ".001"}, {20, ".02"}, {500, ".5"}, {1000, "1"}, {12340, "12.34"}, {-1, "-.001"}, {-250, "-.25"},
        {-1000, "-1"}, {100, ".1"}, {123456789, "123456.789"}, {INT64_MIN, "-9223372036854775.808"},
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf b = buf_new(a);
        put_len(&b, cases[i].thousandths);
        assert_string_equal(buf_terminated(&b), cases[i].spelled);
    }
    arena_free(a);
}

static void texts_and_names(void **state) {
    (void)state;
    static const struct { bool name; const char *utf8; Str spelled; } cases[] = {
        {false, "Laporan", STR("(Laporan)")},
        {false, "a(b)\\c", STR("(a\\(b\\)\\\\c)")},
        {false, "", STR("()")},
        {false, "\xC3\xA9", STR("(\xFE\xFF\x00\xE9)")},
        {false, "\xF0\x9F\x98\x80", STR("(\xFE\xFF\xD8\x3D\xDE\x00)")},
        {true, "text/csv", STR("/text#2Fcsv")},
        {true, "A B#(\xC3\xA9", STR("/A#20B#23#28#C3#A9")},
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf b = buf_new(a);
        if (cases[i].name) put_name(&b, str_of(cases[i].utf8));
        else put_text(&b, str_of(cases[i].utf8));
        assert_true(str_eq(buf_view(&b), cases[i].spelled));
    }
    /* U+2D28 and U+2E29: their bytes are a hyphen, parentheses and a full stop */
    Buf b = buf_new(a);
    put_text(&b, STR("\xE2\xB4\xA8\xE2\xB8\xA9"));
    assert_true(str_eq(buf_view(&b), STR("(\xFE\xFF\x2D\\(\x2E\\))")));
    /* U+0D0D: a bare carriage return would be read as a line feed */
    b = buf_new(a);
    put_text(&b, STR("\xE0\xB4\x8D"));
    assert_true(str_eq(buf_view(&b), STR("(\xFE\xFF\\r\\r)")));
    arena_free(a);
}

/* ---- whole files ---- */

static char *temporary(Arena *a) {
    char *path = str_cstr(a, STR("/tmp/lakip-test-XXXXXX"));
    close(mkstemp(path));
    return path;
}

static void same_bytes_every_time(void **state) {
    (void)state;
    Arena *a = arena_new();
    Str files[2];
    for (int i = 0; i < 2; i++) {
        Diags *d;
        char *path = temporary(a);
        assert_true(paint_specimen(a, path, PDF_A3A, &d));
        files[i] = slurp(a, path, false);
        unlink(path);
    }
    assert_true(str_eq(files[0], files[1]));
    arena_free(a);
}

static void text_is_the_source(void **state) {
    (void)state;
    Arena *a = arena_new();
    Diags *d;
    char *path = temporary(a);
    assert_true(paint_specimen(a, path, PDF_A3A, &d));
    Str text = output_of(a, "pdftotext -f 2 -l 2 %s -", path);
    assert_int_not_equal(str_find(text, STR("BAB I (PENDAHULUAN) \\ fi\n"), 0), SIZE_MAX);
    /* the hyphen at the line's end is soft: poppler hands out U+00AD, which joins the word again */
    assert_int_not_equal(str_find(text, STR("Akuntabilitas AVATAR penyeleng\xC2\xAD\ngaraan pemerintahan, lihat situs resmi\n"), 0), SIZE_MAX);
    assert_int_not_equal(str_find(text, STR("huruf CFF \xC3\xA9\xE2\x80\x9C\xE2\x80\x9D fl ffi.\n"), 0), SIZE_MAX);
    Str info = output_of(a, "pdfinfo %s", path);
    assert_int_not_equal(str_find(info, STR("Tagged:          yes"), 0), SIZE_MAX);
    assert_int_not_equal(str_find(info, STR("Laporan Kinerja & Capaian \xE2\x80\x93 2023"), 0), SIZE_MAX);
    unlink(path);
    arena_free(a);
}

static void sources_come_out_again(void **state) {
    (void)state;
    Arena *a = arena_new();
    Diags *d;
    char *path = temporary(a);
    assert_true(paint_specimen(a, path, PDF_A3A, &d));
    Str csv = output_of(a, "qpdf --show-attachment=data/pagu.csv %s", path);
    assert_true(str_eq(csv, sources[1].bytes));
    Str other = output_of(a, "qpdf --show-attachment=data/\xC3\xA9.csv %s", path);
    assert_true(str_eq(other, sources[2].bytes));
    /* in order by their bytes (ISO 32000-1, 7.9.6) as by their text: four names, all in UTF-16 */
    Str keys = output_of(a, "qpdf --qdf --object-streams=disable %s - | grep -a -A9 '/EmbeddedFiles' | grep -ac '<feff'", path);
    if (!str_is(keys, "4\n")) fail_msg("%.*s", STR_ARG(keys));
    Str list = output_of(a, "qpdf --show-attachment=lakip.manifest.json %s", path);
    /* sha256sum of "{\"tahun\": 2023}" */
    assert_int_not_equal(str_find(list, STR("6c9e42aff5406bf5cca61987f3e7b2f693a1d872c51d190499eb25a6727c6b89"), 0), SIZE_MAX);
    unlink(path);
    arena_free(a);
}

/* PDF/A's limit binds PDF/A alone: what the message advises must work. */
static void only_an_archive_counts_its_objects(void **state) {
    (void)state;
    static const struct { PdfLevel level; bool good; } lines[] = {{PDF_PLAIN, true}, {PDF_A3A, false}};
    for (size_t i = 0; i < 2; i++) {
        Arena *a = arena_new();
        Diags *d = diags_new(a, 0);
        Output *out = output_open(a, "/dev/null", d);
        PdfFile *f = pdf_file(a, out, pdf_rules(lines[i].level));
        pdf_taken(f, 8388609);
        assert_int_equal(pdf_finish(f, 1, 2), lines[i].good);
        arena_free(a);
    }
}

static void fields_wait_for_a_signer(void **state) {
    (void)state;
    Arena *a = arena_new();
    Diags *d;
    char *path = temporary(a);
    assert_true(paint_specimen(a, path, PDF_A3A, &d));
    Str form = output_of(a, "qpdf --json=2 --json-key=acroform %s", path);
    assert_int_not_equal(str_find(form, STR("\"fullname\": \"ttd-kepala\""), 0), SIZE_MAX);
    assert_int_not_equal(str_find(form, STR("\"fullname\": \"ttd-kepala-2\""), 0), SIZE_MAX);
    unlink(path);
    arena_free(a);
}

/* ---- places ---- */

typedef struct Sketch {       /* one page for one test */
    Arena *arena;
    Hand *hand;
    char *path;
} Sketch;

static Sketch sketch(void) {
    Arena *a = arena_new();
    return (Sketch){a, hand_new(a), temporary(a)};
}

static bool paint_sketch(Sketch *s, PdfLevel level) {
    Doc doc = {.info = {.title = STR("Uji"), .language = STR("id-ID")}, .root = s->hand->root};
    Page page = hand_page(s->hand, 0, "", NUMBER_ARABIC, 1);
    Output *out = output_open(s->arena, s->path, s->hand->diags);
    PdfPainter *p = pdf_begin(s->arena, out, &doc, s->hand->fonts, (PdfOptions){.level = level}, s->hand->diags);
    PageSink sink = pdf_sink(p);
    sink.page(sink.self, &page);
    return pdf_end(p) && output_commit(out, s->hand->diags);
}

static void drop(Sketch *s) {
    unlink(s->path);
    arena_free(s->arena);
}

/* xMin of each word as poppler finds it, in millionths of a point. */
static size_t word_places(Sketch *s, int64_t *out, size_t most) {
    Str boxes = output_of(s->arena, "pdftotext -bbox %s -", s->path);
    size_t n = 0;
    for (size_t at = 0; (at = str_find(boxes, STR("<word xMin=\""), at)) != SIZE_MAX && n < most; n++) {
        const char *p = boxes.p + at + 12;
        int64_t v = 0;
        for (; *p != '"'; p++) {
            if (*p != '.') v = v * 10 + (*p - '0');
        }
        out[n] = v;
        at += 12;
    }
    return n;
}

/* Justified, kerned words: each begins where the setter put it, within a hundredth of a point. */
static void words_stand_where_they_were_set(void **state) {
    (void)state;
    static const char line[] = "AVATAR Wakil Tuban To Ya. Pertanggungjawaban AVAV Tata VAT WAWA Ta. Yo. LTV akhir";
    Sketch s = sketch();
    Elem *p = hand_elem(s.hand, ROLE_P, s.hand->root);
    const Face *faces[] = {s.hand->serif, s.hand->bold, s.hand->cff};
    int64_t expected[64];
    size_t count = 0;
    for (int f = 0; f < 3; f++) {
        Item *i = hand_text(s.hand, p, faces[f], 11250, 60123, PT(100 + 30 * f), line);
        i->u.text.space_extra = 1777;
        int64_t units = 0, extra = 0;
        for (size_t g = 0; g < i->u.text.count; g++) {
            if (g == 0 || line[i->u.text.glyphs[g - 1].cluster] == ' ') {
                expected[count++] = (60123 + extra) * 1000 + units * 11250 * 1000 / face_upem(faces[f]);
            }
            units += i->u.text.glyphs[g].advance;
            if (line[i->u.text.glyphs[g].cluster] == ' ') extra += 1777;
        }
    }
    assert_true(paint_sketch(&s, PDF_A3A));
    int64_t found[64];
    assert_int_equal(word_places(&s, found, 64), count);
    for (size_t i = 0; i < count; i++) {
        int64_t off = found[i] - expected[i];
        if (off > 10000 || off < -10000) fail_msg("word %zu: %lld millionths of a point off", i, (long long)off);
    }
    drop(&s);
}

/* Rules of one table, cell by cell, in the content as few long ones. */
static void touching_rules_are_joined(void **state) {
    (void)state;
    Sketch s = sketch();
    for (int y = 0; y < 10; y++) {
        for (int x = 0; x < 5; x++) {
            hand_fill(s.hand, NULL, ARTIFACT_LAYOUT, PT(50 + 40 * x), PT(50 + 20 * y), PT(40), 500, 0);
            hand_fill(s.hand, NULL, ARTIFACT_LAYOUT, PT(50 + 40 * x), PT(50 + 20 * y), 500, PT(20), 0);
        }
    }
    hand_text(s.hand, hand_elem(s.hand, ROLE_P, s.hand->root), s.hand->serif, PT(10), PT(50), PT(40), "x");
    assert_true(paint_sketch(&s, PDF_A3A));
    Str content = output_of(s.arena, "qpdf --qdf --object-streams=disable %s - | grep -ac ' re$'", s.path);
    assert_string_equal(content.p, "15\n");      /* ten across, five down */
    drop(&s);
}

/* The span of an areas's fill must not hide a rule that was joined from above it. */
static void areas_lie_below_rules(void **state) {
    (void)state;
    Sketch s = sketch();
    for (int y = 0; y < 4; y++) {
        hand_fill(s.hand, NULL, ARTIFACT_LAYOUT, PT(100), PT(100 + 20 * y), PT(2), PT(20), 0);
        hand_fill(s.hand, NULL, ARTIFACT_BACKGROUND, PT(50), PT(100 + 20 * y), PT(200), PT(20), 200);
    }
    hand_text(s.hand, hand_elem(s.hand, ROLE_P, s.hand->root), s.hand->serif, PT(10), PT(50), PT(40), "x");
    assert_true(paint_sketch(&s, PDF_A3A));
    Str ppm = output_of(s.arena, "pdftoppm -gray -r 72 -x 101 -y 170 -W 1 -H 1 %s", s.path);
    assert_int_equal((unsigned char)ppm.p[ppm.n - 1], 0);
    drop(&s);
}

/* ---- what is said ---- */

static void a_link_without_a_target_is_an_error(void **state) {
    (void)state;
    Sketch s = sketch();
    Elem *link = hand_elem(s.hand, ROLE_LINK, hand_elem(s.hand, ROLE_P, s.hand->root));
    Item *words = hand_text(s.hand, link, s.hand->serif, PT(10), PT(50), PT(40), "lihat");
    hand_link(s.hand, link, words, "tabel-99", 1);
    assert_false(paint_sketch(&s, PDF_A3A));
    SAYS(s.arena, s.hand->diags, "galat", "\"tabel-99\"", "tidak punya tujuan");
    drop(&s);
}

/* Control characters, quotes and tags in metadata stay text. */
static void hostile_words_stay_words(void **state) {
    (void)state;
    Sketch s = sketch();
    Doc doc = {.info = {.title = STR("</rdf:li>&amp;<x>(\\)\r\n\x01\xEF\xBF\xBE"), .language = STR("id-ID")},
               .root = s.hand->root};
    hand_text(s.hand, hand_elem(s.hand, ROLE_P, s.hand->root), s.hand->serif, PT(10), PT(50), PT(40), ") Tj (\\");
    hand_anchor(s.hand, NULL, PT(40), "a", ")>>endobj", 1);
    Page page = hand_page(s.hand, 0, ")(", NUMBER_ARABIC, 1);
    Output *out = output_open(s.arena, s.path, s.hand->diags);
    PdfPainter *p = pdf_begin(s.arena, out, &doc, s.hand->fonts, (PdfOptions){.level = PDF_A3A}, s.hand->diags);
    PageSink sink = pdf_sink(p);
    sink.page(sink.self, &page);
    assert_true(pdf_end(p) && output_commit(out, s.hand->diags));
    assert_int_equal(run(s.arena, "qpdf --check %s >/dev/null", s.path), 0);
    assert_string_equal(output_of(s.arena, "pdftotext %s - | head -n 1", s.path).p, ") Tj (\\\n");
    Str title = output_of(s.arena, "pdfinfo %s | sed -n 's/^Title: *//p'", s.path);
    assert_true(str_starts(title, STR("</rdf:li>&amp;<x>(\\)")));
    drop(&s);
}

/* ---- many rows: packed objects in several streams ---- */

static bool paint_rows(Arena *a, const char *path, size_t rows) {
    Hand *h = hand_new(a);
    Doc doc = {.info = {.title = STR("Baris"), .language = STR("id-ID")}, .root = h->root};
    Output *out = output_open(a, path, h->diags);
    PdfPainter *p = pdf_begin(a, out, &doc, h->fonts, (PdfOptions){.level = PDF_A3A}, h->diags);
    PageSink sink = pdf_sink(p);
    Elem *t = hand_elem(h, ROLE_TABLE, h->root), *body = hand_elem(h, ROLE_TBODY, t), *closing[64];
    for (size_t r = 0, page = 0; r < rows; page++) {
        size_t n = 0;
        for (; n < 40 && r < rows; n++, r++) {
            closing[n] = hand_elem(h, ROLE_TR, body);
            for (int c = 0; c < 3; c++) {
                Elem *cell = hand_elem(h, c ? ROLE_TD : ROLE_TH, closing[n]);
                if (c == 0) cell->scope = SCOPE_ROW;
                Str text = str_printf(a, "%zu.%d", r, c);
                hand_text(h, cell, h->serif, PT(9), PT(50 + 100 * c), PT(50 + 15 * (int)n), text.p);
            }
        }
        Page sheet = hand_page(h, page, "", NUMBER_ARABIC, (unsigned)page + 1);
        sink.page(sink.self, &sheet);
        for (size_t i = 0; i < n; i++) sink.close(sink.self, closing[i]);
    }
    return pdf_end(p) && output_commit(out, h->diags);
}

/* test_pdf LEVEL FILE writes the specimen, test_pdf rows FILE a table of 3,000 rows, for
 * tests/check_pdfa.sh. */
static int write_specimen(const char *level, const char *path) {
    Arena *a = arena_new();
    Diags *d = NULL;
    size_t i = 0;
    while (i < 5 && strcmp(level, level_names[i]) != 0) i++;
    bool good = i < 5 ? paint_specimen(a, path, (PdfLevel)i, &d)
                      : strcmp(level, "rows") == 0 && paint_rows(a, path, 3000);
    if (!good && d) fputs(said(a, d), stderr);
    arena_free(a);
    return !good;
}

int main(int argc, char **argv) {
    if (argc == 3) return write_specimen(argv[1], argv[2]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths),
        cmocka_unit_test(texts_and_names),
        cmocka_unit_test(valid_at_every_level),
        cmocka_unit_test(same_bytes_every_time),
        cmocka_unit_test(text_is_the_source),
        cmocka_unit_test(sources_come_out_again),
        cmocka_unit_test(only_an_archive_counts_its_objects),
        cmocka_unit_test(fields_wait_for_a_signer),
        cmocka_unit_test(words_stand_where_they_were_set),
        cmocka_unit_test(touching_rules_are_joined),
        cmocka_unit_test(areas_lie_below_rules),
        cmocka_unit_test(a_link_without_a_target_is_an_error),
        cmocka_unit_test(hostile_words_stay_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
