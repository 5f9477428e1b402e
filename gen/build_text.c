/*
 * build_text: inlines and templates to runs, runs to paragraphs, titles and headings.
 *
 * A placeholder's text is a run of its own, so that figures can be kept whole. Neighbouring runs of
 * one web address share their Link.
 */
#include "build_internal.h"

/* ---- placeholders ---- */

static void warn_undefined(const TemplatePart *part, Datum datum, Str shown, Diags *d) {
    Diag *diag = diag_add(d, WARNING_, "nilai-tak-terdefinisi", part->loc,
                          "isian ini tidak bernilai%s%.*s; dicetak \"%.*s\"",
                          datum.text.n ? ": " : "", STR_ARG(datum.text), STR_ARG(shown));
    diag_fix(d, diag, "Lengkapi datanya, atau beri syarat dengan jika(...).");
}

Str text_placeholder(Build *b, const TemplatePart *part, const Scope *scope, Diags *d) {
    const FormatProfile *profile = &b->style->format;
    Str text = template_part_fill(b->a, part, scope, profile, d);
    if (part->expr && profile->undefined.n && str_eq(text, profile->undefined)) {
        Datum datum = expr_eval(b->a, part->expr, scope, d);
        if (datum.kind == DATUM_UNDEFINED) warn_undefined(part, datum, text, d);
    }
    return text;
}

Str text_template(Build *b, const Template *t, const Scope *scope, Diags *d) {
    Buf out = buf_new(b->a);
    for (size_t i = 0; t && i < t->count; i++) {
        const TemplatePart *part = &t->parts[i];
        buf_str(&out, part->expr ? text_placeholder(b, part, scope, d) : part->literal);
    }
    return buf_view(&out);
}

bool text_is_figure(Str text) {
    enum { LONGEST = 32 };
    bool digit = false;
    size_t spaces = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9') digit = true;
        if (text.p[i] == ' ') spaces++;
    }
    return digit && spaces <= 1 && text.n <= LONGEST;
}

Str text_upper(Arena *a, const TextSpec *spec, Str text) {
    return spec->upper ? str_upper(a, text) : text;
}

/* ---- runs ---- */

Runs runs_new(Build *b, const TextSpec *spec, const Scope *scope, Elem *elem) {
    return (Runs){.b = b, .spec = spec, .scope = scope, .elem = elem};
}

Run *runs_add(Runs *r, RunKind kind, unsigned change, Loc loc) {
    r->items = arena_room(r->b->a, r->items, r->count, &r->cap, sizeof *r->items);
    Run *run = &r->items[r->count++];
    *run = (Run){.kind = kind, .loc = loc};
    run->style = styles_text(r->b, r->spec, change | r->change);
    return run;
}

static void runs_piece(Runs *r, Str text, unsigned change, bool nobreak, Loc loc) {
    if (!text.n) return;
    Run *run = runs_add(r, RUN_TEXT, change, loc);
    run->text = text_upper(r->b->a, r->spec, text);
    run->nobreak = nobreak;
}

void runs_text(Runs *r, Str text, unsigned change, bool nobreak, Loc loc) {
    size_t from = 0, at;
    while ((at = str_find(text, STR("\n"), from)) != SIZE_MAX) {
        runs_piece(r, str_sub(text, from, at), change, nobreak, loc);
        runs_add(r, RUN_BREAK, change, loc);
        from = at + 1;
    }
    runs_piece(r, str_sub(text, from, text.n), change, nobreak, loc);
}

Para runs_para(const Runs *r, const ParaStyle *style) {
    return (Para){.style = style, .runs = r->items, .run_count = r->count};
}

void runs_template(Runs *r, const Template *t) {
    for (size_t i = 0; t && i < t->count; i++) {
        const TemplatePart *part = &t->parts[i];
        Str text = part->literal;
        if (part->expr) text = text_placeholder(r->b, part, r->scope, r->b->d);
        runs_text(r, text, 0, part->expr && text_is_figure(text), part->loc);
    }
}

