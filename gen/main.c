/* main: the command line, what is printed, the exit status. */
#include "report.h"

#include <limits.h>
#include <time.h>
#include <unistd.h>

#define VERSION "0.1.0"

enum { EXIT_DONE = 0, EXIT_REPORT = 1, EXIT_USAGE = 2 };

static const char help_text[] =
    "lakip: menyusun laporan kinerja (LKjIP/LAKIP) menjadi PDF dari angka dan naskah kantor.\n"
    "\n"
    "  lakip susun FOLDER [-o BERKAS.pdf]   menyusun laporan\n"
    "  lakip periksa FOLDER                 memeriksa tanpa menulis PDF\n"
    "\n"
    "Pilihan:\n"
    "  -o BERKAS.pdf          hasil (bawaan: nama folder dengan .pdf, di folder kerja)\n"
    "  --cetak=angka          mencetak angka yang dihitung, bukan PDF\n"
    "  --cetak=dokumen        mencetak susunan dokumen\n"
    "  --cetak=halaman        mencetak letak setiap unsur di halaman\n"
    "  --pdfa=3a|2a|2b|1b|tidak   tingkat arsip PDF/A (bawaan: 3a)\n"
    "  --tanpa-sumber         tidak melampirkan data dan naskah di dalam PDF\n"
    "  --format=teks|json     bentuk temuan `periksa`\n"
    "  --ketat                peringatan dianggap galat\n"
    "  --izinkan-luar         berkas laporan boleh berada di luar foldernya\n"
    "  --tata-letak=FOLDER    tempat mencari tata letak (bawaan: milik program)\n"
    "  --bantuan, --versi\n"
    "\n"
    "Status keluar: 0 selesai; 1 laporan mengandung galat (PDF lama tidak disentuh); 2 salah pakai.\n";

typedef struct Options {
    ReportOptions report;
    const char *command, *folder;
    const char *layouts;
    bool json;
} Options;

/* ---- command line ---- */

static bool usage(const char *format, const char *what) {
    fprintf(stderr, "lakip: galat: ");
    fprintf(stderr, format, what);
    fprintf(stderr, " Lihat `lakip --bantuan`.\n");
    return false;
}

typedef struct Word {
    const char *word;
    int value;
} Word;

static bool choose(const char *option, const char *value, const Word *words, size_t count, int *out) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i].word, value) == 0) {
            *out = words[i].value;
            return true;
        }
    }
    fprintf(stderr, "lakip: galat: %s tidak mengenal \"%s\"; yang dikenal:", option, value);
    for (size_t i = 0; i < count; i++) fprintf(stderr, "%s %s", i ? "," : "", words[i].word);
    fprintf(stderr, ".\n");
    return false;
}

static bool take_print(Options *o, const char *value) {
    static const Word words[] = {
        {"angka", PRINT_FIGURES}, {"dokumen", PRINT_DOC}, {"halaman", PRINT_PAGES}
    };
    int v;
    if (!choose("--cetak", value, words, 3, &v)) return false;
    o->report.print = (ReportPrint)v;
    return true;
}

static bool take_level(Options *o, const char *value) {
    static const Word words[] = {
        {"3a", PDF_A3A}, {"2a", PDF_A2A}, {"2b", PDF_A2B}, {"1b", PDF_A1B}, {"tidak", PDF_PLAIN}
    };
    int v;
    if (!choose("--pdfa", value, words, 5, &v)) return false;
    o->report.pdf.level = (PdfLevel)v;
    return true;
}

static bool take_format(Options *o, const char *value) {
    static const Word words[] = {{"teks", 0}, {"json", 1}};
    int v;
    if (!choose("--format", value, words, 2, &v)) return false;
    o->json = v == 1;
    return true;
}

static bool take_layouts(Options *o, const char *value) {
    o->layouts = value;
    return true;
}

static bool take_no_sources(Options *o, const char *value) {
    (void)value;
    o->report.pdf.attach = false;
    return true;
}

static bool take_strict(Options *o, const char *value) {
    (void)value;
    o->report.strict = true;
    return true;
}

static bool take_outside(Options *o, const char *value) {
    (void)value;
    o->report.allow_outside = true;
    return true;
}

typedef struct OptionRow {
    const char *name;
    bool has_value;           /* --name=VALUE */
    bool (*take)(Options *o, const char *value);
} OptionRow;

static const OptionRow option_rows[] = {
    {"--cetak", true, take_print},          {"--pdfa", true, take_level},
    {"--format", true, take_format},        {"--tata-letak", true, take_layouts},
    {"--tanpa-sumber", false, take_no_sources}, {"--ketat", false, take_strict},
    {"--izinkan-luar", false, take_outside},
};

static bool take_option(Options *o, const char *word) {
    size_t name = strcspn(word, "=");
    const char *value = word[name] ? word + name + 1 : NULL;
    for (size_t i = 0; i < sizeof option_rows / sizeof *option_rows; i++) {
        const OptionRow *row = &option_rows[i];
        if (strlen(row->name) != name || strncmp(row->name, word, name) != 0) continue;
        if (row->has_value && (!value || !*value)) return usage("%s memerlukan nilai (=...).", row->name);
        if (!row->has_value && value) return usage("%s tidak memakai nilai.", row->name);
        return row->take(o, value);
    }
    return usage("pilihan \"%s\" tidak dikenal.", word);
}

