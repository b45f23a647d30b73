#include <chrono>
#include <iostream>
#include <thread>

void printNumbers(int threadNumber) {
  for (int i = 1; i <= 5; ++i) {
    std::cout << "Thread " << threadNumber << ": " << i << std::endl;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

int main() {
  auto start = std::chrono::high_resolution_clock::now();
  std::thread t1(printNumbers, 1);
  std::thread t2(printNumbers, 2);
  t1.join();
  t2.join();
  auto end = std::chrono::high_resolution_clock::now();
  std::chrono::duration<double> elapsed = end - start;
  std::cout << "Total time: " << elapsed.count() << " seconds" << std::endl;
  return 0;
}
