import socket

SERVER = ("127.0.0.1", 8081)
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(2)
for i in range(5):
    sock.sendto(b"Message", SERVER)
    try:
        print("Received:", sock.recv(1024).decode())
    except socket.timeout:
        print("no answer")
