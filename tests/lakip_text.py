"""Checks on the LAKIP sample, each expectation computed here from the sample's own CSV.

usage: lakip_text.py CHECK FOLDER PDF; prints what is wrong and exits 1.
"""
import json
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sample_text import amount, digits_typed, flat, grouped, page_texts, table, words


def fixed(x):
    d = (Decimal(x.numerator) / Decimal(x.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(d).replace(".", ",")


def number(cell):
    m = re.match(r"[\d.,]+", cell)
    return Fraction(m[0].replace(".", "").replace(",", ".")) if m else None


def achieved(row):
    """In percent: what the office says, else realisasi over target; None without a realisasi."""
    if row["persen_dinas"]:
        return number(row["persen_dinas"])
    if not row["realisasi"]:
        return None
    return number(row["realisasi"]) / number(row["target"]) * 100


def this_year(folder):
    year = str(json.load(open(folder + "/laporan.json"))["tahun"])
    return [r for r in table(folder, "kinerja.csv") if r["periode"] == year]


def expected(folder):
    rows = this_year(folder)
    values = [achieved(r) for r in rows]
    known = [v for v in values if v is not None]
    actions = table(folder, "rencana-aksi.csv")
    planned = sum(amount(r["anggaran"]) for r in actions)
    budget = table(folder, "perjanjian-anggaran.csv")
    before, after = (sum(amount(r[c]) for r in budget) for c in ("anggaran_murni", "anggaran_perubahan"))
    goals = [number(r["persen"]) for r in table(folder, "capaian-sasaran.csv")]
    iku = table(folder, "iku.csv")
    counts = [len({r["sasaran"] for r in iku}), len(iku), len(rows), len(known), len([v for v in known if v >= 100])]
    out = [grouped(planned), grouped(before), grouped(after), grouped(after - before), words(planned) + " rupiah",
           words(after) + " rupiah", fixed(sum(known) / len(known)) + "%", fixed(sum(goals) / len(goals)) + "%"]
    out += [f"{n} ({words(n)})" for n in counts]
    for goal in dict.fromkeys(r["sasaran"] for r in budget):
        own = [r for r in budget if r["sasaran"] == goal]
        out += [grouped(sum(amount(r[c]) for r in own)) for c in ("anggaran_murni", "anggaran_perubahan")]
    for program in dict.fromkeys(r["program"] for r in actions):
        out.append(grouped(sum(amount(r["anggaran"]) for r in actions if r["program"] == program)))
    return out


def check_figures(folder, pdf):
    text = flat(re.sub(r"(?<=[a-z])[\u00ad-]\n(?=[a-z])", "", "\n".join(page_texts(pdf))))      # hyphenated words
    return [f"not in the text: {x}" for x in expected(folder) if x not in text]


def check_printed(folder, pdf):
    """What the office's own tables come to, once their misprints are mended."""
    totals = expected(folder)
    known = {"97.161.255.072": 0, "91.101.382.088": 1, "92.749.182.088": 2, "98,62%": 6, "98,95%": 7}
    return [f"{totals[i]}, printed {x}" for x, i in known.items() if totals[i] != x]


def section(folder, pdf, title, until):
    pages = page_texts(pdf, "-layout")
    first = next(i for i, p in enumerate(pages) if flat(p).strip().casefold().startswith(title.casefold()))
    last = next((i for i, p in enumerate(pages) if i > first and flat(p).strip().casefold().startswith(until.casefold())),
                len(pages))
    return pages[first:last]


def check_measured(folder, pdf):
    """Every indicator's figures stand on a line of their own, in the order of the data."""
    text = "\n".join(section(folder, pdf, "lampiran 4", "lampiran 5"))
    at, wrong = 0, []
    for r in this_year(folder):
        value = achieved(r)
        target, unit = re.match(r"([\d.,]+%?)\s*(.*)", r["target"]).groups()
        cells = [target, *unit.split()]
        if r["realisasi"]:
            count, kind = re.match(r"([\d.,]+%?)\s*(.*)", r["realisasi"]).groups()
            cells += [count, *kind.split()]
        cells.append(fixed(value) if value is not None else "–")
        found = re.compile(r"(?<=\s)" + r"\s+".join(map(re.escape, cells if r["realisasi"] else cells + ["–"])) + r"\s*$",
                           re.M).search(text, at)
        if not found:
            wrong.append(f"not found, or out of order: {r['indikator'][:50]}: {' '.join(cells)}")
        else:
            at = found.end()
    return wrong


def check_carried(folder, pdf):
    """Sums carried forward: each page's is what the rows so far come to, and stands again on the next."""
    pages = section(folder, pdf, "lampiran 6", "lampiran 7")
    amounts = [amount(r["anggaran"]) for r in table(folder, "rencana-aksi.csv")]
    sums, total = [], 0
    for a in amounts:
        total += a
        sums.append(grouped(total))
    wrong = []
    out = [re.findall(r"Jumlah dipindahkan\s+([\d.]+)", p) for p in pages]
    back = [re.findall(r"Jumlah pindahan\s+([\d.]+)", p) for p in pages]
    for i in range(len(pages) - 1):
        if len(out[i]) != 1 or out[i] != back[i + 1] or out[i][0] not in sums:
            wrong.append(f"page {i + 1}: {out[i]} forward, {back[i + 1]} on the next")
    if out[-1] or back[0]:
        wrong.append("a sum before the first page or behind the last")
    if sums[-1] not in pages[-1]:
        wrong.append("no total")
    return wrong or ([] if len(pages) > 3 else [f"only {len(pages)} pages"])


def bbox(pdf, first, last):
    out = subprocess.run(["pdftotext", "-bbox", "-f", str(first), "-l", str(last), pdf, "-"], check=True,
                         capture_output=True).stdout.decode()
    return re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', out, re.S)


def check_cascading(folder, pdf):
    """38 columns on two facing pages: all words inside the paper, none under 6 pt, none cut, the first
    columns again on the second page."""
    text = page_texts(pdf)
    first = next(i for i, p in enumerate(text) if flat(p).strip().casefold().startswith("lampiran 8"))
    pages = bbox(pdf, first + 1, len(text))
    wrong = [] if len(pages) == 2 else [f"{len(pages)} pages"]
    known = set()
    for r in table(folder, "cascading.csv"):
        for cell in r.values():
            known.update(re.split(r"[\s/-]+", cell))
    printed = []
    for width, height, page in pages:
        for x0, y0, x1, y1, word in re.findall(
                r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', page):
            printed.append(word)
            if float(x0) < 0 or float(x1) > float(width) or float(y1) > float(height):
                wrong.append(f"outside the paper: {word}")
    lost = [w for w in known if w and not any(w in p for p in printed)]
    wrong += [f"cut or missing: {w}" for w in sorted(lost)]
    for number_ in range(1, 39):
        if str(number_) not in printed:
            wrong.append(f"column {number_} is not there")
    for page in text[first:]:
        if "Menurunnya" not in page:
            wrong.append("the stub does not stand on every page")
    return wrong


def check_untyped(folder, pdf):
    """Chapter 3 and 4, ikhtisar and kata pengantar hold no digit."""
    wrong = []
    for name in ("kata-pengantar", "ikhtisar", "bab-3", "bab-3-analisis", "bab-4"):
        wrong += digits_typed(f"{folder}/prosa/{name}.md")
    return wrong


if __name__ == "__main__":
    problems = globals()["check_" + sys.argv[1]](sys.argv[2], sys.argv[3])
    print("\n".join(problems))
    sys.exit(bool(problems))
