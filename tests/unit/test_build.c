/*
 * build: small report folders in, the document tree out. Expected trees are written by hand from
 * the layout, in a short form: one line a block, "ROLE text"; "/" is a forced break, "..." dots,
 * "<x>" the page of x; cells as "|text", with "^n" for columns and "_n" for rows spanned.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "build_internal.h"

/* ---- report folders ---- */

typedef struct File { const char *name, *text; } File;

typedef struct Report {
    Arena *a;
    Str folder;
    Diags *d;
    const Data *data;
    const Layout *layout;
    const Doc *doc;
} Report;

static const char style_json[] =
    "{'nama':'uji','bahasa':'id-ID','huruf':{'utama':'Serif'},"
    "'halaman':{'kertas':'A4','tepi':{'atas':'2cm','bawah':'2cm','kiri':'3cm','kanan':'2cm'},"
    " 'sampul':{'penomoran':'tidak'},"
    " 'depan':{'penomoran':'romawi_kecil',"
    "  'kaki':{'gaya':'badan','tengah':'{{ halaman }}','jarak':'1cm'}},"
    " 'isi':{'penomoran':'angka',"
    "  'kepala':{'gaya':'badan','jarak':'1cm','kiri':'{{ judul_bab }}',"
    "   'kanan':'{{ halaman }} dari {{ jumlah_halaman }}'}},"
    " 'lampiran':{'penomoran':'angka'},'polos':{'penomoran':'angka'}},"
    "'teks':{'badan':{'huruf':'utama','ukuran':'12pt','jarak_baris':'16pt','rata':'penuh'},"
    " 'butir':{'dasar':'badan'},'ttd':{'dasar':'badan','rata':'tengah'},"
    " 'judul':{'dasar':'badan','tebal':true,'rata':'tengah','kapital':true,'lekat_berikut':true},"
    " 'subjudul':{'dasar':'badan','tebal':true,'rata':'kiri'},"
    " 'sel':{'huruf':'utama','ukuran':'9pt','jarak_baris':'11pt','rata':'kiri'},"
    " 'buruk':{'dasar':'sel','warna':'#cc0000','latar':'#ffeeee'}},"
    "'judul_bernomor':{'bab':{'gaya':'judul','nomor':'BAB {romawi}','baris_sendiri':true},"
    " 'lampiran':{'gaya':'judul','nomor':'Lampiran {nomor}','baris_sendiri':true},"
    " 'depan':{'gaya':'judul'},"
    " '1':{'gaya':'subjudul','nomor':'{bab}.{1}.','lebar_nomor':'1cm'},"
    " '2':{'gaya':'subjudul','nomor':'{bab}.{1}.{2}.','lebar_nomor':'1cm'},"
    " '3':{'gaya':'subjudul','nomor':'{huruf}.'},"
    " '4':{'gaya':'subjudul'},'5':{'gaya':'subjudul'},'6':{'gaya':'subjudul'}},"
    "'butir':{'bernomor':['{nomor}.','{huruf}.','{nomor})','{huruf})'],"
    " 'bertanda':['*','-','*','-'],"
    " 'inden':'20pt','celah':'5pt','rata_tanda':'kanan'},"
    "'keterangan':{'tabel':'Tabel {bab}.{nomor}','gambar':'Gambar {bab}.{nomor}',"
    " 'tabel_lampiran':'Tabel L{lampiran}.{nomor}',"
    " 'gambar_lampiran':'Gambar L{lampiran}.{nomor}','pemisah':' '},"
    "'rujukan':{'tabel':'Tabel {bab}.{nomor}','gambar':'Gambar {bab}.{nomor}',"
    " 'tabel_lampiran':'Tabel L{lampiran}.{nomor}','gambar_lampiran':'Gambar L{lampiran}.{nomor}',"
    " 'lampiran':'Lampiran {nomor}','bab':'Bab {romawi}','1':'Subbab {bab}.{1}'},"
    "'tabel':{'baku':{'kepala':'sel','isi':'sel','nomor_kolom':'sel','kelompok':'sel',"
    " 'jumlah':'sel','keterangan':'sel','catatan':'sel','garis_luar':'1pt','garis_kepala':'1pt',"
    " 'garis_baris':'0,5pt','garis_kolom':'0,5pt','garis_jumlah':'1pt',"
    " 'isian_kepala':'tidak','isian_selang':'#eeeeee',"
    " 'isian_kelompok':'tidak','isian_jumlah':'tidak','sela_datar':'3pt','sela_tegak':'2pt',"
    " 'keterangan_di':'atas','ukuran_terkecil':'6pt'}},"
    "'angka':{'pembulatan':'setengah_menjauhi_nol','rupiah':'baku','spasi_persen':false,"
    " 'kosong':'-','tak_terdefinisi':'n/a'},"
    "'kata':{'lanjutan':'(lanjutan)','sumber':'Sumber: ','catatan':'Catatan: ','rumus':'Rumus: ',"
    " 'nip':'NIP ','atas_nama':'a.n.','untuk_beliau':'u.b.','halaman':'',"
    " 'belum_diisi':'**Belum diisi:** ','tidak_diikutkan':'{judul} {dihitung} {tanpa_nilai}'},"
    "'spasi_kata':{'renggang':50,'rapat':25},'tepi_optis':true,'titik_daftar':'5pt'}";

static const char facts_json[] =
    "{'tata_letak':'uji','gaya':'uji','tahun':2023,'tempat':'Kota Uji','tanggal':'2024-01-31',"
    "'instansi':{'nama':'Dinas Uji'},'pemerintah':{'nama':'Pemerintah Uji',"
    " 'daerah':'Kabupaten Uji'},"
    "'pejabat':{"
    " 'kepala':{'jabatan':'Kepala Dinas','nama':'NAMA CONTOH',"
    "  'pangkat':'Pembina (IV/a)','nip':'1234'},"
    " 'pelaksana':{'jabatan':'Kepala Bidang','nama':'NAMA LAIN','awalan':'Plt.'},"
    " 'sekretaris':{'jabatan':'Sekretaris','nama':'NAMA KETIGA','awalan':'a.n.',"
    "  'atas_nama':'BUPATI UJI'},"
    " 'kabid':{'jabatan':'Kepala Bidang','nama':'NAMA KEEMPAT','awalan':'a.n.',"
    "  'atas_nama':'KEPALA DINAS','untuk_beliau':'Sekretaris'}},"
    "'data':{'anggaran':{'berkas':'anggaran.csv','kolom':{'pagu':'rupiah','realisasi':'rupiah'}},"
    " 'panjang':{'kolom':{'nama':'teks','tahun':'bulat','target':'bersatuan'},"
    "  'baris':[['X',2022,'5 Desa'],['X',2023,'7 Desa'],['Y',2023,'9% Unit']]}},"
    "'prosa':{'satu':'satu.md'}}";

static const char budget_csv[] =
    "program;kegiatan;pagu;realisasi\n"
    "A;Satu;1.000;500\n"
    "A;Dua;3.000;3.000\n"
    "B;Tiga;2.000;1.000\n";

/* Two grey pixels beside each other. */
static const unsigned char map_png[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
    0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0xd1,
    0x49, 0x20, 0x56, 0x00, 0x00, 0x00, 0x0b, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68,
    0x68, 0x00, 0x00, 0x01, 0x83, 0x01, 0x01, 0x18, 0x35, 0x22, 0x15, 0x00, 0x00, 0x00, 0x00,
    0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82
};

