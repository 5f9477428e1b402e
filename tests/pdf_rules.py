"""The rules of PDF/A (ISO 19005-1, -2, -3) and PDF/UA-1 (ISO 14289-1) that a file of ours could break, beyond
the structure tree (pdf_check.py). Each rule's clause is that of ISO 19005-3 or, with UA, of ISO 14289-1.
"""
import base64, re, struct
import xml.etree.ElementTree as ElementTree

RDF = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}'
ID_SPACE = '{http://www.aiim.org/pdfa/ns/id/}'
UA_SPACE = '{http://www.aiim.org/pdfua/ns/id/}'
SCHEMA = '{http://www.aiim.org/pdfa/ns/schema#}'
PROPERTY = '{http://www.aiim.org/pdfa/ns/property#}'
KNOWN_SPACES = {'http://purl.org/dc/elements/1.1/', 'http://ns.adobe.com/xap/1.0/', 'http://ns.adobe.com/pdf/1.3/',
                'http://www.aiim.org/pdfa/ns/id/', 'http://www.aiim.org/pdfa/ns/extension/'}
LANGUAGE = re.compile(r'[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*')
RELATIONS = {'/Source', '/Data', '/Alternative', '/Supplement', '/Unspecified'}
OPERATORS = set('b B b* B* BDC BMC BT BX c cm CS cs d Do EMC ET EX f F f* G g gs h i j J K k l m M MP DP n q Q re RG rg '
                'ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y'.split()) | {"'", '"'}


def text_of(value):
    return '' if not isinstance(value, str) else value[2:] if value.startswith('u:') else \
        bytes.fromhex(value[2:]).decode('latin-1') if value.startswith('b:') else value


def string_bytes(value):
    """How long a string is in the file."""
    if value.startswith('b:'):
        return len(value[2:]) // 2
    s = value[2:]
    return len(s) if s.isascii() else 2 + len(s.encode('utf-16-be'))


def all_values(pdf):
    """(object, value) for every value anywhere, names of keys included."""
    for ref, o in list(pdf.objects.items()) + [('trailer', {'value': pdf.trailer})]:
        todo = [o['value'] if 'value' in o else o['stream']['dict']]
        while todo:
            v = todo.pop()
            yield ref, v
            if isinstance(v, dict):
                todo += list(v.values()) + list(v)
            elif isinstance(v, list):
                todo += v


