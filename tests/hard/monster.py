#!/usr/bin/env python3
"""Report folders that are meant to hurt. Usage: monster.py NAME FOLDER, or no argument: the names."""
import json, os, struct, sys, zlib

def report(folder, prose, table=None, blocks=(), style=None, **more):
    """One section of prose; one table of `columns` and `rows`, as CSV, behind it; further blocks."""
    os.makedirs(folder + '/data', exist_ok=True)
    os.makedirs(folder + '/prosa', exist_ok=True)
    j = {'tata_letak': 'uji', 'tahun': 2023, 'tempat': 'Uji', 'tanggal': '2024-01-31',
         'instansi': {'nama': 'Dinas Uji'}, 'pemerintah': {'nama': 'Pemerintah Uji', 'daerah': 'Uji'}}
    content = [{'prosa': 'isi'}]
    layout = {'nama': 'uji', 'judul': 'Uji', 'gaya': 'a4-resmi', 'bagian': [{'jenis': 'polos', 'id': 'isi', 'isi': content}]}
    j['prosa'] = {'isi': 'prosa/isi.md'}
    with open(folder + '/prosa/isi.md', 'w') as f:
        f.write(prose)
    if table:
        columns, rows, headed = table
        with open(folder + '/data/t.csv', 'w') as f:
            f.write(';'.join(columns) + '\n')
            for r in rows:
                f.write(';'.join(r) + '\n')
        j['data'] = {'t': {'berkas': 'data/t.csv'}}
        layout['tabel'] = {'t': {'data': 't', 'kolom': [dict({'isi': c, 'judul': c}, **more) for c in headed]}}
        content.append({'tabel': 't'})
    content += blocks
    if style:
        os.makedirs(folder + '/gaya', exist_ok=True)
        with open(folder + '/gaya/uji.json', 'w') as f:
            json.dump(style, f)
        layout['gaya'] = 'uji'
    for name, what in (('laporan', j), ('uji', layout)):
        with open(f'{folder}/{name}.json', 'w') as f:
            json.dump(what, f)

def style(**texts):
    return {'nama': 'uji', 'turunan_dari': 'a4-resmi', 'teks': texts}

def loops(depth):
    """A loop in a loop in a loop, each over a thousand rows."""
    inner = [{'teks': 'x'}]
    for i in range(depth):
        inner = [{'ulang': 't', 'sebagai': f's{i}', 'isi': inner}]
    return inner

def png(width, height, rows=zlib.compress(bytes(1000), 9) * 20):
    def chunk(tag, data):
        return struct.pack('>I', len(data)) + tag + data + struct.pack('>I', zlib.crc32(tag + data))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', rows) + chunk(b'IEND', b''))

def with_file(folder, name, content):
    with open(f'{folder}/{name}', 'wb') as f:
        f.write(content)

def derived_in_a_circle(folder):
    report(folder, 'Isi.')
    for one, other in (('uji', 'lain'), ('lain', 'uji')):
        with_file(folder, one + '.json', json.dumps({'nama': one, 'turunan_dari': other}).encode())

def names(n):
    return [f'K{i}' for i in range(n)]

def beyond_every_limit(folder):
    """Nothing monstrous: for tests/check_limits.sh, which lowers one limit after the other below it."""
    report(folder, 'kata ' * 600, (['A', 'B', 'C'], [[str(i), 'b', 'c' * 3000] for i in range(400)], ['A', 'B']), [
        {'ulang': 't', 'sebagai': 's', 'tiap': 'B', 'isi': [{'teks': 'Sekali', 'bila': '((((1 > 0))))'}]},
        {'gambar': 'g.png', 'lebar': '5cm', 'alt': 'g'}])
    with_file(folder, 'g.png', png(1100, 1000, zlib.compress((b'\0' + bytes(3300)) * 1000)))

