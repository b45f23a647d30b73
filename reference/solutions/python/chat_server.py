"""chat_server [port]: every line that a client sends goes to all clients, the sender included.

Each client has two threads. Its reader waits for the client's lines and puts them into all queues;
its writer sends what stands in its own queue. So only a client's own writer ever waits for that
client to read, and a client that stops reading holds up nobody else.
"""

import socket
import sys
import threading
import time

# Who is this far behind has stopped reading and is cut off, before the queue takes all memory.
LONGEST_QUEUE = 16 << 20

# Who sends this much without an end of line does not send lines.
LONGEST_LINE = 64 << 10


class Client:
    """One connected client, with its queue and its writer."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._changed = threading.Condition()  # guards the queue and whether the client is leaving
        self._queue = bytearray()
        self._leaving = False
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()

    def post(self, lines: bytes) -> None:
        """Puts lines into the queue. Never waits for the client."""
        with self._changed:
            if self._leaving:
                return
            if len(self._queue) + len(lines) <= LONGEST_QUEUE:
                self._queue += lines
                self._changed.notify()
                return
        self._hang_up()

    def receive(self) -> bytes:
        """Waits for bytes from the client; nothing when it is gone."""
        try:
            return self._connection.recv(4096)
        except OSError:
            return b""

    def close(self) -> None:
        self._hang_up()
        self._writer.join()  # only then may the socket be closed, and its number be used again
        self._connection.close()

    def _hang_up(self) -> None:
        """Ends the conversation: wakes both threads, out of recv(), sendall() or the wait."""
        with self._changed:
            self._leaving = True
            self._changed.notify()
            try:
                self._connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the client was faster

    def _write(self) -> None:
        """The writer: sends what is queued, as fast as the client reads."""
        try:
            while lines := self._take():
                self._connection.sendall(lines)
        except OSError:
            pass
        self._hang_up()

    def _take(self) -> bytes | bytearray:
        """Waits for the queue to fill and takes all that is in it; nothing when leaving.

        The lock ends here, before the lines are sent: sending may take as long as the client likes.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._leaving or self._queue)
            if self._leaving:
                return b""
            taken, self._queue = self._queue, bytearray()
            return taken


class Room:
    """The clients that are connected. Lines are handed out under the lock, so that nobody leaves
    meanwhile; this is quick, because post() never waits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clients: list[Client] = []

    def enter(self, client: Client) -> None:
        with self._lock:
            self._clients.append(client)

    def leave(self, client: Client) -> None:
        with self._lock:
            self._clients.remove(client)

    def broadcast(self, lines: bytes) -> None:
        with self._lock:
            for client in self._clients:
                client.post(lines)


def read_lines(client: Client, room: Room) -> None:
    """The reader. A recv() may end in the middle of a line or hold several of them: what stands
    before the last end of line goes out, the rest waits for its end."""
    text = b""
    while len(text) < LONGEST_LINE and (received := client.receive()):
        text += received
        lines, end, rest = text.rpartition(b"\n")
        if end:
            room.broadcast(lines + end)
            text = rest


def serve(connection: socket.socket, room: Room) -> None:
    """The whole life of a client, in a thread of its own."""
    # A short line is not to wait until the one before it was acknowledged.
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client = Client(connection)
    room.enter(client)
    try:
        read_lines(client, room)
    finally:
        room.leave(client)
        client.close()


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 9000
    room = Room()
    with socket.create_server(("", port), backlog=128) as listener:
        print(f"Listening on port {port}", flush=True)
        while True:
            try:
                connection, _ = listener.accept()
            except OSError as error:
                print(f"chat_server: {error}", file=sys.stderr)
                time.sleep(0.05)  # if there are no descriptors left, it takes a while
                continue
            try:
                # Daemon threads do not keep the server from ending.
                threading.Thread(target=serve, args=(connection, room), daemon=True).start()
            except RuntimeError as error:  # no thread to be had: this client must go
                print(f"chat_server: {error}", file=sys.stderr)
                connection.close()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
    except OSError as error:
        sys.exit(f"chat_server: {error}")
