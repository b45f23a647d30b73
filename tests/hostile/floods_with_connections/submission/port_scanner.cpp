#include "hostile.h"

#include <arpa/inet.h>
#include <sys/socket.h>

static bool knock(int port, int number) {
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  there.sin_port = htons(static_cast<in_port_t>(port));
  const int one = socket(AF_INET, SOCK_STREAM, 0);
  const bool open = connect(one, (sockaddr*)&there, sizeof there) == 0;
  const linger reset{1, 0};
  if (number % 2 == 0) setsockopt(one, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  if (number % 50 != 49) close(one);  // some stay, all of them silent
  return open;
}

int main(int argc, char* argv[]) {
  if (argc < 4) return 1;
  int port = atoi(argv[2]);
  while (port < atoi(argv[3]) && !knock(port, 0)) ++port;
  held("connections to port %d follow", port);
  for (int process = 0; process < 6; ++process) {
    if (fork() == 0) break;
  }
  int made = 0;
  for (const double end = hostile_now() + 14; hostile_now() < end && made < 5000; ++made) {
    if (!knock(port, made)) usleep(1000);
  }
}
