/*
 * main: the commands that begin a report (main_new.c), compose and check, what is printed, the exit status. Those
 * that read a PDF are lakip-buka's (main_buka.c), a program of its own: a PDF reader and what it needs would double
 * the time that this one takes to start, and a hundred reports start it a hundred times.
 */
#include "file.h"
#include "main_new.h"
#include "main_program.h"

#include <limits.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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
    buf_printf(&out, "%zu halaman, %zu tabel, %zu peringatan", r->pages, r->tables,
               diags_count(d, WARNING_));
    if (diags_count(d, WARNING_)) {
        buf_cstr(&out, " (");
        diags_print_codes(d, &out);
        buf_cstr(&out, ")");
    }
    buf_cstr(&out, ", ");
    print_time(&out, spent);
    printf("%s\n", buf_terminated(&out));
}

/* ---- susun, periksa ---- */

/* One report, with memory of its own. `output`: the PDF, or NULL for none. */
static bool one_report(Arena *a, const Options *o, const char *place, const char *output) {
    double begun = seconds();
    ReportOptions r = o->report;
    r.folder = str_copy(a, without_slash(str_of(place)));
    r.output = output;
    Diags *d = program_diags(a, o);
    ReportResult result;
    bool done = report_run(a, &r, &result, d);
    if (r.progress.step) fprintf(stderr, "\r\033[K");
    program_findings(o, place, d, a);
    if (result.printed.n) fwrite(result.printed.p, 1, result.printed.n, stdout);
    else if (done && !o->json) print_summary(&r, &result, d, a, seconds() - begun);
    return program_printed() && done;
}

/* -o names a file for one report and a folder for several; one that exists is a folder for one, too. */
static const char *output_of(Arena *a, const Options *o, const char *place) {
    if (o->command == COMMAND_CHECK || o->report.print != PRINT_NOTHING) return NULL;
    Str folder = str_copy(a, without_slash(str_of(place)));
    if (o->place_count > 1 || (o->output && file_is_folder(o->output))) return named_output(a, folder, o->output);
    return o->output ? o->output : named_output(a, folder, NULL);
}

/* A child for each report, `parallel` at a time; one that fails or dies does not stop the others. */
typedef struct Batch {
    pid_t *children;          /* by place; 0: not started or done */
    bool *good;
    int running, done, failed;
} Batch;

/* A child that died (killed by a user, or by the system for want of memory) could say nothing itself. */
static void say_died(const char *place, int status) {
    if (!WIFSIGNALED(status)) return;
    fprintf(stderr, "%s: galat: penyusunannya dihentikan dari luar (sinyal %d); tidak ada PDF yang ditulis. Bila "
                    "memori komputer kurang, kurangi --paralel, lalu susun lagi laporan ini.\n",
            place, WTERMSIG(status));
}

static void reap(Batch *b, const Options *o) {
    int status;
    pid_t child = waitpid(-1, &status, 0);
    for (int i = 0; i < o->place_count; i++) {
        if (b->children[i] != child) continue;
        b->children[i] = 0;
        say_died(o->places[i], status);
        b->good[i] = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_DONE;
        b->running--;
        if (b->good[i]) b->done++;
        else b->failed++;
    }
}

/* Two folders of one name would become one file. NULL after a message. */
static const char **outputs_of(Arena *a, const Options *o) {
    const char **outputs = arena_array(a, (size_t)o->place_count, sizeof *outputs);
    for (int i = 0; i < o->place_count; i++) {
        outputs[i] = output_of(a, o, o->places[i]);
        for (int k = 0; k < i; k++) {
            if (!outputs[i] || strcmp(outputs[i], outputs[k]) != 0) continue;
            fprintf(stderr, "lakip: galat: %s dan %s akan menjadi berkas yang sama: %s. Beri foldernya nama "
                            "yang berbeda, atau susun sendiri-sendiri.\n",
                    o->places[k], o->places[i], outputs[i]);
            return NULL;
        }
    }
    return outputs;
}

/* A child's whole life: its arena goes here, and with it a temporary file under way. */
static _Noreturn void report_alone(Arena *a, const Options *o, const char *place, const char *output) {
    bool done = one_report(a, o, place, output);
    arena_free(a);
    _exit(done ? EXIT_DONE : EXIT_REPORT);
}

static bool many_reports(Arena *a, const Options *o) {
    size_t n = (size_t)o->place_count;
    const char **outputs = outputs_of(a, o);
    if (!outputs) return false;
    signal(SIGCHLD, SIG_DFL);     /* who started us may ignore it: then no child could be waited for */
    Batch b = {arena_array(a, n, sizeof(pid_t)), arena_array(a, n, sizeof(bool)), 0, 0, 0};
    for (int i = 0; i < o->place_count; i++) {
        if (b.running == o->parallel) reap(&b, o);
        pid_t child = fork();
        if (child == 0) report_alone(a, o, o->places[i], outputs[i]);
        if (child < 0) {
            fprintf(stderr, "%s: galat: proses baru tidak dapat dibuat.\n", o->places[i]);
            b.failed++;
            continue;
        }
        b.children[i] = child;
        b.running++;
    }
    while (b.running) reap(&b, o);
    printf("%d laporan: %d selesai, %d dengan galat", o->place_count, b.done, b.failed);
    for (int i = 0, said = 0; i < o->place_count; i++) {
        if (!b.good[i]) printf("%s %s", said++ ? "," : ":", o->places[i]);
    }
    printf("\n");
    return program_printed() && b.failed == 0;
}

static bool reports(Arena *a, Options *o) {
    if (o->place_count > 1) return many_reports(a, o);
    if (isatty(STDERR_FILENO)) o->report.progress.step = show_progress;
    return one_report(a, o, o->places[0], output_of(a, o, o->places[0]));
}

/* ---- the whole ---- */

/* Goes on as lakip-buka, which stands beside this program; comes back only when that cannot be. */
static bool become_reader(const Options *o) {
    char exe[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - sizeof "-buka");
    if (n > 0) {
        memcpy(exe + n, "-buka", sizeof "-buka");
        execv(exe, o->words);
    }
    fprintf(stderr, "lakip: galat: program lakip-buka, yang membaca PDF, tidak ada di samping lakip. "
                    "Pasang ulang keduanya.\n");
    return false;
}

static bool run(Arena *a, Options *o) {
    switch (o->command) {
    case COMMAND_NEW: return new_report(a, o);
    case COMMAND_COMPOSE:
    case COMMAND_CHECK: return reports(a, o);
    case COMMAND_VERIFY:
    case COMMAND_RESTORE: return become_reader(o);
    }
    return false;
}

int main(int count, char **words) {
    return program_run(count, words, run);
}
