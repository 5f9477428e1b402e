#!/usr/bin/env python3
"""Makes report folders for lakip from the benchmark's generated data, so that the same work is measured.
Usage: folders.py BENCH OUT   (BENCH: a folder with data/w1.json, data/w2_*.csv, data/batch/*.json)
OUT/w1, OUT/w2_N, OUT/w3/NNN; OUT/w2_1000000 when asked for by --million."""
import csv, json, os, sys

ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI']

def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(text)

def rows_to(path, head, rows):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8', newline='') as f:
        w = csv.writer(f, delimiter=';', lineterminator='\n')
        w.writerow(head)
        w.writerows(rows)

def dump(path, value):
    write(path, json.dumps(value, ensure_ascii=False, indent=1))

# Type and spacing of the benchmark: 12 pt on 20.7 pt, tables 10 pt.
STYLE = {
    'nama': 'ukur', 'turunan_dari': 'a4-resmi',
    'teks': {'badan': {'huruf': 'utama', 'ukuran': '12pt', 'jarak_baris': '20,7pt', 'rata': 'penuh',
                       'inden_awal': '36pt', 'sesudah': '6pt', 'pemenggalan': True,
                       'baris_awal': 2, 'baris_akhir': 2}},
}

def table_columns():
    return {
        'idm': {'data': 'idm', 'judul': 'Status Desa Berdasarkan Indeks Desa Membangun (IDM)', 'kolom': [
            {'isi': 'no', 'judul': 'NO.', 'lebar': '14mm', 'rata': 'tengah'}, {'isi': 'desa', 'judul': 'NAMA DESA', 'lebar': '50fr'},
            {'isi': 'kecamatan', 'judul': 'KECAMATAN', 'lebar': '44fr'},
            {'isi': 'idm', 'judul': 'IDM', 'format': 'indeks(4)', 'lebar': '20mm'}, {'isi': 'status', 'judul': 'STATUS', 'rata': 'tengah'}]},
        'ind': {'data': 'ind', 'judul': 'Capaian Indikator Kinerja Utama Tahun {{ tahun }}', 'nomor_kolom': True, 'kolom': [
            {'isi': 'no', 'judul': 'NO', 'rata': 'tengah', 'gabung': 'sama'}, {'isi': 'sasaran', 'judul': 'SASARAN', 'lebar': '36fr', 'gabung': 'sama'},
            {'isi': 'indikator', 'judul': 'INDIKATOR KINERJA', 'lebar': '46fr'}, {'isi': 'satuan', 'judul': 'SATUAN', 'rata': 'tengah'},
            {'isi': 'target', 'judul': 'TARGET', 'format': 'bilangan(2)'}, {'isi': 'realisasi', 'judul': 'REALISASI', 'format': 'bilangan(2)'},
            {'isi': 'capaian(target, realisasi)', 'nama': 'capaian', 'judul': '%', 'format': 'persen_polos(2)', 'rata_rata': True}],
            'baris_akhir': [{'jenis': 'rata_rata', 'judul': 'Rata-rata Capaian'}]},
        'real': {'data': 'real', 'terlalu_lebar': 'putar', 'judul': 'Realisasi Program dan Kegiatan per Triwulan Tahun {{ tahun }}', 'kolom': [
            {'isi': 'no', 'judul': 'NO', 'rata': 'tengah'}, {'isi': 'program', 'judul': 'PROGRAM/KEGIATAN', 'lebar': '51fr'},
            {'isi': 'pagu', 'judul': 'PAGU (Rp)', 'format': 'bilangan(0)', 'jumlah': True}] +
            [{'isi': 'tw%d' % i, 'judul': ROMAN[i - 1], 'di_bawah': 'REALISASI TRIWULAN (Rp)', 'format': 'bilangan(0)', 'jumlah': True} for i in (1, 2, 3, 4)] + [
            {'isi': 'target', 'judul': 'Target', 'di_bawah': 'KINERJA', 'rata': 'tengah'}, {'isi': 'capai', 'judul': 'Real.', 'di_bawah': 'KINERJA', 'rata': 'tengah'},
            {'isi': 'capai / target', 'nama': 'persen', 'judul': '%', 'di_bawah': 'KINERJA', 'format': 'persen_polos(2)'},
            {'isi': 'pagu - tw1 - tw2 - tw3 - tw4', 'nama': 'sisa', 'judul': 'SISA (Rp)', 'format': 'bilangan(0)', 'jumlah': True},
            {'isi': 'sumber', 'judul': 'SUMBER', 'rata': 'tengah'}],
            'baris_akhir': [{'jenis': 'jumlah', 'judul': 'JUMLAH'}]},
        'ang': {'data': 'ang', 'judul': 'Pagu dan Realisasi Anggaran Tahun {{ tahun }}', 'kolom': [
            {'isi': 'no', 'judul': 'NO'}, {'isi': 'kegiatan', 'judul': 'PROGRAM/KEGIATAN', 'lebar': '68fr'},
            {'isi': 'pagu', 'judul': 'PAGU ANGGARAN (Rp)', 'format': 'bilangan(0)', 'jumlah': True},
            {'isi': 'realisasi', 'judul': 'REALISASI (Rp)', 'format': 'bilangan(0)', 'jumlah': True},
            {'isi': 'realisasi / pagu', 'nama': 'persen', 'judul': '%', 'format': 'persen_polos(2)', 'jumlah': 'jumlah(realisasi) / jumlah(pagu)'}],
            'kelompok': [{'menurut': 'program', 'kepala': '{{ program }}', 'jumlah': 'Subtotal'}],
            'baris_akhir': [{'jenis': 'jumlah', 'judul': 'JUMLAH'}]},
    }

