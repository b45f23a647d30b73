#!/usr/bin/env python3
"""Runs the attacks of this folder against viva and says whether each wall held; see README.md."""

import argparse
import base64
import concurrent.futures
import ctypes
import fcntl
import hashlib
import json
import os
import pty
import pwd
import random
import re
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import termios
import threading
import time
import tomllib
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SANDBOX_USER = 65533  # harness/box/spawn.hpp: whom a viva started by root becomes
LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.shmat.restype = ctypes.c_void_p
SETTLE = 2.0  # seconds that viva's remains may take to vanish
KEPT_MOST = 64 << 20  # bytes of evidence for one attack
TERMINAL_MOST = 2 << 20


# --- Attacks -------------------------------------------------------------------------------------


class Attack:
    def __init__(self, folder):
        self.name = folder.name
        self.folder = folder
        with open(folder / "attack.toml", "rb") as file:
            table = tomllib.load(file)
        self.statement = table.pop("statement")
        self.exercise = table.pop("exercise", "threads")
        self.at = table.pop("at")
        self.wall = table.pop("wall")
        self.quick = table.pop("quick", True)
        self.expect = table.pop("expect", {})
        self.lacks = table.pop("lacks", [])
        self.needs = table.pop("needs", [])
        self.needs = [self.needs] if isinstance(self.needs, str) else self.needs
        self.helpers = table.pop("helpers", [])  # files of this folder that it includes
        self.limits = table.pop("limits", {})  # smaller ones than the assignment's
        self.compiler = table.pop("compiler", None)  # the command that compiles Python instead
        self.protect = table.pop("protect", [])  # files of template/ that the assignment protects
        self.seconds = table.pop("seconds", 90)
        self.kill = table.pop("kill", {})
        self.honest = table.pop("honest", [])  # exercises of the reference solutions
        self.beside = table.pop("beside", [])  # attacks that go on meanwhile
        self.rounds = table.pop("rounds", 1)
        self.source = HERE / table.pop("of", folder.name)  # another attack's submission
        self.called = table.pop("called", folder.name)  # the submission's own name
        self.isolation = table.pop("isolation", None)
        self.archives = table.pop("archives", {})
        if table:
            raise SystemExit(f"{folder}/attack.toml: unknown: {', '.join(table)}")
        if self.at not in ("compile", "run", "intake", "text", "kill", "beside", "live"):
            raise SystemExit(f"{folder}/attack.toml: at = {self.at!r}")


def attacks():
    return [Attack(file.parent) for file in sorted(HERE.glob("*/attack.toml"))]


# --- Decoys: what an attack looks for ------------------------------------------------------------