static void write_bytes(Str folder, const char *name, const void *bytes, size_t n) {
    char path[512];
    snprintf(path, sizeof path, "%.*s/%s", STR_ARG(folder), name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

/* Quotes are written as ' here, and as " in the file. */
static void write_file(Str folder, const char *name, const char *text) {
    Arena *a = arena_new();
    char *bytes = str_cstr(a, str_of(text));
    for (char *p = bytes; *p; p++) {
        if (*p == '\'') *p = '"';
    }
    write_bytes(folder, name, bytes, strlen(bytes));
    arena_free(a);
}

static Str new_folder(Arena *a) {
    const char *where = getenv("TMPDIR");
    char *path = str_cstr(a, str_printf(a, "%s/lakip-build-XXXXXX", where ? where : "/tmp"));
    assert_non_null(mkdtemp(path));
    char *styles = str_cstr(a, str_printf(a, "%s/gaya", path));
    assert_int_equal(mkdir(styles, 0700), 0);
    return str_of(path);
}

/* Through all stages up to the document; stops where a stage says no. */
static Report report(const char *layout, const char *prose) {
    Report r = {.a = arena_new()};
    r.d = diags_new(r.a, 0);
    r.folder = new_folder(r.a);
    write_file(r.folder, "laporan.json", facts_json);
    write_file(r.folder, "gaya/uji.json", style_json);
    write_file(r.folder, "uji.json", layout);
    write_file(r.folder, "anggaran.csv", budget_csv);
    write_file(r.folder, "satu.md", prose);
    write_bytes(r.folder, "denah.png", map_png, sizeof map_png);
    Folder folder = {.path = r.folder};
    r.data = data_read(r.a, &folder, r.d);
    if (!r.data) return r;
    LayoutPath where = {.program_layouts = r.folder};
    r.layout = layout_read(r.a, r.data, where, r.d);
    if (!r.layout) return r;
    const Figures *figures = compute(r.a, r.layout, r.data, r.d);
    if (figures) r.doc = build(r.a, r.layout, figures, r.data, NULL, r.d);
    return r;
}

static void forget(Report *r) {
    static const char *const names[] = {"laporan.json", "gaya/uji.json", "uji.json", "anggaran.csv",
                                        "satu.md", "denah.png", "gaya", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[512];
        snprintf(path, sizeof path, "%.*s/%s", STR_ARG(r->folder), names[i]);
        if (unlink(path) != 0) rmdir(path);
    }
    arena_free(r->a);
}

static Str messages(Report *r) {
    Buf out = buf_new(r->a);
    diags_print(r->d, &out);
    return (Str){buf_terminated(&out), out.n};
}

static void assert_built(Report *r) {
    if (!r->doc) fail_msg("%s", messages(r).p);
}

static void assert_says(Report *r, const char *what) {
    Str text = messages(r);
    if (str_find(text, str_of(what), 0) == SIZE_MAX) fail_msg("not said: %s\n%s", what, text.p);
}

/* A layout of one chapter with these blocks and tables. */
static char *chapter(Arena *a, const char *blocks, const char *tables) {
    return str_cstr(a, str_printf(a,
        "{'nama':'uji','judul':'Laporan {{ tahun }}','gaya':'uji','bagian':["
        "{'jenis':'bab','id':'bab-1','judul':'Pendahuluan','isi':[%s]}],'tabel':{%s}}",
        blocks, tables));
}

/* ---- the short form ---- */

static void put_run(Buf *b, const Run *run) {
    switch (run->kind) {
    case RUN_TEXT: buf_str(b, run->text); break;
    case RUN_BREAK: buf_cstr(b, "/"); break;
    case RUN_LEADER: buf_cstr(b, "..."); break;
    case RUN_TAB: buf_cstr(b, "->"); break;
    case RUN_PAGE_REF: buf_printf(b, "<%.*s>", STR_ARG(run->target)); break;
    case RUN_FOOTNOTE: buf_printf(b, "^%.*s", STR_ARG(run->text)); break;
    case RUN_IMAGE: buf_cstr(b, "[]"); break;
    }
}

static void put_para(Buf *b, const Para *p) {
    if (p->mark) {
        put_run(b, p->mark);
        if (!str_ends(p->mark->text, STR(" "))) buf_byte(b, ' ');
    }
    for (size_t i = 0; i < p->run_count; i++) put_run(b, &p->runs[i]);
}

/* Its texts in brackets. */
static void put_drawing(Buf *b, const Block *block) {
    for (size_t i = 0; i < block->u.drawing.count; i++) {
        const Draw *d = &block->u.drawing.items[i];
        if (d->kind != DRAW_TEXT) continue;
        buf_byte(b, '[');
        put_para(b, &d->text);
        buf_byte(b, ']');
    }
}

static void put_block(Buf *b, const Block *block);

static void put_blocks(Buf *b, const Block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) put_block(b, &blocks[i]);
}

static void put_row(Buf *b, const DocRow *row) {
    static const char *const names[] = {"head",     "numbers", "group", "row",
                                        "subtotal", "total",   "carry"};
    buf_cstr(b, names[row->kind]);
    for (size_t i = 0; i < row->cell_count; i++) {
        const DocCell *c = &row->cells[i];
        buf_byte(b, '|');
        for (size_t k = 0; k < c->block_count; k++) {
            if (k) buf_byte(b, ';');
            if (c->blocks[k].kind == BLOCK_PARA) put_para(b, &c->blocks[k].u.para);
            if (c->blocks[k].kind == BLOCK_DRAWING) put_drawing(b, &c->blocks[k]);
        }
        if (c->col_span > 1) buf_printf(b, "^%u", c->col_span);
        if (c->row_span > 1) buf_printf(b, "_%u", c->row_span);
    }
    buf_byte(b, '\n');
}

static void put_table(Buf *b, const DocTable *t) {
    if (t->caption) put_block(b, t->caption);
    for (size_t i = 0; i < t->head_count; i++) put_row(b, &t->head[i]);
    for (size_t i = 0; i < t->body.count; i++) {
        DocRow row = {0};
        t->body.row(t->body.self, i, b->arena, &row);
        put_row(b, &row);
    }
    put_blocks(b, t->notes, t->note_count);
}

static void put_block(Buf *b, const Block *block) {
    switch (block->kind) {
    case BLOCK_PARA:
        buf_printf(b, "%s ", block->elem ? role_name(block->elem->role) : "-");
        put_para(b, &block->u.para);
        buf_byte(b, '\n');
        break;
    case BLOCK_TABLE:
        buf_printf(b, "%s\n", block->elem ? role_name(block->elem->role) : "grid");
        put_table(b, &block->u.table);
        break;
    case BLOCK_RULE: buf_cstr(b, "rule\n"); break;
    case BLOCK_IMAGE: buf_cstr(b, "image\n"); break;
    case BLOCK_DRAWING: buf_cstr(b, "drawing\n"); break;
    case BLOCK_SPACE:
        if (block->u.space.fill) buf_cstr(b, "fill\n");
        else if (block->u.space.height) buf_printf(b, "space %d\n", block->u.space.height);
        break;
    case BLOCK_PAGE_BREAK: buf_cstr(b, "page\n"); break;
    case BLOCK_PARTS: buf_cstr(b, "parts\n"); break;
    case BLOCK_GROUP:
        buf_printf(b, "group%s\n", block->u.group.keep_lines_before ? " below two lines" : "");
        put_blocks(b, block->u.group.children, block->u.group.count);
        break;
    case BLOCK_SECTION:
        buf_printf(b, "== %s%s\n", block->u.section.setup->width > block->u.section.setup->height
                   ? "landscape" : "upright", block->u.section.setup->restart ? " restart" : "");
        if (block->u.section.setup->stamp) {
            put_drawing(b, block->u.section.setup->stamp);
            buf_byte(b, '\n');
        }
        put_blocks(b, block->u.section.children, block->u.section.count);
        break;
    }
}

static void assert_tree(Report *r, const char *expected) {
    assert_built(r);
    Buf out = buf_new(r->a);
    put_blocks(&out, r->doc->blocks, r->doc->block_count);
    assert_string_equal(buf_terminated(&out), expected);
}

/* ---- structure: what must hold of every document ---- */

typedef struct Check {
    unsigned heading;         /* the last one: H1 is 1 */
    uint32_t most;
} Check;

static bool is_child_of(Role child, Role parent) {
    switch (child) {
    case ROLE_TR: return parent == ROLE_THEAD || parent == ROLE_TBODY || parent == ROLE_TFOOT;
    case ROLE_TH: case ROLE_TD: return parent == ROLE_TR;
    case ROLE_THEAD: case ROLE_TBODY: case ROLE_TFOOT: return parent == ROLE_TABLE;
    case ROLE_LI: return parent == ROLE_L;
    case ROLE_LBL: return parent == ROLE_LI || parent == ROLE_NOTE;
    case ROLE_LBODY: return parent == ROLE_LI;
    case ROLE_TOCI: return parent == ROLE_TOC;
    case ROLE_PART: return parent == ROLE_DOCUMENT;
    case ROLE_CAPTION: return parent == ROLE_TABLE || parent == ROLE_DIV;
    case ROLE_DOCUMENT: return false;
    case ROLE_SECT:
    case ROLE_DIV:
    case ROLE_H1:
    case ROLE_H2:
    case ROLE_H3:
    case ROLE_H4:
    case ROLE_H5:
    case ROLE_H6: case ROLE_P: case ROLE_L: case ROLE_TOC: case ROLE_REFERENCE: case ROLE_TABLE:
    case ROLE_FIGURE: case ROLE_FORMULA: case ROLE_NOTE: case ROLE_LINK: case ROLE_SPAN:
    case ROLE_BLOCK_QUOTE: case ROLE_FORM: return true;
    }
    return false;
}

/* Lists in cells count on from their cell (build_table_cell.c). */
static bool in_cell(const Elem *e) {
    while (e && e->role >= ROLE_L && e->role <= ROLE_LBODY) e = e->parent;
    return e && (e->role == ROLE_TD || e->role == ROLE_TH);
}

static void check_elem(Check *c, const Elem *e) {
    for (; e && e->parent; e = e->parent) {
        assert_true(is_child_of(e->role, e->parent->role));
        assert_true(e->order > e->parent->order);
        assert_true(e->order < c->most || in_cell(e->parent));
        if (e->role == ROLE_TH) assert_true(e->scope != SCOPE_NONE);
        if (e->role == ROLE_FIGURE) assert_true(e->alt.n > 0);
    }
    if (e) assert_int_equal(e->role, ROLE_DOCUMENT);
}

static void check_blocks(Check *c, const Block *blocks, size_t count);

static void check_runs(Check *c, const Para *p) {
    if (p->mark) check_elem(c, p->mark->elem);
    for (size_t i = 0; i < p->run_count; i++) {
        check_elem(c, p->runs[i].elem);
        if (p->runs[i].note) check_blocks(c, p->runs[i].note, 1);
    }
}

static void check_row(Check *c, const DocRow *row) {
    for (size_t i = 0; i < row->cell_count; i++) {
        if (row->cells[i].elem) assert_ptr_equal(row->cells[i].elem->parent, row->elem);
        check_elem(c, row->cells[i].elem);
        check_blocks(c, row->cells[i].blocks, row->cells[i].block_count);
    }
}

/* Every pull gives the same orders, and rows stand in theirs. */
static void check_rows(Check *c, const DocTable *t) {
    Arena *a = arena_new();
    uint32_t before = 0;
    for (size_t i = 0; i < t->body.count; i++) {
        DocRow row = {0}, again = {0};
        t->body.row(t->body.self, i, a, &row);
        t->body.row(t->body.self, i, a, &again);
        check_row(c, &row);
        assert_int_equal(row.cell_count, again.cell_count);
        for (size_t k = 0; k < row.cell_count; k++) {
            if (!row.cells[k].elem) continue;
            assert_int_equal(row.cells[k].elem->order, again.cells[k].elem->order);
            assert_true(row.cells[k].elem->order > before);
            before = row.cells[k].elem->order;
        }
    }
    arena_free(a);
}

static void check_block(Check *c, const Block *b) {
    check_elem(c, b->elem);
    if (b->elem && b->elem->role >= ROLE_H1 && b->elem->role <= ROLE_H6) {
        unsigned depth = (unsigned)(b->elem->role - ROLE_H1 + 1);
        assert_true(depth <= c->heading + 1);
        c->heading = depth;
        assert_true(b->label.n > 0);
        assert_true(b->bookmark.n > 0);
        assert_true(b->u.para.style->keep_with_next);
    }
    if (b->kind == BLOCK_PARA) check_runs(c, &b->u.para);
    if (b->kind == BLOCK_GROUP) check_blocks(c, b->u.group.children, b->u.group.count);
    if (b->kind == BLOCK_SECTION) {
        c->heading = 0;
        check_blocks(c, b->u.section.children, b->u.section.count);
    }
    if (b->kind != BLOCK_TABLE) return;
    if (b->u.table.caption) check_blocks(c, b->u.table.caption, 1);
    for (size_t i = 0; i < b->u.table.head_count; i++) check_row(c, &b->u.table.head[i]);
    check_rows(c, &b->u.table);
    check_blocks(c, b->u.table.notes, b->u.table.note_count);
}

static void check_blocks(Check *c, const Block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) check_block(c, &blocks[i]);
}

