#include "hostile.h"

#include <sys/mman.h>
#include <time.h>

// Children of an ignored SIGCHLD leave no trace in their parent's times. Six burn at a time, a
// fifth of a second each, until twice the limit of 3 s is used.
int main() {
  signal(SIGCHLD, SIG_IGN);
  auto* shared = static_cast<long*>(
      mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  long& used = shared[0];  // milliseconds
  long& alive = shared[1];
  for (const double end = hostile_now() + 15; hostile_now() < end && used < 6'000;) {
    if (__atomic_load_n(&alive, __ATOMIC_SEQ_CST) >= 6) {
      usleep(1000);
      continue;
    }
    __atomic_add_fetch(&alive, 1, __ATOMIC_SEQ_CST);
    if (fork() != 0) continue;
    while (clock() < CLOCKS_PER_SEC / 5) {
    }
    __atomic_add_fetch(&used, 200, __ATOMIC_SEQ_CST);
    __atomic_sub_fetch(&alive, 1, __ATOMIC_SEQ_CST);
    _exit(0);
  }
  if (used > 4'500)
    breach("%ld ms of CPU were used, 3 s are allowed", used);
  else
    held("only %ld ms of CPU were to be had", used);
}
