import multiprocessing
import time


def count(name, start):
    for number in range(1, 6):
        print(f"Time {time.time() - start:.0f}s - Process {name}: {number}", flush=True)
        time.sleep(1)


if __name__ == "__main__":
    start = time.time()
    workers = [multiprocessing.Process(target=count, args=(name, start)) for name in "AB"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"Total: {time.time() - start:.1f} s")
