/*
 * prose_cut: where a long text may be cut so that its parts, read alone, are what they are in the
 * whole. md4c itself says where the blocks of the top level begin: a cut goes above a paragraph or a
 * heading at the margin, below a blank line. What follows there belongs to no block above.
 */
#include "prose_internal.h"

#include <md4c.h>
#include <string.h>

typedef struct Cutter {
    const char *text;
    size_t length, size;
    uint32_t *cuts;           /* room for all */
    size_t count;
    unsigned depth;           /* open blocks, the document's own among them */
    bool wanted, heading;     /* the first text of such a block is waited for */
} Cutter;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static bool blank_above(const Cutter *c, size_t line) {
    size_t i = line - 1;      /* behind the end of the line above */
    while (i > 0 && is_blank(c->text[i - 1]))
        i--;
    return i == 0 || c->text[i - 1] == '\n';
}

static void consider(Cutter *c, size_t at) {
    size_t line = at;
    while (line > 0 && c->text[line - 1] != '\n')
        line--;
    if (line == 0 || line - c->cuts[c->count - 1] < c->size || !blank_above(c, line))
        return;
    if (c->heading ? c->text[line] == '#' : line == at)
        c->cuts[c->count++] = (uint32_t)line;
}

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *self) {
    (void)detail;
    Cutter *c = self;
    c->heading = type == MD_BLOCK_H;
    c->wanted = c->depth++ == 1 && (type == MD_BLOCK_H || type == MD_BLOCK_P);
    return 0;
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *self) {
    (void)type;
    (void)detail;
    ((Cutter *)self)->depth--;
    return 0;
}

static int on_span(MD_SPANTYPE type, void *detail, void *self) {
    (void)type;
    (void)detail;
    (void)self;
    return 0;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
    (void)type;
    (void)size;
    Cutter *c = self;
    if (c->wanted && text >= c->text && text < c->text + c->length)
        consider(c, (size_t)(text - c->text));
    c->wanted = false;
    return 0;
}

static void find_cuts(Cutter *c, Arena *a) {
    const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = on_enter_block, .leave_block = on_leave_block,
        .enter_span = on_span, .leave_span = on_span, .text = on_text,
    };
    if (md_parse(c->text, (MD_SIZE)c->length, &parser, c) < 0)
        arena_out_of_memory(a);
}

ProseText *prose_cut(Arena *a, const Source *source, size_t size, Diags *d) {
    Marked m = {.arena = a, .tree = a, .diags = d, .text = source->text, .exact = true,
                .place = loc_at(source, 0, 0)};
    if (!prose_fits(&m))
        return NULL;
    Cutter c = {.length = m.text.n, .size = size, .count = 1};
    c.cuts = arena_array(a, m.text.n / size + 2, sizeof *c.cuts);
    if (str_find(m.text, STR("]:"), 0) == SIZE_MAX) {
        Arena *scratch = arena_child(a);
        m.tree = scratch;
        c.text = prose_mask(&m, scratch);
        find_cuts(&c, a);
        arena_free(scratch);
    }
    c.cuts[c.count] = (uint32_t)m.text.n;
    ProseText *text = arena_alloc(a, sizeof *text);
    *text = (ProseText){.source = source, .cuts = c.cuts, .part_count = c.count};
    return text;
}
