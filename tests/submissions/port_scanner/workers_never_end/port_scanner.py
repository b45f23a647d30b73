import queue
import socket
import sys
import threading

host, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ports = queue.Queue()
for port in range(first, last + 1):
    ports.put(port)


def worker():
    while True:
        port = ports.get()
        s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        s.settimeout(1)
        try:
            s.connect((host, port))
            print(f"Port {port} is open", flush=True)
        except OSError:
            pass
        s.close()


threads = [threading.Thread(target=worker) for _ in range(30)]
for t in threads:
    t.start()
for t in threads:
    t.join()
