"""Checks on the text of the finished sample, each expectation computed from the sample's own CSV.

usage: sample_text.py CHECK FOLDER PDF; prints what is wrong and exits 1.
"""
import csv
import glob
import io
import os
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def table(folder, name):
    raw = open(os.path.join(folder, "data", name), "rb").read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    first = text.splitlines()[0]
    mark = max(";,\t", key=first.count)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))


def amount(cell):
    return 0 if cell in ("-", "") else int(cell.split(",")[0].replace(".", ""))


def grouped(n):
    return f"{n:,}".replace(",", ".")


def percent(part, whole):
    x = Fraction(part * 100, whole)
    d = (Decimal(x.numerator) / Decimal(x.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(d).replace(".", ",")


ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


def words(n):
    if n < 12:
        return ONES[n]
    for size, name in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus")):
        if n >= size:
            head = "se" + name if n // size == 1 and size <= 1000 else words(n // size) + " " + name
            return (head + " " + words(n % size)) if n % size else head
    if n < 20:
        return ONES[n - 10] + " belas"
    return ONES[n // 10] + " puluh" + (" " + ONES[n % 10] if n % 10 else "")


def expected(folder):
    budget = table(folder, "realisasi-anggaran.csv")
    pagu = sum(amount(r["pagu"]) for r in budget)
    spent = sum(amount(r["realisasi"]) for r in budget)
    idm = table(folder, "idm-desa.csv")
    out = [grouped(pagu), grouped(spent), grouped(pagu - spent), percent(spent, pagu), words(pagu) + " rupiah",
           words(spent) + " rupiah"]
    for status in sorted({r["status"] for r in idm}):
        out.append(percent(sum(r["status"] == status for r in idm), len(idm)))
    for program in dict.fromkeys(r["program"] for r in budget):
        rows = [r for r in budget if r["program"] == program]
        part, whole = (sum(amount(r[c]) for r in rows) for c in ("realisasi", "pagu"))
        out += [grouped(part), grouped(whole), percent(part, whole)]
    return out


def page_texts(pdf, *options):
    text = subprocess.run(["pdftotext", *options, pdf, "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


def flat(text):
    return re.sub(r"\s+", " ", text)


def check_figures(folder, pdf):
    text = flat(" ".join(page_texts(pdf)))
    return [f"not in the text: {x}" for x in expected(folder) if x not in text]


def check_gone(folder, pdf):
    """The sums of `folder` are not in a report made from other figures."""
    text = flat(" ".join(page_texts(pdf)))
    return [f"still in the text: {x}" for x in expected(folder)[1:3] if x in text]


def check_pages(folder, pdf):
    n = len(page_texts(pdf))
    return [] if n >= 30 else [f"{n} pages, at least 30 expected"]


def idm_pages(pdf):
    """The pages of the village table: rows of it below the appendix's title or running head."""
    pages = page_texts(pdf, "-layout")
    row = re.compile(r"^\s*(\d{1,3})\s+\S.*\b0,\d{4}\s+(MANDIRI|MAJU|BERKEMBANG|TERTINGGAL)\s*$", re.M)
    title = "data indeks desa membangun"
    return [p for p in pages if row.search(p) and title in flat(p)[:200].casefold()]


def check_rows(folder, pdf):
    pages = idm_pages(pdf)
    text = "\n".join(pages)
    at, wrong = 0, []
    for r in table(folder, "idm-desa.csv"):
        value = (r["idm"].replace(",", ".") + "0000")[:6].replace(".", ",")
        cells = [r["no"], *r["desa"].split(), *r["kecamatan"].split(), value, r["status"]]
        line = re.compile(r"^\s*" + r"\s+".join(map(re.escape, cells)) + r"\s*$", re.M)
        found = [m.start() for m in line.finditer(text)]
        if len(found) != 1 or found[0] < at:
            wrong.append(f"{r['no']} {r['desa']}: found {len(found)} times" + (", out of order" if found else ""))
        else:
            at = found[0]
    return wrong


def check_heads(folder, pdf):
    pages = idm_pages(pdf)
    head = re.compile(r"No\.\s+Kampung\s+Kecamatan\s+IDM\s+Status")
    wrong = [f"page without the table's head: {flat(p)[:60]}" for p in pages if len(head.findall(p)) != 1]
    wrong += [f"page without '(lanjutan)': {flat(p)[:60]}" for p in pages[1:] if "(lanjutan)" not in p]
    return wrong or ([] if len(pages) > 3 else [f"only {len(pages)} pages of the village table"])


def printed_label(page):
    lines = [x.strip() for x in page.splitlines() if x.strip()]
    return lines[-1] if lines and re.fullmatch(r"[ivxlc]+|\d+", lines[-1]) else None


def joined(lines):
    return flat(" ".join(lines)).strip()


def list_entries(pages):
    """(text, label) of each entry with dot leaders, entries on several lines joined."""
    out, open_lines = [], []
    for page in pages:
        lines = [x.strip() for x in page.splitlines() if x.strip()]
        for line in lines:
            m = re.match(r"^(.*?)\s*(?:\.\s?){4,}\s*([ivxlc]+|\d+)$", line)
            if m:
                out.append((joined(open_lines + [m[1]]), m[2]))
                open_lines = []
            elif re.match(r"^(Tabel|Gambar|Lampiran|BAB|\d+\.)", line):
                open_lines = [line]
            elif open_lines:
                open_lines.append(line)
    return out


def squeezed(s):
    """Without spaces, hyphens and the full stop behind a number."""
    return re.sub(r"[\s\u00ad.-]+", "", s).casefold()


def check_lists(folder, pdf):
    """Every entry of daftar isi, tabel, lampiran stands on the page it names, by the printed label."""
    pages = page_texts(pdf, "-layout")
    front = [p for p in pages if re.search(r"(?:\.\s?){8,}", p)]
    if not front:
        return ["no list with leaders found"]
    by_label = {printed_label(p): squeezed(p) for p in pages if p not in front and printed_label(p)}
    for p in front:
        by_label.setdefault(printed_label(p), squeezed(p))
    entries, wrong = list_entries(front), []
    for text, label in entries:
        if label not in by_label:
            wrong.append(f"no page {label}: {text}")
        elif squeezed(text) not in by_label[label]:
            wrong.append(f"not on page {label}: {text}")
    kinds = {k: sum(t.startswith(k) for t, _ in entries) for k in ("BAB", "Tabel", "Lampiran")}
    if kinds["BAB"] < 4 or kinds["Tabel"] < 20 or kinds["Lampiran"] < 6:
        wrong.append(f"entries found: {kinds}")
    return wrong


def without_digits(folder):
    texts = [f"{folder}/prosa/{n}.md" for n in ("kata-pengantar", "ikhtisar", "bab-4")]
    chapter = glob.glob(folder + "/prosa/bab-3*.md") + glob.glob(folder + "/prosa/sasaran/*.md")
    assert len(chapter) > 20, chapter
    return texts + sorted(chapter)


def digits_typed(name):
    """Lines of a Markdown file with a digit outside placeholders and the numbers of lists."""
    text = re.sub(r"\{\{.*?\}\}", "", open(name).read(), flags=re.S)
    text = re.sub(r"^\s*\d+[.)] ", "", text, flags=re.M)
    return [f"{name}: digit in {x!r}" for x in re.findall(r".*\d.*", text)]


def check_untyped(folder, pdf):
    """No computed figure is typed; chapters 3 and 4, ikhtisar and kata pengantar hold no digit at all."""
    sources = [f for f in glob.glob(folder + "/**/*", recursive=True)
               if f.endswith((".md", ".json", ".csv")) and not f.endswith("README.md")]
    sources += glob.glob("layouts/**/*.json", recursive=True)
    typed = expected(folder)[:9]
    wrong = []
    for f in sources:
        text = open(f, "rb").read().decode("cp1252", "replace")
        wrong += [f"{f}: typed {x}" for x in typed if x in text or x.replace(".", "") in text]
    for name in without_digits(folder):
        wrong += digits_typed(name)
    return wrong


if __name__ == "__main__":
    problems = globals()["check_" + sys.argv[1]](sys.argv[2], sys.argv[3])
    print("\n".join(problems))
    sys.exit(bool(problems))
