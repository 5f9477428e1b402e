/* Tables from rows made by hand, and a great many from chance. */
#include "table_kit.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void assert_run(const Block *blocks, size_t count) {
    if (!kit_run_blocks(k, blocks, count)) fail_msg("%s", said(k->arena, k->diags));
    assert_int_equal(k->delivered, k->page_count);
}

static const char *format(const char *f, ...) __attribute__((format(printf, 1, 2)));
static const char *format(const char *f, ...) {
    va_list args;
    va_start(args, f);
    const char *s = str_cstr(k->arena, str_vprintf(k->arena, f, args));
    va_end(args);
    return s;
}

/* How often a text stands on all pages, as content or as artifact. */
static size_t times(const char *text, bool content) {
    size_t n = 0;
    for (size_t p = 0; p < k->page_count; p++) {
        for (size_t i = 0; i < k->pages[p].page.count; i++) {
            const Item *item = &k->pages[p].items[i];
            if (kit_text_is(item, text) && (item->elem != NULL) == content) n++;
        }
    }
    return n;
}

/* A table of `rows` one-line rows "r1.0 r1.1 ..." with a head "K0 K1 ...". */
static KitTable *plain(size_t columns, size_t rows) {
    KitTable *t = kit_table(k, columns, rows);
    KitRow head;
    Buf b = buf_new(k->arena);
    for (size_t c = 0; c < columns; c++) buf_printf(&b, "%sK%zu", c ? "\t" : "", c);
    kit_set_row(t, &head, ROW_HEAD, buf_terminated(&b));
    kit_head(t, &head, 1);
    for (size_t r = 0; r < rows; r++) {
        Buf row = buf_new(k->arena);
        for (size_t c = 0; c < columns; c++) buf_printf(&row, "%sr%zu.%zu", c ? "\t" : "", r, c);
        kit_set_row(t, &t->rows[r], ROW_BODY, buf_terminated(&row));
    }
    return t;
}

static void given_row(void *self, size_t index, Arena *a, DocRow *out) {
    (void)a;
    *out = ((const DocRow *)self)[index];
}

/* ---- one by one ---- */

static void rows_in_order_once_with_their_head(void **state) {
    (void)state;
    KitTable *t = plain(3, 60);           /* 16 pt a row; 18 rows below the head fill a page */
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    assert_int_equal(k->page_count, 4);
    Len y = 0;
    int page = 0;
    for (size_t r = 0; r < 60; r++) {
        const char *text = format("r%zu.1", r);
        assert_int_equal(times(text, true), 1);
        int at = kit_page_of(k, text);
        assert_true(at == page || at == page + 1);
        const Item *item = kit_find(k, (size_t)at, text);
        if (at == page && r) assert_int_equal(item->y - y, PT(16));
        page = at;
        y = item->y;
    }
    assert_int_equal(times("K1", true), 1);
    assert_int_equal(times("K1", false), 3);
    assert_non_null(kit_find(k, 0, "K1")->elem);
    assert_int_equal(kit_find(k, 1, "K1")->artifact, ARTIFACT_PAGINATION);
    /* every row is closed once, in order, then the table */
    assert_int_equal(k->closed_count, 61);
    assert_ptr_equal(k->closed[60], t->table);
}

static void rows_are_set_once(void **state) {
    (void)state;
    KitTable *t = plain(3, 500);
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    for (size_t r = 0; r < 500; r++) assert_true(t->rows[r].pulled <= 2 + (r == 0));
}

static void total_never_alone(void **state) {
    (void)state;
    for (size_t rows = 15; rows < 40; rows++) {
        KitTable *t = plain(2, rows + 1);
        kit_set_row(t, &t->rows[rows], ROW_TOTAL, "Jumlah\t123");
        Block b = kit_table_block(t);
        assert_run(&b, 1);
        assert_int_equal(kit_page_of(k, "Jumlah"), kit_page_of(k, format("r%zu.0", rows - 1)));
    }
}

static void group_head_never_last(void **state) {
    (void)state;
    for (size_t at = 10; at < 30; at++) {
        KitTable *t = plain(2, 45);
        kit_set_row(t, &t->rows[at], ROW_GROUP_HEAD, "Program\t");
        Block b = kit_table_block(t);
        assert_run(&b, 1);
        assert_int_equal(kit_page_of(k, "Program"), kit_page_of(k, format("r%zu.0", at + 1)));
    }
}

static void page_break_between_groups(void **state) {
    (void)state;
    KitTable *t = plain(2, 20);
    t->rows[4].page_break_before = true;
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    assert_int_equal(kit_page_of(k, "r3.0"), 0);
    assert_int_equal(kit_page_of(k, "r4.0"), 1);
}

static void small_table_is_not_parted(void **state) {
    (void)state;
    for (unsigned before = 10; before < 26; before++) {
        Block b[] = {kit_lines(k, "a", before), kit_table_block(plain(2, 3))};
        assert_run(b, 2);
        assert_int_equal(kit_page_of(k, "K0"), kit_page_of(k, "r2.0"));
        assert_int_equal(k->closed_count, 4);
    }
}

/* No page of prose stands under two thirds full before a table that could have been parted. */
static void no_gap_before_a_table(void **state) {
    (void)state;
    for (unsigned before = 3; before < 25; before++) {
        Block b[] = {kit_lines(k, "a", before), kit_table_block(plain(2, 30))};
        assert_run(b, 2);
        if (before * 12 < 200) assert_int_equal(kit_page_of(k, "r1.0"), 0);
    }
}

static void tall_row_is_cut_by_lines(void **state) {
    (void)state;
    Buf long_text = buf_new(k->arena);
    for (int i = 0; i < 60; i++) buf_printf(&long_text, "%sbaris%d", i ? "|" : "", i);
    KitTable *t = plain(2, 3);
    t->rows[1].cells[0].text = buf_terminated(&long_text);
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    assert_true(k->page_count >= 3);
    for (int i = 0; i < 60; i++) assert_int_equal(times(format("baris%d", i), true), 1);
    assert_int_equal(times("r1.1", true), 1);
    assert_int_equal(times("r2.0", true), 1);
    assert_int_equal(k->closed_count, 4);
    /* the long cell continues as the same element */
    const Item *one = NULL, *two = NULL;
    for (int i = 0; i < 60; i++) {
        int page = kit_page_of(k, format("baris%d", i));
        const Item *item = kit_find(k, (size_t)page, format("baris%d", i));
        if (page == 0) one = item;
        if (page == 1) two = item;
    }
    assert_true(one != NULL && two != NULL);
}

