/*
 * layout_style: the style profile. A profile derives from another by merging (layout_merge.c), so
 * that here every profile is whole; inside it text and table styles inherit by "dasar".
 */
#include "layout_internal.h"

#include <string.h>

/* ---- finding styles ---- */

const TextSpec *style_text(const Style *s, Str name) {
    for (size_t i = 0; i < s->text_count; i++)
        if (str_eq(s->texts[i].name, name))
            return &s->texts[i];
    return NULL;
}

const TableStyle *style_table(const Style *s, Str name) {
    for (size_t i = 0; i < s->table_count; i++)
        if (str_eq(s->tables[i].name, name))
            return &s->tables[i];
    return NULL;
}

/* ---- inheritance by "dasar" inside an object of styles ---- */

typedef struct Family {       /* the object at hand: "teks" or "tabel" */
    const Value *styles;
    const char *what;
    Reading *states;
    void *items;              /* drafts, one a member */
    size_t size;
    bool (*read)(Reader *r, const Member *m, void *item);
} Family;

static bool read_member(Reader *r, Family *f, size_t i);

static bool read_base(Reader *r, Family *f, size_t i, const Value *name) {
    if (!value_expect(name, VALUE_STRING, "\"dasar\"", r->d))
        return false;
    Str *names = arena_array(r->a, f->styles->count, sizeof *names);
    for (size_t k = 0; k < f->styles->count; k++) {
        names[k] = f->styles->members[k].key;
        if (!str_eq(names[k], name->text))
            continue;
        if (f->states[k] == READING_NOW)
            return layout_error(r, "dasar-melingkar", name->loc, "%s \"%.*s\" meneruskan dirinya sendiri",
                                f->what, STR_ARG(name->text));
        if (!read_member(r, f, k))
            return false;
        memcpy((char *)f->items + i * f->size, (char *)f->items + k * f->size, f->size);
        return true;
    }
    return unknown_name(r, name->loc, f->what, name->text, names, f->styles->count);
}

static bool read_member(Reader *r, Family *f, size_t i) {
    if (f->states[i] == READING_DONE || f->states[i] == READING_FAILED)
        return f->states[i] == READING_DONE;
    f->states[i] = READING_NOW;
    const Member *m = &f->styles->members[i];
    const Value *base = value_get(m->value, "dasar");
    bool ok = !base || read_base(r, f, i, base);
    ok = ok && f->read(r, m, (char *)f->items + i * f->size);
    f->states[i] = ok ? READING_DONE : READING_FAILED;
    return ok;
}

static bool read_family(Reader *r, Family *f) {
    f->states = arena_array(r->a, f->styles->count, sizeof *f->states);
    f->items = arena_array(r->a, f->styles->count, f->size);
    bool ok = true;
    for (size_t i = 0; i < f->styles->count; i++)
        ok = read_member(r, f, i) && ok;
    return ok;
}

/* ---- text styles ---- */

typedef struct TextDraft {
    TextSpec spec;
    unsigned leading_factor;  /* thousandths of the size; 0: spec.leading as it is */
    unsigned widow, orphan;
} TextDraft;

static bool read_family_name(Reader *r, const Value *v, const Field *f, void *out) {
    Str alias;
    if (!read_str(r, v, f, &alias) || !r->families)       /* without "huruf", which has been told of */
        return false;
    size_t count = r->families->count;
    Str *names = arena_array(r->a, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = r->families->members[i].key;
        if (str_eq(names[i], alias)) {
            *(Str *)out = r->families->members[i].value->text;
            return true;
        }
    }
    return unknown_name(r, v->loc, "huruf", alias, names, count);
}

/* "16,4pt", or a multiple of the size: "1,35". */
static bool read_leading(Reader *r, const Value *v, const Field *f, void *out) {
    TextDraft *draft = out;
    Len points;
    Str text;
    if (!read_str(r, v, f, &text))
        return false;
    text = str_trim(text);
    draft->leading_factor = 0;
    if (text.n > 0 && text.p[text.n - 1] >= '0' && text.p[text.n - 1] <= '9'
        && length_parse(str_printf(r->a, "%.*spt", STR_ARG(text)), &points) && points >= 500
        && points <= 5000) {
        draft->leading_factor = (unsigned)points;
        return true;
    }
    return read_length(r, v, f, &draft->spec.leading);
}

