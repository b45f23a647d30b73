// udp_client [host] [port] [count]: sends `count` messages, one datagram each, and waits for the
// reply to each before it sends the next.

#include "socket.hpp"

#include <cstdio>
#include <exception>
#include <poll.h>
#include <stdexcept>
#include <string>

namespace {

constexpr int patience_ms = 5000;

/// A "connected" UDP socket exchanges nothing with the server yet, but from now on takes datagrams
/// from that address only, and learns when nobody listens there.
Socket connect_to(const sockaddr_in& server) {
  Socket socket(check(::socket(AF_INET, SOCK_DGRAM, 0), "socket"));
  check(::connect(socket.get(), generic(server), sizeof server), "connect");
  return socket;
}

/// A datagram may get lost, so nobody should wait for one for ever.
std::string receive(const Socket& socket) {
  pollfd readable{socket.get(), POLLIN, 0};
  if (check(::poll(&readable, 1, patience_ms), "poll") == 0) {
    throw std::runtime_error("no reply; the message or its reply was lost");
  }
  char text[65536];
  const ssize_t size = check(::recv(socket.get(), text, sizeof text, 0), "recv");
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

int main(int argc, char* argv[]) try {
  const char* host = argc > 1 ? argv[1] : "localhost";
  const std::uint16_t port = port_number(argc > 2 ? argv[2] : "8081");
  const int count = number(argc > 3 ? argv[3] : "5", 0, 1'000'000);

  const Socket socket = connect_to(address(host, port));
  for (int n = 1; n <= count; ++n) {
    const std::string message = "Message " + std::to_string(n);
    check(::send(socket.get(), message.data(), message.size(), 0), "send");
    std::printf("Received: %s\n", receive(socket).c_str());
  }
} catch (const std::exception& error) {
  std::fprintf(stderr, "udp_client: %s\n", error.what());
  return 1;
}
