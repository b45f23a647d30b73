// A thread for every port, all started before the first is joined.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

std::mutex mtx;
std::vector<int> openPorts;

void scanPort(std::string ip, int port) {
  int sock = socket(AF_INET, SOCK_STREAM, 0);
  if (sock < 0) return;
  fcntl(sock, F_SETFL, O_NONBLOCK);
  sockaddr_in addr{};
  addr.sin_family = AF_INET;
  addr.sin_port = htons(port);
  inet_pton(AF_INET, ip.c_str(), &addr.sin_addr);
  int result = connect(sock, (struct sockaddr*)&addr, sizeof(addr));
  if (result < 0 && errno == EINPROGRESS && sock < FD_SETSIZE) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(sock, &set);
    timeval tv{2, 0};
    if (select(sock + 1, nullptr, &set, nullptr, &tv) == 1) {
      int err;
      socklen_t len = sizeof(err);
      getsockopt(sock, SOL_SOCKET, SO_ERROR, &err, &len);
      if (err == 0) result = 0;
    }
  }
  if (result == 0) {
    std::lock_guard<std::mutex> lock(mtx);
    openPorts.push_back(port);
  }
  close(sock);
}

int main(int argc, char* argv[]) {
  std::string ip = argc > 1 ? argv[1] : "127.0.0.1";
  int startPort = argc > 2 ? std::stoi(argv[2]) : 1;
  int endPort = argc > 3 ? std::stoi(argv[3]) : 1024;
  if (ip == "localhost") ip = "127.0.0.1";
  std::vector<std::thread> threads;
  for (int port = startPort; port <= endPort; port++) threads.push_back(std::thread(scanPort, ip, port));
  for (auto& t : threads) t.join();
  std::sort(openPorts.begin(), openPorts.end());
  std::cout << "Open ports:";
  for (int port : openPorts) std::cout << ' ' << port;
  std::cout << "\n";
  return 0;
}
