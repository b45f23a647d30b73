import os
import time

from hostile import breach, held

for number in range(400):
    try:
        child = os.fork()
    except OSError as error:
        held(f"fork number {number}: {error.strerror}")
        break
    if child == 0:
        time.sleep(5)
        os._exit(0)
else:
    breach("400 processes live at once")
