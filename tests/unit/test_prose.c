/*
 * prose: Markdown to located blocks. A tree is written as one line: p(text), h2#label(text),
 * ol1(li(...)), b{bold}, i{italic}, c{code}, $[placeholder], @[reference], ^[footnote], / a break.
 */
#include "prose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static Arena *arena;
static Diags *diags;

static int open_arena(void **state) {
    (void)state;
    arena = arena_new();
    diags = diags_new(arena, 0);
    return 0;
}

static int close_arena(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

/* ---- the written form ---- */

static void write_inline(Buf *b, const ProseInline *i) {
    if (i->bold) buf_cstr(b, "b{");
    if (i->italic) buf_cstr(b, "i{");
    if (i->code) buf_cstr(b, "c{");
    switch (i->kind) {
    case INLINE_TEXT: buf_str(b, i->text); break;
    case INLINE_PLACEHOLDER: buf_printf(b, "$[%.*s]", STR_ARG(i->text)); break;
    case INLINE_REFERENCE: buf_printf(b, "@[%.*s]", STR_ARG(i->name)); break;
    case INLINE_PAGE_REFERENCE: buf_printf(b, "@hal[%.*s]", STR_ARG(i->name)); break;
    case INLINE_FOOTNOTE: buf_printf(b, "^[%.*s]", STR_ARG(i->text)); break;
    case INLINE_BREAK: buf_byte(b, '/'); break;
    case INLINE_IMAGE:
        buf_printf(b, "![%.*s=%.*s%s]", STR_ARG(i->name), STR_ARG(i->text), i->note ? "+judul" : "");
        break;
    }
    if (i->link.n) buf_printf(b, "->%.*s", STR_ARG(i->link));
    if (i->code) buf_byte(b, '}');
    if (i->italic) buf_byte(b, '}');
    if (i->bold) buf_byte(b, '}');
}

static void write_inlines(Buf *b, const ProseInline *items, size_t count) {
    for (size_t i = 0; i < count; i++)
        write_inline(b, &items[i]);
}

static const char *const KINDS[] = {
    [PROSE_HEADING] = "h", [PROSE_PARAGRAPH] = "p", [PROSE_LIST] = "", [PROSE_ITEM] = "li",
    [PROSE_QUOTE] = "q", [PROSE_TABLE] = "table", [PROSE_ROW] = "tr", [PROSE_CELL] = "td",
    [PROSE_RULE] = "hr", [PROSE_CODE] = "code", [PROSE_INSERT] = "insert", [PROSE_ROOT] = "",
};

static void write_block(Buf *b, const Prose *p) {
    buf_cstr(b, KINDS[p->kind]);
    if (p->kind == PROSE_HEADING) buf_printf(b, "%u", p->level);
    if (p->kind == PROSE_LIST) {
        buf_printf(b, "%s%u", p->ordered ? "ol" : "ul", p->level);
        if (p->ordered) buf_printf(b, "@%lld%c", (long long)p->start, p->delimiter);
        if (!p->tight) buf_cstr(b, "loose");
    }
    if (p->kind == PROSE_CELL && p->align) buf_byte(b, "?<=>"[p->align]);
    if (p->kind == PROSE_TABLE) buf_printf(b, "%u", p->head_rows);
    if (p->label.n) buf_printf(b, "#%.*s", STR_ARG(p->label));
    if (p->kind == PROSE_INSERT) buf_printf(b, ":%.*s:%.*s", STR_ARG(p->name), STR_ARG(p->argument));
    if (p->kind != PROSE_ROOT) buf_byte(b, '(');
    write_inlines(b, p->inlines, p->inline_count);
    for (size_t i = 0; i < p->child_count; i++) {
        if (i || p->inline_count) buf_byte(b, ' ');
        write_block(b, &p->children[i]);
    }
    if (p->kind != PROSE_ROOT) buf_byte(b, ')');
}

static const Prose *read_text(const char *text) {
    Source *source = arena_alloc(arena, sizeof *source);
    *source = (Source){.name = STR("bab.md"), .text = str_of(text)};
    return prose_read(arena, source, diags);
}

static void print_diags(void) {
    Buf b = buf_new(arena);
    diags_print(diags, &b);
    print_error("%s", buf_terminated(&b));
}

/* Parts as small as they can be, read alone one after the other, are the whole. */
static void check_parts(const Source *source, const char *expected) {
    if (!source)
        return;
    const ProseText *text = prose_cut(arena, source, 1, diags);
    Buf b = buf_new(arena);
    for (size_t i = 0; i < text->part_count; i++) {
        Arena *tree = arena_child(arena);
        const Prose *part = prose_part(arena, tree, text, i, diags);
        if (b.n && part->child_count)
            buf_byte(&b, ' ');
        write_block(&b, part);
        arena_free(tree);
    }
    assert_string_equal(buf_terminated(&b), expected);
}

static void check(const char *markdown, const char *expected) {
    const Prose *root = read_text(markdown);
    if (!root) {
        print_diags();
        fail_msg("refused: %s", markdown);
    }
    Buf b = buf_new(arena);
    write_block(&b, root);
    assert_string_equal(buf_terminated(&b), expected);
    check_parts(root->loc.source, expected);
}

typedef struct Case { const char *markdown, *expected; } Case;

static void check_all(const Case *cases, size_t count) {
    for (size_t i = 0; i < count; i++)
        check(cases[i].markdown, cases[i].expected);
}
#define CHECK_ALL(cases) check_all(cases, sizeof cases / sizeof *cases)

/* ---- what Markdown becomes ---- */

static void test_blocks(void **state) {
    (void)state;
    static const Case cases[] = {
        {"", ""},
        {"Satu\ndua\n\nTiga", "p(Satu dua) p(Tiga)"},
        {"# Latar Belakang", "h1(Latar Belakang)"},
        {"## Personil {#personil}\n", "h2#personil(Personil)"},
        {"### Isi {#a_b-1} ###", "h3#a_b-1(Isi)"},
        {"Judul\n===", "h1(Judul)"},
        {"> kata\n> orang", "q(p(kata orang))"},
        {"---", "hr()"},
        {"1. satu\n2. dua", "ol1@1.(li(p(satu)) li(p(dua)))"},
        {"3) tiga\n\n   lanjut\n\n4) empat", "ol1@3)loose(li(p(tiga) p(lanjut)) li(p(empat)))"},
        {"- a\n  1. b\n     - c\n- d", "ul1(li(p(a) ol2@1.(li(p(b) ul3(li(p(c)))))) li(p(d)))"},
        {"    menjorok bukan kode", "p(menjorok bukan kode)"},
        {"```\nif (a)\n  b;\n\nakhir\n```", "code(if (a)/  b;//akhir)"},
        {"| a | b |\n|:--|--:|\n| 1 | *2* |", "table1(tr(td<(a) td>(b)) tr(td<(1) td>(i{2})))"},
        {"<!-- catatan penyusun -->\n\nIsi <!-- di sini --> ada.", "p(Isi  ada.)"},
        {"\xEF\xBC\xA1 \"kutip\" -- 'tanda' ... tetap", "p(\xEF\xBC\xA1 \"kutip\" -- 'tanda' ... tetap)"},
    };
    CHECK_ALL(cases);
}

static void test_inlines(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a **b** *c* ***d*** `e_f`", "p(a b{b} i{c} b{i{d}} c{e_f})"},
        {"nama_kolom_ini 2*3*4", "p(nama_kolom_ini 2i{3}4)"},
        {"satu\\\ndua  \ntiga", "p(satu/dua/tiga)"},
        {"a &amp; b &nbsp;&frac12; &#65; &#x42; &takdikenal;", "p(a & b \xC2\xA0\xC2\xBD A B &takdikenal;)"},
        {"\\*bukan\\* \\{\\{ x \\}\\} \\<b\\>", "p(*bukan* {{ x }} <b>)"},
        {"[lihat](https://contoh.go.id/a?b=1&amp;c=2) <https://x.go.id>",
         "p(lihat->https://contoh.go.id/a?b=1&c=2 https://x.go.id->https://x.go.id)"},
        {"[tabel](#personil)", "p(tabel->#personil)"},
        {"![Peta desa](gambar/peta.png)", "p(![gambar/peta.png=Peta desa])"},
        {"![Peta *desa*](peta.png \"Peta {{ tahun }}\"){#peta}", "p#peta(![peta.png=Peta desa+judul])"},
    };
    CHECK_ALL(cases);
}

