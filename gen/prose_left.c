/*
 * prose_left: Markdown that is none. What a writer meant as a mark but CommonMark prints as it stands
 * (#Judul, **tebal, [^1]), and what it drops without a word (a table row's cells beyond the last
 * column), is said at its place: on paper it would be found too late.
 */
#include "prose_internal.h"

#include <string.h>

static void warn(Marked *m, size_t offset, size_t length, const char *what, const char *fix) {
    Diag *g = diag_add(m->diags, WARNING_, "markdown-tersisa", marked_loc(m, offset, length), "%s", what);
    diag_fix(m->diags, g, "%s", fix);
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---- at the beginning of a line ---- */

static bool warn_hash(Marked *m, Str line, size_t offset) {
    size_t n = 0;
    while (n < line.n && line.p[n] == '#') n++;
    if (n == 0 || n > 6 || n == line.n) return false;
    if (line.p[n] == ' ')
        warn(m, offset, n, "tanda # di sini dicetak apa adanya", "Judul di tata letak ditulis {\"judul\": \"...\"}.");
    else if (is_letter(line.p[n]))
        warn(m, offset, n, "tanda # tanpa spasi di belakangnya tidak membuat judul", "Beri spasi sesudah #.");
    else return false;
    return true;
}

/* Bullets as word processors paste them. */
static bool warn_bullet(Marked *m, Str line, size_t offset) {
    static const char *const bullets[] = {"•", "◦", "▪", "●", "\xEF\x82\xB7", "\xEF\x83\x98", "➢"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        if (!str_starts(line, str_of(bullets[i]))) continue;
        warn(m, offset, strlen(bullets[i]), "tanda butir ini tidak memulai daftar",
             "Tulis \"- \" di awal tiap butir, sesudah baris kosong; gaya yang mencetak tandanya.");
        return true;
    }
    return false;
}

/* --|--: the rule below a table's head, which CommonMark's tables want with three dashes a column. */
static bool is_head_rule(Str line) {
    for (size_t i = 0; i < line.n; i++) {
        if (!strchr("-|: \t\r", line.p[i])) return false;
    }
    return memchr(line.p, '|', line.n) && memchr(line.p, '-', line.n);
}

/* Lines that look like a list or a table but are none, because of what stands above them. */
static void warn_continuing(Marked *m, Str line, size_t offset) {
    if (line.n > 3 && line.p[0] >= 'a' && line.p[0] <= 'z' && (line.p[1] == '.' || line.p[1] == ')')
        && line.p[2] == ' ') {
        Diag *diag = diag_add(m->diags, WARNING_, "daftar-huruf", marked_loc(m, offset, 2),
                              "\"%.2s\" di awal baris tidak memulai butir; barisnya menyambung "
                              "paragraf di atasnya", line.p);
        diag_fix(m->diags, diag, "Tulis \"1. \" sesudah baris kosong; gaya yang mencetaknya sebagai "
                                 "huruf");
    }
    if (line.p[0] == '|' || is_head_rule(line)) {
        Diag *diag = marked_error(m, "tabel-menyambung", marked_loc(m, offset, 1),
                                  "baris ini mirip baris tabel, tetapi menyambung paragraf di "
                                  "atasnya");
        diag_fix(m->diags, diag, "Beri baris kosong di atas tabel dan baris |---|---| di bawah "
                                 "kepalanya (paling sedikit tiga -), dengan jumlah kolom yang sama (paling banyak %d)",
                 PROSE_MAX_COLUMNS);
    }
}

void left_line(Marked *m, Str line, size_t offset, bool continues) {
    if (line.n == 0 || warn_hash(m, line, offset) || warn_bullet(m, line, offset)) return;
    if (continues) warn_continuing(m, line, offset);
}

/* ---- anywhere in plain text ---- */

/* Two stars that belong to no pair. "**)" marks a note in many tables. */
static void warn_stars(Marked *m, Str text, size_t offset) {
    size_t at = str_find(text, STR("**"), 0);
    if (at == SIZE_MAX) return;
    size_t end = at;
    while (end < text.n && text.p[end] == '*') end++;
    if (end < text.n && text.p[end] == ')') return;
    warn(m, offset + at, 2, "tanda ** ini dicetak apa adanya: pasangannya tidak ada, atau ada spasi di dalamnya",
         "Tulis **tebal** tanpa spasi di dalam tandanya, di dalam satu paragraf; bintang biasa ditulis \\*.");
}

static void warn_note(Marked *m, Str text, size_t offset) {
    size_t at = str_find(text, STR("[^"), 0);
    if (at == SIZE_MAX || str_find(text, STR("]"), at) == SIZE_MAX) return;
    warn(m, offset + at, 2, "catatan kaki tidak ditulis dengan [^...]",
         "Tulis {{ catatan(\"isi catatan kaki\") }} di tempat tandanya.");
}

/* { tahun }: one brace where two are meant. */
static void warn_brace(Marked *m, Str text, size_t offset) {
    for (size_t at = 0; (at = str_find(text, STR("{ "), at)) != SIZE_MAX; at++) {
        size_t i = at + 2;
        while (i < text.n && (is_letter(text.p[i]) || text.p[i] == '_' || text.p[i] == '.')) i++;
        if (i == at + 2 || !str_starts(str_sub(text, i, text.n), STR(" }"))) continue;
        warn(m, offset + at, i + 2 - at, "satu kurung kurawal tidak membuat isian",
             "Tulis dua: {{ tahun }}.");
        return;
    }
}

void left_text(Marked *m, Str text, size_t offset) {
    warn_stars(m, text, offset);
    warn_note(m, text, offset);
    warn_brace(m, text, offset);
}

/* ---- headings ---- */

static bool is_roman(char c) {
    return memchr("ivxlcIVXLC", c, 10) != NULL;
}

/* "# BAB I PENDAHULUAN": the chapter's title is the layout's. */
void left_heading(Marked *m, const Prose *heading) {
    if (heading->inline_count == 0 || heading->inlines[0].kind != INLINE_TEXT) return;
    Str text = heading->inlines[0].text;
    if (text.n < 5 || !str_eq_nocase(str_sub(text, 0, 4), STR("bab "))) return;
    size_t i = 4;
    while (i < text.n && is_roman(text.p[i])) i++;
    if (i == 4 || (i < text.n && is_letter(text.p[i]))) return;
    Diag *g = diag_add(m->diags, WARNING_, "judul-bab", heading->loc,
                       "judul bab dicetak oleh tata letak; di sini \"%.*s\" menjadi subbab", STR_ARG(text));
    diag_fix(m->diags, g, "Hapus baris ini; naskah bab mulai dengan # untuk subbab pertamanya.");
}

/* ---- rows of a table ---- */

static size_t behind_hole(const Marked *m, size_t at) {
    size_t i = hole_from(m, at);
    return i < m->hole_count && m->holes[i].from <= at ? m->holes[i].to : at;
}

/* Whether the line from `at` on has anything but empty cells behind its `bars`-th "|". */
static bool goes_on(const Marked *m, size_t at, size_t bars, size_t *extra) {
    for (; at < m->text.n && m->text.p[at] != '\n'; at++) {
        size_t behind = behind_hole(m, at);
        char c = behind > at ? 'x' : m->text.p[at];
        if (bars == 0 && !strchr(" \t\r|", c)) {
            *extra = at;
            return true;
        }
        if (behind > at) at = behind - 1;
        else if (c == '\\') at++;
        else if (c == '|' && bars) bars--;
    }
    return false;
}

void left_row(Marked *m, const Prose *row) {
    size_t last = row->child_count, extra;
    while (last > 0 && row->children[last - 1].inline_count == 0) last--;
    if (last == 0 || !m->exact) return;
    Loc loc = row->children[last - 1].loc;
    if (!goes_on(m, loc.offset - m->place.offset + loc.length, row->child_count - last + 1, &extra)) return;
    Diag *g = marked_error(m, "tabel-sel-lebih", marked_loc(m, extra, 1),
                           "baris tabel ini punya sel sesudah kolom ke-%zu, yang terakhir menurut baris |---|",
                           row->child_count);
    diag_fix(m->diags, g, "Samakan banyaknya kolom di kepala, di baris |---|---| dan di isinya; "
                          "garis tegak di dalam sel ditulis \\|.");
}
