#include "hostile.h"

#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char* argv[]) {
  if (argc < 3) return 1;
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  there.sin_port = htons(static_cast<in_port_t>(atoi(argv[2])));
  static char block[60'000];
  held("datagrams of all sizes follow");
  for (const double end = hostile_now() + 5; hostile_now() < end;) {
    const int one = socket(AF_INET, SOCK_DGRAM, 0);
    for (const size_t size : {size_t{0}, size_t{1}, size_t{1400}, sizeof block})
      sendto(one, block, size, MSG_DONTWAIT, (sockaddr*)&there, sizeof there);
    close(one);
  }
}
