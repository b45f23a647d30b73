#include "hostile.h"

#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char* argv[]) {
  if (argc < 3) return 1;
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  there.sin_port = htons(static_cast<in_port_t>(atoi(argv[2])));
  const int one = socket(AF_INET, SOCK_DGRAM, 0);
  held("the first message follows, again and again");
  // A pause now and then, since what a full buffer drops floods nobody.
  for (const double end = hostile_now() + 25; hostile_now() < end;) {
    for (int i = 0; i < 100; ++i) sendto(one, "Message 0", 9, 0, (sockaddr*)&there, sizeof there);
    usleep(2000);
  }
}
