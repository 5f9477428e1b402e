/*
 * para_word: what belongs together in Indonesian official prose, as rows: "Pasal 3", "12 orang",
 * "31 Desember 2023", "dr. Sari", "IV/c", "Rp1.234"; and where a word ends a piece by itself:
 * "Kab/Kota", "program-program".
 *
 * A firm bond is only loosened in a column that is too narrow for it; a weak one costs as much as
 * a bad line.
 */
#include "para_internal.h"

/* ---- looking at a word ---- */

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_letter(char c) {
    return is_upper(c) || is_lower(c) || (unsigned char)c >= 0xC3;
}

/* Without opening marks at the front and closing marks at the end. */
static Str bare(Str w) {
    while (w.n && strchr("([\"'", w.p[0])) w = str_sub(w, 1, w.n);
    while (w.n && strchr(",;:)]\"'", w.p[w.n - 1])) w.n--;
    return w;
}

static bool begins_with_digit(Str w) {
    w = bare(w);
    return w.n && text_digit(w.p[0]);
}

/* 12 ; 1.234 ; 98,70 ; Rp1.234 ; 5% */
static bool is_figure(Str w) {
    w = bare(w);
    if (str_starts(w, STR("Rp"))) w = str_sub(w, 2, w.n);
    if (!w.n || !text_digit(w.p[0])) return false;
    for (size_t i = 0; i < w.n; i++) {
        if (!text_digit(w.p[i]) && !strchr(".,%-/", w.p[i])) return false;
    }
    return true;
}

static bool all_digits(Str w) {
    for (size_t i = 0; i < w.n; i++) {
        if (!text_digit(w.p[i])) return false;
    }
    return w.n > 0;
}

static bool is_roman(Str w) {
    w = bare(w);
    if (w.n && w.p[w.n - 1] == '.') w.n--;
    for (size_t i = 0; i < w.n; i++) {
        if (!strchr("IVXLC", w.p[i])) return false;
    }
    return w.n > 0 && w.n <= 6;
}

static bool listed(Str w, const Str *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (rows[i].n == w.n && memcmp(rows[i].p, w.p, w.n) == 0) return true;
    }
    return false;
}
#define LISTED(w, rows) listed(w, rows, sizeof(rows) / sizeof *(rows))
#define ROW(literal) {literal, sizeof(literal) - 1}

/* ---- rows ---- */

/* Stand before a figure or a letter that means nothing without them. Compared in small letters. */
static const Str before_figure[] = {
    ROW("pasal"), ROW("nomor"), ROW("no."), ROW("no"), ROW("ayat"), ROW("huruf"), ROW("angka"),
    ROW("bab"), ROW("bagian"), ROW("butir"), ROW("tabel"), ROW("gambar"), ROW("grafik"),
    ROW("bagan"), ROW("lampiran"), ROW("halaman"), ROW("hal."), ROW("rp"), ROW("rp."), ROW("nip"),
    ROW("nip."), ROW("tahun"), ROW("tingkat"), ROW("triwulan"), ROW("semester"), ROW("bulan"),
    ROW("tanggal"), ROW("golongan"), ROW("eselon"), ROW("sasaran"), ROW("tujuan"), ROW("misi"),
    ROW("ke"), ROW("program"), ROW("kegiatan"), ROW("indikator"), ROW("versi"), ROW("edisi"),
    ROW("rt"), ROW("rw"), ROW("kelas"), ROW("tipe"), ROW("usd"),
};
/* Of these only a weak bond: "Tahun 2023" may part where it must. */
static const Str weakly_before_figure[] = {
    ROW("tahun"), ROW("tanggal"), ROW("bulan"), ROW("sasaran"), ROW("tujuan"), ROW("misi"),
    ROW("program"), ROW("kegiatan"), ROW("indikator"), ROW("tingkat"),
};
/* Measure what the figure before them counts. */
static const Str units[] = {
    ROW("orang"), ROW("jiwa"), ROW("persen"), ROW("rupiah"), ROW("ribu"), ROW("juta"),
    ROW("miliar"), ROW("milyar"), ROW("triliun"), ROW("buah"), ROW("unit"), ROW("paket"),
    ROW("dokumen"), ROW("laporan"), ROW("kali"), ROW("hari"), ROW("minggu"), ROW("bulan"),
    ROW("tahun"), ROW("jam"), ROW("menit"), ROW("km"), ROW("m"), ROW("cm"), ROW("mm"), ROW("ha"),
    ROW("kg"), ROW("ton"), ROW("liter"), ROW("hektare"), ROW("hektar"), ROW("meter"),
    ROW("kilometer"), ROW("km2"), ROW("m2"), ROW("m3"), ROW("poin"), ROW("persentase"),
    ROW("kecamatan"), ROW("kampung"), ROW("desa"), ROW("kelurahan"), ROW("kabupaten"), ROW("kota"),
    ROW("provinsi"), ROW("kegiatan"), ROW("program"), ROW("sasaran"), ROW("indikator"),
    ROW("pegawai"), ROW("lembar"), ROW("eksemplar"), ROW("butir"), ROW("kk"), ROW("watt"),
    ROW("volt"),
};
static const Str months[] = {
    ROW("Januari"), ROW("Februari"), ROW("Maret"), ROW("April"), ROW("Mei"), ROW("Juni"),
    ROW("Juli"), ROW("Agustus"), ROW("September"), ROW("Oktober"), ROW("November"), ROW("Desember"),
};
/* Titles and abbreviations that lead a name or a phrase. */
static const Str leads[] = {
    ROW("dr."), ROW("drg."), ROW("drh."), ROW("Dr."), ROW("Ir."), ROW("H."), ROW("Hj."),
    ROW("Drs."), ROW("Dra."), ROW("Prof."), ROW("a.n."), ROW("u.b."), ROW("d.a."), ROW("s.d."),
    ROW("s/d"), ROW("Plt."), ROW("Plh."), ROW("Pj."), ROW("Sdr."), ROW("Yth."), ROW("Tn."),
    ROW("Ny."), ROW("Bpk."), ROW("Jl."), ROW("Kab."), ROW("Kec."), ROW("Kel."), ROW("Prov."),
    ROW("Gg."), ROW("St."),
};

