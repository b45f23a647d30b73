import os

from hostile import held

# An ordinary user who removes a tree must first get the right to enter it again.
os.chdir("/output")
for name in ("locked", "blind", "shut"):
    os.makedirs(name + "/below/more")
    open(name + "/below/file", "w").close()
os.chmod("locked/below/file", 0)
os.chmod("locked/below", 0)
os.chmod("locked", 0)
os.chmod("blind/below", 0o300)
os.chmod("blind", 0o100)
os.chmod("shut", 0o400)
os.mkfifo("threads")
os.symlink("/", "root")
os.chmod(".", 0)
held("locked folders were left behind")
