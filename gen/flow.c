/*
 * flow: see flow.h. One function a kind of block; each adds boxes to the flow being built.
 *
 * State between blocks: the space that the last one wants below it, whether the next may be parted
 * from it, and the anchors that wait for the next box.
 */
#include "flow_internal.h"

Len flow_scaled_len(Len len, uint32_t scale) {
    if (scale == 1000) return len;
    return (Len)((int64_t)len * scale / 1000);
}

/* ---- the flow being built ---- */

/* Room for `more` boxes: a cell's flow is most often exactly one line. */
static void reserve(FlowBuild *b, size_t more) {
    if (b->count + more <= b->cap) return;
    size_t cap = b->cap ? b->cap * 2 : more;
    if (cap < b->count + more) cap = b->count + more;
    b->boxes =
        arena_grow(b->own, b->boxes, b->cap * sizeof *b->boxes, cap * sizeof *b->boxes);
    b->cap = cap;
}

Box *flow_add(FlowBuild *b, BoxKind kind) {
    reserve(b, 1);
    Box *box = &b->boxes[b->count++];
    box->kind = kind;
    return box;
}

BoxMore *box_more(Arena *a, Box *box) {
    if (!box->more) box->more = arena_alloc(a, sizeof *box->more);
    return box->more;
}

/* The first box of a block: takes the space above, the keep and the anchors that waited for it. */
static void begin_block(FlowBuild *b, Box *first, Len space_before) {
    Len before = flow_scaled_len(space_before, b->set.scale);
    first->space = before > b->space_after ? before : b->space_after;
    b->space_after = 0;
    if (b->behind_float) {
        box_more(b->set.arena, first)->overtaking = before > b->above_float ? before : b->above_float;
    }
    b->behind_float = false;
    if (b->keep_next && first->cost < BREAK_NEVER) first->cost = BREAK_NEVER;
    b->keep_next = b->after_text = false;
    if (b->anchor_count) {
        BoxMore *more = box_more(b->set.arena, first);
        more->anchors = arena_array(b->set.arena, b->anchor_count, sizeof *more->anchors);
        memcpy(more->anchors, b->anchors, b->anchor_count * sizeof *more->anchors);
        more->anchor_count = b->anchor_count;
        b->anchor_count = 0;
    }
}

static void want_anchor(FlowBuild *b, const Block *block) {
    if (!block->label.n && !block->bookmark.n) return;
    b->anchors =
        arena_room(b->own, b->anchors, b->anchor_count, &b->anchor_cap, sizeof *b->anchors);
    b->anchors[b->anchor_count++] = block;
}

/* ---- paragraphs ---- */

static void set_notes(const FlowSetting *set, const Line *line, Box *box) {
    FlowSetting at_foot = *set;
    if (set->note_measure > 0) at_foot.measure = set->note_measure;
    at_foot.mark_x = -1;
    Flow *notes = arena_array(set->arena, line->note_count, sizeof *notes);
    for (size_t i = 0; i < line->note_count; i++) {
        notes[i] = flow_set(&at_foot, line->notes[i], 1);
        box->notes_height += notes[i].height;
    }
    BoxMore *more = box_more(set->arena, box);
    more->notes = notes;
    more->note_count = line->note_count;
    /* An empty note is one, too; one that is too long goes on on the next page. */
    if (box->notes_height <= 0) box->notes_height = 1;
    Len most = set->page_room / 10 * 6;
    if (most > 0 && box->notes_height > most) box->notes_height = most;
}

static void add_line(FlowBuild *b, const Line *line) {
    Box *box = flow_add(b, BOX_LINE);
    box->items = line->items;
    box->count = (uint32_t)line->count;
    box->dy = line->ascent;
    box->height = line->ascent + line->descent;
    box->hyphenated = line->hyphenated;
    if (line->note_count) set_notes(&b->set, line, box);
    if (line->torn.n) box_more(b->set.arena, box)->torn = line;
}

Flow flow_lines(const FlowSetting *set, const Lines *lines) {
    FlowBuild b = {.set = *set, .own = set->arena};
    reserve(&b, lines->count);
    for (size_t i = 0; i < lines->count; i++) add_line(&b, &lines->lines[i]);
    return (Flow){b.boxes, b.count, lines->height, 0};
}

