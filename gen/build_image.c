/*
 * build_image: files of images to blocks. A figure with a caption is a Div of the Figure and its
 * Caption: an alternative text replaces what stands in the Figure itself.
 */
#include "build_internal.h"

typedef struct ImageCache {
    struct { Str file; const Image *image; } *items;
    size_t count;
} ImageCache;

static ImageCache *image_cache(Build *b) {
    if (!b->images) b->images = arena_alloc(b->keep, sizeof(ImageCache));
    return b->images;
}

static const Image *image_read(Build *b, Str file, Loc loc) {
    Str bytes;
    if (!file_read(b->keep, &b->data->folder, file, loc, &bytes, b->d)) return NULL;
    return image_measure(b->keep, file, bytes, loc, b->d);
}

/* A file that cannot be read is said once, at its first mention. */
const Image *image_load(Build *b, Str file, Loc loc) {
    ImageCache *c = image_cache(b);
    for (size_t i = 0; i < c->count; i++) {
        if (str_eq(c->items[i].file, file)) return c->items[i].image;
    }
    const Image *image = image_read(b, file, loc);
    c->items = arena_grow(b->keep, c->items, c->count * sizeof *c->items,
                          (c->count + 1) * sizeof *c->items);
    c->items[c->count].file = file;
    c->items[c->count++].image = image;
    return image;
}

const Image *image_nth(const Build *b, size_t index) {
    return b->images && index < b->images->count ? b->images->items[index].image : NULL;
}

size_t image_count(const Build *b) {
    return b->images ? b->images->count : 0;
}

bool image_logo(Build *b, Str *file, Loc *loc) {
    Datum logo;
    if (!data_fact(b->data, STR("logo"), &logo) || logo.kind != DATUM_TEXT || !logo.text.n)
        return false;
    *file = logo.text;
    *loc = logo.loc;
    return true;
}

/* ---- size on paper ---- */

typedef struct Size { int64_t width, height; } Size;

/* As asked; one side by the other; without either, 150 dots an inch. Never beyond the page. */
static Size image_size(const Image *image, Len width, Len height, Len most_width, Len most_height) {
    enum { DOTS = 150 };
    int64_t w = image->width ? image->width : 1, h = image->height ? image->height : 1;
    Size s = {width, height};
    if (!width && !height) s = (Size){w * PT(72) / DOTS, h * PT(72) / DOTS};
    else if (!height) s.height = s.width * h / w;
    else if (!width) s.width = s.height * w / h;
    if (s.width > most_width) s = (Size){most_width, s.height * most_width / s.width};
    if (s.height > most_height) s = (Size){s.width * most_height / s.height, most_height};
    if (s.width < 1) s.width = 1;
    if (s.height < 1) s.height = 1;
    return s;
}

static Block *image_add(Flow *f, const Image *image, Size size, Elem *figure, Loc loc) {
    Block *block = blocks_add(f->b, f->out, BLOCK_IMAGE, figure, loc);
    block->u.image.image = image;
    block->u.image.width = (Len)size.width;
    block->u.image.height = (Len)size.height;
    block->u.image.align = ALIGN_CENTRE;
    return block;
}

/* ---- captions ---- */

const TextSpec *image_caption_style(Build *b) {
    const TextSpec *spec = style_text(b->style, STR("keterangan_gambar"));
    return spec ? spec : styles_table(b)->caption;
}

void image_caption(Flow *f, const Entry *entry, const Template *caption, Elem *parent, Loc loc) {
    Build *b = f->b;
    const TextSpec *spec = image_caption_style(b);
    Elem *elem = parent ? build_elem(b, ROLE_CAPTION, parent) : NULL;
    Block *block = blocks_add(b, f->out, BLOCK_PARA, elem, loc);
    Runs runs = runs_new(b, spec, f->scope, block->elem);
    runs_text(&runs, entry->number, 0, true, loc);
    runs_text(&runs, b->style->caption_gap, 0, false, loc);
    runs_template(&runs, caption);
    if (!parent) {
        runs_text(&runs, STR(" "), 0, false, loc);
        runs_text(&runs, styles_table(b)->continued, 0, false, loc);
    }
    block->u.para = runs_para(&runs, styles_para(b, spec, flow_change(f)));
}

static Block *image_group(Flow *f, Blocks *children, const Entry *entry, Loc loc) {
    Block *group = blocks_add(f->b, f->out, BLOCK_GROUP, NULL, loc);
    group->label = entry->label;
    group->u.group.children = children->items;
    group->u.group.count = children->count;
    group->u.group.keep_together = true;
    return group;
}

static void figure_block(Flow *f, const Image *image, Size size, Str alt, const Template *caption,
                         Loc loc) {
    Build *b = f->b;
    if (!caption) {
        image_add(f, image, size, build_elem(b, ROLE_FIGURE, f->parent), loc)->elem->alt = alt;
        return;
    }
    const Entry *entry = number_next(b, ENTRY_FIGURE);
    Elem *div = build_elem(b, ROLE_DIV, f->parent);
    Elem *figure = build_elem(b, ROLE_FIGURE, div);
    figure->alt = alt;
    Blocks children = {0};
    Flow inner = *f;
    inner.out = &children;
    image_add(&inner, image, size, figure, loc);
    image_caption(&inner, entry, caption, div, loc);
    image_group(f, &children, entry, loc);
}

/* A figure that cannot be read keeps its number, so that the others keep theirs. */
static const Image *image_or_skip(Build *b, Str file, const Template *caption, Loc loc) {
    const Image *image = image_load(b, file, loc);
    if (!image && caption) number_next(b, ENTRY_FIGURE);
    return image;
}

/* Room of a figure: the measure, and the page less some lines for its caption. */
static Size figure_size(const Flow *f, const Image *image, Len width, Len height, bool caption) {
    Len most = f->height - (caption ? PT(60) : 0);
    Len room = f->measure - f->left - f->right;
    return image_size(image, width, height, room > 0 ? room : PT(1), most > 0 ? most : PT(1));
}

Str image_alt(Build *b, const ProseInline *in) {
    if (in->text.n) return in->text;
    Diag *d = diag_add(b->d, WARNING_, "gambar-tanpa-alt", in->loc,
                       "gambar \"%.*s\" tidak punya teks alternatif", STR_ARG(in->name));
    diag_fix(b->d, d, "Tulis isinya bagi yang tidak melihatnya: ![...](%.*s)", STR_ARG(in->name));
    return in->name;
}

void image_figure(Flow *f, const ProseInline *in, Loc loc) {
    const Image *image = image_or_skip(f->b, in->name, in->note, loc);
    if (!image) return;
    Size size = figure_size(f, image, 0, 0, in->note != NULL);
    figure_block(f, image, size, image_alt(f->b, in), in->note, loc);
}

void image_block(Flow *f, const Node *node) {
    const Spec *spec = node->spec;
    Str file = spec->file;
    Loc loc = spec->loc;
    if (spec->logo && !image_logo(f->b, &file, &loc)) {
        if (spec->caption) number_next(f->b, ENTRY_FIGURE);
        return;
    }
    const Image *image = image_or_skip(f->b, file, spec->caption, loc);
    if (!image) return;
    Str alt = text_template(f->b, spec->alt, f->scope, f->b->d);
    figure_block(f, image, figure_size(f, image, spec->width, spec->height, spec->caption != NULL),
                 alt, spec->caption, spec->loc);
}
