/*
 * value_csv: CSV to rows of located fields. The only file that knows libcsv.
 *
 * libcsv keeps no places. A field can only end at a delimiter, a line break or the text's end, so
 * the parser is fed one stretch up to the next of these characters (or quotes) at a time: when it
 * reports a field, the field ended at just that character. Its callbacks only take notes; the work
 * is done after each call, where running out of memory may jump.
 *
 * libcsv runs in its lenient mode, in which a quote inside an unquoted field is an ordinary
 * character (Kabel 5" hitam); a stray quote inside a quoted field is found here.
 */
#include "value.h"

#include <csv.h>

typedef struct Reader {
    Arena *a;
    Csv *csv;
    uint32_t *begins, *row_start;
    CsvEscaped *escaped;
    size_t count, escaped_cap;        /* count: of begins */
    size_t begin, end;        /* the field under way: [begin, end) once it has ended */
    struct csv_parser parser;
    bool field_ended, row_ended;      /* the notes of one call */
    Str decoded;              /* valid until the next call */
    size_t most_rows, most_columns, most_cell;
    Diags *d;
} Reader;

/* ---- fields ---- */

static bool is_blank(char c, char delimiter) {
    return c == ' ' || (c == '\t' && delimiter != '\t');
}

static Str raw_text(const Csv *csv, CsvField f) {
    Str s = {csv->source->text.p + f.offset, f.length};
    while (s.n && is_blank(s.p[0], csv->delimiter)) s = str_sub(s, 1, s.n);
    while (s.n && is_blank(s.p[s.n - 1], csv->delimiter)) s.n--;
    return s;
}

/* The text between the quotes of a raw text that begins with one. */
static Str between_quotes(Str raw) {
    return str_sub(raw, 1, raw.n > 1 ? raw.n - 1 : 1);
}

static bool has_quote(Str s) {
    return s.n && memchr(s.p, '"', s.n);
}

size_t csv_fields(const Csv *csv, size_t row) {
    return csv->row_start[row + 1] - csv->row_start[row] - 1;
}

CsvField csv_field(const Csv *csv, size_t row, size_t column) {
    const uint32_t *begin = &csv->begins[csv->row_start[row] + column];
    return (CsvField){begin[0], begin[1] - begin[0] - 1};
}

Str csv_text(const Csv *csv, CsvField field) {
    Str raw = raw_text(csv, field);
    if (!raw.n || raw.p[0] != '"') return raw;
    Str inner = between_quotes(raw);
    if (!has_quote(inner)) return inner;
    size_t low = 0, high = csv->escaped_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (csv->escaped[middle].offset < field.offset) low = middle + 1;
        else high = middle;
    }
    return csv->escaped[low].text;      /* every such field was entered when it was read */
}

Loc csv_loc(const Csv *csv, CsvField field) {
    const char *text = csv->source->text.p;
    while (field.length && is_blank(text[field.offset], csv->delimiter)) {
        field.offset++;
        field.length--;
    }
    while (field.length && is_blank(text[field.offset + field.length - 1], csv->delimiter)) {
        field.length--;
    }
    return loc_at(csv->source, field.offset, field.length);
}

/* ---- the delimiter ---- */

enum { LOOK_LINES = 30, LOOK_BYTES = 1 << 16, CANDIDATES = 3 };
static const char DELIMITERS[CANDIDATES] = {';', '\t', ','};      /* the first wins a tie */

typedef struct LineCounts {
    size_t of[CANDIDATES];
} LineCounts;

static int candidate(char c) {
    for (int k = 0; k < CANDIDATES; k++) {
        if (c == DELIMITERS[k]) return k;
    }
    return -1;
}

