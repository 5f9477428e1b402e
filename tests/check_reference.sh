#!/usr/bin/env bash
# layouts/README.md says every key that the decoders know, and every format and function.
. tests/lib.sh

# documented WHAT LEAST BEFORE AFTER NAME...: each name stands in the manual between these; so many there are.
documented() {
    local what=$1 least=$2 before=$3 after=$4 name missing=
    shift 4
    for name; do grep -qE "$before$name$after" layouts/README.md || missing="$missing $name"; done
    if [ $# -lt "$least" ]; then
        not_ok "reference: every $what is documented" "only $# found"
    elif [ -n "$missing" ]; then
        not_ok "reference: every $what is documented" "missing:$missing"
    else
        ok "reference: every $what is documented"
    fi
}

keys=$(grep -ohE '(FIELD|NEEDED|ELSEWHERE)\("[^"]+"|\{"[a-z0-9_]+", (read_[a-z_]+|NULL), ' gen/layout*.c |
    grep -oE '"[^"]+"' | tr -d '"' | grep -v '^[2-5]$' | sort -u)     # "1" sampai "6"
formats=$(sed -n 's/^    {"\([a-z_]*\)", DATUM_.*/\1/p' gen/format.c | sort -u)
# The styles of a4-resmi, which the others derive from: those whom a descriptor may name.
styles=$(python3 -c 'import json; d = json.load(open("layouts/gaya/a4-resmi.json")); print(*d["teks"], *d["tabel"])' |
    tr ' ' '\n' | grep -vE '^(judul_[2-5]|isi_[23])$')      # "judul_1 sampai judul_6"
documented key 100 '[`".|]' '["`|]' $keys
documented format 15 '`' '[(`]' $formats
documented style 50 '`' '`' $styles
for profile in layouts/gaya/*.json; do
    grep -q "\`$(basename "$profile" .json)\`" layouts/README.md || not_ok "reference: $profile is documented"
done
