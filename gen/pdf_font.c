/*
 * Fonts as PDF objects. libharu 2.3.0's own embedder writes a wrong ToUnicode, truncates widths,
 * refuses CFF and leaves hints in; hb-subset does all of it right, and shapes with the same face.
 * Codes are glyph ids (Identity-H). One-byte codes under a CMap of our own would save 4 % of a report, but
 * readers of text that know the predefined CMaps only (pdfminer, pdfplumber) would find none.
 */
#include "pdf_font.h"

#include "pdf_cff.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

typedef struct Used Used;
struct Used {
    PdfFont font;             /* first: the caller's view is the same object */
    Used *next;               /* in order of first use */
    const Face *face;
    hb_face_t *handle;
    hb_font_t *sized;         /* at upem: advances in font units */
    uint32_t object;          /* of the Type0 font */
    int32_t *advance, *width;
    uint32_t *stands_for;
    Str *texts;               /* of TEXT_MANY glyphs: index in the low bits */
    size_t text_count, text_cap;
};

struct PdfFonts {
    Arena *arena;
    PdfFile *file;
    Fonts *fonts;
    Used *first, **last;
    Used **by_index;
    size_t index_count;
};

PdfFonts *pdf_fonts(Arena *a, PdfFile *f, Fonts *fonts) {
    PdfFonts *all = arena_alloc(a, sizeof *all);
    all->arena = a;
    all->file = f;
    all->fonts = fonts;
    all->last = &all->first;
    return all;
}

static void destroy_font(void *handle) {
    hb_font_destroy(handle);
}

static Used *open_font(PdfFonts *all, const Face *face) {
    Arena *a = all->arena;
    Used *u = arena_alloc(a, sizeof *u);
    u->face = face;
    u->handle = face_handle(face);
    arena_watch();
    u->sized = hb_font_create(u->handle);
    arena_defer_sound(a, destroy_font, u->sized);
    u->font.index = face_index(face);
    u->font.upem = hb_face_get_upem(u->handle);
    u->font.glyph_count = hb_face_get_glyph_count(u->handle);
    hb_font_set_scale(u->sized, (int)u->font.upem, (int)u->font.upem);
    u->font.advance = u->advance = arena_array(a, u->font.glyph_count + 1, sizeof *u->advance);
    u->font.width = u->width = arena_array(a, u->font.glyph_count + 1, sizeof *u->width);
    u->font.stands_for = u->stands_for = arena_array(a, u->font.glyph_count + 1, sizeof *u->stands_for);
    hb_codepoint_t space = 0;
    if (hb_font_get_nominal_glyph(u->sized, ' ', &space)) u->font.space = (uint16_t)space;
    arena_watched(a);
    u->object = pdf_reserve(all->file);
    *all->last = u;
    all->last = &u->next;
    return u;
}

PdfFont *pdf_font_of(PdfFonts *all, const Face *face) {
    size_t index = face_index(face);
    if (index >= all->index_count) {
        size_t count = index * 2 + 8;
        all->by_index = arena_grow(all->arena, all->by_index, all->index_count * sizeof(Used *),
                                   count * sizeof(Used *));
        all->index_count = count;
    }
    if (!all->by_index[index]) all->by_index[index] = open_font(all, face);
    return &all->by_index[index]->font;
}

/* ---- what glyphs stand for ---- */

static bool same_for_a_reader(uint32_t shown, uint32_t meant) {
    if (shown == meant) return true;
    bool blank_shown = shown == ' ' || shown == 0xA0, blank_meant = meant == ' ' || meant == 0xA0;
    return blank_shown && blank_meant;
}

/* A character of the face that leads to the glyph by itself, for one that only ever stood behind
 * another in a cluster. */
static uint32_t nominal_character(Used *u, uint16_t glyph) {
    uint32_t found = 0xFFFD;
    hb_set_t *characters = hb_set_create();
    hb_face_collect_unicodes(u->handle, characters);
    hb_codepoint_t c = HB_SET_VALUE_INVALID, to;
    while (found == 0xFFFD && hb_set_next(characters, &c)) {
        if (hb_font_get_nominal_glyph(u->sized, c, &to) && to == glyph) found = c;
    }
    hb_set_destroy(characters);
    return found;
}

static int64_t scaled(int64_t units, unsigned upem, int64_t to) {
    int64_t twice = 2 * units * to;
    return twice >= 0 ? (twice + upem) / (2 * (int64_t)upem) : -((-twice + upem) / (2 * (int64_t)upem));
}

static uint32_t keep_text(PdfFonts *all, Used *u, Str text) {
    u->texts = arena_room(all->arena, u->texts, u->text_count, &u->text_cap, sizeof *u->texts);
    u->texts[u->text_count] = str_copy(all->arena, text);
    return TEXT_MANY | (uint32_t)u->text_count++;
}

