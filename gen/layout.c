/*
 * layout: the descriptor as a whole. Order matters: rules for numbers, then names (which expressions
 * may say), then the profile (whose headers are templates), then tables and parts.
 */
#include "layout_internal.h"

/* What laporan.json may add to a descriptor, and how deep it reaches: by name, or by table and name. */
static const struct { const char *key; unsigned depth; } SHARED[] = {
    {"tabel", 1}, {"angka", 1}, {"skala", 1}, {"kolom_turunan", 2}, {"audit", 1}, {"bagan", 1}, {"pohon", 1},
};

static bool read_text(Reader *r, const Value *v, const Field *f, void *out) {
    return read_template(r, v, f, out);
}

static bool read_rules(Reader *r, const Value *v, const Field *f, void *out) {
    (void)r;
    (void)f;
    *(const Value **)out = v;
    return true;
}

static const Field LAYOUT_FIELDS[] = {
    NEEDED("nama", read_str, Layout, name),
    ELSEWHERE("turunan_dari"),
    NEEDED("judul", read_text, Layout, title),
    FIELD("subjek", read_text, Layout, subject),
    FIELD("kata_kunci", read_text, Layout, keywords),
    {"gaya", NULL, 0, true},
    {"bagian", NULL, 0, true},
    ELSEWHERE("tabel"), ELSEWHERE("angka"), ELSEWHERE("skala"), ELSEWHERE("kolom_turunan"),
    ELSEWHERE("bagan"), ELSEWHERE("pohon"),
    FIELD("audit", read_rules, Layout, audit),
};

/* ---- merging ---- */

/* The shared keys of `over` merged into `base`'s, everything else as `merged` has it already. */
static void merge_shared(Arena *a, const Value *base, const Value *over, const Value *merged) {
    for (size_t i = 0; base && i < COUNT(SHARED); i++) {
        const Value *below = value_get(base, SHARED[i].key), *above = value_get(over, SHARED[i].key);
        if (!below || !above)
            continue;
        for (size_t k = 0; k < merged->count; k++)
            if (str_is(merged->members[k].key, SHARED[i].key))
                ((Member *)merged->members)[k].value = value_merge(a, below, above, SHARED[i].depth);
    }
}

/* A derived descriptor's lists replace, its definitions add. */
static const Value *merge_layout(Arena *a, const Value *base, const Value *over) {
    const Value *merged = value_merge(a, base, over, 1);
    merge_shared(a, base, over, merged);
    return merged;
}

/* What laporan.json adds, as if it were a descriptor derived from the one it names. */
static const Value *merge_report(Reader *r, const Value *descriptor) {
    Member *members = arena_array(r->a, COUNT(SHARED), sizeof *members);
    size_t count = 0;
    const Value *root = r->data->root;
    for (size_t i = 0; i < root->count; i++)
        for (size_t k = 0; k < COUNT(SHARED); k++)
            if (str_is(root->members[i].key, SHARED[k].key))
                members[count++] = root->members[i];
    Value *over = arena_alloc(r->a, sizeof *over);
    *over = (Value){.kind = VALUE_OBJECT, .loc = descriptor->loc, .members = members, .count = count};
    return merge_layout(r->a, descriptor, over);
}

/* ---- the profile ---- */

static bool read_style(Reader *r, const Value *descriptor, const Value **profile) {
    const Value *own = value_get(descriptor, "gaya");
    if (r->data->style.n > 0) {
        *profile = style_begin(r, r->data->style, r->data->style_loc);
    } else if (own && value_expect(own, VALUE_STRING, "\"gaya\"", r->d)) {
        *profile = style_begin(r, own->text, own->loc);
    } else if (!own) {
        layout_error(r, "kunci-hilang", descriptor->loc,
                     "tata letak memerlukan \"gaya\", atau laporan.json menyebutnya");
    }
    return *profile != NULL;
}

/* ---- room for tables ---- */

/* How many definitions of tables and drawings stand in blocks. */
static size_t count_inline(const Value *v) {
    size_t count = 0;
    for (size_t i = 0; v->kind == VALUE_ARRAY && i < v->count; i++)
        count += count_inline(v->items[i]);
    for (size_t i = 0; v->kind == VALUE_OBJECT && i < v->count; i++) {
        const Member *m = &v->members[i];
        bool table = str_is(m->key, "tabel") || str_is(m->key, "bagan") || str_is(m->key, "pohon");
        count += table && m->value->kind == VALUE_OBJECT;
        count += count_inline(m->value);
    }
    return count;
}

static void make_room(Reader *r, const Value *descriptor) {
    size_t most = r->table_count + r->drawing_count + r->data->sheet_count + count_inline(descriptor)
                  + count_inline(r->data->root) + 1;
    r->specs = arena_array(r->a, most, sizeof *r->specs);
    r->layout->tables = r->specs;
}

/* ---- all of it ---- */

static void read_all(Reader *r, const Value *descriptor) {
    const Value *profile = NULL;
    if (!read_style(r, descriptor, &profile))
        return;
    names_read(r, descriptor);
    r->scope = (Scope){.names = r->names};
    if (!style_read(r, profile))
        return;               /* what refers to its styles would only fail again */
    fields_read(r, descriptor, LAYOUT_FIELDS, COUNT(LAYOUT_FIELDS), r->layout);
    tables_register(r, descriptor);
    drawings_register(r, descriptor);
    make_room(r, descriptor);
    tables_read_own(r);
    drawings_read_own(r);
    parts_read(r, descriptor);
}

const Layout *layout_read(Arena *a, const Data *data, LayoutPath where, Diags *d) {
    Layout *layout = arena_alloc(a, sizeof *layout);
    Style *style = arena_alloc(a, sizeof *style);
    Reader r = {.a = a, .d = d, .data = data, .where = where, .layout = layout, .style = style,
                .names = &layout->names};
    layout->style = style;
    size_t before = diags_count(d, ERROR_);
    const Value *descriptor = source_find(&r, "", "tata letak", data->layout, data->layout_loc,
                                          merge_layout, &layout->source);
    if (descriptor)
        read_all(&r, merge_report(&r, descriptor));
    return descriptor && diags_count(d, ERROR_) == before ? layout : NULL;
}
