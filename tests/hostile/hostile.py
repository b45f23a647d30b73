# What the attacks in Python have in common. run.py copies this beside an attack's sources, with the
# places of its decoys in front: FILE, FOLDER, OTHER, TCP, UDP, NAME, KEY, PID.
import os


def _say(word, what):
    line = f"{word}: {what}".replace("\n", " ").encode("utf-8", "replace") + b"\n"
    for stream in (2, 1):
        try:
            os.write(stream, line)
        except OSError:
            pass


def breach(what):
    _say("BREA" "CH", what)


def held(what):
    _say("HE" "LD", what)


def judge(attempt, what):
    """A breach unless it raises OSError."""
    try:
        result = attempt()
    except OSError as error:
        held(f"{what}: {error.strerror}")
        return None
    breach(f"{what} gave {result!r}"[:200])
    return result
