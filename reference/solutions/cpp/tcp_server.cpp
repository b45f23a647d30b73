// tcp_server [port]: greets each client that connects, then closes that connection.
// One client after the other is enough, since a greeting takes no time.

#include "socket.hpp"

#include <csignal>
#include <cstdio>
#include <exception>
#include <poll.h>

namespace {

Socket listen_on(std::uint16_t port) {
  Socket listener(check(::socket(AF_INET, SOCK_STREAM, 0), "socket"));

  // Without this a restarted server could not bind while old connections still linger in TIME_WAIT.
  const int yes = 1;
  check(::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), "setsockopt");

  const sockaddr_in here = any_address(port);
  check(::bind(listener.get(), generic(here), sizeof here), "bind");
  check(::listen(listener.get(), SOMAXCONN), "listen");
  return listener;
}

/// Ends the connection so that the greeting surely arrives. Closing a socket with unread bytes in
/// it resets the connection, and a reset may overtake what was sent. So: say that no more comes,
/// then read what a talkative client has sent, without waiting long for a silent one.
void say_goodbye(const Socket& client) {
  ::shutdown(client.get(), SHUT_WR);
  pollfd readable{client.get(), POLLIN, 0};
  char ignored[4096];
  if (::poll(&readable, 1, 100) > 0) ::recv(client.get(), ignored, sizeof ignored, MSG_DONTWAIT);
}

void greet(const Socket& client) {
  if (send_all(client, "Hello from server!")) say_goodbye(client);
}

}  // namespace

int main(int argc, char* argv[]) try {
  // Writing to a client that is gone is to be an error of send(), not the end of the server.
  std::signal(SIGPIPE, SIG_IGN);

  const std::uint16_t port = port_number(argc > 1 ? argv[1] : "8080");
  const Socket listener = listen_on(port);
  std::printf("Listening on port %d\n", port);

  while (true) {
    const Socket client(::accept(listener.get(), nullptr, nullptr));
    if (client.get() < 0) {
      std::perror("accept");  // this client gave up; the next one shall be served all the same
      continue;
    }
    greet(client);
  }
} catch (const std::exception& error) {
  std::fprintf(stderr, "tcp_server: %s\n", error.what());
  return 1;
}
