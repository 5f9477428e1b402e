/*
 * build_tree: trees of boxes from a table's rows: organisation charts, pohon kinerja, cascading.
 *
 * The same tree is tried with type of several sizes, boxes of several widths and more and more of
 * it stacked (tree.h), best first, until one fits the page. What fits no page at the smallest type
 * runs over several: each shows the root again with the children that have room, and a child too
 * large for that comes back as the root of pages of its own. On a page that lies, a tree that has room
 * grows instead: larger type, looser boxes.
 */
#include "build_draw.h"
#include "tree.h"

enum {
    SMALLEST = 6000,          /* type, in thousandths of a point */
    COMFORTABLE = 7500,       /* no smaller as long as stacking helps */
    STEP = 500,
    MOST_NODES = 5000,
    WIDTHS = 8,               /* widths of boxes that are tried */
    GROWN_WIDTHS = 5,         /* of them, those wide enough for a tree that grows */
    LOOSEST = 15,             /* gaps and padding of a tree that grows, in tenths */
};

typedef struct Tree {
    Flow *f;
    Build *b;
    const DrawingSpec *spec;
    TreeNode *nodes;
    Str *lines;               /* of each node, parted by newlines; the first is its name */
    Str *details;             /* what follows the first line */
    size_t count, cap, root;
    Len room_width, room_height;
    Canvas *pieces;
    size_t piece_count, piece_cap;
} Tree;

/* ---- nodes from rows ---- */

static size_t node_add(Tree *t, size_t parent, Str name, Str details) {
    if (t->count == t->cap) {
        size_t cap = t->cap ? t->cap * 2 : 32;
        t->nodes = arena_grow(t->b->a, t->nodes, t->count * sizeof *t->nodes, cap * sizeof *t->nodes);
        t->lines = arena_grow(t->b->a, t->lines, t->count * sizeof *t->lines, cap * sizeof *t->lines);
        t->details = arena_grow(t->b->a, t->details, t->count * sizeof *t->details, cap * sizeof *t->details);
        t->cap = cap;
    }
    t->nodes[t->count] = (TreeNode){.parent = parent};
    t->lines[t->count] = name;
    t->details[t->count] = details;
    return t->count++;
}

static bool filled(Datum d) {
    return d.kind != DATUM_EMPTY && d.kind != DATUM_UNDEFINED && !(d.kind == DATUM_TEXT && str_trim(d.text).n == 0);
}

/* A column a level: what stands under the same path is one node; a blank goes on with the last. */
static void read_levels(Tree *t, const FigureTable *figures) {
    size_t levels = t->spec->table->column_count;
    size_t *last = arena_array(t->b->a, levels, sizeof *last);
    Index *known = index_new(t->b->a);
    for (size_t i = 0; i < levels; i++) last[i] = SIZE_MAX;
    for (size_t row = 0; row < drawing_rows(figures); row++) {
        size_t parent = SIZE_MAX;
        for (size_t level = 0; level < levels; level++) {
            Datum value;
            Str text = drawing_cell(t->b, t->spec, figures, row, level, &value);
            if (filled(value)) {
                bool added;
                Str key = str_printf(t->b->a, "%zu %zu %.*s", level, parent, STR_ARG(text));
                size_t *slot = index_put(known, key, &added);
                if (added) *slot = node_add(t, parent, text, (Str){0});
                if (last[level] != *slot)
                    for (size_t i = level + 1; i < levels; i++) last[i] = SIZE_MAX;
                last[level] = *slot;
            }
            if (last[level] != SIZE_MAX) parent = last[level];
        }
    }
}

static Str row_details(Tree *t, const FigureTable *figures, size_t row, Str *name) {
    Buf out = buf_new(t->b->a);
    *name = (Str){0};
    for (size_t column = 2; column < t->spec->table->column_count; column++) {
        Datum value;
        Str text = drawing_cell(t->b, t->spec, figures, row, column, &value);
        if (!filled(value)) continue;
        if (!name->n) {
            *name = text;
            continue;
        }
        if (out.n) buf_byte(&out, '\n');
        buf_str(&out, text);
    }
    return buf_view(&out);
}

