import os

from hostile import FILE, FOLDER, OTHER, breach, held, judge

for path in (FILE, OTHER + "/threads.cpp", "/etc/passwd", "/etc/shadow", "/proc/1/environ",
             "/proc/1/root" + FILE, "/proc/1/mem", "/proc/1/fd/3", "/dev/tty"):
    judge(lambda path=path: open(path, "rb").read(80), path)
for path in (FOLDER, "/", "/usr", "/etc", "/dev", "/submission", "/program"):
    judge(lambda path=path: open(path + "/was-here", "w"), path)
for name in os.environ:
    if name not in ("PATH", "HOME", "TMPDIR", "PYTHONSAFEPATH", "LANG", "TERM", "PWD", "LC_CTYPE",
                    "PYTHONPYCACHEPREFIX"):
        breach("environment: " + name)
for entry in os.listdir("/proc/self/fd"):
    try:
        target = os.readlink("/proc/self/fd/" + entry)
    except FileNotFoundError:
        continue  # the listing's own
    if int(entry) > 2 and not target.startswith("/proc/"):
        breach(f"descriptor {entry} is {target}")
others = [entry for entry in os.listdir("/proc") if entry.isdigit() and int(entry) > 40]
if others:
    breach(f"processes {others}")
if os.geteuid() == 0:
    breach("the compiler is root")
held("nothing else was to be seen")