class Decoys:
    """Secrets outside of the box, and whether anybody touched them."""

    def __init__(self, work, owner):
        self.token = "SECRET-" + secrets.token_hex(8)
        self.folder = work / "outside"
        self.other = work / "outside" / "other_submission"
        self.other.mkdir(parents=True)
        self.file = self.folder / "secret.txt"
        self.file.write_text(self.token + "\n")
        (self.other / "threads.cpp").write_text(f"// {self.token}\n")
        for path in (self.folder, self.other):
            path.chmod(0o777)  # only the walls keep the box out, not the modes
        self.before = snapshot(self.folder)
        self.servers = [socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
                        socket.socket(socket.AF_UNIX)]
        self.name = "viva-hostile-" + secrets.token_hex(6)
        for server, address in zip(self.servers,
                                   (("127.0.0.1", 0), ("127.0.0.1", 0), "\0" + self.name)):
            server.bind(address)
        for server in (self.servers[0], self.servers[2]):
            server.listen()
        self.key = random.randrange(1 << 20, 1 << 30)
        self.shm = LIBC.shmget(self.key, 4096, 0o1000 | 0o666)
        self.queue = LIBC.msgget(self.key, 0o1000 | 0o666)
        address = LIBC.shmat(self.shm, None, 0)
        ctypes.memmove(address, self.token.encode(), len(self.token))
        LIBC.shmdt(ctypes.c_void_p(address))
        # Above the numbers that viva gives to descriptors of its own.
        low = os.open(self.file, os.O_RDONLY)
        self.descriptor = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, 200)
        os.close(low)
        self.message = ctypes.create_string_buffer(8 + len(self.token))
        ctypes.memmove(self.message, (1).to_bytes(8, "little") + self.token.encode(),
                       8 + len(self.token))
        LIBC.msgsnd(self.queue, self.message, len(self.token), 0)
        who = {} if os.geteuid() or alone() else {"user": owner or SANDBOX_USER}
        self.process = subprocess.Popen(["sleep", "900"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, **who)

    def places(self):
        return {"FILE": str(self.file), "FOLDER": str(self.folder), "OTHER": str(self.other),
                "TCP": self.servers[0].getsockname()[1], "UDP": self.servers[1].getsockname()[1],
                "NAME": self.name, "KEY": self.key, "PID": self.process.pid}

    def end(self):
        """What was touched, in words; takes the decoys away."""
        wrong = []
        if snapshot(self.folder) != self.before:
            wrong.append("the decoy folder outside was changed")
        for server, kind in zip(self.servers, ("TCP", "UDP", "unix")):
            server.setblocking(False)
            try:
                server.recv(1) if kind == "UDP" else server.accept()
                wrong.append(f"the host's {kind} decoy was reached")
            except BlockingIOError:
                pass
            server.close()
        address = LIBC.shmat(self.shm, None, 0)
        if ctypes.string_at(address, len(self.token)) != self.token.encode():
            wrong.append("the decoy in shared memory was changed")
        LIBC.shmdt(ctypes.c_void_p(address))
        LIBC.shmctl(self.shm, 0, None)
        left = ctypes.create_string_buffer(1024)
        if LIBC.msgrcv(self.queue, left, 1000, 0, 0o4000) != len(self.token):
            wrong.append("the decoy message was taken")
        if LIBC.msgrcv(self.queue, left, 1000, 0, 0o4000) >= 0:
            wrong.append("a message was put into the decoy queue")
        LIBC.msgctl(self.queue, 0, None)
        if self.process.poll() is not None:
            wrong.append("the decoy process was killed")
        state = Path(f"/proc/{self.process.pid}/stat")
        if state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] in "tT":
            wrong.append("the decoy process was stopped")
        self.process.kill()
        self.process.wait()
        os.close(self.descriptor)
        return wrong


def alone():
    """Whether root is the only user here, as in a container without ranges of users."""
    return len(Path("/proc/self/uid_map").read_text().split()) == 3 and \
        Path("/proc/self/uid_map").read_text().split()[2] == "1"


# --- Looking -------------------------------------------------------------------------------------


def snapshot(folder):
    """Every entry below with all that lstat tells but the time of access, and the bytes."""
    found = {}
    todo = [(os.open(folder, os.O_RDONLY | os.O_DIRECTORY), b"")]
    while todo:
        at, path = todo.pop()
        for name in map(os.fsencode, os.listdir(at)):
            info = os.lstat(name, dir_fd=at)
            entry = [info.st_mode, info.st_uid, info.st_gid, info.st_size, info.st_ino,
                     info.st_nlink, info.st_mtime_ns, info.st_ctime_ns]
            below = path + b"/" + name
            if stat.S_ISLNK(info.st_mode):
                entry.append(os.readlink(name, dir_fd=at))
            elif stat.S_ISREG(info.st_mode) and info.st_size < 1 << 24:
                with open(name, "rb", opener=lambda p, f, at=at: os.open(p, f, dir_fd=at)) as file:
                    entry.append(hashlib.sha256(file.read()).digest())
            elif stat.S_ISDIR(info.st_mode) and below.count(b"/") < 60:
                flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
                todo.append((os.open(name, flags, dir_fd=at), below))
            found[below] = entry
        os.close(at)
    return found


