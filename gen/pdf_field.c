/*
 * Fields. A name that comes again (one official signs twice) gets a number behind it, because a
 * form's names must differ.
 */
#include "pdf_field.h"

typedef struct Field {
    Str base;
    uint32_t number;
} Field;

struct PdfFields {
    Arena *arena;
    PdfFile *file;
    PdfTree *tree;
    Field *fields;
    size_t count, cap;
};

PdfFields *pdf_fields(Arena *a, PdfFile *f, PdfTree *tree) {
    PdfFields *all = arena_alloc(a, sizeof *all);
    *all = (PdfFields){.arena = a, .file = f, .tree = tree};
    return all;
}

static Str distinct_name(PdfFields *all, Str base) {
    size_t same = 0;
    for (size_t i = 0; i < all->count; i++) same += str_eq(all->fields[i].base, base);
    return same ? str_printf(all->arena, "%.*s-%zu", STR_ARG(base), same + 1) : base;
}

/* PDF/A wants an appearance, also of what has none yet (ISO 19005-2, 6.3.3). */
static uint32_t write_appearance(PdfFields *all, PdfRect area) {
    uint32_t number = pdf_reserve(all->file);
    Buf entries = buf_new(all->arena);
    buf_cstr(&entries, "/Type/XObject/Subtype/Form/Resources<<>>/BBox[0 0 ");
    put_len(&entries, area.x1 - area.x0);
    buf_byte(&entries, ' ');
    put_len(&entries, area.y1 - area.y0);
    buf_byte(&entries, ']');
    pdf_stream(all->file, number, buf_view(&entries), (Str){"", 0}, SQUEEZE_NOT);
    return number;
}

static void put_rect(Buf *b, PdfRect r) {
    const Len corners[4] = {r.x0, r.y0, r.x1, r.y1};
    buf_cstr(b, "/Rect[");
    for (int i = 0; i < 4; i++) {
        if (i) buf_byte(b, ' ');
        put_len(b, corners[i]);
    }
    buf_byte(b, ']');
}

uint32_t pdf_fields_add(PdfFields *all, PdfSpot at, Elem *elem, const SignField *field, PdfRect area) {
    Str name = distinct_name(all, field->name);
    uint32_t number = pdf_reserve(all->file), appearance = write_appearance(all, area);
    Buf *b = pdf_open(all->file, number);
    buf_cstr(b, "<</Type/Annot/Subtype/Widget/FT/Sig/F 4/T");
    put_text(b, name);
    buf_cstr(b, "/TU");
    put_text(b, field->title);
    put_rect(b, area);
    buf_cstr(b, "/P ");
    put_ref(b, at.page_number);
    if (elem) put_number(b, "StructParent", pdf_tree_key(all->tree, pdf_tree_annotation(all->tree, elem, at, number)));
    buf_cstr(b, "/AP<</N ");
    put_ref(b, appearance);
    buf_cstr(b, ">>>>");
    pdf_close(all->file);
    all->fields = arena_room(all->arena, all->fields, all->count, &all->cap, sizeof *all->fields);
    all->fields[all->count++] = (Field){str_copy(all->arena, field->name), number};
    return number;
}

uint32_t pdf_fields_finish(PdfFields *all) {
    if (!all->count) return 0;
    uint32_t number = pdf_reserve(all->file);
    Buf *b = pdf_open(all->file, number);
    buf_cstr(b, "<</Fields[");
    for (size_t i = 0; i < all->count; i++) {
        if (i) buf_byte(b, ' ');
        put_ref(b, all->fields[i].number);
    }
    buf_cstr(b, "]>>");
    pdf_close(all->file);
    return number;
}
