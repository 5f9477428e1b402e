/*
 * para_line: the parts between two cuts as items on one baseline.
 *
 * Pieces that look alike and belong to the same element become one text item. The text of a line
 * ends with the space at which it was broken (without width), so that the lines' texts joined are
 * the source; a hyphen that the source does not have stands in no item's text.
 *
 * Justification is exact: every item begins where the rounded sum of the spaces before it says, and
 * within an item all spaces are alike.
 */
#include "para_internal.h"

typedef struct LineSet {
    Setter *s;
    Arena *a;
    const Para *p;
    Elem *elem;
    const Measure *m;
    Line *line;
    int64_t x;                /* where the next piece goes */
    int64_t extra, spaces;    /* to be shared out among so many spaces */
    int expand;               /* thousandths by which letters are wider */
    int64_t spaces_done;
    int64_t room;             /* of the leader */
    RefGap gap;               /* of page references */
    size_t link_item;         /* the box of s->link on this line */
} LineSet;

/* ---- pieces ---- */

static void add_piece(Setter *s, Arena *a, const Part *part, size_t from, size_t to, bool hyphen) {
    LinePiece *p = SCRATCH(s, pieces, piece_count, piece_cap);
    *p = (LinePiece){.part = part,
                     .text = str_sub(part->text, from, to),
                     .shaped = part->shaped,
                     .width = part->width,
                     .hyphen = hyphen};
    if (part->kind != PART_WORD || (from == 0 && to == part->text.n && !hyphen)) return;
    Str text = p->text;
    if (hyphen) {
        char *with = arena_alloc(a, text.n + 1);
        memcpy(with, text.p, text.n);
        with[text.n] = '-';
        text = (Str){with, text.n + 1};
    }
    p->shaped = font_shape(s->fonts, a, part->type->face, text, part->type->features);
    p->width = face_scale(part->type->face, p->shaped->advance, part->type->size);
}

/* Words on both sides of a forced break are two words: read aloud or copied, a space parts them. */
static const Part *break_as_space(Arena *a, const Part *end) {
    Part *space = arena_alloc(a, sizeof *space);
    *space = *end;
    space->kind = PART_SPACE;
    return space;
}

static void gather(Setter *s, Arena *a, const Cut *from, const Cut *to) {
    s->piece_count = 0;
    size_t first = from ? from->next : 0, skip = from ? from->offset : 0;
    for (size_t i = first; i < to->part; i++) {
        const Part *part = &s->parts[i];
        bool hyphen = to->hyphen && !to->offset && i + 1 == to->part;
        add_piece(s, a, part, i == first ? skip : 0, part->text.n, hyphen);
    }
    if (to->offset)
        add_piece(s, a, &s->parts[to->part], to->part == first ? skip : 0, to->offset, to->hyphen);
    if (to->offset || to->next <= to->part) return;
    const Part *end = &s->parts[to->part];
    if (end->kind == PART_BREAK && s->piece_count && end->type) end = break_as_space(a, end);
    if (end->kind == PART_SPACE) {
        add_piece(s, a, end, 0, 0, false);
        s->pieces[s->piece_count - 1].last_space = true;
        s->pieces[s->piece_count - 1].width = 0;
    }
}

static bool flexible(const LinePiece *p) {
    return p->part->kind == PART_SPACE && !p->part->rigid && !p->last_space;
}

/* ---- items ---- */

static Item *add_item(LineSet *l, ItemKind kind, const Run *run) {
    Item *i = SCRATCH(l->s, items, item_count, item_cap);
    *i = (Item){.kind = kind, .elem = run && run->elem ? run->elem : l->elem};
    if (!i->elem) i->artifact = ARTIFACT_LAYOUT;
    i->x = (Len)l->x;
    return i;
}

static Item *add_artifact(LineSet *l, ItemKind kind) {
    Item *i = add_item(l, kind, NULL);
    i->elem = NULL;
    i->artifact = ARTIFACT_LAYOUT;
    return i;
}

static bool text_piece(const LinePiece *p) {
    return p->part->kind == PART_WORD || p->part->kind == PART_SPACE;
}

static bool alike(const LinePiece *a, const LinePiece *b) {
    const Run *x = a->part->run, *y = b->part->run;
    return text_piece(b) && a->part->type == b->part->type &&
           (x == y || (x->elem == y->elem && str_eq(x->target, y->target)));
}

