/*
 * para_pattern: hyphenation patterns (Liang) from a .dic file as hyphen-id installs it.
 *
 * A pattern is letters with digits between them; a dot is a word's edge. Where patterns meet in a
 * word the largest digit of each gap counts, and an odd one is a break. libhyphen reads the same
 * file, but its automaton of 12,000 patterns costs a tenth of a report, and where memory is short it
 * ends the program. (On 70,000 words the two differ in 185, like memiliki, where of a pattern that a
 * longer one has in it libhyphen sees the longer one alone.) No replacements: they are left out.
 */
#ifndef LAKIP_PARA_PATTERN_H
#define LAKIP_PARA_PATTERN_H

#include "text.h"

typedef struct Patterns Patterns;

/* From the file's text, which must live as long as `a`. */
Patterns *patterns_new(Arena *a, Str text);

/* Whether a break may stand behind each of the `n` lower-case letters (Latin-1). */
void patterns_breaks(const Patterns *p, const unsigned char *letters, size_t n, bool *breaks);

#endif
