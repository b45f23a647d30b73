import datetime
import threading
import time

GRUEN, BLAU, ENDE = "\033[32m", "\033[34m", "\033[0m"
schloss = threading.Lock()


class Zaehler(threading.Thread):
    def __init__(self, name, farbe):
        super().__init__(name=name)
        self.farbe = farbe

    def run(self):
        for zahl in range(1, 6):
            with schloss:
                uhr = datetime.datetime.now().strftime("%H:%M:%S")
                print(f"[{uhr}] {self.farbe}{self.name}{ENDE}: {zahl}")
            time.sleep(1)


print("*** Zwei Threads zählen bis 5 ***")
beginn = time.perf_counter()
faeden = [Zaehler("Faden Eins", GRUEN), Zaehler("Faden Zwei", BLAU)]
for faden in faeden:
    faden.start()
for faden in faeden:
    faden.join()
dauer = time.perf_counter() - beginn
print("Fertig! Gesamtzeit: " + f"{dauer:.2f}".replace(".", ",") + " Sekunden")
