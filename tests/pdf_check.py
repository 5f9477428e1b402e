#!/usr/bin/env python3
"""Checks what validators leave out, on a tagged PDF: pdf_check.py [--text | --mutants] FILE.pdf...

Reads the file through qpdf's JSON. Each finding is one line; exit 1 when there is any.
--text     print the structure tree's text, a block a line
--mutants  damage a copy of the model in each known way and see that a check finds it
"""
import base64, copy, json, re, subprocess, sys, zlib
import pdf_rules

BLOCKS = {'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'P', 'LI', 'Lbl', 'LBody', 'TOCI', 'TH', 'TD', 'Caption', 'Figure',
          'Formula', 'Note', 'BlockQuote'}
ROLES = BLOCKS | {'Document', 'Part', 'Sect', 'Div', 'L', 'TOC', 'Reference', 'Table', 'THead', 'TBody', 'TFoot',
                  'TR', 'Link', 'Span', 'Form'}
KIDS = {'Table': {'Caption', 'THead', 'TBody', 'TFoot', 'TR'}, 'THead': {'TR'}, 'TBody': {'TR'}, 'TFoot': {'TR'},
        'TR': {'TH', 'TD'}, 'L': {'LI', 'Caption', 'L'}, 'LI': {'Lbl', 'LBody'}, 'TOC': {'TOCI', 'TOC', 'Caption'}}
PARENTS = {'TR': {'Table', 'THead', 'TBody', 'TFoot'}, 'TH': {'TR'}, 'TD': {'TR'}, 'THead': {'Table'},
           'TBody': {'Table'}, 'TFoot': {'Table'}, 'LI': {'L'}, 'LBody': {'LI'}, 'TOCI': {'TOC'}}
PAINTS = {'Tj', 'TJ', "'", '"', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'Do', 'sh', 'EI'}


# ---- the model ----

class Pdf:
    def __init__(self, path):
        run = subprocess.run(['qpdf', '--json=2', '--json-stream-data=inline', '--decode-level=generalized', path],
                             stdout=subprocess.PIPE)
        if run.returncode not in (0, 3):
            raise SystemExit('%s: qpdf cannot read it' % path)
        objects = json.loads(run.stdout)['qpdf'][1]
        self.objects = {k[4:]: v for k, v in objects.items() if k.startswith('obj:')}
        self.trailer = objects['trailer']['value']
        with open(path, 'rb') as f:
            self.raw = f.read()

    def get(self, value):
        """The value behind a reference; a stream's dictionary."""
        for _ in range(8):
            if not (isinstance(value, str) and value.endswith(' R') and value in self.objects):
                return value
            o = self.objects[value]
            value = o['value'] if 'value' in o else o['stream']['dict']
        return None

    def data(self, ref):
        return base64.b64decode(self.objects[ref]['stream'].get('data', ''))

    def key(self, value, *path):
        for p in path:
            value = self.get(value)
            if not isinstance(value, dict):
                return None
            value = value.get(p)
        return self.get(value)


def text_of(value):
    if not isinstance(value, str):
        return ''
    return value[2:] if value.startswith('u:') else bytes.fromhex(value[2:]).decode('latin-1')


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


# ---- content streams ----

TOKEN = re.compile(rb'\s*(?:%[^\r\n]*[\r\n]\s*)*(?:(?P<num>[-+]?(?:\d+\.?\d*|\.\d+))(?=[\s/<>\[\]()]|$)|'
                   rb'(?P<name>/[^\s/<>\[\]()%]*)|(?P<dict><<|>>)|(?P<hex><[0-9A-Fa-f\s]*>)|(?P<par>\()|'
                   rb'(?P<arr>[\[\]])|(?P<op>[^\s/<>\[\]()%]+))')
ESCAPES = {b'n': b'\n', b'r': b'\r', b't': b'\t', b'b': b'\b', b'f': b'\f'}


def literal(data, at):
    out, depth = bytearray(), 1
    while True:
        c = data[at:at + 1]
        at += 1
        if c == b'\\':
            e = data[at:at + 1]
            octal = re.match(rb'[0-7]{1,3}', data[at:at + 3])
            if octal:
                out.append(int(octal[0], 8) & 255)
                at += len(octal[0])
            elif e == b'\n':
                at += 1
            else:
                out += ESCAPES.get(e, e)
                at += 1
            continue
        depth += (c == b'(') - (c == b')')
        if depth == 0 or not c:
            return bytes(out), at
        out += c


