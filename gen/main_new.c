/*
 * main_new: a copy of the form below the layouts. Everything in it is files: not a word of a report stands here.
 * All is read before the folder is made. The file that is first by its name is the one to be read first.
 */
#include "main_new.h"

#include "main_program.h"

typedef struct Form {
    const Str *names;
    Str *bytes;
    size_t count;
} Form;

static bool read_form(Arena *a, const Options *o, Form *f, Diags *d) {
    Str path = str_printf(a, "%.*s/awal", STR_ARG(without_slash(o->report.layouts)));
    Folder folder = {.path = path, .allow_outside = true};
    if (!file_list(a, path, &f->names, &f->count, d)) return false;
    f->bytes = arena_array(a, f->count, sizeof *f->bytes);
    for (size_t i = 0; i < f->count; i++) {
        if (!file_read(a, &folder, f->names[i], LOC_NONE, &f->bytes[i], d)) return false;
    }
    return true;
}

static bool write_form(Arena *a, const Form *f, Str folder, Diags *d) {
    if (!file_new_folder(a, folder, d)) return false;
    for (size_t i = 0; i < f->count; i++) {
        if (!file_write_new(a, folder, f->names[i], f->bytes[i], d)) return false;
    }
    return true;
}

/* As a shell takes it for one word. */
static void print_word(Buf *out, Str word) {
    bool plain = word.n > 0;
    for (size_t i = 0; i < word.n; i++) plain = plain && !strchr(" \t\n\"'\\$`&|;<>()*?[]#~!{}", word.p[i]);
    if (!plain) buf_byte(out, '\'');
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] == '\'') buf_cstr(out, "'\\'");
        buf_byte(out, word.p[i]);
    }
    if (!plain) buf_byte(out, '\'');
}

static void print_next(Buf *out, const char *command, Str folder) {
    buf_printf(out, "    lakip %s ", command);
    print_word(out, folder);
    buf_byte(out, '\n');
}

static void print_made(Arena *a, const Form *f, Str folder) {
    Buf out = buf_new(a);
    buf_printf(&out, "%.*s: %zu berkas\n", STR_ARG(folder), f->count);
    for (size_t i = 0; i < f->count; i++) buf_printf(&out, "    %.*s\n", STR_ARG(f->names[i]));
    if (f->count) buf_printf(&out, "Bacalah dahulu %.*s/%.*s.\n", STR_ARG(folder), STR_ARG(f->names[0]));
    buf_cstr(&out, "Lihat apa yang belum diisi, isi, lalu susun:\n");
    print_next(&out, "periksa", folder);
    print_next(&out, "susun", folder);
    fwrite(out.p, 1, out.n, stdout);
}

bool new_report(Arena *a, const Options *o) {
    Diags *d = program_diags(a, o);
    Str folder = str_copy(a, without_slash(str_of(o->places[0])));
    Form form = {0};
    bool done = read_form(a, o, &form, d) && write_form(a, &form, folder, d);
    program_findings(o, o->places[0], d, a);
    if (done && !o->json) print_made(a, &form, folder);
    return program_printed() && done;
}
