#include "hostile.h"

int main() {
  held("100 MB follow on each stream");
  static char block[1 << 16];
  memset(block, 'x', sizeof block);
  for (int i = 0; i < 64; ++i) block[i * 1024] = '\n';
  for (int i = 0; i < 1600; ++i) {
    (void)!write(1, block, sizeof block);
    (void)!write(2, block, sizeof block);
  }
}
