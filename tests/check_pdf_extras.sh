#!/usr/bin/env bash
# What an archive and a signer need beside the pages: metadata, drafts, the sources' hash, signature
# fields: each on a copy of a sample that says more.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

xmp_has() {   # FILE PATTERN
    qpdf --qdf --object-streams=disable "$1" - | grep -aqE -- "$2"
}

clean() {   # FILE: the cross-reference, and the structure
    qpdf --check "$1" && python3 tests/pdf_check.py "$1"
}

# ---- metadata ----

cp -r samples/way-kanan-2023 "$work/arsip"
sed -i '0,/{/s//{\n  "metadata": {"klasifikasi": "000.8.6.1", "retensi": "10 tahun \& permanen"},/' "$work/arsip/laporan.json"
check "a report with archive metadata is set" "$LAKIP" susun "$work/arsip" -o "$work/arsip.pdf"
for pattern in '<lakip:klasifikasi>000\.8\.6\.1</lakip:klasifikasi>' '<lakip:tahun>2023</lakip:tahun>' \
    '<lakip:retensi>10 tahun &amp; permanen</lakip:retensi>' '<dc:publisher><rdf:Bag><rdf:li>Dinas Pemberdayaan' \
    '<pdfaSchema:prefix>lakip</pdfaSchema:prefix>' '<pdfaProperty:name>klasifikasi</pdfaProperty:name>'; do
    check "XMP says $pattern" xmp_has "$work/arsip.pdf" "$pattern"
done
check "it is clean" clean "$work/arsip.pdf"
"$LAKIP" susun "$work/arsip" --pdfa=tidak -o "$work/tidak.pdf" >/dev/null 2>&1
fails_with "no extension schema where PDF/A is not claimed" 1 '^$' xmp_has "$work/tidak.pdf" 'pdfaExtension'
sed -i 's/"000.8.6.1"/[1]/' "$work/arsip/laporan.json"
fails_with "klasifikasi must be a text" 1 'klasifikasi' "$LAKIP" periksa "$work/arsip"
