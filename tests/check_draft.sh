#!/usr/bin/env bash
# --konsep: every page says so, with a short hash of the sources that follows every change of them.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

marks() {   # FILE: the watermarks; text that runs aslant comes out a letter a line
    pdftotext -raw "$1" - | tr -d '\n\f ' | grep -oE 'KONSEP|sidiksumber[0-9a-f]{8}'
}

hash_of() {
    marks "$1" | sed -n 's/^sidiksumber//p' | sort -u
}

every_page_says_so() {
    local pages
    pages=$(pdfinfo "$work/draft.pdf" | sed -n 's/^Pages: *//p')
    [ "$(marks "$work/draft.pdf" | grep -c KONSEP)" -eq "$pages" ] && [ "$(hash_of "$work/draft.pdf" | wc -l)" -eq 1 ]
}

cp -r samples/iku "$work/report"
"$LAKIP" susun "$work/report" --konsep -o "$work/draft.pdf" >/dev/null 2>&1
check "every page of a draft says so" every_page_says_so
check "a draft is a sound file" qpdf --check "$work/draft.pdf"
check "a draft's structure" python3 tests/pdf_check.py "$work/draft.pdf"
check "a draft claims no archive level" sh -c '! grep -qa pdfaid "$1"' - "$work/draft.pdf"
"$LAKIP" susun "$work/report" -o "$work/final.pdf" >/dev/null 2>&1
check "the final file has no mark" sh -c '! pdftotext "$1" - | grep -q KONSEP' - "$work/final.pdf"
sed -i 's/"tempat": *"[^"]*/&x/' "$work/report/laporan.json"
"$LAKIP" susun "$work/report" --konsep -o "$work/other.pdf" >/dev/null 2>&1
check "another source, another hash" test "$(hash_of "$work/draft.pdf")" != "$(hash_of "$work/other.pdf")"
