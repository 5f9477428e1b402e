#!/usr/bin/env bash
# run.sh BUILD NAME SECONDS: builds fuzz_NAME, runs it over seeds made of the samples, seeds/NAME and a
# corpus kept in the build folder. A crashing input is left there and named.
set -eu
build=$1 name=$2 seconds=$3
mkdir -p "$build/corpus/$name"
python3 tests/fuzz/seeds.py "$name" "$build/seeds/$name"
seeds=tests/fuzz/seeds/$name
[ -d "$seeds" ] || seeds=
clang -std=c11 -D_GNU_SOURCE -g -O1 -Igen -Itests/fuzz -fsanitize=address,undefined,fuzzer \
    -fno-sanitize-recover=all -o "$build/fuzz_$name" "tests/fuzz/fuzz_$name.c" "$build/liblakip.a" \
    -lharfbuzz-subset -lharfbuzz -lhpdf -lcjson -lcsv -lmd4c -lgmp -lpng -ljpeg -lnettle -ldeflate -lqpdf -lz -lm
echo "== $name, $seconds s"
"$build/fuzz_$name" -max_total_time="$seconds" -max_len=20000 -timeout=10 -rss_limit_mb=2000 -print_final_stats=1 \
    -artifact_prefix="$build/temuan-$name-" "$build/corpus/$name" "$build/seeds/$name" $seeds 2>&1 |
    grep -aE 'ERROR|SUMMARY|Test unit written|stat::number_of_executed|cov:|DONE' | tail -n 6
exit "${PIPESTATUS[0]}"
