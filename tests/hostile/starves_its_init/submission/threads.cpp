#include "hostile.h"

#include <sys/resource.h>

int main() {
  const rlimit none{0, 0};
  const rlimit second{1, 1};
  judge(prlimit(1, RLIMIT_NOFILE, &none, nullptr), "no open files for the init");
  judge(prlimit(1, RLIMIT_AS, &none, nullptr), "no memory for the init");
  judge(prlimit(1, RLIMIT_STACK, &none, nullptr), "no stack for the init");
  judge(prlimit(1, RLIMIT_CPU, &second, nullptr), "no time for the init");
  // Orphans, whose reaping costs the init its second.
  for (const double end = hostile_now() + 3; hostile_now() < end;) {
    const pid_t child = fork();
    if (child == 0) {
      if (fork() == 0) _exit(0);
      _exit(0);
    }
    waitpid(child, nullptr, 0);
    usleep(2000);
  }
}
