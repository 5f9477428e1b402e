#!/usr/bin/env python3
"""Reads a finished PDF and checks its lists of contents: for every internal link whose text ends in a
page label, the label is that of the page it leads to, and the entry's words stand on that page.
Usage: contents.py FILE.pdf LEAST  (LEAST: so many entries there must be). Prints TAP lines."""
import json, re, subprocess, sys
import xml.etree.ElementTree as ET

def run(*args):
    return subprocess.run(args, check=True, capture_output=True).stdout.decode('utf-8')

def words_by_page(path):
    ns = '{http://www.w3.org/1999/xhtml}'
    text = re.sub(r'[\x00-\x08\x0b\x0c\x0e-\x1f]', '', run('pdftotext', '-bbox', path, '-'))
    pages = []
    for page in ET.fromstring(text).iter(ns + 'page'):
        height = float(page.get('height'))
        pages.append((height, [(float(w.get('xMin')), float(w.get('yMin')), float(w.get('xMax')),
                                float(w.get('yMax')), w.text or '') for w in page.iter(ns + 'word')]))
    return pages

class Pdf:
    def __init__(self, path):
        j = json.loads(run('qpdf', '--json=2', '--json-key=qpdf', '--json-key=pages',
                           '--json-key=pagelabels', path))
        self.objects = j['qpdf'][1]
        self.pages = [p['object'] for p in j['pages']]
        self.labels = self.page_labels(j['pagelabels'])

    def get(self, v):
        while isinstance(v, str) and re.fullmatch(r'\d+ \d+ R', v):
            o = self.objects['obj:' + v]
            v = o['value'] if 'value' in o else o['stream']['dict']
        return v

    def page_labels(self, ranges):
        labels = []
        starts = [(r['index'], self.get(r['label'])) for r in ranges]
        for k, (first, d) in enumerate(starts):
            end = starts[k + 1][0] if k + 1 < len(starts) else len(self.pages)
            for n in range(first, end):
                number = d.get('/St', 1) + n - first
                prefix = re.sub(r'^[ub]:', '', d.get('/P', 'u:'))
                labels.append(prefix + {'/D': str, '/r': lambda x: roman(x).lower(), '/R': roman}
                              .get(d.get('/S'), lambda x: '')(number))
        return labels

    def links(self):
        for index, ref in enumerate(self.pages):
            for a in self.get(self.get(ref).get('/Annots', [])) or []:
                a = self.get(a)
                if a.get('/Subtype') == '/Link' and '/Dest' in a:
                    dest = self.get(a['/Dest'])
                    yield index, [float(x) for x in self.get(a['/Rect'])], self.pages.index(dest[0])

def roman(n):
    out = ''
    for v, s in ((1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'),
                 (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')):
        while n >= v:
            out, n = out + s, n - v
    return out

def plain(text):
    return re.sub(r'[\s.­-]+', '', text).lower()

def main(path, least):
    pdf, pages = Pdf(path), words_by_page(path)
    entries, bad = {}, []
    for page, rect, target in pdf.links():
        height, words = pages[page]
        x0, y0, x1, y1 = rect
        inside = [w for w in words if x0 - 1 <= (w[0] + w[2]) / 2 <= x1 + 1
                  and height - y1 - 1 <= (w[1] + w[3]) / 2 <= height - y0 + 1]
        entries.setdefault((page, target), []).extend(inside)
    checked = 0
    for (page, target), words in entries.items():
        text = ' '.join(w[4] for w in words)
        if '...' not in re.sub(r'[. ]{3,}', '...', text):
            continue                          # a cross-reference in the prose: no leader
        for entry, label in re.findall(r'(.+?)[. ]{4,}([ivxlcdmA-Za-z]*-?\d*)(?= |$)', text):
            checked += 1
            if label != pdf.labels[target]:
                bad.append(f'"{entry}" says {label}, its page is {pdf.labels[target]}')
            there = plain(' '.join(w[4] for w in pages[target][1]))
            missing = [w for w in entry.split() if plain(w) and plain(w) not in there]
            if missing:
                bad.append(f'"{entry}": {missing} not on page {pdf.labels[target]}')
    for b in bad:
        print('# ' + b)
    print(('not ok' if bad else 'ok') + f' every page number of {checked} entries is right')
    print(('ok' if checked >= least else 'not ok') + f' at least {least} entries')

main(sys.argv[1], int(sys.argv[2]))
