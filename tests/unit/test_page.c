/* Pages from blocks made by hand. A page's text area is 300 pt high: 25 lines of 12 pt. */
#include "table_kit.h"

static Kit *k;

static int set_up(void **state) {
    (void)state;
    k = kit_new();
    return k->setter ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    kit_free(k);
    return 0;
}

static bool forget_page(void *self, const Page *page) {
    (void)self;
    (void)page;
    return true;
}

static void assert_run(const Block *blocks, size_t count) {
    if (!kit_run_blocks(k, blocks, count)) fail_msg("%s", said(k->arena, k->diags));
    assert_int_equal(k->delivered, k->page_count);
}

/* ---- prose ---- */

static void one_page(void **state) {
    (void)state;
    Block b[] = {kit_lines(k, "a", 3), kit_lines(k, "b", 2)};
    assert_run(b, 2);
    assert_int_equal(k->page_count, 1);
    assert_string_equal(kit_content(k, 0), "a.1 a.2 a.3 b.1 b.2");
    assert_string_equal(str_cstr(k->arena, k->pages[0].page.label), "1");
    const Item *first = kit_find(k, 0, "a.1"), *second = kit_find(k, 0, "a.2");
    assert_int_equal(first->x, PT(50));
    assert_int_equal(second->y - first->y, PT(12));
    assert_true(first->y > PT(50) && first->y < PT(62));
}

/* Lines of two paragraphs against the page on which the last of the first, or the first of the
 * second, must come to stand. */
typedef struct Break { unsigned first, second; const char *text; int page; } Break;

