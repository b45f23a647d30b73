import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8081
count = int(sys.argv[3]) if len(sys.argv) > 3 else 5
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(0.05)
for i in range(count):
    sock.sendto(f"Message {i}".encode(), (host, port))
    try:
        reply, _ = sock.recvfrom(1024)
        print("Received:", reply.decode())
    except socket.timeout:
        print("no reply")
sock.close()
