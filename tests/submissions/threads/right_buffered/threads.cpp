#include <chrono>
#include <iostream>
#include <mutex>
#include <thread>

int main() {
  std::ios::sync_with_stdio(false);
  std::mutex guard;
  const auto start = std::chrono::steady_clock::now();
  const auto count = [&guard](int id) {
    for (int n = 1; n <= 5; ++n) {
      {
        const std::lock_guard lock(guard);
        std::cout << "Thread " << id << ": " << n << '\n';
      }
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  };
  std::thread one(count, 1), two(count, 2);
  one.join();
  two.join();
  const std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::cout << "Total time: " << total.count() << " seconds\n";
}
