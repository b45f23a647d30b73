// tcp_client [host] [port]: connects, reads the greeting until the server closes the connection,
// and prints it.

#include "socket.hpp"

#include <cstdio>
#include <exception>
#include <string>

namespace {

Socket connect_to(const sockaddr_in& server) {
  Socket connection(check(::socket(AF_INET, SOCK_STREAM, 0), "socket"));
  check(::connect(connection.get(), generic(server), sizeof server), "connect");
  return connection;
}

/// TCP delivers a stream of bytes: one recv() may return any part of what one send() sent. Only the
/// end of the stream (recv() returns 0) says that the greeting is complete.
std::string read_to_end(const Socket& connection) {
  std::string text;
  char buffer[4096];
  while (true) {
    const ssize_t received = check(::recv(connection.get(), buffer, sizeof buffer, 0), "recv");
    if (received == 0) return text;
    text.append(buffer, static_cast<std::size_t>(received));
  }
}

}  // namespace

int main(int argc, char* argv[]) try {
  const char* host = argc > 1 ? argv[1] : "localhost";
  const std::uint16_t port = port_number(argc > 2 ? argv[2] : "8080");

  const Socket connection = connect_to(address(host, port));
  const std::string greeting = read_to_end(connection);
  std::printf("Received: %s\n", greeting.c_str());
} catch (const std::exception& error) {
  std::fprintf(stderr, "tcp_client: %s\n", error.what());
  return 1;
}