/* ---- inlines ---- */

static unsigned inline_change(const ProseInline *in) {
    unsigned change = 0;
    if (in->bold) change |= TEXT_BOLD;
    if (in->italic) change |= TEXT_ITALIC;
    if (in->underline) change |= TEXT_UNDERLINE;
    if (in->code) change |= TEXT_CODE;
    return change;
}

/* The Link that all runs from `first` on belong to, when the inline stands in a web link. */
static void runs_join_link(Runs *r, const ProseInline *in, size_t first) {
    if (!in->link.n) {
        r->link = (Str){0};
        return;
    }
    Str target = in->link;
    if (target.p[0] == '#') {
        const Entry *entry = number_find(r->b, str_sub(target, 1, target.n), in->loc);
        if (!entry) return;
        target = entry->label;
    }
    if (!str_eq(r->link, in->link)) {
        r->link = in->link;
        r->link_elem = build_elem(r->b, ROLE_LINK, r->elem);
    }
    for (size_t i = first; i < r->count; i++) {
        r->items[i].target = target;
        r->items[i].elem = r->link_elem;
    }
}

static Elem *reference_link(Runs *r) {
    return build_elem(r->b, ROLE_LINK, build_elem(r->b, ROLE_REFERENCE, r->elem));
}

static void runs_reference(Runs *r, const ProseInline *in) {
    const Entry *entry = number_find(r->b, in->name, in->loc);
    if (!entry) return;
    Elem *link = reference_link(r);
    size_t first = r->count;
    runs_text(r, entry->reference, inline_change(in), text_is_figure(entry->reference), in->loc);
    for (size_t i = first; i < r->count; i++) {
        r->items[i].target = entry->label;
        r->items[i].elem = link;
    }
}

static void runs_page_reference(Runs *r, const ProseInline *in) {
    const Entry *entry = number_find(r->b, in->name, in->loc);
    if (!entry) return;
    Elem *link = reference_link(r);
    Run *run = runs_add(r, RUN_PAGE_REF, inline_change(in), in->loc);
    run->target = entry->label;
    run->elem = link;
}

/* The mark hangs before the note's text. */
static const Block *note_block(Build *b, const ProseInline *in, const Scope *scope, Elem *note,
                               Str mark) {
    const TextSpec *spec = styles_named(b, "catatan_kaki");
    Len room = spec->size * 3 / 2;
    Elem *label = build_elem(b, ROLE_LBL, note);
    Runs runs = runs_new(b, spec, scope, build_elem(b, ROLE_P, note));
    if (in->note) runs_template(&runs, in->note);
    else runs_text(&runs, in->text, 0, false, in->loc);
    Run *hanging = arena_alloc(b->a, sizeof *hanging);
    *hanging = (Run){.kind = RUN_TEXT, .text = mark, .elem = label, .loc = in->loc,
                     .style = styles_text(b, spec, TEXT_RAISED)};
    Block *block = arena_alloc(b->a, sizeof *block);
    block->kind = BLOCK_PARA;
    block->elem = runs.elem;
    block->loc = in->loc;
    block->u.para =
        runs_para(&runs, styles_para(b, spec, (ParaChange){.left = room, .flat = true}));
    block->u.para.mark = hanging;
    block->u.para.mark_left = spec->left_indent;
    block->u.para.mark_width = room;
    return block;
}

static void runs_footnote(Runs *r, const ProseInline *in) {
    Build *b = r->b;
    Str mark = str_printf(b->a, "%zu", ++b->notes);
    Elem *reference = build_elem(b, ROLE_REFERENCE, r->elem);
    Elem *note = build_elem(b, ROLE_NOTE, r->elem);
    note->id = str_printf(b->a, "catatan-%zu", b->notes);
    const Block *block = note_block(b, in, r->scope, note, mark);
    Run *run = runs_add(r, RUN_FOOTNOTE, TEXT_RAISED, in->loc);
    run->text = mark;
    run->note = block;
    run->elem = reference;
}

