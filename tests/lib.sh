# Sourced by the shell checks: counts nothing itself, prints TAP lines for tests/run.sh.
LAKIP=${LAKIP:-build/lakip}
BUILD=${LAKIP_BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ok() { echo "ok $1"; }
not_ok() { echo "not ok $1"; shift; printf '# %s\n' "$@"; }

# check NAME COMMAND...: ok when the command succeeds; its output is shown otherwise.
check() {
    local name=$1 out
    shift
    if out=$("$@" 2>&1); then ok "$name"; else not_ok "$name" "$(tail -n 20 <<<"$out")"; fi
}

# fails_with NAME STATUS PATTERN COMMAND...: the command exits so, and says so on stdout or stderr.
fails_with() {
    local name=$1 want=$2 pattern=$3 out status
    shift 3
    out=$("$@" 2>&1)
    status=$?
    if [ "$status" -eq "$want" ] && grep -qE -- "$pattern" <<<"$out"; then
        ok "$name"
    else
        not_ok "$name" "exit $status (wanted $want), output without /$pattern/:" "$(tail -n 12 <<<"$out")"
    fi
}
