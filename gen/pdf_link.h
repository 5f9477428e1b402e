/*
 * pdf_link: places to jump to, link annotations, bookmarks. Targets may stand on pages that come
 * later: such annotations wait (their numbers are on their pages already) until the end.
 */
#ifndef LAKIP_PDF_LINK_H
#define LAKIP_PDF_LINK_H

#include "pdf_struct.h"

typedef struct PdfLinks PdfLinks;

typedef struct PdfPlace {
    uint32_t page, page_number;   /* index, object */
    Len top;                      /* from the page's bottom */
} PdfPlace;

typedef struct PdfBookmark {
    Str text;
    unsigned level;
    PdfPlace place;
} PdfBookmark;

typedef struct PdfRect { Len x0, y0, x1, y1; } PdfRect;

PdfLinks *pdf_links(Arena *a, PdfFile *f, PdfTree *tree);
void pdf_links_anchor(PdfLinks *l, PdfPlace at, Str label, Str bookmark, unsigned level);
/* A link of one or several pieces on one page. `elem` is its Link element (NULL when untagged).
 * Returns the annotation's object number. */
uint32_t pdf_links_add(PdfLinks *l, PdfSpot at, Elem *elem, Str target, const PdfRect *pieces, size_t count);
/* Writes what waited. `labels`: the page label of a page's index, for the links' descriptions.
 * False after diagnostics: a target that is nowhere. */
bool pdf_links_finish(PdfLinks *l, Diags *d);
/* In the order of the pages; valid after pdf_links_finish(). */
const PdfBookmark *pdf_links_bookmarks(PdfLinks *l, size_t *count);

#endif
