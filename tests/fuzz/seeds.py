#!/usr/bin/env python3
"""What the fuzzers start from, made of the samples. Usage: seeds.py NAME FOLDER"""
import glob, json, os, re, struct, sys, zlib

def files(pattern, most):
    for f in sorted(glob.glob(pattern, recursive=True)):
        if os.path.isfile(f) and os.path.getsize(f) <= most:
            with open(f, 'rb') as file:
                yield file.read()

def several(most, *patterns):
    for p in patterns:
        yield from files(p, most)

def expressions():
    found = set()
    for text in several(100_000, 'samples/**/*.json', 'samples/**/*.md', 'layouts/**/*.json'):
        for hole in re.findall(rb'\{\{[^}]*\}\}', text):
            found |= {hole, hole[2:-2].strip()}
    for text in several(100_000, 'tests/unit/test_expr.c', 'tests/unit/test_calc.c'):
        found |= set(re.findall(rb'"((?:[^"\\\n]|\\.){3,80})"', text))
    return sorted(found)

def numbers():
    found = set()
    for text in several(100_000, 'samples/**/*.csv'):
        found |= set(re.findall(rb'-?\d[\d.,]*', text)[:10])
    return [n + b' 3.25' for n in sorted(found)]

def png(width, height, depth, kind, bits):
    def chunk(tag, data):
        return struct.pack('>I', len(data)) + tag + data + struct.pack('>I', zlib.crc32(tag + data))
    rows = (b'\0' + bytes((width * bits + 7) // 8)) * height
    palette = chunk(b'PLTE', bytes(range(48))) + chunk(b'tRNS', b'\x80') if kind == 3 else b''
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, depth, kind, 0, 0, 0)) + palette +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))

def images():
    for depth, kind, bits in ((1, 0, 1), (8, 0, 8), (16, 0, 16), (8, 2, 24), (8, 6, 32), (8, 4, 16), (8, 3, 8), (4, 3, 4)):
        yield png(5, 3, depth, kind, bits)
    yield (b'\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xdb\0\x43\0' + bytes([1] * 64) +
           b'\xff\xc0\0\x0b\x08\0\3\0\5\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0\0\xff\xd9')

def blocks(content):
    for b in content:
        if isinstance(b.get('utuh'), list):
            yield from blocks(b['utuh'])
        else:
            yield b

def descriptors():
    """A descriptor for each block of samples/galeri; two with a profile of their own behind 0xFF."""
    with open('samples/galeri/galeri.json') as f:
        whole = json.load(f)
    def one(content, kind='bab', profile=None):
        part = {'jenis': kind, 'id': 'x', 'isi': content} | ({'judul': 'Satu'} if kind in ('bab', 'lampiran') else {})
        d = {'nama': 'galeri', 'judul': 'G', 'gaya': 'uji' if profile else 'a4-resmi',
             'kolom_turunan': whole['kolom_turunan'], 'bagian': [part]}
        text = lambda v: json.dumps(v, ensure_ascii=False, separators=(',', ':')).encode()
        return text(d) + (b'\xff' + text(profile) if profile else b'')
    for part in whole['bagian']:
        for b in blocks(part['isi']):
            yield one([b])
    for kind in ('sampul', 'awal', 'lampiran', 'polos'):
        yield one([{'teks': 'Halo {{ tahun }}'}, {'spasi': 'isi'}, {'daftar': 'isi'}], kind)
    yield one([{'ulang': 'kegiatan', 'sebagai': 's', 'isi': [{'ulang': 'desa', 'sebagai': 't', 'isi': [{'teks': '{{ s.pagu }}'}]}]}])
    yield one([{'prosa': 'naskah'}], profile={'nama': 'uji', 'turunan_dari': 'a4-resmi', 'halaman': {'kertas': 'A4'},
                                             'teks': {'badan': {'ukuran': '9pt', 'jarak_baris': '1,2'}}})
    with open('layouts/gaya/f4-elektronik.json') as f:
        yield one([{'prosa': 'naskah'}], profile=json.load(f))

CMAP = (b'begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar '
        b'1 beginbfrange <0024> <003D> <0041> endbfrange endcmap')
CONTENT = (b'BT /F1 11 Tf 1 0 0 1 72 700 Tm <00240025> Tj [(\\000\\044) -20 <0026>] TJ 0 -14.4 Td (\\0003) Tj ET '
           b'/P <</MCID 0>> BDC EMC')

