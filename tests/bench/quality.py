#!/usr/bin/env python3
"""make bench-quality: the same Indonesian prose set by lakip, by pdflatex with microtype and babel, and by
Typst where node finds its compiler; what their lines look like, read from the words' places in the PDFs.

Usage: quality.py LAKIP OUT [--face termes|bonum --size PT --leading PT --right MM]

Without a face: Termes 12/16 and Bonum 11,5/16, each at the measure of the reports and at a narrow one.

The prose is what the samples' Markdown becomes once its figures are filled in (`--cetak=dokumen`), as plain
paragraphs. All get the same face, size, leading, measure and space between paragraphs, forbid widows and
orphans as firmly as they can, and may leave pages short.

A line's words are matched against the source letter by letter, so a hyphen is one that the setter added, and a
program that drops or changes text fails. The last lines of paragraphs are not counted among the spaces: nobody
stretches them. Deviation is of each word space from the face's own, in percent of it; the worst line's is the mean
of its spaces. A line is overfull when it reaches beyond the measure by more than its last mark, or shrinks its
spaces below half. Every program competes on its own ground: LaTeX hyphenates, so it stands beside lakip; Typst has no
Indonesian patterns and sets no hyphen, so it stands beside lakip with a profile that allows none. A merit that was
bought with lines that stick out is none: where the other has overfull lines, its worst line is shown only. At the
reports' own face and measure lakip without hyphens also stands beside the best of both on every row, worst line too.
"""
import argparse
import html
import json
import os
import re
import subprocess
import sys
import types

MM = 72 / 25.4
PAPER = (210 * MM, 297 * MM)
MARGIN = dict(top=25 * MM, bottom=25 * MM, left=30 * MM, right=23 * MM)
FACES = {"termes": ("TeX Gyre Termes", "tgtermes", 0.25), "bonum": ("TeX Gyre Bonum", "tgbonum", 0.32)}
BETWEEN = 7
LEAST_WORDS = 12
SAMPLES = ("way-kanan-2023", "barito-selatan-2023", "sk-iku-luwu-timur-2023")
WORST = "worst line, %"
TYPST_PACKAGE = "@myriaddreamin/typst-ts-node-compiler"


def run(command, **kw):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **kw).stdout


# ---- the prose ----

def unquote(s):
    return re.sub(r"\\(.)", r"\1", s)


def paragraphs(lakip, sample):
    """Justified paragraphs of the document; no notes, no titles in capitals."""
    out, depth, text = [], None, None
    for line in run([lakip, "susun", "samples/" + sample, "--cetak=dokumen"]).splitlines():
        indent = len(line) - len(line.lstrip())
        if depth is not None and indent <= depth:
            out.append(text)
            depth = None
        if depth is None and re.match(r" *para .* justify ", line):
            depth, text = indent, ""
        elif depth is not None and indent == depth + 2:
            m = re.match(r' *text "((?:[^"\\]|\\.)*)"', line)
            text += unquote(m[1]) if m else ""
    out = [re.sub(r"[\s\u00a0\u202f]+", " ", t).strip() for t in out + ([text] if depth is not None else [])]
    return [t for t in out if len(t.split()) >= LEAST_WORDS and re.fullmatch(r"[\x20-\x7e\u2013]*", t)
            and sum(c.islower() for c in t) > len(t) / 2]


# ---- the programs ----

