#!/usr/bin/env bash
# PDF/A-1b judged by PDFBox Preflight, the structure by tests/pdf_check.py, both on the hand-made
# specimen and on a sample; and both must find what was broken on purpose.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
specimen=$BUILD/tests/test_pdf

java_path() {
    local jar path=
    for jar in preflight pdfbox2 fontbox2 xmpbox commons-logging javax.activation jaxb-api jaxb-runtime \
        istack-commons-runtime; do
        [ -f "/usr/share/java/$jar.jar" ] || { echo "# $jar.jar is missing" >&2; return 1; }
        path=$path:/usr/share/java/$jar.jar
    done
    printf '%s' "${path#:}"
}

# Preflight's own words decide: a class that is missing must not look like a bad file.
preflight() {   # FILE VERDICT
    local said
    said=$(java -cp "$classes" org.apache.pdfbox.preflight.Validator_A1b "$1" 2>&1)
    case $2 in
        valid) grep -q 'is a valid PDF/A-1b file' <<<"$said" ;;
        invalid) grep -q 'is not a valid PDF/A-1b file' <<<"$said" ;;
    esac || { head -n 20 <<<"$said"; return 1; }
}

same_text() {
    python3 tests/pdf_check.py --text "$1" | diff - "$2"
}

if ! classes=$(java_path); then
    not_ok "Preflight is installed" "make test-packages installs it"
    exit 1
fi
"$specimen" 1b "$work/1b.pdf"
check "the specimen is valid PDF/A-1b" preflight "$work/1b.pdf" valid
# Words of the same length, so that nothing else breaks.
for change in 's/OutputIntents/OutputIntentz/' 's/CIDSet/CIDZet/' 's/pdfaid:part/pdfaid:pert/g' 's|/F 4|/F 2|'; do
    sed "$change" "$work/1b.pdf" >"$work/broken.pdf"
    if cmp -s "$work/1b.pdf" "$work/broken.pdf"; then
        not_ok "Preflight finds $change" "the file has nothing of the kind"
    else
        check "Preflight finds $change" preflight "$work/broken.pdf" invalid
    fi
done
"$LAKIP" susun samples/way-kanan-2023 --pdfa=1b -o "$work/sample.pdf" >/dev/null 2>&1
check "a sample is valid PDF/A-1b" preflight "$work/sample.pdf" valid

for level in 2a 2b 3a tidak; do
    "$specimen" "$level" "$work/$level.pdf"
    check "the specimen's structure at level $level" python3 tests/pdf_check.py "$work/$level.pdf"
done
"$specimen" rows "$work/rows.pdf"
check "12,000 elements in packed tables" python3 tests/pdf_check.py "$work/rows.pdf"
python3 tests/pdf_check.py --mutants "$work/3a.pdf"

cat >"$work/text" <<'TEXT'
BAB I PENDAHULUAN1
BAB I (PENDAHULUAN) \ fi
Akuntabilitas AVATAR penyelenggaraan pemerintahan, lihat situs resmihuruf CFF é“” fl ffi.
1.
butir pertama
2.
butir kedua
Alinea yang berlanjut sampai halaman ini.
Tabel 1.1 Pagu
No.
Program
Pagu
1
Pemberdayaan
1.234.567
2
Pembinaan
Jumlah
1.234.567
naik
TEXT
check "the structure's text is what was painted" same_text "$work/3a.pdf" "$work/text"
for sample in samples/*/laporan.json; do
    name=$(basename "$(dirname "$sample")")
    "$LAKIP" susun "${sample%/*}" -o "$work/$name.pdf" >/dev/null 2>&1
    check "the structure of $name" python3 tests/pdf_check.py "$work/$name.pdf"
    check "$name: every font embedded, subset, with Unicode" \
        sh -c '! pdffonts "$1" | tail -n +3 | grep -v "yes yes yes"' - "$work/$name.pdf"
done
