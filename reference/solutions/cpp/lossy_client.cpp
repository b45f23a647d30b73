// lossy_client [host] [port] [count]: delivers `count` messages over a network that loses some.
// A message is sent again each second until its acknowledgement comes; only then comes the next.

#include "socket.hpp"

#include <chrono>
#include <cstdio>
#include <exception>
#include <poll.h>
#include <string>

namespace {

constexpr std::chrono::seconds patience{1};

/// From now on the socket takes datagrams from the server only.
Socket connect_to(const sockaddr_in& server) {
  Socket socket(check(::socket(AF_INET, SOCK_DGRAM, 0), "socket"));
  check(::connect(socket.get(), generic(server), sizeof server), "connect");
  return socket;
}

/// Waits for exactly this datagram. Others are passed over and do not prolong the wait: they are
/// late or doubled acknowledgements of earlier messages and say nothing about this one.
bool receive(const Socket& socket, const std::string& expected) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;

    pollfd readable{socket.get(), POLLIN, 0};
    if (check(::poll(&readable, 1, static_cast<int>(left.count())), "poll") == 0) return false;

    char text[65536];
    const ssize_t size = ::recv(socket.get(), text, sizeof text, 0);
    // An error here says that nobody listens on the port. The server may just be starting anew, so
    // that is one more way for a message to get lost.
    if (size < 0) continue;
    if (std::string(text, static_cast<std::size_t>(size)) == expected) return true;
  }
}

void deliver(const Socket& socket, const std::string& message) {
  const std::string acknowledgement = "ACK: " + message;
  while (true) {
    ::send(socket.get(), message.data(), message.size(), 0);  // if it fails, it is sent again too
    if (receive(socket, acknowledgement)) break;
    std::printf("Timeout, sending again: %s\n", message.c_str());
  }
  std::printf("Received: %s\n", acknowledgement.c_str());
}

}  // namespace

int main(int argc, char* argv[]) try {
  // Progress is to be seen while it happens, through a pipe as well.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);

  const char* host = argc > 1 ? argv[1] : "localhost";
  const std::uint16_t port = port_number(argc > 2 ? argv[2] : "12345");
  const int count = number(argc > 3 ? argv[3] : "10", 0, 1'000'000);

  const Socket socket = connect_to(address(host, port));
  for (int n = 0; n < count; ++n) deliver(socket, "Message " + std::to_string(n));
} catch (const std::exception& error) {
  std::fprintf(stderr, "lossy_client: %s\n", error.what());
  return 1;
}
