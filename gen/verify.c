/* verify: a PDF beside what its sources make. See verify.h. */
#include "verify.h"

#include "unpack.h"

/* ---- restoring ---- */

static bool restore(Arena *a, const UnpackedFile *files, size_t count, Str folder, Diags *d) {
    bool good = true;
    for (size_t i = 0; i < count; i++) good &= file_write_new(a, folder, files[i].name, files[i].bytes, d);
    return good;
}

bool verify_restore(Arena *a, const char *pdf, Str folder, size_t *count, Diags *d) {
    Unpack *u = unpack_open(a, pdf, d);
    const UnpackedFile *files;
    if (!u || !unpack_files(u, a, &files, count, d)) return false;
    return file_new_folder(a, folder, d) && restore(a, files, *count, folder, d);
}

/* ---- sources that are not what the manifest says ---- */

static const UnpackedFile *file_named(const UnpackedFile *files, size_t count, Str name) {
    for (size_t i = 0; i < count; i++) {
        if (str_eq(files[i].name, name)) return &files[i];
    }
    return NULL;
}

/* The manifest's line of a file: its size and hash. */
static Str manifest_line(Str manifest, Arena *a, Str name) {
    Str key = str_printf(a, "\"nama\": \"%.*s\"", STR_ARG(name));
    size_t at = str_find(manifest, key, 0);
    if (at == SIZE_MAX) return STR("");
    size_t end = str_find(manifest, STR("}"), at);
    return str_sub(manifest, at, end);
}

static void compare_manifests(Arena *a, Str file, const UnpackedFile *was, size_t was_count,
                              const UnpackedFile *now, size_t now_count, Diags *d) {
    const UnpackedFile *old = file_named(was, was_count, STR("lakip.manifest.json"));
    const UnpackedFile *new = file_named(now, now_count, STR("lakip.manifest.json"));
    if (!old || !new) return;
    for (size_t i = 0; i < was_count; i++) {
        Str name = was[i].name;
        if (str_eq(manifest_line(old->bytes, a, name), manifest_line(new->bytes, a, name))) continue;
        diag_file(d, ERROR_, "sumber-berubah", file,
                  "lampiran \"%.*s\" bukan lagi yang dicatat saat PDF ini disusun.", STR_ARG(name));
    }
}

/* ---- pages ---- */

enum { MAX_SAID = 20, LOOK_AHEAD = 200 };

typedef struct Comparison {
    Arena *arena;
    Str file;
    Unpack *was, *now;
    UnpackPair *both;
    size_t said, differing_pages;
    Diags *diags;
} Comparison;

static void say_text(Comparison *c, size_t page, const TextPiece *was, const TextPiece *now) {
    c->said++;
    if (c->said > MAX_SAID) return;
    const TextPiece *at = was ? was : now;
    unsigned left = (unsigned)(at->x < 0 ? 0 : at->x) / 2835, up = (unsigned)(at->y < 0 ? 0 : at->y) / 2835;
    Str there = was ? was->text : STR(""), made = now ? now->text : STR("");
    diag_file(c->diags, ERROR_, "halaman-berbeda", c->file,
              "halaman ke-%zu, %u,%u cm dari kiri dan %u,%u cm dari bawah: tercetak \"%.*s\", "
              "dari sumbernya \"%.*s\".",
              page + 1, left / 10, left % 10, up / 10, up % 10, STR_ARG(there), STR_ARG(made));
}

/* How many pieces to pass over in each list until they agree again. */
static void resume(const TextPiece *p, size_t pn, const TextPiece *q, size_t qn, size_t *ps, size_t *qs) {
    for (size_t sum = 1; sum < LOOK_AHEAD; sum++) {
        for (size_t i = 0; i <= sum; i++) {
            size_t j = sum - i;
            if (i < pn && j < qn && str_eq(p[i].text, q[j].text)) {
                *ps = i;
                *qs = j;
                return;
            }
        }
    }
    *ps = pn;
    *qs = qn;
}

static bool compare_text(Comparison *c, size_t page, const TextPiece *p, size_t pn, const TextPiece *q,
                         size_t qn) {
    bool same = true;
    for (size_t i = 0, j = 0; i < pn || j < qn;) {
        if (i < pn && j < qn && str_eq(p[i].text, q[j].text)) {
            i++;
            j++;
            continue;
        }
        same = false;
        size_t skip_p, skip_q;
        resume(p + i, pn - i, q + j, qn - j, &skip_p, &skip_q);
        for (size_t k = 0; k < skip_p || k < skip_q; k++)
            say_text(c, page, k < skip_p ? &p[i + k] : NULL, k < skip_q ? &q[j + k] : NULL);
        i += skip_p;
        j += skip_q;
    }
    return same;
}

/* The same words, but moved. */
static bool compare_places(Comparison *c, size_t page, const TextPiece *p, const TextPiece *q, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (p[i].x == q[i].x && p[i].y == q[i].y) continue;
        if (++c->said <= MAX_SAID) {
            diag_file(c->diags, ERROR_, "letak-berbeda", c->file,
                      "halaman ke-%zu: \"%.*s\" tidak di tempat yang dihasilkan sumbernya.", page + 1,
                      STR_ARG(p[i].text));
        }
        return false;
    }
    return true;
}