static void span_label_stands_again(void **state) {
    (void)state;
    KitTable *t = plain(2, 40);
    for (size_t r = 0; r < 40; r++) {
        if (r == 5) {
            t->rows[r].cells[0] =
                (KitCell){.text = "Sasaran", .row_span = 35, .repeat_label = true};
        } else if (r > 5) {
            t->rows[r].cells[0] = t->rows[r].cells[1];
            t->rows[r].count = 1;
        }
    }
    Block b = kit_table_block(t);
    b.u.table.continued = STR("(lanjutan)");
    assert_run(&b, 1);
    assert_int_equal(k->page_count, 3);
    assert_int_equal(times("Sasaran", true), 1);
    assert_int_equal(times("Sasaran (lanjutan)", false), 2);
    const Item *again = kit_find(k, 1, "Sasaran (lanjutan)");
    const Item *row = kit_find(k, 1, "K0");
    assert_int_equal(again->x, row->x);
    assert_int_equal(k->closed_count, 41);
}

/* Longer than 16 bits can say: the last page still has the label. */
static void span_of_a_whole_book(void **state) {
    (void)state;
    enum { ROWS = 66000 };
    KitTable *t = plain(2, ROWS);
    t->rows[0].cells[0] = (KitCell){.text = "Sasaran", .row_span = ROWS, .repeat_label = true};
    for (size_t r = 1; r < ROWS; r++) {
        t->rows[r].cells[0] = t->rows[r].cells[1];
        t->rows[r].count = 1;
    }
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    assert_int_equal(times("Sasaran", true), 1);
    assert_int_equal(times("Sasaran", false), k->page_count - 1);
    assert_non_null(kit_find(k, k->page_count - 1, "r65999.1"));
}

/* Rows are 16 pt high, and 17 stand below the head on a page of 300 pt. Three rows of the span would
 * stand beside 48 of the 64 pt of its label: rather the page stays short by these three. */
static void short_label_stays_whole(void **state) {
    (void)state;
    KitTable *t = plain(2, 34);
    t->rows[14].cells[0] =
        (KitCell){.text = "satu|dua|tiga|empat|lima", .row_span = 8, .repeat_label = true};
    for (size_t r = 15; r < 22; r++) {
        t->rows[r].cells[0] = t->rows[r].cells[1];
        t->rows[r].count = 1;
    }
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    assert_int_equal(kit_page_of(k, "satu"), 1);
    assert_int_equal(kit_page_of(k, "lima"), 1);
}

/* Where the mark of continuation does not fit on a line the label stands again without it. */
static void narrow_label_stands_alone(void **state) {
    (void)state;
    KitTable *t = plain(2, 40);
    t->columns[0] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(30), .align = ALIGN_CENTRE};
    for (size_t r = 5; r < 40; r++) {
        if (r == 5) {
            t->rows[r].cells[0] = (KitCell){.text = "25%", .row_span = 35, .repeat_label = true};
        } else {
            t->rows[r].cells[0] = t->rows[r].cells[1];
            t->rows[r].count = 1;
        }
    }
    Block b = kit_table_block(t);
    b.u.table.continued = STR("(lanjutan)");
    assert_run(&b, 1);
    assert_int_equal(times("25%", true), 1);
    assert_int_equal(times("25%", false), 2);
}

static void long_span_goes_on(void **state) {
    (void)state;
    Buf long_text = buf_new(k->arena);
    for (int i = 0; i < 45; i++) buf_printf(&long_text, "%ss%d", i ? "|" : "", i);
    KitTable *t = plain(2, 4);
    t->rows[1].cells[0] = (KitCell){.text = buf_terminated(&long_text), .row_span = 2};
    t->rows[2].cells[0] = t->rows[2].cells[1];
    t->rows[2].count = 1;
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    for (int i = 0; i < 45; i++) assert_int_equal(times(format("s%d", i), true), 1);
    assert_int_equal(times("r2.1", true), 1);
    assert_int_equal(times("r3.0", true), 1);
    assert_int_equal(k->closed_count, 5);
}

static void captions(void **state) {
    (void)state;
    KitTable *t = plain(2, 40);
    Block caption = kit_para(k, "Tabel 3.2 Pagu"), again = kit_para(k, "Tabel 3.2 (lanjutan)");
    Block note = kit_para(k, "Sumber: data");
    Block b = kit_table_block(t);
    b.u.table.caption = &caption;
    b.u.table.caption_continued = &again;
    b.u.table.notes = &note;
    b.u.table.note_count = 1;
    assert_run(&b, 1);
    assert_int_equal(k->page_count, 3);
    assert_int_equal(times("Tabel 3.2 Pagu", true), 1);
    assert_int_equal(times("Tabel 3.2 (lanjutan)", false), 2);
    assert_int_equal(kit_page_of(k, "Sumber: data"), kit_page_of(k, "r39.0"));
}

static void carry(void *self, size_t index, bool incoming, Arena *a, DocRow *out) {
    KitTable *t = self;
    KitRow row;
    kit_set_row(
        t, &row, ROW_CARRY,
        str_cstr(a, str_printf(a, "%s\tsampai %zu", incoming ? "pindahan" : "dipindahkan", index)));
    kit_fill_row(t, &row, t->tbody, a, out);
}

static void carried_sums(void **state) {
    (void)state;
    KitTable *t = plain(2, 50);
    Block b = kit_table_block(t);
    b.u.table.body.carry = carry;
    assert_run(&b, 1);
    for (size_t p = 0; p < k->page_count; p++) {
        const Item *in = kit_find(k, p, "pindahan"), *out = kit_find(k, p, "dipindahkan");
        assert_int_equal(in != NULL, p > 0);
        assert_int_equal(out != NULL, p + 1 < k->page_count);
    }
    /* what goes out at a foot comes in at the next head: the row before the next page's first */
    for (size_t p = 1; p < k->page_count; p++) {
        size_t first = 0;
        while (kit_page_of(k, format("r%zu.0", first)) < (int)p) first++;
        assert_non_null(kit_find(k, p, format("sampai %zu", first - 1)));
        assert_non_null(kit_find(k, p - 1, format("sampai %zu", first - 1)));
    }
}

/* Rows from the fifth on are a group's, those from the tenth on also an inner one's: heads of both stand
 * above the rows of a later page, outermost first and beneath the sum brought forward, as repeats. */
static bool group_again(void *self, size_t index, unsigned level, Arena *a, DocRow *out) {
    KitTable *t = self;
    if (index < (level ? 10 : 5)) return false;
    KitRow row;
    kit_set_row(t, &row, ROW_GROUP_HEAD, level ? "dalam" : "luar");
    row.cells[0].col_span = 2;
    kit_fill_row(t, &row, t->tbody, a, out);
    return true;
}

