/*
 * table_torn: what a column too narrow for its words tears. A figure on two lines is read as two
 * figures: that is an error. A word parted between letters, without a hyphen, is a warning.
 *
 * A column speaks once, of the widest it tears, when all its rows are set: so that the width it
 * names is enough for every row.
 */
#include "table_internal.h"

struct Tear {
    Str word;                 /* empty: none */
    Len has, needs;           /* of the cell, padding included */
    Loc loc;                  /* of the cell's data */
};
typedef struct Tear Tear;

static Loc block_loc(const Block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].loc.source) return blocks[i].loc;
        if (blocks[i].kind != BLOCK_GROUP) continue;
        Loc inner = block_loc(blocks[i].u.group.children, blocks[i].u.group.count);
        if (inner.source) return inner;
    }
    return LOC_NONE;
}

static Tear *tear_of(TableFlow *t, size_t column, bool figure) {
    if (!t->tears) t->tears = arena_array(t->arena, 2 * t->columns, sizeof *t->tears);
    return &t->tears[2 * column + figure];
}

void table_note_torn(TableFlow *t, const CellBox *box) {
    for (size_t i = 0; i < box->flow.count; i++) {
        const BoxMore *more = box->flow.boxes[i].more;
        const Line *line = more ? more->torn : NULL;
        if (!line) continue;
        Tear *tear = tear_of(t, box->column, line->torn_figure);
        Len lacks = line->torn_width + 2 * box->pad_x - box->width;
        if (tear->word.n && lacks <= tear->needs - tear->has) continue;
        *tear = (Tear){str_copy(t->arena, line->torn), box->width,
                       box->width + (lacks > 0 ? lacks : 0),
                       block_loc(box->cell->blocks, box->cell->block_count)};
    }
}

/* Millimetres with a tenth, rounded up for what is needed. */
static Str in_mm(Arena *a, Len len, bool up) {
    const int64_t tenth = 283465;             /* of a millimetre, in thousandths of 1/1000 pt */
    int64_t n = ((int64_t)len * 1000 + (up ? tenth - 1 : 0)) / tenth;
    return str_printf(a, "%lld,%lld mm", (long long)(n / 10), (long long)(n % 10));
}

/* A word in a message: no longer than can be read there. */
static Str shown(Str word) {
    size_t n = 80;
    if (word.n <= n) return word;
    while (n > 0 && ((unsigned char)word.p[n] & 0xC0) == 0x80) n--;
    return str_sub(word, 0, n);
}

static void fix(TableFlow *t, Diags *d, Diag *diag, size_t column, const Tear *tear) {
    if (t->doc->columns[column].loc.source == NULL) {
        diag_fix(d, diag, "Kurangi kolomnya, kecilkan hurufnya, atau pendekkan isinya");
        return;
    }
    switch (t->doc->columns[column].width_kind) {
    case WIDTH_FIXED:
        diag_fix(d, diag,
                 "Isi \"lebar\" kolom itu dengan paling sedikit \"%.*s\", atau \"auto\"",
                 STR_ARG(in_mm(diags_arena(d), tear->needs, true)));
        break;
    case WIDTH_SHARE:
    case WIDTH_AUTO:
        diag_fix(d, diag, "Sempitkan kolom lain, atau beri kolom itu \"lebar\": \"%.*s\"",
                 STR_ARG(in_mm(diags_arena(d), tear->needs, true)));
        break;
    }
}

static void say(TableFlow *t, size_t column, bool figure) {
    const Tear *tear = tear_of(t, column, figure);
    if (!tear->word.n) return;
    Diags *d = setter_diags(t->set.setter);
    Arena *a = diags_arena(d);
    Loc declared = t->doc->columns[column].loc;
    Diag *diag = diag_add(
        d, figure ? ERROR_ : WARNING_, figure ? "angka-terpotong" : "kata-terpotong",
        declared.source ? declared : tear->loc.source ? tear->loc : t->block->loc,
        "%s \"%.*s\" di kolom ini terpotong menjadi dua baris: lebar kolom %.*s, yang diperlukan "
        "%.*s",
        figure ? "angka" : "kata", STR_ARG(shown(tear->word)), STR_ARG(in_mm(a, tear->has, false)),
        STR_ARG(in_mm(a, tear->needs, true)));
    fix(t, d, diag, column, tear);
    if (declared.source && tear->loc.source) {
        diag_see(d, diag, tear->loc, "%s itu ada di sini", figure ? "angka" : "kata");
    }
}

void table_say_torn(TableFlow *t) {
    for (size_t c = 0; t->tears && c < t->columns; c++) {
        say(t, c, true);
        say(t, c, false);
    }
}