/* What a page break above each line costs; the first line's cost is the block's. */
static void cost_lines(Box *first, size_t count, const ParaStyle *style) {
    size_t orphan = style->orphan ? style->orphan : 1, widow = style->widow ? style->widow : 1;
    if (style->keep_with_next && widow < 2) widow = 2;
    for (size_t i = 1; i < count; i++) {
        uint32_t cost = BREAK_IN_PARA;
        if (first[i - 1].hyphenated) cost += BREAK_AFTER_HYPHEN;
        first[i].inside = true;
        if (i < orphan || count - i < widow) cost = BREAK_WIDOW;
        if (style->keep_together) cost = BREAK_IN_GROUP;
        if (style->keep_with_next) cost = BREAK_NEVER;
        first[i].cost = cost;
    }
}

/* A paragraph that ends with a colon introduces what follows. */
static bool introduces(const Para *p) {
    for (size_t i = p->run_count; i > 0; i--) {
        const Run *r = &p->runs[i - 1];
        if (r->kind != RUN_TEXT) return false;
        Str text = str_trim(r->text);
        if (text.n) return text.p[text.n - 1] == ':';
    }
    return false;
}

static bool hyphenated(const Lines *lines) {
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->lines[i].hyphenated) return true;
    }
    return false;
}

static bool overfull(const Lines *lines) {
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->lines[i].overfull) return true;
    }
    return false;
}

static Lines set_para(FlowBuild *b, const Para *p, Elem *elem) {
    const FlowSetting *s = &b->set;
    if (p->style->align == ALIGN_DECIMAL && s->mark_x >= 0) {
        return para_set_decimal(s->setter, s->arena, p, elem, s->measure, s->mark_x);
    }
    Lines lines = para_set(s->setter, s->arena, p, elem, s->measure);
    if (!s->whole_words || p->style->align == ALIGN_JUSTIFY || !hyphenated(&lines)) return lines;
    ParaStyle style = *p->style;
    Para whole = *p;
    style.hyphenate = false;
    whole.style = &style;
    Lines better = para_set(s->setter, s->arena, &whole, elem, s->measure);
    return overfull(&better) ? lines : better;
}

/* A list's last item stands alone on a page as badly as a paragraph's last line. */
static void end_list(FlowBuild *b, size_t end) {
    if (b->lone_item && end && b->boxes[end - 1].cost < BREAK_LONE_ITEM)
        b->boxes[end - 1].cost = BREAK_LONE_ITEM;
    b->lone_item = false;
    b->after_item = false;
}

static void add_para(FlowBuild *b, const Block *block) {
    Para scaled;
    const Para *p = &block->u.para;
    if (b->set.scale != 1000) {
        scaled = flow_scaled(b->set.arena, p, b->set.scale);
        p = &scaled;
    }
    Lines lines = set_para(b, p, block->elem);
    if (!lines.count) return;
    size_t first = b->count;
    bool after_heading = b->keep_next;
    reserve(b, lines.count);
    for (size_t i = 0; i < lines.count; i++) add_line(b, &lines.lines[i]);
    cost_lines(&b->boxes[first], lines.count, p->style);
    /* A mark is a list's, or a heading's number: no better place for a break than above that. */
    bool item = p->mark && !p->style->keep_with_next, after_item = b->after_item;
    if (!item) end_list(b, first);
    if (item && b->after_text) b->boxes[first].cost = BREAK_BEFORE_LIST;
    b->boxes[first].inside = item && after_item;
    if (item && after_item) b->boxes[first].cost = BREAK_IN_LIST;
    begin_block(b, &b->boxes[first], block->u.para.style->space_before);
    /* A heading keeps two lines of what follows, whatever its orphan limit. */
    if (after_heading && lines.count > 1 && b->boxes[first + 1].cost < BREAK_WIDOW) {
        b->boxes[first + 1].cost = BREAK_WIDOW;
    }
    b->space_after = p->style->space_after;
    b->keep_next = p->style->keep_with_next || introduces(p);
    b->after_text = !p->mark;
    b->lone_item = item && after_item && lines.count == 1;
    b->after_item = item;
}

/* ---- objects ---- */

Len flow_aligned(Len measure, Len width, Align align) {
    switch (align) {
    case ALIGN_JUSTIFY: case ALIGN_LEFT: case ALIGN_DECIMAL:
        return 0;
    case ALIGN_CENTRE:
        return (measure - width) / 2;
    case ALIGN_RIGHT:
        return measure - width;
    }
    return 0;
}

