/*
 * page_sheet: the sheet being filled. Boxes and pieces are put below one another in the text area;
 * footnotes are gathered and set at the foot when the sheet is finished.
 */
#include "page_internal.h"

enum { NOTE_GAP = 6000, NOTE_RULE = 500, NOTE_RULE_SHARE = 3 };

/* ---- arenas ---- */

Hold *hold_new(Pager *p) {
    Hold *h = p->pool;
    if (h) {
        p->pool = h->next;
    } else {
        h = arena_alloc(p->arena, sizeof *h);
        h->arena = arena_child(p->arena);
    }
    h->uses = 1;
    h->next = NULL;
    return h;
}

void hold_drop(Pager *p, Hold *h) {
    if (--h->uses) return;
    for (size_t i = 0; !p->failed && i < h->end_count; i++) p->sink->close(p->sink->self, h->ends[i]);
    h->end_count = 0;
    arena_reset(h->arena, (ArenaMark){NULL, 0, NULL});
    h->next = p->pool;
    p->pool = h;
}

void sheet_hold(Sheet *s, Hold *h) {
    for (size_t i = 0; i < s->hold_count; i++) {
        if (s->holds[i] == h) return;
    }
    s->holds = arena_room(s->own->arena, s->holds, s->hold_count, &s->hold_cap, sizeof(Hold *));
    s->holds[s->hold_count++] = h;
    h->uses++;
}

/* ---- footnotes ---- */

static Len note_gap(const Pager *p) {
    return p->setup->note_gap > 0 ? p->setup->note_gap : NOTE_GAP;
}

static Len note_rule(const Pager *p) {
    return p->setup->note_rule.width > 0 ? p->setup->note_rule.width : NOTE_RULE;
}

/* Above the first note: a gap, the rule, half a gap. */
Len pager_note_extra(const Pager *p, Len notes, bool first) {
    return notes + (first ? note_gap(p) + note_rule(p) + note_gap(p) / 2 : 0);
}

static void add_note(Pager *p, Sheet *s, const Flow *note, size_t from) {
    Len height = 0;
    for (size_t i = from; i < note->count; i++) {
        height += note->boxes[i].height + (i > from ? note->boxes[i].space : 0);
    }
    s->notes_height += pager_note_extra(p, height, s->note_count == 0);
    s->notes = arena_room(s->own->arena, s->notes, s->note_count, &s->note_cap, sizeof(Flow *));
    s->notes[s->note_count++] = note;
}

static void draw_note_rule(const Pager *p, Sheet *s, Len y) {
    Colour black = {0, 0, 0, false};
    const RuleSpec rule = s->setup->note_rule;
    Len length =
        s->setup->note_rule_length > 0 ? s->setup->note_rule_length : p->measure / NOTE_RULE_SHARE;
    items_fill(&s->items, s->setup->left, y, length, note_rule(p), rule.width ? rule.colour : black,
               ARTIFACT_LAYOUT);
}

/* Notes from the foot upwards; what does not fit goes on on the next sheet. */
static void draw_notes(Pager *p, Sheet *s) {
    if (!s->note_count) return;
    Len room = p->room - s->used, height = s->notes_height < room ? s->notes_height : room;
    Len top = s->setup->top + p->room - height, bottom = s->setup->top + p->room;
    Len y = top + note_gap(p);
    draw_note_rule(p, s, y);
    y += note_rule(p) + note_gap(p) / 2;
    for (size_t n = 0; n < s->note_count; n++) {
        const Flow *note = s->notes[n];
        size_t from = n == 0 ? s->note_from : 0;
        for (size_t i = from; i < note->count; i++) {
            Len space = i > from ? note->boxes[i].space : 0;
            bool fits = y + space + note->boxes[i].height <= bottom;
            if (!fits && (i > from || n > 0 || s->used > 0)) {
                p->carried_count = s->note_count - n;
                p->carried = arena_array(p->arena, p->carried_count, sizeof *p->carried);
                memcpy(p->carried, s->notes + n, p->carried_count * sizeof *p->carried);
                p->carried_from = i;
                return;
            }
            y += space;
            flow_paint(&s->items, &note->boxes[i], s->setup->left, y, PAINT_CONTENT);
            y += note->boxes[i].height;
        }
    }
}

/* Notes that the sheet before could not hold stand first. They leave room for some text. */
static void take_carried(Pager *p, Sheet *s) {
    size_t count = p->carried_count;
    p->carried_count = 0;
    for (size_t i = 0; i < count; i++) add_note(p, s, p->carried[i], i == 0 ? p->carried_from : 0);
    s->note_from = count ? p->carried_from : 0;
    Len most = p->room / 10 * 6;
    if (s->notes_height > most) s->notes_height = most;
}

/* ---- the sheet ---- */

static void number_sheet(Pager *p, Sheet *s) {
    const PageSetup *setup = p->setup;
    if (p->section_start && setup->restart) pager_new_run(p);
    p->number++;
    s->page.index = p->page_count++;
    s->page.number = p->number;
    s->page.numbering = setup->numbering;
    s->page.label_prefix = setup->label_prefix;
    s->page.label = page_label(p->arena, setup, p->number);
    s->page.width = setup->width;
    s->page.height = setup->height;
    s->run = p->run_count - 1;
    p->runs[s->run].last = p->number;
}

static void check_limit(Pager *p) {
    uint32_t most = diags_limit(p->diags, LIMIT_PAGES);
    if (p->page_count <= most || p->stopped) return;
    Diag *diag = diag_add(p->diags, ERROR_, "terlalu-banyak-halaman", LOC_NONE,
                          "laporan melebihi %u halaman", most);
    diag_fix_limit(p->diags, diag, LIMIT_PAGES);
    p->failed = p->stopped = true;
}

