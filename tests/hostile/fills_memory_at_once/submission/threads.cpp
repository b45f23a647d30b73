#include "hostile.h"

#include <sys/mman.h>

int main() {
  // Two processes populate 1 GB each in a single call.
  for (int i = 0; i < 2; ++i) {
    if (fork() != 0) continue;
    void* got = mmap(nullptr, 1UL << 30, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    _exit(got == MAP_FAILED ? 1 : 0);
  }
  int status = 0;
  int whole = 0;
  while (wait(&status) > 0) whole += WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (whole == 2)
    breach("two bursts of 1 GB each went through");
  else
    held("%d of 2 bursts went through", whole);
}
