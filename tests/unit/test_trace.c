/* The trace of pages made by hand: each item's line, pages in the document's order. */
#include "specimen.h"
#include "said.h"

static void each_kind_of_item(void **state) {
    (void)state;
    Arena *a = arena_new();
    Hand *h = hand_new(a);
    Elem *sect = hand_elem(h, ROLE_SECT, h->root), *para = hand_elem(h, ROLE_P, sect);
    Elem *cell = hand_elem(h, ROLE_TD, hand_elem(h, ROLE_TR, hand_elem(h, ROLE_TABLE, sect)));
    Buf out = buf_new(a);
    TracePainter *t = trace_begin(a, &out);
    PageSink sink = trace_sink(t);

    hand_text(h, cell, h->bold, 10500, PT(72), 100250, "Kata \"Pengantar\"")->u.text.space_extra =
        -125;
    Item *turned = hand_text(h, NULL, h->serif, PT(9), 0, 0, "tegak\\");
    turned->artifact = ARTIFACT_PAGINATION;
    turned->u.text.rotated = turned->u.text.soft_hyphen = true;
    turned->u.text.colour = (Colour){255, 128, 0, false};
    Page second = hand_page(h, 1, "", NUMBER_ROMAN_SMALL, 2);
    second.label = STR("ii");
    assert_true(sink.page(sink.self, &second));

    hand_fill(h, NULL, ARTIFACT_BACKGROUND, PT(10), PT(20), 30001, 999, 16);
    hand_link(h, para, &(Item){.x = PT(1), .y = PT(6), .width = PT(3), .height = PT(4)}, "bab1", 7);
    hand_anchor(h, sect, PT(60), "bab1", "BAB I", 1);
    static const Draw draws[] = {
        {.kind = DRAW_MOVE, .x = {0}, .y = {PT(1)}},
        {.kind = DRAW_CURVE, .x = {PT(1), PT(2), PT(3)}, .y = {PT(4), PT(5), -500}},
        {.kind = DRAW_CLOSE},
        {.kind = DRAW_PAINT,
         .fill = {.none = true},
         .stroke = {0, 0, 255, false},
         .line_width = 750,
         .dashed = true},
    };
    Item *path = hand_item(h, ITEM_PATH, para, 0, 0);
    path->u.path.items = draws;
    path->u.path.count = 4;
    static const Image image = {.name = {"logo.png", 8}};
    hand_item(h, ITEM_IMAGE, para, 0, 0)->u.image = &image;
    Page first = hand_page(h, 0, "", NUMBER_NONE, 1);
    assert_true(sink.page(sink.self, &first));
    trace_end(t);

    assert_string_equal(
        buf_terminated(&out),
        "halaman 1 \"\" 595.276 x 841.890\n"
        "  isi 10.000 20.000 30.001 0.999 [-latar] #101010\n"
        "  tautan 1.000 2.000 3.000 4.000 [P] \"bab1\" 7\n"
        "  jangkar 0.000 60.000 [] \"bab1\" 1 \"BAB I\"\n"
        "  gambar 0.000 0.000 0.000 0.000 [P] m 0.000 1.000 c 1.000 4.000 2.000 5.000 3.000 -0.500 "
        "h"
        " cat putus-putus - #0000ff 0.750\n"
        "  citra 0.000 0.000 0.000 0.000 [P] \"logo.png\"\n"
        "halaman 2 \"ii\" 595.276 x 841.890\n"
        "  teks 72.000 100.250 [Table/TR/TD] \"Kata \\\"Pengantar\\\"\" LiberationSerif-Bold "
        "10.500 #000000"
        " spasi -0.125\n"
        "  teks 0.000 0.000 [-halaman] \"tegak\\\\\" LiberationSerif 9.000 #ff8000 hubung tegak\n");
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_kind_of_item)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
