/*
 * build_seal: the hash of the report's sources, and what prints it: the line of the last page, the
 * marks of a draft.
 *
 * The hash is SHA-256 over one line a source, "HASH  NAME\n" with the source's own SHA-256, in the
 * manifest's order: it can be had from the manifest alone, with any tool. It does not depend on
 * the program's version, so that a draft and the final file of the same sources say the same.
 */
#include "build_internal.h"

#include <nettle/sha2.h>

enum { SEAL_DIGITS = 10 };

static void put_hash(Buf *b, struct sha256_ctx *hash) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(hash, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) buf_printf(b, "%02x", digest[i]);
}

static void hash_text(struct sha256_ctx *hash, Str text) {
    sha256_update(hash, text.n, (const uint8_t *)text.p);
}

static Str seal_hash(Arena *a, const Doc *doc) {
    struct sha256_ctx all, one;
    sha256_init(&all);
    for (size_t i = 0; i < doc->attachment_count; i++) {
        const struct Attachment *file = &doc->attachments[i];
        Buf line = buf_new(a);
        sha256_init(&one);
        hash_text(&one, file->bytes);
        put_hash(&line, &one);
        buf_printf(&line, "  %.*s\n", STR_ARG(file->name));
        hash_text(&all, buf_view(&line));
    }
    Buf whole = buf_new(a);
    put_hash(&whole, &all);
    return str_sub(buf_view(&whole), 0, SEAL_DIGITS);
}

static const Para *seal_para(Build *b, const TextSpec *style, Str text, Align align) {
    Runs runs = runs_new(b, style, &b->base, NULL);
    runs_text(&runs, text, 0, false, LOC_NONE);
    ParaChange change = {.aligned = true, .align = align, .flat = true, .tight = true};
    Para *para = arena_alloc(b->a, sizeof *para);
    *para = runs_para(&runs, styles_para(b, style, change));
    return para;
}

static const Para *seal_place(Build *b, const MarginalSpec *spec, const Template *t, Align align,
                              const Scope *scope) {
    return t ? seal_para(b, spec->style, text_template(b, t, scope, b->d), align) : NULL;
}

static const Marginal *seal_line(Build *b, const MarginalSpec *spec, Str hash) {
    if (!spec) return NULL;
    const Variable variables[] = {
        {.name = STR("sidik"), .type = TYPE_TEXT, .value = {.kind = DATUM_TEXT, .text = hash}},
    };
    Scope scope = b->base;
    scope.variables = variables;
    scope.variable_count = 1;
    Marginal *m = arena_alloc(b->a, sizeof *m);
    *m = (Marginal){.distance = spec->distance, .rule = spec->rule, .on_first = spec->on_first};
    m->left = seal_place(b, spec, spec->left, ALIGN_LEFT, &scope);
    m->centre = seal_place(b, spec, spec->centre, ALIGN_CENTRE, &scope);
    m->right = seal_place(b, spec, spec->right, ALIGN_RIGHT, &scope);
    return m;
}

void seal_build(Build *b, Doc *doc) {
    const DraftSpec *draft = b->style->draft;
    Str hash = seal_hash(b->a, doc);
    doc->seal = seal_line(b, b->style->seal, hash);
    if (!draft) return;
    DraftMarks *marks = arena_alloc(b->a, sizeof *marks);
    marks->watermark = seal_para(b, draft->style, draft->text, ALIGN_CENTRE);
    marks->footer = seal_line(b, draft->footer, hash);
    doc->draft = marks;
}
