#include <cstdio>
#include <thread>
#include <chrono>

static void count(int id) {
  for (int n = 1; n <= 5; n++) {
    std::printf("Thread %d: %d\n", id, n);
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

int main() {
  auto start = std::chrono::steady_clock::now();
  std::thread first(count, 1), second(count, 2);
  first.join();
  second.join();
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::printf("Total time: %.2f seconds\n", total.count());
  return 1;
}
