#!/usr/bin/env bash
# lakip baru: a folder that composes at once, tells of what is left to fill in, and overwrites nothing.
. tests/lib.sh

template=layouts/awal
new=$work/laporan-baru

"$LAKIP" baru "$new" >"$work/said" 2>"$work/err"
[ $? -eq 0 ] && [ ! -s "$work/err" ] && ok "made" || not_ok "made" "$(cat "$work/err")"
check "it is the template, byte for byte" diff -r "$template" "$new"
for file in $(cd "$template" && find . -type f | cut -c3-); do
    grep -qF "$file" "$work/said" || not_ok "every file is named" "$file"
done
ok "every file is named"
fails_with "what to read first"      0 "$new/BACA-DAHULU.txt" cat "$work/said"
fails_with "what to do next"         0 "lakip periksa $new" cat "$work/said"
fails_with "and then"                0 "lakip susun $new" cat "$work/said"

# It composes at once. Each text in angle brackets is told of at its place, and nothing else is.
"$LAKIP" periksa "$new" >"$work/findings" 2>&1
[ $? -eq 0 ] && ok "no error in it" || not_ok "no error in it" "$(grep galat: "$work/findings")"
other=$(grep peringatan: "$work/findings" | grep -vc 'belum diisi: <')
[ "$other" -eq 0 ] && ok "nothing but what is left to fill in" ||
    not_ok "nothing but what is left to fill in" "$(grep -v 'belum diisi: <' "$work/findings")"
