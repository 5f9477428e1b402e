#!/usr/bin/env python3
"""make bench: lakip beside the lower bound L1 (a program that only paints the same strings through libharu)
and whichever peers are installed, on the same work, in turns: each run of lakip or a peer follows a run of L1
and the ratio is taken pair by pair. Prints Markdown for the README and stops at the first thing that is wrong.
Usage: run.py LAKIP BENCH OUT [--runs N] [--peers a,b | --peers none] [--million] [--into README]
BENCH is the benchmark's folder (generator, L1, peers); it is copied to OUT, nothing is written to it.
A ratio is of wall time; of processor time too where it is said. Peers run a few times, slow ones once."""
import argparse, collections, datetime, glob, importlib.util, os, platform, re, shutil, statistics, subprocess, sys

import much

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS = (1000, 10000, 30000, 83771)
PEERS = 'typst-0.14,pdflatex,groff,reportlab,pdfmake'
SLOW = 8                     # seconds: a peer this slow is run once
Run = collections.namedtuple('Run', 'wall cpu memory status')
median = statistics.median

class Runner:
    """The benchmark's own runner: small, so that it does not hide how little memory a program takes."""
    program = stats = None
    limit = '900'

def once(command, cwd=None):
    """One run: seconds, and the largest process of it in KiB, by the kernel's own account of the child."""
    if os.path.exists(Runner.stats):
        os.remove(Runner.stats)
    subprocess.run([Runner.program, Runner.limit, Runner.stats, '/dev/null'] + command, cwd=cwd, check=True)
    wall, user, system, memory, status, _ = open(Runner.stats).read().split()
    return Run(float(wall), float(user) + float(system), int(memory), int(status))

def good(command, cwd=None):
    run = once(command, cwd)
    if run.status:
        sys.exit('failed with status %d: %s' % (run.status, ' '.join(command)))
    return run

class Pairs:
    """Runs of something, each after a run of L1."""
    def __init__(self, command, bound, runs, cwd=None, may_fail=False):
        self.ours, self.bound = [], []
        good(bound)
        self.status = once(command, cwd).status if runs > 1 else 0
        if self.status and not may_fail:
            sys.exit('failed with status %d: %s' % (self.status, ' '.join(command)))
        while len(self.ours) < runs and not self.status:
            self.bound.append(good(bound))
            self.ours.append(once(command, cwd))
            self.status = self.ours[-1].status
            if may_fail and self.ours[-1].wall > SLOW:
                break
    def wall(self):
        return median(r.wall for r in self.ours)
    def ratio(self, of='wall'):
        return median(getattr(a, of) / getattr(b, of) for a, b in zip(self.ours, self.bound))
    def memory(self):
        return max(r.memory for r in self.ours)

