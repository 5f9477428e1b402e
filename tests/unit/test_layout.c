/*
 * layout: descriptors and profiles to a typed layout. Most cases take one small report and change
 * one piece of text in it; the place of the expected message is where that text now stands.
 */
#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static Arena *arena;
static Diags *diags;
static char folder[] = "/tmp/lakip-layout-XXXXXX";

/* ---- a small report ---- */

static const char *const NAMES[] = {"laporan.json", "uji.json", "gaya/uji.json", "angka.csv", "bab.md"};
enum { FILES = sizeof NAMES / sizeof *NAMES };

static const char *const TEXTS[FILES] = {
    "{\n"
    "  \"tata_letak\": \"uji\", \"gaya\": \"uji\",\n"
    "  \"tahun\": 2023, \"tempat\": \"Kota\", \"tanggal\": \"2024-01-31\",\n"
    "  \"instansi\": {\"nama\": \"Dinas Contoh\"},\n"
    "  \"pemerintah\": {\"nama\": \"Pemerintah Kabupaten\", \"daerah\": \"Kabupaten\"},\n"
    "  \"pejabat\": {\"kepala\": {\"jabatan\": \"Kepala\", \"nama\": \"NAMA\"}},\n"
    "  \"data\": {\"belanja\": {\"berkas\": \"angka.csv\", \"judul\": \"Belanja\", \"sumber\": \"Keuangan\",\n"
    "    \"kolom\": {\"pagu\": {\"tipe\": \"rupiah\", \"judul\": \"Pagu (Rp)\"}, \"realisasi\": \"rupiah\"}}},\n"
    "  \"prosa\": {\"bab\": \"bab.md\"},\n"
    "  \"lampiran\": [\"dua\", {\"id\": \"baru\", \"judul\": \"Baru\", \"isi\": []}, \"satu\"]\n"
    "}\n",
    "{\n"
    "  \"nama\": \"uji\", \"judul\": \"Laporan {{ tahun }}\", \"gaya\": \"a4-resmi\",\n"
    "  \"kolom_turunan\": {\n"
    "    \"belanja\": {\"serapan\": {\"rumus\": \"realisasi / pagu\", \"judul\": \"Serapan\"}}\n"
    "  },\n"
    "  \"angka\": {\"total\": {\"rumus\": \"jumlah(belanja.pagu)\", \"format\": \"rupiah(0)\"}},\n"
    "  \"tabel\": {\n"
    "    \"anggaran\": {\"data\": \"belanja\", \"judul\": \"Anggaran {{ tahun }}\", \"rumus\": true,\n"
    "      \"kolom\": [\n"
    "        {\"nomor\": true, \"judul\": \"No.\", \"lebar\": \"1cm\"},\n"
    "        {\"isi\": \"program\", \"lebar\": \"2,5fr\"},\n"
    "        {\"isi\": \"pagu\", \"jumlah\": true, \"di_bawah\": [\"Rupiah {{ tahun }}\", \"Semua\"]},\n"
    "        {\"isi\": \"serapan\", \"format\": \"persen(2)\", \"rata\": \"koma\", \"jumlah\": \"jumlah(realisasi) / jumlah(pagu)\"}\n"
    "      ],\n"
    "      \"kelompok\": [{\"menurut\": \"program\", \"kepala\": \"{{ program }}\", \"jumlah\": \"Jumlah\"}],\n"
    "      \"baris_akhir\": [{\"jenis\": \"jumlah\", \"judul\": \"Jumlah\"}],\n"
    "      \"bila\": \"pagu > 0\", \"urut\": {\"menurut\": \"pagu\", \"turun\": true}}\n"
    "  },\n"
    "  \"bagian\": [\n"
    "    {\"jenis\": \"sampul\", \"id\": \"sampul\", \"isi\": [{\"teks\": \"Tahun {{ tahun }}\", \"gaya\": \"sampul_judul\"}, {\"spasi\": \"isi\"}]},\n"
    "    {\"jenis\": \"bab\", \"id\": \"bab\", \"judul\": \"Isi\", \"isi\": [\n"
    "      {\"prosa\": \"bab\"}, {\"tabel\": \"anggaran\"},\n"
    "      {\"ulang\": \"belanja\", \"sebagai\": \"s\", \"tiap\": \"program\", \"bila\": \"pagu > 0\", \"isi\": [\n"
    "        {\"teks\": \"{{ s.program }}\"},\n"
    "        {\"tabel\": {\"data\": \"belanja\", \"bila\": \"program = s.program\", \"kolom\": [{\"isi\": \"realisasi\"}]}}]},\n"
    "      {\"bila\": \"total > 0\", \"isi\": [{\"garis\": \"0,5pt #808080\"}], \"selainnya\": [{\"halaman_baru\": true}]},\n"
    "      {\"ttd\": \"pejabat.kepala\"}]},\n"
    "    {\"jenis\": \"lampiran\", \"id\": \"satu\", \"judul\": \"Satu\", \"halaman\": {\"orientasi\": \"mendatar\"}, \"isi\": []},\n"
    "    {\"jenis\": \"lampiran\", \"id\": \"dua\", \"judul\": \"Dua\", \"isi\": []},\n"
    "    {\"jenis\": \"lampiran\", \"id\": \"tiga\", \"judul\": \"Tiga\", \"isi\": []}\n"
    "  ]\n"
    "}\n",
    "{\n"
    "  \"nama\": \"uji\", \"turunan_dari\": \"a4-resmi\",\n"
    "  \"teks\": {\"kecil\": {\"dasar\": \"badan\", \"ukuran\": \"8pt\", \"jarak_baris\": \"1,5\"}},\n"
    "  \"halaman\": {\"kertas\": \"A4\"}\n"
    "}\n",
    "program;pagu;realisasi\nA;100;90\nB;200;150\n",
    "# Uraian\n\nTahun {{ tahun }} pagu {{ total }}.\n\n{{ tabel(\"belanja\") }}\n",
};

