// threads: two threads count from 1 to 5 side by side, a second for each number,
// and the program prints how long both took together.

#include <chrono>
#include <cstdio>
#include <thread>

namespace {

void count(int worker) {
  for (int n = 1; n <= 5; ++n) {
    // One printf() is one whole line: stdio locks the stream for the length of a call.
    std::printf("Thread %d: %d\n", worker, n);
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

}  // namespace

int main() {
  // Each line is to appear when it is printed, into a file or a pipe as well.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);

  // A clock that nobody sets. (clock() would count the CPU time, and sleeping needs none.)
  const auto start = std::chrono::steady_clock::now();

  // Both threads start before either is waited for: otherwise they would run one after the other.
  std::thread first(count, 1);
  std::thread second(count, 2);
  first.join();
  second.join();

  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("Total time: %.2f seconds\n", elapsed.count());
}
