/*
 * pdf: a PDF file being written: numbers of objects, objects, streams, the cross-reference, and the
 * spelling of PDF's own values (ISO 32000-1, 7.3).
 *
 * Everything goes out as soon as it is known: of a finished object only its place stays in memory. A number may be reserved long before its object is written. Two shapes of one
 * file: object streams and a cross-reference stream (PDF 1.5 on), or the classic table that
 * PDF/A-1 demands; callers do not notice which.
 *
 * Failed writes are remembered by the Output and reported when it is committed.
 */
#ifndef LAKIP_PDF_H
#define LAKIP_PDF_H

#include "paint.h"

/* What a level asks for; one row each in pdf_save.c. */
typedef struct PdfRules {
    char version;             /* '4': PDF 1.4, '7': PDF 1.7 */
    char part, conformance;   /* of PDF/A; 0: none */
    bool ua;                  /* PDF/UA-1 is claimed */
    bool tagged;
    bool packed;              /* object streams and a cross-reference stream */
    bool transparency;
    bool attachments;
    bool cid_set;             /* only PDF/A-1 wants it; later parts reject an incomplete one */
} PdfRules;
const PdfRules *pdf_rules(PdfLevel level);

typedef struct PdfFile PdfFile;

PdfFile *pdf_file(Arena *a, Output *out, const PdfRules *rules);
const PdfRules *pdf_file_rules(const PdfFile *f);

/* Objects that come by the thousand and look alike are packed apart from the others, and their
 * numbers follow each other. */
typedef enum PdfFamily { FAMILY_PLAIN, FAMILY_CELL, FAMILY_HEAD, FAMILY_ROW, FAMILY_PARENTS } PdfFamily;
enum { FAMILIES = FAMILY_PARENTS + 1 };

uint32_t pdf_reserve(PdfFile *f);                    /* the next free number */
uint32_t pdf_reserve_in(PdfFile *f, PdfFamily family);
/* Numbers of objects made elsewhere (libharu): the next free one, and that all below `next` are
 * taken now. */
uint32_t pdf_next(const PdfFile *f);
void pdf_taken(PdfFile *f, uint32_t next);

/* An object that is no stream: its value is put into the returned buffer, then closed. Only one
 * stands open at a time. */
Buf *pdf_open(PdfFile *f, uint32_t number);
Buf *pdf_open_in(PdfFile *f, uint32_t number, PdfFamily family);
void pdf_close(PdfFile *f);
void pdf_object(PdfFile *f, uint32_t number, Str value);
/* A stream; `entries` is put into its dictionary ("/Type/XObject..."). */
typedef enum Squeeze {
    SQUEEZE_NOT, SQUEEZE, SQUEEZE_PAGE,      /* one of thousands: quicker, hardly larger */
    SQUEEZED_ALREADY,                        /* /Filter is in the entries */
} Squeeze;
void pdf_stream(PdfFile *f, uint32_t number, Str entries, Str bytes, Squeeze squeeze);

/* The first 16 bytes of SHA-256 over all that was written so far. */
void pdf_digest(const PdfFile *f, uint8_t out[16]);
/* Cross-reference and trailer. False when the file is to be PDF/A and has more objects than that allows. */
bool pdf_finish(PdfFile *f, uint32_t root, uint32_t info);
size_t pdf_objects(const PdfFile *f);

/* ---- spelling (pdf_put.c) ---- */

void put_int(Buf *b, int64_t value);
void put_len(Buf *b, int64_t thousandths);           /* "12.5", ".25", "-3": at most 3 decimals */
void put_ref(Buf *b, uint32_t number);               /* "12 0 R" */
void put_name(Buf *b, Str name);                     /* "/text#2Fcsv" */
void put_text(Buf *b, Str utf8);                     /* text string, clipped: "(abc)" or UTF-16BE */
void put_bytes(Buf *b, Str bytes);                   /* "(...)" */
void put_string_byte(Buf *b, unsigned byte);         /* one byte of it */
void put_utf16_hex(Buf *b, Str utf8, bool marked);   /* "<FEFF0041>", "<0041>" */
void put_hex(Buf *b, const uint8_t *bytes, size_t n);/* "<0A1B>" */
void put_number(Buf *b, const char *key, int64_t value);   /* "/Key 12" */
/* The same text as UTF-16BE with its mark, for other writers. */
Str pdf_utf16(Arena *a, Str utf8);
bool pdf_is_ascii(Str s);
/* What of a text goes into one string: PDF/A allows 32,767 bytes (ISO 19005-1, 6.1.12). Whole characters. */
Str pdf_clip(Str utf8);

#endif
