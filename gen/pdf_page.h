/*
 * pdf_page: one page's items to its content stream, its marked content and its annotations.
 */
#ifndef LAKIP_PDF_PAGE_H
#define LAKIP_PDF_PAGE_H

#include "pdf_field.h"
#include "pdf_image.h"
#include "pdf_show.h"

/* What pages share. */
typedef struct PdfPages {
    Arena *arena;
    PdfFile *file;
    PdfFonts *fonts;
    PdfImages *images;
    PdfTree *tree;            /* NULL: untagged */
    PdfLinks *links;
    PdfFields *fields;        /* NULL: the level has none */
    uint32_t resources;       /* one dictionary for all pages */
    PdfShow show;
    Arena *scratch;           /* one page's */
} PdfPages;

void pdf_pages_begin(PdfPages *p);
/* Writes the page as object `number` below the page tree's node `parent`. */
void pdf_pages_add(PdfPages *p, const Page *page, uint32_t number, uint32_t parent);

#endif
