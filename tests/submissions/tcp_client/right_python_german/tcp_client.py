# -*- coding: utf-8 -*-
import socket
import sys

print("*** Der freundliche Klient ***")
host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
print(f"Verbinde mich mit {host}:{port} …")
try:
    verbindung = socket.create_connection((host, port), timeout=10)
except OSError as fehler:
    print(f"Das hat nicht geklappt: {fehler}")
    sys.exit("Niemand da.")
verbindung.sendall(b"Guten Tag!\r\n")
stücke = []
while True:
    stück = verbindung.recv(16)
    if not stück:
        break
    stücke.append(stück)
print(f"{len(stücke)} Stücke empfangen.")
print("RECEIVED:   >>>" + b"".join(stücke).decode() + "<<<")
print("Auf Wiedersehen!")
