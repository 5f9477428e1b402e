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