class Rules:
    def __init__(self, check):
        self.check, self.pdf, self.say = check, check.pdf, check.say
        self.catalog = check.catalog
        self.xmp = self.read_xmp()
        self.part, self.level = self.xmp_value(ID_SPACE + 'part'), self.xmp_value(ID_SPACE + 'conformance')
        for rule in (self.file, self.limits, self.trailer, self.metadata, self.extensions, self.colour, self.fonts,
                     self.annotations, self.form, self.attachments, self.languages, self.sections, self.contents,
                     self.actions):
            rule()

    # -- 6.1: the file --

    def file(self):
        raw, is_a = self.pdf.raw, bool(self.part)
        if not re.match(rb'%PDF-1\.[0-7][\r\n]', raw):
            self.say('file: it does not begin with a header (6.1.2)')
        comment = re.match(rb'%PDF-1\.\d\r?\n%(....)', raw, re.S)
        if not comment or min(comment[1]) < 128:
            self.say('file: no comment of four high bytes behind the header (6.1.2)')
        if not re.search(rb'%%EOF\r?\n?$', raw):
            self.say('file: it goes on behind its end (6.1.3)')
        if is_a and re.search(rb'/(LZWDecode|Crypt)\b', raw):
            self.say('file: a filter that PDF/A does not have (6.1.7.2)')
        if self.part == '1':
            if re.search(rb'/Type\s*/(ObjStm|XRef)\b', raw):
                self.say('file: object or cross-reference streams in PDF/A-1 (19005-1, 6.1.4)')
            if not raw.startswith(b'%PDF-1.4'):
                self.say('file: PDF/A-1 is PDF 1.4')

    def limits(self):
        if len(self.pdf.objects) > 8388607:
            self.say('limits: %d objects (6.1.13)', len(self.pdf.objects))
        for ref, v in all_values(self.pdf):
            if isinstance(v, str) and v[:2] in ('u:', 'b:') and string_bytes(v) > 32767:
                self.say('limits: %s holds a string of %d bytes (6.1.13)', ref, string_bytes(v))
            elif isinstance(v, str) and v.startswith('/'):
                if len(v[1:].encode('utf-8', 'surrogateescape')) > 127:
                    self.say('limits: %s holds a name of more than 127 bytes (6.1.13)', ref)
                if v.startswith('/b:') or '\ufffd' in v:
                    self.say('limits: %s holds a name that is not UTF-8 (6.1.8)', ref)
            elif isinstance(v, int) and not isinstance(v, bool) and not -2 ** 31 <= v < 2 ** 31:
                self.say('limits: %s holds the number %d (6.1.13)', ref, v)
        for ref in self.check.page_refs:
            box = self.pdf.key(ref, '/MediaBox') or [0, 0, 0, 0]
            for side in (box[2] - box[0], box[3] - box[1]):
                if not 3 <= side <= 14400:
                    self.say('limits: page %s is %s wide or high (6.1.13)', ref, side)

    def trailer(self):
        ids = self.pdf.trailer.get('/ID')
        if not isinstance(ids, list) or len(ids) != 2 or not string_bytes(ids[0]):
            self.say('trailer: no ID (6.1.3)')
        if '/Encrypt' in self.pdf.trailer:
            self.say('trailer: encrypted (6.1.3)')

    # -- 6.6: metadata --

    def read_xmp(self):
        ref = self.catalog.get('/Metadata')
        if ref not in self.pdf.objects:
            self.say('metadata: none (6.6.2.1)')
            return None
        head = self.pdf.get(ref)
        if head.get('/Type') != '/Metadata' or head.get('/Subtype') != '/XML':
            self.say('metadata: the stream is not Metadata, XML (6.6.2.1)')
        data = self.pdf.data(ref)
        packet = re.match(rb'<\?xpacket ([^?]*)\?>', data)
        if not packet or b'bytes=' in packet[1] or b'encoding=' in packet[1]:
            self.say('metadata: not one XMP packet, or it names bytes or an encoding (6.6.2.1)')
        if re.search(rb'/Metadata\b[^>]*/Filter|/Filter[^>]*/Type\s*/Metadata', self.pdf.raw):
            self.say('metadata: filtered (19005-1, 6.7.2)')
        try:
            return ElementTree.fromstring(data.decode('utf-8').strip())
        except (ElementTree.ParseError, UnicodeDecodeError) as e:
            self.say('metadata: no XML in UTF-8: %s (6.6.2.1)', e)
            return None

    def properties(self):
        for d in [] if self.xmp is None else self.xmp.iter(RDF + 'Description'):
            yield from d

    def xmp_value(self, tag):
        return next((p.text for p in self.properties() if p.tag == tag), None)

    def metadata(self):
        if self.part and (self.part not in '123' or self.level not in ('A', 'B', 'U')):
            self.say('metadata: PDF/A-%s%s is no level (6.6.4)', self.part, self.level)
        if self.xmp_value(UA_SPACE + 'part') not in (None, '1'):
            self.say('metadata: PDF/UA-%s is no part (UA, 5)', self.xmp_value(UA_SPACE + 'part'))

    def extensions(self):
        described = {}
        for li in [] if self.xmp is None else self.xmp.iter(RDF + 'li'):
            space = li.find(SCHEMA + 'namespaceURI')
            if space is None:
                continue
            for needed in ('schema', 'prefix', 'property'):
                if li.find(SCHEMA + needed) is None:
                    self.say('metadata: schema %s lacks %s (6.6.2.3.3)', space.text, needed)
            for p in li.iter(PROPERTY + 'name'):
                described.setdefault(space.text, set()).add(p.text)
            for kind, few in (('name', None), ('valueType', None), ('description', None),
                              ('category', ('internal', 'external'))):
                for p in li.iterfind('%sproperty/%sSeq/%sli' % (SCHEMA, RDF, RDF)):
                    v = p.find(PROPERTY + kind)
                    if v is None or not v.text or (few and v.text not in few):
                        self.say('metadata: a property of %s lacks its %s (6.6.2.3.3)', space.text, kind)
        for p in self.properties() if self.part else []:
            space, name = p.tag[1:].split('}')
            if space not in KNOWN_SPACES and name not in described.get(space, ()):
                self.say('metadata: %s is not described (6.6.2.3.1)', p.tag)

    # -- 6.2: colour, images --

    def colour(self):
        intents = self.pdf.get(self.catalog.get('/OutputIntents')) or []
        profiles = set()
        for i in intents:
            i = self.pdf.get(i)
            profile = i.get('/DestOutputProfile')
            profiles.add(profile)
            data = self.pdf.data(profile) if profile in self.pdf.objects else b''
            if i.get('/S') != '/GTS_PDFA1' or data[36:40] != b'acsp' or data[12:16] not in (b'mntr', b'prtr') or \
                    {b'RGB ': 3, b'GRAY': 1, b'CMYK': 4}.get(data[16:20]) != self.pdf.key(profile, '/N') or data[8] > 4:
                self.say('colour: the output intent\'s profile is none (6.2.3)')
        if self.part and len(profiles) != 1:
            self.say('colour: %d output profiles (6.2.3)', len(profiles))
        for ref, o in self.pdf.objects.items():
            d = self.pdf.get(ref)
            if not isinstance(d, dict):
                continue
            if d.get('/Subtype') == '/Image':
                self.image(ref, d)
            if d.get('/Subtype') in ('/PS', '/Form') and {'/Ref', '/OPI', '/PS'} & set(d):
                self.say('object %s: a form with a reference or PostScript (6.2.9)', ref)
            if d.get('/Type') == '/ExtGState' and {'/TR', '/TR2', '/HTP'} & set(d):
                self.say('object %s: a transfer function (6.2.5)', ref)
            if 'stream' in o and {'/F', '/FFilter', '/FDecodeParms'} & set(d):
                self.say('stream %s: its data is elsewhere (6.1.7.1)', ref)

    def image(self, ref, d):
        if d.get('/Interpolate') or {'/Alternates', '/OPI'} & set(d):
            self.say('image %s: interpolated, or with alternates (6.2.8)', ref)
        if not d.get('/ImageMask') and d.get('/BitsPerComponent') not in (1, 2, 4, 8, 16, None):
            self.say('image %s: %s bits (6.2.8)', ref, d.get('/BitsPerComponent'))
        if d.get('/BitsPerComponent') == 16 and self.part == '1':
            self.say('image %s: 16 bits in PDF 1.4', ref)
        if self.part == '1' and '/SMask' in d:
            self.say('image %s: transparent (19005-1, 6.4)', ref)
        if self.part and self.pdf.get(d.get('/ColorSpace')) == '/DeviceCMYK':
            self.say('image %s: CMYK without an output intent for it (6.2.4.3)', ref)

    # -- 6.2.11: fonts --

    def fonts(self):
        for ref, o in self.pdf.objects.items():
            d = self.pdf.get(ref)
            if isinstance(d, dict) and d.get('/Type') == '/Font' and d.get('/Subtype') == '/Type0':
                below = self.pdf.get(d.get('/DescendantFonts')) or [None]
                self.font(ref, d, self.pdf.get(below[0]) or {})

    def font(self, ref, d, below):
        descriptor = self.pdf.get(below.get('/FontDescriptor')) or {}
        names = {d.get('/BaseFont'), below.get('/BaseFont'), descriptor.get('/FontName')}
        if len(names) != 1 or not re.match(r'/[A-Z]{6}\+.', str(d.get('/BaseFont'))):
            self.say('font %s: its names differ, or have no subset tag: %s (6.2.11.2)', ref, names)
        self.cmap(ref, d, below)
        outlines = below.get('/Subtype') == '/CIDFontType0'
        program = descriptor.get('/FontFile3' if outlines else '/FontFile2')
        if program not in self.pdf.objects:
            self.say('font %s: not embedded (6.2.11.4.1)', ref)
            return
        if not outlines and below.get('/CIDToGIDMap') != '/Identity':
            self.say('font %s: CIDToGIDMap %s (6.2.11.3.2)', ref, below.get('/CIDToGIDMap'))
        if not (descriptor.get('/Flags') or 0) & 4:
            self.say('font %s: not symbolic', ref)
        data = self.pdf.data(program)
        if outlines:
            if self.pdf.key(program, '/Subtype') != '/CIDFontType0C':
                self.say('font %s: its program is no CIDFontType0C (6.2.11.2)', ref)
            if cff_renumbers(data):
                self.say('font %s: its CIDs are not its glyphs\' ids (6.2.11.4.1)', ref)
            return
        widths = self.widths(below)
        for glyph, advance in true_type_widths(data, widths):
            if abs(advance - widths[glyph]) > 1:
                self.say('font %s: glyph %d is %s wide, W says %s (6.2.11.5)', ref, glyph, advance, widths[glyph])

    def cmap(self, ref, d, below):
        """Identity-H, or a CMap inside the file that is complete by itself and says the same twice."""
        encoding = d.get('/Encoding')
        if encoding in ('/Identity-H', '/Identity-V'):
            return
        head = self.pdf.get(encoding)
        if not isinstance(head, dict) or encoding not in self.pdf.objects:
            self.say('font %s: its CMap %s is not in the file (6.2.11.3.3)', ref, encoding)
            return
        data = self.pdf.data(encoding)
        mode = re.search(rb'/WMode\s+(\d)', data)
        if (int(mode[1]) if mode else 0) != head.get('/WMode', 0):
            self.say('font %s: its CMap says WMode twice, and not the same (6.2.11.3.3)', ref)
        if b'usecmap' in data or '/UseCMap' in head:
            self.say('font %s: its CMap uses another (6.2.11.3.3)', ref)
        said, wanted = self.pdf.get(head.get('/CIDSystemInfo')) or {}, self.pdf.get(below.get('/CIDSystemInfo')) or {}
        inside = [re.search(rb'/%s\s*\(([^)]*)\)' % k, data) for k in (b'Registry', b'Ordering')]
        for key, found in zip(('/Registry', '/Ordering'), inside):
            if text_of(said.get(key)) != text_of(wanted.get(key)) or \
                    not found or found[1].decode('latin-1') != text_of(wanted.get(key)):
                self.say('font %s: its CMap is for another %s (6.2.11.3.1)', ref, key)
        if (said.get('/Supplement') or 0) > (wanted.get('/Supplement') or 0):
            self.say('font %s: its CMap has a later supplement (6.2.11.3.1)', ref)
        if head.get('/Type') != '/CMap' or not head.get('/CMapName'):
            self.say('font %s: its CMap has no name', ref)

    def widths(self, below):
        out, w = {}, list(self.pdf.get(below.get('/W')) or [])
        while w:
            first, second = w.pop(0), self.pdf.get(w.pop(0))
            if isinstance(second, list):
                out.update({first + i: n for i, n in enumerate(second)})
            else:
                out.update({g: w[0] for g in range(first, second + 1)})
                w.pop(0)
        return out

    # -- 6.3, 6.4, 6.5: annotations, form, actions --

    def annotations(self):
        for page in self.check.page_refs:
            for ref in self.pdf.key(page, '/Annots') or []:
                a = self.pdf.get(ref)
                if a.get('/Subtype') not in ('/Link', '/Widget'):
                    self.say('annotation %s: %s is not expected (6.3.1)', ref, a.get('/Subtype'))
                if (a.get('/F') or 0) & 0x127 != 4:
                    self.say('annotation %s: hidden, or not printed: F %s (6.3.2)', ref, a.get('/F'))
                shows = self.pdf.get(a.get('/AP')) or {}
                if a.get('/Subtype') == '/Widget' and list(shows) != ['/N']:
                    self.say('annotation %s: its appearances are %s (6.3.3)', ref, list(shows))
                if {'/C', '/IC'} & set(a) and self.part == '1':
                    self.say('annotation %s: coloured (19005-1, 6.5.3)', ref)
                if a.get('/Subtype') == '/Widget' and {'/A', '/AA'} & set(a):
                    self.say('field %s acts (6.4.1)', ref)

    def form(self):
        form = self.pdf.get(self.catalog.get('/AcroForm')) or {}
        if form.get('/NeedAppearances') or '/XFA' in form:
            self.say('form: it needs a program to show it (6.4.1, 6.4.2)')

    def actions(self):
        if {'/AA', '/OpenAction', '/OCProperties', '/Requirements', '/NeedsRendering', '/Perms'} & set(self.catalog):
            self.say('catalog: it acts, hides or asks for something (6.4 to 6.11)')
        if self.pdf.key(self.catalog, '/MarkInfo', '/Suspects'):
            self.say('catalog: marks are suspect (UA, 7.1)')
        for ref, v in all_values(self.pdf):
            if isinstance(v, dict) and v.get('/S') in ('/JavaScript', '/Launch', '/Sound', '/Movie', '/ResetForm',
                                                       '/ImportData', '/Hide', '/SetOCGState', '/Rendition', '/Trans',
                                                       '/GoTo3DView'):
                self.say('object %s: action %s (6.5.1)', ref, v['/S'])
            if isinstance(v, dict) and v.get('/Type') == '/Page' and {'/AA', '/PresSteps'} & set(v):
                self.say('page %s acts (6.5.2)', ref)

    # -- 6.8: embedded files --

    def attachments(self):
        for ref, v in all_values(self.pdf):
            if not isinstance(v, dict) or '/EF' not in v:
                continue
            if self.part in ('1', '2'):
                self.say('attachment %s in PDF/A-%s (6.8)', ref, self.part)
            mime = text_of(self.pdf.key(v, '/EF', '/F', '/Subtype'))[1:]
            if not re.fullmatch(r'[-\w+.]+/[-\w+.]+', mime):
                self.say('attachment %s: its type is %s (6.8)', ref, mime)
            if v.get('/AFRelationship') not in RELATIONS or not text_of(v.get('/F')) or not text_of(v.get('/UF')):
                self.say('attachment %s: no relationship or no name (6.8)', ref)

    # -- structure --

    def languages(self):
        for ref, v in all_values(self.pdf):
            if isinstance(v, dict) and '/Lang' in v and not LANGUAGE.fullmatch(text_of(v['/Lang'])):
                self.say('object %s: Lang "%s" is no language (6.7.4)', ref, text_of(v['/Lang']))

    def sections(self):
        """What a table, list or contents holds, how often and where (UA, 7.2)."""
        for e in self.check.order:
            kids = [k.role for k in e.kids if hasattr(k, 'role')]
            if e.role in ('Table', 'L', 'TOC') and 'Caption' in kids[1:] and \
                    not (e.role == 'Table' and kids.index('Caption') == len(kids) - 1):
                self.say('%s %s: a Caption in the middle (UA, 7.2)', e.role, e.ref)
            if e.role == 'Table':
                if max(kids.count(k) for k in ('Caption', 'THead', 'TFoot')) > 1:
                    self.say('Table %s: two captions, heads or feet (UA, 7.2)', e.ref)
                if ('THead' in kids or 'TFoot' in kids) and 'TBody' not in kids:
                    self.say('Table %s: a head or foot without a body (UA, 7.2)', e.ref)
            if e.role in ('Figure', 'Formula') and not text_of(e.raw.get('/Alt')).strip():
                self.say('%s %s: no Alt (UA, 7.3, 7.7)', e.role, e.ref)
        if self.pdf.get(self.check.root.get('/RoleMap')) if isinstance(self.check.root, dict) else None:
            self.say('structure: a RoleMap, although all types are standard (6.7.3.4)')

    # -- content --

    def contents(self):
        for ref in self.check.page_refs:
            page = self.check.pages[ref]
            for finding in page.rules:
                self.say('page %s: %s', ref, finding)
            if self.part != '1':
                continue
            group = self.pdf.key(ref, '/Group')
            if group and group.get('/S') == '/Transparency':
                self.say('page %s: transparent (19005-1, 6.4)', ref)


