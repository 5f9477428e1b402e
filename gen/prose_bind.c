/* prose_bind: every placeholder of a tree in the scope of the place that prints it. */
#include "prose.h"

static bool bind_template(Arena *a, const Template *t, const Scope *scope, Diags *d) {
    return !t || template_bind(a, t, scope, d);
}

bool prose_bind_inlines(Arena *a, const ProseInline *items, size_t count, const Scope *scope,
                        Diags *d) {
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        const ProseInline *item = &items[i];
        switch (item->kind) {
        case INLINE_PLACEHOLDER:
            ok = template_part_bind(a, &item->part, scope, d) && ok;
            break;
        case INLINE_FOOTNOTE:
        case INLINE_IMAGE:
            ok = bind_template(a, item->note, scope, d) && ok;
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

bool prose_bind(Arena *a, const Prose *p, const Scope *scope, Diags *d) {
    bool ok = prose_bind_inlines(a, p->inlines, p->inline_count, scope, d);
    for (size_t i = 0; i < p->child_count; i++)
        ok = prose_bind(a, &p->children[i], scope, d) && ok;
    return ok;
}
