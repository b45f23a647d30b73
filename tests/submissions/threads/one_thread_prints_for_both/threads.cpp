#include <chrono>
#include <iostream>
#include <thread>

int main() {
  auto start = std::chrono::steady_clock::now();
  std::cout << "Starting two threads" << std::endl;
  std::thread a([] {
    for (int n = 1; n <= 5; ++n) {
      std::cout << "Thread 1: " << n << "\nThread 2: " << n << std::endl;
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  });
  std::thread b([] { std::this_thread::sleep_for(std::chrono::seconds(5)); });
  a.join();
  b.join();
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::cout << "Total time: " << total.count() << " seconds" << std::endl;
}