static void group_heads_stand_again(void **state) {
    (void)state;
    KitTable *t = plain(2, 50);
    Block b = kit_table_block(t);
    b.u.table.body.carry = carry;
    b.u.table.body.group = group_again;
    b.u.table.body.levels = 2;
    assert_run(&b, 1);
    assert_true(k->page_count > 2);
    assert_int_equal(times("luar", true) + times("dalam", true), 0);
    assert_int_equal(times("luar", false), k->page_count - 1);
    assert_int_equal(times("dalam", false), k->page_count - 1);
    for (size_t p = 1; p < k->page_count; p++) {
        size_t first = 0;
        while (kit_page_of(k, format("r%zu.0", first)) < (int)p) first++;
        const Item *in = kit_find(k, p, "pindahan"), *outer = kit_find(k, p, "luar");
        const Item *inner = kit_find(k, p, "dalam"), *row = kit_find(k, p, format("r%zu.0", first));
        assert_true(in->y < outer->y && outer->y < inner->y && inner->y < row->y);
    }
}

/* Twelve lines of 12 pt beneath a head are more than half a page of 300 pt: the rows go on without. */
static bool tall_group(void *self, size_t index, unsigned level, Arena *a, DocRow *out) {
    (void)index;
    (void)level;
    KitRow row;
    kit_set_row(self, &row, ROW_GROUP_HEAD, "a|b|c|d|e|f|g|h|i|j|k|l");
    kit_fill_row(self, &row, ((KitTable *)self)->tbody, a, out);
    return true;
}

static void tall_group_heads_do_not(void **state) {
    (void)state;
    KitTable *t = plain(2, 40);
    Block b = kit_table_block(t);
    b.u.table.body.group = tall_group;
    b.u.table.body.levels = 1;
    assert_run(&b, 1);
    assert_int_equal(k->page_count, 3);
    assert_int_equal(times("l", false), 0);
}

/* ---- widths ---- */

static void assert_widths(KitTable *t, const Len *widths) {
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    Len x = PT(50);
    for (size_t c = 0; c < t->column_count; c++) {
        Len found = kit_find(k, 0, format("K%zu", c))->x - k->cell.pad_x;
        if (found - x < -2 || found - x > 2) {
            fail_msg("column %zu begins at %d, not %d", c, found, x);
        }
        x += widths[c];
    }
}

static void fixed_and_shared_columns(void **state) {
    (void)state;
    KitTable *t = plain(4, 2);
    t->columns[0] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(60)};
    t->columns[1] = (DocColumn){.width_kind = WIDTH_SHARE, .share = 100};
    t->columns[2] = (DocColumn){.width_kind = WIDTH_SHARE, .share = 300};
    t->columns[3] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(40)};
    assert_widths(t, (Len[]){PT(60), PT(50), PT(150), PT(40)});
}

/* The lines that a text takes: items with its words on different baselines. */
static size_t lines_of(size_t page, Len x, Len from, Len to) {
    size_t n = 0;
    Len last = -1;
    for (size_t i = 0; i < k->pages[page].page.count; i++) {
        const Item *item = &k->pages[page].items[i];
        if (item->kind != ITEM_TEXT || item->x != x || item->y < from || item->y > to
            || item->y == last)
            continue;
        last = item->y;
        n++;
    }
    return n;
}

static void automatic_columns_break_no_word(void **state) {
    (void)state;
    KitTable *t = plain(4, 4);
    for (size_t r = 0; r < 4; r++) {
        t->rows[r].cells[0].text = format("%zu.", r + 1);
        t->rows[r].cells[1].text =
            "Meningkatnya akuntabilitas penyelenggaraan pemerintahan desa yang tertib";
        t->rows[r].cells[2].text = "pertanggungjawaban";
        t->rows[r].cells[3].text = "1.234.567.890";
    }
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    assert_int_equal(times("pertanggungjawaban", true), 4);
    assert_int_equal(times("1.234.567.890", true), 4);
    /* The prose column has what is left of 300 pt: about 20 for the number, 101 and 71 for the two
     * words, so 108; no two of its first three words stand side by side in that: five lines. */
    Len x = kit_find(k, 0, "K1")->x;
    assert_int_equal(lines_of(0, x, 0, PT(400)), 1 + 4 * 5);
}

static void decimals_are_aligned(void **state) {
    (void)state;
    ParaStyle *decimal = kit_style(k);
    decimal->align = ALIGN_DECIMAL;
    static const char *const figures[] = {"1.234,5", "0,25", "98", "12,375", "n/a"};
    KitTable *t = plain(2, 5);
    for (size_t r = 0; r < 5; r++) {
        t->rows[r].cells[1].text = figures[r];
        t->rows[r].cells[1].para = decimal;
    }
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    Len marks[4];
    for (size_t r = 0; r < 4; r++) {
        const Item *item = kit_find(k, 0, figures[r]);
        const char *comma = strchr(figures[r], ',');
        Len before = 0;
        for (size_t g = 0; g < item->u.text.count; g++) {
            const Glyph *glyph = &item->u.text.glyphs[g];
            if (comma && glyph->cluster >= (uint32_t)(comma - figures[r])) continue;
            before += face_scale(item->u.text.face, glyph->advance, item->u.text.size);
        }
        marks[r] = item->x + before;
    }
    for (size_t r = 1; r < 4; r++) {
        if (marks[r] - marks[0] > 5 || marks[0] - marks[r] > 5) {
            fail_msg("mark %zu at %d, not %d", r, marks[r], marks[0]);
        }
    }
    /* The widest before the mark and the widest behind it: between their ends stands "n/a". */
    const Item *first = kit_find(k, 0, "1.234,5"), *last = kit_find(k, 0, "12,375"),
               *none = kit_find(k, 0, "n/a");
    Len off = none->x + none->width / 2 - (first->x + last->x + last->width) / 2;
    if (off > 5 || off < -5) fail_msg("text without a figure is off the middle by %d", off);
}

/* Indicators and targets as two lists: each target stands beside its indicator. */
static void items_stand_side_by_side(void **state) {
    (void)state;
    KitTable *t = plain(3, 2);
    t->columns[0] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(40)};
    t->columns[1] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(60)};
    t->rows[0].cells[0].text = "x";
    t->rows[0].cells[1].text = "satu|dua yang panjang sekali|tiga|empat";
    t->rows[0].cells[2].text =
        "1|2|3 dan uraian yang jauh lebih panjang daripada satu baris dari sel ini|4";
    t->rows[0].align_items = true;
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    assert_int_equal(kit_find(k, 0, "satu")->y, kit_find(k, 0, "1")->y);
    assert_int_equal(kit_find(k, 0, "tiga")->y - kit_find(k, 0, "2")->y,
                     PT(36)); /* of three lines */
    assert_int_equal(kit_find(k, 0, "empat")->y, kit_find(k, 0, "4")->y);
    assert_true(kit_find(k, 0, "4")->y - kit_find(k, 0, "tiga")->y >= PT(24));
    assert_int_equal(kit_find(k, 0, "x")->y, kit_find(k, 0, "1")->y);
}