static void runs_image(Runs *r, const ProseInline *in) {
    const Image *image = image_load(r->b, in->name, in->loc);
    if (!image) return;
    Run *run = runs_add(r, RUN_IMAGE, 0, in->loc);
    run->image = image;
    run->elem = build_elem(r->b, ROLE_FIGURE, r->elem);
    run->elem->alt = image_alt(r->b, in);
}

static void runs_inline(Runs *r, const ProseInline *in) {
    size_t first = r->count;
    switch (in->kind) {
    case INLINE_TEXT:
        runs_text(r, in->text, inline_change(in), false, in->loc);
        break;
    case INLINE_PLACEHOLDER: {
        Str text = text_placeholder(r->b, &in->part, r->scope, r->b->d);
        runs_text(r, text, inline_change(in), text_is_figure(text), in->loc);
        break;
    }
    case INLINE_REFERENCE:
        runs_reference(r, in);
        return;
    case INLINE_PAGE_REFERENCE:
        runs_page_reference(r, in);
        return;
    case INLINE_FOOTNOTE:
        runs_footnote(r, in);
        return;
    case INLINE_BREAK:
        runs_add(r, RUN_BREAK, 0, in->loc);
        break;
    case INLINE_IMAGE:
        runs_image(r, in);
        return;
    }
    runs_join_link(r, in, first);
}

void runs_inlines(Runs *r, const ProseInline *inlines, size_t count) {
    for (size_t i = 0; i < count; i++) runs_inline(r, &inlines[i]);
}

/* One line of plain text: for outlines, lists of contents and running titles. */
Str text_plain(Build *b, const ProseInline *inlines, size_t count, const Scope *scope, Diags *d) {
    Buf out = buf_new(b->a);
    for (size_t i = 0; i < count; i++) {
        const ProseInline *in = &inlines[i];
        Str text = in->text;
        const Entry *entry;
        size_t known;
        switch (in->kind) {
        case INLINE_PLACEHOLDER:
            text = text_placeholder(b, &in->part, scope, d);
            break;
        case INLINE_REFERENCE:
            entry = index_get(b->labels, in->name, &known) ? &b->entries[known] : NULL;
            text = entry ? entry->reference : (Str){0};
            break;
        case INLINE_PAGE_REFERENCE:
        case INLINE_FOOTNOTE:
            text = (Str){0};
            break;
        case INLINE_BREAK:
            text = STR(" ");
            break;
        case INLINE_TEXT:
        case INLINE_IMAGE:
            break;
        }
        for (size_t k = 0; k < text.n; k++) buf_byte(&out, text.p[k] == '\n' ? ' ' : text.p[k]);
    }
    return str_trim(buf_view(&out));
}

/* ---- paragraphs ---- */

ParaChange flow_change(const Flow *f) {
    return (ParaChange){.left = f->left, .right = f->right};
}

Block *text_para(Flow *f, const TextSpec *spec, Role role, const ProseInline *inlines, size_t count,
                 ParaChange change, Loc loc) {
    Build *b = f->b;
    Block *block = blocks_add(b, f->out, BLOCK_PARA, build_elem(b, role, f->parent), loc);
    Runs runs = runs_new(b, spec, f->scope, block->elem);
    runs_inlines(&runs, inlines, count);
    block->u.para = runs_para(&runs, styles_para(b, spec, change));
    return block;
}

/* ---- titles and headings ---- */

static Elem *heading_sect(Build *b, Elem *around) {
    if (b->ends) {                      /* built again */
        b->counter++;
        return b->all_sects[b->sect_count++];
    }
    Elem *sect = elem_new(b->keep, &b->counter, ROLE_SECT, around);
    b->all_sects =
        arena_room(b->keep, b->all_sects, b->sect_count, &b->sect_cap, sizeof *b->all_sects);
    return b->all_sects[b->sect_count++] = sect;
}

