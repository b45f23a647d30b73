#include "hostile.h"

#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char* argv[]) {
  const int server = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_port = htons(static_cast<in_port_t>(argc > 1 ? atoi(argv[1]) : 8081));
  if (bind(server, (sockaddr*)&here, sizeof here) != 0) return 1;
  held("every message gets its answers");
  sockaddr_in clients[64];
  int known = 0;
  for (const double end = hostile_now() + 60; hostile_now() < end;) {
    char text[2000];
    socklen_t size = sizeof here;
    const ssize_t got = recvfrom(server, text, sizeof text, known > 0 ? MSG_DONTWAIT : 0,
                                 (sockaddr*)&clients[known % 64], &size);
    if (got >= 0 && known < 63) ++known;
    for (int i = 0; i < 50; ++i) {
      for (int one = 0; one < known; ++one)
        sendto(server, "flood", 5, 0, (sockaddr*)&clients[one], sizeof here);
    }
    usleep(500);
  }
}
