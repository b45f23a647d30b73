#include "hostile.h"

int main() {
  held("one line of 50 MB follows");
  static char block[1 << 16];
  memcpy(block, "Thread 1: 1", 11);
  memset(block + 11, '9', sizeof block - 11);
  for (int i = 0; i < 800; ++i) (void)!write(1, block, sizeof block);
}
