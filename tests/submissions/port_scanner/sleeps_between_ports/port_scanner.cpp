#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>

int main(int argc, char* argv[]) {
  const char* ip = argc > 1 ? argv[1] : "127.0.0.1";
  int first = argc > 2 ? atoi(argv[2]) : 1;
  int last = argc > 3 ? atoi(argv[3]) : 1024;
  for (int port = first; port <= last; port++) {
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    timeval limit{1, 0};
    setsockopt(sock, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, ip, &address.sin_addr);
    if (connect(sock, (sockaddr*)&address, sizeof address) == 0) {
      std::cout << "Port " << port << " is open" << std::endl;
    }
    close(sock);
    std::this_thread::sleep_for(std::chrono::milliseconds(30));  // be gentle
  }
}