# ---- font programs ----

def true_type_widths(data, glyphs):
    """(glyph, advance in thousandths) from hmtx, for the glyphs asked for."""
    tables = {}
    for i in range(struct.unpack_from('>H', data, 4)[0]):
        tag, _, offset, length = struct.unpack_from('>4sLLL', data, 12 + 16 * i)
        tables[tag] = (offset, length)
    if not {b'head', b'hhea', b'hmtx'} <= set(tables):
        return
    upem = struct.unpack_from('>H', data, tables[b'head'][0] + 18)[0]
    long_ones = struct.unpack_from('>H', data, tables[b'hhea'][0] + 34)[0]
    for g in glyphs:
        at = tables[b'hmtx'][0] + 4 * min(g, long_ones - 1)
        yield g, struct.unpack_from('>H', data, at)[0] * 1000 / upem


def cff_index(data, at):
    count = struct.unpack_from('>H', data, at)[0]
    if not count:
        return [], at + 2
    size = data[at + 2]
    offsets = [int.from_bytes(data[at + 3 + i * size:at + 3 + (i + 1) * size], 'big') for i in range(count + 1)]
    base = at + 2 + (count + 1) * size
    return [data[base + a:base + b] for a, b in zip(offsets, offsets[1:])], base + offsets[-1]


