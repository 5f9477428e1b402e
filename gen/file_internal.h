/* file_internal: what the files of module `file` share. */
#ifndef LAKIP_FILE_INTERNAL_H
#define LAKIP_FILE_INTERNAL_H

#include "file.h"

/* The cause of a failed system call in plain Indonesian, the same in every locale. */
Str file_cause(Arena *a, int error);

/* Whether nobody (or we ourselves) has this process number: what it left may go. */
bool file_process_gone(long pid);

/* Bytes of a text file to UTF-8 in *text. False after a diagnostic. `source` has its name; its
 * text is set here. */
bool file_decode(Arena *a, Source *source, Str bytes, Diags *d);

#endif
