#include "hostile.h"

// More than is kept of a stream; what comes later is only counted.
static void flood() {
  held("the error stream is filled");
  static char block[1 << 16];
  for (char& letter : block) letter = '\n';
  for (int i = 0; i < 40; ++i) (void)!write(2, block, sizeof block);
}
#define AT_START flood()
#include "racy_chat.h"
