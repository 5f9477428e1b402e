/*
 * build_number: numbers and labels of everything that is numbered, in one pass over the unfolded
 * layout, in the order in which it will be built.
 *
 * A chapter counts its own headings, tables and figures, an appendix its tables and figures; what
 * stands outside of both is counted through the document. Labels as written and table names are
 * given out first, those made from titles fill in around them.
 */
#include "build_internal.h"

/* ---- number templates ---- */

typedef enum NumberForm {
    FORM_ARABIC,
    FORM_ROMAN,
    FORM_ROMAN_SMALL,
    FORM_LETTER,
    FORM_LETTER_BIG
} NumberForm;

/* Where a word's value comes from. */
typedef enum NumberFrom { FROM_OWN, FROM_CHAPTER, FROM_APPENDIX, FROM_LEVEL } NumberFrom;

static const struct {
    const char *name;
    NumberFrom from;
    NumberForm form;
} number_words[] = {
    {"nomor", FROM_OWN, FORM_ARABIC},
    {"romawi", FROM_OWN, FORM_ROMAN},
    {"romawi_kecil", FROM_OWN, FORM_ROMAN_SMALL},
    {"huruf", FROM_OWN, FORM_LETTER},
    {"huruf_besar", FROM_OWN, FORM_LETTER_BIG},
    {"I", FROM_OWN, FORM_ROMAN},
    {"i", FROM_OWN, FORM_ROMAN_SMALL},
    {"a", FROM_OWN, FORM_LETTER},
    {"A", FROM_OWN, FORM_LETTER_BIG},
    {"bab", FROM_CHAPTER, FORM_ARABIC},
    {"lampiran", FROM_APPENDIX, FORM_ARABIC},
    {"1", FROM_LEVEL, FORM_ARABIC},
    {"2", FROM_LEVEL, FORM_ARABIC},
    {"3", FROM_LEVEL, FORM_ARABIC},
    {"4", FROM_LEVEL, FORM_ARABIC},
    {"5", FROM_LEVEL, FORM_ARABIC},
    {"6", FROM_LEVEL, FORM_ARABIC},
};

static Str number_form(Arena *a, int64_t n, NumberForm form) {
    switch (form) {
    case FORM_ARABIC: return str_printf(a, "%lld", (long long)n);
    case FORM_ROMAN: return format_roman(a, n);
    case FORM_ROMAN_SMALL: return str_lower(a, format_roman(a, n));
    case FORM_LETTER: return format_letters(a, n);
    case FORM_LETTER_BIG: return str_upper(a, format_letters(a, n));
    }
    return (Str){0};
}

/* False: no such word. *value 0: there is none here. */
static bool number_word(Str word, const NumberValues *v, int64_t *value, NumberForm *form) {
    for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++) {
        if (!str_is(word, number_words[i].name)) continue;
        *form = number_words[i].form;
        switch (number_words[i].from) {
        case FROM_OWN:
            *value = v->own;
            break;
        case FROM_CHAPTER:
            *value = v->chapter;
            break;
        case FROM_APPENDIX:
            *value = v->appendix;
            break;
        case FROM_LEVEL:
            *value = v->levels[word.p[0] - '1'];
            break;
        }
        return true;
    }
    return false;
}

Str number_fill_in(Arena *a, Str template, const NumberValues *v, bool *complete) {
    Buf out = buf_new(a);
    size_t at = 0;
    *complete = true;
    while (at < template.n) {
        size_t open = str_find(template, STR("{"), at);
        size_t close = open == SIZE_MAX ? SIZE_MAX : str_find(template, STR("}"), open);
        if (close == SIZE_MAX) break;
        buf_str(&out, str_sub(template, at, open));
        int64_t value = 0;
        NumberForm form = FORM_ARABIC;
        at = close + 1;
        if (!number_word(str_sub(template, open + 1, close), v, &value, &form)) {
            buf_str(&out, str_sub(template, open, at));
        } else if (value) {
            buf_str(&out, number_form(a, value, form));
        } else {
            *complete = false;
            if (at < template.n) at++;      /* the mark behind it */
        }
    }
    buf_str(&out, str_sub(template, at, template.n));
    return buf_view(&out);
}

