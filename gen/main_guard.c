/*
 * main_guard: see main_guard.h.
 *
 * The system sends SIGXCPU when the time is over and then every second. The first one makes the arenas
 * refuse new blocks (arena_stop_when), so that the work ends at the next page, row or node as it would
 * for want of memory, and temporary files go. Work that asks for nothing in all that time is ended by
 * force, and only the result's temporary file is taken back; other remains the next run clears.
 */
#include "main_guard.h"

#include "file.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

enum { PATIENCE = 5 };        /* seconds from the first signal to the end by force */

/* A signal's handler can reach nothing else. */
static volatile sig_atomic_t late;

static const char TIME_IS_OVER[] = "lakip: galat: waktu prosesor melebihi batas; tidak ada PDF yang ditulis. "
                                   "Bila laporannya memang sebesar itu, naikkan dengan --batas-waktu=DETIK.\n";
static const char NO_MEMORY[] = "lakip: galat: memori habis; tidak ada PDF yang ditulis.\n";
static const char MEMORY_LIMIT[] = "lakip: galat: memori habis; tidak ada PDF yang ditulis. "
                                   "Batasnya %u MiB; naikkan dengan --batas-memori=MiB bila komputer ini sanggup.\n";

static void time_is_over(int signal_number) {
    (void)signal_number;
    if (late < PATIENCE) {
        late = late + 1;
        return;
    }
    output_take_back();
    ssize_t said = write(STDERR_FILENO, TIME_IS_OVER, sizeof TIME_IS_OVER - 1);
    (void)said;
    _exit(1);
}

/* SA_RESETHAND has set the signal back: raised again, it ends the program once this returns. */
static void told_to_end(int signal_number) {
    output_take_back();
    raise(signal_number);
}

void guard_signals(void) {
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct sigaction now, act = {.sa_handler = told_to_end, .sa_flags = (int)SA_RESETHAND};
        if (sigaction(ends[i], NULL, &now) != 0 || now.sa_handler == SIG_IGN) continue;
        sigaction(ends[i], &act, NULL);
    }
}

/* Sanitizers reserve more addresses than any limit. */
static bool memory_can_be_limited(void) {
#ifdef __SANITIZE_ADDRESS__
    return false;
#else
    return true;
#endif
}

/* The limit, or a lower one that the user has set already. */
static void lower(int resource, uint64_t most) {
    struct rlimit r;
    if (getrlimit(resource, &r) != 0) return;
    if (r.rlim_cur != RLIM_INFINITY && r.rlim_cur <= most) return;
    r.rlim_cur = most;
    setrlimit(resource, &r);
}

void guard_limits(const Limits *limits) {
    struct sigaction act = {.sa_handler = time_is_over, .sa_flags = SA_RESTART};
    uint32_t seconds = limits->of[LIMIT_SECONDS], memory = limits->of[LIMIT_MEMORY];
    sigaction(SIGXCPU, &act, NULL);
    if (seconds) lower(RLIMIT_CPU, seconds);
    if (memory && memory_can_be_limited()) lower(RLIMIT_AS, (uint64_t)memory << 20);
}

void guard_arena(Arena *a) {
    arena_stop_when(a, &late);
}

void guard_say(const Limits *limits) {
    uint32_t memory = limits->of[LIMIT_MEMORY];
    if (late) fputs(TIME_IS_OVER, stderr);
    else if (memory && memory_can_be_limited()) fprintf(stderr, MEMORY_LIMIT, memory);
    else fputs(NO_MEMORY, stderr);
}
