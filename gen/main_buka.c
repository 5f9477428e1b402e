/*
 * main_buka: the program lakip-buka: verifikasi and buka, what is printed, the exit status.
 *
 * libqpdf is C++. Where it finds no memory it throws, through its C functions too, and nothing in a C program
 * catches that. So `new` asks here before it throws (C++ [new.handler]); the program ends with the message
 * that a lack of memory has anywhere. Where it does not ask whether malloc() gave anything (11.3,
 * Pl_Buffer::getMallocBuffer), it dies of a fault, and that becomes a message too. The folder that verifikasi
 * worked in is cleared by its next run.
 */
#include "main_guard.h"
#include "main_program.h"
#include "verify.h"

#include <signal.h>
#include <unistd.h>

typedef void (*NewHandler)(void);
/* std::set_new_handler, by its name in the Itanium C++ ABI. */
NewHandler set_new_handler(NewHandler handler) __asm__("_ZSt15set_new_handlerPFvvE");

/* What a handler, which is given nothing, must know. */
static struct {
    const Limits *limits;
    int status;               /* once all is done and said, and things are only put away; -1 before */
} now = {NULL, -1};

static void no_memory(void) {
    if (now.status >= 0) _exit(now.status);
    guard_say(now.limits);
    _exit(EXIT_REPORT);
}

static void reader_died(int signal_number) {
    static const char DIED[] = "lakip: galat: pembaca PDF berhenti di tengah berkas ini; tidak ada yang ditulis. "
                               "Berkasnya rusak, atau memori komputer kurang.\n";
    (void)signal_number;
    if (now.status >= 0) _exit(now.status);
    ssize_t said = write(STDERR_FILENO, DIED, sizeof DIED - 1);
    (void)said;
    _exit(EXIT_REPORT);
}

/* A sanitizer has handlers of its own, which say more. */
static void guard_reader(const Limits *limits) {
    now.limits = limits;
    set_new_handler(no_memory);
#ifndef __SANITIZE_ADDRESS__
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) signal(faults[i], reader_died);
#else
    (void)reader_died;
#endif
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

static bool run_command(Arena *a, const Options *o) {
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

static bool run(Arena *a, Options *o) {
    guard_reader(&o->limits);
    bool done = run_command(a, o);
    now.status = done ? EXIT_DONE : EXIT_REPORT;
    return done;
}

int main(int count, char **words) {
    return program_run(count, words, run);
}