def prepare(bench, out):
    if not os.path.exists(out + '/bench.py'):
        shutil.copytree(bench, out, dirs_exist_ok=True)
        subprocess.run(['chmod', '-R', 'u+w', out], check=True)
    for d in ('bin', 'l1', 'out'):
        os.makedirs(f'{out}/{d}', exist_ok=True)
    if not os.path.exists(out + '/data/batch/099.json'):
        seed = os.path.join(bench, '../seeds/lkjip-way-kanan-2023.txt')
        subprocess.run([sys.executable, 'gen_data.py', os.path.abspath(seed)], cwd=out, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(['make', '-s'], cwd=out, check=True, stderr=subprocess.DEVNULL)
    for kind, source, target in (('w1', 'w1.json', 'w1'),) + tuple(('w2', f'w2_{n}.csv', f'w2_{n}') for n in ROWS):
        if not os.path.exists(f'{out}/l1/{target}.pl'):
            subprocess.run(['/usr/bin/python3', 'layout_l1.py', kind, 'data/' + source, f'l1/{target}.pl'], cwd=out, check=True)

# ---- what is printed ----

said = []

def say(line=''):
    said.append(line)
    print(line, flush=True)

def write_into(path):
    """Replaces what stands between the two marks."""
    text = open(path, encoding='utf-8').read()
    begin, end = '<!-- make bench -->\n', '<!-- end of make bench -->'
    before, rest = text.split(begin, 1)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(before + begin + '\n'.join(said) + '\n' + end + rest.split(end, 1)[1])

def row(*cells):
    say('| ' + ' | '.join(cells) + ' |')

def head(*cells):
    say()
    row(*cells)
    row(*['---'] * len(cells))

def seconds(t):
    return f'{t:.3f} s' if t < 1 else f'{t:.2f} s' if t < 10 else f'{t:.0f} s'

def times(ratio):
    return f'{ratio:.2f} x' if ratio < 10 else f'{ratio:.0f} x'

def megabytes(n):
    return f'{n / 1e6:.1f} MB' if n < 1e7 else f'{n / 1e6:.0f} MB'

def machine():
    names = [l.split(':', 1)[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')]
    return f'{names[0] if names else platform.machine()}, {os.cpu_count()} cores, {datetime.date.today()}'

# ---- the three works ----

class Bench:
    def __init__(self, lakip, out, runs):
        self.lakip, self.out, self.runs, self.folders = lakip, out, runs, out + '/folders'
    def l1(self, work):
        return [self.out + '/bin/l1', f'{self.out}/l1/{work}.pl', self.out + '/out/l1.pdf', 'ttf', 'comp']
    def ours(self, work):
        return [self.lakip, 'susun', f'{self.folders}/{work}', '-o', self.pdf(work)]
    def pdf(self, work):
        return f'{self.out}/out/{work.replace("/", "-")}.pdf'
    def size(self, work):
        return os.path.getsize(self.pdf(work))

def papers(b):
    """W1 and W2 by lakip, L1 and peers."""
    w1 = Pairs(b.ours('w1'), b.l1('w1'), b.runs * 3)
    l1_size = os.path.getsize(b.out + '/out/l1.pdf')
    w2 = {n: Pairs(b.ours(f'w2_{n}'), b.l1(f'w2_{n}'), b.runs) for n in ROWS}
    last = w2[ROWS[-1]]
    head('', 'W1: 45 pages', 'W2: 83,771 rows', 'W2 memory', 'W1 file', 'W2 file')
    row('L1, the lower bound', seconds(median(r.wall for r in w1.bound)), seconds(median(r.wall for r in last.bound)),
        megabytes(max(r.memory for r in last.bound) * 1024), megabytes(l1_size), megabytes(os.path.getsize(b.out + '/out/l1.pdf')))
    row('**lakip**', f'{seconds(w1.wall())} ({times(w1.ratio())})', f'{seconds(last.wall())} ({times(last.ratio())})',
        megabytes(last.memory() * 1024), megabytes(b.size('w1')), megabytes(b.size('w2_83771')))
    return w1, w2

def load_peers(out):
    spec = importlib.util.spec_from_file_location('peers', out + '/bench.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

def peer_cells(b, module, peer, kind, n):
    """The time's cell of one peer, its memory, its file's size; None when it is not installed or fails."""
    work = 'w1' if kind == 'w1' else f'w2_{n}'
    source, base = module.q(kind, n), module.stem(peer.name, kind, n)
    try:
        peer.prep(kind, source, base)
        command, pdf = peer.cmd(kind, source, base)
        if os.path.exists(pdf):
            os.remove(pdf)
        pairs = Pairs(command, b.l1(work), 3 if kind == 'w1' else 1, cwd=b.out, may_fail=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    if pairs.status or not os.path.exists(pdf):
        return None
    return f'{seconds(pairs.wall())} ({times(pairs.ratio())})', megabytes(pairs.memory() * 1024), megabytes(os.path.getsize(pdf))

def peers(b, names):
    module, missing = load_peers(b.out), []
    for name in names:
        peer = module.BY.get(name) or sys.exit(f'no peer "{name}"; there are: ' + ', '.join(module.BY))
        w1 = peer_cells(b, module, peer, 'w1', '')
        w2 = peer_cells(b, module, peer, 'w2', ROWS[-1]) if w1 else None
        if not w1:
            missing.append(name)
            continue
        w2 = w2 or ('failed', '', '')
        row(name, w1[0], w2[0], w2[1], w1[2], w2[2])
    if missing:
        say(), say('Not installed or failing here: ' + ', '.join(missing) + '.')

def growth(b, w2, with_million):
    head('rows', 'time', 'of 1,000 rows', 'L1', 'memory', 'file')
    for n in ROWS:
        row(f'{n:,}', seconds(w2[n].wall()), f'{w2[n].wall() / n * 1e6:.1f} ms', times(w2[n].ratio()), megabytes(w2[n].memory() * 1024), megabytes(b.size(f'w2_{n}')))
    if not with_million:
        return
    runs = [good(b.ours('w2_1000000')) for _ in range(2)]
    wall, last = median(r.wall for r in runs), w2[ROWS[-1]]
    row('1,000,000', seconds(wall), f'{wall:.1f} ms', '', megabytes(max(r.memory for r in runs) * 1024), megabytes(b.size('w2_1000000')))
    cpu = median(r.cpu for r in runs) / median(r.cpu for r in last.ours)
    say(), say(f'A million rows take {wall / last.wall():.1f} times as long as 83,771 (processor time: {cpu:.1f} times).')

def prose(b):
    """3,000 sections of prose and tables, in one chapter and in many: memory is bounded in pages."""
    head('3,000 pages of prose', 'pages', 'time', 'memory', 'file without its sources')
    for chapters, shape in ((1, 'one chapter'), (300, '300 chapters')):
        much.write(f'{b.folders}/much', 3000, chapters)
        run = good(b.ours('much'))
        alone = subprocess.run(b.ours('much') + ['--tanpa-sumber'], capture_output=True, text=True, check=True)
        row(shape, re.search(r'(\d+) halaman', alone.stdout)[1], seconds(run.wall), megabytes(run.memory * 1024), megabytes(b.size('much')))

def break_one(b, folder):
    """A copy of a report with a figure that is none."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(f'{b.folders}/w3/050', folder)
    path = folder + '/data/ang.csv'
    lines = open(path, encoding='utf-8').read().split('\n')
    lines[3] = lines[3].rsplit(';', 1)[0] + ';12.3a4'
    open(path, 'w', encoding='utf-8').write('\n'.join(lines))

def hundred(b, parallel):
    """W3: the time of 100 reports in one call; then the same with one broken among them."""
    out, folders = b.out + '/out/w3', [f'{b.folders}/w3/{i:03d}' for i in range(100)]
    command = [b.lakip, 'susun', f'--paralel={parallel}', '-o', out]
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    one, ours = [], []
    for _ in range(3):
        one += [good(b.ours(f'w3/{i:03d}')) for i in range(0, 100, 10)]
        ours.append(good(command + folders))
    ratio = median(r.wall for r in ours) / median(r.wall for r in one)
    cpu = median(r.cpu for r in ours) / median(r.cpu for r in one)
    say(), say(f'W3: 100 different reports in one call, `--paralel={parallel}`: {seconds(median(r.wall for r in ours))}, '
          f'{ratio:.0f} times one report alone ({seconds(median(r.wall for r in one))}); processor time {cpu:.0f} times.')
    folders[50] = b.out + '/out/rusak'
    break_one(b, folders[50])
    shutil.rmtree(out)
    os.makedirs(out)
    said = subprocess.run(command + folders, capture_output=True, text=True)
    made = len(glob.glob(out + '/*.pdf'))
    told = sum(' halaman, ' in line for line in said.stdout.split('\n'))
    summary = said.stdout.strip().split('\n')[-1]
    if said.returncode != 1 or made != 99 or told != 99 or not summary.startswith('100 laporan: 99 selesai, 1 dengan galat: '):
        sys.exit(f'one broken of 100: status {said.returncode}, {made} PDFs, {told} told, "{summary}"')
    say(f'One broken among them: status 1, 99 PDFs, a line for each; the last: "{summary.replace(b.out, "...")}".')

def main():
    p = argparse.ArgumentParser()
    p.add_argument('lakip'), p.add_argument('bench'), p.add_argument('out')
    p.add_argument('--runs', type=int, default=7), p.add_argument('--peers', default=PEERS), p.add_argument('--million', action='store_true')
    p.add_argument('--paralel', type=int, default=2), p.add_argument('--into')
    a = p.parse_args()
    b = Bench(os.path.abspath(a.lakip), os.path.abspath(a.out), a.runs)
    prepare(a.bench, b.out)
    Runner.program, Runner.stats = b.out + '/bin/rt', b.out + '/out/stats'
    subprocess.run([sys.executable, HERE + '/folders.py', b.out, b.folders] + (['--million'] if a.million else []), check=True)
    say(f'Medians of {a.runs * 3} (W1) and {a.runs} (W2) runs, each after one of L1; ratios to L1 in brackets, pair by pair. {machine()}.')
    w1, w2 = papers(b)
    if a.peers != 'none':
        peers(b, a.peers.split(','))
    say(), say(f'In processor time lakip takes {w1.ratio("cpu"):.2f} (W1) and {w2[ROWS[-1]].ratio("cpu"):.2f} (W2) times what L1 takes.')
    growth(b, w2, a.million)
    prose(b)
    hundred(b, a.paralel)
    say()
    say('Of 83,771 rows: ' + subprocess.run([os.path.dirname(b.lakip) + '/bench-audit', b.folders + '/w2_83771', HERE + '/../../layouts'],
                                             check=True, capture_output=True, text=True).stdout.strip() + '.')
    if a.into:
        write_into(a.into)

main()
