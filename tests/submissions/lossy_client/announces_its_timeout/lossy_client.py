import socket
import sys

address = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(1)
for i in range(int(sys.argv[3])):
    message = f"Message {i}"
    acknowledged = False
    while not acknowledged:
        print(f"Sending {message} with a timeout of 1 s", flush=True)
        sock.sendto(message.encode(), address)
        try:
            while not acknowledged:
                reply = sock.recv(1024).decode()
                acknowledged = reply == "ACK: " + message
            print("Received:", reply)
        except socket.timeout:
            pass
