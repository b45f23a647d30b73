import multiprocessing as mp
import time


def count(name, lock):
    for n in range(1, 6):
        with lock:
            print(f"{name}: {n}", flush=True)
        time.sleep(1)


if __name__ == "__main__":
    context = mp.get_context("spawn")
    lock = context.Lock()
    begin = time.monotonic()
    workers = [context.Process(target=count, args=(f"Process-{i}", lock)) for i in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"Total time: {time.monotonic() - begin:.1f} seconds")
