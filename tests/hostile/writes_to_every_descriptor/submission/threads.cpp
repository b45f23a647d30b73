#include "hostile.h"

int main() {
  for (int number = 3; number < 1024; ++number) {
    if (fcntl(number, F_GETFD) < 0) continue;
    char path[64];
    char target[200] = {};
    snprintf(path, sizeof path, "/proc/self/fd/%d", number);
    (void)!readlink(path, target, sizeof target - 1);
    breach("descriptor %d is %s", number, target);
  }
  const char* report = "started\nexit 0 0 0 0 0\n";
  for (int number = 0; number < 1024; ++number) (void)!write(number, report, strlen(report));
  // Nothing is in the input, and it leads to no terminal of somebody's.
  char byte = 0;
  if (read(0, &byte, 1) > 0) breach("there is input");
  judge(open("/dev/tty", O_RDWR | O_NOCTTY), "the controlling terminal");
  return 3;
}
