import threading
import time


def count(name):
    for n in range(1, 6):
        print(f"{name}: {n}")
        time.sleep(1)


start = time.time()
threads = [threading.Thread(target=count, args=(f"Thread {i}",)) for i in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(f"Total time: {time.time() - start:.2f} seconds")
while True:
    time.sleep(60)