static bool node_twice(Tree *t, Str id, Loc loc) {
    Diag *d = diag_add(t->b->d, ERROR_, "simpul-ganda", loc, "simpul \"%.*s\" ada dua kali", STR_ARG(id));
    diag_see(t->b->d, d, t->spec->loc, "di pohon ini");
    diag_fix(t->b->d, d, "Beri tiap baris nama simpul sendiri.");
    return false;
}

static bool no_parent(Tree *t, Str id, Loc loc) {
    Diag *d = diag_add(t->b->d, ERROR_, "induk-tidak-ada", loc, "induk \"%.*s\" bukan simpul mana pun", STR_ARG(id));
    diag_see(t->b->d, d, t->spec->loc, "di pohon ini");
    diag_fix(t->b->d, d, "Tulis nama simpul yang ada, atau kosongkan untuk puncak pohon.");
    return false;
}

/* A node a row. Parents may come after their children. */
static bool read_rows(Tree *t, const FigureTable *figures) {
    Index *known = index_new(t->b->a);
    size_t rows = drawing_rows(figures);
    bool ok = true;
    for (size_t row = 0; row < rows; row++) {
        Datum id;
        bool added;
        Str key = drawing_cell(t->b, t->spec, figures, row, 0, &id), name;
        Str details = row_details(t, figures, row, &name);
        size_t *slot = index_put(known, key, &added);
        if (!added) ok = node_twice(t, key, id.loc);
        *slot = node_add(t, SIZE_MAX, name, details);
    }
    for (size_t row = 0; row < rows; row++) {
        Datum parent;
        Str key = drawing_cell(t->b, t->spec, figures, row, 1, &parent);
        if (filled(parent) && !index_get(known, key, &t->nodes[row].parent)) ok = no_parent(t, key, parent.loc);
    }
    return ok;
}

/* Several roots hang from one that is not seen. */
static void join_roots(Tree *t) {
    size_t roots = 0;
    for (size_t i = 0; i < t->count; i++) {
        if (t->nodes[i].parent != SIZE_MAX) continue;
        roots++;
        t->root = i;
    }
    if (roots < 2) return;
    t->root = node_add(t, SIZE_MAX, (Str){0}, (Str){0});
    t->nodes[t->root].hidden = true;
    for (size_t i = 0; i < t->root; i++)
        if (t->nodes[i].parent == SIZE_MAX) t->nodes[i].parent = t->root;
}

static bool too_many(Tree *t) {
    Diag *d = diag_add(t->b->d, ERROR_, "pohon-terlalu-besar", t->spec->loc,
                       "pohon ini punya %zu simpul; paling banyak %d", t->count, MOST_NODES);
    diag_fix(t->b->d, d, "Batasi barisnya dengan \"bila\", atau cetak sebagai tabel.");
    return false;
}

static bool read_tree(Tree *t, const FigureTable *figures) {
    bool ok = true;
    if (t->spec->levels) read_levels(t, figures);
    else ok = read_rows(t, figures);
    if (!ok || !t->count) return false;
    if (t->count > MOST_NODES) return too_many(t);
    join_roots(t);
    size_t bad = 0;
    if (tree_order(t->b->a, t->nodes, t->count, &bad)) return true;
    Diag *d = diag_add(t->b->d, ERROR_, "pohon-salah", t->spec->loc,
                       "\"%.*s\" tidak sampai ke puncak pohon: induknya melingkar, atau lebih dari %d tingkat",
                       STR_ARG(t->lines[bad]), TREE_DEEPEST);
    diag_fix(t->b->d, d, "Periksa kolom induk.");
    return false;
}

/* ---- how it is set ---- */

typedef struct Setting {
    Len size, width;          /* of type, of boxes */
    unsigned fold;
    TreeGaps gaps;
    Len pad_x, pad_y;
} Setting;

static Colour level_fill(const Style *style, unsigned depth) {
    static const Colour fills[] = {
        {0x1f, 0x3d, 0x63, false}, {0xc9, 0xd8, 0xea, false}, {0xec, 0xf1, 0xf7, false}, {0xff, 0xff, 0xff, false},
    };
    const Colour *at = style->tree_fill_count ? style->tree_fills : fills;
    size_t count = style->tree_fill_count ? style->tree_fill_count : sizeof fills / sizeof *fills;
    return at[depth < count ? depth : count - 1];
}

