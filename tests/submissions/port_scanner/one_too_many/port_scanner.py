import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
last = int(sys.argv[3]) if len(sys.argv) > 3 else 1024

count = last - first + 2  # both ends included
for i in range(count):
    s = socket.socket()
    s.settimeout(1)
    if s.connect_ex((host, first + i)) == 0:
        print("open port:", first + i)
    s.close()
