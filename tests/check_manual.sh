#!/usr/bin/env bash
# What layouts/README.md shows runs: its whole document, and every JSON snippet where it belongs.
. tests/lib.sh
python3 tests/check_manual.py "$LAKIP" "$work"
