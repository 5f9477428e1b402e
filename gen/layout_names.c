/*
 * layout_names: scales, derived columns and named figures of the merged descriptor.
 *
 * A program's descriptor defines figures for every office; those that speak of columns which this
 * report does not have are left out, so that a use of them says "tidak dikenal" at its place. What
 * the report folder defines must be right, used or not.
 */
#include "layout_internal.h"

#include <string.h>

/* ---- scales ---- */

typedef struct BandDraft {
    ScaleBand band;
    const Value *from, *above, *to, *below;
} BandDraft;

/* A bound: 90.01, "90,01" */
static bool read_bound(Reader *r, const Value *v, Num *out) {
    Str text = v->text;
    if (v->kind == VALUE_STRING) {
        Buf b = buf_new(r->a);
        for (size_t i = 0; i < text.n; i++)
            buf_byte(&b, text.p[i] == ',' ? '.' : text.p[i]);
        text = buf_view(&b);
    }
    if ((v->kind == VALUE_STRING || v->kind == VALUE_NUMBER) && num_parse(r->a, text, out))
        return true;
    return layout_error(r, "nilai-salah", v->loc, "batas pita harus bilangan, misalnya 90 atau \"90,01\"");
}

static bool read_value(Reader *r, const Value *v, const Field *f, void *out) {
    (void)r;
    (void)f;
    *(const Value **)out = v;
    return true;
}

static const Field BAND_FIELDS[] = {
    NEEDED("nama", read_str, BandDraft, band.label),
    FIELD("dari", read_value, BandDraft, from),
    FIELD("di_atas", read_value, BandDraft, above),
    FIELD("sampai", read_value, BandDraft, to),
    FIELD("di_bawah", read_value, BandDraft, below),
};

static bool read_band(Reader *r, const Value *v, ScaleBand *out) {
    BandDraft draft = {0};
    if (!fields_read(r, v, BAND_FIELDS, COUNT(BAND_FIELDS), &draft))
        return false;
    if ((draft.from && draft.above) || (draft.to && draft.below))
        return layout_error(r, "nilai-salah", v->loc,
                            "pita punya satu batas bawah (\"dari\" atau \"di_atas\") dan satu batas atas "
                            "(\"sampai\" atau \"di_bawah\")");
    const Value *low = draft.from ? draft.from : draft.above;
    const Value *high = draft.to ? draft.to : draft.below;
    *out = draft.band;
    out->loc = v->loc;
    out->has_low = low != NULL;
    out->has_high = high != NULL;
    out->low_excluded = draft.above != NULL;
    out->high_excluded = draft.below != NULL;
    return (!low || read_bound(r, low, &out->low)) && (!high || read_bound(r, high, &out->high));
}

static bool read_bands(Reader *r, const Value *v, const Field *f, void *out) {
    Scale *scale = out;
    if (!value_expect(v, VALUE_ARRAY, f->key, r->d))
        return false;
    scale->bands = arena_array(r->a, v->count, sizeof *scale->bands);
    scale->count = v->count;
    bool ok = true;
    for (size_t i = 0; i < v->count; i++)
        ok = read_band(r, v->items[i], &scale->bands[i]) && ok;
    return ok;
}

static bool read_gap(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"galat", "naik", "turun", "bulatkan"};
    static const ScaleGap gaps[] = {GAP_REFUSED, GAP_UP, GAP_DOWN, GAP_ROUND};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(ScaleGap *)out = gaps[i];
    return true;
}

static bool read_outside(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    static const char *const names[] = {"galat", "pita_terdekat", "tak_terdefinisi"};
    static const ScaleOutside kinds[] = {OUTSIDE_REFUSED, OUTSIDE_NEAREST, OUTSIDE_UNDEFINED};
    size_t i;
    if (!read_choice(r, v, names, COUNT(names), &i))
        return false;
    *(ScaleOutside *)out = kinds[i];
    return true;
}

static bool read_digits(Reader *r, const Value *v, const Field *f, void *out) {
    unsigned digits;
    if (!read_small(r, v, f, &digits))
        return false;
    *(int *)out = (int)(digits > 18 ? 18 : digits);
    return true;
}

static const Field SCALE_FIELDS[] = {
    {"pita", read_bands, 0, true},
    FIELD("persen", read_bool, Scale, percent),
    FIELD("celah", read_gap, Scale, gap),
    FIELD("desimal", read_digits, Scale, digits),
    FIELD("di_luar", read_outside, Scale, outside),
};

