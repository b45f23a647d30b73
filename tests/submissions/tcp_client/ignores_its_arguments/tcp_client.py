import socket

HOST = "127.0.0.1"
PORT = 8080

with socket.socket() as s:
    s.connect((HOST, PORT))
    data = b""
    while chunk := s.recv(1024):
        data += chunk
print("Received:", data.decode())