static const char *texts[FILES];

static size_t file_index(const char *name) {
    for (size_t i = 0; i < FILES; i++)
        if (strcmp(NAMES[i], name) == 0)
            return i;
    fail_msg("no file %s", name);
    return 0;
}

static void write_files(void) {
    char path[200];
    for (size_t i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, NAMES[i]);
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fputs(texts[i], f);
        fclose(f);
    }
}

static int open_folder(void **state) {
    (void)state;
    char path[200];
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/gaya", folder);
    return mkdir(path, 0700);
}

static int close_folder(void **state) {
    (void)state;
    char path[200];
    for (size_t i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, NAMES[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/gaya", folder);
    rmdir(path);
    return rmdir(folder);
}

static int open_arena(void **state) {
    (void)state;
    arena = arena_new();
    diags = diags_new(arena, 0);
    memcpy(texts, TEXTS, sizeof texts);
    return 0;
}

static int close_arena(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

/* Replaces `from`, which must be there, in one file. */
static void change(const char *name, const char *from, const char *to) {
    size_t i = file_index(name);
    const char *found = strstr(texts[i], from);
    if (!found)
        fail_msg("%s has no %s", name, from);
    texts[i] = str_cstr(arena, str_printf(arena, "%.*s%s%s", (int)(found - texts[i]), texts[i], to,
                                          found + strlen(from)));
}

static const Layout *read_report(const char *path) {
    Folder *where = arena_alloc(arena, sizeof *where);
    *where = (Folder){.path = str_of(path)};
    const Data *data = data_read(arena, where, diags);
    return data ? layout_read(arena, data, (LayoutPath){.program_layouts = STR("layouts")}, diags) : NULL;
}

static const Layout *read_files(void) {
    write_files();
    return read_report(folder);
}

static const char *all_messages(void) {
    Buf b = buf_new(arena);
    diags_print(diags, &b);
    return buf_terminated(&b);
}

static const Layout *read_well(void) {
    const Layout *layout = read_files();
    if (!layout)
        fail_msg("refused: %s", all_messages());
    return layout;
}

static void is_str(Str got, const char *expected) {
    if (!str_is(got, expected))
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), expected);
}

/* ---- what is read ---- */

static void test_parts(void **state) {
    (void)state;
    const Layout *l = read_well();
    /* sampul, bab, then laporan.json's lampiran in its order: dua, baru, satu; not tiga */
    static const char *const ids[] = {"sampul", "bab", "dua", "baru", "satu"};
    assert_int_equal(l->part_count, 5);
    for (size_t i = 0; i < 5; i++)
        is_str(l->parts[i].id, ids[i]);
    assert_int_equal(l->parts[0].kind, PART_COVER);
    assert_false(l->parts[0].show_title);
    assert_int_equal(l->parts[0].page.numbering, NUMBER_NONE);
    assert_int_equal(l->parts[3].kind, PART_APPENDIX);
    assert_true(l->parts[3].show_title && l->parts[3].in_contents);
    assert_int_equal(l->parts[1].page.numbering, NUMBER_ARABIC);
}

/* A4: 210 mm = 595,2756 pt; 297 mm = 841,8898 pt. Upright margins 2,5 2,5 3 2,3 cm (top, bottom, left,
 * right); turned, the left edge comes to the top. */
static void test_pages(void **state) {
    (void)state;
    const Layout *l = read_well();
    const PageSpec *upright = &l->parts[1].page, *turned = &l->parts[4].page;
    assert_int_equal(upright->width, 595276);
    assert_int_equal(upright->height, 841890);
    assert_int_equal(upright->left, 85039);
    assert_int_equal(upright->right, 65197);
    assert_int_equal(turned->width, 841890);
    assert_int_equal(turned->height, 595276);
    assert_int_equal(turned->top, upright->left);
    assert_int_equal(turned->bottom, upright->right);
    assert_int_equal(turned->left, upright->bottom);
    assert_int_equal(turned->right, upright->top);
    assert_non_null(upright->footer);
    assert_non_null(upright->footer->centre);
}

static void test_papers(void **state) {
    (void)state;
    static const struct { const char *paper; Len width, height; } cases[] = {
        {"F4", 609449, 935433},           /* 215 x 330 mm */
        {"Legal", 612000, 1008000},       /* 8,5 x 14 in */
        {"A3", 841890, 1190551},
        {"215mm x 330mm", 609449, 935433},
        {"33cm x 21,5cm", 609449, 935433},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        memcpy(texts, TEXTS, sizeof texts);
        change("gaya/uji.json", "\"A4\"", str_cstr(arena, str_printf(arena, "\"%s\"", cases[i].paper)));
        const Layout *l = read_well();
        assert_int_equal(l->style->body.width, cases[i].width);
        assert_int_equal(l->style->body.height, cases[i].height);
    }
}

static void test_text_styles(void **state) {
    (void)state;
    const Layout *l = read_well();
    const TextSpec *body = style_text(l->style, STR("badan")), *small = style_text(l->style, STR("kecil"));
    assert_int_equal(body->size, PT(12));
    assert_int_equal(body->align, ALIGN_JUSTIFY);
    assert_true(body->hyphenate);
    assert_int_equal(small->size, PT(8));
    assert_int_equal(small->leading, PT(12));         /* 1,5 times 8 pt */
    assert_int_equal(small->align, ALIGN_JUSTIFY);    /* from badan */
    is_str(small->family, "Liberation Serif");
    assert_null(style_text(l->style, STR("tidak ada")));
    is_str(l->style->chapter.prefix, "BAB {romawi}");
    assert_true(l->style->chapter.own_line);
    assert_int_equal(l->style->tables[0].pad_x, PT(4));
}

static void test_table(void **state) {
    (void)state;
    const Layout *l = read_well();
    const TableSpec *t = layout_table(l, STR("anggaran"));
    assert_non_null(t);
    assert_int_equal(t->column_count, 4);
    const ColumnSpec *c = t->columns;
    assert_true(c[0].row_number);
    assert_int_equal(c[0].width_kind, WIDTH_FIXED);
    assert_int_equal(c[0].width, 28346);              /* 1 cm */
    assert_int_equal(c[1].width_kind, WIDTH_SHARE);
    assert_int_equal(c[1].share, 250);
    assert_int_equal(c[1].align, ALIGN_LEFT);         /* text */
    is_str(c[2].name, "pagu");
    is_str(c[2].title->parts[0].literal, "Pagu (Rp)");        /* the data's own title */
    assert_int_equal(c[2].align, ALIGN_RIGHT);        /* a number */
    assert_non_null(c[2].total);
    assert_null(c[2].mean);
    assert_int_equal(c[2].group_title_count, 2);
    is_str(c[3].title->parts[0].literal, "Serapan");  /* the derived column's */
    assert_true(c[3].has_format);
    assert_int_equal(c[3].align, ALIGN_DECIMAL);
    assert_non_null(c[3].total);
    assert_int_equal(t->group_count, 1);
    assert_non_null(t->groups[0].foot);
    assert_int_equal(t->ends[0].kind, END_TOTAL);
    assert_true(t->sort_descending && t->filter && t->formula_line);
    is_str(t->source_line->parts[0].literal, "Keuangan");
    assert_false(t->in_loop);
}

/* Prose names data that have no definition: all their columns, with their titles and types. */
static void test_automatic_table(void **state) {
    (void)state;
    const TableSpec *t = layout_table(read_well(), STR("belanja"));
    assert_non_null(t);
    assert_int_equal(t->column_count, 3);
    is_str(t->caption->parts[0].literal, "Belanja");
    is_str(t->columns[0].title->parts[0].literal, "Program");   /* no title given */
    assert_int_equal(t->columns[0].align, ALIGN_LEFT);
    assert_int_equal(t->columns[1].align, ALIGN_DECIMAL);
    assert_true(t->columns[1].has_format);
}

static void test_loop(void **state) {
    (void)state;
    const Layout *l = read_well();
    const Spec *loop = &l->parts[1].content[2];
    assert_int_equal(loop->kind, SPEC_LOOP);
    is_str(loop->name, "s");
    assert_int_equal(loop->distinct_column, 0);
    assert_non_null(loop->condition);
    assert_int_equal(loop->child_count, 2);
    assert_true(loop->children[1].table->in_loop);
    const Spec *when = &l->parts[1].content[3];
    assert_int_equal(when->kind, SPEC_WHEN);
    assert_int_equal(when->children[0].rule.width, 500);
    assert_int_equal(when->children[0].rule.colour.g, 0x80);
    assert_int_equal(when->otherwise[0].kind, SPEC_PAGE_BREAK);
    const Spec *signature = &l->parts[1].content[4];
    assert_int_equal(signature->official_count, 1);
    assert_int_equal(signature->signature_gap, 62362);        /* 2,2 cm */
}

static void test_conditions_of_being_there(void **state) {
    (void)state;
    change("uji.json", "{\"ttd\": \"pejabat.kepala\"}",
           "{\"ttd\": \"pejabat.wakil\", \"bila_ada\": \"pejabat.wakil\"},"
           "{\"prosa\": \"tidak-ada\", \"bila_ada\": [\"prosa.bab\", \"prosa.tidak-ada\"]},"
           "{\"teks\": \"a\", \"bila_tidak_ada\": \"logo\"},"
           "{\"gambar\": {\"logo\": true}, \"alt\": \"Lambang\"}");
    const Layout *l = read_well();
    const PartSpec *part = &l->parts[1];
    assert_int_equal(part->content_count, 5);
    assert_int_equal(part->content[4].kind, SPEC_TEXT);
}

/* The program's lkjip defines much that this report has no data for. */
static void test_general_descriptor(void **state) {
    (void)state;
    texts[file_index("uji.json")] =
        "{\"nama\": \"uji\", \"turunan_dari\": \"lkjip\","
        " \"bagian\": [{\"jenis\": \"polos\", \"id\": \"a\", \"isi\": [{\"teks\": \"x\"}]}],"
        " \"angka\": {\"total\": {\"rumus\": \"jumlah(belanja.pagu)\"}}}";
    change("laporan.json", "[\"dua\", {\"id\"", "[{\"id\"");
    change("laporan.json", ", \"satu\"]", "]");
    const Layout *l = read_well();
    assert_int_equal(l->part_count, 2);
    assert_int_equal(l->names.named_count, 1);        /* its own; pagu, realisasi ... need other data */
    change("uji.json", "{\"teks\": \"x\"}", "{\"tabel\": \"sarana\"}");
    assert_null(read_files());
    assert_non_null(strstr(all_messages(), "memerlukan data \"sarana\""));
}

/* A report's own lkjip.json may begin with "turunan_dari": "lkjip": the program's. */
static void test_derived_from_its_own_name(void **state) {
    (void)state;
    texts[file_index("gaya/uji.json")] = "{\"nama\": \"uji\", \"turunan_dari\": \"uji\"}";
    assert_null(read_files());
    assert_non_null(strstr(all_messages(), "diturunkan dari dirinya sendiri"));
}

static void test_report_adds(void **state) {
    (void)state;
    change("laporan.json", "\"prosa\":",
           "\"angka\": {\"total\": {\"rumus\": \"jumlah(belanja.realisasi)\"}, \"sisa\": {\"rumus\": \"1\"}},\n"
           "  \"tabel\": {\"ringkas\": {\"data\": \"belanja\", \"kolom\": [{\"isi\": \"pagu - realisasi\", \"nama\": \"sisa\"}]}},\n"
           "  \"kolom_turunan\": {\"belanja\": {\"sisa\": {\"rumus\": \"pagu - realisasi\"}}},\n"
           "  \"skala\": {\"dua\": {\"persen\": true, \"pita\": [{\"nama\": \"Baik\", \"dari\": \"50,5\"}, {\"nama\": \"Kurang\", \"di_bawah\": 50.5}]}},\n"
           "  \"prosa\":");
    const Layout *l = read_well();
    assert_int_equal(l->names.named_count, 2);
    assert_int_equal(l->names.derived_count, 2);
    assert_int_equal(l->names.scale_count, 1);
    const TableSpec *t = layout_table(l, STR("ringkas"));
    is_str(t->columns[0].name, "sisa");
    is_str(t->columns[0].title->parts[0].literal, "Sisa");
}

static void test_sample(void **state) {
    (void)state;
    const Layout *l = read_report("samples/way-kanan-2023");
    if (!l)
        fail_msg("refused: %s", all_messages());
    assert_int_equal(diags_count(diags, ERROR_) + diags_count(diags, WARNING_), 0);
    is_str(l->name, "lkjip");
    assert_non_null(layout_table(l, STR("realisasi-anggaran")));
}

static void test_profiles(void **state) {
    (void)state;
    static const char *const names[] = {
        "a4-resmi", "a4-arial", "a4-bookman", "f4-resmi", "f4-bookman", "f4-elektronik",
        "legal", "a3-mendatar",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        memcpy(texts, TEXTS, sizeof texts);
        change("laporan.json", "\"gaya\": \"uji\"", str_cstr(arena, str_printf(arena, "\"gaya\": \"%s\"", names[i])));
        const Style *style = read_well()->style;
        is_str(style->name, names[i]);
        assert_true((style->body.width > style->body.height) == (strcmp(names[i], "a3-mendatar") == 0));
    }
}

/* ---- what is refused, where, and what the message says ---- */

typedef struct Refusal {
    const char *file, *from, *to;
    const char *at;           /* where the message points, in the changed file */
    const char *code, *words;
} Refusal;

static void check_refusal(const Refusal *c) {
    memcpy(texts, TEXTS, sizeof texts);
    diags = diags_new(arena, 0);
    change(c->file, c->from, c->to);
    if (read_files())
        fail_msg("not refused: %s", c->to);
    const char *text = texts[file_index(c->file)];
    const char *place = strstr(text, c->at);
    assert_non_null(place);
    for (size_t i = 0; i < diags_kept(diags); i++) {
        const Diag *d = diags_get(diags, i);
        if (strcmp(d->code, c->code) != 0 || !d->loc.source || !str_is(d->loc.source->name, c->file))
            continue;
        Str all = str_printf(arena, "%.*s %.*s", STR_ARG(d->message), STR_ARG(d->fix));
        if (d->loc.offset == (size_t)(place - text) && str_find(all, str_of(c->words), 0) != SIZE_MAX)
            return;
    }
    fail_msg("%s at %s with \"%s\" is not among:\n%s", c->code, c->at, c->words, all_messages());
}

static void check_refusals(const Refusal *cases, size_t count) {
    for (size_t i = 0; i < count; i++)
        check_refusal(&cases[i]);
}
#define CHECK_REFUSALS(cases) check_refusals(cases, sizeof cases / sizeof *cases)

#define U "uji.json"
#define G "gaya/uji.json"
#define L "laporan.json"

static void test_refused_keys_and_kinds(void **state) {
    (void)state;
    static const Refusal cases[] = {
        {U, "\"gaya\": \"a4-resmi\"", "\"gaya\": \"a4-resmi\", \"juduul\": \"\"", "\"juduul\"", "kunci-asing", "judul"},
        {U, "\"rumus\": true", "\"rumus\": \"ya\"", "\"ya\"", "jenis-salah", "true"},
        {U, "\"isi\": \"program\"", "\"isi\": \"program\", \"rumus\": \"tidak\"", "\"tidak\"", "jenis-salah", "true"},
        {U, "\"nomor\": true", "\"nomorr\": true", "\"nomorr\"", "kunci-asing", "nomor"},
        {U, "\"jenis\": \"bab\"", "\"jenis\": \"babb\"", "\"babb\"", "pilihan-salah", "bab"},
        {U, "\"jenis\": \"bab\", \"id\": \"bab\", \"judul\": \"Isi\"", "\"jenis\": \"bab\", \"id\": \"bab\"",
         "{\"jenis\": \"bab\"", "kunci-hilang", "judul"},
        {U, "{\"teks\": \"Tahun", "{\"tekss\": \"Tahun", "\"tekss\"", "nama-asing", "teks"},
        {U, "{\"spasi\": \"isi\"}", "{\"spasi\": \"isi\", \"lebar\": \"1cm\"}", "\"lebar\": \"1cm\"}]", "kunci-asing", "lebar"},
        {U, "{\"spasi\": \"isi\"}", "{\"spasi\": \"dua\"}", "\"dua\"", "ukuran-salah", "2,5cm"},
        {U, "\"lebar\": \"1cm\"", "\"lebar\": \"1\"", "\"1\"", "ukuran-salah", "2fr"},
        {U, "\"0,5pt #808080\"", "\"0,5pt merah\"", "\"0,5pt merah\"", "garis-salah", "#808080"},
        {U, "{\"nomor\": true", "{\"nomor\": true, \"kosong\": true", "{\"nomor\": true, \"kosong\"", "nilai-salah", "salah satu"},
        {U, "\"id\": \"tiga\"", "\"id\": \"bab\", \"bila_ada\": \"logoo\"", "\"logoo\"", "nama-asing", "logo"},
        {L, "\"dua\", {", "\"duaa\", {", "\"duaa\"", "nama-asing", "dua"},
        {L, "{\"id\": \"baru\"", "{\"id\": \"bab\"", "\"bab\", \"judul\": \"Baru\"", "nama-ganda", "bab"},
        {L, "\"tata_letak\": \"uji\"", "\"tata_letak\": \"ujii\"", "\"ujii\"", "nama-asing", "uji"},
        {L, "\"gaya\": \"uji\"", "\"gaya\": \"a4-resmii\"", "\"a4-resmii\"", "nama-asing", "a4-resmi"},
        {L, "\"gaya\": \"uji\"", "\"gaya\": \"../uji\"", "\"../uji\"", "nama-salah", "huruf, angka"},
    };
    /* the lampiran "tiga" is not printed: it is not even read, so its wrong id is no error there */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(cases[i].words, "logo") != 0)
            check_refusal(&cases[i]);
}

