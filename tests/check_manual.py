#!/usr/bin/env python3
"""layouts/README.md as its reader takes it: a whole document there composes, and every JSON snippet is put where its
shape says that it belongs, in a report with the manual's own data, and is accepted. Prints TAP lines.
Usage: check_manual.py LAKIP WORK"""
import json, os, re, subprocess, sys

lakip, work = os.path.realpath(sys.argv[1]), sys.argv[2]
manual = open('layouts/README.md', encoding='utf-8').read().split('\n')
failures = 0

def say(good, name, why=''):
    global failures
    failures += not good
    print(('ok ' if good else 'not ok ') + name)
    for line in why.strip().split('\n')[:8] if not good else []:
        print('# ' + line)

def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)

def run(*words):
    done = subprocess.run([lakip, *words], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr

# ---- the manual's code: fences, and examples in the tables of blocks and keys ----

def fences():
    start = language = None
    for n, line in enumerate(manual, 1):
        if line.startswith('```') and start is None:
            start, language = n, line[3:].strip()
        elif line.startswith('```'):
            yield start, language, '\n'.join(manual[start:n - 1])
            start = None

def inline():
    """The blocks in the table of block kinds."""
    section = False
    for n, line in enumerate(manual, 1):
        section = line.startswith('## 5.') if line.startswith('## ') else section
        if section and line.startswith('|'):
            for code in re.findall(r'`(\{"[^`]*\})`', line):
                yield n, code

def pieces(text):
    """A fence holds JSON values, or members of an object that is not shown: (key or None, value)."""
    text = text.replace('[ ... ]', '[]').replace('{ ... }', '{}')
    decoder, at = json.JSONDecoder(), 0
    while True:
        while at < len(text) and text[at] in ' \n,':
            at += 1
        if at == len(text):
            return
        value, at = decoder.raw_decode(text, at)
        colon = re.compile(r'\s*:\s*').match(text, at)
        if isinstance(value, str) and colon:
            key = value
            value, at = decoder.raw_decode(text, colon.end())
            yield key, value
        else:
            yield None, value

# ---- the report that the snippets speak of ----

DATA = {
    'realisasi-anggaran': ('program;kegiatan;sasaran;pagu;realisasi\nPenunjang;A;S1;100;90\nPokok;B;S1;300;200\n',
                           {'pagu': 'rupiah', 'realisasi': 'rupiah'}),
    'perjanjian-kinerja': ('no;indikator\n1;I1\n', {}),
    'idm-desa': ('no;desa;idm;status\n1;Satu;0,91;MANDIRI\n2;Dua;0,52;MAJU\n', {'no': 'bulat', 'idm': 'desimal'}),
    'idm-klasifikasi': ('klasifikasi;jumlah_lalu;jumlah_kini\nMANDIRI;1;2\nMAJU;3;4\n',
                        {'jumlah_lalu': 'bulat', 'jumlah_kini': 'bulat'}),
    'organisasi': ('kode;atasan;jabatan;jumlah\nk;;Kepala;1\ns;k;Sekretaris;4\n', {'jumlah': 'bulat'}),
    'cascading': ('tujuan;sasaran;program;kegiatan\nT;S;P;K1\nT;S;P;K2\n', {}),
    'capaian': ('sasaran;indikator;target;realisasi;naskah\nS1;I1;10 Unit;9 Unit;bab-1\nS1;I2;4 Unit;4 Unit;\n',
                {'target': 'bersatuan', 'realisasi': 'bersatuan'}),
    'capaian-tahunan': ('indikator;tahun;target;realisasi\nI1;2022;5;4\nI1;2023;6;7\n',
                        {'tahun': 'bulat', 'target': 'bulat', 'realisasi': 'bulat'}),
    'sarana': ('jenis_barang;jumlah\nMeja;4\n', {'jumlah': 'bulat'}),
    'iku-renstra': ('tujuan;sasaran;indikator;formulasi;satuan;2023\nT;S1;I1;F;Poin;0,5\n;S1;I2;F;Poin;0,6\n', {}),
    'pengukuran': ('no;target;realisasi;persen_tercetak\n1;100 Unit;139 Unit;139%\n1;10 Unit;12 Unit;100%\n', {}),
    'perjanjian': ('program;anggaran\nPenunjang;100\nPokok;300\n', {'anggaran': 'rupiah'}),
}
PROSE = ['bab-1', 'bab-2', 'bab-3', 'bab-4', 'ikhtisar', 'rkt', 'isi', 'tembusan']
LISTS = ['menimbang', 'mengingat', 'diktum']

def base():
    officer = {'jabatan': 'Kepala Dinas', 'nama': 'NAMA PEJABAT'}
    return {
        'tata_letak': 'contoh', 'tahun': 2023, 'tempat': 'Kota Contoh', 'tanggal': '2024-01-31', 'nomor': '1/2024',
        'instansi': {'nama': 'Dinas Contoh', 'alamat': 'Jalan Contoh'},
        'pemerintah': {'nama': 'Pemerintah Contoh', 'daerah': 'Kabupaten Contoh'},
        'pejabat': {'kepala': officer, 'bupati': officer, 'sekretaris': officer},
        'fakta': {'tentang': 'Contoh', 'hal': 'Contoh'},
        'data': {name: {'berkas': f'data/{name}.csv', 'kolom': columns} for name, (_, columns) in DATA.items()},
        'prosa': {name: f'prosa/{name}.md' for name in PROSE + LISTS},
        'angka': {'pagu': {'rumus': 'jumlah(realisasi-anggaran.pagu)', 'judul': 'pagu'},
                  'serapan': {'rumus': 'jumlah(realisasi-anggaran.realisasi) / pagu', 'judul': 'serapan'}},
        'bagan': {'status-kampung': {'jenis': 'kolom', 'data': 'idm-klasifikasi', 'label': 'klasifikasi', 'seri': ['jumlah_kini']}},
        'pohon': {'organisasi': {'data': 'organisasi', 'simpul': 'kode', 'induk': 'atasan', 'baris': ['jabatan']}},
        'kolom_turunan': {'capaian': {'capaian': {'rumus': 'realisasi / target', 'judul': 'Capaian'}},
                          'realisasi-anggaran': {'serapan': {'rumus': 'realisasi / pagu', 'judul': 'Serapan'}}},
    }

def layout(blocks=(), parts=None, **more):
    parts = parts or [{'jenis': 'bab', 'id': 'bab-satu', 'judul': 'Contoh', 'isi': list(blocks) or [{'teks': 'Isi.'}]}]
    return {'nama': 'contoh', 'judul': 'Contoh', 'gaya': 'a4-resmi', 'bagian': parts, **more}

def check(name, report, contoh, style=None, extra=()):
    folder = f'{work}/{name}'
    for table, (csv, _) in DATA.items():
        write(f'{folder}/data/{table}.csv', csv)
    for text in PROSE:
        write(f'{folder}/prosa/{text}.md', 'Isi.\n')
    for text in LISTS:
        write(f'{folder}/prosa/{text}.md', '1. Satu;\n2. Dua.\n')
    for image in ('foto.jpg', 'logo.png'):
        with open(f'{folder}/{image}', 'wb') as f:
            f.write(open('samples/way-kanan-2023/logo.png', 'rb').read())
    write(f'{folder}/laporan.json', json.dumps(report, ensure_ascii=False))
    for file, value in [('contoh.json', contoh), ('gaya/contoh.json', style), *extra]:
        if value:
            write(f'{folder}/{file}', json.dumps(value, ensure_ascii=False))
    status, out = run('periksa', folder)
    say(status == 0, f'manual: {name}', out)

# ---- where a snippet belongs ----

BLOCKS = ['prosa', 'belum_diisi', 'tabel', 'teks', 'judul', 'daftar', 'ttd', 'kop', 'gambar', 'spasi', 'bagan', 'rumus',
          'pohon', 'garis', 'halaman_baru', 'utuh', 'bila', 'ulang', 'pasangan', 'seksi']
STYLE_KEYS = {'halaman', 'paraf', 'keterangan', 'rujukan', 'kata', 'spasi_kata', 'tepi_optis', 'titik_daftar', 'konsep',
              'sidik'}

def is_block(v):
    return isinstance(v, dict) and next(iter(v)) in BLOCKS

def is_column(v):
    return isinstance(v, dict) and next(iter(v)) == 'isi' and isinstance(v['isi'], str)

def fill(block):
    """What the manual leaves out as [ ... ]."""
    for key in ('isi', 'selainnya', 'utuh'):
        if block.get(key) == []:
            block[key] = [{'teks': 'Isi.'}]
    return block

def in_loop(block):
    """A snippet that speaks of the loop's row stands in one."""
    speaks = 's.' in json.dumps(block) and 'ulang' not in block
    return {'ulang': 'capaian', 'sebagai': 's', 'isi': [block]} if speaks else block

def style_of(key, value):
    if key in STYLE_KEYS:
        return {'halaman': {'isi': {'paraf': value}}} if key == 'paraf' else {key: value}
    if key == 'bagan' and 'warna' in value or key == 'angka' and 'minus' in value or key == 'butir' and 'inden' in value:
        return {key: value}
    if isinstance(value, dict) and ('dasar' in value or 'ukuran' in value):
        return {'teks': {key: value}}
    return None

def merge(into, more):
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        else:
            into[key] = value

def place(name, found):
    """One fence's pieces, all together in one report. False: a shape that belongs nowhere."""
    report, blocks, parts, tables, columns, style = base(), [], [], {}, [], {}
    for key, v in found:
        if key is None and isinstance(v, dict) and v.get('jenis') in ('bab', 'lampiran', 'awal', 'sampul', 'polos'):
            parts.append(v)
        elif key is None and is_column(v):
            columns.append(v)
        elif key is None and is_block(v):
            blocks.append(in_loop(fill(v)))
        elif key == 'baris_akhir':
            tables['realisasi-anggaran'] = {'data': 'realisasi-anggaran', key: v,
                                            'kolom': [{'isi': 'kegiatan'}, {'isi': 'pagu', 'jumlah': True, 'rata_rata': True}]}
        elif style_of(key, v):
            merge(style, style_of(key, v))
        elif isinstance(v, dict) and 'berkas' in v:
            report['data'][key] = v
        elif isinstance(v, dict) and 'data' in v and ('kolom' in v or 'tiap' in v):
            tables[key] = v
        elif key:
            merge(report, {key: v})           # laporan.json refuses a key that is not its own
        else:
            return False
    if columns:
        tables['kolom'] = {'data': 'capaian', 'kolom': columns}
    blocks += [{'tabel': t} for t in tables]
    blocks += [{key: n} for key, v in found if key in ('bagan', 'pohon') and key not in style for n in v]
    contoh = layout(blocks, parts)
    if 'lampiran' in report:
        contoh['bagian'].append({'jenis': 'lampiran', 'id': 'iku', 'judul': 'IKU', 'isi': [{'teks': 'Isi.'}]})
    if tables:
        contoh['tabel'] = dict(tables)
    if any(p['id'] == 'iku' for p in parts):
        contoh['tabel'] = {'iku-lengkap': {'data': 'iku-renstra'}}
    if style:
        report['gaya'] = 'contoh'
        style.update(nama='contoh', turunan_dari='a4-resmi')
    check(name, report, contoh, style)
    return True

def whole(name, v):
    """A file of its own: laporan.json, a descriptor, a profile."""
    if 'tata_letak' in v:
        for table, entry in v.get('data', {}).items():
            DATA.setdefault(table, ('a\n1\n', {}))
        v['tata_letak'] = 'contoh'
        v.pop('lampiran', None)
        check(name, v, layout([{'prosa': 'bab-1'}]))
    elif 'huruf' in v:
        v['nama'] = 'contoh'
        check(name, {**base(), 'gaya': 'contoh'}, layout(), v)
    elif v.get('turunan_dari') == 'lkjip':
        file, report = v['nama'], base()
        del report['data']['iku-renstra']     # the office of this one has no Renstra in its data
        report.update(tata_letak=file, fakta={'tanpa_analisis': 'ya'})
        check(name, report, None, None, [(f'{file}.json', v)])
    elif not v.get('bagian'):
        return None           # its parts are left out: nothing to run
    else:
        check(name, base(), {**v, 'nama': 'contoh'})
    return True

# ---- the whole documents of the manual: a path in bold before each file ----

named, folders = set(), []
for start, _, text in fences():
    path = re.fullmatch(r'\*\*`([\w./-]+)`\*\*', manual[start - 3])
    if path:
        write(f'{work}/{path[1]}', text + '\n')
        named.add(start)
        if path[1].endswith('/laporan.json'):
            folders.append(path[1].split('/')[0])
for folder in folders:
    status, out = run('susun', f'{work}/{folder}', '--ketat', '-o', f'{work}/{folder}.pdf')
    say(status == 0, f'manual: {folder} composes without a warning', out)
say(len(folders) >= 1, 'manual: there is a whole document')

count = 0
for start, language, text in fences():
    if language != 'json' or start in named:
        continue
    count += 1
    name = f'line-{start}'
    try:
        found = list(pieces(text))
    except json.JSONDecodeError as e:
        say(False, f'manual: {name} is JSON', str(e))
        continue
    key, first = found[0]
    if key is None and isinstance(first, dict) and 'nama' in first or 'tata_letak' in first:
        whole(name, first)
    elif not place(name, found):
        say(False, f'manual: {name} belongs somewhere', text[:200])
for start, code in inline():
    if '...' in code.replace('[ ... ]', ''):
        continue
    found = list(pieces(code))
    if len(found) == 1 and is_block(found[0][1]):
        count += 1
        place(f'line-{start}-{count}', found)
say(count > 40, f'manual: {count} snippets were run')
sys.exit(0)
