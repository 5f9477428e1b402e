#!/usr/bin/env bash
# The sample report as a reader finds it: figures, words, rows, page numbers, and that nothing of it is
# typed. What is expected is computed here from the CSV, not by the program.
. tests/lib.sh
sample=samples/way-kanan-2023
pdf=$work/way-kanan.pdf

compose() { "$LAKIP" susun "$1" -o "$2"; }
reads() { python3 tests/sample_text.py "$@"; }

check "the sample composes" compose "$sample" "$pdf"
[ -s "$pdf" ] || exit 1
for what in figures pages rows heads lists untyped; do
    check "sample: $what" reads "$what" "$sample" "$pdf"
done
check "qpdf finds no fault" qpdf --check "$pdf"
fonts_embedded() { pdffonts "$pdf" | awk 'NR > 2 && !/ yes +yes +(yes|no) / { print; bad = 1 } NR > 2 { n++ } END { exit bad || !n }'; }
check "every font embedded and subset" fonts_embedded

# One figure changed: every place that depends on it follows, tables, sentences and conclusions.
changed=$work/berubah
cp -r "$sample" "$changed"
sed -i 's/1\.916\.739\.612/1.916.739.613/' "$changed/data/realisasi-anggaran.csv"
check "a changed realisasi composes" compose "$changed" "$work/realisasi.pdf"
check "a changed realisasi: figures" reads figures "$changed" "$work/realisasi.pdf"
check "a changed realisasi leaves no old sum" reads gone "$sample" "$work/realisasi.pdf"

# Villages that fail the goal: the conclusion turns.
sed -i -E 's/;0[.,]([6-9])([0-9]*);/;0.4\2;/' "$changed/data/idm-desa.csv"
check "low IDM composes" compose "$changed" "$work/idm.pdf"
says() { pdftotext "$1" - | tr -s ' \n' ' ' | grep -qF -- "$2"; }
says_not() { ! says "$@"; }
check "goal met: said so" says "$pdf" "melampaui target 0,6608"
check "goal not met: said so" says "$work/idm.pdf" "belum memenuhi target 0,6608"
check "goal not met: the old conclusion is gone" says_not "$work/idm.pdf" "melampaui target 0,6608"