marks=$(cat "$template"/laporan.json "$template"/data/* "$template"/prosa/* | grep -o '<[^>]*>' | wc -l)
said=$(grep -c 'belum diisi: <' "$work/findings")
[ "$said" -eq "$marks" ] && [ "$marks" -gt 10 ] && ok "all of it" || not_ok "all of it" "$said of $marks"
check "composes" "$LAKIP" susun "$new" -o "$work/baru.pdf"
pdftotext -layout "$work/baru.pdf" "$work/baru.text"
for part in 'KATA PENGANTAR' 'DAFTAR ISI' 'IKHTISAR EKSEKUTIF' 'BAB I$' 'BAB II$' 'BAB III$' 'BAB IV$' 'Rata-rata capaian' \
    'Jumlah seluruhnya' 'PERJANJIAN KINERJA TAHUN 2025' 'Pihak kedua,' 'NIP <NIP>'; do
    grep -qE -- "$part" "$work/baru.text" && ok "it has: $part" || not_ok "it has: $part"
done
# 2.546.150.000 + 965.500.000 + 210.000.000, and (2 x 5 - 4) / 5 of the indicator that ought to be low.
for figure in '3\.721\.650\.000' 'tiga miliar tujuh ratus dua puluh satu juta enam ratus lima puluh ribu rupiah' '120,00'; do
    grep -qE -- "$figure" <(tr -s ' \n' ' ' <"$work/baru.text") && ok "it says: $figure" || not_ok "it says: $figure"
done

# Filled in, nothing is left to say.
cp -r "$new" "$work/isi"
sed -i -E 's/<([^<>]*)>/\1/g' "$work"/isi/laporan.json "$work"/isi/data/*.csv "$work"/isi/prosa/*.md
fails_with "filled in: no warning" 0 '0 peringatan' "$LAKIP" periksa "$work/isi" --ketat

# Figures of the office's own: a sasaran that only one of the tables names is told of.
sed -i '$s/^[^;]*/Sasaran lain/' "$work/isi/data/realisasi-anggaran.csv"
fails_with "a sasaran of one table alone" 0 'Sasaran lain' "$LAKIP" periksa "$work/isi"

printf 'Jumlah;;;3.721.650.000;3.600.347.180\r\n' >>"$work/isi/data/realisasi-anggaran.csv"
fails_with "a total saved with the rows" 0 'realisasi-anggaran\.csv:7:[0-9]+: peringatan: baris ini tampaknya baris jumlah' "$LAKIP" periksa "$work/isi"

# Merged cells of Excel come as empty ones: the sasaran above goes on.
cp -r "$new" "$work/gabung"
sed -i -E 's/<([^<>]*)>/\1/g' "$work"/gabung/laporan.json "$work"/gabung/data/*.csv "$work"/gabung/prosa/*.md
sed -i '3,4s/^[^;]*//' "$work/gabung/data/capaian.csv" && sed -i '3s/^[^;]*;[^;]*/;/' "$work/gabung/data/realisasi-anggaran.csv"
"$LAKIP" susun "$work/gabung" -o "$work/gabung.pdf" --ketat >/dev/null 2>&1
pdftotext -layout "$work/gabung.pdf" - | grep -q 'Jumlah seluruhnya.*3\.721\.650\.000.*96,74' && ok "merged cells" || not_ok "merged cells"

# Nothing is overwritten.
echo milik-kantor >"$new/laporan.json"
fails_with "a folder with files is refused" 1 'laporan-baru: galat: folder ini sudah ada dan berisi\. Pilih folder yang belum ada' "$LAKIP" baru "$new"
[ "$(cat "$new/laporan.json")" = milik-kantor ] && ok "and left alone" || not_ok "and left alone"
mkdir "$work/kosong"
fails_with "an empty folder is filled" 0 'lakip susun' "$LAKIP" baru "$work/kosong/"
check "with the same" diff -r "$template" "$work/kosong"
echo x >"$work/berkas"
fails_with "a file is no folder" 1 'berkas: galat: ini berkas, bukan folder' "$LAKIP" baru "$work/berkas"
[ "$(cat "$work/berkas")" = x ] && ok "the file is left alone" || not_ok "the file is left alone"
fails_with "no folder above it" 1 'x/y: galat: folder ini tidak dapat dibuat\. Periksa bahwa folder di atasnya' "$LAKIP" baru "$work/tidak-ada/x/y"
mkdir "$work/terkunci" && chmod 555 "$work/terkunci"
if [ "$(id -u)" -eq 0 ]; then
    ok "a folder that may not be written # skip: root may write anywhere"
else
    fails_with "a folder that may not be written" 1 'tidak dapat dibuat' "$LAKIP" baru "$work/terkunci/x"
fi

# Names with spaces are quoted where they are to be typed again.
fails_with "a name with spaces" 0 "lakip periksa '$work/laporan dinas'" "$LAKIP" baru "$work/laporan dinas"
check "it is there" test -f "$work/laporan dinas/laporan.json"

# Layouts of an office's own bring a form of their own; hidden files are none of it.
mkdir -p "$work/tata/awal/data" && echo '{}' >"$work/tata/awal/laporan.json" && echo a >"$work/tata/awal/data/a.csv"
touch "$work/tata/awal/.sisa"
fails_with "another form" 0 'data/a\.csv' "$LAKIP" baru "$work/lain" --tata-letak="$work/tata"
[ "$(cd "$work/lain" && find . -type f | sort | tr '\n' ' ')" = './data/a.csv ./laporan.json ' ] && ok "only its files" ||
    not_ok "only its files" "$(find "$work/lain")"
fails_with "no form there" 1 'awal: galat: .*tidak' "$LAKIP" baru "$work/tiada" --tata-letak="$work/kosong"
[ ! -e "$work/tiada" ] && ok "then no folder is made" || not_ok "then no folder is made"

# Usage.
fails_with "no folder named"  2 'folder' "$LAKIP" baru
fails_with "two folders"      2 'berlebih' "$LAKIP" baru "$work/a" "$work/b"
fails_with "no -o"            2 '-o milik susun dan buka' "$LAKIP" baru "$work/a" -o "$work/b"
fails_with "in the help"      0 'lakip baru FOLDER' "$LAKIP" --bantuan

# An installed copy brings its form with it.
make --no-print-directory -s install BUILD="$BUILD" PREFIX="$work/usr" >/dev/null 2>&1
fails_with "installed" 0 'lakip susun' env -C "$work" "$work/usr/bin/lakip" baru terpasang
check "the same from there" diff -r "$template" "$work/terpasang"
