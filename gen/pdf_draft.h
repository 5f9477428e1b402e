/*
 * pdf_draft: the mark on every page of a draft: KONSEP across it, and a short hash of the sources,
 * so that two prints can be told apart.
 */
#ifndef LAKIP_PDF_DRAFT_H
#define LAKIP_PDF_DRAFT_H

#include "pdf_show.h"

typedef struct PdfDraft PdfDraft;

/* Of SHA-256 over the sources' names and bytes: eight hexadecimal digits. */
Str pdf_short_hash(Arena *a, const Doc *doc);

PdfDraft *pdf_draft(Arena *a, PdfFile *f, Fonts *fonts, const Doc *doc);
/* Behind the page's content, outside of all text and marked content. */
void pdf_draft_paint(PdfDraft *d, PdfShow *s, Len width, Len height);
/* "/ExtGState<<...>>" for the resources. */
void pdf_draft_resources(const PdfDraft *d, Buf *b);

#endif
