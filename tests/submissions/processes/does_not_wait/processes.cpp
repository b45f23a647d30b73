#include <chrono>
#include <iostream>
#include <unistd.h>

void count(int id) {
  for (int n = 1; n <= 5; n++) {
    std::cout << "Process " << id << ": " << n << std::endl;
    sleep(1);
  }
}

int main() {
  auto start = std::chrono::steady_clock::now();
  if (fork() == 0) {
    count(1);
    return 0;
  }
  if (fork() == 0) {
    count(2);
    return 0;
  }
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::cout << "Total time: " << total.count() << " seconds" << std::endl;
}