def set_lakip(o, name="lakip", hyphens=True):
    folder = f"{o.out}/{name}"
    os.makedirs(folder + "/gaya", exist_ok=True)
    point = lambda x: f"{x:.3f}pt"
    style = {
        "nama": "ukur", "turunan_dari": "a4-resmi", "judul": "ukur", "huruf": {"utama": o.family},
        "halaman": {"tepi": {"atas": point(MARGIN["top"]), "bawah": point(MARGIN["bottom"]),
                             "kiri": point(MARGIN["left"]), "kanan": point(MARGIN["right"])},
                    "polos": {"kepala": False, "kaki": False}},
        "sidik": False,
        "teks": {"badan": {"ukuran": point(o.size), "jarak_baris": point(o.leading), "sesudah": point(BETWEEN),
                           "pemenggalan": hyphens}},
    }
    layout = {"nama": "prosa", "judul": "Prosa", "gaya": "ukur",
              "bagian": [{"jenis": "polos", "id": "prosa", "judul": "Prosa", "isi": [{"prosa": "prosa"}]}]}
    report = {"tata_letak": "prosa", "tahun": 2023, "tempat": "Malili", "tanggal": "2023-01-03",
              "instansi": {"nama": "Dinas"}, "pemerintah": {"nama": "Pemerintah", "daerah": "Kabupaten"},
              "prosa": {"prosa": "prosa.md"}}
    for name, content in (("gaya/ukur.json", style), ("prosa.json", layout), ("laporan.json", report)):
        with open(f"{folder}/{name}", "w") as f:
            json.dump(content, f, indent=1)
    with open(folder + "/prosa.md", "w") as f:
        f.write("\n\n".join(re.sub(r"([\\*_\[\]`<>#{}|~])", r"\\\1", t) for t in o.prose) + "\n")
    done = subprocess.run([o.lakip, "susun", folder, "-o", folder + ".pdf"], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    if done.returncode > 1 or not os.path.exists(folder + ".pdf"):
        sys.exit(done.stdout)
    return None


def set_latex(o):
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "–": "--"}
    escape = lambda t: "".join(special.get(c, "\\" + c if c in "&%$#_{}" else c) for c in t)
    below = 0.3 * o.leading        # of a line's room: the others keep it free below the last baseline too
    with open(o.out + "/latex.tex", "w") as f:
        f.write(r"""\documentclass{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage[indonesian]{babel}
\usepackage{%s}\usepackage{microtype}
\usepackage[a4paper,top=%.3fbp,bottom=%.3fbp,left=%.3fbp,right=%.3fbp,noheadfoot]{geometry}
\pagestyle{empty}\raggedbottom\frenchspacing\clubpenalty10000\widowpenalty10000
\setlength\parindent{0pt}\setlength\parskip{%.3fbp}\setlength\topskip{%.3fbp}
\begin{document}\fontsize{%.3fbp}{%.3fbp}\selectfont
""" % (o.package, MARGIN["top"], MARGIN["bottom"] + below, MARGIN["left"], MARGIN["right"], BETWEEN, o.leading - below,
       o.size, o.leading))
        f.write("\n\n".join(map(escape, o.prose)) + "\n\\end{document}\n")
    try:
        run(["pdflatex", "-interaction=batchmode", "-halt-on-error", "latex.tex"], cwd=o.out)
    except (OSError, subprocess.CalledProcessError) as e:
        return f"pdflatex: {e}"
    return None


TYPST_RUN = """
const {{ NodeCompiler }} = require({package});
const c = NodeCompiler.create({{ workspace: {out}, fontArgs: [{{ fontPaths: {fonts} }}] }});
const r = c.compile({{ mainFilePath: {out} + '/typst.typ' }});
if (!r.result) {{ console.error(JSON.stringify(c.fetchDiagnostics(r.takeDiagnostics()))); process.exit(1); }}
require('fs').writeFileSync({out} + '/typst.pdf', c.pdf(r.result));
"""


def set_typst(o):
    package = os.path.join(o.node, "node_modules", TYPST_PACKAGE)
    if not os.path.exists(package):
        try:
            run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", o.node, TYPST_PACKAGE + "@0.7.0"])
        except (OSError, subprocess.CalledProcessError):
            return "Typst: no " + TYPST_PACKAGE + " and npm cannot fetch it"
    with open(o.out + "/typst.typ", "w") as f:
        f.write(f"""#set page(paper: "a4", margin: (top: {MARGIN['top']}pt, bottom: {MARGIN['bottom']}pt,
  left: {MARGIN['left']}pt, right: {MARGIN['right']}pt))
#set text(font: "{o.family}", size: {o.size}pt, lang: "id", hyphenate: true, top-edge: 0.75em, bottom-edge: -0.25em)
#set par(justify: true, leading: {o.leading - o.size}pt, spacing: {o.leading - o.size + BETWEEN}pt)

""")
        f.write("\n\n".join("#" + json.dumps(t, ensure_ascii=False) for t in o.prose) + "\n")
    fonts = ["/usr/share/texmf/fonts/opentype/public/tex-gyre", "/usr/share/fonts/opentype/texgyre"]
    with open(o.out + "/typst.cjs", "w") as f:
        f.write(TYPST_RUN.format(package=json.dumps(package), out=json.dumps(o.out), fonts=json.dumps(fonts)))
    try:
        run(["node", o.out + "/typst.cjs"])
    except (OSError, subprocess.CalledProcessError) as e:
        return f"Typst: {getattr(e, 'stderr', e)}"
    return None