def descendants(root):
    """Processes below `root`, as pid: command."""
    parents, names = {}, {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            text = Path(f"/proc/{entry}/stat").read_text(errors="replace")
        except OSError:
            continue
        fields = text.rsplit(")", 1)[1].split()
        if fields[0] != "Z":
            parents[int(entry)] = int(fields[1])
            names[int(entry)] = text.split("(", 1)[1].rsplit(")", 1)[0]
    found = {}
    grown = True
    while grown:
        grown = False
        for pid, parent in parents.items():
            if pid not in found and (parent == root or parent in found):
                found[pid] = names[pid]
                grown = True
    return found


def remains(work, spared):
    """What viva left behind, after it had SETTLE seconds."""
    deadline = time.monotonic() + SETTLE
    while True:
        processes = {pid: name for pid, name in descendants(os.getpid()).items() if pid != spared}
        folders = sorted(path.name for path in (work / "tmp").iterdir())
        if not processes and not folders:
            return []
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    wrong = []
    if processes:
        wrong.append("left running: " + ", ".join(sorted(set(processes.values()))))
    if folders:
        wrong.append("left in the temporary folder: " + ", ".join(folders[:5]))
    for pid in processes:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    return wrong


def cgroups():
    found = set()
    if not groups_can_be_made():  # those that are seen are not ours
        return found
    for top, folders, _ in os.walk("/sys/fs/cgroup"):
        found.update(os.path.join(top, name) for name in folders if name.startswith("viva"))
        if top.count("/") > 8:
            folders.clear()
    return found


def mounts():
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    return {line.split(" ", 3)[3] for line in lines if "viva" in line}


def strings_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from strings_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings_in(one)


class Evidence:
    """What viva said: terminal, result.json and transcripts."""

    def __init__(self, work):
        self.wrong = []
        self.terminal = (work / "terminal").read_bytes()
        self.result = self.read(work / "result.json")
        self.events = []
        texts = [self.terminal.decode("utf-8", "replace"), *strings_in(self.result)]
        self.said = [exercise.get("build", {}).get("diagnostics", "")
                     for exercise in self.result.get("exercises", [])]
        size = 0
        for path in sorted((work / "kept").rglob("*")):
            if not path.is_file():
                continue
            size += path.stat().st_size
            if path.suffix != ".jsonl":
                continue
            said = {}
            for line in path.read_bytes().splitlines():
                event = self.parsed(line, path)
                if not isinstance(event, dict):
                    continue
                self.events.append(event)
                bytes_ = event.get("bytes", "")
                if isinstance(bytes_, dict):  # what is no UTF-8
                    bytes_ = base64.b64decode(bytes_["base64"]).decode("utf-8", "replace")
                # Joined, since a word may be cut by the end of a read().
                said.setdefault((event["who"], event["what"]), []).append(bytes_)
            self.said += ["".join(parts) for parts in said.values()]
            texts += [text for event in self.events for text in strings_in(event)]
        if size > KEPT_MOST:
            self.wrong.append(f"the evidence has {size >> 20} MB")
        self.said = "\n".join(self.said)
        self.text = "\n".join([self.said, *texts])

    def parsed(self, bytes_, path):
        try:
            return json.loads(bytes_.decode("utf-8"))
        except ValueError as error:
            self.wrong.append(f"{path.name} is no JSON: {error}")
            return {}

    def read(self, path):
        return self.parsed(path.read_bytes(), path) if path.exists() else {}

    def check_terminal(self):
        """No byte on the terminal may do anything there, or in the log of a CI."""
        if len(self.terminal) > TERMINAL_MOST:
            self.wrong.append(f"{len(self.terminal)} bytes on the terminal")
        plain = re.sub(rb"\x1b\[[0-9;]*m", b"", self.terminal)
        try:
            text = plain.decode("utf-8")
        except UnicodeDecodeError as error:
            self.wrong.append(f"the terminal's text is not UTF-8: {error}")
            return
        for letter in sorted(set(text)):
            if letter not in "\n\t" and unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp"):
                self.wrong.append(f"U+{ord(letter):04X} reaches the terminal")
        for line in text.splitlines():
            if re.match(r"\s*::\w", line) or re.search(r"##(vso|teamcity)?\[", line):
                self.wrong.append(f"a CI would obey the line {line.strip()[:60]!r}")


def statuses(wanted):
    return [wanted] if isinstance(wanted, str) else wanted


def agrees(actual, wanted):
    wanted = statuses(wanted)
    if wanted[0].startswith("not "):
        return actual not in [word.removeprefix("not ") for word in wanted]
    return actual in wanted


def check_verdicts(attack, evidence, code):
    wrong = []
    expect = dict(attack.expect)
    code_wanted = expect.pop("exit_code", None)
    if code not in ((0, 1) if code_wanted is None else (code_wanted,)):
        tail = evidence.terminal.decode("utf-8", "replace").strip().splitlines()[-1:]
        wrong.append(f"viva's exit code is {code}: {' '.join(tail)[:200]}")
    if code_wanted == 2:
        return wrong
    exercise = next(iter(evidence.result.get("exercises", [])), {})
    status = exercise.get("status")
    if status in (None, "error"):
        wrong.append(f"the exercise's status is {status}: {exercise.get('why', '')}")
    checks = {check["id"]: check for check in exercise.get("checks", [])}
    for check in checks.values():
        if check["status"] == "error":
            wrong.append(f"{check['id']} is an error of viva's: {check['message'][:120]}")
    limits = {event.get("name") for event in evidence.events if event["what"] == "limit"}
    for name, wanted in expect.items():
        if name == "exercise_status":
            if not agrees(status, wanted):
                wrong.append(f"the exercise is {status}, wanted {wanted}")
        elif name == "limit":
            if not limits & set(statuses(wanted)):
                wrong.append(f"limits that showed: {sorted(limits) or 'none'}, wanted {wanted}")
        elif name == "events_at_most":
            if len(evidence.events) > wanted:
                wrong.append(f"{len(evidence.events)} events were recorded")
        elif name == "says_one_of":
            if not any(words in evidence.text for words in wanted):
                wrong.append(f"nowhere is said any of {wanted}")
        elif name == "says":
            for words in statuses(wanted):
                if words not in evidence.text:
                    wrong.append(f"nowhere is said {words!r}")
        elif not agrees(checks.get(name, {}).get("status"), wanted):
            wrong.append(f"{name} is {checks.get(name, {}).get('status')}, wanted {wanted}")
    if attack.at == "run" and status == "build_failed" and "exercise_status" not in expect:
        wrong.append("it does not compile: " + exercise["build"]["diagnostics"][:250])
    elif attack.at == "run" and not limits and not re.search("HELD: |BREACH: ", evidence.text):
        wrong.append("the attack did not even try: no line HELD, no limit")
    return wrong


def check_words(attack, evidence, token):
    # In the program's own words first: a report repeats them in pieces.
    found = re.findall(r"(?m)^BREACH: [^\n]*", evidence.said)
    wrong = list(dict.fromkeys(found or re.findall(r"BREACH: [^\n]*", evidence.text)[:1]))
    for words in [token, *attack.lacks]:
        if words in evidence.text:
            wrong.append("a decoy was read" if words == token else f"{words!r} came out")
    return wrong


# --- One attack ----------------------------------------------------------------------------------


class Warden:
    """Runs one attack in a process of its own, to which all that viva loses falls."""

    def __init__(self, attack, work, options):
        self.attack, self.work, self.options = attack, work, options
        LIBC.prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
        self.owner = pwd.getpwnam(options.user).pw_uid if options.user else None
        for name in ("tmp", "home", "kept"):
            (work / name).mkdir()
        work.chmod(0o711)
        self.decoys = Decoys(work, self.owner)
        self.submission = work / "submissions" / attack.called
        self.assignment = None

    def prepare(self):
        self.fill(self.attack, self.submission)
        if self.attack.compiler or self.attack.protect or self.attack.limits:
            self.make_assignment()
        for name in self.attack.beside:
            self.fill(Attack(HERE / name), self.submission.parent / name)
        if self.owner is not None:
            subprocess.run(["chown", "-hR", str(self.owner), self.work / "tmp", self.work / "home",
                            self.work / "kept", self.work / "submissions"], check=True)

    def fill(self, attack, folder):
        source = attack.source / "submission"
        if source.exists():
            shutil.copytree(source, folder, symlinks=True)
        elif attack.at in ("kill", "beside"):
            shutil.copytree(ROOT / "reference/solutions/cpp", folder)
        else:
            folder.mkdir(parents=True)
        places = self.decoys.places()
        make = attack.source / "make"
        if make.exists():
            subprocess.run([make, folder], check=True,
                           env={**os.environ, **{"DECOY_" + k: str(v) for k, v in places.items()}})
        sources = b"".join(path.read_bytes() for path in folder.glob("*")
                           if stat.S_ISREG(path.lstat().st_mode) and path.lstat().st_size < 1 << 20)
        fronts = {}
        if b'#include "hostile.h"' in sources:
            fronts["hostile.h"] = "".join(f"#define DECOY_{k} {json.dumps(v)}\n"
                                          for k, v in places.items())
        if b"hostile import" in sources or b"import hostile" in sources:
            fronts["hostile.py"] = "".join(f"{k} = {v!r}\n" for k, v in places.items())
        for name in [*fronts, *attack.helpers]:
            (folder / name).write_text(fronts.get(name, "") + (HERE / name).read_text())

    def make_assignment(self):
        """A copy of ours with another command for Python, or with more protected files."""
        self.assignment = self.work / "assignment"
        self.assignment.mkdir()
        for name in ("specs", "student_template"):
            shutil.copytree(ROOT / name, self.assignment / name)
        text = (ROOT / "grading.toml").read_text()
        if self.attack.compiler:
            text = re.sub(r'(?m)^check( *)= \["python3".*$',
                          lambda m: f"check{m[1]}= {json.dumps(self.attack.compiler)}", text)
        for name in self.attack.protect:
            source = self.attack.folder / "template" / name
            shutil.copy(source, self.assignment / "student_template")
            text = text.replace("protected = [", f'protected = ["{name}", ')
        for name, value in self.attack.limits.items():
            head, limits, rest = re.fullmatch(r"(.*^\[limits\]\n)(.*?)(^\[.*)", text, re.M | re.S).groups()
            limits = re.sub(rf"^{name}\s*=.*\n", "", limits, flags=re.M)
            text = f"{head}{name} = {json.dumps(value)}\n{limits}{rest}"
        (self.assignment / "grading.toml").write_text(text)

    def words(self):
        words = self.check(self.submission, [self.attack.exercise], self.work / "kept/result.json")
        words += ["--keep", self.work / "kept"]
        if self.attack.isolation:
            words += ["--isolation", self.attack.isolation]
        if self.attack.at == "text":
            words += ["--color", "always", "-v"]
        if self.assignment:
            words += ["--assignment", self.assignment]
        return [str(word) for word in words]

    def check(self, folder, exercises, result):
        words = [self.options.viva, "check", folder, "--all", "--fresh", "--json", result]
        return words + [word for one in exercises for word in ("-e", one)]

    def settings(self):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.work / "home"),
                       "TMPDIR": str(self.work / "tmp"), "LANG": "C.UTF-8",
                       "VIVA_DECOY": self.decoys.token}
        if self.options.hole:
            environment["VIVA_HOLE"] = self.options.hole
        # Who starts viva may have left a file open: it ends there.
        settings = {"env": environment, "cwd": self.work, "pass_fds": (self.decoys.descriptor,)}
        if self.owner is not None:
            settings.update(user=self.owner, group=pwd.getpwuid(self.owner).pw_gid,
                            extra_groups=[])
        return settings

    def run(self):
        try:
            self.prepare()
            before = snapshot(self.submission)
            ways = {"kill": self.killed, "beside": self.beside, "live": self.watched}
            way = ways.get(self.attack.at, self.checked)
            if self.attack.archives:
                way = self.handed_in
            with Meddler(self) as meddler:
                wrong = [one for _ in range(self.attack.rounds) for one in way()]
            wrong += remains(self.work, self.decoys.process.pid)
            if meddler.ended:
                wrong.append("the meddler gave up")
            if not meddler.there and snapshot(self.submission) != before:
                wrong.append("the submission's folder was changed")
        finally:
            touched = self.decoys.end()
        return wrong + touched

    def checked(self):
        code = self.graded(self.words())
        if code is None:
            return [f"viva still ran after {self.attack.seconds} s"]
        evidence = self.evidence()
        return (check_words(self.attack, evidence, self.decoys.token)
                + check_verdicts(self.attack, evidence, code) + evidence.wrong)

    def graded(self, words):
        """viva's exit code, its words in a file; None when it took too long."""
        with open(self.work / "terminal", "wb") as terminal:
            viva = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=terminal,
                                    stderr=subprocess.STDOUT, **self.settings())
            try:
                return viva.wait(self.attack.seconds)
            except subprocess.TimeoutExpired:
                viva.kill()
                viva.wait()
                return None

    def evidence(self):
        (self.work / "result.json").write_bytes(b"{}")
        if (self.work / "kept" / "result.json").exists():
            shutil.copy(self.work / "kept" / "result.json", self.work / "result.json")
        evidence = Evidence(self.work)
        evidence.check_terminal()
        return evidence

    def handed_in(self):
        """Each archive for itself: exit code and words."""
        wrong = []
        for name, (wanted, says) in self.attack.archives.items():
            shutil.rmtree(self.work / "kept")
            (self.work / "kept").mkdir()
            if self.owner is not None:
                os.chown(self.work / "kept", self.owner, -1)
            words = self.words()
            words[words.index(str(self.submission))] = str(self.submission / name)
            code = self.graded(words)
            evidence = self.evidence()
            found = check_words(self.attack, evidence, self.decoys.token) + evidence.wrong
            if code != wanted:
                found.append(f"exit code {code}, wanted {wanted}")
            if says not in " ".join(evidence.text.split()):
                found.append(f"nowhere is said {says!r}")
            wrong += [f"{name}: {one}" for one in found]
        return wrong

    def watched(self):
        """viva on a terminal that it draws on: nothing but its own drawing may reach that."""
        wrong = []
        for end in (None, signal.SIGINT):
            master, slave = pty.openpty()
            before = termios.tcgetattr(slave)
            seen = bytearray()
            drain = threading.Thread(target=read_all, args=(master, seen), daemon=True)
            settings = self.settings()
            settings["env"]["TERM"] = "xterm-256color"
            viva = subprocess.Popen(self.words(), stdin=slave, stdout=slave, stderr=slave,
                                    preexec_fn=lead_terminal, **settings)
            drain.start()
            try:
                viva.wait(1.5 if end else self.attack.seconds)
            except subprocess.TimeoutExpired:
                os.write(master, b"\x03")
                viva.wait(SETTLE)
            if termios.tcgetattr(slave) != before:
                wrong.append("the terminal's settings were changed")
            os.close(slave)
            drain.join(1)
            os.close(master)
            wrong += untame(bytes(seen), self.decoys.token)
        return wrong

    def beside(self):
        """An honest submission gets beside hostile ones, each again and again, what it gets alone."""
        alone = self.verdicts("alone")
        over = threading.Event()
        wrong = []
        crowd = [threading.Thread(target=self.disturb, args=(name, over, wrong))
                 for name in self.attack.beside]
        for one in crowd:
            one.start()
        time.sleep(1)  # until they are at it
        crowded = self.verdicts("crowded")
        wrong += [f"{check} is {crowded.get(check)}, alone it is {status}"
                  for check, status in alone.items() if crowded.get(check) != status]
        over.set()
        for one in crowd:
            one.join()
        return wrong or ([] if alone else ["nothing was graded"])

    def verdicts(self, name):
        result = self.work / "kept" / f"{name}.json"
        with open(self.work / "kept" / f"{name}.txt", "wb") as terminal:
            subprocess.run(self.check(self.submission, self.attack.honest, result),
                           stdin=subprocess.DEVNULL, stdout=terminal, stderr=subprocess.STDOUT,
                           timeout=self.attack.seconds, **self.settings())
        return {f"{exercise['id']}/{check['id']}": (check["status"], check["score"])
                for exercise in json.loads(result.read_text())["exercises"]
                for check in exercise["checks"]}

    def disturb(self, name, over, wrong):
        attack = Attack(HERE / name)
        result = self.work / "kept" / f"beside-{name}.json"
        words = self.check(self.submission.parent / name, [attack.exercise], result)
        while not over.is_set():
            viva = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                    stderr=subprocess.DEVNULL, **self.settings())
            while viva.poll() is None and not over.wait(0.05):
                pass
            viva.terminate()
            code = viva.wait()
            if code not in (0, 1) and not over.is_set():
                wrong.append(f"viva's exit code for {name} is {code}")

    def killed(self):
        """viva is ended at several moments; each time nothing may be left."""
        wrong = []
        by = self.attack.kill["by"]
        for moment in self.attack.kill["moments"]:
            master, slave = pty.openpty()
            viva = subprocess.Popen(self.words(), stdin=slave, stdout=slave, stderr=slave,
                                    preexec_fn=lead_terminal, **self.settings())
            os.close(slave)
            drain = threading.Thread(target=read_all, args=(master,), daemon=True)
            if by != "terminal":
                drain.start()
            try:
                viva.wait(moment)
                wrong.append(f"viva had ended before {moment} s")
            except subprocess.TimeoutExpired:
                if by != "terminal":
                    viva.send_signal(getattr(signal, by))
            if by == "terminal":
                os.close(master)
            try:
                viva.wait(SETTLE)
            except subprocess.TimeoutExpired:
                wrong.append(f"{by} at {moment} s: viva goes on")
                viva.kill()
                viva.wait()
            wrong += [f"{by} at {moment} s: {one}"
                      for one in remains(self.work, self.decoys.process.pid)]
            for folder in (self.work / "tmp").iterdir():
                shutil.rmtree(folder, ignore_errors=True)
            if by != "terminal":
                drain.join(1)
                os.close(master)
        return wrong


