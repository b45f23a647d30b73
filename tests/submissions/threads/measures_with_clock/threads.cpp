#include <ctime>
#include <iostream>
#include <mutex>
#include <thread>
#include <unistd.h>

std::mutex out;

void count(int id) {
  for (int n = 1; n <= 5; n++) {
    out.lock();
    std::cout << "Thread " << id << ": " << n << std::endl;
    out.unlock();
    sleep(1);
  }
}

int main() {
  clock_t start = clock();
  std::thread first(count, 1), second(count, 2);
  first.join();
  second.join();
  double total = double(clock() - start) / CLOCKS_PER_SEC;
  std::cout << "Total time: " << total << " seconds" << std::endl;
}
