#!/usr/bin/env bash
# Bad input: a clear message with its place, exit 1, no PDF, an older PDF untouched.
. tests/lib.sh
sample=samples/way-kanan-2023

# spoil NAME PATTERN SCRIPT: a copy of the sample, damaged by SCRIPT (run inside it), must fail so.
spoil() {
    local name=$1 pattern=$2 script=$3 folder=$work/laporan out status
    rm -rf "$folder"
    cp -r "$sample" "$folder"
    (cd "$folder" && eval "$script") || { not_ok "$name" "could not prepare"; return; }
    printf 'PDF lama' >"$work/hasil.pdf"
    out=$(timeout 60 "$LAKIP" susun "$folder" -o "$work/hasil.pdf" 2>&1)
    status=$?
    if [ $status -ne 1 ]; then not_ok "$name" "exit $status, wanted 1" "$out"; return; fi
    if ! grep -qE -- "$pattern" <<<"$out"; then not_ok "$name" "no /$pattern/ in:" "$out"; return; fi
    if [ "$(cat "$work/hasil.pdf")" != "PDF lama" ]; then not_ok "$name" "the older PDF was touched"; return; fi
    if [ -n "$(find "$work" -maxdepth 1 -name '.*.tmp')" ]; then not_ok "$name" "a temporary file was left"; return; fi
    ok "$name"
}

csv=data/realisasi-anggaran.csv
spoil "misprinted number" 'realisasi-anggaran\.csv:[0-9]+:[0-9]+: galat: .*65\.00\.000' \
    "sed -i 's/65\.000\.000/65.00.000/' $csv"
spoil "missing csv" 'laporan\.json:[0-9]+:[0-9]+: galat: .*realisasi-anggaran\.csv' "rm $csv"
spoil "empty csv" 'realisasi-anggaran\.csv.*galat: .*kosong' ": > $csv"
spoil "wrong number of fields" 'realisasi-anggaran\.csv:5:[0-9]+: galat' "sed -i '5s/\$/;lebih/' $csv"
spoil "binary garbage" 'realisasi-anggaran\.csv.*galat: .*biner' "head -c 5000 /dev/zero > $csv"
spoil "unknown column" 'galat: .*paguu' "sed -i '1s/pagu/paguu/' $csv"
spoil "columns that a general table wants" 'laporan\.json:[0-9]+:[0-9]+: galat: data "personil" tidak cocok untuk tabel "personil".*tulis tabel "personil" sendiri' \
    "sed -i '1s/jml_pangkat/jumlah_pangkat/' data/personil.csv; sed -i 's/\"jml_pangkat\"/\"jumlah_pangkat\"/' laporan.json"
spoil "an Excel file" 'realisasi-anggaran\.csv: galat: ini berkas Excel' "printf 'PK\\003\\004' > $csv"
spoil "a title above the heads" 'realisasi-anggaran\.csv:1:1: galat: ini bukan baris judul kolom' "sed -i '1s/^\xEF\xBB\xBF//; 1i Realisasi Anggaran' $csv"
spoil "a descriptor saved as .txt" 'yang ada berkas "kami.json.txt"' \
    "sed -i 's/\"tata_letak\": *\"lkjip\"/\"tata_letak\": \"kami\"/' laporan.json; echo '{}' >kami.json.txt"
spoil "unknown placeholder" 'prosa/.*\.md:[0-9]+:[0-9]+: galat: .*tidak_ada' \
    "printf '\n\nAngka {{ tidak_ada }} ini.\n' >> \$(ls prosa/*.md | head -1)"
spoil "missing prose" 'laporan\.json:[0-9]+:[0-9]+: galat: .*\.md' "rm \$(ls prosa/*.md | head -1)"
spoil "unknown key" 'laporan\.json:[0-9]+:[0-9]+: galat: .*tahunn.*tahun' "sed -i 's/\"tahun\":/\"tahunn\":/' laporan.json"
spoil "broken json" 'laporan\.json:[0-9]+:[0-9]+: galat' "sed -i '3s/,\$//' laporan.json"
spoil "unreadable logo" 'galat: .*logo\.png' "printf 'bukan gambar' > logo.png"
spoil "truncated logo" 'galat: .*logo\.png' "head -c 200 logo.png > l && mv l logo.png"
spoil "unknown layout" 'laporan\.json:[0-9]+:[0-9]+: galat: .*lkjipp.*lkjip' "sed -i 's/\"tata_letak\": *\"lkjip\"/\"tata_letak\": \"lkjipp\"/' laporan.json"
spoil "path that leaves the folder" 'galat: .*luar' "sed -i 's#data/realisasi-anggaran.csv#../../etc/passwd#' laporan.json"
spoil "symbolic link that leaves the folder" 'galat: .*luar' "rm $csv; ln -s /etc/passwd $csv"
spoil "pipe instead of a file" 'galat' "rm $csv; mkfifo $csv"

# Places that cannot be written.
fails_with "output folder missing" 1 'galat' "$LAKIP" susun "$sample" -o "$work/tidak/ada/hasil.pdf"
if [ "$(id -u)" -ne 0 ]; then
    mkdir -m 555 "$work/terkunci"
    fails_with "output folder locked" 1 'galat' "$LAKIP" susun "$sample" -o "$work/terkunci/hasil.pdf"
fi
if [ -w /dev/full ]; then
    fails_with "output is no regular place" 1 'galat' "$LAKIP" susun "$sample" -o /dev/full/x.pdf
fi
