#!/usr/bin/env bash
# The check of `make layers` against binary floating point finds it, and only where it is code.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

line() {   # NAME FOUND|CLEAN FILE TEXT
    printf '%b\n' "$4" >"$work/$3"
    local out
    out=$(awk -f gen/layers.awk gen/LAYERS "$work/$3" 2>&1)
    if { [ "$2" = FOUND ] && [ -n "$out" ]; } || { [ "$2" = CLEAN ] && [ -z "$out" ]; }; then echo "ok $1"
    else echo "not ok $1: $out"; fi
    rm -f "$work/$3"
}

line "a double" FOUND calc_new.c 'static double share(void);'
line "a float behind a comment" FOUND compute_new.c '/* two\n lines */ float x;'
line "a literal" FOUND format.c 'x = 0.5;'
line "words in a comment" CLEAN calc_new.c '/* a double rule, 0.5 mm */ int x;'
line "words in a string" CLEAN expr_new.c 'say("double 1.5");'
line "part of a name" CLEAN num.c 'int doubled, floating;'
line "outside the figures" CLEAN font.c 'double advance = 0.5;'