typedef struct Sized { size_t bytes, glyphs; } Sized;

static Sized size_up(const LinePiece *p, size_t count) {
    Sized z = {0, 0};
    for (size_t i = 0; i < count; i++) {
        z.bytes += p[i].part->kind == PART_SPACE ? 1 : p[i].text.n;
        z.glyphs += p[i].part->kind == PART_SPACE ? 1 : p[i].shaped->count;
    }
    return z;
}

static void copy_glyphs(const LinePiece *p, size_t count, char *text, Glyph *glyphs) {
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (p[i].part->kind == PART_SPACE) {
            *glyphs = p[i].part->type->space_glyph;
            glyphs++->cluster = at;
            text[at++] = ' ';
            continue;
        }
        for (size_t g = 0; g < p[i].shaped->count; g++) {
            *glyphs = p[i].shaped->glyphs[g];
            glyphs++->cluster += at;
        }
        memcpy(text + at, p[i].text.p, p[i].text.n);
        at += (uint32_t)p[i].text.n;
    }
}

/* A whole word's glyphs need no copy: they live as long as the fonts or the lines. */
static const Glyph *glyphs_of(LineSet *l, const LinePiece *p, size_t count, Sized z, char *text) {
    if (count == 1 && p->part->kind == PART_WORD) {
        memcpy(text, p->text.p, p->text.n);
        return p->shaped->glyphs;
    }
    Glyph *glyphs = arena_array(l->a, z.glyphs, sizeof *glyphs);
    copy_glyphs(p, count, text, glyphs);
    return glyphs;
}

/* Moves past the pieces and shares out what belongs to their spaces. */
static void advance(LineSet *l, const LinePiece *p, size_t count) {
    for (size_t i = 0; i < count; i++) {
        l->x += p[i].width;
        if (!flexible(&p[i]) || !l->spaces) continue;
        l->x += l->extra * (l->spaces_done + 1) / l->spaces - l->extra * l->spaces_done / l->spaces;
        l->spaces_done++;
    }
}

enum { LEAST_UNDERLINE = 11 };    /* parts of the size: capitals keep clear of the line */

static void underline(LineSet *l, const Type *type, Len from, int64_t to) {
    Len thickness, below = face_underline(type->face, type->size, &thickness);
    Len least = type->size / LEAST_UNDERLINE;
    Item *i = add_artifact(l, ITEM_FILL);
    i->x = from;
    i->y = (below > least ? below : least) - type->rise;
    i->width = (Len)(to - from);
    i->height = thickness;
    i->u.fill.colour = type->style.colour;
}

static void set_text(LineSet *l, const LinePiece *p, size_t count) {
    const Type *type = p->part->type;
    Sized z = size_up(p, count);
    char *text = arena_alloc(l->a, z.bytes + 1);
    const Glyph *glyphs = glyphs_of(l, p, count, z, text);
    Item *i = add_item(l, ITEM_TEXT, p->part->run);
    i->y = -type->rise;
    i->height = type->size;
    i->u.text.face = type->face;
    i->u.text.size = type->size;
    i->u.text.colour = type->style.colour;
    i->u.text.text = (Str){text, z.bytes};
    i->u.text.glyphs = glyphs;
    i->u.text.count = z.glyphs;
    i->u.text.soft_hyphen = p[count - 1].hyphen;
    bool moves = l->spaces && !(count && p[0].part->rigid);
    i->u.text.expand = (int16_t)l->expand;
    i->u.text.space_extra = moves ? (Len)(l->extra / l->spaces) : 0;
    Len from = i->x;
    size_t index = l->s->item_count - 1;
    advance(l, p, count);
    l->s->items[index].width = (Len)(l->x - from);
    if (type->style.underline && l->x > from) underline(l, type, from, l->x);
}

/* Dots and spaces in turn. What a long list of contents would have of them for each of its lines is
 * more than all else on its pages. */
typedef struct Leader {
    size_t count;
    char *text;
    Glyph *glyphs;
} Leader;

