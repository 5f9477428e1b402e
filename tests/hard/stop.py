"""A run that is stopped just before its result gets its name: the older PDF stays, and no temporary file is
left, or the next run clears it. Usage: stop.py LAKIP STALL.so FOLDER"""
import os, signal, subprocess, sys, tempfile, time

lakip, stall, folder = sys.argv[1:]
OLD = b"PDF lama"


def remains(work):
    return [name for name in os.listdir(work) if name.endswith(".tmp")]


def run_that_stalls(target, *options):
    """The run once its temporary file stands (or it has ended)."""
    environment = dict(os.environ, LD_PRELOAD=os.path.abspath(stall))
    run = subprocess.Popen([lakip, "susun", folder, "-o", target, *options], env=environment, text=True,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, restore_signals=True)
    while run.poll() is None and not remains(os.path.dirname(target)):
        time.sleep(0.01)
    return run


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
