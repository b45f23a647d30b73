#include <chrono>
#include <iostream>
#include <thread>

void count(int id) {
  for (int n = 1; n <= 5; n++) {
    std::cout << "Thread " << id << ": " << n << std::endl;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

int main() {
  auto start = std::chrono::steady_clock::now();
  std::thread first(count, 1), second(count, 2);
  std::this_thread::sleep_for(std::chrono::milliseconds(4500));
  std::chrono::duration<double> total = std::chrono::steady_clock::now() - start;
  std::cout << "Total time: " << total.count() << " seconds" << std::endl;
}
