/*
 * pdf_catalog: what concerns the document as a whole, built with libharu's objects: catalog,
 * document information, outline, page labels. libharu numbers, links and spells them (counts of open
 * bookmarks, limits of arrays); pdf_save puts them into the file.
 *
 * Both count with one row of numbers: before each batch libharu is told the file's next free one.
 */
#ifndef LAKIP_PDF_CATALOG_H
#define LAKIP_PDF_CATALOG_H

#include "pdf_link.h"

typedef struct PdfCatalog PdfCatalog;

PdfCatalog *pdf_catalog(Arena *a, PdfFile *f);
uint32_t pdf_catalog_root(const PdfCatalog *c);
uint32_t pdf_catalog_pages(const PdfCatalog *c);     /* the page tree's root, which the caller writes */
uint32_t pdf_catalog_info(const PdfCatalog *c);

/* Entries of the catalog. */
void pdf_catalog_text(PdfCatalog *c, const char *key, Str text);
void pdf_catalog_refer(PdfCatalog *c, const char *key, uint32_t number);
void pdf_catalog_list(PdfCatalog *c, const char *key, const uint32_t *numbers, size_t count);
void pdf_catalog_true(PdfCatalog *c, const char *key, const char *inner);    /* /key<</inner true>> */
void pdf_catalog_name(PdfCatalog *c, const char *key, const char *name);

/* An entry of the document information; empty text: none. */
void pdf_catalog_note(PdfCatalog *c, const char *key, Str text);

/* From page `first` (index) on labels are `prefix` and a number that starts at `number`. */
void pdf_catalog_label(PdfCatalog *c, size_t first, Numbering numbering, Str prefix, unsigned number);
void pdf_catalog_outline(PdfCatalog *c, const PdfBookmark *marks, size_t count);

/* Writes all of it. False after a diagnostic: libharu refused something. */
bool pdf_catalog_write(PdfCatalog *c, Diags *d);

#endif
