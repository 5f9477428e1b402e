#!/usr/bin/env bash
# A disk that fills up at various sizes: exit 1, a message, the older PDF whole, nothing left.
# A small tmpfs where one can be mounted (root); a limit on a file's size anywhere. Usage: full.sh LAKIP FOLDER
set -u
lakip=$(realpath "$1") folder=$2
work=$(mktemp -d)
trap 'umount "$work/kecil" 2>/dev/null; rm -rf "$work"' EXIT

# full NAME FOLDER COMMAND...
full() {
    local name=$1 where=$2 out status
    shift 2
    printf 'PDF lama' >"$where/hasil.pdf"
    out=$("$@" 2>&1)
    status=$?
    if [ $status -ne 1 ]; then echo "not ok $name: exit $status"
    elif ! grep -q 'galat' <<<"$out"; then echo "not ok $name: no message"
    elif [ "$(cat "$where/hasil.pdf")" != "PDF lama" ]; then echo "not ok $name: the older PDF was touched"
    elif [ -n "$(find "$where" -name '.*.tmp')" ]; then echo "not ok $name: a temporary file was left"
    else echo "ok $name"; fi
}

for kib in 1 8 64; do
    full "file of at most $kib KiB" "$work" \
        bash -c 'ulimit -f '$kib'; exec "$@"' sh "$lakip" susun "$folder" -o "$work/hasil.pdf"
done
mkdir "$work/kecil"
if mount -t tmpfs -o size=64k none "$work/kecil" 2>/dev/null; then
    full "full disk" "$work/kecil" "$lakip" susun "$folder" -o "$work/kecil/hasil.pdf"
fi
if [ -w /dev/full ]; then
    "$lakip" susun "$folder" -o /dev/full >/dev/null 2>"$work/pesan"
    status=$?
    if [ $status -eq 1 ] && grep -q galat "$work/pesan"; then echo "ok output on a full device"
    else echo "not ok output on a full device: exit $status"; fi
fi
