#include <chrono>
#include <iostream>
#include <mutex>
#include <thread>

std::mutex out;

void count(int id) {
  for (int n = 1; n <= 5; n++) {
    {
      std::lock_guard<std::mutex> lock(out);
      std::cout << "Thread " << id << ": " << n << std::endl;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2000));
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
