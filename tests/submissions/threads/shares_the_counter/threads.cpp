#include <chrono>
#include <iostream>
#include <mutex>
#include <thread>

int n = 0;
std::mutex m;

void count(int id) {
  while (true) {
    {
      std::lock_guard<std::mutex> lock(m);
      if (n >= 10) return;
      std::cout << "Thread " << id << ": " << ++n << std::endl;
    }
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

int main() {
  auto start = std::chrono::steady_clock::now();
  std::thread first(count, 1), second(count, 2);
  first.join();
  second.join();
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::cout << "Total time: " << total.count() << " seconds" << std::endl;
}
