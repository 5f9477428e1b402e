/*
 * main_guard: a program kept within its memory and processor time. Either ends a command the same way: the
 * arena finds no more memory, everything is taken back, and one message says which of them it was. And a
 * program that is told to end leaves no temporary result.
 */
#ifndef LAKIP_MAIN_GUARD_H
#define LAKIP_MAIN_GUARD_H

#include "main_options.h"

/* Processor time counts from the start of the process; of each child for itself. */
void guard_limits(const Limits *limits);

/* Ctrl+C, a session that closes (SIGHUP), SIGTERM: the temporary result goes, then the program ends as the
 * signal says. Whoever runs it with one of them ignored (nohup) keeps that. */
void guard_signals(void);

/* The arena of the work at hand: without further memory once the time is over. */
void guard_arena(Arena *a);

/* Says on stderr what ran out. */
void guard_say(const Limits *limits);

#endif
