#include "hostile.h"

int main() {
  // The init's control line is its descriptor 3; first by the folder of its descriptors, then by a
  // copy of the descriptor itself.
  const char* line = "started\nexit 0 0 0 0 0\n";
  for (int number = 3; number < 16; ++number) {
    char path[60];
    snprintf(path, sizeof path, "/proc/1/fd/%d", number);
    const int file = open(path, O_WRONLY | O_CLOEXEC);
    if (judge(file, path)) judge(write(file, line, strlen(line)), "a forged report");
  }
  const int init = static_cast<int>(syscall(434 /* pidfd_open */, 1, 0));
  for (int number = 3; number < 16; ++number) {
    const long file = syscall(438 /* pidfd_getfd */, init, number, 0);
    if (judge(file, "pidfd_getfd")) judge(write((int)file, line, strlen(line)), "a forged report");
  }
  return 7;
}