static void assert_sound(Report *r) {
    assert_built(r);
    Check c = {.most = r->doc->elem_count};
    check_blocks(&c, r->doc->blocks, r->doc->block_count);
}

/* ---- cases ---- */

typedef struct Case {
    const char *name, *blocks, *tables, *prose, *expected;
} Case;

/* The chapter's title comes first in all of them. */
#define TITLE "== upright restart\nH1 BAB I/PENDAHULUAN\n"

static const Case cases[] = {
    {"headings count within each other, references go back and forward", "{'prosa':'satu'}", "",
     "# Latar {#latar}\n\nLihat {{ lihat('tujuan') }} dan {{ lihat('bab-1') }}.\n\n"
     "## Umum\n\n## Khusus\n\n### Kecil\n\n# Tujuan {#tujuan}\n\n## Lagi\n\n"
     "Di halaman {{ halaman('latar') }}.\n",
     TITLE "H2 1.1. Latar\nP Lihat Subbab 1.2 dan Bab I.\n"
           "H3 1.1.1. Umum\nH3 1.1.2. Khusus\nH4 a. Kecil\n"
           "H2 1.2. Tujuan\nH3 1.2.1. Lagi\nP Di halaman <latar>.\n"},
    {"a text that begins with '##' follows the chapter's title without a gap", "{'prosa':'satu'}",
     "", "## Latar\n\n### Umum\n", TITLE "H2 1.1. Latar\nH3 1.1.1. Umum\n"},
    {"below a heading of the layout '##' stays on the second level",
     "{'judul':'Atas'},{'prosa':'satu'}", "", "## Bawah\n",
     TITLE "H2 1.1. Atas\nH3 1.1.1. Bawah\n"},
    {"lists take their marks from the profile and their first number from the text",
     "{'prosa':'satu'}", "", "3. tiga\n4. empat\n   1. dalam\n   2. lagi\n\n- bulat\n  - pisah\n",
     TITLE "LBody 3. tiga\nLBody 4. empat\nLBody a. dalam\nLBody b. lagi\n"
           "LBody * bulat\nLBody - pisah\n"},
    {"items of several paragraphs are paragraphs", "{'prosa':'satu'}", "",
     "1. satu\n\n   lanjutannya\n\n2. dua\n", TITLE "P 1. satu\nP lanjutannya\nLBody 2. dua\n"},
    {"a quote; headings in it are none", "{'prosa':'satu'}", "", "> # Besar\n>\n> kecil\n",
     TITLE "P Besar\nP kecil\n"},
    {"placeholders, emphasis, footnotes", "{'prosa':'satu'}", "",
     "Pagu {{ jumlah(anggaran.pagu) | rupiah(0) }} dari **{{ instansi.nama }}**"
     "{{ catatan('Tahun {{ tahun }}.') }}.\n",
     TITLE "P Pagu Rp6.000 dari Dinas Uji^1.\n"},
    {"a Markdown table with a caption and a reference to it", "{'prosa':'satu'}", "",
     "Lihat {{ lihat('skala') }}.\n\nTabel: Skala {{ tahun }} {#skala}\n\n"
     "| No | Nilai |\n|---|---|\n| 1 | baik |\n",
     TITLE "P Lihat Tabel 1.1.\nTable\nCaption Tabel 1.1 Skala 2023\nhead|No|Nilai\nrow|1|baik\n"},
    {"groups, subtotals, totals, numbers of columns, notes", "{'tabel':'anggaran'}",
     "'anggaran':{'data':'anggaran','judul':'Anggaran','nomor_kolom':true,"
     "'sumber':'Dinas','catatan':'Uji',"
     "'kolom':[{'nomor':true,'judul':'No'},{'isi':'kegiatan','judul':'Kegiatan'},"
     "{'isi':'pagu','judul':'Pagu','di_bawah':'Uang {{ tahun }}',"
     " 'format':'bilangan(0)','jumlah':true},"
     "{'isi':'realisasi','judul':'Realisasi','di_bawah':'Uang {{ tahun }}',"
     " 'format':'bilangan(0)','jumlah':true}],"
     "'kelompok':[{'menurut':'program','kepala':'Program {{ program }}',"
     " 'jumlah':'Jumlah {{ program }}'}],"
     "'baris_akhir':[{'jenis':'jumlah','judul':'Jumlah'}]}",
     "x\n",
     TITLE "Table\nCaption Tabel 1.1 Anggaran\n"
           "head|No_2|Kegiatan_2|Uang 2023^2\nhead|Pagu|Realisasi\nnumbers|1|2|3|4\n"
           "group|Program A^4\nrow|1|Satu|1.000|500\nrow|2|Dua|3.000|3.000\n"
           "subtotal|Jumlah A^2|4.000|3.500\n"
           "group|Program B^4\nrow|3|Tiga|2.000|1.000\nsubtotal|Jumlah B^2|2.000|1.000\n"
           "total|Jumlah^2|6.000|4.500\nP Sumber: Dinas\nP Catatan: Uji\n"},
    {"equal neighbours below each other are one cell", "{'tabel':'anggaran'}",
     "'anggaran':{'data':'anggaran','kolom':[{'isi':'program','judul':'P','gabung':'sama'},"
     "{'isi':'kegiatan','judul':'K'}]}",
     "x\n", TITLE "Table\nhead|P|K\nrow|A_2|Satu\nrow|Dua\nrow|B|Tiga\n"},
    {"a number and its unit stand in joined columns below one head and one number", "{'tabel':'t'}",
     "'t':{'data':'panjang','nomor_kolom':true,'kolom':[{'isi':'nama','judul':'N'},"
     "{'isi':'target','judul':'T','di_bawah':'G','format':'takaran'},"
     "{'isi':'satuan_benda(target)','sambung':true},{'isi':'tahun','judul':'J','format':'polos'}]}",
     "x\n", TITLE "Table\nhead|N_2|G^2|J_2\nhead|T^2\nnumbers|1|2^2|3\n"
                  "row|X|5|Desa|2022\nrow|X|7|Desa|2023\nrow|Y|9%|Unit|2023\n"},
    {"columns by value: a row a name, a head a year", "{'tabel':'t'}",
     "'t':{'data':'panjang','tiap':'nama','kolom':[{'nomor':true,'judul':'No'},"
     "{'isi':'nama','judul':'N'},{'tiap':'tahun','kolom':["
     "{'isi':'target','judul':'T','format':'bilangan(0)','jumlah':true},"
     "{'isi':'satuan(target)','judul':'S'}]}],'baris_akhir':[{'jenis':'jumlah','judul':'Jumlah'}]}",
     "x\n", TITLE "Table\nhead|No_2|N_2|2022^2|2023^2\nhead|T|S|T|S\n"
                  "row|1|X|5|Desa|7|Desa\nrow|2|Y|-|-|9|% Unit\ntotal|Jumlah^2|5||16|\n"},
    {"a table on its side: a row a column, its sums last", "{'tabel':'t'}",
     "'t':{'data':'anggaran','balik':true,'kolom':[{'isi':'kegiatan','judul':'K'},"
     "{'isi':'program','judul':'P'},"
     "{'isi':'pagu','judul':'Uang','format':'bilangan(0)','jumlah':true}],"
     "'baris_akhir':[{'jenis':'jumlah','judul':'Jumlah'}]}",
     "x\n", TITLE "Table\nhead|K|Satu|Dua|Tiga|Jumlah\nrow|P|A|A|B|\n"
                  "row|Uang|1.000|3.000|2.000|6.000\n"},
    {"each line of a cell is an item with its mark", "{'tabel':'t'}",
     "'t':{'data':'anggaran','teratas':2,'kolom':["
     "{'isi':'jika(kegiatan = \\'Satu\\', \\'x\\ny\\', kegiatan)','judul':'K','butir':'{huruf})'},"
     "{'isi':'kegiatan','judul':'L','butir':'*'}]}",
     "x\n", TITLE "Table\nhead|K|L\nrow|a) x;b) y|* Satu\nrow|a) Dua|* Dua\n"},
    {"a table without rows says so", "{'tabel':'anggaran'}",
     "'anggaran':{'data':'anggaran','bila':'program = \\'Z\\'',"
     "'kolom':[{'isi':'program','judul':'P'},"
     "{'isi':'kegiatan','judul':'K'}]}",
     "x\n", TITLE "Table\nhead|P|K\nrow|-^2\n"},
    {"conditions and loops are unfolded",
     "{'bila':'tahun = 2023','isi':[{'teks':'ya'}],'selainnya':[{'teks':'tidak'}]},"
     "{'teks':'hilang','bila':'tahun = 2022'},"
     "{'ulang':'anggaran','sebagai':'b','tiap':'program',"
     " 'isi':[{'teks':'{{ b.program }}: {{ b.kegiatan }}'}]}",
     "", "x\n", TITLE "P ya\nP A: Satu\nP B: Tiga\n"},
    {"one signature stands on the right, kept below two lines",
     "{'teks':'isi'},{'ttd':[{'pejabat':'pejabat.kepala',"
     " 'kepala_teks':'{{ tempat }}, {{ tanggal | tanggal }}'}]}",
     "", "x\n",
     TITLE "P isi\ngroup below two lines\ngrid\nrow||Kota Uji, 31 Januari 2024\n"
           "row||Kepala Dinas,\nrow||\n"
           "row||NAMA CONTOH;Pembina (IV/a);NIP 1234\n"},
    {"two signatures side by side; on behalf, and acting",
     "{'ttd':['pejabat.sekretaris',{'pejabat':'pejabat.pelaksana','kepala_teks':'Mengetahui,'}]}",
     "", "x\n",
     TITLE "group below two lines\ngrid\nrow||Mengetahui,\nrow|a.n. BUPATI UJI/Sekretaris,"
           "|Plt. Kepala Bidang,\nrow||\n"
           "row|NAMA KETIGA|NAMA LAIN\n"},
    {"passed on: u.b. stands on its own line; a box in the room; in the middle",
     "{'ttd':[{'pejabat':'pejabat.kabid','kotak':{'teks':'Meterai\\nRp10.000','lebar':'2cm',"
     "'tinggi':'2,5cm','garis':'0,5pt'}}],'letak':'tengah'}",
     "", "x\n",
     TITLE "group below two lines\ngrid\nrow|||\n"
           "row||a.n. KEPALA DINAS/Sekretaris/u.b./Kepala Bidang,|\n"
           "row||[Meterai/Rp10.000]|\nrow||NAMA KEEMPAT|\n"},
    {"a single signature on the left", "{'ttd':'pejabat.pelaksana','letak':'kiri'}", "", "x\n",
     TITLE "group below two lines\ngrid\nrow||\nrow|Plt. Kepala Bidang,|\nrow||\nrow|NAMA LAIN|\n"},
    {"columns for initials stand on the section's pages",
     "{'seksi':{'paraf':{'kolom':['Sekretaris','{{ tahun }}'],'lebar':'2cm','tinggi':'1cm',"
     "'jarak':'1cm','gaya':'sel','garis':'0,5pt'}},'isi':[{'teks':'b'}]}", "", "x\n",
     TITLE "== upright\n[Sekretaris][2023]\nP b\n"},
    {"pairs, spaces, rules, groups, pages",
     "{'pasangan':[{'label':'Nama','nilai':'{{ instansi.nama }}'}]},"
     "{'spasi':'10pt'},{'spasi':'isi'},"
     "{'garis':'1pt'},{'utuh':[{'teks':'a'},{'teks':'b'}]},{'halaman_baru':true}",
     "", "x\n",
     TITLE "grid\nrow|Nama|:|Dinas Uji\nspace 10000\nfill\nrule\ngroup\nP a\nP b\npage\n"},
    {"a list's items become pairs with numbered labels; an indent is a column",
     "{'pasangan':[{'label':'Menetapkan','nilai':'Hal'},"
     "{'label':'{{ nomor | urutan | kapital }}','butir':'satu'}],'inden':'1cm','lebar':'3cm'}",
     "", "1. Pertama.\n1. Kedua:\n\n   1. anak\n",
     TITLE "grid\nrow||Menetapkan|:|Hal\nrow||KESATU|:|Pertama.\nrow||KEDUA|:|Kedua:;1. anak\n"},
    {"a text's lists take the block's marks",
     "{'prosa':'satu','bernomor':['{huruf}.','{nomor})']}", "", "1. satu\n1. dua\n\n   1. anak\n",
     TITLE "LBody a. satu\nLBody b. dua\nLBody 1) anak\n"},
    {"figures have captions, and references go to them",
     "{'prosa':'satu'},{'gambar':'denah.png','lebar':'4cm','alt':'Denah'},"
     "{'gambar':'denah.png','alt':'Denah','judul':'Kantor {{ tahun }}','id':'kantor'}",
     "", "![Peta](denah.png 'Peta kampung')\n\nLihat {{ lihat('kantor') }}.\n",
     TITLE "group\nimage\nCaption Gambar 1.1 Peta kampung\nP Lihat Gambar 1.2.\nimage\n"
           "group\nimage\nCaption Gambar 1.2 Kantor 2023\n"},
    {"a letterhead is lines above a double rule",
     "{'kop':[{'teks':'{{ pemerintah.nama }}'},'Alamat']}", "", "x\n",
     TITLE "group\ngrid\nrow|Pemerintah Uji;Alamat\nrule\n"},
    {"a table in a loop shows its turn's rows",
     "{'ulang':'anggaran','sebagai':'b','tiap':'program','isi':[{'tabel':{'data':'anggaran',"
     "'judul':'Program {{ b.program }}',"
     " 'bila':'program = b.program','kolom':[{'isi':'kegiatan','judul':'K'}]}}]}",
     "", "x\n",
     TITLE "Table\nCaption Tabel 1.1 Program A\nhead|K\nrow|Satu\nrow|Dua\n"
           "Table\nCaption Tabel 1.2 Program B\nhead|K\nrow|Tiga\n"},
    {"an empty list says what the layout says",
     "{'daftar':'gambar','bila_kosong':'Tidak ada gambar.'},{'daftar':'lampiran'}", "", "x\n",
     TITLE "P Tidak ada gambar.\nP -\n"},
    {"a section turns the page and back",
     "{'teks':'a'},{'seksi':{'orientasi':'mendatar'},'isi':[{'teks':'b'}]},{'teks':'c'}", "", "x\n",
     TITLE "P a\n== landscape\nP b\n== upright\nP c\n"},
};

