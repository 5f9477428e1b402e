/*
 * build_sign: signatures and letterhead: pieces that stand side by side (build_grid.h). Elements
 * are made in reading order, one signature after the other, whatever row they stand in.
 */
#include "build_grid.h"

/* ---- signatures ---- */

/* What stands in the file about one official. */
typedef struct Signer {
    Str prefix, on_behalf, passed_on, office, name, rank, number;
} Signer;

static bool fact_text(Build *b, Str path, const char *key, Str *out) {
    Datum d;
    Str full = str_printf(b->a, "%.*s.%s", STR_ARG(path), key);
    if (!data_fact(b->data, full, &d)) return false;
    *out = d.kind == DATUM_TEXT ? d.text
                                : format_apply(b->a, (Format){.digits = -1}, &b->style->format, d);
    return out->n > 0;
}

static bool signer_read(Build *b, const Official *official, Signer *s) {
    *s = (Signer){0};
    bool named = fact_text(b, official->path, "nama", &s->name);
    bool placed = fact_text(b, official->path, "jabatan", &s->office);
    fact_text(b, official->path, "awalan", &s->prefix);
    fact_text(b, official->path, "atas_nama", &s->on_behalf);
    fact_text(b, official->path, "untuk_beliau", &s->passed_on);
    fact_text(b, official->path, "pangkat", &s->rank);
    fact_text(b, official->path, "nip", &s->number);
    if (named && placed) return true;
    Diag *d = diag_add(b->d, ERROR_, "pejabat-tidak-dikenal", official->loc,
                       "pejabat \"%.*s\" tidak ada, atau tanpa \"%s\"", STR_ARG(official->path),
                       named ? "jabatan" : "nama");
    size_t count;
    const Str *names = data_names(b->data, b->a, &count);
    Str near = str_nearest(str_printf(b->a, "%.*s.nama", STR_ARG(official->path)), names, count);
    if (!named && str_ends(near, STR(".nama"))) {
        diag_near(b->d, d, str_sub(near, 0, near.n - 5));
    } else {
        diag_fix(b->d, d, "Lengkapi \"pejabat\" di laporan.json dengan jabatan dan nama.");
    }
    return false;
}

static void office_line(Buf *out, Str prefix, Str office, const char *end) {
    if (!office.n) return;
    if (prefix.n) {
        buf_str(out, prefix);
        buf_byte(out, ' ');
    }
    office = str_trim(office);
    buf_str(out, office);
    if (*end != ',' || !str_ends(office, STR(","))) buf_cstr(out, end);
}

/* "a.n. BUPATI" stands on its own line, and below it who passed it on: "Sekretaris", "u.b.".
 * "Plt. Kepala Dinas," stands on one. The office that signs ends in a comma. */
static Str signer_office(Build *b, const Signer *s) {
    const Words *words = &b->style->words;
    Buf out = buf_new(b->a);
    Str prefix = s->prefix;
    bool own = !prefix.n || str_eq_nocase(prefix, words->on_behalf);
    if (s->on_behalf.n) {
        office_line(&out, words->on_behalf, s->on_behalf, "\n");
        if (own) prefix = (Str){0};
    }
    if (s->passed_on.n) {
        office_line(&out, (Str){0}, s->passed_on, "\n");
        office_line(&out, (Str){0}, words->passed_on, "\n");
    }
    office_line(&out, prefix, s->office, ",");
    return buf_view(&out);
}

static Str signer_number(Build *b, Str number) {
    if (str_starts(number, STR("NIP"))) return number;
    return str_printf(b->a, "%.*s%.*s", STR_ARG(b->style->words.nip), STR_ARG(number));
}

enum { SIGN_HEADING, SIGN_OFFICE, SIGN_ROOM, SIGN_NAME, SIGN_ROWS };

/* `whole`: a line that is broken only when it is wider than this, where that can be measured. */
static void sign_line(Build *b, Blocks *cell, const char *style, Str text, Len whole, Elem *sect,
                      Loc loc) {
    if (!text.n) return;
    const TextSpec *spec = styles_named(b, style);
    Block *block = blocks_add(b, cell, BLOCK_PARA, build_elem(b, ROLE_P, sect), loc);
    Runs runs = runs_new(b, spec, &b->base, block->elem);
    runs_text(&runs, text, 0, whole > 0, loc);
    ParaChange change = {.left = -spec->left_indent, .flat = true, .keep_with_next = true};
    block->u.para = runs_para(&runs, styles_para(b, spec, change));
    if (!whole || !b->setter || para_widths(b->setter, b->a, &block->u.para).max <= whole) return;
    runs = runs_new(b, spec, &b->base, block->elem);
    runs_text(&runs, text, 0, false, loc);
    block->u.para = runs_para(&runs, styles_para(b, spec, change));
}

/* "pejabat.kepala" signs in the field "ttd-kepala", the second time in "ttd-kepala-2": names are unique
 * (ISO 32000-1, 12.7.3.2). */