static const Leader *leader_of(Setter *s, const Type *type, Glyph dot, size_t count) {
    enum { FEW = 128 };
    if (type->leader && type->leader->count >= count) return type->leader;
    Leader *new = arena_alloc(s->arena, sizeof *new);
    new->count = count < FEW ? FEW : count;
    new->text = arena_alloc(s->arena, new->count + 1);
    new->glyphs = arena_array(s->arena, new->count, sizeof *new->glyphs);
    for (size_t i = 0; i < new->count; i++) {
        new->text[i] = i % 2 ? ' ' : '.';
        new->glyphs[i] = i % 2 ? type->space_glyph : dot;
        new->glyphs[i].cluster = (uint32_t)i;
    }
    ((Type *)type)->leader = new;             /* the setter's own: it remembers it there */
    return new;
}

/* Dots on a grid that all lines of a list share: counted from the block's right edge. */
static void set_leader(LineSet *l, const Part *part) {
    const Type *type = part->type;
    Shaped *dot = font_shape(l->s->fonts, l->a, type->face, STR("."), type->features);
    Len dot_width = face_scale(type->face, dot->advance, type->size);
    Len gap = l->p->style->leader_gap > dot_width ? l->p->style->leader_gap
                                                  : dot_width + type->space;
    int64_t right = l->m->width, from = l->x + gap / 2, to = l->x + l->room - gap / 2 - dot_width;
    l->x += l->room;
    if (dot->count != 1 || to < from) return;
    int64_t last = right - (right - to + gap - 1) / gap * gap;      /* of the dots' left edges */
    int64_t count = last < from ? 0 : (last - from) / gap + 1;
    if (count < 1) return;
    size_t n = (size_t)count * 2 - 1;
    const Leader *leader = leader_of(l->s, type, dot->glyphs[0], n);
    Item *i = add_artifact(l, ITEM_TEXT);
    i->x = (Len)(last - (count - 1) * gap);
    i->width = (Len)((count - 1) * gap) + dot_width;
    i->height = type->size;
    i->u.text.face = type->face;
    i->u.text.size = type->size;
    i->u.text.colour = type->style.colour;
    i->u.text.text = (Str){leader->text, n};
    i->u.text.glyphs = leader->glyphs;
    i->u.text.count = n;
    i->u.text.space_extra = gap - dot_width - type->space;
}

static void set_page_ref(LineSet *l, const Part *part) {
    Item *i = add_item(l, ITEM_PAGE_REF, part->run);
    i->y = -part->type->rise;
    i->width = part->width;
    i->height = part->type->size;
    i->u.page_ref.target = part->run->target;
    i->u.page_ref.style = part->run->style;
    i->u.page_ref.loc = part->run->loc;
    i->u.page_ref.gap = l->gap;
    l->x += part->width;
}

static void set_image(LineSet *l, const Part *part) {
    Item *i = add_item(l, ITEM_IMAGE, part->run);
    i->y = -part->height;
    i->width = part->width;
    i->height = part->height;
    i->u.image = part->run->image;
    l->x += part->width;
}

/* ---- links ---- */

static bool is_link(const Run *run) {
    if (!run->target.n || run->target.p[0] == '#') return false;
    return run->kind == RUN_TEXT || run->kind == RUN_LEADER || run->kind == RUN_PAGE_REF;
}

static bool same_link(const Run *a, const Run *b) {
    return a && a->elem == b->elem && str_eq(a->target, b->target);
}

/* Grows the box of the link that `part` belongs to, or begins one. A link that goes on in the next
 * line keeps its group. */
static void link_over(LineSet *l, const Part *part, int64_t from, bool begins_line) {
    Setter *s = l->s;
    if (!is_link(part->run)) {
        s->link = NULL;
        return;
    }
    const Type *type = part->type;
    if (!begins_line && same_link(s->link, part->run)) {
        s->items[l->link_item].width = (Len)(l->x - s->items[l->link_item].x);
        return;
    }
    if (!same_link(s->link, part->run)) s->link_group++;
    s->link = part->run;
    Item *i = add_item(l, ITEM_LINK, part->run);
    Len ascent = face_ascent(type->face, type->size),
        descent = face_descent(type->face, type->size);
    i->x = (Len)from;
    i->y = -ascent - type->rise;
    i->width = (Len)(l->x - from);
    i->height = ascent + descent;
    i->u.link.target = part->run->target;
    i->u.link.group = s->link_group;
    l->link_item = s->item_count - 1;
}

/* ---- the line ---- */