static const Field TEXT_FIELDS[] = {
    ELSEWHERE("dasar"),
    FIELD("huruf", read_family_name, TextDraft, spec.family),
    FIELD("ukuran", read_length, TextDraft, spec.size),
    FIELD("jarak_baris", read_leading, TextDraft, spec),
    FIELD("tebal", read_bool, TextDraft, spec.bold),
    FIELD("miring", read_bool, TextDraft, spec.italic),
    FIELD("garis_bawah", read_bool, TextDraft, spec.underline),
    FIELD("kapital_kecil", read_bool, TextDraft, spec.small_caps),
    FIELD("kapital", read_bool, TextDraft, spec.upper),
    FIELD("angka_sejajar", read_bool, TextDraft, spec.tabular),
    FIELD("warna", read_colour, TextDraft, spec.colour),
    FIELD("latar", read_colour, TextDraft, spec.fill),
    FIELD("rata", read_align, TextDraft, spec.align),
    FIELD("inden_awal", read_indent, TextDraft, spec.first_indent),
    FIELD("inden_kiri", read_indent, TextDraft, spec.left_indent),
    FIELD("inden_kanan", read_indent, TextDraft, spec.right_indent),
    FIELD("sebelum", read_length, TextDraft, spec.space_before),
    FIELD("sesudah", read_length, TextDraft, spec.space_after),
    FIELD("pemenggalan", read_bool, TextDraft, spec.hyphenate),
    FIELD("lekat_berikut", read_bool, TextDraft, spec.keep_with_next),
    FIELD("baris_awal", read_small, TextDraft, orphan),
    FIELD("baris_akhir", read_small, TextDraft, widow),
};

enum { SIZE_LEAST = 3000, SIZE_MOST = 300000 };       /* 3 pt to 300 pt */

static bool read_text(Reader *r, const Member *m, void *item) {
    TextDraft *draft = item;
    if (!value_get(m->value, "dasar"))
        *draft = (TextDraft){.spec = {.align = ALIGN_LEFT, .fill.none = true}, .leading_factor = 1300, .widow = 2, .orphan = 2};
    if (!fields_read(r, m->value, TEXT_FIELDS, COUNT(TEXT_FIELDS), draft))
        return false;
    TextSpec *spec = &draft->spec;
    spec->name = m->key;
    spec->loc = m->key_loc;
    if (spec->family.n == 0 || spec->size == 0)
        return layout_error(r, "kunci-hilang", m->key_loc,
                            "gaya teks tanpa \"dasar\" memerlukan \"huruf\" dan \"ukuran\"");
    if (spec->size < SIZE_LEAST || spec->size > SIZE_MOST)
        return layout_error(r, "nilai-salah", m->key_loc, "ukuran huruf harus dari 3pt sampai 300pt");
    if (spec->align == ALIGN_DECIMAL)
        return layout_error(r, "nilai-salah", m->key_loc, "rata \"koma\" milik kolom tabel");
    if (draft->leading_factor)
        spec->leading = (Len)((int64_t)spec->size * draft->leading_factor / 1000);
    spec->widow = (uint8_t)(draft->widow > 9 ? 9 : draft->widow);
    spec->orphan = (uint8_t)(draft->orphan > 9 ? 9 : draft->orphan);
    return true;
}

static bool read_texts(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    Style *style = out;
    if (!value_expect(v, VALUE_OBJECT, "\"teks\"", r->d))
        return false;
    Family family = {.styles = v, .what = "gaya teks", .size = sizeof(TextDraft), .read = read_text};
    bool ok = read_family(r, &family);
    TextSpec *texts = arena_array(r->a, v->count, sizeof *texts);
    for (size_t i = 0; i < v->count; i++) {
        texts[i] = ((TextDraft *)family.items)[i].spec;
        texts[i].name = v->members[i].key;    /* also of those with errors: no second complaint */
    }
    style->texts = texts;
    style->text_count = v->count;
    if (!style_text(style, STR("badan")))
        return layout_error(r, "kunci-hilang", v->loc, "gaya teks \"badan\" wajib ada");
    return ok;
}

/* ---- fonts: short names ---- */

static bool read_families(Reader *r, const Value *v, const Field *f, void *out) {
    Style *style = out;
    if (!value_expect(v, VALUE_OBJECT, "\"huruf\"", r->d))
        return false;
    r->families = v;
    FontName *fonts = arena_array(r->a, v->count, sizeof *fonts);
    bool ok = true;
    for (size_t i = 0; i < v->count; i++) {
        ok = read_str(r, v->members[i].value, f, &fonts[i].family) && ok;
        fonts[i].loc = v->members[i].value->loc;
    }
    style->fonts = fonts;
    style->font_count = v->count;
    return ok;
}

/* ---- headings, lists, captions ---- */

