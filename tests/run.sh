#!/usr/bin/env bash
# Runs every test and ends with "N passed, N failed". Usage: tests/run.sh BUILD
# A test prints "ok NAME" or "not ok NAME" lines (cmocka's TAP output included); a program that
# dies without saying so counts as one failure.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
passed=0 failed=0
export LAKIP_BUILD=$build LAKIP=$build/lakip CMOCKA_MESSAGE_OUTPUT=TAP

count() {   # NAME COMMAND...
    local name=$1 out status ok bad
    shift
    out=$("$@" 2>&1)
    status=$?
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

layers() {
    if make --no-print-directory layers; then echo "ok layers"; else echo "not ok layers"; fi
}

count layers layers
for t in "$build"/tests/test_*; do
    case $t in *.d) continue ;; esac
    [ -x "$t" ] && count "$(basename "$t")" "$t"
done
for t in tests/check_*.sh; do
    [ -f "$t" ] && count "$(basename "$t" .sh)" bash "$t"
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
