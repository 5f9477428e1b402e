#!/usr/bin/env bash
# verifikasi and buka: a PDF against its own sources; hostile and foreign files end in a message.
. tests/lib.sh
mkdir "$work/tmp" && export TMPDIR="$work/tmp"
sample=samples/way-kanan-2023
"$LAKIP" susun "$sample" -o "$work/a.pdf" >/dev/null 2>&1

fails_with "the finished file agrees" 0 'sama persis' "$LAKIP" verifikasi "$work/a.pdf"
program=$(realpath "$LAKIP")
fails_with "named without its folder" 0 'sama persis' env -C "$work" "$program" verifikasi a.pdf
fails_with "named from the working folder" 0 'sama persis' env -C "$work/.." "$program" verifikasi "${work##*/}/a.pdf"
(cat "$work/a.pdf"; echo '% tanda tangan') >"$work/signed.pdf"
fails_with "something appended" 0 'dengan tambahan di belakang' "$LAKIP" verifikasi "$work/signed.pdf"
# A revision appended to the file may replace any object of it.
cat >"$work/revise.py" <<'PY'
import re, subprocess, sys
source, out, kind = sys.argv[1:]
qpdf = lambda *words: subprocess.run(['qpdf', *words, source], capture_output=True).stdout
data = open(source, 'rb').read()
page, content = map(int, re.search(rb'page 1: (\d+) 0 R.*?content:\s+(\d+) 0 R', qpdf('--show-pages'), re.S).groups())
add = {'tempelan': b'/Annots [<</Type/Annot/Subtype/FreeText/Rect[0 0 600 800]/Contents(x)>>]',
       'potong': b'/CropBox [0 0 300 300]',
       'tanda-tangan': b'/Annots [<</Type/Annot/Subtype/Widget/FT/Sig/Rect[0 0 0 0]/F 132>>]'}
if kind == 'bidang':
    number, body = content, qpdf('--show-object=%d' % content, '--filtered-stream-data') + b'\nq 1 g 100 100 300 300 re f Q\n'
    body = b'<</Length %d>>\nstream\n' % len(body) + body + b'\nendstream'
else:
    number, body = page, qpdf('--show-object=%d' % page).strip()[:-2] + add[kind] + b'>>'
trailer = qpdf('--show-object=trailer')
root, size = (re.search(rb'/%s (\d+)' % k, trailer).group(1) for k in (b'Root', b'Size'))
previous = re.findall(rb'startxref\s+(\d+)', data)[-1]
revised = data + b'%d 0 obj\n' % number + body + b'\nendobj\n'
xref = b'xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %s/Root %s 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n'
open(out, 'wb').write(revised + xref % (number, len(data), size, root, previous, len(revised)))
PY
revised() {   # NAME KIND STATUS PATTERN
    python3 "$work/revise.py" "$work/a.pdf" "$work/revised.pdf" "$2"
    fails_with "$1" "$3" "$4" "$LAKIP" verifikasi "$work/revised.pdf"
}
revised "a later revision paints over a page" bidang 1 'halaman ke-1: teksnya sama, tetapi'
qpdf "$work/revised.pdf" "$work/covered.pdf"
fails_with "so does a file written again" 1 'halaman ke-1: teksnya sama, tetapi' "$LAKIP" verifikasi "$work/covered.pdf"
revised "a note lies over a page" tempelan 1 'halaman ke-1: ada tempelan \(FreeText\)'
revised "a page is cut" potong 1 'halaman ke-1: teksnya sama, tetapi'
revised "a signature is no change" tanda-tangan 0 'dengan tambahan di belakang'
qpdf "$work/a.pdf" "$work/again.pdf"
fails_with "written again by another program" 0 'ditulis ulang' "$LAKIP" verifikasi "$work/again.pdf"

qpdf --show-attachment=data/realisasi-anggaran.csv "$work/a.pdf" | sed 's/1\.106\.197\.000/1.106.197.001/' >"$work/r.csv"
qpdf "$work/a.pdf" --remove-attachment=data/realisasi-anggaran.csv \
    --add-attachment "$work/r.csv" --key=data/realisasi-anggaran.csv --filename=data/realisasi-anggaran.csv -- "$work/changed.pdf"
