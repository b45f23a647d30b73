# -*- coding: utf-8 -*-
import socket
import sys
import time


def main(host="localhost", port="8081", count="5"):
    ziel = (host, int(port))
    print(f"Ich schicke {count} Nachrichten an {ziel}.")
    for nummer in range(1, int(count) + 1):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sockel:
            sockel.settimeout(5)
            sockel.sendto(f"Grüße Nr. {nummer}".encode("utf-8"), ziel)
            antwort, absender = sockel.recvfrom(4096)
        print(f"Nr. {nummer}: Antwort von {absender}: „{antwort.decode()}“")
        time.sleep(1)
    print("Fertig!")


main(*sys.argv[1:])