/* Forty items of three lines each beside forty values, over several pages: no value stands on
 * another page than its item, nor higher or lower than its first line. */
static void items_stay_side_by_side_over_pages(void **state) {
    (void)state;
    enum { ITEMS = 40 };
    Buf items = buf_new(k->arena), values = buf_new(k->arena);
    for (int i = 0; i < ITEMS; i++) {
        buf_printf(&items, "%sbutir%d yang panjang sekali dan karena itu berbaris tiga", i ? "|" : "", i);
        buf_printf(&values, "%snilai%d", i ? "|" : "", i);
    }
    KitTable *t = plain(3, 2);
    t->columns[0] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(110)};
    t->rows[0].align_items = true;
    t->rows[0].cells[0].text = buf_terminated(&items);
    t->rows[0].cells[1].text = buf_terminated(&values);
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    assert_true(k->page_count > 3);
    for (int i = 0; i < ITEMS; i++) {
        const char *value = format("nilai%d", i), *item = format("butir%d ", i);
        assert_int_equal(times(value, true), 1);
        int page = kit_page_of(k, value);
        const Item *beside = NULL;
        for (size_t n = 0; n < k->pages[page].page.count; n++) {
            const Item *at = &k->pages[page].items[n];
            if (at->kind == ITEM_TEXT && str_starts(at->u.text.text, str_of(item))) beside = at;
        }
        if (!beside) fail_msg("%s is not on page %d of %s", item, page, value);
        assert_int_equal(beside->y, kit_find(k, (size_t)page, value)->y);
    }
}

/* A cell holds a table of its own between two paragraphs: within the cell's edges, its rows once, in
 * as many pieces as pages; its rows are closed before it. */
static void tables_in_cells(void **state) {
    (void)state;
    for (size_t rows = 3; rows < 80; rows += 37) {
        kit_free(k);
        k = kit_new();
        KitTable *inner = plain(2, rows), *outer = plain(2, 1);
        outer->columns[0] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(90)};
        Block b = kit_table_block(outer);
        Block within[] = {kit_para(k, "atas"), kit_table_block(inner), kit_para(k, "bawah")};
        DocCell cells[2] = {{.blocks = &within[0], .block_count = 1, .col_span = 1, .row_span = 1},
                            {.blocks = within, .block_count = 3, .col_span = 1, .row_span = 1, .column = 1}};
        DocRow row = {.kind = ROW_BODY, .cells = cells, .cell_count = 2};
        b.u.table.body = (DocRows){.count = 1, .self = &row, .row = given_row};
        b.u.table.head_count = 0;
        b.elem = NULL;
        assert_run(&b, 1);
        for (size_t r = 0; r < rows; r++) {
            assert_int_equal(times(format("r%zu.1", r), true), 1);
            const char *text = format("r%zu.1", r);
            const Item *item = kit_find(k, (size_t)kit_page_of(k, text), text);
            assert_true(item->x >= PT(50 + 90) && item->x + item->width <= PT(350));
        }
        assert_int_equal(k->page_count, (rows + 14) / 15);     /* of 16 pt in 270, with a head */
        assert_int_equal(kit_page_of(k, "bawah"), (int)k->page_count - 1);
        assert_int_equal(k->closed_count, rows + 1);
        assert_ptr_equal(k->closed[rows], inner->table);
    }
}

static void too_wide_is_said(void **state) {
    (void)state;
    KitTable *t = plain(12, 2);
    for (size_t c = 0; c < 12; c++) {
        t->columns[c] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(40)};
    }
    Block b = kit_table_block(t);
    assert_false(kit_run_blocks(k, &b, 1));
    SAYS(k->arena, k->diags, "12 kolom", "170 mm", "105 mm");     /* 480 pt, 300 pt */
}

/* A column 40 pt wide, padding of 4 pt on either side, so 32 pt for text of 10 pt. A figure's digit
 * takes 5.56 pt and its dot 2.78: "6.796.834.585" is 63.9 pt wide, 71.9 with padding. */
static void a_torn_figure_is_refused(void **state) {
    (void)state;
    static const struct { const char *text, *said; bool ok; } rows[] = {
        {"6.796.834.585", "galat: angka \"6.796.834.585\" di kolom ini terpotong", false},
        {"6.796.834.585", "lebar kolom 14,1 mm, yang diperlukan 25,4 mm", false},
        {"Rp6.796.834.585", "galat: angka \"Rp6.796.834.585\" di kolom ini terpotong", false},
        {"naik 1.234.567,89", "galat: angka \"1.234.567,89\" di kolom ini terpotong", false},
        {"100,000000%", "galat: angka \"100,000000%\" di kolom ini terpotong", false},
        {"5.1.02.01.01.0024", "peringatan: kata \"5.1.02.01.01.0024\" di kolom ini terpotong", true},
        {"BKKBNQWXZ", "peringatan: kata \"BKKBNQWXZ\" di kolom ini terpotong", true},
        {"satu dua tiga", NULL, true},
        {"1.234", NULL, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        kit_free(k);
        k = kit_new();
        KitTable *t = plain(2, 3);
        t->columns[0] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(40)};
        t->columns[1] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(200)};
        t->rows[1].cells[0].text = rows[i].text;
        Block b = kit_table_block(t);
        kit_run_blocks(k, &b, 1);
        if (rows[i].said) SAYS(k->arena, k->diags, rows[i].said);
        assert_int_equal(diags_count(k->diags, ERROR_), rows[i].ok ? 0 : 1);
        if (!rows[i].said) assert_int_equal(diags_kept(k->diags), 0);
    }
}

/* One message a column, of the widest figure, at the column's place in the descriptor. */
static void a_torn_figure_names_its_column(void **state) {
    (void)state;
    static const Source layout = {.name = {"tata.json", 9}, .text = {"\n {\"lebar\": 1}\n", 15}};
    KitTable *t = plain(2, 3);
    t->columns[0] =
        (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(40), .loc = loc_at(&layout, 2, 12)};
    t->columns[1] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(200)};
    t->rows[0].cells[0].text = "1.365.000.000";
    t->rows[1].cells[0].text = "21.365.000.000";
    t->rows[2].cells[0].text = "365.000.000";
    Block b = kit_table_block(t);
    kit_run_blocks(k, &b, 1);
    assert_int_equal(diags_count(k->diags, ERROR_), 1);
    SAYS(k->arena, k->diags, "tata.json:2:2: galat: angka \"21.365.000.000\"", "\"lebar\"");
}

