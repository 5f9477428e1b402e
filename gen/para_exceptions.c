/*
 * para_exceptions: words that the patterns of hyph_id_ID break wrongly, with their right syllables.
 * In alphabetical order of the letters.
 */
#include "para_internal.h"

static const char *const words[] = {
    "me-nye-leng-ga-ra-kan",
    "trans-pa-ran-si",
};

static int compare(Str word, const char *row) {
    size_t i = 0;
    for (; *row; row++) {
        if (*row == '-') continue;
        if (i == word.n) return -1;
        if (word.p[i] != *row) return (unsigned char)word.p[i] < (unsigned char)*row ? -1 : 1;
        i++;
    }
    return i < word.n;
}

const char *hyphen_exception(Str word) {
    size_t low = 0, high = sizeof words / sizeof *words;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int c = compare(word, words[middle]);
        if (c == 0) return words[middle];
        if (c < 0) high = middle;
        else low = middle + 1;
    }
    return NULL;
}