def cff_dict(data):
    out, stack, at = {}, [], 0
    while at < len(data):
        b = data[at]
        at += 1
        if b <= 21:
            if b == 12:
                b = 1200 + data[at]
                at += 1
            out[b], stack = stack, []
        elif b == 28:
            stack.append(struct.unpack_from('>h', data, at)[0])
            at += 2
        elif b == 29:
            stack.append(struct.unpack_from('>l', data, at)[0])
            at += 4
        elif b == 30:
            while data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            at += 1
            stack.append(None)
        elif b < 247:
            stack.append(b - 139)
        else:
            stack.append((b - 247) * 256 + data[at] + 108 if b < 251 else -(b - 251) * 256 - data[at] - 108)
            at += 1
    return out


def cff_renumbers(data):
    """A CID-keyed program in which some glyph's CID is not its number."""
    _, at = cff_index(data, data[2])
    tops, _ = cff_index(data, at)
    top = cff_dict(tops[0])
    if 1230 not in top or 15 not in top or top[15][0] <= 2:
        return False
    count = struct.unpack_from('>H', data, top[17][0])[0]
    at, cids = top[15][0] + 1, [0]
    kind = data[at - 1]
    while len(cids) < count:
        first = struct.unpack_from('>H', data, at)[0]
        left = 0 if kind == 0 else data[at + 2] if kind == 1 else struct.unpack_from('>H', data, at + 2)[0]
        cids += range(first, first + left + 1)
        at += 2 + (kind > 0) + (kind == 2)
    return cids[:count] != list(range(count))


