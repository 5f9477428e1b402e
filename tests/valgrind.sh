#!/usr/bin/env bash
# make valgrind: unit tests, golden cases and samples under memcheck: no invalid access, no use of what was
# not set, nothing definitely lost. Usage: tests/valgrind.sh BUILD [NAME...] (unit tests by name, "contoh")
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
check="valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --suppressions=tests/valgrind.supp"

# memcheck NAME COMMAND...: only what memcheck says counts; what the program says is tested elsewhere.
memcheck() {
    local name=$1 log="$work/$BASHPID" status
    shift
    $check --log-file="$log" "$@" >/dev/null 2>&1
    status=$?
    if [ $status -eq 99 ] || [ $status -ge 128 ] || [ -s "$log" ]; then
        printf 'not ok %s\n%s\n' "$name" "$(head -n 40 "$log")"
        touch "$log.bad"
    else
        echo "ok $name"
        touch "$log.good"
    fi
}

# under NAME COMMAND...: the same beside others, as many as there are cores (or JOBS).
under() {
    while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-$(nproc)}" ]; do wait -n; done
    memcheck "$@" &
}

wanted() { [ $# -eq 1 ] || [[ " ${*:2} " == *" $1 "* ]]; }
for t in "$build"/tests/test_*; do
    case $t in *.d) continue ;; esac
    name=${t##*/test_}
    wanted "$name" "$@" && under "test_$name" "$t"
done
if wanted contoh "$@"; then
    for folder in samples/*/ tests/cases/*/; do
        [ -f "$folder/laporan.json" ] || continue
        under "susun $folder" "$build/lakip" susun "$folder" -o "$work/${folder//\//-}.pdf" --batas-memori=0 --batas-waktu=0
    done
    "$build/lakip" susun samples/iku -o "$work/hasil.pdf" >/dev/null 2>&1
    under "verifikasi" "$build/lakip-buka" verifikasi "$work/hasil.pdf" --batas-memori=0 --batas-waktu=0
    under "buka" "$build/lakip-buka" buka "$work/hasil.pdf" -o "$work/folder" --batas-memori=0 --batas-waktu=0
fi
wait
good=$(find "$work" -name '*.good' | wc -l) bad=$(find "$work" -name '*.bad' | wc -l)
echo "$good clean, $bad not"
[ $bad -eq 0 ] && [ $good -gt 0 ]
