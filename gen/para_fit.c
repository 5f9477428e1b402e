/*
 * para_fit: which cuts become line ends. D. E. Knuth and M. F. Plass, Breaking Paragraphs into
 * Lines (Software: Practice and Experience 11, 1981), in integers.
 *
 * Every way to set the text up to a cut that could still be part of the best paragraph is an active
 * node. A new cut ends a line for each active node that is near enough; of those that look alike
 * from here on (same fitness, same hyphens in a row) only the cheapest is kept.
 *
 * In justified text the letters take what they may of what a line lacks before its spaces do (see
 * para_line), so only the rest counts: by its square, for the eye compares spaces with each other.
 * Hyphens are weighed from the first, not only when all else fails: a hyphen is a smaller evil than
 * a paragraph of wide spaces. Two lines with hyphens in a row, and letters drawn together further
 * than usual, are for paragraphs that have no lines within the spaces' limits otherwise.
 *
 * Ragged text goes the same way: what a line lacks is its badness, and a paragraph of fewer lines
 * always wins.
 */
#include "para_internal.h"

enum {
    LINE_PENALTY = 50, RAGGED_LINE_PENALTY = 10,
    ADJACENT_DEMERITS = 10000, DOUBLE_HYPHEN_DEMERITS = 100000, FINAL_HYPHEN_DEMERITS = 5000,
    SHORT_END_DEMERITS = 20000, LONE_END_DEMERITS = 40000,
    BADNESS_MAX = 1000000,
    FITNESSES = 4, HYPHENS_MAX = 2
};
enum { VERY_LOOSE, LOOSE, NORMAL, TIGHT };

static const int64_t RAGGED_LINE = (int64_t)1
                                   << 44; /* more than all that a line can cost otherwise */
static const int64_t THIRD_HYPHEN = (int64_t)1 << 40;

typedef struct Fit {
    Setter *s;
    const ParaStyle *style;
    const Measure *m;
    FitPass pass;
    bool justify;
    Len rag, em;
    Len hang;                 /* most that a cut can hang out */
    int64_t most_ratio;       /* what spaces or a ragged line may lack of their stretch, times 297 */
    size_t active_from, active_count;   /* those before have no line left to end */
} Fit;

typedef struct Candidate {
    int64_t demerits;
    uint32_t before;
    uint8_t fitness, hyphens;
    bool overfull;
} Candidate;

Len fit_width(const Measure *m, bool first) {
    int64_t w = (int64_t)m->width - m->right - (first ? m->first : m->left);
    return w < 1 ? 1 : (Len)w;
}

/* About 100 (t/s)^3, as TeX reckons it (TeX: the Program, section 108); not cut off at 10000. */
static int32_t badness(int64_t t, int64_t s) {
    if (t <= 0) return 0;
    if (s <= 0 || t > s * 22) return BADNESS_MAX;
    int64_t r = t * 297 / s;
    int64_t b = (r * r * r + (1 << 17)) >> 18;
    return b > BADNESS_MAX ? BADNESS_MAX : (int32_t)b;
}

/* 100 (t/s)^2 of the spaces of a justified line. */
static int32_t unevenness(int64_t t, int64_t s) {
    if (t <= 0) return 0;
    if (s <= 0 || t > s * 22) return BADNESS_MAX;
    return (int32_t)(t * t * 100 / (s * s));
}

static bool has_leader(const Setter *s, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        if (s->parts[i].kind == PART_LEADER) return true;
    }
    return false;
}

typedef struct Stretch {
    int64_t lacks;            /* natural width short of the line's; negative: too wide */
    int64_t width;
    int64_t stretch, shrink;  /* what spaces give; none in ragged text */
    int64_t letters;          /* what letters give, either way */
    int64_t letters_most;     /* and at need */
} Stretch;

static Stretch stretch_of(const Fit *f, const Node *from, const Cut *to) {
    int64_t width = from->width + to->out;
    if (to->forced && has_leader(f->s, from->part, to->part)) width += f->m->right;
    int64_t natural = to->end - from->x, lacks = width - natural;
    if (!f->justify) return (Stretch){lacks, width, 0, 0, 0, 0};
    int64_t spaces = to->end_spaces - from->spaces;
    return (Stretch){lacks, width, spaces * f->style->stretch / 100,
                     spaces * f->style->shrink / 100, natural * f->style->expand / 1000,
                     natural * f->style->expand_most / 1000};
}

/* How much a line may lack before its badness passes the tolerance. */
static int64_t most_lack(const Fit *f, const Stretch *l) {
    int64_t s = f->justify ? l->stretch : f->rag;
    return f->pass.last ? INT64_MAX : l->letters + s * f->most_ratio / 297;
}