/* Counts the candidates outside quotes in the first lines; returns how many lines were counted. */
static size_t count_lines(Str text, LineCounts lines[LOOK_LINES]) {
    size_t n = 0, limit = text.n < LOOK_BYTES ? text.n : LOOK_BYTES, line_begin = 0;
    bool quoted = false, at_start = true;
    LineCounts now = {{0}};
    for (size_t i = 0; i <= limit && n < LOOK_LINES; i++) {
        char c = i < limit ? text.p[i] : '\n';
        bool closes = quoted && c == '"';
        if (c == '"' && (quoted || at_start)) quoted = !quoted;
        int k = quoted && i < limit ? -1 : candidate(c);
        if (k >= 0) now.of[k]++;
        bool line_end = (c == '\n' || c == '\r') && (!quoted || i == limit);
        bool cut_off = i == limit && limit < text.n && n;
        if (line_end && i > line_begin && !cut_off) {
            lines[n++] = now;
            now = (LineCounts){{0}};
        }
        if (line_end) line_begin = i + 1;
        at_start = line_end || k >= 0 || (at_start && c == ' ') || closes;      /* "" opens again */
    }
    return n;
}

/* How many of the lines from `first` on have the candidate as often as that one; 0: it has none. */
static size_t alike(const LineCounts *lines, size_t n, size_t first, int k) {
    size_t same = 0;
    for (size_t i = first; i < n && lines[first].of[k]; i++) same += lines[i].of[k] == lines[first].of[k];
    return same;
}

/* A sheet's own title stands above its heads, without any candidate: whoever reads the rows can say
 * so when they come apart. A lone comma may as well be that of a name ("Nama, S.Sos."). */
static size_t line_of_heads(const LineCounts *lines, size_t n) {
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < CANDIDATES; k++) {
            bool parts = lines[i].of[k] > (DELIMITERS[k] == ',' && i > 0);
            if (parts && (i == 0 || alike(lines, n, i, k) == n - i)) return i;
        }
    }
    return 0;
}

/* The candidate that the line of heads has and most lines have as often. */
static char find_delimiter(Str text) {
    LineCounts lines[LOOK_LINES];
    size_t n = count_lines(text, lines), best_same = 0, heads = line_of_heads(lines, n);
    int best = 0;
    for (int k = 0; k < CANDIDATES; k++) {
        size_t same = alike(lines, n, heads, k);
        if (same > best_same) {
            best = k;
            best_same = same;
        }
    }
    return DELIMITERS[best];
}

/* "sep=;" in the first line: the delimiter and where the rows begin. */
static size_t skip_declaration(Str text, char *delimiter) {
    if (text.n < 5 || !str_eq_nocase(str_sub(text, 0, 4), STR("sep="))) return 0;
    if (candidate(text.p[4]) < 0 || (text.n > 5 && text.p[5] != '\n' && text.p[5] != '\r')) {
        return 0;
    }
    *delimiter = text.p[4];
    return 5;
}

/* ---- limits and mistakes ---- */

static bool refuse(Reader *r, const char *code, size_t at, size_t n, const char *message,
                   const char *fix) {
    Diag *g = diag_add(r->d, ERROR_, code, loc_at(r->csv->source, at, n), "%s", message);
    diag_fix(r->d, g, "%s", fix);
    return false;
}

static bool refuse_limit(Reader *r, size_t at, const char *what, Limit limit) {
    Diag *g = diag_add(r->d, ERROR_, "csv-batas", loc_at(r->csv->source, at, 0), "lebih dari %u %s",
                       diags_limit(r->d, limit), what);
    diag_fix_limit(r->d, g, limit);
    return false;
}

/* Where a quote inside a quoted field is not doubled, or SIZE_MAX. `inner` begins behind the
 * opening quote; its last quote may be the closing one. */
static size_t stray_quote(Str inner) {
    for (size_t i = 0; (i = str_find(inner, STR("\""), i)) != SIZE_MAX; i += 2) {
        if (i + 1 >= inner.n || inner.p[i + 1] != '"') return i;
    }
    return SIZE_MAX;
}