Str number_fill(Build *b, Str template, const NumberValues *v, bool *complete) {
    return number_fill_in(b->a, template, v, complete);
}

/* ---- what the numbering pass knows ---- */

typedef struct Counters {
    Build *b;
    const PartNode *part;
    int64_t chapter, appendix;            /* so far */
    int64_t levels[6];
    unsigned level;                       /* of the last heading in the part */
    int64_t tables, figures;              /* in the chapter or appendix */
    int64_t outside_tables, outside_figures;
    bool nested;                          /* headings here are none */
} Counters;

static Entry *entry_add(Build *b, Entry entry) {
    b->entries = arena_room(b->a, b->entries, b->entry_count, &b->entry_cap, sizeof *b->entries);
    b->entries[b->entry_count] = entry;
    return &b->entries[b->entry_count++];
}

static NumberValues values(const Counters *c, int64_t own) {
    NumberValues v = {.own = own};
    PartKind kind = c->part->spec->kind;
    if (kind == PART_CHAPTER) v.chapter = c->chapter;
    if (kind == PART_APPENDIX) v.appendix = c->appendix;
    memcpy(v.levels, c->levels, sizeof v.levels);
    return v;
}

/* ---- parts and headings ---- */

const HeadingSpec *number_heading_spec(const Build *b, PartKind part, unsigned level) {
    const Style *s = b->style;
    const HeadingSpec *spec = &b->plain_heading;
    if (level > 6) level = 6;
    if (level) {
        spec = &s->headings[level - 1];
    } else {
        switch (part) {
        case PART_CHAPTER:
            spec = &s->chapter;
            break;
        case PART_APPENDIX:
            spec = &s->appendix_heading;
            break;
        case PART_COVER:
        case PART_FRONT:
        case PART_PLAIN:
            spec = &s->front_heading;
            break;
        }
    }
    return spec->style ? spec : &b->plain_heading;
}

/* "1.1." is quoted as "1.1". */
static Str without_stop(Str number) {
    while (number.n && (number.p[number.n - 1] == '.' || number.p[number.n - 1] == ')')) number.n--;
    return number;
}

static Str part_reference(Build *b, PartKind kind, const NumberValues *v) {
    bool complete;
    switch (kind) {
    case PART_CHAPTER:
        return number_fill(b, b->style->reference_chapter, v, &complete);
    case PART_APPENDIX:
        return number_fill(b, b->style->reference_appendix, v, &complete);
    case PART_COVER:
    case PART_FRONT:
    case PART_PLAIN:
        break;
    }
    return (Str){0};
}

static void number_part(Counters *c) {
    Build *b = c->b;
    const PartSpec *spec = c->part->spec;
    int64_t own = 0;
    if (spec->kind == PART_CHAPTER) own = ++c->chapter;
    if (spec->kind == PART_APPENDIX) own = ++c->appendix;
    if (own) c->tables = c->figures = 0;
    memset(c->levels, 0, sizeof c->levels);
    c->level = 0;
    NumberValues v = values(c, own);
    bool complete;
    Entry *e = entry_add(b, (Entry){.kind = ENTRY_PART, .part = c->part, .wanted = spec->id,
                                    .loc = spec->loc, .inlines = spec->title,
                                    .inline_count = spec->title_count, .scope = c->part->scope});
    Str number = number_fill(b, number_heading_spec(b, spec->kind, 0)->prefix, &v, &complete);
    if (complete) e->number = number;
    e->reference = part_reference(b, spec->kind, &v);
}

