#!/usr/bin/env bash
# SIGKILL at TIMES moments spread over a run: the older PDF stays whole or the new one is whole, and the
# next run clears what was left. Usage: kill.sh LAKIP FOLDER TIMES
set -u
lakip=$(realpath "$1") folder=$2 times=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$lakip" susun "$folder" -o "$work/hasil.pdf" >/dev/null 2>&1 || { echo "not ok kill: the report itself fails"; exit 1; }
cp "$work/hasil.pdf" "$work/benar.pdf"
begun=$(date +%s%N)
"$lakip" susun "$folder" -o "$work/hasil.pdf" >/dev/null 2>&1
span=$((($(date +%s%N) - begun) * 3 / 2))
wrong=0 killed=0 left=0
for ((i = 0; i < times; i++)); do
    printf 'PDF lama' >"$work/hasil.pdf"
    "$lakip" susun "$folder" -o "$work/hasil.pdf" >/dev/null 2>&1 &
    pid=$!
    sleep "$(printf '0.%09d' $((span * (i * 7919 % times) / times)))"
    kill -KILL $pid 2>/dev/null && killed=$((killed + 1))
    wait $pid 2>/dev/null
    if [ "$(head -c 8 "$work/hasil.pdf")" != "PDF lama" ] && ! cmp -s "$work/hasil.pdf" "$work/benar.pdf"; then
        wrong=$((wrong + 1))
        echo "# half a PDF at moment $i"
    fi
    left=$((left + ($(find "$work" -name ".*.tmp" | wc -l) > 0)))
done
"$lakip" susun "$folder" -o "$work/hasil.pdf" >/dev/null 2>&1
if ! cmp -s "$work/hasil.pdf" "$work/benar.pdf"; then wrong=$((wrong + 1)); echo "# the next run's PDF is another"; fi
if [ -n "$(find "$work" -name '.*.tmp')" ]; then wrong=$((wrong + 1)); echo "# the next run left a temporary file"; fi
[ $wrong -eq 0 ] && echo -n "ok" || echo -n "not ok"
echo " killed at $times moments ($killed still ran, $left left a temporary file for the next run)"
