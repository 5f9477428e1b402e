/*
 * pdf_meta: metadata that archives ask for: XMP, document information that says the same, the
 * output intent, attached sources with their manifest.
 */
#ifndef LAKIP_PDF_META_H
#define LAKIP_PDF_META_H

#include "pdf_catalog.h"

typedef struct PdfMeta {
    Arena *arena;
    PdfFile *file;
    PdfCatalog *catalog;
    const Doc *doc;
    Str producer;
} PdfMeta;

/* Both kinds of metadata. */
void pdf_meta_write(const PdfMeta *m);
/* False after a diagnostic: the colour profile cannot be read. */
bool pdf_meta_intent(const PdfMeta *m, Diags *d);
/* The document's attachments and lakip.manifest.json. */
void pdf_meta_attach(const PdfMeta *m);

#endif
