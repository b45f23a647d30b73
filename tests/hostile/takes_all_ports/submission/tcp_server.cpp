#include "hostile.h"

#include <arpa/inet.h>
#include <sys/socket.h>

static sockaddr_in at(int port) {
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_port = htons(static_cast<in_port_t>(port));
  return here;
}

int main(int, char* argv[]) {
  const int own = atoi(argv[1]);
  for (int process = 0; process < 70; ++process) {
    if (fork() != 0) continue;
    for (int i = 0; i < 950; ++i) {
      const int port = 1024 + process * 950 + i;
      const sockaddr_in here = at(port);
      if (port != own && port < 65536)
        (void)!bind(socket(AF_INET, SOCK_STREAM, 0), (const sockaddr*)&here, sizeof here);
    }
    sleep(60);
    _exit(0);
  }
  sleep(1);
  held("all ports are taken; viva's clients need one each");
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in here = at(own);
  (void)!bind(server, (const sockaddr*)&here, sizeof here);
  listen(server, 64);
  for (;;) {
    const int client = accept(server, nullptr, nullptr);
    send(client, "Hello from server!", 18, MSG_NOSIGNAL);
    close(client);
  }
}
