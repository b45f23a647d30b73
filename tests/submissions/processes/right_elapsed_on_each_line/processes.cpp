#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

using Clock = std::chrono::steady_clock;

static const auto begin = Clock::now();

static double elapsed() {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

int main() {
  for (int id = 1; id <= 2; ++id) {
    if (fork() != 0) continue;
    for (int n = 1; n <= 5; ++n) {
      std::printf("Process %d: %d (elapsed %.2f s)\n", id, n, elapsed());
      std::fflush(stdout);
      sleep(1);
    }
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  std::printf("Total time: %.2f\n", elapsed());
}