/* A heading at `depth` (H1 is 1) opens a section of its own in what the last ones left open. */
static Elem *heading_section(Build *b, unsigned depth, bool title) {
    Elem *around = b->part_elem;
    for (unsigned i = depth; i-- > 1;) {
        if (i <= b->depth && b->sects[i]) {
            around = b->sects[i];
            break;
        }
    }
    Elem *sect = title ? b->part_elem : heading_sect(b, around);
    for (size_t i = depth; i < sizeof b->sects / sizeof *b->sects; i++) b->sects[i] = NULL;
    b->sects[depth] = sect;
    b->depth = depth;
    return sect;
}

/* H1 to H6 without gaps, whatever the levels are. */
static unsigned heading_depth(const Build *b, const Entry *entry) {
    unsigned depth = entry->level + (b->part->spec->show_title ? 1 : 0);
    if (depth < 1) depth = 1;
    if (depth > b->depth + 1) depth = b->depth + 1;
    return depth > 6 ? 6 : depth;
}

/* Number and title are two words, also for who does not see the room between them. */
Str text_mark(Build *b, const TextSpec *spec, Str number) {
    return str_printf(b->a, "%.*s ", STR_ARG(text_upper(b->a, spec, number)));
}

/* The number before the title: on its own line, run in, or (returned) hanging. */
static const Run *heading_number(Runs *r, const HeadingSpec *spec, Str number, Loc loc) {
    if (!number.n) return NULL;
    if (!spec->own_line && spec->number_width) {
        Run *mark = arena_alloc(r->b->a, sizeof *mark);
        *mark = (Run){.kind = RUN_TEXT, .style = styles_text(r->b, r->spec, 0), .loc = loc,
                      .text = text_mark(r->b, r->spec, number), .nobreak = true};
        return mark;
    }
    runs_text(r, number, 0, true, loc);
    if (spec->own_line) runs_add(r, RUN_BREAK, 0, loc);
    else runs_text(r, STR(" "), 0, false, loc);
    return NULL;
}

Str text_entry_line(Build *b, const Entry *entry) {
    if (!entry->number.n) return entry->title;
    return str_printf(b->a, "%.*s %.*s", STR_ARG(entry->number), STR_ARG(entry->title));
}

void text_heading(Flow *f, EntryKind kind, const ProseInline *inlines, size_t count, Loc loc) {
    Build *b = f->b;
    const Entry *entry = number_next(b, kind);
    const HeadingSpec *spec = number_heading_spec(b, b->part->spec->kind, entry->level);
    unsigned depth = heading_depth(b, entry);
    f->parent = heading_section(b, depth, kind == ENTRY_PART);
    if (f->parent != b->part_elem) f->parent->title = entry->title;
    Block *block = blocks_add(b, f->out, BLOCK_PARA,
                              build_elem(b, (Role)(ROLE_H1 + depth - 1), f->parent), loc);
    block->label = entry->label;
    block->bookmark = text_entry_line(b, entry);
    block->bookmark_level = (uint8_t)(depth + (b->part->spec->show_title ? 0 : 1));
    Runs runs = runs_new(b, spec->style, f->scope, block->elem);
    const Run *hanging = heading_number(&runs, spec, entry->number, loc);
    runs_inlines(&runs, inlines, count);
    ParaChange change = {.keep_with_next = true, .left = hanging ? spec->number_width : 0,
                         .flat = hanging != NULL};
    block->u.para = runs_para(&runs, styles_para(b, spec->style, change));
    block->u.para.mark = hanging;
    block->u.para.mark_left = hanging ? spec->style->left_indent : 0;
    block->u.para.mark_width = hanging ? spec->number_width : 0;
}
