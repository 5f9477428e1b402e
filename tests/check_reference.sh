#!/usr/bin/env bash
# layouts/README.md says every key that the decoders know, and every format and function.
. tests/lib.sh

keys=$(grep -ohE '(FIELD|NEEDED|ELSEWHERE)\("[^"]+"|\{"[a-z0-9_]+", (read_[a-z_]+|NULL), ' gen/layout*.c |
    grep -oE '"[^"]+"' | tr -d '"' | grep -v '^[2-5]$' | sort -u)     # "1" sampai "6"
missing=
for key in $keys; do
    grep -qE "[\`\".|]$key[\`\"|]" layouts/README.md || missing="$missing $key"
done
if [ "$(wc -w <<<"$keys")" -lt 100 ]; then
    not_ok "reference: keys found in the decoders" "only $(wc -w <<<"$keys")"
elif [ -n "$missing" ]; then
    not_ok "reference: every key is documented" "missing:$missing"
else
    ok "reference: every key is documented"
fi

formats=$(sed -n 's/^    {"\([a-z_]*\)", DATUM_.*/\1/p' gen/format.c | sort -u)
missing=
for format in $formats; do
    grep -q "\`$format[(\`]" layouts/README.md || missing="$missing $format"
done
if [ "$(wc -w <<<"$formats")" -lt 15 ]; then
    not_ok "reference: formats found" "only $(wc -w <<<"$formats")"
elif [ -n "$missing" ]; then
    not_ok "reference: every format is documented" "missing:$missing"
else
    ok "reference: every format is documented"
fi

# The styles of a4-resmi, which the others derive from: those whom a descriptor may name.
styles=$(python3 -c 'import json; d = json.load(open("layouts/gaya/a4-resmi.json")); print(*d["teks"], *d["tabel"])')
missing=
for style in $styles; do
    case $style in judul_[2-5] | isi_[23]) continue ;; esac      # "judul_1 sampai judul_6"
    grep -q "\`$style\`" layouts/README.md || missing="$missing $style"
done
if [ "$(wc -w <<<"$styles")" -lt 50 ]; then
    not_ok "reference: styles found" "only $(wc -w <<<"$styles")"
elif [ -n "$missing" ]; then
    not_ok "reference: every style is documented" "missing:$missing"
else
    ok "reference: every style is documented"
fi
for profile in layouts/gaya/*.json; do
    grep -q "\`$(basename "$profile" .json)\`" layouts/README.md || not_ok "reference: $profile is documented"
done
