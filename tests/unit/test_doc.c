/* doc: elements are numbered in the order they are made; the printed form says every node. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "doc.h"

static void elements_are_numbered_in_order(void **state) {
    (void)state;
    Arena *a = arena_new();
    uint32_t counter = 0;
    Elem *root = elem_new(a, &counter, ROLE_DOCUMENT, NULL);
    Elem *sect = elem_new(a, &counter, ROLE_SECT, root);
    Elem *h1 = elem_new(a, &counter, ROLE_H1, sect);
    assert_int_equal(root->order, 0);
    assert_int_equal(sect->order, 1);
    assert_int_equal(h1->order, 2);
    assert_int_equal(counter, 3);
    assert_ptr_equal(h1->parent, sect);
    assert_null(root->parent);
    arena_free(a);
}

/* Standard structure types: ISO 32000-1, 14.8.4. */
static void roles_have_standard_names(void **state) {
    (void)state;
    static const struct { Role role; const char *name; } lines[] = {
        {ROLE_DOCUMENT, "Document"}, {ROLE_PART, "Part"}, {ROLE_SECT, "Sect"}, {ROLE_DIV, "Div"},
        {ROLE_H1, "H1"}, {ROLE_H6, "H6"}, {ROLE_P, "P"}, {ROLE_L, "L"}, {ROLE_LI, "LI"},
        {ROLE_LBL, "Lbl"}, {ROLE_LBODY, "LBody"}, {ROLE_TOC, "TOC"}, {ROLE_TOCI, "TOCI"},
        {ROLE_REFERENCE, "Reference"}, {ROLE_TABLE, "Table"}, {ROLE_THEAD, "THead"},
        {ROLE_TBODY, "TBody"}, {ROLE_TFOOT, "TFoot"}, {ROLE_TR, "TR"}, {ROLE_TH, "TH"},
        {ROLE_TD, "TD"}, {ROLE_CAPTION, "Caption"}, {ROLE_FIGURE, "Figure"},
        {ROLE_FORMULA, "Formula"}, {ROLE_NOTE, "Note"}, {ROLE_LINK, "Link"}, {ROLE_SPAN, "Span"},
        {ROLE_BLOCK_QUOTE, "BlockQuote"}, {ROLE_FORM, "Form"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_string_equal(role_name(lines[i].role), lines[i].name);
    }
}

static const TextStyle text_style = {.family = {"Serif", 5}, .size = PT(12)};
static const TextStyle bold_style = {.family = {"Serif", 5}, .size = PT(12), .bold = true};
static const ParaStyle para_style = {.align = ALIGN_JUSTIFY,
                                     .leading = PT(18),
                                     .first_indent = 36500,
                                     .hyphenate = true,
                                     .widow = 2,
                                     .orphan = 2};
static const CellStyle cell_style = {.fill = {.none = true}, .pad_x = PT(3)};

static Block *paragraph(Arena *a, Elem *elem, const char *text) {
    Run *run = arena_array(a, 1, sizeof *run);
    run->text = str_of(text);
    run->style = &text_style;
    Block *b = arena_alloc(a, sizeof *b);
    b->kind = BLOCK_PARA;
    b->elem = elem;
    b->u.para = (Para){.style = &para_style, .runs = run, .run_count = 1};
    return b;
}

/* Two rows of one cell, made when they are pulled. */
typedef struct Pulled { Elem *body; uint32_t base; } Pulled;

static void pull(void *self, size_t index, Arena *a, DocRow *out) {
    const Pulled *p = self;
    uint32_t counter = p->base + (uint32_t)index * 2;
    out->kind = ROW_BODY;
    out->elem = elem_new(a, &counter, ROLE_TR, p->body);
    DocCell *cell = arena_array(a, 1, sizeof *cell);
    cell->elem = elem_new(a, &counter, ROLE_TD, out->elem);
    cell->col_span = 1;
    cell->row_span = 1;
    cell->style = &cell_style;
    cell->blocks = paragraph(a, cell->elem, index == 0 ? "satu" : "dua");
    cell->block_count = 1;
    out->cells = cell;
    out->cell_count = 1;
}

static const char expected[] =
    "document title=\"Laporan\" author=\"Dinas\" language=\"id-ID\"\n"
    "  section Part 595.276x841.89 top=85 numbering=i restart\n"
    "    para Part/P label=\"x\" bookmark=\"Kata \\\"pengantar\\\"\" level=1 justify leading=18 "
    "first=36.5"
    " hyphenate lines=2/2\n"
    "      text \"Isi\\nbaris\" [Serif 12]\n"
    "      text \"tebal\" [Serif 12 bold] target=\"x\" nobreak\n"
    "      leader [Serif 12]\n"
    "      page-ref target=\"x\"\n"
    "    table Part/Table rows=2\n"
    "      column width=-0.5 right\n"
    "      row Part/Table/TBody/TR\n"
    "        cell 0 Part/Table/TBody/TR/TD top pad-x=3\n"
    "          para Part/Table/TBody/TR/TD justify leading=18 first=36.5 hyphenate lines=2/2\n"
    "            text \"satu\" [Serif 12]\n"
    "      row Part/Table/TBody/TR\n"
    "        cell 0 Part/Table/TBody/TR/TD top pad-x=3\n"
    "          para Part/Table/TBody/TR/TD justify leading=18 first=36.5 hyphenate lines=2/2\n"
    "            text \"dua\" [Serif 12]\n"
    "    rule (artifact) width=2.25 gap=1 second=0.75\n"
    "    space (artifact) fill=1\n"
    "  attachment name=\"a.csv\" text/csv 3 bytes data\n";

static void the_printed_form_says_every_node(void **state) {
    (void)state;
    Arena *a = arena_new();
    uint32_t counter = 0;
    Elem *root = elem_new(a, &counter, ROLE_DOCUMENT, NULL);
    Elem *part = elem_new(a, &counter, ROLE_PART, root);
    Block children[4] = {0};

    children[0] = *paragraph(a, elem_new(a, &counter, ROLE_P, part), "");
    children[0].label = STR("x");
    children[0].bookmark = STR("Kata \"pengantar\"");
    children[0].bookmark_level = 1;
    Run runs[4] = {
        {.text = STR("Isi\nbaris"), .style = &text_style},
        {.text = STR("tebal"), .style = &bold_style, .target = STR("x"), .nobreak = true},
        {.kind = RUN_LEADER, .style = &text_style},
        {.kind = RUN_PAGE_REF, .style = &text_style, .target = STR("x")},
    };
    children[0].u.para.runs = runs;
    children[0].u.para.run_count = 4;

    Elem *table = elem_new(a, &counter, ROLE_TABLE, part);
    Pulled pulled = {elem_new(a, &counter, ROLE_TBODY, table), counter};
    DocColumn column = {.width_kind = WIDTH_FIXED, .width = -500, .align = ALIGN_RIGHT};
    children[1].kind = BLOCK_TABLE;
    children[1].elem = table;
    children[1].u.table = (DocTable){.columns = &column, .column_count = 1,
                                     .body = {.count = 2, .self = &pulled, .row = pull}};
    children[2].kind = BLOCK_RULE;
    children[2].u.rule.rule.width = 2250;
    children[2].u.rule.gap = PT(1);
    children[2].u.rule.second.width = 750;
    children[3].kind = BLOCK_SPACE;
    children[3].u.space.fill = 1;

    PageSetup setup = {.width = 595276, .height = 841890, .top = PT(85),
                       .numbering = NUMBER_ROMAN_SMALL, .restart = true};
    Block section = {.kind = BLOCK_SECTION, .elem = part};
    section.u.section.setup = &setup;
    section.u.section.children = children;
    section.u.section.count = 4;
    struct Attachment file = {STR("a.csv"), STR("text/csv"), STR("a;b"), STR(""), true};
    Doc doc = {.info = {.title = STR("Laporan"), .author = STR("Dinas"), .language = STR("id-ID")},
               .root = root, .blocks = &section, .block_count = 1,
               .attachments = &file, .attachment_count = 1};
    Buf out = buf_new(a);
    doc_print(&doc, &out);
    assert_string_equal(buf_terminated(&out), expected);
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_numbered_in_order),
        cmocka_unit_test(roles_have_standard_names),
        cmocka_unit_test(the_printed_form_says_every_node),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