/* A level that is left out would leave a hole in the numbers and in the outline. */
static unsigned without_gap(Counters *c, unsigned level, Loc loc) {
    if (level < 1) level = 1;
    if (level > 6) level = 6;
    if (level > c->level + 1) {
        Diag *d =
            diag_add(c->b->d, WARNING_, "judul-melompat", loc,
                     "judul tingkat %u langsung di bawah tingkat %u; dicetak sebagai tingkat %u",
                     level, c->level, c->level + 1);
        diag_fix(c->b->d, d, "Kurangi tingkatnya, atau tulis judul di antaranya.");
        level = c->level + 1;
    }
    c->level = level;
    return level;
}

static void number_heading(Counters *c, unsigned level, Entry entry) {
    Build *b = c->b;
    level = without_gap(c, level, entry.loc);
    int64_t own = ++c->levels[level - 1];
    for (size_t i = level; i < 6; i++) c->levels[i] = 0;
    NumberValues v = values(c, own);
    bool complete;
    Str number =
        number_fill(b, number_heading_spec(b, c->part->spec->kind, level)->prefix, &v, &complete);
    if (complete) entry.number = number;
    Str reference = number_fill(b, b->style->reference_heading[level - 1], &v, &complete);
    if (complete) entry.reference = reference.n ? reference : without_stop(entry.number);
    entry.kind = ENTRY_HEADING;
    entry.part = c->part;
    entry.level = level;
    entry_add(b, entry);
}

/* ---- tables and figures ---- */

static int64_t count_object(Counters *c, EntryKind kind) {
    PartKind part = c->part->spec->kind;
    bool inside = part == PART_CHAPTER || part == PART_APPENDIX;
    if (kind == ENTRY_TABLE) return inside ? ++c->tables : ++c->outside_tables;
    return inside ? ++c->figures : ++c->outside_figures;
}

/* The appendix's own pattern where there is one. */
static Str object_pattern(const Counters *c, Str usual, Str appendix) {
    return c->part->spec->kind == PART_APPENDIX && appendix.n ? appendix : usual;
}

static void number_object(Counters *c, EntryKind kind, Entry entry) {
    const Style *s = c->b->style;
    NumberValues v = values(c, count_object(c, kind));
    bool table = kind == ENTRY_TABLE, complete;
    Str caption = table ? object_pattern(c, s->caption_table, s->caption_table_appendix)
                        : object_pattern(c, s->caption_figure, s->caption_figure_appendix);
    Str reference = table ? object_pattern(c, s->reference_table, s->reference_table_appendix)
                          : object_pattern(c, s->reference_figure, s->reference_figure_appendix);
    entry.kind = kind;
    entry.part = c->part;
    entry.number = number_fill(c->b, caption, &v, &complete);
    entry.reference = reference.n ? number_fill(c->b, reference, &v, &complete) : entry.number;
    entry_add(c->b, entry);
}

static void number_table(Counters *c, const TableSpec *t, const Scope *scope, Loc loc) {
    if (!t->caption) return;
    number_object(c, ENTRY_TABLE, (Entry){.wanted = t->name, .repeatable = true, .loc = loc,
                                          .template = t->caption, .scope = scope});
}

static void number_drawing(Counters *c, const DrawingSpec *spec, const Scope *scope, Loc loc) {
    if (!spec->caption) return;
    number_object(c, ENTRY_FIGURE, (Entry){.wanted = spec->name, .repeatable = true, .loc = loc,
                                           .template = spec->caption, .scope = scope});
}

static void number_insert(Counters *c, const Prose *p, const Scope *scope) {
    const Layout *layout = c->b->layout;
    if (str_is(p->name, "tabel")) {
        const TableSpec *table = layout_table(layout, p->argument);
        if (table) number_table(c, table, scope, p->loc);
        return;
    }
    const DrawingSpec *drawing = layout_drawing(layout, p->name, p->argument);
    if (drawing) number_drawing(c, drawing, scope, p->loc);
}

