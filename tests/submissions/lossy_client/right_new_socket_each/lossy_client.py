#!/usr/bin/env python3
"""A new socket for each attempt: what comes late finds nobody at home."""
import socket
import sys


def attempt(address, text):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.settimeout(1.0)
        s.connect(address)
        s.send(text)
        while True:
            answer = s.recv(2000)
            if answer == b"ACK: " + text:
                return answer


def main():
    host, port, count = (sys.argv[1:] + ["localhost", "12345", "10"][len(sys.argv) - 1:])[:3]
    for number in range(int(count)):
        text = b"Message %d" % number
        while True:
            try:
                answer = attempt((host, int(port)), text)
                break
            except TimeoutError:
                print("  ... TIMEOUT")
        print("Received:", answer.decode())


main()
