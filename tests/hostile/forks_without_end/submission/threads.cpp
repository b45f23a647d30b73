#include "hostile.h"

// Bounded by itself: a box without a limit gets 600 sleepers.
int main() {
  for (int i = 0; i < 600; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      sleep(20);
      _exit(0);
    }
    if (child < 0) {
      held("fork number %d: %s", i, strerror(errno));
      sleep(15);  // all of them stay: it must be ended from outside
      return 0;
    }
  }
  breach("600 processes live at once");
}