static void too_wide_is_shrunk(void **state) {
    (void)state;
    KitTable *t = plain(8, 2);
    for (size_t c = 0; c < 8; c++) t->rows[0].cells[c].text = "Kewenangan";
    Block b = kit_table_block(t);
    b.u.table.too_wide = WIDE_SHRINK;
    b.u.table.min_size = PT(5);
    assert_run(&b, 1);
    const Item *item = kit_find(k, 0, "Kewenangan");
    assert_non_null(item);
    assert_true(item->u.text.size < PT(10) && item->u.text.size >= PT(5));
    assert_int_equal(times("Kewenangan", true), 8);
}

static void too_wide_is_turned(void **state) {
    (void)state;
    k->setup.height = PT(700);
    KitTable *t = plain(8, 2);
    for (size_t c = 0; c < 8; c++) t->rows[0].cells[c].text = "Kewenangan";
    Block b[] = {kit_lines(k, "a", 2), kit_table_block(t), kit_lines(k, "b", 2)};
    b[1].u.table.too_wide = WIDE_TURN;
    assert_run(b, 3);
    assert_int_equal(k->page_count, 3);
    assert_int_equal(k->pages[0].page.width, PT(400));
    assert_int_equal(k->pages[1].page.width, PT(700));
    assert_int_equal(k->pages[1].page.height, PT(400));
    assert_int_equal(k->pages[2].page.width, PT(400));
    assert_int_equal(kit_page_of(k, "Kewenangan"), 1);
    assert_string_equal(str_cstr(k->arena, k->pages[2].page.label), "3");
}

static void too_wide_gets_larger_paper(void **state) {
    (void)state;
    KitTable *t = plain(8, 2);
    for (size_t c = 0; c < 8; c++) t->rows[0].cells[c].text = "Kewenangan";
    Block b = kit_table_block(t);
    b.u.table.too_wide = WIDE_PAPER;
    assert_run(&b, 1);
    assert_int_equal(k->page_count, 1);
    assert_int_equal(k->pages[0].page.width, PT(800));
    assert_int_equal(k->pages[0].page.height, PT(400));
    assert_int_equal(times("Kewenangan", true), 8);
}

static void too_wide_is_parted(void **state) {
    (void)state;
    KitTable *t = plain(12, 30);
    for (size_t c = 0; c < 12; c++) {
        t->columns[c] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(60)};
    }
    Block b = kit_table_block(t);
    b.u.table.too_wide = WIDE_SPLIT;
    b.u.table.stub_columns = 1;
    assert_run(&b, 1);
    /* 4 columns beside the stub: 11 columns need 3 pages for each set of rows */
    assert_int_equal(k->page_count, 6);
    for (size_t r = 0; r < 30; r++) {
        assert_int_equal(times(format("r%zu.0", r), true), 1);
        assert_int_equal(times(format("r%zu.0", r), false), 2);
        for (size_t c = 1; c < 12; c++) assert_int_equal(times(format("r%zu.%zu", r, c), true), 1);
        assert_int_equal(kit_page_of(k, format("r%zu.11", r)),
                         kit_page_of(k, format("r%zu.1", r)) + 2);
        int page = kit_page_of(k, format("r%zu.1", r));
        assert_int_equal(kit_find(k, (size_t)page, format("r%zu.1", r))->y,
                         kit_find(k, (size_t)page + 1, format("r%zu.5", r))->y);
    }
    assert_int_equal(k->closed_count, 31);
}

/* 12 columns of 60 pt in 300 are three parts. A head of 16 pt and 5 rows of 16 pt make 96 pt each and 288 with
 * all, which fits a page of 300: beneath each other on one page, the next one where this one is begun. With
 * 6 rows they do not fit, and each has a page of its own. */
static void small_parts_stand_beneath_each_other(void **state) {
    (void)state;
    for (size_t rows = 5; rows < 7; rows++) {
        for (unsigned before = 0; before < 2; before++) {
            KitTable *t = plain(12, rows);
            for (size_t c = 0; c < 12; c++) {
                t->columns[c] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(60)};
            }
            Block b[] = {kit_lines(k, "a", 3), kit_table_block(t)};
            b[1].u.table.too_wide = WIDE_SPLIT;
            b[1].u.table.stub_columns = 1;
            assert_run(b + 1 - before, 1 + before);
            int page = kit_page_of(k, "r0.1");
            assert_int_equal(page, rows == 5 ? before : 0);
            assert_int_equal(k->page_count, rows == 5 ? 1 + before : 3);
            for (size_t r = 0; r < rows; r++) {
                assert_int_equal(times(format("r%zu.0", r), true), 1);
                assert_int_equal(times(format("r%zu.0", r), false), 2);
                for (size_t c = 1; c < 12; c++) assert_int_equal(times(format("r%zu.%zu", r, c), true), 1);
            }
            assert_int_equal(kit_page_of(k, "r0.5"), rows == 5 ? page : 1);
            if (rows == 5) {
                const Item *last = kit_find(k, (size_t)page, "r4.4"), *next = kit_find(k, (size_t)page, "r0.5");
                assert_int_equal(next->y - last->y, PT(32));
                assert_int_equal(next->x, kit_find(k, (size_t)page, "r0.1")->x);
            }
            assert_int_equal(k->closed_count, rows + 1);
        }
    }
}

/* 6 fixed columns of 60 pt in 300: long texts in them wrap, and make none wider. The stub and 4 stand
 * in the first part, the stub and the sixth beneath them. */
static void fixed_columns_of_a_parted_table_stay(void **state) {
    (void)state;
    KitTable *t = plain(6, 1);
    for (size_t c = 0; c < 6; c++) {
        t->columns[c] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(60)};
    }
    t->rows[0].cells[2].text = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh";
    Block b = kit_table_block(t);
    b.u.table.too_wide = WIDE_SPLIT;
    b.u.table.stub_columns = 1;
    assert_run(&b, 1);
    assert_int_equal(k->page_count, 1);
    assert_true(kit_find(k, 0, "r0.5")->y > kit_find(k, 0, "r0.4")->y);
    assert_int_equal(kit_find(k, 0, "r0.4")->x - kit_find(k, 0, "r0.1")->x, PT(180));
}

static void rotated_heads(void **state) {
    (void)state;
    KitTable *t = plain(3, 2);
    KitRow head;
    kit_set_row(t, &head, ROW_HEAD, "No\tJumlah penduduk miskin\tUraian");
    head.cells[1].rotated = true;
    kit_head(t, &head, 1);
    t->columns[0] = t->columns[1] = (DocColumn){.width_kind = WIDTH_FIXED, .width = PT(30)};
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    const Item *turned = kit_find(k, 0, "Jumlah penduduk miskin");
    assert_non_null(turned);
    assert_true(turned->u.text.rotated);
    assert_true(turned->x > PT(80) && turned->x < PT(110));
    /* it reads upwards, within the head row, which is as high as the text is long */
    assert_true(turned->y - turned->width >= PT(50));
    assert_true(kit_find(k, 0, "r0.2")->y > turned->y);
}

