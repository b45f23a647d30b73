import socket
import sys
import time

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 12345
count = int(sys.argv[3]) if len(sys.argv) > 3 else 10
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(1.0)
for i in range(count):
    message = "Message " + str(i)
    acked = False
    while not acked:
        sock.sendto(message.encode(), (host, port))
        try:
            reply, addr = sock.recvfrom(1024)
            print("Received: " + reply.decode())
            acked = True
        except socket.timeout:
            print("timeout, resend")
    time.sleep(0.5)
