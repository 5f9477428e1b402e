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

# ---- the sources' hash, drafts ----

sample=samples/way-kanan-2023
"$LAKIP" susun "$sample" -o "$work/akhir.pdf" >/dev/null 2>&1
"$LAKIP" susun "$sample" --konsep -o "$work/konsep.pdf" >/dev/null 2>&1
pages=$(pdfinfo "$work/akhir.pdf" | sed -n 's/^Pages: *//p')

# From the manifest alone, as layouts/README.md says.
qpdf --show-attachment=lakip.manifest.json "$work/akhir.pdf" >"$work/manifest.json"
seal=$(python3 - "$work/manifest.json" <<'PY'
import hashlib, json, sys
lines = "".join(f"{f['sha256']}  {f['nama']}\n" for f in json.load(open(sys.argv[1], encoding="utf-8"))["berkas"])
print(hashlib.sha256(lines.encode()).hexdigest()[:10])
PY
)

page_says() {   # FILE PAGE TEXT
    pdftotext -f "$2" -l "$2" -layout "$1" - | grep -qF -- "$3"
}

every_page_says() {   # FILE TEXT
    local i
    for ((i = 1; i <= pages; i++)); do page_says "$1" "$i" "$2" || { echo "page $i"; return 1; }; done
}

count_pages_saying() {   # FILE TEXT
    local i n=0
    for ((i = 1; i <= pages; i++)); do page_says "$1" "$i" "$2" && n=$((n + 1)); done
    echo "$n"
}

check "the final file's last page says its hash" page_says "$work/akhir.pdf" "$pages" "Sidik sumber: $seal"
check "no other page does" test "$(count_pages_saying "$work/akhir.pdf" "$seal")" = 1
check "the final file is no draft" test "$(count_pages_saying "$work/akhir.pdf" "KONSEP $seal")" = 0
check "the final file agrees with its sources" "$LAKIP" verifikasi "$work/akhir.pdf"
check "a draft has as many pages" test "$(pdfinfo "$work/konsep.pdf" | sed -n 's/^Pages: *//p')" = "$pages"
check "every page of a draft says KONSEP and the hash" every_page_says "$work/konsep.pdf" "KONSEP $seal"
check "every page of a draft has a watermark" test "$pages" = \
    "$(qpdf --qdf --object-streams=disable "$work/konsep.pdf" - | grep -ac '/Subtype/Watermark>>BDC')"
check "a draft is clean and tagged" clean "$work/konsep.pdf"
check "a draft is tagged" sh -c 'pdfinfo "$1" | grep -q "^Tagged: *yes"' - "$work/konsep.pdf"
fails_with "a draft does not claim PDF/A" 1 '^$' xmp_has "$work/konsep.pdf" 'pdfaid'
fails_with "a draft is not archived" 2 'konsep tidak diarsipkan' \
    "$LAKIP" susun "$sample" --konsep --pdfa=3a -o "$work/x.pdf"
cp -r "$sample" "$work/ubah"
echo >>"$work/ubah/laporan.json"
"$LAKIP" susun "$work/ubah" -o "$work/ubah.pdf" >/dev/null 2>&1
check "another source, another hash" test "$(count_pages_saying "$work/ubah.pdf" "$seal")" = 0

watermark_first() {   # FILE: on every page it is painted before anything else
    python3 - "$1" <<'PY'
import base64, json, subprocess, sys
out = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", sys.argv[1]],
                     stdout=subprocess.PIPE).stdout
objects = json.loads(out)["qpdf"][1]
pages = [o["value"] for o in objects.values() if "value" in o and isinstance(o["value"], dict)
         and o["value"].get("/Type") == "/Page"]
for page in pages:
    content = base64.b64decode(objects["obj:" + page["/Contents"]]["stream"]["data"])
    if not content.startswith(b"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC"):
        sys.exit("it is not behind the text: %r" % content[:60])
sys.exit(0 if pages else "no pages")
PY
}

check "the watermark lies behind everything else" watermark_first "$work/konsep.pdf"

# Both are the profile's.
cp -r layouts "$work/layouts"
sed -i 's/"tulisan": "KONSEP"/"tulisan": "RANCANGAN"/; s/"KONSEP {{ sidik }}"/"rancangan {{ sidik }}"/; s/^  "sidik": {.*/  "sidik": false,/' \
    "$work/layouts/gaya/a4-resmi.json"
