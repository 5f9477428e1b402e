/* A ToUnicode CMap, and behind the first 0xFF byte a page's content: pieces of UTF-8. */
#include "fuzz.h"
#include "unpack_text.h"

static const UnpackFont *only_font(void *self, Str name) {
    return name.n ? self : NULL;
}

static void body(Arena *a, Str bytes, Diags *d) {
    (void)d;
    size_t cut = str_find(bytes, STR("\xFF"), 0), count;
    UnpackFont *font = unpack_font(a, 1, str_sub(bytes, 0, cut));
    const TextPiece *pieces;
    Str content = str_sub(bytes, cut == SIZE_MAX ? bytes.n : cut + 1, bytes.n);
    unpack_pieces(a, content, only_font, font, &pieces, &count);
    for (size_t i = 0; i < count; i++) {
        if (!pieces[i].text.n || !utf8_valid(pieces[i].text, NULL)) abort();
    }
}
FUZZ(body)
