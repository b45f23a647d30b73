#include <chrono>
#include <iostream>
#include <thread>

std::chrono::steady_clock::time_point start;

void printNumbers(int threadNumber) {
  for (int i = 1; i <= 5; ++i) {
    std::this_thread::sleep_until(start + std::chrono::seconds(i));
    std::cout << "Thread " << threadNumber << ": " << i << std::endl;
  }
}

int main() {
  std::cout << std::unitbuf;  // show every piece at once
  start = std::chrono::steady_clock::now();
  std::thread t1(printNumbers, 1);
  std::thread t2(printNumbers, 2);
  t1.join();
  t2.join();
  auto end = std::chrono::steady_clock::now();
  std::chrono::duration<double> elapsed = end - start;
  std::cout << "Total time: " << elapsed.count() << " seconds" << std::endl;
  return 0;
}