static Str field_name(Build *b, Str who) {
    if (!b->fields) b->fields = index_new(b->a);
    bool first;
    size_t *times = index_put(b->fields, who, &first);
    *times = first ? 1 : *times + 1;
    return *times == 1 ? str_printf(b->a, "ttd-%.*s", STR_ARG(who))
                       : str_printf(b->a, "ttd-%.*s-%zu", STR_ARG(who), *times);
}

static const SignField *sign_field(Build *b, const Official *official, const Signer *s, Elem *sect) {
    SignField *field = arena_alloc(b->a, sizeof *field);
    size_t dot = str_find(official->path, STR("."), 0);
    Str who = str_sub(official->path, dot == SIZE_MAX ? 0 : dot + 1, official->path.n);
    field->name = field_name(b, who);
    field->title = str_printf(b->a, "Tanda tangan elektronik %.*s", STR_ARG(s->name));
    field->elem = build_elem(b, ROLE_FORM, sect);
    return field;
}

/* The room between office and name: a box, a field for an electronic signature, both or neither. */
static void sign_room(Flow *f, Blocks *cell, const Official *official, const Signer *s, Elem *sect,
                      Len room) {
    enum { FIELD_WIDTH = PT(140) };
    Block *block = NULL;
    if (official->box) block = box_signature(f, cell, official->box, sect, official->loc);
    if (official->no_field || !(official->field || f->b->style->sign_fields)) return;
    if (!block) {
        block = blocks_add(f->b, cell, BLOCK_DRAWING, NULL, official->loc);
        block->u.drawing.width = FIELD_WIDTH;
        block->u.drawing.height = room;
        block->u.drawing.align = ALIGN_CENTRE;
    }
    block->u.drawing.field = sign_field(f->b, official, s, sect);
}

static void sign_column(Flow *f, Grid *g, size_t column, const Official *official, Elem *sect,
                        Len room) {
    Build *b = f->b;
    Signer s;
    if (!signer_read(b, official, &s)) return;
    Loc loc = official->loc;
    Len whole = f->measure / (Len)g->column_count - 2 * g->pad_x;
    if (whole < PT(1)) whole = PT(1);
    Str heading = text_template(b, official->heading, f->scope, b->d);
    sign_line(b, grid_cell(g, SIGN_HEADING, column), "ttd", heading, 0, sect, loc);
    sign_line(b, grid_cell(g, SIGN_OFFICE, column), "ttd_jabatan", signer_office(b, &s), 0,
              sect, loc);
    sign_room(f, grid_cell(g, SIGN_ROOM, column), official, &s, sect, room);
    Blocks *name = grid_cell(g, SIGN_NAME, column);
    sign_line(b, name, "ttd_nama", s.name, whole, sect, loc);
    sign_line(b, name, "ttd", s.rank, 0, sect, loc);
    if (s.number.n) sign_line(b, name, "ttd", signer_number(b, s.number), whole, sect, loc);
}

/* A single signature stands on the right: beside an empty column, as wide as the style's left
 * indent or else as the signature itself. In the middle an empty one stands on each side. Returns
 * the column of the first signature. */
static size_t sign_columns(Build *b, const Spec *spec, Grid *g) {
    bool alone = spec->official_count == 1, middle = alone && spec->place == ALIGN_CENTRE;
    Len indent = styles_named(b, "ttd")->left_indent;
    *g = grid_new(b, spec->official_count + alone + middle, SIGN_ROWS);
    for (size_t c = 0; c < g->column_count; c++) {
        g->columns[c] = (DocColumn){.width_kind = WIDTH_SHARE, .share = 100, .align = ALIGN_CENTRE};
    }
    if (middle) g->columns[0].share = g->columns[2].share = 50;
    size_t empty = spec->place == ALIGN_LEFT ? 1 : 0;
    if (alone && !middle && indent)
        g->columns[empty] =
            (DocColumn){.width_kind = WIDTH_FIXED, .width = indent, .align = ALIGN_LEFT};
    return alone && spec->place != ALIGN_LEFT;
}

static void sign_rows(Grid *g, Len room) {
    grid_row(g, SIGN_HEADING, VALIGN_BOTTOM);
    grid_row(g, SIGN_OFFICE, VALIGN_TOP);
    grid_row(g, SIGN_ROOM, VALIGN_MIDDLE);
    grid_row(g, SIGN_NAME, VALIGN_TOP);
    g->rows[SIGN_ROOM].min_height = room;
    for (size_t i = 0; i < SIGN_ROWS; i++) {
        g->rows[i].unbreakable = true;
        g->rows[i].keep_with_next = i + 1 < SIGN_ROWS;
    }
}

/* The room as asked for, or what leaves air above and below the tallest box. */
static Len sign_gap(const Spec *spec, Len line) {
    enum { AIR = PT(4) };
    Len room = spec->signature_gap ? spec->signature_gap : line * 4;
    for (size_t i = 0; i < spec->official_count; i++) {
        const BoxSpec *box = spec->officials[i].box;
        if (box && room < box->height + 2 * AIR) room = box->height + 2 * AIR;
    }
    return room;
}

