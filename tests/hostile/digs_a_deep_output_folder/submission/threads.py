import os

from hostile import held

# 6000 levels: more than a path may be long, and more than a stack of handles is deep.
os.chdir("/output")
depth = 0
try:
    for depth in range(6000):
        os.mkdir("d" * 20)
        os.chdir("d" * 20)
except OSError:
    pass
os.chdir("/output")
for name in (b"\xff\xfe", b"new\nline", b"\x1b[2J", b"-rf", b"n" * 255):
    os.mkdir(name)
held(f"a tree of {depth} levels was left behind")