def tokens(data):
    """(operator, operands), one after the other."""
    at, stack, args = 0, [], []

    def push(value):
        (stack[-1] if stack else args).append(value)
    while True:
        m = TOKEN.match(data, at)
        if not m or m.end() == at:
            return
        at, kind = m.end(), m.lastgroup
        if kind == 'num':
            push(float(m['num']))
        elif kind == 'name':
            push(m['name'].decode('latin-1'))
        elif kind == 'hex':
            push(bytes.fromhex(re.sub(rb'\s', b'', m['hex'][1:-1]).decode()))
        elif kind == 'par':
            s, at = literal(data, at)
            push(s)
        elif m[kind] in (b'[', b'<<'):
            stack.append([])
        elif m[kind] == b']':
            push(stack.pop())
        elif m[kind] == b'>>':
            flat = stack.pop()
            push(dict(zip(flat[::2], flat[1::2])))
        else:
            yield m['op'].decode('latin-1'), args
            args = []


def to_unicode(pdf, font):
    table = {}
    ref = (pdf.get(font) or {}).get('/ToUnicode')
    data = pdf.data(ref) if ref in pdf.objects else b''
    for block in re.findall(rb'beginbfchar(.*?)endbfchar', data, re.S):
        for code, text in re.findall(rb'<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>', block):
            table[int(code, 16)] = bytes.fromhex(text.decode()).decode('utf-16-be', 'replace')
    return table


class Page:
    """What a content stream shows: text by MCID, and what is wrong with its marks."""

    def __init__(self, pdf, ref, fonts):
        self.ref, self.wrong, self.text, self.tags, self.artifacts, self.rules = ref, [], {}, {}, [], set()
        page = pdf.get(ref)
        data = b'\n'.join(pdf.data(c) for c in listed(page.get('/Contents')))
        marks, in_text, font, depth = [], False, {}, 0

        def wrong(what):
            self.wrong.append('page %s: %s' % (ref, what))

        def say(s):
            for m in reversed(marks):
                if m['actual'] is not None:
                    s, m['actual'] = m['actual'], ''
                if m['mcid'] is not None:
                    self.text[m['mcid']] += s
                    return
                if m['tag'] == '/Artifact':
                    self.artifacts.append(s)
                    return

        def judge(code, s):
            if code == 0:
                self.rules.add('it shows .notdef (6.2.11.8)')
            if any(0xE000 <= ord(c) < 0xF900 or ord(c) >= 0xF0000 for c in s) and \
                    all(m['actual'] is None for m in marks):
                self.rules.add('a character of private use without ActualText (6.2.11.7.3)')

        def show(code_bytes):
            for i in range(0, len(code_bytes) - 1, 2):
                code = code_bytes[i] << 8 | code_bytes[i + 1]
                s = font.get(code)
                if s is None or not s or s[0] in '\0\ufffe\ufeff':
                    wrong('glyph %d has no text' % code)
                judge(code, s or '')
                say(s or '')
        for op, args in tokens(data):
            if op not in pdf_rules.OPERATORS:
                self.rules.add('%s is no operator (6.2.2)' % op)
            if op in ('k', 'K'):
                self.rules.add('CMYK without an output intent for it (6.2.4.3)')
            if depth > 28:
                self.rules.add('states nested more than 28 deep (6.1.13)')
            if op in ('BDC', 'BMC'):
                properties = args[1] if len(args) > 1 and isinstance(args[1], dict) else {}
                mcid = properties.get('/MCID')
                mcid = None if mcid is None else int(mcid)
                outer = [m for m in marks if m['mcid'] is not None or m['tag'] == '/Artifact']
                if outer and (mcid is not None or args[0] == '/Artifact'):
                    wrong('%s inside marked content' % args[0])
                if mcid is not None:
                    if mcid in self.text:
                        wrong('MCID %d stands twice' % mcid)
                    self.text.setdefault(mcid, '')
                    self.tags[mcid] = args[0][1:]
                actual = properties.get('/ActualText')
                if actual is not None:
                    actual = actual[2:].decode('utf-16-be') if actual[:2] == b'\xfe\xff' else actual.decode('latin-1')
                marks.append({'tag': args[0], 'mcid': mcid, 'in_text': in_text, 'actual': actual})
            elif op == 'EMC':
                if not marks:
                    wrong('EMC without BDC')
                elif marks.pop()['in_text'] != in_text:
                    wrong('marked content crosses BT or ET')
            elif op in ('BT', 'ET'):
                in_text = op == 'BT'
            elif op in ('q', 'Q'):
                depth += 1 if op == 'q' else -1
            elif op == 'Tf':
                font = fonts.setdefault(args[0], None)
                if font is None:
                    font = fonts[args[0]] = to_unicode(pdf, pdf.key(page, '/Resources', '/Font').get(args[0]))
            elif op in PAINTS:
                if not any(m['mcid'] is not None or m['tag'] == '/Artifact' for m in marks):
                    wrong('%s outside of marked content' % op)
                if op == 'Tj':
                    show(args[0])
                elif op == 'TJ':
                    for a in args[0]:
                        if isinstance(a, bytes):
                            show(a)
        if marks or in_text or depth:
            wrong('marked content, text or state left open')


