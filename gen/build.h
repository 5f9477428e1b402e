/*
 * build: Layout x Figures x Prose to Doc. Formatting, numbering, references; no arithmetic.
 *
 * Lowers the descriptor's vocabulary (cover, signature block, letterhead, lists of contents) to
 * the few blocks of doc.h. Headings, tables, figures and lampiran are numbered here; references
 * {{ lihat("x") }} become their text; page numbers stay RUN_PAGE_REF.
 */
#ifndef LAKIP_BUILD_H
#define LAKIP_BUILD_H

#include "compute.h"
#include "doc.h"

/* NULL after diagnostics (all of them). */
const Doc *build(Arena *a, const Layout *layout, const Figures *figures, const Data *data,
                 Diags *d);

#endif
