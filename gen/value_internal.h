/* value_internal: what the files of module `value` share. */
#ifndef LAKIP_VALUE_INTERNAL_H
#define LAKIP_VALUE_INTERNAL_H

#include "value.h"

/* True when the text is JSON by the letter (RFC 8259) and within our limits: depth at most 200, no
 * control character in a string, written or escaped, no surrogate without its partner. Otherwise
 * false after one diagnostic that says what was expected there. */
bool value_check_json(Arena *a, const Source *source, Diags *d);

#endif