# ---- structure ----

class Element:
    def __init__(self, ref, role, parent):
        self.ref, self.role, self.parent, self.kids, self.raw = ref, role, parent, [], {}

    def attribute(self, pdf, owner, key):
        for a in listed(pdf.get(self.raw.get('/A'))):
            a = pdf.get(a)
            if isinstance(a, dict) and a.get('/O') == owner and key in a:
                return pdf.get(a[key])
        return None


class Check:
    def __init__(self, pdf):
        self.pdf, self.found, self.fonts = pdf, [], {}
        self.catalog = pdf.key(pdf.trailer, '/Root')
        self.order, self.by_ref, self.owner, self.objr = [], {}, {}, {}
        self.pages = {}
        self.page_refs = []
        self.collect_pages(self.catalog.get('/Pages'), None, 0)
        self.page_number = {ref: i for i, ref in enumerate(self.page_refs)}
        for ref in self.page_refs:
            self.pages[ref] = Page(pdf, ref, self.fonts)
        root = self.root = pdf.key(self.catalog, '/StructTreeRoot')
        if not isinstance(root, dict):
            if pdf_rules.Rules(self).level != 'B':       # it promises no structure
                self.say('no StructTreeRoot')
            return
        for page in self.pages.values():
            self.found += page.wrong
        for k in listed(pdf.get(root.get('/K')) if isinstance(pdf.get(root.get('/K')), list) else root.get('/K')):
            self.walk(k, None)
        for rule in (self.document, self.contents, self.parent_tree, self.nesting, self.tables, self.headings,
                     self.figures, self.links, self.notes, self.reading_order, self.metadata, self.files):
            rule()
        pdf_rules.Rules(self)

    def say(self, what, *args):
        self.found.append(what % args if args else what)

    def collect_pages(self, ref, parent, depth):
        node = self.pdf.get(ref)
        if not isinstance(node, dict) or depth > 50:
            self.say('page tree: %s is no node', ref)
            return 0
        if parent and node.get('/Parent') != parent:
            self.say('page tree: %s has a wrong Parent', ref)
        if node.get('/Type') == '/Page':
            self.page_refs.append(ref)
            return 1
        count = sum(self.collect_pages(k, ref, depth + 1) for k in self.pdf.get(node.get('/Kids')) or [])
        if count != node.get('/Count'):
            self.say('page tree: %s counts %s pages, has %d', ref, node.get('/Count'), count)
        return count

    # -- the tree --

    def walk(self, top, parent):
        """Without recursion: the tree may be deep."""
        todo = [(top, parent)]
        while todo:
            ref, parent = todo.pop()
            raw = self.pdf.get(ref)
            if not isinstance(raw, dict) or '/S' not in raw:
                self.say('structure: %s is no element', ref)
                continue
            if ref in self.by_ref:
                self.say('structure: %s has two parents', ref)
                continue
            e = Element(ref, raw['/S'][1:], parent)
            e.raw = raw
            self.by_ref[ref] = e
            self.order.append(e)
            if parent:
                parent.kids[parent.kids.index(ref)] = e
            expected = parent.ref if parent else self.catalog['/StructTreeRoot']
            if raw.get('/P') != expected:
                self.say('structure: %s (%s) names %s as its parent, not %s', ref, e.role, raw.get('/P'), expected)
            if e.role not in ROLES:
                self.say('structure: unknown type %s', e.role)
            e.kids = list(self.pdf.get(raw['/K']) if isinstance(self.pdf.get(raw.get('/K')), list)
                          else listed(raw.get('/K')))
            below = []
            for i, k in enumerate(e.kids):
                if isinstance(k, str):
                    below.append((k, e))
                else:
                    e.kids[i] = self.item(e, k)
            todo += reversed(below)

    def item(self, e, k):
        page = e.raw.get('/Pg')
        if isinstance(k, dict):
            page = k.get('/Pg', page)
            if k.get('/Type') == '/OBJR':
                self.objr.setdefault(k.get('/Obj'), []).append(e)
                return ('object', page, k.get('/Obj'))
            k = k.get('/MCID')
        self.owner.setdefault((page, k), []).append(e)
        return ('content', page, k)

    def document(self):
        top = [e for e in self.order if e.parent is None]
        if len(top) != 1 or top[0].role != 'Document':
            self.say('structure: the root holds %s, not one Document', [e.role for e in top])
        if self.pdf.key(self.catalog, '/MarkInfo', '/Marked') is not True:
            self.say('MarkInfo does not say Marked')
        if not text_of(self.catalog.get('/Lang')):
            self.say('no Lang')
        if self.pdf.key(self.catalog, '/ViewerPreferences', '/DisplayDocTitle') is not True:
            self.say('DisplayDocTitle is not set')

    def contents(self):
        for ref, page in self.pages.items():
            for mcid in page.text:
                owners = self.owner.get((ref, mcid), [])
                if len(owners) != 1:
                    self.say('page %s: MCID %d has %d owners', ref, mcid, len(owners))
                elif owners[0].role != page.tags[mcid]:
                    self.say('page %s: MCID %d is marked %s, its owner is %s', ref, mcid, page.tags[mcid],
                             owners[0].role)
        for (ref, mcid), owners in self.owner.items():
            if ref not in self.pages or mcid not in self.pages[ref].text:
                self.say('structure: %s owns MCID %s, which page %s does not have', owners[0].ref, mcid, ref)

    def number_tree(self, node, limits, out, depth=0):
        node = self.pdf.get(node)
        if not isinstance(node, dict) or depth > 20:
            self.say('ParentTree: broken node')
            return
        own = self.pdf.get(node.get('/Limits'))
        if depth and not own:
            self.say('ParentTree: a node has no Limits')
        keys = len(out)
        for k in self.pdf.get(node.get('/Kids')) or []:
            self.number_tree(k, own, out, depth + 1)
        nums = self.pdf.get(node.get('/Nums')) or []
        out += list(zip(nums[::2], nums[1::2]))
        mine = [k for k, _ in out[keys:]]
        if own and mine and own != [mine[0], mine[-1]]:
            self.say('ParentTree: Limits %s, keys from %s to %s', own, mine[0], mine[-1])

    def parent_tree(self):
        pairs = []
        self.number_tree(self.root.get('/ParentTree'), None, pairs)
        keys = [k for k, _ in pairs]
        if keys != sorted(set(keys)):
            self.say('ParentTree: keys are not in order')
        if keys and (self.root.get('/ParentTreeNextKey') or 0) <= max(keys):
            self.say('ParentTreeNextKey is not above the keys')
        tree, used = dict(pairs), set()
        for ref, page in self.pages.items():
            raw = self.pdf.get(ref)
            key = raw.get('/StructParents')
            if page.text and key not in tree:
                self.say('page %s: StructParents %s is not in the ParentTree', ref, key)
            elif page.text:
                used.add(key)
                self.parents_of(ref, page, self.pdf.get(tree[key]) or [])
            for a in self.pdf.get(raw.get('/Annots')) or []:
                key = self.pdf.key(a, '/StructParent')
                owners = self.objr.get(a, [])
                used.add(key)
                if key not in tree or len(owners) != 1 or tree[key] != owners[0].ref:
                    self.say('annotation %s: ParentTree says %s, OBJR stands in %s', a, tree.get(key),
                             [e.ref for e in owners])
        for key in set(tree) - used:
            self.say('ParentTree: nothing has key %s', key)

    def parents_of(self, ref, page, parents):
        if len(parents) != len(page.text):
            self.say('page %s: %d MCIDs, %d parents', ref, len(page.text), len(parents))
        for mcid in page.text:
            owners = self.owner.get((ref, mcid), [])
            if owners and (mcid >= len(parents) or parents[mcid] != owners[0].ref):
                self.say('page %s: MCID %d: ParentTree says %s, the structure says %s', ref, mcid,
                         parents[mcid] if mcid < len(parents) else None, owners[0].ref)

    # -- rules by type --

    def nesting(self):
        for e in self.order:
            kids = [k.role for k in e.kids if isinstance(k, Element)]
            for k in kids:
                if e.role in KIDS and k not in KIDS[e.role]:
                    self.say('structure: %s inside %s (%s)', k, e.role, e.ref)
            if e.role in KIDS and len(kids) < len(e.kids):
                self.say('structure: %s (%s) holds content of its own', e.role, e.ref)
            if e.role in PARENTS and (not e.parent or e.parent.role not in PARENTS[e.role]):
                self.say('structure: %s (%s) inside %s', e.role, e.ref, e.parent and e.parent.role)
            if not e.kids and e.role not in ('TD', 'TH'):
                self.say('structure: %s (%s) is empty', e.role, e.ref)
            lang = e.raw.get('/Lang')
            if lang is not None and not re.match(r'[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', text_of(lang)):
                self.say('structure: Lang "%s" is no language', text_of(lang))

    def span(self, cell, key):
        n = cell.attribute(self.pdf, '/Table', key)
        return 1 if n is None else n if isinstance(n, int) and n > 0 else self.say('%s: %s %s', cell.ref, key, n) or 1

    def tables(self):
        for t in self.order:
            if t.role != 'Table':
                continue
            rows = [r for k in t.kids if isinstance(k, Element)
                    for r in ([k] if k.role == 'TR' else k.kids if k.role != 'Caption' else [])
                    if isinstance(r, Element)]
            self.grid(t, rows)
            ids = {text_of(c.raw.get('/ID')) for r in rows for c in r.kids if isinstance(c, Element) and '/ID' in c.raw}
            for r in rows:
                for c in r.kids:
                    if isinstance(c, Element):
                        self.cell(c, ids)
            if not any(isinstance(c, Element) and c.role == 'TH' for r in rows for c in r.kids):
                self.say('table %s has no head cell', t.ref)

    def cell(self, c, ids):
        scope = c.attribute(self.pdf, '/Table', '/Scope')
        if c.role == 'TH' and scope not in ('/Column', '/Row', '/Both'):
            self.say('TH %s: Scope %s', c.ref, scope)
        if c.role == 'TD' and scope is not None:
            self.say('TD %s has a Scope', c.ref)
        for h in c.attribute(self.pdf, '/Table', '/Headers') or []:
            if text_of(h) not in ids:
                self.say('%s %s: Headers names "%s", which the table does not have', c.role, c.ref, text_of(h))

    def grid(self, table, rows):
        """Every row covers the same columns, spans counted."""
        hanging, width = {}, None
        for i, r in enumerate(rows):
            column = 0
            for c in r.kids:
                if not isinstance(c, Element):
                    continue
                while hanging.get(column, 0) > 0:
                    column += 1
                across, down = self.span(c, '/ColSpan'), self.span(c, '/RowSpan')
                for k in range(column, column + across):
                    if hanging.get(k, 0) > 0:
                        self.say('table %s: cells overlap in row %d', table.ref, i + 1)
                    hanging[k] = down
                column += across
            covered = sum(n > 0 for n in hanging.values())
            width = covered if width is None else width
            if covered != width:
                self.say('table %s: row %d covers %d columns, the first %d', table.ref, i + 1, covered, width)
            hanging = {k: n - 1 for k, n in hanging.items() if n > 1}
        if hanging:
            self.say('table %s: a cell spans past the last row', table.ref)

    def headings(self):
        before = 0
        for e in self.order:
            m = re.fullmatch(r'H([1-6])', e.role)
            if not m:
                continue
            level = int(m[1])
            if level > before + 1:
                self.say('heading %s: H%d after %s', e.ref, level, 'H%d' % before if before else 'nothing')
            before = level

    def figures(self):
        for e in self.order:
            if e.role not in ('Figure', 'Formula'):
                continue
            if not text_of(e.raw.get('/Alt')).strip():
                self.say('%s %s has no Alt', e.role, e.ref)
            box = e.attribute(self.pdf, '/Layout', '/BBox')
            if not isinstance(box, list) or len(box) != 4 or box[0] > box[2] or box[1] > box[3]:
                self.say('%s %s: BBox %s', e.role, e.ref, box)

    def links(self):
        for e in self.order:
            objects = [k for k in e.kids if isinstance(k, tuple) and k[0] == 'object']
            if e.role == 'Link' and not objects:
                self.say('Link %s has no annotation', e.ref)
            if e.role == 'Form' and len(e.kids) != 1:
                self.say('Form %s holds %d kids, not one widget', e.ref, len(e.kids))
            for _, _, ref in objects:
                if self.pdf.key(ref, '/Subtype') != {'Link': '/Link', 'Form': '/Widget'}.get(e.role):
                    self.say('%s %s owns annotation %s of another kind', e.role, e.ref, ref)
        shown = {a for ref in self.pages for a in self.pdf.get(self.pdf.get(ref).get('/Annots')) or []}
        for ref, owners in self.objr.items():
            if ref not in shown:
                self.say('Link %s: annotation %s stands on no page', owners[0].ref, ref)
        for ref in shown:
            a = self.pdf.get(ref)
            if a.get('/Subtype') == '/Widget' and (not text_of(a.get('/TU')) or '/AP' not in a or
                                                   ref not in (self.pdf.key(self.catalog, '/AcroForm', '/Fields') or [])):
                self.say('field %s lacks a description, an appearance or its place in the form', ref)
            if a.get('/Subtype') != '/Link':
                continue
            if not text_of(a.get('/Contents')).strip():
                self.say('annotation %s has no Contents', ref)
            if not (a.get('/F') or 0) & 4:
                self.say('annotation %s is not to be printed', ref)
            to = self.pdf.get(a.get('/Dest'))
            if '/A' not in a and (not isinstance(to, list) or to[0] not in self.pages):
                self.say('annotation %s leads nowhere', ref)
        for ref in self.pages:
            page = self.pdf.get(ref)
            if page.get('/Annots') and page.get('/Tabs') != '/S':
                self.say('page %s: Tabs is not S', ref)

    def notes(self):
        ids = {}
        for e in self.order:
            if e.role == 'Note' and '/ID' not in e.raw:
                self.say('Note %s has no ID', e.ref)
            if '/ID' in e.raw:
                if text_of(e.raw['/ID']) in ids:
                    self.say('ID %s stands twice', text_of(e.raw['/ID']))
                ids[text_of(e.raw['/ID'])] = e.ref
        named, todo = {}, [self.root.get('/IDTree')]
        while todo:
            node = self.pdf.get(todo.pop())
            if isinstance(node, dict):
                todo += self.pdf.get(node.get('/Kids')) or []
                names = self.pdf.get(node.get('/Names')) or []
                named.update((text_of(k), v) for k, v in zip(names[::2], names[1::2]))
        if named != ids:
            self.say('IDTree and the elements\' IDs differ')

    def reading_order(self):
        """Neighbours stand on their page in the order in which they are read; a cell over several rows may be
        painted late, a note stands at the foot, parties may sign side by side."""
        for e in self.order:
            if e.role in ('Sect', 'Div', 'Part'):
                continue
            last = None
            for k in e.kids:
                late = isinstance(k, Element) and (k.role == 'Note' or self.span(k, '/RowSpan') > 1)
                spot = None if late else self.spot(k)
                if spot is None:
                    continue
                if last is not None and spot < last:
                    self.say('%s %s: what is read later is painted earlier (MCID %d)', e.role, e.ref, spot[1])
                last = spot

    def spot(self, kid):
        while isinstance(kid, Element):
            if kid.role in ('Note', 'Figure') or not kid.kids:
                return None
            kid = kid.kids[0]
        if kid[0] != 'content' or kid[1] not in self.pages:
            return None
        return (self.page_number[kid[1]], kid[2])

    # -- document --

    def metadata(self):
        ref = self.catalog.get('/Metadata')
        xmp = self.pdf.data(ref).decode('utf-8', 'replace') if ref in self.pdf.objects else ''
        info = self.pdf.key(self.pdf.trailer, '/Info') or {}

        def said(tag):
            m = re.search(r'<%s>(.*?)</%s>' % (tag, tag), xmp, re.S)
            s = re.sub(r'<[^>]*>', '', m[1]) if m else ''
            return s.replace('&lt;', '<').replace('&gt;', '>').replace('&amp;', '&').strip()
        for tag, key in (('dc:title', '/Title'), ('dc:creator', '/Author'), ('dc:description', '/Subject'),
                         ('pdf:Keywords', '/Keywords'), ('xmp:CreatorTool', '/Creator'), ('pdf:Producer', '/Producer')):
            if said(tag) != text_of(info.get(key)).strip():
                self.say('metadata: XMP %s "%s", Info %s "%s"', tag, said(tag), key, text_of(info.get(key)))
        for tag, key in (('xmp:CreateDate', '/CreationDate'), ('xmp:ModifyDate', '/ModDate')):
            if re.sub(r'\D', '', said(tag)) != re.sub(r'\D', '', text_of(info.get(key))):
                self.say('metadata: XMP %s "%s", Info "%s"', tag, said(tag), text_of(info.get(key)))
        if not said('dc:title'):
            self.say('metadata: no title')

    def files(self):
        names = self.pdf.key(self.catalog, '/Names', '/EmbeddedFiles', '/Names') or []
        associated = self.pdf.get(self.catalog.get('/AF')) or []
        keys = [text_of(n) for n in names[::2]]
        if keys != sorted(keys, key=lambda s: s.encode()):
            self.say('attachments: names are not in order')
        if set(names[1::2]) != set(associated):
            self.say('attachments: AF and the name tree differ')
        for ref in names[1::2]:
            spec = self.pdf.get(ref)
            stream = self.pdf.key(spec, '/EF', '/F') or {}
            if spec.get('/AFRelationship') not in ('/Source', '/Data') or not spec.get('/UF') or \
                    not stream.get('/Subtype') or not self.pdf.key(stream, '/Params', '/ModDate'):
                self.say('attachment %s lacks relationship, name, type or date', ref)

    # -- text --

    def lines(self):
        out, line = [], []

        def flush():
            s = ''.join(line).replace('\u00ad', '').strip()
            line.clear()
            if s:
                out.append(s)

        def visit(top):
            todo = [(top, False)]
            while todo:
                e, leaving = todo.pop()
                if isinstance(e, tuple):
                    if e[0] == 'content' and e[1] in self.pages:
                        line.append(self.pages[e[1]].text.get(e[2], ''))
                    continue
                if e.role in BLOCKS:
                    flush()
                if not leaving:
                    todo.append((e, True))
                    todo += [(k, False) for k in reversed(e.kids) if not isinstance(k, str)]
        for e in self.order:
            if e.parent is None:
                visit(e)
        flush()
        return out