static unsigned level_of(const Tree *t, size_t i) {
    return t->nodes[i].depth - (t->nodes[t->root].hidden && !t->nodes[i].hidden);
}

static Colour node_fill(const Tree *t, size_t i) {
    return level_fill(t->b->style, level_of(t, i));
}

/* What stands above others in bold: the top of the tree, a name above its details. */
static Para node_para(Tree *t, size_t i, LabelStyle style) {
    Para name = label_para(t->b, style, t->lines[i], t->details[i].n > 0 || level_of(t, i) == 0);
    if (!t->details[i].n) return name;
    Para more = label_para(t->b, style, t->details[i], false);
    Run *runs = arena_array(t->b->a, name.run_count + more.run_count + 1, sizeof *runs);
    memcpy(runs, name.runs, name.run_count * sizeof *runs);
    runs[name.run_count] = (Run){.kind = RUN_BREAK, .style = style.plain};
    memcpy(runs + name.run_count + 1, more.runs, more.run_count * sizeof *runs);
    name.runs = runs;
    name.run_count += more.run_count + 1;
    return name;
}

static Setting setting_of(Len size) {
    return (Setting){.size = size, .pad_x = size / 2, .pad_y = size * 9 / 20,
                     .gaps = {.x = size, .y = size * 2, .stack = size * 3 / 5, .indent = size * 13 / 10}};
}

/* The widths of the longest word and the longest line, with their padding. */
static void text_widths(Tree *t, const Setting *s, Len *least, Len *most) {
    Arena *scratch = arena_child(t->b->a);
    LabelStyle style = label_style(t->b, s->size, ALIGN_CENTRE, INK);
    *least = *most = 0;
    for (size_t i = 0; i < t->count; i++) {
        if (t->nodes[i].hidden) continue;
        Para p = node_para(t, i, style);
        ParaWidths w = para_widths(t->b->setter, scratch, &p);
        if (w.min > *least) *least = w.min;
        if (w.max > *most) *most = w.max;
    }
    arena_free(scratch);
    *least += 2 * s->pad_x;
    *most += 2 * s->pad_x + 10;
}

static void measure_boxes(Tree *t, const Setting *s) {
    LabelStyle style = label_style(t->b, s->size, ALIGN_CENTRE, INK);
    for (size_t i = 0; i < t->count; i++) {
        TreeNode *n = &t->nodes[i];
        if (n->hidden) continue;
        Para p = node_para(t, i, style);
        n->width = s->width;
        n->height = label_height(t->b, &p, s->width - 2 * s->pad_x) + 2 * s->pad_y;
    }
}

static bool fits(Tree *t, const Setting *s, size_t root, size_t first, size_t end, const bool *cut, TreeSize *size) {
    Arena *scratch = arena_child(t->b->a);
    *size = tree_place(scratch, t->nodes, root, first, end, cut, s->fold, s->gaps);
    arena_free(scratch);
    return size->width <= t->room_width && size->height <= t->room_height;
}

/* ---- the best setting ---- */

typedef struct Search {
    Setting best;
    bool found;
    int cost;
} Search;

/* Type that is hard to read costs most, then a tree that is all one stack, smaller type, stacks,
 * narrow boxes. */
static int setting_cost(Len base, Len size, unsigned fold, unsigned below, unsigned narrow) {
    int small = (int)((base - size) / STEP), tiny = size < COMFORTABLE ? 40 : 0;
    int outline = below && fold >= below ? 25 : 0;
    return small * 6 + tiny + outline + (int)fold * 9 - (fold == 1 ? 5 : 0) + (int)narrow * 2;
}

static Len box_width(unsigned narrow, Len size, Len least, Len most) {
    static const Len tenths[WIDTHS] = {170, 140, 120, 105, 95, 85, 75, 0};    /* of the type's size */
    Len width = tenths[narrow] * size / 10;
    if (width > most) width = most;
    return width < least ? least : width;
}

/* Even boxes of one line, without any room between them, are more than the page holds. */
static bool boxes_fill(const Tree *t, const Setting *s, Len least) {
    int64_t box = (int64_t)least * (s->size + 2 * s->pad_y);
    return box > (int64_t)t->room_width * t->room_height / (int64_t)t->count;
}

