/*
 * para_cut: where a line may end. Between words save where they belong together, behind written
 * hyphens, at syllables when asked for; and by every means in a piece that is wider than a line:
 * first between words that belong together, then at syllables of any word, then between letters.
 *
 * Invariant: cuts stand in the order of the text; the last one is forced.
 */
#include "para_internal.h"

enum {
    PENALTY_HYPHEN = 115,
    PENALTY_MEAGRE = 180,     /* a hyphen behind or before two letters */
    PENALTY_TITLE = 300,      /* a noun with a capital: in a title, perhaps a name after all */
    PENALTY_WRITTEN = 30,
    PENALTY_SLASH = 10,
    PENALTY_WEAK = 150,
    PENALTY_ADDRESS = 200,
    PENALTY_FIRM = 1000,
    PENALTY_TORN = 3000,
    SYLLABLES_MAX = 32
};

/* ---- words and their neighbours ---- */

/* Two pieces of one written word. */
static bool contiguous(const Part *a, const Part *b) {
    return a->kind == PART_WORD && b->kind == PART_WORD && a->run == b->run &&
           a->text.p + a->text.n == b->text.p;
}

enum { PIECES_MAX = 64 };     /* of one written word; more are none */

static size_t first_piece(const Setter *s, size_t i) {
    for (size_t n = 0; n < PIECES_MAX && i > 0; n++, i--) {
        if (!contiguous(&s->parts[i - 1], &s->parts[i])) break;
    }
    return i;
}

/* The whole written word whose last part is `i`. */
static Str word_before(const Setter *s, size_t i) {
    const Part *last = &s->parts[i], *first = &s->parts[first_piece(s, i)];
    if (last->kind != PART_WORD) return STR("");
    return (Str){first->text.p, (size_t)(last->text.p + last->text.n - first->text.p)};
}

static Str word_after(const Setter *s, size_t i) {
    if (i >= s->part_count || s->parts[i].kind != PART_WORD) return STR("");
    Str w = s->parts[i].text;
    for (size_t n = 0; n < PIECES_MAX && i + 1 < s->part_count; n++, i++) {
        if (!contiguous(&s->parts[i], &s->parts[i + 1])) break;
        w.n += s->parts[i + 1].text.n;
    }
    return w;
}