# ---- mutants ----

def elements(pdf, *roles):
    return [ref for ref, o in sorted(pdf.objects.items()) if isinstance(o.get('value'), dict) and
            o['value'].get('/S', '')[1:] in roles and '/P' in o['value']]


def value(pdf, ref):
    return pdf.objects[ref]['value']


def first(pdf, role, has=None):
    found = [r for r in elements(pdf, role) if has is None or has in value(pdf, r)]
    return value(pdf, found[0]) if found else None


def parents_arrays(pdf):
    for ref, o in sorted(pdf.objects.items()):
        v = o.get('value')
        if isinstance(v, list) and len(v) > 1 and all(isinstance(x, str) and x.endswith(' R') for x in v) and \
                all(isinstance(pdf.get(x), dict) and '/S' in pdf.get(x) for x in v):
            yield v


def contents(pdf):
    for ref, o in sorted(pdf.objects.items()):
        if o.get('value', {}) and isinstance(o['value'], dict) and o['value'].get('/Type') == '/Page':
            c = o['value']['/Contents']
            if b'/P<</MCID' in pdf.data(c) or b'/TD<</MCID' in pdf.data(c):
                yield c


def rewrite(pdf, change):
    ref = next(contents(pdf))
    old = pdf.data(ref)
    new = change(old)
    pdf.objects[ref]['stream']['data'] = base64.b64encode(new).decode()
    return new != old


