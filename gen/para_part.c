/*
 * para_part: runs to parts. White space of any length is one space; a word is cut at the written
 * hyphens and slashes where a line may end; characters that a face lacks are set from another face.
 *
 * Most paragraphs are a table's cells: a word there costs one look into the table of shaped words.
 */
#include "para_internal.h"

enum { WORD_BYTES = 512 };    /* longer ones (never words) are taken in such pieces */

static Part *add_part(Setter *s, PartKind kind, const Run *run, const Type *type) {
    if (type && kind != PART_WORD && kind != PART_IMAGE) type = type->plain;
    Part *p = SCRATCH(s, parts, part_count, part_cap);
    *p = (Part){.kind = kind, .run = run, .type = type};
    return p;
}

/* ---- words ---- */

static void add_shaped(Setter *s, const Run *run, const Type *type, Str text, Shaped *shaped) {
    Part *p = add_part(s, PART_WORD, run, type);
    p->text = text;
    p->shaped = shaped;
    p->width = face_scale(type->face, shaped->advance, type->size);
}

/* The face for the character at the beginning of `rest`, and its length. */
static const Face *face_for(Setter *s, const Run *run, const Type *type, Str rest, size_t *length) {
    const char *at = rest.p;
    uint32_t c = utf8_next(&at, rest.p + rest.n);
    *length = (size_t)(at - rest.p);
    if (face_has(type->face, c)) return type->face;
    const Face *other = font_fallback(s->fonts, type->face, c);
    Str character = str_sub(rest, 0, *length);
    Loc at_run = run->loc.source ? loc_within(run->loc, character) : LOC_NONE;
    type_tell_missing(s, at_run, character, type->face, other);
    return other ? other : type->face;
}

static void add_with_fallback(Setter *s, Arena *a, const Run *run, const Type *type, Str text) {
    size_t from = 0;
    while (from < text.n) {
        size_t length, to = from;
        const Face *face = face_for(s, run, type, str_sub(text, from, text.n), &length);
        for (to += length; to < text.n; to += length) {
            if (face_for(s, run, type, str_sub(text, to, text.n), &length) != face) break;
        }
        const Type *other = type_variant(s, type, face, type->size, type->rise, type->capitals);
        Str piece = str_sub(text, from, to);
        add_shaped(s, run, other, piece, font_shape(s->fonts, a, face, piece, other->features));
        from = to;
    }
}

static void add_text(Setter *s, Arena *a, const Run *run, const Type *type, Str text) {
    if (!text.n) return;
    Shaped *shaped = font_shape(s->fonts, a, type->face, text, type->features);
    if (shaped->missing) add_with_fallback(s, a, run, type, text);
    else add_shaped(s, run, type, text, shaped);
}

static bool is_small(const char *p, const char *end, size_t *length) {
    const char *at = p;
    uint32_t c = utf8_next(&at, end);
    *length = (size_t)(at - p);
    return (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
}

/* A face without small capitals gets capitals at four fifths of the size. */
static void add_small_caps(Setter *s, Arena *a, const Run *run, const Type *type, Str text) {
    const Type *small = type_variant(s, type, type->face, type->size * 4 / 5, type->rise, true);
    const char *p = text.p, *end = text.p + text.n;
    while (p < end) {
        size_t n;
        const char *from = p;
        bool low = is_small(p, end, &n);
        for (p += n; p < end && is_small(p, end, &n) == low; p += n) {}
        Str piece = {from, (size_t)(p - from)};
        if (low) add_text(s, a, run, small, str_upper(a, piece));
        else add_text(s, a, run, type, piece);
    }
}

static Str without_unseen_mark(Str piece) {
    static const char *const marks[] = {WORD_SOFT_HYPHEN, WORD_ZERO_SPACE};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        Str mark = str_of(marks[i]);
        if (str_ends(piece, mark)) return str_sub(piece, 0, piece.n - mark.n);
    }
    return piece;
}

static void add_piece(Setter *s, Arena *a, const Run *run, const Type *type, Str text,
                      Follow follow) {
    size_t before = s->part_count;
    bool fake = type->style.small_caps && !(type->features & SHAPE_SMALL_CAPS);
    if (fake) add_small_caps(s, a, run, type, text);
    else add_text(s, a, run, type, text);
    if (s->part_count > before && !run->nobreak) s->parts[s->part_count - 1].follow = follow;
}

/* The length of the next stretch of a word: all of it, save for what is no word. */
static size_t stretch_of(Str word) {
    if (word.n <= WORD_BYTES) return word.n;
    size_t n = WORD_BYTES;
    while (n > WORD_BYTES - 4 && ((unsigned char)word.p[n] & 0xC0) == 0x80) n--;
    return n;
}

