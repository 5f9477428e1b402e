#!/usr/bin/env python3
"""No document's wording, agency or table name stands in gen/: the names and titles of every layout and sample are
looked for in the string literals of the program. Prints TAP lines."""
import glob, json, re

def strings(path):
    text = re.sub(r'/\*.*?\*/', '', open(path, encoding='utf-8').read(), flags=re.S)
    text = re.sub(r'"\s*\n\s*"', '', text)
    for m in re.finditer(r'"((?:[^"\\\n]|\\.)*)"', text):
        yield m.group(1)

def words_of(value, found):
    """Titles and texts of a descriptor, and the names of its tables, figures and parts."""
    if isinstance(value, list):
        for v in value:
            words_of(v, found)
    elif isinstance(value, dict):
        for key, v in value.items():
            if key in ('tabel', 'angka', 'kolom_turunan', 'data', 'prosa', 'skala', 'bagan', 'pohon') and isinstance(v, dict):
                found.update(n for n in v if '-' in n or '_' in n)
            if key in ('judul', 'teks', 'label', 'nilai', 'sumber', 'catatan', 'id', 'jabatan', 'daerah') and isinstance(v, str):
                plain = re.sub(r'\{\{.*?\}\}|[*_]', ' ', v)
                found.update(w.strip(' .,:;()') for w in re.split(r'\s{2,}|\\n|\n', plain))
            words_of(v, found)

found = {'Way Kanan', 'Barito Selatan', 'Luwu Timur', 'Dinas Pemberdayaan', 'Bupati', 'Inspektorat', 'MEMUTUSKAN', 'Menimbang'}
for path in glob.glob('layouts/*.json') + glob.glob('samples/*/*.json'):
    words_of(json.load(open(path, encoding='utf-8')), found)
# Single words (months, "Jumlah") say nothing of a document; names with a hyphen and titles of two words and more do.
telling = {w for w in found if len(w) >= 6 and (' ' in w or '-' in w) and (w[0].isupper() or '-' in w)}
common = {'Rata-rata', 'Tanda tangan',      # the language's own words for a mean and a signature
          'realisasi-anggaran'}             # the example in a message about placeholders
bad = []
for path in sorted(glob.glob('gen/*.[ch]')):
    for s in strings(path):
        for w in telling - common:
            if re.search(r'(?<!\w)' + re.escape(w) + r'(?!\w)', s):
                bad.append(f'{path}: "{w}" in "{s[:70]}"')
for b in bad:
    print('# ' + b)
print(('not ok' if bad else 'ok') + f' none of {len(telling)} names and titles stands in gen/')
