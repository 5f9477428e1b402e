/*
 * page: Doc to Pages. Breaks the flow of each section into pages by cost, sets headers, footers
 * and footnotes, gives every page its label and fills in page references.
 *
 * A page goes to the sink as soon as all it refers to is known; most at once. Memory that only
 * delivered pages used is freed.
 */
#ifndef LAKIP_PAGE_H
#define LAKIP_PAGE_H

#include "table.h"

/* Called now and then for progress: pages done so far. */
typedef struct PageProgress {
    void *self;
    void (*pages)(void *self, size_t done);
} PageProgress;

/* False after diagnostics (a reference without a target, a table wider than its page, too many
 * pages) or when the sink refused a page. progress and pages (how many) may be NULL. */
bool page_all(Setter *s, Arena *a, const Doc *doc, const PageSink *sink,
              const PageProgress *progress, size_t *pages, Diags *d);

#endif
