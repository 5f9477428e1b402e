#!/usr/bin/env bash
# The analysis of each sasaran, for an office that has nothing but two sheets: the loop of lkjip.json, its
# conclusions, what it says is missing, and the texts that the rows name. Expected words by hand.
. tests/lib.sh
office=$work/kantor
mkdir -p "$office"
for n in bab-1 bab-2 bab-3 bab-4; do echo "Uraian." > "$office/$n.md"; done
echo 'Sebab pada {{ s.sasaran }}: hujan.' > "$office/sebab.md"
cat > "$office/laporan.json" <<'J'
{"tata_letak": "lkjip", "tahun": 2024, "tempat": "Kota", "tanggal": "2025-01-31",
 "instansi": {"nama": "Dinas Contoh", "alamat": "Jalan Contoh"}, "pemerintah": {"nama": "Pemerintah Kota", "daerah": "Kota Contoh"},
 "data": {
  "capaian": {"berkas": "capaian.csv", "kolom": {"target": "desimal", "realisasi": "desimal",
   "realisasi_lalu": "desimal", "realisasi_2_lalu": "desimal", "target_akhir": "desimal", "standar_nasional": "desimal"}},
  "realisasi-anggaran": {"berkas": "anggaran.csv", "kolom": {"pagu": "rupiah", "realisasi": "rupiah"}}},
 "prosa": {"bab-1": "bab-1.md", "bab-2": "bab-2.md", "bab-3": "bab-3.md", "bab-4": "bab-4.md", "sebab": "sebab.md"}}
J
cat > "$office/capaian.csv" <<'C'
sasaran;indikator;satuan;target;realisasi;realisasi_lalu;realisasi_2_lalu;target_akhir;standar_nasional;naskah_sebab
Jalan Mantap;Panjang jalan;km;50;60;40;30;80;70;sebab
Jalan Mantap;Jembatan;unit;4;4;4;2;4;-;-
Air Bersih;Sambungan;unit;200;150;-;-;-;-;-
C
cat > "$office/anggaran.csv" <<'C'
program;kegiatan;sasaran;pagu;realisasi
P;Pelebaran;Jalan Mantap;1.000;900
P;Perpipaan;Air Bersih;500;250
C
pdf=$work/kantor.pdf
check "an office of two sheets composes" "$LAKIP" susun "$office" -o "$pdf"
check "its PDF composes again from what it carries" "$LAKIP" verifikasi "$pdf"
says() { pdftotext "$1" - | tr -s ' \n' ' ' | grep -qF -- "$2"; }
says_not() { ! says "$@"; }
while IFS='|' read -r name text; do
    check "analysis: $name" says "$pdf" "$text"
done <<'T'
above the target|60 terhadap target 50, dengan capaian 120,00%. Target tahun 2024 terlampaui.
on the target|4 terhadap target 4, dengan capaian 100,00%. Target tahun 2024 tercapai.
below the target|150 terhadap target 200, dengan capaian 75,00%. Target tahun 2024 tidak tercapai.
more than last year|realisasi Panjang jalan naik dari 40 menjadi 60.
as last year|realisasi Jembatan tetap 4.
an earlier year's column|2022 2023 2024
short of the end target|Panjang jalan belum mencapai target akhir periode Renstra sebesar 80; tingkat kemajuannya 75,00%.
at the end target|Jembatan sudah mencapai target akhir periode Renstra sebesar 4
below the national standard|lebih rendah daripada standar nasional sebesar 70.
the text that the row names|Sebab pada Jalan Mantap: hujan.
efficiency|Dengan capaian 110,00%, selisih capaian dan serapan 20,00 poin persen
the office's other sasaran|terealisasi Rp250 atau 50,00%
missing standard|Belum diisi: standar nasional untuk sasaran Air Bersih
missing causes|Belum diisi: penyebab keberhasilan atau kegagalan dan solusinya untuk sasaran Air Bersih
T
lists() { "$LAKIP" periksa "$office" 2>&1 | grep -qF "$1"; }
check "periksa lists what is missing at its row" lists "capaian.csv:4:1: peringatan: belum diisi: realisasi tahun sebelumnya untuk sasaran Air Bersih"
check "each missing part is listed once" test "$("$LAKIP" periksa "$office" 2>&1 | grep -c 'capaian.csv.*belum diisi')" = 4

# Budgets that are not by sasaran: their part is missing, the rest stands.
cp -r "$office" "$work/tanpa"
printf 'program;kegiatan;pagu;realisasi\nP;Pelebaran;1.000;900\n' >"$work/tanpa/anggaran.csv"
fails_with "budgets without a column sasaran" 0 'belum diisi: anggaran menurut sasaran untuk analisis efisiensi' \
    "$LAKIP" periksa "$work/tanpa"

# Cells that were merged in the spreadsheet: blank below the first.
cp -r "$office" "$work/gabung"
sed -i 's/^Jalan Mantap;Jembatan/;Jembatan/' "$work/gabung/capaian.csv"
printf 'program;kegiatan;sasaran;pagu;realisasi\nP;Pelebaran;Jalan Mantap;1.000;900\n;Perpipaan;Air Bersih;500;250\n' \
    >"$work/gabung/anggaran.csv"
printf '\n{{ tabel("realisasi-anggaran") }}\n' >>"$work/gabung/bab-3.md"
fails_with "merged cells of a loop" 0 'capaian.csv:3:1: peringatan: sel ini kosong, padahal bagian.*seperti_atas' \
    "$LAKIP" periksa "$work/gabung"
fails_with "merged cells of a group" 0 'anggaran.csv:3:1: peringatan: sel ini kosong, padahal tabel "realisasi-anggaran" meng.*: 1 baris' \
    "$LAKIP" periksa "$work/gabung"
sed -i 's/"pagu": "rupiah"/"program": {"kosong": "seperti_atas"}, &/; s/"target": "desimal"/"sasaran": {"kosong": "seperti_atas"}, &/' \
    "$work/gabung/laporan.json"
check "none once their columns say so" sh -c '! "$1" periksa "$2" 2>&1 | grep "sel ini kosong"' - "$LAKIP" "$work/gabung"

# The profile leaves out what is missing; periksa still says so.
mkdir -p "$office/gaya"
cat > "$office/gaya/kami.json" <<'J'
{"nama": "kami", "turunan_dari": "a4-resmi", "kata": {"belum_diisi": ""}}
J
sed -i 's/"tahun": 2024/"gaya": "kami", "tahun": 2024/' "$office/laporan.json"
check "with a profile that leaves it out" "$LAKIP" susun "$office" -o "$work/tanpa.pdf"
check "what is missing is not printed" says_not "$work/tanpa.pdf" "Belum diisi:"
check "and still listed" lists "belum diisi: standar nasional untuk sasaran Air Bersih"

# A row that names no text of laporan.json is an error at its cell.
sed -i 's/;70;sebab/;70;sebap/' "$office/capaian.csv"
check "an unknown text is an error at its cell" lists 'capaian.csv:2:49: galat: naskah "sebap" belum disebut'