static void add_note(LineSet *l, const Part *part) {
    if (part->kind != PART_WORD || part->run->kind != RUN_FOOTNOTE || !part->run->note) return;
    const Block *last = l->s->note_count ? l->s->notes[l->s->note_count - 1] : NULL;
    if (last != part->run->note) *SCRATCH(l->s, notes, note_count, note_cap) = part->run->note;
}

/* Something higher than the text pushes its lines apart. */
static void make_room(Line *line, Len ascent, Len descent) {
    if (ascent > line->ascent) line->ascent = ascent;
    if (descent > line->descent) line->descent = descent;
}

static void room_for(LineSet *l, const Part *part) {
    if (part->kind == PART_IMAGE) make_room(l->line, part->height, 0);
    if (!part->type || part->type->size <= l->s->base->size) return;
    const Type *t = part->type;
    make_room(l->line, face_ascent(t->face, t->size) + t->rise,
              face_descent(t->face, t->size) - t->rise);
}

static void set_pieces(LineSet *l) {
    Setter *s = l->s;
    bool begins = true;
    for (size_t i = 0; i < s->piece_count;) {
        const LinePiece *p = &s->pieces[i];
        size_t n = 1;
        int64_t from = l->x;
        add_note(l, p->part);
        room_for(l, p->part);
        switch (p->part->kind) {
        case PART_WORD:
        case PART_SPACE:
            while (i + n < s->piece_count && alike(p, &p[n])) n++;
            for (size_t k = 1; k < n; k++) add_note(l, p[k].part);
            set_text(l, p, n);
            break;
        case PART_TAB:
            l->x += p->part->width;
            break;
        case PART_LEADER:
            set_leader(l, p->part);
            break;
        case PART_PAGE_REF:
            set_page_ref(l, p->part);
            break;
        case PART_IMAGE:
            set_image(l, p->part);
            break;
        case PART_BREAK:
            break;
        }
        link_over(l, p->part, from, begins);
        begins = false;
        i += n;
    }
}

/* Leading is shared out around the base type's ascent and descent, the same on every line, so that
 * baselines are evenly spaced. */
static void set_leading(LineSet *l) {
    const Type *type = l->s->base;
    Len ascent = face_ascent(type->face, type->size),
        descent = face_descent(type->face, type->size);
    Len leading = l->p->style->leading > 0 ? l->p->style->leading : type->size * 6 / 5;
    Len half = (leading - ascent - descent) / 2;
    l->line->ascent = ascent + half;
    l->line->descent = leading - l->line->ascent;
}

typedef struct Natural {
    int64_t width, spaces;    /* of all but the leader; of the spaces that may change */
    bool leader, fixed;       /* fixed: something in it is no text */
} Natural;

static Natural natural(LineSet *l) {
    Natural n = {0, 0, false, false};
    for (size_t i = 0; i < l->s->piece_count; i++) {
        const LinePiece *p = &l->s->pieces[i];
        if (!text_piece(p)) n.fixed = true;
        if (p->part->kind == PART_LEADER) {
            n.leader = true;
            continue;
        }
        n.width += p->width;
        if (!flexible(p)) continue;
        n.spaces += p->width;
        l->spaces++;
    }
    return n;
}

/* What the spaces take of what the line lacks. More than thrice their width looks worse than a
 * ragged line; less than they may shrink (and a hair, for rounding) makes the line stick out. */
static int64_t share_out(const LineSet *l, int64_t lacks, int64_t spaces, bool stretch) {
    if (!l->spaces) return 0;
    if (lacks > 0) return stretch && lacks <= 3 * spaces ? lacks : 0;
    int64_t least = -spaces * (l->p->style->shrink + 3) / 100;
    return lacks < least ? least : lacks;
}

/* ---- letters ---- */

/* The last glyph of a word's piece stands apart from the next piece's first, but not from a space
 * or the line's end. */
static bool goes_on(const Setter *s, size_t piece) {
    return piece + 1 < s->piece_count && s->pieces[piece + 1].part->kind == PART_WORD;
}

static int64_t gaps_of(const Setter *s, size_t piece) {
    const LinePiece *p = &s->pieces[piece];
    if (p->part->kind != PART_WORD || !p->shaped->count) return 0;
    int64_t gaps = goes_on(s, piece);
    for (size_t g = 1; g < p->shaped->count; g++)
        gaps += p->shaped->glyphs[g].cluster != p->shaped->glyphs[g - 1].cluster;
    return gaps;
}

