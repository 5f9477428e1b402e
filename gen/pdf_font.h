/*
 * pdf_font: the faces that the pages use, as PDF fonts: Type0 over CIDFontType2 (TrueType) or
 * CIDFontType0C (CFF), codes are glyph ids (Identity-H), subset by HarfBuzz with retained ids.
 *
 * While pages are painted a font only notes which glyphs are shown and what text each stands for;
 * its objects are written at the end.
 */
#ifndef LAKIP_PDF_FONT_H
#define LAKIP_PDF_FONT_H

#include "pdf.h"

typedef struct PdfFonts PdfFonts;

typedef struct PdfFont {
    unsigned index;           /* of the face: /F0, /F1, ... */
    unsigned upem, glyph_count;
    uint16_t space;           /* the space's glyph, 0 when there is none */
    const int32_t *advance;   /* of each glyph that was noted: natural, font units */
    const int32_t *width;     /* the same as it is in /W: millionths of the size */
    const uint32_t *stands_for;   /* code point, TEXT_MANY or 0 (not noted yet) */
} PdfFont;

/* Stands for several characters (a ligature). */
#define TEXT_MANY UINT32_C(0x80000000)

PdfFonts *pdf_fonts(Arena *a, PdfFile *f, Fonts *fonts);
PdfFont *pdf_font_of(PdfFonts *all, const Face *face);
/* Notes a glyph that shows `text` (empty: the cluster's first glyph showed it already). Returns
 * whether ToUnicode will say exactly `text`; if not, the caller must say it by ActualText. */
bool pdf_font_note(PdfFonts *all, PdfFont *font, uint16_t glyph, Str text);
/* "/Font<</F0 5 0 R...>>" for the resources. */
void pdf_fonts_resources(PdfFonts *all, Buf *b);
/* Subsets, embeds and describes every font used. False after a diagnostic. */
bool pdf_fonts_write(PdfFonts *all, Diags *d);

#endif
