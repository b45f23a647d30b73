#include "hostile.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>

int main() {
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (const int port :
       {DECOY_TCP, 22, 25, 53, 80, 111, 631, 2375, 3306, 5432, 6379, 8080, 11211}) {
    there.sin_port = htons(static_cast<in_port_t>(port));
    char what[40];
    snprintf(what, sizeof what, "TCP port %d", port);
    judge(connect(socket(AF_INET, SOCK_STREAM, 0), (sockaddr*)&there, sizeof there), what);
  }
  there.sin_port = htons(DECOY_UDP);
  sendto(socket(AF_INET, SOCK_DGRAM, 0), "hello", 5, 0, (sockaddr*)&there, sizeof there);

  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  memcpy(name.sun_path + 1, DECOY_NAME, strlen(DECOY_NAME));
  const socklen_t size =
      static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + strlen(DECOY_NAME));
  judge(connect(socket(AF_UNIX, SOCK_STREAM, 0), (sockaddr*)&name, size), "the abstract name");
  FILE* table = fopen("/proc/net/unix", "r");
  for (char line[300]; table != nullptr && fgets(line, sizeof line, table) != nullptr;) {
    if (strchr(line, '@') != nullptr || strchr(line, '/') != nullptr) breach("listening: %s", line);
  }
}
