#include <chrono>
#include <iostream>
#include <thread>

void count(int id) {
  for (int n = 1; n <= 5; ++n) {
    std::cout << "Thread " << id << ": " << n << std::endl;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

int main() {
  std::thread one(count, 1);
  std::thread two(count, 2);
  std::cout << "Total time: 5 seconds" << std::endl;
}
