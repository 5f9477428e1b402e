#!/usr/bin/env python3
"""Whole reports by chance, a table each: merged cells, groups, sums carried over pages, filters, order, lists, turned
heads, smaller type, facing pages. Every cell of a row that belongs there stands once; page sums, subtotals and the
total are those of the rows; nothing leaves the page; no type is smaller than the profile's floor.
Usage: check_tables.py LAKIP [FROM [TO]]. Prints TAP lines; a seed in a message makes the same report again."""
import json, os, random, re, subprocess, sys, tempfile

LAKIP = sys.argv[1]
FROM, TO = int(sys.argv[2]) if len(sys.argv) > 2 else 1, int(sys.argv[3]) if len(sys.argv) > 3 else 40
LINE = re.compile(r'^  teks (\S+) (\S+) \[([^\]]*)\] "((?:[^"\\]|\\.)*)" (\S+) (\S+) ')

def grouped(n):
    return f'{n:,}'.replace(',', '.')

class Report:
    def __init__(self, seed):
        r = self.r = random.Random(seed)
        self.rows = []
        program = sasaran = 0
        for i in range(r.randint(1, 130)):
            if r.random() < 0.12:
                program += 1
            if r.random() < 0.25:
                sasaran += 1
            self.rows.append({'program': f'Program p{program}', 'sasaran': f'Sasaran s{program}x{sasaran}',
                              'indikator': f'i{i}', 'pagu': r.randint(1, 999999)})
            self.rows[-1]['uraian'] = '\n'.join(f'u{i}x{k} kata' for k in range(r.choice((1, 1, 1, 2, 3))))
            self.rows[-1]['hasil'] = '\n'.join(f'h{i}x{k}' for k in range(self.rows[-1]['uraian'].count('\n') + 1))
        self.fillers = r.choice((0, 0, 0, 6, 14))
        for i, row in enumerate(self.rows):
            row.update({f'f{c}': f'f{i}x{c}' for c in range(self.fillers)})
        self.least = r.choice((0, 0, 300000))
        self.top = r.choice((0, 0, 0, 20))
        self.grouped = r.random() < 0.5
        self.deep = self.grouped and r.random() < 0.4
        self.carries = r.random() < 0.6
        self.lists = r.random() < 0.5
        self.way = {0: 'galat', 6: r.choice(('belah', 'kecilkan')), 14: 'belah'}[self.fillers]

    def shown(self):
        rows = [row for row in self.rows if row['pagu'] >= self.least]
        return rows[:self.top] if self.top else rows

    def table(self):
        r = self.r
        columns = [{'isi': 'indikator', 'judul': 'Indikator', 'lebar': '1,4cm'},
                   {'isi': 'pagu', 'judul': 'Pagu', 'format': 'bilangan(0)', 'jumlah': True, 'lebar': '2,6cm'}]
        if not self.fillers:
            columns.insert(0, {'nomor': True, 'judul': 'No.', 'lebar': '1cm'})
        merge = r.choice(('sama', None))
        columns.append(dict({'isi': 'sasaran', 'judul': 'Sasaran'}, **({'gabung': merge} if merge else {})))
        self.merged = merge
        if self.lists:
            columns += [{'isi': 'uraian', 'judul': 'Uraian', 'butir': r.choice(('•', '{huruf}.'))},
                        {'isi': 'hasil', 'judul': 'Hasil', 'butir': '', 'di_bawah': r.choice(('Capaian', 'Hasil kerja'))}]
        for c in range(self.fillers):
            columns.append({'isi': f'f{c}', 'judul': f'Kepala panjang {c}', 'tegak': r.random() < 0.5,
                            'lebar': '2,4cm' if self.way == 'belah' else '1,4cm'})
        table = {'data': 'data', 'judul': 'Tabel', 'kolom': columns, 'nomor_kolom': r.random() < 0.3,
                 'terlalu_lebar': self.way, 'kolom_tetap': 2,
                 'baris_akhir': [{'jenis': 'jumlah', 'judul': 'Jml'}]}
        if self.least:
            table['bila'] = f'pagu >= {self.least}'
        if self.top:
            table['teratas'] = self.top
        if self.grouped:
            table['kelompok'] = [{'menurut': 'program', 'kepala': '{{ program }}', 'jumlah': 'Sub',
                                  'halaman_baru': r.random() < 0.2}]
        if self.deep:
            table['kelompok'].append({'menurut': 'sasaran', 'kepala': 'Bagian {{ sasaran }}'})
        if self.carries:
            table['pindahan'] = {'keluar': 'Ke', 'masuk': 'Dari'}
        return table

    def write(self, folder):
        names = [n for n in self.rows[0]]
        with open(f'{folder}/data.csv', 'w', encoding='utf-8') as f:
            f.write(';'.join(names) + '\n')
            for row in self.rows:
                f.write(';'.join(f'"{row[n]}"' for n in names) + '\n')
        paper = {'kertas': self.r.choice(('A4', 'F4', 'A3')), 'orientasi': self.r.choice(('tegak', 'mendatar'))}
        if not self.fillers and self.r.random() < 0.3:
            paper = {'kertas': '140mm x 200mm', 'orientasi': 'mendatar'}
        layout = {'nama': 'uji', 'judul': 'Uji', 'gaya': 'a4-resmi', 'tabel': {'data': self.table()},
                  'bagian': [{'jenis': 'polos', 'id': 'isi', 'halaman': paper,
                              'isi': [{'teks': 'Pembuka. ' * self.r.randint(1, 150)}, {'tabel': 'data'},
                                      {'teks': 'Penutup.'}]}]}
        facts = {'tata_letak': 'uji', 'tahun': 2023, 'tempat': 'Contoh', 'tanggal': '2024-01-31',
                 'instansi': {'nama': 'Dinas Contoh'},
                 'pemerintah': {'nama': 'Pemerintah Contoh', 'daerah': 'Kabupaten Contoh'},
                 'data': {'data': {'berkas': 'data.csv', 'kolom': {'pagu': 'bulat'}}}}
        for name, value in (('uji.json', layout), ('laporan.json', facts)):
            json.dump(value, open(f'{folder}/{name}', 'w', encoding='utf-8'))

