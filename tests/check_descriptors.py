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

# What is printed is the profile's ("kata") or the layout's: between the figures and the pages no phrase of several
# words stands in the program, save in what it says to the user (calls that report) and in what is heard, not printed.
MODULES = ('build', 'compute', 'flow', 'page', 'para', 'table', 'tree', 'plot')
REPORTS = r'\b(?:diag_\w+|layout_error|say_\w+|assert)\s*\('
HEARD = {'Tanda tangan elektronik X': 'title of a signature field', 'Di bawah X': 'a tree in words',
         'Tanda tangan': 'title of a section', 'Bagan kolom': 'a chart in words', 'Bagan batang': '',
         'Bagan bertumpuk': '', 'Bagan garis': '', 'Bagan lingkaran': '',
         'Keterangan laporan': 'of an attached source', 'Data laporan': '', 'Tata letak': '',
         'akhir kelompok X: X': '--cetak=angka', 'kelompok X: X': '', 'tabel X': '', 'angka X': ''}

def without_reports(text):
    while m := re.search(REPORTS, text):
        depth, at, quoted = 1, m.end(), False
        while depth and at < len(text):
            c = text[at]
            if c == '\\':
                at += 1
            elif c == '"':
                quoted = not quoted
            elif not quoted:
                depth += (c == '(') - (c == ')')
            at += 1
        text = text[:m.start()] + text[at:]
    return text

def phrases(path):
    text = re.sub(r'/\*.*?\*/', '', open(path, encoding='utf-8').read(), flags=re.S)
    text = without_reports(re.sub(r'"\s*\n\s*"', '', text))
    text = re.sub(r'static const char \*too_wide_advice.*?\n}\n', '', text, flags=re.S)      # advice to the user
    for s in re.findall(r'"((?:[^"\\\n]|\\.)*)"', re.sub(r'^#include.*$', '', text, flags=re.M)):
        s = re.sub(r'%[-0-9.*]*(?:l|z|ll)?[a-z]', 'X', s).replace('\\n', ' ').strip(' .,:;')
        if len(re.findall(r'[A-Za-z]{3,}', s)) + s.count('X') > 1 and re.search(r'[A-Za-z]{3,} \w', s):
            yield s

loud = []
for path in sorted(glob.glob('gen/*.[ch]')):
    if re.match(r'gen/(' + '|'.join(MODULES) + r')(_\w+)?\.[ch]$', path):
        loud += [f'{path}: "{s}"' for s in phrases(path) if s not in HEARD]
for line in loud:
    print('# ' + line)
print(('not ok' if loud else 'ok') + ' no printed phrase stands in gen/')
print(('not ok' if bad else 'ok') + f' none of {len(telling)} names and titles stands in gen/')
