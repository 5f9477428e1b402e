/*
 * para_exceptions: words that the patterns of hyph_id_ID break wrongly, with their right syllables.
 * In alphabetical order of the letters.
 */
#include "para_internal.h"

static const char *const words[] = {
    "an-dal-an",
    "a-tas-an",
    "ba-ngun-an",
    "ba-tas-an",
    "be-ra-gam",
    "ber-a-ga-ma",
    "ber-ang-kat",
    "be-ren-ca-na",
    "ber-in-ves-ta-si",
    "ber-mu-sya-wa-rah",
    "ber-o-pe-ra-si",
    "ber-pe-do-man",
    "ber-u-bah",
    "be-ru-pa",
    "de-la-pan",
    "de-ngan",
    "de-sem-ber",
    "de-tail",
    "di-ag-no-sis",
    "di-lak-sa-na-kan",
    "di-lak-sa-na-kan-nya",
    "di-men-si",
    "di-ta-ngani",
    "ha-la-man",
    "him-pun-an",
    "im-bal-an",
    "iur-an",
    "jem-bat-an",
    "ke-de-la-pan",
    "ke-sem-bi-lan",
    "ke-te-la-dan-an",
    "ke-ten-te-ram-an",
    "ke-trans-mig-ra-si-an",
    "ke-trans-pa-ran-an",
    "lak-sa-na-kan",
    "me-lak-sa-na-kan",
    "me-lak-sa-na-kan-nya",
    "me-na-ngani",
    "meng-o-lah",
    "meng-or-ga-ni-sa-si",
    "meng-or-ga-ni-sa-si-kan",
    "me-nye-leng-ga-ra-kan",
    "mu-sya-wa-rah",
    "o-lah-an",
    "pe-do-man",
    "pem-ba-tas-an",
    "pe-ngo-lah-an",
    "per-a-lat-an",
    "per-ik-lan-an",
    "per-mu-sya-wa-rat-an",
    "pers-pek-tif",
    "pi-kir-an",
    "pro-fe-si-o-na-lis-me",
    "prog-no-sis",
    "re-ka-pi-tu-la-si",
    "san-tun-an",
    "se-ba-gai-ma-na",
    "se-la-tan",
    "tam-bah-an",
    "te-la-dan",
    "te-ren-dah",
    "ter-i-den-ti-fi-ka-si",
    "ter-in-te-gra-si",
    "trans-ak-si",
    "trans-mig-ra-si",
    "trans-pa-ran",
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
