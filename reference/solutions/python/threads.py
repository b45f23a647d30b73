"""threads: two threads count from 1 to 5 side by side, a second for each number,
and the program prints how long both took together."""

import threading
import time

printing = threading.Lock()


def count(worker: int) -> None:
    for n in range(1, 6):
        # print() writes the text and the end of the line one after the other; without the lock
        # another thread's line could get in between.
        with printing:
            print(f"Thread {worker}: {n}", flush=True)
        time.sleep(1)  # without the lock, or the other thread would have to wait as well


def main() -> None:
    start = time.monotonic()  # a clock that nobody sets

    # Both threads start before either is waited for: otherwise they would run one after the other.
    workers = [threading.Thread(target=count, args=(worker,)) for worker in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    print(f"Total time: {time.monotonic() - start:.2f} seconds")


if __name__ == "__main__":
    main()