def with_int_kid(pdf):
    return [value(pdf, r) for r in elements(pdf, 'P', 'TD', 'TH', 'LBody') if isinstance(value(pdf, r).get('/K'), int)]


def swap_mcids(pdf):
    two = [e for e in with_int_kid(pdf) if e['/Pg'] == with_int_kid(pdf)[0]['/Pg']][:2]
    two[0]['/K'], two[1]['/K'] = two[1]['/K'], two[0]['/K']


def swap_mcids_everywhere(pdf):
    """The parent tree goes along: only the order tells."""
    rows = [value(pdf, r) for r in elements(pdf, 'TR')]
    for row in rows:
        kids = [k for k in listed(row['/K']) if isinstance(pdf.get(k).get('/K'), int) and pdf.get(k)['/S'] == '/TD' and
                '/A' not in pdf.get(k)]
        if len(kids) < 2:
            continue
        a, b = pdf.get(kids[0]), pdf.get(kids[1])
        for parents in parents_arrays(pdf):
            if len(parents) > max(a['/K'], b['/K']) and parents[a['/K']] == kids[0] and parents[b['/K']] == kids[1]:
                parents[a['/K']], parents[b['/K']] = kids[1], kids[0]
                a['/K'], b['/K'] = b['/K'], a['/K']
                return True
    return None


