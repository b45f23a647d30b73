#include "hostile.h"

#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char* argv[]) {
  signal(SIGCHLD, SIG_IGN);
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_port = htons(static_cast<in_port_t>(argc > 1 ? atoi(argv[1]) : 8080));
  if (bind(server, (sockaddr*)&here, sizeof here) != 0 || listen(server, 64) != 0) return 1;
  held("every client gets 300 MB");
  static char block[1 << 16];
  for (;;) {
    const int client = accept(server, nullptr, nullptr);
    if (client < 0 || fork() != 0) {
      close(client);
      continue;
    }
    for (int i = 0; i < 4800 && send(client, block, sizeof block, MSG_NOSIGNAL) > 0; ++i) {
    }
    _exit(0);
  }
}
