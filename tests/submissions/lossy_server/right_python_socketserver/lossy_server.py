import random
import socketserver
import sys


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        text = data.decode()
        if random.random() < 0.3:
            print(f"Packet lost (simulated): {text}")
            return
        print(f"Received from {self.client_address}: {text}")
        sock.sendto(b"ACK: " + data, self.client_address)


port = int(sys.argv[1]) if len(sys.argv) > 1 else 12345
with socketserver.UDPServer(("", port), Handler) as server:
    server.serve_forever()