def lead_terminal():
    os.setsid()
    # A shell starts what it leaves in the background with interrupts ignored, and so would viva be.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def read_all(master, into=None):
    try:
        while got := os.read(master, 65536):
            if into is not None:
                into += got
    except OSError:
        pass


# What harness/cli/live.cpp draws with: colours, the cursor up, the rest of a line or a screen gone,
# the cursor shown.
DRAWN = re.compile(rb"\x1b\[[0-9;]*[mAKJ]|\x1b\[\?25h|\^C")


def untame(seen, token):
    wrong = []
    if token.encode() in seen:
        wrong.append("a decoy was shown")
    if b"examined" not in seen and "░".encode() not in seen and "█".encode() not in seen:
        wrong.append("there was no live view")
    text = DRAWN.sub(b"", seen).decode("utf-8", "replace")
    for letter in sorted(set(text)):
        if letter not in "\r\n\t" and unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp"):
            wrong.append(f"U+{ord(letter):04X} reaches the terminal")
    return wrong


class Meddler:
    """NAME/meddle, which changes the submission's folder as long as viva reads it."""

    def __init__(self, warden):
        file = warden.attack.folder / "meddle"
        self.there = file.exists()
        self.ended = False
        self.words = [file, warden.submission, warden.decoys.file, warden.decoys.folder]
        self.who = {} if warden.owner is None else {"user": warden.owner}

    def __enter__(self):
        if self.there:
            self.process = subprocess.Popen(self.words, **self.who)
        return self

    def __exit__(self, *_):
        if self.there:
            self.ended = self.process.poll() is not None
            self.process.kill()
            self.process.wait()