static bool is_command(const char *word) {
    return strcmp(word, "susun") == 0 || strcmp(word, "periksa") == 0;
}

static bool read_arguments(int count, char **words, Options *o) {
    for (int i = 1; i < count; i++) {
        const char *w = words[i];
        if (strcmp(w, "-o") == 0) {
            if (i + 1 == count) return usage("%s memerlukan nama berkas.", w);
            o->report.output = words[++i];
        } else if (w[0] == '-' && w[1]) {
            if (!take_option(o, w)) return false;
        } else if (!o->command) {
            if (!is_command(w)) return usage("perintah \"%s\" tidak dikenal; yang ada: susun, periksa.", w);
            o->command = w;
        } else if (!o->folder) {
            o->folder = w;
        } else {
            return usage("\"%s\" berlebih: satu folder laporan untuk satu perintah.", w);
        }
    }
    if (!o->command) return usage("%s", "perintah belum disebut.");
    if (!o->folder) return usage("%s: folder laporan belum disebut.", o->command);
    bool checks = strcmp(o->command, "periksa") == 0;
    if (checks && o->report.output) return usage("%s tidak menulis berkas; -o milik susun.", o->command);
    return true;
}

/* ---- places ---- */

/* The program's own data: beside a build/ in the source tree, or where `make install` put it. */
static Str program_folder(Arena *a, const char *name) {
    char exe[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (n > 0) {
        Str path = {exe, (size_t)n};
        for (int up = 0; up < 2 && path.n; up++) {
            while (path.n && path.p[path.n - 1] != '/') path.n--;
            if (path.n) path.n--;
            Str here = str_printf(a, "%.*s/%s", STR_ARG(path), name);
            if (access(here.p, R_OK) == 0) return here;
        }
    }
    return str_printf(a, "%s/%s", LAKIP_SHARE, name);
}

/* "laporan/dinas-pmk/" gives "dinas-pmk.pdf" in the working folder. */
static const char *default_output(Arena *a, Str folder) {
    char real[PATH_MAX];
    Str path = realpath(folder.p, real) ? str_of(real) : folder;
    size_t from = path.n;
    while (from && path.p[from - 1] != '/') from--;
    Str name = str_sub(path, from, path.n);
    return str_printf(a, "%.*s.pdf", STR_ARG(name.n ? name : STR("laporan"))).p;
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

static void print_summary(const Options *o, const ReportResult *r, const Diags *d, Arena *a, double spent) {
    Buf out = buf_new(a);
    if (o->report.output) buf_printf(&out, "%s: ", o->report.output);
    else buf_printf(&out, "%s: ", o->folder);
    buf_printf(&out, "%zu halaman, %zu tabel, %zu peringatan, ", r->pages, r->tables,
               diags_count(d, WARNING_));
    print_time(&out, spent);
    printf("%s\n", buf_terminated(&out));
}

static void print_findings(const Options *o, Diags *d, Arena *a) {
    Buf out = buf_new(a);
    diags_sort(d);
    bool checks = strcmp(o->command, "periksa") == 0;
    if (o->json) diags_print_json(d, &out);
    else diags_print(d, &out);
    fwrite(out.p, 1, out.n, checks ? stdout : stderr);
}

/* ---- the work ---- */

static void fill_defaults(Arena *a, Options *o) {
    Str folder = str_of(o->folder);
    while (folder.n > 1 && folder.p[folder.n - 1] == '/') folder.n--;
    o->report.folder = str_copy(a, folder);
    o->report.layouts = o->layouts ? str_of(o->layouts) : program_folder(a, "layouts");
    o->report.fonts = program_folder(a, "fonts");
    if (strcmp(o->command, "susun") == 0 && o->report.print == PRINT_NOTHING && !o->report.output)
        o->report.output = default_output(a, o->report.folder);
    if (o->report.print != PRINT_NOTHING) o->report.output = NULL;
    if (isatty(STDERR_FILENO)) o->report.progress.step = show_progress;
}

static int run(Arena *a, Options *o) {
    double begun = seconds();
    fill_defaults(a, o);
    Diags *d = diags_new(a, 200);
    ReportResult result;
    bool done = report_run(a, &o->report, &result, d);
    if (o->report.progress.step) fprintf(stderr, "\r\033[K");
    print_findings(o, d, a);
    if (result.printed.n) fwrite(result.printed.p, 1, result.printed.n, stdout);
    else if (done && !o->json) print_summary(o, &result, d, a, seconds() - begun);
    if (fflush(stdout) != 0) return EXIT_REPORT;
    return done ? EXIT_DONE : EXIT_REPORT;
}

int main(int count, char **words) {
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--bantuan") == 0) return fputs(help_text, stdout) < 0;
        if (strcmp(words[i], "--versi") == 0) return puts("lakip " VERSION) < 0;
    }
    Options o = {.report.pdf = {PDF_A3A, true}};
    if (!read_arguments(count, words, &o)) return EXIT_USAGE;

    Arena *a = arena_new();
    jmp_buf oom;
    int status;
    if (!a || setjmp(oom)) {
        fputs("lakip: galat: memori habis; tidak ada PDF yang ditulis.\n", stderr);
        status = EXIT_REPORT;
    } else {
        arena_on_oom(a, &oom);
        status = run(a, &o);
    }
    arena_free(a);
    return status;
}
