import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("", int(sys.argv[1]) if len(sys.argv) > 1 else 8081))
clients = []
while True:
    data, client = server.recvfrom(2048)
    print("Received message:", data.decode(), flush=True)
    if client not in clients:
        clients.append(client)
    for each in clients:
        server.sendto(b"Acknowledged", each)