# --- All of them ---------------------------------------------------------------------------------


def unmet(attack, options):
    """Why it makes no sense here, or nothing."""
    root = os.geteuid() == 0 and not options.user
    for need in attack.needs:
        if need == "root" and not root:
            return "needs root"
        if need == "user" and root:
            return "needs an ordinary user"
        if need == "groups" and not (groups_can_be_made() if root else delegated(options)):
            return "needs control groups"
        if need == "users" and root and alone():
            return "needs a second user"
        if need not in ("root", "user", "groups", "users") and not shutil.which(need):
            return f"needs {need}"
    return None


def run_one(attack, options, top):
    """In a process of its own: (failures, seconds)."""
    begin = time.monotonic()
    work = Path(top) / attack.name
    work.mkdir()
    words = [sys.executable, __file__, "--warden", attack.name, "--work", str(work),
             "--viva", options.viva]
    for name in ("user", "hole"):
        if getattr(options, name):
            words += ["--" + name, getattr(options, name)]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        wrong = json.loads(done.stdout)
    except ValueError:  # nothing, or a trace
        wrong = ["the runner failed: " + done.stderr.strip()[-400:]]
    if not options.keep:
        subprocess.run(["rm", "-rf", work])
    return wrong, time.monotonic() - begin


def delegated(options):
    """Whether this ordinary user may make groups below its own: `systemd-run --user -p Delegate=yes`."""
    if options.user:
        return False
    own = re.search(r"^0::/(.*)$", Path("/proc/self/cgroup").read_text(), re.M)
    return bool(own) and os.access(Path("/sys/fs/cgroup") / own[1], os.W_OK)


