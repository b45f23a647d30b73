#include <chrono>
#include <iostream>
#include <mutex>
#include <thread>

std::mutex m;

void count(int id) {
  std::lock_guard<std::mutex> lock(m);
  for (int i = 1; i <= 5; i++) {
    std::cout << "Thread " << id << ": " << i << std::endl;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

int main() {
  auto start = std::chrono::high_resolution_clock::now();
  std::thread t1(count, 1);
  std::thread t2(count, 2);
  t1.join();
  t2.join();
  auto end = std::chrono::high_resolution_clock::now();
  std::chrono::duration<double> diff = end - start;
  std::cout << "Total time: " << diff.count() << " s" << std::endl;
  return 0;
}
