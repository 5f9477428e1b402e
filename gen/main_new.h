/* main_new: `lakip baru`: a report folder to begin with. Belongs to main. */
#ifndef LAKIP_MAIN_NEW_H
#define LAKIP_MAIN_NEW_H

#include "main_options.h"

/* Fills the new or empty folder of `o` with the form that stands below the layouts, "awal/", and says what is
 * there and what comes next. False after saying why not. */
bool new_report(Arena *a, const Options *o);

#endif