static void test_placeholders(void **state) {
    (void)state;
    static const Case cases[] = {
        {"Tahun {{ tahun }}.", "p(Tahun $[{{ tahun }}].)"},
        {"**{{ a_b * c_d }}** dan _{{x}}_", "p(b{$[{{ a_b * c_d }}]} dan i{$[{{x}}]})"},
        {"{{ jumlah(realisasi-anggaran.pagu, program = \"A | B *c* }}\") | rupiah }}",
         "p($[{{ jumlah(realisasi-anggaran.pagu, program = \"A | B *c* }}\") | rupiah }}])"},
        {"| a |\n|---|\n| {{ x | persen(2) }} |", "table1(tr(td(a)) tr(td($[{{ x | persen(2) }}])))"},
        {"# Capaian {{ tahun }} {#capaian}", "h1#capaian(Capaian $[{{ tahun }}])"},
        {"dua {{ tahun\n  - 1 }} baris", "p(dua $[{{ tahun\n  - 1 }}] baris)"},
        {"&{{ tahun }};", "p(&$[{{ tahun }}];)"},
        {"`{{ tahun }}` dan\n\n```\n{{ tahun }}\n```", "p(c{{{ tahun }}} dan) code({{ tahun }})"},
        {"{{ tabel(\"idm-desa\") }}", "insert:tabel:idm-desa()"},
        {"1. Personil\n\n   {{ tabel( \"personil\" ) }}",
         "ol1@1.loose(li(p(Personil) insert:tabel:personil()))"},
        {"Lihat {{ lihat(\"idm\") }} di {{halaman(\"idm\")}}.", "p(Lihat @[idm] di @hal[idm].)"},
        {"Naik{{ catatan(\"Sejak \\\"2022\\\", {{ tahun }}.\") }}.",
         "p(Naik^[Sejak \"2022\", {{ tahun }}.].)"},
        {"Tabel: Data {{ tahun }} {#x}\n\n| a |\n|---|\n| 1 |",
         "table1#x(Data $[{{ tahun }}] tr(td(a)) tr(td(1)))"},
        {"- Tabel: *Miring*\n\n  | a |\n  |---|", "ul1loose(li(table1(i{Miring} tr(td(a)))))"},
    };
    CHECK_ALL(cases);
}

