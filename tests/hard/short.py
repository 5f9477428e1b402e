"""Runs of a command in which allocations fail (fail_alloc.c)."""
import os, subprocess


def run(command, shim, count_file, at, stays, **environment):
    """Status, what was said, and the shim's three counts (None when the program died). `at` 0: none fails."""
    env = dict(os.environ, LD_PRELOAD=shim, LAKIP_FAIL_AT=str(at), LAKIP_COUNT_TO=count_file, **environment)
    if stays:
        env['LAKIP_FAIL_ON'] = '1'
    try:
        p = subprocess.run(command, env=env, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return 'hang', '', None
    try:
        with open(count_file) as f:
            counts = list(map(int, f.read().split()))
        os.unlink(count_file)
    except (OSError, ValueError):
        counts = None
    return p.returncode, (p.stdout + p.stderr).decode(errors='replace'), counts


def places(asked, step, first=1):
    """Which allocation fails, alone or with all that follow it."""
    return [(at, stays) for stays in (False, True) for at in range(first, asked + 1, step)]
