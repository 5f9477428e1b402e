#!/usr/bin/env bash
# The command line: usage errors, help, version, where results go.
. tests/lib.sh

fails_with "no command"            2 'perintah belum disebut' "$LAKIP"
fails_with "unknown command"       2 'perintah "cetakk" tidak dikenal' "$LAKIP" cetakk x
fails_with "no folder"             2 'folder laporan belum disebut' "$LAKIP" susun
fails_with "unknown option"        2 'pilihan "--apa" tidak dikenal' "$LAKIP" susun x --apa
fails_with "option without value"  2 '--cetak memerlukan nilai' "$LAKIP" susun x --cetak
fails_with "unknown stage"         2 'yang dikenal: angka, dokumen, halaman' "$LAKIP" susun x --cetak=semua
fails_with "unknown level"         2 '3a, 2a, 2b, 1b, tidak' "$LAKIP" susun x --pdfa=9z
fails_with "two folders"           2 'berlebih' "$LAKIP" periksa x y
fails_with "periksa writes no file" 2 '-o milik susun' "$LAKIP" periksa x -o y.pdf
fails_with "missing folder"        1 'tidak-ada: galat: folder ini tidak ditemukan' "$LAKIP" periksa "$work/tidak-ada"
fails_with "its laporan.json instead of the folder" 1 'Sebut foldernya saja: samples/pk\.' "$LAKIP" periksa samples/pk/laporan.json
fails_with "a file instead of a folder" 1 'README.md: galat: ini berkas, bukan folder' "$LAKIP" periksa README.md
fails_with "a folder without laporan.json" 1 'tests/laporan.json: galat: berkas ini tidak ditemukan' "$LAKIP" periksa tests
fails_with "help"                  0 'lakip susun FOLDER' "$LAKIP" --bantuan
for word in --help -h bantuan; do
    fails_with "help by $word"     0 'lakip susun FOLDER' "$LAKIP" $word
done
if [ -w /dev/full ]; then
    for call in --bantuan "susun samples/pk --cetak=halaman" "periksa samples/pk" "susun samples/pk samples/iku -o $work" \
            "baru $work/penuh"; do
        fails_with "printed to a full device: lakip $call" 1 'galat: yang dicetak tidak sampai' sh -c '$1 $2 >/dev/full' - "$LAKIP" "$call"
    done
fi
fails_with "version"               0 '^lakip [0-9]' "$LAKIP" --versi
fails_with "a table beside a label is a table" 0 '1 halaman, 1 tabel, ' "$LAKIP" periksa tests/cases/tabel-dalam-pasangan
fails_with "labels and signatures are none" 0 '5 halaman, 3 tabel, ' "$LAKIP" periksa samples/sk-iku-luwu-timur-2023

# The smallest report, as README writes it.
mkdir -p "$work/kecil/data" "$work/kecil/prosa"
sed -n '/^```json$/,/^```$/p' README.md | sed '/^```/d' >"$work/kecil/laporan.json"
printf 'program;kegiatan;pagu;realisasi;\r\nPenunjang;Administrasi;1.250.000,50;1.000.000;\r\n;Rapat;50.000;45.000;\r\n;;;;\r\n' \
    >"$work/kecil/data/realisasi-anggaran.csv"
for n in 1 2 3 4; do echo 'Terserap {{ serapan | persen }} dari {{ pagu | rupiah }}.' >"$work/kecil/prosa/bab-$n.md"; done
fails_with "the smallest report of README" 0 'kecil.pdf: [0-9]+ halaman' "$LAKIP" susun "$work/kecil" -o "$work/kecil.pdf"

# Installed below any prefix, the program finds its layouts and profiles.
make --no-print-directory -s install BUILD="$BUILD" PREFIX="$work/usr" >/dev/null 2>&1
mkdir "$work/kosong" && cp -r samples/pk "$work/pk"
fails_with "installed elsewhere" 0 'halaman' env -C "$work/kosong" "$work/usr/bin/lakip" susun "$work/pk" -o "$work/pk.pdf"
