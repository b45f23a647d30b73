#include "hostile.h"

#include <thread>
#include <vector>

int main() {
  signal(SIGXCPU, SIG_IGN);
  held("four threads turn for ever");
  std::vector<std::thread> all;
  for (int i = 0; i < 4; ++i) {
    all.emplace_back([end = hostile_now() + 120] {
      for (volatile long n = 0; n % 1'000'000 != 0 || hostile_now() < end; n = n + 1) {
      }
    });
  }
  for (auto& one : all) one.join();
  breach("120 seconds of four threads went by");
}
