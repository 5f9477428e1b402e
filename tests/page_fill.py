#!/usr/bin/env python3
"""Pages of a trace (--cetak=halaman) as a reader sees them. Usage: page_fill.py NAME TRACE...

Prints "ok" or "not ok" lines: no page ends under two thirds full unless it is a part's last or
nothing of what follows could have come up; prose fills its pages; no heading and no caption stands
at a page's foot; no type is under 6 pt; what stands in the margins keeps apart.
"""
import re
import sys

ITEM = re.compile(r'  (\w+) (-?[\d.]+) (-?[\d.]+)(?: (-?[\d.]+) (-?[\d.]+))? \[([^\]]*)\] ?(.*)')
PAGE = re.compile(r'halaman (\d+) "(.*?)" ([\d.]+) x ([\d.]+)')
TEXT = re.compile(r'"((?:[^"\\]|\\.)*)" (\S+) ([\d.]+)')
MARGIN = 70.9                 # 2,5 cm: the profiles' margins differ from it by a line at most
LEAST = 2 / 3                 # of a page, before what could have been split
LEAST_PROSE = 0.85            # of a page, between lines of prose


class Item:
    def __init__(self, kind, x, y, width, height, role, rest):
        self.kind, self.x, self.y, self.role = kind, float(x), float(y), role
        self.width, self.height = float(width or 0), float(height or 0)
        text = TEXT.match(rest) if kind == 'teks' else None
        self.text = text.group(1) if text else ''
        self.size = float(text.group(3)) if text else 0.0
        self.chapter = kind == 'jangkar' and re.search(r'" 1 "', '" ' + rest) is not None

    @property
    def bottom(self):
        return self.y + (self.size / 4 if self.kind == 'teks' else self.height)

    def marginal(self):
        return self.role.startswith('-halaman') or self.role.startswith('-cap')

    def prose(self):
        return self.kind == 'teks' and re.match(r'(P|L/|BlockQuote)', self.role) is not None


class Page:
    def __init__(self, match):
        self.number, self.label = match.group(1), match.group(2)
        self.width, self.height = float(match.group(3)), float(match.group(4))
        self.items = []

    def body(self, repeats=False):
        return [i for i in self.items if i.kind != 'jangkar' and (repeats or not i.marginal())]

    def fill(self):
        """How far down the text area is used. A footnote's rule is part of it."""
        body = self.body()
        bottom = max((i.bottom for i in body), default=0.0)
        return (bottom - MARGIN) / (self.height - 2 * MARGIN)

    def first(self):
        return next((i for i in self.body() if i.kind in ('teks', 'gambar', 'citra')), None)

    def last(self):
        texts = [i for i in self.body() if i.kind in ('teks', 'gambar', 'citra')]
        return max(texts, key=lambda i: i.bottom, default=None)

    def begins_part(self):
        return any(i.chapter for i in self.items)

    def signed(self):
        return any(i.text.startswith('NIP') for i in self.items)


def read(path):
    pages = []
    for line in open(path, encoding='utf-8', errors='replace'):
        page, item = PAGE.match(line), ITEM.match(line)
        if page:
            pages.append(Page(page))
        elif item:
            pages[-1].items.append(Item(*item.groups()))
    return pages


def first_paragraph_leads(page):
    """The page's first paragraph introduces what stands below it, so that it had to stay with that."""
    above = None
    for item in page.body():
        if item.kind != 'teks' or item.text.strip() == ':':
            continue
        if not item.prose() or (above is not None and item.y - above > 1.7 * item.size):
            return False
        if item.text.rstrip().endswith(':'):
            return True
        above = item.y
    return False


def facing(page):
    """A further part of a table too wide for one page: new head cells below a repeated caption."""
    texts = [i for i in page.body(True) if i.kind == 'teks' and i.y > MARGIN]
    return bool(texts) and '(lanjutan)' in texts[0].text and any('THead' in i.role for i in texts)


def could_not_come_up(page, after):
    first = after.first()
    if first is None or (after.width, after.height) != (page.width, page.height):
        return True
    whole = first.role.startswith('Figure')               # a figure is never parted
    return whole or facing(after) or after.signed()       # a signature takes the last rows along


def badly_filled(pages):
    for page, after in zip(pages, pages[1:]):
        if after.begins_part() or not page.body():
            continue
        fill, first, last = page.fill(), after.first(), page.last()
        if fill < LEAST and not could_not_come_up(page, after):
            yield f'page {page.label} is {fill:.0%} full'
        if fill < LEAST_PROSE and first and last and first.prose() and last.prose() \
                and not first_paragraph_leads(after):
            yield f'prose leaves page {page.label} {fill:.0%} full'
        if fill < LEAST_PROSE and first and first.role.endswith('Caption') and prose_behind(after):
            yield f'text could fill page {page.label}, {fill:.0%} full, before "{first.text}"'


def prose_behind(page):
    """Two lines of prose just below the page's first table: they could have overtaken it."""
    texts = [i for i in page.body() if i.kind == 'teks']
    behind = [i for i, item in enumerate(texts) if not item.role.startswith('Table')
              and not re.match(r'(Sumber|Catatan|Rumus): ', item.text) and i > 0]
    if not behind or len(texts) < behind[0] + 3:
        return False
    lines = texts[behind[0]:behind[0] + 3]
    return all(i.prose() for i in lines) and not any(i.text.rstrip().endswith(':') for i in lines)


def stranded(pages):
    for page in pages:
        last = page.last()                    # a figure's own caption stands below it
        if last and re.match(r'(H\d|Table/Caption)$', last.role):
            yield f'"{last.text}" at the foot of page {page.label}'


def tiny(pages):
    for page in pages:
        for item in page.items:
            if item.kind == 'teks' and item.text.strip() and item.size < 6:
                yield f'"{item.text}" in {item.size} pt on page {page.label}'


def margins_meet(pages):
    for page in pages:
        lines = {}
        for item in page.items:
            if item.kind == 'teks' and item.role.startswith('-halaman'):
                lines.setdefault(item.y, []).append(item)
        for line in lines.values():
            line.sort(key=lambda i: i.x)
            for a, b in zip(line, line[1:]):
                if a.x + len(a.text) * a.size * 0.3 > b.x:        # even of narrow letters
                    yield f'"{a.text}" meets "{b.text}" on page {page.label}'


CHECKS = [('its pages are filled', badly_filled), ('nothing is stranded at a foot', stranded),
          ('no type is under 6 pt', tiny), ('its margins keep apart', margins_meet)]


def main():
    name, path = sys.argv[1:3]
    pages = read(path)
    for what, check in CHECKS:
        found = list(check(pages)) if pages else ['no page']
        print(f'{"not ok" if found else "ok"} {name}: {what}')
        for line in found:
            print(f'# {line}')


main()
