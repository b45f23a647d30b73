#include <ctime>
#include <iostream>
#include <sys/wait.h>
#include <unistd.h>

void count(const char* name) {
  for (int n = 1; n <= 5; n++) {
    std::cout << name << ": " << n << std::endl;
    sleep(1);
  }
}

int main() {
  clock_t start = clock();
  pid_t a = fork();
  if (a == 0) {
    count("Child A");
    _exit(0);
  }
  pid_t b = fork();
  if (b == 0) {
    count("Child B");
    _exit(0);
  }
  waitpid(a, nullptr, 0);
  waitpid(b, nullptr, 0);
  std::cout << "Total time: " << double(clock() - start) / CLOCKS_PER_SEC << " seconds" << std::endl;
}
