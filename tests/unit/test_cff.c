/* pdf_cff: programs made by hand, byte by byte (Adobe's note 5176). */
#include "pdf_cff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static Arena *arena;

static int begin(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

/* Four glyphs of CIDs 0, 5, 7, 300. Offsets from the first byte. */
#define HEAD 1, 0, 4, 1
#define NAME 0, 1, 1, 1, 2, 'A'                                   /* from 4 */
#define LONG(n) 29, 0, 0, 0, n
/* from 10: INDEX of one DICT of 31 bytes, 36 in all: ends at 46 */
#define TOP 0, 1, 1, 1, 32, 139, 139, 139, 12, 30, LONG(50), 15, LONG(57), 17, LONG(69), 12, 36, LONG(81), 12, 37
#define STRINGS 0, 0                                              /* from 46 */
#define GLOBAL 0, 0                                               /* from 48 */
#define CHARSET 0, 0, 5, 0, 7, 1, 44                              /* from 50 */
#define GLYPHS 0, 4, 1, 1, 2, 3, 4, 5, 14, 14, 14, 14             /* from 57 */
/* from 69: one FD of 7 bytes */
#define FONTS 0, 1, 1, 1, 8, 139, LONG(83), 18                    
#define SELECT 3, 0                                               

static const unsigned char cid_keyed[] = {HEAD, NAME, TOP, STRINGS, GLOBAL, CHARSET, GLYPHS, FONTS, SELECT};

static Str view(const unsigned char *p, size_t n) {
    return (Str){(const char *)p, n};
}

static void glyphs_get_their_own_numbers(void **state) {
    (void)state;
    Str out;
    assert_int_equal(cid_keyed[46], 0);
    assert_int_equal(cid_keyed[51], 0);
    assert_int_equal(cid_keyed[52], 5);
    assert_true(pdf_cff_mend(arena, view(cid_keyed, sizeof cid_keyed), 1000, &out));
    assert_int_equal(out.n, sizeof cid_keyed);
    static const unsigned char wanted[] = {2, 0, 1, 0, 2};        /* one range: CID 1 and two more */
    assert_memory_equal(out.p + 50, wanted, sizeof wanted);
    assert_memory_equal(out.p, cid_keyed, 50);
    assert_memory_equal(out.p + 57, cid_keyed + 57, sizeof cid_keyed - 57);
}

/* 1/2048 = 0.00048828125. All that lies behind moves by the length of the operator. */
static void an_em_of_its_own_needs_a_matrix(void **state) {
    (void)state;
    Str out;
    assert_true(pdf_cff_mend(arena, view(cid_keyed, sizeof cid_keyed), 2048, &out));
    static const unsigned char matrix[] = {
        30, 0xA0, 0x00, 0x48, 0x82, 0x81, 0x25, 0xFF, 139, 139,
        30, 0xA0, 0x00, 0x48, 0x82, 0x81, 0x25, 0xFF, 139, 139, 12, 7};
    size_t by = sizeof matrix;
    assert_int_equal(out.n, sizeof cid_keyed + by);
    const unsigned char *p = (const unsigned char *)out.p;
    assert_int_equal(p[14], 32 + by);                             /* the INDEX says where its DICT ends */
    assert_memory_equal(p + 46, matrix, by);
    assert_int_equal(p[24], 50 + by);                             /* charset */
    assert_int_equal(p[30], 57 + by);                             /* CharStrings */
    assert_int_equal(p[36], 69 + by);                             /* FDArray */
    assert_int_equal(p[43], 81 + by);                             /* FDSelect */
    assert_int_equal(p[69 + by + 10], 83 + by);                   /* the FD's Private */
    assert_int_equal(p[50 + by], 2);
}

static void what_needs_nothing_stays(void **state) {
    (void)state;
    /* name-keyed: the same without ROS */
    unsigned char named[sizeof cid_keyed];
    memcpy(named, cid_keyed, sizeof named);
    named[18] = 12;
    named[19] = 31;
    Str out;
    assert_true(pdf_cff_mend(arena, view(named, sizeof named), 1000, &out));
    assert_ptr_equal(out.p, named);
}

/* Hostile bytes: cut short anywhere, each byte set to each of some values: never a crash (and no read
 * outside, says the sanitizer). */
static void broken_programs_are_left_alone(void **state) {
    (void)state;
    for (size_t n = 0; n < sizeof cid_keyed; n++) {
        unsigned char *cut = malloc(n ? n : 1);
        memcpy(cut, cid_keyed, n);
        Str out;
        if (!pdf_cff_mend(arena, view(cut, n), 2048, &out)) assert_ptr_equal(out.p, cut);
        free(cut);
    }
    static const unsigned char values[] = {0, 1, 4, 12, 28, 29, 30, 127, 128, 254, 255};
    for (size_t i = 0; i < sizeof cid_keyed; i++) {
        for (size_t k = 0; k < sizeof values; k++) {
            unsigned char *bad = malloc(sizeof cid_keyed);
            memcpy(bad, cid_keyed, sizeof cid_keyed);
            bad[i] = values[k];
            Str out;
            pdf_cff_mend(arena, view(bad, sizeof cid_keyed), 2048, &out);
            free(bad);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(glyphs_get_their_own_numbers),
        cmocka_unit_test(an_em_of_its_own_needs_a_matrix),
        cmocka_unit_test(what_needs_nothing_stays),
        cmocka_unit_test(broken_programs_are_left_alone),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
