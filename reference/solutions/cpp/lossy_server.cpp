// lossy_server [port]: acknowledges datagrams, but loses three in ten of them on purpose, so that
// clients can show what they do about it.

#include "socket.hpp"

#include <arpa/inet.h>
#include <cstdio>
#include <exception>
#include <random>
#include <string>

namespace {

constexpr double loss = 0.3;

Socket receive_on(std::uint16_t port) {
  Socket socket(check(::socket(AF_INET, SOCK_DGRAM, 0), "socket"));
  const sockaddr_in here = any_address(port);
  check(::bind(socket.get(), generic(here), sizeof here), "bind");
  return socket;
}

std::string receive(const Socket& socket, sockaddr_in& sender) {
  char text[65536];  // no datagram is longer
  socklen_t sender_size = sizeof sender;
  const ssize_t size = check(
      ::recvfrom(socket.get(), text, sizeof text, 0, generic(sender), &sender_size), "recvfrom");
  return {text, static_cast<std::size_t>(size)};
}

void acknowledge(const Socket& socket, const sockaddr_in& sender, const std::string& text) {
  char host[INET_ADDRSTRLEN];
  ::inet_ntop(AF_INET, &sender.sin_addr, host, sizeof host);
  std::printf("Received from %s:%d: %s\n", host, ntohs(sender.sin_port), text.c_str());

  const std::string reply = "ACK: " + text;
  if (::sendto(socket.get(), reply.data(), reply.size(), 0, generic(sender), sizeof sender) < 0) {
    std::perror("sendto");
  }
}

}  // namespace

int main(int argc, char* argv[]) try {
  // The server is ended by a signal, which leaves no time to write what is still in a buffer.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);

  // Seeded once, and differently in each run. Seeding for each datagram from the time would give
  // all datagrams of one second the same fate.
  std::mt19937 generator{std::random_device{}()};
  std::bernoulli_distribution is_lost{loss};

  const Socket socket = receive_on(port_number(argc > 1 ? argv[1] : "12345"));
  while (true) {
    sockaddr_in sender{};
    const std::string text = receive(socket, sender);
    if (is_lost(generator)) {
      std::printf("Packet lost (simulated): %s\n", text.c_str());
    } else {
      acknowledge(socket, sender, text);
    }
  }
} catch (const std::exception& error) {
  std::fprintf(stderr, "lossy_server: %s\n", error.what());
  return 1;
}
