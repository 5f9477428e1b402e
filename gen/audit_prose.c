/*
 * audit_prose: what the prose itself says: counts in words, numbers typed beside the name of a
 * figure, dates, and the parts that a regulation asks for.
 *
 * It reads the files as they are written, Markdown signs and all, so that every place is exact;
 * what stands in {{ }} is computed and left alone.
 */
#include "audit_internal.h"

enum { SHORTEST_TITLE = 6, REACH = 90 };

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool begins_nocase(Str s, Str word) {
    if (s.n < word.n) return false;
    for (size_t i = 0; i < word.n; i++) {
        if (lower(s.p[i]) != lower(word.p[i])) return false;
    }
    return true;
}

static size_t find_nocase(Str s, Str word, size_t from) {
    if (!word.n) return SIZE_MAX;
    for (size_t i = from; i + word.n <= s.n; i++) {
        if (lower(s.p[i]) == lower(word.p[0]) && begins_nocase(str_sub(s, i, s.n), word)) return i;
    }
    return SIZE_MAX;
}

/* ---- the files of prose that the report uses ---- */

typedef struct Sources {
    const Source **list;
    size_t count, cap;
    Arena *a;
} Sources;

static void add_source(Sources *s, const Source *source) {
    for (size_t i = 0; i < s->count; i++) {
        if (s->list[i] == source) return;
    }
    s->list = arena_room(s->a, s->list, s->count, &s->cap, sizeof *s->list);
    s->list[s->count++] = source;
}

static const Source *source_of(const Prose *p) {
    const Source *found = p->loc.source;
    for (size_t i = 0; !found && i < p->child_count; i++) found = source_of(&p->children[i]);
    return found;
}

static void find_sources(Sources *s, const Spec *specs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Source *source = specs[i].text    ? specs[i].text->source
                               : specs[i].prose ? source_of(specs[i].prose)
                                                : NULL;
        if (source) add_source(s, source);
        find_sources(s, specs[i].children, specs[i].child_count);
        find_sources(s, specs[i].otherwise, specs[i].otherwise_count);
        for (size_t k = 0; k < specs[i].pair_count; k++) {
            find_sources(s, specs[i].pairs[k].content, specs[i].pairs[k].content_count);
        }
    }
}

/* ---- a number beside the name of a figure ---- */

typedef enum NumberKind { KIND_PLAIN, KIND_PERCENT, KIND_RUPIAH } NumberKind;

typedef struct Typed {
    Num value;
    unsigned decimals;
    NumberKind kind;
    Str text;
} Typed;

static NumberKind named_kind(const Audit *t, const Named *n) {
    Format f = n->format.kind ? n->format : expr_format(n->expr);
    Str name = format_name(t->a, f);
    if (str_starts(name, STR("persen"))) return KIND_PERCENT;
    return str_starts(name, STR("rupiah")) ? KIND_RUPIAH : KIND_PLAIN;
}

/* A line that begins something else: a list's item, a heading, a row of a table. */
static bool begins_block(Str rest) {
    size_t i = 1;
    while (i < rest.n && rest.p[i] == ' ') i++;
    if (i >= rest.n || rest.p[i] == '\n' || strchr("#|>-*+", rest.p[i])) return true;
    while (i < rest.n && text_digit(rest.p[i])) i++;
    return i + 1 < rest.n && i > 1 && (rest.p[i] == '.' || rest.p[i] == ')') &&
           rest.p[i + 1] == ' ';
}

/* The sentence goes on up to here: a full stop before a space, another block, or what is computed.
 * A plain number must stand near. */
static size_t sentence_end(Str s, size_t from, NumberKind kind) {
    size_t end = from, reach = kind == KIND_PLAIN ? REACH / 3 : REACH;
    for (; end < s.n && end < from + reach; end++) {
        Str rest = str_sub(s, end, s.n);
        if (str_starts(rest, STR("{{")) || rest.p[0] == ';' || rest.p[0] == '|') break;
        if (rest.p[0] == '\n' && begins_block(rest)) break;
        if (rest.p[0] == '.' && (rest.n == 1 || rest.p[1] == ' ' || rest.p[1] == '\n')) break;
    }
    return end;
}

