// processes: two child processes count from 1 to 5 side by side, a second for each number,
// and the parent prints how long both took together.

#include <chrono>
#include <cstdio>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

void count(int worker) {
  for (int n = 1; n <= 5; ++n) {
    std::printf("Process %d: %d\n", worker, n);
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

pid_t start_child(int worker) {
  const pid_t child = ::fork();
  if (child == 0) {
    count(worker);
    std::fflush(stdout);
    // The child ends here. If it returned, it would run the rest of main() as well.
    ::_exit(0);
  }
  if (child < 0) std::perror("processes: fork");
  return child;
}

/// True if the child existed and ended well.
bool wait_for(pid_t child) {
  int status = 0;
  return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

}  // namespace

int main() {
  // Lines leave the program at once. What still stood in the buffer at a fork() would belong to
  // parent and child, and be printed by both.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);

  const auto start = std::chrono::steady_clock::now();

  // Both children start before either is waited for.
  const pid_t first = start_child(1);
  const pid_t second = start_child(2);
  const bool first_well = wait_for(first);
  const bool second_well = wait_for(second);

  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("Total time: %.2f seconds\n", elapsed.count());
  return first_well && second_well ? 0 : 1;
}