static void try_size(Tree *t, Len base, Len size, Search *search) {
    Setting s = setting_of(size);
    Len least, most, before = 0;
    text_widths(t, &s, &least, &most);
    if (boxes_fill(t, &s, least)) return;
    for (unsigned narrow = 0; narrow < WIDTHS; narrow++) {
        s.width = box_width(narrow, size, least, most);
        if (s.width == before) continue;
        before = s.width;
        bool measured = false;
        for (unsigned fold = 0; fold <= t->nodes[t->root].below; fold++) {
            int cost = setting_cost(base, size, fold, t->nodes[t->root].below, narrow);
            if (search->found && cost >= search->cost) continue;
            if (!measured) measure_boxes(t, &s);
            measured = true;
            TreeSize room;
            s.fold = fold;
            if (!fits(t, &s, t->root, 0, SIZE_MAX, NULL, &room)) continue;
            *search = (Search){s, true, cost};
        }
    }
}

static Len base_size(const Tree *t) {
    Len size = label_size(t->b);
    return size < SMALLEST ? SMALLEST : size;
}

/* Boxes as wide as the page lets them be, so that their texts take fewer lines. */
static void widen(Tree *t, Setting *s) {
    Len least, most;
    TreeSize room;
    text_widths(t, s, &least, &most);
    for (Setting wider = *s; wider.width < most; *s = wider) {
        wider.width += s->size / 4;
        if (wider.width > most) wider.width = most;
        measure_boxes(t, &wider);
        if (!fits(t, &wider, t->root, 0, SIZE_MAX, NULL, &room)) break;
    }
    measure_boxes(t, s);
}

/* ---- growing ---- */

static Setting looser(Setting s, Len tenths) {
    s.pad_x = s.pad_x * tenths / 10;
    s.pad_y = s.pad_y * tenths / 10;
    s.gaps.y = s.gaps.y * tenths / 10;
    s.gaps.stack = s.gaps.stack * tenths / 10;
    return s;
}

/* The widest boxes that the page holds with these letters and gaps. */
static bool grows_to(Tree *t, Setting *s) {
    Len least, most;
    TreeSize room;
    text_widths(t, s, &least, &most);
    if (boxes_fill(t, s, least)) return false;
    for (unsigned narrow = 0; narrow < GROWN_WIDTHS; narrow++) {
        s->width = box_width(narrow, s->size, least, most);
        measure_boxes(t, s);
        if (fits(t, s, t->root, 0, SIZE_MAX, NULL, &room)) return true;
    }
    return false;
}

/* A page that lies was turned for what is wide, and is read from further away: there a tree takes the type
 * of the text around it and up to two thirds of the page, so that what stands before it keeps its place.
 * It grows as it stands: nothing is stacked for it. */
static void grow(Tree *t, Setting *best) {
    if (t->f->measure <= t->f->height) return;
    Len standing = t->room_height, most = best->size * 3 / 2;
    if (t->f->text->size < most) most = t->f->text->size;
    t->room_height = standing / 3 * 2;
    bool grown = false;
    for (Len size = most; size >= best->size && !grown; size -= STEP)
        for (Len tenths = LOOSEST; tenths >= 10 && !grown; tenths--) {
            Setting s = looser(setting_of(size), tenths);
            s.fold = best->fold;
            grown = grows_to(t, &s);
            if (grown) *best = s;
        }
    if (!grown) t->room_height = standing;
}

/* ---- painting ---- */

static const Colour LINE = {0x50, 0x58, 0x64, false};
enum { STROKE = 600 };

static Pen line_pen(void) {
    return pen_line(LINE, STROKE);
}

static void paint_box(Tree *t, Canvas *c, const Setting *s, size_t i) {
    const TreeNode *n = &t->nodes[i];
    Colour fill = node_fill(t, i);
    canvas_rect(c, n->x, n->y, n->width, n->box_height, (Pen){fill, LINE, STROKE, false});
    Para p = node_para(t, i, label_style(t->b, s->size, ALIGN_CENTRE, colour_on(fill)));
    Len height = n->height - 2 * s->pad_y;
    canvas_text(c, p, n->x + s->pad_x, n->y + (n->box_height - height) / 2, n->width - 2 * s->pad_x);
}

