/*
 * expr_template: literal text with {{ expression | format | format }}. See expr.h.
 *
 * A placeholder ends at the first }} outside quotes; \{{ and \}} are plain braces. The first format
 * takes the value, each later one the text before it.
 */
#include "expr_internal.h"

typedef struct Parts {
    Arena *a;
    TemplatePart *list;
    size_t count, cap;
} Parts;

static TemplatePart *add_part(Parts *p) {
    p->list = arena_room(p->a, p->list, p->count, &p->cap, sizeof *p->list);
    return &p->list[p->count++];
}

/* The first of `stop` at or after `from` that stands outside quotes (and brackets of names). */
static size_t find_outside(Str s, const char *stop, size_t from) {
    Str needle = str_of(stop);
    char quote = '\0';
    for (size_t i = from; i < s.n; i++) {
        if (quote) {
            if (s.p[i] == quote) quote = '\0';
        } else if (str_starts(str_sub(s, i, s.n), needle)) {
            return i;
        } else if (s.p[i] == '"' || s.p[i] == '\'') {
            quote = s.p[i];
        } else if (s.p[i] == '[') {
            quote = ']';
        }
    }
    return SIZE_MAX;
}

/* "\{{" to "{{" */
static Str unescaped(Arena *a, Str s) {
    if (str_find(s, STR("\\{{"), 0) == SIZE_MAX && str_find(s, STR("\\}}"), 0) == SIZE_MAX)
        return s;
    Buf b = buf_new(a);
    for (size_t i = 0; i < s.n; i++) {
        Str rest = str_sub(s, i, s.n);
        if (!str_starts(rest, STR("\\{{")) && !str_starts(rest, STR("\\}}"))) buf_byte(&b, s.p[i]);
    }
    return buf_view(&b);
}

static size_t find_open(Str s, size_t from) {
    size_t at = str_find(s, STR("{{"), from);
    while (at != SIZE_MAX && at > 0 && s.p[at - 1] == '\\') at = str_find(s, STR("{{"), at + 2);
    return at;
}

static bool parse_formats(Arena *a, Str text, Str rest, Loc loc, TemplatePart *out, Diags *d) {
    enum { MOST = 8 };
    Format formats[MOST];
    bool more = true, good = true;
    out->format_count = 0;
    for (size_t at = 0; more; ) {
        size_t end = find_outside(rest, "|", at);
        more = end != SIZE_MAX;
        Str one = str_trim(str_sub(rest, at, end));
        Loc place = expr_place(loc, text, one);
        if (out->format_count == MOST) {
            diag_add(d, ERROR_, "format-parameter", place,
                     "terlalu banyak format berantai (paling banyak %d).", MOST);
            return false;
        }
        good = format_parse(a, one, place, &formats[out->format_count], d) && good;
        out->format_count++;
        at = end + 1;
    }
    Format *kept = arena_array(a, out->format_count, sizeof *kept);
    memcpy(kept, formats, out->format_count * sizeof *kept);
    out->formats = kept;
    return good;
}

bool template_placeholder(Arena *a, Str text, Loc loc, TemplatePart *out, Diags *d) {
    size_t bar = find_outside(text, "|", 0);
    Str expression = str_trim(str_sub(text, 0, bar));
    *out = (TemplatePart){.loc = expr_place(loc, text, str_trim(text))};
    if (!expression.n) {
        diag_add(d, ERROR_, "isian-kosong", out->loc,
                 "isian kosong: diharapkan nama atau hitungan di dalam {{ }}.");
        return false;
    }
    out->expr = expr_parse(a, expression, expr_place(loc, text, expression), d);
    if (!out->expr) return false;
    if (bar == SIZE_MAX) return true;
    return parse_formats(a, text, str_sub(text, bar + 1, text.n), loc, out, d);
}

