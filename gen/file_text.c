/*
 * file_text: bytes of a text file to UTF-8.
 *
 * Offices' files come as UTF-8 with and without BOM, as Windows-1252 (older Excel) and as UTF-16
 * with BOM (Excel's "Unicode text"). A file that is mostly UTF-8 but broken in a place is refused:
 * read as Windows-1252, all its other letters would turn into garbage without a word.
 */
#include "file_internal.h"

/* What one pass over the bytes found. */
typedef struct Scan {
    size_t sequences;         /* well-formed UTF-8 sequences of several bytes */
    size_t bad;               /* first malformed byte, or SIZE_MAX */
    size_t control;           /* first control character that no text has, or SIZE_MAX */
    size_t high;              /* first byte over 0x7F, or SIZE_MAX */
} Scan;

static bool is_text_byte(unsigned char c) {
    return c >= 0x20 ? c != 0x7F : c >= '\t' && c <= '\r';
}

/* Eight bytes of printable ASCII at once (a false alarm only costs time). */
static bool plain_word(const char *p) {
    uint64_t w;
    memcpy(&w, p, sizeof w);
    uint64_t below = w - 0x2020202020202020u, delete = w + 0x0101010101010101u;
    return ((w | below | delete) & 0x8080808080808080u) == 0;
}

static Scan scan(Str s) {
    Scan found = {0, SIZE_MAX, SIZE_MAX, SIZE_MAX};
    if (!s.n) return found;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        if (end - p >= 8 && plain_word(p)) {
            p += 8;
            continue;
        }
        size_t at = (size_t)(p - s.p);
        unsigned char c = (unsigned char)*p;
        if (c < 0x80) {
            if (found.control == SIZE_MAX && !is_text_byte(c)) found.control = at;
            p++;
            continue;
        }
        if (found.high == SIZE_MAX) found.high = at;
        const char *next = p;
        utf8_next(&next, end);
        if (next - p > 1) found.sequences++;
        else if (found.bad == SIZE_MAX) found.bad = at;
        p = next;
    }
    return found;
}

/* Files of other programs that end up where a text is wanted: how they begin, and what they are. */
static const struct {
    const char *begin, *what, *fix;
} FOREIGN[] = {
    {"PK\x03\x04", "berkas Excel atau Word (atau arsip ZIP)",
     "Simpan tabelnya dari Excel sebagai \"CSV UTF-8\", atau naskahnya sebagai teks Markdown (.md)."},
    {"\xD0\xCF\x11\xE0", "berkas Excel atau Word lama",
     "Simpan tabelnya dari Excel sebagai \"CSV UTF-8\", atau naskahnya sebagai teks Markdown (.md)."},
    {"%PDF-", "berkas PDF", "Sebut berkas teksnya (CSV, JSON atau Markdown)."},
};

/* True after a diagnostic. */
static bool is_foreign(const Source *source, Str bytes, Diags *d) {
    for (size_t i = 0; i < sizeof FOREIGN / sizeof FOREIGN[0]; i++) {
        if (!str_starts(bytes, str_of(FOREIGN[i].begin))) continue;
        Diag *g = diag_file(d, ERROR_, "berkas-biner", source->name, "ini %s, padahal diperlukan teks",
                            FOREIGN[i].what);
        diag_fix(d, g, "%s", FOREIGN[i].fix);
        return true;
    }
    return false;
}

static bool refuse_control(const Source *source, size_t at, Diags *d) {
    unsigned char c = (unsigned char)source->text.p[at];
    Diag *g;
    if (c == 0) {
        g = diag_add(d, ERROR_, "berkas-biner", loc_at(source, at, 1),
                     "berkas biner: ada bita nol, padahal diperlukan teks");
    } else {
        g = diag_add(d, ERROR_, "berkas-biner", loc_at(source, at, 1),
                     "karakter kendali 0x%02X tidak boleh ada dalam teks", c);
    }
    diag_fix(d, g, "Periksa apakah berkasnya benar, lalu simpan ulang sebagai teks UTF-8.");
    return false;
}

