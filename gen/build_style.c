/*
 * build_style: the profile's text styles as the document's, each combination made once. A style and
 * a change to it is a TextStyle (how letters look) and a ParaStyle (how lines stand).
 */
#include "build_internal.h"

typedef struct TextEntry {
    const TextSpec *spec;
    unsigned change;
    const TextStyle *style;
} TextEntry;

typedef struct ParaEntry {
    const TextSpec *spec;
    ParaChange change;
    const ParaStyle *style;
} ParaEntry;

typedef struct StyleCache {
    TextEntry *texts;
    size_t text_count;
    ParaEntry *paras;
    size_t para_count;
} StyleCache;

StyleCache *styles_new(Build *b) {
    return arena_alloc(b->a, sizeof(StyleCache));
}

/* What stands in for a style that the profile does not have (layout.h). NULL: badan, which a
 * profile always has. */
static const struct { const char *name, *instead; } stand_ins[] = {
    {"butir", NULL},
    {"kutipan", NULL},
    {"kode", NULL},
    {"catatan_kaki", NULL},
    {"pasangan", NULL},
    {"ttd", NULL},
    {"ttd_nama", "ttd"},
    {"ttd_jabatan", "ttd"},
    {"ttd_kotak", "ttd"},
    {"kop_1", NULL},
    {"kop_2", "kop_1"},
    {"kop_3", "kop_2"},
    {"kop_4", "kop_3"},
    {"isi_1", NULL},
    {"isi_2", "isi_1"},
    {"isi_3", "isi_2"},
    {"isi_4", "isi_3"},
    {"isi_daftar", "isi_1"},
};

static const char *stand_in(const char *name) {
    for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++) {
        if (strcmp(stand_ins[i].name, name) == 0 && stand_ins[i].instead)
            return stand_ins[i].instead;
    }
    return "badan";
}

const TextSpec *styles_named(Build *b, const char *name) {
    for (;;) {
        const TextSpec *spec = style_text(b->style, str_of(name));
        if (spec) return spec;
        if (strcmp(name, "badan") == 0) return &b->style->texts[0];
        name = stand_in(name);
    }
}

const TableStyle *styles_table(Build *b) {
    const TableStyle *style = style_table(b->style, STR("naskah"));
    if (!style) style = style_table(b->style, STR("baku"));
    return style ? style : &b->style->tables[0];
}

/* Raised marks: 65 % of the size, a third of it up. */
static void raise_text(TextStyle *style) {
    style->rise = style->size / 3;
    style->size = (Len)((int64_t)style->size * 65 / 100);
}

static TextStyle text_style(Build *b, const TextSpec *spec, unsigned change) {
    TextStyle style = {
        .family = spec->family,
        .bold = spec->bold || (change & TEXT_BOLD),
        .italic = spec->italic || (change & TEXT_ITALIC),
        .underline = spec->underline || (change & TEXT_UNDERLINE),
        .small_caps = spec->small_caps,
        .tabular = spec->tabular,
        .size = spec->size,
        .colour = spec->colour,
    };
    if (change & TEXT_CODE) style.family = styles_named(b, "kode")->family;
    if (change & TEXT_RAISED) raise_text(&style);
    return style;
}

const TextStyle *styles_text(Build *b, const TextSpec *spec, unsigned change) {
    StyleCache *c = b->styles;
    for (size_t i = 0; i < c->text_count; i++) {
        if (c->texts[i].spec == spec && c->texts[i].change == change) return c->texts[i].style;
    }
    TextStyle *style = arena_alloc(b->keep, sizeof *style);
    *style = text_style(b, spec, change);
    c->texts = arena_grow(b->keep, c->texts, c->text_count * sizeof *c->texts,
                          (c->text_count + 1) * sizeof *c->texts);
    c->texts[c->text_count++] = (TextEntry){spec, change, style};
    return style;
}

static bool same_change(ParaChange x, ParaChange y) {
    return x.left == y.left && x.right == y.right && x.flat == y.flat && x.tight == y.tight
        && x.aligned == y.aligned && x.align == y.align && x.keep_with_next == y.keep_with_next;
}

static ParaStyle para_style(const Build *b, const TextSpec *spec, ParaChange change) {
    Align align = change.aligned ? change.align : spec->align;
    return (ParaStyle){
        .align = align,
        .leading = spec->leading,
        .first_indent = change.flat ? 0 : spec->first_indent,
        .left_indent = spec->left_indent + change.left,
        .right_indent = spec->right_indent + change.right,
        .space_before = change.tight ? 0 : spec->space_before,
        .space_after = change.tight ? 0 : spec->space_after,
        .hyphenate = spec->hyphenate,
        .keep_with_next = spec->keep_with_next || change.keep_with_next,
        .widow = spec->widow,
        .orphan = spec->orphan,
        .stretch = b->style->stretch,
        .shrink = b->style->shrink,
        .protrude = b->style->protrusion,
        .expand = b->style->letters.usual,
        .expand_most = b->style->letters.most,
        .track = b->style->letters.apart,
        .leader_gap = b->style->leader_gap,
        .decimal = align == ALIGN_DECIMAL ? ',' : 0,
    };
}

const ParaStyle *styles_para(Build *b, const TextSpec *spec, ParaChange change) {
    StyleCache *c = b->styles;
    for (size_t i = 0; i < c->para_count; i++) {
        if (c->paras[i].spec == spec && same_change(c->paras[i].change, change)) {
            return c->paras[i].style;
        }
    }
    ParaStyle *style = arena_alloc(b->keep, sizeof *style);
    *style = para_style(b, spec, change);
    c->paras = arena_grow(b->keep, c->paras, c->para_count * sizeof *c->paras,
                          (c->para_count + 1) * sizeof *c->paras);
    c->paras[c->para_count++] = (ParaEntry){spec, change, style};
    return style;
}
