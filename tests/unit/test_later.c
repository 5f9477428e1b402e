/*
 * Prose that is built part by part when its pages are set comes out as prose that stands in memory:
 * the same pages, the same messages. A part is as small as it can be here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report.h"

static Str composed(Arena *a, const char *folder, ReportPrint print, size_t held, size_t *pages) {
    Diags *d = diags_new(a, 0);
    ReportOptions o = {.folder = str_of(folder), .print = print, .layouts = STR("layouts"),
                       .fonts = STR("fonts"), .held = held};
    ReportResult result;
    report_run(a, &o, &result, d);
    diags_sort(d);
    Buf b = buf_new(a);
    diags_print(d, &b);
    buf_str(&b, result.printed);
    *pages = result.pages;
    return buf_view(&b);
}

static void same(const char *folder, ReportPrint print) {
    Arena *a = arena_new();
    size_t whole_pages, pages;
    Str whole = composed(a, folder, print, 0, &whole_pages);
    Str parts = composed(a, folder, print, 1, &pages);
    assert_int_equal(pages, whole_pages);
    if (!str_eq(whole, parts)) {
        size_t at = 0;
        while (at < whole.n && at < parts.n && whole.p[at] == parts.p[at]) at++;
        Str x = str_sub(whole, at, at + 200), y = str_sub(parts, at, at + 200);
        fail_msg("%s, byte %zu: \"%.*s\" became \"%.*s\"", folder, at, STR_ARG(x), STR_ARG(y));
    }
    assert_true(whole.n > 1000);
    arena_free(a);
}

static void pages_are_the_same(void **state) {
    (void)state;
    static const char *const folders[] = {
        "samples/way-kanan-2023", "samples/barito-selatan-2023", "samples/galeri",
        "samples/sk-iku-luwu-timur-2023", "samples/iku", "tests/cases/barito-naskah",
        "tests/cases/halaman",
    };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) same(folders[i], PRINT_PAGES);
}

/* Elements have their order in it, labels and all that pages do not show. */
static void documents_are_the_same(void **state) {
    (void)state;
    same("samples/way-kanan-2023", PRINT_DOC);
    same("samples/barito-selatan-2023", PRINT_DOC);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_the_same),
        cmocka_unit_test(documents_are_the_same),
    };
    return cmocka_run_group_tests_name("later", tests, NULL, NULL);
}
