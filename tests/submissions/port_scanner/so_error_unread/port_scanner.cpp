#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

bool isOpen(const char* ip, int port) {
  int sock = socket(AF_INET, SOCK_STREAM, 0);
  fcntl(sock, F_SETFL, O_NONBLOCK);
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_port = htons(port);
  inet_pton(AF_INET, ip, &addr.sin_addr);
  connect(sock, (sockaddr*)&addr, sizeof(addr));
  fd_set writable;
  FD_ZERO(&writable);
  FD_SET(sock, &writable);
  timeval timeout{1, 0};
  bool open = select(sock + 1, nullptr, &writable, nullptr, &timeout) > 0;
  close(sock);
  return open;
}

int main(int argc, char* argv[]) {
  const char* ip = argc > 1 ? argv[1] : "127.0.0.1";
  int first = argc > 2 ? atoi(argv[2]) : 1;
  int last = argc > 3 ? atoi(argv[3]) : 1024;
  for (int port = first; port <= last; ++port) {
    if (isOpen(ip, port)) std::cout << "Port " << port << " is open\n";
  }
}
