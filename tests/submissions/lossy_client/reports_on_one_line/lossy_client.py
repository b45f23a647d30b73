import socket
import sys

address = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(1)
for i in range(int(sys.argv[3])):
    message = f"Message {i}"
    acknowledged = False
    while not acknowledged:
        sock.sendto(message.encode(), address)
        try:
            while not acknowledged:
                acknowledged = sock.recv(1024).decode() == "ACK: " + message
            print(f"{i}: ACK", end=" ", flush=True)
        except socket.timeout:
            print(f"{i}: TIMEOUT", end=" ", flush=True)
print()
