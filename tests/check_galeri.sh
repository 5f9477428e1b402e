#!/usr/bin/env bash
# The gallery: everything it says it shows is on view.
. tests/lib.sh
pdf=$work/galeri.pdf
silent() { local out; out=$("$LAKIP" susun samples/galeri -o "$pdf" 2>&1 >/dev/null) && ! grep -q . <<<"$out"; }
check "the gallery composes without a word" silent
[ -s "$pdf" ] || exit 1
check "gallery: qpdf finds no fault" qpdf --check "$pdf"
text=$(pdftotext -layout "$pdf" -)
says() { grep -qE -- "$1" <<<"$text"; }
captions() {
    local missing
    missing=$(grep -ohE '"judul": "[^"]+", "kolom"|"judul": "[^"]+", "alt"' samples/galeri/galeri.json |
        sed 's/^"judul": "//; s/",.*//' |
        while read -r title; do tr -s ' \n' ' ' <<<"$text" | grep -qF -- "$title" || echo "$title"; done)
    [ -z "$missing" ] || { echo "$missing"; return 1; }
}
check "gallery: every caption" captions
check "gallery: a head of three levels above the column numbers" says '^ *1 +2 +3 +4 +5$'
check "gallery: the mean of six pagu, 408.750.000 / 6" says 'Rata-rata +68\.125\.000'
check "gallery: how many" says 'Banyak kegiatan +6$'
check "gallery: number and unit" says 'Pendataan fakir miskin +3\.400 +KPM +1\.610 +KPM'
check "gallery: 1.610 of 3.400 KPM" says 'Pendataan fakir miskin +47,35 +–'
check "gallery: marks" says 'Reunifikasi keluarga +100,00 +√'
check "gallery: columns by value, one missing" says 'Nilai SAKIP +– +– +62 +61,4 +65 +65,25'
check "gallery: on its side, the sum last" says 'Pagu \(Rp\) +150\.000\.000 +78\.750\.000 +25\.000\.000 +253\.750\.000'
check "gallery: items with letters" says 'c\. +Sarana kantor'
check "gallery: items beside their values" says 'Kampung yang mengirim wakil +12 Kampung'
check "gallery: a table beside a label" says '^ +Reunifikasi keluarga +30\.000\.000$'
listed() {   # a table that stands in a row is found before that row is set
    cp -r samples/galeri "$work/galeri"
    sed -i 's/{"daftar": "isi", "tingkat": 2}/&, {"daftar": "tabel"}/' "$work/galeri/galeri.json"
    "$LAKIP" susun "$work/galeri" -o "$work/daftar.pdf" || return 1
    pdftotext -layout "$work/daftar.pdf" - | grep -E '^ *Tabel 1\.12 +Rincian kegiatan[ .]+[0-9]+$'
}
check "gallery: a table beside a label in the list of tables" listed
check "gallery: images in cells" bash -c "pdfinfo -struct '$pdf' | grep -A2 -E '^ +TD' | grep -q Figure"
check "gallery: a label stands again" says 'Kecamatan [A-E] \(lanjutan\)'
carried() {
    local out in
    out=$(grep -oE 'Jumlah dipindahkan +[0-9.]+' <<<"$text" | awk '{print $NF}')
    in=$(grep -oE 'Jumlah pindahan +[0-9.]+' <<<"$text" | awk '{print $NF}')
    [ -n "$out" ] && [ "$out" = "$in" ] || { echo "$out / $in"; return 1; }
}
check "gallery: sums carried forward" carried
sizes() { pdfinfo -f 1 -l 99 "$pdf" | awk '/^Page .*size:/ { print $4 "x" $6 }' | sort -u | tr '\n' ' '; }
check "gallery: pages upright, turned and on A3" test "$(sizes)" = "1190.55x841.89 595.276x841.89 841.89x595.276 "
