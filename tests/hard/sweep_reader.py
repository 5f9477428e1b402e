#!/usr/bin/env python3
"""Every STEP-th allocation of verifikasi and of buka fails in turn, alone and then with all that follow it: each
time an exit status of 1 and a message, or the very same answer; never a crash, a hang or half a folder. What a
run that ended so leaves for temporary use, the next clears.
Usage: sweep_reader.py LAKIP-BUKA SHIM PDF STEP"""
import os, shutil, sys, tempfile

from short import places, run

reader, shim, pdf = (os.path.abspath(p) for p in sys.argv[1:4])
step = int(sys.argv[4])


def files_below(folder):
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def sweep(work, name, command, made):
    """`made`: the folder that the command fills, or None."""
    def once(at, stays):
        if made:
            shutil.rmtree(made, ignore_errors=True)
        return run(command, shim, work + '/count', at, stays, TMPDIR=work + '/sementara')

    status, right, counts = once(0, False)
    if status or not counts:
        sys.exit(f'not ok {name}: fails by itself\n{right}')
    whole, same, failures = files_below(made) if made else [], 0, 0
    tried = places(counts[0], step)
    for at, stays in tried:
        status, said, _ = once(at, stays)
        filled = files_below(made) if made else []
        if status == 0 and said == right and filled == whole:
            same += 1
            continue
        if status == 1 and 'galat' in said and not filled:
            continue
        failures += 1
        if failures <= 20:
            print(f'# allocation {at}{" and later" if stays else ""}: exit {status}, {len(filled)} files: {said.strip()[-200:]}')
    once(0, False)
    left = os.listdir(work + '/sementara')
    failures += len(left)
    print(f'{"not ok" if failures else "ok"} {len(tried)} runs of {name} with {counts[0]} allocations, every {step}: '
          f'{failures} wrong, {same} did without, {len(left)} folders left')
    return failures


with tempfile.TemporaryDirectory() as work:
    os.mkdir(work + '/sementara')
    wrong = sweep(work, 'verifikasi', [reader, 'verifikasi', pdf], None)
    wrong += sweep(work, 'buka', [reader, 'buka', pdf, '-o', work + '/folder'], work + '/folder')
    sys.exit(wrong > 0)
