#!/usr/bin/env bash
# The audit from outside: findings as text and JSON, exit status, nothing said of a clean folder.
. tests/lib.sh

folder=$work/laporan
mkdir -p "$folder"
cat >"$folder/laporan.json" <<'JSON'
{
  "tata_letak": "nota", "tahun": 2023, "tempat": "Buntok", "tanggal": "2024-02-01",
  "instansi": {"nama": "Dinas Contoh"},
  "pemerintah": {"nama": "Pemerintah Kabupaten Contoh", "daerah": "Kabupaten Contoh"},
  "data": {"ukur": {"berkas": "ukur.csv",
    "kolom": {"target": "bersatuan", "realisasi": "bersatuan",
              "persen": {"tipe": "persen", "audit": {"tercetak": "capaian(target, realisasi)"}}}}},
  "prosa": {"isi": "isi.md"}
}
JSON
cat >"$folder/nota.json" <<'JSON'
{
  "nama": "nota", "judul": "Nota", "gaya": "a4-resmi",
  "angka": {"capaian_rata": {"rumus": "rata_rata(ukur.persen)", "judul": "rata-rata capaian", "format": "persen(2)"}},
  "bagian": [{"jenis": "polos", "id": "nota", "isi": [{"prosa": "isi"}]}]
}
JSON
printf 'no;target;realisasi;persen\n1;80 Dokumen;90 Dokumen;112,5%%\n2;50 Orang;35 Orang;70%%\n' >"$folder/ukur.csv"
printf 'Memakai 3 (tiga) sasaran, rata-rata capaian 91,25%%.\n' >"$folder/isi.md"

clean() { [ -z "$("$LAKIP" periksa "$1" 2>&1 | grep -E 'galat|peringatan: ')" ]; }
check "a folder that is right" clean "$folder"
fails_with "and its exit status" 0 '0 peringatan' "$LAKIP" periksa --ketat "$folder"

sed -i 's/112,5%/900%/' "$folder/ukur.csv"
sed -i 's/3 (tiga)/3 (enam)/; s/91,25/95/' "$folder/isi.md"
fails_with "a printed cell" 1 'ukur.csv:2:25: galat: "900%" tercetak di kolom "persen", sedangkan hitungannya 112,50%' \
    "$LAKIP" periksa "$folder"
fails_with "words and digits" 1 'isi.md:1:9: galat: 3 tidak sama dengan "enam"' "$LAKIP" periksa "$folder"
fails_with "a typed figure" 1 'isi.md:1:45: peringatan: rata-rata capaian 95% diketik, sedangkan hitungannya 485,00%' \
    "$LAKIP" periksa "$folder"
fails_with "no PDF while there are errors" 1 'galat' "$LAKIP" susun "$folder" -o "$work/x.pdf"
check "none was written" test ! -e "$work/x.pdf"

"$LAKIP" periksa --format=json "$folder" >"$work/temuan.json" 2>/dev/null
check "findings as JSON" python3 - "$work/temuan.json" <<'PYTHON'
import json, sys
found = json.load(open(sys.argv[1]))
codes = [f["kode"] for f in found]
assert codes.count("tercetak") == 1 and codes.count("kata-angka") == 1 and codes.count("angka-ketikan") == 1, codes
printed = found[codes.index("tercetak")]
assert printed["tempat"] == {"berkas": "ukur.csv", "baris": 2, "kolom": 25}, printed
assert printed["tingkat"] == "galat" and printed["saran"] and printed["terkait"]["berkas"] == "laporan.json"
PYTHON

printf 'Memakai 3 (tiga) sasaran.\n' >"$folder/isi.md"
printf 'no;target;realisasi;persen\n1;80 Dokumen;90 Orang;9%%\n2;50 Orang;35 Orang;70%%\n' >"$folder/ukur.csv"
fails_with "a warning alone" 0 'satuan realisasi "90 Orang" berbeda' "$LAKIP" periksa "$folder"
fails_with "a warning under --ketat" 1 'satuan realisasi' "$LAKIP" periksa --ketat "$folder"

# Warnings that the report accepts: one of them, with a reason; they are counted, never lost.
accepting() { sed -i "s|^  \"prosa\".*|  \"abaikan\": [$1], \"prosa\": {\"isi\": \"isi.md\"}|; s|^  \"abaikan\".*|  \"abaikan\": [$1], \"prosa\": {\"isi\": \"isi.md\"}|" "$folder/laporan.json"; }
entry='"kode": "satuan-campur", "berkas": "ukur.csv", "alasan": "dihitung menurut SPM"'
accepting "{$entry}"
fails_with "an accepted warning is strict enough" 0 '1 halaman, 0 tabel, 0 peringatan, ' "$LAKIP" periksa --ketat "$folder"
fails_with "and counted in a final line" 0 '^1 peringatan diterima menurut laporan.json; --semua' "$LAKIP" periksa "$folder"
fails_with "also when a PDF is composed" 0 '^1 peringatan diterima' "$LAKIP" susun "$folder" -o "$work/x.pdf"
check "it is not shown" bash -c "! '$LAKIP' periksa '$folder' | grep -q 'satuan realisasi'"
fails_with "save with --semua" 0 'ukur.csv:2:14: peringatan yang diterima: satuan realisasi "90 Orang"' \
    "$LAKIP" periksa --semua "$folder"
fails_with "with its reason" 0 '^    alasan: dihitung menurut SPM$' "$LAKIP" periksa --semua "$folder"
fails_with "and always in JSON" 0 '"diterima": "dihitung menurut SPM"' "$LAKIP" periksa --format=json "$folder"

accepting "{$entry, \"memuat\": \"90 Orang\"}"
fails_with "by what its line holds" 0 '^1 peringatan diterima' "$LAKIP" periksa --ketat "$folder"
accepting "{$entry, \"memuat\": \"Jembatan\"}"
fails_with "an entry without use is a warning" 0 'laporan.json:[0-9]+:[0-9]+: peringatan: tidak ada peringatan "satuan-campur" seperti' \
    "$LAKIP" periksa "$folder"
fails_with "that --ketat does not pass" 1 'satuan realisasi' "$LAKIP" periksa --ketat "$folder"
fails_with "the codes are named" 0 '2 peringatan .1 satuan-campur, 1 abaikan-tak-terpakai.' "$LAKIP" periksa "$folder"
accepting "{$entry}"
printf '3;80 Dokumen;90 Orang;\n' >>"$folder/ukur.csv"
fails_with "one more than was accepted: all are shown" 0 'disebut 1 peringatan "satuan-campur", ditemukan 2; semuanya' \
    "$LAKIP" periksa "$folder"
fails_with "and count" 0 '3 peringatan .2 satuan-campur' "$LAKIP" periksa "$folder"
accepting "{$entry, \"jumlah\": 2}"
fails_with "two of them" 0 '^2 peringatan diterima' "$LAKIP" periksa --ketat "$folder"
accepting '{"kode": "satuan-campur", "alasan": " "}'
fails_with "a reason is no blank" 1 'galat: alasan ini kosong' "$LAKIP" periksa "$folder"
accepting '{"kode": "satuan-campur", "baris": 3}'
fails_with "nor missing" 1 'alasan' "$LAKIP" periksa "$folder"
