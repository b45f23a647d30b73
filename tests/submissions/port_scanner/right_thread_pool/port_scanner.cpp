#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

int main(int argc, char* argv[]) {
  const char* host = argc > 1 ? argv[1] : "127.0.0.1";
  int first = argc > 2 ? atoi(argv[2]) : 1;
  int last = argc > 3 ? atoi(argv[3]) : 1024;

  std::atomic<int> next{first};
  std::mutex output;
  std::vector<std::thread> pool;
  for (int i = 0; i < 64; ++i) {
    pool.emplace_back([&] {
      for (int port = next++; port <= last; port = next++) {
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        timeval limit{1, 0};
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        inet_pton(AF_INET, host, &address.sin_addr);
        if (connect(fd, (sockaddr*)&address, sizeof address) == 0) {
          std::lock_guard<std::mutex> lock(output);
          printf("[+] %d open\n", port);
        }
        close(fd);
      }
    });
  }
  for (auto& thread : pool) thread.join();
  return 0;
}
