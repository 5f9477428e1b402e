#!/usr/bin/env bash
# Descriptors only: no document's wording, agency or table name stands in the program.
. tests/lib.sh
python3 tests/check_descriptors.py
