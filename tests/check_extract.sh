#!/usr/bin/env bash
# Justified text as pdftotext reads it is the source, hyphens rejoined: two outline formats, two measures.
. tests/lib.sh

reads_back() { mkdir -p "$work/$1" && python3 tests/extract_text.py "$LAKIP" "$work/$1" "$2" "$3" "$4"; }

check "TrueType, wide: the text is the source's" reads_back wide "Liberation Serif" 12 23
check "CFF with ligatures, narrow: the text is the source's" reads_back narrow "TeX Gyre Bonum" 11.5 60
