"""Justified prose read back from the PDF is its source, space for space; only the soft hyphens that setting added are
taken out, each at the end of a line and inside a word of the source.

usage: extract_text.py LAKIP FOLDER FAMILY SIZE RIGHT-MARGIN; prints what is wrong and exits 1.
The prose is the samples', as in bench/quality.py.
"""
import os
import subprocess
import sys
from types import SimpleNamespace

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "bench"))
import quality  # noqa: E402


def read_back(lines, prose):
    """The number of hyphens taken out; exits where the text differs."""
    taken, rest, number = 0, "", -1
    for line in lines:
        if not rest:
            number += 1
            rest = prose[number] if number < len(prose) else ""
        if rest.startswith(line):
            behind = rest[len(line):]
            # A line ends with its word: before a space, or behind a hyphen or slash that the source has.
            if behind and behind[0] != " " and line[-1] not in "-/\u2013":
                sys.exit(f"a word parted without a hyphen: {line!r}, then {behind[:20]!r}")
        elif line.endswith("\u00ad") and rest.startswith(line[:-1]) and rest[len(line) - 2:len(line)].isalpha():
            behind = rest[len(line) - 1:]
            taken += 1
        else:
            sys.exit(f"read {line!r}\nnot {rest[:len(line) + 20]!r}")
        rest = behind.removeprefix(" ")
    if rest or number + 1 < len(prose):
        sys.exit(f"missing at the end: {(rest or prose[number + 1])[:60]!r}")
    return taken


def main():
    lakip, folder, family, size, right = sys.argv[1:]
    lakip, folder = os.path.abspath(lakip), os.path.abspath(folder)
    quality.MARGIN["right"] = float(right) * quality.MM
    prose = [t for s in quality.SAMPLES for t in quality.paragraphs(lakip, s)]
    o = SimpleNamespace(lakip=lakip, out=folder, family=family, size=float(size), leading=16.0, prose=prose)
    quality.set_lakip(o)
    text = subprocess.run(["pdftotext", "-raw", "-nopgbrk", folder + "/lakip.pdf", "-"], check=True, stdout=subprocess.PIPE,
                          text=True).stdout
    taken = read_back([line for line in text.splitlines() if line.strip()], prose)
    if len(prose) < 150 or taken < 20:
        sys.exit(f"too little to show anything: {len(prose)} paragraphs, {taken} hyphens")


main()
