#include "hostile.h"

#include <sys/mman.h>

// Reading one byte every 2 MB maps the page of zeros, which counts for nobody, by a table of 4 kB,
// which does not show in the resident size either.
int main() {
  const long tables = 200'000;
  const long step = 2L << 20;
  long made = 0;
  volatile char sum = 0;
  while (made < tables) {
    const long size = 10'000 * step;
    char* at = static_cast<char*>(
        mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    if (at == MAP_FAILED) break;
    madvise(at, size, MADV_NOHUGEPAGE);
    for (long i = 0; i < 10'000; ++i, ++made) sum = sum + at[i * step];
    usleep(10'000);
  }
  usleep(300'000);
  if (made >= tables)
    breach("%ld MB of page tables, 512 MB are allowed", made * 4 / 1024);
  else
    held("only %ld MB of page tables could be had", made * 4 / 1024);
}
