import os
import sys
import time

print("=== Zwei Prozesse zählen bis 5 ===", flush=True)
beginn = time.time()
kinder = []
for nummer in (1, 2):
    kind = os.fork()
    if kind == 0:
        for zahl in range(1, 6):
            sys.stdout.write(f"Prozess Nr. {nummer} (PID {os.getpid()}) zählt: {zahl}\n")
            sys.stdout.flush()
            time.sleep(1)
        os._exit(0)
    kinder.append(kind)
for kind in kinder:
    os.waitpid(kind, 0)
print(f"Beide Kinder sind fertig. Gesamtdauer (total): {round(time.time() - beginn)} Sekunden")
