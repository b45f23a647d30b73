import threading
import time


def count(name):
    for n in range(1, 6):
        print(name + ": " + str(n))
        time.sleep(1)


start = time.time()
a = threading.Thread(target=count, args=("Thread 1",))
b = threading.Thread(target=count, args=("Thread 2",))
a.run()
b.run()
print("Total time:", round(time.time() - start, 2), "seconds")