static bool compare_fonts(Comparison *c, size_t page) {
    const Str *p, *q;
    size_t pn, qn;
    unpack_fonts(c->was, c->arena, page, &p, &pn);
    unpack_fonts(c->now, c->arena, page, &q, &qn);
    for (size_t i = 0; i < pn || i < qn; i++) {
        Str was = i < pn ? p[i] : STR("tidak ada"), now = i < qn ? q[i] : STR("tidak ada");
        if (str_eq(was, now)) continue;
        if (++c->said <= MAX_SAID) {
            diag_file(c->diags, ERROR_, "huruf-berbeda", c->file,
                      "halaman ke-%zu: huruf %.*s, dari sumbernya %.*s.", page + 1, STR_ARG(was), STR_ARG(now));
        }
        return false;
    }
    return true;
}

/* The same words at the same places: a line, a filled area, an image or a note may still cover them, and
 * a font may show other letters. */
static bool compare_painting(Comparison *c, size_t page) {
    if (!unpack_same_page(c->both, page)) {
        if (++c->said <= MAX_SAID)
            diag_file(c->diags, ERROR_, "lukisan-berbeda", c->file,
                      "halaman ke-%zu: teksnya sama, tetapi garis, bidang, gambar atau bentuk hurufnya bukan yang "
                      "dihasilkan sumbernya.", page + 1);
        return false;
    }
    Str added = unpack_added(c->both, page);
    if (added.n && ++c->said <= MAX_SAID)
        diag_file(c->diags, ERROR_, "tempelan", c->file,
                  "halaman ke-%zu: ada tempelan (%.*s) yang bukan dari sumbernya; ia dapat menutupi angka.", page + 1,
                  STR_ARG(added));
    return !added.n;
}

static bool compare_page(Comparison *c, size_t page) {
    const TextPiece *p, *q;
    size_t pn, qn;
    if (!unpack_text(c->was, c->arena, page, &p, &pn, c->diags)) return false;
    if (!unpack_text(c->now, c->arena, page, &q, &qn, c->diags)) return false;
    bool same = compare_text(c, page, p, pn, q, qn);
    same = same && compare_places(c, page, p, q, pn);
    same = compare_fonts(c, page) && same;
    return same && compare_painting(c, page);
}

static bool compare_pages(Comparison *c) {
    size_t was = unpack_pages(c->was), now = unpack_pages(c->now);
    bool same = was == now;
    if (!same) {
        diag_file(c->diags, ERROR_, "banyak-halaman", c->file, "PDF ini %zu halaman, dari sumbernya %zu.", was, now);
    }
    for (size_t i = 0; i < was && i < now; i++) {
        if (!compare_page(c, i)) {
            same = false;
            c->differing_pages++;
        }
    }
    if (c->said > MAX_SAID) {
        diag_file(c->diags, ERROR_, "dan-lainnya", c->file, "dan %zu perbedaan lain, di %zu halaman seluruhnya.",
                  c->said - MAX_SAID, c->differing_pages);
    }
    return same;
}

/* ---- the whole ---- */

static bool compose_again(Arena *a, Str folder, const char *output, const ReportOptions *base, Diags *d) {
    ReportOptions o = *base;
    o.folder = folder;
    o.output = output;
    o.print = PRINT_NOTHING;
    o.pdf.level = PDF_A3A;
    o.pdf.attach = true;
    ReportResult result;
    return report_run(a, &o, &result, d);
}

/* A path as the user wrote it: from the working folder, unless it says otherwise. */
static bool read_file(Arena *a, const char *path, Str *bytes, Diags *d) {
    const char *slash = strrchr(path, '/');
    Str folder = slash ? (Str){path, (size_t)(slash - path)} : STR(".");
    const Folder any = {folder, true, (size_t)4 << 30};
    return file_read(a, &any, str_of(slash ? slash + 1 : path), LOC_NONE, bytes, d);
}

Verdict verify_pdf(Arena *a, const char *pdf, const ReportOptions *base, Diags *d) {
    Unpack *was = unpack_open(a, pdf, d);
    const UnpackedFile *files, *made_files;
    size_t count, made_count;
    if (!was || !unpack_files(was, a, &files, &count, d)) return VERDICT_FAILED;
    const char *temporary = file_temporary_folder(a, d);
    if (!temporary) return VERDICT_FAILED;
    Str folder = str_printf(a, "%s/laporan", temporary);
    const char *again = str_printf(a, "%s/hasil.pdf", temporary).p;
    if (!file_new_folder(a, folder, d) || !restore(a, files, count, folder, d)) return VERDICT_FAILED;
    Diags *composing = diags_new(a, 20);
    diags_set_limits(composing, diags_limits(d));
    if (!compose_again(a, folder, again, base, composing)) {
        diag_file(d, ERROR_, "sumber-tak-tersusun", str_of(pdf), "sumber di dalam PDF ini tidak dapat disusun lagi:");
        for (size_t i = 0; i < diags_kept(composing); i++) {
            const Diag *g = diags_get(composing, i);
            if (g->severity == ERROR_) *diag_add(d, ERROR_, g->code, g->loc, "-") = *g;
        }
        return VERDICT_FAILED;
    }
    Str old, new;
    if (!read_file(a, pdf, &old, d) || !read_file(a, again, &new, d)) return VERDICT_FAILED;
    if (str_eq(old, new)) return VERDICT_SAME;
    Unpack *now = unpack_open(a, again, d);
    if (!now || !unpack_files(now, a, &made_files, &made_count, d)) return VERDICT_FAILED;
    size_t before = diags_count(d, ERROR_);
    compare_manifests(a, str_of(pdf), files, count, made_files, made_count, d);
    Comparison c = {a, str_of(pdf), was, now, unpack_pair(a, was, now), 0, 0, d};
    compare_pages(&c);
    if (diags_count(d, ERROR_) > before) return VERDICT_DIFFERENT;
    return str_starts(old, new) ? VERDICT_EXTENDED : VERDICT_SAME_PAGES;
}
