import socket
import sys

host, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(1)
for i in range(count):
    s.sendto(f"Message {i}".encode(), (host, port))
    data, _ = s.recvfrom(1024)
    print("Received:", data.decode())