static void heading_goes_with_its_table(void **state) {
    (void)state;
    ParaStyle *heading = kit_style(k);
    heading->keep_with_next = true;
    for (unsigned before = 10; before < 26; before++) {
        for (size_t rows = 2; rows < 40; rows += 18) {
            Block b[] = {kit_lines(k, "a", before), kit_para(k, "Judul"),
                         kit_table_block(plain(2, rows))};
            b[1].u.para.style = heading;
            assert_run(b, 3);
            assert_int_equal(kit_page_of(k, "Judul"), kit_page_of(k, "r0.0"));
        }
    }
}

/* Two parties sign below a table: a table of its own that may not be parted from the last rows, nor
 * from the whole of the last one when that is a high one. */
static void signatures_take_rows_along(void **state) {
    (void)state;
    for (size_t n = 40; n < 90; n++) {
        size_t rows = n / 2;
        bool high = n % 2;
        KitTable *signed_table = plain(2, rows);
        if (high) signed_table->rows[rows - 1].cells[1].text = "t1|t2|t3|t4|t5|t6";
        KitTable *parties = kit_table(k, 2, 1);
        kit_set_row(parties, &parties->rows[0], ROW_BODY,
                    "Pihak Kedua|Bupati|Nama|NIP\tPihak Pertama|Kepala|Nama|NIP");
        Block inside[] = {kit_table_block(parties)};
        Block b[] = {kit_table_block(signed_table), {.kind = BLOCK_GROUP}};
        b[1].u.group.children = inside;
        b[1].u.group.count = 1;
        b[1].u.group.keep_together = true;
        b[1].u.group.keep_lines_before = 2;
        assert_run(b, 2);
        int page = kit_page_of(k, "Bupati");
        if (high) assert_int_equal(kit_page_of(k, "t1"), page);
        assert_int_equal(kit_page_of(k, format("r%zu.0", rows - 1)), page);
        assert_int_equal(kit_page_of(k, format("r%zu.0", rows - 2)), page);
        assert_int_equal(kit_page_of(k, "Pihak Kedua"), page);
    }
}

/* ---- what it costs ---- */

/* Rows that are made when they are asked for. */
static void endless_row(void *self, size_t index, Arena *a, DocRow *out) {
    KitTable *t = self;
    KitRow row;
    ArenaMark mark = arena_mark(k->arena);        /* the kit's own row is not kept */
    kit_set_row(
        t, &row, ROW_BODY,
        str_cstr(a, str_printf(a, "%zu\tKampung %zu\t0,%04zu", index, index, index % 9999)));
    kit_fill_row(t, &row, t->tbody, a, out);
    arena_reset(k->arena, mark);
}

static bool forget_page(void *self, const Page *page) {
    (void)page;
    ++*(size_t *)self;
    return true;
}

static void forget_elem(void *self, Elem *elem) {
    (void)self;
    (void)elem;
}

/* KiB at most, in a process of its own: the peak is a process's. */
static long memory_of(size_t rows) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        KitTable *t = plain(3, 1);
        Block b = kit_table_block(t);
        b.u.table.body = (DocRows){.count = rows, .self = t, .row = endless_row};
        Block section = kit_section(k, &k->setup, &b, 1);
        Doc doc = {.root = k->root, .blocks = &section, .block_count = 1};
        size_t pages = 0;
        PageSink sink = {&pages, forget_page, forget_elem};
        bool done =
            page_all(k->setter, k->arena, &doc, &sink, NULL, NULL, k->diags) && pages > rows / 20;
        struct rusage use;
        getrusage(RUSAGE_SELF, &use);
        long most = done ? use.ru_maxrss : -1;
        bool told = write(ends[1], &most, sizeof most) == (ssize_t)sizeof most;
        _exit(told ? 0 : 1);
    }
    long most = -1;
    assert_true(read(ends[0], &most, sizeof most) == (ssize_t)sizeof most);
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(ends[0]);
    close(ends[1]);
    assert_true(most > 0);
    return most;
}

static void memory_does_not_grow_with_rows(void **state) {
    (void)state;
    long some = memory_of(20000), many = memory_of(80000);
#ifdef __SANITIZE_ADDRESS__
    (void)some, (void)many;               /* it keeps what was freed, to watch it */
#else
    if (many > some + 4096) fail_msg("%ld KiB, then %ld KiB", some, many);
#endif
}

/* ---- by chance ---- */

typedef struct Chance {
    Dice dice;
    KitTable *table;
    size_t *span_left;        /* by column: rows still covered */
    size_t cells;
} Chance;

static const char *chance_text(Chance *c, const char *kind, size_t id) {
    Buf b = buf_new(k->arena);
    uint32_t words = dice(&c->dice, 12) == 0 ? dice(&c->dice, 120) : dice(&c->dice, 6);
    for (uint32_t w = 0; w <= words; w++) {
        if (w) buf_byte(&b, dice(&c->dice, 9) == 0 ? '|' : ' ');
        buf_printf(&b, "%s%zu.%u", kind, id, w);
    }
    return buf_terminated(&b);
}

/* A row of a grid: columns that spans from above cover are left out. */
static void chance_row(Chance *c, KitRow *row, size_t rows_left) {
    size_t columns = c->table->column_count;
    *row = (KitRow){.kind = ROW_BODY, .cells = arena_array(k->arena, columns, sizeof(KitCell))};
    for (size_t col = 0; col < columns;) {
        if (c->span_left[col]) {
            c->span_left[col++]--;
            continue;
        }
        size_t span = 1;
        while (span < 3 && col + span < columns && !c->span_left[col + span]
               && dice(&c->dice, 6) == 0)
            span++;
        size_t rows = dice(&c->dice, 7) == 0 ? 1 + dice(&c->dice, 8) : 1;
        if (rows > rows_left) rows = rows_left;
        row->cells[row->count++] = (KitCell){
            .text = dice(&c->dice, 10) ? chance_text(c, "w", c->cells) : NULL,
            .column = (uint16_t)col, .col_span = (uint16_t)span, .row_span = (uint16_t)rows,
            .repeat_label = dice(&c->dice, 2) == 0,
        };
        c->cells++;
        for (size_t i = 0; i < span; i++) c->span_left[col + i] = rows - 1;
        col += span;
    }
}

static bool covered(const Chance *c) {
    for (size_t i = 0; i < c->table->column_count; i++) {
        if (c->span_left[i]) return true;
    }
    return false;
}