static void widows_and_orphans(void **state) {
    (void)state;
    static const Break cases[] = {
        {20, 5, "b.5", 0},    /* 25 lines fill a page */
        {20, 6, "b.4", 0},    /* b.6 may not stand alone on the next page: b.5 goes along */
        {20, 6, "b.5", 1},
        {24, 4, "b.1", 1},    /* nor may b.1 stay alone */
        {23, 4, "b.2", 0},
        {23, 3, "b.1", 1},    /* of three lines no two can stay on either side */
        {26, 1, "a.24", 0},
        {26, 1, "a.25", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Block b[] = {kit_lines(k, "a", cases[i].first), kit_lines(k, "b", cases[i].second),
                     kit_lines(k, "c", 10)};
        assert_run(b, 3);
        if (kit_page_of(k, cases[i].text) != cases[i].page) {
            fail_msg("%u + %u lines: %s on page %d", cases[i].first, cases[i].second, cases[i].text,
                     kit_page_of(k, cases[i].text));
        }
    }
}

static const Item *lowest_text(size_t page) {
    const Item *lowest = NULL;
    for (size_t i = 0; i < k->pages[page].page.count; i++) {
        const Item *item = &k->pages[page].items[i];
        if (item->kind != ITEM_TEXT || !item->elem) continue;
        if (!lowest || item->y > lowest->y ||
            (item->y == lowest->y && item->x > lowest->x))
            lowest = item;
    }
    return lowest;
}

/* The last word of a page is whole, wherever in a paragraph the page ends. */
static void no_hyphen_at_a_pages_end(void **state) {
    (void)state;
    static const char prose[] =
        "Penyelenggaraan pemerintahan yang akuntabel merupakan sebuah keharusan yang perlu "
        "dilaksanakan dalam usaha mewujudkan visi dan misi pembangunan daerah serta aspirasi "
        "masyarakat dalam mencapai masa depan yang lebih baik. Berkaitan dengan hal itu, "
        "diperlukan pengembangan dan penerapan sistem pertanggungjawaban yang tepat, jelas dan "
        "terukur, sehingga penyelenggaraan pemerintahan dan pembangunan dapat berlangsung secara "
        "berdaya guna dan berhasil guna.";
    ParaStyle style = k->para;
    style.align = ALIGN_JUSTIFY;
    style.hyphenate = true;
    style.orphan = style.widow = 2;
    size_t hyphens = 0;
    for (Len narrower = 0; narrower < PT(150); narrower += PT(10)) {
        style.right_indent = narrower;
        for (unsigned lines = 12; lines < 23; lines++) {
            Block b[] = {kit_lines(k, "a", lines), kit_para(k, prose), kit_lines(k, "c", 12)};
            b[1].u.para.style = &style;
            assert_run(b, 3);
            assert_false(lowest_text(0)->u.text.soft_hyphen);
            for (size_t i = 0; i < k->pages[0].page.count; i++) {
                const Item *item = &k->pages[0].items[i];
                hyphens += item->kind == ITEM_TEXT && item->u.text.soft_hyphen;
            }
        }
    }
    assert_true(hyphens > 50);
}

/* Better a line less on the first page than a scrap on the last. */
static void no_scrap_at_the_end(void **state) {
    (void)state;
    Block b[] = {kit_lines(k, "a", 27)};
    assert_run(b, 1);
    assert_int_equal(kit_page_of(k, "a.24"), 0);
    assert_int_equal(kit_page_of(k, "a.25"), 1);
}

static void heading_never_last(void **state) {
    (void)state;
    ParaStyle *heading = kit_style(k);
    heading->keep_with_next = true;
    for (unsigned before = 18; before <= 26; before++) {
        Block b[] = {kit_lines(k, "a", before), kit_para(k, "Judul"), kit_lines(k, "b", 6)};
        b[1].u.para.style = heading;
        assert_run(b, 3);
        int page = kit_page_of(k, "Judul");
        assert_int_equal(kit_page_of(k, "b.1"), page);
        assert_int_equal(kit_page_of(k, "b.2"), page);
    }
}

static void introduction_stays_with_its_list(void **state) {
    (void)state;
    Block b[] = {kit_lines(k, "a", 24), kit_para(k, "Sasaran itu ialah:"), kit_lines(k, "b", 1)};
    assert_run(b, 3);
    assert_int_equal(kit_page_of(k, "Sasaran itu ialah:"), 1);
    b[1] = kit_para(k, "Sasaran itu sebagai berikut.");
    assert_run(b, 3);
    assert_int_equal(kit_page_of(k, "Sasaran itu sebagai berikut."), 0);
    b[2].u.para.mark = kit_run(k, k->arena, "1.");
    assert_run(b, 3);
    assert_int_equal(kit_page_of(k, "Sasaran itu sebagai berikut."), 1);
}

/* Only the heading has no room for two lines below it; what ends above it may stay. */
static void a_numbered_heading_takes_nothing_along(void **state) {
    (void)state;
    ParaStyle *heading = kit_style(k);
    heading->keep_with_next = true;
    Block b[] = {kit_lines(k, "a", 22), kit_para(k, "Akhir."), kit_para(k, "Judul"),
                 kit_lines(k, "b", 6)};
    b[2].u.para.style = heading;
    b[2].u.para.mark = kit_run(k, k->arena, "1.1.");
    assert_run(b, 4);
    assert_int_equal(kit_page_of(k, "Akhir."), 0);
    assert_int_equal(kit_page_of(k, "Judul"), 1);
}

static void groups_stay_together(void **state) {
    (void)state;
    for (unsigned before = 15; before <= 25; before++) {
        Block inside[] = {kit_lines(k, "b", 4), kit_lines(k, "c", 4)};
        Block b[] = {kit_lines(k, "a", before), {.kind = BLOCK_GROUP}};
        b[1].u.group.children = inside;
        b[1].u.group.count = 2;
        b[1].u.group.keep_together = true;
        assert_run(b, 2);
        assert_int_equal(kit_page_of(k, "b.1"), kit_page_of(k, "c.4"));
        assert_int_equal(kit_page_of(k, "b.1"), before <= 17 ? 0 : 1);
    }
}

static void signature_takes_lines_along(void **state) {
    (void)state;
    Block inside[] = {kit_lines(k, "ttd", 5)};
    Block b[] = {kit_lines(k, "a", 22), {.kind = BLOCK_SPACE}, {.kind = BLOCK_GROUP}};
    b[1].u.space.height = PT(24);
    b[2].u.group.children = inside;
    b[2].u.group.count = 1;
    b[2].u.group.keep_together = true;
    b[2].u.group.keep_lines_before = 2;
    assert_run(b, 3);
    assert_int_equal(kit_page_of(k, "ttd.1"), 1);
    assert_int_equal(kit_page_of(k, "a.22"), 1);
    assert_int_equal(kit_page_of(k, "a.21"), 1);
    assert_int_equal(kit_page_of(k, "a.20"), 0);
}

/* A list's last line does not stand alone on the next page where an item can keep it company. */
static void a_last_item_has_company(void **state) {
    (void)state;
    for (unsigned before = 19; before <= 24; before++) {
        Block b[6] = {kit_lines(k, "a", before)};
        for (size_t i = 1; i < 5; i++) {
            b[i] = kit_para(k, str_cstr(k->arena, str_printf(k->arena, "butir.%zu", i)));
            b[i].u.para.mark = kit_run(k, k->arena, "1.");
        }
        b[5] = kit_lines(k, "z", 8);
        assert_run(b, 6);
        assert_int_equal(kit_page_of(k, "butir.3"), kit_page_of(k, "butir.4"));
    }
}

/* Labels and their texts part like paragraphs: by lines, with neither widow nor orphan; a label stays
 * with its text, and what signs takes the last two lines along. */
static void labelled_text_parts_by_lines(void **state) {
    (void)state;
    static const struct { unsigned before, lines; const char *last; } cases[] = {
        {15, 20, "b.10"}, {20, 20, "b.5"}, {20, 6, "b.4"}, {23, 9, "b.2"}, {24, 9, "a.24"},
    };
    k->cell.pad_y = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        KitTable *t = kit_table(k, 2, 2);
        kit_set_row(t, &t->rows[0], ROW_BODY, "Menimbang\tb");
        kit_set_row(t, &t->rows[1], ROW_BODY, "Mengingat\tc");
        Block value = kit_lines(k, "b", cases[i].lines), table = kit_table_block(t);
        table.elem = NULL;
        table.u.table.outer = (RuleSpec){0};
        t->rows[0].cells[1].blocks = &value;
        Block b[] = {kit_lines(k, "a", cases[i].before), table};
        assert_run(b, 2);
        int first = cases[i].before > 23;
        assert_int_equal(kit_page_of(k, "b.1"), first);
        assert_int_equal(kit_page_of(k, "Menimbang"), first);
        assert_int_equal(kit_page_of(k, cases[i].last), 0);
        assert_int_equal(kit_page_of(k, "c"), 1);
        assert_int_equal(kit_find(k, 1, "Mengingat")->y, kit_find(k, 1, "c")->y);
    }
}