fails_with "one digit changed: the source is named" 1 'realisasi-anggaran\.csv" bukan lagi' "$LAKIP" verifikasi "$work/changed.pdf"
fails_with "one digit changed: page and figure" 1 'halaman ke-[0-9]+.*"6\.417\.534\.877".*"6\.417\.534\.878"' "$LAKIP" verifikasi "$work/changed.pdf"

"$LAKIP" susun "$sample" --konsep -o "$work/konsep.pdf" >/dev/null 2>&1
fails_with "a draft is not verified, and that is said" 1 'sebuah konsep' "$LAKIP" verifikasi "$work/konsep.pdf"
fails_with "nor opened" 1 'sebuah konsep' "$LAKIP" buka "$work/konsep.pdf" -o "$work/konsep"
"$LAKIP" susun "$sample" --pdfa=2a -o "$work/dua.pdf" >/dev/null 2>&1
fails_with "PDF/A-2 carries no sources" 1 'tidak membawa sumbernya. .*PDF/A-3' "$LAKIP" verifikasi "$work/dua.pdf"
"$LAKIP" susun "$sample" --tanpa-sumber -o "$work/bare.pdf" >/dev/null 2>&1
fails_with "without sources" 1 'tidak membawa sumbernya' "$LAKIP" verifikasi "$work/bare.pdf"
head -c 4000 "$work/a.pdf" >"$work/cut.pdf"
fails_with "a cut file" 1 'galat' "$LAKIP" verifikasi "$work/cut.pdf"
head -c 4000 /dev/urandom >"$work/noise.pdf"
fails_with "no PDF at all" 1 'tidak dapat dibaca sebagai PDF' "$LAKIP" verifikasi "$work/noise.pdf"
fails_with "no file" 1 'galat' "$LAKIP" verifikasi "$work/tidak-ada.pdf"

fails_with "restored" 0 'berkas\.$' "$LAKIP" buka "$work/a.pdf" -o "$work/folder"
check "restored as it was" diff -r -x README.md -x gaya -x lakip.manifest.json -x lkjip.json "$sample" "$work/folder"
fails_with "never over an existing folder" 1 'sudah ada dan berisi' "$LAKIP" buka "$work/a.pdf" -o "$work/folder"
"$LAKIP" susun "$work/folder" -o "$work/b.pdf" >/dev/null 2>&1
check "and composes to the same bytes" cmp "$work/a.pdf" "$work/b.pdf"

echo jahat >"$work/evil"
for name in ../jahat /tmp/jahat-lakip data/../../jahat; do
    rm -rf "$work/sasaran"
    qpdf "$work/a.pdf" --add-attachment "$work/evil" --key=jahat --filename="$name" -- "$work/evil.pdf"
    fails_with "an attachment named $name" 1 'tidak dapat ditulis' "$LAKIP" buka "$work/evil.pdf" -o "$work/sasaran"
done
# A report's own fonts travel with it, unless only embedding is allowed.
cp -r "$sample" "$work/fon"
mkdir "$work/fon/fonts" "$work/fon/gaya"
cp /usr/share/fonts/truetype/crosextra/Carlito-Bold.ttf "$work/fon/fonts/dinas tebal.ttf"
python3 - "$work/fon" <<'PY'
import json, struct, sys
folder = sys.argv[1]
font = bytearray(open('/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf', 'rb').read())
for i in range(struct.unpack_from('>H', font, 4)[0]):
    tag, _, offset, _ = struct.unpack_from('>4sLLL', font, 12 + 16 * i)
    if tag == b'OS/2':
        struct.pack_into('>H', font, offset + 8, 8)      # editable embedding: no more than that
open(folder + '/fonts/terbatas.ttf', 'wb').write(font)
report = json.load(open(folder + '/laporan.json', encoding='utf-8'))
report['gaya'] = 'dinas'
json.dump(report, open(folder + '/laporan.json', 'w', encoding='utf-8'))
json.dump({'nama': 'dinas', 'turunan_dari': 'a4-resmi', 'huruf': {'judul': 'Carlito'}}, open(folder + '/gaya/dinas.json', 'w'))
PY
fails_with "a font that may only be embedded is named" 0 'terbatas.ttf: catatan: Fon ini tidak dilampirkan' \
    "$LAKIP" susun "$work/fon" -o "$work/fon.pdf"
