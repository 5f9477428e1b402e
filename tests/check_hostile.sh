#!/usr/bin/env bash
# A folder from somebody else: no path in it leads out, no name or text in it changes what is written
# or shown. And results that cannot be written where they were asked for.
. tests/lib.sh
python3 tests/hard/monster.py batas "$work/asal"
printf 'rahasia;isi\n1;2\n' >"$work/rahasia.csv"
mkdir "$work/luar" && cp "$work/rahasia.csv" "$work/luar/"

# path NAME PATTERN SCRIPT: the folder, spoilt by SCRIPT (run inside it), is refused, and says nothing of
# what stands outside.
path() {
    local name=$1 pattern=$2 out status
    rm -rf "$work/laporan"
    cp -r "$work/asal" "$work/laporan"
    (cd "$work/laporan" && eval "$3") || { not_ok "$name" "could not prepare"; return; }
    out=$(timeout 20 "$LAKIP" susun "$work/laporan" -o "$work/hasil.pdf" 2>&1)
    status=$?
    if [ $status -eq 1 ] && grep -qE -- "$pattern" <<<"$out" && ! grep -q 'root:\|rahasia;isi' <<<"$out"
    then ok "$name"; else not_ok "$name" "exit $status" "$out"; fi
}
set_key() { python3 -c '
import json, sys
file, keys, value = sys.argv[1:]
with open(file) as f: whole = json.load(f)
at = whole
*way, last = keys.split(".")
for k in way: at = at[int(k) if k.isdigit() else k]
at[last] = value
with open(file, "w") as f: json.dump(whole, f)' "$@"; }

path "data above the folder" 'galat: .*keluar dari folder' "set_key laporan.json data.t.berkas ../rahasia.csv"
path "data by an absolute path" 'galat: .*jalur mutlak' "set_key laporan.json data.t.berkas /etc/passwd"
path "prose above the folder" 'galat: .*keluar dari folder' "set_key laporan.json prosa.isi ../rahasia.csv"
path "prose by an absolute path" 'galat: .*jalur mutlak' "set_key laporan.json prosa.isi /etc/passwd"
path "an image above the folder" 'galat: .*keluar dari folder' "set_key uji.json bagian.0.isi.3.gambar ../g.png"
path "a layout above the folder" 'galat: .*tata letak' "set_key laporan.json tata_letak ../uji"
path "a layout by an absolute path" 'galat: .*tata letak' "set_key laporan.json tata_letak /etc/passwd"
path "a profile above the folder" 'galat: .*gaya' "set_key uji.json gaya ../../x"
path "a link out" 'tautan simbolik yang keluar' "ln -sf ../../rahasia.csv data/t.csv"
path "a link to nothing" 'tujuannya tidak ada' "ln -sf ../tidak-ada.csv data/t.csv"
path "a folder that is a link out" 'tautan simbolik yang keluar' "mv data d; ln -s ../luar data; set_key laporan.json data.t.berkas data/rahasia.csv"
path "a link to /proc" 'tautan simbolik yang keluar' "ln -sf /proc/self/environ data/t.csv"
path "a link to a device" 'tautan simbolik yang keluar' "ln -sf /dev/zero data/t.csv"
path "a link to itself" 'berputar-putar' "ln -sf t.csv data/t.csv"
path "a pipe" 'bukan berkas biasa' "rm data/t.csv; mkfifo data/t.csv"
path "a folder as data" 'adalah folder' "rm data/t.csv; mkdir data/t.csv"
path "laporan.json is a link out" 'tautan simbolik yang keluar' "mv laporan.json ../l.json; ln -s ../l.json laporan.json"
if [ "$(id -u)" -ne 0 ]; then
    path "a file without permission" 'izin ditolak' "chmod 0 data/t.csv"
fi

# Even where everything outside is allowed, devices are not read.
rm -rf "$work/laporan" && cp -r "$work/asal" "$work/laporan" && ln -sf /dev/zero "$work/laporan/data/t.csv"
fails_with "a device where links are allowed" 1 'bukan berkas biasa' \
    "$LAKIP" susun "$work/laporan" -o "$work/hasil.pdf" --izinkan-luar

# Fonts: files that are none, pipes, devices, links. Only the first is told of, once.
rm -rf "$work/laporan" && cp -r "$work/asal" "$work/laporan" && mkdir "$work/laporan/fonts"
head -c 1000 /dev/urandom >"$work/laporan/fonts/rusak.ttf"
cp "$work/laporan/fonts/rusak.ttf" "$work/luar/"
mkfifo "$work/laporan/fonts/pipa.ttf"
ln -s /dev/zero "$work/laporan/fonts/nol.ttf"
ln -s ../../luar "$work/laporan/fonts/luar"
ln -s . "$work/laporan/fonts/putar"
timeout 20 "$LAKIP" susun "$work/laporan" -o "$work/hasil.pdf" >"$work/kata" 2>&1
check "fonts of the report" test "$?" -eq 0 -a "$(grep -c galat "$work/kata")" = 0
check "a broken font is told of once, others are not opened" \
    test "$(grep -c 'fon ini rusak' "$work/kata")" = 1 -a "$(grep -c luar "$work/kata")" = 0
rm -rf "$work/laporan/fonts" && ln -s ../luar "$work/laporan/fonts"
timeout 20 "$LAKIP" susun "$work/laporan" -o "$work/hasil.pdf" >"$work/kata" 2>&1
check "fonts that are a link out" test "$?" -eq 0 -a "$(grep -c rusak "$work/kata")" = 0

# ---- names ----
rm -rf "$work/laporan" && cp -r "$work/asal" "$work/laporan"
name=$'data/a\xc2\x9b2Jb\xe2\x80\xae.csv'
cp "$work/laporan/data/t.csv" "$work/laporan/$name" && printf '1;2;3;4\n' >>"$work/laporan/$name"
(cd "$work/laporan" && set_key laporan.json data.t.berkas "$name")
"$LAKIP" susun "$work/laporan" -o "$work/hasil.pdf" >"$work/kata" 2>&1
check "a file's name moves no cursor" python3 -c '
import sys
said = open(sys.argv[1], encoding="utf-8").read()
assert "berisi 4 sel" in said, said
assert all(c.isprintable() or c == "\n" for c in said), repr(said)
assert len(said.splitlines()) == 2, said' "$work/kata"
odd=$work/$'se\nbuah "folder" $(x)'
cp -r "$work/asal" "$odd"
check "a folder with an odd name" "$LAKIP" susun "$odd" -o "$odd/-a b.pdf"

# ---- text that would be PDF, XML or control ----
rm -rf "$work/laporan" && cp -r "$work/asal" "$work/laporan"
python3 - "$work/laporan" <<'END'
import json, sys
folder = sys.argv[1]
hostile = ')>>]endobj\n/OpenAction<</S/JavaScript/JS(x)>> ]]></rdf:li><evil a="b"/>&amp;&#x0;%s%n\\(\\) \u202e\u2028\ufeff'
with open(folder + '/laporan.json') as f: j = json.load(f)
with open(folder + '/uji.json') as f: u = json.load(f)
j['instansi']['nama'] = j['pemerintah']['nama'] = hostile
u['judul'] = u['subjek'] = u['kata_kunci'] = '{{ instansi.nama }}'
u['bagian'][0]['isi'] += [{'teks': '{{ instansi.nama }}'}, {'gambar': 'g.png', 'lebar': '2cm', 'alt': '{{ instansi.nama }}'},
                          {'judul': '{{ instansi.nama }}', 'tingkat': 1}]
for name, what in (('laporan', j), ('uji', u)):
    with open(f'{folder}/{name}.json', 'w') as f: json.dump(what, f)
END
check "hostile text is composed" "$LAKIP" susun "$work/laporan" -o "$work/jahat.pdf"
check "the PDF is whole" qpdf --check "$work/jahat.pdf"
qpdf --qdf --object-streams=disable "$work/jahat.pdf" "$work/jahat.qdf" 2>/dev/null
check "no text became structure" python3 - "$work/jahat.qdf" <<'END'
import re, sys, xml.dom.minidom
whole = open(sys.argv[1], 'rb').read()
strings = re.sub(rb'\((?:[^()\\]|\\.|\([^()]*\))*\)|<[0-9a-fA-F\s]*>', b'', re.sub(rb'stream\n.*?endstream', b'', whole, flags=re.S), flags=re.S)
assert b'/OpenAction' not in strings and b'/JavaScript' not in strings
xmp = re.search(rb'<\?xpacket begin.*?<\?xpacket end[^>]*>', whole, re.S).group(0)
dom = xml.dom.minidom.parseString(xmp)
assert not dom.getElementsByTagName('evil')
END

# ---- places for the result ----
mkdir -p "$work/penuh/asal.pdf"
fails_with "a folder in the result's place" 1 'itu sebuah folder' "$LAKIP" susun "$work/asal" -o "$work/penuh"
fails_with "a missing folder" 1 'Buat foldernya dahulu' "$LAKIP" susun "$work/asal" -o "$work/tidak-ada/x.pdf"
fails_with "below a file" 1 'bagian jalurnya bukan folder' "$LAKIP" susun "$work/asal" -o "$work/rahasia.csv/x.pdf"
printf 'PDF lama' >"$work/luar/lama.pdf" && chmod 600 "$work/luar/lama.pdf" && ln -s luar/lama.pdf "$work/taut.pdf"
check "through a link" "$LAKIP" susun "$work/asal" -o "$work/taut.pdf"
check "the link stays one, its file has the PDF and its rights" \
    bash -c '[ -L "$1" ] && head -c 5 "$2" | grep -q %PDF- && [ "$(stat -c %a "$2")" = 600 ]' sh "$work/taut.pdf" "$work/luar/lama.pdf"
mkdir "$work/baca" && chmod 500 "$work/baca"
if [ "$(id -u)" -ne 0 ]; then
    fails_with "a folder that may not be written" 1 'izin ditolak' "$LAKIP" susun "$work/asal" -o "$work/baca/x.pdf"
elif mount -t tmpfs -o size=1m,ro none "$work/baca" 2>/dev/null; then
    fails_with "a folder that can only be read" 1 'hanya dapat dibaca' "$LAKIP" susun "$work/asal" -o "$work/baca/x.pdf"
    umount "$work/baca"
fi