/* The badness of a line; *fitness is its class. */
static int32_t judge(const Fit *f, const Stretch *l, bool forced, uint8_t *fitness) {
    *fitness = NORMAL;
    if (!f->justify) {
        bool counts = !forced || f->style->align == ALIGN_CENTRE;
        return counts ? badness(l->lacks, forced ? f->rag * 2 : f->rag) : 0;
    }
    if (l->lacks < 0) {
        int32_t b = badness(-l->lacks - l->letters, l->shrink);
        if (b > 12) *fitness = TIGHT;
        return b;
    }
    if (forced) return 0;
    int32_t b = unevenness(l->lacks - l->letters, l->stretch);
    if (b > 99) *fitness = VERY_LOOSE;
    else if (b > 12) *fitness = LOOSE;
    return b;
}

static int64_t square(int64_t x) {
    return x * x;
}

static int64_t line_cost(const Fit *f, const Node *from, const Cut *to, const Stretch *l,
                         int32_t bad, Candidate *c) {
    int64_t d = square((f->justify ? LINE_PENALTY : RAGGED_LINE_PENALTY) + bad);
    d += square(to->penalty);
    if (f->justify) {
        int apart = (int)c->fitness - (int)from->fitness;
        if (apart > 1 || apart < -1) d += ADJACENT_DEMERITS;
    } else {
        d += RAGGED_LINE;
        if (to->hyphen) d += square(4 * to->penalty);     /* ragged text hardly needs hyphens */
    }
    c->hyphens = 0;
    if (to->flagged) {
        c->hyphens = (uint8_t)(from->hyphens + 1);
        if (c->hyphens > 1) d += DOUBLE_HYPHEN_DEMERITS;
        if (c->hyphens > HYPHENS_MAX) {
            c->hyphens = HYPHENS_MAX;
            d += THIRD_HYPHEN;
        }
    }
    if (to->forced && from->cut) {
        if (f->s->cuts[from->cut - 1].flagged) d += FINAL_HYPHEN_DEMERITS;
        if (l->width - l->lacks < 3 * (int64_t)f->em && l->lacks > 0) d += SHORT_END_DEMERITS;
        if (f->justify && to->end_spaces == from->spaces) d += LONE_END_DEMERITS;
    }
    return d;
}

/* ---- active nodes ---- */

typedef struct Best {
    Candidate of[FITNESSES][HYPHENS_MAX + 1];
    bool have[FITNESSES][HYPHENS_MAX + 1];
    int64_t least;
    bool any;
} Best;

static void consider(Best *b, const Candidate *c) {
    Candidate *slot = &b->of[c->fitness][c->hyphens];
    bool *have = &b->have[c->fitness][c->hyphens];
    if (*have && slot->demerits <= c->demerits) return;
    *slot = *c;
    *have = true;
    if (!b->any || c->demerits < b->least) b->least = c->demerits;
    b->any = true;
}

static void add_node(Fit *f, const Candidate *c, uint32_t cut) {
    Setter *s = f->s;
    if (f->active_count == s->active_cap)
        setter_grow(s, (void **)&s->active, &s->active_cap, sizeof *s->active);
    s->active[f->active_count++] = (uint32_t)s->node_count;
    const Cut *start = cut ? &s->cuts[cut - 1] : NULL;
    *SCRATCH(s, nodes, node_count, node_cap) = (Node){
        .demerits = c->demerits, .cut = cut, .before = c->before, .fitness = c->fitness,
        .hyphens = c->hyphens, .overfull = c->overfull,
        .x = start ? start->next_x : 0, .spaces = start ? start->next_spaces : 0,
        .part = start ? start->next : 0,
        .width = fit_width(f->m, !start) + (start ? start->in : 0),
    };
}

typedef enum Found {
    FOUND_SHORT,              /* the cut is too near, and nearer still for younger nodes */
    FOUND_NEAR,
    FOUND_PAST,               /* no later cut can end a line from this node */
} Found;

/* Lines from these nodes, which stand at one cut, to this cut, if they can be set. */
static Found try_lines(const Fit *f, const uint32_t *nodes, size_t count, const Cut *to,
                       Best *best) {
    const Setter *s = f->s;
    Stretch l = stretch_of(f, &s->nodes[nodes[0]], to);
    /* Another cut may be nearer: without this one's hyphen, or hanging out further. */
    int64_t slack = to->end - to->end_plain - to->out + f->hang;
    int64_t most = l.shrink + (f->pass.need ? l.letters_most : l.letters);
    if (l.lacks < -most) return -l.lacks <= most + slack ? FOUND_NEAR : FOUND_PAST;
    if (!to->forced) {
        most = most_lack(f, &l);
        if (l.lacks > most) return l.lacks - f->em > most ? FOUND_SHORT : FOUND_NEAR;
    }
    uint8_t fitness;
    int32_t bad = judge(f, &l, to->forced, &fitness);
    if (bad > f->pass.tolerance && !f->pass.last) return FOUND_NEAR;
    const uint8_t hyphens = f->pass.last ? UINT8_MAX : f->pass.need ? HYPHENS_MAX : 1;
    for (size_t i = 0; i < count; i++) {
        const Node *from = &s->nodes[nodes[i]];
        if (to->flagged && from->hyphens >= hyphens) continue;
        Candidate c = {.before = nodes[i], .fitness = fitness};
        c.demerits = from->demerits + line_cost(f, from, to, &l, bad, &c);
        consider(best, &c);
    }
    return FOUND_NEAR;
}

