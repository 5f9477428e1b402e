#!/usr/bin/env bash
# Every page number in the lists of contents of the finished sample is right, read from the PDF.
. tests/lib.sh
"$LAKIP" susun samples/way-kanan-2023 -o "$work/a.pdf" >/dev/null 2>&1
python3 tests/contents.py "$work/a.pdf" 80
