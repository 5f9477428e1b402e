/*
 * page_deliver: finished sheets on their way to the sink.
 *
 * A finished sheet's anchors tell where labels are. A sheet goes out when every label it refers to
 * is known and, when its margins say how many pages there are, when that is known; else it waits in
 * a list that is looked through after each section. Sheets with pieces of one table go out in
 * order, because a table's elements are closed in order.
 */
#include "page_internal.h"

#include "measure.h"

/* ---- page labels ---- */

static void put_roman(Buf *b, unsigned n, bool small) {
    static const struct { unsigned value; const char *digits; } steps[] = {
        {1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
        {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
    };
    if (n > 10000) {          /* a hundred M are no number any more */
        buf_printf(b, "%u", n);
        return;
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        for (; n >= steps[i].value; n -= steps[i].value) {
            for (const char *c = steps[i].digits; *c; c++) {
                buf_byte(b, small ? (char)(*c | 0x20) : *c);
            }
        }
    }
}

/* a to z, then aa to zz, aaa ... as PDF's own page labels count (ISO 32000-1, 12.4.2). */
static void put_letters(Buf *b, unsigned n, char first) {
    unsigned times = (n - 1) / 26 + 1;
    for (unsigned i = 0; i < times; i++) buf_byte(b, (char)(first + (char)((n - 1) % 26)));
}

static void put_number(Buf *b, Numbering numbering, unsigned n) {
    switch (numbering) {
    case NUMBER_NONE:
        break;
    case NUMBER_ARABIC:
        buf_printf(b, "%u", n);
        break;
    case NUMBER_ROMAN:
        put_roman(b, n, false);
        break;
    case NUMBER_ROMAN_SMALL:
        put_roman(b, n, true);
        break;
    case NUMBER_LETTER:
        put_letters(b, n, 'a');
        break;
    case NUMBER_LETTER_BIG:
        put_letters(b, n, 'A');
        break;
    }
}

Str page_label(Arena *a, const PageSetup *setup, unsigned number) {
    Buf b = buf_new(a);
    buf_str(&b, setup->label_prefix);
    put_number(&b, setup->numbering, number);
    return buf_view(&b);
}

void pager_new_run(Pager *p) {
    if (p->run_count) p->runs[p->run_count - 1].over = true;
    p->runs = arena_room(p->arena, p->runs, p->run_count, &p->run_cap, sizeof *p->runs);
    p->runs[p->run_count++] = (NumberRun){0};
    p->number = 0;
}

/* ---- references ---- */

/* The text that stands for a reference, into *text; false while it is not known. */
static bool resolve(const Pager *p, const Sheet *s, Str target, Str *text) {
    if (!target.n) {
        *text = s->page.label;
        return true;
    }
    if (str_is(target, TARGET_LAST_PAGE)) {
        if (!p->runs[s->run].over) return false;
        Buf b = buf_new(s->own->arena);
        put_number(&b, s->setup->numbering, p->runs[s->run].last);
        *text = buf_view(&b);
        return true;
    }
    const Place *place = pager_place(p, target);
    *text = place ? place->page : (Str){0};
    return !place || place->found;            /* one without a place has been reported */
}

/* ---- the gap that a reference leaves ---- */

/* What begins behind `edge` moves by `by`; what reaches over it (a link's box) grows. */
static void shift(Item *items, size_t count, Len edge, Len by) {
    for (size_t i = 0; i < count; i++) {
        Item *it = &items[i];
        if (it->x >= edge) it->x += by;
        else if (it->x + it->width >= edge) it->width += by;
    }
}

/* Spaces that may change; the one at which the line was broken is not seen. */
static Len spaces_in(const Item *it, bool last) {
    if (it->kind != ITEM_TEXT || it->artifact) return 0;
    Str text = it->u.text.text;
    Len n = 0;
    for (size_t i = 0; i < text.n; i++) n += text.p[i] == ' ' && !(last && i + 1 == text.n);
    return n;
}

static size_t last_text(const Item *items, size_t count) {
    while (count && items[count - 1].kind != ITEM_TEXT) count--;
    return count;
}

/* Shares a gap out among the spaces of a line, to the last thousandth. */
static void stretch_spaces(Item *items, size_t count, Len gap) {
    size_t end = last_text(items, count);
    int64_t spaces = 0, done = 0;
    for (size_t i = 0; i < count; i++) spaces += spaces_in(&items[i], i + 1 == end);
    if (!spaces) return;
    for (size_t i = 0; i < count; i++) {
        Len n = spaces_in(&items[i], i + 1 == end);
        if (!n) continue;
        Len by = (Len)(gap * (done + n) / spaces - gap * done / spaces);
        Len edge = items[i].x + items[i].width;
        items[i].u.text.space_extra += by / n;
        shift(items, count, edge, by);
        done += n;
    }
}

/* Sets the label and lets the line close up around it. */
static void set_label(Item *ref, Item label) {
    RefGap kind = ref->u.page_ref.gap;
    Item *line = ref - ref->u.page_ref.before;
    size_t count = (size_t)ref->u.page_ref.before + 1 + ref->u.page_ref.after;
    Len gap = ref->width - label.width, edge = ref->x + ref->width;
    label.x += kind == GAP_KEPT ? edge - label.width : ref->x;
    label.y += ref->y;
    label.artifact = ref->artifact;
    if (kind != GAP_KEPT) shift(line, count, edge, -gap);
    *ref = label;
    if (kind == GAP_SPACES) stretch_spaces(line, count, gap);
    if (kind != GAP_MIDDLE && kind != GAP_RIGHT) return;
    for (size_t i = 0; i < count; i++) line[i].x += kind == GAP_MIDDLE ? gap / 2 : gap;
}

/* Fills in references from where the last attempt stopped; true when none is left. */
static bool fill_references(Pager *p, Sheet *s) {
    for (; s->next_ref < s->items.count; s->next_ref++) {
        Item *item = &s->items.items[s->next_ref];
        if (item->kind != ITEM_PAGE_REF) continue;
        Str text;
        if (!resolve(p, s, item->u.page_ref.target, &text)) return false;
        Item set =
            para_text_item(p->setter, s->own->arena, text, item->u.page_ref.style, item->elem);
        set_label(item, set);
    }
    return true;
}

/* ---- headers and footers ---- */

typedef struct MarginPara { const Para *para; Align align; } MarginPara;

/* The paragraph with its references as text. False while one is not known. */
static bool margin_para(const Pager *p, const Sheet *s, const MarginPara *from, Para *to,
                        ParaStyle *style) {
    Arena *a = s->own->arena;
    *to = *from->para;
    *style = *from->para->style;
    style->align = from->align;
    to->style = style;
    Run *runs = arena_array(a, to->run_count, sizeof *runs);
    for (size_t i = 0; i < to->run_count; i++) {
        runs[i] = from->para->runs[i];
        if (runs[i].kind != RUN_PAGE_REF) continue;
        if (!resolve(p, s, runs[i].target, &runs[i].text)) return false;
        runs[i].kind = RUN_TEXT;
        runs[i].target = (Str){0};
    }
    to->runs = runs;
    return true;
}

enum { MARGIN_LEFT, MARGIN_CENTRE, MARGIN_RIGHT, MARGIN_PLACES };

typedef struct MarginText {
    Para para;
    ParaStyle style;
    Lines lines;
    Len width;                /* of one line; of several the measure */
    Len measure;
} MarginText;

static void set_lines(Pager *p, Sheet *s, MarginText *t) {
    t->lines = para_set(p->setter, s->own->arena, &t->para, NULL, t->measure);
    t->width = t->lines.count > 1 ? t->measure : 0;
    if (t->lines.count != 1) return;
    const Line *line = &t->lines.lines[0];
    Len from = t->measure, to = 0;
    for (size_t i = 0; i < line->count; i++) {
        if (line->items[i].x < from) from = line->items[i].x;
        if (line->items[i].x + line->items[i].width > to) to = line->items[i].x + line->items[i].width;
    }
    t->width = to > from ? to - from : 0;
}

/* Texts of one line that would meet are broken into several instead: those beside the middle first,
 * of two the longer. */
static void keep_apart(Pager *p, Sheet *s, MarginText *texts, Len measure) {
    const Len gap = PT(12);
    Len left = texts[MARGIN_LEFT].width, right = texts[MARGIN_RIGHT].width;
    Len room_left = measure, room_right = measure, half = (measure - gap) / 2;
    if (texts[MARGIN_CENTRE].width) {
        room_left = room_right = (measure - texts[MARGIN_CENTRE].width) / 2 - gap;
        if (room_left < measure / 4) room_left = room_right = measure / 4;
    } else if (left && right && left + right + gap > measure) {
        room_left = right < half ? measure - gap - right : half;
        room_right = left < half ? measure - gap - left : half;
    }
    const Len room[MARGIN_PLACES] = {room_left, measure, room_right};
    for (size_t i = 0; i < MARGIN_PLACES; i++) {
        if (texts[i].width <= room[i]) continue;
        texts[i].measure = room[i];
        set_lines(p, s, &texts[i]);
    }
}

/* Puts one place of a marginal; the first baseline is at y. Adds up what stands below (header) or
 * above (footer) that baseline. */
static void put_margin(Sheet *s, const Lines *lines, Len x, Len y, Len *above, Len *below) {
    for (size_t i = 0; i < lines->count; i++) {
        const Line *line = &lines->lines[i];
        if (i) y += line->ascent;
        else if (line->ascent > *above) *above = line->ascent;
        for (size_t k = 0; k < line->count; k++) {
            Item *item = items_add(&s->items);
            *item = line->items[k];
            item->x += x;
            item->y += y;
            item->elem = NULL;
            item->artifact = ARTIFACT_PAGINATION;
        }
        y += line->descent;
    }
    if (lines->count && y > *below) *below = y;
}

static bool set_marginal(Pager *p, Sheet *s, const Marginal *m, bool header) {
    if (!m || (s->first && !m->on_first)) return true;
    Len baseline = header ? m->distance : s->page.height - m->distance;
    Len above = 0, below = baseline, measure = s->setup->width - s->setup->left - s->setup->right;
    const MarginPara paras[MARGIN_PLACES] = {
        {m->left, ALIGN_LEFT}, {m->centre, ALIGN_CENTRE}, {m->right, ALIGN_RIGHT},
    };
    MarginText texts[MARGIN_PLACES] = {0};
    for (size_t i = 0; i < MARGIN_PLACES; i++) {
        texts[i].measure = measure;
        if (!paras[i].para) continue;
        if (!margin_para(p, s, &paras[i], &texts[i].para, &texts[i].style)) return false;
        set_lines(p, s, &texts[i]);
    }
    keep_apart(p, s, texts, measure);
    for (size_t i = 0; i < MARGIN_PLACES; i++) {
        Len x = s->setup->left + (i == MARGIN_RIGHT ? measure - texts[i].measure : 0);
        put_margin(s, &texts[i].lines, x, baseline, &above, &below);
    }
    if (m->rule.width > 0) {
        Len gap = PT(3), y = header ? below + gap : baseline - above - gap - m->rule.width;
        items_fill(&s->items, s->setup->left, y, s->page.width - s->setup->left - s->setup->right,
                   m->rule.width, m->rule.colour, ARTIFACT_PAGINATION);
    }
    return true;
}

static void set_stamp(Pager *p, Sheet *s) {
    const PageSetup *setup = s->setup;
    if (!setup->stamp) return;
    Len measure = setup->width - setup->left - setup->right;
    FlowSetting set = {.setter = p->setter, .arena = s->own->arena, .measure = measure,
                       .note_measure = measure, .page_room = setup->height, .mark_x = -1,
                       .scale = 1000};
    Flow flow = flow_set(&set, setup->stamp, 1);
    Len y = s->page.height - setup->stamp_distance - flow.height;
    for (size_t i = 0; i < flow.count; i++) {
        flow_paint(&s->items, &flow.boxes[i], setup->left, y, PAINT_REPEAT);
        y += flow.boxes[i].height;
    }
}

/* ---- drafts and the seal ---- */

/* Along the page's diagonal, its lines centred on it. */
static void set_watermark(Pager *p, Sheet *s, const Para *para) {
    Len length = page_diagonal(&s->page), height = 0, y;
    Lines lines = para_set(p->setter, s->own->arena, para, NULL, length);
    for (size_t i = 0; i < lines.count; i++) height += lines.lines[i].ascent + lines.lines[i].descent;
    y = -height / 2;
    for (size_t i = 0; i < lines.count; i++) {
        const Line *line = &lines.lines[i];
        y += line->ascent;
        for (size_t k = 0; k < line->count; k++) {
            if (line->items[k].kind != ITEM_TEXT) continue;
            Item *item = items_add(&s->items);
            *item = line->items[k];
            item->x -= length / 2;
            item->y += y;
            item->elem = NULL;
            item->artifact = ARTIFACT_WATERMARK;
            item->u.text.diagonal = true;
        }
        y += line->descent;
    }
}

static bool set_marks(Pager *p, Sheet *s) {
    const DraftMarks *draft = p->doc->draft;
    if (draft) set_watermark(p, s, draft->watermark);
    return (!draft || set_marginal(p, s, draft->footer, false)) &&
           (!s->last || set_marginal(p, s, p->doc->seal, false));
}

/* Both or none: a sheet that has to wait is left as it was. */
static bool set_marginals(Pager *p, Sheet *s) {
    size_t count = s->items.count;
    if (set_marginal(p, s, s->setup->header, true) && set_marginal(p, s, s->setup->footer, false) &&
        set_marks(p, s)) {
        set_stamp(p, s);
        return true;
    }
    s->items.count = count;
    return false;
}

/* ---- the sink ---- */

/* References in table rows are met only here; the others were checked before. */
static void check_item(Pager *p, const Item *item) {
    if (item->kind == ITEM_PAGE_REF) {
        pager_expect(p, item->u.page_ref.target, item->u.page_ref.loc);
    } else if (item->kind == ITEM_LINK) {
        pager_expect(p, item->u.link.target, LOC_NONE);
    }
}

static void note_places(Pager *p, const Sheet *s) {
    for (size_t i = 0; i < s->items.count; i++) {
        const Item *item = &s->items.items[i];
        check_item(p, item);
        if (item->kind != ITEM_ANCHOR || !item->u.anchor.label.n) continue;
        Place *place = pager_place(p, item->u.anchor.label);
        if (!place || place->found) continue;
        place->found = true;
        place->page = s->page.label;
    }
}

static bool ready(Pager *p, Sheet *s) {
    return fill_references(p, s) && set_marginals(p, s);
}

static void release(const PieceUse *uses, size_t count) {
    for (size_t i = 0; i < count; i++) table_release(uses[i].table->flow, &uses[i].piece);
}

static void send(Pager *p, Sheet *s) {
    s->page.items = s->items.items;
    s->page.count = s->items.count;
    if (!p->failed && !p->sink->page(p->sink->self, &s->page)) p->failed = true;
    for (size_t i = 0; !p->failed && i < s->closed_count; i++) {
        p->sink->close(p->sink->self, s->closed[i]);
    }
    if (!s->lent) {
        release(s->late, s->late_count);
        release(s->pieces, s->piece_count);
    }
    for (size_t i = 0; i < s->hold_count; i++) hold_drop(p, s->holds[i]);
    hold_drop(p, s->own);
    s->next = p->free_sheets;
    p->free_sheets = s;
    p->done++;
    if (p->progress && p->progress->pages) p->progress->pages(p->progress->self, p->done);
}

static void deliver_now(Pager *p, Sheet *s) {
    note_places(p, s);
    bool blocked = false;
    for (size_t i = 0; i < s->piece_count; i++) {
        blocked = blocked || s->pieces[i].table->waiting > 0;
    }
    if (!blocked && ready(p, s)) {
        send(p, s);
        return;
    }
    for (size_t i = 0; i < s->piece_count; i++) s->pieces[i].table->waiting++;
    s->next = NULL;
    *p->waiting_end = s;
    p->waiting_end = &s->next;
}

/* Only a seal asks which sheet is the last. */
void deliver(Pager *p, Sheet *s) {
    if (p->doc->seal) {
        Sheet *before = p->newest;
        p->newest = s;
        s = before;
    }
    if (s) deliver_now(p, s);
}

void deliver_last(Pager *p) {
    Sheet *s = p->newest;
    p->newest = NULL;
    if (!s) return;
    s->last = true;
    deliver_now(p, s);
}

/* Sheets of one table are met in order: the first of them that stays keeps the others. */
void deliver_waiting(Pager *p) {
    for (Sheet *s = p->waiting; s; s = s->next) {
        for (size_t i = 0; i < s->piece_count; i++) s->pieces[i].table->blocked = false;
    }
    Sheet **link = &p->waiting;
    while (*link) {
        Sheet *s = *link;
        bool blocked = false;
        for (size_t i = 0; i < s->piece_count; i++) {
            blocked = blocked || s->pieces[i].table->blocked;
        }
        if (blocked || !ready(p, s)) {
            for (size_t i = 0; i < s->piece_count; i++) s->pieces[i].table->blocked = true;
            link = &s->next;
            continue;
        }
        *link = s->next;
        for (size_t i = 0; i < s->piece_count; i++) s->pieces[i].table->waiting--;
        send(p, s);
    }
    p->waiting_end = link;
}
