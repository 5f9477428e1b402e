#!/usr/bin/env bash
# A user's own fonts: a collection in fonts/ and an OpenType file in the report folder are found by family name and
# embedded; one that forbids embedding is refused with its name; a character that a face lacks is named with its place.
. tests/lib.sh
python3 - "$work" <<'PY'
import json, os, struct, sys
work = sys.argv[1]
TRUETYPE = '/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf'
CFF = '/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyrebonum-regular.otf'


def tables(font):
    for i in range(struct.unpack_from('>H', font, 4)[0]):
        at = 12 + 16 * i
        tag, _, offset, length = struct.unpack_from('>4sLLL', font, at)
        yield tag, at + 8, offset, length


def renamed(path, old, new):
    """The family under another name of the same length, in the name table alone."""
    assert len(old) == len(new)
    font = bytearray(open(path, 'rb').read())
    for tag, _, offset, length in tables(font):
        if tag == b'name':
            table = bytes(font[offset:offset + length])
            for encoding in ('ascii', 'utf-16-be'):
                table = table.replace(old.encode(encoding), new.encode(encoding))
            font[offset:offset + length] = table
    return font


def collection(fonts):
    out = bytearray(struct.pack('>4sLL', b'ttcf', 0x00010000, len(fonts)) + bytes(4 * len(fonts)))
    for i, font in enumerate(fonts):
        base = len(out)
        struct.pack_into('>L', out, 12 + 4 * i, base)
        for _, at, offset, _ in list(tables(font)):
            struct.pack_into('>L', font, at, offset + base)
        out += font
    return out


def report(name, family, prose):
    folder = f'{work}/{name}'
    os.makedirs(folder + '/gaya'), os.makedirs(folder + '/fonts')
    files = {
        'gaya/kantor.json': {'nama': 'kantor', 'turunan_dari': 'a4-resmi', 'huruf': {'utama': family}},
        'prosa.json': {'nama': 'prosa', 'judul': 'Prosa', 'gaya': 'kantor',
                       'bagian': [{'jenis': 'polos', 'id': 'prosa', 'judul': 'Prosa', 'isi': [{'prosa': 'prosa'}]}]},
        'laporan.json': {'tata_letak': 'prosa', 'tahun': 2023, 'tempat': 'Malili', 'tanggal': '2023-01-03',
                         'instansi': {'nama': 'Dinas'}, 'pemerintah': {'nama': 'Pemerintah', 'daerah': 'Kabupaten'},
                         'prosa': {'prosa': 'prosa.md'}},
    }
    for path, content in files.items():
        json.dump(content, open(f'{folder}/{path}', 'w', encoding='utf-8'))
    open(folder + '/prosa.md', 'w', encoding='utf-8').write(prose)
    return folder


PROSE = 'Laporan kinerja instansi disusun menurut peraturan yang berlaku.\n'
both = collection([renamed(TRUETYPE, 'Carlito', 'Pertama'), renamed(TRUETYPE, 'Carlito', 'Wayanan')])
open(report('ttc', 'Wayanan', PROSE) + '/fonts/dua.ttc', 'wb').write(both)
open(report('otf', 'TeX Gyre Kanto', PROSE) + '/surat dinas.otf', 'wb').write(
    renamed(CFF, 'TeX Gyre Bonum', 'TeX Gyre Kanto'))
forbidden = renamed(TRUETYPE, 'Carlito', 'Tertutu')
for tag, _, offset, _ in tables(forbidden):
    if tag == b'OS/2':
        struct.pack_into('>H', forbidden, offset + 8, 2)     # restricted licence embedding
open(report('terlarang', 'Tertutu', PROSE) + '/fonts/tertutup.ttf', 'wb').write(forbidden)
report('tiada', 'Tiada Serif', PROSE)
report('huruf', 'Liberation Serif', 'Kata biasa.\n\nTanda \u2713 ini lain.\n')
PY

set_in() { "$LAKIP" susun "$work/$1" -o "$work/$1.pdf"; }
embedded() { pdffonts "$work/$1.pdf" | awk -v want="$2" 'NR > 2 && $1 ~ "^[A-Z]+[+]" want && $0 ~ / yes +yes +yes / { n++ } END { exit !n }'; }
reads() { pdftotext "$work/$1.pdf" - | tr '\n' ' ' | grep -q 'Laporan kinerja instansi disusun menurut peraturan yang berlaku\.'; }

for kind in ttc otf; do
    check "$kind: a report with its own font" set_in "$kind"
    check "$kind: its text" reads "$kind"
done
check "ttc: the collection's second font is the one embedded" embedded ttc Wayanan
check "otf: the OpenType font of the report folder is embedded" embedded otf TeXGyreBonum
check "otf: its outlines are CFF" sh -c 'pdffonts "$1" | grep TeXGyreBonum | grep -q "CID Type 0C"' - "$work/otf.pdf"
fails_with "a font that forbids embedding is refused with its name" 1 'Tertutu.*tertutup\.ttf|tertutup\.ttf.*Tertutu' \
    set_in terlarang
if [ -e "$work/terlarang.pdf" ]; then not_ok "and no PDF is written"; else ok "and no PDF is written"; fi
fails_with "a font that is not there is said where the profile names it" 1 \
    '^gaya/kantor\.json:1:[0-9]+: galat: Fon "Tiada Serif" tidak ditemukan' set_in tiada
fails_with "a character that the face lacks is named with its place" 0 \
    '^prosa\.md:3:7: peringatan: Huruf "✓" \(U\+2713\) tidak ada dalam fon LiberationSerif' set_in huruf