static bool refuse_stray(Reader *r, size_t opening, size_t at) {
    Diag *g = diag_add(r->d, ERROR_, "csv-kutip", loc_at(r->csv->source, at, 1),
                       "sesudah kutip penutup ini masih ada teks");
    diag_see(r->d, g, loc_at(r->csv->source, opening, 1), "kutip pembukanya di sini");
    diag_fix(r->d, g, "Kutip di dalam sel berkutip ditulis dua kali (\"\").");
    return false;
}

static bool refuse_unclosed(Reader *r) {
    Str text = r->csv->source->text;
    size_t opening = r->begin;
    while (text.p[opening] != '"') opening++;
    size_t stray = stray_quote(str_sub(text, opening + 1, text.n));
    if (stray != SIZE_MAX && opening + 1 + stray + 1 < text.n) {
        return refuse_stray(r, opening, opening + 1 + stray);
    }
    return refuse(r, "csv-kutip", opening, 1, "sel berkutip yang dibuka di sini tidak ditutup",
                  "Tambahkan kutip penutup, atau hapus kutip ini.");
}

/* ---- reading ---- */

static void note_field(void *text, size_t n, void *self) {
    Reader *r = self;
    r->field_ended = true;
    r->decoded = (Str){text, n};
}

static void note_row(int terminator, void *self) {
    Reader *r = self;
    (void)terminator;
    r->row_ended = true;
}

static void enter_escaped(Reader *r, uint32_t offset) {
    Csv *csv = r->csv;
    r->escaped = arena_room(r->a, r->escaped, csv->escaped_count, &r->escaped_cap,
                            sizeof *r->escaped);
    csv->escaped = r->escaped;
    r->escaped[csv->escaped_count++] = (CsvEscaped){offset, str_copy(r->a, r->decoded)};
}

static bool take_field(Reader *r) {
    CsvField f = {(uint32_t)r->begin, (uint32_t)(r->end - r->begin)};
    Str raw = raw_text(r->csv, f);
    if (raw.n && raw.p[0] == '"') {
        Str inner = between_quotes(raw);
        if (has_quote(inner)) {
            size_t stray = stray_quote(inner), opening = (size_t)(raw.p - r->csv->source->text.p);
            if (stray != SIZE_MAX) return refuse_stray(r, opening, opening + 1 + stray);
            enter_escaped(r, f.offset);
        }
    }
    if (r->count - r->row_start[r->csv->rows] == r->most_columns) {
        return refuse_limit(r, r->begin, "kolom dalam satu baris", LIMIT_COLUMNS);
    }
    r->begins[r->count++] = f.offset;
    return true;
}

static bool take_row(Reader *r) {
    Csv *csv = r->csv;
    size_t first = r->row_start[csv->rows], fields = r->count - first;
    r->begins[r->count++] = (uint32_t)r->end + 1;
    r->row_start[csv->rows + 1] = (uint32_t)r->count;
    bool empty = true;
    for (size_t i = 0; i < fields && empty; i++) {
        empty = csv_text(csv, csv_field(csv, csv->rows, i)).n == 0;
    }
    if (empty) {
        r->count = first;
        return true;
    }
    if (csv->rows == r->most_rows) return refuse_limit(r, r->begins[first], "baris", LIMIT_ROWS);
    csv->rows++;
    return true;
}

/* Works up what the last call noted; the stretch ended before `end`. */
static bool take_notes(Reader *r, size_t end) {
    r->end = end;
    if (r->field_ended && !take_field(r)) return false;
    if (r->row_ended && !take_row(r)) return false;
    if (r->field_ended || r->parser.pstate == 0) r->begin = end + 1;      /* 0: between rows */
    r->field_ended = r->row_ended = false;
    return true;
}

static bool refuse_cell(Reader *r) {
    Str what = str_printf(r->a, "sel yang dimulai di sini lebih dari %u KiB", diags_limit(r->d, LIMIT_CELL));
    return refuse(r, "csv-batas", r->begin, 0, what.p,
                  "Periksa apakah ada kutip pembuka tanpa penutup; bila tidak, naikkan batasnya dengan --batas-sel=N.");
}

