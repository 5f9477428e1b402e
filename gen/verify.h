/*
 * verify: is a PDF what its own sources make? Takes the sources out, composes them again and
 * compares; says what differs by page and place. Also restores a report folder from a PDF.
 */
#ifndef LAKIP_VERIFY_H
#define LAKIP_VERIFY_H

#include "report.h"

/* Writes the attached sources below `folder`, which must not exist or be empty. Nothing is written
 * outside it, whatever names the PDF has. False after diagnostics. */
bool verify_restore(Arena *a, const char *pdf, Str folder, size_t *count, Diags *d);

typedef enum Verdict {
    VERDICT_FAILED,           /* could not be checked: diagnostics say why */
    VERDICT_SAME,             /* byte by byte */
    VERDICT_EXTENDED,         /* the same bytes with something appended (an electronic signature) that
                                 changes no page: a later revision may replace any object of an earlier one */
    VERDICT_SAME_PAGES,       /* every page is painted the same; the file was written again by others */
    VERDICT_DIFFERENT,        /* diagnostics name the pages and places */
} Verdict;

/* `base` names the program's folders. Works in a temporary folder that is removed. */
Verdict verify_pdf(Arena *a, const char *pdf, const ReportOptions *base, Diags *d);

#endif
