#include "hostile.h"

// 16 MB are allowed; the disk has room for 32.
int main() {
  signal(SIGXFSZ, SIG_IGN);
  static char block[1 << 20];
  const int file = open("/tmp/large", O_WRONLY | O_CREAT, 0600);
  int written = 0;
  while (written < 24 && write(file, block, sizeof block) == sizeof block) ++written;
  if (written > 17)
    breach("one file has %d MB, 16 are allowed", written);
  else
    held("%d MB: %s", written, strerror(errno));
  judge(ftruncate(file, 1L << 30), "a file of 1 GB without content");
}