/* A figure that does not fit is overtaken by text, not by a heading, and not when it is led to. */
static void text_overtakes_a_figure(void **state) {
    (void)state;
    Block figure[] = {kit_lines(k, "gambar", 12)};
    Block b[] = {
        kit_lines(k, "a", 15), {.kind = BLOCK_GROUP}, kit_lines(k, "b", 20), kit_lines(k, "c", 3)};
    b[1].u.group.children = figure;
    b[1].u.group.count = 1;
    b[1].u.group.keep_together = true;
    assert_run(b, 4);
    assert_int_equal(kit_page_of(k, "b.1"), 1);
    b[1].label = STR("gambar-1");
    assert_run(b, 4);
    assert_string_equal(kit_content(k, 0),
                        "a.1 a.2 a.3 a.4 a.5 a.6 a.7 a.8 a.9 a.10 a.11 a.12 a.13 a.14 a.15 "
                        "b.1 b.2 b.3 b.4 b.5 b.6 b.7 b.8 b.9 b.10");
    assert_int_equal(kit_find(k, 1, "gambar.1")->y, kit_find(k, 0, "a.1")->y);
    assert_int_equal(kit_page_of(k, "c.3"), 1);

    ParaStyle *heading = kit_style(k);
    heading->keep_with_next = true;
    Block title = kit_para(k, "Judul");
    title.u.para.style = heading;
    Block stopped[] = {b[0], b[1], title, b[2]};
    assert_run(stopped, 4);
    assert_int_equal(kit_page_of(k, "Judul"), 1);
    Block led[] = {b[0], kit_para(k, "Lihat gambar berikut:"), b[1], b[2]};
    assert_run(led, 4);
    assert_int_equal(kit_page_of(k, "Lihat gambar berikut:"), 1);
}

/* It is put off to where a paragraph ends, if little more is left empty by that; the text that
 * overtakes it keeps its own distance, and the figure takes the larger one along. */
static void a_figure_put_off_parts_no_paragraph(void **state) {
    (void)state;
    ParaStyle *far = kit_style(k);
    far->space_after = PT(30);
    Block figure = kit_lines(k, "gambar", 12);
    figure.u.para.style = far;
    Block b[] = {kit_lines(k, "a", 15), {.kind = BLOCK_GROUP}, kit_lines(k, "b", 4),
                 kit_lines(k, "c", 4), kit_lines(k, "d", 6)};
    b[1].u.group.children = &figure;
    b[1].u.group.count = 1;
    b[1].u.group.keep_together = true;
    b[1].label = STR("gambar-1");
    assert_run(b, 5);
    assert_int_equal(kit_page_of(k, "c.4"), 0);
    assert_int_equal(kit_page_of(k, "d.1"), 1);
    assert_int_equal(kit_find(k, 0, "b.1")->y - kit_find(k, 0, "a.15")->y, PT(12));
    assert_int_equal(kit_find(k, 1, "d.1")->y - kit_find(k, 1, "gambar.12")->y, PT(12 + 30));
    b[3] = kit_lines(k, "c", 10);
    assert_run(b, 5);
    assert_int_equal(kit_page_of(k, "c.6"), 0);       /* nothing else would fill the page */
    assert_int_equal(kit_page_of(k, "c.7"), 1);
}

/* ---- spaces ---- */

static void spaces_collapse_and_vanish(void **state) {
    (void)state;
    ParaStyle *style = kit_style(k);
    style->space_before = PT(6);
    style->space_after = PT(10);
    Block b[] = {kit_lines(k, "a", 1), kit_lines(k, "b", 1), kit_lines(k, "c", 1)};
    b[1].u.para.style = style;
    assert_run(b, 3);
    assert_int_equal(kit_find(k, 0, "b.1")->y - kit_find(k, 0, "a.1")->y, PT(12 + 6));
    assert_int_equal(kit_find(k, 0, "c.1")->y - kit_find(k, 0, "b.1")->y, PT(12 + 10));

    Block full[] = {kit_lines(k, "a", 25), kit_lines(k, "b", 6)};
    full[1].u.para.style = style;
    assert_run(full, 2);
    assert_int_equal(kit_find(k, 1, "b.1")->y, kit_find(k, 0, "a.1")->y);
}