static KitTable *chance_table(Chance *c) {
    size_t columns = 1 + dice(&c->dice, 6), rows = 1 + dice(&c->dice, 50);
    KitTable *t = plain(columns, rows);
    c->table = t;
    c->span_left = arena_array(k->arena, columns, sizeof *c->span_left);
    for (size_t r = 0; r < rows; r++) {
        bool special = !covered(c) && r > 0 && dice(&c->dice, 6) == 0;
        if (!special) {
            bool breaks = !covered(c) && r > 1 && dice(&c->dice, 30) == 0 && t->rows[r - 1].kind == ROW_BODY;
            chance_row(c, &t->rows[r], rows - r);
            t->rows[r].page_break_before = breaks;
            t->rows[r].align_items = dice(&c->dice, 8) == 0;
            continue;
        }
        bool head = r + 1 < rows && dice(&c->dice, 2);
        t->rows[r] = (KitRow){.kind = head ? ROW_GROUP_HEAD : ROW_TOTAL};
        t->rows[r].cells = arena_alloc(k->arena, sizeof(KitCell));
        t->rows[r].cells[0] =
            (KitCell){.text = format("%s%zu", head ? "g" : "t", r), .col_span = (uint16_t)columns};
        t->rows[r].count = 1;
    }
    return t;
}

/* Some heads stand upright. */
static void turn_heads(Chance *c) {
    DocRow *head = &c->table->head[0];
    DocCell *cells = arena_array(k->arena, head->cell_count, sizeof *cells);
    memcpy(cells, head->cells, head->cell_count * sizeof *cells);
    for (size_t i = 0; i < head->cell_count; i++) cells[i].rotated = dice(&c->dice, 2);
    head->cells = cells;
}

/* Columns a little wider than the page: type and widths go down together. */
static void shrink_columns(Chance *c, DocTable *table) {
    size_t columns = c->table->column_count;
    table->too_wide = WIDE_SHRINK;
    table->min_size = PT(5);
    Len width = k->setup.width * (10 + (Len)dice(&c->dice, 4)) / 10 / (Len)columns;
    for (size_t i = 0; i < columns; i++) {
        c->table->columns[i] = (DocColumn){.width_kind = WIDTH_FIXED, .width = width};
    }
}

/* Captions, notes, carried sums, upright heads, smaller type, columns on several pages: now and
 * then. */
static void dress(Chance *c, DocTable *table, const Block around[3]) {
    table->continued = STR("(lanjutan)");
    if (dice(&c->dice, 3) == 0) table->caption = &around[0];
    if (dice(&c->dice, 3) == 0) table->caption_continued = &around[1];
    if (dice(&c->dice, 3) == 0) table->notes = &around[2];
    table->note_count = table->notes ? 1 : 0;
    if (dice(&c->dice, 4) == 0) table->body.carry = carry;
    if (dice(&c->dice, 4) == 0) turn_heads(c);
    if (dice(&c->dice, 6) == 0) {
        shrink_columns(c, table);
        return;
    }
    if (c->table->column_count < 4 || dice(&c->dice, 4)) return;
    table->too_wide = WIDE_SPLIT;
    table->stub_columns = 1;
    for (size_t i = 0; i < c->table->column_count; i++) {
        c->table->columns[i] = (DocColumn){.width_kind = WIDTH_FIXED, .width = k->setup.width / 4};
    }
}

static bool is_word(const Item *item) {
    return item->kind == ITEM_TEXT && item->elem && str_trim(item->u.text.text).n > 0;
}

/* No rule runs through a text, every vertical rule ends on horizontal ones. */
static void check_rules(size_t p, uint64_t seed) {
    const Kept *page = &k->pages[p];
    for (size_t i = 0; i < page->page.count; i++) {
        const Item *rule = &page->items[i];
        if (rule->kind != ITEM_FILL) continue;
        bool down = rule->height > rule->width;
        size_t ends = 0;
        for (size_t n = 0; n < page->page.count; n++) {
            const Item *other = &page->items[n];
            if (other->kind == ITEM_TEXT && kit_meet(kit_area(other), kit_area(rule))) {
                fail_msg("seed %llu, page %zu: a rule runs through '%.*s'",
                         (unsigned long long)seed, p, STR_ARG(other->u.text.text));
            }
            if (!down || other->kind != ITEM_FILL || other->height > other->width) continue;
            Len middle = other->y + other->height / 2, x = rule->x + rule->width / 2;
            bool across = other->x <= x && x <= other->x + other->width;
            if (across && middle == rule->y) ends |= 1;
            if (across && middle == rule->y + rule->height) ends |= 2;
        }
        if (down && ends != 3) {
            fail_msg("seed %llu, page %zu: a rule ends in the air", (unsigned long long)seed, p);
        }
    }
}

static void count_words(uint8_t *seen, size_t cells, uint64_t seed) {
    for (size_t p = 0; p < k->page_count; p++) {
        for (size_t i = 0; i < k->pages[p].page.count; i++) {
            const Item *item = &k->pages[p].items[i];
            if (!is_word(item)) continue;
            Str rest = str_trim(item->u.text.text);
            while (rest.n) {
                size_t end = str_find(rest, STR(" "), 0);
                if (end == SIZE_MAX) end = rest.n;
                unsigned cell, word;
                if (sscanf(rest.p, "w%u.%u", &cell, &word) == 2) {
                    assert_true(cell < cells && word < 128);
                    if (seen[cell * 128 + word]++) {
                        fail_msg("seed %llu: w%u.%u stands twice", (unsigned long long)seed, cell,
                                 word);
                    }
                }
                rest = str_sub(rest, end < rest.n ? end + 1 : end, rest.n);
            }
        }
    }
}

static void check_words(const KitTable *t, size_t cells, uint64_t seed) {
    uint8_t *seen = arena_array(k->arena, cells + 1, 128);
    count_words(seen, cells, seed);
    for (size_t r = 0; r < t->row_count; r++) {
        for (size_t c = 0; c < t->rows[r].count; c++) {
            const char *text = t->rows[r].cells[c].text;
            unsigned cell, word;
            for (const char *w = text; w; w = strpbrk(w, " |") ? strpbrk(w, " |") + 1 : NULL) {
                if (sscanf(w, "w%u.%u", &cell, &word) != 2) break;
                if (!seen[cell * 128 + word]) {
                    fail_msg("seed %llu: w%u.%u is lost", (unsigned long long)seed, cell, word);
                }
            }
        }
    }
}