static bool preceded_by(Str s, size_t at, const char *word) {
    while (at && (s.p[at - 1] == ' ' || s.p[at - 1] == '*')) at--;
    Str w = str_of(word);
    return at >= w.n && begins_nocase(str_sub(s, at - w.n, at), w);
}

static bool read_typed(Arena *a, Str s, size_t at, Typed *out) {
    size_t n = written_number(a, str_sub(s, at, s.n), &out->value, &out->decimals);
    if (!n) return false;
    size_t end = at + n;
    while (end < s.n && (s.p[end] == ' ' || s.p[end] == '*')) end++;
    bool percent =
        (end < s.n && s.p[end] == '%') || begins_nocase(str_sub(s, end, s.n), STR("persen"));
    bool rupiah = preceded_by(s, at, "rp") || preceded_by(s, at, "rp.");
    out->kind = percent ? KIND_PERCENT : rupiah ? KIND_RUPIAH : KIND_PLAIN;
    out->text = str_sub(s, at, percent && s.p[end] == '%' ? end + 1 : at + n);
    return true;
}

static bool is_year(const Typed *n) {
    int64_t year;
    return n->text.n == 4 && num_to_int64(n->value, &year) && year >= 1900 && year <= 2100;
}

/* The first number of the kind between `from` and `to`. A year other than the report's makes the
 * sentence one about another year: *other_year. */
static bool find_typed(const Audit *t, Arena *a, Str s, size_t from, size_t to, NumberKind kind,
                       Typed *out, bool *other_year) {
    Str window = str_sub(s, 0, to);
    for (size_t at = from; at < to; at++) {
        Typed n;
        if (!number_begins(s, at) || !read_typed(a, window, at, &n)) continue;
        int64_t year;
        if (is_year(&n) && num_to_int64(n.value, &year)) {
            *other_year |= year != t->year;
            if (n.kind == KIND_PLAIN) continue;
        }
        if (n.kind == kind) {
            *out = n;
            return true;
        }
        at += n.text.n - 1;
    }
    return false;
}

static bool about_other_year(const Audit *t, Arena *a, Str s, size_t at) {
    size_t from = at;
    Typed ignored;
    bool other = false;
    while (from && at - from < REACH && !str_starts(str_sub(s, from - 1, s.n), STR(". ")) &&
           s.p[from - 1] != '\n')
        from--;
    Str before = str_sub(s, from, at);
    if (find_nocase(before, STR("tahun lalu"), 0) != SIZE_MAX ||
        find_nocase(before, STR("tahun sebelumnya"), 0) != SIZE_MAX)
        return true;
    find_typed(t, a, s, from, at, KIND_RUPIAH, &ignored, &other);
    return other;
}

static bool agrees(const Audit *t, Arena *a, const Typed *typed, Num value) {
    Num n = value;
    if (typed->kind == KIND_PERCENT && !num_mul(a, n, num_int(100), &n)) return true;
    return num_round(a, n, (int)typed->decimals, t->profile->rounding, &n) &&
           num_cmp(n, typed->value) == 0;
}

static void say_contradiction(const Audit *t, const Named *n, const Typed *typed, Num value,
                              Loc loc) {
    Format f = n->format.kind ? n->format : expr_format(n->expr);
    Str shown = format_apply(t->a, f, t->profile, calc_number(value)),
        text = shortened(t, typed->text);
    Diag *g = diag_add(t->d, WARNING_, "angka-ketikan", loc,
                       "%.*s %.*s diketik, sedangkan hitungannya %.*s", STR_ARG(n->title),
                       STR_ARG(text), STR_ARG(shown));
    diag_fix(t->d, g, "Ganti dengan {{ %.*s }}.", STR_ARG(n->name));
}