static void trees_are_as_written(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Case *c = &cases[i];
        Arena *a = arena_new();
        print_message("# %s\n", c->name);
        Report r = report(chapter(a, c->blocks, c->tables), c->prose);
        assert_tree(&r, c->expected);
        assert_sound(&r);
        forget(&r);
        arena_free(a);
    }
}

/* ---- a whole report: parts, page numbers, lists ---- */

static const char whole_layout[] =
    "{'nama':'uji','judul':'Laporan {{ tahun }}','subjek':'Uji','kata_kunci':'satu, dua',"
    "'gaya':'uji',"
    "'bagian':["
    "{'jenis':'sampul','id':'sampul','judul':'Sampul','isi':[{'teks':'LAPORAN'}]},"
    "{'jenis':'awal','id':'daftar-isi','judul':'Daftar Isi','isi':[{'daftar':'isi'}]},"
    "{'jenis':'awal','id':'daftar-tabel','judul':'Daftar Tabel','isi':[{'daftar':'tabel'}]},"
    "{'jenis':'awal','id':'daftar-gambar','judul':'Daftar Gambar','hilang_bila_kosong':true,"
    " 'isi':[{'daftar':'gambar'}]},"
    "{'jenis':'awal','id':'daftar-lampiran','judul':'Daftar Lampiran',"
    " 'isi':[{'daftar':'lampiran'}]},"
    "{'jenis':'bab','id':'bab-1','judul':'Pendahuluan','isi':[{'prosa':'satu'}]},"
    "{'jenis':'bab','id':'bab-2','judul':'Penutup','isi':[{'tabel':'t'}]},"
    "{'jenis':'lampiran','id':'l','judul':'Rincian','halaman':{'orientasi':'mendatar'},"
    " 'isi':[{'teks':'Lihat {{ tahun }}'},{'tabel':'t'}]}],"
    "'tabel':{'t':{'data':'anggaran','judul':'Anggaran','kolom':[{'isi':'program','judul':'P'}]}}}";

