#include <chrono>
#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>

void count(int id) {
  for (int n = 1; n <= 5; n++) {
    std::printf("Process %d: %d\n", id, n);
    sleep(1);
  }
}

int main() {
  auto start = std::chrono::steady_clock::now();
  if (fork() == 0) count(1);
  if (fork() == 0) count(2);
  while (wait(nullptr) > 0) {
  }
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::printf("Total time: %.2f seconds\n", total.count());
}
