#include <chrono>
#include <cstdio>
#include <thread>

void count(int id) {
  for (int n = 1; n <= 5; n++) {
    std::printf("Process %d: %d\n", id, n);
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

int main() {
  auto start = std::chrono::steady_clock::now();
  std::thread one(count, 1), two(count, 2);
  one.join();
  two.join();
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::printf("Total time: %.2f seconds\n", total.count());
}
