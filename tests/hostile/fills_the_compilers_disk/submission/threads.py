import os

from hostile import breach, held

# 128 MB are allowed, in all places together; where a folder has no limit, it is the host's disk.
written = {}
for folder in ("/output", "/tmp", "/dev/shm"):
    written[folder] = 0
    for number in range(30):
        try:
            with open(f"{folder}/fill{number}", "wb", buffering=0) as file:
                for _ in range(15):
                    written[folder] += file.write(bytes(1 << 20))
        except OSError:
            break
        if sum(written.values()) > 500 << 20:
            break
total = sum(written.values()) >> 20
say = breach if total > 140 else held
say(f"{total} MB could be written, 128 are allowed: " +
    ", ".join(f"{name} {count >> 20} MB" for name, count in written.items()))
