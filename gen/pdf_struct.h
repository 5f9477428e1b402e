/*
 * pdf_struct: the structure tree (ISO 32000-1, 14.7) while the pages pass by.
 *
 * An element is known from its first painted content on; one without any content never gets into
 * the file. Its object number is reserved at once (pages' parent arrays need it), its dictionary
 * is written when it is closed or at the end. Of a closed element only its place among its
 * parent's kids stays in memory (16 bytes).
 */
#ifndef LAKIP_PDF_STRUCT_H
#define LAKIP_PDF_STRUCT_H

#include "pdf.h"

typedef struct PdfTree PdfTree;

/* Where on which page something was met: for the order of an element's mixed kids. */
typedef struct PdfSpot {
    uint32_t page, page_number;   /* index of the page, its object */
    uint32_t sequence;            /* grows along the page */
} PdfSpot;

PdfTree *pdf_tree(Arena *a, PdfFile *f);
/* Makes the element (and its ancestors) known; its object number. */
uint32_t pdf_tree_meet(PdfTree *t, Elem *e, PdfSpot at);
/* Marked content `mcid` of the page belongs to it. Its object number. */
uint32_t pdf_tree_content(PdfTree *t, Elem *e, PdfSpot at, uint32_t mcid);
/* An annotation belongs to it. Its object number. */
uint32_t pdf_tree_annotation(PdfTree *t, Elem *e, PdfSpot at, uint32_t annotation);
/* The area (PDF's coordinates, thousandths) is part of it and of figures around it. */
void pdf_tree_box(PdfTree *t, Elem *e, Len x0, Len y0, Len x1, Len y1);
/* A list mark reads so: the list around it learns how it is numbered. */
void pdf_tree_mark(PdfTree *t, Elem *e, Str mark);
/* Writes the element and those below it; no content will come for them. */
void pdf_tree_close(PdfTree *t, Elem *e);

/* The next key of the parent tree, whose value is object `number` (a page's array of elements,
 * or an annotation's element). */
uint32_t pdf_tree_key(PdfTree *t, uint32_t number);

/* Writes all that is open and the root. The root's object number. */
uint32_t pdf_tree_finish(PdfTree *t);

#endif
