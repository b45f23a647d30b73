#include <arpa/inet.h>
#include <sys/socket.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

static void answer(int server, const sockaddr_in& to) {
  sendto(server, "Acknowledged", 12, 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

int main(int argc, char** argv) {
  const int server = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_ANY);
  here.sin_port = htons(argc > 1 ? std::atoi(argv[1]) : 8081);
  if (bind(server, reinterpret_cast<sockaddr*>(&here), sizeof here) != 0) return 1;
  std::vector<sockaddr_in> clients;
  for (;;) {
    char buffer[1024];
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const ssize_t n =
        recvfrom(server, buffer, sizeof buffer, 0, reinterpret_cast<sockaddr*>(&from), &size);
    if (n < 0) continue;
    std::cout << "Received message: " << std::string(buffer, n) << std::endl;
    std::size_t which = 0;
    while (which < clients.size() && clients[which].sin_port != from.sin_port) ++which;
    if (which == clients.size()) {  // a new one: everybody is told, twice to be sure
      clients.push_back(from);
      for (const auto& client : clients) {
        answer(server, client);
        answer(server, client);
      }
    } else {
      answer(server, clients[clients.size() > 1 ? 1 - which : 0]);
    }
  }
}
