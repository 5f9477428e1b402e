/*
 * audit: findings about figures that contradict each other. It only reads and says; each finding
 * has a severity, a place, what is wrong, and the fix in one sentence.
 *
 * An error is a contradiction that the report itself declared must not be; a warning is a likely
 * mistake; a note is something worth knowing. All are looked for without being asked, but those
 * below that need a declaration:
 *
 * A column's "audit" (laporan.json, data.X.kolom.Y.audit):
 *   "tercetak": "realisasi / pagu"   the cells were printed elsewhere and must equal this
 *                                    expression of their row, rounded to the digits they show
 *   "batas": "100%"                  a cell printed as this is right when the expression is more
 *   "mirip": false                   near-duplicates in this column are different names
 *
 * A table's "audit" (data.X.audit):
 *   "jumlah": {"pagu": "6.796.834.585"}        printed sums and means of columns
 *   "rata_rata": {"persen": "119,50%"}
 *   "sama": [{"kolom": "pagu", "tabel": "perjanjian", "kolom_lain": "anggaran",
 *             "menurut": "program", "menurut_lain": "program"}]
 *                                    one table's sums must equal another's, by key and in all
 *   "benar": [{"rumus": "jumlah(pagu) = jumlah(perjanjian.anggaran)", "pesan": "..."}]
 *   "lengkap": [{"kolom": "indikator", "tabel": "perjanjian-kinerja", "kolom_lain": "indikator"}]
 *                                    each name of one column is in the other, and the reverse
 *   "triwulan": {"kolom": ["tw1", "tw2", "tw3", "tw4"], "setahun": "target", "cara": "jumlah"}
 *                                    quarters must come to the year; setahun a column or "100%"
 *   "bagian": ["persen_2023"]        shares that come to 100%
 *
 * The report's or layout's own "audit":
 *   "bagian_wajib": [{"nama": "...", "kata": ["...", "..."], "dasar": "..."}]
 *                                    parts that a regulation asks for: there when a title, a
 *                                    caption or the prose has one of the words
 *
 * Without a declaration: values outside a column's range; target and realisasi of one row in
 * different units; realisasi above pagu; names or units that differ by a letter or two from others
 * that come more often; a total or the numbers of columns among the rows; groups without a name, as
 * merged cells leave them; dates of another year; counts said in words and digits that disagree, in
 * prose and data; a number typed into the prose beside the name of a figure that comes to another;
 * printed shares that rounding keeps from coming to 100; what is left to fill in, "<nama kepala dinas>", in
 * laporan.json, the tables and the prose.
 */
#ifndef LAKIP_AUDIT_H
#define LAKIP_AUDIT_H

#include "compute.h"

/* Adds errors, warnings and notes; never stops. */
void audit(Arena *a, const Layout *layout, const Figures *figures, const Data *data, Diags *d);

#endif
