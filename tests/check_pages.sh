#!/usr/bin/env bash
# Every sample's pages as a reader sees them: filled, nothing stranded, nothing too small.
. tests/lib.sh
for sample in samples/*/; do
    name=$(basename "$sample")
    "$LAKIP" susun "$sample" --cetak=halaman >"$work/$name.trace" 2>/dev/null
    python3 tests/page_fill.py "$name" "$work/$name.trace"
done
