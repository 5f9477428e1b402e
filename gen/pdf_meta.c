/*
 * Metadata. Dates are the report's own, at midnight UTC: never the clock's, and the same day in
 * every zone of Indonesia.
 */
#include "pdf_meta.h"

#include <nettle/sha2.h>

#define PROFILE_FOLDER "/usr/share/color/icc"
#define PROFILE_FILE "sRGB.icc"

/* ---- dates ---- */

/* "2024-01-31"; the first day of what is known only to the month or year; without a date the last
 * day of the year reported on; empty when nothing is known. */
static Str report_date(Arena *a, const DocInfo *info) {
    if (info->date.n == 10) return info->date;
    if (info->date.n == 7) return str_printf(a, "%.7s-01", info->date.p);
    if (info->date.n == 4) return str_printf(a, "%.4s-01-01", info->date.p);
    return info->year > 0 ? str_printf(a, "%04d-12-31", info->year) : (Str){"", 0};
}

static Str pdf_date(Arena *a, const DocInfo *info) {
    Str d = report_date(a, info);
    if (!d.n) return d;
    return str_printf(a, "D:%.4s%.2s%.2s000000Z", d.p, d.p + 5, d.p + 8);
}

static Str xmp_date(Arena *a, const DocInfo *info) {
    Str d = report_date(a, info);
    return d.n ? str_printf(a, "%.10sT00:00:00Z", d.p) : d;
}

/* ---- XMP ---- */

/* As much as the Info dictionary says, which must say the same. Characters that XML 1.0 does not have
 * are left out. */
static void put_xml(Buf *b, Str s) {
    s = pdf_clip(s);
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        uint32_t c = utf8_next(&p, end);
        if (c == '&') buf_cstr(b, "&amp;");
        else if (c == '<') buf_cstr(b, "&lt;");
        else if (c == '>') buf_cstr(b, "&gt;");
        else if (c >= 0x20 || c == '\n' || c == '\t') buf_utf8(b, c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
    }
}

static void put_element(Buf *b, const char *name, const char *before, Str text, const char *after) {
    if (!text.n) return;
    buf_printf(b, "<%s>%s", name, before);
    put_xml(b, text);
    buf_printf(b, "%s</%s>\n", after, name);
}

static void put_alternative(Buf *b, const char *name, Str text) {
    put_element(b, name, "<rdf:Alt><rdf:li xml:lang=\"x-default\">", text, "</rdf:li></rdf:Alt>");
}

/* "kinerja, LKjIP" as a bag of words. */
static void put_keywords(Buf *b, Str keywords) {
    if (!keywords.n) return;
    buf_cstr(b, "<dc:subject><rdf:Bag>");
    for (size_t from = 0; from <= keywords.n;) {
        size_t comma = str_find(keywords, STR(","), from);
        size_t to = comma == SIZE_MAX ? keywords.n : comma;
        put_element(b, "rdf:li", "", str_trim(str_sub(keywords, from, to)), "");
        from = to + 1;
    }
    buf_cstr(b, "</rdf:Bag></dc:subject>\n");
}

static void put_description(Buf *b, const PdfMeta *m) {
    const DocInfo *info = &m->doc->info;
    Str date = xmp_date(b->arena, info);
    buf_cstr(b, "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
                "<dc:format>application/pdf</dc:format>\n");
    put_alternative(b, "dc:title", info->title);
    put_element(b, "dc:creator", "<rdf:Seq><rdf:li>", info->author, "</rdf:li></rdf:Seq>");
    put_element(b, "dc:publisher", "<rdf:Bag><rdf:li>", info->author, "</rdf:li></rdf:Bag>");
    put_element(b, "dc:date", "<rdf:Seq><rdf:li>", date, "</rdf:li></rdf:Seq>");
    put_alternative(b, "dc:description", info->subject);
    put_keywords(b, info->keywords);
    put_element(b, "dc:language", "<rdf:Bag><rdf:li>", info->language, "</rdf:li></rdf:Bag>");
    put_element(b, "xmp:CreateDate", "", date, "");
    put_element(b, "xmp:ModifyDate", "", date, "");
    put_element(b, "xmp:CreatorTool", "", info->creator, "");
    put_element(b, "pdf:Keywords", "", info->keywords, "");
    put_element(b, "pdf:Producer", "", m->producer, "");
    buf_cstr(b, "</rdf:Description>\n");
}

static void put_conformance(Buf *b, const PdfRules *rules) {
    if (rules->part) {
        buf_printf(b, "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
                      "<pdfaid:part>%c</pdfaid:part><pdfaid:conformance>%c</pdfaid:conformance>"
                      "</rdf:Description>\n", rules->part, rules->conformance);
    }
    if (!rules->ua) return;
    buf_cstr(b, "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">"
                "<pdfuaid:part>1</pdfuaid:part></rdf:Description>\n");
}

#define ARCHIVE_SPACE "urn:x-lakip:arsip:1#"

/* What Dublin Core has no place for. */
static bool has_archive(const DocInfo *info) {
    return info->year > 0 || info->classification.n || info->retention.n;
}

