/*
 * libharu's part. Its errors stick (after one, every later call does nothing), so one look at the
 * end is enough. Its xref list holds what it made and, for each of our objects that its dictionaries
 * point at, a null object which only lends its number and is never written.
 */
#include "pdf_catalog.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_page_label.h>

struct PdfCatalog {
    Arena *arena;
    PdfFile *file;
    HPDF_Doc doc;
};

enum { NUMBER_MASK = 0x00FFFFFF, LEVELS = 32 };

static void free_doc(void *doc) {
    HPDF_Free(doc);
}

/* Told nowhere: the code stays in the document until it is asked for. */
static void no_handler(HPDF_STATUS code, HPDF_STATUS detail, void *self) {
    (void)code;
    (void)detail;
    (void)self;
}

/* ---- one row of numbers ---- */

static void next_number(PdfCatalog *c, uint32_t number) {
    c->doc->xref->start_offset = number - c->doc->xref->entries->count;
}

static void begin(PdfCatalog *c) {
    next_number(c, pdf_next(c->file));
}

static void end(PdfCatalog *c) {
    pdf_taken(c->file, c->doc->xref->start_offset + c->doc->xref->entries->count);
}

static uint32_t number_of(const void *object) {
    return ((const HPDF_Obj_Header *)object)->obj_id & NUMBER_MASK;
}

static void *reference(PdfCatalog *c, uint32_t number) {
    HPDF_Null stand_in = HPDF_Null_New(c->doc->mmgr);
    if (!stand_in) arena_out_of_memory(c->arena);
    next_number(c, number);
    /* What it cannot add it has freed. */
    if (HPDF_Xref_Add(c->doc->xref, stand_in) != HPDF_OK) arena_out_of_memory(c->arena);
    return stand_in;
}

PdfCatalog *pdf_catalog(Arena *a, PdfFile *f) {
    PdfCatalog *c = arena_alloc(a, sizeof *c);
    c->arena = a;
    c->file = f;
    c->doc = HPDF_New(no_handler, NULL);
    if (!c->doc) arena_out_of_memory(a);
    arena_defer(a, free_doc, c->doc);
    pdf_taken(f, c->doc->xref->entries->count);    /* number 0 is the free list's */
    return c;
}

uint32_t pdf_catalog_root(const PdfCatalog *c) {
    return number_of(c->doc->catalog);
}

uint32_t pdf_catalog_pages(const PdfCatalog *c) {
    return number_of(c->doc->root_pages);
}

uint32_t pdf_catalog_info(const PdfCatalog *c) {
    return number_of(c->doc->info);
}

/* ---- values ---- */

/* libharu's UTF-8 encoder knows the first plane only: other text is spelled here. */
static void *text_object(PdfCatalog *c, Str text) {
    Arena *scratch = arena_child(c->arena);
    void *object;
    text = pdf_clip(text);
    if (pdf_is_ascii(text)) {
        object = HPDF_String_New(c->doc->mmgr, str_cstr(scratch, text), NULL);
    } else {
        Str wide = pdf_utf16(scratch, text);
        object = HPDF_Binary_New(c->doc->mmgr, (HPDF_BYTE *)(uintptr_t)wide.p, (HPDF_UINT)wide.n);
    }
    arena_free(scratch);
    return object;
}

void pdf_catalog_text(PdfCatalog *c, const char *key, Str text) {
    HPDF_Dict_Add(c->doc->catalog, key, text_object(c, text));
}

void pdf_catalog_refer(PdfCatalog *c, const char *key, uint32_t number) {
    HPDF_Dict_Add(c->doc->catalog, key, reference(c, number));
}

void pdf_catalog_list(PdfCatalog *c, const char *key, const uint32_t *numbers, size_t count) {
    HPDF_Array list = HPDF_Array_New(c->doc->mmgr);
    if (!list) return;
    for (size_t i = 0; i < count; i++) HPDF_Array_Add(list, reference(c, numbers[i]));
    HPDF_Dict_Add(c->doc->catalog, key, list);
}

void pdf_catalog_true(PdfCatalog *c, const char *key, const char *inner) {
    HPDF_Dict dict = HPDF_Dict_New(c->doc->mmgr);
    if (!dict) return;
    HPDF_Dict_AddBoolean(dict, inner, HPDF_TRUE);
    HPDF_Dict_Add(c->doc->catalog, key, dict);
}

void pdf_catalog_name(PdfCatalog *c, const char *key, const char *name) {
    HPDF_Dict_AddName(c->doc->catalog, key, name);
}

void pdf_catalog_note(PdfCatalog *c, const char *key, Str text) {
    if (text.n) HPDF_Dict_Add(c->doc->info, key, text_object(c, text));
}

/* ---- page labels ---- */

