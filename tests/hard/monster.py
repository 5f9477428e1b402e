#!/usr/bin/env python3
"""Report folders that are meant to hurt. Usage: monster.py NAME FOLDER, or no argument: the names."""
import json, os, sys

def report(folder, prose, table=None, **more):
    """One section of prose; one table of `columns` and `rows`, as CSV, behind it."""
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
    for name, what in (('laporan', j), ('uji', layout)):
        with open(f'{folder}/{name}.json', 'w') as f:
            json.dump(what, f)

def names(n):
    return [f'K{i}' for i in range(n)]

MONSTERS = {
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
    'kode-kuadrat': lambda d: report(d, ''.join('e' + '`' * i for i in range(1500))),
    'entitas': lambda d: report(d, '&' * 1_000_000),
    'tabel-markdown': lambda d: report(d, 'a\n\n|' + 'a|' * 3000 + '\n|' + '---|' * 3000 + '\n' + ('|' + 'b|' * 3000 + '\n') * 30),
    'tabel-ledakan': lambda d: report(d, 'a\n\n|' + 'a|' * 1000 + '\n|' + '---|' * 1000 + '\n' + '|b\n' * 20_000),
    'tabel-lebar': lambda d: report(d, 'a\n\n|' + 'a|' * 100 + '\n|' + '---|' * 100 + '\n' + ('|' + 'b|' * 100 + '\n') * 300),
    'lubang': lambda d: report(d, '{{ ' * 100_000),
    'ungkapan-dalam': lambda d: report(d, '{{ ' + '(' * 2000 + '1' + ')' * 2000 + ' }}'),
    'hitungan-panjang': lambda d: report(d, '{{ ' + '9999999999 * ' * 150 + '1 }}'),
    'judul-banyak': lambda d: report(d, ''.join(f'# Judul {i}\n\nIsi.\n\n' for i in range(20_000))),
    'catatan-kaki': lambda d: report(d, 'a' + '[^x]' * 50_000 + '\n\n[^x]: b\n'),
    'json-dalam': lambda d: (report(d, 'Isi.'), open(d + '/laporan.json', 'w').write('[' * 100_000)),
}

if __name__ == '__main__':
    if len(sys.argv) < 3:
        print('\n'.join(MONSTERS))
    else:
        MONSTERS[sys.argv[1]](sys.argv[2])
