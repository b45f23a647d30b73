#!/usr/bin/env python3
# -*- coding: utf-8 -*-
import socket
import sys
import threading


def begrüßen(verbindung, nummer):
    try:
        verbindung.sendall("Hello from server!\r\n".encode())
        print(f"Client {nummer}: begrüßt. Tschüß!")
    except OSError as fehler:
        print(f"Client {nummer} ist schon weg: {fehler}")
    finally:
        verbindung.close()


def main():
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
    print("=== Herzlich willkommen beim Grüß-Server! ===")
    server = socket.create_server(("", port), backlog=100)
    print(f"Ich lausche auf Port {port} …")
    nummer = 0
    while True:
        verbindung, adresse = server.accept()
        nummer += 1
        print(f"Client {nummer} kommt von {adresse[0]}:{adresse[1]}")
        threading.Thread(target=begrüßen, args=(verbindung, nummer), daemon=True).start()


if __name__ == "__main__":
    main()