static const Field HEADING_FIELDS[] = {
    NEEDED("gaya", read_text_style, HeadingSpec, style),
    FIELD("nomor", read_pattern, HeadingSpec, prefix),
    FIELD("baris_sendiri", read_bool, HeadingSpec, own_line),
    FIELD("lebar_nomor", read_length, HeadingSpec, number_width),
};

static bool read_heading(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    return fields_read(r, v, HEADING_FIELDS, COUNT(HEADING_FIELDS), out);
}

static const Field HEADINGS_FIELDS[] = {
    NEEDED("bab", read_heading, Style, chapter),
    NEEDED("lampiran", read_heading, Style, appendix_heading),
    NEEDED("depan", read_heading, Style, front_heading),
    NEEDED("1", read_heading, Style, headings[0]),
    NEEDED("2", read_heading, Style, headings[1]),
    NEEDED("3", read_heading, Style, headings[2]),
    NEEDED("4", read_heading, Style, headings[3]),
    NEEDED("5", read_heading, Style, headings[4]),
    NEEDED("6", read_heading, Style, headings[5]),
};

static bool read_headings(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    return fields_read(r, v, HEADINGS_FIELDS, COUNT(HEADINGS_FIELDS), out);
}

enum { LIST_DEPTHS = 4 };

/* One to four texts; the last goes on for deeper lists. */
static bool read_marks(Reader *r, const Value *v, const Field *f, void *out, ReadField *read) {
    Str *marks = out;
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    if (v->count == 0 || v->count > LIST_DEPTHS)
        return layout_error(r, "nilai-salah", v->loc, "\"%s\" harus berisi satu sampai %d teks", f->key,
                            LIST_DEPTHS);
    bool ok = true;
    for (size_t i = 0; i < LIST_DEPTHS; i++)
        ok = read(r, v->items[i < v->count ? i : v->count - 1], f, &marks[i]) && ok;
    return ok;
}

bool read_ordered(Reader *r, const Value *v, const Field *f, void *out) {
    return read_marks(r, v, f, out, read_pattern);
}

static bool read_bullets(Reader *r, const Value *v, const Field *f, void *out) {
    return read_marks(r, v, f, out, read_str);
}

static bool read_mark_side(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"kiri", "kanan"};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(bool *)out = i == 1;
    return true;
}

static const Field LIST_FIELDS[] = {
    NEEDED("bernomor", read_ordered, ListSpec, ordered),
    NEEDED("bertanda", read_bullets, ListSpec, bullet),
    NEEDED("inden", read_length, ListSpec, indent),
    NEEDED("celah", read_length, ListSpec, mark_gap),
    FIELD("rata_tanda", read_mark_side, ListSpec, mark_right),
};

static bool read_lists(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    return fields_read(r, v, LIST_FIELDS, COUNT(LIST_FIELDS), out);
}

static const Field CAPTION_FIELDS[] = {
    NEEDED("tabel", read_pattern, Style, caption_table),
    NEEDED("gambar", read_pattern, Style, caption_figure),
    FIELD("tabel_lampiran", read_pattern, Style, caption_table_appendix),
    FIELD("gambar_lampiran", read_pattern, Style, caption_figure_appendix),
    NEEDED("pemisah", read_str, Style, caption_gap),
};

static bool read_captions(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    Style *style = out;
    bool ok = fields_read(r, v, CAPTION_FIELDS, COUNT(CAPTION_FIELDS), style);
    if (!style->caption_table_appendix.p)
        style->caption_table_appendix = style->caption_table;
    if (!style->caption_figure_appendix.p)
        style->caption_figure_appendix = style->caption_figure;
    return ok;
}

static const Field REFERENCE_FIELDS[] = {
    NEEDED("tabel", read_pattern, Style, reference_table),
    NEEDED("gambar", read_pattern, Style, reference_figure),
    FIELD("tabel_lampiran", read_pattern, Style, reference_table_appendix),
    FIELD("gambar_lampiran", read_pattern, Style, reference_figure_appendix),
    NEEDED("lampiran", read_pattern, Style, reference_appendix),
    NEEDED("bab", read_pattern, Style, reference_chapter),
    FIELD("1", read_pattern, Style, reference_heading[0]),
    FIELD("2", read_pattern, Style, reference_heading[1]),
    FIELD("3", read_pattern, Style, reference_heading[2]),
    FIELD("4", read_pattern, Style, reference_heading[3]),
    FIELD("5", read_pattern, Style, reference_heading[4]),
    FIELD("6", read_pattern, Style, reference_heading[5]),
};

static bool read_references(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    Style *style = out;
    bool ok = fields_read(r, v, REFERENCE_FIELDS, COUNT(REFERENCE_FIELDS), style);
    if (!style->reference_table_appendix.p)
        style->reference_table_appendix = style->reference_table;
    if (!style->reference_figure_appendix.p)
        style->reference_figure_appendix = style->reference_figure;
    return ok;
}

