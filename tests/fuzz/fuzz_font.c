/* Font files: a face that can be shaped with, or none; whatever the tables say. */
#include "font.h"
#include "fuzz.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void remove_file(void *path) {
    unlink(path);
}

static void body(Arena *a, Str bytes, Diags *d) {
    static const char *const names[] = {"fuzz.ttf", "fuzz.ttc"};
    Str folder = str_printf(a, "%s/lakip-fuzz-%d", fuzz_place(), (int)getpid());
    mkdir(folder.p, 0700);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = str_cstr(a, str_printf(a, "%s/%s", folder.p, names[i]));
        arena_defer(a, remove_file, path);
        FILE *out = fopen(path, "wb");
        if (!out) abort();
        fwrite(bytes.p, 1, bytes.n, out);
        fclose(out);
    }
    Fonts *f = fonts_new(a, &folder, 1, d);
    for (int style = 0; style < 4; style++) {
        const Face *face = font_face(f, STR("Liberation Serif"), style & 1, style & 2, LOC_NONE);
        if (!face) continue;
        Len thickness, below = face_underline(face, PT(11), &thickness);
        if (face_ascent(face, PT(11)) <= 0 || face_descent(face, PT(11)) < 0 || below > PT(99))
            abort();
        Shaped *s =
            font_shape(f, a, face, STR("Pertanggungjawaban fi \xC3\xA9 AV"), (unsigned)style);
        int64_t sum = 0;
        for (size_t i = 0; i < s->count; i++) sum += s->glyphs[i].advance;
        if (sum != s->advance) abort();
        font_shape(f, a, face, STR("1.234.567,89"), (unsigned)style);
    }
}
FUZZ(body)
