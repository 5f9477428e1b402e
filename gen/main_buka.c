/*
 * main_buka: the program lakip-buka: verifikasi and buka, what is printed, the exit status.
 *
 * libqpdf is C++. Where it finds no memory it throws, through its C functions too, and nothing in a C program
 * catches that. So `new` asks here before it throws (C++ [new.handler]); the program ends with the message
 * that a lack of memory has anywhere. The folder that verifikasi worked in is cleared by its next run.
 */
#include "main_guard.h"
#include "main_program.h"
#include "verify.h"

#include <unistd.h>

typedef void (*NewHandler)(void);
/* std::set_new_handler, by its name in the Itanium C++ ABI. */
NewHandler set_new_handler(NewHandler handler) __asm__("_ZSt15set_new_handlerPFvvE");

/* A new handler is given nothing. */
static const Limits *in_force;

static void no_memory(void) {
    guard_say(in_force);
    _exit(EXIT_REPORT);
}

static bool verified(Arena *a, const Options *o) {
    static const char *const words[] = {
        [VERDICT_FAILED] = "tidak dapat diperiksa",
        [VERDICT_SAME] = "sama persis dengan hasil sumbernya",
        [VERDICT_EXTENDED] = "sama dengan hasil sumbernya, dengan tambahan di belakang (misalnya tanda tangan elektronik)",
        [VERDICT_SAME_PAGES] = "setiap halaman sama dengan hasil sumbernya, tetapi berkasnya pernah ditulis ulang program lain",
        [VERDICT_DIFFERENT] = "BERBEDA dari hasil sumbernya",
    };
    Diags *d = program_diags(a, o);
    Verdict v = verify_pdf(a, o->places[0], &o->report, d);
    program_findings(o, o->places[0], d, a);
    if (!o->json) printf("%s: %s.\n", o->places[0], words[v]);
    return program_printed() && v != VERDICT_FAILED && v != VERDICT_DIFFERENT;
}

static bool restored(Arena *a, const Options *o) {
    Diags *d = program_diags(a, o);
    size_t count = 0;
    bool done = verify_restore(a, o->places[0], without_slash(str_of(o->output)), &count, d);
    program_findings(o, o->places[0], d, a);
    if (done && !o->json) printf("%s: %zu berkas.\n", o->output, count);
    return program_printed() && done;
}

static bool run(Arena *a, Options *o) {
    in_force = &o->limits;
    set_new_handler(no_memory);
    switch (o->command) {
    case COMMAND_VERIFY: return verified(a, o);
    case COMMAND_RESTORE: return restored(a, o);
    case COMMAND_NEW:
    case COMMAND_COMPOSE:
    case COMMAND_CHECK: break;
    }
    fprintf(stderr, "lakip-buka: galat: perintah %s milik lakip.\n", o->command_word);
    return false;
}

int main(int count, char **words) {
    return program_run(count, words, run);
}