/* ---- places ---- */

/* Every text that was left as written is at its place, byte for byte. */
static void check_places(const Prose *p) {
    for (size_t i = 0; i < p->inline_count; i++) {
        const ProseInline *item = &p->inlines[i];
        assert_non_null(item->loc.source);
        Str there = str_sub(item->loc.source->text, item->loc.offset,
                            item->loc.offset + item->loc.length);
        if (item->kind == INLINE_TEXT && !str_is(item->text, " ") && item->text.p[0] != '&')
            assert_true(str_eq(there, item->text));
        if (item->kind == INLINE_PLACEHOLDER)
            assert_true(str_starts(there, STR("{{")) && str_ends(there, STR("}}")));
    }
    for (size_t i = 0; i < p->child_count; i++)
        check_places(&p->children[i]);
}

static void test_places(void **state) {
    (void)state;
    check_places(read_text("# Bab **satu** {#a}\r\n\r\n> - Kutip {{ tahun }} \xC3\xA9\r\n>   lanjut *dan* lagi\r\n\r\n"
                           "1. a\r\n   1. b `c` d\r\n\r\n| x | {{ y }} |\r\n|---|---|\r\n| \\| z | w |\r\n"));
    const Prose *root = read_text("Satu\n\n- dua {{ tiga }} empat");
    const Prose *paragraph = &root->children[1].children[0].children[0];
    assert_int_equal(paragraph->inlines[1].loc.offset, 12);
    assert_int_equal(paragraph->inlines[1].loc.length, 10);
    assert_int_equal(paragraph->inlines[2].loc.offset, 22);
    assert_int_equal(loc_position(paragraph->inlines[2].loc).line, 3);
    assert_int_equal(loc_position(paragraph->inlines[2].loc).column, 17);
}

