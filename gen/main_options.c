/* main_options: one row an option, one row a command. See main_options.h. */
#include "main_options.h"

const char options_help[] =
    "lakip: menyusun laporan kinerja (LKjIP/LAKIP) menjadi PDF dari angka dan naskah kantor.\n"
    "\n"
    "  lakip baru FOLDER                         membuat folder laporan baru untuk diisi\n"
    "  lakip susun FOLDER [-o BERKAS.pdf]        menyusun laporan\n"
    "  lakip susun FOLDER ... [-o FOLDER]        menyusun beberapa laporan\n"
    "  lakip periksa FOLDER                      memeriksa tanpa menulis PDF\n"
    "  lakip verifikasi BERKAS.pdf               menyusun ulang dari sumber di dalam PDF, lalu membandingkan\n"
    "  lakip buka BERKAS.pdf -o FOLDER           mengeluarkan folder laporan dari PDF\n"
    "\n"
    "Pilihan:\n"
    "  -o BERKAS.pdf          hasil (bawaan: nama folder dengan .pdf, di folder kerja; -o FOLDER yang ada:\n"
    "                         di dalamnya)\n"
    "  --cetak=angka          mencetak angka yang dihitung, bukan PDF\n"
    "  --cetak=dokumen        mencetak susunan dokumen\n"
    "  --cetak=halaman        mencetak letak setiap unsur di halaman\n"
    "  --pdfa=3a|2a|2b|1b|tidak   tingkat arsip PDF/A (bawaan: 3a)\n"
    "  --konsep               setiap halaman bertanda konsep dan sidik sumbernya; bukan PDF/A,\n"
    "                         dan tanpa lampiran sumber\n"
    "  --tanpa-sumber         tidak melampirkan data dan naskah di dalam PDF\n"
    "  --format=teks|json     bentuk temuan `periksa`\n"
    "  --semua                menampilkan juga peringatan yang diterima (\"abaikan\" di laporan.json)\n"
    "  --ketat                peringatan dianggap galat\n"
    "  --izinkan-luar         berkas laporan boleh berada di luar foldernya\n"
    "  --tata-letak=FOLDER    tempat mencari tata letak (bawaan: milik program)\n"
    "  --paralel=N            banyaknya proses untuk beberapa laporan (bawaan: 2)\n"
    "  --batas-NAMA=N         batas: berkas, kedalaman, baris, kolom, sel, ulangan, halaman, piksel,\n"
    "                         ungkapan, waktu (detik prosesor satu laporan), memori (MiB); lihat README\n"
    "  --bantuan, --versi\n"
    "\n"
    "Status keluar: 0 selesai; 1 laporan mengandung galat (PDF lama tidak disentuh); 2 salah pakai.\n";

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
    o->level_said = true;
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

static bool take_draft(Options *o, const char *value) {
    (void)value;
    o->report.pdf.draft = true;
    return true;
}

static bool take_strict(Options *o, const char *value) {
    (void)value;
    o->report.strict = true;
    return true;
}

static bool take_all(Options *o, const char *value) {
    (void)value;
    o->all_findings = true;
    return true;
}

static bool take_outside(Options *o, const char *value) {
    (void)value;
    o->report.allow_outside = true;
    return true;
}

static bool take_parallel(Options *o, const char *value) {
    char *end;
    long n = strtol(value, &end, 10);
    if (*end || n < 1 || n > 256) return usage("--paralel memerlukan bilangan 1 sampai 256, bukan \"%s\".", value);
    o->parallel = (int)n;
    return true;
}

