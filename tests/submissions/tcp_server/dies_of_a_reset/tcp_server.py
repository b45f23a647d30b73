import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", port))
server.listen()
print("listening on", port)
while True:
    client, address = server.accept()
    print("connected by", address)
    client.sendall(b"Hello from server!")
    client.close()