/* Titles are filled when all references are known; what is wrong with them is said when they are
 * built. */
static void fill_title(Build *b, Entry *e, Diags *quiet) {
    e->title = e->template ? str_trim(text_template(b, e->template, e->scope, quiet))
                           : text_plain(b, e->inlines, e->inline_count, e->scope, quiet);
    if (!e->reference.n) e->reference = e->title;
}

/* ---- prose ---- */

/* Many begin a chapter's text with '##': by how much the levels of a text move up, so that its
 * highest follow the heading above without a gap. */
static unsigned shift_of(const Counters *c, unsigned least) {
    return least > c->level + 1 ? least - c->level - 1 : 0;
}

static unsigned prose_shift(const Counters *c, const Prose *root) {
    unsigned least = 0;
    for (size_t i = 0; i < root->child_count; i++) {
        const Prose *p = &root->children[i];
        if (p->kind == PROSE_HEADING && (!least || p->level < least)) least = p->level;
    }
    return shift_of(c, least);
}

const ProseInline *number_lone_image(const Prose *p) {
    return p->inline_count == 1 && p->inlines[0].kind == INLINE_IMAGE ? &p->inlines[0] : NULL;
}

static void number_prose(Counters *c, const Prose *p, const Scope *scope, unsigned shift,
                         bool nested);

static void number_prose_children(Counters *c, const Prose *p, const Scope *scope, unsigned shift,
                                  bool nested) {
    for (size_t i = 0; i < p->child_count; i++)
        number_prose(c, &p->children[i], scope, shift, nested);
}

static void number_prose(Counters *c, const Prose *p, const Scope *scope, unsigned shift,
                         bool nested) {
    const ProseInline *image;
    switch (p->kind) {
    case PROSE_HEADING:
        if (nested) break;
        number_heading(c, p->level - shift,
                       (Entry){.wanted = p->label,
                               .loc = p->loc,
                               .scope = scope,
                               .inlines = p->inlines,
                               .inline_count = p->inline_count});
        break;
    case PROSE_PARAGRAPH:
        image = number_lone_image(p);
        if (!image || !image->note) break;
        number_object(c, ENTRY_FIGURE, (Entry){.wanted = p->label, .loc = p->loc, .scope = scope,
                                               .template = image->note});
        break;
    case PROSE_TABLE:
        if (!p->inline_count) break;
        number_object(c, ENTRY_TABLE,
                      (Entry){.wanted = p->label,
                              .loc = p->loc,
                              .scope = scope,
                              .inlines = p->inlines,
                              .inline_count = p->inline_count});
        break;
    case PROSE_INSERT:
        number_insert(c, p, scope);
        break;
    case PROSE_LIST:
    case PROSE_ITEM:
    case PROSE_QUOTE:
        number_prose_children(c, p, scope, shift, true);
        break;
    case PROSE_ROOT:
        number_prose_children(c, p, scope, shift, nested);
        break;
    case PROSE_ROW:
    case PROSE_CELL:
    case PROSE_RULE:
    case PROSE_CODE:
        break;
    }
}

/* ---- prose that is not there to stay ---- */

static bool refers(const Entry *e) {
    for (size_t i = 0; i < e->inline_count; i++) {
        if (e->inlines[i].kind == INLINE_REFERENCE) return true;
    }
    return false;
}

/* Nothing but plain text is left of the entries from `first` on. False where a title refers to what
 * may come later: then it needs its part. */
static bool settle_titles(Build *b, size_t first) {
    Diags *quiet = diags_new(b->a, 1);
    bool all = true;
    for (size_t i = first; i < b->entry_count; i++) {
        Entry *e = &b->entries[i];
        e->wanted = str_copy(b->a, e->wanted);
        if (refers(e)) {
            all = false;
            continue;
        }
        fill_title(b, e, quiet);
        e->inlines = NULL;
        e->template = NULL;
        e->titled = true;
    }
    return all;
}

