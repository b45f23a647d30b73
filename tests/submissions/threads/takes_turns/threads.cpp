#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable changed;
int turn = 1;

void count(int id) {
  for (int i = 1; i <= 5; i++) {
    std::unique_lock<std::mutex> lock(m);
    changed.wait(lock, [id] { return turn == id; });
    std::cout << "Thread " << id << ": " << i << std::endl;
    std::this_thread::sleep_for(std::chrono::seconds(1));
    turn = 3 - turn;
    changed.notify_all();
  }
}

int main() {
  auto start = std::chrono::steady_clock::now();
  std::thread a(count, 1), b(count, 2);
  a.join();
  b.join();
  auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::cout << "Total time: " << seconds << " seconds\n";
}