def write_tables(folder, tables):
    text = lambda t: [[c['s'] for c in r['cells']] for r in t['rows']]
    rows_to(folder + '/data/idm.csv', ['no', 'desa', 'kecamatan', 'idm', 'status'], text(tables['idm']))
    rows, head = [], None
    for r in text(tables['ind'])[:-1]:
        head = r[:2] if len(r) == 7 else head
        rows.append(head + (r[2:6] if len(r) == 7 else r[:4]))
    rows_to(folder + '/data/ind.csv', ['no', 'sasaran', 'indikator', 'satuan', 'target', 'realisasi'], rows)
    rows_to(folder + '/data/real.csv', ['no', 'program', 'pagu', 'tw1', 'tw2', 'tw3', 'tw4', 'target', 'capai', 'sumber'],
            [r[:9] + [r[11]] for r in text(tables['real'])[:-1]])
    rows, program = [], ''
    for r in tables['ang']['rows']:
        cells = [c['s'] for c in r['cells']]
        if r['k'] == 'group':
            program = cells[1]
        elif r['k'] == 'row':
            rows.append([program] + cells[:4])
    rows_to(folder + '/data/ang.csv', ['program', 'no', 'kegiatan', 'pagu', 'realisasi'], rows)

def write_prose(folder, body):
    chapters, now = [], None
    for b in body:
        if b['t'] == 'h1':
            now = {'title': b['text'], 'out': []}
            chapters.append(now)
        elif b['t'] == 'h2':
            now['out'].append('## ' + b['text'])
        elif b['t'] == 'p':
            now['out'].append(b['text'])
        elif b['t'] == 'li':
            now['out'].append('%d. %s' % ('abcdefghij'.index(b['label'][0]) + 1, b['text']))
        else:
            now['out'].append('{{ tabel("%s") }}' % b['id'])
    for i, c in enumerate(chapters):
        write(f'{folder}/prosa/bab-{i + 1}.md', '\n\n'.join(c['out']) + '\n')
    return [c['title'] for c in chapters]

