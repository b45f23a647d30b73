"""tcp_server [port]: greets each client that connects, then closes that connection.
One client after the other is enough, since a greeting takes no time."""

import socket
import sys

GREETING = b"Hello from server!"


def greet(client: socket.socket) -> None:
    """Sends the greeting and ends the connection so that it surely arrives.

    Closing a socket with unread bytes in it resets the connection, and a reset may overtake what
    was sent. So: say that no more comes, then read what a talkative client has sent, without
    waiting long for a silent one.
    """
    client.sendall(GREETING)
    client.shutdown(socket.SHUT_WR)
    client.settimeout(0.1)
    client.recv(4096)


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
    # create_server() sets SO_REUSEADDR, so that the server can be restarted at once.
    with socket.create_server(("", port)) as listener:
        print(f"Listening on port {port}", flush=True)
        while True:
            try:
                client, _ = listener.accept()
                with client:
                    greet(client)
            except OSError:
                pass  # this client is gone, or silent; the next one shall be served all the same


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
    except OSError as error:
        sys.exit(f"tcp_server: {error}")
