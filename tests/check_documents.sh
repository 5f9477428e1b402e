#!/usr/bin/env bash
# The documents besides the annual report: each composes, says what it must, is sound as a file, and
# has its fonts inside. A line of `texts` is SAMPLE|TEXT, in reading order without line breaks.
. tests/lib.sh

texts='
sk-iku-luwu-timur-2023|NOMOR 28/I/DPMD/2023
sk-iku-luwu-timur-2023|Menimbang : a. bahwa
sk-iku-luwu-timur-2023|b. bahwa berdasarkan
sk-iku-luwu-timur-2023|11. Peraturan Bupati
sk-iku-luwu-timur-2023|MEMUTUSKAN:
sk-iku-luwu-timur-2023|KEEMPAT : Keputusan ini mulai berlaku
sk-iku-luwu-timur-2023|Ditetapkan di Malili pada tanggal 3 Januari 2023
sk-iku-luwu-timur-2023|LAMPIRAN : KEPUTUSAN KEPALA DINAS
sk-iku-luwu-timur-2023|TANGGAL : 3 JANUARI 2023
sk-iku-luwu-timur-2023|24 desa mandiri atau 19,20%
sk-iku-luwu-timur-2023|20,80%
pk|PERJANJIAN KINERJA PERUBAHAN TAHUN 2023
pk|Pihak kedua, Blambangan Umpu, 31 Oktober 2023 Pihak pertama,
pk|Jumlah 6.796.834.585
pk|Enam miliar tujuh ratus sembilan puluh enam juta delapan ratus tiga puluh empat ribu lima ratus delapan puluh lima rupiah
iku|c. mengevaluasi
iku|0,6423 0,6854 0,7285 0,7716 0,8147 0,8578
iku|Kode QR tanda tangan elektronik NAMA KEPALA DINAS
iku|Balai Besar Sertifikasi Elektronik (BSrE)
renaksi|Jumlah anggaran 97.161.255.072
renaksi|a.n. Bupati Barito Selatan Sekretaris Daerah u.b. Asisten Pemerintahan
renaksi|Plt. Kepala Dinas,
renaksi|44 Penataan Organisasi √ √ √
renaksi|Kasubbag Sekretaris Kabid
'

compose() { "$LAKIP" susun "samples/$1" -o "$work/$1.pdf"; }
fonts_embedded() { pdffonts "$1" | awk 'NR > 2 && !/ yes +yes +(yes|no) / { print; bad = 1 } NR > 2 { n++ } END { exit bad || !n }'; }
says() { pdftotext -raw "$work/$1.pdf" - | tr -s ' \n\f' ' ' | grep -qF -- "$2"; }

for sample in $(cut -d'|' -f1 <<<"$texts" | sort -u); do
    check "$sample composes" compose "$sample"
    check "$sample: qpdf finds no fault" qpdf --check "$work/$sample.pdf"
    check "$sample: structure" python3 tests/pdf_check.py "$work/$sample.pdf"
    check "$sample: fonts embedded" fonts_embedded "$work/$sample.pdf"
done
while IFS='|' read -r sample text; do
    [ -n "$sample" ] && check "$sample says \"$text\"" says "$sample" "$text"
done <<<"$texts"

