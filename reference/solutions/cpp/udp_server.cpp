// udp_server [port]: acknowledges every datagram to the one who sent it, and prints its text.

#include "socket.hpp"

#include <cstdio>
#include <exception>
#include <string_view>

namespace {

Socket receive_on(std::uint16_t port) {
  Socket socket(check(::socket(AF_INET, SOCK_DGRAM, 0), "socket"));
  const sockaddr_in here = any_address(port);
  check(::bind(socket.get(), generic(here), sizeof here), "bind");
  return socket;
}

/// There are no connections in UDP: one socket serves all, and each datagram says whom to answer.
void serve_one(const Socket& socket) {
  char text[65536];  // no datagram is longer
  sockaddr_in sender{};
  socklen_t sender_size = sizeof sender;  // read and written by recvfrom()
  const ssize_t size =
      ::recvfrom(socket.get(), text, sizeof text, 0, generic(sender), &sender_size);
  if (size < 0) {
    std::perror("recvfrom");
    return;
  }
  std::printf("Received message: %.*s\n", static_cast<int>(size), text);

  constexpr std::string_view reply = "Acknowledged";
  if (::sendto(socket.get(), reply.data(), reply.size(), 0, generic(sender), sender_size) < 0) {
    std::perror("sendto");
  }
}

}  // namespace

int main(int argc, char* argv[]) try {
  // The server is ended by a signal, which leaves no time to write what is still in a buffer.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);

  const Socket socket = receive_on(port_number(argc > 1 ? argv[1] : "8081"));
  while (true) serve_one(socket);
} catch (const std::exception& error) {
  std::fprintf(stderr, "udp_server: %s\n", error.what());
  return 1;
}