/* ---- table styles ---- */

static bool read_caption_side(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"bawah", "atas"};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(bool *)out = i == 1;
    return true;
}

static const Field TABLE_STYLE_FIELDS[] = {
    ELSEWHERE("dasar"),
    FIELD("kepala", read_text_style, TableStyle, head),
    FIELD("isi", read_text_style, TableStyle, body),
    FIELD("nomor_kolom", read_text_style, TableStyle, number_row),
    FIELD("kelompok", read_text_style, TableStyle, group),
    FIELD("jumlah", read_text_style, TableStyle, total),
    FIELD("keterangan", read_text_style, TableStyle, caption),
    FIELD("catatan", read_text_style, TableStyle, note),
    FIELD("garis_luar", read_rule, TableStyle, outer),
    FIELD("garis_kepala", read_rule, TableStyle, head_rule),
    FIELD("garis_baris", read_rule, TableStyle, row_rule),
    FIELD("garis_kolom", read_rule, TableStyle, column_rule),
    FIELD("garis_jumlah", read_rule, TableStyle, total_rule),
    FIELD("isian_kepala", read_colour, TableStyle, head_fill),
    FIELD("isian_selang", read_colour, TableStyle, zebra_fill),
    FIELD("isian_kelompok", read_colour, TableStyle, group_fill),
    FIELD("isian_jumlah", read_colour, TableStyle, total_fill),
    FIELD("sela_datar", read_length, TableStyle, pad_x),
    FIELD("sela_tegak", read_length, TableStyle, pad_y),
    FIELD("sebelum", read_length, TableStyle, space_before),
    FIELD("sesudah", read_length, TableStyle, space_after),
    FIELD("keterangan_di", read_caption_side, TableStyle, caption_above),
    FIELD("ukuran_terkecil", read_length, TableStyle, min_size),
};

static bool read_table_style(Reader *r, const Member *m, void *item) {
    TableStyle *t = item;
    const Colour none = {0, 0, 0, true};
    if (!value_get(m->value, "dasar"))
        *t = (TableStyle){.head_fill = none, .zebra_fill = none, .group_fill = none,
                          .total_fill = none, .caption_above = true, .min_size = PT(7),
                          .space_before = -1, .space_after = -1};
    bool ok = fields_read(r, m->value, TABLE_STYLE_FIELDS, COUNT(TABLE_STYLE_FIELDS), t);
    t->name = m->key;
    if (ok && !(t->head && t->body && t->number_row && t->group && t->total && t->caption && t->note))
        return layout_error(r, "kunci-hilang", m->key_loc,
                            "gaya tabel tanpa \"dasar\" memerlukan gaya teks \"kepala\", \"isi\", "
                            "\"nomor_kolom\", \"kelompok\", \"jumlah\", \"keterangan\" dan \"catatan\"");
    return ok;
}

static bool read_table_styles(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    Style *style = out;
    if (!value_expect(v, VALUE_OBJECT, "\"tabel\"", r->d))
        return false;
    Family family = {.styles = v, .what = "gaya tabel", .size = sizeof(TableStyle),
                     .read = read_table_style};
    bool ok = read_family(r, &family);
    TableStyle *tables = family.items;
    for (size_t i = 0; i < v->count; i++)
        tables[i].name = v->members[i].key;
    style->tables = tables;
    style->table_count = v->count;
    if (!style_table(style, STR("baku")))
        return layout_error(r, "kunci-hilang", v->loc, "gaya tabel \"baku\" wajib ada");
    return ok;
}

/* ---- numbers and words ---- */

static bool read_rounding(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"setengah_menjauhi_nol", "setengah_ke_genap", "potong", "naik"};
    static const Rounding rules[] = {ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(Rounding *)out = rules[i];
    return true;
}

static bool read_rupiah(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"baku", "lama"};
    static const RupiahStyle styles[] = {RUPIAH_MODERN, RUPIAH_OLD};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(RupiahStyle *)out = styles[i];
    return true;
}

static bool read_negative(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"\xE2\x88\x92", "-", "()"};
    static const NegativeStyle styles[] = {NEGATIVE_MINUS, NEGATIVE_HYPHEN, NEGATIVE_PARENTHESES};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(NegativeStyle *)out = styles[i];
    return true;
}

