/*
 * report: the stages in order, aloud. Stops between stages when the one before found errors.
 */
#ifndef LAKIP_REPORT_H
#define LAKIP_REPORT_H

#include "paint.h"

typedef enum ReportPrint { PRINT_NONE, PRINT_FIGURES, PRINT_DOC, PRINT_PAGES } ReportPrint;

typedef struct ReportOptions {
    Str folder;
    const char *output;       /* NULL: check only (periksa) */
    ReportPrint print;        /* a stage to print instead of a PDF */
    Str layouts, fonts;       /* the program's folders */
    bool allow_outside;
    PdfOptions pdf;
    void (*progress)(void *self, const char *stage, size_t done);   /* NULL: silent */
    void *progress_self;
} ReportOptions;

typedef struct ReportResult {
    size_t pages, tables, warnings, errors;
    Str printed;              /* of --cetak */
} ReportResult;

/* Everything lives in `a`. False when there are errors (all in `d`); then no PDF was touched. */
bool report_run(Arena *a, const ReportOptions *o, ReportResult *result, Diags *d);

#endif
