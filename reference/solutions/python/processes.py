"""processes: two child processes count from 1 to 5 side by side, a second for each number,
and the parent prints how long both took together."""

import multiprocessing
import sys
import time


def count(worker: int) -> None:
    for n in range(1, 6):
        print(f"Process {worker}: {n}", flush=True)
        time.sleep(1)


def main() -> int:
    start = time.monotonic()

    # Both children start before either is waited for.
    workers = [multiprocessing.Process(target=count, args=(worker,)) for worker in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    print(f"Total time: {time.monotonic() - start:.2f} seconds")
    return 0 if all(worker.exitcode == 0 for worker in workers) else 1


# Where children are started afresh instead of forked, each of them imports this file; they must not
# start children of their own then.
if __name__ == "__main__":
    sys.exit(main())