static bool read_rows(Reader *r, size_t from) {
    Str text = r->csv->source->text;
    bool stops[256] = {['\n'] = true, ['\r'] = true, ['"'] = true};
    stops[(unsigned char)r->csv->delimiter] = true;
    r->begin = from;
    for (size_t i = from; i < text.n;) {
        size_t stop = i;
        while (stop < text.n && !stops[(unsigned char)text.p[stop]]) stop++;
        size_t next = stop < text.n ? stop + 1 : stop;
        if (next - r->begin > r->most_cell) return refuse_cell(r);
        if (csv_parse(&r->parser, text.p + i, next - i, note_field, note_row, r) != next - i) {
            arena_out_of_memory(r->a);      /* the lenient mode has no other failure */
        }
        if (stop < text.n && !take_notes(r, stop)) return false;
        i = next;
    }
    csv_set_opts(&r->parser, CSV_STRICT | CSV_STRICT_FINI);      /* now an open quote is an error */
    if (csv_fini(&r->parser, note_field, note_row, r) != 0) return refuse_unclosed(r);
    return take_notes(r, text.n);
}

/* Room for every field and row there can be: a field ends at each delimiter and line break. */
static bool make_room(Reader *r) {
    Str text = r->csv->source->text;
    size_t fields = 1, lines = 1;
    for (size_t i = 0; i < text.n; i++) {
        bool line =
            text.p[i] == '\n' || (text.p[i] == '\r' && (i + 1 == text.n || text.p[i + 1] != '\n'));
        fields += line || text.p[i] == r->csv->delimiter;
        lines += line;
    }
    if (fields > CSV_MAX_CELLS) {
        diag_add(r->d, ERROR_, "csv-batas", loc_at(r->csv->source, 0, 0), "lebih dari %d sel", CSV_MAX_CELLS);
        return false;
    }
    r->begins = arena_array(r->a, fields + lines, sizeof *r->begins);
    r->row_start = arena_array(r->a, lines + 1, sizeof *r->row_start);
    r->csv->begins = r->begins;
    r->csv->row_start = r->row_start;
    return true;
}

static void free_parser(void *parser) {
    csv_free(parser);
}

const Csv *value_from_csv(Arena *a, const Source *source, Diags *d) {
    Str text = source->text;
    const char *nul = text.n ? memchr(text.p, '\0', text.n) : NULL;
    if (nul) {
        diag_add(d, ERROR_, "berkas-biner", loc_at(source, (size_t)(nul - text.p), 1),
                 "berkas biner: ada bita nol, padahal diperlukan CSV");
        return NULL;
    }
    Csv *csv = arena_alloc(a, sizeof *csv);
    Reader *r = arena_alloc(a, sizeof *r);
    csv->source = source;
    *r = (Reader){.a = a, .csv = csv, .d = d,
                  .most_rows = diags_limit(d, LIMIT_ROWS),
                  .most_columns = diags_limit(d, LIMIT_COLUMNS),
                  .most_cell = (size_t)diags_limit(d, LIMIT_CELL) << 10};
    size_t from = skip_declaration(text, &csv->delimiter);
    if (!from) csv->delimiter = find_delimiter(text);
    if (!make_room(r)) return NULL;
    csv_init(&r->parser, 0);
    csv_set_delim(&r->parser, (unsigned char)csv->delimiter);
    csv_set_blk_size(&r->parser, 4096);
    arena_defer(a, free_parser, &r->parser);
    if (!read_rows(r, from)) return NULL;
    if (csv->rows) return csv;
    refuse(r, "csv-kosong", 0, 0, "berkas CSV ini kosong",
           "Baris pertamanya harus berisi judul kolom.");
    return NULL;
}