static const HPDF_PageNumStyle label_styles[] = {
    [NUMBER_NONE] = HPDF_PAGE_NUM_STYLE_EOF,
    [NUMBER_ARABIC] = HPDF_PAGE_NUM_STYLE_DECIMAL,
    [NUMBER_ROMAN] = HPDF_PAGE_NUM_STYLE_UPPER_ROMAN,
    [NUMBER_ROMAN_SMALL] = HPDF_PAGE_NUM_STYLE_LOWER_ROMAN,
    [NUMBER_LETTER] = HPDF_PAGE_NUM_STYLE_LOWER_LETTERS,
    [NUMBER_LETTER_BIG] = HPDF_PAGE_NUM_STYLE_UPPER_LETTERS,
};

void pdf_catalog_label(PdfCatalog *c, size_t first, Numbering numbering, Str prefix, unsigned number) {
    HPDF_Dict label = numbering == NUMBER_NONE
                          ? HPDF_Dict_New(c->doc->mmgr)
                          : HPDF_PageLabel_New(c->doc, label_styles[numbering], (HPDF_INT)number, "");
    if (!label) return;
    if (prefix.n) HPDF_Dict_Add(label, "P", text_object(c, prefix));
    HPDF_Catalog_AddPageLabel(c->doc->catalog, (HPDF_UINT)first, label);
}

/* ---- outline ---- */

/* A direct array: PDF/A-1's validator rejects libharu's own, which is an object of its own. */
static void add_destination(PdfCatalog *c, HPDF_Outline o, const PdfPlace *place) {
    HPDF_Array to = HPDF_Array_New(c->doc->mmgr);
    if (!to) return;
    HPDF_Array_Add(to, reference(c, place->page_number));
    HPDF_Array_AddName(to, "XYZ");
    HPDF_Array_Add(to, HPDF_Null_New(c->doc->mmgr));
    HPDF_Array_AddNumber(to, place->top / 1000);
    HPDF_Array_Add(to, HPDF_Null_New(c->doc->mmgr));
    HPDF_Dict_Add(o, "Dest", to);
}

/* Bookmarks below the first level are folded away. A level that leaves out one hangs below the
 * nearest one above it. */
void pdf_catalog_outline(PdfCatalog *c, const PdfBookmark *marks, size_t count) {
    HPDF_Outline parents[LEVELS] = {NULL};
    unsigned levels[LEVELS] = {0}, depth = 0;
    for (size_t i = 0; i < count; i++) {
        while (depth && levels[depth - 1] >= marks[i].level) depth--;
        begin(c);
        HPDF_Outline o = HPDF_CreateOutline(c->doc, depth ? parents[depth - 1] : NULL, "-", NULL);
        end(c);
        if (!o) return;
        HPDF_Outline_SetOpened(o, HPDF_FALSE);
        HPDF_Dict_Add(o, "Title", text_object(c, marks[i].text));
        add_destination(c, o, &marks[i].place);
        if (depth == LEVELS) continue;
        parents[depth] = o;
        levels[depth++] = marks[i].level;
    }
    if (count) pdf_catalog_name(c, "PageMode", "UseOutlines");
}

/* ---- writing ---- */

static void write_object(PdfCatalog *c, void *object) {
    HPDF_Stream spelled = HPDF_MemStream_New(c->doc->mmgr, 4096);
    if (!spelled) return;
    HPDF_Obj_WriteValue(object, spelled, NULL);
    HPDF_UINT blocks = HPDF_MemStream_GetBufCount(spelled);
    Arena *scratch = arena_child(c->arena);
    Buf value = buf_new(scratch);
    for (HPDF_UINT i = 0; i < blocks; i++) {
        HPDF_UINT n = 0;
        const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(spelled, i, &n);
        if (bytes) buf_add(&value, bytes, n);
    }
    pdf_object(c->file, number_of(object), buf_view(&value));
    arena_free(scratch);
    HPDF_Stream_Free(spelled);
}

bool pdf_catalog_write(PdfCatalog *c, Diags *d) {
    HPDF_Xref xref = c->doc->xref;
    for (HPDF_UINT i = 1; i < xref->entries->count; i++) {
        void *object = HPDF_Xref_GetEntry(xref, i)->obj;
        bool stand_in = (((HPDF_Obj_Header *)object)->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_NULL;
        if (!stand_in && object != c->doc->root_pages) write_object(c, object);
    }
    HPDF_STATUS code = HPDF_GetError(c->doc);
    if (code == HPDF_OK) return true;
    if (code == HPDF_FAILD_TO_ALLOC_MEM) arena_out_of_memory(c->arena);
    diag_add(d, ERROR_, "libharu", LOC_NONE, "libharu menolak isi dokumen (kode 0x%04lX)", (unsigned long)code);
    return false;
}
