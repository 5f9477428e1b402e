/*
 * layout_prose: prose read where the layout uses it, with every placeholder bound in the scope of
 * that place. The same file used in two loops is read twice: its expressions then mean other rows.
 */
#include "layout_internal.h"

bool inlines_bind(Reader *r, const ProseInline *items, size_t count) {
    return prose_bind_inlines(r->a, items, count, &r->scope, r->d);
}

static bool insert_bind(Reader *r, const Prose *p) {
    if (str_is(p->name, "tabel"))
        return table_named(r, p->argument, p->loc) != NULL;
    if (str_is(p->name, "rumus"))
        return formula_named(r, p->argument, p->loc) != NULL;
    return drawing_named(r, str_is(p->name, "pohon"), p->argument, p->loc) != NULL;
}

/* Placeholders are bound in `a`, where the tree lives. */
static bool bind_block(Reader *r, Arena *a, const Prose *p) {
    bool ok = prose_bind_inlines(a, p->inlines, p->inline_count, &r->scope, r->d);
    if (p->kind == PROSE_INSERT)
        ok = insert_bind(r, p) && ok;
    for (size_t i = 0; i < p->child_count; i++)
        ok = bind_block(r, a, &p->children[i]) && ok;
    return ok;
}

/* bab-1 and bab-2 are two texts, not a slip. */
static bool same_numbers(Str x, Str y) {
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < x.n && !text_digit(x.p[i]))
            i++;
        while (k < y.n && !text_digit(y.p[k]))
            k++;
        if (i >= x.n || k >= y.n)
            return i >= x.n && k >= y.n;
        if (x.p[i] != y.p[k])
            return false;
    }
}

static const ProseFile *find(Reader *r, Str name, Loc loc) {
    const Data *data = r->data;
    Str *names = arena_array(r->a, data->prose_count, sizeof *names);
    for (size_t i = 0; i < data->prose_count; i++) {
        names[i] = data->prose[i].name;
        if (str_eq(names[i], name))
            return &data->prose[i];
    }
    Str near = str_nearest(name, names, data->prose_count);
    Diag *d = diag_add(r->d, ERROR_, "prosa-hilang", loc,
                       "naskah \"%.*s\" belum disebut di laporan.json", STR_ARG(name));
    if (!same_numbers(name, near) || !diag_near(r->d, d, near))
        diag_fix(r->d, d, "Tambahkan di bawah \"prosa\": \"%.*s\": \"prosa/%.*s.md\".", STR_ARG(name),
                 STR_ARG(name));
    return NULL;
}

static const Source *source_named(Reader *r, Str name, Loc loc) {
    Layout *l = r->layout;
    const ProseFile *file = find(r, name, loc);
    if (!file)
        return NULL;
    for (size_t i = 0; i < l->text_count; i++)
        if (str_eq(l->texts[i]->name, file->file))
            return l->texts[i];
    const Source *source = file_source(r->a, &r->data->folder, file->file, file->loc, r->d);
    if (!source)
        return NULL;
    l->texts = arena_room(r->a, l->texts, l->text_count, &l->text_cap, sizeof *l->texts);
    return l->texts[l->text_count++] = source;
}

static const Prose *tree(Reader *r, const Source *source) {
    const Prose *prose = source ? prose_read(r->a, source, r->d) : NULL;
    return prose && bind_block(r, r->a, prose) ? prose : NULL;
}

const Prose *prose_named(Reader *r, Str name, Loc loc) {
    return tree(r, source_named(r, name, loc));
}

/* ---- what is too much to stand in memory ---- */

static void see_headings(ProseText *text, const Prose *root) {
    for (size_t i = 0; i < root->child_count; i++) {
        const Prose *p = &root->children[i];
        if (p->kind == PROSE_HEADING && (!text->highest || p->level < text->highest))
            text->highest = p->level;
    }
}

/* Read once, part by part, for what is wrong with it. */
static bool read_parts(Reader *r, ProseText *text, size_t *blocks) {
    Arena *scratch = arena_child(r->a);
    bool ok = true;
    *blocks = 0;
    for (size_t i = 0; i < text->part_count; i++) {
        const Prose *part = prose_part(scratch, scratch, text, i, r->d);
        ok = part && bind_block(r, scratch, part) && ok;
        if (part) {
            see_headings(text, part);
            *blocks += part->child_count;
        }
        arena_reset(scratch, (ArenaMark){0});
    }
    arena_free(scratch);
    return ok;
}

static const ProseText *text_of(Reader *r, const Source *source, size_t part_size, size_t *blocks) {
    ProseText *text = prose_cut(r->a, source, part_size, r->d);
    return text && read_parts(r, text, blocks) ? text : NULL;
}

bool prose_use(Reader *r, Str name, Loc loc, Spec *s) {
    const size_t held = r->where.held ? r->where.held : PROSE_HELD;
    const Source *source = source_named(r, name, loc);
    size_t blocks = 0;
    if (!source)
        return false;
    r->prose_bytes += source->text.n;
    if (r->prose_bytes > held) {
        s->text = text_of(r, source, held < PROSE_PART ? held : PROSE_PART, &blocks);
        if (!s->text || blocks)
            return s->text != NULL;
        s->text = NULL;       /* an empty one: that is said below */
    }
    s->prose = tree(r, source);
    return s->prose != NULL;
}
