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
#include "para.h"

/* NULL after diagnostics (all of them). `setter` measures the texts of drawings; it may be NULL
 * where there are none. */
const Doc *build(Arena *a, const Layout *layout, const Figures *figures, const Data *data,
                 Setter *setter, Diags *d);

#endif