def groups_can_be_made():
    folders = [Path("/sys/fs/cgroup/memory"), Path("/sys/fs/cgroup")]
    return any(folder.exists() and os.access(folder, os.W_OK) for folder in folders)


def left_on_the_machine(before_cgroups, before_mounts):
    """What was not there before and stays. Others may grade here meanwhile: theirs comes and goes."""
    deadline = time.monotonic() + SETTLE + 1
    groups = cgroups() - before_cgroups
    while True:
        groups = {group for group in groups & cgroups() if not owner_lives(group)}
        wrong = [f"a control group is left: {name}" for name in sorted(groups)]
        wrong += [f"a mount is left: {line}" for line in sorted(mounts() - before_mounts)]
        if not wrong or time.monotonic() > deadline:
            remove_groups(groups)
            return wrong
        time.sleep(0.1)


def owner_lives(group):
    """viva-14668 is of the viva with that process id."""
    owner = re.match(r"viva-(\d+)", Path(group).name)
    try:
        return owner and Path(f"/proc/{owner[1]}/comm").read_text().startswith("viva")
    except OSError:
        return False


def remove_groups(folders):
    """What was left behind has been told; the next run starts clean."""
    for folder in folders:
        for below, _, _ in os.walk(folder, topdown=False):
            try:
                os.rmdir(below)
            except OSError:
                pass  # still in use: it is told again