void sign_block(Flow *f, const Node *node) {
    Build *b = f->b;
    const Spec *spec = node->spec;
    enum { LINES_ABOVE = 2 };
    Grid g;
    size_t first = sign_columns(b, spec, &g);
    g.pad_x = PT(6);
    Elem *sect = build_elem(b, ROLE_SECT, f->parent);
    sect->title = STR("Tanda tangan");
    Len line = styles_named(b, "ttd")->leading;
    Len room = sign_gap(spec, line);
    for (size_t i = 0; i < spec->official_count; i++)
        sign_column(f, &g, first + i, &spec->officials[i], sect, room);
    sign_rows(&g, room);
    Blocks children = {0};
    Block *table = grid_block(&g, &children, spec->loc);
    table->u.table.space_before = line;
    table->u.table.space_after = line / 2;
    Block *group = blocks_add(b, f->out, BLOCK_GROUP, NULL, spec->loc);
    group->u.group.children = children.items;
    group->u.group.count = children.count;
    group->u.group.keep_together = true;
    group->u.group.keep_lines_before = LINES_ABOVE;
}

/* ---- letterhead ---- */

static void head_line(Flow *f, const Node *line, size_t index) {
    static const char *const names[] = {"kop_1", "kop_2", "kop_3", "kop_4"};
    const Spec *spec = line->spec;
    const TextSpec *style =
        spec->style ? spec->style : styles_named(f->b, names[index < 4 ? index : 3]);
    Flow inner = *f;
    inner.scope = line->scope;
    text_para(&inner, style, ROLE_P, spec->inlines, spec->inline_count,
              (ParaChange){.keep_with_next = true}, spec->loc);
}

/* The logo is as high as it is wide at most a fifth of the measure, and at most 2,5 cm. */
static const Image *head_logo(Flow *f, const Spec *spec, Elem **figure, Len *width, Len *height) {
    Str file;
    Loc loc;
    if (!spec->logo || !image_logo(f->b, &file, &loc)) return NULL;
    const Image *image = image_load(f->b, file, loc);
    if (!image || !image->width || !image->height) return NULL;
    int64_t w = spec->width ? spec->width : f->measure / 8;
    int64_t h = w * image->height / image->width;
    Len most = PT(71);
    if (!spec->width && h > most) {
        w = w * most / h;
        h = most;
    }
    *width = (Len)w;
    *height = (Len)h;
    *figure = build_elem(f->b, ROLE_FIGURE, f->parent);
    (*figure)->alt = spec->alt ? text_template(f->b, spec->alt, f->scope, f->b->d) : STR("Logo");
    return image;
}

static void head_rule(Flow *f, const Spec *spec) {
    Block *block = blocks_add(f->b, f->out, BLOCK_RULE, NULL, spec->loc);
    RuleSpec thick = spec->rule.width ? spec->rule : (RuleSpec){.width = 2250};
    block->u.rule.rule = thick;
    block->u.rule.gap = 1250;
    block->u.rule.second = (RuleSpec){thick.width / 3, thick.colour};
    block->u.rule.space_before = PT(4);
    block->u.rule.space_after = PT(14);
}

void sign_letterhead(Flow *f, const Node *node) {
    Build *b = f->b;
    const Spec *spec = node->spec;
    Elem *figure = NULL;
    Len width = 0, height = 0;
    const Image *logo = head_logo(f, spec, &figure, &width, &height);
    Grid g = grid_new(b, logo ? 2 : 1, 1);
    size_t text = g.column_count - 1;
    if (logo) {
        Block *block = blocks_add(b, grid_cell(&g, 0, 0), BLOCK_IMAGE, figure, spec->loc);
        block->u.image.image = logo;
        block->u.image.width = width;
        block->u.image.height = height;
        block->u.image.align = ALIGN_LEFT;
        g.columns[0] =
            (DocColumn){.width_kind = WIDTH_FIXED, .width = width + PT(6), .align = ALIGN_LEFT};
    }
    g.columns[text] = (DocColumn){.width_kind = WIDTH_SHARE, .share = 100, .align = ALIGN_CENTRE};
    Flow lines = *f;
    lines.out = grid_cell(&g, 0, text);
    for (size_t i = 0; i < node->children.count; i++)
        head_line(&lines, &node->children.items[i], i);
    grid_row(&g, 0, VALIGN_MIDDLE);
    g.rows[0].unbreakable = true;
    Blocks children = {0};
    grid_block(&g, &children, spec->loc);
    Flow rule = *f;
    rule.out = &children;
    head_rule(&rule, spec);
    Block *group = blocks_add(b, f->out, BLOCK_GROUP, NULL, spec->loc);
    group->u.group.children = children.items;
    group->u.group.count = children.count;
    group->u.group.keep_together = true;
    group->u.group.keep_with_next = true;
}