Sheet *pager_sheet(Pager *p) {
    if (p->sheet) return p->sheet;
    Sheet *s = p->free_sheets;
    if (s) p->free_sheets = s->next;
    else s = arena_alloc(p->arena, sizeof *s);
    const PageSetup *setup = p->page_count % 2 ? p->back : p->setup;
    *s = (Sheet){.setup = setup, .own = hold_new(p), .first = p->section_start};
    s->items.arena = s->own->arena;
    number_sheet(p, s);
    check_limit(p);
    p->section_start = false;
    p->sheet = s;
    if (p->carried_count) take_carried(p, s);
    return s;
}

Len pager_used(const Pager *p) {
    return p->sheet ? p->sheet->used : 0;
}

Len pager_notes_height(const Pager *p) {
    return p->sheet ? p->sheet->notes_height : 0;
}

static void close_later(Sheet *s, Elem *const *elems, size_t count) {
    for (size_t i = 0; i < count; i++) {
        s->closed = arena_room(s->own->arena, s->closed, s->closed_count, &s->closed_cap,
                               sizeof(Elem *));
        s->closed[s->closed_count++] = elems[i];
    }
}

void sheet_box(Pager *p, const Box *box, Len space) {
    Sheet *s = pager_sheet(p);
    s->used += space;
    if (box->kind == BOX_SPACE && box->fill) {
        s->fills = arena_room(s->own->arena, s->fills, s->fill_count, &s->fill_cap,
                              sizeof *s->fills);
        s->fills[s->fill_count++] = (Fill){s->items.count, box->fill};
    }
    flow_paint(&s->items, box, s->setup->left, s->setup->top + s->used, PAINT_CONTENT);
    if (box->more) {
        for (size_t i = 0; i < box->more->note_count; i++) add_note(p, s, &box->more->notes[i], 0);
        close_later(s, box->more->closed, box->more->closed_count);
    }
    s->used += box->height;
    if (box->kind != BOX_SPACE) {
        p->at_start = false;                      /* a bare anchor begins nothing */
    } else if (s->used > p->room - s->notes_height) {
        s->used = p->room - s->notes_height;      /* a space at the foot needs no room */
    }
}

void sheet_piece(Pager *p, TableUse *t, const Piece *piece, const Box *table, Len space) {
    Sheet *s = pager_sheet(p);
    sheet_hold(s, t->hold);
    s->used += space;
    if (table) flow_paint(&s->items, table, s->setup->left, s->setup->top + s->used, PAINT_CONTENT);
    for (size_t i = 0; i < piece->count; i++) {
        Item *item = items_add(&s->items);
        *item = piece->items[i];
        item->x += s->setup->left;
        item->y += s->setup->top + s->used;
    }
    for (size_t i = 0; i < piece->note_count; i++) add_note(p, s, piece->notes[i], 0);
    s->pieces = arena_room(s->own->arena, s->pieces, s->piece_count, &s->piece_cap,
                           sizeof *s->pieces);
    s->pieces[s->piece_count++] = (PieceUse){t, *piece};
    close_later(s, piece->closed, piece->closed_count);
    s->used += piece->height;
    p->at_start = false;
}

static void shift(Sheet *s, size_t from, Len down) {
    for (size_t i = from; i < s->items.count; i++) s->items.items[i].y += down;
}

/* Spaces with a share divide what is left; without any, a short page may be set lower. */
static void settle(Pager *p, Sheet *s, bool filled) {
    Len left = p->room - s->used - s->notes_height;
    if (left <= 0) return;
    int64_t shares = 0, given = 0, sum = 0;
    for (size_t i = 0; i < s->fill_count; i++) shares += s->fills[i].share;
    for (size_t i = 0; i < s->fill_count; i++) {
        sum += s->fills[i].share;
        int64_t upto = left * sum / shares;
        shift(s, s->fills[i].item, (Len)(upto - given));
        given = upto;
    }
    if (s->fill_count || filled) return;
    switch (s->setup->valign) {
    case VALIGN_TOP:
        break;
    case VALIGN_MIDDLE:
        shift(s, 0, left / 2);
        break;
    case VALIGN_BOTTOM:
        shift(s, 0, left);
        break;
    }
}

/* Notes that go on on the next sheet live in this one's memory, and belong to rows that are not over yet:
 * what would be released and closed behind this sheet is, behind the next one. */
static void hand_on(Sheet *s, Sheet *next) {
    for (size_t i = 0; i < s->hold_count; i++) sheet_hold(next, s->holds[i]);
    sheet_hold(next, s->own);
    close_later(next, s->closed, s->closed_count);
    s->closed_count = 0;
    next->late_count = s->late_count + s->piece_count;
    next->late = arena_array(next->own->arena, next->late_count + 1, sizeof *next->late);
    for (size_t i = 0; i < s->late_count; i++) next->late[i] = s->late[i];
    for (size_t i = 0; i < s->piece_count; i++) next->late[s->late_count + i] = s->pieces[i];
    s->lent = true;
}

void pager_finish_sheet(Pager *p, bool filled) {
    Sheet *s = p->sheet;
    if (!s) return;
    settle(p, s, filled);
    draw_notes(p, s);
    p->sheet = NULL;
    p->at_start = false;
    if (p->carried_count) hand_on(s, pager_sheet(p));
    deliver(p, s);
}
