#!/usr/bin/env python3
"""Whether right programs keep their marks on a busy machine: grades the reference solutions, with nothing
remembered, again and again beside compilers that take every core, and counts the verdicts that are not a pass.

    bench/steadiness.py [ROUNDS] [--beside N]        (default 50 beside 4; wants ./viva built)
"""
import argparse, json, os, pathlib, subprocess, sys, tempfile, threading, time

root = pathlib.Path(__file__).resolve().parent.parent
viva = root / "build/release/viva"
words = argparse.ArgumentParser()
words.add_argument("rounds", nargs="?", type=int, default=50)
words.add_argument("--beside", type=int, default=4, metavar="N", help="so many compilers meanwhile")
wanted = words.parse_args()


def compile_for_ever(over):
    """What `make -jN` of something large does, with no end."""
    command = ["g++", "-std=c++20", "-O2", f"-I{root}", "-c", root / "harness/model/json.cpp", "-o", "/dev/null"]
    while not over.is_set():
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while running.poll() is None and not over.wait(0.2):
            pass
        running.kill()
        running.wait()


def differing(folder):
    done = subprocess.run([viva, "check", root / "reference/solutions/cpp", "--all", "--fresh", "-q",
                           "--assignment", root, "--json", "-", "--keep", folder / "kept"],
                          env=dict(os.environ, XDG_CACHE_HOME=str(folder)), capture_output=True)
    try:
        exercises = json.loads(done.stdout)["exercises"]
    except ValueError:
        return [("viva itself", done.stderr.decode(errors="replace"))]
    return [(f"{exercise['id']}/{check['id']}", f"{check['status']}: {check.get('message', '')}")
            for exercise in exercises for check in exercise["checks"] if check["status"] not in ("pass", "pending")]


over = threading.Event()
load = [threading.Thread(target=compile_for_ever, args=(over,)) for _ in range(wanted.beside)]
for thread in load:
    thread.start()
wrong = 0
begin = time.monotonic()
try:
    for number in range(wanted.rounds):
        with tempfile.TemporaryDirectory() as name:
            found = differing(pathlib.Path(name))
        wrong += len(found)
        for check, what in found:
            print(f"round {number + 1}: {check}: {what}", flush=True)
finally:
    over.set()
    for thread in load:
        thread.join()
seconds = (time.monotonic() - begin) / max(1, wanted.rounds)
print(f"{wanted.rounds} rounds beside {wanted.beside} compilers, {seconds:.1f} s each: {wrong} verdicts were not a pass")
sys.exit(1 if wrong else 0)
