/*
 * para_syllable: where the patterns of hyph_id_ID go wrong, they go wrong by rule: they know their
 * training words, not prefixes and suffixes. The rules here move or drop such breaks; where a word
 * could be read in two ways the break is dropped, since a missing break costs little and a wrong
 * one is seen.
 *
 * Source of the rules: Ejaan Bahasa Indonesia yang Disempurnakan (EYD V, 2022), I.F Pemenggalan
 * Kata: affixes are parted from their root (per-u-bah-an), a suffix of one letter is not parted
 * (me-me-nuhi), ng, ny, sy, kh are one letter.
 */
#include "para_internal.h"

static bool is_vowel(unsigned char c) {
    return strchr("aeiou", c) != NULL || c >= 0xE0;
}

static bool starts(const Spelling *l, const char *prefix) {
    size_t n = strlen(prefix);
    return l->n > n && memcmp(l->c, prefix, n) == 0;
}

static bool ends(const Spelling *l, const char *suffix) {
    size_t n = strlen(suffix);
    return l->n > n && memcmp(l->c + l->n - n, suffix, n) == 0;
}

/* Letters of the consonant that begins at c: ng, ny, sy, kh are one. */
static size_t consonant(const unsigned char *c) {
    static const char *const digraphs[] = {"ng", "ny", "sy", "kh"};
    for (size_t i = 0; i < sizeof digraphs / sizeof *digraphs; i++) {
        if (memcmp(c, digraphs[i], 2) == 0) return 2;
    }
    return 1;
}

/* ---- the rules ---- */

/* No syllable begins with "mb", "rn", "kt", "ks": se-mbilan is sem-bilan. */
static void mend_onsets(const Spelling *l, bool *breaks) {
    static const char *const onsets[] = {
        "ng", "ny", "sy", "kh", "pr", "pl", "tr", "br", "bl", "dr", "gr", "gl",
        "kr", "kl", "kw", "fr", "fl", "sk", "sp", "st", "sw", "sl", "dw", "tw",
    };
    for (size_t i = 0; i + 3 < l->n; i++) {
        const unsigned char *next = l->c + i + 1;
        if (!breaks[i] || is_vowel(next[0]) || is_vowel(next[1])) continue;
        bool known = false;
        for (size_t k = 0; k < sizeof onsets / sizeof *onsets && !known; k++)
            known = memcmp(next, onsets[k], 2) == 0;
        if (known) continue;
        breaks[i] = false;
        breaks[i + 1] = true;
    }
}

/* ni-lai-nya, not ni-la-in-ya. */
size_t syllables_before_nya(const Spelling *l) {
    return ends(l, "nya") && l->n >= 6 ? l->n - 3 : 0;
}

/* Where -an begins in a word that ends in -an or -annya; 0: in none. */
static size_t place_of_an(const Spelling *l) {
    if (ends(l, "an")) return l->n - 2;
    if (ends(l, "annya")) return l->n - 5;
    return 0;
}

/* ke-...-an and pe-...-an are nouns of a root: pem-ba-ngun-an, not -gu-nan. Other words in -an may
 * be roots themselves (ha-la-man), so the break before their last consonant is dropped. */
static void part_an(const Spelling *l, bool *breaks) {
    size_t an = place_of_an(l);
    if (an < 4) return;
    size_t root = an - 1;                 /* the root's last consonant, when it ends in one */
    if (root > 1 && consonant(l->c + root - 1) == 2) root--;
    if (is_vowel(l->c[root]) || !breaks[root - 1] || !is_vowel(l->c[root - 1])) return;
    breaks[root - 1] = false;
    if (strchr("jcwyv", l->c[root])) {    /* no root ends in these: pah-la-wan */
        breaks[root - 1] = true;
        return;
    }
    bool noun = (starts(l, "ke") || starts(l, "pe")) && an >= 6;
    if (l->c[root] == 'k')
        breaks[root - 1] = !noun || starts(l, "per"); /* -kan: per-ha-ti-kan */
    else if (noun) breaks[an - 1] = true;
}

/* be-rubah could be ber-ubah. */
static void drop_after_be(const Spelling *l, bool *breaks) {
    if ((starts(l, "ber") || starts(l, "ter")) && is_vowel(l->c[3])) breaks[1] = false;
}

/* me-me-nu-hi is memenuh-i, and one letter is not parted: no break there. */
static void drop_before_i(const Spelling *l, bool *breaks) {
    static const char *const verbs[] = {"me", "di", "ter"};
    bool verb = false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) verb |= starts(l, verbs[i]);
    if (!verb || !ends(l, "i") || is_vowel(l->c[l->n - 2])) return;
    size_t root = l->n - 2;
    if (consonant(l->c + root - 1) == 2) root--;
    breaks[root - 1] = false;
}

void syllables_mend(const Spelling *l, bool *breaks) {
    if (l->n < 6) return;
    mend_onsets(l, breaks);
    part_an(l, breaks);
    drop_after_be(l, breaks);
    drop_before_i(l, breaks);
}
