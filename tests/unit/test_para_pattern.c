/* Hyphenation patterns by hand: what meets, what edges mean, what is no pattern. */
#include "para_pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const struct {
    const char *patterns, *word, *expected;
} cases[] = {
    {"ISO8859-1\na1b\n", "aab", "aa-b"},
    {"ISO8859-1\na1b\na2b\n", "aab", "aab"},              /* the later line of the same letters */
    {"ISO8859-1\na1b\na2bc\n", "abcab", "abca-b"},        /* the larger digit */
    {"ISO8859-1\na1b\na2bc\nxa3bc", "xabc", "xa-bc"},
    {"ISO8859-1\n.a1b\n", "abab", "a-bab"},               /* a word's edge */
    {"ISO8859-1\na1b.\n", "abab", "aba-b"},
    {"ISO8859-1\n1a1\n", "bab", "b-a-b"},
    {"a1b\n", "ab", "ab"},                                /* the first line is the encoding */
    {"ISO8859-1\r\n% a1b\r\nLEFTHYPHENMIN 1\r\na1c/x=y,1,2\r\n\r\nb1c\r\n", "abcac", "ab-cac"},
    {"ISO8859-1", "ab", "ab"},
    {"", "ab", "ab"},
};

static void breaks(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *a = arena_new();
        Patterns *p = patterns_new(a, str_of(cases[i].patterns));
        size_t n = strlen(cases[i].word);
        bool at[16] = {false};
        patterns_breaks(p, (const unsigned char *)cases[i].word, n, at);
        Buf b = buf_new(a);
        for (size_t k = 0; k < n; k++) {
            buf_byte(&b, cases[i].word[k]);
            if (at[k]) buf_byte(&b, '-');
        }
        assert_string_equal(buf_terminated(&b), cases[i].expected);
        arena_free(a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(breaks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
