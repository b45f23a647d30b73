#include "hostile.h"

#include <sys/prctl.h>

int main() {
  for (int number = 1; number < 65; ++number) signal(number, SIG_IGN);
  for (int i = 0; i < 4; ++i) {
    if (fork() == 0) {
      setsid();
      prctl(PR_SET_PDEATHSIG, 0);
      if (fork() != 0) _exit(0);
    }
  }
  for (const double end = hostile_now() + 60; hostile_now() < end;) sleep(1);
}
