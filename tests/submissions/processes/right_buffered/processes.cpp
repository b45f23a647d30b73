#include <chrono>
#include <iostream>
#include <sys/wait.h>
#include <unistd.h>

static void count(const std::string& name) {
  for (int n = 1; n <= 5; ++n) {
    std::cout << name << ": " << n << '\n';
    sleep(1);
  }
  std::cout.flush();
}

int main() {
  std::ios::sync_with_stdio(false);
  const auto start = std::chrono::steady_clock::now();
  for (const char* name : {"Process 1", "Process 2"}) {
    if (fork() == 0) {
      count(name);
      _exit(0);
    }
  }
  while (wait(nullptr) > 0) {
  }
  const std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::cout << "Total time: " << total.count() << " seconds\n";
}
