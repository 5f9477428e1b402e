/*
 * pdf_field: empty signature fields (ISO 32000-1, 12.7.4.5), which an office's signer fills in by
 * an incremental update: nothing that is written here changes then.
 */
#ifndef LAKIP_PDF_FIELD_H
#define LAKIP_PDF_FIELD_H

#include "pdf_link.h"

typedef struct PdfFields PdfFields;

PdfFields *pdf_fields(Arena *a, PdfFile *f, PdfTree *tree);
/* The widget's object number. `elem`: its Form element (NULL when untagged). */
uint32_t pdf_fields_add(PdfFields *all, PdfSpot at, Elem *elem, const SignField *field, PdfRect area);
/* The AcroForm dictionary's object number; 0 without any field. */
uint32_t pdf_fields_finish(PdfFields *all);

#endif
