/* main: the commands, what is printed, the exit status. */
#include "main_options.h"
#include "verify.h"

#include <limits.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define VERSION "0.1.0"

enum { EXIT_DONE = 0, EXIT_REPORT = 1, EXIT_USAGE = 2 };

/* ---- places ---- */

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

/* "laporan/dinas-pmk/" gives "dinas-pmk.pdf" in the working folder, or below `where`. */
static const char *named_output(Arena *a, Str folder, const char *where) {
    char real[PATH_MAX];
    Str path = realpath(folder.p, real) ? str_of(real) : folder;
    size_t from = path.n;
    while (from && path.p[from - 1] != '/') from--;
    Str name = str_sub(path, from, path.n);
    if (!name.n) name = STR("laporan");
    if (where) return str_printf(a, "%s/%.*s.pdf", where, STR_ARG(name)).p;
    return str_printf(a, "%.*s.pdf", STR_ARG(name)).p;
}

/* ---- telling ---- */

static void show_progress(void *self, const char *stage, size_t done) {
    (void)self;
    if (done) fprintf(stderr, "\r\033[K%s %zu", stage, done);
    else fprintf(stderr, "\r\033[K%s ...", stage);
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void print_time(Buf *out, double spent) {
    unsigned hundredths = (unsigned)(spent * 100 + 0.5);
    buf_printf(out, "%u,%02u detik", hundredths / 100, hundredths % 100);
}

static void print_summary(const ReportOptions *o, const ReportResult *r, const Diags *d, Arena *a, double spent) {
    Buf out = buf_new(a);
    if (o->output) buf_printf(&out, "%s: ", o->output);
    else buf_printf(&out, "%.*s: ", STR_ARG(o->folder));
    buf_printf(&out, "%zu halaman, %zu tabel, %zu peringatan, ", r->pages, r->tables,
               diags_count(d, WARNING_));
    print_time(&out, spent);
    printf("%s\n", buf_terminated(&out));
}

static void print_findings(const Options *o, Diags *d, Arena *a) {
    Buf out = buf_new(a);
    diags_sort(d);
    bool checks = o->command != COMMAND_COMPOSE;
    if (o->json) diags_print_json(d, &out);
    else diags_print(d, &out);
    if (out.n) fwrite(out.p, 1, out.n, checks ? stdout : stderr);
}

/* ---- susun, periksa ---- */

static Str without_slash(Str path) {
    while (path.n > 1 && path.p[path.n - 1] == '/') path.n--;
    return path;
}

/* One report, with memory of its own. `output`: the PDF, or NULL for none. */
static bool one_report(Arena *a, const Options *o, const char *place, const char *output) {
    double begun = seconds();
    ReportOptions r = o->report;
    r.folder = str_copy(a, without_slash(str_of(place)));
    r.output = output;
    Diags *d = diags_new(a, 200);
    ReportResult result;
    bool done = report_run(a, &r, &result, d);
    if (r.progress.step) fprintf(stderr, "\r\033[K");
    print_findings(o, d, a);
    if (result.printed.n) fwrite(result.printed.p, 1, result.printed.n, stdout);
    else if (done && !o->json) print_summary(&r, &result, d, a, seconds() - begun);
    return fflush(stdout) == 0 && done;
}

static const char *output_of(Arena *a, const Options *o, const char *place) {
    if (o->command == COMMAND_CHECK || o->report.print != PRINT_NOTHING) return NULL;
    Str folder = str_copy(a, without_slash(str_of(place)));
    if (o->place_count > 1) return named_output(a, folder, o->output);
    return o->output ? o->output : named_output(a, folder, NULL);
}

/* A child for each report, `parallel` at a time; one that fails or dies does not stop the others. */
typedef struct Batch {
    pid_t *children;          /* by place; 0: not started or done */
    bool *good;
    int running, done, failed;
} Batch;

static void reap(Batch *b, int count) {
    int status;
    pid_t child = waitpid(-1, &status, 0);
    for (int i = 0; i < count; i++) {
        if (b->children[i] != child) continue;
        b->children[i] = 0;
        b->good[i] = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_DONE;
        b->running--;
        if (b->good[i]) b->done++;
        else b->failed++;
    }
}

static bool many_reports(Arena *a, const Options *o) {
    size_t n = (size_t)o->place_count;
    Batch b = {arena_array(a, n, sizeof(pid_t)), arena_array(a, n, sizeof(bool)), 0, 0, 0};
    for (int i = 0; i < o->place_count; i++) {
        if (b.running == o->parallel) reap(&b, o->place_count);
        const char *output = output_of(a, o, o->places[i]);
        pid_t child = fork();
        if (child == 0) _exit(one_report(a, o, o->places[i], output) ? EXIT_DONE : EXIT_REPORT);
        if (child < 0) {
            fprintf(stderr, "%s: galat: proses baru tidak dapat dibuat.\n", o->places[i]);
            b.failed++;
            continue;
        }
        b.children[i] = child;
        b.running++;
    }
    while (b.running) reap(&b, o->place_count);
    printf("%d laporan: %d selesai, %d dengan galat", o->place_count, b.done, b.failed);
    for (int i = 0, said = 0; i < o->place_count; i++) {
        if (!b.good[i]) printf("%s %s", said++ ? "," : ":", o->places[i]);
    }
    printf("\n");
    return fflush(stdout) == 0 && b.failed == 0;
}

static bool reports(Arena *a, Options *o) {
    if (o->place_count > 1) return many_reports(a, o);
    if (isatty(STDERR_FILENO)) o->report.progress.step = show_progress;
    return one_report(a, o, o->places[0], output_of(a, o, o->places[0]));
}

/* ---- verifikasi, buka ---- */

static bool verified(Arena *a, const Options *o) {
    static const char *const words[] = {
        [VERDICT_FAILED] = "tidak dapat diperiksa",
        [VERDICT_SAME] = "sama persis dengan hasil sumbernya",
        [VERDICT_EXTENDED] = "sama dengan hasil sumbernya, dengan tambahan di belakang (misalnya tanda tangan elektronik)",
        [VERDICT_SAME_PAGES] = "setiap halaman sama dengan hasil sumbernya, tetapi berkasnya pernah ditulis ulang program lain",
        [VERDICT_DIFFERENT] = "BERBEDA dari hasil sumbernya",
    };
    Diags *d = diags_new(a, 200);
    Verdict v = verify_pdf(a, o->places[0], &o->report, d);
    print_findings(o, d, a);
    if (!o->json) printf("%s: %s.\n", o->places[0], words[v]);
    return fflush(stdout) == 0 && v != VERDICT_FAILED && v != VERDICT_DIFFERENT;
}

static bool restored(Arena *a, const Options *o) {
    Diags *d = diags_new(a, 200);
    size_t count = 0;
    bool done = verify_restore(a, o->places[0], without_slash(str_of(o->output)), &count, d);
    print_findings(o, d, a);
    if (done && !o->json) printf("%s: %zu berkas.\n", o->output, count);
    return fflush(stdout) == 0 && done;
}

/* ---- the whole ---- */

static bool run(Arena *a, Options *o) {
    o->report.layouts = o->layouts ? str_of(o->layouts) : program_folder(a, "layouts");
    o->report.fonts = program_folder(a, "fonts");
    switch (o->command) {
    case COMMAND_COMPOSE:
    case COMMAND_CHECK: return reports(a, o);
    case COMMAND_VERIFY: return verified(a, o);
    case COMMAND_RESTORE: return restored(a, o);
    }
    return false;
}

/* Memory that runs out ends a command with this one message. */
static int run_guarded(Options *o) {
    Arena *a = arena_new();
    jmp_buf oom;
    int status;
    if (!a || setjmp(oom)) {
        fputs("lakip: galat: memori habis; tidak ada PDF yang ditulis.\n", stderr);
        status = EXIT_REPORT;
    } else {
        arena_on_oom(a, &oom);
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

int main(int count, char **words) {
    ignore_signals();
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--bantuan") == 0) return fputs(options_help, stdout) < 0;
        if (strcmp(words[i], "--versi") == 0) return puts("lakip " VERSION) < 0;
    }
    char **places = calloc((size_t)count, sizeof *places);
    Options o = {.report.pdf = {PDF_A3A, true, STR("lakip " VERSION)}, .parallel = 2};
    int status = EXIT_USAGE;
    if (!places) {
        fputs("lakip: galat: memori habis.\n", stderr);
        return EXIT_REPORT;
    }
    if (options_read(count, words, places, &o)) status = run_guarded(&o);
    free(places);
    return status;
}