uint32_t flow_fitting(const FlowSetting *set, Len width, Len height) {
    uint32_t scale = set->scale;
    if (flow_scaled_len(width, scale) > set->measure) {
        scale = (uint32_t)((int64_t)(set->measure > 0 ? set->measure : 0) * 1000 / width);
    }
    if (set->page_room > 0 && flow_scaled_len(height, scale) > set->page_room) {
        scale = (uint32_t)((int64_t)set->page_room * 1000 / height);
    }
    return scale;
}

static void add_image(FlowBuild *b, const Block *block) {
    Len width = block->u.image.width, height = block->u.image.height;
    uint32_t scale = flow_fitting(&b->set, width, height);
    Item *item = arena_alloc(b->set.arena, sizeof *item);
    item->kind = ITEM_IMAGE;
    item->elem = block->elem;
    item->width = flow_scaled_len(width, scale);
    item->height = flow_scaled_len(height, scale);
    item->u.image = block->u.image.image;
    Box *box = flow_add(b, BOX_OBJECT);
    box->items = item;
    box->count = 1;
    box->dx = flow_aligned(b->set.measure, item->width, block->u.image.align);
    box->height = item->height;
    begin_block(b, box, block->u.image.space_before);
    b->space_after = flow_scaled_len(block->u.image.space_after, b->set.scale);
}

static void add_drawing(FlowBuild *b, const Block *block) {
    Box *box = flow_add(b, BOX_OBJECT);
    flow_drawing(&b->set, block, box);
    begin_block(b, box, block->u.drawing.space_before);
    b->space_after = flow_scaled_len(block->u.drawing.space_after, b->set.scale);
}

static void add_rule(FlowBuild *b, const Block *block) {
    const RuleSpec first = block->u.rule.rule, second = block->u.rule.second;
    ItemList list = {.arena = b->set.arena};
    items_fill(&list, 0, 0, b->set.measure, first.width, first.colour, ARTIFACT_LAYOUT);
    Len height = first.width;
    if (second.width) {
        height += block->u.rule.gap;
        items_fill(&list, 0, height, b->set.measure, second.width, second.colour, ARTIFACT_LAYOUT);
        height += second.width;
    }
    Box *box = flow_add(b, BOX_OBJECT);
    box->items = list.items;
    box->count = (uint32_t)list.count;
    box->height = height;
    begin_block(b, box, block->u.rule.space_before);
    b->space_after = flow_scaled_len(block->u.rule.space_after, b->set.scale);
}

static void add_space(FlowBuild *b, const Block *block) {
    Box *box = flow_add(b, BOX_SPACE);
    bool keep = b->keep_next;
    begin_block(b, box, 0);
    box->height = flow_scaled_len(block->u.space.height, b->set.scale);
    box->fill = block->u.space.fill;
    b->keep_next = keep;
}

/* ---- groups ---- */

/* Never parted from `lines` lines above: breaks below those lines are out of the question. */
static void keep_lines_before(FlowBuild *b, size_t first, unsigned lines) {
    for (size_t i = first; lines > 0; i--) {
        if (b->boxes[i].cost < BREAK_NEVER) b->boxes[i].cost = BREAK_NEVER;
        if (i == 0 || b->boxes[i].kind == BOX_PAGE_BREAK) return;
        if (b->boxes[i - 1].kind == BOX_TABLE) {
            BoxMore *more = box_more(b->set.arena, &b->boxes[i - 1]);
            if (more->keep_rows < lines) more->keep_rows = lines;
            return;
        }
        if (b->boxes[i - 1].kind == BOX_LINE) lines--;
    }
}

static Len height_of(const Box *boxes, size_t count) {
    Len height = 0;
    for (size_t i = 0; i < count; i++) {
        if (boxes[i].height + boxes[i].space > INT32_MAX - height) return INT32_MAX;
        height += boxes[i].height + (i ? boxes[i].space : 0);
    }
    return height;
}

/* What has a label is referred to by its number, wherever it stands; unless the text above leads to
 * it ("sebagai berikut:"), text below may overtake it when it does not fit the page. */
