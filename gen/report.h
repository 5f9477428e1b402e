/*
 * report: the stages in order, aloud. Stops between stages when the one before found errors.
 *
 *   data -> layout (with its prose) -> compute -> build -> page -> paint
 */
#ifndef LAKIP_REPORT_H
#define LAKIP_REPORT_H

#include "paint.h"

typedef enum ReportPrint { PRINT_NOTHING, PRINT_FIGURES, PRINT_DOC, PRINT_PAGES } ReportPrint;

/* Told now and then how far the work is: "menata halaman", 120. */
typedef struct ReportProgress {
    void *self;
    void (*step)(void *self, const char *stage, size_t done);
} ReportProgress;

typedef struct ReportOptions {
    Str folder;
    const char *output;       /* the PDF to write; NULL: none (periksa, --cetak) */
    ReportPrint print;        /* a stage to print into ReportResult.printed */
    Str layouts, fonts;       /* the program's folders */
    bool allow_outside;
    size_t held;              /* bytes of prose in memory at a time; 0: the usual (layout.h) */
    bool strict;              /* --ketat: a warning counts as an error */
    PdfOptions pdf;
    ReportProgress progress;  /* step NULL: silent */
} ReportOptions;

typedef struct ReportResult {
    size_t pages, tables;
    Str printed;
} ReportResult;

/* Everything, the diagnostics too, lives in `a`. False when there are errors (all in `d`); then no
 * PDF was touched. Memory that runs out jumps to the arena's recovery point. */
bool report_run(Arena *a, const ReportOptions *o, ReportResult *result, Diags *d);

#endif