# A decision that is no sample: a lampiran of nine columns and sixty rows in three levels of groups, by
# a report folder alone.
new=$work/keputusan-baru
mkdir -p "$new"
awk 'BEGIN {
    print "urusan;bidang;sasaran;indikator;formulasi;satuan;t1;t2;t3;anggaran;unit"
    for (i = 0; i < 60; i++)
        printf "Urusan %d;Bidang %d;Sasaran %d;Indikator %d;Hasil dibagi rencana;Persen;%d;%d;%d;%d;Unit %d\n",
            i / 30 + 1, i / 10 + 1, i / 5 + 1, i + 1, 50 + i % 20, 55 + i % 20, 60 + i % 20, (i + 1) * 1000000, i % 4 + 1
}' >"$new/iku.csv"
printf '1. bahwa indikator perlu ditetapkan;\n' >"$new/menimbang.md"
printf '1. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;\n' >"$new/mengingat.md"
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do printf '1. Ketentuan nomor %d berlaku.\n' $i; done >"$new/diktum.md"
printf '{{ tabel("iku") }}\n' >"$new/lampiran.md"
cat >"$new/laporan.json" <<'JSON'
{
  "tata_letak": "sk", "tahun": 2024, "tempat": "Kota Contoh", "tanggal": "2024-02-01", "nomor": "1/2024",
  "instansi": {"nama": "Badan Contoh", "alamat": "Jalan Contoh"},
  "pemerintah": {"nama": "Pemerintah Kota Contoh", "daerah": "Kota Contoh"},
  "pejabat": {"kepala": {"jabatan": "Sekretaris", "nama": "NAMA SEKRETARIS", "awalan": "Pj."}},
  "fakta": {"penetap": "Wali Kota Contoh", "tentang": "Penetapan Indikator", "judul_lampiran": "Indikator"},
  "data": {"iku": {"berkas": "iku.csv", "kolom": {"t1": "bulat", "t2": "bulat", "t3": "bulat", "anggaran": "rupiah"}}},
  "prosa": {"menimbang": "menimbang.md", "mengingat": "mengingat.md", "diktum": "diktum.md", "lampiran": "lampiran.md"},
  "tabel": {"iku": {
    "data": "iku",
    "kolom": [
      {"nomor": true, "judul": "No.", "lebar": "0,9cm", "rata": "tengah"},
      {"isi": "indikator", "judul": "Indikator", "lebar": "2fr"},
      {"isi": "formulasi", "judul": "Formulasi", "lebar": "2fr"},
      {"isi": "satuan", "judul": "Satuan", "lebar": "1,6cm"},
      {"isi": "t1", "judul": "2022", "di_bawah": "Target", "lebar": "1,4cm"},
      {"isi": "t2", "judul": "2023", "di_bawah": "Target", "lebar": "1,4cm"},
      {"isi": "t3", "judul": "2024", "di_bawah": "Target", "lebar": "1,4cm"},
      {"isi": "anggaran", "judul": "Anggaran (Rp)", "format": "bilangan(0)", "rata": "kanan", "lebar": "3,2cm", "jumlah": true},
      {"isi": "unit", "judul": "Unit", "lebar": "1,6cm"}
    ],
    "kelompok": [
      {"menurut": "urusan", "kepala": "{{ urusan }}", "jumlah": "Jumlah {{ urusan }}"},
      {"menurut": "bidang", "kepala": "{{ bidang }}", "jumlah": "Jumlah {{ bidang }}"},
      {"menurut": "sasaran", "kepala": "{{ sasaran }}"}
    ],
    "baris_akhir": [{"jenis": "jumlah", "judul": "Jumlah seluruhnya"}]
  }}
}
JSON
compose_new() { "$LAKIP" susun "$new" -o "$work/baru.pdf"; }
all_rows() {
    local i
    for i in $(seq 60); do says baru "Indikator $i Hasil" || { echo "no row $i"; return 1; }; done
}
check "a new decision composes" compose_new
check "a new decision: every row" all_rows
check "a new decision: sum of the first urusan" says baru "Jumlah Urusan 1 465.000.000"
check "a new decision: sum of a bidang" says baru "Jumlah Bidang 2 155.000.000"
check "a new decision: total" says baru "Jumlah seluruhnya 1.830.000.000"
check "a new decision: twelfth ordinal" says baru "KEDUA BELAS : Ketentuan nomor 12 berlaku."
check "a new decision: Pj." says baru "Pj. Sekretaris,"
check "a new decision: qpdf finds no fault" qpdf --check "$work/baru.pdf"

