#include <iostream>
#include <thread>

void count(int id) {
  for (int n = 1; n <= 5; ++n) {
    std::cout << "Thread " + std::to_string(id) + ": " + std::to_string(n) + "\n" << std::flush;
  }
}

int main() {
  std::thread one(count, 1);
  std::thread two(count, 2);
  one.detach();
  two.detach();
  std::cout << "Total time: 0 seconds\n";
}