def drop(role, key):
    def mutate(pdf):
        e = first(pdf, role, key)
        return None if e is None else e.pop(key) is not None
    return mutate


def set_key(role, key, new):
    def mutate(pdf):
        e = first(pdf, role)
        if e is None:
            return None
        e[key] = new
    return mutate


def duplicate_kid(pdf):
    e = with_int_kid(pdf)
    e[1]['/K'] = [e[0]['/K'], e[1]['/K']]
    e[1]['/Pg'] = e[0]['/Pg']


def wrong_parent(pdf):
    refs = elements(pdf, 'P')
    value(pdf, refs[0])['/P'] = elements(pdf, 'Document')[0]


def lose_kid(pdf):
    e = [value(pdf, r) for r in elements(pdf, 'Sect', 'Document', 'TR') if isinstance(value(pdf, r)['/K'], list)]
    e[0]['/K'].pop()


def two_parents(pdf):
    e = [value(pdf, r) for r in elements(pdf, 'Sect', 'TR') if isinstance(value(pdf, r)['/K'], list)]
    e[0]['/K'].append(e[0]['/K'][0])


def heading_gap(pdf):
    refs = elements(pdf, 'H1', 'H2')
    if not refs:
        return None
    value(pdf, refs[-1])['/S'] = '/H5'


