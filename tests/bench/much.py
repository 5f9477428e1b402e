#!/usr/bin/env python3
"""A report of much prose: sections of a heading, six paragraphs and a table of six rows by four columns each,
about a page, in so many chapters of a file each. Usage: much.py FOLDER SECTIONS CHAPTERS"""
import json, os, random, sys

WORDS = ('pertanggungjawaban anggaran daerah belanja pendapatan dan yang tahun pemerintah provinsi penyelenggaraan di '
         'efisiensi kinerja sasaran laporan').split()

def paragraph(rng):
    return ' '.join(rng.choice(WORDS) for _ in range(40)).capitalize() + '.'

def figure(rng):
    return f'{rng.randrange(1, 999)}.{rng.randrange(1000):03d}.{rng.randrange(1000):03d}'

def section(rng, name):
    rows = ['| Uraian | Kolom 1 | Kolom 2 | Kolom 3 |', '|---|--:|--:|--:|']
    rows += [f'| Uraian {i} | {figure(rng)} | {figure(rng)} | {figure(rng)} |' for i in range(1, 6)]
    return '\n\n'.join([f'## Bagian {name}'] + [paragraph(rng) for _ in range(6)] + ['\n'.join(rows)])

def write(folder, sections, chapters):
    rng = random.Random(1)
    os.makedirs(folder + '/prosa', exist_ok=True)
    parts, prose = [{'jenis': 'awal', 'id': 'isi', 'judul': 'Daftar Isi', 'isi': [{'daftar': 'isi'}]}], {}
    for c in range(chapters):
        name = f'bab-{c + 1}'
        text = [section(rng, f'{c + 1}.{i + 1}') for i in range(sections // chapters)]
        with open(f'{folder}/prosa/{name}.md', 'w') as f:
            f.write('\n\n'.join(text) + '\n')
        parts.append({'jenis': 'bab', 'id': name, 'judul': f'Isi {c + 1}', 'isi': [{'prosa': name}]})
        prose[name] = f'prosa/{name}.md'
    layout = {'nama': 'banyak', 'judul': 'Banyak halaman', 'gaya': 'a4-resmi', 'bagian': parts}
    report = {'tata_letak': 'banyak', 'tahun': 2023, 'tempat': 'Jakarta', 'tanggal': '2024-01-31',
              'instansi': {'nama': 'Kementerian'}, 'pemerintah': {'nama': 'Pemerintah', 'daerah': 'Indonesia'},
              'prosa': prose}
    for name, value in (('banyak', layout), ('laporan', report)):
        with open(f'{folder}/{name}.json', 'w') as f:
            json.dump(value, f)

if __name__ == '__main__':
    write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
