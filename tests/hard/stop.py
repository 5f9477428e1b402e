"""A run that is stopped just before its result gets its name: the older PDF stays, and no temporary file is
left, or the next run clears it. Usage: stop.py LAKIP STALL.so FOLDER"""
import os, shutil, signal, subprocess, sys, tempfile, time

lakip, stall, folder = sys.argv[1:]
OLD = b"PDF lama"


def remains(work):
    return [name for _, _, names in os.walk(work) for name in names if name.endswith(".tmp")]


def started(work, files, *words):
    """The run of `words` once so many temporary files stand below `work` (or it has ended)."""
    environment = dict(os.environ, LD_PRELOAD=os.path.abspath(stall), TMPDIR=work)
    run = subprocess.Popen([lakip, *words], env=environment, text=True, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, restore_signals=True)
    while run.poll() is None and len(remains(work)) < files:
        time.sleep(0.01)
    return run


def run_that_stalls(target, *options):
    return started(os.path.dirname(target), 1, "susun", folder, "-o", target, *options)


def tell(good, name, *why):
    print(("ok " if good else "not ok ") + name)
    if not good:
        print("#", *why)


def stopped(work, sent):
    target = os.path.join(work, "hasil.pdf")
    with open(target, "wb") as old:
        old.write(OLD)
    run = run_that_stalls(target)
    run.send_signal(sent)
    run.communicate()
    with open(target, "rb") as kept:
        return run.returncode == -sent and kept.read() == OLD


for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    with tempfile.TemporaryDirectory() as work:
        good = stopped(work, sent)
        tell(good and not remains(work), f"{sent.name} takes the temporary file back", good, remains(work))

with tempfile.TemporaryDirectory() as work:
    good = stopped(work, signal.SIGKILL)
    left = remains(work)
    again = subprocess.run([lakip, "susun", folder, "-o", os.path.join(work, "hasil.pdf")], capture_output=True)
    tell(good and left and again.returncode == 0 and os.listdir(work) == ["hasil.pdf"],
         "SIGKILL leaves a temporary file that the next run clears", good, left, os.listdir(work))

with tempfile.TemporaryDirectory() as work:
    run = run_that_stalls(os.path.join(work, "hasil.pdf"), "--batas-waktu=1")
    _, said = run.communicate()
    tell(run.returncode == 1 and "--batas-waktu" in said and os.listdir(work) == [],
         "work that goes on beyond its time is ended by force", run.returncode, said, os.listdir(work))

with tempfile.TemporaryDirectory() as work:
    copy, result = os.path.join(work, "salinan"), os.path.join(work, "hasil")
    shutil.copytree(folder, copy)
    os.mkdir(result)
    run = started(result, 2, "susun", folder, copy, "-o", result, "--paralel=2")
    for name in remains(result):
        os.kill(int(name.split("-")[-1].split(".")[0]), signal.SIGKILL if "salinan" in name else signal.SIGTERM)
    told, said = run.communicate()
    tell(run.returncode == 1 and f"{copy}: galat: " in said and "sinyal 9" in said and "sinyal 15" in said
         and "2 laporan: 0 selesai, 2 dengan galat" in told, "reports of a batch that are killed are told of",
         run.returncode, said, told)

with tempfile.TemporaryDirectory() as work:
    made = os.path.join(work, "hasil.pdf")
    subprocess.run([lakip, "susun", folder, "-o", made], capture_output=True, check=True)
    run = started(work, 1, "verifikasi", made)      # it stalls while it composes again
    run.send_signal(signal.SIGSEGV)
    _, said = run.communicate()
    tell(run.returncode == 1 and "pembaca PDF berhenti" in said, "a PDF reader that dies is told of", run.returncode, said)
    subprocess.run([lakip, "verifikasi", made], env=dict(os.environ, TMPDIR=work), capture_output=True, check=True)
    tell(os.listdir(work) == ["hasil.pdf"], "the next verifikasi clears its folder", os.listdir(work))
