/*
 * para_internal: the paragraph's stages, from runs to lines.
 *
 *   runs -para_part-> parts -para_cut-> cuts -para_fit-> chosen cuts -para_line-> lines
 *
 * A part is what is never looked into by the breaking: a word (or the piece of one between written
 * hyphens), a space, an image. A cut is a place where a line may end. Widths are running sums over
 * the parts, so that a line's width is one subtraction.
 */
#ifndef LAKIP_PARA_INTERNAL_H
#define LAKIP_PARA_INTERNAL_H

#include "para.h"

/* A TextStyle with its face; what a piece of text on a line looks like. */
typedef struct Type Type;
struct Type {
    TextStyle style;          /* key; its family is a copy */
    const Type *base;         /* NULL, or the type this one stands in for: other face or size */
    const Face *face;         /* NULL: the family is missing, nothing is set */
    unsigned features;
    Len size, rise;
    Len space, hyphen;        /* widths */
    int32_t hyphen_units;
    Glyph space_glyph;
    struct Leader *leader;    /* dots, shared by all lines: as many as the longest wanted so far */
    bool capitals;            /* small capitals made of capitals */
    const Type *plain;        /* sets what the program adds itself, space, hyphen, dots: this type, or
                                 the one that stands in where its face lacks one of them */
};

/* Do the words around a space belong together? */
typedef enum Bond { BOND_NONE, BOND_WEAK, BOND_FIRM } Bond;

typedef enum PartKind {
    PART_WORD, PART_SPACE, PART_TAB, PART_LEADER, PART_PAGE_REF, PART_IMAGE, PART_BREAK
} PartKind;

/* May a line end behind this part? */
typedef enum Follow {
    FOLLOW_NEVER,
    FOLLOW_FREE,              /* behind '/', an unseen space; a space's line ends before it */
    FOLLOW_HYPHEN,            /* behind a written hyphen or dash */
    FOLLOW_SOFT,              /* a soft hyphen: one is set when the line ends here */
    FOLLOW_WEAK,              /* rather not: in an address on the web */
    FOLLOW_CODE,              /* the same in the number of a letter, and in justified text alone */
} Follow;

typedef struct Part {
    PartKind kind;
    Follow follow;
    bool rigid;               /* a space that does not stretch: before a tab */
    bool bonded;              /* a space whose bond is known */
    Bond bond;
    bool loose;               /* in a piece wider than a line: to be broken by every means */
    const Run *run;
    const Type *type;
    Str text;                 /* a word's; points into the run */
    Shaped *shaped;
    Len width, height;        /* height: of an image */
    int64_t x, spaces;        /* sums over all earlier parts: widths, widths of flexible spaces */
} Part;

typedef enum Capitals { CAPITALS_NONE, CAPITALS_FIRST, CAPITALS_MANY } Capitals;

/* Where a hyphen may stand in a word; of a kept one in its Shaped.more. */
typedef struct Syllables {
    size_t count;
    Capitals capitals;
    bool title;               /* has a capital, but is no name */
    struct Syllable {
        uint16_t offset;
        bool meagre;          /* leaves two letters on one side */
        int32_t before, after;    /* font units: the first piece with its hyphen; the rest */
    } at[];
} Syllables;

typedef struct Cut {
    uint32_t part, offset;    /* the line ends before this byte of this part */
    uint32_t next;            /* part where the next line begins (same part when offset > 0) */
    bool hyphen;              /* one is set */
    bool flagged;             /* a hyphen is seen at the line's end */
    bool forced;              /* the line must end: a break, the end */
    bool torn;                /* between two letters, for want of anything better */
    int16_t penalty;
    int64_t end, end_plain;   /* sum of widths: with the hyphen, without it */
    int64_t next_x;           /* where the next line begins */
    int64_t end_spaces, next_spaces;
    Len out, in;              /* protrusion at this line's end, at the next line's beginning */
} Cut;

typedef struct Node {
    int64_t demerits;
    uint32_t cut, before;     /* cut: index + 1, 0 is the paragraph's beginning */
    uint8_t fitness, hyphens;
    bool overfull;
    uint32_t part;            /* where its line begins: the part, the sums, the line's width */
    int64_t x, spaces, width;
} Node;

/* A piece of a part on one line. */
typedef struct PieceOf {
    const Part *part;
    Str text;
    Shaped *shaped;
    Len width;
    bool hyphen, last_space;
} LinePiece;

typedef struct Measure {
    Len width;                /* of the block */
    Len left, first, right;   /* indents; first: of the first line, the left one included */
} Measure;

typedef struct Hyphenator Hyphenator;

struct Setter {
    Arena *arena;
    Fonts *fonts;
    Diags *diags;
    Hyphenator *hyphenator;
    Type **types;
    size_t type_count, type_cap;
    const Type *last_type;
    uint32_t link_group;
    const Run *link;          /* the link under way in this paragraph */
    const Type *base;         /* of the paragraph under way: sets its leading */
    uint32_t *told;           /* code points without a glyph */
    size_t told_count, told_cap;

    /* Scratch of the paragraph under way; grown, never shrunk. */
    Part *parts;
    size_t part_count, part_cap;
    Cut *cuts;
    size_t cut_count, cut_cap;
    Node *nodes;
    size_t node_count, node_cap;
    uint32_t *active;
    size_t active_cap;
    LinePiece *pieces;
    size_t piece_count, piece_cap;
    Item *items;
    size_t item_count, item_cap;
    const Block **notes;
    size_t note_count, note_cap;
};

