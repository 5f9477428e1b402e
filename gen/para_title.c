/*
 * para_title: words with a capital that name no person and no place: "Peraturan Menteri", "Sasaran
 * "Meningkatnya Kemandirian ..."". The titles of laws and offices are long rows of them, so they
 * may be hyphenated, unwillingly; a word that is not known here could be a name and is never parted.
 *
 * Either derived, with a prefix and a suffix that names do not have, or a row of the table, which
 * is in alphabetical order; words of less than five letters are never parted anyway.
 */
#include "para_internal.h"

/* Places that look as if they were derived. */
static const char *const places[] = {
    "Kebayoran", "Kemayoran", "Kepatihan", "Kepenuhan", "Pengalengan", "Penjaringan", "Perbaungan",
    "Perhentian",
};

static bool derived(Str word) {
    static const char *const begins[] = {"Peng", "Peny", "Pem", "Pen", "Per", "Ke"};
    if (word.n >= 8 && str_ends(word, STR("nya"))) return true;      /* Meningkatnya */
    if (word.n < 9 || !str_ends(word, STR("an"))) return false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (str_is(word, places[i])) return false;
    }
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        if (str_starts(word, str_of(begins[i]))) return true;
    }
    return false;
}

static const char *const words[] = {
    "Administrasi", "Administratif", "Akuntabel", "Akuntabilitas", "Alokasi", "Analisis",
    "Anggaran", "Aparat", "Aparatur", "Bagian", "Bantuan", "Bawahan", "Belanja", "Berita",
    "Berkelanjutan", "Bidang", "Birokrasi", "Bupati", "Capaian", "Daerah", "Dekonsentrasi",
    "Digital", "Dinas", "Direktorat", "Direktur", "Disiplin", "Dokumen", "Efektivitas",
    "Efisiensi", "Ekonomi", "Elektronik", "Evaluasi", "Fasilitas", "Fasilitasi", "Fungsi",
    "Fungsional", "Golongan", "Gubernur", "Hubungan", "Hukum", "Indikator", "Informasi",
    "Infrastruktur", "Inovasi", "Inspektorat", "Inspektur", "Instansi", "Instruksi", "Integritas",
    "Internal", "Jabatan", "Jangka", "Jumlah", "Kabupaten", "Kampung", "Kantor", "Kawasan",
    "Kebijakan", "Kecamatan", "Kegiatan", "Kelompok", "Kelurahan", "Kementerian", "Kepala",
    "Kepegawaian", "Keputusan", "Kerja", "Keuangan", "Kinerja", "Komunikasi", "Koordinasi",
    "Kualitas", "Lampiran", "Laporan", "Layanan", "Lembaga", "Lembaran", "Lingkungan",
    "Manajemen", "Masalah", "Masyarakat", "Menengah", "Menteri", "Modal", "Nasional", "Negara",
    "Nomor", "Organisasi", "Panitia", "Partisipasi", "Pegawai", "Pejabat", "Pekerjaan",
    "Pelaksana", "Pelaporan", "Pelayanan", "Pemerintah", "Penyandang", "Perangkat", "Perjanjian",
    "Pertanian", "Petunjuk", "Posyandu", "Prasarana", "Presiden", "Produk", "Profesional",
    "Program", "Prosedur", "Provinsi", "Publik", "Rancangan", "Realisasi", "Reformasi",
    "Rehabilitasi", "Rencana", "Republik", "Ruang", "Sarana", "Sasaran", "Satuan", "Sekretariat",
    "Sekretaris", "Seksi", "Semester", "Sistem", "Sosial", "Standar", "Statistik", "Strategi",
    "Strategis", "Struktur", "Susunan", "Swadaya", "Tahunan", "Tambahan", "Target", "Teknis",
    "Teknologi", "Tenaga", "Tentang", "Tertib", "Tindak", "Tingkat", "Transmigrasi",
    "Transparansi", "Triwulan", "Tujuan", "Undang", "Urusan", "Usaha", "Wakil", "Walikota",
    "Wilayah", "Yustisi",
};

static int compare(Str word, const char *row) {
    size_t n = strlen(row), least = word.n < n ? word.n : n;
    int c = memcmp(word.p, row, least);
    return c ? c : (word.n > n) - (word.n < n);
}

bool title_noun(Str word) {
    if (derived(word)) return true;
    size_t low = 0, high = sizeof words / sizeof *words;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int c = compare(word, words[middle]);
        if (c == 0) return true;
        if (c < 0) high = middle;
        else low = middle + 1;
    }
    return false;
}
