/* main_options: the command line's words to a typed Options. Belongs to main. */
#ifndef LAKIP_MAIN_OPTIONS_H
#define LAKIP_MAIN_OPTIONS_H

#include "report.h"

typedef enum Command { COMMAND_NEW, COMMAND_COMPOSE, COMMAND_CHECK, COMMAND_VERIFY, COMMAND_RESTORE } Command;

typedef struct Options {
    ReportOptions report;
    Command command;
    const char *command_word;
    char **words;             /* all of them, as they were given */
    char **places;            /* report folders (baru: the one to be made), or the PDF of verifikasi and buka */
    int place_count;
    const char *output;       /* -o; NULL: not said */
    const char *layouts;      /* --tata-letak; NULL: the program's own */
    bool level_said;          /* --pdfa */
    bool json;
    bool all_findings;        /* --semua: also the warnings that the report accepts */
    int parallel;             /* processes for several reports */
    Limits limits;
} Options;

/* Says on stderr what is wrong and returns false. `places` needs room for `count` words. */
bool options_read(int count, char **words, char **places, Options *o);

extern const char options_help[];

#endif