/* The widths of all gaps between letters, were each as wide as the size. */
static int64_t room_between(const Setter *s) {
    int64_t room = 0;
    for (size_t i = 0; i < s->piece_count; i++)
        room += gaps_of(s, i) * s->pieces[i].part->type->size;
    return room;
}

/* A copy whose glyphs stand `track` thousandths of the size apart. */
static void track_piece(LineSet *l, size_t piece, int64_t track) {
    LinePiece *p = &l->s->pieces[piece];
    if (!gaps_of(l->s, piece)) return;
    const Type *type = p->part->type;
    int32_t units = (int32_t)(track * face_upem(type->face) / 1000);
    Shaped *apart = arena_alloc(l->a, sizeof *apart);
    size_t n = p->shaped->count;
    Glyph *glyphs = arena_array(l->a, n, sizeof *glyphs);
    memcpy(glyphs, p->shaped->glyphs, n * sizeof *glyphs);
    *apart = (Shaped){.glyphs = glyphs, .count = n, .advance = p->shaped->advance};
    for (size_t g = 0; g < n; g++) {
        bool gap = g + 1 < n ? glyphs[g + 1].cluster != glyphs[g].cluster : goes_on(l->s, piece);
        if (!gap) continue;
        glyphs[g].advance += units;
        apart->advance += units;
    }
    p->shaped = apart;
    p->width = face_scale(type->face, apart->advance, type->size);
}

/* Moves the letters of the line apart; what it lacks then. */
static int64_t track(LineSet *l, int64_t lacks, int64_t thousandths) {
    if (thousandths <= 0) return lacks;
    for (size_t i = 0; i < l->s->piece_count; i++) {
        Len before = l->s->pieces[i].width;
        track_piece(l, i, thousandths);
        lacks -= l->s->pieces[i].width - before;
    }
    return lacks;
}

static int64_t widen(LineSet *l, int64_t lacks, int64_t thousandths) {
    l->expand = (int)thousandths;
    if (!l->expand) return lacks;
    for (size_t i = 0; i < l->s->piece_count; i++) {
        Len *width = &l->s->pieces[i].width, wider = *width * l->expand / 1000;
        *width += wider;
        lacks -= wider;
    }
    return lacks;
}

/* How much of `most` is needed when `all` gives more than is lacking. */
static int64_t portion(int64_t most, int64_t lacking, int64_t all) {
    return lacking >= all ? most : (most * lacking + all - 1) / all;
}

/* Letters take what they may of it first: a space seen to be wide is worse than letters a hair
 * wider. Where even then the spaces would pass their limit, letters become wider still, and stand
 * apart, both in one measure. Returns what is left for the spaces. */
static int64_t expand_letters(LineSet *l, int64_t lacks, const Natural *n) {
    const ParaStyle *style = l->p->style;
    if (n->fixed || n->width <= 0) return lacks;
    int64_t limit = n->spaces * (lacks > 0 ? style->stretch : style->shrink) / 100;
    int64_t far = lacks > 0 ? lacks : -lacks, e = style->expand, usual = n->width * e / 1000;
    if (far <= usual + limit) {
        e = far >= usual ? e : far * 1000 / n->width;
        return widen(l, lacks, lacks > 0 ? e : -e);
    }
    int64_t more = style->expand_most > style->expand ? style->expand_most - style->expand : 0;
    int64_t wider = n->width * more / 1000;
    int64_t apart = lacks > 0 ? room_between(l->s) * style->track / 1000 : 0;
    int64_t lacking = far - usual - limit;
    if (apart) lacks = track(l, lacks, portion(style->track, lacking, wider + apart));
    if (more) e += portion(more, lacking, wider + apart);
    return widen(l, lacks, lacks > 0 ? e : -e);
}

static RefGap gap_of(Align align, bool flush) {
    switch (align) {
    case ALIGN_LEFT: return GAP_LEFT;
    case ALIGN_JUSTIFY: return flush ? GAP_SPACES : GAP_LEFT;
    case ALIGN_CENTRE: return GAP_MIDDLE;
    case ALIGN_RIGHT:
    case ALIGN_DECIMAL: return GAP_RIGHT;
    }
    return GAP_LEFT;
}