static bool lower_listed(Str w, const Str *rows, size_t count) {
    char lower[16];
    if (w.n > sizeof lower) return false;
    for (size_t i = 0; i < w.n; i++) lower[i] = is_upper(w.p[i]) ? (char)(w.p[i] + 32) : w.p[i];
    return listed((Str){lower, w.n}, rows, count);
}
#define LOWER_LISTED(w, rows) lower_listed(w, rows, sizeof(rows) / sizeof *(rows))

/* ---- bonds ---- */

/* "A." or "M.": an initial before a name. */
static bool is_initial(Str w) {
    return w.n == 2 && is_upper(w.p[0]) && w.p[1] == '.';
}

/* S.E. ; M.Si. ; S.Sos : a degree behind a name's comma. */
static bool is_degree(Str w) {
    if (w.n < 3 || !is_upper(w.p[0])) return false;
    size_t stop = str_find(w, STR("."), 0);
    return stop >= 1 && stop <= 3 && w.n <= 9 && (stop + 1 == w.n || is_upper(w.p[stop + 1]));
}

/* One letter or numeral in brackets or bare: "ayat (2)", "huruf a", "Bab IV". */
static bool is_ordinal(Str w) {
    Str b = bare(w);
    return begins_with_digit(w) || is_roman(w) || (b.n == 1 && is_letter(b.p[0]));
}

static Bond bond_after_figure(Str before, Str after) {
    Str b = bare(after);
    if (LISTED(b, months) && bare(before).n <= 2) return BOND_FIRM;
    if (b.n && (b.p[0] == '%' || LISTED(b, units)))
        return BOND_FIRM; /* not "Nomor 53 Tahun 2014" */
    if (all_digits(before) && all_digits(b) && before.n + b.n >= 4)
        return BOND_FIRM; /* NIP, telephone */
    return BOND_NONE;
}

Bond word_bond(Str before, Str after) {
    if (!before.n || !after.n) return BOND_NONE;
    char last = before.p[before.n - 1], first = after.p[0];
    if (is_lower(last) && is_lower(first) && after.n > 2) return BOND_NONE;     /* most of them */
    if (text_digit(last) || last == '%') {
        if (is_figure(before)) return bond_after_figure(before, after);
        return BOND_NONE;
    }
    Str word = bare(before);
    if (word.n == before.n || before.p[0] == '(') {     /* no comma between them */
        if ((text_digit(first) || first == '(' || is_upper(first) || word.n <= 8) &&
            is_ordinal(after) && LOWER_LISTED(word, before_figure)) {
            return LOWER_LISTED(word, weakly_before_figure) ? BOND_WEAK : BOND_FIRM;
        }
        if (LISTED(word, months) && begins_with_digit(after)) return BOND_WEAK;
    }
    if (last == '.' || last == 'd') {
        if (LISTED(word, leads) || (is_initial(word) && is_upper(first))) return BOND_FIRM;
    }
    if (last == ',' && is_degree(bare(after))) return BOND_WEAK;
    if ((first == '-' && after.n == 1) || str_is(after, "\xE2\x80\x93"))
        return BOND_WEAK; /* a dash begins no line */
    return BOND_NONE;
}