static void first_note(PdfFonts *all, Used *u, uint16_t glyph, Str text) {
    arena_watch();
    u->advance[glyph] = hb_font_get_glyph_h_advance(u->sized, glyph);
    arena_watched(all->arena);
    u->width[glyph] = (int32_t)scaled(u->advance[glyph], u->font.upem, 1000000);
    if (text.n == 0) {
        u->stands_for[glyph] = nominal_character(u, glyph);
        arena_watched(all->arena);
        return;
    }
    const char *p = text.p;
    uint32_t c = utf8_next(&p, text.p + text.n);
    if (p < text.p + text.n) u->stands_for[glyph] = keep_text(all, u, text);
    else u->stands_for[glyph] = c == 0xA0 ? ' ' : c ? c : 0xFFFD;
}

bool pdf_font_note(PdfFonts *all, PdfFont *font, uint16_t glyph, Str text) {
    Used *u = (Used *)font;
    if (glyph >= font->glyph_count) return false;
    if (!u->stands_for[glyph]) first_note(all, u, glyph, text);
    uint32_t shown = u->stands_for[glyph];
    if (shown & TEXT_MANY) return str_eq(u->texts[shown & ~TEXT_MANY], text);
    const char *p = text.p, *end = text.p + text.n;
    if (p == end) return false;
    uint32_t meant = utf8_next(&p, end);
    bool private_use = shown >= 0xE000 && shown < 0xF900;
    return p == end && same_for_a_reader(shown, meant) && !private_use;
}

void pdf_fonts_resources(PdfFonts *all, Buf *b) {
    if (!all->first) return;
    buf_cstr(b, "/Font<<");
    for (Used *u = all->first; u; u = u->next) {
        buf_cstr(b, "/F");
        put_int(b, u->font.index);
        buf_byte(b, ' ');
        put_ref(b, u->object);
    }
    buf_cstr(b, ">>");
}

/* ---- the subset ---- */

static const char *const dropped[] = {
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "name", "post", "OS/2", "cmap", "gasp", "FFTM",
    "kern", "hdmx", "VDMX", "LTSH", "DSIG", "PCLT", "STAT", "fvar", "avar", "HVAR", "MVAR", "gvar",
    "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "sbix", "EBDT", "EBLC", "EBSC", "vhea", "vmtx", "VORG",
};

/* HarfBuzz's objects are closed with the scratch arena, whatever happens in between. */
static void close_face(void *handle) {
    hb_face_destroy(handle);
}

static void close_blob(void *handle) {
    hb_blob_destroy(handle);
}

static void close_set(void *handle) {
    hb_set_destroy(handle);
}

static void close_input(void *handle) {
    hb_subset_input_destroy(handle);
}

static void close_plan(void *handle) {
    hb_subset_plan_destroy(handle);
}

static hb_subset_plan_t *make_plan(Arena *scratch, const Used *u) {
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    if (!in) arena_out_of_memory(scratch);
    arena_defer(scratch, close_input, in);
    hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_t *glyphs = hb_subset_input_glyph_set(in);
    hb_set_add(glyphs, 0);
    for (unsigned g = 0; g < u->font.glyph_count; g++) {
        if (u->stands_for[g]) hb_set_add(glyphs, g);
    }
    hb_set_t *drop = hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
        hb_set_add(drop, hb_tag_from_string(dropped[i], 4));
    }
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(u->handle, in);
    if (plan) arena_defer(scratch, close_plan, plan);
    return plan;
}

typedef struct Subset {
    hb_face_t *face;
    hb_set_t *glyphs;         /* all that are inside, components too */
} Subset;

static bool make_subset(Arena *scratch, const Used *u, Subset *out) {
    hb_subset_plan_t *plan = make_plan(scratch, u);
    out->face = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (!out->face) return false;
    arena_defer_sound(scratch, close_face, out->face);
    out->glyphs = hb_set_create();
    arena_defer(scratch, close_set, out->glyphs);
    const hb_map_t *inside = hb_subset_plan_old_to_new_glyph_mapping(plan);
    for (unsigned g = 0; g < u->font.glyph_count; g++) {
        if (hb_map_has(inside, g)) hb_set_add(out->glyphs, g);
    }
    return true;
}

/* ABCDEF+Name: the letters depend on the bytes alone. */
static Str tagged_name(Arena *a, const Used *u, Str program) {
    uint64_t hash = UINT64_C(14695981039346656037);      /* FNV-1a */
    for (size_t i = 0; i < program.n; i++) {
        hash = (hash ^ (unsigned char)program.p[i]) * UINT64_C(1099511628211);
    }
    Buf b = buf_new(a);
    for (int i = 0; i < 6; i++, hash /= 26) buf_byte(&b, (char)('A' + hash % 26));
    buf_byte(&b, '+');
    buf_str(&b, face_name(u->face));
    return buf_view(&b);
}