def annotation(key, new=None):
    def mutate(pdf):
        for o in pdf.objects.values():
            v = o.get('value')
            if isinstance(v, dict) and v.get('/Subtype') == '/Link':
                if new is None:
                    v.pop(key, None)
                else:
                    v[key] = new(v.get(key)) if callable(new) else new
                return True
        return None
    return mutate


def lose_object(pdf):
    for r in elements(pdf, 'Link'):
        e = value(pdf, r)
        if isinstance(e['/K'], list):
            e['/K'] = [k for k in e['/K'] if not (isinstance(k, dict) and k.get('/Type') == '/OBJR')]
            return True
    return None


def ragged_row(pdf):
    rows = [value(pdf, r) for r in elements(pdf, 'TR') if isinstance(value(pdf, r)['/K'], list)]
    if not rows:
        return None
    cell = pdf.get(rows[-1]['/K'][-1])
    cell['/A'] = {'/O': '/Table', '/ColSpan': 7, **({'/Scope': '/Column'} if cell['/S'] == '/TH' else {})}


def break_scope(new):
    def mutate(pdf):
        for r in elements(pdf, 'TH'):
            a = value(pdf, r).get('/A')
            if isinstance(a, dict) and '/Scope' in a:
                a.pop('/Scope')
                if new:
                    a['/Scope'] = new
                return True
        return None
    return mutate