static bool letter_at_end(Str text) {
    unsigned char c = text.n ? (unsigned char)text.p[text.n - 1] : 0;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool letter_at_start(Str text) {
    return letter_at_end(str_sub(text, 0, 1));
}

static bool parted_by_mark(Follow f) {
    return f == FOLLOW_HYPHEN || f == FOLLOW_WEAK || f == FOLLOW_CODE;
}

/* program-program: a word with a hyphen of its own gets no other. */
static bool has_own_hyphen(const Setter *s, size_t i) {
    const Part *p = &s->parts[i];
    if (parted_by_mark(p->follow)) return true;
    return i > 0 && contiguous(p - 1, p) && parted_by_mark((p - 1)->follow);
}

/* A word torn over two runs ("**Pem**erintah") is no word to be hyphenated. */
static bool stands_alone(const Setter *s, size_t i) {
    const Part *p = &s->parts[i];
    const Part *before = i ? p - 1 : NULL, *after = i + 1 < s->part_count ? p + 1 : NULL;
    if (before && before->kind == PART_WORD && letter_at_end(before->text) &&
        letter_at_start(p->text))
        return false;
    return !(after && after->kind == PART_WORD && letter_at_end(p->text) &&
             letter_at_start(after->text) && !p->type->rise && !after->type->rise);
}

static bool begins_sentence(const Setter *s, size_t i) {
    i = first_piece(s, i);
    if (i == 0 || s->parts[i - 1].kind == PART_BREAK) return true;
    if (s->parts[i - 1].kind != PART_SPACE || i < 2) return false;
    return s->parts[i - 2].kind == PART_WORD && word_ends_sentence(s->parts[i - 2].text);
}

/* ---- syllables ---- */

/* Widths within the whole word as it was shaped, good enough for choosing lines: setting shapes the
 * pieces and shares out the hair's breadth that their new edges make. */
static void estimate(const Part *p, int32_t hyphen, Syllables *y) {
    int64_t units = 0;
    size_t g = 0;
    for (size_t i = 0; i < y->count; i++) {
        for (; g < p->shaped->count && p->shaped->glyphs[g].cluster < y->at[i].offset; g++) {
            units += p->shaped->glyphs[g].advance;
        }
        y->at[i].before = (int32_t)units + hyphen;
        y->at[i].after = (int32_t)(p->shaped->advance - units);
    }
}

static Shaped *shape_piece(Setter *s, Arena *a, const Part *p, Str piece) {
    return font_shape(s->fonts, a, p->type->face, piece, p->type->features);
}

static Syllables *find_syllables(Setter *s, Arena *a, const Part *p) {
    uint16_t points[SYLLABLES_MAX];
    Capitals capitals;
    Str core = hyphenator_core(p->text, &capitals);
    bool hyphens = core.n > 0 && p->type == p->type->plain;
    size_t n = hyphens ? hyphenator_points(s->hyphenator, core, points, SYLLABLES_MAX) : 0;
    Arena *keep = p->shaped->kept ? fonts_memory(s->fonts) : a;
    Syllables *y = arena_alloc(keep, sizeof *y + n * sizeof y->at[0]);
    y->count = n;
    y->capitals = capitals;
    y->title = capitals == CAPITALS_FIRST && title_noun(core);
    for (size_t i = 0; i < n; i++) {
        y->at[i].offset = (uint16_t)(core.p - p->text.p + points[i]);
        y->at[i].meagre = points[i] <= 2 || core.n - points[i] <= 2;
    }
    if (n) estimate(p, p->type->hyphen_units, y);
    return y;
}

/* The same with the widths of the pieces shaped alone, for a word that fills its lines alone. */
static const Syllables *exact_syllables(Setter *s, Arena *a, const Part *p, const Syllables *y) {
    Syllables *exact = arena_alloc(a, sizeof *exact + y->count * sizeof y->at[0]);
    *exact = *y;
    for (size_t i = 0; i < y->count; i++) {
        size_t at = y->at[i].offset;
        Str first = str_printf(a, "%.*s-", (int)at, p->text.p);
        Str rest = str_sub(p->text, at, p->text.n);
        exact->at[i] = y->at[i];
        exact->at[i].before = (int32_t)shape_piece(s, a, p, first)->advance;
        exact->at[i].after = (int32_t)shape_piece(s, a, p, rest)->advance;
    }
    return exact;
}

/* Also those of names and acronyms. */
static const Syllables *syllables_of(Setter *s, Arena *a, Part *p) {
    if (!p->shaped->kept) return find_syllables(s, a, p);
    if (!p->shaped->more) p->shaped->more = find_syllables(s, a, p);
    return p->shaped->more;
}

/* Has it a capital of its own? */
static bool title_word(const Setter *s, size_t i, const Syllables *y) {
    return y->capitals == CAPITALS_FIRST && !begins_sentence(s, i);
}

/* May this word be hyphenated in running text? */
static bool may_part(const Setter *s, size_t i, const Syllables *y) {
    if (y->count == 0 || y->capitals == CAPITALS_MANY || has_own_hyphen(s, i)) return false;
    if (title_word(s, i, y) && !y->title) return false;
    bool last_word = i + 1 == s->part_count || s->parts[i + 1].kind == PART_BREAK;
    return !last_word && stands_alone(s, i);
}

/* ---- adding cuts ---- */

typedef struct Cutter {
    Setter *s;
    Arena *a;
    CutLevel level;
    Room room;
    Reach reach;
    bool justify, protrude;
    bool after_leader;        /* nothing is cut between the leader and the page's number */
} Cutter;

static Cut *add_cut(Setter *s, size_t part, size_t next, int penalty) {
    Cut *c = SCRATCH(s, cuts, cut_count, cut_cap);
    const Part *at = &s->parts[part], *then = &s->parts[next];
    *c = (Cut){.part = (uint32_t)part,
               .next = (uint32_t)next,
               .penalty = (int16_t)penalty,
               .end = at->x,
               .end_plain = at->x,
               .end_spaces = at->spaces,
               .next_x = then->x,
               .next_spaces = then->spaces};
    return c;
}

static void hang(const Cutter *k, Cut *c) {
    if (!k->protrude) return;
    const Setter *s = k->s;
    if (c->offset) {          /* inside a word: it ends with our hyphen */
        const Type *type = s->parts[c->part].type;
        c->out = c->hyphen ? type->hyphen / 2 : 0;
        return;
    }
    if (c->part > 0 && s->parts[c->part - 1].kind == PART_WORD) {
        const Part *p = &s->parts[c->part - 1];
        c->out = c->hyphen ? p->type->hyphen / 2 : hang_out(p->type, p->text, p->shaped);
    }
    if (c->next < s->part_count && s->parts[c->next].kind == PART_WORD) {
        const Part *p = &s->parts[c->next];
        c->in = hang_in(p->type, p->text, p->shaped);
    }
}

/* Two words in small letters, as most are: nothing binds them (see word_bond). */
static bool small_words(const Part *before, const Part *after) {
    if (before->kind != PART_WORD || after->kind != PART_WORD || !before->text.n) return false;
    char last = before->text.p[before->text.n - 1];
    return after->text.n > 2 && last >= 'a' && last <= 'z' && after->text.p[0] >= 'a' &&
           after->text.p[0] <= 'z';
}

static void cut_at_space(Cutter *k, size_t i) {
    Setter *s = k->s;
    Part *p = &s->parts[i];
    if (!p->bonded) {
        if (p->follow == FOLLOW_NEVER) p->bond = BOND_FIRM;
        else if (i > 0 && !small_words(p - 1, p + 1))
            p->bond = word_bond(word_before(s, i - 1), word_after(s, i + 1));
        p->bonded = true;
    }
    Bond bond = p->bond;
    if (bond == BOND_FIRM && !p->loose) return;
    int penalty = bond == BOND_FIRM ? PENALTY_FIRM : bond == BOND_WEAK ? PENALTY_WEAK : 0;
    hang(k, add_cut(s, i, i + 1, penalty));
}

static void cut_behind(Cutter *k, size_t i) {
    Setter *s = k->s;
    const Part *p = &s->parts[i];
    bool glued = p->kind == PART_WORD && i + 1 < s->part_count && s->parts[i + 1].kind == PART_WORD;
    static const int16_t penalties[] = {
        [FOLLOW_NEVER] = PENALTY_TORN,     [FOLLOW_FREE] = PENALTY_SLASH,
        [FOLLOW_HYPHEN] = PENALTY_WRITTEN, [FOLLOW_SOFT] = PENALTY_HYPHEN,
        [FOLLOW_WEAK] = PENALTY_ADDRESS,   [FOLLOW_CODE] = PENALTY_ADDRESS,
    };
    bool torn = p->follow == FOLLOW_NEVER && glued && p->loose && !s->parts[i + 1].type->rise;
    if (p->follow == FOLLOW_NEVER && !torn) return;
    if (p->follow == FOLLOW_CODE && !k->justify && !p->loose) return;
    if (p->follow == FOLLOW_SOFT && p->type != p->type->plain) return;      /* no hyphen to set */
    if (i + 1 >= s->part_count) return;
    Cut *c = add_cut(s, i + 1, i + 1, penalties[p->follow]);
    c->torn = torn;
    c->flagged = p->follow == FOLLOW_HYPHEN || p->follow == FOLLOW_SOFT;
    if (p->follow == FOLLOW_SOFT) {
        c->hyphen = true;
        c->end += p->type->hyphen;
    }
    hang(k, c);
}

static void cut_syllables(Cutter *k, size_t i, const Syllables *y) {
    Setter *s = k->s;
    const Part *p = &s->parts[i];
    const Face *face = p->type->face;
    bool title = title_word(s, i, y);
    for (size_t n = 0; n < y->count; n++) {
        int penalty = y->at[n].meagre ? PENALTY_MEAGRE : PENALTY_HYPHEN;
        Cut *c = add_cut(s, i, i, title ? PENALTY_TITLE : penalty);
        c->offset = y->at[n].offset;
        c->hyphen = c->flagged = true;
        c->end = p->x + face_scale(face, y->at[n].before, p->type->size);
        c->end_plain = c->end - p->type->hyphen;
        c->next_x = p->x + p->width - face_scale(face, y->at[n].after, p->type->size);
        hang(k, c);
    }
}

/* Widest that a part may be: the paragraph's first must stand on the first line. */
static int64_t limit(const Room *room, size_t part) {
    return part == 0 ? room->first : room->other;
}

static void tear_at(Cutter *k, size_t i, uint32_t offset, int64_t units) {
    const Part *p = &k->s->parts[i];
    Cut *c = add_cut(k->s, i, i, PENALTY_TORN);
    c->offset = offset;
    c->torn = true;
    c->end = c->end_plain = c->next_x = p->x + face_scale(p->type->face, units, p->type->size);
}

/* The last resort: as many letters as fit, again and again; rather behind a mark than between
 * letters when that leaves the line half full. */
static void tear(Cutter *k, size_t i) {
    const Part *p = &k->s->parts[i];
    const Glyph *glyphs = p->shaped->glyphs;
    int64_t em = face_upem(p->type->face);
    int64_t room = (limit(&k->room, i) - p->type->size / 8) * em /
                   (p->type->size > 0 ? p->type->size : 1);
    int64_t units = 0, begun = 0, good = 0;
    uint32_t good_at = 0;
    for (size_t g = 0; g < p->shaped->count; units += glyphs[g++].advance) {
        uint32_t at = glyphs[g].cluster;
        if (g == 0 || at == glyphs[g - 1].cluster || at == 0 || at >= p->text.n) continue;
        if (units > begun && units + glyphs[g].advance - begun > room) {
            bool behind_mark = good > begun && good - begun > room / 2;
            tear_at(k, i, behind_mark ? good_at : at, behind_mark ? good : units);
            begun = behind_mark ? good : units;
        }
        if (strchr(".,/-_:;&?=@)", p->text.p[at - 1])) {
            good = units;
            good_at = at;
        }
    }
}

/* Is every piece between these syllables narrow enough for a line? */
static bool pieces_fit(const Cutter *k, size_t i, const Syllables *y) {
    const Part *p = &k->s->parts[i];
    int64_t rest = p->shaped->advance, most = limit(&k->room, i);
    for (size_t n = 0; n < y->count; n++) {
        if (face_scale(p->type->face, rest - y->at[n].after, p->type->size) + p->type->hyphen >
            most)
            return false;
        rest = y->at[n].after;
    }
    return face_scale(p->type->face, rest, p->type->size) <= most;
}

/* Can a line end in this word? All lines up to here together, as wide and as narrow as they may be,
 * against the room of as many lines as they could fill. */
static bool line_may_end(const Cutter *k, size_t i) {
    const Reach *r = &k->reach;
    if (r->any) return true;
    const Part *p = &k->s->parts[i];
    int64_t end = p->x + p->width + p->type->hyphen;
    int64_t most = end + end * r->wider / 1000 + p->spaces * r->stretch / 100;
    if (most < k->room.first) return false;
    int64_t lines = 1 + (most - k->room.first) / k->room.other;
    int64_t begin = p->x - (lines - 1) * p->type->space;      /* lost where the lines end */
    int64_t least = begin - begin * r->narrower / 1000 - p->spaces * r->shrink / 100;
    return least <= k->room.first + (lines - 1) * k->room.other + lines * r->hang;
}

static void cut_within(Cutter *k, size_t i) {
    Part *p = &k->s->parts[i];
    if (p->kind != PART_WORD) return;
    if (p->loose && p->width > limit(&k->room, i)) {
        const Syllables *y = exact_syllables(k->s, k->a, p, syllables_of(k->s, k->a, p));
        if (pieces_fit(k, i, y)) cut_syllables(k, i, y);
        else tear(k, i);
    } else if (k->level == CUT_SYLLABLES && !p->run->nobreak && line_may_end(k, i)) {
        const Syllables *y = syllables_of(k->s, k->a, p);
        if (may_part(k->s, i, y)) cut_syllables(k, i, y);
    }
}

static void cut_part(Cutter *k, size_t i) {
    switch (k->s->parts[i].kind) {
    case PART_BREAK:
        add_cut(k->s, i, i + 1, 0)->forced = true;
        k->after_leader = false;
        break;
    case PART_SPACE:
        if (!k->after_leader) cut_at_space(k, i);
        break;
    case PART_WORD:
    case PART_IMAGE:
    case PART_PAGE_REF:
        if (k->after_leader) break;
        cut_within(k, i);
        cut_behind(k, i);
        break;
    case PART_LEADER:
        k->after_leader = true;
        break;
    case PART_TAB:
        break;
    }
}

static void cut_all(Cutter *k) {
    k->s->cut_count = 0;
    k->after_leader = false;
    for (size_t i = 0; i < k->s->part_count; i++) cut_part(k, i);
    Cut *end = add_cut(k->s, k->s->part_count, k->s->part_count, 0);
    end->forced = true;
    hang(k, end);
}

/* Marks the parts of pieces that no line can hold. */
static bool find_too_wide(Setter *s, const Room *room) {
    bool found = false;
    int64_t from = 0;
    size_t part = 0;
    for (size_t i = 0; i < s->cut_count; i++) {
        const Cut *c = &s->cuts[i];
        if (c->end - from > (from ? room->other : room->first)) {
            for (size_t k = part; k < c->part + (c->offset > 0); k++)
                s->parts[k].loose = found = true;
        }
        from = c->next_x;
        part = c->next;
    }
    return found;
}

void cuts_make(Setter *s, Arena *a, const ParaStyle *style, CutLevel level, Room room,
               Reach reach) {
    bool justify = style->align == ALIGN_JUSTIFY;
    Cutter k = {s, a, level, room, reach, justify, style->protrude && justify, false};
    cut_all(&k);
    if (find_too_wide(s, &room)) cut_all(&k);
}

/* ---- what was torn ---- */

static bool in_figure(unsigned char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '%';
}

static bool digit(unsigned char c) {
    return c >= '0' && c <= '9';
}

/* Behind its first dot a figure goes on in threes; a code (1.02.03) does not, and may be parted. */
static bool code(Str figure) {
    size_t dots = 0, run = 0;
    bool threes = true;
    for (size_t i = 0; i <= figure.n; i++) {
        unsigned char c = i < figure.n ? (unsigned char)figure.p[i] : '.';
        if (digit(c)) {
            run++;
            continue;
        }
        if (dots && run && run != 3) threes = false;
        if (i < figure.n && c != '.') break;
        run = 0;
        if (i < figure.n) dots++;
    }
    return dots > 1 && !threes;
}

enum { FIGURE_MAX = 64 };     /* bytes looked at on either side; longer is no figure of anybody's */

/* Whether both sides of byte `at` belong to one figure. */
static bool parts_figure(Str word, size_t at) {
    if (at == 0 || at >= word.n) return false;
    unsigned char before = (unsigned char)word.p[at - 1], after = (unsigned char)word.p[at];
    if (!in_figure(before) || !in_figure(after) || !(digit(before) || digit(after))) return false;
    size_t from = at, to = at;
    while (from > 0 && at - from < FIGURE_MAX && in_figure((unsigned char)word.p[from - 1])) from--;
    while (to < word.n && to - at < FIGURE_MAX && in_figure((unsigned char)word.p[to])) to++;
    return !code(str_sub(word, from, to));
}

void cut_tears(const Setter *s, const Cut *cut, Line *line) {
    if (!cut->torn) return;
    size_t i = cut->offset || !cut->part ? cut->part : cut->part - 1;
    size_t first = first_piece(s, i), last = i;
    while (last + 1 < s->part_count && last - i < PIECES_MAX) {
        if (!contiguous(&s->parts[last], &s->parts[last + 1])) break;
        last++;
    }
    int64_t width = 0;
    for (size_t k = first; k <= last; k++) width += s->parts[k].width;
    Str of = s->parts[i].text, tail = s->parts[last].text;
    const char *begin = s->parts[first].text.p;
    const char *at = of.p + (cut->offset ? cut->offset : of.n);
    line->torn = (Str){begin, (size_t)(tail.p + tail.n - begin)};
    line->torn_width = (Len)(width > INT32_MAX / 4 ? INT32_MAX / 4 : width);
    line->torn_figure = parts_figure(line->torn, (size_t)(at - begin));
}