/* ---- short texts of a layout ---- */

static void test_short_texts(void **state) {
    (void)state;
    static const Case cases[] = {
        {"**Jumlah** {{ program }}", "b{Jumlah} $[{{ program }}]"},
        {"_miring_ di awal", "i{miring} di awal"},
        {"1. bukan daftar", "1. bukan daftar"},
        {"# bukan judul", "# bukan judul"},
        {"- bukan\n> bukan\n---", "- bukan/> bukan/---"},
        {"KEPALA DINAS\n{{ instansi.nama }}", "KEPALA DINAS/$[{{ instansi.nama }}]"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const ProseInline *items;
        size_t count;
        assert_true(prose_inlines(arena, str_of(cases[i].markdown), LOC_NONE, &items, &count, diags));
        Buf b = buf_new(arena);
        write_inlines(&b, items, count);
        assert_string_equal(buf_terminated(&b), cases[i].expected);
    }
    const Source json = {.name = STR("x.json"), .text = STR("{\"teks\": \"A **b**\"}")};
    const ProseInline *items;
    size_t count;
    assert_true(prose_inlines(arena, STR("A **b**"), loc_at(&json, 9, 9), &items, &count, diags));
    assert_int_equal(count, 2);
    assert_int_equal(items[1].loc.offset, 14);
    assert_int_equal(items[1].loc.length, 1);
}

/* What is still to be written, in angle brackets, is text; md4c takes some of it for HTML. */
static void test_unfilled(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"Tugas: <uraikan tugas>.", "Tugas: <uraikan tugas>."},
        {"<uraikan tugas>", "<uraikan tugas>"},
        {"<uraikan tugas, dan fungsi>", "<uraikan tugas, dan fungsi>"},
        {"<uraikan tugas>\n", "<uraikan tugas>"},
        {"<uraikan tugas> <!-- satu\ndua --> lalu", "<uraikan tugas>  lalu"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        diags = diags_new(arena, 0);
        const Prose *root = read_text(cases[i][0]);
        if (!root || root->child_count != 1) fail_msg("not one paragraph: %s", cases[i][0]);
        Buf all = buf_new(arena);
        for (size_t k = 0; k < root->children[0].inline_count; k++) buf_str(&all, root->children[0].inlines[k].text);
        assert_string_equal(buf_terminated(&all), cases[i][1]);
    }
}

/* ---- what is refused ---- */

typedef struct Refusal { const char *markdown, *code; unsigned line, column; const char *words; } Refusal;

