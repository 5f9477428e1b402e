#!/usr/bin/env bash
# Report folders with what must come of them: tests/cases/NAME/ holds
#   expected.err    composing ends with exit 1 and exactly these messages, and writes no PDF
#   expected.trace  `--cetak=halaman` prints exactly this
#   expected.figures `--cetak=angka` prints exactly this, and the audit finds no error
# Usage: tests/cases.sh BUILD                   prints TAP lines
#        tests/cases.sh BUILD --accept NAME     rewrites what NAME expects; read the difference
cd "$(dirname "$0")/.." || exit 1
lakip=$1/lakip
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() {   # NAME KIND: what is printed now, in $work/got; fails on a wrong exit status or a PDF
    local folder=tests/cases/$1 status
    rm -f "$work/out.pdf"
    case $2 in
        err)
            "$lakip" susun "$folder" -o "$work/out.pdf" >/dev/null 2>"$work/got"
            status=$?
            [ "$status" -eq 1 ] || { echo "# exit $status, wanted 1"; return 1; }
            [ ! -e "$work/out.pdf" ] || { echo "# a PDF was written"; return 1; } ;;
        trace | figures)
            local what=halaman
            [ "$2" = figures ] && what=angka
            "$lakip" susun "$folder" --cetak=$what >"$work/got" 2>"$work/messages"
            status=$?
            [ "$status" -eq 0 ] || { echo "# exit $status"; sed 's/^/# /' "$work/messages"; return 1; } ;;
    esac
}

if [ "${2:-}" = --accept ]; then
    [ -d "tests/cases/${3:-}" ] && [ -n "${3:-}" ] || { echo "no such case: ${3:-}" >&2; exit 1; }
    kind=trace
    [ -e "tests/cases/$3/expected.err" ] && kind=err
    [ -e "tests/cases/$3/expected.figures" ] && kind=figures
    run "$3" "$kind" && cp "$work/got" "tests/cases/$3/expected.$kind"
    exit
fi

for file in tests/cases/*/expected.*; do
    name=$(basename "$(dirname "$file")")
    if why=$(run "$name" "${file##*.}") && why=$(diff -u "$file" "$work/got"); then
        echo "ok case $name"
    else
        echo "not ok case $name"
        sed 's/^/# /' <<<"$why"
    fi
done
