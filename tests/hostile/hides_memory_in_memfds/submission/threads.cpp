#include "hostile.h"

#include <sys/mman.h>

int main() {
  static char block[1 << 20];
  memset(block, 1, sizeof block);
  long written = 0;
  for (int i = 0; i < 90; ++i) {
    const int file = memfd_create("hidden", 0);
    if (file < 0) {
      held("memfd_create: %s after %ld MB", strerror(errno), written);
      return 0;
    }
    for (int n = 0; n < 15; ++n) {
      if (write(file, block, sizeof block) != sizeof block) break;
      ++written;
    }
    if (written > 800) break;
    usleep(5000);
  }
  sleep(1);
  if (written > 700)
    breach("%ld MB lie in files without a name, 512 are allowed", written);
  else
    held("only %ld MB could be written", written);
}