MONSTERS = {
    'batas': beyond_every_limit,
    'kata-10MB': lambda d: report(d, 'x' * 10_000_000),
    'kata-sel': lambda d: report(d, 'Isi.', (['A', 'B'], [['x' * 1_000_000, 'y']], ['A', 'B'])),
    'daftar-bersarang': lambda d: report(d, ''.join('  ' * (i % 100_000) + '- a\n' for i in range(3000)) + '- ' * 100_000 + 'a\n'),
    'kutipan-bersarang': lambda d: report(d, '>' * 100_000 + ' a\n'),
    'kolom-5000': lambda d: report(d, 'Isi.', (names(5000), [['1'] * 5000] * 3, names(5000))),
    'kolom-400': lambda d: report(d, 'Isi.', (names(400), [['kata'] * 400] * 3, names(400))),
    'baris-300-halaman': lambda d: report(d, 'Isi.', (['A', 'B'], [['"' + 'pelaksanaan\n' * 18_000 + '"', 'y']], ['A', 'B'])),
    'gabung-semua': lambda d: report(d, 'Isi.', (['A', 'B', 'C'], [['a', 'b', 'c']] * 20_000, ['A', 'B', 'C']), gabung='sama'),
    'gabung-tinggi': lambda d: report(d, 'Isi.', (['A', 'B'], [['kata ' * 20_000, 'b']] * 20, ['A', 'B']), gabung='sama'),
    'tebal-kuadrat': lambda d: report(d, '*a **a ' * 100_000),
    'kurung-kuadrat': lambda d: report(d, '[' * 200_000 + 'a' + ']' * 200_000),
    'tautan-kuadrat': lambda d: report(d, '[a](' * 100_000),
    'kode-kuadrat': lambda d: report(d, ''.join('e' + '`' * i for i in range(1400))),
    'entitas': lambda d: report(d, '&' * 1_000_000),
    'tabel-markdown': lambda d: report(d, 'a\n\n|' + 'a|' * 3000 + '\n|' + '---|' * 3000 + '\n' + ('|' + 'b|' * 3000 + '\n') * 30),
    'tabel-ledakan': lambda d: report(d, 'a\n\n|' + 'a|' * 1000 + '\n|' + '---|' * 1000 + '\n' + '|b\n' * 20_000),
    'tabel-lebar': lambda d: report(d, 'a\n\n|' + 'a|' * 100 + '\n|' + '---|' * 100 + '\n' + ('|' + 'b|' * 100 + '\n') * 300),
    'lubang': lambda d: report(d, '{{ ' * 100_000),
    'ungkapan-dalam': lambda d: report(d, '{{ ' + '(' * 2000 + '1' + ')' * 2000 + ' }}'),
    'hitungan-panjang': lambda d: report(d, '{{ ' + '9999999999 * ' * 150 + '1 }}'),
    'judul-banyak': lambda d: report(d, ''.join(f'# Judul {i}\n\nIsi.\n\n' for i in range(20_000))),
    'catatan-kaki': lambda d: report(d, 'a' + '[^x]' * 50_000 + '\n\n[^x]: b\n'),
    'ulang-tiga': lambda d: report(d, 'Isi.', (['A'], [[str(i)] for i in range(1000)], ['A']), loops(3)),
    'ulang-banyak': lambda d: report(d, 'Isi.', (['A'], [['x'], ['y']], ['A']), loops(60)),
    'ulang-kosong': lambda d: report(d, 'Isi.', (['A'], [[str(i)] for i in range(1000)], ['A']), [
        {'ulang': 't', 'sebagai': 'a', 'isi': [{'ulang': 't', 'sebagai': 'b', 'isi': [
            {'ulang': 't', 'sebagai': 'c', 'isi': [{'teks': 'x', 'bila': '1 > 2'}]}]}]}]),
    'turunan-melingkar': derived_in_a_circle,
    'gaya-sendiri': lambda d: report(d, 'Isi.', style={'nama': 'uji', 'turunan_dari': 'uji'}),
    'lihat-melingkar': lambda d: report(d, '# Satu {{ lihat("satu") }} {#satu}\n\n' + '{{ lihat("satu") }} ' * 50_000),
    'angka-melingkar': lambda d: (report(d, '{{ a }}'), with_file(d, 'uji.json', json.dumps({
        'nama': 'uji', 'judul': 'Uji', 'gaya': 'a4-resmi', 'angka': {'a': {'rumus': 'b + 1'}, 'b': {'rumus': 'a + 1'}},
        'bagian': [{'jenis': 'polos', 'id': 'isi', 'isi': [{'prosa': 'isi'}]}]}).encode())),
    'angka-bercabang': lambda d: (report(d, '{{ a60 }}'), with_file(d, 'uji.json', json.dumps({
        'nama': 'uji', 'judul': 'Uji', 'gaya': 'a4-resmi', 'bagian': [{'jenis': 'polos', 'id': 'isi', 'isi': [{'prosa': 'isi'}]}],
        'angka': {'a0': {'rumus': '1'}, **{f'a{i}': {'rumus': f'a{i-1} + a{i-1}'} for i in range(1, 61)}}}).encode())),
    'huruf-raksasa': lambda d: report(d, 'kata ' * 1000, style=style(badan={'ukuran': '300pt', 'jarak_baris': '1,5'})),
    'huruf-lebih-raksasa': lambda d: report(d, 'Isi.', style=style(badan={'ukuran': '5000pt'})),
    'kolom-nol': lambda d: report(d, 'Isi.', (['A', 'B'], [['kata ' * 50, 'b']] * 50, ['A', 'B']), lebar='0cm'),
    'kolom-sehelai': lambda d: report(d, 'Isi.', (['A', 'B'], [['pertanggungjawaban ' * 200, 'b']] * 5, ['A', 'B']), lebar='0,01mm'),
    'kolom-sejuta': lambda d: (report(d, 'Isi.', (['A'], [['1']], ['A'])),
                               with_file(d, 'data/t.csv', b'A' + b';x' * 1_000_000 + b'\n' + b'1' + b';1' * 1_000_000 + b'\n')),
    'gambar-raksasa': lambda d: (report(d, 'Isi.', blocks=[{'gambar': 'g.png', 'lebar': '5cm', 'alt': 'g'}]),
                                 with_file(d, 'g.png', png(60_000, 60_000))),
    'gambar-bohong': lambda d: (report(d, 'Isi.', blocks=[{'gambar': 'g.png', 'lebar': '5cm', 'alt': 'g'}]),
                                with_file(d, 'g.png', png(9_000, 9_000))),
    'catatan-banyak': lambda d: report(d, 'a{{ catatan("Catatan.") }}\n' * 20_000),
    'catatan-tiap-alinea': lambda d: report(d, 'a{{ catatan("Catatan.") }}\n\n' * 20_000),
    'catatan-panjang': lambda d: report(d, 'a{{ catatan("' + 'Catatan. ' * 300 + '") }} ' * 300),
    'kurung-ungkapan': lambda d: report(d, 'a', blocks=[{'teks': 'x', 'bila': '(' * 100_000 + '1' + ')' * 100_000 + ' > 0'}]),
    'json-dalam-sebaris': lambda d: (report(d, 'Isi.'), with_file(d, 'uji.json', b'{"isi":[' * 120_000)),
    'json-dalam': lambda d: (report(d, 'Isi.'), open(d + '/laporan.json', 'w').write('[' * 100_000)),
}

if __name__ == '__main__':
    if len(sys.argv) < 3:
        print('\n'.join(MONSTERS))
    else:
        MONSTERS[sys.argv[1]](sys.argv[2])
