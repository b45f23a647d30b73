#include <chrono>
#include <iostream>
#include <mutex>
#include <thread>

std::mutex out;

void work(char name) {
  for (int n = 1; n < 5; n++) {
    out.lock();
    std::cout << "Worker " << name << ": " << n << std::endl;
    out.unlock();
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

int main() {
  auto start = std::chrono::steady_clock::now();
  std::thread a(work, 'A');
  std::thread b(work, 'B');
  a.join();
  b.join();
  std::cout << "Total time: " << std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()
            << " seconds" << std::endl;
}
