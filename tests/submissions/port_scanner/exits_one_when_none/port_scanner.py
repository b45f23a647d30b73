import socket
import sys


def scan(host, first, last):
    found = []
    for port in range(first, last + 1):
        with socket.socket() as s:
            s.settimeout(0.5)
            if s.connect_ex((host, port)) == 0:
                found.append(port)
    return found


host, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ports = scan(host, first, last)
for port in ports:
    print(f"{port}/tcp open")
if not ports:
    sys.exit("no open ports found")
