/*
 * Spelling of PDF values. No printf: these run for every number of every page, and never look at a
 * locale.
 */
#include "pdf.h"

void put_int(Buf *b, int64_t value) {
    char digits[20];
    size_t n = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--n] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) buf_byte(b, '-');
    buf_add(b, digits + n, sizeof digits - n);
}

void put_len(Buf *b, int64_t thousandths) {
    uint64_t size = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    if (thousandths < 0) buf_byte(b, '-');
    unsigned part = (unsigned)(size % 1000);
    if (size >= 1000 || part == 0) put_int(b, (int64_t)(size / 1000));
    if (part == 0) return;
    char digits[4] = {'.', (char)('0' + part / 100), (char)('0' + part / 10 % 10), (char)('0' + part % 10)};
    buf_add(b, digits, part % 10 ? 4 : part % 100 ? 3 : 2);
}

void put_ref(Buf *b, uint32_t number) {
    put_int(b, number);
    buf_add(b, " 0 R", 4);
}

void put_number(Buf *b, const char *key, int64_t value) {
    buf_byte(b, '/');
    buf_cstr(b, key);
    buf_byte(b, ' ');
    put_int(b, value);
}

static const char hex_digits[] = "0123456789ABCDEF";

static bool regular(unsigned char c) {
    return c > 0x20 && c < 0x7F && !strchr("#/%()<>[]{}", c);
}

void put_name(Buf *b, Str name) {
    buf_byte(b, '/');
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (regular(c)) {
            buf_byte(b, (char)c);
        } else {
            char escaped[3] = {'#', hex_digits[c >> 4], hex_digits[c & 15]};
            buf_add(b, escaped, 3);
        }
    }
}

void put_hex(Buf *b, const uint8_t *bytes, size_t n) {
    buf_byte(b, '<');
    for (size_t i = 0; i < n; i++) {
        char pair[2] = {hex_digits[bytes[i] >> 4], hex_digits[bytes[i] & 15]};
        buf_add(b, pair, 2);
    }
    buf_byte(b, '>');
}

/* One byte inside a literal string. A bare carriage return would be read as a line feed. */
void put_string_byte(Buf *b, unsigned byte) {
    if (byte == '(' || byte == ')' || byte == '\\') buf_byte(b, '\\');
    if (byte == '\r') buf_add(b, "\\r", 2);
    else buf_byte(b, (char)byte);
}

void put_bytes(Buf *b, Str bytes) {
    buf_byte(b, '(');
    for (size_t i = 0; i < bytes.n; i++) put_string_byte(b, (unsigned char)bytes.p[i]);
    buf_byte(b, ')');
}

/* PDFDocEncoding agrees with ASCII from the blank to the tilde, and on line ends. */
bool pdf_is_ascii(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c < 0x20 && c != '\n' && c != '\t') || c > 0x7E) return false;
    }
    return true;
}

/* The character as one or two UTF-16 units; how many. */
static size_t units_of(uint32_t c, uint32_t units[2]) {
    units[0] = c;
    if (c <= 0xFFFF) return 1;
    units[0] = 0xD800 + ((c - 0x10000) >> 10);
    units[1] = 0xDC00 + ((c - 0x10000) & 0x3FF);
    return 2;
}

/* Calls put() for each byte of the text as UTF-16BE. */
static void each_utf16(Buf *b, Str utf8, void (*put)(Buf *, unsigned)) {
    const char *p = utf8.p, *end = utf8.p + utf8.n;
    while (p < end) {
        uint32_t units[2];
        size_t n = units_of(utf8_next(&p, end), units);
        for (size_t i = 0; i < n; i++) {
            put(b, units[i] >> 8);
            put(b, units[i] & 0xFF);
        }
    }
}

static void put_plain_byte(Buf *b, unsigned byte) {
    buf_byte(b, (char)byte);
}

static void put_hex_byte(Buf *b, unsigned byte) {
    buf_byte(b, hex_digits[byte >> 4]);
    buf_byte(b, hex_digits[byte & 15]);
}

Str pdf_utf16(Arena *a, Str utf8) {
    Buf b = buf_new(a);
    buf_cstr(&b, "\xFE\xFF");
    each_utf16(&b, utf8, put_plain_byte);
    return buf_view(&b);
}

/* A character has at most as many UTF-16 units as bytes in UTF-8. */
Str pdf_clip(Str utf8) {
    enum { STRING_MOST = 16000 };
    if (utf8.n <= STRING_MOST) return utf8;
    size_t n = STRING_MOST;
    while (n && ((unsigned char)utf8.p[n] & 0xC0) == 0x80) n--;
    return (Str){utf8.p, n};
}

void put_text(Buf *b, Str utf8) {
    utf8 = pdf_clip(utf8);
    if (pdf_is_ascii(utf8)) {
        put_bytes(b, utf8);
        return;
    }
    buf_cstr(b, "(\xFE\xFF");
    each_utf16(b, utf8, put_string_byte);
    buf_byte(b, ')');
}

void put_utf16_hex(Buf *b, Str utf8, bool marked) {
    buf_cstr(b, marked ? "<FEFF" : "<");
    each_utf16(b, utf8, put_hex_byte);
    buf_byte(b, '>');
}
