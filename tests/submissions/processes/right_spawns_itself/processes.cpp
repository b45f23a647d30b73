#include <chrono>
#include <cstdlib>
#include <iostream>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <vector>

extern char** environ;

namespace {

int child(const std::string& name) {
  for (int number = 1; number <= 5; ++number) {
    std::cout << name << ": " << number << std::endl;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
  return EXIT_SUCCESS;
}

pid_t spawn(std::string name) {
  std::string self = "/proc/self/exe";
  char* arguments[] = {self.data(), name.data(), nullptr};
  pid_t pid = -1;
  if (posix_spawn(&pid, self.c_str(), nullptr, nullptr, arguments, environ) != 0) {
    throw std::runtime_error("posix_spawn");
  }
  return pid;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) return child(argv[1]);
  const auto start = std::chrono::steady_clock::now();
  const std::vector<pid_t> children{spawn("alpha"), spawn("beta")};
  for (const pid_t pid : children) waitpid(pid, nullptr, 0);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::cout << "Total time: " << elapsed.count() << " seconds" << std::endl;
}
