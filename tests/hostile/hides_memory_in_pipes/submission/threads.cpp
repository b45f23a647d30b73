#include "hostile.h"

#include <sys/mman.h>

int main() {
  static char block[1 << 20];
  auto* kept = static_cast<long*>(
      mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  for (int process = 0; process < 20; ++process) {
    if (fork() != 0) continue;
    for (int i = 0; i < 400 && *kept < 800L << 20; ++i) {
      int ends[2];
      if (pipe2(ends, O_NONBLOCK) != 0) break;
      fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
      for (ssize_t put = 0; (put = write(ends[1], block, sizeof block)) > 0;)
        __atomic_add_fetch(kept, put, __ATOMIC_SEQ_CST);
    }
    sleep(3);
    _exit(0);
  }
  sleep(2);
  const long all = *kept >> 20;
  if (all > 700)
    breach("%ld MB wait in pipes, 512 are allowed", all);
  else
    held("only %ld MB fit into pipes", all);
}
