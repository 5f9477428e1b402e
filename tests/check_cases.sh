#!/usr/bin/env bash
# The folders below tests/cases/.
. tests/lib.sh
bash tests/cases.sh "$BUILD"
