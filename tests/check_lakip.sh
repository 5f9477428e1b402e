#!/usr/bin/env bash
# The LAKIP sample as a reader finds it. What is expected is computed from the CSV, not by the program.
. tests/lib.sh
sample=samples/barito-selatan-2023
pdf=$work/lakip.pdf

compose() { "$LAKIP" susun "$1" -o "$2"; }
reads() { python3 tests/lakip_text.py "$@"; }

check "the LAKIP composes" compose "$sample" "$pdf"
[ -s "$pdf" ] || exit 1
for what in figures printed measured carried cascading untyped; do
    check "LAKIP: $what" reads "$what" "$sample" "$pdf"
done
# Every text with its size, as it is placed: none under 6 pt, and the small tables are seen.
sizes() {
    "$LAKIP" susun "$sample" --cetak=halaman 2>/dev/null |
        awk '/^ *teks / { for (i = NF; i > 1; i--) if ($i ~ /^#/) { s = $(i - 1); break }
                          if (s < 6) { print; bad = 1 } if (s < 7) small++ }
             END { exit bad || small < 100 }'
}
check "LAKIP: no text under 6 pt" sizes
check "LAKIP: qpdf finds no fault" qpdf --check "$pdf"

# One realisasi changed: the row, its sasaran's mean, the mean of all and the sentences follow.
changed=$work/berubah
cp -r "$sample" "$changed"
sed -i 's/;2023;80% Dokumen;90% Dokumen;/;2023;80% Dokumen;60% Dokumen;/; s/86\.785\.529\.600/86.785.529.601/' \
    "$changed"/data/*.csv
check "a changed realisasi composes" compose "$changed" "$work/berubah.pdf"
check "a changed realisasi: figures" reads figures "$changed" "$work/berubah.pdf"
check "a changed realisasi: measured" reads measured "$changed" "$work/berubah.pdf"
fails_with "a changed realisasi is seen by the check" 1 "not in the text" reads figures "$changed" "$pdf"