# ---- mutants ----

def rewrite_xmp(pattern, new):
    def mutate(pdf):
        stream = pdf.objects[pdf.key(pdf.trailer, '/Root')['/Metadata']]['stream']
        old = base64.b64decode(stream['data'])
        changed = re.sub(pattern, new, old, count=1)
        stream['data'] = base64.b64encode(changed).decode()
        return True if changed != old else None
    return mutate


def raw(pattern, new):
    def mutate(pdf):
        changed = re.sub(pattern, new, pdf.raw, count=1, flags=re.S)
        different, pdf.raw = changed != pdf.raw, changed
        return True if different else None
    return mutate


def dictionaries(pdf, has, **is_):
    for ref, _ in sorted(pdf.objects.items()):
        d = pdf.get(ref)
        if isinstance(d, dict) and has in d and all(d.get('/' + k) == '/' + v for k, v in is_.items()):
            yield d


def change(has, key, new, **is_):
    """In the first dictionary that has the key `has`: `key` becomes `new` (None: goes away)."""
    def mutate(pdf):
        for d in dictionaries(pdf, has, **is_):
            if new is None:
                return True if d.pop(key, None) is not None else None
            d[key] = new(d.get(key)) if callable(new) else new
            return True
        return None
    return mutate


def catalog_says(key, new):
    def mutate(pdf):
        pdf.key(pdf.trailer, '/Root')[key] = new
        return True
    return mutate