/* Spaces between paragraphs grow by a quarter at most, and only to fill a page. */
static void spaces_fill_the_page(void **state) {
    (void)state;
    ParaStyle *style = kit_style(k);
    style->space_before = PT(6);
    Block b[12];
    for (int i = 0; i < 12; i++) {
        b[i] = kit_lines(k, str_cstr(k->arena, str_printf(k->arena, "p%d", i)), 3);
        b[i].u.para.style = style;
    }
    /* Seven paragraphs take 7 * 36 + 7 * 6 = 294 of 306 pt (a section keeps its first space). Nine
     * of the twelve that are left could come from six spaces that grow by 1.5 pt: too little, so
     * none grows. */
    k->setup.bottom = PT(44);
    assert_run(b, 12);
    assert_int_equal(kit_find(k, 0, "p1.1")->y - kit_find(k, 0, "p0.3")->y, PT(12 + 6));
    k->setup.bottom = PT(50);             /* six pt are left: one for each space */
    assert_run(b, 12);
    assert_int_equal(kit_page_of(k, "p6.3"), 0);
    assert_int_equal(kit_page_of(k, "p7.1"), 1);
    assert_int_equal(kit_find(k, 0, "p1.1")->y - kit_find(k, 0, "p0.3")->y, PT(12 + 7));
    assert_int_equal(kit_find(k, 1, "p8.1")->y - kit_find(k, 1, "p7.3")->y, PT(12 + 6));
}

static void too_many_pages(void **state) {
    (void)state;
    size_t count = 2 * (limit_rows[LIMIT_PAGES].usual + 5);
    Block *b = arena_array(k->arena, count, sizeof *b);
    Block para = kit_para(k, "halaman");
    for (size_t i = 0; i < count; i += 2) {
        b[i] = para;
        b[i + 1] = (Block){.kind = BLOCK_PAGE_BREAK};
    }
    Block section = kit_section(k, &k->setup, b, count);
    Doc doc = {.root = k->root, .blocks = &section, .block_count = 1};
    PageSink sink = {k, NULL, NULL};
    sink.page = forget_page;
    sink.close = kit_close;
    assert_false(page_all(k->setter, k->arena, &doc, &sink, NULL, NULL, k->diags));
    SAYS(k->arena, k->diags, "melebihi 100000 halaman");
}

static void cover_shares_what_is_left(void **state) {
    (void)state;
    Block b[] = {{.kind = BLOCK_SPACE},
                 kit_lines(k, "atas", 1),
                 {.kind = BLOCK_SPACE},
                 kit_lines(k, "bawah", 1)};
    b[0].u.space.fill = 1;
    b[2].u.space.fill = 2;
    assert_run(b, 4);
    assert_int_equal(k->page_count, 1);
    /* 300 - 24 = 276 pt are left: 92 above, 184 between. */
    const Item *top = kit_find(k, 0, "atas.1"), *bottom = kit_find(k, 0, "bawah.1");
    assert_int_equal(bottom->y - top->y, PT(12 + 184));
    Block plain = kit_lines(k, "polos", 1);
    assert_run(&plain, 1);
    assert_int_equal(top->y - kit_find(k, 0, "polos.1")->y, PT(92));
}

static void short_pages_stand_as_said(void **state) {
    (void)state;
    Block b[] = {kit_lines(k, "a", 5)};
    assert_run(b, 1);
    Len top = kit_find(k, 0, "a.1")->y;
    k->setup.valign = VALIGN_MIDDLE;
    assert_run(b, 1);
    assert_int_equal(kit_find(k, 0, "a.1")->y - top, PT(120));
    k->setup.valign = VALIGN_BOTTOM;
    assert_run(b, 1);
    assert_int_equal(kit_find(k, 0, "a.1")->y - top, PT(240));
}

/* ---- numbers and references ---- */

