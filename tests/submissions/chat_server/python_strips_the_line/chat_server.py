import socket
import sys
import threading

clients = []


def handle(conn):
    while True:
        try:
            data = conn.recv(1024)
        except ConnectionResetError:
            break
        if not data:
            break
        message = data.decode().strip()
        print("received:", message)
        for client in clients:
            if client is not conn:
                client.send(message.encode())
    clients.remove(conn)
    conn.close()


port = int(sys.argv[1]) if len(sys.argv) > 1 else 9000
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(("0.0.0.0", port))
server.listen()
while True:
    conn, addr = server.accept()
    clients.append(conn)
    threading.Thread(target=handle, args=(conn,)).start()
