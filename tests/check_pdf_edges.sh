#!/usr/bin/env bash
# Reports at the edges of what PDF/A and PDF/UA allow: each was found to break a rule once. Judged by
# tests/pdf_check.py at every level; then every kind of damage is done to one that holds everything.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

python3 - "$work" <<'PY'
import json, os, struct, sys, zlib

work = sys.argv[1]

def png(colour, depth, rows):
    def chunk(kind, data):
        return struct.pack('>L', len(data)) + kind + data + struct.pack('>L', zlib.crc32(kind + data))
    n = len(rows[0]) // ({0: 1, 2: 3, 4: 2, 6: 4}[colour] * depth // 8)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>LLBBBBB', n, len(rows), depth, colour, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(b''.join(b'\0' + r for r in rows))) + chunk(b'IEND', b''))

def report(name, prose, title='Uji tepi {{ tahun }}', layout=(), style=(), data=(), top=(), blocks=({'prosa': 'n'},)):
    folder = os.path.join(work, name)
    os.makedirs(os.path.join(folder, 'gaya'))
    def write(path, what):
        with open(os.path.join(folder, path), 'wb') as f:
            f.write(what if isinstance(what, bytes) else what.encode() if isinstance(what, str) else
                    json.dumps(what, ensure_ascii=False).encode())
    for colour, depth, pixel in ((2, 8, b'\xc8\x1e\x1e'), (6, 8, b'\x00\x63\x00\x4d'), (0, 16, b'\x75\x30'), (4, 16, b'\x75\x30\x80\0')):
        write('g%d-%d.png' % (colour, depth), png(colour, depth, [pixel * 4] * 3))
    write('n.md', prose)
    write('uji.json', {'nama': 'uji', 'judul': title, 'gaya': 'uji-gaya', 'audit': {'bagian_wajib': []}, 'bagian': [
        {'jenis': 'awal', 'id': 'isi', 'judul': 'Daftar Isi', 'isi': [{'daftar': 'isi'}]},
        {'jenis': 'bab', 'id': 'bab', 'judul': 'Bab', 'isi': list(blocks)}], **dict(layout)})
    write('gaya/uji-gaya.json', {'nama': 'uji-gaya', 'turunan_dari': 'a4-resmi', **dict(style)})
    for key, text in dict(data).items():
        write(key + '.csv', text)
    write('laporan.json', {'tata_letak': 'uji', 'tahun': 2023, 'tempat': 'Kota', 'tanggal': '2024-01-31',
        'instansi': {'nama': 'Dinas <A> & "B"'}, 'pemerintah': {'nama': 'Pemkab', 'daerah': 'Kabupaten'},
        'pejabat': {'kepala': {'jabatan': 'Kepala', 'nama': 'NAMA'}},
        'prosa': {'n': 'n.md'}, 'data': {k: k + '.csv' for k in dict(data)}, **dict(top)})

report('panjang', '![' + 'panjang ' * 5000 + '](g2-8.png)\n', title='J' * 40000,
       layout={'subjek': 'é' * 40000, 'kata_kunci': 'k, ' * 20000})
report('kepala', '| A | B |\n|---|---|\n\n| | |\n|---|---|\n| | |\n')
report('tanda', '- a\n  - b\n    - c\n\n1. d\n', style={
    'huruf': {'utama': 'Carlito', 'judul': 'Carlito', 'tabel': 'Carlito', 'kode': 'Carlito'},
    'butir': {'bernomor': ['{nomor}➢', '{huruf}.', '{nomor})', '{huruf})'], 'bertanda': ['➢', '☑', '◦', '☞'],
              'inden': '0,75cm', 'celah': '0,2cm', 'rata_tanda': 'kanan'}})
report('gambar', '![merah](g2-8.png)\n\n![tembus](g6-8.png)\n\n![kelabu](g0-16.png)\n\n![tembus kelabu](g4-16.png)\n')
report('semua', '# Judul & (tepi {#atas}\n\nTaut [situs](https://contoh.id/a?b=(c)&d=é) dan [atas](#atas)'
       '{{ catatan("Satu & dua") }}.\n\n1. satu\n   - dua\n\n![merah](g2-8.png "Gambar merah"){#g}\n\n'
       '**fi** pe\u00adneng\u00adgal no\u00a0break zw\u200bsp.\n\n{{ tabel("t") }}\n',
       style={'huruf': {'utama': 'TeX Gyre Bonum', 'judul': 'Liberation Sans', 'tabel': 'Carlito', 'kode': 'Liberation Mono'}},
       data={'t': 'a;b\n1;2\n3;4\n'},
       blocks=({'prosa': 'n'}, {'ttd': [{'pejabat': 'pejabat.kepala', 'bidang': True}]}))
# Notes of a table's rows that go on on the next page, when their rows are over.
report('catatan', '| A | B |\n|---|---|\n' + ''.join(
    '| %d{{ catatan("catatan %d") }} | %s |\n' % (i, i, 'uraian yang panjang sekali ' * 5) for i in range(60)))
report('tanpa-judul', 'x\n', title='  ')
PY

for name in panjang kepala tanda gambar catatan semua; do
    for level in 1b 2a 3a; do
        "$LAKIP" susun "$work/$name" --pdfa=$level -o "$work/$name.$level.pdf" >"$work/log" 2>&1
        check "$name at level $level" python3 tests/pdf_check.py "$work/$name.$level.pdf"
    done
done
fails_with "a report without a title" 1 'judul dokumen menjadi kosong' \
    "$LAKIP" susun "$work/tanpa-judul" -o "$work/x.pdf"
python3 tests/pdf_check.py --mutants "$work/semua.3a.pdf"
python3 tests/pdf_check.py --mutants "$work/semua.1b.pdf" | grep -v 'nothing of the kind' >"$work/mutants"
check "damage is found at level 1b, too" sh -c 'grep -q "^ok" "$1" && ! grep "^not ok" "$1"' - "$work/mutants"
