/* limit: one row a limit. See limit.h. */
#include "limit.h"

const LimitRow limit_rows[LIMIT_COUNT] = {
    [LIMIT_FILE] = {"berkas", "MiB satu berkas", 256, 1, 1024},           /* a Loc counts in 32 bits */
    [LIMIT_DEPTH] = {"kedalaman", "tingkat kurung JSON", 200, 1, 900},    /* cJSON ends at 1000 */
    [LIMIT_ROWS] = {"baris", "baris satu tabel", 5000000, 1, 100000000},
    [LIMIT_COLUMNS] = {"kolom", "kolom satu tabel", 5000, 1, 100000},
    [LIMIT_CELL] = {"sel", "KiB satu sel atau alinea", 1024, 1, 262144},
    [LIMIT_TURNS] = {"ulangan", "putaran \"ulang\" seluruhnya", 200000, 1, 100000000},
    [LIMIT_PAGES] = {"halaman", "halaman", 100000, 1, 1000000},
    [LIMIT_PIXELS] = {"piksel", "juta piksel satu gambar", 100, 1, 1000},
    [LIMIT_NESTING] = {"ungkapan", "tingkat kurung satu ungkapan", 128, 1, 400},   /* see EXPR_MAX_HEIGHT */
    [LIMIT_SECONDS] = {"waktu", "detik prosesor satu laporan (0: tanpa batas)", 600, 0, 1000000},
    [LIMIT_MEMORY] = {"memori", "MiB (0: tanpa batas)", 4096, 0, 1 << 24},
};

Limits limits_usual(void) {
    Limits l;
    for (int i = 0; i < LIMIT_COUNT; i++) l.of[i] = limit_rows[i].usual;
    return l;
}
