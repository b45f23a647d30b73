#include "hostile.h"

#include <netinet/in.h>
#include <sys/socket.h>

int main() {
  for (int family = 3; family < 46; ++family) {
    if (family == AF_INET6 || family == AF_NETLINK) continue;
    for (const int type : {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET}) {
      char what[80];
      const int got = socket(family, type, 0);
      const int error = errno;
      snprintf(what, sizeof what, "socket of family %d, type %d", family, type);
      errno = error;
      if (got >= 0 || type == SOCK_RAW) judge(got, what);
      if (got >= 0) close(got);
    }
  }
  judge(socket(AF_INET, SOCK_RAW, IPPROTO_TCP), "raw IPv4");
  judge(socket(AF_INET, SOCK_RAW, IPPROTO_RAW), "raw IPv4 with headers");
  judge(socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6), "raw IPv6");
}
