/*
 * paint: sinks for pages. paint_pdf writes the archive file, paint_trace one line an item for
 * golden tests and --cetak=halaman.
 */
#ifndef LAKIP_PAINT_H
#define LAKIP_PAINT_H

#include "file.h"
#include "pages.h"

typedef enum PdfLevel { PDF_PLAIN, PDF_A1B, PDF_A2A, PDF_A2B, PDF_A3A } PdfLevel;   /* --pdfa= */

typedef struct PdfOptions {
    PdfLevel level;
    bool attach;              /* the sources (PDF/A-3 only) */
    Str producer;             /* "lakip 1.0": for the metadata and the manifest; empty: "lakip" */
    bool draft;               /* --konsep: no archive file; its marks are on the pages already */
} PdfOptions;

typedef struct PdfPainter PdfPainter;

/* Begins a file; pages are compressed and written as they come. NULL after a diagnostic. */
PdfPainter *pdf_begin(Arena *a, Output *out, const Doc *doc, Fonts *fonts, PdfOptions options, Diags *d);
PageSink pdf_sink(PdfPainter *p);
/* Fonts, structure, outline, labels, metadata, cross-reference. False after diagnostics. The file
 * is committed by the caller. */
bool pdf_end(PdfPainter *p);

typedef struct TracePainter TracePainter;
TracePainter *trace_begin(Arena *a, Buf *out);
PageSink trace_sink(TracePainter *t);
/* Writes the pages in order of their index. */
void trace_end(TracePainter *t);

#endif
