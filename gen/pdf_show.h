/*
 * pdf_show: the graphics state of a page under way and the showing of text: few operators, and
 * positions that are what the setter meant to within a hundredth of a point.
 */
#ifndef LAKIP_PDF_SHOW_H
#define LAKIP_PDF_SHOW_H

#include "pdf_font.h"

/* What the page's content stream has said so far. Lengths are thousandths of a point, y upwards. */
typedef struct PdfShow {
    Buf out;
    PdfFonts *fonts;
    Len height;               /* of the page: items count downwards */
    bool tagged;              /* ActualText may be said */
    Colour fill;
    const PdfFont *font;      /* as set by Tf */
    Len size;
    int16_t expand;           /* as set by Tz: thousandths beyond the natural width */
    bool in_text, rotated;    /* between BT and ET */
    bool placed;              /* since BT */
    int64_t line_x, line_y;   /* where the last Td led */
    int64_t pen;              /* behind the last glyph, in billionths of a point from line_x */
    Buf run;                  /* the string or array under way */
    bool run_open, adjusted, string_open;
    bool said_actual;         /* by the last item: an ActualText */
} PdfShow;

void pdf_show_begin(PdfShow *s, Len height);
void pdf_show_fill(PdfShow *s, Colour c);            /* rg or g, when it changes */
/* Shows an ITEM_TEXT; `follows`: it belongs to the same marked content as what was shown last. */
void pdf_show_text(PdfShow *s, const Item *item, bool follows);
void pdf_show_end_run(PdfShow *s);                   /* before marked content begins or ends */
void pdf_show_in_text(PdfShow *s, bool rotated);     /* BT, when there is none */
void pdf_show_end_text(PdfShow *s);                  /* ET, when there is one */

#endif
