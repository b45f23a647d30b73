import random
import socket
import sys
import time

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("", int(sys.argv[1]) if len(sys.argv) > 1 else 12345))
while True:
    data, addr = sock.recvfrom(2048)
    time.sleep(0.5)  # the network is slow
    if random.random() < 0.3:
        print("Packet lost (simulated):", data.decode())
        continue
    print("Received from", addr, data.decode())
    sock.sendto(b"ACK: " + data, addr)
