#include <chrono>
#include <iostream>
#include <unistd.h>

void count(int id) {
  for (int n = 1; n <= 5; n++) {
    std::cout << "Process " + std::to_string(id) + ": " + std::to_string(n) + "\n" << std::flush;
    sleep(1);
  }
}

int main() {
  auto start = std::chrono::steady_clock::now();
  for (int id = 1; id <= 2; id++) {
    if (fork() == 0) {
      count(id);
      _exit(0);
    }
  }
  usleep(4300000);
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::cout << "Total time: " << total.count() << " seconds" << std::endl;
}