def widen(pdf):
    for d in dictionaries(pdf, '/W', Subtype='CIDFontType2'):
        w = pdf.get(d['/W'])
        w[1] = [n + 3 for n in pdf.get(w[1])]
        return True
    return None


# Four glyphs of CIDs 0, 5, 7, 300 (tests/unit/test_cff.c has it byte by byte).
CID_KEYED = bytes.fromhex('01000401 000101010241 0001010120 8b8b8b0c1e 1d000000320f 1d0000003911 1d000000450c24'
                          '1d000000510c25 0000 0000 0000050007012c 000401010203 04050e0e0e0e')


def foreign_cids(pdf):
    for d in dictionaries(pdf, '/FontFile3'):
        pdf.objects[d['/FontFile3']]['stream']['data'] = base64.b64encode(CID_KEYED).decode()
        return True
    return None


def body_to_foot(pdf):
    found = None
    for d in dictionaries(pdf, '/P', S='TBody'):
        d['/S'] = '/TFoot'
        found = True
    return found


def head_only(pdf):
    found = None
    for d in dictionaries(pdf, '/P', S='TBody'):
        d['/S'] = '/THead'
        found = True
    return found


def show_notdef(pdf):
    for page in dictionaries(pdf, '/Contents', Type='Page'):
        stream = pdf.objects[page['/Contents']]['stream']
        old = base64.b64decode(stream['data'])
        new = re.sub(rb'Tj\n', b'Tj\n<0000>Tj\n', old, count=1)
        if new != old:
            stream['data'] = base64.b64encode(new).decode()
            return True
    return None


