import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 12345
count = int(sys.argv[3]) if len(sys.argv) > 3 else 10

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(1)

i = 0
while i < count:
    message = f"Message {i}"
    sock.sendto(message.encode(), (host, port))
    try:
        data, _ = sock.recvfrom(1024)
    except socket.timeout:
        print("timeout, retrying", message)
        continue
    if data.decode() == "ACK: " + message:
        print("Received:", data.decode())
        i += 1