static const Field FORMAT_FIELDS[] = {
    NEEDED("pembulatan", read_rounding, FormatProfile, rounding),
    NEEDED("rupiah", read_rupiah, FormatProfile, rupiah),
    FIELD("minus", read_negative, FormatProfile, negative),
    FIELD("spasi_persen", read_bool, FormatProfile, percent_space),
    FIELD("sisa_terbesar", read_bool, FormatProfile, largest_remainder),
    NEEDED("kosong", read_str, FormatProfile, empty),
    NEEDED("tak_terdefinisi", read_str, FormatProfile, undefined),
};

static bool read_object(Reader *r, const Value *v, const Field *f, void *out) {
    (void)out;
    return value_expect(v, VALUE_OBJECT, f->key, r->d);
}

typedef struct WordsDraft {
    Words words;
    Str continued;
} WordsDraft;

static const Field WORD_FIELDS[] = {
    NEEDED("lanjutan", read_str, WordsDraft, continued),
    NEEDED("sumber", read_str, WordsDraft, words.source),
    NEEDED("catatan", read_str, WordsDraft, words.note),
    NEEDED("rumus", read_str, WordsDraft, words.formula),
    NEEDED("nip", read_str, WordsDraft, words.nip),
    NEEDED("atas_nama", read_str, WordsDraft, words.on_behalf),
    NEEDED("untuk_beliau", read_str, WordsDraft, words.passed_on),
    FIELD("halaman", read_str, WordsDraft, words.page),
    NEEDED("belum_diisi", read_str, WordsDraft, words.unfilled),
    NEEDED("tidak_diikutkan", read_str, WordsDraft, words.excluded),
};

static bool read_words(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    Style *style = out;
    WordsDraft draft = {0};
    bool ok = fields_read(r, v, WORD_FIELDS, COUNT(WORD_FIELDS), &draft);
    style->words = draft.words;
    for (size_t i = 0; i < style->table_count; i++)
        ((TableStyle *)style->tables)[i].continued = draft.continued;
    return ok;
}

static bool read_word_space(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    struct { unsigned stretch, shrink; } limits = {0, 0};
    const Field fields[] = {
        {"renggang", read_small, 0, true},
        {"rapat", read_small, sizeof(unsigned), true},
    };
    bool ok = fields_read(r, v, fields, COUNT(fields), &limits);
    if (ok && limits.shrink > 80)
        return layout_error(r, "nilai-salah", v->loc, "spasi kata paling banyak dirapatkan 80 persen");
    Style *style = out;
    style->stretch = (uint16_t)limits.stretch;
    style->shrink = (uint16_t)limits.shrink;
    return ok;
}

static bool read_letters(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    enum { MOST = 100 };
    struct { unsigned usual, most, apart; } of = {0, 0, 0};
    const Field fields[] = {
        {"lazim", read_small, 0, true},
        {"terpaksa", read_small, sizeof(unsigned), true},
        {"jarak", read_small, 2 * sizeof(unsigned), true},
    };
    if (!fields_read(r, v, fields, COUNT(fields), &of))
        return false;
    if (of.usual > of.most || of.most > MOST || of.apart > MOST)
        return layout_error(r, "nilai-salah", v->loc, "lebar huruf paling banyak berubah %d perseribu, "
                            "dan \"terpaksa\" tidak kurang dari \"lazim\"", MOST);
    Style *style = out;
    style->letters.usual = (uint16_t)of.usual;
    style->letters.most = (uint16_t)of.most;
    style->letters.apart = (uint16_t)of.apart;
    return true;
}

/* ---- drawings ---- */

static bool read_colours(Reader *r, const Value *v, const Field *f, const Colour **out, size_t *count) {
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    Colour *colours = arena_array(r->a, v->count, sizeof *colours);
    bool ok = v->count > 0 || layout_error(r, "nilai-salah", v->loc, "\"%s\" memerlukan warna", f->key);
    for (size_t i = 0; i < v->count; i++)
        ok = read_colour(r, v->items[i], f, &colours[i]) && ok;
    *out = colours;
    *count = v->count;
    return ok;
}

static bool read_palette(Reader *r, const Value *v, const Field *f, void *out) {
    Style *s = out;
    return read_colours(r, v, f, &s->palette, &s->palette_count);
}

static bool read_tree_fills(Reader *r, const Value *v, const Field *f, void *out) {
    Style *s = out;
    return read_colours(r, v, f, &s->tree_fills, &s->tree_fill_count);
}

static bool read_hatch(Reader *r, const Value *v, const Field *f, void *out) {
    bool hatch;
    if (!read_bool(r, v, f, &hatch))
        return false;
    *(bool *)out = !hatch;
    return true;
}

