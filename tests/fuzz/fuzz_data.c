/*
 * A report folder: what stands before the first 0xFF byte is the columns of one table in an
 * otherwise right laporan.json, the rest its CSV. Every cell is looked at.
 */
#include "data.h"
#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char BEFORE[] =
    "{\"tata_letak\": \"x\", \"tahun\": 2023, \"tempat\": \"x\", \"tanggal\": \"2024-01-31\", \"instansi\": {\"nama\": \"x\"},"
    "\"pemerintah\": {\"nama\": \"x\", \"daerah\": \"x\"}, \"data\": {\"t\": {\"berkas\": \"x.csv\", \"kolom\": {";
static const char BEHIND[] = "}}}}";

static char path[200];

static void remove_folder(void) {
    if (chdir(path) != 0) return;
    unlink("laporan.json");
    unlink("x.csv");
    rmdir(path);
}

static const char *folder_path(void) {
    static bool made;
    if (made) return path;
    snprintf(path, sizeof path, "%s/lakip-fuzz-data-XXXXXX", fuzz_place());
    if (!mkdtemp(path) || atexit(remove_folder) != 0) abort();
    made = true;
    return path;
}

static void put(Arena *a, const char *name, Str bytes) {
    Str file = str_printf(a, "%s/%s", folder_path(), name);
    int fd = open(str_cstr(a, file), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n) abort();
    close(fd);
}

static void look_at(const Sheet *t) {
    for (size_t row = 0; row < sheet_rows(t); row++) {
        for (size_t k = 0; k < sheet_columns(t); k++) {
            Datum cell = sheet_cell(t, row, k);
            if (cell.kind == DATUM_TEXT && !cell.text.n) abort();
            if (sheet_column(t, k)->required && cell.kind == DATUM_EMPTY) abort();
            if (!cell.loc.source || cell.loc.offset > cell.loc.source->text.n) abort();
        }
    }
}

static void body(Arena *a, Str bytes, Diags *d) {
    size_t cut = str_find(bytes, STR("\xFF"), 0);
    Str columns = str_sub(bytes, 0, cut), csv = str_sub(bytes, cut == SIZE_MAX ? bytes.n : cut + 1, bytes.n);
    put(a, "laporan.json", str_printf(a, "%s%.*s%s", BEFORE, STR_ARG(columns), BEHIND));
    put(a, "x.csv", csv);
    Folder folder = {str_of(folder_path()), false, 0};
    const Data *data = data_read(a, &folder, d);
    if (!data != (diags_count(d, ERROR_) > 0)) abort();
    for (size_t i = 0; data && i < data->sheet_count; i++) look_at(data->sheets[i]);
    size_t count;
    if (data) data_names(data, a, &count);
}
FUZZ(body)
