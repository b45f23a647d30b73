import socketserver
import sys


class Greeter(socketserver.BaseRequestHandler):
    def handle(self):
        try:
            self.request.sendall(b"HELLO FROM SERVER!")
        except OSError:
            pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50


port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
with Server(("127.0.0.1", port), Greeter) as server:
    server.serve_forever()