def copy_for(user, viva, top):
    """viva with its assignment where this user can read it."""
    binary = Path(viva)
    home = Path(top) / "viva"
    (home / "build/release").mkdir(parents=True)
    for name in ("viva", "viva-init"):
        shutil.copy(binary.parent / name, home / "build/release" / name)
    for name in ("specs", "student_template"):
        shutil.copytree(ROOT / name, home / name)
    shutil.copy(ROOT / "grading.toml", home)
    subprocess.run(["chmod", "-R", "a+rX", home], check=True)
    return str(home / "build/release/viva")


def choose(options):
    chosen = []
    for attack in attacks():
        if options.names and not any(name in attack.name for name in options.names):
            continue
        if options.quick and not attack.quick:
            continue
        if options.hole and attack.wall != options.hole:
            continue
        chosen.append(attack)
    return chosen


def in_container(kind):
    """This runner again, in there."""
    words = [word for word in sys.argv if not word.startswith("--container") and word != kind]
    python = shutil.which("python3", path="/usr/bin") or sys.executable  # for another user too
    done = subprocess.run([HERE / "container", kind, python, *words])
    if done.returncode != 77:
        return done.returncode
    print(f"left out: no {kind} container can be made here")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only attacks whose name holds one of these")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="without the slow ones")
    parser.add_argument("--viva", default=str(ROOT / "build/release/viva"))
    parser.add_argument("--user", help="run viva as this ordinary user (started by root)")
    parser.add_argument("--container", choices=("rootless", "rootful"),
                        help="all of it in a container of that kind, with a masked /proc")
    parser.add_argument("--hole", help="leave this wall out; its attacks must notice")
    parser.add_argument("--keep", metavar="DIR", help="leave each attack's evidence there")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--warden", help=argparse.SUPPRESS)
    parser.add_argument("--work", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.viva = str(Path(options.viva).absolute())

    if options.container:
        return in_container(options.container)
    if options.warden:
        warden = Warden(Attack(HERE / options.warden), Path(options.work), options)
        print(json.dumps(warden.run()))
        return 0
    chosen = choose(options)
    if options.list:
        for attack in chosen:
            print(f"{attack.wall:12} {attack.at:8} {attack.name:36} {attack.statement}")
        return 0
    if not chosen:
        print("no attack of that name")
        return 1
    if not Path(options.viva).exists():
        print(f"{options.viva} is not built yet: ./dev hostile builds it, and so does ./viva --version")
        return 1

    top = tempfile.mkdtemp(prefix="hostile-", dir=options.keep)
    os.chmod(top, 0o711)
    if options.user:
        options.viva = copy_for(options.user, options.viva, top)
    before = cgroups(), mounts()
    passed = failed = skipped = 0
    try:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            runs = {}
            for attack in chosen:
                if why := unmet(attack, options):
                    skipped += 1
                    print(f"  --    {attack.name}: {why}")
                else:
                    runs[pool.submit(run_one, attack, options, top)] = attack
            for run in concurrent.futures.as_completed(runs):
                wrong, seconds = run.result()
                passed += not wrong
                failed += bool(wrong)
                name = f"{runs[run].wall}/{runs[run].name}"
                print(f"  {'FAIL' if wrong else 'ok  '}  {name:46} {seconds:5.1f} s", flush=True)
                for one in wrong[:8]:
                    print(f"          {one[:300]}", flush=True)
    finally:
        if not options.keep:
            subprocess.run(["rm", "-rf", top])
    for one in left_on_the_machine(*before):
        failed += 1
        print(f"  FAIL  {one}")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} left out" if skipped else ""))
    if options.hole:
        if not failed:
            print(f"no attack notices that {options.hole} is gone")
        return 0 if failed else 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
