#include "hostile.h"

#include <sys/mman.h>
#include <sys/resource.h>

// Children of an ignored SIGCHLD leave no trace in their parent's times. The limit is 20 s; with one
// core this ends by the patience for the program first, so several burn.
int main() {
  signal(SIGCHLD, SIG_IGN);
  auto* used = static_cast<long*>(mmap(nullptr, 4096, PROT_READ | PROT_WRITE,
                                       MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  const double end = hostile_now() + 18.5;
  while (hostile_now() < end && *used < 26000) {
    for (int i = 0; i < 3; ++i) {
      if (fork() != 0) continue;
      rusage mine{};
      do {
        getrusage(RUSAGE_SELF, &mine);
      } while (mine.ru_utime.tv_sec * 1000 + mine.ru_utime.tv_usec / 1000 +
                   mine.ru_stime.tv_sec * 1000 + mine.ru_stime.tv_usec / 1000 < 200);
      __atomic_add_fetch(used, 200, __ATOMIC_SEQ_CST);
      _exit(0);
    }
    usleep(220'000);
  }
  if (*used > 21000) breach("%ld ms of CPU were used, 20 s are allowed", *used);
  else held("only %ld ms of CPU were to be had", *used);
}