/* Room for one more element of a scratch array. */
#define SCRATCH(s, array, count, cap)                                                   \
    ((s)->count == (s)->cap                                                             \
         ? setter_grow((s), (void **)&(s)->array, &(s)->cap, sizeof *(s)->array) : (void)0, \
     &(s)->array[(s)->count++])
void setter_grow(Setter *s, void **array, size_t *cap, size_t size);

/* ---- para_type.c ---- */
const Type *type_of(Setter *s, const TextStyle *style, Loc mention);
const Type *type_variant(Setter *s, const Type *base, const Face *face, Len size, Len rise,
                         bool capitals);
/* The type to set the whole text with: this one, or one with a face that has what this one's lacks.
 * A character that is in no face is an error. */
const Type *type_for(Setter *s, const Type *type, Str text, Loc mention);
/* Once for each character. `other` is what stands in, NULL when none does. */
void type_tell_missing(Setter *s, Loc at, Str character, const Face *missing, const Face *other);

/* ---- para_part.c ---- */
/* Fills s->parts. Shapes that are not kept live in `a`. */
void parts_make(Setter *s, Arena *a, const Para *p, const Measure *m);
/* The sums behind the last part are the paragraph's natural width. */
int64_t parts_width(const Setter *s);

/* ---- para_cut.c ---- */
typedef enum CutLevel { CUT_WORDS, CUT_SYLLABLES } CutLevel;
/* Widths of the first line and of the others. */
typedef struct Room {
    int64_t first, other;
} Room;
/* How far a justified line may be from its natural width in this pass, in percent of its spaces and
 * thousandths of all: where no line can end then, no syllables are looked for. */
typedef struct Reach {
    bool any;                 /* no limit: all syllables */
    int stretch, shrink, wider, narrower;
    Len hang;                 /* most that a line gains at its edges */
} Reach;
/* Fills s->cuts. Pieces that `room` cannot hold are broken up by every means. */
void cuts_make(Setter *s, Arena *a, const ParaStyle *style, CutLevel level, Room room, Reach reach);
/* The word that a torn cut tears goes to the line that ends there. */
void cut_tears(const Setter *s, const Cut *cut, Line *line);

/* ---- para_word.c: what belongs together ---- */
/* Between two words with a space between them. */
Bond word_bond(Str before, Str after);
#define WORD_SOFT_HYPHEN "\xC2\xAD"
#define WORD_ZERO_SPACE "\xE2\x80\x8B"
/* Bytes of the first piece of a word that ends at a written hyphen or slash (or an unseen mark of
 * the two above) where a line may end well; 0: none. *follow says how. */
size_t word_piece(Str word, size_t from, Follow *follow);
/* Does a sentence begin behind this word? */
bool word_ends_sentence(Str word);

/* ---- para_hyphen.c ---- */
Hyphenator *hyphenator_new(Arena *a, Diags *d);
/* Byte offsets at which a word of letters may be hyphenated; at most `max`. */
size_t hyphenator_points(const Hyphenator *h, Str word, uint16_t *points, size_t max);
/* The letters of a word without its punctuation, when they are all it has; else empty. */
Str hyphenator_core(Str word, Capitals *capitals);

enum { LETTERS_MAX = 60 };
/* A word in small letters, one byte each (ISO 8859-1), and where each begins in the source. */
typedef struct Spelling {
    unsigned char c[LETTERS_MAX + 1];     /* NUL-terminated */
    uint16_t at[LETTERS_MAX + 1];
    size_t n;
} Spelling;

/* ---- para_syllable.c ---- */
/* Letters before a final -nya, a syllable of its own that the patterns do not know; 0: none. */
size_t syllables_before_nya(const Spelling *l);
/* Mends what the patterns get wrong. breaks[i]: a hyphen may stand behind letter i. */
void syllables_mend(const Spelling *l, bool *breaks);

/* ---- para_title.c ---- */
/* Is a word with a capital, without punctuation, surely no name? */
bool title_noun(Str word);

/* ---- para_exceptions.c ---- */
/* The word with its hyphens, or NULL. */
const char *hyphen_exception(Str lower_word);

/* ---- para_hang.c ---- */
/* How far a text's last (first) character may hang into the margin. */
Len hang_out(const Type *type, Str text, const Shaped *shaped);
Len hang_in(const Type *type, Str text, const Shaped *shaped);

/* ---- para_fit.c ---- */
/* Chooses cuts; the last node, or 0 when the pass failed. */
typedef struct FitPass {
    int32_t tolerance;        /* largest badness */
    bool need;                /* letters as narrow as they may be, hyphens in a row */
    bool last;                /* whatever it costs */
} FitPass;
uint32_t fit_lines(Setter *s, const ParaStyle *style, const Measure *m, Len em, FitPass pass);
Len fit_width(const Measure *m, bool first);

/* ---- para_line.c ---- */
/* Sets parts from cut `from` (NULL: the beginning) to cut `to` as one line. */
void line_set(Setter *s, Arena *a, const Para *p, Elem *elem, const Measure *m, const Cut *from,
              const Cut *to, Line *line);

/* Width of a list mark. */
Len line_mark_width(Setter *s, Arena *a, const Run *mark);

#endif
