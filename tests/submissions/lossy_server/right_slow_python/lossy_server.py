# takes its time: simulates a slow line as well
import random, socket, sys, time

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("localhost", int(sys.argv[1] if len(sys.argv) > 1 else 12345)))
while 1:
    d, who = s.recvfrom(4096)
    time.sleep(0.001)
    if random.randint(1, 10) <= 3:
        print("lost:", d)
    else:
        print("received:", d, "from", who)
        s.sendto(("ACK: " + d.decode()).encode(), who)