static void let_float(FlowBuild *b, const Block *block, size_t first, Len above) {
    if (!block->label.n || b->boxes[first].cost >= BREAK_NEVER || b->floats == UINT16_MAX) return;
    b->floats++;
    for (size_t i = first; i < b->count; i++) b->boxes[i].floats = b->floats;
    b->behind_float = true;
    b->above_float = above;
}

static void add_group(FlowBuild *b, const Block *block) {
    size_t first = b->count;
    Len above = b->space_after;
    flow_blocks(b, block->u.group.children, block->u.group.count);
    if (b->count == first) return;
    if (block->u.group.keep_together
        && height_of(&b->boxes[first], b->count - first) <= b->set.page_room) {
        for (size_t i = first + 1; i < b->count; i++) {
            if (b->boxes[i].cost < BREAK_IN_GROUP) b->boxes[i].cost = BREAK_IN_GROUP;
        }
        for (size_t i = first; i < b->count; i++) b->boxes[i].whole = true;
        if (!block->u.group.keep_lines_before && !block->u.group.keep_with_next) {
            let_float(b, block, first, above);
        }
    }
    if (block->u.group.keep_lines_before) {
        keep_lines_before(b, first, block->u.group.keep_lines_before);
    }
    if (block->u.group.keep_with_next) b->keep_next = true;
}

static void add_whole(FlowBuild *b, const Block *block, BoxKind kind) {
    Box *box = flow_add(b, kind);
    box_more(b->set.arena, box)->block = block;
    begin_block(b, box, 0);
}

/* Source and formulas below a table are never parted from it, nor from each other unless they are
 * long. */
static void add_notes(FlowBuild *b, const Block *table) {
    size_t first = b->count;
    b->keep_next = true;
    flow_blocks(b, table->u.table.notes, table->u.table.note_count);
    b->keep_next = false;
    if (height_of(&b->boxes[first], b->count - first) > b->set.page_room / 4) return;
    for (size_t i = first + 1; i < b->count; i++) {
        if (b->boxes[i].cost < BREAK_IN_GROUP) b->boxes[i].cost = BREAK_IN_GROUP;
    }
}

static void add_table(FlowBuild *b, const Block *block) {
    Box *box = flow_add(b, BOX_TABLE);
    box_more(b->set.arena, box)->block = block;
    size_t first = b->count - 1;
    Len above = b->space_after;
    begin_block(b, box, block->u.table.space_before);
    add_notes(b, block);
    box_more(b->set.arena, &b->boxes[first])->table_notes = b->count - 1 - first;
    if (block->u.table.caption) let_float(b, block, first, above);
    Len after = flow_scaled_len(block->u.table.space_after, b->set.scale);
    if (after > b->space_after) b->space_after = after;
}

/* Where nobody pulls them a part at a time. */
static void add_parts(FlowBuild *b, const Block *block) {
    for (size_t i = 0; i < block->u.parts.count; i++) {
        DocPart part;
        block->u.parts.part(block->u.parts.self, i, b->set.arena, &part);
        flow_blocks(b, part.blocks, part.count);
    }
}

static void add_block(FlowBuild *b, const Block *block) {
    want_anchor(b, block);
    if (block->kind != BLOCK_PARA && block->kind != BLOCK_GROUP) end_list(b, b->count);
    switch (block->kind) {
    case BLOCK_PARA:
        add_para(b, block);
        break;
    case BLOCK_TABLE:
        add_table(b, block);
        break;
    case BLOCK_RULE:
        add_rule(b, block);
        break;
    case BLOCK_IMAGE:
        add_image(b, block);
        break;
    case BLOCK_DRAWING:
        add_drawing(b, block);
        break;
    case BLOCK_SPACE:
        add_space(b, block);
        break;
    case BLOCK_PAGE_BREAK:
        add_whole(b, block, BOX_PAGE_BREAK);
        break;
    case BLOCK_GROUP:
        add_group(b, block);
        break;
    case BLOCK_SECTION:
        add_whole(b, block, BOX_SECTION);
        break;
    case BLOCK_PARTS:
        add_parts(b, block);
        break;
    }
}

void flow_blocks(FlowBuild *b, const Block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) add_block(b, &blocks[i]);
}

Flow flow_set(const FlowSetting *set, const Block *blocks, size_t count) {
    FlowBuild b = {.set = *set, .own = set->arena};
    flow_blocks(&b, blocks, count);
    end_list(&b, b.count);
    if (b.anchor_count) begin_block(&b, flow_add(&b, BOX_OBJECT), 0);
    return (Flow){b.boxes, b.count, height_of(b.boxes, b.count), b.space_after};
}

