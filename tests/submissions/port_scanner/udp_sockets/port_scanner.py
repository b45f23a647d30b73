import socket
import sys

host = sys.argv[1]
first = int(sys.argv[2])
last = int(sys.argv[3])
for port in range(first, last + 1):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.settimeout(1)
    try:
        s.connect((host, port))
        print("Port %d is open" % port)
    except OSError:
        pass
    s.close()
