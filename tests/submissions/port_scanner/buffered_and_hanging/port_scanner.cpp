// Joins a thread that waits for a signal nobody gives; what was printed is still in the buffer.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

int main(int argc, char* argv[]) {
  std::ios::sync_with_stdio(false);
  const char* ip = argc > 1 ? argv[1] : "127.0.0.1";
  int first = argc > 2 ? atoi(argv[2]) : 1;
  int last = argc > 3 ? atoi(argv[3]) : 1024;
  std::mutex mutex;
  std::condition_variable done;
  bool finished = false;
  std::thread progress([&] {
    std::unique_lock<std::mutex> lock(mutex);
    done.wait(lock, [&] { return finished; });
  });
  for (int port = first; port <= last; port++) {
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    timeval limit{1, 0};
    setsockopt(sock, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, ip, &address.sin_addr);
    if (connect(sock, (sockaddr*)&address, sizeof address) == 0) {
      std::cout << "Port " << port << " is open\n";
    }
    close(sock);
  }
  progress.join();
}