static void labels(void **state) {
    (void)state;
    typedef struct Case {
        Numbering numbering;
        const char *prefix;
        unsigned number;
        const char *label;
    } Case;
    static const Case cases[] = {
        {NUMBER_ARABIC, "", 12, "12"},
        {NUMBER_ROMAN_SMALL, "", 4, "iv"},
        {NUMBER_ROMAN, "", 1994, "MCMXCIV"},
        {NUMBER_ROMAN_SMALL, "", 38, "xxxviii"},
        {NUMBER_ARABIC, "Lampiran-", 3, "Lampiran-3"},
        {NUMBER_LETTER, "", 26, "z"},
        {NUMBER_LETTER_BIG, "", 28, "BB"},
        {NUMBER_NONE, "", 7, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        k->setup.numbering = cases[i].numbering;
        k->setup.label_prefix = str_of(cases[i].prefix);
        Block *b = arena_array(k->arena, 2 * cases[i].number, sizeof *b);
        for (unsigned n = 0; n < cases[i].number; n++) {
            b[2 * n] = kit_para(k, "halaman");
            b[2 * n + 1] = (Block){.kind = BLOCK_PAGE_BREAK};
        }
        assert_run(b, 2 * cases[i].number);
        assert_int_equal(k->page_count, cases[i].number);
        Str label = k->pages[cases[i].number - 1].page.label;
        assert_string_equal(str_cstr(k->arena, label), cases[i].label);
    }
}

static Block reference(const char *target, Len room) {
    Block b = kit_para(k, "Isi");
    Run *runs = arena_array(k->arena, 2, sizeof *runs);
    runs[0] = b.u.para.runs[0];
    runs[1] =
        (Run){.kind = RUN_PAGE_REF, .target = str_of(target), .width = room, .style = &k->text};
    b.u.para.runs = runs;
    b.u.para.run_count = 2;
    return b;
}

static void references_forward_and_back(void **state) {
    (void)state;
    PageSetup front = k->setup, body = k->setup;
    front.numbering = NUMBER_ROMAN_SMALL;
    body.restart = true;
    Block first[] = {reference("bab2", PT(30)), reference("depan", PT(30))};
    first[0].label = STR("depan");
    Block second[] = {kit_lines(k, "a", 30), kit_lines(k, "b", 1)};
    second[1].label = STR("bab2");
    second[1].bookmark = STR("Bab II");
    second[1].bookmark_level = 1;
    Block sections[] = {kit_section(k, &front, first, 2), kit_section(k, &body, second, 2)};
    if (!kit_run_sections(k, sections, 2)) fail_msg("%s", said(k->arena, k->diags));
    assert_int_equal(k->page_count, 3);
    assert_string_equal(kit_content(k, 0), "Isi 2 Isi i");
    assert_string_equal(str_cstr(k->arena, k->pages[2].page.label), "2");
    size_t anchors = 0;
    for (size_t i = 0; i < k->pages[2].page.count; i++) {
        const Item *item = &k->pages[2].items[i];
        if (item->kind == ITEM_ANCHOR && str_is(item->u.anchor.bookmark, "Bab II")) anchors++;
    }
    assert_int_equal(anchors, 1);
}

static Len right_of(const Item *item) {
    return item->x + item->width;
}

/* Room for a wide label is kept while a line is set; what the label leaves of it is seen nowhere. */
static void references_leave_no_gap(void **state) {
    (void)state;
    const Len room = PT(40);
    static const Align aligns[] = {ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_JUSTIFY};
    for (size_t i = 0; i < sizeof aligns / sizeof *aligns; i++) {
        ParaStyle style = k->para;
        style.align = aligns[i];
        style.stretch = 100;
        style.shrink = 30;
        Run runs[] = {
            {.kind = RUN_TEXT, .text = STR("Uraian pada halaman "), .style = &k->text},
            {.kind = RUN_PAGE_REF, .target = STR("bab"), .width = room, .style = &k->text},
            {.kind = RUN_TEXT, .text = STR(" dan pada halaman-halaman sesudahnya memuat rincian "
                                           "menurut urutan yang sama dengan di atas."),
             .style = &k->text},
        };
        Block b[] = {kit_para(k, "x"), kit_lines(k, "a", 1)};
        b[0].u.para = (Para){.style = &style, .runs = runs, .run_count = 3};
        b[1].label = STR("bab");
        assert_run(b, 2);
        const Item *before = kit_find(k, 0, "Uraian pada halaman"), *label = kit_find(k, 0, "1");
        assert_non_null(before);
        assert_non_null(label);
        assert_int_equal(label->x, right_of(before));
        const Item *link = label + 1, *after = label + 2;
        assert_int_equal(link->kind, ITEM_LINK);
        assert_int_equal(link->x, label->x);
        assert_int_equal(link->width, label->width);
        assert_int_equal(after->kind, ITEM_TEXT);
        assert_int_equal(after->y, label->y);
        assert_int_equal(after->x, right_of(label));
        Len left = k->setup.left, right = k->setup.width - k->setup.right;
        bool at_left = aligns[i] == ALIGN_LEFT || aligns[i] == ALIGN_JUSTIFY;
        if (at_left) assert_int_equal(before->x, left);
        if (aligns[i] == ALIGN_RIGHT) assert_int_equal(right_of(after), right);
        if (aligns[i] == ALIGN_CENTRE)
            assert_in_range(before->x - left + 2 - (right - right_of(after)), 0, 4);
        if (aligns[i] != ALIGN_JUSTIFY) continue;
        assert_in_range(right_of(after), right - 1, right + 1);
        Len apart = after->u.text.space_extra - before->u.text.space_extra;
        assert_in_range(apart + 2, 0, 4);
    }
}

static void reference_without_target(void **state) {
    (void)state;
    Block b[] = {reference("bab-dua", PT(30)), kit_lines(k, "a", 1)};
    b[1].label = STR("bab-tua");
    assert_false(kit_run_blocks(k, b, 2));
    SAYS(k->arena, k->diags, "'bab-dua'", "tidak mempunyai tujuan", "\"bab-tua\"");
}

static void margins_name_page_and_last_page(void **state) {
    (void)state;
    Para centre = {.style = &k->para};
    Run runs[] = {
        {.kind = RUN_PAGE_REF, .target = STR(TARGET_THIS_PAGE), .style = &k->text, .width = PT(20)},
        {.kind = RUN_TEXT, .text = STR(" dari "), .style = &k->text},
        {.kind = RUN_PAGE_REF, .target = STR(TARGET_LAST_PAGE), .style = &k->text, .width = PT(20)},
    };
    centre.runs = runs;
    centre.run_count = 3;
    Marginal footer = {.centre = &centre, .distance = PT(20), .rule = {500, {0, 0, 0, false}}};
    k->setup.footer = &footer;
    Block b[] = {kit_lines(k, "a", 60)};
    assert_run(b, 1);
    assert_int_equal(k->page_count, 3);
    assert_null(kit_find(k, 0, "1 dari 3"));              /* not on the first page of a section */
    const Item *text = kit_find(k, 1, "2 dari 3");
    assert_non_null(text);
    assert_null(text->elem);
    assert_int_equal(text->artifact, ARTIFACT_PAGINATION);
    assert_int_equal(text->y, PT(380));
    assert_true(text->x > PT(150) && text->x + text->width < PT(250));
    footer.on_first = true;
    assert_run(b, 1);
    assert_non_null(kit_find(k, 0, "1 dari 3"));
}

/* Texts that would meet are broken, the longer one, and those beside one in the middle. */
static void margins_keep_apart(void **state) {
    (void)state;
    static const struct { const char *left, *centre, *right; bool broken_left, broken_right; } cases[] = {
        {"Rencana aksi", "", "Dinas", false, false},
        {"Perencanaan Kinerja Tahun Anggaran Berjalan dan Berikutnya", "", "Dinas", true, false},
        {"Dinas", "", "Perencanaan Kinerja Tahun Anggaran Berjalan dan Berikutnya", false, true},
        {"Rencana Aksi Kinerja Kementerian", "17", "", true, false},
        {"Rencana Aksi", "17", "Rencana Aksi Kinerja Kementerian", false, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *texts[] = {cases[i].left, cases[i].centre, cases[i].right};
        Para paras[3];
        for (size_t n = 0; n < 3; n++) paras[n] = kit_para(k, texts[n]).u.para;
        Marginal footer = {.left = &paras[0], .centre = &paras[1], .right = &paras[2],
                           .distance = PT(40), .on_first = true};
        if (!*texts[1]) footer.centre = NULL;
        if (!*texts[2]) footer.right = NULL;
        k->setup.footer = &footer;
        Block b[] = {kit_lines(k, "a", 3)};
        assert_run(b, 1);
        assert_int_equal(kit_find(k, 0, texts[0]) == NULL, cases[i].broken_left);
        if (*texts[2]) assert_int_equal(kit_find(k, 0, texts[2]) == NULL, cases[i].broken_right);
        const Item *items = k->pages[0].items;
        for (size_t n = 0; n < k->pages[0].page.count; n++) {
            for (size_t m = n + 1; m < k->pages[0].page.count; m++) {
                if (items[n].kind != ITEM_TEXT || items[m].kind != ITEM_TEXT) continue;
                if (items[n].y != items[m].y) continue;
                bool apart = items[n].x + items[n].width <= items[m].x || items[m].x + items[m].width <= items[n].x;
                if (!apart) fail_msg("case %zu", i);
            }
        }
    }
}

/* The stamp's lower edge is as far from the paper's as asked, on the first page as on the others. */
static void a_stamp_stands_on_every_page(void **state) {
    (void)state;
    Draw draws[] = {
        {.kind = DRAW_RECT, .x = {0, PT(30)}, .y = {0, PT(10)}},
        {.kind = DRAW_PAINT, .fill = {.none = true}, .line_width = 500},
    };
    Block stamp = {.kind = BLOCK_DRAWING};
    stamp.u.drawing.items = draws;
    stamp.u.drawing.count = 2;
    stamp.u.drawing.width = PT(30);
    stamp.u.drawing.height = PT(10);
    k->setup.stamp = &stamp;
    k->setup.stamp_distance = PT(5);
    Block b[] = {kit_lines(k, "a", 60)};
    assert_run(b, 1);
    assert_int_equal(k->page_count, 3);
    for (size_t page = 0; page < k->page_count; page++) {
        const Item *path = NULL;
        for (size_t i = 0; i < k->pages[page].page.count; i++)
            if (k->pages[page].items[i].kind == ITEM_PATH) path = &k->pages[page].items[i];
        assert_non_null(path);
        assert_int_equal(path->artifact, ARTIFACT_PAGINATION);
        assert_int_equal(path->y + path->height, k->setup.height - PT(5));
    }
}

/* ---- footnotes ---- */

static Block with_note(const char *text, const Block *note) {
    Block b = kit_para(k, text);
    Run *runs = arena_array(k->arena, 2, sizeof *runs);
    runs[0] = b.u.para.runs[0];
    runs[1] = (Run){.kind = RUN_FOOTNOTE, .text = STR("1"), .style = &k->text, .note = note};
    b.u.para.runs = runs;
    b.u.para.run_count = 2;
    return b;
}

static void footnotes_stand_below_their_line(void **state) {
    (void)state;
    Block note = kit_lines(k, "catatan", 2);
    for (unsigned before = 15; before < 30; before++) {
        Block b[] = {kit_lines(k, "a", before), with_note("bertanda", &note),
                     kit_lines(k, "b", 10)};
        assert_run(b, 3);
        int page = -1;
        for (size_t p = 0; p < k->page_count; p++) {
            for (size_t i = 0; i < k->pages[p].page.count; i++) {
                const Item *item = &k->pages[p].items[i];
                if (item->kind == ITEM_TEXT && str_starts(item->u.text.text, STR("bertanda"))) {
                    page = (int)p;
                }
            }
        }
        assert_int_equal(kit_page_of(k, "catatan.1"), page);
        assert_int_equal(kit_page_of(k, "catatan.2"), page);
        const Item *last = kit_find(k, (size_t)page, "catatan.2");
        assert_true(last->y > PT(336) && last->y < PT(350));      /* at the foot of the text area */
        Len bottom = kit_find(k, (size_t)page, "catatan.1")->y - PT(10);
        for (size_t i = 0; i < k->pages[page].page.count; i++) {
            const Item *item = &k->pages[page].items[i];
            if (item->kind == ITEM_TEXT && !str_starts(item->u.text.text, STR("catatan"))) {
                assert_true(item->y < bottom);
            }
        }
    }
}

static void a_long_footnote_goes_on(void **state) {
    (void)state;
    Block note = kit_lines(k, "catatan", 60);
    Block b[] = {kit_lines(k, "a", 10), with_note("bertanda", &note), kit_lines(k, "b", 40)};
    assert_run(b, 3);
    for (unsigned i = 1; i <= 60; i++) {
        const char *text = str_cstr(k->arena, str_printf(k->arena, "catatan.%u", i));
        size_t times = 0;
        for (size_t p = 0; p < k->page_count; p++) times += kit_find(k, p, text) != NULL;
        assert_int_equal(times, 1);
    }
    for (size_t p = 0; p < k->page_count; p++) {
        for (size_t i = 0; i < k->pages[p].page.count; i++) {
            if (k->pages[p].items[i].kind == ITEM_TEXT) {
                assert_true(k->pages[p].items[i].y <= PT(350));
            }
        }
    }
}

/* ---- by chance ---- */

enum { CHANCES = 300, MOST_BLOCKS = 60 };

typedef struct Chance {
    Dice dice;
    Block blocks[MOST_BLOCKS];
    unsigned lines[MOST_BLOCKS];          /* of a paragraph "pN"; 0: something else */
    bool heading[MOST_BLOCKS];
    size_t count;
} Chance;

static Block chance_table(Chance *c, size_t n) {
    size_t rows = 1 + dice(&c->dice, dice(&c->dice, 2) ? 4 : 40);
    KitTable *t = kit_table(k, 2, rows);
    for (size_t r = 0; r < rows; r++) {
        kit_set_row(t, &t->rows[r], ROW_BODY,
                    str_cstr(k->arena, str_printf(k->arena, "t%zu.%zu\tx", n, r)));
    }
    return kit_table_block(t);
}

static void chance_block(Chance *c, size_t n, const ParaStyle *heading, const Block *note) {
    const char *name = str_cstr(k->arena, str_printf(k->arena, "p%zu", n));
    uint32_t kind = dice(&c->dice, 20);
    if (kind == 0) {
        c->blocks[n] = chance_table(c, n);
    } else if (kind == 1) {
        c->blocks[n] = (Block){.kind = BLOCK_SPACE};
        c->blocks[n].u.space.height = PT((Len)dice(&c->dice, 60));
    } else if (kind == 2) {
        c->blocks[n] = with_note(name, note);
    } else if (kind == 3 && dice(&c->dice, 4) == 0) {
        c->blocks[n] = (Block){.kind = BLOCK_PAGE_BREAK};
    } else if (kind < 7 && n + 1 < c->count) {
        c->blocks[n] = kit_lines(k, name, 1);
        c->blocks[n].u.para.style = heading;
        c->heading[n] = true;
        c->lines[n] = 1;
    } else {
        c->lines[n] = 1 + dice(&c->dice, dice(&c->dice, 5) ? 9 : 50);
        c->blocks[n] = kit_lines(k, name, c->lines[n]);
    }
}

static int page_of_line(size_t block, unsigned line) {
    return kit_page_of(k, str_cstr(k->arena, str_printf(k->arena, "p%zu.%u", block, line)));
}

static void check_para(const Chance *c, size_t n, uint64_t seed) {
    int page = -1, before = -1;
    unsigned here = 0;
    for (unsigned i = 1; i <= c->lines[n]; i++, before = page) {
        page = page_of_line(n, i);
        if (page < 0) fail_msg("seed %llu: p%zu.%u is lost", (unsigned long long)seed, n, i);
        assert_true(page >= before);
        bool broken = before >= 0 && page != before;
        if (broken && here < 2) {
            fail_msg("seed %llu: an orphan of p%zu", (unsigned long long)seed, n);
        }
        here = broken ? 1 : here + 1;
        if (i == c->lines[n] && here < 2 && i > 1) {
            fail_msg("seed %llu: a widow of p%zu", (unsigned long long)seed, n);
        }
    }
}

static void check_heading(const Chance *c, size_t n, uint64_t seed) {
    if (!c->heading[n] || n + 1 == c->count || !c->lines[n + 1]) return;
    if (page_of_line(n, 1) != page_of_line(n + 1, 1)) {
        fail_msg("seed %llu: p%zu stands last", (unsigned long long)seed, n);
    }
}

static void documents_of_chance(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CHANCES; seed++) {
        Kit *before = k;
        k = kit_new();
        ParaStyle *heading = kit_style(k);
        heading->keep_with_next = true;
        heading->space_before = PT(14);
        heading->space_after = PT(4);
        k->para.space_after = PT(3);
        Block note = kit_lines(k, "n", 2);
        Chance c = {.dice = {seed * 104729}};
        k->setup.height = PT(250) + PT((Len)dice(&c.dice, 600));
        c.count = 2 + dice(&c.dice, MOST_BLOCKS - 2);
        for (size_t n = 0; n < c.count; n++) chance_block(&c, n, heading, &note);
        assert_run(c.blocks, c.count);
        for (size_t p = 0; p < k->page_count; p++) kit_check_page(k, p, seed);
        for (size_t n = 0; n < c.count; n++) {
            check_para(&c, n, seed);
            check_heading(&c, n, seed);
        }
        kit_free(k);
        k = before;
    }
}

/* Front and back: backs have the margins mirrored, a section opens on the side it asks for with a
 * blank page before it that carries nothing, numbers go on over it. */
static void both_sides_of_the_paper(void **state) {
    (void)state;
    PageSetup one = k->setup, two = k->setup;
    one.duplex = two.duplex = true;
    one.left = two.left = PT(80);
    one.right = two.right = PT(40);
    one.numbering = two.numbering = NUMBER_ARABIC;
    two.opens = SIDE_LEFT;
    const Block next_page = {.kind = BLOCK_PAGE_BREAK};
    Block first[] = {kit_lines(k, "a", 1), next_page, kit_lines(k, "b", 1), next_page,
                     kit_lines(k, "c", 1)};
    Block second[] = {kit_lines(k, "d", 1)}, third[] = {kit_lines(k, "e", 1)};
    Block sections[] = {kit_section(k, &one, first, 5), kit_section(k, &two, second, 1),
                        kit_section(k, &two, third, 1)};
    assert_true(kit_run_sections(k, sections, 3));
    static const struct { const char *text; int page; Len x; } lines[] = {
        {"a.1", 0, PT(80)}, {"b.1", 1, PT(40)}, {"c.1", 2, PT(80)}, {"d.1", 3, PT(40)}, {"e.1", 5, PT(40)},
    };
    assert_int_equal(k->page_count, 6);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(kit_page_of(k, lines[i].text), lines[i].page);
        assert_int_equal(kit_find(k, (size_t)lines[i].page, lines[i].text)->x, lines[i].x);
    }
    assert_int_equal(k->pages[4].page.count, 0);
    assert_true(str_is(k->pages[5].page.label, "6"));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(one_page),
        TEST(widows_and_orphans),
        TEST(no_hyphen_at_a_pages_end),
        TEST(no_scrap_at_the_end),
        TEST(heading_never_last),
        TEST(introduction_stays_with_its_list),
        TEST(a_numbered_heading_takes_nothing_along),
        TEST(groups_stay_together),
        TEST(signature_takes_lines_along),
        TEST(a_last_item_has_company),
        TEST(labelled_text_parts_by_lines),
        TEST(text_overtakes_a_figure),
        TEST(a_figure_put_off_parts_no_paragraph),
        TEST(spaces_collapse_and_vanish),
        TEST(spaces_fill_the_page),
        TEST(too_many_pages),
        TEST(cover_shares_what_is_left),
        TEST(short_pages_stand_as_said),
        TEST(labels),
        TEST(references_forward_and_back),
        TEST(references_leave_no_gap),
        TEST(reference_without_target),
        TEST(margins_name_page_and_last_page),
        TEST(margins_keep_apart),
        TEST(a_stamp_stands_on_every_page),
        TEST(footnotes_stand_below_their_line),
        TEST(a_long_footnote_goes_on),
        TEST(both_sides_of_the_paper),
        TEST(documents_of_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
