import select
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("", int(sys.argv[1]) if len(sys.argv) > 1 else 8081))
print("Type quit to stop the server.", flush=True)
while True:
    ready, _, _ = select.select([sys.stdin, sock], [], [])
    if sys.stdin in ready:
        line = sys.stdin.readline()
        if not line or line.strip() == "quit":
            break
        continue
    message, sender = sock.recvfrom(1024)
    print("Received message:", message.decode(), flush=True)
    sock.sendto(b"Acknowledged", sender)