/* A small arrow: what hangs below stands on another page. */
static void paint_more(Canvas *c, const TreeNode *n, const Setting *s) {
    Len x = n->x + n->width / 2, y = n->y + n->box_height, half = s->size / 4;
    canvas_move(c, x - half, y);
    canvas_line(c, x + half, y);
    canvas_line(c, x, y + half);
    canvas_close(c);
    canvas_paint(c, pen_fill(LINE));
}

static void join_stack(Canvas *c, const TreeNode *n, const TreeNode *child, const Setting *s) {
    Len x = n->x + s->gaps.indent / 2, y = child->y + child->box_height / 2;
    canvas_move(c, x, n->y + n->box_height);
    canvas_line(c, x, y);
    canvas_line(c, child->x, y);
    canvas_paint(c, line_pen());
}

static void join_level(Canvas *c, const TreeNode *n, const TreeNode *child, const Setting *s) {
    Len from = n->x + n->width / 2, to = child->x + child->width / 2, bus = child->y - s->gaps.y / 2;
    canvas_move(c, from, n->y + n->box_height);
    canvas_line(c, from, bus);
    if (to != from) canvas_line(c, to, bus);
    canvas_line(c, to, child->y);
    canvas_paint(c, line_pen());
}

typedef struct Part { size_t root, first, end; const bool *cut; } Part;

static void paint_node(Tree *t, Canvas *c, const Setting *s, const Part *part, size_t i) {
    const TreeNode *n = &t->nodes[i];
    bool root = i == part->root, cut = part->cut && part->cut[i] && !root;
    size_t first = root ? part->first : 0, end = root && part->end < n->child_count ? part->end : n->child_count;
    for (size_t k = first; k < end && !cut; k++) {
        const TreeNode *child = &t->nodes[n->children[k]];
        if (!n->hidden && child->stacked) join_stack(c, n, child, s);
        else if (!n->hidden) join_level(c, n, child, s);
    }
    if (!n->hidden) paint_box(t, c, s, i);
    if (cut && n->child_count) paint_more(c, n, s);
    for (size_t k = first; k < end && !cut; k++) paint_node(t, c, s, part, n->children[k]);
}

static void paint_part(Tree *t, const Setting *s, Part part) {
    t->pieces = arena_room(t->b->a, t->pieces, t->piece_count, &t->piece_cap, sizeof *t->pieces);
    TreeSize size;
    fits(t, s, part.root, part.first, part.end, part.cut, &size);
    Canvas *c = &t->pieces[t->piece_count++];
    *c = (Canvas){.b = t->b, .width = size.width, .height = size.height};
    paint_node(t, c, s, &part, part.root);
}

/* ---- over several pages ---- */

/* The children from `first` on that have room together: one at least. */
static size_t page_end(Tree *t, const Setting *s, size_t root, size_t first, const bool *cut) {
    size_t end = first + 1, count = t->nodes[root].child_count;
    TreeSize size;
    while (end < count && fits(t, s, root, first, end + 1, cut, &size)) end++;
    return end;
}

/* How many pages it takes below `root`; 0: something fits no page. Painted when `paint`. */
static size_t run_over(Tree *t, const Setting *s, size_t root, bool *cut, bool paint) {
    const TreeNode *n = &t->nodes[root];
    TreeSize size;
    size_t pages = 0;
    for (size_t i = 0; i < n->child_count; i++) {
        if (fits(t, s, root, i, i + 1, cut, &size)) continue;
        cut[n->children[i]] = true;
        if (!t->nodes[n->children[i]].child_count || !fits(t, s, root, i, i + 1, cut, &size)) return 0;
    }
    for (size_t first = 0; first < n->child_count; pages++) {
        size_t end = page_end(t, s, root, first, cut);
        if (paint) paint_part(t, s, (Part){root, first, end, cut});
        first = end;
    }
    for (size_t i = 0; i < n->child_count; i++) {
        if (!cut[n->children[i]]) continue;
        size_t more = run_over(t, s, n->children[i], cut, paint);
        if (!more) return 0;
        pages += more;
    }
    return pages;
}