static void add_stretch(Setter *s, Arena *a, const Run *run, const Type *type, Str word) {
    size_t from = 0, n;
    Follow follow;
    while (from < word.n && (n = word_piece(word, from, &follow))) {
        Str piece = str_sub(word, from, from + n);
        add_piece(s, a, run, type, without_unseen_mark(piece), follow);
        from += n;
    }
    add_piece(s, a, run, type, str_sub(word, from, word.n), FOLLOW_NEVER);
}

/* `marked`: it has a byte that could begin a hyphen, slash or unseen mark. */
static void add_word(Setter *s, Arena *a, const Run *run, const Type *type, Str word, bool marked) {
    while (word.n) {
        Str stretch = str_sub(word, 0, stretch_of(word));
        if (marked) add_stretch(s, a, run, type, stretch);
        else add_piece(s, a, run, type, stretch, FOLLOW_NEVER);
        word = str_sub(word, stretch.n, word.n);
    }
}

/* ---- spaces ---- */

static void add_space(Setter *s, const Run *run, const Type *type, bool hard) {
    Part *last = s->part_count ? &s->parts[s->part_count - 1] : NULL;
    if (last && last->kind == PART_SPACE) {             /* two spaces are one */
        if (hard) last->follow = FOLLOW_NEVER;
        return;
    }
    if (!last || last->kind == PART_BREAK || last->kind == PART_TAB)
        return; /* none begins a line */
    Part *p = add_part(s, PART_SPACE, run, type);
    p->width = p->type->space;
    p->follow = hard || run->nobreak ? FOLLOW_NEVER : FOLLOW_FREE;
}

/* A space before a break, a leader or the end is not set. */
static void drop_space(Setter *s) {
    if (s->part_count && s->parts[s->part_count - 1].kind == PART_SPACE) s->part_count--;
}

enum Class { PLAIN, SPACE, MARK, LEAD_C2, LEAD_E2 };
static const uint8_t classes[256] = {
    [0] = SPACE,  [1] = SPACE,      [2] = SPACE,      [3] = SPACE,    [4] = SPACE,    [5] = SPACE,
    [6] = SPACE,  [7] = SPACE,      [8] = SPACE,      ['\t'] = SPACE, ['\n'] = SPACE, [11] = SPACE,
    [12] = SPACE, ['\r'] = SPACE,   [14] = SPACE,     [15] = SPACE,   [16] = SPACE,   [17] = SPACE,
    [18] = SPACE, [19] = SPACE,     [20] = SPACE,     [21] = SPACE,   [22] = SPACE,   [23] = SPACE,
    [24] = SPACE, [25] = SPACE,     [26] = SPACE,     [27] = SPACE,   [28] = SPACE,   [29] = SPACE,
    [30] = SPACE, [31] = SPACE,     [' '] = SPACE,    [127] = SPACE,  ['-'] = MARK,   ['/'] = MARK,
    ['@'] = MARK, [0xC2] = LEAD_C2, [0xE2] = LEAD_E2,
};

/* Bytes of a space that never breaks, at p: U+00A0, U+202F. */
static size_t hard_space(const char *p, const char *end) {
    if (end - p >= 2 && memcmp(p, "\xC2\xA0", 2) == 0) return 2;
    if (end - p >= 3 && memcmp(p, "\xE2\x80\xAF", 3) == 0) return 3;
    return 0;
}

/* Reads a word from p; *marked when it may have to be cut. */
static const char *skip_word(const char *p, const char *end, bool *marked) {
    *marked = false;
    for (; p < end; p++) {
        switch (classes[(unsigned char)*p]) {
        case SPACE:
            return p;
        case MARK:
            *marked = true;
            break;
        case LEAD_C2:
        case LEAD_E2:
            if (hard_space(p, end)) return p;
            *marked = true;
            break;
        }
    }
    return p;
}

static void add_run_text(Setter *s, Arena *a, const Run *run, const Type *type) {
    if (!run->text.n) return;
    const char *p = run->text.p, *end = p + run->text.n;
    while (p < end) {
        size_t hard = hard_space(p, end);
        if (hard || classes[(unsigned char)*p] == SPACE) {
            add_space(s, run, type, hard > 0);
            p += hard ? hard : 1;
            continue;
        }
        bool marked;
        const char *to = skip_word(p, end, &marked);
        add_word(s, a, run, type, (Str){p, (size_t)(to - p)}, marked);
        p = to;
    }
}

/* ---- other runs ---- */

