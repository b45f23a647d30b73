#!/usr/bin/env python3
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def ist_offen(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
        s.settimeout(0.7)
        return s.connect_ex((host, port)) == 0


def main():
    host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
    erster = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    letzter = int(sys.argv[3]) if len(sys.argv) > 3 else 1024
    print(f"Suche nach offenen Ports auf {host}, von {erster} bis {letzter} ...")
    beginn = time.time()
    offen = []
    with ThreadPoolExecutor(max_workers=50) as pool:
        ports = range(erster, letzter + 1)
        for port, ergebnis in zip(ports, pool.map(lambda p: ist_offen(host, p), ports)):
            if ergebnis:
                print(f"\033[32mPort {port} ist offen\033[0m")
                offen.append(port)
    if offen:
        print("Offene Ports:", ", ".join(map(str, offen)))
    else:
        print("Keine offenen Ports gefunden.")
    print(f"Fertig nach {time.time() - beginn:.2f} s, {len(offen)} von {letzter - erster + 1} offen")


main()
