"""udp_server [port]: acknowledges every datagram to the one who sent it, and prints its text."""

import socket
import sys


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8081
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("", port))
        # There are no connections in UDP: one socket serves all, and each datagram says whom to
        # answer.
        while True:
            message, sender = server.recvfrom(65536)  # no datagram is longer
            # The text is the client's and may be anything; what is no UTF-8 must not end the server.
            print("Received message:", message.decode(errors="replace"), flush=True)
            server.sendto(b"Acknowledged", sender)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
    except OSError as error:
        sys.exit(f"udp_server: {error}")