def set_lakip_whole(o):
    return set_lakip(o, "lakip-utuh", False)


# ---- the lines ----

def lines_of(pdf):
    """Every line as (page, [(xmin, xmax, text)])."""
    out, page, words = [], -1, []

    def end_page():
        words.sort()
        rows = []
        for y, *word in words:
            if not rows or y - rows[-1][0] > 4:
                rows.append((y, []))
            rows[-1][1].append(tuple(word))
        out.extend((page, sorted(r)) for _, r in rows)

    for line in run(["pdftotext", "-bbox", pdf, "-"]).splitlines():
        if line.lstrip().startswith("<page"):
            page, words = page + 1, []
        elif line.lstrip().startswith("</page"):
            end_page()
        m = re.match(r' *<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*)</word>', line)
        if m:
            words.append((float(m[2]), float(m[1]), float(m[3]), html.unescape(m[5])))
    return out


def match(lines, prose):
    """Gives each line (paragraph, first, last, hyphen): its place in the source."""
    number, rest, first, out = 0, "".join(prose[0].split()), True, []
    for page, words in lines:
        text = "".join(w[2] for w in words).replace("\u2010", "-").replace("\u00ad", "-")
        for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
            text = text.replace(ligature, letters)
        hyphen = not rest.startswith(text) and text.endswith("-")
        text = text[:-1] if hyphen else text
        if not rest.startswith(text):
            sys.exit(f"not the source's text: {text!r}, wanted {rest[:80]!r}")
        rest = rest[len(text):]
        out.append((number, first, not rest, hyphen))
        first = False
        if not rest:
            number, first = number + 1, True
            rest = "".join(prose[number].split()) if number < len(prose) else ""
    if number < len(prose):
        sys.exit("text is missing at the end")
    return out


