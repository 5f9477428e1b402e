#!/usr/bin/env bash
# The same input gives the same bytes: other folder, locale, time zone, date, user.
. tests/lib.sh
sample=$PWD/samples/way-kanan-2023
lakip=$(realpath "$LAKIP")

"$lakip" susun "$sample" -o "$work/a.pdf" >/dev/null 2>&1
cp -r "$sample" "$work/salinan"
mkdir "$work/lain"
(cd "$work/lain" && LC_ALL=id_ID.UTF-8 TZ=Asia/Jakarta "$lakip" susun ../salinan -o b.pdf) >/dev/null 2>&1
(cd / && LC_ALL=de_DE.UTF-8 TZ=America/New_York HOME=/nonexistent "$lakip" susun "$work/salinan/" -o "$work/c.pdf") >/dev/null 2>&1
check "another folder, Indonesian locale" cmp "$work/a.pdf" "$work/lain/b.pdf"
check "root folder, German locale" cmp "$work/a.pdf" "$work/c.pdf"
find "$work/salinan" -exec touch -d 2001-02-03 {} +
(cd "$work" && "$lakip" susun salinan -o d.pdf) >/dev/null 2>&1
check "files of another date" cmp "$work/a.pdf" "$work/d.pdf"
if [ "$(id -u)" -eq 0 ]; then
    chmod 755 "$work" && mkdir -m 777 "$work/tamu" && cp "$lakip" "$work/tamu/lakip" && cp -r layouts fonts "$work/tamu/"
    (cd "$work/tamu" && setpriv --reuid 65534 --regid 65534 --clear-groups env -i PATH="$PATH" TZ=Pacific/Apia LC_ALL=de_DE.UTF-8 \
        ./lakip susun ../salinan -o e.pdf) >/dev/null 2>&1
    check "another user, another place of the program" cmp "$work/a.pdf" "$work/tamu/e.pdf"
fi