static size_t pages_of(Tree *t, const Setting *s, bool paint) {
    bool *cut = arena_array(t->b->a, t->count, sizeof *cut);
    return run_over(t, s, t->root, cut, paint);
}

/* The fewest pages with type of this size. */
static bool best_pages(Tree *t, Len size, Setting *best) {
    Setting s = setting_of(size);
    Len least, most;
    size_t fewest = SIZE_MAX;
    text_widths(t, &s, &least, &most);
    for (unsigned narrow = 1; narrow < WIDTHS; narrow++) {
        s.width = box_width(narrow, size, least, most);
        measure_boxes(t, &s);
        for (s.fold = 0; s.fold <= t->nodes[t->root].below; s.fold++) {
            size_t pages = pages_of(t, &s, false);
            if (!pages || pages >= fewest) continue;
            fewest = pages;
            *best = s;
        }
    }
    return fewest != SIZE_MAX;
}

static void too_large(Tree *t) {
    Diag *d = diag_add(t->b->d, WARNING_, "pohon-terlalu-besar", t->spec->loc,
                       "pohon ini tidak muat di halaman dengan huruf %d pt, lalu dikecilkan", SMALLEST / 1000);
    diag_fix(t->b->d, d, "Taruh di halaman mendatar atau kertas yang lebih besar, atau perpendek isi kotaknya.");
}

static void draw_pages(Tree *t) {
    Setting s;
    Len size = COMFORTABLE;
    while (size >= SMALLEST && !best_pages(t, size, &s)) size -= STEP;
    if (size >= SMALLEST) {
        measure_boxes(t, &s);
        pages_of(t, &s, true);
        return;
    }
    too_large(t);
    Len least, most;
    s = setting_of(SMALLEST);
    text_widths(t, &s, &least, &most);
    s.width = box_width(1, SMALLEST, least, most);
    s.fold = 1;
    measure_boxes(t, &s);
    paint_part(t, &s, (Part){t->root, 0, SIZE_MAX, NULL});
}

/* ---- in words ---- */

static void say_name(Tree *t, Buf *out, size_t i) {
    buf_str(out, t->lines[i]);
    for (size_t k = 0; k < t->details[i].n; k++) {
        char c = t->details[i].p[k];
        if (k == 0) buf_cstr(out, ", ");
        if (c == '\n') buf_cstr(out, ", ");
        else buf_byte(out, c);
    }
}

/* "Di bawah A: B; C. Di bawah C: D." */
static void say_below(Tree *t, Buf *out, size_t i) {
    const TreeNode *n = &t->nodes[i];
    if (n->child_count && !n->hidden) {
        buf_cstr(out, out->n ? " Di bawah " : "Di bawah ");
        buf_str(out, t->lines[i]);
        buf_cstr(out, ": ");
    }
    for (size_t k = 0; k < n->child_count; k++) {
        if (k) buf_cstr(out, "; ");
        say_name(t, out, n->children[k]);
    }
    if (n->child_count) buf_byte(out, '.');
    for (size_t k = 0; k < n->child_count; k++) say_below(t, out, n->children[k]);
}

static Str in_words(Tree *t) {
    Buf out = buf_new(t->b->a);
    if (t->count == 1) say_name(t, &out, t->root);
    say_below(t, &out, t->root);
    return buf_view(&out);
}

/* ---- all of it ---- */

Drawing draw_tree(Flow *f, const DrawingSpec *spec, const FigureTable *figures, Len width, Len height) {
    Tree t = {.f = f, .b = f->b, .spec = spec, .room_width = width, .room_height = height};
    if (!read_tree(&t, figures)) return (Drawing){0};
    Search search = {.found = false};
    Len base = base_size(&t);
    for (Len size = base; size >= SMALLEST; size -= STEP) try_size(&t, base, size, &search);
    if (search.found) {
        if (search.best.size == base) grow(&t, &search.best);
        widen(&t, &search.best);
        paint_part(&t, &search.best, (Part){t.root, 0, SIZE_MAX, NULL});
    } else {
        draw_pages(&t);
    }
    return (Drawing){t.pieces, t.piece_count, in_words(&t)};
}