def w1(source, folder):
    d = json.load(open(source, encoding='utf-8'))
    write_tables(folder, d['tables'])
    titles = write_prose(folder, d['body'])
    kata = d['kata']
    write(folder + '/prosa/kata.md', '\n\n'.join(kata['paras']) + '\n')
    dump(folder + '/gaya/ukur.json', STYLE)
    cover = [({'teks': c, 'gaya': 'sampul_judul'} if c else {'spasi': '60pt'}) for c in d['cover']]
    dump(folder + '/ukur-laporan.json', {
        'nama': 'ukur-laporan', 'judul': d['title'], 'gaya': 'ukur',
        'bagian': [{'jenis': 'sampul', 'id': 'sampul', 'isi': cover},
                   {'jenis': 'awal', 'id': 'kata', 'judul': 'Kata Pengantar', 'isi': [{'prosa': 'kata'}, {'ttd': 'pejabat.kepala'}]},
                   {'jenis': 'awal', 'id': 'daftar', 'judul': 'Daftar Isi', 'isi': [{'daftar': 'isi'}]}] +
                  [{'jenis': 'bab', 'id': f'bab-{i + 1}', 'judul': t.title(), 'isi': [{'prosa': f'bab-{i + 1}'}]} for i, t in enumerate(titles)],
        'tabel': table_columns()})
    number = {'tipe': 'desimal'}
    dump(folder + '/laporan.json', {
        'tata_letak': 'ukur-laporan', 'tahun': d['year'], 'tempat': kata['place'].split(',')[0], 'tanggal': f"{d['year'] + 1}-01-31",
        'instansi': {'nama': d['agency']}, 'pemerintah': {'nama': 'Pemerintah ' + d['kab'], 'daerah': d['kab']},
        'pejabat': {'kepala': {'jabatan': '\n'.join(kata['role']), 'nama': kata['name'], 'pangkat': kata['rank'], 'nip': kata['nip'][5:]}},
        'data': {'idm': {'berkas': 'data/idm.csv', 'kolom': {'no': 'bulat', 'idm': {'tipe': 'desimal', 'tanda_desimal': 'koma_atau_titik'}}},
                 'ind': {'berkas': 'data/ind.csv', 'kolom': {'target': number, 'realisasi': number}},
                 'real': {'berkas': 'data/real.csv', 'kolom': {k: 'rupiah' for k in ('pagu', 'tw1', 'tw2', 'tw3', 'tw4')} | {'target': number, 'capai': number}},
                 'ang': {'berkas': 'data/ang.csv', 'kolom': {'pagu': 'rupiah', 'realisasi': 'rupiah'}}},
        'prosa': {'kata': 'prosa/kata.md'} | {f'bab-{i + 1}': f'prosa/bab-{i + 1}.md' for i in range(len(titles))}})

def w2(rows, folder):
    os.makedirs(folder + '/data', exist_ok=True)
    with open(folder + '/data/desa.csv', 'w', encoding='utf-8', newline='') as f:
        f.writelines(rows)
    dump(folder + '/gaya/ukur.json', STYLE)
    dump(folder + '/ukur-desa.json', {
        'nama': 'ukur-desa', 'judul': 'Status desa', 'gaya': 'ukur',
        'bagian': [{'jenis': 'polos', 'id': 'isi', 'isi': [{'tabel': 'desa'}]}],
        'tabel': {'desa': {'data': 'desa', 'kolom': [
            {'isi': 'NO', 'judul': 'NO', 'lebar': '16mm', 'rata': 'tengah', 'format': 'polos'}, {'isi': 'NAMA_DESA', 'judul': 'NAMA DESA', 'lebar': '50mm'},
            {'isi': 'KECAMATAN', 'lebar': '48mm', 'judul': 'KECAMATAN'}, {'isi': 'IDM', 'judul': 'IDM', 'format': 'indeks(4)', 'lebar': '16mm'},
            {'isi': 'STATUS', 'judul': 'STATUS', 'lebar': '27mm', 'rata': 'tengah'}]}}})
    dump(folder + '/laporan.json', {
        'tata_letak': 'ukur-desa', 'tahun': 2023, 'tempat': 'Jakarta', 'tanggal': '2024-01-31', 'instansi': {'nama': 'Kementerian'},
        'pemerintah': {'nama': 'Pemerintah', 'daerah': 'Indonesia'},
        'data': {'desa': {'berkas': 'data/desa.csv', 'kolom': {'NO': 'bulat', 'NAMA DESA': {'nama': 'NAMA_DESA'},
                 'IDM': {'tipe': 'desimal', 'tanda_desimal': 'koma_atau_titik'}}}}})

def million(rows):
    yield rows[0]
    for i in range(1_000_000):
        _, rest = rows[1 + i % (len(rows) - 1)].split(',', 1)
        yield f'{i + 1},{rest}'

def main():
    bench, out = sys.argv[1:3]
    w1(bench + '/data/w1.json', out + '/w1')
    for n in (1000, 10000, 30000, 83771):
        w2(open(f'{bench}/data/w2_{n}.csv', encoding='utf-8'), f'{out}/w2_{n}')
    if '--million' in sys.argv:
        w2(million(open(f'{bench}/data/w2_83771.csv', encoding='utf-8').readlines()), out + '/w2_1000000')
    for i in range(100):
        w1(f'{bench}/data/batch/{i:03d}.json', f'{out}/w3/{i:03d}')

main()