/* --batas-NAME=N: a row of limit_rows. */
static bool take_limit(Options *o, const char *name, size_t length, const char *value) {
    for (int i = 0; i < LIMIT_COUNT; i++) {
        const LimitRow *row = &limit_rows[i];
        if (strlen(row->name) != length || strncmp(row->name, name, length) != 0) continue;
        char *end = NULL;
        unsigned long n = value && *value >= '0' && *value <= '9' ? strtoul(value, &end, 10) : 0;
        if (end && !*end && n >= row->least && n <= row->most) {
            o->limits.of[i] = (uint32_t)n;
            return true;
        }
        fprintf(stderr, "lakip: galat: --batas-%s memerlukan bilangan %u sampai %u (%s; bawaan %u). Lihat `lakip --bantuan`.\n",
                row->name, row->least, row->most, row->unit, row->usual);
        return false;
    }
    fprintf(stderr, "lakip: galat: batas \"%.*s\" tidak dikenal; yang dikenal:", (int)length, name);
    for (int i = 0; i < LIMIT_COUNT; i++) fprintf(stderr, "%s %s", i ? "," : "", limit_rows[i].name);
    fprintf(stderr, ".\n");
    return false;
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
    {"--konsep", false, take_draft},        {"--semua", false, take_all},
    {"--izinkan-luar", false, take_outside},    {"--paralel", true, take_parallel},
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
    static const char limit[] = "--batas-";
    size_t prefix = sizeof limit - 1;
    if (strncmp(word, limit, prefix) == 0) return take_limit(o, word + prefix, name - prefix, value);
    return usage("pilihan \"%s\" tidak dikenal.", word);
}

typedef struct CommandRow {
    const char *word;
    Command command;
    bool needs_output, takes_output, several;
    const char *place;        /* what it works on, for messages */
} CommandRow;

static const CommandRow command_rows[] = {
    {"baru", COMMAND_NEW, false, false, false, "folder yang akan dibuat"},
    {"susun", COMMAND_COMPOSE, false, true, true, "folder laporan"},
    {"periksa", COMMAND_CHECK, false, false, false, "folder laporan"},
    {"verifikasi", COMMAND_VERIFY, false, false, false, "berkas PDF"},
    {"buka", COMMAND_RESTORE, true, true, false, "berkas PDF"},
};

static const CommandRow *find_command(const char *word) {
    for (size_t i = 0; i < sizeof command_rows / sizeof *command_rows; i++) {
        if (strcmp(command_rows[i].word, word) == 0) return &command_rows[i];
    }
    usage("perintah \"%s\" tidak dikenal; yang ada: baru, susun, periksa, verifikasi, buka.", word);
    return NULL;
}

/* What the command and the words for it must agree on. */
static bool agree(const CommandRow *row, const Options *o) {
    if (!row) return usage("%s", "perintah belum disebut.");
    if (o->place_count == 0) {
        fprintf(stderr, "lakip: galat: %s: %s belum disebut. Lihat `lakip --bantuan`.\n", row->word, row->place);
        return false;
    }
    if (o->place_count > 1 && !row->several) return usage("\"%s\" berlebih: satu untuk satu perintah.", o->places[1]);
    if (o->output && !row->takes_output) return usage("%s tidak memakai -o: -o milik susun dan buka.", row->word);
    if (!o->output && row->needs_output) return usage("%s memerlukan -o FOLDER.", row->word);
    if (o->report.pdf.draft && row->command != COMMAND_COMPOSE) return usage("%s", "--konsep milik susun.");
    if (o->report.pdf.draft && o->level_said && o->report.pdf.level != PDF_PLAIN)
        return usage("%s", "konsep tidak diarsipkan: --konsep hanya dengan --pdfa=tidak.");
    if (o->place_count > 1 && o->report.print != PRINT_NOTHING) return usage("%s", "--cetak untuk satu laporan.");
    return true;
}

bool options_read(int count, char **words, char **places, Options *o) {
    const CommandRow *row = NULL;
    o->places = places;
    for (int i = 1; i < count; i++) {
        char *w = words[i];
        if (strcmp(w, "-o") == 0) {
            if (i + 1 == count) return usage("%s memerlukan nama berkas.", w);
            o->output = words[++i];
        } else if (w[0] == '-' && w[1]) {
            if (!take_option(o, w)) return false;
        } else if (!row) {
            if (!(row = find_command(w))) return false;
            o->command = row->command;
            o->command_word = row->word;
        } else {
            o->places[o->place_count++] = w;
        }
    }
    return agree(row, o);
}
