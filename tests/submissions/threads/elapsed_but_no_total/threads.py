import threading
import time

begin = time.monotonic()


def count(name):
    for n in range(1, 6):
        passed = time.monotonic() - begin
        print(f"[{passed:.2f} s elapsed] {name}: {n}\n", end="", flush=True)
        time.sleep(1)


threads = [threading.Thread(target=count, args=(f"Thread {i}",)) for i in (1, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
