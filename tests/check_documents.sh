#!/usr/bin/env bash
# The documents besides the annual report: each composes, says what it must, is sound as a file, and
# has its fonts inside. A line of `texts` is SAMPLE|TEXT, in reading order without line breaks.
. tests/lib.sh

texts='
sk-iku-luwu-timur-2023|NOMOR 28/I/DPMD/2023
sk-iku-luwu-timur-2023|Menimbang : a. bahwa
sk-iku-luwu-timur-2023|b. bahwa berdasarkan
sk-iku-luwu-timur-2023|11. Peraturan Bupati
sk-iku-luwu-timur-2023|MEMUTUSKAN:
sk-iku-luwu-timur-2023|KEEMPAT : Keputusan ini mulai berlaku
sk-iku-luwu-timur-2023|Ditetapkan di Malili pada tanggal 3 Januari 2023
sk-iku-luwu-timur-2023|LAMPIRAN : KEPUTUSAN KEPALA DINAS
sk-iku-luwu-timur-2023|TANGGAL : 3 JANUARI 2023
sk-iku-luwu-timur-2023|24 desa mandiri atau 19,20%
sk-iku-luwu-timur-2023|20,80%
pk|PERJANJIAN KINERJA PERUBAHAN TAHUN 2023
pk|Pihak kedua, Blambangan Umpu, 31 Oktober 2023 Pihak pertama,
pk|Jumlah 6.796.834.585
pk|Enam miliar tujuh ratus sembilan puluh enam juta delapan ratus tiga puluh empat ribu lima ratus delapan puluh lima rupiah
iku|c. mengevaluasi
iku|0,6423 0,6854 0,7285 0,7716 0,8147 0,8578
iku|Kode QR tanda tangan elektronik NAMA KEPALA DINAS
iku|Balai Besar Sertifikasi Elektronik (BSrE)
renaksi|Jumlah anggaran 97.161.255.072
renaksi|a.n. Bupati Barito Selatan Sekretaris Daerah u.b. Asisten Pemerintahan
renaksi|Plt. Kepala Dinas,
renaksi|44 Penataan Organisasi √ √ √
renaksi|Kasubbag Sekretaris Kabid
'

compose() { "$LAKIP" susun "samples/$1" -o "$work/$1.pdf"; }
fonts_embedded() { pdffonts "$1" | awk 'NR > 2 && !/ yes +yes +(yes|no) / { print; bad = 1 } NR > 2 { n++ } END { exit bad || !n }'; }
says() { pdftotext -raw "$work/$1.pdf" - | tr -s ' \n\f' ' ' | grep -qF -- "$2"; }

for sample in $(cut -d'|' -f1 <<<"$texts" | sort -u); do
    check "$sample composes" compose "$sample"
    check "$sample: qpdf finds no fault" qpdf --check "$work/$sample.pdf"
    check "$sample: fonts embedded" fonts_embedded "$work/$sample.pdf"
done
while IFS='|' read -r sample text; do
    [ -n "$sample" ] && check "$sample says \"$text\"" says "$sample" "$text"
done <<<"$texts"
exit 0
