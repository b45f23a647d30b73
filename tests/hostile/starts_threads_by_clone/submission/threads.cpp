#include "hostile.h"

#include <linux/sched.h>

int main() {
  int made = 0;
  for (int i = 0; i < 800; ++i) {
    struct clone_args how {};
    long child = syscall(SYS_clone3, &how, sizeof how);  // without a signal at its end
    if (child < 0) child = syscall(SYS_clone, 0, 0, 0, 0, 0);
    if (child == 0) {
      sleep(20);
      _exit(0);
    }
    if (child < 0) {
      held("clone number %d: %s", i, strerror(errno));
      return 0;
    }
    ++made;
  }
  breach("%d processes without a signal live at once", made);
}