/* ---- the objects ---- */

static int64_t per_mille(const Used *u, int64_t units) {
    return scaled(units, u->font.upem, 1000);
}

static void put_widths(Buf *b, const Used *u) {
    buf_cstr(b, "/DW 0/W[");
    unsigned last = UINT32_MAX - 1;
    for (unsigned g = 0; g < u->font.glyph_count; g++) {
        if (!u->stands_for[g] && g != 0) continue;
        if (g == last + 1) {
            buf_byte(b, ' ');
        } else {
            if (last < u->font.glyph_count) buf_byte(b, ']');
            put_int(b, g);
            buf_byte(b, '[');
        }
        int32_t units = g == 0 ? hb_font_get_glyph_h_advance(u->sized, 0) : u->advance[g];
        put_len(b, scaled(units, u->font.upem, 1000000));
        last = g;
    }
    buf_cstr(b, "]]");
}

static int16_t table_int16(hb_face_t *face, hb_tag_t table, unsigned offset) {
    hb_blob_t *blob = hb_face_reference_table(face, table);
    unsigned n;
    const unsigned char *p = (const unsigned char *)hb_blob_get_data(blob, &n);
    int16_t value = n >= offset + 2 ? (int16_t)(uint16_t)(p[offset] << 8 | p[offset + 1]) : 0;
    hb_blob_destroy(blob);
    return value;
}

static int64_t metric(const Used *u, hb_ot_metrics_tag_t tag) {
    hb_position_t value = 0;
    hb_ot_metrics_get_position_with_fallback(u->sized, tag, &value);
    return per_mille(u, value);
}

/* The slant in whole degrees, from post.italicAngle (16.16). */
static int64_t italic_angle(const Used *u) {
    return table_int16(u->handle, HB_TAG('p', 'o', 's', 't'), 4);
}

/* A stem as wide as is usual for the weight class; only a substitute font would look at it. */
static int64_t stem(const Used *u) {
    int weight = table_int16(u->handle, HB_TAG('O', 'S', '/', '2'), 4);
    return weight >= 600 ? 140 : 80;
}

static void put_descriptor(Buf *b, const Used *u, Str name, const char *program_key, uint32_t program) {
    static const hb_tag_t head = HB_TAG('h', 'e', 'a', 'd');
    buf_cstr(b, "<</Type/FontDescriptor/FontName");
    put_name(b, name);
    put_number(b, "Flags", 4 | (italic_angle(u) ? 64 : 0));
    buf_cstr(b, "/FontBBox[");
    for (unsigned i = 0; i < 4; i++) {
        if (i) buf_byte(b, ' ');
        put_int(b, per_mille(u, table_int16(u->handle, head, 36 + 2 * i)));
    }
    buf_byte(b, ']');
    put_number(b, "ItalicAngle", italic_angle(u));
    put_number(b, "Ascent", metric(u, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER));
    put_number(b, "Descent", metric(u, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER));
    put_number(b, "CapHeight", metric(u, HB_OT_METRICS_TAG_CAP_HEIGHT));
    put_number(b, "StemV", stem(u));
    buf_byte(b, '/');
    buf_cstr(b, program_key);
    buf_byte(b, ' ');
    put_ref(b, program);
}

static void put_unicode(Buf *b, const Used *u, uint32_t stands_for) {
    Str text;
    char one[4];
    if (stands_for & TEXT_MANY) text = u->texts[stands_for & ~TEXT_MANY];
    else text = (Str){one, utf8_put(stands_for, one)};
    put_utf16_hex(b, text, false);
}