static const Field DRAWING_FIELDS[] = {
    {"warna", read_palette, 0, false},
    {"kotak", read_tree_fills, 0, false},
    FIELD("arsir", read_hatch, Style, no_hatch),
};

static bool read_drawings(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    return fields_read(r, v, DRAWING_FIELDS, COUNT(DRAWING_FIELDS), out);
}

/* ---- the profile ---- */

/* A language tag (RFC 3066, 2.1), which PDF/A asks for: letters, then letters and digits. */
static bool is_language(Str s) {
    size_t subtag = 0;
    bool first = true;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-' && subtag > 0) {
            subtag = 0;
            first = false;
        } else if ((!letter && (first || c < '0' || c > '9')) || ++subtag > 8) {
            return false;
        }
    }
    return subtag > 0;
}

static bool read_language(Reader *r, const Value *v, const Field *f, void *out) {
    if (!read_str(r, v, f, out)) return false;
    if (is_language(v->text)) return true;
    return layout_error(r, "nilai-salah", v->loc,
                        "\"%s\" harus sebuah kode bahasa seperti \"id-ID\" atau \"en\"", f->key);
}

static bool read_pages(Reader *r, const Value *v, const Field *f, void *out);

/* In this order: what is named comes before who names it. */
static const Field STYLE_FIELDS[] = {
    NEEDED("nama", read_str, Style, name),
    ELSEWHERE("judul"),
    ELSEWHERE("turunan_dari"),
    NEEDED("bahasa", read_language, Style, language),
    {"angka", read_object, 0, true},          /* style_begin has read it */
    {"huruf", read_families, 0, true},
    {"teks", read_texts, 0, true},
    {"judul_bernomor", read_headings, 0, true},
    NEEDED("butir", read_lists, Style, lists),
    {"keterangan", read_captions, 0, true},
    {"rujukan", read_references, 0, true},
    {"tabel", read_table_styles, 0, true},
    {"kata", read_words, 0, true},
    {"spasi_kata", read_word_space, 0, true},
    FIELD("tepi_optis", read_bool, Style, protrusion),
    FIELD("bidang_ttd", read_bool, Style, sign_fields),
    {"lebar_huruf", read_letters, 0, false},
    NEEDED("titik_daftar", read_length, Style, leader_gap),
    {"halaman", read_pages, 0, true},
    {"bagan", read_drawings, 0, false},
    FIELD("konsep", read_draft, Style, draft),
    FIELD("sidik", read_seal, Style, seal),
};

static const Value *merge_style(Arena *a, const Value *base, const Value *over) {
    return value_merge(a, base, over, 8);
}

const Value *style_begin(Reader *r, Str name, Loc mention) {
    const Source *source = NULL;
    const Value *v = source_find(r, "gaya/", "gaya", name, mention, merge_style, &source);
    if (!v)
        return NULL;
    r->style->source = source;
    r->style->raw = v;
    const Value *numbers = value_get(v, "angka");
    if (numbers && numbers->kind == VALUE_OBJECT)
        fields_read(r, numbers, FORMAT_FIELDS, COUNT(FORMAT_FIELDS), &r->style->format);
    return v;
}

bool style_read(Reader *r, const Value *profile) {
    return fields_read(r, profile, STYLE_FIELDS, COUNT(STYLE_FIELDS), r->style);
}

/* ---- pages ---- */

typedef struct PageDraft {
    Len paper_width, paper_height;    /* upright */
    bool landscape;
    PageSpec spec;
    bool margins[4];          /* said here: top, bottom, left, right */
} PageDraft;

static const struct { const char *name; const char *width, *height; } PAPERS[] = {
    {"A4", "210mm", "297mm"}, {"F4", "215mm", "330mm"}, {"Folio", "215mm", "330mm"},
    {"Legal", "8.5in", "14in"}, {"Letter", "8.5in", "11in"}, {"A3", "297mm", "420mm"},
    {"A5", "148mm", "210mm"},
};

static bool read_paper(Reader *r, const Value *v, const Field *f, void *out) {
    PageDraft *p = out;
    Str text;
    if (!read_str(r, v, f, &text))
        return false;
    Str names[COUNT(PAPERS)];
    for (size_t i = 0; i < COUNT(PAPERS); i++) {
        names[i] = str_of(PAPERS[i].name);
        if (str_eq_nocase(text, names[i]))
            return length_parse(str_of(PAPERS[i].width), &p->paper_width)
                   && length_parse(str_of(PAPERS[i].height), &p->paper_height);
    }
    size_t by = str_find(text, STR("x"), 0);
    Len width, height;
    if (by == SIZE_MAX || !length_parse(str_sub(text, 0, by), &width)
        || !length_parse(str_sub(text, by + 1, text.n), &height))
        return unknown_name(r, v->loc, "kertas", text, names, COUNT(names));
    if (width < PT(72) || height < PT(72))
        return layout_error(r, "nilai-salah", v->loc, "kertas harus paling kecil 1in x 1in");
    p->paper_width = width < height ? width : height;
    p->paper_height = width < height ? height : width;
    return true;
}