static void check_title(const Audit *t, Arena *work, Str s, Loc loc, const Named *n, Num value,
                        NumberKind kind) {
    for (size_t at = find_nocase(s, n->title, 0); at != SIZE_MAX;
         at = find_nocase(s, n->title, at + 1)) {
        size_t end = at + n->title.n;
        if ((at && text_letter(s.p[at - 1])) || (end < s.n && text_letter(s.p[end]))) continue;
        bool other_year = about_other_year(t, work, s, at);
        size_t to = sentence_end(s, end, kind);
        Typed typed;
        if (!find_typed(t, work, s, end, to, kind, &typed, &other_year) || other_year ||
            agrees(t, work, &typed, value))
            continue;
        say_contradiction(t, n, &typed, value, loc_within(loc, typed.text));
    }
}

static void check_figures(const Audit *t, const Source *source) {
    const Names *names = &t->layout->names;
    Scope scope = {.names = names};
    Arena *work = arena_child(t->a);
    for (size_t i = 0; i < names->named_count; i++) {
        const Named *n = &names->named[i];
        if (n->title.n < SHORTEST_TITLE || str_eq(n->title, n->name)) continue;
        Datum d = expr_eval(work, n->expr, &scope, t->d);
        if (d.kind == DATUM_NUMBER) {
            check_title(t, work, source->text, loc_at(source, 0, source->text.n), n, d.number,
                        named_kind(t, n));
        }
        arena_reset(work, (ArenaMark){0});
    }
    arena_free(work);
}

/* ---- dates ---- */

static bool is_month(Str word) {
    static const char *const months[] = {"januari",   "februari", "maret",    "april",
                                         "mei",       "juni",     "juli",     "agustus",
                                         "september", "oktober",  "november", "desember"};
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        if (str_eq_nocase(word, str_of(months[i]))) return true;
    }
    return false;
}

static Str word_before(Str s, size_t at) {
    while (at && (s.p[at - 1] == ' ' || s.p[at - 1] == '\n')) at--;
    size_t from = at;
    while (from && (text_letter(s.p[from - 1]) || text_digit(s.p[from - 1]))) from--;
    return str_sub(s, from, at);
}

static void check_year(const Audit *t, Str s, size_t at, int64_t year, Loc loc) {
    Str before = word_before(s, at);
    bool budget =
        str_eq_nocase(before, STR("anggaran")) && preceded_by(s, (size_t)(before.p - s.p), "tahun");
    bool far = budget && (year < t->year - 1 || year > t->year + 1);
    if (!(is_month(before) && year > t->year + 1) && !far) return;
    Diag *g =
        diag_add(t->d, WARNING_, "tahun-lain", loc_within(loc, str_sub(s, at, at + 4)),
                 "%s %lld di laporan tahun %lld", budget ? "tahun anggaran" : "tanggal bertahun",
                 (long long)year, (long long)t->year);
    diag_fix(t->d, g, "Periksa tahunnya.");
}

static void check_dates(const Audit *t, const Source *source) {
    Str s = source->text;
    Loc loc = loc_at(source, 0, s.n);
    for (size_t at = 0; t->year && at + 4 <= s.n; at++) {
        bool four = text_digit(s.p[at]) && text_digit(s.p[at + 1]) && text_digit(s.p[at + 2]) &&
                    text_digit(s.p[at + 3]);
        bool alone = four && (!at || s.p[at - 1] == ' ' || s.p[at - 1] == '\n') &&
                     !(at + 4 < s.n && text_digit(s.p[at + 4]));
        if (!alone) continue;
        int64_t year = (s.p[at] - '0') * 1000 + (s.p[at + 1] - '0') * 100 +
                       (s.p[at + 2] - '0') * 10 + (s.p[at + 3] - '0');
        if (year >= 1900 && year <= 2100) check_year(t, s, at, year, loc);
        at += 3;
    }
}

/* The report is signed in its own year or the one after. */
static void check_signed(const Audit *t) {
    Datum d;
    if (!t->year || !data_fact(t->data, STR("tanggal"), &d) || d.kind != DATUM_DATE) return;
    if (d.date.year == t->year || d.date.year == t->year + 1) return;
    Diag *g = diag_add(t->d, WARNING_, "tahun-lain", d.loc,
                       "tanggal laporan bertahun %d, sedangkan tahun laporan %lld", d.date.year,
                       (long long)t->year);
    diag_fix(t->d, g, "Periksa \"tanggal\" dan \"tahun\".");
}

/* ---- parts that must be there ---- */