def parents(change):
    def mutate(pdf):
        change(next(parents_arrays(pdf)))
    return mutate


def swap_two(l):
    l[0], l[-1] = l[-1], l[0]


def stream(pattern, new, count=1):
    return lambda pdf: rewrite(pdf, lambda data: re.sub(pattern, new, data, count=count))


def catalog(key):
    def mutate(pdf):
        return pdf.key(pdf.trailer, '/Root').pop(key, None) is not None or None
    return mutate


def info(key):
    def mutate(pdf):
        pdf.key(pdf.trailer, '/Info')[key] = 'u:other'
    return mutate


MUTANTS = {
    'MCIDs of two elements swapped': swap_mcids,
    'MCIDs swapped, parent tree too': swap_mcids_everywhere,
    'one MCID in two elements': duplicate_kid,
    'an element names a wrong parent': wrong_parent,
    'an element is lost': lose_kid,
    'an element stands twice': two_parents,
    'no Alt': drop('Figure', '/Alt'),
    'empty Alt': set_key('Figure', '/Alt', 'u: '),
    'no BBox': drop('Figure', '/A'),
    'no Scope': break_scope(None),
    'unknown Scope': break_scope('/Kolom'),
    'a head cell without attributes': drop('TH', '/A'),
    'a gap in the headings': heading_gap,
    'a row too wide': ragged_row,
    'a cell that is a paragraph': set_key('TD', '/S', '/P'),
    'an unknown type': set_key('P', '/S', '/Alinea'),
    'a paragraph marked as what it is not': set_key('P', '/S', '/BlockQuote'),
    'a link without its annotation': lose_object,
    'an annotation without Contents': annotation('/Contents'),
    'an annotation with another\'s key': annotation('/StructParent', lambda key: key + 1),
    'an annotation that does not print': annotation('/F', 0),
    'parents in another order': parents(swap_two),
    'a parent missing': parents(lambda l: l.pop()),
    'text outside of marked content': stream(rb'(?s)/(?:P|TD)<</MCID \d+>>BDC(.*?)EMC', rb'\1'),
    'one MCID twice on a page': stream(rb'<</MCID 1>>', b'<</MCID 0>>'),
    'an MCID that nobody owns': stream(rb'<</MCID 0>>', b'<</MCID 9999>>'),
    'content that became an artifact': stream(rb'/(?:P|TD)<</MCID \d+>>BDC', b'/Artifact BMC'),
    'marked content left open': stream(rb'EMC\s*', b''),
    'no Lang': catalog('/Lang'),
    'no MarkInfo': catalog('/MarkInfo'),
    'no DisplayDocTitle': catalog('/ViewerPreferences'),
    'another title in Info': info('/Title'),
    'another date in Info': info('/CreationDate'),
    'attachments not associated': catalog('/AF'),
    **pdf_rules.MUTANTS,
}


def run_mutants(path):
    good = Pdf(path)
    known = Check(good).found
    missed = len(known)
    for finding in known[:20]:
        print('not ok unmutated: %s' % finding)
    tagged = '/StructTreeRoot' in good.key(good.trailer, '/Root')
    for name, mutate in (MUTANTS if tagged else pdf_rules.MUTANTS).items():
        mutant = copy.deepcopy(good)
        if mutate(mutant) is None and (mutant.objects, mutant.trailer, mutant.raw) == \
                (good.objects, good.trailer, good.raw):
            print('# %s: nothing of the kind in this file' % name)
            continue
        try:
            found = [f for f in Check(mutant).found if f not in known]
        except (KeyError, TypeError, AttributeError) as e:
            found = ['the checker stumbled: %r' % e]
        caught = bool(found)
        missed += not caught
        print('%s mutant: %s%s' % ('ok' if caught else 'not ok', name, ' # ' + found[0] if found else ''))
    return missed


def main(args):
    mode = args.pop(0) if args and args[0].startswith('--') else ''
    bad = 0
    for path in args:
        if mode == '--mutants':
            bad += run_mutants(path)
            continue
        check = Check(Pdf(path))
        if mode == '--text':
            print('\n'.join(check.lines()))
        for finding in check.found[:50]:
            print('%s: %s' % (path, finding), file=sys.stderr if mode else sys.stdout)
        bad += len(check.found)
    return bad > 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
