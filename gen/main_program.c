/* main_program: see main_program.h. */
#include "main_program.h"

#include "main_guard.h"

#include <limits.h>
#include <signal.h>
#include <unistd.h>

#define VERSION "0.1.0"

/* The program's own data: beside build/ in the source tree (build/asan/ too), below share/lakip where
 * `make install` put it, wherever the tree was moved since. */
static Str program_folder(Arena *a, const char *name) {
    char exe[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    Str path = {exe, n > 0 ? (size_t)n : 0};
    for (int up = 0; up < 3 && path.n; up++) {
        while (path.n && path.p[path.n - 1] != '/') path.n--;
        if (path.n) path.n--;
        Str shared = str_printf(a, "%.*s/share/lakip/%s", STR_ARG(path), name);
        if (access(shared.p, R_OK) == 0) return shared;
        Str here = str_printf(a, "%.*s/%s", STR_ARG(path), name);
        if (access(here.p, R_OK) == 0) return here;
    }
    return str_printf(a, "%s/%s", LAKIP_SHARE, name);
}

Diags *program_diags(Arena *a, const Options *o) {
    Diags *d = diags_new(a, 200);
    diags_set_limits(d, o->limits);
    return d;
}

void program_findings(const Options *o, const char *place, Diags *d, Arena *a) {
    Buf out = buf_new(a);
    diags_sort(d);
    diags_show_accepted(d, o->all_findings);
    bool checks = o->command != COMMAND_COMPOSE && o->command != COMMAND_NEW;
    if (o->place_count > 1 && !o->json) buf_printf(&out, "%s:\n", place);
    size_t heading = out.n;
    if (o->json) diags_print_json(d, &out);
    else diags_print(d, &out);
    if (out.n > heading) fwrite(out.p, 1, out.n, checks ? stdout : stderr);
}

/* A write that failed long before leaves nothing to flush, only its mark. */
bool program_printed(void) {
    if (fflush(stdout) == 0 && !ferror(stdout)) return true;
    fputs("lakip: galat: yang dicetak tidak sampai: keluarannya penuh atau sudah ditutup.\n", stderr);
    return false;
}

Str without_slash(Str path) {
    while (path.n > 1 && path.p[path.n - 1] == '/') path.n--;
    return path;
}

/* Memory or time that runs out ends a command with one message. */
static int run_guarded(Options *o, ProgramRun *run) {
    Arena *a = arena_new();
    jmp_buf oom;
    int status;
    if (!a || setjmp(oom)) {
        guard_say(&o->limits);
        status = EXIT_REPORT;
    } else {
        arena_on_oom(a, &oom);
        guard_arena(a);
        o->report.layouts = o->layouts ? str_of(o->layouts) : program_folder(a, "layouts");
        o->report.fonts = program_folder(a, "fonts");
        status = run(a, o) ? EXIT_DONE : EXIT_REPORT;
    }
    arena_free(a);
    return status;
}

/* Whoever stops reading what is printed, and a file that may not grow, are errors to be told of. */
static void ignore_signals(void) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

/* Whoever does not know the word for help yet tries another program's. */
static bool is_help(const char *word, int place) {
    return strcmp(word, "--bantuan") == 0 || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
           (place == 1 && strcmp(word, "bantuan") == 0);
}

int program_run(int count, char **words, ProgramRun *run) {
    ignore_signals();
    guard_signals();
    for (int i = 1; i < count; i++) {
        bool help = is_help(words[i], i);
        if (!help && strcmp(words[i], "--versi") != 0) continue;
        fputs(help ? options_help : "lakip " VERSION "\n", stdout);
        return program_printed() ? EXIT_DONE : EXIT_REPORT;
    }
    char **places = calloc((size_t)count, sizeof *places);
    Options o = {.report.pdf = {PDF_A3A, true, STR("lakip " VERSION)}, .parallel = 2, .words = words, .limits = limits_usual()};
    int status = EXIT_USAGE;
    if (!places) {
        fputs("lakip: galat: memori habis.\n", stderr);
        return EXIT_REPORT;
    }
    if (options_read(count, words, places, &o)) {
        guard_limits(&o.limits);
        status = run_guarded(&o, run);
    }
    free(places);
    return status;
}
