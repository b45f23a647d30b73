import logging
import socket
import sys

logging.basicConfig(level=logging.INFO, format="%(message)s")
host, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for port in range(first, last + 1):
    with socket.socket() as s:
        s.settimeout(1)
        if s.connect_ex((host, port)) == 0:
            logging.info("Port %d is open", port)