/* ISO 32000-1, 9.10.3; at most 100 lines a section, as Adobe's note 5411 asks. */
static void put_to_unicode(Buf *b, const Used *u) {
    buf_cstr(b, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    size_t total = 0, done = 0;
    for (unsigned g = 0; g < u->font.glyph_count; g++) total += u->stands_for[g] != 0;
    for (unsigned g = 0; g < u->font.glyph_count; g++) {
        if (!u->stands_for[g]) continue;
        if (done % 100 == 0) {
            if (done) buf_cstr(b, "endbfchar\n");
            put_int(b, (int64_t)(total - done < 100 ? total - done : 100));
            buf_cstr(b, " beginbfchar\n");
        }
        done++;
        uint8_t code[2] = {(uint8_t)(g >> 8), (uint8_t)g};
        put_hex(b, code, 2);
        put_unicode(b, u, u->stands_for[g]);
        buf_byte(b, '\n');
    }
    if (done) buf_cstr(b, "endbfchar\n");
    buf_cstr(b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}

static uint32_t write_cid_set(PdfFonts *all, Arena *scratch, const Used *u, const hb_set_t *glyphs) {
    size_t n = (size_t)u->font.glyph_count / 8 + 1;
    char *bits = arena_alloc(scratch, n);
    hb_codepoint_t g = HB_SET_VALUE_INVALID;
    while (hb_set_next(glyphs, &g)) bits[g / 8] = (char)(bits[g / 8] | 0x80 >> g % 8);
    uint32_t number = pdf_reserve(all->file);
    pdf_stream(all->file, number, STR(""), (Str){bits, n}, SQUEEZE);
    return number;
}

static void write_program(PdfFonts *all, Arena *scratch, uint32_t number, Str program, bool cff) {
    Buf entries = buf_new(scratch);
    if (cff) buf_cstr(&entries, "/Subtype/CIDFontType0C");
    else put_number(&entries, "Length1", (int64_t)program.n);
    pdf_stream(all->file, number, buf_view(&entries), program, SQUEEZE);
}

static void write_type0(PdfFonts *all, Arena *scratch, const Used *u, Str name, uint32_t descendant) {
    uint32_t to_unicode = pdf_reserve(all->file);
    Buf map = buf_new(scratch);
    put_to_unicode(&map, u);
    pdf_stream(all->file, to_unicode, STR(""), buf_view(&map), SQUEEZE);
    Buf *b = pdf_open(all->file, u->object);
    buf_cstr(b, "<</Type/Font/Subtype/Type0/BaseFont");
    put_name(b, name);
    buf_cstr(b, "/Encoding/Identity-H/DescendantFonts[");
    put_ref(b, descendant);
    buf_cstr(b, "]/ToUnicode ");
    put_ref(b, to_unicode);
    buf_cstr(b, ">>");
    pdf_close(all->file);
}

static void write_objects(PdfFonts *all, Arena *scratch, const Used *u, Str program, bool cff,
                          const hb_set_t *glyphs) {
    PdfFile *f = all->file;
    Str name = tagged_name(scratch, u, program);
    uint32_t file = pdf_reserve(f), descriptor = pdf_reserve(f), descendant = pdf_reserve(f);
    write_program(all, scratch, file, program, cff);
    uint32_t cid_set = pdf_file_rules(f)->cid_set ? write_cid_set(all, scratch, u, glyphs) : 0;
    Buf *b = pdf_open(f, descriptor);
    put_descriptor(b, u, name, cff ? "FontFile3" : "FontFile2", file);
    if (cid_set) {
        buf_cstr(b, "/CIDSet ");
        put_ref(b, cid_set);
    }
    buf_cstr(b, ">>");
    pdf_close(f);
    b = pdf_open(f, descendant);
    buf_cstr(b, "<</Type/Font/Subtype/CIDFontType");
    buf_cstr(b, cff ? "0" : "2/CIDToGIDMap/Identity");
    buf_cstr(b, "/BaseFont");
    put_name(b, name);
    buf_cstr(b, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ");
    put_ref(b, descriptor);
    put_widths(b, u);
    buf_cstr(b, ">>");
    pdf_close(f);
    write_type0(all, scratch, u, name, descendant);
}

/* A CFF font goes in as its bare CFF table, a TrueType one as a whole file. */
static bool write_font(PdfFonts *all, Arena *scratch, const Used *u) {
    Subset s;
    arena_watch();
    bool made = make_subset(scratch, u, &s);
    arena_watched(scratch);
    if (!made) return false;
    hb_blob_t *cff = hb_face_reference_table(s.face, HB_TAG('C', 'F', 'F', ' '));
    arena_defer(scratch, close_blob, cff);
    bool is_cff = hb_blob_get_length(cff) > 0;
    hb_blob_t *program = is_cff ? cff : hb_face_reference_blob(s.face);
    if (!is_cff) arena_defer(scratch, close_blob, program);
    unsigned n;
    const char *bytes = hb_blob_get_data(program, &n);
    arena_watched(scratch);
    Str whole = {bytes, n};
    if (is_cff && !pdf_cff_mend(scratch, whole, u->font.upem, &whole)) return false;
    if (n) write_objects(all, scratch, u, whole, is_cff, s.glyphs);
    arena_watched(scratch);
    return n > 0;
}

bool pdf_fonts_write(PdfFonts *all, Diags *d) {
    bool good = true;
    for (Used *u = all->first; u; u = u->next) {
        Arena *scratch = arena_child(all->arena);
        bool written = write_font(all, scratch, u);
        arena_free(scratch);
        if (written) continue;
        Diag *g = diag_file(d, ERROR_, "huruf-rusak", face_file(u->face),
                            "huruf \"%.*s\" tidak dapat disematkan: isinya rusak atau tak dikenal",
                            STR_ARG(face_name(u->face)));
        diag_fix(d, g, "Pasang ulang berkas huruf itu atau pilih huruf lain pada profil gaya");
        good = false;
    }
    return good;
}