static const char whole_expected[] =
    "== upright\nP LAPORAN\n"
    "== upright restart\nH1 DAFTAR ISI\n"
    "TOCI Daftar Isi...<daftar-isi>\nTOCI Daftar Tabel...<daftar-tabel>\n"
    "TOCI Daftar Lampiran...<daftar-lampiran>\n"
    "TOCI BAB I Pendahuluan...<bab-1>\nTOCI 1.1. Latar...<latar>\nTOCI BAB II Penutup...<bab-2>\n"
    "TOCI Lampiran 1 Rincian...<l>\n"
    "== upright\nH1 DAFTAR TABEL\nTOCI Tabel 2.1 Anggaran...<t>\nTOCI Tabel L1.1 Anggaran...<t-2>\n"
    "== upright\nH1 DAFTAR LAMPIRAN\nTOCI Lampiran 1 Rincian...<l>\n"
    "== upright restart\nH1 BAB I/PENDAHULUAN\nH2 1.1. Latar\nP Tabel 2.1 dan Lampiran 1\n"
    "== upright\nH1 BAB II/PENUTUP\nTable\nCaption Tabel 2.1 Anggaran\n"
    "head|P\nrow|A\nrow|A\nrow|B\n"
    "== landscape\nH1 LAMPIRAN 1/RINCIAN\nP Lihat 2023\nTable\nCaption Tabel L1.1 Anggaran\n"
    "head|P\nrow|A\nrow|A\nrow|B\n";

