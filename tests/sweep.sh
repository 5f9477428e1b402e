#!/usr/bin/env bash
# make sweep: the long versions of tests/check_hard.sh. Usage: tests/sweep.sh BUILD
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1 bad=0
mkdir -p "$build/tests/hard"
${CC:-gcc} -O2 -shared -fPIC -o "$build/tests/hard/fail_alloc.so" tests/hard/fail_alloc.c || exit 1
sweep() { python3 tests/hard/sweep.py "$build/lakip" "$build/tests/hard/fail_alloc.so" "$@" || bad=1; }
sweep samples/iku
sweep samples/way-kanan-2023 97
"$build/lakip" susun samples/iku -o "$build/tests/hard/iku.pdf" >/dev/null 2>&1
python3 tests/hard/sweep_reader.py "$build/lakip-buka" "$build/tests/hard/fail_alloc.so" "$build/tests/hard/iku.pdf" 7 || bad=1
bash tests/hard/kill.sh "$build/lakip" samples/way-kanan-2023 200 | tee "$build/tests/hard/kill.txt"
bash tests/hard/full.sh "$build/lakip" samples/way-kanan-2023 | tee "$build/tests/hard/full.txt"
if grep -q '^not ok' "$build"/tests/hard/*.txt; then bad=1; fi
exit $bad
