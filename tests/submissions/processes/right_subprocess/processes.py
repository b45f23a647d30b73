import subprocess
import sys
import time

if len(sys.argv) > 1:
    for n in range(1, 6):
        print(f"{sys.argv[1]}: {n}")
        time.sleep(1)
    sys.exit(0)

start = time.perf_counter()
children = [subprocess.Popen([sys.executable, __file__, f"child {letter}"]) for letter in "AB"]
codes = [child.wait() for child in children]
print(f"elapsed time: {time.perf_counter() - start:.3f} s")
sys.exit(max(codes))
