/*
 * main_program: what both programs, lakip and lakip-buka, do alike: their words, where their own data
 * lies, memory that runs out, printing findings. Belongs to main.
 */
#ifndef LAKIP_MAIN_PROGRAM_H
#define LAKIP_MAIN_PROGRAM_H

#include "main_options.h"

enum { EXIT_DONE = 0, EXIT_REPORT = 1, EXIT_USAGE = 2 };

/* A command, with memory of its own: whether all went well. */
typedef bool ProgramRun(Arena *a, Options *o);

/* The whole of a program: reads the words, runs the command; the exit status. Memory or time that runs
 * out ends it with one message. */
int program_run(int count, char **words, ProgramRun *run);

/* Diagnostics with the limits that were asked for. */
Diags *program_diags(Arena *a, const Options *o);

/* On stdout where findings are what was asked for, on stderr otherwise; below the report's name where
 * there are several. */
void program_findings(const Options *o, const char *place, Diags *d, Arena *a);

/* Whether all that was printed on stdout came through; says so on stderr otherwise. */
bool program_printed(void);

/* A folder's name without slashes behind it. */
Str without_slash(Str path);

#endif