static void add_lower(Buf *b, Str s) {
    for (size_t i = 0; i < s.n; i++) buf_byte(b, lower(s.p[i]));
    buf_byte(b, '\n');
}

static void add_template(Buf *b, const Template *t) {
    for (size_t i = 0; t && i < t->count; i++) add_lower(b, t->parts[i].literal);
}

static void add_inlines(Buf *b, const ProseInline *items, size_t count) {
    for (size_t i = 0; i < count; i++) add_lower(b, items[i].text);
}

static void add_specs(Buf *b, const Spec *specs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Spec *s = &specs[i];
        add_inlines(b, s->inlines, s->inline_count);
        add_template(b, s->caption);
        if (s->table) add_template(b, s->table->caption);
        add_specs(b, s->children, s->child_count);
        add_specs(b, s->otherwise, s->otherwise_count);
    }
}

/* Everything that titles, captions and prose say, in small letters. */
static Str all_words(const Audit *t, const Sources *sources) {
    Buf b = buf_new(t->a);
    for (size_t i = 0; i < t->layout->part_count; i++) {
        add_inlines(&b, t->layout->parts[i].title, t->layout->parts[i].title_count);
        add_specs(&b, t->layout->parts[i].content, t->layout->parts[i].content_count);
    }
    for (size_t i = 0; i < sources->count; i++) add_lower(&b, sources->list[i]->text);
    return buf_view(&b);
}

static bool has_any(const Audit *t, Str all, const Value *words, bool *found) {
    for (size_t i = 0; i < words->count; i++) {
        if (!value_expect(words->items[i], VALUE_STRING, "unsur \"kata\"", t->d)) return false;
        *found |= find_nocase(all, words->items[i]->text, 0) != SIZE_MAX;
    }
    return true;
}

static void check_part(const Audit *t, Str all, const Value *rule) {
    static const char *const keys[] = {"nama", "kata", "dasar"};
    const Value *words;
    Str name, basis = STR("");
    bool found = false;
    if (!value_expect(rule, VALUE_OBJECT, "unsur \"bagian_wajib\"", t->d) ||
        !value_only_keys(rule, keys, 3, t->d))
        return;
    if (!value_text(rule, "nama", &name, t->d) || !value_array(rule, "kata", &words, t->d)) return;
    if (!value_text_or(rule, "dasar", &basis, t->d) || !has_any(t, all, words, &found) || found)
        return;
    Diag *g = diag_add(t->d, WARNING_, "belum-diisi", rule->loc, "belum diisi: %.*s%s%.*s%s",
                       STR_ARG(name), basis.n ? " (" : "", STR_ARG(basis), basis.n ? ")" : "");
    Buf list = buf_new(t->a);
    for (size_t i = 0; i < words->count; i++)
        buf_printf(&list, "%s\"%.*s\"", i ? ", " : "", STR_ARG(words->items[i]->text));
    diag_fix(t->d, g, "Tambahkan bagian itu di naskah; ia dikenali dari kata %.*s.", STR_ARG(buf_view(&list)));
}

static void check_parts(const Audit *t, const Sources *sources) {
    static const char *const keys[] = {"bagian_wajib"};
    const Value *rules = t->layout->audit, *list = NULL;
    if (!rules || !value_expect(rules, VALUE_OBJECT, "\"audit\"", t->d) ||
        !value_only_keys(rules, keys, 1, t->d))
        return;
    if (!value_array_or(rules, "bagian_wajib", &list, t->d) || !list) return;
    Str all = all_words(t, sources);
    for (size_t i = 0; i < list->count; i++) check_part(t, all, list->items[i]);
}

void audit_prose(const Audit *t) {
    Sources sources = {.a = t->a};
    for (size_t i = 0; i < t->layout->part_count; i++) {
        find_sources(&sources, t->layout->parts[i].content, t->layout->parts[i].content_count);
    }
    check_signed(t);
    check_parts(t, &sources);
    for (size_t i = 0; i < sources.count; i++) {
        const Source *s = sources.list[i];
        audit_counts(t, s->text, loc_at(s, 0, s->text.n));
        check_figures(t, s);
        check_dates(t, s);
    }
}
