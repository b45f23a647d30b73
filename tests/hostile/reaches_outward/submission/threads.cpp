#include "hostile.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <sys/socket.h>

// Addresses of RFC 5737 and 3849, which belong to nobody.
int main() {
  for (const char* address : {"192.0.2.1", "198.51.100.1", "203.0.113.1", "10.0.0.1",
                              "169.254.169.254", "224.0.0.1", "255.255.255.255"}) {
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(80);
    inet_pton(AF_INET, address, &there.sin_addr);
    judge(connect(socket(AF_INET, SOCK_DGRAM, 0), (sockaddr*)&there, sizeof there), address);
    const int stream = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int got = connect(stream, (sockaddr*)&there, sizeof there);
    judge(got == 0 || errno == EINPROGRESS ? 0 : -1, address);
  }
  sockaddr_in6 there{};
  there.sin6_family = AF_INET6;
  there.sin6_port = htons(80);
  inet_pton(AF_INET6, "2001:db8::1", &there.sin6_addr);
  judge(connect(socket(AF_INET6, SOCK_DGRAM, 0), (sockaddr*)&there, sizeof there), "2001:db8::1");
  judge(open("/etc/resolv.conf", O_RDONLY), "the name server's address");

  ifaddrs* all = nullptr;
  getifaddrs(&all);
  for (const ifaddrs* one = all; one != nullptr; one = one->ifa_next) {
    const bool addressed = one->ifa_addr != nullptr && one->ifa_addr->sa_family != AF_PACKET;
    if (addressed && (one->ifa_flags & IFF_LOOPBACK) == 0) breach("an interface %s", one->ifa_name);
  }
}
