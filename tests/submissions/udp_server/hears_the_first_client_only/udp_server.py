import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("", int(sys.argv[1]) if len(sys.argv) > 1 else 8081))
message, client = sock.recvfrom(2048)
sock.connect(client)
while True:
    print("Received message:", message.decode())
    sock.send(b"Acknowledged")
    message = sock.recv(2048)