static int64_t width_of(const Setter *s, size_t from) {
    int64_t w = 0;
    for (size_t i = from; i < s->part_count; i++) w += s->parts[i].width;
    return w;
}

static size_t line_start(const Setter *s) {
    size_t i = s->part_count;
    while (i && s->parts[i - 1].kind != PART_BREAK) i--;
    return i;
}

/* What stands before a tab is set as it is, so that the tab can be measured now. */
static void add_tab(Setter *s, const Run *run, const Type *type, const Measure *m) {
    drop_space(s);
    size_t start = line_start(s);
    int64_t x = (start == 0 ? m->first : m->left) + width_of(s, start);
    for (size_t i = start; i < s->part_count; i++) {
        s->parts[i].rigid = true;
        s->parts[i].follow = FOLLOW_NEVER;
    }
    int64_t room = run->width - x;
    Part *p = add_part(s, PART_TAB, run, type);
    p->width = room > p->type->space ? (Len)room : p->type->space;
    p->rigid = true;
}

/* The text before the dots ends with a space without width, so that whoever reads the text alone
 * finds title and number apart. */
static void add_leader(Setter *s, const Run *run, const Type *type) {
    drop_space(s);
    if (s->part_count && s->parts[s->part_count - 1].kind == PART_WORD) {
        const Part *word = &s->parts[s->part_count - 1];
        Part *space = add_part(s, PART_SPACE, word->run, word->type);
        space->rigid = true;
    }
    add_part(s, PART_LEADER, run, type)->width = type->size;
}

static void add_footnote(Setter *s, Arena *a, const Run *run, const Type *type) {
    drop_space(s);                                      /* the mark follows its word closely */
    if (!type->rise)
        type =
            type_variant(s, type, type->face, type->size * 2 / 3, type->size / 3, type->capitals);
    add_text(s, a, run, type, run->text);
}

static void add_image(Setter *s, const Run *run, const Type *type) {
    if (!run->image || run->width <= 0) return;
    Part *p = add_part(s, PART_IMAGE, run, type);
    p->width = run->width;
    int64_t h = run->image->width ? (int64_t)run->width * run->image->height / run->image->width
                                  : 0;
    p->height = h > INT32_MAX ? INT32_MAX : (Len)h;
}

/* Room for a page's label when the run does not say: three digits. */
static Len label_room(Setter *s, Arena *a, const Run *run, const Type *type) {
    if (run->width > 0) return run->width;
    type = type->plain;
    return face_scale(type->face,
                      font_shape(s->fonts, a, type->face, STR("888"), type->features)->advance,
                      type->size);
}

static void add_run(Setter *s, Arena *a, const Run *run, const Measure *m) {
    if (run->kind == RUN_BREAK) {
        drop_space(s);
        add_part(s, PART_BREAK, run, s->last_type);
        return;
    }
    if (!run->style) return;
    const Type *type = type_of(s, run->style, run->loc);
    if (!type->face) return;
    switch (run->kind) {
    case RUN_TEXT:
        add_run_text(s, a, run, type);
        break;
    case RUN_LEADER:
        add_leader(s, run, type);
        break;
    case RUN_TAB:
        add_tab(s, run, type, m);
        break;
    case RUN_PAGE_REF:
        add_part(s, PART_PAGE_REF, run, type)->width = label_room(s, a, run, type);
        break;
    case RUN_FOOTNOTE:
        add_footnote(s, a, run, type);
        break;
    case RUN_IMAGE:
        add_image(s, run, type);
        break;
    case RUN_BREAK:
        break;
    }
}

/* ---- sums ---- */

static void sum_up(Setter *s) {
    int64_t x = 0, spaces = 0;
    for (size_t i = 0; i < s->part_count; i++) {
        Part *p = &s->parts[i];
        p->x = x;
        p->spaces = spaces;
        x += p->width;
        if (p->kind == PART_SPACE && !p->rigid) spaces += p->width;
    }
    Part *sentinel = SCRATCH(s, parts, part_count, part_cap);    /* the sums behind the last part */
    *sentinel = (Part){.kind = PART_BREAK, .x = x, .spaces = spaces};
    s->part_count--;
}

void parts_make(Setter *s, Arena *a, const Para *p, const Measure *m) {
    s->part_count = 0;
    for (size_t i = 0; i < p->run_count; i++) add_run(s, a, &p->runs[i], m);
    drop_space(s);
    while (s->part_count && s->parts[s->part_count - 1].kind == PART_BREAK) s->part_count--;
    sum_up(s);
}

int64_t parts_width(const Setter *s) {
    return s->parts[s->part_count].x;
}