/* ---- bit by bit ---- */

FlowStream *flow_begin(Arena *a, const FlowSetting *set) {
    FlowStream *f = arena_alloc(a, sizeof *f);
    f->set = *set;
    f->own = a;
    return f;
}

void flow_append(FlowStream *f, Arena *a, const Block *block) {
    f->set.arena = a;
    flow_blocks(f, block, 1);
}

void flow_finish(FlowStream *f, Arena *a) {
    f->set.arena = a;
    end_list(f, f->count);
    if (f->anchor_count) begin_block(f, flow_add(f, BOX_OBJECT), 0);
}

Box *flow_boxes(const FlowStream *f, size_t *count) {
    *count = f->count;
    return f->boxes;
}

/* Only keep_lines_before() and end_list() change boxes of earlier blocks: the former looks back as far
 * as this. */
size_t flow_settled(const FlowStream *f) {
    size_t i = f->count;
    for (unsigned lines = 0; i > 0 && lines < UINT8_MAX; i--) {
        BoxKind kind = f->boxes[i - 1].kind;
        if (kind == BOX_PAGE_BREAK || kind == BOX_TABLE) return i - 1;
        lines += kind == BOX_LINE;
    }
    return i;
}

bool flow_waits(const FlowStream *f) {
    return f->anchor_count > 0;
}

void flow_drop(FlowStream *f, size_t count) {
    f->count -= count;
    memmove(f->boxes, f->boxes + count, f->count * sizeof *f->boxes);
    memset(f->boxes + f->count, 0, count * sizeof *f->boxes);
}

void flow_replace(FlowStream *f, size_t index, const Flow *with) {
    reserve(f, with->count);
    Box *at = &f->boxes[index];
    memmove(at + with->count, at + 1, (f->count - index - 1) * sizeof *at);
    memcpy(at, with->boxes, with->count * sizeof *at);
    f->count += with->count - 1;
}

/* ---- items ---- */

Item *items_add(ItemList *list) {
    list->items = arena_room(list->arena, list->items, list->count, &list->cap,
                             sizeof *list->items);
    return &list->items[list->count++];
}

void items_fill(ItemList *list, Len x, Len y, Len w, Len h, Colour colour, Artifact artifact) {
    if (colour.none || w <= 0 || h <= 0) return;
    *items_add(list) = (Item){.kind = ITEM_FILL, .artifact = artifact, .x = x, .y = y,
                              .width = w, .height = h, .u.fill.colour = colour};
}

static void paint_anchor(ItemList *list, const Block *block, Len x, Len y) {
    Item *item = items_add(list);
    *item = (Item){
        .kind = ITEM_ANCHOR, .artifact = ARTIFACT_LAYOUT, .elem = block->elem, .x = x, .y = y};
    item->u.anchor.label = block->label;
    item->u.anchor.bookmark = block->bookmark;
    item->u.anchor.level = block->bookmark_level;
}

void flow_paint(ItemList *list, const Box *box, Len x, Len y, PaintAs as) {
    if (as == PAINT_CONTENT) {
        const BoxMore *more = box->more;
        for (size_t i = 0; more && i < more->anchor_count; i++) {
            paint_anchor(list, more->anchors[i], x, y);
        }
    }
    for (size_t i = 0; i < box->count; i++) {
        const Item *from = &box->items[i];
        bool once = from->kind == ITEM_LINK || from->kind == ITEM_ANCHOR || from->kind == ITEM_FIELD;
        if (as == PAINT_REPEAT && once) continue;
        Item *to = items_add(list);
        *to = *from;
        to->x += x + box->dx;
        to->y += y + box->dy;
        if (as == PAINT_REPEAT) {
            if (to->kind == ITEM_PAGE_REF) {              /* its line may lack items here */
                to->u.page_ref.gap = GAP_KEPT;
                to->u.page_ref.before = to->u.page_ref.after = 0;
            }
            to->elem = NULL;
            to->artifact = ARTIFACT_PAGINATION;
        } else if (!to->elem && to->artifact == ARTIFACT_NONE) {
            to->artifact = ARTIFACT_LAYOUT;
        }
    }
}
