#include <chrono>
#include <cstdio>
#include <thread>

void count() {
  for (int n = 1; n <= 5; n++) {
    std::printf("Thread: %d\n", n);
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

int main() {
  auto start = std::chrono::steady_clock::now();
  std::thread first(count), second(count);
  first.join();
  second.join();
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::printf("Total time: %.2f seconds\n", total.count());
}