def in_content(pattern, new):
    def mutate(pdf):
        for page in dictionaries(pdf, '/Contents', Type='Page'):
            stream = pdf.objects[page['/Contents']]['stream']
            old = base64.b64decode(stream['data'])
            changed = re.sub(pattern, new, old, count=1)
            if changed != old:
                stream['data'] = base64.b64encode(changed).decode()
                return True
        return None
    return mutate


def private_use(pdf):
    """A glyph that is shown is said to be a character that nobody knows."""
    for font in dictionaries(pdf, '/ToUnicode', Type='Font'):
        stream = pdf.objects[font['/ToUnicode']]['stream']
        old = base64.b64decode(stream['data'])
        stream['data'] = base64.b64encode(re.sub(rb'(<[0-9A-F]{2,4}>) ?<(?!0020)[0-9A-F]{4}>', rb'\1<E000>', old)).decode()
    return True


def embed_cmap(head, body):
    """A CMap in place of Identity-H that disagrees with its dictionary or its font."""
    def mutate(pdf):
        for font in dictionaries(pdf, '/DescendantFonts', Subtype='Type0'):
            info = {'/Registry': 'u:Adobe', '/Ordering': 'u:Identity', '/Supplement': 0}
            pdf.objects['obj:999999 0 R'] = pdf.objects['999999 0 R'] = {'stream': {
                'dict': {'/Type': '/CMap', '/CMapName': '/Uji', '/CIDSystemInfo': info, **head},
                'data': base64.b64encode(b'/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>def ' +
                                         body).decode()}}
            font['/Encoding'] = '999999 0 R'
            return True
        return None
    return mutate


