# after the UDP pinger of the textbook
import random
from socket import *
import sys

serverSocket = socket(AF_INET, SOCK_DGRAM)
serverSocket.bind(('', int(sys.argv[1]) if len(sys.argv) > 1 else 12345))

while True:
    rand = random.randint(0, 10)
    message, address = serverSocket.recvfrom(1024)
    # If rand is less than 4, we consider the packet lost and do not respond
    if rand < 4:
        print("Packet lost (simulated):", message.decode())
        continue
    print("Received from", address, ":", message.decode())
    serverSocket.sendto(b"ACK: " + message, address)