static void number_text(Counters *c, const ProseText *text, const Scope *scope) {
    Build *b = c->b;
    unsigned shift = shift_of(c, text->highest);
    for (size_t i = 0; i < text->part_count; i++) {
        Arena *scratch = arena_child(b->a);
        size_t first = b->entry_count;
        number_prose(c, later_read(b, scratch, scratch, text, i, scope), scope, shift, c->nested);
        if (settle_titles(b, first)) arena_free(scratch);
    }
}

/* ---- the layout's nodes ---- */

static void number_nodes(Counters *c, Nodes nodes);

static void number_pairs(Counters *c, const Node *node) {
    bool nested = c->nested;
    c->nested = true;
    for (size_t i = 0; i < node->pair_count; i++) number_nodes(c, node->pairs[i].content);
    c->nested = nested;
}

static void number_node(Counters *c, const Node *node) {
    const Spec *spec = node->spec;
    switch (spec->kind) {
    case SPEC_PROSE:
        if (spec->prose) {
            number_prose(c, spec->prose, node->scope, prose_shift(c, spec->prose), c->nested);
        } else if (spec->text) {
            number_text(c, spec->text, node->scope);
        }
        break;
    case SPEC_TABLE:
        number_table(c, spec->table, node->scope, spec->loc);
        break;
    case SPEC_HEADING:
        number_heading(c, spec->level, (Entry){.wanted = spec->name, .loc = spec->loc,
                                               .scope = node->scope, .inlines = spec->inlines,
                                               .inline_count = spec->inline_count});
        break;
    case SPEC_IMAGE:
        if (spec->caption) {
            number_object(c, ENTRY_FIGURE,
                          (Entry){.wanted = spec->name,
                                  .loc = spec->loc,
                                  .scope = node->scope,
                                  .template = spec->caption});
        }
        break;
    case SPEC_PAIRS:
        number_pairs(c, node);
        break;
    case SPEC_DRAWING:
        number_drawing(c, spec->drawing, node->scope, spec->loc);
        break;
    case SPEC_GROUP:
    case SPEC_SECTION:
        number_nodes(c, node->children);
        break;
    case SPEC_TEXT:
    case SPEC_LIST_OF:
    case SPEC_SIGNATURES:
    case SPEC_LETTERHEAD:
    case SPEC_SPACE:
    case SPEC_RULE:
    case SPEC_PAGE_BREAK:
    case SPEC_WHEN:
    case SPEC_LOOP:
        break;
    }
}

static void number_nodes(Counters *c, Nodes nodes) {
    for (size_t i = 0; i < nodes.count; i++) number_node(c, &nodes.items[i]);
}

/* ---- parts whose lists are all empty ---- */

/* Lists seen in the nodes; *filled when one of them has entries. */
static size_t lists_in(const Build *b, Nodes nodes, bool *filled) {
    size_t lists = 0;
    for (size_t i = 0; i < nodes.count; i++) {
        const Node *n = &nodes.items[i];
        if (n->spec->kind == SPEC_LIST_OF) {
            lists++;
            if (!list_is_empty(b, n->spec->list_of, n->spec->level)) *filled = true;
        }
        lists += lists_in(b, n->children, filled);
    }
    return lists;
}

/* Only titles of parts that hold lists go: what is numbered elsewhere stays as it is. */
static void omit_empty_parts(Build *b) {
    for (size_t i = 0; i < b->part_count; i++) {
        bool filled = false;
        PartNode *part = &b->parts[i];
        if (part->spec->omit_empty && lists_in(b, part->content, &filled) && !filled)
            part->omitted = true;
    }
    size_t kept = 0;
    for (size_t i = 0; i < b->entry_count; i++) {
        if (!b->entries[i].part->omitted) b->entries[kept++] = b->entries[i];
    }
    b->entry_count = kept;
}

/* ---- labels ---- */