/* ---- pieces ---- */

static size_t letters_before(Str w, size_t from, size_t at) {
    size_t n = 0;
    while (at > from + n && is_letter(w.p[at - n - 1])) n++;
    while (at > from + n && (unsigned char)w.p[at - n - 1] >= 0x80)
        n++; /* rest of an accented letter */
    return n;
}

static size_t letters_after(Str w, size_t at) {
    size_t n = 0;
    while (at + n < w.n && (is_letter(w.p[at + n]) || (unsigned char)w.p[at + n] >= 0x80)) n++;
    return n;
}

static bool is_address(Str w) {
    return str_find(w, STR("://"), 0) != SIZE_MAX || str_starts(w, STR("www.")) ||
           str_find(w, STR("@"), 0) != SIZE_MAX;
}

/* In an address on the web a line may end behind any of its marks, unwillingly. */
static size_t address_piece(Str w, size_t from, Follow *follow) {
    for (size_t i = from; i + 3 < w.n; i++) {
        if (i < from + 2 || !strchr("/.-_?&=#@", w.p[i]) || strchr("/.-_?&=#@", w.p[i + 1]))
            continue;
        *follow = FOLLOW_WEAK;
        return i + 1 - from;
    }
    return 0;
}

typedef struct Mark {
    const char *bytes;
    Follow follow;
    bool unseen;
} Mark;

/* The mark at w.p[i] behind which a line may end, or NULL. */
static const Mark *mark_at(Str w, size_t i) {
    static const Mark marks[] = {
        {"/", FOLLOW_FREE, false},
        {"-", FOLLOW_HYPHEN, false},
        {"\xE2\x80\x90", FOLLOW_HYPHEN, false},
        {"\xE2\x80\x93", FOLLOW_HYPHEN, false},
        {"\xE2\x80\x94", FOLLOW_HYPHEN, false},
        {WORD_SOFT_HYPHEN, FOLLOW_SOFT, true},
        {WORD_ZERO_SPACE, FOLLOW_FREE, true},
    };
    if (!strchr("/-\xE2\xC2", w.p[i])) return NULL;
    Str rest = str_sub(w, i, w.n);
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        if (str_starts(rest, str_of(marks[k].bytes))) return &marks[k];
    }
    return NULL;
}

/* PER/09/M.PAN/5/2007, but not 12/03/2023: of parts enough to be known when it is parted. */
static bool is_code(Str w) {
    size_t slashes = 0;
    for (size_t i = 0; i < w.n && w.n < 80; i++) slashes += w.p[i] == '/';
    return slashes >= 3;
}

/* Enough on either side to be known as part of a number: not "PER/" alone, nor the year. */
static size_t code_piece(Str w, size_t from, Follow *follow) {
    for (size_t i = from + 5; i + 5 < w.n; i++) {
        if (w.p[i] != '/') continue;
        *follow = FOLLOW_CODE;
        return i + 1 - from;
    }
    return 0;
}

/* Not IV/c, s/d, e-SAKIP, ke-3, 2022-2026; but Kab/Kota, dan/atau, program-program, di-SK-kan. */
static bool parts_well(Str w, size_t from, size_t at, size_t behind, const Mark *mark) {
    size_t before = letters_before(w, from, at), after = letters_after(w, behind);
    if (mark->follow == FOLLOW_HYPHEN && before == 2 && after >= 3) return true;
    return before >= 3 && after >= 2;
}

size_t word_piece(Str w, size_t from, Follow *follow) {
    if (is_address(w)) return address_piece(w, from, follow);
    if (is_code(w)) return code_piece(w, from, follow);
    for (size_t i = from; i < w.n; i++) {
        const Mark *mark = mark_at(w, i);
        if (!mark) continue;
        size_t behind = i + strlen(mark->bytes);
        if (mark->unseen || parts_well(w, from, i, behind, mark)) {
            *follow = mark->follow;
            return behind - from;
        }
    }
    return 0;
}

bool word_ends_sentence(Str w) {
    while (w.n && strchr(")]\"'", w.p[w.n - 1])) w.n--;
    if (str_ends(w, STR("\xE2\x80\x9D")) || str_ends(w, STR("\xE2\x80\x99"))) w.n -= 3;
    if (!w.n || !strchr(".!?:", w.p[w.n - 1])) return false;
    return !LISTED(w, leads) && !is_initial(w);
}