MUTANTS = {
    'bytes before the header': raw(rb'^', b'x'),
    'no comment behind the header': raw(rb'^(%PDF-1\.\d\r?\n)%[^\n]*\n', rb'\1'),
    'bytes behind the end': raw(rb'$', b'more'),
    'no ID': lambda pdf: pdf.trailer.pop('/ID', None),
    'a string of 32,768 bytes': change('/Alt', '/Alt', 'u:' + 'a' * 32768, S='Figure'),
    'a name of 128 bytes': change('/BaseFont', '/Uji', '/' + 'a' * 128),
    'a page of 14,401 points': change('/MediaBox', '/MediaBox', [0, 0, 14401, 842]),
    'XMP that is no XML': rewrite_xmp(rb'</rdf:RDF>', b''),
    'XMP with an encoding': rewrite_xmp(rb'<\?xpacket ', b'<?xpacket encoding="UTF-8" '),
    'a level that is none': rewrite_xmp(rb'<pdfaid:conformance>.', b'<pdfaid:conformance>Q'),
    'a UA part that is none': rewrite_xmp(rb'<pdfuaid:part>1', b'<pdfuaid:part>2'),
    'a schema without description': rewrite_xmp(rb'<pdfaProperty:name>part</pdfaProperty:name>',
                                                b'<pdfaProperty:name>x</pdfaProperty:name>'),
    'a property without category': rewrite_xmp(rb'<pdfaProperty:category>internal', b'<pdfaProperty:category>x'),
    'no output intent': catalog_says('/OutputIntents', []),
    'another output profile': change('/DestOutputProfile', '/S', '/GTS_PDFX'),
    'an interpolated image': change('/BitsPerComponent', '/Interpolate', True),
    'a CMYK image': change('/BitsPerComponent', '/ColorSpace', '/DeviceCMYK'),
    'a font that is not embedded': change('/FontFile2', '/FontFile2', None),
    'a font without its map': change('/CIDToGIDMap', '/CIDToGIDMap', None),
    'a font with another name': change('/DescendantFonts', '/BaseFont', '/ABCDEF+Lain'),
    'a font without a subset tag': change('/FontFile2', '/FontName', '/Lain'),
    'a font of other widths': widen,
    'a CID-keyed font with its own CIDs': foreign_cids,
    'a CMap that is not in the file': change('/DescendantFonts', '/Encoding', '/Uji-H'),
    'a CMap that writes downwards, its dictionary not': embed_cmap({}, b'/WMode 1 def'),
    'a CMap for another collection': embed_cmap({'/CIDSystemInfo': {'/Registry': 'u:Adobe', '/Ordering': 'u:Japan1',
                                                                    '/Supplement': 0}}, b''),
    'a CMap that uses another': embed_cmap({'/UseCMap': '/Identity-H'}, b''),
    'the missing glyph is shown': show_notdef,
    'a character of private use': private_use,
    'an operator that is none': in_content(rb'BT\n', b'BT\nxyz\n'),
    'CMYK in a page': in_content(rb'BT\n', b'0 0 0 1 k\nBT\n'),
    'states nested 29 deep': in_content(rb'^', b'q\n' * 29 + b'Q\n' * 29),
    'an annotation that is hidden': change('/StructParent', '/F', 6, Subtype='Link'),
    'an annotation of another kind': change('/StructParent', '/Subtype', '/Movie', Subtype='Link'),
    'an action that runs a program': change('/A', '/A', {'/S': '/Launch'}, Subtype='Link'),
    'a catalog that acts': catalog_says('/OpenAction', {'/S': '/JavaScript'}),
    'a language that is none': catalog_says('/Lang', 'u:bahasa indonesia'),
    'an attachment without a type': change('/Params', '/Subtype', '/teks', Type='EmbeddedFile'),
    'an attachment without a relationship': change('/EF', '/AFRelationship', None),
    'an attachment of two names, one lost': change('/EF', '/UF', None),
    'a table with two heads': head_only,
    'a foot without a body': body_to_foot,
    'a role map': change('/ParentTree', '/RoleMap', {'/P': '/Span'}),
}
