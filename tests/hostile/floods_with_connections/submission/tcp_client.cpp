#include "hostile.h"

#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char* argv[]) {
  if (argc < 3) return 1;
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  there.sin_port = htons(static_cast<in_port_t>(atoi(argv[2])));
  int made = 0;
  for (const double end = hostile_now() + 5; hostile_now() < end && made < 30'000;) {
    const int one = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(one, (sockaddr*)&there, sizeof there) != 0) {
      close(one);
      usleep(1000);
      continue;
    }
    ++made;
    const linger reset{1, 0};
    if (made % 2 == 0) setsockopt(one, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    if (made % 50 != 0) close(one);  // some stay, all of them silent
  }
  held("%d connections were made", made);
}
