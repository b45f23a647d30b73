#include <chrono>
#include <cstdio>
#include <thread>

int main() {
  using namespace std::chrono_literals;
  const auto begin = std::chrono::steady_clock::now();
  {
    const auto work = [](char name) {
      for (int i = 1; i <= 5; ++i) {
        std::printf("[worker %c] : %d\n", name, i);
        std::this_thread::sleep_for(1s);
      }
    };
    std::jthread a(work, 'A');
    std::jthread b(work, 'B');
  }
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  std::printf("elapsed: %lld ms\n", static_cast<long long>(ms.count()));
}
