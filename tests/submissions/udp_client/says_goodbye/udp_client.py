import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8081
count = int(sys.argv[3]) if len(sys.argv) > 3 else 5
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    for i in range(count):
        sock.sendto(b"ping", (host, port))
        print("Received:", sock.recv(1024).decode())
    sock.sendto(b"exit", (host, port))
    print("Received:", sock.recv(1024).decode())