static void test_refused_names(void **state) {
    (void)state;
    static const Refusal cases[] = {
        {U, "\"isi\": \"pagu\"", "\"isi\": \"paguu\"", "paguu", "nama-tak-dikenal", "pagu"},
        {U, "\"jumlah(realisasi) / jumlah(pagu)\"", "\"jumlahh(realisasi)\"", "jumlahh", "fungsi-tak-dikenal", "jumlah"},
        {U, "\"persen(2)\"", "\"persenn(2)\"", "persenn", "format-tak-dikenal", "persen"},
        {U, "\"gaya\": \"sampul_judul\"", "\"gaya\": \"sampul_judull\"", "\"sampul_judull\"", "nama-asing", "sampul_judul"},
        {U, "{\"prosa\": \"bab\"}", "{\"pasangan\": [{\"label\": \"A\", \"butir\": \"bab\"}]}", "\"bab\"}]", "naskah-bukan-daftar", "satu daftar"},
        {U, "{\"prosa\": \"bab\"}", "{\"pasangan\": [{\"label\": \"A\"}]}", "{\"label\"", "nilai-salah", "butir"},
        {U, "{\"prosa\": \"bab\"}", "{\"prosa\": \"babb\"}", "\"babb\"", "prosa-hilang", "Maksud Anda \"bab\""},
        {U, "{\"prosa\": \"bab\"}", "{\"prosa\": \"bab-2\"}", "\"bab-2\"", "prosa-hilang", "\"bab-2\": \"prosa/bab-2.md\""},
        {U, "{\"tabel\": \"anggaran\"}", "{\"tabel\": \"anggarann\"}", "\"anggarann\"", "nama-asing", "anggaran"},
        {U, "\"data\": \"belanja\", \"judul\"", "\"data\": \"belanjaa\", \"judul\"", "\"belanjaa\"", "nama-asing", "belanja"},
        {U, "{\"ulang\": \"belanja\"", "{\"ulang\": \"blanja\"", "\"blanja\"", "nama-asing", "belanja"},
        {U, "\"tiap\": \"program\"", "\"tiap\": \"progam\"", "\"progam\"", "nama-asing", "program"},
        {U, "{{ s.program }}", "{{ s.progam }}", "s.progam", "nama-tak-dikenal", "program"},
        {U, "program = s.program", "program = x.program", "x.program", "nama-tak-dikenal", "x"},
        {U, "\"pejabat.kepala\"", "\"pejabat.kepalaa\"", "\"pejabat.kepalaa\"", "nama-asing", "pejabat.kepala"},
        {U, "Laporan {{ tahun }}", "Laporan {{ tahunn }}", "tahunn", "nama-tak-dikenal", "tahun"},
        {U, "\"belanja\": {\"serapan\"", "\"belanjaa\": {\"serapan\"", "\"belanjaa\"", "nama-asing", "belanja"},
        {U, "\"serapan\": {\"rumus\"", "\"pagu\": {\"rumus\"", "\"pagu\"", "nama-ganda", "pagu"},
        {U, "realisasi / pagu", "realisasi / pagi", "pagi", "nama-tak-dikenal", "pagu"},
        {U, "\"pagu > 0\", \"urut\"", "\"pagu + 1\", \"urut\"", "pagu + 1", "bukan-syarat", "perbandingan"},
        {U, "\"isi\": \"program\"", "\"isi\": \"program\", \"jumlah\": true", "\"program\", \"jumlah\"", "bukan-angka", "angka"},
        {"bab.md", "{{ tahun }}", "{{ thaun }}", "thaun", "nama-tak-dikenal", "tahun"},
        {"bab.md", "tabel(\"belanja\")", "tabel(\"belanjaa\")", "{{ tabel(", "nama-asing", "belanja"},
    };
    CHECK_REFUSALS(cases);
}

