#!/usr/bin/env python3
"""make bench: lakip beside the lower bound L1 (a program that only paints the same strings through libharu)
and whichever peers are installed, on the same work, in turns: each run of lakip or a peer follows a run of L1
and the ratio is taken pair by pair. Prints ratios, growth, peak memory and size.
Usage: run.py LAKIP BENCH OUT [--runs N] [--peers a,b] [--million]
BENCH is the benchmark's folder (generator, L1, peers); it is copied to OUT, nothing is written to it."""
import argparse, os, resource, shutil, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))

def once(command, cwd=None):
    """Wall seconds and peak memory in KiB of one run, by the kernel's own account of the child."""
    begun = time.perf_counter()
    pid = os.posix_spawn('/bin/sh', ['sh', '-c', 'exec "$@" >/dev/null 2>&1', 'sh'] + command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit('failed: ' + ' '.join(command))
    return time.perf_counter() - begun, usage.ru_maxrss

def beside(command, bound, runs):
    """Medians of command and bound and of their ratio, runs interleaved after one warm-up of each."""
    once(bound), once(command)
    ours, theirs, memory = [], [], 0
    for _ in range(runs):
        theirs.append(once(bound)[0])
        t, m = once(command)
        ours.append(t)
        memory = max(memory, m)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs))
    return statistics.median(ours), statistics.median(theirs), ratio, memory

def prepare(bench, out):
    if not os.path.exists(out + '/bench.py'):
        shutil.copytree(bench, out, dirs_exist_ok=True)
        subprocess.run(['chmod', '-R', 'u+w', out], check=True)
    for d in ('bin', 'l1', 'out'):
        os.makedirs(f'{out}/{d}', exist_ok=True)
    if not os.path.exists(out + '/data/w1.json'):
        seed = os.path.join(bench, '../seeds/lkjip-way-kanan-2023.txt')
        subprocess.run([sys.executable, 'gen_data.py', os.path.abspath(seed)], cwd=out, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(['make', '-s'], cwd=out, check=True, stderr=subprocess.DEVNULL)
    for kind, source, target in (('w1', 'w1.json', 'w1'),) + tuple(('w2', f'w2_{n}.csv', f'w2_{n}') for n in (1000, 10000, 30000, 83771)):
        if not os.path.exists(f'{out}/l1/{target}.pl'):
            subprocess.run(['/usr/bin/python3', 'layout_l1.py', kind, 'data/' + source, f'l1/{target}.pl'], cwd=out, check=True)

def size(path):
    return os.path.getsize(path) / 1e6

def row(*cells):
    print('| ' + ' | '.join(cells) + ' |', flush=True)

def main():
    p = argparse.ArgumentParser()
    p.add_argument('lakip'), p.add_argument('bench'), p.add_argument('out')
    p.add_argument('--runs', type=int, default=7), p.add_argument('--peers', default=''), p.add_argument('--million', action='store_true')
    a = p.parse_args()
    lakip, out = os.path.abspath(a.lakip), os.path.abspath(a.out)
    prepare(a.bench, out)
    folders = out + '/folders'
    subprocess.run([sys.executable, HERE + '/folders.py', out, folders] + (['--million'] if a.million else []), check=True)
    l1 = lambda w: [out + '/bin/l1', f'{out}/l1/{w}.pl', out + '/out/l1.pdf', 'ttf', 'comp']
    ours = lambda w: [lakip, 'susun', f'{folders}/{w}', '-o', f'{out}/out/{w}.pdf']

    row('work', 'lakip', 'L1', 'lakip / L1', 'peak memory', 'file')
    row(*['---'] * 6)
    times = {}
    for w in ('w1', 'w2_1000', 'w2_10000', 'w2_30000', 'w2_83771'):
        t, b, ratio, memory = beside(ours(w), l1(w), a.runs)
        times[w] = t
        row(w, f'{t:.3f} s', f'{b:.3f} s', f'{ratio:.2f} x', f'{memory / 1024:.0f} MB', f'{size(f"{out}/out/{w}.pdf"):.2f} MB')
    grow = (times['w2_83771'] - times['w2_10000']) / 73.771
    print(f'\ngrowth from 10,000 to 83,771 rows: {grow * 1000:.1f} ms per 1,000 rows')
    w3 = [lakip, 'susun', '--paralel=2', '-o', f'{out}/out/w3'] + [f'{folders}/w3/{i:03d}' for i in range(100)]
    os.makedirs(f'{out}/out/w3', exist_ok=True)
    one = statistics.median(once(ours('w3/000'))[0] for _ in range(a.runs))
    all_ = statistics.median(once(w3)[0] for _ in range(3))
    print(f'100 reports in one call: {all_:.2f} s, {all_ / one:.1f} x one report ({one:.3f} s)')
    sys.stdout.flush()
    subprocess.run([os.path.dirname(lakip) + '/bench-audit', folders + '/w2_83771', HERE + '/../../layouts'], check=True)
    if a.million:
        t, m = once(ours('w2_1000000'))
        print(f'1,000,000 rows: {t:.1f} s, {t / times["w2_83771"]:.1f} x 83,771 rows, {m / 1024:.0f} MB, {size(out + "/out/w2_1000000.pdf"):.1f} MB')
    if a.peers:
        sys.stdout.flush()
        for what in ('prep', 'run'):
            subprocess.run([sys.executable, 'bench.py', what, '--tasks', 'w1,w2', '--sizes', '10000,83771', '--peers', a.peers, '--runs', '3'], cwd=out, check=False)

main()