static void put_archive(Buf *b, const DocInfo *info) {
    if (!has_archive(info)) return;
    buf_cstr(b, "<rdf:Description rdf:about=\"\" xmlns:lakip=\"" ARCHIVE_SPACE "\">\n");
    if (info->year > 0) buf_printf(b, "<lakip:tahun>%d</lakip:tahun>\n", info->year);
    put_element(b, "lakip:klasifikasi", "", info->classification, "");
    put_element(b, "lakip:retensi", "", info->retention, "");
    buf_cstr(b, "</rdf:Description>\n");
}

typedef struct Property { const char *name, *type, *description; } Property;

/* PDF/A wants every schema that it does not know described inside the file (ISO 19005-2, 6.6.2.3). */
static void put_schema(Buf *b, const char *schema, const char *space, const char *prefix,
                       const Property *properties, size_t count) {
    buf_printf(b, "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>%s</pdfaSchema:schema>"
                  "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>"
                  "<pdfaSchema:prefix>%s</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\n",
               schema, space, prefix);
    for (size_t i = 0; i < count; i++) {
        buf_printf(b, "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>"
                      "<pdfaProperty:valueType>%s</pdfaProperty:valueType>"
                      "<pdfaProperty:category>internal</pdfaProperty:category>"
                      "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>\n",
                   properties[i].name, properties[i].type, properties[i].description);
    }
    buf_cstr(b, "</rdf:Seq></pdfaSchema:property></rdf:li>\n");
}

static void put_extensions(Buf *b, bool ua, bool archive) {
    static const Property ua_part[] = {{"part", "Integer", "PDF/UA part"}};
    static const Property archive_keys[] = {
        {"tahun", "Integer", "Tahun laporan"},
        {"klasifikasi", "Text", "Kode klasifikasi arsip"},
        {"retensi", "Text", "Jangka simpan arsip"},
    };
    if (!ua && !archive) return;
    buf_cstr(b, "<rdf:Description rdf:about=\"\""
                " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
                "<pdfaExtension:schemas><rdf:Bag>\n");
    if (ua) put_schema(b, "PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", ua_part, 1);
    if (archive) put_schema(b, "Keterangan arsip laporan kinerja", ARCHIVE_SPACE, "lakip", archive_keys, 3);
    buf_cstr(b, "</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n");
}