static void test_refusals(void **state) {
    (void)state;
    static const Refusal cases[] = {
        {"a <u>b</u> c", "prosa-html", 1, 3, "**tebal**"},
        {"satu\n\nbaris<br>baru", "prosa-html", 3, 6, "\\ untuk berganti baris"},
        {"<table>\n<tr><td>x</td></tr>\n</table>", "prosa-html", 1, 1, "{{ tabel("},
        {"Ini <div> asing", "prosa-html", 1, 5, "dengan Markdown"},
        {"Ini <b tebal>", "prosa-html", 1, 5, "**tebal**"},
        {"Ini <isi {{ tahun }}>", "prosa-html", 1, 5, "dengan Markdown"},
        {"<uraikan tugas>\n**Lalu** teks", "prosa-html", 2, 1, "baris kosong"},
        {"teks\n\nAda {{ tahun saja", "isian-terbuka", 3, 5, "Tutup dengan }}"},
        {"Ada {{ a {{ b }}", "isian-terbuka", 1, 5, "Tutup dengan }}"},
        {"Ada {{  }} kosong", "isian-salah", 1, 5, "kosong"},
        {"Tabel {{ tabel(\"x\") }} di tengah", "sisipan-salah", 1, 7, "paragraf"},
        {"# {{ tabel(\"x\") }}", "sisipan-salah", 1, 3, "paragraf"},
        {"{{ tabel(idm-desa) }}", "isian-salah", 1, 1, "dalam kutip"},
        {"{{ lihat(\"a\", \"b\") }}", "isian-salah", 1, 1, "dalam kutip"},
        {"[x](berkas.pdf)", "tautan-salah", 1, 5, "https://"},
        {"[x](javascript:alert)", "tautan-salah", 1, 5, "https://"},
        {"![](foto.png)", "gambar-tanpa-alt", 1, 5, "![teks alternatif](foto.png)"},
        {"Judul tabel\n| a | b |\n|---|---|\n| 1 | 2 |", "tabel-menyambung", 2, 1, "baris kosong"},
        {"| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 | 5 |", "tabel-sel-lebih", 4, 11, "kolom ke-2"},
        {"| a | b |\n|---|\n| 1 | 2 |", "tabel-sel-lebih", 1, 7, "kolom ke-1"},
        {"> | a | b |\n> |---|---|\n> | {{ x }} |  | 5", "tabel-sel-lebih", 3, 18, "ditulis \\|"},
        {"a | b\n---|---\n1 | 2 | | 4", "tabel-sel-lebih", 3, 11, "kolom ke-2"},
        {"a | b\n--|--\n1 | 2", "tabel-menyambung", 2, 1, "tiga -"},
        {"Paragraf biasa {#x}", "label-salah", 1, 1, "judul, gambar"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        diags = diags_new(arena, 0);
        if (read_text(cases[i].markdown) || diags_count(diags, ERROR_) == 0)
            fail_msg("no error: %s", cases[i].markdown);
        const Diag *d = diags_get(diags, 0);
        assert_string_equal(d->code, cases[i].code);
        assert_int_equal(loc_position(d->loc).line, cases[i].line);
        assert_int_equal(loc_position(d->loc).column, cases[i].column);
        Str all = str_printf(arena, "%.*s %.*s", STR_ARG(d->message), STR_ARG(d->fix));
        if (str_find(all, str_of(cases[i].words), 0) == SIZE_MAX)
            fail_msg("\"%s\" lacks \"%s\"", str_cstr(arena, all), cases[i].words);
    }
}

static void test_errors_are_all_reported(void **state) {
    (void)state;
    assert_null(read_text("<b>a</b>\n\n{{ }}\n\n[x](y)\n\n<i>z</i>\n"));
    assert_int_equal(diags_count(diags, ERROR_), 4);
}

static void test_letters_are_no_list(void **state) {
    (void)state;
    assert_non_null(read_text("Misi:\na. satu\nb. dua\n"));
    assert_int_equal(diags_count(diags, WARNING_), 2);
    assert_int_equal(loc_position(diags_get(diags, 0)->loc).line, 2);
}

/* What Markdown would print as it stands. */
static void test_left_over(void **state) {
    (void)state;
    static const struct { const char *markdown; unsigned line, column; const char *words; } cases[] = {
        {"Satu\n\n#Judul", 3, 1, "Beri spasi"},
        {"• satu\n• dua", 1, 1, "\"- \""},
        {"ini **tebal saja", 1, 5, "**tebal**"},
        {"** MEMUTUSKAN: **", 1, 1, "tanpa spasi"},
        {"Sekian[^1] saja.", 1, 7, "catatan("},
        {"Tahun { tahun } ini", 1, 7, "{{ tahun }}"},
        {"# BAB IV PENUTUP\n", 1, 3, "Hapus baris ini"},
        {"\n<!-- belum -->\n", 0, 0, "\"prosa\""},
        {"**tebal** dan *miring*, 5 * 4, \\*\\*\\*", 0, 0, NULL},
        {"Angka sementara **)", 0, 0, NULL},
        {"#1 dan # saja, a[1]^2 { lihat di bawah }", 0, 0, NULL},
        {"# Babak baru\n\n# Bab ini", 0, 0, NULL},
        {"| a | b |\n|---|---|\n| 1 | 2 \\| 3 |\n| {{ bila_kosong(a, \"|\") }} | | |\n| 4 |\n", 0, 0, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        diags = diags_new(arena, 0);
        read_text(cases[i].markdown);
        if ((diags_kept(diags) == 0) != (cases[i].words == NULL))
            fail_msg("%zu messages: %s", diags_kept(diags), cases[i].markdown);
        if (!cases[i].words)
            continue;
        const Diag *d = diags_get(diags, 0);
        assert_int_equal(d->severity, WARNING_);
        if (cases[i].line) {
            assert_int_equal(loc_position(d->loc).line, cases[i].line);
            assert_int_equal(loc_position(d->loc).column, cases[i].column);
        }
        if (str_find(d->fix, str_of(cases[i].words), 0) == SIZE_MAX)
            fail_msg("\"%s\" lacks \"%s\"", str_cstr(arena, d->fix), cases[i].words);
    }
}

/* ---- hostile texts end, soon and with a message where they must ---- */

static const char *repeated(const char *unit, size_t times, const char *end) {
    Buf b = buf_new(arena);
    for (size_t i = 0; i < times; i++)
        buf_cstr(&b, unit);
    buf_cstr(&b, end);
    return buf_terminated(&b);
}

static void test_hostile(void **state) {
    (void)state;
    assert_null(read_text(repeated("- ", 100000, "x")));
    assert_string_equal(diags_get(diags, 0)->code, "prosa-terlalu-dalam");
    diags = diags_new(arena, 0);
    assert_null(read_text(repeated("> ", 100000, "x")));
    diags = diags_new(arena, 0);
    Str wide = str_of(repeated("|a", 5000, "|\n"));
    assert_null(read_text(str_cstr(arena, str_printf(arena, "%.*s%s", STR_ARG(wide),
                                                     repeated("|-", 5000, "|\n")))));
    assert_string_equal(diags_get(diags, 0)->code, "tabel-menyambung");
    diags = diags_new(arena, 0);
    static const char *const units[] = {"[", "![", "*a **a ", "_", "`", "``a` ", "<", "&", "{{ ", "{{\" ",
                                        "}} ", "\\", "[a](", "a\n|", "{{x}}", "<!--", "\"", "|\n"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        ArenaMark mark = arena_mark(arena);
        Diags *before = diags;
        diags = diags_new(arena, 3);
        read_text(repeated(units[i], 20000, "x"));
        diags = before;
        arena_reset(arena, mark);
    }
}

/* A text with '^' where it may be cut. */
static void test_cuts(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Satu\n\n^Dua\ndua\n\n^# Tiga\n\n^Empat\n",
        "Satu\n# Dua\n\nTiga\nJudul\n---\n\n^Lima",          /* no blank line above, no '#' */
        "- a\n\n  b\n\n- c\n\n^Dua\n\n   Tiga\n",            /* in a list; not at the margin */
        "Satu\n\n```\na\n\nb\n```\n\n^Dua\n\n<!--\na\n\nb\n-->\n\n^Tiga\n",
        "Satu\n\n^Tabel: Judul\n\n| a |\n|---|\n| b |\n\n^Dua\n",
        "> a\n\n^Dua\n\n**Tiga**\n\n^Empat {{ a }}\n\n^{{ b }}\n",
        "Satu\n\n[Dua]\n\n[dua]: x\n",                         /* an address for all of it */
        "Satu\r\n\r\n^Dua\r\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Buf plain = buf_new(arena), marked = buf_new(arena);
        for (const char *p = texts[i]; *p; p++)
            if (*p != '^')
                buf_byte(&plain, *p);
        const Source source = {.name = STR("bab.md"), .text = buf_view(&plain)};
        const ProseText *text = prose_cut(arena, &source, 1, diags);
        for (size_t k = 0; k < text->part_count; k++) {
            if (k)
                buf_byte(&marked, '^');
            buf_str(&marked, str_sub(source.text, text->cuts[k], text->cuts[k + 1]));
        }
        assert_string_equal(buf_terminated(&marked), texts[i]);
    }
    const Source source = {.name = STR("bab.md"), .text = STR("Satu\n\nDua\n\nTiga\n\nEmpat\n")};
    assert_int_equal(prose_cut(arena, &source, 10, diags)->part_count, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
        T(test_blocks), T(test_inlines), T(test_placeholders), T(test_places), T(test_short_texts),
        T(test_unfilled), T(test_refusals), T(test_errors_are_all_reported), T(test_letters_are_no_list), T(test_left_over), T(test_cuts),
        T(test_hostile),
    };
    return cmocka_run_group_tests_name("prose", tests, NULL, NULL);
}