qpdf --list-attachments "$work/fon.pdf" >"$work/daftar"
check "a font that anyone may have is attached" grep -q '^fonts/dinas tebal.ttf ' "$work/daftar"
check "the other is not" sh -c '! grep terbatas "$1"' - "$work/daftar"
check "a report with its own font agrees with its sources" "$LAKIP" verifikasi "$work/fon.pdf"
"$LAKIP" buka "$work/fon.pdf" -o "$work/fon-dibuka" >/dev/null 2>&1
check "and gives the font back" cmp "$work/fon/fonts/dinas tebal.ttf" "$work/fon-dibuka/fonts/dinas tebal.ttf"

if [ -e "$work/jahat" ] || [ -e /tmp/jahat-lakip ]; then not_ok "nothing outside the folder"; else ok "nothing outside the folder"; fi
# What a killed run left: its process is gone, so the next run clears it; a living one's is left alone.
sh -c 'exit 0' & gone=$!
wait $gone
sleep 60 & alive=$!
mkdir -p "$TMPDIR/lakip-$gone-abcdef/laporan" "$TMPDIR/lakip-$alive-abcdef" "$TMPDIR/lakip-x$gone-abcdef"
: >"$TMPDIR/lakip-$gone-abcdef/laporan/x"
"$LAKIP" verifikasi "$work/fon.pdf" >/dev/null 2>&1
check "a killed run's temporary folder is cleared" test ! -e "$TMPDIR/lakip-$gone-abcdef"
check "others are left alone" test -d "$TMPDIR/lakip-$alive-abcdef" -a -d "$TMPDIR/lakip-x$gone-abcdef"
kill $alive
rmdir "$TMPDIR/lakip-$alive-abcdef" "$TMPDIR/lakip-x$gone-abcdef"
if ls -d "$TMPDIR"/lakip-* >/dev/null 2>&1; then not_ok "temporary folders are removed"; else ok "temporary folders are removed"; fi

# Several reports in one call: a broken one does not stop the others.
cp -r "$sample" "$work/satu"; cp -r "$sample" "$work/dua"; cp -r "$sample" "$work/rusak"
echo '{' >"$work/rusak/laporan.json"; mkdir "$work/hasil"
fails_with "three reports, one broken" 1 '3 laporan: 2 selesai, 1 dengan galat: .*rusak' \
    "$LAKIP" susun "$work/satu" "$work/rusak" "$work/dua" --paralel=2 -o "$work/hasil"
check "the right ones are there" cmp "$work/hasil/satu.pdf" "$work/hasil/dua.pdf"
if [ -e "$work/hasil/rusak.pdf" ]; then not_ok "no PDF of the broken one"; else ok "no PDF of the broken one"; fi
"$LAKIP" susun "$work/satu" "$work/rusak" -o "$work/hasil" >/dev/null 2>"$work/temuan"
if grep -A1 -x "$work/rusak:" "$work/temuan" | grep -q '^laporan.json:1:1: galat'; then
    ok "findings stand below their report's name"
else
    not_ok "findings stand below their report's name" "$(cat "$work/temuan")"
fi
mkdir "$work/lain" && cp -r "$sample" "$work/lain/satu"
rm "$work/hasil/satu.pdf"
check "one report into a folder that is there" "$LAKIP" susun "$work/satu" -o "$work/hasil"
check "under its name" test -s "$work/hasil/satu.pdf"
fails_with "two folders of one name" 1 'berkas yang sama' "$LAKIP" susun "$work/satu" "$work/lain/satu" -o "$work/hasil"

fails_with "a report that fails while its pages are set" 1 '2 laporan: 0 selesai' \
    "$LAKIP" susun "$work/satu" "$work/dua" --batas-halaman=1 -o "$work/hasil"
if ls "$work/hasil"/.*.tmp >/dev/null 2>&1; then not_ok "and leaves no temporary file"; else ok "and leaves no temporary file"; fi
fails_with "started by a program that ignores its children" 0 '2 laporan: 2 selesai' \
    timeout 60 python3 -c 'import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])' \
    "$LAKIP" susun "$work/satu" "$work/dua" -o "$work/hasil"

mkdir "$work/sendiri" && cp "$LAKIP" "$work/sendiri/lakip"
fails_with "lakip without lakip-buka beside it" 1 'lakip-buka.*tidak ada' "$work/sendiri/lakip" verifikasi "$work/a.pdf"
fails_with "lakip-buka composes nothing" 1 'perintah susun milik lakip' "$LAKIP-buka" susun "$sample"