static const Block *section(const Report *r, size_t index) {
    assert_true(index < r->doc->block_count);
    return &r->doc->blocks[index];
}

static void a_whole_report(void **state) {
    (void)state;
    Report r = report(whole_layout, "# Latar\n\n{{ lihat('t') }} dan {{ lihat('l') }}\n");
    assert_tree(&r, whole_expected);
    assert_sound(&r);
    static const Numbering kinds[] = {NUMBER_NONE,        NUMBER_ROMAN_SMALL, NUMBER_ROMAN_SMALL,
                                      NUMBER_ROMAN_SMALL, NUMBER_ARABIC,      NUMBER_ARABIC,
                                      NUMBER_ARABIC};
    assert_int_equal(r.doc->block_count, sizeof kinds / sizeof *kinds);
    for (size_t i = 0; i < r.doc->block_count; i++) {
        assert_int_equal(section(&r, i)->u.section.setup->numbering, kinds[i]);
    }
    assert_int_equal(r.doc->table_count, 2);
    assert_true(str_is(r.doc->info.title, "Laporan 2023"));
    assert_true(str_is(r.doc->info.author, "Dinas Uji"));
    assert_true(str_is(r.doc->info.date, "2024-01-31"));
    assert_true(str_is(r.doc->info.language, "id-ID"));
    assert_int_equal(r.doc->info.year, 2023);
    forget(&r);
}

static void headers_know_chapter_and_pages(void **state) {
    (void)state;
    Report r = report(whole_layout, "# Latar\n");
    assert_built(&r);
    const PageSetup *chapter_page = section(&r, 4)->u.section.setup;
    Buf out = buf_new(r.a);
    put_para(&out, chapter_page->header->left);
    buf_byte(&out, '|');
    put_para(&out, chapter_page->header->right);
    assert_string_equal(buf_terminated(&out), "Pendahuluan|<> dari <#akhir>");
    assert_null(chapter_page->footer);
    assert_non_null(section(&r, 1)->u.section.setup->footer);
    forget(&r);
}

/* A header left out where the chapter opens stands on the pages that are turned within it. */
static void only_openings_go_without_header(void **state) {
    (void)state;
    static const bool on_first[] = {false, true, true};
    Arena *a = arena_new();
    Report r = report(chapter(a, "{'teks':'a'},{'seksi':{'orientasi':'mendatar'},"
                              "'isi':[{'teks':'b'}]},{'teks':'c'}", ""), "x\n");
    assert_built(&r);
    assert_int_equal(r.doc->block_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(section(&r, i)->u.section.setup->header->on_first, on_first[i]);
    }
    forget(&r);
    arena_free(a);
}

static void sources_are_attached(void **state) {
    (void)state;
    static const struct { const char *name, *mime; bool data; } lines[] = {
        {"laporan.json", "application/json", false}, {"anggaran.csv", "text/csv", true},
        {"satu.md", "text/markdown", false},         {"uji.json", "application/json", false},
        {"gaya/uji.json", "application/json", false},
    };
    Report r = report(whole_layout, "# Latar\n");
    assert_built(&r);
    assert_int_equal(r.doc->attachment_count, sizeof lines / sizeof *lines);
    for (size_t i = 0; i < r.doc->attachment_count; i++) {
        assert_true(str_is(r.doc->attachments[i].name, lines[i].name));
        assert_true(str_is(r.doc->attachments[i].mime, lines[i].mime));
        assert_int_equal(r.doc->attachments[i].data, lines[i].data);
    }
    assert_true(str_is(r.doc->attachments[1].bytes, budget_csv));
    forget(&r);
}

/* ---- structure in particular ---- */

static const Block *find_block(const Block *blocks, size_t count, BlockKind kind) {
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].kind == kind) return &blocks[i];
        const Block *inside = NULL;
        if (blocks[i].kind == BLOCK_SECTION) {
            inside = find_block(blocks[i].u.section.children, blocks[i].u.section.count, kind);
        }
        if (blocks[i].kind == BLOCK_GROUP) {
            inside = find_block(blocks[i].u.group.children, blocks[i].u.group.count, kind);
        }
        if (inside) return inside;
    }
    return NULL;
}

/* Heads of two rows name the cells below: column 3 stands under "Uang" and under "Pagu". */
static void cells_name_their_heads(void **state) {
    (void)state;
    Arena *a = arena_new();
    Report r = report(chapter(a, "{'tabel':'t'}",
                              "'t':{'data':'anggaran','kolom':[{'isi':'kegiatan','judul':'K'},"
                              "{'isi':'pagu','judul':'P','di_bawah':'Uang'},"
                              "{'isi':'realisasi','judul':'R','di_bawah':'Uang'}]}"),
                      "x\n");
    assert_built(&r);
    const DocTable *t = &find_block(r.doc->blocks, r.doc->block_count, BLOCK_TABLE)->u.table;
    assert_int_equal(t->head_count, 2);
    const Elem *group = t->head[0].cells[1].elem, *title = t->head[1].cells[1].elem;
    assert_int_equal(group->col_span, 2);
    DocRow row = {0};
    t->body.row(t->body.self, 0, a, &row);
    const Elem *naming = row.cells[0].elem, *cell = row.cells[2].elem;
    assert_int_equal(naming->role, ROLE_TH);
    assert_int_equal(naming->scope, SCOPE_ROW);
    assert_int_equal(cell->role, ROLE_TD);
    assert_int_equal(cell->header_count, 3);
    assert_true(str_eq(cell->headers[0], group->id));
    assert_true(str_eq(cell->headers[1], title->id));
    assert_true(str_eq(cell->headers[2], naming->id));
    assert_false(str_eq(group->id, title->id));
    forget(&r);
    arena_free(a);
}