# Two documents made by somebody who had read layouts/README.md and nothing else, with descriptors of their own: a
# decision with nine columns, sixty rows and merged cells below three levels of subtotals; a monitoring report with a
# chart, a pivot, upright heads, an organisation chart and two parties. The sums are the CSV's own, added up by awk.
says_exactly() { [ "$(pdftotext -raw "$work/$1.pdf" - | grep -oF -- "$2" | wc -l)" -eq "$3" ]; }
rupiah() { sed -E ':a; s/^([0-9]+)([0-9]{3})/\1.\2/; ta'; }
for name in keputusan-iku monitoring; do
    check "$name composes without a warning" "$LAKIP" susun "tests/documents/$name" --ketat -o "$work/$name.pdf"
    check "$name: qpdf finds no fault" qpdf --check "$work/$name.pdf"
    check "$name: structure" python3 tests/pdf_check.py "$work/$name.pdf"
    check "$name: fonts embedded" fonts_embedded "$work/$name.pdf"
done
csv=tests/documents/keputusan-iku/data/iku.csv
sums() {   # COLUMN of the group: its total, in the order of the file
    tr -d '\r' <"$csv" | awk -F';' -v c="$1" 'NR > 1 { gsub(/\./, "", $11); if (!($c in sum)) order[++n] = $c; sum[$c] += $11 }
        END { for (i = 1; i <= n; i++) printf "%s|%.0f\n", order[i], sum[order[i]] }'
}
group_sums() {   # a level's 18, 6 or 3 subtotals behind "Jumlah NAME"
    local count=0 group sum
    while IFS='|' read -r group sum; do
        count=$((count + 1))
        says keputusan-iku "Jumlah ${2:-$group} $(rupiah <<<"$sum")" || { echo "no sum of $group: $sum"; return 1; }
    done < <(sums "$1")
    [ "$count" -eq "$3" ] || { echo "$count groups"; return 1; }
}
check "keputusan-iku: subtotals of 18 kegiatan" group_sums 4 "" 18
check "keputusan-iku: subtotals of 6 program" group_sums 3 "" 6
check "keputusan-iku: subtotals of 3 sasaran" group_sums 2 sasaran 3
total=$(tr -d '\r.' <"$csv" | awk -F';' 'NR > 1 { s += $11 } END { printf "%.0f", s }' | rupiah)
check "keputusan-iku: total, in the table and in the prose" says_exactly keputusan-iku "$total" 2
merged() {   # "sendiri": once a run of equal cells inside a kegiatan, whatever changes beside it, and again on the next page with a note
    local want got again
    want=$(tr -d '\r' <"$csv" | awk -F';' 'NR > 1 && $4 FS $10 != last { n++; last = $4 FS $10 } END { print n }')
    got=$(pdftotext -raw "$work/keputusan-iku.pdf" - | tr -s ' \n\f' ' ' | grep -oE "(Dinas Pendidikan|Dinas Kesehatan|Dinas Koperasi dan UKM|Dinas Pekerjaan Umum|Sekretariat Daerah|BPKAD)( \(lanjutan\))?" |
        grep -vc lanjutan)
    [ "$want" -eq "$got" ] || { echo "wanted $want cells, printed $got"; return 1; }
}
check "keputusan-iku: equal cells are merged inside their group" merged
check "keputusan-iku: the lampiran has its own head" says keputusan-iku "LAMPIRAN : KEPUTUSAN BUPATI SAGARA JAYA NOMOR : 100.3.3.2/57/HUK/2024 TANGGAL : 15 Februari 2024 TENTANG : INDIKATOR KINERJA"
check "keputusan-iku: fifth diktum hangs" says keputusan-iku "KELIMA : Keputusan ini mulai berlaku"
check "monitoring: page x of y" says monitoring "Halaman 4 dari 4"
check "monitoring: a year is a group of columns" says monitoring "Tangkap laut 1.234,5 12.345 1.301,2 13.400 1.402,9 15.100"
check "monitoring: what a year lacks is empty" says monitoring "Budidaya air tawar – – 201,2 2.400 302,9 3.100"
check "monitoring: sums of the pivot" says monitoring "Jumlah 2.069,0 21.690 2.303,6 25.200 2.608,7 28.300"
check "monitoring: two parties" says monitoring "Mengetahui, Sagara, 15 Juli 2024 Inspektur Pembantu Wilayah II, Kepala Dinas Perikanan, NAMA KEDUA, S.E."
exit 0
