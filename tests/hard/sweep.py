#!/usr/bin/env python3
"""Every STEP-th allocation of one report fails in turn, alone and then with all that follow it: each time
lakip says so and exits with 1, or did without that memory and wrote the very same PDF; never a crash, a hang,
half a file, a temporary file left or memory lost.
Usage: sweep.py LAKIP SHIM FOLDER [STEP [FIRST]]"""
import os, sys, tempfile

from short import places, run

lakip, shim, folder = (os.path.abspath(p) for p in sys.argv[1:4])
step = int(sys.argv[4]) if len(sys.argv) > 4 else 1
first = int(sys.argv[5]) if len(sys.argv) > 5 else 1
OLDER = b'PDF lama'
# Small allocations that may stay: once memory ran out HarfBuzz's faces (some 100 each) are not taken apart (arena_defer_sound).
KEPT = 1000

def once(work, at, stays):
    status, said, counts = run([lakip, 'susun', folder, '-o', work + '/hasil.pdf'], shim, work + '/count', at, stays)
    return status, said, *(counts or (None, None, None))

def put(path, content):
    with open(path, 'wb') as f:
        f.write(content)

def get(path):
    with open(path, 'rb') as f:
        return f.read()

with tempfile.TemporaryDirectory() as work:
    result = work + '/hasil.pdf'
    status, said, asked, live_well, big_well = once(work, 0, False)
    if status:
        sys.exit('not ok sweep: the report itself fails\n' + said)
    whole = get(result)
    runs = failures = same = most = 0
    for at, stays in places(asked, step, first):
        put(result, OLDER)
        status, said, _, live, big = once(work, at, stays)
        content, runs = get(result), runs + 1
        wrong = []
        if status == 0 and content == whole:
            same += 1
        elif status != 1:
            wrong.append(f'exit {status}' + (' with another PDF' if status == 0 else ''))
        else:
            if 'galat' not in said: wrong.append('no message')
            if content != OLDER: wrong.append('the older PDF was touched')
        if live is None or live > live_well + (KEPT if status else 0) or big > big_well:
            wrong.append(f'{live} allocations live at the end, {live_well} in a good run; big ones {big}, {big_well}')
        most = max(most, live or 0)
        left = [f for f in os.listdir(work) if f.startswith('.')]
        for f in left:
            wrong.append('left ' + f)
            os.unlink(work + '/' + f)
        if wrong:
            failures += 1
            if failures <= 20:
                print(f'# allocation {at}{" and later" if stays else ""}: {", ".join(wrong)}: {said.strip()[-200:]}')
    print(f'{"not ok" if failures else "ok"} {runs} runs of {os.path.basename(folder)} with {asked} allocations, every {step}: '
          f'{failures} wrong, {same} did without, at most {most} allocations live at the end')
    sys.exit(failures > 0)
