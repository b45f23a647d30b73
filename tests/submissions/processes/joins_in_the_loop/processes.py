import multiprocessing
import time


def count(name):
    for n in range(1, 6):
        print(f"{name}: {n}")
        time.sleep(1)


if __name__ == "__main__":
    start = time.time()
    for i in (1, 2):
        p = multiprocessing.Process(target=count, args=(f"Process {i}",))
        p.start()
        p.join()
    print(f"Total time: {time.time() - start:.2f} seconds")