/* Nothing fits: the line must stick out. */
static void force_line(const Fit *f, uint32_t node, Best *best) {
    const Node *from = &f->s->nodes[node];
    consider(best, &(Candidate){from->demerits + square(BADNESS_MAX), node, NORMAL, 0, true});
}

static void keep_best(Fit *f, const Best *b, uint32_t cut) {
    int64_t limit = b->least + ADJACENT_DEMERITS +
                    (f->pass.last ? THIRD_HYPHEN : DOUBLE_HYPHEN_DEMERITS);
    for (int i = 0; i < FITNESSES; i++) {
        for (int h = 0; h <= HYPHENS_MAX; h++) {
            if (b->have[i][h] && b->of[i][h].demerits <= limit) add_node(f, &b->of[i][h], cut);
        }
    }
}

static bool cheaper(const Setter *s, uint32_t a, uint32_t b) {
    return s->nodes[a].demerits < s->nodes[b].demerits;
}

/* Do these active nodes stand at one cut? */
static bool together(const Setter *s, size_t i, size_t k) {
    return s->nodes[s->active[i]].cut == s->nodes[s->active[k]].cut;
}

/* Lets the active nodes try to end their lines here, oldest first. False: the pass has failed. */
static bool end_lines(Fit *f, size_t index) {
    Setter *s = f->s;
    const Cut *to = &s->cuts[index];
    Best best = {.any = false};
    memset(best.have, 0, sizeof best.have);
    size_t i = f->active_from, kept = i, n;
    uint32_t cheap = s->active[i];
    for (; i < f->active_count; i += n) {
        n = 1;
        while (i + n < f->active_count && together(s, i, i + n)) n++;
        Found found = try_lines(f, &s->active[i], n, to, &best);
        if (found == FOUND_SHORT && s->nodes[s->active[i]].cut) break;  /* the first line may be
                                                                           narrower */
        for (size_t k = i; k < i + n; k++) {
            if (cheaper(s, s->active[k], cheap)) cheap = s->active[k];
            if (found != FOUND_PAST && !to->forced) s->active[kept++] = s->active[k];
        }
        if (kept == f->active_from) f->active_from = kept = i + n;
    }
    bool moved = kept < i;
    while (moved && i < f->active_count) s->active[kept++] = s->active[i++];
    if (!moved) kept = f->active_count;
    if (kept == f->active_from && !best.any) {
        if (!f->pass.last) return false;
        force_line(f, cheap, &best);
    }
    f->active_count = kept;
    if (best.any) keep_best(f, &best, (uint32_t)index + 1);
    return true;
}

/* The smallest t, in parts of 297, whose badness (or unevenness) passes the tolerance. */
static int64_t most_ratio(int32_t tolerance, bool justify) {
    int64_t r = 0;
    for (int64_t step = 1 << 11; step; step /= 2) {
        int32_t b = justify ? unevenness(r + step, 297) : badness(r + step, 297);
        if (b <= tolerance) r += step;
    }
    return r + 1;
}

static void prepare(Fit *f) {
    Len width = fit_width(f->m, false);
    f->rag = 2 * f->em > width / 6 ? 2 * f->em : width / 6;
    f->hang = f->style->protrude ? f->em / 4 : 0;
    if (!f->justify && !f->pass.last) f->pass.tolerance = badness(width * 2 / 5, f->rag);
    f->most_ratio = f->pass.last ? 0 : most_ratio(f->pass.tolerance, f->justify);
    f->s->node_count = 0;
    f->active_from = f->active_count = 0;
    add_node(f, &(Candidate){.fitness = NORMAL}, 0);
}

uint32_t fit_lines(Setter *s, const ParaStyle *style, const Measure *m, Len em, FitPass pass) {
    Fit f = {.s = s, .style = style, .m = m, .pass = pass, .justify = style->align == ALIGN_JUSTIFY,
             .em = em};
    prepare(&f);
    for (size_t i = 0; i < s->cut_count; i++) {
        if (!end_lines(&f, i)) return 0;
    }
    uint32_t best = s->active[f.active_from];
    for (size_t i = f.active_from; i < f.active_count; i++) {
        if (cheaper(s, s->active[i], best)) best = s->active[i];
    }
    return best;
}
