/*
 * layout_prose: prose read where the layout uses it, with every placeholder bound in the scope of
 * that place. The same file used in two loops is read twice: its expressions then mean other rows.
 */
#include "layout_internal.h"

static bool bind_template(Reader *r, const Template *t) {
    return !t || template_bind(r->a, t, &r->scope, r->d);
}

bool inlines_bind(Reader *r, const ProseInline *items, size_t count) {
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        const ProseInline *item = &items[i];
        switch (item->kind) {
        case INLINE_PLACEHOLDER:
            ok = template_part_bind(r->a, &item->part, &r->scope, r->d) && ok;
            break;
        case INLINE_FOOTNOTE:
        case INLINE_IMAGE:
            ok = bind_template(r, item->note) && ok;
            break;
        case INLINE_TEXT:
        case INLINE_REFERENCE:
        case INLINE_PAGE_REFERENCE:
        case INLINE_BREAK:
            break;
        }
    }
    return ok;
}

static bool insert_bind(Reader *r, const Prose *p) {
    if (str_is(p->name, "tabel"))
        return table_named(r, p->argument, p->loc) != NULL;
    if (str_is(p->name, "rumus"))
        return formula_named(r, p->argument, p->loc) != NULL;
    return drawing_named(r, str_is(p->name, "pohon"), p->argument, p->loc) != NULL;
}

static bool bind_block(Reader *r, const Prose *p) {
    bool ok = inlines_bind(r, p->inlines, p->inline_count);
    if (p->kind == PROSE_INSERT)
        ok = insert_bind(r, p) && ok;
    for (size_t i = 0; i < p->child_count; i++)
        ok = bind_block(r, &p->children[i]) && ok;
    return ok;
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
    if (!diag_near(r->d, d, near))
        diag_fix(r->d, d, "Tambahkan di bawah \"prosa\": \"%.*s\": \"prosa/%.*s.md\".", STR_ARG(name),
                 STR_ARG(name));
    return NULL;
}

const Prose *prose_named(Reader *r, Str name, Loc loc) {
    const ProseFile *file = find(r, name, loc);
    if (!file)
        return NULL;
    const Source *source = file_source(r->a, &r->data->folder, file->file, file->loc, r->d);
    const Prose *prose = source ? prose_read(r->a, source, r->d) : NULL;
    return prose && bind_block(r, prose) ? prose : NULL;
}