static void test_refused_profiles(void **state) {
    (void)state;
    static const Refusal cases[] = {
        {G, "\"kertas\": \"A4\"", "\"kertas\": \"A44\"", "\"A44\"", "nama-asing", "A4"},
        {G, "\"kertas\": \"A4\"}", "\"kertas\": \"A4\"}, \"bahasa\": \"bahasa Indonesia\"", "\"bahasa Indonesia\"", "nilai-salah", "id-ID"},
        {G, "\"kertas\": \"A4\"}", "\"kertas\": \"A4\"}, \"bahasa\": \"id-\"", "\"id-\"", "nilai-salah", "id-ID"},
        {G, "\"kertas\": \"A4\"}", "\"kertas\": \"A4\"}, \"bahasa\": \"\"", "\"\"", "nilai-salah", "id-ID"},
        {G, "\"kertas\": \"A4\"}", "\"kertas\": \"A4\"}, \"bahasa\": \"i18nbahasa\"", "\"i18nbahasa\"", "nilai-salah", "id-ID"},
        {G, "\"kertas\": \"A4\"", "\"kertass\": \"A4\"", "\"kertass\"", "kunci-asing", "kertas"},
        {G, "\"dasar\": \"badan\"", "\"dasar\": \"badann\"", "\"badann\"", "nama-asing", "badan"},
        {G, "\"dasar\": \"badan\"", "\"dasar\": \"kecil\"", "\"kecil\", \"ukuran\"", "dasar-melingkar", "kecil"},
        {G, "\"ukuran\": \"8pt\"", "\"huruf\": \"utamaa\"", "\"utamaa\"", "nama-asing", "utama"},
        {G, "\"kertas\": \"A4\"}", "\"kertas\": \"A4\"}, \"huruf\": [\"Arial\"]", "[\"Arial\"]", "jenis-salah", "objek"},
        {G, "\"ukuran\": \"8pt\"", "\"ukuran\": \"8\"", "\"8\"", "ukuran-salah", "cm, mm, pt"},
        {G, "\"ukuran\": \"8pt\"", "\"ukuran\": \"500pt\"", "\"kecil\"", "nilai-salah", "300pt"},
        {G, "\"ukuran\": \"8pt\"", "\"warna\": \"merah\"", "\"merah\"", "warna-salah", "#rrggbb"},
        {G, "\"ukuran\": \"8pt\"", "\"rata\": \"tenggah\"", "\"tenggah\"", "pilihan-salah", "tengah"},
        {G, "\"halaman\": {", "\"judul_bernomor\": {\"bab\": {\"nomor\": \"BAB {babb}\"}}, \"halaman\": {", "\"BAB {babb}\"",
         "nama-asing", "bab"},
        {G, "\"kertas\": \"A4\"", "\"isi\": {\"kaki\": {\"tengah\": \"{{ halamann }}\"}}", "halamann", "nama-tak-dikenal", "halaman"},
        {G, "\"kertas\": \"A4\"", "\"tepi\": {\"kiri\": \"20cm\"}", "{\"tepi\"", "tepi-salah", "tepi"},
        {G, "\"turunan_dari\": \"a4-resmi\"", "\"turunan_dari\": \"a4-remsi\"", "\"a4-remsi\"", "nama-asing", "a4-resmi"},
        {G, "\"halaman\": {", "\"angka\": {\"pembulatan\": \"bulat\"}, \"halaman\": {", "\"bulat\"", "pilihan-salah", "potong"},
        {G, "\"halaman\": {", "\"tabel\": {\"baku\": {\"isi\": \"sell\"}}, \"halaman\": {", "\"sell\"", "nama-asing", "sel"},
    };
    CHECK_REFUSALS(cases);
}