static void label_twice(Build *b, const Entry *entry, const Entry *first) {
    Diag *d = diag_add(b->d, ERROR_, "label-ganda", entry->loc, "label \"%.*s\" sudah dipakai",
                       STR_ARG(entry->wanted));
    diag_see(b->d, d, first->loc, "pertama di sini");
    diag_fix(b->d, d, "Beri label lain.");
}

/* "Latar Belakang" to "latar-belakang". */
static Str slug(Arena *a, Str title) {
    Buf out = buf_new(a);
    for (size_t i = 0; i < title.n; i++) {
        char c = title.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter) buf_byte(&out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
        else if (out.n && out.p[out.n - 1] != '-') buf_byte(&out, '-');
    }
    while (out.n && out.p[out.n - 1] == '-') out.n--;
    return out.n ? buf_view(&out) : STR("bagian");
}

/* The word itself or the first of word-2, word-3, ... that is free. `used`: how far each came. */
static Str free_label(Build *b, Index *used, Str word, size_t entry) {
    bool added;
    Str label = word;
    size_t *slot = index_put(b->labels, label, &added);
    for (size_t *count = index_put(used, word, &(bool){false}); !added; ) {
        label = str_printf(b->a, "%.*s-%zu", STR_ARG(word), ++*count + 1);
        slot = index_put(b->labels, label, &added);
    }
    *slot = entry;
    return label;
}

static void label_wanted(Build *b) {
    for (size_t i = 0; i < b->entry_count; i++) {
        Entry *e = &b->entries[i];
        if (!e->wanted.n) continue;
        bool added;
        size_t *first = index_put(b->labels, e->wanted, &added);
        if (added) {
            e->label = e->wanted;
            *first = i;
        } else if (!e->repeatable || !b->entries[*first].repeatable) {
            label_twice(b, e, &b->entries[*first]);
        }
    }
}

static void label_the_rest(Build *b) {
    Index *used = index_new(b->a);
    for (size_t i = 0; i < b->entry_count; i++) {
        Entry *e = &b->entries[i];
        if (e->label.n) continue;
        e->label = free_label(b, used, e->wanted.n ? e->wanted : slug(b->a, e->title), i);
    }
}

static void fill_titles(Build *b) {
    Diags *quiet = diags_new(b->a, 1);
    for (size_t i = 0; i < b->entry_count; i++) {
        if (!b->entries[i].titled) fill_title(b, &b->entries[i], quiet);
    }
}

void number_all(Build *b) {
    Counters c = {.b = b};
    for (size_t i = 0; i < b->part_count; i++) {
        c.part = &b->parts[i];
        number_part(&c);
        number_nodes(&c, c.part->content);
    }
    omit_empty_parts(b);
    b->labels = index_new(b->a);
    label_wanted(b);
    fill_titles(b);
    label_the_rest(b);
}

/* ---- for the build pass ---- */

const Entry *number_next(Build *b, EntryKind kind) {
    static const Entry none = {0};
    const Entry *e = b->next_entry < b->entry_count ? &b->entries[b->next_entry++] : &none;
    return e->kind == kind ? e : &none;
}

const Entry *number_find(Build *b, Str label, Loc loc) {
    size_t at;
    if (index_get(b->labels, label, &at)) return &b->entries[at];
    Str *names = arena_array(b->a, b->entry_count, sizeof *names);
    for (size_t i = 0; i < b->entry_count; i++) names[i] = b->entries[i].label;
    Diag *d =
        diag_add(b->d, ERROR_, "label-tidak-dikenal", loc,
                 "tidak ada tabel, gambar, judul atau bagian berlabel \"%.*s\"", STR_ARG(label));
    Str near = str_nearest(label, names, b->entry_count);
    if (!diag_near(b->d, d, near))
        diag_fix(b->d, d,
                 "Label judul ditulis {#nama} di belakangnya; tabel dirujuk dengan namanya.");
    return NULL;
}