def read(trace):
    """Pages, each a list of (x, y, is content, text, size)."""
    pages = []
    for line in trace.split('\n'):
        if line.startswith('halaman '):
            width, height = re.search(r'([\d.]+) x ([\d.]+)$', line).groups()
            pages.append((float(width), float(height), []))
        elif m := LINE.match(line):
            x, y, path, text, _, size = m.groups()
            pages[-1][2].append((float(x), float(y), not path.startswith('-'), text.strip(), float(size)))
    return pages

def beside(items, label):
    """The figures on the line of each such text."""
    found = []
    for _, y, _, text, _ in items:
        if text == label:
            found.append([t for _, other, _, t, _ in items if other == y and re.fullmatch(r'[\d.]+', t)])
    return found

def carried(rows, pages):
    """Sums at the head and the foot of pages. Facing pages show the same rows; one with the rest of a row, no name."""
    first = last = 0
    for p, (_, _, items) in enumerate(pages):
        texts = {item[3] for item in items}
        here = [i for i, row in enumerate(rows) if row['indikator'] in texts]
        first, last = (here[0], here[-1] + 1) if here else (last, last)
        for label, upto, wanted in (('Dari', first, first > 0), ('Ke', last, last < len(rows))):
            found, value = beside(items, label), grouped(sum(row['pagu'] for row in rows[:upto]))
            if here and wanted != bool(found):
                yield f'page {p + 1}: {label} stands {len(found)} times'
            for line in found:
                if value not in line:
                    yield f'page {p + 1}: {label} says {line}, not {value}'

def problems(report, pages):
    rows = report.shown()
    words = {}
    for p, (width, height, items) in enumerate(pages):
        for x, y, content, text, size in items:
            if not (0 <= x <= width and 0 <= y <= height):
                yield f'"{text}" leaves page {p + 1}'
            if size < 6:
                yield f'"{text}" is set in {size} pt'
            for word in text.split() if content else ():
                words.setdefault(word, []).append(p)
    wanted = set()
    for row in rows:
        wanted.add(row['indikator'])
        wanted.update(row[f'f{c}'] for c in range(report.fillers))
        if report.lists:
            wanted.update(w for w in (row['uraian'] + '\n' + row['hasil']).split() if w != 'kata')
    for word in wanted:
        if len(words.get(word, [])) != 1:
            yield f'{word} stands {len(words.get(word, []))} times'
    for row in report.rows:
        if row not in rows and row['indikator'] in words:
            yield f'{row["indikator"]} does not belong there'
    total = sum(row['pagu'] for row in rows)
    if not any(grouped(total) in line for _, _, items in pages for line in beside(items, 'Jml')) and rows:
        yield f'the total is not {grouped(total)}'
    if not rows or any(len(words.get(row['indikator'], [])) != 1 for row in rows):
        return
    if report.grouped:
        sums = [0]
        for at, row in enumerate(rows):
            if at and row['program'] != rows[at - 1]['program']:
                sums.append(0)
            sums[-1] += row['pagu']
        got = [line[0] for _, _, items in pages for line in beside([i for i in items if i[2]], 'Sub') if line]
        if got != [grouped(value) for value in sums]:
            yield f'subtotals {got}, not {sums}'
    if report.carries:
        yield from carried(rows, pages)

failed = 0
for seed in range(FROM, TO + 1):
    report = Report(seed)
    with tempfile.TemporaryDirectory() as folder:
        report.write(folder)
        run = subprocess.run([LAKIP, 'susun', folder, '--cetak=halaman'], capture_output=True, text=True)
        said = [run.stderr.strip()[:300]] if run.returncode else []
        found = said or list(problems(report, read(run.stdout)))
    for line in found[:5]:
        print(f'# seed {seed}: {line}')
    failed += bool(found)
print(('not ok' if failed else 'ok') + f' {TO - FROM + 1} tables by chance: every cell once, every sum right')