static void add_literal(Parts *parts, Str text, Loc loc, Str literal) {
    if (!literal.n) return;
    *add_part(parts) = (TemplatePart){.literal = unescaped(parts->a, literal),
                                      .loc = expr_place(loc, text, literal)};
}

const Template *template_parse(Arena *a, Str text, Loc loc, Diags *d) {
    Parts parts = {.a = a};
    bool good = true;
    size_t at = 0, open;
    while ((open = find_open(text, at)) != SIZE_MAX) {
        add_literal(&parts, text, loc, str_sub(text, at, open));
        size_t close = find_outside(text, "}}", open + 2);
        if (close == SIZE_MAX) {
            Diag *g = diag_add(d, ERROR_, "isian-terbuka",
                               expr_place(loc, text, str_sub(text, open, open + 2)),
                               "isian yang dibuka dengan {{ tidak ditutup dengan }}.");
            diag_fix(d, g, "Kurung kurawal biasa ditulis \\{{.");
            return NULL;
        }
        Str inside = str_sub(text, open + 2, close);
        TemplatePart part;
        if (template_placeholder(a, inside, expr_place(loc, text, inside), &part, d))
            *add_part(&parts) = part;
        else good = false;
        at = close + 2;
    }
    add_literal(&parts, text, loc, str_sub(text, at, text.n));
    if (!good) return NULL;
    Template *t = arena_alloc(a, sizeof *t);
    *t = (Template){parts.list, parts.count, loc};
    return t;
}

/* ---- binding ---- */

static DatumKind kind_of(Type t) {
    switch (t) {
    case TYPE_NUMBER: return DATUM_NUMBER;
    case TYPE_TEXT: return DATUM_TEXT;
    case TYPE_BOOL: return DATUM_BOOL;
    case TYPE_DATE: return DATUM_DATE;
    case TYPE_ANY: break;
    }
    return DATUM_EMPTY;       /* fits every format */
}

static bool check_formats(Arena *a, const TemplatePart *part, Type type, Diags *d) {
    DatumKind kind = kind_of(type);
    for (size_t i = 0; i < part->format_count; i++) {
        if (!format_takes(part->formats[i], kind)) {
            Str name = format_name(a, part->formats[i]);
            diag_add(d, ERROR_, "format-tak-cocok", part->loc,
                     "format %.*s tidak menerima %s (\"%.*s\").", STR_ARG(name),
                     i ? "teks hasil format sebelumnya" : expr_type_name(type),
                     STR_ARG(part->expr->text));
            return false;
        }
        kind = DATUM_TEXT;
    }
    return true;
}

bool template_part_bind(Arena *a, const TemplatePart *part, const Scope *scope, Diags *d) {
    Type type;
    if (!part->expr) return true;
    return expr_bind(a, part->expr, scope, &type, d) && check_formats(a, part, type, d);
}

bool template_bind(Arena *a, const Template *t, const Scope *scope, Diags *d) {
    bool good = true;
    for (size_t i = 0; i < t->count; i++)
        good = template_part_bind(a, &t->parts[i], scope, d) && good;
    return good;
}

/* ---- filling ---- */

Str template_part_fill(Arena *a, const TemplatePart *part, const Scope *scope,
                       const FormatProfile *p, Diags *d) {
    if (!part->expr) return part->literal;
    Datum value = expr_eval(a, part->expr, scope, d);
    if (!part->format_count) return format_apply(a, expr_format(part->expr), p, value);
    Str text = format_apply(a, part->formats[0], p, value);
    for (size_t i = 1; i < part->format_count; i++) {
        text = format_apply(a, part->formats[i], p, (Datum){.kind = DATUM_TEXT, .text = text});
    }
    return text;
}

Str template_fill(Arena *a, const Template *t, const Scope *scope, const FormatProfile *p,
                  Diags *d) {
    Buf b = buf_new(a);
    for (size_t i = 0; i < t->count; i++)
        buf_str(&b, template_part_fill(a, &t->parts[i], scope, p, d));
    return buf_view(&b);
}