static bool read_scales(Reader *r, const Value *v) {
    if (!v)
        return true;
    if (!value_expect(v, VALUE_OBJECT, "\"skala\"", r->d))
        return false;
    Scale *scales = arena_array(r->a, v->count, sizeof *scales);
    size_t count = 0;
    bool ok = true;
    for (size_t i = 0; i < v->count; i++) {
        Scale *s = &scales[count];
        *s = (Scale){.name = v->members[i].key, .loc = v->members[i].key_loc,
                     .rounding = r->style->format.rounding};
        bool good = fields_read(r, v->members[i].value, SCALE_FIELDS, COUNT(SCALE_FIELDS), s)
                    && scale_check(r->a, s, r->d);
        count += good;
        ok = ok && good;
    }
    r->names->scales = scales;
    r->names->scale_count = count;
    return ok;
}

/* ---- definitions ---- */

typedef struct Definition {   /* of a derived column or a named figure */
    const Sheet *sheet;       /* NULL: a figure */
    Str name, title;
    const Value *rule;        /* "rumus" */
    Format format;
    Loc loc;
    bool own;                 /* written in the report folder */
    bool fallback;            /* gives way to a column of the data */
    bool dropped;
} Definition;

typedef struct Definitions {
    Definition *items;
    size_t count, cap;
} Definitions;

static const Field DEFINITION_FIELDS[] = {
    NEEDED("rumus", read_value, Definition, rule),
    FIELD("judul", read_str, Definition, title),
    FIELD("format", read_format, Definition, format),
    FIELD("bawaan", read_bool, Definition, fallback),
};
static const Field CONDITION_FIELDS[] = {ELSEWHERE("bila_ada"), ELSEWHERE("bila_tidak_ada")};

static void add(Reader *r, Definitions *list, Definition one) {
    list->items = arena_room(r->a, list->items, list->count, &list->cap, sizeof *list->items);
    list->items[list->count++] = one;
}

static bool valid_name(Reader *r, Str name, Loc loc) {
    bool ok = name.n > 0 && !(name.p[0] >= '0' && name.p[0] <= '9') && name.p[0] != '-';
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        ok = ok && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                    || c == '_' || c == '-');
    }
    if (ok)
        return true;
    Str shown = str_excerpt(r->a, name, 40);
    return layout_error(r, "nama-salah", loc,
                        "\"%.*s\" bukan nama: huruf dahulu, lalu huruf, angka, _ dan -", STR_ARG(shown));
}

static bool read_definition(Reader *r, const Member *m, const Sheet *sheet, Definitions *list) {
    Definition d = {.sheet = sheet, .name = m->key, .title = m->key, .loc = m->key_loc,
                    .format = {.digits = -1}, .own = is_own(r, m->key_loc)};
    bool ok = fields_read_with(r, m->value, DEFINITION_FIELDS, COUNT(DEFINITION_FIELDS),
                               CONDITION_FIELDS, COUNT(CONDITION_FIELDS), &d)
              && value_expect(d.rule, VALUE_STRING, "\"rumus\"", r->d)
              && valid_name(r, m->key, m->key_loc);
    if (ok && is_there(r, m->value))
        add(r, list, d);
    return ok;
}

static bool known_sheet(Reader *r, const Member *m) {
    if (!is_own(r, m->key_loc))
        return false;         /* a general descriptor, about data that this report lacks */
    Str *names = arena_array(r->a, r->data->sheet_count, sizeof *names);
    for (size_t i = 0; i < r->data->sheet_count; i++)
        names[i] = sheet_name(r->data->sheets[i]);
    return unknown_name(r, m->key_loc, "data", m->key, names, r->data->sheet_count);
}

static bool read_derived(Reader *r, const Value *v, Definitions *list) {
    if (!v)
        return true;
    if (!value_expect(v, VALUE_OBJECT, "\"kolom_turunan\"", r->d))
        return false;
    bool ok = true;
    for (size_t i = 0; i < v->count; i++) {
        const Member *m = &v->members[i];
        const Sheet *sheet = data_sheet(r->data, m->key);
        if (!value_expect(m->value, VALUE_OBJECT, "kolom turunan", r->d)) {
            ok = false;
            continue;
        }
        if (!sheet) {
            ok = (known_sheet(r, m) || !is_own(r, m->key_loc)) && ok;
            continue;
        }
        for (size_t k = 0; k < m->value->count; k++)
            ok = read_definition(r, &m->value->members[k], sheet, list) && ok;
    }
    return ok;
}

