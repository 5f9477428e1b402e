#!/usr/bin/env bash
# Memory is bounded in pages: of a report of prose and tables, in one chapter and in many, each further
# page may take so many KiB of peak memory and no more. What is kept of a page is its source, its entry
# in the list of contents, and places in the PDF; while it is set, it takes ten times as much.
. tests/lib.sh

if grep -q __asan_init "$LAKIP"; then
    ok "memory: a sanitizer's own memory tells nothing"
    exit 0
fi

cat >"$work/peak.py" <<'E2'
"""peak.py LAKIP MOST SMALL LARGE: folders of equal kind. Fails when the larger one's pages take more than MOST KiB."""
import os, re, subprocess, sys

def peak(folder):
    read, write = os.pipe()
    pid = os.posix_spawn(sys.argv[1], [sys.argv[1], 'susun', folder, '-o', folder + '.pdf'], os.environ,
                         file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_DUP2, write, 2)])
    os.close(write)
    said = os.fdopen(read).read()
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(said)
    return int(re.search(r'(\d+) halaman', said)[1]), usage.ru_maxrss

most = float(sys.argv[2])
(pages, memory), (more_pages, more_memory) = map(peak, sys.argv[3:5])
growth = (more_memory - memory) / (more_pages - pages)
print(f'{pages} pages {memory} KiB, {more_pages} pages {more_memory} KiB: {growth:.1f} KiB a page')
sys.exit(growth > most)
E2

for many in 0 1; do
    for sections in 300 1000; do
        python3 tests/bench/much.py "$work/$many-$sections" $sections $((many ? sections / 10 : 1))
    done
    name=$([ $many = 1 ] && echo "many chapters" || echo "one chapter")
    check "memory: $name" python3 "$work/peak.py" "$LAKIP" 24 "$work/$many-300" "$work/$many-1000"
done