/* Where the line begins and how much its spaces take. */
static void place(LineSet *l, const Cut *from, const Cut *to) {
    Natural n = natural(l);
    int64_t begin = from ? l->m->left : l->m->first;
    int64_t room = fit_width(l->m, !from) + to->out + (from ? from->in : 0);
    int64_t lacks = room - n.width;
    Align align = l->p->style->align;
    l->x = begin - (from ? from->in : 0);
    l->room = l->m->width - begin - n.width;
    if (n.leader) lacks = 0;
    bool justify = align == ALIGN_JUSTIFY && (!to->forced || lacks < 0);
    l->gap = n.leader || l->p->style->upright ? GAP_KEPT : gap_of(align, justify && n.spaces);
    if (justify && lacks <= 3 * n.spaces) lacks = expand_letters(l, lacks, &n);
    l->extra = share_out(l, lacks, n.spaces, justify);
    if (align == ALIGN_CENTRE && lacks > 0) l->x += lacks / 2;
    if ((align == ALIGN_RIGHT || align == ALIGN_DECIMAL) && lacks > 0) l->x += lacks;
    if (l->extra == 0) l->spaces = 0;
    l->line->overfull = to->torn || lacks < l->extra || (n.leader && l->room < 0);
}

/* ---- marks ---- */

static const Type *mark_type(LineSet *l, const Run *mark) {
    const Type *type = mark->style ? type_of(l->s, mark->style, mark->loc) : NULL;
    return type && type->face ? type_for(l->s, type, mark->text, mark->loc) : NULL;
}

Len line_mark_width(Setter *s, Arena *a, const Run *mark) {
    LineSet l = {.s = s};
    const Type *type = mark_type(&l, mark);
    return type ? face_scale(
                      type->face,
                      font_shape(s->fonts, a, type->face, mark->text, type->features)->advance,
                      type->size)
                : 0;
}

static void set_mark(LineSet *l) {
    const Run *mark = l->p->mark;
    const Type *type = mark_type(l, mark);
    if (!type || !mark->text.n) return;
    Shaped *shaped = font_shape(l->s->fonts, l->a, type->face, mark->text, type->features);
    Item *i = add_item(l, ITEM_TEXT, mark);
    i->width = face_scale(type->face, shaped->advance, type->size);
    i->x = l->p->mark_left + (l->p->mark_right ? l->p->mark_width - i->width : 0);
    i->y = -type->rise;
    i->height = type->size;
    i->u.text.face = type->face;
    i->u.text.size = type->size;
    i->u.text.colour = type->style.colour;
    i->u.text.text = str_copy(l->a, mark->text);
    i->u.text.glyphs = shaped->glyphs;
    i->u.text.count = shaped->count;
}

/* The lists into which a line's items are copied keep them side by side. */
static void count_neighbours(Item *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind != ITEM_PAGE_REF) continue;
        items[i].u.page_ref.before = (uint32_t)i;
        items[i].u.page_ref.after = (uint32_t)(count - 1 - i);
    }
}

static const Block *const *copy_notes(LineSet *l) {
    size_t n = l->s->note_count;
    if (!n) return NULL;
    const Block **notes = arena_array(l->a, n, sizeof *notes);
    memcpy(notes, l->s->notes, n * sizeof *notes);
    return notes;
}

void line_set(Setter *s, Arena *a, const Para *p, Elem *elem, const Measure *m, const Cut *from,
              const Cut *to, Line *line) {
    LineSet l = {.s = s, .a = a, .p = p, .elem = elem, .m = m, .line = line};
    *line = (Line){.hyphenated = to->flagged};
    cut_tears(s, to, line);
    s->note_count = s->item_count = 0;
    set_leading(&l);
    if (!from) s->link = NULL;
    if (!from && p->mark) set_mark(&l);
    gather(s, a, from, to);
    place(&l, from, to);
    set_pieces(&l);
    line->width = (Len)l.x;
    Item *items = arena_array(a, s->item_count, sizeof *items);
    if (s->item_count) memcpy(items, s->items, s->item_count * sizeof *items);
    count_neighbours(items, s->item_count);
    line->items = items;
    line->count = s->item_count;
    line->notes = copy_notes(&l);
    line->note_count = s->note_count;
}
