import socket
import sys
import threading

clients = set()
lock = threading.Lock()


def broadcast(line, sender):
    with lock:
        for client in list(clients):
            if client is sender:
                continue
            try:
                client.sendall(line)
            except OSError:
                clients.discard(client)


def handle(conn):
    rest = b""
    try:
        while True:
            data = conn.recv(4096)
            if not data:
                break
            rest += data
            *lines, rest = rest.split(b"\n")
            for line in lines:
                broadcast(line + b"\n", conn)
    except OSError:
        pass
    with lock:
        clients.discard(conn)
    conn.close()


port = int(sys.argv[1]) if len(sys.argv) > 1 else 9000
server = socket.create_server(("", port))
while True:
    conn, _ = server.accept()
    with lock:
        clients.add(conn)
    threading.Thread(target=handle, args=(conn,), daemon=True).start()
