import socket
import sys

import hostile

hostile.held("controls follow")
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", int(sys.argv[1])))
server.listen(64)
while True:
    client, _ = server.accept()
    try:
        client.sendall(b"\x1b[2J\x1b]52;c;eA==\x07\r\n::error::Hello\n##[group]\n"
                       + "\u202eHello from server!\u2028".encode() + b"\x00\xff\n" + b"=1+1\n" * 3)
    except OSError:
        pass
    client.close()
