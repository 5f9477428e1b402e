/*
 * layout_seal: what the profile says about drafts ("konsep") and about the sources' hash on the last
 * page ("sidik"). Their lines know the hash by the name sidik, and the report's facts.
 */
#include "layout_internal.h"

static bool read_seal_text(Reader *r, const Value *v, const Field *f, void *out) {
    Scope outer = r->scope;
    r->scope.variables = NULL;
    r->scope.variable_count = 0;
    push_variable(r, STR("sidik"), NULL);
    bool ok = read_template(r, v, f, out);
    r->scope = outer;
    return ok;
}

static const Field SEAL_FIELDS[] = {
    NEEDED("gaya", read_text_style, MarginalSpec, style),
    FIELD("kiri", read_seal_text, MarginalSpec, left),
    FIELD("tengah", read_seal_text, MarginalSpec, centre),
    FIELD("kanan", read_seal_text, MarginalSpec, right),
    NEEDED("jarak", read_length, MarginalSpec, distance),
    FIELD("garis", read_rule, MarginalSpec, rule),
};

bool read_seal(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    const MarginalSpec **seal = out;
    *seal = NULL;
    if (v->kind == VALUE_BOOL && !v->boolean)
        return true;          /* none */
    MarginalSpec *m = arena_alloc(r->a, sizeof *m);
    *seal = m;
    m->on_first = true;
    return fields_read(r, v, SEAL_FIELDS, COUNT(SEAL_FIELDS), m);
}

static const Field DRAFT_FIELDS[] = {
    NEEDED("tulisan", read_str, DraftSpec, text),
    NEEDED("gaya", read_text_style, DraftSpec, style),
    FIELD("kaki", read_seal, DraftSpec, footer),
};

bool read_draft(Reader *r, const Value *v, const Field *f, void *out) {
    (void)f;
    DraftSpec *draft = arena_alloc(r->a, sizeof *draft);
    *(const DraftSpec **)out = draft;
    return fields_read(r, v, DRAFT_FIELDS, COUNT(DRAFT_FIELDS), draft);
}