static void write_xmp(const PdfMeta *m) {
    const PdfRules *rules = pdf_file_rules(m->file);
    Arena *scratch = arena_child(m->arena);
    Buf b = buf_new(scratch);
    buf_cstr(&b, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                 "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                 "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    put_description(&b, m);
    put_conformance(&b, rules);
    put_archive(&b, &m->doc->info);
    if (rules->part) put_extensions(&b, rules->ua, has_archive(&m->doc->info));
    buf_cstr(&b, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
    uint32_t number = pdf_reserve(m->file);
    pdf_stream(m->file, number, STR("/Type/Metadata/Subtype/XML"), buf_view(&b), SQUEEZE_NOT);
    pdf_catalog_refer(m->catalog, "Metadata", number);
    arena_free(scratch);
}

void pdf_meta_write(const PdfMeta *m) {
    const DocInfo *info = &m->doc->info;
    Str date = pdf_date(m->arena, info);
    write_xmp(m);
    pdf_catalog_note(m->catalog, "Title", info->title);
    pdf_catalog_note(m->catalog, "Author", info->author);
    pdf_catalog_note(m->catalog, "Subject", info->subject);
    pdf_catalog_note(m->catalog, "Keywords", info->keywords);
    pdf_catalog_note(m->catalog, "Creator", info->creator);
    pdf_catalog_note(m->catalog, "Producer", m->producer);
    pdf_catalog_note(m->catalog, "CreationDate", date);
    pdf_catalog_note(m->catalog, "ModDate", date);
    if (m->doc->draft) pdf_catalog_note(m->catalog, "Status", STR("konsep"));   /* verifikasi says why not */
}

/* ---- output intent ---- */

bool pdf_meta_intent(const PdfMeta *m, Diags *d) {
    Folder folder = {STR(PROFILE_FOLDER), true, 0};
    Str profile;
    if (!file_read(m->arena, &folder, STR(PROFILE_FILE), LOC_NONE, &profile, d)) return false;
    uint32_t stream = pdf_reserve(m->file), intent = pdf_reserve(m->file);
    pdf_stream(m->file, stream, STR("/N 3"), profile, SQUEEZE);
    Buf *b = pdf_open(m->file, intent);
    buf_cstr(b, "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                "/Info(sRGB IEC61966-2.1)/DestOutputProfile ");
    put_ref(b, stream);
    buf_cstr(b, ">>");
    pdf_close(m->file);
    pdf_catalog_list(m->catalog, "OutputIntents", &intent, 1);
    return true;
}

/* ---- attachments ---- */

typedef struct Attached {
    Str name;
    uint32_t number;          /* of the file specification */
} Attached;

static int by_name(const void *x, const void *y) {
    return str_cmp(((const Attached *)x)->name, ((const Attached *)y)->name);
}

/* A file embedded with its specification (ISO 19005-3, 6.8 and annex E). */
static Attached attach(const PdfMeta *m, const struct Attachment *file) {
    Arena *scratch = arena_child(m->arena);
    Str date = pdf_date(scratch, &m->doc->info);
    Attached done = {file->name, pdf_reserve(m->file)};
    uint32_t stream = pdf_reserve(m->file);
    Buf entries = buf_new(scratch);
    buf_cstr(&entries, "/Type/EmbeddedFile/Subtype");
    put_name(&entries, file->mime.n ? file->mime : STR("application/octet-stream"));
    buf_cstr(&entries, "/Params<<");
    put_number(&entries, "Size", (int64_t)file->bytes.n);
    if (date.n) {
        buf_cstr(&entries, "/ModDate");
        put_text(&entries, date);
    }
    buf_cstr(&entries, ">>");
    pdf_stream(m->file, stream, buf_view(&entries), file->bytes, SQUEEZE);
    Buf *b = pdf_open(m->file, done.number);
    buf_cstr(b, "<</Type/Filespec/F");
    put_text(b, file->name);
    buf_cstr(b, "/UF");
    put_text(b, file->name);
    if (file->description.n) {
        buf_cstr(b, "/Desc");
        put_text(b, file->description);
    }
    buf_cstr(b, file->data ? "/AFRelationship/Data" : "/AFRelationship/Source");
    buf_cstr(b, "/EF<</F ");
    put_ref(b, stream);
    buf_cstr(b, "/UF ");
    put_ref(b, stream);
    buf_cstr(b, ">>>>");
    pdf_close(m->file);
    arena_free(scratch);
    return done;
}

static void put_json(Buf *b, Str s) {
    buf_byte(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') buf_byte(b, '\\');
        if (c < 0x20) buf_printf(b, "\\u%04x", c);
        else buf_byte(b, (char)c);
    }
    buf_byte(b, '"');
}

static void put_sha256(Buf *b, Str bytes) {
    struct sha256_ctx hash;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&hash);
    sha256_update(&hash, bytes.n, (const uint8_t *)bytes.p);
    sha256_digest(&hash, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) buf_printf(b, "%02x", digest[i]);
}

/* What the report was made of, for whoever checks it decades later. */
static Str manifest(const PdfMeta *m, Arena *a) {
    Buf b = buf_new(a);
    buf_cstr(&b, "{\n  \"program\": ");
    put_json(&b, m->producer);
    buf_cstr(&b, ",\n  \"berkas\": [");
    for (size_t i = 0; i < m->doc->attachment_count; i++) {
        const struct Attachment *file = &m->doc->attachments[i];
        buf_cstr(&b, i ? ",\n    {\"nama\": " : "\n    {\"nama\": ");
        put_json(&b, file->name);
        buf_cstr(&b, ", \"ukuran\": ");
        put_int(&b, (int64_t)file->bytes.n);
        buf_cstr(&b, ", \"sha256\": \"");
        put_sha256(&b, file->bytes);
        buf_cstr(&b, "\"}");
    }
    buf_cstr(&b, "\n  ]\n}\n");
    return buf_view(&b);
}

/* Readers look names up by halves, some by the bytes of a name, some by its text. Both find the same order
 * only where all names are spelled alike: in ASCII, or as soon as one cannot be, all in UTF-16. */
static uint32_t write_names(const PdfMeta *m, const Attached *files, size_t count) {
    uint32_t number = pdf_reserve(m->file);
    Buf *b = pdf_open(m->file, number);
    bool ascii = true;
    for (size_t i = 0; i < count; i++) ascii = ascii && pdf_is_ascii(files[i].name);
    buf_cstr(b, "<</EmbeddedFiles<</Names[");
    for (size_t i = 0; i < count; i++) {
        if (ascii) put_text(b, files[i].name);
        else put_utf16_hex(b, files[i].name, true);
        put_ref(b, files[i].number);
        buf_byte(b, ' ');
    }
    buf_cstr(b, "]>>>>");
    pdf_close(m->file);
    return number;
}

void pdf_meta_attach(const PdfMeta *m) {
    size_t count = m->doc->attachment_count;
    if (!count) return;
    Attached *files = arena_array(m->arena, count + 1, sizeof *files);
    uint32_t *numbers = arena_array(m->arena, count + 1, sizeof *numbers);
    for (size_t i = 0; i < count; i++) files[i] = attach(m, &m->doc->attachments[i]);
    struct Attachment list = {STR("lakip.manifest.json"), STR("application/json"), manifest(m, m->arena),
                              STR("Daftar sumber laporan ini dengan SHA-256 masing-masing"), false};
    files[count++] = attach(m, &list);
    for (size_t i = 0; i < count; i++) numbers[i] = files[i].number;
    pdf_catalog_list(m->catalog, "AF", numbers, count);
    qsort(files, count, sizeof *files, by_name);
    pdf_catalog_refer(m->catalog, "Names", write_names(m, files, count));
}