static bool read_figures(Reader *r, const Value *v, Definitions *list) {
    if (!v)
        return true;
    if (!value_expect(v, VALUE_OBJECT, "\"angka\"", r->d))
        return false;
    bool ok = true;
    for (size_t i = 0; i < v->count; i++)
        ok = read_definition(r, &v->members[i], NULL, list) && ok;
    return ok;
}

/* A derived column beside a data column of the same name would never be seen. */
static bool check_hidden(Reader *r, Definitions *list) {
    bool ok = true;
    for (size_t i = 0; i < list->count; i++) {
        Definition *d = &list->items[i];
        size_t column;
        if (!d->sheet || !sheet_find_column(d->sheet, d->name, &column))
            continue;
        d->dropped = true;
        if (!d->own || d->fallback)
            continue;
        Str table = sheet_name(d->sheet);
        ok = layout_error(r, "nama-ganda", d->loc, "data \"%.*s\" sudah punya kolom \"%.*s\"",
                          STR_ARG(table), STR_ARG(d->name));
    }
    return ok;
}

/* ---- binding ---- */

static void parse_all(Reader *r, const Definitions *list, Diags *d) {
    Derived *derived = arena_array(r->a, list->count, sizeof *derived);
    Named *named = arena_array(r->a, list->count, sizeof *named);
    Names *n = r->names;
    n->derived_count = n->named_count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const Definition *x = &list->items[i];
        if (x->dropped)
            continue;
        const Expr *e = expr_parse(r->a, x->rule->text, x->rule->loc, d);
        if (x->sheet)
            derived[n->derived_count++] = (Derived){sheet_name(x->sheet), x->name, x->title, e,
                                                    x->format, x->loc};
        else
            named[n->named_count++] = (Named){x->name, x->title, e, x->format, x->loc};
    }
    n->derived = derived;
    n->named = named;
}

/* Whether what went wrong is only that this report has no such column or figure; a column that the row
 * outside has as well is missing too. */
static bool only_missing(const Diags *d, size_t from) {
    for (size_t i = from; i < diags_kept(d); i++) {
        const char *code = diags_get(d, i)->code;
        if (strcmp(code, "nama-tak-dikenal") != 0 && strcmp(code, "kolom-baris-luar") != 0)
            return false;
    }
    return true;
}

/* Binds every definition. Marks as dropped those of the program that this report has no data for;
 * true when there was none. */
static bool bind_all(Reader *r, Definitions *list, Diags *d) {
    Names *n = r->names;
    size_t derived = 0, named = 0;
    bool complete = true;
    for (size_t i = 0; i < list->count; i++) {
        Definition *x = &list->items[i];
        if (x->dropped)
            continue;
        const Expr *e = x->sheet ? n->derived[derived++].expr : n->named[named++].expr;
        Scope scope = {.names = n, .sheet = x->sheet};
        Type type;
        size_t said = diags_kept(d);
        if (!e || expr_bind(r->a, e, &scope, &type, d) || x->own || !only_missing(d, said))
            continue;
        x->dropped = true;
        complete = false;
    }
    return complete;
}

bool names_read(Reader *r, const Value *descriptor) {
    Definitions list = {NULL, 0, 0};
    r->names->data = r->data;
    r->names->rounding = r->style->format.rounding;
    bool ok = read_scales(r, value_get(descriptor, "skala"));
    ok = read_derived(r, value_get(descriptor, "kolom_turunan"), &list) && ok;
    ok = read_figures(r, value_get(descriptor, "angka"), &list) && ok;
    ok = check_hidden(r, &list) && ok;
    Diags *trial = diags_new(r->a, 0);
    do
        parse_all(r, &list, trial);
    while (!bind_all(r, &list, trial));
    size_t before = diags_count(r->d, ERROR_);
    parse_all(r, &list, r->d);
    bind_all(r, &list, r->d);
    return ok && diags_count(r->d, ERROR_) == before;
}

const Derived *derived_find(const Names *names, Str table, Str name) {
    for (size_t i = 0; i < names->derived_count; i++)
        if (str_eq(names->derived[i].table, table) && str_eq(names->derived[i].name, name))
            return &names->derived[i];
    return NULL;
}
