/*
 * pdf_cff: what a bare CFF program (Adobe's note 5176) inside a PDF must say and hb-subset's does not.
 *
 * A CIDFontType0C shows glyphs by their CIDs, our codes are glyph ids: in a CID-keyed program every CID
 * becomes its glyph's id. A program whose em is not 1000 units needs its FontMatrix, which subsetting loses.
 */
#ifndef LAKIP_PDF_CFF_H
#define LAKIP_PDF_CFF_H

#include "arena.h"
#include "text.h"

/* The program mended, in `a`, or as it was when nothing is to do. False: it is not what hb-subset
 * writes, and stays as it was. */
bool pdf_cff_mend(Arena *a, Str program, unsigned upem, Str *out);

#endif