static void test_all_errors_at_once(void **state) {
    (void)state;
    change(U, "\"gaya\": \"sampul_judul\"", "\"gaya\": \"x\"");
    change(U, "\"isi\": \"pagu\"", "\"isi\": \"tidak_ada\"");
    change(U, "\"tiap\": \"program\"", "\"tiap\": \"x\"");
    change("bab.md", "{{ total }}", "{{ tidak_ada }}");
    assert_null(read_files());
    if (diags_count(diags, ERROR_) != 4)
        fail_msg("not four: %s", all_messages());
}

static void test_scale_with_a_hole(void **state) {
    (void)state;
    change(L, "\"prosa\":",
           "\"skala\": {\"lima\": {\"pita\": [{\"nama\": \"A\", \"dari\": 91}, {\"nama\": \"B\", \"sampai\": 90}]}}, \"prosa\":");
    assert_null(read_files());
    assert_non_null(strstr(all_messages(), "90"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
        T(test_parts), T(test_pages), T(test_papers), T(test_text_styles), T(test_table),
        T(test_automatic_table), T(test_loop), T(test_conditions_of_being_there),
        T(test_general_descriptor), T(test_derived_from_its_own_name), T(test_report_adds),
        T(test_sample), T(test_profiles), T(test_refused_keys_and_kinds), T(test_refused_names),
        T(test_refused_profiles), T(test_all_errors_at_once), T(test_scale_with_a_hole),
    };
    return cmocka_run_group_tests_name("layout", tests, open_folder, close_folder);
}