/* Program A spans two rows: no rule between them, one below the last. Serapan 50 % takes the style
 * and background of its rule, 100 % the table's. */
static void rows_join_and_rules_choose_styles(void **state) {
    (void)state;
    Arena *a = arena_new();
    Report r = report(chapter(a, "{'tabel':'t'}",
        "'t':{'data':'anggaran','menyatu':'program','kolom':["
        "{'isi':'program','judul':'P','gabung':'sama'},"
        "{'isi':'realisasi / pagu','nama':'serapan','judul':'S','format':'persen(0)',"
        " 'gaya_bila':[{'bila':'realisasi / pagu < 55%','gaya':'buruk'}]}]}"), "x\n");
    assert_built(&r);
    const DocRows *body = &find_block(r.doc->blocks, r.doc->block_count, BLOCK_TABLE)->u.table.body;
    DocRow rows[3] = {0};
    for (size_t i = 0; i < 3; i++) body->row(body->self, i, a, &rows[i]);
    const DocCell *low = &rows[0].cells[1], *full = &rows[1].cells[0], *last = &rows[2].cells[1];
    assert_int_equal(rows[0].cells[0].row_span, 2);
    assert_int_equal(low->style->bottom.width, 0);
    assert_int_equal(rows[0].cells[0].style->bottom.width, 500);
    assert_int_equal(full->style->bottom.width, 500);
    assert_int_equal(last->style->bottom.width, 500);
    assert_false(low->style->fill.none);
    assert_int_equal(low->style->fill.r, 0xff);
    assert_int_equal(low->blocks[0].u.para.runs[0].style->colour.r, 0xcc);
    assert_int_equal(full->blocks[0].u.para.runs[0].style->colour.r, 0);
    assert_true(full->style->fill.r != 0xff);
    forget(&r);
    arena_free(a);
}

/* The first row's cell holds two items, the mark is no part of their text; values without a mark
 * are items all the same, and aligned with them. */
static void lines_of_a_cell_are_a_list(void **state) {
    (void)state;
    Arena *a = arena_new();
    Report r = report(chapter(a, "{'tabel':'t'}",
        "'t':{'data':'anggaran','kolom':["
        "{'isi':'program','judul':'P'},"
        "{'isi':'jika(pagu > 0, \\'x\\ny\\', \\'\\')','judul':'K','butir':'*'},"
        "{'isi':'jika(pagu > 0, \\'1\\n2\\', \\'\\')','judul':'N','butir':''}]}"), "x\n");
    assert_built(&r);
    const DocRows *body = &find_block(r.doc->blocks, r.doc->block_count, BLOCK_TABLE)->u.table.body;
    DocRow row = {0};
    body->row(body->self, 0, a, &row);
    assert_true(row.align_items);
    assert_int_equal(row.cells[0].blocks[0].elem->role, ROLE_TH);
    for (size_t c = 1; c < 3; c++) {
        const DocCell *cell = &row.cells[c];
        assert_int_equal(cell->block_count, 2);
        const Elem *before = NULL;
        for (size_t i = 0; i < 2; i++) {
            const Elem *text = cell->blocks[i].elem, *item = text->parent;
            const Run *mark = cell->blocks[i].u.para.mark;
            assert_int_equal(text->role, ROLE_LBODY);
            assert_int_equal(item->role, ROLE_LI);
            assert_int_equal(item->parent->role, ROLE_L);
            assert_ptr_equal(item->parent->parent, cell->elem);
            assert_int_equal(mark != NULL, c == 1);
            if (mark) assert_int_equal(mark->elem->role, ROLE_LBL);
            if (mark) assert_ptr_equal(mark->elem->parent, item);
            if (before) assert_true(before->order < item->order);
            before = item;
        }
    }
    forget(&r);
    arena_free(a);
}

/* Running totals after the first two rows: 1.000 + 3.000 and 500 + 3.000. */
static void sums_are_carried_over(void **state) {
    (void)state;
    Arena *a = arena_new();
    Report r = report(chapter(a, "{'tabel':'t'}",
        "'t':{'data':'anggaran','pindahan':{'keluar':'Dipindahkan','masuk':'Pindahan'},'kolom':["
        "{'isi':'program','judul':'A'},{'isi':'kegiatan','judul':'K'},"
        "{'isi':'pagu','judul':'P','format':'bilangan(0)','jumlah':true},"
        "{'isi':'realisasi','judul':'R','format':'bilangan(0)','jumlah':true}]}"), "x\n");
    assert_built(&r);
    const DocRows *body = &find_block(r.doc->blocks, r.doc->block_count, BLOCK_TABLE)->u.table.body;
    assert_non_null(body->carry);
    Buf out = buf_new(a);
    DocRow row = {0};
    body->carry(body->self, 1, false, a, &row);
    put_row(&out, &row);
    body->carry(body->self, 1, true, a, &row);
    put_row(&out, &row);
    assert_string_equal(buf_terminated(&out),
                        "carry|Dipindahkan^2|4.000|3.500\ncarry|Pindahan^2|4.000|3.500\n");
    assert_null(row.elem);
    assert_null(row.cells[0].elem);
    forget(&r);
    arena_free(a);
}

/* Above a body row both groups' heads, above an inner head the outer one, above the sum at the end none;
 * they belong to no element. */
static void group_heads_again(void **state) {
    (void)state;
    Arena *a = arena_new();
    Report r = report(chapter(a, "{'tabel':'t'}",
        "'t':{'data':'anggaran','kelompok':["
        "{'menurut':'program','kepala':'Program {{ program }}'},"
        "{'menurut':'kegiatan','kepala':'Kegiatan {{ kegiatan }}','jumlah':'Jumlah'}],'kolom':["
        "{'isi':'kegiatan','judul':'K'},{'isi':'pagu','judul':'P','format':'bilangan(0)','jumlah':true}],"
        "'baris_akhir':[{'jenis':'jumlah','judul':'Jumlah'}]}"), "x\n");
    assert_built(&r);
    const DocRows *body = &find_block(r.doc->blocks, r.doc->block_count, BLOCK_TABLE)->u.table.body;
    assert_int_equal(body->levels, 2);
    Buf out = buf_new(a);
    for (size_t i = 0; i < body->count; i++) {
        DocRow row;
        body->row(body->self, i, a, &row);
        put_row(&out, &row);
        for (unsigned level = 0; level < body->levels; level++) {
            if (!body->group(body->self, i, level, a, &row)) continue;
            buf_cstr(&out, "  ");
            put_row(&out, &row);
            assert_null(row.elem);
            assert_null(row.cells[0].elem);
        }
    }
#define AGAIN(program, kegiatan) \
    "  group|Program " program " (lanjutan)^2\n  group|Kegiatan " kegiatan " (lanjutan)^2\n"
    assert_string_equal(buf_terminated(&out),
                        "group|Program A^2\n"
                        "group|Kegiatan Satu^2\n  group|Program A (lanjutan)^2\n"
                        "row|Satu|1.000\n" AGAIN("A", "Satu") "subtotal|Jumlah|1.000\n" AGAIN("A", "Satu")
                        "group|Kegiatan Dua^2\n  group|Program A (lanjutan)^2\n"
                        "row|Dua|3.000\n" AGAIN("A", "Dua") "subtotal|Jumlah|3.000\n" AGAIN("A", "Dua")
                        "group|Program B^2\n"
                        "group|Kegiatan Tiga^2\n  group|Program B (lanjutan)^2\n"
                        "row|Tiga|2.000\n" AGAIN("B", "Tiga") "subtotal|Jumlah|2.000\n" AGAIN("B", "Tiga")
                        "total|Jumlah|6.000\n");
    forget(&r);
    arena_free(a);
}

