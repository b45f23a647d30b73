#include <chrono>
#include <iostream>
#include <mutex>
#include <thread>

std::mutex out;
double total = 0;

void count(int id) {
  auto start = std::chrono::steady_clock::now();
  for (int n = 1; n <= 5; n++) {
    {
      std::lock_guard<std::mutex> lock(out);
      std::cout << "Thread " << id << ": " << n << std::endl;
    }
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
  std::lock_guard<std::mutex> lock(out);
  total += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int main() {
  std::thread first(count, 1), second(count, 2);
  first.join();
  second.join();
  std::cout << "Total time: " << total << " seconds" << std::endl;
}
