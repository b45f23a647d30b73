#include <chrono>
#include <future>
#include <iostream>
#include <sstream>
#include <thread>

using Clock = std::chrono::steady_clock;

static void say(const std::string& who, int number) {
  std::ostringstream line;
  line << who << ": " << number << '\n';
  std::cout << line.str() << std::flush;
}

static int counting(const std::string& who) {
  say(who, 1);
  for (int number = 2; number <= 5; ++number) {
    std::this_thread::sleep_for(std::chrono::seconds{1});
    say(who, number);
  }
  return 5;
}

int main() {
  const auto t0 = Clock::now();
  auto left = std::async(std::launch::async, counting, "left");
  auto right = std::async(std::launch::async, counting, "right");
  const int numbers = left.get() + right.get();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - t0).count();
  std::cout << numbers << " numbers, total " << seconds << " s" << std::endl;
}