static bool read_orientation(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"tegak", "mendatar"};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(bool *)out = i == 1;
    return true;
}

static bool read_side(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {[SIDE_ANY] = "mana_saja", [SIDE_LEFT] = "kiri", [SIDE_RIGHT] = "kanan"};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(PageSide *)out = (PageSide)i;
    return true;
}

static const Field MARGIN_FIELDS[] = {
    FIELD("atas", read_length, PageSpec, top),
    FIELD("bawah", read_length, PageSpec, bottom),
    FIELD("kiri", read_length, PageSpec, left),
    FIELD("kanan", read_length, PageSpec, right),
};

static bool read_margins(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    PageDraft *p = out;
    for (size_t i = 0; i < COUNT(MARGIN_FIELDS); i++)
        p->margins[i] = value_get(v, MARGIN_FIELDS[i].key) != NULL;
    return fields_read(r, v, MARGIN_FIELDS, COUNT(MARGIN_FIELDS), &p->spec);
}

/* Headers and footers know three names more than other templates (MarginalSpec). */
static bool read_marginal_text(Reader *r, const Value *v, const Field *f, void *out) {
    Scope outer = r->scope;
    r->scope.variables = NULL;
    r->scope.variable_count = 0;
    push_variable(r, STR("halaman"), NULL);
    push_variable(r, STR("jumlah_halaman"), NULL);
    push_variable(r, STR("judul_bab"), NULL);
    bool ok = read_template(r, v, f, out);
    r->scope = outer;
    return ok;
}

static const Field MARGINAL_FIELDS[] = {
    NEEDED("gaya", read_text_style, MarginalSpec, style),
    FIELD("kiri", read_marginal_text, MarginalSpec, left),
    FIELD("tengah", read_marginal_text, MarginalSpec, centre),
    FIELD("kanan", read_marginal_text, MarginalSpec, right),
    NEEDED("jarak", read_length, MarginalSpec, distance),
    FIELD("garis", read_rule, MarginalSpec, rule),
    FIELD("di_halaman_pertama", read_bool, MarginalSpec, on_first),
};

static bool read_marginal(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    const MarginalSpec **marginal = out;
    *marginal = NULL;
    if (v->kind == VALUE_BOOL && !v->boolean)
        return true;          /* none */
    MarginalSpec *m = arena_alloc(r->a, sizeof *m);
    *marginal = m;
    return fields_read(r, v, MARGINAL_FIELDS, COUNT(MARGINAL_FIELDS), m);
}

static bool read_titles(Reader *r, const Value *v, const Field *f, void *out) {
    InitialsSpec *s = out;
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    if (v->count == 0)
        return layout_error(r, "nilai-salah", v->loc, "\"%s\" memerlukan paling sedikit satu judul",
                            f->key);
    s->titles = arena_array(r->a, v->count, sizeof *s->titles);
    s->count = v->count;
    bool ok = true;
    for (size_t i = 0; i < v->count; i++)
        ok = read_template(r, v->items[i], f, &s->titles[i]) && ok;
    return ok;
}

static const Field INITIALS_FIELDS[] = {
    {"kolom", read_titles, 0, true},
    NEEDED("gaya", read_text_style, InitialsSpec, style),
    NEEDED("lebar", read_length, InitialsSpec, width),
    NEEDED("tinggi", read_length, InitialsSpec, height),
    NEEDED("jarak", read_length, InitialsSpec, distance),
    NEEDED("garis", read_rule, InitialsSpec, rule),
    FIELD("letak", read_align, InitialsSpec, place),
};

/* Templates of a page know the report's facts only: loops are not there yet, or over. */
static bool read_initials(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    const InitialsSpec **initials = out;
    *initials = NULL;
    if (v->kind == VALUE_BOOL && !v->boolean)
        return true;          /* none */
    InitialsSpec *s = arena_alloc(r->a, sizeof *s);
    *s = (InitialsSpec){.place = ALIGN_RIGHT, .loc = v->loc};
    *initials = s;
    Scope outer = r->scope;
    r->scope.variables = NULL;
    r->scope.variable_count = 0;
    bool ok = fields_read(r, v, INITIALS_FIELDS, COUNT(INITIALS_FIELDS), s);
    r->scope = outer;
    return ok;
}

