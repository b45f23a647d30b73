import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
last = int(sys.argv[3]) if len(sys.argv) > 3 else 1024

found = []
for port in range(first, last + 1):
    with socket.socket() as sock:
        sock.settimeout(0.5)
        if sock.connect_ex((host, port)) == 0:
            found.append(port)

print(f"Open ports: {len(found)}")
for port in found:
    print(f"  {port}")
