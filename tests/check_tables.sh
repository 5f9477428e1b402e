#!/usr/bin/env bash
# Tables by chance through the whole program.
. tests/lib.sh
python3 tests/check_tables.py "$LAKIP" 1 40
