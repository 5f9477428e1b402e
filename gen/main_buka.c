/* main_buka: the program lakip-buka: verifikasi and buka, what is printed, the exit status. */
#include "main_program.h"
#include "verify.h"

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
    switch (o->command) {
    case COMMAND_VERIFY: return verified(a, o);
    case COMMAND_RESTORE: return restored(a, o);
    case COMMAND_COMPOSE:
    case COMMAND_CHECK: break;
    }
    fprintf(stderr, "lakip-buka: galat: perintah %s milik lakip.\n", o->command_word);
    return false;
}

int main(int count, char **words) {
    return program_run(count, words, run);
}