def pdf():
    def stream(head, data):
        return b'<< ' + head + b' /Length %d >>\nstream\n' % len(data) + data + b'\nendstream'
    packed = zlib.compress(CONTENT)
    for names, content in ((b'/Names [ (a.csv) 6 0 R (b) 8 0 R ]', stream(b'', CONTENT)),
                           (b'/Kids [ << /Limits [(a)(b)] /Names [ (a.csv) 6 0 R ] >> ]', stream(b'/Filter /FlateDecode', packed))):
        objects = [b'<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << ' + names + b' >> >> >>',
                   b'<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>',
                   b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
                   content,
                   b'<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Serif /ToUnicode 9 0 R >>',
                   b'<< /Type /Filespec /UF (a.csv) /F (a.csv) /EF << /F 7 0 R >> >>',
                   stream(b'/Type /EmbeddedFile', b'a;b\n1;2\n'),
                   b'<< /Type /Filespec /UF (../b) /EF << /F 7 0 R >> >>',
                   stream(b'', CMAP)]
        out, at = b'%PDF-1.7\n', []
        for i, o in enumerate(objects):
            at.append(len(out))
            out += b'%d 0 obj\n' % (i + 1) + o + b'\nendobj\n'
        table = b''.join(b'%010d 00000 n \n' % a for a in at)
        yield (out + b'xref\n0 %d\n0000000000 65535 f \n' % (len(at) + 1) + table +
               b'trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(at) + 1, len(out)))

FONT = '/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf'

def small_font(glyphs=70):
    """Liberation Serif with its first glyphs alone: ASCII from the space on, in the font's own order."""
    with open(FONT, 'rb') as f:
        whole = f.read()
    tables = {}
    for i in range(struct.unpack_from('>H', whole, 4)[0]):
        tag, _, at, n = struct.unpack_from('>4sLLL', whole, 12 + 16 * i)
        tables[tag] = whole[at:at + n]
    wide = struct.unpack_from('>h', tables[b'head'], 50)[0]
    end = struct.unpack_from('>L', tables[b'loca'], 4 * glyphs)[0] if wide else 2 * struct.unpack_from('>H', tables[b'loca'], 2 * glyphs)[0]
    last = 0x20 + glyphs - 4
    cmap = struct.pack('>HHHHL12HhhHH', 0, 1, 3, 1, 12, 4, 32, 0, 4, 4, 1, 0, last, 0xFFFF, 0, 0x20, 0xFFFF, 3 - 0x20, 1, 0, 0)
    kept = {b'OS/2': tables[b'OS/2'], b'cmap': cmap, b'glyf': tables[b'glyf'][:end], b'head': tables[b'head'],
            b'hhea': tables[b'hhea'][:34] + struct.pack('>H', glyphs), b'hmtx': tables[b'hmtx'][:4 * glyphs],
            b'loca': tables[b'loca'][:(glyphs + 1) * (4 if wide else 2)],
            b'maxp': tables[b'maxp'][:4] + struct.pack('>H', glyphs) + tables[b'maxp'][6:], b'post': b'\0\3' + tables[b'post'][2:32]}
    names = [(1, 'Liberation Serif'), (2, 'Regular')]
    text = b''.join(n.encode('utf-16-be') for _, n in names)
    records, at = b'', 0
    for number, n in names:
        records += struct.pack('>HHHHHH', 3, 1, 0x409, number, 2 * len(n), at)
        at += 2 * len(n)
    kept[b'name'] = struct.pack('>HHH', 0, len(names), 6 + len(records)) + records + text
    out, body = struct.pack('>LHHHH', 0x10000, len(kept), 0, 0, 0), b''
    for tag, t in sorted(kept.items()):
        out += struct.pack('>4sLLL', tag, 0, 12 + 16 * len(kept) + len(body), len(t))
        body += t + bytes(-len(t) % 4)
    yield out + body

SEEDS = {
    'json': lambda: several(20_000, 'samples/**/*.json', 'layouts/**/*.json', 'tests/cases/**/*.json'),
    'csv': lambda: several(6_000, 'samples/**/*.csv', 'tests/cases/**/*.csv'),
    'prose': lambda: several(12_000, 'samples/**/*.md', 'tests/cases/**/*.md'),
    'expr': expressions, 'num': numbers, 'image': images, 'layout': descriptors, 'flow': descriptors,
    'pdf': pdf, 'pdf_text': lambda: [CMAP + b'\xff' + CONTENT],
    'font': small_font,
}

name, folder = sys.argv[1:3]
os.makedirs(folder, exist_ok=True)
for i, seed in enumerate(SEEDS.get(name, list)()):
    with open(f'{folder}/{i}', 'wb') as f:
        f.write(seed)
