#include "hostile.h"

#include <sys/prctl.h>

int main() {
  for (int number = 1; number < 65; ++number) signal(number, SIG_IGN);
  prctl(PR_SET_PDEATHSIG, 0);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  prctl(PR_SET_DUMPABLE, 0);
  prctl(PR_SET_NAME, "[kworker/0:1]");
  held("daemons were left behind; who runs this looks for them");
  for (int i = 0; i < 5; ++i) {
    if (fork() != 0) continue;
    setsid();
    if (fork() != 0) _exit(0);
    if (i % 2 == 0) {
      for (int number = 0; number < 1024; ++number) close(number);
    }
    for (const double end = hostile_now() + 60; hostile_now() < end;) sleep(1);
    _exit(0);
  }
}