"$LAKIP" susun "$sample" --konsep --tata-letak="$work/layouts" -o "$work/rancangan.pdf" >/dev/null 2>&1
check "the profile words a draft" every_page_says "$work/rancangan.pdf" "rancangan $(pdftotext "$work/rancangan.pdf" - | sed -n 's/^rancangan //p' | head -n 1)"
check "and only the profile" sh -c '! pdftotext "$1" - | grep -q KONSEP' - "$work/rancangan.pdf"
"$LAKIP" susun "$sample" --tata-letak="$work/layouts" -o "$work/tanpa.pdf" >/dev/null 2>&1
check "a profile may leave out the hash" sh -c 'pdftotext "$1" - | grep -q . && ! pdftotext "$1" - | grep -q "Sidik sumber"' - "$work/tanpa.pdf"
python3 - "$work/layouts/gaya/a4-resmi.json" <<'PY'
import json, sys
profile = json.load(open(sys.argv[1], encoding="utf-8"))
del profile["konsep"]
json.dump(profile, open(sys.argv[1], "w", encoding="utf-8"), ensure_ascii=False, indent=1)
PY
fails_with "a profile without drafts says so" 1 'tidak mengatur tampilan konsep' \
    "$LAKIP" susun "$sample" --konsep --tata-letak="$work/layouts" -o "$work/x.pdf"

# ---- signature fields ----

fields() {
    qpdf --json=2 --json-key=acroform "$1" | python3 -c 'import json, sys
print(*(f["fullname"] for f in json.load(sys.stdin)["acroform"]["fields"]))'
}

cp -r samples/iku "$work/iku"
check "a report with a signature field is set" "$LAKIP" susun "$work/iku" -o "$work/iku.pdf"
check "the field is named after who signs" test "$(fields "$work/iku.pdf")" = ttd-kepala
check "it is in the structure" clean "$work/iku.pdf"
check "what has it agrees with its sources" "$LAKIP" verifikasi "$work/iku.pdf"
"$LAKIP" susun "$work/iku" --pdfa=1b -o "$work/iku1.pdf" >/dev/null 2>&1
# In every layout, through the profile; a name stands once; `bidang: false` has the last word.
with_fields() {   # SAMPLE: a copy of it whose profile asks for fields, in $work/bidang
    rm -rf "$work/bidang"
    cp -r "samples/$1" "$work/bidang"
    python3 - "$work/bidang" <<'PY'
import json, os, sys
folder = sys.argv[1]
report = json.load(open(folder + "/laporan.json", encoding="utf-8"))
base = report.get("gaya", "a4-resmi")
report["gaya"] = "berbidang"
json.dump(report, open(folder + "/laporan.json", "w", encoding="utf-8"), ensure_ascii=False)
os.makedirs(folder + "/gaya", exist_ok=True)
json.dump({"nama": "berbidang", "turunan_dari": base, "bidang_ttd": True}, open(folder + "/gaya/berbidang.json", "w"))
PY
}

for name in pk renaksi way-kanan-2023 sk-iku-luwu-timur-2023; do
    with_fields "$name"
    "$LAKIP" susun "$work/bidang" -o "$work/bidang.pdf" >/dev/null 2>&1
    check "$name: every signature has its field" test -n "$(fields "$work/bidang.pdf")"
    check "$name: their names differ" test -z "$(fields "$work/bidang.pdf" | tr ' ' '\n' | sort | uniq -d)"
    check "$name: they are in the structure" clean "$work/bidang.pdf"
done
mkdir "$work/tanpa-bidang"
cp -r layouts/gaya "$work/tanpa-bidang"
sed 's/{"ttd": "pejabat.kepala",/{"ttd": [{"pejabat": "pejabat.kepala", "bidang": false}],/
     s/{"pejabat": "pejabat.kepala", "kepala_teks"/{"pejabat": "pejabat.kepala", "bidang": false, "kepala_teks"/' layouts/sk.json >"$work/tanpa-bidang/sk.json"
"$LAKIP" susun "$work/bidang" --tata-letak="$work/tanpa-bidang" -o "$work/bidang.pdf" >/dev/null 2>&1
check "a layout may have none where the profile asks for them" test -z "$(fields "$work/bidang.pdf")"
check "PDF/A-1 has none" test -z "$(fields "$work/iku1.pdf")"
