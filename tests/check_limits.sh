#!/usr/bin/env bash
# Every limit: a report that passes with the usual ones fails with each lowered below it, with a message
# that names the option; nothing is left behind.
. tests/lib.sh
python3 tests/hard/monster.py batas "$work/batas"
fails_with "the usual limits" 0 'halaman' "$LAKIP" susun "$work/batas" -o "$work/b.pdf"

# OPTION|what is said
while IFS='|' read -r option pattern; do
    name=${option%=*}
    case $name in
    --batas-memori) if nm "$LAKIP" 2>/dev/null | grep -q __asan_init; then continue; fi ;;
    esac
    fails_with "$option" 1 "galat: .*$pattern.*$name" "$LAKIP" susun "$work/batas" -o "$work/b.pdf" "$option"
done <<'END'
--batas-berkas=1|melebihi batas 1048576 bita
--batas-kedalaman=5|kurung bersarang lebih dari 5 tingkat
--batas-baris=100|lebih dari 100 baris
--batas-kolom=2|lebih dari 2 kolom
--batas-sel=2|lebih dari 2 KiB
--batas-ulangan=100|berputar lebih dari 100 kali
--batas-halaman=3|melebihi 3 halaman
--batas-piksel=1|lebih dari 1 juta piksel
--batas-ungkapan=3|paling dalam 3
--batas-memori=8|memori habis
END
fails_with "an unknown limit" 2 'batas "apa" tidak dikenal; yang dikenal: berkas' "$LAKIP" susun x --batas-apa=1
fails_with "a limit out of range" 2 'bilangan 1 sampai 1024' "$LAKIP" susun x --batas-berkas=5000
fails_with "a limit that is no number" 2 'bilangan 0 sampai' "$LAKIP" susun x --batas-waktu=-1
fails_with "a limit without a number" 2 'bilangan 0 sampai' "$LAKIP" susun x --batas-waktu

# Time: the older PDF stays, no temporary file, the other reports of the same call are made.
python3 tests/hard/monster.py kata-10MB "$work/lama"
printf 'PDF lama' >"$work/lama.pdf"
fails_with "processor time" 1 'waktu prosesor melebihi batas.*--batas-waktu' \
    "$LAKIP" susun "$work/lama" -o "$work/lama.pdf" --batas-sel=20000 --batas-waktu=1
check "the older PDF stays" test "$(cat "$work/lama.pdf")" = "PDF lama"
check "no temporary file is left" test -z "$(find "$work" -maxdepth 1 -name '.*.tmp')"
mkdir "$work/hasil"
fails_with "time of one report is not the others'" 1 '2 laporan: 1 selesai, 1 dengan galat' \
    "$LAKIP" susun "$work/lama" "$work/batas" -o "$work/hasil" --batas-sel=20000 --batas-waktu=1
check "the other report" test -s "$work/hasil/batas.pdf"