static const Field PAGE_FIELDS[] = {
    FIELD("paraf", read_initials, PageDraft, spec.initials),
    {"kertas", read_paper, 0, false},
    FIELD("orientasi", read_orientation, PageDraft, landscape),
    {"tepi", read_margins, 0, false},
    FIELD("penomoran", read_numbering, PageDraft, spec.numbering),
    FIELD("mulai_di", read_side, PageDraft, spec.opens),
    FIELD("kepala", read_marginal, PageDraft, spec.header),
    FIELD("kaki", read_marginal, PageDraft, spec.footer),
};

/* A turned page lies on its side in the same binding: its head is where the left edge was. */
static void turn_margins(PageDraft *p, const PageSpec *base, bool to_landscape) {
    const Len turned[4] = {
        to_landscape ? base->left : base->right,      /* top */
        to_landscape ? base->right : base->left,      /* bottom */
        to_landscape ? base->bottom : base->top,      /* left */
        to_landscape ? base->top : base->bottom,      /* right */
    };
    Len *const margins[4] = {&p->spec.top, &p->spec.bottom, &p->spec.left, &p->spec.right};
    for (size_t i = 0; i < 4; i++)
        if (!p->margins[i])
            *margins[i] = turned[i];
}

enum { LEAST_TEXT = 72000 };          /* an inch */

static bool finish_page(Reader *r, const Value *v, const PageSpec *base, PageDraft *p, PageSpec *out) {
    bool base_landscape = base && base->width > base->height;
    if (base && p->landscape != base_landscape)
        turn_margins(p, base, p->landscape);
    p->spec.turned = base && (p->landscape != base_landscape) != base->turned;
    p->spec.width = p->landscape ? p->paper_height : p->paper_width;
    p->spec.height = p->landscape ? p->paper_width : p->paper_height;
    *out = p->spec;
    if (p->spec.width - p->spec.left - p->spec.right < LEAST_TEXT
        || p->spec.height - p->spec.top - p->spec.bottom < LEAST_TEXT)
        return layout_error(r, "tepi-salah", v->loc, "tepi halaman tidak menyisakan ruang untuk teks");
    return true;
}

bool page_read(Reader *r, const Value *v, const PageSpec *base, PageSpec *out) {
    PageDraft p = {.spec = *base, .landscape = base->width > base->height};
    p.paper_width = p.landscape ? base->height : base->width;
    p.paper_height = p.landscape ? base->width : base->height;
    *out = *base;
    return fields_read(r, v, PAGE_FIELDS, COUNT(PAGE_FIELDS), &p) && finish_page(r, v, base, &p, out);
}

static const struct { const char *key; size_t at; } PAGE_KINDS[] = {
    {"sampul", offsetof(Style, cover)}, {"depan", offsetof(Style, front)},
    {"isi", offsetof(Style, body)}, {"lampiran", offsetof(Style, appendix)},
    {"polos", offsetof(Style, plain)},
};

static bool read_common_page(Reader *r, const Value *v, PageSpec *out) {
    static const Field fields[] = {
        {"kertas", read_paper, 0, true},
        FIELD("orientasi", read_orientation, PageDraft, landscape),
        {"tepi", read_margins, 0, true},
        FIELD("bolak_balik", read_bool, PageDraft, spec.duplex),
    };
    static const Field kinds[] = {
        ELSEWHERE("sampul"), ELSEWHERE("depan"), ELSEWHERE("isi"), ELSEWHERE("lampiran"),
        ELSEWHERE("polos"),
    };
    PageDraft p = {.spec = {.numbering = NUMBER_ARABIC}};
    if (!fields_read_with(r, v, fields, COUNT(fields), kinds, COUNT(kinds), &p))
        return false;
    for (size_t i = 0; i < COUNT(MARGIN_FIELDS); i++)
        if (!p.margins[i])
            return layout_error(r, "kunci-hilang", v->loc, "\"tepi\" memerlukan \"%s\"",
                                MARGIN_FIELDS[i].key);
    return finish_page(r, v, NULL, &p, out);
}

static bool read_pages(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    PageSpec common;
    if (!value_expect(v, VALUE_OBJECT, "\"halaman\"", r->d) || !read_common_page(r, v, &common))
        return false;
    bool ok = true;
    for (size_t i = 0; i < COUNT(PAGE_KINDS); i++) {
        PageSpec *page = (PageSpec *)((char *)out + PAGE_KINDS[i].at);
        const Value *own = value_get(v, PAGE_KINDS[i].key);
        *page = common;
        if (own)
            ok = page_read(r, own, &common, page) && ok;
    }
    return ok;
}
