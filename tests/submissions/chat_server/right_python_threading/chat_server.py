"""Chat server with threading: one thread reads from a client, one writes to it from a queue."""
import queue
import socket
import sys
import threading

clients = {}
lock = threading.Lock()


def writer(conn, outbox):
    while True:
        line = outbox.get()
        if line is None:
            break
        try:
            conn.sendall(line)
        except OSError:
            break


def broadcast(sender, line):
    with lock:
        boxes = [box for conn, box in clients.items() if conn is not sender]
    for box in boxes:
        try:
            box.put_nowait(line)
        except queue.Full:
            pass  # this one does not read: it misses the line


def handle(conn, addr):
    outbox = queue.Queue(maxsize=5000)
    threading.Thread(target=writer, args=(conn, outbox), daemon=True).start()
    with lock:
        clients[conn] = outbox
    print("connected:", addr)
    try:
        with conn.makefile("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                broadcast(conn, b"%s:%d> " % (addr[0].encode(), addr[1]) + line)
    except OSError:
        pass
    with lock:
        del clients[conn]
    try:
        outbox.put_nowait(None)
        conn.shutdown(socket.SHUT_RDWR)
    except (queue.Full, OSError):
        pass
    conn.close()
    print("gone:", addr)


def main():
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 9000
    server = socket.socket()
    server.bind(("", port))
    server.listen()
    while True:
        conn, addr = server.accept()
        threading.Thread(target=handle, args=(conn, addr), daemon=True).start()


if __name__ == "__main__":
    main()
