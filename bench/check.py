#!/usr/bin/env python3
"""How long `viva check reference/solutions/cpp --all` takes with nothing remembered, beside what cannot
be avoided: the longest single trial, and compiling the same programs with the same flags under make -j2.
Each round measures both sides one after the other; the ratio's median is what counts. Beside that the peak of
memory (resident, as the kernel keeps it) of viva itself and of the largest of its trials' workers.

    bench/check.py [ROUNDS]        (default 5; wants ./viva built)
"""
import json, os, pathlib, statistics, subprocess, sys, tempfile, time, tomllib

root = pathlib.Path(__file__).resolve().parent.parent
viva = root / "build/release/viva"
solutions = root / "reference/solutions/cpp"
rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5


def compile_alone(folder):
    language = tomllib.loads((root / "grading.toml").read_text())["language"][0]
    programs = sorted(path.stem for path in solutions.glob("*.cpp"))
    # The chat server is compiled a second time, with the thread sanitizer.
    lines = ["all: " + " ".join(programs) + " chat_server.tsan"]
    for program in programs + ["chat_server.tsan"]:
        source = solutions / (program.removesuffix(".tsan") + ".cpp")
        words = []
        for word in language["compile"]:
            words += {"{includes}": [f"-I{solutions}", f"-I{solutions}/include"], "{sources}": [str(source)],
                      "{output}": [f"{folder}/{program}"]}.get(word, [word])
        if program.endswith(".tsan"):
            words[1:1] = language["thread_sanitizer"]
        lines += [f"{program}:", "\t" + " ".join(words)]
    (folder / "Makefile").write_text("\n".join(lines) + "\n")
    begin = time.monotonic()
    subprocess.run(["make", "-s", "-j2", "-C", folder], check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - begin


def peak_of(process):
    """Megabytes; 0 when the process is gone."""
    try:
        status = pathlib.Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


def workers_of(process):
    """Children that are viva too."""
    found = []
    for children in pathlib.Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [child for child in children.read_text().split()
                      if pathlib.Path(f"/proc/{child}/comm").read_text().strip() == "viva"]
        except OSError:
            pass
    return found


def grade(folder):
    environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "memory"))
    begin = time.monotonic()
    done = subprocess.Popen([viva, "check", solutions, "--all", "--assignment", root, "--keep", folder / "kept", "-q"],
                            env=environment, stdout=subprocess.DEVNULL)
    while done.poll() is None:
        peaks["viva"] = max(peaks["viva"], peak_of(done.pid))
        peaks["worker"] = max([peaks["worker"]] + [peak_of(worker) for worker in workers_of(done.pid)])
        time.sleep(0.25)  # VmHWM keeps the peak; looking more often takes time from what is measured
    wall = time.monotonic() - begin
    longest = 0.0
    for transcript in (folder / "kept/transcripts").rglob("*.jsonl"):
        longest = max(longest, json.loads(transcript.read_text().splitlines()[-1])["t"])
    return wall, longest, done.returncode


ratios = []
peaks = {"viva": 0.0, "worker": 0.0}
for number in range(rounds):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "make").mkdir()
        compiled = compile_alone(folder / "make")
        wall, longest, code = grade(folder)
    ratios.append(wall / max(longest, compiled))
    print(f"round {number + 1}: check {wall:.2f} s, longest trial {longest:.2f} s, compile alone {compiled:.2f} s, "
          f"ratio {ratios[-1]:.2f}" + ("" if code == 0 else f" (exit code {code}!)"), flush=True)
print(f"median ratio {statistics.median(ratios):.2f} (aim: at most 1.30)")
print(f"peak memory: viva {peaks['viva']:.0f} MB, a worker {peaks['worker']:.0f} MB")
