import socketserver
import sys


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        print("Empfangene Nachricht von", self.client_address, "->", data)
        sock.sendto(b"Acknowledged", self.client_address)


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8081
    print(f"Höre auf UDP-Port {port}. Beenden mit Strg-C.")
    with socketserver.ThreadingUDPServer(("127.0.0.1", port), Handler) as server:
        server.serve_forever()
