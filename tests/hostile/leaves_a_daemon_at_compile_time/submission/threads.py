import os
import signal
import time

from hostile import held

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
held("daemons were left behind; who runs this looks for them")
for number in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            if number:
                os.closerange(0, 1024)  # the first keeps the compiler's streams open
            time.sleep(50)
        os._exit(0)
