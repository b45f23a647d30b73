import os

from hostile import breach, held

made = {}
for folder in ("/output", "/tmp", "/dev/shm"):
    made[folder] = 0
    try:
        for number in range(40_000):
            os.close(os.open(f"{folder}/{number}", os.O_WRONLY | os.O_CREAT))
            made[folder] += 1
    except OSError:
        pass
say = breach if sum(made.values()) > 60_000 else held
say(f"{sum(made.values())} files could be made: {made}")