/* A group head has a row below it on its page; a total has one above it. */
static void check_keeps(const KitTable *t, uint64_t seed) {
    for (size_t r = 0; r < t->row_count; r++) {
        const KitRow *row = &t->rows[r];
        if (row->kind != ROW_GROUP_HEAD && row->kind != ROW_TOTAL) continue;
        int page = kit_page_of(k, row->cells[0].text);
        const Item *item = kit_find(k, (size_t)page, row->cells[0].text);
        bool above = false, below = false;
        for (size_t i = 0; i < k->pages[page].page.count; i++) {
            const Item *other = &k->pages[page].items[i];
            if (other->kind == ITEM_FILL && other->width > other->height) {
                if (other->y > item->y + PT(6)) below = true;
                if (other->y < item->y - PT(13)) above = true;
            }
        }
        if (row->kind == ROW_GROUP_HEAD ? !below : !above) {
            fail_msg("seed %llu: %s stands alone", (unsigned long long)seed, row->cells[0].text);
        }
    }
}

enum { CHANCES = 400 };

static void tables_of_chance(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CHANCES; seed++) {
        Kit *before = k;
        k = kit_new();
        Chance c = {.dice = {seed * 7919}};
        k->setup.width = PT(600) + PT((Len)dice(&c.dice, 300));
        k->setup.height = PT(260) + PT((Len)dice(&c.dice, 500));
        KitTable *t = chance_table(&c);
        Block b[] = {kit_lines(k, "a", 1 + dice(&c.dice, 20)), kit_table_block(t),
                     kit_lines(k, "b", 3)};
        Block around[] = {kit_para(k, "Judul tabel"), kit_para(k, "Judul (lanjutan)"), kit_lines(k, "sumber", 2)};
        dress(&c, &b[1].u.table, around);
        assert_run(b, 3);
        for (size_t p = 0; p < k->page_count; p++) {
            kit_check_page(k, p, seed);
            check_rules(p, seed);
        }
        check_words(t, c.cells, seed);
        check_keeps(t, seed);
        size_t carried = times("pindahan", true) + times("dipindahkan", true);
        assert_int_equal(k->closed_count, t->row_count + carried + 1);
        assert_ptr_equal(k->closed[k->closed_count - 1], t->table);
        kit_free(k);
        k = before;
    }
}

/* ---- what no builder should make ---- */

static void five_thousand_columns(void **state) {
    (void)state;
    KitTable *t = plain(5000, 3);
    Block b = kit_table_block(t);
    assert_false(kit_run_blocks(k, &b, 1));
    SAYS(k->arena, k->diags, "5000 kolom");
    b.u.table.too_wide = WIDE_SPLIT;
    assert_run(&b, 1);
    assert_int_equal(times("r2.4999", true), 1);
}

static void a_row_of_300_pages(void **state) {
    (void)state;
    Buf text = buf_new(k->arena);
    for (int i = 0; i < 300 * 24; i++) buf_printf(&text, "%sb%d", i ? "|" : "", i);
    KitTable *t = plain(2, 2);
    t->rows[0].cells[1].text = buf_terminated(&text);
    Block b = kit_table_block(t);
    assert_run(&b, 1);
    assert_true(k->page_count >= 300);
    assert_non_null(kit_find(k, k->page_count - 1, "r1.0"));
    assert_int_equal(kit_page_of(k, "b0"), 0);
}

/* Spans and columns that overlap, leave the table, cover everything: pages come of it all the same,
 * and every row is closed once. */
static void spans_over_everything(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        Kit *before = k;
        k = kit_new();
        Dice d = {seed * 6151};
        size_t columns = 1 + dice(&d, 8), rows = 1 + dice(&d, 60);
        KitTable *t = plain(columns, rows);
        for (size_t r = 0; r < rows; r++) {
            t->rows[r].kind = (RowKind)dice(&d, ROW_CARRY + 1);
            t->rows[r].count = dice(&d, (uint32_t)columns + 1);
            for (size_t c = 0; c < t->rows[r].count; c++) {
                KitCell *cell = &t->rows[r].cells[c];
                cell->column = (uint16_t)dice(&d, dice(&d, 4) ? (uint32_t)columns : 65536);
                cell->col_span = (uint16_t)(dice(&d, 3) ? 1 : dice(&d, 65536));
                cell->row_span = (uint16_t)(dice(&d, 3) ? 1 : dice(&d, 65536));
                cell->repeat_label = dice(&d, 2);
                cell->rotated = dice(&d, 9) == 0;
                if (dice(&d, 9) == 0) cell->text = NULL;
            }
            t->rows[r].align_items = dice(&d, 4) == 0;
            t->rows[r].page_break_before = dice(&d, 20) == 0;
        }
        Block b = kit_table_block(t);
        b.u.table.too_wide = (TooWide)dice(&d, WIDE_SPLIT + 1);
        b.u.table.stub_columns = dice(&d, 3);
        if (kit_run_blocks(k, &b, 1)) {
            if (k->closed_count != rows + 1) {
                fail_msg("seed %llu: %zu closed, not %zu", (unsigned long long)seed, k->closed_count, rows + 1);
            }
        } else {
            assert_true(diags_count(k->diags, ERROR_) > 0);
        }
        kit_free(k);
        k = before;
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(rows_in_order_once_with_their_head),
        TEST(rows_are_set_once),
        TEST(total_never_alone),
        TEST(group_head_never_last),
        TEST(page_break_between_groups),
        TEST(small_table_is_not_parted),
        TEST(no_gap_before_a_table),
        TEST(tall_row_is_cut_by_lines),
        TEST(span_label_stands_again),
        TEST(span_of_a_whole_book),
        TEST(short_label_stays_whole),
        TEST(narrow_label_stands_alone),
        TEST(long_span_goes_on),
        TEST(captions),
        TEST(carried_sums), TEST(group_heads_stand_again), TEST(tall_group_heads_do_not),
        TEST(fixed_and_shared_columns),
        TEST(automatic_columns_break_no_word),
        TEST(decimals_are_aligned),
        TEST(tables_in_cells),
        TEST(items_stand_side_by_side),
        TEST(items_stay_side_by_side_over_pages),
        TEST(too_wide_is_said),
        TEST(a_torn_figure_is_refused),
        TEST(a_torn_figure_names_its_column),
        TEST(too_wide_is_shrunk),
        TEST(too_wide_is_turned),
        TEST(too_wide_gets_larger_paper),
        TEST(too_wide_is_parted), TEST(small_parts_stand_beneath_each_other),
        TEST(fixed_columns_of_a_parted_table_stay),
        TEST(rotated_heads),
        TEST(heading_goes_with_its_table),
        TEST(signatures_take_rows_along),
        TEST(memory_does_not_grow_with_rows),
        TEST(tables_of_chance),
        TEST(five_thousand_columns),
        TEST(a_row_of_300_pages),
        TEST(spans_over_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
