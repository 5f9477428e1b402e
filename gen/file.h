/*
 * file: reading a report folder's files and writing a result beside the old one.
 *
 * A report folder is data, not trust: a path given in it must stay inside it (no absolute path, no
 * "..", no symbolic link that leaves it) unless the user allowed it. A result appears whole or not
 * at all: it is written to a temporary file in the same folder and renamed at the end.
 */
#ifndef LAKIP_FILE_H
#define LAKIP_FILE_H

#include "diag.h"

typedef struct Folder {
    Str path;                 /* as the user wrote it, without a trailing '/' */
    bool allow_outside;       /* --izinkan-luar */
    size_t max_bytes;         /* limit of one file; 0: LIMIT_FILE */
} Folder;

/* Reads a whole file (mapped or read) as bytes living in `a`. `mention` is where the path is
 * written (LOC_NONE: a file asked for by the program). False after a diagnostic. */
bool file_read(Arena *a, const Folder *folder, Str relative, Loc mention, Str *bytes, Diags *d);

/* The same as text: BOM removed, Windows-1252 turned into UTF-8 when it is not valid UTF-8 (a
 * note says so), UTF-16 with BOM decoded. Binary garbage (NUL bytes) is an error. */
const Source *file_source(Arena *a, const Folder *folder, Str relative, Loc mention, Diags *d);
/* Text that is in memory already, under a name. */
const Source *file_source_from(Arena *a, Str name, Str bytes, Diags *d);

bool file_exists(Arena *a, const Folder *folder, Str relative);
/* The files below a folder by their relative paths, in byte order; hidden ones are passed over, and what lies
 * deeper than four folders. False after a diagnostic. */
bool file_list(Arena *a, Str folder, const Str **names, size_t *count, Diags *d);

/* A result under way. */
typedef struct Output Output;
/* Opens a temporary file beside `path`. NULL after a diagnostic. Discarded when `a` is freed
 * before output_commit(). A temporary file left by a killed run of the same result is removed. */
Output *output_open(Arena *a, const char *path, Diags *d);
/* Buffered. A failed write (full disk) is remembered; output_commit() reports it. */
void output_write(Output *o, const void *bytes, size_t n);
uint64_t output_offset(const Output *o);
bool output_failed(const Output *o);
/* Flushes, syncs and renames over `path`. False after a diagnostic; the older file is untouched. */
bool output_commit(Output *o, Diags *d);
/* Removes the temporary file of the result under way, if one stands. For signal handlers (it is as safe in
 * them as unlinkat(), POSIX 2.4.3) of a program that ends then: the result is lost. */
void output_take_back(void);

/* ---- making a folder: restored from a PDF, begun from a template ---- */

/* A path as the user wrote it, links followed. */
bool file_is_folder(const char *path);
/* Makes a folder that does not exist or is empty. False after a diagnostic. */
bool file_new_folder(Arena *a, Str folder, Diags *d);
/* Writes a file that does not exist yet below `folder`, with the folders on its way. A name that
 * would leave the folder is an error. */
bool file_write_new(Arena *a, Str folder, Str relative, Str bytes, Diags *d);
/* A folder for the time being, removed with all that is in it when `a` is freed. NULL after a
 * diagnostic. What killed runs left of theirs goes first. */
const char *file_temporary_folder(Arena *a, Diags *d);

#endif
