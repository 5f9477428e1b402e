#!/usr/bin/env bash
# Hard times, in short: memory that runs out, SIGKILL, a full disk, a slow reader, monstrous input.
# tests/sweep.sh (make sweep) does the same at length.
. tests/lib.sh
sample=samples/iku

# Without sanitizers: they have an allocator of their own.
memory=
if ! nm "$LAKIP" 2>/dev/null | grep -q __asan_init; then
    memory=--batas-memori=600
    ${CC:-gcc} -O2 -shared -fPIC -o "$work/fail_alloc.so" tests/hard/fail_alloc.c
    python3 tests/hard/sweep.py "$LAKIP" "$work/fail_alloc.so" $sample 101
    "$LAKIP" susun $sample -o "$work/baca.pdf" >/dev/null 2>&1
    python3 tests/hard/sweep_reader.py "$LAKIP-buka" "$work/fail_alloc.so" "$work/baca.pdf" 499
    ${CC:-gcc} -O2 -shared -fPIC -o "$work/stall.so" tests/hard/stall.c
    python3 tests/hard/stop.py "$LAKIP" "$work/stall.so" $sample
fi
bash tests/hard/kill.sh "$LAKIP" $sample 20
bash tests/hard/full.sh "$LAKIP" samples/way-kanan-2023

# A slow pipe, and one that is closed.
"$LAKIP" susun $sample -o "$work/hasil.pdf" >/dev/null 2>&1
mkfifo "$work/pipa"
timeout 20 python3 -c '
import os, sys, time
while block := os.read(0, 5000):
    sys.stdout.buffer.write(block)
    time.sleep(0.01)' <"$work/pipa" >"$work/lewat.pdf" &
sleep 0.2
"$LAKIP" susun $sample -o "$work/pipa" >/dev/null 2>&1
wait
check "a slow pipe gets every byte" cmp "$work/hasil.pdf" "$work/lewat.pdf"
timeout 20 head -c 10 <"$work/pipa" >/dev/null &
sleep 0.2
fails_with "a closed pipe is told of" 1 'galat' "$LAKIP" susun samples/way-kanan-2023 -o "$work/pipa"

# NAME|exit status|what is said. Each within ten seconds of processor time and 600 MiB.
while IFS='|' read -r name want pattern; do
    python3 tests/hard/monster.py "$name" "$work/$name" || { not_ok "$name" "not made"; continue; }
    fails_with "$name" "$want" "$pattern" "$LAKIP" susun "$work/$name" -o "$work/m.pdf" --batas-waktu=10 $memory
    rm -rf "${work:?}/$name"
done <<'END'
kata-10MB|1|alinea ini lebih dari 1024 KiB
kata-sel|0|halaman
daftar-bersarang|1|bersarang lebih dari
kutipan-bersarang|1|bersarang lebih dari
kolom-5000|1|5000 kolom
kolom-400|1|perlu lebar paling sedikit
baris-300-halaman|0|3[0-9][0-9] halaman
gabung-semua|0|halaman
gabung-tinggi|0|halaman
tebal-kuadrat|0|halaman
kurung-kuadrat|0|halaman
tautan-kuadrat|0|halaman
kode-kuadrat|0|halaman
entitas|0|halaman
tabel-markdown|1|3000 kolom
tabel-ledakan|1|terlalu besar
tabel-lebar|1|100 kolom
lubang|1|tidak ditutup
ungkapan-dalam|1|terlalu dalam
hitungan-panjang|0|halaman
judul-banyak|0|halaman
catatan-kaki|1|tidak dikenal
json-dalam|1|bersarang lebih dari
json-dalam-sebaris|1|bersarang lebih dari
kurung-ungkapan|1|terlalu dalam
ulang-tiga|1|berputar lebih dari
ulang-banyak|1|bersarang lebih dari
ulang-kosong|1|berputar lebih dari
turunan-melingkar|1|diturunkan dari dirinya sendiri
gaya-sendiri|1|diturunkan dari dirinya sendiri
lihat-melingkar|0|halaman
angka-melingkar|1|rumus melingkar
angka-bercabang|0|1 halaman
huruf-raksasa|0|halaman
huruf-lebih-raksasa|1|dari 3pt sampai 300pt
kolom-nol|1|lebar kolom harus
kolom-sehelai|0|halaman
kolom-sejuta|1|lebih dari 5000 kolom
gambar-raksasa|1|lebih dari 100 juta piksel
gambar-bohong|1|baris gambarnya kurang
catatan-banyak|0|halaman
catatan-tiap-alinea|0|halaman
catatan-panjang|0|halaman
END