static void figures_are_not_broken(void **state) {
    (void)state;
    static const struct { const char *text; bool figure; } lines[] = {
        {"Rp6.796.834.585", true}, {"94,42%", true}, {"50 Dokumen", true}, {"2023", true},
        {"31 Januari 2024", false}, {"enam miliar rupiah", false}, {"", false},
        {"Dinas", false}, {"12345678901234567890123456789012345", false},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(text_is_figure(str_of(lines[i].text)), lines[i].figure);
    }
}

static void number_templates(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *expected;
        int64_t own, chapter, appendix;
        bool complete;
    } lines[] = {
        {"BAB {romawi}", "BAB IV", 4, 4, 0, true},
        {"{bab}.{1}.", "3.2.", 2, 3, 0, true},
        {"{bab}.{1}.{2}.", "3.2.7.", 7, 3, 0, true},
        {"{huruf}.", "b.", 2, 1, 0, true},
        {"{A}) {a} {i} {I}", "C) c iii III", 3, 1, 0, true},
        {"Tabel {bab}.{nomor}", "Tabel 2.11", 11, 2, 0, true},
        {"Tabel {bab}.{nomor}", "Tabel 5", 5, 0, 0, false},
        {"Tabel L{lampiran}.{nomor}", "Tabel L2.1", 1, 0, 2, true},
        {"tanpa", "tanpa", 1, 1, 0, true},
        {"{lain} {nomor", "{lain} {nomor", 1, 1, 0, true},
    };
    Arena *a = arena_new();
    Build b = {.a = a};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        NumberValues v = {.own = lines[i].own,
                          .chapter = lines[i].chapter,
                          .appendix = lines[i].appendix,
                          .levels = {2, 7}};
        bool complete;
        Str got = number_fill(&b, str_of(lines[i].pattern), &v, &complete);
        assert_string_equal(str_cstr(a, got), lines[i].expected);
        assert_int_equal(complete, lines[i].complete);
    }
    arena_free(a);
}

static void an_index_finds_what_was_put(void **state) {
    (void)state;
    Arena *a = arena_new();
    Index *x = index_new(a);
    for (size_t i = 0; i < 1000; i++) {
        bool added;
        *index_put(x, str_printf(a, "kunci-%zu", i), &added) = i;
        assert_true(added);
    }
    size_t value = 0;
    bool added;
    assert_true(index_get(x, STR("kunci-777"), &value));
    assert_int_equal(value, 777);
    assert_int_equal(*index_put(x, STR("kunci-3"), &added), 3);
    assert_false(added);
    assert_false(index_get(x, STR("kunci-1000"), &value));
    arena_free(a);
}

/* ---- what is wrong ---- */

static void errors_name_the_place(void **state) {
    (void)state;
    static const struct { const char *blocks, *prose, *says;
    } lines[] = {
        {"{'prosa':'satu'}", "# Latar {#latar}\n\nLihat {{ lihat('lattar') }}.\n", "satu.md:3:"},
        {"{'prosa':'satu'}", "# Latar {#latar}\n\nLihat {{ lihat('lattar') }}.\n",
         "Maksud Anda \"latar\""},
        {"{'prosa':'satu'}", "# A {#x}\n\n# B {#x}\n", "satu.md:3:"},
        {"{'prosa':'satu'}", "# A {#x}\n\n# B {#x}\n", "label \"x\" sudah dipakai"},
        {"{'ttd':'pejabat.kepal'}", "x\n", "uji.json:1:"},
        {"{'prosa':'satu'}", "![peta](peta.png)\n", "satu.md:1:"},
        {"{'tabel':{'data':'anggaran','kolom':[{'isi':'satuan(pagu)','sambung':true}]}}", "x\n",
         "kolom pertama tidak dapat"},
        {"{'tabel':{'data':'panjang','kolom':[{'isi':'nama'},{'isi':'tahun','sambung':true,'judul':'J'}]}}",
         "x\n", "berkepala bersama"},
        {"{'tabel':{'data':'panjang','kolom':[{'tiap':'tahun','kolom':[{'isi':'target'}]}]}}", "x\n",
         "memerlukan \"tiap\" pada tabelnya"},
        {"{'tabel':{'data':'panjang','tiap':'nama','kolom':[{'tiap':'tahn','kolom':[{'isi':'target'}]}]}}",
         "x\n", "tahun"},
        {"{'tabel':{'data':'panjang','tiap':'tahun','kolom':[{'tiap':'tahun','kolom':[{'isi':'target'}]}]}}",
         "x\n", "sudah ada"},
        {"{'tabel':{'data':'panjang','menyatu':'nama','kolom':[{'isi':'nama'}]}}", "x\n",
         "harus punya \"gabung\""},
        {"{'tabel':{'data':'panjang','balik':true,'nomor_kolom':true}}", "x\n", "bersama \"balik\""},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Arena *a = arena_new();
        Report r = report(chapter(a, lines[i].blocks, ""), lines[i].prose);
        assert_null(r.doc);
        assert_says(&r, lines[i].says);
        forget(&r);
        arena_free(a);
    }
}

static void what_has_no_value_is_said(void **state) {
    (void)state;
    Arena *a = arena_new();
    Report r = report(chapter(a, "{'prosa':'satu'}", ""),
                      "Serapan {{ jumlah(anggaran.pagu) / (tahun - 2023) }}.\n");
    assert_tree(&r, TITLE "P Serapan n/a.\n");
    assert_says(&r, "satu.md:1:");
    assert_says(&r, "tidak bernilai");
    forget(&r);
    arena_free(a);
}

static void a_gap_in_the_levels_is_said(void **state) {
    (void)state;
    Arena *a = arena_new();
    Report r = report(chapter(a, "{'prosa':'satu'}", ""), "# A\n\n### B\n");
    assert_tree(&r, TITLE "H2 1.1. A\nH3 1.1.1. B\n");
    assert_says(&r, "satu.md:3:");
    assert_says(&r, "judul tingkat 3 langsung di bawah tingkat 1");
    forget(&r);
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_are_as_written),
        cmocka_unit_test(a_whole_report),
        cmocka_unit_test(headers_know_chapter_and_pages),
        cmocka_unit_test(only_openings_go_without_header),
        cmocka_unit_test(sources_are_attached),
        cmocka_unit_test(cells_name_their_heads),
        cmocka_unit_test(rows_join_and_rules_choose_styles),
        cmocka_unit_test(lines_of_a_cell_are_a_list),
        cmocka_unit_test(sums_are_carried_over), cmocka_unit_test(group_heads_again),
        cmocka_unit_test(figures_are_not_broken),
        cmocka_unit_test(number_templates),
        cmocka_unit_test(an_index_finds_what_was_put),
        cmocka_unit_test(errors_name_the_place),
        cmocka_unit_test(what_has_no_value_is_said),
        cmocka_unit_test(a_gap_in_the_levels_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
