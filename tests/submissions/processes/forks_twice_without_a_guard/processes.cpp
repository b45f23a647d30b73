#include <chrono>
#include <iostream>
#include <sys/wait.h>
#include <unistd.h>

int main() {
  auto start = std::chrono::steady_clock::now();
  fork();
  fork();
  for (int n = 1; n <= 5; n++) {
    std::cout << "Process " << getpid() << ": " << n << std::endl;
    sleep(1);
  }
  while (wait(nullptr) > 0) {
  }
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::cout << "Total time: " << total.count() << " seconds" << std::endl;
}