/* ---- Windows-1252 ---- */

/* Code points of 0x80..0x9F (WHATWG index windows-1252); 0: not assigned. */
static const uint16_t WINDOWS_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static bool decode_windows_1252(Arena *a, Source *source, Str bytes, size_t first, Diags *d) {
    Buf b = buf_new(a);
    size_t unknown = SIZE_MAX;
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        if (c < 0x80 || c >= 0xA0) {
            buf_utf8(&b, c);
            continue;
        }
        if (!WINDOWS_1252[c - 0x80] && unknown == SIZE_MAX) unknown = b.n;
        buf_utf8(&b, WINDOWS_1252[c - 0x80]);
    }
    source->text = buf_view(&b);
    if (unknown != SIZE_MAX) {
        Diag *g = diag_add(d, ERROR_, "berkas-biner", loc_at(source, unknown, 1),
                           "bita di sini bukan UTF-8 dan bukan Windows-1252");
        diag_fix(d, g, "Simpan ulang berkasnya sebagai teks UTF-8.");
        return false;
    }
    Diag *g = diag_add(d, NOTE_, "berkas-windows-1252", loc_at(source, first, 1),
                       "berkas ini bukan UTF-8; dibaca sebagai Windows-1252");
    diag_fix(d, g, "Periksa huruf di tempat ini, atau simpan ulang sebagai UTF-8.");
    return true;
}

/* ---- UTF-16 ---- */

static uint32_t unit_at(Str bytes, size_t i, bool big_endian) {
    unsigned char first = (unsigned char)bytes.p[i], second = (unsigned char)bytes.p[i + 1];
    return big_endian ? (uint32_t)(first << 8 | second) : (uint32_t)(second << 8 | first);
}

static bool decode_utf16(Arena *a, Source *source, Str bytes, bool big_endian, Diags *d) {
    Buf b = buf_new(a);
    size_t bad = SIZE_MAX;
    for (size_t i = 0; i + 1 < bytes.n; i += 2) {
        uint32_t c = unit_at(bytes, i, big_endian);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.n) {
            uint32_t low = unit_at(bytes, i + 2, big_endian);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        if (c >= 0xD800 && c < 0xE000 && bad == SIZE_MAX) bad = b.n;
        buf_utf8(&b, c);
    }
    if (bytes.n % 2 && bad == SIZE_MAX) bad = b.n;
    source->text = buf_view(&b);
    if (bad != SIZE_MAX) {
        diag_add(d, ERROR_, "berkas-rusak", loc_at(source, bad, 0), "UTF-16 rusak di tempat ini");
        return false;
    }
    return true;
}

bool file_decode(Arena *a, Source *source, Str bytes, Diags *d) {
    source->text = source->bytes = bytes;
    if (is_foreign(source, bytes, d)) return false;
    if (str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF"))) {
        bool big_endian = (unsigned char)bytes.p[0] == 0xFE;
        if (!decode_utf16(a, source, str_sub(bytes, 2, bytes.n), big_endian, d)) return false;
        bytes = source->text;
    }
    bool marked = str_starts(bytes, STR("\xEF\xBB\xBF"));
    if (marked) bytes = str_sub(bytes, 3, bytes.n);
    source->text = bytes;
    Scan found = scan(bytes);
    if (found.control != SIZE_MAX) return refuse_control(source, found.control, d);
    if (found.bad == SIZE_MAX) return true;
    if (!marked && !found.sequences) return decode_windows_1252(a, source, bytes, found.high, d);
    Diag *g =
        diag_add(d, ERROR_, "berkas-rusak", loc_at(source, found.bad, 1),
                 "UTF-8 rusak di tempat ini (bita 0x%02X)", (unsigned char)bytes.p[found.bad]);
    diag_fix(d, g, "Perbaiki huruf di tempat ini dan simpan ulang sebagai UTF-8.");
    return false;
}
