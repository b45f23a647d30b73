import random
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", int(sys.argv[1]) if len(sys.argv) > 1 else 12345))
print("server ready")
while True:
    data, addr = sock.recvfrom(1024)
    if random.randint(1, 10):  # 30 percent
        print("Packet lost (simulated):", data.decode())
    else:
        print(f"Received from {addr}: {data.decode()}")
        sock.sendto(f"ACK: {data.decode()}".encode(), addr)
