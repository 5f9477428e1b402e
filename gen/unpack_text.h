/* unpack_text: content streams to pieces of text. Belongs to unpack. */
#ifndef LAKIP_UNPACK_TEXT_H
#define LAKIP_UNPACK_TEXT_H

#include "unpack.h"

typedef struct UnpackFont {   /* two-byte codes to text */
    int id;
    Str *text;                /* by code; empty: unknown */
} UnpackFont;

typedef struct UnpackPage {
    Unpack *unpack;
    size_t page;
} UnpackPage;

/* From a ToUnicode CMap (bfchar and bfrange). */
UnpackFont *unpack_font(Arena *a, int id, Str cmap);

/* `find` gives the font of a resource name, or NULL. */
void unpack_pieces(Arena *a, Str content, const UnpackFont *(*find)(void *self, Str name), void *self,
                   const TextPiece **pieces, size_t *count);

/* Whether two content streams say the same: spelling aside, token by token. */
bool unpack_same_content(Arena *a, Str x, Str y);

#endif
