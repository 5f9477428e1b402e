#!/usr/bin/env bash
# Runs every test, as many at once as there are cores (or JOBS), tells of them in their order and ends
# with "N passed, N failed". Usage: tests/run.sh BUILD
# A test prints "ok NAME" or "not ok NAME" lines (cmocka's TAP output included); a program that
# dies without saying so counts as one failure. Tests share nothing that any of them writes.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
passed=0 failed=0 told=0
names=()
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
export LAKIP_BUILD=$build LAKIP=$build/lakip CMOCKA_MESSAGE_OUTPUT=TAP

tell() {   # NAME: what it said, once it has ended
    local name=$1 out status ok bad
    out=$(tr -d '\0' <"$logs/$name.out")
    status=$(<"$logs/$name.status")
    ok=$(grep -cE '^ok( |$)' <<<"$out")
    bad=$(grep -cE '^not ok( |$)' <<<"$out")
    if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$ok" -eq 0 ]; }; then
        bad=1
    fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    if [ "$bad" -gt 0 ]; then
        printf '== %s (exit %d)\n%s\n' "$name" "$status" "$(grep -vE '^ok( |$)' <<<"$out" | tail -n 60)"
    else
        printf '%-28s %d\n' "$name" "$ok"
    fi
}

tell_ended() {   # in their order, up to the first that still runs
    while [ "$told" -lt ${#names[@]} ] && [ -e "$logs/${names[$told]}.status" ]; do
        tell "${names[$told]}"
        told=$((told + 1))
    done
}

run() {   # NAME COMMAND...
    local name=$1
    shift
    while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-$(nproc)}" ]; do wait -n; done
    tell_ended
    names+=("$name")
    {
        "$@" >"$logs/$name.out" 2>&1
        echo $? >"$logs/$name.ended" && mv "$logs/$name.ended" "$logs/$name.status"
    } &
}

layers() {
    if make --no-print-directory layers; then echo "ok layers"; else echo "not ok layers"; fi
}

run layers layers
for t in "$build"/tests/test_*; do
    case $t in *.d) continue ;; esac
    [ -x "$t" ] && run "$(basename "$t")" "$t"
done
for t in tests/check_*.sh; do
    [ -f "$t" ] && run "$(basename "$t" .sh)" bash "$t"
done
wait
tell_ended
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] && [ "$told" -eq ${#names[@]} ]
