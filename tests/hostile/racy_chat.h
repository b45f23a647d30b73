// A chat server whose list of clients is used by all threads without a lock. The check race_free
// must see it, whatever an attack sets before it includes this: RACY stands before each function,
// GUARD at the start of each use of the list, AT_START in main; SHARED is the namespace of the
// list.
#pragma once

#include <csignal>
#include <cstdlib>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#ifndef RACY
#define RACY
#endif
#ifndef GUARD
#define GUARD
#endif
#ifndef AT_START
#define AT_START
#endif
#ifndef SHARED
#define SHARED shared
#endif

namespace SHARED {
int clients[256];
int count = 0;
}  // namespace SHARED

RACY void broadcast(int sender, const char* line, std::size_t size) {
  GUARD;
  for (int i = 0; i < SHARED::count; ++i) {
    if (SHARED::clients[i] != sender) send(SHARED::clients[i], line, size, MSG_NOSIGNAL);
  }
}

RACY void enter(int client) {
  GUARD;
  SHARED::clients[SHARED::count++] = client;
}

RACY void leave(int client) {
  GUARD;
  for (int i = 0; i < SHARED::count; ++i) {
    if (SHARED::clients[i] == client) SHARED::clients[i--] = SHARED::clients[--SHARED::count];
  }
  shutdown(client, SHUT_RDWR);  // a close() while another thread sends would be a second race
}

RACY void serve(int client) {
  std::string pending;
  char buffer[1024];
  ssize_t n = 0;
  while ((n = recv(client, buffer, sizeof buffer, 0)) > 0) {
    pending.append(buffer, static_cast<std::size_t>(n));
    for (std::size_t end = 0; (end = pending.find('\n')) != std::string::npos;) {
      broadcast(client, pending.data(), end + 1);
      pending.erase(0, end + 1);
    }
  }
  leave(client);
}

RACY int main(int argc, char* argv[]) {
  (void)argc, (void)argv;
  AT_START;
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 9000));
  if (bind(server, reinterpret_cast<sockaddr*>(&address), sizeof address) < 0) return 1;
  listen(server, 64);
  for (;;) {
    const int client = accept(server, nullptr, nullptr);
    if (client < 0) continue;
    enter(client);
    std::thread(serve, client).detach();
  }
}
