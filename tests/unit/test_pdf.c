/* The PDF painter on pages made by hand, read back with qpdf and poppler. */
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
    hand_text(h, NULL, h->serif, PT(9), PT(290), PT(810), "2")->artifact = ARTIFACT_PAGINATION;
    return hand_page(h, 2, "", NUMBER_ARABIC, 2);
}

static const struct Attachment sources[] = {
    {STR("laporan.json"), STR("application/json"), STR("{\"tahun\": 2023}"), STR("Laporan"), false},
    {STR("data/pagu.csv"), STR("text/csv"), STR("program;pagu\nPembinaan;1\n"), STR("Pagu"), true},
};

static Doc specimen_doc(Hand *h) {
    return (Doc){.info = {.title = STR("Laporan Kinerja & Capaian \xE2\x80\x93 2023"), .author = STR("Dinas <Contoh>"),
                          .subject = STR("Tahun 2023"), .keywords = STR("LKjIP"), .creator = STR("lakip"),
                          .language = STR("id-ID"), .year = 2023, .date = STR("2024-01-31")},
                 .root = h->root, .attachments = sources, .attachment_count = 2};
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

/* test_pdf LEVEL FILE writes the specimen, for tests/check_pdfa.sh. */
static int write_specimen(const char *level, const char *path) {
    Arena *a = arena_new();
    Diags *d;
    size_t i = 0;
    while (i < 5 && strcmp(level, level_names[i]) != 0) i++;
    bool good = i < 5 && paint_specimen(a, path, (PdfLevel)i, &d);
    if (!good && i < 5) fputs(said(a, d), stderr);
    arena_free(a);
    return !good;
}

int main(int argc, char **argv) {
    if (argc == 3) return write_specimen(argv[1], argv[2]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_at_every_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