def measure(pdf, o):
    lines = lines_of(pdf)
    places = match(lines, o.prose)
    left, right = MARGIN["left"], PAPER[0] - MARGIN["right"]
    natural = o.space * o.size
    spaces, by_line, hyphens, row, torn, overfull, widows, orphans, lone = [], [], 0, 0, 0, 0, 0, 0, 0
    before = False
    for i, ((page, words), (number, first, last, hyphen)) in enumerate(zip(lines, places)):
        gaps = [b[0] - a[1] for a, b in zip(words, words[1:])]
        allowed = 0.3 * o.size if not words[-1][2][-1].isalnum() else 0.08 * o.size
        if words[-1][1] > right + allowed or words[0][0] < left - 0.2 * o.size or min(gaps, default=natural) < natural / 2:
            overfull += 1
        if not last and gaps:
            spaces += [abs(g / natural - 1) * 100 for g in gaps]
            by_line.append((abs(sum(gaps) / len(gaps) / natural - 1) * 100, i))
        hyphens += hyphen
        row += hyphen and before
        before = hyphen
        lone += last and not first and len(words) == 1
        begins, ends = i == 0 or lines[i - 1][0] != page, i + 1 == len(lines) or lines[i + 1][0] != page
        torn += ends and hyphen
        widows += begins and last and not first
        orphans += ends and first and not last
    spaces.sort()
    worst, at = max(by_line)
    if o.show:
        print(f"# {pdf}: worst line, page {lines[at][0] + 1}:", " ".join(w[2] for w in lines[at][1]))
    return {"mean deviation of a word space, %": sum(spaces) / len(spaces),
            "95th percentile, %": spaces[len(spaces) * 95 // 100], WORST: worst,
            "hyphens per 100 lines": hyphens * 100 / len(lines), "consecutive hyphens": row,
            "pages ending with a hyphen": torn,
            "overfull lines": overfull, "widows": widows, "orphans": orphans,
            "last lines of one word": lone, "pages": lines[-1][0] + 1}


def worse_rows(ours, theirs):
    """Rows on which we are behind; a worst line bought with overfull ones is no merit."""
    return [r for r in ours if ours[r] > theirs[r] and not (r == WORST and theirs["overfull lines"])]


GROUNDS = (("lakip", "latex"), ("lakip, no hyphens", "typst"))


def compare(o):
    """One table; the rows on which lakip is behind."""
    o.family, o.package, o.space = FACES[o.face]
    o.out = f"{o.base}/{o.face}-{o.size:g}" + (f"-{o.right:g}" if o.right else "")
    MARGIN["right"] = (o.right or 23) * MM
    os.makedirs(o.out, exist_ok=True)
    found = {}
    for name, file, setter in (("lakip", "lakip", set_lakip), ("latex", "latex", set_latex),
                               ("lakip, no hyphens", "lakip-utuh", set_lakip_whole), ("typst", "typst", set_typst)):
        pdf = f"{o.out}/{file}.pdf"
        why = None if o.keep and "lakip" not in name and os.path.exists(pdf) else setter(o)
        if why:
            print("skipped, " + why)
            continue
        found[name] = measure(pdf, o)
    width = (PAPER[0] - MARGIN["left"] - MARGIN["right"]) / MM
    print(f"\n{o.family} {o.size:g}/{o.leading:g}, {width:.0f} mm: {sum(len(t.split()) for t in o.prose)} words in "
          f"{len(o.prose)} paragraphs\n| | " + " | ".join(found) + " |\n|---|" + "---|" * len(found))
    for row in found["lakip"]:
        values = [f[row] for f in found.values()]
        print(f"| {row} | " + " | ".join(f"{v:.2f}" if isinstance(v, float) else str(v) for v in values) + " |")
    behind = [f"{o.out}: {ours}: {r}" for ours in ("lakip", "lakip, no hyphens")
              for r in ("overfull lines", "widows", "orphans") if found[ours][r]]
    for ours, theirs in GROUNDS:
        rows = worse_rows(found[ours], found[theirs]) if theirs in found else []
        if theirs in found:
            print(f"{ours} beside {theirs}: " + ("behind on " + "; ".join(rows) if rows else "no worse on every row"))
        behind += rows
    if o.reports and "latex" in found and "typst" in found:
        best = {r: min(found["latex"][r], found["typst"][r]) for r in found["latex"]}
        rows = [r for r in best if found["lakip, no hyphens"][r] > best[r]]
        print("lakip, no hyphens beside the best of both: " + ("behind on " + "; ".join(rows) if rows else
                                                                 "no worse on every row"))
        behind += rows
    return behind


def main():
    p = argparse.ArgumentParser()
    p.add_argument("lakip"), p.add_argument("out")
    p.add_argument("--face", choices=FACES), p.add_argument("--size", type=float, default=12)
    p.add_argument("--leading", type=float, default=16), p.add_argument("--show", action="store_true")
    p.add_argument("--right", type=float, help="right margin in mm: another measure")
    p.add_argument("--keep", action="store_true", help="the others' PDFs of the last time, where they are")
    a = p.parse_args()
    lakip, base = os.path.abspath(a.lakip), os.path.abspath(a.out)
    node = base + "/node"
    os.makedirs(node, exist_ok=True)
    prose = [t for s in SAMPLES for t in paragraphs(lakip, s)]
    settings = [(a.face, a.size, a.leading, a.right)] if a.face else [
        (face, size, 16, right) for face, size in (("termes", 12), ("bonum", 11.5)) for right in (None, 50)]
    behind = []
    for face, size, leading, right in settings:
        behind += compare(types.SimpleNamespace(lakip=lakip, base=base, node=node, prose=prose, face=face, size=size,
                                                leading=leading, right=right, show=a.show, keep=a.keep,
                                                reports=(face, size, right) == ("termes", 12, None)))
    sys.exit(1 if behind else 0)


if __name__ == "__main__":
    main()
