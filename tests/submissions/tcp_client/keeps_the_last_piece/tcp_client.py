import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
s = socket.socket()
try:
    s.connect((host, port))
except OSError as error:
    print("Could not connect:", error)
    sys.exit(1)
message = b""
while True:
    data = s.recv(4096)
    if not data:
        break
    message = data
print("Received:", message.decode())
s.close()
