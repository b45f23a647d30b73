import time

start = time.time()
for n in range(1, 6):
    print("Process 1:", n)
    print("Process 2:", n)
    time.sleep(1)
print("Total time:", time.time() - start, "seconds")
