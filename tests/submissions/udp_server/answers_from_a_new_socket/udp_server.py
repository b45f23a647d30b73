import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 8081
receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(("0.0.0.0", port))
while True:
    data, address = receiver.recvfrom(1024)
    print(f"Received message: {data.decode()}")
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.sendto(b"Acknowledged", address)
    sender.close()
